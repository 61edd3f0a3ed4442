"""Every kind of problem: a file that has it, and what the user then reads.

A case is a folder named after its kind. Its `bad.yaml` says in its first line where it stands in a workspace; files
under its own `data/` stand beside it, and `library/` is the built-in library of all cases. What no text file can be
(a pipe, a file of a megabyte, a client's name) is made by `made.py`. `expected.txt` is the text on the screen.
"""

from __future__ import annotations

import ast
import re
import shutil
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from handouts.data.workspace import FOLDERS, Workspace
from handouts.library.library import Library
from handouts.library.survey import check_library
from handouts.problems import ProblemsFound, write_problems

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

HERE = Path(__file__).parent
SOURCES = HERE.parents[1] / "src/handouts"
BEHIND = HERE / "library"
SURVEYED = ("figure-missing", "file-name")  # found by looking at a whole workspace, not at one file
READING = ("data", "library")
BUILDING = ("sheet", "pdf", "layout", "press", "output", "figures", "commands")
ELSEWHERE = {
    "built-anew",
    "roster-password",
    "cluster-worker",
    "batch-locked",
}  # of check and batch, though a command's
ELSEWHERE |= {"at", "from", "via"}  # keys of a pose
_RAISING = ("Problem", "Fault", "fault", "_fault", "_problem", "_refuse")  # the kind stands first
_RAISING_LATER = ("PictureFault", "LinkFault", "PoseFault", "add", "strain")  # or after what it is about
_HYPHENED = re.compile(r"[a-z]+(-[a-z]+)+")


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


@cache
def kinds_in_code(*places: str) -> frozenset[str]:
    """Return every kind of problem that these modules and folders of the source can raise, read from it."""
    found: set[str] = set()
    for place in places:
        path = SOURCES / place
        for module in path.rglob("*.py") if path.is_dir() else [path]:
            tree = ast.parse(module.read_text("utf-8"))
            found |= {kind for node in ast.walk(tree) for kind in _kinds(node)}
    return frozenset(found)


def _kinds(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Call):
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        given = [word.value for word in node.keywords if word.arg == "kind"]
        if name in _RAISING:
            yield from _words(given or node.args[:1])
        if name in _RAISING + _RAISING_LATER:
            yield from filter(_HYPHENED.fullmatch, _words(given + node.args[:3]))
    elif isinstance(node, ast.Tuple) and len(node.elts) == 3:  # a line of a table: kind, what, fix
        yield from filter(_HYPHENED.fullmatch, _words(node.elts[:1]))


def _words(nodes: Iterable[ast.expr]) -> Iterator[str]:
    for node in nodes:
        either = [node.body, node.orelse] if isinstance(node, ast.IfExp) else [node]
        yield from (
            one.value for one in either if isinstance(one, ast.Constant) and isinstance(one.value, str) and one.value
        )
