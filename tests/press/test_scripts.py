"""Words in letters that the plate does not have: they print exactly, or are a problem."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2
import pytest
import uharfbuzz as hb
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handouts.press.codec import read_plate, write_plate
from handouts.press.scripts import NoScripts
from handouts.press.shaping import resolve_levels
from handouts.press.tail import press
from handouts.press.words import NoFont, NoGlyph, Overflow
from pdf_lint import check_file, complaints
from press.draft import FOLDER, WORDS
from verapdf import check_pdf

if TYPE_CHECKING:
    from pathlib import Path

    from handouts.press.plate import Plate

NAMES = {
    "accents": ("Zoë Müller", "Über ½ Stunde – Straße"),
    "polish": ("Łukasz Żółć", "Ćwicz powoli, gęś"),
    "greek": ("Ελένη Παπαδοπούλου", "Σιγά σιγά"),
    "cyrillic": ("Наталья", "Начните медленно на этой неделе."),
    "vietnamese": ("Nguyễn Thị Ánh", "Tập chậm"),
    "hebrew": ("דנה (Dana)", "להתחיל לאט ב-10:30 ו-(Dana) תבוא. ועוד מילים רבות כדי לגלוש לשורה"),
    "vowels": ("שָׁלוֹם", "דָּנָה"),
    "arabic": ("محمد بن علي", "ابدأ ببطء تثنية ١٢"),
    "marks": ("ọ́ n̈", "r̥"),
    "syntax": ("A\\B)C(", "& <x> %\\"),
    "substitutes": ("Anna\u2011Lena", "3\u202fkg"),
    "nothing": ("", ""),
}


def words(name: str, notes: str) -> dict[str, str | tuple[str, str]]:
    return {**WORDS, "client": name, "notes": notes}


def read(data: bytes) -> str:
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data))


@pytest.mark.parametrize("kind", NAMES)
def test_words_of_any_kind_pass_both_standards(kind: str, plate: Plate, tmp_path: Path) -> None:
    """Every glyph is embedded, mapped to what it stands for, and inside its slot's marked content."""
    data = press(plate, words(*NAMES[kind]))
    check_file(data)
    check_pdf(data, tmp_path)


@pytest.mark.parametrize("kind", ["accents", "polish", "greek", "cyrillic", "vietnamese", "syntax"])
def test_words_are_read_back_as_they_were_given(kind: str, plate: Plate) -> None:
    """Another reader finds each of them."""
    text = read(press(plate, words(*NAMES[kind])))
    for given_words in NAMES[kind]:
        assert given_words in text


def test_decomposed_words_are_composed(plate: Plate) -> None:
    """A name typed as letter and accent prints and reads as the composed letter."""
    assert press(plate, words("Zoe\u0308", "")) == press(plate, words("Zo\u00eb", ""))


def test_only_what_the_plate_lacks_is_embedded(plate: Plate) -> None:
    """One accent brings one small font, and the next client's file does not keep it."""
    plain = press(plate, words("Zoe", ""))
    accent = press(plate, words("Zoë", ""))
    with pikepdf.open(io.BytesIO(accent)) as pdf:
        fonts = pdf.pages[0].Resources.Font
        assert sorted(fonts.keys()) == ["/B", "/Bx", "/R", "/Rx", "/X"]
        assert b"/FontFile2" in fonts["/Bx"].DescendantFonts[0].FontDescriptor.unparse(resolved=True)
    assert len(accent) - len(plain) < 4500
    assert press(plate, words("Zoe", "")) == plain


def test_the_same_words_give_the_same_bytes_whatever_came_before(plate: Plate) -> None:
    """What is remembered of other clients is not seen."""
    first = {kind: press(plate, words(*NAMES[kind])) for kind in NAMES}
    plate.memo.clear()
    assert {kind: press(plate, words(*NAMES[kind])) for kind in reversed(NAMES)} == first


