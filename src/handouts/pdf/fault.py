"""What is wrong with a picture, a drawing or a link that was to be printed, before its place in the data is known.

In: a kind, what is wrong, a fix. Out: a `Problem`, once the caller says where. Never true afterwards: that a fault
reaches the user without a fix. Standard library only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.problems import Problem

if TYPE_CHECKING:
    from pathlib import Path

    from handouts.problems import Where


class Fault(Exception):  # noqa: N818 - it is the user's to mend, not an error of ours
    """Something the user gave that cannot be printed; `kind`, `what` and `fix` are those of the Problem."""

    about: Path | None = None  # the file that it is about, where that is known

    def __init__(self, kind: str, what: str, fix: str) -> None:
        self.kind, self.what, self.fix = kind, what, fix
        super().__init__(what)

    def at(self, where: Where | None) -> Problem:
        """Return the problem, now that its place is known."""
        return Problem(self.kind, self.what, self.fix, where)


class LinkFault(Fault):
    """A link that no code on paper can hold."""


class PictureFault(Fault):
    """A picture or drawing that cannot, or must not, be printed."""
