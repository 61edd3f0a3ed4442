"""The house keeps its order: stages, names, sizes, documents."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "handouts"
STAGES = ["data", "library", "figures", "sheet", "pdf", "layout", "press", "output", "batch", "check"]
EVERYBODY = {"problems", "units", "values", ""}  # "" is the package itself: its version
TOP = ["commands", "cli"]  # see every stage; the commands do not see the command line
STANDARD_LIBRARY_ONLY = [
    "press",
    "output",
    "pdf/block.py",
    "pdf/truetype.py",
    "pdf/drawlist.py",
    "pdf/fonts.py",
    "data/tree.py",
]
BIG_FUNCTIONS: dict[str, str] = {}  # name: why it is longer than a screen
MOST_LINES = 50  # a function; the guide is 40, tables and docstrings may take the rest
MOST_FILE = 420


def modules() -> list[Path]:
    return sorted(path for path in SOURCE.rglob("*.py") if "_builtin" not in path.parts)


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(path: Path) -> set[str]:
    """Every module named by an import in a file, those inside functions too."""
    names: set[str] = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names.add(node.module or "")
            names |= {f"{node.module}.{alias.name}" for alias in node.names if node.module == "handouts"}
    return names


def stage(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_a_stage_sees_only_itself_and_the_stages_above_it(path: Path) -> None:
    """Stages: data → library → figures → sheet → pdf → layout → press → output → batch, check → commands → cli."""
    own = stage(path)
    for name in imported(path):
        if not name.startswith("handouts.") or own in ("__init__", "__main__"):
            continue
        seen = name.split(".")[1]
        if seen in EVERYBODY or seen.startswith("__"):
            continue
        if own in TOP:
            assert seen in STAGES or TOP.index(seen) <= TOP.index(own), f"{own} imports {name}"
            continue
        assert own in STAGES, f"{path.name} stands outside the stages and imports {name}"
        assert seen in STAGES, f"{own} imports {name}"
        allowed = STAGES.index(seen) <= STAGES.index(own) and {own, seen} != {"batch", "check"}
        assert allowed, f"{own} imports {name}, a later stage"


@pytest.mark.parametrize("place", STANDARD_LIBRARY_ONLY)
def test_the_hot_path_needs_the_standard_library_only(place: str) -> None:
    """What presses a client starts quickly: nothing from outside, but what shapes the scripts that need it."""
    target = SOURCE / place
    for path in [target] if target.is_file() else sorted(target.rglob("*.py")):
        for name in imported(path):
            top = name.split(".")[0]
            fine = top in sys.stdlib_module_names or top in ("handouts", "__future__")
            assert fine or (path.name in ("scripts.py", "shaping.py") and top in ("uharfbuzz", "bidi")), (
                f"{path.name} imports {name}"
            )


def test_figures_know_neither_reportlab_nor_yaml() -> None:
    """Figures are geometry; how they are written and drawn is other rooms' business."""
    for path in (SOURCE / "figures").glob("*.py"):
        assert not {name for name in imported(path) if name.split(".")[0] in ("reportlab", "yaml")}, path.name


def test_reportlab_stays_in_pdf_and_layout() -> None:
    """Only the stages that draw may see ReportLab."""
    for path in modules():
        if stage(path) not in ("pdf", "layout"):
            assert not {name for name in imported(path) if name.split(".")[0] == "reportlab"}, path.name


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_files_and_functions_stay_readable(path: Path) -> None:
    """A file fits a walk, a function a screen; an exception stands above with its reason."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_FILE, f"{path.name} is too long"
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef) and node.name not in BIG_FUNCTIONS:
            length = (node.end_lineno or 0) - node.lineno + 1
            assert length <= MOST_LINES, f"{path.name}: {node.name} has {length} lines"


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_every_module_says_its_contract(path: Path) -> None:
    """What comes in, what goes out: a module without a docstring is a room without a door plate."""
    assert ast.get_docstring(tree(path)), path.name


def test_the_architecture_page_names_every_stage_and_no_other() -> None:
    """docs/architecture.md is the map; a map with a room that is gone is worse than none."""
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    rooms = {
        path.name
        for path in SOURCE.iterdir()
        if path.is_dir() and (path / "__init__.py").exists() and any(path.glob("[a-z]*.py"))
    }
    named = set(re.findall(r"^\| `(\w+)/`", page, re.MULTILINE))
    assert named == rooms
    for name in re.findall(r"`((?:src/handouts/)[\w/]+\.py)`", page):
        assert (ROOT / name).exists(), name


def test_no_clock_and_no_print_in_the_stages() -> None:
    """The date is an input, and only the command line prints."""
    for path in modules():
        if stage(path) == "cli":
            continue
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id != "print", path.name
            if isinstance(node, ast.Attribute):
                assert node.attr not in ("now", "today", "utcnow"), f"{path.name} asks the clock"


def test_no_machine_path_or_registry_is_tracked() -> None:
    """The repository must work anywhere: no path of the machine it was written on, no host of a package registry."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        names = [str(path.relative_to(ROOT)) for path in ROOT.rglob("*.py") if ".venv" not in path.parts]
    else:
        names = [name for name in listed.stdout.decode().split("\0") if name]
    host = re.compile("|".join(["pypi" + r"\.org", "python" + "hosted", "npm" + r"js\.(?:org|com)"]))
    for name in names:
        path = ROOT / name
        if path.suffix in (".ttf", ".png", ".jpg", ".pdf", ".icc") or not path.is_file():
            continue
        assert not host.search(path.read_text(encoding="utf-8", errors="replace")), name
