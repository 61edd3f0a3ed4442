"""Every sheet that comes with the program stands its own checks, in every style."""

from __future__ import annotations

from pathlib import Path

import pytest

from handouts.check import proof as proving
from handouts.commands.build import build
from handouts.commands.check import prove_files
from handouts.commands.request import Request
from handouts.commands.workshop import Workshop
from handouts.data.workspace import find_builtin
from handouts.sheet.snapshot import told_lines
from handouts.sheet.stationery import Client

HOME = str(find_builtin())
STYLES = {
    "standard": {},
    "letter": {"paper": "letter"},
    "large": {"large_print": True},
    "letter-large": {"paper": "letter", "large_print": True},
    "ink": {"ink_saver": True},
    "clinic": {"brand": "riverside-physio"},
    "fillable": {"fillable": True},
    "left": {"side": "left", "language": "en-US"},
}


@pytest.fixture(autouse=True)
def _without_java(monkeypatch: pytest.MonkeyPatch) -> None:
    """The standards have a matrix of their own (tests/sheets/test_matrix.py)."""
    monkeypatch.setattr(proving.verapdf, "is_installed", lambda: False)


def _found(folder: Path, **options: object) -> list[str]:
    """Build, and return what is found in the files, each traced back to its data."""
    made = build(Request(workspace=HOME, output=str(folder), **options))
    proofs = prove_files([str(sheet.path) for sheet in made.sheets], HOME)
    assert all(any("were compared with" in note for note in proof.notes) for proof in proofs)
    return [f"{Path(proof.shown).name}: {problem.what}" for proof in proofs for problem in proof.problems]


def test_a_long_line_keeps_out_of_the_margin(tmp_path: Path):
    """An aim that all but fills its line breaks; ReportLab would let it stand over the edge."""
    assert _found(tmp_path, exercise="hip-90-90", paper="letter", large_print=True) == []


def test_a_broken_address_is_read_in_one_piece(tmp_path: Path):
    """A host too long for the place under its code breaks before a mark, and is still one word to listen to or copy."""
    assert _found(tmp_path, routine="steady-feet", brand="riverside-physio") == []


def test_a_brands_words_are_kept_on_its_figures_too():
    """Captions, callouts and what is told of a figure: what a clinic never says stands nowhere on its sheet."""
    sheets = {}
    for brand in ("coach-troy", "riverside-physio"):
        workshop = Workshop(Request(exercise="hip-hinge", brand=brand, workspace=HOME), Path(HOME))
        sheets[brand] = " ".join(line.text for line in told_lines(workshop.compose(workshop.jobs()[0], Client())))
    assert "Finish: bum pushed back" in sheets["coach-troy"]
    assert "Finish: bottom pushed back" in sheets["riverside-physio"]
    assert "bum" not in sheets["riverside-physio"].split()


@pytest.mark.slow
@pytest.mark.parametrize("style", STYLES)
def test_every_sheet_of_the_library_stands_every_check(style: str, tmp_path: Path):
    """Some fifty sheets a style: routines, exercises, the series."""
    assert _found(tmp_path, everything=True, **STYLES[style]) == []
