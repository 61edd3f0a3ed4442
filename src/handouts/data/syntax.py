"""What the YAML parser could not read, in a coach's words.

In: PyYAML's exception. Out: a located `Problem`. Never true afterwards: that a user reads the parser's own words.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from handouts.data.slips import Stop, find_slip
from handouts.problems import Problem, Where

if TYPE_CHECKING:
    from handouts.data.tree import Source

_QUOTES = 'put the whole text in quotes: "like: this"'
_EXPLAINED: tuple[tuple[str, str, str], ...] = (
    ("while scanning an alias", "text cannot begin with a star", 'put it in quotes: "**Kneel** on one knee."'),
    ("while scanning an anchor", "text cannot begin with &", 'put it in quotes: "& so on"'),
    ("mapping values are not allowed", "there is a colon too many in this line", _QUOTES),
    ("unexpected end of stream", "a quote is opened and never closed", 'close it with the same mark: "text"'),
    ("unknown escape character", r"a \ in double quotes begins a special character", r"write \\ for one \ "),
    ("did not find expected hexadecimal|expected escape sequence", r"this \ code is not whole", r"write \\ for one \ "),
    ("invalid Unicode character escape|invalid UTF-8", "this code is no character", "write the character itself"),
    ("while parsing a flow node", "a [ ] or { } here is not written whole", "close it: [one, two] or {key: value}"),
    ("cannot start any token|did not find expected node content", "a value cannot begin with this character", _QUOTES),
    ("document indicators", "--- stands inside a quoted text", 'close the quote before it: "text"'),
    ("expected ',' or ']'", "this list [ ] is not written whole", "close it: [one, two]"),
    ("expected ',' or '}'", "these braces { } are not written whole", "close them: {key: value, key: value}"),
    ("while scanning a tag|while parsing a tag", "text cannot begin with !", 'put it in quotes: "!"'),
    ("block scalar|block scanner", "only a line break may follow | or >", "go on in the next line, further in"),
    ("expected ':'", "there is no colon after this key", "write key: value"),
    ("mapping keys are not allowed", "text cannot begin with ?", 'put it in quotes: "? "'),
    ("block sequence entries are not allowed", "a - has no place here", "begin a new line, further in"),
    ("directive|%", "a line that begins with % has no place here", "take it out"),
    (
        "did not find expected key|expected <block end>|expected '-'",
        "this line does not fit the ones above it",
        "begin it exactly where its neighbours begin",
    ),
)


def explain_syntax(error: Exception, source: Source) -> Problem:
    """Return the problem that a parser's exception stands for, where the slip is if its lines show one."""
    heard = f"{getattr(error, 'context', '') or ''} {getattr(error, 'problem', '') or error}"
    stop = _stop(error, heard, source)
    slip = find_slip(stop) if stop else None
    if slip is not None:
        where = source.where(slip.line + 1, slip.column + 1, slip.length)
        return Problem(kind="yaml-syntax", what=slip.what, fix=slip.fix, where=where)
    what, fix = "this line is not YAML as it should be", "look at its quotes, colons and indentation"
    for pattern, words, remedy in _EXPLAINED:
        if re.search(pattern, heard):
            what, fix = words, remedy
            break
    where = _place(error, source)
    if "not written whole" in what and (remark := re.search(r" (#[^\s,}\]]*)", where.text)):
        fix = f'put "{remark[1]}" in quotes: otherwise # begins a remark'
    return Problem(kind="yaml-syntax", what=what, fix=fix, where=where)


def _stop(error: Exception, heard: str, source: Source) -> Stop | None:
    mark: Any = getattr(error, "problem_mark", None)
    begun: Any = getattr(error, "context_mark", None)
    if mark is None:
        return None
    last = len(source.lines) - 1
    line, column = (mark.line, mark.column) if mark.line <= last else (last, len(source.lines[last]))
    return Stop(heard, source.lines, line, column, (begun.line, begun.column) if begun and begun.line <= last else None)


def _place(error: Exception, source: Source) -> Where:
    """Return where it went wrong; what is never closed is shown where it is opened."""
    mark: Any = getattr(error, "problem_mark", None)
    begun: Any = getattr(error, "context_mark", None)
    heard = f"{getattr(error, 'context', '')} {getattr(error, 'problem', '')}"
    if begun is not None and re.search("end of stream|expected ',' or|scanning an a", heard):
        mark = begun
    if mark is None:
        return Where(source.shown)
    line = mark.line
    while line > 0 and (line >= len(source.lines) or not source.lines[line].strip()):
        line -= 1
    column = mark.column if line == mark.line else len(source.lines[line].rstrip()) - 1
    return source.where(line + 1, max(0, column) + 1)
