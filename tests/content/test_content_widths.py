"""Every cue, mistake and bullet of the built-in library stands on one line of its place, in both brands' words."""

from __future__ import annotations

from functools import cache

import pytest
from builtin_content import BRANDS, DATA, EXERCISES, LOCALES, ROUTINES, in_brand
from fontTools.ttLib import TTFont

FONTS = DATA.parent / "fonts"
MM_PER_PT = 25.4 / 72
# Widths of the places in mm (print-design.md: grid and components), of text in points.
CUE_MM, CUE_PT = 80.5, 12.5
CALLOUT_MM = 120 - 9
BULLET_MM, BULLET_PT = 79, 13
STEP_MM, STEP_PT = 98, 13
NAME_MM, NAME_PT = 85, 15  # a long name shrinks from 17 to 15 before it wraps
STRIP_MM, STRIP_PT = 43, 12.5
PAGE_MM, AIM_PT = 184, 13
STOP_MM, STOP_PT = 90 - 8.6 - 7, 12
WHEN_MM = 51 - 13.4 - 1.6
PLACES = [(id_, brand) for id_ in EXERCISES for brand in BRANDS]


@cache
def _face(weight: str) -> tuple[dict[int, str], dict[str, tuple[int, int]], int]:
    font = TTFont(FONTS / f"AtkinsonHyperlegibleNext-{weight}.ttf")
    return font.getBestCmap(), dict(font["hmtx"].metrics), font["head"].unitsPerEm


def width_mm(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of a line in mm; what stands between `**` is measured in Bold. A missing character raises."""
    total = 0.0
    for index, run in enumerate(text.split("**")):
        cmap, widths, em = _face("Bold" if bold or index % 2 else "Regular")
        total += sum(widths[cmap[ord(char)]][0] for char in run) / em
    return total * size * MM_PER_PT


def lines_needed(text: str, width: float, size: float) -> int:
    """Return how many lines a greedy fill of the width takes."""
    lines, line, bold = 1, "", False
    for word in text.split():
        piece = f"**{word}" if bold else word
        bold ^= word.count("**") % 2 == 1
        piece = f"{piece}**" if piece.count("**") % 2 else piece
        longer = f"{line} {piece}" if line else piece
        if width_mm(longer, size) <= width:
            line = longer
        else:
            lines, line = lines + 1, piece
    return lines


def test_a_width_is_the_sum_of_the_advances():
    """The ruler: ten times the text is ten times the width; bold is wider."""
    assert width_mm("Sit tall." * 10, 12.5) == pytest.approx(10 * width_mm("Sit tall.", 12.5))
    assert width_mm("**Sit tall.**", 12.5) > width_mm("Sit tall.", 12.5) > 10


@pytest.mark.parametrize(("id_", "brand"), PLACES)
def test_a_cue_is_one_measured_line(id_, brand):
    """80.5 mm at 12.5 pt; three cues, four at most."""
    cues = EXERCISES[id_]["cues"]
    assert 3 <= len(cues) <= 4
    wide = {cue: width_mm(in_brand(cue, brand), CUE_PT) for cue in cues}
    assert not {cue: width for cue, width in wide.items() if width > CUE_MM}


@pytest.mark.parametrize(("id_", "brand"), PLACES)
def test_mistake_and_instead_take_one_line_each(id_, brand):
    """The callout's inner width, with the bold label before and the full stop after."""
    labels = LOCALES["en"]["words"]
    for fault in EXERCISES[id_]["mistakes"]:
        for key in ("mistake", "instead"):
            line = in_brand(f"**{labels[key]}:** {fault[key]}.", brand)
            assert width_mm(line, CUE_PT) <= CALLOUT_MM, line


@pytest.mark.parametrize(("id_", "brand"), PLACES)
def test_bullets_of_the_boxes_take_one_line_each(id_, brand):
    """Too hard, too easy, you may feel; an exercise that is named counts with the words round its name."""
    exercise, words = EXERCISES[id_], LOCALES["en"]["words"]
    for bullet in [*exercise["easier"], *exercise["harder"], *exercise["feel"]]:
        if isinstance(bullet, dict):
            named = EXERCISES[bullet["exercise"]]
            name = named.get("short_name", named["name"])
            bullet = words["try_exercise"].format(exercise=name)  # noqa: PLW2901 - said as printed
        assert width_mm(in_brand(bullet, brand), BULLET_PT) <= BULLET_MM, bullet


@pytest.mark.parametrize(("id_", "brand"), PLACES)
def test_a_step_takes_one_line(id_, brand):
    """So that five steps, the figures and the boxes share one page."""
    for step in EXERCISES[id_]["steps"]:
        assert width_mm(in_brand(step, brand), STEP_PT) <= STEP_MM, step


@pytest.mark.parametrize(("id_", "brand"), PLACES)
def test_names_and_aims_fit_their_places(id_, brand):
    """The card's name column, the strip of the series page, the line under the title."""
    exercise = EXERCISES[id_]
    assert width_mm(exercise["name"], NAME_PT, bold=True) <= NAME_MM
    assert width_mm(exercise.get("short_name", exercise["name"]), STRIP_PT, bold=True) <= STRIP_MM
    assert width_mm(in_brand(exercise["aim"], brand), AIM_PT) <= PAGE_MM


@pytest.mark.parametrize("id_", ROUTINES)
def test_the_stop_rule_takes_two_lines_of_its_cell(id_):
    """A third line would make the whole band grow."""
    assert lines_needed(ROUTINES[id_]["stop"], STOP_MM, STOP_PT) <= 2


@pytest.mark.parametrize("id_", ROUTINES)
def test_when_takes_two_lines_of_its_cell(id_):
    """The bold words on the first line, the rest on the second, beside the calendar."""
    when = ROUTINES[id_]["when"]
    assert width_mm(when["bold"], STOP_PT, bold=True) <= WHEN_MM
    assert width_mm(when["rest"], STOP_PT) <= WHEN_MM
