"""Spells PDF: numbers, strings, objects, streams, object streams, cross-reference streams.

In: Python values. Out: the bytes that stand in the file (ISO 32000-1, 7.2 to 7.5). Never true afterwards: that the same
values give other bytes. Standard library only; nothing here knows what the objects mean.
"""

from __future__ import annotations

import struct
import zlib

try:
    from _blake2 import blake2b  # hashlib would load OpenSSL for it: 4 ms of a 40 ms start
except ImportError:  # pragma: no cover - another Python implementation
    from hashlib import blake2b

TYPE_CHECKING = False  # typing would be imported for nothing else
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    Entries = tuple[int, int, bytes]
    """Cross-reference entries of consecutive objects: the first number, how many, the packed entries."""

QUICK = 1
"""How hard to deflate what is packed for every client or plate: a third of the time, for a few bytes in a hundred."""

_ESCAPES = {0x28: "\\(", 0x29: "\\)", 0x5C: "\\\\", 0x0D: "\\r"}
_ENTRY = struct.Struct(">BIH")


def number(value: float) -> str:
    """Return a length to a hundredth of a point (1/7200 inch, far below what a printer resolves)."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def numbers(values: Iterable[float]) -> str:
    """Return several lengths with spaces between them."""
    return " ".join([number(value) for value in values])


def literal(raw: bytes) -> bytes:
    """Return a string object of raw bytes, escaping what ends or changes a literal string (ISO 32000-1, 7.3.4.2)."""
    escaped = raw.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)").replace(b"\r", b"\\r")
    return b"(%b)" % escaped


def text_string(text: str) -> bytes:
    """Return a text string (ISO 32000-1, 7.9.2.2): ASCII as it is, anything else as UTF-16 with its mark."""
    return literal(text.encode("ascii") if text.isascii() else b"\xfe\xff" + text.encode("utf-16-be"))


def glyph_code(glyph: int) -> str:
    """Return a glyph id as the two characters (Latin-1) that stand for it inside ( ) in a content stream."""
    high, low = glyph >> 8, glyph & 0xFF
    return _ESCAPES.get(high, chr(high)) + _ESCAPES.get(low, chr(low))


def digest(data: bytes, size: int = 16) -> str:
    """Return a hash of the bytes as upper-case hexadecimal; `size` counts bytes."""
    return blake2b(data, digest_size=size).hexdigest().upper()


def indirect(num: int, body: bytes) -> bytes:
    """Return an indirect object (ISO 32000-1, 7.3.10)."""
    return b"%d 0 obj\n%b\nendobj\n" % (num, body)


def stream(entries: bytes, data: bytes, *, level: int = 9) -> bytes:
    """Return a deflated stream with these dictionary entries; an end of line stands before endstream (PDF/A, 6.1.7)."""
    packed = zlib.compress(data, level)
    return b"<<%b/Filter/FlateDecode/Length %d>>stream\n%b\nendstream" % (entries, len(packed), packed)


def plain_stream(entries: bytes, data: bytes) -> bytes:
    """Return a stream whose data stands as it is (already packed, or to be read by anyone)."""
    return b"<<%b/Length %d>>stream\n%b\nendstream" % (entries, len(data), data)


def object_stream(num: int, objects: Sequence[tuple[int, bytes]], *, level: int = 9) -> bytes:
    """Return an indirect object stream (ISO 32000-1, 7.5.7): many objects, none a stream, deflated together."""
    header, position = [], 0
    for member, body in objects:
        header.append(b"%d %d" % (member, position))
        position += len(body) + 1
    head = b" ".join(header) + b"\n"
    entries = b"/Type/ObjStm/N %d/First %d" % (len(objects), len(head))
    return indirect(num, stream(entries, head + b"\n".join([body for _, body in objects]), level=level))


def pack_entry(kind: int, second: int, third: int = 0) -> bytes:
    """Return one cross-reference entry (ISO 32000-1, Table 18).

    Kind 1 is an object at offset `second`; kind 2 one in the object stream `second`, the `third` in it.
    """
    return _ENTRY.pack(kind, second, third)


def join_entries(entries: Iterable[Entries]) -> tuple[bytes, bytes]:
    """Return the /Index array and the entries in order; object numbers may have gaps (ISO 32000-1, 7.5.8.2)."""
    ordered = sorted(entries)
    index: list[bytes] = []
    begin = after = ordered[0][0]
    for first, count, _ in ordered:
        if first != after:
            index.append(b"%d %d" % (begin, after - begin))
            begin = first
        after = first + count
    index.append(b"%d %d" % (begin, after - begin))
    return b" ".join(index), b"".join([row for _, _, row in ordered])


def xref_stream(num: int, size: int, index: bytes, entries: bytes, trailer: bytes, *, level: int = 9) -> bytes:
    """Return a cross-reference stream (ISO 32000-1, 7.5.8); `size` is one more than the highest object number.

    A `level` of 0 leaves the entries as they are.
    """
    head = b"/Type/XRef/W[1 4 2]/Size %d/Index[%b]%b" % (size, index, trailer)
    return indirect(num, stream(head, entries, level=level) if level else plain_stream(head, entries))
