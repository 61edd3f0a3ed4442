"""How a batch ends, and what it leaves to the next one."""

from __future__ import annotations

import json
import zipfile
from typing import TYPE_CHECKING

from batch_clinic import Clinic, clients

from handouts.cli.main import main

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def broken_off(clinic: Clinic) -> Path:
    """Return a roster of three clients, the last of whom has a quotation mark that is never closed."""
    roster = clinic.roster(clients(3))
    roster.write_text(roster.read_text().replace("Ana Bell 3", '"Ana Bell 3'))
    return roster


def test_a_roster_that_breaks_off_is_no_success(clinic: Clinic, capsys: pytest.CaptureFixture[str]) -> None:
    given = ["-o", str(clinic.out), "--workspace", str(clinic.root), "--jobs", "1"]
    assert main(["batch", str(broken_off(clinic)), *given]) == 1
    assert "never closed" in capsys.readouterr().err


def test_all_or_nothing_is_nothing_where_the_roster_breaks_off(clinic: Clinic) -> None:
    assert clinic.batch(broken_off(clinic), all_or_nothing=True).refused
    assert not list(clinic.out.glob("*.pdf"))


def test_a_program_is_told_what_was_there_already(clinic: Clinic, capsys: pytest.CaptureFixture[str]) -> None:
    given = ["batch", str(clinic.roster(clients(2))), "-o", str(clinic.out), "--workspace", str(clinic.root), "--json"]
    assert (main(given), main(given)) == (0, 0)
    ends = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    counts = [(end["built"], end["kept"], end["pages"]) for end in ends if end["event"] == "end"]
    assert counts == [(2, 0, 2), (0, 2, 2)]


def test_what_was_read_for_one_run_is_not_pressed_in_the_next(clinic: Clinic) -> None:
    """Also in one process, as a cluster's worker is, and with the plates of the first run on disk."""
    roster = clinic.roster(clients(1))
    for name in ("Hip circle", "Hip ring", "Hip round"):
        exercise = clinic.root / "data/exercises/hip-circle.yaml"
        exercise.write_text(exercise.read_text().replace("name: Hip circle", f"name: {name}"))
        assert clinic.batch(roster, resume=True).built == 1, name
        exercise.write_text(exercise.read_text().replace(f"name: {name}", "name: Hip circle"))


def test_a_row_does_not_take_the_file_of_an_earlier_runs_stack(clinic: Clinic) -> None:
    """Not with --resume either, which renews what rows wrote: a stack is many clients' sheets."""
    roster, stack = clinic.roster(clients(1)), clinic.out / "C001-easy.pdf"
    clinic.batch(clinic.roster(clients(2), "two.csv"), out=str(clinic.root / "two"), merge=str(stack))
    before = stack.read_bytes()
    tally = clinic.batch(roster, resume=True)
    assert [problem.kind for problem in tally.problems] == ["output-exists"]
    assert stack.read_bytes() == before


def test_sheets_come_out_of_an_archive_for_their_owner_only(clinic: Clinic) -> None:
    clinic.batch(clinic.roster(clients(1)), zip=str(clinic.root / "all.zip"))
    with zipfile.ZipFile(clinic.root / "all.zip") as packed:
        assert [item.external_attr >> 16 & 0o777 for item in packed.infolist()] == [0o600]
