"""Shapes a line of joined, marked or right-to-left letters. Needs the `scripts` extra: uharfbuzz, python-bidi.

In: a line and a chain of fonts. Out: glyphs in the order in which the line is read, each with the place where it is
seen. Never true afterwards: that a mark stands where its font does not put it, or that a letter was left out.

Source: Unicode Standard Annex 9 (bidirectional algorithm; python-bidi resolves it), OpenType shaping (HarfBuzz).
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

import uharfbuzz as hb
from bidi import get_display

from handouts.press.scripts import MOST_MARKS, UNSEEN, Extra, Glyph, Unset, face_at

TYPE_CHECKING = False  # typing would be imported for nothing else
if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.press.scripts import Chain

    Font = tuple[str, str]  # key and file

_LEVEL = re.compile(r"Level\(\s*(\d+),?\s*\)")
_JOINERS = "\u200c\u200d"
_SILENT = "\u2060"
"""What a glyph stands for that is but a part of a letter (its dots): a word joiner, which nobody hears or sees.

Every glyph has to stand for something (ISO 19005-2, 6.2.11.7.2); a word joiner does not change how letters join.
"""


class _Run:
    """Neighbouring characters of one level and one font; no font: the plate's own letters, unshaped."""

    __slots__ = ("font", "level", "start", "text")

    def __init__(self, start: int, text: str, level: int, font: Font | None) -> None:
        self.start, self.text, self.level, self.font = start, text, level, font


def shape_line(text: str, chain: Chain, *, leftwards: bool) -> tuple[list[Glyph], float]:
    """Return the line's glyphs in the order of its text, and its width in 1/1000 em."""
    runs = _cut(text, resolve_levels(text, leftwards=leftwards), chain)
    placed: list[tuple[int, Glyph]] = []
    pen = 0.0
    for run in _in_sight_order(runs):
        found, advance = _set_run(run, chain, pen)
        placed += found
        pen += advance
    placed.sort(key=lambda entry: entry[0])
    return [glyph for _, glyph in placed], pen


def resolve_levels(text: str, *, leftwards: bool) -> list[int]:
    """Return the embedding level of each character (UAX 9); odd ones run from right to left.

    python-bidi tells them only in what it prints for debugging, the text before them: on one line, so that no words of
    a client look like the lines after it.
    """
    said = str(get_display(text, base_dir="R" if leftwards else "L", debug=True))
    listed = said[said.index("\n    levels: [") : said.index("\n    paragraphs: [")]
    by_byte = [int(level) for level in _LEVEL.findall(listed)]
    levels, at = [], 0
    for char in text:
        levels.append(by_byte[at])
        at += len(char.encode("utf-8"))
    if at != len(by_byte):
        raise AssertionError("python-bidi did not say one level for each byte")
    return levels


def _clusters(text: str) -> Iterator[tuple[int, str]]:
    """Yield each letter with its marks and joiners, and where it begins."""
    start = 0
    while start < len(text):
        end = start + 1
        while end < len(text) and (unicodedata.category(text[end])[0] == "M" or text[end] in _JOINERS):
            end += 1
        marks = sum(unicodedata.category(char)[0] == "M" for char in text[start:end])
        if marks > MOST_MARKS or unicodedata.category(text[start])[0] == "M":
            raise Unset(text[end - 1])  # too many to stand on a letter, or none to stand on
        yield start, text[start:end]
        start = end


def _cut(text: str, levels: list[int], chain: Chain) -> list[_Run]:
    runs: list[_Run] = []
    for start, cluster in _clusters(text):
        if cluster in UNSEEN:
            continue  # it has had its say in the levels
        level = levels[start]
        before = runs[-1].font if runs and runs[-1].level == level else None
        plain = level % 2 == 0 and all(chain.own(char, 0) for char in cluster) and len(cluster) == 1
        space = unicodedata.category(cluster[0])[0] == "Z"  # it goes with the word before it
        font = None if plain else chain.covering(cluster, before if space else None)
        if runs and runs[-1].level == level and runs[-1].font == font and runs[-1].start + len(runs[-1].text) == start:
            runs[-1].text += cluster
        else:
            runs.append(_Run(start, cluster, level, font))
    return runs


def _in_sight_order(runs: list[_Run]) -> list[_Run]:
    """Return the runs from left to right: each level from the highest down is turned round (UAX 9, L2)."""
    ordered = list(runs)
    for level in range(max((run.level for run in runs), default=0), 0, -1):
        start = 0
        while start < len(ordered):
            end = start
            while end < len(ordered) and ordered[end].level >= level:
                end += 1
            ordered[start:end] = reversed(ordered[start:end])
            start = end + 1
    return ordered


def _set_run(run: _Run, chain: Chain, pen: float) -> tuple[list[tuple[int, Glyph]], float]:
    """Return (place in the text, glyph) pairs and the run's advance."""
    if run.font is None:
        found: list[tuple[int, Glyph]] = []
        start = pen
        for index, char in enumerate(run.text):
            glyph = chain.own(char, pen)
            assert glyph is not None
            found.append((run.start + index, glyph))
            pen += glyph.advance
        return found, pen - start
    return _shape(run, run.font, pen)


def _shape(run: _Run, font: Font, pen: float) -> tuple[list[tuple[int, Glyph]], float]:
    key, path = font
    face = face_at(path)
    scale = 1000 / face.units_per_em
    buffer = hb.Buffer()
    buffer.cluster_level = hb.BufferClusterLevel.CHARACTERS
    buffer.add_str(run.text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if run.level % 2 else "ltr"
    hb.shape(_shaper(path), buffer)
    texts = _texts(run.text, [info.cluster for info in buffer.glyph_infos])
    start, found = pen, []
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        if info.codepoint == 0:
            raise Unset(run.text[info.cluster])
        at, rise = pen + position.x_offset * scale, position.y_offset * scale
        pen += position.x_advance * scale
        found.append((run.start + info.cluster, info.codepoint, at, rise))
    if run.level % 2:
        found.reverse()  # a letter before its dots, as it is read
    placed: list[tuple[int, Glyph]] = []
    for index, glyph, at, rise in found:
        text = texts.pop(index - run.start, _SILENT)
        if text not in UNSEEN:
            placed.append((index, Extra(key, face, glyph, text, at=at, rise=rise)))
    return placed, pen - start


def _texts(text: str, clusters: list[int]) -> dict[int, str]:
    """Return what each cluster stands for: from its character up to where the next one begins."""
    starts = sorted({*clusters})
    return {start: text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True)}


@cache
def _shaper(path: str) -> hb.Font:
    return hb.Font(hb.Face(hb.Blob.from_file_path(path)))
