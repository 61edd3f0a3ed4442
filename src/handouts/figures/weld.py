"""Weld the parts of a body where they meet: one smooth outline at a joint, no sliver of shirt between two trousers.

In: parts from far to near, a skeleton, a camera. Out: the same parts, their outlines and regions grown by what was
filled. Never true afterwards: that a part grew where its partner does not touch it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from shapely.geometry import Point

from handouts.figures.shapes import closed, common, opened, polygons, united, without
from handouts.figures.vectors import angle_between

if TYPE_CHECKING:
    from handouts.figures.body import Part
    from handouts.figures.camera import Camera
    from handouts.figures.skeleton import Skeleton


class _Weld(NamedTuple):
    """A joint between two parts: within `radius` of it both have the smooth outline of their union.

    `bridge` is how wide a dent between them is filled; `cloth` is what each part fills it with, "" for not at all.
    """

    first: str
    second: str
    joint: str
    radius: float
    bridge: float
    cloth: tuple[str, str]


_WELDS: Final = (
    _Weld("thigh_", "shank_", "knee_", 0.038, 0.012, ("trousers", "trousers")),
    _Weld("upper_", "fore_", "elbow_", 0.026, 0.010, ("skin", "skin")),
    _Weld("upper_", "torso", "sh_", 0.046, 0.022, ("shirt", "shirt")),
    _Weld("thigh_", "torso", "hip_", 0.085, 0.030, ("trousers", "")),
)
LAP: Final = 0.0012  # neighbours overlap by a hair's breadth, against slits
DENT: Final = 4e-6  # smaller ones nobody sees
SLIVER: Final = 0.010
_NEAR: Final = 0.004
_ISLAND: Final = 7e-4  # a piece of shirt this small between trousers is a speck
_FOLD: Final = 62.0  # a hip bent more has a fold, which stays


def weld_joints(parts: list[Part], skeleton: Skeleton, camera: Camera) -> None:
    """Give parts that meet in a joint one outline there, or each would end in a step of its own."""
    by_name = {part.name: part for part in parts}
    for weld in _WELDS:
        for side in "lr":
            first, second = by_name.get(weld.first + side), by_name.get(weld.second.replace("_", f"_{side}"))
            if first is None or second is None or (weld.joint == "hip_" and _folds(skeleton, side)):
                continue
            spot = camera.see(skeleton.joints[weld.joint + side])
            disc = Point(float(spot[0]), float(spot[1])).buffer(weld.radius, 12)
            both = united([first.outline, second.outline])
            dents = common(without(closed(both, weld.bridge), both), disc)
            filling = united(dent.buffer(LAP) for dent in polygons(dents) if dent.area > DENT)
            if filling.is_empty:
                continue
            filling = common(filling, united([both, dents]))
            for part, cloth in zip((first, second), weld.cloth, strict=True):
                if cloth:
                    part.grow(cloth, filling)


def close_laps(parts: list[Part], skeleton: Skeleton, camera: Camera) -> None:
    """Let a near thigh cover the slivers of shirt between it and the trousers' seat."""
    names = [part.name for part in parts]
    torso = parts[names.index("torso")]
    seat = united(shape for key, shape in torso.regions if key == "trousers")
    shirt = without(united(shape for key, shape in torso.regions if key == "shirt"), torso.lap)
    for thigh in parts[names.index("torso") + 1 :]:
        if not thigh.name.startswith("thigh_"):
            continue
        spot = camera.see(skeleton.joints[f"hip_{thigh.side}"])
        left = without(shirt, thigh.outline)
        kept = united(piece for piece in polygons(opened(left, SLIVER)) if piece.area > _ISLAND)
        slivers = common(without(left, kept), Point(float(spot[0]), float(spot[1])).buffer(0.13, 12))
        for sliver in polygons(slivers):
            if sliver.area > DENT and sliver.distance(thigh.outline) < _NEAR and sliver.distance(seat) < _NEAR:
                thigh.grow("trousers", sliver.buffer(LAP))


def _folds(skeleton: Skeleton, side: str) -> bool:
    thigh = skeleton.joints[f"knee_{side}"] - skeleton.joints[f"hip_{side}"]
    return angle_between(thigh, -skeleton.frames["pelvis"][:, 2]) > _FOLD
