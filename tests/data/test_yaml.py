"""Reading YAML: everything as it was typed, everything at its place, and a problem where it is not clear."""

import time

import pytest
import yaml as pyyaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from handouts.data import yaml as reading
from handouts.data.source import decode_source
from handouts.data.tree import Mapping, Scalar, Sequence, locate, locate_key, plain
from handouts.data.yaml import DEEPEST, MOST_VALUES, read_yaml
from handouts.problems import ProblemsFound, write_problem, write_problems


def read(text: str | bytes) -> Mapping:
    data = text.encode() if isinstance(text, str) else text
    return read_yaml(decode_source(data, "a.yaml"))


def kinds(text: str | bytes) -> list[str]:
    with pytest.raises(ProblemsFound) as found:
        read(text)
    return [problem.kind for problem in found.value.problems]


@pytest.fixture(params=["C", "pure"])
def _each_loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "pure":
        monkeypatch.setattr(reading, "_LOADER", pyyaml.SafeLoader)
    else:
        assert reading._LOADER is pyyaml.CSafeLoader


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("1:30", "1:30"), ("010", "010"), ("no", "no"), ("on", "on"), ("0.5", "0.5"), ("12:30:45", "12:30:45"),
        ("yes", "yes"), ("0x1F", "0x1F"), ("1_000", "1_000"), (".inf", ".inf"), ("2026-11-23", "2026-11-23"),
        ("True", "True"), ("NULL", "NULL"), ("8-12", "8-12"), ("=", "="),
        ("null", None), ("~", None), ("", None), ("true", True), ("false", False),
        ('"true"', "true"), ("'null'", "null"), ('""', ""), ("|\n  ~", "~\n"),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("_each_loader")
def test_a_value_is_what_was_typed(typed: str, value: object) -> None:
    """No number, date or truth value is guessed; only null, ~, nothing, true and false mean more than their letters."""
    got = plain(read(f"key: {typed}\n"))["key"]
    assert got == value
    assert type(got) is type(value)


@pytest.mark.usefixtures("_each_loader")
def test_keys_are_words_too() -> None:
    """on, no and 1 as keys stay the words that were typed, in the order they were typed."""
    assert plain(read("on: a\nno: b\n1: c\n'x y': d\n")) == {"on": "a", "no": "b", "1": "c", "x y": "d"}


@pytest.mark.usefixtures("_each_loader")
def test_every_value_and_key_knows_its_place() -> None:
    """Line, column and length count characters of the real line, whatever their width."""
    root = read("# first\n日本: {é: [a, 'bc']}\nlong: |\n  two\n  lines\n")
    item = locate(root, ("日本", "é", 1))
    assert (item.line, item.column, item.length) == (2, 13, 4)
    assert item.where.text == "日本: {é: [a, 'bc']}"
    assert (locate_key(root, ("日本", "é")).column, locate(root, ("日本",)).column) == (6, 5)
    assert locate(root, ("long",)).line == 3
    assert write_problem_of(item).splitlines()[2] == "  | " + " " * 14 + "^^^^"


def write_problem_of(node: Scalar) -> str:
    from handouts.problems import Problem

    return write_problem(Problem("a", "b", where=node.where))


def test_a_place_that_is_not_there_is_the_nearest_that_is() -> None:
    """A missing key or an index too high is pointed at where it should be."""
    root = read("items:\n  - one\n")
    assert locate(root, ("items", 7, "dose")) is root.get("items")
    assert locate_key(root, ("items", "x")) is root.get("items")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("a: 1\na: 2\n", "key-twice"), ("a: {b: 1, b: 2}\n", "key-twice"), ("a: &x 1\n", "yaml-alias"),
        ("a: *x\n", "yaml-alias"), ("a: !x 1\n", "yaml-tag"), ("a: ! 1\n", "yaml-tag"), ("a: !!set {b}\n", "yaml-tag"),
        ("<<: {a: 1}\n", "yaml-merge"), ("a: 1\n---\nb: 1\n", "yaml-documents"), ("--- a\n--- b\n", "yaml-documents"),
        ("%YAML 1.1\n---\na: 1\n", "yaml-directive"), ("%TAG ! tag:x,2000:\n---\na: 1\n", "yaml-directive"),
        ("? [a]\n: 1\n", "key-not-text"), ("? {a: 1}\n: 1\n", "key-not-text"), ("~: 1\n", "key-not-text"),
        ("", "file-empty"), ("# remark\n", "file-empty"), ("---\n", "file-empty"), ("~\n", "file-empty"),
        ("- a\n", "not-keys"), ("word\n", "not-keys"), ("'null'\n", "not-keys"),
        ("a: \x00\n", "control-character"), ("a: \u202e\n", "control-character"), ("# \u2066\n", "control-character"),
        ("a: \x85\n", "control-character"), ("a: \u2028\n", "control-character"), ("a: 1\rb: 2\n", "control-character"),
        ('a: "\\0"\n', "control-character"),
        ('a: "\\u202e"\n', "control-character"), ('a: "\\t"\n', "control-character"),
        ("a: \ufffe\n", "control-character"), ("a: \ufffd\n", "control-character"), ("a:\tb\n", "tab"),
        ("a: b: c\n", "yaml-syntax"), ("a: 'b\n", "yaml-syntax"), ("a: [1\n", "yaml-syntax"), ("a: @\n", "yaml-syntax"),
        (b"a: \xff\n", "file-encoding"), ("a: 1\n".encode("utf-16"), "file-encoding"),
        (b"a: \xed\xa0\x80\n", "file-encoding"),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("_each_loader")
