"""`handouts batch` and `handouts verify`: what they can be told, and how they say what came of it.

In: arguments. Out: an exit code; paths on stdout, all else on stderr. Never true: that a client's word was printed.
"""

from __future__ import annotations

import sys
from traceback import extract_tb
from typing import TYPE_CHECKING, Final

from handouts.cli.command import BUG, DONE, PROBLEMS, STOPPED, add_command
from handouts.problems import ProblemsFound, write_problems

if TYPE_CHECKING:
    import argparse

    from handouts.batch.run import Tally
    from handouts.cli.command import Commands

DATE_ORDERS: Final = ("day-month-year", "month-day-year")
DEFAULTS: Final = ("routine", "brand", "paper", "style", "language", "side", "date", "practitioner")
BATCH_EXAMPLES: Final = """examples:
  handouts batch clients.csv --brand riverside-physio --merge output/stack.pdf
  handouts batch clients.xlsx --check
  handouts batch clients.csv --resume
"""
VERIFY_EXAMPLES: Final = """examples:
  handouts verify output                the files of a folder, by the list that a batch keeps of them
  handouts verify output/17-warmup.pdf
"""


def add_batch(commands: Commands) -> None:
    """Add `handouts batch`."""
    parser = add_command(commands, "batch", "build a whole roster", run_batch, BATCH_EXAMPLES)
    parser.set_defaults(usage=parser)
    parser.add_argument("roster", metavar="ROSTER", help="a .csv or .xlsx file, one client a row")
    rows = parser.add_argument_group("for rows that leave it empty")
    rows.add_argument("--routine", metavar="ID")
    rows.add_argument("--brand", metavar="ID", help="(default: the workspace's usual one)")
    rows.add_argument("--date", metavar="YYYY-MM-DD")
    rows.add_argument("--practitioner", metavar="NAME")
    rows.add_argument("--paper", choices=("a4", "letter"))
    rows.add_argument("--style", choices=("standard", "large-print", "ink-saver"))
    rows.add_argument("--language", metavar="TAG")
    rows.add_argument("--side", choices=("left", "right"))
    reading = parser.add_argument_group("reading the roster")
    reading.add_argument("--check", action="store_true", help="only read and report; nothing is written")
    reading.add_argument("--encoding", metavar="NAME", help="for CSV that is neither UTF-8 nor UTF-16, such as cp1252")
    reading.add_argument("--sheet", metavar="NAME|N", help="of a spreadsheet with several (default: the only one)")
    reading.add_argument(
        "--dates", choices=DATE_ORDERS, default="", help="for dates like 23/11/2026 (default: only 2026-11-23)"
    )
    reading.add_argument("--columns", metavar="FILE", help="your own headings (default: data/rosters/columns.yaml)")
    out = parser.add_argument_group("what is written")
    out.add_argument(
        "-o", "--out", metavar="DIR", help="a folder (default: output/ of the workspace), or s3://bucket/folder"
    )
    out.add_argument(
        "--name", metavar="TEMPLATE", default="{id}-{routine}.pdf", help="file names (default: %(default)s)"
    )
    out.add_argument("--merge", metavar="FILE", help="one stack to print, every client beginning on a front page")
    out.add_argument("--separators", action="store_true", help="a page before each client in the stack")
    out.add_argument("--index", action="store_true", help="a list of the clients at the front of the stack")
    out.add_argument("--zip", metavar="FILE", help="all sheets in one archive")
    out.add_argument("--encrypt", action="store_true", help="AES-256, each row under the word in its column password")
    out.add_argument("--all-or-nothing", action="store_true", help="build nothing unless every row is good")
    out.add_argument("--resume", action="store_true", help="build what is missing or changed since the last run")
    out.add_argument("--force", action="store_true", help="write over files that are not this batch's")
    run_options = parser.add_argument_group("how")
    run_options.add_argument("--jobs", metavar="N", type=_count, default=0, help="processes (default: one a processor)")
    run_options.add_argument(
        "--engine", choices=("processes", "dask"), default="processes", help="who presses (default: %(default)s)"
    )
    run_options.add_argument("--scheduler", metavar="ADDRESS", help="of the Dask cluster, such as tcp://host:8786")
    run_options.add_argument("--quiet", action="store_true", help="no progress")
    run_options.add_argument("--json", action="store_true", help="progress and outcome as JSON, one object a line")


def _count(written: str) -> int:
    """Return a number of processes, 0 for as many as there are processors."""
    if not written.isdecimal():
        raise ValueError(written)
    return int(written)


