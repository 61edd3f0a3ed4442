"""An exercise of a routine as a card: standard (figure beside words beside dose) or roomy (bigger, name across).

In: a card of the sheet. Out: its block at a height that the page gives. Never true: that a card splits.
Source: docs/print-design.md, Exercise card and Flow rules.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from handouts.layout.dose import column_height, dose_form, paint_column, paint_row, paint_small, row_form, small_height
from handouts.layout.fault import Callout
from handouts.layout.marks import paint_bullet, paint_number
from handouts.layout.panel import PanelRules, paint_panel
from handouts.layout.pen import box
from handouts.pdf.canvas import Node
from handouts.pdf.text import text_baseline
from handouts.sheet.blocks import Dose
from handouts.units import mm

if TYPE_CHECKING:
    from handouts.layout.bench import Bench
    from handouts.layout.pen import Pen
    from handouts.pdf.block import Block
    from handouts.pdf.text import SetText, TextStyle
    from handouts.sheet.blocks import Card

FIGURE: Final = mm(60)
GUTTER: Final = mm(4)
DOSE: Final = mm(31)
INDENT: Final = mm(4.5)
CUE_GAP: Final = mm(0.4)
NAME_GAP: Final = mm(0.7)
BELOW: Final = mm(1.9)  # between the dose and the callout
LEAST_BELOW: Final = mm(1.4)  # where a Letter page would otherwise become two
AIR: Final = mm(1.0)  # the least between the cues and the callout
DISC: Final = mm(4.1)
NAME_LEAST: Final = 15.0  # a long name shrinks from 17 to this before it wraps
GROWTH: Final = mm(14)  # a roomy card's figure grows no further
ROOMY_PANEL: Final = mm(42)  # the least height of a roomy card's figure
CAP_GROWTH: Final = 1.2  # how much larger people are on a page whose cards have grown, so that heads stay alike
LIFT: Final = 0.45  # of what a panel has grown: low figures rise, or all the white would stand over them


@dataclass(frozen=True)
class _Words:
    """A card's words set to a width."""

    name: SetText
    name_style: TextStyle
    cues: tuple[SetText, ...]
    note: SetText | None

    @property
    def cues_height(self) -> float:
        height = sum(cue.height for cue in self.cues) + CUE_GAP * max(0, len(self.cues) - 1)
        return height + (self.note.height + CUE_GAP * 2 if self.note else 0)


class StandardCard:
    """Figure 60 | words | dose 31 mm, 12.5 pt."""

    def __init__(self, bench: Bench, card: Card) -> None:
        look = bench.look
        self.bench, self.card = bench, card
        self.width = look.width
        self.text_x = FIGURE + GUTTER
        self.text_width = self.width - FIGURE - 2 * GUTTER - DOSE
        self.body = look.body()
        self.words = _set_words(bench, card, self.text_width, self.body, look.scale.name)
        self.form = dose_form(bench, card.dose, DOSE)
        self.callout = Callout(bench, card.fault, self.width - self.text_x, self.body) if card.fault else None
        self._blocks: dict[float, Block] = {}

    @cached_property
    def natural_height(self) -> float:
        height = self.words.name.height + NAME_GAP + self.words.cues_height + AIR
        callout = self.callout.height if self.callout else 0
        dose = column_height(self.bench, self.form, DOSE) + (LEAST_BELOW if callout else 0)
        return max(self.bench.look.card_height, height + callout, dose + callout)

    @property
    def wraps(self) -> bool:
        """Whether a cue takes more than its one line."""
        return any(cue.lines > 1 for cue in self.words.cues)

    def block(self, height: float) -> Block:
        block = self._blocks.get(height)
        if block is None:
            key = ("card", replace(self.card, number=0, dose=Dose(())), self.form)
            block = self._blocks[height] = self.bench.block(key, self.width, height, self._draw)
        return block

    def _draw(self, pen: Pen) -> list[Node]:
        root = Node("Sect")
        heading = root.add("H2")
        more = pen.height / self.bench.look.card_height
        rules = PanelRules(
            cap=mm(34) * min(CAP_GROWTH, max(1.0, more)),
            pad=mm(2),
            label=self.bench.look.scale.small,
            disc=DISC,
            may_stack=True,
            lift=LIFT * max(0.0, pen.height - self.bench.look.card_height),
        )
        paint_panel(pen, self.bench, self.card.panel, box(0, 0, FIGURE, pen.height), rules, root)
        bottom = pen.height
        if self.callout:
            bottom -= self.callout.height
        spare = bottom - column_height(self.bench, self.form, DOSE)
        below = min(BELOW, max(LEAST_BELOW, spare)) if self.callout else 0
        dose = box(self.width - DOSE, 0, DOSE, bottom - below)
        paint_column(pen, self.bench, self.form, dose, root)
        _paint_words(pen, self.bench, self.words, (self.text_x, 0.0, self.words.name.height + NAME_GAP), heading, root)
        if self.callout:
            self.callout.paint(pen, self.text_x, bottom, root)
        return [root]


