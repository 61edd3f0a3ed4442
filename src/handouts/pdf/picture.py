"""Pictures from files: PNG and JPEG to image XObjects.

In: the bytes of a file, which nobody has vetted. Out: a `Picture`, and the `Picture` of its soft mask where it is
transparent. Never true afterwards: that a decoder saw a file before its header was checked; that a picture's metadata
(place, time, camera, profile, thumbnail) is in what is printed; that a sheet carries more pixels than a printer shows.

The same bytes in give the same bytes out, for one version of Pillow. A colour profile is dropped and sRGB assumed.
"""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from handouts.pdf.block import Picture
from handouts.pdf.drawing import Drawing
from handouts.pdf.fault import PictureFault
from handouts.pdf.jpeg import read_jpeg
from handouts.pdf.png import SIGNATURE, image_data, read_png
from handouts.pdf.svg import read_svg
from handouts.pdf.syntax import digest

if TYPE_CHECKING:
    from pathlib import Path

    from PIL.Image import Image

Artwork: TypeAlias = Drawing | tuple[Picture, ...]
"""What a picture file holds: shapes, or a picture and perhaps its soft mask."""

MOST_BYTES: Final = 20_000_000
MOST_PIXELS: Final = 40_000_000  # 120 MB once decoded; a telephone takes 12 to 24 million in its usual setting
MOST_SIDE: Final = 2400  # pixels: the widest panel, 184 mm, at 330 dpi; more is weight that no printer shows
_QUALITY: Final = 90
_DECODER_ERRORS: Final = (OSError, SyntaxError, ValueError, EOFError, IndexError, struct.error, zlib.error)  # Pillow's
_OTHERS: Final = (
    (b"GIF8", "a GIF"),
    (b"BM", "a BMP"),
    (b"II*\0", "a TIFF"),
    (b"MM\0*", "a TIFF"),
    (b"%PDF", "a PDF"),
    (b"RIFF", "a WebP"),
)


def read_picture(data: bytes) -> tuple[Picture, ...]:
    """Return a PNG or JPEG as (picture,) or, where it is transparent, (picture, its soft mask).

    Raises PictureFault for any other format, for CMYK, for more than 20 MB or 40 million pixels, for a broken file.
    """
    if len(data) > MOST_BYTES:
        raise PictureFault("picture-too-large", "the picture's file is larger than 20 MB", _SMALLER)
    if data.startswith(SIGNATURE):
        return _read_png(data)
    if data.startswith(b"\xff\xd8"):
        return (_read_jpeg(data),)
    what = next((name for start, name in _OTHERS if data.startswith(start)), "no picture that can be printed")
    if data[4:8] == b"ftyp":
        what = "a HEIC or AVIF"
    raise PictureFault("picture-format", f"the picture is {what}", "save it as PNG or JPEG, or as SVG for drawings")


_SMALLER: Final = f"make it smaller in an image program; {MOST_SIDE} pixels on the longer side are plenty"


def read_artwork(data: bytes) -> Artwork:
    """Return a file's drawing (SVG) or picture (PNG, JPEG), told apart by what is in it, not by its name."""
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start[:14].lower().startswith((b"<!doctype html", b"<html", b"<head", b"<body")):
        what = "this is a web page that was saved under a picture's name"
        raise PictureFault("picture-format", what, "open the picture by itself in the browser, and save that")
    is_text = start.startswith((b"<", b"\xff\xfe<", b"\xfe\xff\0<"))
    return read_svg(data) if is_text else read_picture(data)


def read_file(path: Path) -> bytes:
    """Return a picture file's bytes, never many more than a picture may have; the caller vouches for the path."""
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        raise PictureFault(
            "picture-not-read", "the picture's file cannot be opened", "check its name, and that you may read it"
        ) from error


def _check_size(width: int, height: int) -> None:
    if not width or not height:
        raise _broken()
    if width * height > MOST_PIXELS:
        raise PictureFault("picture-too-large", f"the picture has {width} × {height} pixels", _SMALLER)


def _read_jpeg(data: bytes) -> Picture:
    found = read_jpeg(data)
    _check_size(found.width, found.height)
    if found.components == 4:
        raise PictureFault(
            "picture-cmyk",
            "the picture's colours are those of a printing press (CMYK)",
            "export it with RGB colours (sRGB)",
        )
    if found.components not in (1, 3):
        raise _broken()
    image = _decoded(found.data, "JPEG")  # decoded even when kept as it is: a broken one must not reach a printer
    if found.is_plain and found.orientation == 1 and max(image.size) <= MOST_SIDE:
        return _picture(image, "DCTDecode", found.data)
    image = _reduced(_upright(image, found.orientation))
    out = BytesIO()
    image.save(out, "JPEG", quality=_QUALITY, optimize=True)
    return _picture(image, "DCTDecode", read_jpeg(out.getvalue()).data)


