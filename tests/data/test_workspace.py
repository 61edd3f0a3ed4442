"""Finding and reading files: the workspace first, the built-in library behind it, nothing outside either."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from handouts.data.source import LARGEST, read_bytes
from handouts.data.workspace import Workspace, find_builtin, is_id, open_workspace
from handouts.problems import ProblemsFound


@pytest.fixture
def homes(tmp_path: Path) -> tuple[Path, Path]:
    """A workspace and a library behind it, each with an exercise of its own and one of both."""
    root, behind = tmp_path / "mine", tmp_path / "behind"
    for home, names in ((root, ("mine", "both")), (behind, ("theirs", "both"))):
        folder = home / "data/exercises"
        folder.mkdir(parents=True)
        for name in names:
            (folder / f"{name}.yaml").write_text(f"name: {name} of {home.name}\n")
    return root, behind


def test_the_workspace_wins(homes: tuple[Path, Path]) -> None:
    """A file of the same id is the workspace's own; what it lacks comes from behind, and is shown as built-in."""
    workspace = Workspace(*homes)
    both, theirs = workspace.find("exercise", "both"), workspace.find("exercise", "theirs")
    assert both.path == homes[0] / "data/exercises/both.yaml"
    assert (both.shown, theirs.shown) == ("data/exercises/both.yaml", "built-in: data/exercises/theirs.yaml")
    assert workspace.find("exercise", "nobodys") is None
    assert workspace.list_ids("exercise") == ("both", "mine", "theirs")
    assert workspace.own_ids("exercise") == ("both", "mine")


def test_every_path_that_was_looked_for_is_kept(homes: tuple[Path, Path]) -> None:
    """A later cache must know the file that was not there: were it made, another would be read."""
    workspace = Workspace(*homes)
    workspace.find("exercise", "theirs")
    looked = [(look.path.parents[2].name, look.found) for look in workspace.looked_at]
    assert looked == [("mine", False), ("behind", True)]


def test_what_was_read_is_kept_with_its_hash(homes: tuple[Path, Path]) -> None:
    """Manifests and cache keys are made from the bytes that were really read, each file once."""
    workspace = Workspace(*homes)
    found = workspace.find("exercise", "mine")
    data = workspace.read(found)
    workspace.read(found)
    assert [(file.shown, file.sha256) for file in workspace.sources] == [
        ("data/exercises/mine.yaml", hashlib.sha256(data).hexdigest())
    ]


@pytest.mark.parametrize(
    "name", ["../brands/x", "/etc/passwd", "a/b", "a\\b", "", "Hip", "a--b", "-a", "a" * 65, "é", "a.b", "a\n"]
)
def test_an_id_is_never_a_path(name: str, homes: tuple[Path, Path]) -> None:
    """Whatever stands where an id should, no file outside the kind's folder is looked for."""
    workspace = Workspace(*homes)
    assert workspace.find("exercise", name) is None
    assert workspace.looked_at == []


def test_locales_have_names_of_their_own() -> None:
    """en-GB names a locale and no exercise."""
    assert is_id("en-GB", "locale")
    assert not is_id("en-GB", "exercise")
    assert not is_id("../en", "locale")


def test_the_nearest_folder_with_data_is_the_workspace(tmp_path: Path) -> None:
    """From any folder below it the same workspace is found; without one there is the built-in library alone."""
    (tmp_path / "clinic/data").mkdir(parents=True)
    deep = tmp_path / "clinic/notes/2026"
    deep.mkdir(parents=True)
    assert open_workspace(deep).root == tmp_path / "clinic"
    assert open_workspace(tmp_path / "clinic").root == tmp_path / "clinic"
    assert open_workspace(tmp_path, tmp_path / "clinic").root == tmp_path / "clinic"
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    assert open_workspace(elsewhere).root is None or not open_workspace(elsewhere).root.is_relative_to(tmp_path)


def test_the_repository_is_one_workspace(tmp_path: Path) -> None:
    """In a checkout the workspace and the built-in library are one folder, not two with every file twice."""
    home = find_builtin()
    assert (home / "data").is_dir()
    assert (home / "fonts").is_dir()
    assert open_workspace(home / "src").builtin is None
    assert open_workspace(tmp_path).builtin == home


def test_a_wheel_brings_its_library(tmp_path: Path) -> None:
    """Installed, the library is found inside the package, whatever lies around it."""
    package = tmp_path / "site/handouts"
    for name in ("__init__.py", "problems.py", "values.py"):
        package.mkdir(parents=True, exist_ok=True)
        (package / name).write_bytes((Path(find_builtin()) / "src/handouts" / name).read_bytes())
    for folder in ("data",):
        (package / folder).mkdir()
        for path in (Path(find_builtin()) / "src/handouts" / folder).glob("*.py"):
            (package / folder / path.name).write_bytes(path.read_bytes())
    for folder in ("_builtin/data", "_builtin/fonts"):
        (package / folder).mkdir(parents=True)
    code = "from handouts.data.workspace import find_builtin; print(find_builtin())"
    env = os.environ | {"PYTHONPATH": str(tmp_path / "site")}
    said = subprocess.run(
        [sys.executable, "-c", code], env=env, cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert Path(said.stdout.strip()) == package / "_builtin"


def test_reading_data_costs_no_pydantic() -> None:
    """The first stage stays light: neither pydantic nor ReportLab comes with it."""
    code = (
        "import sys, handouts.data.yaml, handouts.data.workspace; print(*{'pydantic', 'reportlab'} & set(sys.modules))"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == ""


def kind(path: Path, inside: Path) -> str:
    with pytest.raises(ProblemsFound) as found:
        read_bytes(path, "x", inside)
    return found.value.problems[0].kind


def test_only_regular_files_inside_are_read(tmp_path: Path) -> None:
    """Folders, pipes, devices, links to the outside and links to themselves are problems, and none is waited for."""
    home = tmp_path / "home"
    home.mkdir()
    (tmp_path / "secret").write_text("x")
    (home / "out").symlink_to(tmp_path / "secret")
    (home / "device").symlink_to("/dev/zero")
    (home / "loop").symlink_to("loop")
    (home / "gone").symlink_to("nowhere")
    os.mkfifo(home / "pipe")
    (home / "inner").mkdir()
    kinds = {path.name: kind(path, home) for path in home.iterdir()}
    assert kinds == {
        "out": "file-outside", "device": "file-outside", "loop": "file-unreadable", "gone": "file-missing",
        "pipe": "file-not-text", "inner": "file-not-text",
    }  # fmt: skip
    assert kind(Path("/dev/null"), Path("/dev")) == "file-not-text"
    assert kind(home / ("a" * 5000), home) == "file-unreadable"
    assert kind(home / "nul\0", home) == "file-unreadable"


def test_a_link_inside_the_workspace_is_followed(tmp_path: Path) -> None:
    """Two ids may share one file."""
    (tmp_path / "a").write_text("same")
    (tmp_path / "b").symlink_to("a")
    assert read_bytes(tmp_path / "b", "b", tmp_path) == b"same"


def test_a_file_of_the_limit_is_read_and_one_more_byte_is_not(tmp_path: Path) -> None:
    """The limit is exact."""
    (tmp_path / "a").write_bytes(b"x" * LARGEST)
    (tmp_path / "b").write_bytes(b"x" * (LARGEST + 1))
    assert len(read_bytes(tmp_path / "a", "a", tmp_path)) == LARGEST
    assert kind(tmp_path / "b", tmp_path) == "file-too-large"
