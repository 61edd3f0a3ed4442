"""What was made before, kept in the user's cache folder: plates and blocks, one file each.

In: a value and the address it is kept under (a hash of everything it was made from). Out: the value, or None. Never
true afterwards: that a bad entry did any harm. A file that is cut off, changed, from another version, from another
address, or not ours at all is a miss; a folder that cannot be written, or a full disk, means that nothing is kept.

Two processes may write the same entry: each writes a file of its own and moves it into place.
"""

from __future__ import annotations

import os
import sys
import zlib

from handouts import __version__
from handouts.pdf.syntax import digest
from handouts.press.codec import DAMAGED, read_block, read_plate, write_block, write_plate

TYPE_CHECKING = False  # typing would be imported for nothing else
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import TypeVar

    from handouts.pdf.block import Block
    from handouts.press.plate import Plate

    Value = TypeVar("Value")

_FOLDERS = ("plates", "blocks", "index")
_ADDRESS = frozenset("0123456789ABCDEF")
_LIBRARIES = ("reportlab", "qrcode", "PIL", "yaml")


def cache_folder() -> str | None:
    """Return where things are kept: HANDOUTS_CACHE (empty: nowhere), else the system's place for caches."""
    named = os.environ.get("HANDOUTS_CACHE")
    if named is not None:
        return named or None
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA", "")
    elif sys.platform == "darwin":
        base = os.path.expanduser("~/Library/Caches")  # noqa: PTH111 - pathlib would be imported for this alone
    else:
        base = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")  # noqa: PTH111 - same
    return os.path.join(base, "handouts") if os.path.isabs(base) else None  # noqa: PTH117, PTH118 - same


def product_stamp() -> str:
    """Return a hash of what makes the same inputs give the same bytes: our code, Python, zlib, the libraries that draw.

    Code is known by its files' sizes and times, so that an edited checkout never finds what it made before, nor a new
    ReportLab what the old one broke into lines. Of the times the one of the last change counts as well, which nobody
    can set back: packed and unpacked, all files of two versions may be of one second.
    """
    facts = [__version__, sys.version, zlib.ZLIB_RUNTIME_VERSION, *_library_facts()]
    root = os.path.dirname(os.path.dirname(__file__))  # noqa: PTH120 - pathlib would be imported for this alone
    try:
        facts += sorted(_code_facts(root))
    except OSError:  # in a zip there are no files; the version has to do
        facts.append(root)
    return digest("\n".join(facts).encode("utf-8"))


def _library_facts() -> Iterator[str]:
    """Yield what each library that a block depends on says first (its version), and when it was installed.

    None of them is imported for it.
    """
    for name in _LIBRARIES:
        for folder in sys.path:
            path = os.path.join(folder, name, "__init__.py")  # noqa: PTH118 - as below
            try:
                with open(path, "rb") as file:  # noqa: PTH123 - as below
                    said, stat = file.read(), os.fstat(file.fileno())
            except OSError:
                continue
            yield f"{path} {digest(said)} {stat.st_mtime_ns}"
            break


