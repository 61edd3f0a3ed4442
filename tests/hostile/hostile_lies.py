"""More files that mean harm: those that lie about themselves, and those that are merely far too much.

In: nothing. Out: more of `CASES`. Never true: that a case here is one that `hostile_cases` has already.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import struct
import zlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hostile_cases import (
    BRAND,
    BUILTIN,
    EXERCISE,
    SVG,
    add,
    baked,
    brand,
    chunk,
    exercise,
    font,
    jpeg,
    picture,
    png,
    routine,
    svg,
    with_,
    write,
)
from PIL import Image

from handouts.figures.baked import ENGINE

if TYPE_CHECKING:
    from collections.abc import Callable

SHEET = "a sheet"
"""The kind of a case that harms nobody: it is printed, within the same limits."""
assert BUILTIN

# -- too much of everything

_MANY = ", ".join(["Rest."] * 3_000)
_BIG = "9" * 5_000
for _name, _old, _new, _kind in (
    ("steps-without-end", "steps: [Lie down., Rest.]", f"steps: [{_MANY}]", "list-length"),
    ("cues-without-end", "cues: [Rest.]", f"cues: [{_MANY}]", "list-length"),
    ("dose-hold-without-end", "1 x 8", f"hold {_BIG} s", "dose-words"),
    ("dose-keys-without-end", "1 x 8", f'{{sets: 3, hold: "{_BIG} s"}}', "dose-range"),
    ("dose-tempo-without-end", "1 x 8", f'{{sets: 1, reps: 8, tempo: "{"9" * 400}-1-1"}}', "dose-words"),
    ("dose-full-width-digits", "1 x 8", "１ x ８", "dose-words"),
    ("bold-in-bold", "It helps.", "'**a **b** c** ***x*** ****'", "lone-star"),
    ("letters-of-korea", "NAME", "한", "no-glyph"),
    ("letters-that-run-left", "NAME", "سلام", "right-to-left"),
    ("line-separator-escape", "NAME", '"a\\u2028b"', "control-character"),
    ("one-word-of-500-letters", "NAME", "W" * 190, SHEET),
    ("one-word-in-a-step", "steps: [Lie down., Rest.]", f"steps: [{'W' * 590}, Rest.]", SHEET),
    ("bold-a-hundred-times", "It helps.", "'" + "**a**b" * 80 + "'", SHEET),
    ("soft-hyphens", "It helps.", "a\u00ad" * 200, SHEET),
    ("braces-and-percents", "It helps.", '"{title.__class__} {0} %s ${x}"', SHEET),
):
    add(_name, with_(_old, _new), _kind)

_TOO_MANY = ", ".join(["{mistake: a, instead: b}"] * 2_000)
add("mistakes-without-end", exercise(f"{EXERCISE}mistakes: [{_TOO_MANY}]\n"), "list-length")
add("equipment-without-end", exercise(f"{EXERCISE}equipment: [{', '.join(['mat'] * 3_000)}]\n"), "list-length")
add("brand-words-without-end", brand(f"words: {{{', '.join(f'w{at}: x' for at in range(2_000))}}}\n"), "list-length")
add("brand-words-that-are-patterns", brand('words: {"(a+)+$": x, "[": y, ".*": z}\n'), SHEET)
add("brand-word-with-a-place", brand('words: {scan_watch: "{title.__class__.__mro__}"}\n'), "word-places")
add("brand-word-with-a-width", brand('words: {scan_watch: "{title:>999999999}"}\n'), "word-places")


def _locale(old: str, new: str) -> Callable[[Path], object]:
    def lay_out(root: Path) -> None:
        text = (BUILTIN / "data/locales/en.yaml").read_text("utf-8")  # type: ignore[operator]
        assert old in text
        write(root, "data/locales/en.yaml", text.replace(old, new))
        write(root, "data/exercises/bad.yaml", EXERCISE)

    return lay_out


add("date-with-a-width", _locale('"{day} {month}', '"{day:>999999999} {month}'), "date-form")
add("date-that-looks-inside", _locale('"{day} {month}', '"{day.__class__} {month}'), "date-form")


def _long_routine(root: Path) -> None:
    title = "W" * 190
    text = f"title: {title}\naction: {title}\nwhen: {{bold: {title}, rest: {title}}}\nstop: {'W' * 500}\n"
    write(root, "data/routines/bad.yaml", f"{text}items: [hip-hinge]\n")


add("title-longer-than-a-page", _long_routine, "words-too-long", "routine", by="build")
add("minutes-without-end", routine("hip-hinge", f"minutes: {_BIG}\n"), "number", "routine")
add("weeks-without-end", routine("hip-hinge", "track: {weeks: 1000000000}\n"), "number", "routine")

# -- a client's own words

for _name, _words, _kind in (
    ("client-of-100-kilobytes", {"client": "a " * 50_000}, "words-too-long"),
    ("client-in-a-pile-of-marks", {"client": "e" + "\u0301" * 5_000}, "no-glyph"),
    ("client-with-a-nul", {"client": "a\0b"}, "no-glyph"),
    ("client-half-a-character", {"client": "\udcff"}, "no-glyph"),
    ("client-that-runs-left-without-end", {"client": "\u05d0" * 5_000}, "words-too-long"),
    ("client-in-5000-embeddings", {"client": f"a{chr(0x202B) * 5_000}b"}, SHEET),
    ("notes-of-100-kilobytes", {"notes": "word " * 20_000}, "words-too-long"),
    ("notes-of-6000-turns", {"notes": "a\u05d0" * 3_000}, "words-too-long"),
    ("notes-of-100000-lines", {"notes": "\n" * 100_000 + "x"}, SHEET),
    ("date-of-another-script", {"date": "٢٠٢٦-11-23"}, "date"),
):
    add(_name, routine("hip-hinge"), _kind, "routine", by="build", words=_words)

# -- drawings

SQUARE = '<path d="M0 0h9v9z"/>'
for _name, _text, _kind in (
    ("svg-many-transforms", SVG.format(f'<g transform="{"translate(1,1) " * 50_000}">{SQUARE}</g>'), "picture"),
    ("svg-transform-without-end", SVG.format(f'<g transform="{"scale(1e5)" * 60}">{SQUARE}</g>'), SHEET),
    ("svg-many-corners", SVG.format(f'<polygon points="{"1,1 " * 100_000}"/>'), "picture"),
    ("svg-many-arcs", SVG.format(f'<path d="M0 0{"a1 1 0 0 1 1 1" * 14_000}z"/>'), "picture"),
    ("svg-mere-line", SVG.format(SQUARE).replace("0 0 9 9", "0 0 1e7 1e-3"), "picture"),
    ("svg-inside-out", SVG.format(SQUARE).replace("0 0 9 9", "0 0 -9 9"), "picture"),
    ("svg-numbers-that-run-together", SVG.format('<path d="M1e 1-1.1.1.1 ----- 5z"/>'), "picture"),
    ("svg-style-expression", SVG.format('<path d="M0 0h9v9z" style="fill:expression(alert(1))"/>'), "picture"),
    ("svg-style-escaped", SVG.format('<path d="M0 0h9v9z" style="fill:u\\72l(http://e.example/x)"/>'), "picture"),
    ("svg-style-80000-times", SVG.format(f'<path d="M0 0h9v9z" style="{"fill:#000;" * 80_000}"/>'), SHEET),
    ("svg-dashes-without-end", SVG.format('<path d="M0 0h9v9z" stroke="#000" stroke-dasharray="1e-9"/>'), "picture"),
    ("svg-script-by-another-name", SVG.format(SQUARE).replace("svg", "e:svg").replace("xmlns", "xmlns:e"), "picture"),
    ("svg-number-without-end", SVG.format(f'<path d="M0 0 l{"9" * 500_000} 1z"/>'), "picture"),
    ("svg-colour-of-spaces", SVG.format(f'<path d="M0 0h9v9z" fill="rgb({" " * 400_000}x)"/>'), "picture"),
):
    add(_name, svg(_text), _kind)


def _logo(text: str) -> Callable[[Path], object]:
    def lay_out(root: Path) -> None:
        write(root, "data/brands/bad.yaml", f"{BRAND}logo: logos/x.svg\n")
        write(root, "data/brands/logos/x.svg", text)
        write(root, "data/exercises/bad.yaml", EXERCISE)

    return lay_out


add("logo-mere-line", _logo(SVG.format(SQUARE).replace("0 0 9 9", "0 0 1 1e6")), "picture")

# -- photographs that lie


def _saved(mode: str, form: str, size: tuple[int, int] = (16, 16), **more: Any) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size).save(out, form, **more)
    return out.getvalue()


def _segment(marker: int, data: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(data) + 2) + data


def _with(marker: int, data: bytes, times: int = 1) -> bytes:
    return jpeg()[:2] + _segment(marker, data) * times + jpeg()[2:]


def _scans() -> bytes:
    data = _saved("RGB", "JPEG", (64, 64), progressive=True)
    return data[:-2] + data[data.index(b"\xff\xda") : -2] * 20_000 + b"\xff\xd9"


@cache
def _flood() -> bytes:
    """Return a stream of 400 million NULs, packed, without having them all at once."""
    packer = zlib.compressobj(1)
    return b"".join(packer.compress(bytes(10_000_000)) for _ in range(40)) + packer.flush()


def _frame(data: bytes, at: int, new: bytes) -> bytes:
    place = data.index(b"\xff\xc0") + at
    return data[:place] + new + data[place + len(new) :]


_LOOP = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x87\x69\0\x04\0\0\0\x01\0\0\0\x08\0\0\0\x08"
_HUGE = b"Exif\0\0MM\0*\0\0\0\x08\xff\xff\x01\x12\0\x03\xff\xff\xff\xff\0\0\0\x08"
for _name, _make, _kind in (
    ("jpeg-exif-garbage", lambda: _with(0xE1, b"Exif\0\0" + b"\xff" * 60_000), SHEET),
    ("jpeg-exif-in-a-ring", lambda: _with(0xE1, _LOOP), SHEET),
    ("jpeg-exif-promises-much", lambda: _with(0xE1, _HUGE), SHEET),
    ("jpeg-profile-garbage", lambda: _with(0xE2, b"ICC_PROFILE\0\x01\x01" + b"\xff" * 50_000), SHEET),
    ("jpeg-profile-without-end", lambda: _with(0xE2, b"ICC_PROFILE\0\x01\xff" + b"\0" * 65_000, 200), SHEET),
    ("jpeg-20000-scans", _scans, "picture"),
    ("jpeg-of-12-bits", lambda: _frame(jpeg(), 4, b"\x0c"), "picture"),
    ("jpeg-of-arithmetic", lambda: _frame(jpeg(), 1, b"\xc9"), "picture"),
    ("jpeg-of-no-height", lambda: _frame(jpeg(), 5, b"\0\0"), "picture"),
    ("jpeg-and-a-program", lambda: jpeg() + b"<?php x" * 100_000, SHEET),
    ("png-profile-bomb", lambda: png(9, 9, extra=chunk(b"iCCP", b"x\0\0" + _flood())), SHEET),
    ("png-long-text-bomb", lambda: png(9, 9, extra=chunk(b"iTXt", b"x\0\1\0\0\0" + _flood())), SHEET),
    ("png-rows-without-end", lambda: png(9, 9, data=_flood()), "picture"),
    ("png-lying-chunk", lambda: png(9, 9)[:33] + struct.pack(">I", 0xFFFFFFFF) + b"IDATxxxx", "picture"),
    ("png-of-no-kind", lambda: png(9, 9).replace(b"\x08\0\0\0\0", b"\3\7\t\t\t", 1), "picture"),
    ("png-mere-line", lambda: png(60_000, 1), SHEET),
):
    add(_name, picture("pictures/x.png", lambda path, make=_make: path.write_bytes(make())), _kind)  # type: ignore[misc]

# -- fonts

_REGULAR = "AtkinsonHyperlegibleNext-Regular.ttf"


def table_of(data: bytes, tag: bytes) -> tuple[int, int, int]:
    """Return where a font's directory names a table, where that begins, and its length."""
    for at in range(12, 12 + 16 * struct.unpack(">H", data[4:6])[0], 16):
        if data[at : at + 4] == tag:
            return (at, *struct.unpack(">II", data[at + 8 : at + 16]))
    raise AssertionError(f"a font without {tag!r}")


