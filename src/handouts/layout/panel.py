"""The picture place of an exercise: one to three figures at one scale on one floor line, a picture, or an empty box.

In: a panel of the sheet and its box. Out: marks on a pen, and the elements they belong to. Never true: that two
figures of a panel differ in scale, or that a figure has no alternative text.
Source: docs/print-design.md, figures on the page (scale, pair or triple, mat).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from handouts.figures.baked import UNIT
from handouts.layout.look import FLOOR, RADIUS
from handouts.layout.pictures import paint_picture
from handouts.pdf.drawlist import MAT_EDGE, MAT_SEATED, MAT_SIDE, body_box, figure_box
from handouts.sheet.blocks import EmptyPicture, ShownFigure, ShownPicture
from handouts.units import Rect, mm

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handouts.figures.baked import BakedFigure
    from handouts.layout.bench import Bench
    from handouts.layout.pen import Pen
    from handouts.pdf.canvas import Node
    from handouts.pdf.drawlist import FigureStyle
    from handouts.pdf.text import SetText, TextStyle
    from handouts.sheet.blocks import Panel

LABEL_LEAST: Final = 0.85  # a label shrinks this far before it wraps
ARROW_AIR: Final = mm(1.2)  # between an arrow and the next figure
STACK_GAIN: Final = 1.15  # a pair is stacked only if it grows by this
SHADOW: Final = 0.05  # how far a contact shadow may reach out of a standing body, in body heights
MATS: Final = {"mat": MAT_SIDE, "seat": MAT_SEATED}


@dataclass(frozen=True)
class PanelRules:
    """How a panel of one kind is filled: `cap` is the greatest body height, `label` the label's size (0 for none)."""

    cap: float
    pad: float
    label: float
    arrow_factor: float = 1.0
    only_wrong_arrows: bool = False  # beside a mistake, the right figure stands still
    disc: float = 0.0  # radius of the number disc in the top left corner, kept clear where it can be
    highlights: tuple[tuple[str, ...], ...] = ()  # by figure
    may_stack: bool = False  # two lying figures may stand over one another where that makes them larger
    lift: float = 0.0  # how far figures and labels are raised where the panel is higher than they are


@dataclass(frozen=True)
class Fitted:
    """Where the figures of a panel stand: `floor` and `xs` are pen positions of the forms' origins.

    `foot` is where the panel ends for the labels: over its bottom where the figures are lifted.
    """

    scale: float
    floor: float
    foot: float
    xs: tuple[float, ...]
    styles: tuple[FigureStyle, ...]
    figures: tuple[BakedFigure, ...]


def paint_panel(pen: Pen, bench: Bench, panel: Panel, area: Rect, rules: PanelRules, parent: Node) -> Fitted | None:
    """Fill `area` (a pen's box) and return where the figures stand, None where there are none."""
    roles = bench.look.roles
    if isinstance(panel, EmptyPicture):
        _paint_invitation(pen, bench, panel, area, parent)
        return None
    outline = {"stroke": roles.ink, "line": 0.5} if bench.look.ink_saver else {}
    pen.box(area, radius=RADIUS, fill=roles.panel, **outline)  # type: ignore[arg-type]
    if isinstance(panel, ShownPicture):
        paint_picture(pen, bench, panel, area, rules.pad, parent)
        return None
    for row, row_area, row_rules in _rows(bench, panel, area, rules):
        fitted = fit_figures(bench, row, row_area, row_rules)
        _paint_mat(pen, bench, row, row_area, fitted)
        for shown, x, style in zip(row, fitted.xs, fitted.styles, strict=True):
            _paint_figure(pen, bench, shown, (x, fitted.floor), style, parent)
        if rules.label:
            _paint_labels(pen, bench, row, row_area, fitted, row_rules, parent)
    return fitted


