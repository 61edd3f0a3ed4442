"""A roster in a spreadsheet (.xlsx): its one sheet with rows, row by row, as the text it shows.

In: a path, and which sheet if there are several. Out: a `Roster`. Never true afterwards: that a formula was calculated,
a link followed, a macro run, that a second sheet of clients was passed over, that the whole sheet is in memory, or that
a small file unpacked to a huge one. Needs the `batch` extra (openpyxl).
"""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from contextlib import contextmanager
from itertools import islice
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
_SAVE: Final = "save it as .xlsx or as CSV UTF-8"
_FORMULA: Final = "f"
_ERROR: Final = "e"
_VISIBLE: Final = "visible"
_LOOKED_AT: Final = 1000  # rows in which something must stand, or the sheet is empty
_NAUGHTS: Final = re.compile(r"0+")  # a format that fills a number up with noughts


def open_spreadsheet(path: Path, shown: str, sheet: str | None = None) -> Roster:
    """Return the sheet as a roster; raises ProblemsFound where the file is no workbook, too large, or has several.

    `sheet` is a name or a number from 1, as the tabs show them; None: the only one that can be seen and is not empty.
    """
    try:
        import openpyxl  # noqa: F401, PLC0415 - an extra
    except ImportError:
        refuse("needs-batch", "spreadsheets need an extra", 'pip install "handouts[batch]", or save it as CSV', shown)
    _check_size(path, shown)
    at = _choose(path, shown, sheet)
    heading: tuple[int, tuple[str, ...]] | None = None
    for number, cells in _read(path, shown, at):
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
        refuse("roster-empty", "this sheet is empty", "handouts new roster my-clients", shown)
    first, headings = heading

    def rows() -> Iterator[tuple[int, list[str] | None]]:
        for number, cells in _read(path, shown, at):
            if number > first:
                yield number, _trimmed(cells, len(headings))

    return Roster(shown, headings, first, _count(path, shown, at, first), rows)


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
        refuse("roster-kind", "this is no spreadsheet", _SAVE, shown)
    sizes = {item.filename: item.file_size for item in items}
    swells = any(item.file_size > max(FREE_SWELLING, MOST_SWELLING * item.compress_size) for item in items)
    if swells or sum(sizes.values()) > MOST_UNPACKED or sizes.get("xl/sharedStrings.xml", 0) > MOST_SHARED:
        refuse("file-too-large", "this spreadsheet is too large", "save it as CSV UTF-8", shown)
    if "xl/workbook.xml" not in sizes:
        refuse("roster-kind", "this is no spreadsheet of the kind .xlsx", _SAVE, shown)


@contextmanager
def _opened(path: Path, shown: str, *, values: bool = True) -> Iterator[Any]:
    """Give the workbook; raises ProblemsFound where openpyxl does not understand it, at any time."""
    from openpyxl import load_workbook  # noqa: PLC0415 - see above

    book = None
    try:
        book = load_workbook(path, read_only=True, data_only=values, keep_links=False)
        yield book
    except (zipfile.BadZipFile, KeyError, OSError, ValueError, SyntaxError, TypeError, AttributeError, EOFError):
        refuse("roster-kind", "this spreadsheet cannot be read", "save it as CSV UTF-8", shown)
    finally:
        if book is not None:
            book.close()


def _choose(path: Path, shown: str, wanted: str | None) -> int:
    """Return which sheet holds the roster; raises ProblemsFound where that is not clear.

    **Why** no sheet is named in a problem: a sheet may have a client's name.
    """
    with _opened(path, shown) as book:
        tabs = [(at, sheet) for at, sheet in enumerate(book.worksheets) if sheet.sheet_state == _VISIBLE]
        if wanted is not None:
            found = [at for number, (at, sheet) in enumerate(tabs, 1) if wanted in (sheet.title, str(number))]
        else:
            found = [at for at, sheet in tabs if not _is_empty(sheet)]
        if not found and wanted is not None:
            refuse("roster-sheet", "there is no such sheet", f"--sheet 1 is the first of {len(tabs)}", shown)
        if not found:
            refuse("roster-empty", "there is nothing in this spreadsheet", "handouts new roster my-clients", shown)
        if len(found) > 1 and wanted is None:
            numbers = [str(number) for number, (at, _) in enumerate(tabs, 1) if at in found]
            what = f"there is something in {len(found)} sheets of this spreadsheet"
            refuse("roster-sheet", what, f"say which: --sheet {' or --sheet '.join(numbers[:3])}", shown)
        return found[0]


def _is_empty(sheet: Any) -> bool:
    sheet.reset_dimensions()
    return all(value is None for row in islice(sheet.iter_rows(values_only=True), _LOOKED_AT) for value in row)


def _count(path: Path, shown: str, at: int, first: int) -> int:
    with _opened(path, shown) as book:
        return max(0, min(book.worksheets[at].max_row or first, MOST_ROWS) - first)


def _read(path: Path, shown: str, at: int) -> Iterator[tuple[int, list[str]]]:
    """Yield (number, cells) of each row."""
    with _opened(path, shown) as shows, _opened(path, shown, values=False) as says:
        pairs = zip(_rows_of(shows, at), _rows_of(says, at), strict=False)
        for number, (shown_row, said_row) in enumerate(pairs, 1):
            yield number, [_cell_of(cell, said) for cell, said in zip(shown_row, said_row, strict=False)]


def _rows_of(book: Any, at: int) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a sheet, as wide as they are, whatever size the sheet says it has."""
    sheet = book.worksheets[at]
    sheet.reset_dimensions()
    for number, row in enumerate(sheet.iter_rows(), 1):
        if number > MOST_ROWS:
            raise ValueError("a row claims to stand below the last one of a sheet")
        yield row


def _cell_of(cell: Any, said: Any) -> str:
    """Return a cell's text; of a formula without a value, or an error for one, what was typed, marked as unread."""
    if cell.data_type == _ERROR or (said.data_type == _FORMULA and cell.value is None):
        return Unread(said.value)
    text = _text_of(cell.value)
    if text.isdecimal() and type(cell.value) is not str and _NAUGHTS.fullmatch(cell.number_format):
        return text.zfill(cell.number_format.count("0"))
    return text


def _text_of(value: Any) -> str:
    """Return a cell as it is shown: a date year-month-day, a whole number without a point."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