def _put(tag: bytes, at: int, new: bytes) -> Callable[[bytes], bytes]:
    def change(data: bytes) -> bytes:
        place = table_of(data, tag)[1] + at
        return data[:place] + new + data[place + len(new) :]

    return change


def _fill(tag: bytes, start: int = 0) -> Callable[[bytes], bytes]:
    return lambda data: _put(tag, start, b"\xff" * (table_of(data, tag)[2] - start))(data)


def _without(tag: bytes) -> Callable[[bytes], bytes]:
    return lambda data: data.replace(tag, b"XXXX", 1)


def _endless_cmap(data: bytes) -> bytes:
    groups = struct.pack(">HHIII", 12, 0, 52, 0, 0x7FFFFFFF) + struct.pack(">III", 0, 0xFFFFFFFF, 0) * 3
    table = struct.pack(">HHHHI", 0, 1, 3, 10, 12) + groups
    at = table_of(data, b"cmap")[0]
    return data[: at + 8] + struct.pack(">II", len(data), len(table)) + data[at + 16 :] + table


for _name, _change, _by in (
    ("font-units-none", _put(b"head", 18, b"\0\0"), "check and build"),
    ("font-units-one", _put(b"head", 18, b"\0\1"), "check and build"),
    ("font-65535-glyphs", _put(b"maxp", 4, b"\xff\xff"), "check and build"),
    ("font-widths-none", _put(b"hhea", 34, b"\0\0"), "check and build"),
    ("font-letters-as-wide-as-lines", _fill(b"hmtx"), "check and build"),
    ("font-outlines-garbage", _fill(b"glyf"), "build"),
    ("font-places-garbage", _fill(b"loca"), "check and build"),
    ("font-characters-garbage", _fill(b"cmap", 4), "check and build"),
    ("font-characters-without-end", _endless_cmap, "check and build"),
    ("font-name-garbage", _fill(b"name"), "check and build"),
    ("font-without-outlines", _without(b"glyf"), "check and build"),
    ("font-of-another-kind", lambda data: b"OTTO" + data[4:], "check and build"),
    ("font-for-the-web", lambda data: b"wOF2" + data[4:], "check and build"),
    ("font-of-a-collection", lambda data: b"ttcf" + data[4:], "check and build"),
    ("font-of-50-megabytes", lambda data: data + bytes(50_000_000), "check and build"),
    ("font-bitmaps-only", _put(b"OS/2", 8, b"\2\0"), "check and build"),
    ("font-never-in-part", _put(b"OS/2", 8, b"\1\0"), "check and build"),
):
    add(_name, font(_change), "font", by=_by)


