"""What a brand puts on paper: its colours, its logo, its phone number; and the pictures of exercises.

In: resolved brands and exercises with their trees. Out: findings. Never true: that a colour which is derived is taken
on trust; every pair of colours that meet on a page is measured, in colour and as a grey printer shows it.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from handouts.data.tree import locate
from handouts.pdf.colour import WHITE, contrast, derive_roles, relative_luminance, write_colour
from handouts.pdf.fault import Fault
from handouts.pdf.figure_colours import figure_palette
from handouts.pdf.picture import read_artwork, read_file
from handouts.problems import Problem

if TYPE_CHECKING:
    from pathlib import Path

    from handouts.check.findings import Findings
    from handouts.data.tree import Mapping
    from handouts.library.model import Brand, Exercise
    from handouts.pdf.block import Picture
    from handouts.pdf.colour import Colour, Roles
    from handouts.pdf.drawing import Drawing

TEXT: Final = 4.5  # WCAG 2.2, 1.4.3 (AA)
MARK: Final = 3.0  # WCAG 2.2, 1.4.11
LEAST_PPI: Final = 200.0  # PEMAT-P, item 18, as standards.md reads it
LOGO_MM: Final = (40.0, 11.0)
PICTURE_MM: Final = (184.0, 69.0)  # the panel of the exercise handout, the largest a picture gets

# Every pair that meets on a sheet: (what, paint, ground, least).
_PAIRS: Final = (
    ("text on white", "ink", "white", TEXT),
    ("text on the tint of the first colour", "ink", "p_tint", TEXT),
    ("text on the tint of the second colour", "ink", "a_tint", TEXT),
    ("text on a panel", "ink", "panel", TEXT),
    ("the tagline", "grey", "white", TEXT),
    ("headings", "p_ink", "white", TEXT),
    ("headings on their tint", "p_ink", "p_tint", TEXT),
    ("headings on the other tint", "p_ink", "a_tint", TEXT),
    ("the second colour's words on their tint", "a_ink", "a_tint", TEXT),
    ("the number on its disc", "white", "p_ink", TEXT),
    ("arrows", "arrow", "panel", MARK),
    ("the bar of a mistake", "a_deco", "white", MARK),
    ("lines that carry meaning", "line_grey", "white", MARK),
    ("the cross of a mistake", "stop_red", "panel", MARK),
)

_FIGURE_LINES: Final = (("lines", "ink"), ("arrows", "arrow"), ("crosses", "wrong"))  # on the ground behind them

# Numbers that are kept for films and examples: they reach nobody.
# Source: Ofcom, "Telephone numbers for use in TV and radio drama"; North American Numbering Plan, 555-0100 to 555-0199
_DRAMA: Final = re.compile(
    r"0(?:113|114|115|116|117|118|121|131|141|151|161|191)4960\d{3}|02079460\d{3}|07700900\d{3}|08081570\d{3}|"
    r"09098790\d{3}|03069990\d{3}|01632960\d{3}|02890180\d{3}|02920180\d{3}|1?(?:[2-9]\d\d)?55501\d\d"
)
_FILLED_IN: Final = re.compile(r"(\d)\1{5,}|123456|x{3,}|\?", re.IGNORECASE)


def check_brand(brand: Brand, root: Mapping, findings: Findings) -> list[Problem]:
    """Add what is pale or a placeholder in a brand; return the problems of its logo's file."""
    for ink_saver in (False, True):
        check_roles(derive_roles(brand.primary, brand.accent, ink_saver=ink_saver), root, findings)
    if brand.phone and _is_placeholder(brand.phone):
        what = f"this number reaches nobody: {brand.phone}"
        findings.add("phone-placeholder", what, "write your own, or leave the key out", root, ("phone",))
    return _check_logo(brand.logo, root, findings) if brand.logo else []


def check_roles(roles: Roles, root: Mapping, findings: Findings) -> None:
    """Add every pair of a sheet's colours that stand out too little from each other, in colour or in grey."""
    palette = figure_palette(roles)
    pairs = [(what, getattr(roles, paint), getattr(roles, ground), least) for what, paint, ground, least in _PAIRS]
    pairs += [(f"the {name} of figures", palette[key], palette["halo"], MARK) for name, key in _FIGURE_LINES]
    for what, paint, ground, least in pairs:
        measured = {"": contrast(paint, ground)}
        if least == TEXT:  # marks are known by their shape when colour is gone
            measured[" on a grey printer"] = contrast(grey(paint), grey(ground))
        for how, ratio in measured.items():
            if ratio < least:
                said = f"{what}{how}: {ratio:.1f} to 1, {least:g} to 1 is the least"
                findings.add("contrast", said, "choose darker colours", root, ("colours",))


