"""The mistake callout: what goes wrong and what to do instead, told by a cross and a tick, a word each, and a bar."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from handouts.layout.marks import paint_cross, paint_tick
from handouts.layout.pen import box
from handouts.pdf.text import text_baseline
from handouts.units import mm

if TYPE_CHECKING:
    from handouts.layout.bench import Bench
    from handouts.layout.pen import Pen
    from handouts.pdf.canvas import Node
    from handouts.pdf.text import TextStyle
    from handouts.sheet.blocks import Fault

BAR: Final = mm(1.5)
PAD: Final = mm(1.3)
RADIUS: Final = mm(1.6)


class Callout:
    """A fault set to a width; `height` is known before anything is drawn."""

    def __init__(self, bench: Bench, fault: Fault, width: float, style: TextStyle) -> None:
        self.bench, self.width, self.style = bench, width, style
        ratio = style.size / 12.5
        self.icon_x = BAR + mm(3.3) * ratio
        self.indent = BAR + mm(6.9) * ratio
        room = width - self.indent - PAD * 2
        self.mistake = bench.set(_line(fault.mistake_label, fault.mistake), style, room)
        self.instead = bench.set(_line(fault.instead_label, fault.instead), style, room)

    @property
    def height(self) -> float:
        return self.mistake.height + self.instead.height + 2 * PAD

    def paint(self, pen: Pen, x: float, top: float, parent: Node) -> None:
        roles = self.bench.look.roles
        pen.box(box(x, top, self.width, self.height), radius=RADIUS, fill=roles.white, stroke=roles.line_grey, line=0.8)
        pen.bar(box(x, top, BAR, self.height), RADIUS, roles.a_deco)
        y = top + PAD
        for text, mark in ((self.mistake, paint_cross), (self.instead, paint_tick)):
            middle = y + text_baseline(self.style) - 0.3 * self.style.size
            half = mm(1.25) * self.style.size / 12.5
            mark(pen, x + self.icon_x, middle, roles.ink, half, 2.1 * self.style.size / 12.5)
            with pen.canvas.tagged(parent.add("P")):
                pen.paragraph(text, x + self.indent, y)
            y += text.height


def _line(label: str, words: tuple[tuple[str, bool], ...]) -> tuple[tuple[str, bool], ...]:
    return ((f"{label} ", True), *words)
