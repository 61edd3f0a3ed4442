"""The shape of `data/locales/<language>.yaml`; a file may leave out what its plain language (en for en-GB) has."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from handouts.library.shapes.values import DateForm, Name, Raw, Shape


class EmergencyShape(Shape):
    """Whom to call, and when."""

    number: Name
    """The number, in quotes: "999"."""
    signs: Name
    """The signs, as a phrase after "if you"."""


class LocaleShape(Shape):
    """The words and habits of a language. The file name is its name: en-GB, de."""

    week_starts: Literal["monday", "sunday", "saturday"] | None = None
    """The first day of a printed week."""
    days: Annotated[tuple[Raw, ...], Field(min_length=7, max_length=7)] | None = None
    """Seven short names, always from Monday."""
    date: DateForm | None = None
    """How a date is written, with {day}, {month} and {year}."""
    emergency: EmergencyShape | None = None
    """Whom to call, and when."""
    words: dict[str, Raw] = {}  # noqa: RUF012 - pydantic copies it
    """Every word that we print; {places} are filled in."""
    swaps: dict[str, Name] = {}  # noqa: RUF012 - same
    """Words of exercises that people say otherwise here: {bum: bottom}; a brand's own words win."""
