"""Blocks to a plate: the whole file, both standards, the same bytes every time."""

from __future__ import annotations

import io
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2
import pytest

from handouts.pdf.block import Form, Picture, Placed, PlacedDocument, PlacedPage, Run, Slot
from handouts.press.assemble import Assembler, assemble
from handouts.press.lint import OverEdge
from handouts.press.resources import write_resource
from handouts.press.tail import press
from handouts.units import PAPERS, Rect
from pdf_lint import check_file
from press.draft import BLACK, FONTS, WORDS, Draft, card, document, header, tail
from verapdf import check_pdf

if TYPE_CHECKING:
    from handouts.press.plate import Plate


@pytest.mark.parametrize("form", [False, True], ids=["printed", "fillable"])
def test_a_pressed_plate_passes_both_standards(tmp_path: Path, plate: Plate, form_plate: Plate, *, form: bool) -> None:
    """PDF/UA-1 and PDF/A-2a in one file: text, figures, tables, links, pictures, fields, foreign words."""
    data = press(form_plate if form else plate, WORDS)
    check_file(data)
    check_pdf(data, tmp_path)


def test_a_plate_without_words_passes_too(tmp_path: Path, plate: Plate) -> None:
    """A blank slot leaves an empty marked content, which is valid."""
    data = press(plate, {})
    check_file(data)
    check_pdf(data, tmp_path)


def test_every_word_is_there_to_be_read(plate: Plate) -> None:
    """Another reader finds the blocks' words and the client's, spaces between them."""
    text = _text(press(plate, WORDS))
    for words in ("Warm-up before training", "Push your hips back", "Alex Smith", "3 × 8 reps", "30 s", "pinches. "):
        assert words in text


def test_the_tree_follows_the_blocks(plate: Plate) -> None:
    """The document's children are the blocks' elements, page after page, whatever the drawing order."""
    with pikepdf.open(io.BytesIO(press(plate, WORDS))) as pdf:
        document_element = pdf.Root.StructTreeRoot.K[0]
        roles = [str(kid.S) for kid in document_element.K]
        assert roles == ["/H1", "/Figure", "/P", "/P", "/Sect", "/Sect", "/Sect", "/P", "/Figure", "/P"]
        assert str(document_element.K[7].Lang) == "de-DE"
        assert str(document_element.K[1].Alt) == "The coach’s mark"
        assert [str(kid.S) for kid in document_element.K[4].K] == ["/H2", "/Figure", "/L", "/P", "/Link", "/Table"]


def test_a_box_stands_where_its_block_stands(plate: Plate) -> None:
    """Element boxes and link areas are in page coordinates."""
    with pikepdf.open(io.BytesIO(press(plate, WORDS))) as pdf:
        figure = pdf.Root.StructTreeRoot.K[0].K[1]
        assert [float(side) for side in figure.A[0].BBox] == [480, 760, 500, 780]
        assert [float(side) for side in pdf.pages[0].Annots[0].Rect] == [480, 610, 520, 650]


def test_a_link_leads_where_it_says(plate: Plate) -> None:
    """Address and description, printed, without a frame, and one with its element."""
    with pikepdf.open(io.BytesIO(press(plate, WORDS))) as pdf:
        link = pdf.pages[0].Annots[0]
        assert str(link.A.URI) == "https://example.com/v/hip-hinge"
        assert str(link.Contents) == "Video of Hip hinge"
        assert (link.F, list(link.Border)) == (4, [0, 0, 0])


def test_a_resource_is_written_as_it_was_made() -> None:
    """A form with what it draws with, a picture with its sides, its mask and how it was packed."""
    form = Form("Fnested", Rect(0, 0, 9, 5), b"/G1 gs", b"<</ExtGState<</G1<</ca 1>>>>>>")
    picture = Picture("Ip", 3, 2, "DeviceRGB", "FlateDecode", b"xyz", "Imask", b"<</Predictor 15>>")
    written = write_resource(form, {})
    assert b"/BBox[0 0 9 5]/Resources<</ExtGState<</G1<</ca 1>>>>>>" in written
    written = write_resource(picture, {"Imask": 77})
    assert b"/Width 3/Height 2/BitsPerComponent 8/ColorSpace/DeviceRGB/Filter/FlateDecode" in written
    assert b"/DecodeParms<</Predictor 15>>/SMask 77 0 R/Length 3>>stream\nxyz\nendstream" in written


