"""The warm-up sheet as a plain ReportLab script draws it: Platypus tables and paragraphs, untagged.

What such a script would do at its best: fonts registered once, figures as Bézier paths, one path for a QR code.
`kept_codes=False` makes each matrix anew with qrcode, as a script without a cache does.
"""

from __future__ import annotations

import io
import json
import sys
from functools import lru_cache
from pathlib import Path
from xml.sax.saxutils import escape

import qrcode
from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph, Spacer, Table

INK, GREY, PRIMARY, TINT = HexColor("#1B1F23"), HexColor("#555C63"), HexColor("#0B4F6C"), HexColor("#E8F6FE")
PANEL, ACCENT, RULE, PALE = HexColor("#F4F5F6"), HexColor("#E4572E"), HexColor("#7A8189"), HexColor("#C9CED3")
WIDTH = 184 * mm
FALLBACK = "NotoSans"


def register_fonts(folder: Path) -> None:
    for name in ("Regular", "Bold", "ExtraBold"):
        pdfmetrics.registerFont(TTFont(name, folder / f"AtkinsonHyperlegibleNext-{name}.ttf"))
    pdfmetrics.registerFont(TTFont(FALLBACK, folder / "NotoSans-Regular.ttf"))
    pdfmetrics.registerFontFamily("Regular", normal="Regular", bold="Bold", italic="Regular", boldItalic="Bold")


@lru_cache(maxsize=200)
def style(size: float, font: str = "Regular", colour: object = INK, leading: float = 1.26, align: int = 0) -> ParagraphStyle:
    return ParagraphStyle("any", fontName=font, fontSize=size, leading=size * leading, textColor=colour, alignment=align)


def safe(words: str, font: str = "Regular") -> str:
    """Return words as markup, in a font that has them: Atkinson has no Cyrillic."""
    drawn = pdfmetrics.getFont(font).face.charToGlyph
    marked = escape(words)
    return marked if all(ord(char) in drawn for char in words) else f'<font name="{FALLBACK}">{marked}</font>'


def runs(parts: list[list[object]]) -> str:
    return "".join(f"<b>{escape(str(words))}</b>" if bold else escape(str(words)) for words, bold in parts)


class Art(Flowable):
    """A picture of paths, drawn at its own size."""

    def __init__(self, shapes: dict, width: float | None = None) -> None:
        super().__init__()
        left, bottom, right, top = shapes["box"]
        self.shapes, self.scale = shapes, width / (right - left) if width else 1.0
        self.width, self.height = (right - left) * self.scale, (top - bottom) * self.scale

    def wrap(self, *_: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        canvas, (left, bottom, *_) = self.canv, self.shapes["box"]
        canvas.saveState()
        canvas.scale(self.scale, self.scale)
        canvas.translate(-left, -bottom)
        draw_shapes(canvas, self.shapes["shapes"])
        canvas.restoreState()


def draw_shapes(canvas: object, shapes: list[dict]) -> None:
    for shape in shapes:
        path = canvas.beginPath()
        for step, numbers in shape["steps"]:
            if step == "m":
                path.moveTo(*numbers)
            elif step == "l":
                path.lineTo(*numbers)
            elif step == "c":
                path.curveTo(*numbers)
            else:
                path.close()
        if shape["fill"]:
            canvas.setFillColor(colour_of(shape["fill"]))
        if shape["stroke"]:
            canvas.setStrokeColor(colour_of(shape["stroke"]))
            canvas.setLineWidth(shape["width"])
            canvas.setLineCap(int(shape["round_ends"]))
            canvas.setLineJoin(int(shape["round_ends"]))
        canvas.drawPath(path, stroke=bool(shape["stroke"]), fill=bool(shape["fill"]), fillMode=0 if shape["even_odd"] else 1)


colour_of = lru_cache(maxsize=200)(HexColor)


@lru_cache(maxsize=50)
def kept_matrix(address: str) -> list[list[bool]]:
    return make_matrix(address)


def make_matrix(address: str) -> list[list[bool]]:
    code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_M, border=4)
    code.add_data(address)
    code.make(fit=True)
    return code.get_matrix()


