"""The lint of finished files sees every fault that is planted, and none in a good file."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest

from handouts.check.lint_pdf import complaints
from handouts.commands.build import build
from handouts.commands.request import Request
from handouts.data.workspace import find_builtin

if TYPE_CHECKING:
    from collections.abc import Iterator

Change = Callable[[pikepdf.Pdf], object]


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A sheet with headings, lists, a table, figures, fields and links."""
    made = build(Request(routine="warmup", workspace=str(find_builtin()), output=str(tmp_path_factory.mktemp("lint"))))
    return made.sheets[0].path.read_bytes()


def _edited(data: bytes, change: Change) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        pdf.save(out)
    return out.getvalue()


def _elements(pdf: pikepdf.Pdf, role: str = "") -> Iterator[Any]:
    """Yield the structure elements of a role, in order."""
    waiting = [pdf.Root.StructTreeRoot.K]
    while waiting:
        found = waiting.pop(0)
        for kid in list(found) if isinstance(found, pikepdf.Array) else [found]:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                if not role or f"/{role}" == kid.S:
                    yield kid
                if "/K" in kid:
                    waiting.append(kid.K)


def _first(pdf: pikepdf.Pdf, role: str) -> Any:
    return next(_elements(pdf, role))


def _content(old: bytes, new: bytes) -> Change:
    """Return a change of a stretch of the first page's content."""

    def change(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0]
        page.contents_coalesce()
        data = page.Contents.read_bytes()
        assert old in data, old
        page.Contents = pdf.make_stream(data.replace(old, new, 1))

    return change


def _rows(pdf: pikepdf.Pdf) -> Any:
    return pdf.Root.StructTreeRoot.ParentTree.Nums


def _swap_keys(pdf: pikepdf.Pdf) -> None:
    nums = _rows(pdf)
    nums[2], nums[3], nums[4], nums[5] = nums[4], nums[5], nums[2], nums[3]


def _swap_owners(pdf: pikepdf.Pdf) -> None:
    row = _rows(pdf)[1]
    at = next(at for at in range(1, len(row)) if row[at].objgen != row[0].objgen and row[at].S == row[0].S)
    row[0], row[at] = row[at], row[0]


def _lose_owner(pdf: pikepdf.Pdf) -> None:
    """Let nobody claim what the first paragraph says, and another element claim nothing in its place."""
    element = next(each for each in _elements(pdf, "P") if isinstance(each.get("/K"), int))
    del element["/K"]


def _claim_twice(pdf: pikepdf.Pdf) -> None:
    one, other = [each for each in _elements(pdf, "P") if isinstance(each.get("/K"), int)][:2]
    other.K = one.K


def _links(pdf: pikepdf.Pdf) -> list[Any]:
    return [each for each in pdf.pages[0].Annots if "/A" in each]


def _swap_annotation_rows(pdf: pikepdf.Pdf) -> None:
    one, other = _links(pdf)[:2]
    one.StructParent, other.StructParent = other.StructParent, one.StructParent


def _drop_object_reference(pdf: pikepdf.Pdf) -> None:
    link = _first(pdf, "Link")
    link.K = pikepdf.Array([kid for kid in link.K if not (isinstance(kid, pikepdf.Dictionary) and "/Obj" in kid)])


def _set(pick: Callable[[pikepdf.Pdf], Any], name: str, value: Any) -> Change:
    return lambda pdf: pick(pdf).__setitem__(name, value)


def _delete(pick: Callable[[pikepdf.Pdf], Any], name: str) -> Change:
    return lambda pdf: pick(pdf).__delitem__(name)


FAULTS: dict[str, tuple[Change, str]] = {
    "no structure": (_delete(lambda pdf: pdf.Root, "/StructTreeRoot"), "it has no structure"),
    "keys out of order": (_swap_keys, "ParentTree keys are not in order"),
    "a key that is taken": (
        _set(lambda pdf: pdf.Root.StructTreeRoot, "/ParentTreeNextKey", 0),
        "ParentTreeNextKey is taken",
    ),
    "a skipped heading": (_set(lambda pdf: _first(pdf, "H1"), "/S", pikepdf.Name.H2), "H2 follows H0"),
    "a wrong parent": (
        lambda pdf: _first(pdf, "H1").__setitem__("/P", _first(pdf, "H2")),
        "/P is not the element that holds it",
    ),
    "a silent figure": (_delete(lambda pdf: _first(pdf, "Figure"), "/Alt"), "Figure without Alt"),
    "a list without numbering": (_delete(lambda pdf: _first(pdf, "L"), "/A"), "L without ListNumbering"),
    "an empty element": (_lose_owner, "P is empty"),
    "content that is nobody's": (_lose_owner, "is nobody's"),
    "content that is counted and not claimed": (_lose_owner, "claimed by elements"),
    "content that is claimed twice": (_claim_twice, "is claimed twice"),
    "swapped rows of the ParentTree": (_swap_owners, "leads to another element"),
    "another tag": (_content(b"/H1 <<", b"/H2 <<"), "is tagged /H2, its element is /H1"),
    "a mark in a mark": (_content(b"/H1 <<", b"/Artifact BMC /Artifact BMC EMC EMC /H1 <<"), "inside marked content"),
    "an end without a beginning": (_content(b"", b"EMC "), "EMC without a beginning"),
    "paint outside of marks": (_content(b"", b"0 0 1 1 re f "), "f outside marked content"),
    "a mark that is left open": (_content(b"", b"/Artifact BMC "), "left open"),
    "a state that is left open": (_content(b"", b"q "), "left open"),
    "a row too short": (lambda pdf: _rows(pdf)[1].__delitem__(len(_rows(pdf)[1]) - 1), "in the ParentTree"),
    "an annotation that is nobody's": (_drop_object_reference, "an annotation is nobody's"),
    "annotations that changed places": (_swap_annotation_rows, "an annotation's row"),
    "a silent annotation": (_delete(lambda pdf: _links(pdf)[0], "/Contents"), "says nothing of itself"),
    "no title": (lambda pdf: pdf.docinfo.__delitem__("/Title"), "no title"),
    "a date": (lambda pdf: pdf.docinfo.__setitem__("/CreationDate", "D:20260101"), "a date"),
}


def test_a_good_file_has_no_complaint(good: bytes):
    """What is found in the broken ones is then what was broken; saving a file anew breaks nothing."""
    assert complaints(good) == []
    assert complaints(_edited(good, lambda _: None)) == []


@pytest.mark.parametrize("name", FAULTS)
def test_a_planted_fault_is_seen(name: str, good: bytes):
    """One thing is changed in the file, and a complaint names it."""
    change, said = FAULTS[name]
    found = complaints(_edited(good, change))
    assert any(said in each for each in found), found


def test_what_qpdf_warns_of_is_told(good: bytes):
    """A file whose list of objects leads astray can still be read, and is told to be damaged."""
    assert any(each.startswith("qpdf: ") for each in complaints(good.replace(b"\nstartxref\n", b"\nstartxref\n1")))
