"""A roster in a spreadsheet (.xlsx): the first sheet, row by row, as the text it shows.

In: a path. Out: a `Roster`. Never true afterwards: that a formula was calculated, a link followed, a macro run, or that
the whole sheet is in memory. Needs the `batch` extra (openpyxl).
"""

from __future__ import annotations

import datetime as dt
import zipfile
from typing import TYPE_CHECKING, Any, Final

from handouts.batch.roster import MOST_COLUMNS, Roster, open_regular, refuse, refuse_columns

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MOST_UNPACKED: Final = 1_000_000_000  # bytes of the whole workbook; a sheet of 100,000 rows has some 50 MB
MOST_SHARED: Final = 200_000_000  # bytes of its table of texts, which is read as a whole
_FORMULA: Final = "f"
_ERROR: Final = "e"


def open_spreadsheet(path: Path, shown: str) -> Roster:
    """Return the first sheet as a roster; raises ProblemsFound where the file is not a workbook, or too large."""
    try:
        import openpyxl  # noqa: F401, PLC0415 - an extra
    except ImportError:
        refuse("needs-batch", "spreadsheets need an extra", "pip install handouts[batch], or save it as CSV", shown)
    _check_size(path, shown)
    heading: tuple[int, tuple[str, ...]] | None = None
    for number, cells in _read(path, shown):
        if cells is None:
            refuse_columns(0, shown, number)
        if any(cells):
            while not cells[-1]:
                cells.pop()
            if len(cells) > MOST_COLUMNS:
                refuse_columns(len(cells), shown, number)
            heading = number, tuple(cells)
            break
    if heading is None:
        refuse("roster-empty", "the first sheet is empty", "handouts new roster my-clients", shown)
    first, headings = heading

    def rows() -> Iterator[tuple[int, list[str] | None]]:
        for number, cells in _read(path, shown):
            if number > first:
                yield number, None if cells is None else _trimmed(cells, len(headings))

    return Roster(shown, headings, first, _count(path, first), rows)


def _trimmed(cells: list[str], width: int) -> list[str]:
    """Return a row as wide as the headings where nothing stands beyond them: a sheet's edge is no one's doing."""
    if any(cells[width:]):
        return cells
    return cells[:width] + [""] * (width - len(cells))


def _check_size(path: Path, shown: str) -> None:
    """Refuse what would unpack to more than a roster ever is."""
    try:
        with open_regular(path, shown) as file, zipfile.ZipFile(file) as packed:
            sizes = {item.filename: item.file_size for item in packed.infolist()}
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        refuse("roster-kind", "this is no spreadsheet", "save it as .xlsx or as CSV UTF-8", shown)
    if sum(sizes.values()) > MOST_UNPACKED or sizes.get("xl/sharedStrings.xml", 0) > MOST_SHARED:
        refuse("file-too-large", "this spreadsheet is too large", "save it as CSV UTF-8", shown)
    if "xl/workbook.xml" not in sizes:
        refuse("roster-kind", "this is no spreadsheet", "save it as .xlsx or as CSV UTF-8", shown)


def _open(path: Path, *, values: bool) -> Any:
    from openpyxl import load_workbook  # noqa: PLC0415 - see above

    return load_workbook(path, read_only=True, data_only=values, keep_links=False)


def _count(path: Path, first: int) -> int:
    book = _open(path, values=True)
    try:
        return max(0, (book.worksheets[0].max_row or first) - first)
    finally:
        book.close()


def _read(path: Path, shown: str) -> Iterator[tuple[int, list[str] | None]]:
    """Yield (number, cells) of each row; None for a row with a formula that has no value, or an error for one."""
    shows, says = None, None
    try:
        shows, says = _open(path, values=True), _open(path, values=False)
        if not shows.worksheets:
            refuse("roster-empty", "there is no sheet in this spreadsheet", "handouts new roster my-clients", shown)
        pairs = zip(shows.worksheets[0].iter_rows(), says.worksheets[0].iter_rows(), strict=False)
        for number, (shown_row, said_row) in enumerate(pairs, 1):
            yield number, _row_of(shown_row, said_row)
    except (zipfile.BadZipFile, KeyError, OSError, ValueError, SyntaxError, TypeError, AttributeError):
        refuse("roster-kind", "this spreadsheet cannot be read", "save it as CSV UTF-8", shown)
    finally:
        for book in (shows, says):
            if book is not None:
                book.close()


def _row_of(shown_row: tuple[Any, ...], said_row: tuple[Any, ...]) -> list[str] | None:
    cells = []
    for cell, said in zip(shown_row, said_row, strict=False):
        if cell.data_type == _ERROR or (said.data_type == _FORMULA and cell.value is None):
            return None
        cells.append(_text_of(cell.value))
    return cells


def _text_of(value: Any) -> str:
    """Return a cell as typed: a date year-month-day, a whole number without a point."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
