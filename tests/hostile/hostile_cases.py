"""Files that mean harm, or are merely very wrong, and what each must end in.

In: a folder to make a workspace in. Out: `CASES`, name → how to make it, what to ask for, and the kind of problem that
must come of it ("printed": nothing is wrong with it, and it must be printed letter by letter). Never true: that a case
needs the network, or that a file of these lies in the repository, where an editor or a scanner would trip over it.
"""

from __future__ import annotations

import io
import os
import struct
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from PIL import Image

from handouts.data.workspace import find_builtin

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

BUILTIN: Final = find_builtin()
assert BUILTIN

EXERCISE: Final = """\
name: NAME
aim: It helps.
kind: mobility
position: floor
steps: [Lie down., Rest.]
cues: [Rest.]
dose: 1 x 8
"""
BRAND: Final = 'name: Bad\ncolours: {primary: "#0B4F6C", accent: "#E4572E"}\n'
MARKUP: Final = "<img src=x>&<b>{0}%s$x"


@dataclass(frozen=True)
class Case:
    """`make` writes files into a workspace; `ask` is what to build; `kind` is the problem that must come.

    `by` says who finds it: a check already, or the build alone. `words` are a client's own.
    """

    make: Callable[[Path], object]
    kind: str
    ask: str = "exercise"
    by: str = "check and build"
    words: dict[str, str] = field(default_factory=dict)


CASES: dict[str, Case] = {}


def add(name: str, make: Callable[[Path], object], kind: str, ask: str = "exercise", **more: Any) -> None:
    """Add a case."""
    assert name not in CASES, name
    CASES[name] = Case(make, kind, ask, **more)


def write(root: Path, place: str, data: str | bytes) -> None:
    path = root / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data)


def exercise(text: str | bytes) -> Callable[[Path], object]:
    return lambda root: write(root, "data/exercises/bad.yaml", text)


def with_(old: str, new: str) -> Callable[[Path], object]:
    assert old in EXERCISE
    return exercise(EXERCISE.replace(old, new, 1))


# -- YAML

_BOMB = "a: &a [x, x]\n" + "".join(
    f"{chr(98 + at)}: &{chr(98 + at)} [*{chr(97 + at)}, *{chr(97 + at)}]\n" for at in range(24)
)
_DEEP_BLOCK = "".join(" " * at + "a:\n" for at in range(400))

