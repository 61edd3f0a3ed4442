"""`handouts figures`: bake, draw and judge figures.

In: a verb and ids. Out: paths that were written, or what is well, on stdout.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from handouts.cli.command import USAGE, add_command

if TYPE_CHECKING:
    import argparse

    from handouts.cli.command import Commands

EXAMPLES: Final = "examples:\n  handouts figures draw hip-hinge\n  handouts figures lint\n"
VERBS: Final = (
    ("bake", "turn poses into draw lists", "*"),
    ("draw", "draw an exercise's figures as PDF and PNG", "+"),
    ("views", "draw an exercise from a grid of cameras", "+"),
    ("sheet", "draw every figure on one contact sheet", "*"),
    ("lint", "check joints, reach, balance and contacts", "*"),
)


def add_figures(commands: Commands) -> None:
    """Add `handouts figures` and its verbs."""
    parser = add_command(commands, "figures", "bake, draw and check the figures", lambda _: USAGE, EXAMPLES)
    verbs = parser.add_subparsers(title="verbs", metavar="VERB", required=True)
    for verb, summary, wants_ids in VERBS:
        command = add_command(verbs, verb, summary, _run)
        command.add_argument("ids", metavar="ID", nargs=wants_ids)
        command.set_defaults(verb=verb)


def _run(options: argparse.Namespace) -> None:
    from handouts.commands.figures import run_figures

    for line in run_figures(options.verb, options.ids, options.workspace):
        print(line)
