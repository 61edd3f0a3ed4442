"""Rosters are read whatever program wrote them, and what cannot be read is said before a row is built."""

from __future__ import annotations

import datetime as dt
import os
import zipfile
from typing import TYPE_CHECKING

import openpyxl
import pytest

from handouts.batch.columns import read_column_map, read_columns
from handouts.batch.roster import Roster, Unread, open_roster
from handouts.problems import ProblemsFound

if TYPE_CHECKING:
    from pathlib import Path

NAMES = ["Zoë Ångström", "Łukasz Żółkiewski", "Дмитрий", 'Says "hi", twice', "two\nlines"]


def written(path: Path, text: str, encoding: str = "utf-8") -> Roster:
    path.write_bytes(text.encode(encoding))
    return open_roster(path, "r.csv", None)


def read_all(path: Path, **more: str) -> None:
    roster = open_roster(path, "r.csv", **more)
    read_columns(roster)
    list(roster.rows())


def refused(path: Path, **more: str) -> tuple[str, str]:
    with pytest.raises(ProblemsFound) as caught:
        read_all(path, **more)
    problem = caught.value.problems[0]
    return problem.kind, f"{problem.where}: {problem.what}"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_dialect_gives_the_same_rows(tmp_path: Path, delimiter: str, encoding: str) -> None:
    """Comma, semicolon or tab; UTF-8 with or without its mark, UTF-16 in both directions: rows are as typed."""
    quoted = ['"' + name.replace('"', '""') + '"' for name in NAMES]
    lines = [
        delimiter.join(("id", "client", "notes")),
        *(delimiter.join((f"{at}", name, "")) for at, name in enumerate(quoted)),
    ]
    roster = written(tmp_path / "r.csv", "\r\n".join(lines), encoding)
    assert [cells for _, cells in roster.rows()] == [[f"{at}", name, ""] for at, name in enumerate(NAMES)]
    assert roster.headings == ("id", "client", "notes")


def test_rows_have_the_numbers_that_a_spreadsheet_shows(tmp_path: Path) -> None:
    """A quoted line break does not count, an empty line does."""
    roster = written(tmp_path / "r.csv", 'id,client\n1,"a\nb"\n\n2,c\n')
    assert [(number, cells) for number, cells in roster.rows() if cells] == [(2, ["1", "a\nb"]), (4, ["2", "c"])]


def test_another_encoding_is_asked_for_and_never_guessed(tmp_path: Path) -> None:
    """Western Windows bytes are a problem that names the line; with --encoding they are read."""
    path = tmp_path / "r.csv"
    path.write_bytes("id,client\n1,Ana\n2,Zoë\n".encode("cp1252"))
    assert refused(path) == ("file-encoding", "r.csv:3:1: this file is not UTF-8: see line 3")
    assert [cells for _, cells in open_roster(path, "r.csv", "cp1252").rows()] == [["1", "Ana"], ["2", "Zoë"]]


