"""The routine sheet: header and band, cards, tail; four to a page in the standard form, roomier when there are fewer.

In: a routine sheet. Out: a placed document. Source: docs/print-design.md, Flow rules; settled: card height, overflow.
"""

from __future__ import annotations

import itertools
from functools import cached_property
from typing import TYPE_CHECKING, Final, TypeAlias, TypeVar

from handouts.layout.band import Band, StopAcross
from handouts.layout.card import DISC, RoomyCard, StandardCard, number_disc
from handouts.layout.header import TitleBlock
from handouts.layout.pages import PageFrame, finish, first_page, later_page
from handouts.layout.tail import TAIL_NOTES, Tail, notes_across
from handouts.pdf.block import Placed
from handouts.sheet.blocks import Card, Codes, Notes, StartBand, StopBox, Ticks, Title
from handouts.units import mm

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from handouts.layout.bench import Bench
    from handouts.layout.pen import Pen
    from handouts.pdf.block import Block, PlacedDocument
    from handouts.pdf.canvas import Node
    from handouts.sheet.blocks import Sheet

T = TypeVar("T")
C = TypeVar("C", "StandardCard", "RoomyCard")
STANDARD_CARDS: Final = 4  # on a page
STANDARD_GROWTH: Final = mm(13)  # a card grows no further where a page has room
ALL_WAYS: Final = 12  # cards whose every grouping is tried
ROOMY_SIZES: Final = (18.0, 17.5, 17.0, 16.5, 16.0, 15.5, 15.0, 14.5, 14.0, 13.5, 13.0)
ROOMY_GAP: Final = mm(3)  # over and under the rule between roomy cards


def place_routine(sheet: Sheet, bench: Bench) -> PlacedDocument:
    """Return the routine laid out: the standard form where its cards fit, else roomy cards on balanced pages."""
    return _Routine(sheet, bench).document()


Filled: TypeAlias = "tuple[PageFrame, list[tuple[int, float]]]"
"""A page with its cards on it, and where its number discs go: (index among the placed blocks, radius)."""


