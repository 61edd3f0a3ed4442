"""The pipeline of a single build, read top to bottom.

In: a `Request`. Out: files, and what there is to say. Never true afterwards: that a file was written while a problem
stood (with `keep_going`: in its own sheet), or that a client's words are in a log, a name or the cache.

A build whose inputs have not changed takes the short way: index → plate → press → file. It needs the standard library
only, and little of it (paths are strings: dataclasses, typing and pathlib would take a third of its time), so every
import of a stage that lays out stands inside the function that goes the full way.
"""

from __future__ import annotations

import os
import time

from handouts import __version__
from handouts.commands.request import Built, BuiltSheet
from handouts.press.index import Footprint, Index
from handouts.press.store import Store, plate_address
from handouts.press.tail import press
from handouts.press.words import NoFont, NoGlyph, Overflow
from handouts.problems import Problem, ProblemsFound, Where

TYPE_CHECKING = False  # typing would be imported for nothing else
if TYPE_CHECKING:
    from datetime import date
    from typing import Any, Final

    from handouts.commands.request import Request
    from handouts.commands.workshop import Job, Workshop
    from handouts.press.plate import Plate
    from handouts.sheet.blocks import Sheet

NOTE_LETTERS: Final = 30  # of a client's notes on a line, about; press asks for more lines where it is too few
MOST_LINES: Final = 40  # of notes on a sheet; a longer letter is not a note
MOST_GUESSED: Final = 3 * MOST_LINES  # they stand across the page at last, where three lines are one
MOST_NAME_LINES: Final = 8  # that a name would take at full size; it shrinks before it wraps
TRIES: Final = 14  # a name and notes may each ask for more lines
CLIENT_FIELDS: Final = ("client", "date", "practitioner", "notes", "output", "force", "keep_going", "check")
SLOT_WORDS: Final = {"client": "--client", "practitioner": "--practitioner", "notes": "--notes", "date": "--date"}


def build(request: Request, start: str | os.PathLike[str] | None = None) -> Built:
    """Build what is asked for and write it; raises ProblemsFound, before anything is written."""
    began = time.perf_counter()
    folder = os.path.abspath(start or os.curdir)  # noqa: PTH100 - pathlib would be imported for this alone
    day = _read_day(request.date)
    short = None if request.everything or request.check else _short_way(request, folder, day)
    built = _write(request, [short]) if short is not None else _full_way(request, folder, day)
    built.seconds = time.perf_counter() - began
    return built


def _read_day(written: str | None) -> date | None:
    if not written:
        return None
    from datetime import date

    try:
        return date.fromisoformat(written)
    except ValueError:
        what = f"--date is no date of the calendar, written year-month-day: {written}"
        raise ProblemsFound([Problem("date", what, _meant_day(written))]) from None


def _meant_day(written: str) -> str:
    """Return how a date may have been meant; 5/6 may be May or June, and is not guessed."""
    import re
    from datetime import date

    found = re.fullmatch(r"(\d{4})[-/. ]+(\d{1,2})[-/. ]+(\d{1,2})\.?", written.strip(), re.ASCII)
    year, month, day = map(int, found.groups()) if found else (0, 0, 0)
    if not found and (found := re.fullmatch(r"(\d{1,2})[-/. ]+(\d{1,2})[-/. ]+(\d{4})", written.strip(), re.ASCII)):
        first, second, year = map(int, found.groups())
        if "." in written or first > 12 or first == second:  # only dots are a day first everywhere
            day, month = first, second
        elif second > 12:
            day, month = second, first
    try:
        return f"write --date {date(year, month, day).isoformat()}"
    except ValueError:
        return "write it like --date 2026-11-23"


# -- the pressed sheet, before it is written


class Pressed:
    """A finished sheet that is not on disk yet: where it goes, what the manifest says of it, and what it should say.

    `sheet` is None on the short way, which composes none.
    """

    def __init__(self, data: bytes, notes: dict[str, Any], sheet: Sheet | None = None) -> None:
        self.data, self.notes, self.sheet = data, notes, sheet


