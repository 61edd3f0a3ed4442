"""Say what is wrong with a pose, and where in its file.

In: the path of keys that leads to a value. Out: faults in the author's words; the caller, who knows line numbers, turns
them into Problems. Never true afterwards: that a fault lacks its path. Standard library only.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

Path: TypeAlias = tuple[str | int, ...]
"""Keys and list indices from the file's root: `("finish", "pose", "leg_l", "foot")`."""


@dataclass(frozen=True, slots=True, order=True)
class PoseFault:
    """One thing an author can mend: `kind` is kebab-case (docs/figures.md lists them), `fix` is something to paste."""

    path: Path
    kind: str
    what: str
    fix: str = ""


class PoseFaultsFound(Exception):  # noqa: N818 - it carries faults of the data, it is not an error of ours
    """Raised with every fault of one pose file."""

    def __init__(self, faults: Iterable[PoseFault]) -> None:
        self.faults = tuple(sorted(set(faults), key=lambda fault: (str(fault.path), fault.what)))
        super().__init__("; ".join(f"{'.'.join(map(str, fault.path))}: {fault.what}" for fault in self.faults))
