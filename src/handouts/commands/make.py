"""Make files to fill in: one of a kind, a whole workspace, schemas for editors.

In: a kind, an id, a folder. Out: paths that were written. Never true: that a file of the user's was written over.
"""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import TYPE_CHECKING, NamedTuple

from handouts.data.workspace import FOLDERS, canonical_locale, is_id, make_id, open_chosen
from handouts.library.locales import MODEL
from handouts.library.schema import write_schemas
from handouts.library.templates import WORKSPACE_FOLDERS, make_locale, make_template, make_workspace_files
from handouts.output.files import refuse_write, shown_path, write_file
from handouts.problems import Problem, ProblemsFound, Where

if TYPE_CHECKING:
    from handouts.data.workspace import Workspace


class Made(NamedTuple):
    """A file that was made; `is_copy` of the built-in one of its id, which it now stands before."""

    shown: str
    is_copy: bool


def write_new(kind: str, name: str, workspace: str | None) -> Made:
    """Write a commented file of a kind to fill in; an existing one is a problem.

    The id of something that is built in gives a copy of it, to change.
    """
    opened = open_chosen(workspace)
    wanted = canonical_locale(name) if kind == "locale" else make_id(name)
    if not is_id(name, kind):
        fix = f"handouts new {kind} {wanted}" if is_id(wanted, kind) else 'use small letters and hyphens: "hip-circle"'
        raise ProblemsFound([Problem("id-form", f"this cannot be an id: {name}", fix)])
    root = opened.root or Path.cwd()
    suffix = ".csv" if kind == "roster" else ".yaml"
    path = root / "data" / FOLDERS[kind] / f"{name}{suffix}"
    if path.exists():
        where = Where(opened.shown(path))
        fix = f"open it, or choose another name: handouts new {kind} {name}-2"
        raise ProblemsFound([Problem("output-exists", "a file of this name is already there", fix, where)])
    built_in = opened.find(kind, name) if kind != "roster" else None
    if built_in is not None:
        data = opened.read(built_in)
    else:
        data = (_locale(opened, name) if kind == "locale" else make_template(kind, name)).encode()
    write_file(path, data, overwrite=False)
    return Made(shown_path(path), is_copy=built_in is not None)


def _locale(workspace: Workspace, name: str) -> str:
    """Return a locale to fill in, begun from its language if that is known and else from English."""
    own = workspace.find("locale", name.partition("-")[0])
    model = own or workspace.find("locale", MODEL)
    assert model is not None, "English is built in"
    return make_locale(name, workspace.read(model).decode(), whole=own is None)


def make_workspace(folder: str) -> list[str]:
    """Make a workspace with examples to fill in and return what was written; nothing is written over."""
    root = Path(folder)
    files = make_workspace_files()
    standing = [name for name in files if (root / name).exists()]
    if standing:
        what = "a file of this name is already there"
        where = Where((PurePath(folder) / standing[0]).as_posix())
        raise ProblemsFound([Problem("output-exists", what, "handouts init another-folder", where)])
    try:
        for name in WORKSPACE_FOLDERS:
            (root / name).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        refuse_write(error, root, "handouts init another-folder")
    written = [write_file(root / name, text.encode(), overwrite=False) for name, text in files.items()]
    return [str(path) for path in (*written, *write_schemas(root / "data" / "schema"))]


def write_schema_files(workspace: str | None) -> list[str]:
    """Write the JSON Schemas that editors read and return their paths."""
    opened = open_chosen(workspace)
    root = opened.root or Path.cwd()
    return [shown_path(path) for path in write_schemas(root / "data" / "schema")]
