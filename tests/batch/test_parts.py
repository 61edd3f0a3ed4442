"""The small parts of a batch: names, marks, the folder, the manifest, rows."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.batch.columns import Columns
from handouts.batch.folder import Folder, Lock
from handouts.batch.ledger import PROBLEM, Ledger, row_line
from handouts.batch.names import DEFAULT, Namer, check_template
from handouts.batch.rows import Known, Row, RowReader
from handouts.batch.slate import Slate, mark_of
from handouts.output.manifest import read_manifest
from handouts.output.names import collisions
from handouts.problems import Problem, ProblemsFound

KNOWN = Known(("easy", "warmup"), ("hip-hinge", "hip-90-90"), ("clinic",), ("en-GB", "en-US"))


def namer(*headings: str, template: str = DEFAULT) -> Namer:
    return Namer(template, Columns(headings, {name: at for at, name in enumerate(headings)}), KNOWN)


def test_names_are_made_of_ids_and_never_of_a_clients_name() -> None:
    names = namer("id", "client", "routine")
    assert names.name(2, ["R-001", "Ana Bell", "warmup"]) == ("R-001-warmup.pdf", False)
    assert names.name(3, ["", "Ana Bell", "warmup"])[0] == "0003-warmup.pdf"


def test_without_an_id_column_the_row_number_stands_there() -> None:
    assert namer("client", "routine").name(17, ["Ana", "warmup"])[0] == "0017-warmup.pdf"


def test_a_name_that_a_row_brings_is_its_name() -> None:
    assert namer("id", "routine", "file").name(2, ["A", "easy", "A-0002.pdf"])[0] == "A-0002.pdf"


def test_exercises_of_a_clients_own_have_a_name_too() -> None:
    assert namer("id", "exercises").name(2, ["A", "hip-hinge"])[0] == "A-exercises.pdf"


@settings(max_examples=60)
@given(st.lists(st.text(max_size=12), min_size=1, max_size=12))
def test_no_two_rows_have_one_name_anywhere(ids: list[str]) -> None:
    """Whatever stands in the ids, names differ on every system, are plain, and stay in their folder."""
    names = namer("id", "routine")
    given_out = [names.name(number, [name, "warmup"])[0] for number, name in enumerate(ids, 2)]
    assert not collisions(given_out)
    for name in given_out:
        assert Path(name).name == name
        assert not set(name) & set('<>:"/\\|?*\0\n')
        assert name.endswith(".pdf")
        assert len(name.encode()) < 200


def test_a_name_that_was_given_out_is_not_given_again() -> None:
    """Also where a later row has by nature the name that an earlier one was moved to, and in capitals."""
    names = namer("id", template="{id}")
    assert [names.name(2, [each])[0] for each in ("a", "A", "a-2", "con", "../x", "")] == [
        "a.pdf", "A-2.pdf", "a-2-2.pdf", "_con.pdf", "x.pdf", "0002.pdf",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "template", ["", "x", "{", "{}", "{name}", "{id!r}", "{id:>9}", "../{id}", "{id.__class__}", "a/{id}"]
)
def test_templates_that_are_none(template: str) -> None:
    """A template names known fields of a row and nothing else: no attribute, no format, no folder."""
    with pytest.raises(ProblemsFound) as caught:
        check_template(template)
    assert caught.value.problems[0].kind == "name-template"


def test_a_slate_remembers_like_a_dictionary() -> None:
    """Thousands of marks, noted, renewed and looked up, are what a dictionary says."""
    chance, slate, known = random.Random(3), Slate(), {}
    for at in range(20_000):
        mark = mark_of(f"name {chance.randrange(9000)}")
        slate.put(mark, at, at + 1)
        known[mark] = (at, at + 1)
    assert len(slate) == len(known)
    assert all(slate.get(mark) == numbers for mark, numbers in known.items())
    assert slate.get(mark_of("never")) is None
    assert not slate.add(next(iter(known)))


# -- the folder


def test_a_file_is_whole_private_and_alone(tmp_path: Path) -> None:
    """What is written is there under its name, for its owner only, and no draft is left."""
    folder = Folder(tmp_path / "a" / "b")
    folder.put("x.pdf", (b"one", b"two"))
    assert (tmp_path / "a/b/x.pdf").read_bytes() == b"onetwo"
    assert (tmp_path / "a/b/x.pdf").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in (tmp_path / "a/b").iterdir()] == ["x.pdf"]


def test_a_link_in_a_files_place_is_replaced_and_not_followed(tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.write_bytes(b"mine")
    folder = Folder(tmp_path / "out")
    (tmp_path / "out/x.pdf").symlink_to(precious)
    assert folder.get("x.pdf") is None
    folder.put("x.pdf", (b"theirs",))
    assert precious.read_bytes() == b"mine"
    assert not (tmp_path / "out/x.pdf").is_symlink()


def test_two_batches_do_not_write_into_one_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("handouts.batch.folder._PATIENCE", 0.1)
    with Lock(tmp_path), pytest.raises(ProblemsFound) as caught, Lock(tmp_path):
        pass
    assert caught.value.problems[0].kind == "batch-locked"
    with Lock(tmp_path):
        pass


# -- the manifest


def line(file: str, sha: str = "ab", **more: object) -> dict[str, object]:
    return row_line(2, "C1", file, inputs={"made": "m", "row": "r"}, sha256=sha, **more)


def test_the_same_news_is_written_once(tmp_path: Path) -> None:
    """A second run of the same rows adds nothing; a change adds one line; a bad row does not hide what was built."""
    manifest = tmp_path / ".handouts" / "manifest.jsonl"
    for _ in range(2):
        Ledger(Folder(tmp_path)).write([line("a.pdf"), line("b.pdf")])
    assert len(manifest.read_bytes().splitlines()) == 2
    ledger = Ledger(Folder(tmp_path))
    ledger.write([line("a.pdf", "cd")])
    bad = {"row": 2, "state": PROBLEM, "problems": ["date"]}
    for _ in range(2):
        Ledger(Folder(tmp_path)).write([bad])
    Ledger(Folder(tmp_path)).write([line("a.pdf", "cd")])  # mended, as it was
    assert len(manifest.read_bytes().splitlines()) == 5
    assert Ledger(Folder(tmp_path)).known("A.PDF") == Ledger(Folder(tmp_path)).known("a.pdf") is not None
    assert read_manifest(tmp_path)["a.pdf"].sha256 == "cd"


@pytest.mark.parametrize("cut", [1, 2, 30])
def test_a_torn_last_line_is_cut_off(tmp_path: Path, cut: int) -> None:
    """After a kill in the middle of a line the next line is whole; a line that only lacks its end is kept."""
    Ledger(Folder(tmp_path)).write([line("a.pdf"), line("b.pdf")])
    manifest = tmp_path / ".handouts" / "manifest.jsonl"
    manifest.write_bytes(manifest.read_bytes()[:-cut])
    Ledger(Folder(tmp_path)).write([line("c.pdf")])
    files = list(read_manifest(tmp_path))
    assert files == ["a.pdf", "b.pdf", "c.pdf"] if cut == 1 else ["a.pdf", "c.pdf"]


# -- rows


def reader(*headings: str, known: Known = KNOWN, mended: bool = False) -> RowReader:
    doses = {name[5:]: at for at, name in enumerate(headings) if name.startswith("dose:")}
    places = {name: at for at, name in enumerate(headings) if not name.startswith("dose:")}
    return RowReader("r.csv", Columns(headings, places, doses, mended), known)


def problems(found: Row | list[Problem]) -> list[tuple[str, str]]:
    assert isinstance(found, list)
    return [(str(problem.where), problem.what) for problem in found]


def test_a_good_row() -> None:
    row = reader("id", "client", "routine", "date", "style", "dose:hip-hinge").read(
        2, ["1", " Zoë ", "Warmup", "2026-11-23", "Large-print, ink-saver", "2 x 6"]
    )
    assert isinstance(row, Row)
    assert (row.words.client, str(row.words.date), row.shape.routine) == ("Zoë", "2026-11-23", "warmup")
    assert (row.shape.large_print, row.shape.ink_saver, row.shape.doses) == (True, True, (("hip-hinge", "2 x 6"),))


def test_a_row_tells_everything_that_is_wrong_with_it_and_repeats_nothing() -> None:
    """File, row, column, the heading, never the value; a near id is offered, because it is not the value."""
    secret = "Krzysztofa-Tajemna"
    cells = [secret, secret + "\u202e", "warmpu", f"{secret}", "A5", "dose " + secret, "12/3/26"]
    found = reader("id", "client", "routine", "exercises", "paper", "dose:hip-hinge", "date").read(7, cells)
    assert problems(found) == [
        ("r.csv:7:3", "routine: no routine has this id"),
        ("r.csv:7:4", "exercises: an id here is no exercise's"),
        ("r.csv:7:5", "paper: this paper is none of ours"),
        ("r.csv:7:6", "dose:hip-hinge: this is no dose"),
        ("r.csv:7:2", "client: U+202E right-to-left override stands here"),
        ("r.csv:7:7", "date: this is no date of the calendar, written year-month-day"),
    ]
    assert isinstance(found, list)
    assert found[0].fix == 'did you mean "warmup"?'
    assert secret not in repr(found)


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (["1", "Ana"], "this row has 2 cells, and the headings are 3"),
        (["1", "Ana", "easy", "x"], "this row has 4 cells, and the headings are 3"),
        (None, "this row cannot be read"),
        (["1", "x" * 200_000, "easy"], "client: this cell is longer than 100,000 characters"),
        (["1", "A\0B", "easy"], "client: a NUL character stands here"),
        (["1", "x" * 201, "easy"], "client: longer than 200 characters"),
        (["1", "Ana", ""], "routine: this row does not say which sheet"),
        (["1\n2", "Ana", "easy"], "id: an id is on one line and has at most 100 characters"),
    ],
)
def test_rows_that_are_none(cells: list[str] | None, said: str) -> None:
    assert [what for _, what in problems(reader("id", "client", "routine").read(2, cells))] == [said]


def test_a_formula_is_a_name_like_any_other_and_loses_only_our_own_mark() -> None:
    """What was typed is printed; the mark that problems.csv puts before a formula is taken off again."""
    typed = "=HYPERLINK(1)"
    plain, back = reader("client", "routine"), reader("client", "routine", mended=True)
    for one, cell, wanted in (
        (plain, typed, typed),
        (back, "'" + typed, typed),
        (plain, "'=x", "'=x"),
        (back, "''=x", "'=x"),
    ):
        row = one.read(2, [cell, "easy"])
        assert isinstance(row, Row)
        assert row.words.client == wanted


@pytest.mark.parametrize(
    ("order", "written", "day"),
    [
        ("day-month-year", "3/11/2026", "2026-11-03"), ("month-day-year", "11/3/2026", "2026-11-03"),
        ("day-month-year", "23.11.2026", "2026-11-23"), ("day-month-year", "2026-11-23", "2026-11-23"),
        ("", "23.11.2026", None), ("month-day-year", "23/11/2026", None), ("day-month-year", "3/11/26", None),
    ],
)  # fmt: skip
def test_dates_are_turned_round_only_when_their_order_is_said(order: str, written: str, day: str | None) -> None:
    """3/11 is a day in March or in November: nobody guesses. Where it was not said, the problem tells how."""
    known = Known(KNOWN.routines, KNOWN.exercises, KNOWN.brands, KNOWN.languages, (), order)
    row = RowReader("r.csv", Columns(("routine", "date"), {"routine": 0, "date": 1}), known).read(2, ["easy", written])
    if day is not None:
        assert isinstance(row, Row)
        assert str(row.words.date) == day
    else:
        assert isinstance(row, list)
        assert (row[0].kind, "--dates" in row[0].fix) == ("date", not order)
