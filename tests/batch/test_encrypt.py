"""Encrypted sheets: each under its row's own password, still readable aloud, and no password anywhere."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import pikepdf
import pytest
from batch_clinic import Clinic, clients

from handouts.batch.encrypt import encrypted, opens_with
from verapdf import validate

if TYPE_CHECKING:
    from pathlib import Path

SECRETS = ("Geheimwort-1", "Пароль-2", "x")


@pytest.fixture(scope="module")
def locked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Clinic, Path]:
    clinic = Clinic(tmp_path_factory.mktemp("clinic"))
    rows = [row | {"password": secret} for row, secret in zip(clients(3), SECRETS, strict=True)]
    roster = clinic.roster(rows)
    assert clinic.batch(roster, encrypt=True).built == 3
    return clinic, roster


def test_only_its_own_password_opens_a_sheet(locked: tuple[Clinic, Path]) -> None:
    """AES-256, accessible text on, and what comes out is the sheet without a PDF/A claim."""
    clinic, _ = locked
    for at, secret in enumerate(SECRETS, 1):
        path = clinic.out / f"C00{at}-easy.pdf"
        for wrong in ("", "y", *(other for other in SECRETS if other != secret)):
            with pytest.raises(pikepdf.PasswordError):
                pikepdf.open(path, password=wrong)
        with pikepdf.open(path, password=secret) as pdf:
            assert (pdf.encryption.R, pdf.encryption.bits) == (6, 256)
            assert int(pdf.trailer.Encrypt.P) >> 9 & 1, "the bit that lets a screen reader in (ISO 32000-1, table 22)"
            assert pdf.allow.extract
            claims = pdf.Root.Metadata.read_bytes()
            assert b"pdfuaid:part>1<" in claims
            assert b"pdfaid:part>" not in claims


def test_no_password_is_kept_and_both_hashes_are(locked: tuple[Clinic, Path]) -> None:
    """The manifest has the hash of the file and of what was encrypted, which is the unencrypted sheet's."""
    clinic, _ = locked
    text = (clinic.out / ".handouts/manifest.jsonl").read_text()
    assert not any(secret in text for secret in SECRETS[:2])
    assert not any(secret in path.name for path in clinic.root.rglob("*") for secret in SECRETS[:2])
    plain = Clinic(clinic.root / "plain")
    plain.batch(plain.roster(clients(3)))
    wanted = [
        json.loads(line)["sha256"] for line in (plain.out / ".handouts/manifest.jsonl").read_text().splitlines()[1:]
    ]
    found = [json.loads(line) for line in text.splitlines()[1:]]
    assert [line["sha256_before_encryption"] for line in found] == wanted
    assert all(line["sha256"] != line["sha256_before_encryption"] for line in found)


def test_a_second_run_keeps_them_and_a_new_password_locks_anew(locked: tuple[Clinic, Path]) -> None:
    """An encrypted file is never the same twice, and yet an unchanged row's is left as it is."""
    clinic, roster = locked
    before = clinic.files()
    assert clinic.batch(roster, encrypt=True).kept == 3
    assert clinic.files() == before
    roster.write_text(roster.read_text().replace(SECRETS[0], "another"))
    assert clinic.batch(roster, encrypt=True, resume=True).built == 1
    assert opens_with(clinic.files()["C001-easy.pdf"], "another")
    roster.write_text(roster.read_text().replace("another", SECRETS[0]).replace("Ana Bell 2", "Ben Bell"))
    assert clinic.batch(roster, encrypt=True, resume=True).built == 2, "its password, and another one's words"


def test_an_encrypted_sheet_is_still_pdf_ua(clinic: Clinic, tmp_path: Path) -> None:
    """What is encrypted has everything that a reader needs: taken out of its lock, it passes PDF/UA-1."""
    clinic.batch(clinic.roster(clients(1)))
    with pikepdf.open(io.BytesIO(encrypted(clinic.files()["C001-easy.pdf"], "x")), password="x") as pdf:
        pdf.save(tmp_path / "open.pdf", encryption=False)
    assert validate((tmp_path / "open.pdf").read_bytes(), tmp_path, "ua1").failures == []


def test_a_row_without_a_password_is_a_problem_of_its_own(clinic: Clinic) -> None:
    rows = clients(2)
    rows[0]["password"] = "x"
    rows[1]["password"] = ""
    tally = clinic.batch(clinic.roster(rows), encrypt=True)
    assert (tally.built, [problem.kind for problem in tally.problems]) == (1, ["roster-password"])


def test_a_password_opens_as_it_is_typed_whatever_its_form_in_the_roster(clinic: Clinic) -> None:
    """Some systems store é as e and an accent; readers hand on what is typed as one character (RFC 4013)."""
    clinic.batch(clinic.roster([clients(1)[0] | {"password": "Caf\u0065\u0301"}]), encrypt=True)
    with pikepdf.open(clinic.out / "C001-easy.pdf", password="Caf\u00e9") as pdf:
        assert pdf.is_encrypted


@pytest.mark.parametrize("password", ["é" * 64, "two\nlines"])
def test_a_password_that_nobody_could_type_whole_is_a_problem(clinic: Clinic, password: str) -> None:
    """Of a password 127 bytes count; what comes after them would open the sheet whatever it is."""
    rows = [clients(1)[0] | {"password": password}, clients(2)[1] | {"password": "é" * 63}]
    tally = clinic.batch(clinic.roster(rows), encrypt=True)
    assert (tally.built, [problem.kind for problem in tally.problems]) == (1, ["roster-password"])
    assert password not in str(tally.problems)
