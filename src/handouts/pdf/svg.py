"""SVG files: a logo or a sketch as shapes, from a file that nobody has vetted.

In: the bytes of an SVG file. Out: a `Drawing` of paths and basic shapes. Never true afterwards: that anything was
fetched, expanded, run or looked up in another file; that a part which a sheet cannot draw was left out in silence.

Parsed by expat with every door shut: no document type, so no entities. Source: SVG 2; the attacks that others met:
CVE-2020-10799 (entities), CVE-2023-27586 (fetching), CVE-2026-31899 (`<use>` upon `<use>`).
"""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING, Final
from xml.parsers import expat

from handouts.pdf.drawing import Drawing, Shape
from handouts.pdf.fault import PictureFault
from handouts.pdf.svg_path import ellipse, polyline, read_numbers, read_path, rectangle, transformed
from handouts.pdf.svg_style import IDENTITY, Style, read_length, style_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from handouts.pdf.svg_path import Segment

MOST_BYTES: Final = 1_000_000
MOST_ELEMENTS: Final = 20_000
MOST_DEPTH: Final = 30
MOST_POINTS: Final = 150_000  # numbers in all of its paths
MOST_SLENDER: Final = 200  # times as long as wide
_SVG: Final = "http://www.w3.org/2000/svg "
_EDITORS: Final = (
    "sodipodi",
    "inkscape",
    "adobe",
    "w3.org/1999/02/22-rdf-syntax-ns#",
    "purl.org",
    "creativecommons.org",
)
_SHAPES: Final = frozenset({"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"})
_UNSEEN: Final = frozenset({"title", "desc", "metadata", "defs"})  # what is in them is not drawn by itself
_REFUSED: Final = {
    "text": ("text, whose font is not in the file", "turn the text into paths in the drawing program"),
    "style": ("a style block", 'export it with "presentation attributes" or as a plain SVG'),
    "image": ("a picture inside", "give the picture itself, as PNG or JPEG"),
    "use": ("a copy made by <use>", "unlink the clones, or expand the symbols, in the drawing program"),
    "script": ("a script", "export it again without scripts"),
    "foreignObject": ("a piece of a web page", "keep to paths and shapes"),
    "svg": ("another drawing inside", "ungroup it in the drawing program"),
}
_NOT_DRAWN: Final = {
    "linearGradient": "a gradient",
    "radialGradient": "a gradient",
    "pattern": "a pattern",
    "filter": "a filter",
    "mask": "a mask",
    "clipPath": "a clip",
    "marker": "a marker",
    "symbol": "a symbol",
}


def read_svg(data: bytes) -> Drawing:
    """Return the drawing of an SVG file; PictureFault, with its line, for whatever is unsafe or cannot be drawn."""
    if len(data) > MOST_BYTES:
        raise PictureFault(
            "picture-too-large", "the drawing's file is larger than 1 MB", "simplify it, or export a PNG"
        )
    reader = _Reader()
    try:
        reader.parser.Parse(data, True)
    except PictureFault as fault:
        raise PictureFault(
            fault.kind, f"{fault.what} (line {reader.parser.CurrentLineNumber} of the drawing)", fault.fix
        ) from None
    except (expat.ExpatError, LookupError, ValueError) as error:  # the last two are about encodings
        line = reader.parser.CurrentLineNumber
        raise PictureFault(
            "svg-unreadable",
            f"the drawing breaks off or has a wrong tag (line {line} of it)",
            "export it again as a plain SVG",
        ) from error
    return reader.drawing()


