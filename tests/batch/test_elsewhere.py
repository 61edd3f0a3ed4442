"""A batch where one machine is not enough: a real Dask cluster of processes, a real S3 server, both on this machine.

Needs the extra `test-slow`, which `make test-slow` installs.
"""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from batch_clinic import Clinic, clients

from handouts.batch import pressing
from handouts.commands.batch import BatchRequest, batch
from handouts.problems import ProblemsFound

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.batch.run import Tally

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("elsewhere")]
ROWS = 320
CANARY = "Kanarienvogel"


class Scene:
    """A roster, and what a run of it on this machine alone gives."""

    def __init__(self, root: Path) -> None:
        self.clinic = Clinic(root)
        rows = clients(ROWS)
        for at, row in enumerate(rows):
            row["routine"] = ("easy", "short")[at % 2]
            row["client"] = f"{CANARY} {at}{(' Łukasz', '', ' Zoë')[at % 3]}"
        rows[7]["date"] = "never"
        self.roster = self.clinic.roster(rows)
        self.clinic.batch(self.roster)
        self.whole = self.clinic.files()
        self.sheets = {name for name in self.whole if name.endswith(".pdf")}
        assert len(self.sheets) == ROWS - 1

    def run(self, out: str, tell: Any = lambda _: None, **more: Any) -> Tally:
        return batch(BatchRequest(str(self.roster), out=out, workspace=str(self.clinic.root), **more), tell)


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    return Scene(tmp_path_factory.mktemp("scene"))


# -- a cluster


class Cluster:
    """Three worker processes, each brought back by its nanny when it dies."""

    def __init__(self) -> None:
        from distributed import LocalCluster

        self.dask = LocalCluster(n_workers=3, threads_per_worker=1, processes=True, dashboard_address="127.0.0.1:0")
        self.address = self.dask.scheduler_address

    def kill_one(self) -> int:
        """Kill -9 a worker that is at work; return its process number."""
        worker = next(iter(self.dask.workers.values()))
        os.kill(worker.pid, signal.SIGKILL)
        return int(worker.pid)


@pytest.fixture(scope="module")
def cluster(store: Store) -> Iterator[Cluster]:
    """Start the cluster when the store's address is in the environment, which its workers inherit."""
    made = Cluster()
    yield made
    made.dask.close()


class Killer:
    """Kills a worker once, as soon as workers have done a chunk."""

    def __init__(self, cluster: Cluster) -> None:
        self.cluster, self.killed = cluster, 0

    def tell(self, tally: Tally) -> None:
        if tally.rows >= 160 and not self.killed:  # the first four chunks are pressed by the batch itself
            self.killed = self.cluster.kill_one()