@pytest.mark.parametrize("encoding", ["klingon", "rot13", "zip", "", "a" * 500, "utf-8\0"])
def test_an_encoding_that_is_none(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "r.csv"
    path.write_text("id\n1\n")
    if encoding:
        assert refused(path, encoding=encoding)[0] == "encoding-unknown"


def test_what_is_no_roster(tmp_path: Path) -> None:
    """A folder, a pipe, nothing, an empty file, a file of zero bytes, a picture: each is said, none is waited for."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "empty.csv").touch()
    (tmp_path / "zeros.csv").write_bytes(bytes(3000))
    (tmp_path / "zip.xlsx").write_bytes(b"PK\x03\x04 and no more")
    (tmp_path / "old.xls").write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600))
    found = {
        name: refused(tmp_path / name)[0]
        for name in ("", "pipe", "none.csv", "empty.csv", "zeros.csv", "zip.xlsx", "old.xls")
    }
    assert found == {
        "": "file-not-text", "pipe": "file-not-text", "none.csv": "file-missing", "empty.csv": "roster-empty",
        "zeros.csv": "roster-empty", "zip.xlsx": "roster-kind", "old.xls": "roster-kind",
    }  # fmt: skip


def test_a_quote_that_is_never_closed_is_found(tmp_path: Path) -> None:
    """The rest of a file is not swallowed into one cell: the row where the quote opens is named."""
    path = tmp_path / "r.csv"
    path.write_text('id,client\n1,Ana\n2,"Ben\n' + "3,Cleo\n" * 2000)
    assert refused(path) == ("roster-quote", "r.csv:3:1: a quotation mark is opened in this row and never closed")


@pytest.mark.parametrize("text", ['id,client\n1,"Ana\n2,Ben\n', 'id,client\n1,"'])
def test_a_quote_that_is_open_at_the_end_is_found_too(tmp_path: Path, text: str) -> None:
    """In a short file the rows behind it would all stand in one cell."""
    path = tmp_path / "r.csv"
    path.write_text(text)
    assert refused(path)[1] == "r.csv:2:1: a quotation mark is opened in this row and never closed"
    path.write_text('id,client\n1,"Ana"')
    read_all(path)


def test_huge_cells_and_nuls_reach_their_row(tmp_path: Path) -> None:
    """A cell of ten megabytes or a NUL does not stop the reading; the row is judged later."""
    roster = written(tmp_path / "r.csv", f"id,client\n1,{'x' * 10_000_000}\n2,A\0B\n")
    assert [len(cells[1]) for _, cells in roster.rows() if cells] == [10_000_000, 3]


def test_columns_are_known_without_case_and_spaces(tmp_path: Path) -> None:
    columns = read_columns(written(tmp_path / "r.csv", " ID ,Client,DOSE: hip-hinge,Practitioner\n"))
    assert columns.places == {"id": 0, "client": 1, "practitioner": 3}
    assert columns.doses == {"hip-hinge": 2}


def test_a_heading_is_told_without_what_moves_a_cursor(tmp_path: Path) -> None:
    """An encoding's mark twice is no part of a heading; control characters of an unknown one are not repeated."""
    assert read_columns(written(tmp_path / "r.csv", "\ufeff\ufeffid,client\n")).places == {"id": 0, "client": 1}
    assert '"a?[2J?b"' in refused_columns(tmp_path / "r.csv", "id,a\x1b[2J\0b\n")


def refused_columns(path: Path, text: str) -> str:
    path.write_text(text)
    return refused(path)[1]


def test_unknown_doubled_and_nameless_columns_are_told_together(tmp_path: Path) -> None:
    """Each heading nobody knows is a problem with the nearest name; nothing is passed over."""
    roster = written(tmp_path / "r.csv", "id,cleint,date,Date,,insurer\n1,,,,,\n")
    with pytest.raises(ProblemsFound) as caught:
        read_columns(roster)
    found = [(str(problem.where), problem.what, problem.fix[:24]) for problem in caught.value.problems]
    assert found == [
        ("r.csv:1:2", 'no column is called "cleint"', 'did you mean "client"? e'),
        ("r.csv:1:4", 'column 3 is "date" already', "keep one of the two"),
        ("r.csv:1:5", "a column has no heading", "name it, or take it out"),
        ("r.csv:1:6", 'no column is called "insurer"', "write into data/rosters/"),
    ]


def test_a_file_without_headings_does_not_repeat_its_first_client(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text("7,Ana Bell,warmup\n8,Ben Carr,warmup\n")
    kind, said = refused(path)
    assert kind == "roster-columns"
    assert "Ana" not in said


def test_two_hundred_columns_and_one_more(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text(",".join(["id", *(f"dose:e{at}" for at in range(199))]) + "\n")
    assert len(read_columns(open_roster(path, "r.csv")).doses) == 199
    path.write_text(",".join(["id", *(f"dose:e{at}" for at in range(200))]) + "\n")
    assert refused(path) == ("roster-columns", "r.csv:1:1: there are 201 columns, and 200 is the most")


def test_a_clinics_own_headings(tmp_path: Path) -> None:
    """A column map says what they are, and which are of no use; a wrong one is a problem at its own place."""
    (tmp_path / "map.yaml").write_text("client: Patient name\nid: [No., Number]\nignore: [Insurer]\n")
    own = read_column_map(tmp_path / "map.yaml", "map.yaml", tmp_path)
    columns = read_columns(written(tmp_path / "r.csv", "no.,PATIENT NAME,insurer,routine\n"), own)
    assert columns.places == {"id": 0, "client": 1, "routine": 3}
    (tmp_path / "bad.yaml").write_text("cleint: Patient\nid: {a: b}\n")
    with pytest.raises(ProblemsFound) as caught:
        read_column_map(tmp_path / "bad.yaml", "bad.yaml", tmp_path)
    assert [str(problem.where) for problem in caught.value.problems] == ["bad.yaml:1:9", "bad.yaml:2:5"]


# -- spreadsheets


def test_a_spreadsheet_reads_as_the_text_it_shows(tmp_path: Path) -> None:
    """Dates become year-month-day, whole numbers lose their point, empty edges are not there."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["id", "client", "date", "notes", None])
    sheet.append([7.0, "Zoë Ångström", dt.datetime(2026, 11, 23), None])  # noqa: DTZ001 - as spreadsheets have them
    sheet.append([])
    sheet.append(["008", "Ben", dt.date(2026, 1, 2), "x"])
    book.save(tmp_path / "r.xlsx")
    roster = open_roster(tmp_path / "r.xlsx", "r.xlsx")
    assert roster.headings == ("id", "client", "date", "notes")
    rows = [(number, cells) for number, cells in roster.rows() if cells and any(cells)]
    assert rows == [(2, ["7", "Zoë Ångström", "2026-11-23", ""]), (4, ["008", "Ben", "2026-01-02", "x"])]


def test_a_formula_without_its_value_is_not_a_blank(tmp_path: Path) -> None:
    """A formula that was never calculated, or an error for a value, is known as such; the cells beside it are read."""
    book = openpyxl.Workbook()
    book.active.append(["id", "client"])
    book.active.append(["1", '=A1&"x"'])
    book.active.append(["2", "Ben"])
    book.active["A4"] = "#REF!"
    book.active["A4"].data_type = "e"
    book.save(tmp_path / "r.xlsx")
    rows = [cells for _, cells in open_roster(tmp_path / "r.xlsx", "r.xlsx").rows() if cells]
    assert rows == [["1", '=A1&"x"'], ["2", "Ben"], ["#REF!", ""]]
    assert [[type(cell) is Unread for cell in cells] for cells in rows] == [[False, True], [False] * 2, [True, False]]


SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{}</worksheet>'
HEAD = '<row r="1"><c r="A1" t="inlineStr"><is><t>id</t></is></c></row>'
ROW = '<row r="{0}"><c r="A{0}" t="inlineStr"><is><t>{1}</t></is></c></row>'


def forged(path: Path, sheet: str, *, first: str = "") -> Path:
    """Write a workbook by hand, as no spreadsheet program would."""
    book = openpyxl.Workbook()
    book.save(path.with_suffix(".real"))
    with zipfile.ZipFile(path.with_suffix(".real")) as real, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for item in real.namelist():
            own = item == "xl/worksheets/sheet1.xml"
            out.writestr(item, first + SHEET.format(sheet) if own else real.read(item))
    return path


@pytest.mark.parametrize(
    ("sheet", "first"),
    [
        (f"<sheetData>{HEAD}{ROW.format(2, 'x' * 30_000_000)}</sheetData>", ""),
        (f"<sheetData>{HEAD}{'<row><c/><c/></row>' * 400_000}</sheetData>", ""),
        pytest.param(f"<sheetData>{HEAD}{ROW.format(999_999_999_999, 'x')}</sheetData>", "", marks=pytest.mark.slow),
        (f"<sheetData>{HEAD}{ROW.format(2, '&a;')}</sheetData>", '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hosts">]>'),
    ],
    ids=["a cell that swells", "rows that swell", "a row beyond the last", "a file from outside"],
)  # fmt: skip
def test_a_spreadsheet_that_would_never_end_is_refused(tmp_path: Path, sheet: str, first: str) -> None:
    """What unpacks to a thousand times its size, or claims a trillion rows, is told from its table of contents."""
    kind, _ = refused(forged(tmp_path / "r.xlsx", sheet, first=first))
    assert kind in ("file-too-large", "roster-kind")


def test_a_spreadsheet_that_says_it_is_vast_is_read_as_it_is(tmp_path: Path) -> None:
    """The size that a sheet states is not believed: sixteen thousand empty columns are not made up for each row."""
    body = f'<dimension ref="A1:XFD1048576"/><sheetData>{HEAD}{ROW.format(3, "7")}</sheetData>'
    roster = open_roster(forged(tmp_path / "r.xlsx", body), "r.xlsx")
    assert (roster.headings, [cells for _, cells in roster.rows()]) == (("id",), [[""], ["7"]])


# -- spreadsheets as they come from an office


def book_of(path: Path, *sheets: tuple[str, list[list[object]]], hidden: tuple[str, ...] = ()) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
        if title in hidden:
            sheet.sheet_state = "hidden"
    book.save(path)
    return path


CLIENTS: list[list[object]] = [["id", "client", "routine"], [1, "Ana", "easy"]]


def test_a_hidden_sheet_and_an_empty_one_are_no_roster(tmp_path: Path) -> None:
    """Lists that a form draws its choices from stand hidden before the sheet that everybody sees."""
    sheets = ("Lists", [["easy"]]), ("Clients", CLIENTS), ("Sheet3", [])
    path = book_of(tmp_path / "r.xlsx", *sheets, hidden=("Lists",))
    assert open_roster(path, "r.xlsx").headings == ("id", "client", "routine")


def test_of_two_sheets_with_clients_none_is_passed_over(tmp_path: Path) -> None:
    """Which is meant has to be said, by name or by number; no sheet's name is repeated, which may be a client's."""
    tuesday: list[list[object]] = [["id", "client"], [2, "Ben"]]
    path = book_of(tmp_path / "r.xlsx", ("Ana Bell", CLIENTS), ("Lists", [["x"]]), ("Tue", tuesday), hidden=("Lists",))
    with pytest.raises(ProblemsFound) as caught:
        open_roster(path, "r.xlsx")
    problem = caught.value.problems[0]
    assert (problem.kind, problem.fix) == ("roster-sheet", "say which: --sheet 1 or --sheet 2")
    assert "Ana" not in problem.what
    for sheet in ("Tue", "2"):
        assert [cells for _, cells in open_roster(path, "r.xlsx", sheet=sheet).rows()][-1] == ["2", "Ben"]
    assert open_roster(path, "r.xlsx", sheet="1").headings == ("id", "client", "routine")
    assert refused(path, sheet="3") == ("roster-sheet", "r.csv: there is no such sheet")
    (tmp_path / "r.csv").write_text("id\n1\n")
    assert refused(tmp_path / "r.csv", sheet="1")[0] == "roster-sheet"


def test_a_number_keeps_the_noughts_that_its_format_shows(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["id", "client", "notes"])
    book.active.append([17, 17, True])
    book.active["A2"].number_format = "0000"
    book.save(tmp_path / "r.xlsx")
    assert list(open_roster(tmp_path / "r.xlsx", "r.xlsx").rows()) == [(2, ["0017", "17", "TRUE"])]


@pytest.mark.parametrize("name", ["r.csv", "r.xlsx"])
def test_a_title_above_the_headings_is_told_with_the_row_of_the_headings(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    if name == "r.csv":
        path.write_text("Clients of Monday,,\n,,\nid,client,routine\n1,Ana,easy\n")
    else:
        book_of(path, ("Clients", [["Clients of Monday"], [], *CLIENTS]))
    kind, said = refused(path)
    assert (kind, said) == ("roster-columns", "r.csv:1:1: the headings stand in row 3, and they must be the first")


def test_a_heading_that_no_sheet_needs_gets_a_line_to_paste(tmp_path: Path) -> None:
    """Also one with a sign that YAML would take for its own; pasted, the line reads."""
    (tmp_path / "r.csv").write_text("id,Phone: home,Next of kin\n1,2,3\n")
    roster = open_roster(tmp_path / "r.csv", "r.csv")
    with pytest.raises(ProblemsFound) as caught:
        read_columns(roster)
    lines = [problem.fix.partition("needs it: ")[2] for problem in caught.value.problems]
    assert lines == ['ignore: ["Phone: home"]', "ignore: [Next of kin]"]
    (tmp_path / "columns.yaml").write_text('ignore: ["Phone: home", Next of kin]\n')
    read_columns(roster, read_column_map(tmp_path / "columns.yaml", "columns.yaml", tmp_path))
