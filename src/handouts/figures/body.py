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
from handouts.figures.foot import draw_foot
from handouts.figures.hand import hand_shape
from handouts.figures.head import Detail, draw_head, draw_neck
from handouts.figures.shapes import NOTHING, Loft, Shape, chain, closed, common, hull, opened, polygons, united, without
from handouts.figures.skeleton import THIGH
from handouts.figures.vectors import Vec, angle_between, settled, vec
from handouts.figures.weld import DENT, LAP, SLIVER, close_laps, weld_joints

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
    lap: Shape = NOTHING
    """Of a sitting trunk: the trousers that lie over the shirt."""

    def grow(self, cloth: str, shape: Shape) -> None:
        """Add to the region of that cloth, and to the outline."""
        at = next((at for at, (key, _) in enumerate(self.regions) if key.startswith(cloth)), 0)
        self.regions[at] = (self.regions[at][0], united([self.regions[at][1], shape]))
        self.outline = united([self.outline, shape])

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
        """Return whether a whole limb lies well behind its twin; decided per limb, or it would change at the knee.

        An arm is not, when chest or back face the eye: a pale sleeve on a shirt seen whole is a patch.
        """
        if not part.side or self.even_limbs:
            return False
        legs = ("thigh_", "shank_", "foot_")
        is_leg = part.name[:-1] in legs
        if not is_leg and abs(self.camera.facing(self.skeleton.frames["chest"][:, 0])) > _FACES:
            return False
        group = legs if is_leg else ("upper_", "fore_")
        other = "r" if part.side == "l" else "l"
        depth = {one.name: one.depth for one in self.parts}
        apart = [
            depth[name + other] - depth[name + part.side]
            for name in group
            if name + other in depth and name + part.side in depth
        ]
        return bool(apart) and sum(apart) / len(apart) > _FAR


_FAR: Final = 0.115
_FACES: Final = 0.62
_ARM_BIAS: Final = 0.012  # an arm at the same depth as the trunk lies before it
_HEM_BEND: Final = 80.0  # the hem hangs over a thigh that is bent less
_FOLDED: Final = 112.0  # the thigh lies on the belly, before the shirt
_LAP_BEND: Final = cos(radians(84))