class Code(Flowable):
    """A QR code: runs of dark modules as rectangles of one path."""

    def __init__(self, code: dict, matrix: list[list[bool]]) -> None:
        super().__init__()
        self.code, self.matrix = code, matrix
        self.width = self.height = code["width"]

    def wrap(self, *_: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        canvas, count = self.canv, len(self.matrix)
        side = self.width / count
        path = canvas.beginPath()
        for row, line in enumerate(self.matrix):
            column = 0
            while column < count:
                start = column
                while column < count and line[column]:
                    column += 1
                if column > start:
                    path.rect(start * side, (count - 1 - row) * side, (column - start) * side, side)
                column += 1
        canvas.setFillColorRGB(0, 0, 0)
        canvas.drawPath(path, stroke=0, fill=1)
        canvas.linkURL(self.code["address"], (0, 0, self.width, self.height), relative=1)


class Panel(Flowable):
    """The figures of an exercise on their panel, with their labels and the number's disc."""

    def __init__(self, card: dict, art: dict, number: int) -> None:
        super().__init__()
        self.card, self.art, self.number = card, art, number

    def wrap(self, *_: float) -> tuple[float, float]:
        return 60 * mm, self.card["height"]

    def draw(self) -> None:
        canvas, card, high = self.canv, self.card, self.card["height"]
        canvas.setFillColor(PANEL)
        canvas.roundRect(0, 0, 60 * mm, high, 1.8 * mm, stroke=0, fill=1)
        for shade, y, tall in card["mats"]:
            canvas.setFillColor(colour_of(shade))
            canvas.rect(0, high - y - tall, 60 * mm, tall, stroke=0, fill=1)
        cell = 60 * mm / len(card["figures"])
        for at, figure in enumerate(card["figures"]):
            left, bottom, *_ = self.art[figure["art"]]["box"]
            canvas.saveState()
            canvas.translate(figure["x"] - left, high - figure["y"] - figure["height"] - bottom)
            draw_shapes(canvas, self.art[figure["art"]]["shapes"])
            canvas.restoreState()
            canvas.setFillColor(INK)
            canvas.setFont("Regular", 10)
            canvas.drawCentredString(cell * (at + 0.5), 3 * mm, figure["label"])
        canvas.setFillColor(PRIMARY)
        canvas.circle(4.6 * mm, high - 4.6 * mm, 4.1 * mm, stroke=0, fill=1)
        canvas.setFillColorRGB(1, 1, 1)
        canvas.setFont("Bold", 14)
        canvas.drawCentredString(4.6 * mm, high - 6.4 * mm, str(self.number))


class Field(Flowable):
    """A label, and a client's words on a rule."""

    def __init__(self, label: str, words: str, width: float) -> None:
        super().__init__()
        self.label, self.words, self.width = label, words, width

    def wrap(self, *_: float) -> tuple[float, float]:
        return self.width, 15

    def draw(self) -> None:
        canvas = self.canv
        start = pdfmetrics.stringWidth(self.label, "Regular", 12) + 2.2 * mm
        canvas.setFillColor(INK)
        canvas.setFont("Regular", 12)
        canvas.drawString(0, 3, self.label)
        canvas.setStrokeColor(RULE)
        canvas.setLineWidth(0.7)
        canvas.line(start, 0.5, self.width, 0.5)
        canvas.setFont("Bold", 12)
        canvas.drawString(start + 0.6 * mm, 3, self.words)


NONE = [("LEFTPADDING", (0, 0), (-1, -1), 0), ("RIGHTPADDING", (0, 0), (-1, -1), 0), ("TOPPADDING", (0, 0), (-1, -1), 0),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 0), ("VALIGN", (0, 0), (-1, -1), "TOP")]  # fmt: skip
MIDDLE = ("VALIGN", (0, 0), (-1, -1), "MIDDLE")


def grid(rows: list, widths: list, heights: list | None = None, *more: tuple) -> Table:
    return Table(rows, widths, heights, style=[*NONE, *more])


