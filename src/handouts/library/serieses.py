"""Series files → series.

In: an opened file, the part that is asked for, and how to get an exercise. Out: a `Series` with all its parts; only the
asked parts hold their exercises. Never true afterwards: that a call to action leads to a page the brand does not have.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.data.tree import locate
from handouts.library.faults import Fault
from handouts.library.model import Call, Idea, Part, Series, Term
from handouts.library.nearest import nearest, suggest
from handouts.library.shapes.series import SeriesShape
from handouts.library.shapes.values import LinksShape
from handouts.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from handouts.library.model import Exercise
    from handouts.library.reading import Opened, Reading
    from handouts.library.routines import GetExercise
    from handouts.library.shapes.series import CallShape, IdeaShape, PartShape


def resolve_series(reading: Reading, opened: Opened, part: str | None, get: GetExercise) -> Series | None:
    """Return the series of a file; `part` is a number or an id, None is every part. None after problems."""
    shape = reading.shape(SeriesShape, opened)
    if shape is None:
        return None
    asked = [at for at, each in enumerate(shape.parts) if part in (None, each.id, str(each.number))]
    if not asked:
        reading.problems.append(_unknown_part(shape, opened, str(part)))
        return None
    parts = [_part(reading, opened, at, each, get if at in asked else None) for at, each in enumerate(shape.parts)]
    return Series(
        id=opened.id,
        title=shape.title,
        parts=_in_order(parts),
        asked=_in_order([parts[at] for at in asked]),
        topic=shape.topic,
        stop=reading.said(shape.stop) if shape.stop else None,
        calls=tuple(_call(reading, opened, at, shape) for at in range(len(shape.calls))),
    )


def _in_order(parts: Iterable[Part]) -> tuple[Part, ...]:
    return tuple(sorted(parts, key=lambda each: each.number))


def _part(reading: Reading, opened: Opened, at: int, shape: PartShape, get: GetExercise | None) -> Part:
    path = ("parts", at)
    links = LinksShape.model_construct(blog=shape.blog, video=shape.video)
    exercises: list[Exercise | None] = []
    if get is not None:
        places = [locate(opened.root, (*path, "exercises", index)).where for index in range(len(shape.exercises))]
        exercises = [get(name, where) for name, where in zip(shape.exercises, places, strict=True)]
    return Part(
        number=shape.number,
        id=shape.id,
        title=shape.title,
        exercise_ids=shape.exercises,
        exercises=tuple(exercise for exercise in exercises if exercise is not None),
        theme=shape.theme,
        message=reading.said(shape.message) if shape.message else None,
        ideas=tuple(_idea(reading, idea) for idea in shape.ideas),
        use=reading.said(shape.use) if shape.use else None,
        links=reading.links(links, opened.root, path),
        origin=shape.origin,
    )


def _idea(reading: Reading, shape: IdeaShape) -> Idea:
    pair = tuple(Term(term.term, reading.said(term.text)) for term in shape.pair or ())
    return Idea(shape.heading, reading.said(shape.text) if shape.text else None, pair, shape.diagram)


def _call(reading: Reading, opened: Opened, at: int, shape: SeriesShape) -> Call:
    """Return a call with its address: a link of the brand by name, the blog of one of the parts, or a whole address."""
    call: CallShape = shape.calls[at]
    links = reading.brand.links if reading.brand else {}
    path = ("calls", at, "link")
    if call.link in {part.blog for part in shape.parts}:
        link = reading.link(links.get("blog"), call.link, opened.root, path)
    else:
        link = reading.link(None, links.get(call.link, call.link), opened.root, path)
    if link is None and reading.brand is not None:
        key = "blog" if call.link in {part.blog for part in shape.parts} else call.link
        what = f'the brand "{reading.brand.id}" has no link "{key}", so this call is not printed'
        near = nearest(key, links)
        fix = f'did you mean "{near}"?' if near else f"add {key}: https://… to the brand's links, if it should be"
        reading.warn(Fault(kind="call-left-out", what=what, fix=fix), opened.root, path, level="hint")
    return Call(call.heading, reading.said(call.text) if call.text else None, link)


def _unknown_part(shape: SeriesShape, opened: Opened, part: str) -> Problem:
    names = [name for each in shape.parts for name in (str(each.number), each.id)]
    what = f'the series "{opened.id}" has no part "{part}"'
    return Problem(kind="unknown-part", what=what, fix=suggest(part, names))
