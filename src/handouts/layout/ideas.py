"""What a part of a series explains: the key message, the ideas, and the body with its joints."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from handouts.layout.look import RADIUS
from handouts.layout.pen import box
from handouts.pdf.block import Run
from handouts.pdf.canvas import Node
from handouts.pdf.drawlist import body_box, placed
from handouts.units import mm

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.layout.bench import Bench
    from handouts.layout.pen import Pen
    from handouts.pdf.block import Block
    from handouts.pdf.drawlist import FigureStyle
    from handouts.sheet.blocks import Idea, JointDiagram, KeyMessage
    from handouts.units import Rect

TEXT: Final = mm(104)
BETWEEN: Final = mm(8)
DIAGRAM: Final = mm(72)
DIAGRAM_HEIGHT: Final = mm(97)
IDEA_GAP: Final = mm(4.2)
HEAD_GAP: Final = mm(1.6)
PAIR_GAP: Final = mm(3)


class KeyMessageBox:
    """The one message, in a tinted box with a bar."""

    def __init__(self, bench: Bench, message: KeyMessage) -> None:
        self.bench, self.message = bench, message
        size = 14.5 if not bench.look.large else bench.look.scale.body * 1.1
        self.style = replace(bench.look.body(size), leading=size * 1.31)
        self.text = bench.set(message.text, self.style, bench.look.width - mm(6) - mm(4))

    def block(self) -> Block:
        height = self.text.height + mm(5.2)
        return self.bench.block(("key message", self.message), self.bench.look.width, height, self._draw)

    def _draw(self, pen: Pen) -> list[Node]:
        look = self.bench.look
        outline = {"stroke": look.roles.ink, "line": 0.5} if look.ink_saver else {}
        area = box(0, 0, look.width, pen.height)
        pen.box(area, radius=RADIUS, fill=look.roles.p_tint, **outline)  # type: ignore[arg-type]
        pen.bar(box(0, 0, mm(1.7), pen.height), RADIUS, look.roles.p_deco)
        root = Node("P")
        with pen.canvas.tagged(root):
            pen.paragraph(self.text, mm(6), (pen.height - self.text.height) / 2)
        return [root]


class _SetIdea:
    """One idea set to a width."""

    def __init__(self, bench: Bench, idea: Idea, width: float, size: float) -> None:
        self.bench, self.idea, self.width = bench, idea, width
        look = bench.look
        section = max(look.scale.section, size * 1.15)
        self.heading = look.heading(section, section * 1.3)
        self.body = replace(look.body(size), leading=size * 1.285)
        self.head = bench.set(((idea.heading, False),), self.heading, width)
        self.text = bench.set(idea.text, self.body, width) if idea.text else None
        self.pair_width = (width - PAIR_GAP) / 2
        room = self.pair_width - mm(6.6)
        self.pair = tuple(
            (
                bench.set(((term, False),), replace(self.heading, size=size + 0.5, leading=size * 1.28), room),
                bench.set(text, self.body, room),
            )
            for term, text in idea.pair
        )

    @property
    def pair_height(self) -> float:
        return max((term.height + text.height for term, text in self.pair), default=0.0) + (mm(5) if self.pair else 0)

    @property
    def height(self) -> float:
        pair = self.pair_height + (mm(2.2) if self.pair and self.text else 0)
        return self.head.height + HEAD_GAP + pair + (self.text.height if self.text else 0)

    def draw(self, pen: Pen) -> list[Node]:
        return [self.paint(pen, 0, 0)]

    def paint(self, pen: Pen, x: float, top: float) -> Node:
        root = Node("Sect")
        roles = self.bench.look.roles
        with pen.canvas.tagged(root.add("H2")):
            pen.paragraph(self.head, x, top)
        y = top + self.head.height + HEAD_GAP
        for at, (term, text) in enumerate(self.pair):
            left = x + at * (self.pair_width + PAIR_GAP)
            area = box(left, y, self.pair_width, self.pair_height)
            pen.box(area, radius=RADIUS, fill=roles.white, stroke=roles.p_ink, line=1.0)
            with pen.canvas.tagged(root.add("H3")):
                pen.paragraph(term, left + mm(3.3), y + mm(2.3))
            with pen.canvas.tagged(root.add("P")):
                pen.paragraph(text, left + mm(3.3), y + mm(2.3) + term.height)
        y += self.pair_height + (mm(2.2) if self.pair else 0)
        if self.text:
            with pen.canvas.tagged(root.add("P")):
                pen.paragraph(self.text, x, y)
        return root


class IdeasAndDiagram:
    """The ideas in a column with the diagram beside it; without one, or in large print, across the page."""

    def __init__(
        self, bench: Bench, ideas: tuple[Idea, ...], diagram: JointDiagram | None, *, roomy: bool = False
    ) -> None:
        self.bench, self.diagram = bench, diagram
        self.size = max(15.5 if roomy else 13.0, bench.look.scale.body)
        look = bench.look
        self.beside = diagram is not None and not look.large
        self.width = TEXT + (look.width - mm(184)) if self.beside else look.width
        self.ideas = [_SetIdea(bench, idea, self.width, self.size) for idea in ideas]
        self._shown: list[_SetIdea] = []

    def blocks(self) -> Iterator[Block]:
        """Yield the ideas: as one block beside the diagram as far as it reaches, the rest one by one."""
        look = self.bench.look
        ideas = self.ideas
        if self.diagram is not None:
            beside = self._shown = self._beside() if self.beside else []
            used = sum(idea.height for idea in beside) + IDEA_GAP * max(0, len(beside) - 1)
            height = max(used, DIAGRAM_HEIGHT)
            key = ("ideas", self.size, tuple(idea.idea for idea in beside), self.diagram)
            yield self.bench.block(key, look.width, height, self._draw)
            ideas = [_SetIdea(self.bench, idea.idea, look.width, self.size) for idea in ideas[len(beside) :]]
        for idea in ideas:
            yield self.bench.block(("idea", self.size, idea.idea), look.width, idea.height, idea.draw)

    def _beside(self) -> list[_SetIdea]:
        """Return the ideas that the column takes without growing far past the diagram."""
        out: list[_SetIdea] = []
        used = 0.0
        for idea in self.ideas:
            if out and used + idea.height > DIAGRAM_HEIGHT * 1.2:
                break
            out.append(idea)
            used += idea.height + IDEA_GAP
        return out

    def _draw(self, pen: Pen) -> list[Node]:
        roots = []
        y = 0.0
        spare = pen.height - sum(idea.height for idea in self._shown) - IDEA_GAP * max(0, len(self._shown) - 1)
        gap = IDEA_GAP + min(mm(4), max(0.0, spare) / max(1, len(self._shown)))
        for idea in self._shown:
            roots.append(idea.paint(pen, 0, y))
            y += idea.height + gap
        if self.diagram:
            left = self.width + BETWEEN if self.beside else 0.0
            width = DIAGRAM if self.beside else self.bench.look.width
            roots.append(_Diagram(self.bench, self.diagram).paint(pen, box(left, 0, width, DIAGRAM_HEIGHT)))
        return roots


class _Diagram:
    """The body with a disc on each joint that moves a lot and a square on each that stays steady."""

    def __init__(self, bench: Bench, diagram: JointDiagram) -> None:
        self.bench, self.diagram = bench, diagram
        look = bench.look
        self.run = Run("B", look.scale.body if not look.large else 15.0, look.roles.ink)
        self.legend = Run("R", self.run.size, look.roles.ink)

    def paint(self, pen: Pen, area: Rect) -> Node:
        look = self.bench.look
        root = Node("Sect")
        outline = {"stroke": look.roles.ink, "line": 0.5} if look.ink_saver else {}
        pen.box(area, radius=RADIUS, fill=look.roles.panel, **outline)  # type: ignore[arg-type]
        scale = mm(73)
        style = self.bench.figure_style(scale, arrow_factor=0.0)
        body = body_box(self.diagram.figure, style)
        x = (area.left + area.right) / 2 - (body.left + body.right) / 2
        floor = area.bottom - mm(19.5)
        form = self.bench.figure_form(self.diagram.figure, style)
        figure = root.add("Figure", alt=self.diagram.alt)
        figure.box = pen.area(area.left, area.top, area.right, area.bottom)
        with pen.canvas.content(figure):
            pen.put(form, x, floor)
            self._paint_joints(pen, area, (x, floor), style)
        self._paint_legend(pen, area, root)
        return root

    def _paint_joints(self, pen: Pen, area: Rect, at: tuple[float, float], style: FigureStyle) -> None:
        """Draw leaders, marks and names: names that move a lot on the left, the steady ones on the right."""
        roles = self.bench.look.roles
        lows = {True: area.top - mm(9), False: area.top - mm(9)}
        for name, anchor, mobile in self.diagram.joints:
            if anchor not in self.diagram.figure.anchors:
                continue
            dx, dy = placed(self.diagram.figure.anchors[anchor], style)
            x, y = at[0] + dx, at[1] - dy
            width = self.bench.width("B", name, self.run.size)
            row = max(y, lows[mobile] + mm(6))
            lows[mobile] = row
            left = area.left + mm(4) if mobile else area.right - mm(4) - width
            end = left + width + mm(1.2) if mobile else left - mm(1.2)
            for colour, line in ((roles.panel, 3.2), (roles.ink, 1.0)):
                pen.line(end, row, x, y, colour, line)
            if mobile:
                pen.disc(x, y, mm(2.5), roles.p_ink, stroke=roles.white, line=1.2)
            else:
                pen.box(box(x - mm(2.3), y - mm(2.3), mm(4.6), mm(4.6)), fill=roles.white, stroke=roles.ink, line=2.0)
            pen.text(left, row + 0.334 * self.run.size, f"{name} ", self.run)  # a reader would join the names

    def _paint_legend(self, pen: Pen, area: Rect, root: Node) -> None:
        roles = self.bench.look.roles
        y = area.bottom - mm(6.8)
        x = area.left + mm(4)
        pen.disc(x + mm(2.4), y, mm(2.4), roles.p_ink)
        baseline = y + 0.334 * self.legend.size
        with pen.canvas.tagged(root.add("P")):
            x += mm(6.2) + pen.text(x + mm(6.2), baseline, self.diagram.mobile, self.legend)
        x += mm(4)
        pen.box(box(x, y - mm(2.3), mm(4.6), mm(4.6)), fill=roles.white, stroke=roles.ink, line=2.0)
        with pen.canvas.tagged(root.add("P")):
            pen.text(x + mm(6.2), baseline, self.diagram.stable, self.legend)
