"""Addresses that will be printed: their form and length, and what their servers say when they are asked.

In: whole addresses with their places. Out: findings. Never true: that a server was asked by `check_link`; only
`check_answers`, which `--links` calls, asks.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from handouts.check.ask import OFFLINE, PRIVATE, TIMEOUT_S, ask_links, is_offline
from handouts.library.faults import Faults
from handouts.library.links import find_placeholder, read_address

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


def brand_site(brand: Brand, root: Mapping) -> Iterator[Printed]:
    """Yield the site at the foot of a page, which people type as it stands: it has no code, and none to get fine."""
    address = f"https://{brand.site}"
    with suppress(Faults):
        if brand.site and read_address(address):
            yield Printed(address, root, ("site",))


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


def check_answers(
    links: dict[str, Printed], findings: Findings, *, private: bool = False, timeout_s: float = TIMEOUT_S
) -> int:
    """Ask the servers and add what they said; return how many addresses were asked. Reserved names are not asked."""
    real = {address: printed for address, printed in links.items() if find_placeholder(address) is None or private}
    answers = ask_links(real, private=private, timeout_s=timeout_s)
    if is_offline(answers):
        findings.add_at("link-silent", OFFLINE, "connect it and check again", None)
        return len(answers)
    for address, answer in answers.items():
        printed = real[address]
        if answer.is_gone:
            said = answer.reason or str(answer.status)
            what = f"there is no page at {address}: {said}"
            findings.add("link-dead", what, "correct the address, or take the link out", printed.root, printed.path)
        elif not answer.is_good:
            said = f"{answer.status} {answer.reason}".removeprefix("0 ").strip()
            fix = "open it in a browser; --allow-private asks this network too" if answer.reason == PRIVATE else _LATER
            findings.add("link-silent", f"{address} was not checked: {said}", fix, printed.root, printed.path)
        elif answer.final:
            what = f"{address} leads on to {answer.final}"
            findings.add("link-moved", what, "write that address, if it is short", printed.root, printed.path)
    return len(answers)


_LATER: Final = "open it in a browser, or check again later"


def _tracks(name: str) -> bool:
    return name.lower().startswith(("utm_", "pk_", "mtm_", "hsa_")) or name.lower() in _TRACKING


def _untracked(address: str) -> str:
    parts = urlsplit(address)
    kept = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if not _tracks(name)]
    return urlunsplit(parts._replace(query=urlencode(kept)))
