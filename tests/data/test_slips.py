"""A slip of the keys is pointed at where it was made, and its fix can be pasted."""

import pytest

from handouts.data.source import decode_source
from handouts.data.tree import plain
from handouts.data.yaml import read_yaml
from handouts.problems import Problem, ProblemsFound

REPEATS = "*b repeats another part of the file, which is not possible here"


def read(text: str) -> object:
    return plain(read_yaml(decode_source(text.encode(), "a.yaml")))


def the_problem(text: str) -> Problem:
    """Return the one problem of a text."""
    with pytest.raises(ProblemsFound) as found:
        read(text)
    (problem,) = found.value.problems
    return problem


@pytest.mark.parametrize(
    ("text", "wrong", "right", "place", "what"),
    [
        ("name:Hip\naim: b\n", "name:Hip", "name: Hip", (1, 5), "there is no space after this colon"),
        ("a: b\nkind:core\nc: d\n", "kind:core", "kind: core", (2, 5), "there is no space after this colon"),
        ("aim Loosens\nb: c\n", "aim Loosens", "aim: Loosens", (1, 1), "there is no colon after this key"),
        ("a: b\naim Loosens\nb: c\n", "aim Loosens", "aim: Loosens", (2, 1), "there is no colon after this key"),
        ("a: b\ncues\n  - c\nd: e\n", "cues", "cues:", (2, 1), "there is no colon after this key"),
        ("a: b\nkind = core\nc: d\n", "kind = core", "kind: core", (2, 6), "there is an = where a colon should be"),
        ("a:\n  - b\n  -Go on.\nc: d\n", "-Go on.", "- Go on.", (3, 3), "there is no space after this -"),
        ("a: b: c\n", "b: c", '"b: c"', (1, 5), "there is a second colon in this line"),
        ("a:\n  - Then: b: c\n", "Then: b: c", '"Then: b: c"', (2, 12), "there is a second colon in this line"),
        ("a: 'It's good'\n", "'It's good'", '"It\'s good"', (1, 8), "the quote ends here, and the text goes on"),
        ('a: "One" two\n', '"One" two', "'\"One\" two'", (1, 10), "the quote ends here, and the text goes on"),
        ("a: [One] two\n", "[One] two", '"[One] two"', (1, 4), "text cannot begin with [, which begins a list"),
        ("a: {one} two\n", "{one} two", '"{one} two"', (1, 4), "text cannot begin with {, which begins a map"),
        ('a: "b\nc: "d"\n', '"b', '"b"', (1, 4), "a quote is opened and never closed"),
        ("a: 'b\n", "'b", "'b'", (1, 4), "a quote is opened and never closed"),
        ("a: [b\nc: d\n", "[b", "[b]", (1, 4), "this list [ ] is not written whole"),
        ("a: {b: c\nd: e\n", "{b: c", "{b: c}", (1, 4), "these braces { } are not written whole"),
        ("a:\n  - exercise\n  - b\n c: d\n", " c", "c", (4, 2), "this line does not fit the ones above it"),
        ("a:\n  - b: c\n   d: e\n", "   d", "    d", (3, 4), "this line does not begin where its neighbours begin"),
        ("a:\n  - b\n - c\n", " - c", "  - c", (3, 2), "this line does not begin where its neighbours begin"),
        ("a: b\n  c: d\n", "  c", "c", (2, 3), "this line is further in than the one above"),
        ("a:\n  b\n  - c: d\n", "  b", "  - b", (2, 3), "there is no - before this, as there is before the next one"),
        ("a:\n  - b\n    d: c\n", "- b", "- exercise: b", (3, 5), "the line above is a text, so no key can follow it"),
        ("a: **b** c\n", "**b** c", '"**b** c"', (1, 4), "text cannot begin with *"),
        ("a:\n  - * b\n", "* b", '"b"', (2, 5), "text cannot begin with *"),
        ("a: @b\n", "@b", '"@b"', (1, 4), "text cannot begin with @"),
        ("a: %b\n", "%b", '"%b"', (1, 4), "text cannot begin with %"),
        ("a: > b\n", "> b", '"> b"', (1, 4), "text cannot begin with >"),
        ("a: ? b\n", "? b", '"? b"', (1, 4), "text cannot begin with ?"),
        ("a: & b\n", "& b", '"& b"', (1, 4), "text cannot begin with &"),
        ("a: *b c*\n", "*b c*", '"**b c**"', (1, 4), REPEATS),
        ("a: &b c\n", "&b c", '"&b c"', (1, 4), "&b marks a part to repeat, which is not possible here"),
        ("a: !b c\n", "!b c", '"!b c"', (1, 4), "a value with a ! before it (a tag) is not possible here"),
        ("a: b #1 c\n", "b #1 c", '"b #1 c"', (1, 6), "#1 begins a remark, which is not printed"),
        ("a: #AABBCC\n", "#AABBCC", '"#AABBCC"', (1, 4), "#AABBCC begins a remark, which is not printed"),
        ("a: “b”\n", "“b”", '"b"', (1, 4), "these curly quotes would be printed: they are letters like any others"),
        ("a: b\nkind:\u00a0core\n", "\u00a0", " ", (2, 6), "this is a no-break space, which only looks like a space"),
    ],
)  # fmt: skip
def test_a_slip_is_shown_where_it_was_made(
    text: str, wrong: str, right: str, place: tuple[int, int], what: str
) -> None:
    """One problem, in the line of the slip and not where the parser gave up; what its fix says reads well."""
    problem = the_problem(text)
    assert problem.where is not None
    assert ((problem.where.line, problem.where.column), problem.what) == (place, what)
    assert right.strip() in problem.fix or "begin it" in problem.fix or "plain space" in problem.fix
    assert read(text.replace(wrong, right, 1))


def test_a_remark_of_the_authors_is_none_of_ours() -> None:
    """A # with a space after it begins a remark, as it always did; in quotes it is a letter."""
    assert read("a: b  # c\nd: 'e' #f\n# g\nh: i #\n") == {"a": "b", "d": "e", "h": "i"}


def test_curly_quotes_inside_a_text_are_letters() -> None:
    """Only a text that stands in them as a whole was meant to stand in quotes."""
    assert read("a: “b” c\nd: '“e”'\n") == {"a": "“b” c", "d": "“e”"}


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"PK\x03\x04\x14\x00", "a Word, Pages or Excel file, or an archive"),
        (b"{\\rtf1\\ansi", "a rich text (RTF) file"), (b"%PDF-1.7\n", "a PDF"),
        (b"\x89PNG\r\n", "a picture"),
    ],
)  # fmt: skip
def test_a_document_is_called_by_its_name(data: bytes, name: str) -> None:
    """Who saved a Word document under a name that ends in .yaml is told that, not which byte is wrong."""
    with pytest.raises(ProblemsFound) as found:
        decode_source(data, "a.yaml")
    (problem,) = found.value.problems
    assert (problem.kind, problem.what) == ("file-not-text", f"this is {name}, not a text file")


def test_utf_16_is_known_without_its_mark() -> None:
    """Some editors save two bytes a letter and no mark at the front."""
    for encoding in ("utf-16", "utf-16-le", "utf-16-be"):
        with pytest.raises(ProblemsFound, match="this file is UTF-16"):
            decode_source("name: Hip\n".encode(encoding), "a.yaml")
