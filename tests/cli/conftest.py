"""A workspace of one's own, and a way to run a command in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from handouts.cli.main import main

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@dataclass(frozen=True)
class Ran:
    """What a command did: its exit code, and what it said on both streams."""

    code: int
    out: str
    err: str

    @property
    def paths(self) -> list[str]:
        return self.out.splitlines()


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """Run a command in this process; wrong usage leaves through SystemExit as it does for a shell."""

    def _run(*words: str) -> Ran:
        capsys.readouterr()
        try:
            code = main(words)
        except SystemExit as left:
            code = int(left.code or 0)
        said = capsys.readouterr()
        return Ran(code, said.out, said.err)

    return _run


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a workspace with a brand and one routine, and stand in it."""
    root = tmp_path / "mine"
    for kind in ("routines", "brands", "exercises"):
        (root / "data" / kind).mkdir(parents=True)
    (root / "data/brands/own.yaml").write_text(
        'name: Own\ncolours: {primary: "#0B4F6C", accent: "#E4572E"}\nlinks: {video: "https://own.org/v/"}\n'
    )
    (root / "data/routines/mine.yaml").write_text(
        "title: Mine\naction: Do this one move.\nlinks: {video: mine}\nitems: [hip-hinge]\n"
    )
    monkeypatch.chdir(root)
    return root
