"""What an SVG element looks like: colours, lines, transforms and what it takes over from its group.

In: the attributes of an element, and its parent's style. Out: a `Style`. Never true afterwards: that something a sheet
cannot draw (a gradient, transparency, dashes, a clip) was passed over in silence. Standard library only. Source: SVG 2,
6 (styling), 8 (transforms), 13 (painting); CSS Color 4.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from math import cos, radians, sin, tan
from typing import TYPE_CHECKING, Final, TypeAlias

from handouts.pdf.colour import BLACK, Colour, read_colour
from handouts.pdf.fault import PictureFault
from handouts.pdf.svg_path import read_numbers

if TYPE_CHECKING:
    from collections.abc import Mapping

Matrix: TypeAlias = tuple[float, float, float, float, float, float]
IDENTITY: Final[Matrix] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

_CAPS: Final = {"butt": 0, "round": 1, "square": 2}  # the numbers are PDF's (ISO 32000-1, 8.4.3.3)
_JOINS: Final = {"miter": 0, "round": 1, "bevel": 2}
_UNITS: Final = {"": 1.0, "px": 1.0, "pt": 96 / 72, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}
_LENGTH: Final = re.compile(r"\s*([+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?)(px|pt|pc|mm|cm|in)?\s*")
_TRANSFORM: Final = re.compile(r"[\s,]*(matrix|translate|scale|rotate|skewX|skewY)\s*\(([^()]*)\)", re.ASCII)
_RGB: Final = re.compile(r"rgb\(\s*([0-9.]+%?)\s*,?\s*([0-9.]+%?)\s*,?\s*([0-9.]+%?)\s*\)", re.ASCII)
_NAMES: Final = dict(  # the most used of CSS Color 4, 6.1
    re.findall(
        r"(\w+)=(\w+)",
        "black=000000 silver=C0C0C0 gray=808080 grey=808080 white=FFFFFF maroon=800000 red=FF0000 purple=800080 "
        "fuchsia=FF00FF magenta=FF00FF green=008000 lime=00FF00 olive=808000 yellow=FFFF00 navy=000080 blue=0000FF "
        "teal=008080 aqua=00FFFF cyan=00FFFF orange=FFA500 gold=FFD700 brown=A52A2A pink=FFC0CB coral=FF7F50 "
        "crimson=DC143C tomato=FF6347 indigo=4B0082 violet=EE82EE turquoise=40E0D0 beige=F5F5DC ivory=FFFFF0 "
        "darkblue=00008B darkgreen=006400 darkred=8B0000 darkgray=A9A9A9 darkgrey=A9A9A9 lightgray=D3D3D3 "
        "lightgrey=D3D3D3 dimgray=696969 dimgrey=696969 steelblue=4682B4 skyblue=87CEEB forestgreen=228B22",
    )
)
_UNDRAWN: Final = {  # property: (the values that change nothing, what it is, what to do)
    "filter": (("none",), "a filter", "remove the effect"),
    "mask": (("none",), "a mask", "cut the shapes themselves"),
    "clip-path": (("none",), "a clip", "cut the shapes themselves"),
    "marker": (("none",), "line ends from a marker", "turn the line into a path"),
    "marker-start": (("none",), "line ends from a marker", "turn the line into a path"),
    "marker-mid": (("none",), "line ends from a marker", "turn the line into a path"),
    "marker-end": (("none",), "line ends from a marker", "turn the line into a path"),
    "stroke-dasharray": (("none", "0"), "a dashed line", "turn the line into a path"),
    "mix-blend-mode": (("normal",), "a blend", "use plain colours"),
    "vector-effect": (("none",), "a line that does not scale", "turn the line into a path"),
    "paint-order": (("normal",), "a line under its filling", "turn the line into a path"),
}
_MOST_TRANSFORMS: Final = 60  # on one element
_OPACITIES: Final = ("opacity", "fill-opacity", "stroke-opacity")


@dataclass(frozen=True, slots=True)
class Style:
    """How an element is painted; lengths are user units of the whole drawing's own space once `matrix` is applied."""

    matrix: Matrix = IDENTITY
    colour: Colour = BLACK
    fill: Colour | None = BLACK
    stroke: Colour | None = None
    width: float = 1.0
    cap: int = 0
    join: int = 0
    miter: float = 4.0
    is_evenodd: bool = False
    is_shown: bool = True


def style_of(parent: Style, attributes: Mapping[str, str]) -> Style:
    """Return an element's style; PictureFault names what cannot be drawn."""
    given = _properties(attributes)
    _check_drawn(given)
    colour = _paint(given["color"], parent.colour) if "color" in given else parent.colour
    return replace(
        parent,
        matrix=multiplied(parent.matrix, read_transform(attributes.get("transform", ""))),
        colour=colour or BLACK,
        fill=_paint(given["fill"], colour) if "fill" in given else parent.fill,
        stroke=_paint(given["stroke"], colour) if "stroke" in given else parent.stroke,
        width=max(0.0, read_length(given["stroke-width"])) if "stroke-width" in given else parent.width,
        cap=_choice(given, "stroke-linecap", _CAPS, parent.cap),
        join=_choice(given, "stroke-linejoin", _JOINS, parent.join),
        miter=max(1.0, read_length(given["stroke-miterlimit"])) if "stroke-miterlimit" in given else parent.miter,
        is_evenodd=bool(_choice(given, "fill-rule", {"nonzero": 0, "evenodd": 1}, parent.is_evenodd)),
        is_shown=parent.is_shown and given.get("display") != "none" and _is_visible(given),
    )


def _is_visible(given: Mapping[str, str]) -> bool:
    return given.get("visibility", "visible") == "visible"


