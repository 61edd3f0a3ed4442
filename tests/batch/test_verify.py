"""verify: whole or not, and from what it was built."""

from __future__ import annotations

import pytest
from batch_clinic import Clinic, clients

from handouts.batch.verify import verify
from handouts.problems import ProblemsFound


def test_a_whole_folder(clinic: Clinic) -> None:
    clinic.batch(clinic.roster([*clients(3), {"id": "X", "routine": "none"}]))
    report = verify(str(clinic.out), str(clinic.root))
    assert (report.problems, report.lines, report.outcome) == ([], ["3 of 3 files are whole"], "all files are whole")


def test_damage_loss_strangers_and_changed_data_are_told(clinic: Clinic) -> None:
    """One byte changed, one file gone, one that nobody wrote, one exercise rewritten since."""
    clinic.batch(clinic.roster(clients(4)))
    data = bytearray((clinic.out / "C001-easy.pdf").read_bytes())
    data[1000] ^= 1
    (clinic.out / "C001-easy.pdf").write_bytes(data)
    (clinic.out / "C002-easy.pdf").unlink()
    (clinic.out / "letter.pdf").write_bytes(b"%PDF")
    exercise = clinic.root / "data/exercises/heel-raise.yaml"
    exercise.write_text(exercise.read_text().replace("Heel", "Toe"))
    report = verify(str(clinic.out), str(clinic.root))
    assert [problem.kind for problem in report.problems] == ["verify-changed", "file-missing"]
    assert report.lines == [
        "2 of 4 files are whole",
        "1 PDF here was not written by a build or a batch",
        "  data/exercises/heel-raise.yaml has changed since",
    ]


def test_a_list_to_mend_is_no_damage(clinic: Clinic) -> None:
    """Mended in its place, or taken away by the batch when all is well, it is not missed."""
    roster = clinic.roster([*clients(1), {"id": "X", "client": "Ana", "routine": "nope", "date": ""}])
    assert clinic.batch(roster).bad == 1
    bad = clinic.out / "problems.csv"
    bad.write_text(bad.read_text().replace("nope", "easy"))
    assert not verify(str(clinic.out)).problems
    bad.unlink()
    assert not verify(str(clinic.out)).problems
    (clinic.out / "C001-easy.pdf").unlink()
    assert [problem.kind for problem in verify(str(clinic.out)).problems] == ["file-missing"]


def test_one_file_says_what_it_was_built_from(clinic: Clinic) -> None:
    """Also under another name: a file is known by its bytes."""
    clinic.batch(clinic.roster(clients(2)))
    moved = (clinic.out / "C002-easy.pdf").rename(clinic.out / "renamed.pdf")
    report = verify(str(moved), str(clinic.root))
    said = "\n".join(report.lines)
    assert report.problems == []
    assert "id C002, row 3, pages 1" in said
    assert "from data/routines/easy.yaml" in said
    assert "Ana" not in said


def test_what_nobody_knows_is_a_problem(clinic: Clinic) -> None:
    clinic.batch(clinic.roster(clients(1)))
    (clinic.out / "other.pdf").write_bytes(b"x")
    for path in (clinic.out / "other.pdf", clinic.root, clinic.out / "none.pdf"):
        with pytest.raises(ProblemsFound):
            verify(str(path), str(clinic.root))
