"""Values of a pose file: a person, and figures in order, each with a pose, a view, props, arrows and words.

In: nothing; `read_pose` makes these from plain dicts. Out: frozen values that the skeleton is solved from. Never true
afterwards: that a direction or a place is still as the author wrote it (one number, two numbers, a name); all are made
full here. Lengths are shares of the body height, angles degrees. Standard library only.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from typing import Any, Final, Literal, TypeAlias

Direction: TypeAlias = tuple[float, float]
Triple: TypeAlias = tuple[float, float, float]
Pair: TypeAlias = tuple[float, float]

SIDES: Final = ("l", "r")


@dataclass(frozen=True, slots=True)
class Person:
    """Who is drawn: one person per exercise, so that a sheet shows different people."""

    skin: str = "light"
    hair: str = "short"
    hair_colour: str = "brown"
    build: str = "medium"
    age: str = "younger"


@dataclass(frozen=True, slots=True)
class Place:
    """A point: `plus` from the world's origin, or from a joint; along the axes of `frame` when that is given."""

    ref: str = ""
    plus: Triple = (0.0, 0.0, 0.0)
    frame: str = ""


@dataclass(frozen=True, slots=True)
class Pelvis:
    """Where the body's middle is. `z` None is solved: from the kneeling knee, the seat, or what lies on the floor.

    Turned by yaw, then pitch (forward), then roll; or by `up` and `face`, the way the spine and the belly point.
    """

    x: float = 0.0
    y: float = 0.0
    z: float | None = 0.522
    pitch: float = 0.0
    roll: float = 0.0
    yaw: float = 0.0
    up: Direction | None = None
    face: Direction = (0.0, 0.0)
    seat: str = ""


