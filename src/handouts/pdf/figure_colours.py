"""What colours a figure is painted in: a brand's primary hue as shirt, trousers and mat, fixed sets for the rest.

In: a brand's colour roles. Out: a `Palette`. Never true afterwards: that a garment is as dark as the lines drawn on it,
or that a line in ink-saver is anything but black. Standard library only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from handouts.pdf.colour import BLACK, WHITE, Colour, Oklch, fixed_colour, mix, to_oklch, to_srgb

if TYPE_CHECKING:
    from handouts.pdf.colour import Roles

Palette: TypeAlias = dict[str, Colour]
"""Colours by the keys of a draw list, and three that tones mix with: `paper` lightens a fill, `shade` darkens it,
`ink_light` lightens a line (black in ink-saver: a line never turns grey). `halo` is the ground behind the figure;
`mat`, `mat_edge` and `shadow_mat` are for the band that layout draws."""

_FIXED: Final[Palette] = {
    "paper": WHITE,
    "keyline": WHITE,
    "shoe": fixed_colour("#F4F4F2"),
    "skin:light": fixed_colour("#F2D9C6"),
    "skin:tan": fixed_colour("#E0B48F"),
    "skin:brown": fixed_colour("#C28A62"),
    "skin:dark": fixed_colour("#80563E"),  # pale enough for the eyes and the mouth to show
    "hair:black": fixed_colour("#2B2629"),
    "hair:brown": fixed_colour("#5A4338"),
    "hair:fair": fixed_colour("#B8925D"),
    "hair:red": fixed_colour("#9D5536"),
    "hair:grey": fixed_colour("#8F8B86"),  # paler grey looks like a swimming cap
    "prop": fixed_colour("#D9DEE3"),
    "prop2": fixed_colour("#BBC2C9"),
    "wood": fixed_colour("#C9A375"),
    "iron": fixed_colour("#414D5A"),
    "ink": fixed_colour("#22303C"),
}
_SHADOW_ON_MAT: Final = 0.11  # 16 % was blotchy
_SHADOW_ON_PANEL: Final = 0.10
_MAT_EDGE_INK: Final = 0.22


def figure_palette(roles: Roles, *, halo: Colour | None = None) -> Palette:
    """Return the colours of a brand's figures; `halo` is the ground they stand on when it is not the panel.

    Source: figures-on-the-page, "Colours": the lightness and the most chroma of each garment in OKLCH.
    """
    if roles.saves_ink:
        return _ink_saver_palette()
    _, chroma, hue = to_oklch(roles.p_deco)
    palette = dict(_FIXED)
    ground = halo or roles.panel
    ink = palette["ink"]
    mat = to_srgb(Oklch(0.885, min(chroma, 0.035), hue))
    palette |= {
        "shirt": to_srgb(Oklch(0.80, min(chroma, 0.085), hue)),
        "trousers": to_srgb(Oklch(0.655, min(chroma, 0.022), hue)),
        "sole": to_srgb(Oklch(0.60, min(chroma, 0.02), hue)),
        "band": to_srgb(Oklch(0.52, min(chroma, 0.13), hue)),
        "towel": to_srgb(Oklch(0.93, min(chroma, 0.03), hue)),
        "halo": ground,
        "shadow": mix(ground, ink, _SHADOW_ON_PANEL),
        "mat": mat,
        "mat_edge": mix(mat, ink, _MAT_EDGE_INK),
        "shadow_mat": mix(mat, ink, _SHADOW_ON_MAT),
    }
    return palette | {
        "shade": ink,
        "ink_light": WHITE,
        "accent": roles.a_deco,
        "arrow": roles.arrow,
        "wrong": roles.stop_red,
    }


def _ink_saver_palette() -> Palette:
    """Return pure black lines on white with three greys: what a tired laser printer keeps solid."""
    pale, grey, dark = fixed_colour("#D4D8DC"), fixed_colour("#A3ABB3"), fixed_colour("#30363C")
    shadow = fixed_colour("#E6E8EA")
    palette = dict.fromkeys(_FIXED, WHITE)
    palette |= {key: dark for key in palette if key.startswith("hair:")}
    palette |= {"hair:grey": grey, "hair:fair": pale, "iron": dark, "prop2": pale, "band": dark, "towel": WHITE}
    palette |= {"shirt": pale, "trousers": grey, "sole": grey, "mat": WHITE, "mat_edge": BLACK, "halo": WHITE}
    palette |= {"shadow": shadow, "shadow_mat": shadow}
    # Shade mixes with a middle grey: 13 % of black would print as dots on white skin.
    return (
        palette
        | {"shade": fixed_colour("#6B7178")}
        | dict.fromkeys(("ink", "ink_light", "accent", "arrow", "wrong"), BLACK)
    )
