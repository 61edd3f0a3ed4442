"""The eye: an orthographic camera that turns world points into the picture.

In: azimuth (0 sees the right side of a figure that faces right, 90 its front, 180 its left side, 220 its back) and
elevation, degrees. Out: picture points (x right, y up, the world's origin at 0, 0) and depth, larger being nearer.
Never true afterwards: that a far thing is drawn smaller.
"""

from __future__ import annotations

from math import cos, radians, sin

import numpy as np

from handouts.figures.vectors import Vec, settled, vec


class Camera:
    """A view; `eye` points from the figure to the camera, `right` and `up` span the picture."""

    def __init__(self, azimuth: float, elevation: float) -> None:
        a, e = radians(azimuth), radians(elevation)
        level = vec(sin(a), -cos(a), 0)
        self.right = vec(cos(a), sin(a), 0)
        self.eye = level * cos(e) + vec(0, 0, sin(e))
        self.up = vec(0, 0, cos(e)) - level * sin(e)
        self._rows = np.vstack([self.right, self.up])

    def see(self, point: Vec) -> Vec:
        """Return the picture point of a world point, or of rows of points, or of a direction."""
        return settled(point @ self._rows.T)

    def depth(self, point: Vec) -> float:
        """Return how near a point is."""
        return float(settled(self.eye @ point))

    def facing(self, direction: Vec) -> float:
        """Return 1 for a direction straight at the eye, -1 for one straight away."""
        return float(settled(self.eye @ direction))
