"""A client's own words, from a roster or the command line.

In: strings. Out: `ClientWords`, exactly as typed but for two stated substitutions. Never true afterwards: that markup
was read in them, that a character hides or turns the text round, or that a problem repeats one of the words.

**Why** no problem names the value: it goes to logs and screens, and a client's name does not.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Final

from handouts.data.characters import find_forbidden_in_value, name_character
from handouts.library.faults import Fault, Faults

LONGEST_NAME: Final = 200  # characters
LONGEST_NOTES: Final = 2000
_SAME_LOOK: Final = str.maketrans({"\u2011": "-", "\u202f": "\u00a0"})  # characters that no font of ours has
_MARKS: Final = re.compile(r"[\u0300-\u036f]{4,}")  # no language stacks so many; fonts cannot place them


@dataclass(frozen=True, slots=True)
class ClientWords:
    """Whom a sheet is for; what is absent is a blank line on paper. `notes` keeps its line breaks."""

    client: str = ""
    date: dt.date | None = None
    practitioner: str = ""
    notes: str = ""


def read_client(client: str = "", date: str = "", practitioner: str = "", notes: str = "") -> ClientWords:
    """Return a client's words; raises `Faults` with all that cannot be printed, `at` naming the field."""
    faults: list[Fault] = []
    for field, words, most in (
        ("client", client, LONGEST_NAME),
        ("practitioner", practitioner, LONGEST_NAME),
        ("notes", notes, LONGEST_NOTES),
    ):
        faults += _wrong(field, words, most)
    day = None
    try:
        day = read_date(date) if date.strip() else None
    except Faults as found:
        faults += found.faults
    if faults:
        raise Faults(*faults)
    return ClientWords(_name(client), day, _name(practitioner), "\n".join(map(_name, notes.strip().splitlines())))


def read_date(written: str) -> dt.date:
    """Return a date written as 2026-11-23; raises `Faults` for any other form."""
    words = written.strip()
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", words, re.ASCII):
        try:
            return dt.date.fromisoformat(words)
        except ValueError:
            pass  # 2026-02-30
    what = "this is no date of the calendar, written year-month-day"
    raise Faults(Fault(kind="date", what=what, fix="write it like 2026-11-23", at=("date",)))


def _name(words: str) -> str:
    return words.strip().translate(_SAME_LOOK)


def _wrong(field: str, words: str, most: int) -> list[Fault]:
    faults = []
    bad = find_forbidden_in_value(words.replace("\r\n", "\n"))
    if bad is None and field != "notes" and "\n" in words.strip():
        bad = re.search("\n", words.strip())
    if bad:
        what = f"{name_character(bad[0])} stands in {field}"
        faults.append(Fault(kind="control-character", what=what, fix="take it out", at=(field,)))
    if _MARKS.search(words):
        what = f"{field} has more marks on one letter than a font can place"
        faults.append(Fault(kind="mark-flood", what=what, fix="write the letter with its usual marks", at=(field,)))
    if len(words) > most:
        what = f"{field} is longer than {most} characters"
        faults.append(Fault(kind="text-too-long", what=what, fix="shorten it", at=(field,)))
    return faults
