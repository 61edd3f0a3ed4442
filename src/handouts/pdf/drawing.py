"""A drawing made of filled and stroked paths, and its painting as a form XObject.

In: shapes in user units, y down. Out: a `Form` in points, y up, fitted into a box. Never true afterwards: that a
drawing changed its proportions, or that an ink-saver drawing has a colour or a filled ground. Standard library only.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, TypeAlias

from handouts.pdf.block import Form
from handouts.pdf.colour import BLACK, WHITE
from handouts.pdf.syntax import digest, number, numbers
from handouts.units import Rect

if TYPE_CHECKING:
    from collections.abc import Iterable

    from handouts.pdf.colour import Colour
    from handouts.pdf.svg_path import Segment

Box: TypeAlias = tuple[float, float, float, float]

_OUTLINE: Final = 0.7  # points; pure black stays solid on a laser printer at this width (figures on the page)
_HALO: Final = 1.0  # points of white round a mark on a mark of another colour, half of it outside
_GROUND: Final = 0.5  # a shape whose box is half the drawing or more carries the others


@dataclass(frozen=True, slots=True)
class Shape:
    """One path: `fill` and `stroke` are colours or None; `width` is in the drawing's units, caps and joins PDF's."""

    segments: tuple[Segment, ...]
    fill: Colour | None
    stroke: Colour | None
    width: float = 1.0
    cap: int = 0
    join: int = 0
    miter: float = 4.0
    is_evenodd: bool = False

    @property
    def box(self) -> Box:
        """Left, top, right, bottom of all its points, control points included."""
        values = [points for _, points in self.segments]
        xs, ys = [x for one in values for x in one[::2]], [y for one in values for y in one[1::2]]
        return min(xs), min(ys), max(xs), max(ys)


@dataclass(frozen=True, slots=True)
class Drawing:
    """Shapes from the back to the front; the origin is the top left corner, y down, in units of no fixed size."""

    width: float
    height: float
    shapes: tuple[Shape, ...]

    @property
    def colours(self) -> frozenset[Colour]:
        """Every colour that is painted."""
        return frozenset(colour for shape in self.shapes for colour in (shape.fill, shape.stroke) if colour)


def paint_drawing(drawing: Drawing, width: float, height: float, *, ink_saver: bool = False) -> Form:
    """Return the drawing as large as fits into a box in points; the form's box is its own size, from (0, 0).

    With `ink_saver` it is black and white: grounds become outlines, the marks on them black.
    """
    inset = _OUTLINE / 2 if ink_saver else 0.0  # the outline of a ground lies inside the box
    scale = min((width - 2 * inset) / drawing.width, (height - 2 * inset) / drawing.height)
    box = Rect(0.0, 0.0, *(round(side * scale + 2 * inset, 3) for side in (drawing.width, drawing.height)))
    lines = ["q"]
    for shape in _saving_ink(drawing, scale) if ink_saver else drawing.shapes:
        lines += _styled(shape, scale)
        lines += [_painted(segment, scale, (inset, box.top - inset)) for segment in shape.segments]
        lines.append(_operator(shape))
    content = "\n".join([*lines, "Q"]).encode("ascii")
    return Form(f"D{digest(repr(box).encode() + content, 8)}", box, content)


def _styled(shape: Shape, scale: float) -> list[str]:
    lines = []
    if shape.fill:
        lines.append(f"{_colour(shape.fill)} rg")
    if shape.stroke:
        lines.append(f"{_colour(shape.stroke)} RG {number(shape.width * scale)} w")
        lines.append(f"{shape.cap} J {shape.join} j {number(shape.miter)} M")
    return lines


def _operator(shape: Shape) -> str:
    """Return how the path is painted (ISO 32000-1, table 60)."""
    if not shape.fill:
        return "S"
    fills = "B" if shape.stroke else "f"
    return f"{fills}*" if shape.is_evenodd else fills


def _painted(segment: Segment, scale: float, corner: tuple[float, float]) -> str:
    """Return one operator; `corner` is the top left corner in points."""
    operator, values = segment
    left, top = corner
    turned = [top - value * scale if at % 2 else left + value * scale for at, value in enumerate(values)]
    return f"{numbers(turned)} {operator}" if turned else operator


def _colour(colour: Colour) -> str:
    return " ".join(f"{channel:.3f}".rstrip("0").rstrip(".") for channel in colour)


def _saving_ink(drawing: Drawing, scale: float) -> Iterable[Shape]:
    """Yield the shapes in black and white, still to be told apart. Source: figures on the page, "Colours".

    A ground is outlined. What has its ground's colour is white, anything else black, with a white halo where it lies
    on a mark of another colour.
    """
    paper: Colour | None = WHITE
    marks: list[tuple[Box, Colour | None]] = []
    for shape in drawing.shapes:
        left, top, right, bottom = shape.box
        colour = shape.fill or shape.stroke
        if shape.fill and (right - left) * (bottom - top) >= _GROUND * drawing.width * drawing.height:
            paper = shape.fill
            yield replace(shape, fill=WHITE, stroke=BLACK, width=_OUTLINE / scale, join=1)
        elif shape.fill and shape.stroke and shape.fill != shape.stroke:
            yield replace(shape, fill=WHITE, stroke=BLACK, width=max(shape.width, _OUTLINE / scale))
        elif colour == paper:
            yield _coloured(shape, WHITE, scale)
        else:
            if any(other != colour and _touch(shape.box, box) for box, other in marks):
                around = shape.width if shape.stroke else 0.0
                yield replace(shape, fill=None, stroke=WHITE, width=around + _HALO / scale, join=1)
            marks.append((shape.box, colour))
            yield _coloured(shape, BLACK, scale)


def _coloured(shape: Shape, colour: Colour, scale: float) -> Shape:
    width = max(shape.width, _OUTLINE / scale)
    return replace(shape, fill=colour if shape.fill else None, stroke=colour if shape.stroke else None, width=width)


def _touch(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
