"""QR codes with their captions and short addresses; the code is a link too.

In: codes of the sheet. Out: squares of 22.2 mm (longer links grow to 24.75, large print by its module). Never true:
that a code stands on anything but white, or without its address in words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from handouts.layout.look import FLOOR
from handouts.layout.pen import box
from handouts.pdf.block import Run
from handouts.pdf.qr import qr_code
from handouts.pdf.text import text_baseline

if TYPE_CHECKING:
    from handouts.layout.bench import Bench
    from handouts.layout.pen import Pen
    from handouts.pdf.block import Form
    from handouts.pdf.canvas import Node
    from handouts.pdf.text import TextStyle
    from handouts.sheet.blocks import Code


@lru_cache(maxsize=512)
def code_form(address: str, *, large: bool) -> Form:
    """Return the form of a code; one process draws an address once."""
    return qr_code(address, large=large)


def code_side(code: Code, *, large: bool) -> float:
    """Return the side of the code's square in points, quiet zone included."""
    form = code_form(code.address, large=large)
    return form.box.right - form.box.left


def paint_code(pen: Pen, bench: Bench, code: Code, x: float, top: float, parent: Node) -> float:
    """Draw a code with its top left corner at (x, top); return its side."""
    form = code_form(code.address, large=bench.look.large)
    side = form.box.right - form.box.left
    area = pen.area(x, top, x + side, top + side)
    link = parent.add("Link", alt=code.contents)
    figure = link.add("Figure", alt=code.contents)
    figure.box = area
    pen.box(box(x, top, side, side), fill=(1.0, 1.0, 1.0))
    with pen.canvas.content(figure):
        pen.put(form, x - form.box.left, top + side + form.box.bottom)
    pen.canvas.link(link, area, code.address, code.contents)
    return side


@dataclass(frozen=True, slots=True)
class Address:
    """An address set to a width, line by line; `height` is in points."""

    lines: tuple[tuple[str, TextStyle], ...]

    @property
    def height(self) -> float:
        return sum(style.leading for _, style in self.lines)

    def paint(self, pen: Pen, x: float, top: float, parent: Node) -> None:
        """Draw it as a paragraph, every line at x as its style aligns it.

        **Why** not as a paragraph of words: no space ends its lines, so that it is read and copied in one piece.
        """
        with pen.canvas.tagged(parent.add("P")):
            for words, style in self.lines:
                run = Run(style.font, style.size, style.colour)
                pen.text(x, top + text_baseline(style), words, run, align=style.align)
                top += style.leading


def set_address(bench: Bench, shown: str, style: TextStyle, width: float) -> Address:
    """Return an address on one line, or broken before its slashes and marks where it is too wide; never under 10 pt.

    Broken before a mark and never after it, so that no hyphen seems to be ours. Source: Chicago Manual of Style, 7.46.
    """
    if not shown or bench.width(style.font, shown, style.size) <= width:
        return Address(((shown, style),) if shown else ())
    host, slash, path = shown.partition("/")
    if slash and all(bench.width(style.font, part, style.size) <= width for part in (host, f"/{path}")):
        return Address(((host, style), (f"/{path}", style)))
    lines: list[str] = []
    for part in _pieces(bench, shown, style, width):
        joined = lines[-1] + part if lines else part
        if lines and bench.width(style.font, joined, style.size) <= width:
            lines[-1] = joined
        else:
            lines.append(part)
    return Address(tuple((line, _fitted(bench, line, style, width)) for line in lines))


def _fitted(bench: Bench, line: str, style: TextStyle, width: float) -> TextStyle:
    natural = bench.width(style.font, line, style.size)
    return replace(style, size=max(FLOOR, style.size * min(1.0, width / natural * 0.999)))


def _pieces(bench: Bench, address: str, style: TextStyle, width: float) -> list[str]:
    """Return an address cut before its slashes (`coachtroy.example`, `/v`, `/hk`), too wide a part before its marks."""
    pieces: list[str] = []
    for part in _BEFORE_SLASH.split(address):
        if bench.width(style.font, part, FLOOR) <= width:
            pieces.append(part)
            continue
        for piece in _BEFORE_MARK.split(part):
            pieces += [piece] if bench.width(style.font, piece, FLOOR) <= width else piece
    return [piece for piece in pieces if piece]


_BEFORE_SLASH: Final = re.compile(r"(?=/)")
_BEFORE_MARK: Final = re.compile(r"(?=[-._~?#%=&+])")
