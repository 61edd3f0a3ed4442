"""The example roster: twelve invented clients with difficult names, in one command, as a clinic would run it."""

from __future__ import annotations

import importlib.util
import random
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest

from pdf_lint import complaints
from verapdf import check_pdf

ROOT = Path(__file__).resolve().parents[2]
ROSTER = ROOT / "data" / "rosters" / "example.csv"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    out = tmp_path_factory.mktemp("out")
    command = [sys.executable, "-m", "handouts", "batch", str(ROSTER), "--brand", "riverside-physio"]
    command += ["-o", str(out), "--merge", str(out / "stack.pdf")]
    return out, subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_one_command_builds_them_all(built: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    """Exit code 0, the paths on stdout, and on stderr a line at the end (and, on a slow machine, how far it is)."""
    out, done = built
    assert (done.returncode, done.stdout.splitlines()) == (0, [str(out), str(out / "stack.pdf")])
    assert done.stderr.splitlines()[-1].startswith("12 sheets built")
    assert len(list(out.glob("R-0*.pdf"))) == 12


def test_each_sheet_and_the_stack_are_sound(built: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    """Structure and page agree in every file, by the lint that knows nothing of how they were made."""
    out, _ = built
    for path in out.glob("*.pdf"):
        assert complaints(path.read_bytes()) == [], path.name


@pytest.mark.parametrize(
    ("sheet", "name"),
    [
        ("R-001-warmup", "Zoë Ångström-Ó Súilleabháin"),
        ("R-002-warmup", "Siobhán O’Hara-D'Angelo"),
        ("R-004-bad-back-day", "Αλεξάνδρα Παπαδοπούλου"),
        ("R-005-warmup", "Дмитрий Ёлкин-Щербаков"),
        ("R-006-morning", "Nguyễn Thị Ánh Tuyết"),
        ("R-010-warmup", "A\\B)C("),
        ("R-011-morning", "Łukasz Żółkiewski-Brzęczyszczykiewicz"),
        ("R-012-warmup", "Tom <b>Bell</b> & Daughters"),
    ],
)
def test_names_stand_exactly_as_typed(
    built: tuple[Path, subprocess.CompletedProcess[str]], sheet: str, name: str
) -> None:
    """Letter by letter; a long name may go on in the next line, and a reader may keep a hyphen's place to itself."""
    out, _ = built
    text = pypdfium2.PdfDocument(out / f"{sheet}.pdf")[0].get_textpage().get_text_range()

    def letters(words: str) -> str:
        return "".join(words.replace("\ufffe", "").replace("-", "").split())

    assert letters(name) in letters(text)


@pytest.mark.slow
def test_the_stack_passes_both_standards(built: tuple[Path, subprocess.CompletedProcess[str]], tmp_path: Path) -> None:
    check_pdf((built[0] / "stack.pdf").read_bytes(), tmp_path)


@pytest.mark.slow
def test_every_sheet_passes_both_standards(
    built: tuple[Path, subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    for path in built[0].glob("R-*.pdf"):
        check_pdf(path.read_bytes(), tmp_path)


@pytest.mark.slow
def test_a_sample_of_two_thousand_passes_both_standards(tmp_path: Path) -> None:
    """Of the roster that benchmarks are run with: every 25th sheet by the lint, sixteen by veraPDF."""
    spec = importlib.util.spec_from_file_location("roster", ROOT / "benchmarks" / "roster.py")
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    with (tmp_path / "roster.csv").open("w") as file:
        made.write_roster(file, 2000)
    command = [sys.executable, "-m", "handouts", "batch", str(tmp_path / "roster.csv"), "--brand"]
    done = subprocess.run([*command, "riverside-physio", "-o", str(tmp_path / "out")], cwd=ROOT, check=False)
    assert done.returncode == 0
    sheets = sorted((tmp_path / "out").glob("*.pdf"))
    assert len(sheets) == 2000
    for path in sheets[::25]:
        assert complaints(path.read_bytes()) == [], path.name
    for path in random.Random(5).sample(sheets, 16):
        check_pdf(path.read_bytes(), tmp_path)
