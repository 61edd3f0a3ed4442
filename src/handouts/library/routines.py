"""Routine files → routines.

In: an opened file and how to get an exercise. Out: a `Routine` whose items are whole exercises with the dose that holds
here. Never true afterwards: that a routine names an exercise that nobody has.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.data.tree import locate
from handouts.library.dose import estimate_seconds
from handouts.library.faults import Fault
from handouts.library.model import Routine, RoutineItem, Track, When
from handouts.library.shapes.routine import RoutineShape

if TYPE_CHECKING:
    from collections.abc import Callable

    from handouts.library.model import Exercise
    from handouts.library.reading import Opened, Reading
    from handouts.problems import Where

    GetExercise = Callable[[str, Where], Exercise | None]

_FAR_OFF = 2.5  # how many times longer or shorter a claim may be: people differ, and estimates are rough


def resolve_routine(reading: Reading, opened: Opened, get: GetExercise) -> Routine | None:
    """Return the routine of a file, or None after its problems."""
    shape = reading.shape(RoutineShape, opened)
    if shape is None:
        return None
    items = []
    for at, item in enumerate(shape.items):
        exercise = get(item.exercise, locate(opened.root, ("items", at, "exercise")).where)
        if exercise is not None:
            note = reading.said(item.note) if item.note else None
            items.append(RoutineItem(exercise, item.dose or exercise.dose, note, item.side))
    routine = Routine(
        id=opened.id,
        title=shape.title,
        action=shape.action or "",
        items=tuple(items),
        when=When(shape.when.bold, shape.when.rest) if shape.when else None,
        minutes=shape.minutes,
        topic=shape.topic,
        stop=reading.said(shape.stop) if shape.stop else None,
        track=Track(shape.track.weeks, shape.track.by),
        links=reading.links(shape.links, opened.root, ("links",)),
    )
    _warn_of_minutes(reading, opened, routine, len(shape.items))
    return routine


def estimate_minutes(routine: Routine) -> float:
    """Return about how many minutes the doses take, with the time to get from one exercise to the next."""
    return sum(estimate_seconds(item.dose) for item in routine.items) / 60


def _warn_of_minutes(reading: Reading, opened: Opened, routine: Routine, asked: int) -> None:
    if routine.minutes is None or len(routine.items) < asked:
        return
    likely = estimate_minutes(routine)
    if not likely / _FAR_OFF <= routine.minutes <= likely * _FAR_OFF:
        what = f"the doses take about {max(1, round(likely))} minutes, not {routine.minutes}"
        reading.warn(Fault(kind="minutes", what=what, fix="change minutes or the doses"), opened.root, ("minutes",))
