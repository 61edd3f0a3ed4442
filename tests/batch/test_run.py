"""A roster becomes files: every row built or listed, nothing twice, nothing of another's written over."""

from __future__ import annotations

import csv
import json
import stat
import zipfile
from typing import TYPE_CHECKING

import openpyxl
import pikepdf
import pypdfium2 as pdfium
import pytest
from batch_clinic import Clinic, clients

from handouts.cli.main import main
from handouts.commands.build import build
from handouts.commands.request import Request
from handouts.problems import ProblemsFound

if TYPE_CHECKING:
    from pathlib import Path


def test_a_row_is_the_sheet_that_a_single_build_makes(clinic: Clinic) -> None:
    """One path: the same client through `build` and through `batch` gives the same bytes, options and notes too."""
    exercise = clinic.root / "data/exercises/hip-circle.yaml"
    exercise.write_text(exercise.read_text().replace('"Move slowly."', '"Lift your right leg."'))
    row = {
        "id": "C1", "client": "Łukasz Żółkiewski", "routine": "easy", "date": "2026-11-23", "practitioner": "Noor",
        "notes": "Start slowly.\nStop if it hurts, and ring me before you go on with any of it.", "paper": "letter",
        "style": "ink-saver", "side": "left", "language": "en-US",
    }  # fmt: skip
    clinic.batch(clinic.roster([row]))
    request = Request(
        routine="easy", client=row["client"], date=row["date"], practitioner="Noor", notes=row["notes"], paper="letter",
        ink_saver=True, side="left", language="en-US", workspace=str(clinic.root), output=str(clinic.root / "one.pdf"),
    )  # fmt: skip
    build(request, clinic.root)
    assert (clinic.root / "one.pdf").read_bytes() == (clinic.out / "C1-easy.pdf").read_bytes()


def test_a_row_does_not_depend_on_the_others(clinic: Clinic) -> None:
    """A sheet is the same alone, among others, in another order, and in another process."""
    rows = [
        *clients(3),
        {"id": "L", "client": "A very long name " * 5, "routine": "easy"},
        {"id": "D", "client": "Ben", "routine": "easy", "dose:hip-circle": "3 x hold 90 s each side"},
        {"id": "E", "client": "Cleo", "exercises": "heel-raise hip-circle"},
        {"id": "R", "client": "Dov", "routine": "short", "notes": "x " * 200},
        {"id": "U", "client": "Eli", "routine": "short", "language": "en-US", "date": "2026-11-23"},
        {"id": "S", "client": "Fay", "routine": "short", "date": "2026-11-23"},
    ]
    clinic.batch(clinic.roster(rows))
    together = {name: data for name, data in clinic.files().items() if name.endswith(".pdf")}
    assert len(together) == len(rows)
    for row in rows[2:]:
        alone = clinic.root / "alone"
        clinic.batch(clinic.roster([row], "alone.csv"), out=str(alone))
        (made,) = alone.glob("*.pdf")
        assert made.read_bytes() == together[made.name], made.name
        made.unlink()
        (alone / ".handouts/manifest.jsonl").unlink()
    backwards = clinic.root / "backwards"
    clinic.batch(clinic.roster(rows[::-1] * 10, "many.csv"), out=str(backwards), jobs=2)
    assert {name: (backwards / name).read_bytes() for name in together} == together


def test_a_routine_with_a_rows_own_exercises(clinic: Clinic) -> None:
    """It keeps its title and the doses that it gives; how many to do is no longer true, and is not said."""
    (clinic.root / "data/routines/easy.yaml").write_text(
        "title: Easy day\naction: Do both.\nitems: [{exercise: hip-circle, dose: 5 x 7}, heel-raise]\n"
    )
    rows = [{"id": "A", "routine": "easy"}, {"id": "B", "routine": "easy", "exercises": "hip-circle"}]
    assert clinic.batch(clinic.roster(rows)).problems == []
    told = ("Easy day", "5 sets 7 times", "Do both.", "Heel raise")
    for name, count in (("A", 4), ("B", 2)):
        text = pdfium.PdfDocument(clinic.out / f"{name}-easy.pdf")[0].get_textpage().get_text_range()
        assert [each for each in told if each in text] == [*told[:count]], text


