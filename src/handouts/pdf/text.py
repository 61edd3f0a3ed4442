"""Paragraphs: words of ours or a client's, broken into lines by ReportLab, without any markup on the way.

In: text as runs, a style, a width. Out: a ReportLab `Paragraph` that knows its height, and draws on a `BlockCanvas`.
Never true afterwards: that a character was read as markup (there is no markup: fragments are built one by one), that
a character has no glyph, that a single short word stands alone on the last line where the line count allows better.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

from handouts.pdf.block import Run
from handouts.pdf.platypus import ParaFrag, Paragraph, ParagraphStyle

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handouts.pdf.canvas import BlockCanvas, Colour
    from handouts.pdf.glyphfont import GlyphFonts

WIDOW: Final = 0.30  # a last line under this share of the width, or of one word, is a widow (print-design, Type scale)
WIDOW_GOAL: Final = 0.40  # re-wrapped until the last line is at least this share
SENTENCE_ENDS: Final = (".", "!", "?", ":")
NARROWER: Final = tuple(share / 100 for share in range(95, 50, -5))

Runs = tuple[tuple[str, bool], ...]
"""Text as (words, bold) runs."""


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How words look: font keys for plain and bold, size and leading in points, a colour, 0 left, 1 centre, 2 right."""

    size: float
    leading: float
    colour: Colour
    font: str = "R"
    bold: str = "B"
    align: Literal[0, 1, 2] = 0

    def run(self, *, bold: bool = False) -> Run:
        return Run(self.bold if bold else self.font, self.size, self.colour)

    def sized(self, size: float, leading: float | None = None) -> TextStyle:
        """Return the style in another size; the leading keeps its ratio when none is given."""
        return replace(self, size=size, leading=leading if leading is not None else self.leading * size / self.size)


class SetText:
    """A paragraph set to a width: `height`, `lines` and `widths` of the lines in points."""

    def __init__(self, runs: Runs, style: TextStyle, width: float, fonts: GlyphFonts, *, widows: bool = True) -> None:
        self.style = style
        self.width = width
        self._fonts = fonts.fonts
        frags = _fragments(runs, style, fonts)
        self._paragraph = _wrapped(frags, style, width)
        over = max(self.widths, default=0.0) - width
        if over > 0.1:
            self._paragraph = _wrapped(frags, style, width - over)
        if widows and len(self.widths) > 1 and (self._ends_in_widow() or self._splits_sentence()):
            self._avoid_widow(frags)

    @property
    def widths(self) -> list[float]:
        """The natural width of every line.

        **Why** not ReportLab's own where bold is about: it takes a bold space for a plain one (2 pt on a large line).
        """
        bl = self._paragraph.blPara
        room = self._paragraph.width
        if bl.kind == 0:
            return [room - line[0] for line in bl.lines]
        return [self._measured(line.words) for line in bl.lines]

    def _measured(self, words: Sequence[ParaFrag]) -> float:
        width = self._fonts.width
        last = words[-1].text
        spaces = width(words[-1].fontName, last[len(last.rstrip()) :], self.style.size)
        return float(sum(width(word.fontName, word.text, self.style.size) for word in words) - spaces)

    @property
    def lines(self) -> int:
        return len(self._paragraph.blPara.lines)

    @property
    def height(self) -> float:
        return self.lines * self.style.leading

    def paint(self, canvas: BlockCanvas, x: float, top: float) -> None:
        """Draw with the first line's leading box hanging from `top`; baselines stand where `text_baseline` says."""
        paragraph = self._paragraph
        shift = self._first_baseline() - text_baseline(self.style)
        left = x + (self.width - paragraph.width) * self.style.align / 2
        canvas.flowable(paragraph, left, top - paragraph.height + shift)

    def _first_baseline(self) -> float:
        """Return how far under its top ReportLab puts the first baseline: the size it found on the first line."""
        bl = self._paragraph.blPara
        first = bl if bl.kind == 0 else bl.lines[0]
        return float(first.fontSize)

    def _words(self, line: int) -> list[str]:
        found = self._paragraph.blPara.lines[line]
        return found[1] if isinstance(found, tuple) else " ".join([frag.text for frag in found.words]).split()

    def _ends_in_widow(self) -> bool:
        return len(self._words(-1)) < 2 or self.widths[-1] < WIDOW * self.width

    def _splits_sentence(self) -> bool:
        """Whether a sentence in another weight begins on the first of two lines and goes on on the second."""
        lines = self._paragraph.blPara.lines
        if len(lines) != 2 or isinstance(lines[0], tuple):
            return False
        font = lines[1].words[0].fontName
        before = list(lines[0].words)
        while before and before[-1].fontName == font:
            before.pop()
        begins_here = 0 < len(before) < len(lines[0].words)
        return begins_here and before[-1].text.rstrip().endswith(SENTENCE_ENDS)

    def _avoid_widow(self, frags: list[ParaFrag]) -> None:
        """Wrap narrower, in as many lines, until the last is long enough; two lines break at a sentence if they can."""
        count, best, original = self.lines, None, self._paragraph
        had_widow = self._ends_in_widow()
        for share in NARROWER:
            attempt = _wrapped(frags, self.style, self.width * share)
            if len(attempt.blPara.lines) != count:
                break
            self._paragraph = attempt
            if self.widths[-1] >= WIDOW_GOAL * self.width and not self._ends_in_widow():
                if count == 2 and self._words(0)[-1].endswith(SENTENCE_ENDS):
                    return
                best = best or (attempt if had_widow else None)
        self._paragraph = best or original


def text_baseline(style: TextStyle) -> float:
    """Return how far under the top of a line its baseline stands: the cap height is centred in the leading.

    Cap height .668 em (Atkinson Hyperlegible Next); print-design, Type scale.
    """
    return (style.leading + 0.668 * style.size) / 2


def _fragments(runs: Sequence[tuple[str, bool]], style: TextStyle, fonts: GlyphFonts) -> list[ParaFrag]:
    frags = []
    for words, bold in runs:
        for span in fonts.fonts.spans(style.bold if bold else style.font, words):
            _ = fonts[span.font]  # known to ReportLab before it measures
            frags.append(_fragment(span.text, span.font, style))
    return frags or [_fragment("", style.font, style)]


def _fragment(text: str, font: str, style: TextStyle) -> ParaFrag:
    from reportlab.lib.colors import Color  # noqa: PLC0415 - a heavy module that only drawing needs

    return ParaFrag(
        text=text,
        fontName=font,
        fontSize=style.size,
        textColor=Color(*style.colour),
        bold=0,
        italic=0,
        rise=0,
        greek=0,
        link=[],
        us_lines=[],
        lineBreak=False,
    )


def _wrapped(frags: list[ParaFrag], style: TextStyle, width: float) -> Paragraph:
    paragraph_style = ParagraphStyle(
        "text",
        fontName=style.font,
        fontSize=style.size,
        leading=style.leading,
        alignment=style.align,
        splitLongWords=1,
        hyphenationLang="",
        uriWasteReduce=0,
        embeddedHyphenation=0,
        spaceShrinkage=0,  # a line that is not justified would stand over its edge by what its spaces could give
        allowWidows=1,
        allowOrphans=1,
    )
    paragraph = Paragraph(None, paragraph_style, frags=[frag.clone() for frag in frags])
    paragraph.wrap(width, 1e6)
    return paragraph
