"""YAML text → a located tree, strictly.

In: a `Source`. Out: its root `Mapping`. Never true afterwards: that a key stands twice or is no text, that an alias,
anchor, tag, merge key, directive or second document was followed, or that anything nests deeper than a person writes.

**Why** events and a stack of our own: PyYAML's loaders turn `1:30` into 90 and `no` into False, let a second key win
silently, and recurse, so that 20,000 brackets end in a RecursionError. The events of its C parser cost no more than
plain loading. Source: yaml.org/spec/1.1, and PyYAML issue 235 (aliases are not limited, by design).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml

from handouts.data.characters import find_forbidden_in_value, name_character
from handouts.data.slips import quote, quote_stars
from handouts.data.syntax import explain_syntax
from handouts.data.tree import Mapping, Node, Scalar, Sequence, Source
from handouts.problems import Problem, ProblemsFound, Where

if TYPE_CHECKING:
    from collections.abc import Iterator

DEEPEST = 20  # levels; a pose file, our deepest, has 7
MOST_VALUES = 50_000  # in one file; reading so many takes half a second
_LONGEST_CARET = 200  # characters that are pointed at; a screen shows fewer
_MOST_PROBLEMS = 50  # in one file; what follows a first page of problems is mostly their echo
_CUTS_OFF = re.compile(r"\s+(#[^\s#].*?)\s*$")
_HALF = re.compile("\\s#[^\\s#]|[“„‘]")
_CURLY = ("“", "„", "‘")
_IN_CURLY = re.compile("[“„].*[”“]|‘.*’", re.DOTALL)
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(source: Source) -> Mapping:
    """Return the root mapping of a YAML file; raises ProblemsFound with everything that is wrong with its form."""
    return _Reading(source).read()


class _Stop(Exception):  # noqa: N818 - not an error: the rest of this file cannot be read
    """Raised inside this module when going on would only repeat a problem."""


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not come yet; `key` is the one that waits for its value."""

    event: Any
    items: list[Node] = field(default_factory=list)
    keys: dict[str, Scalar] = field(default_factory=dict)
    entries: list[tuple[Scalar, Node]] = field(default_factory=list)
    key: Node | None = None


