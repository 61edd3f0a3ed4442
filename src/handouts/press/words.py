"""Sets words in a slot: one line or several, shrunk or wrapped, a dose as a pair.

In: a slot, words, and setters that know the width and the operators of a text in one font. Out: content-stream code.
Never true afterwards: that a word was cut off, or stands smaller than the slot allows (`Overflow`), or that a character
was left out (`NoGlyph`).
"""

from __future__ import annotations

from handouts.pdf.syntax import number

TYPE_CHECKING = False  # typing would be imported for nothing else
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Protocol

    from handouts.press.plate import RunRow, SlotRow

    class Setter(Protocol):
        """One font, or a chain of fonts, that can draw text."""

        def width(self, text: str) -> float:
            """Return the width in 1/1000 em; KeyError for a character that is not there."""

        def show(self, text: str, size: str, *, leftwards: bool = False) -> str:
            """Return the operators that draw the text, part of a paragraph that runs `leftwards`, at the point."""

        def runs_left(self, text: str) -> bool:
            """Tell whether the text as a whole is read from right to left."""

    Setters = Mapping[str, Setter]


class Overflow(Exception):  # noqa: N818 - a request for another layout, not an error
    """The words do not fit: the slot called `slot` needs `lines` lines (or, for a dose, another form)."""

    def __init__(self, slot: str, lines: int) -> None:
        self.slot, self.lines = slot, lines
        super().__init__(f"{slot} needs {lines} lines")


class NoGlyph(Exception):  # noqa: N818 - it says what is missing
    """No font can set `character` of the words for `slot`; a problem in the user's data."""

    def __init__(self, slot: str, character: str) -> None:
        self.slot, self.character = slot, character
        super().__init__(f"no font has U+{ord(character):04X}, wanted in {slot}")


class NoFont(Exception):  # noqa: N818 - it says what is missing
    """The file of a font cannot be used as one; a problem of whoever put it there. `reason` is in the user's words."""

    def __init__(self, path: str, reason: str) -> None:
        self.path, self.reason = path, reason
        super().__init__(f"{path}: {reason}")


def set_words(slot: SlotRow, words: str | tuple[str, str], setters: Setters) -> str:
    """Return the code that sets the words, inside the page's one text object, with its marked content round it.

    Without words the marked content is empty, which is valid; a slot without an opening has none. Raises Overflow, and
    KeyError where a setter has no such character.
    """
    if isinstance(words, tuple) and not slot.unit:
        words = " ".join(words)
    code = _set_pair(slot, words, setters) if isinstance(words, tuple) else _set_text(slot, words, setters)
    return f"{slot.opening} {code}EMC\n" if slot.opening else code


def _set_text(slot: SlotRow, words: str, setters: Setters) -> str:
    text = plain(words)
    if not text:
        return ""
    setter = setters[slot.run[0]]
    if slot.lines > 1:
        return _set_lines(slot, wrap(text, setter, slot.width * 1000 / slot.run[1]), setter)
    return _set_line(slot, text, setter)


def plain(words: str) -> str:
    """Return words as they are set: without spaces round them, a space for each tab, a line feed at each line's end."""
    return words.replace("\r\n", "\n").replace("\t", " ").strip()


def _set_line(slot: SlotRow, text: str, setter: Setter) -> str:
    _, size, colour = slot.run
    if "\n" in text:
        raise Overflow(slot.name, len(wrap(text, setter, slot.width * 1000 / size)))
    width = setter.width(text) * size / 1000
    if width > slot.width:
        lines = len(wrap(text, setter, slot.width * 1000 / size))
        size = _shrink(size, slot.width / width, slot, max(lines, 2))
        width = setter.width(text) * size / 1000
    leftwards = setter.runs_left(text)
    x = _start(slot, width, leftwards=leftwards)
    return f"{colour} {_at(x, slot.y)}{setter.show(text, number(size), leftwards=leftwards)} "


def _set_lines(slot: SlotRow, lines: list[str], setter: Setter) -> str:
    if len(lines) > slot.lines:
        raise Overflow(slot.name, len(lines))
    _, size, colour = slot.run
    leftwards = setter.runs_left("".join(lines))
    parts, spelled = [colour], number(size)
    for index, line in enumerate(lines, slot.lines - len(lines) if slot.rises else 0):
        is_moved = leftwards or slot.align != 0  # by its width; else it begins where the slot does
        width = setter.width(line.rstrip(" ")) * size / 1000 if is_moved else 0.0
        place = _at(_start(slot, width, leftwards=leftwards), slot.y - index * slot.leading)
        parts.append(place + setter.show(line, spelled, leftwards=leftwards))
    return " ".join([*parts, ""])


