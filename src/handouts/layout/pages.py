"""From blocks to pages: what stands together, how high a card may grow, what goes on the next page.

In: blocks with their heights. Out: pages as lists of placed blocks in reading order. Never true afterwards: that a
block is split, that a page holds the tail alone, that a page's body size differs from another's.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from handouts.layout.header import place_footer, place_letterhead, place_running
from handouts.pdf.block import About, Block, Placed, PlacedDocument, PlacedPage
from handouts.units import mm

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handouts.layout.bench import Bench
    from handouts.sheet.blocks import Running, Sheet

RUNNING_GAP: Final = mm(2.5)


@dataclass
class PageFrame:
    """One page being filled: `y` is how far from the paper's top the next block stands."""

    bench: Bench
    y: float
    placed: list[Placed] = field(default_factory=list)

    def copy(self) -> PageFrame:
        """Return a page that begins as this one does; what is added to either is not on the other."""
        return PageFrame(self.bench, self.y, list(self.placed))

    @property
    def room(self) -> float:
        return self.bench.look.grid.bottom - self.y

    def put(self, block: Block, *, dx: float = 0.0, dy: float = 0.0) -> None:
        """Stand a block at the current height without moving on; dx and dy shift it right and down."""
        grid = self.bench.look.grid
        top = self.y + dy
        self.placed.append(Placed(block, grid.side + dx, grid.paper.height - top - block.height))

    def add(self, block: Block, gap: float = 0.0) -> None:
        """Stand a block and move on under it; `gap` is left above it."""
        self.y += gap
        self.put(block)
        self.y += block.height

    def put_at(self, block: Block, top: float) -> None:
        grid = self.bench.look.grid
        self.placed.append(Placed(block, grid.side, grid.paper.height - top - block.height))


def first_page(bench: Bench, sheet: Sheet) -> PageFrame:
    """Return a page with the letterhead on it."""
    page = PageFrame(bench, bench.look.grid.top)
    page.add(bench.kept(place_letterhead, sheet.letterhead))
    return page


def later_page(bench: Bench, sheet: Sheet, number: int, running: Running | None = None) -> PageFrame:
    """Return a page with the running header on it: the sheet's, or that of one of its parts."""
    page = PageFrame(bench, bench.look.grid.top)
    page.add(bench.kept(place_running, running or sheet.running, number))
    page.y += RUNNING_GAP
    return page


def finish(bench: Bench, sheet: Sheet, pages: Sequence[PageFrame]) -> PlacedDocument:
    """Return the document: every page with its footer, and what it says of itself."""
    grid = bench.look.grid
    rule = grid.paper.height - grid.footer_baseline - mm(4.6)
    for at, page in enumerate(pages, 1):
        page.put_at(bench.kept(place_footer, sheet.footer, at, len(pages)), rule)
    about = About(title=sheet.title, language=sheet.language, author=sheet.brand)
    return PlacedDocument(
        about, tuple(PlacedPage((grid.paper.width, grid.paper.height), tuple(page.placed)) for page in pages)
    )
