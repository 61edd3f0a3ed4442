"""The cases that no text file in a repository can be: made on the spot, in a workspace at `root`."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from cases import BEHIND, lay_out, read, said
from cases import HERE as CASES

from handouts.data.source import LARGEST
from handouts.data.workspace import Workspace, open_workspace
from handouts.library.client import read_client
from handouts.library.faults import Faults
from handouts.library.library import Library
from handouts.problems import Problem, ProblemsFound, write_problems

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def _exercise(root: Path, make: Callable[[Path], object]) -> str:
    folder = root / "data/exercises"
    folder.mkdir(parents=True)
    make(folder / "bad.yaml")
    return read(Workspace(root, BEHIND), (folder / "bad.yaml").relative_to(root))


def _outside(root: Path) -> str:
    (root.parent / "secret.yaml").write_text("name: not yours\n")
    return _exercise(root, lambda path: path.symlink_to(root.parent / "secret.yaml"))


def _client(**words: str) -> str:
    try:
        read_client(**words)
    except Faults as found:
        return write_problems([Problem(fault.kind, fault.what, fault.fix) for fault in found.faults])
    raise AssertionError("these words were to be refused")


def _no_brand(root: Path) -> str:
    (root / "data").mkdir(parents=True)
    library = Library(Workspace(root, None))
    return said(library, lambda: library.brand)


def _two_brands(root: Path) -> str:
    (root / "data/brands").mkdir(parents=True)
    for name in ("ana-bell", "riverside"):
        text = f"name: {name}\ncolours: {{primary: 0B4F6C, accent: E4572E}}\nlocale: en\n"
        (root / f"data/brands/{name}.yaml").write_text(text)
    library = Library(Workspace(root, BEHIND))
    return said(library, lambda: library.load_exercise("chair-squat"))


def _no_workspace(root: Path) -> str:
    root.mkdir()
    here = os.getcwd()  # noqa: PTH109 - the problem shows the folder as it was typed
    os.chdir(root.parent)
    try:
        open_workspace(root, type(root)("my-clinc"))
    except ProblemsFound as found:
        return write_problems(found.problems)
    finally:
        os.chdir(here)
    raise AssertionError("this folder was to be refused")


def _no_part(root: Path) -> str:
    lay_out(CASES / "unknown-part", root)
    library = Library(Workspace(root, BEHIND), "plain")
    return said(library, lambda: library.load_series("bad", "hps"))


MADE: dict[str, Callable[[Path], str]] = {
    "file-encoding": lambda root: _exercise(
        root, lambda path: path.write_bytes("name: Kniebeuge für Müde\n".encode("latin-1"))
    ),
    "file-missing": lambda root: _exercise(root, lambda path: path.symlink_to("gone.yaml")),
    "file-not-text": lambda root: _exercise(root, os.mkfifo),
    "file-outside": _outside,
    "file-too-large": lambda root: _exercise(root, lambda path: path.write_bytes(b"#" * (LARGEST + 1))),
    "file-unreadable": lambda root: _exercise(root, lambda path: path.symlink_to("bad.yaml")),
    "mark-flood": lambda _: _client(client="A\u0300\u0301\u0302\u0303\u0304na"),
    "brand-unclear": _two_brands,
    "no-brand": _no_brand,
    "no-workspace": _no_workspace,
    "unknown-part": _no_part,
}
