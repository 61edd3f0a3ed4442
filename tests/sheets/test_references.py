"""Each sheet says, and shows in the same places, what its references show."""

from __future__ import annotations

import numpy as np
import pytest

from sheets.cases import CASES, ROOT, draw
from sheets.readback import read_picture, write_picture
from sheets.references import LARGEST, TEXTS, compare, folder_of, write_report


@pytest.mark.parametrize("name", [pytest.param(name, marks=pytest.mark.xdist_group(name)) for name in CASES])
def test_a_sheet_is_as_its_references_show(name: str) -> None:
    """Words and places exactly, pictures but for a few pixels, every page; else one page of HTML shows what changed."""
    drawn = draw(name)
    difference = compare(drawn)
    if difference.words:
        report = write_report(drawn, difference)
        pytest.fail(f"{name}: {'; '.join(difference.words)}; look at {report.relative_to(ROOT)}", pytrace=False)


@pytest.mark.parametrize("name", CASES)
def test_references_are_whole_and_small(name: str) -> None:
    """Three kinds of reference a case, and pictures that a repository can carry."""
    files = list(folder_of(name).iterdir())
    assert set(TEXTS) <= {path.name for path in files}
    pictures = [path for path in files if path.suffix == ".png"]
    assert pictures
    assert max(path.stat().st_size for path in pictures) <= LARGEST


def test_no_reference_is_without_a_case() -> None:
    """A case that is gone leaves no folder behind."""
    known = {*CASES, "workspace", "__pycache__"}
    assert {path.name for path in folder_of("").iterdir() if path.is_dir()} <= known


def test_a_picture_comes_back_as_it_was_written() -> None:
    """Sixteen greys in four bits lose nothing, or every comparison would be against something else."""
    levels = np.arange(16, dtype="uint8").reshape(2, 8).repeat(5, axis=1)
    assert (read_picture(write_picture(levels)) == levels).all()


def test_a_difference_is_seen_in_words_and_places_and_pixels() -> None:
    """The comparison itself can fail: another sheet against these references does, in all three ways."""
    from dataclasses import replace

    other = replace(draw("warmup-letter"), name="warmup-a4", sheet=draw("morning").sheet)
    difference = compare(other)
    assert set(difference.texts) == set(TEXTS)
    assert difference.pages
