"""The exercises of a part side by side, four to a row: a number, the finish figure, the name, the dose in a line.

People are of one size in a strip, and larger where nobody stands in it; the floors of a row are level.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property, partial
from typing import TYPE_CHECKING, Final

from handouts.layout.card import DISC
from handouts.layout.marks import paint_number
from handouts.layout.panel import PanelRules, fit_figures, paint_panel
from handouts.layout.pen import box
from handouts.pdf.block import Run
from handouts.pdf.canvas import Node
from handouts.units import mm

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.layout.bench import Bench
    from handouts.layout.pen import Pen
    from handouts.pdf.block import Block
    from handouts.pdf.text import SetText
    from handouts.sheet.blocks import Strip, StripItem
    from handouts.units import Rect

PANEL: Final = mm(29)
BETWEEN: Final = mm(4)
PER_ROW: Final = 4
CAP: Final = mm(34)
GROWN: Final = 1.4  # times the cap: bodies in a strip where nobody stands
LIFT: Final = 0.8  # of the white over the highest figure of a row, shared between above and below


class StripBlock:
    """The strip's rows; each is a block, the first with the heading."""

    def __init__(self, bench: Bench, strip: Strip, *, roomy: bool = False) -> None:
        self.bench, self.strip = bench, strip
        look = bench.look
        self.wide = roomy or look.large  # two to a row, and taller
        self.per_row = 2 if self.wide else PER_ROW
        self.width = (look.width - BETWEEN * (self.per_row - 1)) / self.per_row
        self.panel = PANEL * (1.55 if self.wide else 1.0)
        self.heading = look.heading(look.scale.section, look.scale.section * 1.3)
        size = max(15.0 if roomy else 13.0, look.scale.body)
        self.name = look.label(size, bold=True)
        self.dose = look.label(size)

    def blocks(self) -> Iterator[Block]:
        items = self.strip.items
        for at in range(0, len(items), self.per_row):
            row = items[at : at + self.per_row]
            height = (self._head_height if at == 0 else 0) + self._row_height(row)
            head = (self.strip.heading, self.strip.use) if at == 0 else ()
            key = ("strip", self.wide, head, row, self._rules.cap)
            yield self.bench.block(key, self.bench.look.width, height, partial(self._draw, at=at, row=row))

    @property
    def _ratio(self) -> float:
        return 1.35 if self.wide else 1.0

    @cached_property
    def _rules(self) -> PanelRules:
        """How every figure of the strip is drawn: the smallest of those that could grow tells how far all may."""
        rules = PanelRules(cap=CAP * self._ratio, pad=mm(1.4), label=0, arrow_factor=self._ratio)
        grown = replace(rules, cap=rules.cap * GROWN)
        fits = [fit_figures(self.bench, item.panel, self._area, grown).scale for item in self.strip.items
                if isinstance(item.panel, tuple)]  # fmt: skip
        return replace(rules, cap=max(rules.cap, min(fits, default=0.0)))

    @property
    def _area(self) -> Rect:
        return box(0, 0, self.width, self.panel)

    def _foot_room(self, item: StripItem) -> float:
        """Return how far the figure of a panel can be raised until it stands in the middle."""
        assert isinstance(item.panel, tuple), "a picture stands in the middle"
        area = self._area
        return area.bottom - fit_figures(self.bench, item.panel, area, replace(self._rules, lift=self.panel)).foot

    @property
    def _use_is_beside(self) -> bool:
        """Whether the words of use fit on the heading's line; else they stand under it."""
        head = self.bench.width(self.heading.font, self.strip.heading, self.heading.size)
        use = self.bench.width("R", self.strip.use, self.dose.size)
        return head + mm(6) + use <= self.bench.look.width

    @property
    def _head_height(self) -> float:
        under = 0.0 if not self.strip.use or self._use_is_beside else self._set_use().height
        return self.heading.leading + under + mm(2.6)

    def _set_use(self) -> SetText:
        return self.bench.set(((self.strip.use, False),), self.dose, self.bench.look.width)

    def _row_height(self, row: tuple[StripItem, ...]) -> float:
        words = max(self._set(item.name, bold=True).height + self._set(item.dose).height for item in row)
        return self.panel + mm(1.6) + words

    def _set(self, words: str, *, bold: bool = False) -> SetText:
        return self.bench.set(((words, False),), self.name if bold else self.dose, self.width)

    def _draw(self, pen: Pen, *, at: int, row: tuple[StripItem, ...]) -> list[Node]:
        roots = []
        top = 0.0
        if at == 0:
            roots += self._paint_heading(pen)
            top = self._head_height
        lift = min((self._foot_room(item) for item in row if isinstance(item.panel, tuple)), default=0.0)
        rules = replace(self._rules, lift=LIFT * lift)
        for column, item in enumerate(row):
            roots.append(self._paint_item(pen, item, column * (self.width + BETWEEN), top, rules))
        return roots

    def _paint_heading(self, pen: Pen) -> list[Node]:
        look = self.bench.look
        head = Node("H2")
        text = self.bench.set(((self.strip.heading, False),), self.heading, look.width)
        with pen.canvas.tagged(head):
            pen.paragraph(text, 0, 0)
        if not self.strip.use:
            return [head]
        use = Node("P")
        with pen.canvas.tagged(use):
            if self._use_is_beside:
                run = Run("R", self.dose.size, look.roles.ink)
                pen.text(look.width, self.heading.leading * 0.72, self.strip.use, run, align=2)
            else:
                pen.paragraph(self._set_use(), 0, self.heading.leading)
        return [head, use]

    def _paint_item(self, pen: Pen, item: StripItem, x: float, top: float, rules: PanelRules) -> Node:
        roles = self.bench.look.roles
        root = Node("Sect")
        ratio = self._ratio
        number, name = root.add("P"), root.add("H3")
        dose = root.add("P")
        paint_panel(pen, self.bench, item.panel, box(x, top, self.width, self.panel), rules, root)
        radius = DISC * 0.83 * ratio
        with pen.canvas.tagged(number):
            middle = (x + radius + mm(0.6), top + radius + mm(0.6))
            paint_number(pen, *middle, radius, str(item.number), 13 * ratio, roles.p_ink, roles.white)
        y = top + self.panel + mm(1.6)
        words = self._set(item.name, bold=True)
        with pen.canvas.tagged(name):
            pen.paragraph(words, x, y)
        with pen.canvas.tagged(dose):
            pen.paragraph(self._set(item.dose), x, y + words.height)
        return root
