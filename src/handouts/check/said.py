"""Everything a thing says on paper, sentence by sentence, each with its place in the file.

In: a resolved exercise, routine or series and its tree. Out: `Told`. Never true: that a text is judged which nobody
prints (ids, links), or in other words than the brand prints it in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from handouts.data.tree import Scalar, locate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from handouts.data.tree import Mapping, Path
    from handouts.library.library import Library
    from handouts.library.model import Exercise, Part, Routine, Series
    from handouts.library.text import Text

Role = Literal["order", "phrase", "prose", "heading", "name"]
"""order: tells what to do, verb first; phrase: printed with a full stop of ours; heading, name: no sentence."""

SENTENCES: Final = ("order", "phrase", "prose")


@dataclass(frozen=True, slots=True)
class Said:
    """One text as it is printed, without bold; `path` leads to it in the file."""

    role: Role
    text: str
    path: Path

    @property
    def sentence(self) -> str:
        """The text with the full stop that it is printed or read with."""
        return self.text if self.text[-1:] in ".?!" else f"{self.text}."


@dataclass(frozen=True, slots=True)
class Told:
    """A thing and what it says; `names` are given and not counted, `defined` are the terms that it explains itself."""

    kind: Literal["exercise", "routine", "series"]
    id: str
    root: Mapping
    said: tuple[Said, ...]
    names: tuple[str, ...] = ()
    defined: tuple[str, ...] = ()

    @property
    def prose(self) -> str:
        """Every sentence, one after the other."""
        return " ".join(each.sentence for each in self.said if each.role in SENTENCES)


def tell_all(library: Library, kind: str, name: str) -> list[Told]:
    """Return what a sheet of this kind says: the thing itself, and the exercises that are on it."""
    if kind == "exercise":
        return [tell_exercise(library.load_exercise(name), library.tree("exercise", name))]
    if kind == "routine":
        routine = library.load_routine(name)
        exercises = [item.exercise for item in routine.items]
        told = [tell_routine(routine, library.tree("routine", name))]
    else:
        series = library.load_series(name)
        exercises = [exercise for part in series.parts for exercise in part.exercises]
        told = list(tell_series(series, library.tree("series", name)))
    unique = {exercise.id: exercise for exercise in exercises}
    return told + [tell_exercise(exercise, library.tree("exercise", each)) for each, exercise in unique.items()]


def tell_exercise(exercise: Exercise, root: Mapping) -> Told:
    """Return what an exercise says."""
    return Told("exercise", exercise.id, root, tuple(_exercise(exercise)), (exercise.name, exercise.short_name))


def tell_routine(routine: Routine, root: Mapping) -> Told:
    """Return what a routine says itself; its exercises say the rest."""
    names = tuple(name for item in routine.items for name in (item.exercise.name, item.exercise.short_name))
    return Told("routine", routine.id, root, tuple(_routine(routine)), (routine.title, *names))


def tell_series(series: Series, root: Mapping) -> Iterator[Told]:
    """Yield what a series says: itself with its calls, then part by part, as each is a sheet of its own."""
    around = [*_one("heading", series.title, ("title",)), *_one("order", series.stop, ("stop",))]
    for at, call in enumerate(series.calls):
        around += _one("heading", call.heading, ("calls", at, "heading"))
        around += _one("prose", call.text, ("calls", at, "text"))
    yield Told("series", series.id, root, tuple(around), (series.title,))
    order = sorted(range(len(series.parts)), key=lambda at: _number(root, at))
    for part, at in zip(series.parts, order, strict=True):
        terms = tuple(term.term for idea in part.ideas for term in idea.pair)
        names = (part.title, *(name for each in part.exercises for name in (each.name, each.short_name)))
        yield Told("series", f"{series.id}, part {part.number}", root, tuple(_part(part, at)), names, terms)


def _number(root: Mapping, at: int) -> int:
    """Return the number of the part that stands at a place of the file; a series is sorted by it."""
    node = locate(root, ("parts", at, "number"))
    return int(node.text) if isinstance(node, Scalar) and node.text.isdigit() else at


def _exercise(exercise: Exercise) -> Iterator[Said]:
    yield from _one("name", exercise.name, ("name",))
    yield from _one("prose", exercise.aim, ("aim",))
    yield from _many("order", exercise.steps, "steps")
    yield from _many("order", exercise.cues, "cues")
    for at, fault in enumerate(exercise.mistakes):
        yield from _one("phrase", fault.mistake, ("mistakes", at, "mistake"))
        yield from _one("order", fault.instead, ("mistakes", at, "instead"))
    for key, ways in (("easier", exercise.easier), ("harder", exercise.harder)):
        for at, way in enumerate(ways):
            if way.exercise is None:
                yield from _one("order", way.text, (key, at))
    yield from _many("prose", exercise.feel, "feel")
    yield from _one("prose", exercise.caution, ("caution",))


def _routine(routine: Routine) -> Iterator[Said]:
    yield from _one("heading", routine.title, ("title",))
    yield from _one("order", routine.action, ("action",))
    if routine.when:
        yield from _one("heading", routine.when.bold, ("when", "bold"))
        yield from _one("heading", routine.when.rest, ("when", "rest"))
    yield from _one("order", routine.stop, ("stop",))
    for at, item in enumerate(routine.items):
        yield from _one("order", item.note, ("items", at, "note"))


def _part(part: Part, at: int) -> Iterator[Said]:
    path: Path = ("parts", at)
    yield from _one("heading", part.title, (*path, "title"))
    yield from _one("prose", part.message, (*path, "message"))
    for number, idea in enumerate(part.ideas):
        inside = (*path, "ideas", number)
        yield from _one("heading", idea.heading, (*inside, "heading"))
        yield from _one("prose", idea.text, (*inside, "text"))
        for index, term in enumerate(idea.pair):
            yield from _one("prose", term.text, (*inside, "pair", index, "text"))
    yield from _one("heading", part.use, (*path, "use"))


def _one(role: Role, text: Text | str | None, path: Path) -> Iterator[Said]:
    if text is not None and str(text).strip():
        yield Said(role, str(text), path)


def _many(role: Role, texts: Iterable[Text], key: str) -> Iterator[Said]:
    for at, text in enumerate(texts):
        yield from _one(role, text, (key, at))
