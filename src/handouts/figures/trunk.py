"""Pelvis, spine, neck, head and shoulders: the first step of solving a pose.

In: a pose and its person. Out: trunk joints and frames on the skeleton, before any limb. Never true afterwards: that a
pelvis height left open stays open.
"""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING, Final

from handouts.figures import rings
from handouts.figures.scenery import top_of
from handouts.figures.skeleton import (
    HIP_HALF,
    KNEE_REST,
    LUMBAR,
    NECK,
    SHOULDER_HALF,
    SIT_REST,
    THIGH,
    THORACIC,
    Skeleton,
)
from handouts.figures.vectors import Vec, about_x, about_y, about_z, frame, towards, vec

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handouts.figures.pose import Person, Pose, Prop

# Forward tilt of each segment against the one below, standing at ease: a slight hollow in the lower back, a slight
# curve of the upper back, eyes level.
_NEUTRAL: Final = {"L1": 6.0, "L2": -6.0, "L3": -7.0, "T1": 0.0, "T2": 7.0, "T3": 8.0, "neck": 8.0, "head": -16.0}
_OLDER: Final = {"L2": 2.0, "T1": 2.0, "T2": 4.0, "T3": 5.0, "neck": 5.0, "head": -13.0}
"""What age adds: a rounder upper back and the head carried forward, eyes still level."""


def solve_trunk(pose: Pose, person: Person, props: Sequence[Prop], skeleton: Skeleton) -> None:
    """Place the trunk; an open pelvis height comes from the knees, the seat, or the lowest point on the floor."""
    turn = _pelvis_frame(pose)
    pelvis = pose.pelvis
    height = pelvis.z
    if height is None and pelvis.seat:
        height = top_of(props, pelvis.seat) + SIT_REST
        skeleton.contacts.append(vec(pelvis.x, pelvis.y, 0))
    if height is None:
        height = _kneeling_height(pose, turn, props, skeleton)
    _place_trunk(pose, person, vec(pelvis.x, pelvis.y, 0.3 if height is None else height), turn, skeleton)
    if height is None:
        drop = lowest_of_trunk(skeleton)
        _place_trunk(pose, person, vec(pelvis.x, pelvis.y, 0.3 - drop), turn, skeleton)


def _pelvis_frame(pose: Pose) -> Vec:
    pelvis = pose.pelvis
    turn = about_z(pelvis.yaw) @ about_y(pelvis.pitch) @ about_x(pelvis.roll)
    return frame(towards(pelvis.up), towards(pelvis.face)) @ turn if pelvis.up is not None else turn


def _kneeling_height(pose: Pose, turn: Vec, props: Sequence[Prop], skeleton: Skeleton) -> float | None:
    height = None
    for side, sign in (("l", 1), ("r", -1)):
        kneel = pose.leg(side).kneel
        if kneel is None:
            continue
        hip = vec(pose.pelvis.x, pose.pelvis.y, 0) + turn @ vec(0, sign * HIP_HALF, 0)
        knee_z = top_of(props, kneel.top) + KNEE_REST if kneel.z is None else kneel.z
        apart = (hip[0] - kneel.x) ** 2 + (hip[1] - kneel.y) ** 2
        if apart > THIGH**2:
            skeleton.strain(
                f"leg_{side}",
                "pose-reach",
                "the knee is too far from the hip to kneel there",
                "bring the numbers of pelvis: {at: […]} and kneel: […] nearer together",
            )
            apart = THIGH**2
        height = knee_z + sqrt(THIGH**2 - apart) - float((turn @ vec(0, sign * HIP_HALF, 0))[2])
    return height


def _place_trunk(pose: Pose, person: Person, at: Vec, turn: Vec, skeleton: Skeleton) -> None:
    joints, frames = skeleton.joints, skeleton.frames
    joints["pelvis"], frames["pelvis"] = at, turn
    for side, sign in (("l", 1), ("r", -1)):
        joints[f"hip_{side}"] = at + turn @ vec(0, sign * HIP_HALF, 0)
    curve = dict(_NEUTRAL)
    if person.age == "older":
        curve = {name: angle + _OLDER.get(name, 0.0) for name, angle in curve.items()}
    _place_spine(pose, curve, skeleton)
    _place_head(pose, curve, skeleton)
    _place_shoulders(pose, skeleton)


def _place_spine(pose: Pose, curve: dict[str, float], skeleton: Skeleton) -> None:
    joints, frames = skeleton.joints, skeleton.frames
    turn = frames["pelvis"]
    at = joints["pelvis"] + turn @ vec(-0.012, 0, 0.046)
    joints["L5"] = at
    skeleton.spine = [(joints["pelvis"], turn), (at, turn)]
    spine = pose.spine
    for names, bend, step in (("L1 L2 L3", spine.lumbar, LUMBAR), ("T1 T2 T3", spine.thorax, THORACIC)):
        forward, side, twist = (part / 3 for part in bend)
        for name in names.split():
            turn = turn @ about_y(curve[name] + forward) @ about_x(-side) @ about_z(twist)
            at = at + turn @ vec(0, 0, step)
            skeleton.spine.append((at, turn))
            joints[name], frames[name] = at, turn
    joints["C7"] = at
    frames["chest"] = frames["T2"]


def _place_head(pose: Pose, curve: dict[str, float], skeleton: Skeleton) -> None:
    joints, frames = skeleton.joints, skeleton.frames
    forward, side, twist = pose.spine.neck
    neck = frames["T3"] @ about_y(curve["neck"] + forward) @ about_x(-side) @ about_z(twist)
    joints["skull"], frames["neck"] = joints["C7"] + neck @ vec(0, 0, NECK), neck
    forward, side, twist = pose.spine.head
    head = neck @ about_y(curve["head"] + forward) @ about_x(-side) @ about_z(twist)
    frames["head"] = head
    joints["head"] = joints["skull"] + head @ vec(0.018, 0, 0.040)
    joints["crown"] = joints["head"] + head @ vec(0, 0, 0.066)
    joints["nape"] = joints["head"] + head @ vec(-0.066, 0, 0)


def _place_shoulders(pose: Pose, skeleton: Skeleton) -> None:
    chest = skeleton.frames["chest"]
    for side, sign in (("l", 1), ("r", -1)):
        forward, up = pose.scapula(side)
        wide = sign * (SHOULDER_HALF - 0.012 * abs(forward))
        offset = vec(0.010 + 0.03 * forward, wide, -0.040 + 0.03 * up)
        skeleton.joints[f"sh_{side}"] = skeleton.joints["C7"] + chest @ offset


def lowest_of_trunk(skeleton: Skeleton) -> float:
    """Return the height of the trunk's and the head's lowest point over the floor."""
    lows = []
    for ring in rings.TRUNK:
        at, turn = skeleton.spine[ring.segment]
        middle = at + turn @ vec(ring.forward, 0, ring.up)
        across, deep = turn[:, 1] * ring.across, turn[:, 0] * ring.deep
        lows.append(float(middle[2]) - sqrt(float(across[2] ** 2 + deep[2] ** 2)))
    turn = skeleton.frames["head"] * vec(*rings.SKULL_RADII)
    lows.append(float(skeleton.joints["head"][2]) - sqrt(float(turn[2] @ turn[2])))
    for side in "lr":
        seat = skeleton.joints[f"hip_{side}"] + skeleton.frames["pelvis"] @ vec(*rings.BUTTOCK_AT)
        turn = skeleton.frames["pelvis"] * vec(*rings.BUTTOCK_RADII)
        lows.append(float(seat[2]) - sqrt(float(turn[2] @ turn[2])))
    return min(lows)