def test_a_second_run_writes_nothing(clinic: Clinic) -> None:
    """The same roster again, with or without --resume: no file is touched, no line is added."""
    roster = clinic.roster([*clients(3), {"id": "X", "routine": "none"}])
    clinic.batch(roster)
    before = {path: path.stat().st_mtime_ns for path in clinic.out.rglob("*.pdf")}, clinic.files()
    for resume in (False, True):
        tally = clinic.batch(roster, resume=resume)
        assert (tally.built, tally.kept, tally.bad) == (0, 3, 1)
        assert ({path: path.stat().st_mtime_ns for path in clinic.out.rglob("*.pdf")}, clinic.files()) == before


def test_resume_builds_what_is_missing_or_changed_and_no_more(clinic: Clinic) -> None:
    """A file taken away, one damaged, one row changed: these three, and the rest stays."""
    rows = clients(6)
    clinic.batch(clinic.roster(rows))
    whole = clinic.files()
    (clinic.out / "C001-easy.pdf").unlink()
    (clinic.out / "C002-easy.pdf").write_bytes(whole["C002-easy.pdf"][:-1] + b"x")
    rows[2]["client"] = "Somebody Else"
    tally = clinic.batch(clinic.roster(rows), resume=True)
    assert (tally.built, tally.kept) == (3, 3)
    after = clinic.files()
    same = {name for name in whole if name.endswith(".pdf") and whole[name] == after[name]}
    assert same == {f"C00{at}-easy.pdf" for at in (1, 2, 4, 5, 6)}


def test_another_rows_file_is_never_written_over(clinic: Clinic) -> None:
    """Without --resume no changed file is renewed; a stranger's file needs --force; the row is listed."""
    clinic.batch(clinic.roster(clients(1)))
    (clinic.out / "C002-easy.pdf").write_bytes(b"a letter")
    rows = clients(2)
    rows[0]["client"] = "Somebody Else"
    before = clinic.files()
    tally = clinic.batch(clinic.roster(rows))
    assert [problem.kind for problem in tally.problems] == ["output-exists"] * 2
    tally = clinic.batch(clinic.roster(rows), resume=True)
    assert (tally.built, [problem.kind for problem in tally.problems]) == (1, ["output-exists"])
    assert clinic.files()["C002-easy.pdf"] == before["C002-easy.pdf"]
    assert clinic.batch(clinic.roster(rows), force=True).bad == 0
    assert clinic.files()["C002-easy.pdf"].startswith(b"%PDF")


def test_bad_rows_are_listed_to_be_mended_and_run_again(clinic: Clinic) -> None:
    """The good rows are built; problems.csv holds the bad ones as they were, and mended they get the names they had."""
    rows = [
        {"client": "Ana", "routine": "easy", "date": "2026-11-23"},
        {"client": "=cmd|' /C calc'!A0", "routine": "esay", "date": "2026-11-23"},
        {"client": "Cleo", "routine": "easy", "date": "23.11.2026"},
    ]
    tally = clinic.batch(clinic.roster(rows))
    assert (tally.built, tally.bad) == (1, 2)
    listed = clinic.out / "problems.csv"
    assert tally.mend == str(listed)
    assert stat.S_IMODE(listed.stat().st_mode) == 0o600
    text = listed.read_text("utf-8-sig")
    found = list(csv.DictReader(text.splitlines()))
    assert [row["row"] for row in found] == ["3", "4"]
    assert found[0]["client"].startswith("'=cmd"), "a spreadsheet must not take it for a formula"
    assert "did you mean" in found[0]["problem"]
    listed.write_text(text.replace("esay", "easy").replace("23.11.2026", "2026-11-23"))
    tally = clinic.batch(listed)
    assert (tally.built, tally.bad) == (2, 0)
    assert sorted(path.name for path in clinic.out.glob("*.pdf")) == [f"000{at}-easy.pdf" for at in (2, 3, 4)]
    with pikepdf.open(clinic.out / "0003-easy.pdf") as pdf:
        assert len(pdf.pages) == 1


