"""Check poses: could a body do this, would it stand, and does the picture show what it should?

In: drawn scenes. Out: faults with the key of the pose that asked for it. Never true afterwards: that a figure with no
fault floats, falls over, or stands inside a chair. It has found faults that the eye had missed; it does not replace
looking.
"""

from __future__ import annotations

from math import asin, atan2, degrees
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from shapely.geometry import LineString, MultiPoint, Point

from handouts.figures import collide
from handouts.figures.baked import UNIT
from handouts.figures.fault import PoseFault, PoseFaultsFound
from handouts.figures.muscles import MUSCLES
from handouts.figures.read_pose import read_pose_file
from handouts.figures.scene import compose_scene
from handouts.figures.skeleton import THIGH, centre_of_mass
from handouts.figures.vectors import Vec, angle_between, length, unit
from handouts.library.nearest import suggest

if TYPE_CHECKING:
    from handouts.figures.pose import FigureSpec
    from handouts.figures.scene import Scene
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
_SPINE: Final = {"lumbar": (-50, 62), "thorax": (-32, 62), "neck": (-62, 60), "head": (-45, 45)}
_SIDE_MOST: Final = 50
_TURN_MOST: Final = 75

_OFF_BALANCE: Final = 0.012  # how far outside the support the body's middle may be: muscles and drawing take that up
_SEEN_LEAST: Final = 0.22
_FACE: Final = 0.07
_PELVIS: Final = "pelvis: {at: [0, 0.522]}"  # as an example in a fix


def lint_poses(raw: dict[str, Any]) -> list[PoseFault]:
    """Return every fault of a pose file, those that stop it from being read too."""
    try:
        file = read_pose_file(raw)
    except PoseFaultsFound as found:
        return list(found.faults)
    return [fault for spec in file.figures.values() for fault in lint_scene(compose_scene(spec, file.person))]


def lint_scene(scene: Scene) -> list[PoseFault]:
    """Return every fault of a figure."""
    checks = (_strains, _spine, _knees_and_elbows, _hips, _ankles, _floor, _props, _limbs, _balance, _marks)
    return [fault for check in checks for fault in check(scene)]


def _fault(scene: Scene, part: str, kind: str, what: str, fix: str = "") -> PoseFault:
    """Return a fault at the part's own key, or at the pose when the part was taken over from another figure."""
    spec: FigureSpec = scene.spec
    both = {"leg": "legs", "arm": "arms", "sca": "scapula"}.get(part[:3], part)
    key = next((one for one in (part, both) if one in spec.given), None)
    path = (spec.name, "pose", key) if key else (spec.name, "pose")
    return PoseFault(path, kind, what, fix)


def _strains(scene: Scene) -> list[PoseFault]:
    return [_fault(scene, one.part, one.kind, one.what, one.fix) for one in scene.skeleton.strains]


def _side(side: str) -> str:
    return "left" if side == "l" else "right"


def _spine(scene: Scene) -> list[PoseFault]:
    found = []
    for name, (least, most) in _SPINE.items():
        forward, side, turn = getattr(scene.spec.pose.spine, name)
        if not least <= forward <= most:
            found.append(_limit(scene, "spine", f"{name} bends {forward:g}", f"{least} to {most}"))
        if abs(side) > _SIDE_MOST:
            found.append(_limit(scene, "spine", f"{name} bends {side:g} sideways", f"-{_SIDE_MOST} to {_SIDE_MOST}"))
        if abs(turn) > _TURN_MOST:
            found.append(_limit(scene, "spine", f"{name} turns {turn:g}", f"-{_TURN_MOST} to {_TURN_MOST}"))
    return found


def _limit(scene: Scene, part: str, what: str, allowed: str) -> PoseFault:
    return _fault(scene, part, "pose-limit", f"{what} degrees; a body can do {allowed}", f"stay within {allowed}")


