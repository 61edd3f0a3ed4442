"""What is kept between sheets is never seen in one: a block is what its key says, a sheet what its values say."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

from handouts.commands.request import Request
from handouts.commands.workshop import Job, Workshop
from handouts.layout.bench import Bench  # noqa: TC001 - pytest reads the fixtures' types
from handouts.layout.card import RoomyCard
from handouts.library.model import RoutineItem
from handouts.library.read_dose import read_dose
from handouts.pdf.block import Run
from handouts.sheet.compose import compose_routine
from handouts.sheet.stationery import Client

if TYPE_CHECKING:
    from handouts.layout.pen import Pen
    from handouts.pdf.canvas import Node
    from handouts.sheet.blocks import Sheet

ROOT = Path(__file__).resolve().parents[2]
INK = Run("R", 12, (0.0, 0.0, 0.0))


class Desk:
    """Composes and assembles routines of any exercises, keeping whatever its stages keep."""

    def __init__(self) -> None:
        self.workshop = Workshop(Request(routine="morning"), ROOT)
        self.routine = self.workshop.library.load_routine("morning")
        names = ("hip-hinge", "dead-bug", "split-squat")
        self.items = [RoutineItem(one, one.dose) for one in map(self.workshop.library.load_exercise, names)]
        self.stationery = self.workshop.stationery([item.exercise for item in self.items], Job("routine", "morning"))

    def sheet(
        self, order: tuple[int, ...], side: Literal["left"] | None = None, dose: str = "", notes: int = 0
    ) -> Sheet:
        items = [self.items[at] for at in order]
        if dose:
            items[0] = replace(items[0], dose=read_dose(dose))
        client = Client(name="-", notes="-" if notes else "", note_lines=notes)
        return compose_routine(replace(self.routine, items=tuple(items)), replace(self.stationery, side=side), client)

    def file(self, *given: object, **more: object) -> bytes:
        return self.workshop.plate(self.sheet(*given, **more)).prefix  # type: ignore[arg-type]


def test_a_sheet_does_not_depend_on_those_made_before() -> None:
    """Other orders, the other side, other doses, more notes: the next sheet is byte for byte a new desk's."""
    seasoned = Desk()
    others = [seasoned.file((1, 0)), seasoned.file((0, 1), "left"), seasoned.file((0,), None, "3 x 12-15 each side")]
    others += [seasoned.file((0, 1), None, "", 4), seasoned.file((2, 0, 1))]
    wanted = Desk().file((0, 1))
    assert seasoned.file((0, 1)) == wanted
    assert wanted not in others
    assert Desk().file((0, 1), "left") == others[1]


def test_what_a_card_says_is_composed_once_for_each_side() -> None:
    """The same card is the same value, so that its forms are measured once; the other side's is another."""
    desk = Desk()
    first, again, left = desk.sheet((0,)), desk.sheet((0, 1)), desk.sheet((0,), "left")
    assert first.blocks[2].panel is again.blocks[2].panel  # type: ignore[union-attr]
    assert left.blocks[2].panel[0].mirrored  # type: ignore[union-attr,index]


def test_cards_are_measured_once(bench: Bench) -> None:
    """A form of a card is kept by what it says and its size, and draws one block at one height."""
    card = Desk().sheet((0,)).blocks[2]
    kept = bench.kept(RoomyCard, card, 16.0)
    assert bench.kept(RoomyCard, replace(card), 16.0) is kept  # type: ignore[type-var]
    assert bench.kept(RoomyCard, card, 15.0) is not kept
    assert kept.block(kept.natural_height) is kept.block(kept.natural_height)


@pytest.mark.parametrize("first", [-4e-7, 4e-7])
def test_of_two_like_sizes_neither_is_drawn_for_the_other(first: float, bench: Bench) -> None:
    """Heights that a sum of parts makes in another order differ in the last place; their block is one."""

    def draw(pen: Pen) -> list[Node]:
        with pen.canvas.pagination("Header"):
            pen.text(0, pen.height - 10.005, "x", INK)
        return []

    block = bench.block(("test",), 50, 40.005 + first, draw)
    assert bench.block(("test",), 50, 40.005, draw) is block
    assert block.height == 40.005


def test_a_block_that_failed_leaves_nothing_to_the_next(bench: Bench) -> None:
    """A build goes on with its other sheets; their blocks are drawn on the same canvas."""

    def fail(pen: Pen) -> list[Node]:
        pen.line(0, 0, 9, 9, (0.0, 0.0, 0.0), 1)
        raise ValueError("a problem of the data")

    def draw(pen: Pen) -> list[Node]:
        with pen.canvas.pagination("Header"):
            pen.text(0, 9, "x", INK)
        return []

    clean = bench.block(("clean",), 50, 40, draw)
    with pytest.raises(ValueError, match="a problem"):
        bench.block(("failing",), 50, 40, fail)
    assert bench.block(("after",), 50, 40, draw) == clean


def test_a_bench_forgets_before_it_fills_the_memory(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """A batch of many shapes keeps no more than so many forms."""
    monkeypatch.setattr("handouts.layout.bench._MOST_KEPT", 3)
    for number in range(10):
        assert bench.kept(lambda _bench, given: given, number) == number
    assert len(bench._kept) <= 3
