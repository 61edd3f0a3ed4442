"""From what a coach names to what a sheet says.

In: a routine, an exercise or a series of the library, and the stationery. Out: a `Sheet`, its blocks in reading order.
Never true afterwards: that a word on the sheet came from the code, or that a stop rule is missing.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from handouts.sheet.blocks import (
    Box,
    Call,
    Card,
    Chip,
    Code,
    Codes,
    DoseRow,
    Fault,
    FaultPanel,
    Idea,
    JointDiagram,
    KeyMessage,
    Sheet,
    StartBand,
    Steps,
    StopBox,
    Strip,
    StripItem,
    Ticks,
    Title,
    WidePanel,
)
from handouts.sheet.panels import callouts_of, mistake_figures, panel_of, strip_panel_of
from handouts.sheet.wording import bold_label, sentence, text_runs

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from handouts.figures.baked import BakedSet
    from handouts.library.dose import Dose as DoseValue
    from handouts.library.model import Exercise, Links, Mistake, Part, Routine, RoutineItem, Series, Track, Variation
    from handouts.sheet.blocks import Dose, Kind, Panel, Runs, SheetBlock
    from handouts.sheet.stationery import Client, Stationery
    from handouts.sheet.wording import Wording

JOINTS = (  # from the head down: word, anchor in the diagram, moves a lot?
    ("joint_shoulder", "shoulder", True),
    ("joint_mid_back", "upper-back", True),
    ("joint_lower_back", "lower-back", False),
    ("joint_hip", "hip", True),
    ("joint_knee", "knee", False),
    ("joint_ankle", "ankle", True),
)


# -- routine


def compose_routine(routine: Routine, stationery: Stationery, client: Client) -> Sheet:
    """Return the routine sheet: what to do, when to stop, one card an exercise, and what to tick."""
    words = stationery.wording
    cards = tuple(_card(number, item, stationery) for number, item in enumerate(routine.items, 1))
    blocks: list[SheetBlock] = [Title(routine.title, action=routine.action or _action(words, len(cards)))]
    stop = stationery.stop_lines(routine.stop, routine.topic)
    is_back_pain = len(stop) > 1
    blocks.append(StartBand(_when(routine), _minutes(routine, words), () if is_back_pain else stop[0]))
    if is_back_pain:
        blocks.append(StopBox(stop))
    blocks += [*cards, stationery.kept(_ticks, routine.track)]
    codes = stationery.kept(_codes, routine.links, routine.title)
    if codes:
        blocks.append(codes)
    has_room = not stationery.large and routine.track.by == "day"  # for lines to write on
    if client.notes or has_room:
        blocks.append(stationery.notes(client))
    return _sheet(("routine", routine.id), routine.title, stationery, client, blocks)


def _action(words: Wording, count: int) -> str:
    return words["do_one"] if count == 1 else words.fill("do_all", number=count)


def _when(routine: Routine) -> tuple[Runs, ...]:
    when = routine.when
    if when is None:
        return ()
    lines: tuple[Runs, ...] = (((when.bold, True),),)
    return (*lines, ((when.rest, False),)) if when.rest else lines


def _minutes(routine: Routine, words: Wording) -> tuple[Runs, ...]:
    if routine.minutes is None:
        return ()
    long = words.fill("minute_long" if routine.minutes == 1 else "minutes_long", minutes=routine.minutes)
    return (((long, True),), ((words["in_total"], False),))


def _card(number: int, item: RoutineItem, stationery: Stationery) -> Card:
    exercise = item.exercise
    own = replace(stationery, side=item.side) if item.side else stationery
    panel, cues, fault = own.kept(_shown_and_said, exercise, own.figures.get(exercise.id))
    return Card(
        number=number,
        exercise=exercise.id,
        name=exercise.name,
        panel=panel,
        cues=cues,
        dose=own.kept(_dose, exercise, item.dose),
        fault=fault,
        note=text_runs(item.note) if item.note else (),
    )


def _shown_and_said(
    own: Stationery, exercise: Exercise, _figures: BakedSet | None
) -> tuple[Panel, tuple[Runs, ...], Fault | None]:
    """Return what a card shows and says of an exercise with these figures, for any number and dose."""
    cues = tuple(own.said(text_runs(cue)) for cue in exercise.cues)
    return panel_of(exercise, own), cues, _fault(exercise.mistakes[0], own) if exercise.mistakes else None


def _dose(stationery: Stationery, exercise: Exercise, dose: DoseValue) -> Dose:
    return stationery.wording.dose(exercise.id, dose)


def _fault(mistake: Mistake, stationery: Stationery) -> Fault:
    words = stationery.wording
    wrong, right = stationery.said(sentence(mistake.mistake)), stationery.said(sentence(mistake.instead))
    return Fault(words.label("mistake"), wrong, words.label("instead"), right)


def _codes(stationery: Stationery, links: Links, title: str) -> Codes | None:
    return stationery.codes(links, title)


def _ticks(stationery: Stationery, track: Track) -> Ticks:
    """Return the grid: a box a day, or a left and a right box a day."""
    words = stationery.wording
    days = _days(words)
    rows = tuple(words.fill("week", number=week) for week in range(1, track.weeks + 1))
    if track.by == "side":
        sides = (words["left"], words["right"])
        alts = tuple(
            tuple(words.fill("tick_box_side", week=f"{row}, {day}", side=side) for day in days for side in sides)
            for row in rows
        )
        return Ticks(words["tick_side"], days, rows, alts, tuple(side[0] for side in sides))
    alts = tuple(tuple(words.fill("tick_box", week=row, day=day) for day in days) for row in rows)
    return Ticks(words["tick_day"], days, rows, alts)


def _days(words: Wording) -> tuple[str, ...]:
    """Return the days in the order of the locale's week; data has them from Monday."""
    days = words.locale.days
    first = {"monday": 0, "saturday": 5, "sunday": 6}[words.locale.week_starts]
    return (*days[first:], *days[:first])


