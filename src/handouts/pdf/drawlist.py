"""Paint baked figures: draw lists in, PDF content-stream operators out, in any brand's colours.

In: a `BakedFigure`, a palette, a scale. Out: the bytes of a form XObject's content and its box. Never true afterwards:
that a figure's lines or arrows grew with its scale (both have absolute sizes), or that an ink-saver line is grey.

A form's origin is the floor line under the figure (x = 0, y = 0 of the draw list), y up, lengths in points; `scale` is
points per body height H. A mirrored figure is the same list with x turned round. Standard library only.
"""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, Final

from handouts.figures.baked import UNIT
from handouts.pdf.arrows import Arrow, Point, number, operands, paint_arrow, polyline, shape_arrow
from handouts.pdf.colour import Colour, mix
from handouts.units import Rect, to_mm
from handouts.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handouts.figures.baked import BakedFigure, Op
    from handouts.pdf.figure_colours import Palette

# Shares of the body height, for layout: one mat band across a whole panel (figures-on-the-page, "Mat and floor").
MAT_SIDE: Final = (-0.044, 0.034)  # `ground: mat`, bottom and top over the floor line
MAT_SEATED: Final = (-0.300, 0.190)  # `ground: seat`, the high view of a figure that sits on the floor
MAT_EDGE: Final = 0.016  # height of the mat's front edge
GRAIN: Final = 20  # a figure's coordinates are whole twentieths of a point (0.018 mm): a third fewer bytes
HEM_FLOOR: Final = 0.45  # thinner lines break up on a laser printer


@dataclass(frozen=True, slots=True)
class LineWeights:
    """Absolute line widths in points; `halo` and `contour` lie under the figure, so half of each shows."""

    inner: float
    contour: float
    halo: float
    hem: float
    hatch: float = 0.0

    def of(self, name: str) -> float:
        """Return the width of a draw list's line class."""
        return float(getattr(self, name))


def line_weights(scale: float, *, hatch: bool = False) -> LineWeights:
    """Return the widths for a scale in points per H: 0.7 pt inside up to 40 mm/H, rising to 1.05 pt at 66 mm/H."""
    tall = to_mm(scale)
    inner = 0.7 if tall <= 40 else min(1.05, 0.7 + (tall - 40) / 26 * 0.35)
    return LineWeights(inner, inner * 1.8, inner * 3.0, max(HEM_FLOOR, inner * 0.62), inner * 0.55 if hatch else 0.0)


@dataclass(frozen=True, slots=True)
class FigureStyle:
    """How one figure is painted: `scale` in points per H; `arrow_factor` 1 on a card, 1.6 on a large panel, 0 for none.

    `highlights` names the muscles to fill; a highlight without a leader that names it reads as pain, so none is the
    default.
    """

    palette: Palette
    scale: float
    lines: LineWeights
    mirrored: bool = False
    highlights: tuple[str, ...] = ()
    arrow_factor: float = 1.0


def paint_figure(figure: BakedFigure, style: FigureStyle) -> bytes:
    """Return the operators of one figure: props, shadow, body, the asked highlights, then its arrows."""
    pen = _Pen(style)
    pen.out.append(f"q {number(1 / GRAIN)} 0 0 {number(1 / GRAIN)} 0 0 cm 1 J 1 j")
    for op in figure.ops:
        pen.paint(op)
    for name in style.highlights:
        for op in figure.highlights.get(name, ()):
            pen.paint(op, swap=("accent", "wrong") if figure.mark == "x" else None)
    pen.out.append("Q q 1 J 1 j")
    colour = style.palette["wrong" if figure.mark == "x" else "arrow"]
    for arrow in figure_arrows(figure, style):
        pen.out.append(paint_arrow(arrow, colour, style.palette["halo"]))
    pen.out.append("Q")
    return "\n".join(pen.out).encode("ascii")


def figure_arrows(figure: BakedFigure, style: FigureStyle) -> list[Arrow]:
    """Return the figure's arrows at their absolute size, for painting and for keeping room."""
    if not style.arrow_factor:
        return []
    return [
        shape_arrow([placed(raw[i : i + 2], style) for i in range(0, len(raw), 2)], style.arrow_factor)
        for raw in figure.arrows
    ]


def figure_box(figure: BakedFigure, style: FigureStyle) -> Rect:
    """Return the form's box in points: everything it paints, with line widths and arrow heads."""
    left, bottom, right, top = (value / UNIT * style.scale for value in figure.full)
    edge = style.lines.halo / 2
    left, bottom, right, top = left - edge, bottom - edge, right + edge, top + edge
    if style.mirrored:
        left, right = -right, -left
    for arrow in figure_arrows(figure, style):
        for x, y in [*arrow.line, *arrow.head]:
            reach = arrow.reach
            left, right = min(left, x - reach), max(right, x + reach)
            bottom, top = min(bottom, y - reach), max(top, y + reach)
    return Rect(left, bottom, right, top)


