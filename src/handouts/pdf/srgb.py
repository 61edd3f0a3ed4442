"""Makes the sRGB colour profile that every sheet carries.

In: nothing. Out: the bytes of an ICC profile. Never true afterwards: that two builds embed different bytes (libraries
that make profiles write the time of making into them).

PDF/A wants device colours to be defined by an output intent (ISO 19005-2, 6.2.4.3). Source: ICC.1:2010 (version 4.3),
7.2 header, 9.2 required tags, 10.5 and 10.16; the numbers of IEC 61966-2-1, adapted to D50 by the Bradford transform.
"""

from __future__ import annotations

from struct import pack

_D50 = (0.9642, 1.0, 0.8249)
_PRIMARIES = {
    b"rXYZ": (0.43607, 0.22249, 0.01392),
    b"gXYZ": (0.38515, 0.71687, 0.09708),
    b"bXYZ": (0.14307, 0.06061, 0.71410),
}
_ADAPTATION = (1.04788, 0.02292, -0.0502, 0.02959, 0.99048, -0.01706, -0.00923, 0.01508, 0.75168)  # D65 to D50
_CURVE = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)  # Y = (aX + b)^g from X = d, cX below


def srgb_profile() -> bytes:
    """Return a matrix and curve profile of sRGB, under 600 bytes."""
    curve = b"para" + pack(">LHH", 0, 3, 0) + _fixed(*_CURVE)
    tags = {
        b"desc": _words("sRGB"),
        b"cprt": _words("No copyright, use freely"),
        b"wtpt": b"XYZ \0\0\0\0" + _fixed(*_D50),
        b"chad": b"sf32\0\0\0\0" + _fixed(*_ADAPTATION),
        **{tag: b"XYZ \0\0\0\0" + _fixed(*colour) for tag, colour in _PRIMARIES.items()},
        **dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve),
    }
    places: dict[bytes, int] = {}  # equal data stands once
    data, start = b"", 128 + 4 + 12 * len(tags)
    for body in tags.values():
        if body not in places:
            places[body] = start + len(data)
            data += body + b"\0" * (-len(body) % 4)
    directory = b"".join([pack(">4sLL", tag, places[body], len(body)) for tag, body in tags.items()])
    return _header(start + len(data)) + pack(">L", len(tags)) + directory + data


def _header(size: int) -> bytes:
    date = pack(">6H", 2000, 1, 1, 0, 0, 0)  # of no meaning, and always the same
    head = pack(">LLL4s4s4s", size, 0, 0x04300000, b"mntr", b"RGB ", b"XYZ ") + date + b"acsp"
    head += bytes(28)  # platform, flags, device, attributes and intent: none in particular
    return head + _fixed(*_D50) + bytes(48)


def _fixed(*values: float) -> bytes:
    """Return s15Fixed16 numbers."""
    return b"".join([pack(">l", round(value * 65536)) for value in values])


def _words(text: str) -> bytes:
    """Return a multiLocalizedUnicode text in English."""
    words = text.encode("utf-16-be")
    return b"mluc" + pack(">LLL4sLL", 0, 1, 12, b"enUS", len(words), 28) + words
