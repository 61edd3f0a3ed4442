"""Stands one block on a page: its content, structure elements and annotations as finished PDF objects.

In: a `Block` and the `Spot` where it goes. Out: a `Piece`. Never true afterwards: that a piece depends on anything but
these two; so pieces are kept and used again for other selections of blocks.

A marked-content sequence is a stretch of a page's content that belongs to one structure element. The two know each
other by the MCID, a number within the page: the element lists it among its kids, and the ParentTree leads from page
and MCID back to the element (ISO 32000-1, 14.7.4).
"""

from __future__ import annotations

from handouts.pdf.syntax import indirect, number, numbers, object_stream, pack_entry, stream, text_string
from handouts.press.fields import write_field
from handouts.press.numbering import DOCUMENT
from handouts.press.plate import SlotRow

TYPE_CHECKING = False  # typing would be imported for nothing else
if TYPE_CHECKING:
    from handouts.pdf.block import Block, Element, LinkArea, Run, Slot
    from handouts.press.lint import Claims
    from handouts.press.plate import RunRow


class Spot:
    """Where a block stands: page object, first own object number, first MCID, its bottom left corner.

    Corners are in hundredths of a point. Each block's content moves the page's origin on from the block before it
    (`before`), so that equal steps give equal streams. `opens` and `closes`: the page's content begins or ends with it.
    """

    __slots__ = ("base", "before", "closes", "corner", "mcid", "opens", "page")

    def __init__(self, page: int, base: int, mcid: int, corner: tuple[int, int], before: tuple[int, int]) -> None:
        self.page, self.base, self.mcid = page, base, mcid
        self.corner, self.before = corner, before
        self.opens = self.closes = False

    def key(self) -> tuple[int, ...]:
        return (self.page, self.base, *self.corner, *self.content_key())

    def content_key(self) -> tuple[int, ...]:
        step = (self.corner[0] - self.before[0], self.corner[1] - self.before[1])
        return (self.mcid, *step, self.opens, self.closes)


class Piece:
    """A block's share of the file.

    `chunk` is whole objects: an object stream of `members` elements and annotations (none: no such stream), and from
    `content_at` on the content stream; `entries` are the members' packed cross-reference entries. `parents` are the
    ParentTree's references for this block's MCIDs, `annotation_parents` its (key, reference) pairs for annotations;
    `content` is the finished content stream. `claims` is what the lint read from it.
    """

    __slots__ = (
        "annotation_parents",
        "annotations",
        "chunk",
        "claims",
        "content",
        "content_at",
        "entries",
        "fields",
        "members",
        "objects",
        "parents",
        "roots",
        "slots",
    )

    claims: Claims

    def __init__(self, block: Block, spot: Spot, content: bytes) -> None:
        base = spot.base
        element, annotation = base + 2, base + 2 + len(block.elements)
        self.objects = _write_elements(block, spot)
        self.objects += _write_links(block, spot, annotation)
        self.objects += _write_fields(block, spot, annotation + len(block.links))
        self.members = len(self.objects)
        listed = object_stream(base, self.objects) if self.objects else b""
        self.content, self.content_at = content, len(listed)
        self.chunk = listed + indirect(base + 1, content)
        self.entries = b"".join([pack_entry(2, base, index) for index in range(self.members)])
        self.parents = b" ".join([b"%d 0 R" % (element + owner) for owner in block.owners])
        owners = [link.element for link in block.links] + [field.element for field in block.fields]
        self.annotations = range(annotation, annotation + len(owners))
        self.annotation_parents = b"".join([
            b"%d %d 0 R " % (own, element + owner) for own, owner in zip(self.annotations, owners, strict=True)
        ])  # fmt: skip
        self.fields = self.annotations[len(block.links) :]
        self.roots = [element + at for at, found in enumerate(block.elements) if found.parent < 0]
        self.slots = [_slot_row(slot, spot) for slot in block.slots]


def count_objects(block: Block) -> int:
    """Return how many elements and annotations the block has."""
    return len(block.elements) + len(block.links) + len(block.fields)


def write_content(block: Block, spot: Spot) -> bytes:
    """Return the block's content stream, its own code with the page's MCIDs in it, in a graphics state of its own."""
    dx, dy = (spot.corner[axis] - spot.before[axis] for axis in (0, 1))
    step = f"{'q ' if spot.opens else ''}1 0 0 1 {number(dx / 100)} {number(dy / 100)} cm q\n".encode("ascii")
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
    dx, dy = spot.corner[0] / 100, spot.corner[1] / 100
    return numbers((box[0] + dx, box[1] + dy, box[2] + dx, box[3] + dy)).encode("ascii")


def _write_links(block: Block, spot: Spot, first: int) -> list[tuple[int, bytes]]:
    return [(first + at, _write_link(link, spot, first + at)) for at, link in enumerate(block.links)]


def _write_link(link: LinkArea, spot: Spot, own: int) -> bytes:
    """Return a link annotation, printed (F 4: ISO 19005-2, 6.3.2) and described (ISO 14289-1, 7.18.5)."""
    head = b"<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect[%b]/StructParent %d" % (_box(link.box, spot), own)
    address, contents = text_string(link.address), text_string(link.contents)
    return head + b"/A<</S/URI/URI%b>>/Contents%b>>" % (address, contents)


def _write_fields(block: Block, spot: Spot, first: int) -> list[tuple[int, bytes]]:
    """Return the widgets; a name is one field in a file, so the number makes it one of its own."""
    dx, dy = spot.corner[0] / 100, spot.corner[1] / 100
    return [
        (first + at, write_field(field, field.box.shifted(dx, dy), f"{field.name}-{first + at}", spot.page, first + at))
        for at, field in enumerate(block.fields)
    ]


def _slot_row(slot: Slot, spot: Spot) -> SlotRow:
    """Return the slot at its place on the page, with the operator that opens its marked content."""
    if slot.content is None:
        edge = slot.role if slot.role in ("Header", "Footer") else "Header"
        opening = f"/Artifact<</Type/Pagination/Subtype/{edge}>>BDC"
    else:
        opening = f"/{slot.role}<</MCID {spot.mcid + slot.content}>>BDC"
    return SlotRow(
        slot.name,
        round(slot.x + spot.corner[0] / 100, 2),
        round(slot.y + spot.corner[1] / 100, 2),
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
    )


def _run_row(run: Run) -> RunRow:
    red, green, blue = [f"{part:.3f}".rstrip("0").rstrip(".") or "0" for part in run.colour]
    return run.font, run.size, f"{red} g" if red == green == blue else f"{red} {green} {blue} rg"
