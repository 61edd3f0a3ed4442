"""Dose chips: a big number and its unit in an outlined box, in a column on a card or in a row.

In: chips and a box. Out: outlines (artifacts) and slots that press fills with number and unit. Never true: that the
number itself is drawn here; only the *form* of a chip (one line or stacked) is layout.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from handouts.layout.look import FLOOR, RADIUS
from handouts.layout.pen import box
from handouts.pdf.block import Run
from handouts.units import Rect, mm

if TYPE_CHECKING:
    from handouts.layout.bench import Bench
    from handouts.layout.pen import Pen
    from handouts.pdf.canvas import Node
    from handouts.pdf.text import SetText, TextStyle
    from handouts.sheet.blocks import Chip, Dose

GAP: Final = mm(1.6)  # between number and unit
INSET: Final = mm(1.5)
BETWEEN: Final = mm(2.2)
STACKED: Final = 1.36  # height of a chip of two lines against one of one line
CHIP: Final = mm(12.5)  # greatest height in a column
LEAST_CHIP: Final = mm(8.6)  # a chip of one line is never lower
OUTLINE: Final = 1.3
SHRINK: Final = 0.78  # the number in a row shrinks this far before it stacks
CAP: Final = 0.668  # cap height in em


@dataclass(frozen=True)
class ChipForm:
    """How one chip is set, without its words: `stacked` puts the unit under the number; `pairs` is 2 for 8 / hold 5."""

    slot: str
    stacked: bool
    pairs: int = 1


@dataclass(frozen=True)
class DoseForm:
    """What of a dose is layout: the chips' forms, and the words of the small line."""

    chips: tuple[ChipForm, ...]
    small: str = ""
    shares: tuple[float, ...] = ()  # of a row's width, in whole points


def dose_form(bench: Bench, dose: Dose, width: float) -> DoseForm:
    """Return the form of a dose in a column of the given width."""
    scale = bench.look.scale
    forms = []
    for chip in dose.chips:
        pair = _pair_width(bench, chip, scale.dose, scale.unit)
        forms.append(_chip_form(chip, wide=pair > width - 2 * INSET))
    return DoseForm(tuple(forms), _parted_at_commas(bench, dose.small, width))


def _parted_at_commas(bench: Bench, small: str, width: float) -> str:
    """Return the small line so that it breaks after commas alone: never 1 at the end of a line, and min rest below."""
    parts = small.split(", ")
    style = _small_style(bench)
    fits = all(bench.width(style.font, f"{part},", style.size) <= width for part in parts)
    return ", ".join(part.replace(" ", "\u00a0") for part in parts) if fits and len(parts) > 1 else small


def row_form(bench: Bench, chips: tuple[Chip, ...], width: float) -> DoseForm:
    """Return the form of chips side by side; each gets a share of the width by what it says."""
    scale = bench.look.scale
    needs = [_pair_width(bench, chip, scale.dose, scale.unit) + 2 * INSET + mm(4) for chip in chips]
    room = width - BETWEEN * 1.6 * (len(chips) - 1)
    natural = [max(need, room / len(chips) * 0.72) for need in needs]
    over = sum(natural)
    shares = tuple(round(room * need / over) for need in natural)
    forms = []
    for chip, share in zip(chips, shares, strict=True):
        least = _pair_width(bench, chip, scale.dose * SHRINK, scale.unit)
        forms.append(_chip_form(chip, wide=least > share - 2 * INSET))
    return DoseForm(tuple(forms), "", shares)


def _chip_form(chip: Chip, *, wide: bool) -> ChipForm:
    """Return a chip's form: two pairs stand over one another and shrink where they are wide, or one would be lost."""
    if chip.stacked:
        return ChipForm(chip.slot, stacked=False, pairs=2)
    return ChipForm(chip.slot, stacked=wide and bool(chip.unit))


def _pair_width(bench: Bench, chip: Chip, number: float, unit: float) -> float:
    widths = [
        bench.width("X", words[0], number) + (GAP + bench.width("B", words[1], unit) if words[1] else 0)
        for words in ((chip.number, chip.unit), *((chip.stacked,) if chip.stacked else ()))
    ]
    return max(widths)


