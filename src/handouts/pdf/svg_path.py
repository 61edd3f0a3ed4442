"""The geometry of SVG: path data and basic shapes as lines and cubic curves.

In: attribute text that nobody has vetted. Out: segments in user units, y down. Never true afterwards: that an arc or a
quadratic curve is left, or that a number is infinite. Standard library only. Source: SVG 2, 9 (paths), 10 (shapes),
B.2.4 (arcs).
"""

from __future__ import annotations

import re
from math import acos, ceil, copysign, cos, hypot, pi, radians, sin, sqrt, tan
from typing import Final, TypeAlias

from handouts.pdf.fault import PictureFault

Segment: TypeAlias = tuple[str, tuple[float, ...]]
"""`m` and `l` with x, y; `c` with three points; `h` closes. The letters are PDF's own operators."""

_NUMBER: Final = re.compile(r"[\s,]*([+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?)", re.ASCII)
_FLAG: Final = re.compile(r"[\s,]*([01])", re.ASCII)
_COMMAND: Final = re.compile(r"[\s,]*([MmZzLlHhVvCcSsQqTtAa])", re.ASCII)
_END: Final = re.compile(r"[\s,]*\Z", re.ASCII)
_MOST_NUMBERS: Final = 60_000  # in one list or path; a photograph turned into paths has more, and is no logo
_MOST: Final = 1e7  # larger coordinates are a mistake, and PDF readers lose them
_ROUND: Final = 0.5522847498  # control length of a quarter circle of radius 1


def read_numbers(text: str) -> list[float]:
    """Return the numbers of a list; PictureFault when anything else stands in it."""
    scanner = _Scanner(text)
    numbers = []
    while not scanner.is_done():
        numbers.append(scanner.number())
    return numbers


def read_path(text: str) -> list[Segment]:
    """Return the segments of path data (`d`); PictureFault where it does not follow the grammar."""
    scanner, pen, command = _Scanner(text), _Pen(), ""
    while not scanner.is_done():
        given = scanner.command()
        if given:
            command = given
        elif command in ("M", "m"):
            command = "L" if command == "M" else "l"
        elif command in ("", "Z", "z"):
            raise _unreadable(text)
        if not pen.segments and command not in ("M", "m"):
            raise _unreadable(text)
        pen.draw(command, scanner)
    return pen.segments


class _Scanner:
    """Reads path data from left to right."""

    def __init__(self, text: str) -> None:
        self.text, self.at, self.numbers = text, 0, 0

    def is_done(self) -> bool:
        return _END.match(self.text, self.at) is not None

    def command(self) -> str:
        found = _COMMAND.match(self.text, self.at)
        self.at = found.end() if found else self.at
        return found[1] if found else ""

    def number(self) -> float:
        self.numbers += 1
        if self.numbers > _MOST_NUMBERS:
            raise PictureFault(
                "svg-too-complex", "the drawing has a path of too many points", "simplify it, or export it as a PNG"
            )
        value = float(self._take(_NUMBER))
        if abs(value) > _MOST:
            raise _unreadable(self.text)
        return value

    def flag(self) -> bool:
        return self._take(_FLAG) == "1"

    def _take(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self.text, self.at)
        if found is None:
            raise _unreadable(self.text)
        self.at = found.end()
        return found[1]


