"""Draw a clothed body: fills, one soft shade, hems and outlines, from far to near.

In: a `Body`, and things to paint between its parts. Out: ops of a draw list, highlights and anchors. Never true
afterwards: that an outline crosses an open joint, or that a highlight shows through a nearer limb.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from shapely.affinity import translate
from shapely.geometry import MultiLineString, Point
from shapely.ops import unary_union

from handouts.figures.baked import UNIT, Op
from handouts.figures.curves import SOFT, UNDER_LINE, Path, fit_line, fit_outline, straight_path
from handouts.figures.muscles import patch_of
from handouts.figures.shapes import (
    NOTHING,
    Shape,
    closed,
    common,
    joined_lines,
    lines,
    opened,
    polygons,
    united,
    without,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handouts.figures.body import Body, Part

_Seen: TypeAlias = tuple[str, Shape, Shape]
"""Of a region: palette key, shape to fill, shape that stays visible."""
_FAR_FILL: Final = 38  # how much lighter a far limb is
_FAR_SKIN: Final = 20  # pale skin made much lighter turns to plaster
_FAR_LINE: Final = 25
_SHADE: Final = -13
_SHADE_STEP: Final = (-0.009, -0.010)  # light comes from the upper right
_FAINT: Final = 0.003  # a shade thinner than twice this is lost on paper
_LEAST_SHADE: Final = 4e-5
_CAST_STEP: Final = (-0.013, -0.015)
_CATCHES: Final = ("torso", "neck")  # these carry shade of what joins them, outside the joint
_HEM_TONE: Final = 25
_KEYLINE: Final = 0.004
_TURNED_AWAY: Final = -0.5  # a muscle on the far side is not painted on the near one
_LEAST_AREA: Final = 2e-6
_GAP: Final = 0.012  # a patch runs over the hair's breadth between a trunk and its thigh
_BLUNT: Final = 0.010  # and round a dent of the outline, not into it
_LEAST_SEAM: Final = 0.012
_HATCH_PITCH: Final = 0.0125


@dataclass(slots=True)
class DrawList:
    """Ops in painter's order; every method skips what would not be seen."""

    ops: list[Op] = field(default_factory=list)

    def fill(
        self, shape: Shape, key: str, tone: int = 0, *, smooth: bool = True, tolerance: float = UNDER_LINE
    ) -> None:
        rings = [
            ring for part in polygons(shape) if part.area > _LEAST_AREA for ring in (part.exterior, *part.interiors)
        ]
        self._add(["f", key, tone], [fit_outline(ring.coords, smooth=smooth, tolerance=tolerance) for ring in rings])

    def fill_straight(self, points: Sequence[Sequence[float]], key: str, tone: int = 0) -> None:
        self.ops.append(["f", key, tone, [straight_path(points, closed=True)]])

    def stroke_straight(self, points: Sequence[Sequence[float]], weight: str, tone: int = 0, *, closed: bool) -> None:
        self.ops.append(["l", weight, "ink", tone, [straight_path(points, closed=closed)]])

    def stroke(self, shape: Shape, weight: str, key: str = "ink", tone: int = 0, *, smooth: bool = True) -> None:
        paths = []
        for line in lines(shape):
            if line.length < 0.004:
                continue
            points = list(line.coords)
            fit = fit_outline if points[0] == points[-1] else fit_line
            paths.append(fit(points, smooth=smooth))
        self._add(["l", weight, key, tone], paths)

    def stroke_lines(self, shape: Shape, weight: str, key: str) -> None:
        self._add(["l", weight, key, 0], [straight_path(list(line.coords), closed=False) for line in lines(shape)])

    def _add(self, head: list[Any], paths: Sequence[Path | None]) -> None:
        kept = [path for path in paths if path is not None and len(path) > 2]
        if kept:
            self.ops.append([*head, kept])


@dataclass(slots=True)
class Drawn:
    """A body on paper: `visible` is what can be seen of each part."""

    list: DrawList
    visible: dict[str, Shape]