def paint_column(pen: Pen, bench: Bench, form: DoseForm, area: Rect, parent: Node) -> None:
    """Fill a column from the top: chips as high as the room allows, then the small line."""
    small = _set_small(bench, form, area.right - area.left) if form.small else None
    room = area.bottom - area.top - (small.height + mm(1.2) if small else 0)
    units = sum(_units(chip) for chip in form.chips)
    height = min(CHIP * bench.look.scale.dose / 25, (room - BETWEEN * (len(form.chips) - 1)) / max(units, 1))
    y = area.top
    for chip in form.chips:
        tall = height * _units(chip)
        _paint_chip(pen, bench, chip, box(area.left, y, area.right - area.left, tall), parent)
        y += tall + BETWEEN
    if small:
        with pen.canvas.tagged(parent.add("P")):
            pen.paragraph(small, area.left, y - BETWEEN + mm(1.2))


def paint_row(pen: Pen, bench: Bench, form: DoseForm, area: Rect, parent: Node) -> None:
    """Draw chips side by side across the area."""
    x = area.left
    for at, (chip, share) in enumerate(zip(form.chips, form.shares, strict=True)):
        width = area.right - x if at == len(form.chips) - 1 else share
        _paint_chip(pen, bench, chip, Rect(x, area.bottom, x + width, area.top), parent)
        x += width + BETWEEN * 1.6


def column_height(bench: Bench, form: DoseForm, width: float) -> float:
    """Return the least height of a column: chips that can be read from the mat, and the small line."""
    small = small_height(bench, form, width)
    chips = sum(_units(chip) for chip in form.chips) * LEAST_CHIP + BETWEEN * max(0, len(form.chips) - 1)
    return chips + (small + mm(1.2) if small else 0)


def small_height(bench: Bench, form: DoseForm, width: float) -> float:
    """Return the height of the small line under a row of chips, 0 without one."""
    if not form.small:
        return 0.0
    return _set_small(bench, form, width).height


def paint_small(pen: Pen, bench: Bench, form: DoseForm, x: float, top: float, width: float, parent: Node) -> None:
    """Write the small line, where there is one."""
    if form.small:
        with pen.canvas.tagged(parent.add("P")):
            pen.paragraph(_set_small(bench, form, width), x, top)


def _set_small(bench: Bench, form: DoseForm, width: float) -> SetText:
    """Return the small line; one that is parted at its commas has no widow, and no narrower lines to avoid one."""
    return bench.set(((form.small, False),), _small_style(bench), width, widows="\u00a0" not in form.small)


def _small_style(bench: Bench) -> TextStyle:
    return replace(bench.look.label(max(11.0, bench.look.scale.small)), font="B")


def _units(chip: ChipForm) -> float:
    return STACKED if chip.stacked or chip.pairs == 2 else 1.0


def _paint_chip(pen: Pen, bench: Bench, chip: ChipForm, area: Rect, parent: Node) -> None:
    """Draw one chip; the second pair of a held repetition is a paragraph of its own."""
    roles, scale = bench.look.roles, bench.look.scale
    pen.box(area, radius=RADIUS, fill=roles.p_tint, stroke=roles.p_ink, line=OUTLINE)
    middle, width = (area.left + area.right) / 2, area.right - area.left - 2 * INSET
    tall = area.bottom - area.top
    size = min(scale.dose, tall * 0.8)
    if not chip.stacked and chip.pairs == 1:
        baseline = (area.top + area.bottom) / 2 + CAP * size / 2
        _slot(pen, bench, parent.add("P"), chip.slot, (middle, baseline, width), size)
        return
    size = min(size * 0.84, tall * 0.5)
    gap = mm(1.7)
    block = CAP * size + gap + CAP * scale.unit
    first = area.top + (tall - block) / 2 + CAP * size
    second = first + gap + CAP * scale.unit
    if chip.stacked:
        _slot(pen, bench, parent.add("P"), chip.slot, (middle, first, width), size, drop=second - first)
    else:
        _slot(pen, bench, parent.add("P"), chip.slot, (middle, first, width), size)
        _slot(pen, bench, parent.add("P"), f"{chip.slot}:second", (middle, second + mm(0.6), width), size * 0.66)


def _slot(
    pen: Pen, bench: Bench, node: Node, name: str, at: tuple[float, float, float], size: float, drop: float = 0.0
) -> None:
    roles, scale = bench.look.roles, bench.look.scale
    middle, baseline, width = at
    unit = Run("B", min(scale.unit, size), roles.ink)
    run = Run("X", size, roles.ink)
    pen.slot(node, name, middle, baseline, width, run, align=1, unit=unit, gap=GAP, least=FLOOR, drop=drop)
