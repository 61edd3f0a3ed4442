"""The bytes of one text file, read with suspicion.

In: a path, its name in problems, and the folder it may not leave. Out: a `Source` (text, lines, hash). Never true
afterwards: that a folder, pipe or device was read, that a link led out of the folder, that the file is large, is not
UTF-8, or holds a character that hides or a tab.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import stat
from typing import TYPE_CHECKING, NoReturn

from handouts.data.characters import find_forbidden_in_file, name_character
from handouts.data.tree import Source
from handouts.problems import Problem, ProblemsFound, Where

if TYPE_CHECKING:
    from pathlib import Path

LARGEST = 1_000_000  # bytes; the largest file of our own library has 6,000
_NO_TEXT = {
    b"PK\x03\x04": "a Word, Pages or Excel file, or an archive",
    b"{\\rtf": "a rich text (RTF) file",
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
}
_LINE_BREAK = re.compile(r"\r\n|\n")


def read_source(path: Path, shown: str, inside: Path) -> Source:
    """Return a file's text and lines; raises ProblemsFound when it is no readable UTF-8 text inside the folder."""
    return decode_source(read_bytes(path, shown, inside), shown)


def read_bytes(path: Path, shown: str, inside: Path, largest: int = LARGEST) -> bytes:
    """Return a regular file's bytes, at most `largest`; raises ProblemsFound for anything else.

    **Why** open before looking: what was checked is then what is read; a pipe is opened without waiting for a writer.
    """
    try:
        _refuse_outside(path, shown, inside)
        if not stat.S_ISREG(path.stat().st_mode):
            _refuse_kind(path.stat().st_mode, shown)
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with open(descriptor, "rb") as file:  # noqa: PTH123 - the descriptor is what was checked
            mode = os.fstat(descriptor).st_mode
            if not stat.S_ISREG(mode):
                _refuse_kind(mode, shown)
            data = file.read(largest + 1)
    except FileNotFoundError:
        _refuse("file-missing", "there is no such file", "look at the name, or make the file", shown)
    except (OSError, ValueError, RuntimeError) as error:
        _refuse("file-unreadable", f"this file cannot be read: {_reason(error)}", "look at what it is", shown)
    if len(data) > largest:
        what = f"this file is larger than {largest:,} bytes"
        _refuse("file-too-large", what, "split it, or look whether it is the right file", shown)
    return data


def decode_source(data: bytes, shown: str) -> Source:
    """Return the text and lines of bytes; raises ProblemsFound when they are not clean UTF-8."""
    if name := next((name for start, name in _NO_TEXT.items() if data.startswith(start)), None):
        what = f"this is {name}, not a text file"
        _refuse("file-not-text", what, "open it, and save its words as plain text (UTF-8)", shown)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data[:2]:
        _refuse("file-encoding", "this file is UTF-16, not UTF-8", 'save it again as "UTF-8"', shown)
    try:
        text = data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        _refuse_bytes(data, error.start, shown)
    lines = tuple(_LINE_BREAK.split(text))
    source = Source(shown, text, hashlib.sha256(data).hexdigest(), lines)
    if problems := [*_hidden(source), *_tabs(source)]:
        raise ProblemsFound(problems)
    return source


def _hidden(source: Source) -> list[Problem]:
    found = find_forbidden_in_file(source.text)
    if found is None:
        return []
    what = f"{name_character(found[0])} stands in this file"
    fix = "save it again with the line ends of Unix (LF)" if found[0] == "\r" else "take it out"
    return [Problem(kind="control-character", what=what, fix=fix, where=_place(source, found.start()))]


def _tabs(source: Source) -> list[Problem]:
    at = source.text.find("\t")
    if at < 0:
        return []
    return [Problem(kind="tab", what="there is a tab here", fix="write spaces instead", where=_place(source, at))]


def _place(source: Source, offset: int) -> Where:
    before = source.text[:offset]
    line = before.count("\n") + 1
    return source.where(line, offset - (before.rfind("\n") + 1) + 1)


def _refuse_bytes(data: bytes, offset: int, shown: str) -> NoReturn:
    before = data[:offset].removeprefix(b"\xef\xbb\xbf")
    line = before.count(b"\n") + 1
    start = before.rfind(b"\n") + 1
    column = len(before[start:].decode("utf-8")) + 1
    text = before[start:] + data[offset:].split(b"\n", 1)[0]
    where = Where(shown, line, column, 1, text.decode("utf-8", "replace").rstrip("\r"))
    what = f"this file is not UTF-8: byte {data[offset]:02X}"
    raise ProblemsFound([Problem(kind="file-encoding", what=what, fix='save it again as "UTF-8"', where=where)])


def _refuse_outside(path: Path, shown: str, inside: Path) -> None:
    real, home = path.resolve(strict=True), inside.resolve()
    if not real.is_relative_to(home):
        what = "this file is a link that leads out of the workspace"
        _refuse("file-outside", what, "copy the file into the workspace", shown)


def _refuse_kind(mode: int, shown: str) -> NoReturn:
    name = "a folder" if stat.S_ISDIR(mode) else "a pipe" if stat.S_ISFIFO(mode) else "a device"
    _refuse("file-not-text", f"this is {name}, not a file", "put a text file here", shown)


def _reason(error: Exception) -> str:
    if isinstance(error, RuntimeError) or getattr(error, "errno", None) == errno.ELOOP:
        return "it is a link that leads to itself"
    return str(getattr(error, "strerror", None) or "its name has odd characters").lower()


def _refuse(kind: str, what: str, fix: str, shown: str) -> NoReturn:
    raise ProblemsFound([Problem(kind, what, fix, Where(shown))])
