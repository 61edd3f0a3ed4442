"""Speed, size and memory against other engines that draw the same sheet: `make bench`.

In: nothing but this repository, and whichever peers are installed (`pip install -e .[bench]`). Out: a table on stdout,
and in output/bench/ the same as table.md and results.json, every engine's PDF, and its picture. Never true: that two
engines were measured one after the other, or that a peer that is missing is passed over in silence.

    python benchmarks/run.py [--quick]
"""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from measure import HERE, Command, Drawer, time_commands, time_drawers

ROOT = HERE.parent
OUT = ROOT / "output" / "bench"
SHEET, FONTS = str(OUT / "sheet"), str(ROOT / "fonts")
KEPT, EMPTY = str(OUT / "cache"), str(OUT / "no-cache")
CLIENT = {
    "name": "Ana Bell",
    "date": "23 November 2026",
    "notes": "Go slow on the left side. Rest when it aches.",
    "amount": "8",
}
CHUNKS = {"typst": 5, "reportlab": 2, "reportlab, codes anew": 2, "weasyprint": 1, "write only": 400}
OUR_CHUNKS = {"same": 2000, "accents": 1000, "cyrillic": 250, "selection": 50, "disk": 400}
"""Clients in one go: about a tenth of a second each, so that whoever else uses the machine disturbs all alike."""
ROWS = {
    "same": ("ours", "typst", "reportlab", "reportlab, codes anew", "weasyprint"),
    "accents": ("ours", "typst"),
    "cyrillic": ("ours", "typst", "reportlab"),
    "selection": ("ours", "typst", "reportlab"),
    "disk": ("ours", "write only"),
}
NEEDED = {"typst": "typst", "weasyprint": "weasyprint"}


def main() -> None:
    quick = "--quick" in sys.argv[1:]
    began = time.perf_counter()
    peers, missing = find_peers()
    prepare()
    commands = cold_commands(peers)
    results: dict[str, Any] = {
        "missing": missing,
        "python": sys.version.split()[0],
        "cores": os.cpu_count(),
        "quick": quick,
    }
    for command in commands.values():
        command.run()  # compiled files are written, the system has read everything once
    timed = time_commands(commands, 3 if quick else 15)
    results["cold"] = {name: [clock for clock, _ in samples] for name, samples in timed.items()}
    results["processor"] = {name: [used for _, used in samples] for name, samples in timed.items()}
    results["memory"] = {name: [command.peak() for _ in range(1 if quick else 2)] for name, command in commands.items()}
    results["warm"], results["bytes"] = {}, {}
    for row, names in ROWS.items():
        drawers = start_drawers(row, [name for name in names if name not in missing])
        results["warm"][row], sizes = time_drawers(drawers, 3 if quick else 12)
        results["bytes"][row] = sizes
        for drawer in drawers.values():
            drawer.end()
    shutil.rmtree(OUT / "disk", ignore_errors=True)
    results["seconds"] = round(time.perf_counter() - began, 1)
    (OUT / "results.json").write_text(json.dumps(results, indent=1), encoding="utf-8")
    for script in ("pages.py", "report.py"):
        subprocess.run([sys.executable, HERE / script, OUT, *sys.argv[1:]], check=True)


def find_peers() -> tuple[list[str], list[str]]:
    """Return the engines that are here, and those that are not."""
    sys.path.insert(0, str(HERE / "peers"))
    from chromium_sheet import browser

    here = {"reportlab": True, "chromium": browser() is not None}
    here |= {name: importlib.util.find_spec(module) is not None for name, module in NEEDED.items()}
    return [name for name, found in here.items() if found], [name for name, found in here.items() if not found]


def prepare() -> None:
    """Write the sheet for the peers, and let our own cache know it."""
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    subprocess.run([sys.executable, HERE / "export.py", SHEET], check=True)


def our_command() -> list[str]:
    """Return the command as a coach types it, with a client's words."""
    script = shutil.which("handouts", path=str(Path(sys.executable).parent))
    words = [script] if script else [sys.executable, "-m", "handouts"]
    words += ["build", "--routine", "warmup", "--workspace", str(ROOT), "--force", "--client", CLIENT["name"]]
    return [*words, "--date", "2026-11-23", "--notes", CLIENT["notes"], "-o", str(OUT / "ours.pdf")]


def cold_commands(peers: list[str]) -> dict[str, Command]:
    """Return every engine's command for one sheet in a new process; `python` does nothing: what they all pay."""

    def forget() -> None:
        shutil.rmtree(EMPTY, ignore_errors=True)

    found = {
        "python": Command([sys.executable, "-c", "pass"], KEPT),
        "ours, cached": Command(our_command(), KEPT),
        "ours, nothing cached": Command(our_command(), EMPTY, forget),
    }
    for name in peers:
        script = str(HERE / "peers" / f"{name}_sheet.py")
        out = str(OUT / f"{name}.pdf")
        words = [sys.executable, script, SHEET, FONTS, out, json.dumps(CLIENT)]
        found[name] = Command([*words, "anew"] if name == "reportlab" else words, KEPT)
    return found


def start_drawers(row: str, names: list[str]) -> dict[str, Drawer]:
    """Return a process for each engine, warmed up: our own has then seen every exercise."""
    found = {}
    for name in names:
        first = 100 if name == "ours" else 10 if name == "typst" else 2
        found[name] = Drawer([row, name, SHEET, FONTS], OUR_CHUNKS[row] if name == "ours" else CHUNKS[name], first)
    return found


if __name__ == "__main__":
    main()
