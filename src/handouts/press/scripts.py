"""Sets words that the plate's own fonts cannot: other letters, marks, right-to-left and joined scripts.

In: a plate, a slot, words. Out: content-stream code, and the glyphs to embed for it. Never true afterwards: that a
character is drawn by a box, a blank or a neighbour (`NoGlyph`), or that letters which join or run leftwards are set
without being shaped (`NoScripts`).

Imported only when a word needs it. The content keeps the order in which the text is read, each glyph moved to where it
is seen: the structure tree, and so a screen reader, gets the words right (ISO 32000-1, 14.8.2.3).
"""

from __future__ import annotations

import unicodedata
from functools import cache

from handouts.pdf.subset import OBJECTS_PER_FONT, write_font
from handouts.pdf.syntax import glyph_code, number
from handouts.pdf.truetype import BrokenFont, read_face
from handouts.press.numbering import FIRST_EXTRA, FONT_KEYS, FONT_NAMES
from handouts.press.words import NoFont, NoGlyph, set_words

TYPE_CHECKING = False  # typing would be imported for nothing else
if TYPE_CHECKING:
    from handouts.pdf.truetype import Face
    from handouts.press.plate import Letters, Plate, SlotRow, Uses

MOST_MARKS = 4
"""Marks on one letter; more (Hebrew with vowels and accents has up to four) stand beyond any line."""
_LEFTWARDS = ("R", "AL", "AN")
UNSEEN = frozenset("\u200c\u200d\u200e\u200f\u061c\u2066\u2067\u2068\u2069")  # joiners and direction marks


class NoScripts(Exception):  # noqa: N818 - it says what is missing
    """The words for `slot` need shaping, and the `scripts` extra is not installed; a problem with a fix."""

    def __init__(self, slot: str) -> None:
        self.slot = slot
        super().__init__(f'{slot} has letters that need the scripts extra: pip install "handouts[scripts]"')


class Unset(Exception):  # noqa: N818 - carried to where the slot is known
    """A character that cannot be set, or None where the shaper is missing."""

    def __init__(self, character: str | None) -> None:
        self.character = character
        super().__init__(character)


class Glyph:
    """One glyph: font name in the PDF, code as spelled, its own advance, and where it stands.

    `at` and `rise` are where the pen has to be, in 1/1000 em from the line's beginning and baseline.
    """

    __slots__ = ("advance", "at", "font", "rise", "spelled")

    def __init__(self, font: str, spelled: str, advance: float, at: float, rise: float = 0.0) -> None:
        self.font, self.spelled, self.advance, self.at, self.rise = font, spelled, advance, at, rise


class Extra(Glyph):
    """A glyph that the plate does not have: `glyph` of the font `key`, standing for `text` under the code `num`."""

    __slots__ = ("glyph", "key", "num", "text")

    def __init__(self, key: str, face: Face, glyph: int, text: str, *, at: float, rise: float = 0.0) -> None:
        self.key, self.glyph, self.text = key, glyph, text
        self.num = _code(face, glyph, text)
        super().__init__(f"{key}x", glyph_code(self.num), face.advances[glyph], at, rise)


def _code(face: Face, glyph: int, text: str) -> int:
    """Return the code of a glyph that stands for `text`: its number, or one beyond all numbers.

    **Why**: Arabic letters that differ by their dots share one dotless glyph, and a code has but one text. The code
    depends on nothing but glyph and text, so that set words can be kept; letters of one shape fall on different codes.
    """
    if len(text) == 1 and face.cmap.get(ord(text)) == glyph:
        return glyph
    count = len(face.advances)
    planes = 0xFFFF // count - 1
    if planes < 1:
        return glyph
    return glyph + count * (1 + (sum(map(ord, text)) - 0x600) % planes)


def set_foreign_words(plate: Plate, slot: SlotRow, words: str | tuple[str, str]) -> tuple[str, Uses]:
    """Return the code that sets the words in the slot, and the glyphs beside the plate's own that it uses.

    Raises Overflow, NoGlyph, NoScripts, NoFont.
    """
    uses: Uses = {}
    setters = {key: Chain(plate, key, uses) for key in plate.letters}
    words = (_compose(words[0]), _compose(words[1])) if isinstance(words, tuple) else _compose(words)
    try:
        return set_words(slot, words, setters), uses
    except Unset as error:
        if error.character is None:
            raise NoScripts(slot.name) from None
        raise NoGlyph(slot.name, error.character) from None


