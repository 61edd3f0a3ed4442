"""Addresses that may be printed: a link's end joined to a brand's base, and what a code can hold.

In: what a coach typed in `links:`. Out: whole addresses. Never true afterwards: that an address runs something
(`javascript:`), reads a file, or is too long for a code that a phone reads from paper.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

from handouts.library.faults import Fault, Faults
from handouts.library.text import NOTHING

LONGEST: Final = 84  # bytes: QR version 5, error level M, byte mode. Source: ISO/IEC 18004, table 7
_SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_ALLOWED: Final = ("https", "http", "mailto", "tel")
_ADDRESS: Final = re.compile(r"[!#-;=?-Z_a-z~%\[\]]+")  # what RFC 3986 allows in an address
_HIDDEN: Final = re.compile(r"%(?:[01][0-9a-f]|7f)", re.IGNORECASE)  # a line break would begin a header of its own
# One receiver; of the headers only those that send nothing to anybody else. Source: RFC 6068, 7 (bcc, cc, attach)
_MAIL: Final = re.compile(
    r"[^@%?&]+@[^@%?&]+(?:\?(?:subject|body)=[^@&]*(?:&(?:subject|body)=[^@&]*)*)?", re.IGNORECASE
)
_END: Final = re.compile(r"(?![/.])[A-Za-z0-9._~/#?=&%+-]+")
_SITE: Final = re.compile(r"www\.|(?:[a-z0-9-]+\.)+[a-z]{2,}/", re.IGNORECASE)  # youtu.be/abc: nobody's end
_YOUTUBE: Final = re.compile(r"https?://(?:www\.|m\.)?youtube\.com/watch\?(?:.*&)?v=([\w-]{11})")
_HOST: Final = re.compile(r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]*|localhost")
# Reserved names, which nobody can own. Source: RFC 2606 and RFC 6761
_RESERVED: Final = re.compile(r"(?:^|\.)(?:example|test|invalid|localhost|example\.(?:com|org|net))$", re.IGNORECASE)


def read_link(written: str) -> str:
    """Return a link as typed, a whole address or the end of one; raises `Faults` when it is neither."""
    if _SCHEME.match(written):
        return read_address(written)
    if written.lower() in NOTHING:
        fix = "write null for nothing, or leave the key out"
        raise Faults(Fault(kind="link-form", what=f'"{written}" would become an address', fix=fix))
    if _SITE.match(written):
        what = "this is an address without its beginning"
        raise Faults(Fault(kind="link-form", what=what, fix=f'write "https://{written}"'))
    if not _END.fullmatch(written) or ".." in written:
        what = "this is neither a whole address nor the end of one"
        bare = written.strip("/ ")
        end = bare if _END.fullmatch(bare) and ".." not in bare else "hip-hinge"
        fix = f'write "https://…", or the end that follows the brand\'s base, such as "{end}"'
        raise Faults(Fault(kind="link-form", what=what, fix=fix))
    return written


def read_address(written: str) -> str:
    """Return a whole address; raises `Faults` for another scheme than https, http, mailto or tel, or a broken form."""
    scheme = _SCHEME.match(written)
    if scheme is None or scheme[1].lower() not in _ALLOWED:
        what = f"an address cannot begin with {scheme[0]}" if scheme else "this is no whole address"
        fix = f'write "https://{written}"' if _SITE.match(written) else "begin it with https://, mailto: or tel:"
        raise Faults(Fault(kind="link-scheme", what=what, fix=fix))
    if not _ADDRESS.fullmatch(written):
        bad = next(char for char in written if not _ADDRESS.fullmatch(char))
        what = f"an address cannot hold {'a space' if bad == ' ' else bad}"
        raise Faults(Fault(kind="link-form", what=what, fix="copy it from the browser's address line"))
    if hidden := _HIDDEN.search(written):
        what = f"an address cannot hold {hidden[0]}: it hides a control character"
        raise Faults(Fault(kind="link-form", what=what, fix="copy it from the browser's address line"))
    if not _whole(scheme[1].lower(), written):
        raise Faults(Fault(kind="link-form", what="this address is not whole", fix=_WHOLE[scheme[1].lower()]))
    return written


_WHOLE: Final = {
    "https": 'write it like "https://coach.com/blog/"',
    "http": 'write it like "https://coach.com/blog/"',
    "mailto": 'write it like "mailto:hello@coach.com"',
    "tel": 'write it like "tel:+441614960123"',
}


def _whole(scheme: str, written: str) -> bool:
    rest = written.partition(":")[2]
    if scheme == "mailto":
        return _MAIL.fullmatch(rest) is not None
    if scheme == "tel":
        return re.fullmatch(r"\+?[0-9().-]{3,20}", rest) is not None and any(map(str.isdigit, rest))
    try:
        parts = urlsplit(written)
        return bool(_HOST.fullmatch(parts.hostname or "")) and "@" not in parts.netloc and (parts.port or 1) > 0
    except ValueError:  # brackets that are no IPv6 address, a port that is no number
        return False


def join_link(base: str | None, written: str) -> str | None:
    """Return the whole address of a link, or None without a base to join it to; raises `Faults` if too long."""
    if _SCHEME.match(written):
        address = written
    elif base is None:
        return None
    else:
        address = base + written if base.endswith(("/", "=", "#")) else f"{base}/{written}"
    size = len(address.encode())
    if size > LONGEST:
        what = f"this address is {size} characters long; a code on paper holds {LONGEST}: {address}"
        raise Faults(Fault(kind="link-too-long", what=what, fix=_shorter(address)))
    return address


def _shorter(address: str) -> str:
    """Return the short form of an address that is known to have one."""
    video = _YOUTUBE.match(address)
    return f'write "https://youtu.be/{video[1]}"' if video else "give a short link"


def find_placeholder(address: str) -> str | None:
    """Return the host of an address (or of a bare site name) if it is reserved and leads nowhere, else None."""
    host = address
    if _SCHEME.match(address) and not address.startswith("tel:"):
        host = address.rpartition("@")[2] if address.startswith("mailto:") else urlsplit(address).hostname or ""
    else:
        host = host.partition("/")[0].partition(":")[0]
    return host if _RESERVED.search(host) else None
