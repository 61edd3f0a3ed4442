"""A roster file as rows of text, streamed: CSV in any of its dialects; spreadsheets in `spreadsheet`.

In: a path. Out: a `Roster`: headings, and one row after another with its number as a spreadsheet shows it. Never true
afterwards: that a folder, pipe or device was read, that a byte was guessed at, that a row went missing without a
problem, or that more than one row of the file is in memory.
"""

from __future__ import annotations

import codecs
import csv
import io
import os
import stat
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Final, NoReturn

from handouts.problems import Problem, ProblemsFound, Where

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

MOST_COLUMNS: Final = 200
MOST_CELL: Final = 100_000  # characters; notes may have 2,000, and what is beyond this is no one's notes
MOST_RECORD: Final = 64_000_000  # characters of one row: a quote that is never closed swallows the rest of the file
MOST_RECORD_LINES: Final = 500
DELIMITERS: Final = ",;\t"
_BLOCK: Final = 1 << 20
_ZIP: Final = b"PK\x03\x04"
_OLD_EXCEL: Final = b"\xd0\xcf\x11\xe0"

csv.field_size_limit(MOST_RECORD)  # the module has one limit for all; a long cell is then a problem of its row


class Unread(str):
    """A cell whose value nobody knows: a formula that was never calculated, or that ended in an error.

    In problems.csv it has the mark, so that it is not taken for a client's name when the file is run unmended.
    """

    __slots__ = ()
    MARK: Final = "#FORMULA "


@dataclass(frozen=True, slots=True)
class Roster:
    """An opened roster. `expected` is about how many rows it holds; `rows` reads it again from the top each time.

    A row is (its number, its cells); a row that could not be read at all has None for cells.
    """

    shown: str
    headings: tuple[str, ...]
    heading_row: int
    expected: int
    rows: Callable[[], Iterator[tuple[int, list[str] | None]]]
    delimiter: str = ","


def open_roster(path: Path, shown: str, encoding: str | None = None, sheet: str | None = None) -> Roster:
    """Return the roster; raises ProblemsFound where the file is none, or is not in the encoding.

    `sheet` says which of a spreadsheet's, if there are several.
    """
    with open_regular(path, shown) as file:
        start = file.read(4096)
    if not start.strip(b"\0 \t\r\n"):
        refuse("roster-empty", "this file is empty", "handouts new roster my-clients", shown)
    if start.startswith(_ZIP):
        from handouts.batch.spreadsheet import open_spreadsheet  # noqa: PLC0415 - openpyxl only where it is needed

        return open_spreadsheet(path, shown, sheet)
    if start.startswith(_OLD_EXCEL):
        what = "this is a spreadsheet of an old kind, or one under a password"
        refuse("roster-kind", what, "save it as .xlsx without a password, or as CSV UTF-8", shown)
    if sheet is not None:
        refuse("roster-sheet", "a text file has no sheets", "leave out --sheet", shown)
    name = _check_encoding(encoding, shown) if encoding else _guess_encoding(start)
    expected = _check_bytes(path, shown, name, named=bool(encoding))
    return _open_text(path, shown, name, expected)


def open_regular(path: Path, shown: str) -> IO[bytes]:
    """Return the file, opened; a folder, a pipe or a device is a problem, and none is waited for."""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except FileNotFoundError:
        refuse("file-missing", "there is no such file", "look at the name", shown)
    except (OSError, ValueError) as error:
        reason = str(getattr(error, "strerror", None) or "its name has odd characters").lower()
        refuse("file-unreadable", f"this file cannot be read: {reason}", "look at what it is", shown)
    mode = os.fstat(descriptor).st_mode
    if not stat.S_ISREG(mode):
        os.close(descriptor)
        name = "a folder" if stat.S_ISDIR(mode) else "a pipe" if stat.S_ISFIFO(mode) else "a device"
        refuse("file-not-text", f"this is {name}, not a file", "name a .csv or .xlsx file", shown)
    return open(descriptor, "rb")  # noqa: PTH123 - the descriptor is what was checked


def refuse(kind: str, what: str, fix: str, shown: str, row: int = 0) -> NoReturn:
    """Raise one problem of the whole roster."""
    raise ProblemsFound([Problem(kind, what, fix, Where(shown, row, 1 if row else 0))])


# -- encodings


def _check_encoding(encoding: str, shown: str) -> str:
    """Return the name of a text encoding that Python knows."""
    try:
        found = codecs.lookup(encoding)
        "".encode(encoding)
    except (LookupError, ValueError):
        what = f"there is no encoding called {encoding[:40]}"
        refuse("encoding-unknown", what, "--encoding cp1252 (Western Windows), cp1250, cp1251, latin-1, utf-8", shown)
    return "utf-8-sig" if found.name == "utf-8" else found.name


def _guess_encoding(start: bytes) -> str:
    """Return UTF-8 or UTF-16 by the mark, or by the zero bytes that every second byte of Latin text is then."""
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    even, odd = start[::2].count(0), start[1::2].count(0)
    half = len(start) // 2
    if half and max(even, odd) > 0.4 * half and min(even, odd) < 0.1 * half:
        return "utf-16-be" if even > odd else "utf-16-le"
    return "utf-8-sig"


