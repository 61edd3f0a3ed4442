"""Where the objects of a stack are: a cross-reference stream of runs, kept in a few bytes a client.

In: numbers and places, in any order. Out: the /Index array and the entries, filtered and deflated. Never true
afterwards: that an entry was held for each of a million structure elements: those of one object stream are a run.

Source: ISO 32000-1, 7.5.8 (cross-reference streams), 7.4.4.4 (predictors; 12 is PNG "up": each row less the one above).
"""

from __future__ import annotations

import zlib
from functools import lru_cache
from typing import Final

COLUMNS: Final = 7  # bytes of an entry: its kind 1, its place 4, its index or generation 2
_UP: Final = b"\2"


class Entries:
    """Collects runs of (first number, count, kind, place)."""

    def __init__(self) -> None:
        self._runs: list[tuple[int, int, int, int, int]] = [(0, 1, 0, 0, 65535)]

    def add(self, num: int, offset: int) -> None:
        """Note an object that stands in the file itself."""
        self._runs.append((num, 1, 1, offset, 0))

    def add_member(self, num: int, holder: int, index: int) -> None:
        """Note an object that is the index-th of an object stream."""
        self._runs.append((num, 1, 2, holder, index))

    def add_listed(self, holder: int, offset: int, first: int, count: int) -> None:
        """Note an object stream, and the objects in it, which have consecutive numbers from `first` on."""
        self.add(holder, offset)
        self._runs.append((first, count, 2, holder, 0))

    def pack(self) -> tuple[bytes, bytes]:
        """Return the inside of /Index, and the rows after the predictor, deflated."""
        self._runs.sort()
        packer = zlib.compressobj(9)
        packed: list[bytes] = []
        index: list[list[int]] = []
        above = bytes(COLUMNS)
        after = -1
        for first, count, kind, place, third in self._runs:
            if first == after:
                index[-1][1] += count
            else:
                index.append([first, count])
            after = first + count
            row = bytes((kind,)) + place.to_bytes(4) + third.to_bytes(2)
            packed.append(
                packer.compress(_UP + bytes([(new - old) & 0xFF for new, old in zip(row, above, strict=True)]))
            )
            if count > 1:
                packed.append(packer.compress(_steps(count)))
            above = row[:5] + (third + count - 1).to_bytes(2)
        packed.append(packer.flush())
        return b" ".join([b"%d %d" % (first, count) for first, count in index]), b"".join(packed)


@lru_cache(maxsize=64)
def _steps(count: int) -> bytes:
    """Return the filtered rows 1 to count - 1: one more in the last byte, at a carry in the byte before it."""
    return b"".join([b"\2\0\0\0\0\0%c\1" % (index % 256 == 0) for index in range(1, count)])
