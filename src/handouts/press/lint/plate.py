"""Do a document's own objects agree with the pieces that they hold together?

In: a placed document, its blocks and pieces, its objects by number. Out: nothing, or `StructureFault`. Never true
afterwards: that a page, the document's element or the ParentTree names something in another order than it was drawn and
claimed in, or that a block stands over the page's edge.

What was written is compared with what it should be, byte by byte, and that is made of what the pieces' elements claim:
an object that is right in another spelling is a fault too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from handouts.press import numbering as at
from handouts.press.lint import OVER, raise_faults

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from handouts.pdf.block import PlacedDocument, PlacedPage
    from handouts.press.place import Piece
    from handouts.press.standing import Standing

_SLACK: Final = 0.5  # points by which a box may stand over the page's edge: lines have width


def check_plate(
    document: PlacedDocument,
    blocks: Sequence[Sequence[Standing]],
    pieces: Sequence[Sequence[Piece]],
    objects: Mapping[int, bytes],
) -> None:
    """Raise StructureFault unless the document's own objects agree with each page's pieces and their blocks."""
    found = [*_parent_tree_faults(pieces, objects[at.PARENT_TREE])]
    read = _as_read(document, pieces)
    if not objects[at.DOCUMENT].endswith(b"/K[%b]>>" % _joined(piece.roots for piece in read)):
        found.append("the document's elements are not its blocks', in their order")
    fields = _joined(piece.widgets for piece in read)
    if fields != objects.get(at.ACRO_FORM, b"/Fields[]").partition(b"/Fields[")[2].partition(b"]")[0]:
        found.append("the form's fields are not its blocks', in their order")
    typed = [field.name for drawn in blocks for one in drawn for field in one.block.fields if field.kind != "tick"]
    if len(set(typed)) < len(typed):
        found.append(f"two fields to type in have one name: {sorted(typed)}")
    for index, (page, standing, drawn) in enumerate(zip(document.pages, blocks, pieces, strict=True)):
        found += [f"page {index + 1}: {fault}" for fault in _page_faults(index, drawn, objects[at.page_number(index)])]
        found += [f"page {index + 1}: {fault}" for fault in _place_faults(page, standing)]
    found += _heading_faults(blocks)
    if not document.about.title.strip() or not document.about.language:
        found.append("the document has no title or no language")
    raise_faults(found)


def _joined(parts: Iterator[bytes]) -> bytes:
    return b" ".join([part for part in parts if part])


def _as_read(document: PlacedDocument, pieces: Sequence[Sequence[Piece]]) -> list[Piece]:
    """Return the pieces in reading order: a block that reads before goes ahead of the one it is drawn over."""
    found: list[Piece] = []
    for page, drawn in zip(document.pages, pieces, strict=True):
        ranks = [rank - 1.5 * placed.reads_before for rank, placed in enumerate(page.blocks)]
        found += [piece for _, piece in sorted(zip(ranks, drawn, strict=True), key=lambda ranked: ranked[0])]
    return found


def _parent_tree_faults(pieces: Sequence[Sequence[Piece]], tree: bytes) -> Iterator[str]:
    """Yield rows of the ParentTree that lead to another element than the one that claims the content."""
    rows = [b"%d[%b]" % (index, _joined(piece.claims.row for piece in drawn)) for index, drawn in enumerate(pieces)]
    pairs = b"".join([piece.claims.pairs for drawn in pieces for piece in drawn])
    if tree == b"<</Nums[%b %b]>>" % (b" ".join(rows), pairs):
        return
    for index, row in enumerate(rows):
        if row not in tree:
            yield f"page {index + 1}: its row of the ParentTree is not what the elements claim"
    if not tree.endswith(b"] %b]>>" % pairs):
        yield "the ParentTree's annotations are not what the elements claim"
    yield "the ParentTree is not what the elements claim"


def _page_faults(index: int, drawn: Sequence[Piece], body: bytes) -> Iterator[str]:
    """Yield where a page does not hold its pieces: their contents, in order, their MCIDs, their annotations."""
    if b"/StructParents %d/Tabs/S" % index not in body:
        yield "its key in the ParentTree or its tab order is missing"
    annotated = _joined(piece.annotated for piece in drawn)
    if annotated != body.partition(b"/Annots[")[2].partition(b"]")[0]:
        yield "its annotations are not its pieces'"
    contents = [piece.content_number for piece in drawn]
    if any(piece.slots for piece in drawn):
        contents.append(at.page_number(index) + 1)
    if b"/Contents[%b]" % b" ".join([b"%d 0 R" % num for num in contents]) not in body:
        yield "its contents are not its pieces', and its client's words"
    after, key = 0, 0
    for piece in drawn:
        if piece.mcids.start != after or (piece.annotations and piece.annotations.start <= key):
            yield "its pieces' MCIDs or annotations do not follow one another"
        after, key = piece.mcids.stop, piece.annotations.stop if piece.annotations else key


def _place_faults(page: PlacedPage, blocks: Sequence[Standing]) -> Iterator[str]:
    """Yield what stands over the page's edge."""
    width, height = page.size
    for placed, standing in zip(page.blocks, blocks, strict=True):
        dx, dy = placed.x, placed.y
        if standing.reach:
            left, bottom, right, top = standing.reach
            if min(left + dx, bottom + dy) < -_SLACK or right + dx > width + _SLACK or top + dy > height + _SLACK:
                yield f"a box {OVER}: {left + dx:.1f} {bottom + dy:.1f} {right + dx:.1f} {top + dy:.1f}"
        if standing.slot_reach:
            left, bottom, right, top = standing.slot_reach
            if left + dx < -_SLACK or right + dx > width + _SLACK or bottom + dy <= 0 or top + dy >= height:
                names = ", ".join(slot.name for slot in standing.block.slots)
                yield f"a slot {OVER}, one of {names}"


def _heading_faults(blocks: Sequence[Sequence[Standing]]) -> Iterator[str]:
    """Yield headings that skip a level (ISO 14289-1, 7.4.2)."""
    level = 0
    for heading in [heading for drawn in blocks for standing in drawn for heading in standing.headings]:
        if heading > level + 1:
            yield f"H{heading} follows {f'H{level}' if level else 'no heading'}"
        level = heading
