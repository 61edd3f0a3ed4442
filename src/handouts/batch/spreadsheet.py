"""A roster in a spreadsheet (.xlsx): the first sheet, row by row, as the text it shows.

In: a path. Out: a `Roster`. Never true afterwards: that a formula was calculated, a link followed, a macro run, that
the whole sheet is in memory, or that a small file unpacked to a huge one. Needs the `batch` extra (openpyxl).
"""

from __future__ import annotations

import datetime as dt
import zipfile
from typing import TYPE_CHECKING, Any, Final

from handouts.batch.roster import MOST_COLUMNS, Roster, Unread, open_regular, refuse, refuse_columns

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MOST_UNPACKED: Final = 400_000_000  # bytes of the whole workbook; a sheet of 100,000 rows has some 50 MB
MOST_SHARED: Final = 100_000_000  # bytes of its table of texts, which is read as a whole
MOST_SWELLING: Final = 100  # times its packed size; a real sheet swells 5 to 20 times
FREE_SWELLING: Final = 4_000_000  # bytes that may unpack from anything: a small sheet of one value over and over
MOST_ROWS: Final = 1_048_576  # of a sheet
_FORMULA: Final = "f"
_ERROR: Final = "e"


def open_spreadsheet(path: Path, shown: str) -> Roster:
    """Return the first sheet as a roster; raises ProblemsFound where the file is not a workbook, or too large."""
    try:
        import openpyxl  # noqa: F401, PLC0415 - an extra
    except ImportError:
        refuse("needs-batch", "spreadsheets need an extra", "pip install 'handouts[batch]', or save it as CSV", shown)
    _check_size(path, shown)
    heading: tuple[int, tuple[str, ...]] | None = None
    for number, cells in _read(path, shown):
        if any(type(cell) is Unread for cell in cells):
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
                yield number, _trimmed(cells, len(headings))

    return Roster(shown, headings, first, _count(path, first), rows)


def _trimmed(cells: list[str], width: int) -> list[str]:
    """Return a row as wide as the headings where nothing stands beyond them: a sheet's edge is no one's doing."""
    if any(cells[width:]):
        return cells
    return cells[:width] + [""] * (width - len(cells))


def _check_size(path: Path, shown: str) -> None:
    """Refuse what would unpack to more than a roster ever is; no more than the sizes told here is ever unpacked."""
    try:
        with open_regular(path, shown) as file, zipfile.ZipFile(file) as packed:
            items = packed.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        refuse("roster-kind", "this is no spreadsheet", "save it as .xlsx or as CSV UTF-8", shown)
    sizes = {item.filename: item.file_size for item in items}
    swells = any(item.file_size > max(FREE_SWELLING, MOST_SWELLING * item.compress_size) for item in items)
    if swells or sum(sizes.values()) > MOST_UNPACKED or sizes.get("xl/sharedStrings.xml", 0) > MOST_SHARED:
        refuse("file-too-large", "this spreadsheet is too large", "save it as CSV UTF-8", shown)
    if "xl/workbook.xml" not in sizes:
        refuse("roster-kind", "this is no spreadsheet", "save it as .xlsx or as CSV UTF-8", shown)


def _open(path: Path, *, values: bool) -> Any:
    from openpyxl import load_workbook  # noqa: PLC0415 - see above

    return load_workbook(path, read_only=True, data_only=values, keep_links=False)


def _count(path: Path, first: int) -> int:
    book = _open(path, values=True)
    try:
        return max(0, min(book.worksheets[0].max_row or first, MOST_ROWS) - first)
    finally:
        book.close()


def _read(path: Path, shown: str) -> Iterator[tuple[int, list[str]]]:
    """Yield (number, cells) of each row."""
    shows, says = None, None
    try:
        shows, says = _open(path, values=True), _open(path, values=False)
        if not shows.worksheets:
            refuse("roster-empty", "there is no sheet in this spreadsheet", "handouts new roster my-clients", shown)
        pairs = zip(_rows_of(shows), _rows_of(says), strict=False)
        for number, (shown_row, said_row) in enumerate(pairs, 1):
            yield number, [_cell_of(cell, said) for cell, said in zip(shown_row, said_row, strict=False)]
    except (zipfile.BadZipFile, KeyError, OSError, ValueError, SyntaxError, TypeError, AttributeError, EOFError):
        refuse("roster-kind", "this spreadsheet cannot be read", "save it as CSV UTF-8", shown)
    finally:
        for book in (shows, says):
            if book is not None:
                book.close()


def _rows_of(book: Any) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of the first sheet, as wide as they are, whatever size the sheet says it has."""
    sheet = book.worksheets[0]
    sheet.reset_dimensions()
    for number, row in enumerate(sheet.iter_rows(), 1):
        if number > MOST_ROWS:
            raise ValueError("a row claims to stand below the last one of a sheet")
        yield row


def _cell_of(cell: Any, said: Any) -> str:
    """Return a cell's text; of a formula without a value, or an error for one, what was typed, marked as unread."""
    if cell.data_type == _ERROR or (said.data_type == _FORMULA and cell.value is None):
        return Unread(said.value)
    return _text_of(cell.value)


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
