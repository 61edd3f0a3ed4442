"""Every built-in document in every style, on every paper, for both brands: veraPDF, the lint, every word."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import pytest

from handouts.check.read_pdf import read_pdf
from handouts.commands.build import build
from handouts.commands.request import Request
from handouts.commands.workshop import Workshop
from handouts.sheet.snapshot import told_lines
from handouts.sheet.stationery import Client
from pdf_lint import check_file
from sheets.cases import ROOT, jobs
from sheets.measures import overlaps, words_of
from verapdf import check_pdf

if TYPE_CHECKING:
    from pathlib import Path

    from handouts.commands.workshop import Job

STYLES = list(product((False, True), (False, True)))  # large print, ink saver
PAPERS = ("a4", "letter")
BRANDS = ("coach-troy", "riverside-physio")


def _request(job: Job, large: bool, ink: bool, paper: str, brand: str, output: Path) -> Request:
    return Request(**{job.kind: job.id}, large_print=large, ink_saver=ink, paper=paper, brand=brand, output=str(output))


def _built(job: Job, tmp_path: Path, large: bool, ink: bool, paper: str, brand: str) -> tuple[bytes, Request]:
    request = _request(job, large, ink, paper, brand, tmp_path / "sheet.pdf")
    build(request, ROOT)
    return (tmp_path / "sheet.pdf").read_bytes(), request


@pytest.mark.slow
@pytest.mark.xdist_group("verapdf")
@pytest.mark.parametrize("job", list(jobs()), ids=lambda job: f"{job.kind}-{job.id}")
@pytest.mark.parametrize("brand", BRANDS)
def test_every_document_is_accessible_whole_and_tidy(job: Job, brand: str, tmp_path: Path) -> None:
    """No clause fails, structure and page agree, no text covers another, and every word is heard."""
    for (large, ink), paper in product(STYLES, PAPERS):
        data, request = _built(job, tmp_path, large, ink, paper, brand)
        check_pdf(data, tmp_path)
        check_file(data)
        read_back = read_pdf(data)
        assert not overlaps(read_back), (large, ink, paper)
        sheet = Workshop(request, ROOT).compose(job, Client())
        heard = sorted(word.rstrip(".") for word in words_of(read_back.tree.text))
        told = [line for line in told_lines(sheet) if line.kind == "words" and line.text]
        lines = [line.text for line in told if not line.optional or line.text in read_back.tree.text]
        assert heard == sorted(word.rstrip(".") for word in words_of("\n".join(lines)))


@pytest.mark.parametrize("job", list(jobs()), ids=lambda job: f"{job.kind}-{job.id}")
def test_every_document_is_whole_and_tidy_once(job: Job, tmp_path: Path) -> None:
    """One style of each document, another for each, in the quick suite: built, and no text over another."""
    at = sum(map(ord, job.id))
    large, ink = STYLES[at % 4]
    data, _ = _built(job, tmp_path, large, ink, PAPERS[at // 4 % 2], BRANDS[at // 8 % 2])
    check_file(data)
    assert not overlaps(read_pdf(data))


@pytest.mark.slow
@pytest.mark.xdist_group("verapdf")
@pytest.mark.parametrize("job", list(jobs()), ids=lambda job: f"{job.kind}-{job.id}")
@pytest.mark.parametrize("brand", BRANDS)
def test_every_fillable_document_is_accessible(job: Job, brand: str, tmp_path: Path) -> None:
    """Real fields keep both standards, blank or with words in them: no clause fails in any style, on either paper."""
    words = {"client": "Łukasz Żółć", "date": "2026-11-23", "notes": "Go slowly.\nНе спешите."}
    for (large, ink), paper in product(STYLES, PAPERS):
        request = _request(job, large, ink, paper, brand, tmp_path / "sheet.pdf").but(fillable=True)
        request = request.but(**words, force=True) if ink else request
        build(request, ROOT)
        data = (tmp_path / "sheet.pdf").read_bytes()
        check_pdf(data, tmp_path)
        check_file(data)
