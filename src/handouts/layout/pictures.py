"""Logos and a coach's own pictures, fitted into their places.

In: a file inside the workspace, already vetted by the library. Out: marks on a pen. Raises PictureFault for a file
that cannot be printed; the caller knows where in the data it was named.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING

from handouts.pdf.block import Run
from handouts.pdf.drawing import paint_drawing
from handouts.pdf.fault import PictureFault
from handouts.pdf.picture import read_artwork, read_file
from handouts.units import mm

if TYPE_CHECKING:
    from pathlib import Path

    from handouts.layout.bench import Bench
    from handouts.layout.pen import Pen
    from handouts.pdf.block import Picture
    from handouts.pdf.canvas import Node
    from handouts.pdf.drawing import Drawing
    from handouts.sheet.blocks import ShownPicture
    from handouts.units import Rect

CREDIT_SIZE = 10.0


@lru_cache(maxsize=64)
def read_shown(path: Path, digest: str) -> Drawing | tuple[Picture, ...]:
    """Return a picture file ready to be drawn, read once; PictureFault, with its path, when it cannot be printed.

    `digest` is the SHA-256 under which its blocks are kept: one that was saved anew since is no longer that picture.
    """
    try:
        return read_artwork(_read_same(path, digest))
    except PictureFault as fault:
        fault.about = path
        raise


def _read_same(path: Path, digest: str) -> bytes:
    data = read_file(path)
    if sha256(data).hexdigest() != digest:
        what = "the picture's file was saved anew while the sheet was made"
        raise PictureFault("picture-not-read", what, "build the sheet again")
    return data


def logo_width(logo: tuple[Path, str], size: tuple[float, float]) -> float:
    """Return the width that a logo takes as large as fits into width x height."""
    found = read_shown(*logo)
    return _fitted(found[0] if isinstance(found, tuple) else found, *size)[0]


def paint_logo(pen: Pen, logo: tuple[Path, str], size: tuple[float, float], node: Node, *, ink_saver: bool) -> None:
    """Draw a logo as large as fits into width x height at the pen's top left."""
    path, digest = logo
    found = read_shown(path, digest)
    width, height = size
    with pen.canvas.content(node):
        if isinstance(found, tuple):
            used, tall = _fitted(found[0], width, height)
            _put_picture(pen, found, (0.0, (height - tall) / 2, used, tall))
        else:
            form = paint_drawing(found, width, height, ink_saver=ink_saver)
            used, tall = form.box.right, form.box.top
            pen.put(form, 0.0, (height + tall) / 2)
    node.box = pen.area(0, (height - tall) / 2, used, (height + tall) / 2)


def paint_picture(pen: Pen, bench: Bench, shown: ShownPicture, area: Rect, pad: float, parent: Node) -> None:
    """Draw a coach's picture as large as fits into the area, with its credit under it in small type."""
    found = read_shown(shown.file, shown.digest)
    credit = CREDIT_SIZE * 1.4 if shown.credit else 0.0
    width = area.right - area.left - 2 * pad
    height = area.bottom - area.top - 2 * pad - credit
    node = parent.add("Figure", alt=shown.alt)
    with pen.canvas.content(node):
        if isinstance(found, tuple):
            used, tall = _fitted(found[0], width, height)
            left, top = area.left + pad + (width - used) / 2, area.top + pad + (height - tall) / 2
            _put_picture(pen, found, (left, top, used, tall))
        else:
            form = paint_drawing(found, width, height)
            used, tall = form.box.right, form.box.top
            left, top = area.left + pad + (width - used) / 2, area.top + pad + (height - tall) / 2
            pen.put(form, left, top + tall)
    node.box = pen.area(left, top, left + used, top + tall)
    if shown.credit:
        run = Run("R", CREDIT_SIZE, bench.look.roles.grey)
        with pen.canvas.tagged(parent.add("P")):
            pen.text((area.left + area.right) / 2, area.bottom - mm(1.6), shown.credit, run, align=1)


def _fitted(picture: Picture | Drawing, width: float, height: float) -> tuple[float, float]:
    scale = min(width / picture.width, height / picture.height)
    return picture.width * scale, picture.height * scale


def _put_picture(pen: Pen, pictures: tuple[Picture, ...], at: tuple[float, float, float, float]) -> None:
    left, top, width, height = at
    picture, *masks = pictures
    for mask in masks:
        pen.canvas.need(mask)
    pen.use(picture, left, top + height, width, height)
