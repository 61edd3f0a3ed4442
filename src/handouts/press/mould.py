"""A document as it goes into a stack again and again: every object but its streams, with gaps for the numbers.

In: a document's pieces. Out: a `Mould`, which casts the objects of one more client from a first number. Never true
afterwards: that a number inside a text (an address, an alternative text) was taken for a reference.

Content streams say the same for every client (a marked-content number counts within its page), so they are stored once
and only named here; structure elements, annotations and pages are each client's own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from handouts.pdf.syntax import literal, number, object_stream
from handouts.press import numbering as at
from handouts.press.document import in_reading_order

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handouts.pdf.block import PlacedDocument
    from handouts.press.place import Piece

_REFERENCE: Final = re.compile(rb"\((?:[^()\\]|\\.)*\)|(\d+)( 0 R)|(/StructParent )(\d+)", re.DOTALL)

Template = tuple[bytes, tuple[int, ...]]
"""An object's source with %d for each number of the client's own, and those numbers counted from the first of them."""


class Mould:
    """What each client of a document needs: numbers from 0 on are the client's own, in this order.

    0 its object stream; a stream of words for each page; its part of the structure, its pages, elements, annotations,
    its leaf of the parent tree, its node of the page tree; last, a blank page where one is wanted before it.
    `words_at` are the page indices that have a stream of words.
    """

    def __init__(
        self, document: PlacedDocument, pieces: list[list[Piece]], contents: list[list[int]], words_at: Sequence[int]
    ) -> None:
        """Make the mould of a document whose pages' shared streams have the numbers `contents`."""
        self.document, self.pieces, self.contents, self.words_at = document, pieces, contents, list(words_at)
        self.part = 1 + len(self.words_at)
        self.first_page = self.part + 1
        self._own = self._number_pieces()
        self.leaf = self.first_page + len(pieces) + len(self._own)
        self.pages_node, self.blank = self.leaf + 1, self.leaf + 2
        self.page_count = len(pieces)
        self._templates = [*self._elements(), *self._pages()]
        self._templates.sort(key=lambda made: made[0])

    @property
    def size(self) -> int:
        """How many numbers a client takes, a blank page among them."""
        return self.blank + 1

    def _number_pieces(self) -> dict[int, int]:
        """Return where each object of the pieces goes."""
        found: dict[int, int] = {}
        after = self.first_page + len(self.pieces)
        for page, drawn in zip(self.document.pages, self.pieces, strict=True):
            for piece in in_reading_order(page, drawn):
                for num, _ in piece.objects:
                    found[num] = after + len(found)
        return found

    def _where(self, num: int) -> int:
        if num == at.DOCUMENT:
            return self.part
        if num in self._own:
            return self._own[num]
        page, odd = divmod(num - at.FIRST_PAGE, 2)
        assert not odd, "the streams of words belong to no piece"
        assert 0 <= page < len(self.pieces), "an object of a piece names pages, elements and annotations"
        return self.first_page + page

    def _elements(self) -> list[tuple[int, Template]]:
        bodies = [(self._own[num], body) for pieces in self.pieces for piece in pieces for num, body in piece.objects]
        return [(own, self._template(body)) for own, body in bodies]

    def _template(self, body: bytes) -> Template:
        """Return an object with gaps for its references; what stands in parentheses is text, and stays."""
        numbers: list[int] = []
        parts, last = [], 0
        for found in _REFERENCE.finditer(body):
            if found[1] or found[4]:
                numbers.append(self._where(int(found[1] or found[4])))
                gap = b"%d 0 R" if found[1] else b"/StructParent %d"
                parts += [body[last : found.start()].replace(b"%", b"%%"), gap]
                last = found.end()
        return b"".join([*parts, body[last:].replace(b"%", b"%%")]), tuple(numbers)

    def _pages(self) -> list[tuple[int, Template]]:
        words = dict(zip(self.words_at, range(1, len(self.words_at) + 1), strict=True))
        made = [(self.leaf, self._leaf())]
        for index, pieces in enumerate(self.pieces):
            own = self.first_page + index
            streams = b" ".join([b"%d 0 R" % num for num in self.contents[index]])
            numbers = [self.pages_node]
            if index in words:
                streams += b" %d 0 R"
                numbers.append(words[index])
            numbers.append(own)  # the key in the parent tree is the page's number
            annotations = [self._own[num] for piece in pieces for num in piece.annotations]
            listed = b" ".join([b"%d 0 R"] * len(annotations))
            width, height = self.document.pages[index].size
            body = b"".join([
                b"<</Type/Page/Parent %d 0 R",
                f"/MediaBox[0 0 {number(width)} {number(height)}]".encode("ascii"),
                b"/Resources<</Font %d 0 R/XObject %d 0 R>>" % (at.FONT_NAMES, at.XOBJECT_NAMES),
                b"/Contents[%b]/StructParents %%d/Tabs/S" % streams,
                b"/Annots[%b]" % listed if annotations else b"",
                b">>",
            ])  # fmt: skip
            made.append((own, (body, (*numbers, *annotations))))
        return made

    def _leaf(self) -> Template:
        """Return the client's leaf of the parent tree: pages, then annotations, each under its own number."""
        parts, numbers = [], [self.first_page, self.last_key]
        for index, pieces in enumerate(self.pieces):
            owners = [self._own[num] for piece in pieces for num in _numbers(piece.parents)]
            parts.append(b"%d[" + b" ".join([b"%d 0 R"] * len(owners)) + b"]")
            numbers += [self.first_page + index, *owners]
        pairs = sorted(
            (self._own[key], self._own[owner])
            for pieces in self.pieces
            for piece in pieces
            for key, owner in _pairs(piece.links_back)
        )
        parts += [b" %d %d 0 R"] * len(pairs)
        numbers += [num for pair in pairs for num in pair]
        return b"<</Limits[%d %d]/Nums[" + b"".join(parts) + b"]>>", tuple(numbers)

    @property
    def last_key(self) -> int:
        """The highest key of the client's leaf in the parent tree."""
        keys = [self._own[num] for pieces in self.pieces for piece in pieces for num in piece.annotations]
        return max(keys, default=self.first_page + len(self.pieces) - 1)

    def roots(self) -> list[int]:
        """Return the topmost elements in reading order."""
        return [
            self._own[root]
            for page, drawn in zip(self.document.pages, self.pieces, strict=True)
            for piece in in_reading_order(page, drawn)
            for root in _numbers(piece.roots)
        ]

    def cast(self, first: int, *, pages_parent: int, blank_before: bool) -> tuple[bytes, int]:
        """Return a client's object stream, whose first number is `first`, and how many objects are in it."""
        roots = b" ".join([b"%d 0 R" % (first + root) for root in self.roots()])
        language = literal(self.document.about.language.encode("ascii"))
        objects = [(first + self.part, b"<</S/Part/P %d 0 R/Lang%b/K[%b]>>" % (at.DOCUMENT, language, roots))]
        for own, (body, numbers) in self._templates:
            objects.append((first + own, body % tuple([first + num for num in numbers])))
        kids = [first + self.first_page + index for index in range(self.page_count)]
        if blank_before:
            kids.insert(0, first + self.blank)
        listed = b" ".join([b"%d 0 R" % kid for kid in kids])
        node = b"<</Type/Pages/Parent %d 0 R/Count %d/Kids[%b]>>" % (pages_parent, len(kids), listed)
        objects.append((first + self.pages_node, node))
        if blank_before:
            objects.append((first + self.blank, self._blank_page(first)))
        return object_stream(first, objects), len(objects)

    def _blank_page(self, first: int) -> bytes:
        width, height = self.document.pages[0].size
        size = f"{number(width)} {number(height)}".encode("ascii")
        return b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 %b]/Resources<<>>>>" % (first + self.pages_node, size)


def _numbers(references: bytes) -> list[int]:
    return [int(num) for num in re.findall(rb"(\d+) 0 R", references)]


def _pairs(entries: bytes) -> list[tuple[int, int]]:
    return [(int(key), int(num)) for key, num in re.findall(rb"(\d+) (\d+) 0 R", entries)]
