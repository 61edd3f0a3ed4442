"""Fonts of a workspace's own, where a client's letters are looked for that the sheet's fonts lack."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

    from cli.conftest import Ran

    Run = Callable[..., Ran]

FONTS = Path(__file__).resolve().parents[2] / "fonts"
BUILD = ("build", "--routine", "mine", "--client", "Наталья", "--force", "-o", "out.pdf")


def test_each_workspace_prints_with_its_own(home: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two of them make the same plate of the same data, and share a cache: neither gets the other's letters."""
    other = home.parent / "other"
    shutil.copytree(home, other)
    (home / "fonts").mkdir()
    shutil.copy(FONTS / "NotoSans-Regular.ttf", home / "fonts" / "NotoSans-Bold.ttf")
    made = []
    for place in (home, other, home, other):
        monkeypatch.chdir(place)
        assert run(*BUILD).code == 0
        made.append(Path("out.pdf").read_bytes())
    assert made[0] != made[1]
    assert made[2:] == made[:2]


def test_one_that_is_damaged_is_a_problem(home: Path, run: Run) -> None:
    """Named, and nothing written: laid out, and again from the plate on disk."""
    (home / "fonts").mkdir()
    (home / "fonts" / "NotoSans-Bold.ttf").write_text("no font")
    for _ in range(2):
        ran = run(*BUILD)
        assert ran.code == 1
        assert "NotoSans-Bold.ttf cannot be used" in ran.err
        assert not Path("out.pdf").exists()