@pytest.mark.parametrize("what", ["link", "field", "lines"])
def test_whatever_stands_over_the_edge_is_seen(what: str) -> None:
    """A link's place, a field's, and the last line of a slot, each alone."""
    draft = Draft(500, 100)
    section = draft.element("H1")
    draft.text(section, "Here", 10, 60)
    if what == "link":
        link = draft.element("Link")
        draft.text(link, "there", 10, 40)
        draft.link(link, Rect(10, 40, 700, 50), "https://example.com", "There")
    elif what == "field":
        draft.field(draft.element("Form"), "tick", Rect(10, 40, 700, 50), "done")
    else:
        draft.slot(draft.element("P"), "notes", 10, 60, 100, lines=9, leading=20)
    page = PlacedPage(PAPERS["a4"], (Placed(draft.block(), 20, 50),))
    with pytest.raises(OverEdge):
        assemble(replace(document(), pages=(page,)), FONTS)


def test_a_slots_unit_brings_its_font() -> None:
    """Also where nothing else on the sheet is set in it."""
    draft = Draft()
    draft.text(draft.element("H1"), "Dose", 10, 60)
    draft.slot(draft.element("P"), "dose", 10, 10, 90, run=Run("R", 12, BLACK), unit=Run("B", 9, BLACK))
    page = PlacedPage(PAPERS["a4"], (Placed(draft.block(), 40, 400),))
    plate = assemble(replace(document(), pages=(page,)), FONTS)
    assert set(plate.letters) == {"R", "B"}
    check_file(press(plate, {"dose": ("3", "sets")}))


def test_a_stacked_dose_and_a_footers_slot_keep_what_they_are() -> None:
    """From the block to the page: the drop, and the edge that an artifact belongs to."""
    draft = Draft()
    draft.text(draft.element("H1"), "Dose", 10, 60)
    draft.slot(draft.element("P"), "dose", 10, 30, 90, run=Run("R", 12, BLACK), unit=Run("B", 9, BLACK), drop=11.0)
    block = draft.block()
    footer = Slot("client", 10, 5, 90, Run("R", 10, BLACK), role="Footer", content=None)
    block = replace(block, slots=(*block.slots, footer))
    plate = assemble(replace(document(), pages=(PlacedPage(PAPERS["a4"], (Placed(block, 40, 400),)),)), FONTS)
    dose, client = plate.pages[0]
    assert (dose.drop, dose.x, dose.y) == (11.0, 50, 430)
    assert client.opening == "/Artifact<</Type/Pagination/Subtype/Footer>>BDC"


def test_the_document_says_what_it_is(plate: Plate) -> None:
    """Title, language, author and both claims; printed at its real size; no date."""
    with pikepdf.open(io.BytesIO(press(plate, WORDS))) as pdf:
        assert str(pdf.Root.Lang) == "en-GB"
        assert str(pdf.Root.ViewerPreferences.PrintScaling) == "/None"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle is True
        assert pdf.Root.MarkInfo.Marked is True
        assert pdf.Root.OutputIntents[0].DestOutputProfile.N == 3
        with pdf.open_metadata() as xmp:
            assert xmp["dc:title"] == str(pdf.docinfo.Title) == "Warm-up before training"
            assert xmp["dc:creator"] == ["Coach Troy & friends"]
            assert xmp["dc:description"] == str(pdf.docinfo.Subject) == "A sheet <for> testing"
            assert xmp["dc:language"] == {"en-GB"}
            assert xmp["pdf:Producer"] == str(pdf.docinfo.Producer)
            assert (xmp["pdfuaid:part"], xmp["pdfaid:part"], xmp["pdfaid:conformance"]) == ("1", "2", "A")
            assert "xmp:CreateDate" not in xmp


def test_shared_things_stand_once(assembler: Assembler) -> None:
    """A form used by two blocks is one object; a picture brings its soft mask."""
    page = PlacedPage(PAPERS["a4"], (Placed(header(), 40, 700), Placed(header(), 40, 600), Placed(tail(), 40, 400)))
    base = document()
    data = press(assembler.assemble(PlacedDocument(base.about, (page,))), {"client": "Alex"})
    with pikepdf.open(io.BytesIO(data)) as pdf:
        names = pdf.pages[0].Resources.XObject
        assert sorted(names.keys()) == ["/Flogo", "/Imask", "/Iphoto"]
        assert names["/Iphoto"].SMask.objgen == names["/Imask"].objgen
    assert data.count(b"/Subtype/Form") == 1


