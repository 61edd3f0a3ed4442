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
