"""Read a pose file's plain dicts into values: every key known, every number where one belongs, all faults at once.

In: the file as dicts, lists, text and numbers (another stage reads YAML and knows the lines). Out: a `PoseFile`, or
`PoseFaultsFound`. Never true afterwards: that a figure leans on a later one, or that a joint's name was made up.
Standard library only.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from handouts.figures.fault import PoseFaultsFound
from handouts.figures.pose import (
    Arm,
    FigureSpec,
    Hold,
    Kneel,
    Leg,
    Pelvis,
    Person,
    Place,
    Planted,
    Pose,
    PoseFile,
    Prop,
    Spine,
    Stop,
    mirror_pose,
    mirror_prop,
)
from handouts.figures.values import Faults, Node, as_number, as_numbers

if TYPE_CHECKING:
    from handouts.figures.fault import Path
    from handouts.figures.pose import Triple

SKINS: Final = ("light", "tan", "brown", "dark")
HAIRS: Final = ("short", "bun", "bob", "curly", "bald")
HAIR_COLOURS: Final = ("black", "brown", "fair", "red", "grey")
BUILDS: Final = ("slim", "medium", "broad")
AGES: Final = ("younger", "older")
GROUNDS: Final = ("mat", "seat", "floor")
MARKS: Final = ("", "x", "ok")
GRIPS: Final = ("", "open", "flat", "fist")
RESTS: Final = ("hip", "waist", "thigh", "knee", "head", "chest", "clasp", "belly", "back")
KINDS: Final = (
    "chair box step table wall cushion cloth post roller dowel dumbbell kettlebell band towel line".split()  # noqa: SIM905
)

TRUNK_JOINTS: Final = ("pelvis", "L5", "L1", "L2", "L3", "T1", "T2", "T3", "C7", "skull", "head", "crown", "nape")
LIMB_JOINTS: Final = ("hip", "knee", "ankle", "ball", "toe", "heel", "sh", "elbow", "wrist", "hand")
JOINTS: Final = (*TRUNK_JOINTS, *(f"{joint}_{side}" for joint in LIMB_JOINTS for side in "lr"))
_TURNING: Final = ("pelvis", "chest", "neck", "head", "L1", "L2", "L3", "T1", "T2", "T3")
_BONES: Final = ("thigh", "shank", "foot", "upper", "fore", "hand")
FRAMES: Final = ("", *_TURNING, *(f"{bone}_{side}" for bone in _BONES for side in "lr"))
PARTS: Final = ("torso", "neck", "head", *(f"{bone}_{side}" for bone in _BONES[:-1] for side in "lr"))

_FIGURE_KEYS: Final = frozenset(
    "label caption alt view pose ground mark highlight props arrows callouts even_limbs mirror anchors".split()  # noqa: SIM905
)
_POSE_KEYS: Final = frozenset(
    "from mirror pelvis spine legs leg_l leg_r arms arm_l arm_r scapula scapula_l scapula_r order".split()  # noqa: SIM905
)


def read_pose_file(raw: dict[str, Any]) -> PoseFile:
    """Return the values of a pose file; raises PoseFaultsFound with everything that is wrong."""
    faults = Faults()
    root = Node(raw, (), faults)
    person = _person(root.node("person"))
    figures: dict[str, FigureSpec] = {}
    for name in raw:
        if name == "person":
            continue
        figures[str(name)] = _figure(root.node(str(name)), str(name), figures)
    if not figures:
        faults.add((), "pose-empty", "the file has no figures", "start: {label: Start, view: [0, 9], pose: {…}}")
    if faults.found:
        raise PoseFaultsFound(faults.found)
    return PoseFile(person, figures)


def _person(node: Node) -> Person:
    node.known(("skin", "hair", "hair_colour", "build", "age"))
    age = node.word("age", AGES, "younger")
    skin = node.word("skin", SKINS, "light")
    usual = "grey" if age == "older" else ("black" if skin in ("brown", "dark") else "brown")
    return Person(
        skin=skin,
        hair=node.word("hair", HAIRS, "short"),
        hair_colour=node.word("hair_colour", HAIR_COLOURS, usual),
        build=node.word("build", BUILDS, "medium"),
        age=age,
    )


def _figure(node: Node, name: str, earlier: dict[str, FigureSpec]) -> FigureSpec:
    node.known(_FIGURE_KEYS)
    before = list(earlier.values())[-1] if earlier else None
    if not node.has("view") and before is None:
        node.faults.add(
            node.path, "pose-view", "the first figure has no view", "view: [0, 9] (azimuth, elevation in degrees)"
        )
    props = _props(node) if node.has("props") else (before.props if before else ())
    if node.flag("mirror"):
        props = tuple(mirror_prop(prop) for prop in props)
    mark = node.word("mark", MARKS, "")
    for key in ("alt",):
        if not node.text(key):
            node.faults.add(node.path, "pose-alt", "the figure has no alternative text", "alt: what is seen, in words")
    return FigureSpec(
        name=name,
        label=node.text("label"),
        caption=node.text("caption"),
        alt=node.text("alt"),
        view=node.pair("view", before.view if before else (0.0, 9.0)),
        pose=_pose(node, earlier, props),
        ground=node.word("ground", GROUNDS, before.ground if before else "floor"),  # type: ignore[arg-type]
        mark=mark,  # type: ignore[arg-type]
        highlight=node.words("highlight"),
        props=props,
        arrows=tuple(_arrow(one) for one in node.nodes("arrows")),
        callouts=_callouts(node),
        anchors=tuple(_joint_anchor(one) for one in node.nodes("anchors")),
        given=frozenset(node.raw.get("pose", {})) if isinstance(node.raw.get("pose"), dict) else frozenset(),
        even_limbs=node.flag("even_limbs", default=before.even_limbs if before else False),
    )


def _joint_anchor(node: Node) -> tuple[str, Place]:
    """Read a named point of a diagram: {name: hip, ref: hip_r, plus: […], frame: …}."""
    node.known(("name", "ref", "plus", "frame"))
    place = Place(_joint(node, "ref"), node.triple("plus"), node.word("frame", FRAMES, ""))
    return node.text("name"), place


def _callouts(node: Node) -> tuple[tuple[str, str], ...]:
    found = []
    for one in node.nodes("callouts"):
        one.known(("text", "at"))
        if one.text("at") not in node.words("highlight"):
            one.fault("at", "a callout points at a highlight of its figure", "add the name to highlight: [...]")
        found.append((one.text("text"), one.text("at")))
    return tuple(found)


def _arrow(node: Node) -> tuple[Stop, ...]:
    node.known(("via",))
    raw = node.raw.get("via")
    if not isinstance(raw, list) or len(raw) < 2:
        node.fault("via", "an arrow goes through two or more points", "via: [[0, 0.1], [0.2, 0.1]]")
        return (Stop(), Stop(d=(0.1, 0.0)))
    return tuple(_stop(one, (*node.path, "via", at), node.faults) for at, one in enumerate(raw))


def _stop(raw: Any, path: Path, faults: Faults) -> Stop:
    if isinstance(raw, dict):
        node = Node(raw, path, faults)
        node.known(("ref", "d"))
        return Stop(_joint(node, "ref"), node.pair("d"))
    found = as_numbers(raw, 2, 3)
    if found is None:
        faults.add(path, "pose-value", "a point of an arrow is a joint or numbers", "{ref: hip_r, d: [0.05, 0.1]}")
        return Stop()
    numbers = [part or 0.0 for part in found]
    if len(numbers) == 3:
        return Stop(world=(numbers[0], numbers[1], numbers[2]))
    return Stop(d=(numbers[0], numbers[1]))


# ------------------------------------------------------------------------------------------------------------ pose
def _pose(figure: Node, earlier: dict[str, FigureSpec], props: tuple[Prop, ...]) -> Pose:
    node = figure.node("pose")
    node.known(_POSE_KEYS)
    pose = Pose()
    if node.has("from"):
        source = node.text("from")
        if source in earlier:
            pose = earlier[source].pose
        else:
            node.fault("from", f'no figure before this one is called "{source}"', f"write one of: {', '.join(earlier)}")
    elif not node.raw:
        figure.faults.add(figure.path, "pose-missing", "the figure has no pose", "pose: {pelvis: {at: [0, 0.522]}}")
    if node.flag("mirror"):
        pose = mirror_pose(pose)
    names = tuple(prop.name for prop in props)
    own: dict[str, Any] = {}
    if node.has("pelvis"):
        own["pelvis"] = _pelvis(node.node("pelvis"), names)
    if node.has("spine"):
        own["spine"] = _spine(node.node("spine"), pose.spine)
    for side in "lr":
        own |= _limbs(node, side, names)
    if node.has("order"):
        biases = node.node("order")
        biases.known(PARTS)
        own["order"] = tuple((part, biases.number(part)) for part in biases.raw if part in PARTS)
    return replace(pose, **own)


def _limbs(node: Node, side: str, names: tuple[str, ...]) -> dict[str, Any]:
    own: dict[str, Any] = {}
    for both, one, read in (("legs", f"leg_{side}", _leg), ("arms", f"arm_{side}", _arm)):
        if node.has(both) or node.has(one):
            shared, alone = node.node(both), node.node(one)
            merged = Node({**shared.raw, **alone.raw}, alone.path if alone.raw else shared.path, node.faults)
            own[one] = read(merged, names)
    key = f"scapula_{side}" if node.has(f"scapula_{side}") else "scapula"
    if node.has(key):
        own[f"scapula_{side}"] = node.pair(key)
    return own


def _pelvis(node: Node, names: tuple[str, ...]) -> Pelvis:
    node.known(("at", "pitch", "roll", "yaw", "up", "face", "seat"))
    at = node.numbers("at", 2, 3) or (0.0, None)
    if len(at) == 2:
        at = (at[0], 0.0, at[1])
    return Pelvis(
        x=at[0] or 0.0,
        y=at[1] or 0.0,
        z=at[2],
        pitch=node.number("pitch"),
        roll=node.number("roll"),
        yaw=node.number("yaw"),
        up=node.direction("up"),
        face=node.direction("face") or (0.0, 0.0),
        seat=_prop_name(node, "seat", names),
    )


def _spine(node: Node, before: Spine) -> Spine:
    node.known(("lumbar", "thorax", "neck", "head"))
    return replace(before, **{key: node.bend(key) for key in ("lumbar", "thorax", "neck", "head") if node.has(key)})


def _leg(node: Node, names: tuple[str, ...]) -> Leg:
    node.known(("foot", "kneel", "ankle", "thigh", "shank", "toes", "sole", "point", "knee", "tuck", "shank_az"))
    free = node.has("thigh") or node.has("ankle")
    return Leg(
        planted=_planted(node, names) if node.has("foot") and not free else None,
        kneel=_kneel(node, names) if node.has("kneel") else None,
        ankle=_place(node, "ankle") if node.has("ankle") else None,
        thigh=node.direction("thigh") or (0.0, -90.0),
        shank=node.direction("shank") or node.direction("thigh") or (0.0, -90.0),
        toes=node.direction("foot") if free else node.direction("toes"),
        sole=node.direction("sole"),
        point=node.number("point"),
        knee=node.direction("knee"),
    )


def _planted(node: Node, names: tuple[str, ...]) -> Planted:
    if not isinstance(node.raw["foot"], dict):
        at = node.numbers("foot", 2, 3) or (0.0, 0.0)
        return Planted(at[0] or 0.0, at[1] or 0.0, at[2] if len(at) == 3 else None)
    foot = node.node("foot")
    foot.known(("at", "yaw", "heel", "top"))
    at = foot.numbers("at", 2, 3) or (0.0, 0.0)
    z = at[2] if len(at) == 3 else None
    return Planted(
        at[0] or 0.0, at[1] or 0.0, z, foot.number("yaw"), foot.number("heel"), _prop_name(foot, "top", names)
    )


def _kneel(node: Node, names: tuple[str, ...]) -> Kneel:
    tuck, shank = node.flag("tuck"), node.number("shank_az", 180.0)
    if not isinstance(node.raw["kneel"], dict):
        at = node.numbers("kneel", 2, 3) or (0.0, 0.0)
        return Kneel(at[0] or 0.0, at[1] or 0.0, at[2] if len(at) == 3 else None, tuck, shank)
    kneel = node.node("kneel")
    kneel.known(("at", "top"))
    at = kneel.numbers("at", 2, 3) or (0.0, 0.0)
    z = at[2] if len(at) == 3 else None
    return Kneel(at[0] or 0.0, at[1] or 0.0, z, tuck, shank, _prop_name(kneel, "top", names))


_ARM_KEYS: Final = ("hand", "forearm", "upper", "fore", "elbow", "fingers", "palm", "grip")


def _arm(node: Node, names: tuple[str, ...]) -> Arm:
    node.known(_ARM_KEYS)
    arm = Arm(
        forearm=node.number("forearm") if node.has("forearm") else None,
        upper=node.direction("upper"),
        fore=node.direction("fore"),
        elbow=node.direction("elbow"),
        fingers=node.direction("fingers"),
        palm=node.direction("palm"),
        grip=node.word("grip", GRIPS, ""),
    )
    raw = node.raw.get("hand")
    if isinstance(raw, str) and as_number(raw) is None:
        return replace(arm, rest=node.word("hand", RESTS, "hip"))
    if isinstance(raw, dict) and not {"ref", "plus", "frame"} & raw.keys():
        return replace(arm, **_contact(node.node("hand"), names))
    return replace(arm, hand=_place(node, "hand")) if node.has("hand") else arm


def _contact(hand: Node, names: tuple[str, ...]) -> dict[str, Any]:
    """Read a hand that meets the floor, the top of a prop, a wall or a bar."""
    hand.known(("floor", "top", "at", "wall", "hold", "along"))
    if hand.has("floor"):
        return {"floor": hand.number("floor")}
    if hand.has("hold"):
        return {"hold": Hold(_prop_name(hand, "hold", names), hand.number("along", 0.5))}
    if hand.has("top"):
        x, y = hand.pair("at")
        return {"top": _prop_name(hand, "top", names), "hand": Place(plus=(x, y, 0.0))}
    if hand.has("wall"):
        return {"top": _prop_name(hand, "wall", names), "wall": hand.pair("at")}
    hand.faults.add(
        hand.path, "pose-value", "a hand needs a place", "hand: {floor: 0} or {ref: knee_r, plus: [0, 0, 0.05]}"
    )
    return {}


def _place(node: Node, key: str) -> Place:
    """Read a joint's name, three numbers, or {ref, plus, frame}."""
    raw = node.raw.get(key)
    if isinstance(raw, str) and as_number(raw) is None:
        return Place(ref=_joint(node, key))
    if isinstance(raw, dict):
        inner = node.node(key)
        inner.known(("ref", "plus", "frame"))
        return Place(_joint(inner, "ref"), inner.triple("plus"), inner.word("frame", FRAMES, ""))
    return Place(plus=node.triple(key))


