"""The canvas that tags every mark, and the words on it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.pdf.block import Field, Form, Run
from handouts.pdf.canvas import BlockCanvas, Node, UntaggedMarkError
from handouts.pdf.fonts import FontSet, MissingGlyph
from handouts.pdf.glyphfont import GlyphFonts
from handouts.pdf.text import SetText, TextStyle
from handouts.units import Rect

FONTS = FontSet([Path(__file__).resolve().parents[2] / "fonts"])
GLYPHS = GlyphFonts(FONTS)
RUN = Run("R", 12, (0, 0, 0))
STYLE = TextStyle(12.5, 15.75, (0, 0, 0))


def test_text_without_an_element_is_our_bug() -> None:
    """A forgotten tag must not become a silent artifact."""
    canvas = BlockCanvas(GLYPHS)
    with pytest.raises(UntaggedMarkError):
        canvas.text(0, 0, "lost", RUN)


def test_a_picture_without_an_element_is_our_bug() -> None:
    """A figure that nobody is told of is as bad as a word; only what is said to be of a header or footer may pass."""
    canvas = BlockCanvas(GLYPHS)
    form = Form("Gtest", Rect(0, 0, 9, 9), b"0 0 9 9 re f")
    with pytest.raises(UntaggedMarkError):
        canvas.use(form, (1, 0, 0, 1, 0, 0))
    with pytest.raises(UntaggedMarkError), canvas.tagged(Node("Figure")):
        canvas.use(form, (1, 0, 0, 1, 0, 0))  # a tag is for text: a picture's marks are one content
    with canvas.pagination("Header"):
        canvas.use(form, (1, 0, 0, 1, 0, 0))


@pytest.mark.parametrize("draw", ["text", "link", "field"])
def test_an_element_that_no_root_holds_is_our_bug(draw: str) -> None:
    """Forgotten in the tree, what was drawn for it would never be heard."""
    canvas, lost, found = BlockCanvas(GLYPHS), Node("Link"), Node("P")
    with canvas.tagged(found):
        canvas.text(0, 0, "found", RUN)
    if draw == "text":
        with canvas.tagged(lost):
            canvas.text(0, 0, "lost", RUN)
    elif draw == "link":
        canvas.link(lost, Rect(0, 0, 9, 9), "https://example.com", "lost")
    else:
        canvas.field(lost, Field("tick", Rect(0, 0, 9, 9), "lost", "lost", 0))
    with pytest.raises(UntaggedMarkError, match="no root holds"):
        canvas.take([found], 10, 10)


def test_a_block_begins_on_a_clean_sheet() -> None:
    """What was broken off by a problem leaves neither marks nor glyphs to the next block."""
    canvas = BlockCanvas(GLYPHS)
    canvas.shape("0 0 m 9 9 l", stroke=(0, 0, 0))
    with canvas.pagination("Header"):
        canvas.text(0, 0, "Q", RUN)
    with pytest.raises(MissingGlyph):
        canvas.text(0, 0, "\U0001f600", RUN)
    canvas.begin()
    node = Node("P")
    with canvas.tagged(node):
        canvas.text(0, 0, "x", RUN)
    block = canvas.take([node], 10, 10)
    assert b"Artifact" not in b"".join(part for part in block.content if isinstance(part, bytes))
    assert block.glyphs == (("R", (FONTS.face("R").cmap[ord("x")],)),)


def test_lines_are_artifacts_and_text_is_content() -> None:
    """Whatever is drawn without a tag is passed over by a reader; words belong to their element."""
    canvas = BlockCanvas(GLYPHS)
    canvas.shape("0 0 m 10 0 l", stroke=(0, 0, 0))
    node = Node("P")
    with canvas.tagged(node):
        canvas.text(0, 0, "found", RUN)
    block = canvas.take([node], 100, 20)
    code = b"".join(part if isinstance(part, bytes) else b"#" for part in block.content)
    assert code.startswith(b"/Artifact BMC")
    assert b"EMC\n/P <</MCID #>> BDC" in code
    assert block.owners == (0,)


def test_a_running_footer_is_marked_as_one() -> None:
    """Its words, and the rule in it; what is drawn before and after is no part of it."""
    canvas = BlockCanvas(GLYPHS)
    canvas.shape("0 0 m 1 0 l", stroke=(0, 0, 0))
    with canvas.pagination("Footer"):
        canvas.shape("0 0 m 2 0 l", stroke=(0, 0, 0))
        canvas.text(0, 0, "page 2", RUN)
    canvas.shape("0 0 m 3 0 l", stroke=(0, 0, 0))
    code = b"".join(part for part in canvas.take([], 100, 20).content if isinstance(part, bytes))
    marks = [line for line in code.split(b"\n") if line.endswith((b"BMC", b"BDC", b"EMC"))]
    footer = b"/Artifact <</Type /Pagination /Subtype /Footer>> BDC"
    assert marks == [b"/Artifact BMC", b"EMC", footer, b"EMC", b"/Artifact BMC", b"EMC"]
    assert b"Tj" in code.partition(footer)[2].partition(b"EMC")[0]
    assert b"2 0 l" in code.partition(footer)[2].partition(b"EMC")[0]


def test_elements_that_nothing_was_drawn_for_are_left_out() -> None:
    """An empty paragraph would be read as a pause; an empty table cell keeps its column."""
    canvas = BlockCanvas(GLYPHS)
    root = Node("Sect")
    root.add("P")
    row = root.add("TR")
    row.add("TD")
    with canvas.tagged(row.add("TD")):
        canvas.text(0, 0, "x", RUN)
    block = canvas.take([root], 10, 10)
    assert [element.role for element in block.elements] == ["Sect", "TR", "TD", "TD"]


def test_fields_are_numbered_after_links() -> None:
    """A block's objects are its links, then its fields, in whatever order they were drawn."""
    canvas = BlockCanvas(GLYPHS)
    form, link = Node("Form", alt="tick"), Node("Link", alt="go")
    canvas.field(form, Field("tick", Rect(0, 0, 9, 9), "a", "a", 0))
    canvas.link(link, Rect(0, 0, 5, 5), "https://example.com", "go")
    block = canvas.take([form, link], 10, 10)
    assert block.elements[0].kids == (("object", 1),)
    assert block.elements[1].kids == (("object", 0),)


