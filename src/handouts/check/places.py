"""Where text and boxes stand on a finished page: margins, sizes, overlaps, tick boxes.

In: a PDF as read, and its pages in greys. Out: what is wrong, in words, page by page. Never true: that a measure was
taken from the layout; sizes and places are those of the file's own text operators, and of its pixels.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from handouts.check.paper import PX_A_MM

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PIL import Image

    from handouts.check.read_pdf import Box, Branch, Piece, ReadPdf

FLOOR_PT: Final = 10.0  # print design: no words on paper under 10 pt
EDGE_MM: Final = 6.0  # what an office printer leaves unprinted; our own margins are wider
LEAST_TICK_MM: Final = 6.0  # a box that a hand over 60 fills with a pen
_MM: Final = 72 / 25.4
_CAP, _DROP = 0.668, 0.2  # how far letters reach over and under their baseline, in em (the fonts' own cap height)
_TOUCH: Final = 0.5  # points that two texts may share: the boxes of letters are a little larger than their ink
_SLACK_PT: Final = 0.02


class Placed(NamedTuple):
    """A piece of text and its box in points, y up."""

    piece: Piece
    left: float
    bottom: float
    right: float
    top: float


def _place(piece: Piece) -> Placed:
    return Placed(piece, piece.x, piece.y - _DROP * piece.size, piece.x + piece.width, piece.y + _CAP * piece.size)


def _visible(read: ReadPdf) -> Iterator[Piece]:
    return (piece for piece in read.pieces if piece.text.strip())


def find_small(read: ReadPdf) -> list[str]:
    """Return the texts that are smaller than ten points."""
    return [
        f'page {piece.page + 1}: "{_short(piece.text)}" is set in {piece.size:.1f} pt'
        for piece in _visible(read)
        if piece.size < FLOOR_PT - _SLACK_PT
    ]


def find_outside(read: ReadPdf) -> list[str]:
    """Return the texts that stand where office printers print nothing, or off the page."""
    found = []
    for piece in _visible(read):
        width, height = read.sizes[piece.page]
        place, edge = _place(piece), EDGE_MM * _MM
        if place.left < edge or place.right > width - edge or place.bottom < edge or place.top > height - edge:
            found.append(f'page {piece.page + 1}: "{_short(piece.text)}" is nearer than {EDGE_MM:g} mm to the edge')
    return found


def find_overlaps(read: ReadPdf) -> list[str]:
    """Return the pairs of texts that cover each other."""
    found = []
    for page in range(len(read.sizes)):
        placed = sorted((_place(piece) for piece in _visible(read) if piece.page == page), key=lambda each: each.left)
        for at, one in enumerate(placed):
            for other in placed[at + 1 :]:
                if other.left >= one.right - _TOUCH:
                    break
                if min(one.top, other.top) - max(one.bottom, other.bottom) > _TOUCH:
                    said = f'"{_short(one.piece.text)}" and "{_short(other.piece.text)}"'
                    found.append(f"page {page + 1}: {said} cover each other")
    return found


def find_small_boxes(read: ReadPdf, pages: Sequence[Image.Image]) -> list[str]:
    """Return the boxes to tick that are smaller than six millimetres, measured from the pixels."""
    found = []
    for element in read.tree.walk():
        if element.role != "Form" or element.box is None or element.page is None:
            continue
        width, height = _ink(pages[element.page], element.box)
        if is_square(element.box) and min(width, height) < LEAST_TICK_MM - 0.1:
            what = f"is {width:.1f} × {height:.1f} mm"
            found.append(f'page {element.page + 1}: the box "{element.alt}" {what}')
    return found


def is_square(box: Box) -> bool:
    """Whether a box is one to tick, not a line to write on."""
    return abs((box[2] - box[0]) - (box[3] - box[1])) < 1.0


def _ink(page: Image.Image, box: Box) -> tuple[float, float]:
    """Return the width and height, in millimetres, of what is drawn in a box."""
    scale = PX_A_MM / _MM
    pad = 2  # half of the box's line stands outside it
    left, right = round(box[0] * scale) - pad, round(box[2] * scale) + pad
    top, bottom = page.height - round(box[3] * scale) - pad, page.height - round(box[1] * scale) + pad
    ink = page.crop((left, top, right, bottom)).point(lambda value: 255 if value < 128 else 0).getbbox()
    return ((ink[2] - ink[0]) / PX_A_MM, (ink[3] - ink[1]) / PX_A_MM) if ink else (0.0, 0.0)


def code_boxes(tree: Branch, page: int) -> list[Box]:
    """Return the boxes of a page in which the structure says that a code stands: square figures inside links."""
    inside = (kid for link in tree.walk() if link.role == "Link" for kid in link.walk())
    return [kid.box for kid in inside if kid.role == "Figure" and kid.page == page and kid.box and is_square(kid.box)]


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 40 else f"{words[:37]}…"