def _code_facts(folder: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(".py"):
                stat = entry.stat()
                yield f"{entry.path} {stat.st_size} {stat.st_mtime_ns} {stat.st_ctime_ns}"
            elif not entry.name.startswith(("_", ".")) and entry.is_dir():
                yield from _code_facts(entry.path)


def address(*parts: str | bytes) -> str:
    """Return the address for a key of several parts; ("ab", "c") and ("a", "bc") have different ones."""
    raw = [part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part for part in parts]
    return digest(b"".join([b"%d:%b" % (len(part), part) for part in raw]))


def plate_address(plate: Plate) -> str:
    """Return the address for a plate: its bytes, and the files where letters are looked for that it lacks.

    Two workspaces may make the same bytes and have fallback fonts of their own.
    """
    return address("plate", plate.key, *[f"{key} {path}" for chain in plate.chains.values() for key, path in chain])


class Store:
    """Plates and blocks by address. Nothing here raises: what cannot be read or kept is not there."""

    def __init__(self, folder: str | None = None, stamp: str = "") -> None:
        """Keep things in `folder` (else in the user's cache folder) as made by `stamp` (else by this very code)."""
        self.folder = folder or cache_folder()
        self.stamp = stamp or product_stamp()

    def load_plate(self, address: str) -> Plate | None:
        return self._decode("plates", address, read_plate)

    def keep_plate(self, address: str, plate: Plate) -> None:
        self.keep("plates", address, write_plate(plate))

    def load_block(self, address: str) -> Block | None:
        return self._decode("blocks", address, read_block)

    def keep_block(self, address: str, block: Block) -> None:
        self.keep("blocks", address, write_block(block))

    def _decode(self, kind: str, address: str, decode: Callable[[bytes], Value]) -> Value | None:
        data = self.load(kind, address)
        try:
            return None if data is None else decode(data)
        except DAMAGED:
            return None

    def load(self, kind: str, address: str) -> bytes | None:
        """Return the bytes kept under the address, None where there are none or they are not what was kept."""
        if self.folder is None:
            return None
        try:
            with open(self._path(kind, address), "rb") as file:  # noqa: PTH123 - as above
                head, body = file.readline(), file.read()
        except (OSError, ValueError):
            return None
        return body if head == self._head(kind, address, body) else None

    def keep(self, kind: str, address: str, body: bytes) -> None:
        """Keep the bytes, if the folder lets us."""
        if self.folder is None:
            return
        path = self._path(kind, address)
        draft = f"{path}.{os.getpid()}-{digest(os.urandom(8), 4)}"
        try:
            os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)  # noqa: PTH103, PTH120 - as above
            try:
                with open(draft, "xb") as file:  # noqa: PTH123 - as above
                    file.write(self._head(kind, address, body))
                    file.write(body)
                os.replace(draft, path)  # noqa: PTH105 - as above
            except OSError:
                _remove(draft)
        except (OSError, ValueError):
            return

    def _head(self, kind: str, address: str, body: bytes) -> bytes:
        """Return the first line: whose it is, and a sum over everything that must be right."""
        seal = digest(b"\n".join([self.stamp.encode("ascii"), kind.encode("ascii"), address.encode("ascii"), body]))
        return b"handouts %b %b\n" % (kind.encode("ascii"), seal.encode("ascii"))

    def _path(self, kind: str, address: str) -> str:
        return os.path.join(str(self.folder), kind, address[:2], address)  # noqa: PTH118 - as above

    def info(self) -> dict[str, object]:
        """Return the folder, how many plates, blocks and index entries it holds, and their bytes."""
        found: dict[str, object] = {"folder": self.folder}
        total = 0
        for kind in _FOLDERS:
            sizes = [_size(entry) for entry in self._entries(kind)]
            found[kind] = len(sizes)
            total += sum(sizes)
        found["bytes"] = total
        return found

    def clear(self) -> int:
        """Remove what we keep, and nothing else that may stand in the folder; return how many files went."""
        count = 0
        for kind in _FOLDERS:
            folders = set()
            for entry in list(self._entries(kind)):
                count += _remove(entry.path)
                folders.add(os.path.dirname(entry.path))  # noqa: PTH120 - as above
            for folder in [*sorted(folders), os.path.join(str(self.folder), kind)]:  # noqa: PTH118 - as above
                try:
                    os.rmdir(folder)  # noqa: PTH106 - as above
                except OSError:  # not empty: somebody else's file, or another process at work
                    continue
        return count

    def _entries(self, kind: str) -> Iterator[os.DirEntry[str]]:
        """Yield our files of a kind: an address for a name, or a draft of one that was never finished."""
        if self.folder is None:
            return
        for shelf in _scan(os.path.join(self.folder, kind)):  # noqa: PTH118 - as above
            for entry in _scan(shelf.path):
                name = entry.name.partition(".")[0]
                if len(name) == 32 and set(name) <= _ADDRESS and entry.is_file(follow_symlinks=False):
                    yield entry


def _scan(folder: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except OSError:
        return []


def _size(entry: os.DirEntry[str]) -> int:
    """Return a file's bytes; none where another process has taken it away."""
    try:
        return entry.stat().st_size
    except OSError:
        return 0


def _remove(path: str) -> bool:
    try:
        os.unlink(path)  # noqa: PTH108 - as above
    except OSError:
        return False
    return True
