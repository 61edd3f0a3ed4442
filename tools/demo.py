"""Builds sample sheets and their pictures into output/demo, to look at after a change of the layout: `make demo`."""

from __future__ import annotations

import sys
from pathlib import Path

import pypdfium2 as pdfium

from handouts.commands.build import build
from handouts.commands.request import Request

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "output" / "demo"
DPI = 110
PERSON = {
    "client": "Siân O’Brien",
    "date": "2026-11-23",
    "practitioner": "Dr. Zoë Nguyễn",
    "notes": "Start slowly this week. Ring me on Thursday.",
}
SHEETS: dict[str, dict[str, object]] = {
    "warmup": {"routine": "warmup"},
    "warmup-letter": {"routine": "warmup", "paper": "letter"},
    "warmup-large-print": {"routine": "warmup", "large_print": True},
    "warmup-ink-saver": {"routine": "warmup", "ink_saver": True},
    "warmup-clinic-client": {"routine": "warmup", "brand": "riverside-physio", **PERSON},
    "bad-back-day": {"routine": "bad-back-day"},
    "morning": {"routine": "morning"},
    "hip-hinge": {"exercise": "hip-hinge"},
    "hip-flexor-stretch-clinic": {"exercise": "half-kneeling-hip-flexor-stretch", "brand": "riverside-physio"},
    "curtsy-lunge-large-print": {"exercise": "curtsy-lunge", "large_print": True},
    "back-pain-part-3": {"series": "back-pain", "part": "3"},
    "back-pain": {"series": "back-pain"},
}


def main() -> int:
    """Build every sample, write a picture of each page and a page that shows them all."""
    OUT.mkdir(parents=True, exist_ok=True)
    for old in OUT.glob("*-page-*.png"):
        old.unlink()
    figures = []
    for name, options in SHEETS.items():
        path = OUT / f"{name}.pdf"
        build(Request(**options, output=str(path), force=True), ROOT)  # type: ignore[arg-type]
        print(path.relative_to(ROOT))
        document = pdfium.PdfDocument(path)
        for number, page in enumerate(document, 1):
            picture = OUT / f"{name}-page-{number}.png"
            page.render(scale=DPI / 72).to_pil().save(picture)
            figures.append(f'<figure><img src="{picture.name}"><figcaption>{name}, page {number}</figcaption></figure>')
        document.close()
    style = (
        "<style>body{display:flex;flex-wrap:wrap;gap:1em;background:#888;font:14px sans-serif}img{width:420px}</style>"
    )
    (OUT / "index.html").write_text(f"<!doctype html><meta charset=utf-8>{style}{''.join(figures)}", encoding="utf-8")
    print((OUT / "index.html").relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main())