@pytest.mark.parametrize(
    ("name", "character"),
    [
        ("張偉", "張"),
        ("Anna \U0001f600", "\U0001f600"),
        ("a\x07b", "\x07"),
        ("a\ud800b", "\ud800"),
        ("Z" + "\u0301" * 9 + "algo", "\u0301"),
        ("\u05b8", "\u05b8"),
        ("a\ufffeb", "\ufffe"),
        ("\ue000", "\ue000"),
    ],
    ids=["chinese", "emoji", "control", "surrogate", "flood", "mark alone", "noncharacter", "private"],
)
def test_what_no_font_can_set_is_a_problem(name: str, character: str, plate: Plate) -> None:
    """The slot and the character are named; nothing is left out or boxed."""
    with pytest.raises(NoGlyph) as caught:
        press(plate, words(name, ""))
    assert (caught.value.slot, caught.value.character) == ("client", character)


@pytest.mark.parametrize("name", ["Łukasz", "דנה"])
@pytest.mark.parametrize("data", [b"garbage", None], ids=["damaged", "gone"])
def test_a_font_that_is_none_is_named(name: str, data: bytes | None, plate: Plate, tmp_path: Path) -> None:
    """A fallback font is read when a word needs it; its file may have changed since the plate was made."""
    copy = read_plate(write_plate(plate))
    path = tmp_path / "Own.ttf"
    if data:
        path.write_bytes(data)
    copy.chains = {key: [(other, str(path)) for other, _ in chain] for key, chain in copy.chains.items()}
    with pytest.raises(NoFont) as caught:
        press(copy, words(name, ""))
    assert caught.value.path == str(path)


