"""Wrong usage: a line that says what is wrong, one that mends it, and no page of options before them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from cli.conftest import Ran

    Run = Callable[..., Ran]


@pytest.mark.parametrize(
    ("words", "what", "fix"),
    [
        ([], "handouts: say what to do", "handouts build --routine warmup"),
        (["bulid"], 'handouts: "bulid" is not known as command', 'did you mean "build"?'),
        (["build", "warmup"], "handouts build: say what to build", "handouts build --routine warmup"),
        (["build", "--rutine", "warmup"], "handouts build: there is no option --rutine", "did you mean --routine?"),
        (["build", "--routine", "a", "--inksaver"], "there is no option --inksaver", "did you mean --ink-saver?"),
        (["build", "--routine", "a", "--paper", "a5"], '"a5" is not known as paper', "write one of: a4, letter"),
        (["build", "--routine", "a", "--style", "x"], '"x" is not known as style', "write one of: standard,"),
        (["build", "--routine", "a", "--part", "3"], "--part goes with --series", ""),
        (["build", "--routine", "a", "-o", "x.txt"], "a sheet is a PDF, and not .txt", ""),
        (["build", "--routine", "a", "-o", "-"], "-o - is no file", ""),
        (["build", "--all", "-o", "x.pdf"], "--all writes many sheets", ""),
        (["build", "--routine", ""], "--routine needs a word after it", ""),
        (["build", "--routine", "a", "--client", "Jo", "Field"], "after the rest: Field", 'quotes: --client "'),
        (["help"], '"help" is not known as command', "handouts --help"),
        (["build", "--routine"], "--routine needs a word after it", ""),
        (["list", "exercise"], '"exercise" is not known as kind', 'did you mean "exercises"?'),
        (["new", "exercise"], "handouts new: ID is missing", ""),
        (["figures", "drawn", "a"], '"drawn" is not known as VERB', 'did you mean "draw"?'),
        (["batch", "a.csv", "--marge", "b.pdf"], "there is no option --marge", "did you mean --merge?"),
    ],
)  # fmt: skip
def test_wrong_usage_is_said_in_three_lines(words: list[str], what: str, fix: str, run: Run) -> None:
    """Exit code 2, nothing on stdout, and the mistyped word in the first line."""
    ran = run(*words)
    first, *rest = ran.err.splitlines()
    assert (ran.code, ran.out) == (2, "")
    assert what in first
    assert fix in "".join(rest)
    assert len(rest) <= 2
    assert rest[-1].startswith("usage: handouts")


def test_an_option_may_be_shortened(run: Run) -> None:
    """Argparse reads the beginning of an option, and so does what looks for mistyped ones."""
    assert "exercises" not in run("build", "--rout", "no-such-routine", "--ink").err.splitlines()[0]
    assert 'no routine has the id "no-such-routine"' in run("build", "--rout", "no-such-routine", "--ink").err


def test_paper_may_be_written_in_capitals(run: Run) -> None:
    """A4 is how it is written everywhere else."""
    assert "no routine has the id" in run("build", "--routine", "no-such-routine", "--paper", "A4").err
