"""Draw figures for the people who write poses: one figure, its cameras, or a contact sheet of many.

In: baked figures, a palette. Out: the bytes of a plain PDF (Helvetica, untagged: a working drawing, never a handout),
and pictures of it. Never true afterwards: that the same figures give other bytes. Standard library only, but for
`draw_picture`, which needs pypdfium2 (the extra `figures`).
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from handouts.pdf.arrows import number, operands
from handouts.pdf.drawlist import (
    MAT_EDGE,
    MAT_SEATED,
    MAT_SIDE,
    FigureStyle,
    figure_box,
    line_weights,
    paint_figure,
    paint_mark,
    placed,
)
from handouts.units import Rect, mm

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handouts.figures.baked import BakedFigure
    from handouts.pdf.colour import Colour
    from handouts.pdf.figure_colours import Palette


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure on a contact sheet, with the words under it."""

    title: str
    figure: BakedFigure


@dataclass(frozen=True, slots=True)
class SheetForm:
    """How a contact sheet is laid out, in points; `scale` is the most that a body height is drawn at."""

    palette: Palette
    scale: float
    columns: int = 5
    cell: tuple[float, float] = (mm(52), mm(52))
    panel: Colour = (0.957, 0.961, 0.965)
    shows_highlights: bool = True
    arrow_factor: float = 1.0


_GAP: Final = 6.0
_LABEL: Final = 13.0


def draw_sheet(cells: Sequence[Cell], form: SheetForm, *, title: str = "") -> bytes:
    """Return a one-page PDF with every figure in a panel of its own, all on one scale where they fit."""
    columns = min(form.columns, max(1, len(cells)))
    rows = -(-len(cells) // columns)
    head = 26.0 if title else 0.0
    width = columns * (form.cell[0] + _GAP) + _GAP
    height = rows * (form.cell[1] + _GAP) + _GAP + head
    parts: list[bytes] = []
    if title:
        parts.append(_words(title, _GAP + 2, height - 20, 14))
    for at, cell in enumerate(cells):
        left = _GAP + at % columns * (form.cell[0] + _GAP)
        bottom = height - head - (at // columns + 1) * (form.cell[1] + _GAP)
        parts.append(_panel(cell, Rect(left, bottom, left + form.cell[0], bottom + form.cell[1]), form))
    return _plain_pdf(b"\n".join(parts), (width, height))


def draw_figure(figure: BakedFigure, form: SheetForm) -> bytes:
    """Return a one-page PDF of one figure."""
    style = _style(figure, form, form.scale)
    box = figure_box(figure, style)
    size = (box.right - box.left + 2 * _GAP, box.top - box.bottom + 2 * _GAP)
    return draw_sheet(
        [Cell("", figure)],
        SheetForm(
            form.palette,
            form.scale,
            1,
            (size[0], size[1] + _LABEL),
            form.panel,
            form.shows_highlights,
            form.arrow_factor,
        ),
    )


def draw_picture(pdf: bytes, dots_per_inch: float) -> bytes:
    """Return the first page as PNG."""
    from io import BytesIO  # noqa: PLC0415 - only pictures need it

    import pypdfium2  # noqa: PLC0415 - an extra

    picture = pypdfium2.PdfDocument(pdf)[0].render(scale=dots_per_inch / 72).to_pil()
    out = BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def _style(figure: BakedFigure, form: SheetForm, scale: float) -> FigureStyle:
    names = tuple(figure.highlights) if form.shows_highlights else ()
    return FigureStyle(form.palette, scale, line_weights(scale), highlights=names, arrow_factor=form.arrow_factor)


def _panel(cell: Cell, box: Rect, form: SheetForm) -> bytes:
    figure = cell.figure
    width, height = box.right - box.left - 6, box.top - box.bottom - _LABEL - 6
    style = _style(figure, form, form.scale)
    for _ in range(3):  # arrows keep their size, so the fit needs more than one try
        extent = figure_box(figure, style)
        fit = min(1.0, width / (extent.right - extent.left), height / (extent.top - extent.bottom))
        if fit == 1.0:
            break
        style = _style(figure, form, style.scale * fit)
    extent = figure_box(figure, style)
    x = (box.left + box.right) / 2 - (extent.left + extent.right) / 2
    low = min(extent.bottom, _mat(figure)[0] * style.scale)
    y = box.bottom + _LABEL + 3 - low
    edges = f"{number(box.left)} {number(box.bottom)} {number(box.right - box.left)} {number(box.top - box.bottom)} re"
    parts = [f"q {edges} W n {operands(form.panel)} rg {edges} f", _mat_band(figure, box, y, style)]
    parts.append(f"q 1 0 0 1 {number(x)} {number(y)} cm\n{paint_figure(figure, style).decode()}\nQ")
    if figure.mark:
        face = placed(figure.face, style)
        beside = min(box.right - 12, x + face[0] + style.scale * 0.22)
        disc = paint_mark(figure.mark, 7.5, form.palette, ok=form.palette["arrow"]).decode()
        parts.append(f"q 1 0 0 1 {number(beside)} {number(box.top - 13)} cm\n{disc}\nQ")
    parts.append("Q")
    return "\n".join(parts).encode() + b"\n" + _words(cell.title, box.left + 4, box.bottom + 4, 8)


def _mat(figure: BakedFigure) -> tuple[float, float]:
    return {"mat": MAT_SIDE, "seat": MAT_SEATED}.get(figure.ground, (0.0, 0.0))


def _mat_band(figure: BakedFigure, box: Rect, floor: float, style: FigureStyle) -> str:
    bottom, top = (floor + share * style.scale for share in _mat(figure))
    if top == bottom:
        return ""
    wide = box.right - box.left
    band = f"{number(box.left)} {number(bottom)} {number(wide)} {number(top - bottom)} re f"
    edge = f"{number(box.left)} {number(bottom)} {number(wide)} {number(MAT_EDGE * style.scale)} re f"
    return f"{operands(style.palette['mat'])} rg {band} {operands(style.palette['mat_edge'])} rg {edge}"


def _words(text: str, x: float, y: float, size: float) -> bytes:
    raw = text.encode("cp1252", "replace").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    return b"BT 0.13 0.19 0.24 rg /F %s Tf %s %s Td (%s) Tj ET" % (
        number(size).encode(),
        number(x).encode(),
        number(y).encode(),
        raw,
    )


def _plain_pdf(content: bytes, size: tuple[float, float]) -> bytes:
    """Return a one-page PDF 1.4 file."""
    packed = zlib.compress(content, 9)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %s %s]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>"
        % (number(size[0]).encode(), number(size[1]).encode()),
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for at, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s\nendobj\n" % (at, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table)
    return bytes(out)
