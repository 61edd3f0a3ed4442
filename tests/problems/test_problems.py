"""Each kind of problem reads as its expected text, and the page that lists them all is up to date."""

import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from cases import BUILDING, ELSEWHERE, HERE, READING, case_names, kinds_in_code
from every import every_case, read_any

ROOT = HERE.parents[1]


@pytest.mark.parametrize("kind", case_names())
def test_each_problem_reads_as_expected(kind: str, tmp_path: Path) -> None:
    """A bad file gives exactly the expected text: place, real line, caret, fix, and the closing line."""
    assert read_any(kind, tmp_path / "workspace") + "\n" == (HERE / kind / "expected.txt").read_text("utf-8")


def test_every_kind_has_a_case() -> None:
    """Whoever adds a kind of problem adds a file that has it and the text that the user reads; no case is stale.

    What `batch` and `check` say has cases of its own.
    """
    kinds = kinds_in_code(*READING, *BUILDING) - ELSEWHERE
    assert kinds == set(case_names()) == set(every_case())


def test_the_page_of_problems_is_up_to_date() -> None:
    """docs/problems.md is what tools/problems_page.py makes of the cases."""
    page = subprocess.run(
        [sys.executable, "tools/problems_page.py", "--print"], cwd=ROOT, capture_output=True, check=True
    )
    assert page.stdout.decode() == (ROOT / "docs/problems.md").read_text("utf-8")
