"""A stack's own pages: what stands on them, and as much room as it needs.

In: a client's id and words. Out: `Cover`s, ready to be added to a stack. Never true afterwards: that an id, a name or a
title was cut off.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from handouts.layout.covers import SEPARATOR, Contents, place_contents, place_separator, rows_of_contents
from handouts.press.tail import set_pages
from handouts.press.words import Overflow

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from handouts.batch.shape import Stationery, Words
    from handouts.pdf.block import About, PlacedDocument
    from handouts.press.assemble import Assembler
    from handouts.press.plate import Plate

_MOST_KEPT: Final = 64


class Cover(NamedTuple):
    """A page of a stack: what `Stack.add` takes."""

    document: PlacedDocument
    plate: Plate
    words: Words


class Entry(NamedTuple):
    """A client in the list, and the page that the client's sheet begins on, counted from the first sheet."""

    id: str
    client: str
    title: str
    page: int


class Covers:
    """Makes a stack's own pages; those of one form share a plate."""

    def __init__(self, assembler: Assembler) -> None:
        self._assembler = assembler
        self._plates: dict[int, tuple[PlacedDocument, Plate]] = {}
        self._documents: dict[tuple[object, ...], PlacedDocument] = {}

    def separator(self, stationery: Stationery, about: About, name: str, words: Words) -> Cover:
        """Return the page before a client."""
        said: Words = {slot: words.get(slot, "") for slot in SEPARATOR} | {"id": name, "title": about.title}
        lines: dict[str, int] = {}
        while True:
            key = (id(stationery.bench), about.language, tuple(sorted(lines.items())))
            document = self._documents.get(key)
            if document is None:
                document = self._documents[key] = place_separator(stationery.bench, about, key[2])
            cover = Cover(document, self._plate(document), said)
            try:
                set_pages(cover.plate, cover.words)
            except Overflow as overflow:
                lines[overflow.slot] = overflow.lines
                continue
            return cover

    def contents(self, stationery: Stationery, about: About, entries: Sequence[Entry]) -> Iterator[Cover]:
        """Yield the pages of the list of clients."""
        at = 0
        while at < len(entries):
            heading = stationery.words["contents"]
            if at:
                heading = stationery.words["continued"].format(title=heading)
            cover, count = self._contents(stationery, about, heading, entries[at:])
            yield cover
            at += count

    def _contents(
        self, stationery: Stationery, about: About, heading: str, entries: Sequence[Entry]
    ) -> tuple[Cover, int]:
        """Return a page with as many clients as fit, and how many they are."""
        room = rows_of_contents(stationery.bench)
        lines = [1] * min(room, len(entries))
        while True:
            while sum(lines) > room and len(lines) > 1:
                lines.pop()
            document = place_contents(stationery.bench, about, Contents(heading, tuple(lines)))
            said: Words = {
                f"{name}:{row}": str(value)
                for row, entry in enumerate(entries[: len(lines)])
                for name, value in entry._asdict().items()
            }
            cover = Cover(document, self._plate(document), said)
            try:
                set_pages(cover.plate, cover.words)
            except Overflow as overflow:
                lines[int(overflow.slot.partition(":")[2])] = overflow.lines
                continue
            return cover, len(lines)

    def _plate(self, document: PlacedDocument) -> Plate:
        known = self._plates.get(id(document))
        if known is None:
            if len(self._plates) >= _MOST_KEPT:
                del self._plates[next(iter(self._plates))]
            known = self._plates[id(document)] = document, self._assembler.assemble(document)
        return known[1]
