"""The contact shadow: a dark patch on the floor along every bone that is near it.

In: a skeleton, a camera. Out: one flat shape. Never true afterwards: that a bone high over the floor throws a shadow,
or that one which lies on it throws two spots, at its ends.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Final

import numpy as np

from handouts.figures.shapes import Shape, closed, hull, opened, united
from handouts.figures.vectors import Vec, settled

if TYPE_CHECKING:
    from handouts.figures.camera import Camera
    from handouts.figures.skeleton import Skeleton

# Chains of joints, and how far a shadow reaches round each when it touches the floor.
_TRUNK: Final = (("pelvis", 0.115), ("L2", 0.095), ("T2", 0.115), ("C7", 0.090), ("head", 0.075))
_LEG: Final = (("pelvis", 0.100), ("knee_", 0.060), ("ankle_", 0.046), ("ball_", 0.050), ("toe_", 0.040))
_FOOT: Final = (("heel_", 0.046), ("ball_", 0.052), ("toe_", 0.044))
_ARM: Final = (("sh_", 0.060), ("elbow_", 0.045), ("wrist_", 0.038), ("hand_", 0.046))
_LOW: Final = 0.17
_TOUCHING: Final = 0.08  # what is higher throws less
_LEAST: Final = 0.4
_BETWEEN: Final = 4  # places looked at along a bone
_SMOOTH: Final = 0.022

_TURN: Final = np.linspace(0, 2 * np.pi, 16, endpoint=False)
_ROUND: Final = np.column_stack([np.cos(_TURN), np.sin(_TURN), 0 * _TURN])


def contact_shadow(skeleton: Skeleton, camera: Camera) -> Shape:
    """Return the shadow under everything that is near the floor."""
    chains: list[tuple[tuple[str, float], ...]] = [_TRUNK]
    for side in "lr":
        chains += [tuple((name + side if name.endswith("_") else name, size) for name, size in chain)
                   for chain in (_LEG, _FOOT, _ARM)]  # fmt: skip
    pieces = [
        hull(*pair)
        for chain in chains
        for one, other in itertools.pairwise(chain)
        for pair in itertools.pairwise(_rims(skeleton, camera, one, other))
        if len(pair[0]) and len(pair[1])
    ]
    return opened(closed(united(pieces), _SMOOTH), _SMOOTH / 2)


def _rims(skeleton: Skeleton, camera: Camera, one: tuple[str, float], other: tuple[str, float]) -> list[Vec]:
    """Return the rims of the shadow along a bone, empty where it is too high."""
    start, end = skeleton.joints[one[0]], skeleton.joints[other[0]]
    found = []
    for share in np.linspace(0, 1, _BETWEEN + 1):
        at = settled(start + (end - start) * share)
        if float(at[2]) >= _LOW:
            found.append(np.empty((0, 2)))
            continue
        lift = max(0.0, float(at[2]) - _TOUCHING) / (_LOW - _TOUCHING)
        size = (one[1] + (other[1] - one[1]) * share) * (1 - (1 - _LEAST) * lift)
        found.append(camera.see(np.array([at[0], at[1], 0.0]) + _ROUND * size))
    return found