for _name, _text, _kind in (
    ("yaml-bomb", _BOMB, "yaml-alias"),
    ("yaml-anchor", EXERCISE.replace("NAME", "&a NAME"), "yaml-alias"),
    ("yaml-python-tag", EXERCISE.replace("NAME", '!!python/object/apply:os.system ["touch pwned"]'), "yaml-tag"),
    ("yaml-own-tag", EXERCISE.replace("NAME", "!secret NAME"), "yaml-tag"),
    ("yaml-binary-tag", EXERCISE.replace("NAME", "!!binary aGk="), "yaml-tag"),
    ("yaml-merge-key", EXERCISE + "<<: {aim: x}\n", "yaml-merge"),
    ("yaml-key-twice", EXERCISE + "name: Other\n", "key-twice"),
    ("yaml-deep-flow", "a: " + "[" * 20_000, "yaml-too-deep"),
    ("yaml-deep-maps", "a: " + "{a: " * 20_000, "yaml-too-deep"),
    ("yaml-deep-block", _DEEP_BLOCK, "yaml-too-deep"),
    ("yaml-deep-and-closed", "a: " + "[" * 50_000 + "]" * 50_000, "yaml-too-deep"),
    ("yaml-many-values", "a: [" + "x," * 60_000 + "]", "file-too-large"),
    ("yaml-directive", "%YAML 1.1\n---\n" + EXERCISE, "yaml-directive"),
    ("yaml-other-version", "%YAML 9.9\n---\n" + EXERCISE, "yaml-syntax"),
    ("yaml-tag-directive", "%TAG ! tag:evil,2000:\n---\n" + EXERCISE, "yaml-directive"),
    ("yaml-two-documents", EXERCISE + "---\n" + EXERCISE, "yaml-documents"),
    ("yaml-list-key", "? [a, b]\n: c\n", "key-not-text"),
    ("yaml-huge-escape", EXERCISE.replace("NAME", '"\\UFFFFFFFF"'), "yaml-syntax"),
    ("yaml-surrogate-escape", EXERCISE.replace("NAME", '"\\uD800"'), "yaml-syntax"),
    ("yaml-nul-escape", EXERCISE.replace("NAME", '"a\\0b"'), "control-character"),
    ("yaml-bidi-escape", EXERCISE.replace("NAME", '"a\\u202Eb"'), "control-character"),
    ("yaml-list", "- a\n- b\n", "not-keys"),
    ("yaml-empty", "# nothing\n", "file-empty"),
    ("yaml-unclosed", 'name: "', "yaml-syntax"),
    ("yaml-key-of-a-megabyte", "a" * 900_000 + ": x\n", "yaml-syntax"),
    ("yaml-one-long-text", EXERCISE.replace("It helps.", "x" * 900_000), "text-too-long"),
    ("yaml-unknown-keys", EXERCISE + "__class__: x\n__init__: y\n", "unknown-key"),
    ("yaml-sexagesimal", EXERCISE.replace("1 x 8", "12:30:45"), "dose-words"),
    ("text-nul", EXERCISE.replace("NAME", "a\0b"), "control-character"),
    ("text-lone-cr", EXERCISE.replace("NAME", "a\rb"), "control-character"),
    ("text-bidi-override", EXERCISE.replace("NAME", "a\u202eb"), "control-character"),
    ("text-bidi-isolate", EXERCISE.replace("NAME", "a\u2066b"), "control-character"),
    ("text-tag-characters", EXERCISE.replace("NAME", "a\U000e0041b"), "control-character"),
    ("text-noncharacter", EXERCISE.replace("NAME", "a\ufdd0b"), "control-character"),
    ("text-replacement", EXERCISE.replace("NAME", "a\ufffdb"), "control-character"),
    ("text-escape-sequence", EXERCISE.replace("NAME", "a\x1b[2Jb"), "control-character"),
    ("text-bom-inside", EXERCISE.replace("NAME", "a\ufeffb"), "control-character"),
    ("text-tab", EXERCISE.replace("NAME", "a\tb"), "tab"),
    ("text-zero-width", EXERCISE.replace("NAME", "a\u200bb"), "control-character"),
    ("text-combining-flood", EXERCISE.replace("NAME", "a" + "\u0301" * 500), "control-character"),
    ("text-private-use", EXERCISE.replace("NAME", "a\ue000b"), "no-glyph"),
    ("text-emoji", EXERCISE.replace("NAME", "a\U0001f9d8b"), "no-glyph"),
    ("text-surrogate", EXERCISE.replace("NAME", "a\ud800b"), "file-encoding"),
    ("text-latin-1", EXERCISE.replace("NAME", "ü").encode("latin-1"), "file-encoding"),
    ("text-utf-16", EXERCISE.encode("utf-16"), "file-encoding"),
    ("text-overlong-utf-8", b"name: \xc0\xafetc\n", "file-encoding"),
    ("text-binary", bytes(range(256)) * 100, "file-encoding"),
):
    add(_name, exercise(_text), _kind)


def _fifty_megabytes(root: Path) -> None:
    write(root, "data/exercises/bad.yaml", b"a: [" + b"x, " * 17_000_000)


add("yaml-of-50-megabytes", _fifty_megabytes, "file-too-large")

# -- values that are read by patterns

