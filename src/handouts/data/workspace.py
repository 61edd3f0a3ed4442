"""Where things are: the workspace, and the built-in library behind it.

In: a folder to begin at. Out: `Workspace`, which finds a file by kind and id and keeps book of every path it looked at
and every file it read. Never true afterwards: that a name led outside its folder, that a built-in file hid a
workspace's own of the same id, or that a build depends on a path that is not in the book.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

from handouts.data.source import LARGEST, read_bytes
from handouts.problems import Problem, ProblemsFound
from handouts.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable

FOLDERS: Final = {
    "exercise": "exercises",
    "routine": "routines",
    "series": "series",
    "brand": "brands",
    "roster": "rosters",
    "locale": "locales",
    "figure": "figures",
    "baked": "figures/baked",
}
_SUFFIXES: Final = {"roster": ".csv", "baked": ".json"}
_ID: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LOCALE: Final = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_LONGEST_ID: Final = 64  # characters; longer names trouble some file systems once options are added


@dataclass(frozen=True, slots=True)
class Looked:
    """A path that was looked for, and whether it was there (settled: a cached result depends on both)."""

    path: Path
    found: bool


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that was read, with the hash of its bytes: what manifests and cache keys are made from."""

    path: Path
    shown: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Found:
    """A file that was found: where it is, its name in problems, and the folder it belongs to."""

    path: Path
    shown: str
    home: Path


@dataclass(slots=True)
class Workspace:
    """A folder with `data/`, and the built-in library behind it; either may be None, not both.

    `looked_at` and `sources` grow as files are looked for and read; `passed` are the `data` that were looked for on
    the way to the root, the root's own last: with one more or less of them, this were another workspace.
    """

    root: Path | None
    builtin: Path | None
    passed: tuple[Path, ...] = ()
    _looked: dict[Looked, None] = field(default_factory=dict)
    _sources: dict[SourceFile, None] = field(default_factory=dict)
    _by_path: dict[Path, SourceFile] = field(default_factory=dict)

    @property
    def looked_at(self) -> list[Looked]:
        """Every path that was looked for, once, in that order."""
        return list(self._looked)

    @property
    def sources(self) -> list[SourceFile]:
        """Every file that was read, once, in that order."""
        return list(self._sources)

    def source_of(self, path: Path) -> SourceFile:
        """Return what was read at a path, the first time where it has changed since."""
        return self._by_path[path]

    def looked_for(self, found: Found) -> tuple[Looked, ...]:
        """Return the paths that were looked at on the way to a file: where it might have stood, and where it stands."""
        relative = found.path.relative_to(found.home)
        passed = self._homes()[: self._homes().index(found.home)]
        return (*(Looked(home / relative, found=False) for home in passed), Looked(found.path, found=True))

    def find(self, kind: str, name: str) -> Found | None:
        """Return the file of an id, the workspace's own before the built-in one, or None; the id may be any string."""
        if not is_id(name, kind):
            return None
        return self.find_file(f"data/{FOLDERS[kind]}/{name}{_SUFFIXES.get(kind, '.yaml')}")

    def find_file(self, relative: str) -> Found | None:
        """Return a file by its path from the workspace's root, the workspace's own before the built-in one, or None."""
        for home in self._homes():
            path = home / relative
            found = _is_there(path)
            self._look(path, found=found)
            if found:
                return Found(path, self.shown(path), home)
        return None

    def list_ids(self, kind: str) -> tuple[str, ...]:
        """Return the ids of a kind, the workspace's and the built-in ones, sorted; a translation has none."""
        names: set[str] = set()
        suffix = _SUFFIXES.get(kind, ".yaml")
        for home in self._homes():
            folder = home / "data" / FOLDERS[kind]
            self._look(folder, found=folder.is_dir())
            if folder.is_dir():
                names |= {path.name.removesuffix(suffix) for path in folder.iterdir() if path.name.endswith(suffix)}
        return tuple(sorted(name for name in names if is_id(name, kind)))

    def own_ids(self, kind: str) -> tuple[str, ...]:
        """Return the ids of a kind in the workspace alone, sorted."""
        return Workspace(self.root, None, (), self._looked).list_ids(kind) if self.root else ()

    def read(self, found: Found, largest: int = LARGEST) -> bytes:
        """Return a found file's bytes and note it among `sources`; raises ProblemsFound when it cannot be read."""
        data = read_bytes(found.path, found.shown, found.home, largest)
        file = SourceFile(found.path, found.shown, hashlib.sha256(data).hexdigest())
        self._note_source(file)
        return data

    def note(self, looked: Iterable[Looked], source: SourceFile) -> None:
        """Put a file into the book again that is needed again and was kept in memory."""
        for look in looked:
            self._look(look.path, found=look.found)
        self._note_source(source)

    def forget(self) -> None:
        """Close the book: what follows depends on what is looked for and read from now on."""
        self._looked, self._sources, self._by_path = {}, {}, {}

    def shown(self, path: Path) -> str:
        """Return a path as problems name it: from the workspace's root, or `built-in: data/...`."""
        if self.root is not None and path.is_relative_to(self.root):
            return path.relative_to(self.root).as_posix()
        if self.builtin is not None and path.is_relative_to(self.builtin):
            return f"built-in: {path.relative_to(self.builtin).as_posix()}"
        return path.as_posix()

    def _homes(self) -> tuple[Path, ...]:
        return tuple(home for home in (self.root, self.builtin) if home is not None)

    def _look(self, path: Path, *, found: bool) -> None:
        self._looked[Looked(path, found)] = None

    def _note_source(self, file: SourceFile) -> None:
        self._sources[file] = None
        self._by_path.setdefault(file.path, file)


