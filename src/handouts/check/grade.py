"""How hard a text is to read.

In: plain English words. Out: sentences, syllables, the Flesch-Kincaid grade. Never true: that anything is fetched
(textstat asks the network for a pronouncing dictionary before it counts one English syllable).

Source: Kincaid et al., Research Branch Report 8-75 (1975): 0.39 words/sentence + 11.8 syllables/word - 15.59.
"""

from __future__ import annotations

import re
from typing import Final

# two sounds that one group of vowels hides: easier, idea, lying
_SPLIT_VOWELS: Final = re.compile(r"i[aou]|eo|ua|ier$|[^aeiou]ea$|ying|oing|being|seeing|osteopo")
# one sound after all: -tion, square, people, movement, sideways, someone
_ONE_SOUND: Final = re.compile(r"(?:t|c|s|sh|g)i[aou]|qua|gua|geo|eople|(?<=[vg])ement|(?<=d)eways|(?<=som)e(?=[a-z])")
_SILENT_END: Final = re.compile(r"(?:[^aeiouyl]|[aeiouy]l|rl)e$|[^aeioudty]ed$|(?:[^aeiouscxzghl]|[aeiou]l|th)es$")
_SENTENCE_END: Final = re.compile(r"(?<=[.!?])[\"”’)]*\s+")
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d+")


def sentences(text: str) -> list[str]:
    """Return the sentences of a text, without `**` marks."""
    return [part for part in _SENTENCE_END.split(text.replace("**", "")) if re.search(r"\w", part)]


def words(text: str) -> list[str]:
    """Return the words of a text; a number is a word, a hyphen parts two."""
    return _WORD.findall(text.replace("**", ""))


def syllables(word: str) -> int:
    """Return how many syllables an English word is likely to have, 1 or more."""
    letters = re.sub(r"[^a-z]", "", word.lower())
    count = len(re.findall(r"[aeiouy]+", letters))
    count += len(_SPLIT_VOWELS.findall(letters)) - len(_ONE_SOUND.findall(letters))
    count -= bool(_SILENT_END.search(letters))
    return max(1, count)


def grade(text: str) -> float:
    """Return the Flesch-Kincaid grade of an English text: school years in the United States; 0 for no words."""
    said = words(text)
    if not said:
        return 0.0
    per_sentence = len(said) / max(1, len(sentences(text)))
    return 0.39 * per_sentence + 11.8 * sum(map(syllables, said)) / len(said) - 15.59
