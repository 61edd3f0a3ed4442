"""Makes a plate: a selection of laid-out blocks as the pages of a complete tagged PDF.

In: a `PlacedDocument` and the fonts. Out: a `Plate`, checked by the structure lint. Never true afterwards: that a plate
depends on what was assembled before (what is kept is kept under everything it depends on).

Order of the file: header, fonts, profile, blocks, forms and pictures, the document's own objects, cross-references.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final, Protocol

from handouts.pdf.fonts import FALLBACK, SUBSTITUTES
from handouts.pdf.srgb import srgb_profile
from handouts.pdf.subset import OBJECTS_PER_FONT, write_font
from handouts.pdf.syntax import digest, indirect, join_entries, number, object_stream, pack_entry, stream, xref_stream
from handouts.press import numbering as at
from handouts.press.fields import field_streams, write_form
from handouts.press.lint import check_assembly, check_piece
from handouts.press.metadata import write_catalog, write_info, write_xmp
from handouts.press.place import Piece, Spot, count_objects, write_content
from handouts.press.plate import Letters, Plate
from handouts.press.resources import write_resource

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from handouts.pdf.block import Block, PlacedDocument, PlacedPage, Resource
    from handouts.pdf.truetype import Face

BASE_ALPHABET: Final = "".join(map(chr, range(0x20, 0x7F))) + "\u00a0°·×–—‘’“”…"
"""What a font for a client's words can always draw; all else is embedded when a word needs it.

