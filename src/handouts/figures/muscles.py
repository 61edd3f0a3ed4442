"""Where the named muscles and joints lie on the body, for highlights and callouts.

In: a skeleton and a camera. Out: for each name, the parts it may be painted on and its region on the picture. Never
true afterwards: that these are anatomy; they are patches that a leader can point at.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Final, NamedTuple

from handouts.figures.shapes import Shape, united
from handouts.figures.vectors import Vec, unit, vec

if TYPE_CHECKING:
    from handouts.figures.camera import Camera
    from handouts.figures.skeleton import Skeleton


class Patch(NamedTuple):
    """A region; `middle` is where a leader ends when the region cannot be seen.

    `facing` is 1 when the muscle looks at the eye, -1 when it lies on the far side of the body.
    """

    parts: tuple[str, ...]
    shape: Shape
    middle: Vec
    facing: float


class _Blob(NamedTuple):
    """A ball of a muscle: share `t` of the way from one joint to another, moved in a frame, with a radius."""

    start: str
    end: str
    t: float
    frame: str
    offset: tuple[float, float, float]
    radius: float


# On each side: `_` is replaced by the side, y counts outwards.
_SIDED: Final[dict[str, tuple[tuple[str, ...], tuple[_Blob, ...]]]] = {
    "glute": (("torso", "thigh_"), (
        _Blob("hip_", "hip_", 0, "pelvis", (-0.046, 0.010, 0.028), 0.032),
        _Blob("hip_", "hip_", 0, "pelvis", (-0.050, 0.012, -0.020), 0.034))),
    "hipflexor": (("torso", "thigh_"), (
        _Blob("hip_", "hip_", 0, "pelvis", (0.036, 0.0, 0.046), 0.020),
        _Blob("hip_", "hip_", 0, "pelvis", (0.043, 0.004, 0.004), 0.026),
        _Blob("hip_", "knee_", 0.26, "thigh_", (0.034, 0.004, 0.0), 0.022))),
    "hamstring": (("thigh_",), (
        _Blob("hip_", "knee_", 0.28, "thigh_", (-0.034, 0, 0), 0.024),
        _Blob("hip_", "knee_", 0.80, "thigh_", (-0.024, 0, 0), 0.016))),
    "quad": (("thigh_",), (
        _Blob("hip_", "knee_", 0.25, "thigh_", (0.034, 0, 0), 0.026),
        _Blob("hip_", "knee_", 0.80, "thigh_", (0.022, 0, 0), 0.018))),
    "adductor": (("thigh_",), (
        _Blob("hip_", "knee_", 0.15, "thigh_", (0.0, -0.030, 0), 0.022),
        _Blob("hip_", "knee_", 0.62, "thigh_", (0.0, -0.024, 0), 0.015))),
    "hip": (("torso", "thigh_"), (_Blob("hip_", "hip_", 0, "pelvis", (0, 0.02, 0), 0.036),)),
    "calf": (("shank_",), (
        _Blob("knee_", "ankle_", 0.18, "shank_", (-0.020, 0, 0), 0.020),
        _Blob("knee_", "ankle_", 0.50, "shank_", (-0.018, 0, 0), 0.015))),
    "shin": (("shank_",), (
        _Blob("knee_", "ankle_", 0.20, "shank_", (0.020, 0, 0), 0.014),
        _Blob("knee_", "ankle_", 0.70, "shank_", (0.014, 0, 0), 0.011))),
    "knee": (("thigh_", "shank_"), (_Blob("knee_", "knee_", 0, "thigh_", (0.006, 0, 0), 0.032),)),
    "ankle": (("shank_", "foot_"), (_Blob("ankle_", "ankle_", 0, "shank_", (0, 0, 0), 0.028),)),
    "oblique": (("torso",), (
        _Blob("L1", "L1", 0, "L1", (0.010, 0.060, -0.010), 0.028),
        _Blob("T1", "T1", 0, "T1", (0.010, 0.065, 0.0), 0.030))),
    "lat": (("torso",), (
        _Blob("T1", "T1", 0, "T1", (-0.030, 0.055, 0.0), 0.028),
        _Blob("T2", "T2", 0, "T2", (-0.030, 0.070, 0.0), 0.026))),
    "chest": (("torso",), (
        _Blob("T2", "T2", 0, "T2", (0.060, 0.030, 0.0), 0.026),
        _Blob("T2", "T2", 0, "T2", (0.050, 0.062, 0.012), 0.022))),
    "shoulder": (("torso", "upper_"), (_Blob("sh_", "sh_", 0, "chest", (0, 0.006, -0.004), 0.034),)),
    "shoulderblade": (("torso",), (
        _Blob("T2", "T2", 0, "T2", (-0.060, 0.042, 0.024), 0.024),
        _Blob("T2", "T2", 0, "T2", (-0.062, 0.036, -0.026), 0.020))),
    "biceps": (("upper_",), (
        _Blob("sh_", "elbow_", 0.35, "upper_", (0.014, 0, 0), 0.020),
        _Blob("sh_", "elbow_", 0.78, "upper_", (0.010, 0, 0), 0.015))),
    "triceps": (("upper_",), (
        _Blob("sh_", "elbow_", 0.35, "upper_", (-0.014, 0, 0), 0.020),
        _Blob("sh_", "elbow_", 0.78, "upper_", (-0.010, 0, 0), 0.015))),
    "forearm": (("fore_",), (
        _Blob("elbow_", "wrist_", 0.15, "fore_", (0, 0, 0), 0.020),
        _Blob("elbow_", "wrist_", 0.60, "fore_", (0, 0, 0), 0.015))),
}  # fmt: skip
_MIDDLE: Final[dict[str, tuple[_Blob, ...]]] = {
    "lumbar": (
        _Blob("L5", "L5", 0, "pelvis", (-0.035, 0, 0.0), 0.022),
        _Blob("L2", "L2", 0, "L2", (-0.032, 0, 0.0), 0.022),
        _Blob("T1", "T1", 0, "T1", (-0.036, 0, -0.02), 0.018)),
    "abs": (
        _Blob("pelvis", "pelvis", 0, "pelvis", (0.045, 0, 0.03), 0.020),
        _Blob("L3", "L3", 0, "L3", (0.050, 0, 0.0), 0.024),
        _Blob("T1", "T1", 0, "T1", (0.062, 0, 0.0), 0.022)),
    "thorax": (
        _Blob("T1", "T1", 0, "T1", (-0.042, 0, 0.0), 0.020),
        _Blob("T2", "T2", 0, "T2", (-0.044, 0, 0.0), 0.022),
        _Blob("C7", "C7", 0, "T3", (-0.030, 0, -0.012), 0.018)),
    "spine": (
        _Blob("L5", "L5", 0, "pelvis", (-0.035, 0, 0.0), 0.018),
        _Blob("L2", "L2", 0, "L2", (-0.034, 0, 0.0), 0.018),
        _Blob("T1", "T1", 0, "T1", (-0.042, 0, 0.0), 0.018),
        _Blob("T2", "T2", 0, "T2", (-0.042, 0, 0.0), 0.018),
        _Blob("C7", "C7", 0, "T3", (-0.028, 0, -0.01), 0.018)),
    "neck": (_Blob("C7", "skull", 0.6, "neck", (-0.004, 0, 0), 0.024),),
}  # fmt: skip

MUSCLES: Final = (*(f"{name}_{side}" for name in _SIDED for side in "lr"), *_MIDDLE)


def patch_of(name: str, skeleton: Skeleton, camera: Camera) -> Patch:
    """Return the patch of a muscle or joint of `MUSCLES`."""
    if name in _MIDDLE:
        parts: tuple[str, ...] = ("neck", "torso") if name == "neck" else ("torso",)
        return _patch(parts, _MIDDLE[name], "", skeleton, camera)
    stem, side = name[:-2], name[-1]
    parts, blobs = _SIDED[stem]
    return _patch(tuple(part + side if part.endswith("_") else part for part in parts), blobs, side, skeleton, camera)


def _patch(parts: tuple[str, ...], blobs: tuple[_Blob, ...], side: str, skeleton: Skeleton, camera: Camera) -> Patch:
    sign = -1 if side == "r" else 1

    def of(name: str) -> str:
        return name + side if name.endswith("_") else name

    points, facing = [], 0.0
    for blob in blobs:
        start, end = skeleton.joints[of(blob.start)], skeleton.joints[of(blob.end)]
        x, y, z = blob.offset
        offset = skeleton.frames[of(blob.frame)] @ vec(x, y * sign, z)
        at = start + (end - start) * blob.t + offset
        points.append(camera.see(at))
        outward = at - skeleton.joints["pelvis"] if blob.start == "hip_" and blob.end == "hip_" else offset
        facing += camera.facing(unit(outward)) / len(blobs)
    discs = [_disc(point, blob.radius) for point, blob in zip(points, blobs, strict=True)]
    pieces = [united([a, b]).convex_hull for a, b in itertools.pairwise(discs)] or discs
    return Patch(parts, united(pieces), sum(points[1:], points[0]) / len(points), facing)


def _disc(point: Vec, radius: float) -> Shape:
    from shapely.geometry import Point  # noqa: PLC0415 - beside its only use

    return Point(float(point[0]), float(point[1])).buffer(radius, 12)
