"""What is wrong with the user's data, where, and how to mend it.

In: positions and words. Out: text to print on stderr. Never true afterwards: that a problem lacks its place when the
place is known, or that a client's own word stands in one.

A problem can be mended by the user; an exception of any other kind is our bug.
"""

from __future__ import annotations

TYPE_CHECKING = False  # typing and dataclasses would be imported for nothing else: a tenth of a short build
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Literal

    Level = Literal["problem", "warning", "hint"]
else:
    Level = str

LEVELS = ("problem", "warning", "hint")


class Where:
    """A place in a text file: `line` and `column` count from 1, `length` is in characters, `text` is the real line.

    Treat as frozen. The same place with another text is equal.
    """

    __slots__ = ("column", "length", "line", "path", "text")

    def __init__(self, path: str, line: int = 0, column: int = 0, length: int = 1, text: str = "") -> None:
        self.path, self.line, self.column, self.length, self.text = path, line, column, length, text

    def _key(self) -> tuple[str, int, int, int]:
        return (self.path, self.line, self.column, self.length)

    def __eq__(self, other: object) -> bool:
        return self._key() == other._key() if isinstance(other, Where) else NotImplemented

    def __lt__(self, other: Where) -> bool:
        return self._key() < other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def __repr__(self) -> str:
        return f"Where{(*self._key(), self.text)}"

    def __str__(self) -> str:
        if not self.line:
            return self.path
        return f"{self.path}:{self.line}:{self.column}"


class Problem:
    """One thing the user can mend. Treat as frozen.

    `kind` is the problem's kebab-case id (docs/problems.md lists them all), `what` says in the user's words what is
    wrong, `fix` is something to paste, `where` is None only when no file is to blame.
    """

    __slots__ = ("fix", "kind", "level", "what", "where")

    def __init__(
        self, kind: str, what: str, fix: str = "", where: Where | None = None, level: Level = "problem"
    ) -> None:
        self.kind, self.what, self.fix, self.where = kind, what, fix, where
        self.level: Level = level

    def _key(self) -> tuple[object, ...]:
        return (self.kind, self.what, self.fix, self.where, self.level)

    def __eq__(self, other: object) -> bool:
        return self._key() == other._key() if isinstance(other, Problem) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._key())

    def __repr__(self) -> str:
        return f"Problem{self._key()}"

    def sort_key(self) -> tuple[object, ...]:
        where = self.where or Where("")
        return (where.path, where.line, where.column, self.what)


class ProblemsFound(Exception):  # noqa: N818 - it carries problems, it is not an error of ours
    """Raised at a stage's end with every problem of the run."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems), key=Problem.sort_key))
        super().__init__("; ".join(problem.what for problem in self.problems))


def write_problem(problem: Problem) -> str:
    """Return one problem as the user reads it: place, the real line with a caret under the value, the fix."""
    head = "" if problem.level == "problem" else f"{problem.level}: "
    where = problem.where
    what = _short(_printable(problem.what))
    lines = [f"{_printable(str(where))}: {head}{what}" if where else f"{head}{what}"]
    if where and where.line and where.text.strip():
        lines += _excerpt(where)
    if problem.fix:
        lines += [_short(_printable(line)) for line in f"  fix: {problem.fix}".split("\n")]
    return "\n".join(lines)


def write_problems(problems: Sequence[Problem], *, outcome: str = "nothing was written") -> str:
    """Return all problems, sorted by place, with one summary line at the end."""
    ordered = sorted(problems, key=Problem.sort_key)
    text = "\n\n".join(write_problem(problem) for problem in ordered)
    return f"{text}\n\n{summary(ordered, outcome)}" if ordered else ""


def summary(problems: Sequence[Problem], outcome: str) -> str:
    """Return the closing line: `3 problems, 1 warning in 2 files; nothing was written`."""
    counts = ((level, sum(problem.level == level for problem in problems)) for level in LEVELS)
    said = ", ".join(f"{count} {level}{'s' * (count != 1)}" for level, count in counts if count)
    files = len({problem.where.path for problem in problems if problem.where})
    where = f" in {files} file{'s' * (files != 1)}" if files else ""
    return f"{said or 'no problems'}{where}; {outcome}"


_SAID = 600  # characters of a line of a problem: whoever wrote a book into a value knows it from its ends


def _short(said: str) -> str:
    return said if len(said) <= _SAID else f"{said[: _SAID // 2]} … {said[-_SAID // 2 :]}"


_SHOWN = 100  # columns of a long line that are shown round the caret


def _excerpt(where: Where) -> list[str]:
    text, start = _printable(where.text), where.column - 1
    if len(text) > _SHOWN:
        cut = max(0, start - _SHOWN // 2)
        text, start = text[cut : cut + _SHOWN], start - cut
    gutter = " " * len(str(where.line))
    before = display_width(text[:start])
    under = max(1, display_width(text[start : start + max(1, where.length)]))
    return [f"{where.line} | {text}", f"{gutter} | {' ' * before}{'^' * under}"]


def _printable(text: str) -> str:
    """Return the text with one space for every control or direction mark, so that carets stay under their value."""
    if text.isascii() and text.isprintable():
        return text
    import unicodedata  # noqa: PLC0415 - most lines do not need it

    return "".join(" " if unicodedata.category(char) in ("Cc", "Cf", "Cs") else char for char in text)


def display_width(text: str) -> int:
    """Return how many terminal columns the text takes: wide East Asian letters take two, combining marks none."""
    if text.isascii():
        return len(text)
    import unicodedata  # noqa: PLC0415 - same

    width = 0
    for char in text:
        if unicodedata.category(char) in ("Mn", "Me"):
            continue
        width += 2 if unicodedata.east_asian_width(char) in ("W", "F") else 1
    return width
