"""Plates and blocks as bytes, and back.

In: values. Out: a JSON head and raw bytes behind it. Never true afterwards: that reading runs anything, as unpickling
would: a cache folder may be shared. What does not read back as it should raises one of `DAMAGED`, which the
store takes for a miss.
"""

from __future__ import annotations

import json

from handouts.press.plate import FieldRow, Letters, Plate, SlotRow

TYPE_CHECKING = False  # typing would be imported for nothing else
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from handouts.pdf.block import Block, Element, Field, Resource, Slot

DAMAGED = (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError)
_HEAD = 10  # digits of the head's length


def write_plate(plate: Plate) -> bytes:
    """Return a plate as bytes; what was remembered with it is left behind."""
    head = {
        "xref_at": plate.xref_at,
        "size": plate.size,
        "key": plate.key,
        "pages": [[slot.columns() for slot in page] for page in plate.pages],
        "fields": [[row.num, row.head, row.width, row.height, row.slot.columns()] for row in plate.fields],
        "letters": [[key, found.characters, found.glyphs, found.wide] for key, found in plate.letters.items()],
        "font_names": plate.font_names,
        "chains": plate.chains,
    }
    return _join(head, plate.prefix)


def read_plate(data: bytes) -> Plate:
    """Return the plate that `write_plate` wrote."""
    head, prefix = _split(data)
    return Plate(
        prefix=prefix,
        xref_at=head["xref_at"],
        size=head["size"],
        key=head["key"],
        pages=[[SlotRow(*columns) for columns in page] for page in head["pages"]],
        fields=[FieldRow(num, start, wide, high, SlotRow(*slot)) for num, start, wide, high, slot in head["fields"]],
        letters={row[0]: Letters(*row) for row in head["letters"]},
        font_names=head["font_names"],
        chains=head["chains"],
    )


def write_block(block: Block) -> bytes:
    """Return a block as bytes."""
    raw: list[bytes] = []

    def keep(data: bytes) -> int:
        raw.append(data)
        return len(data)

    head = {
        "size": [block.width, block.height],
        "content": [part if isinstance(part, int) else [keep(part)] for part in block.content],
        "elements": [
            [found.role, found.parent, found.kids, found.alt, found.language, keep(found.attributes), found.box]
            for found in block.elements
        ],
        "owners": block.owners,
        "links": [[link.box, link.address, link.contents, link.element] for link in block.links],
        "fields": [
            [f.kind, f.box, f.name, f.tooltip, f.element, f.size, f.slot and _slot_columns(f.slot)]
            for f in block.fields
        ],
        "slots": [_slot_columns(slot) for slot in block.slots],
        "glyphs": block.glyphs,
        "resources": [_resource_columns(resource, keep) for resource in block.resources],
    }
    return _join(head, b"".join(raw))


def _slot_columns(slot: Slot) -> list[object]:
    runs = [run and [run.font, run.size, run.colour] for run in (slot.run, slot.unit)]
    place = [
        slot.name,
        slot.x,
        slot.y,
        slot.width,
        slot.align,
        slot.lines,
        slot.leading,
        slot.least,
        slot.gap,
        slot.drop,
        slot.rises,
    ]
    return [*runs, *place, slot.role, slot.content]


def _resource_columns(resource: Resource, keep: Callable[[bytes], int]) -> list[object]:
    from handouts.pdf.block import Form  # noqa: PLC0415 - a stored plate is read without it

    if isinstance(resource, Form):
        return ["form", resource.name, resource.box, keep(resource.content), keep(resource.resources)]
    picture = [resource.name, resource.width, resource.height, resource.colours, resource.filter, resource.mask]
    return ["picture", *picture, keep(resource.data), keep(resource.predictor)]


def read_block(data: bytes) -> Block:
    """Return the block that `write_block` wrote."""
    from handouts.pdf.block import Block, LinkArea  # noqa: PLC0415 - plates are read without it
    from handouts.units import Rect  # noqa: PLC0415 - same

    head, raw = _split(data)
    take = _Taker(raw)
    width, height = head["size"]
    return Block(
        width=width,
        height=height,
        content=tuple([part if isinstance(part, int) else take(part[0]) for part in head["content"]]),
        elements=tuple([_read_element(row, take) for row in head["elements"]]),
        owners=tuple(head["owners"]),
        links=tuple([LinkArea(Rect(*box), *more) for box, *more in head["links"]]),
        fields=tuple([_read_field(row) for row in head["fields"]]),
        slots=tuple([_read_slot(row) for row in head["slots"]]),
        glyphs=tuple([(key, tuple(used)) for key, used in head["glyphs"]]),
        resources=tuple([_read_resource(row, take) for row in head["resources"]]),
    )


class _Taker:
    """Takes the raw parts in the order in which they were kept."""

    def __init__(self, raw: bytes) -> None:
        self._raw, self._at = raw, 0

    def __call__(self, length: int) -> bytes:
        start, self._at = self._at, self._at + length
        if not start <= self._at <= len(self._raw):
            raise ValueError("a part lies beyond the end")
        return self._raw[start : self._at]


def _read_element(row: list[Any], take: _Taker) -> Element:
    from handouts.pdf.block import Element  # noqa: PLC0415 - see read_block
    from handouts.units import Rect  # noqa: PLC0415 - same

    role, parent, kids, alt, language, attributes, box = row
    pairs = tuple([(kind, local) for kind, local in kids])
    return Element(role, parent, pairs, alt, language, take(attributes), Rect(*box) if box else None)


def _read_field(row: list[Any]) -> Field:
    from handouts.pdf.block import Field  # noqa: PLC0415 - see read_block
    from handouts.units import Rect  # noqa: PLC0415 - same

    kind, box, name, tooltip, element, size, slot = row
    return Field(kind, Rect(*box), name, tooltip, element, size, slot and _read_slot(slot))


def _read_slot(row: list[Any]) -> Slot:
    from handouts.pdf.block import Run, Slot  # noqa: PLC0415 - see read_block

    run, unit = [found and Run(found[0], found[1], tuple(found[2])) for found in row[:2]]
    name, x, y, width, align, lines, leading, least, gap, drop, rises, role, content = row[2:]
    return Slot(name, x, y, width, run, align, lines, leading, least, unit, gap, role, content, drop, rises)


def _read_resource(row: list[Any], take: _Taker) -> Resource:
    from handouts.pdf.block import Form, Picture  # noqa: PLC0415 - see read_block
    from handouts.units import Rect  # noqa: PLC0415 - same

    kind, name, *more = row
    if kind == "form":
        box, content, resources = more
        return Form(name, Rect(*box), take(content), take(resources))
    width, height, colours, encoding, mask, data, predictor = more
    return Picture(name, width, height, colours, encoding, take(data), mask, take(predictor))


def _join(head: dict[str, object], raw: bytes) -> bytes:
    spelled = json.dumps(head, separators=(",", ":")).encode("ascii")
    return b"%0*d%b%b" % (_HEAD, len(spelled), spelled, raw)


def _split(data: bytes) -> tuple[dict[str, Any], bytes]:
    end = _HEAD + int(data[:_HEAD])
    head = json.loads(data[_HEAD:end])
    if not isinstance(head, dict):
        raise TypeError("the head is not an object")
    return head, data[end:]