class RoomyCard:
    """Number and name across, then the figure on the left, dose and cues on the right, the callout below."""

    def __init__(self, bench: Bench, card: Card, body: float, *, alone: bool = False) -> None:
        look = bench.look
        self.bench, self.card = bench, card
        self.alone = alone  # on its page, whose room is all for its figure
        self.width = look.width
        self.body = look.body(body)
        self.figure_width = mm(66 if body < 18 else 64)
        self.text_x = self.figure_width + mm(5)
        self.text_width = self.width - self.text_x
        name_size = min(23.0, round(17 * body / 12.5, 1))
        self.disc = mm(4.1) * min(1.35, body / 12.5)
        self.name_x = 2 * self.disc + mm(3.4)
        words = _set_words(bench, card, self.text_width, self.body, name_size)
        name, style = _set_name(bench, card.name, self.width - self.name_x, name_size)
        self.words = replace(words, name=name, name_style=style)
        self.form = row_form(bench, card.dose.chips, self.text_width)
        self.form = replace(self.form, small=card.dose.small)
        self.chip = mm(14.5 if body < 16 else 16.2)
        self.callout = Callout(bench, card.fault, self.width, self.body) if card.fault else None
        self._blocks: dict[float, Block] = {}

    @cached_property
    def top(self) -> float:
        return max(2 * self.disc, self.words.name.height) + mm(2.6)

    @cached_property
    def natural_height(self) -> float:
        callout = self.callout.height + mm(3.2) if self.callout else 0
        return self.top + max(ROOMY_PANEL, self._right_height) + callout

    @property
    def greatest_height(self) -> float:
        return self.natural_height + GROWTH * (3 if self.alone else 1)

    @cached_property
    def _right_height(self) -> float:
        small = small_height(self.bench, self.form, self.text_width)
        chips = self.chip + mm(3) if self.form.chips else 0
        return chips + (small + mm(1.5) if small else 0) + self.words.cues_height

    def block(self, height: float) -> Block:
        block = self._blocks.get(height)
        if block is None:
            key = ("roomy", replace(self.card, number=0, dose=Dose(())), self.form, self.body.size, self.alone)
            block = self._blocks[height] = self.bench.block(key, self.width, height, self._draw)
        return block

    def _draw(self, pen: Pen) -> list[Node]:
        root = Node("Sect")
        heading = root.add("H2")
        name_top = max(0.0, self.disc - self.words.name.height / 2) if self.words.name.lines == 1 else 0.0
        with pen.canvas.tagged(heading):
            pen.paragraph(self.words.name, self.name_x, name_top)
        bottom = pen.height - (self.callout.height + mm(3.2) if self.callout else 0)
        area = box(0, self.top, self.figure_width, bottom - self.top)
        lift = LIFT * max(0.0, bottom - self.top - ROOMY_PANEL)
        label = max(10.0, self.body.size - 4)
        cap = mm(66 if self.alone else 52)
        rules = PanelRules(cap=cap, pad=mm(2.2), label=label, may_stack=True, lift=lift)
        paint_panel(pen, self.bench, self.card.panel, area, rules, root)
        y = self.top
        if self.form.chips:
            paint_row(pen, self.bench, self.form, box(self.text_x, y, self.text_width, self.chip), root)
            y += self.chip + mm(3)
        small = small_height(self.bench, self.form, self.text_width)
        if small:
            paint_small(pen, self.bench, self.form, self.text_x, y, self.text_width, root)
            y += small + mm(1.5)
        _paint_cues(pen, self.bench, self.words, self.text_x, y, root)
        if self.callout:
            self.callout.paint(pen, 0, pen.height - self.callout.height, root)
        return [root]


def number_disc(bench: Bench, number: int, radius: float) -> Block:
    """Return the disc with a card's number: its own small block, so that a card may stand anywhere in a routine."""
    roles = bench.look.roles
    size = 14 * radius / DISC

    def draw(pen: Pen) -> list[Node]:
        root = Node("P")
        with pen.canvas.tagged(root):
            paint_number(pen, radius, radius, radius, str(number), size, roles.p_ink, roles.white)
        return [root]

    return bench.block(("disc", number), 2 * radius, 2 * radius, draw)


def _set_words(bench: Bench, card: Card, width: float, body: TextStyle, name_size: float) -> _Words:
    name, style = _set_name(bench, card.name, width, name_size)
    indent = INDENT * body.size / 12.5
    cues = tuple(bench.set(cue, body, width - indent) for cue in card.cues)
    note = bench.set(tuple((words, True) for words, _ in card.note), body, width) if card.note else None
    return _Words(name, style, cues, note)


def _set_name(bench: Bench, name: str, width: float, size: float) -> tuple[SetText, TextStyle]:
    """Return the name on one line, shrunk as far as it may be; else wrapped, a little smaller than at first."""
    least = NAME_LEAST * size / 17
    natural = bench.width("B", name, size)
    shrunk = size if natural <= width else size * width / natural * 0.999
    style = bench.look.heading(shrunk if shrunk >= least else size * 16 / 17)
    return bench.set(((name, False),), style, width), style


def _paint_words(
    pen: Pen, bench: Bench, words: _Words, at: tuple[float, float, float], heading: Node, root: Node
) -> None:
    x, name_top, cues_top = at
    with pen.canvas.tagged(heading):
        pen.paragraph(words.name, x, name_top)
    _paint_cues(pen, bench, words, x, cues_top, root)


def _paint_cues(pen: Pen, bench: Bench, words: _Words, x: float, top: float, root: Node) -> None:
    style = words.cues[0].style if words.cues else None
    y = top
    if style:
        y = paint_bullets(pen, bench, words.cues, x, top, root)
    if words.note:
        with pen.canvas.tagged(root.add("P")):
            pen.paragraph(words.note, x, y + CUE_GAP)


def paint_bullets(pen: Pen, bench: Bench, texts: tuple[SetText, ...], x: float, top: float, root: Node) -> float:
    """Draw a bulleted list and return where it ends."""
    listing = root.add("L", attributes=b"<</O/List/ListNumbering/Disc>>")
    y = top
    for text in texts:
        style = text.style
        item = listing.add("LI")
        paint_bullet(pen, x + mm(0.7), y + text_baseline(style), style.size, bench.look.roles.p_ink)
        with pen.canvas.tagged(item.add("LBody")):
            pen.paragraph(text, x + INDENT * style.size / 12.5, y)
        y += text.height + CUE_GAP
    return y
