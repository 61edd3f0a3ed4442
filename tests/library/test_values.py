"""The small values: texts with bold, addresses, a client's words."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.library.client import read_client
from handouts.library.faults import Faults
from handouts.library.links import LONGEST, find_placeholder, join_link, read_address, read_link
from handouts.library.model import Link
from handouts.library.nearest import suggest
from handouts.library.text import Run, Text, read_plain, read_text, replace_words, write_text


def kind(call, *given, **words) -> str:
    with pytest.raises(Faults) as found:
        call(*given, **words)
    return found.value.faults[0].kind


# -- texts


@pytest.mark.parametrize(
    ("written", "runs"),
    [
        ("Stand tall.", [("Stand tall.", False)]),
        ("**Stand** tall.", [("Stand", True), (" tall.", False)]),
        ("Stand **tall.**", [("Stand ", False), ("tall.", True)]),
        ("**a****b**", [("ab", True)]),
        (r"5 \* 6", [("5 * 6", False)]),
        (r"a \ b & <b> \n", [(r"a \ b & <b> \n", False)]),
        ("  folded text\n", [("folded text", False)]),
    ],
)
def test_bold_is_the_only_markup(written: str, runs: list) -> None:
    """Two stars make bold, a backslash makes a star a star, and everything else is what was typed."""
    assert read_text(written) == Text(tuple(Run(*run) for run in runs))


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("**open", "bold-unclosed"), ("a ** b", "bold-unclosed"), ("****", "bold-empty"), ("** **", "bold-empty"),
        ("*a*", "lone-star"), ("***a***", "lone-star"), (r"\**x**", "lone-star"), ("", "text-empty"),
        (" \n ", "text-empty"),
        ("a\nb", "text-line-break"), ("a\tb", "control-character"), ("a\u202eb", "control-character"),
        ("a\u2066b", "control-character"), ("a\ud800", "control-character"), ("x" * 2001, "text-too-long"),
    ],
)  # fmt: skip
def test_a_text_that_is_not_clear_is_refused(written: str, expected: str) -> None:
    """No star is printed by accident, and no hidden character at all."""
    assert kind(read_text, written) == expected


def test_marks_of_right_to_left_text_stay() -> None:
    """The plain direction marks belong to Hebrew and Arabic, and do not hide anything."""
    assert str(read_text("a\u200f\u200eb\u061c")) == "a\u200f\u200eb\u061c"


def test_a_title_takes_no_bold_and_keeps_its_stars() -> None:
    """A title is one weight; a single star in it is a star."""
    assert read_plain("5 * 6") == "5 * 6"
    assert kind(read_plain, "Hip **warm-up**") == "bold-here"


@given(
    st.lists(st.tuples(st.text(st.characters(exclude_categories=["C", "Z"]) | st.just(" "), min_size=1), st.booleans()))
)
def test_a_text_reads_back_from_its_markup(parts: list) -> None:
    """Runs and markup say the same: nothing is lost between them."""
    runs: list[Run] = []
    for words, bold in parts:
        if words.strip() and (not runs or runs[-1].bold != bold):
            runs.append(Run(words.strip().replace("\\", "/"), bold))
    if runs:
        assert read_text(write_text(Text(tuple(runs)))) == Text(tuple(runs))


def test_a_brand_says_it_in_its_own_words() -> None:
    """Whole words are replaced, with the capital they had, and nothing inside other words."""
    text = read_text("**Bum** back. Your bum, not your album.")
    assert str(replace_words(text, {"bum": "bottom"})) == "Bottom back. Your bottom, not your album."
    assert replace_words(text, {"bum": "bottom"}).runs[0].bold


# -- links


@pytest.mark.parametrize(
    "written",
    ["back-pain-3", "back-pain-3#hip", "2026/11/hips", "a?b=c", "https://a.b/c", "tel:+44161496", "mailto:a@b.c"],
)
def test_ends_and_whole_addresses_are_links(written: str) -> None:
    """A link is the end of an address, or a whole one."""
    assert read_link(written) == written


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("javascript:alert(1)", "link-scheme"), ("JAVASCRIPT:alert(1)", "link-scheme"),
        ("file:///etc/passwd", "link-scheme"),
        ("data:text/html,x", "link-scheme"), ("ftp://a.b", "link-scheme"), ("//evil.com/x", "link-form"),
        ("/up", "link-form"), ("../up", "link-form"), ("a/../../b", "link-form"), ("a b", "link-form"),
        ("", "link-form"),
        ("é", "link-form"), ("https://a b.c", "link-form"), ("https://", "link-form"), ("https://nodot", "link-form"),
        ("https://user:pw@a.b", "link-form"), ("https://a.b:x/", "link-form"), ("https://[::1", "link-form"),
        ("https://é.fr/", "link-form"), ("mailto:nobody", "link-form"), ("tel:call me", "link-form"),
        ("tel:x", "link-form"),
        ("https://a.b/\u202e", "link-form"), ("https://a.b/\n", "link-form"), ("https://a..b/", "link-form"),
    ],
)  # fmt: skip
def test_what_runs_or_leads_elsewhere_is_no_link(written: str, expected: str) -> None:
    """Only https, http, mailto and tel, in the form that browsers give."""
    assert kind(read_link, written) == expected


def test_a_brand_needs_whole_addresses() -> None:
    """The end of an address has nothing to be joined to in a brand."""
    assert kind(read_address, "coach.com/blog") == "link-scheme"
    assert read_address("https://coach.com/blog/") == "https://coach.com/blog/"


@pytest.mark.parametrize(
    ("base", "end", "whole"),
    [
        ("https://a.b/c/", "d", "https://a.b/c/d"),
        ("https://a.b/c", "d", "https://a.b/c/d"),
        ("https://a.b/?v=", "d", "https://a.b/?v=d"),
        ("https://a.b/", "https://x.y/", "https://x.y/"),
        (None, "https://x.y/", "https://x.y/"),
        (None, "d", None),
    ],
)
def test_an_end_is_joined_to_the_base(base: str | None, end: str, whole: str | None) -> None:
    """A brand without a base for a link has no such link, and prints no code for it."""
    assert join_link(base, end) == whole


def test_an_address_fits_a_code() -> None:
    """84 characters fit, 85 do not."""
    base = "https://a.b/"
    assert len(join_link(base, "x" * (LONGEST - len(base)))) == LONGEST
    assert kind(join_link, base, "x" * (LONGEST - len(base) + 1)) == "link-too-long"


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://coachtroy.example/b/", "coachtroy.example"), ("https://www.example.com/", "www.example.com"),
        ("http://localhost/", "localhost"), ("https://a.test/", "a.test"), ("https://A.INVALID/", "a.invalid"),
        ("mailto:me@example.org", "example.org"), ("coachtroy.example", "coachtroy.example"),
        ("coachtroy.example/blog", "coachtroy.example"),
        ("https://examples.com/", None), ("https://myexample.com/", None), ("https://a.example.de/", None),
        ("tel:+44", None),
    ],
)  # fmt: skip
def test_reserved_names_are_known(address: str, host: str | None) -> None:
    """RFC 2606 and 6761: nobody can own these, so a client who scans them gets nothing."""
    assert find_placeholder(address) == host


def test_an_address_is_printed_as_people_type_it() -> None:
    """Without the parts that a browser adds by itself."""
    assert Link("https://www.coach.com/b/back3").readable == "coach.com/b/back3"
    assert Link("mailto:a@b.c").readable == "a@b.c"
    assert Link("https://coach.com/").readable == "coach.com"


# -- clients


def test_a_clients_words_are_as_typed() -> None:
    """Markup, stars and odd names are not touched; two characters that no font has are replaced."""
    words = read_client(" A\\B)C( <b>&** ", "2026-11-23", "Noor\u2011Ann", "one\r\n\ntwo \u202fkg\n")
    assert (words.client, words.practitioner) == ("A\\B)C( <b>&**", "Noor-Ann")
    assert words.date == dt.date(2026, 11, 23)
    assert words.notes == "one\n\ntwo \u00a0kg"


def test_nothing_given_is_blank_lines() -> None:
    """Every word may be absent."""
    assert read_client() == read_client("", " ", "", "")
    assert read_client().date is None


@pytest.mark.parametrize(
    ("words", "at"),
    [
        ({"client": "a\x00b"}, "client"), ({"client": "a\nb"}, "client"), ({"client": "\u202egnp"}, "client"),
        ({"practitioner": "x" * 201}, "practitioner"), ({"notes": "x" * 2001}, "notes"), ({"notes": "a\tb"}, "notes"),
        ({"date": "23.11.2026"}, "date"), ({"date": "2026-02-30"}, "date"), ({"date": "٢٠٢٦-11-23"}, "date"),
        ({"client": "Z" + "\u0300" * 50}, "client"),
    ],
)  # fmt: skip
def test_a_clients_word_is_never_in_a_problem(words: dict, at: str) -> None:
    """The problem names the field and the fault, and repeats nothing of what was typed."""
    with pytest.raises(Faults) as found:
        read_client(**words)
    (fault,) = found.value.faults
    assert fault.at == (at,)
    value = next(iter(words.values()))
    assert value not in fault.what + fault.fix


# -- the nearest word


def test_a_far_guess_lists_what_is_known() -> None:
    """A near word is offered; without one, the words that there are."""
    assert suggest("Strenght", ["core", "strength"]) == 'did you mean "strength"?'
    assert suggest("hanging", ["floor", "kneeling"]) == "known here: floor, kneeling"


def test_another_word_for_ours_is_known() -> None:
    """Who writes tel or supine means phone and floor, which no spelling tells."""
    assert suggest("tel", ["name", "phone"]) == 'did you mean "phone"?'
    assert suggest("Supine", ["floor", "kneeling"]) == 'did you mean "floor"?'
    assert suggest("all-fours", ["floor", "kneeling"]) == 'did you mean "kneeling"?'


def test_nothing_to_choose_from_is_said() -> None:
    """An empty library lists nothing."""
    assert suggest("x", []) == "there are none yet"