class _Pen:
    """Turns commands into segments, knowing where it stands."""

    def __init__(self) -> None:
        self.segments: list[Segment] = []
        self.x = self.y = self.start_x = self.start_y = 0.0
        self.control: tuple[str, float, float] = ("", 0.0, 0.0)  # the last curve's kind and control point

    def draw(self, command: str, scanner: _Scanner) -> None:
        kind = command.upper()
        base = (self.x, self.y) if command.islower() else (0.0, 0.0)
        if kind == "Z":
            self._close()
        elif kind == "H":
            self._line(base[0] + scanner.number(), self.y)
        elif kind == "V":
            self._line(self.x, base[1] + scanner.number())
        elif kind == "A":
            shape = (scanner.number(), scanner.number(), scanner.number(), scanner.flag(), scanner.flag())
            self._arc(shape, _point(scanner, base))
        else:
            count = {"M": 1, "L": 1, "T": 1, "S": 2, "Q": 2, "C": 3}[kind]
            self._points(kind, [_point(scanner, base) for _ in range(count)])

    def _points(self, kind: str, points: list[tuple[float, float]]) -> None:
        if kind == "M":
            (self.x, self.y), self.control = points[0], ("", 0.0, 0.0)
            self.start_x, self.start_y = points[0]
            self.segments.append(("m", points[0]))
        elif kind == "L":
            self._line(*points[0])
        elif kind in "CS":
            first = points[0] if kind == "C" else self._mirrored("C")
            self._curve(first, points[-2], points[-1])
        else:
            self._quadratic(points[0] if kind == "Q" else self._mirrored("Q"), points[-1])

    def _mirrored(self, kind: str) -> tuple[float, float]:
        last, x, y = self.control
        return (2 * self.x - x, 2 * self.y - y) if last == kind else (self.x, self.y)

    def _line(self, x: float, y: float) -> None:
        self.segments.append(("l", (x, y)))
        self.x, self.y, self.control = x, y, ("", 0.0, 0.0)

    def _curve(self, one: tuple[float, float], two: tuple[float, float], end: tuple[float, float]) -> None:
        self.segments.append(("c", (*one, *two, *end)))
        (self.x, self.y), self.control = end, ("C", *two)

    def _quadratic(self, middle: tuple[float, float], end: tuple[float, float]) -> None:
        one = (self.x + (middle[0] - self.x) * 2 / 3, self.y + (middle[1] - self.y) * 2 / 3)
        two = (end[0] + (middle[0] - end[0]) * 2 / 3, end[1] + (middle[1] - end[1]) * 2 / 3)
        self._curve(one, two, end)
        self.control = ("Q", *middle)

    def _arc(self, shape: tuple[float, float, float, bool, bool], end: tuple[float, float]) -> None:
        rx, ry = abs(shape[0]), abs(shape[1])
        if not rx or not ry:
            self._line(*end)
        elif end != (self.x, self.y):
            for points in arc_curves((self.x, self.y), end, (rx, ry, *shape[2:])):
                self._curve(points[0:2], points[2:4], points[4:6])  # type: ignore[arg-type]
        self.x, self.y = end
        self.control = ("", 0.0, 0.0)

    def _close(self) -> None:
        self.segments.append(("h", ()))
        self.x, self.y, self.control = self.start_x, self.start_y, ("", 0.0, 0.0)


def _point(scanner: _Scanner, base: tuple[float, float]) -> tuple[float, float]:
    return base[0] + scanner.number(), base[1] + scanner.number()


def arc_curves(
    start: tuple[float, float], end: tuple[float, float], shape: tuple[float, float, float, bool, bool]
) -> list[tuple[float, ...]]:
    """Return an elliptical arc as cubics of at most a quarter turn. Source: SVG 2, B.2.4 and B.2.5.

    `shape` is rx, ry, the turn of the ellipse in degrees, and the flags for the large and the sweeping arc.
    """
    rx, ry, turn, is_large, sweeps = shape
    cosine, sine = cos(radians(turn)), sin(radians(turn))
    half_x, half_y = (start[0] - end[0]) / 2, (start[1] - end[1]) / 2
    px, py = cosine * half_x + sine * half_y, -sine * half_x + cosine * half_y
    grown = max(1.0, hypot(px / rx, py / ry))  # radii that are too small grow until the ellipse reaches
    rx, ry = rx * grown, ry * grown
    reach = (px / rx) ** 2 + (py / ry) ** 2
    factor = copysign(sqrt(max(0.0, 1 / reach - 1)), 1 if is_large != sweeps else -1) if reach else 0.0
    cx, cy = factor * rx * py / ry, -factor * ry * px / rx
    first = _angle((px - cx) / rx, (py - cy) / ry)
    sweep = _angle((-px - cx) / rx, (-py - cy) / ry) - first
    if sweeps and sweep < 0:
        sweep += 2 * pi
    elif not sweeps and sweep > 0:
        sweep -= 2 * pi
    middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    frame = (cosine * rx, sine * rx, -sine * ry, cosine * ry)
    centre = (cosine * cx - sine * cy + middle[0], sine * cx + cosine * cy + middle[1])
    curves = _turned(first, sweep, (*frame, *centre))
    curves[-1] = (*curves[-1][:4], *end)
    return curves


