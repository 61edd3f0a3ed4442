"""Parts: whole objects packed once, to stand in any number of files; and the file that parts make.

In: objects by number. Out: `Part`s, and a `File` of them up to its cross-reference section. Never true afterwards: that
a part knows where in a file it stands, so that it is kept and used again; that two different files have one key.

Source: ISO 32000-1, 7.5.7 (object streams), 7.5.8 (cross-reference streams).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from handouts.pdf.syntax import QUICK, digest, indirect, join_entries, object_stream, pack_entry, xref_stream

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handouts.pdf.syntax import Entries

    Objects = Sequence[tuple[int, bytes]]
    """Objects as (number, body)."""

HEADER: Final = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"


class Run(NamedTuple):
    """Objects with consecutive numbers: first those that begin at `places` in the part, then those in object streams.

    `packed` are the latter's cross-reference entries.
    """

    first: int
    places: tuple[int, ...]
    packed: bytes
    length: int


class Part:
    """Whole objects as they stand in a file: an object stream `holder` of the `listed` ones, then the `plain` ones.

    Nothing `listed`: no object stream. `seal` is a hash of the bytes.
    """

    __slots__ = ("chunk", "runs", "seal")

    def __init__(self, plain: Objects, holder: int = 0, listed: Objects = (), *, level: int = 9) -> None:
        chunks, position = [], 0
        places: list[tuple[int, int | bytes]] = []
        packed = [(holder, object_stream(holder, listed, level=level))] if listed else []
        for num, chunk in [*packed, *[(num, indirect(num, body)) for num, body in plain]]:
            places.append((num, position))
            chunks.append(chunk)
            position += len(chunk)
        places += [(num, pack_entry(2, holder, at)) for at, (num, _) in enumerate(listed)]
        self.chunk = b"".join(chunks)
        self.seal = digest(self.chunk)
        self.runs = _runs(places)


def _runs(places: list[tuple[int, int | bytes]]) -> list[Run]:
    """Return objects, given with their place or their packed entry, in runs of consecutive numbers."""
    runs: list[Run] = []
    for num, place in sorted(places, key=lambda found: found[0]):
        run = Run(num, (place,), b"", 1) if isinstance(place, int) else Run(num, (), place, 1)
        if runs and num == runs[-1].first + runs[-1].length and not (run.places and runs[-1].packed):
            before = runs.pop()
            run = Run(before.first, before.places + run.places, before.packed + run.packed, before.length + 1)
        runs.append(run)
    return runs


class Shared:
    """An object whose number differs from file to file: a form or a picture. `seal` is a hash of its body."""

    __slots__ = ("chunk", "seal")

    def __init__(self, body: bytes) -> None:
        self.chunk = b" 0 obj\n%b\nendobj\n" % body
        self.seal = digest(self.chunk)


class File:
    """The parts so far, and where each object stands."""

    def __init__(self) -> None:
        self._chunks = [HEADER]
        self._seals: list[str] = []
        self._entries: list[Entries] = [(0, 1, pack_entry(0, 0, 65535))]
        self.position = len(HEADER)

    def add(self, part: Part) -> None:
        position, entries = self.position, self._entries
        for first, places, packed, count in part.runs:
            own = [pack_entry(1, position + place) for place in places]
            entries.append((first, count, b"".join([*own, packed])))
        self._chunks.append(part.chunk)
        self._seals.append(part.seal)
        self.position = position + len(part.chunk)

    def add_shared(self, first: int, objects: Sequence[Shared]) -> None:
        """Add objects that get the numbers from `first` on."""
        position, own = self.position, []
        for num, found in enumerate(objects, first):
            own.append(pack_entry(1, position))
            spelled = b"%d" % num
            self._chunks += (spelled, found.chunk)
            self._seals.append(found.seal)
            position += len(spelled) + len(found.chunk)
        if own:
            self._entries.append((first, len(own), b"".join(own)))
        self.position = position

    def key(self) -> str:
        """Return what names these bytes: a hash of the parts' hashes (their numbers stand in the document's own)."""
        return digest("".join(self._seals).encode("ascii"))

    def close(self, num: int, least: int, trailer: bytes) -> tuple[bytes, int]:
        """Return the whole with its cross-reference stream, and /Size: one more than the highest number, or `least`."""
        self._entries.append((num, 1, pack_entry(1, self.position)))
        size = max(least, *[first + count for first, count, _ in self._entries])
        xref = xref_stream(num, size, *join_entries(self._entries), trailer, level=QUICK)
        self._chunks.append(b"%bstartxref\n%d\n%%%%EOF\n" % (xref, self.position))
        return b"".join(self._chunks), size
