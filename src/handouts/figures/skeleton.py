"""The jointed skeleton: lengths, and where every joint and bone came to lie.

In: nothing; `solve` fills it. Out: joints by name (`knee_l`, `C7` …) and bone frames (`thigh_l`, `chest` …), body
height 1, floor at z = 0. Never true afterwards: that a strain, such as a foot out of reach, was hidden.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import sqrt
from typing import TYPE_CHECKING, Final

from handouts.figures.vectors import Vec, length, unit, vec

if TYPE_CHECKING:
    from handouts.figures.pose import Place

# Bone lengths as shares of the body height; near those of standing adults (Drillis and Contini, 1966), the feet and the
# arms a little shorter and the head a little larger, as drawn people need to be.
THIGH: Final = 0.245
SHANK: Final = 0.240
ANKLE: Final = 0.040  # height of the ankle over the sole
FOOT: Final = 0.084  # ankle to ball
TOES: Final = 0.042
HEEL: Final = 0.046
UPPER_ARM: Final = 0.172
FOREARM: Final = 0.145
HAND: Final = 0.100
HIP_HALF: Final = 0.054
SHOULDER_HALF: Final = 0.096
LUMBAR: Final = 0.034  # each of three segments
THORACIC: Final = 0.058  # each of three segments
NECK: Final = 0.056

# How far a joint's centre lies over what carries it.
KNEE_REST: Final = 0.036
PALM_REST: Final = 0.022  # wrist over a surface that the palm lies on
ELBOW_REST: Final = 0.024
SIT_REST: Final = 0.068  # pelvis over a seat


@dataclass(frozen=True, slots=True)
class Strain:
    """What the skeleton could not do: `part` is the key of the pose that asked for it."""

    part: str
    kind: str
    what: str
    fix: str = ""


@dataclass(slots=True)
class Skeleton:
    """A solved pose. `spine` holds (point, frame) from the pelvis to the neck's root, for the rings of the trunk."""

    joints: dict[str, Vec] = field(default_factory=dict)
    frames: dict[str, Vec] = field(default_factory=dict)
    spine: list[tuple[Vec, Vec]] = field(default_factory=list)
    knee_bend: dict[str, float] = field(default_factory=dict)
    toe_bend: dict[str, float] = field(default_factory=dict)
    curl: dict[str, float] = field(default_factory=dict)
    contacts: list[Vec] = field(default_factory=list)
    bars: dict[str, tuple[Vec, Vec]] = field(default_factory=dict)
    strains: list[Strain] = field(default_factory=list)

    def locate(self, place: Place) -> Vec:
        """Return the point of a place; a joint that is not solved yet counts as the pelvis."""
        offset = vec(*place.plus)
        if place.frame:
            offset = self.frames.get(place.frame, self.frames["pelvis"]) @ offset
        if not place.ref:
            return offset
        return self.joints.get(place.ref, self.joints["pelvis"]) + offset

    def strain(self, part: str, kind: str, what: str, fix: str = "") -> None:
        self.strains.append(Strain(part, kind, what, fix))


def bend_two_bones(start: Vec, end: Vec, lengths: tuple[float, float], pole: Vec) -> tuple[Vec, Vec, float]:
    """Return the middle joint, the reached end and by how much the end is missed (over 0: too far away).

    The middle joint lies towards `pole`. Two bones never stretch quite straight, so that a bend keeps its side.
    """
    first, second = lengths
    wanted = length(end - start)
    reach = min(max(wanted, abs(first - second) + 1e-4), (first + second) * 0.9995)
    along = unit(end - start)
    if length(along) < 1e-6:
        along = vec(0, 0, -1)
    before = (first * first - second * second + reach * reach) / (2 * reach)
    aside = sqrt(max(first * first - before * before, 0.0))
    sideways = unit(pole - (pole @ along) * along)
    if length(sideways) < 1e-6:
        sideways = unit(some_perpendicular(along))
    return start + along * before + sideways * aside, start + along * reach, wanted - reach


def some_perpendicular(along: Vec) -> Vec:
    """Return some direction square to the given one, always the same for the same."""
    spare = vec(1, 0, 0) if abs(along[0]) < 0.9 else vec(0, 1, 0)
    return spare - (spare @ along) * along


MASSES: Final = (
    ("pelvis", "T1", 0.26),
    ("T1", "C7", 0.20),
    ("head", "head", 0.08),
    *(
        mass
        for side in "lr"
        for mass in (
            (f"hip_{side}", f"knee_{side}", 0.10),
            (f"knee_{side}", f"ankle_{side}", 0.045),
            (f"ankle_{side}", f"toe_{side}", 0.015),
            (f"sh_{side}", f"elbow_{side}", 0.028),
            (f"elbow_{side}", f"hand_{side}", 0.022),
        )
    ),
)
"""Share of the body's mass between two joints. Source: Winter, Biomechanics and Motor Control, table 4.1, rounded."""


def centre_of_mass(skeleton: Skeleton) -> Vec:
    """Return the point that must stand over the feet."""
    joints = skeleton.joints
    total = sum(mass for _, _, mass in MASSES)
    weighted = [mass * (0.55 * joints[a] + 0.45 * joints[b]) for a, b, mass in MASSES]
    return sum(weighted[1:], weighted[0]) / total
