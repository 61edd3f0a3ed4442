"""The desk: look things up, read everything, and make files to fill in.

In: a kind, an id, a folder. Out: text to print, or paths that were written. Never true: that a file of the user's was
written over.
"""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Final

from handouts.check.pemat import assess
from handouts.check.report import Assessed
from handouts.check.rules import RULES
from handouts.check.said import tell_all
from handouts.check.words import check_words
from handouts.data.workspace import FOLDERS, canonical_locale, is_id, make_id, open_workspace
from handouts.library.library import Library
from handouts.library.locales import MODEL
from handouts.library.nearest import suggest
from handouts.library.schema import write_schemas
from handouts.library.templates import WORKSPACE_FOLDERS, make_locale, make_template, make_workspace_files
from handouts.output.files import write_file
from handouts.pdf.fault import Fault
from handouts.pdf.fonts import FILES
from handouts.problems import Problem, ProblemsFound, Where
from handouts.request import Request
from handouts.sheet.snapshot import write_text
from handouts.sheet.stationery import Client
from handouts.workshop import Workshop

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from handouts.check.proof import Proof
    from handouts.data.workspace import Workspace
    from handouts.library.model import Exercise
    from handouts.origin import Origin
    from handouts.sheet.blocks import Sheet
    from handouts.workshop import Job

KINDS: Final = {
    "exercises": "exercise",
    "routines": "routine",
    "series": "series",
    "brands": "brand",
    "locales": "locale",
}


def _open(workspace: str | None) -> Workspace:
    return open_workspace(Path.cwd(), Path(workspace) if workspace else None)


# -- looking up


def list_things(kind: str, workspace: str | None) -> str:
    """Return a table of everything of a kind: id, name, and what tells them apart."""
    opened = _open(workspace)
    if kind == "fonts":
        return _table([(name,) for name in FILES.values()])
    library = Library(opened)
    rows = [_row(library, KINDS[kind], name) for name in library.list_ids(KINDS[kind])]
    return _table(rows)


def _row(library: Library, kind: str, name: str) -> tuple[str, ...]:
    """Return one line of a list; a file that cannot be read is named with its first problem."""
    try:
        match kind:
            case "exercise":
                exercise = library.load_exercise(name)
                return (
                    name,
                    exercise.name,
                    exercise.kind,
                    exercise.position,
                    str(exercise.dose),
                    _figures(library, exercise),
                )
            case "routine":
                routine = library.load_routine(name)
                return (name, routine.title, f"{len(routine.items)} exercises", f"{routine.minutes or '?'} min")
            case "series":
                series = library.load_series(name)
                return (name, series.title, f"{len(series.parts)} parts")
            case "brand":
                brand = library.load_brand(name)
                usual = "usual" if name == library.default_brand else ""
                return (name, brand.name, brand.primary, brand.accent, brand.locale, usual)
            case _:
                locale = library.load_locale(name)
                return (name, f"emergency {locale.emergency.number}", f"week starts on {locale.week_starts}")
    except ProblemsFound as found:
        return (name, f"cannot be read: {found.problems[0].what}")


def _figures(library: Library, exercise: Exercise) -> str:
    if exercise.picture:
        return "picture"
    return "figures" if library.workspace.find("figure", exercise.id) else "no figures"


def _table(rows: list[tuple[str, ...]]) -> str:
    widths = [
        max((len(row[at]) for row in rows if at < len(row)), default=0) for at in range(max(map(len, rows), default=0))
    ]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=False)).rstrip() for row in rows]
    return "\n".join(lines)


def show_thing(name: str, workspace: str | None, brand: str | None) -> str:
    """Return a routine, an exercise or a series as its sheet says it, block by block."""
    library = Library(_open(workspace), brand)
    for kind in ("routine", "exercise", "series"):
        if name in library.list_ids(kind):
            workshop = Workshop(Request(**{kind: name}, brand=brand, workspace=workspace), Path.cwd())
            (job,) = workshop.jobs()
            return write_text(workshop.compose(job, Client()))
    known = [each for kind in ("routine", "exercise", "series") for each in library.list_ids(kind)]
    raise ProblemsFound(
        [Problem("unknown-id", f'nothing has the id "{name}"', suggest(name, known) or "handouts list exercises")]
    )


