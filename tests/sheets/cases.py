"""The reference sheets: what each is built from.

A case is a command line and, for some, the small workspace beside this file, whose pictures are made on the spot.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from PIL import Image, ImageDraw

from handouts.commands.build import build
from handouts.commands.request import Request
from handouts.commands.workshop import Job, Workshop
from handouts.sheet.stationery import Client

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.sheet.blocks import Sheet

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
CODE = "c0de1234"  # stands for the content code, or a comment in a data file would change every reference


@dataclass(frozen=True)
class Case:
    """One reference sheet: the options of `build`, and whether the workspace beside this file is wanted."""

    options: dict[str, Any]
    own: bool = False
    pages: int | None = None  # where the design promises a number


@dataclass(frozen=True)
class Drawn:
    """A case built: the file's bytes, and the sheet it was made from."""

    name: str
    case: Case
    data: bytes
    sheet: Sheet
    large: bool = field(default=False)


WARMUP = {"routine": "warmup"}
PERSON = {
    "client": "Siân O’Brien-Łukaszewska",
    "date": "2026-11-23",
    "practitioner": "Dr. Zoë Nguyễn",
    "notes": "Start slowly this week. Stop if the left hip pinches, and ring me on Thursday.",
}
LONG_NOTES = "\n".join(
    ["Week 1: once a day, in the morning, and no more than two rounds of each move.", "Week 2: twice a day."] * 3
)
CASES = {
    "warmup-a4": Case(WARMUP, pages=1),
    "warmup-letter": Case({**WARMUP, "paper": "letter"}, pages=1),
    "warmup-large-print": Case({**WARMUP, "large_print": True}, pages=2),
    "warmup-ink-saver": Case({**WARMUP, "ink_saver": True}, pages=1),
    "warmup-large-ink": Case({**WARMUP, "large_print": True, "ink_saver": True, "paper": "letter"}),
    "warmup-clinic": Case({**WARMUP, "brand": "riverside-physio"}, pages=1),
    "warmup-client": Case({**WARMUP, **PERSON}, pages=1),
    "warmup-client-letter": Case({**WARMUP, **PERSON, "notes": LONG_NOTES, "paper": "letter"}),
    "warmup-left-us": Case({**WARMUP, "side": "left", "language": "en-US", "paper": "letter", "date": "2026-11-23"}),
    "morning": Case({"routine": "morning"}),
    "bad-back-day": Case({"routine": "bad-back-day"}),
    "bad-back-day-large": Case({"routine": "bad-back-day", "large_print": True}),
    "exercise": Case({"exercise": "half-kneeling-hip-flexor-stretch"}, pages=1),
    "exercise-client": Case({"exercise": "curtsy-lunge", **PERSON, "brand": "riverside-physio"}),
    "exercise-letter-large": Case({"exercise": "hip-hinge", "paper": "letter", "large_print": True}),
    "exercise-left-ink": Case({"exercise": "hip-90-90", "side": "left", "ink_saver": True}, pages=1),
    "series-part-1": Case({"series": "back-pain", "part": "1"}, pages=1),
    "series-part-2": Case({"series": "back-pain", "part": "strength"}, pages=1),
    "series-part-3": Case({"series": "back-pain", "part": "3"}),
    "series-part-3-large": Case({"series": "back-pain", "part": "3", "large_print": True, "client": "Bo"}),
    "series-whole": Case({"series": "back-pain"}),
    "series-whole-clinic-letter": Case({"series": "back-pain", "brand": "riverside-physio", "paper": "letter"}),
    "series-bare": Case({"series": "bare"}, own=True, pages=1),
    "routine-1": Case({"routine": "one"}, own=True, pages=1),
    "routine-2": Case({"routine": "two"}, own=True, pages=1),
    "routine-3": Case({"routine": "three"}, own=True),
    "routine-5": Case({"routine": "five"}, own=True, pages=2),
    "routine-6": Case({"routine": "six"}, own=True, pages=2),
    "routine-9": Case({"routine": "nine"}, own=True),
    "routine-12": Case({"routine": "twelve"}, own=True, pages=3),
    "long-names": Case(
        {"routine": "long-names", "client": "Wolfgang Amadeus Theophilus " * 2, "brand": "very-long"}, own=True
    ),
    "long-names-large": Case({"routine": "long-names", "large_print": True}, own=True),
    "long-exercise": Case({"exercise": "long-name", "notes": LONG_NOTES}, own=True),
    "no-links": Case({"routine": "bare"}, own=True, pages=1),
    "no-mistake": Case({"exercise": "wall-angel"}, own=True, pages=1),
    "picture-png": Case({"exercise": "photo"}, own=True, pages=1),
    "picture-svg": Case({"exercise": "drawing", "large_print": True}, own=True),
    "by-side": Case({"routine": "by-side"}, own=True),
    "by-side-letter": Case({"routine": "by-side", "paper": "letter", "brand": "plain"}, own=True),
}


@cache
def workspace() -> Path:
    """Return a copy of the workspace beside this file with its pictures made; it lives as long as the process."""
    folder = Path(tempfile.mkdtemp(prefix="handouts-sheets-"))
    root = folder / "workspace"
    shutil.copytree(HERE / "workspace", root)
    pictures = root / "data/exercises/pictures"
    pictures.mkdir(exist_ok=True)
    image = Image.new("RGB", (480, 320), "#dfe8ee")
    pen = ImageDraw.Draw(image)
    pen.rectangle((20, 240, 460, 260), fill="#7a8a99")
    pen.ellipse((40, 170, 110, 240), fill="#b5651d")
    pen.polygon([(110, 240), (260, 200), (330, 90), (360, 110), (300, 240)], fill="#0b4f6c")
    image.save(pictures / "heel-slide.png")
    (pictures / "ankle.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 80">'
        '<path d="M20 60 L90 60 Q100 60 98 52 L60 40 L55 10 L25 10 Z" fill="#e0ac69" stroke="#1b1f23"/>'
        '<circle cx="90" cy="36" r="18" fill="none" stroke="#e4572e" stroke-width="3"/></svg>'
    )
    return root


def request_of(case: Case, output: Path | None = None) -> Request:
    home = {"workspace": str(workspace())} if case.own else {}
    return Request(**{**case.options, **home, "output": str(output) if output else None, "force": True})


@cache
def draw(name: str) -> Drawn:
    """Build a case from nothing: no cache is read, and the content code is a constant."""
    case = CASES[name]
    with tempfile.TemporaryDirectory() as folder, _steady():
        output = Path(folder) / "sheet.pdf"
        request = request_of(case, output)
        build(request, ROOT)
        return Drawn(name, case, output.read_bytes(), _sheet(request), request.large_print)


def _sheet(request: Request) -> Sheet:
    """Return what the sheet says, composed as `build` does it."""
    job = next(iter(Workshop(request, ROOT).jobs()))
    from datetime import date

    day = date.fromisoformat(request.date) if request.date else None
    client = Client(request.client.strip(), day, request.practitioner, request.notes, 1, 1)
    return Workshop(request, ROOT).compose(job, client)


class _steady:  # noqa: N801 - a with statement
    def __init__(self) -> None:
        self._patches: list[Any] = [
            patch.object(Workshop, "content_code", lambda _self, _job: CODE),
            patch.dict(os.environ, {"HANDOUTS_CACHE": ""}),
        ]

    def __enter__(self) -> None:
        for each in self._patches:
            each.start()

    def __exit__(self, *_: object) -> None:
        for each in self._patches:
            each.stop()


def jobs() -> Iterator[Job]:
    """Yield every built-in document."""
    yield from Workshop(Request(everything=True), ROOT).jobs()
