"""The fonts of a plate: cut to what is used, whatever was cut before."""

from __future__ import annotations

from handouts.press.foundry import BASE_ALPHABET, Foundry
from press.draft import FONTS


def test_a_case_is_kept_for_its_slots_too() -> None:
    """The same glyphs without a slot in their font: nothing to set words with, though the fonts are the same."""
    foundry = Foundry(FONTS)
    base = {"R": foundry.base("R")}
    with_slots, without = foundry.typecase(base, frozenset("R")), foundry.typecase(base, frozenset())
    assert with_slots.part.chunk == without.part.chunk
    assert (set(with_slots.letters), set(without.letters)) == ({"R"}, set())
    assert (set(with_slots.chains), set(without.chains)) == ({"R"}, set())


def test_other_glyphs_are_another_cut() -> None:
    """Of one font, one after the other, and each again."""
    foundry = Foundry(FONTS)
    cmap = FONTS.face("R").cmap
    first, second = (1 << cmap[ord(char)] for char in "ab")
    cuts = [foundry.cut("R", glyphs) for glyphs in (first, second, first)]
    assert [letters.characters for _, letters in cuts] == ["a", "b", "a"]
    assert cuts[0][0] == cuts[2][0] != cuts[1][0]


def test_what_a_font_can_set_by_itself() -> None:
    """The base alphabet and the two substitutes; a mark alone is left to those who can place it."""
    foundry = Foundry(FONTS)
    cmap = FONTS.face("R").cmap
    glyphs = foundry.base("R") | 1 << cmap[0x0301]
    letters = foundry.cut("R", glyphs)[1]
    assert set(BASE_ALPHABET) <= set(letters.characters)
    assert "\u2011" in letters.characters
    assert "\u0301" not in letters.characters


def test_a_letter_is_looked_for_in_its_own_file_first() -> None:
    """A character that the subset lacks may well be in the font; then come the fallbacks, in order."""
    foundry = Foundry(FONTS)
    case = foundry.typecase({"R": foundry.base("R")}, frozenset("R"))
    assert [key for key, _ in case.chains["R"]] == ["R", "NR", "HR", "AR"]
    assert [path for _, path in case.chains["R"]] == [str(FONTS.path(key)) for key in ("R", "NR", "HR", "AR")]
