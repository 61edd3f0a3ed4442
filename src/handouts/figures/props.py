"""Draw props: chairs, boxes, walls, bars, bells, bands, towels, rollers.

In: the props of a figure, its skeleton and camera. Out: draw lists by depth, to be painted between the parts of the
body, and shapes that count for the figure's full box. Never true afterwards: that a prop carries a colour; it carries
palette keys.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from shapely.geometry import LineString, Point, Polygon

from handouts.figures.draw import DrawList
from handouts.figures.scenery import block_corners, handle_of, wall_normal
from handouts.figures.shapes import Loft, Shape, chain, hull, united
from handouts.figures.vectors import Vec, frame, length, settled, towards, unit, vec

if TYPE_CHECKING:
    from collections.abc import Callable

    from handouts.figures.camera import Camera
    from handouts.figures.pose import Prop
    from handouts.figures.skeleton import Skeleton

_BAR: Final = 0.0085  # a broomstick
_BEHIND: Final = -9.0  # walls and floor lines lie behind everything


@dataclass(frozen=True, slots=True)
class Piece:
    """One painted piece: its depth among the parts of the body, and its outline."""

    depth: float
    list: DrawList
    shape: Shape


class _Shop:
    """What every prop is drawn with."""

    def __init__(self, skeleton: Skeleton, camera: Camera) -> None:
        self.skeleton = skeleton
        self.camera = camera
        self.loft = Loft(camera)
        self.pieces: list[Piece] = []

    def block(self, base: Vec, half: Vec, turn: Vec, key: str, order: float) -> None:
        """Add a box by its base's middle; faces away from the eye are left out."""
        drawing = DrawList()
        middle = base + vec(0, 0, half[2])
        seen = []
        for axis, sign in ((0, 1), (0, -1), (1, 1), (1, -1), (2, 1)):
            normal = turn[:, axis] * sign
            if self.camera.facing(normal) <= 1e-3:
                continue
            corners = [middle + turn @ (half * np.array(corner)) for corner in _face(axis, sign)]
            points = self.camera.see(np.array(corners))
            tone = 0 if axis == 2 else (-12 if self.camera.facing(normal) > 0.5 else -22)
            drawing.fill_straight(points.tolist(), key, tone)
            drawing.stroke_straight(points.tolist(), "hem", 20, closed=True)
            seen.append(Polygon(points))
        self.pieces.append(Piece(self.camera.depth(middle) + order, drawing, united(seen)))

    def add(self, depth: float, shape: Shape, key: str, *, tone: int = 0, weight: str = "inner") -> None:
        """Add a flat shape with its outline."""
        drawing = DrawList()
        drawing.fill(shape, key, tone, smooth=False)
        drawing.stroke(shape.boundary, weight, smooth=False)
        self.pieces.append(Piece(depth, drawing, shape))

    def rod(self, start: Vec, end: Vec, radius: float, key: str, order: float) -> None:
        a, b = self.camera.see(start), self.camera.see(end)
        shape = LineString([a, b]).buffer(radius, 8) if float(np.hypot(*(b - a))) > 1e-6 else Point(a).buffer(radius, 8)
        self.add(self.camera.depth((start + end) / 2) + order, shape, key, weight="hem")


def _face(axis: int, sign: int) -> list[tuple[float, float, float]]:
    square = [(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)]
    corners = []
    for a, b in square:
        corner = [a, b]
        corner.insert(axis, float(sign))
        corners.append((corner[0], corner[1], corner[2]))
    return corners


def draw_props(props: tuple[Prop, ...], skeleton: Skeleton, camera: Camera) -> list[Piece]:
    """Return the pieces of all props."""
    shop = _Shop(skeleton, camera)
    for prop in props:
        _DRAWERS[prop.kind](prop, shop)
    return shop.pieces


# --------------------------------------------------------------------------------------------------------- furniture
def _draw_block(prop: Prop, shop: _Shop) -> None:
    base, half, turn = block_corners(prop)
    shop.block(base, half, turn, "prop", prop.order)


