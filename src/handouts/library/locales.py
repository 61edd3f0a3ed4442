"""Locale files → locales.

In: the name of a locale. Out: a `Locale` with every word that we print: what `en-GB` leaves out comes from `en`. Never
true afterwards: that a word is missing, is unknown, or has a {place} that nobody fills.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from handouts.data.workspace import canonical_locale
from handouts.library.faults import Fault
from handouts.library.model import Brand, Emergency, Locale
from handouts.library.nearest import nearest, suggest
from handouts.library.shapes.locale import LocaleShape
from handouts.problems import Problem

if TYPE_CHECKING:
    from handouts.library.reading import Opened, Reading
    from handouts.problems import Where

MODEL = "en"  # the locale that says which words there are
_PLACE = re.compile(r"\{[a-z_]*\}")
_NEAR = 0.85  # en-GBB is near en-GB; en-AU is not en-US, and calls another number
_PARTS = ("week_starts", "days", "date", "emergency")


def resolve_locale(reading: Reading, name: str, asked: Where | None = None) -> Locale | None:
    """Return a locale, or None after problems; a region that is not known is its plain language, with a warning."""
    name = canonical_locale(name)
    chain = _chain(reading, name, asked)
    shapes = [(opened, reading.shape(LocaleShape, opened)) for opened in chain]
    good = [(opened, shape) for opened, shape in shapes if shape is not None]
    model = _model_words(reading)
    if not good or len(good) < len(shapes) or model is None:
        return None
    for opened, shape in good:
        _check_words(reading, opened, shape, model)
    words = {word: said for _, shape in reversed(good) for word, said in shape.words.items()}
    parts: dict[str, Any] = {
        part: next((value for _, shape in good if (value := getattr(shape, part)) is not None), None) for part in _PARTS
    }
    missing = [part for part in _PARTS if parts[part] is None] + [word for word in model if word not in words]
    if missing:
        _miss(reading, good[-1][0], missing)
        return None
    emergency = Emergency(parts["emergency"].number, parts["emergency"].signs)
    swaps = {word: said for _, shape in reversed(good) for word, said in shape.swaps.items()}
    return Locale(good[0][0].id, parts["week_starts"], parts["days"], parts["date"], emergency, words, swaps)


def merge_words(reading: Reading, brand: Opened, locale: Locale) -> Locale:
    """Return the locale with the brand's own words in the place of those it has; adds problems for lost {places}."""
    own = reading.brand.words if reading.brand else {}
    for word in own:
        if word in locale.words:
            _check_places(reading, brand, word, own[word], locale.words[word])
    words = {word: own.get(word, said) for word, said in locale.words.items()}
    return replace(locale, words=words)


def preferred_words(brand: Brand, locale: Locale) -> dict[str, str]:
    """Return what is said in the place of which word of a text: the brand's own before those of the locale."""
    return {**locale.swaps, **{word: said for word, said in brand.words.items() if word not in locale.words}}


def _chain(reading: Reading, name: str, asked: Where | None) -> list[Opened]:
    """Return the files that a name stands for, the nearest first: en-GB, en."""
    language = name.partition("-")[0]
    names = [name, language] if language != name else [name]
    known = [each for each in names if reading.workspace.find("locale", each)]
    if not known:
        reading.open("locale", name, asked)  # adds the problem that there is none
        return []
    if known[0] != name:
        what = f'there is no locale "{name}"; "{language}" is used, with its emergency number'
        near = "en-GB" if name == "en-UK" else nearest(name, reading.workspace.list_ids("locale"), at_least=_NEAR)
        fix = f'did you mean "{near}"?' if near else f"handouts new locale {name}, and write the number to call"
        reading.notes.append(Problem(kind="locale-other", what=what, fix=fix, where=asked, level="warning"))
    return [opened for each in known if (opened := reading.open("locale", each)) is not None]


def _model_words(reading: Reading) -> dict[str, str] | None:
    opened = reading.open("locale", MODEL)
    shape = reading.shape(LocaleShape, opened) if opened else None
    return shape.words if shape else None


def _check_words(reading: Reading, opened: Opened, shape: LocaleShape, model: dict[str, str]) -> None:
    for word, said in shape.words.items():
        if word not in model:
            fault = Fault(kind="unknown-key", what=f'no page prints a word "{word}"', fix=suggest(word, model))
            reading.fault(fault, opened.root, ("words", word))
        else:
            _check_places(reading, opened, word, said, model[word])


def _check_places(reading: Reading, opened: Opened, word: str, said: str, model: str) -> None:
    """Add a problem unless the word has exactly the {places} that its model has, and no brace besides."""
    places = _PLACE.findall(model)
    if sorted(_PLACE.findall(said)) != sorted(places) or re.search(r"[{}]", _PLACE.sub("", said)):
        what = f"this word is printed with {' '.join(places) or 'no { }'}"
        fault = Fault(kind="word-places", what=what, fix=f"write it like: {model}")
        reading.fault(fault, opened.root, ("words", word))


def _miss(reading: Reading, opened: Opened, missing: list[str]) -> None:
    shown = ", ".join(missing[:8]) + (", …" if len(missing) > 8 else "")
    what = f"this locale lacks {len(missing)} words: {shown}" if len(missing) > 1 else f"this locale lacks {shown}"
    fault = Fault(kind="word-missing", what=what, fix=f"add them, as in data/locales/{MODEL}.yaml")
    reading.fault(fault, opened.root, ("words",))
