"""Form fields of a fillable sheet (ISO 32000-1, 12.7): tick boxes and places to type.

In: a `Field` of a block. Out: widget annotations and the shared objects they need. Never true afterwards: that a viewer
has to make an appearance itself (PDF/A, 6.3.3 and 6.4.1): each state is drawn here, and words that were given by press.

The block draws the box or the line on the paper; a ticked field adds the tick alone, so that the fillable sheet looks
like the printed one. Typed words use a simple font with WinAnsi codes, which every viewer can type in; the glyph codes
of the sheet's own text mean nothing to a keyboard.
"""

from __future__ import annotations

from handouts.pdf.subset import cut_subset, font_descriptor
from handouts.pdf.syntax import digest, number, numbers, plain_stream, stream, text_string
from handouts.press.numbering import TICK_OFF, TICK_ON, TYPED_BLANK, TYPED_FONT

TYPE_CHECKING = False  # typing would be imported for nothing else
if TYPE_CHECKING:
    from handouts.pdf.block import Field
    from handouts.pdf.truetype import Face
    from handouts.units import Rect

_MULTILINE = 1 << 12  # field flag 13
_TICK = b"0 0 0 RG 9 w 1 J 1 j 24 54 m 43 31 l 78 76 l S"  # in a square of 100
_FORM = b"/Type/XObject/Subtype/Form/BBox[0 0 100 100]/Resources<<>>"


def open_field(field: Field, box: Rect, name: str, page: int, own: int) -> bytes:
    """Return a widget annotation but for its end: number `own`, which is its ParentTree key, on the object `page`."""
    head = b"<</Type/Annot/Subtype/Widget/F 4/Rect[%b]/P %d 0 R/StructParent %d/T%b/TU%b" % (
        numbers(box).encode("ascii"), page, own, text_string(name), text_string(field.tooltip),
    )  # fmt: skip
    if field.kind == "tick":
        return head + b"/FT/Btn/V/Off/AS/Off/MK<</CA(4)>>/AP<</N<</Off %d 0 R/Yes %d 0 R>>>>" % (TICK_OFF, TICK_ON)
    flags = _MULTILINE if field.kind == "lines" else 0
    return head + b"/FT/Tx/Ff %d/DA(/F %b Tf 0 g)" % (flags, number(field.size).encode("ascii"))


def close_field(head: bytes, kind: str) -> bytes:
    """Return the whole widget annotation; a field to type in is blank."""
    return head + (b">>" if kind == "tick" else b"/AP<</N %d 0 R>>>>" % TYPED_BLANK)


def write_form(fields: bytes, *, typed: bool) -> bytes:
    """Return the AcroForm dictionary over the field objects, which are given as references."""
    fonts = b"/DR<</Font<</F %d 0 R>>>>/DA(/F 0 Tf 0 g)" % TYPED_FONT if typed else b""
    return b"<</Fields[%b]%b>>" % (fields, fonts)


def field_streams(face: Face | None) -> list[tuple[int, bytes]]:
    """Return the streams that fields share; with `face` also what typed text needs."""
    found = [(TICK_OFF, plain_stream(_FORM, b"")), (TICK_ON, plain_stream(_FORM, _TICK))]
    if face:
        found += [(TYPED_BLANK, plain_stream(_FORM, b"/Tx BMC EMC")), *_typed_font(face)]
    return found


def _typed_font(face: Face) -> list[tuple[int, bytes]]:
    """Return a simple TrueType font (ISO 32000-1, 9.6.3) with every WinAnsi character that the face has."""
    codes = {}  # a bullet stands for every unused code (Annex D.2, note 3)
    for code in range(32, 256):
        codes[code] = ord(bytes([code]).decode("cp1252", "replace").replace("\ufffd", "\u2022"))
    codes[127] = 0x2022
    characters = {char: face.cmap[char] for char in codes.values() if char in face.cmap}
    program = cut_subset(face, characters.values(), characters)
    widths = [face.advances[characters.get(codes[code], 0)] for code in range(32, 256)]
    tag = "".join([chr(65 + byte % 26) for byte in bytes.fromhex(digest(program, 6))])
    name = f"{tag}+{face.name}".encode("ascii")
    font = b"<</Type/Font/Subtype/TrueType/BaseFont/%b/Encoding/WinAnsiEncoding/FirstChar 32/LastChar 255/Widths[%b]"
    font += b"/FontDescriptor %d 0 R>>"
    return [
        (TYPED_FONT, font % (name, b" ".join([b"%g" % width for width in widths]), TYPED_FONT + 1)),
        (TYPED_FONT + 1, font_descriptor(face, name, TYPED_FONT + 2, flags=32)),
        (TYPED_FONT + 2, stream(b"/Length1 %d" % len(program), program)),
    ]