for _name, _old, _new, _kind in (
    ("dose-huge-number", "1 x 8", "9" * 4000 + " x 8", "dose-range"),
    ("dose-other-digits", "1 x 8", "٣ x ٨", "dose-words"),
    ("dose-exponent", "1 x 8", "1e9 x 8", "dose-words"),
    ("dose-many-words", "1 x 8", "8 " + "each side " * 50_000, "dose-words"),
    ("dose-many-commas", "1 x 8", "8" + ", rest 1 min" * 20_000, "dose-words"),
    ("dose-many-spaces", "1 x 8", "8" + " " * 50_000 + "x", "dose-words"),
    ("stars", "It helps.", "'" + "**" * 1000 + "'", "bold-empty"),
):
    add(_name, with_(_old, _new), _kind)

for _name, _link, _kind in (
    ("link-file", "file:///etc/passwd", "link-scheme"),
    ("link-javascript", "javascript:alert(1)", "link-scheme"),
    ("link-javascript-capitals", "JaVaScRiPt:alert(1)", "link-scheme"),
    ("link-data", "data:text/html,<script>", "link-scheme"),
    ("link-vbscript", "vbscript:x", "link-scheme"),
    ("link-no-scheme", "//evil.org/x", "link-form"),
    ("link-up", "../../etc/passwd", "link-form"),
    ("link-password", "https://you:secret@hill.org/", "link-form"),
    ("link-at-another-host", "https://hill.org@evil.org/", "link-form"),
    ("link-backslash", "https:\\\\evil.org", "link-form"),
    ("link-space", "https://hill.org/a b", "link-form"),
    ("link-line-break", "https://hill.org/\\nX-Header", "link-form"),
    ("link-look-alike", "https://hіll.org/", "link-form"),
    ("link-hidden", "https://hill.org/\\u200Bx", "control-character"),
    ("link-endless", "https://hill.org/" + "a" * 5000, "link-too-long"),
    ("link-many-dots", "https://" + "a." * 2000 + "org", "link-too-long"),
    ("link-many-hyphens", "https://" + "a-" * 20_000 + "!", "link-form"),
    ("link-port", "https://hill.org:99999/", "link-form"),
    ("link-brackets", "https://[::1/", "link-form"),
):
    add(_name, exercise(f'{EXERCISE}links: {{blog: "{_link}"}}\n'), _kind)


# -- paths, links of the file system, devices


def picture(written: str, make: Callable[[Path], object] | None = None) -> Callable[[Path], object]:
    def lay_out(root: Path) -> None:
        write(root, "data/exercises/bad.yaml", f'{EXERCISE}picture: {{file: "{written}", alt: A body}}\n')
        (root / "data/exercises/pictures").mkdir()
        if make:
            make(root / "data/exercises" / written)

    return lay_out


def _outside(path: Path) -> None:
    secret = path.parents[4] / "secret.png"
    secret.write_bytes(png(4, 4))
    path.symlink_to(secret)


for _name, _written, _make, _kind in (
    ("path-up", "../../../secret.png", None, "picture-outside"),
    ("path-absolute", "/etc/secret.png", None, "picture-outside"),
    ("path-backslash", "..\\\\..\\\\secret.png", None, "picture-outside"),
    ("path-http", "http://evil.example/x.png", None, "picture-outside"),
    ("path-file-address", "file:///etc/x.png", None, "picture-outside"),
    ("path-data-address", "data:image/png;base64,AAAA", None, "picture-outside"),
    ("path-other-kind", "pictures/x.pdf", None, "picture-kind"),
    ("path-nul", "pictures/x\\0.png", None, "control-character"),
    ("path-endless", "pictures/" + "x" * 1500 + ".png", None, "picture-missing"),
    ("path-missing", "pictures/none.png", None, "picture-missing"),
    ("link-out-of-the-workspace", "pictures/x.png", _outside, "file-outside"),
    ("link-to-a-device", "pictures/x.png", lambda path: path.symlink_to("/dev/zero"), "file-outside"),
    ("link-in-a-ring", "pictures/x.png", lambda path: path.symlink_to("x.png"), "file-unreadable"),
    ("a-pipe-as-picture", "pictures/x.png", os.mkfifo, "file-not-text"),
    ("a-folder-as-picture", "pictures/x.png", os.mkdir, "file-not-text"),
):
    add(_name, picture(_written, _make), _kind)


