"""Reads what a PDF needs from a TrueType file: characters, advances, metrics, outlines as bytes.

In: a `.ttf` file. Out: a `Face`, all lengths in 1/1000 of the em, as PDF counts text space (ISO 32000-1, 9.2.4).
Never true afterwards: that a damaged file got through (`BrokenFont` says what is wrong with it).

Glyphs are named by their number in the file (the glyph id). Our PDFs use these numbers as character codes, so a text is
the glyph ids of its characters, two bytes each. Standard library only, nothing imported that costs time: press reads a
face on the way to a sheet when a client's name needs a letter that the stored plate does not have.

Source: OpenType 1.9, chapters head, hhea, hmtx, maxp, cmap, OS/2, post, name, loca, glyf.
"""

from __future__ import annotations

import struct
from struct import unpack_from

TYPE_CHECKING = False  # typing would be imported for nothing else
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from os import PathLike

    Tables = dict[str, tuple[int, int]]

_NEEDED = ("cmap", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "name", "post")
_UNICODE = ((3, 10), (0, 6), (0, 4), (3, 1), (0, 3))  # (platform, encoding), the fullest first
_POSTSCRIPT_NAME = 6
_NAME_CHARACTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.")
_WIDEST_EM = 12  # a line of our largest type holds one such letter; the widest ligature known to us has 10


class BrokenFont(ValueError):  # noqa: N818 - it says what the file is
    """The file is no font that can be embedded; `reason` says why, in the user's words."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class Face:
    """One TrueType font. Treat as frozen.

    `cmap` maps a code point to a glyph id, `advances` a glyph id to its width. `bbox` is left, bottom, right, top;
    `italic_angle` is in degrees, anticlockwise from upright; `weight` is 100 to 1000. `embedding_allowed` is false
    where the font's licence bits forbid embedding a subset. Every length is in 1/1000 em, rounded; `units_per_em` is
    what the file's own tables count in.
    """

    __slots__ = (
        "advances",
        "ascent",
        "bbox",
        "cap_height",
        "cmap",
        "data",
        "descent",
        "embedding_allowed",
        "italic_angle",
        "loca",
        "name",
        "tables",
        "units_per_em",
        "weight",
        "x_height",
    )

    advances: Sequence[float]
    ascent: int
    descent: int
    cap_height: int
    x_height: int
    bbox: tuple[int, int, int, int]
    units_per_em: int
    weight: int
    embedding_allowed: bool

    def __init__(self, data: bytes) -> None:
        try:
            self._read(data)
        except (struct.error, IndexError, OverflowError) as error:
            raise BrokenFont("a table of the font ends before its data does") from error

    def _read(self, data: bytes) -> None:
        self.data = data
        self.tables = tables = _read_directory(data)
        head = tables["head"][0]
        (self.units_per_em,) = unpack_from(">H", data, head + 18)
        if not 16 <= self.units_per_em <= 16384:  # OpenType, head: the allowed range
            raise BrokenFont(f"the font says its em has {self.units_per_em} units; 16 to 16384 are allowed")
        left, bottom, right, top = unpack_from(">4h", data, head + 36)
        self.bbox = (self._em(left), self._em(bottom), self._em(right), self._em(top))
        ascent, descent = unpack_from(">2h", data, tables["hhea"][0] + 4)
        self.ascent, self.descent = self._em(ascent), self._em(descent)
        self.italic_angle: float = unpack_from(">l", data, tables["post"][0] + 4)[0] / 65536
        (glyphs,) = unpack_from(">H", data, tables["maxp"][0] + 4)
        self.loca = _read_loca(data, tables, glyphs)
        self.advances = self._read_advances(glyphs)
        self.cmap = _read_cmap(data, *tables["cmap"], glyphs)
        self.name = _read_name(data, *tables["name"])
        self._read_os2()

    def _em(self, units: float) -> int:
        return round(units * 1000 / self.units_per_em)

    def _read_advances(self, glyphs: int) -> Sequence[float]:
        (long_metrics,) = unpack_from(">H", self.data, self.tables["hhea"][0] + 34)
        if not 0 < long_metrics <= glyphs:
            raise BrokenFont("the font's table of widths does not fit its number of glyphs")
        units = unpack_from(f">{2 * long_metrics}H", self.data, self.tables["hmtx"][0])[::2]
        units += units[-1:] * (glyphs - long_metrics)  # the last width holds for all that follow
        if max(units) > _WIDEST_EM * self.units_per_em:
            raise BrokenFont("a letter of the font is as wide as a line")
        return units if self.units_per_em == 1000 else tuple([self._em(width) for width in units])

    def _read_os2(self) -> None:
        """Read weight, heights and licence bits; an old font without them gets what its own letters say."""
        start, length = self.tables.get("OS/2", (0, 0))
        version, weight, rights, cap, x = 0, 400, 0, 0, 0
        if length >= 10:  # up to fsType
            version, weight, rights = unpack_from(">H2xH2xH", self.data, start)
        if version >= 2 and length >= 90:  # OS/2 version 2 added sxHeight and sCapHeight
            x, cap = unpack_from(">2h", self.data, start + 86)
        self.weight = weight
        restricted = rights & 0x000F == 0x0002
        no_subset, bitmaps_only = rights & 0x0100, rights & 0x0200
        self.embedding_allowed = not (restricted or no_subset or bitmaps_only)
        self.cap_height = self._em(cap) or self._top_of("H")
        self.x_height = self._em(x) or self._top_of("x")

    def _top_of(self, character: str) -> int:
        outline = self.outline(self.cmap.get(ord(character), 0))
        return self._em(unpack_from(">h", outline, 8)[0]) if outline else self.ascent

    def outline(self, glyph: int) -> bytes:
        """Return a glyph's outline as the file has it; empty for a blank."""
        start = self.tables["glyf"][0]
        return self.data[start + self.loca[glyph] : start + self.loca[glyph + 1]]

    def table(self, tag: str) -> bytes:
        """Return a table's bytes; empty where the font has none."""
        start, length = self.tables.get(tag, (0, 0))
        return self.data[start : start + length]


