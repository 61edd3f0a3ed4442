"""Presses rows: the work of one chunk, in whichever process it is done.

In: a `Setup`, rows. Out: outcomes, and files in the folder. Never true afterwards: that a row's problem stopped another
row, that a file was written over which is not this row's, or that an outcome holds a client's words.

A further client costs a reading of its cells, a pressing, a hash of its own part of the file, and the writing.
"""

from __future__ import annotations

import threading
import traceback
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import lru_cache
from hashlib import blake2b, sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

from handouts.batch.columns import DOSE
from handouts.batch.encrypt import encrypted, opens_with
from handouts.batch.places import open_place
from handouts.batch.rows import RowReader
from handouts.batch.shape import NotOnSheet, Ready, Room
from handouts.batch.slate import number_of
from handouts.pdf.fonts import describe
from handouts.press.scripts import NoScripts
from handouts.press.tail import press_tail
from handouts.press.words import NoFont, NoGlyph, Overflow
from handouts.problems import Problem, ProblemsFound

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from handouts.batch.columns import Columns
    from handouts.batch.places import Place
    from handouts.batch.rows import Known, Row
    from handouts.batch.shape import PlateRoom, Shape, Stationery, Words
    from handouts.press.assemble import Assembler
    from handouts.press.plate import SlotRow, Uses

TRIES: Final = 14  # a name and notes may each ask for more lines
MEMO: Final = 2000  # settings of words kept by a plate
OWN: Final = ("client", "notes")  # words that do not come again, and are not kept
SHAPES: Final = 96  # plates at hand; each is the bytes of a sheet, and shared where doses lead to one form


@dataclass(frozen=True)
class Setup:
    """What every process of a batch has to know. Can be pickled; `opener` is a function of a module.

    `out` names the folder; None: nothing is written, rows are only tried.
    """

    opener: Callable[[str | None], PlateRoom]
    workspace: str | None
    shown: str
    columns: Columns
    known: Known
    out: str | None
    resume: bool = False
    force: bool = False
    encrypts: bool = False
    debug: bool = False
    run: str = (
        ""  # one of each run: a cluster's worker lives on, and must not press from what it read for an earlier one
    )
    stamp: str = ""  # a worker elsewhere must have this program and these fonts; empty: it is a child of this process


@dataclass(frozen=True, slots=True)
class Task:
    """A row to press: number, cells, the name of its file, and what the manifest knows of it (two marks of 64 bits).

    `shares_name`: an earlier row has the name that this one would have had.
    """

    number: int
    cells: list[str] | None = field(repr=False)  # a cluster's log may show what a worker was given
    file: str
    known: tuple[int, int] | None = None
    shares_name: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a row: `built`, `kept` (it was whole and up to date), or problems.

    `row` is the hash of everything the file was made from, `made` that of the data files among it. `plain_sha256` is
    the hash before encryption, empty where there is none.
    """

    state: str
    id: str = ""
    pages: int = 0
    sha256: str = ""
    row: str = ""
    made: str = ""
    plain_sha256: str = ""
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Pressed:
    """The outcomes of a chunk, in order; `stop` where the folder cannot take any more, then they are fewer.

    `made` lists the data files behind each `made` hash that is new to this chunk.
    """

    outcomes: tuple[Outcome, ...]
    made: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()
    stop: tuple[Problem, ...] = ()


_ONE_AT_A_TIME = threading.Lock()


def press_rows(setup: Setup, tasks: list[Task]) -> Pressed:
    """Press a chunk of rows."""
    with _ONE_AT_A_TIME:  # an executor may have threads; plates remember words as they go
        return open_presser(setup).press(tasks)


@lru_cache(maxsize=2)
def open_presser(setup: Setup) -> Presser:
    """Return this process's presser; a process that is forked from one that has it, has it too."""
    return Presser(setup)


