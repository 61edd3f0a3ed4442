"""A shoe on a sole, hinged at the ball.

In: a skeleton with its feet set. Out: the shoe's and the sole's outlines in painting order, and the tread's lines.
Never true afterwards: that the sole leaves the plane the foot stands on, or that it is seen through the shoe.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from shapely.geometry import LineString

from handouts.figures.shapes import Loft, Shape, chain, closed, hull, united
from handouts.figures.skeleton import ANKLE, FOOT
from handouts.figures.vectors import Vec, about_y, vec

if TYPE_CHECKING:
    from handouts.figures.skeleton import Skeleton

# Forward of the ankle (then of the ball), half width, half height.
_SHOE: Final = ((-0.047, 0.012, 0.012), (-0.038, 0.020, 0.020), (-0.012, 0.022, 0.026), (0.03, 0.0235, 0.025),
                (0.06, 0.0285, 0.019), (0.084, 0.031, 0.015))  # fmt: skip
_TOE: Final = ((0.0, 0.031, 0.015), (0.022, 0.030, 0.0125), (0.040, 0.022, 0.009), (0.047, 0.012, 0.006))
_SOLE: Final = ((-0.050, 0.012, 0.005), (-0.040, 0.0205, 0.006), (-0.016, 0.0225, 0.006), (0.018, 0.0195, 0.006),
                (0.052, 0.0285, 0.006), (0.084, 0.0335, 0.006))  # fmt: skip
_TOE_SOLE: Final = ((0.0, 0.0335, 0.006), (0.022, 0.032, 0.006), (0.041, 0.024, 0.005), (0.049, 0.013, 0.005))
_WELT: Final = 0.0085  # the shoe stands this high on its sole
_TREAD: Final = ((-0.004, 0.019), (0.060, 0.027))
"""Lines across the sole, at the heel's edge and behind the ball: forward of the ankle, half width."""
_FROM_BELOW: Final = -0.3


class Foot(NamedTuple):
    """Regions (palette key, shape) in painting order, and lines on them."""

    regions: list[tuple[str, Shape]]
    tread: list[Shape]


def draw_foot(loft: Loft, skeleton: Skeleton, side: str) -> Foot:
    """Return a shoe: sole over the upper when it is seen from below, under it otherwise."""
    ankle, turn = skeleton.joints[f"ankle_{side}"], skeleton.frames[f"foot_{side}"]
    ball = ankle + turn @ vec(FOOT, 0, -ANKLE)
    toes = turn @ about_y(-skeleton.toe_bend[side])

    def rings(table: tuple[tuple[float, float, float], ...], origin: Vec, axes: Vec, ground: float) -> list[Vec]:
        return [loft.ring(origin + axes @ vec(x, 0, ground + high), axes[:, 1] * wide, axes[:, 2] * high)
                for x, wide, high in table]  # fmt: skip

    upper = rings(_SHOE, ankle, turn, _WELT - ANKLE)
    front = rings(_TOE, ball, toes, _WELT)
    shank = skeleton.frames[f"shank_{side}"]
    collar = loft.ellipsoid(ankle + shank[:, 2] * 0.008, shank, (0.023, 0.022, 0.022))
    shoe = united([*chain(upper), *chain(front), hull(collar, upper[2]), hull(collar, upper[3])])
    sole = united([*chain(rings(_SOLE, ankle, turn, -ANKLE)), *chain(rings(_TOE_SOLE, ball, toes, 0.0))])
    upper_shoe, lower = ("shoe", closed(shoe, 0.008)), ("sole", sole)
    if loft.camera.facing(turn[:, 2]) >= 0:
        return Foot([lower, upper_shoe], [])
    tread = [
        LineString([loft.camera.see(ankle + turn @ vec(x, sign * wide, -ANKLE)) for sign in (-1, 1)])
        for x, wide in _TREAD
        if loft.camera.facing(turn[:, 2]) < _FROM_BELOW
    ]
    return Foot([upper_shoe, lower], tread)
