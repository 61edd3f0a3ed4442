"""The file lint: reads a finished PDF with pikepdf and tells where structure and page disagree.

In: the bytes of a PDF. Out: complaints. It knows nothing of how the file was made, and sees what veraPDF passes:
MCIDs under the wrong element, rows of the ParentTree swapped, words run together, qpdf's own warnings.
"""

from __future__ import annotations

import io
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary

PAINTING = {"Tj", "TJ", "'", '"', "f", "F", "f*", "S", "s", "B", "B*", "b", "b*", "Do", "sh"}


def complaints(data: bytes) -> list[str]:
    """Return everything that is wrong with the file's structure; raises pikepdf's errors where it is no PDF."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        found = [f"qpdf: {warning}" for warning in pdf.check_pdf_syntax()]
        if "/StructTreeRoot" not in pdf.Root or "/ParentTree" not in pdf.Root.StructTreeRoot:
            return [*found, "it has no structure: a screen reader finds neither headings nor an order in it"]
        tree = _Tree(pdf)
        found += tree.faults
        for number, page in enumerate(pdf.pages):
            found += [f"page {number + 1}: {fault}" for fault in _page_faults(page, tree)]
        pages = {page.obj.objgen for page in pdf.pages}
        if any(page not in pages for page, _ in tree.content):
            found.append("what is read out stands on a page that is not in the file")
        return found + _catalog_faults(pdf)


class _Tree:
    """The structure tree, read once: who claims which content and which annotation."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.faults: list[str] = []
        self.content: dict[tuple[Any, int], Any] = {}
        self.objects: dict[Any, Any] = {}
        root = pdf.Root.StructTreeRoot
        nums = _nums(root.ParentTree)
        self.parents = {int(key): value for key, value in zip(nums[::2], nums[1::2], strict=True)}
        if list(self.parents) != sorted(self.parents):
            self.faults.append("ParentTree keys are not in order")
        if int(root.ParentTreeNextKey) <= max(self.parents):
            self.faults.append("ParentTreeNextKey is taken")
        self.levels: list[int] = []
        for kid in _kids(root):
            self._walk(kid, root)
        for before, level in zip([0, *self.levels], self.levels, strict=False):
            if level > before + 1:
                self.faults.append(f"H{level} follows H{before}")

    def _walk(self, element: Any, parent: Any) -> None:
        role = str(element.S)[1:]
        if element.P.objgen != parent.objgen:
            self.faults.append(f"{role}: /P is not the element that holds it")
        if role[0] == "H" and role[1:].isdigit():
            self.levels.append(int(role[1:]))
        if role in ("Figure", "Formula") and not str(element.get("/Alt", "")).strip():
            self.faults.append(f"{role} without Alt")
        if (
            role == "L"
            and "/ListNumbering" not in str(element.get("/A", ""))
            and not _attribute(element, "/ListNumbering")
        ):
            self.faults.append("L without ListNumbering")
        kids = _kids(element)
        if not kids and role not in ("TD", "TH"):
            self.faults.append(f"{role} is empty")
        for kid in kids:
            self._claim(kid, element)

    def _claim(self, kid: Any, element: Any) -> None:
        if isinstance(kid, int):
            key = (element.Pg.objgen, kid)
            if key in self.content:
                self.faults.append(f"MCID {kid} is claimed twice")
            self.content[key] = element
        elif isinstance(kid, Dictionary) and kid.get("/Type") == "/OBJR":
            self.objects[kid.Obj.objgen] = element
        else:
            self._walk(kid, element)


def _nums(node: Any) -> list[Any]:
    """Return the keys and values of a number tree; a stack's has branches (ISO 32000-1, 7.9.7)."""
    found = [item for kid in node.get("/Kids", []) for item in _nums(kid)] + list(node.get("/Nums", []))
    if "/Limits" in node:
        assert [int(limit) for limit in node.Limits] == [int(found[0]), int(found[-2])], "limits are not the keys'"
    return found


def _attribute(element: Any, name: str) -> bool:
    found = element.get("/A")
    listed = list(found) if isinstance(found, Array) else [found]
    return any(name in attribute for attribute in listed if attribute is not None)


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K")
    found = list(kids) if isinstance(kids, Array) else [] if kids is None else [kids]
    return [int(kid) if isinstance(kid, int) else kid for kid in found]


