"""Words that name what to feel, with a leader to the place on the figure."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Final

from handouts.layout.outline import drawn_points
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
REACHES: Final = (
    (0.13, 0.24), (0.10, 0.34), (0.20, 0.16), (0.26, 0.04), (0.16, 0.42), (0.30, 0.28), (0.12, -0.12), (0.24, -0.16),
    (0.34, -0.06), (0.10, -0.24), (0.36, 0.14), (0.03, 0.26), (0.03, 0.34),
)  # fmt: skip
"""Where words may stand: how far beside their place and over it, in body heights; the nearest first."""
CLEAR: Final = mm(3)


def paint_callouts(pen: Pen, bench: Bench, panel: WidePanel, area: Rect, fitted: Fitted, root: Node) -> None:
    """Draw each figure's callouts: the place further left gets its words on the left, the other on the right."""
    style = bench.look.label(bench.look.scale.body, bold=True)
    taken: list[Rect] = []
    figures = panel.panel if isinstance(panel.panel, tuple) else ()
    marks = [
        point
        for shown, style, x in zip(figures, fitted.styles, fitted.xs, strict=True)
        for point in drawn_points(shown.figure, style, (x, fitted.floor))
    ]
    roles = bench.look.roles
    for x, y, words, goes_right in _places(panel, fitted):
        settings = (_balanced(bench, words, style), bench.set(((words, False),), style, area.right, widows=False))
        text, spot, on_right = _best_spot((x, y), settings, goes_right, (area, marks, taken), fitted.scale)
        taken.append(spot)
        start = (spot.left - mm(1) if on_right else spot.right + mm(1), (spot.top + spot.bottom) / 2)
        pen.line(*start, x, y, roles.white, HALO)
        pen.line(*start, x, y, roles.ink, LEADER)
        pen.disc(x, y, DOT, roles.ink)
        with pen.canvas.tagged(root.add("P")):
            pen.paragraph(text, spot.left, spot.top)


def _best_spot(
    at: tuple[float, float],
    settings: tuple[SetText, ...],
    goes_right: bool,
    around: tuple[Rect, list[tuple[float, float]], list[Rect]],
    scale: float,
) -> tuple[SetText, Rect, bool]:
    """Return how and where the words cover the least of the figures and of other words, near places first."""
    x, y = at
    area, marks, taken = around
    best: tuple[float, SetText, Rect, bool] | None = None
    for text, on_right in product(settings, (goes_right, not goes_right)):
        width = max(text.widths)
        for order, (aside, above) in enumerate(REACHES):
            left = x + aside * scale if on_right else x - aside * scale - width
            left = min(max(left, area.left + CLEAR), area.right - CLEAR - width)
            top = min(max(area.top + CLEAR, y - above * scale - text.height / 2), area.bottom - CLEAR - text.height)
            spot = Rect(left, top + text.height, left + width, top)
            cost = order * 0.6 + (2.0 if on_right is not goes_right else 0.0) + (4.0 if text is settings[-1] else 0.0)
            cost += sum(1 for mark in marks if _is_inside(mark, spot, mm(1.5)))
            cost += 50 * sum(1 for other in taken if _overlaps(spot, other))
            if best is None or cost < best[0]:
                best = (cost, text, spot, on_right)
    assert best is not None
    return best[1:]


def _is_inside(point: tuple[float, float], spot: Rect, margin: float) -> bool:
    x, y = point
    return spot.left - margin < x < spot.right + margin and spot.top - margin < y < spot.bottom + margin


def _overlaps(one: Rect, other: Rect) -> bool:
    gap = mm(1.5)
    return (
        one.left < other.right + gap
        and other.left < one.right + gap
        and one.top < other.bottom + gap
        and other.top < one.bottom + gap
    )


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
        rightmost = max(ends, default=None)
        for (dx, dy), words in ends:  # read in the order of the data, wherever they stand
            goes_right = dx >= middle if len(ends) == 1 else ((dx, dy), words) == rightmost
            out.append((fitted.xs[index] + dx, fitted.floor - dy, words, goes_right))
    return out


def _balanced(bench: Bench, words: str, style: TextStyle) -> SetText:
    """Return words in lines of about one length: the narrowest width that keeps the line count and every word whole."""
    text = bench.set(((words, False),), style, WORDS, widows=False)
    width = WORDS
    least = max(bench.width(style.font, word, style.size) for word in words.split()) + mm(1.2)
    while text.lines > 1 and width > max(WORDS * 0.4, least):
        width -= mm(1)
        narrower = bench.set(((words, False),), style, width, widows=False)
        if narrower.lines != text.lines or max(narrower.widths) > width:
            break
        text = narrower
    return text
