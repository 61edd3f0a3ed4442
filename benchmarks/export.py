"""The warm-up sheet as peers get it: words, addresses, pictures, measures. Nothing of it is typed again.

In: the workspace. Out: a folder with `sheet.json` (every word, in reading order, as our own sheet says it), figures,
codes and logo as SVG, and `figures.json` (the same paths as lists); `others.json` and `other-figures.json` for the rows
with another selection alone. Never true: that a peer gets fewer words or paths than our sheet has, or reads more.

    python benchmarks/export.py FOLDER
"""

from __future__ import annotations

import json
import re
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from selection import Chooser
from svg import read_shapes, write_svg

from handouts.commands.request import Request
from handouts.commands.workshop import Job, Workshop
from handouts.pdf.drawing import Drawing, paint_drawing
from handouts.pdf.picture import read_artwork, read_file
from handouts.sheet.blocks import Card, Codes, Notes, StartBand, Ticks, Title, unmarked
from handouts.sheet.stationery import Client

if TYPE_CHECKING:
    from handouts.pdf.block import Block, PlacedDocument
    from handouts.sheet.blocks import Sheet

HERE = Path(__file__).parent
ROOT = HERE.parent
_PUT = re.compile(rb"1 0 0 1 (\S+) (\S+) cm /(\w+) Do")
_MAT = re.compile(rb"(\S+) (\S+) (\S+) rg 0 (\S+) 170\.079 (\S+) re f")
PANEL_WIDTH = 170.079  # points: 60 mm
OTHERS = ("hip-hinge", "half-kneeling-hip-flexor-stretch", "hip-90-90", "curtsy-lunge", "dead-bug", "glute-bridge",
          "goblet-squat", "side-plank", "split-squat", "bird-dog", "step-up", "wall-sit")  # fmt: skip
"""What the rows with another selection choose from."""


def export(folder: Path) -> None:
    """Write the sheet, and cards of further exercises for the rows with another selection, into the folder."""
    (folder / "art").mkdir(parents=True, exist_ok=True)
    workshop = Workshop(Request(routine="warmup"), ROOT)
    sheet = workshop.compose(Job("routine", "warmup"), Client())
    document = workshop.place(sheet)
    figures: dict[str, Any] = {}
    cards = _cards(sheet, document, folder, figures)
    written = {**_frame(sheet, document, folder, figures), "cards": cards}
    _icons(folder, figures)
    _write(folder, "sheet", written)
    _write(folder, "figures", figures)
    figures = {}
    _write(folder, "others", _other_cards(workshop, folder, figures))
    _write(folder, "other-figures", figures)


def _write(folder: Path, name: str, value: Any) -> None:
    (folder / f"{name}.json").write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")


def _frame(sheet: Sheet, document: PlacedDocument, folder: Path, figures: dict[str, Any]) -> Any:
    """Return everything but the cards."""
    head, band, ticks = sheet.letterhead, sheet.one(StartBand), sheet.one(Ticks)
    assert head.logo is not None
    shutil.copy(head.logo, folder / "art" / "logo.svg")
    title = sheet.one(Title)
    codes = sheet.one(Codes)
    tail = next(placed.block for page in document.pages for placed in page.blocks if placed.block.links)
    forms = _forms(tail, folder, figures)
    footer = sheet.footer
    return {
        "title": title.title,
        "action": title.action,
        "language": sheet.language,
        "brand": head.brand,
        "tagline": head.tagline,
        "for": head.for_label,
        "date": head.date_label,
        "when": [unmarked(line) for line in band.when],
        "minutes": [unmarked(line) for line in band.minutes],
        "stop": band.stop,
        "ticks": {"heading": ticks.heading, "columns": ticks.columns, "rows": ticks.rows, "alts": ticks.alts},
        "codes": [
            {"label": code.label, "address": code.address, "shown": code.shown, "alt": code.contents, **form}
            for code, form in zip(codes.codes, forms, strict=True)
        ],
        "host": codes.shown,
        "notes": sheet.one(Notes).heading,
        "footer": {"left": footer.left, "right": footer.page.format(title=footer.title, page=1, pages=1)},
        "content_code": footer.code,
    }


