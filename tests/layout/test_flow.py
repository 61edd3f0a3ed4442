"""What stands together, and what a long word does."""

from __future__ import annotations

import pytest

from handouts.layout.bench import Bench  # noqa: TC001 - pytest reads the fixtures' types
from handouts.layout.card import RoomyCard, StandardCard
from handouts.layout.dose import dose_form, row_form
from handouts.layout.header import TitleBlock
from handouts.layout.panel import spread
from handouts.layout.routine import groupings
from handouts.sheet.blocks import Card, Chip, Dose, EmptyPicture, Fault, Title, runs
from handouts.units import mm, to_mm


def card(name: str = "Hip hinge", cues: int = 3) -> Card:
    dose = Dose((Chip("dose:x:sets", "2", "sets"), Chip("dose:x:amount", "30 sec", "each side")))
    fault = Fault("Mistake:", runs("rounding your back."), "Instead:", runs("bend your knees more."))
    words = tuple(runs("Stand with feet hip-width apart.") for _ in range(cues))
    return Card(1, "x", name, EmptyPicture("Draw or stick a picture here"), words, dose, fault)


@pytest.mark.parametrize(
    ("count", "groups", "sizes"),
    [(5, 2, [3, 2]), (6, 2, [3, 3]), (12, 3, [4, 4, 4]), (1, 1, [1]), (14, 4, [4, 4, 3, 3])],
)
def test_pages_differ_by_one_card_at_most(count: int, groups: int, sizes: list[int]) -> None:
    """Five cards are three and two where they fit so, never four and one."""
    assert [len(group) for group in next(groupings(range(count), groups, 4))] == sizes


def test_a_crowded_first_page_gives_cards_to_the_next() -> None:
    """Three cards may be one and two when two do not fit under the title; no page holds more than it may, or none."""
    ways = [[len(group) for group in way] for way in groupings(range(4), 2, 3)]
    assert ways == [[2, 2], [3, 1], [1, 3]]
    assert [[0], [1, 2]] in list(groupings(range(3), 2, 2))


def test_a_card_of_three_lines_is_forty_two_millimetres(bench: Bench) -> None:
    """The A4 stack is full to the millimetre: four of these and the tail are one page."""
    assert to_mm(StandardCard(bench, card()).natural_height) == pytest.approx(42.0)


def test_the_small_line_of_a_dose_breaks_after_commas(bench: Bench) -> None:
    """`1 time a day, 1` over `min rest` is read twice; what fits a line of its own stays whole."""
    small = "1 time a day, 1 min rest"
    form = dose_form(bench, Dose(card().dose.chips, small), mm(31))
    assert form.small.split(", ") == ["1\u00a0time\u00a0a\u00a0day", "1\u00a0min\u00a0rest"]
    assert dose_form(bench, Dose(card().dose.chips, small), mm(15)).small == small  # too narrow: it breaks where it can


def test_a_fourth_cue_makes_the_card_grow(bench: Bench) -> None:
    """Nothing is pressed together: a card with more to say is taller."""
    assert StandardCard(bench, card(cues=4)).natural_height > mm(42.5)


def test_a_long_name_shrinks_before_it_wraps(bench: Bench) -> None:
    """17 pt down to 15, then two lines at 16."""
    short = StandardCard(bench, card("Hip hinge")).words
    longer = StandardCard(bench, card("Half-kneeling hip-flexor stretch")).words
    longest = StandardCard(bench, card("Half-kneeling hip-flexor stretch with a reach overhead")).words
    assert short.name_style.size == 17
    assert 15 <= longer.name_style.size < 17
    assert longer.name.lines == 1
    assert longest.name.lines == 2
    assert longest.name_style.size == pytest.approx(16)


def test_a_dose_that_is_too_wide_for_its_chip_stacks(bench: Bench) -> None:
    """`30 sec each side` does not fit 31 mm on one line, `8 each side` does."""
    wide = dose_form(bench, card().dose, mm(31))
    narrow = dose_form(bench, Dose((Chip("dose:x:amount", "8", "each side"),)), mm(31))
    assert [chip.stacked for chip in wide.chips] == [False, True]
    assert [chip.stacked for chip in narrow.chips] == [False]


def test_chips_in_a_row_fill_its_width(bench: Bench) -> None:
    """Each gets a share by what it says; together they are as wide as the row."""
    form = row_form(bench, card().dose.chips, mm(113))
    assert form.shares[1] > form.shares[0]
    assert sum(form.shares) == pytest.approx(mm(113) - mm(2.2) * 1.6, abs=1.5)


def test_a_title_shrinks_and_its_action_goes_under_it(bench: Bench) -> None:
    """A short title is 29 pt with the action beside it; a long one is smaller and alone on its line."""
    short = TitleBlock(bench, Title("Hip warm-up", action="Do all 4 moves, in order."))
    long = TitleBlock(bench, Title("A gentle start for hips, knees and ankles", action="Do all 4 moves, in order."))
    assert short.style.size == 29
    assert short.beside
    assert 24 <= long.style.size < 29
    assert not long.beside
    assert long.under is not None
    assert long.height > short.height


def test_a_roomy_card_grows_with_its_type(bench: Bench) -> None:
    """Fewer exercises on a page are larger ones."""
    assert RoomyCard(bench, card(), 17).natural_height > RoomyCard(bench, card(), 13).natural_height


def test_labels_are_kept_apart_and_inside() -> None:
    """Two labels that want one place move aside; none passes the panel's end."""
    middles = spread([50.0, 52.0, 118.0], [30.0, 30.0, 20.0], (0.0, 120.0), 4.0)
    edges = [(middle - width / 2, middle + width / 2) for middle, width in zip(middles, [30, 30, 20], strict=True)]
    assert edges[0][1] + 4 <= edges[1][0] + 1e-6
    assert edges[1][1] + 4 <= edges[2][0] + 1e-6
    assert edges[0][0] >= 0
    assert edges[2][1] <= 120


def test_a_block_is_drawn_once_a_key(bench: Bench) -> None:
    """The same card at the same height is the same block; its number is none of its business."""
    one = StandardCard(bench, card())
    other = StandardCard(bench, card())
    assert one.block(mm(42)) is other.block(mm(42))
    assert one.block(mm(42)) is not one.block(mm(43))


def test_large_print_is_eighteen_points(large: Bench) -> None:
    """The client setting for glasses off."""
    assert large.look.scale.body == 18
