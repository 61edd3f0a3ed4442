"""What stands at the head and foot of a page: letterhead, title, running header, footer."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from handouts.layout.look import FLOOR
from handouts.layout.pictures import paint_logo
from handouts.pdf.block import Field, Run
from handouts.pdf.canvas import Node
from handouts.pdf.text import text_baseline
from handouts.units import mm

if TYPE_CHECKING:
    from handouts.layout.bench import Bench
    from handouts.layout.pen import Pen
    from handouts.pdf.block import Block
    from handouts.sheet.blocks import Footer, Letterhead, Running, Title

FOR_WIDTH: Final = mm(56)
LONG_FOR_WIDTH: Final = mm(72)  # for a name of several lines
DATE_WIDTH: Final = mm(50)  # a printed date such as 23 November 2026 needs it
FIELD_GAP: Final = mm(4)
RULE: Final = 0.7
LOGO_WIDTH: Final = mm(40)
CAP: Final = 0.668


def place_letterhead(bench: Bench, letterhead: Letterhead) -> Block:
    """Return the mark, the name and the lines for whom and when; printed values are slots."""
    look = bench.look
    height = mm(look.scale.mark_mm) + max(0, letterhead.client_lines - 2) * _field_leading(bench)

    def draw(pen: Pen) -> list[Node]:
        root = Node("Sect")
        edge = _paint_fields(pen, bench, letterhead, root)
        _paint_brand(pen, bench, letterhead, edge, root)
        root.kids.sort(key=lambda kid: isinstance(kid, Node) and kid.role == "Sect")
        return [root]

    return bench.block(("letterhead", letterhead), look.width, height, draw)


def _paint_brand(pen: Pen, bench: Bench, letterhead: Letterhead, edge: float, root: Node) -> None:
    """Draw the mark and, beside it, the name; the tagline goes where it would come within 5 mm of the fields."""
    look = bench.look
    height = mm(look.scale.mark_mm)
    x = 0.0
    if letterhead.logo is not None:
        node = root.add("Figure", alt=letterhead.brand)
        logo = (letterhead.logo, letterhead.logo_digest)
        used = paint_logo(pen, logo, (LOGO_WIDTH, mm(look.scale.mark_mm)), node, ink_saver=look.ink_saver)
        x = used + mm(2.9)
    room = edge - mm(3) - x
    name = replace(look.label(look.scale.letterhead, bold=True), leading=look.scale.letterhead * 1.15)
    natural = bench.width("B", letterhead.brand, name.size)
    if natural > room:  # a long name shrinks, then takes two lines
        name = name.sized(max(FLOOR, name.size * room / natural))
    words = letterhead.brand
    if natural * name.size / look.scale.letterhead > room:
        words = bench.elided("B", words, name.size, room * 1.8)
    text = bench.set(((words, False),), name, room, widows=False)
    tagline = letterhead.tagline if text.lines == 1 and not look.large else ""
    if tagline and x + bench.width("R", tagline, look.scale.tagline) + mm(5) > edge:
        tagline = ""
    with pen.canvas.tagged(root.add("P")):
        top = mm(4.9) - text_baseline(name) if tagline else (height - text.height) / 2
        pen.paragraph(text, x, top)
    if tagline:
        with pen.canvas.tagged(root.add("P")):
            pen.text(x, mm(9.6), tagline, Run("R", look.scale.tagline, look.roles.grey))


def _paint_fields(pen: Pen, bench: Bench, letterhead: Letterhead, root: Node) -> float:
    """Draw the For and Date lines (and With, when a practitioner is printed) and return their left edge."""
    look, width = bench.look, bench.look.width
    large = 1.15 if look.large else 1.0
    date_left = width - DATE_WIDTH * large
    for_width = LONG_FOR_WIDTH if letterhead.client_lines > 1 else FOR_WIDTH
    for_left = date_left - FIELD_GAP - for_width
    mark = mm(look.scale.mark_mm)
    first = pen.height - mark * (0.58 if letterhead.with_label else 0.32)
    node = root.add("Sect")
    lines = letterhead.client_lines
    typed = dict(letterhead.typed)
    client, date = (letterhead.for_label, "client"), (letterhead.date_label, "date")
    place = (for_left, first, for_width)
    paint_field(pen, bench, node, client, place, lines=lines, typed=typed.get("client", ""))
    paint_field(pen, bench, node, date, (date_left, first, DATE_WIDTH * large), typed=typed.get("date", ""))
    if letterhead.with_label:
        second = (letterhead.with_label, "practitioner")
        paint_field(pen, bench, node, second, (for_left, pen.height - mark * 0.03, width - for_left), rule=False)
    return for_left


def paint_field(
    pen: Pen,
    bench: Bench,
    parent: Node | None,
    field: tuple[str, str],
    at: tuple[float, float, float],
    *,
    rule: bool = True,
    lines: int = 1,
    typed: str = "",
) -> None:
    """Draw a label, its rule, and the slot of a client's words on it. `at` is x, baseline, width.

    Words of several lines end on the rule and grow upwards; without a parent all of it is an artifact.
    """
    look = bench.look
    label, slot = field
    x, baseline, width = at
    size = _field_size(bench)
    run = Run("R", size, look.roles.ink)
    canvas = pen.canvas
    with canvas.tagged(parent.add("P")) if parent is not None else canvas.artifact():
        used = pen.text(x, baseline, label, run)
    start = x + used + mm(2.2)
    if rule:
        pen.line(start, baseline + mm(0.9), x + width, baseline + mm(0.9), look.roles.line_grey, RULE)
    if typed and parent is not None:
        box = pen.area(start + mm(0.6), baseline - size, x + width, baseline + mm(0.7))
        paint_typed(pen, parent, Field("text", box, slot, typed, 0, size))
        return
    node = parent.add("P") if parent is not None else None
    words = Run("B", size, look.roles.ink)
    leading = _field_leading(bench)
    first = baseline - (lines - 1) * leading
    place = (start + mm(0.6), first, x + width - start - mm(0.6))
    pen.slot(node, slot, *place, words, least=FLOOR, lines=lines, leading=leading)


def paint_typed(pen: Pen, parent: Node, field: Field) -> None:
    """Make a place to type in: its Form element holds the field."""
    node = parent.add("Form", alt=field.tooltip)
    node.box = field.box
    pen.canvas.field(node, field)


def _field_size(bench: Bench) -> float:
    return 14.0 if bench.look.large else 12.0


def _field_leading(bench: Bench) -> float:
    return _field_size(bench) * 1.22


class TitleBlock:
    """The title, as large as fits on one line, else on two; the action right on its baseline or under it."""

    def __init__(self, bench: Bench, title: Title) -> None:
        self.bench, self.title = bench, title
        look = bench.look
        self.style = replace(look.heading(look.scale.title, look.scale.title * 1.1), font="X", bold="X")
        natural = bench.width("X", title.title, look.scale.title)
        size = max(look.scale.title_least, min(look.scale.title, look.scale.title * look.width / natural * 0.999))
        self.style = self.style.sized(size)
        self.text = bench.set(((title.title, False),), self.style, look.width)
        action = bench.width("B", title.action, look.scale.action)
        self.beside = self.text.lines == 1 and self.text.widths[0] + mm(6) + action <= look.width
        under_size = look.scale.body if title.quiet else look.scale.body * 1.08
        self.under_style = (
            look.body(under_size) if not title.quiet else replace(look.body(under_size), colour=look.roles.grey)
        )
        words = title.under or ("" if self.beside else title.action)
        bold = not title.under
        self.under = bench.set(((words, bold),), self.under_style, look.width) if words else None

    @property
    def _baseline(self) -> float:
        """Print design: the mark's bottom + 0.152 mm a point of size + the cap height."""
        return mm(0.152) * self.style.size + CAP * self.style.size

    @property
    def height(self) -> float:
        lines = self._baseline + (self.text.lines - 1) * self.style.leading + mm(4.45)
        return lines + (self.under.height + mm(1.6) if self.under else 0)

    def block(self) -> Block:
        return self.bench.block(("title", self.title), self.bench.look.width, self.height, self._draw)

    def _draw(self, pen: Pen) -> list[Node]:
        look = self.bench.look
        heading = Node("H1")
        with pen.canvas.tagged(heading):
            pen.paragraph(self.text, 0, self._baseline - text_baseline(self.style))
        roots = [heading]
        if self.beside and self.title.action:
            roots.append(Node("P"))
            with pen.canvas.tagged(roots[-1]):
                pen.text(
                    look.width, self._baseline, self.title.action, Run("B", look.scale.action, look.roles.ink), align=2
                )
        if self.under:
            roots.append(Node("P"))
            top = self._baseline + (self.text.lines - 1) * self.style.leading + mm(2.6)
            with pen.canvas.tagged(roots[-1]):
                pen.paragraph(self.under, 0, top)
        return roots


