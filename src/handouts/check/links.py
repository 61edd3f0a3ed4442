"""Addresses that will be printed: what can be said of them without asking anybody.

In: whole addresses with their places. Out: findings. Never true: that a server was asked (`ask.py` does, when told to).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.check.findings import Findings
    from handouts.data.tree import Mapping, Path
    from handouts.library.model import Brand, Exercise, Links, Routine, Series

LONGEST: Final = 60  # characters; a code on paper holds 84, and gets finer on the way there
_TRACKING: Final = frozenset(
    {"fbclid", "gclid", "dclid", "gbraid", "wbraid", "msclkid", "twclid", "ttclid", "yclid", "igshid", "igsh", "si",
     "mc_cid", "mc_eid", "ref_src", "ref_url", "vero_id", "_hsenc", "_hsmi", "mkt_tok", "oly_anon_id", "oly_enc_id"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Printed:
    """One address as it will be printed, and where in which file it was written."""

    address: str
    root: Mapping
    path: Path


def brand_links(brand: Brand, root: Mapping) -> Iterator[Printed]:
    """Yield the whole addresses of a brand; its bases (blog, video) are not printed alone."""
    for name, address in brand.links.items():
        if name not in ("blog", "video"):
            yield Printed(address, root, ("links", name))


def thing_links(thing: Exercise | Routine | Series, root: Mapping) -> Iterator[Printed]:
    """Yield the addresses of an exercise, a routine or a series, joined to the brand's bases."""
    parts = getattr(thing, "parts", None)
    if parts is None:
        yield from _of(getattr(thing, "links"), root, ("links",))  # noqa: B009 - a series has none of its own
        return
    for at, part in enumerate(parts):
        yield from _of(part.links, root, ("parts", at))


def _of(links: Links, root: Mapping, path: Path) -> Iterator[Printed]:
    for name in ("blog", "video"):
        link = getattr(links, name)
        if link is not None:
            yield Printed(link.url, root, (*path, name))


def check_link(printed: Printed, findings: Findings) -> None:
    """Add what makes an address worse on paper than it need be."""
    address = printed.address
    if len(address) > LONGEST:
        what = f"this address has {len(address)} characters; over {LONGEST} its code gets fine: {address}"
        findings.add("link-long", what, "give a short link", printed.root, printed.path)
    parts = urlsplit(address)
    if parts.scheme == "http":
        fix = f'write "{address.replace("http:", "https:", 1)}", if the server has it'
        findings.add("link-plain-http", "this address is not encrypted", fix, printed.root, printed.path)
    tracking = [name for name, _ in parse_qsl(parts.query, keep_blank_values=True) if _tracks(name)]
    if tracking:
        what = f"this address tells where the reader came from: {', '.join(tracking)}"
        findings.add("link-tracks", what, f'write "{_untracked(address)}"', printed.root, printed.path)


def _tracks(name: str) -> bool:
    return name.lower().startswith(("utm_", "pk_", "mtm_", "hsa_")) or name.lower() in _TRACKING


def _untracked(address: str) -> str:
    parts = urlsplit(address)
    kept = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if not _tracks(name)]
    return urlunsplit(parts._replace(query=urlencode(kept)))
