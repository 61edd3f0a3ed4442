"""The canvas that draws one block and takes it off as a value.

In: drawing calls in the block's own space (origin bottom left, y up, points) and structure nodes. Out: a `Block`.
Never true afterwards: a mark that is neither tagged nor an artifact; text of no element; a font that is not ours.

ReportLab's Paragraph draws on it through `beginText` and `drawText`; everything else goes through the methods here,
which write PDF operators directly (ISO 32000-1, 8 and 9).
"""

from __future__ import annotations

import io
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from handouts.pdf.block import Block, Element, Field, LinkArea, Run, Slot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.pdf.block import Kid, Resource
    from handouts.pdf.glyphfont import GlyphFonts
    from handouts.units import Rect

Colour = tuple[float, float, float]
_MARK = "\ue000"  # stands round a local MCID in the code; glyph codes are Latin-1 text, so it cannot occur there


class UntaggedMarkError(AssertionError):
    """Our bug: text or a picture was drawn that no element owns."""


@dataclass(eq=False)
class Node:
    """A structure element while its block is drawn; children stand in the order in which they are made."""

    role: str
    alt: str = ""
    language: str = ""
    attributes: bytes = b""
    box: Rect | None = None
    kids: list[Node | tuple[Literal["content", "link", "field"], int]] = field(default_factory=list)

    def add(self, role: str, **more: Any) -> Node:
        child = Node(role, **more)
        self.kids.append(child)
        return child


