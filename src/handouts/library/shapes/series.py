"""The shape of `data/series/<id>.yaml`."""

from __future__ import annotations

from collections import Counter
from typing import Annotated, Literal

from pydantic import Field, model_validator

from handouts.library.faults import Fault, Faults
from handouts.library.shapes.values import Id, LinkEnd, Name, Shape, Words, whole


class TermShape(Shape):
    """A word and what it means."""

    term: Name
    """The word: Flexible."""
    text: Words
    """What it means, in a sentence."""


class IdeaShape(Shape):
    """A thought: a heading with a text, a pair of terms, a diagram, or several of these."""

    heading: Name
    """The thought in a few words."""
    text: Words | None = None
    """The thought in a few sentences."""
    pair: Annotated[tuple[TermShape, ...], Field(min_length=2, max_length=2)] | None = None
    """Two terms side by side."""
    diagram: Literal["joint-by-joint"] | None = None
    """A diagram that stands beside it."""

    @model_validator(mode="after")
    def says_something(self) -> IdeaShape:
        if self.text is None and self.pair is None and self.diagram is None:
            raise Faults(Fault(kind="idea-empty", what="this idea has only a heading", fix="add text: …"))
        return self


class PartShape(Shape):
    """One part of the series."""

    number: whole(1, 99)  # type: ignore[valid-type]
    """Its number in the series."""
    id: Id
    """Its short name, for --part."""
    title: Name
    """Its title, the big line of its handout."""
    theme: Name | None = None
    """What it is about, in a word or two."""
    blog: LinkEnd | None = None
    """Its article, joined to the brand's links.blog."""
    video: LinkEnd | None = None
    """Its video, joined to the brand's links.video."""
    message: Words | None = None
    """The one thing to remember."""
    ideas: Annotated[tuple[IdeaShape, ...], Field(max_length=24)] = ()
    """What it explains."""
    exercises: Annotated[tuple[Id, ...], Field(max_length=24)] = ()
    """The ids of its exercises."""
    use: Words | None = None
    """When to do them."""
    origin: Literal["seed", "ours"] = "ours"
    """seed is the coach's own post, ours is everything else."""


class CallShape(Shape):
    """What to do next; printed when the brand has its link."""

    heading: Name
    """A few words: Want the full plan?"""
    text: Words | None = None
    """A sentence."""
    link: LinkEnd
    """A name among the brand's links, the blog of a part, or a whole address."""


class SeriesShape(Shape):
    """A blog series. The file name is its id."""

    title: Name
    """The title of the whole series."""
    parts: Annotated[tuple[PartShape, ...], Field(min_length=1, max_length=99)]
    """Its parts."""
    topic: Literal["back-pain"] | None = None
    """back-pain prints the emergency signs."""
    stop: Words | None = None
    """When to stop; without it the locale's own sentence is printed."""
    calls: Annotated[tuple[CallShape, ...], Field(max_length=12)] = ()
    """What to do next."""

    @model_validator(mode="after")
    def parts_differ(self) -> SeriesShape:
        faults = []
        for key in ("number", "id"):
            values = [getattr(part, key) for part in self.parts]
            for at, value in enumerate(values):
                if Counter(values[: at + 1])[value] == 2:
                    what = f"two parts have the {key} {value}"
                    faults.append(Fault(kind="part-twice", what=what, fix="give each its own", at=("parts", at, key)))
        if faults:
            raise Faults(*faults)
        return self
