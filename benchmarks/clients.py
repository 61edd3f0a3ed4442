"""The clients of the benchmark: made up, the same for every engine, different every time.

In: how their words are written. Out: an endless row of clients. Never true: that two neighbours have the same words, so
that nothing is fast because it was seen before.
"""

from __future__ import annotations

import itertools
import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

FIRST = ("Alex", "Ben", "Cara", "Dora", "Ed", "Fay", "Gus", "Hal", "Ivy", "Joan", "Ken", "Lena", "Max", "Nell", "Otto")
LAST = ("Smith", "Carter", "Bell", "Hughes", "Morgan", "Price", "Reed", "Stone", "Turner", "Walsh", "Young", "Field")
ACCENTED = ("Zoë", "Łukasz", "Şule", "Ngọc", "Žofie", "Åsa", "Íñigo", "Ősz", "Dvořák", "Ğül", "Ewa Świątek", "Đặng")
NOTES = ("Go slow on the left side.", "Hold on to a chair.", "Rest when it aches.", "Breathe out as you rise.")
CYRILLIC = ("Не спешите.", "Держитесь за стул.", "Дышите ровно.", "Отдыхайте при боли.")
AMOUNTS = ("6", "8", "10", "12")


def make_clients(words: str, names: tuple[str, ...] = ()) -> Iterator[dict[str, object]]:
    """Yield clients whose words are `plain`, `accents` (names outside the plate's letters) or `cyrillic` (notes).

    With names, a client's `exercises` are four of them, in an order of their own.
    """
    chance = random.Random(7)
    for count in itertools.count(1):
        first = chance.choice(ACCENTED if words == "accents" else FIRST)
        notes = chance.sample(CYRILLIC if words == "cyrillic" else NOTES, 2)
        client: dict[str, object] = {
            "name": f"{first} {chance.choice(LAST)} {count}",
            "date": f"{count % 28 + 1} November 2026",
            "notes": f"{notes[0]} {notes[1]} ({count})",
            "amount": chance.choice(AMOUNTS),
        }
        if names:
            client["exercises"] = chance.sample(names, 4)
        yield client
