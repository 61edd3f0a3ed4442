"""Every test and file that a ledger names as the keeper of a clause exists."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*(ROOT / "docs/ledger").glob("*.md"), ROOT / "docs/threat-model.md"])
OWED = {"pdf-ua-1", "pdf-a-2a", "wcag-2.2", "pemat-p", "qr-print", "threat-model"}


@cache
def known_tests() -> frozenset[str]:
    """Every test function of the repository."""
    names = set()
    for path in (ROOT / "tests").rglob("test_*.py"):
        names |= {
            node.name
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
        }
    return frozenset(names)


def named_tests(text: str) -> set[str]:
    """Return the tests that a page names, without what stands in brackets after them."""
    return set(re.findall(r"(?<![/\w])(test_\w+)(?!\.py|\w)", text))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_named_test_exists(page: Path):
    """A clause is kept by a test that can be run, not by one that was renamed."""
    named = named_tests(page.read_text("utf-8"))
    assert named
    assert named - known_tests() == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_named_file_exists(page: Path):
    """So are files of code and tests."""
    for name in re.findall(
        r"`((?:tests|src|press|pdf|check|docs|layout|sheet)/[\w./-]+\.\w+)`", page.read_text("utf-8")
    ):
        assert (ROOT / name).exists() or (ROOT / "src/handouts" / name).exists(), name


def test_every_ledger_that_is_owed_is_there():
    """PDF/UA, PDF/A, WCAG, PEMAT-P, codes on paper, and the threat model."""
    assert {page.stem for page in PAGES} >= OWED


def test_a_wrong_name_would_be_seen():
    """The reading of names is not blind."""
    assert named_tests("kept by `test_nobody_wrote_this[a]`, `tests/pdf/test_qr.py`") == {"test_nobody_wrote_this"}
    assert "test_nobody_wrote_this" not in known_tests()


# -- complete, and in the same words

STATES = ("kept", "author's duty", "not done", "not used", "does not apply")
STATE_COLUMN = {"pdf-ua-1": 2, "pdf-a-2a": 2, "wcag-2.2": 1, "pemat-p": 2, "qr-print": 1}
CRITERIA = re.findall(
    r"\S+",
    """
1.1.1 1.2.1 1.2.2 1.2.3 1.2.4 1.2.5 1.3.1 1.3.2 1.3.3 1.3.4 1.3.5 1.4.1 1.4.2 1.4.3 1.4.4 1.4.5 1.4.10 1.4.11 1.4.12
1.4.13 2.1.1 2.1.2 2.1.4 2.2.1 2.2.2 2.3.1 2.4.1 2.4.2 2.4.3 2.4.4 2.4.5 2.4.6 2.4.7 2.4.11 2.5.1 2.5.2 2.5.3 2.5.4
2.5.7 2.5.8 3.1.1 3.1.2 3.2.1 3.2.2 3.2.3 3.2.4 3.2.6 3.3.1 3.3.2 3.3.3 3.3.4 3.3.7 3.3.8 4.1.2 4.1.3
""",
)
"""Every criterion of level A and AA (WCAG 2.2; 4.1.1 is obsolete)."""
UA = [f"7.{at}" for at in range(1, 22) if at not in (18, 21)]
UA += [f"7.18.{at}" for at in range(1, 9)] + [f"7.21.{at}" for at in range(3, 9)] + ["5", "6.1", "6.2"]
"""The clauses of ISO 14289-1 that ask for something of a file."""
A2 = [f"6.1.{at}" for at in range(2, 14)] + [f"6.2.{at}" for at in range(2, 12)] + ["6.3.1", "6.3.2", "6.3.3"]
A2 += ["6.4.1", "6.4.2", "6.4.3", "6.5", *(f"6.6.{at}" for at in range(2, 7)), "6.7", "6.8", "6.9", "6.10", "6.11"]
"""The clauses of ISO 19005-2 that ask for something of a file."""
OWED_CLAUSES = {
    "wcag-2.2": CRITERIA,
    "pdf-ua-1": UA,
    "pdf-a-2a": A2,
    "pemat-p": [str(at) for at in range(1, 27) if at not in (13, 14)],
}


def rows_of(page: Path) -> list[list[str]]:
    """Return the cells of the first table of a page, without its head."""
    table = re.search(r"(?:^\|.*\n)+", page.read_text("utf-8"), re.MULTILINE)
    assert table
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table[0].strip().split("\n")[2:]]


def clauses_of(page: Path) -> set[str]:
    """Return the numbers that the first column names, `2.5.1–2.5.4` and `6.2.11.2 to 6.2.11.6` written out."""
    found = set()
    for cell, *_ in rows_of(page):
        for part in re.split(r",\s*", cell.partition(" (")[0]):
            ends = re.findall(r"[\d.]*\d", part)
            found |= set(ends)
            if re.search(r"–| to ", part) and len(ends) == 2:
                start, last = (end.rpartition(".") for end in ends)
                found |= {f"{start[0]}.{at}" for at in range(int(start[2]), int(last[2]) + 1)}
    return found


@pytest.mark.parametrize("name", OWED_CLAUSES)
def test_no_clause_is_left_out(name: str):
    """A ledger that passes a clause over says nothing of it."""
    found = clauses_of(ROOT / f"docs/ledger/{name}.md")
    missing = [
        clause
        for clause in OWED_CLAUSES[name]
        if clause not in found and not any(each.startswith(f"{clause}.") for each in found)
    ]
    assert missing == []


@pytest.mark.parametrize("name", STATE_COLUMN)
def test_every_clause_has_a_state(name: str):
    """Kept, the author's duty, not done, not used, or it does not apply: and what is kept says by what."""
    for row in rows_of(ROOT / f"docs/ledger/{name}.md"):
        state = row[STATE_COLUMN[name]]
        assert state.startswith(STATES), row
        said = " ".join(row[STATE_COLUMN[name] :])
        keepers = ("test_", "tests/", "veraPDF", "lint", "finding", "PDF/UA-1", "qpdf", "never written", "not used")
        assert not state.startswith("kept") or any(keeper in said for keeper in keepers), row


def test_every_fault_that_a_ledger_quotes_is_planted():
    """What the structure lint is said to see is planted in its tests, under that name."""
    planted = (ROOT / "tests/press/test_lint.py").read_text("utf-8")
    for page in ("pdf-ua-1", "pdf-a-2a"):
        text = (ROOT / f"docs/ledger/{page}.md").read_text("utf-8")
        quoted = [fault for part in re.findall(r"structure lint \(([^)]*)\)", text) for fault in part.split('"')[1::2]]
        assert quoted
        for fault in quoted:
            assert f'"{fault}"' in planted or f"test_{fault.replace(' ', '_')}_is_seen" in planted, fault