def _is_there(path: Path) -> bool:
    """Whether there is something, a broken link too; a name that no file system takes is not there."""
    try:
        return path.is_symlink() or path.exists()
    except (OSError, ValueError):
        return False


def open_workspace(start: Path, chosen: Path | None = None) -> Workspace:
    """Return the chosen workspace, or that of the nearest folder from `start` upwards that holds `data/`, or none.

    Raises ProblemsFound when the chosen folder holds no `data/`. The repository's own root, which is the built-in
    library of a checkout, is one workspace and not two.
    """
    builtin = find_builtin()
    root: Path | None
    if chosen is not None:
        root, passed = chosen.absolute(), [chosen.absolute() / "data"]
        if not (chosen / "data").is_dir():
            what = f"this is no workspace: {PurePosixPath(chosen.as_posix())} holds no data/"
            raise ProblemsFound([Problem(kind="no-workspace", what=what, fix=f"handouts init {chosen.as_posix()}")])
    else:
        homes = (start.absolute(), *start.absolute().parents)
        root = next((home for home in homes if (home / "data").is_dir()), None)
        passed = [home / "data" for home in homes[: homes.index(root) + 1 if root else None]]
    if root is not None and builtin is not None and root.resolve() == builtin.resolve():
        builtin = None
    return Workspace(root, builtin, tuple(passed))


def open_chosen(named: str | None) -> Workspace:
    """Return the workspace that was named, else the one around the working directory."""
    return open_workspace(Path.cwd(), Path(named) if named else None)


def find_builtin() -> Path | None:
    """Return the folder of the built-in `data/` and `fonts/`: `_builtin` in the wheel, else the checkout's root."""
    package = Path(__file__).resolve().parent.parent
    for home in (package / "_builtin", package.parent.parent):
        if (home / "data").is_dir() and (home / "fonts").is_dir():
            return home
    return None


def is_id(name: str, kind: str = "") -> bool:
    """Whether a name can be an id: small letters, digits and single hyphens; a locale is like `en-GB`."""
    pattern = _LOCALE if kind == "locale" else _ID
    return len(name) <= _LONGEST_ID and pattern.fullmatch(name) is not None


def make_id(name: str) -> str:
    """Return the id that a name or a path comes nearest to, or the empty string if nothing is left.

    `Hip Hinge`, `hip_hinge.yml` and `data/exercises/hip-hinge.yaml` are all `hip-hinge`.
    """
    last = re.split(r"[/\\]", name)[-1]
    stem = re.sub(r"(\.(ya?ml|csv|txt|json))+$", "", last.lower()).replace("ß", "ss")
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")[:_LONGEST_ID].rstrip("-")


_CASED: Final = {2: str.upper, 4: str.capitalize}  # a region (GB), a script (Hant)


def canonical_locale(name: str) -> str:
    """Return a locale's name as its file has it: `en_gb` and `EN-gb` are `en-GB`.

    **Source**: RFC 5646, section 2.1.1.
    """
    language, *rest = re.split("[-_]", name.strip())
    return "-".join([language.lower(), *(_CASED.get(len(part), str)(part) for part in rest)])
