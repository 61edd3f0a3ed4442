"""Asks the servers whether the addresses on paper lead anywhere: `handouts check --links`, and nothing else.

In: addresses. Out: an `Answer` for each. Never true afterwards: that more than four were asked at once, that anything
but the first line and headers of an answer was read, that a password or cookie went out, that a server held us longer
than the limit, or that an address of this computer or its network was asked without the flag for it, by a redirect
neither.

**Why** the standard library, not httpx: docs/decisions/0010. Source: OWASP, Server-Side Request Forgery Prevention;
RFC 9110, 9.3.2 and 15.
"""

from __future__ import annotations

import http.client
import ipaddress
import json
import os
import socket
import ssl
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin, urlsplit

from handouts import __version__
from handouts.press.store import cache_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

AT_ONCE: Final = 4
MOST_HOPS: Final = 5
TIMEOUT_S: Final = 8.0  # of silence
WHOLE_S: Final = 24.0  # for one address with all it leads to; a server that sends a byte now and then is not silent
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
NO_LOOKUP: Final = "its name could not be looked up"
PRIVATE: Final = "it leads into this computer or its network"
OFFLINE: Final = "no name could be looked up: is this computer offline?"


class _Refused(Exception):  # noqa: N818 - not an error: an answer in words
    """Raised inside this module when an address is not asked, or nobody answers."""


def ask_links(
    addresses: Iterable[str], *, private: bool = False, timeout_s: float = TIMEOUT_S, whole_s: float = WHOLE_S
) -> dict[str, Answer]:
    """Return the answer for each http or https address; `private` also asks this computer and its network.

    Nobody is waited for longer than `timeout_s` in silence, nor `whole_s` in all.
    """
    wanted = [each for each in dict.fromkeys(addresses) if urlsplit(each).scheme in ("http", "https")]
    kept = {} if private else _read_kept()
    answers = {each: kept[each] for each in wanted if each in kept}
    left = [each for each in wanted if each not in answers]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        asked = pool.map(lambda each: _Question(each, private, timeout_s, whole_s).ask(), left)
        answers |= zip(left, asked, strict=True)
    if not private:
        _keep(answers)
    return {each: answers[each] for each in wanted}


def is_offline(answers: dict[str, Answer]) -> bool:
    """Return whether no name could be looked up, one that is always there neither: no fault of the addresses."""
    fresh = [answer for answer in answers.values() if not answer.kept]
    return bool(fresh) and all(answer.reason in (NO_HOST, NO_LOOKUP) for answer in fresh) and not _is_connected()


_ALWAYS_THERE: Final = (
    "example.com"  # kept by IANA for ever, and nobody's (RFC 2606, 3): its name is looked up, no more
)


def _is_connected() -> bool:
    try:
        return bool(socket.getaddrinfo(_ALWAYS_THERE, 443, type=socket.SOCK_STREAM))
    except OSError:
        return False


class _Question:
    """One address, followed to where it leads, until an answer or the limit."""

    def __init__(self, address: str, private: bool, timeout_s: float, whole_s: float) -> None:
        self.address, self._private, self._timeout_s, self._whole_s = address, private, timeout_s, whole_s
        self._until = time.monotonic() + whole_s

    def ask(self) -> Answer:
        """Return what the address leads to in the end."""
        here = self.address
        try:
            for _ in range(MOST_HOPS + 1):
                status, location = self._request(here)
                final = here if here != self.address else ""
                if status not in _MOVED or not location:
                    return Answer(status, http.client.responses.get(status, ""), final)
                here = urljoin(here, location)
                if urlsplit(here).scheme not in ("http", "https"):
                    return Answer(0, "it leads to an address that is no web page", here)
        except _Refused as refused:
            return Answer(0, str(refused), here if here != self.address else "")
        except ValueError:  # a Location that is no address
            return Answer(0, "it leads to an address that is not whole")
        return Answer(0, f"it leads on more than {MOST_HOPS} times", here)

    def _request(self, address: str) -> tuple[int, str]:
        """Return status and Location of an address, asked with HEAD and, where that is refused, with GET."""
        parts = urlsplit(address)
        try:
            host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
        except ValueError:
            raise _Refused("this address is not whole") from None
        places = _look_up(host, port, private=self._private)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        status, location = 0, ""
        for method in ("HEAD", "GET"):
            connection = _connection(parts.scheme == "https", host, port, places)
            status, location = self._exchange(connection, method, target)
            if status not in _NO_HEAD:
                break
        return status, location

    def _exchange(self, connection: _Pinned, method: str, target: str) -> tuple[int, str]:
        left = self._until - time.monotonic()
        connection.timeout = max(0.01, min(self._timeout_s, left))
        alarm = threading.Timer(max(0.01, left), connection.hang_up)
        alarm.daemon = True
        alarm.start()
        try:
            connection.request(method, target, headers=_HEADERS)
            answer = connection.getresponse()
            return answer.status, answer.getheader("Location") or ""
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise _Refused(self._why(error)) from None
        finally:
            alarm.cancel()
            connection.close()

    def _why(self, error: Exception) -> str:
        """Return in words why there is no answer."""
        if time.monotonic() >= self._until:
            return f"there was no answer within {self._whole_s:g} seconds"
        if isinstance(error, TimeoutError):
            return f"nobody answered within {self._timeout_s:g} seconds"
        if isinstance(error, ssl.SSLError):
            return f"its encryption fails: {error.reason or error}"
        return f"nobody answers: {type(error).__name__}"


def _look_up(host: str, port: int, *, private: bool) -> list[str]:
    """Return the IP addresses that may be asked, in the resolver's order, after every one of them was judged."""
    try:
        found = [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except socket.gaierror as error:
        raise _Refused(NO_LOOKUP if error.errno == socket.EAI_AGAIN else NO_HOST) from None
    except (OSError, UnicodeError):
        raise _Refused(NO_HOST) from None
    if not private and not all(_is_public(each) for each in found):
        raise _Refused(PRIVATE)
    return list(dict.fromkeys(found))


def _is_public(written: str) -> bool:
    found: ipaddress.IPv4Address | ipaddress.IPv6Address = ipaddress.ip_address(written.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        if found in _NAT64:
            inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        found = inner or found
    return found.is_global and not found.is_multicast


class _Pinned(http.client.HTTPConnection):
    """A connection in the name of a host to one of the IP addresses that were judged."""

    def __init__(self, host: str, port: int, places: Sequence[str]) -> None:
        super().__init__(host, port)
        self._places = places

    def connect(self) -> None:
        """Connect to the first address that answers, never to what the name means by now."""
        *others, last = self._places
        for place in others:
            with suppress(OSError):
                self.sock = socket.create_connection((place, self.port), self.timeout)
                return
        self.sock = socket.create_connection((last, self.port), self.timeout)

    def hang_up(self) -> None:
        """End the connection under whoever reads from it."""
        with suppress(OSError, AttributeError):
            self.sock.shutdown(socket.SHUT_RDWR)


class _PinnedTls(_Pinned):
    """The same, encrypted; the certificate is checked against the host's name."""

    default_port = 443

    def connect(self) -> None:
        """Connect and greet; the socket is ours before the greeting, so that it can be ended in the middle of it."""
        super().connect()
        wrap = ssl.create_default_context().wrap_socket
        self.sock = greeted = wrap(self.sock, server_hostname=self.host, do_handshake_on_connect=False)
        greeted.do_handshake()


def _connection(is_tls: bool, host: str, port: int, places: Sequence[str]) -> _Pinned:
    return (_PinnedTls if is_tls else _Pinned)(host, port, places)


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
