"""A warm-up of other exercises: what a clinic's rows ask for when every client gets a selection of their own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from handouts.commands.workshop import Job
from handouts.library.model import RoutineItem
from handouts.sheet.compose import compose_routine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handouts.commands.workshop import Workshop
    from handouts.sheet.blocks import Sheet
    from handouts.sheet.stationery import Client

WARMUP = Job("routine", "warmup")


class Chooser:
    """Composes the warm-up with any of the given exercises; what is the same for every client is made once."""

    def __init__(self, workshop: Workshop, names: Sequence[str]) -> None:
        self._routine = workshop.library.load_routine("warmup")
        given = {item.exercise.id: item for item in self._routine.items}
        exercises = [workshop.library.load_exercise(name) for name in names]
        self._items = {one.id: given.get(one.id) or RoutineItem(one, one.dose) for one in exercises}
        self._stationery = workshop.stationery(exercises, WARMUP)

    def compose(self, names: Sequence[str], client: Client) -> Sheet:
        """Return the sheet of these exercises in this order."""
        routine = replace(self._routine, items=tuple(self._items[name] for name in names))
        return compose_routine(routine, self._stationery, client)
