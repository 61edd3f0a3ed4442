"""Vectors, turns and frames of the figures' world: x forward, y to the figure's left, z up, body height 1.

In: plain numbers, degrees. Out: numpy arrays. Never true afterwards: that a frame is anything but three unit columns,
forward, left and up.
"""

from __future__ import annotations

from math import acos, cos, radians, sin
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

Vec: TypeAlias = NDArray[np.float64]
"""A point or direction, shape (3,) in the world or (2,) on the picture; a frame has shape (3, 3)."""
Direction: TypeAlias = tuple[float, float]
"""Azimuth (0 forward, 90 left) and elevation (90 up), in degrees; elevations over 90 turn on over the head."""


def vec(*parts: float) -> Vec:
    """Return numbers as a vector."""
    return np.array(parts, dtype=np.float64)


def settled(values: Vec) -> Vec:
    """Return numbers on a grid of 1/10,000,000 of the body height, which nobody can see.

    **Why**: processors add and multiply in different orders, and differ in the last digits; where a curve is cut or
    which of two equal depths is nearer must not hang on those. Every value that a choice is made from is settled first.
    """
    return np.asarray(np.round(values, _SETTLED) + 0.0)  # no negative zero


_SETTLED: Final = 7


def about_x(angle: float) -> Vec:
    """Return the turn that lifts the left side towards up."""
    c, s = cos(radians(angle)), sin(radians(angle))
    return np.array([[1, 0, 0], [0, c, -s], [0, s, c]], dtype=np.float64)


def about_y(angle: float) -> Vec:
    """Return the turn that tips up towards forward."""
    c, s = cos(radians(angle)), sin(radians(angle))
    return np.array([[c, 0, s], [0, 1, 0], [-s, 0, c]], dtype=np.float64)


def about_z(angle: float) -> Vec:
    """Return the turn that moves forward towards left."""
    c, s = cos(radians(angle)), sin(radians(angle))
    return np.array([[c, -s, 0], [s, c, 0], [0, 0, 1]], dtype=np.float64)


def length(v: Vec) -> float:
    """Return the size of a vector."""
    return float(np.sqrt(v @ v))


def unit(v: Vec) -> Vec:
    """Return the direction of v, or zero for no length."""
    size = length(v)
    return v / size if size > 1e-9 else v * 0.0


def towards(direction: Direction) -> Vec:
    """Return the unit vector of an azimuth and an elevation."""
    azimuth, elevation = radians(direction[0]), radians(direction[1])
    return vec(cos(elevation) * cos(azimuth), cos(elevation) * sin(azimuth), sin(elevation))


def frame(up: Vec, forward: Vec) -> Vec:
    """Return columns forward, left, up: `up` is kept, `forward` is made square to it."""
    u = unit(up)
    f = unit(forward - (forward @ u) * u)
    if length(f) < 1e-6:
        spare = vec(0, 1, 0) if abs(u[1]) < 0.9 else vec(1, 0, 0)
        f = unit(np.cross(spare, u))
    return np.column_stack([f, np.cross(u, f), u])


def frame_along(forward: Vec, up: Vec) -> Vec:
    """Return columns forward, left, up: `forward` is kept, `up` is made square to it."""
    f = unit(forward)
    u = unit(up - (up @ f) * f)
    if length(u) < 1e-6:
        spare = vec(0, 0, 1) if abs(f[2]) < 0.9 else vec(-1, 0, 0)
        u = unit(spare - (spare @ f) * f)
    return np.column_stack([f, np.cross(u, f), u])


def angle_between(a: Vec, b: Vec) -> float:
    """Return the angle of two directions in degrees, 0 to 180."""
    cosine = max(-1.0, min(1.0, float(unit(a) @ unit(b))))
    return float(settled(np.degrees(acos(cosine))))
