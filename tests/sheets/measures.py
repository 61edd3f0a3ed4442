"""What can be measured on a finished sheet: its words in order, its text boxes, its codes.

In: a drawn case. Out: words, boxes, decoded addresses. Never true: that the code that laid it out was asked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import pypdfium2 as pdfium
import zxingcpp
from PIL import Image, ImageFilter

from handouts.check.read_pdf import ReadPdf, read_pdf
from handouts.sheet.blocks import Call, Codes, Title
from handouts.sheet.snapshot import told_lines
from sheets.cases import draw

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.check.read_pdf import Piece
    from handouts.sheet.blocks import Code, Sheet
    from sheets.cases import Drawn

MM = 72 / 25.4
SIDE = 13 * MM  # print design: margins left and right
TOP = {"a4": 10 * MM, "letter": 9 * MM}
FOOT = 11 * MM  # the footer's baseline
CAP, DROP = 0.668, 0.2  # how far letters reach over and under their baseline, in em
DPI = 300
MARKS = r"[/._~?#%=&+-]"  # an address may be broken before one


@cache
def read(name: str) -> ReadPdf:
    return read_pdf(draw(name).data)


# -- words


def words_of(text: str) -> list[str]:
    """Return the words; an address that is broken before a slash or another mark is one word."""
    return re.sub(rf"\s+(?={MARKS})", "", text).split()


def told_words(drawn: Drawn) -> list[str]:
    """Return the words of the sheet in reading order, the tagline only where it is printed."""
    said = [line for line in told_lines(drawn.sheet) if line.kind == "words"]
    printed = read(drawn.name).tree.text
    return words_of("\n".join(line.text for line in said if not line.optional or line.text in printed))


def page_words(drawn: Drawn, read_back: ReadPdf) -> list[str]:
    """Return the words outside the structure: later pages' headers and the footers, as the sheet gives them."""
    sheet, words, pages = drawn.sheet, [], len(read_back.sizes)
    client = str(dict(sheet.words).get("client", ""))
    for page in range(1, pages + 1):
        printed = {piece.text.strip() for piece in read_back.artifacts(page - 1)}
        if page > 1:
            words += [running_words(sheet, page, printed), sheet.running.for_label, client]
        words += [part for part in sheet.footer.left if part in printed]
        words.append(sheet.footer.code)
        words.append(_shown(sheet.footer.page.format(title=sheet.footer.title, page=page, pages=pages), printed))
    return words_of("\n".join(words))


def running_words(sheet: Sheet, page: int, printed: set[str]) -> str:
    """Return the header of a later page: the sheet's own, or that of the part of a series which begins or goes on."""
    titles = [sheet.running.title, *(title.title for title in sheet.all(Title))]
    said = [sheet.running.words.format(title=title, page=page) for title in titles]
    return next((words for words in [*said, sheet.running.title] if words in printed), _shown(said[0], printed))


def _shown(words: str, printed: set[str]) -> str:
    """Return words as they are printed: a title that is too long for a running line ends in an ellipsis."""
    cut = [each.partition("…") for each in printed if "…" in each]
    fit = [parts for parts in cut if words.startswith(parts[0].rstrip()) and words.endswith(parts[2])]
    return words if words in printed or not fit else "".join(max(fit, key=lambda parts: len(parts[2])))


def plain_words(data: bytes) -> list[str]:
    """Return the words that any reader finds who knows nothing of structure."""
    document = pdfium.PdfDocument(data)
    try:
        return words_of("\n".join(page.get_textpage().get_text_bounded() for page in document))
    finally:
        document.close()


# -- boxes


@dataclass(frozen=True)
class Box:
    """Where a piece of text stands, from the page's bottom left corner."""

    left: float
    bottom: float
    right: float
    top: float
    text: str

    def overlap(self, other: Box) -> float:
        """Return how deep the boxes lie in each other, in points; 0 or less when they do not."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.top, other.top) - max(self.bottom, other.bottom)
        return min(across, down)


def box_of(piece: Piece) -> Box:
    return Box(piece.x, piece.y - DROP * piece.size, piece.x + piece.width, piece.y + CAP * piece.size, piece.text)


def overlaps(read_back: ReadPdf) -> list[str]:
    """Return the pairs of texts that cover each other by more than half a point."""
    found = []
    for page in range(len(read_back.sizes)):
        boxes = [box_of(piece) for piece in read_back.pieces if piece.page == page and piece.text.strip()]
        boxes.sort(key=lambda box: box.left)
        for at, box in enumerate(boxes):
            for other in boxes[at + 1 :]:
                if other.left >= box.right:
                    break
                if box.overlap(other) > 0.5:
                    found.append(f"page {page + 1}: {box.text!r} and {other.text!r}")
    return found


# -- codes


def codes_of(sheet: Sheet) -> list[Code]:
    """Return the codes of a sheet, in order."""
    found: list[Code] = []
    for block in sheet.blocks:
        found += block.codes if isinstance(block, Codes) else [block.code] if isinstance(block, Call) else []
    return found


def render_greys(data: bytes, dpi: int = DPI) -> Iterator[Image.Image]:
    """Yield each page in greys."""
    document = pdfium.PdfDocument(data)
    try:
        for page in document:
            yield page.render(scale=dpi / 72, grayscale=True).to_pil().convert("L")
    finally:
        document.close()


def decode(image: Image.Image) -> list[str]:
    """Return the addresses in a picture."""
    found = zxingcpp.read_barcodes(image, formats=zxingcpp.BarcodeFormat.QRCode, try_rotate=True)
    return sorted(code.text for code in found)


def one_bit(image: Image.Image) -> Image.Image:
    """Print in black dots only, without dithering."""
    return image.point(lambda value: 255 if value > 127 else 0)


def blurred(image: Image.Image) -> Image.Image:
    """Blur by 0.1 mm, as ink spreads and a lens does."""
    return image.filter(ImageFilter.GaussianBlur(0.1 / 25.4 * DPI))


def skewed(image: Image.Image) -> Image.Image:
    """Turn by 5 degrees, as a phone is held."""
    return image.rotate(5, expand=True, fillcolor=255, resample=Image.Resampling.BICUBIC)
