"""Words that name what to feel, with a leader to the place on the figure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from handouts.pdf.drawlist import body_box, placed
from handouts.units import mm

if TYPE_CHECKING:
    from handouts.layout.bench import Bench
    from handouts.layout.panel import Fitted
    from handouts.layout.pen import Pen
    from handouts.pdf.canvas import Node
    from handouts.sheet.blocks import WidePanel
    from handouts.units import Rect

DOT: Final = mm(0.95)
LEADER: Final = 1.0
HALO: Final = 3.2
WORDS: Final = mm(30)  # words wrap to this width


def paint_callouts(pen: Pen, bench: Bench, panel: WidePanel, area: Rect, fitted: Fitted, root: Node) -> None:
    """Draw each figure's callouts, outermost first: on the side of the body nearer to the place they name."""
    figures = panel.panel if isinstance(panel.panel, tuple) else ()
    roles = bench.look.roles
    style = bench.look.label(bench.look.scale.body, bold=True)
    taken: list[tuple[float, float]] = []
    for index, anchor, words in panel.callouts:
        shown, figure_style = figures[index], fitted.styles[index]
        if anchor not in shown.figure.anchors:
            continue
        dx, dy = placed(shown.figure.anchors[anchor], figure_style)
        x, y = fitted.xs[index] + dx, fitted.floor - dy
        body = body_box(shown.figure, figure_style)
        middle = fitted.xs[index] + (body.left + body.right) / 2
        text = bench.set(((words, False),), style, WORDS, widows=False)
        width = max(text.widths)
        goes_right = x >= middle if not taken else (x, y) not in taken and taken[-1][0] < middle
        edge = fitted.xs[index] + (body.right + mm(2) if goes_right else body.left - mm(2) - width)
        left = min(max(edge, area.left + mm(2)), area.right - mm(2) - width)
        top = max(area.top + mm(3), y - mm(22) - text.height / 2)
        near = left - mm(1) if goes_right else left + width + mm(1)
        start = (near, top + text.height * 0.6)
        pen.line(*start, x, y, roles.white, HALO)
        pen.line(*start, x, y, roles.ink, LEADER)
        pen.disc(x, y, DOT, roles.ink)
        with pen.canvas.tagged(root.add("P")):
            pen.paragraph(text, left, top)
        taken.append((left, top))
