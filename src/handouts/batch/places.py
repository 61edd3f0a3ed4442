"""Where a batch's files go: a folder of this machine, or any place that fsspec reaches.

In: what `--out` says. Out: a `Place`. Never true afterwards: that the rest of the batch knows which of them it is.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from handouts.batch.folder import Folder

if TYPE_CHECKING:
    from collections.abc import Sequence


class Place(Protocol):
    """Holds files by name; a file is there as a whole or not at all."""

    def put(self, name: str, parts: Sequence[bytes]) -> None:
        """Write a file in place of what has the name; raises ProblemsFound."""

    def get(self, name: str) -> bytes | None:
        """Return a file's bytes, None where it cannot be read."""

    def has(self, name: str) -> bool:
        """Tell whether anything has this name."""

    def remove(self, name: str) -> None:
        """Take a file away, if it is there."""


def open_place(out: str) -> Place:
    """Return the place that `--out` names."""
    return Folder(Path(out))
