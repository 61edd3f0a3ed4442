"""How much of an exercise: one grammar for YAML strings, YAML maps, CSV cells and the command line.

In: `[SETS x] AMOUNT [each side] [, rest T] [, tempo A-B-C-D] [, load W] [, N a day | N a week]`, or the same as a map.
Out: a `Dose`. Never true afterwards: that an amount lacks its unit, that a number is beyond what a body does, or that
two spellings of one dose differ (`write_dose` gives the one canonical text).

AMOUNT is `8`, `8-12`, `hold 30 s`, `8 hold 5 s`, `40 s` or `10 m`; T is `30 s` or `2 min`; W is `8 kg`, `20 lb` or
`light band`. The printed wording ("30 sec", "each side") is made from a locale's words by sheet/.
"""

from __future__ import annotations

from typing import Literal

from handouts.values import dataclass

# How long things take, as the built-in library counts: unhurried, for people over 60.
_SECONDS_A_REP = 4  # when no tempo is given
_SECONDS_A_METRE = 1.5
_SECONDS_BETWEEN = 25  # after a set that names no rest, and to get to the next exercise


@dataclass(frozen=True, slots=True)
class Reps:
    """Times: `low` to `high` of them (equal when one number was given), each held for `hold_s` seconds if given."""

    low: int
    high: int
    hold_s: int | None = None


@dataclass(frozen=True, slots=True)
class Hold:
    """One position held for `seconds`."""

    seconds: int


@dataclass(frozen=True, slots=True)
class Duration:
    """Keep moving for `seconds`."""

    seconds: int


@dataclass(frozen=True, slots=True)
class Distance:
    """Walk or carry for `metres`."""

    metres: int


Amount = Reps | Hold | Duration | Distance


@dataclass(frozen=True, slots=True)
class Load:
    """A weight or a band: value `8`, `7.5`, `light`; unit `kg`, `lb`, `band`."""

    value: str
    unit: Literal["kg", "lb", "band"]


@dataclass(frozen=True, slots=True)
class Frequency:
    """How often: `times` a day or a week."""

    times: int
    per: Literal["day", "week"]


@dataclass(frozen=True, slots=True)
class Dose:
    """How much: `sets` of `amount`, and what a coach may add.

    `rest_s` is seconds between sets, `tempo` four counts of a second (down-pause-up-pause). `str(dose)` is the
    canonical text, which `read_dose` reads back to an equal value.
    """

    amount: Amount
    sets: int = 1
    per_side: bool = False
    rest_s: int | None = None
    tempo: tuple[int, int, int, int] | None = None
    load: Load | None = None
    frequency: Frequency | None = None

    def __str__(self) -> str:
        return write_dose(self)


def write_dose(dose: Dose) -> str:
    """Return the one canonical text of a dose, e.g. `2 x hold 30 s each side, rest 1 min, 1 a day`."""
    text = f"{dose.sets} x " if dose.sets != 1 else ""
    text += _amount(dose.amount) + " each side" * dose.per_side
    if dose.rest_s is not None:
        text += f", rest {write_seconds(dose.rest_s)}"
    if dose.tempo is not None:
        text += ", tempo " + "-".join(map(str, dose.tempo))
    if dose.load is not None:
        text += f", load {dose.load.value} {dose.load.unit}"
    if dose.frequency is not None:
        text += f", {dose.frequency.times} a {dose.frequency.per}"
    return text


def _amount(amount: Amount) -> str:
    match amount:
        case Reps(low, high, hold_s):
            reps = f"{low}" if low == high else f"{low}-{high}"
            return reps if hold_s is None else f"{reps} hold {write_seconds(hold_s)}"
        case Hold(seconds):
            return f"hold {write_seconds(seconds)}"
        case Duration(seconds):
            return write_seconds(seconds)
        case Distance(metres):
            return f"{metres} m"


def write_seconds(seconds: int) -> str:
    """Return a time as it is typed: whole minutes as `2 min`, everything else as `90 s`."""
    return f"{seconds // 60} min" if seconds % 60 == 0 else f"{seconds} s"


def estimate_seconds(dose: Dose) -> float:
    """Return about how many seconds one session of the dose takes, both sides and a pause after each set included."""
    match dose.amount:
        case Reps(_, high, hold_s):
            a_rep = sum(dose.tempo) if dose.tempo else _SECONDS_A_REP
            work: float = high * (a_rep + (hold_s or 0))
        case Hold(seconds) | Duration(seconds):
            work = seconds
        case Distance(metres):
            work = metres * _SECONDS_A_METRE
    sides = 2 if dose.per_side else 1
    return dose.sets * (sides * work + (dose.rest_s or _SECONDS_BETWEEN))
