"""What the README tells a coach to type can be typed, and what it shows is what is shown."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from handouts.cli.main import make_parser
from handouts.data.workspace import FOLDERS, Workspace, find_builtin
from handouts.library.library import Library

if TYPE_CHECKING:
    from collections.abc import Callable

    from cli.conftest import Ran

    Run = Callable[..., Ran]

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text("utf-8")
TYPED = re.findall(r"^handouts (.+?)(?:  +#.*)?$", README, re.MULTILINE)


@pytest.mark.parametrize("line", TYPED)
def test_a_line_of_the_readme_can_be_typed(line: str) -> None:
    """Every option is known, and every id and file that is named is there."""
    words = shlex.split(line)
    options = vars(make_parser().parse_args(words))
    library = Library(Workspace(ROOT, None))
    for kind in ("routine", "exercise", "series", "brand"):
        if options.get(kind):
            assert options[kind] in library.list_ids(kind)
    if words[0] == "batch":
        assert (ROOT / options["roster"]).exists()


def test_the_readme_has_its_lines() -> None:
    """Else the test above would look at none."""
    assert len(TYPED) >= 7
    assert "# forty to begin with" in README
    assert len(Library(Workspace(ROOT, None)).list_ids("exercise")) == 40
    assert find_builtin() == ROOT
    assert set(re.findall(r"`data/(\w+)/", README)) <= set(FOLDERS.values())


def test_the_mistake_in_the_readme_is_shown_as_it_is_printed(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Place, line, caret and fix of a mistyped id in the warm-up."""
    (tmp_path / "data/routines").mkdir(parents=True)
    text = (ROOT / "data/routines/warmup.yaml").read_text("utf-8")
    (tmp_path / "data/routines/warmup.yaml").write_text(text.replace("hip-hinge", "hip-hinj"))
    monkeypatch.chdir(tmp_path)
    assert f"```\n{run('build', '--routine', 'warmup').err}```\n" in README