def place_running(bench: Bench, running: Running, page: int) -> Block:
    """Return the header of a later page: an artifact, since the title is told once."""
    look = bench.look
    words = running.words.format(title=running.title, page=page)
    size = 17.0
    width = mm(70 if look.large else 62)
    down = (running.client_lines - 1) * _field_leading(bench)

    def draw(pen: Pen) -> list[Node]:
        with pen.canvas.artifact():
            room = look.width - width - mm(5)
            shrunk = max(12.0, min(size, size * room / bench.width("B", words, size)))
            pen.text(0, mm(5.2), bench.elided("B", words, shrunk, room), Run("B", shrunk, look.roles.p_ink))
        place = (look.width - width, mm(5.2) + down, width)
        paint_field(pen, bench, None, (running.for_label, "client"), place, lines=running.client_lines)
        return []

    return bench.block(("running", running, page), look.width, mm(9) + down, draw)


def place_footer(bench: Bench, footer: Footer, page: int, pages: int) -> Block:
    """Return the footer: a rule 4.6 mm over the baseline, brand left, `title, page n of m` right; an artifact."""
    look = bench.look
    size = look.scale.small
    run = Run("R", size, look.roles.ink)
    code_room = bench.width("R", footer.code, size) + mm(3.2) if footer.code else 0.0
    room = look.width * 0.72 - code_room - bench.width("R", footer.page.format(title="", page=page, pages=pages), size)
    title = bench.elided("R", footer.title, size, room)
    right = footer.page.format(title=title, page=page, pages=pages)
    baseline = mm(4.6)

    def draw(pen: Pen) -> list[Node]:
        pen.line(0, 0.3, look.width, 0.3, look.roles.hairline, 0.6)
        x = 0.0
        with pen.canvas.artifact():
            used = pen.text(look.width, baseline, right, run, align=2)
            if footer.code:
                code = Run("R", size, look.roles.grey)
                used += mm(3.2) + pen.text(look.width - used - mm(3.2), baseline, footer.code, code, align=2)
            for part in footer.left:
                width = bench.width("R", part, size)
                if x + width + mm(3) > look.width - used:
                    break
                x += pen.text(x, baseline, part, run) + mm(3.2)
        return []

    return bench.block(("footer", footer, page, pages), look.width, mm(6), draw)
