"""Where a body runs into the floor, a prop, or itself.

In: a skeleton, props. Out: the joint or bone, and how deep. Never true afterwards: that touching counts as a collision;
flesh gives, so some depth is let pass.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from handouts.figures.scenery import block_corners, top_of, wall_normal
from handouts.figures.vectors import Vec, length, towards, vec

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from handouts.figures.pose import Prop
    from handouts.figures.skeleton import Skeleton

_RADII: Final = {"pelvis": 0.055, "L2": 0.050, "T1": 0.055, "T2": 0.055, "C7": 0.040, "head": 0.058, "sh": 0.028,
                 "hip": 0.052, "knee": 0.032, "ankle": 0.020, "elbow": 0.020, "wrist": 0.012, "toe": 0.004,
                 "heel": 0.004, "ball": 0.004, "hand": 0.009}  # fmt: skip
"""About how far the skin lies from each joint."""
_SPOKEN: Final = {"sh": "shoulder", "C7": "root of the neck", "T1": "back", "T2": "upper back", "L2": "lower back",
                  "toe": "tip of the foot", "ball": "ball of the foot", "upper": "upper arm", "fore": "forearm",
                  "shank": "lower leg", "trunk": "trunk"}  # fmt: skip
_LEGS: Final = ("hip", "knee", "ankle", "toe", "heel", "ball", "thigh", "shank", "foot")
_GIVES: Final = 0.014
_SEAT: Final = ("pelvis", "hip_l", "hip_r")
_GIVES_ON_FLOOR: Final = 0.012


def spoken(joint: str) -> str:
    """Return `right knee` for `knee_r`."""
    stem = joint[:-2] if joint[-2:] in ("_l", "_r") else joint
    side = {"_l": "left ", "_r": "right "}.get(joint[-2:], "")
    return side + _SPOKEN.get(stem, stem)


def part_of(joint: str) -> str:
    """Return the pose's key that moves a joint or bone."""
    stem, side = joint[:-2], joint[-1]
    if joint[-2:] not in ("_l", "_r"):
        return "spine" if joint != "pelvis" else "pelvis"
    return f"leg_{side}" if stem in _LEGS else f"arm_{side}"


def _balls(skeleton: Skeleton) -> Iterator[tuple[str, Vec, float]]:
    for joint, at in skeleton.joints.items():
        stem = joint[:-2] if joint[-2:] in ("_l", "_r") else joint
        if stem in _RADII:
            yield joint, at, _RADII[stem]


def below_floor(skeleton: Skeleton) -> list[tuple[str, str, float]]:
    """Return (pose key, joint, depth) for what lies under the floor."""
    found = []
    for joint, at, radius in _balls(skeleton):
        depth = radius - float(at[2])
        if depth > _GIVES_ON_FLOOR + radius * 0.15:
            found.append((part_of(joint), joint, depth))
    return found


def inside_props(skeleton: Skeleton, props: Sequence[Prop]) -> list[tuple[str, str, str, float]]:
    """Return (pose key, joint, prop, depth) for what lies inside a prop."""
    found = []
    for prop in props:
        for joint, at, radius in _balls(skeleton):
            blocks = [*_blocks(prop), *(_under_seat(prop) if joint in _SEAT else ())]
            depth = max((_depth(at, radius, prop, block) for block in blocks), default=0.0)
            if prop.kind == "wall":
                depth = max(depth, _wall_depth(at, radius, prop))
            if prop.kind == "roller":
                depth = _roller_depth(at, radius, prop)
            if depth > _GIVES + radius * 0.25:
                found.append((part_of(joint), joint, prop.name, depth))
    return found


def _blocks(prop: Prop) -> list[tuple[Vec, Vec]]:
    """Return the solid boxes of a prop as (middle, half size), before its turn about its base."""
    _, half, _ = block_corners(prop)
    top = 2 * float(half[2])
    if prop.kind in ("box", "step", "post"):
        return [(vec(0, 0, half[2]), half)]
    if prop.kind in ("chair", "table"):
        found = [(vec(0, 0, top - 0.013), vec(half[0], half[1], 0.013))]
        if prop.kind == "chair" and prop.has_back:
            found.append((vec(-half[0] + 0.011, 0, top + 0.13), vec(0.010, half[1], 0.065)))
        return found
    return []


def _under_seat(prop: Prop) -> list[tuple[Vec, Vec]]:
    """Return the room below a seat or a table top, where shins may be but no hips."""
    _, half, _ = block_corners(prop)
    return [(vec(0, 0, half[2]), half)] if prop.kind in ("chair", "table") else []


def _roller_depth(at: Vec, radius: float, prop: Prop) -> float:
    long, size = prop.size[0], prop.size[1]
    along = towards(prop.axis) if prop.axis else vec(0, 1, 0)
    away = at - vec(*prop.at.plus) - vec(0, 0, size)
    share = float(away @ along)
    return radius + size - length(away - share * along) if abs(share) < long / 2 else 0.0


def stands_on(at: Vec, height: float, props: Sequence[Prop]) -> bool:
    """Return whether the floor or the top of a prop is under a place at that height."""
    if abs(height) < _GIVES:
        return True
    return any(
        abs(top_of([prop], prop.name) - height) < 2 * _GIVES and length((at - vec(*prop.at.plus))[:2]) < max(prop.size)
        for prop in props
    )


