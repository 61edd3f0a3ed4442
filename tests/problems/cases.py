"""Every kind of problem: a file that has it, and what the user then reads.

A case is a folder named after its kind. Its `bad.yaml` says in its first line where it stands in a workspace; files
under its own `data/` stand beside it, and `library/` is the built-in library of all cases. What no text file can be
(a pipe, a file of a megabyte, a client's name) is made by `made.py`. `expected.txt` is the text on the screen.
"""

from __future__ import annotations

import ast
import shutil
from pathlib import Path

from handouts.data.workspace import FOLDERS, Workspace
from handouts.library.library import Library
from handouts.library.survey import check_library
from handouts.problems import ProblemsFound, write_problems

HERE = Path(__file__).parent
SOURCES = HERE.parents[1] / "src/handouts"
BEHIND = HERE / "library"
SURVEYED = ("figure-missing", "file-name")  # found by looking at a whole workspace, not at one file
_RAISING = ("Problem", "Fault", "fault", "_fault", "_problem", "_refuse")


def case_names() -> list[str]:
    """Return the kinds that have a folder."""
    return sorted(path.parent.name for path in HERE.glob("*/expected.txt"))


def lay_out(case: Path, root: Path) -> str:
    """Copy a case into a workspace and return where its bad file stands."""
    text = (case / "bad.yaml").read_bytes()
    place = text.split(b"\n", 1)[0].decode().removeprefix("# ")
    (root / "data").mkdir(parents=True, exist_ok=True)
    if (case / "data").is_dir():
        shutil.copytree(case / "data", root / "data", dirs_exist_ok=True)
    (root / place).parent.mkdir(parents=True, exist_ok=True)
    (root / place).write_bytes(text)
    return place


def read_case(kind: str, root: Path) -> str:
    """Return what the user reads after the case was read from a workspace at `root`."""
    place = Path(lay_out(HERE / kind, root))
    workspace = Workspace(root, BEHIND)
    if kind in SURVEYED:
        return write_problems(check_library(workspace)[1])
    return read(workspace, place)


def read(workspace: Workspace, place: Path) -> str:
    """Return what the user reads after asking for one file."""
    folder = place.parent.relative_to("data").as_posix()
    of = next(kind for kind, name in FOLDERS.items() if name == folder)
    library = Library(workspace, brand=place.stem if of == "brand" else "plain")
    load = {
        "exercise": library.load_exercise,
        "routine": library.load_routine,
        "series": library.load_series,
        "brand": lambda _: library.brand,
        "locale": library.load_locale,
    }
    return said(library, lambda: load[of](place.stem))


def said(library: Library, ask) -> str:
    """Return the problems of a request, or its warnings when it has none."""
    try:
        ask()
    except ProblemsFound as found:
        return write_problems(found.problems)
    return write_problems(library.warnings, outcome="the sheet was written")


def kinds_in_code() -> set[str]:
    """Return every kind of problem that data/ and library/ can raise, read from their source."""
    kinds = set()
    for folder in ("data", "library"):
        for path in (SOURCES / folder).rglob("*.py"):
            for call in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(call, ast.Call):
                    kinds |= _kind(call)
    return kinds


def _kind(call: ast.Call) -> set[str]:
    name = getattr(call.func, "id", getattr(call.func, "attr", ""))
    given = [word.value for word in call.keywords if word.arg == "kind"] or call.args[:1]
    if name not in _RAISING or not given or not isinstance(given[0], ast.Constant):
        return set()
    return {given[0].value} if given[0].value else set()