def _joint(node: Node, key: str) -> str:
    return node.word(key, ("", *JOINTS), "")


def _prop_name(node: Node, key: str, names: tuple[str, ...]) -> str:
    if not node.has(key):
        return ""
    name = node.text(key)
    if name not in names:
        node.fault(key, f'there is no prop "{name}" in this figure', f"add props: [{{kind: {name}, at: [0, 0]}}]")
        return ""
    return name


# ----------------------------------------------------------------------------------------------------------- props
_PROP_KEYS: Final = ("kind", "name", "at", "size", "yaw", "from", "to", "via", "over", "hand", "axis", "x", "y",
                     "faces", "back", "order", "height")  # fmt: skip
_SIZES: Final[dict[str, Triple]] = {
    "chair": (0.24, 0.25, 0.262),
    "box": (0.24, 0.36, 0.16),
    "step": (0.22, 0.36, 0.10),
    "table": (0.30, 0.60, 0.42),
    "wall": (0.04, 0.60, 1.04),
    "cushion": (0.16, 0.16, 0.030),
    "cloth": (0.16, 0.24, 0.008),
    "post": (0.030, 0.030, 0.92),
    "roller": (0.50, 0.044, 0.0),
    "dumbbell": (0.14, 0.034, 0.0),
    "kettlebell": (0.052, 0.0, 0.0),
    "towel": (0.20, 0.04, 0.0),
}
"""Depth, width and height (a roller: length and radius; bells: length or radius, head radius), shares of H."""


