"""Writes a document's own objects: its pages, and the roots of its structure.

In: a `PlacedDocument`, the pieces of its blocks. Out: objects by number. Never true afterwards: that a piece is drawn
on one page and named on another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.pdf.syntax import number
from handouts.press import numbering as at
from handouts.press.fields import write_form
from handouts.press.place import references

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from handouts.pdf.block import PlacedDocument, PlacedPage
    from handouts.press.place import Piece

    Pages = Sequence[Sequence[Piece]]
    """The pieces of each page, in the order they are drawn."""


def write_document(
    document: PlacedDocument, pages: Pages, following: int, resources: Mapping[str, int], *, typed: bool | None
) -> list[tuple[int, bytes]]:
    """Return page tree, pages, structure root, document element and ParentTree.

    `following` is the lowest number that no block has, `resources` the numbers of forms and pictures by name; `typed`
    tells whether there are form fields to type in, None where there are none at all.
    """
    kids = references([at.page_number(page) for page in range(len(pages))])
    names = b"".join([b"/%b %d 0 R" % (name.encode("ascii"), num) for name, num in resources.items()])
    read = [piece for page, drawn in zip(document.pages, pages, strict=True) for piece in in_reading_order(page, drawn)]
    roots = b" ".join([piece.roots for piece in read if piece.roots])
    found = [
        (at.PAGES, b"<</Type/Pages/Count %d/Kids[%b]>>" % (len(pages), kids)),
        (at.STRUCTURE, _structure_root(following)),
        (at.DOCUMENT, b"<</S/Document/P %d 0 R/K[%b]>>" % (at.STRUCTURE, roots)),
        (at.PARENT_TREE, _parent_tree(pages)),
        (at.XOBJECT_NAMES, b"<<%b>>" % names),
        *[(at.page_number(index), _page(page.size, pages, index)) for index, page in enumerate(document.pages)],
    ]
    if typed is not None:
        fields = b" ".join([piece.widgets for piece in read if piece.widgets])
        found.append((at.ACRO_FORM, write_form(fields, typed=typed)))
    return found


def in_reading_order(page: PlacedPage, drawn: Sequence[Piece]) -> list[Piece]:
    """Return a page's pieces as they are read: one that reads before the block it is drawn over stands ahead of it."""
    read: list[Piece] = []
    for placed, piece in zip(page.blocks, drawn, strict=True):
        read.insert(len(read) - int(placed.reads_before), piece)
    return read


def _structure_root(following: int) -> bytes:
    head = b"<</Type/StructTreeRoot/K[%d 0 R]/ParentTree %d 0 R/ParentTreeNextKey %d>>"
    return head % (at.DOCUMENT, at.PARENT_TREE, following)


def _parent_tree(pages: Pages) -> bytes:
    """Return the number tree from a page's MCIDs, and from annotations, to their elements (ISO 32000-1, 14.7.4.4).

    A page's key is its index; an annotation's key is its own object number, which is higher than any.
    """
    rows = []
    for index, pieces in enumerate(pages):
        rows.append(b"%d[%b]" % (index, b" ".join([piece.parents for piece in pieces if piece.parents])))
    annotations = b"".join([piece.links_back for pieces in pages for piece in pieces])
    return b"<</Nums[%b %b]>>" % (b" ".join(rows), annotations)


def _page(size: tuple[float, float], pages: Pages, index: int) -> bytes:
    """Return a page (ISO 32000-1, 7.7.3.3): its streams, and Tabs S, the structure's order for the tab key."""
    width, height = size
    contents = [piece.content_number for piece in pages[index]]
    if any(piece.slots for piece in pages[index]):
        contents.append(at.page_number(index) + 1)
    annotations = b" ".join([piece.annotated for piece in pages[index] if piece.annotated])
    return b"".join([
        b"<</Type/Page/Parent %d 0 R" % at.PAGES,
        f"/MediaBox[0 0 {number(width)} {number(height)}]".encode("ascii"),
        b"/Resources<</Font %d 0 R/XObject %d 0 R>>" % (at.FONT_NAMES, at.XOBJECT_NAMES),
        b"/Contents[%b]" % references(contents),
        b"/StructParents %d/Tabs/S" % index,
        b"/Annots[%b]" % annotations if annotations else b"",
        b">>",
    ])  # fmt: skip
