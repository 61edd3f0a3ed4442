"""What an output folder holds and from what it was built: `.handouts/manifest.jsonl`, one line a file written.

In: entries. Out: a file that only grows, and the latest entry for each file. Never true afterwards: that a client's
word stands in it (it holds file names, which `batch` makes of ids, and hashes), or that a line torn by a power cut
hides the others.
"""

from __future__ import annotations

import json
import os

from handouts.output.files import refuse_write, write_file

TYPE_CHECKING = False  # typing, like dataclasses, would be imported for nothing else: a single build writes an entry
if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any, Final

FOLDER: Final = ".handouts"
FILE: Final = "manifest.jsonl"
_APPEND: Final = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
_MOST_BYTES: Final = 200_000_000  # half a million sheets; more is not our file


class Entry:
    """One file: its path from the output folder with `/`, the SHA-256 of its bytes, what it was built from.

    `inputs` are (name, hash) pairs of the data files; `made_by` is product and version. An encrypted file also has
    the hash of what was encrypted, which is the same in every run. Hashes are hexadecimal. Treat as frozen.
    """

    __slots__ = ("file", "inputs", "made_by", "sha256", "sha256_before_encryption")

    def __init__(
        self,
        file: str,
        sha256: str,
        inputs: tuple[tuple[str, str], ...] = (),
        made_by: str = "",
        sha256_before_encryption: str = "",
    ) -> None:
        self.file, self.sha256, self.inputs, self.made_by = file, sha256, inputs, made_by
        self.sha256_before_encryption = sha256_before_encryption

    def _key(self) -> tuple[object, ...]:
        return (self.file, self.sha256, self.inputs, self.made_by, self.sha256_before_encryption)

    def __eq__(self, other: object) -> bool:
        return self._key() == other._key() if isinstance(other, Entry) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._key())

    def __repr__(self) -> str:
        return f"Entry{self._key()}"


def record(folder: str | Path, entry: Entry) -> None:
    """Add an entry to the folder's manifest, in one write; a Problem when that cannot be."""
    place = os.path.join(folder, FOLDER)  # noqa: PTH118 - pathlib would be imported for this alone
    path, line = os.path.join(place, FILE), _write_line(entry)  # noqa: PTH118 - same
    try:
        os.makedirs(place, exist_ok=True)  # noqa: PTH103 - same
        handle = os.open(path, _APPEND, 0o666)
        try:
            os.write(handle, line if _ends_well(handle) else b"\n" + line)
        finally:
            os.close(handle)
    except OSError as error:
        refuse_write(error, path)


def record_all(folder: Path, entries: dict[str, Entry]) -> None:
    """Write the manifest anew with these entries alone, sorted: for a folder that has been built very often."""
    write_file(folder / FOLDER / FILE, b"".join(_write_line(entries[name]) for name in sorted(entries)))


def read_manifest(folder: Path) -> dict[str, Entry]:
    """Return the latest entry by file; none when there is no manifest. Lines that make no sense are passed over."""
    entries: dict[str, Entry] = {}
    for line in _bytes_of(folder / FOLDER / FILE).split(b"\n"):
        entry = _read_line(line)
        if entry:
            entries[entry.file] = entry
    return entries


def _write_line(entry: Entry) -> bytes:
    values: dict[str, Any] = {"file": entry.file, "sha256": entry.sha256, "inputs": dict(entry.inputs)}
    if entry.made_by:
        values["made_by"] = entry.made_by
    if entry.sha256_before_encryption:
        values["sha256_before_encryption"] = entry.sha256_before_encryption
    return json.dumps(values, separators=(",", ":")).encode() + b"\n"


def _read_line(line: bytes) -> Entry | None:
    try:
        values = json.loads(line)
        inputs = tuple((name, value) for name, value in values.get("inputs", {}).items())
        more = (values.get("made_by", ""), values.get("sha256_before_encryption", ""))
        entry = Entry(values["file"], values["sha256"], inputs, *more)
    except (ValueError, KeyError, AttributeError, TypeError, RecursionError):
        return None
    texts = (entry.file, entry.sha256, *more, *(text for pair in inputs for text in pair))
    return entry if all(isinstance(text, str) for text in texts) and entry.file else None


def _ends_well(handle: int) -> bool:
    """Return whether the manifest is empty or its last line is whole."""
    if not os.lseek(handle, 0, os.SEEK_END):
        return True
    os.lseek(handle, -1, os.SEEK_END)
    return os.read(handle, 1) == b"\n"


def _bytes_of(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_MOST_BYTES)
    except OSError:
        return b""
