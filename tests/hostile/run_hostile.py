"""Runs every hostile case in one process that may not connect, start programs or write outside its output folder.

In: a folder to work in. Out: one line of JSON a case on stdout. An audit hook (PEP 578) sees what a case tries; a limit
of the system stops a process that takes more than 300 MB of its own for a case.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
import traceback
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
os.environ["HANDOUTS_CACHE"] = ""

import hostile_more  # noqa: F401 - it adds its cases, and imports those that add theirs
import pypdfium2
from hostile_cases import CASES, MARKUP, Case

from handouts.commands.build import build
from handouts.commands.check import check_data
from handouts.commands.request import Request
from handouts.data.workspace import find_builtin
from handouts.pdf import picture, svg  # noqa: F401 - read before memory is measured
from handouts.problems import ProblemsFound, write_problems

FORBIDDEN = (
    "socket.connect",
    "socket.getaddrinfo",
    "socket.bind",
    "subprocess.Popen",
    "os.system",
    "os.exec",
    "urllib.Request",
)
MOST_BYTES = 300_000_000
watched: dict[str, object] = {"on": False, "tried": [], "root": ""}


def watch(event: str, given: tuple[object, ...]) -> None:
    """Note what must not happen while a case runs."""
    if not watched["on"]:
        return
    tried = watched["tried"]
    assert isinstance(tried, list)
    if event in FORBIDDEN or event.startswith("ctypes.dlopen"):
        tried.append(event)
    elif event == "open" and isinstance(given[0], str):
        path, mode, flags = given
        writes = any(letter in str(mode or "r") for letter in "wax+") or bool(
            int(flags or 0) & (os.O_WRONLY | os.O_RDWR)
        )
        if writes and not str(path).startswith(str(watched["root"])):
            tried.append(f"open for writing: {path}")


def run(name: str, case: Case, home: Path) -> dict[str, object]:
    """Make one case and ask for it twice: by a check and by a build."""
    root = home / name / "inner/workspace"
    (root / "data").mkdir(parents=True)
    case.make(root)
    before = sorted(str(path) for path in (home / name).rglob("*"))
    watched.update(on=True, tried=[], root=str(root / "output"))
    began = time.process_time()
    result: dict[str, object] = {"name": name, "crash": ""}
    try:
        found = [problem for problem in check_data([], str(root))[0] if problem.level == "problem"]
        result["checked"] = sorted({problem.kind for problem in found})
        result["check_s"] = time.process_time() - began
        result["built"], result["text"] = ask(case, root)
    except Exception:  # noqa: BLE001 - a crash is what is looked for
        result["crash"] = traceback.format_exc()[-1500:]
    watched["on"] = False
    result["seconds"] = time.process_time() - began
    result["tried"] = watched["tried"]
    result["written"] = sorted({str(path) for path in (home / name).rglob("*")} - set(before))
    result["peak"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return result


def ask(case: Case, root: Path) -> tuple[list[str], str]:
    """Build what the case is about; return the kinds of its problems and what a user reads, or the printed text."""
    words = (
        {"client": MARKUP, "notes": MARKUP, "practitioner": MARKUP}
        if case.ask == "routine" and case.kind == "printed"
        else case.words
    )
    brand = "bad" if (root / "data/brands/bad.yaml").exists() else "coach-troy"
    try:
        made = build(Request(**{case.ask: "bad"}, brand=brand, workspace=str(root), **words))
    except ProblemsFound as found:
        return sorted({problem.kind for problem in found.problems}), write_problems(found.problems)
    document = pypdfium2.PdfDocument(made.sheets[0].path)
    text = "\n".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    return [], text


def main(home: Path) -> None:
    """Run everything, one after the other."""
    sys.addaudithook(watch)
    build(Request(exercise="hip-hinge", workspace=str(find_builtin()), output=str(home / "first")))  # loads everything
    used = int(Path("/proc/self/statm").read_text().split()[5]) * os.sysconf("SC_PAGE_SIZE")
    resource.setrlimit(resource.RLIMIT_DATA, (used + MOST_BYTES, used + MOST_BYTES))
    for name, case in CASES.items():
        print(json.dumps(run(name, case, home / "cases")), flush=True)


main(Path(sys.argv[1]))
