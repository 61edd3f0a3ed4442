"""Arguments in, exit code out.

In: `sys.argv`. Out: paths on stdout, everything else on stderr, an exit code: 0 done, 1 problems in the user's data,
2 wrong usage, 70 our bug. Never true: that a traceback is shown without `--debug`.
"""

from __future__ import annotations

import gc
import sys

from handouts import __version__
from handouts.cli.build import add_build, build_sheets
from handouts.commands.request import read_plainly
from handouts.problems import ProblemsFound, write_problems

TYPE_CHECKING = False  # typing would be imported for nothing else
if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence
    from typing import Final, NoReturn

EXAMPLES: Final = """examples:
  handouts build --routine warmup                       the warm-up sheet, as output/warmup.pdf
  handouts build --routine warmup --client "Ana Bell" --date 2026-11-23
  handouts build --exercise hip-hinge --paper letter
  handouts build --series back-pain --part 3 --large-print
  handouts batch clients.csv --brand riverside-physio   one sheet for each client of a list
  handouts list exercises
  handouts new exercise hip-circle                      a commented file to fill in
  handouts init my-clinic                               a folder of your own
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    request = read_plainly(given)
    if request is not None:
        return _guarded(lambda: build_sheets(request))
    options = make_parser().parse_args(given)
    return _guarded(lambda: options.run(options), debug=options.debug)


def _guarded(command: Callable[[], int | None], *, debug: bool = False) -> int:
    """Run a command and say what went wrong, in words."""
    try:
        return int(command() or 0)
    except ProblemsFound as found:
        outcome = getattr(found, "outcome", "nothing was written")
        print(write_problems(found.problems, outcome=outcome), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        return 130
    except BrokenPipeError:
        return 0
    except Exception as error:
        if debug:
            raise
        print(f"handouts: this is our fault, not yours: {type(error).__name__}: {error}", file=sys.stderr)
        print("  fix: run it again with --debug and send us what it prints", file=sys.stderr)
        return 70


def make_parser() -> argparse.ArgumentParser:
    """Return the whole command line."""
    import argparse

    from handouts.cli.batch import add_batch, add_verify
    from handouts.cli.check import add_check
    from handouts.cli.figures import add_figures
    from handouts.cli.files import add_files
    from handouts.cli.upkeep import add_upkeep
    from handouts.cli.usage import Parser

    parser: argparse.ArgumentParser = Parser(
        prog="handouts",
        description="Printed exercise sheets from plain data.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"handouts {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for add in (add_build, add_batch, add_verify, add_check, add_files, add_figures):
        add(commands)
    add_upkeep(commands, make_parser)
    return parser


def run() -> NoReturn:
    """Be the `handouts` command."""
    gc.set_threshold(50_000, 20, 20)  # what a build makes stays to its end: looking for garbage took a fifth of it
    code = main()
    gc.freeze()  # and nobody need look through it all when the process ends
    sys.exit(code)