def _props(node: Node) -> tuple[Prop, ...]:
    return tuple(_prop(one) for one in node.nodes("props"))


def _prop(node: Node) -> Prop:
    node.known(_PROP_KEYS)
    kind = node.word("kind", KINDS, "box")
    plane = "y" if node.has("y") else "x"
    default = _SIZES.get(kind, (0.0, 0.0, 0.0))
    if node.has("height"):
        default = (default[0], default[1], node.number("height"))
    return Prop(
        kind=kind,
        name=node.text("name", kind),
        at=Place(plus=(node.number(plane), 0.0, 0.0)) if kind in ("wall", "line") else _spot(node),
        size=node.triple("size", default),
        yaw=node.number("yaw"),
        start=_place(node, "from") if node.has("from") else None,
        end=_place(node, "to") if node.has("to") else None,
        via=_place(node, "via") if node.has("via") else None,
        over=node.number("over"),
        hand=node.word("hand", ("", "l", "r", "both"), ""),
        axis=node.direction("axis"),
        plane=plane,
        faces=node.number("faces", 1.0),
        has_back=node.flag("back", default=True),
        order=node.number("order"),
    )


def _spot(node: Node) -> Place:
    """Read where a prop stands: [x, y] on the floor, or any place."""
    pair = as_numbers(node.raw.get("at"), 2, 2)
    if pair is not None:
        return Place(plus=(pair[0] or 0.0, pair[1] or 0.0, 0.0))
    return _place(node, "at") if node.has("at") else Place()
