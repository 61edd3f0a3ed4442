"""A whole roster to disk, against creating and writing the same bytes; and memory against the number of rows.

    python benchmarks/batch.py                2,000 rows, five rounds, then memory at 1,000 and 20,000 rows
    python benchmarks/batch.py --rows 2000 --rounds 9 --memory 1000,100000
    python benchmarks/batch.py --peers 5      a client's sheet by typst and WeasyPrint as well, where installed

Ours and the reference alternate in one run, so that what else the machine does falls on both. Trust the ratios. The
reference does nothing but open, write and close, in as many processes, files of the same sizes in one folder.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from roster import write_roster

ROOT = Path(__file__).resolve().parents[1]
PROGRAM = """
import json, multiprocessing, os, resource, sys, time
began = time.perf_counter()
from handouts.commands.batch import BatchRequest, batch
from handouts.batch.run import FIRST_CHUNKS, CHUNK
marks, weights = [], [0]
def weight(pid):  # the most that a process has held so far
    try:
        with open(f"/proc/{pid}/status") as file:
            return next(int(line.split()[1]) for line in file if line.startswith("VmHWM"))
    except (OSError, StopIteration):
        return 0
def tell(tally):
    marks.append((tally.rows, time.perf_counter()))
    if len(marks) % 4 == 0:
        weights[:] = [max(*weights, *(weight(worker.pid) for worker in multiprocessing.active_children()), 0)]
start = time.perf_counter()
request = BatchRequest(sys.argv[1], out=sys.argv[2], defaults=(("brand", "riverside-physio"),), jobs=int(sys.argv[3]))
tally = batch(request, tell)
end = time.perf_counter()
half = [mark for mark in marks if mark[0] >= tally.rows // 2][0]
used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
print(json.dumps({
    "rows": tally.rows, "built": tally.built, "seconds": end - start, "imports": start - began,
    "per_row_late": (end - half[1]) / max(1, tally.rows - half[0]),
    "cpu": sum(each.ru_utime + each.ru_stime for each in used), "kB": [used[0].ru_maxrss, max(weights)],
}))
"""


def ours(roster: Path, out: Path, jobs: int, cache: Path) -> dict[str, float]:
    """Build the roster in a new process and return what it measured."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(roster), str(out), str(jobs)], cwd=ROOT, capture_output=True, check=True,
        env=os.environ | {"HANDOUTS_CACHE": str(cache)},
    )  # fmt: skip
    found = json.loads(done.stdout)
    assert found["rows"] == found["built"], done.stderr.decode()
    return found


def reference(sizes: list[int], out: Path, jobs: int) -> tuple[float, float]:
    """Create and write files of these sizes and return seconds and processor seconds."""
    out.mkdir()
    before, began = os.times(), time.perf_counter()
    fork = multiprocessing.get_context("fork")
    workers = [fork.Process(target=_write, args=(sizes[at::jobs], out, at)) for at in range(jobs)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return time.perf_counter() - began, cpu


def _write(sizes: list[int], out: Path, part: int) -> None:
    data = os.urandom(max(sizes))
    for at, size in enumerate(sizes):
        handle = os.open(out / f"C-{part}-{at:06}-warmup.pdf", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        os.write(handle, memoryview(data)[:size])
        os.close(handle)


def time_rows(folder: Path, rows: int, rounds: int, jobs: int) -> None:
    """Print how the roster compares with writing its bytes."""
    roster = folder / "roster.csv"
    with roster.open("w") as out:
        write_roster(out, rows)
    made = folder / "first"
    ours(roster, made, jobs, folder / "cache")  # fills the cache, as any second batch finds it
    sizes = [path.stat().st_size for path in sorted(made.glob("*.pdf"))]
    shutil.rmtree(made)
    ratios: dict[str, list[float]] = {"whole": [], "late": [], "processor": []}
    for number in range(rounds):
        pair = [("ours", folder / f"o{number}"), ("reference", folder / f"r{number}")]
        found: dict[str, tuple[float, float, float]] = {}
        for who, out_folder in pair if number % 2 else pair[::-1]:
            if who == "ours":
                mine = ours(roster, out_folder, jobs, folder / "cache")
                found[who] = mine["seconds"], mine["per_row_late"], mine["cpu"]
            else:
                seconds, cpu = reference(sizes, out_folder, jobs)
                found[who] = seconds, seconds / rows, cpu
            shutil.rmtree(out_folder)
        for at, name in enumerate(ratios):
            ratios[name].append(found["ours"][at] / found["reference"][at])
    print(f"{rows:,} rows, {jobs} processes, {sum(sizes) / 1e6:.0f} MB; against creating and writing the same bytes:")
    said = {
        "whole": "the whole batch, plates made in it",
        "late": "a further row (second half of the roster)",
        "processor": "processor time, the program's start in it",
    }
    for name, values in ratios.items():
        low, middle, high = min(values), statistics.median(values), max(values)
        print(f"  {said[name]:44} {middle:5.2f} × ({low:.2f}–{high:.2f})")


def weigh(folder: Path, counts: list[int], jobs: int) -> None:
    """Print the peak memory of the batch and of its largest worker, and the time, at several counts of rows.

    Every run begins with an empty cache, so that all lay out the sheets they need. First the same thousand rows again
    and again, which is what rows cost; then rows that are all drawn anew, which need ever rarer sheets as well.
    """
    for kinds, told in ((1000, "the same thousand rows again"), (0, "every row drawn anew")):
        print(f"memory and time, {told}:")
        first: dict[str, float] = {}
        for count in counts:
            roster, out, cache = folder / "roster.csv", folder / "out", folder / "cold"
            with roster.open("w") as file:
                write_roster(file, count, kinds=kinds)
            found = ours(roster, out, jobs, cache)
            shutil.rmtree(out)
            shutil.rmtree(cache)
            first = first or found
            ratios = [mine / base for mine, base in zip(found["kB"], first["kB"], strict=True)]
            said = [f"{kB / 1024:6.1f} MB ({ratio:.2f} ×)" for kB, ratio in zip(found["kB"], ratios, strict=True)]
            late = f"a further row {1000 * found['per_row_late']:.2f} ms"
            print(f"  {count:>9,} rows: the batch {said[0]}, a worker {said[1]}; {late}")


def time_peers(rounds: int) -> None:
    """Print how long the next client's sheet takes by engine, each in one warm process, in turns."""
    from measure import middle, ratio_of, time_drawers
    from run import find_peers, prepare, start_drawers

    peers, missing = find_peers()
    prepare()
    drawers = start_drawers("same", ["ours", *(name for name in ("typst", "weasyprint") if name in peers)])
    found, _ = time_drawers(drawers, rounds)
    for name, drawer in drawers.items():
        drawer.end()
        ratio = ratio_of(found[name], found["ours"])
        print(f"  {name:12} {1000 * middle(found[name]):9.2f} ms a client's sheet, {ratio:8.1f} × ours")
    for name in sorted({"typst", "weasyprint"}.intersection(missing)):
        print(f"  {name:12} is not installed here (pip install -e .[bench])")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--rows", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--memory", default="1000,20000", help="counts of rows to weigh; empty: none")
    parser.add_argument("--peers", type=int, default=0, metavar="ROUNDS", help="rounds beside typst and WeasyPrint")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=ROOT / "output" if (ROOT / "output").is_dir() else None) as made:
        folder = Path(made)
        if options.rounds:
            time_rows(folder, options.rows, options.rounds, options.jobs)
        if options.memory:
            weigh(folder, [int(count) for count in options.memory.split(",")], options.jobs)
        if options.peers:
            time_peers(options.peers)


if __name__ == "__main__":
    main()
