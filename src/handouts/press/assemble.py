"""Makes a plate: a selection of laid-out blocks as the pages of a complete tagged PDF.

In: a `PlacedDocument` and the fonts. Out: a `Plate`, checked by the structure lint. Never true afterwards: that a plate
depends on what was assembled before (what is kept is kept under everything it depends on).

The file in its order: what the document says of itself, fonts, blocks, forms and pictures, fields, the document's own
objects. All but the last were packed when they were first wanted; a further selection of known blocks costs a look at
each, its own few objects, and the check that they fit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from handouts.pdf.srgb import srgb_profile
from handouts.pdf.syntax import QUICK, stream
from handouts.press import numbering as at
from handouts.press.document import write_document
from handouts.press.fields import field_streams
from handouts.press.foundry import Foundry
from handouts.press.lint.plate import check_plate
from handouts.press.metadata import write_catalog, write_info, write_xmp
from handouts.press.parts import File, Part, Shared
from handouts.press.place import Spot
from handouts.press.plate import Plate
from handouts.press.resources import write_resource
from handouts.press.standing import Standing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handouts.pdf.block import About, Block, PlacedDocument, PlacedPage, Resource
    from handouts.press.foundry import FontSource, Typecase
    from handouts.press.place import Piece

_KEPT: Final = 4096  # pieces kept by an assembler: some 20 MB
_MOST_ABOUTS: Final = 256  # kept; each is some 2 kB


def assemble(document: PlacedDocument, fonts: FontSource) -> Plate:
    """Return the plate of a document. Whoever assembles many keeps an `Assembler`.

    Raises StructureFault where the blocks are not what they should be (our bug).
    """
    return Assembler(fonts).assemble(document)


class Assembler:
    """Assembles documents in one set of fonts, keeping what plates share."""

    def __init__(self, fonts: FontSource) -> None:
        self.foundry = Foundry(fonts)
        self._standing: dict[int, Standing] = {}
        self._made = 0
        self._abouts: dict[tuple[About, bool], Part] = {}
        self._resources: dict[str, tuple[Resource, Shared]] = {}
        self._field_streams: dict[bool, Part] = {}
        self._profile = stream(b"/N 3", srgb_profile())

    def assemble(self, document: PlacedDocument) -> Plate:
        """Return the plate of a document, checked."""
        pages = [[self._standing_of(placed.block) for placed in page.blocks] for page in document.pages]
        blocks = [standing for page in pages for standing in page]
        typed = _typed(blocks)
        case = self._typecase(blocks)
        pieces, following = self._place(document, pages)
        file = File()
        file.add(self._about(document.about, with_fields=typed is not None))
        file.add(case.part)
        for piece in [piece for drawn in pieces for piece in drawn]:
            file.add(piece.part)
        names = self._add_resources(file, blocks, following)
        if typed is not None:
            file.add(self._fields(typed=typed))
        objects = write_document(document, pieces, following, names, typed=typed)
        check_plate(document, pages, pieces, dict(objects))
        file.add(Part([], at.DOCUMENT_STREAM, objects, level=QUICK))
        return _finish(file, case, pieces)

    # -- blocks

    def pieces(self, document: PlacedDocument) -> list[list[Piece]]:
        """Return each page's blocks as they stand in the document's own plate, in the order they are drawn."""
        pages = [[self._standing_of(placed.block) for placed in page.blocks] for page in document.pages]
        return self._place(document, pages)[0]

    def _standing_of(self, block: Block) -> Standing:
        found = self._standing.get(id(block))
        if found is None:
            found = self._standing[id(block)] = Standing(block)  # holds the block: no other gets its id
        return found

    def _place(self, document: PlacedDocument, pages: Sequence[Sequence[Standing]]) -> tuple[list[list[Piece]], int]:
        """Return each page's pieces, and the lowest number that no block has."""
        base = at.first_block(len(pages))
        found = []
        for index, (page, blocks) in enumerate(zip(document.pages, pages, strict=True)):
            drawn, base = self._place_page(page, blocks, at.page_number(index), base)
            found.append(drawn)
        return found, base

    def _place_page(
        self, page: PlacedPage, blocks: Sequence[Standing], page_object: int, base: int
    ) -> tuple[list[Piece], int]:
        """Return a page's pieces, with numbers from `base` on, and where the next ones begin."""
        drawn, mcid, x, y = [], 0, 0, 0
        closing = -1 if any(standing.block.slots for standing in blocks) else len(blocks) - 1
        for index, (placed, standing) in enumerate(zip(page.blocks, blocks, strict=True)):
            left, bottom = round(placed.x * 100), round(placed.y * 100)
            spot = (page_object, base, left, bottom, mcid, left - x, bottom - y, index == 0, index == closing)
            drawn.append(standing.pieces.get(spot) or self._place_anew(standing, Spot(*spot)))
            base = at.next_block(base, standing.objects)
            mcid += standing.contents
            x, y = left, bottom
        return drawn, base

    def _place_anew(self, standing: Standing, spot: Spot) -> Piece:
        self._made += 1
        if self._made > _KEPT:
            self._standing.clear()
            self._made = 0
        return standing.place(spot)

    # -- what plates share

    def _about(self, about: About, *, with_fields: bool) -> Part:
        """Return what a document says of itself; packed, which PDF/A-2 allows, as no client's word is in it."""
        found = self._abouts.get((about, with_fields))
        if found is None:
            if len(self._abouts) >= _MOST_ABOUTS:
                self._abouts.clear()
            found = self._abouts[about, with_fields] = Part([
                (at.CATALOG, write_catalog(about, with_fields=with_fields)),
                (at.INFO, write_info(about)),
                (at.XMP, stream(b"/Type/Metadata/Subtype/XML", write_xmp(about))),
                (at.PROFILE, self._profile),
            ])  # fmt: skip
        return found

    def typecase(self, document: PlacedDocument) -> Typecase:
        """Return the fonts of the document's own plate."""
        return self._typecase([self._standing_of(placed.block) for page in document.pages for placed in page.blocks])

    def _typecase(self, blocks: Sequence[Standing]) -> Typecase:
        """Return the fonts that the blocks' text and slots use."""
        glyphs: dict[str, int] = {}
        slot_fonts: set[str] = set()
        for standing in blocks:
            slot_fonts |= standing.slot_fonts
            for key, used in standing.glyphs:
                glyphs[key] = glyphs.get(key, 0) | used
        for key in slot_fonts:
            glyphs[key] = glyphs.get(key, 0) | self.foundry.base(key)
        return self.foundry.typecase(glyphs, frozenset(slot_fonts))

    def _add_resources(self, file: File, blocks: Sequence[Standing], first: int) -> dict[str, int]:
        """Store each form and picture once; return their object numbers by name."""
        found = {resource.name: resource for standing in blocks for resource in standing.block.resources}
        numbers = {name: num for num, name in enumerate(found, first)}
        file.add_shared(first, [self._shared(resource, numbers) for resource in found.values()])
        return numbers

    def _shared(self, resource: Resource, numbers: dict[str, int]) -> Shared:
        if getattr(resource, "mask", ""):  # it names the mask by its number
            return Shared(write_resource(resource, numbers))
        kept = self._resources.get(resource.name)
        if kept is None or (kept[0] is not resource and kept[0] != resource):
            if len(self._resources) >= _KEPT:
                self._resources.clear()
            kept = self._resources[resource.name] = resource, Shared(write_resource(resource, numbers))
        return kept[1]

    def _fields(self, *, typed: bool) -> Part:
        """Return what form fields share."""
        if typed not in self._field_streams:
            face = self.foundry.fonts.face("R") if typed else None
            self._field_streams[typed] = Part(field_streams(face))
        return self._field_streams[typed]


