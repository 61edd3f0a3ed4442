"""Everything that can be proved about a finished PDF: what `handouts check FILE.pdf` says.

In: a file, and, where the manifest leads to it, the sheet it should say. Out: problems, and lines on what was seen or
could not be looked at. Never true afterwards: that a check was left out without a line that says so.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeVar

import pikepdf
import pypdfium2

from handouts.check import verapdf
from handouts.check.codes import LEAST_CONTRAST, LEAST_MODULE_MM, LEAST_QUIET, read_codes
from handouts.check.lint_pdf import complaints
from handouts.check.paper import HARSHER, MUST, PageTooLarge, render_pages
from handouts.check.places import (
    find_clipped,
    find_other_pages,
    find_outside,
    find_overlaps,
    find_small,
    inside,
    quoting,
    short,
)
from handouts.check.read_pdf import read_pdf
from handouts.check.rules import RULES
from handouts.check.seen import by_page, find_blank_pictures, find_hidden, find_small_boxes, is_square
from handouts.check.spoken import compare_words, extra_words, known_words, listen, lost_pictures
from handouts.problems import Problem, ProblemsFound, Where
from handouts.sheet.blocks import Call, Codes
from handouts.units import mm

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from handouts.check.codes import SeenCode
    from handouts.check.places import Quote
    from handouts.check.read_content import Box, Piece
    from handouts.check.read_pdf import ReadPdf
    from handouts.sheet.blocks import Code, Sheet

T = TypeVar("T")

LARGEST: Final = 200_000_000  # bytes; a stack of a whole clinic has fewer
_NOT_OURS: Final = (KeyError, ValueError, TypeError, AttributeError, AssertionError, IndexError, RecursionError)
"""What our reading of a file raises when it is built in a way that ours never are."""
_ANEW: Final = "build it again"
_MOST_SAID: Final = 5  # of one kind: what follows is mostly its echo


@dataclass
class Proof:
    """What was found in one file, and `notes`: what was seen, and what could not be looked at."""

    shown: str
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(self, kind: str, found: list[str], fix: str) -> None:
        """Add what was found of a kind, the first few of them in words."""
        for what in found[:_MOST_SAID]:
            self.problems.append(Problem(kind, what, fix, Where(self.shown), RULES[kind].level))
        if len(found) > _MOST_SAID:
            what = f"and {len(found) - _MOST_SAID} more of these"
            self.problems.append(Problem(kind, what, "", Where(self.shown), RULES[kind].level))


def prove(path: Path, shown: str, sheet: Sheet | None, *, with_verapdf: bool = True) -> Proof:
    """Return what is true of a file; `sheet` is what it should say, None where nobody knows."""
    return prove_bytes(_read_bytes(path, shown), shown, sheet, with_verapdf=with_verapdf)


def prove_bytes(data: bytes, shown: str, sheet: Sheet | None, *, with_verapdf: bool = True) -> Proof:
    """Return what is true of the bytes of a file that need not be written yet."""
    proof = Proof(shown)
    read = _opened(lambda: read_pdf(data), shown)
    proof.add("page-structure", _complaints(data), "build it again with handouts, and send us the file if it stays")
    quote = quoting(read, known_words(sheet) if sheet else ())
    _prove_text(proof, read, quote, is_ours=sheet is not None)
    _prove_codes(proof, read, _opened(lambda: _look(proof, read, data, quote), shown), sheet)
    if sheet is None:
        proof.notes.append("its words and pages were not compared: nothing says from what it was built")
    else:
        _prove_words(proof, read, sheet)
    _prove_standards(proof, data, with_verapdf=with_verapdf)
    return proof


def _complaints(data: bytes) -> list[str]:
    """Return what is wrong with the structure, that it cannot be followed at all included."""
    try:
        return complaints(data)
    except (*_NOT_OURS, pikepdf.PdfError):  # opened before: a part of it is torn
        return ["its structure cannot be followed"]


def read_aloud(path: Path, shown: str) -> str:
    """Return the file as a screen reader says it."""
    data = _read_bytes(path, shown)
    return listen(_opened(lambda: read_pdf(data), shown))


def _read_bytes(path: Path, shown: str) -> bytes:
    if path.exists() and not path.is_file():
        what, fix = "this is a folder, a pipe or a device, and no PDF", "name a PDF"
        raise ProblemsFound([Problem("file-unreadable", what, fix, Where(shown))])
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        what = f"this file cannot be read: {(error.strerror or 'no reason is given').lower()}"
        raise ProblemsFound([Problem("file-unreadable", what, "look at its name", Where(shown))]) from None
    if len(data) > LARGEST:
        raise ProblemsFound(
            [Problem("file-too-large", "this is no sheet of ours: it is larger than 200 MB", "", Where(shown))]
        )
    return data


def _opened(reading: Callable[[], T], shown: str) -> T:
    """Return what a reading of the file gives; raises ProblemsFound for anything that is no PDF that can be opened."""
    try:
        return reading()
    except (pikepdf.PasswordError, pypdfium2.PdfiumError, pikepdf.PdfError) as error:
        locked = isinstance(error, pikepdf.PasswordError)
        what = "this file asks for a password" if locked else "this is no PDF that can be opened"
        fix = "check it before it is encrypted" if locked else "build it again"
        raise ProblemsFound([Problem("page-unreadable", what, fix, Where(shown))]) from None
    except PageTooLarge:
        what, fix = "a page of this file is larger than any printer takes", "build it again"
        raise ProblemsFound([Problem("page-unreadable", what, fix, Where(shown))]) from None
    except _NOT_OURS:
        what, fix = "this PDF was not made by handouts, or is damaged", "build it again"
        raise ProblemsFound([Problem("page-unreadable", what, fix, Where(shown))]) from None


# -- what is on the pages


def _look(proof: Proof, read: ReadPdf, data: bytes, quote: Quote) -> list[SeenCode]:
    """Look at each page as it comes out of the printer, one at a time; return the codes."""
    figures, fields = by_page(read.tree, "Figure"), by_page(read.tree, "Form")
    claimed = _code_boxes(read)
    pieces: dict[int, list[Piece]] = defaultdict(list)
    for piece in read.pieces:
        pieces[piece.page].append(piece)
    codes: list[SeenCode] = []
    hidden: list[str] = []
    blank: list[str] = []
    small: list[str] = []
    for at, page in enumerate(render_pages(data)):
        hidden += find_hidden(page, pieces[at], quote)
        blank += find_blank_pictures(page, at, figures[at])
        small += find_small_boxes(page, at, fields[at])
        codes += read_codes(page, at, claimed[at])
    proof.add("page-hidden", hidden, "build it again, and tell us")
    proof.add("page-picture", blank, "build it again, and tell us")
    proof.add("page-tick", small, "build it again")
    return codes


def _code_boxes(read: ReadPdf) -> dict[int, list[Box]]:
    """Return by page where the structure says that a code stands: square figures inside links."""
    found: dict[int, list[Box]] = defaultdict(list)
    for link in (element for element in read.tree.walk() if element.role == "Link"):
        for page, kids in by_page(link, "Figure").items():
            found[page] += [kid.box for kid in kids if kid.box and is_square(kid.box)]
    return found


def _prove_text(proof: Proof, read: ReadPdf, quote: Quote, *, is_ours: bool) -> None:
    proof.add("page-small", find_small(read, quote), "build it with large print, or shorten the words")
    proof.add("page-edge", find_outside(read, quote, is_ours=is_ours), "shorten the words, and tell us")
    proof.add("page-overlap", find_overlaps(read, quote), "shorten the words, and tell us")
    proof.add("page-clipped", find_clipped(read, quote), "shorten the words, and tell us")
    fonts = [f"the font {name} is not in the file" for name, embedded in read.fonts.items() if not embedded]
    proof.add("page-font", fonts, "build it again: another machine would print another font")
    unknown = [piece for piece in read.pieces if "\ufffd" in piece.text]
    said = [f"page {piece.page + 1}: characters that nobody can read out" for piece in unknown]
    proof.add("page-glyph", said, "build it again")
    pages, held = len(read.sizes), len(read.fonts)
    proof.notes.append(f"{pages} page{'s' * (pages != 1)}, {held} font{'s' * (held != 1)} in the file")


def _prove_codes(proof: Proof, read: ReadPdf, seen: list[SeenCode], sheet: Sheet | None) -> None:
    unread = [code for code in seen if not code.text]
    proof.add("code-unread", [f"{_at(code)}: nobody can read this code" for code in unread], "give a shorter link")
    good = [code for code in seen if code.text]
    stray = [f"{_at(code)}: the code leads to {code.text}, the link over it does not" for code in good]
    proof.add("code-stray", [what for what, code in zip(stray, good, strict=True) if not _is_linked(code, read)], _ANEW)
    weak = [f"{_at(code)}: not read {', '.join(code.failed)}" for code in good if code.failed]
    proof.add("code-weak", weak, "give a shorter link, or build it with large print")
    fine = [
        f"{_at(code)}: its modules are {code.module_mm:.2f} mm" for code in good if code.module_mm < LEAST_MODULE_MM
    ]
    proof.add("code-fine", fine, "give a shorter link, or build it with large print")
    loud = [
        f"{_at(code)}: only {code.quiet:.1f} modules round it are white" for code in good if code.quiet < LEAST_QUIET
    ]
    proof.add("code-quiet", loud, "build it again, and tell us")
    pale = [
        f"{_at(code)}: dark and light differ by {code.contrast:.0%}" for code in good if code.contrast < LEAST_CONTRAST
    ]
    proof.add("code-pale", pale, "build it again, and tell us")
    proof.notes += [_described(code) for code in good]
    if sheet is not None:
        there = [code.text for code in good]
        wanted = [code.address for code in _codes(sheet)]
        lost = [f"no code leads to {address}" for address in wanted if address not in there]
        proof.add("code-missing", lost, _ANEW)


def _is_linked(code: SeenCode, read: ReadPdf) -> bool:
    """Whether the link that is touched where the code stands leads to the same address."""
    height = read.sizes[code.page][1]
    x, y = mm(code.left_mm + code.side_mm / 2), height - mm(code.top_mm + code.side_mm / 2)
    over = [link for link, area in zip(read.links, read.areas, strict=True) if inside(area, x, y)]
    return (code.page, code.text) in over


def _described(code: SeenCode) -> str:
    """Return what was seen of a code, its harsher papers by name."""
    measured = (
        f"modules of {code.module_mm:.2f} mm, {code.quiet:.1f} of them white round it, contrast {code.contrast:.0%}"
    )
    stood = f"read on {len(MUST) - len(code.failed)} of {len(MUST)} papers"
    harsher = f"and {len(HARSHER) - len(code.lost)} of {len(HARSHER)} harsher ones"
    lost = f" (not: {', '.join(code.lost)})" if code.lost else ""
    return f"{_at(code)}: {code.text}, {measured}, {stood} {harsher}{lost}"


def _codes(sheet: Sheet) -> list[Code]:
    found: list[Code] = []
    for block in sheet.blocks:
        found += list(block.codes) if isinstance(block, Codes) else [block.code] if isinstance(block, Call) else []
    return found


def _at(code: SeenCode) -> str:
    return f"page {code.page + 1}, {code.left_mm:.0f} mm from the left, {code.top_mm:.0f} mm from the top"


def _prove_words(proof: Proof, read: ReadPdf, sheet: Sheet) -> None:
    known = known_words(sheet)

    def quoted(words: list[str]) -> list[str]:
        return [f'"{word}"' if word in known or f"{word}." in known else "a word of the client's" for word in words]

    missing, moved = compare_words(read, sheet)
    proof.add("words-missing", [f"{word} is not read out" for word in quoted(missing)], _ANEW)
    proof.add("words-order", [f"{word} comes out of order" for word in quoted(moved)], _ANEW)
    extra = [f"{word} is read out once more than the data says it" for word in quoted(extra_words(read, sheet))]
    proof.add("words-extra", extra, _ANEW)
    missing, moved = lost_pictures(read, sheet)
    lost = [f'the picture "{short(alt)}" is not there' for alt in missing]
    proof.add("words-picture", lost + [f'the picture "{short(alt)}" comes out of order' for alt in moved], _ANEW)
    proof.add("page-count", find_other_pages(read, sheet), _ANEW)
    if read.language != sheet.language:
        voice = f'it is read out as "{read.language}", and written in "{sheet.language}"'
        proof.add("page-structure", [voice], _ANEW)
    proof.notes.append("its words, pictures and pages were compared with the data that it was built from")


def _prove_standards(proof: Proof, data: bytes, *, with_verapdf: bool) -> None:
    if not with_verapdf:
        return
    if not verapdf.is_installed():
        proof.notes.append('PDF/UA-1 and PDF/A-2a were not checked: pip install "handouts[verapdf]"')
        return
    for profile, name in (("ua1", "PDF/UA-1"), ("2a", "PDF/A-2a")):
        verdict = verapdf.validate(data, profile)
        proof.add("page-standard", [f"{name}: {failure}" for failure in verdict.failures], "send us the file")
        proof.notes.append(f"{name}: {verdict.checks} checks of veraPDF, {len(verdict.failures)} failed")