def _read_png(data: bytes) -> tuple[Picture, ...]:
    found = read_png(data)
    _check_size(found.width, found.height)
    image = _reduced(_upright(_eight_bit(_decoded(found.data, "PNG")), found.orientation))
    if image.mode not in ("LA", "RGBA"):
        return (_flate(image),)
    alpha = image.getchannel("A")
    if alpha.getextrema() == (255, 255):
        return (_flate(image.convert(image.mode[:-1])),)
    mask = _flate(alpha)
    return (_flate(_without_hidden(image, alpha), mask=mask.name), mask)


def _decoded(data: bytes, form: str) -> Image:
    from PIL import Image  # noqa: PLC0415 - 30 ms that a sheet without pictures never pays

    try:
        image = Image.open(BytesIO(data), formats=(form,))
        image.load()
    except (*_DECODER_ERRORS, Image.DecompressionBombError) as error:
        raise _broken() from error
    return image


def _eight_bit(image: Image) -> Image:
    """Return a PNG's image as L, LA, RGB or RGBA."""
    if image.mode.startswith("I"):  # 16-bit grey; a tRNS value of such a picture is too rare to keep
        return image.convert("I").point(lambda value: value * (1 / 257)).convert("L")
    transparent = "transparency" in image.info
    if image.mode == "P":
        return image.convert("RGBA" if transparent else "RGB")
    if image.mode in ("1", "L"):
        return image.convert("LA") if transparent else image.convert("L")
    if image.mode == "RGB":
        return image.convert("RGBA") if transparent else image
    return image


def _upright(image: Image, orientation: int) -> Image:
    """Return the image as its maker saw it. Source: EXIF 2.32, 4.6.4, tag Orientation."""
    from PIL.Image import Transpose  # noqa: PLC0415

    turns = {
        2: Transpose.FLIP_LEFT_RIGHT,
        3: Transpose.ROTATE_180,
        4: Transpose.FLIP_TOP_BOTTOM,
        5: Transpose.TRANSPOSE,
        6: Transpose.ROTATE_270,
        7: Transpose.TRANSVERSE,
        8: Transpose.ROTATE_90,
    }
    return image.transpose(turns[orientation]) if orientation in turns else image


def _reduced(image: Image) -> Image:
    longest = max(image.size)
    if longest <= MOST_SIDE:
        return image
    width, height = (max(1, round(side * MOST_SIDE / longest)) for side in image.size)
    return image.resize((width, height))  # bicubic, and transparent edges keep their colour (Pillow premultiplies)


def _without_hidden(image: Image, alpha: Image) -> Image:
    """Return the colours with white wherever nothing shows: what was erased must not travel in the file."""
    from PIL import Image as Images  # noqa: PLC0415

    colours = image.convert(image.mode[:-1])
    white = Images.new(colours.mode, colours.size, "white")
    return Images.composite(colours, white, alpha.point(lambda value: 255 if value else 0))


def _flate(image: Image, mask: str = "") -> Picture:
    """Return the image deflated, each row with the PNG filter that suits it (ISO 32000-1, 7.4.4.4)."""
    out = BytesIO()
    image.save(out, "PNG", compress_level=9)
    return _picture(image, "FlateDecode", image_data(out.getvalue()), mask)


def _picture(image: Image, encoding: Literal["DCTDecode", "FlateDecode"], data: bytes, mask: str = "") -> Picture:
    colours: Literal["DeviceGray", "DeviceRGB"] = "DeviceGray" if image.mode == "L" else "DeviceRGB"
    width, height = image.size
    predictor = b""
    if encoding == "FlateDecode":
        channels = 1 if image.mode == "L" else 3
        predictor = b"<</Predictor 15/Colors %d/BitsPerComponent 8/Columns %d>>" % (channels, width)
    name = digest(f"{width} {height} {colours} {encoding} {mask} ".encode() + data, 8)
    return Picture(f"I{name}", width, height, colours, encoding, data, mask, predictor)


def _broken() -> PictureFault:
    return PictureFault(
        "picture-broken",
        "the picture's file is damaged or cut short",
        "copy it again from where it came, or export it anew as PNG",
    )