**Why** not more: each further alphabet costs every sheet kilobytes (Latin-1 2 × 4 kB), and most names need none. Why
not what a batch needs: then one client's file would depend on the others.
"""
_HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_KEPT = 4096  # pieces and streams kept by an assembler


class FontSource(Protocol):
    """Where the faces come from: `handouts.pdf.fonts.FontSet`, or anything like it."""

    def face(self, key: str) -> Face:
        """Return the face of a font key."""

    def path(self, key: str) -> Path:
        """Return its file."""


def assemble(document: PlacedDocument, fonts: FontSource) -> Plate:
    """Return the plate of a document. Whoever assembles many keeps an `Assembler`.

    Raises StructureFault where the blocks are not what they should be (our bug).
    """
    return Assembler(fonts).assemble(document)


class _File:
    """The bytes so far, and where each object stands."""

    def __init__(self) -> None:
        self.chunks = [_HEADER]
        self.position = len(_HEADER)
        self.entries = [(0, 1, pack_entry(0, 0, 65535))]

    def add(self, num: int, body: bytes) -> None:
        self.entries.append((num, 1, pack_entry(1, self.position)))
        self._append(indirect(num, body))

    def add_listed(self, num: int, objects: list[tuple[int, bytes]]) -> None:
        """Add an object stream."""
        self.entries.append((num, 1, pack_entry(1, self.position)))
        self.entries += [(member, 1, pack_entry(2, num, index)) for index, (member, _) in enumerate(objects)]
        self._append(object_stream(num, objects))

    def add_piece(self, piece: Piece, base: int) -> None:
        content = pack_entry(1, self.position + piece.content_at)
        if piece.members:
            packed = pack_entry(1, self.position) + content + piece.entries
            self.entries.append((base, 2 + piece.members, packed))
        else:
            self.entries.append((base + 1, 1, content))
        self._append(piece.chunk)

    def _append(self, chunk: bytes) -> None:
        self.chunks.append(chunk)
        self.position += len(chunk)


class _Pages:
    """What the pages need from their pieces."""

    def __init__(self, count: int) -> None:
        self.pieces: list[list[Piece]] = []
        self.contents: list[list[int]] = []
        self.next_base = at.first_block(count)


class Assembler:
    """Assembles documents in one set of fonts, keeping placed blocks and cut fonts for the next one."""

    def __init__(self, fonts: FontSource) -> None:
        self._fonts = fonts
        self._pieces: dict[tuple[int, ...], tuple[Block, Piece]] = {}
        self._contents: dict[tuple[int, ...], tuple[Block, bytes]] = {}
        self._resources: dict[int, tuple[Resource, bytes]] = {}
        self._cut: dict[tuple[str, frozenset[int]], tuple[list[bytes], Letters]] = {}
        self._base: dict[str, frozenset[int]] = {}
        self._chains: dict[str, list[tuple[str, str]]] = {}
        self._field_streams: dict[bool, list[tuple[int, bytes]]] = {}
        self._profile = stream(b"/N 3", srgb_profile())

    def assemble(self, document: PlacedDocument) -> Plate:
        """Return the plate of a document, checked."""
        file = _File()
        letters = self._add_fonts(file, document)
        file.add(at.PROFILE, self._profile)
        pages = self._add_blocks(file, document)
        names = self._add_resources(file, document, pages.next_base)
        typed = self._add_fields(file, document)
        file.add(at.XMP, stream_of_xmp(document))
        objects = _document_objects(document, pages, self._font_names(letters), names, typed)
        check_assembly(document, pages.pieces, dict(objects))
        file.add_listed(at.DOCUMENT_STREAM, objects)
        return self._finish(file, pages, letters)

    # -- fonts

    def _add_fonts(self, file: _File, document: PlacedDocument) -> dict[str, Letters]:
        """Embed each font that text or a slot uses; return their letters."""
        glyphs = self.glyphs(document)
        found, listed = {}, []
        for key in at.FONT_KEYS:
            if key in glyphs:
                bodies, found[key] = self.cut_font(key, frozenset(glyphs[key]))
                first = font_number(key)
                listed += list(enumerate(bodies[:3], first))
                for num, body in enumerate(bodies[3:], first + 3):
                    file.add(num, body)
        file.add_listed(at.FONT_STREAM, listed)
        return found

    def glyphs(self, document: PlacedDocument) -> dict[str, set[int]]:
        """Return the glyphs of each font that the document's text and slots use."""
        glyphs: dict[str, set[int]] = {}
        for block in blocks_of(document):
            for key, used in block.glyphs:
                glyphs.setdefault(key, set()).update(used)
            for slot in block.slots:
                for run in filter(None, (slot.run, slot.unit)):
                    glyphs.setdefault(run.font, set()).update(self._base_glyphs(run.font))
        return glyphs

    def _base_glyphs(self, key: str) -> frozenset[int]:
        if key not in self._base:
            cmap = self._fonts.face(key).cmap
            self._base[key] = frozenset([cmap[ord(char)] for char in BASE_ALPHABET if ord(char) in cmap])
        return self._base[key]

    def cut_font(self, key: str, glyphs: frozenset[int]) -> tuple[list[bytes], Letters]:
        """Return the objects of a font cut to these glyphs, at the numbers from `font_number` on, and its letters."""
        known = self._cut.get((key, glyphs))
        if known is None:
            face = self._fonts.face(key)
            texts = _texts(face, glyphs)
            bodies = write_font(face, font_number(key), texts)
            known = self._cut[key, glyphs] = bodies, _letters(key, face, glyphs)
        return known

    def _font_names(self, letters: dict[str, Letters]) -> bytes:
        return b"".join([b"/%b %d 0 R" % (key.encode("ascii"), font_number(key)) for key in letters])

    # -- blocks

    def pieces(self, document: PlacedDocument) -> list[list[Piece]]:
        """Return each page's blocks as they stand in the document's own plate, in the order they are drawn."""
        pages = _Pages(len(document.pages))
        return [
            [self._place(block, spot) for block, spot in _spots(page, at.page_number(index), pages)]
            for index, page in enumerate(document.pages)
        ]

    def _add_blocks(self, file: _File, document: PlacedDocument) -> _Pages:
        pages = _Pages(len(document.pages))
        for index, page in enumerate(document.pages):
            pieces, contents = [], []
            for block, spot in _spots(page, at.page_number(index), pages):
                piece = self._place(block, spot)
                file.add_piece(piece, spot.base)
                pieces.append(piece)
                contents.append(spot.base + 1)
            pages.pieces.append(pieces)
            pages.contents.append(contents)
        return pages

    def _place(self, block: Block, spot: Spot) -> Piece:
        key = (id(block), *spot.key())
        kept = self._pieces.get(key)
        if kept and kept[0] is block:
            return kept[1]
        content_key = (id(block), *spot.content_key())
        content = self._contents.get(content_key)
        if not content or content[0] is not block:
            if len(self._contents) > _KEPT:
                self._contents.clear()
            content = self._contents[content_key] = block, write_content(block, spot)
        if len(self._pieces) > _KEPT:
            self._pieces.clear()
        piece = Piece(block, spot, content[1])
        piece.claims = check_piece(block, spot, piece)
        self._pieces[key] = block, piece
        return piece

    # -- what blocks share

    def _add_resources(self, file: _File, document: PlacedDocument, first: int) -> dict[str, int]:
        """Store each form and picture once; return their object numbers by name."""
        found: dict[str, Resource] = {}
        for block in blocks_of(document):
            for resource in block.resources:
                found.setdefault(resource.name, resource)
        numbers = {name: first + index for index, name in enumerate(found)}
        for name, resource in found.items():
            kept = self._resources.get(id(resource))
            body = kept[1] if kept and kept[0] is resource and not getattr(resource, "mask", "") else None
            if body is None:
                body = write_resource(resource, numbers)
                self._resources[id(resource)] = resource, body
            file.add(numbers[name], body)
        return numbers

    def _add_fields(self, file: _File, document: PlacedDocument) -> bool | None:
        """Store what form fields share; return whether there are any to type in, None where there are none at all."""
        kinds = {field.kind for block in blocks_of(document) for field in block.fields}
        if not kinds:
            return None
        typed = kinds != {"tick"}
        if typed not in self._field_streams:
            self._field_streams[typed] = field_streams(self._fonts.face("R") if typed else None)
        for num, body in self._field_streams[typed]:
            file.add(num, body)
        return typed

    # -- the end

    def _finish(self, file: _File, pages: _Pages, letters: dict[str, Letters]) -> Plate:
        file.entries.append((at.FIRST_XREF, 1, pack_entry(1, file.position)))
        size = max(first + count for first, count, _ in file.entries)
        size = max(size, at.page_number(len(pages.pieces)))  # the streams of words come with the tail
        index, entries = join_entries(file.entries)
        body = b"".join(file.chunks)
        key = digest(body)
        name = key.encode("ascii")
        trailer = b"/Root %d 0 R/Info %d 0 R/ID[<%b><%b>]" % (at.CATALOG, at.INFO, name, name)
        xref = xref_stream(at.FIRST_XREF, size, index, entries, trailer)
        prefix = b"%b%bstartxref\n%d\n%%%%EOF\n" % (body, xref, file.position)
        slots = [[slot for piece in pieces for slot in piece.slots] for pieces in pages.pieces]
        used = {run[0] for page in slots for slot in page for run in (slot.run, slot.unit) if run}
        chains = {key: self._chain(key) for key in letters if key in used}
        kept = {key: letters[key] for key in chains}
        names = self._font_names(letters).decode("ascii")
        return Plate(
            prefix=prefix,
            xref_at=file.position,
            size=size,
            key=key,
            pages=slots,
            letters=kept,
            font_names=names,
            chains=chains,
        )

    def _chain(self, key: str) -> list[tuple[str, str]]:
        if key not in self._chains:
            self._chains[key] = [(other, str(self._fonts.path(other))) for other in (key, *FALLBACK.get(key, ()))]
        return self._chains[key]


