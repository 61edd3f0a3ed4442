"""How far joints go: each bend, turn and reach of a solved body against what people can do.

In: a pose and its skeleton. Out: the key of the pose, what goes too far, and the range. Never true afterwards: that
parts which are each within their range add up to a body that folds in half.
"""

from __future__ import annotations

from math import asin, atan2, degrees, hypot
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from handouts.figures.skeleton import THIGH
from handouts.figures.vectors import Vec, angle_between, length, unit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.figures.pose import Pose, Spine
    from handouts.figures.skeleton import Skeleton

# Ranges of motion in degrees. The averages named beside them: American Academy of Orthopaedic Surgeons, Joint Motion,
# 1965. Ours are wider, because exercises go to the end of a range and a bone model has no soft tissue; how much wider,
# and all of the hip's turn and the spine, is our own judgement, generous.
_KNEE_MOST: Final = 155  # 135
_ELBOW_MOST: Final = 150  # 150
_ANKLE: Final = (-72, 42)  # pointed 50, lifted 20; a relaxed foot that lies on the floor points about -70 here
_HIP_BEND: Final = (-32, 138)  # back 30, forward 120
_HIP_OUT: Final = (-38, 78)  # in 30, out 45
_HIP_TURN: Final = (-125, 75)  # out, in, by the measure of `hip_angles`: cross-legged sitting reaches -120
_HIP_TURN_LONG: Final = (-70, 60)  # of a hip that is bent less than `_LONG`: 45, 45
_LONG: Final = 45
_SHIN_TURN_MOST: Final = 65  # foot against shin, knee and ankle together
_ARM_BACK_MOST: Final = 65  # 60, and the shoulder blade gives
_ARM_ACROSS_MOST: Final = 60  # 45 past straight ahead
_ARM_TURN_MOST: Final = 125  # in 70, out 90, of an arm that hangs; a hand behind the back takes the shoulder along
_FOLDED: Final = 30
_HANGS: Final = 45
_WRIST_MOST: Final = 95  # 70 on its own, about 90 with the weight on the hand
_SPINE: Final = {"lumbar": (-50, 62), "thorax": (-32, 62), "neck": (-62, 60), "head": (-45, 45)}
_SIDE_MOST: Final = 50
_TURN_MOST: Final = 75
_TOGETHER: Final = {
    ("lumbar", "thorax"): ((-70, 105), 55, 85),
    ("neck", "head"): ((-95, 75), 55, 90),
}
"""Of two parts of the spine together: bend, most to one side, most turn."""
_BENT: Final = 12  # a knee bent less has no side to point to
_BENT_WELL: Final = 30


class Beyond(NamedTuple):
    """What goes too far: the key of the pose, the words, and what to do."""

    part: str
    what: str
    fix: str


def beyond_limits(pose: Pose, skeleton: Skeleton) -> list[Beyond]:
    """Return everything that no body does."""
    found = list(_spine(pose.spine))
    for side in "lr":
        found += [*_knee(skeleton, side), *_hip(skeleton, side), *_foot(skeleton, side), *_arm(skeleton, side)]
    return found


def _limit(part: str, what: str, allowed: str) -> Beyond:
    return Beyond(part, f"{what} degrees; a body can do {allowed}", f"stay within {allowed}")


def _spoken(side: str) -> str:
    return "left" if side == "l" else "right"


def _spine(spine: Spine) -> Iterator[Beyond]:
    for name, span in _SPINE.items():
        yield from _bends(name, "s", getattr(spine, name), (span, _SIDE_MOST, _TURN_MOST))
    for (one, other), most in _TOGETHER.items():
        both = [a + b for a, b in zip(getattr(spine, one), getattr(spine, other), strict=True)]
        yield from _bends(f"{one} and {other} together", "", both, most)


def _bends(
    name: str, ending: str, given: tuple[float, ...] | list[float], most: tuple[tuple[int, int], int, int]
) -> Iterator[Beyond]:
    (least, forward_most), side_most, turn_most = most
    forward, side, turn = given
    if not least <= forward <= forward_most:
        yield _limit("spine", f"{name} bend{ending} {forward:g}", f"{least} to {forward_most}")
    if abs(side) > side_most:
        yield _limit("spine", f"{name} bend{ending} sideways {side:g}", f"-{side_most} to {side_most}")
    if abs(turn) > turn_most:
        yield _limit("spine", f"{name} turn{ending} {turn:g}", f"-{turn_most} to {turn_most}")


# -------------------------------------------------------------------------------------------------------------- legs
def _knee(skeleton: Skeleton, side: str) -> Iterator[Beyond]:
    joints, bend = skeleton.joints, skeleton.knee_bend[side]
    if bend > _KNEE_MOST:
        yield _limit(f"leg_{side}", f"the {_spoken(side)} knee bends {bend:.0f}", f"0 to {_KNEE_MOST}")
    backwards = unit(joints[f"knee_{side}"] - joints[f"hip_{side}"]) - unit(
        joints[f"ankle_{side}"] - joints[f"knee_{side}"]
    )
    if bend > _BENT and float(backwards @ skeleton.frames[f"foot_{side}"][:, 0]) < -0.85 * length(backwards):
        fix = "change shank, or say which way the knee points: knee: [0, 20]"
        yield Beyond(f"leg_{side}", f"the {_spoken(side)} knee bends backwards", fix)


