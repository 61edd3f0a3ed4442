"""The structure lint: does an assembled plate hang together?

In: blocks, pieces and the document's objects, as they will stand in the file. Out: nothing, or `StructureFault` with
all complaints. Never true afterwards: that page content, structure tree, ParentTree and annotations disagree.

It reads the objects that were written, not what they were written from, so a slip of the assembler is seen too. Runs
once a plate, not once a client. veraPDF does not notice most of this: two swapped rows of the ParentTree pass it.
"""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING, Final

from handouts.press.block_lint import HEADINGS, complaints
from handouts.press.numbering import DOCUMENT, PARENT_TREE, page_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from handouts.pdf.block import Block, PlacedDocument, PlacedPage
    from handouts.press.place import Piece, Spot

_CONTENT: Final = re.compile(rb"/(\w+)\s*<</MCID (\d+)>>\s*BDC")
_ROLE: Final = re.compile(rb"<</S/(\w+)/P (\d+) 0 R")
_KIDS: Final = re.compile(rb"/K ?(\d+(?: 0 R)?|<<.*?>>|\[[^\]]*\])")
_KID: Final = re.compile(rb"(\d+) 0 R>>|(\d+) 0 R|(\d+)")
_KEY: Final = re.compile(rb"/StructParent (\d+)")
_PAIR: Final = re.compile(rb"(\d+) (\d+) 0 R")
_OVER: Final = "stands over the edge"
_SLACK: Final = 0.5  # points by which a box may stand over the page's edge: lines have width


class StructureFault(AssertionError):  # noqa: N818 - an assertion of ours
    """Our bug: a plate that is not accessible was about to be made."""


class Claims:
    """What the elements of a piece say is theirs: MCIDs of the page, and annotations."""

    __slots__ = ("annotations", "content", "faults", "roles")

    def __init__(self, piece: Piece) -> None:
        self.roles: dict[int, bytes] = {}
        self.content: dict[int, int] = {}
        self.annotations: dict[int, int] = {}
        self.faults: list[str] = []
        parents: dict[int, int] = {}
        for num, body in piece.objects:
            role = _ROLE.match(body)
            if role:
                self.roles[num], parents[num] = role[1], int(role[2])
                self._read_kids(num, body, parents)
            elif int(_first(_KEY, body)) != num:
                self.faults.append(f"annotation {num}: its key is not its number")
        for num, parent in parents.items():
            if parent != DOCUMENT and parent not in self.roles:
                self.faults.append(f"element {num}: its parent {parent} is not there")

    def _read_kids(self, num: int, body: bytes, parents: dict[int, int]) -> None:
        kids = _KIDS.search(body)
        for annotation, element, mcid in _KID.findall(kids[1]) if kids else ():
            if annotation:
                self.annotations[int(annotation)] = num
            elif element:
                parents[int(element)] = parents.get(int(element), num)
            elif int(mcid) in self.content:
                self.faults.append(f"MCID {int(mcid)} has two owners")
            else:
                self.content[int(mcid)] = num


def check_piece(block: Block, spot: Spot, piece: Piece) -> Claims:
    """Return what the piece claims; raise StructureFault unless its content, elements and slots agree."""
    found = complaints(block)
    claims = Claims(piece)
    found += claims.faults
    _, _, packed = piece.chunk[piece.content_at :].partition(b"stream\n")
    code = zlib.decompressobj().decompress(packed)
    met = [(role, int(mcid)) for role, mcid in _CONTENT.findall(code)]
    met += [(role, int(mcid)) for slot in piece.slots for role, mcid in _CONTENT.findall(slot.opening.encode("ascii"))]
    if sorted(mcid for _, mcid in met) != list(range(spot.mcid, spot.mcid + len(block.owners))):
        found.append("the content's MCIDs are not the block's")
    for role, mcid in met:
        owner = claims.content.get(mcid)
        if owner is None or claims.roles[owner] != role:
            found.append(f"MCID {mcid} is tagged {role.decode()}, which no such element owns")
    if sorted(claims.content) != sorted(mcid for _, mcid in met):
        found.append("elements own content that is not on the page")
    _raise(found)
    return claims


def _roots_as_read(document: PlacedDocument, pages: Sequence[Sequence[Piece]]) -> list[int]:
    """Return the root elements in reading order: a block that reads before goes ahead of the one it is drawn over."""
    found: list[int] = []
    for page, pieces in zip(document.pages, pages, strict=True):
        ranks = [at - 1.5 * placed.reads_before for at, placed in enumerate(page.blocks)]
        for at in sorted(range(len(pieces)), key=ranks.__getitem__):
            found += pieces[at].roots
    return found


