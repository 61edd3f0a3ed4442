"""Bake, draw and judge figures, for the people who write poses.

In: ids of exercises. Out: baked files in the workspace, drawings in its output folder, problems at their line. Needs
the extra `figures`. Never true: that a bake was written while its poses have a problem.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from handouts.data.workspace import open_chosen
from handouts.figures.baked import read_baked
from handouts.library.library import Library
from handouts.output.files import write_file
from handouts.pdf.colour import derive_roles
from handouts.pdf.figure_colours import figure_palette
from handouts.pdf.figure_sheet import Cell, SheetForm, draw_picture, draw_sheet
from handouts.problems import Problem, ProblemsFound
from handouts.units import mm

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.figures.fault import PoseFault
    from handouts.library.library import FigureFile

CAMERAS: Final = (
    (0, 8),
    (20, 8),
    (45, 10),
    (60, 32),
    (90, 8),
    (90, 26),
    (120, 9),
    (120, 32),
    (150, 10),
    (180, 8),
    (222, 10),
    (0, 30),
)
DOTS_PER_INCH: Final = 150
COLOURS: Final = ("#0B4F6C", "#E4572E")  # the built-in coach's; this drawing is for judging shapes


def run_figures(verb: str, ids: list[str], workspace: str | None) -> Iterator[str]:
    """Yield the path of each file that was written; `ids` empty means all that have poses."""
    library = Library(open_chosen(workspace))
    try:
        import shapely  # noqa: F401, PLC0415 - asked for here so that a missing extra is a problem, not a traceback
    except ImportError:
        what = "figures are baked with packages that are not installed"
        raise ProblemsFound([Problem("needs-figures", what, 'pip install "handouts[figures]"')]) from None
    files = _load(library, ids or list(library.list_ids("figure")))
    if verb == "sheet":
        yield from _draw(library, "figures", [cell for file in files for cell in _cells(file)], columns=8)
        return
    problems: list[Problem] = []
    for file in files:
        try:
            yield from VERBS[verb](library, file)
        except ProblemsFound as found:
            problems += found.problems
    if problems:
        raise ProblemsFound(problems)


def _load(library: Library, ids: list[str]) -> list[FigureFile]:
    files: list[FigureFile] = []
    problems: list[Problem] = []
    for name in ids:
        try:
            files.append(library.load_figures(name))
        except ProblemsFound as found:
            problems += found.problems
    if problems:
        raise ProblemsFound(problems)
    return files


def _bake(library: Library, file: FigureFile) -> Iterator[str]:  # noqa: ARG001 - the shape of a verb
    """Bake one file beside its poses."""
    text = _baked_text(file)
    path = file.opened.found.home / "data" / "figures" / "baked" / f"{file.id}.json"
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        yield str(write_file(path, text.encode()))


def _baked_text(file: FigureFile) -> str:
    from handouts.figures.bake import bake_poses  # noqa: PLC0415 - an extra
    from handouts.figures.fault import PoseFaultsFound  # noqa: PLC0415

    try:
        return bake_poses(file.poses, file.opened.found.path.read_text(encoding="utf-8"))
    except PoseFaultsFound as found:
        raise ProblemsFound([_problem(file, fault) for fault in found.faults]) from None


def _problem(file: FigureFile, fault: PoseFault) -> Problem:
    """Return a fault with its place: of a key or a whole figure its name, of a value the value."""
    is_named = fault.kind == "pose-key" or len(fault.path) == 1 or fault.path[1:] == ("pose",)
    where = file.key_where(fault.path) if is_named and fault.path else file.where(fault.path)
    return Problem(fault.kind, fault.what, fault.fix, where)


def _draw_one(library: Library, file: FigureFile) -> Iterator[str]:
    yield from _draw(library, f"figures-{file.id}", _cells(file), columns=3, cell_mm=80.0)


def _views(library: Library, file: FigureFile) -> Iterator[str]:
    """Draw the first two figures from every camera of the grid."""
    from handouts.figures.bake import compose_scenes, write_baked  # noqa: PLC0415 - an extra
    from handouts.figures.fault import PoseFaultsFound  # noqa: PLC0415
    from handouts.figures.read_pose import read_pose_file  # noqa: PLC0415

    cells = []
    names = [name for name in file.poses if name != "person"][:2]
    for azimuth, elevation in CAMERAS:
        poses = {key: value for key, value in file.poses.items() if key == "person" or key in names}
        for name in names:
            poses[name] = {**poses[name], "view": [str(azimuth), str(elevation)]}
        try:
            scenes = compose_scenes(read_pose_file(poses))
        except PoseFaultsFound as found:
            raise ProblemsFound([_problem(file, fault) for fault in found.faults]) from None
        baked = read_baked(write_baked({name: scene.baked for name, scene in scenes.items()}, "views"))
        cells += [Cell(f"{name} [{azimuth}, {elevation}]", figure) for name, figure in baked.figures.items()]
    yield from _draw(library, f"views-{file.id}", cells, columns=6)


def _lint(library: Library, file: FigureFile) -> Iterator[str]:  # noqa: ARG001 - the shape of a verb
    from handouts.figures.bake import compose_scenes  # noqa: PLC0415 - an extra
    from handouts.figures.fault import PoseFaultsFound  # noqa: PLC0415
    from handouts.figures.lint import lint_scene  # noqa: PLC0415
    from handouts.figures.read_pose import read_pose_file  # noqa: PLC0415

    try:
        scenes = compose_scenes(read_pose_file(file.poses))
    except PoseFaultsFound as found:
        raise ProblemsFound([_problem(file, fault) for fault in found.faults]) from None
    faults = [fault for scene in scenes.values() for fault in lint_scene(scene)]
    if faults:
        raise ProblemsFound([_problem(file, fault) for fault in faults])
    yield f"{file.id}: {len(scenes)} figures, nothing to mend"


def _cells(file: FigureFile) -> list[Cell]:
    return [Cell(f"{file.id}: {name}", figure) for name, figure in read_baked(_baked_text(file)).figures.items()]


def _draw(library: Library, name: str, cells: list[Cell], *, columns: int, cell_mm: float = 52.0) -> Iterator[str]:
    """Write a contact sheet as PDF and PNG."""
    palette = figure_palette(derive_roles(*COLOURS))
    form = SheetForm(palette, mm(cell_mm * 0.72), columns, (mm(cell_mm), mm(cell_mm)))
    pdf = draw_sheet(cells, form, title=name)
    folder = (library.workspace.root or Path.cwd()) / "output"
    yield str(write_file(folder / f"{name}.pdf", pdf))
    yield str(write_file(folder / f"{name}.png", draw_picture(pdf, DOTS_PER_INCH)))


VERBS: Final = {"bake": _bake, "draw": _draw_one, "views": _views, "lint": _lint}