def _cards(sheet: Sheet, document: PlacedDocument, folder: Path, figures: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the cards with their figures where they stand in our panels."""
    blocks = [placed.block for page in document.pages for placed in page.blocks if len(placed.block.slots) >= 2]
    blocks = [block for block in blocks if block.slots[0].name.startswith("dose:")]
    return [_card(card, block, folder, figures) for card, block in zip(sheet.all(Card), blocks, strict=True)]


def _card(card: Card, block: Block, folder: Path, figures: dict[str, Any]) -> dict[str, Any]:
    assert card.fault is not None
    panel = [shown for shown in card.panel if hasattr(shown, "label")]  # type: ignore[union-attr]
    forms = _forms(block, folder, figures)
    return {
        "exercise": card.exercise,
        "name": card.name,
        "height": block.height,
        "mats": _mats(block),
        "figures": [{"label": shown.label, "alt": shown.alt, **form} for shown, form in zip(panel, forms, strict=True)],
        "cues": card.cues,
        "dose": [[chip.number, chip.unit] for chip in card.dose.chips],
        "fault": [card.fault.mistake_label, unmarked(card.fault.mistake)],
        "instead": [card.fault.instead_label, unmarked(card.fault.instead)],
    }


def _forms(block: Block, folder: Path, figures: dict[str, Any]) -> list[dict[str, Any]]:
    """Write the block's figures or codes as SVG; return where each stands (points from the block's top left)."""
    content = b"".join(part for part in block.content if isinstance(part, bytes))
    boxes = {form.name: form for form in block.resources}
    found = []
    for x, y, name in _PUT.findall(content):
        form = boxes[name.decode()]
        shapes, box = read_shapes(form.content), tuple(form.box)  # type: ignore[union-attr]
        left, bottom, right, top = box
        (folder / "art" / f"{form.name}.svg").write_text(write_svg(shapes, box), encoding="ascii")  # type: ignore[arg-type]
        figures[form.name] = {"box": box, "shapes": [vars(shape) for shape in shapes]}
        found.append({
            "art": form.name,
            "x": round(float(x) + left, 3),
            "y": round(block.height - float(y) - top, 3),
            "width": round(right - left, 3),
            "height": round(top - bottom, 3),
        })  # fmt: skip
    return found


def _mats(block: Block) -> list[list[Any]]:
    """Return the bands of the mat under the figures: colour, y from the top, height."""
    content = b"".join(part for part in block.content if isinstance(part, bytes))
    bands = []
    for *colour, bottom, high in _MAT.findall(content):
        shade = "#" + "".join(f"{round(float(part) * 255):02X}" for part in colour)
        bands.append([shade, round(block.height - float(bottom) - float(high), 3), float(high)])
    return bands


def _icons(folder: Path, figures: dict[str, Any]) -> None:
    """Copy the small signs, and the logo, which are SVG already; as paths too, for whoever draws them by hand."""
    for icon in (HERE / "peers" / "icons").glob("*.svg"):
        shutil.copy(icon, folder / "art")
    for icon in (folder / "art").glob("[a-z]*.svg"):
        drawing = read_artwork(read_file(icon))
        assert isinstance(drawing, Drawing)
        form = paint_drawing(drawing, drawing.width, drawing.height)
        figures[icon.stem] = {"box": tuple(form.box), "shapes": [vars(shape) for shape in read_shapes(form.content)]}


def _other_cards(workshop: Workshop, folder: Path, figures: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the cards of the exercises that the rows with another selection choose from."""
    chooser, cards = Chooser(workshop, OTHERS), []
    for start in range(0, len(OTHERS), 4):
        sheet = chooser.compose(OTHERS[start : start + 4], Client())
        cards += _cards(sheet, workshop.place(sheet), folder, figures)
    return cards


if __name__ == "__main__":
    export(Path(sys.argv[1]))
