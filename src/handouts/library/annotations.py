"""What the shapes say of a path: which keys stand there, and what may be their value.

In: a shape and a path of keys and indices. Out: annotations and shapes. Never true: that a value is looked at.
"""

from __future__ import annotations

from types import UnionType
from typing import TYPE_CHECKING, Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

if TYPE_CHECKING:
    from collections.abc import Sequence


def annotation_at(shape: type[BaseModel], path: Sequence[str | int]) -> Any:
    """Return the annotation of the value at a path, or None where the shape has no such place."""
    kind: Any = shape
    for step in path:
        kind = _inside(kind, step)
    return kind


def model_at(shape: type[BaseModel], path: Sequence[str | int]) -> type[BaseModel] | None:
    """Return the shape of the keys at a path, or None where no keys belong."""
    return _model(annotation_at(shape, path))


def keys_at(shape: type[BaseModel], path: Sequence[str | int]) -> list[str]:
    """Return the keys that the shape has at a path."""
    model = model_at(shape, path)
    return list(model.model_fields) if model else []


def parts_of(kind: Any) -> list[Any]:
    """Return the alternatives of an annotation, without what is said about them."""
    if get_origin(kind) is Annotated:
        return parts_of(get_args(kind)[0])
    if get_origin(kind) in (Union, UnionType):
        return [part for option in get_args(kind) for part in parts_of(option)]
    return [kind]


def _inside(kind: Any, step: str | int) -> Any:
    if isinstance(step, int):
        lists = [part for part in parts_of(kind) if get_origin(part) is tuple]
        return get_args(lists[0])[0] if lists else None
    model = _model(kind)
    return model.model_fields[step].annotation if model and step in model.model_fields else None


def _model(kind: Any) -> type[BaseModel] | None:
    """Return the one shape that an annotation holds: itself, in a list, or beside None."""
    for part in parts_of(kind):
        if isinstance(part, type) and issubclass(part, BaseModel):
            return part
        if get_origin(part) is tuple:
            return _model(get_args(part)[0])
    return None
