"""What all tests share: nobody's cache is touched, and random examples are the same on every run."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "quick",
    derandomize=True,  # a failure on one machine is a failure on every machine
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("quick")


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep what is made in a folder of this run; a user's own cache is neither read nor filled."""
    os.environ["HANDOUTS_CACHE"] = str(tmp_path_factory.mktemp("cache"))
