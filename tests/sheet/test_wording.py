"""Doses, sides and labels in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from handouts.data.workspace import open_workspace
from handouts.library.library import Library
from handouts.library.read_dose import read_dose
from handouts.library.text import read_text
from handouts.sheet.wording import Wording, bold_label, other_side, sentence

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def words() -> Wording:
    return Wording(Library(open_workspace(ROOT)).locale)


@pytest.mark.parametrize(
    ("dose", "chips", "small", "line"),
    [
        ("2 x 8", [("2", "sets"), ("8", "times")], "", "2 × 8 times"),
        ("2 x hold 30 s each side", [("2", "sets"), ("30 sec", "each side")], "", "2 × 30 sec each side"),
        ("1 x 1", [("1", "set"), ("1", "time")], "", "1 time"),
        ("3 x 8-12, rest 90 s", [("3", "sets"), ("8–12", "times")], "90 sec rest", "3 × 8–12 times"),
        ("2 x 20 m, 3 a week", [("2", "sets"), ("20", "metres")], "3 times a week", "2 × 20 metres"),
        ("hold 2 min, 1 a day", [("1", "set"), ("2 min", "hold")], "1 time a day", "2 min hold"),
        ("2 x 10, load 8 kg", [("2", "sets"), ("10", "times")], "8 kg", "2 × 10 times"),
    ],
)
def test_a_dose_always_prints_its_units(
    words: Wording, dose: str, chips: list[tuple[str, str]], small: str, line: str
) -> None:
    """Never a bare number: "30 sec", "8 times", "each side"."""
    said = words.dose("x", read_dose(dose))
    assert [(chip.number, chip.unit) for chip in said.chips] == chips
    assert said.small == small
    assert said.line == line


def test_repetitions_that_are_held_stand_over_their_hold(words: Wording) -> None:
    """8 hold 5 s is two lines in one chip."""
    amount = words.dose("x", read_dose("2 x 8 hold 5 s")).chips[1]
    assert (amount.number, amount.unit, amount.stacked) == ("8", "times", ("hold 5 sec", ""))


def test_the_other_side_swaps_whole_words_and_keeps_capitals() -> None:
    """`bright` holds no right."""
    assert other_side("Left knee up, right foot flat, bright room") == "Right knee up, left foot flat, bright room"


@pytest.mark.parametrize(
    "words",
    [
        "Put your elbow right under your shoulder.",
        "Put one foot right in front of the other.",
        "Both knees are bent at right angles.",
        "Its heel has left the floor.",
    ],
)
def test_what_is_no_side_has_no_other(words: str) -> None:
    """Nobody is told to put an elbow left under a shoulder."""
    assert other_side(words) == words


def test_a_phrase_becomes_a_sentence_once() -> None:
    """A full stop where none stands, bold or not."""
    assert sentence(read_text("stay **tall**")) == (("stay ", False), ("tall.", True))
    assert sentence(read_text("Stay tall.")) == (("Stay tall.", False),)


def test_bold_in_a_label() -> None:
    """Locale labels carry bold in the same way as our texts."""
    assert bold_label("**Call 999 if** you faint.") == (("Call 999 if", True), (" you faint.", False))
