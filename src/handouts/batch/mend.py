"""problems.csv: the rows that were not built, ready to be mended and run again.

In: rows and their problems. Out: a file with the roster's own columns and, behind them, an id where there was none,
the row's number and what is wrong. Never true afterwards: that a row was lost, that a spreadsheet takes a cell for a
formula, that what somebody has mended meanwhile was written over, or that anybody but its owner may read it.
"""

from __future__ import annotations

import csv
import io
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from handouts.batch.columns import OURS
from handouts.batch.places import hash_file, hash_of
from handouts.batch.roster import Unread
from handouts.output.files import refuse_write

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handouts.batch.columns import Columns
    from handouts.batch.places import Draft, Place
    from handouts.batch.pressing import Outcome, Task
    from handouts.problems import Problem

NAME: Final = "problems.csv"
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "'=", "'+", "'-", "'@", "'\t", "'\r")
_MOST_NAMES: Final = 1000


class Mend:
    """Collects the bad rows of one run in a draft, and puts it in its place at the end."""

    def __init__(self, place: Place, columns: Columns, delimiter: str) -> None:
        self._place, self._columns, self._delimiter = place, columns, delimiter
        self._draft: Draft | None = None
        self.rows = 0
        kept = [at for at, name in enumerate(columns.headings) if name.strip().casefold() not in OURS]
        self._kept = kept if columns.mended else list(range(len(columns.headings)))
        self._has_id, self._has_file = "id" in columns.places, "file" in columns.places

    def add(self, task: Task, outcome: Outcome) -> None:
        """Note a row; raises ProblemsFound where it cannot be written."""
        try:
            if self._draft is None:
                self._draft = self._open()
            self._writer.writerow(self._row(task, outcome.problems))
        except OSError as error:
            refuse_write(error, self._place.where(NAME))
        self.rows += 1

    def _open(self) -> Draft:
        draft = self._place.draft(NAME)
        self._text = io.TextIOWrapper(draft.file, "utf-8-sig", newline="", errors="replace")
        self._writer = csv.writer(self._text, delimiter=self._delimiter, lineterminator="\r\n")
        headings = [self._columns.headings[at] for at in self._kept]
        own = ([] if self._has_id else ["id"]) + ([] if self._has_file else ["file"])
        self._writer.writerow([*headings, *own, "row", "problem"])
        return draft

    def _row(self, task: Task, problems: Sequence[Problem]) -> list[str]:
        width = len(self._columns.headings)
        whole = [*(task.cells or ())][:width]
        whole += [""] * (width - len(whole))
        if task.cells and len(task.cells) > width:  # nothing is lost: what is too much stands in the last column
            whole[-1] = self._delimiter.join(task.cells[width - 1 :])
        number = f"{task.number:04}"
        own = [] if self._has_id else [number]
        if not self._has_file:
            # run alone, the row would get the name that another row's file has
            own.append(f"{self._columns.cell(whole, 'id')}-{number}".strip("-") if task.shares_name else "")
        said = "; ".join(f"{found.what} (fix: {found.fix})" if found.fix else found.what for found in problems)
        return [_guarded(cell) for cell in (*[whole[at] for at in self._kept], *own)] + [str(task.number), said]

    def close(self, known_sha256: str) -> tuple[str, str]:
        """Put the file in its place and return its name and SHA-256, both empty where no row was bad.

        `known_sha256` is that of the last run's: a file of that content is renewed, or taken away where all is well;
        any other has been worked on since, and stays.
        """
        if self._draft is None:
            if known_sha256 and hash_of(self._place, NAME) == known_sha256:
                self._place.remove(NAME)
            return "", ""
        try:
            self._text.flush()
            self._text.detach()
            self._draft.file.seek(0)
            made = hash_file(self._draft.file)
        except OSError as error:
            refuse_write(error, self._place.where(NAME))
        name = self._free_name(known_sha256, made)
        self._draft.put(name)
        return name, made

    def drop(self) -> None:
        """Forget the draft."""
        if self._draft is not None:
            with suppress(OSError, ValueError):  # no room for its last bytes, which nobody wants
                self._text.detach()
            self._draft.drop()

    def _free_name(self, known_sha256: str, made: str) -> str:
        for count in range(1, _MOST_NAMES):
            name = NAME if count == 1 else f"problems-{count}.csv"
            if not self._place.has(name) or hash_of(self._place, name) in (known_sha256, made):
                return name
        return NAME


def _guarded(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula; reading the file again takes the mark off."""
    if type(cell) is Unread:
        return f"{Unread.MARK}{cell}"
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
