"""PNG files read chunk by chunk, before any decoder sees them.

In: the bytes of a PNG file. Out: what its header says, and the same picture without anything that is not picture.
Never true afterwards: that text, times, colour profiles, further frames or bytes behind the picture's end are kept.
Standard library only. Source: W3C, Portable Network Graphics (3rd edition), 5 and 11.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from zlib import crc32

from handouts.pdf.fault import PictureFault
from handouts.pdf.jpeg import read_orientation

if TYPE_CHECKING:
    from collections.abc import Iterator

SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_KEPT: Final = (b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND")


@dataclass(frozen=True, slots=True)
class Png:
    """A PNG picture; `data` is a PNG file of its picture chunks only, `orientation` is EXIF's, still to be applied."""

    width: int
    height: int
    orientation: int
    data: bytes


def read_png(data: bytes) -> Png:
    """Return a PNG picture without its metadata; PictureFault when it is cut short or does not match its own sums."""
    chunks = list(_chunks(data))
    header = chunks[0][1]
    if chunks[0][0] != b"IHDR" or len(header) != 13 or chunks[-1][0] != b"IEND":
        raise _broken()
    orientation = next((read_orientation(body) for kind, body in chunks if kind == b"eXIf"), 1)
    kept = SIGNATURE + b"".join(_chunk(kind, body) for kind, body in chunks if kind in _KEPT)
    width, height = int.from_bytes(header[:4], "big"), int.from_bytes(header[4:8], "big")
    return Png(width, height, orientation, kept)


def image_data(data: bytes) -> bytes:
    """Return the deflated, filtered rows of a PNG file: what FlateDecode reads with predictor 15."""
    return b"".join(body for kind, body in _chunks(data) if kind == b"IDAT")


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield kind and body of every chunk up to IEND."""
    at, kind = len(SIGNATURE), b""
    while kind != b"IEND":
        length = int.from_bytes(data[at : at + 4], "big")
        kind, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        given = data[at + 8 + length : at + 12 + length]
        if len(given) != 4 or crc32(kind + body) != int.from_bytes(given, "big"):
            raise _broken()
        yield kind, body
        at += 12 + length


def _chunk(kind: bytes, body: bytes) -> bytes:
    return len(body).to_bytes(4, "big") + kind + body + crc32(kind + body).to_bytes(4, "big")


def _broken() -> PictureFault:
    return PictureFault(
        "picture-broken",
        "the picture's file is damaged or cut short",
        "copy it again from where it came, or export it anew",
    )
