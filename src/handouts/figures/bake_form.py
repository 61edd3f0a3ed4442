"""Whether a baked file holds draw lists at all: what is painted was written by the bake, or by somebody else.

In: the JSON of a baked file. Out: nothing, or ValueError. Never true afterwards: that a number is a word, a path has
half a point, a box is inside out, or a label holds a character that nobody sees. The hash of the poses proves nothing
about the rest of the file: anybody can reckon it. Standard library only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from handouts.data.characters import find_forbidden_in_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from handouts.figures.baked import BakedSet

_FARTHEST: Final = 200_000  # of a coordinate, in 1/10,000 H: twenty bodies
_MOST_FIGURES: Final = 60
_MOST_OPS: Final = 5_000  # of one figure; our fullest has 300
_WEIGHTS: Final = frozenset(("inner", "contour", "halo", "hem", "hatch"))
_TEXTS: Final = {"label": 60, "caption": 300, "alt": 1000}  # characters
_MARKS: Final = ("", "x", "ok")
_GROUNDS: Final = ("mat", "seat", "floor")


def check_form(raw: Any) -> None:
    """Raise ValueError, KeyError or TypeError unless the JSON of a baked file is of the form that a bake writes."""
    figures = raw["figures"]
    _expect(isinstance(figures, dict) and len(figures) <= _MOST_FIGURES)
    for figure in figures.values():
        _check_figure(figure)


def keys_of(baked: BakedSet) -> set[str]:
    """Return the names of all colours that the figures are painted with."""
    figures = baked.figures.values()
    return {op[1] if op[0] == "f" else op[2] for figure in figures for op in _all_ops(figure.ops, figure.highlights)}


def _all_ops(ops: list[Any], highlights: dict[str, list[Any]]) -> Iterator[Any]:
    yield from ops
    for found in highlights.values():
        yield from found


def _check_figure(figure: dict[str, Any]) -> None:
    for name, longest in _TEXTS.items():
        _check_text(figure[name], longest)
    _expect(figure["alt"].strip() != "" and figure["mark"] in _MARKS and figure["ground"] in _GROUNDS)
    for left, bottom, right, top in (figure["box"], figure["full"]):
        _check_numbers((left, bottom, right, top))
        _expect(left < right and bottom < top)
    listed = list(_all_ops(figure["ops"], figure["highlights"]))
    _expect(len(listed) <= _MOST_OPS)
    for op in listed:
        _check_op(op)
    for arrow in figure["arrows"]:
        _check_numbers(arrow)
        _expect(len(arrow) >= 4 and len(arrow) % 2 == 0 and arrow[:2] != arrow[2:4])
    for point in (*figure["anchors"].values(), figure["face"]):
        _check_numbers(point)
        _expect(len(point) == 2)
    for callout in figure["callouts"]:
        _check_text(callout["text"], _TEXTS["label"])
        _check_text(callout["at"], _TEXTS["label"])


def _check_op(op: list[Any]) -> None:
    kind, *rest = op
    if kind == "l":
        _expect(rest.pop(0) in _WEIGHTS)
    key, tone, paths = rest
    _expect(kind in ("f", "l") and isinstance(key, str))
    _check_numbers((tone,))
    _expect(-100 <= tone <= 100)
    for path in paths:
        _check_numbers(path)
        _expect(len(path) % 6 == 2)  # a start, and cubics


def _check_numbers(values: Iterable[Any]) -> None:
    for value in values:
        _expect(type(value) is int and -_FARTHEST <= value <= _FARTHEST)


def _check_text(text: Any, longest: int) -> None:
    _expect(isinstance(text, str) and len(text) <= longest)
    _expect(find_forbidden_in_value(text) is None)


def _expect(is_so: bool) -> None:
    if not is_so:
        raise ValueError("this was not written by a bake")
