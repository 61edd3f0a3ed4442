"""The file names of a batch, made from a template.

In: a template such as `{id}-{routine}.pdf`, rows. Out: a name for each, given out once. Never true afterwards: that two
rows have one name on any system, that a name leads out of its folder, or that a client's name is in one unasked.
"""

from __future__ import annotations

import re
import string
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from handouts.batch.rows import in_order
from handouts.batch.slate import Slate, mark_of
from handouts.output.names import safe_name
from handouts.problems import Problem, ProblemsFound

if TYPE_CHECKING:
    from handouts.batch.columns import Columns
    from handouts.batch.rows import Known

DEFAULT: Final = "{id}-{routine}.pdf"
FIELDS: Final = (
    "id", "row", "routine", "brand", "date", "practitioner", "paper", "style", "language", "side", "client",
)  # fmt: skip
_ENDING: Final = ".pdf"
_MOST_SAID: Final = 500  # characters of a cell that go into a name, which is shorter anyway
_PLAIN: Final = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_]|[-.](?=[A-Za-z0-9_])){3,60}")
_DEVICE: Final = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])", re.IGNORECASE)


def check_template(template: str) -> str:
    """Return the template without its ending; raises ProblemsFound where it asks for what a row has not."""
    stem = template.removesuffix(_ENDING)
    try:
        parts = list(string.Formatter().parse(stem))
    except ValueError:
        parts = [("", "?", "", None)]
    asked = [(name, form, turned) for _, name, form, turned in parts if name is not None]
    wrong = [name for name, form, turned in asked if name not in FIELDS or form or turned]
    if wrong or not asked or "/" in stem or "\\" in stem:
        what = f"this is no template for names: {template[:60]}"
        fix = f'write it like "{DEFAULT}"; there are {", ".join(FIELDS)}'
        raise ProblemsFound([Problem("name-template", what, fix)])
    return stem


class Namer:
    """Gives each row of a roster its name, in the roster's order."""

    def __init__(self, template: str, columns: Columns, known: Known) -> None:
        self._stem = check_template(template)
        self._columns, self._defaults, self._date_order = columns, dict(known.defaults), known.date_order
        self._asked = [name for _, name, _, _ in string.Formatter().parse(self._stem) if name is not None]
        self._taken = Slate(notes=False)

    def name(self, number: int, cells: list[str]) -> tuple[str, bool]:
        """Return the row's file name, empty for a row that is no row, and whether another row had the same.

        A cell called `file` is a name outright: problems.csv has it for rows that shared a name.
        """
        if len(cells) != len(self._columns.headings):
            return "", False
        stem = self._columns.cell(cells, "file")[:_MOST_SAID].removesuffix(_ENDING)
        if not stem:
            stem = self._stem.format(**{name: self._part(name, number, cells) for name in self._asked})
        wanted = _safe(stem)
        name = self._free(wanted)
        return name + _ENDING, name != wanted

    def keep(self, name: str) -> None:
        """Give a name to nobody: a stack will have it."""
        self._taken.add(mark_of(name.removesuffix(_ENDING)))

    def _part(self, name: str, number: int, cells: list[str]) -> str:
        if name == "row":
            return f"{number:04}"
        said = self._columns.cell(cells, name)[:_MOST_SAID] or self._defaults.get(name, "")
        if name == "id":
            return said or f"{number:04}"
        if name == "routine" and self._columns.cell(cells, "exercises"):
            return self._columns.cell(cells, "routine") or "exercises"
        return in_order(said, self._date_order) if name == "date" else said

    def _free(self, stem: str) -> str:
        """Return the name, or the first of name-2, name-3 … that no row has yet."""
        name, count = stem, 1
        while not self._taken.add(mark_of(name)):
            count += 1
            name = f"{stem}-{count}"
        return name


@lru_cache(maxsize=256)
def _rare(stem: str) -> str:
    return safe_name(stem)


def _safe(stem: str) -> str:
    """Return a safe name; most are safe as they are, and there are many."""
    if _PLAIN.fullmatch(stem) and not _DEVICE.match(stem):
        return stem
    return _rare(stem)
