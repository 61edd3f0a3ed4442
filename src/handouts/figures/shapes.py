"""Flat shapes on the picture: rings, ellipsoids and chains as polygons, and how polygons are cleaned.

In: world points and frames, a camera. Out: shapely polygons. Never true afterwards: that a result is a collection of
mixed things; what is empty is an empty polygon.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np
import shapely
from shapely.geometry import MultiLineString, Polygon
from shapely.ops import linemerge, unary_union

from handouts.figures.vectors import settled

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from handouts.figures.camera import Camera
    from handouts.figures.vectors import Vec

Shape: TypeAlias = Any
"""A shapely geometry (shapely has no types of its own)."""

_TURN: Final = np.linspace(0, 2 * np.pi, 18, endpoint=False)
_CIRCLE: Final = np.column_stack([np.cos(_TURN), np.sin(_TURN)])
NOTHING: Final = Polygon()


class Loft:
    """Rings and ellipsoids as the camera sees them."""

    def __init__(self, camera: Camera) -> None:
        self.camera = camera

    def ring(self, middle: Vec, across: Vec, deep: Vec) -> Vec:
        """Return the picture points of an ellipse with these two half axes."""
        axes = np.vstack([self.camera.see(across), self.camera.see(deep)])
        return settled(self.camera.see(middle) + _CIRCLE @ axes)

    def ellipsoid(self, middle: Vec, frame: Vec, radii: Sequence[float]) -> Vec:
        """Return the outline of an ellipsoid, by its support function."""
        basis = self.camera.see((frame * np.asarray(radii)).T).T
        reach = _CIRCLE @ basis
        size = np.maximum(np.hypot.reduce(reach, axis=1), 1e-9)[:, None]
        return settled(self.camera.see(middle) + (reach / size) @ basis.T)

    def ball(self, middle: Vec, radius: float) -> Shape:
        return hull(settled(self.camera.see(middle) + _CIRCLE * radius))


def hull(*rings: Vec) -> Shape:
    """Return the convex hull of points."""
    return shapely.convex_hull(shapely.multipoints(np.vstack(rings)))


def chain(rings: Sequence[Vec]) -> list[Shape]:
    """Return the hulls of neighbouring rings."""
    return [hull(a, b) for a, b in itertools.pairwise(rings)]


def united(shapes: Iterable[Shape]) -> Shape:
    """Return the union, polygons only."""
    return only_polygons(unary_union(list(shapes)))


def polygons(shape: Shape) -> list[Shape]:
    """Return the single polygons of a shape."""
    if shape is None or shape.is_empty:
        return []
    if shape.geom_type == "Polygon":
        return [shape]
    return [one for part in getattr(shape, "geoms", ()) for one in polygons(part)]


def only_polygons(shape: Shape) -> Shape:
    """Return the shape without its points and lines, and mended where a buffer made it cross itself."""
    if not shape.is_valid:
        shape = shapely.make_valid(shape)
    if shape.geom_type in ("Polygon", "MultiPolygon"):
        return shape
    return unary_union(polygons(shape)) if polygons(shape) else NOTHING


def lines(shape: Shape) -> list[Shape]:
    """Return the single lines of a shape."""
    if shape is None or shape.is_empty:
        return []
    if shape.geom_type in ("LineString", "LinearRing"):
        return [shape]
    return [one for part in getattr(shape, "geoms", ()) for one in lines(part)]


def joined_lines(shape: Shape, least: float = 0.0) -> Shape:
    """Return the lines joined end to end, without those shorter than `least`."""
    found = lines(shape)
    if len(found) > 1:
        found = lines(linemerge(found))
    return MultiLineString([one for one in found if one.length > least])


def closed(shape: Shape, radius: float) -> Shape:
    """Return the shape with its dents under `radius` filled."""
    return only_polygons(shape.buffer(radius, 4).buffer(-radius, 4))


def opened(shape: Shape, radius: float) -> Shape:
    """Return the shape with its spikes under `radius` taken off."""
    return only_polygons(shape.buffer(-radius, 6).buffer(radius, 6))


def without(shape: Shape, other: Shape) -> Shape:
    """Return what of the shape lies outside the other."""
    return only_polygons(shape.difference(other))


def common(shape: Shape, other: Shape) -> Shape:
    """Return what of the shape lies inside the other."""
    return only_polygons(shape.intersection(other))
