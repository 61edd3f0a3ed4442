"""From a finished PDF back to the sheet it was made from.

In: a PDF and the manifest beside it. Out: an `Origin`: the sheet composed anew from today's data, or why not. Never
true: that a sheet was guessed; the code in the footer, a hash of everything the file was built from, has to agree.

**Why** no options in the manifest: the code is there already, and a sheet has so few options that all can be tried.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from itertools import product
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

from handouts.check.read_pdf import read_pdf
from handouts.commands.request import Request
from handouts.commands.workshop import Job, Workshop, content_code
from handouts.output.manifest import read_manifest
from handouts.problems import ProblemsFound
from handouts.sheet.stationery import Client
from handouts.units import PAPERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.output.manifest import Entry
    from handouts.sheet.blocks import Sheet

_MOST_PARTS: Final = 20  # of a series, tried by number
_CODE: Final = re.compile(r"[0-9a-f]{8}")
_DEPTH: Final = 3  # folders upwards in which a manifest may name the file


@dataclass(frozen=True, slots=True)
class Origin:
    """The `sheet` that a file should say, None where that is not known; `why` says so in words.

    `changed` is whether the data is no longer what the file was built from.
    """

    sheet: Sheet | None = None
    why: str = ""
    changed: bool = False


def find_origin(path: Path, workspace: str | None) -> Origin:
    """Return what a file was built from, as far as manifest, footer and today's data agree."""
    entry = _entry(path)
    if entry is None:
        return Origin(why="there is no manifest that names it")
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != entry.sha256:
        return Origin(why="it is not the file that the manifest speaks of", changed=True)
    read = read_pdf(data)
    codes = {piece.text.strip() for piece in read.artifacts(0) if _CODE.fullmatch(piece.text.strip())}
    found = next((each for each in _candidates(entry, read.sizes[0]) if _code(*each, entry) in codes), None)
    if found is None:
        return Origin(why="another version built it, or a roster changed its doses")
    return _compose(*found, entry, workspace)


def _entry(path: Path) -> Entry | None:
    path = path.resolve()
    for folder in list(path.parents)[:_DEPTH]:
        entry = read_manifest(folder).get(path.relative_to(folder).as_posix())
        if entry is not None:
            return entry
    return None


def _named(entry: Entry, folder: str) -> list[str]:
    """Return the ids of the data files of a folder that a file was built from."""
    paths = [PurePosixPath(name) for name, _ in entry.inputs]
    return [path.stem for path in paths if path.parent.as_posix() == f"data/{folder}" and path.suffix == ".yaml"]


def _candidates(entry: Entry, size: tuple[float, float]) -> Iterator[tuple[Job, Request, str]]:
    """Yield every job, request and language that could have led to the file."""
    jobs = [Job("routine", name) for name in _named(entry, "routines")]
    parts = [None, *map(str, range(1, _MOST_PARTS + 1))]
    jobs += [Job("series", name, part) for name in _named(entry, "series") for part in parts]
    jobs += [Job("exercise", name) for name in _named(entry, "exercises")]
    papers = [name for name, paper in PAPERS.items() if abs(paper.width - size[0]) < 1] or list(PAPERS)
    languages = sorted(_named(entry, "locales"), key=len, reverse=True)
    brand = next(iter(_named(entry, "brands")), None)
    yes_no = (False, True)
    for job, paper, large, ink, fillable, side, language in product(
        jobs, papers, yes_no, yes_no, yes_no, (None, "left", "right"), languages
    ):
        request = Request(
            brand=brand, paper=paper, large_print=large, ink_saver=ink, fillable=fillable, side=side, language=language
        )
        yield job, request, language


def _code(job: Job, request: Request, language: str, entry: Entry) -> str:
    return content_code(job, request, language, entry.inputs)


def _compose(job: Job, request: Request, _language: str, entry: Entry, workspace: str | None) -> Origin:
    """Return the sheet as today's data says it, and whether that is still the data the file was built from."""
    thing = {job.kind: job.id, "part": job.part, "workspace": workspace}
    try:
        workshop = Workshop(request.but(**thing), Path.cwd())
        sheet = workshop.compose(job, Client())
    except ProblemsFound:
        return Origin(why="its data has problems now: handouts check", changed=True)
    if workshop.inputs() != entry.inputs:
        then, now = dict(entry.inputs), dict(workshop.inputs())
        other = sorted(name for name in then.keys() | now.keys() if then.get(name) != now.get(name))
        return Origin(why=f"its data has changed since: {', '.join(other[:5])}", changed=True)
    return Origin(sheet)