# -- the short way


def _options(request: Request, start: str, note_lines: int, name_lines: int) -> list[str]:
    """Return what a plate depends on besides files: every option but the client's words themselves."""
    fields = {name: value for name, value in request.options().items() if name not in CLIENT_FIELDS}
    has = [str(bool(request.practitioner.strip())), str(note_lines), str(name_lines)]
    return [start, *has, *(f"{name}={value}" for name, value in sorted(fields.items()))]


def _short_way(request: Request, start: str, day: date | None) -> Pressed | None:
    """Return the sheet pressed from a plate of an earlier run, None where anything it was made from has changed."""
    store = Store()
    note_lines, name_lines = guess_lines(request.notes), 1
    for _ in range(TRIES):
        hit = Index(store).find(_options(request, start, note_lines, name_lines))
        plate = store.load_plate(hit.plate) if hit else None
        if hit is None or plate is None:
            return None
        words = {slot: tuple(said) if isinstance(said, list) else said for slot, said in hit.notes["words"].items()}
        words |= _client_words(request, day, hit.notes["date"])
        try:
            return Pressed(_press(plate, words), hit.notes)
        except Overflow as overflow:
            note_lines, name_lines = more_lines(overflow, note_lines, name_lines)
    return None


def _client_words(request: Request, day: date | None, form: dict[str, Any]) -> dict[str, str]:
    """Return the client's words by slot; the date as its locale prints it."""
    shown = (
        form["form"].format(day=day.day, month=form["months"][day.month - 1], month_number=day.month, year=day.year)
        if day
        else ""
    )
    words = {"client": request.client, "date": shown, "practitioner": request.practitioner, "notes": request.notes}
    return {slot: said.strip() for slot, said in words.items() if said.strip()}


def _press(plate: Plate, words: dict[str, str | tuple[str, str]]) -> bytes:
    """Return the PDF; a character that no font has, or letters that need an extra, are problems."""
    known = for_slots(plate, words)
    try:
        return press(plate, known)
    except NoGlyph as missing:
        from handouts.pdf.fonts import describe

        option = SLOT_WORDS.get(missing.slot, missing.slot)
        what = f"no font has {describe(missing.character)}, which stands in {option}"
        raise ProblemsFound(
            [Problem("no-glyph", what, "write it another way, or put a font that has it into fonts/")]
        ) from None
    except NoFont as broken:
        what = f"the font {os.path.basename(broken.path)} cannot be used: {broken.reason}"  # noqa: PTH119 - as above
        raise ProblemsFound([Problem("font-broken", what, "copy it again, or take it out of fonts/")]) from None
    except Exception as error:
        if type(error).__name__ != "NoScripts":
            raise
        what = f"{SLOT_WORDS.get(getattr(error, 'slot', ''), 'a word')} has letters that join or run from right to left"
        raise ProblemsFound([Problem("needs-scripts", what, 'pip install "handouts[scripts]"')]) from None


def for_slots(plate: Plate, words: dict[str, str | tuple[str, str]]) -> dict[str, str | tuple[str, str]]:
    """Return the words that the plate has slots for: a strip prints its doses without any."""
    lost = [slot for slot in SLOT_WORDS if words.get(slot) and slot not in plate.names]
    assert not lost, f"the sheet has no place for the client's {lost}"
    return {slot: said for slot, said in words.items() if slot in plate.names}


