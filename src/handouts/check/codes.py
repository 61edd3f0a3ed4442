"""Codes on a finished page: found, read at every grade of paper, and measured from the pixels.

In: a page in greys and where its codes should stand. Out: `SeenCode`. Never true: that what a code holds, or how large
its modules are, was taken from the data or from the file's structure.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import zxingcpp
from PIL import Image

from handouts.check.paper import HARSHER, MUST, PX_A_MM

if TYPE_CHECKING:
    from collections.abc import Iterable

    from handouts.check.read_content import Box

LEAST_MODULE_MM: Final = 0.54  # print design: default 0.6, never under 0.55; a pixel over a whole code is allowed for
LEAST_QUIET: Final = 3.84  # modules; ISO/IEC 18004, 6.3.8 asks for 4; a pixel of 300 dpi is 0.154 of the least module
LEAST_CONTRAST: Final = 0.7  # of full scale: ISO/IEC 15415, symbol contrast, grade 4 is 0.7 and more
_FINDER: Final = 7  # modules a corner mark is wide; ISO/IEC 18004, 6.3.3
_SMALLEST, _STEP = 17, 4  # a code of version v has 17 + 4 v modules on a side; ISO/IEC 18004, 6.3.1
_DARK: Final = 128
_MARGIN_MM: Final = 4.0  # of the page that is cut out round a code
_FARTHEST_MM: Final = 10.0  # that the white round a code is followed


@dataclass(frozen=True, slots=True)
class SeenCode:
    """One code: what it holds (empty when nobody can read it), where, and how it stands; lengths in millimetres.

    `quiet` is the white round it in modules. `failed` are the grades of paper that it must stand and does not, `lost`
    the harsher ones that it does not stand.
    """

    text: str
    page: int
    left_mm: float
    top_mm: float
    side_mm: float = 0.0
    module_mm: float = 0.0
    quiet: float = 0.0
    contrast: float = 0.0
    failed: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()


@dataclass(slots=True)
class _Spot:
    """Where a code stands in the picture of a page, in pixels."""

    left: int
    top: int
    right: int
    bottom: int
    text: str = field(default="")


def read_codes(page: Image.Image, number: int, claimed: Iterable[Box]) -> list[SeenCode]:
    """Return the codes of a page; `claimed` are boxes (points, y up) in which the file says that one stands."""
    spots = [_spot(found) for found in _scan(page)]
    for box in claimed:
        spot = _from_points(box, page.height)
        if not any(_touch(spot, other) for other in spots):
            spots.append(spot)
    return [_judge(page, number, spot) for spot in sorted(spots, key=lambda each: (each.top, each.left))]


def _scan(picture: Image.Image) -> list[zxingcpp.Barcode]:
    kind: Any = zxingcpp.BarcodeFormat.QRCode  # its stubs know only sets of formats
    return zxingcpp.read_barcodes(picture, formats=kind)


def _spot(found: zxingcpp.Barcode) -> _Spot:
    place = found.position
    corners = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
    xs, ys = [corner.x for corner in corners], [corner.y for corner in corners]
    return _Spot(min(xs), min(ys), max(xs), max(ys), found.text)


def _from_points(box: Box, height: int) -> _Spot:
    left, bottom, right, top = (round(value * PX_A_MM * 25.4 / 72) for value in box)
    return _Spot(left, height - top, right, height - bottom)


def _touch(one: _Spot, other: _Spot) -> bool:
    across = min(one.right, other.right) - max(one.left, other.left)
    return across > 0 and min(one.bottom, other.bottom) - max(one.top, other.top) > 0


def _judge(page: Image.Image, number: int, spot: _Spot) -> SeenCode:
    margin = round(_MARGIN_MM * PX_A_MM)
    piece = _cut(page, spot, margin)
    alone = _scan(piece) if not spot.text else []
    if len(alone) == 1:  # too near to something else on the whole page
        found = _spot(alone[0])
        left, top = spot.left - margin, spot.top - margin
        spot = _Spot(left + found.left, top + found.top, left + found.right, top + found.bottom, found.text)
        piece = _cut(page, spot, margin)
    texts = {name: _read(harm(piece)) for name, harm in MUST.items()}
    text = spot.text or texts["clean"]
    inside = _dark_box(page, spot)
    if not text or inside is None:
        return SeenCode("", number, _mm(spot.left), _mm(spot.top), failed=tuple(MUST))
    module = _module(page, inside)
    return SeenCode(
        text,
        number,
        _mm(inside.left),
        _mm(inside.top),
        _mm(inside.right - inside.left),
        module / PX_A_MM,
        _quiet(page, inside) / module if module else 0.0,
        _contrast(page, inside),
        tuple(name for name, read in texts.items() if read != text),
        tuple(name for name, harm in HARSHER.items() if _read(harm(piece)) != text),
    )


def _cut(page: Image.Image, spot: _Spot, margin: int) -> Image.Image:
    """Return a code with the page round it; beyond the page's edge it is white."""
    area = (spot.left - margin, spot.top - margin, spot.right + margin, spot.bottom + margin)
    piece = Image.new("L", (area[2] - area[0], area[3] - area[1]), 255)
    piece.paste(page.crop(area))
    return piece


