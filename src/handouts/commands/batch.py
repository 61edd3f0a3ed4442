"""The pipeline of a batch, read top to bottom: a clinic's whole roster.

In: a `BatchRequest`. Out: files, and a `Tally` of what became of the rows. Never true afterwards: that a client's word
was printed or logged, or that a problem of the roster itself was found after something was written.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

from handouts.batch.cluster import Cluster
from handouts.batch.columns import read_column_map, read_columns
from handouts.batch.encrypt import check_encryption
from handouts.batch.names import DEFAULT, check_template
from handouts.batch.places import is_address, open_place
from handouts.batch.pressing import Setup
from handouts.batch.roster import open_roster
from handouts.batch.rows import PAPERS, SIDES, STYLES, Known
from handouts.batch.run import Plan, run_batch
from handouts.commands.plates import open_plates
from handouts.data.workspace import open_chosen
from handouts.library.nearest import suggest
from handouts.problems import Problem, ProblemsFound, Where

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Executor

    from handouts.batch.columns import Columns
    from handouts.batch.places import Held, Place
    from handouts.batch.roster import Roster
    from handouts.batch.run import Tally
    from handouts.data.workspace import Workspace

COLUMN_MAP: Final = "columns.yaml"
"""A column map of this name in `data/rosters/` is read without being named."""
MOST_JOBS: Final = 64


@dataclass(frozen=True)
class BatchRequest:
    """The options of `handouts batch`, as typed; `defaults` fill what a row leaves empty."""

    roster: str
    out: str | None = None
    defaults: tuple[tuple[str, str], ...] = ()
    columns: str | None = None
    encoding: str | None = None
    sheet: str | None = None
    dates: str = ""
    template: str = DEFAULT
    jobs: int = 0
    check: bool = False
    resume: bool = False
    force: bool = False
    all_or_nothing: bool = False
    encrypt: bool = False
    merge: str | None = None
    separators: bool = False
    index: bool = False
    zip: str | None = None
    workspace: str | None = None
    debug: bool = False
    scheduler: str | None = None
    """The address of a Dask cluster that presses; None: this machine does."""


def batch(request: BatchRequest, tell: Callable[[Tally], None]) -> Tally:
    """Build a roster; raises ProblemsFound, before anything is written, where the roster or an option is wrong."""
    workspace = open_chosen(request.workspace)
    roster = open_roster(Path(request.roster), request.roster, request.encoding, request.sheet)
    columns = read_columns(roster, _column_map(request, workspace))
    _check_password(request, columns, roster)
    check_template(request.template)
    known = _known(request, workspace)
    out = None if request.check else os.fspath(request.out or (workspace.root or Path.cwd()) / "output")
    setup = Setup(
        open_plates, request.workspace, roster.shown, columns, known, out, request.resume, request.force,
        request.encrypt, request.debug, os.urandom(8).hex(),
    )  # fmt: skip
    plan = Plan(
        roster,
        setup,
        request.template,
        _jobs(request),
        request.all_or_nothing,
        request.merge,
        request.zip,
        request.separators,
        request.index,
    )
    if request.scheduler:
        plan = _on_cluster(plan, request.scheduler, workspace)
    if out is None:
        return run_batch(plan, tell)
    place = open_place(out)
    with place.lock() as lock:
        place.clean()
        tally = run_batch(plan, _watched(lock, place, tell))
        if request.scheduler and not tally.stopped:  # what lies there is of a worker that was killed
            place.clean()
        return tally


def _on_cluster(plan: Plan, scheduler: str, workspace: Workspace) -> Plan:
    """Return the plan for workers elsewhere: every path whole, and what they made looked at."""
    setup = plan.setup
    root = os.fspath(workspace.root) if workspace.root else None
    out = setup.out if setup.out is None or is_address(setup.out) else str(Path(setup.out).absolute())
    setup = replace(setup, workspace=root, out=out, stamp=open_plates(root).stamp)
    first: list[Executor] = []
    cluster = Cluster(scheduler)
    first.append(cluster)

    def open_executor(_: Setup, __: int) -> Executor:
        return first.pop() if first else Cluster(scheduler)

    def check_made(inputs: Iterable[tuple[str, str]]) -> tuple[Problem, ...]:
        return tuple(_strangers(inputs, workspace))

    return replace(plan, setup=setup, jobs=cluster.size, open_executor=open_executor, check_made=check_made)


def _strangers(inputs: Iterable[tuple[str, str]], workspace: Workspace) -> Iterator[Problem]:
    """Yield a problem for the first data file that a worker has and this process has not, or another one."""
    for name, value in inputs:
        found = workspace.find_file(name)
        if found is None or sha256(found.path.read_bytes()).hexdigest() != value:
            what = f"a worker read another {name} than there is here"
            yield Problem("cluster-worker", what, "let all workers see one workspace, then --resume")
            return


def _watched(lock: Held, place: Place, tell: Callable[[Tally], None]) -> Callable[[Tally], None]:
    """Return what tells how far the batch is, and stops it where another one has taken its place."""

    def heard(tally: Tally) -> None:
        if lock.lost:
            what, fix = (
                "this batch was silent for so long that another one took its place",
                "wait for it, then --resume",
            )
            raise ProblemsFound([Problem("batch-locked", what, fix, Where(place.shown))])
        tell(tally)

    return heard


def _column_map(request: BatchRequest, workspace: Workspace) -> dict[str, tuple[str, ...]]:
    """Return the clinic's own headings, from the file it names or from the workspace's."""
    if request.columns:
        path = Path(request.columns)
        return read_column_map(path, request.columns, path.absolute().parent)
    found = workspace.find_file(f"data/rosters/{COLUMN_MAP}")
    return read_column_map(found.path, found.shown, found.home) if found else {}


def _check_password(request: BatchRequest, columns: Columns, roster: Roster) -> None:
    """Refuse a password column without --encrypt, and the other way round: either may be a slip that costs dearly."""
    has = "password" in columns.places
    if request.encrypt:
        check_encryption()
    if has == request.encrypt:
        return
    where = Where(roster.shown, roster.heading_row, columns.column_of("password") or 1)
    if has:
        what, fix = "this roster has passwords, and nothing is to be encrypted", "add --encrypt, or take the column out"
    else:
        what, fix = "this roster has no passwords to encrypt with", "add a column called password"
    raise ProblemsFound([Problem("roster-password", what, fix, where)])


def _known(request: BatchRequest, workspace: Workspace) -> Known:
    """Return what rows may ask for; a default that nobody knows is a problem of the command."""
    kinds = {"routine": "routine", "exercises": "exercise", "brand": "brand", "language": "locale"}
    ids = {name: workspace.list_ids(kind) for name, kind in kinds.items()}
    ids |= {"paper": PAPERS, "style": STYLES, "side": SIDES}
    problems = []
    for name, value in request.defaults:
        if name in ids and value not in ids[name]:
            problems.append(Problem("unknown-id", f"there is no {name} called {value}", suggest(value, ids[name])))
    if problems:
        raise ProblemsFound(problems)
    return Known(ids["routine"], ids["exercises"], ids["brand"], ids["language"], request.defaults, request.dates)


def _jobs(request: BatchRequest) -> int:
    """Return how many processes press: as many as there are processors for this one."""
    if request.jobs:
        return min(request.jobs, MOST_JOBS)
    if hasattr(os, "sched_getaffinity"):
        return min(len(os.sched_getaffinity(0)), MOST_JOBS)
    return min(os.cpu_count() or 1, MOST_JOBS)
