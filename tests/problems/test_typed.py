"""What a build says when more than one thing is wrong."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from typed import make_workspace, type_in

from handouts.commands.request import Request
from handouts.commands.workshop import Job, Workshop
from handouts.problems import ProblemsFound
from handouts.sheet.stationery import Client


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    make_workspace(tmp_path / "workspace")
    return tmp_path / "workspace"


def test_every_picture_that_cannot_be_printed_is_told_at_once(workspace: Path) -> None:
    """The logo and each exercise's picture are all named where the data names them, even two files of one name."""
    for folder in ("brands", "exercises"):
        (workspace / "data" / folder / "pictures").mkdir()
        (workspace / "data" / folder / "pictures/mine.svg").write_text("<svg/>\n")
    (workspace / "data/exercises/pictures/mine.png").write_text("no picture\n")
    with (workspace / "data/brands/plain.yaml").open("a") as brand:
        brand.write("logo: pictures/mine.svg\n")
    (workspace / "data/routines").mkdir()
    (workspace / "data/routines/both.yaml").write_text("title: Both\naction: Do it.\nitems: [drawn, photo]\n")
    screen = type_in(workspace, "build --routine both")
    assert "data/brands/plain.yaml:5:7: the drawing" in screen
    assert "data/exercises/drawn.yaml:13:17: the drawing" in screen
    assert "data/exercises/photo.yaml:13:17: the picture" in screen
    assert screen.endswith("3 problems in 3 files; nothing was written")


def test_a_missing_character_has_its_place_in_every_sheet_that_prints_it(workspace: Path) -> None:
    """The second sheet with the same exercise names the same line."""
    exercise = workspace / "data/exercises/plain.yaml"
    exercise.write_text(exercise.read_text().replace("Chair squat", "Chair squat \U0001fa91"))
    workshop = Workshop(Request(exercise="plain"), workspace)
    told = []
    for _ in range(2):
        sheet = workshop.compose(Job("exercise", "plain"), Client())
        with pytest.raises(ProblemsFound) as found:
            workshop.place(sheet)
        told.append(found.value.problems)
    assert told[0] == told[1]
    assert str(told[1][0].where) == "data/exercises/plain.yaml:1:19"
