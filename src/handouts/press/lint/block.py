"""What must be true of a laid-out block before it is placed: roles, alternative texts, lists, tables, marked content.

In: a `Block`. Out: complaints, in words. Never true afterwards, where there are none: a mark without an element, an
element without a mark, a picture without words.

veraPDF passes many of these faults: a forgotten text that became an artifact, a list without its numbering, a figure
whose box is empty, columns that do not add up. Source: ISO 32000-1, 14.7 and 14.8; ISO 14289-1 (PDF/UA-1), clause 7.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from handouts.pdf.block import Block, Element

HEADINGS: Final = ("H1", "H2", "H3", "H4", "H5", "H6")
ROLES: Final = frozenset([
    *HEADINGS, "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "P", "L", "LI", "Lbl", "LBody",
    "Table", "THead", "TBody", "TFoot", "TR", "TH", "TD", "Span", "Quote", "Reference", "Code", "Link",
    "Figure", "Formula", "Form",
])  # fmt: skip
"""The standard structure types we use (ISO 32000-1, 14.8.4); others would need a role map, a Note an ID."""

_PARENTS: Final[dict[str, tuple[str, ...]]] = {
    "LI": ("L",),
    "Lbl": ("LI",),
    "LBody": ("LI",),
    "THead": ("Table",),
    "TBody": ("Table",),
    "TFoot": ("Table",),
    "TR": ("Table", "THead", "TBody", "TFoot"),
    "TH": ("TR",),
    "TD": ("TR",),
    "TOCI": ("TOC",),
}
_KIDS: Final[dict[str, tuple[str, ...]]] = {
    "L": ("LI", "L", "Caption"),
    "LI": ("Lbl", "LBody"),
    "Table": ("TR", "THead", "TBody", "TFoot", "Caption"),
    "TR": ("TH", "TD"),
}
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_TOKEN: Final = re.compile(
    rb"\((?:[^\\()]|\\.)*\)|<<|>>|<[0-9A-Fa-f\s]*>|/[^\s()<>\[\]{}/%]*|[\[\]]|[^\s()<>\[\]{}/%]+", re.DOTALL
)
_DEEPEST: Final = 26  # of 28; the page's own and the block's come on top
_TEXT: Final = frozenset(b"Tj TJ ' \"".split())
_PAINTING: Final = _TEXT | frozenset(b"f F f* S s B B* b b* Do sh".split())


def complaints(block: Block) -> list[str]:
    """Return what is wrong with the block."""
    found = []
    for index, element in enumerate(block.elements):
        found += [f"{element.role} {index}: {fault}" for fault in _element_faults(block, index, element)]
    found += _table_faults(block)
    found += _ownership_faults(block)
    found += _object_faults(block)
    found += [f"slot {slot.name}: its lines run upwards" for slot in block.slots if slot.lines < 1 or slot.leading < 0]
    found += content_faults(block)
    return found


def _element_faults(block: Block, index: int, element: Element) -> Iterator[str]:
    parent = block.elements[element.parent].role if element.parent >= 0 else "Document"
    kids = [block.elements[local].role for kind, local in element.kids if kind == "element"]
    if element.role not in ROLES:
        yield "no standard structure type"
    if element.parent >= index:
        yield "stands before its parent"
    if parent not in _PARENTS.get(element.role, (parent,)):
        yield f"may not stand in {parent}"
    allowed = _KIDS.get(element.role)
    if allowed and not set(kids) <= set(allowed):
        yield f"may not hold {sorted(set(kids) - set(allowed))}"
    if "Caption" in kids[1 : -1 if element.role == "Table" else None] or kids.count("Caption") > 1:
        yield "a caption stands first and once (in a table it may stand last)"
    if "THead" in kids and ("TBody" not in kids or kids.count("THead") > 1):
        yield "a head of a table wants a body, and is one"
    if not element.kids and element.role not in ("TD", "TH"):
        yield "empty"
    if element.language and not _LANGUAGE.fullmatch(element.language):
        yield f"no language tag: {element.language!r}"
    yield from _word_faults(element, kids)


def _word_faults(element: Element, kids: list[str]) -> Iterator[str]:
    """Yield what is missing for those who hear the element or find their way by it."""
    role, printed = element.role, any(kind == "content" for kind, _ in element.kids)
    if role in ("Figure", "Formula") or (role == "Form" and printed):
        if not element.alt.strip():
            yield "no alternative text"
        if element.box is None or not (element.box.left < element.box.right and element.box.bottom < element.box.top):
            yield "no box, or an empty one"
    if role == "Form" and printed and b"/O/PrintField" not in element.attributes:
        yield "printed field without PrintField (ISO 14289-1, 7.18.4)"
    if role == "L" and "LI" in kids and b"/ListNumbering" not in element.attributes:
        yield "no ListNumbering"
    if role == "TH" and b"/Scope" not in element.attributes:
        yield "no Scope"


def _table_faults(block: Block) -> Iterator[str]:
    """Yield tables whose rows have not the same number of columns, spans counted (ISO 14289-1, 7.2)."""
    for index, table in enumerate(block.elements):
        if table.role == "Table":
            widths = {sum(row) for row in _grid(block, index)}
            if len(widths) > 1:
                yield f"Table {index}: rows of {sorted(widths)} columns"


def _grid(block: Block, table: int) -> list[list[int]]:
    """Return, row by row, how many columns each cell takes, cells that reach down from above included."""
    rows: list[list[int]] = []
    hanging: list[tuple[int, int]] = []  # (columns, rows still to come)
    for row in _rows(block, table):
        widths = [columns for columns, _ in hanging]
        hanging = [(columns, left - 1) for columns, left in hanging if left > 1]
        for kind, local in row.kids:
            if kind == "element":
                columns, depth = (_span(block.elements[local], name) for name in (b"ColSpan", b"RowSpan"))
                widths.append(columns)
                if depth > 1:
                    hanging.append((columns, depth - 1))
        rows.append(widths)
    return rows


def _rows(block: Block, parent: int) -> Iterator[Element]:
    for kind, local in block.elements[parent].kids:
        if kind == "element":
            if block.elements[local].role == "TR":
                yield block.elements[local]
            else:
                yield from _rows(block, local)


def _span(cell: Element, name: bytes) -> int:
    found = re.search(rb"/%b (\d+)" % name, cell.attributes)
    return int(found[1]) if found else 1


def _ownership_faults(block: Block) -> Iterator[str]:
    """Yield where elements, their kids, and the owners of marked content do not agree."""
    held: Counter[tuple[str, int]] = Counter(kid for element in block.elements for kid in element.kids)
    for kid, times in held.items():
        if times > 1:
            yield f"{kid[0]} {kid[1]} is held {times} times"
    for index, element in enumerate(block.elements):
        if element.parent >= 0 and ("element", index) not in block.elements[element.parent].kids:
            yield f"{element.role} {index}: not among its parent's kids"
        for kind, local in element.kids:
            if kind == "element" and block.elements[local].parent != index:
                yield f"{element.role} {index}: holds {local}, whose parent is another"
            if kind == "content" and not (local < len(block.owners) and block.owners[local] == index):
                yield f"{element.role} {index}: holds content {local}, which another owns"
    for local, owner in enumerate(block.owners):
        if ("content", local) not in block.elements[owner].kids:
            yield f"content {local}: not among its owner's kids"


def _object_faults(block: Block) -> Iterator[str]:
    """Yield links and fields whose element does not hold them, or that say nothing."""
    owners = [(link.element, "Link", link.contents) for link in block.links]
    owners += [(field.element, "Form", field.tooltip) for field in block.fields]
    for local, (owner, role, words) in enumerate(owners):
        element = block.elements[owner]
        if ("object", local) not in element.kids:
            yield f"annotation {local}: not among its element's kids"
        if element.role != role:
            yield f"annotation {local}: belongs to {element.role}, not to a {role}"
        if not words.strip():
            yield f"annotation {local}: says nothing of itself"
    for element in block.elements:
        for kind, local in element.kids:
            if kind == "object" and local >= len(owners):
                yield f"{element.role}: holds annotation {local}, which is not there"
    for field in block.fields:
        if "." in field.name or not field.name:
            yield f"field {field.name!r}: a name has no dot (ISO 32000-1, 12.7.3.2) and is not empty"


def content_faults(block: Block) -> list[str]:
    """Return what is wrong with the block's own code: marks out of balance, paint outside them, unknown fonts."""
    code = b"".join([b"%d" % part if isinstance(part, int) else part for part in block.content])
    marks = _Marks(block)
    operands: list[bytes] = []
    for found in _TOKEN.finditer(code):
        token = found[0]
        if token[:1] in b"(</[]>+-.0123456789" or token in (b"true", b"false", b"null"):
            operands.append(token)
        else:
            marks.take(token, operands)
            operands = []
    return marks.finish()


