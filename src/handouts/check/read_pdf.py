"""Reads back from a finished PDF what is on its pages and in its structure.

In: the bytes of a PDF. Out: `ReadPdf`, every piece of text at its place and the structure tree over them. Never true
afterwards: that anything was taken from how the file was made; text is decoded through each font's own ToUnicode, and
reading order is that of the structure tree alone.

Lengths are points, origin bottom left of the page, y up. Source: ISO 32000-1, 14.7 (structure). Needs pikepdf.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import pikepdf

from handouts.check.read_content import Endless, PageReader, Piece

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.check.read_content import Box
    from handouts.check.read_fonts import ReadFont

_MOST_ELEMENTS: Final = 5_000_000  # of the structure; a stack for a whole clinic has fewer


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

    `instead` is what is read out for its kids where it names such words (ISO 32000-1, 14.9.4, ActualText).
    `box` is where it says it stands on `page` (left, bottom, right, top), None where it says nothing.
    """

    role: str
    kids: tuple[Branch | Leaf, ...]
    alt: str = ""
    language: str = ""
    page: int | None = None
    box: Box | None = None
    instead: str = ""

    @property
    def text(self) -> str:
        """Return every word under the element, as read out, in order; elements do not run together."""
        return self.instead or "".join(kid.text if isinstance(kid, Leaf) else f"{kid.text}\n" for kid in self.kids)

    def walk(self) -> Iterator[Branch]:
        """Yield the element and all below it, in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Branch):
                yield from kid.walk()


@dataclass(frozen=True, slots=True)
class ReadPdf:
    """A PDF as read: `sizes` of its pages, `links` as (page, address), `fonts` as name → embedded.

    `areas` are where the links can be touched, in the same order: left, bottom, right, top.
    """

    title: str
    language: str
    sizes: tuple[tuple[float, float], ...]
    pieces: tuple[Piece, ...]
    tree: Branch
    links: tuple[tuple[int, str], ...]
    areas: tuple[Box, ...]
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
        content = [PageReader(number, page, fonts).read() for number, page in enumerate(pdf.pages)]
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        by_mark: dict[tuple[int, int], list[Piece]] = {}
        for piece in (piece for pieces in content for piece in pieces):
            if piece.mcid is not None:
                by_mark.setdefault((piece.page, piece.mcid), []).append(piece)
        root = pdf.Root.get("/StructTreeRoot")
        tree = _TreeReader(numbers, by_mark).read(root) if root is not None else Branch("Document", ())
        links = [(number, *link) for number, page in enumerate(pdf.pages) for link in _links(page)]
        return ReadPdf(
            title=str(pdf.docinfo.get("/Title", "")),
            language=str(pdf.Root.get("/Lang", "")),
            sizes=tuple(_size(page) for page in pdf.pages),
            pieces=tuple(piece for pieces in content for piece in pieces),
            tree=tree,
            links=tuple((number, address) for number, address, _ in links),
            areas=tuple(area for _, _, area in links),
            fonts={font.name: font.embedded for font in fonts.values()},
        )


def _size(page: Any) -> tuple[float, float]:
    left, bottom, right, top = (float(value) for value in page.mediabox)
    return right - left, top - bottom


def _links(page: Any) -> Iterator[tuple[str, Box]]:
    for annotation in page.obj.get("/Annots", []):
        if annotation.get("/Subtype") == "/Link" and "/A" in annotation:
            left, bottom, right, top = (float(value) for value in annotation.Rect)
            yield str(annotation.A.get("/URI", "")), (left, bottom, right, top)


# -- structure


class _TreeReader:
    """Turns structure elements into branches."""

    def __init__(self, pages: dict[Any, int], by_mark: dict[tuple[int, int], list[Piece]]) -> None:
        self._pages, self._by_mark, self._met = pages, by_mark, 0

    def read(self, element: Any, page: int | None = None) -> Branch:
        """Return an element; `page` is its parent's, which holds where it names none (ISO 32000-1, table 323)."""
        self._met += 1
        if self._met > _MOST_ELEMENTS:
            raise Endless
        if "/Pg" in element:
            page = self._pages.get(element.Pg.objgen, page)
        role = str(element.get("/S", "/Root"))[1:]
        kids = tuple(kid for each in _listed(element.get("/K")) if (kid := self._kid(each, page)) is not None)
        return Branch(
            role,
            kids,
            str(element.get("/Alt", "")),
            str(element.get("/Lang", "")),
            page,
            _box(element),
            str(element.get("/ActualText", "")),
        )

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