def more_lines(overflow: Overflow, note_lines: int, name_lines: int) -> tuple[int, int]:
    """Return how many lines the notes and the name get after one of them did not fit."""
    lines = overflow.lines
    if overflow.slot == "notes" and lines <= MOST_LINES:
        # long notes stand across the page: there a line more takes several of those that were guessed
        return max(lines, note_lines + 1 + note_lines // 3), name_lines
    if overflow.slot == "client" and lines <= MOST_NAME_LINES:
        return note_lines, name_lines + 1
    raise ProblemsFound([_too_long(SLOT_WORDS.get(overflow.slot, overflow.slot))])


def _too_long(option: str) -> Problem:
    return Problem("words-too-long", f"{option} has more words than fit on the sheet", "make it shorter")


def guess_lines(notes: str) -> int:
    """Return how many lines notes will need, about: where they need more, press asks for them."""
    return sum(max(1, -(-len(part) // NOTE_LETTERS)) for part in notes.strip().split("\n")) if notes.strip() else 0


# -- the full way


def _full_way(request: Request, start: str, day: date | None) -> Built:
    """Read, compose, lay out, assemble, press; all problems of all sheets at once."""
    from pathlib import Path

    from handouts.commands.workshop import Workshop

    store = Store()
    workshop = Workshop(request, Path(start), store)
    pressed: list[Pressed] = []
    problems: list[Problem] = []
    for job in workshop.jobs():
        try:
            pressed.append(_press_job(workshop, job, day, store, start))
        except ProblemsFound as found:
            problems += found.problems
    seen: list[str] = []
    if request.check:
        pressed = _prove(request, pressed, problems, seen)
    if problems and not (request.keep_going and pressed):
        raise ProblemsFound(problems)
    built = _write(request, pressed)
    built.problems, built.notes = list(dict.fromkeys(problems)), seen
    return built


def _prove(request: Request, pressed: list[Pressed], problems: list[Problem], seen: list[str]) -> list[Pressed]:
    """Return the sheets that stand every check of a finished PDF; add what is wrong with the others, and what was seen.

    They are not on disk yet: nothing is written while a problem stands.
    """
    from handouts.commands.check import prove_bytes
    from handouts.output.files import shown_path

    good = []
    for each in pressed:
        proof = prove_bytes(each.data, shown_path(_target(request, each)), each.sheet)
        problems += proof.problems
        seen += [f"{proof.shown}: {note}" for note in proof.notes]
        if not proof.problems:
            seen.append(f"{proof.shown}: no problem was found")
            good.append(each)
    return good


def _press_job(workshop: Workshop, job: Job, day: date | None, store: Store, start: str) -> Pressed:
    from dataclasses import replace

    from handouts.sheet.stationery import Client

    request = workshop.request
    client = Client(
        request.client.strip(), day, request.practitioner.strip(), request.notes.strip(), 1, guess_lines(request.notes)
    )
    if client.note_lines > MOST_GUESSED:
        raise ProblemsFound([_too_long("--notes")])
    for _ in range(TRIES):
        sheet = workshop.compose(job, client)
        plate = workshop.plate(sheet)
        words = dict(sheet.words)
        notes = _notes(workshop, job, plate, words)
        _keep(store, workshop, plate, notes, _options(request, start, client.note_lines, client.name_lines))
        try:
            return Pressed(_press(plate, words), notes, sheet)
        except Overflow as overflow:
            note_lines, name_lines = more_lines(overflow, client.note_lines, client.name_lines)
            client = replace(client, note_lines=note_lines, name_lines=name_lines)
    raise ProblemsFound([_too_long("--notes")])


def _notes(workshop: Workshop, job: Job, plate: Plate, words: dict[str, str | tuple[str, str]]) -> dict[str, Any]:
    """Return what a later run must know of this build, as plain JSON and without a client's words."""
    locale = workshop.library.locale
    own = ("client", "date", "practitioner", "notes")
    return {
        "name": output_name(workshop, job),
        "folder": os.path.join(workshop.workspace.root or os.getcwd(), "output"),  # noqa: PTH109, PTH118 - no pathlib
        "pages": len(plate.pages),
        "words": {slot: said for slot, said in words.items() if slot not in own},
        "date": {"form": locale.date, "months": [locale.words[f"month_{month}"] for month in range(1, 13)]},
        "inputs": workshop.inputs(),
        "warnings": [_pack(warning) for warning in workshop.library.warnings],
    }


def _keep(store: Store, workshop: Workshop, plate: Plate, notes: dict[str, Any], options: list[str]) -> None:
    """Keep the plate and where these options led, for the short way of the next run."""
    if workshop.request.everything:
        return
    footprint = _footprint(workshop)
    if footprint is None:
        return
    address = plate_address(plate)
    store.keep_plate(address, plate)
    Index(store).keep(options, footprint, address, notes)


def _footprint(workshop: Workshop) -> Footprint | None:
    """Return what the sheet was made from; None where a file was saved anew since it was read."""
    workspace, footprint = workshop.workspace, Footprint()
    for looked in workspace.looked_at:
        if looked.found:
            footprint.saw(looked.path)
        else:
            footprint.missed(looked.path)
    for path in (*workspace.passed, *workshop.fonts.relied_on):
        footprint.saw(path)
    if workspace.root is not None:
        footprint.saw(workspace.root / "fonts")
    try:
        for source in workspace.sources:
            data = source.path.read_bytes()
            if _sha256(data) != source.sha256:
                return None
            footprint.read(source.path, data)
    except OSError:
        return None
    return footprint


def output_name(workshop: Workshop, job: Job) -> str:
    """Return the file's name: the id and the options that are not default (`warmup-letter.pdf`)."""
    from handouts.data.workspace import canonical_locale

    request, library = workshop.request, workshop.library
    kinds = ("routine", "exercise", "series")
    before = kinds[: kinds.index(job.kind)]  # of one id, only the first has it for its file alone
    is_shared = any(workshop.workspace.find(kind, job.id) for kind in before)
    parts = [job.id, job.kind if is_shared else "", f"part-{job.part}" if job.part else ""]
    if request.brand and request.brand != workshop.library.default_brand:
        parts.append(library.brand.id)
    parts += [request.paper if request.paper != "a4" else "", "large-print" if request.large_print else ""]
    parts += ["ink-saver" if request.ink_saver else ""]
    parts += [canonical_locale(request.language) if request.language else "", request.side or ""]
    parts.append("fillable" if request.fillable else "")
    return "-".join(part for part in parts if part) + ".pdf"


def _pack(problem: Problem) -> dict[str, Any]:
    where = problem.where
    place = [where.path, where.line, where.column, where.length, where.text] if where else None
    return {"kind": problem.kind, "what": problem.what, "fix": problem.fix, "level": problem.level, "where": place}


def _unpack(packed: dict[str, Any]) -> Problem:
    place = packed["where"]
    where = Where(*place) if place else None
    return Problem(packed["kind"], packed["what"], packed["fix"], where, packed["level"])


# -- writing


def _write(request: Request, pressed: list[Pressed]) -> Built:
    """Write the sheets, each whole or not at all, and note them in their folder's manifest."""
    from handouts.output.files import shown_path, write_file
    from handouts.output.manifest import Entry, record

    built = Built()
    named = [(each, _target(request, each)) for each in pressed]
    for each, path in named:
        has_client = bool(request.client.strip())
        write_file(path, each.data, overwrite=request.force or not has_client, private=has_client)
        inputs = tuple((str(name), str(value)) for name, value in each.notes["inputs"])
        folder, name = os.path.split(path)
        record(folder, Entry(name, _sha256(each.data), inputs, f"handouts {__version__}"))
        built.sheets.append(BuiltSheet(path, shown_path(path), each.notes["pages"]))
        for warning in each.notes["warnings"]:
            problem = _unpack(warning)
            if problem not in built.warnings:
                built.warnings.append(problem)
    return built


def _target(request: Request, pressed: Pressed) -> str:
    """Return where a sheet goes: `-o` as a file when it ends in .pdf, else as a folder."""
    if os.path.splitext(request.output or "")[1].lower() == ".pdf" and not request.everything:  # noqa: PTH122 - as above
        return str(request.output)
    return os.path.join(request.output or pressed.notes["folder"], pressed.notes["name"])  # noqa: PTH118 - as above


def _sha256(data: bytes) -> str:
    try:
        from _sha256 import sha256  # type: ignore[import-not-found]  # hashlib would load OpenSSL for it
    except ImportError:
        from hashlib import sha256
    return str(sha256(data).hexdigest())