def _draw_cushion(prop: Prop, shop: _Shop) -> None:
    """A pad with soft corners and a seam round its middle."""
    base, half, turn = block_corners(prop)
    high = 2 * float(half[2])
    rings = [_rounded(shop, base + vec(0, 0, high * z), half * k, turn)
             for z, k in ((0.0, 0.90), (0.25, 1.0), (0.75, 1.0), (1.0, 0.88))]  # fmt: skip
    depth = shop.camera.depth(base) - 0.2 + prop.order
    shop.add(depth, united(chain(rings)), "prop2", weight="hem")
    seam = DrawList()
    seam.stroke(_near_edge(_rounded(shop, base + vec(0, 0, high / 2), half * 1.01, turn)), "hem", tone=40)
    shop.pieces.append(Piece(depth + 0.001, seam, Point(shop.camera.see(base)).buffer(0.001)))


_STRIPES: Final = (-0.80, -0.66, 0.66, 0.80)  # along a towel's ends


def _draw_cloth(prop: Prop, shop: _Shop) -> None:
    """A folded towel or cloth that lies flat."""
    base, half, turn = block_corners(prop)
    rings = [_rounded(shop, base + vec(0, 0, z), half, turn, corner=18) for z in (0.0, 2 * float(half[2]))]
    depth = shop.camera.depth(base) - 0.2 + prop.order
    shop.add(depth, hull(*rings), "towel", weight="hem")
    fold = DrawList()
    fold.stroke(_near_edge(rings[1]), "hem", tone=40)
    for along in _STRIPES:
        ends = [base + turn @ vec(along * half[0], sign * 0.9 * half[1], 2 * half[2]) for sign in (-1, 1)]
        fold.stroke_straight(shop.camera.see(np.array(ends)).tolist(), "hem", 40, closed=False)
    shop.pieces.append(Piece(depth + 0.001, fold, Point(shop.camera.see(base)).buffer(0.001)))


def _rounded(shop: _Shop, middle: Vec, half: Vec, turn: Vec, corner: float = 4) -> Vec:
    """Return the picture of a level rectangle with round corners: a superellipse, the squarer the higher `corner`."""
    angles = np.linspace(0, 2 * np.pi, 48, endpoint=False)
    round_x, round_y = np.cos(angles), np.sin(angles)
    x = np.sign(round_x) * np.abs(round_x) ** (2 / corner) * half[0]
    y = np.sign(round_y) * np.abs(round_y) ** (2 / corner) * half[1]
    return settled(shop.camera.see(np.column_stack([x, y, 0 * x]) @ turn.T + middle))


def _near_edge(ring: Vec) -> Shape:
    """Return the lower edge of a level ring as the camera sees it: the one that is nearer to the eye."""
    left, right = int(np.argmin(ring[:, 0])), int(np.argmax(ring[:, 0]))
    runs = [np.roll(ring, -start, 0)[: (end - start) % len(ring) + 1] for start, end in ((left, right), (right, left))]
    return LineString(min(runs, key=lambda run: float(settled(run[:, 1].mean()))))


def _draw_post(prop: Prop, shop: _Shop) -> None:
    """An upright on a foot plate, to hold or to tie a band to."""
    base, half, turn = block_corners(prop)
    plate = vec(half[0] * 3.2, half[1] * 3.2, 0.006)
    shop.block(base, plate, turn, "prop2", prop.order - 0.1)
    shop.block(base + vec(0, 0, 0.012), half - vec(0, 0, 0.006), turn, "prop", prop.order)


def _draw_chair(prop: Prop, shop: _Shop) -> None:
    """A seat on four legs; the back stands at the chair's rear, towards -x before it is turned."""
    base, half, turn = block_corners(prop)
    top = 2 * float(half[2])
    leg = vec(0.011, 0.011, top / 2 - 0.011)
    inset = 0.013
    for x in (-1, 1):
        for y in (-1, 1):
            foot = base + turn @ vec(x * (half[0] - inset), y * (half[1] - inset), 0)
            shop.block(foot, leg, turn, "prop2", prop.order - 0.3)
    seat = base + vec(0, 0, top - 0.024)
    shop.block(seat, vec(half[0], half[1], 0.012), turn, "prop", prop.order - 0.2)
    if not prop.has_back:
        return
    for y in (-1, 1):
        post = base + turn @ vec(-half[0] + 0.011, y * (half[1] - inset), 0) + vec(0, 0, top)
        shop.block(post, vec(0.011, 0.011, 0.13), turn, "prop2", prop.order - 0.25)
    rail = base + turn @ vec(-half[0] + 0.011, 0, 0) + vec(0, 0, top + 0.135)
    shop.block(rail, vec(0.010, half[1], 0.060), turn, "prop", prop.order - 0.22)