def draw_body(body: Body, between: Sequence[tuple[float, DrawList]] = ()) -> Drawn:
    """Return the body's ops; `between` holds props by depth, painted in their place among the parts."""
    drawing = DrawList()
    drawing.stroke(body.outline.boundary, "halo", "halo")
    drawing.stroke(body.outline.boundary, "contour")
    pairs = _openings(body)
    cloth = {part.name: _visible_regions(part) for part in body.parts}
    visible: dict[str, Shape] = {}
    queue: list[tuple[float, Part | DrawList]] = [(part.depth, part) for part in body.parts]
    queue += between
    order = [item for _, item in sorted(queue, key=lambda entry: entry[0])]
    for at, item in enumerate(order):
        if isinstance(item, DrawList):
            drawing.ops += item.ops
            continue
        nearer = [one for one in order[at + 1 :] if not isinstance(one, DrawList)]
        _draw_part(item, body, cloth, (pairs.get(item.name, []), _cast_on(item, nearer, pairs)), drawing)
        visible = {name: without(shape, item.outline) for name, shape in visible.items()}
        visible[item.name] = item.outline
    return Drawn(drawing, visible)


def _openings(body: Body) -> dict[str, list[tuple[str, Shape]]]:
    """Return, for every part, where its outline is open towards which partner."""
    found: dict[str, list[tuple[str, Shape]]] = {}
    names = {part.name for part in body.parts}
    for part in body.parts:
        for partner, place, radius in part.openings:
            if partner in names:
                disc = Point(float(place[0]), float(place[1])).buffer(radius)
                found.setdefault(part.name, []).append((partner, disc))
                found.setdefault(partner, []).append((part.name, disc))
    return found


def _cast_on(part: Part, nearer: list[Part], pairs: dict[str, list[tuple[str, Shape]]]) -> Shape:
    """Return the shade that parts before this one throw on it, down and to the left; none along a limb's own joints."""
    cast = []
    for one in nearer:
        joins = [disc for name, disc in pairs.get(one.name, []) if name == part.name]
        if not one.outline.intersects(part.outline) or (joins and part.name not in _CATCHES):
            continue
        cast.append(without(common(translate(one.outline, *_CAST_STEP), part.outline), united(joins)))
    return without(united(cast), united(one.outline for one in nearer))


def _draw_part(
    part: Part,
    body: Body,
    cloth: dict[str, list[_Seen]],
    openings_cast: tuple[list[tuple[str, Shape]], Shape],
    drawing: DrawList,
) -> None:
    openings, cast = openings_cast
    far = body.is_far(part)
    fill_tone, line_tone = (_FAR_FILL, _FAR_LINE) if far else (0, 0)
    partners = {name: one.outline for name, _ in openings if (one := body.part(name)) is not None}
    lit = common(part.outline, translate(united([part.outline, *partners.values()]), *_SHADE_STEP))
    for key, shape, whole in cloth[part.name]:
        tone = min(fill_tone, _FAR_SKIN) if key.startswith("skin") else fill_tone
        drawing.fill(shape, key, tone)
        shade = united([without(whole, lit), common(whole, cast)])
        shade = united(spot for spot in polygons(opened(shade, _FAINT)) if spot.area > _LEAST_SHADE)
        if not shade.is_empty:
            drawing.fill(shade, key, tone + _SHADE, tolerance=SOFT)
    _draw_hems(part, line_tone, drawing)
    for detail in part.details:
        if detail.kind == "dot":
            drawing.fill(detail.shape, "ink", smooth=False)
        else:
            drawing.stroke(detail.shape, "hem", tone=line_tone)
    edge = part.outline.boundary
    for name, disc in openings:
        open_to = disc.intersection(partners[name].buffer(-0.0008))
        seam = _seam(edge.intersection(open_to), cloth[part.name], cloth[name])
        drawing.stroke(joined_lines(seam, _LEAST_SEAM), "hem", tone=min(60, line_tone + _HEM_TONE))
        edge = edge.difference(open_to)
    drawing.stroke(edge, "inner", tone=line_tone)


