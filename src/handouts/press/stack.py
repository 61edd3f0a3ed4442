"""Many clients' sheets as one PDF to print: tagged as each of them is, what they share stored once.

In: documents with their plates, words, and a line for the bookmarks. Out: one file, written as it grows. Never true
afterwards: that a client begins on the back of another one's page, that fonts, figures, codes or content streams are
there twice, or that memory holds more of a client than where its objects are.

A stack is assembled from the same pieces as plates are, and pressed with the same words: it looks like its sheets.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from handouts.pdf.srgb import srgb_profile
from handouts.pdf.syntax import digest, indirect, number, object_stream, stream, text_string
from handouts.press import numbering as at
from handouts.press.foundry import font_number
from handouts.press.metadata import write_catalog, write_info, write_xmp
from handouts.press.mould import Mould
from handouts.press.parts import HEADER
from handouts.press.place import references
from handouts.press.plate import Plate
from handouts.press.resources import write_resource
from handouts.press.scripts import extra_fonts
from handouts.press.stack_entries import COLUMNS, Entries
from handouts.press.tail import set_pages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.pdf.block import About, Block, PlacedDocument
    from handouts.press.assemble import Assembler
    from handouts.press.place import Piece
    from handouts.press.plate import Uses
    from handouts.press.tail import Words

BRANCH: Final = 64  # kids of a node of the page tree and of the parent tree
MOST_BYTES: Final = 0xFFFF0000  # offsets in the cross-reference stream have 32 bits
_MOULDS: Final = 48  # kept at hand; each is some hundred kilobytes


class StackFull(Exception):  # noqa: N818 - it says what is the matter
    """The stack is as large as a PDF of this kind can be (4 GB): print the roster in parts."""


class Sink(Protocol):
    """Where the bytes go."""

    def write(self, data: bytes, /) -> object: ...


class Stack:
    """Add clients, then close."""

    def __init__(self, sink: Sink, assembler: Assembler) -> None:
        self._sink, self._assembler = sink, assembler
        self._seal = b""
        self._position = 0
        self._moulds: dict[int, tuple[PlacedDocument, Mould]] = {}
        self._streams: dict[str, int] = {}
        self._resources: dict[str, int] = {}
        self._glyphs: dict[str, int] = {}
        self._uses: Uses = {}
        self._chains: dict[str, list[tuple[str, str]]] = {}
        self._next = at.first_block(1)
        self._entries = Entries()
        self._branch = 0
        self._clients: list[_Client] = []
        self._front: list[_Client] = []
        self._paper = (0.0, 0.0)
        self.pages = 0
        self._write(HEADER)

    def _write(self, data: bytes) -> None:
        if self._position + len(data) > MOST_BYTES:
            raise StackFull
        self._sink.write(data)
        self._position += len(data)
        self._seal = digest(self._seal + data).encode("ascii")

    def _put(self, num: int, body: bytes) -> None:
        self._entries.add(num, self._position)
        self._write(indirect(num, body))

    # -- clients

    def add(
        self, document: PlacedDocument, plate: Plate, words: Words, bookmark: str = "", *, in_front: bool = False
    ) -> int:
        """Add a client and return the page it begins on, from 1; raises what `press` raises, and StackFull.

        What is added `in_front`, in its order, stands before all clients and is not counted among their pages.
        """
        streams, uses = set_pages(plate, words)
        mould = self._mould(document, [page for page, _ in streams])
        for key, used in uses.items():
            known = self._uses.setdefault(key, {})
            for code, glyph in used.items():
                known.setdefault(code, glyph)
        self._chains.update(plate.chains)
        clients = self._front if in_front else self._clients
        blank = self.pages % 2 == 1 and not in_front
        if len(clients) % BRANCH == 0:
            self._branch = self._take()
        first = self._next
        self._next += mould.size
        for own, (_, body) in enumerate(streams, 1):
            self._put(first + own, body)
        packed, count = mould.cast(first, pages_parent=self._branch, blank_before=blank)
        self._entries.add_listed(first, self._position, first + mould.part, count)
        self._write(packed)
        begins = self.pages + blank + 1
        self._paper = document.pages[0].size
        self.pages += 0 if in_front else blank + mould.page_count
        clients.append(
            _Client(
                bookmark, self._branch, mould.page_count + blank, first + mould.part, first + mould.first_page,
                first + mould.last_key, first + mould.leaf, first + mould.pages_node,
            )
        )  # fmt: skip
        return begins

    def _mould(self, document: PlacedDocument, words_at: list[int]) -> Mould:
        known = self._moulds.get(id(document))
        if known is None:
            if len(self._moulds) >= _MOULDS:
                del self._moulds[next(iter(self._moulds))]
            pieces = self._assembler.pieces(document)
            for key, used in self._assembler.typecase(document).glyphs.items():
                self._glyphs[key] = self._glyphs.get(key, 0) | used
            self._put_resources(document)
            contents = [[self._put_stream(piece) for piece in drawn] for drawn in pieces]
            known = self._moulds[id(document)] = document, Mould(document, pieces, contents, words_at)
        return known[1]

    def _put_stream(self, piece: Piece) -> int:
        """Return the number of a piece's content stream, written where no piece before had the same."""
        body = piece.content
        key = digest(body)
        num = self._streams.get(key)
        if num is None:
            num = self._streams[key] = self._take()
            self._put(num, body)
        return num

    def _put_resources(self, document: PlacedDocument) -> None:
        found = {resource.name: resource for block in _blocks(document) for resource in block.resources}
        for name in found:
            if name not in self._resources:
                self._resources[name] = -self._take()
        numbers = {name: abs(num) for name, num in self._resources.items()}
        for name, resource in found.items():
            if self._resources[name] < 0:  # not written yet
                self._resources[name] = numbers[name]
                self._put(numbers[name], write_resource(resource, numbers))

    def _take(self) -> int:
        self._next += 1
        return self._next - 1

    # -- the end

    def close(self, about: About) -> None:
        """Write what the clients share, and the end of the file."""
        names = self._put_fonts()
        self._put(at.PROFILE, stream(b"/N 3", srgb_profile()))
        self._put(at.XMP, stream(b"/Type/Metadata/Subtype/XML", write_xmp(about)))
        outlines, root = self._outlines()
        objects = [*self._trees(), *outlines]
        objects += [
            (at.CATALOG, self._catalog(about, root)),
            (at.INFO, write_info(about)),
            (at.FONT_NAMES, names),
            (at.XOBJECT_NAMES, self._names_of_resources()),
        ]
        objects.sort()
        for begin in range(0, len(objects), 1000):
            part = objects[begin : begin + 1000]
            num = self._take()
            for index, (member, _) in enumerate(part):
                self._entries.add_member(member, num, index)
            self._entries.add(num, self._position)
            self._write(object_stream(num, part))
        self._finish()

    def _put_fonts(self) -> bytes:
        """Write the fonts, each once with every glyph that any client needs, and return the font names."""
        names = []
        for key in at.FONT_KEYS:
            if key in self._glyphs:
                bodies, _ = self._assembler.foundry.cut(key, self._glyphs[key])
                first = font_number(key)
                names.append(f"/{key} {first} 0 R")
                for num, body in enumerate(bodies, first):
                    self._put(num, body)
        whole = "".join(names)
        if not self._uses:
            return f"<<{whole}>>".encode("ascii")
        holder = Plate(
            prefix=b"", xref_at=0, size=0, key="", pages=[], letters={}, font_names=whole, chains=self._chains
        )  # what `extra_fonts` needs of a plate: its font names, and where other letters are
        (_, listed), *bodies_of_extras = extra_fonts(holder, self._uses)
        for num, body in bodies_of_extras:
            self._put(num, body)
        return listed

    def _names_of_resources(self) -> bytes:
        rows = [b"/%b %d 0 R" % (name.encode("ascii"), num) for name, num in self._resources.items()]
        return b"<<%b>>" % b"".join(rows)

    def _catalog(self, about: About, outlines: int) -> bytes:
        """Return the catalog of a sheet, with bookmarks, and turned over along the long edge."""
        sheet = write_catalog(about, with_fields=False)
        duplex = sheet.replace(b"/PrintScaling/None", b"/PrintScaling/None/Duplex/DuplexFlipLongEdge")
        return b"%b/Outlines %d 0 R/PageMode/UseOutlines>>" % (duplex.removesuffix(b">>"), outlines)

    def _trees(self) -> Iterator[tuple[int, bytes]]:
        """Yield the page tree's upper nodes, the structure's root, and the parent tree's upper nodes.

        What stands in front was numbered last: it comes first among the pages, and last in the parent tree.
        """
        front, clients = _branches(self._front), _branches(self._clients)
        leaves = [self._take() for _ in (*clients, *front)]
        for leaf, members in zip(leaves, (*clients, *front), strict=True):
            limits = (members[0].first_page, members[-1].last_key)
            kids = references(client.leaf for client in members)
            yield leaf, b"<</Limits[%d %d]/Kids[%b]>>" % (*limits, kids)
        pages = sum(client.pages for client in self._front)
        back = [self._take()] if pages % 2 else []
        for members in (*front, *clients):
            nodes = [client.node for client in members]
            count = sum(client.pages for client in members)
            if back and members is front[-1]:
                yield back[0], self._blank_back(members[0].branch)
                nodes, count = nodes + back, count + 1
            node = b"<</Type/Pages/Parent %d 0 R/Count %d/Kids[%b]>>" % (at.PAGES, count, references(nodes))
            yield members[0].branch, node
        tops = references(members[0].branch for members in (*front, *clients))
        total = self.pages + pages + len(back)
        yield at.PAGES, b"<</Type/Pages/Count %d/Kids[%b]>>" % (total, tops)
        yield at.PARENT_TREE, b"<</Kids[%b]>>" % references(leaves)
        parts = references(client.part for client in (*self._front, *self._clients))
        yield at.DOCUMENT, b"<</S/Document/P %d 0 R/K[%b]>>" % (at.STRUCTURE, parts)
        head = b"<</Type/StructTreeRoot/K[%d 0 R]/ParentTree %d 0 R/ParentTreeNextKey %d>>"
        yield at.STRUCTURE, head % (at.DOCUMENT, at.PARENT_TREE, self._next)

    def _blank_back(self, parent: int) -> bytes:
        """Return the empty back of the last page in front, so that the first client is on a front page."""
        width, height = self._paper
        size = f"{number(width)} {number(height)}".encode("ascii")
        return b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 %b]/Resources<<>>>>" % (parent, size)

    def _outlines(self) -> tuple[list[tuple[int, bytes]], int]:
        """Return the bookmarks, one a client and one for the list (ISO 32000-1, 12.3.3), and their root's number."""
        marked = [*self._front[:1], *(client for client in self._clients if client.bookmark)]
        root, first = self._take(), self._next
        self._next += len(marked)
        items, last = [], first + len(marked) - 1
        for num, client in enumerate(marked, first):
            before = b"/Prev %d 0 R" % (num - 1) if num > first else b""
            after = b"/Next %d 0 R" % (num + 1) if num < last else b""
            links = b"/Parent %d 0 R%b%b/Dest[%d 0 R/Fit]" % (root, before, after, client.first_page)
            items.append((num, b"<</Title%b%b>>" % (text_string(client.bookmark), links)))
        return [
            (root, b"<</Type/Outlines/First %d 0 R/Last %d 0 R/Count %d>>" % (first, last, len(items))),
            *items,
        ], root

    def _finish(self) -> None:
        num, start = self._take(), self._position
        self._entries.add(num, start)
        index, packed = self._entries.pack()
        name = self._seal
        head = b"/Type/XRef/W[1 4 2]/Size %d/Index[%b]/Root %d 0 R/Info %d 0 R/ID[<%b><%b>]" % (
            self._next, index, at.CATALOG, at.INFO, name, name,
        )  # fmt: skip
        parms = b"/DecodeParms<</Predictor 12/Columns %d>>/Filter/FlateDecode/Length %d" % (COLUMNS, len(packed))
        self._write(indirect(num, b"<<%b%b>>stream\n%b\nendstream" % (head, parms, packed)))
        self._write(b"startxref\n%d\n%%%%EOF\n" % start)


class _Client(NamedTuple):
    """A client's bookmark, page-tree branch and count of pages, and the numbers by which others name its objects."""

    bookmark: str
    branch: int
    pages: int
    part: int
    first_page: int
    last_key: int
    leaf: int
    node: int


def _blocks(document: PlacedDocument) -> Iterator[Block]:
    return (placed.block for page in document.pages for placed in page.blocks)


def _branches(clients: list[_Client]) -> list[list[_Client]]:
    return [clients[start : start + BRANCH] for start in range(0, len(clients), BRANCH)]
