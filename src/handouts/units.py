"""Lengths and sizes: bare lengths are points (1/72 inch), and a name that ends in `_mm` holds millimetres.

Pages have their origin at the bottom left, y up, as in PDF; the print design counts from the top, and layout turns it.
"""

from __future__ import annotations

from typing import Final, NamedTuple

POINTS_PER_MM: Final = 72 / 25.4


def mm(length_mm: float) -> float:
    """Return millimetres as points."""
    return length_mm * POINTS_PER_MM


def to_mm(length: float) -> float:
    """Return points as millimetres."""
    return length / POINTS_PER_MM


class Size(NamedTuple):
    """Width and height in points."""

    width: float
    height: float


class Rect(NamedTuple):
    """Left, bottom, right, top in points."""

    left: float
    bottom: float
    right: float
    top: float

    def shifted(self, dx: float, dy: float) -> Rect:
        return Rect(self.left + dx, self.bottom + dy, self.right + dx, self.top + dy)


PAPERS: Final[dict[str, Size]] = {
    "a4": Size(mm(210), mm(297)),  # ISO 216
    "letter": Size(612.0, 792.0),  # ANSI/ASME Y14.1, 8.5 x 11 inches
}
