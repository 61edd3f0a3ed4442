"""What is fed with anything: the readers of files that others wrote, each as a function of bytes.

In: bytes. Out: nothing, or a crash. Never true: that a target writes outside a temporary file of its own. Used by
`tools/fuzz.py`, which looks for crashes for as long as it is given, and by `test_fuzz.py`, which runs those that were
found and a few damaged files every time.
"""

from __future__ import annotations

import tempfile
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from handouts.batch.roster import open_roster
from handouts.check.proof import prove_bytes
from handouts.data.source import decode_source
from handouts.data.tree import plain
from handouts.data.workspace import find_builtin
from handouts.data.yaml import read_yaml
from handouts.figures.baked import read_baked
from handouts.figures.fault import PoseFaultsFound
from handouts.figures.read_pose import read_pose_file
from handouts.library.resolve import resolve_shape
from handouts.library.shapes.brand import BrandShape
from handouts.library.shapes.exercise import ExerciseShape
from handouts.library.shapes.locale import LocaleShape
from handouts.library.shapes.routine import RoutineShape
from handouts.library.shapes.series import SeriesShape
from handouts.pdf.fault import Fault
from handouts.pdf.picture import read_artwork
from handouts.pdf.svg import read_svg
from handouts.pdf.truetype import BrokenFont, Face
from handouts.problems import ProblemsFound

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Sequence

ROOT = Path(__file__).resolve().parents[2]
HOME = find_builtin()
assert HOME
SHAPES = (ExerciseShape, RoutineShape, SeriesShape, BrandShape, LocaleShape)
MOST_ROWS = 2_000


def _yaml(data: bytes) -> None:
    """Read a data file, and take it for one of every kind."""
    root = read_yaml(decode_source(data, "any.yaml"))
    for shape in SHAPES:
        with suppress(ProblemsFound):
            resolve_shape(shape, root)


def _pose(data: bytes) -> None:
    read_pose_file(plain(read_yaml(decode_source(data, "any.yaml"))))


def _csv(data: bytes) -> None:
    """Read a roster, row by row."""
    with tempfile.NamedTemporaryFile(suffix=".csv") as file:
        file.write(data)
        file.flush()
        for _ in islice(open_roster(Path(file.name), "any.csv").rows(), MOST_ROWS):
            pass


def _baked(data: bytes) -> None:
    read_baked(data.decode("utf-8", "replace"))


def _pdf(data: bytes) -> None:
    prove_bytes(data, "any.pdf", None, with_verapdf=False)


class Target(NamedTuple):
    """A reader, what it raises for a file that its user can mend, where its seeds are, and how many are damaged a run.

    Whatever else a reader raises is a crash.
    """

    read: Callable[[bytes], object]
    refusals: tuple[type[Exception], ...]
    seeds: tuple[str, ...]
    few: int = 150

    def feed(self, data: bytes) -> None:
        """Let it read, and pass over what it refuses."""
        with suppress(*self.refusals):
            self.read(data)


_WORKSHOPS = (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError)
"""What the workshop takes for baked figures that no bake wrote."""
TARGETS = {
    "yaml": Target(
        _yaml,
        (ProblemsFound,),
        ("data/exercises/hip-*.yaml", "data/routines/w*.yaml", "data/brands/*", "data/series/*"),
    ),
    "pose": Target(_pose, (ProblemsFound, PoseFaultsFound), ("data/figures/hip-*.yaml", "data/figures/s*.yaml")),
    "csv": Target(_csv, (ProblemsFound,), ("data/rosters/*.csv",)),
    "svg": Target(read_svg, (Fault,), ("data/brands/logos/*.svg",)),
    "picture": Target(read_artwork, (Fault,), ("data/brands/logos/*.svg", "tests/sheets/warmup-a4/page-1.png")),
    "font": Target(Face, (BrokenFont,), ("fonts/AtkinsonHyperlegibleNext-Regular.ttf",), 40),
    "baked": Target(_baked, _WORKSHOPS, ("data/figures/baked/wall-*.json",), 40),
    "pdf": Target(_pdf, (ProblemsFound,), (), 6),
}


def seeds_of(name: str) -> list[bytes]:
    """Return the good files that a target begins with."""
    found = [path for pattern in TARGETS[name].seeds for path in sorted(ROOT.glob(pattern)) if path.is_file()]
    if name == "pdf":
        return [_sheet()]
    assert found, f"{name} has no seeds"
    return [path.read_bytes() for path in found]


def _sheet() -> bytes:
    from handouts.commands.build import build
    from handouts.commands.request import Request

    with tempfile.TemporaryDirectory() as folder:
        made = build(Request(exercise="hip-hinge", workspace=str(HOME), output=folder))
        return made.sheets[0].path.read_bytes()


_STRANGE = (
    b"\0", b"\xff\xfe", b"\xed\xa0\x80", b"'", b'"', b"{", b"[", b"<<: ", b"&a ", b"*a", b"!x ", b"- ", b"\t", b"\r",
    b"99999999999999999999", b"-1", b"1e999", b"nan", b"\x7f\xff\xff\xff", b"<use/>", b"&lt;", b"/>", b",,", b"**",
)  # fmt: skip


def damaged(seeds: Sequence[bytes], chance: random.Random) -> bytes:
    """Return a seed with a few stretches gone, doubled, moved, changed or taken from another."""
    data = chance.choice(seeds)
    for _ in range(chance.randint(1, 6)):
        start = chance.randrange(len(data) + 1)
        end = min(len(data), start + chance.choice((1, 1, 2, 8, 60)))
        other = chance.choice(seeds)
        at = chance.randrange(len(other) + 1)
        new = chance.choice(
            (b"", data[start:end] * 2, chance.choice(_STRANGE), chance.randbytes(end - start), other[at : at + 40])
        )
        data = data[:start] + new + data[end:]
    return data[: chance.randrange(len(data) + 1)] if chance.random() < 0.1 else data
