"""Plates for a batch: shapes of rows in, plates out, through the same stages as a single build.

In: a workspace, shapes. Out: `Ready` plates. Never true afterwards: that a sheet differs from the one which
`handouts build` makes of the same data, or that it depends on the shapes that were asked for before.

A thing (routine or exercise) is read once for each brand and language, in a workshop of its own, so that what it was
made from is known exactly; blocks, fonts and plates are shared by all.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from handouts.batch.shape import NotOnSheet, Ready, Room
from handouts.batch.shape import Stationery as Covering
from handouts.commands.build import for_slots, guess_lines, more_lines
from handouts.commands.request import Request
from handouts.commands.workshop import Job, Workshop, content_code
from handouts.layout.bench import Bench
from handouts.layout.look import Look
from handouts.library.model import Routine, RoutineItem
from handouts.library.read_dose import read_dose
from handouts.pdf.syntax import digest
from handouts.press.assemble import Assembler
from handouts.press.store import Store, address, plate_address
from handouts.problems import ProblemsFound
from handouts.sheet.compose import compose_routine
from handouts.sheet.stationery import Client

if TYPE_CHECKING:
    from collections.abc import Callable

    from handouts.batch.shape import Shape
    from handouts.library.model import Exercise
    from handouts.pdf.block import PlacedDocument
    from handouts.pdf.fonts import FontSet
    from handouts.press.plate import Plate
    from handouts.press.words import Overflow
    from handouts.sheet.stationery import Stationery

K = TypeVar("K")
V = TypeVar("V")
MOST_PLATES: Final = 64  # at hand; each is the bytes of a sheet
MOST_THINGS: Final = 400


@dataclass(frozen=True)
class _Thing:
    """A routine or an exercise in one brand and language, with the workshop that read it, and no other thing."""

    value: Routine | Exercise
    workshop: Workshop
    stationery: Stationery
    inputs: tuple[tuple[str, str], ...]


def open_plates(workspace: str | None) -> Plates:
    """Return a place to make plates, for the workspace that was chosen or the one around the working directory."""
    return Plates(workspace)


class Plates:
    """Makes plates, and keeps what they share."""

    def __init__(self, workspace: str | None) -> None:
        self._workspace, self._start = workspace, Path.cwd()
        self._store = Store()
        self._things: dict[tuple[str, str, str, str], _Thing] = {}
        self._benches: dict[Look, Bench] = {}
        self._documents: dict[tuple[object, ...], PlacedDocument] = {}
        self._assembled: dict[int, tuple[PlacedDocument, Plate]] = {}
        self._plates: dict[str, Plate] = {}

    @cached_property
    def _fonts(self) -> FontSet:
        return Workshop(Request(workspace=self._workspace), self._start).fonts

    @cached_property
    def assembler(self) -> Assembler:
        """What the plates are assembled with."""
        return Assembler(self._fonts)

    @cached_property
    def stamp(self) -> str:
        """A hash of the program and its fonts."""
        return digest(f"{self._store.stamp} {self._fonts.digest}".encode())

    # -- room for words

    def guess(self, notes: str) -> int:
        """Return how many lines notes will need, about."""
        return guess_lines(notes)

    def widen(self, overflow: Overflow, room: Room) -> Room | None:
        """Return the room that words need which did not fit, None where no sheet has it."""
        try:
            note_lines, name_lines = more_lines(overflow, room.note_lines, room.name_lines)
        except ProblemsFound:
            return None
        return Room(note_lines, name_lines, room.practitioner)

    # -- plates

    def ready(self, shape: Shape, room: Room) -> Ready:
        """Return the plate of a shape; raises ProblemsFound with what is wrong in the data it is made from."""
        routine, thing, inputs, stationery = self._subject(shape)
        job = Job("routine", " ".join(filter(None, (shape.routine, *shape.exercises))))
        code = content_code(job, self._request(shape), thing.workshop.library.locale.name, inputs)
        stationery = replace(stationery, large=shape.large_print, side=shape.side or None, code=code)  # type: ignore[arg-type]
        # which words they are is not layout, only whether there are any
        client = Client(
            practitioner="-" if room.practitioner else "",
            notes="-" if room.note_lines else "",
            name_lines=room.name_lines,
            note_lines=room.note_lines,
        )
        sheet = compose_routine(_with_doses(routine, shape), stationery, client)
        bench = self._bench(thing, shape)

        def lay_out() -> PlacedDocument:
            return self._own_copy(thing.workshop.place(sheet, bench))

        fonts = repr(self._fonts.places)  # a plate names the files where letters are looked for that it lacks
        plate = self._plate(address("batch", self.stamp, fonts, repr(inputs), repr(shape), repr(room)), lay_out)
        own = ("client", "date", "practitioner", "notes")
        words = for_slots(plate, {slot: said for slot, said in sheet.words if slot not in own})
        return Ready(plate, words, lay_out, inputs, thing.workshop.library.locale.write_date)

    def stationery(self, shape: Shape) -> Covering:
        """Return the bench and the words of a shape's sheet, for the pages of a stack beside it."""
        _, thing, _, _ = self._subject(shape)
        return Covering(self._bench(thing, shape), thing.workshop.library.locale.words)

    def _request(self, shape: Shape) -> Request:
        return Request(
            routine=shape.routine,
            brand=shape.brand or None,
            side=shape.side or None,
            paper=shape.paper,
            large_print=shape.large_print,
            ink_saver=shape.ink_saver,
            language=shape.language or None,
            workspace=self._workspace,
        )

    def _subject(self, shape: Shape) -> tuple[Routine, _Thing, tuple[tuple[str, str], ...], Stationery]:
        """Return the routine to compose, the first thing it is made of, all its inputs, and its stationery."""
        things = [self._thing("exercise", name, shape) for name in shape.exercises]
        if not shape.routine:
            routine = _own_routine(things)
            first = things[0]
        else:
            first = self._thing("routine", shape.routine, shape)
            assert isinstance(first.value, Routine), "a routine was asked for"
            routine = _with_exercises(first.value, things) if things else first.value
            things = [first, *things]
        inputs = tuple(sorted({pair for thing in things for pair in thing.inputs}))
        figures = {name: baked for thing in things for name, baked in thing.stationery.figures.items()}
        return routine, first, inputs, replace(first.stationery, figures=figures)

    def _thing(self, kind: str, name: str, shape: Shape) -> _Thing:
        key = (kind, name, shape.brand, shape.language)
        thing = self._things.get(key)
        if thing is None:
            if len(self._things) >= MOST_THINGS:
                self._things.clear()
            thing = self._things[key] = self._read(kind, name, shape)
        return thing

    def _read(self, kind: str, name: str, shape: Shape) -> _Thing:
        request = Request(brand=shape.brand or None, language=shape.language or None, workspace=self._workspace)
        workshop = Workshop(request, self._start, self._store)
        workshop.fonts = self._fonts
        if kind == "routine":
            value: Routine | Exercise = workshop.library.load_routine(name)
            exercises = [item.exercise for item in value.items] if isinstance(value, Routine) else []
        else:
            value = workshop.library.load_exercise(name)
            exercises = [value]
        stationery = workshop.stationery(exercises, Job(kind, name))
        workshop.check_glyphs()
        return _Thing(value, workshop, stationery, workshop.inputs())

    def _bench(self, thing: _Thing, shape: Shape) -> Bench:
        brand = thing.workshop.library.brand
        look = Look(shape.paper, brand.primary, brand.accent, shape.large_print, shape.ink_saver)
        if look not in self._benches:
            self._benches[look] = Bench(look, self._fonts, self._store)
        return self._benches[look]

    def _own_copy(self, document: PlacedDocument) -> PlacedDocument:
        """Return the document laid out before from the same blocks: doses of one form lead to the same ones."""
        pages = tuple(
            (page.size, tuple([(id(at.block), at.x, at.y, at.reads_before) for at in page.blocks]))
            for page in document.pages
        )
        return _recent(self._documents, (document.about, pages), lambda: document)

    def _plate(self, kept_at: str, lay_out: Callable[[], PlacedDocument]) -> Plate:
        """Return a plate: one of an earlier run, or one that is assembled now and kept for the next.

        `kept_at` stands for everything that a sheet is made from, so nothing has to be laid out to find its plate.
        """
        name = self._store.load("index", kept_at)
        if name is not None:
            key = name.decode("ascii", "replace")
            known = self._plates.get(key) or self._store.load_plate(key)
            if known is not None:
                return _recent(self._plates, key, lambda: known)
        document = lay_out()
        plate = self._assembled.get(id(document))
        if plate is None or plate[0] is not document:
            plate = self._assembled[id(document)] = document, self.assembler.assemble(document)
            self._store.keep_plate(plate_address(plate[1]), plate[1])
            if len(self._assembled) > MOST_PLATES:
                del self._assembled[next(iter(self._assembled))]
        self._store.keep("index", kept_at, plate_address(plate[1]).encode("ascii"))
        return plate[1]


