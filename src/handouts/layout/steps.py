"""The how-to in numbered steps, and beside it the common mistake: the wrong figure next to the right one."""

from __future__ import annotations

from math import degrees
from typing import TYPE_CHECKING, Final

from handouts.layout.marks import paint_cross, paint_number, paint_tick
from handouts.layout.outline import drawn_points
from handouts.layout.panel import PanelRules, paint_panel
from handouts.layout.pen import box
from handouts.pdf.canvas import Node
from handouts.pdf.colour import to_oklch
from handouts.pdf.drawlist import placed
from handouts.pdf.text import text_baseline
from handouts.units import mm

if TYPE_CHECKING:
    from handouts.layout.bench import Bench
    from handouts.layout.panel import Fitted
    from handouts.layout.pen import Pen
    from handouts.pdf.block import Block
    from handouts.pdf.colour import Colour
    from handouts.pdf.text import SetText
    from handouts.sheet.blocks import FaultPanel, ShownFigure, Steps
    from handouts.units import Rect

STEPS: Final = mm(106)
BETWEEN: Final = mm(6)
FAULT: Final = mm(72)
PANEL: Final = mm(30)
HEAD_GAP: Final = mm(1.9)
STEP_GAP: Final = mm(1.6)
DISC: Final = mm(2.65)
STEP_X: Final = mm(8.1)
MARK: Final = mm(3.9)


class StepsAndFault:
    """Steps on the left, the mistake on the right; in large print, or with one of them only, under one another."""

    def __init__(self, bench: Bench, steps: Steps | None, fault: FaultPanel | None) -> None:
        self.bench, self.steps, self.fault = bench, steps, fault
        look = bench.look
        self.beside = bool(steps and fault) and not look.large
        self.heading = look.heading(look.scale.section, look.scale.section * 1.3)
        self.body = look.body(max(13.0, look.scale.body))
        self.ratio = self.body.size / 13
        self.steps_width = STEPS + (look.width - mm(184)) if self.beside else look.width
        self.fault_width = FAULT if self.beside else min(look.width, FAULT * (1.35 if look.large else 1.0))
        room = self.steps_width - STEP_X * self.ratio
        self.texts = tuple(bench.set(step, self.body, room) for step in steps.steps) if steps else ()
        self._set_fault()

    def _set_fault(self) -> None:
        self.wrong: SetText | None = None
        self.right: SetText | None = None
        if not self.fault:
            return
        room = (self.fault_width if self.beside else self.bench.look.width) - self._icon_x
        fault = self.fault.fault
        self.wrong = self.bench.set(fault.mistake, self.body, room)
        self.right = self.bench.set(tuple((words, True) for words, _ in fault.instead), self.body, room)

    @property
    def _icon_x(self) -> float:
        return mm(6.4) * self.ratio

    @property
    def _steps_height(self) -> float:
        if not self.steps:
            return 0.0
        lines = sum(text.height for text in self.texts) + STEP_GAP * (len(self.texts) - 1)
        return self.heading.leading + HEAD_GAP + lines

    @property
    def _panel_height(self) -> float:
        if not self.fault or self.fault.wrong is None:
            return 0.0
        return PANEL * (1.35 if self.bench.look.large else 1.0)

    @property
    def _fault_height(self) -> float:
        if not self.wrong or not self.right:
            return 0.0
        panel = self._panel_height + mm(2.2) if self._panel_height else 0.0
        return self.heading.leading + HEAD_GAP + panel + self.wrong.height + self.right.height + mm(0.6)

    @property
    def height(self) -> float:
        if self.beside:
            return max(self._steps_height, self._fault_height)
        return self._steps_height + (mm(5) if self.steps and self.fault else 0) + self._fault_height

    def block(self) -> Block:
        key = ("steps", self.steps, self.fault)
        return self.bench.block(key, self.bench.look.width, self.height, self._draw)

    def _draw(self, pen: Pen) -> list[Node]:
        roots = []
        if self.steps:
            roots.append(self._paint_steps(pen, self.steps))
        if self.fault:
            x = self.steps_width + BETWEEN if self.beside else 0.0
            top = 0.0 if self.beside or not self.steps else self._steps_height + mm(5)
            roots.append(self._paint_fault(pen, self.fault, x, top))
        return roots

    def _paint_steps(self, pen: Pen, steps: Steps) -> Node:
        root = Node("Sect")
        with pen.canvas.tagged(root.add("H2")):
            pen.paragraph(self.bench.set(((steps.heading, False),), self.heading, self.steps_width), 0, 0)
        listing = root.add("L", attributes=b"<</O/List/ListNumbering/Decimal>>")
        roles = self.bench.look.roles
        y = self.heading.leading + HEAD_GAP
        radius = DISC * self.ratio
        for number, text in enumerate(self.texts, 1):
            item = listing.add("LI")
            middle = y + text_baseline(self.body) - 0.3 * self.body.size
            with pen.canvas.tagged(item.add("Lbl")):
                paint_number(pen, radius, middle, radius, str(number), 10.5 * self.ratio, roles.p_ink, roles.white)
            with pen.canvas.tagged(item.add("LBody")):
                pen.paragraph(text, STEP_X * self.ratio, y)
            y += text.height + STEP_GAP
        return root

    def _paint_fault(self, pen: Pen, fault: FaultPanel, x: float, top: float) -> Node:
        root = Node("Sect")
        with pen.canvas.tagged(root.add("H2")):
            pen.paragraph(self.bench.set(((fault.heading, False),), self.heading, self.fault_width), x, top)
        y = top + self.heading.leading + HEAD_GAP
        if fault.wrong is not None:
            self._paint_pair(pen, fault, box(x, y, self.fault_width, self._panel_height), root)
            y += self._panel_height + mm(2.2)
        roles = self.bench.look.roles
        for text, mark in ((self.wrong, paint_cross), (self.right, paint_tick)):
            if text is None:
                continue
            middle = y + text_baseline(self.body) - 0.3 * self.body.size
            mark(pen, x + mm(2) * self.ratio, middle, roles.ink, mm(1.5) * self.ratio, 2.4 * self.ratio)
            with pen.canvas.tagged(root.add("P")):
                pen.paragraph(text, x + self._icon_x, y)
            y += text.height + mm(0.6)
        return root

    def _paint_pair(self, pen: Pen, fault: FaultPanel, area: Rect, root: Node) -> None:
        shown = tuple(figure for figure in (fault.wrong, fault.right) if figure is not None)
        rules = PanelRules(
            cap=mm(36) * (1.3 if self.bench.look.large else 1), pad=mm(1.6), label=0, only_wrong_arrows=True
        )
        fitted = paint_panel(pen, self.bench, shown, area, rules, root)
        if fitted:
            taken: list[tuple[float, float]] = []
            for at, figure in enumerate(shown):
                taken.append(_mark_place(figure, at, fitted, area, taken))
                self._paint_mark(pen, figure, taken[-1])

    def _paint_mark(self, pen: Pen, shown: ShownFigure, at: tuple[float, float]) -> None:
        """Draw the disc with its cross or tick; the tick of a red brand is black, or it would look like the cross."""
        roles = self.bench.look.roles
        x, y = at
        right = roles.ink if _is_reddish(roles.p_ink, roles.stop_red) else roles.p_ink
        wrong = shown.figure.mark == "x"
        pen.disc(x, y, MARK, roles.stop_red if wrong else right)
        paint = paint_cross if wrong else paint_tick
        paint(pen, x, y, roles.white, MARK * 0.42, 2.6)


