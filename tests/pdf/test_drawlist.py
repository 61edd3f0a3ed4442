"""Draw lists on paper: right place, right colours, absolute line widths, mirrored about the floor's origin."""

import io
import re

import pypdfium2
import pytest
from PIL import Image

from handouts.figures.baked import UNIT, BakedFigure
from handouts.pdf.arrows import ARROW_HEAD_LENGTH, ARROW_SHAFT, shape_arrow
from handouts.pdf.colour import BLACK, derive_roles
from handouts.pdf.drawlist import FigureStyle, body_box, figure_box, line_weights, paint_figure, placed
from handouts.pdf.figure_colours import figure_palette
from handouts.pdf.figure_sheet import Cell, SheetForm, draw_figure, draw_picture, draw_sheet
from handouts.units import mm

ROLES = derive_roles("#0B4F6C", "#E4572E")


def square(left, bottom, side):
    third = side // 3
    rest = side - third
    right_, up = [third, 0, rest, 0, side, 0], [0, third, 0, rest, 0, side]
    return [left, bottom, *right_, *up, *[-part for part in right_], *[-part for part in up]]


def figure(**changes):
    values = {
        "label": "Start", "caption": "", "alt": "x", "mark": "", "ground": "floor",
        "box": (1000, 0, 4000, 3000), "full": (1000, 0, 4000, 3000),
        "ops": [["f", "shirt", 0, [square(1000, 0, 3000)]], ["l", "inner", "ink", 25, [square(1000, 0, 3000)]]],
        "highlights": {"hip_r": [["f", "accent", 0, [square(2000, 1000, 600)]]]}, "anchors": {"hip_r": (2300, 1300)},
        "arrows": [], "callouts": (), "face": (2500, 2500),
    }  # fmt: skip
    return BakedFigure(**(values | changes))


def style(**changes):
    values = {"palette": figure_palette(ROLES), "scale": 100.0, "lines": line_weights(100.0)}
    return FigureStyle(**(values | changes))


def picture(one, look):
    """The form's content on a page of 200 x 100 points with the origin in its middle, two pixels a point."""
    content = b"1 0 0 1 100 20 cm\n" + paint_figure(one, look)
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
               b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents 4 0 R>>",
               b"<</Length %d>>stream\n%s\nendstream" % (len(content), content)]  # fmt: skip
    body = b"%PDF-1.4\n" + b"".join(b"%d 0 obj%s endobj\n" % (at, one) for at, one in enumerate(objects, 1))
    return pypdfium2.PdfDocument(body + b"trailer<</Root 1 0 R>>").get_page(0).render(scale=2).to_pil().convert("RGB")


def pixel(image, x, y):
    return image.getpixel((int((100 + x) * 2), int((80 - y) * 2)))


def rgb(colour):
    return tuple(round(part * 255) for part in colour)


def test_a_figure_stands_on_its_origin():
    """The square from 0.1 H to 0.4 H is painted there, and nowhere else."""
    image = picture(figure(), style())
    assert pixel(image, 25, 15) == pytest.approx(rgb(figure_palette(ROLES)["shirt"]), abs=1)
    assert pixel(image, -25, 15) == (255, 255, 255)


def test_a_mirrored_figure_is_turned_about_its_origin():
    """Mirrored, the square lies on the other side of x = 0."""
    image = picture(figure(), style(mirrored=True))
    assert pixel(image, -25, 15) == pytest.approx(rgb(figure_palette(ROLES)["shirt"]), abs=1)
    assert pixel(image, 25, 15) == (255, 255, 255)
    assert body_box(figure(), style(mirrored=True)) == pytest.approx((-40, 0, -10, 30))
    assert placed((2300, 1300), style(mirrored=True)) == pytest.approx((-23, 13))


def test_line_widths_do_not_grow_with_the_figure():
    """The same width in points at 30 and 34 mm/H, more at 66 mm/H, and never a hem under 0.45 pt."""
    widths = [float(w) for w in re.findall(rb"([\d.]+) w\n", paint_figure(figure(), style(scale=mm(30))))]
    assert widths == [float(w) for w in re.findall(rb"([\d.]+) w\n", paint_figure(figure(), style(scale=mm(34))))]
    assert line_weights(mm(30)).inner == 0.7
    assert line_weights(mm(66)).inner == pytest.approx(1.05)
    assert line_weights(mm(30)).hem == 0.45


def test_a_highlight_is_painted_only_when_asked_for():
    """Without its name the highlight is not there; on a mistake it is the fixed red."""
    accent = rgb(figure_palette(ROLES)["accent"])
    assert pixel(picture(figure(), style()), 23, 13) != accent
    assert pixel(picture(figure(), style(highlights=("hip_r",))), 23, 13) == pytest.approx(accent, abs=1)
    wrong = picture(figure(mark="x"), style(highlights=("hip_r",)))
    assert pixel(wrong, 23, 13) == pytest.approx(rgb(ROLES.stop_red), abs=1)


def test_ink_saver_draws_every_line_pure_black():
    """A far limb's lighter line is black too, and so are arrows."""
    palette = figure_palette(derive_roles("#0B4F6C", "#E4572E", ink_saver=True))
    assert b"0 0 0 RG" in paint_figure(figure(), style(palette=palette))
    assert palette["arrow"] == palette["wrong"] == BLACK
    assert b"0 0 0 RG" not in paint_figure(figure(), style())


def test_an_arrow_keeps_its_size_and_always_has_a_shaft():
    """Head and shaft do not depend on the scale; a short arrow is drawn out behind."""
    for length in (1.0, 20.0, 90.0):
        arrow = shape_arrow([(0.0, 0.0), (length, 0.0)], 1.0)
        assert arrow.head[1] == pytest.approx((length, 0.0))
        assert arrow.head[1][0] - arrow.head[0][0] == pytest.approx(ARROW_HEAD_LENGTH)
        assert arrow.line[-1][0] - arrow.line[0][0] >= ARROW_SHAFT


def test_the_forms_box_holds_its_arrows():
    """The box grows by an arrow's real size, on the other side when mirrored."""
    one = figure(arrows=[[4500, 1500, 6500, 1500]])
    assert figure_box(one, style()).right > 65
    assert figure_box(one, style(mirrored=True)).left < -65
    assert figure_box(one, style(arrow_factor=0)).right < 45


def test_mirrored_steps_are_exact():
    """Mirroring changes the sign of x and nothing else."""
    plain = paint_figure(figure(), style()).decode().split("\n")
    turned = paint_figure(figure(), style(mirrored=True)).decode().split("\n")
    for a, b in zip(plain, turned, strict=True):
        if a.endswith((" m", " c")):
            xs, mirrored = a.split()[:-1:2], b.split()[:-1:2]
            assert [float(x) for x in xs] == [-float(x) for x in mirrored]
            assert a.split()[1:-1:2] == b.split()[1:-1:2]
    assert UNIT == 10_000


def test_a_contact_sheet_is_the_same_every_time():
    """Two sheets of the same figures are the same bytes, and can be rendered."""
    form = SheetForm(figure_palette(ROLES), mm(30), panel=ROLES.panel)
    cells = [Cell("one (1)", figure()), Cell("two", figure(mark="x", ground="mat"))]
    assert draw_sheet(cells, form, title="Sheet") == draw_sheet(cells, form, title="Sheet")
    image = Image.open(io.BytesIO(draw_picture(draw_figure(figure(), form), 144)))
    assert min(image.size) > 40