def _read(piece: Image.Image) -> str:
    """Return what a phone reads, empty for nothing or for several codes that differ.

    It looks twice, the second time from twice as far: no lens sees the corners of single dots.
    """
    for seen in (piece, piece.reduce(2)):
        texts = {found.text for found in _scan(seen)}
        if len(texts) == 1:
            return texts.pop()
    return ""


def _mm(pixels: float) -> float:
    return round(pixels / PX_A_MM, 1)


# -- measures, in pixels


def _dark_box(page: Image.Image, spot: _Spot) -> _Spot | None:
    """Return the box of the dark modules; the reader's corners are a pixel or two beside the edges of the modules."""
    pad = 2
    area = (spot.left - pad, spot.top - pad, spot.right + pad, spot.bottom + pad)
    found = _dark(page.crop(area)).getbbox()
    if found is None:
        return None
    return _Spot(area[0] + found[0], area[1] + found[1], area[0] + found[2], area[1] + found[3])


def _dark(picture: Image.Image) -> Image.Image:
    return picture.point(lambda value: 255 if value < _DARK else 0)


def _module(page: Image.Image, box: _Spot) -> float:
    """Return a module's side in pixels: the code's side by the number of modules, which its first corner mark tells."""
    row = page.crop((box.left, box.top + 2, box.right, box.top + 3)).tobytes()
    run = next((at for at, value in enumerate(row) if value >= _DARK), len(row))
    side = box.right - box.left
    versions = round((side * _FINDER / max(1, run) - _SMALLEST) / _STEP)
    return side / (_SMALLEST + _STEP * max(1, versions))


def _quiet(page: Image.Image, box: _Spot) -> float:
    """Return how far, in pixels, nothing dark stands round the code, its corners too; as far as is looked at all."""
    reach = round(_FARTHEST_MM * PX_A_MM)
    dark = _dark(_cut(page, box, reach))
    dark.paste(0, (reach, reach, dark.width - reach, dark.height - reach))
    free, met = 0, reach + 1
    while met - free > 1:
        wide = (free + met) // 2
        edge = reach - wide
        if dark.crop((edge, edge, dark.width - edge, dark.height - edge)).getbbox():
            met = wide
        else:
            free = wide
    return free


def _contrast(page: Image.Image, box: _Spot) -> float:
    """Return the step from dark to light as a share of full scale; the darkest and lightest tenth are left out."""
    counts = page.crop((box.left, box.top, box.right, box.bottom)).histogram()
    return (_share(counts, 0.9) - _share(counts, 0.1)) / 255


def _share(counts: list[int], share: float) -> int:
    wanted, met = sum(counts) * share, 0
    for level, count in enumerate(counts):
        met += count
        if met >= wanted:
            return level
    return 255
