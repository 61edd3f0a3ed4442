"""Neck, head, hair and face.

In: a skeleton, a person. Out: regions of the head and the few lines that show where it looks. Never true afterwards:
that an eye is drawn on the far side of the face.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

import numpy as np
import shapely
from shapely.geometry import LineString

from handouts.figures.shapes import NOTHING, Loft, Shape, chain, hull, lines, only_polygons, polygons, united, without
from handouts.figures.vectors import Vec, about_y, vec

if TYPE_CHECKING:
    from collections.abc import Callable

    from handouts.figures.pose import Person
    from handouts.figures.skeleton import Skeleton


@dataclass(frozen=True, slots=True)
class Detail:
    """A small mark on the head: a filled dot or a line."""

    kind: Literal["dot", "line"]
    shape: Shape


@dataclass(frozen=True, slots=True)
class Head:
    """Regions in painting order, and the face."""

    regions: list[tuple[str, Shape]]
    details: list[Detail]


_BUN: Final = ((-0.068, 0.0, 0.042), (0.027, 0.027, 0.026))
_EAR: Final = ((-0.006, 0.0485, -0.007), (0.0115, 0.0065, 0.0175))
_EYE: Final = 0.0050
_EYE_LEAST: Final = 0.85 * 3.1 * _EYE**2  # one that the edge of the face cuts is left out
_EYE_TURNED: Final = 0.18
_BROW: Final = ((0.0520, 0.0095, 0.0120), (0.0500, 0.0185, 0.0150), (0.0430, 0.0275, 0.0120))
"""A line over the eye, from the nose outwards."""
_FROM_BEHIND: Final = -0.3
_COLLAR: Final = (0.008, 0.0, -0.008)
"""Middle of the collar from the root of the neck."""
_COLLAR_HALVES: Final = (0.039, 0.037)
_COLLAR_DIP: Final = 26.0  # degrees that the collar falls towards the throat


def draw_neck(loft: Loft, skeleton: Skeleton) -> Shape:
    """Return the neck from the collar to the skull: above the collar's near rim, which is its upper one from behind."""
    turn, root, skull = skeleton.frames["neck"], skeleton.joints["C7"], skeleton.joints["skull"]
    chest = skeleton.frames["T3"]
    middle, ahead = root + chest @ vec(*_COLLAR), chest @ about_y(_COLLAR_DIP) @ vec(_COLLAR_HALVES[1], 0, 0)
    collar = loft.ring(middle, chest[:, 1] * _COLLAR_HALVES[0], ahead)
    rings = [
        collar,
        loft.ring(root + turn @ vec(0.003, 0, 0.018), turn[:, 1] * 0.029, turn[:, 0] * 0.030),
        loft.ring(skull + turn @ vec(0.006, 0, 0.012), turn[:, 1] * 0.028, turn[:, 0] * 0.030),
    ]
    shape = united(chain(rings))
    faces_away = loft.camera.facing(chest @ about_y(_COLLAR_DIP) @ vec(0, 0, 1)) < 0
    return without(shape, hull(collar)) if faces_away else shape


def draw_head(loft: Loft, skeleton: Skeleton, person: Person) -> Head:
    """Return the head; hair lies over the face, a bun behind or before it, ears last."""
    turn, middle = skeleton.frames["head"], skeleton.joints["head"]
    looks = loft.camera.facing(turn[:, 0])
    skin, hair_key = f"skin:{person.skin}", f"hair:{person.hair_colour}"

    def blob(at: tuple[float, float, float], radii: tuple[float, float, float]) -> Vec:
        return loft.ellipsoid(middle + turn @ vec(*at), turn, radii)

    face = united(_face_shapes(blob, with_nose=looks > -0.35))
    hair = _hair(loft, skeleton, person.hair)
    regions = [(skin, face)]
    if not hair.is_empty:
        regions.append((hair_key, hair))
    if person.hair in _SEEN_FROM_BEHIND:
        regions = [(hair_key, _hair(loft, skeleton, person.hair, behind=True)), *regions]
    if person.hair == "bun":
        bun = hull(blob(*_BUN))
        regions = [(hair_key, bun), *regions] if looks >= 0.3 else [(skin, face), (hair_key, united([hair, bun]))]
    if person.hair not in _OVER_THE_EARS:
        (x, y, z), radii = _EAR
        ears = [
            (skin, hull(blob((x, sign * y, z), radii)))
            for sign in (1, -1)
            if loft.camera.facing(turn[:, 1] * sign) > -0.15
        ]
        regions = [*regions, *ears] if looks > _FROM_BEHIND else [*ears, *regions]
    return Head(regions, _face(loft, skeleton, face))


