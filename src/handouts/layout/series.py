"""The series handout: key message, ideas beside the joint diagram, the part's exercises in a strip, stop box, more.

In: a series sheet (one part, or several one after another). Out: a placed document.
Source: docs/print-design.md, Doc 3.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from handouts.layout.band import StopAcross
from handouts.layout.header import TitleBlock
from handouts.layout.ideas import IdeasAndDiagram, KeyMessageBox
from handouts.layout.more import More
from handouts.layout.pages import PageFrame, finish, first_page, later_page
from handouts.layout.strip import StripBlock
from handouts.layout.tail import notes_across
from handouts.sheet.blocks import (
    Call,
    Codes,
    Idea,
    JointDiagram,
    KeyMessage,
    Notes,
    StopBox,
    Strip,
    Title,
)
from handouts.units import mm

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.layout.bench import Bench
    from handouts.pdf.block import Block, PlacedDocument
    from handouts.sheet.blocks import Sheet, SheetBlock

GAP: Final = mm(6)


def place_series(sheet: Sheet, bench: Bench) -> PlacedDocument:
    """Return the handout; every part begins on a page of its own, and what does not fit goes on to the next."""
    pages: list[PageFrame] = []
    for part in _parts(sheet.blocks):
        title = next(block.title for block in part if isinstance(block, Title))
        opening = replace(sheet.running, words="{title}")
        running = replace(sheet.running, title=title)
        page = first_page(bench, sheet) if not pages else later_page(bench, sheet, len(pages) + 1, opening)
        pages.append(page)
        blocks = list(_blocks(part, bench, roomy=False))
        fits = sum(block.height + gap for block, gap, _ in blocks) <= page.room + 0.5
        if not fits:
            blocks = list(_blocks(part, bench, roomy=True))
        for at, (block, gap, begins_doing) in enumerate(blocks):
            turns = begins_doing and not fits  # the front says why, the back what to do
            if at and (turns or page.room < gap + block.height - 0.5):
                page = later_page(bench, sheet, len(pages) + 1, running)
                pages.append(page)
                page.add(block)
            else:
                page.add(block, gap)
    return finish(bench, sheet, pages)


def _parts(blocks: tuple[SheetBlock, ...]) -> Iterator[list[SheetBlock]]:
    """Yield the blocks of each part: a title begins one."""
    part: list[SheetBlock] = []
    for block in blocks:
        if isinstance(block, Title) and part:
            yield part
            part = []
        part.append(block)
    if part:
        yield part


def _blocks(part: list[SheetBlock], bench: Bench, *, roomy: bool) -> Iterator[tuple[Block, float, bool]]:
    """Yield the blocks of one part from top to bottom: block, the gap above it, whether the doing begins with it."""
    ideas = tuple(block for block in part if isinstance(block, Idea))
    diagram = next((block for block in part if isinstance(block, JointDiagram)), None)
    calls = tuple(block for block in part if isinstance(block, Call))
    codes = next((block for block in part if isinstance(block, Codes)), None)
    said_ideas = said_more = False
    for block in part:
        match block:
            case Title():
                yield TitleBlock(bench, block).block(), 0.0, False
            case KeyMessage():
                yield KeyMessageBox(bench, block).block(), 0.0, False
            case Idea() | JointDiagram():
                if not said_ideas:
                    said_ideas = True
                    for piece in IdeasAndDiagram(bench, ideas, diagram, roomy=roomy).blocks():
                        yield piece, GAP, False
            case Strip():
                for at, piece in enumerate(StripBlock(bench, block, roomy=roomy).blocks()):
                    yield piece, GAP * 0.9, at == 0
            case StopBox():
                yield StopAcross(bench, block).block(), mm(4), False
            case Call() | Codes():
                if not said_more:
                    said_more = True
                    for piece in More(bench, codes, calls).blocks():
                        yield piece, GAP, False
            case Notes():
                yield notes_across(bench, block), GAP, False
            case _:
                raise TypeError(f"a series has no {type(block).__name__}")
