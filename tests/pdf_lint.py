"""The file lint of `handouts.check`, as an assertion."""

from __future__ import annotations

from handouts.check.lint_pdf import complaints

__all__ = ["check_file", "complaints"]


def check_file(data: bytes) -> None:
    """Assert that there is nothing to complain of."""
    found = complaints(data)
    assert not found, "\n".join(found)
