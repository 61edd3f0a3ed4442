"""Files: whole or not at all, never over what nobody asked to overwrite, and a reason when it cannot be."""

import errno
import os
import resource
import stat
import subprocess
import sys
import threading

import pytest

from handouts.output.files import remove_leftovers, write_file
from handouts.problems import ProblemsFound

is_root = hasattr(os, "geteuid") and os.geteuid() == 0


def names_in(folder):
    return sorted(path.name for path in folder.iterdir())


def problem_of(path, data=b"x", **options):
    with pytest.raises(ProblemsFound) as caught:
        write_file(path, data, **options)
    (problem,) = caught.value.problems
    assert problem.fix
    assert str(path) in str(problem.where)
    return problem


def test_a_file_is_written_with_its_folders(tmp_path):
    """The folder is made, the bytes are exact, an empty file too, and nothing else is left behind."""
    path = tmp_path / "output" / "warmup.pdf"
    data = os.urandom(300_000)
    assert write_file(path, data, durable=True) == path
    assert path.read_bytes() == data
    write_file(path.with_name("empty"), b"")
    assert names_in(path.parent) == ["empty", "warmup.pdf"]


def test_overwriting_is_asked_for(tmp_path):
    """Without overwriting, an existing file stays as it is, and the fix says --force; with it, the file is new."""
    path = tmp_path / "a.pdf"
    write_file(path, b"old", overwrite=False)
    problem = problem_of(path, b"new", overwrite=False)
    assert (problem.kind, path.read_bytes()) == ("output-exists", b"old")
    assert "--force" in problem.fix
    write_file(path, b"new")
    assert path.read_bytes() == b"new"
    assert names_in(tmp_path) == ["a.pdf"]


def test_two_writers_do_not_overwrite_each_other(tmp_path):
    """Of many writers without overwriting exactly one wins, and the file is one of theirs, whole."""
    path, outcomes = tmp_path / "a.pdf", []

    def write(number):
        try:
            write_file(path, bytes([number]) * 50_000, overwrite=False)
            outcomes.append(number)
        except ProblemsFound:
            pass

    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(outcomes) == 1
    assert path.read_bytes() == bytes(outcomes) * 50_000
    assert names_in(tmp_path) == ["a.pdf"]


def test_a_disk_without_links_still_refuses(tmp_path, monkeypatch):
    """On a memory stick, whose file system has no hard links, a new file is written and an old one kept."""

    def no_links(*_args, **_options):
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", no_links)
    write_file(tmp_path / "a.pdf", b"one", overwrite=False)
    assert problem_of(tmp_path / "a.pdf", b"two", overwrite=False).kind == "output-exists"
    assert (tmp_path / "a.pdf").read_bytes() == b"one"
    assert names_in(tmp_path) == ["a.pdf"]


def test_a_link_in_its_place_is_replaced(tmp_path):
    """A link that stands where the file should be is replaced; what it points to is not touched."""
    target = tmp_path / "precious"
    target.write_bytes(b"precious")
    path = tmp_path / "a.pdf"
    path.symlink_to(target)
    assert problem_of(path, overwrite=False).kind == "output-exists"
    write_file(path, b"sheet")
    assert (target.read_bytes(), path.is_symlink(), path.read_bytes()) == (b"precious", False, b"sheet")
    path.unlink()
    path.symlink_to(tmp_path)
    write_file(path, b"sheet")
    assert path.read_bytes() == b"sheet"


def test_things_in_the_way_are_named(tmp_path):
    """A folder where the file should be, and a file where a folder should be, are told apart."""
    (tmp_path / "a.pdf").mkdir()
    (tmp_path / "file").write_bytes(b"")
    assert "folder stands where the file" in problem_of(tmp_path / "a.pdf").what
    assert "file stands where a folder" in problem_of(tmp_path / "file" / "a.pdf").what
    assert "file stands where a folder" in problem_of(tmp_path / "file" / "sub" / "a.pdf").what
    assert problem_of(tmp_path / ("x" * 300)).kind == "output-name-too-long"


@pytest.mark.skipif(is_root, reason="root may write everywhere")
def test_a_folder_without_the_right_to_write(tmp_path):
    """A folder that may not be written is a problem, not a traceback."""
    folder = tmp_path / "locked"
    folder.mkdir(mode=0o500)
    assert problem_of(folder / "a.pdf").kind == "output-not-allowed"


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (errno.ENOSPC, "output-disk-full"),
        (errno.EDQUOT, "output-disk-full"),
        (errno.EROFS, "output-read-only"),
        (errno.EACCES, "output-not-allowed"),
        (errno.EIO, "output-not-written"),
    ],
)
@pytest.mark.parametrize("call", ["write", "replace", "fsync"])
def test_a_failing_disk_leaves_nothing_behind(tmp_path, monkeypatch, number, kind, call):
    """Whenever the disk fails, the old file stays whole, no temporary file is left, and the reason is told."""
    path = tmp_path / "a.pdf"
    path.write_bytes(b"old")

    def fail(*_args):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, call, fail)
    problem = problem_of(path, b"new", durable=True)
    assert (problem.kind, path.read_bytes(), names_in(tmp_path)) == (kind, b"old", ["a.pdf"])


def test_a_real_limit_is_a_problem(tmp_path):
    """A file larger than the system allows is refused by the system itself, and the old one stays."""
    path = tmp_path / "a.pdf"
    path.write_bytes(b"old")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
        kind = problem_of(path, bytes(200_000)).kind
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert (kind, path.read_bytes(), names_in(tmp_path)) == ("output-disk-full", b"old", ["a.pdf"])


def test_private_files_are_for_their_owner(tmp_path):
    """A file with client words can be read by its owner alone; others follow the user's own habit."""
    private = write_file(tmp_path / "problems.csv", b"x", private=True)
    assert stat.S_IMODE(private.stat().st_mode) == 0o600
    (tmp_path / "usual").touch()
    assert write_file(tmp_path / "a.pdf", b"x").stat().st_mode == (tmp_path / "usual").stat().st_mode


def test_leftovers_of_killed_runs_are_removed(tmp_path):
    """A run killed while writing leaves a hidden file that a later run removes; young ones and others' stay."""
    code = (
        "import os, signal; from pathlib import Path; from handouts.output import files;"
        "files.os.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL);"
        f"files.write_file(Path({str(tmp_path / 'a.pdf')!r}), b'sheet')"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == -9
    (left,) = names_in(tmp_path)
    assert left.startswith(".")
    (tmp_path / ".handouts-notes").touch()
    assert remove_leftovers(tmp_path) == 0
    assert remove_leftovers(tmp_path, older_than_s=-1) == 1
    assert names_in(tmp_path) == [".handouts-notes"]
    assert remove_leftovers(tmp_path / "none") == 0


def test_writing_is_a_light_import():
    """A single build must not pay for modules that only a few outputs need."""
    code = "import sys, handouts.output.files; print(*{'tempfile', 'shutil', 'random', 'json'} & set(sys.modules))"
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == ""
