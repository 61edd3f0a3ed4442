"""A bench with the built-in fonts and the coach's colours."""

from __future__ import annotations

from pathlib import Path

import pytest

from handouts.layout.bench import Bench
from handouts.layout.look import Look
from handouts.pdf.fonts import FontSet

FONTS = FontSet([Path(__file__).resolve().parents[2] / "fonts"])


@pytest.fixture
def bench() -> Bench:
    return Bench(Look("a4", "#0b4f6c", "#e4572e"), FONTS)


@pytest.fixture
def large() -> Bench:
    return Bench(Look("a4", "#0b4f6c", "#e4572e", large=True), FONTS)