def test_what_is_not_clear_is_a_problem(text: str | bytes, kind: str) -> None:
    """Whatever YAML could read in two ways, or follow somewhere, is refused with a kind of its own."""
    assert kinds(text) == [kind]


def test_all_problems_of_a_file_come_at_once() -> None:
    """One reading tells every twice-typed key, tag and alias."""
    assert kinds("a: 1\na: 2\nb: !x 1\nc: &y 2\nb: 3\n") == ["key-twice", "yaml-tag", "yaml-alias", "key-twice"]


def test_crlf_and_a_byte_order_mark_are_fine() -> None:
    """A file saved by a Windows editor reads like any other, and its places are right."""
    root = read(b"\xef\xbb\xbfa: 1\r\nb: 2\r\n")
    assert plain(root) == {"a": "1", "b": "2"}
    node = root.get("b")
    assert (node.line, node.column, node.where.text) == (2, 4, "b: 2")


def test_depth_has_a_limit_on_both_sides() -> None:
    """Twenty levels read, twenty-one are a problem."""
    assert read("a: " + "[" * (DEEPEST - 1) + "]" * (DEEPEST - 1))
    assert kinds("a: " + "[" * DEEPEST + "]" * DEEPEST) == ["yaml-too-deep"]


@pytest.mark.parametrize(
    "text",
    ["[" * 20_000, "a: " + "[" * 900_000, "? " * 20_000, "- " * 20_000, "{a: " * 20_000, "a: [" + "[]," * 300_000],
    ids=["brackets", "many-brackets", "questions", "dashes", "braces", "empty-lists"],
)
def test_bombs_are_cheap(text: str) -> None:
    """Twenty thousand brackets, or a megabyte of empty lists, end in a problem within two seconds of a processor."""
    begun = time.process_time()
    assert kinds(text)[0] in ("yaml-too-deep", "file-too-large")
    assert time.process_time() - begun < 2


def test_too_many_values_are_a_problem() -> None:
    """A file that is small in bytes but holds more values than a person writes is refused."""
    assert kinds("a: [" + "1," * (MOST_VALUES + 1) + "]") == ["file-too-large"]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.one_of(st.binary(max_size=300), st.text(max_size=300).map(lambda text: text.encode("utf-8", "surrogatepass")))
)
@example(b'"\\UFFFFFFFF"')
@example(b'"\\ud800"')
@example(b"%YAML 999999999999999999999999.1\n---\na")
@example(b"? ")
@example(b"!<")
def test_any_bytes_are_a_tree_or_problems(data: bytes) -> None:
    """Whatever the bytes, reading gives a mapping or says what is wrong, with the C parser and without it."""
    for loader in (pyyaml.CSafeLoader, pyyaml.SafeLoader):
        before, reading._LOADER = reading._LOADER, loader
        try:
            assert isinstance(read(data), Mapping)
        except ProblemsFound as found:
            assert write_problems(found.problems)  # noqa: PT017 - either outcome is right
        finally:
            reading._LOADER = before


_SIGNS = [
    *("a", "b", ": ", ":", "- ", "\n", "  ", "[", "]", "{", "}", ",", '"', "'", "|", ">", "&x", "*x", "!", "#", "? "),
    *("---", "\\", "**", "é", "%", "<<", "~"),
]
_YAMLISH = st.lists(st.sampled_from(_SIGNS), max_size=40).map("".join)


@settings(max_examples=300, deadline=None)
@given(_YAMLISH)
def test_anything_like_yaml_is_a_tree_or_problems(text: str) -> None:
    """The same for text made of YAML's own signs, where each place of the tree lies inside the file."""
    try:
        root = read(text)
    except ProblemsFound as found:
        assert write_problems(found.problems)  # noqa: PT017 - either outcome is right
        return
    lines = text.split("\n")
    todo = [root]
    while todo:
        node = todo.pop()
        assert 1 <= node.line <= len(lines)
        assert node.length >= 1
        if isinstance(node, Mapping):
            todo += [part for entry in node.entries for part in entry]
        elif isinstance(node, Sequence):
            todo += node.items


def test_what_the_parser_says_is_said_in_our_words() -> None:
    """The mistakes that coaches make most are explained, not named."""
    said = {}
    for text in (
        "cues:\n  - **Kneel** down\n",
        "a: Do this: now\n",
        'a: "open\nb: 2\n',
        "c: {p: #AABBCC}\n",
        'a: "\\*"\n',
    ):
        with pytest.raises(ProblemsFound) as found:
            read(text)
        problem = found.value.problems[0]
        said[problem.what] = (problem.where.line, problem.where.column, problem.fix)
    assert said == {
        "text cannot begin with *": (2, 5, 'put it in quotes: "**Kneel** down"'),
        "there is a second colon in this line": (1, 11, 'put the whole text in quotes: "Do this: now"'),
        "a quote is opened and never closed": (1, 4, 'close it with the same mark: "open"'),
        "a [ ] or { } here is not written whole": (1, 15, 'put "#AABBCC" in quotes: otherwise # begins a remark'),
        "a \\ in double quotes begins a special character": (1, 5, "write \\\\ for one \\ "),
    }
