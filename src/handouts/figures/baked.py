"""Read baked figures: the draw lists that a build paints without numpy or shapely.

In: the text of `data/figures/baked/<exercise>.json` and of the pose file it was baked from. Out: `BakedFigure` values.
Never true afterwards: that a figure was baked by another engine, or from another pose text, without `is_stale` saying
so. Lengths are whole 1/10,000 of the body height H, x right, y up; y = 0 is the floor under the figure. Standard
library only.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any, Final, Literal, TypeAlias

from handouts.figures.bake_form import check_form
from handouts.values import dataclass

ENGINE: Final = 4  # raise it whenever the same pose would draw otherwise: every stored bake is then stale
UNIT: Final = 10_000  # steps per body height

Op: TypeAlias = list[Any]
"""`["f", key, tone, paths]` fills even-odd, `["l", weight, key, tone, paths]` strokes; see docs/figures.md."""
Box: TypeAlias = tuple[int, int, int, int]
Mark: TypeAlias = Literal["", "x", "ok"]
Ground: TypeAlias = Literal["mat", "seat", "floor"]


@dataclass(frozen=True, slots=True)
class Callout:
    """Words that a leader joins to the figure: `at` is the name of a highlight, whose place is in `anchors`."""

    text: str
    at: str


@dataclass(frozen=True, slots=True)
class BakedFigure:
    """One figure: `box` holds the body alone, `full` the shadow and the props too (left, bottom, right, top).

    `arrows` are centre lines (x, y of two or more points, tail first); `face` is the middle of the head, to be kept
    clear. `mark` says that the figure shows a mistake (x) or the right way beside one (ok).
    """

    label: str
    caption: str
    alt: str
    mark: Mark
    ground: Ground
    box: Box
    full: Box
    ops: list[Op]
    highlights: dict[str, list[Op]]
    anchors: dict[str, tuple[int, int]]
    arrows: list[list[int]]
    callouts: tuple[Callout, ...]
    face: tuple[int, int]


@dataclass(frozen=True, slots=True)
class BakedSet:
    """All figures of one exercise, in the order of its pose file; `content_hash` is that of the baked text itself."""

    engine: int
    pose_hash: str
    figures: dict[str, BakedFigure]
    content_hash: str


def pose_hash(pose_text: str) -> str:
    r"""Return what a pose file's text is known by: SHA-256 in hex over UTF-8 with \n line ends."""
    return hashlib.sha256("\n".join(pose_text.splitlines()).encode()).hexdigest()


def read_baked(json_text: str) -> BakedSet:
    """Return the figures of one baked file; ValueError, KeyError or TypeError for a file that no bake wrote."""
    raw = json.loads(json_text)
    check_form(raw)
    figures = {name: _figure(value) for name, value in raw["figures"].items()}
    content_hash = hashlib.sha256(json_text.encode("utf-8", "surrogatepass")).hexdigest()
    return BakedSet(raw["engine"], raw["pose_hash"], figures, content_hash)


def is_stale(baked: BakedSet, pose_text: str) -> bool:
    """Return whether the poses or the engine changed after the bake; the caller makes a Problem of it."""
    return baked.engine != ENGINE or baked.pose_hash != pose_hash(pose_text)


def _figure(raw: dict[str, Any]) -> BakedFigure:
    return BakedFigure(
        label=raw["label"],
        caption=raw["caption"],
        alt=raw["alt"],
        mark=raw["mark"],
        ground=raw["ground"],
        box=_box(raw["box"]),
        full=_box(raw["full"]),
        ops=raw["ops"],
        highlights=raw["highlights"],
        anchors={name: (x, y) for name, (x, y) in raw["anchors"].items()},
        arrows=raw["arrows"],
        callouts=tuple(Callout(one["text"], one["at"]) for one in raw["callouts"]),
        face=(raw["face"][0], raw["face"][1]),
    )


def _box(raw: list[int]) -> Box:
    left, bottom, right, top = raw
    return left, bottom, right, top