def number(value: float) -> str:
    """Return a PDF number: at most three decimals, none where none are needed (0.001 pt is under a printer's dot)."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text in ("", "-0") else text


def numbers(*values: float) -> str:
    """Return several PDF numbers with spaces between."""
    return " ".join([number(value) for value in values])


class _BlockText(PDFTextObject):  # type: ignore[misc]
    """ReportLab's text object, with a space at each line's end: readers would join `spine` and `stay` without it."""

    def _textOut(self, text: str, TStar: int = 0) -> None:  # noqa: N802 - ReportLab's
        super()._textOut(f"{text} " if TStar else text, TStar)


class BlockCanvas(Canvas):  # type: ignore[misc]
    """Draws one block at a time: `begin`, drawing calls, `take`."""

    def __init__(self, fonts: GlyphFonts) -> None:
        self.fonts = fonts
        _ = fonts["R"]
        super().__init__(io.BytesIO(), initialFontName="R")
        self.begin()

    def begin(self) -> None:
        """Begin a block on a clean sheet: what an earlier one left behind, broken off by a problem, is gone."""
        self.fonts.take_used()
        self._code: list[str] = []
        self._owners: list[Node] = []
        self._links: list[tuple[Rect, str, str, Node]] = []
        self._fields: list[tuple[Field, Node]] = []
        self._slots: list[Slot] = []
        self._resources: dict[str, Resource] = {}
        self._node: Node | None = None
        self._inside = 0  # depth of `content`: one marked-content sequence covers whatever is drawn
        self._edges: list[str] = []  # the running headers and footers that are being drawn: one, or none
        self._open_artifact = ""  # the operator that opened it

    # -- structure

    @contextmanager
    def tagged(self, node: Node) -> Iterator[Node]:
        """Give the text drawn inside to `node`; lines and fills stay artifacts."""
        outer, self._node = self._node, node
        try:
            yield node
        finally:
            self._node = outer

    @contextmanager
    def content(self, node: Node) -> Iterator[Node]:
        """Make everything drawn inside one marked-content sequence of `node` (a figure, a tick box)."""
        self._write(f"{self._begin_content(node)}")
        self._inside += 1
        try:
            yield node
        finally:
            self._inside -= 1
            self._code.append("EMC")

    @contextmanager
    def pagination(self, edge: Literal["Header", "Footer"]) -> Iterator[None]:
        """Let text inside be a running header or footer, which assistive technology passes over.

        **Source**: ISO 14289-1, 7.8; ISO 32000-1, table 330.
        """
        outer, self._node = self._node, None
        self._edges.append(f"/Artifact <</Type /Pagination /Subtype /{edge}>> BDC")
        try:
            yield
        finally:
            self._node = outer
            self._edges.pop()

    def _begin_content(self, node: Node) -> str:
        local = len(self._owners)
        self._owners.append(node)
        node.kids.append(("content", local))
        return f"/{node.role} <</MCID {_MARK}{local}{_MARK}>> BDC"

    def _write(self, code: str) -> None:
        """Write code that brings its own marked content, closing an open artifact first."""
        if self._open_artifact:
            self._code.append("EMC")
            self._open_artifact = ""
        self._code.append(code)

    def _draw(self, code: str) -> None:
        """Write painting code: part of the open content, or an artifact."""
        opening = self._edges[-1] if self._edges else "/Artifact BMC"
        if not self._inside and self._open_artifact != opening:
            self._write(opening)
            self._open_artifact = opening
        self._code.append(code)

    def _write_text(self, code: str) -> None:
        if self._inside:
            self._code.append(code)
        elif self._node is not None:
            self._write(f"{self._begin_content(self._node)} {code} EMC")
        elif self._edges:
            self._draw(code)
        else:
            raise UntaggedMarkError(f"text without an element: {code[:80]!r}")

    # -- text

    def text(self, x: float, y: float, words: str, run: Run, *, align: Literal[0, 1, 2] = 0) -> float:
        """Write one line with its baseline at (x, y) and return its width in points."""
        if not words:
            return 0.0
        fonts = self.fonts.fonts
        width = fonts.width(run.font, words, run.size)
        pieces = [f"BT {numbers(*run.colour)} rg 1 0 0 1 {numbers(x - width * align / 2, y)} Tm"]
        for span in fonts.spans(run.font, words):
            glyphs = self._escape(self.fonts[span.font].encode(span.text))
            pieces.append(f"/{span.font} {number(run.size)} Tf ({glyphs}) Tj")
        self._write_text(" ".join([*pieces, "ET"]))
        return width

    def flowable(self, flowable: Any, x: float, y: float) -> None:
        """Draw a wrapped Platypus flowable with its bottom left corner at (x, y)."""
        self._write("")
        flowable.drawOn(self, x, y)

    def beginText(self, x: float = 0, y: float = 0, direction: Any = None) -> PDFTextObject:  # noqa: N802 - ReportLab's
        return _BlockText(self, x, y, direction)

    def drawText(self, aTextObject: PDFTextObject) -> None:  # noqa: N802 - ReportLab's
        self._write_text(str(aTextObject.getCode()))

    def _escape(self, s: str | bytes) -> str:
        """Escape a string's bytes for `( )`; octal, as ReportLab does it, would triple the stream."""
        raw = s.encode("latin-1") if isinstance(s, str) else s
        raw = raw.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)").replace(b"\r", b"\\r")
        return raw.decode("latin-1")

    # -- shapes

    def shape(
        self,
        path: str,
        *,
        fill: Colour | None = None,
        stroke: Colour | None = None,
        width: float = 1.0,
        dash: tuple[float, ...] = (),
        round_ends: bool = False,
        even_odd: bool = False,
    ) -> None:
        """Paint a path given as PDF path operators; `width` and `dash` are points."""
        if fill is None and stroke is None:
            return
        state = []
        if fill is not None:
            state.append(f"{numbers(*fill)} rg")
        if stroke is not None:
            state.append(f"{numbers(*stroke)} RG {number(width)} w")
            if round_ends:
                state.append("1 J 1 j")
            if dash:
                state.append(f"[{numbers(*dash)}] 0 d")
        paint = {(True, False): "f", (False, True): "S", (True, True): "B"}[fill is not None, stroke is not None]
        self._draw(f"q {' '.join(state)} {path} {paint}{'*' * (even_odd and fill is not None)} Q")

    def use(self, resource: Resource, matrix: tuple[float, float, float, float, float, float]) -> None:
        """Draw a shared form or picture through `matrix`; the document stores it once."""
        if not self._inside and not self._edges:
            raise UntaggedMarkError(f"a picture without an element: {resource.name}")
        self._resources[resource.name] = resource
        self._draw(f"q {numbers(*matrix)} cm /{resource.name} Do Q")

    def need(self, resource: Resource) -> None:
        """Take a resource along that another one draws (a soft mask)."""
        self._resources[resource.name] = resource

    # -- links, fields, slots

    def link(self, node: Node, box: Rect, address: str, contents: str) -> None:
        """Make `box` a link; `node` is its Link element."""
        node.kids.append(("link", len(self._links)))
        self._links.append((box, address, contents, node))

    def field(self, node: Node, field: Field) -> None:
        """Make a form field; `node` is its Form element."""
        node.kids.append(("field", len(self._fields)))
        self._fields.append((field, node))

    def slot(self, node: Node | None, slot: Slot) -> None:
        """Keep a place for a client's words: content of `node`, or an artifact where it is None."""
        local = None
        if node is not None:
            local = len(self._owners)
            self._owners.append(node)
            node.kids.append(("content", local))
        role = node.role if node is not None else "Artifact"
        self._slots.append(replace(slot, role=role, content=local))

    # -- the block

    def take(self, roots: list[Node], width: float, height: float) -> Block:
        """Return what was drawn as a block and begin anew; marks of an element that no root holds are our bug."""
        self._write("")
        code = "\n".join(part for part in self._code if part)
        elements, index = _flatten(roots, len(self._links))
        for node in [*self._owners, *[link[-1] for link in self._links], *[made[-1] for made in self._fields]]:
            if id(node) not in index:
                raise UntaggedMarkError(f"a {node.role} was drawn that no root holds")
        pieces = code.split(_MARK)
        block = Block(
            width=width,
            height=height,
            content=tuple(int(part) if at % 2 else part.encode("latin-1") for at, part in enumerate(pieces)),
            elements=tuple(elements),
            owners=tuple(index[id(node)] for node in self._owners),
            links=tuple(
                LinkArea(box, address, contents, index[id(node)]) for box, address, contents, node in self._links
            ),
            fields=tuple(replace(field, element=index[id(node)]) for field, node in self._fields),
            slots=tuple(self._slots),
            glyphs=self.fonts.take_used(),
            resources=tuple(self._resources[name] for name in sorted(self._resources)),
        )
        self.begin()
        return block


