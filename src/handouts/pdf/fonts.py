"""The fonts of a sheet: which files there are, which face draws which character.

In: a folder of TrueType files. Out: faces by short key, text cut into spans that one face covers, widths. Never true
afterwards: that a character without a glyph passes in silence (a box or a blank on paper is a wrong word).

Standard library only.
"""

from __future__ import annotations

import os
import re
import unicodedata
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from handouts.pdf.fault import Fault
from handouts.pdf.syntax import digest
from handouts.pdf.truetype import BrokenFont, Face, read_face

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

LARGEST: Final = 30_000_000  # bytes; one of the largest, for Chinese, has 20
FILES: Final[dict[str, str]] = {
    "R": "AtkinsonHyperlegibleNext-Regular.ttf",
    "B": "AtkinsonHyperlegibleNext-Bold.ttf",
    "X": "AtkinsonHyperlegibleNext-ExtraBold.ttf",
    "I": "AtkinsonHyperlegibleNext-Italic.ttf",
    "J": "AtkinsonHyperlegibleNext-BoldItalic.ttf",
    "NR": "NotoSans-Regular.ttf",
    "NB": "NotoSans-Bold.ttf",
    "HR": "NotoSansHebrew-Regular.ttf",
    "HB": "NotoSansHebrew-Bold.ttf",
    "AR": "NotoSansArabic-Regular.ttf",
    "AB": "NotoSansArabic-Bold.ttf",
}
"""Font key → file in fonts/. The keys are the names of the fonts inside every PDF."""

_OWN: Final = frozenset(["R", "B", "X", "I", "J"])  # of the sheet's own family
_REGULAR: Final = ("NR", "HR", "AR")
_BOLD: Final = ("NB", "HB", "AB")
FALLBACK: Final[dict[str, tuple[str, ...]]] = {
    "R": _REGULAR,
    "B": _BOLD,
    "X": ("B", *_BOLD),
    "I": ("R", *_REGULAR),
    "J": ("B", *_BOLD),
}
"""Font key → the keys to try, in order, for a character that it lacks."""

SUBSTITUTES: Final = {"\u2011": "-", "\u202f": "\u00a0"}
"""The only two characters that may be drawn as another one: both look the same, and no-break is layout's business."""


class MissingGlyph(ValueError):  # noqa: N818 - named as what it says
    """No font covers the character."""

    def __init__(self, character: str) -> None:
        self.character = character
        super().__init__(f"no font has {describe(character)}")


def _read(path: Path) -> Face:
    try:
        face = read_face(path)
    except BrokenFont as broken:
        what = f"the font {path.name} cannot be used: {broken.reason}"
        raise _fault(path, "font-broken", what, f"copy it again, or take it out of {path.parent.name}/") from None
    if not face.embedding_allowed:
        what = f"the font {path.name} forbids that it is put into a file"
        fix = f"take it out of {path.parent.name}/, or ask its maker for a licence"
        raise _fault(path, "font-restricted", what, fix)
    return face


def _refuse_odd(path: Path, home: Path) -> None:
    """Raise a Fault for what must not be opened: a pipe, a device, a folder, a link out of the workspace, a giant."""
    if not path.is_file():
        raise _fault(path, "font-broken", f"the font {path.name} is no file", f"take it out of {path.parent.name}/")
    if not path.resolve().is_relative_to(home.resolve()):
        what = f"the font {path.name} is a link that leads out of the workspace"
        raise _fault(path, "font-broken", what, f"copy the font itself into {path.parent.name}/")
    if path.stat().st_size > LARGEST:
        what = f"the font {path.name} is larger than {LARGEST // 1_000_000} MB"
        raise _fault(path, "font-broken", what, f"take it out of {path.parent.name}/")


def _fault(path: Path, kind: str, what: str, fix: str) -> Fault:
    fault = Fault(kind, what, fix)
    fault.about = path
    return fault


def _seal(place: str) -> str:
    """Return the hash of a font's file; of what must not be opened, and is refused when it is needed, nothing."""
    if not os.path.isfile(place) or os.path.getsize(place) > LARGEST:  # noqa: PTH113, PTH202 - "" is no path
        return "-"
    with open(place, "rb") as file:  # noqa: PTH123 - same
        return digest(file.read())


class Span(NamedTuple):
    """Text that one face draws."""

    font: str
    text: str


