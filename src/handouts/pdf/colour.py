"""From a brand's two colours to every colour on the page.

In: two colours as `#rrggbb`, and whether ink is to be saved. Out: `Roles`, the colours that layout paints with, each
(red, green, blue) from 0 to 1 in sRGB. Never true afterwards: that a heading is too pale on its tint, that a meaning
hangs on a colour, or that the red of a mistake comes from a brand. Standard library only.

Hue, chroma and lightness are those of OKLCH. Source: B. Ottosson, "A perceptual color space for image processing"
(2020); the matrices are the same as in CSS Color 4, 10.2.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from math import atan2, cbrt, cos, hypot, sin
from typing import Final, NamedTuple

Colour = tuple[float, float, float]
"""Red, green, blue in sRGB, each from 0 to 1."""

BLACK: Final[Colour] = (0.0, 0.0, 0.0)
WHITE: Final[Colour] = (1.0, 1.0, 1.0)

_STEP: Final = 0.005  # of lightness, each time a colour is too pale (print design, colour roles)
_TEXT_CONTRAST: Final = 7.0  # WCAG 2.2, 1.4.6 (AAA), on the tint
_MARK_CONTRAST: Final = 3.0  # WCAG 2.2, 1.4.11, on white


class Oklch(NamedTuple):
    """Lightness 0 to 1, chroma from 0, hue in radians."""

    lightness: float
    chroma: float
    hue: float


def read_colour(text: str) -> Colour | None:
    """Return the colour written as `#rrggbb`, or None when the text is anything else: no names, no short forms."""
    if not re.fullmatch(r"#[0-9A-Fa-f]{6}", text):
        return None
    return (int(text[1:3], 16) / 255, int(text[3:5], 16) / 255, int(text[5:7], 16) / 255)


def fixed_colour(text: str) -> Colour:
    """Return a colour that stands in our own source."""
    colour = read_colour(text)
    assert colour is not None
    return colour


def write_colour(colour: Colour) -> str:
    """Return the colour as `#RRGGBB`."""
    return "#" + "".join(f"{round(channel * 255):02X}" for channel in colour)


def to_oklch(colour: Colour) -> Oklch:
    """Return an sRGB colour in OKLCH. Source: Ottosson 2020, "Converting from linear sRGB to Oklab"."""
    red, green, blue = (_to_linear(channel) for channel in colour)
    long = cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return Oklch(lightness, hypot(a, b), atan2(b, a))


def to_srgb(colour: Oklch) -> Colour:
    """Return an OKLCH colour in sRGB; what lies outside the gamut gives up chroma, never lightness or hue."""
    lightness, chroma, hue = min(1.0, max(0.0, colour.lightness)), colour.chroma, colour.hue
    linear = _to_linear_srgb(Oklch(lightness, chroma, hue))
    while not _is_in_gamut(linear):
        chroma *= 0.95  # the step of the print design, whose examples are exact
        linear = _to_linear_srgb(Oklch(lightness, chroma, hue))
    return _to_encoded(linear)


def _to_linear_srgb(colour: Oklch) -> Colour:
    a, b = colour.chroma * cos(colour.hue), colour.chroma * sin(colour.hue)
    long = (colour.lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (colour.lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (colour.lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        +4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _is_in_gamut(linear: Colour) -> bool:
    return all(-1e-4 <= channel <= 1 + 1e-4 for channel in linear)


def _to_linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)


def _to_encoded(linear: Colour) -> Colour:
    """Return what will be printed: channels in whole steps of 1/255, so that a contrast is that of the real colour."""
    red, green, blue = (_encoded(min(1.0, max(0.0, channel))) for channel in linear)
    return (red, green, blue)


def _encoded(channel: float) -> float:
    value = channel * 12.92 if channel <= 0.0031308 else 1.055 * channel ** (1 / 2.4) - 0.055
    return round(value * 255) / 255


def relative_luminance(colour: Colour) -> float:
    """Return the luminance from 0 (black) to 1 (white). Source: WCAG 2.2, "relative luminance"."""
    red, green, blue = (_to_linear(channel) for channel in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast ratio from 1 to 21. Source: WCAG 2.2, "contrast ratio"."""
    dark, light = sorted((relative_luminance(one), relative_luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """Return `one` with a share (0 to 1) of `other` in it, mixed in sRGB as a figure's tones are baked."""
    red, green, blue = (a + (b - a) * share for a, b in zip(one, other, strict=True))
    return (red, green, blue)


_INK: Final = fixed_colour("#1B1F23")  # 16.6:1
_GREY: Final = fixed_colour("#4A5158")  # 8.05:1
_STOP_RED: Final = fixed_colour("#B3261E")  # 6.5:1
_LINE_GREY: Final = fixed_colour("#7A8189")  # 3.9:1
_PANEL: Final = fixed_colour("#F4F5F6")
_HAIRLINE: Final = fixed_colour("#C9CED3")


@dataclass(frozen=True, slots=True)
class Roles:
    """Every colour a sheet may use; `p_` is of the brand's primary colour, `a_` of its accent.

    `ink` is all text, boxes and the stop box; `grey` the tagline only; the tints fill chips and bands; `p_ink` and
    `a_ink` are headings, discs and outlines; `p_mid` and `p_line` clothing; `p_deco` and `a_deco` logo and callout
    bar; `arrow` the arrows of figures. With `saves_ink`, a panel is outlined (0.5 pt in `panel_outline`) instead of
    filled, and logos are drawn as outlines.
    """

    ink: Colour
    grey: Colour
    p_tint: Colour
    a_tint: Colour
    p_ink: Colour
    a_ink: Colour
    p_mid: Colour
    p_line: Colour
    p_deco: Colour
    a_deco: Colour
    arrow: Colour
    stop_red: Colour = _STOP_RED  # the cross and the octagon, never from the brand
    line_grey: Colour = _LINE_GREY  # a line that carries meaning is this dark or darker
    panel: Colour = _PANEL
    panel_outline: Colour | None = None
    hairline: Colour = _HAIRLINE
    white: Colour = WHITE
    saves_ink: bool = False


def derive_roles(primary: str, accent: str, *, ink_saver: bool = False) -> Roles:
    """Return the colours of a brand; both are `#rrggbb`, and ValueError says that a caller did not check that.

    Whatever the pair: p_ink and a_ink stand at 7:1 or more on their tints, white on p_ink at 7.6:1, ink on a tint at
    14:1, a_deco at 3:1 on white. Source: print design, colour roles.
    """
    first, second = _checked(primary), _checked(accent)
    base, other = to_oklch(first), to_oklch(second)
    p_tint = to_srgb(Oklch(0.965, min(base.chroma, 0.018), base.hue))
    a_tint = to_srgb(Oklch(0.965, min(other.chroma, 0.022), other.hue))
    p_ink = _darkened(first, p_tint, _TEXT_CONTRAST)
    roles = Roles(
        ink=_INK,
        grey=_GREY,
        p_tint=p_tint,
        a_tint=a_tint,
        p_ink=p_ink,
        a_ink=_darkened(second, a_tint, _TEXT_CONTRAST),
        p_mid=to_srgb(Oklch(0.60, min(base.chroma, 0.12), base.hue)),
        p_line=to_srgb(Oklch(0.78, min(base.chroma, 0.06), base.hue)),
        p_deco=first,
        a_deco=_darkened(second, WHITE, _MARK_CONTRAST),
        arrow=p_ink,  # not the accent: darkened orange comes too near the red of mistakes (figures on the page)
    )
    return _saving_ink(roles) if ink_saver else roles


def _saving_ink(roles: Roles) -> Roles:
    """Return the roles for a black-and-white printer: pure black lines stay solid where dark grey turns to dots."""
    lines = ("ink", "grey", "p_ink", "a_ink", "p_deco", "a_deco", "arrow", "stop_red", "line_grey", "hairline")
    return replace(
        roles,
        **dict.fromkeys(lines, BLACK),
        **dict.fromkeys(("p_tint", "a_tint", "panel"), WHITE),
        panel_outline=BLACK,
        p_mid=fixed_colour("#A3ABB3"),
        p_line=fixed_colour("#D4D8DC"),
        saves_ink=True,
    )


def _checked(text: str) -> Colour:
    colour = read_colour(text)
    if colour is None:
        raise ValueError(f"a colour is written #rrggbb, not {text!r}")
    return colour


def _darkened(colour: Colour, ground: Colour, wanted: float) -> Colour:
    """Return the colour itself if it stands out enough from the ground, else the first darker one that does."""
    lightness, chroma, hue = to_oklch(colour)
    while contrast(colour, ground) < wanted:
        lightness -= _STEP
        colour = to_srgb(Oklch(lightness, chroma, hue))
    return colour