def _recent(held: dict[K, V], key: K, make: Callable[[], V]) -> V:
    """Return what is held under a key, made where it is not; of many, the one used longest ago is let go."""
    value = held.pop(key) if key in held else make()
    if len(held) >= MOST_PLATES:
        del held[next(iter(held))]
    held[key] = value
    return value


def _own_routine(things: list[_Thing]) -> Routine:
    """Return a routine of exercises that were picked for one client, each in its own dose."""
    exercises = [thing.value for thing in things]
    items = tuple(RoutineItem(value, value.dose) for value in exercises if not isinstance(value, Routine))
    words = things[0].workshop.library.locale.words
    title = items[0].exercise.name if len(items) == 1 else words["your_exercises"]
    topic = next((item.exercise.topic for item in items if item.exercise.topic), None)
    return Routine("exercises", title, "", items, topic=topic)


def _with_exercises(routine: Routine, things: list[_Thing]) -> Routine:
    """Return a routine with other exercises in it; those it had keep the dose and note they had there."""
    known = {item.exercise.id: item for item in routine.items}
    exercises = [thing.value for thing in things]
    items = tuple(
        known.get(value.id) or RoutineItem(value, value.dose) for value in exercises if not isinstance(value, Routine)
    )
    return replace(routine, items=items, action="", minutes=None)


def _with_doses(routine: Routine, shape: Shape) -> Routine:
    """Return the routine with a client's own doses; raises NotOnSheet for one that nothing on the sheet takes."""
    if not shape.doses:
        return routine
    doses = dict(shape.doses)
    for name in doses:
        if all(item.exercise.id != name for item in routine.items):
            raise NotOnSheet(name)
    items = tuple(
        replace(item, dose=read_dose(doses[item.exercise.id])) if item.exercise.id in doses else item
        for item in routine.items
    )
    return replace(routine, items=items)
