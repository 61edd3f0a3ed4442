"""A hand: a palm, four fingers that curl together, and a thumb that comes round when they close.

In: a skeleton with hand frames and curls (0 flat, 1 closed). Out: its outline, and the lines between the fingers that
can be seen. Never true afterwards: that a closed hand is longer than an open one.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Final

from shapely.geometry import LineString

from handouts.figures.shapes import Loft, Shape, chain, hull, united
from handouts.figures.vectors import Vec, about_y, about_z, vec

if TYPE_CHECKING:
    from handouts.figures.skeleton import Skeleton

_PALM: Final = ((-0.006, 0.0165, 0.0145), (0.016, 0.0215, 0.0140), (0.038, 0.0245, 0.0120), (0.052, 0.0240, 0.0105))
"""Along the hand from the wrist, half width, half thickness."""
_FINGERS: Final = ((0.0180, 0.042, 4.0), (0.0060, 0.047, 1.0), (-0.0060, 0.043, -2.5), (-0.0172, 0.034, -7.0))
"""From index to little finger: offset towards the thumb, length, and how far an open hand spreads it, degrees."""
_PHALANGES: Final = ((0.46, 62.0, 0.0070), (0.30, 88.0, 0.0064), (0.24, 62.0, 0.0048))
"""Share of a finger's length, bend in a fist, radius at its end."""
_ROOT: Final = 0.0074
_SEEN: Final = 0.25  # of a finger's back, before the line beside it is drawn
_OPEN: Final = 0.45  # hands curled less show lines on the palm's side too


def hand_shape(loft: Loft, skeleton: Skeleton, side: str) -> tuple[Shape, list[Shape]]:
    """Return the hand's outline and the lines between its fingers."""
    wrist, turn = skeleton.joints[f"wrist_{side}"], skeleton.frames[f"hand_{side}"]
    curl, sign = skeleton.curl[side], 1 if side == "r" else -1
    rings = [loft.ring(wrist + turn[:, 0] * x, turn[:, 1] * wide, turn[:, 2] * thick) for x, wide, thick in _PALM]
    shapes = chain(rings)
    fingers = [_finger(wrist, turn, curl, (offset * sign, long, spread * sign)) for offset, long, spread in _FINGERS]
    radii = (_ROOT, *(radius for _, _, radius in _PHALANGES))
    for joints in fingers:
        balls = [loft.ellipsoid(at, turn, (size,) * 3) for (at, _), size in zip(joints, radii, strict=True)]
        shapes += chain(balls)
    lines = [line for pair in itertools.pairwise(fingers) if (line := _between(loft, pair, curl)) is not None]
    return united([*shapes, *_thumb(loft, wrist, turn, curl, sign)]), lines


def _finger(wrist: Vec, turn: Vec, curl: float, finger: tuple[float, float, float]) -> list[tuple[Vec, Vec]]:
    """Return (point, the way its back looks) from the knuckle to the tip."""
    offset, long, spread = finger
    axes = turn @ about_z(spread * (1 - curl))
    at = wrist + turn @ vec(_PALM[-1][0], offset, 0)
    found = [(at, axes[:, 2])]
    for share, bend, _ in _PHALANGES:
        axes = axes @ about_y(bend * curl)
        at = at + axes[:, 0] * long * share
        found.append((at, axes[:, 2]))
    return found


def _between(loft: Loft, pair: tuple[list[tuple[Vec, Vec]], ...], curl: float) -> Shape | None:
    """Return the line between two fingers where it faces the eye."""
    points = []
    for (one, back), (other, _) in zip(*pair, strict=True):
        facing = loft.camera.facing(back)
        if facing > _SEEN or (curl < _OPEN and facing < -_SEEN):
            points.append(loft.camera.see((one + other) / 2))
        elif points:
            break
    return LineString(points) if len(points) > 1 else None


def _thumb(loft: Loft, wrist: Vec, turn: Vec, curl: float, sign: int) -> list[Shape]:
    """Return the thumb's two bones; it stands off the side of an open hand and lies across a closed one."""
    root = wrist + turn @ vec(0.010, sign * 0.014, -0.004)
    joint = wrist + turn @ vec(0.034, sign * (0.033 - 0.008 * curl), -0.007 - 0.013 * curl)
    tip = wrist + turn @ vec(0.056 - 0.002 * curl, sign * (0.045 - 0.040 * curl), -0.009 - 0.023 * curl)
    balls = [loft.ellipsoid(point, turn, (radius,) * 3) for point, radius in
             ((root, 0.0115), (joint, 0.0085), (tip, 0.0064))]  # fmt: skip
    return [hull(balls[0], balls[1]), hull(balls[1], balls[2])]
