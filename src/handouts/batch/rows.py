"""From a row's cells to what is asked of a sheet.

In: cells, columns, what there is to ask for. Out: a `Row`, or the row's problems. Never true afterwards: that a
problem repeats what stands in a cell, that a value was passed over, or that something was guessed for one.

Rows are alike: what depends on the shape's cells alone is read once for all rows that have the same in them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from handouts.batch.columns import DOSE
from handouts.batch.encrypt import MOST_PASSWORD, is_too_long
from handouts.batch.roster import MOST_CELL, Unread
from handouts.batch.shape import Shape
from handouts.library.client import read_client
from handouts.library.faults import Faults
from handouts.library.nearest import suggest
from handouts.library.read_dose import read_dose
from handouts.problems import Problem, Where

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.batch.columns import Columns
    from handouts.library.client import ClientWords
    from handouts.library.faults import Fault

PAPERS: Final = ("a4", "letter")
STYLES: Final = ("standard", "large-print", "ink-saver")
SIDES: Final = ("left", "right")
LONGEST_ID: Final = 100  # characters; a name made of it is shortened anyway
MOST_EXERCISES: Final = 24
_SHAPING: Final = ("routine", "exercises", "brand", "paper", "style", "language", "side")
_FORMULA: Final = re.compile(r"''?[=+\-@\t\r]")
_DOSE_WORDS: Final = {
    "dose-unit": "a number of this dose is without its unit",
    "dose-range": "a number of this dose is not one that a client can do",
    "dose-twice": "this dose says something twice",
}
_DOSE_FIX: Final = 'write it like "2 x 8", "2 x hold 30 s each side" or "3 x 8-12, rest 1 min"'
DATE_ORDERS: Final = ("day-month-year", "month-day-year")
_NUMBERED_DATE: Final = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})", re.ASCII)
_MOST_SHAPES: Final = 5000


@dataclass(frozen=True, slots=True)
class Row:
    """A row that makes sense. `number` is the row's in the file; `id` is empty where the roster has none."""

    number: int
    id: str
    shape: Shape
    words: ClientWords
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Known:
    """What a row may ask for: ids by kind. `defaults` fill what a row leaves empty.

    `date_order` is one of DATE_ORDERS; empty: only year-month-day is read.
    """

    routines: tuple[str, ...]
    exercises: tuple[str, ...]
    brands: tuple[str, ...]
    languages: tuple[str, ...]
    defaults: tuple[tuple[str, str], ...] = ()
    date_order: str = ""


