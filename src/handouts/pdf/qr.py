"""Codes to scan: an address in, one form XObject out.

In: a web address. Out: a `Form` with the code's dark modules as a single path, black on nothing, the quiet zone inside
its box. Never true afterwards: that a code is drawn from an image, has seams between its modules, or has modules under
0.55 mm. The matrix is a value of its own, so that whoever keeps things between runs need not make it again.

Source: ISO/IEC 18004; docs/ledger/qr-print.md says which test keeps which rule of printing.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final, TypeAlias

from handouts.pdf.block import Form
from handouts.pdf.fault import LinkFault
from handouts.pdf.syntax import digest
from handouts.units import Rect, mm

Matrix: TypeAlias = tuple[int, ...]
"""The modules of a code without its quiet zone: rows from the top, in each the leftmost module is the highest bit."""

QUIET: Final = 4  # modules on every side (ISO/IEC 18004, 6.3.8)
MOST_BYTES: Final = 84  # what version 5 holds at level M in byte mode (ISO/IEC 18004, table 7)
_SQUARE: Final = mm(22.2)  # with the quiet zone: 0.67 mm modules in version 2, 0.6 mm in version 3
_LEAST_MODULE: Final = mm(0.55)  # longer links grow beyond the square instead, up to 24.75 mm
_LARGE_MODULE: Final = mm(0.9)


def qr_code(address: str, *, module: float | None = None, large: bool = False) -> Form:
    """Return the code of an address; `module` overrides a module's side in points. LinkFault says what does not fit."""
    return paint_code(matrix(address), module=module, large=large)


@lru_cache(maxsize=256)
def matrix(address: str) -> Matrix:
    """Return the modules of an address: byte mode, level M, the smallest version up to 5.

    Raises LinkFault when the address is longer than 84 bytes, empty, or has characters that scanners read differently.
    """
    _check_address(address)
    from qrcode.constants import ERROR_CORRECT_M  # noqa: PLC0415 - 40 ms that a run with kept codes never pays
    from qrcode.main import QRCode  # noqa: PLC0415
    from qrcode.util import MODE_8BIT_BYTE, QRData  # noqa: PLC0415

    code = QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(QRData(address.encode("ascii"), mode=MODE_8BIT_BYTE, check_data=False))
    code.make(fit=True)
    return tuple(sum(1 << at for at, dark in enumerate(reversed(row)) if dark) for row in code.modules)


def _check_address(address: str) -> None:
    if not address or not all("!" <= char <= "~" for char in address):
        raise LinkFault(
            "link-not-scannable",
            "the link has characters that phones read differently from a code",
            "copy it from the address bar of a browser, where it is written with % signs",
        )
    if len(address) > MOST_BYTES:
        raise LinkFault(
            "link-too-long",
            f"the link has {len(address)} characters; a code that scans from paper holds {MOST_BYTES}",
            "give a short link, best 26 characters or fewer",
        )


def paint_code(modules: Matrix, *, module: float | None = None, large: bool = False) -> Form:
    """Return a code as a form; its box is the white square that has to stay free, quiet zone included."""
    length = module or module_length(len(modules), large=large)
    assert length >= _LEAST_MODULE, "phones lose smaller modules on paper"
    scale, end = f"{length:.4f}", len(modules) + QUIET
    lines = [f"q 0 g {scale} 0 0 {scale} 0 0 cm"]
    for outline in trace_outlines(modules):
        points = [f"{x + QUIET} {end - y}" for x, y in outline]
        lines += [f"{points[0]} m", *(f"{point} l" for point in points[1:])]
    content = "\n".join([*lines, "f Q"]).encode("ascii")
    side = round(length * (len(modules) + 2 * QUIET), 4)
    return Form(f"Q{digest(content, 8)}", Rect(0.0, 0.0, side, side), content)


def module_length(side: int, *, large: bool = False) -> float:
    """Return the side in points of one module in a code of `side` modules. Source: settled, 8."""
    return _LARGE_MODULE if large else max(_LEAST_MODULE, _SQUARE / (side + 2 * QUIET))


def trace_outlines(modules: Matrix) -> list[list[tuple[int, int]]]:
    """Return the outlines of the dark regions as corner points, y down, holes turning the other way round.

    Each closes on itself; filled together by the nonzero rule they are the dark modules exactly. Where two regions
    touch at a corner they stay apart.
    """
    steps = _edges(modules)
    outlines = []
    for start in sorted(steps):  # the leftmost point of an outline is always a corner
        while start in steps:
            outlines.append(_follow(steps, start))
    return outlines


_Steps: TypeAlias = dict[tuple[int, int], list[tuple[int, int]]]


def _edges(modules: Matrix) -> _Steps:
    """Return, for each point, the unit steps that leave it with dark on their right (y down)."""
    side = len(modules)
    steps: _Steps = {}

    def dark(x: int, y: int) -> bool:
        return 0 <= x < side and 0 <= y < side and bool(modules[y] >> (side - 1 - x) & 1)

    for y in range(side):
        for x in range(side):
            if not dark(x, y):
                continue
            for open_side, point, step in (
                (not dark(x, y - 1), (x, y), (1, 0)),
                (not dark(x + 1, y), (x + 1, y), (0, 1)),
                (not dark(x, y + 1), (x + 1, y + 1), (-1, 0)),
                (not dark(x - 1, y), (x, y + 1), (0, -1)),
            ):
                if open_side:
                    steps.setdefault(point, []).append(step)
    return steps


def _follow(steps: _Steps, start: tuple[int, int]) -> list[tuple[int, int]]:
    """Take one outline's steps away and return its corners."""
    corners: list[tuple[int, int]] = []
    point, heading = start, (0, 0)
    while True:
        leaving = steps[point]
        right_turn = (-heading[1], heading[0])  # round the module we are at: a corner touch is not a bridge
        step = right_turn if right_turn in leaving else leaving[0]
        leaving.remove(step)
        if not leaving:
            del steps[point]
        if step != heading:
            corners.append(point)
        point, heading = (point[0] + step[0], point[1] + step[1]), step
        if point == start:
            return corners


def pack(modules: Matrix) -> bytes:
    """Return a matrix as bytes to keep: its side, then its rows, each in whole bytes."""
    width = (len(modules) + 7) // 8
    return bytes([len(modules)]) + b"".join(row.to_bytes(width, "big") for row in modules)


def unpack(data: bytes) -> Matrix:
    """Return a matrix that `pack` wrote; ValueError when the bytes are something else."""
    side = data[0] if data else 0
    width = (side + 7) // 8
    rows = tuple(int.from_bytes(data[at : at + width], "big") for at in range(1, 1 + side * width, width or 1))
    if side < 21 or len(data) != 1 + side * width or any(row >> side for row in rows):
        raise ValueError("these bytes are no packed code")
    return rows
