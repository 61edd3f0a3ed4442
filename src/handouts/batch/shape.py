"""What rows have in common: a shape is everything of a sheet but a client's own words.

In: nothing; these are values, and the protocol of whoever makes plates. Out: what a row is read into and pressed from.
Never true: that a client's name, date or notes stand in a shape.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b, sha256
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from handouts.layout.bench import Bench
    from handouts.pdf.block import PlacedDocument
    from handouts.press.assemble import Assembler
    from handouts.press.plate import Plate
    from handouts.press.words import Overflow

    Words = dict[str, str | tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Shape:
    """Rows of one shape share their plates.

    Either `routine` or `exercises` may be empty: a routine's exercises are then its own, or the sheet has no other
    title. `doses` are (exercise id, dose as typed) in the order of their ids. `brand` and `language` empty are the
    workspace's and the brand's own.
    """

    routine: str = ""
    exercises: tuple[str, ...] = ()
    doses: tuple[tuple[str, str], ...] = ()
    brand: str = ""
    language: str = ""
    paper: str = "a4"
    large_print: bool = False
    ink_saver: bool = False
    side: str = ""


@dataclass(frozen=True, slots=True)
class Room:
    """How much room a client's words get, which is layout: lines of the name and the notes, a practitioner or none."""

    note_lines: int = 0
    name_lines: int = 1
    practitioner: bool = False


class Ready:
    """A plate of a shape, and what pressing a row needs beside the row's own words.

    `words` are the sheet's own words by slot (doses); `lay_out` returns the document that the plate was assembled from,
    which a plate of an earlier run needs for a stack only. `inputs` are (name, SHA-256) of the data files, `made` the
    hash of them all. `seal` is the SHA-256 of the plate's prefix, to be copied and gone on with for every file.
    """

    __slots__ = ("inputs", "lay_out", "made", "plate", "seal", "words", "write_date")

    def __init__(
        self, plate: Plate, words: Words, lay_out: Callable[[], PlacedDocument], inputs: Inputs, write_date: WriteDate
    ) -> None:
        self.plate, self.words, self.lay_out = plate, words, lay_out
        self.inputs, self.write_date = inputs, write_date
        facts = "\n".join([f"{name} {value}" for name, value in inputs])
        self.made = blake2b(facts.encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()
        self.seal = sha256(plate.prefix)


Inputs = tuple[tuple[str, str], ...]


class WriteDate(Protocol):
    """Writes a date as the sheet's locale prints it."""

    def __call__(self, day: date, /) -> str: ...


class NotOnSheet(Exception):  # noqa: N818 - it says what is missing
    """A row gives a dose for an exercise that its sheet does not have."""

    def __init__(self, exercise: str) -> None:
        self.exercise = exercise
        super().__init__(exercise)


class Stationery(NamedTuple):
    """What a stack's own pages are made with: a bench, and the words of its language."""

    bench: Bench
    words: Mapping[str, str]


class PlateRoom(Protocol):
    """Whoever makes plates: the stages before this one, put together by `handouts.commands.batch`.

    **Why** handed in: making a plate needs what stands over all stages; a batch needs plates and nothing of how they
    are made.
    """

    @property
    def stamp(self) -> str:
        """A hash of what else a file depends on: the program, its fonts."""

    @property
    def assembler(self) -> Assembler:
        """What the plates are assembled with: a stack takes its pieces from it."""

    def ready(self, shape: Shape, room: Room) -> Ready:
        """Return the plate of a shape; raises ProblemsFound, and NotOnSheet."""

    def stationery(self, shape: Shape) -> Stationery:
        """Return what pages beside a sheet of this shape are made with; raises ProblemsFound."""

    def guess(self, notes: str) -> int:
        """Return how many lines notes will need, about."""

    def widen(self, overflow: Overflow, room: Room) -> Room | None:
        """Return the room that words need which did not fit, None where no sheet has it."""
