"""A shoe with a sole, hinged at the ball.

In: a skeleton with its feet set. Out: the shoe's and the sole's outlines. Never true afterwards: that the sole leaves
the plane the foot stands on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from handouts.figures.shapes import Loft, Shape, chain, closed, hull, united
from handouts.figures.skeleton import ANKLE, FOOT
from handouts.figures.vectors import Vec, about_y, vec

if TYPE_CHECKING:
    from handouts.figures.skeleton import Skeleton

# Forward of the ankle (then of the ball), half width, half height.
_SHOE: Final = ((-0.047, 0.012, 0.013), (-0.038, 0.020, 0.022), (-0.012, 0.023, 0.028), (0.03, 0.026, 0.027),
                (0.06, 0.030, 0.021), (0.084, 0.032, 0.017))  # fmt: skip
_TOE: Final = ((0.0, 0.032, 0.017), (0.022, 0.031, 0.0145), (0.040, 0.023, 0.011), (0.047, 0.012, 0.008))
_SOLE: Final = ((-0.049, 0.013, 0.004), (-0.038, 0.021, 0.005), (-0.012, 0.0235, 0.005), (0.03, 0.0265, 0.005),
                (0.06, 0.031, 0.005), (0.084, 0.033, 0.005))  # fmt: skip
_TOE_SOLE: Final = ((0.0, 0.033, 0.005), (0.022, 0.032, 0.005), (0.041, 0.024, 0.004), (0.048, 0.013, 0.004))


def foot_shapes(loft: Loft, skeleton: Skeleton, side: str) -> tuple[Shape, Shape]:
    """Return (shoe, sole)."""
    ankle, turn = skeleton.joints[f"ankle_{side}"], skeleton.frames[f"foot_{side}"]
    ball = ankle + turn @ vec(FOOT, 0, -ANKLE)
    toes = turn @ about_y(-skeleton.toe_bend[side])

    def rings(table: tuple[tuple[float, float, float], ...], origin: Vec, axes: Vec, ground: float) -> list[Vec]:
        return [loft.ring(origin + axes @ vec(x, 0, ground + high), axes[:, 1] * wide, axes[:, 2] * high)
                for x, wide, high in table]  # fmt: skip

    upper = rings(_SHOE, ankle, turn, -ANKLE)
    front = rings(_TOE, ball, toes, 0.0)
    shank = skeleton.frames[f"shank_{side}"]
    collar = loft.ellipsoid(ankle + shank[:, 2] * 0.008, shank, (0.023, 0.022, 0.022))
    shoe = united([*chain(upper), *chain(front), hull(collar, upper[2]), hull(collar, upper[3])])
    sole = united([*chain(rings(_SOLE, ankle, turn, -ANKLE)), *chain(rings(_TOE_SOLE, ball, toes, 0.0))])
    return closed(shoe, 0.008), sole