def _is_reddish(colour: Colour, red: Colour) -> bool:
    """Whether a colour could be taken for the fixed red: within 30 degrees of its hue, and not grey."""
    one, other = to_oklch(colour), to_oklch(red)
    apart = abs((degrees(one.hue - other.hue) + 180) % 360 - 180)
    return one.chroma > 0.06 and apart < 30


def _mark_place(
    shown: ShownFigure, at: int, fitted: Fitted, area: Rect, taken: list[tuple[float, float]]
) -> tuple[float, float]:
    """Return the middle of a mark's disc: at the top of its figure's share of the panel, where it covers the least."""
    style = fitted.styles[at]
    others = [
        point
        for index, figure in enumerate(fitted.figures)
        for point in drawn_points(figure, fitted.styles[index], (fitted.xs[index], fitted.floor))
    ]
    share = (area.right - area.left) / len(fitted.figures)
    left = area.left + at * share + MARK + mm(0.8)
    right = area.left + (at + 1) * share - MARK - mm(0.8)
    face_x = fitted.xs[at] + placed(shown.figure.face, style)[0]
    y = area.top + MARK + mm(1.4)
    best, least = (face_x, y), None
    for order, aside in enumerate((9.5, 12.5, 15.5, 19.0, -9.5, -12.5, -15.5, -19.0)):
        x = min(max(face_x + mm(aside), left), right)
        cost = order * 1.5 + sum(1 for px, py in others if (px - x) ** 2 + (py - y) ** 2 < (MARK + mm(0.8)) ** 2)
        cost += sum(100 for px, py in taken if (px - x) ** 2 + (py - y) ** 2 < (2 * MARK + mm(2)) ** 2)
        if least is None or cost < least:
            best, least = (x, y), cost
    return best
