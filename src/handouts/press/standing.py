"""Standing blocks: what is known of a block, and every piece made of it, kept for the next plate.

In: a `Block`, looked over once. Out: what the assembler asks of it, and its `Piece` at any `Spot`. Never true
afterwards: that a block with a fault came onto a page, or that what is kept changes what is made. (Printers keep type
standing that they will print from again.)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.press.foundry import bits
from handouts.press.lint import raise_faults
from handouts.press.lint.block import HEADINGS, complaints
from handouts.press.lint.piece import check_piece
from handouts.press.place import Piece, count_objects, write_content
from handouts.units import Rect

if TYPE_CHECKING:
    from collections.abc import Iterable

    from handouts.pdf.block import Block, Slot
    from handouts.press.place import Spot


class Standing:
    """A block, checked: raises StructureFault where it is not what it should be (our bug).

    `glyphs` are (font key, bits) of its own text, `slot_fonts` the fonts of its slots, `field_kinds` the kinds of its
    form fields, `headings` the levels of its headings in order. `objects` and `contents` are how many elements and
    annotations, and how many MCIDs it takes. `reach` is the box round all its boxes, `slot_reach` the one round its
    slots, from baseline to baseline; both None where there are none. `pieces` are those made so far, by spot.
    """

    __slots__ = (
        "_contents", "block", "contents", "field_kinds", "glyphs", "headings", "objects", "pieces", "reach",
        "slot_fonts", "slot_reach",
    )  # fmt: skip

    def __init__(self, block: Block) -> None:
        raise_faults(complaints(block))
        self.block = block
        self.objects, self.contents = count_objects(block), len(block.owners)
        self.glyphs = [(key, bits(used)) for key, used in block.glyphs]
        slots = [*block.slots, *[field.slot for field in block.fields if field.slot]]
        runs = [run for slot in slots for run in (slot.run, slot.unit) if run]
        self.slot_fonts = frozenset([run.font for run in runs])
        self.field_kinds = frozenset([field.kind for field in block.fields])
        self.headings = [int(element.role[1]) for element in block.elements if element.role in HEADINGS]
        self.reach = _around([
            *[element.box for element in block.elements if element.box],
            *[link.box for link in block.links],
            *[field.box for field in block.fields],
        ])  # fmt: skip
        self.slot_reach = _around([_slot_box(slot) for slot in slots])
        self.pieces: dict[tuple[int, ...], Piece] = {}
        self._contents: dict[tuple[int, ...], bytes] = {}

    def place(self, spot: Spot) -> Piece:
        """Return the piece at the spot, made and checked now."""
        content = self._contents.get(spot.content_key)
        if content is None:
            content = self._contents[spot.content_key] = write_content(self.block, spot)
        piece = self.pieces[spot] = Piece(self.block, spot, content)
        piece.claims = check_piece(piece)
        return piece


def _slot_box(slot: Slot) -> Rect:
    """Return the slot from its last line's baseline to its first one's."""
    left = slot.x - slot.width * slot.align / 2
    return Rect(left, slot.y - (slot.lines - 1) * slot.leading, left + slot.width, slot.y)


def _around(boxes: Iterable[Rect]) -> Rect | None:
    """Return the smallest box that holds them all."""
    sides = [*zip(*boxes, strict=True)]
    return Rect(min(sides[0]), min(sides[1]), max(sides[2]), max(sides[3])) if sides else None