def _rows(
    bench: Bench, panel: tuple[ShownFigure, ...], area: Rect, rules: PanelRules
) -> list[tuple[tuple[ShownFigure, ...], Rect, PanelRules]]:
    """Return the panel's figures in rows: one, or two where a lying pair gains by it, at one scale."""
    if not rules.may_stack or len(panel) != 2:
        return [(panel, area, rules)]
    middle = (area.top + area.bottom) / 2
    halves = (Rect(area.left, middle, area.right, area.top), Rect(area.left, area.bottom, area.right, middle))
    tight = replace(rules, pad=rules.pad * 0.7)
    scale = min(fit_figures(bench, (shown,), half, tight).scale for shown, half in zip(panel, halves, strict=True))
    if scale < STACK_GAIN * fit_figures(bench, panel, area, rules).scale:
        return [(panel, area, rules)]
    same = replace(tight, cap=scale)
    return [((shown,), half, same) for shown, half in zip(panel, halves, strict=True)]


def fit_figures(bench: Bench, panel: tuple[ShownFigure, ...], area: Rect, rules: PanelRules) -> Fitted:
    """Return the largest scale at which all figures fit, and where they stand.

    Laid out by the body's silhouette; shadow and arrows stand in the spare width, which is shared as equally as they
    let it.
    """
    width = area.right - area.left - 2 * rules.pad
    label_height = captions_height(bench, panel, area.right - area.left, rules)
    height = area.bottom - area.top - 2 * rules.pad - label_height
    gap = mm(1.0 if len(panel) > 2 else 3.0)
    scale = rules.cap
    for _ in range(40):  # arrows have absolute sizes, so the fit is found by shrinking a little at a time
        styles = _styles(bench, panel, rules, scale)
        bodies = [_extent(shown.figure, style) for shown, style in zip(panel, styles, strict=True)]
        whole = [figure_box(shown.figure, style) for shown, style in zip(panel, styles, strict=True)]
        below, above = _reach(panel, bodies, whole, scale)
        inner = _overhangs(bodies, whole)[1:-1] if len(panel) == 2 else []  # of three, arrows pass over the legs
        needed = sum(body.right - body.left for body in bodies) + max([gap, *inner]) * (len(panel) - 1)
        if above - below <= height and needed <= width:
            break
        scale *= max(0.9, min(height / (above - below), width / needed) * 0.999)
    cells = _cells(bench, panel, bodies, width, rules)
    aside = [(cell - (body.right - body.left)) / 2 for body, cell in zip(bodies, cells, strict=True)]
    gaps = levelled(_overhangs(bodies, whole, aside), width - sum(cells))
    x, xs = area.left + rules.pad, []
    for body, cell, gap_before in zip(bodies, cells, gaps, strict=False):
        x += gap_before
        xs.append(x + cell / 2 - (body.left + body.right) / 2)
        x += cell
    foot = area.bottom - min(rules.lift, max(0.0, height - (above - below)) / 2)
    floor = foot - rules.pad - label_height + below
    return Fitted(scale, floor, foot, tuple(xs), styles, tuple(shown.figure for shown in panel))


def _overhangs(bodies: list[Rect], whole: list[Rect], aside: Sequence[float] = ()) -> list[float]:
    """Return the least width of each gap, the outer ones first and last, that arrows and shadows do not fill.

    `aside` is what the place of each figure already has to either side of its body.
    """
    out = [0.0]
    for body, box, spare in zip(bodies, whole, aside or [0.0] * len(bodies), strict=True):
        out[-1] += max(0.0, body.left - box.left - spare)
        out.append(max(0.0, box.right - body.right - spare))
    return [reach + ARROW_AIR if 0 < at < len(bodies) and reach else reach for at, reach in enumerate(out)]


def levelled(least: list[float], total: float) -> list[float]:
    """Return shares of `total`, as equal as they can be with none under its least.

    Where not all can have it, the inner ones do and the outer two share what is left; else all are equal.
    """
    if sum(least) >= total:
        inner = least[1:-1]
        outer = (total - sum(inner)) / 2
        return [outer, *inner, outer] if outer >= 0 else [total / len(least)] * len(least)
    level, rest = total / len(least), list(least)
    while any(need > level for need in rest):
        rest = [need for need in rest if need <= level]
        level = (total - sum(need for need in least if need > level)) / len(rest)
    return [max(level, need) for need in least]


