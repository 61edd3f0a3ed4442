"""PEMAT-P, item by item: what a program can decide about a sheet, with the evidence, and what it cannot.

In: a composed sheet and the findings of the files it is made from. Out: a `Verdict` for each of the 24 items. Never
true: that a score is given; the instrument is scored by people, and an item that needs a person says so.

Source: AHRQ, The Patient Education Materials Assessment Tool (PEMAT) and User's Guide, pub. 14-0002-EF; the items of
the printed form (items 13 and 14 are about sound and film). The items are told in our own short words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from handouts.sheet.blocks import (
    Box,
    Card,
    Codes,
    EmptyPicture,
    FaultPanel,
    Idea,
    KeyMessage,
    ShownPicture,
    StartBand,
    Steps,
    StopBox,
    Strip,
    Ticks,
    Title,
    WidePanel,
    unmarked,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from handouts.check.said import Told
    from handouts.problems import Problem
    from handouts.sheet.blocks import Panel, Sheet

State = Literal["met", "not met", "needs your eye", "does not apply"]
MET: Final = "met"
MISSED: Final = "not met"
EYE: Final = "needs your eye"
NONE: Final = "does not apply"


@dataclass(frozen=True, slots=True)
class Verdict:
    """One item: its number in the instrument, what it asks, how it stands, and what that is seen from."""

    number: int
    item: str
    state: State
    evidence: tuple[str, ...]


@dataclass(frozen=True)
class Judged:
    """A sheet, what its files say, and what was found in them."""

    sheet: Sheet
    told: Sequence[Told]
    findings: Sequence[Problem]

    def found(self, *kinds: str) -> tuple[str, ...]:
        """Return the findings of some kinds as lines."""
        return tuple(
            f"{problem.where}: {problem.what}" if problem.where else problem.what
            for problem in self.findings
            if problem.kind in kinds and problem.level != "hint"
        )

    @property
    def panels(self) -> list[tuple[str, Panel]]:
        """Every place for pictures, with the name of what it shows."""
        cards = [(card.name, card.panel) for card in self.sheet.all(Card)]
        wide = [(self.sheet.title, block.panel) for block in self.sheet.all(WidePanel)]
        return cards + wide + [(item.name, item.panel) for strip in self.sheet.all(Strip) for item in strip.items]

    def count(self, role: str) -> int:
        """Return how many texts of a role the files hold."""
        return sum(said.role == role for told in self.told for said in told.said)


def assess(sheet: Sheet, told: Sequence[Told], findings: Sequence[Problem]) -> tuple[Verdict, ...]:
    """Return how each item stands for a sheet whose files said `told` and had these findings."""
    judged = Judged(sheet, told, findings)
    return tuple(Verdict(number, item, *decide(judged)) for number, item, decide in _ITEMS)


_Decided = tuple[State, tuple[str, ...]]


def _by(judged: Judged, kinds: tuple[str, ...], good: str) -> _Decided:
    """Return an item that stands or falls with findings."""
    found = judged.found(*kinds)
    return (MISSED, found) if found else (MET, (good,))


# -- understandability


def _purpose(judged: Judged) -> _Decided:
    title = judged.sheet.maybe(Title)
    second = next((text for text in (title.action, title.under) if text), "") if title else ""
    message = judged.sheet.maybe(KeyMessage)
    said = [f'title "{title.title}"' if title else "", f'then "{second}"' if second else ""]
    said.append(f'message "{unmarked(message.text)}"' if message else "")
    evidence = tuple(part for part in said if part)
    return (MET, evidence) if len(evidence) > 1 else (MISSED, (*evidence, "nothing says at the top what it is for"))


def _distraction(judged: Judged) -> _Decided:
    names = sorted({type(block).__name__.lower() for block in judged.sheet.blocks})
    return EYE, (f"the sheet holds: {', '.join(names)}", "offers stand last, after what there is to do")


def _everyday(judged: Judged) -> _Decided:
    return _by(judged, ("grade", "sentence-long", "jargon"), "grade 6 or below, no word of the trade, short sentences")


def _terms(judged: Judged) -> _Decided:
    return _by(judged, ("term-undefined",), "every medical word has its meaning beside it, or is allowed with a reason")


def _active(judged: Judged) -> _Decided:
    orders = judged.count("order")
    return _by(judged, ("passive", "verb-first"), f"all {orders} orders begin with a verb; no passive was found")


def _numbers(judged: Judged) -> _Decided:
    return _by(judged, ("dose-sane",), "doses stand in one form, in figures with their units")


def _calculation(judged: Judged) -> _Decided:
    return _by(judged, ("calculation",), "no percentages and no sums were found")


def _chunks(judged: Judged) -> _Decided:
    return _by(judged, ("steps-many", "exercises-many"), "seven steps and five exercises at most, one card for each")


def _headings(judged: Judged) -> _Decided:
    names = [card.name for card in judged.sheet.all(Card)]
    names += [block.heading for block in judged.sheet.all(Box)] + [block.heading for block in judged.sheet.all(Idea)]
    names += [block.heading for block in judged.sheet.all(Steps)]
    return (
        (MET, (f"{len(names)} headings, tagged as such: {', '.join(names)}",)) if names else (MISSED, ("no headings",))
    )


def _order(judged: Judged) -> _Decided:
    found = judged.found("position-jumps")
    return (MISSED, found) if found else (EYE, ("numbered; the floor is gone down to once at most",))


def _summary(judged: Judged) -> _Decided:
    band, strip = judged.sheet.maybe(StartBand), judged.sheet.maybe(Strip)
    if band is None and strip is None:
        return NONE, ("one exercise on one sheet: there is nothing to sum up",)
    said = " ".join(unmarked(words) for words in (*band.when, *band.minutes)) if band else ""
    return EYE, (
        f'at the top: "{said}"' if said else f'the moves side by side under "{strip.heading if strip else ""}"',
    )


def _cues(judged: Judged) -> _Decided:
    faults = sum(card.fault is not None for card in judged.sheet.all(Card)) + len(judged.sheet.all(FaultPanel))
    stops = len(judged.sheet.all(StopBox)) + sum(bool(band.stop) for band in judged.sheet.all(StartBand))
    said = (f"{faults} mistakes with cross and tick, {stops} stop rules in a box of their own; none by colour alone",)
    return (MET, said) if faults or stops else (MISSED, ("neither mistakes nor a stop rule stand out",))


def _pictures(judged: Judged) -> _Decided:
    bare = [name for name, panel in judged.panels if isinstance(panel, EmptyPicture)]
    if not judged.panels:
        return EYE, ("this sheet shows no exercise",)
    if bare:
        return MISSED, tuple(f"{name} has no picture: its box invites to draw one" for name in bare)
    return MET, (f"all {len(judged.panels)} exercises have figures or a picture",)


def _reinforce(judged: Judged) -> _Decided:
    return EYE, (f"{len(judged.panels)} pictures, each in the box of its own words; look whether they show the same",)


def _captions(judged: Judged) -> _Decided:
    silent, seen = [], 0
    for name, panel in judged.panels:
        if isinstance(panel, EmptyPicture):
            continue
        alts = [panel.alt] if isinstance(panel, ShownPicture) else [figure.alt for figure in panel]
        seen += len(alts)
        silent += [name for alt in alts if not alt.strip()]
    if silent:
        return MISSED, tuple(f"{name} has a picture without words" for name in silent)
    return (MET, (f"{seen} pictures have words for those who cannot see them",)) if seen else (NONE, ("no pictures",))


def _clear(judged: Judged) -> _Decided:
    found = judged.found("picture-coarse", "contrast", "logo-pale")
    return (
        (MISSED, found) if found else (EYE, ("drawn as lines, not pixels; contrast holds; look whether it is clear",))
    )


def _tables(judged: Judged) -> _Decided:
    ticks = judged.sheet.maybe(Ticks)
    if ticks is None:
        return NONE, ("no table",)
    columns = len(ticks.columns)
    said = (f"boxes to tick under {columns} short headings: {', '.join(ticks.columns)}",)
    return (MET, said) if columns <= 8 else (MISSED, said)


# -- actionability


def _action(judged: Judged) -> _Decided:
    count = len(judged.panels)
    return (MET, (f"{count} exercises with how much to do",)) if count else (MISSED, ("nothing to do is named",))


def _you(judged: Judged) -> _Decided:
    return _by(judged, ("not-you",), '"you" and orders; nobody is spoken about')


def _steps(judged: Judged) -> _Decided:
    count = sum(len(block.steps) for block in judged.sheet.all(Steps)) + sum(
        len(card.cues) for card in judged.sheet.all(Card)
    )
    good = f"{count} single actions, each with its verb" if count else "the moves are shown, their steps are elsewhere"
    state, evidence = _by(judged, ("steps-few", "side-plan"), good)
    return (EYE, evidence) if state == MET and not count else (state, evidence)


def _tool(judged: Judged) -> _Decided:
    ticks, codes = judged.sheet.maybe(Ticks), judged.sheet.all(Codes)
    if ticks:
        return MET, (f'"{ticks.heading}": {sum(map(len, ticks.alts))} boxes',)
    more = "codes to scan" if codes else "nothing to scan"
    return EYE, (f"no boxes to tick here ({more}); the routine sheet has them",)


def _calculate(judged: Judged) -> _Decided:
    found = judged.found("calculation")
    return (MISSED, found) if found else (NONE, ("nothing is to be worked out",))


def _charts(judged: Judged) -> _Decided:
    ticks = judged.sheet.maybe(Ticks)
    return (MET, (f'the boxes are explained: "{ticks.heading}"',)) if ticks else (NONE, ("no chart and no table",))


def _act_on_pictures(judged: Judged) -> _Decided:
    pairs = [name for name, panel in judged.panels if isinstance(panel, tuple) and len(panel) > 1]
    return EYE, (f"{len(pairs)} of {len(judged.panels)} moves are shown from start to finish",)


_ITEMS: Final[tuple[tuple[int, str, Callable[[Judged], _Decided]], ...]] = (
    (1, "its purpose is plain at once", _purpose),
    (2, "nothing distracts from it", _distraction),
    (3, "everyday words", _everyday),
    (4, "medical words are explained", _terms),
    (5, "active voice", _active),
    (6, "numbers are clear", _numbers),
    (7, "no sums to do", _calculation),
    (8, "short sections", _chunks),
    (9, "headings that tell", _headings),
    (10, "a logical order", _order),
    (11, "a summary", _summary),
    (12, "what matters stands out", _cues),
    (15, "pictures where they help", _pictures),
    (16, "pictures and words say the same", _reinforce),
    (17, "pictures have titles or captions", _captions),
    (18, "pictures are clear", _clear),
    (19, "simple tables with headings", _tables),
    (20, "at least one action", _action),
    (21, "speaks to the reader", _you),
    (22, "actions in explicit steps", _steps),
    (23, "a tool to take action with", _tool),
    (24, "explains how to work things out", _calculate),
    (25, "explains charts and tables", _charts),
    (26, "pictures help to act", _act_on_pictures),
)
