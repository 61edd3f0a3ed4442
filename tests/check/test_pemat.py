"""The report says how each item stands and from what it is seen, and never gives a score."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from handouts.check.pemat import EYE, MET, MISSED, NONE, Verdict, assess
from handouts.check.report import Assessed, write_html, write_text
from handouts.check.said import Told, tell_all
from handouts.commands.check import assess_sheets
from handouts.data.workspace import find_builtin, open_workspace
from handouts.library.library import Library
from handouts.problems import Problem, Where
from handouts.sheet.blocks import Card, EmptyPicture, ShownPicture, StartBand, StopBox, Ticks, Title
from handouts.sheet.compose import compose_routine
from handouts.sheet.stationery import Client, Stationery

ITEMS = [number for number in range(1, 27) if number not in (13, 14)]


@pytest.fixture(scope="module")
def told():
    """The warm-up's sheet without its figures, and what its files say."""
    home = find_builtin()
    assert home
    library = Library(open_workspace(home))
    routine = library.load_routine("warmup")
    return compose_routine(routine, Stationery(library.brand, library.locale), Client()), tell_all(
        library, "routine", "warmup"
    )


def stand(sheet, said: list[Told], *findings: Problem) -> dict[int, Verdict]:
    return {verdict.number: verdict for verdict in assess(sheet, said, findings)}


def test_every_printed_item_is_there_with_evidence(told):
    """24 items, each with a state and something that was seen."""
    verdicts = assess(*told, ())
    assert [verdict.number for verdict in verdicts] == ITEMS
    assert {verdict.state for verdict in verdicts} <= {MET, MISSED, EYE, NONE}
    assert all(verdict.evidence and all(verdict.evidence) for verdict in verdicts)


def test_what_only_a_person_can_judge_is_never_called_met(told):
    """Distraction, order, whether pictures fit, are clear and help."""
    verdicts = stand(*told)
    assert {verdicts[number].state for number in (2, 10, 11, 16, 18, 26)} == {EYE}


@pytest.mark.parametrize(
    ("kind", "number"),
    [("grade", 3), ("jargon", 3), ("sentence-long", 3), ("term-undefined", 4), ("passive", 5), ("verb-first", 5),
     ("dose-sane", 6), ("calculation", 7), ("calculation", 24), ("steps-many", 8), ("exercises-many", 8),
     ("position-jumps", 10), ("picture-coarse", 18), ("contrast", 18), ("not-you", 21), ("steps-few", 22),
     ("side-plan", 22)],
)  # fmt: skip
def test_a_finding_is_the_evidence_of_its_item(told, kind: str, number: int):
    """What was found stands under the item that it breaks, with its place."""
    found = Problem(kind, "this is wrong", "", Where("data/x.yaml", 3, 4), "warning")
    verdict = stand(*told, found)[number]
    assert verdict.state == MISSED
    assert verdict.evidence == ("data/x.yaml:3:4: this is wrong",)
    assert stand(*told)[number].state != MISSED


def test_a_hint_breaks_no_item(told):
    """A hint is advice, not a fault."""
    assert stand(*told, Problem("jargon", "maybe", "", None, "hint"))[3].state == MET


def _change(sheet, change):
    return replace(sheet, blocks=tuple(change(block) for block in sheet.blocks))


def _without(sheet, *kinds):
    return replace(sheet, blocks=tuple(block for block in sheet.blocks if not isinstance(block, kinds)))


def test_items_that_are_read_from_the_sheet_go_red(told):
    """A sheet without purpose, headings, signs, pictures, actions or boxes is seen to lack them."""
    sheet, said = told
    bare = _change(sheet, lambda block: replace(block, action="", under="") if isinstance(block, Title) else block)
    assert stand(bare, said)[1].state == MISSED
    assert stand(_without(sheet, Card), said)[9].state == MISSED
    assert stand(_without(sheet, Card), said)[20].state == MISSED
    assert stand(_without(sheet, Card, StartBand, StopBox), said)[12].state == MISSED
    assert stand(_without(sheet, Ticks), said)[23].state == EYE
    assert stand(_without(sheet, Ticks), said)[25].state == NONE
    wide = _change(sheet, lambda block: replace(block, columns=("a",) * 9) if isinstance(block, Ticks) else block)
    assert stand(wide, said)[19].state == MISSED


def test_pictures_are_seen_to_be_there_and_to_have_words(told):
    """An empty box is no picture; a picture without words is silent."""
    sheet, said = told
    assert stand(sheet, said)[15].state == MISSED  # composed without figures
    assert stand(sheet, said)[17].state == NONE

    def shown(alt: str):
        panel = ShownPicture(None, "", alt)  # type: ignore[arg-type]
        return _change(sheet, lambda block: replace(block, panel=panel) if isinstance(block, Card) else block)

    assert isinstance(sheet.all(Card)[0].panel, EmptyPicture)
    assert stand(shown("a person"), said)[15].state == MET
    assert stand(shown("a person"), said)[17].state == MET
    assert stand(shown(" "), said)[17].state == MISSED


def test_a_report_gives_no_score_and_no_markup():
    """No percentage, no fraction; words of the data are escaped in the page."""
    verdicts = (Verdict(1, "its purpose", MET, ('title "<script>x</script>"',)), Verdict(2, "calm", EYE, ("look",)))
    sheets = [Assessed("routine", "day", "A & B", verdicts)]
    text, page = write_text(sheets), write_html(sheets)
    assert not re.search(r"\d\s*(%|/\s*\d)", text)
    assert "1 met, 1 needs your eye" in text
    assert Assessed("routine", "day", "A", (*verdicts, *verdicts)).summary == "2 met, 2 need your eye"
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "A &amp; B" in page
    assert "src=" not in page
    assert "http" not in page


def test_the_warm_up_sheet_stands_well():
    """The sheet that everybody builds first misses no item, with its figures on it."""
    home = find_builtin()
    assert home
    (sheet,) = assess_sheets(["warmup"], str(home), [])
    states = {verdict.number: verdict.state for verdict in sheet.verdicts}
    assert sheet.id == "warmup"
    assert MISSED not in states.values()
    assert states[15] == states[17] == states[23] == MET


def test_an_exercise_and_a_series_stand_by_what_they_have():
    """Headings of steps, boxes and ideas, the message, no summary where there is one move."""
    home = str(find_builtin())
    (sheet,) = assess_sheets(["hip-hinge"], home, [])
    verdicts = {verdict.number: verdict for verdict in sheet.verdicts}
    assert verdicts[9].state == MET
    assert "Do this" in verdicts[9].evidence[0]
    assert "You may feel" in verdicts[9].evidence[0]
    assert verdicts[11].state == NONE
    (series,) = assess_sheets(["back-pain"], home, [])
    verdicts = {verdict.number: verdict for verdict in series.verdicts}
    assert any(said.startswith('message "') for said in verdicts[1].evidence)
    assert MISSED not in {verdict.state for verdict in series.verdicts}


def test_a_sheet_without_an_exercise_is_for_a_persons_eye(told):
    """There is nothing that a picture could show: whether one would help, a person says."""
    sheet, said = told
    assert stand(_without(sheet, Card), said)[15].state == EYE