def _in_the_place(make: Callable[[Path], object]) -> Callable[[Path], object]:
    def lay_out(root: Path) -> None:
        (root / "data/exercises").mkdir(parents=True)
        make(root / "data/exercises/bad.yaml")

    return lay_out


add("yaml-is-a-pipe", _in_the_place(os.mkfifo), "file-not-text")
add("yaml-is-a-folder", _in_the_place(os.mkdir), "file-not-text")
add("yaml-is-a-device", _in_the_place(lambda path: path.symlink_to("/dev/zero")), "file-outside")
add("yaml-is-a-link-out", _in_the_place(lambda path: path.symlink_to("/etc/passwd")), "file-outside")
add("yaml-is-a-ring", _in_the_place(lambda path: path.symlink_to("bad.yaml")), "file-unreadable")


def routine(item: str, more: str = "") -> Callable[[Path], object]:
    return lambda root: write(root, "data/routines/bad.yaml", f"title: Bad\naction: Go.\n{more}items: [{item}]\n")


add("id-up", routine('"../../secret"'), "bad-id", "routine")
add("id-absolute", routine("/etc/passwd"), "bad-id", "routine")
add("id-endless", routine("a" * 4000), "bad-id", "routine")
add("id-of-nobody", routine("nobody"), "unknown-id", "routine")
add("items-without-end", routine("hip-hinge, " * 500), "list-length", "routine")


# -- pictures

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{}</svg>'
_USE = "".join(f'<g id="a{at + 1}"><use href="#a{at}"/><use href="#a{at}"/></g>' for at in range(40))


def svg(text: str | bytes) -> Callable[[Path], object]:
    return picture("pictures/x.svg", lambda path: path.write_bytes(text.encode() if isinstance(text, str) else text))


_LAUGHS = "".join(f'<!ENTITY l{at + 1} "{f"&l{at};" * 10}">' for at in range(9))
for _name, _text in {
    "svg-entity-bomb": f'<!DOCTYPE svg [<!ENTITY l0 "lol">{_LAUGHS}]>' + SVG.format("<path d='&l9;'/>"),
    "svg-external-entity": '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    + SVG.format("<title>&x;</title>"),
    "svg-external-dtd": '<!DOCTYPE svg SYSTEM "http://evil.example/x.dtd">' + SVG.format("<path d='M0 0h9v9z'/>"),
    "svg-script": SVG.format("<script>alert(1)</script>"),
    "svg-onload": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" onload="x()"><path d="M0 0h9v9z"/></svg>',
    "svg-image": SVG.format('<image href="http://evil.example/x.png" width="9" height="9"/>'),
    "svg-use-bomb": SVG.format(f'<g id="a0"><path d="M0 0h9v9z"/></g>{_USE}<use href="#a40"/>'),
    "svg-foreign-object": SVG.format("<foreignObject><b>x</b></foreignObject>"),
    "svg-style-import": SVG.format("<style>@import url(http://evil.example/x.css);</style>"),
    "svg-fill-address": SVG.format('<path d="M0 0h9v9z" fill="url(http://evil.example/#a)"/>'),
    "svg-stylesheet": '<?xml-stylesheet href="http://evil.example/x.css"?>' + SVG.format("<path d='M0 0h9v9z'/>"),
    "svg-text": SVG.format("<text>words that nobody reads out</text>"),
    "svg-giant": SVG.format("<path d='M0 0h1e300v1e300z'/>").replace("9 9", "1e300 1e300"),
    "svg-not-a-number": SVG.format('<path d="M nan 0 L inf 9 z"/>'),
    "svg-deep": SVG.format("<g>" * 30_000 + "<path d='M0 0h9v9z'/>" + "</g>" * 30_000),
    "svg-many-points": SVG.format(f'<path d="M0 0{" l1 1" * 400_000}z"/>'),
    "svg-many-shapes": SVG.format('<path d="M0 0h9v9z"/>' * 60_000),
    "svg-cut-short": "<svg viewBox='0 0 9 9'><path d='M0 0",
    "svg-html": "<html><body onload=x()></body></html>",
    "svg-empty": "",
}.items():
    add(_name, svg(_text), "picture")
