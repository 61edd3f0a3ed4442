"""The other commands: look, make, check, help."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from handouts.cli.main import make_parser

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cli.conftest import Ran

    Run = Callable[..., Ran]


def test_help_begins_with_what_to_type(run: Run) -> None:
    """--help of the program and of its main command shows commands to copy."""
    ran = run("--help")
    assert ran.code == 0
    assert "handouts build --routine warmup" in ran.out
    assert "examples:" in run("build", "--help").out


def test_every_command_has_help(run: Run) -> None:
    """No command is without a sentence that says what it does."""
    actions = [action for action in make_parser()._actions if action.choices and action.dest != "help"]
    for name in actions[0].choices:
        ran = run(name, "--help")
        assert ran.code == 0, name
        assert "usage:" in ran.out


def test_no_command_is_wrong_usage(run: Run) -> None:
    """`handouts` alone, and words that are no command."""
    assert run().code == 2
    assert run("biuld").code == 2


@pytest.mark.parametrize(
    ("kind", "known"),
    [
        ("exercises", "hip-hinge"), ("routines", "warmup"), ("series", "back-pain"), ("brands", "riverside-physio"),
        ("locales", "en-GB"), ("fonts", "AtkinsonHyperlegibleNext"),
    ],
)  # fmt: skip
def test_list_names_everything(home: Path, run: Run, kind: str, known: str) -> None:
    """One line each, the id first, the workspace's own among them."""
    ran = run("list", kind)
    assert ran.code == 0
    assert known in ran.out
    if kind == "routines":
        assert any(line.startswith("mine ") for line in ran.out.splitlines())


def test_show_says_a_sheet_in_words(home: Path, run: Run) -> None:
    """The same words, in the same order, as sheet.txt; an unknown id gets the nearest."""
    ran = run("show", "warmup")
    assert ran.code == 0
    assert ran.out.index("Hip hinge") < ran.out.index("Curtsy lunge")
    assert "picture here" not in run("show", "hip-hinge").out  # it has figures
    ran = run("show", "warmip")
    assert ran.code == 1
    assert "warmup" in ran.err


def test_what_new_writes_can_be_built_or_says_what_is_missing(home: Path, run: Run) -> None:
    """A commented file to fill in: it stands where it belongs, is not written over, and is no bug of ours."""
    for kind, folder in (("exercise", "exercises"), ("routine", "routines"), ("series", "series"), ("brand", "brands")):
        ran = run("new", kind, "my-thing")
        assert ran.code == 0, ran.err
        assert (home / "data" / folder / "my-thing.yaml").read_text().count("#")
        assert run("new", kind, "my-thing").code == 1
    for words in (["--exercise", "my-thing"], ["--routine", "my-thing"], ["--series", "my-thing"]):
        ran = run("build", *words, "--brand", "my-thing")
        assert ran.code == 0, ran.err
    assert "handouts new exercise my-thing" in run("new", "exercise", "My Thing").err
    assert run("new", "roster", "clients").code == 0


def test_a_new_locale_holds_every_word_or_what_regions_differ_in(home: Path, run: Run) -> None:
    """A language begins with our English; a region of a language that is known with its own few lines."""
    assert run("new", "locale", "nl").code == 0
    assert run("new", "locale", "en-NZ").code == 0
    assert "handouts new locale nl-BE" in run("new", "locale", "nl_be").err
    region = (home / "data/locales/en-NZ.yaml").read_text()
    assert "emergency:" in region
    assert "words:" not in region
    assert run("new", "locale", "de-CH").code == 0  # nobody wrote German yet: every word of it
    for language in ("nl", "en-NZ", "de-CH"):
        ran = run("build", "--routine", "mine", "--language", language)
        assert ran.code == 0, ran.err
        assert "there is no locale" not in ran.err


