r"""Our own mini markup: `**bold**`, and `\*` for a star.

In: a string from data. Out: `Text`, runs of plain and bold words. Never true afterwards: that a star is markup, that a
control character or a line break stands in a run, or that two neighbouring runs look the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from handouts.data.characters import find_forbidden_in_value, name_character
from handouts.library.faults import Fault, Faults

if TYPE_CHECKING:
    from collections.abc import Mapping

_LONGEST = 2000  # characters; an idea of a series handout has about 400
NOTHING = frozenset({"no", "none", "n/a", "na", "nil", "nothing", "nope", "-", "–", "tbd", "todo"})
"""Words by which people say that there is nothing."""
_FOREIGN = re.compile(  # markup of web pages and other programs, which is no markup here
    r"</?(?:b|i|u|em|strong|br|p|span|font|a)\b[^<>]*>|(?<!\w)__\w[^_]*__(?!\w)|\[[^\]]+\]\(\w+:[^)]*\)|&(?:amp|nbsp|lt|gt|quot|#\d+);"
)
_TOKEN = re.compile(r"\\\*|\*\*|\*")


@dataclass(frozen=True, slots=True)
class Run:
    """Words that look the same: `text` is what is printed, never markup."""

    text: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence or a short paragraph of ours; `str(text)` is its words without bold."""

    runs: tuple[Run, ...]

    def __str__(self) -> str:
        return "".join(run.text for run in self.runs)


def read_text(written: str) -> Text:
    r"""Return the runs of a text with `**bold**` and `\*`, or raise `Faults`; space round the text is left out."""
    stripped = _said(written)
    runs: list[Run] = []
    bold, opened, start, words = False, 0, 0, ""
    for token in _TOKEN.finditer(stripped):
        words += stripped[start : token.start()]
        start = token.end()
        if token[0] == "\\*":
            words += "*"
        elif token[0] == "*":
            raise Faults(_lone_star(token.start()))
        else:
            if bold and not words.strip():
                raise Faults(_empty_bold(opened))
            runs.append(Run(words, bold))
            bold, opened, words = not bold, token.start(), ""
    if bold:
        raise Faults(_unclosed(opened))
    runs.append(Run(words + stripped[start:]))
    return Text(_joined(runs))


def read_plain(written: str) -> str:
    """Return a name or title as typed, or raise `Faults`: bold has no place there."""
    stripped = _said(written)
    if "**" in stripped:
        at = stripped.index("**")
        raise Faults(
            Fault(kind="bold-here", what="a name or title takes no bold", fix="leave the ** out", span=(at, 2))
        )
    return stripped


def read_words(written: str) -> str:
    """Return the text without the space round it; raise `Faults` if it is empty, too long or holds odd characters."""
    stripped = written.strip(" \n")
    if not stripped:
        raise Faults(Fault(kind="text-empty", what="there is no text here", fix="write the text, or leave the key out"))
    if len(stripped) > _LONGEST:
        what = f"this text is too long: {len(stripped)} characters"
        raise Faults(Fault(kind="text-too-long", what=what, fix=f"write at most {_LONGEST} characters"))
    if bad := find_forbidden_in_value(stripped):
        what = f"{name_character(bad[0])} stands in this text"
        raise Faults(Fault(kind="control-character", what=what, fix="take it out", span=(bad.start(), 1)))
    if "\n" in stripped:
        what = "there is a line break in this text"
        raise Faults(Fault(kind="text-line-break", what=what, fix='write ">" instead of "|", without an empty line'))
    return stripped


def find_foreign_markup(written: str) -> re.Match[str] | None:
    """Return the first `<b>`, `__bold__`, `[link](https://…)` or `&amp;` of a text: it will be printed as it stands."""
    return _FOREIGN.search(written)


def _said(written: str) -> str:
    """Return the words that say something; raise `Faults` for `no` and `none`, which would be printed as they stand."""
    stripped = read_words(written)
    if stripped.lower() in NOTHING:
        fix = "write null for nothing, or leave the key out"
        raise Faults(Fault(kind="text-empty", what=f'"{stripped}" would be printed as it stands', fix=fix))
    return stripped


def replace_words(text: Text, preferred: Mapping[str, str]) -> Text:
    """Return the text with whole words replaced as a brand prefers them (`bottom: bum`), first capitals kept."""
    if not preferred:
        return text
    wanted = {word.lower(): other for word, other in preferred.items()}
    pattern = re.compile(
        r"\b(?:" + "|".join(map(re.escape, sorted(wanted, key=len, reverse=True))) + r")\b", re.IGNORECASE
    )

    def swap(found: re.Match[str]) -> str:
        other = wanted[found[0].lower()]
        return other[:1].upper() + other[1:] if found[0][:1].isupper() else other

    return Text(tuple(Run(pattern.sub(swap, run.text), run.bold) for run in text.runs))


def write_text(text: Text) -> str:
    """Return the text in our markup again: the inverse of `read_text`."""
    parts = ((run.text.replace("*", "\\*"), run.bold) for run in text.runs)
    return "".join(f"**{words}**" if bold else words for words, bold in parts)


def _joined(runs: list[Run]) -> tuple[Run, ...]:
    joined: list[Run] = []
    for run in runs:
        if joined and joined[-1].bold == run.bold:
            joined[-1] = Run(joined[-1].text + run.text, run.bold)
        elif run.text:
            joined.append(run)
    return tuple(joined)


def _unclosed(at: int) -> Fault:
    return Fault(kind="bold-unclosed", what="this ** has no second **", fix="close it: **like this**", span=(at, 2))


def _empty_bold(at: int) -> Fault:
    return Fault(kind="bold-empty", what="there is nothing between ** and **", fix="leave both out", span=(at, 2))


def _lone_star(at: int) -> Fault:
    return Fault(
        kind="lone-star",
        what="a single * has no meaning here",
        fix=r"write **words** for bold, \* for a star",
        span=(at, 1),
    )
