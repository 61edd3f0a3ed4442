"""SVG files: what is drawn of them looks right, and whatever is unsafe or cannot be drawn is refused by name."""

from math import hypot

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tiny_pdf import rendered, tiny_pdf

from handouts.pdf.drawing import paint_drawing
from handouts.pdf.fault import PictureFault
from handouts.pdf.picture import read_artwork, read_file
from handouts.pdf.svg import read_svg
from handouts.pdf.svg_path import arc_curves

HEAD = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
RED, BLUE, WHITE, BLACK = (255, 0, 0), (0, 0, 255), (255, 255, 255), (0, 0, 0)


def svg(inside, root='viewBox="0 0 100 100"'):
    return f"<svg {HEAD} {root}>{inside}</svg>".encode()


def pixels(inside, root='viewBox="0 0 100 100"', **options):
    """Return the drawing at 100 by 100 points, one pixel a point, rows from the top."""
    return rendered(tiny_pdf(paint_drawing(read_svg(svg(inside, root)), 100, 100, **options), size=(100, 100)))


def at(image, x, y):
    return tuple(int(channel) for channel in image[y, x])


def fault_of(data):
    with pytest.raises(PictureFault) as caught:
        read_svg(data)
    assert caught.value.fix
    return caught.value


@pytest.mark.parametrize(
    "shape",
    [
        '<rect x="20" y="20" width="60" height="60" fill="red"/>',
        '<path d="M20 20H80V80H20Z" fill="#f00"/>',
        '<path d="M20,20 80,20 80,80 20,80" fill="#FF0000"/>',
        '<path d="m20 20 h60 v60 h-60z" style="fill:rgb(255,0,0);stroke:none"/>',
        '<path d="m20 20l60 0l0 60-60 0z" style="fill: rgb(100%, 0%, 0%) !important"/>',
        '<polygon points="20,20 80,20 80,80 20,80" fill="#FF0000FF"/>',
        '<polyline points="20 20 80 20 80 80 20 80" fill="red"/>',
        '<g fill="red"><g><rect x="20" y="20" width="60" height="60"/></g></g>',
        '<g color="red"><rect x="20" y="20" width="60" height="60" fill="currentColor"/></g>',
        '<g transform="translate(20 20) scale(60)"><rect width="1" height="1" fill="red"/></g>',
        '<rect transform="rotate(90 50 50)" x="20" y="20" width="60" height="60" fill="red"/>',
        '<rect transform="matrix(1 0 0 1 10,10)" x="10" y="10" width="60px" height="60" fill="red" opacity="1"/>',
        '<line x1="20" y1="50" x2="80" y2="50" stroke="red" stroke-width="60"/>',
        '<line x1="50" y1="50" x2="50" y2="50.001" stroke="red" stroke-width="60" stroke-linecap="square"/>',
        '<title>a</title><desc>b</desc><defs/><rect x="20" y="20" width="60" height="60" fill="red"/>',
        '<defs><path d="M0 0"/><linearGradient id="g"/></defs><rect x="20" y="20" width="60" height="60" fill="red"/>',
        '<rect width="100" height="100" display="none"/><rect x="20" y="20" width="60" height="60" fill="red"/>',
    ],
)
def test_one_square_written_in_many_ways(shape):
    """However a drawing program writes a red square, the same red square is drawn."""
    image = pixels(shape)
    for x, y in ((22, 22), (77, 22), (22, 77), (77, 77), (50, 50)):
        assert at(image, x, y) == RED
    for x, y in ((17, 50), (82, 50), (50, 17), (50, 82)):
        assert at(image, x, y) == WHITE


@pytest.mark.parametrize(
    "shape",
    [
        '<circle cx="50" cy="50" r="40"/>',
        '<ellipse cx="50" cy="50" rx="40" ry="40"/>',
        '<path d="M10 50A40 40 0 0 1 90 50A40 40 0 0 1 10 50"/>',
        '<path d="M10 50a40,40,0,1,1,80,0a40 40 0 0180 0 40 40 0 01-80 0 40 40 0 0 1-80 0"/>',
        '<path d="M50 10A40 40 0 1 0 50 90A40 40 0 0 0 50 10z"/>',
        '<path d="M90 50A40 40 0 1 1 50 10A40 40 0 0 1 90 50z"/>',
        '<path d="M50 10A40 40 0 1 0 90 50A40 40 0 0 0 50 10z"/>',
        '<path transform="translate(50 50) rotate(30)" d="M0 -40A40 40 0 1 0 40 0A40 40 99 0 0 0 -40z"/>',
        '<path d="M10 50A4 4 0 0 1 90 50A4e0 4 30 0 1 10 50"/>',
        '<path d="M10 50C10 27.9 27.9 10 50 10S90 27.9 90 50S72.1 90 50 90S10 72.1 10 50"/>',
        '<rect x="10" y="10" width="80" height="80" rx="40"/>',
    ],
)
def test_one_disc_written_in_many_ways(shape):
    """Arcs with any flags, smooth curves, and a square with the roundest corners are all the same disc."""
    image = pixels(shape)[:, :, 0]
    inside = np.hypot(*(np.mgrid[0:100, 0:100] - 49.5))
    if "80 0 40" not in shape:  # the third form has a second disc, outside the drawing
        assert (image[inside > 42] == 255).all()
    assert (image[inside < 38] == 0).all()


