"""Where a batch's files go: a folder of this machine, or any place that fsspec reaches.

In: what `--out` says. Out: a `Place`. Never true afterwards: that the rest of the batch knows which of them it is, or
that a batch on this machine's disks has imported fsspec.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import IO, TYPE_CHECKING, Protocol

from handouts.batch.folder import Folder

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from contextlib import AbstractContextManager


class Draft(Protocol):
    """A file that is written for a long time, here, and then put in its place."""

    file: IO[bytes]

    def put(self, name: str = "") -> str:
        """Put it in its place, or under another name there, and return where it is; an equal one stays as it is.

        Raises ProblemsFound.
        """

    def is_there(self, name: str = "") -> bool:
        """Tell whether an equal file is in its place; raises ProblemsFound."""

    def drop(self) -> None:
        """Forget it."""


class Journal(Protocol):
    """A place's manifest as a file of this machine that grows."""

    path: Path

    def leftovers(self) -> Iterator[bytes]:
        """Yield lines of killed runs that are not in the file yet."""

    def added(self, data: bytes) -> None:
        """Hear that these lines stand at the file's end now; raises ProblemsFound."""

    def close(self) -> None:
        """See that the place has all of it; raises ProblemsFound."""


class Held(Protocol):
    """A lock that was got. `lost`: another batch has taken it over, because this one was silent for too long."""

    lost: bool


class Place(Protocol):
    """Holds files by name; a file is there as a whole or not at all.

    `shown` is how a problem names it. `at_once` is how many files are best written side by side: a place far away takes
    long for one, and no longer for several.
    """

    shown: str
    at_once: int

    def put(self, name: str, parts: Sequence[bytes]) -> None:
        """Write a file in place of what has the name; raises ProblemsFound."""

    def put_new(self, name: str, parts: Sequence[bytes]) -> bool:
        """Write a file where nothing has the name, else return False; raises ProblemsFound."""

    def get(self, name: str) -> bytes | None:
        """Return a file's bytes, None where there is none that can be read."""

    def has(self, name: str) -> bool:
        """Tell whether anything has this name."""

    def remove(self, name: str) -> None:
        """Take a file away, if it is there."""

    def open(self, name: str) -> IO[bytes] | None:
        """Return a regular file, opened, None where there is none."""

    def names(self) -> Iterator[str]:
        """Yield what is in the place."""

    def clean(self) -> None:
        """Take away what killed batches left unfinished; only for who holds the lock."""

    def where(self, name: str) -> str:
        """Return what a user would type to get at a file."""

    def draft(self, name: str) -> Draft:
        """Return a file to be written for a long time; raises ProblemsFound."""

    def lock(self) -> AbstractContextManager[Held]:
        """Return what keeps other batches out while it is entered; raises ProblemsFound then."""

    def journal(self) -> Journal:
        """Return the place's manifest; raises ProblemsFound."""


def is_address(out: str) -> bool:
    """Tell whether this is an address such as `s3://bucket/folder`, and no folder of this machine's disks."""
    return "://" in out and not out.startswith(("file://", "local://"))


def open_place(out: str) -> Place:
    """Return the place that `--out` names; raises ProblemsFound."""
    if is_address(out):
        from handouts.batch.bucket import Bucket  # noqa: PLC0415 - fsspec, which a folder does not need

        return Bucket(out)
    return Folder(Path(out.removeprefix("file://").removeprefix("local://")))


def split_place(written: str) -> tuple[str, str]:
    """Return the place and the name of a file that an option names."""
    if is_address(written):
        place, _, name = written.rpartition("/")
        return place, name
    path = Path(written.removeprefix("file://").removeprefix("local://"))
    return str(path.parent), path.name


def hash_of(place: Place, name: str) -> str:
    """Return the SHA-256 of a file, empty where there is none."""
    file = place.open(name)
    if file is None:
        return ""
    with file:
        return hash_file(file)


def hash_file(file: IO[bytes]) -> str:
    """Return the SHA-256 of what is in a file from its position on."""
    seal = sha256()
    while block := file.read(1 << 20):
        seal.update(block)
    return seal.hexdigest()
