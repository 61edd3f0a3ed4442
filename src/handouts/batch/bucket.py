"""A place that fsspec reaches: S3 and its like, or a server's folder. Needs the extra `s3`, or fsspec and its package.

In: an address such as `s3://bucket/folder`. Out: whole files there. Never true afterwards: that a file under its final
name is half written, that a sheet took more than one put where a put is whole, that a problem repeats a password from
the address, or that a place which does not answer was taken for an empty one.

Object stores have no rename and need none: a put is there as a whole or not at all. Elsewhere a file is written under
another name and moved. Credentials and endpoints are found as each package finds them (for S3: the environment).
"""

from __future__ import annotations

import errno
import os
import re
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final

from handouts.batch.folder import same_bytes
from handouts.batch.lease import Lease
from handouts.output.manifest import FILE, FOLDER
from handouts.problems import Problem, ProblemsFound, Where

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

OBJECT_STORES: Final = frozenset({"s3", "s3a", "gs", "gcs", "abfs", "abfss", "az", "oci", "oss", "memory"})
_PREFIX: Final = ".handouts-batch-"
_SUFFIX: Final = ".part"
_ONE_PUT: Final = 32_000_000  # bytes of a draft that go in one put; more go in parts, and are there when all are
_PART_BYTES: Final = 1_000_000  # of manifest lines that wait for their place to hear of them
_PART_S: Final = 10.0
_PARTS: Final = re.compile(r"manifest-(\d{6})\.jsonl")


