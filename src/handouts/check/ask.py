"""Asks the servers whether the addresses on paper lead anywhere: `handouts check --links`, and nothing else.

In: addresses. Out: an `Answer` for each. Never true afterwards: that more than four were asked at once, that anything
but the first line and headers of an answer was read, that a password or cookie went out, or that an address of this
computer or its network was asked without the flag for it, by a redirect neither.

**Why** the standard library, not httpx: a name is looked up once, every address behind it is judged, and the
connection goes to exactly one of those; a library that looks the name up again can be led elsewhere (DNS rebinding).
Source: OWASP, Server-Side Request Forgery Prevention; RFC 9110, 9.3.2 and 15.
"""

from __future__ import annotations

import http.client
import ipaddress
import json
import os
import socket
import ssl
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin, urlsplit

from handouts import __version__
from handouts.press.store import cache_folder

if TYPE_CHECKING:
    from collections.abc import Iterable

AT_ONCE: Final = 4
MOST_HOPS: Final = 5
TIMEOUT_S: Final = 8.0
KEPT_S: Final = 24 * 3600.0  # a page that was there an hour ago need not be asked again
_HEADERS: Final = {"User-Agent": f"handouts/{__version__} (link check)", "Accept": "*/*", "Connection": "close"}
_NO_HEAD: Final = (400, 403, 404, 405, 501, 503)  # some servers answer HEAD so, and GET well
_NAT64: Final = ipaddress.ip_network("64:ff9b::/96")  # RFC 6052: an old address stands in its last 32 bits
_MOVED: Final = (301, 302, 303, 307, 308)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said: `status` 0 when nobody answered, `reason` in words, `final` where redirects led."""

    status: int
    reason: str = ""
    final: str = ""
    kept: bool = False

    @property
    def is_good(self) -> bool:
        """Whether there is a page."""
        return 200 <= self.status < 300

    @property
    def is_gone(self) -> bool:
        """Whether it is certain that there is none; a server that is busy or shy may have one."""
        return self.status in (404, 410) or self.reason == NO_HOST


NO_HOST: Final = "there is no such host"
PRIVATE: Final = "it leads into this computer or its network"
OFFLINE: Final = "no name could be looked up: is this computer offline?"


class _Refused(Exception):  # noqa: N818 - not an error: an answer in words
    """Raised inside this module when an address is not asked, or nobody answers."""


def ask_links(addresses: Iterable[str], *, private: bool = False, timeout_s: float = TIMEOUT_S) -> dict[str, Answer]:
    """Return the answer for each http or https address; `private` also asks this computer and its network."""
    wanted = [each for each in dict.fromkeys(addresses) if urlsplit(each).scheme in ("http", "https")]
    kept = {} if private else _read_kept()
    answers = {each: kept[each] for each in wanted if each in kept}
    left = [each for each in wanted if each not in answers]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers |= zip(left, pool.map(lambda each: _ask(each, private=private, timeout_s=timeout_s), left), strict=True)
    if not private:
        _keep(answers)
    return {each: answers[each] for each in wanted}


def is_offline(answers: dict[str, Answer]) -> bool:
    """Return whether not one of several names could be looked up, which is no fault of the addresses."""
    hosts = {urlsplit(each).hostname for each in answers}
    return len(hosts) > 1 and all(answer.reason == NO_HOST for answer in answers.values())


def _ask(address: str, *, private: bool, timeout_s: float) -> Answer:
    here = address
    try:
        for _ in range(MOST_HOPS + 1):
            status, location = _request(here, private=private, timeout_s=timeout_s)
            if status not in _MOVED or not location:
                return Answer(status, http.client.responses.get(status, ""), here if here != address else "")
            here = urljoin(here, location)
            if urlsplit(here).scheme not in ("http", "https"):
                return Answer(0, "it leads to an address that is no web page", here)
    except _Refused as refused:
        return Answer(0, str(refused), here if here != address else "")
    return Answer(0, f"it leads on more than {MOST_HOPS} times", here)


def _request(address: str, *, private: bool, timeout_s: float) -> tuple[int, str]:
    """Return status and Location of an address, asked with HEAD and, where that is refused, with GET."""
    parts = urlsplit(address)
    try:
        host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        raise _Refused("this address is not whole") from None
    place = _look_up(host, port, private=private)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    for method in ("HEAD", "GET"):
        connection = _connection(parts.scheme == "https", host, port, place, timeout_s)
        try:
            connection.request(method, target, headers=_HEADERS)
            answer = connection.getresponse()
            status, location = answer.status, answer.getheader("Location") or ""
        except TimeoutError:
            raise _Refused(f"nobody answered within {timeout_s:g} seconds") from None
        except ssl.SSLError as error:
            raise _Refused(f"its encryption fails: {error.reason or error}") from None
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise _Refused(f"nobody answers: {type(error).__name__}") from None
        finally:
            connection.close()
        if status not in _NO_HEAD:
            break
    return status, location


def _look_up(host: str, port: int, *, private: bool) -> str:
    """Return the one IP address that will be asked, after every one behind the name was judged."""
    try:
        found = sorted({str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)})
    except (OSError, UnicodeError):
        raise _Refused(NO_HOST) from None
    if not private and not all(_is_public(each) for each in found):
        raise _Refused(PRIVATE)
    return found[0]


def _is_public(written: str) -> bool:
    found: ipaddress.IPv4Address | ipaddress.IPv6Address = ipaddress.ip_address(written.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        if found in _NAT64:
            inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        found = inner or found
    return found.is_global and not found.is_multicast


class _Pinned(http.client.HTTPConnection):
    """A connection to one IP address in the name of a host."""

    def __init__(self, host: str, port: int, place: str, timeout_s: float) -> None:
        super().__init__(host, port, timeout=timeout_s)
        self._place = place

    def connect(self) -> None:
        """Connect to the address that was judged, not to what the name means by now."""
        self.sock = socket.create_connection((self._place, self.port), self.timeout)


class _PinnedTls(_Pinned):
    """The same, encrypted; the certificate is checked against the host's name."""

    default_port = 443

    def connect(self) -> None:
        """Connect and greet."""
        super().connect()
        self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)


def _connection(is_tls: bool, host: str, port: int, place: str, timeout_s: float) -> _Pinned:
    return (_PinnedTls if is_tls else _Pinned)(host, port, place, timeout_s)


# -- good answers, kept for a day


def _kept_file() -> Path | None:
    folder = cache_folder()
    return Path(folder) / "links.json" if folder else None


def _read_kept() -> dict[str, Answer]:
    path = _kept_file()
    try:
        entries = json.loads(path.read_bytes()) if path else {}
        fresh = time.time() - KEPT_S
        return {
            str(name): Answer(int(status), str(reason), str(final), kept=True)
            for name, (when, status, reason, final) in entries.items()
            if float(when) > fresh
        }
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return {}


def _keep(answers: dict[str, Answer]) -> None:
    path = _kept_file()
    good = {name: answer for name, answer in answers.items() if answer.is_good}
    if path is None or not good:
        return
    now = time.time()
    entries = {name: (now, each.status, each.reason, each.final) for name, each in (_read_kept() | good).items()}
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        new = path.with_suffix(f".{os.getpid()}")
        new.write_text(json.dumps(entries), encoding="utf-8")
        new.replace(path)
    except OSError:
        return  # a cache that cannot be written is no cache
