"""Two boxes side by side: too hard and too easy, what you may feel and when to stop."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from handouts.layout.card import CUE_GAP, INDENT, paint_bullets
from handouts.layout.look import RADIUS
from handouts.layout.marks import paint_octagon
from handouts.layout.pen import box
from handouts.pdf.canvas import Node
from handouts.sheet.blocks import Box, StopBox
from handouts.units import mm

if TYPE_CHECKING:
    from handouts.layout.bench import Bench
    from handouts.layout.pen import Pen
    from handouts.pdf.block import Block
    from handouts.pdf.text import SetText, TextStyle
    from handouts.units import Rect

BETWEEN: Final = mm(4)
PAD_X: Final = mm(4)
PAD_Y: Final = mm(2.1)
HEAD_GAP: Final = mm(1.1)
STOP_LINE: Final = 1.6


class BoxPair:
    """One or two boxes of one height; in large print they stand under one another."""

    def __init__(self, bench: Bench, boxes: tuple[Box | StopBox, ...], *, tight: bool = False) -> None:
        self.bench, self.boxes = bench, boxes
        look = bench.look
        self.beside = not look.large and len(boxes) > 1
        self.width = (look.width - BETWEEN) / 2 if self.beside else look.width
        self.heading = look.heading(look.scale.section, look.scale.section * 1.3)
        self.tight = tight
        self.pad = mm(1.5) if tight else PAD_Y
        self.body = look.body(max(12.5 if tight else 13.0, look.scale.body))
        self.texts = [self._set(each) for each in boxes]
        self.heights = [self._height(each, texts) for each, texts in zip(boxes, self.texts, strict=True)]

    def _set(self, each: Box | StopBox) -> tuple[SetText, ...]:
        room = self.width - 2 * PAD_X
        if isinstance(each, StopBox):
            return tuple(self.bench.set(line, self.body, room) for line in each.lines)
        indent = INDENT * self.body.size / 12.5
        return tuple(self.bench.set(bullet, self.body, room - indent) for bullet in each.bullets)

    def _height(self, each: Box | StopBox, texts: tuple[SetText, ...]) -> float:
        least = mm(27 if isinstance(each, StopBox) else 24.5) if not (self.bench.look.large or self.tight) else 0.0
        lines = sum(text.height for text in texts) + CUE_GAP * max(0, len(texts) - 1)
        return max(least, self.pad * 2 + self.heading.leading + HEAD_GAP + lines + mm(0.6))

    @property
    def height(self) -> float:
        return max(self.heights) if self.beside else sum(self.heights) + BETWEEN * (len(self.heights) - 1)

    def block(self) -> Block:
        return self.bench.block(("boxes", self.boxes, self.tight), self.bench.look.width, self.height, self._draw)

    def _draw(self, pen: Pen) -> list[Node]:
        roots = []
        x = y = 0.0
        for each, texts, height in zip(self.boxes, self.texts, self.heights, strict=True):
            area = box(x, y, self.width, self.height if self.beside else height)
            roots.append(self._paint(pen, each, texts, area))
            if self.beside:
                x += self.width + BETWEEN
            else:
                y += height + BETWEEN
        return roots

    def _paint(self, pen: Pen, each: Box | StopBox, texts: tuple[SetText, ...], area: Rect) -> Node:
        roles, look = self.bench.look.roles, self.bench.look
        root = Node("Sect")
        head = self.bench.set(((each.heading, False),), self._head_style(each), self.width - 2 * PAD_X)
        x, y = area.left + PAD_X, area.top + self.pad
        if isinstance(each, StopBox):
            pen.box(area, radius=RADIUS, fill=roles.white, stroke=roles.ink, line=STOP_LINE)
            size = mm(6.8) * self.body.size / 13
            paint_octagon(pen, x + size / 2, y + head.height / 2, size, roles.stop_red, roles.white)
            head_x = x + size + mm(2.6)
        else:
            outline = {"stroke": roles.ink, "line": 0.5} if look.ink_saver else {}
            pen.box(area, radius=RADIUS, fill=roles.p_tint, **outline)  # type: ignore[arg-type]
            head_x = x
        with pen.canvas.tagged(root.add("H2")):
            pen.paragraph(head, head_x, y)
        y += head.height + HEAD_GAP
        if isinstance(each, Box):
            paint_bullets(pen, self.bench, texts, x, y, root)
            return root
        for text in texts:
            with pen.canvas.tagged(root.add("P")):
                pen.paragraph(text, x, y)
            y += text.height + CUE_GAP
        return root

    def _head_style(self, each: Box | StopBox) -> TextStyle:
        return replace(self.heading, colour=self.bench.look.roles.ink) if isinstance(each, StopBox) else self.heading
