"""`handouts list`, `show`, `new`, `init` and `schema`: what there is, and files to fill in.

In: arguments. Out: tables and paths on stdout. Never true: that a file of the user's was written over.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

from handouts.cli.command import add_command

if TYPE_CHECKING:
    import argparse

    from handouts.cli.command import Commands

LIST_EXAMPLES: Final = "examples:\n  handouts list exercises\n  handouts list brands\n"
SHOW_EXAMPLES: Final = "examples:\n  handouts show warmup\n  handouts show hip-hinge --brand riverside-physio\n"
NEW_EXAMPLES: Final = """examples:
  handouts new exercise hip-circle
  handouts new brand my-practice
  handouts new locale nl
"""
INIT_EXAMPLES: Final = "example:\n  handouts init my-practice\n"
SCHEMA_EXAMPLES: Final = """example:
  handouts schema      editors that know YAML then complete keys and show what each means
"""


def add_files(commands: Commands) -> None:
    """Add the commands that look things up and those that make files."""
    listed = add_command(commands, "list", "list what there is", _list, LIST_EXAMPLES)
    listed.add_argument("kind", choices=("exercises", "routines", "series", "brands", "locales", "fonts"))

    shown = add_command(commands, "show", "show one thing as the sheets say it", _show, SHOW_EXAMPLES)
    shown.add_argument("id", metavar="ID")
    shown.add_argument("--brand", metavar="ID")

    new = add_command(commands, "new", "write a commented file to fill in", _new, NEW_EXAMPLES)
    new.add_argument("kind", choices=("exercise", "routine", "series", "brand", "roster", "locale"))
    new.add_argument("id", metavar="ID", help="small letters, digits and hyphens: it becomes the file's name")

    begun = add_command(commands, "init", "make a workspace of your own", _init, INIT_EXAMPLES)
    begun.add_argument("folder", metavar="DIR")

    add_command(commands, "schema", "write JSON Schemas for editors to data/schema/", _schema, SCHEMA_EXAMPLES)


def _list(options: argparse.Namespace) -> None:
    from handouts.commands.look_up import list_things

    print(list_things(options.kind, options.workspace))


def _show(options: argparse.Namespace) -> None:
    from handouts.commands.look_up import show_thing

    print(show_thing(options.id, options.workspace, options.brand))


def _new(options: argparse.Namespace) -> None:
    from handouts.commands.make import write_new

    made = write_new(options.kind, options.id, options.workspace)
    print(made.shown)
    if made.is_copy:
        print(f"a copy of the built-in {options.kind}, to change; yours is the one that is printed", file=sys.stderr)


def _init(options: argparse.Namespace) -> None:
    from handouts.commands.make import make_workspace

    for path in make_workspace(options.folder):
        print(path)
    print(f"now: cd {options.folder} && handouts build --routine my-routine", file=sys.stderr)


def _schema(options: argparse.Namespace) -> None:
    from handouts.commands.make import write_schema_files

    for path in write_schema_files(options.workspace):
        print(path)