def test_a_formula_that_nobody_calculated_is_never_a_name(clinic: Clinic) -> None:
    """The row is listed with its column; run again unmended it is a problem again, and mended it is built."""
    book = openpyxl.Workbook()
    book.active.append(["id", "client", "routine"])
    book.active.append(["1", "=B9", "easy"])
    book.save(clinic.root / "r.xlsx")
    tally = clinic.batch(clinic.root / "r.xlsx")
    assert [(problem.kind, str(problem.where)[-4:]) for problem in tally.problems] == [("roster-formula", ":2:2")]
    listed = clinic.out / "problems.csv"
    assert [problem.kind for problem in clinic.batch(listed).problems] == ["roster-formula"]
    listed.write_text(listed.read_text("utf-8-sig").replace("#FORMULA =B9", "Ana"))
    assert clinic.batch(listed).built == 1


def test_a_mended_row_never_takes_another_rows_file(clinic: Clinic) -> None:
    """Two rows of one id: the bad one, mended and run alone with --resume, gets a name of its own."""
    rows = [
        {"id": "A", "client": "Ana", "routine": "easy"},
        {"id": "A", "client": "Ben", "routine": "easy", "date": "soon"},
    ]
    clinic.batch(clinic.roster(rows))
    first = (clinic.out / "A-easy.pdf").read_bytes()
    listed = clinic.out / "problems.csv"
    listed.write_text(listed.read_text("utf-8-sig").replace("soon", "2026-11-23"))
    assert clinic.batch(listed, resume=True).built == 1
    assert (clinic.out / "A-easy.pdf").read_bytes() == first
    assert sorted(path.name for path in clinic.out.glob("*.pdf")) == ["A-0003.pdf", "A-easy.pdf"]


def test_a_list_that_is_being_mended_is_not_written_over(clinic: Clinic) -> None:
    """Our own list is renewed, and taken away when all is well; one that somebody has worked on stays."""
    bad = clinic.roster([{"id": "A", "routine": "none"}])
    clinic.batch(bad)
    listed = clinic.out / "problems.csv"
    listed.write_text(listed.read_text("utf-8-sig").replace("none", "easy"))
    clinic.batch(bad)
    assert "easy" in listed.read_text()
    assert (clinic.out / "problems-2.csv").exists()
    listed.unlink()
    clinic.batch(bad)
    assert listed.exists()
    clinic.batch(clinic.roster([{"id": "A", "routine": "easy"}], "good.csv"))
    assert not listed.exists()


def test_all_or_nothing(clinic: Clinic) -> None:
    """One bad row and nothing is written; a row is bad too where only pressing shows it."""
    for bad in ({"routine": "none"}, {"routine": "easy", "client": "\U0001f600"}):
        roster = clinic.roster([*clients(2), {"id": "X", **bad}])
        tally = clinic.batch(roster, all_or_nothing=True)
        assert (tally.bad, tally.refused) == (1, True)
        assert not any(path.suffix in (".pdf", ".csv") for path in clinic.out.rglob("*"))
    assert clinic.batch(clinic.roster(clients(2)), all_or_nothing=True).built == 2


def test_check_only_reads_and_reports(clinic: Clinic) -> None:
    tally = clinic.batch(
        clinic.roster([*clients(2), {"id": "X", "routine": "easy", "client": "\U0001f600"}]), check=True
    )
    assert (tally.rows, tally.bad, tally.problems[0].kind) == (3, 1, "no-glyph")
    assert not clinic.out.exists()


