"""Plain language: grade, sentences, long words, jargon, orders, passive, numbers.

In: what a thing says (`Told`) and the words that its brand prefers. Out: findings. Never true: that a name which was
given is counted against its author, or that a language is judged by the rules of another: all but the length of
sentences is known for English only.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from handouts.check.grade import grade, sentences, syllables, words
from handouts.check.said import SENTENCES
from handouts.check.wordlists import (
    ADJECTIVES,
    BEFORE_VERB,
    EVERYDAY,
    IRREGULAR,
    JARGON,
    LEADS,
    SHORT_FORMS,
    TERMS,
    VERBS,
)
from handouts.data.tree import Scalar, locate

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from handouts.check.findings import Findings
    from handouts.check.said import Said, Told

MOST_GRADE: Final = 6.0
MOST_WORDS: Final = 15
MOST_STEPS: Final = 7
LEAST_STEPS: Final = 2
_LONG: Final = 3  # syllables
_ENOUGH_WORDS: Final = 20  # under so many a grade says nothing
_PASSIVE: Final = re.compile(
    r"\b(?:am|is|are|was|were|be|been|being|gets?|got)\s+(?:(?:not|also|\w+ly)\s+)?([a-z]{2,}(?<!e)ed|"
    + "|".join(sorted(IRREGULAR))
    + r")\b",
    re.IGNORECASE,
)
_NOT_YOU: Final = re.compile(
    r"\b(?:the|an?|each|every) (?:patient|client|participant|subject|individual|user|person)s?\b(?! of\b)|"
    r"\b(?:patients|clients|participants)\b|(?:^|(?<=[.!?] ))(?:Patient|Client|Participant)(?= [a-z])|"
    r"\b(?:he or she|he/she|s/he|his or her|one should|one must)\b",
    re.IGNORECASE,
)
_NUMBER_WORD: Final = re.compile(
    r"\b(two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|forty-five|sixty|ninety)\s+"
    r"(?:sets?|times|reps?|repetitions|breaths|sec(?:ond)?s?|min(?:ute)?s?|hours?|weeks?|days?)\b",
    re.IGNORECASE,
)
_CALCULATION: Final = re.compile(
    r"\b\d+\s?%(?: of your \w+)?|\b1RM\b|\bof your max\w*|"
    r"\b(?:per ?cent|half|third|quarter|twice|double|\d+ times)(?: of)? your (?:max\w*|1RM|body ?weight|usual)|"
    r"\b(?:multiply|divide|subtract)\b|[×x] ?\d+ (?:weekly|daily|a (?:day|week))\b|"
    r"\b\d+ ?[×x] (?:weekly|daily|a (?:day|week))\b|"
    r"\b(?:add|take off|increase by) \d+ ?\w* (?:each|every|a|per) week\b|"
    r"\b\d+ (?:more|fewer|less) (?:\w+ )?than (?:last|the|your)\b",
    re.IGNORECASE,
)


def check_plain(told: Told, own: Mapping[str, str], findings: Findings, *, english: bool = True) -> None:
    """Add what makes a text hard to read; `own` are the brand's words: preferred → printed."""
    for said in told.said:
        _check_length(told, said, findings)
        if english:
            _check_words(told, said, own, findings)
            _check_manner(told, said, findings)
    if english:
        _check_grade(told, findings)
    _check_steps(told, findings)


# -- whole texts


def _check_grade(told: Told, findings: Findings) -> None:
    prose = _nameless(told.prose, told.names)
    found = grade(prose)
    if found > MOST_GRADE and len(words(prose)) >= _ENOUGH_WORDS:
        what = f"{told.id} reads at grade {found:.1f}; {MOST_GRADE:.0f} is the most"
        said = max((each for each in told.said if each.role in SENTENCES), key=lambda each: grade(each.sentence))
        findings.add("grade", what, "begin with this text: it is the hardest", told.root, said.path)


def _nameless(text: str, names: tuple[str, ...]) -> str:
    """Return the text with `move` for every name: a name is given, and not counted."""
    for name in sorted(names, key=len, reverse=True):
        text = re.sub(re.escape(name), "move", text, flags=re.IGNORECASE)
    return text


def _check_steps(told: Told, findings: Findings) -> None:
    steps = [said for said in told.said if said.path[0] == "steps"]
    if told.kind == "exercise" and len(steps) > MOST_STEPS:
        what = f"there are {len(steps)} steps; {MOST_STEPS} are the most"
        findings.add("steps-many", what, "join or leave out, or make two exercises", told.root, steps[MOST_STEPS].path)
    if told.kind == "exercise" and len(steps) < LEAST_STEPS:
        findings.add("steps-few", "there is only one step", "say what comes first and what then", told.root, ("steps",))


# -- sentences


def _check_length(told: Told, said: Said, findings: Findings) -> None:
    if said.role not in SENTENCES:
        return
    for sentence in sentences(said.text):
        count = len(words(sentence))
        if count > MOST_WORDS:
            what = f"this sentence has {count} words; {MOST_WORDS} are the most"
            findings.add("sentence-long", what, "make two of it", told.root, said.path, _span(told, said, sentence))


def _check_manner(told: Told, said: Said, findings: Findings) -> None:
    if said.role == "order":
        _check_verb(told, said, findings)
    for kind, pattern, what, fix in (
        ("not-you", _NOT_YOU, 'this speaks about somebody: "{}"', 'say "you"'),
        ("number-word", _NUMBER_WORD, 'this number is a word: "{}"', "write it in figures"),
        ("calculation", _CALCULATION, 'this asks for a sum: "{}"', "work it out and write the number"),
    ):
        for found in pattern.finditer(said.text):
            findings.add(kind, what.format(found[0]), fix, told.root, said.path, _span(told, said, found[0]))
    for found in _PASSIVE.finditer(said.text) if said.role != "name" else ():
        if found[1].lower() not in ADJECTIVES:
            what = f'this is passive: "{found[0]}"'
            fix = "say who does it: lift your foot, not: the foot is lifted"
            findings.add("passive", what, fix, told.root, said.path, _span(told, said, found[0]))