def test_a_key_names_one_file(assembler: Assembler) -> None:
    """Another title, word, picture, place or order: other bytes under another key; what differs in nothing has one."""

    def one_page(*blocks: Placed, title: str = "Warm-up") -> PlacedDocument:
        about = replace(document().about, title=title)
        return PlacedDocument(about, (PlacedPage(PAPERS["a4"], blocks),))

    head, first, second = header(), card("Hip hinge", "dose-1"), card("Dead bug", "dose-2")
    other_logo = replace(head, resources=(replace(head.resources[0], content=b"0 g 0 0 20 20 re f"),))
    stand = Placed(head, 40, 740)
    documents = [
        one_page(stand),
        one_page(stand, title="Warm-down"),
        one_page(Placed(other_logo, 40, 740)),  # under the same name, which no content hash would give
        one_page(Placed(head, 40, 740.01)),
        one_page(stand, Placed(first, 40, 550), Placed(second, 40, 360)),
        one_page(stand, Placed(second, 40, 550), Placed(first, 40, 360)),
        one_page(stand, Placed(first, 40, 550), Placed(second, 40, 360, reads_before=True)),
    ]
    plates = [assembler.assemble(each) for each in documents]
    assert len({plate.key for plate in plates}) == len({plate.prefix for plate in plates}) == len(documents)
    again = [assemble(each, FONTS) for each in documents]
    assert [(plate.key, plate.prefix) for plate in again] == [(plate.key, plate.prefix) for plate in plates]


def test_only_fonts_in_use_are_embedded(plate: Plate) -> None:
    """Three fonts for text and slots; no Italic, no fallback, no Helvetica."""
    with pikepdf.open(io.BytesIO(press(plate, WORDS))) as pdf:
        assert sorted(pdf.pages[0].Resources.Font.keys()) == ["/B", "/R", "/X"]


def test_what_came_before_leaves_no_trace() -> None:
    """An assembler that has made other plates makes this one byte for byte as a new one does."""
    seasoned = Assembler(FONTS)
    for name in ("Curtsy lunge", "Hip hinge"):
        other = PlacedPage(PAPERS["a4"], (Placed(header(), 40, 700), Placed(card(name), 40, 500)))
        seasoned.assemble(replace(document(), pages=(other,)))
    seasoned.assemble(document(lines=3))
    assert press(seasoned.assemble(document()), WORDS) == press(assemble(document(), FONTS), WORDS)


def test_another_process_makes_the_same_bytes(plate: Plate, tmp_path: Path) -> None:
    """Neither hashing nor time gets into the file."""
    script = tmp_path / "again.py"
    script.write_text(
        "import sys, hashlib; sys.path[:0] = sys.argv[1:]\n"
        "from press.draft import BLACK, FONTS, WORDS, Draft, document\n"
        "from handouts.press.assemble import assemble\n"
        "from handouts.press.tail import press\n"
        "sys.stdout.buffer.write(press(assemble(document(), FONTS), WORDS))\n"
    )
    tests = Path(__file__).parents[1]
    command = [sys.executable, str(script), str(tests), str(tests.parent / "src")]
    made = subprocess.run(command, check=True, capture_output=True, env={"PYTHONHASHSEED": "4711"})
    assert made.stdout == press(plate, WORDS)


def test_another_order_of_blocks_stays_whole(assembler: Assembler, tmp_path: Path) -> None:
    """Kept pieces fit into any selection: other pages, other places, other neighbours."""
    cards = [card(name, f"dose-{index}", boxes=2 + index) for index, name in enumerate(("One", "Two", "Three"))]
    head = header()
    for order in ((0, 1, 2), (2, 0), (1, 2, 0), (2, 1)):
        blocks = [Placed(head, 40, 740), *[Placed(cards[at], 40, 560 - 180 * row) for row, at in enumerate(order)]]
        plate = assembler.assemble(replace(document(), pages=(PlacedPage(PAPERS["a4"], tuple(blocks)),)))
        data = press(plate, {"client": "Alex", "dose-2": ("3", "reps")})
        check_file(data)
        names = [line for line in _text(data).split("\r\n") if line in ("One", "Two", "Three")]
        assert names == [("One", "Two", "Three")[at] for at in order]
    check_pdf(data, tmp_path)


def test_a_page_without_slots_is_closed(assembler: Assembler) -> None:
    """Graphics state is balanced on a page that no client's word comes to."""
    draft = Draft()
    draft.text(draft.element("P"), "Nothing to fill in", 10, 10)
    page = PlacedPage(PAPERS["letter"], (Placed(draft.block(), 40, 500),))
    check_file(press(assembler.assemble(replace(document(), pages=(page,))), {}))


def _text(data: bytes) -> str:
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data))
