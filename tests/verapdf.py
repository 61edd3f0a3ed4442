"""veraPDF of `handouts.check`, as an assertion.

In: the bytes of a PDF. Out: nothing, or the failures of PDF/UA-1 and PDF/A-2a.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from handouts.check.verapdf import Verdict, is_installed
from handouts.check.verapdf import validate as validate_bytes

if TYPE_CHECKING:
    from pathlib import Path


def check_pdf(data: bytes, _: Path | None = None, profiles: tuple[str, ...] = ("ua1", "2a")) -> None:
    """Assert that the PDF fails no check of these profiles; skip where veraPDF is not installed."""
    for profile in profiles:
        verdict = validate(data, _, profile)
        assert not verdict.failures, f"{profile}: " + "\n".join(verdict.failures[:20])
        assert verdict.checks > 100, "veraPDF made hardly any check: is the file empty?"


def validate(data: bytes, _: Path | None, profile: str) -> Verdict:
    """Return what veraPDF says of the PDF."""
    if not is_installed():
        pytest.skip("veraPDF needs the verapdf extra")
    return validate_bytes(data, profile)
