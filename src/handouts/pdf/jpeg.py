"""JPEG files read marker by marker, before any decoder sees them.

In: the bytes of a JPEG file. Out: what its header says, and the same picture without anything that is not picture.
Never true afterwards: that a place, a time, a camera, a thumbnail or a film behind the picture's end goes on to paper
or into a file. Standard library only. Source: ITU-T T.81 (JPEG), annex B; EXIF 2.32, 4.6.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from handouts.pdf.fault import PictureFault

_START, _END, _SCAN = 0xD8, 0xD9, 0xDA
_EXIF, _ADOBE, _COMMENT = 0xE1, 0xEE, 0xFE
_APPLICATION: Final = range(0xE0, 0xF0)
_FRAMES: Final = frozenset({0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF})
_DECODABLE: Final = (0xC0, 0xC1, 0xC2)  # baseline, extended, progressive, all with Huffman codes
_MOST_SCANS: Final = 100  # a progressive picture has about ten; each costs a reader a pass over the whole picture
_FILL: Final = re.compile(rb"\xff*")
_AFTER_SCAN: Final = re.compile(rb"\xff+[^\x00\xd0-\xd7\xff]")  # stuffed bytes and restarts belong to the scan


@dataclass(frozen=True, slots=True)
class Jpeg:
    """A JPEG picture; `data` holds frames, tables and scans only, `orientation` is EXIF's 1 to 8, still to be applied.

    `is_plain` says that a PDF reader may decode `data` as it is: baseline or progressive (ISO 32000-1, 7.4.8).
    """

    width: int
    height: int
    components: int
    is_plain: bool
    orientation: int
    data: bytes


def read_jpeg(data: bytes) -> Jpeg:
    """Return a JPEG picture without its metadata; PictureFault when it is cut short or of a rare kind."""
    kept, orientation = [b"\xff\xd8"], 1
    frame: tuple[int, bytes] | None = None
    at, scans = 2, 0
    while True:
        marker, at = _next_marker(data, at)
        if marker == _END:
            break
        body, at = _segment(data, at)
        if marker == _EXIF and body.startswith(b"Exif\0\0"):
            orientation = read_orientation(body[6:])
        if marker in _FRAMES:
            if frame:
                raise _broken()
            frame = (marker, body)
        if _is_picture(marker, body):
            kept.append(b"\xff" + bytes([marker]) + (len(body) + 2).to_bytes(2, "big") + body)
        if marker == _SCAN:
            end = _AFTER_SCAN.search(data, at)
            if end is None or frame is None:
                raise _broken()
            kept.append(data[at : end.start()])
            at, scans = end.start(), scans + 1
            if scans > _MOST_SCANS:
                raise _rare()
    if frame is None or not scans:
        raise _broken()
    kept.append(b"\xff\xd9")
    return _described(frame, orientation, b"".join(kept))


def _next_marker(data: bytes, at: int) -> tuple[int, int]:
    start = at
    at = len(_FILL.match(data, at)[0]) + at  # type: ignore[index]  # any number of fill bytes may stand before a marker
    if at == start or at >= len(data) or data[at] in (0x00, _START):
        raise _broken()
    return data[at], at + 1


def _segment(data: bytes, at: int) -> tuple[bytes, int]:
    length = int.from_bytes(data[at : at + 2], "big")
    if length < 2 or at + length > len(data):
        raise _broken()
    return data[at + 2 : at + length], at + length


def _is_picture(marker: int, body: bytes) -> bool:
    if marker == _ADOBE:
        return body.startswith(b"Adobe")  # says whether three components are RGB or YCbCr
    return marker not in _APPLICATION and marker != _COMMENT


def _described(frame: tuple[int, bytes], orientation: int, data: bytes) -> Jpeg:
    process, body = frame
    if len(body) < 6 or len(body) != 6 + 3 * body[5]:
        raise _broken()
    width, height = int.from_bytes(body[3:5], "big"), int.from_bytes(body[1:3], "big")
    if process not in _DECODABLE or body[0] != 8:
        raise _rare()
    return Jpeg(width, height, body[5], process != 0xC1, orientation, data)


def read_orientation(tiff: bytes) -> int:
    """Return EXIF's orientation (tag 0x0112 of the first directory), 1 when there is none or it makes no sense."""
    order: Literal["little", "big"] = "little" if tiff.startswith(b"II") else "big"
    if tiff[:2] not in (b"II", b"MM"):
        return 1
    start = int.from_bytes(tiff[4:8], order)
    count = int.from_bytes(tiff[start : start + 2], order)
    for at in range(start + 2, min(start + 2 + 12 * count, len(tiff) - 11), 12):
        if int.from_bytes(tiff[at : at + 2], order) == 0x0112:
            value = int.from_bytes(tiff[at + 8 : at + 10], order)
            return value if 1 <= value <= 8 else 1
    return 1


def _rare() -> PictureFault:
    return PictureFault(
        "picture-rare-jpeg",
        "the picture is a JPEG of a kind that few programs read",
        "open it in an image program and export it as a PNG",
    )


def _broken() -> PictureFault:
    return PictureFault(
        "picture-broken",
        "the picture's file is damaged or cut short",
        "copy it again from where it came, or export it as a PNG",
    )
