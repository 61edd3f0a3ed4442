"""The press: a client's words into a plate.

In: a `Plate` and words by slot name. Out: the bytes of a finished PDF. Never true afterwards: that a client's words
stand anywhere but in the slots (not in title, metadata or names), or that the same plate and words give other bytes.

A pressed file is the plate's constant prefix and a small tail, made like an incremental update (ISO 32000-1, 7.5.6): a
content stream of words for each page, fonts for characters that the plate lacks, and a second cross-reference section
that points back to the first. Nothing of the prefix is parsed, copied apart or compressed again.
"""

from __future__ import annotations

from handouts.pdf.syntax import QUICK, digest, indirect, join_entries, pack_entry, stream, xref_stream
from handouts.press.numbering import CATALOG, INFO, LAST_XREF, page_number
from handouts.press.words import set_words

TYPE_CHECKING = False  # typing would be imported for nothing else
if TYPE_CHECKING:
    from handouts.press.plate import Plate, SlotRow, Uses

    Words = dict[str, str | tuple[str, str]]

_MEMO_LIMIT = 4_000  # settings of words kept by a plate: about 2 MB, reached within a thousand clients


class NoSlot(Exception):  # noqa: N818 - it says what is missing
    """Our bug: words were given for a slot that the plate does not have, and would be lost."""


def press(plate: Plate, words: Words) -> bytes:
    """Return the PDF of the plate with these words; a slot without words stays blank.

    Raises Overflow (lay the slot's block out with that many lines), NoGlyph (a problem: no font has the character),
    NoScripts (a problem: the words need the `scripts` extra), NoSlot (our bug).
    """
    return plate.prefix + press_tail(plate, words)


def press_tail(plate: Plate, words: Words) -> bytes:
    """Return what follows the plate's prefix, for whoever writes the two parts one after the other."""
    streams, uses = set_pages(plate, words)
    objects = [(page_number(page) + 1, body) for page, body in streams]
    if uses:
        from handouts.press.scripts import extra_fonts  # noqa: PLC0415 - most words need none

        objects += extra_fonts(plate, uses)
    return _finish(plate, objects)


def set_pages(plate: Plate, words: Words) -> tuple[list[tuple[int, bytes]], Uses]:
    """Return (page index, stream of its words) for each page with slots, and what they need beside the plate's letters.

    Raises what `press` raises.
    """
    for name in words:
        if name not in plate.names and any(words[name]):
            raise NoSlot(name)
    if len(plate.memo) > _MEMO_LIMIT:
        plate.memo.clear()
    streams: list[tuple[int, bytes]] = []
    uses: Uses = {}
    for page, slots in enumerate(plate.pages):
        if slots:
            code = "".join(["Q BT\n", *[_set(plate, slot, words.get(slot.name, ""), uses) for slot in slots], "ET\n"])
            streams.append((page, stream(b"", code.encode("latin-1"), level=QUICK)))
    return streams, uses


def _set(plate: Plate, slot: SlotRow, words: str | tuple[str, str], uses: Uses) -> str:
    """Return the slot's code, remembered; adds to `uses` the glyphs that have to be embedded for it."""
    known = plate.memo.get((slot, words))
    if known is None:
        try:
            known = set_words(slot, words, plate.letters), {}
        except KeyError:
            from handouts.press.scripts import set_foreign_words  # noqa: PLC0415 - most words need none

            known = set_foreign_words(plate, slot, words)
        plate.memo[slot, words] = known
    code, needed = known
    for key, glyphs in needed.items():
        uses.setdefault(key, {}).update(glyphs)
    return code


def _finish(plate: Plate, objects: list[tuple[int, bytes]]) -> bytes:
    """Return the objects with their cross-reference stream."""
    position, entries, chunks = len(plate.prefix), [], []
    for number, body in objects:
        chunk = indirect(number, body)
        entries.append((number, 1, pack_entry(1, position)))
        chunks.append(chunk)
        position += len(chunk)
    entries.append((LAST_XREF, 1, pack_entry(1, position)))
    tail = b"".join(chunks)
    index, packed = join_entries(entries)
    trailer = b"/Root %d 0 R/Info %d 0 R/Prev %d/ID[<%b><%b>]" % (
        CATALOG, INFO, plate.xref_at, plate.key.encode("ascii"), digest(tail).encode("ascii"),
    )  # fmt: skip
    last = xref_stream(LAST_XREF, plate.size, index, packed, trailer, level=0)
    return b"%b%bstartxref\n%d\n%%%%EOF\n" % (tail, last, position)
