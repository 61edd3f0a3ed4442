"""Paragraphs: what ReportLab is asked for, and what it is not."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from handouts.pdf.canvas import BlockCanvas, Node
from handouts.pdf.fonts import FontSet
from handouts.pdf.glyphfont import GlyphFonts
from handouts.pdf.text import SetText, TextStyle, text_baseline

SOURCE = Path(__file__).resolve().parents[2] / "src"
FONTS = FontSet([SOURCE.parent / "fonts"])
GLYPHS = GlyphFonts(FONTS)
STYLE = TextStyle(12, 16, (0, 0, 0))


def _width(words: str, font: str = "R") -> float:
    return FONTS.width(font, words, STYLE.size)


def _set(words: str, width: float, *, widows: bool = True, bold: bool = False) -> SetText:
    GLYPHS.claim()
    return SetText(((words, bold),), STYLE, width, GLYPHS, widows=widows)


def test_a_line_takes_what_fits_and_nothing_more() -> None:
    """Spaces are not squeezed, whatever ReportLab would allow a justified line."""
    words = "push your hips back and keep your back long"
    assert _set(words, _width(words) + 0.01).lines == 1
    assert _set(words, _width(words) - 0.5, widows=False).lines == 2


def test_a_single_word_on_the_last_line_is_not_left_alone() -> None:
    """The lines above are set narrower, as long as there are not more of them."""
    words = "push your hips back and keep your back long today"
    width = _width("push your hips back and keep your back long") + 0.01
    left, kept = _set(words, width, widows=False), _set(words, width)
    assert left.lines == kept.lines == 2
    assert left.widths[-1] == pytest.approx(_width("today"), abs=0.01)
    assert kept.widths[-1] > 0.4 * width
    pair = _set("extraordinarily longwindedness", _width("extraordinarily longwinded"))
    assert pair.lines == 2, "two words in two lines cannot be set better, and get no third"


def test_two_short_words_on_the_last_line_are_a_widow_too() -> None:
    """Under three tenths of the width."""
    words = "push your hips back and keep your back long as a"
    width = _width("push your hips back and keep your back long") + 0.01
    assert _width("as a") < 0.3 * width
    assert _set(words, width).widths[-1] > 0.4 * width


def test_setting_the_last_line_better_costs_no_line() -> None:
    """Long words in a narrow place: there a narrower line would soon be one more."""
    words = "Stand extraordinarily tall against uncompromising furniture as a"
    for width in range(60, 100):
        assert _set(words, width).lines == _set(words, width, widows=False).lines, width


@pytest.mark.parametrize(
    ("first", "shout", "width"),
    [
        ("Your middle is like a belt for your back. ", "Make it firm and your back can relax.", 400.0),  # else a widow
        (
            "Strong legs and hips lift, so your back need not. ",
            "Start light, add a little each week.",
            320.0,
        ),  # else the shout is cut
    ],
)
def test_two_lines_break_between_sentences(first: str, shout: str, width: float) -> None:
    """What is shouted stands on a line of its own where both lines are long enough to stand so."""
    GLYPHS.claim()
    left = SetText(((first, False), (shout, True)), STYLE, width, GLYPHS, widows=False)
    kept = SetText(((first, False), (shout, True)), STYLE, width, GLYPHS)
    assert left.lines == kept.lines == 2
    assert left.widths[0] > _width(first) + 5
    assert kept.widths == [pytest.approx(_width(first.rstrip()), abs=0.1), pytest.approx(_width(shout, "B"), abs=0.1)]


def test_bold_lines_are_as_wide_as_they_are() -> None:
    """A space at a line's end is no part of it, and a bold space is not a plain one."""
    words = "Push your hips far back and keep your whole back long"
    found = _set(words, 160, widows=False, bold=True)
    assert found.lines > 1
    assert max(found.widths) <= 160.1
    plain = SetText((("Push your ", True), ("hips back", False)), STYLE, 300, GLYPHS)
    assert plain.widths == [pytest.approx(_width("Push your ", "B") + _width("hips back"), abs=0.01)]


@pytest.mark.parametrize(("align", "share"), [(0, 0.0), (1, 0.5), (2, 1.0)])
def test_a_paragraph_stands_where_its_style_says(align: int, share: float) -> None:
    """Left, in the middle or right, its baseline where the capitals are centred in the line; rewrapped or not."""
    words, width, top = "push your hips back and keep your back long today", 251.0, 100.0
    style = TextStyle(12, 16, (0, 0, 0), align=align)  # type: ignore[arg-type]
    canvas, node = BlockCanvas(GLYPHS), Node("P")
    found = SetText(((words, False),), style, width, GLYPHS)
    assert found.lines == 2
    with canvas.tagged(node):
        found.paint(canvas, 30.0, top)
    code = b"".join(part for part in canvas.take([node], 400, 120).content if isinstance(part, bytes))
    x, y = (float(number) for number in re.search(rb"1 0 0 1 (\S+) (\S+) Tm", code).groups())
    moved = re.search(rb"1 0 0 1 (\S+) (\S+) cm", code)
    begun = re.search(rb"(\S+) 0 Td", code.partition(b"Tj")[0])
    x, y = x + float(moved[1]) + (float(begun[1]) if begun else 0), y + float(moved[2])
    assert y == pytest.approx(top - text_baseline(style), abs=0.01)
    assert text_baseline(style) == pytest.approx((16 - 0.668 * 12) / 2 + 0.668 * 12)
    assert x == pytest.approx(30 + (width - found.widths[0]) * share, abs=0.02)


def test_another_size_keeps_the_leadings_ratio() -> None:
    """Unless another leading is asked for."""
    assert STYLE.sized(18).leading == 24
    assert STYLE.sized(18, 20).leading == 20


def test_the_pattern_of_addresses_is_compiled_when_it_is_wanted() -> None:
    """Importing our paragraphs leaves it out, every other pattern is ready, and ReportLab itself can still use it."""
    code = (
        "import re; ready = re.compile\n"
        "from handouts.pdf.platypus import Paragraph\n"
        "from reportlab.platypus import paragraph\n"
        "assert re.compile is ready\n"
        "late = [name for name, value in vars(paragraph).items() if type(value).__name__ == '_Later']\n"
        "assert late == ['uri_pat'], late\n"
        "assert isinstance(paragraph._wsc_re_split.__self__, re.Pattern)\n"
        "address = 'https://example.com/a/b'\n"
        "assert ('https://example.com/a/', 'b') in paragraph._uri_split_pairs(address)\n"
        "assert paragraph._uri_split_pairs('no address') is None\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env={"PYTHONPATH": str(SOURCE)}, check=False
    )
    assert done.returncode == 0, done.stderr
