"""Exercise files → exercises.

In: an opened file. Out: an `Exercise`, its links whole, the exercises that it names known by name. Never true
afterwards: that a broken exercise that is only named breaks the one that names it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.data.tree import Scalar, locate
from handouts.library.faults import Fault
from handouts.library.model import Exercise, Mistake, Picture, Variation
from handouts.library.shapes.exercise import ExerciseShape, VariationShape
from handouts.library.text import Run, Text

if TYPE_CHECKING:
    from handouts.library.reading import Opened, Reading
    from handouts.library.shapes.exercise import PictureShape

_CARD_CUES = 3
_CUE_LENGTH = 42  # characters: 36 are the author's guide, more than 42 hardly fit; layout measures the real width


def resolve_exercise(reading: Reading, opened: Opened) -> Exercise | None:
    """Return the exercise of a file, or None after its problems."""
    shape = reading.shape(ExerciseShape, opened)
    if shape is None:
        return None
    _warn_of_cues(reading, opened, shape)
    said = reading.said
    return Exercise(
        id=opened.id,
        name=shape.name,
        short_name=shape.short_name or shape.name,
        aim=said(shape.aim),
        kind=shape.kind,
        position=shape.position,
        dose=shape.dose,
        origin=shape.origin,
        joints=shape.joints,
        equipment=shape.equipment,
        steps=tuple(map(said, shape.steps)),
        cues=tuple(map(said, shape.cues)),
        mistakes=tuple(Mistake(said(each.mistake), said(each.instead), each.figure) for each in shape.mistakes),
        easier=_variations(reading, opened, "easier", shape.easier),
        harder=_variations(reading, opened, "harder", shape.harder),
        feel=tuple(map(said, shape.feel)),
        caution=said(shape.caution) if shape.caution else None,
        links=reading.links(shape.links, opened.root, ("links",)),
        picture=_picture(reading, opened, shape.picture),
        topic=shape.topic,
    )


def _variations(
    reading: Reading, opened: Opened, key: str, shapes: tuple[VariationShape, ...]
) -> tuple[Variation, ...]:
    found = []
    for at, shape in enumerate(shapes):
        if shape.text is not None:
            found.append(Variation(reading.said(shape.text)))
        elif shape.exercise == opened.id:
            fault = Fault(
                kind="variation", what="this exercise names itself", fix="name another one, or write a sentence"
            )
            reading.fault(fault, opened.root, (key, at, "exercise"))
        elif shape.exercise is not None:
            name = _name(reading, opened, shape.exercise, (key, at, "exercise"))
            found.append(Variation(Text((Run(name),)), shape.exercise))
    return tuple(found)


def _name(reading: Reading, opened: Opened, exercise: str, path: tuple[str | int, ...]) -> str:
    """Return the name of another exercise, of whose file nothing else is looked at."""
    other = reading.open("exercise", exercise, locate(opened.root, path).where)
    name = other.root.get("name") if other else None
    return name.text if isinstance(name, Scalar) else exercise


def _picture(reading: Reading, opened: Opened, shape: PictureShape | None) -> Picture | None:
    if shape is None:
        return None
    file = reading.picture(shape.file, opened, ("picture", "file"))
    return Picture(*file, shape.alt, shape.credit, shape.licence) if file else None


def _warn_of_cues(reading: Reading, opened: Opened, shape: ExerciseShape) -> None:
    if len(shape.cues) > _CARD_CUES:
        what = "a fourth cue makes the card taller; the sheet may need a second page"
        reading.warn(Fault(kind="cue-fourth", what=what, fix="keep three"), opened.root, ("cues", _CARD_CUES))
    for at, cue in enumerate(shape.cues):
        if len(str(cue)) > _CUE_LENGTH:
            what = f"this cue has {len(str(cue))} characters and hardly fits one line"
            fault = Fault(kind="cue-long", what=what, fix="say it in about 36")
            reading.warn(fault, opened.root, ("cues", at), level="hint")
