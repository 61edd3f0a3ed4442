"""Codes to scan: they hold the address, they decode from print, and they are as large as the design says."""

import random
import re
import subprocess
import sys

import numpy as np
import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageFilter
from tiny_pdf import rendered, tiny_pdf

from handouts.pdf.fault import LinkFault
from handouts.pdf.qr import MOST_BYTES, matrix, module_length, pack, paint_code, qr_code, trace_outlines, unpack
from handouts.problems import Where
from handouts.units import mm, to_mm

DPI = 300
BY_VERSION = {
    1: "https://ab.ex/",
    2: "https://coachtroy.example/",
    3: "https://coachtroy.example/v/hip-hinge",
    4: "h" * 62,
    5: "h" * 84,
}
addresses = st.text(
    st.sampled_from("abcdefghijklmnopqrstuvwxyz0123456789-._~/?=&%#ABCXYZ"), min_size=1, max_size=76
).map("https://".__add__)


def dozen_addresses():
    """Return twelve addresses of every length a code takes, the same in every run."""
    pick = random.Random(8)
    letters = "abcdefghijklmnopqrstuvwxyz0123456789-/?=&%ABC"
    return [
        "https://" + "".join(pick.choices(letters, k=length))
        for length in (3, 6, 12, 18, 20, 26, 34, 40, 54, 60, 70, 76)
    ]


def photographed(form, *, grey=False):
    """Return the printed code at 300 dpi, on a white page with nothing but the code's own quiet zone round it."""
    side = form.box.right
    return Image.fromarray(rendered(tiny_pdf(form, size=(round(side), round(side))), dpi=DPI, grey=grey))


def one_bit(image):
    """Return what a black-and-white printer makes of it: grey edges become dots."""
    return image.convert("L").convert("1").convert("L")


def blurred(image):
    """Return it out of focus: a spread of 0.1 mm on the paper."""
    return image.convert("L").filter(ImageFilter.GaussianBlur(0.1 / 25.4 * DPI))


def skewed(image):
    """Return it photographed five degrees from straight."""
    return image.convert("L").rotate(5, resample=Image.Resampling.BICUBIC, expand=True, fillcolor=255)


def decoded(image):
    found = zxingcpp.read_barcodes(np.array(image))
    return [code.text for code in found]


@pytest.mark.parametrize("address", dozen_addresses())
@pytest.mark.parametrize(
    "paper", [lambda image: image, one_bit, blurred, skewed], ids=["clean", "one-bit", "blurred", "skewed"]
)
def test_codes_decode_from_paper(address, paper):
    """A code printed at 300 dpi is read as its address: clean, in dots, out of focus, askew."""
    assert decoded(paper(photographed(qr_code(address)))) == [address]


@pytest.mark.parametrize("address", dozen_addresses()[::3])
def test_codes_decode_in_grey_and_large(address):
    """A greyscale print and the large-print size are read as well."""
    assert decoded(photographed(qr_code(address), grey=True)) == [address]
    assert decoded(photographed(qr_code(address, large=True))) == [address]


