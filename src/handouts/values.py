"""Data classes as the standard library makes them, at a quarter of the price, for modules that hold many.

In: a class with annotated fields. Out: what `dataclasses.dataclass` makes of it. Never true: that a class behaves in
another way than the standard one (tests/test_quick_values.py makes both and compares).

**Why**: before Python 3.13 the standard decorator compiles six methods of every class, one by one. A build on an empty
cache makes a hundred classes, which took a sixth of it. Here `__init__` alone is compiled; the other methods are the
same few functions for all classes. Python 3.13 is as quick by itself, so this module goes when 3.12 does.
"""

from __future__ import annotations

import sys
from dataclasses import MISSING, FrozenInstanceError, dataclass, fields
from operator import attrgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from dataclasses import Field

__all__ = ["dataclass"]

_standard = dataclass


def quick_dataclass(cls: type | None = None, /, **options: bool) -> Any:
    """Make a data class, `frozen` and with `slots` if asked; other options are for the standard decorator."""
    return _make(cls, **options) if cls is not None else lambda given: _make(given, **options)


def _make(cls: type, *, frozen: bool = False, slots: bool = False) -> Any:
    made: Any = _standard(init=False, repr=False, eq=False, slots=slots)(cls)
    listed = fields(made)
    methods: dict[str, Any] = {"__init__": _init(listed, frozen=frozen), "__repr__": _repr, "__eq__": _equal}
    methods |= {"__hash__": None, "_compared": _getter([one.name for one in listed if one.compare])}
    if frozen:
        methods |= {"__hash__": _hash, "__setattr__": _refuse_to_set, "__delattr__": _refuse_to_delete}
    if frozen and slots:
        methods |= {"__getstate__": _get_state, "__setstate__": _set_state}
    for name, method in methods.items():
        if name not in cls.__dict__:
            setattr(made, name, method)
    return made


def _init(listed: tuple[Field[Any], ...], *, frozen: bool) -> Any:
    """Return `__init__`, compiled: it is called far too often to look through the fields each time."""
    named: dict[str, Any] = {"_set": object.__setattr__, "_missing": MISSING}
    arguments, body = ["self"], []
    for at, one in enumerate(sorted(listed, key=lambda one: bool(one.kw_only))):
        value = one.name
        if one.kw_only and "*" not in arguments:
            arguments.append("*")
        if one.default_factory is not MISSING:
            named[f"_make{at}"] = one.default_factory
            value = f"_make{at}() if {one.name} is _missing else {one.name}"
            arguments.append(f"{one.name}=_missing")
        elif one.default is not MISSING:
            named[f"_default{at}"] = one.default
            arguments.append(f"{one.name}=_default{at}")
        else:
            arguments.append(one.name)
        body.append(f"  _set(self, {one.name!r}, {value})" if frozen else f"  self.{one.name} = {value}")
    source = f"def __init__({', '.join(arguments)}):\n" + ("\n".join(body) or "  pass")
    exec(source, named)  # noqa: S102 - as the standard library does; the source is made of field names
    return named["__init__"]


def _getter(names: list[str]) -> Callable[[Any], tuple[Any, ...]]:
    """Return what reads the fields by which values of the class are compared."""
    return attrgetter(*names) if len(names) > 1 else lambda value: tuple([getattr(value, name) for name in names])


def _equal(self: Any, other: Any) -> Any:
    if other.__class__ is not self.__class__:
        return NotImplemented
    compared = type(self)._compared  # noqa: SLF001 - _make put it there
    return compared(self) == compared(other)


def _hash(self: Any) -> int:
    return hash(type(self)._compared(self))  # noqa: SLF001 - same


def _repr(self: Any) -> str:
    shown = [f"{one.name}={getattr(self, one.name)!r}" for one in fields(self) if one.repr]
    return f"{self.__class__.__qualname__}({', '.join(shown)})"


def _refuse_to_set(self: object, name: str, value: object) -> None:  # noqa: ARG001 - as Python calls it
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(self: object, name: str) -> None:  # noqa: ARG001 - same
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _get_state(self: Any) -> list[Any]:
    return [getattr(self, one.name) for one in fields(self)]


def _set_state(self: object, state: list[Any]) -> None:
    for one, value in zip(fields(self), state, strict=True):  # type: ignore[arg-type]
        object.__setattr__(self, one.name, value)


if not TYPE_CHECKING and sys.version_info < (3, 13):
    dataclass = quick_dataclass
