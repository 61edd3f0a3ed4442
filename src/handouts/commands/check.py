"""Check data and finished PDFs: everything in a workspace, or what is named.

In: paths, ids, PDFs. Out: findings, proofs and reports. Never true: that something was written or, without being
asked, fetched.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from handouts.check.pemat import assess
from handouts.check.report import Assessed
from handouts.check.rules import RULES
from handouts.check.said import tell_all
from handouts.check.words import check_words
from handouts.commands.request import Request
from handouts.commands.workshop import Workshop
from handouts.data.workspace import open_chosen
from handouts.pdf.fault import Fault
from handouts.problems import Problem, ProblemsFound, Where
from handouts.sheet.stationery import Client

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from handouts.check.proof import Proof
    from handouts.commands.origin import Origin
    from handouts.commands.workshop import Job
    from handouts.data.workspace import Workspace
    from handouts.library.library import Library
    from handouts.sheet.blocks import Sheet


def check_data(
    paths: Sequence[str], workspace: str | None, *, ask: bool = False, private: bool = False
) -> tuple[list[Problem], str]:
    """Return what was found in every data file, or in those at the paths (files, folders, ids), and what was done."""
    opened = open_chosen(workspace)

    def named(where: Where | None) -> bool:
        return not paths or _is_among(Problem("", "", where=where), paths, opened)

    checked = check_words(opened, ask=ask, private=private, among=named)
    checked.problems = list(dict.fromkeys([*checked.problems, *_try_composing(workspace)]))
    done = f"{checked.files} file{'s' * (checked.files != 1)} read"
    done += f", {checked.asked} address{'es' * (checked.asked != 1)} asked" if ask else ""
    found = [problem for problem in checked.problems if named(problem.where)]
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
        from handouts.commands.origin import find_origin  # noqa: PLC0415 - same
    except ModuleNotFoundError as missing:
        what = f"finished PDFs cannot be looked into here: {missing.name} is missing"
        raise ProblemsFound([Problem("needs-check", what, 'pip install "handouts[check]"')]) from None
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
