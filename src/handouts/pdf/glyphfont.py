"""A ReportLab font whose character codes are the glyph ids of the font file (Type0, Identity-H).

In: a face. Out: what ReportLab asks of a font object. Never true afterwards: that a content stream depends on which
subset a document will embed. ReportLab lays text out with it; the press writes the font objects.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.pdfbase import pdfmetrics

from handouts.pdf.fonts import MissingGlyph

if TYPE_CHECKING:
    from handouts.pdf.fonts import FontSet
    from handouts.pdf.truetype import Face


class _FaceOfReportLab:
    """The few facts that ReportLab reads from `font.face`."""

    builtIn = 0  # noqa: N815 - ReportLab's
    requiredEncoding = None  # noqa: N815 - ReportLab's

    def __init__(self, face: Face) -> None:
        self.name = face.name
        self.ascent = face.ascent
        self.descent = face.descent


class GlyphFont:
    """One face as ReportLab sees it; `used` collects the glyph ids drawn since it was last cleared."""

    # ReportLab's own names and values
    _multiByte = 1  # noqa: N815
    _dynamicFont = 1  # noqa: N815
    shapable = False
    substitutionFonts = ()  # noqa: N815
    encName = "Identity-H"  # noqa: N815
    encoding = None

    def __init__(self, key: str, face: Face) -> None:
        self.fontName = key
        self.face = _FaceOfReportLab(face)
        self.used: set[int] = set()
        self._glyphs = face.cmap
        self._widths = {code: face.advances[glyph] for code, glyph in face.cmap.items()}

    def stringWidth(self, text: str | bytes, size: float, encoding: str = "utf8") -> float:  # noqa: N802 - ReportLab's
        """Return the width in points; a character without a glyph raises instead of counting as nothing."""
        words = text if isinstance(text, str) else text.decode(encoding)
        try:
            return sum([self._widths[ord(char)] for char in words]) * 0.001 * size
        except KeyError as error:
            raise MissingGlyph(chr(error.args[0])) from None

    def splitString(self, text: str, doc: object, encoding: str = "utf-8") -> list[tuple[int, bytes]]:  # noqa: N802, ARG002 - ReportLab's
        """Return the text as one subset of two-byte glyph ids, and remember them."""
        glyphs = self.encode(text)
        return [(0, glyphs)]

    def encode(self, text: str) -> bytes:
        """Return the two-byte glyph ids of the text."""
        try:
            ids = [self._glyphs[ord(char)] for char in text]
        except KeyError as error:
            raise MissingGlyph(chr(error.args[0])) from None
        self.used.update(ids)
        return b"".join([glyph.to_bytes(2, "big") for glyph in ids])

    def getSubsetInternalName(self, subset: int, doc: object) -> str:  # noqa: N802, ARG002 - ReportLab's
        """Return the name a content stream calls the font by: its key, always."""
        return f"/{self.fontName}"


class GlyphFonts:
    """The fonts of one font set as ReportLab knows them, each made when it is first used."""

    def __init__(self, fonts: FontSet) -> None:
        self.fonts = fonts
        self._made: dict[str, GlyphFont] = {}

    def __getitem__(self, key: str) -> GlyphFont:
        """Return the font, known to ReportLab under its key.

        **Why** the registry is written directly: `registerFont` keeps the first font of a face name for ever, so a
        second workspace with another fonts folder would silently be laid out with the first one's widths.
        """
        font = self._made.get(key)
        if font is None:
            font = self._made[key] = GlyphFont(key, self.fonts.face(key))
        pdfmetrics._fonts[key] = font  # noqa: SLF001 - see Why
        return font

    def claim(self) -> None:
        """Let ReportLab's names mean these fonts again: another bench may have drawn with its own since."""
        pdfmetrics._fonts.update(self._made)  # noqa: SLF001 - see __getitem__

    def take_used(self) -> tuple[tuple[str, tuple[int, ...]], ...]:
        """Return the glyph ids drawn since the last call, by font key, and forget them."""
        used = tuple((key, tuple(sorted(font.used))) for key, font in sorted(self._made.items()) if font.used)
        for font in self._made.values():
            font.used.clear()
        return used
