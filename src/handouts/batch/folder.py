"""The folder that a batch writes into: whole files, quickly, one batch at a time.

In: names and parts of files. Out: files that only their owner may read. Never true afterwards: that a file under its
final name is half written, that a link in its place was followed, that two batches write here at once, or that
unfinished files of a killed batch stay.

Everything goes through one handle on the folder, so that a path is looked up once and not for every row.
"""

from __future__ import annotations

import errno
import os
import threading
import time
from typing import TYPE_CHECKING, Any, Final, Self

from handouts.output.files import refuse_write
from handouts.output.manifest import FOLDER
from handouts.problems import Problem, ProblemsFound, Where

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_PREFIX: Final = ".handouts-batch-"
_SUFFIX: Final = ".part"
_LOCK: Final = "batch.lock"
_PATIENCE: Final = 3.0  # seconds: the workers of a killed batch need a moment to notice
_BINARY: Final = getattr(os, "O_BINARY", 0)
_NO_LINKS: Final = getattr(os, "O_NOFOLLOW", 0)
_PRIVATE: Final = 0o600
_HANDLES: Final = os.open in os.supports_dir_fd and os.rename in os.supports_dir_fd  # not on Windows


class Folder:
    """An output folder on this machine's disks, made when it is not there."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            path.mkdir(parents=True, exist_ok=True)
            self._handle = os.open(path, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0)) if _HANDLES else None
        except OSError as error:
            refuse_write(error, path)
        self._owner = 0
        self._stem = ""

    def __del__(self) -> None:
        handle = getattr(self, "_handle", None)
        if handle is not None:
            os.close(handle)

    def put(self, name: str, parts: Sequence[bytes]) -> None:
        """Write the whole file or none, in place of what has the name; raises ProblemsFound."""
        part = self._part()
        try:
            handle = os.open(self._at(part), _WRITE, _PRIVATE, dir_fd=self._handle)
            try:
                try:
                    write_all(handle, parts)
                finally:
                    os.close(handle)
                os.replace(self._at(part), self._at(name), src_dir_fd=self._handle, dst_dir_fd=self._handle)
            except BaseException:
                os.unlink(self._at(part), dir_fd=self._handle)
                raise
        except OSError as error:
            refuse_write(error, self.path / name)

    def get(self, name: str) -> bytes | None:
        """Return a file's bytes, None where there is no such file that could be read."""
        try:
            handle = os.open(self._at(name), os.O_RDONLY | _BINARY | _NO_LINKS, dir_fd=self._handle)
            with open(handle, "rb", buffering=0) as file:  # noqa: PTH123 - relative to the folder's handle
                return file.readall()
        except OSError:
            return None

    def has(self, name: str) -> bool:
        """Tell whether anything has this name."""
        try:
            os.stat(self._at(name), dir_fd=self._handle, follow_symlinks=False)
        except OSError:
            return False
        return True

    def remove(self, name: str) -> None:
        """Take a file away, if it is there."""
        try:
            os.unlink(self._at(name), dir_fd=self._handle)
        except OSError:
            return

    def names(self) -> Iterator[str]:
        """Yield what is in the folder."""
        with os.scandir(self.path) as entries:
            yield from (entry.name for entry in entries)

    def clean(self) -> None:
        """Take away what killed batches left unfinished; only for who holds the lock."""
        for name in list(self.names()):
            if name.startswith(_PREFIX) and name.endswith(_SUFFIX):
                self.remove(name)

    def _at(self, name: str) -> str:
        return name if self._handle is not None else os.path.join(self.path, name)  # noqa: PTH118 - as above

    def _part(self) -> str:
        """Return the unfinished file's name, one of each process and thread (a fork begins a new one)."""
        if self._owner != os.getpid():
            self._owner, self._stem = os.getpid(), f"{_PREFIX}{os.urandom(6).hex()}"
        return f"{self._stem}-{threading.get_ident():x}{_SUFFIX}"


_WRITE: Final = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _BINARY | _NO_LINKS


def write_all(handle: int, parts: Sequence[bytes]) -> None:
    """Write parts one after another; a disk may take less than it is given."""
    total = sum(map(len, parts))
    done = os.writev(handle, parts) if hasattr(os, "writev") else 0
    if done < total:
        rest = memoryview(b"".join(parts))[done:]
        while rest:
            rest = rest[os.write(handle, rest) :]


class Lock:
    """One batch at a time in a folder; the system lets go of it however the batch ends."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FOLDER / _LOCK
        self._handle: int | None = None

    def __enter__(self) -> Self:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._handle = os.open(self._path, os.O_RDWR | os.O_CREAT | _NO_LINKS, _PRIVATE)
        except OSError as error:
            refuse_write(error, self._path)
        until = time.monotonic() + _PATIENCE
        while not _try_lock(self._handle):
            if time.monotonic() > until:
                os.close(self._handle)
                what = "another batch is writing into this folder"
                fix = "wait until it is done, or write elsewhere with --out"
                raise ProblemsFound([Problem("batch-locked", what, fix, Where(str(self._path.parent.parent)))])
            time.sleep(0.05)
        return self

    def __exit__(self, *_: object) -> None:
        if self._handle is not None:
            os.close(self._handle)


def _try_lock(handle: int) -> bool:
    try:
        import fcntl  # noqa: PLC0415 - not on Windows
    except ImportError:
        import msvcrt  # noqa: PLC0415 - there

        lock: tuple[Any, ...] = (msvcrt.locking, handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
    else:
        lock = (fcntl.flock, handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    try:
        lock[0](*lock[1:])
    except OSError as error:
        # a file system without locks, such as some network shares: better a batch than none
        return error.errno in (errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP)
    return True