def captions_height(bench: Bench, panel: tuple[ShownFigure, ...], width: float, rules: PanelRules) -> float:
    """Return how high the captions under the figures reach, 0 without any."""
    if not rules.label:
        return 0.0
    return max(label.height for label in _set_labels(bench, panel, width, rules)) + mm(1.2)


def _arrow_factor(rules: PanelRules, scale: float) -> float:
    """Return how large arrows are drawn: as on a card up to 34 mm a body, growing to the rule's factor at 66."""
    share = min(1.0, max(0.0, (scale - mm(34)) / mm(66 - 34)))
    return min(rules.arrow_factor, 1.0) + max(0.0, rules.arrow_factor - 1.0) * share


def _extent(figure: BakedFigure, style: FigureStyle) -> Rect:
    """Return the box that a figure is spaced by: the body, and the props of one that stands; never its shadow."""
    body = body_box(figure, style)
    if figure.ground != "floor":
        return body
    left, _, right, _ = (value / UNIT * style.scale for value in figure.full)
    left, right = (-right, -left) if style.mirrored else (left, right)
    return Rect(
        min(body.left, left + SHADOW * style.scale),
        body.bottom,
        max(body.right, right - SHADOW * style.scale),
        body.top,
    )


def _cells(
    bench: Bench, panel: tuple[ShownFigure, ...], bodies: list[Rect], width: float, rules: PanelRules
) -> list[float]:
    """Return the width that each figure takes: its body's, or its label's where there is room for them all."""
    cells = [body.right - body.left for body in bodies]
    if rules.label:
        labels = [bench.width("R", shown.label, rules.label) for shown in panel]
        wide = [max(cell, label) for cell, label in zip(cells, labels, strict=True)]
        if sum(wide) <= width:
            return wide
        half = width / 2 - mm(2)
        if len(panel) == 2 and max(cells) <= half:  # captions of several lines: each under its own half
            return [half, half]
    return cells


def _styles(bench: Bench, panel: tuple[ShownFigure, ...], rules: PanelRules, scale: float) -> tuple[FigureStyle, ...]:
    return tuple(
        bench.figure_style(
            scale,
            mirrored=shown.mirrored,
            arrow_factor=0.0 if rules.only_wrong_arrows and not shown.figure.mark else _arrow_factor(rules, scale),
            highlights=rules.highlights[at] if at < len(rules.highlights) else (),
        )
        for at, shown in enumerate(panel)
    )


def _reach(panel: tuple[ShownFigure, ...], bodies: list[Rect], whole: list[Rect], scale: float) -> tuple[float, float]:
    """Return how far below and above the floor line the panel needs room; a mat band counts, a shadow does not."""
    below = min(min(body.bottom, box.bottom + 0.03 * scale) for body, box in zip(bodies, whole, strict=True))
    above = max(box.top for box in whole)
    for shown in panel:
        band = MATS.get(shown.figure.ground)
        if band:
            below = min(below, band[0] * scale)
    return below, above


def _paint_mat(pen: Pen, bench: Bench, panel: tuple[ShownFigure, ...], area: Rect, fitted: Fitted) -> None:
    """Draw one band across the whole panel where any figure lies, kneels or sits on a mat."""
    bands = [MATS[shown.figure.ground] for shown in panel if shown.figure.ground in MATS]
    if not bands:
        return
    bottom, top = max(bands, key=lambda band: band[1] - band[0])
    low, high = fitted.floor - bottom * fitted.scale, fitted.floor - top * fitted.scale
    palette = bench.palette()
    edge = MAT_EDGE * fitted.scale
    if bench.look.ink_saver:
        pen.line(area.left, low, area.right, low, bench.look.roles.ink, 0.6)
        return
    pen.box(Rect(area.left, low - edge, area.right, high), fill=palette["mat"])
    pen.box(Rect(area.left, low, area.right, low - edge), fill=palette["mat_edge"])


def _paint_figure(
    pen: Pen, bench: Bench, shown: ShownFigure, at: tuple[float, float], style: FigureStyle, parent: Node
) -> None:
    form = bench.figure_form(shown.figure, style)
    x, floor = at
    whole = form.box
    node = parent.add("Figure", alt=shown.alt)
    node.box = pen.area(x + whole.left, floor - whole.top, x + whole.right, floor - whole.bottom)
    with pen.canvas.content(node):
        pen.put(form, x, floor)