def test_quadratic_curves_and_their_smooth_followers():
    """Q and T pass through where the parabola does."""
    image = pixels('<path d="M0 50Q25 0 50 50T100 50" fill="none" stroke="red" stroke-width="6"/>')
    assert at(image, 25, 25) == RED
    assert at(image, 75, 75) == RED
    assert at(image, 25, 75) == WHITE


def test_fill_rules_and_holes():
    """A hole of the evenodd rule stays white, the nonzero rule fills it."""
    path = '<path d="M10 10H90V90H10ZM30 30H70V70H30Z" fill="blue" fill-rule="{}"/>'
    assert at(pixels(path.format("evenodd")), 50, 50) == WHITE
    assert at(pixels(path.format("nonzero")), 50, 50) == BLUE


def test_proportions_and_the_view_box():
    """A view box may start anywhere; the drawing keeps its proportions; what lies outside the box is cut."""
    drawing = read_svg(svg('<rect x="-100" y="-10" width="250" height="20" fill="red"/>', 'viewBox="-50 -10 100 20"'))
    form = paint_drawing(drawing, 60, 60)
    assert tuple(form.box) == (0, 0, 60, 12)
    assert at(rendered(tiny_pdf(form, size=(70, 20))), 65, 10) == WHITE
    assert (read_svg(svg("<rect width='1' height='1'/>", 'width="20mm" height="10mm"')).width) == pytest.approx(
        75.59, abs=0.01
    )


def test_lines_keep_their_style():
    """Caps, joins and widths are scaled with the drawing and reach the PDF."""
    path = '<path d="M1 1L9 9" stroke="blue" stroke-width="3" stroke-linecap="round" stroke-linejoin="bevel"/>'
    content = paint_drawing(read_svg(svg(f'<g transform="scale(2)">{path}</g>')), 50, 50).content
    assert b"0 0 1 RG 3 w" in content
    assert b"1 J 2 j 4 M" in content


def test_colours_are_told():
    """A drawing tells which colours it uses, so that a check can compare them with the brand's."""
    drawing = read_svg(
        svg('<rect width="9" height="9" fill="red" stroke="blue"/><rect width="9" height="9" fill="none"/>')
    )
    assert drawing.colours == {(1.0, 0.0, 0.0), (0.0, 0.0, 1.0)}


def test_ink_saver_outlines_the_ground():
    """A ground becomes a black outline, marks on it black, what has the ground's colour white."""
    inside = '<circle cx="50" cy="50" r="50" fill="blue"/><rect x="30" y="30" width="40" height="40" fill="white"/>'
    form = paint_drawing(
        read_svg(svg(inside + '<circle cx="50" cy="50" r="9" fill="blue"/>')), 100, 100, ink_saver=True
    )
    image = rendered(tiny_pdf(form, size=(100, 100)), dpi=288)
    assert at(image, 200, 40) == WHITE  # the ground
    assert image[200, :4].min() < 60  # its edge
    assert at(image, 140, 140) == BLACK  # the mark
    assert at(image, 200, 200) == WHITE  # the ground seen through it
    assert tuple(form.box) == (0, 0, 100, 100)


def test_ink_saver_keeps_marks_apart():
    """Two marks of two colours that overlap are told apart by a white line; two of one colour are one."""
    both = '<circle cx="35" cy="50" r="20" fill="{}"/><circle cx="60" cy="50" r="20" fill="{}"/>'
    apart = pixels(both.format("red", "blue"), ink_saver=True)
    joined = pixels(both.format("red", "red"), ink_saver=True)
    assert apart[50, 30:50].max() > 100
    assert joined[50, 30:50].max() == 0


def test_a_drawing_is_named_by_its_content():
    """The same file in the same box is the same form; another box or ink saver is another."""
    drawing = read_svg(svg('<rect width="90" height="90"/>'))
    forms = [
        paint_drawing(drawing, 50, 50),
        paint_drawing(drawing, 60, 60),
        paint_drawing(drawing, 50, 50, ink_saver=True),
    ]
    assert paint_drawing(drawing, 50, 50) == forms[0]
    assert len({form.name for form in forms}) == 3


