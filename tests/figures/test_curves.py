"""Curve fitting: paths close, stay near their outline, and keep corners."""

import math

import pytest

from handouts.figures.baked import UNIT
from handouts.figures.curves import TOLERANCE, fit_line, fit_outline


def points_of(path, steps=20):
    x, y = path[:2]
    for at in range(2, len(path), 6):
        cubic = [(x, y), *((x + path[at + i], y + path[at + i + 1]) for i in (0, 2, 4))]
        for step in range(steps + 1):
            t = step / steps
            weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
            yield tuple(sum(w * p[k] for w, p in zip(weights, cubic, strict=True)) / UNIT for k in (0, 1))
        x, y = cubic[3]


def test_a_circle_is_closed_and_round():
    """A dense circle becomes few cubics, no farther off than the tolerance."""
    circle = [(0.1 * math.cos(a / 50 * math.pi), 0.1 * math.sin(a / 50 * math.pi)) for a in range(100)]
    path = fit_outline(circle)
    assert (sum(path[6::6]), sum(path[7::6])) == (0, 0)
    assert len(path) < 2 + 6 * 12
    assert max(abs(math.hypot(x, y) - 0.1) for x, y in points_of(path)) < TOLERANCE


def test_corners_stay_corners():
    """A square's corners are on its path."""
    path = fit_outline([(0, 0), (0.1, 0), (0.1, 0.1), (0, 0.1)])
    seen = {(round(x, 3), round(y, 3)) for x, y in points_of(path)}
    assert {(0.0, 0.0), (0.1, 0.0), (0.1, 0.1), (0.0, 0.1)} <= seen


def test_a_line_keeps_its_ends():
    """An open path starts and ends where its points do."""
    points = list(points_of(fit_line([(0, 0), (0.05, 0.02), (0.1, 0.0)])))
    assert points[0] == pytest.approx((0, 0))
    assert points[-1] == pytest.approx((0.1, 0.0), abs=1e-4)


def test_nothing_is_no_path():
    """A line without length has no path."""
    assert fit_line([(0.1, 0.1), (0.1, 0.1)]) is None