def _compose(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def extra_fonts(plate: Plate, uses: Uses) -> list[tuple[int, bytes]]:
    """Return the objects of the fonts for these glyphs, and the font names with them added."""
    names, objects = [plate.font_names], []
    for key in FONT_KEYS:
        if key in uses:
            first = FIRST_EXTRA + OBJECTS_PER_FONT * FONT_KEYS.index(key)
            names.append(f"/{key}x {first} 0 R")
            path = next(path for chain in plate.chains.values() for other, path in chain if other == key)
            objects += _font(path, first, tuple(sorted(uses[key].items())))
    return [(FONT_NAMES, f"<<{''.join(names)}>>".encode("ascii")), *objects]


@cache
def face_at(path: str) -> Face:
    """Return the face in a file, read once a process; raises NoFont."""
    try:
        return read_face(path)
    except BrokenFont as broken:
        raise NoFont(path, broken.reason) from None
    except OSError:
        raise NoFont(path, "the file cannot be read") from None


_FONTS: dict[tuple[str, int, tuple[tuple[int, tuple[int, str]], ...]], list[tuple[int, bytes]]] = {}


def _font(path: str, first: int, uses: tuple[tuple[int, tuple[int, str]], ...]) -> list[tuple[int, bytes]]:
    """Return a font's objects; names share letters, so the same subset is wanted again and again."""
    known = _FONTS.get((path, first, uses))
    if known is None:
        if len(_FONTS) > 400:  # some 3 MB
            _FONTS.clear()
        texts = {code: text for code, (_, text) in uses}
        glyphs = {code: glyph for code, (glyph, _) in uses}
        identity = all(code == glyph for code, glyph in glyphs.items())
        bodies = write_font(face_at(path), first, texts, None if identity else glyphs)
        known = _FONTS[path, first, uses] = list(enumerate(bodies, first))
    return known


class Chain:
    """Sets text in one of the plate's fonts and those that stand in for it, character by character."""

    def __init__(self, plate: Plate, key: str, uses: Uses) -> None:
        self._letters: Letters = plate.letters[key]
        self._chain = plate.chains[key]
        self._uses = uses
        self._lines: dict[tuple[str, bool], tuple[list[Glyph], float]] = {}

    def width(self, text: str) -> float:
        """Return the width in 1/1000 em."""
        try:
            return self._letters.width(text)
        except KeyError:
            return self._set(text)[1]

    def runs_left(self, text: str) -> bool:
        """Tell whether the first letter with a direction runs from right to left (UAX 9, P2 and P3)."""
        for char in text:
            direction = unicodedata.bidirectional(char)
            if direction in ("L", "R", "AL"):
                return direction != "L"
        return False

    def show(self, text: str, size: str, *, leftwards: bool = False) -> str:
        """Return the operators that draw the text, in the order in which it is read."""
        glyphs = self._set(text, leftwards=leftwards)[0]
        for glyph in glyphs:
            if isinstance(glyph, Extra):
                self._uses.setdefault(glyph.key, {}).setdefault(glyph.num, (glyph.glyph, glyph.text))
        return _spell(glyphs, size)

    def _set(self, text: str, *, leftwards: bool = False) -> tuple[list[Glyph], float]:
        known = self._lines.get((text, leftwards))
        if known is None:
            known = self._shaped(text, leftwards=leftwards) if needs_shaping(text) else self._plain(text)
            self._lines[text, leftwards] = known
        return known

    def _plain(self, text: str) -> tuple[list[Glyph], float]:
        glyphs: list[Glyph] = []
        pen = 0.0
        for char in text:
            glyph = self.own(char, pen)
            if glyph is None:
                key, path = self.covering(char)
                face = face_at(path)
                glyph = Extra(key, face, face.cmap[ord(char)], char, at=pen)
            glyphs.append(glyph)
            pen += glyph.advance
        return glyphs, pen

    def own(self, char: str, pen: float) -> Glyph | None:
        """Return the character from the plate's own subset, None where it is not there."""
        letters = self._letters
        if char not in letters.widths:
            return None
        return Glyph(letters.key, letters.codes[ord(char)], letters.widths[char], pen)

    def covering(self, cluster: str, before: tuple[str, str] | None = None) -> tuple[str, str]:
        """Return key and file of the first font with every character of the cluster, the one `before` it first.

        Raises Unset with the first character that no font has.
        """
        if any(unicodedata.category(char) in ("Cc", "Cs", "Co", "Cn") for char in cluster):
            raise Unset(next(char for char in cluster if unicodedata.category(char) in ("Cc", "Cs", "Co", "Cn")))
        seen = [char for char in cluster if char not in UNSEEN]
        for key, path in [before, *self._chain] if before else self._chain:
            if all(ord(char) in face_at(path).cmap for char in seen):
                return key, path
        for char in seen:
            if not any(ord(char) in face_at(path).cmap for _, path in self._chain):
                raise Unset(char)
        raise Unset(seen[-1])

    def _shaped(self, text: str, *, leftwards: bool) -> tuple[list[Glyph], float]:
        """Return the glyphs in the text's order, placed where the line shows them."""
        try:
            from handouts.press.shaping import shape_line  # noqa: PLC0415 - needs the scripts extra
        except ImportError:
            raise Unset(None) from None
        return shape_line(text, self, leftwards=leftwards)


def needs_shaping(text: str) -> bool:
    """Tell whether letters run leftwards, join, or carry marks; Latin, Greek and Cyrillic need none of it."""
    return any(
        unicodedata.bidirectional(char) in _LEFTWARDS or unicodedata.combining(char) or char in UNSEEN for char in text
    )


def _spell(glyphs: list[Glyph], size: str) -> str:
    """Return TJ operators; a step of the pen is written where a glyph does not stand where the last one ended."""
    parts: list[str] = []
    pen, rise, font = 0.0, 0.0, ""
    for glyph in glyphs:
        if glyph.font != font or glyph.rise != rise or not parts:
            parts.append(")]TJ " if parts else "")
            if glyph.font != font:
                parts.append(f"/{glyph.font} {size} Tf")
            if glyph.rise != rise:
                parts.append(f" {number(glyph.rise * float(size) / 1000)} Ts ")
            parts.append("[(")
            font, rise = glyph.font, glyph.rise
        step = round(pen - glyph.at)
        if step:
            parts.append(f"){step}(")
            pen -= step
        parts.append(glyph.spelled)
        pen += glyph.advance
    ending = ")]TJ" if parts else ""
    code = "".join([*parts, ending]).replace("[()", "[")
    return f"{code} 0 Ts" if rise else code
