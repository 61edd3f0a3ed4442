"""Arrows at their absolute size: a centre line in, shaft and head out.

In: two or more points in points of the form, tail first. Out: an `Arrow`, and its operators. Never true afterwards:
that an arrow shrank with its figure, or that it has a head and no shaft. Standard library only.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final, TypeAlias

from handouts.units import mm

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from handouts.pdf.colour import Colour

Point: TypeAlias = tuple[float, float]

# Sizes on a card, to be multiplied by 1.6 to 1.7 on a large panel (figures-on-the-page, "Lines and arrows").
ARROW_SHAFT: Final = mm(1.05)
ARROW_HEAD_LENGTH: Final = mm(3.4)
ARROW_HEAD_WIDTH: Final = mm(3.1)
ARROW_HALO: Final = mm(0.55)


@dataclass(frozen=True, slots=True)
class Arrow:
    """An arrow in points of the form: `line` is the middle of the shaft, tail first; `head` the triangle."""

    line: tuple[Point, ...]
    head: tuple[Point, Point, Point]
    factor: float

    @property
    def reach(self) -> float:
        """How far the paint goes beyond the middle line, halo included."""
        return (ARROW_SHAFT / 2 + ARROW_HALO) * self.factor


def shape_arrow(via: Sequence[Point], factor: float) -> Arrow:
    """Return an arrow along a smooth curve through two or more points (in points), tail first.

    A curve too short for its head is drawn out at the tail, so that a shaft can always be seen.
    """
    curve = _lengthened(_curve_through(via), ARROW_HEAD_LENGTH * factor * 1.75)
    tip = curve[-1]
    base = _cut_back(curve, ARROW_HEAD_LENGTH * factor)
    along = (tip[0] - base[-1][0], tip[1] - base[-1][1])
    size = math.hypot(*along) or 1.0
    along = (along[0] / size, along[1] / size)
    half = ARROW_HEAD_WIDTH * factor / 2
    foot = base[-1]
    head = (
        (foot[0] - along[1] * half, foot[1] + along[0] * half),
        tip,
        (foot[0] + along[1] * half, foot[1] - along[0] * half),
    )
    return Arrow(tuple(base), head, factor)


def _curve_through(via: Sequence[Point], steps: int = 12) -> list[Point]:
    """Return a Catmull-Rom curve through the points as a polyline, ends kept."""
    if len(via) == 2:
        return [(via[0][0] + (via[1][0] - via[0][0]) * i / steps, via[0][1] + (via[1][1] - via[0][1]) * i / steps)
                for i in range(steps + 1)]  # fmt: skip
    first = (2 * via[0][0] - via[1][0], 2 * via[0][1] - via[1][1])
    last = (2 * via[-1][0] - via[-2][0], 2 * via[-1][1] - via[-2][1])
    knots = [first, *via, last]
    curve: list[Point] = [via[0]]
    for at in range(len(via) - 1):
        xs = (knots[at][0], knots[at + 1][0], knots[at + 2][0], knots[at + 3][0])
        ys = (knots[at][1], knots[at + 1][1], knots[at + 2][1], knots[at + 3][1])
        curve += [(_spline(i / steps, xs), _spline(i / steps, ys)) for i in range(1, steps + 1)]
    return curve


def _spline(t: float, knots: tuple[float, float, float, float]) -> float:
    a, b, c, d = knots
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)


def _length(curve: Sequence[Point]) -> float:
    return sum(math.dist(a, b) for a, b in pairwise(curve))


def _lengthened(curve: list[Point], least: float) -> list[Point]:
    missing = least - _length(curve)
    if missing <= 0:
        return curve
    (x, y), (x2, y2) = curve[0], curve[1]
    size = math.dist((x, y), (x2, y2)) or 1.0
    return [(x - (x2 - x) / size * missing, y - (y2 - y) / size * missing), *curve]


def _cut_back(curve: Sequence[Point], length: float) -> list[Point]:
    """Return the curve without its last `length`."""
    kept = list(curve)
    while len(kept) > 2 and math.dist(kept[-1], kept[-2]) <= length:
        length -= math.dist(kept[-1], kept[-2])
        kept.pop()
    (x, y), (x2, y2) = kept[-1], kept[-2]
    size = math.dist((x, y), (x2, y2)) or 1.0
    kept[-1] = (x + (x2 - x) / size * length, y + (y2 - y) / size * length)
    return kept


def paint_arrow(arrow: Arrow, colour: Colour, halo: Colour) -> str:
    """Return halo, shaft and head; the head's corners are rounded by a stroke of its own colour."""
    shaft = polyline(arrow.line)
    head = polyline(arrow.head) + " h"
    wide = ARROW_SHAFT * arrow.factor
    edge = 2 * ARROW_HALO * arrow.factor
    corner = wide * 0.3
    paint = operands(colour)
    return "\n".join(
        [
            f"q {operands(halo)} RG {number(wide + edge)} w 1 J {shaft} S {number(edge + corner)} w {head} S Q",
            f"q {paint} RG {paint} rg {number(wide)} w 1 J {shaft} S",
            f"{number(corner)} w {head} B Q",
        ]
    )


def polyline(points: Iterable[Point]) -> str:
    """Return the operators of an open path."""
    words = [f"{number(x)} {number(y)}" for x, y in points]
    return f"{words[0]} m " + " ".join(f"{word} l" for word in words[1:])


def operands(colour: Colour) -> str:
    """Return a colour as the operands of rg or RG."""
    return " ".join(number(part, 3) for part in colour)


def number(value: float, places: int = 2) -> str:
    """Return the shortest text of a number; 2 places are 0.004 mm."""
    text = f"{value:.{places}f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text
