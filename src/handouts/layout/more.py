"""The end of a series handout: the other parts with their codes, and the calls to action."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from handouts.layout.codes import code_side, paint_code, set_address
from handouts.layout.linkrow import beside_height, paint_code_beside
from handouts.layout.look import RADIUS
from handouts.layout.pen import box
from handouts.pdf.block import Run
from handouts.pdf.canvas import Node
from handouts.units import mm

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.layout.bench import Bench
    from handouts.layout.codes import Address
    from handouts.layout.pen import Pen
    from handouts.pdf.block import Block
    from handouts.pdf.text import SetText
    from handouts.sheet.blocks import Call, Code, Codes

CALL: Final = mm(82)
LEAST: Final = mm(29.5)
PAD: Final = mm(3.8)
ROW_GAP: Final = mm(1)


class More:
    """The other parts on the left and the first call on the right; further calls in a row below."""

    def __init__(self, bench: Bench, codes: Codes | None, calls: tuple[Call, ...]) -> None:
        self.bench, self.codes, self.calls = bench, codes, calls
        look = bench.look
        self.beside = bool(codes and calls) and not look.large
        self.heading = look.heading(look.scale.section, look.scale.section * 1.3)
        self.left = look.width - CALL - mm(4) if self.beside else look.width

    def blocks(self) -> Iterator[Block]:
        look = self.bench.look
        calls = self.calls
        if self.codes:
            first = calls[0] if self.beside else None
            height = self._codes_height()
            if first:
                height = max(height, self._call_height(first, CALL))
                calls = calls[1:]
            key = ("more", self.codes, first)
            yield self.bench.block(key, look.width, height, partial(self._draw, call=first))
        per_row = 1 if look.large else 2
        for at in range(0, len(calls), per_row):
            row = calls[at : at + per_row]
            width = (look.width - mm(4) * (len(row) - 1)) / len(row)
            height = max(self._call_height(call, width) for call in row)
            draw = partial(self._draw_calls, row=row, width=width)
            yield self.bench.block(("calls", row), look.width, height, draw)

    @property
    def _cell(self) -> float:
        return self.left / self._per_row

    @property
    def _per_row(self) -> int:
        """Two codes to a row, three where they have the page's whole width: words beside them must not break."""
        wide = not self.beside and not self.bench.look.large
        return 3 if wide and self.codes and len(self.codes.codes) >= 3 else 2

    def _codes_height(self) -> float:
        if not self.codes:
            return 0.0
        rows = self._rows(self.codes.codes)
        return self.heading.leading + mm(0.4) + sum(self._row_height(row) for row in rows) + ROW_GAP * (len(rows) - 1)

    def _rows(self, codes: tuple[Code, ...]) -> list[tuple[Code, ...]]:
        return [codes[at : at + self._per_row] for at in range(0, len(codes), self._per_row)]

    def _row_height(self, row: tuple[Code, ...]) -> float:
        return max(beside_height(self.bench, code, self._cell) for code in row)

    def _call_height(self, call: Call, width: float) -> float:
        head, text, address = self._set_call(call, width)
        words = head.height + text.height + address.height + mm(2.4)
        side = code_side(call.code, large=self.bench.look.large)
        return max(LEAST, words + 2 * mm(2.2), side + mm(4))

    def _set_call(self, call: Call, width: float) -> tuple[SetText, SetText, Address]:
        look = self.bench.look
        side = code_side(call.code, large=look.large)
        room = width - side - 2 * PAD + mm(1)
        body = look.body(max(13.0, look.scale.body))
        head = self.bench.set(((call.heading, False),), self.heading, room)
        text = (
            self.bench.set(call.text, body, room)
            if call.text
            else self.bench.set((("", False),), body.sized(0.1), room)
        )
        address = set_address(self.bench, call.code.shown, look.label(max(11.0, look.scale.small), bold=True), room)
        return head, text, address

    def _draw(self, pen: Pen, *, call: Call | None) -> list[Node]:
        roots = [self._paint_codes(pen)]
        if call:
            width = self.bench.look.width
            roots.append(self._paint_call(pen, call, width - CALL, CALL))
        return roots

    def _draw_calls(self, pen: Pen, *, row: tuple[Call, ...], width: float) -> list[Node]:
        return [self._paint_call(pen, call, at * (width + mm(4)), width) for at, call in enumerate(row)]

    def _paint_codes(self, pen: Pen) -> Node:
        root = Node("Sect")
        if not self.codes:
            return root
        with pen.canvas.tagged(root.add("H2")):
            pen.paragraph(self.bench.set(((self.codes.heading, False),), self.heading, self.left), 0, 0)
        if self.codes.shown:
            run = Run("R", self.bench.look.scale.small, self.bench.look.roles.ink)
            with pen.canvas.tagged(root.add("P")):
                pen.text(self.left - mm(4), self.heading.leading * 0.72, self.codes.shown, run, align=2)
        top = self.heading.leading + mm(0.4)
        for row in self._rows(self.codes.codes):
            for at, code in enumerate(row):
                paint_code_beside(pen, self.bench, code, (at * self._cell - mm(2.2), top, self._cell), root.add("Sect"))
            top += self._row_height(row) + ROW_GAP
        return root

    def _paint_call(self, pen: Pen, call: Call, x: float, width: float) -> Node:
        look = self.bench.look
        root = Node("Sect")
        area = box(x, 0, width, pen.height)
        pen.box(area, radius=RADIUS, fill=look.roles.white, stroke=look.roles.p_ink, line=1.6)
        head, text, address = self._set_call(call, width)
        words = head.height + text.height + address.height + mm(2.4)
        y = (pen.height - words) / 2
        with pen.canvas.tagged(root.add("H2")):
            pen.paragraph(head, x + PAD, y)
        y += head.height + mm(0.9)
        if call.text:
            with pen.canvas.tagged(root.add("P")):
                pen.paragraph(text, x + PAD, y)
        y += text.height + mm(1.5)
        address.paint(pen, x + PAD, y, root)
        side = code_side(call.code, large=look.large)
        paint_code(pen, self.bench, call.code, x + width - side - mm(1.6), (pen.height - side) / 2, root)
        return root
