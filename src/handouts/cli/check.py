"""`handouts check`: what it can be told, and how it says what was found.

In: arguments. Out: an exit code; findings and notes on stderr, reports and what a screen reader says on stdout. Never
true: that a PDF is looked into by an installation without the extra for it.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from handouts.cli.command import DONE, PROBLEMS, USAGE, add_command

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from handouts.cli.command import Commands
    from handouts.problems import Problem

EXAMPLES: Final = """examples:
  handouts check                                        everything in the workspace
  handouts check data/routines/warmup.yaml --strict
  handouts check warmup --report                        how easily a sheet is understood (PEMAT-P)
  handouts check output/warmup.pdf                      its codes, words and structure, as printed
  handouts build --routine warmup --check               the same, before the sheet is written
  handouts check output/warmup.pdf --listen             as a screen reader says it
  handouts check --links                                asks the servers of all addresses
to silence one finding, with a reason, on its own line:
  caution: …   # handouts: allow jargon - the clinic explains it in the lesson
"""


def add_check(commands: Commands) -> None:
    """Add `handouts check`."""
    parser = add_command(commands, "check", "report every problem of data or PDFs", run_check, EXAMPLES)
    parser.add_argument("path", nargs="*", metavar="PATH", help="PDFs, data files, ids (default: the workspace)")
    parser.add_argument("--strict", action="store_true", help="warnings count as problems")
    parser.add_argument("--links", action="store_true", help="ask the servers whether every address leads somewhere")
    parser.add_argument("--allow-private", action="store_true", help="ask this computer and its network too")
    parser.add_argument("--report", action="store_true", help="print how each sheet stands, item by item (PEMAT-P)")
    parser.add_argument("--html", metavar="FILE", help="write that report as a page")
    parser.add_argument("--listen", action="store_true", help="print a PDF as a screen reader says it")


def run_check(options: argparse.Namespace) -> int:
    """Check what the paths name: finished PDFs, data files, or without any the workspace."""
    finished = [path for path in options.path if path.lower().endswith(".pdf") or _holds_pdfs(Path(path))]
    options.path = [path for path in options.path if path not in finished]
    if options.listen:
        return _listen(finished)
    codes = [_check_files(options, finished)] if finished else []
    if options.path or not finished:
        codes.append(_check_data(options))
    return max(codes)


def _holds_pdfs(path: Path) -> bool:
    return path.is_dir() and not (path / "data").is_dir() and any(path.glob("*.pdf"))


def _listen(paths: Sequence[str]) -> int:
    from handouts.commands.check import read_files_aloud

    if not paths:
        print("handouts check --listen: which PDF?", file=sys.stderr)
        return USAGE
    print("\n\n".join(read_files_aloud(paths)))
    return DONE


def _check_files(options: argparse.Namespace, paths: Sequence[str]) -> int:
    from handouts.check.rules import write_findings
    from handouts.commands.check import prove_files

    proofs = prove_files(paths, options.workspace)
    for proof in proofs:
        for note in proof.notes:
            print(f"{proof.shown}: {note}", file=sys.stderr)
    found = [problem for proof in proofs for problem in proof.problems]
    print(write_findings(found, f"{len(proofs)} PDF{'s' * (len(proofs) != 1)} checked"), file=sys.stderr)
    return _verdict(options, found)


def _check_data(options: argparse.Namespace) -> int:
    from handouts.check.rules import write_findings
    from handouts.commands.check import check_data

    found, done = check_data(
        options.path, options.workspace, ask=options.links or options.allow_private, private=options.allow_private
    )
    if options.report or options.html:
        _report(options, found)
    print(write_findings(found, done), file=sys.stderr)
    return _verdict(options, found)


def _verdict(options: argparse.Namespace, found: Sequence[Problem]) -> int:
    levels = {problem.level for problem in found}
    return PROBLEMS if "problem" in levels or (options.strict and "warning" in levels) else DONE


def _report(options: argparse.Namespace, found: Sequence[Problem]) -> None:
    from handouts.check.report import write_html, write_text
    from handouts.commands.check import assess_sheets
    from handouts.output.files import write_file

    sheets = assess_sheets(options.path, options.workspace, found)
    if options.report:
        print(write_text(sheets))
    if options.html:
        print(write_file(options.html, write_html(sheets).encode()))
