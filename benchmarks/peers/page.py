"""The warm-up sheet as HTML and CSS, for WeasyPrint and for Chromium."""

from __future__ import annotations

import json
from html import escape
from pathlib import Path

CSS = """
@page { size: A4; margin: 10mm 13mm 9.5mm }
@font-face { font-family: A; src: url(FONTS/AtkinsonHyperlegibleNext-Regular.ttf) }
@font-face { font-family: A; font-weight: 700; src: url(FONTS/AtkinsonHyperlegibleNext-Bold.ttf) }
@font-face { font-family: A; font-weight: 800; src: url(FONTS/AtkinsonHyperlegibleNext-ExtraBold.ttf) }
@font-face { font-family: N; src: url(FONTS/NotoSans-Regular.ttf) }
* { box-sizing: border-box; margin: 0; padding: 0 }
html { font: 12.5pt/1.26 A, N; color: #1B1F23; -webkit-print-color-adjust: exact; print-color-adjust: exact }
main { position: relative; height: 277mm; width: 184mm }
main > *, .card > *, .panel > * { position: absolute }
h1, h2 { color: #0B4F6C } h1 { font-size: 29pt; font-weight: 800; line-height: 1.1; top: 13.4mm }
h2 { font-size: 17pt; line-height: 1.118 } h2.small { font-size: 12.5pt } h2.long { font-size: 16.2pt }
.logo { top: 0; width: 11mm; height: 11mm } .brand { top: 0; left: 13.9mm; font: bold 14pt/1.26 A } .tagline { top: 5.6mm; left: 13.9mm; font-size: 10.5pt; color: #555C63 }
.field { top: 3.6mm; font-size: 12pt; height: 5.6mm; line-height: 5mm } .field b { position: absolute; right: 0; bottom: 0; height: 5.6mm; border-bottom: 0.7pt solid #7A8189; padding-left: 0.6mm }
.action { right: 0; top: 17.5mm; font: bold 13pt/1.26 A }
.box { top: 28mm; height: 14mm; background: #E8F6FE; border-radius: 1.8mm; font-size: 12pt; line-height: 1.242; padding: 1.9mm 0 0 13.5mm }
i { background-repeat: no-repeat; background-size: contain; background-position: center } .box i { position: absolute; left: 2.8mm; top: 2.8mm; width: 8.6mm; height: 8.4mm } .stop { background: #FFF; border: 1.6pt solid #1B1F23; padding-top: 1.4mm } .stop i { top: 2.2mm }
.rule { left: 0; width: 184mm; border-top: 0.6pt solid #C9CED3 }
.card { width: 184mm } .panel { width: 60mm; height: 100%; background: #F4F5F6; border-radius: 1.8mm; overflow: hidden } .mat { left: 0; width: 60mm }
.label { bottom: 0.9mm; font-size: 10pt; line-height: 1.24; text-align: center }
.disc { left: 0.5mm; top: 0.5mm; width: 8.2mm; height: 8.2mm; border-radius: 4.1mm; background: #0B4F6C; color: #FFF; font: bold 14pt/8.2mm A; text-align: center }
.words { left: 64mm; width: 85mm } .words ul { list-style: none; margin-top: 0.7mm } .words li { padding-left: 4.5mm; position: relative; margin-bottom: 0.4mm } .words li::before { content: "•"; color: #0B4F6C; position: absolute; left: 0 }
.chip { right: 0; width: 31mm; background: #E8F6FE; border: 1.3pt solid #0B4F6C; border-radius: 1.8mm; text-align: center; font-weight: 700; white-space: nowrap }
.chip b { font-size: 25pt; font-weight: 800 } .chip.long { line-height: 1.15; font-size: 11pt } .chip.long b { font-size: 17pt; display: block }
.fault { left: 64mm; right: 0; bottom: 0; height: 13.7mm; border: 0.8pt solid #7A8189; border-left: 1.6mm solid #E4572E; border-radius: 1.8mm; padding: 0.9mm 0 0 2.5mm } .fault i { display: inline-block; width: 3.4mm; height: 3.4mm; margin-right: 2mm }
table { border-collapse: collapse; font-size: 10pt; line-height: 1.24 } th { font-weight: 400; text-align: left; width: 14.5mm } thead th { width: 9.2mm; text-align: center; height: 4.6mm } td { width: 9.2mm; height: 8.2mm } thead td { height: 4.6mm } td div { width: 7mm; height: 7mm; margin: 0 auto; border: 1pt solid #1B1F23; border-radius: 0.8mm }
.code { text-align: center; width: 29.2mm; font-size: 10pt; line-height: 1.24 } .code img { width: 22.2mm; height: 22.2mm; display: block; margin: 0 auto } .code b { font-size: 11pt }
.write { border-top: 0.6pt solid #7A8189; left: 140mm; width: 44mm } .notes { left: 140mm; width: 44mm; font-size: 11.5pt }
.foot { font-size: 10pt } .grey { color: #555C63; margin-right: 3.5mm } .foot span + span { margin-left: 3.5mm }
"""