def _face_shapes(blob: Callable[..., Vec], *, with_nose: bool) -> list[Shape]:
    """Return skull, jaw and face; the jaw rises towards the ear, the lips stand a little before the chin."""
    skull, jaw = blob((-0.007, 0, 0.012), (0.061, 0.0475, 0.056)), blob((0.015, 0, -0.022), (0.035, 0.0375, 0.034))
    chin, brow = blob((0.0400, 0, -0.050), (0.0135, 0.0190, 0.0130)), blob((0.040, 0, 0.014), (0.0165, 0.029, 0.028))
    shapes = [hull(skull, jaw), hull(jaw, chin, brow)]
    if with_nose:
        bridge, tip = blob((0.050, 0, 0.005), (0.006, 0.005, 0.008)), blob((0.0615, 0, -0.014), (0.009, 0.008, 0.007))
        shapes.append(hull(bridge, tip, blob((0.050, 0, -0.018), (0.006, 0.008, 0.005))))
        shapes.append(hull(blob((0.0485, 0, -0.035), (0.0085, 0.010, 0.007))))
    return shapes


def _face(loft: Loft, skeleton: Skeleton, outline: Shape) -> list[Detail]:
    """Return eyes, mouth and, from the front, the side of the nose."""
    inside = outline.buffer(-0.0035)
    turn, middle = skeleton.frames["head"], skeleton.joints["head"]
    camera = loft.camera
    found = [
        Detail("dot", loft.ball(middle + turn @ vec(0.049, sign * 0.0185, -0.002), _EYE).intersection(inside))
        for sign in (1, -1)
        if camera.facing(turn @ vec(0.85, sign * 0.42, 0)) > _EYE_TURNED
    ]
    found = [eye for eye in found if eye.shape.area > _EYE_LEAST]
    found += _brows(loft, skeleton, inside)
    if camera.facing(turn[:, 0]) > -0.1:
        near = -1 if camera.facing(turn[:, 1]) < 0 else 1
        wide = (
            np.linspace(-0.014, 0.014, 7) if camera.facing(turn[:, 0]) > 0.75 else near * np.linspace(0.002, 0.014, 5)
        )
        mouth = [camera.see(middle + turn @ vec(0.049, y, -0.038 + 0.006 * (y / 0.014) ** 2)) for y in wide]
        found.append(Detail("line", LineString(mouth)))
        if camera.facing(turn[:, 0]) > 0.80:
            side = ((0.058, 0.004, 0.0), (0.067, 0.005, -0.014), (0.062, -0.004, -0.019))
            nose = [camera.see(middle + turn @ vec(x, -near * y, z)) for x, y, z in side]
            found.append(Detail("line", LineString(nose)))
    return found


def _brows(loft: Loft, skeleton: Skeleton, inside: Shape) -> list[Detail]:
    """Return a line over each eye that is seen, as far as the edge of the face lets it."""
    turn, middle = skeleton.frames["head"], skeleton.joints["head"]
    found = []
    for sign in (1, -1):
        if loft.camera.facing(turn @ vec(0.85, sign * 0.42, 0)) > _EYE_TURNED:
            points = [loft.camera.see(middle + turn @ vec(x, sign * y, z)) for x, y, z in _BROW]
            found += [Detail("line", line) for line in lines(LineString(points).intersection(inside))]
    return found


# -------------------------------------------------------------------------------------------------------------- hair
@dataclass(frozen=True, slots=True)
class _Cap:
    """A head of hair: radii and middle of an ellipsoid, and the line below which it ends."""

    radii: tuple[float, float, float]
    middle: tuple[float, float, float]
    line: tuple[float, float, float]
    """Height at the ear, rise per step forward, fall per step back."""
    lowest: float = -1.0
    sideburn: tuple[float, float, float] = (0.0, 0.0, 0.0)
    """From and to, forward of the ear, and how low it reaches."""


