"""`build --check` proves a sheet before it is on disk: what fails is not written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import handouts.layout.tail as tails
from handouts.check import proof as proving
from handouts.check.read_pdf import read_pdf
from handouts.cli.main import main
from handouts.commands.build import Pressed, _prove, build
from handouts.commands.request import Request
from handouts.data.workspace import find_builtin
from handouts.output.manifest import read_manifest
from handouts.problems import ProblemsFound

if TYPE_CHECKING:
    from pathlib import Path

HOME = str(find_builtin())
PERSON = ["--client", "Quintessa Zhuravlyov", "--notes", "Wobblegong first.", "--date", "2026-11-23"]


@pytest.fixture(autouse=True)
def _without_java_and_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proving.verapdf, "is_installed", lambda: False)
    monkeypatch.setenv("HANDOUTS_CACHE", "")


def _run(folder: Path, *more: str) -> int:
    return main(["build", "--routine", "warmup", "--workspace", HOME, "-o", str(folder / "x.pdf"), *more])


@pytest.fixture
def caption_too_high(monkeypatch: pytest.MonkeyPatch) -> None:
    """The layout has a fault: captions stand in the white of the codes."""
    monkeypatch.setattr(tails, "STEM", 0.3)


def test_a_good_sheet_is_written_and_it_says_what_was_seen(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """The same bytes as without the check, noted in the manifest; the client's words are compared and not repeated."""
    assert _run(tmp_path, "--check", *PERSON) == 0
    said = capsys.readouterr()
    checked = (tmp_path / "x.pdf").read_bytes()
    assert said.out.strip().endswith("x.pdf")
    for words in ("read on 5 of 5 papers", "were compared", "no problem was found", "PDF/A-2a were not checked"):
        assert words in said.err
    assert "Quintessa" not in said.err
    assert list(read_manifest(tmp_path)) == ["x.pdf"]
    assert _run(tmp_path, "--force", *PERSON) == 0
    assert (tmp_path / "x.pdf").read_bytes() == checked


@pytest.mark.usefixtures("caption_too_high")
def test_a_sheet_that_fails_is_not_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """Exit 1, the problem in words, and not a file more than before; without the check it would have been printed."""
    assert _run(tmp_path, "--check") == 1
    said = capsys.readouterr()
    assert "modules round it are white" in said.err
    assert said.err.rstrip().endswith("nothing was written")
    assert said.out == ""
    assert list(tmp_path.iterdir()) == []
    assert _run(tmp_path) == 0


@pytest.mark.usefixtures("caption_too_high")
def test_of_several_the_good_ones_are_kept(tmp_path: Path):
    """A sheet without codes has no captions; `--keep-going` writes it, and the other is reported."""
    request = Request(routine="warmup", workspace=HOME, output=str(tmp_path), check=True)
    with pytest.raises(ProblemsFound) as found:
        build(request)
    assert {problem.kind for problem in found.value.problems} == {"code-quiet"}
    bad = build(request.but(check=False)).sheets[0].path.read_bytes()
    good = build(request.but(check=False, routine=None, exercise="hip-hinge")).sheets[0].path.read_bytes()
    notes = {"folder": str(tmp_path), "name": "x.pdf"}
    problems, seen = [], []
    kept = _prove(request, [Pressed(bad, notes), Pressed(good, notes)], problems, seen)
    assert [each.data for each in kept] == [good]
    assert {problem.kind for problem in problems} == {"code-quiet"}
    assert sum("no problem was found" in note for note in seen) == 1


def test_a_clients_word_that_is_lost_is_found_and_not_told(tmp_path: Path):
    """What was promised for this client is compared too; a problem speaks of it without saying it."""
    from dataclasses import replace

    from handouts.check.proof import prove_bytes
    from handouts.commands.workshop import Workshop
    from handouts.sheet.stationery import Client

    made = build(Request(routine="warmup", workspace=HOME, output=str(tmp_path), client="Quintessa"))
    data = made.sheets[0].path.read_bytes()
    assert "Quintessa" in read_pdf(data).tree.text
    workshop = Workshop(Request(routine="warmup", workspace=HOME), tmp_path)
    sheet = workshop.compose(workshop.jobs()[0], Client("Quintessa"))
    assert prove_bytes(data, "x.pdf", sheet).problems == []
    words = {**dict(sheet.words), "client": "Zhuravlyov"}
    proof = prove_bytes(data, "x.pdf", replace(sheet, words=tuple(words.items())))
    assert [problem.what for problem in proof.problems] == ["a word of the client's is not read out"]
