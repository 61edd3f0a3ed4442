"""Words that name what to feel, with a leader to the place on the figure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from handouts.pdf.drawlist import body_box, placed
from handouts.units import Rect, mm

if TYPE_CHECKING:
    from handouts.layout.bench import Bench
    from handouts.layout.panel import Fitted
    from handouts.layout.pen import Pen
    from handouts.pdf.canvas import Node
    from handouts.pdf.text import SetText, TextStyle
    from handouts.sheet.blocks import WidePanel

DOT: Final = mm(0.95)
LEADER: Final = 1.0
HALO: Final = 3.2
WORDS: Final = mm(34)  # words wrap to this width
ASIDE: Final = 0.16  # how far beside its place the words begin, in body heights
ABOVE: Final = 0.30  # and how far over it
CLEAR: Final = mm(3)


def paint_callouts(pen: Pen, bench: Bench, panel: WidePanel, area: Rect, fitted: Fitted, root: Node) -> None:
    """Draw each figure's callouts: the place further left gets its words on the left, the other on the right."""
    style = bench.look.label(bench.look.scale.body, bold=True)
    taken: list[Rect] = []
    for x, y, words, goes_right in _places(panel, fitted):
        text = _balanced(bench, words, style)
        width = max(text.widths)
        reach = ASIDE * fitted.scale
        left = x + reach if goes_right else x - reach - width
        left = min(max(left, area.left + CLEAR), area.right - CLEAR - width)
        top = max(area.top + CLEAR, y - ABOVE * fitted.scale - text.height / 2)
        spot = _clear(Rect(left, top + text.height, left + width, top), taken, area)
        taken.append(spot)
        start = (spot.left - mm(1) if goes_right else spot.right + mm(1), (spot.top + spot.bottom) / 2)
        roles = bench.look.roles
        pen.line(*start, x, y, roles.white, HALO)
        pen.line(*start, x, y, roles.ink, LEADER)
        pen.disc(x, y, DOT, roles.ink)
        with pen.canvas.tagged(root.add("P")):
            pen.paragraph(text, spot.left, spot.top)


def _places(panel: WidePanel, fitted: Fitted) -> list[tuple[float, float, str, bool]]:
    """Return where the leaders end, their words, and whether the words stand on the right."""
    figures = panel.panel if isinstance(panel.panel, tuple) else ()
    out = []
    for index, shown in enumerate(figures):
        style = fitted.styles[index]
        ends = [
            (placed(shown.figure.anchors[anchor], style), words)
            for figure, anchor, words in panel.callouts
            if figure == index and anchor in shown.figure.anchors
        ]
        body = body_box(shown.figure, style)
        middle = (body.left + body.right) / 2
        ends.sort()
        for at, ((dx, dy), words) in enumerate(ends):
            goes_right = dx >= middle if len(ends) == 1 else at == len(ends) - 1
            out.append((fitted.xs[index] + dx, fitted.floor - dy, words, goes_right))
    return out


def _balanced(bench: Bench, words: str, style: TextStyle) -> SetText:
    """Return words in lines of about one length: the narrowest width that keeps the line count."""
    text = bench.set(((words, False),), style, WORDS, widows=False)
    width = WORDS
    while text.lines > 1 and width > WORDS * 0.4:
        width -= mm(1)
        narrower = bench.set(((words, False),), style, width, widows=False)
        if narrower.lines != text.lines or max(narrower.widths) > width:
            break
        text = narrower
    return text


def _clear(spot: Rect, taken: list[Rect], area: Rect) -> Rect:
    """Return the spot moved down until it overlaps no other words."""
    for other in taken:
        overlaps = spot.left < other.right and other.left < spot.right and spot.top < other.bottom and other.top < spot.bottom
        if overlaps and other.bottom + CLEAR + (spot.bottom - spot.top) < area.bottom:
            spot = spot.shifted(0, other.bottom + mm(1.5) - spot.top)
    return spot