_CAPS: Final = {
    "short": _Cap((0.0665, 0.0510, 0.0605), (-0.008, 0, 0.012), (0.017, 0.62, 1.55), -0.046, (0.002, 0.014, -0.007)),
    "bun": _Cap((0.0655, 0.0505, 0.0595), (-0.008, 0, 0.012), (0.014, 0.80, 1.50), -0.046),
    "curly": _Cap((0.074, 0.063, 0.069), (-0.014, 0, 0.018), (0.018, 0.62, 1.30), -0.048, (-0.004, 0.016, -0.006)),
    "bob": _Cap((0.070, 0.060, 0.086), (-0.014, 0, -0.010), (-0.006, 1.05, 0.6), -0.066, (-1.0, 0.014, -0.064)),
}
_SEEN_FROM_BEHIND: Final = ("bob", "curly")  # full hair, seen behind the face too
_OVER_THE_EARS: Final = ("bob",)
_CURL: Final = (0.019, 0.0125)  # from curl to curl along the edge, and how large each is
_ROUND, _HIGH = 48, 28


def _hair(loft: Loft, skeleton: Skeleton, style: str, *, behind: bool = False) -> Shape:
    """Return the visible faces of a cap on a slightly larger skull; those turned away too with `behind`."""
    cap = _CAPS.get(style)
    if cap is None:
        return NOTHING
    turn, middle = skeleton.frames["head"], skeleton.joints["head"]
    around, up = np.meshgrid(np.linspace(0, 2 * np.pi, _ROUND + 1), np.linspace(-np.pi / 2, np.pi / 2, _HIGH + 1))
    sphere = np.stack([np.cos(up) * np.cos(around), np.cos(up) * np.sin(around), np.sin(up)], -1)
    radii = np.array(cap.radii)
    local = sphere * radii + np.array(cap.middle)
    seen = loft.camera.see(local @ turn.T + middle)
    outward = (sphere / radii) @ turn.T @ loft.camera.eye
    quads = np.stack([seen[:-1, :-1], seen[:-1, 1:], seen[1:, 1:], seen[1:, :-1]], 2)
    centre = (local[:-1, :-1] + local[:-1, 1:] + local[1:, 1:] + local[1:, :-1]) / 4
    facing = (outward[:-1, :-1] + outward[:-1, 1:] + outward[1:, 1:] + outward[1:, :-1]) / 4
    kept = quads[((facing > -0.6) | behind) & _over_line(centre, cap)]
    kept = kept[_areas(kept) > 1e-7]
    if not len(kept):
        return NOTHING
    pieces = shapely.convex_hull(shapely.multipoints(shapely.points(kept.reshape(-1, 2)).reshape(len(kept), 4)))
    cover = shapely.union_all(pieces, grid_size=1e-5)
    hair = only_polygons(cover.buffer(0.006).buffer(-0.010).buffer(0.0045))
    return _curled(hair) if style == "curly" else hair


def _curled(hair: Shape) -> Shape:
    """Return hair whose edge is a row of curls."""
    apart, size = _CURL
    found = [hair.buffer(-size * 0.45)]
    for part in polygons(found[0]):
        edge = part.exterior
        count = max(3, round(edge.length / apart))
        found += [edge.interpolate(at / count, normalized=True).buffer(size, 6) for at in range(count)]
    return united(found)


def _over_line(points: Vec, cap: _Cap) -> Vec:
    x, z = points[..., 0], points[..., 2]
    height, rise, fall = cap.line
    line = np.where(x > 0, height + rise * x, height + fall * x)
    start, stop, low = cap.sideburn
    return np.asarray(((z > line) & (z > cap.lowest)) | ((x > start) & (x < stop) & (z > low)))


def _areas(quads: Vec) -> Vec:
    rolled = np.roll(quads, -1, axis=1)
    return np.asarray(np.abs(np.sum(quads[..., 0] * rolled[..., 1] - rolled[..., 0] * quads[..., 1], axis=1)))
