"""The typed cases that need what no text file can be: pictures, fonts, a full disk, an extra that is not installed.

In: where the workspace is to stand. Out: the text on the screen. Never true: that a test of the suite needs another
user, a full disk or another installation for it; what only the system can refuse is refused with its own error number.
"""

from __future__ import annotations

import errno
import io
import os
import resource
import struct
import sys
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PIL import Image
from typed import make_workspace, type_in

from handouts.data.workspace import find_builtin
from handouts.output.files import refuse_write
from handouts.output.names import inside
from handouts.pdf.fault import Fault
from handouts.pdf.picture import read_file
from handouts.pdf.qr import qr_code
from handouts.problems import ProblemsFound, write_problems

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

PLAIN = "build --exercise plain"
FONT = "AtkinsonHyperlegibleNext-Regular.ttf"


# -- pictures


def _photo(root: Path, data: bytes) -> str:
    make_workspace(root)
    place = root / "data/exercises/pictures/mine.png"
    place.parent.mkdir()
    place.write_bytes(data)
    return type_in(root, "build --exercise photo")


def _saved(form: str, mode: str = "RGB") -> bytes:
    out = io.BytesIO()
    Image.new(mode, (16, 16)).save(out, form)
    return out.getvalue()


def _giant() -> bytes:
    head = b"IHDR" + struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(part) - 4) + part + struct.pack(">I", zlib.crc32(part))
        for part in (head, b"IDAT" + zlib.compress(b"\0"), b"IEND")
    )


def _many_parts(root: Path) -> str:
    make_workspace(root)
    place = root / "data/exercises/pictures/mine.svg"
    place.parent.mkdir()
    dots = '<circle r="1"/>' * 20_001
    place.write_text(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 60">\n{dots}</svg>\n')
    return type_in(root, "build --exercise drawn")


# -- fonts


def _font(root: Path, change: Callable[[bytes], bytes]) -> str:
    make_workspace(root)
    home = find_builtin()
    assert home is not None
    (root / "fonts").mkdir()
    (root / "fonts" / FONT).write_bytes(change((home / "fonts" / FONT).read_bytes()))
    return type_in(root, PLAIN)


def _restricted(data: bytes) -> bytes:
    """Return the font with the flag that forbids embedding (OS/2, fsType 2)."""
    entry = data.index(b"OS/2", 12)
    flag = struct.unpack(">I", data[entry + 8 : entry + 12])[0] + 8
    return data[:flag] + b"\0\2" + data[flag + 2 :]


# -- extras that are not installed


def _without(root: Path, package: str, line: str) -> str:
    """Type a line where a package is not installed."""
    make_workspace(root)
    (root / "sheet.pdf").write_bytes(b"%PDF-1.7\n")
    mine = [name for name in sys.modules if name.split(".")[0] == package or name in _ASKING]
    kept = {name: sys.modules.pop(name) for name in mine}
    sys.modules[package] = None  # type: ignore[assignment]  # that is how Python says: not there
    try:
        return type_in(root, line)
    finally:
        for name in [name for name in sys.modules if name.split(".")[0] == package or name in _ASKING]:
            del sys.modules[name]
        sys.modules.update(kept)


_ASKING = ("handouts.press.shaping", "handouts.check.proof", "handouts.check.read_pdf")


# -- disks and folders


def _loop(root: Path) -> str:
    make_workspace(root)
    (root / "sheets").symlink_to("sheets")
    return type_in(root, f"{PLAIN} -o sheets/spring/plain.pdf")


def _full(root: Path) -> str:
    make_workspace(root)
    type_in(root, PLAIN)  # what is kept between runs has been kept
    with _small_files():
        return type_in(root, f"{PLAIN} -o spring.pdf")


@contextmanager
def _small_files() -> Iterator[None]:
    """Let no file grow beyond a kilobyte, as a quota would."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def _refused(number: int) -> str:
    """Return what is said when the system refuses to write: as root it would refuse nothing."""
    return _said(lambda: refuse_write(OSError(number, os.strerror(number)), "output/plain.pdf"))


def _said(act: Callable[[], object]) -> str:
    try:
        act()
    except ProblemsFound as found:
        return write_problems(found.problems)
    except Fault as fault:
        return write_problems([fault.at(None)])
    raise AssertionError("this was to be refused")


def _leading_out(root: Path) -> str:
    root.mkdir()
    return _said(lambda: inside(root, "../sheet.pdf")).replace(str(root), "output")


MADE_BUILDS: dict[str, Callable[[Path], str]] = {
    "font-broken": lambda root: _font(root, lambda data: data[: len(data) // 3]),
    "font-restricted": lambda root: _font(root, _restricted),
    "link-not-scannable": lambda _: _said(lambda: qr_code("https://coach.net/knie-beugen-für-alle")),
    "needs-check": lambda root: _without(root, "pikepdf", "check sheet.pdf"),
    "needs-figures": lambda root: _without(root, "shapely", "figures bake"),
    "needs-scripts": lambda root: _without(root, "uharfbuzz", f"{PLAIN} --client 'سارة'"),
    "output-disk-full": _full,
    "output-not-allowed": lambda _: _refused(errno.EACCES),
    "output-not-written": _loop,
    "output-outside": _leading_out,
    "output-read-only": lambda _: _refused(errno.EROFS),
    "picture-broken": lambda root: _photo(root, _saved("PNG")[:-20]),
    "picture-cmyk": lambda root: _photo(root, _saved("JPEG", "CMYK")),
    "picture-format": lambda root: _photo(root, _saved("GIF")),
    "picture-not-read": lambda root: _said(lambda: read_file(root / "gone.png")),
    "picture-rare-jpeg": lambda root: _photo(root, _saved("JPEG").replace(b"\xff\xc0", b"\xff\xc9")),
    "picture-too-large": lambda root: _photo(root, _giant()),
    "svg-too-complex": _many_parts,
}
