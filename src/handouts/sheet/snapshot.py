"""A sheet as text: every word it prints, in the order in which a reader meets them.

In: a `Sheet`. Out: lines, or one text of them. Never true: that a word is here which is not printed, or the other way
round; what layout may leave out for want of room says so (`optional`).

This is what a reference sheet is compared with, and what a finished PDF must say when it is read aloud.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from handouts.sheet.blocks import (
    Box,
    Call,
    Card,
    Code,
    Codes,
    Dose,
    DoseRow,
    EmptyPicture,
    Fault,
    FaultPanel,
    Footer,
    Idea,
    JointDiagram,
    KeyMessage,
    Letterhead,
    Notes,
    Running,
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
    from collections.abc import Iterable, Iterator

    from handouts.sheet.blocks import Chip, Panel, Runs, Sheet, SheetBlock, ShownFigure

Kind = Literal["block", "words", "picture"]
Words = dict[str, "str | tuple[str, str]"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the text: a block's name, words that are printed, or a picture as it is told to who cannot see it."""

    kind: Kind
    text: str
    optional: bool = False


def write_text(sheet: Sheet) -> str:
    """Return the sheet as text: `# card` begins a block, a picture's alternative text stands in brackets."""
    forms = {"block": "\n# {}", "words": "{}", "picture": "[{}]"}
    lines = [forms[line.kind].format(line.text) for line in told_lines(sheet)]
    lines += ["\n# on every page", *(line.text for line in page_lines(sheet))]
    return "\n".join(lines).strip() + "\n"


def told_lines(sheet: Sheet) -> Iterator[Line]:
    """Yield what the sheet says, block by block; running headers and footers are not part of it."""
    words = dict(sheet.words)
    for block in (sheet.letterhead, *sheet.blocks):
        yield Line("block", type(block).__name__.lower())
        yield from (line for line in _told(block, words, sheet.kind) if line.text.strip())


def page_lines(sheet: Sheet) -> Iterator[Line]:
    """Yield the header of later pages, `n` for its number, and the footer, `n of m`."""
    running, footer = sheet.running, sheet.footer
    yield _say(running.words.format(title=running.title, page="n"))
    yield _say(running.for_label)
    yield from (Line("words", part, optional=True) for part in footer.left)
    if footer.code:
        yield _say(footer.code)
    yield _say(footer.page.format(title=footer.title, page="n", pages="m"))


def _say(words: str | Runs) -> Line:
    return Line("words", words if isinstance(words, str) else unmarked(words))


def _say_all(*said: str | Runs) -> Iterator[Line]:
    return (_say(words) for words in said)


def _show(alt: str) -> Line:
    return Line("picture", alt)


def _told(block: SheetBlock, words: Words, kind: str) -> Iterable[Line]:
    """Return the lines of one block."""
    match block:
        case Letterhead():
            return _letterhead(block, words)
        case Title():
            return _say_all(block.title, block.action, block.under)
        case StartBand():
            return _say_all(*block.when, *block.minutes, block.stop)
        case StopBox():
            return _say_all(block.heading, *block.lines)
        case Card():
            return _card(block, words)
        case WidePanel():
            return [*_panel(block.panel), *(_say(said) for _, _, said in block.callouts)]
        case DoseRow():
            return _dose(block.dose, words, further=True)
        case Steps():
            return [_say(block.heading), *(line for at, step in enumerate(block.steps, 1) for line in _step(at, step))]
        case FaultPanel():
            return _fault_panel(block)
        case Box():
            return _say_all(block.heading, *block.bullets)
        case _:
            return _told_at_the_end(block, words, kind)


