"""Whatever stops a batch, --resume ends where an undisturbed run does, and no half file is ever seen."""

from __future__ import annotations

import multiprocessing
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest
from batch_clinic import Clinic, clients

from handouts.batch.folder import Lock
from handouts.commands.batch import BatchRequest, batch
from handouts.problems import ProblemsFound

if TYPE_CHECKING:
    from pathlib import Path

    from handouts.batch.run import Tally

ROWS = 400


class Scene:
    """A roster of many rows, and the folder that an undisturbed run of it gives."""

    def __init__(self, root: Path) -> None:
        self.clinic = Clinic(root)
        rows = clients(ROWS)
        for at, row in enumerate(rows):
            row["routine"] = ("easy", "short")[at % 2]
            row["client"] += (" Łukasz", "", " Zoë")[at % 3]
        rows[7]["date"] = "never"
        self.roster = self.clinic.roster(rows)
        self.clinic.batch(self.roster)
        self.whole = self.clinic.files()
        self.sheets = {name for name in self.whole if name.endswith(".pdf")}
        assert len(self.sheets) == ROWS - 1

    def begin(self, out: Path, **more: Any) -> subprocess.Popen[str]:
        """Start the command line in a process group of its own."""
        command = [sys.executable, "-m", "handouts", "batch", str(self.roster), "-o", str(out), "--jobs", "2"]
        command += ["--workspace", str(self.clinic.root), "--resume"]
        return subprocess.Popen(
            command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True, **more
        )

    def check_unfinished(self, out: Path) -> int:
        """Assert that every file under a final name is whole; return how many there are."""
        found = [path for path in out.glob("*.pdf") if not path.name.startswith(".")]
        for path in found:
            assert path.read_bytes() == self.whole[path.name], path.name
        return len(found)

    def check_resumed(self, out: Path) -> None:
        """Resume, and assert that the folder holds what it would have held, down to the manifest's last byte."""
        self.clinic.batch(self.roster, out=str(out), resume=True)
        found = {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}
        found.pop(".handouts/batch.lock")
        assert sorted(found) == sorted(self.whole)
        assert [name for name in found if found[name] != self.whole[name]] == []


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    return Scene(tmp_path_factory.mktemp("scene"))


def wait_for_sheets(out: Path, running: subprocess.Popen[str], wanted: int = 1) -> None:
    """Return when so many sheets stand in the folder, or the batch has ended."""
    until = time.monotonic() + 60
    while running.poll() is None and time.monotonic() < until and sum(1 for _ in out.glob("[!.]*.pdf")) < wanted:
        time.sleep(0.001)


