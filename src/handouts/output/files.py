"""Bytes on disk: a whole file or none.

In: a path that the caller has chosen, and bytes. Out: the file. Never true afterwards: that a file is half written,
that a link in its place was followed, that a file was lost which nobody asked to overwrite, or that a temporary file
stays.

A single build writes one file: what this module imports is counted in its start, so paths may be strings, and are
handled as such.
"""

from __future__ import annotations

import errno
import os
import time

from handouts.problems import Problem, ProblemsFound, Where

TYPE_CHECKING = False  # typing would be imported for nothing else
if TYPE_CHECKING:
    from pathlib import Path
    from typing import Final, NoReturn, TypeVar

    AnyPath = TypeVar("AnyPath", str, Path)

_PREFIX: Final = ".handouts-"
_SUFFIX: Final = ".part"
_SHARED: Final = 0o666  # less what the user's umask takes away
_PRIVATE: Final = 0o600
_NO_LINKS: Final = (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EXDEV, errno.EINVAL)

_WORDS: Final = {  # error number: kind, what, fix
    errno.ENOSPC: (
        "output-disk-full",
        "there is no room left on this disk",
        "free some space, or write to another disk",
    ),
    errno.EDQUOT: ("output-disk-full", "your share of this disk is used up", "free some space, or write elsewhere"),
    errno.EFBIG: ("output-disk-full", "the file is larger than may be written there", "write to another disk"),
    errno.EROFS: ("output-read-only", "this disk can only be read", "write elsewhere with -o"),
    errno.EACCES: (
        "output-not-allowed",
        "you may not write here",
        "write elsewhere with -o, or ask for the right to write",
    ),
    errno.EPERM: (
        "output-not-allowed",
        "you may not write here",
        "write elsewhere with -o, or ask for the right to write",
    ),
    errno.ENOTDIR: (
        "output-in-the-way",
        "a file stands where a folder should be",
        "move it, or write elsewhere with -o",
    ),
    errno.EEXIST: (
        "output-in-the-way",
        "a file stands where a folder should be",
        "move it, or write elsewhere with -o",
    ),
    errno.EISDIR: (
        "output-in-the-way",
        "a folder stands where the file should be",
        "move it, or write elsewhere with -o",
    ),
    errno.ENAMETOOLONG: ("output-name-too-long", "the path is too long", "write to a folder with a shorter path"),
}


def write_file(
    path: AnyPath, data: bytes, *, overwrite: bool = True, private: bool = False, durable: bool = False
) -> AnyPath:
    """Write the whole file or none, making its folder, and return its path; a Problem says why it could not be.

    Without `overwrite` an existing file is a Problem, also when it appears meanwhile. `private` is for files with
    client words: only their owner may read them. `durable` waits until the disk has it.
    """
    try:
        folder = os.path.dirname(path)  # noqa: PTH120 - a string stays one
        os.makedirs(folder or os.curdir, exist_ok=True)  # noqa: PTH103 - same
        if os.path.isdir(path) and not os.path.islink(path):  # noqa: PTH112, PTH114 - same
            refuse_write(OSError(errno.EISDIR, ""), path)
        if not overwrite and os.path.lexists(path):
            _refuse_existing(path)
        part = _write_part(folder, data, mode=_PRIVATE if private else _SHARED, durable=durable)
        try:
            _put_in_place(part, path, overwrite=overwrite)
        except BaseException:
            _remove(part)
            raise
    except OSError as error:
        refuse_write(error, path)
    return path


def _write_part(folder: str, data: bytes, *, mode: int, durable: bool) -> str:
    """Write a temporary file of the folder (so of its disk) and return its path; it is removed when that fails."""
    part = os.path.join(folder, f"{_PREFIX}{os.urandom(8).hex()}{_SUFFIX}")  # noqa: PTH118 - os.replace takes it as it is
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
    handle = os.open(part, flags, mode)
    try:
        try:
            rest = memoryview(data)
            while rest:
                rest = rest[os.write(handle, rest) :]
            if durable:
                os.fsync(handle)
        finally:
            os.close(handle)
    except BaseException:
        _remove(part)
        raise
    return part


def _put_in_place(part: str, path: str | Path, *, overwrite: bool) -> None:
    if not overwrite:
        try:
            os.link(part, path, follow_symlinks=False)  # fails, in one step, when something is there by now
        except FileExistsError:
            _refuse_existing(path)
        except NotImplementedError:
            pass
        except OSError as error:
            if error.errno not in _NO_LINKS:  # a memory stick's file system has no links
                raise
        else:
            _remove(part)
            return
        if os.path.lexists(path):
            _refuse_existing(path)
    os.replace(part, path)  # noqa: PTH105 - the same, without another Path


def _remove(part: str) -> None:
    try:
        os.unlink(part)  # noqa: PTH108 - the same, without another Path
    except OSError:  # another run's clean-up was quicker, or the disk is gone
        return


def _refuse_existing(path: str | Path) -> NoReturn:
    what = "a file of this name is already there"
    raise ProblemsFound(
        [
            Problem(
                "output-exists",
                what,
                "add --force to overwrite it, or write elsewhere with -o",
                Where(shown_path(path)),
            )
        ]
    )


def shown_path(path: str | Path) -> str:
    """Return a path as the user would type it: from here where it is below, else as it is."""
    whole, here = os.path.abspath(path), os.path.join(os.getcwd(), "")  # noqa: PTH100, PTH109, PTH118 - as above
    return whole.removeprefix(here) if whole.startswith(here) else str(path)


def refuse_write(error: OSError, path: str | Path, instead: str = "") -> NoReturn:
    """Raise the Problem that says in the user's words why a path could not be written; `instead` is its own fix."""
    other = (
        "output-not-written",
        f"the file could not be written: {(error.strerror or 'the system gives no reason').lower()}",
        "write elsewhere with -o",
    )
    kind, what, fix = _WORDS.get(error.errno or 0, other)
    raise ProblemsFound([Problem(kind, what, instead or fix, Where(shown_path(path)))]) from error


def remove_leftovers(folder: str | Path, *, older_than_s: float = 3600.0) -> int:
    """Remove the temporary files of killed runs and return how many; a running batch's are younger than that."""
    removed, before = 0, time.time() - older_than_s
    try:
        found = [entry for entry in os.scandir(folder) if _is_leftover(entry, before)]
    except OSError:
        return 0
    for entry in found:
        _remove(entry.path)
        removed += not os.path.lexists(entry.path)
    return removed


def _is_leftover(entry: os.DirEntry[str], before: float) -> bool:
    if not (entry.name.startswith(_PREFIX) and entry.name.endswith(_SUFFIX)):
        return False
    try:
        return entry.is_file(follow_symlinks=False) and entry.stat(follow_symlinks=False).st_mtime < before
    except OSError:
        return False
