"""The body's thickness: rings along every bone, in shares of the body height.

In: nothing but a person's build. Out: tables that `body` lofts. Never true afterwards: that a build changes a bone's
length. Each ring is an ellipse; "across" is to the side, "deep" from front to back.
"""

from __future__ import annotations

from typing import Final, NamedTuple


class LimbRing(NamedTuple):
    """A ring `t` of the way along a bone, pushed `forward` of it."""

    t: float
    across: float
    deep: float
    forward: float


class TrunkRing(NamedTuple):
    """A ring of the trunk: on a spine segment (0 pelvis … 7 root of the neck), moved forward and up in its frame."""

    segment: int
    forward: float
    up: float
    across: float
    deep: float


THIGH: Final = (
    LimbRing(0.0, 0.046, 0.056, 0.0),
    LimbRing(0.15, 0.051, 0.058, 0.002),
    LimbRing(0.4, 0.051, 0.053, 0.005),
    LimbRing(0.7, 0.041, 0.043, 0.004),
    LimbRing(0.92, 0.034, 0.036, 0.002),
    LimbRing(1.0, 0.033, 0.035, 0.001),
)
SHANK: Final = (
    LimbRing(0.0, 0.033, 0.035, 0.001),
    LimbRing(0.12, 0.032, 0.034, -0.002),
    LimbRing(0.32, 0.034, 0.037, -0.008),  # the calf
    LimbRing(0.6, 0.027, 0.028, -0.005),
    LimbRing(0.85, 0.0205, 0.021, -0.001),
    LimbRing(1.0, 0.020, 0.021, 0.0),
)
UPPER_ARM: Final = (
    LimbRing(0.0, 0.031, 0.034, 0.0),
    LimbRing(0.2, 0.032, 0.035, 0.0),
    LimbRing(0.5, 0.027, 0.030, 0.002),
    LimbRing(0.85, 0.0225, 0.0235, 0.0),
    LimbRing(1.0, 0.022, 0.023, 0.0),
)
FOREARM: Final = (
    LimbRing(0.0, 0.022, 0.023, 0.0),
    LimbRing(0.2, 0.0245, 0.025, 0.001),
    LimbRing(0.55, 0.021, 0.020, 0.0),
    LimbRing(1.0, 0.0165, 0.0145, 0.0),
)
TRUNK: Final = (
    TrunkRing(0, -0.004, -0.056, 0.046, 0.044),
    TrunkRing(0, -0.008, -0.024, 0.086, 0.060),
    TrunkRing(0, -0.010, 0.018, 0.087, 0.062),
    TrunkRing(1, 0.004, 0.014, 0.080, 0.056),
    TrunkRing(3, 0.010, 0.0, 0.071, 0.051),
    TrunkRing(4, 0.009, 0.012, 0.074, 0.055),
    TrunkRing(5, 0.016, -0.012, 0.084, 0.063),
    TrunkRing(6, 0.013, -0.022, 0.094, 0.067),
    TrunkRing(6, 0.006, 0.018, 0.099, 0.062),
    TrunkRing(7, 0.004, -0.046, 0.088, 0.048),
    TrunkRing(7, 0.0, -0.018, 0.060, 0.042),
    TrunkRing(7, 0.0, 0.004, 0.036, 0.034),
)
WAIST: Final = 3  # the shirt's rings begin here
SHOULDER_RING: Final = 9
COLLAR_RING: Final = 10

BUTTOCK_AT: Final = (-0.016, 0.0, -0.010)
BUTTOCK_RADII: Final = (0.056, 0.044, 0.058)
SKULL_RADII: Final = (0.066, 0.055, 0.066)


class Build(NamedTuple):
    """Factors on radii; `belly` is added to the depth of the waist rings, in front."""

    trunk: float
    limb: float
    belly: float


_BUILDS: Final = {"slim": Build(0.94, 0.93, -0.002), "medium": Build(1.0, 1.0, 0.0), "broad": Build(1.13, 1.13, 0.014)}
_WAIST_RINGS: Final = {3: 0.8, 4: 1.0, 5: 0.7, 2: 0.4}


def build_of(name: str, age: str) -> Build:
    """Return the factors of a build; older people are drawn with a little more belly and thinner limbs."""
    build = _BUILDS[name]
    return Build(build.trunk, build.limb * 0.96, build.belly + 0.006) if age == "older" else build


def trunk_rings(build: Build) -> tuple[TrunkRing, ...]:
    """Return the trunk's rings for a build; the neck's ring keeps its size."""
    found = []
    for at, ring in enumerate(TRUNK):
        factor = 1.0 if at == len(TRUNK) - 1 else build.trunk
        belly = build.belly * _WAIST_RINGS.get(at, 0.0)
        found.append(
            TrunkRing(
                ring.segment,
                ring.forward + belly * 0.8,
                ring.up,
                ring.across * factor + belly * 0.6,
                ring.deep * factor + belly,
            )
        )
    return tuple(found)


UPPER_BONE: Final = (1.0, 0.55)
LOWER_BONE: Final = (0.55, 0.30)
"""How much a build counts at both ends of a bone: the nearer the body, the more; the same on both sides of a joint."""


def limb_rings(rings: tuple[LimbRing, ...], build: Build, counts: tuple[float, float]) -> tuple[LimbRing, ...]:
    """Return a limb's rings for a build; `counts` is `UPPER_BONE` or `LOWER_BONE`."""
    found = []
    for ring in rings:
        factor = 1 + (build.limb - 1) * (counts[0] + (counts[1] - counts[0]) * ring.t)
        found.append(LimbRing(ring.t, ring.across * factor, ring.deep * factor, ring.forward))
    return tuple(found)
