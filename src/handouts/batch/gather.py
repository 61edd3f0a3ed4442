"""What is made of many sheets: a stack to print, an archive.

In: rows as they are done, in the roster's order. Out: one file each, put in its place at the end. Never true
afterwards: that a file of an unfinished run is there, that the same rows give other bytes, that a file was written over
which no batch wrote, or that anybody but its owner may read it.
"""

from __future__ import annotations

import os
import zipfile
from typing import TYPE_CHECKING, Final, Protocol

from handouts.batch.covers import Covers, Entry
from handouts.batch.ledger import ARCHIVE, STACK, Ledger
from handouts.batch.places import hash_file, hash_of, open_place, split_place
from handouts.batch.pressing import open_presser
from handouts.output.files import refuse_write
from handouts.pdf.block import About
from handouts.press.stack import Stack, StackFull
from handouts.problems import Problem, ProblemsFound, Where

if TYPE_CHECKING:
    from handouts.batch.places import Draft, Place
    from handouts.batch.pressing import Outcome, Setting, Setup, Task
    from handouts.batch.rows import Row
    from handouts.batch.shape import Stationery
    from handouts.pdf.block import PlacedDocument

_EPOCH: Final = (1980, 1, 1, 0, 0, 0)  # the earliest that an archive can say: the same sheets give the same archive
_MOST_TITLES: Final = 3


class Goal:
    """Where a file of many sheets goes, and the manifest there that knows it."""

    def __init__(self, written: str, place: Place, ledger: Ledger, *, force: bool, resume: bool) -> None:
        """Raises ProblemsFound where a file stands that no batch wrote (with `resume`, only when it is put there)."""
        folder, self.name = split_place(written)
        self.is_inside = _same(folder, place)
        self._place = place if self.is_inside else open_place(folder)
        self._ledger = ledger if self.is_inside else Ledger(self._place)
        self._force = force
        self.shown = self._place.where(self.name)
        if not resume:
            self._check()
        self.draft: Draft = self._place.draft(self.name)

    def _check(self) -> None:
        """Refuse to write over a file that is not the one which the manifest has."""
        if self._force or not self._place.has(self.name):
            return
        if hash_of(self._place, self.name) != self._ledger.wholes.get(self.name, "?"):
            what, fix = "a file that no batch wrote has this name", "name another one, or add --force"
            raise ProblemsFound([Problem("output-exists", what, fix, Where(self.shown))])

    def reach(self, state: str) -> str:
        """Put the draft in its place and into the manifest; return where it is. Raises ProblemsFound."""
        try:
            self.draft.file.flush()
            self.draft.file.seek(0)
            made = hash_file(self.draft.file)
        except OSError as error:
            refuse_write(error, self.shown)
        if not self.draft.is_there():
            self._check()
        path = self.draft.put()
        self._ledger.write_whole(self.name, made, state)
        if not self.is_inside:
            self._ledger.close()
        return path


def _same(folder: str, place: Place) -> bool:
    return folder == place.shown or os.path.realpath(folder) == os.path.realpath(place.shown)


class Gatherer(Protocol):
    """Takes good rows one after another."""

    def add(self, task: Task, outcome: Outcome) -> None:
        """Take a row whose file is built; raises ProblemsFound."""

    def close(self) -> str:
        """Put the file in its place and return its path, empty where there was no row; raises ProblemsFound."""

    def drop(self) -> None:
        """Forget the draft."""


