"""Fonts of a workspace's own, where a client's letters are looked for that the sheet's fonts lack."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from fontTools.ttLib import TTFont

from handouts.check.read_pdf import read_pdf

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


def test_a_sheets_own_letters_follow_the_font_that_draws_them(
    home: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fallback font replaced under its name, with other letters under its numbers: kept blocks and plates are old."""
    sheet = home / "data/routines/mine.yaml"
    sheet.write_text(sheet.read_text().replace("Mine", "Разминка"), encoding="utf-8")
    (home / "fonts").mkdir()
    font = home / "fonts" / "NotoSans-Bold.ttf"
    monkeypatch.setenv("HANDOUTS_CACHE", str(home / "cache"))
    for change in (shutil.copy, _exchange):
        change(FONTS / font.name, font)
        assert run("build", "--routine", "mine", "-o", "out.pdf").code == 0
        assert "Разминка" in read_pdf(Path("out.pdf").read_bytes()).tree.text
    monkeypatch.setenv("HANDOUTS_CACHE", "")
    assert run("build", "--routine", "mine", "-o", "anew.pdf").code == 0
    assert Path("out.pdf").read_bytes() == Path("anew.pdf").read_bytes()


def _exchange(font: Path, target: Path) -> None:
    """Copy a font in which two letters have each other's glyph."""
    with TTFont(font, lazy=True, recalcBBoxes=False, recalcTimestamp=False) as made:
        for letters in {id(table.cmap): table.cmap for table in made["cmap"].tables if ord("а") in table.cmap}.values():
            letters[ord("а")], letters[ord("м")] = letters[ord("м")], letters[ord("а")]
        made.save(target)


def test_one_that_is_damaged_is_a_problem(home: Path, run: Run) -> None:
    """Named, and nothing written: laid out, and again from the plate on disk."""
    (home / "fonts").mkdir()
    (home / "fonts" / "NotoSans-Bold.ttf").write_text("no font")
    for _ in range(2):
        ran = run(*BUILD)
        assert ran.code == 1
        assert "NotoSans-Bold.ttf cannot be used" in ran.err
        assert not Path("out.pdf").exists()
