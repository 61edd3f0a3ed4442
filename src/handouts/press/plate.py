"""The plate: a complete tagged PDF but for a client's words, and what is needed to set them.

In: what the assembler made, or a stored plate. Out: a value that `press` reads. Never true afterwards: that pressing
needs anything but the plate and the words (only a character that the plate's own fonts lack sends it to a font file).

Standard library only, and little of it: a build that finds its plate on disk imports this module and `tail`.
"""

from __future__ import annotations

from handouts.pdf.syntax import glyph_code

TYPE_CHECKING = False  # typing would be imported for nothing else
if TYPE_CHECKING:
    from collections.abc import Sequence

    RunRow = tuple[str, float, str]
    """Font key, size in points, fill colour operator."""

    Uses = dict[str, dict[int, tuple[int, str]]]
    """What words need beside the plate's own letters: font key → code → glyph id, and the text it stands for."""

    Memo = dict[tuple["SlotRow", str | tuple[str, str]], tuple[str, Uses]]
    """How words were set in a slot before."""


class SlotRow:
    """A slot at its place on the page: the columns of `Slot`, in page points; `opening` begins its marked content."""

    __slots__ = (  # noqa: RUF023 - the order of the columns
        "name", "x", "y", "width", "run", "align", "lines", "leading", "least", "unit", "gap", "opening", "drop",
        "rises",
    )  # fmt: skip

    name: str
    x: float
    y: float
    width: float
    run: RunRow
    align: int
    lines: int
    leading: float
    least: float
    unit: RunRow | None
    gap: float
    opening: str
    drop: float
    rises: bool

    def __init__(self, *columns: object) -> None:
        for name, value in zip(self.__slots__, columns, strict=True):
            setattr(self, name, value)

    def columns(self) -> list[object]:
        return [getattr(self, name) for name in self.__slots__]


class FieldRow:
    """A form field that may be given words: its widget's number, and the widget's source but for words and their look.

    `slot` sets the words in the field's own box, `width` by `height` points, without any marked content.
    """

    __slots__ = ("head", "height", "num", "slot", "width")

    def __init__(self, num: int, head: str, width: float, height: float, slot: SlotRow) -> None:
        self.num, self.head, self.width, self.height, self.slot = num, head, width, height, slot

    @property
    def name(self) -> str:
        return self.slot.name


class Letters:
    """The characters that one of the plate's fonts can draw: `codes` for the content stream, `widths` in 1/1000 em."""

    __slots__ = ("characters", "codes", "glyphs", "key", "wide", "widths")

    def __init__(self, key: str, characters: str, glyphs: Sequence[int], widths: Sequence[float]) -> None:
        self.key, self.characters, self.glyphs, self.wide = key, characters, glyphs, widths
        self.codes = {ord(char): glyph_code(glyph) for char, glyph in zip(characters, glyphs, strict=True)}
        self.widths = dict(zip(characters, widths, strict=True))

    def width(self, text: str) -> float:
        """Return the width in 1/1000 em; KeyError for a character that is not there."""
        return sum(map(self.widths.__getitem__, text))

    def show(self, text: str, size: str, *, leftwards: bool = False) -> str:  # noqa: ARG002 - as every setter
        """Return the operators that draw the text at the current point; `size` is spelled."""
        return f"/{self.key} {size} Tf({text.translate(self.codes)})Tj"

    def runs_left(self, text: str) -> bool:  # noqa: ARG002 - as every setter
        """Return False: no character here is read from right to left."""
        return False


class Plate:
    """Treat as frozen.

    `prefix` is the file up to a client's words, with a cross-reference section of its own at `xref_at`; `size` is one
    more than the highest object number; `pages` lists each page's slots in the order they are written, `fields` the
    form fields that may be given words; `letters` holds the fonts that slots use; `font_names` the inside of the font
    resource dictionary; `chains`, for each of those fonts, the (key, file) pairs to look in for a character that the
    plate lacks. `memo` keeps settings of words, and may be shared by plates that have the same letters.
    """

    __slots__ = (
        "chains",
        "fields",
        "font_names",
        "key",
        "letters",
        "memo",
        "names",
        "pages",
        "prefix",
        "size",
        "xref_at",
    )

    def __init__(
        self,
        *,
        prefix: bytes,
        xref_at: int,
        size: int,
        key: str,
        pages: list[list[SlotRow]],
        letters: dict[str, Letters],
        font_names: str,
        chains: dict[str, list[tuple[str, str]]],
        fields: Sequence[FieldRow] = (),
        memo: Memo | None = None,
    ) -> None:
        self.prefix, self.xref_at, self.size, self.key = prefix, xref_at, size, key
        self.pages, self.letters, self.font_names, self.chains = pages, letters, font_names, chains
        self.fields = fields
        self.names = frozenset([slot.name for page in pages for slot in page] + [field.name for field in fields])
        self.memo: Memo = {} if memo is None else memo