@pytest.mark.parametrize(
    ("row", "kind", "column"),
    [
        ({"dose:hip-circle": "2 x 8", "routine": "short"}, "dose-without-exercise", "dose:hip-circle"),
        ({"notes": "word " * 400, "routine": "easy"}, "", ""),
        ({"client": "x" * 190, "routine": "easy"}, "words-too-long", "client"),
        ({"practitioner": "Noor Haddad " * 15, "routine": "easy"}, "words-too-long", "practitioner"),
        ({"notes": "漢字", "routine": "easy"}, "no-glyph", "notes"),
        ({"exercises": "hip-circle hip-circle"}, "exercise-twice", "exercises"),
    ],
)
def test_what_shows_only_when_a_row_is_set(clinic: Clinic, row: dict[str, str], kind: str, column: str) -> None:
    """Long names and notes get the room they need; what has none, or no glyph, is the row's problem, in its column."""
    tally = clinic.batch(clinic.roster([{"id": "A", **row}]), check=True)
    assert [(problem.kind, problem.what.split(": ")[0]) for problem in tally.problems] == (
        [(kind, column)] if kind else []
    )


def test_problems_of_the_roster_and_the_options_come_before_anything_is_written(clinic: Clinic) -> None:
    passwords = clinic.roster([{"id": "A", "routine": "easy", "password": "x"}], "p.csv")
    plain = clinic.roster(clients(1))
    for roster, options in (
        (passwords, {}),
        (plain, {"encrypt": True}),
        (plain, {"defaults": (("brand", "x"),)}),
        (plain, {"template": "{x}"}),
    ):
        with pytest.raises(ProblemsFound):
            clinic.batch(roster, **options)
    assert not clinic.out.exists()


def test_defaults_fill_what_a_row_leaves_empty(clinic: Clinic) -> None:
    """`--routine`, `--date` and the like are for rows that say nothing; a row's own exercises come before them."""
    rows = [{"id": "A"}, {"id": "B", "routine": "short"}, {"id": "C", "exercises": "heel-raise"}]
    for row in rows:
        row.setdefault("routine", "")
        row.setdefault("exercises", "")
    clinic.batch(clinic.roster(rows), defaults=(("routine", "easy"), ("date", "2026-11-23"), ("paper", "letter")))
    assert sorted(path.name for path in clinic.out.glob("*.pdf")) == ["A-easy.pdf", "B-short.pdf", "C-exercises.pdf"]


def test_the_manifest_says_who_what_and_from_what(clinic: Clinic) -> None:
    """One line a client in the roster's order, whoever pressed it; and one for the data files behind them."""
    rows = [*clients(80), {"id": "X", "routine": "none"}]
    clinic.batch(clinic.roster(rows), jobs=2)
    lines = [json.loads(line) for line in (clinic.out / ".handouts/manifest.jsonl").read_text().splitlines()]
    made = [line for line in lines if "made" in line]
    assert "data/brands/clinic.yaml" in made[0]["from"]
    sheets = [line for line in lines if line.get("state") == "built"]
    assert [line["id"] for line in sheets] == [row["id"] for row in rows[:-1]]
    assert [line["row"] for line in sheets] == list(range(2, 82))
    assert {line["inputs"]["made"] for line in sheets} == {line["made"] for line in made}
    assert lines[-2] == {"row": 82, "state": "problem", "problems": ["unknown-id"]}
    assert (lines[-1]["file"], lines[-1]["state"]) == ("problems.csv", "rows to mend")
    alone = Clinic(clinic.root / "again")
    alone.batch(alone.roster(rows))
    assert alone.files() == clinic.files(), "one process or two: the folder is the same, the manifest too"


def test_an_archive_of_all_sheets(clinic: Clinic) -> None:
    """The good rows' files as they are, the same archive from the same sheets, for its owner only."""
    roster, archive = clinic.roster([*clients(3), {"id": "X", "routine": "none"}]), clinic.root / "all.zip"
    clinic.batch(roster, zip=str(archive))
    first = archive.read_bytes()
    with zipfile.ZipFile(archive) as packed:
        assert packed.namelist() == ["C001-easy.pdf", "C002-easy.pdf", "C003-easy.pdf"]
        assert packed.read("C002-easy.pdf") == (clinic.out / "C002-easy.pdf").read_bytes()
    assert stat.S_IMODE(archive.stat().st_mode) == 0o600
    stamp = archive.stat().st_mtime_ns
    clinic.batch(roster, zip=str(archive))
    assert (archive.read_bytes(), archive.stat().st_mtime_ns) == (first, stamp)