def _wrong_together(options: argparse.Namespace) -> str:
    """Return what is wrong with options that do not go together, empty where nothing is."""
    if (options.engine == "dask") != bool(options.scheduler):
        return "--engine dask and --scheduler ADDRESS go together"
    if (options.separators or options.index) and not options.merge:
        return "--separators and --index are pages of a stack: add --merge FILE"
    if options.check and (options.merge or options.zip):
        return "--check writes nothing: leave out --merge and --zip"
    return ""


def add_verify(commands: Commands) -> None:
    """Add `handouts verify`."""
    summary = "tell whether files are whole, and from what they were built"
    parser = add_command(commands, "verify", summary, run_verify, VERIFY_EXAMPLES)
    parser.add_argument("path", metavar="FILE|DIR")


def run_verify(options: argparse.Namespace) -> int:
    """Run `handouts verify` and return its exit code."""
    from handouts.batch.verify import verify

    try:
        report = verify(options.path, options.workspace)
    except ProblemsFound as found:
        print(write_problems(found.problems, outcome="nothing was verified"), file=sys.stderr)
        return PROBLEMS
    for line in report.lines:
        print(line)
    if report.problems:
        print(write_problems(report.problems, outcome=report.outcome), file=sys.stderr)
        return PROBLEMS
    print(report.outcome, file=sys.stderr)
    return DONE


def run_batch(options: argparse.Namespace) -> int:
    """Run `handouts batch` and return its exit code."""
    from handouts.cli.progress import open_progress
    from handouts.commands.batch import BatchRequest, batch

    wrong = _wrong_together(options)
    if wrong:
        options.usage.error(wrong)
    request = BatchRequest(
        roster=options.roster,
        out=options.out,
        defaults=tuple((name, str(getattr(options, name))) for name in DEFAULTS if getattr(options, name)),
        columns=options.columns,
        encoding=options.encoding,
        sheet=options.sheet,
        dates=options.dates,
        template=options.name,
        jobs=options.jobs,
        check=options.check,
        resume=options.resume,
        force=options.force,
        all_or_nothing=options.all_or_nothing,
        encrypt=options.encrypt,
        merge=options.merge,
        separators=options.separators,
        index=options.index,
        zip=options.zip,
        workspace=options.workspace,
        debug=options.debug,
        scheduler=options.scheduler,
    )
    progress = open_progress(quiet=options.quiet, as_json=options.json)
    tally = None
    try:
        tally = batch(request, progress.tell)
    except KeyboardInterrupt:
        progress.end(None)
        print("stopped; what is done is kept, and --resume goes on from there", file=sys.stderr)
        return STOPPED
    except (ProblemsFound, BrokenPipeError):
        raise
    except Exception as error:  # noqa: BLE001 - its own words may be a client's, and must not reach a log
        print(_our_fault(error, debug=options.debug), file=sys.stderr)
        return BUG
    finally:
        progress.end(tally)
    if not options.json:
        _say(tally, check=options.check, quiet=options.quiet)
    return _code(tally)


def _our_fault(error: Exception, *, debug: bool) -> str:
    """Return what is said of a bug: its kind and, asked for, the places that it came through; never its words."""
    lines = [f"handouts: this is our fault, not yours: {type(error).__name__}"]
    if debug:
        lines += [f"  {at.filename}:{at.lineno} in {at.name}" for at in extract_tb(error.__traceback__)]
    else:
        lines.append("  fix: run it again with --debug and send us what it prints")
    return "\n".join(lines)


def _code(tally: Tally) -> int:
    if tally.faults:
        return BUG
    return PROBLEMS if tally.bad or tally.stopped else DONE


def _say(tally: Tally, *, check: bool, quiet: bool) -> None:
    """Print the paths, the problems, and one line of summary."""
    from handouts.cli.progress import summary

    for path in tally.paths:
        print(path)
    problems = [*tally.problems, *tally.stopped]
    outcome = _outcome(tally, check=check)
    if problems:
        print(write_problems(problems, outcome=outcome), file=sys.stderr)
        if tally.bad > len(tally.problems):
            print(
                f"and {tally.bad - len(tally.problems):,} rows more: see {tally.mend or 'the first ones'}",
                file=sys.stderr,
            )
    elif not quiet:
        print(f"{tally.rows:,} row{'s' * (tally.rows != 1)}, no problems" if check else summary(tally), file=sys.stderr)


def _outcome(tally: Tally, *, check: bool) -> str:
    from handouts.cli.progress import summary

    if check:
        return f"{tally.rows - tally.bad:,} of {tally.rows:,} rows are good"
    if tally.refused:
        return "nothing was written"
    said = summary(tally)
    if tally.stopped:
        return f"{said}; --resume goes on from there"
    return f"{said}; mend {tally.mend} and run it" if tally.mend else said