class OverEdge(StructureFault):
    """Raised when all that is wrong is that something stands over a page's edge: there were too many words for it."""


def check_assembly(document: PlacedDocument, pages: Sequence[Sequence[Piece]], objects: Mapping[int, bytes]) -> None:
    """Raise StructureFault unless the document's own objects agree with its pieces."""
    found = [*_parent_tree_faults(pages, objects[PARENT_TREE])]
    roots = [int(root) for root in re.findall(rb"(\d+) 0 R", objects[DOCUMENT].partition(b"/K[")[2])]
    if roots != _roots_as_read(document, pages):
        found.append("the document's elements are not its blocks', in their order")
    for index, (page, pieces) in enumerate(zip(document.pages, pages, strict=True)):
        found += [f"page {index + 1}: {fault}" for fault in _page_faults(index, pieces, objects)]
        found += [f"page {index + 1}: {fault}" for fault in _place_faults(page)]
    found += _heading_faults(document)
    if not document.about.title.strip() or not document.about.language:
        found.append("the document has no title or no language")
    _raise(found)


def _parent_tree_faults(pages: Sequence[Sequence[Piece]], tree: bytes) -> Iterator[str]:
    """Yield rows of the ParentTree that lead to another element than the one that claims the content."""
    rows = {int(key): refs for key, refs in re.findall(rb"(\d+)\[([^\]]*)\]", tree)}
    pairs = [(int(key), int(ref)) for key, ref in _PAIR.findall(tree.rpartition(b"]")[0].rpartition(b"]")[2])]
    if sorted(rows) != list(range(len(pages))) or pairs != sorted(pairs):
        yield "the ParentTree's keys are not in order"
    claims = [[piece.claims for piece in pieces] for pieces in pages]
    for index, found in enumerate(claims):
        owners = [int(ref) for ref in re.findall(rb"(\d+) 0 R", rows.get(index, b""))]
        wanted = {mcid: owner for claim in found for mcid, owner in claim.content.items()}
        if dict(enumerate(owners)) != wanted:
            yield f"page {index + 1}: its row of the ParentTree is not what the elements claim"
    held = {num: owner for found in claims for claim in found for num, owner in claim.annotations.items()}
    if dict(pairs) != held:
        yield "the ParentTree's annotations are not what the elements claim"


def _page_faults(index: int, pieces: Sequence[Piece], objects: Mapping[int, bytes]) -> Iterator[str]:
    body = objects[page_number(index)]
    if b"/StructParents %d/Tabs/S" % index not in body:
        yield "its key in the ParentTree or its tab order is missing"
    listed = [int(num) for num in re.findall(rb"(\d+) 0 R", body.partition(b"/Annots[")[2])]
    if listed != [num for piece in pieces for num in piece.annotations]:
        yield "its annotations are not its pieces'"


def _place_faults(page: PlacedPage) -> Iterator[str]:
    """Yield what stands over the page's edge."""
    width, height = page.size
    for placed in page.blocks:
        block = placed.block
        boxes = [element.box for element in block.elements if element.box]
        boxes += [link.box for link in block.links] + [field.box for field in block.fields]
        for box in boxes:
            left, bottom, right, top = box.shifted(placed.x, placed.y)
            if min(left, bottom) < -_SLACK or right > width + _SLACK or top > height + _SLACK:
                yield f"a box {_OVER}: {left:.1f} {bottom:.1f} {right:.1f} {top:.1f}"
        for slot in block.slots:
            left = placed.x + slot.x - slot.width * slot.align / 2
            lowest = placed.y + slot.y - (slot.lines - 1) * slot.leading
            if left < -_SLACK or left + slot.width > width + _SLACK or not 0 < lowest <= placed.y + slot.y < height:
                yield f"the slot {slot.name} {_OVER}"


def _heading_faults(document: PlacedDocument) -> Iterator[str]:
    """Yield headings that skip a level (ISO 14289-1, 7.4.2)."""
    level = 0
    for page in document.pages:
        for placed in page.blocks:
            for element in placed.block.elements:
                if element.role in HEADINGS:
                    if int(element.role[1]) > level + 1:
                        yield f"{element.role} follows {f'H{level}' if level else 'no heading'}"
                    level = int(element.role[1])


def _first(pattern: re.Pattern[bytes], body: bytes) -> bytes:
    found = pattern.search(body)
    return found[1] if found else b"-1"


def _raise(faults: list[str]) -> None:
    if faults and all(_OVER in fault for fault in faults):
        raise OverEdge("; ".join(faults))
    if faults:
        raise StructureFault("; ".join(faults))
