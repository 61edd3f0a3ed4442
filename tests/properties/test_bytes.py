"""The same inputs give the same bytes, whatever was built before; a client's name stays on the page."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import numpy as np
import pikepdf
import pypdfium2 as pdfium
import pytest

from handouts.cli.main import main
from handouts.pdf.canvas import BlockCanvas
from handouts.pdf.text import SetText, TextStyle
from properties.press_run import ROOT, built, cache_in

if TYPE_CHECKING:
    from pathlib import Path

    from handouts.pdf.block import Slot
    from handouts.pdf.canvas import Node

PERSON = {"client": "Ana Bell", "date": "2026-11-23", "notes": "Go slowly."}
NAME = "Bartholomew Quillfeather"


def test_the_cache_changes_nothing(tmp_path: Path) -> None:
    """Without a cache, with an empty one, and from it: three times the same bytes."""
    with cache_in(None):
        without = built(tmp_path, **PERSON)
    with cache_in(tmp_path / "cache"):
        assert built(tmp_path, **PERSON) == without
        assert built(tmp_path, **PERSON) == without


@pytest.mark.parametrize("options", [{}, {"large_print": True}, {"routine": None, "series": "back-pain"}])
def test_what_was_built_before_changes_nothing(tmp_path: Path, options: dict[str, object]) -> None:
    """Other sheets, other people and other styles built before, from the same cache, leave no trace."""
    with cache_in(tmp_path / "alone"):
        alone = built(tmp_path, **PERSON, **options)
    with cache_in(tmp_path / "crowded"):
        for other in ({"routine": "morning"}, {"ink_saver": True}, {"client": "Łucja"}, {"paper": "letter"}, options):
            built(tmp_path, **{**other, "notes": "Something else\nin two lines."})
        assert built(tmp_path, **PERSON, **options) == alone


def test_the_order_of_sets_changes_nothing(tmp_path: Path) -> None:
    """Two processes that hash strings differently write the same file."""
    made = []
    for seed in ("1", "2"):
        output = tmp_path / f"{seed}.pdf"
        environment = {**os.environ, "PYTHONHASHSEED": seed, "HANDOUTS_CACHE": ""}
        command = [sys.executable, "-m", "handouts", "build", "--series", "back-pain", "-o", str(output)]
        subprocess.run(command, env=environment, cwd=ROOT, check=True, capture_output=True)
        made.append(output.read_bytes())
    assert made[0] == made[1]


# -- press against a layout from scratch


class _Scratch:
    """Lets layout draw the words itself, through ReportLab's side of the house; press has nothing left to do."""

    def __init__(self, words: dict[str, str | tuple[str, str]]) -> None:
        self.words = words

    def slot(self, canvas: BlockCanvas, node: Node | None, slot: Slot) -> None:
        said = self.words.get(slot.name, "")
        pairs = [(said, slot.run)] if isinstance(said, str) else list(zip(said, (slot.run, slot.unit), strict=True))
        pairs = [(text, run) for text, run in pairs if text and run]
        if slot.drop:
            pairs, under = pairs[:1], pairs[1:]
        else:
            under = []
        with canvas.tagged(node) if node is not None else canvas.pagination("Header"):
            if slot.lines > 1 and isinstance(said, str):
                for at, line in enumerate(self._wrapped(canvas, slot, said)):
                    self._line(canvas, slot, slot.y - at * slot.leading, [(line, slot.run)])
                return
            self._line(canvas, slot, slot.y, pairs)
            self._line(canvas, slot, slot.y - slot.drop, under)

    @staticmethod
    def _wrapped(canvas: BlockCanvas, slot: Slot, said: str) -> list[str]:
        """Return the lines as layout breaks any paragraph: by ReportLab."""
        style = TextStyle(slot.run.size, slot.leading, slot.run.colour)
        lines = []
        for paragraph in said.split("\n"):
            set_text = SetText(((paragraph, False),), style, slot.width, canvas.fonts, widows=False)
            lines += [" ".join(words) for _, words in set_text._paragraph.blPara.lines]
        return lines

    def _line(self, canvas: BlockCanvas, slot: Slot, y: float, pairs: list) -> None:
        widths = [canvas.fonts.fonts.width(run.font, text, run.size) for text, run in pairs]
        gap = slot.gap if len(pairs) > 1 else 0.0
        total = sum(widths) + gap * (len(pairs) - 1)
        assert total <= slot.width, "this sample is for words that fit; the others have tests of their own"
        x = slot.x - total * slot.align / 2
        for (text, run), width in zip(pairs, widths, strict=True):
            canvas.text(x, y, text, run)
            x += width + gap


