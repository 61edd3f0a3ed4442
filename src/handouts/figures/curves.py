"""Fit smooth curves: dense outlines in, few cubic Béziers out, as whole steps of 1/10,000 of the body height.

In: polylines as shapely gives them. Out: the paths of a draw list (docs/figures.md). Never true afterwards: that a
curve leaves its outline by more than `TOLERANCE`, which would let slits show between fill and line.
"""

from __future__ import annotations

import itertools
from math import radians
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np

from handouts.figures.baked import UNIT
from handouts.figures.vectors import settled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from handouts.figures.vectors import Vec

Path: TypeAlias = list[int]
_Knot: TypeAlias = tuple[float, float]

STEP: Final = 0.0055
CORNER: Final = radians(50)  # sharper turns stay corners
TOLERANCE: Final = 0.0013
UNDER_LINE: Final = 0.0015  # for fills that a line covers the edge of
SOFT: Final = 0.0032  # for shades and shadows, which have no line round them
_MOST_TURN: Final = radians(104)  # of one cubic


def fit_outline(
    points: Sequence[Sequence[float]] | Vec, *, smooth: bool = True, tolerance: float = TOLERANCE
) -> Path | None:
    """Return a closed path through a ring's points; None when nothing would be seen."""
    ring = np.asarray(points, dtype=np.float64)[:, :2]
    if np.allclose(ring[0], ring[-1]):
        ring = ring[:-1]
    dense = _resampled(np.vstack([ring, ring[:1]]), 8)
    if dense is None:
        return None
    dense = dense[:-1]
    turns = _turns_of_ring(dense)
    corners = np.abs(turns) > CORNER
    if smooth:
        soft = (np.roll(dense, 1, 0) + 2 * dense + np.roll(dense, -1, 0)) / 4
        dense = np.where(corners[:, None], dense, soft)
    first = int(np.argmax(np.abs(turns)))
    dense, corners = np.roll(dense, -first, 0), np.roll(corners, -first, 0)
    dense, corners = np.vstack([dense, dense[:1]]), np.append(corners, corners[0])
    steps = np.diff(dense, axis=0)
    leaving, coming = np.vstack([steps, steps[:1]]), np.vstack([steps[-1:], steps])
    return _Fit(dense, corners, (leaving, coming), tolerance, closed=True).path()


def fit_line(points: Sequence[Sequence[float]] | Vec, *, smooth: bool = True) -> Path | None:
    """Return an open path along a polyline."""
    dense = _resampled(np.asarray(points, dtype=np.float64)[:, :2], 3)
    if dense is None:
        return None
    if smooth:
        dense[1:-1] = (dense[:-2] + 2 * dense[1:-1] + dense[2:]) / 4
    steps = np.diff(dense, axis=0)
    angles = np.arctan2(steps[:, 1], steps[:, 0])
    corners = np.concatenate([[False], np.abs(_half_turn(np.diff(angles))) > CORNER, [False]])
    leaving, coming = np.vstack([steps, steps[-1:]]), np.vstack([steps[:1], steps])
    return _Fit(dense, corners, (leaving, coming), TOLERANCE, closed=False).path()