class _Reading:
    """The walk through one file's events."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.problems: list[Problem] = []
        self.open: list[_Open] = []
        self.root: Node | None = None
        self.documents = 0
        self.values = 0
        self.may_be_half = _HALF.search(source.text) is not None  # most files have none: then no value is asked

    def read(self) -> Mapping:
        try:
            for event in self._events():
                self._take(event)
        except _Stop:
            pass
        root = self.root
        if not self.problems and not isinstance(root, Mapping):
            self._fault_root(root)
        if self.problems or not isinstance(root, Mapping):
            raise ProblemsFound(self.problems)
        return root

    def _events(self) -> Iterator[Any]:
        try:
            yield from yaml.parse(self.source.text, Loader=_LOADER)
        except (yaml.YAMLError, ValueError, OverflowError) as error:  # chr() of a huge escape in the pure loader
            problem = explain_syntax(error, self.source)
            told = {each.where.line for each in self.problems if each.where}
            if problem.where is None or problem.where.line not in told:  # else it is the echo of that one
                self.problems.append(problem)

    def _take(self, event: Any) -> None:
        match event:
            case yaml.ScalarEvent():
                self._refuse_marks(event)
                self._put(self._scalar(event))
            case yaml.SequenceStartEvent() | yaml.MappingStartEvent():
                self._refuse_marks(event)
                if len(self.open) >= DEEPEST:
                    what = f"this nests deeper than {DEEPEST} levels"
                    self._fault("yaml-too-deep", what, "write it flatter", event)
                    raise _Stop
                self.open.append(_Open(event))
            case yaml.SequenceEndEvent() | yaml.MappingEndEvent():
                self._put(self._closed(self.open.pop()))
            case yaml.AliasEvent():
                what = f"*{event.anchor} repeats another part of the file, which is not possible here"
                fix = f"write the value again; a text stands in quotes: {quote_stars(self._rest(event))}"
                self._fault("yaml-alias", what, fix, event)
                self._put(Scalar("", **self._place(event)))
            case yaml.DocumentStartEvent():
                self._document(event)
        if len(self.problems) >= _MOST_PROBLEMS:
            raise _Stop

    def _document(self, event: Any) -> None:
        self.documents += 1
        if event.version or event.tags:
            self._fault("yaml-directive", "a line that begins with % has no place here", "take it out", event)
        if self.documents > 1:
            self._fault("yaml-documents", "a second document begins here", "one file holds one: take out ---", event)
            raise _Stop

    def _refuse_marks(self, event: Any) -> None:
        if event.anchor is not None:
            what = f"&{event.anchor} marks a part to repeat, which is not possible here"
            fix = f"take it out; a text stands in quotes: {quote(self._rest(event))}"
            self._fault("yaml-alias", what, fix, event)
        if event.tag is not None:
            what = "a value with a ! before it (a tag) is not possible here"
            self._fault("yaml-tag", what, f"take it out; a text stands in quotes: {quote(self._rest(event))}", event)

    def _scalar(self, event: Any) -> Scalar:
        bad = find_forbidden_in_value(event.value) if event.style == '"' else None
        if bad:
            what = f"{name_character(bad[0])} stands in this text"
            self._fault("control-character", what, "take it out", event)
        if self.may_be_half and not event.style:
            self._refuse_half_text(event)
        return Scalar(event.value, quoted=bool(event.style), **self._place(event))

    def _refuse_half_text(self, event: Any) -> None:
        """Add a problem when a value without quotes is less, or more, than what its author sees in it.

        `#1` begins a remark, and what stands after it would be lost; the curly quotes of a word processor are letters,
        and would be printed. A remark of an author's has a space after its #.
        """
        end, lines = event.end_mark, self.source.lines
        remark = _CUTS_OFF.match(lines[end.line], end.column) if end.line < len(lines) else None
        if remark and not any(each.event.flow_style for each in self.open):  # a bracket's end would be lost as well
            words = f"{event.value} {remark[1]}".strip()
            what = f"{remark[1].split()[0]} begins a remark, which is not printed"
            where = self.source.where(end.line + 1, remark.start(1) + 1, len(remark[1]))
            fix = f"put the whole in quotes: {quote(words)}; write a space after # for a remark"
            self.problems.append(Problem("remark", what, fix, where))
        if event.value[:1] in _CURLY and _IN_CURLY.fullmatch(event.value):
            what = "these curly quotes would be printed: they are letters like any others"
            self._fault("curly-quotes", what, f"write straight ones: {quote(event.value[1:-1])}", event)

    def _rest(self, event: Any) -> str:
        """Return what was typed from an event to the end of its line."""
        mark = event.start_mark
        return self.source.lines[mark.line][mark.column :].rstrip() if mark.line < len(self.source.lines) else ""

    def _closed(self, done: _Open) -> Node:
        if isinstance(done.event, yaml.SequenceStartEvent):
            return Sequence(tuple(done.items), **self._place(done.event))
        return Mapping(tuple(done.entries), **self._place(done.event))

    def _put(self, node: Node) -> None:
        self.values += 1
        if self.values > MOST_VALUES:
            what = f"this file holds more than {MOST_VALUES:,} values"
            self._problem("file-too-large", what, "split it, or look whether it is the right file", node)
            raise _Stop
        if not self.open:
            self.root = node
            return
        top = self.open[-1]
        if isinstance(top.event, yaml.SequenceStartEvent):
            top.items.append(node)
        elif top.key is None:
            top.key = node
        else:
            self._pair(top, top.key, node)
            top.key = None

    def _pair(self, top: _Open, key: Node, value: Node) -> None:
        if not isinstance(key, Scalar):
            self._problem(
                "key-not-text", "a key is one word, not a list or more keys", "write a word before the colon", key
            )
        elif key.value is None:
            self._problem("key-not-text", "there is no key before this colon", "write a word before the colon", key)
        elif key.text == "<<" and not key.quoted:
            self._problem(
                "yaml-merge", "<< takes over keys from elsewhere, which is not possible here", "write them out", key
            )
        elif key.text in top.keys:
            first = top.keys[key.text].line
            what = f'"{key.text}" stands twice; the first is in line {first}'
            self._problem("key-twice", what, "keep one of the two", key)
        else:
            top.keys[key.text] = key
            top.entries.append((key, value))

    def _place(self, event: Any) -> dict[str, Any]:
        line, column, length = self._span(event)
        return {"source": self.source, "line": line, "column": column, "length": length}

    def _span(self, event: Any) -> tuple[int, int, int]:
        """Return line, column (from 1) and length; what goes on over several lines ends with its first one."""
        start, end = event.start_mark, event.end_mark
        if start.line >= len(self.source.lines):  # nothing was typed before the file's end
            return len(self.source.lines), len(self.source.lines[-1]) + 1, 1
        length = end.column - start.column
        if end.line != start.line or isinstance(event, yaml.CollectionStartEvent):
            rest = self.source.lines[start.line][start.column : start.column + _LONGEST_CARET]
            length = len(rest.rstrip())
        return start.line + 1, start.column + 1, max(1, length)

    def _where(self, event: Any) -> Where:
        return self.source.where(*self._span(event))

    def _fault(self, kind: str, what: str, fix: str, event: Any) -> None:
        self.problems.append(Problem(kind, what, fix, self._where(event)))

    def _problem(self, kind: str, what: str, fix: str, node: Node) -> None:
        self.problems.append(Problem(kind, what, fix, node.where))

    def _fault_root(self, root: Node | None) -> None:
        if root is None or (isinstance(root, Scalar) and root.value is None):
            where = Where(self.source.shown)
            self.problems.append(
                Problem(kind="file-empty", what="this file is empty", fix="write keys like name: …", where=where)
            )
        else:
            self._problem("not-keys", "this file should hold keys with values", "begin with a key: name: …", root)