# -- making files


def write_new(kind: str, name: str, workspace: str | None) -> str:
    """Write a commented file of a kind to fill in and return its path; an existing one is a problem."""
    opened = _open(workspace)
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
    text = _locale(opened, name) if kind == "locale" else make_template(kind, name)
    write_file(path, text.encode(), overwrite=False)
    return str(path)


def _locale(workspace: Workspace, name: str) -> str:
    """Return a locale to fill in, begun from its language if that is known and else from English."""
    model = workspace.find("locale", name.partition("-")[0]) or workspace.find("locale", MODEL)
    assert model is not None, "English is built in"
    return make_locale(name, workspace.read(model).decode())


def make_workspace(folder: str) -> list[str]:
    """Make a workspace with examples to fill in and return what was written; nothing is written over."""
    root = Path(folder)
    files = make_workspace_files()
    standing = [name for name in files if (root / name).exists()]
    if standing:
        what = "a file of this name is already there"
        where = Where((PurePath(folder) / standing[0]).as_posix())
        raise ProblemsFound([Problem("output-exists", what, "handouts init another-folder", where)])
    for name in WORKSPACE_FOLDERS:
        (root / name).mkdir(parents=True, exist_ok=True)
    written = [write_file(root / name, text.encode(), overwrite=False) for name, text in files.items()]
    return [str(path) for path in (*written, *write_schemas(root / "data" / "schema"))]


def write_schema_files(workspace: str | None) -> list[str]:
    """Write the JSON Schemas that editors read and return their paths."""
    opened = _open(workspace)
    root = opened.root or Path.cwd()
    return [str(path) for path in write_schemas(root / "data" / "schema")]


# -- checking


def check_data(
    paths: Sequence[str], workspace: str | None, *, ask: bool = False, private: bool = False
) -> tuple[list[Problem], str]:
    """Return what was found in every data file, or in those at the paths (files, folders, ids), and what was done."""
    opened = _open(workspace)
    named = lambda where: not paths or _is_among(Problem("", "", where=where), paths, opened)  # noqa: E731
    checked = check_words(opened, ask=ask, private=private, among=named)
    checked.problems = list(dict.fromkeys([*checked.problems, *_try_composing(workspace)]))
    done = f"{checked.files} file{'s' * (checked.files != 1)} read"
    done += f", {checked.asked} address{'es' * (checked.asked != 1)} asked" if ask else ""
    found = [problem for problem in checked.problems if not paths or _is_among(problem, paths, opened)]
    places = [Problem("", "", where=Where(source.shown)) for source in opened.sources]
    for path in paths:
        if not any(_is_among(place, [path], opened) for place in places):
            what = f"nothing that is read has this name: {path}"
            fix = f"handouts batch {path} --check" if path.lower().endswith((".csv", ".xlsx")) else _NAMES
            found.append(Problem("unknown-id", what, fix))
    return found, done


_NAMES: Final = "name a file of data/, an id, or a PDF"


def _try_composing(workspace: str | None) -> list[Problem]:
    """Return what keeps sheets from being composed: figures that are not baked, characters that no font has, fonts."""
    workshop = Workshop(Request(everything=True, workspace=workspace), Path.cwd())
    found = _font_problems(workshop)
    try:
        jobs = workshop.jobs()
        for job in jobs:
            try:
                workshop.compose(job, Client())
                workshop.check_glyphs()
            except ProblemsFound as problems:
                found += problems.problems
    except ProblemsFound:
        return []  # of the brand: told already
    return found


