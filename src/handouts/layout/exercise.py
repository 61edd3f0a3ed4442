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
ROOMY_PANEL: Final = 60.0  # before the boxes are drawn together
LEAST_PANEL: Final = 46.0
TIGHT_GAP: Final = mm(2.9)


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
    """Return the blocks with the figures as large as the first page allows; tighter where that saves a page."""
    look = bench.look
    full = mm(PANEL[look.paper]) * (1.5 if look.large else 1.0)
    room = first_page(bench, sheet).room
    for tight in (False, True):
        blocks = _blocks(sheet, bench, full, tight=tight)
        first = blocks[: _first_page_blocks(sheet, blocks)]
        over = sum(block.height + gap for block, gap in first) - room
        if over <= 0:
            return blocks
        if over <= full - mm(LEAST_PANEL if tight else ROOMY_PANEL) * (1.2 if look.large else 1.0):
            return _blocks(sheet, bench, full - over, tight=tight)
    return _blocks(sheet, bench, full, tight=False)


def _first_page_blocks(sheet: Sheet, blocks: list[tuple[Block, float]]) -> int:
    """Return how many blocks are to share the first page: all, or in large print those before the steps."""
    if not _stops_first(sheet):
        return len(blocks)
    return len(blocks) - 1 - len(sheet.all(FaultPanel)[1:]) - sum(1 for _ in sheet.all(Box)) - bool(sheet.maybe(Notes))


def _stops_first(sheet: Sheet) -> bool:
    """Whether the sheet says when to stop before it says what to do; an only box alone does not."""
    before = sheet.blocks[: sheet.blocks.index(sheet.one(Steps))]
    return any(isinstance(block, StopBox) for block in before)


def _blocks(sheet: Sheet, bench: Bench, panel_height: float, *, tight: bool) -> list[tuple[Block, float]]:
    """Return the blocks from top to bottom, each with the gap above it."""
    gap = TIGHT_GAP if tight else GAP
    codes, notes = sheet.maybe(Codes), sheet.maybe(Notes)
    boxes = [block for block in sheet.blocks if isinstance(block, Box | StopBox)]
    faults = sheet.all(FaultPanel)
    out: list[tuple[Block, float]] = [(TitleBlock(bench, sheet.one(Title)).block(), 0.0)]
    out.append((wide_panel(bench, sheet.one(WidePanel), panel_height), 0.0))
    out += [(block, gap) for block in dose_rows(bench, sheet.one(DoseRow).dose)]
    if _stops_first(sheet):  # large print: when to stop and where to watch stand before the steps
        out.append((BoxPair(bench, (boxes.pop(0),), tight=tight).block(), gap))
        if codes:
            out.append((LinkRow(bench, codes, None).block(), gap))
            codes = None
    steps = StepsAndFault(bench, sheet.one(Steps), faults[0] if faults else None)
    out.append((steps.block(), gap))
    out += [(StepsAndFault(bench, None, fault).block(), gap) for fault in faults[1:]]
    per_row = 1 if bench.look.large else 2
    for at in range(0, len(boxes), per_row):
        out.append((BoxPair(bench, tuple(boxes[at : at + per_row]), tight=tight).block(), gap))
    if codes or notes:
        out.append((LinkRow(bench, codes, notes).block(), gap))
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
