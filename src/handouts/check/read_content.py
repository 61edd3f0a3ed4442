"""Runs the content of a finished page for its text: every run of letters at its place.

In: a page as pikepdf opens it. Out: its `Piece`s. Never true afterwards: that a place was taken from how the page was
made; or that a file keeps us for ever with forms that draw one another.

Lengths are points, origin bottom left of the page, y up. Source: ISO 32000-1, 8.5 (paths and clipping), 9.4 (text),
14.6 (marked content). Needs pikepdf.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import pikepdf

from handouts.check.read_fonts import ReadFont

if TYPE_CHECKING:
    from collections.abc import Sequence

Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_DEEPEST: Final = 10  # forms in forms; ours have one level
_MOST_STEPS: Final = 2_000_000  # instructions of a page; our fullest has 12,000
_BUILDS: Final = frozenset(("m", "l", "c", "v", "y", "re"))
_CLOSES: Final = frozenset(("S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "n"))  # each ends a path


class Endless(ValueError):  # noqa: N818 - the file's fault, not ours
    """Raised for a page that draws more than a page can hold."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One run of text as it was shown: `mcid` is None outside the structure (decoration, running headers).

    (x, y) is where its baseline begins; `size` and `width` are as they appear on the page, without spaces at the end.
    `clip` is the box outside which nothing of it is painted (left, bottom, right, top), None for the whole page.
    """

    page: int
    mcid: int | None
    text: str
    x: float
    y: float
    width: float
    size: float
    font: str
    clip: Box | None = None


@dataclass(slots=True)
class _State:
    """The part of the graphics state that text depends on (ISO 32000-1, 9.3)."""

    ctm: Matrix = _IDENTITY
    font: ReadFont | None = None
    size: float = 0.0
    leading: float = 0.0
    spacing: float = 0.0
    word_spacing: float = 0.0
    stretch: float = 1.0
    rise: float = 0.0
    clip: Box | None = None

    def copy(self) -> _State:
        return _State(*(getattr(self, name) for name in self.__slots__))


@dataclass(slots=True)
class PageReader:
    """Runs a page's content streams for their text."""

    number: int
    page: Any
    fonts: dict[Any, ReadFont]
    pieces: list[Piece] = field(default_factory=list)
    state: _State = field(default_factory=_State)
    kept: list[_State] = field(default_factory=list)
    marks: list[int | None] = field(default_factory=list)
    at: Matrix = _IDENTITY
    line: Matrix = _IDENTITY
    path: list[tuple[str, Any]] = field(default_factory=list)
    clips: bool = False  # whether the path that is being drawn will clip what follows
    depth: int = 0
    steps: int = 0

    def read(self) -> list[Piece]:
        """Return the page's text in the order in which it is painted; raises `Endless`."""
        self._run(self.page, self.page.obj.get("/Resources", {}))
        return self.pieces

    def _run(self, stream: Any, resources: Any) -> None:
        for instruction in pikepdf.parse_content_stream(stream):
            operands: Any = instruction.operands
            operator = instruction.operator
            name = str(operator)
            self.steps += 1
            if self.steps > _MOST_STEPS:
                raise Endless
            if name in ("BDC", "BMC"):
                properties = operands[1] if name == "BDC" else {}
                has_number = isinstance(properties, pikepdf.Dictionary) and "/MCID" in properties
                inherited = self.marks[-1] if self.marks else None
                self.marks.append(int(properties["/MCID"]) if has_number else inherited)
            elif name == "EMC":
                self.marks.pop()
            elif name == "Do":
                self._draw(resources.XObject[str(operands[0])], resources)
            elif name == "Tf":
                self.state.font, self.state.size = self._font(resources.Font[str(operands[0])]), float(operands[1])
            else:
                self._step(name, operands)

    def _draw(self, drawn: Any, resources: Any) -> None:
        if drawn.get("/Subtype") != "/Form":
            return
        self.depth += 1
        if self.depth > _DEEPEST:
            raise Endless
        self._step("q", [])
        self._step("cm", drawn.get("/Matrix", _IDENTITY))
        left, bottom, right, top = (float(value) for value in drawn.BBox)
        self._clip([self._point(x, y) for x in (left, right) for y in (bottom, top)])
        self._run(drawn, drawn.get("/Resources", resources))
        self._step("Q", [])
        self.depth -= 1

    def _font(self, found: Any) -> ReadFont:
        if found.objgen not in self.fonts:
            self.fonts[found.objgen] = ReadFont(found)
        return self.fonts[found.objgen]

    def _step(self, name: str, operands: Any) -> None:
        state = self.state
        match name:
            case "q":
                self.kept.append(state.copy())
            case "Q":
                self.state = self.kept.pop()
            case "cm":
                state.ctm = _times(_matrix(operands), state.ctm)
            case "BT":
                self.at = self.line = _IDENTITY
            case "Tm":
                self.at = self.line = _matrix(operands)
            case "Td" | "TD":
                x, y = float(operands[0]), float(operands[1])
                state.leading = -y if name == "TD" else state.leading
                self._next_line(x, y)
            case "T*" | "'" | '"':
                self._next_line(0, -state.leading)
                if name != "T*":
                    self._show(operands[-1])
            case "TL":
                state.leading = float(operands[0])
            case "Tc":
                state.spacing = float(operands[0])
            case "Tw":
                state.word_spacing = float(operands[0])
            case "Tz":
                state.stretch = float(operands[0]) / 100
            case "Ts":
                state.rise = float(operands[0])
            case "Tj":
                self._show(operands[0])
            case "TJ":
                for part in operands[0]:
                    if isinstance(part, pikepdf.String):
                        self._show(part)
                    else:
                        self._move(-float(part) / 1000 * state.size * state.stretch)
            case _:
                self._trace(name, operands)

    def _trace(self, name: str, operands: Any) -> None:
        """Remember a path until it is known whether it clips what comes after it."""
        if name in _BUILDS:
            self.path.append((name, operands))
        elif name in ("W", "W*"):
            self.clips = True
        elif name in _CLOSES:
            if self.clips:
                self._clip([corner for step in self.path for corner in self._corners(*step)])
            self.path, self.clips = [], False

    def _corners(self, name: str, operands: Any) -> list[tuple[float, float]]:
        """Return the points of a step of a path; its control points are corners of a box that is large enough."""
        values = [float(value) for value in operands]
        if name == "re":
            x, y, width, height = values
            values = [x, y, x + width, y + height, x + width, y, x, y + height]
        return [self._point(x, y) for x, y in zip(values[::2], values[1::2], strict=True)]

    def _point(self, x: float, y: float) -> tuple[float, float]:
        a, b, c, d, e, f = self.state.ctm
        return a * x + c * y + e, b * x + d * y + f

    def _clip(self, corners: Sequence[tuple[float, float]]) -> None:
        """Let what follows be seen only inside the box of some points; a path without any hides everything."""
        xs, ys = [x for x, _ in corners] or [0.0], [y for _, y in corners] or [0.0]
        left, bottom, right, top = min(xs), min(ys), max(xs), max(ys)
        if self.state.clip:
            was = self.state.clip
            left, bottom, right, top = max(left, was[0]), max(bottom, was[1]), min(right, was[2]), min(top, was[3])
        self.state.clip = (left, bottom, right, top)

    def _next_line(self, x: float, y: float) -> None:
        self.at = self.line = _times((1, 0, 0, 1, x, y), self.line)

    def _move(self, x: float) -> None:
        self.at = _times((1, 0, 0, 1, x, 0), self.at)

    def _show(self, shown: Any) -> None:
        state, font = self.state, self.state.font
        assert font is not None, "text without a font"
        words, width, seen = [], 0.0, 0.0
        for code in font.codes(bytes(shown)):
            words.append(font.text(code))
            gap = state.spacing + (state.word_spacing if font.is_space(code) else 0.0)
            width += (font.width(code) / 1000 * state.size + gap) * state.stretch
            seen = seen if words[-1].isspace() else width
        whole = _times(self.at, state.ctm)
        scale = (whole[0] ** 2 + whole[1] ** 2) ** 0.5
        rise = (whole[2] ** 2 + whole[3] ** 2) ** 0.5
        x, y = whole[4] + state.rise * whole[2], whole[5] + state.rise * whole[3]
        mcid = self.marks[-1] if self.marks else None
        place = (x, y, seen * scale, state.size * rise)
        self.pieces.append(Piece(self.number, mcid, "".join(words), *place, font.name, state.clip))
        self._move(width)


def _matrix(operands: Any) -> Matrix:
    a, b, c, d, e, f = (float(value) for value in operands)
    return a, b, c, d, e, f


def _times(one: Matrix, other: Matrix) -> Matrix:
    """Return the matrix that applies `one` first (ISO 32000-1, 8.3.4)."""
    a, b, c, d, e, f = one
    p, q, r, s, t, u = other
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u
