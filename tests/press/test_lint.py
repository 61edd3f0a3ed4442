"""Every fault is planted once, and seen: by the structure lint at assembly, or by the file lint afterwards."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pikepdf
import pytest

from handouts.pdf.block import Block, Placed, PlacedPage
from handouts.press import document as writing
from handouts.press import place
from handouts.press.assemble import Assembler
from handouts.press.codec import read_plate, write_plate
from handouts.press.lint import OverEdge, StructureFault
from handouts.press.lint.block import complaints
from handouts.press.tail import press
from handouts.units import PAPERS, Rect
from pdf_lint import complaints as file_complaints
from press.draft import FONTS, WORDS, card, document, form_block, header, tail

if TYPE_CHECKING:
    from handouts.press.plate import Plate


def changed(block: Block, role: str, /, **changes: object) -> Block:
    """Return the block with its first element of a role changed."""
    index = next(index for index, element in enumerate(block.elements) if element.role == role)
    elements = list(block.elements)
    elements[index] = replace(elements[index], **changes)
    return replace(block, elements=tuple(elements))


def recoded(block: Block, old: bytes, new: bytes) -> Block:
    """Return the block with the first piece of code that holds `old` changed."""
    content, done = [], False
    for part in block.content:
        if isinstance(part, bytes) and old in part and not done:
            part, done = part.replace(old, new, 1), True  # noqa: PLW2901 - the changed one
        content.append(part)
    assert done
    return replace(block, content=tuple(content))


def test_good_blocks_have_nothing_to_complain_of() -> None:
    """The blocks that all faults are planted in are clean."""
    for block in (header(), card(), tail(), form_block()):
        assert complaints(block) == []


FAULTS = {
    "a figure without words": (lambda: changed(card(), "Figure", alt=" "), "no alternative text"),
    "a figure without a box": (lambda: changed(card(), "Figure", box=None), "no box"),
    "a figure with an empty box": (lambda: changed(card(), "Figure", box=Rect(5, 5, 5, 9)), "no box"),
    "a printed tick box without words": (lambda: changed(card(), "Form", alt=""), "no alternative text"),
    "a printed tick box that is no field": (lambda: changed(card(), "Form", attributes=b""), "PrintField"),
    "a list without numbering": (lambda: changed(card(), "L", attributes=b""), "ListNumbering"),
    "a header cell of nothing": (lambda: changed(card(), "TH", attributes=b""), "no Scope"),
    "a role of our own": (lambda: changed(card(), "Sect", role="Callout"), "no standard structure type"),
    "an item outside a list": (lambda: changed(card(), "L", role="Div"), "may not stand in Div"),
    "a paragraph in a row": (lambda: changed(card(), "TD", role="P"), "may not hold"),
    "no language tag": (lambda: changed(tail(), "P", language="German"), "no language tag"),
    "a cell too few": (lambda: changed(card(), "TD", attributes=b"<</O/Table/ColSpan 2>>"), "rows of"),
    "an empty element": (lambda: changed(card(), "LBody", kids=()), "empty"),
    "a mark of no element": (lambda: replace(card(), owners=card().owners[:-2]), "no owner"),
    "a mark under another tag": (lambda: recoded(card(), b"/Lbl<<", b"/LBody<<"), "its owner is not"),
    "paint outside marks": (lambda: recoded(card(), b" EMC\n", b" EMC 0 0 9 9 re f\n"), "outside marked content"),
    "text that nobody hears": (lambda: _decorated(b"/Artifact BMC"), "neither header nor footer"),
    "a mark left open": (lambda: recoded(card(), b" EMC\n", b"\n"), "left open"),
    "a mark too few": (lambda: recoded(card(), b" EMC\n", b" EMC EMC\n"), "without a beginning"),
    "a mark in a mark": (lambda: recoded(card(), b" EMC\n", b" /Artifact BMC EMC EMC\n"), "inside"),
    "a state left open": (lambda: recoded(tail(), b" Do Q", b" Do"), "left open"),
    "a state too few": (lambda: recoded(tail(), b" Do Q", b" Do Q Q"), "without its q"),
    "text left open": (lambda: recoded(card(), b" Tj ET", b" Tj"), "left open"),
    "an unknown font": (lambda: recoded(card(), b"/R 12 Tf", b"/Helvetica 12 Tf"), "no glyphs listed"),
    "an unknown picture": (lambda: recoded(tail(), b"/Iphoto Do", b"/Other Do"), "not among the resources"),
    "states too deep": (lambda: recoded(tail(), b"q 40", b"q " * 27 + b"40"), "too deep"),
    "a note": (lambda: changed(tail(), "P", role="Note"), "no standard structure type"),
    "a head of a table without a body": (lambda: changed(card(), "TR", role="THead"), "wants a body"),
    "a caption in the middle": (lambda: changed(card(), "L", role="Caption"), "a caption stands first"),
    "a silent link": (lambda: _link(contents=" "), "says nothing"),
    "a link on a figure": (lambda: _link(element=2), "not to a Link"),
    "a field with a dot": (lambda: _field(name="a.b"), "no dot"),
    "a field without a tooltip": (lambda: _field(tooltip=""), "says nothing"),
    "a slot of another role": (lambda: _slot(role="Span"), "not its owner's role"),
    "a slot's content drawn twice": (lambda: _slot(content=0), "occurs 2 times"),
    "content of two elements": (lambda: _twice(), "which another owns"),  # noqa: PLW0108 - stands below
}


def _decorated(opening: bytes) -> Block:
    """Return a block with text in an artifact."""
    block = tail()
    words = b"%b BT /B 12 Tf 0 0 Td <0001> Tj ET EMC\n" % opening
    return replace(block, content=(*block.content, words))


def test_a_running_header_is_heard_by_nobody_and_says_so() -> None:
    """Of artifacts, headers and footers alone may have words; other pagination may not."""
    for edge in (b"Header", b"Footer"):
        assert complaints(_decorated(b"/Artifact<</Type/Pagination/Subtype/%b>>BDC" % edge)) == []
    for other in (b"/Artifact<</Type/Pagination>>BDC", b"/Artifact<</Type/Layout/Subtype/Footer>>BDC"):
        assert complaints(_decorated(other)) != []


def _link(**changes: object) -> Block:
    return replace(card(), links=(replace(card().links[0], **changes),))


def _field(**changes: object) -> Block:
    block = form_block()
    return replace(block, fields=(replace(block.fields[0], **changes), *block.fields[1:]))


def _slot(**changes: object) -> Block:
    return replace(card(), slots=(replace(card().slots[0], **changes),))


def _twice() -> Block:
    block = card()
    index = next(index for index, element in enumerate(block.elements) if element.role == "Lbl")
    return changed(block, "LBody", kids=(*block.elements[index + 1].kids, *block.elements[index].kids))


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_of_a_block_is_seen(name: str) -> None:
    """The complaint names it, and the block gets no plate."""
    make, words = FAULTS[name]
    block = make()
    assert any(words in fault for fault in complaints(block)), complaints(block)
    page = PlacedPage(PAPERS["a4"], (Placed(header(), 40, 740), Placed(block, 40, 500)))
    with pytest.raises(StructureFault, match=re.escape(words)):
        Assembler(FONTS).assemble(replace(document(), pages=(page,)))


@pytest.mark.parametrize(
    ("x", "y", "words"), [(150, 500, "over the edge"), (40, -80, "over the edge"), (-20, 500, "over the edge")]
)
def test_a_block_over_the_edge_is_seen(x: float, y: float, words: str) -> None:
    """Figures, links and slots stand on the page."""
    page = PlacedPage(PAPERS["a4"], (Placed(header(), 40, 740), Placed(card(), x, y)))
    with pytest.raises(OverEdge, match=words):
        Assembler(FONTS).assemble(replace(document(), pages=(page,)))


def test_a_block_over_the_edge_is_not_all_that_may_be_wrong() -> None:
    """Too many words are a problem of the data; a fault of ours beside it is still ours."""
    page = PlacedPage(PAPERS["a4"], (Placed(card(), 150, 500),))
    with pytest.raises(StructureFault, match="H2 follows no heading") as caught:
        Assembler(FONTS).assemble(replace(document(), pages=(page,)))
    assert not isinstance(caught.value, OverEdge)


def test_a_skipped_heading_is_seen() -> None:
    """An H2 does not come first."""
    page = PlacedPage(PAPERS["a4"], (Placed(card(), 40, 500),))
    with pytest.raises(StructureFault, match="H2 follows no heading"):
        Assembler(FONTS).assemble(replace(document(), pages=(page,)))


def test_a_document_without_a_title_is_seen() -> None:
    """The title bar would show a file name."""
    with pytest.raises(StructureFault, match="no title"):
        Assembler(FONTS).assemble(document(title=" "))


def _swapped(tree: bytes) -> bytes:
    return re.sub(rb"(\d+ 0 R) (\d+ 0 R)", rb"\2 \1", tree, count=1)


def _shortened(tree: bytes) -> bytes:
    return re.sub(rb"\d+ 0 R \d+ 0 R", b"", tree, count=1)


def _led_astray(tree: bytes) -> bytes:
    return re.sub(rb"\] (\d+) \d+ 0 R", rb"] \1 6 0 R", tree)


def _renumbered(kids: bytes) -> bytes:
    return re.sub(rb"/K (\d+)/Pg", lambda found: b"/K %d/Pg" % (int(found[1]) + 1), kids)


def _misnumbered(row: object) -> object:
    row.opening = re.sub(r"MCID (\d+)", lambda found: f"MCID {int(found[1]) + 1}", row.opening)
    return row


SLIPS = {
    "swapped rows of the ParentTree": (writing, "_parent_tree", _swapped, "row of the ParentTree"),
    "a lost row of the ParentTree": (writing, "_parent_tree", _shortened, "row of the ParentTree"),
    "an annotation's row lost": (writing, "_parent_tree", _led_astray, "annotations are not"),
    "MCIDs off by one": (place, "_write_kids", _renumbered, "MCID"),
    "a slot under a wrong MCID": (place, "_slot_row", _misnumbered, "MCID"),
    "a page without its key": (writing, "_page", lambda page: page.replace(b"/StructParents", b"/S"), "its key"),
    "a page without a block's content": (
        writing,
        "_page",
        lambda page: re.sub(rb"/Contents\[\d+ 0 R ", b"/Contents[", page),
        "its contents are not",
    ),
    "a client's words on no page": (
        writing,
        "_page",
        lambda page: re.sub(rb" \d+ 0 R\]/StructParents", b"]/StructParents", page),
        "its contents are not",
    ),
    "a field that no form knows": (
        writing,
        "write_form",
        lambda form: re.sub(rb"/Fields\[\d+ 0 R ", b"/Fields[", form),
        "the form's fields are not",
    ),
    "elements in another order": (
        writing,
        "in_reading_order",
        lambda read: read[::-1],
        "the document's elements are not",
    ),
    "annotations in no order": (
        writing,
        "_page",
        lambda page: page.replace(b"/Annots[", b"/Annots[9 0 R "),
        "its pieces",
    ),
}


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_of_the_assembler_is_seen(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The lint reads what was written, so our own mistakes do not get by."""
    module, function, spoil, words = SLIPS[name]
    sound = getattr(module, function)
    monkeypatch.setattr(module, function, lambda *given, **more: spoil(sound(*given, **more)))
    with pytest.raises(StructureFault, match=words):
        Assembler(FONTS).assemble(document(form=True))