def _check_bytes(path: Path, shown: str, encoding: str, *, named: bool) -> int:
    """Return how many lines the file has; a byte that the encoding does not have is a problem of the whole file.

    **Why** of the whole file, before the first row is built: in a wrong encoding, other rows read as wrong names.
    """
    decoder = codecs.getincrementaldecoder(encoding)()
    lines, text = 1, ""
    with open_regular(path, shown) as file:
        while block := file.read(_BLOCK):
            try:
                text = decoder.decode(block)
                lines += text.count("\n")
            except UnicodeError as error:
                lines += block[: getattr(error, "start", 0)].count(b"\n")
                _refuse_bytes(shown, encoding, lines, named=named)
        try:
            decoder.decode(b"", final=True)
        except UnicodeError:
            _refuse_bytes(shown, encoding, lines, named=named)
    return lines - text.endswith("\n")


def _refuse_bytes(shown: str, encoding: str, line: int, *, named: bool) -> NoReturn:
    what = f"this file is not {encoding.removesuffix('-sig').upper()}: see line {line}"
    fix = "name the encoding it was saved in" if named else 'save it as "CSV UTF-8", or add --encoding cp1252'
    refuse("file-encoding", what, fix, shown, line)


# -- CSV


class _Lines:
    """The lines of a file, watching how many belong to one row."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file
        self._lines = self._size = 0
        self.ended = False  # the file was at its end while this row was read: a quote is open

    def begin_row(self) -> None:
        self._lines = self._size = 0

    def __iter__(self) -> Iterator[str]:
        while line := self._file.readline(MOST_RECORD + 1):
            self._lines += 1
            self._size += len(line)
            if self._size > MOST_RECORD or self._lines > MOST_RECORD_LINES:
                raise _Unclosed
            yield line
        self.ended = True


class _Unclosed(Exception):  # noqa: N818 - it says what is the matter with a quote
    """A row that does not end."""


def _open_lines(path: Path, shown: str, encoding: str) -> IO[str]:
    return io.TextIOWrapper(open_regular(path, shown), encoding, newline="")  # a line ends with CR, LF or both


def _open_text(path: Path, shown: str, encoding: str, expected: int) -> Roster:
    delimiter = _find_delimiter(path, shown, encoding)

    def read() -> Iterator[tuple[int, list[str] | None]]:
        with _open_lines(path, shown, encoding) as text:
            yield from _read_rows(_Lines(text), delimiter, shown)

    for number, cells in read():
        if cells is None or len(cells) > MOST_COLUMNS:
            refuse_columns(len(cells or ()), shown, number)
        if any(cell.strip() for cell in cells) and not _names_delimiter(cells):
            rows = _after(number, read)
            return Roster(shown, tuple(cells), number, max(0, expected - number), rows, delimiter)
    refuse("roster-empty", "this file is empty", "handouts new roster my-clients", shown)


def refuse_columns(count: int, shown: str, row: int) -> NoReturn:
    """Raise the problem of a first row that holds no headings."""
    if count:
        what = f"there are {count} columns, and {MOST_COLUMNS} is the most"
        refuse("roster-columns", what, "keep the columns that a sheet needs", shown, row)
    refuse(
        "roster-columns", "the first row cannot be read", "write the headings into it: id,client,routine", shown, row
    )


def _after(
    heading: int, read: Callable[[], Iterator[tuple[int, list[str] | None]]]
) -> Callable[[], Iterator[tuple[int, list[str] | None]]]:
    def rows() -> Iterator[tuple[int, list[str] | None]]:
        return (row for row in read() if row[0] > heading)

    return rows


def _names_delimiter(cells: list[str]) -> bool:
    """Tell whether this is the line `sep=;` that some spreadsheets write before the headings."""
    return cells[0].lower().startswith("sep=") and len(cells) <= 2


def _find_delimiter(path: Path, shown: str, encoding: str) -> str:
    """Return the delimiter that splits the first line with words into the most cells."""
    with _open_lines(path, shown, encoding) as text:
        line = ""
        while not line.strip() or line.lower().startswith("sep="):
            line = text.readline(MOST_RECORD)
            if not line:
                return ","
            if line.lower().startswith("sep=") and line[4:5] in DELIMITERS:
                return line[4]
    return max(DELIMITERS, key=lambda mark: len(next(csv.reader([line], delimiter=mark))))


def _read_rows(lines: _Lines, delimiter: str, shown: str) -> Iterator[tuple[int, list[str] | None]]:
    reader = csv.reader(iter(lines), delimiter=delimiter)
    number = 0
    while True:
        number += 1
        lines.begin_row()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield number, None
            continue
        except _Unclosed:
            _refuse_quote(shown, number)
        if lines.ended:
            _refuse_quote(shown, number)
        yield number, cells


def _refuse_quote(shown: str, row: int) -> NoReturn:
    fix = "close it, or write two quotation marks for one"
    refuse("roster-quote", "a quotation mark is opened in this row and never closed", fix, shown, row)