def read_face(path: str | PathLike[str]) -> Face:
    """Return the face in the file at `path`.

    Raises BrokenFont where the file is no TrueType font or is damaged, OSError where it cannot be read.
    """
    with open(path, "rb") as file:  # noqa: PTH123 - pathlib would be imported for this alone
        return Face(file.read())


def _read_directory(data: bytes) -> Tables:
    """Return offset and length of each table, all inside the file."""
    kinds = {b"OTTO": "PostScript outlines (.otf)", b"ttcf": "several fonts (.ttc)", b"wOFF": "WOFF", b"wOF2": "WOFF2"}
    if data[:4] in kinds:
        raise BrokenFont(f"the file holds {kinds[data[:4]]}; a TrueType font (.ttf) is wanted")
    if data[:4] not in (b"\0\1\0\0", b"true"):
        raise BrokenFont("the file is not a TrueType font")
    (count,) = unpack_from(">H", data, 4)
    tables = {}
    for entry in range(count):
        tag, start, length = unpack_from(">4s4xLL", data, 12 + 16 * entry)
        if start + length > len(data):
            raise BrokenFont("the file is cut off: a table lies beyond its end")
        tables[tag.decode("latin-1")] = (start, length)
    for tag in _NEEDED:
        if tag not in tables:
            raise BrokenFont(f'the font has no "{tag}" table')
    return tables