BOMB = b'<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>' + svg('<path d="&b;"/>')
RECT = '<rect width="50" height="50"/>'
UNSAFE = {
    "billion laughs": BOMB,
    "external entity": b'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + svg("<title>&x;</title>" + RECT),
    "external dtd": b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/svg11.dtd">' + svg(RECT),
    "parameter entity": b'<!DOCTYPE svg [<!ENTITY % p SYSTEM "http://x.example/p"> %p;]>' + svg(RECT),
    "script": svg("<script>alert(1)</script>" + RECT),
    "script in defs": svg("<defs><script>alert(1)</script></defs>" + RECT),
    "event": svg('<rect width="50" height="50" onclick="alert(1)"/>'),
    "event in defs": svg('<defs><rect onLoad="alert(1)"/></defs>' + RECT),
    "event on the root": svg(RECT, 'viewBox="0 0 9 9" onload="x()"'),
    "external href": svg('<g xlink:href="https://x.example/a.svg#b"/>' + RECT),
    "file href": svg('<defs><linearGradient xlink:href="file:///etc/passwd"/></defs>' + RECT),
    "style sheet": b'<?xml-stylesheet href="https://x.example/a.css"?>' + svg(RECT),
    "css fetch": svg('<rect width="50" height="50" style="cursor:url(https://x.example/a)"/>'),
    "fill fetch": svg('<rect width="50" height="50" fill="url( \'https://x.example/a#b\')"/>'),
    "xinclude": svg('<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="#a"/>' + RECT),
    "web page": svg('<html xmlns="http://www.w3.org/1999/xhtml"/>' + RECT),
}


@pytest.mark.parametrize("name", UNSAFE)
def test_unsafe_drawings_are_refused(name):
    """Whatever could read files, fetch addresses, run or grow is refused, also where nothing of it would be drawn."""
    assert fault_of(UNSAFE[name]).kind == "svg-unsafe"


UNDRAWN = {
    "text": ('<text x="5" y="5">Hi</text>', "text into paths"),
    "image": ('<image href="#a"/>', "PNG or JPEG"),
    "use": ('<defs><path id="a" d="M0 0"/></defs><use href="#a"/>', "unlink"),
    "style block": ("<style>rect{fill:red}</style>", "presentation attributes"),
    "style block in defs": ("<defs><style>rect{fill:red}</style></defs>", "presentation attributes"),
    "web page piece": ("<foreignObject/>", "paths"),
    "inner drawing": (f"<svg {HEAD}/>", "ungroup"),
    "gradient": ('<defs><linearGradient id="a"/></defs><rect width="9" height="9" fill="url(#a)"/>', "plain colours"),
    "loose gradient": ('<radialGradient id="a"/>', "plain"),
    "pattern": ('<pattern id="a"/>', "plain"),
    "filter": ('<rect width="9" height="9" filter="url(#f)"/>', "remove the effect"),
    "mask": ('<rect width="9" height="9" mask="url(#f)"/>', "cut the shapes"),
    "clip": ('<g style="clip-path:url(#f)"><rect width="9" height="9"/></g>', "cut the shapes"),
    "marker": ('<path d="M0 0L9 9" marker-end="url(#f)"/>', "turn the line"),
    "dashes": ('<path d="M0 0L9 9" stroke-dasharray="3 2"/>', "turn the line"),
    "opacity": ('<rect width="9" height="9" opacity=".5"/>', "solid colours"),
    "fill opacity": ('<rect width="9" height="9" style="fill-opacity:50%"/>', "solid colours"),
    "rgba": ('<rect width="9" height="9" fill="rgba(1,2,3,.5)"/>', "solid colours"),
    "alpha digits": ('<rect width="9" height="9" fill="#11223344"/>', "a code"),
    "unknown colour": ('<rect width="9" height="9" fill="papayawhip"/>', "a code"),
    "odd colour": ('<rect width="9" height="9" fill="rgb(1.2.3,0,0)"/>', "a code"),
    "stretched line": ('<line x2="9" transform="scale(1 3)" stroke="red"/>', "turn the line"),
    "animation": ("<animate/>", "paths"),
    "switch": ("<switch/>", "paths"),
    "percent": ('<rect width="50%" height="9"/>', "pixels"),
    "huge number": ('<rect width="1e30" height="9"/>', "pixels"),
    "endless number": ('<path d="M0 0L1e300 1e999"/>', "plain SVG"),
    "bad path": ('<path d="M0 0 L 5"/>', "plain SVG"),
    "path without start": ('<path d="L5 5"/>', "plain SVG"),
    "words in a path": ('<path d="M0 0 five"/>', "plain SVG"),
    "bad flag": ('<path d="M0 0A5 5 0 2 0 9 9"/>', "plain SVG"),
    "number after the end": ('<path d="M0 0Z5 5"/>', "plain SVG"),
    "bad transform": ('<g transform="turn(5)"/>', "plain SVG"),
    "short transform": ('<g transform="matrix(1 0 0)"/>', "plain SVG"),
    "nothing drawn": ('<rect width="9" height="9" fill="none"/>', "shapes"),
}