def test_the_file_lint_sees_swapped_rows(plate: Plate) -> None:
    """VeraPDF passes two rows of the ParentTree that changed places; the file lint does not."""
    with pikepdf.open(io.BytesIO(press(plate, WORDS))) as pdf:
        row = pdf.Root.StructTreeRoot.ParentTree.Nums[1]
        row[0], row[1] = row[1], row[0]
        data = _saved(pdf)
    assert any("leads to another element" in fault for fault in file_complaints(data))


def test_the_file_lint_sees_words_under_a_wrong_mcid(plate: Plate) -> None:
    """A client's name is not to be heard as the heading."""
    copy = read_plate(write_plate(plate))
    name = next(slot for slot in copy.pages[0] if slot.name == "client")
    title = 0  # the first marked content of the page, which the heading owns
    name.opening = f"/P<</MCID {title}>>BDC"
    faults = file_complaints(press(copy, WORDS))
    assert any("MCID 0 is tagged /P, its element is /H1" in fault for fault in faults)


def test_the_file_lint_sees_a_dropped_alternative_text(plate: Plate) -> None:
    """A figure without words is silence."""
    with pikepdf.open(io.BytesIO(press(plate, WORDS))) as pdf:
        del pdf.Root.StructTreeRoot.K[0].K[1].Alt
        data = _saved(pdf)
    assert any("Figure without Alt" in fault for fault in file_complaints(data))


def _saved(pdf: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def test_the_lint_has_an_eye_on_every_kind_of_element() -> None:
    """The sample blocks hold what sheets hold, or the lint would be tested on nothing."""
    roles = {element.role for block in (header(), card(), tail(), form_block()) for element in block.elements}
    assert roles >= {"H1", "H2", "P", "Sect", "L", "LI", "Lbl", "LBody", "Figure", "Link", "Table", "TR", "TH", "TD"}
