"""Each kind of problem reads as its expected text, and the page that lists them all is up to date."""

import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from cases import HERE, case_names, kinds_in_code, read_case
from made import MADE

ROOT = HERE.parents[1]


@pytest.mark.parametrize("kind", case_names())
def test_each_problem_reads_as_expected(kind: str, tmp_path: Path) -> None:
    """A bad file gives exactly the expected text: place, real line, caret, fix, and the closing line."""
    make = MADE.get(kind, lambda root: read_case(kind, root))
    assert make(tmp_path / "workspace") + "\n" == (HERE / kind / "expected.txt").read_text("utf-8")


@pytest.mark.parametrize("kind", case_names())
def test_each_case_holds_a_line_for_its_kind(kind: str, tmp_path: Path) -> None:
    """A case is filed under a kind that the program can raise."""
    assert kind in kinds_in_code()


def test_every_kind_has_a_case() -> None:
    """Whoever adds a kind of problem to data/ or library/ adds a bad file and the text that the user reads."""
    assert kinds_in_code() - set(case_names()) == set()


def test_the_page_of_problems_is_up_to_date() -> None:
    """docs/problems.md is what tools/problems_page.py makes of the cases."""
    page = subprocess.run(
        [sys.executable, "tools/problems_page.py", "--print"], cwd=ROOT, capture_output=True, check=True
    )
    assert page.stdout.decode() == (ROOT / "docs/problems.md").read_text("utf-8")