class Sheet:
    """Draws the sheet for one client after another."""

    def __init__(self, folder: Path, fonts: Path, *, select: bool = False, kept_codes: bool = True) -> None:
        register_fonts(fonts)
        self.words = json.loads((folder / "sheet.json").read_text("utf-8"))
        self.art = json.loads((folder / "figures.json").read_text("utf-8"))
        cards = self.words["cards"]
        if select:
            cards = json.loads((folder / "others.json").read_text("utf-8"))
            self.art |= json.loads((folder / "other-figures.json").read_text("utf-8"))
        self.cards = {card["exercise"]: card for card in cards}
        self.matrix = kept_matrix if kept_codes else make_matrix

    def draw(self, client: dict) -> bytes:
        words, out = self.words, io.BytesIO()
        chosen = client.get("exercises") or [card["exercise"] for card in words["cards"]]
        story = [self.head(client), Spacer(0, 1.2 * mm), self.title(), self.band(), Spacer(0, 5 * mm)]
        for at, name in enumerate(chosen):
            if at:
                story.append(grid([[""], [""]], [WIDTH], [2.7 * mm, 2.7 * mm], ("LINEABOVE", (0, 1), (-1, 1), 0.6, PALE)))
            story.append(self.card(self.cards[name], at + 1, client.get("amount") if at == 0 else None))
        story += [Spacer(0, 5 * mm), self.tail(client)]
        doc = BaseDocTemplate(out, pagesize=A4, title=words["title"], lang=words["language"])
        frame = Frame(13 * mm, 11 * mm, WIDTH, 276.5 * mm, 0, 0, 0, 0)
        doc.addPageTemplates(PageTemplate(frames=[frame], onPage=self.foot))
        doc.build(story)
        return out.getvalue()

    def head(self, client: dict) -> Table:
        words = self.words
        name = [Paragraph(words["brand"], style(14, "Bold")), Paragraph(words["tagline"], style(10.5, colour=GREY))]
        fields = [Field(words["for"], client.get("name", ""), 56 * mm), Field(words["date"], client.get("date", ""), 50 * mm)]
        return grid([[Art(self.art["logo"], 11 * mm), name, fields[0], fields[1]]],
                    [13.9 * mm, 60.1 * mm, 60 * mm, 50 * mm], [11 * mm], MIDDLE)  # fmt: skip

    def title(self) -> Table:
        left = Paragraph(self.words["title"], style(29, "ExtraBold", PRIMARY, 1.1))
        right = Paragraph(self.words["action"], style(13, "Bold", align=TA_RIGHT))
        return grid([[left, right]], [92 * mm, 92 * mm], [15 * mm], ("TOPPADDING", (1, 0), (1, 0), 4.4 * mm))

    def band(self) -> Table:
        words, icon = self.words, self.art

        def lines(first: str, second: str) -> Paragraph:
            return Paragraph(f"<b>{escape(first)}</b><br/>{escape(second)}", style(12, leading=1.242))

        row = [Art(icon["calendar"]), lines(*words["when"]), "", Art(icon["clock"]), lines(*words["minutes"]), "",
               Art(icon["stop"]), Paragraph(runs(words["stop"]), style(12, leading=1.242))]  # fmt: skip
        widths = [13.5 * mm, 37.5 * mm, 3 * mm, 13.2 * mm, 23.8 * mm, 3 * mm, 13.2 * mm, 76.8 * mm]
        boxes = [("BACKGROUND", (0, 0), (1, 0), TINT), ("BACKGROUND", (3, 0), (4, 0), TINT), ("BOX", (6, 0), (7, 0), 1.6, INK),
                 ("LEFTPADDING", (0, 0), (0, 0), 3 * mm), ("LEFTPADDING", (3, 0), (3, 0), 2.8 * mm), ("LEFTPADDING", (6, 0), (6, 0), 2.8 * mm)]  # fmt: skip
        return grid([row], widths, [14 * mm], MIDDLE, *boxes)

    def card(self, card: dict, number: int, amount: str | None) -> Table:
        size = 16.2 if len(card["name"]) > 28 else 17
        words = [Paragraph(escape(card["name"]), style(size, "Bold", PRIMARY, 1.118)), Spacer(0, 0.7 * mm)]
        words += [Paragraph(f'<bullet color="#0B4F6C">•</bullet>{runs(cue)}', bullet_style()) for cue in card["cues"]]
        chips = []
        for at, (count, unit) in enumerate(card["dose"]):
            chips += [self.chip(amount if amount and at == 1 else count, unit, (card["height"] - 17.8 * mm) / 2)]
            chips += [Spacer(0, 2.5 * mm)] if at == 0 else []
        upper = grid([[words, chips]], [89 * mm, 31 * mm], [card["height"] - 13.7 * mm])
        right = [[upper], [self.callout(card)]]
        return grid([[Panel(card, self.art, number), grid(right, [120 * mm], [card["height"] - 13.7 * mm, 13.7 * mm])]],
                    [64 * mm, 120 * mm], [card["height"]])  # fmt: skip

    def chip(self, count: str, unit: str, high: float) -> Table:
        long = len(count) > 3
        text = f'<font name="ExtraBold" size="{17 if long else 25}">{count}</font>{"<br/>" if long else " "}<font size="{11 if long else 12.5}">{unit}</font>'
        words = Paragraph(text, style(12.5, "Bold", leading=1.15 if long else 2, align=TA_CENTER))
        return grid([[words]], [31 * mm], [high], MIDDLE, ("BACKGROUND", (0, 0), (-1, -1), TINT), ("BOX", (0, 0), (-1, -1), 1.3, PRIMARY),
                    ("ROUNDEDCORNERS", [5.1] * 4), ("BOTTOMPADDING", (0, 0), (-1, -1), 4))  # fmt: skip

    def callout(self, card: dict) -> Table:
        rows = [["", Art(self.art[icon]), Paragraph(f"<b>{label}</b> {escape(words)}", style(12.5))]
                for icon, (label, words) in (("cross", card["fault"]), ("tick", card["instead"]))]  # fmt: skip
        return grid(rows, [3 * mm, 5.4 * mm, 111.6 * mm], [6.8 * mm] * 2, ("VALIGN", (0, 0), (1, -1), "MIDDLE"), ("BOX", (0, 0), (-1, -1), 0.8, RULE),
                    ("LINEBEFORE", (0, 0), (0, -1), 1.6 * mm, ACCENT))  # fmt: skip

    def tail(self, client: dict) -> Table:
        words = self.words
        small, middle = style(10, leading=1.24), style(10, leading=1.24, align=TA_CENTER)
        heading = style(12.5, "Bold", PRIMARY)
        ticks = words["ticks"]
        rows = [["", *(Paragraph(day, middle) for day in ticks["columns"])]]
        rows += [[Paragraph(week, small), *(Tick() for _ in ticks["columns"])] for week in ticks["rows"]]
        table = grid(rows, [14.5 * mm, *[9.2 * mm] * 7], [4.6 * mm, *[8.2 * mm] * 3], ("VALIGN", (0, 1), (-1, -1), "MIDDLE"))
        codes = words["codes"]
        host = grid([[Code(code, self.matrix(code["address"])) for code in codes],
                     [Paragraph(code["label"], style(11, "Bold", align=TA_CENTER)) for code in codes],
                     [Paragraph(words["host"], middle), ""],
                     [Paragraph(code["shown"], middle) for code in codes]], [29.2 * mm] * 2, None, ("SPAN", (0, 2), (1, 2)),
                    ("LEFTPADDING", (0, 0), (-1, 0), 3.5 * mm))  # fmt: skip
        notes = [Paragraph(words["notes"], heading)]
        if client.get("notes"):
            notes += [Spacer(0, 2 * mm), Paragraph(safe(client["notes"]), style(11.5))]
        else:
            notes += [grid([[""]] * 3, [44 * mm], [9 * mm] * 3, ("LINEBELOW", (0, 0), (-1, -1), 0.6, RULE))]
        first = [Paragraph(ticks["heading"], heading), Spacer(0, 0.5 * mm), table]
        return grid([[first, host, "", notes]], [78.3 * mm, 58.4 * mm, 3.3 * mm, 44 * mm], [33.5 * mm])

    def foot(self, canvas: object, _: object) -> None:
        words = self.words
        canvas.setStrokeColor(PALE)
        canvas.setLineWidth(0.6)
        canvas.line(13 * mm, 15.2 * mm, 197 * mm, 15.2 * mm)
        canvas.setFont("Regular", 10)
        canvas.setFillColor(INK)
        x = 13 * mm
        for part in words["footer"]["left"]:
            canvas.drawString(x, 11 * mm, part)
            x += pdfmetrics.stringWidth(part, "Regular", 10) + 3.5 * mm
        canvas.drawRightString(197 * mm, 11 * mm, words["footer"]["right"])
        canvas.setFillColor(GREY)
        canvas.drawRightString(193.5 * mm - pdfmetrics.stringWidth(words["footer"]["right"], "Regular", 10), 11 * mm, words["content_code"])


@lru_cache(maxsize=1)
def bullet_style() -> ParagraphStyle:
    return ParagraphStyle("cue", fontName="Regular", fontSize=12.5, leading=15.75, textColor=INK, leftIndent=4.5 * mm, bulletFontName="Regular", bulletFontSize=12.5)


class Tick(Flowable):
    """An empty box to tick."""

    def wrap(self, *_: float) -> tuple[float, float]:
        return 7 * mm, 7 * mm

    def draw(self) -> None:
        self.canv.setStrokeColor(INK)
        self.canv.setLineWidth(1)
        self.canv.roundRect(1.1 * mm, 0, 7 * mm, 7 * mm, 0.8 * mm)


def main() -> None:
    folder, fonts, out, client, *more = sys.argv[1:]
    sheet = Sheet(Path(folder), Path(fonts), kept_codes=not more)
    Path(out).write_bytes(sheet.draw(json.loads(client)))


if __name__ == "__main__":
    main()
