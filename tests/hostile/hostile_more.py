"""Files that mean harm once more: addresses that do more than lead somewhere, endless numbers, a letter of itself.

In: nothing. Out: more of `CASES`. Never true: that a case here is one that another file of these has already.
"""

from __future__ import annotations

import struct

from hostile_cases import EXERCISE, SVG, add, brand, exercise, font, routine, svg, with_
from hostile_lies import SHEET, SQUARE, table_of

# -- addresses, and messages that would be a book

for _name, _link in (
    ("link-dials-a-code", "tel:*%2306%23"),
    ("link-dials-nobody", "tel:(...)"),
    ("link-forwards-a-phone", "tel:*31*123456"),
    ("link-mails-others", "mailto:a@hill.org?bcc=all%40evil.org"),
    ("link-mails-two", "mailto:a@hill.org,b@evil.org"),
    ("link-mails-a-file", "mailto:a@hill.org?attach=/etc/passwd"),
    ("link-mails-a-header", "mailto:a@hill.org?subject=x%0ABcc:all"),
    ("link-hides-a-header", "https://hill.org/%0d%0aSet-Cookie:x"),
    ("link-hides-a-nul", "https://hill.org/%00"),
    ("link-host-in-percents", "https://hill%2eorg/"),
    ("link-host-as-a-number", "https://2130706433/"),
    ("link-host-in-hex", "https://0x7f.1/"),
    ("link-host-inside", "https://[::ffff:7f00:1]/"),
    ("link-host-that-ends-in-a-dot", "https://hill.org./x"),
    ("link-with-a-name", "http://user@hill.org/"),
):
    add(_name, exercise(f'{EXERCISE}links: {{blog: "{_link}"}}\n'), "link-form")

add("link-short-message", exercise(f'{EXERCISE}links: {{blog: "sms:+44161"}}\n'), "link-scheme")
add("yaml-100000-keys", exercise("".join(f"k{at}: x\n" for at in range(100_000))), "file-too-large")
add("yaml-alias-in-a-list", exercise(f"{EXERCISE}equipment: [&x a, *x]\n"), "yaml-alias")
add("yaml-key-that-speaks-to-terminals", exercise(f'{EXERCISE}"\\e[31mkey": x\n'), "control-character")
add("yaml-comment-that-turns", exercise(f"{EXERCISE}# a\u202eb\n"), "control-character")
add("yaml-choice-of-700-kilobytes", with_("kind: mobility", f'kind: "{"m" * 700_000}"'), "not-among")
add("yaml-after-a-line-of-700-kilobytes", exercise(f"# {'x' * 700_000}\n{EXERCISE}key: x\n"), "unknown-key")
add("id-that-turns", routine('"\\u202Edrows"'), "control-character", "routine")
add("id-that-looks-alike", routine("hір-hinge"), "bad-id", "routine")
add("logo-of-a-device", brand("logo: /dev/urandom\n"), "picture-outside")
add("logo-of-this-process", brand("logo: /proc/self/mem\n"), "picture-outside")
add("logo-that-speaks-to-terminals", brand('logo: "logos/\\e[2J.svg"\n'), "control-character")

_CLIP = '<clipPath id="c"><path clip-path="url(#c)" d="M0 0h9v9z"/></clipPath>'
_ATTRIBUTES = " ".join(f'a{at}="x"' for at in range(50_000))
for _name, _text, _kind in (
    (
        "svg-in-percents",
        '<svg xmlns="http://www.w3.org/2000/svg" width="100%" height="100%"><rect width="1e308%"/></svg>',
        "",
    ),
    ("svg-at-the-end-of-numbers", SVG.format('<path d="M1e308 1e308l1e308 1e308z"/>'), ""),
    ("svg-box-of-no-numbers", SVG.format(SQUARE).replace("0 0 9 9", "nan 0 9 inf"), ""),
    ("svg-use-of-itself", SVG.format('<g id="a"><use href="#a"/></g>'), ""),
    ("svg-clip-by-itself", SVG.format(f'{_CLIP}<path clip-path="url(#c)" d="M0 0h9v9z"/>'), ""),
    ("svg-that-moves", SVG.format('<path d="M0 0h9v9z"><animate attributeName="d" to="M9"/></path>'), ""),
    ("svg-stroke-without-end", SVG.format('<path d="M0 0h9v9z" stroke="#000" stroke-width="1e308"/>'), ""),
    ("svg-colour-of-no-numbers", SVG.format('<path d="M0 0h9v9z" fill="rgb(nan,inf,-1)"/>'), ""),
    ("svg-50000-attributes", SVG.format(f"<path {_ATTRIBUTES} d='M0 0h9v9z'/>"), SHEET),
):
    add(_name, svg(_text), _kind or "picture")


def _looped(data: bytes) -> bytes:
    """Return the font with a letter that is made of itself, twice."""
    (_, places, _), (_, outlines, _) = table_of(data, b"loca"), table_of(data, b"glyf")
    is_long = struct.unpack(">h", data[table_of(data, b"head")[1] + 50 :][:2])[0]
    form, scale = (">I", 1) if is_long else (">H", 2)
    size, letter = struct.calcsize(form), _E
    at = outlines + scale * struct.unpack(form, data[places + size * letter :][:size])[0]
    parts = struct.pack(">HHbb", 0x0022, letter, 0, 0) + struct.pack(">HHbb", 0x0002, letter, 0, 0)
    loop = struct.pack(">hhhhh", -1, 0, 0, 100, 100) + parts
    return data[:at] + loop + data[at + len(loop) :]


_E = 133  # the place of "e" in the font, which every sheet has
add("font-letter-made-of-itself", font(_looped), "font", by="build")
