"""Every case, whatever it is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cases import HERE, read_case
from made import MADE
from made_builds import MADE_BUILDS
from typed import read_typed, said

if TYPE_CHECKING:
    from pathlib import Path


def every_case() -> list[str]:
    """Return the kinds that have a case, with an expected text or without one yet."""
    found = {path.parent.name for name in ("bad.yaml", "typed.txt") for path in HERE.glob(f"*/{name}")}
    return sorted(found | set(MADE) | set(MADE_BUILDS))


def read_any(kind: str, root: Path) -> str:
    """Return what the user reads, from a workspace made at `root`."""
    said.clear()
    if make := MADE.get(kind) or MADE_BUILDS.get(kind):
        text = make(root)
    elif (HERE / kind / "typed.txt").exists():
        text = read_typed(kind, root)
    else:
        text = read_case(kind, root)
    assert text, f"{kind} says nothing"
    assert not said or kind in said, f"{kind} has a case of {', '.join(said)}"
    return text
