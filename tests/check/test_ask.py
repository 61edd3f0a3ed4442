"""Servers are asked politely, within limits, and never inside a network without the flag: a real server on loopback."""

from __future__ import annotations

import json
import socket
import threading
import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest
from check_cases import Broken, check, make

from handouts.check.ask import NO_HOST, NO_LOOKUP, PRIVATE, Answer, _is_public, ask_links, is_offline
from handouts.commands.check import check_data

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class _Server(BaseHTTPRequestHandler):
    """Answers by path; counts who is here at once and what was asked.

    A caller is counted out before its answer is sent: after it, the next could come in while this one still counts.
    """

    seen: list[tuple[str, str, dict[str, str]]]
    here = 0
    most = 0
    lock = threading.Lock()

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def _answer(self) -> None:
        cls = type(self)
        with cls.lock:
            cls.here += 1
            cls.most = max(cls.most, cls.here)
        cls.seen.append((self.command, self.path, dict(self.headers)))
        if self.path.startswith("/slow"):
            time.sleep(0.15)
        status, location = self._choose()
        with cls.lock:
            cls.here -= 1
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        self.send_header("Set-Cookie", "who=you")
        self.end_headers()

    def _choose(self) -> tuple[int, str]:
        match self.path.split("?")[0]:
            case "/moved":
                return 301, "/good"
            case "/ring":
                return 302, "/ring"
            case "/away":
                return 302, "http://10.0.0.1/"
            case "/file":
                return 302, "file:///etc/passwd"
            case "/gone":
                return 404, ""
            case "/busy":
                return 503, ""
            case "/shy":
                return (405, "") if self.command == "HEAD" else (200, "")
            case "/hang":
                time.sleep(0.6)
            case "/drip":
                self._drip()
        return 200, ""

    def _drip(self) -> None:
        """Send a byte now and then, for three seconds: never silent for long."""
        with suppress(OSError):  # whoever listened has left
            for letter in "HTTP/1.0 200 OK\r\nX: " + "x" * 60:
                self.wfile.write(letter.encode())
                self.wfile.flush()
                time.sleep(0.04)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[str]:
    """A server on this computer, and its address."""
    _Server.seen, _Server.most, _Server.here = [], 0, 0
    running = ThreadingHTTPServer(("127.0.0.1", 0), _Server)
    thread = threading.Thread(target=running.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{running.server_port}"
    running.shutdown()
    running.server_close()


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HANDOUTS_CACHE", str(tmp_path / "cache"))


def test_each_kind_of_answer_is_told_apart(server: str):
    """A page, one that moved, one that is gone, a server that is busy, one that dislikes HEAD, a ring."""
    paths = ("good", "moved", "gone", "busy", "shy", "ring")
    answers = ask_links([f"{server}/{path}" for path in paths], private=True)
    good, moved, gone, busy, shy, ring = answers.values()
    assert (good.is_good, good.final) == (True, "")
    assert (moved.is_good, moved.final) == (True, f"{server}/good")
    assert (gone.is_gone, gone.status) == (True, 404)
    assert (busy.is_good, busy.is_gone, busy.status) == (False, False, 503)
    assert shy.is_good
    assert "more than 5 times" in ring.reason


def test_nothing_of_the_asker_goes_out_but_the_program(server: str):
    """No cookie comes back, no password and no referrer is sent."""
    ask_links([f"{server}/moved", f"{server}/shy"], private=True)
    for _, _, headers in _Server.seen:
        assert set(headers) <= {"Host", "User-Agent", "Accept", "Connection", "Accept-Encoding"}
        assert headers["User-Agent"].startswith("handouts/")


def test_at_most_four_are_asked_at_once(server: str):
    """A small server is not stormed."""
    ask_links([f"{server}/slow{number}" for number in range(12)], private=True)
    assert 2 <= _Server.most <= 4


def test_a_private_address_is_not_asked_without_the_flag(server: str):
    """Not one byte goes to this computer, its network, or the address of a cloud's secrets."""
    inside = [server, "http://localhost/x", "http://[::1]/", "http://169.254.169.254/latest", "http://10.1.2.3/"]
    answers = ask_links(inside)
    assert {answer.reason for answer in answers.values()} == {PRIVATE}
    assert _Server.seen == []


@pytest.mark.parametrize(
    ("place", "is_public"),
    [("8.8.8.8", True), ("127.0.0.1", False), ("10.0.0.1", False), ("169.254.169.254", False), ("0.0.0.0", False),
     ("::ffff:127.0.0.1", False), ("2002:7f00:1::", False), ("fe80::1%eth0", False), ("224.0.0.1", False),
     ("100.64.0.1", False), ("2606:4700::1111", True), ("64:ff9b::7f00:1", False)],
)  # fmt: skip
def test_an_address_is_judged_by_what_lies_in_it(place: str, is_public: bool):
    """An old address inside a new one is looked at."""
    assert _is_public(place) == is_public


def test_a_redirect_does_not_lead_inside(server: str, monkeypatch: pytest.MonkeyPatch):
    """Each step is judged anew: what begins outside may not end inside, nor at a file."""
    import handouts.check.ask as asking

    real = asking._is_public
    monkeypatch.setattr(asking, "_is_public", lambda place: place == "127.0.0.1" or real(place))
    away, file = ask_links([f"{server}/away", f"{server}/file"]).values()
    assert (away.status, away.reason) == (0, PRIVATE)
    assert "no web page" in file.reason


def test_a_server_that_hangs_is_left(server: str):
    """Nobody waits longer than the limit."""
    (answer,) = ask_links([f"{server}/hang"], private=True, timeout_s=0.2).values()
    assert (answer.status, answer.reason) == (0, "nobody answered within 0.2 seconds")


def test_a_server_that_drips_is_left(server: str):
    """A byte now and then does not keep us: there is a limit for the whole as well."""
    (answer,) = ask_links([f"{server}/drip"], private=True, timeout_s=5, whole_s=0.3).values()
    assert (answer.status, answer.reason) == (0, "there was no answer within 0.3 seconds")


def test_a_host_is_asked_at_its_next_address(server: str, monkeypatch: pytest.MonkeyPatch):
    """A computer without the new kind of address still reaches a server that has both."""
    port = int(server.rpartition(":")[2])
    places = [(0, 0, 0, "", (place, port)) for place in ("::1", "127.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, *_, **__: places if host == "both.invalid" else [])
    real = socket.create_connection

    def connect(address: tuple[str, int], timeout: float) -> socket.socket:
        if address[0] != "127.0.0.1":
            raise OSError("no route to such addresses")
        monkeypatch.undo()
        return real(address, timeout)

    monkeypatch.setattr(socket, "create_connection", connect)
    address = f"http://both.invalid:{port}/good"
    assert ask_links([address], private=True)[address].is_good


def test_the_connection_goes_to_the_address_that_was_judged(server: str, monkeypatch: pytest.MonkeyPatch):
    """A name is looked up once: what it means a moment later cannot lead inside."""
    looked = []
    real = socket.getaddrinfo

    def look(host: str, *rest: object, **more: object) -> object:
        looked.append(host)
        return real("127.0.0.1" if host == "clinic.invalid" else host, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", look)
    address = server.replace("127.0.0.1", "clinic.invalid") + "/good"
    assert ask_links([address], private=True)[address].is_good
    assert looked.count("clinic.invalid") == 1
    assert _Server.seen[0][2]["Host"].startswith("clinic.invalid")


def test_without_a_network_one_line_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Not a hundred dead links."""

    def refuse(*_: object, **__: object) -> object:
        raise socket.gaierror("no network")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    make(tmp_path, Broken("data/exercises/step.yaml", "{blog: step}", "{blog: step, video: 'https://else.org/v'}"))
    checked = check(tmp_path, ask=True)
    assert [each.kind for each in checked.problems] == ["link-silent"]
    assert "offline" in checked.problems[0].what
    kept, lost = Answer(200, kept=True), Answer(0, NO_HOST)
    assert is_offline({"https://a.org": lost})
    assert is_offline({"https://a.org": lost, "https://b.org": kept})
    assert not is_offline({"https://a.org": lost, "https://b.org": Answer(200)})
    assert not is_offline({"https://b.org": kept})
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: ["a name that is always there"])
    assert not is_offline({"https://a.org": lost})


def test_a_name_that_cannot_be_looked_up_is_not_called_gone(monkeypatch: pytest.MonkeyPatch):
    """A resolver that is out of breath says nothing about a host."""

    def busy(host: str, *_: object, **__: object) -> object:
        number = socket.EAI_AGAIN if host == "busy.org" else socket.EAI_NONAME
        raise socket.gaierror(number, "words of the system")

    monkeypatch.setattr(socket, "getaddrinfo", busy)
    tried, gone = ask_links(["https://busy.org", "https://gone.org"]).values()
    assert (tried.reason, tried.is_gone) == (NO_LOOKUP, False)
    assert (gone.reason, gone.is_gone) == (NO_HOST, True)


def test_good_answers_are_kept_for_a_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """What was there an hour ago is not asked again; what was not, is; a torn cache is no cache."""
    import handouts.check.ask as asking

    asked = []

    def answer(question: asking._Question) -> Answer:
        asked.append(question.address)
        return Answer(200 if "good" in question.address else 404)

    monkeypatch.setattr(asking._Question, "ask", answer)
    links = ["https://a.org/good", "https://a.org/gone"]
    ask_links(links)
    assert ask_links(links)["https://a.org/good"].kept
    assert asked == [*links, links[1]]
    path = tmp_path / "cache/links.json"
    entries = {name: [when - 90_000, *rest] for name, (when, *rest) in json.loads(path.read_text()).items()}
    path.write_text(json.dumps(entries))
    assert not ask_links(links)["https://a.org/good"].kept
    path.write_text("{torn")
    assert ask_links(links)["https://a.org/good"].is_good


def test_answers_become_findings_at_their_place(server: str, tmp_path: Path):
    """Dead is a problem, silent a warning, moved a hint; each where the link is written."""
    server = server.replace("127.0.0.1", "localhost")
    links = f"{{blog: '{server}/gone', video: '{server}/busy'}}"
    make(tmp_path, Broken("data/exercises/step.yaml", "{blog: step}", links))
    brand = tmp_path / "data/brands/mine.yaml"
    brand.write_text(brand.read_text().replace("https://hillclinic.org/plan", f"{server}/moved").replace("site:", "#"))
    checked = check(tmp_path, ask=True, private=True)
    found = {each.kind: each for each in checked.problems if each.kind != "link-placeholder"}
    assert {kind: each.level for kind, each in found.items()} == {
        "link-dead": "problem", "link-silent": "warning", "link-moved": "hint", "link-plain-http": "hint",
    }  # fmt: skip
    for kind in ("link-dead", "link-silent"):
        where = found[kind].where
        assert where is not None
        assert where.path == "data/exercises/step.yaml"
    assert checked.asked == 3


def test_only_links_of_the_files_that_were_named_are_asked(server: str, tmp_path: Path):
    """`check step --links` asks nobody about the brand; without a name the site at the foot is asked as well."""
    server = server.replace("127.0.0.1", "localhost")
    make(tmp_path, Broken("data/exercises/step.yaml", "{blog: step}", f"{{blog: '{server}/good'}}"))
    brand = tmp_path / "data/brands/mine.yaml"
    brand.write_text(brand.read_text().replace("https://hillclinic.org/plan", f"{server}/moved"))
    _, done = check_data(["step"], str(tmp_path), ask=True, private=True)
    assert [path for _, path, _ in _Server.seen] == ["/good"]
    assert done.endswith(", 1 address asked")
    found = check(tmp_path).links
    assert set(found) == {f"{server}/good", f"{server}/moved", "https://hillclinic.org"}


def test_nothing_is_asked_unless_told_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A check without --links opens no socket."""

    def refuse(*_: object, **__: object) -> object:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert check(make(tmp_path)).problems == []
