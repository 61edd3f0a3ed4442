"""Any words reach the page as they were typed, or are a problem that says where."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from handouts.problems import ProblemsFound
from properties.press_run import built, plain, said_after, texts

if TYPE_CHECKING:
    from pathlib import Path

LETTERS = st.sampled_from("abc XYZ'-’.,áçßøłżğőñÆŒλЖыíöüÀ")
ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=24) | st.text(LETTERS, min_size=1, max_size=60)
MARKUP = st.sampled_from(
    ["<b>", "</b>", "<img src=x>", "&", "&amp;", "<", ">", '"', "'", "{", "}", "%", "\\", "#", ": "]
)
TYPED = st.lists(MARKUP | st.text(LETTERS, min_size=1, max_size=8), min_size=1, max_size=6).map("".join)
HARD = (
    "Siân O’Brien-Łukaszewska", "A\\B)C(", "& <x>", "<b>Bo</b>", "Nguyễn Thị Ánh", "Ивано́в", "Ελένη", "דנה כהן",
    "محمد علي", "Jean\u2011Luc", "Zoë\u202fB.", "x" * 60, "Wolfgang " * 6, "-", "0", "{client}", "%s", "\u200fדנה",
)  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("words")


@given(name=ANY)
def test_any_name_prints_exactly_or_is_a_problem(folder: Path, name: str) -> None:
    """Nothing is dropped, swapped or drawn as a box: the file says the name, or there is no file."""
    _prints_or_is_a_problem(folder, name)


@pytest.mark.parametrize("name", HARD)
def test_hard_names_print_exactly(folder: Path, name: str) -> None:
    """Accents, other scripts, markup, PDF's own brackets, very long words."""
    assert _prints_or_is_a_problem(folder, name)


@pytest.mark.slow
@settings(max_examples=1500)
@given(name=ANY)
def test_any_name_prints_exactly_or_is_a_problem_at_length(folder: Path, name: str) -> None:
    """As above, with more names."""
    _prints_or_is_a_problem(folder, name)


def _prints_or_is_a_problem(folder: Path, name: str) -> bool:
    try:
        data = built(folder, client=name)
    except ProblemsFound as found:
        for problem in found.problems:  # a log must not hold the name
            assert len(name.strip()) < 3 or name.strip() not in problem.what
        return False
    if plain(name):
        assert said_after(data, "For") == plain(name)
    return True


@given(notes=st.lists(TYPED, min_size=1, max_size=5).map("\n".join))
@settings(max_examples=10)
def test_notes_print_every_line(folder: Path, notes: str) -> None:
    """Notes may have lines, and lose none, however many more than three there are."""
    assert plain(notes) in texts(built(folder, notes=notes)) or not plain(notes)


# -- words of the data

EXERCISE = """name: {name}
aim: {text}
kind: mobility
position: standing
steps: [{text}]
cues: [{text}, Second cue.]
mistakes: [{{mistake: {text}, instead: {text}}}]
dose: 2 x 8
"""


def _workspace(folder: Path, text: str, name: str = "A thing") -> Path:
    """Write a workspace whose only exercise says the text everywhere; a star is escaped, as data asks for."""
    typed = json.dumps(text, ensure_ascii=False)
    for kind in ("exercises", "brands"):
        (folder / "data" / kind).mkdir(parents=True, exist_ok=True)
    (folder / "data/exercises/thing.yaml").write_text(EXERCISE.format(name=json.dumps(name), text=typed), "utf-8")
    (folder / "data/brands/own.yaml").write_text('name: Own\ncolours: {primary: "#0B4F6C", accent: "#E4572E"}\n')
    return folder


@given(text=TYPED)
@settings(max_examples=20)
@example("<b>bold</b> & <i>not</i>")
@example("<img src=x onerror=alert(1)>")
@example("&lt;script&gt; &amp;amp; &#65;")
@example("say \"yes\", 'no' or “maybe”")
@example("a {brace} and %s and $HOME")
@example("water \u200f and \u200e marks")
@example("½ × 3 ≤ 4 – 5 … €")
def test_any_text_of_the_data_prints_as_typed(folder: Path, text: str) -> None:
    """Markup is words: bold comes from our own stars alone, and nothing is fetched or run."""
    home = _workspace(folder, text)
    try:
        data = built(folder, routine=None, exercise="thing", workspace=str(home))
    except ProblemsFound as found:
        assert all(problem.where and problem.where.line for problem in found.problems)  # noqa: PT017 - or it is built
        return
    assert texts(data).count(plain(text)) >= 2  # the aim and the step; the mistake gets a capital


@pytest.mark.parametrize("text", ["Smile 😀 now", "Tick ☑ here", "A \ue000 private letter", "𝕏 marks"])
def test_a_character_that_no_font_has_is_a_problem_at_its_place(folder: Path, text: str) -> None:
    """Never a blank or a box: the file, the line and the column are named."""
    home = _workspace(folder, text)
    with pytest.raises(ProblemsFound) as raised:
        built(folder, routine=None, exercise="thing", workspace=str(home))
    problem = raised.value.problems[0]
    assert "no font has" in problem.what
    assert problem.where
    assert (problem.where.path, problem.where.line) == ("data/exercises/thing.yaml", 2)
