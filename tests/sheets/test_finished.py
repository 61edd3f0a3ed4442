"""What is true of every finished sheet, asked of the PDF alone."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from handouts.sheet.blocks import JointDiagram
from handouts.sheet.snapshot import told_lines
from pdf_lint import check_file
from sheets.cases import CASES, draw
from sheets.measures import (
    FOOT,
    MARKS,
    SIDE,
    TOP,
    blurred,
    box_of,
    codes_of,
    decode,
    one_bit,
    overlaps,
    page_words,
    plain_words,
    read,
    render_greys,
    skewed,
    told_words,
    words_of,
)
from verapdf import check_pdf

if TYPE_CHECKING:
    from pathlib import Path

    from handouts.sheet.blocks import Sheet

EVERY = [pytest.param(name, marks=pytest.mark.xdist_group(name)) for name in CASES]
FLOOR = 10.0  # points: print design, type scale


@pytest.mark.parametrize("name", EVERY)
def test_a_listener_hears_every_word_once_and_in_order(name: str) -> None:
    """The structure tree, walked from the root, says the words of sheet.txt, as often and in that order."""
    drawn = draw(name)
    heard, told = _without_diagram(words_of(read(name).tree.text), told_words(drawn), drawn.sheet)
    if drawn.large:  # the band's lines are joined as sentences
        heard, told = ([word.rstrip(".") for word in words] for words in (heard, told))
    assert heard == told


def _without_diagram(heard: list[str], told: list[str], sheet: Sheet) -> tuple[list[str], list[str]]:
    """Take the joint diagram out of both, whole: it is read after the ideas that stand beside it, not after all."""
    diagram = sheet.maybe(JointDiagram)
    if diagram is None:
        return heard, told
    said = words_of(" ".join([*(name for name, _, _ in diagram.joints), diagram.mobile, diagram.stable]))
    return _cut(heard, said), _cut(told, said)


def _cut(words: list[str], run: list[str]) -> list[str]:
    at = next(at for at in range(len(words)) if words[at : at + len(run)] == run)
    return words[:at] + words[at + len(run) :]


@pytest.mark.parametrize("name", EVERY)
def test_pictures_are_told_in_order(name: str) -> None:
    """Every figure, photograph and code has its alternative text, in reading order."""
    drawn = draw(name)
    told = [line.text for line in told_lines(drawn.sheet) if line.kind == "picture"]
    diagram = drawn.sheet.maybe(JointDiagram)
    alts = [alt for alt in read(name).alts if not diagram or alt != diagram.alt]
    assert len(read(name).alts) == len(told)
    assert alts == [alt for alt in told if not diagram or alt != diagram.alt]


@pytest.mark.parametrize("name", EVERY)
def test_copying_the_text_finds_every_word_as_often(name: str) -> None:
    """A reader that knows no structure finds the same words, with the headers and footers of the pages."""
    drawn = draw(name)
    told = Counter(_bare(told_words(drawn) + page_words(drawn, read(name))))
    found = Counter(_bare(plain_words(drawn.data)))
    assert found == told


def _bare(words: list[str]) -> list[str]:
    """Drop what a plain reader cannot know: where an address is broken, and the full stops of joined lines."""
    return [word.rstrip(".") for whole in words for word in re.sub(rf"(?={MARKS}\w)", " ", whole).split()]


@pytest.mark.parametrize("name", EVERY)
def test_every_font_is_in_the_file(name: str) -> None:
    """A font that the reader's machine has to find is another font."""
    assert read(name).fonts
    assert all(read(name).fonts.values())


@pytest.mark.parametrize("name", EVERY)
def test_no_text_is_smaller_than_ten_points(name: str) -> None:
    """Small print is not read, least of all over sixty."""
    small = [
        (piece.text, piece.size) for piece in read(name).pieces if piece.text.strip() and piece.size < FLOOR - 0.01
    ]
    assert not small


@pytest.mark.parametrize("name", EVERY)
def test_text_keeps_inside_the_margins(name: str) -> None:
    """No word is nearer to the paper's edge than the print design says."""
    top = TOP[CASES[name].options.get("paper", "a4")]
    out = []
    for piece in read(name).pieces:
        width, height = read(name).sizes[piece.page]
        box = box_of(piece)
        inside = box.left > SIDE - 0.5 and box.right < width - SIDE + 0.5
        inside = inside and box.top < height - top + 0.5 and piece.y > FOOT - 0.5
        if piece.text.strip() and not inside:
            out.append((piece.page + 1, piece.text, round(box.left), round(box.right), round(height - box.top)))
    assert not out


@pytest.mark.parametrize("name", EVERY)
def test_no_text_covers_another(name: str) -> None:
    """Two texts never share a place."""
    assert not overlaps(read(name))


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if case.pages])
def test_a_sheet_takes_the_pages_that_the_design_promises(name: str) -> None:
    """A warm-up is one page on A4 and on Letter, and two in large print."""
    assert len(read(name).sizes) == CASES[name].pages


@pytest.mark.parametrize("name", EVERY)
def test_every_code_leads_where_the_data_says(name: str) -> None:
    """At 300 dpi each code decodes to its address, and is a link to it."""
    drawn = draw(name)
    wanted = [code.address for code in codes_of(drawn.sheet)]
    assert [address for _, address in read(name).links] == wanted
    if wanted:
        found = [address for page in render_greys(drawn.data) for address in decode(page)]
        assert sorted(found) == sorted(wanted)


@pytest.mark.parametrize("name", ["warmup-letter", "warmup-large-ink", "series-part-3"])
@pytest.mark.parametrize("harm", [one_bit, blurred, skewed], ids=lambda harm: harm.__name__)
def test_codes_are_read_from_poor_copies(name: str, harm) -> None:
    """Printed in one bit, blurred by 0.1 mm or held askew by 5 degrees, a code still leads home."""
    drawn = draw(name)
    found = [address for page in render_greys(drawn.data) for address in decode(harm(page))]
    assert sorted(found) == sorted(code.address for code in codes_of(drawn.sheet))


@pytest.mark.slow
@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize("harm", [one_bit, blurred, skewed], ids=lambda harm: harm.__name__)
def test_every_sheets_codes_are_read_from_poor_copies(name: str, harm) -> None:
    """As above, for every reference sheet."""
    test_codes_are_read_from_poor_copies(name, harm)


@pytest.mark.parametrize("name", EVERY)
def test_structure_and_page_agree(name: str) -> None:
    """The lint of files, which sees what veraPDF passes."""
    check_file(draw(name).data)


ONE_OF_EACH = (
    "warmup-client", "warmup-large-ink", "exercise-client", "series-part-3", "series-whole-clinic-letter",
    "long-names", "picture-png", "picture-svg", "by-side",
)  # fmt: skip


@pytest.mark.xdist_group("verapdf")  # one JVM for all
@pytest.mark.parametrize("name", ONE_OF_EACH)
def test_each_kind_of_sheet_is_accessible_and_archivable(name: str, tmp_path: Path) -> None:
    """PDF/UA-1 and PDF/A-2a, by veraPDF, without a failure."""
    check_pdf(draw(name).data, tmp_path)
