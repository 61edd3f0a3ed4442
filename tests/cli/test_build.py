"""`handouts build`: what is written where, and what is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from handouts.commands.request import Request
from handouts.commands.workshop import Workshop

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cli.conftest import Ran
    from handouts.press.plate import Plate
    from handouts.sheet.blocks import Sheet

    Run = Callable[..., Ran]

BROKEN = "title: Broken\naction: Do it.\nitems: [hip-hingee]\n"


def _files(folder: Path) -> set[str]:
    return {path.name for path in folder.rglob("*") if path.is_file()} if folder.exists() else set()


def test_a_build_writes_into_the_workspaces_output_and_prints_the_path_alone(home: Path, run: Run) -> None:
    """Stdout is for other programs: one path a line; how long it took goes to stderr."""
    ran = run("build", "--routine", "mine")
    assert ran.code == 0
    assert ran.paths == ["output/mine.pdf"]
    assert (home / "output/mine.pdf").read_bytes().startswith(b"%PDF-")
    assert "1 page in" in ran.err


def test_the_workspace_is_found_from_a_folder_inside_it(home: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The nearest folder above that holds data/ is the workspace."""
    monkeypatch.chdir(home / "data/routines")
    assert run("build", "--routine", "mine").code == 0
    assert (home / "output/mine.pdf").exists()