def test_the_right_pages_for_the_right_client(clinic: Clinic, tmp_path: Path) -> None:
    """No row has another's name on its sheet: each file's text holds its own client and no other."""
    pdfium = pytest.importorskip("pypdfium2")
    rows = clients(70)
    clinic.batch(clinic.roster(rows), jobs=2)
    for row in rows:
        document = pdfium.PdfDocument(clinic.out / f"{row['id']}-easy.pdf")
        text = document[0].get_textpage().get_text_range()
        assert row["client"] in " ".join(text.split())
        assert (
            sum(
                other["client"] in " ".join(text.split())
                for other in rows
                if len(other["client"]) == len(row["client"])
            )
            == 1
        )


@pytest.mark.parametrize(
    "options",
    [["--separators"], ["--index", "--zip", "x"], ["--engine", "dask"], ["--scheduler", "tcp://x:1"], ["--jobs", "-3"],
     ["--jobs", "two"], ["--check", "--merge", "x"]],
)  # fmt: skip
def test_options_that_do_not_go_together(
    clinic: Clinic, options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """None is passed over in silence: exit code 2, and nothing is written."""
    with pytest.raises(SystemExit) as caught:
        main(["batch", str(clinic.roster(clients(1))), "-o", str(clinic.out), *options])
    assert caught.value.code == 2
    assert "usage: handouts batch" in capsys.readouterr().err
    assert not clinic.out.exists()


def test_a_roster_in_a_named_encoding_prints_its_names(clinic: Clinic) -> None:
    """What a spreadsheet saves as plain CSV is none of ours, until --encoding says what it is."""
    path = clinic.root / "western.csv"
    path.write_bytes("id;client;routine;date\n1;Zoë Müller;easy;3.11.2026\n".encode("cp1252"))
    given = ["batch", str(path), "-o", str(clinic.out), "--workspace", str(clinic.root), "--jobs", "1", "--quiet"]
    assert main(given) == 1
    assert main([*given, "--encoding", "cp1252", "--dates", "day-month-year", "--name", "{date}-{id}"]) == 0
    text = pdfium.PdfDocument(clinic.out / "2026-11-03-1.pdf")[0].get_textpage().get_text_range()
    assert "Zoë Müller" in text
    assert "3 November 2026" in text


def test_rows_in_which_nothing_can_be_seen_are_no_clients(clinic: Clinic) -> None:
    """Below the last client of many a spreadsheet stand spaces, also such that do not break a line."""
    blank = [{"id": " ", "client": "\u00a0", "routine": "", "date": ""}, {"id": "", "client": "\t"}]
    tally = clinic.batch(clinic.roster([*clients(1), *blank]), defaults=(("routine", "easy"),))
    assert (tally.built, tally.bad) == (1, 0)


def test_what_a_killed_batch_left_unfinished_is_taken_away_and_nothing_else(clinic: Clinic) -> None:
    clinic.out.mkdir()
    for name in (".handouts-batch-1f-2.part", "mine.part", ".handouts-batch-notes.txt"):
        (clinic.out / name).write_text("x")
    clinic.batch(clinic.roster(clients(1)))
    assert sorted(path.name for path in clinic.out.glob("*") if path.is_file()) == [
        ".handouts-batch-notes.txt", "C001-easy.pdf", "mine.part",
    ]  # fmt: skip


def test_the_sheet_that_is_named_is_the_one_that_is_built(clinic: Clinic) -> None:
    book = openpyxl.Workbook()
    for title, name in (("Monday", "M1"), ("Tuesday", "T1")):
        sheet = book.create_sheet(title)
        sheet.append(["id", "routine"])
        sheet.append([name, "easy"])
    book.remove(book.worksheets[0])
    book.save(clinic.root / "week.xlsx")
    clinic.batch(clinic.root / "week.xlsx", sheet="Tuesday")
    assert [path.name for path in clinic.out.glob("*.pdf")] == ["T1-easy.pdf"]