add("svg-utf-7", svg(b'<?xml version="1.0" encoding="UTF-7"?>' + SVG.format("+ADw-script+AD4-").encode()), "picture")


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(width: int, height: int, *, data: bytes | None = None, extra: bytes = b"") -> bytes:
    """Return a grey PNG; `data` None gives it the rows its header promises."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    rows = zlib.compress(b"\0" * ((width + 1) * height) if data is None else data)
    return b"\x89PNG\r\n\x1a\n" + head + extra + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def jpeg(mode: str = "RGB") -> bytes:
    out = io.BytesIO()
    Image.new(mode, (16, 16)).save(out, "JPEG")
    return out.getvalue()


def _lying_jpeg() -> bytes:
    data = bytearray(jpeg())
    at = data.index(b"\xff\xc0")
    data[at + 5 : at + 9] = struct.pack(">HH", 65535, 65535)
    return bytes(data)


def _gif() -> bytes:
    out = io.BytesIO()
    Image.new("P", (4, 4)).save(out, "GIF")
    return out.getvalue()


for _name, _make_data in {
    "png-bomb": lambda: png(60_000, 60_000, data=b"\0" * 100_000),
    "png-lying-header": lambda: png(0x7FFFFFFF, 0x7FFFFFFF, data=b"\0"),
    "png-no-size": lambda: png(0, 0, data=b""),
    "png-cut-short": lambda: png(300, 300)[:-40],
    "png-wrong-sum": lambda: png(9, 9).replace(b"IDAT", b"IDAU"),
    "png-text-bomb": lambda: png(9, 9, data=b"", extra=chunk(b"zTXt", b"x\0\0" + zlib.compress(b"\0" * 90_000_000, 9))),
    "png-too-few-rows": lambda: png(900, 900, data=b"\0" * 50),
    "png-is-a-gif": _gif,
    "png-is-html": lambda: b"<html><script>x</script></html>",
    "png-is-empty": lambda: b"",
    "png-is-random": lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40,
    "jpeg-cut-short": lambda: jpeg()[:200],
    "jpeg-lying-header": _lying_jpeg,
    "jpeg-of-a-press": lambda: jpeg("CMYK"),
    "jpeg-endless-marker": lambda: b"\xff\xd8" + b"\xff" * 2_000_000,
    "picture-of-25-megabytes": lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 25_000_000,
}.items():
    add(
        _name,
        picture("pictures/x.png", lambda path, make=_make_data: path.write_bytes(make())),  # type: ignore[misc]
        "file-too-large" if _name == "picture-of-25-megabytes" else "picture",
    )


# -- brands and fonts


def brand(more: str) -> Callable[[Path], object]:
    def lay_out(root: Path) -> None:
        write(root, "data/brands/bad.yaml", BRAND + more)
        write(root, "data/exercises/bad.yaml", EXERCISE)

    return lay_out


for _name, _more, _kind in (
    ("colour-code", "words: {}\nlocale: \"__import__('os')\"\n", "bad-id"),
    ("brand-link-javascript", 'links: {plan: "javascript:x"}\n', "link-scheme"),
    ("brand-logo-up", "logo: ../../../secret.svg\n", "picture-outside"),
    ("brand-locale-up", "locale: ../../etc\n", "bad-id"),
    ("brand-unknown-key", "template: '{{7*7}}'\n", "unknown-key"),
):
    add(_name, brand(_more), _kind)
add(
    "colour-that-runs",
    lambda root: (
        write(
            root, "data/brands/bad.yaml", 'name: Bad\ncolours: {primary: "[[[getattr(pow,1)]]]", accent: "#E4572E"}\n'
        ),
        write(root, "data/exercises/bad.yaml", EXERCISE),
    ),
    "colour",
)


def font(change: Callable[[bytes], bytes]) -> Callable[[Path], object]:
    def lay_out(root: Path) -> None:
        name = "AtkinsonHyperlegibleNext-Regular.ttf"
        assert BUILTIN
        write(root, f"fonts/{name}", change((BUILTIN / "fonts" / name).read_bytes()))
        write(root, "data/exercises/bad.yaml", EXERCISE)

    return lay_out


def _restricted(data: bytes) -> bytes:
    """Return the font with the flag that forbids embedding (OS/2 fsType 2)."""
    count = struct.unpack(">H", data[4:6])[0]
    for at in range(12, 12 + 16 * count, 16):
        if data[at : at + 4] == b"OS/2":
            place = struct.unpack(">I", data[at + 8 : at + 12])[0] + 8
            return data[:place] + b"\0\2" + data[place + 2 :]
    raise AssertionError("a font without OS/2")


add("font-garbage", font(lambda _: b"\0\1\0\0" + b"x" * 5000), "font")
add("font-cut-short", font(lambda data: data[: len(data) // 3]), "font")
add("font-empty", font(lambda _: b""), "font")
add("font-lying-tables", font(lambda data: data[:12] + b"\xff" * 400 + data[412:]), "font")
add("font-restricted", font(_restricted), "font")

# -- poses and baked figures


def baked(text: str | bytes) -> Callable[[Path], object]:
    def lay_out(root: Path) -> None:
        write(root, "data/exercises/bad.yaml", EXERCISE)
        write(root, "data/figures/bad.yaml", "start: {alt: A body, pose: {}}\n")
        write(root, "data/figures/baked/bad.json", text)

    return lay_out


for _name, _text in {
    "baked-garbage": "{",
    "baked-list": "[]",
    "baked-deep": "[" * 100_000,
    "baked-wrong-types": '{"engine": 1, "poses": [], "figures": {"start": 5}}',
    "baked-binary": b"\xff\xfe\0\0",
    "baked-of-5-megabytes": " " * 5_000_000,
}.items():
    add(_name, baked(_text), "file-too-large" if "megabytes" in _name else "figure")


# -- markup in every field: nothing is wrong with it, it must be printed as it stands


def _markup_exercise(root: Path) -> None:
    quoted = f'"{MARKUP}"'
    text = f"""\
name: {quoted}
aim: {quoted}
kind: mobility
position: floor
equipment: [{quoted}]
steps: [{quoted}]
cues: [{quoted}]
mistakes: [{{mistake: {quoted}, instead: {quoted}}}]
easier: [{quoted}]
harder: [{quoted}]
feel: [{quoted}]
caution: {quoted}
dose: 1 x 8
"""
    write(root, "data/exercises/bad.yaml", text)
    write(root, "data/brands/bad.yaml", f"{BRAND.replace('Bad', quoted)}tagline: {quoted}\nphone: {quoted}\n")


def _markup_routine(root: Path) -> None:
    _markup_exercise(root)
    quoted = f'"{MARKUP}"'
    text = f"""\
title: {quoted}
action: {quoted}
when: {{bold: {quoted}, rest: {quoted}}}
stop: {quoted}
items: [{{exercise: bad, note: {quoted}}}]
"""
    write(root, "data/routines/bad.yaml", text)


add("markup-in-an-exercise", _markup_exercise, "printed")
add("markup-in-a-routine-and-a-client", _markup_routine, "printed", "routine")