def _font_problems(workshop: Workshop) -> list[Problem]:
    """Return what is wrong with the fonts that every sheet is set in."""
    found = []
    for key in ("R", "B", "X"):
        try:
            workshop.fonts.face(key)
        except Fault as fault:
            found.append(fault.at(workshop.place_of(fault)))
    return found


def prove_files(paths: Sequence[str], workspace: str | None) -> list[Proof]:
    """Return what is true of each finished PDF; folders stand for the PDFs in them."""
    proofs = []
    for path in _pdfs(paths):
        origin_of, prove = _provers()
        origin = origin_of(path, workspace)
        proof = prove(path, str(path), origin.sheet)
        if origin.changed:
            rule = RULES["built-anew"]
            proof.problems.append(Problem("built-anew", origin.why, "build it again", Where(str(path)), rule.level))
        elif origin.why:
            proof.notes.append(f"what it was built from is not known: {origin.why}")
        proofs.append(proof)
    return proofs


def prove_bytes(data: bytes, shown: str, sheet: Sheet | None) -> Proof:
    """Return what is true of a sheet that is not written yet."""
    _provers()
    from handouts.check import proof  # noqa: PLC0415 - an extra

    return proof.prove_bytes(data, shown, sheet)


def read_files_aloud(paths: Sequence[str]) -> list[str]:
    """Return each PDF as a screen reader says it."""
    _provers()
    from handouts.check.proof import read_aloud  # noqa: PLC0415 - an extra

    return [read_aloud(path, str(path)) for path in _pdfs(paths)]


def _provers() -> tuple[Callable[[Path, str | None], Origin], Callable[[Path, str, Sheet | None], Proof]]:
    """Return what looks into PDFs, which only an installation with the extra can."""
    try:
        from handouts.check.proof import prove  # noqa: PLC0415 - an extra
        from handouts.origin import find_origin  # noqa: PLC0415 - same
    except ModuleNotFoundError as missing:
        what = f"finished PDFs cannot be looked into here: {missing.name} is missing"
        raise ProblemsFound([Problem("needs-check", what, "pip install 'handouts[check]'")]) from None
    return find_origin, prove


def _pdfs(paths: Sequence[str]) -> list[Path]:
    found: list[Path] = []
    for path in map(Path, paths):
        found += sorted(path.rglob("*.pdf")) if path.is_dir() else [path]
    return found


def assess_sheets(paths: Sequence[str], workspace: str | None, found: Sequence[Problem]) -> list[Assessed]:
    """Return the PEMAT-P report of every sheet of the workspace, or of those at the paths; `found` are its findings.

    A sheet that cannot be composed is left out: its problems were found already.
    """
    workshop = Workshop(Request(everything=True, workspace=workspace), Path.cwd())
    opened, library = workshop.workspace, workshop.library
    assessed = []
    for job in workshop.jobs():
        if paths and not _is_named(opened, library, job, paths):
            continue
        try:
            sheet, told = workshop.compose(job, Client()), tell_all(library, job.kind, job.id)
        except ProblemsFound:
            continue
        files = {each.root.source.shown for each in told}
        findings = [problem for problem in found if problem.where and problem.where.path in files]
        assessed.append(Assessed(job.kind, job.id, sheet.title, assess(sheet, told, findings)))
    return assessed


def _is_named(workspace: Workspace, library: Library, job: Job, paths: Sequence[str]) -> bool:
    try:
        where = library.tree(job.kind, job.id).where
    except ProblemsFound:
        return False
    return _is_among(Problem("", "", where=where), paths, workspace)


def _is_among(problem: Problem, paths: Sequence[str], workspace: Workspace) -> bool:
    """Whether a problem stands in one of the files that were named; one without a place concerns them all."""
    if problem.where is None:
        return True
    root = workspace.root or workspace.builtin or Path.cwd()
    place = (root / problem.where.path.removeprefix("built-in: ")).resolve()
    named = [Path(path).resolve() for path in paths]
    return place.stem in paths or any(place == path or place.is_relative_to(path) for path in named)
