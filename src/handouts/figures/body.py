"""Clothe a skeleton: every part of the body as flat regions of shirt, trousers, skin, shoe, sole and hair.

In: a skeleton, a camera, a person. Out: `Part`s in painter's order. Never true afterwards: that a region of skin lies
under a garment (its edge would show as a pale seam), or that the order hangs on anything but depth and the pose.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import cos, radians
from typing import TYPE_CHECKING, Final

import numpy as np
from shapely.geometry import Polygon

from handouts.figures import rings as tables
from handouts.figures.foot import foot_shapes
from handouts.figures.hand import hand_shape
from handouts.figures.head import Detail, draw_head, draw_neck
from handouts.figures.shapes import NOTHING, Loft, Shape, chain, closed, hull, opened, polygons, united, without
from handouts.figures.skeleton import THIGH
from handouts.figures.vectors import Vec, angle_between, vec

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handouts.figures.camera import Camera
    from handouts.figures.pose import Person, Pose
    from handouts.figures.rings import Build, LimbRing
    from handouts.figures.skeleton import Skeleton


@dataclass(slots=True)
class Part:
    """One part: `regions` are (palette key, shape), painted in order; `openings` are (partner, place, radius).

    Inside an opening the outline is not drawn where the partner lies, whichever is painted first: that alone turns a
    paper doll into one body.
    """

    name: str
    regions: list[tuple[str, Shape]]
    outline: Shape
    depth: float
    openings: list[tuple[str, Vec, float]] = field(default_factory=list)
    details: list[Detail] = field(default_factory=list)

    @property
    def side(self) -> str:
        return self.name[-1] if self.name[-2:-1] == "_" else ""


@dataclass(slots=True)
class Body:
    """All parts, from far to near."""

    skeleton: Skeleton
    camera: Camera
    parts: list[Part]
    outline: Shape
    even_limbs: bool = False

    def part(self, name: str) -> Part | None:
        return next((part for part in self.parts if part.name == name), None)

    def is_far(self, part: Part) -> bool:
        """Return whether a whole limb lies well behind its twin; decided per limb, or it would change at the knee."""
        if not part.side or self.even_limbs:
            return False
        legs = ("thigh_", "shank_", "foot_")
        group = legs if part.name[:-1] in legs else ("upper_", "fore_")
        other = "r" if part.side == "l" else "l"
        depth = {one.name: one.depth for one in self.parts}
        apart = [
            depth[name + other] - depth[name + part.side]
            for name in group
            if name + other in depth and name + part.side in depth
        ]
        return bool(apart) and sum(apart) / len(apart) > _FAR


_FAR: Final = 0.115
_ARM_BIAS: Final = 0.012  # an arm at the same depth as the trunk lies before it
_HEM_BEND: Final = 80.0  # the hem hangs over a thigh that is bent less
_LAP_BEND: Final = cos(radians(84))


def clothe(skeleton: Skeleton, camera: Camera, person: Person, pose: Pose, *, even_limbs: bool = False) -> Body:
    """Return the body of a solved pose as the camera sees it."""
    tailor = _Tailor(skeleton, camera, person)
    parts = tailor.parts()
    biases = dict(pose.order)
    for part in parts:
        part.depth += biases.get(part.name, 0.0)
    parts.sort(key=lambda part: part.depth)
    return Body(skeleton, camera, parts, united(part.outline for part in parts), even_limbs)


class _Tailor:
    """Makes the parts, one by one."""

    def __init__(self, skeleton: Skeleton, camera: Camera, person: Person) -> None:
        self.bones = skeleton
        self.camera = camera
        self.loft = Loft(camera)
        self.person = person
        self.build: Build = tables.build_of(person.build, person.age)
        self.shirt: Shape = NOTHING
        self.skin = f"skin:{person.skin}"

    def parts(self) -> list[Part]:
        found = [self.torso(), self.neck(), self.head()]
        for side in "lr":
            found += [self.thigh(side), self.foot(side), self.shank(side), self.upper_arm(side), self.forearm(side)]
        return [part for part in found if not part.outline.is_empty]

    def made(
        self, name: str, regions: Sequence[tuple[str, Shape]], middle: Vec, smooth: float, bias: float = 0
    ) -> Part:
        """Return a part whose outline is the closed union of its regions."""
        outline = closed(united(shape for _, shape in regions), smooth)
        return Part(name, list(regions), outline, self.camera.depth(middle) + bias)

    # ------------------------------------------------------------------------------------------------------- trunk
    def torso(self) -> Part:
        joints, frames, spine = self.bones.joints, self.bones.frames, self.bones.spine
        shapes = tables.trunk_rings(self.build)
        skin = [self.trunk_ring(ring, 0.0) for ring in shapes]
        cloth = [self.trunk_ring(ring, 0.004) for ring in shapes]
        at, turn = spine[0]
        belly = self.build.belly
        hem = self.loft.ring(
            at + turn @ vec(-0.009 + belly * 0.3, 0, 0.014),
            turn[:, 1] * (0.094 * self.build.trunk + belly * 0.5),
            turn[:, 0] * (0.0675 * self.build.trunk + belly * 0.6),
        )
        shoulders = [
            hull(
                self.loft.ellipsoid(
                    joints[f"sh_{side}"] + frames["chest"] @ vec(0, -sign * 0.012, -0.004),
                    frames["chest"],
                    (0.033, 0.034, 0.035),
                ),
                cloth[tables.SHOULDER_RING],
            )
            for side, sign in (("l", 1), ("r", -1))
        ]
        slopes = [
            hull(
                self.loft.ellipsoid(
                    joints[f"sh_{side}"] + frames["chest"] @ vec(0, -sign * 0.014, 0.004),
                    frames["chest"],
                    (0.024, 0.026, 0.026),
                ),
                cloth[tables.COLLAR_RING],
            )
            for side, sign in (("l", 1), ("r", -1))
        ]
        self.shirt = opened(closed(united([*chain([hem, *cloth[tables.WAIST :]]), *shoulders, *slopes]), 0.02), 0.022)
        seat = [
            hull(
                self.loft.ellipsoid(
                    joints[f"hip_{side}"] + frames["pelvis"] @ vec(*tables.BUTTOCK_AT),
                    frames["pelvis"],
                    self.scaled(tables.BUTTOCK_RADII, self.build.trunk),
                )
            )
            for side in "lr"
        ]
        trousers = closed(united([*chain(skin[:5]), *seat]), 0.02)
        regions = [("trousers", without(trousers, self.shirt.buffer(-0.003))), ("shirt", self.shirt), *self.lap()]
        return self.made("torso", regions, (joints["pelvis"] + joints["C7"]) / 2, 0.012)

    def trunk_ring(self, ring: tables.TrunkRing, more: float) -> Vec:
        at, turn = self.bones.spine[ring.segment]
        middle = at + turn @ vec(ring.forward, 0, ring.up)
        return self.loft.ring(middle, turn[:, 1] * (ring.across + more), turn[:, 0] * (ring.deep + more))

    def lap(self) -> list[tuple[str, Shape]]:
        """Return the trousers over a sitter's lap, which hide the shirt's hem."""
        joints, frames = self.bones.joints, self.bones.frames
        up = frames["pelvis"][:, 2]
        if any(float(frames[f"thigh_{side}"][:, 2] @ up) >= _LAP_BEND for side in "lr"):
            return []
        balls = [
            self.loft.ellipsoid(
                joints[f"hip_{side}"] * (1 - t) + joints[f"knee_{side}"] * t, frames["pelvis"], (0.05, 0.045, 0.05)
            )
            for side in "lr"
            for t in (0.0, 0.16)
        ]
        return [("trousers", hull(*balls))]

    def neck(self) -> Part:
        regions = [(self.skin, draw_neck(self.loft, self.bones))]
        part = self.made("neck", regions, (self.bones.joints["C7"] + self.bones.joints["skull"]) / 2, 0.010)
        part.openings.append(("torso", self.camera.see(self.bones.joints["C7"]), 0.03))
        return part

    def head(self) -> Part:
        drawn = draw_head(self.loft, self.bones, self.person)
        part = self.made("head", drawn.regions, self.bones.joints["head"], 0.009, 0.02)
        part.details = drawn.details
        if self.camera.facing(self.bones.frames["head"][:, 0]) < 0.5:
            root = self.bones.joints["skull"] + self.bones.frames["neck"] @ vec(-0.005, 0, 0)
            part.openings.append(("neck", self.camera.see(root), 0.034))
        return part

    # -------------------------------------------------------------------------------------------------------- legs
    def thigh(self, side: str) -> Part:
        hip, knee = self.bones.joints[f"hip_{side}"], self.bones.joints[f"knee_{side}"]
        turn = self.bones.frames[f"thigh_{side}"]
        loop = self.limb(hip, knee, turn, tables.limb_rings(tables.THIGH, self.build))
        top = hull(self.loft.ellipsoid(hip, turn, self.scaled((0.056, 0.043, 0.056), self.build.limb)), loop[0])
        shape = united([*chain(loop), top, self.knee_cap(side)])
        shape = self.tucked_under_shirt(shape, hip, knee)
        part = self.made(f"thigh_{side}", [("trousers", shape)], hip * 0.45 + knee * 0.55, 0.02)
        part.outline = max(polygons(part.outline), key=lambda one: one.area, default=NOTHING)
        part.openings.append(("torso", self.camera.see(hip), 0.085 * self.build.trunk))
        return part

    def tucked_under_shirt(self, thigh: Shape, hip: Vec, knee: Vec) -> Shape:
        """Cut off what of the thigh's round top would stand as a dome before the shirt; a low hem hides all of it."""
        if angle_between(knee - hip, -self.bones.frames["pelvis"][:, 2]) < _HEM_BEND:
            return opened(without(thigh, self.shirt), 0.012)
        start, way = self.camera.see(hip), self.camera.see(knee) - self.camera.see(hip)
        size = float(np.hypot(*way))
        if size < 0.35 * THIGH:
            return thigh
        along = way / size
        across = np.array([-along[1], along[0]]) * 0.3
        crease = start + along * 0.012
        behind = Polygon(
            [crease + across, crease - across, crease - across - along * 0.3, crease + across - along * 0.3]
        )
        return opened(without(thigh, behind.intersection(self.shirt)), 0.016)

    def knee_cap(self, side: str) -> Shape:
        radii = self.scaled((0.035, 0.033, 0.034), 1 + (self.build.limb - 1) * 0.55)
        return hull(self.loft.ellipsoid(self.bones.joints[f"knee_{side}"], self.bones.frames[f"thigh_{side}"], radii))

    def shank(self, side: str) -> Part:
        knee, ankle = self.bones.joints[f"knee_{side}"], self.bones.joints[f"ankle_{side}"]
        turn = self.bones.frames[f"shank_{side}"]
        loops = tables.limb_rings(tables.SHANK, self.build)
        skin = united(chain(self.limb(knee, ankle, turn, loops)))
        cuffed = [*chain(self.limb(knee, ankle, turn, loops, grow=0.003, end=0.9)), self.knee_cap(side)]
        trousers = united(cuffed)
        part = self.made(f"shank_{side}", [(self.skin, skin), ("trousers", trousers)], (knee + ankle) / 2, 0.010)
        part.openings.append((f"thigh_{side}", self.camera.see(knee), 0.040))
        return part

    def foot(self, side: str) -> Part:
        shoe, sole = foot_shapes(self.loft, self.bones, side)
        middle = (self.bones.joints[f"ankle_{side}"] + self.bones.joints[f"ball_{side}"]) / 2
        part = self.made(f"foot_{side}", [("shoe", shoe), ("sole", sole)], middle, 0.008)
        part.openings.append((f"shank_{side}", self.camera.see(self.bones.joints[f"ankle_{side}"]), 0.022))
        return part

    # -------------------------------------------------------------------------------------------------------- arms
    def upper_arm(self, side: str) -> Part:
        shoulder, elbow = self.bones.joints[f"sh_{side}"], self.bones.joints[f"elbow_{side}"]
        turn = self.bones.frames[f"upper_{side}"]
        loops = tables.limb_rings(tables.UPPER_ARM, self.build)
        skin = united([*chain(self.limb(shoulder, elbow, turn, loops)), self.elbow_cap(side)])
        cap = hull(self.loft.ellipsoid(shoulder, turn, self.scaled((0.035, 0.033, 0.034), self.build.limb)))
        sleeve = united([*chain(self.limb(shoulder, elbow, turn, loops, grow=0.005, end=0.58)), cap])
        middle = shoulder * 0.4 + elbow * 0.6
        part = self.made(f"upper_{side}", [(self.skin, skin), ("shirt", sleeve)], middle, 0.010, _ARM_BIAS)
        part.openings.append(("torso", self.camera.see(shoulder), 0.050))
        return part

    def forearm(self, side: str) -> Part:
        elbow, wrist = self.bones.joints[f"elbow_{side}"], self.bones.joints[f"wrist_{side}"]
        loops = tables.limb_rings(tables.FOREARM, self.build)
        arm = united([*chain(self.limb(elbow, wrist, self.bones.frames[f"fore_{side}"], loops)), self.elbow_cap(side)])
        hand = closed(hand_shape(self.loft, self.bones, side), 0.004)
        middle = elbow * 0.45 + wrist * 0.55
        part = self.made(f"fore_{side}", [(self.skin, united([arm, hand]))], middle, 0.006, _ARM_BIAS + 0.002)
        part.openings.append((f"upper_{side}", self.camera.see(elbow), 0.027))
        return part

    def elbow_cap(self, side: str) -> Shape:
        radii = (0.023, 0.022, 0.022)
        return hull(self.loft.ellipsoid(self.bones.joints[f"elbow_{side}"], self.bones.frames[f"upper_{side}"], radii))

    # ------------------------------------------------------------------------------------------------------- rings
    def limb(
        self, start: Vec, stop: Vec, turn: Vec, loops: Sequence[LimbRing], *, grow: float = 0.0, end: float = 1.0
    ) -> list[Vec]:
        """Return the rings along a bone, up to `end` of the way, made wider by `grow`."""
        kept = [ring for ring in loops if ring.t <= end + 1e-6]
        if end < 1:
            ts = [ring.t for ring in loops]
            across, deep, forward = (float(np.interp(end, ts, [ring[i] for ring in loops])) for i in (1, 2, 3))
            kept.append(tables.LimbRing(end, across, deep, forward))
        return [
            self.loft.ring(
                start + (stop - start) * ring.t + turn[:, 0] * ring.forward,
                turn[:, 1] * (ring.across + grow),
                turn[:, 0] * (ring.deep + grow),
            )
            for ring in kept
        ]

    @staticmethod
    def scaled(radii: Sequence[float], factor: float) -> tuple[float, ...]:
        return tuple(radius * factor for radius in radii)
