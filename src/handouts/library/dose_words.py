"""How people write a dose, beside the one way that we write it back.

In: words of one part of a dose. Out: patterns that take them apart, and what a line that fits no pattern was probably
meant to be. Never true: that words are accepted which two people would read differently; those are only suggested.

`3 sets of 10 reps` is `3 x 10` to everybody, and `daily` is `1 a day`; they are accepted. `ten` or a forgotten comma
are mended in the fix, for the coach to look at.
"""

from __future__ import annotations

import re
from typing import Final

_UNITS: Final = {"s": 1, "sec": 1, "secs": 1, "second": 1, "seconds": 1,
                 "min": 60, "mins": 60, "minute": 60, "minutes": 60}  # fmt: skip
_NUMBERS: Final = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty-five": 45, "sixty": 60,
}  # fmt: skip

TIME_FIX: Final = 'write "{0} s" for seconds, or "{0} min"'

HEAD: Final = re.compile(
    r"(?:(?P<sets>\S+?)\s*(?:[xX×]|(?:sets?|rounds?)(?: of| x)?)\s+|(?P<sets2>[0-9]+)[xX×](?=[0-9h]))?(?P<amount>.*?)",
    re.DOTALL,
)
SIDE: Final = re.compile(
    r"(?:\s+(each side|per side|every side)|\s*(/ ?side)"
    r"|\s+((?:per|each|a|every) (?:leg|arm|hip|foot|knee|hand)|a side|both (?:sides|legs|arms)|/ ?leg))$"
)
TIME: Final = re.compile(r"(\d+)\s*((?!x)[a-z]*\.?)", re.ASCII | re.IGNORECASE)
CLOCK: Final = re.compile(r"(\d+):(\d\d)", re.ASCII)
REPS: Final = re.compile(r"(\d+)(?:\s*(?:[-–—]|to)\s*(\d+))?(?:\s*(?:reps?|repetitions|times))?", re.ASCII)
METRES: Final = re.compile(r"(\d+)\s*(?:m|met(?:re|er)s?)", re.ASCII)
HOLD_LAST: Final = re.compile(r"(?P<time>\d+\s*[a-z]+\.?)[ -]hold")
WEIGHT: Final = re.compile(r"(\d+(?:\.\d)?)\s*(kg|lb)s?", re.ASCII)
BAND: Final = re.compile(r"([a-z]+(?:[ -][a-z]+)?) band")
LOAD: Final = re.compile(rf"(?:(?:load|with|@)\s+)?(?P<load>{WEIGHT.pattern}|{BAND.pattern})", re.ASCII)
REST_LAST: Final = re.compile(r"(?P<time>\d+\s*[a-z]+\.?) rest")
SETS_LAST: Final = re.compile(r"(?P<sets>\d+) (?:sets?|rounds?)", re.ASCII)
TEMPO: Final = re.compile(r"(\d{1,3})[-/](\d{1,3})[-/](\d{1,3})[-/](\d{1,3})|(\d)(\d)(\d)(\d)", re.ASCII)
OFTEN: Final = re.compile(
    r"(?:(?P<times>\d+)|once|(?P<twice>twice))\s*(?:(?:x|×|times?)\s*)?(?:a|per|each|every|/)\s*(?P<per>day|week)"
    r"|(?P<times2>\d+)\s*(?:x|×|times)\s+(?P<per2>day|week)"
    r"|(?:once )?(?P<daily>daily|every day|each day)|(?:once )?weekly",
    re.ASCII,
)


def seconds_of(unit: str) -> int | None:
    """Return how many seconds a unit of time has, or None for what is none."""
    return _UNITS.get(unit.removesuffix(".").lower())


def times_of(found: re.Match[str]) -> tuple[str, str]:
    """Return how often in digits, and whether a day or a week, from a match of OFTEN."""
    per = found["per"] or found["per2"] or ("day" if found["daily"] else "week")
    return found["times"] or found["times2"] or ("2" if found["twice"] else "1"), per


def unit_fix(name: str, number: str, unit: str) -> str:
    """Return what to write in the place of a number with a unit that is none of time."""
    if unit in ("set", "sets", "round", "rounds"):
        return f'write how much, too: "{number} x 8"'
    if unit in ("breath", "breaths") and len(number) < 4:
        return f'write seconds; a slow breath takes about 5: "{int(number) * 5} s"'
    other = 'write "8" for times, "10 m" for metres; ' if name == "time" else ""
    return other + TIME_FIX.format(number)


_RESPELLED: Final = (
    (r"(?<=\d)\s*\*\s*(?=\d)", " x "),
    (r";", ","),
    (r"\b(?:1/2|half)(?: an?)? ?min\w*", "30 s"),
    (r"(\d+)[.,](\d) ?(kg|lb)", r"\1.\2 \3"),
    (r"^(\d+) ?x ?(\d+) ?x ?(\d+ ?[a-z]+)$", r"\1 x \2 hold \3"),
    (r"(?<![,\s])\s+(?=(?:rest|tempo|load|with|daily|once|twice)\b|@|\d+ ?(?:x |times )?(?:a|per) (?:day|week))", ", "),
    (r"@\s*(?=\d)", "load "),
    (r"\b(?:per|each|every|a) (?:leg|arm|hip|foot|knee|hand)\b", "each side"),
    (r"^x ?(?=\d)", ""),
)


def respell(written: str) -> str:
    """Return a line as its author may have meant it: digits for number words, an x for a star, the missing commas."""
    line = " ".join(written.lower().split()).rstrip(" .,;")
    line = re.sub(r"\bforty-five\b|\b[a-z]+\b", lambda word: str(_NUMBERS.get(word[0], word[0])), line)
    line = re.sub(r"(\d+)\.(\d)\s*min\w*", lambda time: f"{int(time[1]) * 60 + int(time[2]) * 6} s", line)
    for pattern, better in _RESPELLED:
        line = re.sub(pattern, better, line)
    return line
