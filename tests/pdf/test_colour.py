"""The colours of a page, whatever two colours a brand has."""

import re
from dataclasses import fields
from math import degrees

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from handouts.pdf.colour import (
    BLACK,
    WHITE,
    Oklch,
    contrast,
    derive_roles,
    fixed_colour,
    mix,
    read_colour,
    relative_luminance,
    to_oklch,
    to_srgb,
    write_colour,
)

hex_colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06X}")


@given(hex_colours, hex_colours)
@example("#FFFFFF", "#FFFFFF")
@example("#FFFF00", "#FFFF00")
@example("#00FFFF", "#00FFFF")
@example("#000000", "#000000")
@example("#FFFF00", "#000000")
def test_any_two_colours_stay_readable(primary, accent):
    """Whatever a brand's colours are, text stands at 7:1 on its tint, white on a disc at 7.6:1, a mark at 3:1."""
    roles = derive_roles(primary, accent)
    assert contrast(roles.p_ink, roles.p_tint) >= 7
    assert contrast(roles.a_ink, roles.a_tint) >= 7
    assert contrast(roles.white, roles.p_ink) >= 7.6
    assert contrast(roles.a_deco, WHITE) >= 3
    assert contrast(roles.arrow, WHITE) >= 7
    assert contrast(roles.p_mid, WHITE) >= 3.6
    assert min(contrast(roles.ink, roles.p_tint), contrast(roles.ink, roles.a_tint)) >= 14
    assert (write_colour(roles.stop_red), write_colour(roles.p_deco)) == ("#B3261E", primary)


@given(hex_colours, hex_colours)
def test_every_role_is_a_printable_colour(primary, accent):
    """Every role lies in sRGB, in whole steps of 1/255, so that a measured contrast is the printed one."""
    roles = derive_roles(primary, accent)
    for name in (field.name for field in fields(roles)):
        value = getattr(roles, name)
        if isinstance(value, tuple):
            assert read_colour(write_colour(value)) == value, name


def test_the_coach_of_the_design_page():
    """A dark blue is kept as it is; an orange is darkened to a rust that can be read."""
    roles = derive_roles("#0B4F6C", "#E4572E")
    assert [write_colour(one) for one in (roles.p_ink, roles.a_ink, roles.a_deco)] == ["#0B4F6C", "#982C07", "#E4572E"]
    assert contrast(roles.p_ink, roles.p_tint) == pytest.approx(8.1, abs=0.05)


def test_the_clinic_of_the_design_page():
    """A mid green is darkened for text, and a lime that no one could see becomes a bar that stands at 3:1."""
    roles = derive_roles("#3B8F5A", "#C8D400")
    assert [write_colour(one) for one in (roles.p_ink, roles.a_deco)] == ["#016031", "#919A0D"]
    assert contrast(fixed_colour("#C8D400"), WHITE) == pytest.approx(1.6, abs=0.05)


@given(hex_colours, hex_colours)
def test_ink_saver_is_black_on_white(primary, accent):
    """An ink-saver sheet has pure black lines and text and white grounds, whatever the brand; panels get an outline."""
    roles = derive_roles(primary, accent, ink_saver=True)
    lines = (roles.ink, roles.grey, roles.p_ink, roles.a_ink, roles.p_deco, roles.a_deco, roles.arrow, roles.stop_red)
    assert set(lines) | {roles.line_grey, roles.hairline, roles.panel_outline} == {BLACK}
    assert {roles.p_tint, roles.a_tint, roles.panel} == {WHITE}
    assert roles.saves_ink


@pytest.mark.parametrize("text", ["red", "#FFF", "#12345", "#1234567", "123456", "#12345G", "#12345\n", "#١٢٣٤٥٦", ""])
def test_only_six_digits_are_a_colour(text):
    """Names, short forms, other digits and anything else are no colour; nothing is evaluated."""
    assert read_colour(text) is None
    with pytest.raises(ValueError, match=re.escape("#rrggbb")):
        derive_roles(text, "#000000")


def test_oklch_is_that_of_the_standard():
    """The conversion gives CSS Color 4's own values for red, and white has no chroma."""
    red = to_oklch((1.0, 0.0, 0.0))
    assert (red.lightness, red.chroma, degrees(red.hue)) == pytest.approx((0.62796, 0.25768, 29.234), abs=2e-4)
    assert to_oklch(WHITE)[:2] == pytest.approx((1.0, 0.0), abs=1e-6)


@given(hex_colours)
def test_there_and_back(text):
    """A colour comes back from OKLCH as itself."""
    assert write_colour(to_srgb(to_oklch(fixed_colour(text)))) == text


@given(st.floats(0.15, 1), st.floats(0, 0.5), st.floats(-3.2, 3.2))
def test_the_gamut_costs_chroma_only(lightness, chroma, hue):
    """A colour that sRGB does not have keeps its lightness: it comes back less colourful, not darker."""
    mapped = to_oklch(to_srgb(Oklch(lightness, chroma, hue)))
    assert mapped.lightness == pytest.approx(lightness, abs=0.015)  # eight bits a channel
    assert mapped.chroma <= chroma + 0.05


def test_contrast_is_wcags():
    """Black on white is 21:1 from either side, and the grey #767676 is the known 4.54."""
    assert contrast(BLACK, WHITE) == contrast(WHITE, BLACK) == pytest.approx(21)
    assert contrast(fixed_colour("#767676"), WHITE) == pytest.approx(4.54, abs=0.005)
    assert relative_luminance(WHITE) == pytest.approx(1)


def test_mixing_goes_from_one_colour_to_the_other():
    """A share of 0 is the colour itself, 1 the other one, a half lies in the middle of each channel."""
    red, blue = (1.0, 0.0, 0.0), (0.0, 0.0, 1.0)
    assert [mix(red, blue, share) for share in (0, 0.5, 1)] == [red, (0.5, 0.0, 0.5), blue]
