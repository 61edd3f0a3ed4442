"""Arms and hands: brought to a place, to the floor, to a rest on the body, round a bar, or free.

In: a pose and a skeleton with trunk and legs. Out: elbows, wrists, hands and how far the fingers are curled. Never true
afterwards: that a hand asked for somewhere out of reach went there without a strain.
"""

from __future__ import annotations

from dataclasses import replace
from math import cos, radians, sin, sqrt
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from handouts.figures.scenery import find_bars, named, top_of, wall_normal, wall_point
from handouts.figures.skeleton import ELBOW_REST, FOREARM, PALM_REST, UPPER_ARM, Skeleton, bend_two_bones
from handouts.figures.vectors import Vec, frame, frame_along, length, towards, unit, vec

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handouts.figures.pose import Arm, Pose, Prop

_MISSED: Final = 0.008
_CURLS: Final = {"open": 0.12, "flat": 0.0, "fist": 1.0, "hold": 1.0}
_RELAXED: Final = 0.34
_BAR_TO_WRIST: Final = (0.050, 0.019)  # a bar lies this far along the palm, and this far below its middle


class Rest(NamedTuple):
    """Where a hand rests on the body; y counts outwards. Directions are in `frame`; `ref` may be a joint of a side."""

    ref: str
    frame: str
    wrist: tuple[float, float, float]
    fingers: tuple[float, float, float]
    palm: tuple[float, float, float]
    elbow: tuple[float, float, float]
    curl: float = 0.1
    opposite: bool = False


_RESTS: Final = {
    "hip": Rest("hip_", "pelvis", (-0.030, 0.056, 0.068), (0.80, -0.10, -0.55), (0.1, -1, 0), (-0.75, 0.8, -0.1), 0.18),
    "waist": Rest("L2", "L2", (-0.028, 0.098, 0.0), (0.95, -0.15, -0.25), (0.1, -1, 0), (-0.6, 0.9, -0.2), 0.2),
    "thigh": Rest("hip_", "thigh_", (0.070, 0.0, -0.10), (-0.05, 0, -1), (-1, 0, 0), (-0.9, 0.5, 0), 0.1),
    "knee": Rest("knee_", "thigh_", (0.058, 0.0, 0.055), (-0.12, 0, -1), (-1, 0, 0), (-0.6, 0.8, -0.1), 0.22),
    "head": Rest("head", "head", (-0.058, 0.078, -0.006), (-0.25, -1, 0.35), (0.9, -0.3, 0), (0.25, 1, 0.15), 0.15),
    "chest": Rest("sh_", "chest", (0.078, -0.040, -0.070), (-0.1, -0.8, 0.5), (-1, 0, 0), (0.5, 0.7, -1), 0.1, True),
    "clasp": Rest(
        "T2", "chest", (0.130, 0.036, -0.050), (0.30, -0.75, 0.55), (-0.35, -0.7, -0.6), (0.1, 0.9, -1), 0.85
    ),
    "belly": Rest("L2", "L2", (0.078, 0.066, 0.004), (0.05, -1, 0.05), (-1, 0, 0), (-0.3, 1, -0.5), 0.08),
    "back": Rest("L1", "L1", (-0.070, 0.050, 0.0), (0.0, -1, 0.1), (1, 0, 0), (-0.6, 1, 0), 0.1),
}


def solve_arms(pose: Pose, props: Sequence[Prop], skeleton: Skeleton) -> None:
    """Place both arms; bars that hang on no arm are placed first, so that hands can hold them."""
    skeleton.bars = find_bars(props, skeleton)
    order = sorted("lr", key=lambda side: _leans_on_other(pose.arm(side), side))
    for side in order:
        _solve_arm(side, pose.arm(side), props, skeleton)


def _leans_on_other(arm: Arm, side: str) -> bool:
    other = "r" if side == "l" else "l"
    return arm.hand is not None and arm.hand.ref in (f"elbow_{other}", f"wrist_{other}", f"hand_{other}")


def _solve_arm(side: str, arm: Arm, props: Sequence[Prop], skeleton: Skeleton) -> None:
    if arm.rest:
        _rest(side, arm, _RESTS[arm.rest], skeleton)
    elif arm.hold is not None:
        _hold(side, arm, skeleton)
    elif arm.floor is not None:
        _to_floor(side, arm, arm.floor, skeleton)
    elif arm.forearm is not None:
        _on_forearm(side, arm, arm.forearm, skeleton)
    elif arm.wall is not None:
        _to_wall(side, arm, props, skeleton)
    elif arm.hand is not None:
        target = skeleton.locate(arm.hand)
        if arm.top:
            target = target + vec(0, 0, top_of(props, arm.top) + PALM_REST)
            arm = _flat(arm, (0.0, -90.0))
            skeleton.contacts.append(vec(target[0], target[1], 0))
        _reach(side, arm, target, skeleton)
    else:
        _free(side, arm, skeleton)


def _flat(arm: Arm, palm: tuple[float, float]) -> Arm:
    return replace(arm, palm=arm.palm or palm, grip=arm.grip or "flat")