def _pixels(data: bytes) -> list[np.ndarray]:
    document = pdfium.PdfDocument(data)
    try:
        return [
            np.asarray(page.render(scale=1.5, grayscale=True).to_pil().convert("L"), dtype=int) for page in document
        ]
    finally:
        document.close()


def _compare_with_scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, person: dict[str, str], **options) -> None:
    from datetime import date

    from handouts.commands.build import guess_lines
    from handouts.commands.request import Request
    from handouts.commands.workshop import Workshop
    from handouts.sheet.stationery import Client

    with cache_in(None):
        pressed = _pixels(built(tmp_path, **person, **options))
        request = Request(**{"routine": "warmup", **options, **person})
        workshop = Workshop(request, ROOT)
        (job,) = workshop.jobs()
        day = date.fromisoformat(person["date"]) if person.get("date") else None
        notes = person.get("notes", "")
        own = person.get("client", ""), day, person.get("practitioner", ""), notes
        sheet = workshop.compose(job, Client(*own, note_lines=guess_lines(notes)))
        scratch = _Scratch(dict(sheet.words))
        monkeypatch.setattr(BlockCanvas, "slot", lambda *given: scratch.slot(*given))  # noqa: PLW0108 - a function binds
        from handouts.press.tail import press

        drawn = _pixels(press(workshop.plate(sheet), {}))
        monkeypatch.undo()
    assert len(pressed) == len(drawn)
    for one, other in zip(pressed, drawn, strict=True):
        assert np.abs(one - other).max() <= 40, "a letter stands elsewhere"  # of 255: a hundredth of a point apart


# Words with letters outside the plate's alphabet are shaped, and so kerned, which layout does not do; none here pairs.
PEOPLE = [
    {}, {"client": "Ana Bell"}, {"client": "Siân Łucki", "date": "2026-01-02"},
    {"practitioner": "Dr. Sam Hill", "notes": "Go slowly on your left side.\nRing me."},
    {"client": "(A) B\\C", "practitioner": "Zoë"},
]  # fmt: skip


@pytest.mark.parametrize("person", PEOPLE)
def test_a_pressed_sheet_looks_like_one_laid_out_for_that_client(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, person: dict[str, str]
) -> None:
    """The words that press appends stand where layout itself would have drawn them, pixel by pixel."""
    _compare_with_scratch(tmp_path, monkeypatch, person)


@pytest.mark.slow
@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize(
    "options",
    [
        {"paper": paper, "brand": brand, **({"ink_saver": True} if ink else {}), **what}
        for paper in ("a4", "letter")
        for brand in ("coach-troy", "riverside-physio")
        for ink in (False, True)
        for what in ({"routine": "warmup"}, {"routine": None, "exercise": "hip-hinge"})
    ][:10],
)
def test_fifty_pressed_sheets_look_like_layouts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, person: dict[str, str], options: dict[str, object]
) -> None:
    """As above, for a sample of fifty."""
    _compare_with_scratch(tmp_path, monkeypatch, person, **options)


# -- a name stays on the page


def test_a_name_is_in_no_cache_no_log_and_no_metadata(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Two people leave the same cache behind, byte for byte; the file speaks of them on the page alone."""
    caches = []
    for name in (NAME, "Wilhelmina Underwoodson"):
        assert len(name) > 20
        with cache_in(tmp_path / name[:3]):
            output = tmp_path / "out" / "sheet.pdf"
            command = ["build", "--routine", "warmup", "--client", name, "--notes", f"{name} was here", "--force"]
            assert main([*command, "-o", str(output)]) == 0
        caches.append(_tree(tmp_path / name[:3]))
        said = capsys.readouterr()
        assert name.split()[0] not in said.out + said.err
        assert name.split()[0] not in (output.parent / ".handouts" / "manifest.jsonl").read_text()
        with pikepdf.open(io.BytesIO(output.read_bytes())) as pdf:
            about = str(dict(pdf.docinfo)) + pdf.Root.Metadata.read_bytes().decode() + str(pdf.trailer.ID)
            assert name.split()[0] not in about
    assert caches[0] == caches[1]
    assert caches[0]


def _tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_name_that_cannot_be_printed_is_not_repeated(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The problem says which option and which character, not who."""
    assert main(["build", "--routine", "warmup", "--client", f"{NAME} 😀", "-o", str(tmp_path / "x.pdf")]) == 1
    said = capsys.readouterr()
    assert "--client" in said.err
    assert "Quillfeather" not in said.out + said.err
    assert not (tmp_path / "x.pdf").exists()
