"""The manifest: what a folder holds is known later, also after a torn line."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.output.manifest import FILE, FOLDER, Entry, read_manifest, record, record_all
from handouts.problems import ProblemsFound

WARMUP = Entry("warmup.pdf", "ab" * 32, (("data/routines/warmup.yaml", "cd" * 32),), "handouts 0.1.0")
texts = st.text(min_size=1, max_size=20)


def manifest(folder):
    return folder / FOLDER / FILE


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.builds(
            Entry, texts, texts, st.dictionaries(texts, texts, max_size=3).map(lambda d: tuple(d.items())), texts, texts
        ),
        max_size=5,
    )
)
def test_what_is_recorded_is_read(tmp_path_factory, entries):
    """Any entries come back, the latest of each file, whatever is in their names."""
    folder = tmp_path_factory.mktemp("out")
    for entry in entries:
        record(folder, entry)
    assert read_manifest(folder) == {entry.file: entry for entry in entries}
    record_all(folder, read_manifest(folder))
    assert read_manifest(folder) == {entry.file: entry for entry in entries}


def test_a_folder_without_a_manifest_is_empty(tmp_path):
    """No manifest means no entries, not a problem: `verify` then runs the checks that need none."""
    assert read_manifest(tmp_path) == {}


@pytest.mark.parametrize("cut", range(1, 60, 7))
def test_a_torn_last_line_hides_nothing(tmp_path, cut):
    """A run killed in the middle of a line costs that line alone: the ones before and after it are read."""
    record(tmp_path, WARMUP)
    record(tmp_path, Entry("torn.pdf", "0" * 64))
    path = manifest(tmp_path)
    path.write_bytes(path.read_bytes()[:-cut])
    record(tmp_path, Entry("next.pdf", "1" * 64))
    entries = read_manifest(tmp_path)
    assert entries["warmup.pdf"] == WARMUP
    assert entries["next.pdf"].sha256 == "1" * 64
    assert ("torn.pdf" in entries) == (cut == 1)  # only its line end was lost


@given(st.binary(max_size=200))
def test_any_bytes_as_a_manifest(tmp_path_factory, data):
    """A manifest full of anything gives entries of the right kind or none, never a traceback."""
    folder = tmp_path_factory.mktemp("out")
    record(folder, WARMUP)
    manifest(folder).write_bytes(data + b"\n" + manifest(folder).read_bytes())
    assert read_manifest(folder)["warmup.pdf"] == WARMUP


@pytest.mark.parametrize(
    "line",
    [
        "[]",
        "1",
        "null",
        '{"file": 1, "sha256": "a"}',
        '{"file": "a"}',
        '{"file": "a", "sha256": "b", "inputs": 3}',
        '{"file": "a", "sha256": "b", "inputs": {"x": 1}}',
        '{"file": "", "sha256": "b"}',
        "[" * 3000,
    ],
)
def test_lines_that_make_no_sense_are_passed_over(tmp_path, line):
    manifest(tmp_path).parent.mkdir()
    manifest(tmp_path).write_text(line + "\n")
    assert read_manifest(tmp_path) == {}


def test_a_line_says_what_it_says(tmp_path):
    """The file is one JSON object a line with file, sha256 and inputs: other programs can read it."""
    record(tmp_path, WARMUP)
    (line,) = manifest(tmp_path).read_text().splitlines()
    assert json.loads(line) == {
        "file": "warmup.pdf",
        "sha256": "ab" * 32,
        "inputs": {"data/routines/warmup.yaml": "cd" * 32},
        "made_by": "handouts 0.1.0",
    }


def test_a_manifest_that_cannot_be_written_is_a_problem(tmp_path):
    """A file in the place of the folder, or a link in the manifest's, is told, and nothing follows it."""
    (tmp_path / FOLDER).write_bytes(b"")
    with pytest.raises(ProblemsFound) as caught:
        record(tmp_path, WARMUP)
    assert caught.value.problems[0].kind == "output-in-the-way"
    (tmp_path / FOLDER).unlink()
    manifest(tmp_path).parent.mkdir()
    target = tmp_path / "precious"
    manifest(tmp_path).symlink_to(target)
    with pytest.raises(ProblemsFound):
        record(tmp_path, WARMUP)
    assert not target.exists()
