"""A plainly spelled build is read without argparse, and never otherwise than argparse reads it."""

from __future__ import annotations

import subprocess
import sys

import pytest

from handouts.cli import build as cli_build
from handouts.cli import main as cli
from handouts.commands.request import Request, read_plainly

PLAIN = [
    ["--routine", "warmup"],
    ["--exercise", "hip-hinge", "-o", "out dir/x.pdf", "--force"],
    ["--series", "back-pain", "--part", "3", "--large-print", "--ink-saver", "--fillable"],
    ["--routine", "a", "--brand", "b", "--language", "en-US", "--workspace", "w", "--output", "o"],
    ["--routine", "a", "--client", "Zoë =x", "--date", "2026-11-23", "--practitioner", "P. Q", "--notes", "two\nlines"],
]
FOR_ARGPARSE = [
    [],
    ["--routine"],
    ["--routine", ""],
    ["--routine", "a", "--exercise", "b"],
    ["--routine", "a", "--routine", "b"],
    ["--routine=a"],
    ["--rout", "a"],
    ["--routine", "a", "--client", "--force"],
    ["--routine", "a", "--paper", "a3"],
    ["--routine", "a", "extra"],
    ["--all"],
    ["--help"],
]


def by_argparse(arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> Request:
    asked = []
    monkeypatch.setattr(cli_build, "build_sheets", lambda request, **_: asked.append(request))
    options = cli.make_parser().parse_args(["build", *arguments])
    options.run(options)
    return asked[0]


@pytest.mark.parametrize("arguments", PLAIN)
def test_a_plain_reading_is_what_argparse_reads(arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Every option that is read plainly means the same."""
    assert read_plainly(["build", *arguments]) == by_argparse(arguments, monkeypatch)


@pytest.mark.parametrize("arguments", FOR_ARGPARSE)
def test_anything_else_is_left_to_argparse(arguments: list[str]) -> None:
    """Short forms, mistakes and what has choices get argparse's judgement and its words."""
    assert read_plainly(["build", *arguments]) is None
    assert read_plainly(arguments) is None


def test_a_plain_build_imports_no_argparse() -> None:
    """What a plain build imports before it looks for its plate is next to nothing."""
    code = (
        "import sys; import handouts.cli.main, handouts.commands.build\n"
        "import handouts.output.files, handouts.output.manifest\n"
        "slow = {'argparse', 'dataclasses', 'typing', 'inspect', 'pathlib', 'shutil', 'hashlib', 'unicodedata'}\n"
        "print(sorted(slow & set(sys.modules)))"
    )
    made = subprocess.run([sys.executable, "-S", "-c", f"import sys; sys.path[:0] = {sys.path!r}\n{code}"],
                          capture_output=True, check=True, text=True)  # fmt: skip
    assert made.stdout.strip() == "[]"
