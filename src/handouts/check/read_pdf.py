"""Reads back from a finished PDF what is on its pages and in its structure.

In: the bytes of a PDF. Out: `ReadPdf`, every piece of text at its place and the structure tree over them. Never true
afterwards: that anything was taken from how the file was made; text is decoded through each font's own ToUnicode, and
reading order is that of the structure tree alone.

Lengths are points, origin bottom left of the page, y up. Source: ISO 32000-1, 9.4 (text), 14.6 (marked content), 14.7
(structure). Needs pikepdf.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pikepdf

from handouts.check.read_fonts import ReadFont

if TYPE_CHECKING:
    from collections.abc import Iterator

Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Piece:
    """One run of text as it was shown: `mcid` is None outside the structure (decoration, running headers).

    (x, y) is where its baseline begins; `size` and `width` are as they appear on the page, without spaces at the end.
    """

    page: int
    mcid: int | None
    text: str
    x: float
    y: float
    width: float
    size: float
    font: str


@dataclass(frozen=True, slots=True)
class Leaf:
    """The pieces of one marked-content sequence."""

    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Branch:
    """A structure element: its kids in reading order, what it says to those who cannot see it, its language.

    `box` is where it says it stands on `page` (left, bottom, right, top), None where it says nothing.
    """

    role: str
    kids: tuple[Branch | Leaf, ...]
    alt: str = ""
    language: str = ""
    page: int | None = None
    box: Box | None = None

    @property
    def text(self) -> str:
        """Return every word under the element, as printed, in reading order; elements do not run together."""
        return "".join(kid.text if isinstance(kid, Leaf) else f"{kid.text}\n" for kid in self.kids)

    def walk(self) -> Iterator[Branch]:
        """Yield the element and all below it, in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Branch):
                yield from kid.walk()


@dataclass(frozen=True, slots=True)
class ReadPdf:
    """A PDF as read: `sizes` of its pages, `links` as (page, address), `fonts` as name → embedded."""

    title: str
    language: str
    sizes: tuple[tuple[float, float], ...]
    pieces: tuple[Piece, ...]
    tree: Branch
    links: tuple[tuple[int, str], ...]
    fonts: dict[str, bool]

    @property
    def alts(self) -> list[str]:
        """Return the alternative texts of figures, in reading order."""
        return [element.alt for element in self.tree.walk() if element.role == "Figure"]

    def artifacts(self, page: int) -> list[Piece]:
        """Return a page's text outside the structure."""
        return [piece for piece in self.pieces if piece.page == page and piece.mcid is None]


def read_pdf(data: bytes) -> ReadPdf:
    """Return what the PDF says; raises pikepdf's errors where it is none."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        fonts: dict[Any, ReadFont] = {}
        content = [_PageReader(number, page, fonts).read() for number, page in enumerate(pdf.pages)]
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        by_mark: dict[tuple[int, int], list[Piece]] = {}
        for piece in (piece for pieces in content for piece in pieces):
            if piece.mcid is not None:
                by_mark.setdefault((piece.page, piece.mcid), []).append(piece)
        root = pdf.Root.get("/StructTreeRoot")
        tree = _TreeReader(numbers, by_mark).read(root) if root is not None else Branch("Document", ())
        return ReadPdf(
            title=str(pdf.docinfo.get("/Title", "")),
            language=str(pdf.Root.get("/Lang", "")),
            sizes=tuple(_size(page) for page in pdf.pages),
            pieces=tuple(piece for pieces in content for piece in pieces),
            tree=tree,
            links=tuple(link for number, page in enumerate(pdf.pages) for link in _links(number, page)),
            fonts={font.name: font.embedded for font in fonts.values()},
        )


def _size(page: Any) -> tuple[float, float]:
    left, bottom, right, top = (float(value) for value in page.mediabox)
    return right - left, top - bottom


def _links(number: int, page: Any) -> Iterator[tuple[int, str]]:
    for annotation in page.obj.get("/Annots", []):
        if annotation.get("/Subtype") == "/Link" and "/A" in annotation:
            yield number, str(annotation.A.get("/URI", ""))


# -- structure


class _TreeReader:
    """Turns structure elements into branches."""

    def __init__(self, pages: dict[Any, int], by_mark: dict[tuple[int, int], list[Piece]]) -> None:
        self._pages, self._by_mark = pages, by_mark

    def read(self, element: Any, page: int | None = None) -> Branch:
        """Return an element; `page` is its parent's, which holds where it names none (ISO 32000-1, table 323)."""
        if "/Pg" in element:
            page = self._pages.get(element.Pg.objgen, page)
        role = str(element.get("/S", "/Root"))[1:]
        kids = tuple(kid for each in _listed(element.get("/K")) if (kid := self._kid(each, page)) is not None)
        return Branch(role, kids, str(element.get("/Alt", "")), str(element.get("/Lang", "")), page, _box(element))

    def _kid(self, kid: Any, page: int | None) -> Branch | Leaf | None:
        if isinstance(kid, int):
            return self._leaf(page, kid)
        kind = kid.get("/Type")
        if kind == "/OBJR":
            return None
        if kind == "/MCR":
            return self._leaf(self._pages.get(kid.Pg.objgen, page) if "/Pg" in kid else page, int(kid.MCID))
        return self.read(kid, page)

    def _leaf(self, page: int | None, mcid: int) -> Leaf:
        return Leaf(tuple(self._by_mark.get((page, mcid), ())) if page is not None else ())


