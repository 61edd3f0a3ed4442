"""Which plate a command leads to, as long as nothing that it was made from has changed.

In: a command's options, and the files that its build read or looked for in vain. Out: the plate's address and the
warnings to show again, or None. Never true afterwards: that a file was changed, added or taken away and the old plate
still found; where in doubt, the build goes the full way.
"""

from __future__ import annotations

import json
import os

from handouts.pdf.syntax import digest
from handouts.press.codec import DAMAGED
from handouts.press.store import address

TYPE_CHECKING = False  # typing would be imported for nothing else
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from handouts.press.store import Store

_MISSING = ""
"""What stands for the content of a path that was looked for and not found."""


class Footprint:
    """Collects what a build saw of the file system: `{path: hash}`, a folder's hash being that of its names."""

    def __init__(self) -> None:
        self.seen: dict[str, str] = {}

    def read(self, path: str | os.PathLike[str], data: bytes) -> None:
        """Note a file with the bytes that were read from it."""
        self.seen[os.path.abspath(path)] = digest(data)  # noqa: PTH100 - pathlib would be imported for this alone

    def missed(self, path: str | os.PathLike[str]) -> None:
        """Note a path that was looked for and not found: were it there, the build would go another way."""
        self.seen[os.path.abspath(path)] = _MISSING  # noqa: PTH100 - same

    def listed(self, path: str | os.PathLike[str]) -> None:
        """Note a folder whose names were listed: one more or less would change the build."""
        self.seen[os.path.abspath(path)] = look(os.fspath(path))  # noqa: PTH100 - same

    def saw(self, path: str | os.PathLike[str]) -> None:
        """Note a path as it is now, whatever it is."""
        self.seen[os.path.abspath(path)] = look(os.fspath(path))  # noqa: PTH100 - same


def look(path: str) -> str:
    """Return the hash of a file's bytes or of a folder's names; empty where there is nothing, or nothing readable."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - as above
            return digest(file.read())
    except (OSError, ValueError):
        return _names(path)


def _names(path: str) -> str:
    try:
        return digest("\n".join(sorted(os.listdir(path))).encode("utf-8", "surrogateescape"))  # noqa: PTH208 - as above
    except (OSError, ValueError):
        return _MISSING


class Hit:
    """A plate that may be pressed at once: its address, what the words of the command become, what to say again.

    `notes` is whatever the build kept with it (warnings, the output's name), as plain JSON.
    """

    __slots__ = ("notes", "plate")

    def __init__(self, plate: str, notes: Any) -> None:
        self.plate, self.notes = plate, notes


class Index:
    """From a command's options to a plate."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def find(self, options: Sequence[str]) -> Hit | None:
        """Return the plate of a command with these options, if every file is as it was."""
        data = self._store.load("index", address(*options))
        if data is None:
            return None
        try:
            entry = json.loads(data)
            if all(look(path) == seen for path, seen in entry["seen"]):
                return Hit(str(entry["plate"]), entry["notes"])
        except DAMAGED:
            return None
        return None

    def keep(self, options: Sequence[str], footprint: Footprint, plate: str, notes: Any = None) -> None:
        """Keep where the options led, what was seen on the way, and what to say again."""
        entry = {"seen": sorted(footprint.seen.items()), "plate": plate, "notes": notes}
        self._store.keep("index", address(*options), json.dumps(entry).encode("ascii"))
