"""The shape of `data/routines/<id>.yaml`."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from handouts.data.workspace import is_id
from handouts.library.faults import Fault, Faults
from handouts.library.fixes import typed
from handouts.library.nearest import closest
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

    @model_validator(mode="before")
    @classmethod
    def id_is_no_key(cls, given: Any) -> Any:
        """Refuse `- hip-hinge: 2 x 8` in words that show how to write it."""
        first = next(iter(given), "") if isinstance(given, dict) else ""
        mistyped = "-" not in first and closest(first, cls.model_fields)  # no key of ours has a hyphen
        if not is_id(first) or first in cls.model_fields or mistyped:
            return given
        dose = f", dose: {typed(given[first])}" if isinstance(given[first], str) else ""
        fix = f"write {{exercise: {first}{dose}}}"
        raise Faults(Fault(kind="unknown-key", what="an id is no key here", fix=fix, at=(first,)))


Item = Annotated[ItemShape, short_form("exercise", ItemShape)]


class RoutineShape(Shape):
    """A routine: exercises in the order they are done. The file name is its id."""

    title: Name
    """The big line of the sheet."""
    action: Name | None = None
    """One line that says what to do; without it the locale's own is printed: Do all 4 moves, in order."""
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
