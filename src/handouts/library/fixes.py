"""Fixes to paste for a value of the wrong form, made from what was typed and from what the shape wants.

In: the value, its place in the tree, and the shape. Out: the fix. Never true afterwards: that a fix says only "a list"
or "keys" where the coach's own words can be shown in that form.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, Literal, get_args, get_origin

from handouts.data.slips import quote
from handouts.data.tree import Mapping, Node, Scalar, locate
from handouts.data.workspace import is_id
from handouts.library.annotations import parts_of
from handouts.library.faults import Fault
from handouts.library.nearest import closest, suggest
from handouts.library.text import NOTHING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pydantic import BaseModel

    from handouts.data.tree import Path

_EXAMPLES: Final = {
    "dose": "2 x 8", "primary": '"#0B4F6C"', "accent": '"#E4572E"', "number": "1", "alt": "what is seen",
}  # fmt: skip
_TIGHT: Final = re.compile(r"([a-z_]+):(\S.*)")
_BULLET: Final = re.compile(r"[-–—•*·] ?|\d+[.)] ?")
_MUST_BE_QUOTED: Final = re.compile(r": |:$| #|^[\[{*&!|>%@`'\"#-]|[\[\]{},]")


def typed(words: str) -> str:
    """Return words as they can stand in a list or a map: in quotes if they must."""
    return quote(words) if _MUST_BE_QUOTED.search(words) else words


def no_list(name: str, given: object, node: Node) -> Fault:
    """Return what is wrong with a value that should be a list."""
    if given is None:
        what = f"there is nothing under {name}"
        return Fault(kind="no-value", what=what, fix='write one thing a line, each after "- "')
    fix = "write - before each, or [one, two]"
    if isinstance(given, dict):
        first = next(iter(given), "")
        fix = 'write "- " in the place of each number' if first.isdigit() else f'write "- " before it: - {first}: …'
    elif isinstance(given, str) and isinstance(node, Scalar):
        parts = [part.strip() for part in given.split(",")]
        if given.lower() in NOTHING:
            fix = "write [] for none"
        elif _BULLET.match(given) or node.text not in node.where.text:  # it goes on in further lines
            fix = 'begin each line with "- "'
        elif all(map(is_id, parts)):
            fix = f"write [{', '.join(parts)}]"
        else:
            fix = f"write [{quote(given)}]"
    return Fault(kind="not-list", what=f"{name} should be a list", fix=fix)


def no_map(name: str, given: object, model: type[BaseModel] | None) -> Fault:
    """Return what is wrong with a value that should hold keys."""
    if given is None:
        return Fault(kind="no-value", what="there is no value here", fix="write one, or take the line out")
    fix = "write key: value, or {key: value}"
    if model is not None:
        keys = list(model.model_fields)
        first = typed(given) if isinstance(given, str) and given.lower() not in NOTHING else "…"
        needed = [key for key in keys[1:] if model.model_fields[key].is_required()]
        fix = f"write {{{', '.join([f'{keys[0]}: {first}', *(f'{key}: …' for key in needed)])}}}"
        if isinstance(given, str) and given.lower() in NOTHING:
            fix = "leave the key out"
    return Fault(kind="not-keys", what=f"{name} should hold keys with values", fix=fix)


def unknown_key(key: str, given: object, known: Sequence[str], holder: Node) -> Fault | None:
    """Return what is wrong with a key that its map does not know, or None if that was said of the key before it."""
    if given is None and (tight := _TIGHT.fullmatch(key)):
        what = "there is no space after this colon"
        return Fault(kind="unknown-key", what=what, fix=f'write "{tight[1]}: {tight[2]}"')
    cut = _cut_at_comma(key, holder) if given is None and not closest(key, known) else None
    if cut is not None:
        name, words, first = cut
        what = "a comma in braces begins another key"
        return Fault(kind="unknown-key", what=what, fix=f"write {name}: {quote(words)}") if key == first else None
    return Fault(kind="unknown-key", what=f'there is no key "{key}" here', fix=suggest(key, known))


def _cut_at_comma(key: str, holder: Node) -> tuple[str, str, str] | None:
    """Return the key whose text a comma in braces has cut, that text as it was typed, and the key its rest became."""
    if not isinstance(holder, Mapping) or not in_braces(holder):
        return None
    names = [name.text for name, _ in holder.entries]
    empty = [isinstance(value, Scalar) and value.value is None for _, value in holder.entries]
    last = names.index(key)
    first = next((at for at in range(last, 0, -1) if not empty[at - 1]), 0)
    while last + 1 < len(names) and empty[last + 1]:
        last += 1
    (name, value), (end, _) = holder.entries[first - 1], holder.entries[last]
    if first == 0 or not isinstance(value, Scalar) or value.quoted or end.line != value.line:
        return None
    return name.text, end.where.text[value.column - 1 : end.column - 1 + end.length], names[first]


def in_braces(node: Node) -> bool:
    """Whether a map was written as `{key: value}`."""
    return node.where.text[node.column - 1 : node.column] == "{"


def missing_key(name: str, annotation: Any, holder: Node) -> Fault:
    """Return what is wrong where a key is missing."""
    words = literal_words(annotation)
    example = words[0] if words else _EXAMPLES.get(name, "…")
    if any(get_origin(part) is tuple for part in parts_of(annotation)):
        example = "[…]"
    line = f"{name}: {example}" + (f" (or {', '.join(words[1:])})" if words else "")
    fix = f"add it in the braces: {line}" if in_braces(holder) else f"add a line: {line}"
    return Fault(kind="missing-key", what=f'the key "{name}" is missing', fix=fix)


def not_among(name: str, given: object, annotation: Any) -> Fault:
    """Return what is wrong with a word that is none of a few."""
    words = literal_words(annotation)
    among = f"write one of: {', '.join(words)}" if len(words) > 1 else f"write {words[0]}"
    if not isinstance(given, str):
        return Fault(kind="not-among", what=f"{name} should be one word", fix=among)
    if type(None) in parts_of(annotation):
        among += ", or null for none"
    near = None if given.lower() in NOTHING else closest(given, words, at_least=0.75)
    fix = f'did you mean "{near}"?' if near else among
    return Fault(kind="not-among", what=f'"{given}" is not known as {name}', fix=fix)


def literal_words(annotation: Any) -> list[str]:
    """Return the words that a value may be, if it may be one of a few only."""
    return [word for part in parts_of(annotation) if get_origin(part) is Literal for word in get_args(part)]


def holder_of(root: Node, path: Path) -> Node:
    """Return the node that holds the key which ends a path."""
    return locate(root, path[:-1])