class _Reader:
    """Hears the elements of one file, in order."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        self.parser.StartDoctypeDeclHandler = _refuse_doctype
        self.parser.EntityDeclHandler = _refuse_doctype
        self.parser.ExternalEntityRefHandler = _refuse_doctype
        self.parser.ProcessingInstructionHandler = _check_instruction
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.styles: list[Style] = []
        self.unseen = 0  # how many of the open elements are not drawn
        self.elements = self.points = 0
        self.frame = (0.0, 0.0, 0.0, 0.0)
        self.shapes: list[Shape] = []

    def drawing(self) -> Drawing:
        if not self.shapes:
            raise PictureFault(
                "svg-empty", "the drawing has nothing in it that is drawn", "export it again with its shapes"
            )
        return Drawing(self.frame[2], self.frame[3], tuple(self.shapes))

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.elements += 1
        if self.elements > MOST_ELEMENTS or len(self.styles) + self.unseen >= MOST_DEPTH:
            raise PictureFault(
                "svg-too-complex", "the drawing has too many parts", "simplify it, or export it as a PNG"
            )
        _check_attributes(attributes)
        kind = self._kind(name)
        if self.unseen or kind in _UNSEEN or not kind:
            self.unseen += 1
            return
        if not self.styles:
            self._open(attributes)
            return
        style = style_of(self.styles[-1], attributes)
        self.styles.append(style)
        if kind in _SHAPES and style.is_shown:
            self._add(kind, style, attributes)

    def _end(self, _name: str) -> None:
        if self.unseen:
            self.unseen -= 1
        else:
            self.styles.pop()

    def _kind(self, name: str) -> str:
        """Return the SVG element's name, empty for an editor's own notes; PictureFault for what may not stand here."""
        kind = name.removeprefix(_SVG)
        if self.elements == 1 and kind != "svg":
            raise PictureFault("svg-unreadable", "the file is no SVG drawing", "export it again as a plain SVG")
        if " " in kind:
            space = kind.partition(" ")[0]
            if any(editor in space for editor in _EDITORS):
                return ""
            raise _unsafe(f"something that is not SVG: {kind.rpartition(' ')[2][:30]}")
        if kind in _REFUSED and (kind != "svg" or self.elements > 1):
            what, fix = _REFUSED[kind]
            raise PictureFault("svg-unsafe" if kind == "script" else "svg-not-drawable", f"the drawing has {what}", fix)
        if kind in _NOT_DRAWN and not self.unseen:
            raise PictureFault(
                "svg-not-drawable", f"the drawing has {_NOT_DRAWN[kind]}", "use plain shapes and colours"
            )
        if not self.unseen and kind not in _SHAPES | _UNSEEN | {"g", "svg"}:
            raise PictureFault("svg-not-drawable", f"the drawing has <{kind[:30]}>", "keep to paths, shapes and groups")
        return kind

    def _open(self, attributes: Mapping[str, str]) -> None:
        self.frame = left, top, _, _ = _frame(attributes)
        start = Style(matrix=(*IDENTITY[:4], -left, -top))
        self.styles.append(style_of(start, {**attributes, "transform": ""}))

    def _add(self, kind: str, style: Style, attributes: Mapping[str, str]) -> None:
        segments = _segments(kind, attributes)
        fill = style.fill if kind != "line" else None
        stroke = style.stroke if style.width else None
        if not segments or (fill is None and stroke is None):
            return
        self.points += sum(len(points) for _, points in segments)
        if self.points > MOST_POINTS:
            raise PictureFault(
                "svg-too-complex", "the drawing has too many parts", "simplify it, or export it as a PNG"
            )
        placed = tuple((operator, _placed(style, points)) for operator, points in segments)
        width = style.width * _line_scale(style) if stroke else style.width
        self.shapes.append(Shape(placed, fill, stroke, width, style.cap, style.join, style.miter, style.is_evenodd))


def _placed(style: Style, points: tuple[float, ...]) -> tuple[float, ...]:
    pairs = zip(points[::2], points[1::2], strict=True)
    return tuple(value for x, y in pairs for value in transformed(style.matrix, x, y))


def _line_scale(style: Style) -> float:
    """Return by how much lines grow; PictureFault when they grow more one way than the other."""
    a, b, c, d, _, _ = style.matrix
    across, up, skew = a * a + b * b, c * c + d * d, a * c + b * d
    if max(abs(across - up), abs(skew)) > 0.01 * max(across, up):
        raise PictureFault(
            "svg-not-drawable", "the drawing has a line that is stretched one way", "turn the line into a path"
        )
    return sqrt(abs(a * d - b * c))


def _segments(kind: str, attributes: Mapping[str, str]) -> list[Segment]:
    def length(name: str, default: float = 0.0) -> float:
        return read_length(attributes[name]) if name in attributes else default

    if kind == "path":
        return read_path(attributes.get("d", ""))
    if kind == "line":
        return polyline([length("x1"), length("y1"), length("x2"), length("y2")], closes=False)
    if kind in ("polyline", "polygon"):
        return polyline(read_numbers(attributes.get("points", "")), closes=kind == "polygon")
    if kind == "circle":
        return ellipse(length("cx"), length("cy"), length("r"), length("r"))
    if kind == "ellipse":
        return ellipse(length("cx"), length("cy"), length("rx"), length("ry"))
    radii = (length("rx", length("ry")), length("ry", length("rx")))
    return rectangle(length("x"), length("y"), length("width"), length("height"), radii)


def _frame(attributes: Mapping[str, str]) -> tuple[float, float, float, float]:
    """Return left, top, width, height of what is shown: the viewBox, else the width and height."""
    if "viewBox" in attributes:
        frame = read_numbers(attributes["viewBox"])
    else:
        frame = [0.0, 0.0, *(read_length(attributes.get(side, "")) for side in ("width", "height"))]
    if len(frame) != 4 or min(frame[2:]) <= 0 or max(frame[2:]) > MOST_SLENDER * min(frame[2:]):
        raise PictureFault(
            "svg-unreadable",
            "the drawing does not say how large it is, or is a mere line",
            'give it a viewBox="0 0 100 100"',
        )
    left, top, width, height = frame
    return left, top, width, height


def _check_attributes(attributes: Mapping[str, str]) -> None:
    for name, value in attributes.items():
        local = name.rpartition(" ")[2].lower()
        if local.startswith("on"):
            raise _unsafe("a script in an attribute")
        if local in ("href", "src") and not value.startswith("#"):
            raise _unsafe("a link to another file")
        if "url(" in value.lower() and not value.lower().split("url(", 1)[1].lstrip(" '\"").startswith("#"):
            raise _unsafe("a link to another file")


def _check_instruction(target: str, _data: str) -> None:
    if target.lower().startswith("xml-stylesheet"):
        raise _unsafe("a style sheet in another file")


def _refuse_doctype(*_: object) -> int:
    raise PictureFault(
        "svg-unsafe",
        "the drawing has a document type, through which files can be read and memory filled",
        "delete the line that starts with <!DOCTYPE",
    )


def _unsafe(what: str) -> PictureFault:
    return PictureFault("svg-unsafe", f"the drawing has {what}", "export it again as a plain SVG of paths and shapes")