def _odd_font(make: Callable[[Path], object]) -> Callable[[Path], object]:
    def lay_out(root: Path) -> None:
        (root / "fonts").mkdir()
        make(root / "fonts" / _REGULAR)
        write(root, "data/exercises/bad.yaml", EXERCISE)

    return lay_out


add("font-is-a-pipe", _odd_font(os.mkfifo), "font")
add("font-is-a-folder", _odd_font(os.mkdir), "font")
add("font-is-a-device", _odd_font(lambda path: path.symlink_to("/dev/zero")), "font")
add("font-is-a-link-out", _odd_font(lambda path: path.symlink_to(BUILTIN / "fonts" / _REGULAR)), "font")  # type: ignore[operator]

# -- baked figures with the right hash

_POSES = "start: {alt: A body, pose: {}}\n"
_FIGURE: dict[str, Any] = {
    "label": "Start", "caption": "", "alt": "A body", "mark": "", "ground": "floor", "box": [0, 0, 5000, 9000],
    "full": [0, 0, 5000, 9000], "ops": [["f", "skin:light", 0, [[0, 0, 900, 900, 500, 500, 900, 900]]]],
    "highlights": {}, "anchors": {}, "arrows": [], "callouts": [], "face": [5, 5],
}  # fmt: skip


def _bake(**changed: Any) -> Callable[[Path], object]:
    known = hashlib.sha256(_POSES.strip().encode()).hexdigest()
    figures = {"start": _FIGURE | changed}
    return baked(json.dumps({"engine": ENGINE, "pose_hash": known, "figures": figures}))


