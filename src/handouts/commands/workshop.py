"""The full way of a sheet: read, compose, lay out, assemble. Everything that `build` and `batch` share.

In: a workspace and what is asked of it. Out: plates and the words to press on them. Never true: that a plate was made
while a problem stood.
"""

from __future__ import annotations

import unicodedata
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from handouts import __version__
from handouts.data.tree import Mapping, Scalar
from handouts.data.tree import Sequence as Items
from handouts.data.workspace import open_workspace
from handouts.figures.bake_form import keys_of
from handouts.figures.baked import is_stale, pose_hash, read_baked
from handouts.layout.bench import Bench
from handouts.layout.exercise import place_exercise
from handouts.layout.look import Look
from handouts.layout.pictures import read_shown
from handouts.layout.routine import place_routine
from handouts.layout.series import place_series
from handouts.library.library import Library
from handouts.library.nearest import suggest
from handouts.pdf.fault import Fault
from handouts.pdf.figure_colours import figure_palette
from handouts.pdf.fonts import FontSet, MissingGlyph, describe
from handouts.pdf.syntax import digest
from handouts.pdf.truetype import BrokenFont
from handouts.press.assemble import Assembler
from handouts.press.lint import OverEdge
from handouts.problems import Problem, ProblemsFound, Where
from handouts.sheet.compose import compose_exercise, compose_routine, compose_series
from handouts.sheet.stationery import Client, Stationery

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.commands.request import Request
    from handouts.data.tree import Node
    from handouts.data.workspace import Workspace
    from handouts.figures.baked import BakedSet
    from handouts.layout.bench import Shelf
    from handouts.library.model import Exercise
    from handouts.pdf.block import PlacedDocument
    from handouts.pdf.figure_colours import Palette
    from handouts.press.plate import Plate
    from handouts.sheet.blocks import Sheet

LARGEST_BAKED: Final = 4_000_000  # bytes
PLACES: Final = {"routine": place_routine, "exercise": place_exercise, "series": place_series}


@dataclass(frozen=True)
class Job:
    """One sheet to build: its kind, the id of what it is about, and the part of a series."""

    kind: str
    id: str
    part: str | None = None


