"""A small clinic of its own: one brand with a logo, two exercises, one routine."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from handouts.commands.batch import BatchRequest, batch

if TYPE_CHECKING:
    from pathlib import Path

    from handouts.batch.run import Tally

EXERCISE = """\
name: {name}
short_name: {name}
aim: Move well.
kind: mobility
position: standing
steps: ["**Stand** tall.", "**Move** slowly."]
cues: ["**Stand tall.**", "Move slowly."]
mistakes: [{{mistake: rushing, instead: count to three}}]
dose: 2 x 8
"""
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><path d="M0 0h10v10H0z" fill="#123456"/></svg>'
FILES = {
    "data/brands/clinic.yaml": "name: The Clinic\nlogo: logos/clinic.svg\n"
    'colours: {primary: "#0B4F6C", accent: "#E4572E"}\n',
    "data/brands/logos/clinic.svg": LOGO,
    "data/exercises/hip-circle.yaml": EXERCISE.format(name="Hip circle"),
    "data/exercises/heel-raise.yaml": EXERCISE.format(name="Heel raise"),
    "data/routines/easy.yaml": "title: Easy day\naction: Do both.\nitems: [hip-circle, heel-raise]\n",
    "data/routines/short.yaml": "title: Short day\naction: Do it.\nitems: [heel-raise]\n",
}


def write_csv(path: Path, rows: list[dict[str, str]], delimiter: str = ",") -> Path:
    headings = list(dict.fromkeys(name for row in rows for name in row))
    out = io.StringIO()
    writer = csv.DictWriter(out, headings, restval="", delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    path.write_bytes(out.getvalue().encode())
    return path


class Clinic:
    """A workspace, and a batch in it."""

    def __init__(self, root: Path) -> None:
        self.root, self.out = root, root / "out"
        for name, text in FILES.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)

    def roster(self, rows: list[dict[str, str]], name: str = "roster.csv") -> Path:
        return write_csv(self.root / name, rows)

    def batch(self, roster: Path, **options: Any) -> Tally:
        options.setdefault("out", str(self.out))
        options.setdefault("jobs", 1)
        return batch(BatchRequest(str(roster), workspace=str(self.root), **options), lambda _: None)

    def files(self) -> dict[str, bytes]:
        """Return everything the folder holds but the lock."""
        found = {path.relative_to(self.out).as_posix(): path for path in self.out.rglob("*") if path.is_file()}
        return {name: path.read_bytes() for name, path in found.items() if not name.endswith(".lock")}


def clients(count: int, **more: str) -> list[dict[str, str]]:
    """Return rows of so many invented clients."""
    return [
        {"id": f"C{at:03}", "client": f"Ana Bell {at}", "routine": "easy", "date": "2026-11-23"} | more
        for at in range(1, count + 1)
    ]
