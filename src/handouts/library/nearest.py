"""The word that was probably meant.

In: a word and the words that are known. Out: a fix to paste. Never true afterwards: that a far-off guess is offered as
if it were near; then the known words are listed instead.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

_MOST_LISTED = 12
_NEAR = 0.65  # below it, "lying" would become "kneeling"

# Other words for ours, whose spelling does not lead there; the first that is known where it was written is meant.
_OTHER_WORDS: Final[dict[str, tuple[str, ...]]] = {
    # keys
    "title": ("name", "heading"), "name": ("title", "heading"), "heading": ("title", "name"),
    "exercises": ("items",), "moves": ("items", "exercises"), "exercise": ("items", "exercises"),
    "instructions": ("steps",), "how_to": ("steps",), "method": ("steps",), "tips": ("cues",),
    "description": ("aim", "text"), "goal": ("aim",), "purpose": ("aim",), "benefits": ("aim",),
    "regression": ("easier",), "regressions": ("easier",), "progression": ("harder",), "progressions": ("harder",),
    "warning": ("caution",), "warnings": ("caution",), "contraindications": ("caution",), "precautions": ("caution",),
    "props": ("equipment",), "errors": ("mistakes",), "faults": ("mistakes",), "correction": ("instead",),
    "image": ("picture", "logo", "file"), "photo": ("picture", "file"), "path": ("file",), "caption": ("alt",),
    "fix": ("instead",), "type": ("kind",), "category": ("kind",), "start": ("position",), "body_parts": ("joints",),
    "sets": ("dose",), "reps": ("dose",), "repetitions": ("reps", "dose"), "hold": ("dose",), "rest": ("dose",),
    "seconds": ("hold", "time"), "duration": ("minutes", "time"), "time": ("minutes",), "length": ("minutes",),
    "weight": ("load",), "frequency": ("a_week",), "each_side": ("per_side",), "sides": ("per_side",),
    "times_per_day": ("a_day",), "times_per_week": ("a_week",), "per_day": ("a_day",), "per_week": ("a_week",),
    "weeks": ("track",), "grid": ("track",), "schedule": ("when",), "notes": ("note",), "comment": ("note",),
    "tel": ("phone",), "telephone": ("phone",), "mobile": ("phone",), "website": ("site",), "web": ("site",),
    "url": ("site", "link", "blog"), "slogan": ("tagline",), "motto": ("tagline",), "subtitle": ("tagline", "theme"),
    "language": ("locale",), "secondary": ("accent",), "main": ("primary",), "article": ("blog",), "post": ("blog",),
    "youtube": ("video",), "summary": ("message",), "body": ("text",), "definition": ("text",), "word": ("term",),
    # words
    "lying": ("floor",), "supine": ("floor",), "prone": ("floor",), "side_lying": ("floor",), "seated": ("sitting",),
    "all_fours": ("kneeling",), "quadruped": ("kneeling",), "half_kneeling": ("kneeling",),
    "stretch": ("mobility",), "stretching": ("mobility",), "flexibility": ("mobility",), "stability": ("core",),
    "strengthening": ("strength",), "lumbar": ("lower-back",), "thoracic": ("mid-back",), "back": ("lower-back",),
}  # fmt: skip


def nearest(word: str, known: Iterable[str], *, at_least: float = _NEAR) -> str | None:
    """Return the known word that is nearest in spelling, or None if none is near (1 is the same word)."""
    names = list(known)
    close = get_close_matches(word[:100].lower(), [name.lower() for name in names], 1, cutoff=at_least)
    return next((name for name in names if close and name.lower() == close[0]), None)


def closest(word: str, known: Iterable[str], *, at_least: float = _NEAR) -> str | None:
    """Return the known word that means the same, else the one that is nearest in spelling, or None."""
    names = list(known)
    same = (name for name in _OTHER_WORDS.get(re.sub("[ -]", "_", word.lower()), ()) if name in names)
    return next(same, None) or nearest(word, names, at_least=at_least)


def suggest(word: str, known: Iterable[str]) -> str:
    """Return a fix: `did you mean "sets"?`, or the known words if none is near."""
    names = list(known)
    if near := closest(word, names):
        return f'did you mean "{near}"?'
    if not names:
        return "there are none yet"
    more = ", …" if len(names) > _MOST_LISTED else ""
    return f"known here: {', '.join(names[:_MOST_LISTED])}{more}"
