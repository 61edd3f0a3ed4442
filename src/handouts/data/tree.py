"""A text file as a tree in which everything knows its place.

In: nothing; these are values. Out: `Scalar`, `Mapping`, `Sequence`, and `locate` to walk them by a path of keys and
indices. Never true: that a scalar was typed (1:30 is the string "1:30"); only `null`, `~` and nothing are None, only
the plain words true and false are truth values.
"""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, Any, TypeAlias

from handouts.problems import Where
from handouts.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence as Steps

Path: TypeAlias = tuple[str | int, ...]
"""Keys and list indices from the file's root: `("items", 0, "dose")`."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was read: `shown` is its name in problems, `sha256` the hash of its bytes, `lines` its real lines."""

    shown: str
    text: str = field(repr=False)
    sha256: str
    lines: tuple[str, ...] = field(repr=False)

    def where(self, line: int, column: int, length: int = 1) -> Where:
        """Return a place of this file; line and column count from 1."""
        text = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        return Where(self.shown, line, column, length, text)


@dataclass(frozen=True, slots=True)
class _Placed:
    """What every node has: the file, and the line, column (both from 1) and length in characters of what was typed."""

    source: Source = field(repr=False, compare=False, kw_only=True)
    line: int = field(repr=False, compare=False, kw_only=True)
    column: int = field(repr=False, compare=False, kw_only=True)
    length: int = field(repr=False, compare=False, kw_only=True)

    @property
    def where(self) -> Where:
        """The place of this node, with its real line."""
        return self.source.where(self.line, self.column, self.length)


@dataclass(frozen=True, slots=True)
class Scalar(_Placed):
    """One value: `text` is the string as typed, without its quotes."""

    text: str
    quoted: bool = False

    @property
    def value(self) -> str | bool | None:
        """None for null, ~ and nothing, a truth value for true and false, else the text; quotes keep it text."""
        if self.quoted:
            return self.text
        return _WORDS.get(self.text, self.text)


@dataclass(frozen=True, slots=True)
class Sequence(_Placed):
    """A list."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Mapping(_Placed):
    """Keys with their values, in the order they were typed; no key stands twice."""

    entries: tuple[tuple[Scalar, Node], ...]

    def __iter__(self) -> Iterator[str]:
        return (key.text for key, _ in self.entries)

    def get(self, name: str) -> Node | None:
        """Return the value of a key, or None."""
        return next((value for key, value in self.entries if key.text == name), None)

    def key(self, name: str) -> Scalar | None:
        """Return the key itself, for its place."""
        return next((key for key, _ in self.entries if key.text == name), None)


Node: TypeAlias = Scalar | Sequence | Mapping

_WORDS: dict[str, bool | None] = {"": None, "~": None, "null": None, "true": True, "false": False}


def plain(node: Node) -> Any:
    """Return the tree as dicts, lists, strings, truth values and None, without places."""
    match node:
        case Scalar():
            return node.value
        case Sequence(items=items):
            return [plain(item) for item in items]
        case Mapping(entries=entries):
            return {key.text: plain(value) for key, value in entries}


def scalars(node: Node) -> Iterator[Scalar]:
    """Yield every value of the tree, keys left out, in the order they were typed."""
    match node:
        case Scalar():
            yield node
        case Sequence(items=items):
            for item in items:
                yield from scalars(item)
        case Mapping(entries=entries):
            for _, value in entries:
                yield from scalars(value)


def locate(root: Node, path: Steps[str | int]) -> Node:
    """Return the node at a path, or the last one on the way that the file has."""
    node = root
    for step in path:
        found = _step(node, step)
        if found is None:
            break
        node = found
    return node


def locate_key(root: Node, path: Steps[str | int]) -> Node:
    """Return the key that ends a path, or the node that would hold it."""
    holder = locate(root, path[:-1])
    key = holder.key(str(path[-1])) if path and isinstance(holder, Mapping) else None
    return key or holder


def _step(node: Node, step: str | int) -> Node | None:
    if isinstance(node, Mapping):
        return node.get(str(step))
    if isinstance(node, Sequence) and isinstance(step, int) and 0 <= step < len(node.items):
        return node.items[step]
    return None
