"""A hand: a palm, fingers that curl as one, and a thumb that comes round when they close.

In: a skeleton with hand frames and curls (0 flat, 1 closed). Out: its outline. Never true afterwards: that a closed
hand is longer than an open one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from handouts.figures.shapes import Loft, Shape, chain, hull, united
from handouts.figures.vectors import Vec, about_y, vec

if TYPE_CHECKING:
    from handouts.figures.skeleton import Skeleton

_PALM: Final = ((-0.006, 0.0165, 0.0145), (0.018, 0.0225, 0.0140), (0.040, 0.0250, 0.0125), (0.054, 0.0245, 0.0110))
"""Along the hand from the wrist, half width, half thickness."""
_FINGERS: Final = ((0.020, 62.0, 0.0235, 0.0098), (0.017, 88.0, 0.0215, 0.0088), (0.013, 62.0, 0.0150, 0.0068))
"""Length of each row of bones, its bend in a fist, half width and half thickness at its end."""


def hand_shape(loft: Loft, skeleton: Skeleton, side: str) -> Shape:
    """Return the hand's outline."""
    wrist, turn = skeleton.joints[f"wrist_{side}"], skeleton.frames[f"hand_{side}"]
    curl = skeleton.curl[side]
    rings = [loft.ring(wrist + turn[:, 0] * x, turn[:, 1] * wide, turn[:, 2] * thick) for x, wide, thick in _PALM]
    at, axes = wrist + turn[:, 0] * _PALM[-1][0], turn
    for bone, bend, wide, thick in _FINGERS:
        axes = axes @ about_y(bend * curl)
        at = at + axes[:, 0] * bone
        rings.append(loft.ring(at, axes[:, 1] * wide, axes[:, 2] * thick))
    return united([*chain(rings), *_thumb(loft, wrist, turn, curl, 1 if side == "r" else -1)])


def _thumb(loft: Loft, wrist: Vec, turn: Vec, curl: float, sign: int) -> list[Shape]:
    """Return the thumb's two bones; it leaves the side of an open hand and lies across a closed one."""
    root = wrist + turn @ vec(0.012, sign * 0.015, -0.004)
    joint = wrist + turn @ vec(0.036, sign * (0.031 - 0.005 * curl), -0.007 - 0.014 * curl)
    tip = wrist + turn @ vec(0.058 - 0.004 * curl, sign * (0.036 - 0.030 * curl), -0.009 - 0.024 * curl)
    balls = [loft.ellipsoid(point, turn, (radius,) * 3) for point, radius in
             ((root, 0.0110), (joint, 0.0085), (tip, 0.0068))]  # fmt: skip
    return [hull(balls[0], balls[1]), hull(balls[1], balls[2])]
