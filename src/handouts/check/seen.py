"""What can be seen on a finished page: its words, its pictures, its boxes to tick, measured from the pixels.

In: a page in greys, and what the file says should stand on it. Out: what is not seen, in words. Never true: that
something counts as printed because the file holds it; white words, words under a picture and pictures outside the
paper are in a file as well.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from handouts.check.paper import PX_A_MM
from handouts.check.places import place, short
from handouts.units import mm

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PIL import Image

    from handouts.check.places import Quote
    from handouts.check.read_content import Box, Piece
    from handouts.check.read_pdf import Branch

LEAST_TICK_MM: Final = 6.0  # a box that a hand over 60 fills with a pen
LEAST_STEP: Final = (
    0.4  # of full scale, between words and their ground; a contrast of 4.5:1 is 0.48 and more, ours 0.69
)
LEAST_INK: Final = 0.1  # of full scale, between the darkest and the lightest of a picture
_LEAST_EM: Final = 0.1  # of width: what is less is a dot or a mark of a letter beside it
_SLICE_EM: Final = 0.8  # of a line, looked at by itself: wide enough to hold a letter of it
_PX: Final = PX_A_MM / mm(1)  # pixels a point
_TURN: Final = 128


def by_page(tree: Branch, *roles: str) -> dict[int, list[Branch]]:
    """Return the elements of some roles that say where they stand, by page."""
    found: dict[int, list[Branch]] = defaultdict(list)
    for element in tree.walk():
        if element.role in roles and element.box is not None and element.page is not None:
            found[element.page].append(element)
    return found


def find_hidden(page: Image.Image, pieces: Iterable[Piece], quote: Quote) -> list[str]:
    """Return the texts of a page that nobody sees, or not all of: each slice of a line has to stand out by itself."""
    found = []
    for piece in pieces:
        if not piece.text.strip() or piece.width < _LEAST_EM * piece.size:
            continue
        box = place(piece)
        count = max(1, int((box.right - box.left) / (_SLICE_EM * piece.size)))
        step = (box.right - box.left) / count
        slices = ((box.left + at * step, box.bottom, box.left + (at + 1) * step, box.top) for at in range(count))
        if any(_step(page, area) < LEAST_STEP for area in slices):
            found.append(f"{quote(piece)} is in the file and not to be seen, or too pale")
    return found


def find_blank_pictures(page: Image.Image, number: int, figures: Iterable[Branch]) -> list[str]:
    """Return the pictures of a page where nothing is to be seen."""
    return [
        f'page {number + 1}: nothing is to be seen where the picture "{short(each.alt)}" should stand'
        for each in figures
        if each.box and _step(page, each.box) < LEAST_INK
    ]


def find_small_boxes(page: Image.Image, number: int, fields: Iterable[Branch]) -> list[str]:
    """Return the boxes to tick of a page that are smaller than six millimetres."""
    found = []
    for field in fields:
        if field.box and is_square(field.box):
            width, height = _ink(page, field.box)
            if min(width, height) < LEAST_TICK_MM - 0.1:
                found.append(f'page {number + 1}: the box "{field.alt}" is {width:.1f} × {height:.1f} mm')
    return found


def is_square(box: Box) -> bool:
    """Whether a box is one to tick, not a line to write on; or a code."""
    return abs((box[2] - box[0]) - (box[3] - box[1])) < 1.0


def _pixels(page: Image.Image, box: Box, pad: int = 0) -> tuple[int, int, int, int]:
    left, right = round(box[0] * _PX) - pad, round(box[2] * _PX) + pad
    top, bottom = page.height - round(box[3] * _PX) - pad, page.height - round(box[1] * _PX) + pad
    return left, top, max(left + 1, right), max(top + 1, bottom)


def _step(page: Image.Image, box: Box) -> float:
    """Return how far the darkest and the lightest of a box lie apart, as a share of full scale."""
    left, top, right, bottom = _pixels(page, box)
    area = (max(0, left), max(0, top), min(page.width, right), min(page.height, bottom))
    if area[0] >= area[2] or area[1] >= area[3]:
        return 0.0
    dark, light = page.crop(area).getextrema()
    assert isinstance(dark, int)
    assert isinstance(light, int)
    return (light - dark) / 255


def _ink(page: Image.Image, box: Box) -> tuple[float, float]:
    """Return the width and height, in millimetres, of what is drawn in a box; half of its line stands outside it."""
    area = _pixels(page, box, pad=2)
    ink = page.crop(area).point(lambda value: 255 if value < _TURN else 0).getbbox()
    return ((ink[2] - ink[0]) / PX_A_MM, (ink[3] - ink[1]) / PX_A_MM) if ink else (0.0, 0.0)