def straight_path(points: Sequence[Sequence[float]] | Vec, *, closed: bool) -> Path:
    """Return a path of straight lines, for props."""
    whole = [(_whole(point[0]), _whole(point[1])) for point in points]
    if closed and whole[0] != whole[-1]:
        whole.append(whole[0])
    path = [*whole[0]]
    for (x, y), (x2, y2) in itertools.pairwise(whole):
        dx, dy = x2 - x, y2 - y
        path += [dx // 3, dy // 3, dx - dx // 3, dy - dy // 3, dx, dy]
    return path


def _whole(value: float) -> int:
    return round(float(value) * UNIT)


def _half_turn(angles: Vec) -> Vec:
    """Return angles between -pi and pi."""
    return settled((angles + np.pi) % (2 * np.pi) - np.pi)


def _turns_of_ring(ring: Vec) -> Vec:
    steps = np.roll(ring, -1, 0) - ring
    angles = np.arctan2(steps[:, 1], steps[:, 0])
    return _half_turn(angles - np.roll(angles, 1))


def _resampled(points: Vec, least: int) -> Vec | None:
    """Return points about STEP apart along a polyline, ends kept; None for no length."""
    lengths = np.hypot(*np.diff(points, axis=0).T)
    run = settled(np.concatenate([[0.0], np.cumsum(lengths)]))
    if run[-1] < 1e-6:
        return None
    at = np.linspace(0, run[-1], max(int(run[-1] / STEP), least) + 1)
    return settled(np.column_stack([np.interp(at, run, points[:, 0]), np.interp(at, run, points[:, 1])]))


def _units(rows: Vec) -> Vec:
    return settled(rows / np.maximum(np.hypot(rows[:, 0], rows[:, 1]), 1e-12)[:, None])


class _Fit:
    """Halves a run of points until one cubic, with handles a third of its length, is near enough to each piece."""

    def __init__(
        self, points: Vec, corners: NDArray[np.bool_], ways: tuple[Vec, Vec], tolerance: float, *, closed: bool
    ) -> None:
        self.tolerance = tolerance
        leaving, coming = _units(ways[0]), _units(ways[1])
        middle = _units(leaving + coming)
        out = np.where(corners[:, None], leaving, middle)
        into = np.where(corners[:, None], coming, middle)
        if closed and not corners[0]:
            seam = _units(leaving[:1] + coming[-1:])[0]
            out[0] = into[-1] = seam
        steps = np.diff(points, axis=0)
        self.run: list[float] = settled(np.concatenate([[0.0], np.cumsum(np.hypot(*steps.T))])).tolist()
        turns = _half_turn(np.diff(np.arctan2(steps[:, 1], steps[:, 0])))
        self.turn: list[float] = settled(np.cumsum(np.abs(np.concatenate([[0.0], turns])))).tolist()
        self.points: list[_Knot] = [(x, y) for x, y in points.tolist()]
        self.out: list[_Knot] = [(x, y) for x, y in out.tolist()]
        self.into: list[_Knot] = [(x, y) for x, y in into.tolist()]
        last = len(self.points) - 1
        self.cuts = [0, *(at for at in range(1, last) if corners[at]), last]
        if closed and len(self.cuts) == 2:
            self.cuts = [0, last // 2, last]

    def path(self) -> Path:
        x, y = _whole(self.points[0][0]), _whole(self.points[0][1])
        path = [x, y]
        for start, end in self._spans():
            cubic = self._cubic(start, end)
            steps = [(_whole(point[0]) - x, _whole(point[1]) - y) for point in cubic]
            path += [part for step in steps for part in step]
            x, y = x + steps[2][0], y + steps[2][1]
        return path

    def _spans(self) -> list[tuple[int, int]]:
        """Return the pieces, each as long as its neighbour and the tolerance let it be."""
        found: list[tuple[int, int]] = []
        for first, last in itertools.pairwise(self.cuts):
            halves: list[tuple[int, int]] = []
            self._halve(first, last, halves)
            kept = halves[:1]
            for start, end in halves[1:]:
                if self._is_off(kept[-1][0], end):
                    kept.append((start, end))
                else:
                    kept[-1] = (kept[-1][0], end)
            found += kept
        return found

    def _halve(self, start: int, end: int, spans: list[tuple[int, int]]) -> None:
        if end - start > 2 and self._is_off(start, end):
            middle = (start + end) // 2
            self._halve(start, middle, spans)
            self._halve(middle, end, spans)
        else:
            spans.append((start, end))

    def _cubic(self, start: int, end: int) -> tuple[_Knot, _Knot, _Knot]:
        third = (self.run[end] - self.run[start]) / 3
        (ax, ay), (bx, by) = self.points[start], self.points[end]
        (ox, oy), (ix, iy) = self.out[start], self.into[end]
        return (ax + ox * third, ay + oy * third), (bx - ix * third, by - iy * third), (bx, by)

    def _is_off(self, start: int, end: int) -> bool:
        if self.turn[end - 1] - self.turn[start] > _MOST_TURN:
            return True
        cubic = self._cubic(start, end)
        first = self.points[start]
        span = self.run[end] - self.run[start]
        for at in sorted({start + (end - start) * part // 6 for part in range(1, 6)} - {start}):
            t = (self.run[at] - self.run[start]) / span
            u = 1 - t
            p, q, r, w = u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t
            x = p * first[0] + q * cubic[0][0] + r * cubic[1][0] + w * cubic[2][0]
            y = p * first[1] + q * cubic[0][1] + r * cubic[1][1] + w * cubic[2][1]
            if abs(x - self.points[at][0]) + abs(y - self.points[at][1]) > self.tolerance:
                return True
        return False
