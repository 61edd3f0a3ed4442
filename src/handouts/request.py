"""What the command line asks for, and what came of it: two values that cost nothing to import."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from handouts.problems import Problem


@dataclass(frozen=True)
class Request:
    """The options of `handouts build`, as typed."""

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
    workspace: str | None = None


@dataclass(frozen=True)
class BuiltSheet:
    """One file that was written; `shown` is its path as the user would type it."""

    path: Path
    shown: str
    pages: int


@dataclass
class Built:
    """What a build wrote, and what it has to say."""

    sheets: list[BuiltSheet] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    seconds: float = 0.0