class Bucket:
    """Files under an address."""

    at_once = 16

    def __init__(self, address: str) -> None:
        self.shown = re.sub(r"//[^/@]*@", "//", address).rstrip("/")
        self._fs, root = _open(address, self.shown)
        self._root = root.rstrip("/")
        protocols = self._fs.protocol if isinstance(self._fs.protocol, tuple) else (self._fs.protocol,)
        self._puts_whole = bool(OBJECT_STORES.intersection(protocols))
        if not self._puts_whole:
            with self._told():
                self._fs.makedirs(f"{self._root}/{FOLDER}", exist_ok=True)

    def _at(self, name: str) -> str:
        return f"{self._root}/{name}"

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Say in the user's words what a package raises; a bug of ours does not look like that."""
        try:
            yield
        except ProblemsFound:
            raise
        except Exception as error:  # noqa: BLE001 - every package has exceptions of its own
            raise ProblemsFound([_problem(error, self.shown)]) from None

    def put(self, name: str, parts: Sequence[bytes]) -> None:
        """Write the whole file or none, in place of what has the name; raises ProblemsFound."""
        data = b"".join(parts)
        with self._told():
            if self._puts_whole:
                self._fs.pipe_file(self._at(name), data)
                return
            part = self._at(f"{_PREFIX}{os.urandom(6).hex()}{_SUFFIX}")
            try:
                self._fs.pipe_file(part, data)
                self._fs.mv(part, self._at(name))
            except BaseException:
                self._forget(part)
                raise

    def _forget(self, at: str) -> None:
        try:
            self._fs.rm_file(at)
        except Exception:  # noqa: BLE001 - it is not there, or the place is gone: `clean` sees to it another time
            return

    def put_new(self, name: str, parts: Sequence[bytes]) -> bool:
        """Write the whole file where nothing has its name, in one put, else return False; raises ProblemsFound."""
        if not self._puts_whole:
            if self.has(name):
                return False
            self.put(name, parts)
            return True
        with self._told():
            try:
                self._fs.pipe_file(self._at(name), b"".join(parts), mode="create")
            except OSError as error:  # a store that has no conditional put says ENOSYS
                if error.errno != errno.ENOSYS and not (isinstance(error, FileExistsError) or self.has(name)):
                    raise
                if error.errno != errno.ENOSYS or self.has(name):
                    return False
                self.put(name, parts)
        return True

    def get(self, name: str) -> bytes | None:
        """Return a file's bytes, None where there is none; raises ProblemsFound where the place does not answer."""
        with self._told():
            try:
                return bytes(self._fs.cat_file(self._at(name)))
            except (FileNotFoundError, IsADirectoryError):
                return None

    def has(self, name: str) -> bool:
        """Tell whether anything has this name; raises ProblemsFound where the place does not answer."""
        return self._size(name) is not None

    def _size(self, name: str) -> int | None:
        with self._told():
            try:
                return int(self._fs.info(self._at(name)).get("size") or 0)
            except FileNotFoundError:
                return None

    def remove(self, name: str) -> None:
        """Take a file away, if it is there."""
        with self._told():
            try:
                self._fs.rm_file(self._at(name))
            except FileNotFoundError:
                return

    def open(self, name: str) -> IO[bytes] | None:
        """Return a file, opened, None where there is none; raises ProblemsFound where the place does not answer."""
        with self._told():
            try:
                file: IO[bytes] = self._fs.open(self._at(name), "rb")
            except (FileNotFoundError, IsADirectoryError):
                return None
            return file

    def names(self) -> Iterator[str]:
        """Yield what is under the address."""
        yield from self._names("")

    def _names(self, folder: str) -> list[str]:
        at = f"{self._root}/{folder}".rstrip("/")
        with self._told():
            try:
                found = self._fs.ls(at, detail=False)
            except FileNotFoundError:
                return []
            finally:
                self._fs.invalidate_cache(at)  # or what is written next would not be seen
        return sorted(each.rstrip("/").rpartition("/")[2] for each in found)

    def clean(self) -> None:
        """Take away what killed batches left unfinished; only for who holds the lock."""
        for name in self._names(""):
            if name.startswith(_PREFIX) and name.endswith(_SUFFIX):
                self.remove(name)

    def where(self, name: str) -> str:
        """Return the address of a file."""
        return f"{self.shown}/{name}"

    def draft(self, name: str) -> BucketDraft:
        """Return a file to be written for a long time, on this machine."""
        return BucketDraft(self, name)

    def lock(self) -> Lease:
        """Return what keeps other batches out while it is entered."""
        return Lease(self)

    def journal(self) -> BucketJournal:
        """Return the manifest there; raises ProblemsFound."""
        return BucketJournal(self)

    def upload(self, name: str, file: IO[bytes]) -> None:
        """Write a whole file or none from its beginning, larger ones in parts; raises ProblemsFound."""
        size = file.seek(0, os.SEEK_END)
        file.seek(0)
        if size <= _ONE_PUT:
            self.put(name, (file.read(),))
            return
        at = self._at(name if self._puts_whole else f"{_PREFIX}{os.urandom(6).hex()}{_SUFFIX}")
        with self._told():
            out = self._fs.open(at, "wb", autocommit=False)
            try:
                while block := file.read(1 << 20):
                    out.write(block)
                out.close()
                out.commit()
            except BaseException:
                out.discard()
                raise
            if not self._puts_whole:
                self._fs.mv(at, self._at(name))

    def standing(self, name: str, size: int) -> IO[bytes] | None:
        """Return a file of that size, opened, None where there is none."""
        return self.open(name) if self._size(name) == size else None


def _open(address: str, shown: str) -> tuple[Any, str]:
    """Return fsspec's file system and the path in it; raises ProblemsFound."""
    protocol = address.partition("://")[0]
    try:
        from fsspec.core import url_to_fs  # noqa: PLC0415 - an extra

        file_system, root = url_to_fs(address)
    except ImportError:
        extra = 'pip install "handouts[s3]"' if protocol in ("s3", "s3a") else f'pip install "fsspec[{protocol}]"'
        raise ProblemsFound([Problem("needs-s3", f"{protocol}:// needs an extra", extra, Where(shown))]) from None
    except ValueError:
        what = "nothing here knows how to reach an address of this kind"
        fix = "write it like s3://bucket/folder, or name a folder"
        raise ProblemsFound([Problem("out-address", what, fix, Where(shown))]) from None
    return file_system, str(root)