def font_number(key: str) -> int:
    """Return the first object number of one of the plate's fonts."""
    return at.FIRST_FONT + OBJECTS_PER_FONT * at.FONT_KEYS.index(key)


def blocks_of(document: PlacedDocument) -> Iterator[Block]:
    """Yield every block of a document."""
    for page in document.pages:
        for placed in page.blocks:
            yield placed.block


def _texts(face: Face, glyphs: Iterable[int]) -> dict[int, str]:
    """Return what each glyph stands for: the lowest of its characters (a hyphen, not a soft one)."""
    texts: dict[int, str] = {}
    wanted = set(glyphs)
    for char in sorted(face.cmap):
        if face.cmap[char] in wanted:
            texts.setdefault(face.cmap[char], chr(char))
    return texts


def _letters(key: str, face: Face, glyphs: frozenset[int]) -> Letters:
    """Return the characters that the embedded glyphs can draw; marks are left to those who can place them."""
    drawn = {chr(c): glyph for c, glyph in face.cmap.items() if glyph in glyphs and not unicodedata.combining(chr(c))}
    for char, substitute in SUBSTITUTES.items():
        if ord(char) not in face.cmap and substitute in drawn:
            drawn[char] = drawn[substitute]
    chars = "".join(sorted(drawn))
    return Letters(key, chars, [drawn[c] for c in chars], [face.advances[drawn[c]] for c in chars])


def _spots(page: PlacedPage, page_object: int, pages: _Pages) -> Iterator[tuple[Block, Spot]]:
    """Yield each block of a page with its spot, in reading order."""
    mcid, before = 0, (0, 0)
    has_slots = any(placed.block.slots for placed in page.blocks)
    for index, placed in enumerate(page.blocks):
        block = placed.block
        corner = (round(placed.x * 100), round(placed.y * 100))
        spot = Spot(page_object, pages.next_base, mcid, corner, before)
        spot.opens = index == 0
        spot.closes = index == len(page.blocks) - 1 and not has_slots
        pages.next_base = at.next_block(spot.base, count_objects(block))
        mcid += len(block.owners)
        before = corner
        yield block, spot


