"""The characters that have no place in a text file of ours.

In: text. Out: the first such character, and its name in words. Never true afterwards: that a character can hide, turn
the reading direction of what surrounds it, or end a line that an editor shows as one.
"""

from __future__ import annotations

import re
import unicodedata

_NAMES = {
    "\x00": "a NUL character",
    "\t": "a tab",
    "\n": "a line break",
    "\r": "a carriage return",
    "\x7f": "a delete character",
    "\x85": "a next-line character",
    "\ufeff": "a byte order mark in the middle of the text",
    "\ufffd": "a replacement character (the mark of a file that was converted wrongly)",
}

# C0 and C1 controls, line and paragraph separators, bidirectional embeddings, overrides and isolates (Unicode TR 36,
# "Trojan Source"), interlinear marks, tags, surrogates and noncharacters; what takes no room and joins nothing
# (U+200B, U+2060 to U+2064, U+180E). The plain marks U+200E, U+200F and U+061C stay allowed, and so do the joiners
# U+200C and U+200D: right-to-left text and the scripts of India need them.
_HIDDEN = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u180e\u200b\u2028\u2029\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufff9-\ufffd"
    "\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f"
    + "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(1, 17))
)
_PILE = "[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u200c-\u200f]{4,}"  # no language stacks so many marks
_IN_FILE = re.compile(f"[{_HIDDEN}]|\r(?!\n)|{_PILE}")
_IN_VALUE = re.compile(f"[{_HIDDEN}\t\r]")


def find_forbidden_in_file(text: str) -> re.Match[str] | None:
    """Return the first character that no file may hold; line breaks (LF, CR LF) and tabs are not among them."""
    return _IN_FILE.search(text)


def find_forbidden_in_value(text: str) -> re.Match[str] | None:
    """Return the first character that no value may hold, tabs included; a line break may stand in a long text."""
    return _IN_VALUE.search(text)


def name_character(character: str) -> str:
    """Return the character in words: `a NUL character`, `U+202E right-to-left override`."""
    if len(character) > 1:
        return "a pile of marks on one letter"
    if character in _NAMES:
        return _NAMES[character]
    name = unicodedata.name(character, "").lower() or "a control character"
    return f"U+{ord(character):04X} {name}"
