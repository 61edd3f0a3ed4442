"""Words in a fillable sheet: each is its field's value, looks as it would be printed, and can be changed."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

import pikepdf
import pytest

from handouts.pdf.block import Placed, PlacedPage
from handouts.press.assemble import Assembler
from handouts.press.codec import read_plate, write_plate
from handouts.press.lint import StructureFault
from handouts.press.tail import press, press_tail
from handouts.press.words import NoGlyph, Overflow
from handouts.units import PAPERS, Rect
from pdf_lint import check_file
from press.draft import FONTS, WORDS, Draft, document, form_block, header
from verapdf import check_pdf

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from handouts.press.plate import Plate

MANY = {
    "plain": ("Alex Smith", "Go slow on the left side."),
    "polish": ("Łukasz Żółć", "Ćwicz powoli."),
    "hebrew": ("דנה (Dana)", "להתחיל לאט"),
    "syntax": ("A\\B)C(", "& <x> %\\"),
    "two lines": ("Alex", "First this.\nThen that."),
}


def fields(data: bytes) -> dict[str, pikepdf.Dictionary]:
    pdf = pikepdf.open(io.BytesIO(data))
    OPEN.append(pdf)  # its objects go with it
    return {str(field.T): field for field in pdf.Root.AcroForm.Fields}


OPEN: list[pikepdf.Pdf] = []


@pytest.fixture(autouse=True)
def _close() -> Iterator[None]:
    yield
    while OPEN:
        OPEN.pop().close()


@pytest.mark.parametrize("kind", MANY)
def test_given_words_are_the_values_of_their_fields(kind: str, form_plate: Plate, tmp_path: Path) -> None:
    """In both standards; a value is what was given, its look is drawn with embedded glyphs, and marked as typed."""
    name, notes = MANY[kind]
    data = press(form_plate, {**WORDS, "client": name, "notes": notes})
    check_file(data)
    check_pdf(data, tmp_path)
    found = fields(data)
    assert str(found["client"].V) == name
    assert str(found["notes"].V).replace("\r", "\n") == notes
    for field in (found["client"], found["notes"]):
        look = field.AP.N
        assert look.read_bytes().startswith(b"/Tx BMC q BT")
        assert look.read_bytes().endswith(b"ET Q EMC")
        used = {str(operands[0]) for operands, sign in pikepdf.parse_content_stream(look) if str(sign) == "Tf"}
        assert used
        assert used <= {str(key) for key in look.Resources.Font}
        left, bottom, right, top = (float(side) for side in field.Rect)
        assert [float(side) for side in look.BBox] == pytest.approx([0, 0, right - left, top - bottom], abs=0.011)


def test_a_field_without_words_stays_blank(form_plate: Plate) -> None:
    """Neither a value nor an object of its own; spaces are no words."""
    found = fields(press(form_plate, {"client": "  ", "notes": ""}))
    assert "/V" not in found["client"]
    assert found["client"].AP.N.read_bytes() == found["notes"].AP.N.read_bytes() == b"/Tx BMC EMC"
    assert press_tail(form_plate, {"client": " "}) == press_tail(form_plate, {})


def test_a_tick_box_is_empty_until_it_is_ticked(form_plate: Plate) -> None:
    """Off draws nothing, Yes draws a tick; each stands on the page that it names."""
    data = press(form_plate, {})
    ticks = [field for field in fields(data).values() if field.FT == "/Btn"]
    assert len(ticks) == 2
    for tick in ticks:
        assert (tick.V, tick.AS) == ("/Off", "/Off")
        assert tick.AP.N.Off.read_bytes() == b""
        assert tick.AP.N.Yes.read_bytes().endswith(b" l S")
    [page] = [page for page in OPEN[-1].pages if "/Annots" in page and ticks[0].objgen in _numbers(page)]
    for field in fields(data).values():
        assert field.P.objgen == page.objgen
        assert field.objgen in _numbers(page)


def _numbers(page: pikepdf.Page) -> list[tuple[int, int]]:
    return [annotation.objgen for annotation in page.Annots]


def test_a_field_stands_where_its_block_says(form_plate: Plate) -> None:
    """In page coordinates, printed, under a name of its own; its first words inside it."""
    data = press(form_plate, WORDS)
    found = fields(data)
    block, at = form_block(), (40, 300)
    assert len(found) == len(block.fields), "two fields have one name"
    wanted = [[side + at[index % 2] for index, side in enumerate(field.box)] for field in block.fields]
    boxes = [[float(side) for side in field.Rect] for field in found.values()]
    assert boxes == [pytest.approx(box, abs=0.01) for box in wanted]
    assert all(field.F == 4 for field in found.values())
    assert [int(found[name].Ff) for name in ("client", "notes")] == [0, 1 << 12]
    for name in ("client", "notes"):
        look = found[name].AP.N
        places = [
            [float(side) for side in numbers]
            for numbers, sign in pikepdf.parse_content_stream(look)
            if str(sign) == "Tm"
        ]
        assert all(0 <= x <= look.BBox[2] and 0 <= y <= look.BBox[3] for *_, x, y in places)
        assert places


def test_a_line_feed_in_a_value_is_a_carriage_return(form_plate: Plate) -> None:
    """As viewers keep a field of several lines (ISO 32000-1, 12.7.4.3)."""
    assert str(fields(press(form_plate, {"notes": "First.\nThen."}))["notes"].V) == "First.\rThen."


def test_what_is_typed_has_a_font_that_a_keyboard_knows(form_plate: Plate) -> None:
    """Named by every field and found in the form, with the width of each letter; unused codes are bullets."""
    found = fields(press(form_plate, {}))
    form = OPEN[-1].Root.AcroForm
    for name in ("client", "notes"):
        assert str(found[name].DA) == "/F 12 Tf 0 g"
    font, face = form.DR.Font.F, FONTS.face("R")
    assert (font.Subtype, font.Encoding, font.FirstChar) == ("/TrueType", "/WinAnsiEncoding", 32)
    widths = [float(width) for width in font.Widths]
    for char in "AiWé€ß":
        (code,) = char.encode("cp1252")
        assert widths[code - 32] == face.advances[face.cmap[ord(char)]], char
    assert widths[127 - 32] == widths[0x81 - 32] == face.advances[face.cmap[0x2022]]
    assert len(widths) == 224


def test_words_change_nothing_else_of_a_field(form_plate: Plate) -> None:
    """Place, element, tooltip, flags and name are those of the blank one, and ticks are not touched."""
    blank, filled = fields(press(form_plate, {})), fields(press(form_plate, WORDS))
    assert blank.keys() == filled.keys()
    for name, field in filled.items():
        for key in blank[name].keys() - {"/AP", "/P"}:
            assert field[key] == blank[name][key], (name, key)
        assert field.keys() - blank[name].keys() == ({"/V"} if name in ("client", "notes") else set())


def test_a_stored_plate_fills_in_the_same(form_plate: Plate) -> None:
    """Fields are kept with the plate."""
    for name, notes in MANY.values():
        words = {"client": name, "notes": notes}
        assert press(read_plate(write_plate(form_plate)), words) == press(form_plate, words)


@pytest.mark.parametrize(("slot", "words", "lines"), [("client", "many words " * 9, 2), ("notes", "words " * 90, 3)])
def test_words_too_long_for_a_field_ask_for_lines(slot: str, words: str, lines: int, form_plate: Plate) -> None:
    """As a slot does: nothing is cut off at a field's edge."""
    with pytest.raises(Overflow) as caught:
        press(form_plate, {slot: words})
    assert caught.value.slot == slot
    assert caught.value.lines >= lines


