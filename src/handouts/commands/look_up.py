"""Look things up: what there is of a kind, and what one thing says.

In: a kind or an id. Out: text to print. Never true: that one file which cannot be read hides the others.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from handouts.commands.request import Request
from handouts.commands.workshop import Workshop
from handouts.data.workspace import open_chosen
from handouts.library.library import Library
from handouts.library.nearest import suggest
from handouts.pdf.fonts import FILES
from handouts.problems import Problem, ProblemsFound
from handouts.sheet.snapshot import write_text
from handouts.sheet.stationery import Client

if TYPE_CHECKING:
    from handouts.library.model import Exercise

KINDS: Final = {
    "exercises": "exercise",
    "routines": "routine",
    "series": "series",
    "brands": "brand",
    "locales": "locale",
}


def list_things(kind: str, workspace: str | None) -> str:
    """Return a table of everything of a kind: id, name, and what tells them apart."""
    opened = open_chosen(workspace)
    if kind == "fonts":
        return _table([(name,) for name in FILES.values()])
    library = Library(opened)
    rows = [_row(library, KINDS[kind], name) for name in library.list_ids(KINDS[kind])]
    return _table(rows)


def _row(library: Library, kind: str, name: str) -> tuple[str, ...]:
    """Return one line of a list; a file that cannot be read is named with its first problem."""
    try:
        match kind:
            case "exercise":
                exercise = library.load_exercise(name)
                return (
                    name,
                    exercise.name,
                    exercise.kind,
                    exercise.position,
                    str(exercise.dose),
                    _figures(library, exercise),
                )
            case "routine":
                routine = library.load_routine(name)
                return (name, routine.title, f"{len(routine.items)} exercises", f"{routine.minutes or '?'} min")
            case "series":
                series = library.load_series(name)
                return (name, series.title, f"{len(series.parts)} parts")
            case "brand":
                brand = library.load_brand(name)
                usual = "usual" if name == library.default_brand else ""
                return (name, brand.name, brand.primary, brand.accent, brand.locale, usual)
            case _:
                locale = library.load_locale(name)
                return (name, f"emergency {locale.emergency.number}", f"week starts on {locale.week_starts}")
    except ProblemsFound as found:
        return (name, f"cannot be read: {found.problems[0].what}")


def _figures(library: Library, exercise: Exercise) -> str:
    if exercise.picture:
        return "picture"
    return "figures" if library.workspace.find("figure", exercise.id) else "no figures"


def _table(rows: list[tuple[str, ...]]) -> str:
    widths = [
        max((len(row[at]) for row in rows if at < len(row)), default=0) for at in range(max(map(len, rows), default=0))
    ]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=False)).rstrip() for row in rows]
    return "\n".join(lines)


def show_thing(name: str, workspace: str | None, brand: str | None) -> str:
    """Return a routine, an exercise or a series as its sheet says it, block by block."""
    library = Library(open_chosen(workspace), brand)
    for kind in ("routine", "exercise", "series"):
        if name in library.list_ids(kind):
            workshop = Workshop(Request(**{kind: name}, brand=brand, workspace=workspace), Path.cwd())
            (job,) = workshop.jobs()
            return write_text(workshop.compose(job, Client()))
    known = [each for kind in ("routine", "exercise", "series") for each in library.list_ids(kind)]
    raise ProblemsFound(
        [Problem("unknown-id", f'nothing has the id "{name}"', suggest(name, known) or "handouts list exercises")]
    )