# -- exercise


def compose_exercise(exercise: Exercise, stationery: Stationery, client: Client) -> Sheet:
    """Return the handout of one exercise: figures, dose, steps, mistakes, ways up and down, when to stop."""
    words = stationery.wording
    panel = panel_of(exercise, stationery, captions=True)
    stop = _stop(exercise, stationery)
    codes = stationery.codes(exercise.links, exercise.name)
    early: list[SheetBlock] = [stop, *([_beside(codes)] if codes else [])]
    blocks: list[SheetBlock] = [
        Title(exercise.name, under=str(exercise.aim)),
        WidePanel(panel, callouts_of(exercise, panel, stationery)),
        DoseRow(words.dose(exercise.id, exercise.dose)),
        *(early if stationery.large else []),  # large print takes two pages: this belongs on the first
        Steps(words["do_this"], tuple(stationery.said(text_runs(step)) for step in exercise.steps)),
        *_fault_panels(exercise, stationery),
        *_boxes(exercise, stationery),
        *([] if stationery.large else early),
    ]
    if client.notes or not stationery.large:
        blocks.append(stationery.notes(client))
    return _sheet(("exercise", exercise.id), exercise.name, stationery, client, blocks, short=exercise.short_name)


def _beside(codes: Codes) -> Codes:
    """Return codes that each show their whole address: on a handout there is room beside each."""
    return Codes(tuple(Code(code.label, code.address, codes.shown + code.shown, code.contents) for code in codes.codes))


def _fault_panels(exercise: Exercise, stationery: Stationery) -> Iterable[FaultPanel]:
    words = stationery.wording
    for at, mistake in enumerate(exercise.mistakes):
        heading = words["common_mistake"] if at == 0 else words["more_mistakes"]
        figures = mistake_figures(exercise, at, stationery)
        wrong, right = figures or (None, None)
        yield FaultPanel(heading, wrong, right, _capital(_fault(mistake, stationery)))


def _capital(fault: Fault) -> Fault:
    """Return the fault as two sentences that stand alone, without their labels."""

    def capital(text: Runs) -> Runs:
        first, *rest = text
        return ((first[0][:1].upper() + first[0][1:], first[1]), *rest)

    return Fault("", capital(fault.mistake), "", capital(fault.instead))


def _boxes(exercise: Exercise, stationery: Stationery) -> Iterable[Box]:
    words = stationery.wording
    for key, ways in (("too_hard", exercise.easier), ("too_easy", exercise.harder)):
        if ways:
            yield Box(words[key], tuple(_variation(way, words) for way in ways))
    if exercise.feel:
        yield Box(words["you_may_feel"], tuple(stationery.said(text_runs(feel)) for feel in exercise.feel))


def _stop(exercise: Exercise, stationery: Stationery) -> StopBox:
    """Return when to stop and whom to call; an exercise's own caution stands with it."""
    words = stationery.wording
    phone = stationery.brand.phone
    call = words.fill("then_call", phone=phone) if phone else words["then_call_us"]
    lines: list[Runs] = [((f"{words['stop_signs']} {call}", False),)]
    lines += stationery.stop_lines(None, exercise.topic)[1:]
    if exercise.caution:
        lines.append(text_runs(exercise.caution))
    return StopBox(tuple(lines), heading=words["stop_if_you_feel"])


def _variation(way: Variation, words: Wording) -> Runs:
    if way.exercise is None:
        return text_runs(way.text)
    return bold_label(words.fill("try_exercise", exercise=way.text))


