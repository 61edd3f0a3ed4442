"""problems.csv: the rows that were not built, ready to be mended and run again.

In: rows and their problems. Out: a file with the roster's own columns and, behind them, an id where there was none,
the row's number and what is wrong. Never true afterwards: that a row was lost, that a spreadsheet takes a cell for a
formula, that what somebody has mended meanwhile was written over, or that anybody but its owner may read it.
"""

from __future__ import annotations

import csv
import io
import os
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from handouts.batch.columns import OURS
from handouts.batch.roster import Unread, open_regular
from handouts.output.files import refuse_write

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from handouts.batch.columns import Columns
    from handouts.batch.pressing import Outcome, Task
    from handouts.problems import Problem

NAME: Final = "problems.csv"
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "'=", "'+", "'-", "'@", "'\t", "'\r")
_DRAFT: Final = ".handouts-batch-problems.part"
_MOST_NAMES: Final = 1000


class Mend:
    """Collects the bad rows of one run in a draft, and puts it in its place at the end."""

    def __init__(self, folder: Path, columns: Columns, delimiter: str) -> None:
        self._folder, self._columns, self._delimiter = folder, columns, delimiter
        self._draft: io.TextIOWrapper | None = None
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
            refuse_write(error, self._folder / NAME)
        self.rows += 1

    def _open(self) -> io.TextIOWrapper:
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
        handle = os.open(self._folder / _DRAFT, flags, 0o600)
        draft = io.TextIOWrapper(open(handle, "wb"), "utf-8-sig", newline="", errors="replace")  # noqa: PTH123, SIM115 - closed at the end
        self._writer = csv.writer(draft, delimiter=self._delimiter, lineterminator="\r\n")
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
        try:
            if self._draft is None:
                if known_sha256 and _hash_of(self._folder / NAME) == known_sha256:
                    (self._folder / NAME).unlink()
                return "", ""
            self._draft.close()
            made = _hash_of(self._folder / _DRAFT)
            name = self._free_name(known_sha256, made)
            (self._folder / _DRAFT).replace(self._folder / name)
        except OSError as error:
            refuse_write(error, self._folder / NAME)
        return name, made

    def drop(self) -> None:
        """Forget the draft."""
        if self._draft is not None:
            self._draft.close()
            (self._folder / _DRAFT).unlink(missing_ok=True)

    def _free_name(self, known_sha256: str, made: str) -> str:
        for count in range(1, _MOST_NAMES):
            name = NAME if count == 1 else f"problems-{count}.csv"
            path = self._folder / name
            if not os.path.lexists(path) or _hash_of(path) in (known_sha256, made):
                return name
        return NAME


def _guarded(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula; reading the file again takes the mark off."""
    if type(cell) is Unread:
        return f"{Unread.MARK}{cell}"
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _hash_of(path: Path) -> str:
    """Return the SHA-256 of a regular file, empty where there is none."""
    if path.is_symlink() or not path.is_file():
        return ""
    seal = sha256()
    with open_regular(path, str(path)) as file:
        while block := file.read(1 << 20):
            seal.update(block)
    return seal.hexdigest()
