"""The words a sheet prints of its own: labels, doses and dates, from a locale.

In: a locale and values of the library. Out: text. Never true afterwards: that a printed word stands in the code, or
that a number is without its unit.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from handouts.library.dose import Distance, Duration, Hold, Reps
from handouts.sheet.blocks import Chip, Dose

if TYPE_CHECKING:
    from handouts.library.dose import Amount
    from handouts.library.dose import Dose as DoseValue
    from handouts.library.model import Locale
    from handouts.library.text import Text
    from handouts.sheet.blocks import Runs

MINUTE: Final = 60
Pair = tuple[str, str]


def text_runs(text: Text) -> Runs:
    """Return a text of the library as the runs of a block."""
    return tuple((run.text, run.bold) for run in text.runs)


def sentence(text: Text) -> Runs:
    """Return a phrase as a sentence: a full stop where none stands."""
    runs = text_runs(text)
    if not runs or runs[-1][0].rstrip().endswith((".", "!", "?", "…")):
        return runs
    return (*runs[:-1], (f"{runs[-1][0].rstrip()}.", runs[-1][1]))


def bold_label(words: str) -> Runs:
    """Return a locale's label, its `**bold**` parts as bold runs."""
    return tuple((part, bool(at % 2)) for at, part in enumerate(words.split("**")) if part)


def other_side(words: str) -> str:
    """Return words with left and right changed for each other; capitals stay where they were.

    "Right under", "a right angle" and "has left the floor" are no sides, and stay.
    """
    swapped = {"left": "right", "right": "left"}

    def swap(match: re.Match[str]) -> str:
        found = match.group(0)
        other = swapped[found.lower()]
        return other.capitalize() if found[0].isupper() else other

    return _SIDE.sub(swap, words)


_SIDE: Final = re.compile(
    r"\bright\b(?!\s+(?:angles?|under|over|in front|behind|beside|above|below|away)\b)|\bleft\b(?!\s+the\b)",
    re.IGNORECASE,
)


class Wording:
    """A locale's words; a brand's own are merged in already."""

    def __init__(self, locale: Locale) -> None:
        self.locale = locale
        self._words = locale.words

    def __getitem__(self, key: str) -> str:
        return self._words[key]

    def get(self, key: str, default: str) -> str:
        return self._words.get(key, default)

    def fill(self, key: str, **values: object) -> str:
        """Return a label with its {places} filled."""
        return self._words[key].format(**values)

    def label(self, key: str) -> str:
        return f"{self._words[key]}:"

    # -- doses

    def dose(self, exercise: str, dose: DoseValue) -> Dose:
        """Return a dose in words: chips for sets and amount, a small line, further chips, and one line for a strip."""
        first, second = self._amount(dose.amount, per_side=dose.per_side)
        slot = f"dose:{exercise}"
        sets = (str(dose.sets), self["set" if dose.sets == 1 else "sets"])
        chips = (Chip(f"{slot}:sets", *sets), Chip(f"{slot}:amount", *first, stacked=second))
        extras = self._extras(dose)
        line = f"{_joined(*first)}, {_joined(*second)}" if second else _joined(*first)
        return Dose(
            chips=chips,
            small=", ".join(_joined(*pair) for pair in extras),
            further=tuple(Chip(f"{slot}:extra-{at}", *pair) for at, pair in enumerate(extras, 1)),
            line=f"{dose.sets} × {line}" if dose.sets != 1 else line,
        )

    def _amount(self, amount: Amount, *, per_side: bool) -> tuple[Pair, Pair | None]:
        """Return the amount as (number, unit), and a second pair for repetitions that are held."""
        side = self["each_side"] if per_side else ""
        match amount:
            case Reps(low, high, hold_s):
                number = str(low) if low == high else f"{low}–{high}"
                times = self["time" if number == "1" else "times"]
                return (number, side or times), (self._hold(hold_s) if hold_s else None)
            case Hold(seconds):
                return (self.time(seconds), side or self["hold"]), None
            case Duration(seconds):
                return (self.time(seconds), side), None
            case Distance(metres):
                unit = self["metre" if metres == 1 else "metres"]
                return (str(metres), f"{unit} {side}".strip()), None

    def _hold(self, seconds: int) -> Pair:
        return f"{self['hold']} {self.time(seconds)}", ""

    def time(self, seconds: int) -> str:
        """Return a length of time with its unit: `30 sec`, `2 min`."""
        if seconds % MINUTE:
            return f"{seconds} {self['second' if seconds == 1 else 'seconds']}"
        minutes = seconds // MINUTE
        return f"{minutes} {self['minute' if minutes == 1 else 'minutes']}"

    def _extras(self, dose: DoseValue) -> list[Pair]:
        """Return what stands in small under the chips, as (number, unit)."""
        out = []
        if dose.frequency:
            times = self["time" if dose.frequency.times == 1 else "times"]
            out.append((str(dose.frequency.times), f"{times} {self[f'a_{dose.frequency.per}']}"))
        if dose.rest_s:
            out.append((self.time(dose.rest_s), self["rest"]))
        if dose.load:
            out.append((dose.load.value, self.get(f"load_{dose.load.unit}", dose.load.unit)))
        if dose.tempo:
            out.append(("-".join(map(str, dose.tempo)), self["tempo"]))
        return out


def _joined(number: str, unit: str) -> str:
    return f"{number} {unit}".strip()
