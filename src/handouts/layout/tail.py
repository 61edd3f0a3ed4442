"""The tail of a routine: the tick grid, the codes, the notes, side by side; more notes go full width under it."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from handouts.layout.codes import code_side, paint_code, set_address
from handouts.layout.look import FLOOR, LEADING
from handouts.layout.pen import box
from handouts.pdf.block import Field, Run
from handouts.pdf.canvas import Node
from handouts.pdf.syntax import text_string
from handouts.pdf.text import text_baseline
from handouts.units import mm

if TYPE_CHECKING:
    from handouts.layout.bench import Bench
    from handouts.layout.pen import Pen
    from handouts.pdf.block import Block
    from handouts.pdf.text import TextStyle
    from handouts.sheet.blocks import Code, Codes, Notes, Ticks

HEIGHT: Final = mm(34)
LABEL: Final = mm(14.5)
CODES_X: Final = mm(81)
CODE_PITCH: Final = mm(29.2)
NOTES_X: Final = {0: mm(90), 1: mm(110), 2: mm(140)}
SIDES: Final = mm(3.9)  # the line that names left and right
NOTE_PITCH: Final = mm(9)
NOTE_SIZE: Final = 11.5
NOTES_TOP: Final = mm(7.2)  # a client's notes stand without rules under the heading
TAIL_NOTES: Final = 5  # lines of them fit beside the codes
STEM: Final = 0.73  # em: how far letters with stems reach over their baseline, in Bold .709
ADDRESSES: Final = mm(0.9)  # from a caption's baseline to the addresses
TUCK: Final = mm(1.2)  # a code's quiet zone rises into the gap, so that its dark part aligns with the headings


class Tail:
    """Ticks, codes and notes set for a width; `height` fits the tallest of them."""

    def __init__(self, bench: Bench, ticks: Ticks | None, codes: Codes | None, notes: Notes | None) -> None:
        self.bench = bench
        self.ticks, self.codes, self.notes = ticks, codes, notes
        self.large = bench.look.large
        self.pitch = (mm(14.2), mm(14)) if self.large else (mm(9.2), mm(8.2) if bench.look.paper == "a4" else mm(7.9))
        if ticks and ticks.sides:
            self.pitch = (mm(18.4), mm(11)) if self.large else (mm(14.4), mm(7.0))
        self.label = self._label_width()

    def _label_width(self) -> float:
        if not self.ticks:
            return 0.0
        size = self.bench.look.scale.small
        return max(LABEL, max(self.bench.width("R", row, size) for row in self.ticks.rows) + mm(2))

    @property
    def _first_box(self) -> float:
        sides = mm(2.6) if self.ticks and self.ticks.sides else 0.0  # the days move up to make room for them
        return mm(11.0) + (mm(5.2) if self.large else 0) + sides * (2 if self.large else 1)

    @property
    def _grid_height(self) -> float:
        if not self.ticks:
            return 0.0
        return self._first_box + (len(self.ticks.rows) - 1) * self.pitch[1] + self._tick

    @property
    def _codes_height(self) -> float:
        if not self.codes:
            return 0.0
        return max(self._code_bottom(code) for code in self.codes.codes) + self._host_height

    @property
    def _host_height(self) -> float:
        return self._url_style.leading if self.codes and self.codes.shown else 0.0

    @property
    def _notes_height(self) -> float:
        if not self.notes:
            return 0.0
        return notes_height(self.bench, self.notes.filled) if self.notes.filled else mm(13.2) + 2 * NOTE_PITCH

    @cached_property
    def height(self) -> float:
        codes = self._codes_height + (self._grid_height + mm(5) if self._codes_under else 0.0)
        return max(HEIGHT, self._grid_height, codes, self._notes_height)

    @property
    def _url_style(self) -> TextStyle:
        return replace(self.bench.look.label(self.bench.look.scale.small), align=1)

    def _code_bottom(self, code: Code) -> float:
        side = code_side(code, large=self.large)
        address = set_address(self.bench, code.shown, self._url_style, self._code_pitch(code))
        return side - self._tuck + self._rise(code) + ADDRESSES + address.height

    @property
    def _caption_size(self) -> float:
        return 11.0 if not self.large else self.bench.look.scale.small + 2

    def _rise(self, code: Code) -> float:
        """Return how far under a code's square its caption's baseline stands: no letter reaches into the square."""
        has_accents = any(map(unicodedata.combining, unicodedata.normalize("NFD", code.label)))
        return self._caption_size * (0.92 if has_accents else STEM)

    @property
    def _tuck(self) -> float:
        return 0.0 if self.large else TUCK

    def _code_pitch(self, code: Code) -> float:
        if self.large:
            return max(mm(30.5), code_side(code, large=True))
        return max(CODE_PITCH, code_side(code, large=False) + mm(1))

    def block(self) -> Block:
        key = ("tail", self.ticks, self.codes, self.notes)
        return self.bench.block(key, self.bench.look.width, self.height, self._draw)

    @property
    def _codes_under(self) -> bool:
        """Whether the codes go under the grid because they do not fit beside it."""
        if not self.codes or not self.ticks:
            return False
        total = sum(self._code_pitch(code) for code in self.codes.codes)
        return self._grid_right() + total > self.bench.look.width

    def _draw(self, pen: Pen) -> list[Node]:
        roots = []
        if self.ticks:
            roots += self._paint_ticks(pen, self.ticks)
        right = self._grid_right()
        if self.codes:
            root = Node("Sect")
            under = self._grid_height + mm(5) if self._codes_under else 0.0
            right = self._paint_codes(type(pen)(pen.canvas, pen.height - under), self.codes, root)
            roots.append(root)
        if self.notes and not self.large:
            x = NOTES_X[min(2, len(self.codes.codes))] if self.codes else NOTES_X[0]
            root = Node("Sect")
            left = max(x, right + mm(2))
            paint_notes(pen, self.bench, self.notes, (left, self.bench.look.width - left), root)
            roots.append(root)
        return roots

    def _grid_right(self) -> float:
        return self.label + (len(self.ticks.columns) * self.pitch[0] if self.ticks else 0)

    @property
    def _tick(self) -> float:
        """The side of a tick box; two that share a day are smaller, never under 6 mm."""
        tick = mm(self.bench.look.scale.tick_mm)
        return min(tick, (self.pitch[0] - mm(1.6)) / 2) if self.ticks and self.ticks.sides else tick

    def _box_left(self, box_at: int) -> float:
        """Return where a box of a row begins; the boxes of one day stand together."""
        sides = max(1, len(self.ticks.sides) if self.ticks else 1)
        day, side = divmod(box_at, sides)
        return self.label + day * self.pitch[0] + side * (self._tick + mm(0.6))

    def _day_middle(self, day: int) -> float:
        sides = max(1, len(self.ticks.sides) if self.ticks else 1)
        return (self._box_left(day * sides) + self._box_left(day * sides + sides - 1) + self._tick) / 2

    # -- the grid

    def _paint_ticks(self, pen: Pen, ticks: Ticks) -> list[Node]:
        look = self.bench.look
        heading = Node("H2")
        size = 12.5 if not self.large else look.scale.band
        with pen.canvas.tagged(heading):
            pen.text(0, mm(4.4) if not self.large else mm(5.6), ticks.heading, Run("B", size, look.roles.p_ink))
        table = Node("Table", attributes=b"<</O/Table/Summary" + text_string(ticks.heading) + b">>")
        self._paint_head(pen, ticks, table)
        for row, name in enumerate(ticks.rows):
            self._paint_row(pen, ticks, row, name, table)
        return [heading, table]

    def _paint_head(self, pen: Pen, ticks: Ticks, table: Node) -> None:
        """Write the days over their boxes, and the sides under them where each day has two."""
        run = Run("R", self.bench.look.scale.small, self.bench.look.roles.ink)
        baseline = self._first_box - mm(1.5 if not ticks.sides else 1.1)
        days = baseline - (SIDES * (1.3 if self.large else 1) if ticks.sides else 0)
        middles = [self._day_middle(day) for day in range(len(ticks.columns))]
        span = b"/ColSpan %d" % len(ticks.sides) if ticks.sides else b""
        self._paint_heads(pen, table, list(zip(ticks.columns, middles, strict=True)), (days, run), span)
        if ticks.sides:
            boxes = [side for _ in ticks.columns for side in ticks.sides]
            middles = [self._box_left(at) + self._tick / 2 for at in range(len(boxes))]
            self._paint_heads(pen, table, list(zip(boxes, middles, strict=True)), (baseline, run), b"")

    def _paint_heads(
        self, pen: Pen, table: Node, heads: list[tuple[str, float]], how: tuple[float, Run], span: bytes
    ) -> None:
        baseline, run = how
        row = table.add("TR")
        row.add("TD")
        for words, middle in heads:
            with pen.canvas.tagged(row.add("TH", attributes=b"<</O/Table/Scope/Column" + span + b">>")):
                pen.text(middle, baseline, words, run, align=1)

    def _paint_row(self, pen: Pen, ticks: Ticks, row: int, name: str, table: Node) -> None:
        look = self.bench.look
        top = self._first_box + row * self.pitch[1]
        line = table.add("TR")
        with pen.canvas.tagged(line.add("TH", attributes=b"<</O/Table/Scope/Row>>")):
            middle = top + self._tick / 2 + 0.668 * look.scale.small / 2
            pen.text(0, middle, name, Run("R", look.scale.small, look.roles.ink))
        for at, alt in enumerate(ticks.alts[row]):
            paint_tick_box(pen, self.bench, (self._box_left(at), top, self._tick), alt, line.add("TD"))

    # -- the codes

    def _paint_codes(self, pen: Pen, codes: Codes, root: Node) -> float:
        """Draw the codes side by side and return where they end; a host they share stands once, before the paths."""
        look = self.bench.look
        pitch = max(self._code_pitch(code) for code in codes.codes)
        total = pitch * len(codes.codes)
        x = look.width - total if self.large else max(CODES_X - (pitch - mm(22.2)) / 2, self._grid_right() - mm(0.6))
        middles = [x + pitch * (at + 0.5) for at in range(len(codes.codes))]
        parts = [root.add("Sect") for _ in codes.codes]
        y = max(
            self._paint_code(pen, code, middle, part)
            for code, middle, part in zip(codes.codes, middles, parts, strict=True)
        )
        style = self._url_style
        if codes.shown:
            with pen.canvas.tagged(root.add("P")):
                run = Run("R", style.size, look.roles.ink)
                pen.text(x + total / 2, y + text_baseline(style), codes.shown, run, align=1)
            y += style.leading
        for code, middle in zip(codes.codes, middles, strict=True):
            if code.shown:
                set_address(self.bench, code.shown, style, pitch).paint(pen, middle, y, root)
        return x + total

    def _paint_code(self, pen: Pen, code: Code, middle: float, part: Node) -> float:
        """Draw one code and its caption; return where the addresses may begin."""
        look = self.bench.look
        side = code_side(code, large=self.large)
        paint_code(pen, self.bench, code, middle - side / 2, -self._tuck, part)
        y = side - self._tuck + self._rise(code)
        with pen.canvas.tagged(part.add("P")):
            pen.text(middle, y, code.label, Run("B", self._caption_size, look.roles.ink), align=1)
        return y + ADDRESSES


def paint_tick_box(pen: Pen, bench: Bench, at: tuple[float, float, float], alt: str, cell: Node) -> None:
    """Draw one tick box: a Form element that says it is an unticked box (PrintField, ISO 32000-1, 14.8.5.6)."""
    left, top, side = at
    form = cell.add("Form", alt=alt)
    form.box = pen.area(left, top, left + side, top + side)
    roles = bench.look.roles
    if bench.look.fillable:
        pen.box(box(left, top, side, side), radius=mm(0.8), fill=roles.white, stroke=roles.ink, line=1.0)
        pen.canvas.field(form, Field("tick", form.box, alt, alt, 0))
        return
    form.attributes = b"<</O/PrintField/Role/cb/checked/off/Desc" + text_string(alt) + b">>"
    with pen.canvas.content(form):
        pen.box(box(left, top, side, side), radius=mm(0.8), fill=roles.white, stroke=roles.ink, line=1.0)


def paint_notes(pen: Pen, bench: Bench, notes: Notes, at: tuple[float, float], root: Node, *, lines: int = 3) -> None:
    """Draw the heading and the lines; a client's notes are written on them by press."""
    x, width = at
    look = bench.look
    with pen.canvas.tagged(root.add("H2")):
        pen.text(x, mm(4.4), notes.heading, Run("B", 12.5, look.roles.p_ink))
    run = Run("R", note_size(bench), look.roles.ink)
    leading = note_size(bench) * LEADING
    count = max(lines, notes.filled)
    place = (x, NOTES_TOP + leading * 0.8, width)
    if notes.typed:
        bottom = notes_height(bench, count) if notes.filled else mm(13.2) + (lines - 1) * NOTE_PITCH
        area = pen.area(x, mm(7), x + width, bottom)
        pen.field(root, area, notes.typed, "notes", *place, run, lines=count, leading=leading, least=FLOOR)
    elif notes.filled:
        pen.slot(root.add("P"), "notes", *place, run, lines=count, leading=leading, least=FLOOR)
    for line in range(0 if notes.filled else lines):
        y = mm(13.2) + line * NOTE_PITCH
        pen.line(x, y, x + width, y, look.roles.line_grey, 0.6)


def notes_across(bench: Bench, notes: Notes) -> Block:
    """Return a client's notes across the page."""
    wide = replace(notes, filled=wide_lines(bench, notes))

    def draw(pen: Pen) -> list[Node]:
        root = Node("Sect")
        paint_notes(pen, bench, wide, (0.0, bench.look.width), root, lines=wide.filled)
        return [root]

    return bench.block(("notes", wide), bench.look.width, notes_height(bench, wide.filled), draw)


def note_size(bench: Bench) -> float:
    """Return the size of a client's own notes."""
    return bench.look.scale.body if bench.look.large else NOTE_SIZE


def notes_height(bench: Bench, lines: int) -> float:
    """Return the height of the heading and that many lines of a client's notes."""
    return NOTES_TOP + lines * note_size(bench) * LEADING + mm(0.5)


def wide_lines(bench: Bench, notes: Notes) -> int:
    """Return about how many lines notes take across the page, from how many they take in the tail's column."""
    column = bench.look.width - NOTES_X[2]
    return max(2, notes.paragraphs, round(notes.filled * column / bench.look.width * 1.15 + 0.7))
