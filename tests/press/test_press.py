"""The press: what a client's words may touch, and what they may not."""

from __future__ import annotations

import io
import zlib
from dataclasses import replace
from typing import TYPE_CHECKING

import pikepdf
import pytest

from handouts.pdf.block import Placed, PlacedPage
from handouts.press.assemble import Assembler
from handouts.press.tail import NoSlot, press, press_tail
from handouts.units import PAPERS
from press.draft import FONTS, WORDS, Draft, document, header

if TYPE_CHECKING:
    from handouts.press.plate import Plate


def test_prefix_and_tail_are_the_file(plate: Plate) -> None:
    """Who writes many files writes the prefix as it is, and the tail behind it."""
    assert plate.prefix + press_tail(plate, WORDS) == press(plate, WORDS)


def test_words_without_a_slot_are_not_lost_in_silence(plate: Plate) -> None:
    """A slot that the plate does not have is our bug; without words it does not matter."""
    with pytest.raises(NoSlot):
        press(plate, {"practitioner": "Sam"})
    assert press(plate, {"practitioner": "", "dose-9": ("", "")}) == press(plate, {})


def test_a_client_leaves_no_trace_outside_the_slots(plate: Plate) -> None:
    """Metadata, structure and everything else but the words' streams are the same for everybody."""
    with (
        pikepdf.open(io.BytesIO(press(plate, {**WORDS, "client": "Wilhelmina"}))) as one,
        pikepdf.open(io.BytesIO(press(plate, {**WORDS, "client": "Bartholomew"}))) as two,
    ):
        differing = [
            number
            for number, (left, right) in enumerate(zip(one.objects, two.objects, strict=True))
            if not (isinstance(left, pikepdf.Stream) and left.get("/Type") == "/XRef")
            if left.unparse(resolved=True) != right.unparse(resolved=True)
            or (isinstance(left, pikepdf.Stream) and left.read_bytes() != right.read_bytes())
        ]
        words = [number for number, found in enumerate(one.objects) if _holds_text(found)]
        assert len(differing) == 1
        assert set(differing) <= set(words)
        assert one.trailer.ID[0] == two.trailer.ID[0]
        assert one.trailer.ID[1] != two.trailer.ID[1]


def _holds_text(found: pikepdf.Object) -> bool:
    return isinstance(found, pikepdf.Stream) and "/Type" not in found and b"Tm/" in found.read_bytes()


def test_the_same_words_stand_wherever_they_are_wanted(plate: Plate) -> None:
    """The name slot stands in the header's line and in the running header."""
    tail = press_tail(plate, {"client": "Alex"})
    stream = tail[tail.index(b"stream\n") + 7 :]
    code = zlib.decompressobj().decompress(stream).decode("latin-1")
    assert code.count("Tj") == 2
    assert "/Artifact<</Type/Pagination/Subtype/Header>>BDC" in code


def test_plates_remember_words_together_only_if_their_letters_are_the_same() -> None:
    """A plate whose own text has an é sets it from its own font; its neighbour without one embeds it, and says so."""

    def plate_with(text: str, assembler: Assembler) -> Plate:
        draft = Draft(500, 60)
        draft.text(draft.element("P"), text, 10, 40)
        page = PlacedPage(PAPERS["a4"], (Placed(header_block, 40, 740), Placed(draft.block(), 40, 600)))
        return assembler.assemble(replace(document(), pages=(page,)))

    header_block, shared = header(), Assembler(FONTS)
    plain, accented, again = (plate_with(text, shared) for text in ("cafe", "café", "face"))
    assert plain.memo is again.memo
    assert plain.memo is not accented.memo
    words = {"date": "le 3 décembre"}
    for text, made in (("café", accented), ("cafe", plain), ("face", again)):
        assert press(made, words) == press(plate_with(text, Assembler(FONTS)), words)
    assert b"/Rx" in press_tail(plain, words)
    assert b"/Rx" not in press_tail(accented, words)


def test_pressing_again_gives_the_same_bytes(plate: Plate) -> None:
    """Remembered settings are those that were made."""
    plate.memo.clear()
    first = press(plate, WORDS)
    press(plate, {**WORDS, "client": "Somebody Else"})
    assert press(plate, WORDS) == first