@pytest.mark.parametrize("name", UNDRAWN)
def test_what_cannot_be_drawn_is_named(name):
    """Nothing is left out in silence: each part that a sheet cannot draw is a fault with its own fix."""
    inside, fix = UNDRAWN[name]
    extra = "" if name == "nothing drawn" else RECT
    assert fix in fault_of(svg(inside + extra)).fix


def test_a_fault_tells_its_line():
    """The line of the file stands in the words, since a logo may be thousands of lines long."""
    assert "(line 3 of" in fault_of(svg("\n\n<text>Hi</text>")).what


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<svg",
        b"<html/>",
        b"<rect/>",
        svg(RECT)[:-3],
        svg(RECT) + b"<svg/>",
        svg(RECT, 'viewBox="0 0 0 9"'),
        svg(RECT, ""),
        svg(RECT, 'viewBox="0 0 9"'),
        b'<?xml version="1.0" encoding="no-such"?>' + svg(RECT),
    ],
)
def test_files_that_are_no_drawing(data):
    """Broken XML, another kind of XML, unknown encodings and drawings without a size are faults."""
    assert fault_of(data).kind in ("svg-unreadable", "svg-unsafe")


def test_size_budgets():
    """A drawing of more than 1 MB, 20,000 elements or 30 levels is refused, whatever it draws."""
    assert fault_of(svg(f"<title>{'x' * 1_000_000}</title>" + RECT)).kind == "picture-too-large"
    assert fault_of(svg("<g/>" * 20_000 + RECT)).kind == "svg-too-complex"
    assert fault_of(svg("<g>" * 30 + RECT + "</g>" * 30)).kind == "svg-too-complex"
    assert fault_of(svg("<defs>" + "<g>" * 40 + "</g>" * 40 + "</defs>" + RECT)).kind == "svg-too-complex"
    assert read_svg(svg("<g>" * 28 + RECT + "</g>" * 28)).shapes


def test_an_editors_own_notes_are_passed_over():
    """What Inkscape and Illustrator write for themselves is neither drawn nor refused."""
    notes = (
        '<sodipodi:namedview xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd" pagecolor="#fff"/>'
        '<metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:li/></rdf:RDF></metadata>'
    )
    assert len(read_svg(svg(notes + RECT)).shapes) == 1


@settings(max_examples=200)
@given(st.text(st.sampled_from("MmLlHhVvCcSsQqTtAaZz0123456789.,-+eE \n"), max_size=60))
def test_any_path_is_drawn_or_refused(path):
    """Whatever stands in a path, it is either finite segments or a fault."""
    try:
        drawing = read_svg(svg(f'<path d="{path}"/>'))
    except PictureFault:
        return
    assert paint_drawing(drawing, 50, 50).content.isascii()
    assert b"nan" not in paint_drawing(drawing, 50, 50).content
    assert b"inf" not in paint_drawing(drawing, 50, 50, ink_saver=True).content


@given(st.binary(max_size=200))
def test_any_bytes_are_a_drawing_or_a_fault(data):
    """No bytes make the reader fail in any other way."""
    for one in (data, b"<svg " + data, svg("").replace(b"</svg>", data)):
        try:
            read_artwork(one)
        except PictureFault:
            continue


radius = st.floats(0.5, 50)


@given(
    radius,
    radius,
    st.floats(-180, 180),
    st.booleans(),
    st.booleans(),
    st.tuples(st.floats(-40, 40), st.floats(-40, 40)),
)
def test_arcs_stay_on_their_ellipse(rx, ry, turn, is_large, sweeps, end):
    """The curves of an arc begin and end where they should, and each joint lies on one ellipse of the right shape."""
    if hypot(*end) < 0.1:
        return
    curves = arc_curves((0.0, 0.0), end, (rx, ry, turn, is_large, sweeps))
    assert curves[-1][4:] == end
    assert 1 <= len(curves) <= 4
    smaller, larger = sorted((rx, ry))
    reach = max(larger, hypot(*end) / 2 * larger / smaller) * 2.1
    assert all(abs(value) <= reach * 2 for curve in curves for value in curve)


def test_artwork_is_told_by_its_content(tmp_path):
    """A drawing with a wrong name is still a drawing; a file that is not there is a fault."""
    path = tmp_path / "logo.png"
    path.write_bytes(b"\xef\xbb\xbf\n" + svg(RECT))
    assert read_artwork(read_file(path)).shapes
    with pytest.raises(PictureFault) as caught:
        read_file(tmp_path / "none.svg")
    assert caught.value.kind == "picture-not-read"
