"""Our own engine in memory: the warm-up pressed for one client after another.

In: clients. Out: the bytes of their sheets. Never true: that a shortcut is taken here which a batch could not take; a
client whose words need more lines gets another layout, as in any build.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from export import OTHERS
from selection import WARMUP, Chooser

from handouts.commands.build import for_slots, guess_lines, more_lines
from handouts.commands.request import Request
from handouts.commands.workshop import Workshop
from handouts.press.tail import press_tail
from handouts.press.words import Overflow
from handouts.sheet.stationery import Client

if TYPE_CHECKING:
    from handouts.press.plate import Plate
    from handouts.sheet.blocks import Sheet

ROOT = Path(__file__).parent.parent


class Ours:
    """Presses the warm-up; `select` composes every client's own choice of exercises and assembles it."""

    def __init__(self, *, select: bool = False) -> None:
        self.workshop = Workshop(Request(routine="warmup"), ROOT)
        self.chooser = Chooser(self.workshop, OTHERS) if select else None
        self.plates: dict[tuple[int, int], tuple[Plate, dict[str, Any]]] = {}

    def draw(self, client: dict[str, Any]) -> bytes:
        """Return a client's sheet."""
        return b"".join(self.parts(client))

    def parts(self, client: dict[str, Any]) -> list[bytes]:
        """Return a client's sheet as a batch writes it; words that do not fit are laid out again with more lines."""
        lines = guess_lines(client["notes"]), 1
        while True:
            plate, said = self._plate(client, lines)
            words = {**said, "client": client["name"], "date": client["date"], "notes": client["notes"]}
            first = next(slot for slot in said if slot.endswith(":amount"))
            words[first] = (client["amount"], said[first][1])
            try:
                return [plate.prefix, press_tail(plate, for_slots(plate, words))]
            except Overflow as overflow:
                lines = more_lines(overflow, *lines)

    def _plate(self, client: dict[str, Any], lines: tuple[int, int]) -> tuple[Plate, dict[str, Any]]:
        """Return the plate for that many lines of notes and name, and what its doses say."""
        if self.chooser:
            return self._assembled(self.chooser.compose(client["exercises"], self._stands_for(lines)))
        if lines not in self.plates:
            self.plates[lines] = self._assembled(self.workshop.compose(WARMUP, self._stands_for(lines)))
        return self.plates[lines]

    def _assembled(self, sheet: Sheet) -> tuple[Plate, dict[str, Any]]:
        return self.workshop.plate(sheet), {slot: said for slot, said in sheet.words if slot.startswith("dose:")}

    @staticmethod
    def _stands_for(lines: tuple[int, int]) -> Client:
        """Return a client with as many lines; whose they are is no part of the layout."""
        return replace(Client(name="-", notes="-"), note_lines=lines[0], name_lines=lines[1])
