"""The bench where blocks are made: one canvas, the fonts, the look, and what was made before.

In: a key and a drawing function. Out: blocks, each drawn once per key. Never true: that two different drawings have
one key: a key holds the whole value a block says, its geometry and the look (settled: a block's key is everything its
drawing depends on).
"""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, Protocol

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

    def block(self, key: Hashable, width: float, height: float, draw: Callable[[Pen], list[Node]]) -> Block:
        """Return the block of this key, drawn at most once.

        `key` names the kind of block and holds every value that `draw` reads; `draw` returns the root elements.
        """
        full_key = (self.look, key, round(width, 3), round(height, 3))
        block = self._blocks.get(full_key)
        if block is None:
            address = digest(repr((self.fonts.fonts.digest, full_key)).encode("utf-8", "surrogatepass"))
            block = self._shelf.load_block(address) if self._shelf else None
            if block is None:
                self.fonts.claim()
                canvas = self._take_canvas()
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
        key = (runs, style, round(width, 3), widows)
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
        return FigureStyle(palette=self.palette(), scale=scale, lines=line_weights(scale), **more)  # type: ignore[arg-type]

    def figure_form(self, figure: BakedFigure, style: FigureStyle) -> Form:
        """Return the form that draws a figure; the same bytes are the same form."""
        key = (id(figure), round(style.scale, 4), style.mirrored, style.highlights, style.arrow_factor)
        known = self._figures.get(key)
        if known is None:
            content = paint_figure(figure, style)
            name = "G" + blake2b(content, digest_size=8).hexdigest()
            known = self._figures[key] = (figure, Form(name, figure_box(figure, style), content))
        return known[1]
