"""Figures in their places: one scale, one floor, clear of one another."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from handouts.figures.baked import BakedSet, read_baked
from handouts.layout.bench import Bench  # noqa: TC001 - pytest reads the fixtures' types
from handouts.layout.panel import PanelRules, _rows, fit_figures, levelled
from handouts.layout.pen import box
from handouts.pdf.drawlist import body_box, figure_box
from handouts.sheet.blocks import ShownFigure
from handouts.units import mm, to_mm

BAKED = Path(__file__).resolve().parents[2] / "data" / "figures" / "baked"
CARD = box(0, 0, mm(60), mm(42))
RULES = PanelRules(cap=mm(34), pad=mm(2), label=10, may_stack=True)


@cache
def baked(name: str) -> BakedSet:
    return read_baked((BAKED / f"{name}.json").read_text(encoding="utf-8"))


def pair(name: str, *, mirrored: bool = False) -> tuple[ShownFigure, ...]:
    figures = baked(name).figures
    return tuple(
        ShownFigure(f"{name}/{which}", figures[which].label, "alt", mirrored=mirrored, figure=figures[which])
        for which in ("start", "finish")
    )


@pytest.mark.parametrize("name", ["hip-hinge", "half-kneeling-hip-flexor-stretch", "curtsy-lunge", "goblet-squat"])
def test_people_on_cards_are_of_one_size(name: str, bench: Bench) -> None:
    """Between 26 and 34 mm a body: heads do not differ by half from card to card."""
    assert 26 <= to_mm(fit_figures(bench, pair(name), CARD, RULES).scale) <= 34.001


def test_bodies_stay_inside_and_apart(bench: Bench) -> None:
    """Silhouettes neither leave the panel nor overlap."""
    fitted = fit_figures(bench, pair("hip-hinge"), CARD, RULES)
    bodies = [body_box(figure, style) for figure, style in zip(fitted.figures, fitted.styles, strict=True)]
    edges = [(x + body.left, x + body.right) for x, body in zip(fitted.xs, bodies, strict=True)]
    assert edges[0][0] >= 0
    assert edges[0][1] < edges[1][0]
    assert edges[1][1] <= mm(60)


def test_the_other_side_is_the_mirror_of_this_one(bench: Bench) -> None:
    """`--side` turns the figures round; scale and floor stay."""
    one = fit_figures(bench, pair("hip-hinge"), CARD, RULES)
    other = fit_figures(bench, pair("hip-hinge", mirrored=True), CARD, RULES)
    assert other.scale == pytest.approx(one.scale)
    assert all(style.mirrored for style in other.styles)


def test_a_lying_pair_is_stacked_where_that_makes_it_larger(bench: Bench) -> None:
    """A tall panel shows two lying bodies over one another, a standing pair never."""
    tall = box(0, 0, mm(66), mm(70))
    assert len(_rows(bench, pair("front-plank"), tall, RULES)) == 2
    assert len(_rows(bench, pair("hip-hinge"), tall, RULES)) == 1


@pytest.mark.parametrize(
    ("least", "total", "shares"),
    [
        ([0, 0, 0], 21, [7, 7, 7]),
        ([0, 9, 0], 21, [6, 9, 6]),
        ([5, 9, 8], 21, [6, 9, 6]),
        ([2, 9, 10], 30, [10, 10, 10]),
        ([0, 10, 2, 0], 21, [11 / 3, 10, 11 / 3, 11 / 3]),
        ([9, 9, 9], 8, [8 / 3, 8 / 3, 8 / 3]),
    ],
)
def test_gaps_are_as_equal_as_arrows_let_them(least: list[float], total: float, shares: list[float]) -> None:
    """An arrow between two figures widens their gap first; what is left goes to all."""
    assert levelled(least, total) == pytest.approx(shares)


@pytest.mark.parametrize("name", ["hip-hinge", "half-kneeling-hip-flexor-stretch", "curtsy-lunge"])
@pytest.mark.parametrize("width", [mm(40), mm(60), mm(66)])
def test_an_arrow_touches_no_neighbour(bench: Bench, name: str, width: float) -> None:
    """However narrow the panel, the arrow of the finish ends before the start figure."""
    fitted = fit_figures(bench, pair(name), box(0, 0, width, mm(70)), replace(RULES, cap=mm(66)))
    start, finish = (
        (body_box(figure, style), figure_box(figure, style), x)
        for figure, style, x in zip(fitted.figures, fitted.styles, fitted.xs, strict=True)
    )
    assert start[0].right + start[2] <= finish[1].left + finish[2] + 0.01
