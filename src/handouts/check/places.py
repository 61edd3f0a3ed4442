"""Where text stands on finished pages: margins, sizes, overlaps, clipping; and that there are the pages that are told.

In: a PDF as read, and how to speak of a piece of text. Out: what is wrong, in words, page by page. Never true: that a
measure was taken from the layout (sizes and places are those of the file's own text operators), or that a client's own
words are told to whoever reads the report.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

from handouts.units import PAPERS, mm

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from handouts.check.read_content import Box, Piece
    from handouts.check.read_pdf import ReadPdf
    from handouts.sheet.blocks import Sheet

    Quote = Callable[[Piece], str]

FLOOR_PT: Final = 10.0  # print design: no words on paper under 10 pt
EDGE: Final = (mm(6), mm(6), mm(6), mm(6))  # what an office printer leaves unprinted: of any PDF
MARGINS: Final = (mm(13), mm(11), mm(13), mm(9))  # of a sheet of ours: left, footer's baseline, right, top (letter: 9)
_CAP, _DROP = 0.668, 0.2  # how far letters reach over and under their baseline, in em (the fonts' own cap height)
_TOUCH: Final = 0.5  # points that two texts may share: the boxes of letters are a little larger than their ink
_CLUSTER: Final = 4  # characters that a shaper paints at once, about
_SLACK_PT: Final = 0.02


class Placed(NamedTuple):
    """A piece of text and its box in points, y up; `run` is the same for pieces that were painted as one text."""

    piece: Piece
    left: float
    bottom: float
    right: float
    top: float
    run: int = 0


def place(piece: Piece) -> Placed:
    """Return a piece with the box of its letters."""
    return Placed(piece, piece.x, piece.y - _DROP * piece.size, piece.x + piece.width, piece.y + _CAP * piece.size)


def visible(read: ReadPdf) -> Iterator[Piece]:
    """Yield the pieces that are more than spaces."""
    return (piece for piece in read.pieces if piece.text.strip())


def quoting(read: ReadPdf, known: Collection[str]) -> Quote:
    """Return how to speak of a piece: by its words where all of them are `known`, by its place where one is not.

    **Why**: what the data does not say may be a client's name, which stands on the page and nowhere else.
    """

    def quote(piece: Piece) -> str:
        if all(word in known for word in piece.text.split()):
            return f'page {piece.page + 1}: "{short(piece.text)}"'
        left, top = piece.x / mm(1), (read.sizes[piece.page][1] - piece.y) / mm(1)
        return f"page {piece.page + 1}: the text {left:.0f} mm from the left, {top:.0f} mm from the top"

    return quote


def find_small(read: ReadPdf, quote: Quote) -> list[str]:
    """Return the texts that are smaller than ten points."""
    return [
        f"{quote(piece)} is set in {piece.size:.1f} pt" for piece in visible(read) if piece.size < FLOOR_PT - _SLACK_PT
    ]


def find_outside(read: ReadPdf, quote: Quote, *, is_ours: bool) -> list[str]:
    """Return the texts that stand in the margins of a sheet of ours; of any other where printers print nothing."""
    found = []
    left, foot, right, top = MARGINS if is_ours else EDGE
    for piece in visible(read):
        width, height = read.sizes[piece.page]
        box = place(piece)
        low = piece.y if is_ours else box.bottom
        gap = min(box.left - left, width - right - box.right, low - foot, height - top - box.top)
        if gap < -_TOUCH:
            found.append(f"{quote(piece)} stands {-gap / mm(1):.1f} mm in the margin")
    return found


def find_overlaps(read: ReadPdf, quote: Quote) -> list[str]:
    """Return the pairs of texts that cover each other; letters that are shaped may lie over their neighbours."""
    found = []
    by_page: dict[int, list[Placed]] = defaultdict(list)
    for placed in _in_runs(visible(read)):
        by_page[placed.piece.page].append(placed)
    for texts in by_page.values():
        texts.sort(key=lambda each: each.left)
        for at, one in enumerate(texts):
            for other in texts[at + 1 :]:
                if other.left >= one.right - _TOUCH:
                    break
                if one.run != other.run and min(one.top, other.top) - max(one.bottom, other.bottom) > _TOUCH:
                    found.append(f"{quote(one.piece)} and {quote(other.piece).partition(': ')[2]} cover each other")
    return found


def _in_runs(pieces: Iterable[Piece]) -> Iterator[Placed]:
    """Yield the pieces with their runs: what follows one another in the same marked content, or letter by letter."""
    run, before = 0, None
    for piece in pieces:
        alone = before is None or (before.page, before.mcid) != (piece.page, piece.mcid)
        if alone or (piece.mcid is None and max(len(piece.text), len(before.text if before else "")) > _CLUSTER):
            run += 1
        yield place(piece)._replace(run=run)
        before = piece


def find_clipped(read: ReadPdf, quote: Quote) -> list[str]:
    """Return the texts of which a part lies outside the path that they are clipped to, or outside the page."""
    found = []
    for piece in visible(read):
        width, height = read.sizes[piece.page]
        left, bottom, right, top = piece.clip or (0.0, 0.0, width, height)
        box = place(piece)
        if min(box.left - left, box.bottom - bottom, right - box.right, top - box.top) < -_TOUCH:
            found.append(f"{quote(piece)} is cut off")
    return found


# -- pages


def find_other_pages(read: ReadPdf, sheet: Sheet) -> list[str]:
    """Return what is not as the footers tell it: another count of pages, an empty page; and paper nobody sells."""
    count, papers = len(read.sizes), list(PAPERS.values())
    told = sheet.footer.page
    found = []
    for page, size in enumerate(read.sizes):
        if not any(max(abs(one - other) for one, other in zip(size, paper, strict=True)) < 1 for paper in papers):
            sides = " × ".join(f"{side / mm(1):.0f}" for side in size)
            found.append(f"page {page + 1}: {sides} mm is neither A4 nor Letter")
    shown: dict[int, set[str]] = defaultdict(set)
    filled = {piece.page for piece in visible(read) if piece.mcid is not None}
    for piece in read.pieces:
        if piece.mcid is None:
            shown[piece.page].add(" ".join(piece.text.split()))
    for page in range(count):
        words = " ".join(told.format(title=sheet.footer.title, page=page + 1, pages=count).split())
        if not any(_is_footer(each, words) for each in shown[page]):
            found.append(f'page {page + 1}: the footer does not say "{words}"')
        if page not in filled:
            found.append(f"page {page + 1}: nothing stands on it")
    return found


def _is_footer(printed: str, words: str) -> bool:
    """Whether a line is the footer: a title that is too long for it ends in an ellipsis."""
    start, dots, end = printed.partition("…")
    return printed == words or bool(dots and words.startswith(start.rstrip()) and end and words.endswith(end))


def short(text: str) -> str:
    """Return words to quote, the first forty letters of them."""
    words = " ".join(text.split())
    return words if len(words) <= 40 else f"{words[:37]}…"


def inside(area: Box, x: float, y: float) -> bool:
    """Whether a point lies in a box."""
    return area[0] <= x <= area[2] and area[1] <= y <= area[3]