def _set_pair(slot: SlotRow, words: tuple[str, str], setters: Setters) -> str:
    """Set a dose: number and unit in their own runs, with a space between them for whoever reads the text only."""
    unit = slot.unit
    assert unit, "a pair stands in a slot for a dose"
    if slot.drop:
        return _set_stacked(slot, unit, words, setters)
    parts = [(run, text.strip()) for run, text in zip((slot.run, unit), words, strict=True) if text.strip()]
    widths = [setters[run[0]].width(text) * run[1] / 1000 for run, text in parts]
    gap = slot.gap if len(parts) > 1 else 0.0
    sizes = [run[1] for run, _ in parts]
    total = sum(widths) + gap
    if total > slot.width:
        factor = slot.width / total
        sizes = [_shrink(size, factor, slot, 2) for size in sizes]
        widths, gap, total = [width * factor for width in widths], gap * factor, slot.width
    x, code = slot.x - total * slot.align / 2, []
    for at, ((run, text), size, width) in enumerate(zip(parts, sizes, widths, strict=True)):
        shown = text + " " if at + 1 < len(parts) else text
        code.append(f"{run[2]} {_at(x, slot.y)}{setters[run[0]].show(shown, number(size))}")
        x += width + gap
    return " ".join([*code, ""])


def _set_stacked(slot: SlotRow, unit: RunRow, words: tuple[str, str], setters: Setters) -> str:
    """Set a dose with its unit under its number, each as wide as the slot at most."""
    code = []
    for at, (run, text) in enumerate(zip((slot.run, unit), words, strict=True)):
        text = text.strip()  # noqa: PLW2901 - as typed but for the ends
        if not text:
            continue
        setter, size = setters[run[0]], run[1]
        width = setter.width(text) * size / 1000
        if width > slot.width:
            size = _shrink(size, slot.width / width, slot, 2)
            width = setter.width(text) * size / 1000
        shown = text if at else f"{text} "
        place = _at(slot.x - width * slot.align / 2, slot.y - at * slot.drop)
        code.append(f"{run[2]} {place}{setter.show(shown, number(size))}")
    return " ".join([*code, ""])


def _shrink(size: float, factor: float, slot: SlotRow, lines: int) -> float:
    """Return the size that fits, rounded down to what is written; never under the slot's least size."""
    smaller = int(size * factor * 100) / 100
    if smaller < min(slot.least, size):
        raise Overflow(slot.name, lines)
    return smaller


def _start(slot: SlotRow, width: float, *, leftwards: bool) -> float:
    """Return where the line begins; right-to-left words in a slot that begins at its left end begin at its right."""
    if leftwards and slot.align == 0:
        return slot.x + slot.width - width
    return slot.x - width * slot.align / 2


def _at(x: float, y: float) -> str:
    return f"1 0 0 1 {number(x)} {number(y)} Tm"


def wrap(text: str, setter: Setter, width: float) -> list[str]:
    """Return the text in lines no wider than `width` (1/1000 em), filled greedily.

    Every line but the last keeps a space at its end, or readers would join the words on either side of the break. A
    word wider than a line is broken where the line ends. Line feeds are kept; a no-break space does not break.
    """
    lines: list[str] = []
    space = setter.width(" ")
    for paragraph in text.split("\n"):
        line, used = "", 0.0
        for word in paragraph.split(" "):
            if not word:
                continue
            wide = setter.width(word)
            if line and used + space + wide > width:
                lines.append(line + " ")
                line = ""
            if not line and wide > width:
                *full, word = _break(word, setter, width)  # noqa: PLW2901 - what is left of it
                lines += full
                wide = setter.width(word)
            line, used = (f"{line} {word}", used + space + wide) if line else (word, wide)
        lines.append(line + " ")
    lines[-1] = lines[-1][:-1]
    return lines


def _break(word: str, setter: Setter, width: float) -> list[str]:
    """Return a word in parts that fit, at least one character each; after a hyphen where one fits."""
    parts = [""]
    for char in word:
        if parts[-1] and setter.width(parts[-1] + char) > width:
            cut = parts[-1].rfind("-") + 1
            parts[-1:] = [parts[-1][:cut], parts[-1][cut:]] if 0 < cut < len(parts[-1]) else [parts[-1], ""]
        parts[-1] += char
    return parts