class Page:
    """Writes the page for one client after another; `art` and `fonts` are addresses that the renderer can read."""

    def __init__(self, folder: Path, fonts: str) -> None:
        self.words = json.loads((folder / "sheet.json").read_text("utf-8"))
        self.css = CSS.replace("FONTS", fonts)

    def write(self, client: dict) -> str:
        words = self.words
        parts = [f'<!doctype html><html lang="{words["language"]}"><head><meta charset="utf-8"><title>{escape(words["title"])}</title>']
        parts += [f"<style>{self.css}</style></head><body><main>", self._head(client)]
        y = 47.0
        for at, card in enumerate(words["cards"]):
            high = card["height"] * 25.4 / 72
            if at:
                parts.append(f'<div class="rule" style="top:{y - 2.7:.2f}mm"></div>')
            parts.append(self._card(card, at + 1, y, high, client.get("amount") if at == 0 else None))
            y += high + 5.4
        parts += [self._tail(client, y - 0.4), self._foot(), "</main></body></html>"]
        return "".join(parts)

    def _head(self, client: dict) -> str:
        words = self.words
        rows = [f'<img class="logo" src="art/logo.svg" alt="{escape(words["brand"])}"><p class="brand">{escape(words["brand"])}</p>']
        rows.append(f'<p class="tagline">{escape(words["tagline"])}</p>')
        for label, value, left, wide, start in (("for", "name", 74, 56, 9), ("date", "date", 134, 50, 11)):
            said = escape(client.get(value, "")) or "&nbsp;"
            rows.append(f'<p class="field" style="left:{left}mm;width:{wide}mm">{words[label]} <b style="left:{start}mm">{said}</b></p>')
        rows.append(f'<h1>{escape(words["title"])}</h1><p class="action">{escape(words["action"])}</p>')
        for name, left, wide in (("when", 0, 51), ("minutes", 54, 37)):
            first, second = (escape(line) for line in words[name])
            icon = "calendar" if name == "when" else "clock"
            rows.append(f'<p class="box" style="left:{left}mm;width:{wide}mm"><i style="background-image:url(art/{icon}.svg)"></i><b>{first}</b><br>{second}</p>')
        rows.append(f'<p class="box stop" style="left:94mm;width:90mm"><i style="background-image:url(art/stop.svg)"></i>{_runs(words["stop"])}</p>')
        return "".join(rows)

    def _card(self, card: dict, number: int, y: float, high: float, amount: str | None) -> str:
        rows = [f'<section class="card" style="top:{y:.2f}mm;height:{high:.2f}mm"><div class="panel">']
        rows += [f'<div class="mat" style="background:{shade};top:{top}pt;height:{tall}pt"></div>' for shade, top, tall in card["mats"]]
        cell = 60 / len(card["figures"])
        for at, figure in enumerate(card["figures"]):
            place = f'left:{figure["x"]}pt;top:{figure["y"]}pt;width:{figure["width"]}pt;height:{figure["height"]}pt'
            rows.append(f'<img src="art/{figure["art"]}.svg" alt="{escape(figure["alt"])}" style="{place}">')
            rows.append(f'<p class="label" style="left:{at * cell:.2f}mm;width:{cell:.2f}mm">{escape(figure["label"])}</p>')
        long = " class=long" if len(card["name"]) > 28 else ""
        rows.append(f'</div><p class="disc">{number}</p><div class="words"><h2{long}>{escape(card["name"])}</h2><ul>')
        rows += [f"<li>{_runs(cue)}</li>" for cue in card["cues"]]
        rows.append("</ul></div>")
        tall = (high - 17.8) / 2
        for at, (count, unit) in enumerate(card["dose"]):
            said = amount if amount and at == 1 else count
            kind = "chip long" if len(count) > 3 else "chip"
            leading = "" if len(count) > 3 else f";line-height:{tall - 1:.2f}mm"
            rows.append(f'<p class="{kind}" style="top:{at * (tall + 2.5):.2f}mm;height:{tall:.2f}mm{leading}"><b>{said}</b> {escape(unit)}</p>')
        rows.append('<div class="fault">')
        for icon, (label, words) in (("cross", card["fault"]), ("tick", card["instead"])):
            rows.append(f'<p><i style="background-image:url(art/{icon}.svg)"></i><b>{escape(label)}</b> {escape(words)}</p>')
        return "".join([*rows, "</div></section>"])

    def _tail(self, client: dict, y: float) -> str:
        words, ticks = self.words, self.words["ticks"]
        rows = [f'<h2 class="small" style="top:{y:.2f}mm">{escape(ticks["heading"])}</h2>', f'<table style="top:{y + 5.8:.2f}mm"><thead><tr><td></td>']
        rows += [f'<th scope="col">{day}</th>' for day in ticks["columns"]]
        rows.append("</tr></thead><tbody>")
        rows += [f'<tr><th scope="row">{week}</th>{"<td><div></div></td>" * 7}</tr>' for week in ticks["rows"]]
        rows.append("</tbody></table>")
        for at, code in enumerate(words["codes"]):
            rows.append(f'<p class="code" style="top:{y - 1.2:.2f}mm;left:{77.8 + at * 29.2:.2f}mm"><a href="{code["address"]}"><img src="art/{code["art"]}.svg" alt="{escape(code["alt"])}"></a><b>{escape(code["label"])}</b></p>')
        rows.append(f'<p class="code" style="top:{y + 25.9:.2f}mm;left:77.8mm;width:58.4mm">{escape(words["host"])}</p>')
        for at, code in enumerate(words["codes"]):
            rows.append(f'<p class="code" style="top:{y + 30.2:.2f}mm;left:{77.8 + at * 29.2:.2f}mm">{escape(code["shown"])}</p>')
        rows.append(f'<h2 class="small" style="left:140mm;top:{y:.2f}mm">{escape(words["notes"])}</h2>')
        if client.get("notes"):
            rows.append(f'<p class="notes" style="top:{y + 7.4:.2f}mm">{escape(client["notes"])}</p>')
        else:
            rows += [f'<div class="write" style="top:{y + line:.2f}mm"></div>' for line in (13.2, 22.2, 31.2)]
        return "".join(rows)

    def _foot(self) -> str:
        foot = self.words["footer"]
        left = "".join(f"<span>{escape(part)}</span>" for part in foot["left"])
        right = f'<span class="grey">{self.words["content_code"]}</span>{escape(foot["right"])}'
        return f'<div class="rule" style="top:271.8mm"></div><p class="foot" style="left:0;top:272.6mm">{left}</p><p class="foot" style="right:0;top:272.6mm">{right}</p>'


def _runs(parts: list[list[object]]) -> str:
    return "".join(f"<b>{escape(str(words))}</b>" if bold else escape(str(words)) for words, bold in parts)
