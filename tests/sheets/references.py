"""The references of a sheet, kept beside its name: what it says, where it stands, how it looks.

In: a drawn case. Out: files, or the differences from them. Never true: that a page was not compared.
"""

from __future__ import annotations

import base64
import difflib
import html
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from handouts.sheet.snapshot import write_text
from sheets.cases import HERE, ROOT
from sheets.readback import read_picture, render_pages, write_layout, write_picture

if TYPE_CHECKING:
    from pathlib import Path

    from sheets.cases import Drawn

LARGEST = 60_000  # bytes of a picture, so that the repository stays small
TOLERANCE = 20  # pixels of a page (of 500,000) that may differ by more than one of the sixteen greys
TEXTS = ("sheet.txt", "layout.txt")


@dataclass
class Difference:
    """What differs from the references of one case."""

    texts: dict[str, list[str]] = field(default_factory=dict)
    pages: dict[int, tuple[bytes | None, bytes | None, bytes | None]] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)


def folder_of(name: str) -> Path:
    return HERE / name


def write_references(drawn: Drawn) -> list[Path]:
    """Write the case's references anew and remove those of pages that are gone."""
    folder = folder_of(drawn.name)
    folder.mkdir(exist_ok=True)
    for old in folder.glob("page-*.png"):
        old.unlink()
    files = {name: text.encode() for name, text in _texts(drawn).items()}
    files |= {f"page-{at}.png": write_picture(page) for at, page in enumerate(render_pages(drawn.data), 1)}
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return [folder / name for name in files]


def _texts(drawn: Drawn) -> dict[str, str]:
    return {"sheet.txt": write_text(drawn.sheet), "layout.txt": write_layout(drawn.data)}


def compare(drawn: Drawn) -> Difference:
    """Return every difference between the case and its references."""
    difference, folder = Difference(), folder_of(drawn.name)
    for name, text in _texts(drawn).items():
        path = folder / name
        kept = path.read_text(encoding="utf-8") if path.exists() else ""
        if kept != text:
            lines = difflib.unified_diff(kept.splitlines(), text.splitlines(), "reference", "now", lineterm="", n=1)
            difference.texts[name] = list(lines)
            difference.words.append(f"{name} differs")
    kept_pages = [read_picture(path.read_bytes()) for path in sorted(folder.glob("page-*.png"), key=_number)]
    pages = render_pages(drawn.data)
    if len(kept_pages) != len(pages):
        difference.words.append(f"{len(pages)} pages, {len(kept_pages)} in the references")
    for at in range(max(len(pages), len(kept_pages))):
        kept_page = kept_pages[at] if at < len(kept_pages) else None
        page = pages[at] if at < len(pages) else None
        _compare_page(difference, at + 1, kept_page, page)
    return difference


def _number(path: Path) -> int:
    return int(path.stem.rpartition("-")[2])


def _compare_page(difference: Difference, number: int, kept: np.ndarray | None, page: np.ndarray | None) -> None:
    apart = None
    if kept is not None and page is not None and kept.shape == page.shape:
        far = np.abs(kept.astype(int) - page.astype(int)) > 1
        if far.sum() <= TOLERANCE:
            return
        apart = write_picture(np.where(far, 0, 12 + page // 5))
        difference.words.append(f"page {number}: {far.sum()} pixels differ")
    else:
        difference.words.append(f"page {number}: nothing to compare with")
    pictures = [None if each is None else write_picture(each) for each in (kept, page)]
    difference.pages[number] = (pictures[0], pictures[1], apart)


def write_report(drawn: Drawn, difference: Difference) -> Path:
    """Write one page that shows expected, actual and difference, and return where it is."""
    path = ROOT / "output" / "sheets" / f"{drawn.name}.html"
    path.parent.mkdir(parents=True, exist_ok=True)
    parts = [f"<!doctype html><meta charset=utf-8><title>{drawn.name}</title>", _STYLE, f"<h1>{drawn.name}</h1>"]
    parts += [f"<p>{html.escape('; '.join(difference.words))}", f"<p>Renew: <code>make refs CASE={drawn.name}</code>"]
    for name, lines in difference.texts.items():
        parts.append(f"<h2>{name}</h2><pre>{chr(10).join(_coloured(line) for line in lines)}</pre>")
    for number, pictures in difference.pages.items():
        cells = "".join(
            f"<figure><figcaption>{label}</figcaption>{_image(data)}</figure>"
            for label, data in zip(("expected", "actual", "difference"), pictures, strict=True)
        )
        parts.append(f"<h2>page {number}</h2><div>{cells}</div>")
    path.write_text("\n".join(parts), encoding="utf-8")
    return path


_STYLE = """<style>body{font:15px sans-serif;margin:2em}pre{background:#f4f5f6;padding:1em;overflow:auto}
div{display:flex;gap:1em}figure{margin:0}img{border:1px solid #999;width:100%}ins{color:#060}del{color:#a00}</style>"""


def _coloured(line: str) -> str:
    tag = {"+": "ins", "-": "del"}.get(line[:1])
    return f"<{tag}>{html.escape(line)}</{tag}>" if tag else html.escape(line)


def _image(data: bytes | None) -> str:
    return f'<img src="data:image/png;base64,{base64.b64encode(data).decode()}">' if data else "<p>none"
