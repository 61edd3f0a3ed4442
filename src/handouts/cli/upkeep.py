"""`handouts cache` and `handouts completion`: the program's own upkeep.

In: arguments. Out: what is kept between runs, or a script for a shell, on stdout.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from handouts.cli.command import add_command

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from handouts.cli.command import Commands

CACHE_EXAMPLES: Final = """examples:
  handouts cache info       where it is and how much it holds (HANDOUTS_CACHE puts it elsewhere)
  handouts cache clear      sheets are made anew; nothing else is lost
"""
COMPLETION_EXAMPLES: Final = 'example:\n  eval "$(handouts completion bash)"\n'


def add_upkeep(commands: Commands, make_parser: Callable[[], argparse.ArgumentParser]) -> None:
    """Add the commands of the program's own upkeep; `make_parser` makes the whole command line, to complete it."""
    cache = add_command(commands, "cache", "show or clear what is kept between runs", _cache, CACHE_EXAMPLES)
    cache.add_argument("verb", choices=("info", "clear"))

    def complete(options: argparse.Namespace) -> None:
        import shtab

        print(shtab.complete(make_parser(), options.shell))

    summary = "print a completion script for your shell"
    completion = add_command(commands, "completion", summary, complete, COMPLETION_EXAMPLES)
    completion.add_argument("shell", choices=("bash", "zsh", "tcsh"))


def _cache(options: argparse.Namespace) -> None:
    from handouts.press.store import Store

    store = Store()
    said = {"removed": store.clear()} if options.verb == "clear" else store.info()
    for name, value in said.items():
        print(f"{name}: {value}")
