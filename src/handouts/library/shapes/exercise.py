"""The shape of `data/exercises/<id>.yaml`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator

from handouts.data.workspace import is_id
from handouts.library.faults import Fault, Faults
from handouts.library.shapes.values import DoseText, Id, LinksShape, Name, Raw, Shape, Words

Joint = Literal["neck", "shoulder", "elbow", "wrist", "mid-back", "lower-back", "hip", "knee", "ankle", "foot"]


class MistakeShape(Shape):
    """A common mistake and what to do instead."""

    mistake: Words
    """What goes wrong, as a phrase: leaning back and arching your back."""
    instead: Words
    """What to do, as a phrase: stay tall, ribs down."""
    figure: Id | None = None
    """The pose of data/figures that shows it, e.g. lean-back."""


class VariationShape(Shape):
    """An easier or harder way: a sentence, or an exercise by its id."""

    text: Words | None = None
    exercise: Id | None = None

    @model_validator(mode="after")
    def one_of_two(self) -> VariationShape:
        if (self.text is None) == (self.exercise is None):
            what = "this is a sentence or an exercise, one of the two"
            raise Faults(Fault(kind="variation", what=what, fix='write "Hold on to a chair." or {exercise: hip-hinge}'))
        return self


def _short_way(value: object) -> object:
    """Return the map that a bare text stands for: an id alone is an exercise, anything else is a sentence."""
    if not isinstance(value, str):
        return value
    return {"exercise": value} if "-" in value and is_id(value) else {"text": value}


Variation = Annotated[VariationShape, BeforeValidator(_short_way, json_schema_input_type=str | VariationShape)]


class PictureShape(Shape):
    """A picture instead of the figures: SVG, PNG or JPEG beside the exercises."""

    file: Raw
    """Its path from this file's folder, e.g. pictures/hip-hinge.png."""
    alt: Name
    """What is seen, for those who cannot see it."""
    credit: Name | None = None
    """Who made it; printed under it."""
    licence: Name | None = None
    """Under which terms it may be printed."""


class ExerciseShape(Shape):
    """An exercise: the file name is its id. `**bold**` marks the words that matter."""

    name: Name
    """The exercise's name, as clients say it."""
    short_name: Name | None = None
    """A shorter name for strips and logs."""
    aim: Words
    """One sentence: what it is good for."""
    kind: Literal["mobility", "core", "strength", "balance"]
    """What it trains."""
    position: Literal["floor", "kneeling", "sitting", "standing"]
    """How the client begins."""
    joints: Annotated[tuple[Joint, ...], Field(max_length=12)] = ()
    """The joints that it moves or steadies."""
    equipment: Annotated[tuple[Name, ...], Field(max_length=12)] = ()
    """What is needed: mat, cushion, chair, band."""
    origin: Literal["seed", "ours"] = "ours"
    """Where it comes from: seed is the coach's own post, ours is everything else."""
    steps: Annotated[tuple[Words, ...], Field(min_length=1, max_length=12)]
    """How to do it, one action a step, verb first."""
    cues: Annotated[tuple[Words, ...], Field(min_length=1, max_length=4)]
    """Three short lines for the card, four at most; about 36 characters each, verb first."""
    mistakes: Annotated[tuple[MistakeShape, ...], Field(max_length=12)] = ()
    """Common mistakes; the first is printed on the card."""
    easier: Annotated[tuple[Variation, ...], Field(max_length=12)] = ()
    """When it is too hard."""
    harder: Annotated[tuple[Variation, ...], Field(max_length=12)] = ()
    """When it is too easy."""
    feel: Annotated[tuple[Words, ...], Field(max_length=12)] = ()
    """What the client may feel, and need not fear."""
    caution: Words | None = None
    """A sentence that is printed in "Stop if you feel"."""
    dose: DoseText
    """How much: [SETS x] AMOUNT [each side] [, rest T] [, tempo A-B-C-D] [, load W] [, N a day | N a week]."""
    links: LinksShape = LinksShape()
    """Where to read and watch on."""
    picture: PictureShape | None = None
    """A picture file; it wins over the drawn figures."""
    topic: Literal["back-pain"] | None = None
    """back-pain prints the emergency signs."""
