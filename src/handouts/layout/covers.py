"""Pages of a stack that are no sheet: one before each client, to part the pile, and a list of the clients in front.

In: a bench, how many lines each place needs. Out: a document of one page, its words in slots. Never true afterwards:
that a client's word stands in a block, or that a page has less room than its lines were said to need.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from handouts.layout.look import FLOOR
from handouts.layout.pen import box
from handouts.pdf.block import Placed, PlacedDocument, PlacedPage, Run
from handouts.pdf.canvas import Node
from handouts.units import mm

if TYPE_CHECKING:
    from handouts.layout.bench import Bench
    from handouts.layout.pen import Pen
    from handouts.pdf.block import About, Block

BAND: Final = mm(14)  # of colour across the page: seen from the edge of a pile
DOWN: Final = mm(70)  # where the words begin, about the middle of the upper half
SEPARATOR: Final = {  # slot: role, font, size on one line, size on several
    "id": ("H1", "B", 44.0, 22.0),
    "client": ("P", "B", 26.0, 20.0),
    "title": ("P", "R", 18.0, 14.0),
    "practitioner": ("P", "R", 14.0, 12.0),
    "date": ("P", "R", 14.0, 12.0),
}
PITCH: Final = mm(6.2)  # of two lines of the list
SIZE: Final = 11.0
HEAD: Final = mm(15)
COLUMNS: Final = {"id": (0.0, mm(36)), "client": (mm(39), mm(80)), "title": (mm(122), mm(46)), "page": (0.0, mm(13))}
"""Where a cell of the list begins and how wide it is; the page stands at the right edge."""


@dataclass(frozen=True)
class Contents:
    """A page of the list: its heading, and how many lines each client has."""

    heading: str
    lines: tuple[int, ...]


def place_separator(bench: Bench, about: About, lines: tuple[tuple[str, int], ...]) -> PlacedDocument:
    """Return the page before a client; `lines` are (slot, lines it needs), 1 where a slot is not named."""
    grid = bench.look.grid
    needed = dict(lines)

    def draw(pen: Pen) -> list[Node]:
        roles = bench.look.roles
        pen.box(box(0, 0, bench.look.width, BAND), fill=roles.white, stroke=roles.p_ink, line=0.8)
        if not bench.look.ink_saver:
            pen.box(box(0, 0, bench.look.width, BAND), fill=roles.p_ink)
        roots, y = [], DOWN
        for name, (role, font, single, several) in SEPARATOR.items():
            count = needed.get(name, 1)
            size = single if count == 1 else several
            roots.append(Node(role))
            y += size
            run = Run(font, size, roles.p_ink if role == "H1" else roles.ink)
            least = several if count == 1 else FLOOR
            pen.slot(roots[-1], name, 0, y, bench.look.width, run, least=least, lines=count, leading=size * 1.2)
            y += (count - 1) * size * 1.2 + mm(5)
        return roots

    block = bench.block(("separator", lines), bench.look.width, grid.bottom - grid.top, draw)
    return _document(bench, about, block)


def rows_of_contents(bench: Bench) -> int:
    """Return how many lines fit on a page of the list."""
    return int((bench.look.grid.bottom - bench.look.grid.top - HEAD) / PITCH)


def place_contents(bench: Bench, about: About, contents: Contents) -> PlacedDocument:
    """Return a page of the list; row k has the slots `id:k`, `client:k`, `title:k` and `page:k`."""
    grid = bench.look.grid

    def draw(pen: Pen) -> list[Node]:
        roles = bench.look.roles
        heading, listed = Node("H1"), Node("TOC")
        with pen.canvas.tagged(heading):
            pen.text(0, mm(7), contents.heading, Run("B", 20.0, roles.p_ink))
        y = HEAD
        for row, count in enumerate(contents.lines):
            pen.line(0, y, bench.look.width, y, roles.hairline, 0.5)
            entry = listed.add("TOCI")
            for name, (x, width) in COLUMNS.items():
                place: tuple[float, float] = (x, width) if name != "page" else (bench.look.width, width)
                run = Run("B" if name == "id" else "R", SIZE, roles.ink)
                more: dict[str, object] = {"align": 2} if name == "page" else {"lines": count, "leading": PITCH}
                pen.slot(entry.add("P"), f"{name}:{row}", place[0], y + mm(4.5), place[1], run, least=FLOOR, **more)
            y += count * PITCH
        return [heading, listed]

    block = bench.block(("contents", contents), bench.look.width, grid.bottom - grid.top, draw)
    return _document(bench, about, block)


def _document(bench: Bench, about: About, block: Block) -> PlacedDocument:
    grid = bench.look.grid
    placed = Placed(block, grid.side, grid.paper.height - grid.top - block.height)
    return PlacedDocument(about, (PlacedPage((grid.paper.width, grid.paper.height), (placed,)),))