@dataclass(frozen=True, slots=True)
class Spine:
    """Bend of each part: forward, to the left side, and turned to the left; added to the neutral curve."""

    lumbar: Triple = (0.0, 0.0, 0.0)
    thorax: Triple = (0.0, 0.0, 0.0)
    neck: Triple = (0.0, 0.0, 0.0)
    head: Triple = (0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Planted:
    """A foot on the floor or on a prop: where its ankle stands over, which way it points, how far the heel is up."""

    x: float
    y: float
    z: float | None = None
    yaw: float = 0.0
    heel: float = 0.0
    top: str = ""


@dataclass(frozen=True, slots=True)
class Kneel:
    """A knee on the floor or on a prop; the shin lies towards `shank`, toes tucked under or lying flat."""

    x: float
    y: float
    z: float | None = None
    tuck: bool = False
    shank: float = 180.0
    top: str = ""


@dataclass(frozen=True, slots=True)
class Leg:
    """One of: a planted foot, a kneeling knee, an ankle brought to a place, or free thigh and shank directions."""

    planted: Planted | None = None
    kneel: Kneel | None = None
    ankle: Place | None = None
    thigh: Direction = (0.0, -90.0)
    shank: Direction = (0.0, -90.0)
    toes: Direction | None = None
    sole: Direction | None = None
    point: float = 0.0
    knee: Direction | None = None


@dataclass(frozen=True, slots=True)
class Hold:
    """A hand round a bar or a bell: `along` 0 at its start, 1 at its end."""

    prop: str
    along: float = 0.5


@dataclass(frozen=True, slots=True)
class Arm:
    """One of: a hand brought to a place, a straight arm or a forearm to the floor, a rest by name, a hold, or free.

    `floor` is the azimuth of a straight arm to the floor; `forearm` that of the elbow on the floor below the shoulder.
    """

    hand: Place | None = None
    floor: float | None = None
    forearm: float | None = None
    rest: str = ""
    hold: Hold | None = None
    top: str = ""
    wall: Pair | None = None
    upper: Direction | None = None
    fore: Direction | None = None
    elbow: Direction | None = None
    fingers: Direction | None = None
    palm: Direction | None = None
    grip: str = ""


@dataclass(frozen=True, slots=True)
class Pose:
    """A whole body. `scapula` is (forward, up), -1 to 1; `order` moves a part nearer to the eye."""

    pelvis: Pelvis = Pelvis()
    spine: Spine = Spine()
    leg_l: Leg = Leg()
    leg_r: Leg = Leg()
    arm_l: Arm = Arm()
    arm_r: Arm = Arm()
    scapula_l: Pair = (0.0, 0.0)
    scapula_r: Pair = (0.0, 0.0)
    order: tuple[tuple[str, float], ...] = ()

    def leg(self, side: str) -> Leg:
        return self.leg_l if side == "l" else self.leg_r

    def arm(self, side: str) -> Arm:
        return self.arm_l if side == "l" else self.arm_r

    def scapula(self, side: str) -> Pair:
        return self.scapula_l if side == "l" else self.scapula_r


@dataclass(frozen=True, slots=True)
class Prop:
    """A thing in the picture: fixed ones stand in the world, carried ones are placed by joints of the body.

    Which fields a kind uses is said in docs/figures.md. `hand` is l, r or both.
    """

    kind: str
    name: str
    at: Place = Place()
    size: Triple = (0.0, 0.0, 0.0)
    yaw: float = 0.0
    start: Place | None = None
    end: Place | None = None
    via: Place | None = None
    over: float = 0.0
    hand: str = ""
    axis: Direction | None = None
    plane: str = "x"
    faces: float = 1.0
    has_back: bool = True
    order: float = 0.0


@dataclass(frozen=True, slots=True)
class Stop:
    """One point of an arrow: a joint with an offset on the picture, a point on the picture, or one in the world."""

    ref: str = ""
    d: Pair = (0.0, 0.0)
    world: Triple | None = None


@dataclass(frozen=True, slots=True)
class FigureSpec:
    """One figure as its author wrote it, with all that it inherits from the figures before it."""

    name: str
    label: str
    caption: str
    alt: str
    view: Pair
    pose: Pose
    ground: Literal["mat", "seat", "floor"]
    mark: Literal["", "x", "ok"] = ""
    highlight: tuple[str, ...] = ()
    props: tuple[Prop, ...] = ()
    arrows: tuple[tuple[Stop, ...], ...] = ()
    callouts: tuple[tuple[str, str], ...] = ()
    anchors: tuple[tuple[str, Place], ...] = ()
    given: frozenset[str] = field(default_factory=frozenset)
    even_limbs: bool = False


@dataclass(frozen=True, slots=True)
class PoseFile:
    """A whole pose file."""

    person: Person
    figures: dict[str, FigureSpec]


# ---------------------------------------------------------------------------------------------------- other side
def mirror_pose(pose: Pose) -> Pose:
    """Return the same pose for the other side of the body."""
    turned: dict[str, Any] = {one.name: _mirror(one.name, getattr(pose, one.name)) for one in fields(pose)}
    for part in ("leg", "arm", "scapula"):
        left, right = f"{part}_l", f"{part}_r"
        turned[left], turned[right] = turned[right], turned[left]
    turned["order"] = tuple((other_side(part), bias) for part, bias in pose.order)
    return Pose(**turned)


def mirror_prop(prop: Prop) -> Prop:
    """Return the prop on the other side."""
    return replace(
        prop,
        at=_mirror("at", prop.at),
        start=_mirror("start", prop.start),
        end=_mirror("end", prop.end),
        via=_mirror("via", prop.via),
        yaw=-prop.yaw,
        axis=_mirror("axis", prop.axis),
        hand={"l": "r", "r": "l"}.get(prop.hand, prop.hand),
    )


def other_side(name: str) -> str:
    """Return `knee_r` for `knee_l`, and any other name as it is."""
    if name.endswith("_l"):
        return name[:-1] + "r"
    return name[:-1] + "l" if name.endswith("_r") else name


_AZIMUTHS: Final = ("up", "face", "thigh", "toes", "sole", "knee", "upper", "fore", "elbow", "fingers", "palm", "axis")
_TURNS: Final = ("roll", "yaw", "y", "floor", "forearm")


def _mirror(name: str, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(value, Place):
        x, y, z = value.plus
        return Place(other_side(value.ref), (x, -y, z), other_side(value.frame))
    if isinstance(value, Spine):
        return Spine(*((f, -s, -t) for f, s, t in (value.lumbar, value.thorax, value.neck, value.head)))
    if isinstance(value, (Pelvis, Planted, Leg, Arm)):
        return replace(value, **{one.name: _mirror(one.name, getattr(value, one.name)) for one in fields(value)})
    if isinstance(value, Kneel):
        return replace(value, y=-value.y, shank=-value.shank)
    if name in _AZIMUTHS or (name == "shank" and isinstance(value, tuple)):
        return (-value[0], value[1])
    if name == "wall":
        return (-value[0], value[1])
    return -value if name in _TURNS else value