def _draw_table(prop: Prop, shop: _Shop) -> None:
    """A top on four legs: a table, a bench, a kitchen counter's edge."""
    base, half, turn = block_corners(prop)
    top = 2 * float(half[2])
    for x in (-1, 1):
        for y in (-1, 1):
            foot = base + turn @ vec(x * (half[0] - 0.02), y * (half[1] - 0.02), 0)
            shop.block(foot, vec(0.013, 0.013, top / 2 - 0.012), turn, "prop2", prop.order - 0.3)
    shop.block(base + vec(0, 0, top - 0.026), vec(half[0], half[1], 0.013), turn, "prop", prop.order - 0.2)


def _draw_wall(prop: Prop, shop: _Shop) -> None:
    thick, wide, high = prop.size
    normal = wall_normal(prop)
    middle = vec(*prop.at.plus) if prop.plane == "x" else vec(0, prop.at.plus[0], 0)
    half = vec(thick / 2, wide / 2, high / 2) if prop.plane == "x" else vec(wide / 2, thick / 2, high / 2)
    order = prop.order + (_BEHIND if shop.camera.facing(normal) > -0.35 else 0.0)
    shop.block(middle - normal * thick / 2, half, np.eye(3), "prop", order)


def _draw_line(prop: Prop, shop: _Shop) -> None:
    """A line on the floor at x (or y), across the figure."""
    at = prop.at.plus[0]
    ends = [vec(at, -0.3, 0), vec(at, 0.3, 0)] if prop.plane == "x" else [vec(-0.4, at, 0), vec(0.4, at, 0)]
    points = shop.camera.see(np.array(ends))
    drawing = DrawList()
    drawing.stroke_straight(points.tolist(), "hem", 40, closed=False)
    shop.pieces.append(Piece(_BEHIND + prop.order, drawing, LineString(points).buffer(0.001)))


def _draw_roller(prop: Prop, shop: _Shop) -> None:
    long, radius = prop.size[0], prop.size[1]
    along = towards(prop.axis) if prop.axis else vec(0, 1, 0)
    middle = vec(*prop.at.plus) + vec(0, 0, radius)
    turn = frame(along, vec(0, 0, 1))
    ends = [middle - along * long / 2, middle + along * long / 2]
    rings = [shop.loft.ring(end, turn[:, 0] * radius, turn[:, 1] * radius) for end in ends]
    depth = shop.camera.depth(middle) + prop.order
    shop.add(depth - 0.001, hull(*rings), "prop2")
    near = 1 if shop.camera.facing(along) > 0 else 0
    shop.add(depth, hull(rings[near]), "prop", weight="hem")
    core = shop.loft.ring(ends[near], turn[:, 0] * radius * 0.45, turn[:, 1] * radius * 0.45)
    shop.add(depth + 0.001, hull(core), "prop2", tone=-20, weight="hem")


# ------------------------------------------------------------------------------------------------------------ carried
def _draw_dowel(prop: Prop, shop: _Shop) -> None:
    ends = shop.skeleton.bars.get(prop.name) or _ends(prop, shop)
    shop.rod(ends[0], ends[1], _BAR, "wood", prop.order)


def _ends(prop: Prop, shop: _Shop) -> tuple[Vec, Vec]:
    start = shop.skeleton.locate(prop.start) if prop.start else vec(-0.3, 0, 0.5)
    end = shop.skeleton.locate(prop.end) if prop.end else vec(0.3, 0, 0.5)
    along = unit(end - start)
    return start - along * prop.over, end + along * prop.over


def _grips(prop: Prop, shop: _Shop) -> list[tuple[Vec, Vec]]:
    """Return (middle of the grip, its direction) for each hand that carries the prop, or for its own place."""
    found = []
    for side in "lr":
        if prop.hand in (side, "both"):
            turn = shop.skeleton.frames[f"hand_{side}"]
            place = shop.skeleton.joints[f"wrist_{side}"] + turn @ vec(0.050, 0, -0.019)
            found.append((place, towards(prop.axis) if prop.axis else turn[:, 1]))
    if not prop.hand:
        bar = shop.skeleton.bars.get(prop.name) or handle_of(prop, shop.skeleton.locate(prop.at))
        found.append(((bar[0] + bar[1]) / 2, unit(bar[1] - bar[0])))
    return found