class FontSet:
    """The faces of one fonts folder, read when first needed."""

    def __init__(self, folders: Iterable[Path]) -> None:
        self._folders = tuple(folders)
        self._faces: dict[str, Face] = {}
        self._spans = lru_cache(maxsize=8192)(self._cut)

    def path(self, key: str) -> Path:
        """Return the file of a font: the first folder that has it (a workspace's own comes first)."""
        for folder in self._folders:
            path = folder / FILES[key]
            if path.exists():
                _refuse_odd(path, folder.parent)
                return path
        raise FileNotFoundError(FILES[key])

    @property
    def places(self) -> tuple[str, ...]:
        """Where each font's file is, in the order of FILES; empty where there is none."""
        return tuple([str(next((at for at in self._places(key) if at.exists()), "")) for key in FILES])

    def _places(self, key: str) -> list[Path]:
        return [folder / FILES[key] for folder in self._folders]

    @cached_property
    def digest(self) -> str:
        """The hash of all fonts; blocks drawn with others are other blocks.

        **Why** the fallback fonts too: a letter is drawn by the first that has it, under the number it has there.
        """
        return digest("".join(self._seals.values()).encode("ascii"))

    @cached_property
    def _seals(self) -> dict[str, str]:
        return {key: _seal(path) for key, path in zip(FILES, self.places, strict=True)}

    @property
    def relied_on(self) -> tuple[Path, ...]:
        """The files that what was drawn depends on: with a fallback font all, as another might come before it."""
        read = FILES if self._faces.keys() - _OWN else self._faces
        return tuple([path for key in read for path in self._places(key) if path.exists()])

    def face(self, key: str) -> Face:
        """Return the face of a font key, read once; a file that is no font, or may not be embedded, is a Fault."""
        face = self._faces.get(key)
        if face is None:
            face = self._faces[key] = _read(self.path(key))
        return face

    def spans(self, font: str, text: str) -> tuple[Span, ...]:
        """Cut text into spans by the face that covers it, marks and spaces staying with their neighbour.

        Raises:
            MissingGlyph: for the first character that no font covers.
        """
        return self._spans(font, text)

    def width(self, font: str, text: str, size: float) -> float:
        """Return the text's advance width in points; no kerning, as nothing here kerns."""
        total = 0.0
        for span in self.spans(font, text):
            face = self.face(span.font)
            total += sum([face.advances[face.cmap[ord(char)]] for char in span.text])
        return total * size / 1000

    def _cut(self, font: str, text: str) -> tuple[Span, ...]:
        spans: list[Span] = []
        text = unicodedata.normalize("NFC", text)
        if all(ord(char) in self.face(font).cmap for char in text):
            return (Span(font, text),) if text else ()
        for word in re.split("( +)", text):
            whole = self._covering_word(font, word)
            for char in word:
                key, drawn = self._covering(whole, char, spans[-1].font if spans else font)
                if spans and spans[-1].font == key:
                    spans[-1] = Span(key, spans[-1].text + drawn)
                else:
                    spans.append(Span(key, drawn))
        return tuple(spans)

    def _covering_word(self, font: str, word: str) -> str:
        """Return the first font that has the whole word, else the wanted one.

        **Why**: Atkinson has an omega but no other Greek, and a word in two faces looks broken.
        """
        for key in (font, *FALLBACK.get(font, ())):
            if all(ord(char) in self.face(key).cmap or char in SUBSTITUTES for char in word):
                return key
        return font

    def _covering(self, font: str, char: str, current: str) -> tuple[str, str]:
        substitute = SUBSTITUTES.get(char)
        if substitute and ord(char) not in self.face(font).cmap:
            return font, substitute
        keys = (font, *FALLBACK.get(font, ()))
        if unicodedata.combining(char):  # a mark must come from the face that draws its letter
            keys = (current, *(key for key in keys if key != current))
        for key in keys:
            if ord(char) in self.face(key).cmap:
                return key, char
        raise MissingGlyph(char)


def describe(character: str) -> str:
    """Return a character as a problem names it: `“張” (U+5F35 CJK UNIFIED IDEOGRAPH-5F35)`."""
    code = f"U+{ord(character):04X}"
    name = unicodedata.name(character, "")
    label = f"{code} {name}" if name else code
    if unicodedata.category(character)[0] in "CZM":
        return label
    return f"“{character}” ({label})"
