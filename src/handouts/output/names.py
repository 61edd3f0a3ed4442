"""File names made from words that nobody has vetted.

In: ids and words, from data or a roster. Out: names that every system can keep, and paths that stay in their folder.
Never true afterwards: that a name leads elsewhere, hides its ending, is a device, or is another one's name in capitals.

Source: Windows "Naming Files, Paths, and Namespaces"; Unicode UAX 15 (forms), UAX 9 (direction marks).
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Final

from handouts.problems import Problem, ProblemsFound, Where

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MOST_BYTES: Final = 120  # of a name without its ending; systems allow 255, and folders are copied into longer paths
_RESERVED: Final = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9]|conin\$|conout\$)(\.|$)", re.IGNORECASE)
_KEPT: Final = frozenset("-_.")
_LETTERS: Final = frozenset("LMN")  # general categories of letters, their marks, numbers


def safe_name(text: str, *, fallback: str = "sheet") -> str:
    """Return a file name without its ending, made of the text's letters and digits with `-`, `_` and `.` between them.

    Capitals and letters of every script stay; separators, control and direction marks do not. Text without a letter
    or digit gives the fallback.
    """
    spaced = "".join(_kept(char) for char in unicodedata.normalize("NFKC", text))
    name = re.sub(r"-*([-.])[-.]*", r"\1", spaced).strip("-._")
    name = unicodedata.normalize("NFC", _shortened(name, MOST_BYTES)).rstrip("-._")
    if _RESERVED.match(name):
        name = f"_{name}"
    return name or fallback


def _kept(char: str) -> str:
    """Return what stands for a character: itself, nothing for what is invisible, a hyphen for all else."""
    category = unicodedata.category(char)
    if char in _KEPT or category[0] in _LETTERS:
        return char
    return "" if category in ("Cf", "Cn", "Co", "Cs") else "-"


def _shortened(name: str, most: int) -> str:
    """Return the name with at most so many bytes of UTF-8, no letter cut off from its marks."""
    if len(name.encode()) <= most:
        return name
    cut = name.encode()[:most].decode(errors="ignore")
    following = name[len(cut)]
    while cut and unicodedata.category(following)[0] == "M":
        cut, following = cut[:-1], cut[-1]
    return cut


def collisions(names: Sequence[str]) -> list[tuple[int, ...]]:
    """Return the positions of names that some system takes for one: equal but for capitals or the form of accents."""
    places: dict[str, list[int]] = {}
    for at, name in enumerate(names):
        places.setdefault(_key(name), []).append(at)
    return [tuple(group) for group in places.values() if len(group) > 1]


def numbered(names: Iterable[str]) -> list[str]:
    """Return the names, in order, each later one of a collision ending in -2, -3 … that no other name has."""
    wanted = list(names)
    taken = {_key(name) for name in wanted}
    seen: set[str] = set()
    return [_number(name, taken, seen) for name in wanted]


def _number(name: str, taken: set[str], seen: set[str]) -> str:
    if _key(name) not in seen:
        seen.add(_key(name))
        return name
    count = 2
    while _key(other := f"{_shortened(name, MOST_BYTES - 8)}-{count}") in taken:
        count += 1
    taken.add(_key(other))
    seen.add(_key(other))
    return other


def _key(name: str) -> str:
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())


def inside(folder: Path, name: str) -> Path:
    """Return folder/name; a Problem when the name, or a link on its way, leads out of the folder.

    The last part may be a link: writing replaces it, and never follows it.
    """
    path = folder / name
    is_plain = bool(name) and "\0" not in name and "\\" not in name and ".." not in Path(name).parts
    if is_plain and path.name and path != folder:
        try:
            if path.parent.resolve().is_relative_to(folder.resolve()):
                return path
        except (OSError, RuntimeError):  # a circle of links
            pass
    raise ProblemsFound(
        [
            Problem(
                "output-outside",
                "the file would be written outside of this folder",
                "give a name without folders, and no link in its place",
                Where(str(folder)),
            )
        ]
    )
