"""Pictures from files: what is printed of them, and what is refused before anything decodes it."""

import struct
import zlib
from dataclasses import replace
from io import BytesIO

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, ImageDraw, PngImagePlugin
from tiny_pdf import rendered, tiny_pdf

from handouts.pdf.fault import PictureFault
from handouts.pdf.jpeg import read_orientation
from handouts.pdf.picture import MOST_BYTES, MOST_SIDE, read_artwork, read_picture
from handouts.pdf.png import SIGNATURE

COLOURS = [
    (200, 30, 30),
    (30, 160, 40),
    (30, 40, 200),
    (240, 220, 40),
]  # top left, top right, bottom left, bottom right


UNDOES = {  # how a camera held that way stores the scene
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def quarters(mode="RGB", size=(48, 32)):
    """Return a picture whose four corners differ, so that any turn of it shows."""
    image = Image.new("RGB", size)
    draw = ImageDraw.Draw(image)
    for at, colour in enumerate(COLOURS):
        left, top = (at % 2) * size[0] // 2, (at // 2) * size[1] // 2
        draw.rectangle((left, top, left + size[0] // 2 - 1, top + size[1] // 2 - 1), fill=colour)
    return image.convert(mode)


def saved(image, form, **options):
    out = BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def shown(pictures):
    """Return the picture's pixels as a PDF reader shows them, one pixel for each of its own."""
    picture, *masks = pictures
    size = (picture.width, picture.height)
    return rendered(tiny_pdf(picture, size=size, matrix=(size[0], 0, 0, size[1], 0, 0), masks=masks))


def corners(pixels):
    height, width = pixels.shape[:2]
    return [tuple(pixels[y, x]) for y, x in ((4, 4), (4, width - 5), (height - 5, 4), (height - 5, width - 5))]


def same(one, other, within):
    return np.abs(np.array(one, dtype=int) - np.array(other, dtype=int)).max() <= within


def exif(orientation, **more):
    tags = Image.Exif()
    tags[0x0112] = orientation
    tags[0x010F] = "CameraMaker"
    tags[0x8825] = {1: "N", 2: (53.0, 28.0, 1.0)}
    for tag, value in more.items():
        tags[int(tag)] = value
    return tags


def kind_of(data):
    with pytest.raises(PictureFault) as caught:
        read_picture(data)
    assert caught.value.what
    assert caught.value.fix
    return caught.value.kind


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA"])
def test_every_png_is_shown_as_it_is(mode):
    """Palettes, greys, colours and opaque alpha come out as the pixels that went in; an opaque mask is left out."""
    image = quarters(mode)
    pictures = read_picture(saved(image, "PNG"))
    assert len(pictures) == 1
    assert pictures[0].colours == ("DeviceGray" if mode in ("1", "L", "LA") else "DeviceRGB")
    assert (shown(pictures) == np.array(image.convert("RGB"))).all()


def test_sixteen_bits_become_eight():
    """A 16-bit grey keeps its brightness, black, middle and white."""
    values = np.array([[0, 0x8080, 0xFFFF, 0x4040]] * 4, dtype=np.uint16)
    (picture,) = read_picture(saved(Image.fromarray(values), "PNG"))
    assert (picture.colours, picture.width) == ("DeviceGray", 4)
    assert shown((picture,))[0, :, 0].tolist() == [0, 128, 255, 64]


def test_sixteen_bit_colours_become_eight():
    """A 16-bit RGB picture, which Pillow cannot write, is read as well."""
    row = b"\0" + struct.pack(">6H", 0xFFFF, 0, 0x8080, 0x1010, 0x2020, 0x3030)
    (picture,) = read_picture(png_file((2, 1, 16, 2), zlib.compress(row)))
    assert same(shown((picture,))[0], [(255, 0, 128), (16, 32, 48)], 1)


def test_transparency_is_a_soft_mask():
    """Half-transparent pixels are blended with the page, and the picture names its mask by content."""
    image = Image.new("RGBA", (8, 8), (255, 0, 0, 0))
    image.paste((0, 0, 255, 128), (0, 0, 4, 8))
    picture, mask = read_picture(saved(image, "PNG"))
    assert (picture.mask, mask.colours, mask.mask) == (mask.name, "DeviceGray", "")
    pixels = shown((picture, mask))
    assert same(pixels[4, 1], (127, 127, 255), 2)
    assert tuple(pixels[4, 6]) == (255, 255, 255)


@pytest.mark.parametrize("mode", ["P", "RGB", "L"])
def test_a_transparent_colour_is_a_mask_too(mode):
    """A PNG that names one colour as transparent shows the page there."""
    image = quarters("RGB").quantize(8) if mode == "P" else quarters(mode)
    key = image.getpixel((0, 0))
    pictures = read_picture(saved(image, "PNG", transparency=key))
    assert len(pictures) == 2
    pixels = shown(pictures)
    assert tuple(pixels[4, 4]) == (255, 255, 255)
    assert tuple(pixels[4, -5]) != (255, 255, 255)


def test_what_is_erased_is_not_in_the_file():
    """Colours under fully transparent pixels are white: an erased name cannot be brought back."""
    image = Image.new("RGBA", (16, 16), (10, 20, 30, 0))
    image.putpixel((0, 0), (9, 9, 9, 255))
    picture, _ = read_picture(saved(image, "PNG"))
    assert shown((replace(picture, mask=""),))[8, 8].tolist() == [255, 255, 255]


@pytest.mark.parametrize("progressive", [False, True])
def test_a_plain_jpeg_is_kept_as_it_is(progressive):
    """A baseline or progressive JPEG is not decoded and encoded again: its scans are those of the file."""
    data = saved(quarters(), "JPEG", progressive=progressive, quality=95)
    (picture,) = read_picture(data)
    assert (picture.filter, picture.colours) == ("DCTDecode", "DeviceRGB")
    assert picture.data[-200:] == data[-200:]
    assert same(corners(shown((picture,))), COLOURS, 12)


def test_a_grey_jpeg_stays_grey():
    (picture,) = read_picture(saved(quarters("L"), "JPEG"))
    assert (picture.filter, picture.colours) == ("DCTDecode", "DeviceGray")


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_a_turned_photo_stands_upright(orientation, form):
    """Whichever way the camera was held, the corners print where the photographer saw them."""
    undo = UNDOES[orientation]
    stored = quarters() if undo is None else quarters().transpose(undo)
    options = {"quality": 95} if form == "JPEG" else {}
    pictures = read_picture(saved(stored, form, exif=exif(orientation), **options))
    assert (pictures[0].width, pictures[0].height) == (48, 32)
    assert same(corners(shown(pictures)), COLOURS, 14)


def secretive(form):
    """Return a picture full of words that must not be printed: EXIF, profile, comment, text, and bytes at its end."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    options = {"exif": exif(1), "icc_profile": profile}
    if form == "JPEG":
        options["comment"] = b"SECRET comment"
    else:
        options["pnginfo"] = PngImagePlugin.PngInfo()
        options["pnginfo"].add_text("Author", "SECRET text")
    return saved(quarters(), form, **options) + b"SECRET behind the end"


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_metadata_is_dropped(form):
    """Camera, place, profile, comment and whatever hangs behind the picture's end are not in what is printed."""
    data = secretive(form)
    assert data.count(b"SECRET") == 2
    assert b"CameraMaker" in data
    for one in read_picture(data):
        assert not any(word in one.data for word in (b"SECRET", b"CameraMaker", b"Exif", b"ICC_PROFILE", b"JFIF"))
    assert read_picture(data) == read_picture(saved(quarters(), form))


def test_a_huge_photo_is_reduced():
    """A picture with more pixels than a printer shows is made smaller, and keeps its proportions."""
    (picture,) = read_picture(saved(quarters(size=(4000, 3000)), "JPEG", quality=60))
    assert (picture.width, picture.height) == (MOST_SIDE, MOST_SIDE * 3 // 4)
    (line,) = read_picture(saved(Image.new("L", (5000, 1)), "PNG"))
    assert (line.width, line.height) == (MOST_SIDE, 1)


def test_the_same_file_is_the_same_picture():
    """The same bytes give the same value, another picture another name."""
    one = saved(quarters("RGBA"), "PNG")
    assert read_picture(one) == read_picture(one)
    names = {read_picture(data)[0].name for data in (one, saved(quarters("L"), "PNG"), saved(quarters(), "JPEG"))}
    assert len(names) == 3


def test_a_bomb_is_refused_by_its_header():
    """A header that claims more pixels than anyone prints is refused before its data is touched."""
    assert kind_of(png_file((30_000, 30_000, 8, 6), b"not even deflated")) == "picture-too-large"
    jpeg = saved(quarters(), "JPEG")
    frame = jpeg.index(b"\xff\xc0")
    assert kind_of(jpeg[: frame + 5] + b"\xff\xf0\xff\xf0" + jpeg[frame + 9 :]) == "picture-too-large"


def test_a_huge_file_is_refused():
    """Twenty million bytes are the limit, whatever is in them."""
    assert kind_of(SIGNATURE + bytes(MOST_BYTES)) == "picture-too-large"


def test_press_colours_are_refused():
    """A CMYK JPEG is a problem whose fix says RGB; guessing its colours would print wrong ones."""
    assert kind_of(saved(quarters("CMYK"), "JPEG")) == "picture-cmyk"


@pytest.mark.parametrize("page", [b"\n<!DOCTYPE html><html>404</html>", b'<HTML lang="en"><head></head></HTML>'])
def test_a_web_page_is_called_one(page):
    """What a browser saves in the place of a picture is no drawing with a fault in line 1."""
    with pytest.raises(PictureFault, match="web page"):
        read_artwork(page)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (saved(quarters(), "GIF"), "GIF"),
        (saved(quarters(), "BMP"), "BMP"),
        (saved(quarters(), "TIFF"), "TIFF"),
        (saved(quarters(), "WEBP"), "WebP"),
        (b"\0\0\0\x1cftypheic", "HEIC"),
        (b"%PDF-1.4", "PDF"),
        (b"", "no picture"),
        (b"hello", "no picture"),
    ],
)
def test_other_formats_are_named(data, what):
    """Any other format is refused by its name, with what to save it as."""
    with pytest.raises(PictureFault, match=what) as caught:
        read_picture(data)
    assert caught.value.kind == "picture-format"
    assert "PNG or JPEG" in caught.value.fix


@pytest.mark.parametrize("marker", [0xC3, 0xC9, 0xCA])
def test_rare_jpegs_are_refused(marker):
    """Lossless and arithmetic JPEGs, which PDF readers do not decode, are refused."""
    assert kind_of(saved(quarters(), "JPEG").replace(b"\xff\xc0", b"\xff" + bytes([marker]))) == "picture-rare-jpeg"


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_a_file_cut_anywhere_is_broken(form):
    """Whatever is missing at the end of a file, it is refused: half a picture is not printed."""
    data = saved(quarters(), form)
    for length in range(10, len(data) - 1, 7):
        assert kind_of(data[:length]) == "picture-broken"


@pytest.mark.parametrize("size", [(0, 4), (4, 0)])
def test_no_pixels_are_broken(size):
    assert kind_of(png_file((*size, 8, 2), zlib.compress(b""))) == "picture-broken"


@settings(max_examples=150)
@given(
    st.sampled_from(["JPEG", "PNG", "RGBA"]),
    st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=6),
)
def test_damaged_files_never_crash(form, damage):
    """A file with bytes changed anywhere is either a picture or a fault, never another exception."""
    image, kind = (quarters("RGBA"), "PNG") if form == "RGBA" else (quarters(), form)
    data = bytearray(saved(image, kind, exif=exif(6)))
    for place, value in damage:
        data[2 + int(place * (len(data) - 2))] = value
    if kind == "PNG":
        data = bytearray(with_right_sums(bytes(data)))
    try:
        pictures = read_picture(bytes(data))
    except PictureFault:
        return
    assert pictures[0].width > 0


@given(st.binary(max_size=64))
def test_any_bytes_as_exif(data):
    """Whatever stands in an EXIF block, the orientation is one of the eight."""
    assert read_orientation(b"II*\0\x08\0\0\0" + data) in range(1, 9)
    assert read_orientation(data) in range(1, 9)


def png_file(header, data):
    """Return a PNG with this width, height, depth and colour type, and this image data, deflated or not."""
    width, height, depth, colour = header
    body = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    return SIGNATURE + chunk(b"IHDR", body) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def with_right_sums(data):
    """Return a damaged PNG with its checksums made right, so that the damage reaches the decoder."""
    out, at = bytearray(data[:8]), 8
    while at + 12 <= len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        if at + 12 + length > len(data):
            break
        out += chunk(data[at + 4 : at + 8], data[at + 8 : at + 8 + length])
        at += 12 + length
    return bytes(out)
