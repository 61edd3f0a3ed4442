"""The program can be fed anything: each hostile file ends in a clear problem, soon, and nothing else happens."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import hostile_more  # noqa: F401 - it adds its cases
import pytest
from hostile_cases import CASES, MARKUP
from hostile_lies import SHEET

HERE = Path(__file__).parent
pytestmark = pytest.mark.xdist_group("hostile")  # one process runs them all
HARMLESS = sorted(name for name, case in CASES.items() if case.kind == "printed")
LIARS = sorted(name for name, case in CASES.items() if case.kind == SHEET)
HARMFUL = sorted(name for name, case in CASES.items() if case.kind not in ("printed", SHEET))
MOST_S = 2.0  # of processor time, for a check and a build
MOST_KB = 300_000
MOST_LINE = 1_000  # of what is said about it


@cache
def results() -> dict[str, dict[str, Any]]:
    """Run every case in a process of its own and return what came of each."""
    with TemporaryDirectory() as folder:
        ran = subprocess.run(
            [sys.executable, str(HERE / "run_hostile.py"), folder],
            capture_output=True,
            text=True,
            timeout=170,
            check=False,
        )
    assert ran.returncode == 0, ran.stderr[-2000:]
    return {row["name"]: row for row in map(json.loads, ran.stdout.splitlines())}


def test_there_are_enough_of_them():
    """Sixty were promised, four times as many are here, and the process lived to the last one."""
    assert len(CASES) >= 300
    assert set(results()) == set(CASES)


def test_one_worker_runs_them_all(request: pytest.FixtureRequest):
    """Where tests are shared among workers these are a group; one that is forgotten would run everything once more."""
    workers = os.environ.get("PYTEST_XDIST_WORKER")
    assert request.node.nodeid.endswith("@hostile") == bool(workers)


@pytest.mark.parametrize("name", HARMFUL)
def test_it_ends_in_a_clear_problem(name: str):
    """A check and a build both end in the problem that it is; never in a traceback."""
    row, case = results()[name], CASES[name]
    assert row["crash"] == ""
    for found in (row["checked"], row["built"]) if case.by == "check and build" else (row["built"],):
        assert any(_is(each, case.kind) for each in found), (case.kind, found)
    assert "fix: " in row["text"]
    assert "Error" not in row["text"]
    assert max(map(len, row["text"].split("\n"))) < MOST_LINE


def _is(kind: str, wanted: str) -> bool:
    """Whether a problem is of the wanted kind: of pictures and fonts any will do."""
    starts = {"picture": ("picture-", "svg-"), "font": ("font-",), "figure": ("figure-",)}
    return kind == wanted or kind.startswith(starts.get(wanted, wanted))


def test_it_is_over_soon_and_small():
    """Two seconds and 300 MB are the most that a file may cost."""
    assert {name: row["seconds"] for name, row in results().items() if row["seconds"] >= MOST_S} == {}
    first = next(iter(results().values()))["peak"]
    assert {name: row["peak"] for name, row in results().items() if row["peak"] - first >= MOST_KB} == {}


def test_nothing_is_asked_started_or_written_elsewhere():
    """No connection, no name looked up, no program, no file outside the output folder."""
    assert {name: row["tried"] for name, row in results().items() if row["tried"]} == {}


def test_nothing_is_written():
    """Not a file more than before, in the workspace or beside it."""
    assert {name: results()[name]["written"] for name in HARMFUL if results()[name]["written"]} == {}


@pytest.mark.parametrize("name", LIARS)
def test_a_lie_that_harms_nobody_is_printed(name: str):
    """Nothing is wrong that a sheet would show: it is built, and written where sheets go."""
    row = results()[name]
    assert (row["crash"], row["built"]) == ("", [])
    assert all("/workspace/output" in path for path in row["written"])


@pytest.mark.parametrize("name", HARMLESS)
def test_markup_in_every_field_is_printed_as_it_stands(name: str):
    """What looks like markup, a template or a path is words, in every field and in a client's own."""
    row = results()[name]
    assert (row["crash"], row["checked"], row["built"]) == ("", [], [])
    printed = "".join(row["text"].split())
    assert printed.count("".join(MARKUP.split())) >= 12


def test_the_watch_sees_what_it_forbids(tmp_path: Path):
    """The audit hook is not blind: a connection and a file elsewhere are noted."""
    script = f"""
import sys, socket
sys.argv = ["x", {str(tmp_path)!r}]
source = open({str(HERE / "run_hostile.py")!r}).read().replace("main(Path(sys.argv[1]))", "")
sys.path.insert(0, {str(HERE)!r})
exec(compile(source.replace("Path(__file__).parent", "Path({str(HERE)!r})"), "run", "exec"))
sys.addaudithook(watch)
watched.update(on=True, tried=[], root="/nowhere")
try:
    socket.create_connection(("127.0.0.1", 9), timeout=0.1)
except OSError:
    pass
open({str(tmp_path / "made")!r}, "w").close()
watched["on"] = False
print(*(len([each for each in watched["tried"] if word in each]) for word in ("socket", "open")))
"""
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False)
    assert ran.returncode == 0, ran.stderr
    sockets, opened = map(int, ran.stdout.split())
    assert sockets >= 1
    assert opened == 1
