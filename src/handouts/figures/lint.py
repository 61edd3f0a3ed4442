"""Check poses: could a body do this, would it stand, and does the picture show what it should?

In: drawn scenes. Out: faults with the key of the pose that asked for it. Never true afterwards: that a figure with no
fault floats, falls over, or stands inside a chair. It has found faults that the eye had missed; it does not replace
looking.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
from shapely.geometry import LineString, MultiPoint, Point

from handouts.figures import collide
from handouts.figures.baked import UNIT
from handouts.figures.fault import PoseFault, PoseFaultsFound
from handouts.figures.limits import beyond_limits
from handouts.figures.muscles import MUSCLES
from handouts.figures.read_pose import read_pose_file
from handouts.figures.scene import compose_scene
from handouts.figures.skeleton import centre_of_mass
from handouts.library.nearest import suggest

if TYPE_CHECKING:
    from handouts.figures.pose import FigureSpec
    from handouts.figures.scene import Scene
    from handouts.figures.vectors import Vec

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
    checks = (_strains, _limits, _floor, _props, _limbs, _nothing_under, _balance, _marks)
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


def _limits(scene: Scene) -> list[PoseFault]:
    return [
        _fault(scene, one.part, "pose-limit", one.what, one.fix)
        for one in beyond_limits(scene.spec.pose, scene.skeleton)
    ]


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


def _nothing_under(scene: Scene) -> list[PoseFault]:
    """A foot or knee may be put at a height of its own only where a prop is under it."""
    found = []
    pose, props = scene.spec.pose, scene.spec.props
    for side, name in (("l", "left"), ("r", "right")):
        leg = pose.leg(side)
        for what, spot, ankle in (("foot", leg.planted, "ball"), ("knee", leg.kneel, "knee")):
            if (
                spot is None
                or spot.z is None
                or collide.stands_on(scene.skeleton.joints[f"{ankle}_{side}"], spot.z, props)
            ):
                continue
            found.append(
                _fault(
                    scene,
                    f"leg_{side}",
                    "pose-floor",
                    f"the {name} {what} stands {spot.z * 100:.1f} % of the height over the floor on nothing",
                    "leave out the third number of at:, or name what it stands on: top: step",
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
