"""Small marks drawn as vectors: no font has them all, and none may be lost.

In: a pen, a middle, a size. Out: marks. Nothing here means anything by colour alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.layout.pen import box
from handouts.pdf.block import Run
from handouts.units import mm

if TYPE_CHECKING:
    from handouts.layout.pen import Pen
    from handouts.pdf.canvas import Colour


def paint_cross(pen: Pen, x: float, y: float, colour: Colour, half: float, line: float) -> None:
    """Draw an X with its middle at (x, y); `half` is half its width."""
    pen.strokes(
        (((x - half, y - half), (x + half, y + half)), ((x - half, y + half), (x + half, y - half))), colour, line
    )


def paint_tick(pen: Pen, x: float, y: float, colour: Colour, half: float, line: float) -> None:
    """Draw a tick whose middle is at (x, y)."""
    pen.strokes(
        (((x - half * 1.15, y + half * 0.15), (x - half * 0.3, y + half), (x + half * 1.15, y - half * 0.85)),),
        colour,
        line,
    )


def paint_octagon(pen: Pen, x: float, y: float, size: float, red: Colour, white: Colour) -> None:
    """Draw the stop octagon with its exclamation mark; `size` is its height."""
    half, corner = size / 2, size / 2 * 0.4142  # tan 22.5 degrees
    points = (
        (x - corner, y - half), (x + corner, y - half), (x + half, y - corner), (x + half, y + corner),
        (x + corner, y + half), (x - corner, y + half), (x - half, y + corner), (x - half, y - corner),
    )  # fmt: skip
    pen.polygon(points, red)
    bar = size * 0.145
    pen.polygon(
        (
            (x - bar / 2 * 1.1, y - size * 0.28),
            (x + bar / 2 * 1.1, y - size * 0.28),
            (x + bar / 2 * 0.85, y + size * 0.09),
            (x - bar / 2 * 0.85, y + size * 0.09),
        ),
        white,
    )
    pen.disc(x, y + size * 0.235, bar * 0.56, white)


def paint_calendar(pen: Pen, x: float, y: float, size: float, colour: Colour) -> None:
    """Draw a calendar leaf with a tick; (x, y) is its middle."""
    half = size / 2
    line = size * 0.07
    pen.box(box(x - half, y - half * 0.86, size, size * 0.93), radius=size * 0.1, stroke=colour, line=line)
    pen.box(box(x - half, y - half * 0.86, size, size * 0.27), radius=size * 0.1, fill=colour)
    for side in (-0.24, 0.24):
        pen.strokes((((x + size * side, y - half * 1.06), (x + size * side, y - half * 0.68)),), colour, line * 1.3)
    paint_tick(pen, x, y + size * 0.17, colour, size * 0.15, line * 1.1)


def paint_clock(pen: Pen, x: float, y: float, size: float, colour: Colour) -> None:
    """Draw a clock; (x, y) is its middle."""
    line = size * 0.075
    pen.disc(x, y, size / 2 - line / 2, None, stroke=colour, line=line)
    pen.strokes((((x, y - size * 0.28), (x, y), (x + size * 0.2, y + size * 0.14)),), colour, line)


def paint_number(
    pen: Pen, x: float, y: float, radius: float, words: str, size: float, fill: Colour, ink: Colour
) -> None:
    """Draw a disc with a number centred in it; cap height .668 em."""
    pen.disc(x, y, radius, fill)
    pen.text(x, y + 0.668 * size / 2, words, Run("B", size, ink), align=1)


def paint_bullet(pen: Pen, x: float, baseline: float, size: float, colour: Colour) -> None:
    """Draw a cue's dot, centred on the x-height; r 0.9 mm at 12.5 pt."""
    pen.disc(x + mm(0.9) * size / 12.5, baseline - 0.27 * size, mm(0.9) * size / 12.5, colour)