def test_a_character_without_a_glyph_is_never_passed_over() -> None:
    """The silent loss of a letter is a wrong word on paper."""
    with pytest.raises(MissingGlyph):
        FONTS.spans("R", "snow \N{SNOWMAN}")


def test_every_character_is_drawn_by_a_face_that_has_it() -> None:
    """Greek in an Atkinson line comes from Noto Sans, and its accents with it."""
    spans = FONTS.spans("R", "Ana Ωραία")
    assert [(span.font, span.text) for span in spans] == [("R", "Ana "), ("NR", "Ωραία")]


def test_the_two_substitutes_are_the_stated_ones() -> None:
    """A no-break hyphen is drawn as a hyphen, a narrow no-break space as a no-break space."""
    assert FONTS.spans("R", "a\u2011b\u202fc")[0].text == "a-b\u00a0c"


def test_no_single_short_word_ends_a_paragraph_where_it_need_not() -> None:
    """Re-wrapped narrower while the line count stays."""
    runs = (("Loosen your stiff hips and your mid-back a little each and every single day now", False),)
    natural = SetText(runs, STYLE, 232, GLYPHS, widows=False)
    mended = SetText(runs, STYLE, 232, GLYPHS)
    assert mended.lines == natural.lines
    assert mended.widths[-1] >= natural.widths[-1]
    assert mended.widths[-1] >= 0.30 * 232


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    st.text(
        alphabet=st.characters(min_codepoint=33, max_codepoint=0x24F, exclude_categories=["C", "Z", "M"]),
        min_size=1,
        max_size=60,
    )
)
def test_markup_is_only_letters(words: str) -> None:
    """`<b>`, `&` and quotes are drawn as typed: the glyphs are those of the text and no others."""
    try:
        spans = FONTS.spans("R", words)
    except MissingGlyph:
        return
    canvas = BlockCanvas(GLYPHS)
    node = Node("P")
    with canvas.tagged(node):
        SetText(((words, False),), STYLE, 400, GLYPHS).paint(canvas, 0, 100)
    block = canvas.take([node], 400, 100)
    expected = {(span.font, FONTS.face(span.font).cmap[ord(char)]) for span in spans for char in span.text}
    drawn = {(font, glyph) for font, glyphs in block.glyphs for glyph in glyphs}
    spaces = {(font, FONTS.face(font).cmap[32]) for font, _ in block.glyphs}
    assert drawn - spaces == expected - spaces
