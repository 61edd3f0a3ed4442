"""Legs: planted feet, kneeling knees, ankles brought to a place, and free directions.

In: a pose and a skeleton whose trunk stands. Out: knees, ankles, feet and toes on it, and where they touch. Never true
afterwards: that a foot asked for somewhere out of reach went there without a strain.
"""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING, Final

import numpy as np

from handouts.figures.scenery import top_of
from handouts.figures.skeleton import ANKLE, FOOT, HEEL, KNEE_REST, SHANK, THIGH, TOES, Skeleton, bend_two_bones
from handouts.figures.vectors import (
    Vec,
    about_y,
    about_z,
    angle_between,
    frame,
    frame_along,
    length,
    settled,
    towards,
    unit,
    vec,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handouts.figures.pose import Kneel, Leg, Planted, Pose, Prop

_MISSED: Final = 0.004  # a foot this far from its place is seen
_TUCKED: Final = (0.104, -80.0, 78.0)  # ankle height, the foot's elevation, bend of the toes
_FLAT: Final = (0.046, -17.0, 0.0)


def solve_legs(pose: Pose, props: Sequence[Prop], skeleton: Skeleton) -> None:
    """Place both legs; one that leans on the other comes second."""
    order = sorted("lr", key=lambda side: _leans_on_other(pose.leg(side), side))
    for side in order:
        leg = pose.leg(side)
        if leg.kneel is not None:
            _kneel(side, leg.kneel, props, skeleton)
        elif leg.planted is not None:
            _plant(side, leg, leg.planted, props, skeleton)
        else:
            _free(side, leg, skeleton)


def _leans_on_other(leg: Leg, side: str) -> bool:
    other = "r" if side == "l" else "l"
    return leg.ankle is not None and leg.ankle.ref.endswith(f"_{other}")


def _kneel(side: str, kneel: Kneel, props: Sequence[Prop], skeleton: Skeleton) -> None:
    ground = top_of(props, kneel.top)
    hip = skeleton.joints[f"hip_{side}"]
    wanted = vec(kneel.x, kneel.y, ground + KNEE_REST if kneel.z is None else kneel.z)
    knee = hip + unit(wanted - hip) * THIGH
    rest, elevation, toe_bend = _TUCKED if kneel.tuck else _FLAT
    drop = rest - float(knee[2])  # the foot rests on the floor even when the knee has a cushion
    if abs(drop) > SHANK:
        skeleton.strain(
            f"leg_{side}",
            "pose-reach",
            "the kneeling foot is off the floor",
            "make the last number of pelvis: {at: […]} smaller",
        )
        drop = SHANK if drop > 0 else -SHANK
    away = sqrt(max(SHANK**2 - drop**2, 0.0))
    ankle = knee + towards((kneel.shank, 0)) * away + vec(0, 0, drop)
    _finish(side, (knee, ankle), skeleton, towards((0, 0)), (towards((kneel.shank, elevation)), knee - ankle, toe_bend))
    skeleton.contacts += [vec(knee[0], knee[1], 0), vec(*skeleton.joints[f"toe_{side}"][:2], 0)]


def _plant(side: str, leg: Leg, foot: Planted, props: Sequence[Prop], skeleton: Skeleton) -> None:
    ground = top_of(props, foot.top) if foot.z is None else foot.z
    hip = skeleton.joints[f"hip_{side}"]
    ahead = towards((foot.yaw, 0))
    ball = vec(foot.x, foot.y, ground) + ahead * FOOT
    turn = about_z(foot.yaw) @ about_y(foot.heel)
    ankle = ball + turn @ vec(-FOOT, 0, ANKLE)
    pole = skeleton.frames["pelvis"] @ vec(1, 0, 0)
    if leg.knee is not None:
        pole = towards(leg.knee)
    elif float(ahead @ pole) > -0.5:
        pole = unit(ahead * 0.7 + pole * 0.3)
    knee, reached, missed = bend_two_bones(hip, ankle, (THIGH, SHANK), pole)
    if missed > _MISSED:
        skeleton.strain(
            f"leg_{side}",
            "pose-reach",
            f"the foot is out of reach by {missed * 100:.1f} % of the height",
            "bring the body nearer or lower with pelvis: {at: […]}, or lift the heel",
        )
    _finish(side, (knee, reached), skeleton, pole, (turn @ vec(1, 0, 0), turn @ vec(0, 0, 1), foot.heel))
    spot = skeleton.joints[f"ball_{side}"]
    toe, heel = spot + ahead * TOES, reached - ahead * HEEL
    skeleton.contacts += [vec(*toe[:2], 0), vec(*spot[:2], 0)]
    if foot.heel < 10:
        skeleton.contacts.append(vec(*heel[:2], 0))


def _free(side: str, leg: Leg, skeleton: Skeleton) -> None:
    hip = skeleton.joints[f"hip_{side}"]
    pole = towards(leg.knee) if leg.knee is not None else skeleton.frames["pelvis"] @ vec(1, 0, 0)
    if leg.ankle is not None:
        target = skeleton.locate(leg.ankle)
        knee, ankle, missed = bend_two_bones(hip, target, (THIGH, SHANK), pole)
        if missed > _MISSED:
            skeleton.strain(
                f"leg_{side}",
                "pose-reach",
                f"the ankle is out of reach by {missed * 100:.1f} % of the height",
                "bring the place nearer to the hip",
            )
    else:
        knee = hip + towards(leg.thigh) * THIGH
        ankle = knee + towards(leg.shank) * SHANK
    toes = towards(leg.toes) if leg.toes is not None else None
    upper = -towards(leg.sole) if leg.sole is not None else knee - ankle
    shank = _bone_frames(side, (knee, ankle), skeleton, pole)
    _set_foot(side, ankle, (shank @ about_y(leg.point) @ vec(1, 0, 0) if toes is None else toes, upper, 0.0), skeleton)
    _touch_floor(side, skeleton)


def _finish(side: str, leg: tuple[Vec, Vec], skeleton: Skeleton, pole: Vec, foot: tuple[Vec, Vec, float]) -> None:
    _bone_frames(side, leg, skeleton, pole)
    _set_foot(side, leg[1], foot, skeleton)


def _bone_frames(side: str, leg: tuple[Vec, Vec], skeleton: Skeleton, pole: Vec) -> Vec:
    """Store knee, ankle and the bones' frames, whose forward is where the knee points; return the shank's."""
    knee, ankle = leg
    hip = skeleton.joints[f"hip_{side}"]
    bend = angle_between(knee - hip, ankle - knee)
    ahead = pole if bend < 6 else unit(unit(knee - hip) - unit(ankle - knee))
    if length(ahead) < 1e-6:
        ahead = vec(1, 0, 0)
    skeleton.joints[f"knee_{side}"], skeleton.joints[f"ankle_{side}"] = knee, ankle
    skeleton.frames[f"thigh_{side}"] = frame(hip - knee, ahead)
    skeleton.frames[f"shank_{side}"] = frame(knee - ankle, ahead)
    skeleton.knee_bend[side] = bend
    return skeleton.frames[f"shank_{side}"]


def _set_foot(side: str, ankle: Vec, foot: tuple[Vec, Vec, float], skeleton: Skeleton) -> None:
    """Store the foot from (toe direction, direction away from the sole, bend of the toes in degrees)."""
    ahead, upper, toe_bend = foot
    turn = frame_along(ahead, upper)
    ball = ankle + turn @ vec(FOOT, 0, -ANKLE)
    skeleton.frames[f"foot_{side}"] = turn
    skeleton.toe_bend[side] = toe_bend
    skeleton.joints[f"ball_{side}"] = ball
    skeleton.joints[f"toe_{side}"] = ball + turn @ about_y(-toe_bend) @ vec(TOES, 0, 0)
    skeleton.joints[f"heel_{side}"] = ankle + turn @ vec(-HEEL, 0, -ANKLE)


def _touch_floor(side: str, skeleton: Skeleton) -> None:
    """Remember what of a free leg lies on the floor."""
    limits = {"knee": 0.065, "ankle": 0.06, "ball": 0.03, "toe": 0.03, "heel": 0.03}
    for joint, limit in limits.items():
        at = settled(skeleton.joints[f"{joint}_{side}"])
        if float(at[2]) < limit:
            skeleton.contacts.append(np.array([at[0], at[1], 0.0]))
