"""How far a batch is: a bar on a terminal, plain lines in a log, JSON for other programs, or nothing.

In: tallies as the work goes. Out: what is said on stderr (JSON: on stdout). Never true afterwards: that a client's word
is in it, or that a thread of the bar's runs while worker processes are begun.
"""

from __future__ import annotations

import json
import sys
import time
from typing import TYPE_CHECKING, Any, Final, Protocol

from handouts.problems import write_problem

if TYPE_CHECKING:
    from handouts.batch.run import Tally

EVERY_S: Final = 5.0  # seconds between two lines of a log
_SMOOTH_S: Final = 0.1  # between two states of the bar


class Progress(Protocol):
    """Hears how far a batch is, and what came of it."""

    def tell(self, tally: Tally) -> None: ...

    def end(self, tally: Tally | None) -> None: ...


def open_progress(*, quiet: bool, as_json: bool) -> Progress:
    """Return how progress is shown: what was asked for, else what suits whoever reads stderr."""
    if as_json:
        return Json()
    if quiet:
        return Quiet()
    if sys.stderr.isatty():
        try:
            return Bar()
        except ImportError:  # rich comes with the batch extra
            return Lines()
    return Lines()


def summary(tally: Tally) -> str:
    """Return one line: `1,990 sheets built, 4 there already, 6 rows with problems; 1,204 a second`."""
    parts = [f"{tally.built:,} sheet{'s' * (tally.built != 1)} built"]
    if tally.kept:
        parts.append(f"{tally.kept:,} there already")
    if tally.bad:
        parts.append(f"{tally.bad:,} row{'s' * (tally.bad != 1)} with problems")
    rate = f"; {tally.rows / tally.seconds:,.0f} a second" if tally.seconds > 0.5 else ""
    return ", ".join(parts) + rate


class Quiet:
    """Says nothing."""

    def tell(self, tally: Tally) -> None: ...

    def end(self, tally: Tally | None) -> None: ...


class Lines:
    """A line every few seconds, for a log."""

    def __init__(self) -> None:
        self._last = time.monotonic()

    def tell(self, tally: Tally) -> None:
        now = time.monotonic()
        if now - self._last >= EVERY_S:
            self._last = now
            of = f" of about {tally.expected:,}" if tally.expected > tally.rows else ""  # or nobody knows how many
            print(f"{tally.rows:,}{of} rows, {tally.bad:,} with problems", file=sys.stderr)

    def end(self, tally: Tally | None) -> None: ...


class Bar:
    """A bar with rate and time left, drawn when it is told something: rich's own thread does not go with forking."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
        from rich.progress import Progress as RichProgress

        columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"), TimeRemainingColumn())
        self._rich = RichProgress(*columns, console=Console(stderr=True), auto_refresh=False, transient=True)
        self._rich.start()
        self._task = self._rich.add_task("", total=None, rate="")
        self._began = self._last = time.monotonic()

    def tell(self, tally: Tally) -> None:
        now = time.monotonic()
        if now - self._last >= _SMOOTH_S:
            self._last = now
            rate = f"{tally.rows / (now - self._began):,.0f} a second"
            self._rich.update(self._task, completed=tally.rows, total=tally.expected, rate=rate, refresh=True)

    def end(self, tally: Tally | None) -> None:  # noqa: ARG002 - as all that hear it
        self._rich.stop()


class Json:
    """One JSON object a line: progress, then the end."""

    def __init__(self) -> None:
        self._last = time.monotonic()

    def tell(self, tally: Tally) -> None:
        now = time.monotonic()
        if now - self._last >= 1.0:
            self._last = now
            self._say("progress", tally)

    def end(self, tally: Tally | None) -> None:
        if tally is not None:
            problems = [write_problem(problem) for problem in (*tally.problems, *tally.stopped)]
            self._say(
                "end",
                tally,
                pages=tally.pages,
                seconds=round(tally.seconds, 3),
                mend=tally.mend,
                paths=tally.paths,
                problems=problems,
            )

    def _say(self, event: str, tally: Tally, **more: Any) -> None:
        counts = {"rows": tally.rows, "built": tally.built, "kept": tally.kept, "bad": tally.bad}
        print(json.dumps({"event": event, **counts, **more}), flush=True)