class _Marks:
    """Walks through content operators and keeps what is open."""

    def __init__(self, block: Block) -> None:
        self.block = block
        self.faults: list[str] = []
        self.open: list[tuple[bytes, bool]] = []  # (tag, whether it has an MCID)
        self.states: list[bytes] = []  # q and BT, in order
        self.is_edge = False  # whether the last artifact begun is a running header or footer
        self.marks_at_text = 0
        self.met: Counter[int] = Counter()
        self.fonts = {key.encode("ascii") for key, _ in block.glyphs}
        self.names = {resource.name.encode("ascii") for resource in block.resources}

    def take(self, operator: bytes, operands: Sequence[bytes]) -> None:
        if operator in (b"BDC", b"BMC"):
            self._begin(operands)
        elif operator == b"EMC":
            if not self.open:
                self.faults.append("EMC without a beginning")
            else:
                self.open.pop()
        elif operator in (b"q", b"BT"):
            self.states.append(operator)
            self.marks_at_text = len(self.open)
            if len(self.states) > _DEEPEST:
                self.faults.append("graphics states too deep (ISO 19005-2, 6.1.13)")
        elif operator in (b"Q", b"ET"):
            self._end(operator)
        elif operator == b"Tf" and operands[0][1:] not in self.fonts:
            self.faults.append(f"font {operands[0].decode('latin-1')} has no glyphs listed")
        elif operator == b"Do" and operands[0][1:] not in self.names:
            self.faults.append(f"{operands[0].decode('latin-1')} is not among the resources")
        elif operator == b"BI":
            self.faults.append("an inline image: pictures are resources")
        if operator in _PAINTING and not self.open:
            self.faults.append(f"{operator.decode()} outside marked content")
        elif operator in _TEXT and self.open[-1][0] == b"Artifact" and not self.is_edge:
            self.faults.append("text in an artifact that is neither header nor footer (ISO 14289-1, 7.8)")

    def _begin(self, operands: Sequence[bytes]) -> None:
        tag, mcid = operands[0][1:], operands.index(b"/MCID") if b"/MCID" in operands else 0
        if mcid:
            self._own(tag, int(operands[mcid + 1]))
        elif tag != b"Artifact" and not any(has for _, has in self.open):
            self.faults.append(f"{tag.decode('latin-1')} without an MCID")
        if self.open and (mcid or tag == b"Artifact" or self.open[-1][0] == b"Artifact"):
            self.faults.append(f"{tag.decode('latin-1')} inside {self.open[-1][0].decode('latin-1')}")
        if tag == b"Artifact":
            self.is_edge = b"/Pagination" in operands and not {b"/Header", b"/Footer"}.isdisjoint(operands)
        self.open.append((tag, bool(mcid)))

    def _own(self, tag: bytes, local: int) -> None:
        self.met[local] += 1
        if local >= len(self.block.owners):
            self.faults.append(f"content {local} has no owner")
        elif self.block.elements[self.block.owners[local]].role.encode("ascii") != tag:
            self.faults.append(f"content {local} is tagged {tag.decode('latin-1')}, its owner is not")

    def _end(self, operator: bytes) -> None:
        wanted = b"q" if operator == b"Q" else b"BT"
        if not self.states or self.states.pop() != wanted:
            self.faults.append(f"{operator.decode()} without its {wanted.decode()}")
        elif operator == b"ET" and len(self.open) != self.marks_at_text:
            self.faults.append("marked content begins or ends across ET")

    def finish(self) -> list[str]:
        """Return the faults, with what stayed open and what never came."""
        if self.open:
            self.faults.append(f"{len(self.open)} marked contents left open")
        if self.states:
            self.faults.append(f"left open: {b' '.join(self.states).decode()}")
        for slot in self.block.slots:
            if slot.content is not None:
                self.met[slot.content] += 1
                if self.block.elements[self.block.owners[slot.content]].role != slot.role:
                    self.faults.append(f"slot {slot.name}: {slot.role} is not its owner's role")
        for local in range(len(self.block.owners)):
            if self.met[local] != 1:
                self.faults.append(f"content {local} occurs {self.met[local]} times")
        return self.faults
