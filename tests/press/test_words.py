"""Setting words in slots: what fits, what shrinks, what wraps, what asks for another layout."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.press.foundry import BASE_ALPHABET
from handouts.press.plate import Letters, SlotRow
from handouts.press.words import Overflow, set_words, wrap
from press.draft import FONTS

FACE = FONTS.face("R")
GLYPHS = [FACE.cmap[ord(char)] for char in BASE_ALPHABET]
LETTERS = Letters("R", BASE_ALPHABET, GLYPHS, [FACE.advances[glyph] for glyph in GLYPHS])
SETTERS = {"R": LETTERS, "B": LETTERS}


def slot(**changes: object) -> SlotRow:
    columns = {
        "name": "notes", "x": 100.0, "y": 200.0, "width": 150.0, "run": ("R", 12.0, "0 g"), "align": 0, "lines": 1,
        "leading": 15.0, "least": 10.0, "unit": None, "gap": 0.0, "opening": "/P<</MCID 4>>BDC", "drop": 0.0,
        "rises": False,
    }  # fmt: skip
    return SlotRow(*(columns | changes).values())


def lines(code: str) -> list[tuple[float, float, float, str]]:
    """Return (x, y, size, words) of each line in the code."""
    found = re.findall(r"1 0 0 1 (\S+) (\S+) Tm/\w+ (\S+) Tf\(((?:\\.|[^\\)])*)\)Tj", code, re.DOTALL)
    back = {code: chr(char) for char, code in LETTERS.codes.items()}
    return [
        (
            float(x),
            float(y),
            float(size),
            "".join(back[pair] for pair in re.findall(r"(?:\\.|[^\\]){2}", words, re.DOTALL)),
        )
        for x, y, size, words in found
    ]


@pytest.mark.parametrize(("align", "start"), [(0, 0.0), (1, 0.5), (2, 1.0)])
def test_a_line_begins_where_its_alignment_says(align: int, start: float) -> None:
    """(x, y) is the beginning, the middle or the end of the baseline."""
    [(x, y, size, words)] = lines(set_words(slot(align=align), "Alex Smith", SETTERS))
    assert (y, size, words) == (200.0, 12.0, "Alex Smith")
    assert x == pytest.approx(100 - start * LETTERS.width("Alex Smith") * 12 / 1000, abs=0.01)


def test_a_name_stands_on_its_rule() -> None:
    """In a slot that rises, one line of three possible stands where the third would, and three fill it from the top."""
    places = [y for _, y, _, _ in lines(set_words(slot(lines=3, rises=True), "Ana", SETTERS))]
    assert places == [170.0]
    places = [y for _, y, _, _ in lines(set_words(slot(lines=3, rises=True), "Ana\nBell\nCruz", SETTERS))]
    assert places == [200.0, 185.0, 170.0]


def test_lines_may_end_as_windows_ends_them() -> None:
    """Notes from a file or a spreadsheet: no stray character, and the same lines."""
    notes = "Go slowly.\r\nRest.\tBreathe.\r\n"
    assert set_words(slot(lines=3), notes, SETTERS) == set_words(slot(lines=3), "Go slowly.\nRest. Breathe.", SETTERS)


def test_the_marked_content_is_the_slots() -> None:
    """The code begins with the slot's own opening and closes it."""
    code = set_words(slot(), "Alex", SETTERS)
    assert code.startswith("/P<</MCID 4>>BDC ")
    assert code.endswith(" EMC\n")
    assert code.count("BDC") == code.count("EMC") == 1


@pytest.mark.parametrize("words", ["", "   ", "\t", ("", ""), ("", "  ")])
def test_no_words_leave_an_empty_mark(words: str | tuple[str, str]) -> None:
    """An empty marked content is valid, and nothing is drawn."""
    assert set_words(slot(), words, SETTERS).split() == ["/P<</MCID", "4>>BDC", "EMC"]


def test_a_wide_line_shrinks_and_fits() -> None:
    """It is set smaller, ends inside the slot, and is not smaller than needed."""
    words = "Alexandra Smith-Fotheringham"
    [(_, _, size, shown)] = lines(set_words(slot(least=8), words, SETTERS))
    width = LETTERS.width(words) * size / 1000
    assert shown == words
    assert size < 12
    assert 148.5 < width <= 150


def test_a_line_never_shrinks_under_its_least_size() -> None:
    """Under 10 pt another line is asked for instead."""
    words = "Alexandra Smith-Fotheringham of the riverside"
    with pytest.raises(Overflow) as caught:
        set_words(slot(), words, SETTERS)
    assert (caught.value.slot, caught.value.lines) == ("notes", 3)
    assert len(lines(set_words(slot(lines=3), words, SETTERS))) == 3


def test_a_slot_set_smaller_than_its_least_size_does_not_grow() -> None:
    """A run of 9 pt stays at 9 pt, and does not shrink."""
    assert lines(set_words(slot(run=("R", 9.0, "0 g")), "Alex", SETTERS))[0][2] == 9.0
    with pytest.raises(Overflow):
        set_words(slot(run=("R", 9.0, "0 g"), width=10.0), "Alex", SETTERS)


def test_several_lines_go_down_by_the_leading() -> None:
    """Words wrap, each line but the last keeps its space, none is cut."""
    words = "Start slowly this week and stop if the left hip pinches, then ring me on Thursday."
    found = lines(set_words(slot(lines=5), words, SETTERS))
    assert [y for _, y, _, _ in found] == [200 - 15 * row for row in range(len(found))]
    assert "".join(text for *_, text in found) == words
    assert all(text.endswith(" ") for *_, text in found[:-1])
    assert not found[-1][3].endswith(" ")