def _seam(hidden: Shape, own: list[_Seen], others: list[_Seen]) -> Shape:
    """Return where an outline that an opening hides parts two garments, or a garment and skin: a collar, a hem."""
    if hidden.is_empty:
        return hidden
    found = [
        hidden.intersection(seen.buffer(0.003)).intersection(other.buffer(0.0015))
        for key, _, seen in own
        for other_key, _, other in others
        if key != other_key
    ]
    return unary_union([line for one in found for line in lines(one)])


def _visible_regions(part: Part) -> list[_Seen]:
    """Return (key, shape to fill, shape that stays visible) per region.

    What lies under a garment is cut away, but for a lap of a hair's breadth against slits.
    """
    found = []
    for at, (key, shape) in enumerate(part.regions):
        kept = common(shape, part.outline) if at else shape
        over = united([other for _, other in part.regions[at + 1 :]])
        seen = without(kept, over)
        filled = kept
        if at == 0 and len(part.regions) > 1 and part.name != "head":
            filled = common(seen.buffer(-0.0015).buffer(0.0045), kept)
        found.append((key, filled, seen))
    if len(found) == 1:
        key, _, seen = found[0]
        return [(key, part.outline, part.outline)]
    return found


def _draw_hems(part: Part, line_tone: int, drawing: DrawList) -> None:
    tone = min(60, line_tone + _HEM_TONE)
    inside = part.outline.buffer(-0.0055)
    for at, (key, shape) in enumerate(part.regions[1:], 1):
        if shape.is_empty or (key.startswith("skin") and part.name != "head"):
            continue
        within = inside
        if part.name == "torso" and key == "trousers":
            within = part.regions[1][1].buffer(-0.004)  # the lap's edge shows on the shirt only
        over = united([other for _, other in part.regions[at + 1 :]])
        hem = united([shape]).boundary.intersection(within).difference(over.buffer(-0.001))
        drawing.stroke(joined_lines(hem, 0.016), "hem", tone=tone)


# -------------------------------------------------------------------------------------------------------- highlights
def draw_highlight(name: str, body: Body, drawn: Drawn) -> tuple[list[Op], tuple[int, int], float]:
    """Return a highlight's ops, a point in it, and how much of it can be seen (0 to 1).

    A solid patch inside a white keyline; its hatch is drawn only by styles that ask for it (grey print).
    """
    patch = patch_of(name, body.skeleton, body.camera)
    whole = united([drawn.visible[part] for part in patch.parts if part in drawn.visible])
    seen = common(closed(whole, _GAP), body.outline).buffer(-0.003)
    region = opened(common(patch.shape, seen), _BLUNT)
    if region.is_empty:
        region = opened(common(patch.shape, seen), 0.004)
    core = common(region, region.buffer(-_KEYLINE))
    if patch.facing < _TURNED_AWAY:
        core = NOTHING
    share = float(region.area / patch.shape.area) if patch.shape.area else 0.0
    drawing = DrawList()
    if core.is_empty:
        return [], (round(float(patch.middle[0]) * UNIT), round(float(patch.middle[1]) * UNIT)), 0.0
    drawing.fill(region, "keyline")
    drawing.fill(core, "accent")
    drawing.stroke_lines(_hatch(core), "hatch", "keyline")
    largest = max(polygons(core), key=lambda part: part.area)
    spot = largest.representative_point() if not largest.contains(largest.centroid) else largest.centroid
    return drawing.ops, (round(spot.x * UNIT), round(spot.y * UNIT)), share


def _hatch(core: Shape) -> Shape:
    left, bottom, right, top = core.bounds
    rise = top - bottom
    count = int((right - left + rise) / _HATCH_PITCH) + 1
    strokes = [
        [(left - rise + at * _HATCH_PITCH, bottom), (left + at * _HATCH_PITCH, top)] for at in range(1, count + 1)
    ]
    inside = MultiLineString(strokes).intersection(core.buffer(-0.003))
    return unary_union([line for line in lines(inside) if line.length > 0.006])
