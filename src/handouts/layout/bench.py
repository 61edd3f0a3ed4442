"""The bench where blocks are made: one canvas, the fonts, the look, and what was made before.

In: a key and a drawing function. Out: blocks, each drawn once per key. Never true: that two different drawings have
one key: a key holds the whole value a block says, its geometry and the look (settled: a block's key is everything its
drawing depends on).
"""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeVar

from handouts.layout.pen import Pen
from handouts.pdf.block import Block, Form
from handouts.pdf.canvas import BlockCanvas
from handouts.pdf.drawlist import FigureStyle, figure_box, line_weights, paint_figure
from handouts.pdf.figure_colours import figure_palette
from handouts.pdf.glyphfont import GlyphFonts
from handouts.pdf.syntax import digest
from handouts.pdf.text import Runs, SetText, TextStyle

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from handouts.figures.baked import BakedFigure
    from handouts.layout.look import Look
    from handouts.pdf.canvas import Node
    from handouts.pdf.figure_colours import Palette
    from handouts.pdf.fonts import FontSet

T = TypeVar("T")
_MOST_KEPT: Final = 4096  # forms of blocks, each a few hundred bytes beside the words that it shares


class Shelf(Protocol):
    """Where blocks of earlier runs are kept."""

    def load_block(self, address: str) -> Block | None: ...

    def keep_block(self, address: str, block: Block) -> None: ...


class Bench:
    """Makes blocks in one look."""

    def __init__(self, look: Look, fonts: FontSet, shelf: Shelf | None = None) -> None:
        self.look = look
        self.fonts = GlyphFonts(fonts)
        self._shelf = shelf
        self._canvas: BlockCanvas | None = None
        self._blocks: dict[Hashable, Block] = {}
        self._texts: dict[Hashable, SetText] = {}
        self._figures: dict[Hashable, tuple[BakedFigure, Form]] = {}
        self._palettes: dict[bool, Palette] = {}
        self._kept: dict[Hashable, Any] = {}

    def kept(self, make: Callable[..., T], *said: Hashable, **more: Hashable) -> T:
        """Return `make(self, *said, **more)`, made once: what a block says is measured once, wherever it stands.

        `make` measures or draws, and reads nothing but this bench and what it is given.
        """
        key = (make, said, *more.items())
        found = self._kept.get(key)
        if found is None:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            found = self._kept[key] = make(self, *said, **more)
        return found

    def block(self, key: Hashable, width: float, height: float, draw: Callable[[Pen], list[Node]]) -> Block:
        """Return the block of this key, drawn at most once.

        `key` names the kind of block and holds every value that `draw` reads; `draw` returns the root elements. The
        block is drawn as its key says, to a millionth of a point, whichever of two like sizes was asked for first.
        """
        width, height = round(width, 6), round(height, 6)
        full_key = (self.look, key, width, height)
        block = self._blocks.get(full_key)
        if block is None:
            address = digest(repr((self.fonts.fonts.digest, full_key)).encode("utf-8", "surrogatepass"))
            block = self._shelf.load_block(address) if self._shelf else None
            if block is None:
                self.fonts.claim()
                canvas = self._take_canvas()
                canvas.begin()
                roots = draw(Pen(canvas, height))
                block = canvas.take(roots, width, height)
                if self._shelf:
                    self._shelf.keep_block(address, block)
            self._blocks[full_key] = block
        return block

    def _take_canvas(self) -> BlockCanvas:
        if self._canvas is None:
            self._canvas = BlockCanvas(self.fonts)
        return self._canvas

    def set(self, runs: Runs, style: TextStyle, width: float, *, widows: bool = True) -> SetText:
        """Return the words set to a width; measuring may repeat, setting does not."""
        width = round(width, 6)
        key = (runs, style, width, widows)
        text = self._texts.get(key)
        if text is None:
            self.fonts.claim()
            text = self._texts[key] = SetText(runs, style, width, self.fonts, widows=widows)
        return text

    def width(self, font: str, words: str, size: float) -> float:
        return self.fonts.fonts.width(font, words, size)

    def elided(self, font: str, words: str, size: float, room: float) -> str:
        """Return words cut at a word's end with an ellipsis where they are too wide: for running lines alone."""
        if self.width(font, words, size) <= room:
            return words
        kept = words.split(" ")
        while len(kept) > 1 and self.width(font, " ".join(kept) + " …", size) > room:
            kept.pop()
        shown = " ".join(kept)
        while len(shown) > 1 and self.width(font, f"{shown}…", size) > room:
            shown = shown[:-1]
        return f"{shown}…"

    def palette(self, *, on_white: bool = False) -> Palette:
        palette = self._palettes.get(on_white)
        if palette is None:
            roles = self.look.roles
            palette = self._palettes[on_white] = figure_palette(roles, halo=roles.white if on_white else None)
        return palette

    def figure_style(self, scale: float, **more: object) -> FigureStyle:
        scale = round(scale, 6)  # a form is kept under its scale, as a block under its size
        return FigureStyle(palette=self.palette(), scale=scale, lines=line_weights(scale), **more)  # type: ignore[arg-type]

    def figure_form(self, figure: BakedFigure, style: FigureStyle) -> Form:
        """Return the form that draws a figure; the same bytes are the same form."""
        key = (id(figure), style.scale, style.mirrored, style.highlights, style.arrow_factor)
        known = self._figures.get(key)
        if known is None:
            content = paint_figure(figure, style)
            name = "G" + blake2b(content, digest_size=8).hexdigest()
            known = self._figures[key] = (figure, Form(name, figure_box(figure, style), content))
        return known[1]
