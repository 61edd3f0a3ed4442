"""Our own pictures as SVG, so that every peer draws the same ones.

In: the operators of a figure's or a code's form (ISO 32000-1, 8.4 and 8.5: paths, colours, line widths). Out: an SVG
file, and the same paths as plain lists for whoever draws them by hand. Never true: that a path was simplified; an
operator that is not known here stops the export.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

_TOKEN = re.compile(rb"/?[^\s\[\]<>/]+")


@dataclass(frozen=True)
class _State:
    fill: str = "#000000"
    stroke: str = "#000000"
    width: float = 1.0
    round_ends: bool = False
    scale: float = 1.0
    dx: float = 0.0
    dy: float = 0.0


@dataclass
class Shape:
    """One painted path in points, y up: `steps` are (m|l|c|h, numbers)."""

    steps: list[tuple[str, list[float]]]
    fill: str = ""
    stroke: str = ""
    width: float = 0.0
    even_odd: bool = False
    round_ends: bool = False


@dataclass
class _Reader:
    shapes: list[Shape] = field(default_factory=list)
    state: _State = field(default_factory=_State)
    kept: list[_State] = field(default_factory=list)
    steps: list[tuple[str, list[float]]] = field(default_factory=list)

    def run(self, operator: str, numbers: list[float]) -> None:
        if operator in ("m", "l", "c"):
            points = [self._place(at, value) for at, value in enumerate(numbers)]
            self.steps.append((operator, points))
        elif operator == "h":
            self.steps.append(("h", []))
        elif operator in ("f", "f*", "S", "B"):
            self._paint(operator)
        elif operator == "re":
            x, y, wide, high = numbers
            for step, corner in (
                ("m", (x, y)),
                ("l", (x + wide, y)),
                ("l", (x + wide, y + high)),
                ("l", (x, y + high)),
            ):
                self.run(step, list(corner))
            self.run("h", [])
        elif operator == "q":
            self.kept.append(self.state)
        elif operator == "Q":
            self.state = self.kept.pop()
        else:
            self.state = self._changed(operator, numbers)

    def _place(self, at: int, value: float) -> float:
        return value * self.state.scale + (self.state.dy if at % 2 else self.state.dx)

    def _changed(self, operator: str, numbers: list[float]) -> _State:
        state = self.state
        if operator in ("rg", "g"):
            return replace(state, fill=_colour(numbers))
        if operator in ("RG", "G"):
            return replace(state, stroke=_colour(numbers))
        if operator == "w":
            return replace(state, width=numbers[0] * state.scale)
        if operator in ("J", "j"):
            return replace(state, round_ends=numbers[0] == 1)
        if operator == "M":
            return state
        if operator == "cm":
            scale, skew, skew2, scale2, dx, dy = numbers
            if skew or skew2 or abs(scale - scale2) > 1e-6:
                raise ValueError("only an even scale and a shift are known here")
            return replace(
                state, scale=state.scale * scale, dx=state.dx + dx * state.scale, dy=state.dy + dy * state.scale
            )
        raise ValueError(f"this operator is not known here: {operator}")

    def _paint(self, operator: str) -> None:
        state = self.state
        shape = Shape(self.steps, even_odd=operator == "f*", round_ends=state.round_ends)
        if operator in ("f", "f*", "B"):
            shape.fill = state.fill
        if operator in ("S", "B"):
            shape.stroke, shape.width = state.stroke, state.width
        self.shapes.append(shape)
        self.steps = []


def read_shapes(content: bytes) -> list[Shape]:
    """Return what a content stream of paths paints, in order."""
    reader, numbers = _Reader(), []
    for token in _TOKEN.findall(content):
        word = token.decode("ascii")
        try:
            numbers.append(float(word))
        except ValueError:
            reader.run(word, numbers)
            numbers = []
    return reader.shapes


def write_svg(shapes: list[Shape], box: tuple[float, float, float, float]) -> str:
    """Return the shapes as an SVG whose view is the box (left, bottom, right, top; points, y up)."""
    left, bottom, right, top = box
    wide, high = right - left, top - bottom
    size = f'width="{_n(wide)}pt" height="{_n(high)}pt" viewBox="0 0 {_n(wide)} {_n(high)}"'
    rows = [f'<svg xmlns="http://www.w3.org/2000/svg" {size}>']
    for shape in shapes:
        paint = f' fill="{shape.fill}"' if shape.fill else ' fill="none"'
        if shape.even_odd:
            paint += ' fill-rule="evenodd"'
        if shape.stroke:
            paint += f' stroke="{shape.stroke}" stroke-width="{_n(shape.width)}"'
            paint += ' stroke-linecap="round" stroke-linejoin="round"' if shape.round_ends else ""
        rows.append(f'<path{paint} d="{_path(shape, left, top)}"/>')
    return "\n".join([*rows, "</svg>", ""])


def _path(shape: Shape, left: float, top: float) -> str:
    words = []
    for step, numbers in shape.steps:
        points = [value - left if at % 2 == 0 else top - value for at, value in enumerate(numbers)]
        words.append("Z" if step == "h" else step.upper() + " ".join(_n(value) for value in points))
    return "".join(words)


def _colour(parts: list[float]) -> str:
    red, green, blue = parts * 3 if len(parts) == 1 else parts
    return f"#{round(red * 255):02X}{round(green * 255):02X}{round(blue * 255):02X}"


def _n(value: float) -> str:
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text
