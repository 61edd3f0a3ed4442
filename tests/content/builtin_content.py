"""The built-in library as plain values, for tests of its words.

In: `data/`. Out: mappings by id. Never true: that a word is judged by the code that prints it.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest
import yaml

HERE = Path(__file__).parent
DATA = HERE.parents[1] / "data"


def _read(kind: str) -> dict[str, dict]:
    return {path.stem: yaml.safe_load(path.read_text("utf-8")) for path in sorted((DATA / kind).glob("*.yaml"))}


EXERCISES = _read("exercises")
ROUTINES = _read("routines")
SERIES = _read("series")
BRANDS = _read("brands")
LOCALES = _read("locales")


def each(of: dict[str, dict]) -> pytest.MarkDecorator:
    """Return a parametrisation over ids."""
    return pytest.mark.parametrize("id_", of)


def in_brand(text: str, brand: str) -> str:
    """Return the text in a brand's own words: whole words, small letters or a capital first."""
    for plain, own in (BRANDS[brand].get("words") or {}).items():
        text = re.sub(rf"\b{plain}\b", own, text)
        text = re.sub(rf"\b{plain.capitalize()}\b", own.capitalize(), text)
    return text


def shingles(text: str, length: int = 6) -> set[str]:
    """Return the hash of every run of `length` words of a text, so that a source can be compared without being kept."""
    said = re.findall(r"[a-z0-9]+", text.lower().replace("'", "").replace("’", ""))
    runs = (" ".join(said[i : i + length]) for i in range(len(said) - length + 1))
    return {hashlib.sha256(run.encode()).hexdigest()[:10] for run in runs}


def prose(exercise: dict) -> list[str]:
    """Return everything an exercise says to a client, a text each, with the full stops that printing adds."""
    links = ("easier", "harder", "feel", "steps", "cues")
    said = [exercise["aim"], *(text for key in links for text in exercise[key] if isinstance(text, str))]
    said += [f"{fault[key].capitalize()}." for fault in exercise["mistakes"] for key in ("mistake", "instead")]
    return said + ([exercise["caution"]] if exercise["caution"] else [])


def told(values: object) -> list[str]:
    """Return every text inside nested data, leaving out ids, links and names of things."""
    if isinstance(values, str):
        return [values]
    if isinstance(values, list):
        return [text for value in values for text in told(value)]
    if isinstance(values, dict):
        plain = {"message", "ideas", "text", "heading", "pair", "use", "calls", "parts", "stop", "action", "note"}
        return [text for key, value in values.items() if key in plain for text in told(value)]
    return []
