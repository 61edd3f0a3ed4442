"""A whole roster, from its first row to its last.

In: a `Plan`. Out: a `Tally`; files, a manifest, problems.csv. Never true afterwards: that a row is neither built nor
listed, that a bad one stopped the others, that more than a few chunks of rows were in memory, or, with
`all_or_nothing`, that anything was written while one row was bad.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING, Final

from handouts.batch.crew import CrewLost, Inline, open_crew, press_all
from handouts.batch.gather import Archive, Goal, Stacker
from handouts.batch.ledger import LIST, PROBLEM, Ledger, made_line, row_line
from handouts.batch.mend import NAME as PROBLEMS
from handouts.batch.mend import Mend
from handouts.batch.names import Namer
from handouts.batch.places import open_place
from handouts.batch.pressing import Task
from handouts.problems import Problem, ProblemsFound, Where

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Executor

    from handouts.batch.gather import Gatherer
    from handouts.batch.places import Place
    from handouts.batch.pressing import Outcome, Pressed, Setup
    from handouts.batch.roster import Roster

CHUNK: Final = 32  # rows that travel to a worker together
FIRST_CHUNKS: Final = 4
MOST_TOLD: Final = 50  # problems that are shown; all of them stand in problems.csv


@dataclass(frozen=True)
class Plan:
    """What is to be done. `setup.out` None: rows are only tried, nothing is written."""

    roster: Roster
    setup: Setup
    template: str
    jobs: int = 1
    all_or_nothing: bool = False
    merge: str | None = None
    archive: str | None = None
    separators: bool = False
    index: bool = False
    open_executor: Callable[[Setup, int], Executor] = open_crew
    check_made: Callable[[Iterable[tuple[str, str]]], tuple[Problem, ...]] | None = None
    """Tells what is wrong with the data files that a worker of a cluster made sheets from; None where all are here."""


@dataclass
class Tally:
    """How far a batch is, and what it has to say. `expected` is about how many rows there are."""

    expected: int = 0
    rows: int = 0
    built: int = 0
    kept: int = 0
    bad: int = 0
    pages: int = 0
    seconds: float = 0.0
    problems: list[Problem] = field(default_factory=list)
    faults: int = 0
    stopped: tuple[Problem, ...] = ()
    mend: str = ""
    paths: list[str] = field(default_factory=list)
    refused: bool = False

    def count(self, outcome: Outcome) -> None:
        self.rows += 1
        self.expected = max(self.expected, self.rows)
        self.pages += outcome.pages
        self.built += outcome.state == "built"
        self.kept += outcome.state == "kept"
        if outcome.problems:
            self.bad += 1
            self.faults += any(problem.kind == "our-fault" for problem in outcome.problems)
            self.problems += outcome.problems[: max(0, MOST_TOLD - len(self.problems))]


def run_batch(plan: Plan, tell: Callable[[Tally], None]) -> Tally:
    """Press a roster; `tell` hears how far it is after every chunk. The caller holds the folder's lock."""
    if plan.all_or_nothing and plan.setup.out is not None:
        tried = _Run(replace(plan, setup=replace(plan.setup, out=None)), tell).go()
        if tried.bad or tried.stopped:
            tried.refused = True
            return tried
    return _Run(plan, tell).go()


