"""Cuts a TrueType font down to the glyphs that are used, and spells it as PDF font objects.

In: a `Face` and glyph ids with their text. Out: font programs and objects. Never true afterwards: that a glyph changed
its number (codes in the text are glyph ids, ISO 32000-1, 9.7.4), or that a hint is carried along (print has no use for
them, and they are half the size).

Source: ISO 32000-1, 9.6 to 9.10; OpenType 1.9, glyf, loca, hmtx, cmap.
"""

from __future__ import annotations

import struct
from struct import pack, pack_into, unpack_from

from handouts.pdf.syntax import digest, stream
from handouts.pdf.truetype import BrokenFont

TYPE_CHECKING = False  # typing would be imported for nothing else
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from handouts.pdf.truetype import Face

OBJECTS_PER_FONT = 6
"""How many object numbers one embedded font takes: Type0, CIDFont, descriptor; program, ToUnicode, map of codes."""

_DEEPEST = 8  # letters in letters; fonts have one or two levels
_MORE_COMPONENTS, _INSTRUCTIONS = 0x0020, 0x0100  # flags of a composite glyph


def cut_subset(face: Face, glyphs: Iterable[int], characters: Mapping[int, int] | None = None) -> bytes:
    """Return a font program that draws these glyphs, and what they are composed of, under their own numbers.

    `characters` (code point → glyph id) asks for a character map, which a simple font needs (ISO 32000-1, 9.6.6.4).
    Raises BrokenFont where an outline is damaged.
    """
    try:
        used = _with_components(face, glyphs)
        count = max(used) + 1
        outlines = [_without_hints(face.outline(glyph)) if glyph in used else b"" for glyph in range(count)]
    except (struct.error, IndexError) as error:
        raise BrokenFont("an outline of the font is damaged") from error
    padded = [outline + b"\0" * (len(outline) & 1) for outline in outlines]
    positions = [0]
    for outline in padded:
        positions.append(positions[-1] + len(outline))
    short = positions[-1] < 0x20000  # offsets are stored halved in 16 bits
    loca = pack(f">{count + 1}H", *[p // 2 for p in positions]) if short else pack(f">{count + 1}L", *positions)
    head, hhea, maxp = bytearray(face.table("head")), bytearray(face.table("hhea")), bytearray(face.table("maxp"))
    pack_into(">L", head, 8, 0)  # checkSumAdjustment: of the whole file, not of this one
    pack_into(">h", head, 50, 0 if short else 1)
    pack_into(">H", hhea, 34, count)
    pack_into(">H", maxp, 4, count)
    if len(maxp) >= 32:  # version 1: one zone, and nothing of what instructions would need
        maxp[14:28] = b"\0\2" + bytes(12)
    tables = {"glyf": b"".join(padded), "head": bytes(head), "hhea": bytes(hhea), "hmtx": _widths(face, used, count)}
    tables |= {"loca": loca, "maxp": bytes(maxp)}
    if characters is not None:
        tables["cmap"] = _character_map(characters)
    return _font_file(tables)


def _with_components(face: Face, glyphs: Iterable[int]) -> set[int]:
    seen: set[int] = set()
    for glyph in (0, *glyphs):
        _add_parts(face, glyph, seen, ())
    return seen


def _add_parts(face: Face, glyph: int, seen: set[int], above: tuple[int, ...]) -> None:
    """Add a glyph and what it is composed of; `above` are those that it is a part of."""
    if glyph in above or len(above) > _DEEPEST:
        raise BrokenFont("a letter of the font is made of itself, or of too many in each other")
    if glyph in seen:
        return
    seen.add(glyph)
    outline = face.outline(glyph)
    if outline and unpack_from(">h", outline)[0] < 0:
        for _, _, part, _ in _components(outline):
            _add_parts(face, part, seen, (*above, glyph))


def _components(outline: bytes) -> Iterator[tuple[int, int, int, int]]:
    """Yield (offset, flags, glyph id, offset behind it) of each part of a composite glyph."""
    at, flags = 10, _MORE_COMPONENTS
    while flags & _MORE_COMPONENTS:
        flags, glyph = unpack_from(">2H", outline, at)
        size = 4 + (4 if flags & 1 else 2) + (2 if flags & 0x08 else 4 if flags & 0x40 else 8 if flags & 0x80 else 0)
        yield at, flags, glyph, at + size
        at += size


def _without_hints(outline: bytes) -> bytes:
    if not outline:
        return b""
    (contours,) = unpack_from(">h", outline)
    if contours >= 0:
        at = 10 + 2 * contours
        (length,) = unpack_from(">H", outline, at)
        return outline[:at] + b"\0\0" + outline[at + 2 + length :]
    result, end = bytearray(outline), 0
    for at, flags, _, end in _components(outline):  # noqa: B007 - the last end is where the parts stop
        pack_into(">H", result, at, flags & ~_INSTRUCTIONS)
    return bytes(result[:end])


def _widths(face: Face, used: set[int], count: int) -> bytes:
    """Return hmtx: advance and left side bearing, nothing for glyphs that are not there."""
    start = face.tables["hmtx"][0]
    (long_metrics,) = unpack_from(">H", face.table("hhea"), 34)
    entries = []
    for glyph in range(count):
        if glyph not in used:
            entries.append(b"\0\0\0\0")
        elif glyph < long_metrics:
            entries.append(face.data[start + 4 * glyph : start + 4 * glyph + 4])
        else:  # only a bearing of its own; the last long advance holds
            bearing = start + 4 * long_metrics + 2 * (glyph - long_metrics)
            last = start + 4 * (long_metrics - 1)
            entries.append(face.data[last : last + 2] + face.data[bearing : bearing + 2])
    return b"".join(entries)


def _character_map(characters: Mapping[int, int]) -> bytes:
    """Return a cmap with one subtable, Windows Unicode in format 4, one segment a character."""
    chars = [*sorted(characters), 0xFFFF]
    deltas = [(characters[char] - char) & 0xFFFF for char in chars[:-1]] + [1]
    count = len(chars)
    power = 1 << (count.bit_length() - 1)
    lists = pack(f">{count}H", *chars) + b"\0\0" + pack(f">{count}H", *chars)
    lists += pack(f">{count}H", *deltas) + bytes(2 * count)
    search = (2 * count, 2 * power, power.bit_length() - 1, 2 * (count - power))
    return pack(">HHHHL", 0, 1, 3, 1, 12) + pack(">7H", 4, 14 + len(lists), 0, *search) + lists


def _font_file(tables: Mapping[str, bytes]) -> bytes:
    count = len(tables)
    power = 1 << (count.bit_length() - 1)
    directory = [pack(">L4H", 0x10000, count, 16 * power, power.bit_length() - 1, 16 * (count - power))]
    bodies, at = [], 12 + 16 * count
    for tag in sorted(tables):
        body = tables[tag] + b"\0" * (-len(tables[tag]) % 4)
        checksum = sum(unpack_from(f">{len(body) // 4}L", body)) & 0xFFFFFFFF
        directory.append(pack(">4s3L", tag.encode("ascii"), checksum, at, len(tables[tag])))
        bodies.append(body)
        at += len(body)
    return b"".join(directory + bodies)


def write_font(
    face: Face, first: int, texts: Mapping[int, str], glyphs: Mapping[int, int] | None = None
) -> list[bytes]:
    """Return the objects first … of a Type0 font: three dictionaries, then streams.

    `texts` maps each code to what it stands for (ISO 32000-1, 9.10). A code is a glyph id, unless `glyphs` maps codes
    to glyph ids: where one glyph stands for several letters, each has a code of its own.
    """
    program = cut_subset(face, texts if glyphs is None else glyphs.values())
    name = _subset_name(face, program)
    to_glyph = b"/Identity" if glyphs is None else b"%d 0 R" % (first + 5)
    drawn = {code: code for code in texts} if glyphs is None else glyphs
    head = b"<</Type/Font/Subtype/Type0/BaseFont/%b/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>"
    cid = b"<</Type/Font/Subtype/CIDFontType2/BaseFont/%b/FontDescriptor %d 0 R/DW 0/CIDToGIDMap %b/W[%b]"
    cid += b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>"
    bodies = [
        head % (name, first + 1, first + 4),
        cid % (name, first + 2, to_glyph, _width_runs(face, {0: 0, **drawn})),
        font_descriptor(face, name, first + 3, flags=4),
        stream(b"/Length1 %d" % len(program), program),
        stream(b"", to_unicode(texts)),
    ]
    if glyphs is not None:
        codes = [glyphs.get(code, 0) for code in range(max(glyphs) + 1)]
        bodies.append(stream(b"", pack(f">{len(codes)}H", *codes), level=6))
    return bodies


def font_descriptor(face: Face, name: bytes, program: int, *, flags: int) -> bytes:
    """Return a font descriptor (ISO 32000-1, 9.8); `flags` 4 is symbolic, 32 is not."""
    flags |= (64 if face.italic_angle else 0) | (0x40000 if face.weight >= 700 else 0)
    box = b" ".join([b"%d" % side for side in face.bbox])
    stem = 50 + (face.weight // 65) ** 2  # no table holds StemV; this is what PDFKit and others estimate
    metrics = b"/ItalicAngle %d/Ascent %d/Descent %d/CapHeight %d/XHeight %d/StemV %d" % (
        round(face.italic_angle), face.ascent, face.descent, face.cap_height, face.x_height, stem,
    )  # fmt: skip
    head = b"<</Type/FontDescriptor/FontName/%b/Flags %d/FontBBox[%b]" % (name, flags, box)
    return head + metrics + b"/FontFile2 %d 0 R>>" % program


def _subset_name(face: Face, program: bytes) -> bytes:
    """Return the name with its tag of six letters (ISO 32000-1, 9.6.4), which differs where the subset does."""
    tag = "".join([chr(65 + byte % 26) for byte in bytes.fromhex(digest(program, 6))])
    return f"{tag}+{face.name}".encode("ascii")


def _width_runs(face: Face, glyphs: Mapping[int, int]) -> bytes:
    """Return the W array (ISO 32000-1, 9.7.4.3): runs of consecutive codes."""
    runs: list[list[int]] = []
    for code in sorted(glyphs):
        if not runs or code != runs[-1][-1] + 1:
            runs.append([])
        runs[-1].append(code)
    widths = face.advances
    spelled = [b"%d[%b]" % (run[0], b" ".join([b"%g" % widths[glyphs[code]] for code in run])) for run in runs]
    return b"".join(spelled)


def to_unicode(texts: Mapping[int, str]) -> bytes:
    """Return a ToUnicode character map (ISO 32000-1, 9.10.3) from two-byte codes."""
    runs: list[tuple[int, int, str]] = []
    for glyph, text in sorted(texts.items()):
        if runs and _continues(runs[-1], glyph, text):
            runs[-1] = (runs[-1][0], glyph, runs[-1][2])
        else:
            runs.append((glyph, glyph, text))
    single = [f"<{first:04X}><{_utf16(text)}>" for first, last, text in runs if first == last]
    ranges = [f"<{first:04X}><{last:04X}><{_utf16(text)}>" for first, last, text in runs if first != last]
    lines = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def",
        "/CMapName/Adobe-Identity-UCS def /CMapType 2 def",
        "1 begincodespacerange <0000><FFFF> endcodespacerange",
    ]
    for kind, entries in (("char", single), ("range", ranges)):
        for at in range(0, len(entries), 100):  # a list holds at most 100 entries
            part = entries[at : at + 100]
            lines += [f"{len(part)} beginbf{kind}", *part, f"endbf{kind}"]
    lines.append("endcmap CMapName currentdict /CMap defineresource pop end end")
    return "\n".join(lines).encode("ascii")


def _continues(run: tuple[int, int, str], glyph: int, text: str) -> bool:
    """Tell whether code and character both go on by one; a range stays within one high byte on either side."""
    first, last, start = run
    if len(text) != 1 or len(start) != 1 or glyph != last + 1 or ord(text) != ord(start) + glyph - first:
        return False
    return glyph >> 8 == first >> 8 and ord(text) >> 8 == ord(start) >> 8


def _utf16(text: str) -> str:
    return text.encode("utf-16-be").hex().upper()