def test_without_the_scripts_extra_such_words_are_a_problem(plate: Plate, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hebrew is not set in the wrong order; accents need no extra."""
    monkeypatch.setitem(sys.modules, "handouts.press.shaping", None)
    plate.memo.clear()
    with pytest.raises(NoScripts):
        press(plate, words("דנה", ""))
    assert press(plate, words("Zoë", ""))


@pytest.mark.parametrize("kind", ["hebrew", "vowels", "arabic"])
def test_shaped_words_hold_the_glyphs_of_a_fresh_shaping(kind: str, plate: Plate) -> None:
    """Glyph for glyph what HarfBuzz gives for each word on its own."""
    name = NAMES[kind][0]
    fonts = {"hebrew": "NotoSansHebrew-Bold", "vowels": "NotoSansHebrew-Bold", "arabic": "NotoSansArabic-Bold"}
    font = hb.Font(hb.Face(hb.Blob.from_file_path(str(FOLDER / f"{fonts[kind]}.ttf"))))
    wanted: list[int] = []
    for word in name.split():
        if any("\u0590" <= char <= "\u06ff" for char in word):
            buffer = hb.Buffer()
            buffer.add_str(word)
            buffer.guess_segment_properties()
            hb.shape(font, buffer)
            wanted += [info.codepoint for info in buffer.glyph_infos]
    with pikepdf.open(io.BytesIO(press(plate, words(name, "")))) as pdf:
        drawn = _glyphs(pdf, "/HBx" if kind != "arabic" else "/ABx")
    space = font.get_nominal_glyph(32)  # between the words
    assert sorted(glyph for glyph in drawn if glyph != space) == sorted(wanted)


def _glyphs(pdf: pikepdf.Pdf, wanted: str) -> list[int]:
    """Return the glyph ids of all text in a font on the first page, codes turned through its map."""
    font, found = "", []
    mapping = pdf.pages[0].Resources.Font[wanted].DescendantFonts[0].CIDToGIDMap
    table = mapping.read_bytes() if isinstance(mapping, pikepdf.Stream) else None
    for operands, operator in pikepdf.parse_content_stream(pdf.pages[0]):
        if str(operator) == "Tf":
            font = str(operands[0])
        elif str(operator) in ("Tj", "TJ") and font == wanted:
            strings = operands if str(operator) == "Tj" else list(operands[0])
            for part in strings:
                if isinstance(part, pikepdf.String):
                    raw = bytes(part)
                    codes = [int.from_bytes(raw[at : at + 2], "big") for at in range(0, len(raw), 2)]
                    found += (
                        codes if table is None else [int.from_bytes(table[2 * c : 2 * c + 2], "big") for c in codes]
                    )
    return found


def test_letters_of_one_shape_are_told_apart(plate: Plate) -> None:
    """Beh and noon share a dotless glyph in the middle of a word; each is read as itself."""
    with pikepdf.open(io.BytesIO(press(plate, words("نبني", "")))) as pdf:
        spelled = pdf.pages[0].Resources.Font["/ABx"].ToUnicode.read_bytes().decode("ascii")
    for letter in "نبي":
        assert f"<{ord(letter):04X}>" in spelled


def test_right_to_left_words_stand_at_the_right_of_their_slot(plate: Plate) -> None:
    """A Hebrew name in a slot that begins at its left end begins at the right end."""
    hebrew, latin = _ink(press(plate, words("דנה", ""))), _ink(press(plate, words("Dana", "")))
    assert hebrew[0] > latin[1] + 50
    assert hebrew[1] == pytest.approx(40 + 44 + 200, abs=3)


def _ink(data: bytes) -> tuple[float, float]:
    """Return where the client's name (dark blue) begins and ends, in points from the left."""
    image = pypdfium2.PdfDocument(data)[0].render(scale=2).to_numpy()
    rows = image[110:200].astype(int)  # blue, green, red; the name is (0.1, 0.2, 0.3), its ground grey
    columns = ((rows[:, :, 0] - rows[:, :, 2] > 35) & (rows[:, :, 0] < 120)).any(axis=0).nonzero()[0]
    return columns[0] / 2, columns[-1] / 2


def test_levels_are_those_of_the_bidirectional_algorithm() -> None:
    """Numbers in right-to-left text, brackets with what they hold, isolates (UAX 9)."""
    assert resolve_levels("abc", leftwards=False) == [0, 0, 0]
    assert resolve_levels("אב 10:30", leftwards=True) == [1, 1, 1, 2, 2, 2, 2, 2]
    assert resolve_levels("a (אב) c", leftwards=False) == [0, 0, 0, 1, 1, 0, 0, 0]
    assert resolve_levels("\u2067אב\u2069!", leftwards=False)[-1] == 0


@pytest.mark.parametrize("words_", ["אב levels: [ Level(9)]", "levels: [אב", "אב\n    paragraphs: [", 'אב " \\n {'])
def test_levels_are_not_read_from_the_words(words_: str) -> None:
    """A client's words may look like anything, like what the library says of them too."""
    assert len(resolve_levels(words_, leftwards=True)) == len(words_)
    assert resolve_levels(words_, leftwards=True)[words_.index("א")] == 1


def test_a_wrapped_right_to_left_text_keeps_its_direction(plate: Plate) -> None:
    """Its second line, should it begin with a Latin word, still runs from the right."""
    notes = "להתחיל לאט מאוד בשבוע הראשון ולעצור מיד אם Dana"
    found = press(plate, words("", notes))
    assert found
    check_file(found)


def test_foreign_words_overflow_as_others_do(plate: Plate) -> None:
    """The count of lines asked for is one that they fit in."""
    with pytest.raises(Overflow) as caught:
        press(plate, words("", "слово " * 60))
    assert caught.value.slot == "notes"
    assert caught.value.lines > 2


SCRIPTS = st.sampled_from([
    "abc é ñ ß", "ąęłż ŕ", "αβγ Ώ", "жшщ ёъ", "ếộữ", "אבג דה", "ابت جد", "0123 4.5", "()[]{}<>\\/%&", "-–—’“”…",
])  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(parts=st.lists(SCRIPTS.flatmap(lambda alphabet: st.text(alphabet, max_size=8)), max_size=4))
def test_any_mixture_prints_or_says_why(parts: list[str], plate: Plate) -> None:
    """Whatever is typed as a name: a sound file, or a named problem, never anything else."""
    try:
        data = press(plate, words("".join(parts), "".join(reversed(parts))))
    except (NoGlyph, Overflow):
        return
    assert complaints(data) == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.text(max_size=20))
def test_any_text_at_all_prints_or_says_why(name: str, plate: Plate) -> None:
    """Surrogates, controls, marks, unassigned characters: no traceback of another kind."""
    try:
        assert press(plate, words(name, name)).endswith(b"%%EOF\n")
    except (NoGlyph, Overflow):
        return


@pytest.mark.slow
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(parts=st.lists(SCRIPTS.flatmap(lambda alphabet: st.text(alphabet, max_size=8)), max_size=4))
def test_random_words_pass_both_standards(parts: list[str], plate: Plate, tmp_path: Path) -> None:
    """VeraPDF over 200 random sets of words."""
    try:
        data = press(plate, words("".join(parts), "".join(reversed(parts))))
    except (NoGlyph, Overflow):
        return
    check_pdf(data, tmp_path)