add("baked-good", _bake(), SHEET)
for _name, _changed in {
    "baked-unknown-colour": {"ops": [["f", "nobody", 0, [[0, 0, 9, 9, 5, 5, 9, 9]]]]},
    "baked-unknown-weight": {"ops": [["l", "__class__", "ink", 0, [[0, 0, 9, 9, 5, 5, 9, 9]]]]},
    "baked-operators": {"ops": [["f", "skin:light", 0, [["0 0 m (x) Tj", 0, 9, 9, 5, 5, 9, 9]]]]},
    "baked-half-a-curve": {"ops": [["f", "skin:light", 0, [[0, 0, 9]]]]},
    "baked-empty-step": {"ops": [[]]},
    "baked-words-for-steps": {"ops": "f f f"},
    "baked-tone-in-words": {"ops": [["f", "skin:light", "x", []]]},
    "baked-not-a-number": {"box": [float("nan")] * 4},
    "baked-number-without-end": {"full": [0, 0, 10**400, 10**400]},
    "baked-inside-out": {"box": [9, 9, 0, 0]},
    "baked-nothing-wide": {"full": [0, 0, 0, 0]},
    "baked-yes-and-no": {"box": [False, False, True, True]},
    "baked-other-ground": {"ground": "water"},
    "baked-label-a-number": {"label": 5},
    "baked-label-without-end": {"label": "W" * 3000},
    "baked-label-turned": {"label": "a\u202eb"},
    "baked-silent": {"alt": " "},
    "baked-arrow-of-one-point": {"arrows": [[1, 1]]},
    "baked-arrow-to-itself": {"arrows": [[1, 1, 1, 1]]},
    "baked-face-nowhere": {"face": []},
    "baked-too-many-steps": {"ops": _FIGURE["ops"] * 6000},
}.items():
    add(_name, _bake(**_changed), "figure")


# -- odd places


def _socket(root: Path) -> None:
    import socket

    folder, here = root / "data/exercises", Path.cwd()
    folder.mkdir(parents=True)
    os.chdir(folder)  # the name of a socket is short
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind("bad.yaml")
    finally:
        os.chdir(here)


add("yaml-is-a-socket", _socket, "file-not-text")


def _environment(root: Path) -> None:
    (root / "data/exercises").mkdir(parents=True)
    (root / "data/exercises/bad.yaml").symlink_to("/proc/self/environ")


add("yaml-is-the-environment", _environment, "file-outside")


def _names(root: Path) -> None:
    write(root, "data/exercises/bad.yaml", EXERCISE)
    for name in ("a\nb.yaml", "\x1b[31mred.yaml", "\u202e.yaml", "..yaml", "-rf.yaml", "CON.yaml"):
        write(root, f"data/exercises/{name}", EXERCISE)


add("names-that-speak-to-terminals", _names, SHEET)