def _paint_labels(
    pen: Pen, bench: Bench, panel: tuple[ShownFigure, ...], area: Rect, fitted: Fitted, rules: PanelRules, parent: Node
) -> None:
    """Write each figure's label under it, kept inside the panel and clear of its neighbour."""
    labels = _set_labels(bench, panel, area.right - area.left, rules)
    widths = [max(label.widths) if shown.label else 0.0 for shown, label in zip(panel, labels, strict=True)]
    bodies = [body_box(shown.figure, style) for shown, style in zip(panel, fitted.styles, strict=True)]
    wanted = [x + (body.left + body.right) / 2 for x, body in zip(fitted.xs, bodies, strict=True)]
    ends = (area.left + mm(1), area.right - mm(1))
    tallest = max(label.height for label in labels)
    top = fitted.foot - mm(0.9) * max(1.0, rules.label / 12.5) - tallest
    for shown, label, middle in zip(
        panel, labels, spread(wanted, widths, ends, mm(5 if rules.label > FLOOR + 2 else 2.4)), strict=True
    ):
        if shown.label:
            with pen.canvas.tagged(parent.add("P")):
                pen.paragraph(label, middle - label.width / 2, top)


def _set_labels(bench: Bench, panel: tuple[ShownFigure, ...], width: float, rules: PanelRules) -> list[SetText]:
    """Return the labels on one line each, a little smaller where they would touch; else wrapped in their own size."""
    gaps = len(panel) - 1
    is_caption = rules.label > FLOOR + 2
    room = width - mm(2) - mm(6 if is_caption else 3) * gaps
    natural = sum(bench.width("R", shown.label, rules.label) for shown in panel)
    size = rules.label if natural <= room else max(FLOOR, rules.label * room / natural)
    fits = size >= LABEL_LEAST * rules.label
    style = replace(bench.look.label(size if fits else rules.label), align=1)
    # lines one under another in two columns want more white between them than two words in a row
    cell = width if fits else (width - mm(2) - (1.6 * rules.label if is_caption else mm(3)) * gaps) / len(panel)
    return [_balanced(bench, shown.label or " ", style, cell) for shown in panel]


def _balanced(bench: Bench, label: str, style: TextStyle, width: float) -> SetText:
    """Return a label whose lines are about as long as each other, in as few as it needs."""
    text = bench.set(((label, False),), style, width)
    lines = text.lines
    for share in (0.92, 0.84, 0.76, 0.68, 0.6) if lines > 1 else ():
        narrower = bench.set(((label, False),), style, width * share)
        if narrower.lines > lines:
            break
        text = narrower
    return text


def spread(wanted: list[float], widths: list[float], ends: tuple[float, float], gap: float) -> list[float]:
    """Return middles near the wanted ones so that things of these widths neither overlap nor pass the ends."""
    middles: list[float] = []
    edge = ends[0]
    for middle, width in zip(wanted, widths, strict=True):
        middles.append(max(middle, edge + width / 2))
        edge = middles[-1] + width / 2 + gap
    edge = ends[1]
    for at in range(len(middles) - 1, -1, -1):
        middles[at] = min(middles[at], edge - widths[at] / 2)
        edge = middles[at] - widths[at] / 2 - gap
    return middles


def _paint_invitation(pen: Pen, bench: Bench, panel: EmptyPicture, area: Rect, parent: Node) -> None:
    roles = bench.look.roles
    pen.box(area, radius=RADIUS, fill=roles.white, stroke=roles.line_grey, line=1.0, dash=(3.0, 3.0))
    style = bench.look.label(max(10.0, bench.look.scale.small))
    centred = replace(style, align=1, colour=roles.grey)
    text = bench.set(((panel.invitation, False),), centred, (area.right - area.left) * 0.6)
    with pen.canvas.tagged(parent.add("P")):
        pen.paragraph(text, (area.left + area.right - text.width) / 2, (area.top + area.bottom - text.height) / 2)