def test_a_code_with_a_flaw_does_not_decode():
    """The reading itself can fail: a code with a third of it covered is not read."""
    image = photographed(qr_code(BY_VERSION[2]))
    image.paste((255, 255, 255), (0, 0, image.width // 2, image.height // 2))
    assert decoded(image) == []


@given(addresses)
def test_outlines_are_the_modules(address):
    """The one path covers exactly the dark modules: no seam, no missing or added module."""
    modules = matrix(address)
    side = len(modules)
    filled = np.zeros((side, side), dtype=int)
    for outline in trace_outlines(modules):
        assert all((a[0] == b[0]) != (a[1] == b[1]) for a, b in zip(outline, outline[1:] + outline[:1], strict=True))
        for (x, y0), (x1, y1) in zip(outline, outline[1:] + outline[:1], strict=True):
            if x == x1:  # winding number to the right of each upright edge
                filled[min(y0, y1) : max(y0, y1), x:] += 1 if y1 < y0 else -1
    wanted = np.array([[row >> (side - 1 - x) & 1 for x in range(side)] for row in modules])
    assert (filled == wanted).all()


def test_a_code_is_one_black_path():
    """One fill in pure black, whole modules under one scale, no white, no picture: press stores it as it is."""
    content = qr_code(BY_VERSION[3]).content.decode()
    head, body = content.split("cm\n")
    assert re.fullmatch(r"q 0 g (\d+\.\d{4}) 0 0 \1 0 0 ", head)
    assert re.fullmatch(r"(\d+ \d+ [ml]\n)+f Q", body)


@pytest.mark.parametrize(
    ("version", "module_mm", "side_mm"),
    [(1, 22.2 / 29, 22.2), (2, 0.6727, 22.2), (3, 0.6, 22.2), (4, 0.55, 22.55), (5, 0.55, 24.75)],
)
def test_the_square_is_that_of_the_design(version, module_mm, side_mm):
    """Up to version 3 a code fills 22.2 mm with its quiet zone; longer links grow, never under 0.55 mm a module."""
    modules = matrix(BY_VERSION[version])
    assert len(modules) == 17 + 4 * version
    assert to_mm(module_length(len(modules))) == pytest.approx(module_mm, abs=1e-4)
    box = paint_code(modules).box
    assert (box.left, box.bottom) == (0, 0)
    assert (to_mm(box.right), to_mm(box.top)) == pytest.approx((side_mm, side_mm), abs=1e-3)


def test_large_print_has_large_modules():
    """Large print and poster: 0.9 mm a module; a caller's own length holds, but never under 0.55 mm."""
    assert to_mm(qr_code(BY_VERSION[2], large=True).box.right) == pytest.approx(33 * 0.9, abs=1e-3)
    assert to_mm(qr_code(BY_VERSION[2], module=mm(0.7)).box.right) == pytest.approx(33 * 0.7, abs=1e-3)
    with pytest.raises(AssertionError):
        qr_code(BY_VERSION[2], module=mm(0.5))


@given(addresses)
def test_the_quiet_zone_is_four_modules(address):
    """No part of the path comes nearer to the box's edge than four modules, and it reaches exactly that far."""
    form = qr_code(address)
    scale = float(form.content.split()[3])
    edge = form.box.right / scale
    points = [(int(x), int(y)) for x, y in re.findall(rb"^(\d+) (\d+) [ml]$", form.content, re.MULTILINE)]
    for axis in (0, 1):
        values = [point[axis] for point in points]
        assert min(values) == 4
        assert max(values) == pytest.approx(edge - 4, abs=0.01)


def test_a_link_that_is_too_long_asks_for_a_short_one():
    """84 bytes still fit in version 5; one more is a problem whose fix asks for a short link."""
    assert len(matrix("h" * MOST_BYTES)) == 37
    with pytest.raises(LinkFault) as caught:
        matrix("h" * (MOST_BYTES + 1))
    problem = caught.value.at(Where("data/brands/clinic.yaml", 3, 7))
    assert (problem.kind, problem.where.line) == ("link-too-long", 3)
    assert "short link" in problem.fix
    assert "85" in problem.what


@pytest.mark.parametrize("address", ["", "https://a b", "https://bücher.example", "https://a\n", "https://a\x00"])
def test_a_link_that_phones_read_differently_is_refused(address):
    """Blanks, letters beyond ASCII and control characters have no one reading in a code."""
    with pytest.raises(LinkFault) as caught:
        qr_code(address)
    assert caught.value.kind == "link-not-scannable"


@given(addresses)
def test_a_kept_matrix_comes_back(address):
    """What is kept between runs gives the same form, under the same name, as making it anew."""
    modules = matrix(address)
    assert unpack(pack(modules)) == modules
    assert paint_code(unpack(pack(modules))) == qr_code(address)


@given(st.binary(max_size=200))
def test_broken_bytes_are_no_matrix(data):
    """Bytes from a torn cache are refused with ValueError, or are a matrix that packs to themselves."""
    try:
        modules = unpack(data)
    except ValueError:
        return
    assert pack(modules) == data


def test_names_follow_the_content():
    """Two codes have two names, one code has one, and the same code in another size is another form."""
    one, again, other = qr_code("https://a.example"), qr_code("https://a.example"), qr_code("https://b.example")
    assert one == again
    assert len({one.name, other.name, qr_code("https://a.example", large=True).name}) == 3


def test_kept_codes_need_no_qrcode_package():
    """A run that has its matrices imports neither qrcode nor Pillow."""
    packed = pack(matrix(BY_VERSION[2])).hex()
    code = (
        "import sys; from handouts.pdf.qr import paint_code, unpack;"
        f"paint_code(unpack(bytes.fromhex('{packed}')));"
        "sys.exit(any(name in sys.modules for name in ('qrcode', 'PIL', 'reportlab')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
