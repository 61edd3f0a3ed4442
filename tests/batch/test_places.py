"""Places that are no folder: the same files, whole or not at all, one batch at a time."""

from __future__ import annotations

import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import fsspec
import pytest
from batch_clinic import Clinic, clients

from handouts.batch.bucket import Bucket
from handouts.batch.folder import Folder
from handouts.batch.lease import NAME, Lease
from handouts.batch.ledger import Ledger, row_line
from handouts.batch.places import Place, hash_of, is_address, open_place, split_place
from handouts.batch.verify import verify
from handouts.commands.batch import BatchRequest, batch
from handouts.problems import ProblemsFound

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from handouts.batch.run import Tally

MEMORY = "memory://clinic/monday"


@pytest.fixture(autouse=True)
def _empty_memory() -> Iterator[None]:
    yield
    fsspec.filesystem("memory").store.clear()


@pytest.fixture(params=["a folder", "an object store", "a server's folder"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """Each kind of place; fsspec's own local files stand for servers, where a file is moved into its place."""
    made: dict[str, Any] = {
        "a folder": lambda: Folder(tmp_path / "out"),
        "an object store": lambda: Bucket(MEMORY),
        "a server's folder": lambda: Bucket(f"file://{tmp_path}/out"),
    }
    return made[request.param]()


def test_every_place_keeps_the_same_promises(place: Place) -> None:
    """What is put is there; what is new takes nobody's name; what is gone is gone; no draft is left among the names."""
    place.put("a.pdf", (b"one", b"two"))
    assert (place.get("a.pdf"), place.has("a.pdf"), place.get("b.pdf"), place.has("b.pdf")) == (
        b"onetwo", True, None, False,
    )  # fmt: skip
    assert not place.put_new("a.pdf", (b"other",))
    assert place.put_new("b.pdf", (b"b",))
    draft = place.draft("c.pdf")
    draft.file.write(b"long")
    assert not draft.is_there()
    assert draft.put() == place.where("c.pdf")
    assert [each for each in sorted(place.names()) if not each.startswith(".")] == ["a.pdf", "b.pdf", "c.pdf"]
    assert (place.get("a.pdf"), place.get("c.pdf")) == (b"onetwo", b"long")
    assert (len(hash_of(place, "a.pdf")), hash_of(place, "z.pdf")) == (64, "")
    place.remove("a.pdf")
    place.remove("a.pdf")
    assert not place.has("a.pdf")
    assert not [each for each in place.names() if each.endswith(".part")]


def test_unfinished_files_are_cleaned_away(place: Place) -> None:
    place.put(".handouts-batch-1.part", (b"half",))
    place.put("a.pdf", (b"whole",))
    place.clean()
    assert [each for each in place.names() if each != ".handouts"] == ["a.pdf"]


def test_a_large_draft_goes_in_parts_and_is_whole(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("handouts.batch.bucket._ONE_PUT", 10)
    draft = place.draft("stack.pdf")
    draft.file.write(b"0123456789" * 300_000)
    draft.put()
    assert place.get("stack.pdf") == b"0123456789" * 300_000


def files_in_memory() -> dict[str, bytes]:
    store = fsspec.filesystem("memory").store
    root = MEMORY.removeprefix("memory:/") + "/"
    return {name.removeprefix(root): bytes(file.getbuffer()) for name, file in store.items()}


def test_a_batch_is_the_same_wherever_it_is_written(clinic: Clinic) -> None:
    """Sheets, problems.csv, stack, archive and manifest, byte for byte; and a second run puts nothing."""
    roster = clinic.roster([*clients(70), {"id": "X", "routine": "none"}])
    clinic.batch(roster, merge=str(clinic.out / "stack.pdf"), zip=str(clinic.out / "all.zip"))
    far = {"out": MEMORY, "merge": f"{MEMORY}/stack.pdf", "zip": f"{MEMORY}/all.zip"}
    tally = clinic.batch(roster, **far)
    assert (tally.built, tally.bad, tally.mend) == (70, 1, f"{MEMORY}/problems.csv")
    assert tally.paths == [MEMORY, f"{MEMORY}/stack.pdf", f"{MEMORY}/all.zip"]
    assert files_in_memory() == clinic.files()
    store = fsspec.filesystem("memory").store
    before = {name: file.modified for name, file in store.items()}
    assert clinic.batch(roster, **far).kept == 70
    assert {name: file.modified for name, file in store.items()} == before
    report = verify(MEMORY, str(clinic.root))
    assert (report.problems, report.lines) == ([], ["72 of 72 files are whole"])
    assert verify(f"{MEMORY}/stack.pdf", str(clinic.root)).outcome == "the file is whole"


def test_resume_builds_what_is_missing_or_changed_there_too(clinic: Clinic) -> None:
    rows = clients(4)
    clinic.batch(clinic.roster(rows), out=MEMORY)
    whole = files_in_memory()
    there = fsspec.filesystem("memory")
    there.rm_file(f"{MEMORY}/C001-easy.pdf")
    there.pipe_file(f"{MEMORY}/C002-easy.pdf", b"%PDF damaged")
    rows[2]["client"] = "Somebody Else"
    tally = clinic.batch(clinic.roster(rows), out=MEMORY)
    assert [problem.kind for problem in tally.problems] == ["output-exists"] * 2
    tally = clinic.batch(clinic.roster(rows), out=MEMORY, resume=True)
    assert (tally.built, tally.kept) == (2, 2)
    after = files_in_memory()
    assert [at for at in (1, 2, 3, 4) if after[f"C00{at}-easy.pdf"] == whole[f"C00{at}-easy.pdf"]] == [1, 2, 4]


def test_a_password_in_an_address_is_not_shown(clinic: Clinic) -> None:
    with pytest.raises(ProblemsFound) as caught:
        clinic.batch(clinic.roster(clients(1)), out="klingon://worf:secret@kronos/out")
    problem = caught.value.problems[0]
    assert (problem.kind, str(problem.where)) == ("out-address", "klingon://kronos/out")


def test_what_is_an_address() -> None:
    """A path is a path whatever letters it begins with; `file://` is a folder, with a folder's promises."""
    assert [is_address(each) for each in ("out", "/out", "C:\\out", "C:/out", "file:///out", "s3://b/x")] == [
        False, False, False, False, False, True,
    ]  # fmt: skip
    assert split_place("s3://b/x/stack.pdf") == ("s3://b/x", "stack.pdf")
    assert split_place("stack.pdf") == (".", "stack.pdf")
    assert isinstance(open_place("memory://x"), Bucket)


def test_a_folder_needs_no_fsspec(clinic: Clinic) -> None:
    """A batch on this machine's disks does not pay for places that are elsewhere, nor for a cluster."""
    program = (
        "import sys; from handouts.cli.main import main; code = main(sys.argv[1:]);"
        "print(code, [name for name in ('fsspec', 'distributed', 's3fs') if name in sys.modules])"
    )
    command = [sys.executable, "-c", program, "batch", str(clinic.roster(clients(2))), "-o", str(clinic.out)]
    done = subprocess.run([*command, "--workspace", clinic.root], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "0 []"


# -- the manifest


def line(file: str, sha: str = "ab") -> dict[str, object]:
    return row_line(2, "C1", file, inputs={"made": "m", "row": "r"}, sha256=sha)


def test_a_killed_runs_lines_are_taken_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """The work's lines are there as it goes, in parts; the next run knows them, and puts the whole in their place."""
    monkeypatch.setattr("handouts.batch.bucket._PART_S", -1.0)
    undisturbed = [line("a.pdf"), line("b.pdf"), line("a.pdf", "cd"), line("c.pdf")]
    for lines in (undisturbed[:2], undisturbed[2:3]):  # two runs, each killed
        ledger = Ledger(Bucket(MEMORY))
        for each in lines:
            ledger.write([each])
    assert ".handouts/manifest.jsonl" not in files_in_memory()
    assert len([name for name in files_in_memory() if "manifest-" in name]) >= 3
    ledger = Ledger(Bucket(MEMORY))
    assert None not in (ledger.known("a.pdf"), ledger.known("b.pdf"))
    ledger.write([line("a.pdf", "cd"), line("c.pdf")])
    ledger.close()
    assert list(files_in_memory()) == [".handouts/manifest.jsonl"]
    (text,) = files_in_memory().values()
    assert text.count(b"\n") == len(undisturbed)
    Ledger(Bucket(MEMORY)).close()
    assert list(files_in_memory().values()) == [text]


# -- one batch at a time


@pytest.fixture
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, seconds in {"RENEWED_S": 0.02, "GONE_S": 0.5, "_LOOK_S": 0.01}.items():
        monkeypatch.setattr(f"handouts.batch.lease.{name}", seconds)


@pytest.mark.usefixtures("_quick")
def test_a_batch_that_gives_signs_of_life_keeps_others_out() -> None:
    bucket = Bucket(MEMORY)
    with Lease(bucket) as held, pytest.raises(ProblemsFound) as caught, Lease(Bucket(MEMORY)):
        pass
    assert caught.value.problems[0].kind == "batch-locked"
    assert not held.lost
    assert not bucket.has(NAME)
    with Lease(bucket):
        pass


@pytest.mark.usefixtures("_quick")
def test_a_killed_batch_keeps_nobody_out_for_good() -> None:
    """Its lock stays without a sign of life, and is taken over; if it only slept, it notices, and does not take it
    away from the other one.
    """
    bucket = Bucket(MEMORY)
    bucket.put(NAME, (b"dead 7",))
    with Lease(bucket) as held:
        bucket.put(NAME, (b"another 1",))
        until = time.monotonic() + 60
        while not held.lost and time.monotonic() < until:
            time.sleep(0.005)
        assert held.lost
    assert bucket.get(NAME) == b"another 1"


@pytest.mark.usefixtures("_quick")
def test_a_batch_whose_place_was_taken_stops(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    """It learns of it from the lock, after the chunk that it is at, and says so."""
    held: list[Lease] = []
    lock = Bucket.lock
    monkeypatch.setattr(Bucket, "lock", lambda bucket: held.append(lock(bucket)) or held[-1])

    def tell(_: Tally) -> None:
        Bucket(MEMORY).put(NAME, (b"another 1",))
        until = time.monotonic() + 60
        while not held[0].lost and time.monotonic() < until:
            time.sleep(0.005)

    request = BatchRequest(str(clinic.roster(clients(200))), out=MEMORY, workspace=str(clinic.root), jobs=1)
    tally = batch(request, tell)
    assert [problem.kind for problem in tally.stopped] == ["batch-locked"]
    assert tally.rows < 200