class Presser:
    """Presses rows of one roster, keeping plates at hand."""

    def __init__(self, setup: Setup) -> None:
        self._setup = setup
        self._reader = RowReader(setup.shown, setup.columns, setup.known, wants_password=setup.encrypts)
        self._room = setup.opener(setup.workspace)
        self._place: Place | None = open_place(setup.out) if setup.out is not None else None
        self._ready: dict[tuple[Shape, Room], Ready | tuple[Problem, ...]] = {}
        self._made: dict[str, tuple[tuple[str, str], ...]] = {}
        self._dates: dict[tuple[object, object], str] = {}

    def press(self, tasks: list[Task]) -> Pressed:
        """Press rows one by one; a row that meets a bug of ours is a problem of its own."""
        self._made.clear()
        if self._setup.stamp not in ("", self._room.stamp):
            what, fix = "a worker has another version of handouts, or other fonts", "install the same for all of them"
            return Pressed((), stop=(Problem("cluster-worker", what, fix),))
        outcomes: list[Outcome] = []
        try:
            outcomes.extend(self._outcomes(tasks))  # those before the problem stay in it
        except ProblemsFound as found:
            return Pressed(tuple(outcomes), tuple(self._made.items()), found.problems)
        return Pressed(tuple(outcomes), tuple(self._made.items()))

    def _outcomes(self, tasks: list[Task]) -> Iterator[Outcome]:
        """Yield what becomes of each row; in a place that is far away, several files are written side by side."""
        if self._place is None or self._place.at_once == 1:
            for task in tasks:
                yield self._put(task, self._set(task))
            return
        rows = [self._set(task) for task in tasks]
        with ThreadPoolExecutor(self._place.at_once) as threads:
            yield from threads.map(self._put, tasks, rows)

    def _set(self, task: Task) -> tuple[Row, Setting] | Outcome:
        """Return a row and its words on a plate, or its problems."""
        try:
            row = self._reader.read(task.number, task.cells)
            if isinstance(row, list):
                return Outcome("problem", self._reader.id_of(task.cells), problems=tuple(row))
            found = self.set_words(row)
            if isinstance(found, Setting):
                return row, found
            return Outcome("problem", row.id, problems=(found,) if isinstance(found, Problem) else found)
        except ProblemsFound:
            raise
        except Exception as error:  # noqa: BLE001 - the other rows are no worse for it
            return Outcome("problem", problems=(self._our_fault(task, error),))

    def _put(self, task: Task, found: tuple[Row, Setting] | Outcome) -> Outcome:
        """Return what becomes of the row's file; a place that takes no more raises ProblemsFound."""
        if isinstance(found, Outcome):
            return found
        try:
            return self._write(task, *found)
        except ProblemsFound:
            raise
        except Exception as error:  # noqa: BLE001 - the other rows are no worse for it
            return Outcome("problem", problems=(self._our_fault(task, error),))

    def _our_fault(self, task: Task, error: Exception) -> Problem:
        """Return what is said of a bug: its kind and, asked for, its place; its words may be a client's."""
        fix = "run it again with --debug and send us what it says; the other rows are not touched"
        if self._setup.debug:
            last = traceback.extract_tb(error.__traceback__)[-1]
            fix = f"send us this: {last.filename}:{last.lineno} in {last.name}"
        what = f"this row met a fault of ours, not yours ({type(error).__name__})"
        return self._reader.complain(task.number, "", "our-fault", what, fix)

    def setting_of(self, task: Task) -> tuple[Row, Setting] | None:
        """Return a row that was built and its words on its plate; None where it has problems."""
        row = self._reader.read(task.number, task.cells)
        if isinstance(row, list):
            return None
        found = self.set_words(row)
        return (row, found) if isinstance(found, Setting) else None

    def stationery(self, row: Row) -> Stationery:
        """Return what pages of a stack beside this row's sheet are made with; raises ProblemsFound."""
        return self._room.stationery(row.shape)

    @property
    def assembler(self) -> Assembler:
        """What the plates are assembled with."""
        return self._room.assembler

    # -- words

    def set_words(self, row: Row) -> Setting | Problem | tuple[Problem, ...]:
        """Return the row's words on a plate that has room for them, or why there is none."""
        words = row.words
        room = Room(self._room.guess(words.notes) if words.notes else 0, 1, bool(words.practitioner))
        for _ in range(TRIES):
            try:
                ready = self._plate(row.shape, room)
            except NotOnSheet as dose:
                what, fix = "this row's sheet has no such exercise", "leave the cell empty, or choose another sheet"
                return self._reader.complain(row.number, DOSE + dose.exercise, "dose-without-exercise", what, fix)
            if isinstance(ready, tuple):
                return tuple(self._of_row(row, problem) for problem in ready)
            said = self._words(row, ready)
            try:
                return Setting(ready, said, press_tail(ready.plate, said))
            except Overflow as overflow:
                wider = self._room.widen(overflow, room)
                if wider is None:
                    what = "there are more words here than fit on a sheet"
                    return self._reader.complain(
                        row.number, _column(overflow.slot), "words-too-long", what, "shorten it"
                    )
                room = wider
            except NoGlyph as missing:
                what = f"no font has {describe(missing.character)}"
                fix = "write it another way, or put a font that has it into fonts/"
                return self._reader.complain(row.number, _column(missing.slot), "no-glyph", what, fix)
            except NoFont as broken:
                what = f"the font {Path(broken.path).name} cannot be used: {broken.reason}"
                fix = "copy it again, or take it out of fonts/"
                return self._reader.complain(row.number, "", "font-broken", what, fix)
            except NoScripts as missing:
                what = "letters here join or run from right to left"
                fix = 'pip install "handouts[scripts]"'
                return self._reader.complain(row.number, _column(missing.slot), "needs-scripts", what, fix)
        return self._reader.complain(
            row.number, "notes", "words-too-long", "there is no room for all of this", "shorten it"
        )

    def _of_row(self, row: Row, problem: Problem) -> Problem:
        """Return a problem of the data under a sheet as one of the row that asks for it, its own place in its words."""
        where = f" ({problem.where})" if problem.where else ""
        return self._reader.complain(row.number, "", problem.kind, f"{problem.what}{where}", problem.fix)

    def _words(self, row: Row, ready: Ready) -> Words:
        words, said = row.words, dict(ready.words)
        if words.client:
            said["client"] = words.client
        if words.date:
            key = (words.date, row.shape.language or row.shape.brand)
            said["date"] = self._dates.get(key) or self._dates.setdefault(key, ready.write_date(words.date))
        if words.practitioner:
            said["practitioner"] = words.practitioner
        if words.notes:
            said["notes"] = words.notes
        return said

    def _plate(self, shape: Shape, room: Room) -> Ready | tuple[Problem, ...]:
        """Return the plate, or what is wrong with the data it would be made from."""
        key = (shape, room)
        found = self._ready.pop(key, None)
        if found is None:
            try:
                found = self._room.ready(shape, room)
            except ProblemsFound as problems:
                found = problems.problems
            if len(self._ready) >= SHAPES:
                del self._ready[next(iter(self._ready))]
        self._ready[key] = found  # the last used stands last
        if isinstance(found, Ready):
            if not isinstance(found.plate.memo, _Memo):
                found.plate.memo = _Memo()
            if len(found.plate.memo) > MEMO:
                found.plate.memo.clear()
        return found

    # -- files

    def _write(self, task: Task, row: Row, setting: Setting) -> Outcome:
        """Write the row's file, unless it stands there already, or another one does."""
        ready = setting.ready
        self._made[ready.made] = ready.inputs
        facts = f"{self._room.stamp} {ready.made} {ready.plate.key} {sorted(setting.words.items())}"
        seal = ready.seal.copy()
        seal.update(setting.tail)
        outcome = Outcome("built", row.id, len(ready.plate.pages), seal.hexdigest(), _digest(facts), ready.made)
        place = self._place
        if place is None:
            return outcome
        if self._setup.encrypts:
            return self._write_encrypted(task, row, setting, outcome)
        parts = (ready.plate.prefix, setting.tail)
        if task.known is None and place.put_new(task.file, parts):
            return outcome
        standing = place.get(task.file)
        if standing is not None and setting.makes(standing):
            return replace(outcome, state="kept")
        if not self._may_replace(task, standing):
            return self._other(task, row)
        place.put(task.file, parts)
        return outcome

    def _write_encrypted(self, task: Task, row: Row, setting: Setting, outcome: Outcome) -> Outcome:
        """Write an encrypted file; no two are the same, so the one of these words and this password stays."""
        assert self._place is not None, "only a place holds files"
        standing = self._place.get(task.file) if task.known or self._place.has(task.file) else b""
        mine = bool(standing) and opens_with(standing or b"", row.password)
        if mine:
            found = sha256(standing or b"").hexdigest()
            if task.known == (number_of(outcome.row), number_of(found)):
                return replace(outcome, state="kept", sha256=found, plain_sha256=outcome.sha256)
        elif standing != b"" and not self._may_replace(task, standing):
            return self._other(task, row)
        data = encrypted(setting.ready.plate.prefix + setting.tail, row.password)
        self._place.put(task.file, (data,))
        return replace(outcome, sha256=sha256(data).hexdigest(), plain_sha256=outcome.sha256)

    def _may_replace(self, task: Task, standing: bytes | None) -> bool:
        """Tell whether a file with other content is the batch's own and may be renewed, or is gone."""
        if self._setup.force:
            return True
        if task.known is None:
            return False
        return self._setup.resume or (standing is None and self._place is not None and not self._place.has(task.file))

    def _other(self, task: Task, row: Row) -> Outcome:
        what = "a file with other content has this row's name already, and was left as it is"
        fix = "add --resume to renew a batch's own files, --force to replace any, or write elsewhere with --out"
        problem = self._reader.complain(task.number, "", "output-exists", what, fix)
        return Outcome("problem", row.id, problems=(problem,))


class _Memo(dict["tuple[SlotRow, str | tuple[str, str]]", "tuple[str, Uses]"]):
    """Remembers how doses, dates and practitioners are set, which come again, and no client's name or notes.

    **Why**: a hundred plates that remember names would fill the memory of a long batch.
    """

    def __setitem__(self, key: tuple[SlotRow, str | tuple[str, str]], value: tuple[str, Uses]) -> None:
        if key[0].name not in OWN:
            super().__setitem__(key, value)


class Setting:
    """A row's words on a plate: the constant part is the plate's, `tail` the row's own."""

    __slots__ = ("ready", "tail", "words")

    def __init__(self, ready: Ready, words: Words, tail: bytes) -> None:
        self.ready, self.words, self.tail = ready, words, tail

    def makes(self, data: bytes) -> bool:
        """Tell whether these are the bytes of the file."""
        prefix, tail = self.ready.plate.prefix, self.tail
        return len(data) == len(prefix) + len(tail) and data.endswith(tail) and data.startswith(prefix)


def _column(slot: str) -> str:
    """Return the column that a slot's words come from."""
    return DOSE + slot.split(":")[1] if slot.startswith(DOSE) else slot


def _digest(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