def test_without_a_workspace_the_built_in_library_is_built(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A coach who has only installed the package can hand over a page."""
    monkeypatch.chdir(tmp_path)
    ran = run("build", "--routine", "warmup")
    assert ran.paths == ["output/warmup.pdf"]
    assert (tmp_path / "output/warmup.pdf").exists()


def test_the_name_says_which_options_are_not_default(home: Path, run: Run) -> None:
    """Two versions of a sheet do not overwrite each other."""
    ran = run("build", "--routine", "mine", "--paper", "letter", "--style", "large-print", "--ink-saver")
    assert ran.paths == ["output/mine-letter-large-print-ink-saver.pdf"]
    assert run("build", "--routine", "warmup", "--brand", "riverside-physio").paths == [
        "output/warmup-riverside-physio.pdf"
    ]


def test_a_sheet_follows_the_brand_that_becomes_the_usual_one(home: Path, run: Run) -> None:
    """A second brand is said and changes nothing; once it says that it is the usual one, it stands on the page."""
    run("build", "--routine", "mine")
    first = (home / "output/mine.pdf").read_bytes()
    other = home / "data/brands/zed.yaml"
    other.write_text("name: Zed\ncolours: {primary: 333333, accent: E4572E}\n")
    for _ in range(2):  # from data, and from the plate that was kept
        assert "add --brand zed" in run("build", "--routine", "mine").err
        assert (home / "output/mine.pdf").read_bytes() == first
    other.write_text(f"{other.read_text()}default: true\n")
    assert "hint" not in run("build", "--routine", "mine").err
    assert (home / "output/mine.pdf").read_bytes() != first


def test_output_is_a_file_or_a_folder(home: Path, run: Run) -> None:
    """`-o x.pdf` is the file, anything else a folder that is made."""
    assert run("build", "--routine", "mine", "-o", "here.pdf").paths == ["here.pdf"]
    assert run("build", "--routine", "mine", "-o", "there").paths == ["there/mine.pdf"]
    assert run("build", "--routine", "mine", "-o", "2026.11").paths == ["2026.11/mine.pdf"]
    (home / "old.txt").mkdir()
    assert run("build", "--routine", "mine", "-o", "old.txt").paths == ["old.txt/mine.pdf"]  # it is a folder
    assert (home / "here.pdf").exists()
    assert (home / "there/mine.pdf").exists()


def test_a_clients_sheet_is_not_written_over(home: Path, run: Run) -> None:
    """With --client an existing file stands unless --force is given; without one it is made anew."""
    assert run("build", "--routine", "mine").code == 0
    first = (home / "output/mine.pdf").read_bytes()
    ran = run("build", "--routine", "mine", "--client", "Ana Bell")
    assert ran.code == 1
    assert "--force" in ran.err
    assert ran.out == ""
    assert (home / "output/mine.pdf").read_bytes() == first
    assert run("build", "--routine", "mine", "--client", "Ana Bell", "--force").code == 0
    assert (home / "output/mine.pdf").read_bytes() != first
    assert run("build", "--routine", "mine").code == 0


def test_only_its_owner_reads_a_clients_sheet(home: Path, run: Run) -> None:
    """A sheet with a name on it is a client file."""
    run("build", "--routine", "mine", "--client", "Ana Bell")
    assert (home / "output/mine.pdf").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("words", "nearest"),
    [
        (["--routine", "warmupp"], "warmup"),
        (["--exercise", "hip-hing"], "hip-hinge"),
        (["--series", "backpain"], "back-pain"),
        (["--routine", "warmup", "--brand", "coach-troi"], "coach-troy"),
        (["--series", "back-pain", "--part", "hipps"], "hips"),
    ],
)
def test_a_mistyped_id_gets_the_nearest_name(home: Path, run: Run, words: list[str], nearest: str) -> None:
    """A slip of the keys is mended by a look, not by a search."""
    ran = run("build", *words)
    assert ran.code == 1
    assert ran.out == ""
    assert f'"{nearest}"' in ran.err
    assert not (home / "output").exists()


def test_a_language_that_nobody_wrote_is_said_and_english_printed(home: Path, run: Run) -> None:
    """A sheet in plain English is better than none; the emergency number is the thing to look at."""
    ran = run("build", "--routine", "mine", "--language", "en-GBB")
    assert ran.code == 0
    assert "emergency number" in ran.err
    assert '"en-GB"' in ran.err


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["--routine"],
        ["--routine", "a", "--exercise", "b"],
        ["--routine", "a", "--paper", "a3"],
        ["--routine", "a", "--side", "both"],
        ["--routine", "a", "--wobble"],
    ],
)
def test_wrong_usage_is_two(home: Path, run: Run, words: list[str]) -> None:
    """What argparse refuses, and nothing is written."""
    ran = run("build", *words)
    assert ran.code == 2
    assert "usage:" in ran.err
    assert not (home / "output").exists()


def test_nothing_is_written_while_a_problem_stands(home: Path, run: Run) -> None:
    """--all stops for one bad file; --keep-going writes the good ones and still says 1."""
    (home / "data/routines/broken.yaml").write_text(BROKEN)
    ran = run("build", "--all", "--brand", "own")
    assert ran.code == 1
    assert "hip-hinge" in ran.err
    assert "nothing was written" in ran.err
    assert _files(home / "output") == set()
    ran = run("build", "--all", "--brand", "own", "--keep-going")
    assert ran.code == 1
    assert "output/mine.pdf" in ran.paths
    assert "output/broken.pdf" not in ran.paths
    assert "written all the same" in ran.err
    assert "hip-hingee" in ran.err


def test_all_builds_everything_once(home: Path, run: Run) -> None:
    """Every routine, exercise and series of the workspace's own; nobody hands out what only stands behind it."""
    (home / "data/routines/two.yaml").write_text("title: Two\nitems: [hip-hinge, curtsy-lunge]\n")
    (home / "data/series/own.yaml").parent.mkdir()
    (home / "data/series/own.yaml").write_text(
        "title: Own\nparts: [{number: 1, id: one, title: One, exercises: [hip-hinge]}]\n"
    )
    ran = run("build", "--all", "-o", "all")
    assert ran.code == 0, ran.err
    assert ran.paths == ["all/mine.pdf", "all/two.pdf", "all/own.pdf"]
    assert len(list((home / "all").glob("*.pdf"))) == 3


def test_things_of_one_id_have_files_of_their_own(home: Path, run: Run) -> None:
    """An exercise called like a routine is not written over it, alone or with all."""
    for kind in ("series", "exercise"):
        assert run("new", kind, "mine").code == 0
    ran = run("build", "--all")
    assert ran.paths == ["output/mine.pdf", "output/mine-exercise.pdf", "output/mine-series.pdf"], ran.err
    assert run("build", "--exercise", "mine").paths == ["output/mine-exercise.pdf"]


@pytest.mark.parametrize(
    ("typed", "fix"),
    [
        ("23.11.2026", "write --date 2026-11-23"),
        ("11/23/2026", "write --date 2026-11-23"),
        ("2026-1-5", "write --date 2026-01-05"),
        ("5/6/2026", "write it like --date 2026-11-23"),  # May or June: nobody knows
        ("31.2.2026", "write it like --date 2026-11-23"),
        ("tomorrow", "write it like --date 2026-11-23"),
    ],
)
def test_a_date_written_another_way_is_given_back_in_ours(home: Path, run: Run, typed: str, fix: str) -> None:
    """The fix is the date that was meant, where only one can be."""
    ran = run("build", "--routine", "mine", "--date", typed)
    assert ran.code == 1
    assert ran.err.splitlines()[1].strip() == f"fix: {fix}"


def test_a_part_of_words_alone_is_a_page(home: Path, run: Run) -> None:
    """A part of a series without exercises is printed, alone and among the others."""
    (home / "data/series").mkdir()
    (home / "data/series/talk.yaml").write_text(
        "title: Talk\nparts:\n  - {number: 1, id: one, title: One, message: Only words.}\n"
        "  - {number: 2, id: two, title: Two, exercises: [hip-hinge]}\n"
    )
    assert "1 page in" in run("build", "--series", "talk", "--part", "one").err
    assert "2 pages in" in run("build", "--series", "talk").err


def test_all_of_an_empty_workspace_is_what_is_built_in(home: Path) -> None:
    """A new folder with a brand in it prints the whole library in that brand."""
    (home / "data/routines/mine.yaml").unlink()
    jobs = {(job.kind, job.id) for job in Workshop(Request(everything=True), home).jobs()}
    assert {("routine", "warmup"), ("exercise", "hip-hinge"), ("series", "back-pain")} <= jobs


def test_four_cards_with_a_rest_here_and_there_are_one_letter_page(home: Path, run: Run) -> None:
    """A sheet hangs on a fridge with one side to see: the room under a dose gives way before a second page comes."""
    assert "1 page in" in run("build", "--routine", "steady-feet", "--paper", "letter").err


def test_americans_read_their_own_words(home: Path, run: Run) -> None:
    """A locale swaps words of our exercises, and a brand's own words win over it."""
    (home / "data/locales").mkdir()
    (home / "data/locales/en-US.yaml").write_text('emergency: {number: "911", signs: x}\nswaps: {bum: rear}\n')
    brand = home / "data/brands/own.yaml"
    brand.write_text(brand.read_text() + "locale: en-US\n")
    said = run("show", "hip-hinge").out
    assert "Push your rear back." in said
    assert "The rear is pushed back" in said  # for whoever cannot see the figure
    assert " bum" not in said
    brand.write_text(brand.read_text() + "words: {bum: seat}\n")
    assert "Push your seat back." in run("show", "hip-hinge").out


def test_placeholder_links_are_one_warning(home: Path, run: Run) -> None:
    """Addresses that lead nowhere are printed with one warning for all of them, the second time too."""
    for _ in range(2):
        ran = run("build", "--routine", "warmup", "--brand", "coach-troy")
        assert ran.code == 0
        assert sum("placeholder" in line for line in ran.err.splitlines()) == 1
    assert "placeholder" not in run("build", "--routine", "mine").err


def test_a_file_that_changes_is_read_again(home: Path, run: Run) -> None:
    """A sheet from the cache is never older than its data: edited, added and removed files are seen."""
    first = _built(home, run)
    assert _built(home, run) == first
    path = home / "data/routines/mine.yaml"
    path.write_text(path.read_text().replace("Do this one move.", "Do it now."))
    edited = _built(home, run)
    assert edited != first
    own = home / "data/exercises/hip-hinge.yaml"  # hides the built-in one
    own.write_text("name: My hinge\naim: Mine.\nkind: core\nposition: floor\nsteps: [Go.]\ncues: [Go.]\ndose: 1 x 3\n")
    added = _built(home, run)
    assert added != edited
    own.unlink()
    assert _built(home, run) == edited


def _built(home: Path, run: Run) -> bytes:
    ran = run("build", "--routine", "mine")
    assert ran.code == 0, ran.err
    return (home / "output/mine.pdf").read_bytes()


def test_a_date_is_printed_as_the_locale_says(home: Path, run: Run) -> None:
    """Dates are ISO in and words out; another form is a problem with an example."""
    from handouts.check.read_pdf import read_pdf

    assert run("build", "--routine", "mine", "--date", "2026-11-23").code == 0
    assert "23 November 2026" in read_pdf((home / "output/mine.pdf").read_bytes()).tree.text
    ran = run("build", "--routine", "mine", "--date", "23.11.2026")
    assert ran.code == 1
    assert "2026-11-23" in ran.err


def test_a_bug_of_ours_is_seventy_without_a_traceback(home: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever breaks inside, a coach reads one line and what to do; --debug shows it all."""
    from handouts.commands.workshop import Workshop

    def broken(*_: object) -> None:
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr(Workshop, "place", broken)
    ran = run("build", "--routine", "mine", "--ink-saver")
    assert ran.code == 70
    assert "our fault" in ran.err
    assert "Traceback" not in ran.err
    with pytest.raises(ZeroDivisionError):
        run("build", "--routine", "mine", "--ink-saver", "--debug")


def test_a_file_saved_during_a_build_is_not_taken_for_the_one_that_was_read(
    home: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next build reads it again, though by then all files are as this build left them."""
    routine, plate = home / "data/routines/mine.yaml", Workshop.plate

    def edited_meanwhile(workshop: Workshop, sheet: Sheet) -> Plate:
        routine.write_text(routine.read_text().replace("title: Mine", "title: Yours"))
        return plate(workshop, sheet)

    monkeypatch.setattr(Workshop, "plate", edited_meanwhile)
    first = run("build", "--routine", "mine")
    monkeypatch.undo()
    monkeypatch.chdir(home)
    for _ in range(2):
        again = run("build", "--routine", "mine", "-o", "again.pdf", "--force")
        assert again.code == 0, again.err
    assert b"(Mine)" in (home / first.paths[0]).read_bytes()
    assert b"(Yours)" in (home / "again.pdf").read_bytes()