def _flatten(roots: list[Node], links: int) -> tuple[list[Element], dict[int, int]]:
    """Return the elements parent before child, without those that nothing was drawn for, and their indices."""
    elements: list[Element] = []
    index: dict[int, int] = {}

    def walk(node: Node, parent: int) -> int:
        own = index[id(node)] = len(elements)
        elements.append(Element(node.role, parent))
        kids: list[Kid] = []
        for kid in node.kids:
            if not isinstance(kid, Node):
                kids.append(_kid(kid, links))
            elif _has_content(kid):
                kids.append(("element", walk(kid, own)))
        elements[own] = Element(node.role, parent, tuple(kids), node.alt, node.language, node.attributes, node.box)
        return own

    for root in roots:
        if _has_content(root):
            walk(root, -1)
    return elements, index


def _kid(kid: tuple[Literal["content", "link", "field"], int], links: int) -> Kid:
    """Return a child by its number in the block: among the objects, links come before fields."""
    kind, number_ = kid
    if kind == "content":
        return ("content", number_)
    return ("object", number_ + (links if kind == "field" else 0))


def _has_content(node: Node) -> bool:
    """Table cells stand even when empty, or the columns would shift."""
    return node.role in ("TD", "TH") or any(not isinstance(kid, Node) or _has_content(kid) for kid in node.kids)
