"""`handouts build`: what it can be told, and how it says what was written.

In: arguments, or a request read plainly. Out: an exit code; paths on stdout, all else on stderr. Never true: that
argparse is imported for a request that was read without it.
"""

from __future__ import annotations

import sys

from handouts.problems import write_problem, write_problems

TYPE_CHECKING = False  # typing would be imported for nothing else
if TYPE_CHECKING:
    import argparse
    from typing import Final

    from handouts.cli.command import Commands
    from handouts.commands.request import Request

EXAMPLES: Final = """examples:
  handouts build --routine warmup
  handouts build --all --brand riverside-physio --ink-saver
"""


def add_build(commands: Commands) -> None:
    """Add `handouts build`."""
    from handouts.cli.command import add_command

    parser = add_command(commands, "build", "build a sheet", run_build, EXAMPLES)
    parser.set_defaults(refuse=parser.error)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--routine", metavar="ID", help="a routine sheet")
    what.add_argument("--exercise", metavar="ID", help="the handout of one exercise")
    what.add_argument("--series", metavar="ID", help="the handout of a blog series")
    what.add_argument("--all", action="store_true", help="every routine, exercise and series of the workspace")
    parser.add_argument("--part", metavar="N|ID", help="only this part of the series")
    parser.add_argument("--brand", metavar="ID", help="whose sheet it is (default: the workspace's usual one)")
    parser.add_argument("--client", metavar="NAME", default="", help="the name after For")
    parser.add_argument("--date", metavar="YYYY-MM-DD", help="the date in the header (default: a blank line)")
    parser.add_argument("--practitioner", metavar="NAME", default="", help="the name after With")
    parser.add_argument("--notes", metavar="TEXT", default="", help="notes for this client")
    parser.add_argument("--side", choices=("left", "right"), help="which side the figures show")
    parser.add_argument("--paper", choices=("a4", "letter"), default="a4", type=str.lower)
    parser.add_argument("--large-print", action="store_true", help="18 pt, for reading without glasses")
    parser.add_argument("--ink-saver", action="store_true", help="black ink only, no tints")
    parser.add_argument(
        "--style", choices=("standard", "large-print", "ink-saver"), help="a short way for the two flags"
    )
    parser.add_argument("--language", metavar="TAG", help="the words of another locale, such as en-US")
    parser.add_argument("--fillable", action="store_true", help="boxes and lines that can be filled in on a screen")
    parser.add_argument("-o", "--output", metavar="FILE|DIR", help="where to write (default: output/ of the workspace)")
    parser.add_argument("--open", action="store_true", help="show the sheet when it is built")
    parser.add_argument("--force", action="store_true", help="write over a client's sheet of the same name")
    parser.add_argument("--check", action="store_true", help="prove each sheet as printed before it is written")
    parser.add_argument("--keep-going", action="store_true", help="with --all: build what is good, report what is not")


def run_build(options: argparse.Namespace) -> int:
    """Run `handouts build` and return its exit code."""
    if options.part and not options.series:
        options.refuse("--part goes with --series")
    for kind in ("routine", "exercise", "series"):
        if getattr(options, kind) is not None and not getattr(options, kind).strip():
            options.refuse(f"argument --{kind}: expected one argument")
    if options.output:
        _refuse_output(options)
    return build_sheets(_request(options), show=options.open)


def _refuse_output(options: argparse.Namespace) -> None:
    """Leave with wrong usage when -o is neither a PDF nor a folder."""
    import os
    import re

    output: str = options.output
    if output == "-":
        options.refuse("-o - is no file: a sheet is not written to the screen")
    if os.path.isdir(output):  # noqa: PTH112 - as it was typed
        return
    stem, ending = os.path.splitext(output)  # noqa: PTH122 - same
    if ending.lower() == ".pdf" and options.all:
        options.refuse(f"--all writes many sheets, and {output} is one: name a folder, -o {stem}")
    if re.fullmatch(r"\.[A-Za-z][A-Za-z0-9]{1,4}", ending) and ending.lower() != ".pdf":
        options.refuse(f"a sheet is a PDF, and not {ending}: -o {stem}.pdf, or -o {stem} for a folder")


def _request(options: argparse.Namespace) -> Request:
    """Return what was asked for: options by their own names, but two that have better ones and the short way."""
    from handouts.commands.request import Request

    given = {name: value for name, value in vars(options).items() if name in Request.__annotations__}
    given["everything"] = options.all
    given["large_print"] = options.large_print or options.style == "large-print"
    given["ink_saver"] = options.ink_saver or options.style == "ink-saver"
    return Request(**given)


def build_sheets(request: Request, *, show: bool = False) -> int:
    """Build what a request asks for, say what was written, and return the exit code."""
    from handouts.commands.build import build

    built = build(request)
    for warning in built.warnings:
        print(write_problem(warning), file=sys.stderr)
    for note in built.notes:
        print(note, file=sys.stderr)
    for sheet in built.sheets:
        print(sheet.shown)
    if built.problems:
        outcome = f"{len(built.sheets)} sheet{'s' * (len(built.sheets) != 1)} written all the same"
        print(write_problems(built.problems, outcome=outcome), file=sys.stderr)
        return 1
    pages = sum(sheet.pages for sheet in built.sheets)
    print(f"{pages} page{'s' * (pages != 1)} in {built.seconds:.2f} s", file=sys.stderr)
    if show and built.sheets:
        _open(str(built.sheets[0].path))
    return 0


def _open(path: str) -> None:
    import webbrowser

    webbrowser.open(f"file://{path}")
