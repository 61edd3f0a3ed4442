"""A located tree against a shape: checked values, or every problem of the file at its own place.

In: a tree of `handouts.data` and a shape. Out: the shape's value. Never true afterwards: that pydantic's own words
reach anybody, that a bad value lost its line, or that a mistyped key is reported as missing as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel, ValidationError

from handouts.data.tree import Mapping, Node, Scalar, locate, locate_key, plain
from handouts.library.annotations import annotation_at, keys_at, model_at
from handouts.library.faults import Fault, Faults
from handouts.library.fixes import holder_of, missing_key, no_list, no_map, not_among, unknown_key
from handouts.library.nearest import closest
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
        problems += [place_fault(fault, root, error["loc"]) for fault in _faults(error, shape, root)]
    return problems


def _meant(error: ErrorDetails, shape: type[BaseModel]) -> Path:
    """Return the path of the key that a mistyped one was meant to be."""
    *holder, key = error["loc"]
    return (*holder, closest(str(key), keys_at(shape, holder)) or "")


def _faults(error: ErrorDetails, shape: type[BaseModel], root: Mapping) -> Sequence[Fault]:
    path, given = error["loc"], error["input"]
    context = error.get("ctx", {})
    name = next((step for step in reversed(path) if isinstance(step, str)), "this file")
    match error["type"]:
        case "value_error":
            caught = context["error"]
            assert isinstance(caught, Faults), "our validators raise Faults only"
            return caught.faults
        case "extra_forbidden":
            fault = unknown_key(str(path[-1]), given, keys_at(shape, path[:-1]), holder_of(root, path))
            return [fault] if fault else []
        case "missing":
            return [missing_key(name, annotation_at(shape, path), holder_of(root, path))]
        case "literal_error":
            return [not_among(name, given, annotation_at(shape, path))]
        case "tuple_type":
            return [no_list(name, given, locate(root, path))]
        case "model_type" | "dict_type":
            return [no_map(name, given, model_at(shape, path))]
        case "too_short":
            least, here = context["min_length"], context["actual_length"]
            return [Fault(kind="list-length", what=f"{name} holds {here}, and needs {least} or more", fix="add one")]
        case "too_long":
            what = f"{name} holds more than {context['max_length']}"
            return [Fault(kind="list-length", what=what, fix=f"keep {context['max_length']} at most")]
    raise AssertionError(f"a shape yields an error that has no words of ours: {error['type']}")


def _narrow(node: Scalar, span: tuple[int, int]) -> Where:
    """Return the place of a stretch of a value, if the value stands in the file as it is and not written otherwise."""
    where = node.where
    typed = where.text[where.column - 1 : where.column - 1 + where.length]
    shift = typed.find(node.text)
    if shift < 0 or span[0] >= max(1, len(node.text)):
        return where
    return Where(where.path, where.line, where.column + shift + span[0], span[1], where.text)
