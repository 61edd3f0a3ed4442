"""A fillable sheet for a client whose name is known: the rest is filled in on a screen, and the name can be changed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pikepdf
import pypdfium2

if TYPE_CHECKING:
    from collections.abc import Callable

    from cli.conftest import Ran

    Run = Callable[..., Ran]

NOTES = "Go slowly, and jog gently: every second day."
SAID = ("--client", "Peggy Quigley", "--date", "2026-11-23", "--notes", NOTES)


def build(run: Run, name: str, *more: str) -> Path:
    ran = run("build", "--routine", "mine", *more, "-o", name)
    assert ran.code == 0, ran.err
    return Path(name)


def values(path: Path) -> dict[str, Any]:
    with pikepdf.open(path) as pdf:
        return {str(one.T): str(one.get("/V", "")) for one in pdf.Root.AcroForm.Fields if str(one.FT) == "/Tx"}


def test_words_that_are_given_stand_in_their_fields(home: Path, run: Run) -> None:
    """Name, date and notes are values; what is not given stays to be filled in, with or without a plate on disk."""
    assert home.is_dir()
    for name in ("laid-out.pdf", "from-disk.pdf"):
        found = values(build(run, name, "--fillable", *SAID))
        assert found == {"client": "Peggy Quigley", "date": "23 November 2026", "notes": NOTES}
    assert Path("laid-out.pdf").read_bytes() == Path("from-disk.pdf").read_bytes()
    assert values(build(run, "blank.pdf", "--fillable")) == {"client": "", "date": "", "notes": ""}


def test_a_filled_field_looks_as_the_printed_words(home: Path, run: Run) -> None:
    """Pixel by pixel at the head of the page, tails of letters and all."""
    assert home.is_dir()
    printed, filled = (_head(build(run, *given, *SAID)) for given in (("p.pdf",), ("f.pdf", "--fillable")))
    blank = _head(build(run, "b.pdf", "--fillable"))
    assert (np.abs(printed - filled) > 100).sum() == 0  # its corner is rounded: edges may differ
    assert (np.abs(blank - filled) > 100).sum() > 500


def test_a_name_too_long_for_its_line_gets_a_taller_field(home: Path, run: Run) -> None:
    """As it would be printed: several lines, none cut off."""
    assert home.is_dir()
    name = "Wilhelmina Featherstonehaugh-Cholmondeley von und zu Hohenstein"
    path = build(run, "long.pdf", "--fillable", "--client", name)
    assert values(path)["client"] == name
    with pikepdf.open(path) as pdf:
        field = next(one for one in pdf.Root.AcroForm.Fields if str(one.T) == "client")
        assert int(field.Ff) & 1 << 12
        assert float(field.Rect[3]) - float(field.Rect[1]) > 28


def _head(path: Path) -> np.ndarray:
    """Return the head of the page as pixels, fields drawn as part of it: by itself a reader smooths them otherwise."""
    document = pypdfium2.PdfDocument(path)
    document.init_forms()
    if document.formenv:
        page = document[0]
        page.flatten()
        page.close()
    return document[0].render(scale=2, may_draw_forms=False).to_numpy().astype(int)[60:180]
