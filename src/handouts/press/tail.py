"""The press: a client's words into a plate.

In: a `Plate` and words by slot name. Out: the bytes of a finished PDF. Never true afterwards: that a client's words
stand anywhere but in the slots (not in title, metadata or names), or that the same plate and words give other bytes.

A pressed file is the plate's constant prefix and a small tail, made like an incremental update (ISO 32000-1, 7.5.6): a
content stream of words for each page, fonts for characters that the plate lacks, and a second cross-reference section
that points back to the first. Nothing of the prefix is parsed, copied apart or compressed again.
"""

from __future__ import annotations

from handouts.pdf.syntax import (
    QUICK,
    digest,
    indirect,
    join_entries,
    number,
    pack_entry,
    stream,
    text_string,
    xref_stream,
)
from handouts.press.numbering import CATALOG, FIRST_LOOK, FONT_NAMES, INFO, LAST_XREF, page_number
from handouts.press.words import plain, set_words

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
    NoScripts (a problem: the words need the `scripts` extra), NoFont (a problem: the file of a font), NoSlot (our bug).
    """
    return plate.prefix + press_tail(plate, words)


def press_tail(plate: Plate, words: Words) -> bytes:
    """Return what follows the plate's prefix, for whoever writes the two parts one after the other."""
    streams, uses = set_pages(plate, words)
    objects = [(page_number(page) + 1, body) for page, body in streams]
    objects += _fill_fields(plate, words, uses)
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


def _fill_fields(plate: Plate, words: Words, uses: Uses) -> list[tuple[int, bytes]]:
    """Return the fields that are given words, with a look of its own for each, in the place of the blank ones.

    The words are the field's value, to be changed by whoever fills in the rest (ISO 32000-1, 12.7.3.3); a viewer that
    changes them replaces what stands between the marks.
    """
    objects = []
    for look, field in enumerate(plate.fields, FIRST_LOOK):
        said = words.get(field.name, "")
        value = plain(" ".join(said) if isinstance(said, tuple) else said)
        if value:
            code = f"/Tx BMC q BT\n{_set(plate, field.slot, value, uses)}ET Q EMC"
            box = f"0 0 {number(field.width)} {number(field.height)}"
            form = f"/Type/XObject/Subtype/Form/BBox[{box}]/Resources<</Font {FONT_NAMES} 0 R>>"
            objects.append((look, stream(form.encode("ascii"), code.encode("latin-1"), level=QUICK)))
            typed = text_string(value.replace("\n", "\r"))
            objects.append((field.num, b"%b/V%b/AP<</N %d 0 R>>>>" % (field.head.encode("latin-1"), typed, look)))
    return objects


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
    for num, body in objects:
        chunk = indirect(num, body)
        entries.append((num, 1, pack_entry(1, position)))
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
