"""The codes of a handout in a row, each with its words beside it, and the notes at the end of the row."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from handouts.layout.codes import code_side, paint_code, set_address
from handouts.layout.tail import NOTE_PITCH, notes_height, paint_notes, wide_lines
from handouts.pdf.block import Run
from handouts.pdf.canvas import Node
from handouts.units import mm

if TYPE_CHECKING:
    from handouts.layout.bench import Bench
    from handouts.layout.codes import Address
    from handouts.layout.pen import Pen
    from handouts.pdf.block import Block
    from handouts.pdf.text import SetText
    from handouts.sheet.blocks import Code, Codes, Notes

HEIGHT: Final = mm(23.5)
CELL: Final = mm(63.5)
WORDS_X: Final = mm(1.2)  # from the code's quiet zone to its words
ADDRESS_GAP: Final = mm(0.8)


class LinkRow:
    """At most two codes and the notes in one row; in large print the notes go under the codes."""

    def __init__(self, bench: Bench, codes: Codes | None, notes: Notes | None) -> None:
        self.bench, self.notes = bench, notes
        self.codes = codes.codes if codes else ()
        look = bench.look
        self.large = look.large
        self.cell = look.width / 2 if self.large else CELL
        self.row = max([HEIGHT, *(beside_height(bench, code, self.cell) for code in self.codes)]) if self.codes else 0.0
        self.notes_x = len(self.codes) * self.cell - (mm(1.5) if self.codes else 0) if not self.large else 0.0
        self.lines = 2
        wide = notes is not None and (notes.filled > 3 or (self.large and notes.filled))
        self.under = wide and bool(self.codes)
        if self.large and notes and not notes.filled:
            self.notes = None
        elif self.under and notes:
            self.notes = replace(notes, filled=wide_lines(bench, notes))

    @property
    def height(self) -> float:
        notes = 0.0
        if self.notes:
            blank = mm(13.2) + (self.lines - 1) * NOTE_PITCH + mm(1)
            notes = notes_height(self.bench, self.notes.filled) if self.notes.filled else blank
        if self.under:
            return self.row + mm(3) + notes
        return max(self.row, notes)

    def block(self) -> Block:
        key = ("links", self.codes, self.notes)
        return self.bench.block(key, self.bench.look.width, self.height, self._draw)

    def _draw(self, pen: Pen) -> list[Node]:
        roots = []
        for at, code in enumerate(self.codes):
            root = Node("Sect")
            paint_code_beside(pen, self.bench, code, (at * self.cell - mm(2.2), 0.0, self.cell), root)
            roots.append(root)
        if self.notes:
            root = Node("Sect")
            width = self.bench.look.width
            x = 0.0 if self.under else self.notes_x
            if self.under:
                inner = type(pen)(pen.canvas, pen.height - self.row - mm(3))
                paint_notes(inner, self.bench, self.notes, (x, width - x), root, lines=self.lines)
            else:
                paint_notes(pen, self.bench, self.notes, (x, width - x), root, lines=self.lines)
            roots.append(root)
        return roots


@dataclass(frozen=True)
class _Beside:
    """The words beside a code, set to the room there: a small line, the label, the address."""

    over: float  # size of the small line, 0 without one
    label: SetText
    address: Address

    @property
    def height(self) -> float:
        return self.over * 1.25 + self.label.height + ADDRESS_GAP + self.address.height


def _set_beside(bench: Bench, code: Code, cell: float) -> _Beside:
    look = bench.look
    size = look.scale.body * (0.95 if look.large else 1.0)
    room = cell - code_side(code, large=look.large) - WORDS_X - mm(1)
    label = bench.set(((code.label, False),), look.label(size, bold=True), room, widows=False)
    address = set_address(bench, code.shown, look.label(look.scale.small), room)
    return _Beside(size * 0.96 if code.over else 0.0, label, address)


def beside_height(bench: Bench, code: Code, cell: float) -> float:
    """Return the height of a code with its words beside it, in a cell of this width."""
    return max(code_side(code, large=bench.look.large), _set_beside(bench, code, cell).height)


def paint_code_beside(pen: Pen, bench: Bench, code: Code, at: tuple[float, float, float], root: Node) -> None:
    """Draw a code, and to its right the words, centred on it. `at` is x, top and the width of the cell."""
    x, top, cell = at
    side = paint_code(pen, bench, code, x, top, root)
    words = _set_beside(bench, code, cell)
    left = x + side + WORDS_X
    y = top + max(0.0, (side - words.height) / 2)
    if words.over:
        with pen.canvas.tagged(root.add("P")):
            pen.text(left, y + words.over * 0.95, code.over, Run("R", words.over, bench.look.roles.ink))
        y += words.over * 1.25
    with pen.canvas.tagged(root.add("P")):
        pen.paragraph(words.label, left, y)
    y += words.label.height + ADDRESS_GAP
    words.address.paint(pen, left, y, root)