def _properties(attributes: Mapping[str, str]) -> dict[str, str]:
    """Return presentation attributes, overridden by the style attribute, which is only split, never evaluated."""
    given = {name: value.strip() for name, value in attributes.items()}
    for declaration in given.pop("style", "").split(";"):
        name, colon, value = declaration.partition(":")
        if colon:
            given[name.strip().lower()] = value.replace("!important", "").strip()
    return {name: value for name, value in given.items() if value != "inherit"}


def _check_drawn(given: Mapping[str, str]) -> None:
    for name, (harmless, what, fix) in _UNDRAWN.items():
        if name in given and given[name] not in harmless:
            raise PictureFault("svg-not-drawable", f"the drawing has {what}", f"{fix} in the drawing program")
    for name in _OPACITIES:
        if name in given and not _is_opaque(given[name]):
            raise _transparent()


def _is_opaque(text: str) -> bool:
    try:
        return float(text[:-1]) >= 100 if text.endswith("%") else float(text) >= 1
    except ValueError:
        return False


def _paint(text: str, current: Colour | None) -> Colour | None:
    """Return a colour, or None for `none`."""
    lower = text.lower()
    if lower in ("none", "currentcolor"):
        return None if lower == "none" else current
    if lower.startswith("url("):
        raise PictureFault(
            "svg-not-drawable", "the drawing has a gradient or a pattern", "use plain colours in the drawing program"
        )
    if lower == "transparent" or re.match(r"(rgba|hsla)\(", lower):
        raise _transparent()
    if re.fullmatch(r"#[0-9a-f]{3}", lower):
        lower = "#" + "".join(digit * 2 for digit in lower[1:])
    if re.fullmatch(r"#[0-9a-f]{6}ff", lower):
        lower = lower[:7]
    colour = read_colour(f"#{_NAMES[lower]}" if lower in _NAMES else lower) or _rgb(lower)
    if colour is None:
        raise PictureFault(
            "svg-colour",
            f'the drawing has a colour that is not known: "{text[:30]}"',
            'write it as a code, such as "#0b4f6c"',
        )
    return colour


def _rgb(text: str) -> Colour | None:
    found = _RGB.fullmatch(text)
    if not found:
        return None
    try:
        red, green, blue = (float(part[:-1]) / 100 if part[-1] == "%" else float(part) / 255 for part in found.groups())
    except ValueError:  # two points in a number
        return None
    return (min(red, 1.0), min(green, 1.0), min(blue, 1.0))


def _choice(given: Mapping[str, str], name: str, choices: Mapping[str, int], inherited: int) -> int:
    return choices.get(given[name], inherited) if name in given else inherited


def read_length(text: str) -> float:
    """Return a length in user units (1/96 inch); PictureFault for shares and anything that is no length."""
    found = _LENGTH.fullmatch(text)
    value = float(found[1]) * _UNITS[found[2] or ""] if found else 0.0
    if not found or abs(value) > 1e7:
        raise PictureFault(
            "svg-unreadable",
            f'the drawing has a length that cannot be read: "{text[:30]}"',
            "export it again as a plain SVG, with lengths in pixels",
        )
    return value


def read_transform(text: str) -> Matrix:
    """Return the matrix of a transform list; the last one acts first."""
    matrix, at = IDENTITY, 0
    if text.count("(") > _MOST_TRANSFORMS:
        raise PictureFault(
            "svg-too-complex", "the drawing turns and shifts a part too often", "export it again as a plain SVG"
        )
    while text[at:].strip(" \t\r\n,"):
        found = _TRANSFORM.match(text, at)
        made = _matrix(found[1], read_numbers(found[2])) if found else None
        if found is None or made is None:
            raise PictureFault(
                "svg-unreadable",
                f'the drawing has a transform that cannot be read: "{text[:30]}"',
                "export it again as a plain SVG",
            )
        matrix, at = multiplied(matrix, made), found.end()
    return matrix


def _matrix(name: str, numbers: list[float]) -> Matrix | None:
    """Return the matrix of one transform, None when it has a wrong count of numbers. Source: CSS Transforms 1, 12."""
    count = len(numbers)
    if name == "matrix" and count == 6:
        a, b, c, d, e, f = numbers
        return (a, b, c, d, e, f)
    if name == "translate" and count in (1, 2):
        return (1.0, 0.0, 0.0, 1.0, numbers[0], numbers[1] if count == 2 else 0.0)
    if name == "scale" and count in (1, 2):
        return (numbers[0], 0.0, 0.0, numbers[-1], 0.0, 0.0)
    if name == "rotate" and count in (1, 3):
        cosine, sine = cos(radians(numbers[0])), sin(radians(numbers[0]))
        x, y = (numbers[1], numbers[2]) if count == 3 else (0.0, 0.0)
        return (cosine, sine, -sine, cosine, x - cosine * x + sine * y, y - sine * x - cosine * y)
    if name in ("skewX", "skewY") and count == 1:
        slope = tan(radians(numbers[0]))
        return (1.0, 0.0, slope, 1.0, 0.0, 0.0) if name == "skewX" else (1.0, slope, 0.0, 1.0, 0.0, 0.0)
    return None


def multiplied(outer: Matrix, inner: Matrix) -> Matrix:
    """Return the matrix that applies `inner`, then `outer`."""
    a, b, c, d, e, f = outer
    return (
        a * inner[0] + c * inner[1],
        b * inner[0] + d * inner[1],
        a * inner[2] + c * inner[3],
        b * inner[2] + d * inner[3],
        a * inner[4] + c * inner[5] + e,
        b * inner[4] + d * inner[5] + f,
    )


def _transparent() -> PictureFault:
    return PictureFault(
        "svg-not-drawable", "the drawing has transparent parts", "use solid colours in the drawing program"
    )
