"""Takes times and memory, alternating, so that a noisy machine is noisy for everybody.

In: commands, or processes that draw when they are asked. Out: samples by engine. Never true: that one engine was
measured in one go and another later.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

HERE = Path(__file__).resolve().parent


class Command:
    """A command with its environment; `before` is called, untimed, each time."""

    def __init__(self, words: Sequence[str], cache: str, before: Callable[[], None] | None = None) -> None:
        self.words, self.before = list(words), before
        self.environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        self.environment["HANDOUTS_CACHE"] = cache

    def run(self) -> tuple[float, float]:
        """Return the seconds from start to end of the process, and those that a processor spent on it."""
        if self.before:
            self.before()
        quiet = [(os.POSIX_SPAWN_OPEN, handle, os.devnull, os.O_WRONLY, 0) for handle in (1, 2)]
        began = time.perf_counter()
        child = os.posix_spawn(self.words[0], self.words, self.environment, file_actions=quiet)
        _, status, used = os.wait4(child, 0)
        seconds = time.perf_counter() - began
        if status:
            raise SystemExit(f"this command failed: {' '.join(self.words)}")
        return seconds, used.ru_utime + used.ru_stime

    def peak(self) -> float:
        """Return the most memory that the process held, in MB, as the process itself reads it before it ends."""
        if self.before:
            self.before()
        words = self.words if self.words[0] == sys.executable else [sys.executable, *self.words]
        made = subprocess.run(
            [sys.executable, HERE / "peak.py", *words[1:]],
            env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=True, text=True,
        )  # fmt: skip
        found = re.search(r"peak (\d+) kB", made.stderr)
        return int(found[1]) / 1000 if found else 0.0


class Drawer:
    """A process of warm.py, started and warmed up."""

    def __init__(self, words: Sequence[str], chunk: int, first: int) -> None:
        self.chunk = chunk
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        self.process = subprocess.Popen(
            [sys.executable, HERE / "warm.py", *words],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment,
        )  # fmt: skip
        self.draw(first)

    def draw(self, count: int) -> tuple[float, int]:
        """Return the seconds a client, and the bytes of the last one's sheet."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{count}\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        return answer["seconds"] / count, answer["bytes"]

    def end(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait()


def time_commands(commands: dict[str, Command], rounds: int) -> dict[str, list[tuple[float, float]]]:
    """Return seconds by name, on the clock and of a processor: every command once, then every command again."""
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            found[name].append(command.run())
    return found


def time_drawers(drawers: dict[str, Drawer], rounds: int) -> tuple[dict[str, list[float]], dict[str, int]]:
    """Return seconds a client by name, a mean for each round, and bytes by name."""
    found: dict[str, list[float]] = {name: [] for name in drawers}
    sizes: dict[str, int] = {}
    for _ in range(rounds):
        for name, drawer in drawers.items():
            seconds, sizes[name] = drawer.draw(drawer.chunk)
            found[name].append(seconds)
    return found, sizes


def middle(samples: Sequence[float]) -> float:
    return quartiles(samples)[1]


def ratio_of(top: Sequence[float], bottom: Sequence[float]) -> float:
    """Return how many times the bottom the top is, round by round: the median of the rounds' ratios."""
    return middle([one / other for one, other in zip(top, bottom, strict=True)])


def quartiles(samples: Sequence[float]) -> tuple[float, float, float]:
    """Return the first quartile, the median and the third, between neighbours where they fall between."""
    ordered = sorted(samples)

    def at(share: float) -> float:
        place = share * (len(ordered) - 1)
        low = int(place)
        high = min(low + 1, len(ordered) - 1)
        return ordered[low] + (ordered[high] - ordered[low]) * (place - low)

    return at(0.25), at(0.5), at(0.75)