def grey(colour: Colour) -> Colour:
    """Return a colour as printer drivers turn it to grey: by its encoded values. Source: ITU-R BT.601, 2.5.1."""
    level = 0.299 * colour[0] + 0.587 * colour[1] + 0.114 * colour[2]
    return (level, level, level)


def _is_placeholder(phone: str) -> bool:
    digits = re.sub(r"[^\dx?]", "", phone.replace("+44", "0").replace("+1", ""), flags=re.IGNORECASE)
    return bool(_DRAMA.fullmatch(digits) or _FILLED_IN.search(digits))


# -- logos and pictures


def check_picture(exercise: Exercise, root: Mapping, findings: Findings) -> list[Problem]:
    """Add what is wrong with an exercise's picture; return the problems of its file."""
    picture = exercise.picture
    if picture is None:
        return []
    if not picture.licence:
        what = "nobody says under which terms this picture may be printed"
        findings.add("picture-licence", what, "add licence: own photograph, CC BY 4.0, …", root, ("picture",))
    found = _read(picture.path, root, ("picture", "file"))
    if isinstance(found, Problem):
        return [found]
    if isinstance(found, tuple):
        _check_resolution(found[0], PICTURE_MM, root, ("picture", "file"), findings)
    return []


def _check_logo(path: Path, root: Mapping, findings: Findings) -> list[Problem]:
    found = _read(path, root, ("logo",))
    if isinstance(found, Problem):
        return [found]
    if isinstance(found, tuple):
        _check_resolution(found[0], LOGO_MM, root, ("logo",), findings)
        colours = _picture_colours(path)
    else:
        colours = sorted(found.colours)
    _check_colours(colours, root, findings)
    return []


def _read(path: Path, root: Mapping, at: tuple[str, ...]) -> Drawing | tuple[Picture, ...] | Problem:
    try:
        return read_artwork(read_file(path))
    except Fault as fault:
        return fault.at(locate(root, at).where)


def _check_resolution(
    picture: Picture, room: tuple[float, float], root: Mapping, at: tuple[str, ...], findings: Findings
) -> None:
    scale = min(room[0] / picture.width, room[1] / picture.height)  # mm a pixel
    ppi = 25.4 / scale
    if ppi < LEAST_PPI:
        factor = LEAST_PPI / ppi
        wanted = f"{round(picture.width * factor)} × {round(picture.height * factor)}"
        what = f"this picture prints with {ppi:.0f} pixels an inch; {LEAST_PPI:.0f} is the least"
        findings.add("picture-coarse", what, f"use a larger one: {wanted} pixels, or an SVG", root, at)


def _check_colours(colours: list[Colour], root: Mapping, findings: Findings) -> None:
    """Add a logo of which nothing is dark enough on white, and one whose colours fall together in grey."""
    paints = [colour for colour in colours if contrast(colour, WHITE) >= MARK]
    if not paints:
        darkest = min(colours, key=relative_luminance, default=WHITE)
        what = f"no colour of this logo stands out on white; the darkest is {write_colour(darkest)}"
        findings.add("logo-pale", what, "use the logo's dark version", root, ("logo",))
        return
    luminances = sorted(relative_luminance(colour) for colour in {*colours, WHITE})
    close = [low for low, high in pairwise(luminances) if (high + 0.05) / (low + 0.05) < _SAME_GREY]
    if close:
        what = "two colours of this logo are the same grey on a black-and-white printer"
        findings.add("logo-ink", what, "look at it in grey; another version may be clearer", root, ("logo",))


_SAME_GREY: Final = 1.15  # contrast under which two flat areas are not told apart on a cheap printer (our own limit)


def _picture_colours(path: Path) -> list[Colour]:
    """Return the main colours of a pixel logo that are not see-through, at most eight."""
    from PIL import Image  # noqa: PLC0415

    with Image.open(path, formats=("PNG", "JPEG")) as image:
        image.thumbnail((64, 64))
        flat = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image.convert("RGBA")).convert("RGB")
    data = flat.quantize(8).convert("RGB").tobytes()
    counted = Counter(zip(data[::3], data[1::3], data[2::3], strict=True))
    least = flat.width * flat.height / 200  # specks are not what a logo is known by
    return [(red / 255, green / 255, blue / 255) for (red, green, blue), count in counted.items() if count >= least]
