"""Read a dose, from one line of text or from a map: one grammar, one value, every mistake with its fix.

In: what a coach typed (the grammar stands in `dose`). Out: a `Dose`, or `Faults`. Never true afterwards: that something
in the line was passed over, or that two amounts were given and one of them won.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal, cast

from handouts.library.dose import Amount, Distance, Dose, Duration, Frequency, Hold, Load, Reps
from handouts.library.dose_words import (
    BAND,
    CLOCK,
    HEAD,
    HOLD_LAST,
    LOAD,
    METRES,
    OFTEN,
    REPS,
    REST_LAST,
    SETS_LAST,
    SIDE,
    TEMPO,
    TIME,
    TIME_FIX,
    WEIGHT,
    respell,
    seconds_of,
    times_of,
    unit_fix,
)
from handouts.library.faults import Fault, Faults
from handouts.library.nearest import suggest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

DOSE_KEYS: Final = (
    "sets", "reps", "hold", "time", "distance", "per_side", "rest", "tempo", "load", "a_day", "a_week",
)  # fmt: skip
_EXAMPLE: Final = 'write it like "2 x 8", "2 x hold 30 s each side" or "3 x 8-12, rest 1 min, 3 a week"'
_LONGEST_MENDED: Final = 200  # characters that are looked at for what was meant
_END: Final = re.compile(r"\s*[.,;]?\s*$")  # one mark that ends a line, as a sentence has it
_LONGEST: Final = 5000  # characters; the fullest dose has 80, and patterns take seconds over tens of thousands

# The most that a dose may hold: beyond these a slip of the keys is likelier than a plan.
_MOST: Final = {
    "sets": (20, ""), "reps": (200, ""), "metres": (10_000, " m"), "hold": (600, " s"), "time": (7200, " s"),
    "rest": (900, " s"), "tempo": (20, " s"), "kg": (500, " kg"), "lb": (1100, " lb"), "day": (12, " a day"),
    "week": (21, " a week"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Piece:
    """One named part of a dose as it was typed, and where it stands in the line or the map."""

    words: str
    at: tuple[str, ...] = ()
    span: tuple[int, int] | None = None

    def fault(self, kind: str, what: str, fix: str) -> Fault:
        return Fault(kind=kind, what=what, fix=fix, at=self.at, span=self.span)


def read_dose(written: str) -> Dose:
    """Return the dose that a line of text means, e.g. `2 x hold 30 s each side, 1 a day`; raises `Faults`."""
    if len(written) > _LONGEST:
        what = f"a dose is one short line, not {len(written)} characters"
        raise Faults(Fault(kind="dose-words", what=what, fix=_EXAMPLE))
    if decimal := re.search(r"\d(,)\d+\s*(?:kg|lb)", written, re.ASCII):
        what = "a comma parts a dose, so this would be two numbers"
        fix = 'write a decimal with a point, "2.5 kg", and a space after other commas'
        raise Faults(Fault(kind="dose-words", what=what, fix=_fix(written, fix), span=(decimal.start(1), 1)))
    try:
        return _Building(_pieces_of_line(written)).build()
    except Faults as found:
        meant = _fix(written, "")
        if not meant:
            raise
        raise Faults(replace(found.faults[0], fix=meant, span=(0, len(written)))) from None


def _fix(written: str, otherwise: str) -> str:
    """Return the dose that a line is when it is spelled as most people would, or else the other fix."""
    spelled = respell(written) if len(written) <= _LONGEST_MENDED else written
    if spelled == written:
        return otherwise
    try:
        return f'did you mean "{_Building(_pieces_of_line(spelled)).build()}"?'
    except Faults:
        return otherwise


def read_dose_map(given: Mapping[str, object]) -> Dose:
    """Return the dose that a map means, e.g. `{sets: 2, hold: 30 s, per_side: true}`; raises `Faults`."""
    return _Building(_pieces_of_map(given)).build()


def _pieces_of_line(written: str) -> Iterable[tuple[str, _Piece]]:
    """Yield (name, piece) for every part of the line; what fits no part is named `unknown`."""
    offset = 0
    for number, raw in enumerate(_END.sub("", written).split(",")):
        words = raw.strip()
        start = offset + len(raw) - len(raw.lstrip())
        offset += len(raw) + 1
        if number == 0:
            yield from _pieces_of_head(words, start)
        else:
            yield _piece_of_tail(words, start)


def _pieces_of_head(words: str, start: int) -> Iterable[tuple[str, _Piece]]:
    def piece(part: str, at: int) -> _Piece:
        return _Piece(part, span=(start + at, max(1, len(part))))

    if side := SIDE.search(words):
        name = "side_words" if side[3] else "per_side"
        yield name, piece(side[0].strip(), side.end() - len(side[0].strip()))
        words = words[: side.start()]
    head = HEAD.fullmatch(words)
    sets = head and (head["sets"] or head["sets2"])
    if head and sets:
        yield "sets", piece(sets, head.start("sets" if head["sets"] else "sets2"))
        at, words = head.start("amount"), head["amount"]
    else:
        at = 0
    yield from _pieces_of_amount(words, piece, at)


def _pieces_of_amount(words: str, piece: Callable[[str, int], _Piece], at: int) -> Iterable[tuple[str, _Piece]]:
    reps, hold, held = words.partition("hold")
    if last := HOLD_LAST.fullmatch(words):
        yield "hold", piece(last["time"], at)
    elif hold and (not held or held.startswith(" ")):
        held = held.strip().removeprefix("for ")
        if reps.strip():
            yield "reps", piece(reps.strip(), at)
        yield "hold", piece(held, at + len(words) - len(held))
    elif REPS.fullmatch(words):
        yield "reps", piece(words, at)
    elif METRES.fullmatch(words):
        yield "distance", piece(words, at)
    elif TIME.fullmatch(words) or CLOCK.fullmatch(words):
        yield "time", piece(words, at)
    else:
        yield "unknown", piece(words, at)


def _piece_of_tail(words: str, start: int) -> tuple[str, _Piece]:
    for name in ("rest", "tempo", "load"):
        if words == name or words.startswith(f"{name} "):
            value = words.removeprefix(name).strip()
            return name, _Piece(value, span=(start + len(words) - len(value), max(1, len(value))))
    for name, pattern, group in (("rest", REST_LAST, "time"), ("sets", SETS_LAST, "sets"), ("load", LOAD, "load")):
        if found := pattern.fullmatch(words):
            return name, _Piece(found[group], span=(start + found.start(group), len(found[group])))
    piece = _Piece(words, span=(start, max(1, len(words))))
    return ("often" if re.search(r"\b(day|week|daily|weekly)\b", words) else "unknown_tail"), piece


def _pieces_of_map(given: Mapping[str, object]) -> Iterable[tuple[str, _Piece]]:
    for key, value in given.items():
        if key not in DOSE_KEYS:
            yield "unknown_key", _Piece(key, (key,))
        elif key == "per_side":
            if value is not False:
                yield ("per_side" if value is True else "side_value"), _Piece(str(value), (key,))
        elif not isinstance(value, str):
            yield "no_value", _Piece(key, (key,))
        elif key in ("a_day", "a_week"):
            yield "often", _Piece(f"{value} {key.replace('_', ' ')}", (key,))
        else:
            yield key, _Piece(value.strip(), (key,))


class _Building:
    """Pieces → dose; gathers faults so that one look mends the whole line."""

    def __init__(self, pieces: Iterable[tuple[str, _Piece]]) -> None:
        self.faults: list[Fault] = []
        self.pieces: dict[str, _Piece] = {}
        for name, piece in pieces:
            if name in _REFUSED:
                self.faults.append(_refuse(name, piece))
            elif name in self.pieces:
                what = f"a dose says {_SAID[name]} once"
                self.faults.append(piece.fault("dose-twice", what, "keep one of the two"))
            else:
                self.pieces[name] = piece

    def build(self) -> Dose:
        sets = self._number("sets", "sets") if "sets" in self.pieces else 1
        amount = self._amount()
        rest = self._seconds("rest") if "rest" in self.pieces else None
        tempo, load, often = self._tempo(), self._load(), self._often()
        if self.faults or amount is None or sets is None:
            raise Faults(*self.faults)
        return Dose(amount, sets, "per_side" in self.pieces, rest, tempo, load, often)

    def _amount(self) -> Amount | None:
        given = [name for name in ("reps", "hold", "time", "distance") if name in self.pieces]
        if given in (["reps"], ["reps", "hold"]):
            return self._reps()
        if len(given) > 1:
            what = f"a dose has one amount, here are {_list(given)}"
            self.faults.append(
                self.pieces[given[1]].fault("dose-twice", what, "keep one; only reps and hold go together")
            )
            return None
        if not given:
            if not self.faults:
                what = "this dose does not say how much"
                self.faults.append(Fault(kind="dose-words", what=what, fix=_EXAMPLE))
            return None
        if given == ["distance"]:
            return self._distance()
        seconds = self._seconds(given[0])
        if seconds is None:
            return None
        return Hold(seconds) if given == ["hold"] else Duration(seconds)

    def _reps(self) -> Reps | None:
        piece = self.pieces["reps"]
        found = REPS.fullmatch(piece.words)
        hold = self._seconds("hold") if "hold" in self.pieces else None
        if found is None:
            self.faults.append(piece.fault("dose-words", f"this is no number of times: {piece.words}", _EXAMPLE))
            return None
        low = self._within(piece, found[1], "reps")
        high = self._within(piece, found[2], "reps") if found[2] else low
        if low is None or high is None:
            return None
        if found[2] and low >= high:
            what = f"a range goes from the smaller number to the larger: {piece.words}"
            self.faults.append(
                piece.fault("dose-range", what, f'write "{min(low, high)}-{max(low, high)}" or one number')
            )
            return None
        return Reps(low, high, hold)

    def _distance(self) -> Distance | None:
        piece = self.pieces["distance"]
        found = METRES.fullmatch(piece.words)
        if found is None:
            digits = re.match(r"\d*", piece.words, re.ASCII)
            what = f"distance has no unit: {piece.words}"
            self.faults.append(piece.fault("dose-unit", what, f'write "{(digits and digits[0]) or 10} m"'))
            return None
        metres = self._within(piece, found[1], "metres")
        return None if metres is None else Distance(metres)

    def _seconds(self, name: str) -> int | None:
        """Return the seconds of hold, time or rest; None after a fault."""
        piece = self.pieces[name]
        found = TIME.fullmatch(piece.words)
        if clock := CLOCK.fullmatch(piece.words):
            seconds = int(clock[1]) * 60 + int(clock[2])
            fix = f'write "{seconds} s"' + (f' or "{seconds // 60} min"' if seconds % 60 == 0 else "")
            self.faults.append(piece.fault("dose-unit", f"{name} is no time as a dose has it: {piece.words}", fix))
        elif found is None:
            what = f"{name} has no time: {piece.words}" if piece.words else f"{name} has no time"
            self.faults.append(piece.fault("dose-unit", what, TIME_FIX.format(30)))
        elif not found[2]:
            self.faults.append(
                piece.fault("dose-unit", f"{name} has no unit: {piece.words}", TIME_FIX.format(found[1]))
            )
        elif seconds_of(found[2]) is None:
            what = f'"{found[2]}" is no unit of a dose: {piece.words}'
            self.faults.append(piece.fault("dose-unit", what, unit_fix(name, found[1], found[2])))
        else:
            return self._within(piece, found[1], name, seconds_of(found[2]) or 1)
        return None

    def _tempo(self) -> tuple[int, int, int, int] | None:
        piece = self.pieces.get("tempo")
        if piece is None:
            return None
        found = TEMPO.fullmatch(piece.words)
        if found is None:
            what = f"a tempo is four counts: {piece.words}" if piece.words else "a tempo is four counts"
            fix = 'write "3-1-1-0": down, pause, up, pause, in seconds'
            self.faults.append(piece.fault("dose-words", what, fix))
            return None
        counts = tuple(int(count) for count in found.groups() if count is not None)
        if max(counts) > _MOST["tempo"][0] or not any(counts):
            what = f"a count of a tempo is between 0 and {_MOST['tempo'][0]}, and not all are 0: {piece.words}"
            self.faults.append(piece.fault("dose-range", what, 'write "3-1-1-0"'))
        return cast("tuple[int, int, int, int]", counts)

    def _load(self) -> Load | None:
        piece = self.pieces.get("load")
        if piece is None:
            return None
        if found := WEIGHT.fullmatch(piece.words):
            most, unit = _MOST[found[2]]
            if not 0 < float(found[1]) <= most:
                what = f"a load is between 0.1{unit} and {most}{unit}: {piece.words}"
                self.faults.append(piece.fault("dose-range", what, f'write "8{unit}"'))
            value = found[1].removesuffix(".0").lstrip("0") or "0"
            return Load(f"0{value}" if value.startswith(".") else value, cast("Literal['kg', 'lb']", found[2]))
        if band := BAND.fullmatch(piece.words):
            return Load(band[1], "band")
        if re.fullmatch(r"[0-9.]+", piece.words):
            fix = f'write "{piece.words} kg" or "{piece.words} lb"'
            self.faults.append(piece.fault("dose-unit", f"load has no unit: {piece.words}", fix))
        else:
            what = f"this is no load: {piece.words}" if piece.words else "load has no weight"
            self.faults.append(piece.fault("dose-words", what, 'write "8 kg", "20 lb" or "light band"'))
        return None

    def _often(self) -> Frequency | None:
        piece = self.pieces.get("often")
        if piece is None:
            return None
        found = OFTEN.fullmatch(piece.words)
        if found is None:
            fix = 'write "1 a day" or "3 a week"'
            self.faults.append(piece.fault("dose-words", f"how often is not clear: {piece.words}", fix))
            return None
        digits, per = times_of(found)
        times = self._within(piece, digits, per)
        return None if times is None else Frequency(times, cast("Literal['day', 'week']", per))

    def _number(self, name: str, limit: str) -> int | None:
        piece = self.pieces[name]
        if not re.fullmatch(r"\d+", piece.words, re.ASCII):
            first = re.search(r"[1-9]\d?", piece.words, re.ASCII)
            fix = f'write one number: "{first[0]} x …"' if first else _EXAMPLE
            self.faults.append(piece.fault("dose-words", f"this is no whole number: {piece.words}", fix))
            return None
        return self._within(piece, piece.words, limit)

    def _within(self, piece: _Piece, digits: str, limit: str, scale: int = 1) -> int | None:
        """Return the number times `scale` if it is one that a dose may have."""
        most, unit = _MOST[limit]
        if digits.startswith("0") and digits != "0":
            fix = f'write "{digits.lstrip("0") or 1}"'
            self.faults.append(piece.fault("dose-range", f"a number does not begin with 0: {digits}", fix))
            return None
        number = int(digits) * scale if len(digits) < 9 else most + 1
        if not 1 <= number <= most:
            what = f"{_LIMITED[limit]} between 1{unit} and {most}{unit}, not {digits}"
            self.faults.append(piece.fault("dose-range", what, "write a number that a client can do"))
            return None
        return number


_SAID: Final = {
    "sets": "the sets", "reps": "the times", "hold": "the hold", "time": "the time", "distance": "the distance",
    "per_side": '"each side"', "rest": "the rest", "tempo": "the tempo", "load": "the load", "often": "how often",
}  # fmt: skip
_LIMITED: Final = {
    "sets": "sets are", "reps": "times are", "metres": "a distance is", "hold": "a hold is", "time": "a time is",
    "rest": "a rest is", "day": "a dose is", "week": "a dose is",
}  # fmt: skip
_REFUSED: Final = ("unknown", "unknown_tail", "unknown_key", "side_words", "side_value", "no_value")


def _refuse(name: str, piece: _Piece) -> Fault:
    words = piece.words
    match name:
        case "unknown_key":
            if tight := re.fullmatch(r"([a-z_]+):(\S.*)", words):
                return piece.fault(
                    "unknown-key", "there is no space after this colon", f'write "{tight[1]}: {tight[2]}"'
                )
            return piece.fault("unknown-key", f'a dose has no "{words}"', suggest(words, DOSE_KEYS))
        case "side_words":
            return piece.fault("dose-words", f'a dose does not know "{words}"', 'write "each side"')
        case "side_value":
            return piece.fault("dose-words", f"per_side is true or false, not {words}", 'write "per_side: true"')
        case "no_value":
            return piece.fault("dose-words", f"{words} has no value", _EXAMPLE)
        case "unknown_tail":
            fix = 'after a comma come "rest 30 s", "tempo 3-1-1-0", "load 8 kg", "1 a day" or "3 a week"'
            return piece.fault("dose-words", f'a dose does not know "{words}"', fix)
        case _:
            what = f'this is no amount: "{words}"' if words else "this dose does not say how much"
            number = re.fullmatch(r"(\d+) ?x", words, re.ASCII)
            fix = f'write "{number[1]}" for {number[1]} times, "{number[1]} x 8" for sets of 8' if number else _EXAMPLE
            return piece.fault("dose-words", what, fix)


def _list(names: Sequence[str]) -> str:
    return " and ".join((", ".join(names[:-1]), names[-1])) if len(names) > 1 else names[0]
