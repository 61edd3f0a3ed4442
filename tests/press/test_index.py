"""The way from a command to its plate without reading anything: only while nothing has changed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from handouts.press.index import Footprint, Index
from handouts.press.store import Store, address
from press.draft import WORDS

if TYPE_CHECKING:
    from handouts.press.plate import Plate

OPTIONS = ("build", "--routine", "warmup", "--paper", "a4")


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    (tmp_path / "data" / "routines").mkdir(parents=True)
    (tmp_path / "data" / "routines" / "warmup.yaml").write_text("title: Warm-up\n")
    (tmp_path / "logo.svg").write_text("<svg/>")
    return tmp_path


@pytest.fixture
def index(tmp_path: Path, workspace: Path) -> Index:
    """An index that knows the command: two files read, one missed, one folder listed."""
    made = Index(Store(str(tmp_path / "cache"), "STAMP"))
    footprint = Footprint()
    for name in ("data/routines/warmup.yaml", "logo.svg"):
        footprint.read(workspace / name, (workspace / name).read_bytes())
    footprint.missed(workspace / "data" / "brands" / "own.yaml")
    footprint.listed(workspace / "data" / "routines")
    made.keep(OPTIONS, footprint, "ADDRESS", {"warnings": ["a placeholder link"]})
    return made


def test_an_unchanged_workspace_leads_to_the_plate(index: Index) -> None:
    """With the warnings of the build, to be shown again."""
    hit = index.find(OPTIONS)
    assert hit is not None
    assert hit.plate == "ADDRESS"
    assert hit.notes == {"warnings": ["a placeholder link"]}


def test_other_options_lead_nowhere(index: Index) -> None:
    """Each command has an entry of its own."""
    assert index.find((*OPTIONS, "--large-print")) is None
    assert index.find(OPTIONS[:-1]) is None


CHANGES = {
    "a file's content": lambda root: (root / "logo.svg").write_text("<svg></svg>"),
    "a file of the same length and time": lambda root: _stealthily(root / "logo.svg"),
    "a file gone": lambda root: (root / "logo.svg").unlink(),
    "a file that was missing": lambda root: _made(root / "data" / "brands" / "own.yaml"),
    "a file more in a listed folder": lambda root: (root / "data" / "routines" / "evening.yaml").write_text(""),
    "a folder where a file was": lambda root: _folder(root / "logo.svg"),
}


def _stealthily(path: Path) -> None:
    stat = path.stat()
    path.write_text("<avg/>")
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))


def _made(path: Path) -> None:
    path.parent.mkdir()
    path.write_text("name: Own\n")


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize("name", CHANGES)
def test_any_change_sends_the_build_the_full_way(name: str, index: Index, workspace: Path) -> None:
    """Content counts, not time; and what was not there counts too."""
    CHANGES[name](workspace)
    assert index.find(OPTIONS) is None


def test_a_change_taken_back_finds_the_plate_again(index: Index, workspace: Path) -> None:
    """It is the content that is compared."""
    (workspace / "logo.svg").write_text("other")
    assert index.find(OPTIONS) is None
    (workspace / "logo.svg").write_text("<svg/>")
    assert index.find(OPTIONS) is not None


def test_another_version_of_the_product_leads_nowhere(index: Index, tmp_path: Path) -> None:
    """Code, Python and zlib are part of what must be equal."""
    assert Index(Store(str(tmp_path / "cache"), "OTHER")).find(OPTIONS) is None


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"seen": 3}', b'{"seen": [[1, 2]], "plate": "x"}', b"\xff"])
def test_a_damaged_entry_leads_nowhere(body: bytes, index: Index, tmp_path: Path) -> None:
    """Nonsense under a right sum is a miss as well."""
    Store(str(tmp_path / "cache"), "STAMP").keep("index", address(*OPTIONS), body)
    assert index.find(OPTIONS) is None


def test_a_warm_press_imports_next_to_nothing(tmp_path: Path, plate: Plate) -> None:
    """No ReportLab, pydantic, YAML, Pillow, qrcode, rich; nor dataclasses, typing, inspect, hashlib, pathlib."""
    store = Store(str(tmp_path / "cache"), "STAMP")
    store.keep_plate(address("x"), plate)
    code = (
        "import sys, json; before = set(sys.modules); sys.path.insert(0, sys.argv[2])\n"
        "from handouts.press.index import Index\n"
        "from handouts.press.store import Store, address\n"
        "from handouts.press.tail import press\n"
        "store = Store(sys.argv[1], 'STAMP'); Index(store).find(('x',))\n"
        f"data = press(store.load_plate(address('x')), json.loads({json.dumps(json.dumps(_plain()))}))\n"
        "assert data.endswith(b'%%EOF\\n')\n"
        "print(json.dumps(sorted(set(sys.modules) - before)))\n"
    )
    source = str(Path(__file__).parents[2] / "src")
    made = subprocess.run(
        [sys.executable, "-I", "-c", code, str(store.folder), source], check=True, capture_output=True
    )
    loaded = {name.partition(".")[0] for name in json.loads(made.stdout)}
    third = {"reportlab", "pydantic", "yaml", "PIL", "qrcode", "rich", "uharfbuzz", "bidi", "pikepdf"}
    slow = {"dataclasses", "typing", "inspect", "hashlib", "pathlib", "unicodedata", "ast"}
    assert not loaded & (third | slow)
    assert sum(name.startswith("handouts") for name in json.loads(made.stdout)) <= 12


def _plain() -> dict[str, str]:
    return {name: words for name, words in WORDS.items() if isinstance(words, str)}
