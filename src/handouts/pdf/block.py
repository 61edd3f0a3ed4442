"""A laid-out block: everything needed to stand one piece of a sheet on a page.

In: nothing; these are values. Out: what layout draws once and press assembles. Never true: that a block knows which
page it stands on, what its page's marked-content numbers are, or a client's words.

A block's own origin is its bottom left corner, y up, lengths in points. Its content stream is kept in pieces: bytes,
and between them the *local* numbers of its marked-content sequences (MCIDs, ISO 32000-1, 14.7.4), which the assembler
replaces by numbers of the page. Standard library only: press reads blocks without ReportLab.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from handouts.units import Rect  # noqa: TC001 - the fields of a dataclass are read by their names
from handouts.values import dataclass

Kid: TypeAlias = tuple[Literal["element", "content", "object"], int]
"""A child of a structure element: another element, a marked-content sequence, or an annotation, by local number."""


@dataclass(frozen=True, slots=True)
class Element:
    """One structure element (ISO 32000-1, 14.7.2): `parent` is an index into the block's elements, -1 the document.

    `attributes` are whole attribute dictionaries as PDF source; `box` becomes the Layout attribute BBox of its page.
    """

    role: str
    parent: int
    kids: tuple[Kid, ...] = ()
    alt: str = ""
    language: str = ""
    attributes: bytes = b""
    box: Rect | None = None


@dataclass(frozen=True, slots=True)
class LinkArea:
    """A link annotation: `element` is the Link element that holds it as an object reference."""

    box: Rect
    address: str
    contents: str
    element: int


@dataclass(frozen=True, slots=True)
class Field:
    """A form field of a fillable sheet: a tick's `name` is unique in its block, that of what is typed in its document.

    `size` is that of what is typed. `slot` is where words that were given stand in the field at first; its name is the
    field's.
    """

    kind: Literal["tick", "text", "lines"]
    box: Rect
    name: str
    tooltip: str
    element: int
    size: float = 12.0
    slot: Slot | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """One way of setting a slot's words: font name, size and fill colour."""

    font: str
    size: float
    colour: tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Slot:
    """A place where press writes a client's words.

    (x, y) is the baseline's start for align 0, its middle for 1, its end for 2. Words wider than `width` shrink, never
    under `least` points; several `lines` are wrapped, `leading` apart, downwards. `unit` is given for a dose: its words
    are a number and a unit, set in two runs with `gap` between them and centred together; with `drop` the unit stands
    that far under the number's baseline, each centred for itself. `content` is the local
    MCID, None for an artifact (a running header). `name` is the same wherever the same words are wanted. In a slot that
    `rises`, words of fewer lines stand on the last ones: a name on its rule.
    """

    name: str
    x: float
    y: float
    width: float
    run: Run
    align: Literal[0, 1, 2] = 0
    lines: int = 1
    leading: float = 0.0
    least: float = 10.0
    unit: Run | None = None
    gap: float = 0.0
    role: str = "P"
    content: int | None = None
    drop: float = 0.0
    rises: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """A form XObject (ISO 32000-1, 8.10): drawn once a document, named by the hash of what it draws. No MCIDs in it.

    `resources` is the source of its resource dictionary, usually empty.
    """

    name: str
    box: Rect
    content: bytes
    resources: bytes = b""


@dataclass(frozen=True, slots=True)
class Picture:
    """An image XObject, already encoded: `filter` is DCTDecode or FlateDecode, `mask` the name of its soft mask."""

    name: str
    width: int
    height: int
    colours: Literal["DeviceRGB", "DeviceGray"]
    filter: Literal["DCTDecode", "FlateDecode"]
    data: bytes
    mask: str = ""
    predictor: bytes = b""


Resource: TypeAlias = Form | Picture


@dataclass(frozen=True, slots=True)
class Block:
    """One laid-out block. `content` alternates bytes and local MCIDs; `owners[i]` is the element of local MCID i.

    `glyphs` names, for each font, the glyph ids that the block's own text uses. `resources` are shared things, named
    by content hash, drawn with `/<name> Do`; the assembler stores each once a document.
    """

    width: float
    height: float
    content: tuple[bytes | int, ...] = ()
    elements: tuple[Element, ...] = ()
    owners: tuple[int, ...] = ()
    links: tuple[LinkArea, ...] = ()
    fields: tuple[Field, ...] = ()
    slots: tuple[Slot, ...] = ()
    glyphs: tuple[tuple[str, tuple[int, ...]], ...] = ()
    resources: tuple[Resource, ...] = ()


@dataclass(frozen=True, slots=True)
class Placed:
    """A block on a page: (x, y) is where the block's bottom left corner stands.

    Blocks are drawn in their order and read in it too, but for one that `reads_before` the block placed just before
    it: a number disc is drawn over its card and read ahead of it.
    """

    block: Block
    x: float
    y: float
    reads_before: bool = False


@dataclass(frozen=True, slots=True)
class PlacedPage:
    """A page as a list of placed blocks, in reading order."""

    size: tuple[float, float]
    blocks: tuple[Placed, ...]


@dataclass(frozen=True, slots=True)
class About:
    """What the document says of itself; no client's words (a name in the metadata would travel with the file)."""

    title: str
    language: str
    author: str = ""
    subject: str = ""


@dataclass(frozen=True, slots=True)
class PlacedDocument:
    """A whole document laid out, before a client's words."""

    about: About
    pages: tuple[PlacedPage, ...]


Words: TypeAlias = dict[str, "str | tuple[str, str]"]
"""A client's words by slot name; a dose is a pair of number and unit. A slot without words stays blank."""
