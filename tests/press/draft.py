"""Blocks made by hand, without ReportLab, so that the press is tested on values alone."""

from __future__ import annotations

import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from handouts.pdf.block import (
    About,
    Block,
    Element,
    Field,
    Form,
    LinkArea,
    Picture,
    Placed,
    PlacedDocument,
    PlacedPage,
    Run,
    Slot,
)
from handouts.pdf.fonts import FontSet
from handouts.units import PAPERS, Rect

if TYPE_CHECKING:
    from handouts.pdf.block import Kid, Resource

FOLDER = Path(__file__).parents[2] / "fonts"
FONTS = FontSet([FOLDER])
BLACK = (0.0, 0.0, 0.0)
PRINTED_BOX = b"<</O/PrintField/Role/cb/checked/off/Desc(Done)>>"
LOGO = Form("Flogo", Rect(0, 0, 20, 20), b"0.2 0.4 0.6 rg 0 0 20 20 re f")
MASK = Picture("Imask", 2, 2, "DeviceGray", "FlateDecode", zlib.compress(b"\xff\x80\x40\xff"))
PHOTO = Picture("Iphoto", 2, 2, "DeviceRGB", "FlateDecode", zlib.compress(bytes(range(12))), mask="Imask")


class Draft:
    """One block in the making."""

    def __init__(self, width: float = 400, height: float = 200) -> None:
        self.size = (width, height)
        self.elements: list[dict[str, object]] = []
        self.kids: list[list[Kid]] = []
        self.content: list[bytes | int] = []
        self.owners: list[int] = []
        self.links: list[LinkArea] = []
        self.fields: list[Field] = []
        self.slots: list[Slot] = []
        self.glyphs: dict[str, set[int]] = {}
        self.resources: list[Resource] = []

    def element(self, role: str, parent: int = -1, **more: object) -> int:
        own = len(self.elements)
        self.elements.append({"role": role, "parent": parent, **more})
        self.kids.append([])
        if parent >= 0:
            self.kids[parent].append(("element", own))
        return own

    def mark(self, owner: int, code: bytes) -> None:
        local = self._own(owner)
        role = str(self.elements[owner]["role"]).encode()
        self.content += [b"/%b<</MCID " % role, local, b">>BDC %b EMC\n" % code]

    def _own(self, owner: int) -> int:
        self.owners.append(owner)
        self.kids[owner].append(("content", len(self.owners) - 1))
        return len(self.owners) - 1

    def text(self, owner: int, words: str, x: float, y: float, font: str = "R", size: float = 12) -> None:
        face = FONTS.face(font)
        ids = [face.cmap[ord(char)] for char in words]
        self.glyphs.setdefault(font, set()).update(ids)
        codes = b"".join([glyph.to_bytes(2, "big") for glyph in ids]).hex().encode()
        self.mark(owner, b"BT /%b %g Tf 0 g 1 0 0 1 %g %g Tm <%b> Tj ET" % (font.encode(), size, x, y, codes))

    def artifact(self, code: bytes) -> None:
        self.content.append(b"/Artifact BMC %b EMC\n" % code)

    def draw(self, owner: int, resource: Resource, x: float, y: float, side: float) -> None:
        self.resources.append(resource)
        self.mark(owner, f"q {side} 0 0 {side} {x} {y} cm /{resource.name} Do Q".encode())

    def link(self, owner: int, box: Rect, address: str, contents: str) -> None:
        self.kids[owner].append(("object", len(self.links)))
        self.links.append(LinkArea(box, address, contents, owner))

    def field(self, owner: int, kind: Literal["tick", "text", "lines"], box: Rect, name: str) -> None:
        """Make a field; words that are given stand in one to type in, two points from its left end."""
        self.kids[owner].append(("object", len(self.links) + len(self.fields)))
        lines, first = (1, box.bottom + 5) if kind == "text" else (2, box.top - 14)
        width, run = box.right - box.left - 4, Run("R", 12, BLACK)
        slot = Slot(name, box.left + 2, first, width, run, lines=lines, leading=16) if kind != "tick" else None
        self.fields.append(Field(kind, box, name, f"{name}, to fill in", owner, slot=slot))

    def slot(self, owner: int | None, name: str, x: float, y: float, width: float, **more: object) -> None:
        more.setdefault("run", Run("R", 12, BLACK))
        role = "P" if owner is None else str(self.elements[owner]["role"])
        content = None if owner is None else self._own(owner)
        self.slots.append(Slot(name, x, y, width, role=role, content=content, **more))  # type: ignore[arg-type]

    def block(self) -> Block:
        return Block(
            *self.size,
            content=tuple(self.content),
            elements=tuple(
                Element(kids=tuple(kids), **found)  # type: ignore[arg-type]
                for found, kids in zip(self.elements, self.kids, strict=True)
            ),
            owners=tuple(self.owners),
            links=tuple(self.links),
            fields=tuple(self.fields),
            slots=tuple(self.slots),
            glyphs=tuple((key, tuple(sorted(used))) for key, used in sorted(self.glyphs.items())),
            resources=tuple(self.resources),
        )


