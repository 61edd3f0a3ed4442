"""What the command line asks for, and what came of it: values that cost nothing to import.

In: arguments as typed. Out: a `Request`. Never true: that a plain reading differs from what argparse would read.
"""

from __future__ import annotations

TYPE_CHECKING = False  # typing and dataclasses would be imported for nothing else: a tenth of a short build
if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from handouts.problems import Problem


class Request:
    """The options of `handouts build`, as typed; what is not given is as it stands here. Treat as frozen."""

    routine: str | None = None
    exercise: str | None = None
    series: str | None = None
    everything: bool = False
    part: str | None = None
    brand: str | None = None
    client: str = ""
    date: str | None = None
    practitioner: str = ""
    notes: str = ""
    side: str | None = None
    paper: str = "a4"
    large_print: bool = False
    ink_saver: bool = False
    language: str | None = None
    fillable: bool = False
    output: str | None = None
    force: bool = False
    keep_going: bool = False
    check: bool = False
    workspace: str | None = None

    def __init__(self, **options: str | bool | None) -> None:
        for name, value in options.items():
            if name not in Request.__annotations__:
                raise TypeError(f"there is no option called {name}")
            setattr(self, name, value)

    def options(self) -> dict[str, str | bool | None]:
        """Return every option by name, those that were not given too."""
        return {name: getattr(self, name) for name in Request.__annotations__}

    def but(self, **changes: str | bool | None) -> Request:
        """Return the same request with some options changed."""
        return Request(**{**self.options(), **changes})

    def __eq__(self, other: object) -> bool:
        return self.options() == other.options() if isinstance(other, Request) else NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(self.options().items()))

    def __repr__(self) -> str:
        given = {name: value for name, value in self.options().items() if value != getattr(Request, name)}
        return f"Request({', '.join(f'{name}={value!r}' for name, value in given.items())})"


_WORDS = {
    **{
        f"--{name}": name
        for name in ("routine", "exercise", "series", "part", "brand", "client", "date", "practitioner")
    },
    **{f"--{name}": name for name in ("notes", "language", "output", "workspace")},
    "-o": "output",
}
_FLAGS = {
    "--large-print": "large_print",
    "--ink-saver": "ink_saver",
    "--fillable": "fillable",
    "--force": "force",
}
_KINDS = {"routine", "exercise", "series"}


def _is_doubtful(output: str) -> bool:
    """Whether a path may be neither a PDF nor a folder: x.txt."""
    return "." in output.replace("\\", "/").rpartition("/")[2] and not output.lower().endswith(".pdf")


def read_plainly(arguments: Sequence[str]) -> Request | None:
    """Return what a plainly spelled `build` asks for; None for argparse to judge.

    Plain: whole names of options, each at most once, words that are not empty and do not begin with a hyphen, one
    thing to build. **Why**: to import argparse and describe every option to it takes longer than to find and press
    the sheet.
    """
    if not arguments or arguments[0] != "build":
        return None
    found: dict[str, str | bool] = {}
    rest = iter(arguments[1:])
    for option in rest:
        name: str | None = _FLAGS.get(option)
        value: str | bool = True
        if name is None:
            name = _WORDS.get(option)
            value = next(rest, "")
            if not value or value.startswith("-") or (name == "output" and _is_doubtful(value)):
                return None
        if name is None or name in found:
            return None
        found[name] = value
    plain = len(_KINDS & found.keys()) == 1 and ("part" not in found or "series" in found)
    return Request(**found) if plain else None


class BuiltSheet:
    """One file that was written; `shown` is its path as the user would type it."""

    __slots__ = ("_path", "pages", "shown")

    def __init__(self, path: str, shown: str, pages: int) -> None:
        self._path, self.shown, self.pages = path, shown, pages

    @property
    def path(self) -> Path:
        from pathlib import Path  # noqa: PLC0415 - a short build does not ask for it

        return Path(self._path)


class Built:
    """What a build wrote, and what it has to say; `notes` are what was seen of each sheet that was to be checked."""

    __slots__ = ("notes", "problems", "seconds", "sheets", "warnings")

    def __init__(self) -> None:
        self.sheets: list[BuiltSheet] = []
        self.problems: list[Problem] = []
        self.warnings: list[Problem] = []
        self.notes: list[str] = []
        self.seconds = 0.0