def body_box(figure: BakedFigure, style: FigureStyle) -> Rect:
    """Return the body's silhouette in points, for spacing figures on a panel."""
    left, bottom, right, top = (value / UNIT * style.scale for value in figure.box)
    return Rect(-right, bottom, -left, top) if style.mirrored else Rect(left, bottom, right, top)


def placed(point: Sequence[int], style: FigureStyle) -> Point:
    """Return a draw list's point (an anchor, the face) in points of the form."""
    x = point[0] / UNIT * style.scale
    return (-x if style.mirrored else x, point[1] / UNIT * style.scale)


@dataclass(slots=True)
class _Pen:
    """Writes operators, and says each colour or width only when it changes."""

    style: FigureStyle
    out: list[str] = field(default_factory=list)
    fill: str = ""
    stroke: str = ""

    def paint(self, op: Op, *, swap: tuple[str, str] | None = None) -> None:
        key = op[1] if op[0] == "f" else op[2]
        if swap and key == swap[0]:
            key = swap[1]
        if op[0] == "f":
            self._fill(_toned(self.style.palette, key, op[2], line=False), op[3])
        else:
            self._stroke(op[1], _toned(self.style.palette, key, op[3], line=True), op[4])

    def _fill(self, colour: Colour, paths: list[list[int]]) -> None:
        wanted = f"{operands(colour)} rg"
        if wanted != self.fill:
            self.out.append(wanted)
            self.fill = wanted
        self.out += [self._path(path) for path in paths]
        self.out.append("f*")

    def _stroke(self, weight: str, colour: Colour, paths: list[list[int]]) -> None:
        width = self.style.lines.of(weight)
        if not width or not paths:
            return
        wanted = f"{operands(colour)} RG {number(width * GRAIN, 1)} w"
        if wanted != self.stroke:
            self.out.append(wanted)
            self.stroke = wanted
        self.out += [self._path(path) for path in paths]
        self.out.append("S")

    def _path(self, path: list[int]) -> str:
        """Return one subpath: a start, then cubics as steps from the last point; closed when it comes home."""
        step_y = self.style.scale / UNIT * GRAIN
        step_x = -step_y if self.style.mirrored else step_y
        x, y = path[0], path[1]
        words = [f"{round(x * step_x)} {round(y * step_y)} m"]
        for at in range(2, len(path), 6):
            steps = path[at : at + 6]
            points = [(x + steps[i], y + steps[i + 1]) for i in (0, 2, 4)]
            x, y = points[2]
            words.append(" ".join([f"{round(px * step_x)} {round(py * step_y)}" for px, py in points]) + " c")
        if (x, y) == (path[0], path[1]):
            words.append("h")
        return "\n".join(words)


def _toned(palette: Palette, key: str, tone: int, *, line: bool) -> Colour:
    colour = palette[key]
    if tone > 0:
        return mix(colour, palette["ink_light" if line else "paper"], tone / 100)
    return mix(colour, palette["shade"], -tone / 100) if tone else colour


def paint_mark(mark: str, radius: float, palette: Palette, *, ok: Colour) -> bytes:
    """Return a disc round the origin with a white cross ("x") or tick ("ok") in it, and a halo; radius in points."""
    colour = palette["wrong"] if mark == "x" else ok
    a = radius * 0.40
    stroke = (
        f"{number(-a)} {number(-a)} m {number(a)} {number(a)} l {number(-a)} {number(a)} m {number(a)} {number(-a)} l S"
        if mark == "x"
        else polyline([(-radius * 0.46, 0), (-radius * 0.12, -radius * 0.36), (radius * 0.48, radius * 0.36)]) + " S"
    )
    return "\n".join(
        [
            f"q {operands(palette['halo'])} rg {_disc(radius * 1.18)} f {operands(colour)} rg {_disc(radius)} f",
            f"1 1 1 RG {number(radius * 0.27)} w 1 J 1 j {stroke} Q",
        ]
    ).encode("ascii")


def _disc(radius: float) -> str:
    k = radius * 0.5523  # four cubics for a circle
    r, c = number(radius), number(k)
    n, d = number(-radius), number(-k)
    return f"{r} 0 m {r} {c} {c} {r} 0 {r} c {d} {r} {n} {c} {n} 0 c {n} {d} {d} {n} 0 {n} c {c} {n} {r} {d} {r} 0 c h"