def clothe(skeleton: Skeleton, camera: Camera, person: Person, pose: Pose, *, even_limbs: bool = False) -> Body:
    """Return the body of a solved pose as the camera sees it."""
    tailor = _Tailor(skeleton, camera, person)
    parts = tailor.parts()
    biases = dict(pose.order)
    for part in parts:
        part.depth += biases.get(part.name, 0.0)
    parts.sort(key=lambda part: part.depth)
    weld_joints(parts, skeleton, camera)
    close_laps(parts, skeleton, camera)
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
        """Return a part whose outline is the closed union of its regions; a filled dent goes to its neighbour."""
        kept = list(regions)
        whole = united(shape for _, shape in kept)
        outline = closed(whole, smooth)
        for dent in polygons(without(outline, whole)) if len(kept) > 1 else []:
            if dent.area < DENT:
                continue
            near = dent.buffer(2 * LAP)
            touching = [float(settled(np.array(near.intersection(shape).area * 1000))) for _, shape in kept]
            at = touching.index(max(touching))
            kept[at] = (kept[at][0], united([kept[at][1], common(dent.buffer(LAP), outline)]))
        return Part(name, kept, outline, self.camera.depth(middle) + bias)

    # ------------------------------------------------------------------------------------------------------- trunk
    def torso(self) -> Part:
        joints, frames = self.bones.joints, self.bones.frames
        shapes = tables.trunk_rings(self.build)
        self.shirt = self.sewn_shirt([self.trunk_ring(ring, 0.004) for ring in shapes])
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
        trousers = closed(united([*chain([self.trunk_ring(ring, 0.0) for ring in shapes[:5]]), *seat]), 0.02)
        regions = [("trousers", without(trousers, self.shirt.buffer(-0.003))), ("shirt", self.shirt)]
        lap = self.lap()
        if not lap.is_empty:
            regions.append(("trousers", lap))
        part = self.made("torso", regions, (joints["pelvis"] + joints["C7"]) / 2, 0.012)
        part.lap = lap
        return part

    def sewn_shirt(self, cloth: list[Vec]) -> Shape:
        """Return the shirt from its hem to the collar, over rings of the trunk a little wider than the skin."""
        at, turn = self.bones.spine[0]
        belly = self.build.belly
        hem = self.loft.ring(
            at + turn @ vec(-0.009 + belly * 0.3, 0, 0.014),
            turn[:, 1] * (0.094 * self.build.trunk + belly * 0.5),
            turn[:, 0] * (0.0675 * self.build.trunk + belly * 0.6),
        )
        shoulders = self.over_shoulders((0.012, -0.004), (0.033, 0.034, 0.035), cloth[tables.SHOULDER_RING])
        slopes = self.over_shoulders((0.014, 0.004), (0.024, 0.026, 0.026), cloth[tables.COLLAR_RING])
        return opened(closed(united([*chain([hem, *cloth[tables.WAIST :]]), *shoulders, *slopes]), 0.02), 0.022)

    def over_shoulders(self, inward_up: tuple[float, float], radii: tuple[float, ...], ring: Vec) -> list[Shape]:
        """Return hulls from a ring of the trunk to both shoulders."""
        chest = self.bones.frames["chest"]
        inward, up = inward_up
        return [
            hull(
                self.loft.ellipsoid(self.bones.joints[f"sh_{side}"] + chest @ vec(0, y * inward, up), chest, radii),
                ring,
            )
            for side, y in (("l", -1), ("r", 1))
        ]

    def trunk_ring(self, ring: tables.TrunkRing, more: float) -> Vec:
        at, turn = self.bones.spine[ring.segment]
        middle = at + turn @ vec(ring.forward, 0, ring.up)
        return self.loft.ring(middle, turn[:, 1] * (ring.across + more), turn[:, 0] * (ring.deep + more))

    def lap(self) -> Shape:
        """Return the trousers over a sitter's lap, which hide the shirt's hem."""
        joints, frames = self.bones.joints, self.bones.frames
        up = frames["pelvis"][:, 2]
        if any(float(frames[f"thigh_{side}"][:, 2] @ up) >= _LAP_BEND for side in "lr"):
            return NOTHING
        balls = [
            self.loft.ellipsoid(
                joints[f"hip_{side}"] * (1 - t) + joints[f"knee_{side}"] * t, frames["pelvis"], (0.05, 0.045, 0.05)
            )
            for side in "lr"
            for t in (0.0, 0.16)
        ]
        lap = hull(*balls)
        left = without(self.shirt, lap)
        return united([lap, common(without(left, opened(left, SLIVER)).buffer(LAP), lap.buffer(0.02))])

    def neck(self) -> Part:
        regions = [(self.skin, draw_neck(self.loft, self.bones))]
        part = self.made("neck", regions, (self.bones.joints["C7"] + self.bones.joints["skull"]) / 2, 0.010)
        part.openings.append(("torso", self.camera.see(self.bones.joints["C7"]), 0.055))
        return part

    def head(self) -> Part:
        drawn = draw_head(self.loft, self.bones, self.person)
        part = self.made("head", drawn.regions, self.bones.joints["head"], 0.006, 0.02)
        part.details = drawn.details
        if self.camera.facing(self.bones.frames["head"][:, 0]) < 0.5:
            root = self.bones.joints["skull"] + self.bones.frames["neck"] @ vec(-0.005, 0, 0)
            part.openings.append(("neck", self.camera.see(root), 0.034))
        return part

    # -------------------------------------------------------------------------------------------------------- legs
    def thigh(self, side: str) -> Part:
        hip, knee = self.bones.joints[f"hip_{side}"], self.bones.joints[f"knee_{side}"]
        turn = self.bones.frames[f"thigh_{side}"]
        loop = self.limb(hip, knee, turn, tables.limb_rings(tables.THIGH, self.build, tables.UPPER_BONE))
        top = hull(self.loft.ellipsoid(hip, turn, self.scaled((0.056, 0.043, 0.056), self.build.limb)), loop[0])
        shape = united([*chain(loop), top, self.knee_cap(side)])
        shape = self.tucked_under_shirt(shape, hip, knee)
        part = self.made(f"thigh_{side}", [("trousers", shape)], hip * 0.45 + knee * 0.55, 0.02)
        part.outline = max(polygons(part.outline), key=lambda one: one.area, default=NOTHING)
        part.openings.append(("torso", self.camera.see(hip), 0.100 * self.build.trunk))
        return part

    def tucked_under_shirt(self, thigh: Shape, hip: Vec, knee: Vec) -> Shape:
        """Cut off what of the thigh's round top would stand as a dome before the shirt; a low hem hides all of it."""
        bend = angle_between(knee - hip, -self.bones.frames["pelvis"][:, 2])
        if bend < _HEM_BEND:
            return opened(without(thigh, self.shirt), 0.012)
        if bend > _FOLDED:
            return thigh
        start, way = self.camera.see(hip), self.camera.see(knee) - self.camera.see(hip)
        size = float(np.hypot(*way))
        if size < 0.35 * THIGH:
            return thigh
        along = way / size
        across = np.array([-along[1], along[0]]) * 0.3
        crease = start - along * 0.020
        behind = Polygon(
            [crease + across, crease - across, crease - across - along * 0.3, crease + across - along * 0.3]
        )
        return opened(without(thigh, behind.intersection(self.shirt)), 0.026)

    def knee_cap(self, side: str) -> Shape:
        radii = self.scaled((0.035, 0.033, 0.034), 1 + (self.build.limb - 1) * tables.LOWER_BONE[0])
        return hull(self.loft.ellipsoid(self.bones.joints[f"knee_{side}"], self.bones.frames[f"thigh_{side}"], radii))

    def shank(self, side: str) -> Part:
        knee, ankle = self.bones.joints[f"knee_{side}"], self.bones.joints[f"ankle_{side}"]
        turn = self.bones.frames[f"shank_{side}"]
        loops = tables.limb_rings(tables.SHANK, self.build, tables.LOWER_BONE)
        skin = united(chain(self.limb(knee, ankle, turn, loops)))
        cuffed = [*chain(self.limb(knee, ankle, turn, loops, grow=(0.0, 0.003), end=0.9)), self.knee_cap(side)]
        trousers = united(cuffed)
        part = self.made(f"shank_{side}", [(self.skin, skin), ("trousers", trousers)], (knee + ankle) / 2, 0.010)
        part.openings.append((f"thigh_{side}", self.camera.see(knee), 0.040))
        return part

    def foot(self, side: str) -> Part:
        drawn = draw_foot(self.loft, self.bones, side)
        middle = (self.bones.joints[f"ankle_{side}"] + self.bones.joints[f"ball_{side}"]) / 2
        part = self.made(f"foot_{side}", drawn.regions, middle, 0.008)
        part.details = [Detail("line", line) for line in drawn.tread]
        part.openings.append((f"shank_{side}", self.camera.see(self.bones.joints[f"ankle_{side}"]), 0.022))
        return part

    # -------------------------------------------------------------------------------------------------------- arms
    def upper_arm(self, side: str) -> Part:
        shoulder, elbow = self.bones.joints[f"sh_{side}"], self.bones.joints[f"elbow_{side}"]
        turn = self.bones.frames[f"upper_{side}"]
        loops = tables.limb_rings(tables.UPPER_ARM, self.build, tables.UPPER_BONE)
        skin = united([*chain(self.limb(shoulder, elbow, turn, loops)), self.elbow_cap(side)])
        cap = hull(self.loft.ellipsoid(shoulder, turn, self.scaled((0.035, 0.033, 0.034), self.build.limb)))
        sleeve = united([*chain(self.limb(shoulder, elbow, turn, loops, grow=(0.005, 0.005), end=0.58)), cap])
        middle = shoulder * 0.4 + elbow * 0.6
        part = self.made(f"upper_{side}", [(self.skin, skin), ("shirt", sleeve)], middle, 0.010, _ARM_BIAS)
        part.openings.append(("torso", self.camera.see(shoulder), 0.050))
        return part

    def forearm(self, side: str) -> Part:
        elbow, wrist = self.bones.joints[f"elbow_{side}"], self.bones.joints[f"wrist_{side}"]
        loops = tables.limb_rings(tables.FOREARM, self.build, tables.LOWER_BONE)
        arm = united([*chain(self.limb(elbow, wrist, self.bones.frames[f"fore_{side}"], loops)), self.elbow_cap(side)])
        hand, fingers = hand_shape(self.loft, self.bones, side)
        middle = elbow * 0.45 + wrist * 0.55
        shape = united([closed(arm, 0.006), closed(hand, 0.003)])
        part = self.made(f"fore_{side}", [(self.skin, shape)], middle, 0.003, _ARM_BIAS + 0.002)
        part.details = [Detail("line", line) for line in fingers]
        part.openings.append((f"upper_{side}", self.camera.see(elbow), 0.027))
        return part

    def elbow_cap(self, side: str) -> Shape:
        radii = self.scaled((0.023, 0.022, 0.022), 1 + (self.build.limb - 1) * tables.LOWER_BONE[0])
        return hull(self.loft.ellipsoid(self.bones.joints[f"elbow_{side}"], self.bones.frames[f"upper_{side}"], radii))

    # ------------------------------------------------------------------------------------------------------- rings
    def limb(
        self,
        start: Vec,
        stop: Vec,
        turn: Vec,
        loops: Sequence[LimbRing],
        *,
        grow: tuple[float, float] = (0, 0),
        end: float = 1.0,
    ) -> list[Vec]:
        """Return the rings along a bone, up to `end` of the way, wider by `grow` at its start and end."""
        kept = [ring for ring in loops if ring.t <= end + 1e-6]
        if end < 1:
            ts = [ring.t for ring in loops]
            across, deep, forward = (float(np.interp(end, ts, [ring[i] for ring in loops])) for i in (1, 2, 3))
            kept.append(tables.LimbRing(end, across, deep, forward))
        wider = [grow[0] + (grow[1] - grow[0]) * ring.t / end for ring in kept]
        return [
            self.loft.ring(
                start + (stop - start) * ring.t + turn[:, 0] * ring.forward,
                turn[:, 1] * (ring.across + more),
                turn[:, 0] * (ring.deep + more),
            )
            for ring, more in zip(kept, wider, strict=True)
        ]

    @staticmethod
    def scaled(radii: Sequence[float], factor: float) -> tuple[float, ...]:
        return tuple(radius * factor for radius in radii)
