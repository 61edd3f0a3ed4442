"""Wrong usage in three lines: what is wrong, what was probably meant, and where the rest stands.

In: arguments that argparse could not read, and what it says of them. Out: words on stderr and exit code 2. Never true:
that a page of options hides the one word that was mistyped.
"""

from __future__ import annotations

import argparse
import re
import sys
from typing import TYPE_CHECKING, Any

from handouts.library.nearest import nearest

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import NoReturn

USAGE = 2
_CHOICE = re.compile(
    r"argument (?P<name>\S+): invalid choice: '(?P<word>.*?)' \(choose from (?P<known>.*)\)", re.DOTALL
)


class Parser(argparse.ArgumentParser):
    """argparse, with errors in our form; every command has a parser of this kind."""

    typed: Sequence[str] = ()

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Read the arguments; what a command does not know is refused by that command, which knows what it has."""
        self.typed = list(sys.argv[1:] if args is None else args)
        found, rest = super().parse_known_args(args, namespace)
        if rest and " " in self.prog:
            self.error(f"unrecognized arguments: {' '.join(rest)}")
        return found, rest

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and leave."""
        what, fix = _explain(message, self.typed, list(self._option_string_actions), self.prog)
        lines = [f"{self.prog}: {what}", f"  fix: {fix}" if fix else "", f"usage: {self.prog} --help"]
        self.exit(USAGE, "".join(f"{line}\n" for line in lines if line))


def _explain(message: str, typed: Sequence[str], options: Sequence[str], prog: str) -> tuple[str, str]:
    """Return what is wrong and a fix, which may be empty."""
    if choice := _CHOICE.fullmatch(message):
        return _choice(choice["name"], choice["word"], re.findall(r"[\w-]+", choice["known"]))
    strange = [word.partition("=")[0] for word in typed if word.startswith("--") and not _known(word, options)]
    if strange:
        near = nearest(strange[0], options)
        return f"there is no option {strange[0]}", f"did you mean {near}?" if near else ""
    if "--routine" in message and "required" in message:
        said = typed[0] if typed and not typed[0].startswith("-") else "warmup"
        return "say what to build: --routine, --exercise, --series or --all", f"{prog} --routine {said}"
    if "COMMAND" in message:
        return "say what to do", f"{prog} build --routine warmup"
    if missing := re.fullmatch(r"the following arguments are required: (.*)", message):
        return f"{missing[1].upper()} is missing", ""
    if lonely := re.fullmatch(r"argument (\S+): expected one argument", message):
        return f"{lonely[1]} needs a word after it", ""
    if extra := re.fullmatch(r"unrecognized arguments: (.*)", message):
        return f"nothing was expected after the rest: {extra[1]}", 'put several words in quotes: --client "Ana Bell"'
    return message, ""


def _known(word: str, options: Sequence[str]) -> bool:
    """Whether argparse knows an option, by its name or by a beginning of it."""
    return any(option.startswith(word.partition("=")[0]) for option in options)


def _choice(name: str, word: str, known: Sequence[str]) -> tuple[str, str]:
    kind = "command" if name == "COMMAND" else name
    near = nearest(word, known)
    if kind == "command" and word in ("help", "version"):
        return f'"{word}" is not known as command', f"handouts --{word}"
    return (
        f'"{word}" is not known as {kind.lstrip("-")}',
        f'did you mean "{near}"?' if near else f"write one of: {', '.join(known)}",
    )
