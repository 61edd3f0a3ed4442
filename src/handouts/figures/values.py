"""Take single values out of a pose file's plain dicts, and remember what is wrong with them.

In: dicts, lists and scalars, numbers as numbers or as text. Out: floats, tuples, names; a value that is wrong becomes a
fault and a harmless stand-in, so that one run finds all faults. Never true afterwards: that an unknown key was passed
over in silence. Standard library only.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import get_close_matches
from math import isfinite
from typing import TYPE_CHECKING, Any

from handouts.figures.fault import Path, PoseFault

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from handouts.figures.pose import Direction, Pair, Triple


@dataclass(slots=True)
class Faults:
    """Collects what is wrong."""

    found: list[PoseFault] = field(default_factory=list)

    def add(self, path: Path, kind: str, what: str, fix: str = "") -> None:
        self.found.append(PoseFault(path, kind, what, fix))


@dataclass(frozen=True, slots=True)
class Node:
    """One mapping of the file, its path, and where faults go."""

    raw: dict[str, Any]
    path: Path
    faults: Faults

    def has(self, key: str) -> bool:
        return self.raw.get(key) is not None

    def known(self, keys: Collection[str]) -> None:
        """Fault every key that is not one of these, with the nearest that is."""
        for key in self.raw:
            if not isinstance(key, str):
                self.faults.add(
                    (*self.path, str(key)), "pose-key", f"a key is not a word: {key}", "write it as a word, such as ref"
                )
            elif key not in keys:
                close = get_close_matches(key, list(keys), 1)
                fix = f'did you mean "{close[0]}"?' if close else "known here: " + ", ".join(sorted(keys))
                self.faults.add((*self.path, key), "pose-key", f"{key} is not known here", fix)

    def node(self, key: str) -> Node:
        """Return the mapping under the key; anything else is a fault and an empty mapping."""
        value = self.raw.get(key)
        if value is not None and not isinstance(value, dict):
            self.fault(key, f"{key} should hold keys", f"write {key}: {{at: [0, 0.5]}}")
        return Node(value if isinstance(value, dict) else {}, (*self.path, key), self.faults)

    def nodes(self, key: str) -> list[Node]:
        """Return the mappings of a list."""
        value = self.raw.get(key)
        if value is None:
            return []
        if not isinstance(value, list):
            self.fault(key, f"{key} should be a list", f"write {key}: [...]")
            return []
        found = []
        for at, one in enumerate(value):
            if isinstance(one, dict):
                found.append(Node(one, (*self.path, key, at), self.faults))
            else:
                self.faults.add(
                    (*self.path, key, at),
                    "pose-value",
                    f"an entry of {key} should hold keys",
                    "write it in braces, such as {kind: box}",
                )
        return found

    def fault(self, key: str, what: str, fix: str = "") -> None:
        self.faults.add((*self.path, key), "pose-value", what, fix)

    def text(self, key: str, default: str = "") -> str:
        value = self.raw.get(key)
        if value is None:
            return default
        if isinstance(value, (dict, list)):
            self.fault(key, f"{key} should be words", f'write {key}: "…"')
            return default
        return str(value).strip()

    def word(self, key: str, allowed: Sequence[str], default: str) -> str:
        """Return one of the allowed words."""
        value = self.text(key, default)
        if value in allowed:
            return value
        close = get_close_matches(value, allowed, 1)
        fix = f'did you mean "{close[0]}"?' if close else "write one of: " + ", ".join(word for word in allowed if word)
        self.fault(key, f'there is no {key} "{value}"', fix)
        return default

    def words(self, key: str) -> tuple[str, ...]:
        value = self.raw.get(key)
        if value is None:
            return ()
        if not isinstance(value, list) or any(isinstance(one, (dict, list)) for one in value):
            self.fault(key, f"{key} should be a list of names", f"write {key}: [glute_r]")
            return ()
        return tuple(str(one) for one in value)

    def flag(self, key: str, *, default: bool = False) -> bool:
        value = self.raw.get(key)
        if value is None:
            return default
        if str(value).lower() in ("true", "yes"):
            return True
        if str(value).lower() in ("false", "no"):
            return False
        self.fault(key, f"{key} is true or false", f"write {key}: true")
        return default

    def number(self, key: str, default: float = 0.0) -> float:
        if self.raw.get(key) is None:
            return default
        found = as_number(self.raw[key])
        if found is None:
            self.fault(key, f"{key} should be a number", f"write {key}: {default:g}")
            return default
        return found

    def numbers(self, key: str, least: int, most: int) -> tuple[float | None, ...] | None:
        """Return a list of numbers (null stays None), or None with a fault."""
        value = self.raw.get(key)
        found = as_numbers(value, least, most)
        if found is None and value is not None:
            count = f"{least}" if least == most else f"{least} {'or' if most == least + 1 else 'to'} {most}"
            self.fault(key, f"{key} should be {count} numbers", f"write {key}: [{', '.join(['0'] * least)}]")
        return found

    def triple(self, key: str, default: Triple = (0.0, 0.0, 0.0)) -> Triple:
        found = self.numbers(key, 3, 3)
        if found is None:
            return default
        x, y, z = (part or 0.0 for part in found)
        return x, y, z

    def pair(self, key: str, default: Pair = (0.0, 0.0)) -> Pair:
        found = self.numbers(key, 2, 2)
        if found is None:
            return default
        return found[0] or 0.0, found[1] or 0.0

    def bend(self, key: str) -> Triple:
        """Return forward, side and turn; one number is forward alone."""
        alone = as_number(self.raw.get(key))
        if alone is not None:
            return alone, 0.0, 0.0
        found = self.numbers(key, 1, 3)
        if found is None:
            return 0.0, 0.0, 0.0
        forward, side, turn = ([part or 0.0 for part in found] + [0.0, 0.0])[:3]
        return forward, side, turn

    def direction(self, key: str) -> Direction | None:
        """Return azimuth and elevation; one number is an elevation straight ahead (180 is straight back)."""
        value = self.raw.get(key)
        if value is None:
            return None
        alone = as_number(value)
        if alone is not None:
            return 0.0, alone
        found = self.numbers(key, 2, 2)
        return None if found is None else (found[0] or 0.0, found[1] or 0.0)


def as_number(value: Any) -> float | None:
    """Return a finite number, from a number or its text; None for anything else, true and false too."""
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    try:
        found = float(value)
    except ValueError:
        return None
    return found if isfinite(found) else None


def as_numbers(value: Any, least: int, most: int) -> tuple[float | None, ...] | None:
    """Return a list of `least` to `most` numbers, null as None; None for anything else."""
    if not isinstance(value, list) or not least <= len(value) <= most:
        return None
    found = [None if one is None or one == "null" else as_number(one) for one in value]
    if any(number is None and one is not None and one != "null" for number, one in zip(found, value, strict=True)):
        return None
    return tuple(found)