def _typed(blocks: Sequence[Standing]) -> bool | None:
    """Return whether there are form fields to type in, None where there are no fields at all."""
    kinds = frozenset().union(*[standing.field_kinds for standing in blocks])
    return kinds != {"tick"} if kinds else None


def _finish(file: File, case: Typecase, pieces: Sequence[Sequence[Piece]]) -> Plate:
    """Return the plate: the file with its cross-reference section, and what sets words in its slots and fields."""
    fields = [row for drawn in pieces for piece in drawn for row in piece.typed]
    assert len(fields) <= at.MOST_LOOKS, "more fields to type in than numbers are kept for"
    key, xref_at = file.key(), file.position
    name = key.encode("ascii")
    trailer = b"/Root %d 0 R/Info %d 0 R/ID[<%b><%b>]" % (at.CATALOG, at.INFO, name, name)
    least = at.page_number(len(pieces))  # the streams of words come with the tail
    prefix, size = file.close(at.FIRST_XREF, least, trailer)
    return Plate(
        prefix=prefix,
        xref_at=xref_at,
        size=size,
        key=key,
        pages=[[slot for piece in drawn for slot in piece.slots] for drawn in pieces],
        fields=fields,
        letters=case.letters,
        font_names=case.names,
        chains=case.chains,
        memo=case.memo,
    )
