"""What a coach names: exercise, routine, series, brand, locale.

In: resolved shapes (`shapes/`). Out: the frozen values that sheet/ reads. Never true afterwards: that an id is
unresolved, a link is half a link, a text holds markup, or that a value depends on the file it came from. Lists from
YAML are tuples; what was left out is None or an empty tuple. Importing this module costs no pydantic.
"""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, Literal

from handouts.library.text import Run, Text
from handouts.values import dataclass

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from pathlib import Path

    from handouts.library.dose import Dose

__all__ = [
    "Brand", "Call", "Emergency", "Exercise", "Idea", "Link", "Links", "Locale", "Mistake", "Part", "Picture",
    "Routine", "RoutineItem", "Run", "Series", "Term", "Text", "Track", "Variation", "When",
]  # fmt: skip

Side = Literal["left", "right"]


@dataclass(frozen=True, slots=True)
class Link:
    """A whole address under one brand: `url` goes into the code, `readable` is printed beside it."""

    url: str

    @property
    def readable(self) -> str:
        """The address as people type it: without `https://`, `www.`, `mailto:`, `tel:` and a closing slash."""
        short = self.url
        for start in ("https://", "http://", "mailto:", "tel:", "www."):
            short = short.removeprefix(start)
        return short.removesuffix("/")


@dataclass(frozen=True, slots=True)
class Links:
    """Where to read and watch on; None where the data has no link, or the brand no base to join it to."""

    blog: Link | None = None
    video: Link | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture file inside the workspace; it wins over the figures.

    `alt` is its text alternative, `digest` the SHA-256 of its bytes, which nobody has looked into yet.
    """

    path: Path
    digest: str
    alt: str
    credit: str | None = None
    licence: str | None = None


@dataclass(frozen=True, slots=True)
class Mistake:
    """A fault and its fix, phrases to stand after "Mistake:" and "Instead:"; `figure` names a pose of the exercise."""

    mistake: Text
    instead: Text
    figure: str | None = None


@dataclass(frozen=True, slots=True)
class Variation:
    """An easier or harder way: a sentence, or another exercise (`text` is then its name, `exercise` its id)."""

    text: Text
    exercise: str | None = None


@dataclass(frozen=True, slots=True)
class Exercise:
    """One exercise as a coach tells it.

    `cues` are one line each on a card, `steps` the how-to of the handout; the first of `mistakes` is the one to print
    on a card; `caution` goes with "Stop if you feel". `short_name` is the name where the file gives none. `origin` is
    `seed` (from the coach's post) or `ours` (our own choice).
    """

    id: str
    name: str
    short_name: str
    aim: Text
    kind: Literal["mobility", "core", "strength", "balance"]
    position: Literal["floor", "kneeling", "sitting", "standing"]
    dose: Dose
    origin: Literal["seed", "ours"]
    joints: tuple[str, ...] = ()
    equipment: tuple[str, ...] = ()
    steps: tuple[Text, ...] = ()
    cues: tuple[Text, ...] = ()
    mistakes: tuple[Mistake, ...] = ()
    easier: tuple[Variation, ...] = ()
    harder: tuple[Variation, ...] = ()
    feel: tuple[Text, ...] = ()
    caution: Text | None = None
    links: Links = Links()
    picture: Picture | None = None
    topic: str | None = None


@dataclass(frozen=True, slots=True)
class When:
    """When to do a routine: the `bold` words, and the `rest` that stands after or under them."""

    bold: str
    rest: str | None = None


@dataclass(frozen=True, slots=True)
class Track:
    """The tick grid: `weeks` of rows; `by` day (one box a day) or side (a left and a right box a day)."""

    weeks: int = 3
    by: Literal["day", "side"] = "day"


@dataclass(frozen=True, slots=True)
class RoutineItem:
    """One place in a routine.

    `dose` is the routine's own where it gives one, else the exercise's; `side` None: both.
    """

    exercise: Exercise
    dose: Dose
    note: Text | None = None
    side: Side | None = None


@dataclass(frozen=True, slots=True)
class Routine:
    """Exercises in an order; topic `back-pain` brings the emergency signs.

    `stop` None and an empty `action` are the locale's own sentences.
    """

    id: str
    title: str
    action: str
    items: tuple[RoutineItem, ...]
    when: When | None = None
    minutes: int | None = None
    topic: str | None = None
    stop: Text | None = None
    track: Track = Track()
    links: Links = Links()


@dataclass(frozen=True, slots=True)
class Term:
    """A word and what it means, in a pair such as Flexible / Mobile."""

    term: str
    text: Text


@dataclass(frozen=True, slots=True)
class Idea:
    """A thought of a series part: a heading with a text, a pair of terms, a diagram, or several of these."""

    heading: str
    text: Text | None = None
    pair: tuple[Term, ...] = ()
    diagram: Literal["joint-by-joint"] | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a series. `exercises` is filled for the parts that were asked for; `exercise_ids` always."""

    number: int
    id: str
    title: str
    exercise_ids: tuple[str, ...]
    exercises: tuple[Exercise, ...] = ()
    theme: str | None = None
    message: Text | None = None
    ideas: tuple[Idea, ...] = ()
    use: Text | None = None
    links: Links = Links()
    origin: Literal["seed", "ours"] = "seed"


@dataclass(frozen=True, slots=True)
class Call:
    """A call to action; `link` None means that the brand has no such address: the call is then not printed."""

    heading: str
    text: Text | None = None
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """A blog series: all its parts in order of their numbers, those that were asked for, and what to do next."""

    id: str
    title: str
    parts: tuple[Part, ...]
    asked: tuple[Part, ...]
    topic: str | None = None
    stop: Text | None = None
    calls: tuple[Call, ...] = ()


@dataclass(frozen=True, slots=True)
class Brand:
    """Whose sheet it is; colours are `#rrggbb` in small letters, `links` are bases and whole addresses by name.

    `logo_digest` is the SHA-256 of the logo's bytes, empty without a logo.
    `words` are the brand's own: those that a locale has stand in its place, the others replace whole words of ours.
    """

    id: str
    name: str
    primary: str
    accent: str
    tagline: str | None = None
    logo: Path | None = None
    logo_digest: str = ""
    phone: str | None = None
    email: str | None = None
    site: str | None = None
    address: str | None = None
    locale: str = "en-GB"
    links: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Emergency:
    """Whom to call, and the signs that must not wait, as a phrase after "Call 999 if you"."""

    number: str
    signs: str


@dataclass(frozen=True, slots=True)
class Locale:
    """The words and habits of a language: every word that our own English has, the brand's own words merged in.

    `days` are seven short names, always from Monday; `date` has {day}, {month} (a name) and {year};
    `swaps` are words of exercises that people say otherwise there.
    """

    name: str
    week_starts: Literal["monday", "sunday", "saturday"]
    days: tuple[str, ...]
    date: str
    emergency: Emergency
    words: Mapping[str, str]
    swaps: Mapping[str, str]

    def write_date(self, date: dt.date) -> str:
        """Return the date as this locale prints it, e.g. `23 November 2026`."""
        month = self.words[f"month_{date.month}"]
        return self.date.format(day=date.day, month=month, month_number=date.month, year=date.year)
