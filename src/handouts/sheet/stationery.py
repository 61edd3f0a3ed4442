"""What every sheet has: whose it is, for whom, in which words; and the blocks that follow from that alone.

In: a brand, a locale, a client's words, the style that was asked for. Out: letterhead, running header, footer, codes,
notes, and the words for the slots. Never true: that a client's own words stand in a block.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final, TypeVar

from handouts.library.locales import preferred_words
from handouts.library.text import Run, Text, replace_words
from handouts.sheet.blocks import Code, Codes, Footer, Letterhead, Notes, Running, StopBox
from handouts.sheet.wording import Wording, bold_label, other_side, text_runs

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date
    from typing import Literal

    from handouts.figures.baked import BakedSet
    from handouts.library.model import Brand, Link, Links, Locale
    from handouts.sheet.blocks import Runs


T = TypeVar("T")
_MOST_KEPT: Final = 1024  # compositions of an exercise, a routine's ticks and codes


@dataclass(frozen=True)
class Client:
    """A client's own words; what is not given is a blank line on paper."""

    name: str = ""
    day: date | None = None
    practitioner: str = ""
    notes: str = ""
    name_lines: int = 1  # how many lines the name was found to need
    note_lines: int = 0  # and the notes


@dataclass(frozen=True)
class Stationery:
    """Everything a sheet is composed with besides what it says: brand, words, figures, style, side."""

    brand: Brand
    locale: Locale
    figures: Mapping[str, BakedSet] = field(default_factory=dict)
    large: bool = False
    side: Literal["left", "right"] | None = None
    code: str = ""
    fillable: bool = False
    _kept: dict[tuple[object, ...], tuple[tuple[object, ...], Any]] = field(
        default_factory=dict, repr=False, compare=False
    )

    @property
    def wording(self) -> Wording:
        return Wording(self.locale)

    def kept(self, make: Callable[..., T], *given: object) -> T:
        """Return `make(self, *given)`, composed once for the same values (the same, not equal ones) and the same side.

        `make` reads nothing of the stationery but its locale and its side; copies of it share what is kept.
        """
        key = (make, self.side, id(self.locale), *map(id, given))
        known = self._kept.get(key)
        if known is None:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            known = self._kept[key] = (self.locale, *given), make(self, *given)  # held, so that no other gets its id
        return known[1]

    def said(self, runs: Runs) -> Runs:
        """Return words about a body as they are for the asked side; poses and texts are written for the right one."""
        return tuple((other_side(words), bold) for words, bold in runs) if self.side == "left" else runs

    def in_own_words(self, words: str) -> str:
        """Return words that came with a figure as the brand says them; all others have come so from the library."""
        return str(replace_words(Text((Run(words, False),)), preferred_words(self.brand, self.locale)))

    def letterhead(self, client: Client) -> Letterhead:
        words = self.wording
        return Letterhead(
            brand=self.brand.name,
            tagline=self.brand.tagline or "",
            logo=self.brand.logo,
            logo_digest=self.brand.logo_digest,
            for_label=words["for"],
            date_label=words["date"],
            with_label=words["with"] if client.practitioner else "",
            client_lines=client.name_lines,
            typed=self._typed(),
        )

    def _typed(self) -> tuple[tuple[str, str], ...]:
        """Return the lines of a fillable sheet that are to be typed on; words that are given stand there at first."""
        lines = (("client", "name_line"), ("date", "date_line"))
        return tuple((slot, self.wording[word]) for slot, word in lines if self.fillable)

    def running(self, title: str, client: Client, *, counted: bool) -> Running:
        """Return the header of later pages: `Hip warm-up, part 2`; a series has parts of its own and is continued."""
        words = "{title}, " + self.wording["part"].replace("{number}", "{page}")
        return Running(title, words if counted else self.wording["continued"], self.wording["for"], client.name_lines)

    def footer(self, title: str) -> Footer:
        brand = self.brand
        return Footer(brand.name, brand.phone or "", brand.site or "", title, self.wording["page"], self.code)

    def words(self, client: Client) -> list[tuple[str, str | tuple[str, str]]]:
        """Return the client's words by slot name."""
        day = self.locale.write_date(client.day) if client.day else ""
        named = (("client", client.name), ("date", day), ("practitioner", client.practitioner), ("notes", client.notes))
        return [(slot, words) for slot, words in named if words]

    def codes(self, links: Links, title: str) -> Codes | None:
        """Return the codes of a sheet: the video, then the post; the host stands once where both share it."""
        words = self.wording
        wanted = ((links.video, "watch", "scan_watch"), (links.blog, "read_why", "scan_read"))
        codes = [
            self.code_for(link, words[label], words.fill(contents, title=title))
            for link, label, contents in wanted
            if link
        ]
        return self.sharing_host(codes) if codes else None

    def sharing_host(self, codes: list[Code]) -> Codes:
        """Return codes with the host told once, where all of them share it: its paths alone fit under each."""
        hosts = {code.shown.partition("/")[0] for code in codes}
        if len(hosts) == 1 and len(codes) > 1:
            host = hosts.pop()
            return Codes(tuple(replace(code, shown=code.shown.removeprefix(host)) for code in codes), host)
        return Codes(tuple(codes))

    def code_for(self, link: Link, label: str, contents: str, over: str = "") -> Code:
        return Code(label, link.url, link.readable, contents, over)

    def notes(self, client: Client) -> Notes:
        typed = self.wording["notes_line"] if self.fillable else ""
        paragraphs = client.notes.count("\n") + 1 if client.notes else 0
        return Notes(self.wording["notes"], client.note_lines if client.notes else 0, paragraphs, typed)

    def stop_lines(self, stop: Text | None, topic: str | None) -> tuple[Runs, ...]:
        """Return when to stop, and on a back-pain sheet the emergency signs with the locale's number."""
        words = self.wording
        lines = [
            text_runs(stop)
            if stop
            else (bold_label(f"**{words['stop_if_you_feel']}** {words['stop_signs']} {words['then_call_us']}"))
        ]
        if topic == "back-pain":
            emergency = self.locale.emergency
            lines.append(bold_label(words.fill("emergency_call", number=emergency.number, signs=emergency.signs)))
        return tuple(lines)

    def stop_across(self, stop: Text | None, topic: str | None) -> StopBox:
        return StopBox(self.stop_lines(stop, topic))
