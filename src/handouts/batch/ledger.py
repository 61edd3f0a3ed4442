"""The manifest of a batch: what was made of which row, from what. It is the folder's `.handouts/manifest.jsonl`.

In: outcomes of rows, in the roster's order. Out: one line of JSON a file, which `handouts.output.manifest` reads too,
and one for each set of data files that sheets were made from. Never true afterwards: that a line is torn, that a line
says of a file what is not so, that a client's word stands in one (but for the clinic's own ids), or that an unchanged
run adds one.
"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any, Final

from handouts import __version__
from handouts.batch.folder import write_all
from handouts.batch.slate import Slate, mark_of, number_of
from handouts.output.files import refuse_write

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from handouts.batch.places import Place

MADE_BY: Final = f"handouts {__version__}"
BUILT: Final = "built"
PROBLEM: Final = "problem"
LIST: Final = "rows to mend"
STACK: Final = "stack"
ARCHIVE: Final = "archive"
WHOLES: Final = (LIST, STACK, ARCHIVE)  # files of many rows
_OPEN: Final = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)


class Ledger:
    """What earlier runs have written into the folder's manifest, in a few bytes a file."""

    def __init__(self, place: Place) -> None:
        """Read the manifest, and cut off a last line that a killed run left torn."""
        self._journal = place.journal()
        self._path = self._journal.path
        self._files = Slate()
        self._made = Slate()
        self.wholes: dict[str, str] = {}
        """The SHA-256 of each problems.csv, stack and archive that a batch wrote."""
        _cut_torn_line(self._path)
        for line in read_lines(self._path):
            self._note(line)
        for line in lines_of(self._journal.leftovers()):
            self.write([line])
            self._note(line)

    def known(self, name: str) -> tuple[int, int] | None:
        """Return 64 bits of the inputs' and of the file's hash as last recorded, None where no row has such a file."""
        if name in self.wholes:
            return None
        return self._files.get(mark_of(name))

    def write(self, lines: Iterable[dict[str, Any]]) -> None:
        """Add lines in one write; those that say what earlier runs have said are left out. Raises ProblemsFound.

        **Why** a line of this run is not remembered: no run speaks twice of a row, and there may be very many.
        """
        packed = []
        for line in lines:
            if self._is_news(line):
                packed.append(json.dumps(line, separators=(",", ":")).encode() + b"\n")
            if "made" in line:
                self._note(line)
        if packed:
            append(self._path, b"".join(packed))
            self._journal.added(b"".join(packed))

    def write_whole(self, name: str, sha256: str, state: str) -> None:
        """Add the line of a file of many rows."""
        self.write([{"file": name, "sha256": sha256, "inputs": {"row": sha256}, "made_by": MADE_BY, "state": state}])

    def close(self) -> None:
        """See that the place has the whole manifest; raises ProblemsFound."""
        self._journal.close()

    def _is_news(self, line: dict[str, Any]) -> bool:
        if "made" in line:
            return self._made.get(number_of(line["made"])) is None
        fault = self._files.get(_fault_of(line))
        if line.get("state") == PROBLEM:
            return fault != _marks_of(line)
        return self._files.get(mark_of(line["file"])) != _marks_of(line) or fault not in (None, _MENDED)

    def _note(self, line: dict[str, Any]) -> None:
        """Keep a line's marks; a row's problem does not make its file of an earlier run somebody else's."""
        if "made" in line:
            self._made.put(number_of(line["made"]), 1, 1)
            return
        if line.get("state") == PROBLEM:
            self._files.put(_fault_of(line), *_marks_of(line))
            return
        file = line["file"]
        if line.get("state") in WHOLES:
            self.wholes[file] = str(line.get("sha256", ""))
        self._files.put(mark_of(file), *_marks_of(line))
        if self._files.get(_fault_of(line)) is not None:
            self._files.put(_fault_of(line), *_MENDED)


_MENDED: Final = (0, 0)


def _fault_of(line: dict[str, Any]) -> int:
    """Return the mark under which a row's problem is kept: no file's name has a slash."""
    return mark_of(f"/{line.get('row', '')}")


def _marks_of(line: dict[str, Any]) -> tuple[int, int]:
    inputs = line.get("inputs")
    row = inputs.get("row", "") if isinstance(inputs, dict) else line.get("problems", "")
    return number_of(str(row)), number_of(str(line.get("sha256", "")))


def row_line(row: int, name: str, file: str, *, inputs: dict[str, str], **more: Any) -> dict[str, Any]:
    """Return the manifest line of a row that was built."""
    return {"file": file, **more, "inputs": inputs, "made_by": MADE_BY, "id": name, "row": row, "state": BUILT}


def made_line(made: str, inputs: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Return the line that says which data files stand behind a `made` hash."""
    return {"made": made, "from": dict(inputs), "made_by": MADE_BY}


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the manifest's lines one by one, passing over what makes no sense."""
    try:
        with path.open("rb") as file:
            yield from lines_of(file)
    except FileNotFoundError:
        return
    except OSError as error:
        refuse_write(error, path)


def lines_of(raw_lines: Iterable[bytes]) -> Iterator[dict[str, Any]]:
    """Yield lines of a manifest, passing over what makes no sense."""
    for raw in raw_lines:
        try:
            line = json.loads(raw)
        except (ValueError, RecursionError):
            continue
        if isinstance(line, dict) and _is_known(line):
            yield line


def _is_known(line: dict[str, Any]) -> bool:
    if line.get("state") == PROBLEM:
        return isinstance(line.get("row"), int)
    return isinstance(line.get("file", line.get("made")), str)


def append(path: Path, data: bytes) -> None:
    """Add bytes to the manifest, all of them or none; raises ProblemsFound."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, _OPEN, 0o666)
        try:
            before = os.lseek(handle, 0, os.SEEK_END)
            try:
                write_all(handle, [data])
            except OSError:
                os.ftruncate(handle, before)
                raise
        finally:
            os.close(handle)
    except OSError as error:
        refuse_write(error, path)


def _is_line(raw: bytes) -> bool:
    """Tell whether only its end is missing, as when an editor saved the file."""
    try:
        return isinstance(json.loads(raw), dict)
    except (ValueError, RecursionError):
        return False


def _cut_torn_line(path: Path) -> None:
    """Cut off what stands behind the last line end: a line that was being written when the run was killed."""
    try:
        handle = os.open(path, _OPEN & ~os.O_CREAT)
    except FileNotFoundError:
        return
    except OSError as error:
        refuse_write(error, path)
    try:
        end = os.lseek(handle, 0, os.SEEK_END)
        start = max(0, end - 1_000_000)
        os.lseek(handle, start, os.SEEK_SET)
        read = os.read(handle, end - start)
        whole = read.rfind(b"\n") + 1
        if _is_line(read[whole:]):
            os.write(handle, b"\n")
        elif start + whole < end:
            os.ftruncate(handle, start + whole)
    except OSError as error:
        refuse_write(error, path)
    finally:
        os.close(handle)
