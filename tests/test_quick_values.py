"""The quick data classes are the standard ones to whoever uses them: both are made of one source, and compared."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
from dataclasses import field
from functools import cached_property
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from handouts.pdf.block import Run
from handouts.values import quick_dataclass

if TYPE_CHECKING:
    from collections.abc import Callable


def classes(dataclass: Any) -> SimpleNamespace:
    """Return one class of every kind that the house has."""

    @dataclass(frozen=True, slots=True)
    class Point:
        """Two numbers, and what is not compared."""

        x: int
        y: int = 2
        names: list[str] = field(default_factory=list, compare=False)
        shown: str = field(kw_only=True, compare=False, repr=False, default="")

    @dataclass(frozen=True, slots=True)
    class One:
        only: tuple[int, ...] = ()

    @dataclass(frozen=True, slots=True)
    class Nothing:
        """No field at all."""

    @dataclass(frozen=True)
    class Lazy:
        side: float

        @cached_property
        def area(self) -> float:
            return self.side**2

    @dataclass(slots=True)
    class Loose:
        value: int
        more: dict[str, int] = field(default_factory=dict)

    @dataclass
    class Bare:
        value: int = 0

    @dataclass(frozen=True, slots=True)
    class Own:
        value: int

        def __repr__(self) -> str:
            return f"<{self.value}>"

        def __hash__(self) -> int:
            return 7

    @dataclass(frozen=True, slots=True)
    class Deeper(One):
        """One more field than its base has."""

        second: int = 5

    return SimpleNamespace(**{name: made for name, made in locals().items() if isinstance(made, type)})


STANDARD, QUICK = classes(dataclasses.dataclass), classes(quick_dataclass)
VALUES: dict[str, Callable[[SimpleNamespace], Any]] = {
    "all by place": lambda has: has.Point(1, 3, ["a"]),
    "by name": lambda has: has.Point(y=1, x=3, shown="b"),
    "defaults": lambda has: has.Point(1),
    "a tuple": lambda has: has.One((1, 2)),
    "nothing": lambda has: has.Nothing(),
    "lazy": lambda has: has.Lazy(2.0),
    "loose": lambda has: has.Loose(1),
    "bare": lambda has: has.Bare(),
    "own methods": lambda has: has.Own(1),
    "a child": lambda has: has.Deeper((1,), 2),
}


@pytest.mark.parametrize("name", VALUES)
def test_a_value_is_as_the_standard_one(name: str) -> None:
    """What it shows, what it equals, its hash, its fields, its copies, what it refuses."""
    quick, standard = VALUES[name](QUICK), VALUES[name](STANDARD)
    kind = type(quick)
    assert repr(quick) == repr(standard)
    assert [*inspect.signature(kind).parameters] == [*inspect.signature(type(standard)).parameters]
    assert kind.__match_args__ == type(standard).__match_args__
    assert [one.name for one in dataclasses.fields(kind)] == [one.name for one in dataclasses.fields(standard)]
    assert getattr(kind, "__slots__", None) == getattr(type(standard), "__slots__", None)
    assert (kind.__hash__ is None) == (type(standard).__hash__ is None)
    if kind.__hash__:
        assert hash(quick) == hash(standard)
    assert quick == VALUES[name](QUICK)
    assert quick != standard
    assert dataclasses.replace(quick) == quick
    assert copy.deepcopy(quick) == quick
    assert _refusals(quick) == _refusals(standard)


def _refusals(value: Any) -> list[str]:
    """Return what is said when a field is set, and when it is taken away."""
    said: list[str] = []
    name = next(iter([one.name for one in dataclasses.fields(value)]), None)
    if name is None:
        return said
    for attempt in (lambda: setattr(value, name, 9), lambda: delattr(value, name)):
        try:
            attempt()
            said.append("")
        except (AttributeError, TypeError) as error:
            said.append(f"{type(error).__name__}: {error}")
    return said


@pytest.mark.parametrize("given", [(), (1, 2, [], "shown"), (1, 2, [], 3, 4)], ids=["none", "named by place", "many"])
def test_wrong_arguments_are_refused_as_ever(given: tuple[Any, ...]) -> None:
    """Too few, too many, a named one by its place."""
    for kind in (QUICK.Point, STANDARD.Point):
        with pytest.raises(TypeError):
            kind(*given)


def test_what_is_not_compared_makes_no_difference() -> None:
    """A default is made anew for every value, and fields left out of the comparison may differ."""
    one, two = QUICK.Point(1, names=["a"]), QUICK.Point(1)
    assert one == two
    assert hash(one) == hash(two)
    assert two.names is not QUICK.Point(1).names
    assert QUICK.Point(1) != QUICK.Point(2)
    assert QUICK.Point(1).__eq__(1) is NotImplemented


def test_a_value_survives_pickling() -> None:
    """Processes of a batch hand values to each other."""
    run = Run("R", 12.0, (0.0, 0.0, 0.0))
    assert pickle.loads(pickle.dumps(run)) == run


def test_a_lazy_property_is_kept() -> None:
    """A frozen value without slots may remember what it worked out."""
    lazy = QUICK.Lazy(3.0)
    assert (lazy.area, vars(lazy)["area"]) == (9.0, 9.0)
