"""What a screen reader says of a finished PDF, and whether it says what the sheet should.

In: a PDF as read; a composed sheet. Out: lines to read, and words that are missing or out of order. Never true: that a
word was taken from the page's look; all of it is the structure tree.
"""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

from handouts.check.read_pdf import Branch, Leaf
from handouts.sheet.blocks import JointDiagram
from handouts.sheet.snapshot import page_lines, told_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.check.read_pdf import ReadPdf
    from handouts.sheet.blocks import Sheet

_NAMES: Final = {
    "H1": "heading 1", "H2": "heading 2", "H3": "heading 3", "L": "list", "Table": "table", "Link": "link",
    "Figure": "picture", "Form": "box", "TH": "column", "LI": "bullet",
}  # fmt: skip
_OPEN: Final = ("L", "Table")  # said when they begin: what follows are their parts


def listen(read: ReadPdf) -> str:
    """Return the document as a screen reader says it, one stop a line."""
    lines = [f"document: {read.title} ({read.language})", *_say(read.tree)]
    return "\n".join(lines)


def _say(branch: Branch) -> Iterator[str]:
    name = _NAMES.get(branch.role, "")
    if branch.role in _OPEN:
        parts = [kid for kid in branch.kids if isinstance(kid, Branch)]
        kind = "rows" if branch.role == "Table" else "items"
        yield f"{name}, {len(parts)} {kind}"
    if branch.alt and branch.role != "Link":
        yield f"{name or branch.role.lower()}: {branch.alt}"
        return
    kids = () if branch.instead else branch.kids
    direct = branch.instead or " ".join("".join(kid.text for kid in kids if isinstance(kid, Leaf)).split())
    if direct:
        yield f"{name}: {direct}" if name and branch.role != "LI" else direct
    for kid in kids:
        if isinstance(kid, Branch):
            yield from _bullet(kid) if branch.role == "LI" else _say(kid)


def _bullet(body: Branch) -> Iterator[str]:
    words = " ".join(body.text.split())
    if words:
        yield f"bullet: {words}"


# -- the words of the sheet


def words_of(text: str) -> list[str]:
    """Return the words; an address that is broken before a slash is one word."""
    return re.sub(r"\s+(?=/)", "", text).split()


def known_words(sheet: Sheet) -> frozenset[str]:
    """Return the words that the data gives, those of headers and footers too; a client's own are not among them."""
    words = dict(sheet.words)
    own = {said for slot in _CLIENTS for said in str(words.get(slot, "")).split()}
    lines = [line.text for line in (*told_lines(sheet), *page_lines(sheet)) if line.kind == "words"]
    data = {word for line in lines for word in line.split()}
    return frozenset(data - own)


_CLIENTS: Final = ("client", "date", "practitioner", "notes")


def compare_words(read: ReadPdf, sheet: Sheet) -> tuple[list[str], list[str]]:
    """Return the words of the sheet that nobody hears, and those that come out of order; a client's own may be added.

    Full stops that join a band's lines are passed over, and a diagram may be read before or after what it stands by.
    """
    printed = read.tree.text
    lines = [line for line in told_lines(sheet) if line.kind == "words" and (not line.optional or line.text in printed)]
    told = _bare(words_of("\n".join(line.text for line in lines)))
    heard = _bare(words_of(printed))
    diagram = sheet.maybe(JointDiagram)
    if diagram is not None:
        names = [name for name, _, _ in diagram.joints]
        aside = _bare(words_of(" ".join([*names, diagram.mobile, diagram.stable])))
        told, heard = _without(told, aside), _without(heard, aside)
    return _missing(told, heard)


def _bare(words: list[str]) -> list[str]:
    return [word.rstrip(".") for word in words if word.rstrip(".")]


def _without(words: list[str], run: list[str]) -> list[str]:
    for at in range(len(words) - len(run) + 1):
        if words[at : at + len(run)] == run:
            return words[:at] + words[at + len(run) :]
    return words


def _missing(told: list[str], heard: list[str]) -> tuple[list[str], list[str]]:
    missing: list[str] = []
    moved: list[str] = []
    left = list(heard)
    absent = []
    for word in told:
        if word in left:
            left.remove(word)
        else:
            absent.append(word)
    for kind, start, end, _, _ in SequenceMatcher(None, told, heard, autojunk=False).get_opcodes():
        if kind in ("delete", "replace"):
            for word in told[start:end]:
                if word in absent:
                    absent.remove(word)
                    missing.append(word)
                else:
                    moved.append(word)
    return missing, moved


def extra_words(read: ReadPdf, sheet: Sheet) -> list[str]:
    """Return the words that are read out more often than the sheet says them, where no client's words can be.

    Those stand before the title, in the letterhead, and under the heading of the notes; the sheet may have no notes,
    its file then has them in a section of their own.
    """
    told, heading = [], ""
    for line in told_lines(sheet):
        if line.kind == "block":
            block = line.text
        elif line.kind == "words" and block not in ("letterhead", "notes"):
            told.append(line.text)
        elif line.kind == "words" and block == "notes":
            heading = heading or line.text
    said = Counter(_bare(words_of("\n".join(told))))
    notes = _notes(read.tree, heading, set(told))
    title = next((element for element in read.tree.walk() if element.role == "H1"), None)
    heard = Counter(_bare(words_of("".join(_texts(read.tree, after=title, but=notes)))))
    return list((heard - said).elements())


def _notes(tree: Branch, heading: str, told: set[str]) -> Branch | None:
    """Return the section under the heading of the notes, or under one that the sheet does not have."""
    for element in tree.walk():
        heads = [kid for kid in element.kids if isinstance(kid, Branch) and kid.role == "H2"]
        words = " ".join(heads[0].text.split()) if heads else ""
        if heads and element.role == "Sect" and (words == heading if heading else words not in told):
            return element
    return None


def _texts(branch: Branch, *, after: Branch | None, but: Branch | None) -> Iterator[str]:
    """Yield the texts of a tree from one element on, but for another."""
    begun = after is None
    for text, element in _walk(branch, but):
        begun = begun or element is after
        if begun:
            yield text


def _walk(branch: Branch, but: Branch | None) -> Iterator[tuple[str, Branch]]:
    """Yield every text with the element that holds it; elements do not run together."""
    if branch.instead:
        yield branch.instead, branch
    for kid in () if branch.instead else branch.kids:
        if isinstance(kid, Leaf):
            yield kid.text, branch
        elif kid is not but:
            yield from _walk(kid, but)
            yield "\n", kid


def lost_pictures(read: ReadPdf, sheet: Sheet) -> tuple[list[str], list[str]]:
    """Return the alternative texts of the sheet's pictures that the file does not have, and those out of order.

    A diagram may be read before or after what it stands by.
    """
    diagram = sheet.maybe(JointDiagram)
    aside = diagram.alt if diagram else None
    told = [line.text for line in told_lines(sheet) if line.kind == "picture"]
    there = list(read.alts)
    missing, _ = _missing(told, there)
    kept = [alt for alt in told if alt not in missing and alt != aside]
    found = [alt for alt in there if alt in kept]
    return missing, [] if found == kept else _missing(kept, found)[1]
