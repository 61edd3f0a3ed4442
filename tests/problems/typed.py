"""Cases that are typed: a command line in a small workspace, and what then stands on the screen.

Such a case is a folder with `typed.txt`, command lines without `handouts`; its `data/` is laid over that of
`workspace/`, which all of them share. The real built-in library stands behind it.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from typing import TYPE_CHECKING
from unittest.mock import patch

from cases import HERE

from handouts.cli import main as cli
from handouts.problems import write_problems

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from handouts.problems import Problem

SHARED = HERE / "workspace"
said: set[str] = set()  # the kinds of the problems on the screen, since it was last cleared
SECONDS = re.compile(r"(\d+ pages? in )\d+\.\d+ s")


def make_workspace(root: Path, over: Path | None = None) -> None:
    """Make the shared workspace, with a case's own files laid over it."""
    shutil.copytree(SHARED, root)
    if over is not None and (over / "data").is_dir():
        shutil.copytree(over / "data", root / "data", dirs_exist_ok=True)


def _listening(problems: Sequence[Problem], *, outcome: str = "nothing was written") -> str:
    """Write problems as ever, and note their kinds."""
    said.update(problem.kind for problem in problems)
    return write_problems(problems, outcome=outcome)


def type_in(root: Path, line: str) -> str:
    """Return what stands on the screen, less what was written, after a line was typed in the workspace."""
    here, screen = os.getcwd(), StringIO()  # noqa: PTH109 - chdir takes it as it is
    os.chdir(root)
    try:
        with redirect_stderr(screen), redirect_stdout(StringIO()), patch.object(cli, "write_problems", _listening):
            cli.main(shlex.split(line))
    finally:
        os.chdir(here)
    return SECONDS.sub(r"\1… s", screen.getvalue()).rstrip("\n")


def read_typed(kind: str, root: Path) -> str:
    """Return what stands on the screen after the last of the case's lines."""
    make_workspace(root, HERE / kind)
    return [type_in(root, line) for line in (HERE / kind / "typed.txt").read_text("utf-8").splitlines()][-1]
