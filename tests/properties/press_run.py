"""One build after another in this process, and what the finished file says."""

from __future__ import annotations

import unicodedata
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from handouts.check.read_pdf import read_pdf
from handouts.commands.build import build
from handouts.commands.request import Request

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.check.read_pdf import Branch

ROOT = Path(__file__).resolve().parents[2]
UNSEEN = dict.fromkeys(map(ord, "\u200c\u200d\u200e\u200f\u061c\u2060\u00ad"))  # they steer shaping, and print nothing
STATED = str.maketrans({"\u2011": "-", "\u202f": " "})  # the two substitutions that the design allows


def built(folder: Path, **options: Any) -> bytes:
    """Return the PDF of a build with these options."""
    output = folder / "sheet.pdf"
    build(Request(**{"routine": "warmup", **options, "output": str(output), "force": True}), ROOT)
    return output.read_bytes()


@contextmanager
def cache_in(folder: Path | None) -> Iterator[None]:
    """Keep what is made in this folder, None for nowhere."""
    with patch.dict("os.environ", {"HANDOUTS_CACHE": str(folder) if folder else ""}):
        yield


def plain(words: str) -> str:
    """Return words as a reader compares them: spaces counted once, what prints nothing left out."""
    return unicodedata.normalize("NFC", " ".join(words.translate(STATED).translate(UNSEEN).split()))


def said_after(data: bytes, label: str) -> str:
    """Return the words of the paragraph that follows the one with this label (`For`, `Date`)."""
    paragraphs = [element.text for element in _paragraphs(read_pdf(data).tree)]
    at = [text.strip() for text in paragraphs].index(label)
    return plain(paragraphs[at + 1])


def _paragraphs(tree: Branch) -> Iterator[Branch]:
    return (element for element in tree.walk() if element.role in ("P", "LBody", "H1", "H2"))


def texts(data: bytes) -> list[str]:
    """Return every paragraph, heading and bullet of a file."""
    return [plain(element.text) for element in _paragraphs(read_pdf(data).tree)]