class Archive:
    """All sheets in a zip file, as they are: a PDF is packed already."""

    def __init__(self, goal: Goal, place: Place) -> None:
        self._goal, self._place = goal, place
        self._zip = zipfile.ZipFile(goal.draft.file, "w", zipfile.ZIP_STORED)
        self._count = 0

    def add(self, task: Task, outcome: Outcome) -> None:  # noqa: ARG002 - as every gatherer
        data = self._place.get(task.file)
        if data is None:
            what = "a sheet was taken away while the archive was made"
            raise ProblemsFound([Problem("archive-missing", what, "run it again with --resume")])
        entry = zipfile.ZipInfo(task.file, _EPOCH)
        entry.external_attr = 0o600 << 16
        self._write(entry, data)
        self._count += 1

    def _write(self, entry: zipfile.ZipInfo, data: bytes) -> None:
        try:
            self._zip.writestr(entry, data)
        except OSError as error:
            refuse_write(error, self._goal.shown)

    def close(self) -> str:
        try:
            self._zip.close()
        except OSError as error:
            refuse_write(error, self._goal.shown)
        if not self._count:
            self._goal.draft.drop()
            return ""
        return self._goal.reach(ARCHIVE)

    def drop(self) -> None:
        self._goal.draft.drop()


class Stacker:
    """All sheets in one PDF to print."""

    def __init__(self, goal: Goal, setup: Setup, *, separators: bool = False, index: bool = False) -> None:
        self._goal = goal
        self._presser = open_presser(setup)
        self._covers = Covers(self._presser.assembler)
        self._separators, self._index = separators, index
        self._entries: list[Entry] = []
        self._stationery: Stationery | None = None
        self._stack: Stack | None = None
        self._titles: dict[str, None] = {}
        self._about: About | None = None

    def add(self, task: Task, outcome: Outcome) -> None:  # noqa: ARG002 - as every gatherer
        found = self._presser.setting_of(task)
        if found is None:  # its data have gone since it was built
            what = "a sheet could not be made again for the stack"
            raise ProblemsFound([Problem("stack-missing", what, "run it again with --resume")])
        row, setting = found
        document = setting.ready.lay_out()
        self._note(document.about)
        try:
            if self._stack is None:
                self._stack = Stack(self._goal.draft.file, self._presser.assembler)
            self._add(self._stack, row, setting, document)
        except StackFull:
            what, fix = "the stack is larger than a PDF can be (4 GB)", "split the roster and make two stacks"
            raise ProblemsFound([Problem("stack-full", what, fix)]) from None
        except OSError as error:
            refuse_write(error, self._goal.shown)

    def _add(self, stack: Stack, row: Row, setting: Setting, document: PlacedDocument) -> None:
        name, about = row.id or f"{row.number:04}", document.about
        if self._separators or not self._stationery:
            stationery = self._presser.stationery(row)
            self._stationery = self._stationery or stationery
            if self._separators:
                stack.add(*self._covers.separator(stationery, about, name, setting.words))
        page = stack.add(document, setting.ready.plate, setting.words, f"{name}  {about.title}")
        if self._index:
            self._entries.append(Entry(name, row.words.client, about.title, page))

    def _add_index(self, stack: Stack, about: About) -> None:
        """Add the list of clients in front, when it is known how many pages it has, which move all others."""
        assert self._stationery is not None, "there is a client"
        count = len(list(self._covers.contents(self._stationery, about, self._entries)))
        before = count + count % 2
        entries = [entry._replace(page=entry.page + before) for entry in self._entries]
        for cover in self._covers.contents(self._stationery, about, entries):
            stack.add(*cover, self._stationery.words["contents"], in_front=True)

    def _note(self, about: About) -> None:
        if len(self._titles) <= _MOST_TITLES:
            self._titles[about.title] = None
        self._about = self._about or about

    def close(self) -> str:
        if self._stack is None or self._about is None:
            self._goal.draft.drop()
            return ""
        titles = list(self._titles)
        title = ", ".join(titles[:_MOST_TITLES]) + (", …" if len(titles) > _MOST_TITLES else "")
        about = About(title, self._about.language, self._about.author)
        try:
            if self._index:
                self._add_index(self._stack, about)
            self._stack.close(about)
        except OSError as error:
            refuse_write(error, self._goal.shown)
        return self._goal.reach(STACK)

    def drop(self) -> None:
        self._goal.draft.drop()