def _problem(error: Exception, shown: str) -> Problem:
    """Return what is said of a package's exception; its own words may name a file, and so a client."""
    if isinstance(error, PermissionError) or "Credential" in type(error).__name__:
        what, fix = "this place does not let you in", "look at the credentials, and at what they may do there"
        return Problem("output-not-allowed", what, fix, Where(shown))
    if isinstance(error, FileNotFoundError):
        what, fix = "there is no such bucket or folder", "make it first, or write elsewhere with --out"
        return Problem("output-away", what, fix, Where(shown))
    reason = errno.errorcode.get(getattr(error, "errno", None) or 0, type(error).__name__)
    what = f"this place does not answer, or not as it should ({reason})"
    return Problem("output-away", what, "look at the address and the network, then go on with --resume", Where(shown))


class BucketDraft:
    """A file that is written here without a name, so that nothing is left of it, and uploaded at its end."""

    def __init__(self, bucket: Bucket, name: str) -> None:
        self._bucket, self._name = bucket, name
        self.file: IO[bytes] = tempfile.TemporaryFile("w+b")  # noqa: SIM115 - closed below

    def put(self, name: str = "") -> str:
        """Upload it, unless an equal one is there, and return its address; raises ProblemsFound."""
        name = name or self._name
        try:
            if not self.is_there(name):
                self._bucket.upload(name, self.file)
        finally:
            self.drop()
        return self._bucket.where(name)

    def is_there(self, name: str = "") -> bool:
        """Tell whether an equal file is in its place; raises ProblemsFound."""
        standing = self._bucket.standing(name or self._name, self.file.seek(0, os.SEEK_END))
        if standing is None:
            return False
        with standing:
            return same_bytes(self.file, standing)

    def drop(self) -> None:
        """Forget it."""
        self.file.close()


class BucketJournal:
    """A place's manifest where nothing can be appended to.

    A copy here grows; the lines go there in parts of their own as the work goes, and at the end the whole takes their
    place in one put. A killed run leaves parts, and the next one takes them up.
    """

    def __init__(self, bucket: Bucket) -> None:
        self._bucket = bucket
        self._home = tempfile.TemporaryDirectory(prefix="handouts-")
        self.path = Path(self._home.name) / FILE
        self._waiting: list[bytes] = []
        self._since = time.monotonic()
        self._grown = False
        standing = bucket.open(f"{FOLDER}/{FILE}")
        if standing is not None:
            with standing, self.path.open("wb") as copy:
                while block := standing.read(1 << 20):
                    copy.write(block)
        self._parts = [name for name in bucket._names(FOLDER) if _PARTS.fullmatch(name)]  # noqa: SLF001 - of one room

    def leftovers(self) -> Iterator[bytes]:
        """Yield lines of killed runs, in their order."""
        for part in list(self._parts):
            yield from (self._bucket.get(f"{FOLDER}/{part}") or b"").splitlines(keepends=True)

    def added(self, data: bytes) -> None:
        """Hear that these lines stand at the file's end now; raises ProblemsFound."""
        self._grown = True
        self._waiting.append(data)
        if sum(map(len, self._waiting)) > _PART_BYTES or time.monotonic() - self._since > _PART_S:
            self._tell()

    def _tell(self) -> None:
        last = _PARTS.fullmatch(self._parts[-1]) if self._parts else None
        name = f"manifest-{int(last[1]) + 1 if last else 1:06}.jsonl"
        self._bucket.put(f"{FOLDER}/{name}", self._waiting)
        self._parts.append(name)
        self._waiting.clear()
        self._since = time.monotonic()

    def close(self) -> None:
        """Put the whole in the parts' place; raises ProblemsFound."""
        if self._grown:
            with self.path.open("rb") as copy:
                self._bucket.upload(f"{FOLDER}/{FILE}", copy)
        for part in self._parts:
            self._bucket.remove(f"{FOLDER}/{part}")
        self._grown, self._parts = False, []
