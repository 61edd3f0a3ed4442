"""What stands at the head and foot of a page: letterhead, title, running header, footer."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from handouts.layout.look import FLOOR
from handouts.layout.pictures import logo_width, paint_logo
from handouts.pdf.block import Run
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
FIELD_DROP: Final = mm(1.15)  # the rule under the baseline: a printed g must not stand on it
LOGO_WIDTH: Final = mm(40)
CAP: Final = 0.668
ASCENT, DESCENT = 1.1, 0.3  # of the size, accents and tails with them: a field cuts off what stands beyond its box


def place_letterhead(bench: Bench, letterhead: Letterhead) -> Block:
    """Return the mark, the name and the lines for whom and when; printed values are slots."""
    look = bench.look
    mark = mm(look.scale.mark_mm)
    brand = _Brand(bench, letterhead, look.width - _fields_width(bench, letterhead))
    names = (letterhead.client_lines - 1) * _field_leading(bench) + CAP * _field_size(bench)
    height = max(mark, brand.text.height, names + mark * _under_name(letterhead))

    def draw(pen: Pen) -> list[Node]:
        root = Node("Sect")
        _paint_fields(pen, bench, letterhead, root)
        brand.paint(pen, root)
        root.kids.sort(key=lambda kid: isinstance(kid, Node) and kid.role == "Sect")
        return [root]

    return bench.block(("letterhead", letterhead), look.width, height, draw)


class _Brand:
    """The mark and, beside it, the name; the tagline goes where it would come within 5 mm of the fields.

    A long name shrinks, then takes the lines it needs: it is never cut.
    """

    def __init__(self, bench: Bench, letterhead: Letterhead, edge: float) -> None:
        look = bench.look
        self.bench, self.letterhead = bench, letterhead
        self.mark = mm(look.scale.mark_mm)
        self.logo = (letterhead.logo, letterhead.logo_digest) if letterhead.logo is not None else None
        self.x = logo_width(self.logo, (LOGO_WIDTH, self.mark)) + mm(2.9) if self.logo else 0.0
        room = edge - mm(3) - self.x
        self.style = replace(look.label(look.scale.letterhead, bold=True), leading=look.scale.letterhead * 1.15)
        natural = bench.width("B", letterhead.brand, self.style.size)
        if natural > room:
            self.style = self.style.sized(max(FLOOR, self.style.size * room / natural))
        self.text = bench.set(((letterhead.brand, False),), self.style, room, widows=False)
        tagline = letterhead.tagline if self.text.lines == 1 and not look.large else ""
        fits = tagline and self.x + bench.width("R", tagline, look.scale.tagline) + mm(5) <= edge
        self.tagline = tagline if fits else ""

    def paint(self, pen: Pen, root: Node) -> None:
        """Draw it; what is less high than the block stands in its middle."""
        look = self.bench.look
        if self.logo:
            node = root.add("Figure", alt=self.letterhead.brand)
            inner = type(pen)(pen.canvas, (pen.height + self.mark) / 2)
            paint_logo(inner, self.logo, (LOGO_WIDTH, self.mark), node, ink_saver=look.ink_saver)
        with pen.canvas.tagged(root.add("P")):
            middle = (pen.height - self.text.height) / 2
            top = (pen.height - self.mark) / 2 + mm(4.9) - text_baseline(self.style) if self.tagline else middle
            pen.paragraph(self.text, self.x, top)
        if self.tagline:
            with pen.canvas.tagged(root.add("P")):
                baseline = (pen.height - self.mark) / 2 + mm(9.6)
                pen.text(self.x, baseline, self.tagline, Run("R", look.scale.tagline, look.roles.grey))


def _fields_width(bench: Bench, letterhead: Letterhead) -> float:
    """Return the width of the For and Date lines with the gap between them."""
    return _name_width(letterhead.client_lines) + FIELD_GAP + _date_width(bench)


def _name_width(lines: int) -> float:
    return LONG_FOR_WIDTH if lines > 1 else FOR_WIDTH


def _date_width(bench: Bench) -> float:
    return DATE_WIDTH * (1.15 if bench.look.large else 1.0)


def _under_name(letterhead: Letterhead) -> float:
    """Return what share of the mark's height lies under the first fields' baseline."""
    return 0.58 if letterhead.with_label else 0.32


def _paint_fields(pen: Pen, bench: Bench, letterhead: Letterhead, root: Node) -> None:
    """Draw the For and Date lines, and With under them when a practitioner is printed."""
    width, lines = bench.look.width, letterhead.client_lines
    date_left = width - _date_width(bench)
    for_left = width - _fields_width(bench, letterhead)
    mark = mm(bench.look.scale.mark_mm)
    first = pen.height - mark * _under_name(letterhead)
    node = root.add("Sect")
    typed = dict(letterhead.typed)
    client, date = (letterhead.for_label, "client"), (letterhead.date_label, "date")
    place = (for_left, first, _name_width(lines))
    paint_field(pen, bench, node, client, place, lines=lines, typed=typed.get("client", ""))
    paint_field(pen, bench, node, date, (date_left, first, width - date_left), typed=typed.get("date", ""))
    if letterhead.with_label:
        second = (letterhead.with_label, "practitioner")
        paint_field(pen, bench, node, second, (for_left, pen.height - mark * 0.03, width - for_left), rule=False)


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
    with canvas.tagged(parent.add("P")) if parent is not None else canvas.pagination("Header"):
        used = pen.text(x, baseline, label, run)
    start = x + used + mm(2.2)
    if rule:
        pen.line(start, baseline + FIELD_DROP, x + width, baseline + FIELD_DROP, look.roles.line_grey, RULE)
    words = Run("B", size, look.roles.ink)
    leading = _field_leading(bench)
    first = baseline - (lines - 1) * leading
    place = (start + mm(0.6), first, x + width - start - mm(0.6))
    if typed and parent is not None:
        box = pen.area(start + mm(0.6), first - ASCENT * size, x + width, baseline + DESCENT * size)
        pen.field(parent, box, typed, slot, *place, words, least=FLOOR, lines=lines, leading=leading)
        return
    node = parent.add("P") if parent is not None else None
    pen.slot(node, slot, *place, words, least=FLOOR, lines=lines, leading=leading, rises=True)


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


class _RunningTitle:
    """The title on a later page: on one line, smaller where it must be, else on two; cut only after those."""

    SIZE: Final = 17.0
    LEAST: Final = 13.0

    def __init__(self, bench: Bench, words: str, room: float) -> None:
        natural = bench.width("B", words, self.SIZE)
        size = self.SIZE * min(1.0, room / natural * 0.999)
        style = bench.look.heading(max(self.LEAST, size))
        if size < self.LEAST:
            words = bench.elided("B", words, self.LEAST, 1.8 * room)
        self.text = bench.set(((words, False),), style, room, widows=False)

    def paint(self, pen: Pen, baseline: float) -> None:
        """Draw it with its first line on the baseline."""
        pen.paragraph(self.text, 0, baseline - text_baseline(self.text.style))


def place_running(bench: Bench, running: Running, page: int) -> Block:
    """Return the header of a later page: an artifact, since the title is told once."""
    look, lines = bench.look, running.client_lines
    width = max(mm(70 if look.large else 62), _name_width(lines))
    title = _RunningTitle(bench, running.words.format(title=running.title, page=page), look.width - width - mm(5))
    down = max((lines - 1) * _field_leading(bench), (title.text.lines - 1) * title.text.style.leading)

    def draw(pen: Pen) -> list[Node]:
        with pen.canvas.pagination("Header"):
            title.paint(pen, mm(5.2))
        place = (look.width - width, mm(5.2) + down, width)
        paint_field(pen, bench, None, (running.for_label, "client"), place, lines=lines)
        return []

    return bench.block(("running", running, page), look.width, mm(9) + down, draw)


def place_footer(bench: Bench, footer: Footer, page: int, pages: int) -> Block:
    """Return the footer: a rule 4.6 mm over the baseline, brand left, `title, page n of m` right; an artifact.

    Where both are too long the title is cut, to half the width at most, and of the brand's parts those go first that
    stand elsewhere: the name, then the site. A phone number stays: the sheet says to call it.
    """
    look = bench.look
    size = look.scale.small
    run = Run("R", size, look.roles.ink)
    gap = mm(3.2)
    code_room = bench.width("R", footer.code, size) + gap if footer.code else 0.0
    fixed = code_room + bench.width("R", footer.page.format(title="", page=page, pages=pages), size)
    title_width = bench.width("R", footer.title, size)
    left = _left_parts(bench, footer, look.width - fixed - min(title_width, look.width / 2 - fixed))
    left_width = sum(bench.width("R", part, size) + gap for part in left)
    title = bench.elided("R", footer.title, size, look.width - left_width - fixed)
    right = footer.page.format(title=title, page=page, pages=pages)
    baseline = mm(4.6)

    def draw(pen: Pen) -> list[Node]:
        x = 0.0
        with pen.canvas.pagination("Footer"):
            pen.line(0, 0.3, look.width, 0.3, look.roles.hairline, 0.6)
            used = pen.text(look.width, baseline, right, run, align=2)
            if footer.code:
                code = Run("R", size, look.roles.grey)
                pen.text(look.width - used - gap, baseline, footer.code, code, align=2)
            for part in left:
                x += pen.text(x, baseline, part, run) + gap
        return []

    return bench.block(("footer", footer, page, pages), look.width, mm(6), draw)


def _left_parts(bench: Bench, footer: Footer, room: float) -> tuple[str, ...]:
    """Return what of name, phone and site fits, in that order; the phone number is the last to go."""
    brand, phone, site = footer.brand, footer.phone, footer.site
    for wanted in ((brand, phone, site), (phone, site), (brand, phone), (phone,), (brand,)):
        parts = tuple(part for part in wanted if part)
        if sum(bench.width("R", part, bench.look.scale.small) + mm(3.2) for part in parts) <= room:
            return parts
    return ()
