"""Doses: one grammar for lines, maps and cells; one canonical text; every slip with its fix."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.library.dose import (
    Distance,
    Dose,
    Duration,
    Frequency,
    Hold,
    Load,
    Reps,
    estimate_seconds,
    write_dose,
)
from handouts.library.faults import Fault, Faults
from handouts.library.read_dose import read_dose, read_dose_map


def faults(written: str | dict) -> tuple[Fault, ...]:
    with pytest.raises(Faults) as found:
        read_dose(written) if isinstance(written, str) else read_dose_map(written)
    return found.value.faults


@pytest.mark.parametrize(
    ("written", "dose"),
    [
        ("8", Dose(Reps(8, 8))),
        ("8-12", Dose(Reps(8, 12))),
        ("hold 30 s", Dose(Hold(30))),
        ("8 hold 5 s", Dose(Reps(8, 8, 5))),
        ("40 s", Dose(Duration(40))),
        ("2 min", Dose(Duration(120))),
        ("10 m", Dose(Distance(10))),
        ("2 x 8", Dose(Reps(8, 8), 2)),
        ("2x8", Dose(Reps(8, 8), 2)),
        ("3 × 8–12", Dose(Reps(8, 12), 3)),
        ("2x hold 30s each side", Dose(Hold(30), 2, per_side=True)),
        ("  2  x  8  ,  rest  1  min ", Dose(Reps(8, 8), 2, rest_s=60)),
        ("3 x 5, tempo 3-1-1-0", Dose(Reps(5, 5), 3, tempo=(3, 1, 1, 0))),
        ("8, load 8 kg", Dose(Reps(8, 8), load=Load("8", "kg"))),
        ("8, load 7.5kg", Dose(Reps(8, 8), load=Load("7.5", "kg"))),
        ("8, load 8.0 kg", Dose(Reps(8, 8), load=Load("8", "kg"))),
        ("8, load 20 lb", Dose(Reps(8, 8), load=Load("20", "lb"))),
        ("8, load light band", Dose(Reps(8, 8), load=Load("light", "band"))),
        ("8, load extra heavy band", Dose(Reps(8, 8), load=Load("extra heavy", "band"))),
        ("8, 1 a day", Dose(Reps(8, 8), frequency=Frequency(1, "day"))),
        ("3 sets of 8-12 reps", Dose(Reps(8, 12), 3)),
        ("3 X 8 to 12 times", Dose(Reps(8, 12), 3)),
        ("2 rounds of 8/side", Dose(Reps(8, 8), 2, per_side=True)),
        ("8 per side, 2 sets", Dose(Reps(8, 8), 2, per_side=True)),
        ("2 x 30 second hold, 60 sec. rest", Dose(Hold(30), 2, rest_s=60)),
        ("hold for 2 minutes", Dose(Hold(120))),
        ("20 metres, with 8 kgs", Dose(Distance(20), load=Load("8", "kg"))),
        ("8, 20 lbs", Dose(Reps(8, 8), load=Load("20", "lb"))),
        ("8, red band", Dose(Reps(8, 8), load=Load("red", "band"))),
        ("8, tempo 3010", Dose(Reps(8, 8), tempo=(3, 0, 1, 0))),
        ("8, daily", Dose(Reps(8, 8), frequency=Frequency(1, "day"))),
        ("8, twice a day", Dose(Reps(8, 8), frequency=Frequency(2, "day"))),
        ("8, 3x/week", Dose(Reps(8, 8), frequency=Frequency(3, "week"))),
        ("8, 3 times per week.", Dose(Reps(8, 8), frequency=Frequency(3, "week"))),
        ("8, once a week,", Dose(Reps(8, 8), frequency=Frequency(1, "week"))),
        ("8, weekly", Dose(Reps(8, 8), frequency=Frequency(1, "week"))),
        ("8, 3 a week, rest 30 s", Dose(Reps(8, 8), rest_s=30, frequency=Frequency(3, "week"))),
    ],
)
def test_a_line_is_a_dose(written: str, dose: Dose) -> None:
    """The grammar of a line, with the space and the signs that people really type."""
    assert read_dose(written) == dose


@pytest.mark.parametrize(
    ("given_map", "line"),
    [
        ({"reps": "8"}, "8"),
        ({"sets": "2", "hold": "30 s", "per_side": True, "a_day": "1"}, "2 x hold 30 s each side, 1 a day"),
        ({"reps": "8-12", "per_side": False, "load": "8 kg", "a_week": "3"}, "8-12, load 8 kg, 3 a week"),
        ({"reps": "8", "hold": "5 s"}, "8 hold 5 s"),
        ({"time": "40 s", "rest": "1 min"}, "40 s, rest 1 min"),
        ({"distance": "10 m", "tempo": "1-0-1-0"}, "10 m, tempo 1-0-1-0"),
    ],
)
def test_a_map_and_a_line_give_one_value(given_map: dict, line: str) -> None:
    """However a dose is written, it is one value with one canonical text."""
    assert read_dose_map(given_map) == read_dose(line)
    assert str(read_dose_map(given_map)) == line


@pytest.mark.parametrize(
    ("written", "kind", "wrong", "fix"),
    [
        ("2 x hold 30", "dose-unit", "30", 'write "30 s" for seconds, or "30 min"'),
        ("2 x hold 1:30", "dose-unit", "1:30", 'write "90 s"'),
        ("hold 2:00", "dose-unit", "2:00", 'write "120 s" or "2 min"'),
        ("8, rest 30 hours", "dose-unit", "30 hours", 'write "30 s" for seconds, or "30 min"'),
        ("hold 5 breaths", "dose-unit", "5 breaths", 'write seconds; a slow breath takes about 5: "25 s"'),
        ("3 sets", "dose-unit", "3 sets", 'write how much, too: "3 x 8"'),
        ("hold", "dose-unit", "", 'write "30 s" for seconds, or "30 min"'),
        ("8, load 8", "dose-unit", "8", 'write "8 kg" or "8 lb"'),
        ("2 x 8 each leg", "dose-words", "2 x 8 each leg", 'did you mean "2 x 8 each side"?'),
        ("2 x 8 both sides", "dose-words", "both sides", 'write "each side"'),
        ("8, most days a week", "dose-words", "most days a week", 'write "1 a day" or "3 a week"'),
        ("3 x 10 rest 90 s", "dose-words", "3 x 10 rest 90 s", 'did you mean "3 x 10, rest 90 s"?'),
        ("3*10; daily", "dose-words", "3*10; daily", 'did you mean "3 x 10, 1 a day"?'),
        ("two sets of eight", "dose-words", "two sets of eight", 'did you mean "2 x 8"?'),
        ("8, rest 1.5 min", "dose-unit", "8, rest 1.5 min", 'did you mean "8, rest 90 s"?'),
        ("8, load 2,5 kg", "dose-words", ",", 'did you mean "8, load 2.5 kg"?'),
        ("2,5 kg", "dose-words", ",", 'write a decimal with a point, "2.5 kg", and a space after other commas'),
        ("2 x 5 x 10 s", "dose-words", "2 x 5 x 10 s", 'did you mean "2 x 5 hold 10 s"?'),
        ("10x", "dose-words", "10x", 'write "10" for 10 times, "10 x 8" for sets of 8'),
        ("2-3 x 8", "dose-words", "2-3", 'write one number: "2 x …"'),
        ("8, tempo 3-1", "dose-words", "3-1", 'write "3-1-1-0": down, pause, up, pause, in seconds'),
        ("12-8", "dose-range", "12-8", 'write "8-12" or one number'),
        ("8-8", "dose-range", "8-8", 'write "8-8" or one number'),
        ("010", "dose-range", "010", 'write "10"'),
        ("0 x 8", "dose-range", "0", "write a number that a client can do"),
        ("21 x 8", "dose-range", "21", "write a number that a client can do"),
        ("9" * 5000, "dose-range", "9" * 5000, "write a number that a client can do"),
        ("hold 11 min", "dose-range", "11 min", "write a number that a client can do"),
        ("8, tempo 0-0-0-0", "dose-range", "0-0-0-0", 'write "3-1-1-0"'),
        ("8, load 0 kg", "dose-range", "0 kg", 'write "8 kg"'),
        ("8, rest 30 s, rest 1 min", "dose-twice", "1 min", "keep one of the two"),
    ],
)
def test_a_slip_is_told_with_its_fix(written: str, kind: str, wrong: str, fix: str) -> None:
    """The fault names the stretch that is wrong, and something to paste in its place."""
    (fault,) = faults(written)
    start, length = fault.span
    assert (fault.kind, written[start : start + length], fault.fix) == (kind, wrong, fix)


@pytest.mark.parametrize(
    "written", ["", "  ", "x", "2 x", "x 8", "sets of 8", "8 8", "8,,", ",8", "2,5 x 8", "²", "٣", "8 x 2 x 3", "AMRAP"]
)
def test_what_is_no_dose_is_refused(written: str) -> None:
    """Nothing is passed over, and nothing is guessed."""
    assert {fault.kind for fault in faults(written)} <= {"dose-words", "dose-unit"}


def test_all_slips_of_a_line_come_at_once() -> None:
    """One look mends the whole line."""
    kinds = [fault.kind for fault in faults("30 x 8 both sides, rest 30, most days a week, load heavy")]
    assert sorted(kinds) == ["dose-range", "dose-unit", "dose-words", "dose-words", "dose-words"]


@pytest.mark.parametrize(
    ("given_map", "kind", "at"),
    [
        ({"sets": "2", "hold": "30"}, "dose-unit", ("hold",)),
        ({"sts": "2", "reps": "8"}, "unknown-key", ("sts",)),
        ({"hold": "5 s", "time": "40 s"}, "dose-twice", ("time",)),
        ({"reps": "8", "distance": "10 m"}, "dose-twice", ("distance",)),
        ({"reps": "8", "a_day": "1", "a_week": "3"}, "dose-twice", ("a_week",)),
        ({"reps": "8", "per_side": "yes"}, "dose-words", ("per_side",)),
        ({"reps": None}, "dose-words", ("reps",)),
        ({"reps": ["8"]}, "dose-words", ("reps",)),
        ({"distance": "10"}, "dose-unit", ("distance",)),
        ({"sets": "2"}, "dose-words", ()),
        ({}, "dose-words", ()),
    ],
)
def test_a_slip_in_a_map_names_its_key(given_map: dict, kind: str, at: tuple) -> None:
    """The caret can stand under the one value that is wrong."""
    (fault,) = faults(given_map)
    assert (fault.kind, fault.at) == (kind, at)


_SECONDS = st.integers(1, 600)
_AMOUNTS = st.one_of(
    st.tuples(st.integers(1, 100), st.integers(0, 100), st.none() | _SECONDS).map(
        lambda given: Reps(given[0], given[0] + given[1], given[2])
    ),
    _SECONDS.map(Hold),
    _SECONDS.map(Duration),
    st.integers(1, 10_000).map(Distance),
)
_TEMPOS = st.tuples(*[st.integers(0, 20)] * 4).filter(any)
_LOADS = st.one_of(
    st.builds(Load, st.integers(1, 500).map(str), st.sampled_from(["kg", "lb"])),
    st.builds(Load, st.sampled_from(["light", "red", "extra heavy"]), st.just("band")),
)
_OFTEN = st.builds(Frequency, st.integers(1, 12), st.sampled_from(["day", "week"]))
DOSES = st.builds(
    Dose,
    _AMOUNTS,
    st.integers(1, 20),
    st.booleans(),
    st.none() | _SECONDS,
    st.none() | _TEMPOS,
    st.none() | _LOADS,
    st.none() | _OFTEN,
)


@given(DOSES)
def test_the_canonical_text_reads_back(dose: Dose) -> None:
    """Every dose has one text, which is that dose and no other."""
    assert read_dose(write_dose(dose)) == dose
    assert write_dose(read_dose(write_dose(dose))) == write_dose(dose)


_WORDS = [
    "2",
    "x",
    "8",
    "-",
    "12",
    "hold",
    "30",
    "s",
    "min",
    "m",
    "each side",
    ",",
    "rest",
    "tempo",
    "load",
    "kg",
    "a day",
    " ",
]


@settings(max_examples=300)
@given(st.one_of(st.text(max_size=40), st.lists(st.sampled_from(_WORDS), max_size=14).map(" ".join)))
def test_any_text_is_a_dose_or_faults(written: str) -> None:
    """No text is a traceback, each fault points into the text, and what is accepted reads back from its own text."""
    try:
        dose = read_dose(written)
    except Faults as found:
        for fault in found.faults:
            assert fault.fix
            assert fault.span is None or 0 <= fault.span[0] <= len(written)
        return
    assert read_dose(str(dose)) == dose


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("2 x 8", 2 * (32 + 25)), ("hold 30 s each side", 60 + 25), ("2 x 5 hold 5 s, rest 30 s", 2 * (5 * 9 + 30)),
        ("10, tempo 3-1-1-0", 50 + 25), ("2 x 20 m each side, rest 1 min", 2 * (60 + 60)),
    ],
)  # fmt: skip
def test_a_dose_takes_its_time(written: str, seconds: int) -> None:
    """The estimate counts sets, sides, holds, tempo and a pause after every set."""
    assert estimate_seconds(read_dose(written)) == seconds
