"""Stands one block on a page: its content, structure elements and annotations as finished PDF objects.

In: a `Block` and the `Spot` where it goes. Out: a `Piece`. Never true afterwards: that a piece depends on anything but
these two; so pieces are kept and used again for other selections of blocks.

A marked-content sequence is a stretch of a page's content that belongs to one structure element. The two know each
other by the MCID, a number within the page: the element lists it among its kids, and the ParentTree leads from page
and MCID back to the element (ISO 32000-1, 14.7.4).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from handouts.pdf.syntax import number, numbers, stream, text_string
from handouts.press.fields import close_field, open_field
from handouts.press.numbering import DOCUMENT
from handouts.press.parts import Part
from handouts.press.plate import FieldRow, SlotRow

if TYPE_CHECKING:
    from collections.abc import Iterable

    from handouts.pdf.block import Block, Element, Field, LinkArea, Run, Slot
    from handouts.press.lint.piece import Claims
    from handouts.press.plate import RunRow


class Spot(NamedTuple):
    """Where a block stands: page object, first own object number, first MCID, its bottom left corner.

    Lengths are in hundredths of a point. Each block's content moves the page's origin on from the block before it by
    (`dx`, `dy`), so that equal steps give equal streams. `opens`, `closes`: the page's content begins or ends with it.
    """

    page: int
    base: int
    x: int
    y: int
    mcid: int
    dx: int
    dy: int
    opens: bool
    closes: bool

    @property
    def content_key(self) -> tuple[int, ...]:
        """What of a spot the content stream depends on."""
        return self[4:]


class Piece:
    """A block's share of the file.

    `part` is an object stream of its elements and annotations (`objects`), and `content`, its content stream, under
    `content_number`. `mcids` are its own of the page. As source, to be joined with other pieces': `roots` names its
    topmost elements, `parents` the owners of its MCIDs in order, `links_back` the ParentTree's (key, owner) pairs of
    its annotations, `widgets` and `annotated` its fields and all its annotations. `slots` and `typed` take a client's
    words. `claims` is what the lint read.
    """

    __slots__ = (
        "annotated", "annotations", "claims", "content", "content_number", "links_back", "mcids", "objects", "parents",
        "part", "roots", "slots", "typed", "widgets",
    )  # fmt: skip

    claims: Claims

    def __init__(self, block: Block, spot: Spot, content: bytes) -> None:
        element, annotation = spot.base + 2, spot.base + 2 + len(block.elements)
        self.objects = _write_elements(block, spot)
        self.objects += _write_links(block, spot, annotation)
        heads = _open_fields(block, spot, annotation + len(block.links))
        self.objects += [
            (num, close_field(head, field.kind)) for (num, head), field in zip(heads, block.fields, strict=True)
        ]
        self.content, self.content_number = content, spot.base + 1
        self.part = Part([(self.content_number, content)], spot.base, self.objects)
        self.mcids = range(spot.mcid, spot.mcid + len(block.owners))
        self.parents = references([element + owner for owner in block.owners])
        owners = [link.element for link in block.links] + [field.element for field in block.fields]
        self.annotations = range(annotation, annotation + len(owners))
        self.annotated = references(self.annotations)
        self.widgets = references(self.annotations[len(block.links) :])
        self.links_back = b"".join([
            b"%d %d 0 R " % (own, element + owner) for own, owner in zip(self.annotations, owners, strict=True)
        ])  # fmt: skip
        self.roots = references([element + at for at, found in enumerate(block.elements) if found.parent < 0])
        self.slots = [_slot_row(slot, spot) for slot in block.slots]
        self.typed = [
            _field_row(field, field.slot, *head) for head, field in zip(heads, block.fields, strict=True) if field.slot
        ]


def references(nums: Iterable[int]) -> bytes:
    """Return references to objects, spaces between them."""
    return b" ".join([b"%d 0 R" % num for num in nums])


def count_objects(block: Block) -> int:
    """Return how many elements and annotations the block has."""
    return len(block.elements) + len(block.links) + len(block.fields)


def write_content(block: Block, spot: Spot) -> bytes:
    """Return the block's content stream, its own code with the page's MCIDs in it, in a graphics state of its own."""
    opening = "q " if spot.opens else ""
    step = f"{opening}1 0 0 1 {number(spot.dx / 100)} {number(spot.dy / 100)} cm q\n".encode("ascii")
    body = b"".join([b"%d" % (spot.mcid + part) if isinstance(part, int) else part for part in block.content])
    return stream(b"", step + body + (b"\nQ Q\n" if spot.closes else b"\nQ\n"))


def _write_elements(block: Block, spot: Spot) -> list[tuple[int, bytes]]:
    first = spot.base + 2
    written = []
    for at, element in enumerate(block.elements):
        parent = DOCUMENT if element.parent < 0 else first + element.parent
        kids = _write_kids(element, block, spot)
        more = _write_words(element) + _write_attributes(element, spot)
        body = b"<</S/%b/P %d 0 R%b%b>>" % (element.role.encode("ascii"), parent, kids, more)
        written.append((first + at, body))
    return written


def _write_kids(element: Element, block: Block, spot: Spot) -> bytes:
    """Return /K, and /Pg where a kid is on the page itself (ISO 32000-1, Table 323)."""
    first, annotation = spot.base + 2, spot.base + 2 + len(block.elements)
    kids, on_page = [], False
    for kind, local in element.kids:
        if kind == "element":
            kids.append(b"%d 0 R" % (first + local))
            continue
        on_page = True
        kids.append(b"%d" % (spot.mcid + local) if kind == "content" else _object_reference(annotation + local))
    if not kids:
        return b""
    page = b"/Pg %d 0 R" % spot.page if on_page else b""
    if len(kids) == 1:
        return b"/K %b%b" % (kids[0], page)
    return b"/K[%b]%b" % (b" ".join(kids), page)


def _object_reference(annotation: int) -> bytes:
    return b"<</Type/OBJR/Obj %d 0 R>>" % annotation


def _write_words(element: Element) -> bytes:
    language = b"/Lang" + text_string(element.language) if element.language else b""
    return language + (b"/Alt" + text_string(element.alt) if element.alt else b"")


def _write_attributes(element: Element, spot: Spot) -> bytes:
    """Return /A (ISO 32000-1, 14.7.5): the element's own attribute dictionaries, and its place on the page."""
    box = b""
    if element.box:
        box = b"<</O/Layout/BBox[%b]>>" % _box(element.box, spot)
    return b"/A[%b%b]" % (element.attributes, box) if box or element.attributes else b""


