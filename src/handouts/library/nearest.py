"""The word that was probably meant.

In: a word and the words that are known. Out: a fix to paste. Never true afterwards: that a far-off guess is offered as
if it were near; then the known words are listed instead.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_MOST_LISTED = 12
_NEAR = 0.65  # below it, "lying" would become "kneeling"


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that is nearest in spelling, or None if none is near."""
    names = list(known)
    close = get_close_matches(word[:100].lower(), [name.lower() for name in names], 1, cutoff=_NEAR)
    return next((name for name in names if close and name.lower() == close[0]), None)


def suggest(word: str, known: Iterable[str]) -> str:
    """Return a fix: `did you mean "sets"?`, or the known words if none is near."""
    names = list(known)
    if near := nearest(word, names):
        return f'did you mean "{near}"?'
    if not names:
        return "there are none yet"
    more = ", …" if len(names) > _MOST_LISTED else ""
    return f"known here: {', '.join(names[:_MOST_LISTED])}{more}"