def _depth(at: Vec, radius: float, prop: Prop, block: tuple[Vec, Vec]) -> float:
    """Return how far a ball goes into a box: over 0 when it touches."""
    base, _, turn = block_corners(prop)
    middle, half = block
    away = np.abs(turn.T @ (at - base) - middle) - half
    outside = np.maximum(away, 0.0)
    if float(outside.max()) > 0:
        return radius - length(outside)
    return radius + float(-away.max())


def _wall_depth(at: Vec, radius: float, prop: Prop) -> float:
    return radius - wall_distance(at, prop)


def wall_distance(at: Vec, prop: Prop) -> float:
    """Return how far a point stands before a wall."""
    axis = 0 if prop.plane == "x" else 1
    return float((at[axis] - prop.at.plus[0]) * prop.faces)


def leaning_points(skeleton: Skeleton, props: Sequence[Prop]) -> list[Vec]:
    """Return points on the floor under what leans on a wall, sits on a roller or lies on a table or box."""
    found = []
    for prop in props:
        for _, at, radius in _balls(skeleton):
            if prop.kind == "wall" and wall_distance(at, prop) < radius + 0.03:
                foot = at - wall_normal(prop) * wall_distance(at, prop)
                found.append(foot[:2])
            elif any(_depth(at, radius + 0.02, prop, block) > 0 for block in _blocks(prop)) or (
                prop.kind == "roller" and _on_roller(at, radius, prop)
            ):
                found.append(at[:2])
    return found


def _on_roller(at: Vec, radius: float, prop: Prop) -> bool:
    middle = vec(*prop.at.plus) + vec(0, 0, prop.size[1])
    return abs(float(at[0] - middle[0])) < 0.12 and float(at[2]) < 2 * prop.size[1] + radius + 0.05


# ------------------------------------------------------------------------------------------------------------- limbs
_BONES: Final = {
    "thigh": ("hip", "knee", 0.045), "shank": ("knee", "ankle", 0.027), "foot": ("heel", "toe", 0.022),
    "upper": ("sh", "elbow", 0.024), "fore": ("elbow", "wrist", 0.018), "hand": ("wrist", "hand", 0.012),
}  # fmt: skip
_PAIRS: Final = (
    ("thigh_l", "thigh_r"), ("shank_l", "shank_r"), ("foot_l", "foot_r"), ("fore_l", "fore_r"),
    ("thigh_l", "shank_r"), ("thigh_r", "shank_l"), ("shank_l", "foot_r"), ("shank_r", "foot_l"),
    ("thigh_l", "foot_r"), ("thigh_r", "foot_l"), ("fore_l", "trunk"), ("fore_r", "trunk"), ("fore_l", "thigh_l"),
    ("fore_r", "thigh_r"), ("fore_l", "thigh_r"), ("fore_r", "thigh_l"), ("fore_l", "head"), ("fore_r", "head"),
    ("thigh_l", "trunk"), ("thigh_r", "trunk"), ("upper_l", "trunk"), ("upper_r", "trunk"), ("upper_l", "head"),
    ("upper_r", "head"), ("hand_l", "trunk"), ("hand_r", "trunk"), ("hand_l", "head"), ("hand_r", "head"),
    ("hand_l", "thigh_l"), ("hand_r", "thigh_r"), ("hand_l", "thigh_r"), ("hand_r", "thigh_l"),
)  # fmt: skip
_THROUGH: Final = 0.5  # share of the two radii that may overlap: soft parts press together


def through_each_other(skeleton: Skeleton) -> list[tuple[str, str, float]]:
    """Return (bone, bone, share of their thickness that overlaps) for limbs that go through one another."""
    found = []
    for first, second in _PAIRS:
        a, b = _bone(skeleton, first), _bone(skeleton, second)
        gap = _apart(a[0], b[0])
        both = a[1] + b[1]
        overlap = (both - gap) / both
        if overlap > _THROUGH:
            found.append((first, second, overlap))
    return found


def _bone(skeleton: Skeleton, name: str) -> tuple[tuple[Vec, Vec], float]:
    joints = skeleton.joints
    if name == "trunk":
        return (joints["L2"], joints["T2"]), 0.052
    if name == "head":
        return (joints["head"], joints["head"] + vec(0, 0, 1e-4)), 0.055
    stem, side = name[:-2], name[-1]
    start, end, radius = _BONES[stem]
    a, b = joints[f"{start}_{side}"], joints[f"{end}_{side}"]
    if stem == "thigh":
        a = a + (b - a) * 0.3  # thighs always meet at the crotch
    if stem == "upper":
        a = a + (b - a) * 0.4  # and arms the trunk at the armpit
    return (a, b), radius


def _apart(first: tuple[Vec, Vec], second: tuple[Vec, Vec]) -> float:
    """Return the least distance of two segments, sampled to about 0.01 H."""
    t = np.linspace(0, 1, 25)[:, None]
    a = first[0] + (first[1] - first[0]) * t
    b = second[0] + (second[1] - second[0]) * t
    gaps = np.sqrt(((a[:, None, :] - b[None, :, :]) ** 2).sum(-1))
    return float(gaps.min())
