"""Whether files are whole, and from what they were built: what `handouts verify` tells.

In: a file or a folder. Out: a `Report`. Never true afterwards: that a file was called whole which was not compared
byte for byte (by its hash) with what was written, or that a client's word was told (but for a clinic's own ids).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from handouts.batch.ledger import LIST, PROBLEM, lines_of, read_lines
from handouts.batch.places import hash_file, hash_of, is_address, open_place, split_place
from handouts.batch.roster import open_regular
from handouts.data.workspace import open_workspace
from handouts.output.manifest import FOLDER
from handouts.problems import Problem, ProblemsFound, Where

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.batch.places import Place
    from handouts.data.workspace import Workspace


_AGAIN: Final = "build it again: handouts batch ROSTER --resume"


@dataclass
class Report:
    """Lines to print, problems, and one line for the end."""

    lines: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    outcome: str = ""


def verify(path: str, workspace: str | None = None) -> Report:
    """Return what is known of a file, or of every file of a folder; raises ProblemsFound where nothing is."""
    opened = open_workspace(Path.cwd(), Path(workspace) if workspace else None)
    if is_address(path):
        folder, name = split_place(path)
        if not name.endswith((".pdf", ".csv", ".zip")):
            return _verify_place(open_place(path), path, opened)
        place = open_place(folder)
        return _verify_file(place, name, hash_of(place, name), path, opened)
    if Path(path).is_dir():
        return _verify_place(open_place(path), path, opened)
    with open_regular(Path(path), path) as file:
        found = hash_file(file)
    folder, name = split_place(path)
    return _verify_file(open_place(folder), name, found, path, opened)


def _read(place: Place, shown: str) -> tuple[dict[str, dict[str, Any]], dict[str, dict[str, str]]]:
    """Return the last line of each file, and the data files behind each `made` hash."""
    files: dict[str, dict[str, Any]] = {}
    made: dict[str, dict[str, str]] = {}
    journal = place.journal()
    for line in chain(read_lines(journal.path), lines_of(journal.leftovers())):
        if "made" in line:
            made[line["made"]] = dict(line.get("from", {}))
        elif line.get("state") != PROBLEM:
            files[line["file"]] = line
    if not files:
        what = "nothing is known of what was written here: there is no manifest"
        fix = f"look in the folder that a build or a batch wrote into; it has a {FOLDER}/"
        raise ProblemsFound([Problem("verify-unknown", what, fix, Where(shown))])
    return files, made


def _verify_place(place: Place, shown: str, workspace: Workspace) -> Report:
    files, made = _read(place, shown)
    # a problems.csv is there to be mended, and goes when all is well
    files = {name: line for name, line in files.items() if line.get("state") != LIST}
    report = Report()
    for name, line in sorted(files.items()):
        problem = _compare(place, name, line)
        if problem:
            report.problems.append(problem)
    unknown = sum(name.endswith(".pdf") and name not in files for name in place.names())
    whole = len(files) - len(report.problems)
    inputs = {pair for line in files.values() for pair in _inputs_of(line, made).items()}
    report.lines.append(f"{whole:,} of {len(files):,} files are whole")
    if unknown:
        told = "PDFs here were" if unknown > 1 else "PDF here was"
        report.lines.append(f"{unknown:,} {told} not written by a build or a batch")
    report.lines += _changes(dict(inputs), workspace)
    report.outcome = (
        "all files are whole" if not report.problems else "build what is damaged or missing again: --resume"
    )
    return report


def _verify_file(place: Place, name: str, found: str, shown: str, workspace: Workspace) -> Report:
    """Return what is known of a file with the hash `found`, empty where there is none."""
    if not found:
        raise ProblemsFound([_missing(shown)])
    files, made = _read(place, shown)
    line = files.get(name)
    if line is None:
        same = [known for known, other in files.items() if other.get("sha256") == found]
        if not same:
            what = "the folder's manifest does not know this file"
            raise ProblemsFound([Problem("verify-unknown", what, "it was not written here", Where(shown))])
        line = files[same[0]]
    report = Report(outcome="the file is whole")
    if line.get("sha256") != found:
        report.problems.append(_changed(shown))
        report.outcome = "build it again"
        return report
    about = [f"file {line['file']}", f"made by {line.get('made_by', 'handouts')}"]
    about += [f"{key} {line[key]}" for key in ("id", "row", "pages") if key in line]
    report.lines = [f"{shown}: whole", f"  {', '.join(about)}", f"  sha256 {found}"]
    if line.get("sha256_before_encryption"):
        report.lines.append(f"  before encryption {line['sha256_before_encryption']}")
    inputs = _inputs_of(line, made)
    report.lines += [f"  from {name} {value[:16]}" for name, value in sorted(inputs.items())]
    report.lines += _changes(inputs, workspace)
    return report


def _inputs_of(line: dict[str, Any], made: dict[str, dict[str, str]]) -> dict[str, str]:
    """Return the data files of a line: its own of a single build, those of its `made` hash in a batch."""
    inputs = line.get("inputs")
    if not isinstance(inputs, dict):
        return {}
    if "made" in inputs:
        return made.get(str(inputs["made"]), {})
    return {str(name): str(value) for name, value in inputs.items() if "/" in str(name)}


def _compare(place: Place, name: str, line: dict[str, Any]) -> Problem | None:
    found = hash_of(place, name)
    if not found:
        what = "this file is gone, or a link is in its place"
        return Problem("file-missing", what, _AGAIN, Where(place.where(name)))
    return None if found == line.get("sha256") else _changed(place.where(name))


def _missing(shown: str) -> Problem:
    return Problem("file-missing", "there is no such file, or a link in its place", "look at the name", Where(shown))


def _changed(shown: str) -> Problem:
    return Problem("verify-changed", "this file is not what was written", _AGAIN, Where(shown))


def _changes(inputs: dict[str, str], workspace: Workspace) -> Iterator[str]:
    """Yield which data files have changed since."""
    for name, value in sorted(inputs.items()):
        found = workspace.find_file(name)
        if found is None:
            yield f"  {name} is gone since"
        elif sha256(found.path.read_bytes()).hexdigest() != value:
            yield f"  {name} has changed since"
