"""Checks that the engines drew the same sheet, and puts their pages side by side.

In: the PDFs of a run. Out: a picture of each page and of all of them, and `pages.json` (pages, bytes, words that are
missing or too many against ours, whether both codes decode). Never true: that a peer is called fair without its words.

    python benchmarks/pages.py OUT
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from pathlib import Path

import pypdfium2
from PIL import Image

NAMES = ("ours", "typst", "reportlab", "weasyprint", "chromium")
SCALE = 1.5  # 108 dots per inch


def words_of(document: pypdfium2.PdfDocument) -> Counter[str]:
    """Return the words as often as they stand; bullets and the code of our own build are not words of the sheet."""
    text = " ".join(page.get_textpage().get_text_range() for page in document)
    return Counter(word for word in re.split(r"[\s\ufffe]+", text) if word not in ("", "•"))


def codes_of(page: pypdfium2.PdfPage) -> list[str]:
    import zxingcpp

    picture = page.render(scale=300 / 72).to_pil()
    return sorted(found.text for found in zxingcpp.read_barcodes(picture))


def main() -> None:
    out = Path(sys.argv[1])
    found, pictures, ours = {}, [], Counter()
    for name in NAMES:
        path = out / f"{name}.pdf"
        if not path.exists():
            continue
        document = pypdfium2.PdfDocument(path)
        picture = document[0].render(scale=SCALE).to_pil().convert("RGB")
        picture.save(out / f"{name}.png")
        pictures.append(picture)
        words = words_of(document)
        ours = ours or words
        found[name] = {
            "pages": len(document),
            "bytes": path.stat().st_size,
            "missing": sorted((ours - words).elements()),
            "too many": sorted((words - ours).elements()),
            "codes": codes_of(document[0]),
        }
    (out / "pages.json").write_text(json.dumps(found, indent=1, ensure_ascii=False), encoding="utf-8")
    wide = Image.new("RGB", (sum(one.width for one in pictures), max(one.height for one in pictures)), "white")
    x = 0
    for one in pictures:
        wide.paste(one, (x, 0))
        x += one.width
    wide.quantize(16).save(out / "side-by-side.png", optimize=True)


if __name__ == "__main__":
    main()