def _draw_dumbbell(prop: Prop, shop: _Shop) -> None:
    reach, radius = prop.size[0] / 2, prop.size[1]
    for middle, along in _grips(prop, shop):
        turn = frame(along, vec(0.3, 0.2, 0.9))
        depth = shop.camera.depth(middle) + prop.order
        shop.rod(middle - along * 0.045, middle + along * 0.045, 0.0095, "prop2", prop.order - 0.002)
        for sign in (-1, 1):
            rings = [
                shop.loft.ring(middle + along * sign * at, turn[:, 1] * radius, turn[:, 0] * radius)
                for at in (reach * 0.56, reach)
            ]
            near = depth + shop.camera.facing(along) * sign * reach
            shop.add(near, hull(*rings), "iron")
            front = rings[1] if shop.camera.facing(along) * sign > 0 else rings[0]
            if abs(shop.camera.facing(along)) > 0.15:
                shop.add(near + 0.001, hull(front).buffer(-0.006), "iron", tone=18, weight="hem")


def _draw_kettlebell(prop: Prop, shop: _Shop) -> None:
    """A ball below its handle; from a hand it hangs straight down, on a place it stands."""
    radius = prop.size[0]
    for middle, along in _grips(prop, shop)[: 1 if prop.hand == "both" else 2]:
        grip = _between_hands(shop) if prop.hand == "both" else middle
        ball = grip - vec(0, 0, radius + 0.024)
        side = unit(along - vec(0, 0, float(along[2])))
        side = side if length(side) > 1e-6 else vec(0, 1, 0)
        top = [
            grip - side * 0.030 - vec(0, 0, 0.004),
            grip - side * 0.018 + vec(0, 0, 0.006),
            grip + side * 0.018 + vec(0, 0, 0.006),
            grip + side * 0.030 - vec(0, 0, 0.004),
        ]
        roots = [ball + side * sign * 0.034 + vec(0, 0, radius * 0.72) for sign in (-1, 1)]
        points = [shop.camera.see(point) for point in (roots[0], *top, roots[1])]
        handle = LineString(points).buffer(0.0088, 8)
        depth = shop.camera.depth(ball) + prop.order
        shop.add(depth - 0.003, handle, "iron", tone=18)
        round_body = shop.loft.ball(ball, radius)
        shop.add(depth, round_body, "iron")
        light = shop.camera.see(ball) + np.array([-0.34, 0.34]) * radius
        shine = DrawList()
        shine.fill(Point(light).buffer(radius * 0.24), "iron", 30, smooth=False)
        shop.pieces.append(Piece(depth + 0.001, shine, Point(light).buffer(0.001)))


def _between_hands(shop: _Shop) -> Vec:
    places = [
        shop.skeleton.joints[f"wrist_{side}"] + shop.skeleton.frames[f"hand_{side}"] @ vec(0.05, 0, -0.019)
        for side in "lr"
    ]
    return (places[0] + places[1]) / 2


def _draw_band(prop: Prop, shop: _Shop) -> None:
    _draw_strip(prop, shop, "band", 0.0075)


def _draw_towel(prop: Prop, shop: _Shop) -> None:
    """A strap of towel between two places, or rolled up on the floor."""
    if prop.start is not None:
        _draw_strip(prop, shop, "towel", 0.013)
        return
    _draw_roller(prop, shop)


def _draw_strip(prop: Prop, shop: _Shop, key: str, half: float) -> None:
    start, end = _ends(prop, shop)
    places = [start, *([shop.skeleton.locate(prop.via)] if prop.via else []), end]
    points = [shop.camera.see(place) for place in places]
    shape = LineString(points).buffer(half, 6)
    depth = sum(shop.camera.depth(place) for place in places) / len(places)
    shop.add(depth + 0.03 + prop.order, shape, key, weight="hem")


_DRAWERS: Final[dict[str, Callable[[Prop, _Shop], None]]] = {
    "chair": _draw_chair,
    "box": _draw_block,
    "step": _draw_block,
    "table": _draw_table,
    "wall": _draw_wall,
    "cushion": _draw_cushion,
    "cloth": _draw_cloth,
    "post": _draw_post,
    "roller": _draw_roller,
    "dowel": _draw_dowel,
    "dumbbell": _draw_dumbbell,
    "kettlebell": _draw_kettlebell,
    "band": _draw_band,
    "towel": _draw_towel,
    "line": _draw_line,
}
