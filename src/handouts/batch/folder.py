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
from typing import IO, TYPE_CHECKING, Any, Final, Self

from handouts.batch.roster import open_regular
from handouts.output.files import refuse_write
from handouts.output.manifest import FILE, FOLDER
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

    at_once = 1

    def __init__(self, path: Path) -> None:
        self.path, self.shown = path, str(path)
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

    def put_new(self, name: str, parts: Sequence[bytes]) -> bool:
        """Write the whole file where nothing has its name, else return False; raises ProblemsFound."""
        if self.has(name):
            return False
        self.put(name, parts)
        return True

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

    def open(self, name: str) -> IO[bytes] | None:
        """Return a regular file, opened, None where there is none, or a link."""
        path = self.path / name
        if path.is_symlink() or not path.is_file():
            return None
        try:
            return open_regular(path, str(path))
        except ProblemsFound:
            return None

    def names(self) -> Iterator[str]:
        """Yield what is in the folder."""
        with os.scandir(self.path) as entries:
            yield from (entry.name for entry in entries)

    def where(self, name: str) -> str:
        """Return the path of a file."""
        return os.path.join(self.path, name)  # noqa: PTH118 - as above

    def draft(self, name: str) -> FolderDraft:
        """Return a file to be written for a long time; raises ProblemsFound."""
        return FolderDraft(self.path / name)

    def lock(self) -> Lock:
        """Return what keeps other batches out while it is entered."""
        return Lock(self.path)

    def journal(self) -> FolderJournal:
        """Return the folder's manifest."""
        return FolderJournal(self.path)

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


class FolderDraft:
    """A file that is written for a long time beside its place."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._part = path.parent / f"{_PREFIX}{os.urandom(6).hex()}{_SUFFIX}"
        flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | _NO_LINKS | _BINARY
        try:
            self.file: IO[bytes] = open(os.open(self._part, flags, _PRIVATE), "w+b")  # noqa: PTH123, SIM115 - closed below
        except OSError as error:
            refuse_write(error, path)

    def put(self, name: str = "") -> str:
        """Put it in its place, or under another name beside it, and return the path."""
        path = self.path.with_name(name) if name else self.path
        try:
            self.file.flush()
            if self.is_there(name):
                self.drop()
            else:
                self.file.close()
                self._part.replace(path)
        except OSError as error:
            self.drop()
            refuse_write(error, path)
        return str(path)

    def is_there(self, name: str = "") -> bool:
        """Tell whether the file in its place has the same bytes."""
        path = self.path.with_name(name) if name else self.path
        size = self.file.seek(0, os.SEEK_END)
        if path.is_symlink() or not path.is_file() or path.stat().st_size != size:
            return False
        with path.open("rb") as standing:
            return same_bytes(self.file, standing)

    def drop(self) -> None:
        """Forget it."""
        try:
            self.file.close()
        except OSError:  # no room for its last bytes, which nobody wants
            self.file.close()
        self._part.unlink(missing_ok=True)


def same_bytes(draft: IO[bytes], standing: IO[bytes]) -> bool:
    """Tell whether two files of one size hold the same."""
    draft.seek(0)
    while block := draft.read(1 << 20):
        if block != standing.read(1 << 20):
            return False
    return True


class FolderJournal:
    """The folder's manifest: it is what it is."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FOLDER / FILE

    def leftovers(self) -> Iterator[bytes]:
        """Yield nothing: a killed run's lines are in the file."""
        yield from ()

    def added(self, data: bytes) -> None:
        """Have nothing to do."""

    def close(self) -> None:
        """Have nothing to do."""


class Lock:
    """One batch at a time in a folder; the system lets go of it however the batch ends."""

    lost = False

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