class Workshop:
    """One workspace in one brand, language, paper and style, and everything made in it so far."""

    def __init__(self, request: Request, start: Path, shelf: Shelf | None = None) -> None:
        chosen = Path(request.workspace) if request.workspace else None
        self.request = request
        self.workspace: Workspace = open_workspace(start, chosen)
        self.library = Library(self.workspace, request.brand, request.language)
        self._shelf = shelf
        self._baked: dict[bytes, BakedSet] = {}
        self._checked: dict[str, tuple[Problem, ...]] = {}

    # -- rooms

    @cached_property
    def fonts(self) -> FontSet:
        homes = (self.workspace.root, self.workspace.builtin)
        return FontSet([home / "fonts" for home in homes if home is not None])

    @cached_property
    def look(self) -> Look:
        brand, request = self.library.brand, self.request
        styles = (request.large_print, request.ink_saver, request.fillable)
        return Look(request.paper, brand.primary, brand.accent, *styles)

    @cached_property
    def bench(self) -> Bench:
        return Bench(self.look, self.fonts, self._shelf)

    @cached_property
    def assembler(self) -> Assembler:
        return Assembler(self.fonts)

    # -- the way of a sheet

    def jobs(self) -> list[Job]:
        """Return what the request asks for; everything is the workspace's own, or the built-in library without one.

        **Why** not both: what stands behind a workspace is not what its owner hands out.
        """
        request = self.request
        if request.everything:
            kinds = ("routine", "exercise", "series")
            own = [Job(kind, name) for kind in kinds for name in self.workspace.own_ids(kind)]
            return own or [Job(kind, name) for kind in kinds for name in self.library.list_ids(kind)]
        if request.routine:
            return [Job("routine", request.routine)]
        if request.exercise:
            return [Job("exercise", request.exercise)]
        assert request.series is not None
        return [Job("series", request.series, request.part)]

    def compose(self, job: Job, client: Client) -> Sheet:
        """Return what the sheet says; raises ProblemsFound."""
        self.library.begin()
        if job.kind == "routine":
            routine = self.library.load_routine(job.id)
            stationery = self.stationery([item.exercise for item in routine.items], job)
            return compose_routine(routine, stationery, client)
        if job.kind == "exercise":
            exercise = self.library.load_exercise(job.id)
            return compose_exercise(exercise, self.stationery([exercise], job), client)
        series = self.library.load_series(job.id, job.part)
        diagrams = self._figures("joint-by-joint")
        stationery = self.stationery([exercise for part in series.asked for exercise in part.exercises], job)
        return compose_series(series, series.asked, stationery, client, diagrams)

    def place(self, sheet: Sheet, bench: Bench | None = None) -> PlacedDocument:
        """Return the sheet laid out; a character without a glyph is a problem.

        A batch lays out many sheets at one bench, so that what they share is drawn once.
        """
        self.check_glyphs()
        try:
            return PLACES[sheet.kind](sheet, bench or self.bench)
        except Fault as fault:
            raise ProblemsFound([fault.at(self.place_of(fault))]) from None
        except MissingGlyph as missing:
            raise ProblemsFound([_no_glyph(missing.character, None)]) from None

    def plate(self, sheet: Sheet) -> Plate:
        """Return the sheet assembled; words that no page holds, and a font that is damaged inside, are problems."""
        try:
            return self.assembler.assemble(self.place(sheet))
        except OverEdge:
            what = f"{sheet.kind} {sheet.id} has more words in one place than a page holds"
            raise ProblemsFound([Problem("words-too-long", what, "shorten its longest texts")]) from None
        except BrokenFont as broken:
            what = f"a font cannot be used: {broken.reason}"
            fix = "copy the fonts again, or take your own out of fonts/"
            raise ProblemsFound([Problem("font-broken", what, fix, _file("fonts/"))]) from None

    # -- what a sheet is made with

    def stationery(self, exercises: list[Exercise], job: Job) -> Stationery:
        """Return what a sheet of these exercises is composed with; pictures and figures it cannot have are problems."""
        problems = list(self._unprintable(exercises))
        figures: dict[str, BakedSet] = {}
        for exercise in exercises:
            try:
                baked = self._figures(exercise.id)
            except ProblemsFound as found:
                problems += found.problems
                continue
            if baked:
                figures[exercise.id] = baked
                problems += self._unknown_figures(exercise, baked)
        if problems:
            raise ProblemsFound(problems)
        stationery = Stationery(
            brand=self.library.brand,
            locale=self.library.locale,
            figures=figures,
            large=self.request.large_print,
            fillable=self.request.fillable,
            side=self.request.side,  # type: ignore[arg-type]  # argparse allows left and right alone
        )
        return replace(stationery, code=self.content_code(job))

    def _unknown_figures(self, exercise: Exercise, baked: BakedSet) -> Iterator[Problem]:
        """Yield a problem for every mistake whose figure the exercise has not."""
        for mistake in exercise.mistakes:
            if mistake.figure and mistake.figure not in baked.figures:
                what = f'{exercise.id} has no figure called "{mistake.figure}"'
                places = (opened.root for opened in self.library.files if opened.id == exercise.id)
                where = next((s.where for root in places for s in _scalars(root) if s.value == mistake.figure), None)
                yield Problem("figure-unknown", what, suggest(mistake.figure, baked.figures), where)

    def _figures(self, name: str) -> BakedSet | None:
        """Return the baked figures of an exercise, None where it has no poses; a missing or stale bake is a problem.

        Both files are read for every sheet, so that what a sheet was built from does not depend on the one before it;
        the bake itself is parsed once.
        """
        poses, found = self.workspace.find("figure", name), self.workspace.find("baked", name)
        if poses is None:
            return None
        fix = f"handouts figures bake {name}"
        if found is None or found.home != poses.home:
            what = f"the figures of {name} are not baked yet"
            raise ProblemsFound([Problem("figure-not-baked", what, fix, _file(poses.shown))])
        pose_text = self.workspace.read(poses).decode("utf-8", "replace")
        data = self.workspace.read(found, LARGEST_BAKED)
        if data not in self._baked:
            self._baked[data] = _read_bake(data, name, fix, poses.shown, figure_palette(self.look.roles))
        if is_stale(self._baked[data], pose_text):
            same = self._baked[data].pose_hash == pose_hash(pose_text)
            what = f"the figures of {name} were baked " + ("by another handouts" if same else "from other poses")
            raise ProblemsFound([Problem("figure-stale", what, fix, _file(poses.shown))])
        return self._baked[data]

    def content_code(self, job: Job) -> str:
        """Return eight characters of the hash of everything the sheet is built from but the client's words."""
        return content_code(job, self.request, self.library.locale.name, self.inputs())

    def inputs(self) -> tuple[tuple[str, str], ...]:
        """Return (name, SHA-256) of every data file read so far, the same wherever the built-in library lies."""
        return tuple(
            sorted((source.shown.removeprefix("built-in: "), source.sha256) for source in self.library.sources)
        )

    # -- characters

    def check_glyphs(self) -> None:
        """Raise a problem for every character of the data that no font covers."""
        problems: list[Problem] = []
        for opened in self.library.files:
            found = self._checked.get(opened.found.shown)
            if found is None:
                try:
                    found = tuple(one for scalar in _scalars(opened.root) for one in self._missing(scalar))
                except Fault as fault:  # of a font's file
                    raise ProblemsFound([fault.at(self.place_of(fault))]) from None
                self._checked[opened.found.shown] = found
            problems += found
        if problems:
            raise ProblemsFound(problems)

    def _missing(self, scalar: Scalar) -> Iterator[Problem]:
        words = str(scalar.value or "")
        if words.isascii():
            return
        lost: list[str] = []
        for character in dict.fromkeys(words):
            if unicodedata.bidirectional(character) in ("R", "AL"):
                yield _leftwards(_where_in(scalar.where, character))
                return
            try:
                self.fonts.spans("R", character)
            except MissingGlyph:
                lost.append(character)
        if lost:
            yield _no_glyph(lost[0], _where_in(scalar.where, lost[0]), len(lost) - 1)

    # -- pictures and fonts

    def _unprintable(self, exercises: list[Exercise]) -> Iterator[Problem]:
        """Yield a problem for the logo and every picture that cannot be printed."""
        brand = self.library.brand
        shown = [(brand.logo, brand.logo_digest)] if brand.logo else []
        shown += [(each.picture.path, each.picture.digest) for each in exercises if each.picture]
        for path, digested in dict.fromkeys(shown):
            try:
                read_shown(path, digested)
            except Fault as fault:
                yield fault.at(self.place_of(fault))

    def place_of(self, fault: Fault) -> Where | None:
        """Return where in the data the file that a fault is about is named; of a font, the file itself."""
        if fault.about is None:
            return None
        for opened in self.library.files:
            folder = opened.found.path.parent
            for scalar in _scalars(opened.root):
                if isinstance(scalar.value, str) and folder / scalar.value == fault.about:
                    return scalar.where
        root = self.workspace.root
        is_own = root is not None and fault.about.is_relative_to(root)
        return _file(fault.about.relative_to(root).as_posix() if root and is_own else fault.about.name)