def header() -> Block:
    """Return a title, a client's name and a date, a logo, and a running header for nobody's ears."""
    draft = Draft(500, 80)
    draft.artifact(b"0.9 g 0 0 500 80 re f")
    draft.text(draft.element("H1"), "Warm-up before training", 20, 50, "X", 22)
    figure = draft.element("Figure", alt="The coach’s mark", box=Rect(440, 20, 460, 40))
    draft.draw(figure, LOGO, 440, 20, 1)
    line = draft.element("P")
    draft.text(line, "For ", 20, 20)
    draft.slot(line, "client", 44, 20, 200, run=Run("B", 14, (0.1, 0.2, 0.3)))
    draft.slot(draft.element("P"), "date", 400, 20, 120, align=2)
    draft.slot(None, "client", 20, 70, 200, run=Run("R", 10, BLACK))
    return draft.block()


def card(name: str = "Hip hinge", slot: str = "dose-1", *, boxes: int = 3) -> Block:
    """Return an exercise: heading, figure, cues, dose, a table of tick boxes, a link with its code."""
    draft = Draft(500, 170)
    section = draft.element("Sect")
    draft.text(draft.element("H2", section), name, 10, 150, "B", 17)
    figure = draft.element("Figure", section, alt=f"{name}: knees soft, back long", box=Rect(10, 60, 90, 140))
    draft.mark(figure, b"0 0 1 RG 2 w 10 60 m 90 140 l S")
    cues = draft.element("L", section, attributes=b"<</O/List/ListNumbering/Disc>>")
    for index, cue in enumerate(("Push your hips back", "Keep your back long")):
        item = draft.element("LI", cues)
        draft.text(draft.element("Lbl", item), "•", 100, 130 - 18 * index)
        draft.text(draft.element("LBody", item), cue, 112, 130 - 18 * index)
    place = draft.element("P", section)
    number, unit = Run("X", 26, BLACK), Run("R", 11, (0.3, 0.3, 0.3))
    draft.slot(place, slot, 400, 120, 90, align=1, run=number, unit=unit, gap=3)
    link = draft.element("Link", section, alt=f"Video of {name}")
    code = draft.element("Figure", link, alt="QR code of the video", box=Rect(440, 60, 480, 100))
    draft.mark(code, b"0 g 440 60 40 40 re f")
    draft.link(link, Rect(440, 60, 480, 100), "https://example.com/v/hip-hinge", f"Video of {name}")
    _ticks(draft, section, boxes)
    return draft.block()


def _ticks(draft: Draft, section: int, boxes: int) -> None:
    table = draft.element("Table", section)
    head = draft.element("TR", table)
    row = draft.element("TR", table)
    for index in range(boxes):
        x = 100 + 30 * index
        scope = draft.element("TH", head, attributes=b"<</O/Table/Scope/Column>>")
        draft.text(scope, "MTW"[index % 3], x, 40)
        cell = draft.element("TD", row)
        box = Rect(x, 10, x + 14, 24)
        form = draft.element("Form", cell, alt="Done", attributes=PRINTED_BOX, box=box)
        draft.mark(form, b"1 w %g 10 14 14 re S" % x)


def tail(lines: int = 2) -> Block:
    """Return a safety note in another language, a photograph, notes and a footer."""
    draft = Draft(500, 120)
    draft.text(draft.element("P", language="de-DE"), "Bei Schmerzen aufhören", 10, 100, "B")
    photo = draft.element("Figure", alt="A hall with mats", box=Rect(400, 60, 440, 100))
    draft.resources.append(MASK)
    draft.draw(photo, PHOTO, 400, 60, 40)
    notes = draft.element("P")
    draft.slot(notes, "notes", 10, 70, 300, lines=lines, leading=16)
    draft.artifact(b"0.5 w 10 30 m 400 30 l S")
    return draft.block()


def form_block() -> Block:
    """Return fields to fill in: two ticks, a line, several lines."""
    draft = Draft(500, 120)
    place = draft.element("P")
    draft.text(place, "Name", 10, 100)
    draft.field(draft.element("Form", place), "text", Rect(50, 95, 250, 112), "client")
    done = draft.element("P")
    draft.text(done, "Done", 10, 70)
    for index in range(2):
        x = 50 + 30 * index
        draft.artifact(b"1 w %g 65 14 14 re S" % x)
        draft.field(draft.element("Form", done), "tick", Rect(x, 65, x + 14, 79), f"done-{index}")
    draft.field(draft.element("Form"), "lines", Rect(10, 10, 400, 50), "notes")
    return draft.block()


def document(*, form: bool = False, title: str = "Warm-up before training", lines: int = 2) -> PlacedDocument:
    """Return two pages of blocks of every kind."""
    first = [Placed(header(), 40, 740), Placed(card(), 40, 550), Placed(card("Curtsy lunge", "dose-2"), 40, 360)]
    second = [Placed(card("Hip 90:90", "dose-3", boxes=5), 40, 600), Placed(tail(lines), 40, 460)]
    # the second page's heading order goes on from the first page's
    if form:
        second.append(Placed(form_block(), 40, 300))
    about = About(title, "en-GB", "Coach Troy & friends", "A sheet <for> testing")
    return PlacedDocument(about, tuple(PlacedPage(PAPERS["a4"], tuple(blocks)) for blocks in (first, second)))


WORDS: dict[str, str | tuple[str, str]] = {
    "client": "Alex Smith",
    "date": "23 November 2026",
    "dose-1": ("3 × 8", "reps"),
    "dose-2": ("30", "s"),
    "dose-3": ("2 × 30", "s"),
    "notes": "Start slowly this week and stop if the left hip pinches. Ring me on Thursday.",
}
