"""What is wrong inside one value, before anybody knows in which file it stands.

In: nothing. Out: `Fault`s, which `resolve.py` turns into located `Problem`s. Never true afterwards: that a fault names
a file; the small parsers (doses, texts, links) serve YAML, CSV and the command line alike, and only say what and fix.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in a value.

    `at` leads from the value to the part that is wrong, `span` is the wrong stretch of a string value, in characters.
    """

    kind: str
    what: str
    fix: str = ""
    at: tuple[str | int, ...] = ()
    span: tuple[int, int] | None = None


class Faults(ValueError):  # noqa: N818 - faults are the user's, not errors of ours
    """Raised by a parser with everything that is wrong in one value.

    **Why** a ValueError: pydantic then keeps it beside the path of the value that was being read.
    """

    def __init__(self, *faults: Fault) -> None:
        self.faults = faults
        super().__init__("; ".join(fault.what for fault in faults))
