"""Whatever stands in a workspace's files: sheets or problems, never a traceback."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.cli.main import main
from properties.press_run import ROOT

if TYPE_CHECKING:
    from pathlib import Path

GOOD = {
    "exercises/thing.yaml": (ROOT / "data/exercises/wall-slide.yaml").read_bytes(),
    "routines/thing.yaml": (ROOT / "data/routines/warmup.yaml").read_bytes(),
    "brands/own.yaml": (ROOT / "data/brands/coach-troy.yaml")
    .read_bytes()
    .replace(b"logo: logos/coach-troy.svg\n", b""),
    "series/thing.yaml": (ROOT / "data/series/back-pain.yaml").read_bytes(),
}
COMMANDS = {"exercises": ["--exercise", "thing"], "routines": ["--routine", "thing"], "series": ["--series", "thing"]}
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
LINES = st.sampled_from([line for data in GOOD.values() for line in data.splitlines(keepends=True)])


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("any")
    for name in GOOD:
        (folder / "data" / name).parent.mkdir(parents=True, exist_ok=True)
    return folder


def _build(home: Path, name: str, data: bytes) -> int:
    """Write the good files but for one, build what it is about, and return the exit code."""
    for each, good in GOOD.items():
        (home / "data" / each).write_bytes(data if each == name else good)
    command = COMMANDS.get(name.partition("/")[0], COMMANDS["routines"])
    return main(["build", *command, "--workspace", str(home), "-o", str(home / "out")])


@given(name=st.sampled_from(sorted(GOOD)), data=st.binary(max_size=120))
@settings(max_examples=25)
def test_any_bytes_are_a_sheet_or_a_problem(home: Path, name: str, data: bytes) -> None:
    """Exit code 0 or 1, never 70."""
    assert _build(home, name, data) in (0, 1)


@given(data=st.data())
@settings(max_examples=40)
def test_a_damaged_file_is_a_sheet_or_a_problem(home: Path, data: st.DataObject) -> None:
    """A good file with lines gone, doubled, moved, or bytes changed, which is what people send."""
    name = data.draw(st.sampled_from(sorted(GOOD)))
    lines = GOOD[name].splitlines(keepends=True)
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(lines) - 1))
        change = data.draw(st.sampled_from(["drop", "double", "strange", "byte", "value"]))
        if change == "drop":
            lines[at : at + 1] = [] if len(lines) > 1 else [b""]
        elif change == "double":
            lines.insert(at, lines[at])
        elif change == "strange":
            lines.insert(at, data.draw(LINES))
        elif change == "byte":
            spot = data.draw(st.integers(0, max(0, len(lines[at]) - 1)))
            lines[at] = lines[at][:spot] + data.draw(st.binary(max_size=2)) + lines[at][spot + 1 :]
        else:
            key = lines[at].partition(b":")[0]
            lines[at] = key + b": " + json.dumps(data.draw(VALUES), ensure_ascii=True).encode() + b"\n"
    assert _build(home, name, b"".join(lines)) in (0, 1)


@pytest.mark.slow
@given(data=st.data())
@settings(max_examples=1500)
def test_many_damaged_files_are_sheets_or_problems(home: Path, data: st.DataObject) -> None:
    """As above, with more of them."""
    test_a_damaged_file_is_a_sheet_or_a_problem.hypothesis.inner_test(home, data)


@pytest.mark.parametrize(
    "words", [[], ["x" * 300], ["--client", "\udcff"], ["--date", "0000-00-00"], ["--notes", "a\x00b"]]
)
def test_any_arguments_are_a_sheet_a_problem_or_wrong_usage(home: Path, words: list[str]) -> None:
    """What a shell can pass on, bytes that are no text among it, is never our bug."""
    try:
        code = main(["build", "--routine", "warmup", "-o", str(home / "out"), *words])
    except SystemExit as exit_code:
        code = int(exit_code.code or 0)
    assert code in (0, 1, 2)
