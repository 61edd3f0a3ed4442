"""How a problem is written out: place, real line, caret of display width, fix, closing line."""

from handouts.problems import Problem, ProblemsFound, Where, write_problem, write_problems


def caret(text: str, column: int, length: int) -> tuple[str, str]:
    lines = write_problem(Problem("a", "b", where=Where("f", 1, column, length, text))).splitlines()
    return lines[1], lines[2]


def test_a_problem_is_place_line_caret_and_fix() -> None:
    """The form of the house, to the letter."""
    where = Where("data/routines/warmup.yaml", 7, 27, 2, "    dose: {sets: 2, hold: 30}")
    assert write_problem(Problem("dose-unit", "hold has no unit: 30", 'write "30 s"', where)) == (
        "data/routines/warmup.yaml:7:27: hold has no unit: 30\n"
        "7 |     dose: {sets: 2, hold: 30}\n"
        "  |                           ^^\n"
        '  fix: write "30 s"'
    )


def test_a_caret_counts_what_the_screen_shows() -> None:
    """Five Japanese letters are ten columns; a combining mark is none; a hidden character is one blank."""
    assert caret("名前: ストレッチ", 5, 5)[1] == "  |       ^^^^^^^^^^"
    assert caret("Ａ: x", 4, 1)[1] == "  |     ^"
    assert caret("e\u0301e\ufe0f: x", 7, 1)[1] == "  |     ^"
    assert caret("a\u202eb: x", 6, 1) == ("1 | a b: x", "  |      ^")


def test_a_long_line_is_cut_round_its_caret() -> None:
    """Of a line of a thousand characters the part with the value is shown, the caret under it."""
    line, under = caret("x" * 500 + "BAD" + "y" * 500, 501, 3)
    assert len(line) == 104
    assert line[under.index("^") : under.rindex("^") + 1] == "BAD"


def test_a_caret_is_never_longer_than_its_line() -> None:
    """A value that goes on over several lines is underlined to its first line's end."""
    assert caret("a: bcd", 4, 99)[1] == "  |    ^^^"
    assert caret("a:", 3, 1)[1] == "  |   ^"


def test_problems_are_sorted_and_counted() -> None:
    """By file, line and column, once each, with one closing line."""
    at = [Where("b", 1, 1, 1, "x"), Where("a", 10, 1, 1, "x"), Where("a", 2, 9, 1, "x"), Where("a", 2, 1, 1, "x")]
    problems = [Problem("k", "w", where=where) for where in (*at, at[0])]
    found = ProblemsFound(problems).problems
    assert [(problem.where.path, problem.where.line, problem.where.column) for problem in found] == [
        ("a", 2, 1), ("a", 2, 9), ("a", 10, 1), ("b", 1, 1),
    ]  # fmt: skip
    assert write_problems(found).endswith("\n\n4 problems in 2 files; nothing was written")


def test_warnings_and_hints_are_counted_apart() -> None:
    """A warning is not called a problem."""
    notes = [Problem("k", "w", level="warning"), Problem("k", "h", level="hint"), Problem("k", "i", level="hint")]
    text = write_problems(notes, outcome="the sheet was written")
    assert text.startswith("hint: h\n\nhint: i\n\nwarning: w")
    assert text.endswith("1 warning, 2 hints; the sheet was written")
    assert write_problems([]) == ""
