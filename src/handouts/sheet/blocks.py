"""What is said on a sheet, in which order: a small closed set of semantic blocks.

In: nothing; these are values. Out: what layout lays out, what the text snapshot prints. Never true: that a block knows
a length, a font or a colour.

Words are runs of (text, bold); a client's own words are not here but in `Sheet.words`, by slot name, because a block
is laid out once and pressed for many clients.
"""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, Literal, TypeAlias, TypeVar

from handouts.values import dataclass

if TYPE_CHECKING:
    from pathlib import Path

    from handouts.figures.baked import BakedFigure

Runs: TypeAlias = tuple[tuple[str, bool], ...]


def runs(words: str, *, bold: bool = False) -> Runs:
    """Return words that all look the same."""
    return ((words, bold),)


def unmarked(text: Runs) -> str:
    """Return the words without their boldness."""
    return "".join(words for words, _ in text)


# -- parts of blocks


@dataclass(frozen=True, slots=True)
class ShownFigure:
    """One baked figure: `label` stands under it, `alt` says it to a client who cannot see it.

    `mirrored` draws it for the other side of the body; label and alt are then already the other side's. `key` names
    the drawing by its content (`hip-hinge/start@` and the hash of what was baked), and stands for it wherever blocks
    are compared.
    """

    key: str
    label: str
    alt: str
    mirrored: bool = False
    figure: BakedFigure = field(kw_only=True, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class ShownPicture:
    """A picture file given by the coach; it wins over figures. `digest` is the hash of its bytes."""

    file: Path = field(compare=False)
    digest: str
    alt: str
    credit: str = ""


@dataclass(frozen=True, slots=True)
class EmptyPicture:
    """No picture: a dashed box that invites the reader to draw or stick one."""

    invitation: str


Panel: TypeAlias = "tuple[ShownFigure, ...] | ShownPicture | EmptyPicture"
"""What fills an exercise's picture place: one to three figures of one scale, a picture, or an empty box."""


@dataclass(frozen=True, slots=True)
class Chip:
    """One dose box: a big number and its unit. `slot` names the place that press fills with (number, unit).

    `stacked` is a second pair under the first (8 / hold 5 sec).
    """

    slot: str
    number: str
    unit: str
    stacked: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Dose:
    """How much to do, in chips; `small` is the line under them on a card (rest, tempo, load, frequency).

    `further` are the same facts as chips, for the exercise handout. `line` is the dose in one line, for a strip.
    """

    chips: tuple[Chip, ...]
    small: str = ""
    further: tuple[Chip, ...] = ()
    line: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """A common mistake and what to do instead, with their labels (`Mistake:` and `Instead:`)."""

    mistake_label: str
    mistake: Runs
    instead_label: str
    instead: Runs


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code: `label` under or beside it, `address` in it, `shown` the short address that is printed.

    `contents` says to a screen reader where the link goes.
    """

    label: str
    address: str
    shown: str
    contents: str
    over: str = ""  # a small line over the label: "Part 1"


# -- blocks of every sheet


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Brand mark and name, and the lines for whom and when. `with_label` is given when a practitioner is printed.

    `client_lines` is how many lines the client's name takes: long names wrap rather than shrink under 10 pt.
    `typed` is for a fillable sheet: (slot, what to write there) of the lines that can be typed on.
    """

    brand: str
    tagline: str
    logo: Path | None
    logo_digest: str
    for_label: str
    date_label: str
    with_label: str = ""
    client_lines: int = 1
    typed: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Running:
    """The header of later pages and the line for whom: `words` has {title}, and {page} where the pages are counted."""

    title: str
    words: str
    for_label: str
    client_lines: int = 1


@dataclass(frozen=True, slots=True)
class Title:
    """The page title; `action` stands right on its baseline, `under` is a line beneath (`quiet` prints it grey)."""

    title: str
    action: str = ""
    under: str = ""
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Footer:
    """The last line of every page: whose it is on the left; on the right `page`, with {title}, {page} and {pages}."""

    brand: str
    phone: str
    site: str
    title: str
    page: str
    code: str = ""  # eight characters of the hash of what the sheet was built from

    @property
    def left(self) -> tuple[str, ...]:
        """What is there of the brand's name, number and site, in the order it is printed."""
        return tuple(part for part in (self.brand, self.phone, self.site) if part)


@dataclass(frozen=True, slots=True)
class StopBox:
    """When to stop, across the page; `heading` only where the box stands among boxes; one paragraph a line."""

    lines: tuple[Runs, ...]
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Ticks:
    """The tracking grid: a box for every day of every week, or one for each of the `sides` of a day.

    `alts[row][box]` says each box to a screen reader.
    """

    heading: str
    columns: tuple[str, ...]
    rows: tuple[str, ...]
    alts: tuple[tuple[str, ...], ...]
    sides: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Codes:
    """The codes of a sheet, and the short address that stands once under them (empty when each shows its own)."""

    codes: tuple[Code, ...]
    shown: str = ""
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Notes:
    """Lines to write on, or a client's own notes in slot `notes`.

    `filled` is how many lines of the tail's column those take, 0 for none; `paragraphs` how many they have at least.
    """

    heading: str
    filled: int = 0
    paragraphs: int = 0
    typed: str = ""  # of a fillable sheet: what to write there


# -- the routine sheet


@dataclass(frozen=True, slots=True)
class StartBand:
    """When, how long, and when to stop: `when` and `minutes` are given line by line.

    `stop` is empty where a full-width stop box stands instead.
    """

    when: tuple[Runs, ...]
    minutes: tuple[Runs, ...]
    stop: Runs


@dataclass(frozen=True, slots=True)
class Card:
    """One exercise of a routine. `number` counts from 1 in the routine."""

    number: int
    exercise: str
    name: str
    panel: Panel
    cues: tuple[Runs, ...]
    dose: Dose
    fault: Fault | None = None
    note: Runs = ()


# -- the exercise handout


@dataclass(frozen=True, slots=True)
class WidePanel:
    """The figures of an exercise across the page, with their captions as labels; `callouts` name what to feel."""

    panel: Panel
    callouts: tuple[tuple[int, str, str], ...] = ()
    """(index of the figure, anchor name in it, words)"""


@dataclass(frozen=True, slots=True)
class DoseRow:
    """The dose as a row of chips."""

    dose: Dose


@dataclass(frozen=True, slots=True)
class Steps:
    """The how-to, step by step."""

    heading: str
    steps: tuple[Runs, ...]


@dataclass(frozen=True, slots=True)
class FaultPanel:
    """The wrong figure beside the right one, and both in words."""

    heading: str
    wrong: ShownFigure | None
    right: ShownFigure | None
    fault: Fault


@dataclass(frozen=True, slots=True)
class Box:
    """A tinted box of bullets: too hard, too easy, you may feel."""

    heading: str
    bullets: tuple[Runs, ...]


# -- the series handout


@dataclass(frozen=True, slots=True)
class KeyMessage:
    """The one thing a part of a series says."""

    text: Runs


@dataclass(frozen=True, slots=True)
class Idea:
    """One idea of the series: heading, text, and at most one pair of terms."""

    heading: str
    text: Runs
    pair: tuple[tuple[str, Runs], ...] = ()


@dataclass(frozen=True, slots=True)
class JointDiagram:
    """The body with its joints: (name, anchor, moves a lot?) from the head down, and the two words of the legend."""

    key: str
    joints: tuple[tuple[str, str, bool], ...]
    mobile: str
    stable: str
    alt: str
    figure: BakedFigure = field(kw_only=True, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class StripItem:
    """One exercise of a strip; `dose` is in one line."""

    number: int
    name: str
    dose: str
    panel: Panel


@dataclass(frozen=True, slots=True)
class Strip:
    """The part's exercises side by side: heading left, when to use them right."""

    heading: str
    use: str
    items: tuple[StripItem, ...]


@dataclass(frozen=True, slots=True)
class Call:
    """A call to action in a box with its code."""

    heading: str
    text: Runs
    code: Code


SheetBlock: TypeAlias = (
    Letterhead
    | Running
    | Title
    | Footer
    | StopBox
    | Ticks
    | Codes
    | Notes
    | StartBand
    | Card
    | WidePanel
    | DoseRow
    | Steps
    | FaultPanel
    | Box
    | KeyMessage
    | Idea
    | JointDiagram
    | Strip
    | Call
)

B = TypeVar("B")

Kind: TypeAlias = Literal["routine", "exercise", "series"]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole sheet: its blocks in reading order, and the words that press writes into slots.

    Slots: `client`, `date`, `practitioner`, `notes`, and `dose:<exercise>:<n>` as (number, unit).
    """

    kind: Kind
    id: str
    title: str
    language: str
    brand: str
    letterhead: Letterhead
    running: Running
    footer: Footer
    blocks: tuple[SheetBlock, ...]
    words: tuple[tuple[str, str | tuple[str, str]], ...] = ()

    def all(self, kind: type[B]) -> list[B]:
        """Return the sheet's blocks of one kind, in order."""
        return [block for block in self.blocks if isinstance(block, kind)]

    def one(self, kind: type[B]) -> B:
        """Return the only block of a kind; a sheet without it, or with two, is our bug."""
        (block,) = self.all(kind)
        return block

    def maybe(self, kind: type[B]) -> B | None:
        """Return the block of a kind that a sheet may do without."""
        return next(iter(self.all(kind)), None)
