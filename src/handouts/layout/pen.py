"""Drawing in a block's own space with y growing downwards, as the print design counts.

In: positions in points from the block's top left corner. Out: calls on the block canvas, which counts from the bottom.
No decisions: every size and colour comes in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from handouts.pdf.block import Field, Run, Slot
from handouts.pdf.canvas import Node, numbers
from handouts.units import Rect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.pdf.block import Resource
    from handouts.pdf.canvas import BlockCanvas, Colour
    from handouts.pdf.text import SetText

_ROUND = 0.5522847  # control length of a quarter circle of radius 1


class Pen:
    """Draws one block of the given height on a canvas."""

    def __init__(self, canvas: BlockCanvas, height: float) -> None:
        self.canvas = canvas
        self.height = height

    # -- words

    def text(self, x: float, baseline: float, words: str, run: Run, *, align: Literal[0, 1, 2] = 0) -> float:
        return self.canvas.text(x, self.height - baseline, words, run, align=align)

    def paragraph(self, text: SetText, x: float, top: float) -> None:
        text.paint(self.canvas, x, self.height - top)

    def slot(
        self, node: Node | None, name: str, x: float, baseline: float, width: float, run: Run, **more: object
    ) -> None:
        """Keep a place for a client's words; see `Slot`."""
        self.canvas.slot(node, self._place(name, x, baseline, width, run, **more))

    def field(
        self, parent: Node, box: Rect, tooltip: str, name: str, x: float, baseline: float, width: float, run: Run,
        **more: object,
    ) -> None:  # fmt: skip
        """Make a place to type in, where words that are given stand at first; its Form element holds the field."""
        slot = self._place(name, x, baseline, width, run, **more)
        node = parent.add("Form", alt=tooltip)
        node.box = box
        kind: Literal["lines", "text"] = "lines" if slot.lines > 1 else "text"
        self.canvas.field(node, Field(kind, box, name, tooltip, 0, run.size, slot))

    def _place(self, name: str, x: float, baseline: float, width: float, run: Run, **more: object) -> Slot:
        return Slot(name=name, x=x, y=self.height - baseline, width=width, run=run, **more)  # type: ignore[arg-type]

    # -- shapes

    def box(
        self,
        box: Rect,
        *,
        radius: float = 0.0,
        fill: Colour | None = None,
        stroke: Colour | None = None,
        line: float = 1.0,
        dash: tuple[float, ...] = (),
    ) -> None:
        """Draw a rectangle; the stroke lies inside the box, so that outlined and filled boxes align."""
        inset = line / 2 if stroke is not None else 0.0
        left, top, right, bottom = box.left + inset, box.top + inset, box.right - inset, box.bottom - inset
        path = rounded(left, self.height - bottom, right - left, bottom - top, max(0.0, radius - inset))
        self.canvas.shape(path, fill=fill, stroke=stroke, width=line, dash=dash)

    def bar(self, box: Rect, radius: float, fill: Colour) -> None:
        """Draw a bar whose left corners are round and whose right ones are square: the edge of a rounded box."""
        left, right, low, high = box.left, box.right, self.height - box.bottom, self.height - box.top
        k = radius * (1 - _ROUND)
        path = (
            f"{numbers(right, low)} m {numbers(right, high)} l {numbers(left + radius, high)} l "
            f"{numbers(left + k, high, left, high - k, left, high - radius)} c {numbers(left, low + radius)} l "
            f"{numbers(left, low + k, left + k, low, left + radius, low)} c h"
        )
        self.canvas.shape(path, fill=fill)

    def line(self, x0: float, y0: float, x1: float, y1: float, colour: Colour, width: float) -> None:
        path = f"{numbers(x0, self.height - y0)} m {numbers(x1, self.height - y1)} l"
        self.canvas.shape(path, stroke=colour, width=width)

    def disc(
        self, x: float, y: float, radius: float, fill: Colour | None, *, stroke: Colour | None = None, line: float = 1.0
    ) -> None:
        self.canvas.shape(circle(x, self.height - y, radius), fill=fill, stroke=stroke, width=line)

    def strokes(
        self,
        lines: Iterator[tuple[tuple[float, float], ...]] | tuple[tuple[tuple[float, float], ...], ...],
        colour: Colour,
        width: float,
    ) -> None:
        """Draw open lines with round ends and joins."""
        path = " ".join(self._polyline(points) for points in lines)
        self.canvas.shape(path, stroke=colour, width=width, round_ends=True)

    def polygon(self, points: tuple[tuple[float, float], ...], fill: Colour) -> None:
        self.canvas.shape(f"{self._polyline(points)} h", fill=fill)

    def _polyline(self, points: tuple[tuple[float, float], ...]) -> str:
        first, *rest = ((x, self.height - y) for x, y in points)
        return " ".join([f"{numbers(*first)} m", *(f"{numbers(*point)} l" for point in rest)])

    # -- shared things

    def use(self, resource: Resource, x: float, bottom: float, width: float, height: float) -> None:
        """Draw a form or picture whose own box is (0, 0, 1, 1) scaled to width x height at (x, bottom)."""
        self.canvas.use(resource, (width, 0, 0, height, x, self.height - bottom))

    def put(self, resource: Resource, x: float, y: float, *, mirrored: bool = False) -> None:
        """Draw a form in its own points with its origin at (x, y)."""
        self.canvas.use(resource, (-1 if mirrored else 1, 0, 0, 1, x, self.height - y))

    def area(self, left: float, top: float, right: float, bottom: float) -> Rect:
        """Return a box of the page's kind (y up) for a structure element, a link or a field."""
        return Rect(left, self.height - bottom, right, self.height - top)


def box(left: float, top: float, width: float, height: float) -> Rect:
    """Return a pen's box: y grows downwards, so `top` is the smaller of the two."""
    return Rect(left, top + height, left + width, top)


def rounded(x: float, y: float, width: float, height: float, radius: float) -> str:
    """Return the path of a rectangle with round corners; (x, y) is its bottom left corner, y up."""
    r = min(radius, width / 2, height / 2)
    if r <= 0:
        return f"{numbers(x, y, width, height)} re"
    k = r * (1 - _ROUND)
    right, top = x + width, y + height
    return " ".join(
        [
            f"{numbers(x + r, y)} m {numbers(right - r, y)} l {numbers(right - k, y, right, y + k, right, y + r)} c",
            f"{numbers(right, top - r)} l {numbers(right, top - k, right - k, top, right - r, top)} c",
            f"{numbers(x + r, top)} l {numbers(x + k, top, x, top - k, x, top - r)} c",
            f"{numbers(x, y + r)} l {numbers(x, y + k, x + k, y, x + r, y)} c h",
        ]
    )


def circle(x: float, y: float, radius: float) -> str:
    """Return the path of a circle of four curves."""
    k = radius * _ROUND
    return " ".join(
        [
            f"{numbers(x + radius, y)} m",
            f"{numbers(x + radius, y + k, x + k, y + radius, x, y + radius)} c",
            f"{numbers(x - k, y + radius, x - radius, y + k, x - radius, y)} c",
            f"{numbers(x - radius, y - k, x - k, y - radius, x, y - radius)} c",
            f"{numbers(x + k, y - radius, x + radius, y - k, x + radius, y)} c h",
        ]
    )
