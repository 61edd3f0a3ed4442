"""Where props are: tops to stand, sit or lean on, walls, and bars to hold.

In: the props of a figure. Out: heights, planes and bar ends that the skeleton can meet. Never true afterwards: that a
top or a bar is asked for and silently taken to be the floor, without a fault having been read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from handouts.figures.vectors import Vec, about_z, length, towards, unit, vec

if TYPE_CHECKING:
    from collections.abc import Iterable

    from handouts.figures.pose import Prop
    from handouts.figures.skeleton import Skeleton

BLOCKS: Final = ("chair", "box", "step", "table", "cushion", "cloth", "post")
BARS: Final = ("dowel", "dumbbell", "kettlebell", "towel", "band")
_ARM_JOINTS: Final = ("elbow", "wrist", "hand")


def named(props: Iterable[Prop], name: str) -> Prop | None:
    """Return the prop of that name."""
    return next((prop for prop in props if prop.name == name), None)


def top_of(props: Iterable[Prop], name: str) -> float:
    """Return the height of a prop's top; 0, the floor, for no name."""
    prop = named(props, name)
    if prop is None:
        return 0.0
    base = prop.at.plus[2]
    if prop.kind == "roller":
        return base + 2 * prop.size[1]
    return base + prop.size[2]


def wall_point(prop: Prop, spot: tuple[float, float], off: float) -> Vec:
    """Return a point `off` in front of a wall: `spot` is (along the wall, height)."""
    at = prop.at.plus[0] + prop.faces * off
    return vec(at, spot[0], spot[1]) if prop.plane == "x" else vec(spot[0], at, spot[1])


def wall_normal(prop: Prop) -> Vec:
    """Return the direction that the wall's face looks in."""
    return vec(prop.faces, 0, 0) if prop.plane == "x" else vec(0, prop.faces, 0)


def find_bars(props: Iterable[Prop], skeleton: Skeleton) -> dict[str, tuple[Vec, Vec]]:
    """Return the ends of every bar or handle whose place does not hang on an arm."""
    found: dict[str, tuple[Vec, Vec]] = {}
    for prop in props:
        if prop.kind not in (*BARS, "post") or prop.hand or _hangs_on_an_arm(prop):
            continue
        if prop.kind == "post":
            found[prop.name] = (vec(*prop.at.plus), vec(*prop.at.plus) + vec(0, 0, prop.size[2]))
        elif prop.start is not None and prop.end is not None:
            found[prop.name] = _ends(skeleton.locate(prop.start), skeleton.locate(prop.end), prop.over)
        elif prop.kind in ("dumbbell", "kettlebell"):
            found[prop.name] = handle_of(prop, skeleton.locate(prop.at))
    return found


def handle_of(prop: Prop, middle: Vec) -> tuple[Vec, Vec]:
    """Return the ends of a bell's handle: across the body unless its axis is given."""
    along = towards(prop.axis) if prop.axis else vec(0, 1, 0)
    half = 0.042 if prop.kind == "dumbbell" else 0.030
    lift = vec(0, 0, prop.size[0] + 0.022) if prop.kind == "kettlebell" else vec(0, 0, 0)
    return middle + lift - along * half, middle + lift + along * half


def block_corners(prop: Prop) -> tuple[Vec, Vec, Vec]:
    """Return the middle of a block's base, its half size and its turn."""
    half = vec(prop.size[0] / 2, prop.size[1] / 2, prop.size[2] / 2)
    return vec(*prop.at.plus), half, about_z(prop.yaw)


def _ends(start: Vec, end: Vec, over: float) -> tuple[Vec, Vec]:
    along = unit(end - start)
    if length(along) < 1e-6:
        along = vec(1, 0, 0)
    return start - along * over, end + along * over


def _hangs_on_an_arm(prop: Prop) -> bool:
    places = [place for place in (prop.at, prop.start, prop.end) if place is not None]
    return any(place.ref[:-2] in _ARM_JOINTS or place.frame[:-2] in ("upper", "fore", "hand") for place in places)
