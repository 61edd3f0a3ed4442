"""The series handout: key message, ideas beside the joint diagram, the part's exercises in a strip, stop box, more.

In: a series sheet (one part, or several one after another). Out: a placed document.
Source: docs/print-design.md, Doc 3.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
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
        for at, piece in enumerate(_fitted(part, bench, page.room)):
            if at and page.room < piece.gap + piece.together - 0.5:
                page = later_page(bench, sheet, len(pages) + 1, running)
                pages.append(page)
                page.add(piece.block)
            else:
                page.add(piece.block, piece.gap)
    return finish(bench, sheet, pages)


@dataclass(frozen=True)
class _Piece:
    """A block and the gap above it; `together` is the height that has to be left for it and what must not leave it."""

    block: Block
    gap: float
    together: float


FORMS: Final = ((True, True), (False, True), (False, False))
"""The forms of a part from large to small: (roomy ideas, figures two to a row)."""


def _fitted(part: list[SheetBlock], bench: Bench, room: float) -> list[_Piece]:
    """Return the pieces of a part in the largest form that fits on its page.

    One that needs more pages takes the large form: its moves stay together, so that where they do not fit under the
    ideas, the front says why and the back what to do.
    """
    for ideas, moves in FORMS:
        pieces = list(_pieces(part, bench, roomy_ideas=ideas, roomy_moves=moves))
        if sum(piece.block.height + piece.gap for piece in pieces) <= room + 0.5:
            return pieces
    return list(_pieces(part, bench, roomy_ideas=True, roomy_moves=True))


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


def _pieces(part: list[SheetBlock], bench: Bench, *, roomy_ideas: bool, roomy_moves: bool) -> Iterator[_Piece]:
    """Yield the pieces of one part from top to bottom."""
    ideas = tuple(block for block in part if isinstance(block, Idea))
    diagram = next((block for block in part if isinstance(block, JointDiagram)), None)
    calls = tuple(block for block in part if isinstance(block, Call))
    codes = next((block for block in part if isinstance(block, Codes)), None)
    said_ideas = said_more = False
    for block in part:
        match block:
            case Title():
                yield _piece(TitleBlock(bench, block).block(), 0.0)
            case KeyMessage():
                yield _piece(KeyMessageBox(bench, block).block(), 0.0)
            case Idea() | JointDiagram():
                if not said_ideas:
                    said_ideas = True
                    for piece in IdeasAndDiagram(bench, ideas, diagram, roomy=roomy_ideas).blocks():
                        yield _piece(piece, GAP)
            case Strip():
                rows = list(StripBlock(bench, block, roomy=roomy_moves).blocks())
                whole = sum(row.height for row in rows) + GAP * 0.9 * (len(rows) - 1)
                together = min(whole, bench.look.grid.bottom * 0.8)  # a very long strip may turn the page
                for at, row in enumerate(rows):
                    yield _Piece(row, GAP * 0.9, row.height if at else together)
            case StopBox():
                yield _piece(StopAcross(bench, block).block(), mm(4))
            case Call() | Codes():
                if not said_more:
                    said_more = True
                    for piece in More(bench, codes, calls).blocks():
                        yield _piece(piece, GAP)
            case Notes():
                yield _piece(notes_across(bench, block), GAP)
            case _:
                raise TypeError(f"a series has no {type(block).__name__}")


def _piece(block: Block, gap: float) -> _Piece:
    return _Piece(block, gap, block.height)
