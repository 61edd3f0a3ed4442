"""The PEMAT-P report of sheets, as text and as one HTML page.

In: verdicts by sheet. Out: strings. Never true: that a number could be taken for a score, or that a word of the data is
markup in the page.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handouts.check.pemat import Verdict

_STATES: Final = ("met", "not met", "needs your eye", "does not apply")
_SEVERAL: Final = {"needs your eye": "need your eye", "does not apply": "do not apply"}
_NO_SCORE: Final = "no score: PEMAT-P is scored by people, and these are the items that a person still has to judge"
_SIGNS: Final = {"met": "+", "not met": "x", "needs your eye": "?", "does not apply": "-"}


@dataclass(frozen=True, slots=True)
class Assessed:
    """One sheet and how it stands: `kind` and `id` as in `handouts build`."""

    kind: str
    id: str
    title: str
    verdicts: tuple[Verdict, ...]

    @property
    def summary(self) -> str:
        """How many items stand how: `18 met, 4 need your eye`."""
        counts = Counter(verdict.state for verdict in self.verdicts)
        several = {state: _SEVERAL.get(state, state) if counts[state] > 1 else state for state in _STATES}
        return ", ".join(f"{counts[state]} {several[state]}" for state in _STATES if counts[state])


def write_text(sheets: Sequence[Assessed]) -> str:
    """Return the report as text, item by item with the evidence."""
    return "\n".join(_text(sheet) for sheet in sheets)


def _text(sheet: Assessed) -> str:
    lines = [f"{sheet.title} ({sheet.kind} {sheet.id})", ""]
    for verdict in sheet.verdicts:
        lines.append(f"  {_SIGNS[verdict.state]} {verdict.number:>2}  {verdict.item}: {verdict.state}")
        lines += [f"        {said}" for said in verdict.evidence]
    return "\n".join([*lines, "", f"  {sheet.summary}", f"  {_NO_SCORE}", ""])


_PAGE: Final = """\
<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>How easily these sheets are understood and acted on</title>
<style>
body {{ font: 1rem/1.5 system-ui, sans-serif; color: #1b1f23; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }}
table {{ border-collapse: collapse; width: 100% }}
th, td {{ text-align: left; vertical-align: top; padding: .4rem .6rem; border-bottom: 1px solid #7a8189 }}
td:first-child {{ white-space: nowrap }}
.bad {{ font-weight: bold; color: #b3261e }}
.eye {{ font-weight: bold }}
p.evidence {{ margin: 0; overflow-wrap: anywhere }}
</style>
<h1>How easily these sheets are understood and acted on</h1>
<p>PEMAT-P, item by item. {no_score}.</p>
{sheets}
</html>
"""
_CLASSES: Final = {"not met": ' class="bad"', "needs your eye": ' class="eye"'}


def write_html(sheets: Sequence[Assessed]) -> str:
    """Return the report as one page that needs nothing else: no script, no address, no picture."""
    return _PAGE.format(no_score=_NO_SCORE[:1].upper() + _NO_SCORE[1:], sheets="\n".join(map(_html, sheets)))


def _html(sheet: Assessed) -> str:
    rows = "\n".join(_row(verdict) for verdict in sheet.verdicts)
    head = '<tr><th scope="col">Item</th><th scope="col">State</th><th scope="col">Evidence</th></tr>'
    title = f"<h2>{escape(sheet.title)} ({escape(sheet.kind)} {escape(sheet.id)})</h2>"
    return f"{title}\n<p>{escape(sheet.summary)}</p>\n<table>\n{head}\n{rows}\n</table>"


def _row(verdict: Verdict) -> str:
    evidence = "".join(f'<p class="evidence">{escape(said)}</p>' for said in verdict.evidence)
    state = f"<td{_CLASSES.get(verdict.state, '')}>{verdict.state}</td>"
    return f'<tr><th scope="row">{verdict.number}. {escape(verdict.item)}</th>{state}<td>{evidence}</td></tr>'
