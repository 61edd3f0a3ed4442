"""The library: a coach's exercises, routines, series, brands and locales, by id.

In: a workspace, and the brand and language that everything is said in. Out: the values of `model`, all problems of a
request at once, warnings, and the files that were read. Never true afterwards: that a file which no request needed was
read, or that a value was handed out while a problem stood.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from handouts.data.tree import locate, locate_key, plain
from handouts.data.workspace import FOLDERS
from handouts.library.brands import default_brand, resolve_brand
from handouts.library.exercises import resolve_exercise
from handouts.library.locales import merge_words, preferred_words, resolve_locale
from handouts.library.reading import Reading
from handouts.library.routines import resolve_routine
from handouts.library.serieses import resolve_series
from handouts.problems import Problem, ProblemsFound

if TYPE_CHECKING:
    from handouts.data.tree import Mapping, Path
    from handouts.data.workspace import SourceFile, Workspace
    from handouts.library.model import Brand, Exercise, Locale, Routine, Series
    from handouts.library.reading import Opened
    from handouts.problems import Where

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class FigureFile:
    """The pose file of an exercise: `poses` as plain dicts, lists and strings, for figures/ to read and judge."""

    id: str
    poses: dict[str, Any]
    opened: Opened

    def where(self, path: Path) -> Where:
        """Return the place of a value by its path of keys and indices, or of the last step that the file has."""
        return locate(self.opened.root, path).where

    def key_where(self, path: Path) -> Where:
        """Return the place of the key that ends a path."""
        return locate_key(self.opened.root, path).where


class Library:
    """What a workspace holds, in one brand and one language.

    `brand` None is the workspace's own; `language` None is the brand's locale. Every `load_` raises ProblemsFound with
    all problems of the request: of the thing itself, of what it names, of the brand and of the locale.
    """

    def __init__(self, workspace: Workspace, brand: str | None = None, language: str | None = None) -> None:
        self.workspace = workspace
        self._brand_id = brand
        self._language = language
        self._reading = Reading(workspace)
        self._locale: Locale | None = None
        self._exercises: dict[str, Exercise] = {}

    @property
    def brand(self) -> Brand:
        """The brand of this library."""
        return self._done(self._setting())[0]

    @property
    def default_brand(self) -> str | None:
        """The id of the brand that is meant when none is named."""
        return default_brand(self.workspace)[0]

    @property
    def locale(self) -> Locale:
        """The locale of this library, with the brand's own words in it."""
        return self._done(self._setting())[1]

    def begin(self) -> None:
        """Begin another request: from here `sources`, `files`, `warnings` and the paths looked at are its alone.

        Files that were read stay in memory. **Why**: what a sheet is built from must not depend on what was built
        before it in the same run.
        """
        self.workspace.forget()
        self._reading = Reading(self.workspace, kept=self._reading.kept)
        self._locale = None
        self._exercises.clear()

    @property
    def files(self) -> tuple[Opened, ...]:
        """Every data file that was needed, as a tree that knows its places."""
        return tuple(self._reading.opened.values())

    @property
    def sources(self) -> tuple[SourceFile, ...]:
        """Every file that was needed, with the hash of its bytes, in the order of reading."""
        return tuple(self.workspace.sources)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What the author may want to know, placeholder addresses in one line."""
        placeholders = self._reading.placeholders
        if not placeholders:
            return tuple(self._reading.notes)
        names = ", ".join(sorted(placeholders))
        what = f"placeholder addresses are printed, which lead nowhere: {names}"
        where = placeholders[min(placeholders)]
        note = Problem("link-placeholder", what, "write your own under the brand's site and links", where, "warning")
        return (*self._reading.notes, note)

    def list_ids(self, kind: str) -> tuple[str, ...]:
        """Return the ids of a kind (`exercise`, `routine`, `series`, `brand`, `locale`, `figure`), sorted."""
        assert kind in FOLDERS, f"{kind} is no kind of file"
        return self.workspace.list_ids(kind)

    def load_exercise(self, name: str) -> Exercise:
        """Return an exercise by its id."""
        self._setting()
        return self._done(self._exercise(name, None))

    def load_routine(self, name: str) -> Routine:
        """Return a routine by its id, with its exercises."""
        self._setting()
        opened = self._reading.open("routine", name)
        return self._done(resolve_routine(self._reading, opened, self._exercise) if opened else None)

    def load_series(self, name: str, part: str | None = None) -> Series:
        """Return a series by its id; `part` is a number or an id, and only the exercises of that part are read."""
        self._setting()
        opened = self._reading.open("series", name)
        return self._done(resolve_series(self._reading, opened, part, self._exercise) if opened else None)

    def load_brand(self, name: str) -> Brand:
        """Return a brand by its id."""
        opened = self._reading.open("brand", name)
        return self._done(resolve_brand(self._reading, opened) if opened else None)

    def load_locale(self, name: str) -> Locale:
        """Return a locale by its name, what it leaves out taken from its plain language; without any brand's words."""
        return self._done(resolve_locale(self._reading, name))

    def load_figures(self, name: str) -> FigureFile:
        """Return the pose file of an exercise as plain data that knows its places."""
        opened = self._reading.open("figure", name)
        return self._done(FigureFile(name, plain(opened.root), opened) if opened else None)

    def tree(self, kind: str, name: str) -> Mapping:
        """Return the located tree of a file by kind and id, for checks that point into it."""
        opened = self._reading.open(kind, name)
        return self._done(opened.root if opened else None)

    def _exercise(self, name: str, asked: Where | None) -> Exercise | None:
        if name not in self._exercises:
            opened = self._reading.open("exercise", name, asked)
            exercise = resolve_exercise(self._reading, opened) if opened else None
            if exercise is None:
                return None
            self._exercises[name] = exercise
        return self._exercises[name]

    def _setting(self) -> tuple[Brand, Locale] | None:
        """Read brand and locale once; from then on texts and links are the brand's. None after problems."""
        reading = self._reading
        if reading.brand is None:
            name = self._brand_id or self._usual_brand()
            opened = reading.open("brand", name) if name else None
            reading.brand = resolve_brand(reading, opened) if opened else None
            if reading.brand is None or opened is None:
                return None
            asked = None if self._language else locate(opened.root, ("locale",)).where
            locale = resolve_locale(reading, self._language or reading.brand.locale, asked)
            if locale is not None:
                self._locale = merge_words(reading, opened, locale)
                reading.preferred = preferred_words(reading.brand, locale)
        return (reading.brand, self._locale) if self._locale is not None else None

    def _usual_brand(self) -> str | None:
        """Return the id of the brand that is meant when none is named, after a hint where that is not clear."""
        name, said = default_brand(self.workspace)
        if said is not None:
            (self._reading.notes if name else self._reading.problems).append(said)
        return name

    def _done(self, value: V | None) -> V:
        """Return a value, or raise every problem that was gathered on the way to it."""
        if self._reading.problems:
            found, self._reading.problems = self._reading.problems, []
            self._exercises.clear()
            self._reading.brand = None
            raise ProblemsFound(found)
        assert value is not None, "there is a value, or a problem that says why not"
        return value