def _read_loca(data: bytes, tables: Tables, glyphs: int) -> Sequence[int]:
    """Return where each outline begins in glyf, and where the last one ends."""
    (is_long,) = unpack_from(">h", data, tables["head"][0] + 50)
    start, length = tables["loca"]
    if length < (glyphs + 1) * (4 if is_long else 2):
        raise BrokenFont("the font's list of outlines is shorter than its number of glyphs")
    loca = unpack_from(f">{glyphs + 1}{'L' if is_long else 'H'}", data, start)
    if not is_long:
        loca = tuple([2 * half for half in loca])
    if loca[-1] > tables["glyf"][1] or list(loca) != sorted(loca):
        raise BrokenFont("the font's list of outlines is out of order")
    return loca


def _read_name(data: bytes, start: int, length: int) -> str:
    """Return the PostScript name, with nothing in it that a PDF name would have to escape."""
    count, storage = unpack_from(">2H", data, start + 2)
    for entry in range(count):
        platform, name_id, size, offset = unpack_from(">H4x3H", data, start + 6 + 12 * entry)
        if name_id == _POSTSCRIPT_NAME and storage + offset + size <= length:
            raw = data[start + storage + offset :][:size]
            text = raw.decode("latin-1" if platform == 1 else "utf-16-be", "replace")
            name = "".join([char for char in text if char in _NAME_CHARACTERS])[:63]
            if name:
                return name
    raise BrokenFont("the font has no PostScript name")


def _read_cmap(data: bytes, start: int, length: int, glyphs: int) -> dict[int, int]:
    """Return code point → glyph id from the fullest Unicode subtable; glyph 0 is no glyph."""
    (count,) = unpack_from(">H", data, start + 2)
    found = {}
    for entry in range(count):
        platform, encoding, offset = unpack_from(">2HL", data, start + 4 + 8 * entry)
        found[platform, encoding] = offset
    for key in _UNICODE:
        if key in found and found[key] + 4 <= length:
            (kind,) = unpack_from(">H", data, start + found[key])
            if kind in (4, 12):
                read = _segments if kind == 4 else _groups  # OpenType, cmap: format 4
                return {char: glyph for char, glyph in read(data, start + found[key], glyphs) if 0 < glyph < glyphs}
    raise BrokenFont("the font has no Unicode character map that we can read")


def _segments(data: bytes, start: int, _glyphs: int) -> Iterator[tuple[int, int]]:
    """Yield (code point, glyph id) of a cmap format 4: the Basic Multilingual Plane in segments."""
    count = unpack_from(">H", data, start + 6)[0] // 2
    ends = unpack_from(f">{count}H", data, start + 14)
    starts = unpack_from(f">{count}H", data, start + 16 + 2 * count)
    deltas = unpack_from(f">{count}H", data, start + 16 + 4 * count)
    offsets_at = start + 16 + 6 * count
    offsets = unpack_from(f">{count}H", data, offsets_at)
    last = -1
    for index, (first, end, delta, offset) in enumerate(zip(starts, ends, deltas, offsets, strict=True)):
        if first <= last or end < first:  # segments are sorted and apart; a damaged table must not cost minutes
            raise BrokenFont("the font's character map is out of order")
        last = end
        if first == 0xFFFF:  # the closing segment
            continue
        if not offset:
            yield from zip(
                range(first, end + 1), [(char + delta) & 0xFFFF for char in range(first, end + 1)], strict=True
            )
            continue
        raw = unpack_from(f">{end - first + 1}H", data, offsets_at + 2 * index + offset)
        yield from [(first + i, (glyph + delta) & 0xFFFF) for i, glyph in enumerate(raw) if glyph]


def _groups(data: bytes, start: int, glyphs: int) -> Iterator[tuple[int, int]]:
    """Yield (code point, glyph id) of a cmap format 12: any code point, in groups."""
    (count,) = unpack_from(">L", data, start + 12)
    last = -1
    for index in range(count):
        first, end, glyph = unpack_from(">3L", data, start + 16 + 12 * index)
        if not last < first <= end <= 0x10FFFF or glyph + end - first >= glyphs:
            raise BrokenFont("the font's character map is out of order")
        last = end
        yield from zip(range(first, end + 1), range(glyph, glyph + end - first + 1), strict=True)
