"""File names: what becomes of words that nobody has vetted, and paths that stay where they should."""

import os
import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from handouts.output.names import MOST_BYTES, collisions, inside, numbered, safe_name
from handouts.problems import ProblemsFound


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("warmup-letter", "warmup-letter"),
        ("P-0017", "P-0017"),
        ("Anna Müller", "Anna-Müller"),
        ("Anna Mu\u0308ller", "Anna-Müller"),
        ("../../etc/passwd", "etc-passwd"),
        ("..\\..\\boot.ini", "boot.ini"),
        ('a/b\\c:d*e?f"g<h>i|j', "a-b-c-d-e-f-g-h-i-j"),
        ("sheet\u202efdp.exe", "sheetfdp.exe"),
        ("a\x00b\nc\td", "a-b-c-d"),
        (".hidden", "hidden"),
        ("trailing. . .", "trailing"),
        ("v1..2", "v1.2"),
        ("CON", "_CON"),
        ("nul.old", "_nul.old"),
        ("COM¹", "_COM1"),
        ("console", "console"),
        ("ﬁle", "file"),
        ("山田 太郎", "山田-太郎"),
        ("हिप", "हिप"),
        ("", "sheet"),
        ("///", "sheet"),
        ("\u200b\u2066", "sheet"),
        ("☠", "sheet"),
    ],
)
def test_names_of_all_kinds(text, name):
    """Letters of every script stay; what separates, hides or is a device's name does not."""
    assert safe_name(text) == name


@given(st.text(max_size=300))
@example("CON." + "x" * 300)
@example("e\u0301" * 200)
@example("a" + "\u0301" * 300)
@example("\u0345" * 200)
def test_any_text_gives_a_name_every_system_keeps(text):
    """Any text at all: one name, printable, short enough, written and found again on this disk, and stable."""
    name = safe_name(text)
    assert 0 < len(name.encode()) <= MOST_BYTES + 1
    assert not set(name) & set('/\\:*?"<>| \x00')
    assert all(unicodedata.category(char)[0] in "LMN" or char in "-_." for char in name)
    assert name[0] not in ".-"
    assert name[-1] not in ".- "
    assert name.upper().split(".")[0] not in {"CON", "PRN", "AUX", "NUL", "COM1", "LPT9"}
    assert safe_name(name) == name or name.startswith("_")


def test_long_names_are_cut_between_letters():
    """A long name is cut to its bytes without tearing a letter from its accents."""
    assert safe_name("ж" * 200) == "ж" * (MOST_BYTES // 2)
    cut = safe_name("x" * (MOST_BYTES - 1) + "q\u0303\u0301")
    assert cut == "x" * (MOST_BYTES - 1)


def test_collisions_are_found_whatever_the_disk_thinks():
    """Capitals and forms of accents do not tell two files apart on every system."""
    names = ["anna", "Anna", "ben", "strasse", "straße", "é", "e\u0301"]
    assert collisions(names) == [(0, 1), (3, 4), (5, 6)]
    assert collisions(["a", "b"]) == []


def test_numbering_leaves_no_collision():
    """The first keeps its name, later ones are numbered past names that are there already."""
    assert numbered(["anna", "Anna", "anna-2", "anna"]) == ["anna", "Anna-3", "anna-2", "anna-4"]


@given(st.lists(st.sampled_from(["a", "A", "a-2", "A-2", "a-3", "é", "e\u0301", "x" * MOST_BYTES]), max_size=12))
def test_numbered_names_are_all_different(names):
    """Whatever the names were, they are all different afterwards, and none has changed without need."""
    result = numbered(names)
    assert collisions(result) == []
    for at, name in enumerate(names):
        if not any(at in group and group[0] != at for group in collisions(names)):
            assert result[at] == name


@pytest.mark.parametrize("name", ["", ".", "..", "../x", "a/../../x", "/etc/passwd", "a\\..\\x", "x\0", "sub/.."])
def test_names_that_lead_elsewhere_are_problems(tmp_path, name):
    """Nothing outside of the folder can be named."""
    with pytest.raises(ProblemsFound) as caught:
        inside(tmp_path, name)
    assert caught.value.problems[0].kind == "output-outside"


def test_links_that_lead_elsewhere_are_problems(tmp_path):
    """A folder that is a link to elsewhere is not written into; a link back into the folder is fine."""
    folder = tmp_path / "output"
    (folder / "sub").mkdir(parents=True)
    (folder / "out").symlink_to(tmp_path)
    (folder / "in").symlink_to(folder / "sub")
    (folder / "ring").symlink_to(folder / "ring")
    for name in ("out/x.pdf", "ring/x.pdf"):
        with pytest.raises(ProblemsFound):
            inside(folder, name)
    assert inside(folder, "in/x.pdf") == folder / "in/x.pdf"
    assert inside(folder, "x.pdf") == folder / "x.pdf"
    assert inside(Path(os.path.relpath(folder)), "x.pdf").name == "x.pdf"
