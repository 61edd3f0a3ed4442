"""What all commands share: how one is added to the command line, and the codes it may end with.

In: a name, a summary, what it does. Out: its parser. Never true: that a command lacks --workspace or --debug.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Final, TypeAlias

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001 - it has no public name
Run: TypeAlias = Callable[[argparse.Namespace], int | None]

DONE: Final = 0
PROBLEMS: Final = 1
USAGE: Final = 2
BUG: Final = 70  # EX_SOFTWARE of sysexits.h
STOPPED: Final = 130  # 128 and SIGINT, as shells have it


def add_command(commands: Commands, name: str, summary: str, run: Run, examples: str = "") -> argparse.ArgumentParser:
    """Add a command and return its parser; its summary stands in the list, its examples under its own help."""
    parser = commands.add_parser(
        name,
        help=summary,
        description=summary[:1].upper() + summary[1:] + ".",
        epilog=examples,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(run=run)
    parser.add_argument(
        "--workspace", metavar="DIR", help="the folder that holds data/ (default: the nearest one above)"
    )
    parser.add_argument("--debug", action="store_true", help="show the traceback of a bug of ours")
    return parser
