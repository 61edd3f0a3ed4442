"""Which column of a roster is what.

In: headings, and a map from our words to a clinic's own. Out: `Columns`. Never true afterwards: that a column was
passed over because nobody knew it, or that two columns say the same thing.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Final

from handouts.data.source import read_source
from handouts.data.tree import Mapping, Scalar
from handouts.data.tree import Sequence as Items
from handouts.data.yaml import read_yaml
from handouts.library.nearest import nearest
from handouts.problems import Problem, ProblemsFound, Where

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from handouts.batch.roster import Roster
    from handouts.data.tree import Node

FIELDS: Final = (
    "id", "client", "routine", "exercises", "brand", "date", "practitioner", "paper", "style", "language", "side",
    "notes", "password", "file",
)  # fmt: skip
DOSE: Final = "dose:"
OURS: Final = ("row", "problem")  # written into problems.csv, and passed over when it comes back
IGNORE: Final = "ignore"
_LOOKED_AT: Final = 10  # rows in which headings are looked for, so that a title above them can be told
_SHOWN: Final = 40  # characters of a heading that a problem repeats


@dataclass(frozen=True)
class Columns:
    """Positions from 0: `places` by field, `doses` by exercise id. `mended`: the roster is a problems.csv of ours."""

    headings: tuple[str, ...]
    places: dict[str, int] = field(default_factory=dict, hash=False)
    doses: dict[str, int] = field(default_factory=dict, hash=False)
    mended: bool = False

    def cell(self, cells: list[str], name: str) -> str:
        """Return a field of a row, empty where there is no such column."""
        place = self.places.get(name)
        return cells[place].strip() if place is not None else ""

    def column_of(self, name: str) -> int:
        """Return the column of a field or of `dose:<id>` as people count, from 1; 0 where there is none."""
        places = self.doses if name.startswith(DOSE) else self.places
        place = places.get(name.removeprefix(DOSE))
        return 0 if place is None else place + 1


def read_columns(roster: Roster, own: dict[str, tuple[str, ...]] | None = None) -> Columns:
    """Return what each column is; raises ProblemsFound with every heading that is unknown, doubled or missing."""
    meant = {_key(heading): name for name, headings in (own or {}).items() for heading in headings}
    names = _names(roster.headings, meant)
    if not any(names):
        raise ProblemsFound([_without_headings(roster, meant)])
    problems = [*_unknown(roster, names), *_doubled(roster, names)]
    if problems:
        raise ProblemsFound(problems)
    return _columns(roster, names)


def _names(headings: Iterable[str], meant: dict[str, str]) -> list[str | None]:
    return [meant.get(_key(heading)) or _name_of(heading) for heading in headings]


def _without_headings(roster: Roster, meant: dict[str, str]) -> Problem:
    """Return what is said where the first row has no headings, as below a title."""
    where = Where(roster.shown, roster.heading_row, 1)
    for number, cells in islice(roster.rows(), _LOOKED_AT):
        if sum(name is not None for name in _names(cells or (), meant)) > 1:
            what = f"the headings stand in row {number}, and they must be the first"
            return Problem("roster-columns", what, "take out the rows above them", where)
    what, fix = "the first row holds none of the headings of a roster", "write them into it: id,client,routine"
    return Problem("roster-columns", what, fix, where)


def _key(heading: str) -> str:
    """Return a heading without case, spaces and marks of an encoding: `Client ` and `client` are one."""
    return "".join(heading.replace("\ufeff", "").split()).casefold()


def _said(heading: str) -> str:
    """Return a heading as a problem repeats it: short, and with nothing in it that moves a terminal's cursor."""
    return "".join(char if char.isprintable() else "?" for char in heading.strip()[:_SHOWN])


def _name_of(heading: str) -> str | None:
    key = _key(heading)
    known = key in FIELDS or key in OURS or (key.startswith(DOSE) and len(key) > len(DOSE))
    return key if known else None


def _unknown(roster: Roster, names: list[str | None]) -> Iterator[Problem]:
    for place, (heading, name) in enumerate(zip(roster.headings, names, strict=True)):
        if name:
            continue
        where = Where(roster.shown, roster.heading_row, place + 1)
        if not heading.strip():
            yield Problem("roster-columns", "a column has no heading", "name it, or take it out", where)
            continue
        near = nearest(_key(heading), [*FIELDS, DOSE])
        guess = f'did you mean "{near}"? else ' if near and near != DOSE else ""
        fix = f"{guess}write into data/rosters/columns.yaml what it is, or that no sheet needs it: {_ignoring(heading)}"
        yield Problem("roster-columns", f'no column is called "{_said(heading)}"', fix, where)


def _ignoring(heading: str) -> str:
    """Return a line of a column map, its heading in quotes where YAML needs them."""
    said = _said(heading)
    return f"ignore: [{said if said.replace(' ', '').isalnum() else json.dumps(said, ensure_ascii=False)}]"


def _doubled(roster: Roster, names: list[str | None]) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for place, name in enumerate(names):
        if name and name not in (*OURS, IGNORE) and seen.setdefault(name, place) != place:
            where = Where(roster.shown, roster.heading_row, place + 1)
            what = f'column {seen[name] + 1} is "{name}" already'
            yield Problem("roster-columns", what, "keep one of the two", where)


def _columns(roster: Roster, names: list[str | None]) -> Columns:
    places = {name: place for place, name in enumerate(names) if name in FIELDS}
    doses = {
        name.removeprefix(DOSE): place for place, name in enumerate(names) if name is not None and name.startswith(DOSE)
    }
    return Columns(roster.headings, places, doses, "problem" in names)


# -- a clinic's own headings


def read_column_map(path: Path, shown: str, home: Path) -> dict[str, tuple[str, ...]]:
    """Return the headings for each of our words, `ignore` among them; raises ProblemsFound.

    The file is YAML: `client: Patient name`, and `ignore: [Insurer, Phone]` for columns that no sheet needs.
    """
    problems: list[Problem] = []
    found: dict[str, tuple[str, ...]] = {}
    root = read_yaml(read_source(path, shown, home))
    for name in root:
        node = root.get(name)
        headings = _headings(node)
        known = name == IGNORE or _name_of(name) is not None
        if not known:
            near = nearest(name, [*FIELDS, IGNORE])
            fix = f'did you mean "{near}"?' if near else f"known: {', '.join((*FIELDS, IGNORE))}"
            problems.append(Problem("column-map", f'no column is called "{name}"', fix, node.where if node else None))
        elif not headings:
            what = "this is no heading"
            problems.append(
                Problem("column-map", what, f"{name}: The heading in your file", node.where if node else None)
            )
        found[name if name == IGNORE else _key(name)] = headings
    if problems:
        raise ProblemsFound(problems)
    return found


def _headings(node: Node | None) -> tuple[str, ...]:
    """Return the one heading, or the list of them; none for anything else."""
    if isinstance(node, Scalar):
        return (str(node.value),) if node.value else ()
    if isinstance(node, Items):
        return tuple(heading for item in node.items if not isinstance(item, Mapping) for heading in _headings(item))
    return ()
