"""Findings, gathered; and the one line that silences one of them.

In: what a check saw, at its place in the data. Out: `Problem`s with the level of their rule, without those that the
data allows with a reason. Never true afterwards: that a problem of form was silenced, that something was silenced
without a reason, or that an allowance is left over which silences nothing.

A finding is silenced by a comment on its own line: `# handouts: allow jargon - the clinic explains it in the lesson`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from handouts.check.rules import RULES
from handouts.library.faults import Fault
from handouts.library.resolve import place_fault
from handouts.problems import Problem, Where

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from handouts.data.tree import Node, Path, Source

_ALLOWANCE: Final = re.compile(r"(?:^|\s)#\s*handouts:\s*allow\b\s*([a-z-]*)\s*(?:[-–—:]\s*(.*))?$")


class Allowance(NamedTuple):
    """A comment that silences the findings of one `kind` on its line; `where` is the comment."""

    kind: str
    reason: str
    where: Where


class Findings:
    """What the checks of a run have found, each finding once."""

    def __init__(self) -> None:
        self._found: dict[Problem, None] = {}

    def add(
        self, kind: str, what: str, fix: str, root: Node, path: Path = (), span: tuple[int, int] | None = None
    ) -> None:
        """Add a finding at a path of a file; `span` is the stretch of that value, in characters."""
        placed = place_fault(Fault(kind, what, fix, span=span), root, path)
        self.add_at(kind, what, fix, placed.where)

    def add_at(self, kind: str, what: str, fix: str, where: Where | None) -> None:
        """Add a finding at a place that is already known."""
        self._found[Problem(kind, what, fix, where, RULES[kind].level)] = None

    def all(self) -> tuple[Problem, ...]:
        """Return every finding once, sorted by place."""
        return tuple(sorted(self._found, key=Problem.sort_key))


def read_allowances(source: Source) -> list[Allowance]:
    """Return the allowances of a file, those without a kind or a reason too."""
    found = []
    for number, line in enumerate(source.lines, 1):
        comment = _ALLOWANCE.search(line) if "handouts:" in line else None
        if comment:
            start = line.index("#", comment.start())
            where = source.where(number, start + 1, len(line) - start)
            found.append(Allowance(comment[1], (comment[2] or "").strip(), where))
    return found


def silence(problems: Iterable[Problem], allowances: Sequence[Allowance]) -> list[Problem]:
    """Return the problems without those that are allowed, and a finding for every allowance that is wrong."""
    by_line: dict[tuple[str, int], list[Allowance]] = {}
    for each in allowances:
        by_line.setdefault((each.where.path, each.where.line), []).append(each)
    left, used = [], set()
    for problem in problems:
        where = problem.where
        here = by_line.get((where.path, where.line), []) if where else []
        allowed = next((each for each in here if each.kind == problem.kind and each.reason), None)
        if allowed is not None and problem.kind in RULES:
            used.add(allowed)
        else:
            left.append(problem)
    return left + _wrong(allowances, used)


def _wrong(allowances: Sequence[Allowance], used: set[Allowance]) -> list[Problem]:
    findings = Findings()
    for each in allowances:
        if each.kind not in RULES:
            what = f'there is no finding "{each.kind}" that could be allowed'
            findings.add_at("allow-unused", what, "write the kind as the report names it, or take it out", each.where)
        elif not each.reason:
            fix = f"# handouts: allow {each.kind} - why it is right here"
            findings.add_at("allow-reason", "this allowance gives no reason", fix, each.where)
        elif each not in used:
            what = f"nothing on this line is found as {each.kind}"
            findings.add_at("allow-unused", what, "take the allowance out", each.where)
    return list(findings.all())
