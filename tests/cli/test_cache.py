"""A sheet from the cache is the one that would be made now, whatever has changed around it since."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from handouts.commands.workshop import Workshop
from handouts.figures.baked import pose_hash

if TYPE_CHECKING:
    from collections.abc import Callable

    from cli.conftest import Ran
    from handouts.press.plate import Plate
    from handouts.sheet.blocks import Sheet

    Run = Callable[..., Ran]

ROOT = Path(__file__).resolve().parents[2]


def _build(run: Run, *words: str) -> bytes:
    """Build to one file, twice, the second time from what was kept; return its bytes."""
    made = []
    for _ in range(2):
        ran = run("build", "--routine", "mine", *words, "-o", "out.pdf", "--force")
        assert ran.code == 0, ran.err
        made.append(Path("out.pdf").read_bytes())
    assert made[0] == made[1]
    return made[0]


@pytest.mark.parametrize("inner", ["inner", "inner/deep"])
def test_a_workspace_that_comes_nearer_is_the_workspace(
    inner: str, home: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder `data/` on the way up changes where everything is looked for, and so does its going."""
    deep = home / "inner" / "deep"
    deep.mkdir(parents=True)
    monkeypatch.chdir(deep)
    outer = _build(run)
    shutil.copytree(home / "data", home / inner / "data")
    sheet = home / inner / "data/routines/mine.yaml"
    sheet.write_text(sheet.read_text().replace("Mine", "Nearer"))
    assert b"(Nearer)" in _build(run)
    shutil.rmtree(home / inner / "data")
    assert _build(run) == outer


def test_where_no_workspace_was_one_may_come(home: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever built a sheet of the library and then began a workspace gets the workspace's own."""
    bare = home.parent / "bare"
    bare.mkdir()
    monkeypatch.chdir(bare)
    words = ("build", "--routine", "warmup", "-o", "out.pdf")
    assert run(*words).code == 0
    (bare / "data/routines").mkdir(parents=True)
    text = (ROOT / "data/routines/warmup.yaml").read_text(encoding="utf-8")
    (bare / "data/routines/warmup.yaml").write_text(text.replace("title: ", "title: Our ", 1), encoding="utf-8")
    assert run(*words).code == 0
    assert b"(Our " in Path("out.pdf").read_bytes()


def test_a_practitioner_of_spaces_is_none(home: Path, run: Run) -> None:
    """Whoever comes after finds a place for a name."""
    assert _build(run, "--practitioner", "  ") == _build(run)
    assert _build(run, "--practitioner", "Sam Reyes") != _build(run)


def test_a_figure_is_known_by_what_was_baked(home: Path, run: Run) -> None:
    """Not by its poses alone: another bake of the same poses is another drawing."""
    folder = home / "data/figures"
    (folder / "baked").mkdir(parents=True)
    poses = shutil.copy(ROOT / "data/figures/hip-hinge.yaml", folder)
    baked = folder / "baked/hip-hinge.json"
    text = (ROOT / "data/figures/baked/hip-hinge.json").read_text(encoding="utf-8")
    baked.write_text(text, encoding="utf-8")
    first = _build(run)
    said = json.loads(text)
    for figure in said["figures"].values():
        figure["ops"] = figure["ops"][:-1]
    assert said["pose_hash"] == pose_hash(Path(poses).read_text(encoding="utf-8"))
    baked.write_text(json.dumps(said), encoding="utf-8")
    changed = _build(run)
    assert len(changed) < len(first) - 100, "an operation less in each figure"
    baked.write_text(text, encoding="utf-8")
    assert _build(run) == first


def test_a_picture_saved_during_a_build_is_a_problem(home: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its block would be kept under the old picture's name, and be wrong for ever."""
    logo = home / "data/brands/logos/mark.svg"
    logo.parent.mkdir()
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v{}z"/></svg>'
    logo.write_text(drawing.format(5))
    brand = home / "data/brands/own.yaml"
    brand.write_text(brand.read_text() + "logo: logos/mark.svg\n")
    stationery = Workshop.stationery

    def saved_meanwhile(*said: object) -> object:
        logo.write_text(drawing.format(7))
        return stationery(*said)  # type: ignore[arg-type]

    monkeypatch.setattr(Workshop, "stationery", saved_meanwhile)
    ran = run("build", "--routine", "mine", "-o", "out.pdf")
    monkeypatch.undo()
    monkeypatch.chdir(home)
    assert ran.code == 1
    assert "saved anew" in ran.err
    assert run("build", "--routine", "mine", "-o", "out.pdf").code == 0


def test_a_file_that_comes_during_a_build_is_seen_by_the_next(
    home: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was looked for in vain is kept as missing, though it is there by then."""
    own, plate = home / "data/exercises/hip-hinge.yaml", Workshop.plate

    def come_meanwhile(workshop: Workshop, sheet: Sheet) -> Plate:
        text = (ROOT / "data/exercises/hip-hinge.yaml").read_text(encoding="utf-8")
        own.write_text(text.replace("name: Hip hinge", "name: Our hinge"), encoding="utf-8")
        return plate(workshop, sheet)

    monkeypatch.setattr(Workshop, "plate", come_meanwhile)
    assert run("build", "--routine", "mine", "-o", "out.pdf").code == 0
    monkeypatch.undo()
    monkeypatch.chdir(home)
    first = Path("out.pdf").read_bytes()
    assert _build(run) != first