def _knees_and_elbows(scene: Scene) -> list[PoseFault]:
    found = []
    joints = scene.skeleton.joints
    for side in "lr":
        bend = scene.skeleton.knee_bend[side]
        if bend > _KNEE_MOST:
            found.append(_limit(scene, f"leg_{side}", f"the {_side(side)} knee bends {bend:.0f}", f"0 to {_KNEE_MOST}"))
        backwards = unit(joints[f"knee_{side}"] - joints[f"hip_{side}"]) - unit(
            joints[f"ankle_{side}"] - joints[f"knee_{side}"]
        )
        if bend > 12 and float(backwards @ scene.skeleton.frames[f"foot_{side}"][:, 0]) < -0.85 * length(backwards):
            found.append(_fault(scene, f"leg_{side}", "pose-limit", f"the {_side(side)} knee bends backwards",
                                "change shank, or say which way the knee points: knee: [0, 20]"))  # fmt: skip
        upper = joints[f"elbow_{side}"] - joints[f"sh_{side}"]
        fold = angle_between(upper, joints[f"wrist_{side}"] - joints[f"elbow_{side}"])
        if fold > _ELBOW_MOST:
            what = f"the {_side(side)} elbow bends {fold:.0f}"
            found.append(_limit(scene, f"arm_{side}", what, f"0 to {_ELBOW_MOST}"))
    return found


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


def _hips(scene: Scene) -> list[PoseFault]:
    found = []
    for side in "lr":
        bend, out, turn = hip_angles(scene.skeleton, side)
        part, name = f"leg_{side}", f"the {_side(side)} hip"
        if not _HIP_BEND[0] <= bend <= _HIP_BEND[1] and abs(out) < 60:
            found.append(_limit(scene, part, f"{name} bends {bend:.0f}", f"{_HIP_BEND[0]} to {_HIP_BEND[1]}"))
        if not _HIP_OUT[0] <= out <= _HIP_OUT[1]:
            found.append(_limit(scene, part, f"{name} opens {out:.0f}", f"{_HIP_OUT[0]} to {_HIP_OUT[1]}"))
        if scene.skeleton.knee_bend[side] > 30 and not _HIP_TURN[0] <= turn <= _HIP_TURN[1]:
            found.append(_limit(scene, part, f"{name} turns {turn:.0f}", f"{_HIP_TURN[0]} to {_HIP_TURN[1]}"))
    return found


def _ankles(scene: Scene) -> list[PoseFault]:
    found = []
    skeleton = scene.skeleton
    for side in "lr":
        shank = skeleton.joints[f"knee_{side}"] - skeleton.joints[f"ankle_{side}"]
        lift = 90 - angle_between(shank, skeleton.frames[f"foot_{side}"][:, 0])
        if not _ANKLE[0] <= lift <= _ANKLE[1]:
            what = f"the {_side(side)} ankle bends {lift:.0f}"
            found.append(_limit(scene, f"leg_{side}", what, f"{_ANKLE[0]} to {_ANKLE[1]}"))
    return found


# -------------------------------------------------------------------------------------------------------- collisions
def _floor(scene: Scene) -> list[PoseFault]:
    found = []
    for part, joint, depth in collide.below_floor(scene.skeleton):
        what = f"the {collide.spoken(joint)} is {depth * 100:.1f} % of the height below the floor"
        found.append(
            _fault(
                scene, part, "pose-floor", what, f"lift it, or raise the body: make the last number of {_PELVIS} larger"
            )
        )
    return found


def _props(scene: Scene) -> list[PoseFault]:
    found = []
    for part, joint, prop, depth in collide.inside_props(scene.skeleton, scene.spec.props):
        what = f"the {collide.spoken(joint)} is {depth * 100:.1f} % of the height inside the {prop}"
        found.append(_fault(scene, part, "pose-prop", what, f"move the {prop}, or the {collide.spoken(joint)}"))
    return found


def _limbs(scene: Scene) -> list[PoseFault]:
    found = []
    for first, second, share in collide.through_each_other(scene.skeleton):
        what = f"the {collide.spoken(first)} goes {share * 100:.0f} % through the {collide.spoken(second)}"
        found.append(
            _fault(
                scene,
                collide.part_of(first),
                "pose-collision",
                what,
                "move one of them away from the other, or turn it",
            )
        )
    return found