def kill_and_resume(scene: Scene, out: Path, chance: random.Random) -> int:
    """Kill the batch at a random moment, look at what is there, resume; return how many sheets were there.

    The moment is told by the sheets and not by the clock, which a quick machine outruns.
    """
    running = scene.begin(out)
    wait_for_sheets(out, running, chance.randrange(1, ROWS // 2))
    running.kill()  # not the group: its workers have to notice by themselves
    running.communicate()
    there = scene.check_unfinished(out)
    scene.check_resumed(out)
    return there


def test_killed_at_random_moments(scene: Scene, tmp_path: Path) -> None:
    """Kill -9 midway, twice: no half file, and after --resume the folder is byte for byte what it should be."""
    chance = random.Random(11)
    midway = 0
    for at in range(12):  # a kill may come after the end where the machine does not let this process look in time
        midway += kill_and_resume(scene, tmp_path / str(at), chance) < ROWS - 1
        if midway == 2:
            return
    pytest.fail("no kill came before the end: this test tested nothing")


@pytest.mark.slow
def test_killed_fifty_times(scene: Scene, tmp_path: Path) -> None:
    chance = random.Random(12)
    there = [kill_and_resume(scene, tmp_path / str(at), chance) for at in range(50)]
    assert sum(0 < count < ROWS - 1 for count in there) > 15, there


@pytest.mark.slow
def test_killed_again_and_again_in_one_folder(scene: Scene, tmp_path: Path) -> None:
    """A batch that never gets through is as whole in the end."""
    chance = random.Random(13)
    for _ in range(10):
        running = scene.begin(tmp_path)
        time.sleep(0.6 + chance.random() * 0.6)
        running.kill()
        running.communicate()
        scene.check_unfinished(tmp_path)
    scene.check_resumed(tmp_path)


def test_workers_do_not_outlive_their_batch(scene: Scene, tmp_path: Path) -> None:
    """After kill -9 of the batch alone, nothing of it is left running that could hold the folder."""
    running = scene.begin(tmp_path)
    wait_for_sheets(tmp_path, running)
    running.kill()
    running.communicate()
    until = time.monotonic() + 5
    while time.monotonic() < until:
        try:
            os.killpg(running.pid, 0)
        except ProcessLookupError:
            return
        time.sleep(0.02)
    pytest.fail("a worker lives on")


def test_ctrl_c_keeps_what_is_done(scene: Scene, tmp_path: Path) -> None:
    """Stopped by hand, as a terminal does it, to the whole group: one line, no traceback, and --resume goes on."""
    running = scene.begin(tmp_path)
    wait_for_sheets(tmp_path, running)
    os.killpg(running.pid, signal.SIGINT)
    _, said = running.communicate(timeout=30)
    if running.returncode != 1:  # 1: it was through already, with its bad row
        assert running.returncode == 130
        assert said.splitlines()[-1] == "stopped; what is done is kept, and --resume goes on from there"
    assert "Traceback" not in said
    assert not list(tmp_path.glob(".handouts-*"))
    scene.check_unfinished(tmp_path)
    scene.check_resumed(tmp_path)


def test_a_second_batch_is_told_to_wait(scene: Scene, tmp_path: Path) -> None:
    """While one holds the folder, another command says so and writes nothing; then it may."""
    with Lock(tmp_path):
        running = scene.begin(tmp_path)
        _, said = running.communicate(timeout=120)
    assert running.returncode == 1
    assert "another batch is writing into this folder" in said
    assert not list(tmp_path.glob("*.pdf"))
    scene.check_resumed(tmp_path)


@pytest.mark.parametrize("most", [20_000, 50_000], ids=["no sheet fits", "the manifest grows too long"])
def test_no_room_left(scene: Scene, tmp_path: Path, most: int) -> None:
    """Where a file may not grow as large as it has to: told in words, nothing half there, and --resume goes on."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    running = scene.begin(tmp_path, preexec_fn=limit)
    _, said = running.communicate(timeout=60)
    assert running.returncode == 1
    assert "the file is larger than may be written there" in said
    assert "--resume goes on from there" in said
    assert "Traceback" not in said
    assert not list(tmp_path.glob(".handouts-*"))
    assert (scene.check_unfinished(tmp_path) > 0) == (most > 40_000)
    scene.check_resumed(tmp_path)


@pytest.mark.parametrize("place", ["/proc/nowhere", "/dev/null/out", "file/out", "closed/out"])
def test_a_place_that_cannot_be_written(clinic: Clinic, place: str) -> None:
    """A read-only place, a file in the way: a problem before anything is done, never a traceback."""
    (clinic.root / "file").touch()
    (clinic.root / "closed").mkdir(mode=0o500)
    out = clinic.root / place  # an absolute place stays what it is
    if place == "closed/out" and os.geteuid() == 0:
        pytest.skip("nothing is closed to root")
    with pytest.raises(ProblemsFound) as caught:
        clinic.batch(clinic.roster(clients(2)), out=str(out))
    assert caught.value.problems[0].kind.startswith("output-")


def test_the_folder_goes_away_while_it_is_written(clinic: Clinic) -> None:
    """The whole run stops with a problem and says where; it neither hangs nor writes elsewhere."""

    def tell(tally: Tally) -> None:
        shutil.rmtree(clinic.out, ignore_errors=True)

    request = BatchRequest(str(clinic.roster(clients(200))), out=str(clinic.out), workspace=str(clinic.root), jobs=1)
    tally = batch(request, tell)
    assert tally.stopped
    assert tally.rows < 200


def test_the_logo_goes_away_midway(clinic: Clinic) -> None:
    """Sheets that can still be made are, the others are listed; with the logo back all are there."""
    rows = clients(96)
    for row in rows[48:]:
        row["routine"] = "short"  # nothing of it was read while the logo was there
    roster = clinic.roster(rows)
    whole = Clinic(clinic.root / "other")
    whole.batch(whole.roster(rows))
    logo = clinic.root / "data/brands/logos/clinic.svg"

    def tell(tally: Tally) -> None:
        if tally.rows == 32 and logo.exists():
            logo.rename(clinic.root / "away.svg")

    tally = batch(BatchRequest(str(roster), out=str(clinic.out), workspace=str(clinic.root), jobs=1), tell)
    assert (tally.built, tally.bad) == (48, 48)
    assert {problem.kind for problem in tally.problems} == {"picture-missing"}
    (clinic.root / "away.svg").rename(logo)
    clinic.batch(roster, resume=True)
    wanted = {name: data for name, data in whole.files().items() if not name.startswith(".")}
    assert {name: data for name, data in clinic.files().items() if not name.startswith(".")} == wanted


def test_a_worker_that_is_killed_loses_no_row(scene: Scene, tmp_path: Path) -> None:
    """A worker taken by the system midway: another one does its rows, and the folder is what it should be."""
    killed: list[int] = []

    def tell(tally: Tally) -> None:
        workers = multiprocessing.active_children()  # none at first: the first rows are pressed by the batch itself
        if workers and not killed:
            worker = workers[0]
            killed.append(int(worker.pid or 0))
            os.kill(killed[0], signal.SIGKILL)

    request = BatchRequest(str(scene.roster), out=str(tmp_path), workspace=str(scene.clinic.root), jobs=2)
    tally = batch(request, tell)
    assert killed
    assert (tally.built + tally.kept, tally.bad, tally.stopped) == (ROWS - 1, 1, ())
    scene.check_resumed(tmp_path)


def test_a_roster_that_breaks_off_keeps_what_came_before(clinic: Clinic) -> None:
    """A quote that is never closed stops the reading: the rows before it are built, and the run says where."""
    roster = clinic.roster(clients(100))
    lines = roster.read_text().splitlines(keepends=True)
    lines[90] = lines[90].replace("Ana", '"Ana')
    roster.write_text("".join(lines) + "x,y,z\n" * 1000)
    tally = clinic.batch(roster)
    assert tally.built == 89
    assert [(problem.kind, str(problem.where).rpartition("/")[2]) for problem in tally.stopped] == [
        ("roster-quote", "roster.csv:91:1")
    ]
    roster.write_text("".join(lines).replace('"Ana', "Ana"))
    assert clinic.batch(roster, resume=True).built == 11
