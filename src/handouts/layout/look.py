"""The look of a sheet: paper, type sizes and colours, decided once for a brand, a paper and a style.

In: a brand's two colours, a paper, large print or not, ink saver or not. Out: a frozen `Look` that every block reads.
Source: docs/print-design.md (grid, type scale, colour roles).
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from handouts.pdf.colour import derive_roles
from handouts.pdf.text import TextStyle
from handouts.units import PAPERS, Size, mm
from handouts.values import dataclass

if TYPE_CHECKING:
    from handouts.pdf.colour import Roles

RADIUS: Final = mm(1.8)
LEADING: Final = 1.26  # of the size, for running text
FLOOR: Final = 10.0  # no words on paper under 10 pt


@dataclass(frozen=True)
class Grid:
    """The page's frame in points, counted from the top left corner of the paper."""

    paper: Size
    side: float
    top: float
    footer_baseline: float  # from the bottom of the paper

    @property
    def width(self) -> float:
        return self.paper.width - 2 * self.side

    @property
    def bottom(self) -> float:
        """Where content ends, from the top of the paper: 6.1 mm over the footer's baseline."""
        return self.paper.height - self.footer_baseline - mm(6.1)


@dataclass(frozen=True)
class Scale:
    """Type sizes in points and the sizes that follow from them."""

    title: float
    title_least: float
    action: float
    name: float
    dose: float
    unit: float
    body: float
    section: float
    small: float  # labels, weekdays, addresses, footer
    letterhead: float
    tagline: float
    mark_mm: float
    band: float
    tick_mm: float
    module_mm: float | None  # QR module; None: the largest that fits 22.2 mm


STANDARD: Final = Scale(29, 24, 13, 17, 25, 12.5, 12.5, 15, 10, 14, 10.5, 11.0, 12, 7.0, None)
LARGE: Final = Scale(36, 28, 17, 23, 28, 16, 18, 18, 13, 17, 13, 13.0, 17, 12.0, 0.9)


@dataclass(frozen=True)
class Look:
    """Everything a block's drawing depends on besides what it says."""

    paper: str
    primary: str
    accent: str
    large: bool = False
    ink_saver: bool = False
    fillable: bool = False  # tick boxes and lines are form fields

    @cached_property
    def grid(self) -> Grid:
        top_mm = 9.0 if self.paper == "letter" else 10.0
        return Grid(PAPERS[self.paper], mm(13), mm(top_mm), mm(11))

    @cached_property
    def roles(self) -> Roles:
        return derive_roles(self.primary, self.accent, ink_saver=self.ink_saver)

    @cached_property
    def scale(self) -> Scale:
        base = LARGE if self.large else STANDARD
        return replace(base, tick_mm=6.4) if self.paper == "letter" and not self.large else base

    @property
    def width(self) -> float:
        return self.grid.width

    @cached_property
    def gap(self) -> float:
        """Between the band, the cards and the tail."""
        return mm(3.0 if self.paper == "letter" else 5.0)

    @cached_property
    def card_gap(self) -> float:
        """Between two cards; a rule stands in the middle."""
        return mm(4.0 if self.paper == "letter" else 5.4)

    @cached_property
    def card_height(self) -> float:
        """The least height of a standard card."""
        return mm(39.6 if self.paper == "letter" else 42.0)

    # -- text

    def body(self, size: float | None = None, **more: object) -> TextStyle:
        size = size or self.scale.body
        return TextStyle(size, size * LEADING, self.roles.ink, **more)  # type: ignore[arg-type]

    def heading(self, size: float, leading: float | None = None) -> TextStyle:
        return TextStyle(size, leading or size * 1.118, self.roles.p_ink, font="B", bold="B")

    def label(self, size: float | None = None, *, bold: bool = False) -> TextStyle:
        size = size or self.scale.small
        font = "B" if bold else "R"
        return TextStyle(size, size * 1.24, self.roles.ink, font=font)

    @property
    def panel_outline(self) -> float | None:
        """Panels are white with a thin outline when ink is saved."""
        return 0.5 if self.ink_saver else None