def in_reading_order(page: PlacedPage, drawn: list[Piece]) -> list[Piece]:
    """Return a page's pieces as they are read: one that reads before the block it is drawn over stands ahead of it."""
    read: list[Piece] = []
    for placed, piece in zip(page.blocks, drawn, strict=True):
        read.insert(len(read) - int(placed.reads_before), piece)
    return read


def stream_of_xmp(document: PlacedDocument) -> bytes:
    """Return the XMP packet as a stream; packed, which PDF/A-2 allows, as no client's word is in it."""
    return stream(b"/Type/Metadata/Subtype/XML", write_xmp(document.about))


def _document_objects(
    document: PlacedDocument, pages: _Pages, fonts: bytes, resources: dict[str, int], typed: bool | None
) -> list[tuple[int, bytes]]:
    """Return the objects of the whole document: catalog, pages, the roots of structure and parent tree."""
    count = len(document.pages)
    pieces = [
        piece
        for page, drawn in zip(document.pages, pages.pieces, strict=True)
        for piece in in_reading_order(page, drawn)
    ]
    page_kids = b" ".join([b"%d 0 R" % at.page_number(page) for page in range(count)])
    roots = b" ".join([b"%d 0 R" % root for piece in pieces for root in piece.roots])
    names = b"".join([b"/%b %d 0 R" % (name.encode("ascii"), num) for name, num in resources.items()])
    found = [
        (at.CATALOG, write_catalog(document.about, with_fields=typed is not None)),
        (at.PAGES, b"<</Type/Pages/Count %d/Kids[%b]>>" % (count, page_kids)),
        (at.INFO, write_info(document.about)),
        (at.STRUCTURE, _structure_root(pages)),
        (at.DOCUMENT, b"<</S/Document/P %d 0 R/K[%b]>>" % (at.STRUCTURE, roots)),
        (at.PARENT_TREE, _parent_tree(pages)),
        (at.FONT_NAMES, b"<<%b>>" % fonts),
        (at.XOBJECT_NAMES, b"<<%b>>" % names),
        *[(at.page_number(index), _page(document, pages, index)) for index in range(count)],
    ]
    if typed is not None:
        fields = [field for piece in pieces for field in piece.fields]
        found.append((at.ACRO_FORM, write_form(fields, typed=typed)))
    return found


def _structure_root(pages: _Pages) -> bytes:
    head = b"<</Type/StructTreeRoot/K[%d 0 R]/ParentTree %d 0 R/ParentTreeNextKey %d>>"
    return head % (at.DOCUMENT, at.PARENT_TREE, pages.next_base)


def _parent_tree(pages: _Pages) -> bytes:
    """Return the number tree from a page's MCIDs, and from annotations, to their elements (ISO 32000-1, 14.7.4.4).

    A page's key is its index; an annotation's key is its own object number, which is higher than any.
    """
    rows = []
    for index, pieces in enumerate(pages.pieces):
        rows.append(b"%d[%b]" % (index, b" ".join([piece.parents for piece in pieces if piece.parents])))
    annotations = b"".join([piece.annotation_parents for pieces in pages.pieces for piece in pieces])
    return b"<</Nums[%b %b]>>" % (b" ".join(rows), annotations)


def _page(document: PlacedDocument, pages: _Pages, index: int) -> bytes:
    """Return a page (ISO 32000-1, 7.7.3.3): its streams, and Tabs S, the structure's order for the tab key."""
    width, height = document.pages[index].size
    contents = pages.contents[index]
    if any(piece.slots for piece in pages.pieces[index]):
        contents = [*contents, at.page_number(index) + 1]
    annotations = b" ".join([b"%d 0 R" % num for piece in pages.pieces[index] for num in piece.annotations])
    return b"".join([
        b"<</Type/Page/Parent %d 0 R" % at.PAGES,
        f"/MediaBox[0 0 {number(width)} {number(height)}]".encode("ascii"),
        b"/Resources<</Font %d 0 R/XObject %d 0 R>>" % (at.FONT_NAMES, at.XOBJECT_NAMES),
        b"/Contents[%b]" % b" ".join([b"%d 0 R" % num for num in contents]),
        b"/StructParents %d/Tabs/S" % index,
        b"/Annots[%b]" % annotations if annotations else b"",
        b">>",
    ])  # fmt: skip
