"""Everything a workspace holds, read once: what `handouts check` looks at.

In: a workspace. Out: all problems and warnings of all its files. Never true afterwards: that a file was left out
because another one is broken.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.data.tree import locate
from handouts.data.workspace import FOLDERS, is_id
from handouts.library.library import Library
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
    """Return a warning for every file of the workspace whose name keeps it from being read."""
    notes = []
    for kind in _KINDS:
        folder = workspace.root / "data" / FOLDERS[kind] if workspace.root else None
        for path in sorted(folder.iterdir()) if folder and folder.is_dir() else ():
            if path.is_file() and not _is_named_well(path, kind):
                what = "this file is never read: its name is not an id"
                fix = "use small letters and hyphens, and .yaml: hip-hinge.yaml"
                notes.append(Problem("file-name", what, fix, Where(workspace.shown(path)), "warning"))
    return notes


def _is_named_well(path: Path, kind: str) -> bool:
    """Whether a file's name is an id, that of a translation (hip-hinge.de.yaml), or one that some program hides."""
    name, _, language = path.stem.partition(".")
    good = is_id(name, kind) and (not language or is_id(language, "locale"))
    return path.name.startswith(".") or (path.suffix == ".yaml" and good)
