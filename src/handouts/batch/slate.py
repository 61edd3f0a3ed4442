"""A table of 64-bit marks with two numbers each, in a few bytes a row.

In: marks of names. Out: whether one was there, and what stood beside it. Never true afterwards: that a hundred thousand
rows cost what a dictionary of strings would (some 20 MB; here 5), or that two names are confused (64 bits: once in
thirty million rosters of a million rows).
"""

from __future__ import annotations

import unicodedata
from array import array
from hashlib import blake2b
from typing import Final

_EMPTY: Final = 0
_START: Final = 1024


def mark_of(name: str) -> int:
    """Return the mark of a name; names that some system takes for one have the same (capitals, accents' form)."""
    if not name.isascii():
        name = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    return number_of(name.lower())


def number_of(text: str) -> int:
    """Return 64 bits of a hash, never 0."""
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()) or 1


class Slate:
    """Marks, each with two numbers unless there is nothing to note; open addressing, at most three quarters full."""

    def __init__(self, *, notes: bool = True) -> None:
        self._marks = array("Q", bytes(8 * _START))
        self._notes = array("Q", bytes(16 * _START)) if notes else None
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def add(self, mark: int) -> bool:
        """Note a mark; False where it was there already."""
        place = self._place(mark)
        if self._marks[place] == mark:
            return False
        self._insert(place, mark)
        return True

    def put(self, mark: int, first: int, second: int) -> None:
        """Note a mark with two numbers, in place of what stood there."""
        place = self._place(mark)
        if self._marks[place] == _EMPTY:
            self._insert(place, mark)
            place = self._place(mark)
        assert self._notes is not None, "this slate holds marks alone"
        self._notes[2 * place], self._notes[2 * place + 1] = first, second

    def get(self, mark: int) -> tuple[int, int] | None:
        """Return the numbers beside a mark, None where it was never noted."""
        place = self._place(mark)
        if self._marks[place] == _EMPTY or self._notes is None:
            return None
        return self._notes[2 * place], self._notes[2 * place + 1]

    def _place(self, mark: int) -> int:
        """Return where a mark is, or where it would go."""
        marks, last = self._marks, len(self._marks) - 1
        place = mark & last
        while marks[place] not in (_EMPTY, mark):
            place = (place + 1) & last
        return place

    def _insert(self, place: int, mark: int) -> None:
        self._marks[place] = mark
        self._count += 1
        if 4 * self._count > 3 * len(self._marks):
            self._grow()

    def _grow(self) -> None:
        marks, notes = self._marks, self._notes
        self._marks = array("Q", bytes(16 * len(marks)))
        if notes is not None:
            self._notes = array("Q", bytes(16 * len(notes)))
        for old, mark in enumerate(marks):
            if mark != _EMPTY:
                place = self._place(mark)
                self._marks[place] = mark
                if notes is not None and self._notes is not None:
                    self._notes[2 * place], self._notes[2 * place + 1] = notes[2 * old], notes[2 * old + 1]