def test_what_no_font_can_set_is_a_problem_of_the_field(form_plate: Plate) -> None:
    """A field's look has a glyph for every character, as all text has."""
    with pytest.raises(NoGlyph) as caught:
        press(form_plate, {"client": "張"})
    assert (caught.value.slot, caught.value.character) == ("client", "張")


def test_ticks_of_like_blocks_are_fields_of_their_own() -> None:
    """A block knows its own names alone: drawn twice, its ticks are not one field with one value."""
    draft = Draft()
    draft.text(draft.element("H1"), "Done", 10, 60)
    draft.field(draft.element("Form"), "tick", Rect(10, 10, 24, 24), "done")
    block = draft.block()
    page = PlacedPage(PAPERS["a4"], (Placed(block, 40, 500), Placed(block, 40, 300)))
    data = press(Assembler(FONTS).assemble(replace(document(), pages=(page,))), {})
    assert len(fields(data)) == 2


def test_two_fields_of_one_name_are_seen() -> None:
    """They would be one field, with one value."""
    blocks = (Placed(header(), 40, 740), Placed(form_block(), 40, 500), Placed(form_block(), 40, 300))
    with pytest.raises(StructureFault, match="have one name"):
        Assembler(FONTS).assemble(replace(document(), pages=(PlacedPage(PAPERS["a4"], blocks),)))
