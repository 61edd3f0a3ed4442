"""The readers stand whatever they are fed with: what once brought one down, and damaged files in every run."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from fuzz_targets import TARGETS, damaged, seeds_of

CRASHES = Path(__file__).parent / "crashes"
KEPT = sorted(CRASHES.glob("*/*"))


@pytest.mark.parametrize("path", KEPT, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_what_was_found_once_is_a_problem_now(path: Path):
    """Each file brought the program down when it was found, by hand or by `make fuzz`; its reader refuses it now."""
    target = TARGETS[path.parent.name]
    with pytest.raises(target.refusals):
        target.read(path.read_bytes())


def test_what_is_kept_is_kept_for_a_reader():
    """A folder for each target, and nothing else."""
    assert {path.parent.name for path in KEPT} <= set(TARGETS)


@pytest.mark.parametrize("name", TARGETS)
def test_a_good_file_is_read(name: str):
    """The seeds are good: what is damaged afterwards was worth reading."""
    for seed in seeds_of(name)[:3]:
        TARGETS[name].feed(seed)


@pytest.mark.parametrize("name", TARGETS)
def test_a_few_damaged_files_bring_nobody_down(name: str):
    """The same few in every run; `make fuzz` looks for others."""
    _feed(name, TARGETS[name].few, "every run")


@pytest.mark.slow
@pytest.mark.parametrize("name", TARGETS)
def test_many_damaged_files_bring_nobody_down(name: str):
    """Fifty times as many."""
    _feed(name, TARGETS[name].few * 50, "slow")


def _feed(name: str, count: int, which: str) -> None:
    chance, seeds = random.Random(f"{name} {which}"), seeds_of(name)
    for _ in range(count):
        TARGETS[name].feed(damaged(seeds, chance))
