"""Everything that can be proved about a finished PDF: what `handouts check FILE.pdf` says.

In: a file, and, where the manifest leads to it, the sheet it should say. Out: problems, and lines on what was seen or
could not be looked at. Never true afterwards: that a check was left out without a line that says so.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import pikepdf
import pypdfium2

from handouts.check import verapdf
from handouts.check.codes import LEAST_CONTRAST, LEAST_MODULE_MM, LEAST_QUIET, read_codes
from handouts.check.lint_pdf import complaints
from handouts.check.paper import HARSHER, MUST, PageTooLarge, render_pages
from handouts.check.places import code_boxes, find_outside, find_overlaps, find_small, find_small_boxes
from handouts.check.read_pdf import read_pdf
from handouts.check.rules import RULES
from handouts.check.spoken import compare_words, listen, missing_pictures
from handouts.problems import Problem, ProblemsFound, Where
from handouts.sheet.blocks import Call, Codes

if TYPE_CHECKING:
    from pathlib import Path

    from PIL import Image

    from handouts.check.codes import SeenCode
    from handouts.check.read_pdf import ReadPdf
    from handouts.sheet.blocks import Code, Sheet

LARGEST: Final = 200_000_000  # bytes; a stack of a whole clinic has fewer
_NOT_OURS: Final = (KeyError, ValueError, TypeError, AttributeError, AssertionError, IndexError, RecursionError)
"""What our reading of a file raises when it is built in a way that ours never are."""
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
    proof = Proof(shown)
    data = _read_bytes(path, shown)
    read, pages = _open(data, shown)
    proof.add("page-structure", _complaints(data), "build it again with handouts, and send us the file if it stays")
    _prove_text(proof, read, pages)
    _prove_codes(proof, read, pages, sheet)
    if sheet is None:
        proof.notes.append("its words were not compared: nothing says from what it was built")
    else:
        _prove_words(proof, read, sheet)
    _prove_standards(proof, path, with_verapdf=with_verapdf)
    return proof


def _complaints(data: bytes) -> list[str]:
    """Return what is wrong with the structure, that it cannot be followed at all included."""
    try:
        return complaints(data)
    except _NOT_OURS:
        return ["its structure cannot be followed"]


def read_aloud(path: Path, shown: str) -> str:
    """Return the file as a screen reader says it."""
    return listen(_open(_read_bytes(path, shown), shown)[0])


def _read_bytes(path: Path, shown: str) -> bytes:
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


def _open(data: bytes, shown: str) -> tuple[ReadPdf, list[Image.Image]]:
    """Return the file as read and as rendered; raises ProblemsFound for anything that is no PDF that can be opened."""
    try:
        return read_pdf(data), list(render_pages(data))
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


def _prove_text(proof: Proof, read: ReadPdf, pages: list[Image.Image]) -> None:
    proof.add("page-small", find_small(read), "build it with large print, or shorten the words")
    proof.add("page-edge", find_outside(read), "shorten the words, and tell us")
    proof.add("page-overlap", find_overlaps(read), "shorten the words, and tell us")
    proof.add("page-tick", find_small_boxes(read, pages), "build it again")
    fonts = [f"the font {name} is not in the file" for name, embedded in read.fonts.items() if not embedded]
    proof.add("page-font", fonts, "build it again: another machine would print another font")
    unknown = [piece for piece in read.pieces if "\ufffd" in piece.text]
    said = [f"page {piece.page + 1}: characters that nobody can read out" for piece in unknown]
    proof.add("page-glyph", said, "build it again")
    proof.notes.append(
        f"{len(read.sizes)} pages, {len(read.pieces)} pieces of text, {len(read.fonts)} fonts in the file"
    )


def _prove_codes(proof: Proof, read: ReadPdf, pages: list[Image.Image], sheet: Sheet | None) -> None:
    seen = [code for at, page in enumerate(pages) for code in read_codes(page, at, code_boxes(read.tree, at))]
    unread = [code for code in seen if not code.text]
    proof.add("code-unread", [f"{_at(code)}: nobody can read this code" for code in unread], "give a shorter link")
    linked = {address for _, address in read.links}
    good = [code for code in seen if code.text]
    stray = [
        f"{_at(code)}: the code leads to {code.text}, no link beside it does"
        for code in good
        if code.text not in linked
    ]
    proof.add("code-stray", stray, "build it again")
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
    for code in good:
        stood = f"{len(MUST) - len(code.failed)} of {len(MUST)} papers, {len(code.harsh)} of {len(HARSHER)} harsher"
        proof.notes.append(f"{_at(code)}: {code.text}, {code.module_mm:.2f} mm modules, read at {stood}")
    if sheet is not None:
        there = [code.text for code in good]
        wanted = [code.address for code in _codes(sheet)]
        lost = [f"no code leads to {address}" for address in wanted if address not in there]
        proof.add("code-missing", lost, "build it again")


def _codes(sheet: Sheet) -> list[Code]:
    found: list[Code] = []
    for block in sheet.blocks:
        found += list(block.codes) if isinstance(block, Codes) else [block.code] if isinstance(block, Call) else []
    return found


def _at(code: SeenCode) -> str:
    return f"page {code.page + 1}, {code.left_mm:.0f} mm from the left, {code.top_mm:.0f} mm from the top"


def _prove_words(proof: Proof, read: ReadPdf, sheet: Sheet) -> None:
    missing, moved = compare_words(read, sheet)
    proof.add("words-missing", [f'"{word}" is not read out' for word in missing], "build it again")
    proof.add("words-order", [f'"{word}" comes out of order' for word in moved], "build it again")
    lost = [f'the picture "{alt[:60]}" is not there' for alt in missing_pictures(read, sheet)]
    proof.add("words-picture", lost, "build it again")
    proof.notes.append("its words were compared with the data that it was built from")


def _prove_standards(proof: Proof, path: Path, *, with_verapdf: bool) -> None:
    if not with_verapdf:
        return
    if not verapdf.is_installed():
        proof.notes.append("PDF/UA-1 and PDF/A-2a were not checked: pip install handouts[verapdf]")
        return
    for profile, name in (("ua1", "PDF/UA-1"), ("2a", "PDF/A-2a")):
        verdict = verapdf.validate(path, profile)
        proof.add("page-standard", [f"{name}: {failure}" for failure in verdict.failures], "send us the file")
        proof.notes.append(f"{name}: {verdict.checks} checks of veraPDF, {len(verdict.failures)} failed")
