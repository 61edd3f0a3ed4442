"""Checks that the engines drew the same sheet, and puts their pages side by side.

In: the PDFs of a run. Out: a picture of each page and of all of them, and `pages.json` (pages, bytes, words that are
missing or too many against ours, the codes that decode, failures of PDF/UA-1 where veraPDF is installed). Never true:
that a peer is called fair without its words.

    python benchmarks/pages.py OUT [--quick]
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


def failures_of(path: Path) -> int | None:
    """Return how many checks of PDF/UA-1 the file fails, None where nobody can say."""
    try:
        from handouts.check.verapdf import is_installed, validate
    except ImportError:
        return None
    return len(validate(path.read_bytes(), "ua1").failures) if is_installed() else None


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
            "failures": None if "--quick" in sys.argv else failures_of(path),
        }
    (out / "pages.json").write_text(json.dumps(found, indent=1, ensure_ascii=False), encoding="utf-8")
    beside(pictures).quantize(64, method=Image.Quantize.FASTOCTREE).save(out / "pages.png", optimize=True)


def beside(pictures: list[Image.Image]) -> Image.Image:
    """Return the pages two by two, in the order of NAMES."""
    small = [one.resize((one.width // 2, one.height // 2), Image.Resampling.LANCZOS) for one in pictures]
    wide, high = (max(one.size[side] for one in small) + 6 for side in (0, 1))
    sheet = Image.new("RGB", (2 * wide, (len(small) + 1) // 2 * high), "#888888")
    for at, one in enumerate(small):
        sheet.paste(one, (at % 2 * wide, at // 2 * high))
    return sheet


if __name__ == "__main__":
    main()