def hip_angles(skeleton: Skeleton, side: str) -> tuple[float, float, float]:
    """Return (bend, out to the side, turned in) of a hip in degrees.

    The turn is that of the knee's own forward against the forward it would have if the thigh had swung there by the
    shortest way.
    """
    sign = 1 if side == "l" else -1
    pelvis = skeleton.frames["pelvis"]
    thigh = pelvis.T @ (skeleton.joints[f"knee_{side}"] - skeleton.joints[f"hip_{side}"]) / THIGH
    bend = degrees(atan2(thigh[0], -thigh[2]))
    out = degrees(asin(max(-1.0, min(1.0, float(thigh[1]))))) * sign
    swung = _shortest_turn(np.array([0.0, 0.0, -1.0]), unit(thigh)) @ np.array([1.0, 0.0, 0.0])
    ahead = pelvis.T @ skeleton.frames[f"thigh_{side}"][:, 0]
    turn = degrees(atan2(float(np.cross(swung, ahead) @ thigh), float(swung @ ahead)))
    return bend, out, turn * sign


def _shortest_turn(start: Vec, end: Vec) -> Vec:
    axis = np.cross(start, end)
    cosine = float(start @ end)
    if cosine < -0.9999:
        return np.diag([-1.0, 1.0, -1.0])
    skew = np.array([[0, -axis[2], axis[1]], [axis[2], 0, -axis[0]], [-axis[1], axis[0], 0]])
    return np.asarray(np.eye(3) + skew + skew @ skew / (1 + cosine))


def _hip(skeleton: Skeleton, side: str) -> Iterator[Beyond]:
    bend, out, turn = hip_angles(skeleton, side)
    part, name = f"leg_{side}", f"the {_spoken(side)} hip"
    if not _HIP_BEND[0] <= bend <= _HIP_BEND[1] and abs(out) < 60:
        yield _limit(part, f"{name} bends {bend:.0f}", f"{_HIP_BEND[0]} to {_HIP_BEND[1]}")
    if not _HIP_OUT[0] <= out <= _HIP_OUT[1]:
        yield _limit(part, f"{name} opens {out:.0f}", f"{_HIP_OUT[0]} to {_HIP_OUT[1]}")
    is_long = abs(bend) < _LONG and abs(out) < _LONG
    least, most = _HIP_TURN_LONG if is_long else _HIP_TURN
    if (is_long or skeleton.knee_bend[side] > _BENT_WELL) and not least <= turn <= most:
        yield _limit(part, f"{name} turns {turn:.0f}", f"{least} to {most}")


def _foot(skeleton: Skeleton, side: str) -> Iterator[Beyond]:
    shank = skeleton.joints[f"knee_{side}"] - skeleton.joints[f"ankle_{side}"]
    ahead = skeleton.frames[f"foot_{side}"][:, 0]
    lift = 90 - angle_between(shank, ahead)
    if not _ANKLE[0] <= lift <= _ANKLE[1]:
        yield _limit(f"leg_{side}", f"the {_spoken(side)} ankle bends {lift:.0f}", f"{_ANKLE[0]} to {_ANKLE[1]}")
    along, aside, _ = skeleton.frames[f"shank_{side}"].T @ ahead
    turn = degrees(atan2(float(aside), float(along)))
    is_seen = skeleton.knee_bend[side] > _BENT_WELL and hypot(along, aside) > 0.5  # a pointed foot hardly turns
    if is_seen and abs(turn) > _SHIN_TURN_MOST:
        what = f"the {_spoken(side)} foot turns against its knee by {abs(turn):.0f}"
        yield _limit(f"leg_{side}", what, f"0 to {_SHIN_TURN_MOST}")


# -------------------------------------------------------------------------------------------------------------- arms
def _arm(skeleton: Skeleton, side: str) -> Iterator[Beyond]:
    joints, part, name = skeleton.joints, f"arm_{side}", _spoken(side)
    upper = unit(joints[f"elbow_{side}"] - joints[f"sh_{side}"])
    fore = unit(joints[f"wrist_{side}"] - joints[f"elbow_{side}"])
    fold = angle_between(upper, fore)
    if fold > _ELBOW_MOST:
        yield _limit(part, f"the {name} elbow bends {fold:.0f}", f"0 to {_ELBOW_MOST}")
    ahead, left, _ = skeleton.frames["chest"].T @ upper
    back = degrees(asin(max(-1.0, min(1.0, -float(ahead)))))
    if back > _ARM_BACK_MOST:
        yield _limit(part, f"the {name} arm goes back {back:.0f}", f"0 to {_ARM_BACK_MOST}")
    across = degrees(asin(max(-1.0, min(1.0, float(left) * (-1 if side == "l" else 1)))))
    if across > _ARM_ACROSS_MOST:
        yield _limit(part, f"the {name} arm goes across the body {across:.0f}", f"0 to {_ARM_ACROSS_MOST}")
    if fold > _FOLDED and angle_between(upper, -skeleton.frames["chest"][:, 2]) < _HANGS:
        chest = skeleton.frames["chest"].T
        ahead_again = _shortest_turn(np.array([0.0, 0.0, -1.0]), chest @ upper) @ np.array([1.0, 0.0, 0.0])
        turn = angle_between(ahead_again, chest @ unit(fore - (fore @ upper) * upper))
        if turn > _ARM_TURN_MOST:
            yield _limit(part, f"the {name} forearm turns back {turn:.0f}", f"0 to {_ARM_TURN_MOST}")
    wrist = angle_between(fore, skeleton.frames[f"hand_{side}"][:, 0])
    if wrist > _WRIST_MOST:
        yield _limit(part, f"the {name} wrist bends {wrist:.0f}", f"0 to {_WRIST_MOST}")
