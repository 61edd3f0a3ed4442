"""The single-exercise handout: figures across the page, dose, steps beside the mistake, boxes, codes.

In: an exercise sheet. Out: a placed document; what does not fit goes to page 2 in the order boxes, codes.
Source: docs/print-design.md, Boxes in doc 2.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from handouts.layout.boxes import BoxPair
from handouts.layout.callouts import paint_callouts
from handouts.layout.dose import DoseForm, paint_row, row_form
from handouts.layout.header import TitleBlock
from handouts.layout.linkrow import LinkRow
from handouts.layout.pages import finish, first_page, later_page
from handouts.layout.panel import PanelRules, captions_height, paint_panel
from handouts.layout.pen import box
from handouts.layout.steps import StepsAndFault
from handouts.pdf.canvas import Node
from handouts.sheet.blocks import (
    Box,
    Chip,
    Codes,
    Dose,
    DoseRow,
    FaultPanel,
    Notes,
    Steps,
    StopBox,
    Title,
    WidePanel,
)
from handouts.units import mm

if TYPE_CHECKING:
    from handouts.layout.bench import Bench
    from handouts.layout.pen import Pen
    from handouts.pdf.block import Block, PlacedDocument
    from handouts.sheet.blocks import Sheet

GAP: Final = mm(4.1)
ROW: Final = mm(14.5)
PANEL: Final = {"a4": 69.0, "letter": 54.0}  # the figures' height in millimetres
LEAST_PANEL: Final = 44.0


def place_exercise(sheet: Sheet, bench: Bench) -> PlacedDocument:
    """Return the handout laid out on one page where it fits, else on as many as it needs."""
    blocks = _fitting_blocks(sheet, bench)
    pages = [first_page(bench, sheet)]
    for at, (block, gap) in enumerate(blocks):
        page = pages[-1]
        if at and page.room < gap + block.height - 0.5 and len(page.placed) > 1:
            page = later_page(bench, sheet, len(pages) + 1)
            pages.append(page)
            gap = 0.0  # noqa: PLW2901 - the first block of a page hangs from its header
        page.add(block, gap)
    return finish(bench, sheet, pages)


def _fitting_blocks(sheet: Sheet, bench: Bench) -> list[tuple[Block, float]]:
    """Return the blocks with the figures as large as one page allows; full size where it takes two anyway."""
    look = bench.look
    full = mm(PANEL[look.paper]) * (1.5 if look.large else 1.0)  # in large print the steps go to page 2 anyway
    blocks = _blocks(sheet, bench, full)
    page = first_page(bench, sheet)
    over = sum(block.height + gap for block, gap in blocks) - page.room
    if 0 < over <= full - mm(LEAST_PANEL):
        return _blocks(sheet, bench, full - over)
    return blocks


def _blocks(sheet: Sheet, bench: Bench, panel_height: float) -> list[tuple[Block, float]]:
    """Return the blocks from top to bottom, each with the gap above it."""
    boxes = [block for block in sheet.blocks if isinstance(block, Box | StopBox)]
    faults = sheet.all(FaultPanel)
    out: list[tuple[Block, float]] = [(TitleBlock(bench, sheet.one(Title)).block(), 0.0)]
    out.append((wide_panel(bench, sheet.one(WidePanel), panel_height), 0.0))
    out += [(block, GAP) for block in dose_rows(bench, sheet.one(DoseRow).dose)]
    steps = StepsAndFault(bench, sheet.one(Steps), faults[0] if faults else None)
    out.append((steps.block(), GAP))
    out += [(StepsAndFault(bench, None, fault).block(), GAP) for fault in faults[1:]]
    for at in range(0, len(boxes), 2):
        out.append((BoxPair(bench, tuple(boxes[at : at + 2])).block(), GAP))
    codes, notes = sheet.maybe(Codes), sheet.maybe(Notes)
    if codes or notes:
        row = LinkRow(bench, codes, notes)
        out.append((row.block(), GAP))
    return out


def wide_panel(bench: Bench, panel: WidePanel, height: float) -> Block:
    """Return the figures across the page with their captions and leaders."""
    look = bench.look
    shown = panel.panel if isinstance(panel.panel, tuple) else ()
    names = tuple(tuple(anchor for figure, anchor, _ in panel.callouts if figure == at) for at in range(len(shown)))
    rules = PanelRules(cap=mm(66), pad=mm(3.4), label=look.scale.body, arrow_factor=1.65, highlights=names)

    def draw(pen: Pen) -> list[Node]:
        root = Node("Sect")
        area = box(0, 0, look.width, height)
        fitted = paint_panel(pen, bench, panel.panel, area, rules, root)
        if fitted and panel.callouts:
            captions = captions_height(bench, shown, look.width, rules)
            paint_callouts(pen, bench, panel, box(0, 0, look.width, height - captions), fitted, root)
        return [root]

    return bench.block(("wide", panel), look.width, height, draw)


def dose_rows(bench: Bench, dose: Dose) -> list[Block]:
    """Return the chips in rows of three, or four if there are just four; two in large print."""
    look = bench.look
    chips: tuple[Chip, ...] = (*dose.chips, *dose.further)
    per_row = 2 if look.large else (4 if len(chips) == 4 else 3)
    rows = [chips[at : at + per_row] for at in range(0, len(chips), per_row)]
    height = ROW * (1.17 if look.large else 1.0)
    blocks = []
    for row in rows:
        form = row_form(bench, row, look.width)

        def draw(pen: Pen, form: DoseForm = form) -> list[Node]:
            root = Node("Sect")
            paint_row(pen, bench, form, box(0, 0, look.width, height), root)
            return [root]

        blocks.append(bench.block(("dose row", form), look.width, height, draw))
    return blocks
