"""When, how long, and when to stop: the start band of a routine, and the stop box across a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from handouts.layout.look import RADIUS
from handouts.layout.marks import paint_calendar, paint_clock, paint_octagon
from handouts.layout.pen import box
from handouts.pdf.canvas import Node
from handouts.pdf.text import TextStyle
from handouts.units import Rect, mm

if TYPE_CHECKING:
    from collections.abc import Callable

    from handouts.layout.bench import Bench
    from handouts.layout.pen import Pen
    from handouts.pdf.block import Block
    from handouts.pdf.text import SetText
    from handouts.sheet.blocks import Runs, StartBand, StopBox

HEIGHT: Final = mm(14)
GAP: Final = mm(3)
WHEN: Final = mm(50)  # the design says 51 | 37, where "20 minutes" breaks and costs a line
MINUTES: Final = mm(38)
TEXT_X: Final = mm(13.5)
STOP_LINE: Final = 1.6


class Band:
    """The start band: two tinted cells and the stop cell; large print joins the first two."""

    def __init__(self, bench: Bench, band: StartBand) -> None:
        self.bench, self.band = bench, band
        look = bench.look
        size = look.scale.band
        self.style = TextStyle(size, size * 1.242, look.roles.ink)
        ratio = 1.45 if look.large else 1.0
        self.text_x = TEXT_X * ratio
        self.icon = mm(8) * ratio
        self.cells = list(self._cells())

    def _cells(self) -> list[tuple[str, float, tuple[SetText, ...]]]:
        look, band = self.bench.look, self.band
        width = look.width
        if look.large:
            share = (width - GAP) * (0.43 if band.stop else 0.5)
            rest = width - GAP - share
            if not band.stop:
                when, minutes = self._lines(_joined(band.when), share), self._lines(_joined(band.minutes), rest)
                return [("when", share, when), ("minutes", rest, minutes)]
            if not (band.when or band.minutes):
                return [("stop", width, self._lines((band.stop,), width))]
            both = self._lines(_joined(band.when, band.minutes), share)
            return [("when", share, both), ("stop", rest, self._lines((band.stop,), rest))]
        wanted = [
            (kind, wide, lines)
            for kind, wide, lines in (("when", WHEN, band.when), ("minutes", MINUTES, band.minutes))
            if lines
        ]
        if not band.stop:
            share = (width - GAP * (len(wanted) - 1)) / max(1, len(wanted))
            return [(kind, share, self._lines(lines, share)) for kind, _, lines in wanted]
        stop = width - sum(wide + GAP for _, wide, _ in wanted)
        cells = [(kind, wide, self._lines(lines, wide)) for kind, wide, lines in wanted]
        return [*cells, ("stop", stop, self._lines((band.stop,), stop))]

    def _lines(self, lines: tuple[Runs, ...], width: float) -> tuple[SetText, ...]:
        room = width - self.text_x - mm(1.5)
        return tuple(self.bench.set(line, self.style, room) for line in lines if line)

    @property
    def height(self) -> float:
        tallest = max((sum(text.height for text in texts) for _, _, texts in self.cells), default=0.0)
        return max(HEIGHT, tallest + 2 * mm(2.4 if self.bench.look.large else 1.74))

    def block(self) -> Block:
        return self.bench.block(("band", self.band), self.bench.look.width, self.height, self._draw)

    def _draw(self, pen: Pen) -> list[Node]:
        look = self.bench.look
        root = Node("Sect")
        x = 0.0
        for kind, width, texts in self.cells:
            area = box(x, 0, width, pen.height)
            if kind == "stop":
                pen.box(area, radius=RADIUS, fill=look.roles.white, stroke=look.roles.ink, line=STOP_LINE)
            else:
                outline = {"stroke": look.roles.ink, "line": 0.5} if look.ink_saver else {}
                pen.box(area, radius=RADIUS, fill=look.roles.p_tint, **outline)  # type: ignore[arg-type]
            self._paint_icon(pen, kind, x + self.text_x / 2 + mm(0.3), pen.height / 2)
            top = (pen.height - sum(text.height for text in texts)) / 2
            for text in texts:
                with pen.canvas.tagged(root.add("P")):
                    pen.paragraph(text, x + self.text_x, top)
                top += text.height
            x += width + GAP
        return [root]

    def _paint_icon(self, pen: Pen, kind: str, x: float, y: float) -> None:
        roles = self.bench.look.roles
        if kind == "stop":
            paint_octagon(pen, x, y, self.icon * 1.075, roles.stop_red, roles.white)
        else:
            paint: Callable[..., None] = paint_calendar if kind == "when" else paint_clock
            paint(pen, x, y, self.icon, roles.p_ink)


def _joined(*groups: tuple[Runs, ...]) -> tuple[Runs, ...]:
    """Return lines as sentences that flow one after another: large print has no room for a line each."""
    sentences: list[tuple[str, bool]] = []
    for lines in groups:
        parts = [run for line in lines for run in (*line, (" ", False))][:-1]
        if not parts:
            continue
        last, bold = parts[-1]
        parts[-1] = (last if last.endswith((".", "!", "?")) else f"{last}.", bold)
        sentences += [*([(" ", False)] if sentences else []), *parts]
    return (tuple(sentences),)


class StopAcross:
    """The stop box across the page: octagon, then one or two lines."""

    def __init__(self, bench: Bench, stop: StopBox) -> None:
        self.bench, self.stop = bench, stop
        look = bench.look
        size = look.scale.band
        self.style = TextStyle(size, size * 1.242, look.roles.ink)
        self.text_x = mm(15.4) * (1.3 if look.large else 1.0)
        self.texts = tuple(bench.set(line, self.style, look.width - self.text_x - mm(3)) for line in stop.lines)

    @property
    def height(self) -> float:
        return max(mm(15), sum(text.height for text in self.texts) + mm(4.5))

    def block(self) -> Block:
        return self.bench.block(("stop", self.stop), self.bench.look.width, self.height, self._draw)

    def _draw(self, pen: Pen) -> list[Node]:
        roles = self.bench.look.roles
        root = Node("Sect")
        area = Rect(0, pen.height, self.bench.look.width, 0)
        pen.box(area, radius=RADIUS, fill=roles.white, stroke=roles.ink, line=STOP_LINE)
        large = 1.3 if self.bench.look.large else 1.0
        paint_octagon(pen, self.text_x / 2 + mm(0.4), pen.height / 2, mm(8.6) * large, roles.stop_red, roles.white)
        top = (pen.height - sum(text.height for text in self.texts)) / 2
        for text in self.texts:
            with pen.canvas.tagged(root.add("P")):
                pen.paragraph(text, self.text_x, top)
            top += text.height
        return [root]
