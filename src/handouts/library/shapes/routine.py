"""The shape of `data/routines/<id>.yaml`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from handouts.library.shapes.values import DoseText, Id, LinksShape, Name, Shape, Words, short_form, whole


class WhenShape(Shape):
    """When to do it: the words that stand out, and the rest."""

    bold: Name
    """The words in bold: Every morning."""
    rest: Name | None = None
    """What follows them: or before training."""


class TrackShape(Shape):
    """The boxes to tick."""

    weeks: whole(1, 12) = 3  # type: ignore[valid-type]
    """How many weeks of boxes."""
    by: Literal["day", "side"] = "day"
    """day: one box a day; side: a left and a right one."""


class ItemShape(Shape):
    """One exercise of the routine, with its own dose, note or side if need be."""

    exercise: Id
    """The id of an exercise."""
    dose: DoseText | None = None
    """How much, where it differs from the exercise's own dose."""
    note: Words | None = None
    """A sentence for this routine only."""
    side: Literal["left", "right"] | None = None
    """Only this side."""


Item = Annotated[ItemShape, short_form("exercise", ItemShape)]


class RoutineShape(Shape):
    """A routine: exercises in the order they are done. The file name is its id."""

    title: Name
    """The big line of the sheet."""
    action: Name
    """One line that says what to do: Do all 4 moves, in order."""
    when: Annotated[WhenShape, short_form("bold", WhenShape)] | None = None
    """When to do it."""
    minutes: whole(1, 180) | None = None  # type: ignore[valid-type]
    """About how long it takes."""
    topic: Literal["back-pain"] | None = None
    """back-pain prints the emergency signs."""
    stop: Words | None = None
    """When to stop; without it the locale's own sentence is printed."""
    track: TrackShape = TrackShape()
    """The boxes to tick."""
    links: LinksShape = LinksShape()
    """Where to read and watch on."""
    items: Annotated[tuple[Item, ...], Field(min_length=1, max_length=24)]
    """The exercises: an id, or a map with exercise, dose, note, side."""
