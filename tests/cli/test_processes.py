"""What only a process of its own shows: exit codes, what is imported, what the wheel holds."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HEAVY = (
    "yaml",
    "reportlab",
    "pydantic",
    "qrcode",
    "rich",
    "PIL",
    "numpy",
    "pikepdf",
    "handouts.layout",
    "handouts.library",
)
PROBE = """
import json, sys
from handouts.cli.main import main
code = main(sys.argv[1:])
print(json.dumps([code, sorted(sys.modules)]))
"""


def _run(folder: Path, *words: str) -> tuple[int, list[str]]:
    environment = {**os.environ, "HANDOUTS_CACHE": str(folder / "cache")}
    command = [sys.executable, "-c", PROBE, *words]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=True)
    code, modules = json.loads(done.stdout.splitlines()[-1])
    return code, modules


def test_a_second_build_imports_the_standard_library_only(tmp_path: Path) -> None:
    """The hot path: with its plate on disk a sheet needs none of what laid it out."""
    words = ["build", "--routine", "warmup", "-o", str(tmp_path / "sheet.pdf")]
    code, modules = _run(tmp_path, *words)
    assert code == 0
    assert "reportlab" in modules, "the first build goes the full way, or this test proves nothing"
    first = (tmp_path / "sheet.pdf").read_bytes()
    code, modules = _run(tmp_path, *words)
    assert code == 0
    assert [name for name in modules if name.startswith(HEAVY)] == []
    assert (tmp_path / "sheet.pdf").read_bytes() == first


def test_a_second_build_for_another_client_is_hot_too(tmp_path: Path) -> None:
    """A further client costs a pressing."""
    words = ["build", "--routine", "warmup", "--force", "-o", str(tmp_path / "sheet.pdf"), "--date", "2026-11-23"]
    _run(tmp_path, *words, "--client", "Ana Bell")
    code, modules = _run(tmp_path, *words, "--client", "Tom Okafor")
    assert code == 0
    assert [name for name in modules if name.startswith(HEAVY)] == []


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from hatchling.builders.wheel import WheelBuilder

    folder = tmp_path_factory.mktemp("wheel")
    return Path(next(iter(WheelBuilder(str(ROOT)).build(directory=str(folder), versions=["standard"]))))


def test_the_wheel_holds_data_and_fonts(wheel: Path) -> None:
    """An installed package is as whole as a checkout: every data file, every font with its licence."""
    names = set(zipfile.ZipFile(wheel).namelist())
    for kind in ("data", "fonts"):
        for path in (ROOT / kind).rglob("*"):
            tracked = path.is_file() and not path.name.startswith(".") and "__pycache__" not in path.parts
            if tracked:
                assert f"handouts/_builtin/{path.relative_to(ROOT).as_posix()}" in names
    assert "handouts/output/files.py" in names
    assert not [name for name in names if name.startswith(("tests", "docs", "output/"))]


@pytest.mark.slow
def test_the_wheel_builds_a_sheet_outside_the_repository(wheel: Path, tmp_path: Path) -> None:
    """Unpacked into an empty place, with the packages it needs beside it, it builds the warm-up."""
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    (tmp_path / "work").mkdir()
    needed = [path for path in sys.path if path.endswith("site-packages")]
    script = (
        "import sys; sys.path[:0] = sys.argv[1].split(chr(10)); import handouts.cli.main as cli; "
        "assert '/site/' in cli.__file__, cli.__file__; "
        "sys.exit(cli.main(['build', '--routine', 'warmup', '--workspace', '.'][:3]))"
    )
    paths = "\n".join([str(tmp_path / "site"), *needed])
    environment = {**os.environ, "HANDOUTS_CACHE": "", "PYTHONPATH": ""}
    command = [sys.executable, "-S", "-c", script, paths]
    done = subprocess.run(command, cwd=tmp_path / "work", env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "work/output/warmup.pdf").exists()


def test_the_commands_exit_code_reaches_the_shell(tmp_path: Path) -> None:
    """The installed script hands its code on; stdout stays empty when nothing is written."""
    script = Path(sys.executable).with_name("handouts")
    assert subprocess.run([script, "build"], capture_output=True, check=False).returncode == 2
    done = subprocess.run(
        [script, "build", "--routine", "nope", "-o", str(tmp_path / "x.pdf")],
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stdout == b""
    assert b"Traceback" not in done.stderr