def _pole(side: str, arm: Arm, skeleton: Skeleton) -> Vec:
    if arm.elbow is not None:
        return towards(arm.elbow)
    sign = 1 if side == "l" else -1
    return skeleton.frames["chest"] @ vec(-1, sign * 0.5, -0.2)


def _reach(side: str, arm: Arm, target: Vec, skeleton: Skeleton, hand: tuple[Vec, Vec] | None = None) -> None:
    """Bend the arm to bring the wrist to the target; `hand` is (fingers, palm) when they are known as vectors."""
    shoulder = skeleton.joints[f"sh_{side}"]
    pole = _pole(side, arm, skeleton)
    elbow, wrist, missed = bend_two_bones(shoulder, target, (UPPER_ARM, FOREARM), pole)
    if missed > _MISSED:
        skeleton.strain(
            f"arm_{side}",
            "pose-reach",
            f"the hand is out of reach by {missed * 100:.1f} % of the height",
            "bring the place nearer to the shoulder",
        )
    _store(side, arm, (elbow, wrist), skeleton, pole, hand)


def _rest(side: str, arm: Arm, rest: Rest, skeleton: Skeleton) -> None:
    sign = 1 if side == "l" else -1
    other = "r" if side == "l" else "l"
    owner = other if rest.opposite else side
    ref = rest.ref + owner if rest.ref.endswith("_") else rest.ref
    frame_name = rest.frame + owner if rest.frame.endswith("_") else rest.frame
    turn = skeleton.frames[frame_name]
    if rest.opposite:  # y counts outwards from the middle, on the other side
        wrist = vec(rest.wrist[0], sign * rest.wrist[1] * -1, rest.wrist[2])
        wrist = wrist + vec(0.014, 0, 0.018) * -sign  # crossed arms lie one over the other: the right one in front
    else:
        wrist = vec(rest.wrist[0], sign * rest.wrist[1], rest.wrist[2])
    outward = vec(1, sign, 1)
    target = skeleton.joints[ref] + turn @ wrist
    fingers = turn @ (vec(*rest.fingers) * outward) if arm.fingers is None else towards(arm.fingers)
    palm = turn @ (vec(*rest.palm) * outward) if arm.palm is None else towards(arm.palm)
    shoulder = skeleton.joints[f"sh_{side}"]
    pole = skeleton.frames["chest"] @ (vec(*rest.elbow) * outward) if arm.elbow is None else towards(arm.elbow)
    elbow, reached, missed = bend_two_bones(shoulder, target, (UPPER_ARM, FOREARM), pole)
    if missed > _MISSED:
        skeleton.strain(
            f"arm_{side}",
            "pose-reach",
            f"the hand does not reach the {arm.rest}: {missed * 100:.1f} % of the height short",
            "bend the trunk, or choose another rest",
        )
    _store(side, arm, (elbow, reached), skeleton, pole, (fingers, palm))
    if not arm.grip:
        skeleton.curl[side] = rest.curl


def _hold(side: str, arm: Arm, skeleton: Skeleton) -> None:
    """Close the hand round a bar: fingers square to it, the bar across the palm; the forearm says from which side."""
    assert arm.hold is not None
    bar = skeleton.bars.get(arm.hold.prop)
    if bar is None:
        skeleton.strain(
            f"arm_{side}",
            "pose-hold",
            f"the {arm.hold.prop} has no place that a hand could hold",
            "hold a dowel, a band or a dumbbell, or give the prop from: and to:",
        )
        _free(side, arm, skeleton)
        return
    start, end = bar
    along = unit(end - start)
    spot = start + (end - start) * arm.hold.along
    shoulder = skeleton.joints[f"sh_{side}"]
    pole = _pole(side, arm, skeleton)
    wrist = spot
    fingers, palm = vec(0, 0, -1), vec(0, 0, -1)
    inward = skeleton.frames["chest"] @ vec(0, -1 if side == "l" else 1, 0)  # decides where the bar stands upright
    for _ in range(4):  # hand and forearm settle on one another
        elbow, _, _ = bend_two_bones(shoulder, wrist, (UPPER_ARM, FOREARM), pole)
        wish = towards(arm.fingers) if arm.fingers is not None else unit(spot - elbow)
        fingers = unit(wish - (wish @ along) * along)
        if length(fingers) < 1e-6:
            fingers = unit(np.cross(along, vec(0, 0, 1)))
        palm = unit(np.cross(along, fingers))
        want = towards(arm.palm) if arm.palm is not None else vec(0, 0, -1) + fingers * 0.1 + inward * 0.02
        if float(palm @ want) < 0:
            palm = -palm
        wrist = spot - fingers * _BAR_TO_WRIST[0] - palm * _BAR_TO_WRIST[1]
    _reach(side, replace(arm, grip=arm.grip or "hold"), wrist, skeleton, (fingers, palm))


