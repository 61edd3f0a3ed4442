"""A located tree against a shape: checked values, or every problem of the file at its own place.

In: a tree of `handouts.data` and a shape. Out: the shape's value. Never true afterwards: that pydantic's own words
reach anybody, that a bad value lost its line, or that a mistyped key is reported as missing as well.
"""

from __future__ import annotations

import re
from types import UnionType
from typing import TYPE_CHECKING, Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from handouts.data.tree import Mapping, Node, Scalar, locate, locate_key, plain
from handouts.library.faults import Fault, Faults
from handouts.library.nearest import nearest, suggest
from handouts.problems import Problem, ProblemsFound, Where

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pydantic_core import ErrorDetails

    from handouts.data.tree import Path

S = TypeVar("S", bound=BaseModel)


def resolve_shape(shape: type[S], root: Mapping) -> S:
    """Return the tree as a value of the shape; raises ProblemsFound with all that is wrong."""
    try:
        return shape.model_validate(plain(root))
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=True)
        raise ProblemsFound(_problems(found, shape, root)) from None


def place_fault(fault: Fault, root: Node, path: Path = ()) -> Problem:
    """Return the problem that a fault is, at the value under the path (a key that is not known: at the key)."""
    whole = (*path, *fault.at)
    node = locate_key(root, whole) if fault.kind == "unknown-key" else locate(root, whole)
    where = _narrow(node, fault.span) if fault.span and isinstance(node, Scalar) else node.where
    return Problem(fault.kind, fault.what, fault.fix, where)


def _problems(errors: Iterable[ErrorDetails], shape: type[BaseModel], root: Mapping) -> list[Problem]:
    listed = list(errors)
    meant = {_meant(error, shape) for error in listed if error["type"] == "extra_forbidden"}
    problems = []
    for error in listed:
        if error["type"] == "missing" and error["loc"] in meant:
            continue
        if error["type"] == "too_short" and error["input"] and len(error["input"]) >= error["ctx"]["min_length"]:
            continue  # only the good ones were counted; the bad ones are told one by one
        problems += [place_fault(fault, root, error["loc"]) for fault in _faults(error, shape)]
    return problems


def _meant(error: ErrorDetails, shape: type[BaseModel]) -> Path:
    """Return the path of the key that a mistyped one was meant to be."""
    *holder, key = error["loc"]
    return (*holder, nearest(str(key), _keys(shape, holder)) or "")


def _faults(error: ErrorDetails, shape: type[BaseModel]) -> Sequence[Fault]:
    context = error.get("ctx", {})
    name = next((step for step in reversed(error["loc"]) if isinstance(step, str)), "this file")
    match error["type"]:
        case "value_error":
            caught = context["error"]
            assert isinstance(caught, Faults), "our validators raise Faults only"
            return caught.faults
        case "extra_forbidden":
            *holder, key = error["loc"]
            fix = suggest(str(key), _keys(shape, holder))
            return [Fault(kind="unknown-key", what=f'there is no key "{key}" here', fix=fix)]
        case "missing":
            return [Fault(kind="missing-key", what=f'the key "{name}" is missing', fix=f"add a line: {name}: …")]
        case "literal_error":
            return [_not_among(name, error["input"], context["expected"])]
        case "tuple_type":
            return [Fault(kind="not-list", what=f"{name} should be a list", fix="write - before each, or [one, two]")]
        case "model_type" | "dict_type":
            what = f"{name} should hold keys with values"
            return [Fault(kind="not-keys", what=what, fix="write key: value, or {key: value}")]
        case "too_short":
            least = context["min_length"]
            what = f"{name} holds {context['actual_length']}, {least} at least belong there"
            return [Fault(kind="list-length", what=what, fix="add one")]
        case "too_long":
            what = f"{name} holds more than {context['max_length']}"
            return [Fault(kind="list-length", what=what, fix=f"keep {context['max_length']} at most")]
    raise AssertionError(f"a shape yields an error that has no words of ours: {error['type']}")


def _not_among(name: str, given: object, expected: str) -> Fault:
    words = re.findall(r"'([^']*)'", expected)
    if not isinstance(given, str):
        return Fault(kind="not-among", what=f"{name} should be one word", fix=f"write one of: {', '.join(words)}")
    fix = suggest(given, words) if given else f"write one of: {', '.join(words)}"
    return Fault(kind="not-among", what=f'"{given}" is not known as {name}', fix=fix)


def _keys(shape: type[BaseModel], path: Sequence[str | int]) -> list[str]:
    """Return the keys that the shape has at a path."""
    kind: Any = shape
    for step in path:
        kind = _inside(kind, step)
    model = _model(kind)
    return list(model.model_fields) if model else []


def _inside(kind: Any, step: str | int) -> Any:
    if isinstance(step, int):
        return next((part for part in _parts(kind) if get_origin(part) is tuple), None)
    model = _model(kind)
    return model.model_fields[step].annotation if model and step in model.model_fields else None


def _model(kind: Any) -> type[BaseModel] | None:
    """Return the one shape that an annotation holds: itself, in a list, or beside None."""
    for part in _parts(kind):
        if isinstance(part, type) and issubclass(part, BaseModel):
            return part
        if get_origin(part) is tuple:
            return _model(get_args(part)[0])
    return None


def _parts(kind: Any) -> list[Any]:
    if get_origin(kind) is Annotated:
        return _parts(get_args(kind)[0])
    if get_origin(kind) in (Union, UnionType):
        return [part for option in get_args(kind) for part in _parts(option)]
    return [kind]


def _narrow(node: Scalar, span: tuple[int, int]) -> Where:
    """Return the place of a stretch of a value, if the value stands in the file as it is and not written otherwise."""
    where = node.where
    typed = where.text[where.column - 1 : where.column - 1 + where.length]
    shift = typed.find(node.text)
    if shift < 0 or span[0] >= max(1, len(node.text)):
        return where
    return Where(where.path, where.line, where.column + shift + span[0], span[1], where.text)