def _page_faults(page: Any, tree: _Tree) -> list[str]:
    if "/Contents" not in page.obj and "/StructParents" not in page.obj:
        return []  # the blank back of a stack's page
    faults = ["its unit is not the point: it prints in another size"] if "/UserUnit" in page.obj else []
    row = tree.parents[int(page.obj.StructParents)]
    met: list[int] = []
    stack: list[int | None] = []
    depth = 0
    for instruction in pikepdf.parse_content_stream(page):
        operands: Any = instruction.operands
        name = str(instruction.operator)
        if name in ("BDC", "BMC"):
            mcid = int(operands[1].MCID) if name == "BDC" and "/MCID" in operands[1] else None
            if stack and (mcid is not None or str(operands[0]) == "/Artifact"):
                faults.append(f"{operands[0]} inside marked content")
            stack.append(mcid)
            if mcid is not None:
                met.append(mcid)
                faults += _content_faults(page, tree, row, mcid, str(operands[0]))
        elif name == "EMC":
            if not stack:
                faults.append("EMC without a beginning")
            else:
                stack.pop()
        elif name in ("q", "Q"):
            depth += 1 if name == "q" else -1
        elif name in PAINTING and not stack:
            faults.append(f"{name} outside marked content")
    if stack or depth:
        faults.append("marked content or graphics state left open")
    if sorted(met) != list(range(len(row))):
        faults.append(f"{len(met)} MCIDs on the page, {len(row)} in the ParentTree")
    claimed = sum(key[0] == page.obj.objgen for key in tree.content)
    if claimed != len(met):
        faults.append(f"{len(met)} MCIDs on the page, {claimed} claimed by elements")
    return faults + _annotation_faults(page, tree)


def _content_faults(page: Any, tree: _Tree, row: Any, mcid: int, tag: str) -> list[str]:
    element = tree.content.get((page.obj.objgen, mcid))
    if element is None:
        return [f"MCID {mcid} is nobody's"]
    if mcid >= len(row) or row[mcid].objgen != element.objgen:
        return [f"MCID {mcid}: the ParentTree leads to another element"]
    return [] if str(element.S) == tag else [f"MCID {mcid} is tagged {tag}, its element is {element.S}"]


def _annotation_faults(page: Any, tree: _Tree) -> list[str]:
    faults = []
    for annotation in page.obj.get("/Annots", []):
        element = tree.objects.get(annotation.objgen)
        if element is None:
            faults.append("an annotation is nobody's")
        elif tree.parents[int(annotation.StructParent)].objgen != element.objgen:
            faults.append("an annotation's row of the ParentTree leads to another element")
        if annotation.get("/A", {}).get("/S", "/URI") != "/URI" or "/AA" in annotation:
            faults.append("an annotation does more than lead to an address")
        if not str(annotation.get("/Contents", annotation.get("/TU", ""))).strip():
            faults.append("an annotation says nothing of itself")
    return faults


def _catalog_faults(pdf: pikepdf.Pdf) -> list[str]:
    faults = []
    names: Any = pdf.Root.get("/Names", {})
    if "/AA" in pdf.Root or "/JavaScript" in names or _runs(pdf.Root.get("/OpenAction")):
        faults.append("it runs something when it is opened")
    if "/EmbeddedFiles" in names:
        faults.append("it holds another file")
    if not str(pdf.Root.get("/Lang", "")).strip():
        faults.append("no language: it is read out in the wrong voice")
    if b"pdfuaid:part" not in (pdf.Root.Metadata.read_bytes() if "/Metadata" in pdf.Root else b""):
        faults.append("it does not say that it keeps PDF/UA-1")
    if not str(pdf.docinfo.get("/Title", "")).strip():
        faults.append("no title")
    if any(name in pdf.docinfo for name in ("/CreationDate", "/ModDate")):
        faults.append("a date: two builds would differ")
    return faults


def _runs(action: Any) -> bool:
    """Whether what happens on opening is more than going to a place in the file."""
    return isinstance(action, Dictionary) and action.get("/S") != "/GoTo"