def _to_floor(side: str, arm: Arm, azimuth: float, skeleton: Skeleton) -> None:
    """Bring a straight arm down to the floor in a direction; the palm lies flat."""
    shoulder = skeleton.joints[f"sh_{side}"]
    drop = float(shoulder[2]) - PALM_REST
    whole = (UPPER_ARM + FOREARM) * 0.992
    if drop > whole + _MISSED:
        skeleton.strain(
            f"arm_{side}",
            "pose-reach",
            f"the hand ends {(drop - whole) * 100:.1f} % of the height over the floor",
            "make the last number of pelvis: {at: […]} smaller, or lean the trunk that way",
        )
    away = sqrt(max(whole**2 - drop**2, 0.0))
    target = vec(shoulder[0] + away * cos(radians(azimuth)), shoulder[1] + away * sin(radians(azimuth)), PALM_REST)
    skeleton.contacts.append(vec(target[0], target[1], 0) + towards((azimuth, 0)) * 0.05)
    arm = _flat(arm, (azimuth, -90.0))
    _reach(side, replace(arm, fingers=arm.fingers or (azimuth, -6.0)), target, skeleton)


def _on_forearm(side: str, arm: Arm, azimuth: float, skeleton: Skeleton) -> None:
    """Set the elbow on the floor below the shoulder, moved towards the azimuth as far as the arm is too long."""
    shoulder = skeleton.joints[f"sh_{side}"]
    drop = float(shoulder[2]) - ELBOW_REST
    if drop > UPPER_ARM + _MISSED:
        skeleton.strain(
            f"arm_{side}",
            "pose-reach",
            f"the elbow ends {(drop - UPPER_ARM) * 100:.1f} % of the height over the floor",
            "make the last number of pelvis: {at: […]} smaller",
        )
    away = sqrt(max(UPPER_ARM**2 - drop**2, 0.0))
    elbow = shoulder + unit(towards((azimuth, 0)) * away + vec(0, 0, -drop)) * UPPER_ARM
    wrist = elbow + towards(arm.fore or (0.0, -1.5)) * FOREARM
    skeleton.contacts += [vec(elbow[0], elbow[1], 0), vec(wrist[0], wrist[1], 0)]
    _store(side, _flat(arm, (0.0, -90.0)), (elbow, wrist), skeleton, _pole(side, arm, skeleton), None)


def _to_wall(side: str, arm: Arm, props: Sequence[Prop], skeleton: Skeleton) -> None:
    wall = named(props, arm.top)
    assert arm.wall is not None
    if wall is None:
        _free(side, arm, skeleton)
        return
    target = wall_point(wall, arm.wall, PALM_REST - 0.004)
    fingers = towards(arm.fingers) if arm.fingers is not None else vec(0, 0, 1)
    _reach(side, replace(arm, grip=arm.grip or "flat"), target, skeleton, (fingers, -wall_normal(wall)))


def _free(side: str, arm: Arm, skeleton: Skeleton) -> None:
    sign = 1 if side == "l" else -1
    shoulder = skeleton.joints[f"sh_{side}"]
    upper = arm.upper or (sign * 105.0, -83.0)  # hanging clear of the hips
    fore = arm.fore or (arm.upper or (sign * 15.0, -78.0))
    elbow = shoulder + towards(upper) * UPPER_ARM
    wrist = elbow + towards(fore) * FOREARM
    _store(side, arm, (elbow, wrist), skeleton, _pole(side, arm, skeleton), None)
    if float(wrist[2]) < 0.04:
        skeleton.contacts.append(vec(wrist[0], wrist[1], 0))
    if float(elbow[2]) < 0.04:
        skeleton.contacts.append(vec(elbow[0], elbow[1], 0))


def _store(
    side: str,
    arm: Arm,
    bones: tuple[Vec, Vec],
    skeleton: Skeleton,
    pole: Vec,
    hand: tuple[Vec, Vec] | None,
) -> None:
    elbow, wrist = bones
    shoulder = skeleton.joints[f"sh_{side}"]
    skeleton.joints[f"elbow_{side}"], skeleton.joints[f"wrist_{side}"] = elbow, wrist
    first, second = unit(elbow - shoulder), unit(wrist - elbow)
    front = unit(second - first) if float(first @ second) < 0.995 else -unit(pole)
    if length(front) < 1e-6:
        front = vec(1, 0, 0)
    skeleton.frames[f"upper_{side}"] = frame(shoulder - elbow, front)
    skeleton.frames[f"fore_{side}"] = frame(elbow - wrist, front)
    _set_hand(side, arm, skeleton, hand)


def _set_hand(side: str, arm: Arm, skeleton: Skeleton, hand: tuple[Vec, Vec] | None) -> None:
    """Store the hand's frame: forward along the fingers, up out of its back."""
    sign = 1 if side == "l" else -1
    fore = skeleton.frames[f"fore_{side}"]
    wrist = skeleton.joints[f"wrist_{side}"]
    if hand is None:
        fingers = towards(arm.fingers) if arm.fingers is not None else -fore[:, 2]
        palm = towards(arm.palm) if arm.palm is not None else fore @ vec(0.15, -sign, 0)
    else:
        fingers, palm = hand
    turn = frame_along(fingers, -palm)
    skeleton.frames[f"hand_{side}"] = turn
    skeleton.joints[f"hand_{side}"] = wrist + turn[:, 0] * 0.045
    skeleton.curl[side] = _CURLS.get(arm.grip, _RELAXED)
