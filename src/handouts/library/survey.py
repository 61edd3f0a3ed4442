"""Everything a workspace holds, read once: what `handouts check` looks at.

In: a workspace. Out: all problems and warnings of all its files. Never true afterwards: that a file was left out
because another one is broken.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.data.tree import locate
from handouts.data.workspace import FOLDERS, is_id
from handouts.library.library import Library
from handouts.library.lookalikes import should_be_called
from handouts.library.nearest import suggest
from handouts.problems import Problem, ProblemsFound, Where

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from handouts.data.workspace import Workspace

_KINDS = ("brand", "locale", "exercise", "routine", "series", "figure")


def check_library(workspace: Workspace) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    """Return the problems and the warnings of every file of the workspace; without one, of the built-in library.

    **Why** not both: what stands behind a workspace is not its owner's to mend.
    """
    library = Library(workspace)
    problems: list[Problem] = []
    load: dict[str, Callable[[str], object]] = {
        "brand": library.load_brand,
        "locale": library.load_locale,
        "exercise": library.load_exercise,
        "routine": library.load_routine,
        "series": library.load_series,
        "figure": library.load_figures,
    }
    for kind in _KINDS:
        for name in _own(workspace, kind):
            problems += _caught(load[kind], name)
    notes = [note for name in _own(workspace, "exercise") for note in _missing_figures(library, name)]
    ordered = tuple(sorted(set(problems), key=Problem.sort_key))
    return ordered, (*library.warnings, *notes, *_unread(workspace))


def _own(workspace: Workspace, kind: str) -> tuple[str, ...]:
    return workspace.own_ids(kind) if workspace.root else workspace.list_ids(kind)


def _caught(load: Callable[[str], object], name: str) -> tuple[Problem, ...]:
    try:
        load(name)
    except ProblemsFound as found:
        return found.problems
    return ()


def _missing_figures(library: Library, name: str) -> list[Problem]:
    """Return a warning for every mistake whose figure the pose file lacks; without a pose file nothing is missed."""
    if library.workspace.find("figure", name) is None:
        return []
    try:
        exercise, figures, root = (
            library.load_exercise(name),
            library.load_figures(name),
            library.tree("exercise", name),
        )
    except ProblemsFound:
        return []  # told already
    notes = []
    for at, mistake in enumerate(exercise.mistakes):
        if mistake.figure and mistake.figure not in figures.poses:
            what = f'{figures.opened.found.shown} has no figure "{mistake.figure}"'
            fix = suggest(mistake.figure, [each for each in figures.poses if each != "person"])
            where = locate(root, ("mistakes", at, "figure")).where
            notes.append(Problem("figure-missing", what, fix, where, "warning"))
    return notes


def _unread(workspace: Workspace) -> list[Problem]:
    """Return a warning for every file of the workspace whose name or folder keeps it from being read."""
    notes = _misplaced(workspace.root / "data", workspace) if workspace.root else []
    for kind in _KINDS:
        folder = workspace.root / "data" / FOLDERS[kind] if workspace.root else None
        for path in sorted(folder.iterdir()) if folder and folder.is_dir() else ():
            if path.is_file() and not path.name.startswith(".") and not _is_named_well(path, kind):
                what = "this file is never read: its name is not an id that ends in .yaml"
                fix = f"rename it to {should_be_called(path, kind)}"
                if _is_translation(path):
                    what, fix = "this file is never read: translations are not printed yet", "keep it for later"
                notes.append(Problem("file-name", what, fix, Where(workspace.shown(path)), "warning"))
    return notes


def _misplaced(data: Path, workspace: Workspace) -> list[Problem]:
    """Return a warning for YAML files that stand in data/ itself, or in a folder of it that nobody knows."""
    known = {folder.partition("/")[0] for folder in FOLDERS.values()} | {"schema"}
    notes = []
    for path in sorted(data.iterdir()):
        if path.is_file() and path.suffix in (".yaml", ".yml"):
            what = "this file is never read: it stands in no folder of its kind"
            fix = "move it to data/exercises/, data/routines/, data/series/ or data/brands/"
            notes.append(Problem("file-name", what, fix, Where(workspace.shown(path)), "warning"))
        elif path.is_dir() and path.name not in known and any(path.glob("*.y*ml")):
            what = "the files in this folder are never read: it has no name that is known"
            fix = suggest(path.name, known)
            notes.append(Problem("file-name", what, fix, Where(workspace.shown(path)), "warning"))
    return notes


def _is_named_well(path: Path, kind: str) -> bool:
    return path.suffix == ".yaml" and is_id(path.stem, kind)


def _is_translation(path: Path) -> bool:
    """Whether a file is called as the translation of another one will be: hip-hinge.de.yaml."""
    name, _, language = path.stem.partition(".")
    return path.suffix == ".yaml" and is_id(name) and is_id(language, "locale")