class _Run:
    """One pass over the roster."""

    def __init__(self, plan: Plan, tell: Callable[[Tally], None]) -> None:
        self.plan, self.tell = plan, tell
        self.tally = Tally(plan.roster.expected)
        self._files_problem: tuple[Problem, ...] = ()
        self._place: Place | None = None if plan.setup.out is None else open_place(plan.setup.out)
        self._ledger = Ledger(self._place) if self._place else None
        self._mend = Mend(self._place, plan.setup.columns, plan.roster.delimiter) if self._place else None
        self._goals: list[Goal] = []
        self._gatherers: list[Gatherer] = []

    def go(self) -> Tally:
        began = time.perf_counter()
        try:
            self._open_goals()
            self._press_all()
            self._close()
        except BaseException:
            self._drop()
            raise
        finally:
            self._close_ledger()
            self.tally.seconds = time.perf_counter() - began
        return self.tally

    def _close_ledger(self) -> None:
        """See that the place has the whole manifest, however the run ended."""
        if self._ledger:
            try:
                self._ledger.close()
            except ProblemsFound as found:
                self.tally.stopped = self.tally.stopped or found.problems

    def _press_all(self) -> None:
        """Press the first chunks in this process, and the others in several, which are forked from it.

        **Why**: a small roster is done before a process has begun; of a large one, most plates are made by then, once.
        """
        plan = self.plan
        try:
            chunks = self._chunks()
            first = list(islice(chunks, FIRST_CHUNKS))
            if not first:
                return
            self._open_gatherers()
            self._press(first, Inline, 1)
            if not self.tally.stopped:
                self._press(chunks, lambda: plan.open_executor(plan.setup, plan.jobs), plan.jobs)
        except CrewLost:
            what = "worker processes were stopped by the system, again and again"
            self.tally.stopped = (Problem("crew-lost", what, "there is too little memory: --jobs 1, then --resume"),)
        except ProblemsFound as found:  # the manifest, or problems.csv, cannot be written
            self.tally.stopped = found.problems

    def _press(self, chunks: Iterable[list[Task]], open_executor: Callable[[], Executor], jobs: int) -> None:
        for tasks, pressed in press_all(self.plan.setup, chunks, open_executor, jobs):
            self._record(tasks, pressed)
            self.tell(self.tally)
            if pressed.stop:
                self.tally.stopped = pressed.stop
                return

    def _chunks(self) -> Iterator[list[Task]]:
        """Yield the rows, those without a word left out; a file that cannot be read on is a problem of the batch."""
        plan = self.plan
        namer = Namer(plan.template, plan.setup.columns, plan.setup.known)
        for goal in self._goals:
            if goal.is_inside:
                namer.keep(goal.name)
        tasks: list[Task] = []
        try:
            for number, cells in plan.roster.rows():
                if cells is not None and _is_blank(cells):
                    continue
                file, shares = namer.name(number, cells) if cells is not None else ("", False)
                known = self._ledger.known(file) if self._ledger else None
                tasks.append(Task(number, cells, file, known, shares))
                if len(tasks) == CHUNK:
                    yield tasks
                    tasks = []
        except ProblemsFound as found:
            self._files_problem = found.problems
        if tasks:
            yield tasks

    def _record(self, tasks: list[Task], pressed: Pressed) -> None:
        """Write down what became of a chunk: the manifest first, so that it never says more than is so."""
        if self._ledger:
            lines = [made_line(made, inputs) for made, inputs in pressed.made]
            done = zip(tasks, pressed.outcomes, strict=False)
            lines += [_line(task, outcome) for task, outcome in done]
            self._ledger.write(lines)
        self._check_workers(tasks, pressed)
        for task, outcome in zip(tasks, pressed.outcomes, strict=False):
            self.tally.count(outcome)
            if outcome.problems and self._mend:
                self._mend.add(task, outcome)
            elif not outcome.problems:
                for gatherer in self._gatherers:
                    gatherer.add(task, outcome)

    def _check_workers(self, tasks: list[Task], pressed: Pressed) -> None:
        """Stop where the workers of a cluster read other data than this process, or write into another folder."""
        if self.plan.check_made is None or self._place is None:
            return
        problems = [problem for _, inputs in pressed.made for problem in self.plan.check_made(inputs)]
        done = zip(tasks, pressed.outcomes, strict=False)
        last = [task.file for task, outcome in done if not outcome.problems][-1:]
        if not problems and last and not self._place.has(last[0]):
            what = "the workers do not write into this folder, but into one of theirs"
            problems.append(Problem("cluster-folder", what, "give --out an address", Where(self._place.shown)))
        if problems:
            raise ProblemsFound(problems)

    def _open_goals(self) -> None:
        setup = self.plan.setup
        if self._place and self._ledger:
            for written in filter(None, (self.plan.merge, self.plan.archive)):
                goal = Goal(written, self._place, self._ledger, force=setup.force, resume=setup.resume)
                self._goals.append(goal)

    def _open_gatherers(self) -> None:
        goals = iter(self._goals)
        if self._place and self.plan.merge:
            stacker = Stacker(next(goals), self.plan.setup, separators=self.plan.separators, index=self.plan.index)
            self._gatherers.append(stacker)
        if self._place and self.plan.archive:
            self._gatherers.append(Archive(next(goals), self._place))

    def _drop(self) -> None:
        """Forget what is unfinished: rows that come after are neither good nor bad yet."""
        if self._mend:
            self._mend.drop()
        for goal in self._goals:
            goal.draft.drop()

    def _close(self) -> None:
        tally = self.tally
        if self._files_problem:
            tally.stopped += self._files_problem
        if not self._mend or not self._ledger or not self._place:
            return
        if tally.stopped:
            self._drop()
            return
        try:
            made_files = [gatherer.close() for gatherer in self._gatherers]
            name, made = self._mend.close(self._ledger.wholes.get(PROBLEMS, ""))
            if name:
                self._ledger.write_whole(name, made, LIST)
        except ProblemsFound as found:
            tally.stopped = found.problems
            self._drop()
            return
        for goal in self._goals:
            goal.draft.drop()  # of a roster without a good row
        tally.mend = self._place.where(name) if name else ""
        tally.paths = [self._place.shown, *filter(None, made_files)]


def _is_blank(cells: list[str]) -> bool:
    """Tell whether nothing can be seen in a row, as below the last client of many a spreadsheet."""
    return not any(cells) or "".join(cells).isspace()


def _line(task: Task, outcome: Outcome) -> dict[str, object]:
    """Return the manifest's line of a row.

    **Why** a bad one has neither id nor file: in a row that has slipped, anything may stand there.
    """
    if outcome.problems:
        kinds = sorted({problem.kind for problem in outcome.problems})
        return {"row": task.number, "state": PROBLEM, "problems": kinds}
    name = outcome.id or f"{task.number:04}"
    more: dict[str, object] = {"sha256": outcome.sha256, "pages": outcome.pages}
    if outcome.plain_sha256:
        more["sha256_before_encryption"] = outcome.plain_sha256
    inputs = {"made": outcome.made, "row": outcome.row}
    return row_line(task.number, name, task.file, inputs=inputs, **more)
