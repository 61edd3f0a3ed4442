"""Fixtures of the batch tests; what they stand on is in batch_clinic.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from batch_clinic import Clinic

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="session", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep blocks of these tests among themselves."""
    patch = pytest.MonkeyPatch()
    patch.setenv("HANDOUTS_CACHE", str(tmp_path_factory.mktemp("cache")))
    yield
    patch.undo()


@pytest.fixture
def clinic(tmp_path: Path) -> Clinic:
    return Clinic(tmp_path)