def _box(box: tuple[float, float, float, float], spot: Spot) -> bytes:
    dx, dy = spot.x / 100, spot.y / 100
    return numbers((box[0] + dx, box[1] + dy, box[2] + dx, box[3] + dy)).encode("ascii")


def _write_links(block: Block, spot: Spot, first: int) -> list[tuple[int, bytes]]:
    return [(first + at, _write_link(link, spot, first + at)) for at, link in enumerate(block.links)]


def _write_link(link: LinkArea, spot: Spot, own: int) -> bytes:
    """Return a link annotation, printed (F 4: ISO 19005-2, 6.3.2) and described (ISO 14289-1, 7.18.5)."""
    head = b"<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect[%b]/StructParent %d" % (_box(link.box, spot), own)
    address, contents = text_string(link.address), text_string(link.contents)
    return head + b"/A<</S/URI/URI%b>>/Contents%b>>" % (address, contents)


def _open_fields(block: Block, spot: Spot, first: int) -> list[tuple[int, bytes]]:
    """Return the widgets but for their ends.

    A name is one field in a file: a tick's gets its number, and what is typed keeps its own, for whoever reads it out.
    """
    dx, dy = spot.x / 100, spot.y / 100
    heads = []
    for num, field in enumerate(block.fields, first):
        name = f"{field.name}-{num}" if field.kind == "tick" else field.name
        heads.append((num, open_field(field, field.box.shifted(dx, dy), name, spot.page, num)))
    return heads


def _field_row(field: Field, slot: Slot, num: int, head: bytes) -> FieldRow:
    """Return the field with the slot at its place in the field's own box."""
    left, bottom, right, top = field.box
    row = SlotRow(
        slot.name,
        round(slot.x - left, 2),
        round(slot.y - bottom, 2),
        slot.width,
        _run_row(slot.run),
        slot.align,
        slot.lines,
        slot.leading,
        slot.least,
        None,
        0.0,
        "",
        0.0,
        slot.rises,
    )
    return FieldRow(num, head.decode("latin-1"), round(right - left, 2), round(top - bottom, 2), row)


def _slot_row(slot: Slot, spot: Spot) -> SlotRow:
    """Return the slot at its place on the page, with the operator that opens its marked content."""
    if slot.content is None:
        edge = slot.role if slot.role in ("Header", "Footer") else "Header"
        opening = f"/Artifact<</Type/Pagination/Subtype/{edge}>>BDC"
    else:
        opening = f"/{slot.role}<</MCID {spot.mcid + slot.content}>>BDC"
    return SlotRow(
        slot.name,
        round(slot.x + spot.x / 100, 2),
        round(slot.y + spot.y / 100, 2),
        slot.width,
        _run_row(slot.run),
        slot.align,
        slot.lines,
        slot.leading,
        slot.least,
        _run_row(slot.unit) if slot.unit else None,
        slot.gap,
        opening,
        slot.drop,
        slot.rises,
    )


def _run_row(run: Run) -> RunRow:
    red, green, blue = [f"{part:.3f}".rstrip("0").rstrip(".") or "0" for part in run.colour]
    return run.font, run.size, f"{red} g" if red == green == blue else f"{red} {green} {blue} rg"
