"""What must not be said: a client's words stand on the client's sheet and in problems.csv, and nowhere else."""

from __future__ import annotations

import io
import os
import subprocess
import sys

import pikepdf
import pytest
from batch_clinic import Clinic

from handouts.cli.main import main

CANARIES = ("Kanarienvogel", "Zeisig-Praxis", "Stieglitz", "Rotkehlchen")
ROWS = [
    {"id": "A1", "client": "Kanarienvogel Eins", "practitioner": "Zeisig-Praxis", "notes": "Stieglitz",
     "routine": "easy"},
    {"id": "A2", "client": "Kanarienvogel Zwei \U0001f600", "practitioner": "", "notes": "", "routine": "easy"},
    {"id": "A3", "client": "Kanarienvogel Drei", "practitioner": "", "notes": "", "routine": "Rotkehlchen"},
    {"id": "A4", "client": "Kanarienvogel Vier", "routine": "easy", "date": "Rotkehlchen"},
    {"id": "A5", "client": "Kanarienvogel Fünf", "practitioner": "Zeisig-Praxis " * 14, "notes": "", "routine": "easy"},
    {"id": "A6", "client": "Kanarienvogel Sechs", "notes": "Stieglitz " * 300, "routine": "easy"},
    {"id": "A7", "client": "Kanarienvogel Sieben", "routine": "easy", "dose:hip-circle": "Rotkehlchen x 8"},
    {"id": "A8", "client": "Kanarienvogel\u202eAcht", "routine": "easy", "brand": "Rotkehlchen"},
]  # fmt: skip


def birds(text: str | bytes) -> list[str]:
    raw = text.encode() if isinstance(text, str) else text
    found = [bird for bird in CANARIES if bird.encode() in raw or bird.encode("utf-16-be") in raw]
    return [*found, *[bird for bird in CANARIES if bird.encode().hex().encode() in raw.lower()]]


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> tuple[Clinic, list[str]]:
    """Run the command in every manner and return the clinic and all that was printed."""
    clinic = Clinic(tmp_path_factory.mktemp("clinic"))
    environment = os.environ | {"HANDOUTS_CACHE": str(clinic.root / "cache")}
    roster = clinic.roster(ROWS)
    printed = []
    manners = (
        ["--debug"],
        ["--json", "--resume"],
        ["--check"],
        [
            "--quiet",
            "--merge",
            str(clinic.root / "stack.pdf"),
            "--separators",
            "--index",
            "--zip",
            str(clinic.root / "all.zip"),
        ],
    )
    for manner in manners:
        command = [sys.executable, "-m", "handouts", "batch", str(roster), "-o", str(clinic.out), *manner]
        command += ["--workspace", str(clinic.root)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
        assert done.returncode == 1, done.stderr
        printed += [done.stdout, done.stderr]
    return clinic, printed


def test_no_word_of_a_client_is_printed_named_or_kept(said: tuple[Clinic, list[str]]) -> None:
    """Not on the screen, in JSON, in a file's name, in the manifest or in the cache; problems.csv alone has them."""
    clinic, printed = said
    assert not birds("".join(printed))
    assert "7 rows with problems" in printed[1], "the canaries must have caused the problems that they are not in"
    names = [os.fspath(path.relative_to(clinic.root)) for path in clinic.root.rglob("*")]
    assert not birds("\n".join(names))
    for folder in (clinic.out / ".handouts", clinic.root / "cache"):
        for path in folder.rglob("*"):
            if path.is_file():
                assert not birds(path.read_bytes()), path
    assert birds((clinic.out / "problems.csv").read_bytes())


@pytest.mark.parametrize("name", ["out/A1-easy.pdf", "stack.pdf"])
def test_a_sheet_says_its_client_in_its_slots_only(said: tuple[Clinic, list[str]], name: str) -> None:
    """Not in title, metadata, bookmarks, links, alternative texts or any other string of the file, packed or not."""
    clinic, _ = said
    data = (clinic.root / name).read_bytes()
    assert not birds(data)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        strings = [pdf.Root.Metadata.read_bytes()]
        for found in pdf.objects:
            strings += _strings(found, 0)
    assert len(strings) > 20
    assert not birds(b"\n".join(strings))


def _strings(found: object, depth: int) -> list[bytes]:
    """Return every string of an object, and what its streams hold but page content."""
    if isinstance(found, pikepdf.String):
        return [bytes(found), str(found).encode()]
    if isinstance(found, pikepdf.Array) and depth < 20:
        return [each for item in found for each in _strings(item, depth + 1)]
    if isinstance(found, pikepdf.Dictionary) and depth < 20:
        return [
            each
            for key, item in found.items()
            if key not in ("/Parent", "/P", "/Pg")
            for each in _strings(item, depth + 1)
        ]
    return []


def test_a_bug_of_ours_repeats_no_word(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    """An exception whose own words are a client's is told by its kind and place, also with --debug."""

    def broken(*_: object) -> None:
        raise KeyError("Kanarienvogel")

    monkeypatch.setattr("handouts.batch.pressing.press_tail", broken)
    tally = clinic.batch(clinic.roster(ROWS[:1]), debug=True)
    assert (tally.faults, tally.problems[0].kind) == (1, "our-fault")
    assert tally.problems[0].fix.endswith(" in broken"), "asked for, its place is told"
    assert not birds(repr(tally.problems))


@pytest.mark.parametrize("debug", [False, True])
def test_nor_does_a_bug_beside_the_rows(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *, debug: bool
) -> None:
    """Exit code 70, the kind, with --debug the places too; no line of a traceback, which would end in its words."""

    def broken(*_: object) -> None:
        raise KeyError("Kanarienvogel")

    monkeypatch.setattr("handouts.batch.gather.Stack", broken)
    given = ["batch", str(clinic.roster(ROWS[:1])), "-o", str(clinic.out), "--merge", str(clinic.root / "s.pdf")]
    code = main([*given, "--workspace", str(clinic.root), *(["--debug"] if debug else [])])
    said = capsys.readouterr()
    assert (code, birds(said.out + said.err)) == (70, [])
    assert "our fault, not yours: KeyError" in said.err
    assert (" in broken" in said.err) == debug
    assert not list(clinic.root.rglob("*.part"))


def test_files_with_clients_words_are_for_their_owner_only(said: tuple[Clinic, list[str]]) -> None:
    clinic, _ = said
    for path in (
        *clinic.out.glob("*.pdf"),
        clinic.out / "problems.csv",
        clinic.root / "stack.pdf",
        clinic.root / "all.zip",
    ):
        assert path.stat().st_mode & 0o077 == 0, path
