"""Cuts the fonts of a plate: subsets with the letters that its blocks draw, and those that a client's words may need.

In: glyphs by font key. Out: a `Typecase`: the fonts as a part of the file, and what press sets words with. Never true
afterwards: that a subset depends on what was cut before, or on the words of any client.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final, Protocol

from handouts.pdf.fonts import FALLBACK, SUBSTITUTES
from handouts.pdf.subset import OBJECTS_PER_FONT, write_font
from handouts.press import numbering as at
from handouts.press.parts import Part
from handouts.press.plate import Letters

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from handouts.pdf.truetype import Face
    from handouts.press.plate import Memo

BASE_ALPHABET: Final = "".join(map(chr, range(0x20, 0x7F))) + "\u00a0°·×–—‘’“”…"
"""What a font for a client's words can always draw; all else is embedded when a word needs it.

**Why** not more: each further alphabet costs every sheet kilobytes (Latin-1 2 × 4 kB), and most names need none. Why
not what a batch needs: then one client's file would depend on the others.
"""
_MOST_CASES: Final = 64  # kept; each is some 15 kB, and what it remembers of words
_MOST_CUTS: Final = 256  # kept; each is some 5 kB


class FontSource(Protocol):
    """Where the faces come from: `handouts.pdf.fonts.FontSet`, or anything like it."""

    def face(self, key: str) -> Face:
        """Return the face of a font key."""

    def path(self, key: str) -> Path:
        """Return its file."""


class Typecase:
    """The fonts of a plate: its `glyphs` by font key, and the `part` of the file that draws them.

    `letters`, `chains` and `names` are those of `Plate`, for its slots. `memo` remembers how words were set from this
    case; plates that share the case share it.
    """

    __slots__ = ("chains", "glyphs", "letters", "memo", "names", "part")

    def __init__(
        self,
        glyphs: Mapping[str, int],
        part: Part,
        letters: dict[str, Letters],
        names: str,
        chains: dict[str, list[tuple[str, str]]],
    ) -> None:
        self.glyphs, self.part = glyphs, part
        self.letters, self.names, self.chains = letters, names, chains
        self.memo: Memo = {}


class Foundry:
    """Cuts subsets of one set of fonts, and keeps them.

    Glyphs are given as the bits of a number, bit n for glyph n: joined and compared in one step.
    """

    def __init__(self, fonts: FontSource) -> None:
        self.fonts = fonts
        self._base: dict[str, int] = {}
        self._cut: dict[tuple[str, int], tuple[list[bytes], Letters]] = {}
        self._cases: dict[tuple[tuple[tuple[str, int], ...], frozenset[str]], Typecase] = {}

    def base(self, key: str) -> int:
        """Return the glyphs of the base alphabet."""
        if key not in self._base:
            cmap = self.fonts.face(key).cmap
            self._base[key] = bits([cmap[ord(char)] for char in BASE_ALPHABET if ord(char) in cmap])
        return self._base[key]

    def typecase(self, glyphs: Mapping[str, int], slot_fonts: frozenset[str]) -> Typecase:
        """Return the case with these glyphs, for slots in these fonts."""
        key = tuple(sorted(glyphs.items())), slot_fonts
        case = self._cases.get(key)
        if case is None:
            if len(self._cases) >= _MOST_CASES:
                self._cases.clear()
            case = self._cases[key] = self._fill(glyphs, slot_fonts)
        return case

    def _fill(self, glyphs: Mapping[str, int], slot_fonts: frozenset[str]) -> Typecase:
        keys = [key for key in at.FONT_KEYS if key in glyphs]
        listed, plain, letters = [], [], {}
        for key in keys:
            bodies, letters[key] = self.cut(key, glyphs[key])
            first = font_number(key)
            listed += list(enumerate(bodies[:3], first))
            plain += list(enumerate(bodies[3:], first + 3))
        names = "".join([f"/{key} {font_number(key)} 0 R" for key in keys])
        listed.insert(0, (at.FONT_NAMES, f"<<{names}>>".encode("ascii")))
        own = [key for key in keys if key in slot_fonts]
        return Typecase(
            glyphs,
            Part(plain, at.FONT_STREAM, listed),
            {key: letters[key] for key in own},
            names,
            {key: self._chain(key) for key in own},
        )

    def cut(self, key: str, glyphs: int) -> tuple[list[bytes], Letters]:
        """Return the objects of a font cut to these glyphs, at the numbers from `font_number` on, and its letters."""
        known = self._cut.get((key, glyphs))
        if known is None:
            if len(self._cut) >= _MOST_CUTS:
                self._cut.clear()
            face = self.fonts.face(key)
            bodies = write_font(face, font_number(key), _texts(face, glyphs))
            known = self._cut[key, glyphs] = bodies, _letters(key, face, glyphs)
        return known

    def _chain(self, key: str) -> list[tuple[str, str]]:
        return [(other, str(self.fonts.path(other))) for other in (key, *FALLBACK.get(key, ()))]


def bits(glyphs: Iterable[int]) -> int:
    """Return the glyphs as the bits of a number."""
    found = 0
    for glyph in glyphs:
        found |= 1 << glyph
    return found


def font_number(key: str) -> int:
    """Return the first object number of one of the plate's fonts."""
    return at.FIRST_FONT + OBJECTS_PER_FONT * at.FONT_KEYS.index(key)


def _texts(face: Face, glyphs: int) -> dict[int, str]:
    """Return what each glyph stands for: the lowest of its characters (a hyphen, not a soft one)."""
    texts: dict[int, str] = {}
    for char, glyph in sorted(face.cmap.items()):
        if glyphs >> glyph & 1:
            texts.setdefault(glyph, chr(char))
    return texts


def _letters(key: str, face: Face, glyphs: int) -> Letters:
    """Return the characters that the embedded glyphs can draw; marks are left to those who can place them."""
    drawn = {chr(c): g for c, g in face.cmap.items() if glyphs >> g & 1 and not unicodedata.combining(chr(c))}
    for char, substitute in SUBSTITUTES.items():
        if ord(char) not in face.cmap and substitute in drawn:
            drawn[char] = drawn[substitute]
    chars = "".join(sorted(drawn))
    return Letters(key, chars, [drawn[c] for c in chars], [face.advances[drawn[c]] for c in chars])