# -- series


def compose_series(
    series: Series, parts: Sequence[Part], stationery: Stationery, client: Client, diagrams: BakedSet | None
) -> Sheet:
    """Return the handout of one part, or of several one after another; the calls stand at the very end."""
    words = stationery.wording
    blocks: list[SheetBlock] = []
    for part in parts:
        blocks += _part(series, part, stationery, diagrams)
        blocks.append(stationery.stop_across(series.stop, series.topic))
        if part is not parts[-1]:
            continue
        blocks += _more(series, parts, stationery)
        if client.notes:
            blocks.append(stationery.notes(client))
    one = len(parts) == 1
    title = parts[0].title if one else series.title
    sheet_id = f"{series.id}-{parts[0].number}" if one else series.id
    short = f"{series.title}, {words.fill('part', number=parts[0].number)}" if one else series.title
    return _sheet(("series", sheet_id), title, stationery, client, blocks, short=short)


def _part(series: Series, part: Part, stationery: Stationery, diagrams: BakedSet | None) -> Iterable[SheetBlock]:
    words = stationery.wording
    of = words.fill("part_of", number=part.number, total=len(series.parts))
    yield Title(part.title, under=f"{series.title}, {of}", quiet=True)
    if part.message:
        yield KeyMessage(text_runs(part.message))
    for idea in part.ideas:
        pair = tuple((term.term, text_runs(term.text)) for term in idea.pair)
        yield Idea(idea.heading, text_runs(idea.text) if idea.text else (), pair)
    if diagrams and any(idea.diagram for idea in part.ideas):
        yield _diagram(diagrams, words)
    if part.exercises:
        count = len(part.exercises)
        heading = words["try_move"] if count == 1 else words.fill("try_moves", number=count)
        items = tuple(
            StripItem(
                number,
                exercise.short_name,
                words.dose(exercise.id, exercise.dose).line,
                strip_panel_of(exercise, stationery),
            )
            for number, exercise in enumerate(part.exercises, 1)
        )
        yield Strip(heading, str(part.use) if part.use else "", items)


def _diagram(diagrams: BakedSet, words: Wording) -> JointDiagram:
    joints = tuple((words[key], anchor, mobile) for key, anchor, mobile in JOINTS)
    names = {
        mobile: ", ".join(name for name, _, is_mobile in joints if is_mobile is mobile) for mobile in (True, False)
    }
    alt = words.fill("joints_alt", mobile=names[True], stable=names[False])
    key = f"joint-by-joint/side@{diagrams.content_hash[:16]}"
    return JointDiagram(key, joints, words["moves_a_lot"], words["stays_steady"], alt, figure=diagrams.figures["side"])


def _more(series: Series, parts: Sequence[Part], stationery: Stationery) -> Iterable[SheetBlock]:
    """Yield the other parts' codes and the calls that the brand has an address for."""
    words = stationery.wording
    codes = []
    for part in series.parts:
        link = part.links.blog
        if link and (part not in parts or len(parts) > 1):
            over = words.fill("part_label", number=part.number)
            codes.append(stationery.code_for(link, part.title, words.fill("scan_read", title=part.title), over))
    if codes:
        heading = words["more_in_this_series" if len(parts) == 1 else "read_why"]
        yield replace(stationery.sharing_host(codes), heading=heading)
    for call in series.calls:
        if call.link:
            code = stationery.code_for(call.link, call.heading, words.fill("scan_open", address=call.link.readable))
            yield Call(call.heading, text_runs(call.text) if call.text else (), code)


# -- all


def _sheet(
    what: tuple[Kind, str],
    title: str,
    stationery: Stationery,
    client: Client,
    blocks: list[SheetBlock],
    short: str = "",
) -> Sheet:
    """Return the sheet of these blocks and the words for its slots; `short` names it in footers."""
    kind, sheet_id = what
    words = stationery.words(client)
    for block in blocks:
        for chip in _chips(block):
            words.append((chip.slot, (chip.number, chip.unit)))
            if chip.stacked:
                words.append((f"{chip.slot}:second", chip.stacked))
    return Sheet(
        kind=kind,
        id=sheet_id,
        title=title,
        language=stationery.locale.name,
        brand=stationery.brand.name,
        letterhead=stationery.letterhead(client),
        running=stationery.running(title, client, counted=kind != "series"),
        footer=stationery.footer(short or title),
        blocks=tuple(blocks),
        words=tuple(words),
    )


def _chips(block: SheetBlock) -> tuple[Chip, ...]:
    if isinstance(block, Card):
        return block.dose.chips
    if isinstance(block, DoseRow):
        return (*block.dose.chips, *block.dose.further)
    return ()
