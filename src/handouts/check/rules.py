"""Every kind of finding: how bad it is, why it matters, and who says so.

In: the kind of a problem. Out: its `Rule`. Never true: that a check reports a kind that has no reason here, or that a
number stands in a check without its source.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from handouts.problems import Problem, summary, write_problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handouts.problems import Level


class Rule(NamedTuple):
    """`why` is a sentence for a coach, `source` where the rule comes from."""

    level: Level
    why: str
    source: str


_PLAIN: Final = "PEMAT-P, item 3"
_OURS: Final = "our own limit"

RULES: Final[dict[str, Rule]] = {
    # words
    "grade": Rule(
        "warning", "half of all adults read at grade 8 or below, in pain at less", "NIH: grade 6 to 8; Flesch-Kincaid"
    ),
    "sentence-long": Rule(
        "warning", "short sentences alone took handouts from grade 10 to grade 6", "ASMR 2022, S2666-061X(22)00158-4"
    ),
    "word-long": Rule("hint", "words of three syllables and more make a text hard", "ASMR 2022, S2666-061X(22)00158-4"),
    "jargon": Rule("warning", "a word of the trade is skipped or misread at home", _PLAIN),
    "term-undefined": Rule("warning", "a medical word is understood when its meaning stands beside it", "PEMAT-P, 4"),
    "verb-first": Rule(
        "warning", "an order that begins with its verb is done, not only read", "PEMAT-P, items 5 and 22"
    ),
    "passive": Rule("warning", "in the passive nobody is told to do it", "PEMAT-P, item 5"),
    "not-you": Rule("warning", "people follow what speaks to them", "PEMAT-P, item 21"),
    "number-word": Rule("hint", "figures are found faster than words", "PEMAT-P, item 6"),
    "calculation": Rule("warning", "a sum to do at home is not done, or done wrongly", "PEMAT-P, item 7"),
    "steps-many": Rule("warning", "more than seven steps are not kept in mind", "PEMAT-P, item 8"),
    "steps-few": Rule("warning", "an action is followed when it is broken into steps", "PEMAT-P, item 22"),
    "brand-word": Rule("warning", "the brand has a word of its own for this", "the brand's words"),
    # doses
    "dose-sane": Rule(
        "warning", "a slip of the keys is likelier than a plan", "our own limits, wide about ACSM's advice"
    ),
    "minutes-claim": Rule(
        "warning", "a routine that takes longer than it says is dropped", _OURS + ": half as much again"
    ),
    "exercises-many": Rule("warning", "two exercises were done better than eight", "Henry 1999 (n = 15)"),
    "position-jumps": Rule("warning", "each way down to the floor and up again costs effort", "PEMAT-P, item 10"),
    "side-plan": Rule("warning", "a one-sided move without a plan is done on one side only", "PEMAT-P, item 22"),
    "stop-rule": Rule("warning", "whoever practises alone must know when to stop", _OURS),
    "topic-missing": Rule("warning", "with back pain some signs are an emergency", "print design, safety"),
    # brand
    "contrast": Rule(
        "problem", "pale words are not read on paper, and vanish on a grey printer", "WCAG 2.2, 1.4.3, 1.4.11"
    ),
    "logo-pale": Rule("warning", "a pale mark vanishes on a grey printer", "WCAG 2.2, 1.4.11"),
    "logo-ink": Rule("hint", "one dark shape tells a brand from another when colour is gone", "WCAG 2.2, 1.4.1"),
    "picture-coarse": Rule("warning", "pixels show on paper", "PEMAT-P, item 18: 200 pixels an inch"),
    "picture-licence": Rule(
        "warning", "a picture may only be handed out under its terms", "free-exercise-db #2, #12, #13"
    ),
    "phone-placeholder": Rule(
        "warning", "a client in trouble would call nobody", "Ofcom numbers for drama; NANP 555-01XX"
    ),
    "link-placeholder": Rule("warning", "the code would lead nowhere", "RFC 2606 and RFC 6761"),
    # links
    "link-long": Rule("warning", "a long address makes a fine code, which printers blur", "standards: 60 characters"),
    "link-tracks": Rule(
        "warning", "a client's visit is told to others; and the code grows", "our own promise: no tracking"
    ),
    "link-plain-http": Rule("hint", "phones warn of pages that are not encrypted", "RFC 9110, 17.1"),
    "link-dead": Rule("problem", "paper cannot be mended once it is handed out", "the server's own answer"),
    "link-moved": Rule("hint", "a redirect that ends one day makes every printed code useless", "RFC 9110, 15.4"),
    "link-silent": Rule("warning", "nobody said whether there is a page", "the server's own answer, or none"),
    # finished files
    "page-unreadable": Rule("problem", "what cannot be opened here may not open at a client's either", "ISO 32000-1"),
    "page-structure": Rule("problem", "a screen reader would say it wrongly, or not at all", "ISO 14289-1, 7"),
    "page-standard": Rule("problem", "the file claims a standard that it does not keep", "veraPDF"),
    "page-small": Rule("problem", "small print is not read, least of all over sixty", "print design: 10 pt"),
    "page-edge": Rule(
        "problem", "office printers print nothing near the edge", "print design: 13 mm; 6 mm of other PDFs"
    ),
    "page-overlap": Rule("problem", "words that cover each other are not read", _OURS),
    "page-clipped": Rule("problem", "a word that is cut off is another word, or none", "product: never a cut-off word"),
    "page-hidden": Rule("problem", "what is in the file and not on the paper helps nobody", "WCAG 2.2, 1.4.3"),
    "page-picture": Rule("problem", "an empty box shows no move", "PEMAT-P, item 15"),
    "page-count": Rule("problem", "a sheet that lost a page lost what stood on it", "print design, pages"),
    "page-tick": Rule("problem", "a small box is not ticked", "print design: 6.4 mm; 6 mm at least"),
    "page-font": Rule("problem", "another machine would take another font", "ISO 19005-2, 6.2.11"),
    "page-glyph": Rule("problem", "a character without a name is not read out or copied", "ISO 14289-1, 7.2"),
    "code-unread": Rule("problem", "a code that no phone reads is a promise broken", "ISO/IEC 18004"),
    "code-stray": Rule("problem", "a code must lead where the words beside it say", _OURS),
    "code-weak": Rule("problem", "paper is never as good as the screen", "print design, codes"),
    "code-fine": Rule("problem", "printers run fine modules together", "DENSO WAVE: 4 dots a module; print design"),
    "code-quiet": Rule("problem", "a code without its white margin is not found", "ISO/IEC 18004, 6.3.8"),
    "code-pale": Rule("problem", "a pale code is not found", "ISO/IEC 15415, symbol contrast"),
    "code-missing": Rule("problem", "the data gives a link that the paper does not", _OURS),
    "words-missing": Rule("problem", "a word of the data is not on the sheet", _OURS),
    "words-order": Rule("problem", "a sheet that is read out in another order is another sheet", "ISO 14289-1, 7.1"),
    "words-extra": Rule("problem", "what is said twice by mistake confuses whoever listens", _OURS),
    "words-picture": Rule("problem", "the data gives a picture that the sheet does not have", _OURS),
    "built-anew": Rule("warning", "the paper says what the data said then", "the manifest beside the file"),
    # silenced findings
    "allow-reason": Rule("warning", "whoever reads this later must know why", "# handouts: allow <kind> - reason"),
    "allow-unused": Rule(
        "warning", "an allowance for nothing hides the next finding", "# handouts: allow <kind> - reason"
    ),
}


def write_findings(problems: Sequence[Problem], outcome: str) -> str:
    """Return findings as the user reads them, each kind explained the first time it comes, and a summary line."""
    told: set[str] = set()
    parts = []
    for problem in sorted(problems, key=Problem.sort_key):
        why = explain(problem.kind) if problem.kind not in told else ""
        told.add(problem.kind)
        parts.append(write_problem(problem) + (f"\n  why: {why}" if why else ""))
    return "\n\n".join([*parts, summary(problems, outcome)])


def explain(kind: str) -> str:
    """Return why a finding of this kind matters and who says so, empty for kinds that explain themselves."""
    rule = RULES.get(kind)
    return f"{rule.why} ({rule.source})" if rule else ""
