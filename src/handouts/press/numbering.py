"""Which object of a pressed PDF has which number.

In: how many there are. Out: numbers. Never true afterwards: that two objects share one.

The numbers leave gaps, which a cross-reference stream allows (ISO 32000-1, 7.5.8.2, /Index). The gaps are small: qpdf
ignores numbers above a third of the file's size, and warns where /Size is not one more than the highest number.
"""

from __future__ import annotations

CATALOG, PAGES, INFO, XMP, STRUCTURE, DOCUMENT, PARENT_TREE, FONT_NAMES, PROFILE, XOBJECT_NAMES = range(1, 11)
DOCUMENT_STREAM, FONT_STREAM, FIRST_XREF, LAST_XREF = range(11, 15)
ACRO_FORM, TICK_OFF, TICK_ON, TYPED_BLANK = range(15, 19)

FONT_KEYS = ("R", "B", "X", "I", "J", "NR", "NB", "HR", "HB", "AR", "AB")
FIRST_FONT = 20
"""The plate's fonts in the order of FONT_KEYS, OBJECTS_PER_FONT numbers each."""
TYPED_FONT = 90
"""The simple font of form fields: font, descriptor, program."""
FIRST_EXTRA = 100
"""As FIRST_FONT, for the subsets that a client's words ask for."""

FIRST_LOOK = 170
"""How the words look that were given for a form field, one number for each field to type in, MOST_LOOKS at most."""
MOST_LOOKS = 30

FIRST_PAGE = 200
"""Page p at FIRST_PAGE + 2p, the stream of its client's words behind it."""
GRAIN = 64
"""Blocks begin at multiples of this, so that blocks of like size leave those behind them where they were."""


def page_number(page: int) -> int:
    """Return the object number of a page; the next one is the stream of its client's words."""
    return FIRST_PAGE + 2 * page


def first_block(pages: int) -> int:
    """Return where the blocks begin: at one place for all documents of up to 92 pages."""
    return _up(max(FIRST_PAGE + 2 * pages, 6 * GRAIN))


def next_block(base: int, objects: int) -> int:
    """Return where the next block begins: + 0 is an object stream, + 1 the content, then come the objects."""
    return _up(base + 2 + objects)


def _up(num: int) -> int:
    return -(-num // GRAIN) * GRAIN
