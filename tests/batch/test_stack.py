"""A stack prints what its sheets print, each client on a front page, what they share stored once, and is tagged."""

from __future__ import annotations

import io
import zlib
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2
import pytest
from batch_clinic import Clinic, clients

from handouts.batch.verify import verify
from handouts.press.stack_entries import Entries
from handouts.problems import ProblemsFound
from pdf_lint import complaints
from verapdf import check_pdf

if TYPE_CHECKING:
    from pathlib import Path

NAMES = [
    "Zoë Ångström-Ó Súilleabháin",
    "Αλεξάνδρα",
    "Дмитрий Ёлкин",
    "Nguyễn Thị Ánh",
    "מרים בן־דוד",
    "ليلى عبد",
    "A\\B)C(",
]


def mixed() -> list[dict[str, str]]:
    """Return rows of one and two pages, two papers, two languages, several scripts."""
    rows = []
    for at, name in enumerate(NAMES * 2):
        row = {"id": f"C{at:02}", "client": name, "routine": ("easy", "short")[at % 2], "date": "2026-11-23"}
        row |= {"style": ("standard", "large-print", "ink-saver")[at % 3], "paper": ("a4", "letter")[at % 4 == 3]}
        row |= {"language": ("", "en-US")[at % 5 == 0], "notes": ("", "Rest, then go on. " * 20)[at % 4 == 0]}
        rows.append(row)
    return rows


@pytest.fixture(scope="module")
def stacked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Clinic, list[dict[str, str]], bytes]:
    clinic = Clinic(tmp_path_factory.mktemp("clinic"))
    rows = mixed()
    tally = clinic.batch(clinic.roster(rows), merge=str(clinic.root / "stack.pdf"))
    assert tally.bad == 0
    return clinic, rows, (clinic.root / "stack.pdf").read_bytes()


def pages_of(data: bytes) -> list[bytes]:
    """Return each page as grey pixels."""
    document = pypdfium2.PdfDocument(data)
    return [page.render(scale=0.7, grayscale=True).to_numpy().tobytes() for page in document]


def test_every_page_looks_as_on_its_own_sheet(stacked: tuple[Clinic, list[dict[str, str]], bytes]) -> None:
    """Pixel for pixel, in the roster's order, each client beginning on an odd page, blank backs between them."""
    clinic, rows, data = stacked
    found = pages_of(data)
    at = 0
    for row in rows:
        if at % 2:
            assert len(set(found[at])) == 1, "a blank back"
            at += 1
        for page in pages_of((clinic.out / f"{row['id']}-{row['routine']}.pdf").read_bytes()):
            assert found[at] == page, row["id"]
            at += 1
    assert at == len(found)
    assert any(len(set(page)) == 1 for page in found), "no client had an odd number of pages: nothing was tested"


def test_the_stack_is_as_accessible_as_its_sheets(
    stacked: tuple[Clinic, list[dict[str, str]], bytes], tmp_path: Path
) -> None:
    """PDF/UA-1 and PDF/A-2a by veraPDF, and by the lint that reads tree and content against each other."""
    _, _, data = stacked
    assert complaints(data) == []
    check_pdf(data, tmp_path)


def test_a_bookmark_for_each_client_by_id(stacked: tuple[Clinic, list[dict[str, str]], bytes]) -> None:
    """The id and the sheet's title, to the client's first page; no name, and no name in the title."""
    _, rows, data = stacked
    with pikepdf.open(io.BytesIO(data)) as pdf:
        titles = [str(item.title) for item in pdf.open_outline().root]
        assert titles == [f"{row['id']}  {'Easy day' if row['routine'] == 'easy' else 'Short day'}" for row in rows]
        starts = [pdf.pages.index(pikepdf.Page(item.destination[0])) for item in pdf.open_outline().root]
        assert all(start % 2 == 0 for start in starts)
        assert sorted(starts) == starts
        assert str(pdf.docinfo.Title) == "Easy day, Short day"
        assert pdf.Root.ViewerPreferences.Duplex == "/DuplexFlipLongEdge"