class RowReader:
    """Reads the rows of one roster."""

    def __init__(self, shown: str, columns: Columns, known: Known, *, wants_password: bool = False) -> None:
        self.shown, self.columns, self.known = shown, columns, known
        self._defaults = dict(known.defaults)
        self._wants_password = wants_password
        places = [columns.places[name] for name in _SHAPING if name in columns.places]
        self._shaping = (*places, *columns.doses.values())
        self._shapes: dict[tuple[str, ...], tuple[Shape | None, tuple[tuple[str, str, str, str], ...]]] = {}

    def read(self, number: int, cells: list[str] | None) -> Row | list[Problem]:
        """Return the row, or everything that is wrong with it."""
        if cells is None:
            return [self._problem(number, "", "roster-row", "this row cannot be read", "look for a lone quote in it")]
        if len(cells) != len(self.columns.headings):
            return [self._ragged(number, cells)]
        long = [place + 1 for place, cell in enumerate(cells) if len(cell) > MOST_CELL]
        if long:
            what = f"this cell is longer than {MOST_CELL:,} characters"
            return [self._problem(number, place, "text-too-long", what, "shorten it") for place in long]
        if self.columns.mended:
            cells = [_unguarded(cell) for cell in cells]
        unread = [place + 1 for place, cell in enumerate(cells) if type(cell) is Unread]
        if unread:
            what, fix = "this cell holds a formula without a value", "write the value itself into the cell"
            return [self._problem(number, place, "roster-formula", what, fix) for place in unread]
        return self._read(number, cells)

    def id_of(self, cells: list[str] | None) -> str:
        """Return the id of a row that has problems, empty where it is no row."""
        name = self.columns.cell(cells, "id") if cells and len(cells) == len(self.columns.headings) else ""
        return name[:LONGEST_ID] if name.isprintable() else ""

    def _read(self, number: int, cells: list[str]) -> Row | list[Problem]:
        shape, complaints = self._shape(cells)
        problems = [self._problem(number, *complaint) for complaint in complaints]
        words = None
        try:
            words = read_client(
                self._value(cells, "client"), self._date(cells), self._value(cells, "practitioner"),
                self._value(cells, "notes"),
            )  # fmt: skip
        except Faults as found:
            problems += [self._of_words(number, cells, fault) for fault in found.faults]
        name, password = self.columns.cell(cells, "id"), self.columns.cell(cells, "password")
        if len(name) > LONGEST_ID or not name.isprintable():
            what = f"an id is on one line and has at most {LONGEST_ID} characters"
            problems.append(self._problem(number, "id", "roster-id", what, "shorten it"))
        if self._wants_password and not password:
            what, fix = "this row has no password", "give it one, or leave out --encrypt"
            problems.append(self._problem(number, "password", "roster-password", what, fix))
        elif self._wants_password and (is_too_long(password) or not password.isprintable()):
            what, fix = f"a password is on one line and has at most {MOST_PASSWORD} bytes", "shorten it"
            problems.append(self._problem(number, "password", "roster-password", what, fix))
        if problems or shape is None or words is None:
            return problems
        return Row(number, name, shape, words, password)

    def _value(self, cells: list[str], name: str) -> str:
        return self.columns.cell(cells, name) or self._defaults.get(name, "")

    def _date(self, cells: list[str]) -> str:
        """Return the row's date, year-month-day where the batch was told in which order it stands."""
        return in_order(self._value(cells, "date"), self.known.date_order)

    def _of_words(self, number: int, cells: list[str], fault: Fault) -> Problem:
        """Return a fault of a client's words as the row's problem; many a program turns dates round unasked."""
        fix, column = fault.fix, str(fault.at[0])
        if column == "date" and not self.known.date_order and _NUMBERED_DATE.fullmatch(self._value(cells, "date")):
            fix = f"{fix}, or say in which order they all are: --dates {' or --dates '.join(DATE_ORDERS)}"
        # the heading stands before it, and may be a clinic's own
        what = fault.what.removeprefix(f"{column} is ").removeprefix(f"{column} has ")
        return self._problem(number, column, fault.kind, what.replace(f" in {column}", " here"), fix)

    def _problem(self, number: int, column: str | int, kind: str, what: str, fix: str) -> Problem:
        """Return a problem of a row; `column` is a field, or a column's number from 1, or empty for the whole row."""
        place = column if isinstance(column, int) else self.columns.column_of(column)
        if place:
            what = f"{self.columns.headings[place - 1].strip()}: {what}"
        return Problem(kind, what, fix, Where(self.shown, number, place or 1))

    def complain(self, number: int, column: str, kind: str, what: str, fix: str) -> Problem:
        """Return a problem that shows only when the row is pressed."""
        return self._problem(number, column, kind, what, fix)

    def _ragged(self, number: int, cells: list[str]) -> Problem:
        have, want = len(cells), len(self.columns.headings)
        what = f"this row has {have} cell{'s' * (have != 1)}, and the headings are {want}"
        more = "put a text with a comma in it in quotes" if have > want else "write the commas of its empty cells too"
        return self._problem(number, "", "roster-cells", what, more)

    # -- the shape

    def _shape(self, cells: list[str]) -> tuple[Shape | None, tuple[tuple[str, str, str, str], ...]]:
        """Return the shape, None after complaints (column, kind, what, fix); the same cells are read once."""
        key = tuple([cells[place] for place in self._shaping])
        found = self._shapes.get(key)
        if found is None:
            if len(self._shapes) >= _MOST_SHAPES:
                self._shapes.clear()
            found = self._shapes[key] = self._read_shape(cells)
        return found

    def _read_shape(self, cells: list[str]) -> tuple[Shape | None, tuple[tuple[str, str, str, str], ...]]:
        value = {name: self._value(cells, name) for name in _SHAPING}
        if self.columns.cell(cells, "exercises") and not self.columns.cell(cells, "routine"):
            value["routine"] = ""  # a row's own exercises come before a routine meant for all rows
        exercises = tuple(word for word in re.split(r"[\s,;+|]+", value["exercises"].lower()) if word)
        doses = tuple(
            (name, cells[place].strip()) for name, place in sorted(self.columns.doses.items()) if cells[place].strip()
        )
        styles = [word for word in re.split(r"[\s,;+|]+", value["style"].lower()) if word]
        routine = value["routine"].lower()
        complaints = (
            *self._unknown(routine, exercises, value),
            *_not_among("paper", [value["paper"].lower()], PAPERS),
            *_not_among("style", styles, STYLES),
            *_not_among("side", [value["side"].lower()], SIDES),
            *self._wrong_doses(doses),
        )
        if complaints:
            return None, complaints
        language = next((name for name in self.known.languages if name.lower() == value["language"].lower()), "")
        shape = Shape(
            routine, exercises, doses, value["brand"].lower(), language, value["paper"].lower() or "a4",
            "large-print" in styles, "ink-saver" in styles, value["side"].lower(),
        )  # fmt: skip
        return shape, ()

    def _unknown(
        self, routine: str, exercises: tuple[str, ...], value: dict[str, str]
    ) -> Iterator[tuple[str, str, str, str]]:
        """Yield what names nothing that there is; a fix is a known id, and never what was typed."""
        known = self.known
        if not routine and not exercises:
            fix = "write the id of a routine, or of exercises in their order"
            yield "routine", "roster-row", "this row does not say which sheet", fix
        if routine and routine not in known.routines:
            yield "routine", "unknown-id", "no routine has this id", suggest(routine, known.routines)
        for name in exercises:
            if name not in known.exercises:
                yield "exercises", "unknown-id", "an id here is no exercise's", suggest(name, known.exercises)
        if len(exercises) > MOST_EXERCISES:
            yield "exercises", "list-length", f"a sheet has at most {MOST_EXERCISES} exercises", "make two rows of it"
        if len(set(exercises)) < len(exercises):
            yield "exercises", "exercise-twice", "an exercise stands here twice", "keep one of the two"
        brand = value["brand"].lower()
        if brand and brand not in known.brands:
            yield "brand", "unknown-id", "no brand has this id", suggest(brand, known.brands)
        language = value["language"].lower()
        if language and language not in [name.lower() for name in known.languages]:
            yield "language", "unknown-id", "there are no words in this language", suggest(language, known.languages)

    def _wrong_doses(self, doses: tuple[tuple[str, str], ...]) -> Iterator[tuple[str, str, str, str]]:
        for name, written in doses:
            column = DOSE + name
            if name not in self.known.exercises:
                yield column, "unknown-id", "the heading names no exercise", suggest(name, self.known.exercises)
                continue
            try:
                read_dose(written)
            except Faults as found:
                kind = found.faults[0].kind
                yield column, kind, _DOSE_WORDS.get(kind, "this is no dose"), _DOSE_FIX


def in_order(written: str, date_order: str) -> str:
    """Return a date in that order as year-month-day, and anything else as it is."""
    found = _NUMBERED_DATE.fullmatch(written) if date_order else None
    if not found:
        return written
    first, _, second, year = found.groups()
    day, month = (first, second) if date_order == DATE_ORDERS[0] else (second, first)
    return f"{year}-{month:>02}-{day:>02}"


def _unguarded(cell: str) -> str:
    """Return a cell of a problems.csv as it stood in the roster."""
    if cell.startswith(Unread.MARK):
        return Unread(cell.removeprefix(Unread.MARK))
    return cell[1:] if _FORMULA.match(cell) else cell


def _not_among(column: str, given: list[str], known: tuple[str, ...]) -> Iterator[tuple[str, str, str, str]]:
    if any(word and word not in known for word in given):
        yield column, "not-among", f"this {column} is none of ours", f"known: {', '.join(known)}"
