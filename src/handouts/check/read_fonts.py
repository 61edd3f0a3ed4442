"""A font as a finished PDF holds it: from the codes that are shown to characters and widths.

In: a font dictionary of a PDF. Out: `ReadFont`. Never true afterwards: that a character was guessed; a code that the
font's ToUnicode does not name reads as U+FFFD. Source: ISO 32000-1, 9.6, 9.7, 9.10.3.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import pikepdf

if TYPE_CHECKING:
    from collections.abc import Iterator

UNKNOWN: Final = "\ufffd"
_LAST: Final = 0xFFFF  # of the codes of two bytes; a damaged file promises four thousand million
_SECTION: Final = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)
_HEX: Final = re.compile(rb"<([0-9A-Fa-f\s]*)>")
_RANGE: Final = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(?:<([0-9A-Fa-f]+)>|\[(.*?)\])", re.DOTALL)


class ReadFont:
    """One font: its `name` without the subset's prefix, whether its outlines are in the file, and its codes."""

    def __init__(self, font: Any) -> None:
        self._composite = font.Subtype == "/Type0"
        inner = font.DescendantFonts[0] if self._composite else font
        self.name = str(font.BaseFont)[1:].rpartition("+")[2]
        descriptor = inner.get("/FontDescriptor", pikepdf.Dictionary())
        self.embedded = any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))
        self._texts = _read_texts(font.ToUnicode.read_bytes()) if "/ToUnicode" in font else {}
        self._widths = dict(_composite_widths(inner) if self._composite else _simple_widths(inner))
        self._default = float(inner.get("/DW", 1000)) if self._composite else 0.0

    def codes(self, shown: bytes) -> Iterator[int]:
        """Yield the codes of a string: two bytes each in a composite font, which ours all are, else one."""
        step = 2 if self._composite else 1
        for at in range(0, len(shown) - step + 1, step):
            yield int.from_bytes(shown[at : at + step], "big")

    def text(self, code: int) -> str:
        """Return the characters that a code stands for."""
        return self._texts.get(code, UNKNOWN)

    def width(self, code: int) -> float:
        """Return how far a code moves the point, in 1/1000 em."""
        return self._widths.get(code, self._default)

    def is_space(self, code: int) -> bool:
        """Return whether word spacing applies: to the single byte 32 only (ISO 32000-1, 9.3.3)."""
        return not self._composite and code == ord(" ")


def _read_texts(cmap: bytes) -> dict[int, str]:
    """Return a ToUnicode CMap as code → characters."""
    texts: dict[int, str] = {}
    for kind, body in _SECTION.findall(cmap):
        if kind == b"bfchar":
            found = _HEX.findall(body)
            texts |= {int(code, 16): _characters(text) for code, text in zip(found[::2], found[1::2], strict=True)}
            continue
        for low, high, first, listed in _RANGE.findall(body):
            codes = range(int(low, 16), min(int(high, 16), _LAST) + 1)
            if listed:
                texts |= {code: _characters(text) for code, text in zip(codes, _HEX.findall(listed), strict=True)}
            else:
                start = _characters(first)
                texts |= {code: start[:-1] + chr(ord(start[-1]) + code - codes[0]) for code in codes}
    return texts


def _characters(written: bytes) -> str:
    return bytes.fromhex(written.decode("ascii")).decode("utf-16-be", "replace")


def _composite_widths(inner: Any) -> Iterator[tuple[int, float]]:
    """Yield a composite font's widths: `first [w w …]` or `first last w` (ISO 32000-1, 9.7.4.3)."""
    items = list(inner.get("/W", []))
    at = 0
    while at < len(items):
        first = int(items[at])
        if isinstance(items[at + 1], pikepdf.Array):
            yield from ((first + step, float(width)) for step, width in enumerate(items[at + 1]))
            at += 2
        else:
            last = min(int(items[at + 1]), _LAST)
            yield from ((code, float(items[at + 2])) for code in range(first, last + 1))
            at += 3


def _simple_widths(inner: Any) -> Iterator[tuple[int, float]]:
    first = int(inner.get("/FirstChar", 0))
    yield from ((first + step, float(width)) for step, width in enumerate(inner.get("/Widths", [])))
