"""A page as a cheap printer leaves it and a phone sees it.

In: the bytes of a PDF, then pictures. Out: pages in greys, and what becomes of a piece of one. Never true: that a piece
is judged at a better resolution than 300 dpi, or that chance decides: the noise is the same in every run.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Final

import pypdfium2 as pdfium
from PIL import Image, ImageChops, ImageFilter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

DPI: Final = 300
PX_A_MM: Final = DPI / 25.4
_MOST_PX: Final = 60_000_000  # a page larger than A2 at 300 dpi is no sheet of ours


class PageTooLarge(ValueError):  # noqa: N818 - the file's fault, not ours
    """Raised for a page that no printer here takes."""


def render_pages(data: bytes, dpi: int = DPI) -> Iterator[Image.Image]:
    """Yield each page in greys."""
    document = pdfium.PdfDocument(data)
    try:
        for page in document:
            width, height = (side * dpi / 72 for side in page.get_size())
            if width * height > _MOST_PX:
                raise PageTooLarge
            yield page.render(scale=dpi / 72, grayscale=True).to_pil().convert("L")
    finally:
        document.close()


def _blurred(sigma_mm: float) -> Callable[[Image.Image], Image.Image]:
    return lambda piece: piece.filter(ImageFilter.GaussianBlur(sigma_mm * PX_A_MM))


def _clean(piece: Image.Image) -> Image.Image:
    return piece


def _grey(piece: Image.Image) -> Image.Image:
    """Return it from a printer that is low on toner: black at 16 %, white at 86 % brightness."""
    return piece.point(lambda value: 41 + value * 178 // 255)


def _dithered(piece: Image.Image) -> Image.Image:
    """Return it in black dots alone, greys spread by error diffusion as printers do."""
    return piece.convert("1").convert("L")


def _skewed(degrees: float) -> Callable[[Image.Image], Image.Image]:
    def turn(piece: Image.Image) -> Image.Image:
        return piece.rotate(degrees, resample=Image.Resampling.BICUBIC, expand=True, fillcolor=255)

    return turn


def _tired(piece: Image.Image) -> Image.Image:
    """Return grey dots, seen by a camera that blurs by 0.1 mm."""
    return _blurred(0.1)(_dithered(_grey(piece)))


def _noisy(piece: Image.Image) -> Image.Image:
    """Return it blurred by 0.2 mm, at 70 % contrast and with strong noise."""
    pale = _blurred(0.2)(piece).point(lambda value: 38 + value * 178 // 255)
    grain = random.Random(8).randbytes(pale.width * pale.height)  # noqa: S311 - the same grain in every run
    noise = Image.frombytes("L", pale.size, grain).point(lambda value: (value - 128) // 3 + 128)
    return ImageChops.add(pale, noise, scale=1, offset=-128)


MUST: Final[dict[str, Callable[[Image.Image], Image.Image]]] = {
    "clean": _clean,
    "grey": _grey,
    "one-bit": _dithered,
    "blurred by 0.1 mm": _blurred(0.1),
    "skewed by 5 degrees": _skewed(5),
}
"""What every code has to stand (settled: codes must decode so)."""

HARSHER: Final[dict[str, Callable[[Image.Image], Image.Image]]] = {
    "blurred by 0.2 mm": _blurred(0.2),
    "blurred by 0.3 mm": _blurred(0.3),
    "a tired printer": _tired,
    "blurred by 0.2 mm with noise": _noisy,
    "skewed by 15 degrees": _skewed(15),
}
"""What is reported, and fails nothing."""