def _told_at_the_end(block: SheetBlock, words: Words, kind: str) -> Iterable[Line]:
    """Return the lines of the blocks that close a sheet, and of a series'."""
    match block:
        case Ticks():
            return _say_all(block.heading, *block.columns, *block.sides * len(block.columns), *block.rows)
        case Codes():
            return _codes(block, together=kind == "routine")
        case Notes():
            return _say_all(block.heading, str(words.get("notes", "")))
        case KeyMessage():
            return [_say(block.text)]
        case Idea():
            pair = [_say(part) for term in block.pair for part in term]
            return [_say(block.heading), *pair, _say(block.text)]
        case JointDiagram():
            names = (name for name, _, _ in block.joints)
            return [_show(block.alt), *_say_all(*names, block.mobile, block.stable)]
        case Strip():
            return _strip(block)
        case Call():
            return [*_say_all(block.heading, block.text, block.code.shown), _show(block.code.contents)]
        case Running() | Footer():
            raise TypeError("a page's header and footer are no blocks of the sheet")
        case _:
            raise TypeError(f"{type(block).__name__} has no words yet")


def _letterhead(block: Letterhead, words: Words) -> Iterator[Line]:
    if block.logo is not None:
        yield _show(block.brand)
    yield _say(block.brand)
    yield Line("words", block.tagline, optional=True)
    labels = ((block.for_label, "client"), (block.date_label, "date"), (block.with_label, "practitioner"))
    for label, slot in labels:
        yield _say(label)
        yield _say(str(words.get(slot, "")) if label else "")


def _card(card: Card, words: Words) -> Iterator[Line]:
    yield _say(str(card.number))
    yield _say(card.name)
    yield from _panel(card.panel)
    yield from _dose(card.dose, words)
    yield from _say_all(*card.cues, card.note)
    if card.fault:
        yield from _fault(card.fault)


def _panel(panel: Panel) -> Iterator[Line]:
    if isinstance(panel, EmptyPicture):
        yield _say(panel.invitation)
    elif isinstance(panel, ShownPicture):
        yield _show(panel.alt)
        yield _say(panel.credit)
    else:
        yield from (_show(figure.alt) for figure in panel)
        yield from (_say(figure.label) for figure in panel)


def _dose(dose: Dose, words: Words, *, further: bool = False) -> Iterator[Line]:
    for chip in (*dose.chips, *(dose.further if further else ())):
        yield from _chip(chip, words)
    if not further:
        yield _say(dose.small)


def _chip(chip: Chip, words: Words) -> Iterator[Line]:
    """Yield what is printed in a dose box, which is what press was given, not what the chip was composed from."""
    for slot in (chip.slot, f"{chip.slot}:second") if chip.stacked else (chip.slot,):
        said = words.get(slot, "")
        yield _say(said if isinstance(said, str) else " ".join(part for part in said if part))


def _fault(fault: Fault) -> Iterator[Line]:
    for label, text in ((fault.mistake_label, fault.mistake), (fault.instead_label, fault.instead)):
        yield _say(f"{label} {unmarked(text)}".strip())


def _fault_panel(block: FaultPanel) -> Iterator[Line]:
    yield _say(block.heading)
    figures: tuple[ShownFigure | None, ...] = (block.wrong, block.right)
    yield from (_show(figure.alt) for figure in figures if figure)
    yield from _fault(block.fault)


def _step(number: int, step: Runs) -> Iterator[Line]:
    yield _say(f"{number} {unmarked(step)}")


def _strip(strip: Strip) -> Iterator[Line]:
    yield _say(strip.heading)
    yield _say(strip.use)
    for item in strip.items:
        yield from _say_all(str(item.number), item.name, item.dose)
        yield from _panel(item.panel)


def _codes(block: Codes, *, together: bool) -> Iterator[Line]:
    """Yield codes with their captions; `together`, the addresses stand under all of them, after the host they share."""
    yield _say(block.heading)
    if not together:
        yield _say(block.shown)
        for code in block.codes:
            yield from _code(code)
        return
    for code in block.codes:
        yield _show(code.contents)
        yield _say(code.label)
    yield from _say_all(block.shown, *(code.shown for code in block.codes))


def _code(code: Code) -> Iterator[Line]:
    yield _show(code.contents)
    yield from _say_all(code.over, code.label, code.shown)