def test_a_cluster_gives_the_same_folder_though_a_worker_is_killed(
    scene: Scene, cluster: Cluster, tmp_path: Path
) -> None:
    """Every row is there, none is missing, and every byte is as one machine makes it, the manifest's too."""
    killer = Killer(cluster)
    tally = scene.run(str(tmp_path), killer.tell, scheduler=cluster.address)
    assert killer.killed
    assert (tally.built + tally.kept, tally.bad, tally.stopped) == (ROWS - 1, 1, ())
    found = {path.relative_to(tmp_path).as_posix(): path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    found.pop(".handouts/batch.lock")
    assert found == scene.whole


def test_a_cluster_that_goes_away_stops_the_batch_and_no_row_is_lost(
    scene: Scene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Scheduler and workers gone when their first chunk is due: a problem in words; --resume finishes without them."""
    import dask

    monkeypatch.setattr("handouts.batch.cluster.ANSWERS_S", 2.0)
    own = Cluster()
    gone: list[int] = []

    def tell(tally: Tally) -> None:
        if (
            tally.rows >= 128 and not gone
        ):  # what the batch presses itself; all the rest may be under way by the next word
            gone.append(tally.rows)
            own.dask.close()

    with dask.config.set({"distributed.comm.timeouts.connect": "2s"}):
        tally = scene.run(str(tmp_path), tell, scheduler=own.address)
    assert [problem.kind for problem in tally.stopped] == ["cluster-away"]
    assert 128 <= tally.rows < ROWS
    scene.clinic.batch(scene.roster, out=str(tmp_path), resume=True)
    found = {path.name: path.read_bytes() for path in tmp_path.glob("*.pdf")}
    assert found == {name: scene.whole[name] for name in scene.sheets}


def test_where_no_cluster_is_it_is_said(scene: Scene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No scheduler, or one without workers: a problem before anything is written."""
    from distributed import LocalCluster

    monkeypatch.setattr("handouts.batch.cluster.ANSWERS_S", 1.0)
    with LocalCluster(n_workers=0, dashboard_address="127.0.0.1:0") as empty:
        for address in ("tcp://127.0.0.1:1", "nonsense", empty.scheduler_address):
            with pytest.raises(ProblemsFound) as caught:
                scene.run(str(tmp_path / "out"), scheduler=address)
            assert [problem.kind for problem in caught.value.problems] == ["cluster-away"]
    assert not (tmp_path / "out").exists()


def test_no_clients_word_is_in_a_clusters_log(scene: Scene, tmp_path: Path) -> None:
    """Not where tasks fail either: a worker that cannot begin says its tasks' names, and not what is in them."""
    from distributed import Client

    command = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0"]
    scheduler = subprocess.Popen(
        [*command, "--no-dashboard"], stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True
    )
    assert scheduler.stderr is not None
    address = next(found[0] for line in scheduler.stderr if (found := re.search(r"tcp://127[\d.:]+", line)))
    log = tmp_path / "worker.log"
    command = [sys.executable, "-m", "distributed.cli.dask_worker", address, "--nthreads", "1", "--no-nanny"]
    here = os.environ | {"PYTHONPATH": str(Path(__file__).parent)}  # where it finds what is run in it
    with log.open("w") as out:
        worker = subprocess.Popen([*command, "--no-dashboard"], stderr=out, stdout=out, env=here)
    try:
        with Client(address) as client:
            client.wait_for_workers(1)
            client.run(_break_presser)
        tally = scene.run(str(tmp_path / "out"), scheduler=address)
    finally:
        for process in (worker, scheduler):
            process.terminate()
            process.wait()
    assert [problem.kind for problem in tally.stopped] == ["cluster-worker"]
    said = log.read_text() + scheduler.stderr.read()
    assert "press_rows" in said, "the worker must have failed, or nothing was tested"
    assert CANARY not in said


def _break_presser() -> None:
    """Make pressing impossible in a worker, with an exception that holds a client's word."""

    def broken(*_: object) -> None:
        raise KeyError("words that nobody logs")

    pressing.open_presser = broken  # type: ignore[assignment]


# -- an S3 server


class Store:
    """A bucket of a server that keeps every version of every object."""

    def __init__(self, address: str) -> None:
        import boto3

        self.client = boto3.client("s3", endpoint_url=address)

    def make(self, bucket: str) -> str:
        self.client.create_bucket(Bucket=bucket)
        self.client.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
        return f"s3://{bucket}/out"

    def versions(self, bucket: str) -> dict[str, list[str]]:
        """Return the ETag of every version ever put, by name."""
        found: dict[str, list[str]] = {}
        for page in self.client.get_paginator("list_object_versions").paginate(Bucket=bucket):
            for each in page.get("Versions", ()):
                found.setdefault(each["Key"].removeprefix("out/"), []).append(each["ETag"])
        return found

    def files(self, bucket: str) -> dict[str, bytes]:
        found = {}
        for page in self.client.get_paginator("list_objects_v2").paginate(Bucket=bucket):
            for each in page.get("Contents", ()):
                body = self.client.get_object(Bucket=bucket, Key=each["Key"])["Body"]
                found[each["Key"].removeprefix("out/")] = body.read()
        return found


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    """Start the server; its address and invented credentials are in the environment, as a clinic's would be."""
    environment = os.environ | {"PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", "0"]
    server = subprocess.Popen(command, stderr=subprocess.STDOUT, stdout=subprocess.PIPE, text=True, env=environment)
    assert server.stdout is not None
    address = next(found[0] for line in server.stdout if (found := re.search(r"http://127[\d.:]+", line)))
    server.stdout.close()
    patch = pytest.MonkeyPatch()
    for name, value in {
        "AWS_ENDPOINT_URL": address, "AWS_ACCESS_KEY_ID": "none", "AWS_SECRET_ACCESS_KEY": "none",
        "AWS_DEFAULT_REGION": "us-east-1", "AWS_CONFIG_FILE": os.devnull,
    }.items():  # fmt: skip
        patch.setenv(name, value)
    yield Store(address)
    patch.undo()
    server.terminate()
    server.wait()


def test_a_bucket_holds_what_a_folder_holds_one_put_each(scene: Scene, store: Store) -> None:
    """Two processes; every object as the folder's file, each sheet put exactly once; a second run puts nothing."""
    out = store.make("plain")
    tally = scene.run(out, jobs=2)
    assert (tally.built, tally.bad, tally.stopped) == (ROWS - 1, 1, ())
    assert store.files("plain") == scene.whole
    versions = store.versions("plain")
    assert {len(versions[name]) for name in scene.sheets} == {1}
    again = scene.run(out, jobs=2)
    assert (again.kept, again.built) == (ROWS - 1, 0)
    versions.pop(".handouts/batch.lock")
    assert {name: tags for name, tags in store.versions("plain").items() if name in versions} == versions


def test_a_cluster_writes_to_s3_though_a_worker_is_killed(scene: Scene, store: Store, cluster: Cluster) -> None:
    """Every row there, none missing; where a task ran twice, it gave the same object."""
    killer = Killer(cluster)
    tally = scene.run(store.make("killed"), killer.tell, scheduler=cluster.address)
    assert killer.killed
    assert (tally.built + tally.kept, tally.bad, tally.stopped) == (ROWS - 1, 1, ())
    assert store.files("killed") == scene.whole
    versions = store.versions("killed")
    assert {len(set(versions[name])) for name in scene.sheets} == {1}


def test_a_repeated_task_gives_the_same_object(scene: Scene, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A chunk that is pressed twice, as by a worker that was thought dead, puts nothing the second time."""
    pressed = pressing.press_rows

    def twice(setup: pressing.Setup, tasks: list[pressing.Task]) -> pressing.Pressed:
        first, second = pressed(setup, tasks), pressed(setup, tasks)
        assert {each.state for each in second.outcomes} <= {"kept", "problem"}
        assert [replace(each, state="") for each in first.outcomes] == [
            replace(each, state="") for each in second.outcomes
        ]
        return second

    monkeypatch.setattr("handouts.batch.crew.press_rows", twice)
    scene.run(store.make("twice"), jobs=1)
    versions = store.versions("twice")
    assert {len(versions[name]) for name in scene.sheets} == {1}
    assert {name: data for name, data in store.files("twice").items() if name in scene.sheets} == {
        name: scene.whole[name] for name in scene.sheets
    }


def begin(scene: Scene, out: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "handouts", "batch", str(scene.roster), "-o", out, "--jobs", "2"]
    command += ["--workspace", str(scene.clinic.root), "--resume"]
    return subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True)


def wait_for_sheets(store: Store, bucket: str, running: subprocess.Popen[str]) -> None:
    while not any(name.endswith(".pdf") for name in store.versions(bucket)):
        assert running.poll() is None, running.communicate()
        time.sleep(0.05)


def test_killed_while_it_writes_to_s3(scene: Scene, store: Store) -> None:
    """Kill -9 midway; another run waits until it is sure, goes on, and the bucket is what it should be: no part, no
    lock, no half object, and in the manifest every row once.
    """
    out = store.make("stopped")
    running = begin(scene, out)
    wait_for_sheets(store, "stopped", running)
    os.killpg(running.pid, signal.SIGKILL)
    running.communicate()
    there = {name: data for name, data in store.files("stopped").items() if name.endswith(".pdf")}
    assert there == {name: scene.whole[name] for name in there}
    assert len(there) < ROWS - 1, "it was killed too late: this test tested nothing"
    again = begin(scene, out)
    _, said = again.communicate(timeout=300)
    assert (again.returncode, "Traceback" in said) == (1, False)  # 1: the bad row
    found = store.files("stopped")
    assert sorted(found) == sorted(scene.whole)
    assert found == scene.whole


def test_two_batches_at_once_in_a_bucket(scene: Scene, store: Store) -> None:
    """The second one is told to wait, and the first one does not notice."""
    out = store.make("both")
    first = begin(scene, out)
    while ".handouts/batch.lock" not in store.versions("both"):
        assert first.poll() is None, first.communicate()
        time.sleep(0.02)
    second = begin(scene, out)
    _, said = second.communicate(timeout=300)
    if first.poll() is None:  # else the first was through before the second had looked twice
        assert "another batch is writing into this place" in said
    _, said = first.communicate(timeout=300)
    assert first.returncode == 1, said
    assert {name: data for name, data in store.files("both").items() if name in scene.sheets} == {
        name: scene.whole[name] for name in scene.sheets
    }


def test_a_server_that_goes_away_stops_the_batch(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing answers: a problem in the user's words, before anything is done."""
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "none")
    with pytest.raises(ProblemsFound) as caught:
        scene.run("s3://gone/out")
    assert [problem.kind for problem in caught.value.problems] == ["output-away"]
    assert CANARY not in json.dumps([str(problem.what) for problem in caught.value.problems])
