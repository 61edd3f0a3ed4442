"""Every sheet of the built-in library reads at grade 6 or below, in short sentences that begin with what to do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from builtin_content import EXERCISES, ROUTINES, SERIES, each, prose, shingles, told

from handouts.check.grade import grade, sentences, syllables, words

VERBS = set(
    words(
        """bend bounce breathe bring come cross do draw drop face finish fix get glide go grip hinge hold keep kneel
    lean leave let lie lift look lower make move open pause place point press pull push put reach rest rise rock roll
    rotate round shift sit slide soften squat squeeze stand start stay step stop stretch swap sway swing take tap
    tighten touch tuck turn use walk watch squeeze add count"""
    )
)
JARGON = set(
    words(
        """lumbar thoracic flexion extension supine prone rotation adduction abduction neutral engage activate core
    scapula scapular pelvis pelvic bilateral unilateral contralateral isometric eccentric concentric regress progress
    glutes hamstrings quads hamstring piriformis osteoporosis"""
    )
)
EXPLAINED = {("curtsy-lunge", "piriformis"), ("curl-up", "osteoporosis"), ("thoracic-extension-roller", "osteoporosis")}
TWO_SPELLINGS = re.compile(
    r"\b(cent(re|er)|colou?r|met(re|er)s?|gr[ea]y|neighbou?rs?|practi[cs]ed|towards?|kerbs?|curbs?)\b", re.IGNORECASE
)
SAID = [text for data in (ROUTINES, SERIES) for values in data.values() for text in told(values)]


def _nameless(exercise: dict, text: str) -> str:
    """Return the text without the exercise's own name: the name is given, and not counted."""
    for name in (exercise["name"], exercise.get("short_name", exercise["name"])):
        text = re.sub(re.escape(name), "move", text, flags=re.IGNORECASE)
    return text


def test_syllables_are_counted_as_a_reader_says_them():
    """The counter agrees with the dictionary on words of the kind we print."""
    said = {"hip": 1, "muscle": 2, "squeeze": 1, "raised": 1, "lifted": 2, "exercise": 3, "ankles": 2, "position": 3}
    said |= {"square": 1, "people": 2, "movement": 2, "breathe": 1, "little": 2, "kettlebell": 3, "pages": 2, "idea": 3}
    assert {word: syllables(word) for word in said} == said


def test_the_grade_rises_with_long_words_and_long_sentences():
    """Plain cues come out low, stock wording of exercise sheets high."""
    assert grade("Sit down. Bend your knees. Roll to one side.") < 2
    assert (
        grade("Perform anterior pelvic translation, maintaining lumbar stabilisation throughout the repetition.") > 12
    )


@each(EXERCISES)
def test_an_exercise_reads_at_grade_6_or_below(id_):
    """Everything an exercise says, without its own name."""
    assert grade(_nameless(EXERCISES[id_], " ".join(prose(EXERCISES[id_])))) <= 6


@each(EXERCISES)
def test_steps_and_cues_read_at_grade_4_or_below(id_):
    """What is read on the mat is easier still."""
    exercise = EXERCISES[id_]
    assert grade(" ".join([*exercise["steps"], *exercise["cues"]])) <= 4


@each(SERIES)
def test_each_part_of_a_series_reads_at_grade_6_or_below(id_):
    """Message and ideas of each part."""
    for part in SERIES[id_]["parts"]:
        text = " ".join(said if said[-1] in ".?!" else f"{said}." for said in told(part))
        assert grade(text) <= 6, part["id"]


@pytest.mark.parametrize(
    "text", [text for data in (ROUTINES, SERIES) for each_ in data.values() for text in told(each_)]
)
def test_sentences_of_routines_and_series_have_15_words_at_most(text):
    """One idea a sentence."""
    for sentence in sentences(text):
        assert len(words(sentence)) <= 15, sentence


@each(EXERCISES)
def test_sentences_of_exercises_have_15_words_at_most(id_):
    """One action a sentence."""
    for text in prose(EXERCISES[id_]):
        for sentence in sentences(text):
            assert len(words(sentence)) <= 15, sentence


@each(EXERCISES)
def test_steps_cues_and_fixes_begin_with_a_verb(id_):
    """The first word says what to do; the mistake says what happens (-ing)."""
    exercise = EXERCISES[id_]
    orders = [*exercise["steps"], *exercise["cues"], *(fault["instead"] for fault in exercise["mistakes"])]
    orders += [text for key in ("easier", "harder") for text in exercise[key] if isinstance(text, str)]
    for order in orders:
        assert words(order)[0].lower() in VERBS, order
    for fault in exercise["mistakes"]:
        assert words(fault["mistake"])[0].endswith("ing"), fault["mistake"]


@each(EXERCISES)
def test_steps_and_cues_are_whole_sentences(id_):
    """Each ends with its stop and has at most one bold phrase; mistakes get their stop in print."""
    exercise = EXERCISES[id_]
    for text in [*exercise["steps"], *exercise["cues"]]:
        assert text.rstrip("*").endswith("."), text
        assert text.count("**") in (0, 2), text
    for fault in exercise["mistakes"]:
        for text in fault.values():
            assert text[0].islower(), text
            assert text[-1].isalnum(), text


@each(EXERCISES)
def test_no_clinic_words(id_):
    """Everyday words only; a medical name stands only where a caution must name it."""
    for text in prose(EXERCISES[id_]):
        hard = {word.lower() for word in words(_nameless(EXERCISES[id_], text))} & JARGON
        assert not {word for word in hard if (id_, word) not in EXPLAINED}, text


@each(EXERCISES)
def test_words_are_spelled_alike_in_britain_and_america(id_):
    """The built-in content serves every English locale as it stands."""
    for text in prose(EXERCISES[id_]):
        assert not TWO_SPELLINGS.search(text), text


def test_no_sentence_of_the_source_is_copied():
    """No six words running are the coach's. His post is kept as hashes; titles are his and not compared."""
    source = set((Path(__file__).parent / "source-runs.txt").read_text("utf-8").split())
    assert len(source) > 500
    texts = [text for exercise in EXERCISES.values() for text in prose(exercise)]
    assert not [text for text in texts + SAID if shingles(text) & source]