def _box(element: Any) -> Box | None:
    """Return the layout attribute BBox of an element (ISO 32000-1, table 344)."""
    found = element.get("/A")
    for attributes in list(found) if isinstance(found, pikepdf.Array) else [found]:
        if isinstance(attributes, pikepdf.Dictionary) and "/BBox" in attributes:
            left, bottom, right, top = (float(value) for value in attributes.BBox)
            return left, bottom, right, top
    return None


def _listed(kids: Any) -> list[Any]:
    if kids is None:
        return []
    found = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
    return [int(kid) if isinstance(kid, int) else kid for kid in found]


# -- content


@dataclass(slots=True)
class _State:
    """The part of the graphics state that text depends on (ISO 32000-1, 9.3)."""

    ctm: Matrix = _IDENTITY
    font: ReadFont | None = None
    size: float = 0.0
    leading: float = 0.0
    spacing: float = 0.0
    word_spacing: float = 0.0
    stretch: float = 1.0
    rise: float = 0.0

    def copy(self) -> _State:
        return _State(*(getattr(self, name) for name in self.__slots__))


@dataclass(slots=True)
class _PageReader:
    """Runs a page's content streams for their text."""

    number: int
    page: Any
    fonts: dict[Any, ReadFont]
    pieces: list[Piece] = field(default_factory=list)
    state: _State = field(default_factory=_State)
    kept: list[_State] = field(default_factory=list)
    marks: list[int | None] = field(default_factory=list)
    at: Matrix = _IDENTITY
    line: Matrix = _IDENTITY

    def read(self) -> list[Piece]:
        self._run(self.page, self.page.obj.get("/Resources", {}))
        return self.pieces

    def _run(self, stream: Any, resources: Any) -> None:
        for instruction in pikepdf.parse_content_stream(stream):
            operands: Any = instruction.operands
            operator = instruction.operator
            name = str(operator)
            if name in ("BDC", "BMC"):
                properties = operands[1] if name == "BDC" else {}
                has_number = isinstance(properties, pikepdf.Dictionary) and "/MCID" in properties
                inherited = self.marks[-1] if self.marks else None
                self.marks.append(int(properties["/MCID"]) if has_number else inherited)
            elif name == "EMC":
                self.marks.pop()
            elif name == "Do":
                self._draw(resources.XObject[str(operands[0])], resources)
            elif name == "Tf":
                self.state.font, self.state.size = self._font(resources.Font[str(operands[0])]), float(operands[1])
            else:
                self._step(name, operands)

    def _draw(self, drawn: Any, resources: Any) -> None:
        if drawn.get("/Subtype") != "/Form":
            return
        self._step("q", [])
        self._step("cm", drawn.get("/Matrix", _IDENTITY))
        self._run(drawn, drawn.get("/Resources", resources))
        self._step("Q", [])

    def _font(self, found: Any) -> ReadFont:
        if found.objgen not in self.fonts:
            self.fonts[found.objgen] = ReadFont(found)
        return self.fonts[found.objgen]

    def _step(self, name: str, operands: Any) -> None:
        state = self.state
        match name:
            case "q":
                self.kept.append(state.copy())
            case "Q":
                self.state = self.kept.pop()
            case "cm":
                state.ctm = _times(_matrix(operands), state.ctm)
            case "BT":
                self.at = self.line = _IDENTITY
            case "Tm":
                self.at = self.line = _matrix(operands)
            case "Td" | "TD":
                x, y = float(operands[0]), float(operands[1])
                state.leading = -y if name == "TD" else state.leading
                self._next_line(x, y)
            case "T*" | "'" | '"':
                self._next_line(0, -state.leading)
                if name != "T*":
                    self._show(operands[-1])
            case "TL":
                state.leading = float(operands[0])
            case "Tc":
                state.spacing = float(operands[0])
            case "Tw":
                state.word_spacing = float(operands[0])
            case "Tz":
                state.stretch = float(operands[0]) / 100
            case "Ts":
                state.rise = float(operands[0])
            case "Tj":
                self._show(operands[0])
            case "TJ":
                for part in operands[0]:
                    if isinstance(part, pikepdf.String):
                        self._show(part)
                    else:
                        self._move(-float(part) / 1000 * state.size * state.stretch)

    def _next_line(self, x: float, y: float) -> None:
        self.at = self.line = _times((1, 0, 0, 1, x, y), self.line)

    def _move(self, x: float) -> None:
        self.at = _times((1, 0, 0, 1, x, 0), self.at)

    def _show(self, shown: Any) -> None:
        state, font = self.state, self.state.font
        assert font is not None, "text without a font"
        words, width, seen = [], 0.0, 0.0
        for code in font.codes(bytes(shown)):
            words.append(font.text(code))
            gap = state.spacing + (state.word_spacing if font.is_space(code) else 0.0)
            width += (font.width(code) / 1000 * state.size + gap) * state.stretch
            seen = seen if words[-1].isspace() else width
        whole = _times(self.at, state.ctm)
        scale = (whole[0] ** 2 + whole[1] ** 2) ** 0.5
        rise = (whole[2] ** 2 + whole[3] ** 2) ** 0.5
        x, y = whole[4] + state.rise * whole[2], whole[5] + state.rise * whole[3]
        mcid = self.marks[-1] if self.marks else None
        self.pieces.append(Piece(self.number, mcid, "".join(words), x, y, seen * scale, state.size * rise, font.name))
        self._move(width)


def _matrix(operands: Any) -> Matrix:
    a, b, c, d, e, f = (float(value) for value in operands)
    return a, b, c, d, e, f


def _times(one: Matrix, other: Matrix) -> Matrix:
    """Return the matrix that applies `one` first (ISO 32000-1, 8.3.4)."""
    a, b, c, d, e, f = one
    p, q, r, s, t, u = other
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u
