"""What is made of many sheets: a stack to print, an archive.

In: rows as they are done, in the roster's order. Out: one file each, put in its place at the end. Never true
afterwards: that a file of an unfinished run is there, that the same rows give other bytes, or that anybody but its
owner may read it.
"""

from __future__ import annotations

import os
import zipfile
from typing import IO, TYPE_CHECKING, Final, Protocol

from handouts.batch.pressing import open_presser
from handouts.output.files import refuse_write
from handouts.pdf.block import About
from handouts.press.stack import Stack, StackFull
from handouts.problems import Problem, ProblemsFound

if TYPE_CHECKING:
    from pathlib import Path

    from handouts.batch.places import Place
    from handouts.batch.pressing import Outcome, Setup, Task

_EPOCH: Final = (1980, 1, 1, 0, 0, 0)  # the earliest that an archive can say: the same sheets give the same archive
_MOST_TITLES: Final = 3


class Gatherer(Protocol):
    """Takes good rows one after another."""

    def add(self, task: Task, outcome: Outcome) -> None:
        """Take a row whose file is built; raises ProblemsFound."""

    def close(self) -> Path | None:
        """Put the file in its place and return its path, None where there was no row; raises ProblemsFound."""

    def drop(self) -> None:
        """Forget the draft."""


class Draft:
    """A file that is written for a long time and then put in its place; an equal one is left as it is."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._part = path.parent / f".handouts-batch-{os.urandom(6).hex()}.part"
        flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self.file: IO[bytes] = open(os.open(self._part, flags, 0o600), "w+b")  # noqa: PTH123, SIM115 - closed below
        except OSError as error:
            refuse_write(error, path)

    def put(self) -> Path:
        try:
            self.file.flush()
            if self._is_there():
                self.drop()
            else:
                self.file.close()
                self._part.replace(self.path)
        except OSError as error:
            self.drop()
            refuse_write(error, self.path)
        return self.path

    def _is_there(self) -> bool:
        """Tell whether the file in its place has the same bytes."""
        if self.path.is_symlink() or not self.path.is_file() or self.path.stat().st_size != self.file.tell():
            return False
        self.file.seek(0)
        with self.path.open("rb") as standing:
            while block := self.file.read(1 << 20):
                if block != standing.read(1 << 20):
                    return False
        return True

    def drop(self) -> None:
        self.file.close()
        self._part.unlink(missing_ok=True)


class Archive:
    """All sheets in a zip file, as they are: a PDF is packed already."""

    def __init__(self, path: Path, place: Place) -> None:
        self._draft, self._place = Draft(path), place
        self._zip = zipfile.ZipFile(self._draft.file, "w", zipfile.ZIP_STORED)
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
            refuse_write(error, self._draft.path)

    def close(self) -> Path | None:
        try:
            self._zip.close()
        except OSError as error:
            refuse_write(error, self._draft.path)
        if not self._count:
            self._draft.drop()
            return None
        return self._draft.put()

    def drop(self) -> None:
        self._draft.drop()


class Stacker:
    """All sheets in one PDF to print."""

    def __init__(self, path: Path, setup: Setup) -> None:
        self._draft, self._setup = Draft(path), setup
        self._presser = open_presser(setup)
        self._stack: Stack | None = None
        self._titles: dict[str, None] = {}
        self._about: About | None = None

    def add(self, task: Task, outcome: Outcome) -> None:  # noqa: ARG002 - as every gatherer
        found = self._presser.setting_of(task)
        if found is None:  # its data have gone since it was built
            what = "a sheet could not be made again for the stack"
            raise ProblemsFound([Problem("stack-missing", what, "run it again with --resume")])
        name, setting = found
        document = setting.ready.lay_out()
        self._note(document.about)
        try:
            if self._stack is None:
                self._stack = Stack(self._draft.file, self._presser.assembler)
            self._stack.add(document, setting.ready.plate, setting.words, f"{name}  {document.about.title}")
        except StackFull:
            what, fix = "the stack is larger than a PDF can be (4 GB)", "split the roster and make two stacks"
            raise ProblemsFound([Problem("stack-full", what, fix)]) from None
        except OSError as error:
            refuse_write(error, self._draft.path)

    def _note(self, about: About) -> None:
        if len(self._titles) <= _MOST_TITLES:
            self._titles[about.title] = None
        self._about = self._about or about

    def close(self) -> Path | None:
        if self._stack is None or self._about is None:
            self._draft.drop()
            return None
        titles = list(self._titles)
        title = ", ".join(titles[:_MOST_TITLES]) + (", …" if len(titles) > _MOST_TITLES else "")
        try:
            self._stack.close(About(title, self._about.language, self._about.author))
        except OSError as error:
            refuse_write(error, self._draft.path)
        return self._draft.put()

    def drop(self) -> None:
        self._draft.drop()