def test_too_many_lines_ask_for_as_many_as_they_need() -> None:
    """The layout is told the count, and with that count they fit."""
    words = "word " * 40
    with pytest.raises(Overflow) as caught:
        set_words(slot(lines=2), words, SETTERS)
    assert caught.value.lines > 2
    assert len(lines(set_words(slot(lines=caught.value.lines), words, SETTERS))) == caught.value.lines


def test_one_line_more_than_there_is_room_for_is_too_many() -> None:
    """Not a line is set under the slot's last one."""
    assert len(lines(set_words(slot(lines=3), "one\ntwo\nthree", SETTERS))) == 3
    with pytest.raises(Overflow) as caught:
        set_words(slot(lines=2), "one\ntwo\nthree", SETTERS)
    assert caught.value.lines == 3


def test_a_line_is_filled_to_its_width_and_no_further() -> None:
    """The space between two words counts; the one at the line's end does not."""
    width = LETTERS.width("aaaa bb")
    assert wrap("aaaa bb cc", LETTERS, width) == ["aaaa bb ", "cc"]
    assert wrap("aaaa bb cc", LETTERS, width - 1) == ["aaaa ", "bb cc"]


def test_a_word_that_is_too_wide_is_broken_after_a_hyphen() -> None:
    """Where it has one before the line's end, the break looks like any other."""
    assert wrap("half-kneeling", LETTERS, LETTERS.width("half-kneel")) == ["half-", "kneeling"]


def test_a_line_feed_needs_lines() -> None:
    """In one line there is no place for it; in several it begins a new one."""
    with pytest.raises(Overflow) as caught:
        set_words(slot(), "one\ntwo", SETTERS)
    assert caught.value.lines == 2
    assert [text for *_, text in lines(set_words(slot(lines=2), "one\ntwo", SETTERS))] == ["one ", "two"]


def test_a_no_break_space_does_not_break() -> None:
    """What must stay together stays together."""
    assert wrap("aaaa bb\u00a0cc", LETTERS, LETTERS.width("aaaa bb")) == ["aaaa ", "bb\u00a0cc"]


def test_a_word_wider_than_the_line_is_broken_without_a_space() -> None:
    """A reader must not hear two words where there is one."""
    parts = wrap("x" * 50, LETTERS, LETTERS.width("x" * 20))
    assert parts == ["x" * 20, "x" * 20, "x" * 10]


def test_a_dose_is_centred_as_a_pair() -> None:
    """Number and unit stand apart by the gap, together in the middle, with a space for readers."""
    code = set_words(slot(align=1, unit=("B", 8.0, "0.5 g"), gap=3.0), ("3 × 8", "reps"), SETTERS)
    found = re.findall(r"(\S+) g 1 0 0 1 (\S+) \S+ Tm/R (\S+) Tf", code)
    number, unit = LETTERS.width("3 × 8") * 12 / 1000, LETTERS.width("reps") * 8 / 1000
    left = 100 - (number + 3 + unit) / 2
    assert [size for *_, size in found] == ["12", "8"]
    assert [float(x) for _, x, _ in found] == [
        pytest.approx(left, abs=0.01),
        pytest.approx(left + number + 3, abs=0.01),
    ]
    assert lines(code)[0][3] == "3 × 8 "


def test_a_stacked_dose_has_its_unit_under_its_number() -> None:
    """Each in the middle for itself, the unit deeper by the drop, a space between them for readers."""
    stacked = slot(align=1, unit=("B", 8.0, "0 g"), drop=11.0)
    (x, y, size, number), (under, deeper, small, unit) = lines(set_words(stacked, ("30", "sec each side"), SETTERS))
    assert (y, size, number) == (200.0, 12.0, "30 ")
    assert (deeper, small, unit) == (189.0, 8.0, "sec each side")
    assert x == pytest.approx(100 - LETTERS.width("30") * 12 / 2000, abs=0.01)
    assert under == pytest.approx(100 - LETTERS.width("sec each side") * 8 / 2000, abs=0.01)


def test_half_a_dose_is_centred_alone() -> None:
    """Without its unit the number needs no gap."""
    alone = lines(set_words(slot(align=1, unit=("B", 8.0, "0 g"), gap=30.0), ("30", ""), SETTERS))
    assert alone == lines(set_words(slot(align=1), "30", SETTERS))


def test_a_dose_that_is_too_wide_asks_for_another_form() -> None:
    """It shrinks as a pair; under the least size it overflows."""
    pair = slot(align=1, unit=("B", 12.0, "0 g"), gap=3.0, width=60.0)
    sizes = [size for _, _, size, _ in lines(set_words(pair, ("3 × 88", "reps"), SETTERS))]
    assert sizes[0] == sizes[1] < 12
    with pytest.raises(Overflow):
        set_words(pair, ("3 × 88 each side", "reps"), SETTERS)


def test_a_missing_character_is_a_keyerror() -> None:
    """It must not pass as nothing (str.translate alone would let it)."""
    with pytest.raises(KeyError):
        set_words(slot(), "Zoë", SETTERS)
    with pytest.raises(KeyError):
        set_words(slot(lines=3), "Zoë", SETTERS)


@given(st.text(st.sampled_from("ab cdWi-,\n\u00a0"), max_size=120), st.integers(3000, 20000))
def test_wrapping_loses_no_letter_and_no_line_is_too_wide(text: str, width: int) -> None:
    """Whatever the words: letters in order, lines within the width but for the space at their end."""
    found = wrap(text, LETTERS, width)
    assert re.sub("[ \n]", "", "".join(found)) == re.sub("[ \n]", "", text)
    assert all(LETTERS.width(line.rstrip(" ")) <= width for line in found)
    words = [word for word in re.split("[ \n]+", text) if word]
    if all(LETTERS.width(word) <= width for word in words):
        assert [word for word in "".join(found).split(" ") if word] == words
