"""Where a figure has ink: points along everything it draws, for whatever must keep clear of it.

In: a baked figure, its style, where it stands. Out: points in the pen's space.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from handouts.pdf.drawlist import figure_arrows, placed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.figures.baked import BakedFigure
    from handouts.pdf.arrows import Arrow
    from handouts.pdf.drawlist import FigureStyle

Point = tuple[float, float]
STEP: Final = 250  # 1/10,000 of the body height between two points: a long limb is one curve
ARROW_WEIGHT: Final = 3  # words on an arrow make it unreadable


def drawn_points(figure: BakedFigure, style: FigureStyle, at: Point) -> list[Point]:
    """Return points along a figure's curves, and more of them along its arrows, at (x, floor) of a pen."""
    x, floor = at
    points = []
    for op in figure.ops:
        for path in op[-1]:
            for step in _along(path):
                dx, dy = placed(step, style)
                points.append((x + dx, floor - dy))
    for arrow in figure_arrows(figure, style):
        points += [(x + dx, floor - dy) for dx, dy in _over(arrow)] * ARROW_WEIGHT
    return points


def _along(path: list[int]) -> Iterator[tuple[int, int]]:
    """Yield points along a path; its numbers are steps from curve to curve (docs/figures.md)."""
    x, y = path[0], path[1]
    yield (x, y)
    for at in range(2, len(path), 6):
        dx, dy = path[at + 4], path[at + 5]
        pieces = max(1, round((abs(dx) + abs(dy)) / STEP))
        for piece in range(1, pieces + 1):
            yield (x + dx * piece // pieces, y + dy * piece // pieces)
        x, y = x + dx, y + dy


def _over(arrow: Arrow) -> Iterator[Point]:
    for (x0, y0), (x1, y1) in pairwise([*arrow.line, *arrow.head]):
        for share in (0.0, 0.2, 0.4, 0.6, 0.8, 1.0):
            yield (x0 + (x1 - x0) * share, y0 + (y1 - y0) * share)
