r"""Slips of the keys that the lines of a file show, where the parser only knows that it could not go on.

In: a file's lines, what the parser said and where. Out: a `Slip`: what is wrong, a fix to paste, and the place, which
is often a line or more above the parser's. Never true afterwards: that a fix shows other words than those typed.

**Why**: YAML reads on for as long as it can. `name:Hip circle` is a text to it, which goes on in the next line, and
the colon there is then one too many; a coach looks for the mistake in a line that has none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from handouts.data.workspace import is_id

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_KEY: Final = r"(?:- +)*[A-Za-z_][\w-]*"  # a key as we have them, after the dash of a list
# What stands before a value; after a dash a capital begins a text (- Remember: come back), not a key.
_LINE: Final = re.compile(
    r"^(?P<before> *[A-Za-z_][\w-]*: +| *(?:- +)+(?:[a-z_][\w-]*: +)?| *)(?P<value>.*?) *$",
)
_KEY_LINE: Final = re.compile(rf"^ *{_KEY}:(?: |$)")
_TIGHT_KEY: Final = re.compile(rf"^ *(?P<key>{_KEY}):(?! |//)(?P<rest>\S.*)$")
_TIGHT_DASH: Final = re.compile(r"^ *-(?P<rest>[^\s-].*)$")
_EQUALS: Final = re.compile(rf"^ *(?P<key>{_KEY}) *= *(?P<rest>\S.*)$")
_WORD: Final = re.compile(r"^ *(?P<key>(?:- +)*[^\s:]*):? *(?P<rest>.*)$")
_LONE_STARS: Final = re.compile(r"(?<!\*)\*(?!\*)([^*]+)\*(?!\*)")
_HARD_SPACE: Final = re.compile(r"^ *(\u00a0)|^[^:]*: *(\u00a0)|^ *-(\u00a0)")


@dataclass(frozen=True, slots=True)
class Slip:
    """What is wrong and how to mend it; `line` and `column` count from 0."""

    what: str
    fix: str
    line: int
    column: int
    length: int = 1


@dataclass(frozen=True, slots=True)
class Stop:
    """Where a parser gave up: what it said, its place from 0, and that of what it was reading, if it says."""

    heard: str
    lines: Sequence[str]
    line: int
    column: int
    begun: tuple[int, int] | None = None

    @property
    def text(self) -> str:
        """The line where it gave up."""
        return self.lines[self.line]

    @property
    def above(self) -> int | None:
        """The line before that one which is neither empty nor a remark."""
        numbers = range(self.line - 1, -1, -1)
        return next((at for at in numbers if self.lines[at].strip() and self.lines[at].lstrip()[0] != "#"), None)


def quote(words: str) -> str:
    """Return words in the quotes that keep them as they are: double ones, or single ones round double ones."""
    if '"' not in words and "\\" not in words:
        return f'"{words}"'
    return "'" + words.replace("'", "''") + "'"


def quote_stars(words: str) -> str:
    """Return a text that begins with a star in quotes, with `*one star*` as `**two**` and no star of a list."""
    return quote(_LONE_STARS.sub(r"**\1**", words.removeprefix("* ")))


def find_slip(stop: Stop) -> Slip | None:
    """Return the likeliest slip that made a parser give up there, or None."""
    return next((slip for look in _LOOKS if (slip := look(stop)) is not None), None)


def _open_quote(stop: Stop) -> Slip | None:
    """A quote that is never closed: the text goes on to the next quote, which stands lines below."""
    for number, line in enumerate(stop.lines[: stop.line + 1]):
        value = _value(line)
        mark = value[:1]
        if mark not in ('"', "'") or not value or value.replace("\\" + mark, "").count(mark) % 2 == 0:
            continue
        following = next((text for text in stop.lines[number + 1 :] if text.strip()), "")
        if number < stop.line and following and not _begins_anew(following):
            continue  # a text of several lines
        if number == stop.line and "end of stream" not in stop.heard:
            continue
        fix = f"close it with the same mark: {value}{mark}"
        return Slip("a quote is opened and never closed", fix, number, line.index(value))
    return None


def _hard_space(stop: Stop) -> Slip | None:
    """A no-break space where YAML wants a plain one; web pages and word processors leave them behind."""
    for number in {stop.line, stop.begun[0] if stop.begun else stop.line}:
        if found := _HARD_SPACE.match(stop.lines[number]):
            what = "this is a no-break space, which only looks like a space"
            return Slip(what, "type a plain space in its place", number, found.start(found.lastindex or 0))
    return None


def _no_colon(stop: Stop) -> Slip | None:
    """A line that should be a key with a value; the parser only notices in the next one."""
    if "expected ':'" not in stop.heard or stop.begun is None:
        return None
    number = stop.begun[0]
    line = stop.lines[number]
    return _tight(line, number) or _colonless(line, number)


def _one_too_many(stop: Stop) -> Slip | None:
    """A colon with no place: a second one in its line, or the line above is not what it seems."""
    if "mapping values are not allowed" not in stop.heard:
        return None
    line = stop.text
    before = _LINE.match(line)
    assert before is not None, "the pattern fits any line"
    if stop.column >= before.end("before"):
        fix = f"put the whole text in quotes: {quote(before['value'])}"
        return Slip("there is a second colon in this line", fix, stop.line, stop.column)
    return _by_the_line_above(stop) if stop.above is not None else None


def _by_the_line_above(stop: Stop) -> Slip | None:
    number = stop.above
    assert number is not None, "looked at by the caller"
    above, line = stop.lines[number], stop.text
    if tight := _tight(above, number):
        return tight
    words, deep = above.strip(), _depth(line)
    if words.startswith("- ") and deep > _depth(above):
        text = words.removeprefix("- ")
        fix = f'write "- exercise: {text}" above' if is_id(text) else f'write "- key: {text}" above'
        return Slip("the line above is a text, so no key can follow it", fix, stop.line, deep)
    if line.lstrip().startswith("- ") and not _KEY_LINE.match(above):
        what = "there is no - before this, as there is before the next one"
        return Slip(what, f'write "- {words}"', number, _depth(above), len(words))
    if not _KEY_LINE.match(above) and deep == _depth(above):
        return _colonless(above, number)
    if deep > _depth(above):
        what = "this line is further in than the one above"
        return Slip(what, "begin it where the line above begins", stop.line, deep)
    return None


def _goes_on(stop: Stop) -> Slip | None:
    """Words after a closing quote or bracket: the value was meant as a whole."""
    value = _value(stop.text)
    if "did not find expected key" not in stop.heard and "expected <block end>" not in stop.heard:
        return None
    if value[:1] not in ('"', "'", "[", "{") or stop.column <= stop.text.index(value):
        return None
    if value[0] in "\"'":
        inner = value[1:-1] if len(value) > 1 and value[-1] == value[0] and value.count(value[0]) % 2 else value
        return Slip("the quote ends here, and the text goes on", f"write {quote(inner)}", stop.line, stop.column)
    what = f"text cannot begin with {value[0]}, which begins a {'list' if value[0] == '[' else 'map'}"
    return Slip(what, f"put it in quotes: {quote(value)}", stop.line, stop.text.index(value))


def _open_bracket(stop: Stop) -> Slip | None:
    """A list or map in brackets whose end is missing in the line where it begins."""
    if "expected ',' or" not in stop.heard or stop.begun is None:
        return None
    number, column = stop.begun
    words = stop.lines[number][column:].rstrip()
    if " #" in words or words[-1:] in "]},":
        return None
    what, end = ("this list [ ]", "]") if words[0] == "[" else ("these braces { }", "}")
    are = "are" if end == "}" else "is"
    return Slip(f"{what} {are} not written whole", f"close it: {words}{end}", number, column)


def _uneven(stop: Stop) -> Slip | None:
    """A line that begins between the columns where its neighbours begin."""
    if not re.search("did not find expected (key|'-')|expected <block end>", stop.heard) or stop.above is None:
        return None
    what, deep = "this line does not begin where its neighbours begin", _depth(stop.text)
    if stop.text.lstrip().startswith("- "):
        dashes = [at for at in range(stop.line) if stop.lines[at].lstrip().startswith("- ")]
        fix = f"begin it as far in as the - in line {dashes[-1] + 1}" if dashes else ""
        return Slip(what, fix, stop.line, deep) if dashes else None
    if key := re.match(r" *- +([\w-]+):", stop.lines[stop.above]):
        return Slip(what, f'begin it under "{key[1]}" in the line above', stop.line, deep)
    return None


def _bad_start(stop: Stop) -> Slip | None:
    """A text whose first character means something to YAML."""
    if not re.search("cannot start any token|scanning an a|mapping keys are not|a block scalar|a tag", stop.heard):
        return None
    begins_above = stop.begun is not None and re.search("scanning an a|block scalar", stop.heard)
    number, column = stop.begun if begins_above and stop.begun else (stop.line, stop.column)
    words = stop.lines[number][column:].rstrip()
    if not words or re.search(r"[\[{]", stop.lines[number][:column]):
        return None
    fix = f"put it in quotes: {quote_stars(words)}"
    return Slip(f"text cannot begin with {words[0]}", fix, number, column)


_LOOKS: Final[tuple[Callable[[Stop], Slip | None], ...]] = (
    _open_quote, _hard_space, _no_colon, _one_too_many, _goes_on, _open_bracket, _uneven, _bad_start,
)  # fmt: skip


def _tight(line: str, number: int) -> Slip | None:
    """A dash or a colon with no space after it."""
    if dash := _TIGHT_DASH.match(line):
        return Slip("there is no space after this -", f'write "- {dash["rest"]}"', number, line.index("-"))
    if key := _TIGHT_KEY.match(line):
        fix = f'write "{key["key"]}: {key["rest"]}"'
        return Slip("there is no space after this colon", fix, number, key.end("key"))
    return None


def _colonless(line: str, number: int) -> Slip:
    """A key with no colon after it."""
    if equals := _EQUALS.match(line):
        fix = f'write "{equals["key"]}: {equals["rest"]}"'
        return Slip("there is an = where a colon should be", fix, number, line.index("="))
    found = _WORD.match(line)
    assert found is not None, "the pattern fits any line"
    fix = f'write "{found["key"]}: {found["rest"]}"'.replace(': "', ':"')
    if found["rest"]:
        fix += "; a text that goes on from the line above stands further in"
    return Slip("there is no colon after this key", fix, number, found.start("key"), max(1, len(found["key"])))


def _begins_anew(line: str) -> bool:
    """Whether a line begins a key or an entry of a list, and so does not go on with a text."""
    return _KEY_LINE.match(line) is not None or line.lstrip().startswith("- ")


def _value(line: str) -> str:
    """Return what stands after the dash or the key of a line."""
    found = _LINE.match(line)
    return found["value"] if found else ""


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