def test_what_clients_share_is_stored_once(clinic: Clinic) -> None:
    """A hundred clients more of the same sheet: at most 12 kB each, and ten sheets in all for what they share."""
    sizes = []
    for count in (2, 202):
        stack = clinic.root / f"{count}.pdf"
        clinic.batch(clinic.roster(clients(count)), merge=str(stack), resume=True, force=True)
        sizes.append(stack.stat().st_size)
    sheet = (clinic.out / "C001-easy.pdf").stat().st_size
    assert (sizes[1] - sizes[0]) / 200 < 12_000
    assert sizes[1] < 10 * sheet + 12_000 * 202
    with pikepdf.open(clinic.root / "202.pdf") as pdf:
        fonts = [found for found in pdf.objects if isinstance(found, pikepdf.Dictionary) and "/FontFile2" in found]
        names = [str(found.FontName) for found in fonts]
        assert len(set(names)) == len(names) < 6
    assert complaints((clinic.root / "2.pdf").read_bytes()) == []


def test_more_clients_than_a_branch_of_the_trees_holds(clinic: Clinic) -> None:
    """Page tree and parent tree have branches of 64; with 64 and 65 clients each page still leads to its elements."""
    for count in (64, 65):
        rows = [{"id": f"{at}", "client": f"N {at}", "routine": "short"} for at in range(count)]
        stack = clinic.root / "stack.pdf"
        clinic.batch(clinic.roster(rows), merge=str(stack), resume=True)
        assert complaints(stack.read_bytes()) == []


def words_of(page: pypdfium2.PdfPage) -> str:
    return " ".join(page.get_textpage().get_text_range().replace("\ufffe", "").split())


def test_separators_and_index_are_true(clinic: Clinic) -> None:
    """The list stands in front and names for each client the page that the sheet is on; before each sheet, on a front
    page, stands one with the client's id, name, sheet and date. Ids and names of any length are there whole.
    """
    rows = mixed()
    rows[2]["client"] = "Maximiliane Freifrau von Hohenstein-Württemberg zu Löwenfels " + "Ó-Briain"
    rows[3]["id"] = "ward-7-" + "0123456789" * 6
    rows[5]["id"] = ""
    stack = clinic.root / "stack.pdf"
    clinic.batch(clinic.roster(rows), merge=str(stack), separators=True, index=True)
    data = stack.read_bytes()
    assert complaints(data) == []
    document, found = pypdfium2.PdfDocument(data), pages_of(data)
    listed = words_of(document[0])
    assert listed.startswith("Contents C00 Zoë Ångström-Ó Súilleabháin Easy day 5 C01")
    with pikepdf.open(io.BytesIO(data)) as pdf:
        items = [
            (str(item.title), pdf.pages.index(pikepdf.Page(item.destination[0]))) for item in pdf.open_outline().root
        ]
    assert items.pop(0) == ("Contents", 0)
    for row, (_, at) in zip(rows, items, strict=True):
        name = f"{row['id'] or '0007'}-{row['routine']}.pdf"
        assert found[at] == pages_of((clinic.out / name).read_bytes())[0], name
        assert at % 2 == 0
        assert f" {at + 1} " in f" {listed} "
        before = words_of(document[at - 2]).replace(" ", "")
        for word in (row["id"], row["client"], "day"):
            if word.isascii():
                assert word.replace(" ", "").rstrip() in before
        assert "November" in before
        assert "2026" in before
    assert rows[2]["client"].replace(" ", "") in listed.replace(" ", "")


@pytest.mark.slow
def test_separators_and_index_pass_both_standards(clinic: Clinic, tmp_path: Path) -> None:
    stack = clinic.root / "stack.pdf"
    clinic.batch(clinic.roster(mixed()), merge=str(stack), separators=True, index=True)
    check_pdf(stack.read_bytes(), tmp_path)