def test_new_gives_a_copy_of_what_is_built_in(home: Path, run: Run) -> None:
    """A coach who wants another word in our hip hinge gets ours to change, not an empty one in its place."""
    ran = run("new", "exercise", "hip-hinge")
    assert (ran.code, ran.paths) == (0, ["data/exercises/hip-hinge.yaml"])
    assert "a copy of the built-in exercise" in ran.err
    mine = home / "data/exercises/hip-hinge.yaml"
    mine.write_text(mine.read_text().replace("name: Hip hinge", "name: My hinge"))
    assert "My hinge" in run("show", "hip-hinge").out


@pytest.mark.parametrize("place", ["notes.txt", "notes.txt/inside"])
def test_init_says_why_it_cannot(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    """A file where the folder should be is the user's to mend, and no bug of ours."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "notes.txt").write_text("mine")
    ran = run("init", place)
    assert ran.code == 1
    assert "handouts init another-folder" in ran.err
    assert (tmp_path / "notes.txt").read_text() == "mine"


def test_init_makes_a_workspace_that_builds(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Folders, a README and examples; a build inside finds them; an existing one is not touched."""
    monkeypatch.chdir(tmp_path)
    assert run("init", "clinic").code == 0
    folders = {path.name for path in (tmp_path / "clinic/data").iterdir()}
    assert {"exercises", "routines", "series", "brands", "rosters"} <= folders
    assert (tmp_path / "clinic/fonts").is_dir()
    assert (tmp_path / "clinic/output").is_dir()
    assert any((tmp_path / "clinic").glob("README*"))
    assert run("init", "clinic").code == 1
    monkeypatch.chdir(tmp_path / "clinic")
    ran = run("check")
    assert (ran.code, "no problems" in ran.err) == (0, True), ran.err  # an example has nothing to be told
    ran = run("build", "--all", "-o", "out")
    assert ran.code == 0, ran.err
    assert ran.paths == ["out/my-routine.pdf", "out/my-exercise.pdf", "out/my-series.pdf"]  # not what is built in


def test_schema_writes_schemas(home: Path, run: Run) -> None:
    """Editors complete and check what is typed."""
    ran = run("schema")
    assert ran.code == 0
    assert (home / "data/schema/exercise.json").exists()
    assert all(line.endswith(".json") for line in ran.paths)


def test_check_reads_everything_and_reports_all_at_once(home: Path, run: Run) -> None:
    """Every problem of every file, each with its place and a fix; 0 when there is none."""
    assert run("check").code == 0
    (home / "data/routines/one.yaml").write_text("title: One\naction: Go.\nitems: [no-such-thing]\n")
    (home / "data/routines/two.yaml").write_text("title: Two\nacton: Go.\nitems: [hip-hinge]\n")
    ran = run("check")
    assert ran.code == 1
    assert "data/routines/one.yaml:3" in ran.err + ran.out
    assert "data/routines/two.yaml:2" in ran.err + ran.out


@pytest.mark.parametrize("shell", ["bash", "zsh", "tcsh"])
def test_completion_is_a_script(run: Run, shell: str) -> None:
    """Completion for three shells; bash can read its own."""
    ran = run("completion", shell)
    assert ran.code == 0
    assert "handouts" in ran.out
    if shell == "bash":
        assert subprocess.run(["bash", "-n"], input=ran.out.encode(), check=False).returncode == 0


def test_cache_says_what_it_holds_and_is_cleared(
    home: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`cache info` and `cache clear`, in the folder that HANDOUTS_CACHE names."""
    monkeypatch.setenv("HANDOUTS_CACHE", str(tmp_path / "kept"))
    run("build", "--routine", "mine")
    assert run("cache", "info").code == 0
    assert any(path.is_file() for path in (tmp_path / "kept").rglob("*"))
    assert run("cache", "clear").code == 0
    assert not any(path.is_file() for path in (tmp_path / "kept").rglob("*"))


def test_a_folder_that_is_no_workspace_is_a_problem(run: Run, tmp_path: Path) -> None:
    """--workspace with a slip of the keys says so, and how to make one."""
    ran = run("build", "--routine", "warmup", "--workspace", str(tmp_path / "nowhere"))
    assert ran.code == 1
    assert "handouts init" in ran.err
