"""Writes a benchmark roster of invented clients: the same rows for the same count and seed.

    python benchmarks/roster.py 2000 > output/roster.csv

Four in five names have letters outside ASCII, one in twelve is in another alphabet; a third of the rows have doses or
notes of their own; routines, papers and styles are mixed as a clinic's are.
"""

from __future__ import annotations

import csv
import random
import sys
from typing import TextIO

GIVEN = (
    "Ana", "Ben", "Chloé", "Dragoș", "Eva", "Łukasz", "Søren", "Zoë", "Marta", "Iñaki", "Siân", "Ahmet", "Óscar",
    "Nia", "Tom", "Wanda", "Jürgen", "Hélène", "Bjørk", "Šárka", "Ifan", "Aoife", "Þóra", "Ágnes",
)  # fmt: skip
FAMILY = (
    "Bell", "Carr", "Ångström", "Żółkiewski", "O’Hara", "Nguyễn", "Müller", "Haddad", "García", "Jones", "Yılmaz",
    "Novák", "Silva", "Kowalska", "Smith", "Brown", "Papadopoulou", "Đorđević", "Fernández", "Lindqvist", "Ó-Briain",
    "Weiß", "Çelik", "Håkansson",
)  # fmt: skip
OTHER = (
    "Αλεξάνδρα Παπαδοπούλου",
    "Дмитрий Ёлкин",
    "Олена Шевченко",
    "Ελένη Γεωργίου",
    "מרים בן־דוד",
    "ليلى عبد الرحمن",
)
NOTES = ("Rest, then go on.", "Start with your left knee down.", "Hold on to the worktop.", "Twice a week is fine.")
DOSES = ("2 x 6", "3 x 8")
ROUTINES = ("warmup", "warmup", "morning", "bad-back-day", "strong-hips")
HEADINGS = ("id", "client", "routine", "date", "practitioner", "paper", "style", "notes", "dose:hip-hinge")
WITH_HINGE = ("warmup", "bad-back-day")


def write_roster(out: TextIO, count: int, seed: int = 7, kinds: int = 0) -> None:
    """Write so many rows; with `kinds`, the same ones again after so many, but for the id."""
    chance = random.Random(seed)
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADINGS)
    for at in range(1, count + 1):
        if kinds and at % kinds == 1:
            chance = random.Random(seed)
        writer.writerow(_row(at, chance))


def _row(at: int, chance: random.Random) -> list[str]:
    name = f"{chance.choice(GIVEN)} {chance.choice(FAMILY)}-{chance.choice(FAMILY)}"
    if chance.random() < 1 / 12:
        name = chance.choice(OTHER)
    routine = chance.choice(ROUTINES)
    dose = chance.choice(DOSES) if routine in WITH_HINGE and chance.random() < 0.3 else ""
    style = chance.choices(("", "large-print", "ink-saver"), (8, 1, 1))[0]
    notes = chance.choice(NOTES) if chance.random() < 0.2 else ""
    practitioner = chance.choice(("Noor Haddad", "Ifan Rhys-Bevan"))
    return [f"C-{at:06}", name, routine, f"2026-11-{1 + at % 28:02}", practitioner, "", style, notes, dose]


if __name__ == "__main__":
    write_roster(sys.stdout, int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 7)