def _read_bake(data: bytes, name: str, fix: str, shown: str, palette: Palette) -> BakedSet:
    with suppress(ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError):
        baked = read_baked(data.decode("utf-8", "replace"))
        if keys_of(baked) <= palette.keys():
            return baked
    what = f"the baked figures of {name} cannot be read"
    raise ProblemsFound([Problem("figure-stale", what, fix, _file(shown))])


def content_code(job: Job, request: Request, language: str, inputs: tuple[tuple[str, str], ...]) -> str:
    """Return the code that a footer carries: the same sheet from the same data has the same one."""
    facts = [job.kind, job.id, job.part or "", request.paper, request.side or "", __version__]
    facts += [str(request.large_print), str(request.ink_saver), str(request.fillable), language]
    facts += [f"{name} {value}" for name, value in inputs]
    return digest("\n".join(facts).encode())[:8].lower()


def _scalars(node: Node) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Items):
        for item in node.items:
            yield from _scalars(item)
    elif isinstance(node, Mapping):
        for name in node:
            value = node.get(name)
            if value is not None:
                yield from _scalars(value)


def _where_in(where: Where, character: str) -> Where:
    """Return the place of a character within a value's line, the value's own where it stands in another line."""
    at = where.text.find(character, where.column - 1)
    return Where(where.path, where.line, at + 1, 1, where.text) if at >= 0 else where


def _leftwards(where: Where) -> Problem:
    """Return the problem of letters that run from right to left: a client's words are shaped, a sheet's own are not."""
    what = "letters that run from right to left can be printed in a client's words only"
    return Problem("right-to-left", what, "write it in letters that run from left to right", where)


def _no_glyph(character: str, where: Where | None, others: int = 0) -> Problem:
    """Return the problem of a text's first character without a glyph; a word of ten such is one problem."""
    what = f"no font has {describe(character)}"
    if others:
        what += f", nor {others} other character{'s' * (others != 1)} of this text"
    return Problem("no-glyph", what, "write it another way, or put a font that has it into fonts/", where)


def _file(shown: str) -> Where:
    return Where(shown)
