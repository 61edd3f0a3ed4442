"""Files that were probably meant: another spelling, another ending, another folder.

In: a workspace, and a name that leads to no file. Out: a fix to paste. Never true: that a file was read; names are
enough, and nobody is told of a file outside the workspace.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from handouts.data.workspace import FOLDERS, canonical_locale, make_id
from handouts.library.nearest import suggest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from handouts.data.workspace import Workspace

_ASKED: Final = ("routine", "exercise", "series", "brand")  # the kinds that have an option of their own
_PICTURES: Final = (".svg", ".png", ".jpg", ".jpeg")


def suggest_id(workspace: Workspace, kind: str, name: str, *, typed: bool) -> str:
    """Return a fix for an id that nothing of the kind has; `typed` is one of the command line, not of a file."""
    if kind == "locale":
        return _locale(workspace, name)
    wanted, known = make_id(name), workspace.list_ids(kind)
    if wanted in known:
        return f'did you mean "{wanted}"?'
    return (
        _misnamed(workspace, kind, wanted)
        or _of_another_kind(workspace, kind, wanted, typed=typed)
        or suggest(wanted or name, known)
    )


def _locale(workspace: Workspace, name: str) -> str:
    """Return how a locale's file should be called, or where to begin with a new one."""
    home = workspace.root / "data/locales" if workspace.root else None
    for path in _files(home) if home else ():
        if canonical_locale(path.name.partition(".")[0]) == name:
            return f"rename {workspace.shown(path)} to {name}.yaml"
    known = workspace.list_ids("locale")
    return f"{suggest(name, known)}; handouts new locale {name} makes a new one"


def _misnamed(workspace: Workspace, kind: str, wanted: str) -> str:
    """Return how to rename or move a file whose name keeps it from being found, or nothing."""
    if workspace.root is None or not wanted:
        return ""
    home, data = f"data/{FOLDERS[kind]}", workspace.root / "data"
    strange = (folder for folder in _folders(data) if folder.name not in FOLDERS.values())
    for folder in (workspace.root / home, data, workspace.root, *strange):
        for path in _files(folder):
            if make_id(path.name) == wanted and path.suffix in ("", ".yaml", ".yml", ".txt"):
                right = f"{wanted}.yaml"
                shown = workspace.shown(path)
                return (
                    f"rename {shown} to {right}" if folder.name == FOLDERS[kind] else f"move {shown} to {home}/{right}"
                )
    return ""


def _of_another_kind(workspace: Workspace, kind: str, wanted: str, *, typed: bool) -> str:
    """Return of which other kind something of this id is, or nothing."""
    for other in _ASKED:
        if other != kind and wanted in workspace.list_ids(other):
            move = (
                f"; if it is not, move its file to data/{FOLDERS[kind]}/" if wanted in workspace.own_ids(other) else ""
            )
            return (f"write --{other} {wanted}" if typed else f'"{wanted}" is the id of a {other}') + move
    return ""


def find_picture(workspace: Workspace, folder: PurePosixPath, written: str) -> str | None:
    """Return the path, from the folder, of a picture whose name differs from the written one only in its form."""
    wanted = make_id(PurePosixPath(written).stem)
    for home in filter(None, (workspace.root, workspace.builtin)):
        for within in (home / folder, *(path for path in _folders(home / folder))):
            for path in _files(within):
                if path.suffix.lower() in _PICTURES and make_id(path.stem) == wanted:
                    return path.relative_to(home / folder).as_posix()
    return None


def should_be_called(path: Path, kind: str) -> str:
    """Return the name that a file of this kind would be found under."""
    name = path.name.partition(".")[0]
    if kind == "locale":
        return f"{canonical_locale(name)}.yaml"
    return f"{make_id(path.name) or 'hip-hinge'}.yaml"


def _files(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        yield from (path for path in sorted(folder.iterdir()) if path.is_file())


def _folders(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        yield from (path for path in sorted(folder.iterdir()) if path.is_dir())