def test_an_index_of_several_pages(clinic: Clinic) -> None:
    """It goes on under its heading; an odd number of its pages has an empty back, so that clients stay in front."""
    for count, listed, before in ((12, 1, 2), (46, 2, 2)):
        rows = [{"id": f"{at}", "client": f"N {at}", "routine": "short"} for at in range(count)]
        stack = clinic.root / "stack.pdf"
        clinic.batch(clinic.roster(rows), merge=str(stack), index=True, resume=True)
        assert complaints(stack.read_bytes()) == []
        said = [words_of(page) for page in pypdfium2.PdfDocument(stack.read_bytes())]
        assert [words[:20] for words in said[:listed]] == [
            "Contents 0 N 0 Short",
            *["Contents, continued "] * (listed - 1),
        ]
        assert said[listed:before] == [""] * (before - listed)
        assert said[before].startswith("The Clinic")
        assert f"{count - 1} N {count - 1} Short day {before + 2 * count - 1}" in said[listed - 1]


def test_the_same_rows_give_the_same_stack(clinic: Clinic) -> None:
    """Whoever pressed the sheets, and whether or not they were there already; an equal stack is not written again."""
    roster, stack = clinic.roster(clients(70)), clinic.root / "stack.pdf"
    clinic.batch(roster, merge=str(stack), jobs=2)
    first, stamp = stack.read_bytes(), stack.stat().st_mtime_ns
    clinic.batch(roster, merge=str(stack), jobs=1)
    assert (stack.read_bytes(), stack.stat().st_mtime_ns) == (first, stamp)


def test_a_file_that_no_batch_wrote_is_not_written_over(clinic: Clinic) -> None:
    """Not the roster either, whose name is mistyped quickly; a stack of an earlier run is renewed."""
    roster, stack = clinic.roster(clients(2)), clinic.root / "stack.pdf"
    before = roster.read_bytes()
    stack.write_bytes(b"a letter")
    for option in ({"zip": str(roster)}, {"merge": str(stack)}):
        with pytest.raises(ProblemsFound) as caught:
            clinic.batch(roster, **option)
        assert [problem.kind for problem in caught.value.problems] == ["output-exists"]
    tally = clinic.batch(roster, merge=str(stack), resume=True)
    assert [problem.kind for problem in tally.stopped] == ["output-exists"]
    assert (roster.read_bytes(), stack.read_bytes()) == (before, b"a letter")
    clinic.batch(roster, merge=str(stack), force=True)
    clinic.batch(clinic.roster(clients(3)), merge=str(stack))
    with pikepdf.open(stack) as pdf:
        assert len(pdf.pages) == 5
    assert verify(str(stack), str(clinic.root)).outcome == "the file is whole"


def test_a_row_does_not_take_the_stacks_name(clinic: Clinic) -> None:
    rows = [{"id": "stack", "client": "Ana", "routine": "easy"}]
    clinic.batch(clinic.roster(rows), merge=str(clinic.out / "stack-easy.pdf"))
    assert sorted(path.name for path in clinic.out.glob("*.pdf")) == ["stack-easy-2.pdf", "stack-easy.pdf"]


def test_bad_rows_are_not_in_the_stack_and_no_rows_make_none(clinic: Clinic) -> None:
    stack = clinic.root / "stack.pdf"
    bad = {"id": "X", "client": "Eve", "routine": "none", "date": ""}
    clinic.batch(clinic.roster([bad]), merge=str(stack))
    assert not stack.exists()
    clinic.batch(clinic.roster([*clients(2), bad]), merge=str(stack))
    with pikepdf.open(stack) as pdf:
        assert len(pdf.pages) == 3


def test_runs_of_entries_carry_over_256() -> None:
    """Rows of a cross-reference stream, undone from their predictor, are what was noted, past every carry."""
    entries = Entries()
    entries.add_listed(5, 1000, 10, 700)
    entries.add(9, 0x01FFFF)
    index, packed = entries.pack()
    raw, above, rows = zlib.decompress(packed), bytes(7), []
    for at in range(0, len(raw), 8):
        assert raw[at] == 2
        above = bytes((new + old) & 255 for new, old in zip(raw[at + 1 : at + 8], above, strict=True))
        rows.append((above[0], int.from_bytes(above[1:5]), int.from_bytes(above[5:])))
    assert index == b"0 1 5 1 9 701"
    assert rows == [(0, 0, 65535), (1, 1000, 0), (1, 0x01FFFF, 0), *[(2, 5, at) for at in range(700)]]
