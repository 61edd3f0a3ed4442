"""The font reader, against fontTools and against damage."""

from __future__ import annotations

import io
import random
from pathlib import Path

import pytest
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

from handouts.pdf.subset import cut_subset, to_unicode, write_font
from handouts.pdf.truetype import BrokenFont, Face, read_face

FONTS = sorted((Path(__file__).parents[2] / "fonts").glob("*.ttf"))
ATKINSON = Path(__file__).parents[2] / "fonts" / "AtkinsonHyperlegibleNext-Regular.ttf"


@pytest.mark.parametrize("path", FONTS, ids=lambda path: path.stem)
def test_a_face_says_what_fonttools_says(path: Path) -> None:
    """Characters, widths, metrics and name are those of the file."""
    face, font = read_face(path), TTFont(path)
    numbers = {name: number for number, name in enumerate(font.getGlyphOrder())}
    assert face.cmap == {char: numbers[name] for char, name in font.getBestCmap().items()}
    assert list(face.advances) == [font["hmtx"][name][0] for name in font.getGlyphOrder()]
    assert face.units_per_em == font["head"].unitsPerEm == 1000
    assert (face.ascent, face.descent) == (font["hhea"].ascent, font["hhea"].descent)
    assert (face.cap_height, face.x_height) == (font["OS/2"].sCapHeight, font["OS/2"].sxHeight)
    assert face.weight == font["OS/2"].usWeightClass
    assert face.italic_angle == font["post"].italicAngle
    assert face.name == font["name"].getDebugName(6)
    assert face.embedding_allowed


def test_lengths_are_in_thousandths_of_the_em() -> None:
    """A font of 2000 units per em gives half its units."""
    data = bytearray(ATKINSON.read_bytes())
    face = Face(bytes(data))
    start = face.tables["head"][0] + 18
    data[start : start + 2] = (2000).to_bytes(2, "big")
    half = Face(bytes(data))
    assert half.ascent == round(face.ascent / 2)
    assert half.advances[face.cmap[ord("m")]] == round(face.advances[face.cmap[ord("m")]] / 2)


@pytest.mark.parametrize(
    ("rights", "allowed"), [(0, True), (2, False), (4, True), (8, True), (0x102, False), (0x100, False), (0x200, False)]
)
def test_licence_bits_forbid_embedding(rights: int, allowed: bool) -> None:
    """Restricted, no-subsetting and bitmap-only fonts may not be embedded (OpenType, OS/2, fsType)."""
    data = bytearray(ATKINSON.read_bytes())
    start = Face(bytes(data)).tables["OS/2"][0] + 8
    data[start : start + 2] = rights.to_bytes(2, "big")
    assert Face(bytes(data)).embedding_allowed is allowed


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "not a TrueType font"),
        (b"%PDF-1.7", "not a TrueType font"),
        (b"OTTO" + bytes(100), "PostScript outlines"),
        (b"ttcf" + bytes(100), "several fonts"),
        (b"wOF2" + bytes(100), "WOFF2"),
        (ATKINSON.read_bytes()[:20_000], "cut off"),
        (ATKINSON.read_bytes()[:18], "ends before"),
    ],
)
def test_what_is_no_font_says_so(data: bytes, reason: str) -> None:
    """The reason is in words that can stand in a problem."""
    with pytest.raises(BrokenFont, match=reason) as caught:
        Face(data)
    assert caught.value.reason[0].islower()


def test_damage_never_gets_further_than_broken_font() -> None:
    """Any bytes changed anywhere: a face, or BrokenFont, from reading and from cutting."""
    whole, dice, outcomes = ATKINSON.read_bytes(), random.Random(7), set()
    for _ in range(600):
        data = bytearray(whole)
        for _ in range(dice.choice((1, 5, 40))):
            data[dice.randrange(300) if dice.random() < 0.5 else dice.randrange(len(data))] = dice.randrange(256)
        try:
            face = Face(bytes(data[: dice.choice((len(data), dice.randrange(len(data))))]))
            cut_subset(face, [glyph for glyph in face.cmap.values() if glyph < 100])
            outcomes.add("face")
        except BrokenFont:
            outcomes.add("broken")
    assert outcomes == {"face", "broken"}


@pytest.mark.parametrize("path", FONTS, ids=lambda path: path.stem)
def test_a_subset_draws_the_same_under_the_same_numbers(path: Path) -> None:
    """Outlines and widths of the glyphs asked for, composites taken apart, are those of the whole font."""
    face, whole = read_face(path), TTFont(path)
    glyphs = [face.cmap[ord(char)] for char in "0Ab.é½אבג ابت".replace(" ", "") if ord(char) in face.cmap]
    part = TTFont(io.BytesIO(cut_subset(face, glyphs)))
    assert len(glyphs) > 2
    for glyph in glyphs:
        assert _drawn(part, glyph) == _drawn(whole, glyph)
        assert part["hmtx"].metrics[part.getGlyphName(glyph)] == whole["hmtx"].metrics[whole.getGlyphName(glyph)]
    others = set(range(max(glyphs))) - set(glyphs)
    assert any(_drawn(whole, glyph) and not _drawn(part, glyph) for glyph in others), "nothing was left out"


def _drawn(font: TTFont, glyph: int) -> list[object]:
    glyphs = font.getGlyphSet()
    pen = DecomposingRecordingPen(glyphs)
    glyphs[font.getGlyphName(glyph)].draw(pen)
    return pen.value


def test_a_subset_has_no_hints() -> None:
    """Print has no use for instructions."""
    face = read_face(Path(ATKINSON).with_name("NotoSans-Regular.ttf"))
    part = TTFont(io.BytesIO(cut_subset(face, [face.cmap[ord("a")], face.cmap[ord("é")]])))
    assert not {"fpgm", "prep", "cvt "} & set(part.keys())
    for name in part.getGlyphOrder():
        assert not getattr(part["glyf"][name], "program", None) or not part["glyf"][name].program.getBytecode()


def test_to_unicode_maps_every_code() -> None:
    """Single codes and ranges together say what each glyph stands for, ligatures and characters beyond the BMP too."""
    texts = {3: "A", 4: "B", 5: "C", 9: "fi", 255: "x", 256: "y", 300: "\U0001d49c"}
    spelled = to_unicode(texts).decode("ascii")
    assert "<0003><0005><0041>" in spelled
    assert "<0009><00660069>" in spelled
    assert "<012C><D835DC9C>" in spelled
    assert "<00FF><0078>" in spelled, "a range must not leave its high byte (ISO 32000-1, 9.7.6.2)"


def test_the_same_font_objects_every_time() -> None:
    """Nothing in a font's objects depends on order or time."""
    face = read_face(ATKINSON)
    texts = {face.cmap[ord(char)]: char for char in "handouts"}
    again = dict(reversed(list(texts.items())))
    assert write_font(face, 20, texts) == write_font(read_face(ATKINSON), 20, again)