def _check_verb(told: Told, said: Said, findings: Findings) -> None:
    order = _after_lead(said.text)
    first = [word.lower() for word in words(order)[:3]]
    while len(first) > 1 and first[0] in BEFORE_VERB and first[0] not in VERBS:
        first = first[1:]
    if first and first[0] not in VERBS:
        word = words(order)[0]
        what = f'this does not begin with what to do: "{word}"'
        span = _span(told, said, word)
        findings.add("verb-first", what, 'begin with a verb: "Lift your foot."', told.root, said.path, span)


def _after_lead(text: str) -> str:
    """Return an order without what may come first: `When you feel steady, let go`."""
    first, comma, rest = text.partition(",")
    leads = words(first)[:1]
    return rest if comma and leads and leads[0].lower() in LEADS else text


# -- words


def _check_words(told: Told, said: Said, own: Mapping[str, str], findings: Findings) -> None:
    if said.role == "name":
        return
    text = _nameless(said.text, told.names) if said.role != "heading" else said.text
    chosen = {word.lower() for word in own.values()}
    for word, plainer in _jargon(text):
        if word.lower() not in chosen:
            what, fix = f'"{word}" is a word of the trade', f'say "{plainer}"'
            findings.add("jargon", what, fix, told.root, said.path, _span(told, said, word))
    for term in _undefined(text, told):
        what, fix = f'"{term}" is not explained here', f'put its meaning beside it: "thin bones ({term})"'
        findings.add("term-undefined", what, fix, told.root, said.path, _span(told, said, term))
    _check_syllables(told, said, text, own, findings)
    for word in own:
        found = re.search(rf"\b{re.escape(word)}\b", said.text, re.IGNORECASE)
        if found and own[word].lower() not in said.text.lower():
            what, fix = f'the brand never says "{found[0]}"', f'say "{own[word]}"'
            findings.add("brand-word", what, fix, told.root, said.path, _span(told, said, found[0]))


def _jargon(text: str) -> Iterator[tuple[str, str]]:
    """Yield each word of the trade as it is written, with a plainer one; the longest reading wins.

    One whose meaning stands beside it in brackets is learned, and one that means something else there is none.
    """
    for found in _JARGON.finditer(text):
        is_explained = text[: found.start()].endswith("(") or text[found.end() :].startswith(" (")
        if is_explained or _OTHER_SENSE.search(text[max(0, found.start() - 12) : found.end() + 4]):
            continue
        yield found[0], JARGON.get(found[0].lower()) or JARGON[found[0][:-1].lower()]


_JARGON: Final = re.compile(
    r"(?<![\w-])(?:" + "|".join(map(re.escape, sorted(JARGON, key=len, reverse=True))) + r")[sd]?(?![\w-])",
    re.IGNORECASE,
)
_OTHER_SENSE: Final = re.compile(r"\bprone to\b|\b(?:an?|the|your|back|knee|ankle|neck|wrist) brace\b", re.IGNORECASE)
_TERMS: Final = re.compile(
    r"\b(?:(?i:"
    + "|".join(map(re.escape, sorted(TERMS, key=len, reverse=True)))
    + r")|"
    + "|".join(SHORT_FORMS)
    + r")\b"
)
_QUALITY: Final = re.compile(
    r"(?:not|no|more|less|very|quite|often|always|never|usually|common|rare|normal|awful|bad|good|better|worse|hard|"
    r"serious|painful|likely|treated|caused|a (?:common|normal|serious|frequent|rare))\b"
)
"""What is said of a term without explaining it: sciatica is common."""


def _undefined(text: str, told: Told) -> Iterator[str]:
    """Yield the medical terms whose meaning stands neither in brackets, nor after a colon, nor in a pair of terms."""
    explained = {term.lower() for term in told.defined}
    for found in _TERMS.finditer(text):
        before, after = text[: found.start()].rstrip(), text[found.end() :].lstrip()
        beside = before.endswith("(") or after.startswith(("(", ":", "means ", "– ", "— "))
        if beside or (after.startswith("is ") and not _QUALITY.match(after, 3) and found[0] not in SHORT_FORMS):
            explained.add(found[0].lower())
        elif found[0].lower() not in explained:
            yield found[0]


def _check_syllables(told: Told, said: Said, text: str, own: Mapping[str, str], findings: Findings) -> None:
    if said.role not in SENTENCES:
        return
    known = {part.lower() for words_ in own.values() for part in words(words_)}
    for word in dict.fromkeys(words(text)):
        low = word.lower()
        is_known = low in EVERYDAY or low.removesuffix("s") in EVERYDAY or low in known or _JARGON.fullmatch(word)
        if syllables(word) >= _LONG and not is_known and not _TERMS.search(word):
            what = f'"{word}" has {syllables(word)} syllables'
            findings.add("word-long", what, "is there a shorter word?", told.root, said.path, _span(told, said, word))


def _span(told: Told, said: Said, words_: str) -> tuple[int, int] | None:
    """Return where words stand in the value as it was typed, None where bold or a brand's word stands between them."""
    node = locate(told.root, said.path)
    if not isinstance(node, Scalar):
        return None
    at = node.text.find(words_)
    return (at, len(words_)) if at >= 0 else None
