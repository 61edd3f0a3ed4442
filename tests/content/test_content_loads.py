"""The built-in library loads as a build loads it: without a problem, in every brand and every English."""

from __future__ import annotations

import pytest
from builtin_content import BRANDS, DATA, EXERCISES, LOCALES, ROUTINES, SERIES

from handouts.data.workspace import open_workspace
from handouts.library.library import Library

ALL = [(brand, language) for brand in BRANDS for language in LOCALES]


@pytest.fixture
def library(brand, language):
    """Return the repository's own library in one brand and language."""
    return Library(open_workspace(DATA.parent), brand, language)


@pytest.mark.parametrize(("brand", "language"), ALL)
def test_everything_loads(library):
    """Each load raises if anything is wrong; what is warned of is placeholder addresses and calls left out."""
    for id_ in EXERCISES:
        assert library.load_exercise(id_).id == id_
    for id_ in ROUTINES:
        assert len(library.load_routine(id_).items) == len(ROUTINES[id_]["items"])
    for id_ in SERIES:
        assert len(library.load_series(id_).parts) == len(SERIES[id_]["parts"])
    assert {warning.kind for warning in library.warnings} <= {"link-placeholder", "call-left-out"}


@pytest.mark.parametrize(("brand", "language"), [("riverside-physio", "en-GB")])
def test_a_brand_says_it_in_its_own_words(library):
    """The clinic prints no bum."""
    said = repr([library.load_exercise(id_) for id_ in EXERCISES]).lower()
    assert "bottom" in said
    assert " bum" not in said


@pytest.mark.parametrize(("brand", "language"), [("coach-troy", "en-US")])
def test_a_country_falls_back_on_plain_english(library):
    """Its own number and week, and every word besides."""
    locale = library.locale
    assert (locale.emergency.number, locale.week_starts, locale.words["metres"]) == ("911", "sunday", "meters")
    assert set(locale.words) == set(LOCALES["en"]["words"])