def _angle(x: float, y: float) -> float:
    return copysign(acos(max(-1.0, min(1.0, x / hypot(x, y)))), y) if x or y else 0.0


def _turned(
    first: float, sweep: float, frame: tuple[float, float, float, float, float, float]
) -> list[tuple[float, ...]]:
    """Return the cubics of a turn round the unit circle, put into a frame (a matrix a, b, c, d, e, f)."""
    count = max(1, ceil(abs(sweep) / (pi / 2) - 1e-9))
    step = sweep / count
    k = 4 / 3 * tan(step / 4)
    curves = []
    for number in range(count):
        a, b = first + number * step, first + (number + 1) * step
        unit = [
            (cos(a) - k * sin(a), sin(a) + k * cos(a)),
            (cos(b) + k * sin(b), sin(b) - k * cos(b)),
            (cos(b), sin(b)),
        ]
        curves.append(tuple(value for x, y in unit for value in transformed(frame, x, y)))
    return curves


def transformed(matrix: tuple[float, ...], x: float, y: float) -> tuple[float, float]:
    """Return a point under a matrix a, b, c, d, e, f."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def ellipse(cx: float, cy: float, rx: float, ry: float) -> list[Segment]:
    """Return an ellipse as four curves, empty when a radius is nothing."""
    if rx <= 0 or ry <= 0:
        return []
    curves = _turned(0.0, 2 * pi, (rx, 0.0, 0.0, ry, cx, cy))
    return [("m", (cx + rx, cy)), *(("c", curve) for curve in curves), ("h", ())]


def rectangle(x: float, y: float, width: float, height: float, radii: tuple[float, float]) -> list[Segment]:
    """Return a rectangle, its corners rounded by rx and ry, empty when a side is nothing."""
    if width <= 0 or height <= 0:
        return []
    right, bottom = x + width, y + height
    rx, ry = min(radii[0], width / 2), min(radii[1], height / 2)
    if rx <= 0 or ry <= 0:
        return [("m", (x, y)), ("l", (right, y)), ("l", (right, bottom)), ("l", (x, bottom)), ("h", ())]
    kx, ky = rx * (1 - _ROUND), ry * (1 - _ROUND)
    return [
        ("m", (x + rx, y)),
        ("l", (right - rx, y)),
        ("c", (right - kx, y, right, y + ky, right, y + ry)),
        ("l", (right, bottom - ry)),
        ("c", (right, bottom - ky, right - kx, bottom, right - rx, bottom)),
        ("l", (x + rx, bottom)),
        ("c", (x + kx, bottom, x, bottom - ky, x, bottom - ry)),
        ("l", (x, y + ry)),
        ("c", (x, y + ky, x + kx, y, x + rx, y)),
        ("h", ()),
    ]


def polyline(points: list[float], *, closes: bool) -> list[Segment]:
    """Return a line through points, empty when there are fewer than two; an odd last number is left out."""
    pairs = list(zip(points[::2], points[1::2], strict=False))
    if len(pairs) < 2:
        return []
    lines: list[Segment] = [("m", pairs[0]), *(("l", pair) for pair in pairs[1:])]
    return [*lines, ("h", ())] if closes else lines


def _unreadable(text: str) -> PictureFault:
    shown = text.strip()[:30]
    return PictureFault(
        "svg-unreadable",
        f'the drawing has numbers that cannot be read: "{shown}"',
        "export it again as a plain SVG from the program it was drawn in",
    )
