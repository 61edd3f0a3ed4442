"""What the press's tests share: an assembler, a plate, a plate with fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from handouts.press.assemble import Assembler
from press.draft import FONTS, document

if TYPE_CHECKING:
    from handouts.press.plate import Plate


@pytest.fixture(scope="session")
def assembler() -> Assembler:
    return Assembler(FONTS)


@pytest.fixture(scope="session")
def plate(assembler: Assembler) -> Plate:
    return assembler.assemble(document())


@pytest.fixture(scope="session")
def form_plate(assembler: Assembler) -> Plate:
    return assembler.assemble(document(form=True))
