"""Compose one figure: body, props, shadow, highlights, arrows, and where words go.

In: a `FigureSpec` and its person. Out: the plain dict of a baked figure (docs/figures.md), and the scene it was drawn
from for the lint. Never true afterwards: that a figure paints outside its `full` box, arrows aside.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from handouts.figures.baked import UNIT
from handouts.figures.body import Body, clothe
from handouts.figures.camera import Camera
from handouts.figures.curves import SOFT
from handouts.figures.draw import DrawList, draw_body, draw_highlight
from handouts.figures.muscles import MUSCLES
from handouts.figures.props import Piece, draw_props
from handouts.figures.shadow import contact_shadow
from handouts.figures.shapes import Shape, united
from handouts.figures.solve import solve_pose
from handouts.figures.vectors import vec

if TYPE_CHECKING:
    from handouts.figures.pose import FigureSpec, Person, Stop
    from handouts.figures.skeleton import Skeleton


@dataclass(frozen=True, slots=True)
class Scene:
    """A drawn figure: `baked` is what is stored; `seen` says how much of each highlight shows, 0 to 1."""

    spec: FigureSpec
    skeleton: Skeleton
    camera: Camera
    body: Body
    pieces: list[Piece]
    seen: dict[str, float]
    baked: dict[str, Any]


def compose_scene(spec: FigureSpec, person: Person) -> Scene:
    """Return the drawn figure."""
    skeleton = solve_pose(spec.pose, person, spec.props)
    camera = Camera(*spec.view)
    body = clothe(skeleton, camera, person, spec.pose, even_limbs=spec.even_limbs)
    pieces = draw_props(spec.props, skeleton, camera)
    drawing = DrawList()
    shadow = contact_shadow(skeleton, camera)
    for piece in sorted(pieces, key=lambda one: one.depth):
        if piece.depth < _BACKDROP:
            drawing.ops += piece.list.ops
    drawing.fill(shadow, "shadow" if spec.ground == "floor" else "shadow_mat", tolerance=SOFT)
    between = [(piece.depth, piece.list) for piece in pieces if piece.depth >= _BACKDROP]
    drawn = draw_body(body, between)
    drawing.ops += drawn.list.ops
    marks = {name: draw_highlight(name, body, drawn) for name in spec.highlight if name in MUSCLES}
    full = united([body.outline, shadow, *(piece.shape for piece in pieces)])
    baked = {
        "label": spec.label,
        "caption": spec.caption,
        "alt": spec.alt,
        "mark": spec.mark,
        "ground": spec.ground,
        "box": _box(body.outline),
        "full": _box(full, grow=_GROW),
        "ops": drawing.ops,
        "highlights": {name: ops for name, (ops, _, _) in marks.items()},
        "anchors": {name: list(spot) for name, (_, spot, _) in marks.items()}
        | {name: _whole(camera.see(skeleton.locate(place))) for name, place in spec.anchors},
        "arrows": [_arrow(stops, skeleton, camera) for stops in spec.arrows],
        "callouts": [{"text": text, "at": at} for text, at in spec.callouts],
        "face": _whole(camera.see(skeleton.joints["head"])),
    }
    return Scene(spec, skeleton, camera, body, pieces, {name: share for name, (_, _, share) in marks.items()}, baked)


_BACKDROP: Final = -5.0  # pieces this deep lie behind the shadow
_GROW: Final = 0.002  # smoothing and rounding move an outline by less than this


def _arrow(stops: tuple[Stop, ...], skeleton: Skeleton, camera: Camera) -> list[int]:
    found: list[int] = []
    for stop in stops:
        at = np.array(stop.d, dtype=np.float64)
        if stop.world is not None:
            at = camera.see(vec(*stop.world))
        elif stop.ref:
            at = at + camera.see(skeleton.joints[stop.ref])
        found += _whole(at)
    return found


def _whole(point: Any) -> list[int]:
    return [round(float(point[0]) * UNIT), round(float(point[1]) * UNIT)]


def _box(shape: Shape, grow: float = 0.0) -> list[int]:
    left, bottom, right, top = shape.bounds
    return [*_whole((left - grow, bottom - grow)), *_whole((right + grow, top + grow))]