# ----------------------------------------------------------------------------------------------------------- balance
def support_points(scene: Scene) -> list[Vec]:
    """Return where the body is carried: feet, knees, hands, seat, back, and props that take weight."""
    skeleton = scene.skeleton
    joints = skeleton.joints
    points = [point[:2] for point in skeleton.contacts]
    if float(joints["pelvis"][2]) < 0.14 or scene.spec.pose.pelvis.seat:
        back = skeleton.frames["pelvis"][:, 0] * 0.06
        points += [joints["hip_l"][:2], joints["hip_r"][:2], (joints["pelvis"] - back)[:2]]
        points += [(joints[f"hip_{side}"] * 0.6 + joints[f"knee_{side}"] * 0.4)[:2] for side in "lr"]
    for joint, low in (("C7", 0.12), ("T2", 0.12), ("head", 0.10), ("sh_l", 0.06), ("sh_r", 0.06)):
        if float(joints[joint][2]) < low:
            points.append(joints[joint][:2])
    return points + collide.leaning_points(skeleton, scene.spec.props)


def _balance(scene: Scene) -> list[PoseFault]:
    points = support_points(scene)
    if len(points) < 2:
        return [_fault(scene, "pelvis", "pose-balance", "nothing of the body touches the floor or a prop",
                       f"make the last number of {_PELVIS} smaller, or let a foot, knee or hand touch")]  # fmt: skip
    ground = MultiPoint(points).convex_hull.buffer(0.03)
    middle = Point(centre_of_mass(scene.skeleton)[:2])
    outside = 0.0 if ground.contains(middle) else float(ground.distance(middle))
    if outside <= _OFF_BALANCE:
        return []
    away = np.array([middle.x - ground.centroid.x, middle.y - ground.centroid.y])
    way = ("forward" if away[0] > 0 else "back") if abs(away[0]) > abs(away[1]) else "sideways"
    fix = f"move it back over the feet with the first number of {_PELVIS}, or lean the trunk the other way"
    what = f"the body would fall {way}: its weight is {outside * 100:.1f} % of the height outside the feet and hands"
    return [_fault(scene, "pelvis", "pose-balance", what, fix)]


# ------------------------------------------------------------------------------------------------------------- marks
def _marks(scene: Scene) -> list[PoseFault]:
    found = []
    name = scene.spec.name
    for at, muscle in enumerate(scene.spec.highlight):
        if muscle not in MUSCLES:
            found.append(PoseFault((name, "highlight", at), "pose-muscle", f'there is no highlight "{muscle}"',
                                   suggest(muscle, MUSCLES)))  # fmt: skip
        elif scene.seen[muscle] < _SEEN_LEAST:
            what = f"{muscle} is hidden: {scene.seen[muscle] * 100:.0f} % of it can be seen"
            found.append(
                PoseFault((name, "highlight", at), "pose-hidden", what, "turn the view, or highlight the other side")
            )
    face = Point(scene.baked["face"][0] / UNIT, scene.baked["face"][1] / UNIT)
    for at, raw in enumerate(scene.baked["arrows"]):
        line = LineString([(raw[i] / UNIT, raw[i + 1] / UNIT) for i in range(0, len(raw), 2)])
        if line.distance(face) < _FACE:
            found.append(
                PoseFault(
                    (name, "arrows", at),
                    "pose-arrow",
                    "an arrow runs over the face",
                    "move its points away, with other numbers after d:",
                )
            )
        if line.distance(scene.body.outline) > 0.30:
            found.append(
                PoseFault(
                    (name, "arrows", at),
                    "pose-arrow",
                    "an arrow is far from the body",
                    "bring its points nearer, with smaller numbers after d:",
                )
            )
        if line.length < 0.05:
            found.append(
                PoseFault(
                    (name, "arrows", at),
                    "pose-arrow",
                    "an arrow is shorter than its head",
                    "move its first point farther from its last",
                )
            )
    return found
