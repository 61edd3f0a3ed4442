"""What stands where on the pages of a finished PDF, as pdfium sees it: text lines and marks with their places.

In: the bytes of a PDF. Out: lines of text. Points from the paper's top left corner, one decimal. Never true: that
anything was asked of the code that made the file.
"""

from __future__ import annotations

import ctypes
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pypdfium2 as pdfium
from PIL import Image
from pypdfium2 import raw

if TYPE_CHECKING:
    from collections.abc import Iterator

GREYS = 16


@dataclass(frozen=True)
class Mark:
    """Something on a page: its kind, its box from the top left, and what is said of it."""

    kind: str
    left: float
    top: float
    right: float
    bottom: float
    about: str = ""
    size: float = 0.0


def write_layout(data: bytes) -> str:
    """Return every text line and mark of every page, from top to bottom."""
    lines = []
    document = pdfium.PdfDocument(data)
    try:
        for number, page in enumerate(document, 1):
            width, height = page.get_size()
            lines.append(f"page {number}: {width:.1f} x {height:.1f}")
            marks = [*_lines(page), *(mark for mark in read_marks(page) if mark.kind != "text")]
            lines += sorted((_written(mark) for mark in marks), key=_place)
    finally:
        document.close()
    return "\n".join(line for _, line in _numbered(lines)) + "\n"


def _numbered(lines: list[str]) -> Iterator[tuple[int, str]]:
    """Count equal lines that follow one another: one with `×n` for a grid of the same marks would hide places."""
    yield from enumerate(lines)


def _place(line: str) -> tuple[float, float, str]:
    _, left, top, *_ = line.split()
    return float(top), float(left), line


def _written(mark: Mark) -> str:
    at = f"{_one(mark.left)} {_one(mark.top)}"
    if mark.kind == "text":
        return f"text {at} {_one(mark.size)}pt {mark.about.strip()}"
    return f"{mark.kind} {at} {_one(mark.right - mark.left)}x{_one(mark.bottom - mark.top)} {mark.about}".rstrip()


def _one(value: float) -> str:
    return f"{value + 0.0:.1f}".replace("-0.0", "0.0")


def read_marks(page: pdfium.PdfPage) -> Iterator[Mark]:
    """Yield a page's objects: text, paths with their colours, pictures, and figures and codes as forms."""
    _, height = page.get_size()
    text_page = page.get_textpage()
    for each in page.get_objects(max_depth=1):
        left, bottom, right, top = each.get_bounds()
        box = (left, height - top, right, height - bottom)
        if each.type == raw.FPDF_PAGEOBJ_TEXT:
            a, b, _, _, e, f = each.get_matrix().get()
            size = ctypes.c_float()
            raw.FPDFTextObj_GetFontSize(each.raw, size)
            words = _text(each, text_page)
            if words.strip():
                yield Mark("text", e, height - f, right, height - bottom, words, size.value * (a * a + b * b) ** 0.5)
        elif each.type == raw.FPDF_PAGEOBJ_PATH:
            yield Mark("path", *box, _paint(each))
        else:
            kinds = {raw.FPDF_PAGEOBJ_IMAGE: "image", raw.FPDF_PAGEOBJ_FORM: "form"}
            yield Mark(kinds.get(each.type, "other"), *box)


def _text(each: pdfium.PdfObject, text_page: pdfium.PdfTextPage) -> str:
    length = raw.FPDFTextObj_GetText(each.raw, text_page.raw, None, 0)
    buffer = ctypes.create_string_buffer(length)
    raw.FPDFTextObj_GetText(each.raw, text_page.raw, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), length)
    return buffer.raw[: length - 2].decode("utf-16-le", "replace")


def _paint(each: pdfium.PdfObject) -> str:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(each.raw, fill, stroke)
    parts = []
    if fill.value:
        parts.append(f"fill {_colour(each, raw.FPDFPageObj_GetFillColor)}")
    if stroke.value:
        width = ctypes.c_float()
        raw.FPDFPageObj_GetStrokeWidth(each.raw, width)
        parts.append(f"line {_one(width.value)} {_colour(each, raw.FPDFPageObj_GetStrokeColor)}")
    return " ".join(parts)


def _colour(each: pdfium.PdfObject, get: object) -> str:
    channels = [ctypes.c_uint() for _ in range(4)]
    get(each.raw, *channels)  # type: ignore[operator]
    return "#" + "".join(f"{channel.value:02x}" for channel in channels[:3])


def _lines(page: pdfium.PdfPage) -> Iterator[Mark]:
    """Yield text in lines: runs that follow one another on a baseline are one."""
    line: Mark | None = None
    for run in (mark for mark in read_marks(page) if mark.kind == "text"):
        if line and abs(run.top - line.top) < 0.05 and -1 < run.left - line.right < 0.45 * run.size:
            gap = " " if run.left - line.right > 0.12 * run.size and not line.about.endswith(" ") else ""
            line = Mark("text", line.left, line.top, run.right, run.bottom, f"{line.about}{gap}{run.about}", line.size)
            continue
        if line:
            yield line
        line = run
    if line:
        yield line


# -- pictures


def render_pages(data: bytes) -> list[np.ndarray]:
    """Return each page at 72 dpi in sixteen greys: rows of numbers from 0 (black) to 15."""
    document = pdfium.PdfDocument(data)
    try:
        pages = [page.render(scale=1, grayscale=True).to_pil().convert("L") for page in document]
        return [np.asarray(page) // (256 // GREYS) for page in pages]
    finally:
        document.close()


def write_picture(levels: np.ndarray) -> bytes:
    """Return the greys as a PNG of four bits a pixel."""
    image = Image.fromarray(levels.astype("uint8"), "P")
    image.putpalette([level * 17 for level in range(GREYS) for _ in range(3)])
    buffer = io.BytesIO()
    image.save(buffer, "PNG", bits=4, optimize=True)
    return buffer.getvalue()


def read_picture(data: bytes) -> np.ndarray:
    """Return the greys of a written picture."""
    return np.asarray(Image.open(io.BytesIO(data)).convert("L")) // 17
