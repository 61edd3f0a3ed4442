"""Whether what is asked for makes sense: doses, minutes, order, sides, stop rules.

In: resolved exercises and routines with their trees. Out: findings. Never true: that a plan is called wrong; a finding
says what is unusual, and its author decides.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from handouts.data.tree import locate
from handouts.library.dose import Distance, Dose, Duration, Hold, Reps
from handouts.library.routines import estimate_minutes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.check.findings import Findings
    from handouts.data.tree import Mapping, Path
    from handouts.library.model import Exercise, Locale, Routine, Series

FAR_OFF: Final = 1.5  # how many times longer or shorter than the doses a claim may be
MOST_EXERCISES: Final = 5
MOST_DESCENTS: Final = 1  # ways down to the floor

# (least, most, unit): outside of them a slip is likelier than a plan for a handout that nobody watches over.
SANE: Final = {
    "sets": (1, 5, "sets"),
    "reps": (1, 30, "times"),
    "hold": (3, 120, "seconds a hold"),
    "pause": (1, 60, "seconds a time"),
    "time": (5, 1200, "seconds"),
    "metres": (5, 2000, "metres"),
    "rest": (10, 300, "seconds of rest"),
    "day": (1, 6, "times a day"),
    "week": (1, 14, "times a week"),
}
_ONE_SIDED: Final = re.compile(
    r"\b(?:swap (?:legs|sides|arms|feet|hands)|then swap\b|change (?:legs|sides|arms)|"
    r"one side, then|repeat on the other|then the other (?:side|leg|arm))\b",
    re.IGNORECASE,
)
_ONE_SIDED_NAME: Final = re.compile(
    r"\b(?:single-leg|single-arm|one-leg|one-arm|half-kneeling|side plank)\b", re.IGNORECASE
)
_IN_TURN: Final = re.compile(
    r"\b(?:alternate|take turns|each time|in turn|half-?way through|side to side|left and right)\b", re.IGNORECASE
)
_BACK_PAIN: Final = re.compile(
    r"\b(?:back (?:pain|ache|hurts|nags)|(?:bad|sore|painful|aching) (?:lower )?back|backache|sciatica)\b",
    re.IGNORECASE,
)


def check_exercise(exercise: Exercise, root: Mapping, findings: Findings) -> None:
    """Add what is unusual about an exercise's own dose, and a side that nobody planned."""
    _check_sane(exercise.dose, root, ("dose",), findings)
    if _is_one_sided(exercise) and not exercise.dose.per_side:
        _miss_side(exercise, root, ("dose",), findings)


def check_routine(routine: Routine, root: Mapping, locale: Locale, findings: Findings) -> None:
    """Add what is unusual about a routine as a whole and about the doses that it gives."""
    for at, item in enumerate(routine.items):
        path: Path = ("items", at, "dose")
        if item.dose == item.exercise.dose:
            continue  # told of the exercise itself
        _check_sane(item.dose, root, path, findings)
        if _is_one_sided(item.exercise) and not item.dose.per_side and item.side is None:
            _miss_side(item.exercise, root, path, findings)
    _check_minutes(routine, root, findings)
    _check_order(routine, root, findings)
    if routine.stop is not None:
        check_stop(str(routine.stop), root, locale, findings)
    if routine.topic is None:
        texts = (routine.title, routine.action, routine.when.bold if routine.when else "")
        _check_topic(texts, root, findings)


def check_series(series: Series, root: Mapping, locale: Locale, findings: Findings) -> None:
    """Add a stop rule that does not say stop, and back pain without its emergency signs."""
    if series.stop is not None:
        check_stop(str(series.stop), root, locale, findings)
    if series.topic is None:
        messages = [str(part.message or "") for part in series.parts]
        _check_topic((series.title, *messages), root, findings)


# -- doses


def _check_sane(dose: Dose, root: Mapping, path: Path, findings: Findings) -> None:
    for name, value in _amounts(dose):
        least, most, unit = SANE[name]
        if not least <= value <= most:
            what = f"{value} {unit} are unusual: {least} to {most} would be usual"
            findings.add("dose-sane", what, f"look whether {value} is meant", root, path)


def _amounts(dose: Dose) -> Iterator[tuple[str, int]]:
    yield "sets", dose.sets
    match dose.amount:
        case Reps(low, high, hold_s):
            yield from (("reps", value) for value in dict.fromkeys((low, high)))
            if hold_s is not None:
                yield "pause", hold_s
        case Hold(seconds):
            yield "hold", seconds
        case Duration(seconds):
            yield "time", seconds
        case Distance(metres):
            yield "metres", metres
    if dose.rest_s is not None:
        yield "rest", dose.rest_s
    if dose.frequency is not None:
        yield dose.frequency.per, dose.frequency.times


def _check_minutes(routine: Routine, root: Mapping, findings: Findings) -> None:
    likely = estimate_minutes(routine)
    if routine.minutes and not likely / FAR_OFF <= routine.minutes <= likely * FAR_OFF:
        what = f"the doses take about {max(1, round(likely))} minutes, not {routine.minutes}"
        findings.add(
            "minutes-claim", what, f"write minutes: {max(1, round(likely))}, or change the doses", root, ("minutes",)
        )


# -- order and sides


def _check_order(routine: Routine, root: Mapping, findings: Findings) -> None:
    count = len(routine.items)
    if count > MOST_EXERCISES:
        what = f"this routine has {count} exercises; {MOST_EXERCISES} are plenty"
        findings.add(
            "exercises-many", what, "keep those that matter, or make two routines", root, ("items", MOST_EXERCISES)
        )
    low = [item.exercise.position in ("floor", "kneeling") for item in routine.items]
    downs = [at for at, (before, now) in enumerate(zip([False, *low], low, strict=False)) if now and not before]
    if len(downs) > MOST_DESCENTS:
        what = f"this goes down to the floor {len(downs)} times"
        fix = "put the exercises on the floor one after the other"
        findings.add("position-jumps", what, fix, root, ("items", downs[1]))


def _is_one_sided(exercise: Exercise) -> bool:
    texts = [str(text) for text in (*exercise.steps, *exercise.cues)]
    if any(_IN_TURN.search(text) for text in texts):
        return False
    return bool(_ONE_SIDED_NAME.search(exercise.name)) or any(_ONE_SIDED.search(text) for text in texts)


def _miss_side(exercise: Exercise, root: Mapping, path: Path, findings: Findings) -> None:
    what = f"{exercise.name} is done one side at a time, and the dose does not say how much on each"
    findings.add("side-plan", what, 'add "each side" to the dose', root, path)


# -- safety


def check_stop(stop: str, root: Mapping, locale: Locale, findings: Findings) -> None:
    """Add a stop rule that does not say in the locale's own word when to stop."""
    if locale.words["stop"].lower() not in stop.lower():
        fix = f'begin it with "{locale.words["stop_if_you_feel"]}", or leave it out: ours is then printed'
        findings.add("stop-rule", f'this rule does not say "{locale.words["stop"].lower()}"', fix, root, ("stop",))


def _check_topic(texts: tuple[str, ...], root: Mapping, findings: Findings) -> None:
    found = next((match for text in texts if (match := _BACK_PAIN.search(text))), None)
    if found:
        what = f'this is about back pain ("{found[0]}") and prints no emergency signs'
        path: Path = ("topic",) if locate(root, ("topic",)) is not root else ("title",)
        findings.add("topic-missing", what, "write topic: back-pain", root, path)