class _Routine:
    def __init__(self, sheet: Sheet, bench: Bench) -> None:
        self.sheet, self.bench = sheet, bench
        self.cards = sheet.all(Card)
        self.title = bench.kept(TitleBlock, sheet.one(Title))
        self.band = bench.kept(Band, sheet.one(StartBand))
        stop = sheet.maybe(StopBox)
        self.stop = bench.kept(StopAcross, stop) if stop else None
        notes = sheet.maybe(Notes)
        self.wide_notes = (
            notes if notes and (notes.filled > TAIL_NOTES or (notes.filled and bench.look.large)) else None
        )
        self.tail = bench.kept(Tail, sheet.maybe(Ticks), sheet.maybe(Codes), None if self.wide_notes else notes)

    def document(self) -> PlacedDocument:
        pages = self._fewest_pages()
        self._number(pages)
        return finish(self.bench, self.sheet, [page for page, _ in pages])

    def _fewest_pages(self) -> list[Filled]:
        """Return the cards on as few pages as they fit: roomy where that costs no page more than the standard form."""
        for count in range(1, len(self.cards) + 1):
            pages = self._roomy(count)
            if pages is None and not self.bench.look.large:
                pages = self._standard(count)
            if pages is not None:
                return pages
        return self._overfull(self._sizes[-1])

    @property
    def _sizes(self) -> tuple[float, ...]:
        return (self.bench.look.scale.body,) if self.bench.look.large else ROOMY_SIZES

    @property
    def _most(self) -> int:
        """How many roomy cards a page may hold."""
        return 2 if self.bench.look.large else 3

    # -- heights

    @cached_property
    def _tail_height(self) -> float:
        gap = self.bench.look.gap
        notes = self.bench.kept(notes_across, self.wide_notes).height + gap if self.wide_notes else 0
        return self.tail.height + notes + gap

    @cached_property
    def _head(self) -> PageFrame:
        """The first page with what stands over its cards, to be copied."""
        page = first_page(self.bench, self.sheet)
        page.add(self.title.block())
        page.add(self.band.block())
        if self.stop:
            page.add(self.stop.block(), mm(3))
        page.y += self.bench.look.gap
        return page

    def _frames(self, count: int) -> list[PageFrame]:
        return [self._head.copy(), *(later_page(self.bench, self.sheet, number) for number in range(2, count + 1))]

    # -- the standard form

    def _standard(self, count: int) -> list[Filled] | None:
        """Return the cards in the standard form on `count` pages, None where they do not fit."""
        if count * STANDARD_CARDS < len(self.cards):
            return None
        frames, gap = self._frames(count), self.bench.look.card_gap
        cards = [self.bench.kept(StandardCard, card) for card in self.cards]
        grouped = self._grouped(cards, frames, gap, STANDARD_CARDS)
        if grouped is None:
            return None
        pages = []
        for frame, (group, spare) in zip(frames, grouped, strict=True):
            grow = min(spare / len(group), STANDARD_GROWTH)
            pages.append((frame, self._stand(frame, [card.block(card.natural_height + grow) for card in group], gap)))
        self._add_tail(pages[-1][0])
        return pages

    def _grouped(
        self, cards: list[C], frames: list[PageFrame], gap: float, most: int
    ) -> list[tuple[list[C], float]] | None:
        """Return the cards of each page and the height left there, as evenly as they fit; None where they do not."""
        rooms = [frame.room for frame in frames]
        rooms[-1] -= self._tail_height
        measured = [(card, card.natural_height) for card in cards]
        for groups in groupings(measured, len(frames), most):
            heights = [sum(height for _, height in group) + gap * (len(group) - 1) for group in groups]
            spares = [room - height for room, height in zip(rooms, heights, strict=True)]
            if min(spares) > -0.5:
                return [
                    ([card for card, _ in group], max(0.0, spare)) for group, spare in zip(groups, spares, strict=True)
                ]
        return None

    # -- roomy cards

    def _roomy(self, count: int) -> list[Filled] | None:
        """Return roomy cards on `count` pages in the largest body size that fits them all, None where none does."""
        if len(self.cards) > self._most * count:
            return None
        for size in self._sizes:
            pages = self._try_roomy(size, count)
            if pages is not None:
                return pages
        return None

    def _try_roomy(self, size: float, count: int) -> list[Filled] | None:
        frames, gap = self._frames(count), 2 * ROOMY_GAP
        alone = len(self.cards) == 1
        cards = [self.bench.kept(RoomyCard, card, size, alone=alone) for card in self.cards]
        grouped = self._grouped(cards, frames, gap, self._most)
        if grouped is None:
            return None
        pages = []
        for frame, (group, spare) in zip(frames, grouped, strict=True):
            grow = max(0.0, spare - mm(2.5)) / len(group)
            heights = [min(card.greatest_height, card.natural_height + grow) for card in group]
            blocks = [card.block(height) for card, height in zip(group, heights, strict=True)]
            pages.append((frame, self._stand(frame, blocks, gap, disc=group[0].disc)))
        self._add_tail(pages[-1][0])
        return pages

    def _overfull(self, size: float) -> list[Filled]:
        """One card a page, and the tail after the last card on a page that it shares with it where it can."""
        pages = []
        for at, card in enumerate(self.cards):
            frame = self._head.copy() if at == 0 else later_page(self.bench, self.sheet, at + 1)
            roomy = self.bench.kept(RoomyCard, card, size)
            pages.append((frame, self._stand(frame, [roomy.block(roomy.natural_height)], 0.0, disc=roomy.disc)))
        if pages[-1][0].room < self._tail_height:
            pages.append((later_page(self.bench, self.sheet, len(pages) + 1), []))
        self._add_tail(pages[-1][0])
        return pages

    # -- standing blocks

    def _stand(self, frame: PageFrame, blocks: list[Block], gap: float, disc: float = 0.0) -> list[tuple[int, float]]:
        """Stand cards with a rule between; return where each number disc goes: (index in `placed`, disc radius)."""
        discs = []
        for at, block in enumerate(blocks):
            if at:
                frame.put(self.bench.kept(_rule), dy=gap / 2)
                frame.y += gap
            discs.append((len(frame.placed), disc))
            frame.add(block)
        return discs

    def _number(self, pages: Sequence[Filled]) -> None:
        """Put the number discs on their cards, before each card in reading order."""
        number = len(self.cards)
        for frame, discs in reversed(list(pages)):
            for index, radius in reversed(discs):
                card = frame.placed[index]
                side = radius or DISC
                block = self.bench.kept(number_disc, number, side)
                inset = 0.0 if radius else mm(0.5)
                top = card.y + card.block.height
                placed = Placed(block, card.x + inset, top - inset - block.height, reads_before=True)
                frame.placed.insert(index + 1, placed)
                number -= 1

    def _add_tail(self, frame: PageFrame) -> None:
        gap = self.bench.look.gap
        frame.add(self.tail.block(), gap)
        if self.wide_notes:
            frame.add(self.bench.kept(notes_across, self.wide_notes), gap)


def _rule(bench: Bench) -> Block:
    """Return the hairline between two cards."""
    look = bench.look

    def draw(pen: Pen) -> list[Node]:
        pen.line(0, 0.3, look.width, 0.3, look.roles.hairline, 0.6)
        return []

    return bench.block(("rule",), look.width, 0.6, draw)


def groupings(items: Sequence[T], groups: int, most: int) -> Iterator[list[list[T]]]:
    """Return the ways to cut items into groups of one to `most`, the most even first (5 = 3 + 2), larger ones in front.

    For a dozen items all of them; for more, which would be thousands, those whose sizes differ by at most one.
    """
    few, over = divmod(len(items), groups)
    if len(items) <= ALL_WAYS:
        cuts = (tuple(cut) for cut in itertools.combinations(range(1, len(items)), groups - 1))
        ways = [tuple(b - a for a, b in itertools.pairwise((0, *cut, len(items)))) for cut in cuts]
    else:
        ways = [(few + 1,) * over + (few,) * (groups - over), (few,) * (groups - over) + (few + 1,) * over]
    ways = [way for way in ways if few and max(way) <= most]
    for way in sorted(ways, key=lambda way: (max(way) - min(way), [-size for size in way])):
        ends = list(itertools.accumulate(way))
        yield [list(items[end - size : end]) for end, size in zip(ends, way, strict=True)]
