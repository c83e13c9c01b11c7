"""Fetching from a server that is slow, endless, lying or broken; it runs on loopback."""

from __future__ import annotations

import gzip
import socketserver
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook import inputs
from workbook.errors import SourceRefused
from workbook.fetch import Clock, Fetcher, addresses, answers
from workbook.settings import Fetching

PAGE = (Path(__file__).parent / "cases/pages/news_article.html").read_text(encoding="utf-8")
FIRST = "Der Stadtrat von Musterstadt hat am Dienstagabend den Neubau der Wehrbrücke beschlossen."
START = datetime(2025, 2, 18, 20, 40, tzinfo=UTC).timestamp()

Send = Callable[[bytes], None]


@dataclass
class Server:
    """Answers by path: bytes to send as they are, or something to do with the connection."""

    port: int = 0
    pages: dict[str, bytes | Callable[[Send], None]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)
    closing: threading.Event = field(default_factory=threading.Event)

    def at(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def articles(self) -> list[str]:
        return [path for path in self.asked if path != "/robots.txt"]


class Handler(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        server: Server = self.server.state
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            line = self.rfile.readline(10_000)
            if not line:
                return
            head += line
        path = head.split()[1].decode()
        server.asked.append(path)
        server.heads.append(head.decode("latin-1"))
        page = server.pages.get(path, b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
        with suppress(OSError):  # the other side has heard enough
            page(self.wfile.write) if callable(page) else self.wfile.write(page)


class Listener(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


@pytest.fixture
def server() -> Iterator[Server]:
    with Listener(("127.0.0.1", 0), Handler) as listener:
        state = Server(port=listener.server_address[1])
        listener.state = state
        thread = threading.Thread(target=listener.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield state
        state.closing.set()
        listener.shutdown()
        thread.join()


class Time:
    """A clock that only moves when somebody sleeps."""

    def __init__(self) -> None:
        self.passed = 0.0
        self.sleeps: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.sleeps.append(seconds)
        self.passed += seconds

    @property
    def clock(self) -> Clock:
        return Clock(now=lambda: self.passed, today=lambda: START + self.passed, sleep=self.sleep)


RULES = Fetching(private=True, cache=False, timeout=60.0, robots=False)


def fetcher(moment: Time | None = None, *, resolve=addresses.resolved, **rules) -> Fetcher:
    chosen = RULES.model_copy(update=rules)
    return Fetcher(chosen, clock=(moment or Time()).clock, resolve=resolve)


def refusal(url: str, moment: Time | None = None, **rules) -> str:
    with pytest.raises(SourceRefused) as caught:
        fetcher(moment, **rules).get(url)
    message = str(caught.value)
    assert message.endswith(".")
    assert "\n" not in message
    return message


def answer(
    body: bytes | str = PAGE, *headers: str, status: str = "200 OK", kind="text/html"
) -> bytes:
    data = body.encode() if isinstance(body, str) else body
    lines = [
        f"HTTP/1.1 {status}",
        f"Content-Type: {kind}",
        f"Content-Length: {len(data)}",
        *headers,
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + data


# good answers


def test_a_page_is_fetched_under_our_name(server):
    server.pages["/a.html?b=ü"] = answer()
    server.pages["/a.html?b=%C3%BC"] = answer(PAGE, kind="Text/HTML; charset=UTF-8")
    got = fetcher(agent="kurier-lab/2 (+mailto:lab@kurier.example)").get(server.at("/a.html?b=ü#x"))
    assert (got.kind, got.charset, got.body) == ("text/html", "utf-8", PAGE.encode())
    assert got.url == server.at("/a.html?b=%C3%BC")
    assert "User-Agent: kurier-lab/2 (+mailto:lab@kurier.example)\r\n" in server.heads[0]
    assert f"Host: 127.0.0.1:{server.port}\r\n" in server.heads[0]


@pytest.mark.parametrize("name", ["gzip", "x-gzip", "deflate"])
def test_packed_answers_are_unpacked(server, name):
    import zlib

    packed = zlib.compress(PAGE.encode()) if name == "deflate" else gzip.compress(PAGE.encode())
    server.pages["/a"] = answer(packed, f"Content-Encoding: {name}")
    assert fetcher().get(server.at("/a")).body == PAGE.encode()


def test_chunks_come_together(server):
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(p), p) for p in (b"Guten ", b"Tag.")) + b"0\r\n\r\n"
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    server.pages["/a"] = head + chunks
    assert fetcher().get(server.at("/a")).body == b"Guten Tag."


# addresses


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("ftp://example.org/a", "no address of the web"),
        ("file:///etc/passwd", "no address of the web"),
        ("javascript:alert(1)", "no address of the web"),
        ("example.org", "no address of the web"),
        ("http://", "no whole address"),
        ("http:///a", "no whole address"),
        ("http://[::1", "no whole address"),
        ("http://a:0/", "no whole address"),
        ("http://a:99999/", "no whole address"),
        ("https://example.org/" + "x" * 5000, "no whole address"),
        ("http://user:secret@example.org/", "holds a password"),
    ],
)
def test_what_is_no_address_is_refused(url, says):
    message = refusal(url)
    assert says in message
    assert "secret" not in message


@settings(deadline=None)
@given(st.text())
def test_no_text_breaks_an_address(text):
    for url in (text, f"http://{text}", f"https://a.example/{text}"):
        try:
            assert addresses.checked(url).scheme in ("http", "https")
        except SourceRefused:
            continue


PRIVATE = [
    "127.0.0.1", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254",
    "100.64.0.1", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0",
    "fc00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::",
    "2001:0:4136:e378:8000:63bf:80ff:fffe", "ff02::1", "no number",
]  # fmt: skip


@pytest.mark.parametrize("number", PRIVATE)
def test_private_numbers_are_known(number):
    assert not addresses.is_public(number)


@pytest.mark.parametrize("number", ["93.184.215.14", "2606:2800::1", "::ffff:93.184.215.14"])
def test_public_numbers_are_known(number):
    assert addresses.is_public(number)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "0x7f.1", "2130706433", "[::1]", "0"])
def test_the_own_network_is_left_alone(server, host):
    server.pages["/a"] = answer()
    assert "within your own network" in refusal(server.at("/a", host), private=False)
    assert server.asked == []


def test_a_name_that_leads_into_the_own_network_is_refused(server):
    server.pages["/a"] = answer()
    url = server.at("/a", "kurier.example")
    assert "within your own network" in refusal(
        url, resolve=lambda *_: ["127.0.0.1"], private=False
    )
    assert fetcher(resolve=lambda *_: ["127.0.0.1"]).get(url).body == PAGE.encode()
    assert f"Host: kurier.example:{server.port}\r\n" in server.heads[0]


def test_a_name_is_looked_up_once_for_check_and_connection(server):
    """What is checked is what is connected to: no second look-up that answers otherwise."""
    server.pages["/a"] = answer()
    told: list[list[str]] = []

    def rebinding(*_: object) -> list[str]:
        told.append(["192.0.2.1"] if not told else ["127.0.0.1"])
        return told[-1]

    message = refusal(server.at("/a", "kurier.example"), resolve=rebinding, private=False, tries=1)
    assert "within your own network" in message
    assert len(told) == 1
    assert server.asked == []


def test_the_private_among_public_numbers_is_left_out(server, monkeypatch):
    """Nobody listens at the number that counts as public here."""
    server.pages["/a"] = answer()
    monkeypatch.setattr(addresses, "is_public", lambda number: number == "127.0.0.9")
    url = server.at("/a", "kurier.example")
    told = ["127.0.0.1", "127.0.0.9"]
    message = refusal(url, resolve=lambda *_: told, private=False, tries=1)
    assert "kurier.example" in message
    assert server.asked == []


def test_a_name_that_leads_nowhere_is_refused():
    def nowhere(*_: object) -> list[str]:
        raise OSError("no such name")

    assert "There is no kurier.example on the web" in refusal(
        "http://kurier.example/", resolve=nowhere
    )


def test_a_name_service_that_does_not_answer_is_not_waited_for():
    done = threading.Event()
    message = refusal(
        "http://kurier.example/", resolve=lambda *_: [str(done.wait(20))], tries=1, timeout=0.2
    )
    done.set()
    assert "did not answer within 0.2 seconds" in message


# redirects


def leading(target: str, status: str = "302 Found") -> bytes:
    return answer("", f"Location: {target}", status=status)


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 See", "307 T", "308 P"])
def test_redirects_are_followed(server, status):
    server.pages |= {"/a": leading("../b?c=1", status), "/b?c=1": answer()}
    assert fetcher().get(server.at("/a")).url == server.at("/b?c=1")


def test_redirects_in_a_circle_or_without_end_are_refused(server):
    server.pages |= {"/a": leading("/b"), "/b": leading("/a")}
    server.pages |= {f"/{n}": leading(f"/{n + 1}") for n in range(30)}
    assert "without end" in refusal(server.at("/a"))
    assert len(server.asked) == 2
    assert "without end" in refusal(server.at("/0"), redirects=4)
    assert len(server.asked) == 2 + 5


@pytest.mark.parametrize(
    ("target", "says"),
    [
        ("ftp://kurier.example/a", "no address of the web"),
        ("file:///etc/passwd", "no address of the web"),
        ("http://user:secret@kurier.example/", "holds a password"),
    ],
)
def test_every_step_of_a_redirect_is_checked(server, target, says):
    server.pages["/a"] = leading(target)
    assert says in refusal(server.at("/a"))


def test_a_redirect_does_not_lead_inside(server, monkeypatch):
    """Only the outer host counts as public; what it leads to is checked like any address."""
    server.pages |= {"/a": leading(server.at("/b", "inside.example")), "/b": answer()}
    numbers = {"outside.example": ["127.0.0.1"], "inside.example": ["127.0.0.2"]}
    monkeypatch.setattr(addresses, "is_public", lambda number: number == "127.0.0.1")
    message = refusal(
        server.at("/a", "outside.example"), resolve=lambda host, _: numbers[host], private=False
    )
    assert message.startswith("inside.example lies within your own network")
    assert server.asked == ["/a"]


# time and size


def stalling(server: Server, start: bytes, *, drip: bytes = b"") -> Callable[[Send], None]:
    def page(send: Send) -> None:
        send(start)
        for _ in range(DRIPS):
            if server.closing.wait(0.02):
                return
            if drip:
                send(drip)

    return page


DRIPS = 3000
"""Far more than are waited for, so that who waits too long is told something else."""
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


@pytest.mark.parametrize(
    ("start", "drip"),
    [
        (b"", b""),
        (HEAD, b""),
        (HEAD, b"X-Drip: 1\r\n"),
        (HEAD + b"\r\n<p>", b""),
        (HEAD + b"\r\n<p>", b"x"),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
    ],
)
def test_what_is_slow_is_ended(server, start, drip):
    server.pages["/a"] = stalling(server, start, drip=drip)
    assert "did not answer within 0.3 seconds" in refusal(server.at("/a"), timeout=0.3, tries=1)


def test_what_is_endless_is_ended(server):
    server.pages["/a"] = stalling(server, HEAD + b"\r\n", drip=b"x" * 100_000)
    assert "is larger than 1 MB" in refusal(server.at("/a"), largest=1_000_000)
    assert server.asked == ["/a"]


def test_what_says_that_it_is_large_is_not_begun(server):
    server.pages["/a"] = stalling(server, HEAD + b"Content-Length: 9000000\r\n\r\n")
    assert "is larger than 1 MB" in refusal(server.at("/a"), largest=1_000_000)


@pytest.mark.parametrize("layers", [1, 2])
def test_a_packed_bomb_is_left_packed(server, layers):
    packed = gzip.compress(b"0" * 60_000_000)
    packed = gzip.compress(packed) if layers == 2 else packed
    encodings = ", ".join(["gzip"] * layers)
    server.pages["/a"] = answer(packed, f"Content-Encoding: {encodings}")
    message = refusal(server.at("/a"), largest=1_000_000, tries=1)
    assert ("is larger than 1 MB" if layers == 1 else "was not asked for") in message


# lies and damage


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n<p>",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<p>",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nnonsense",
        b"SSH-2.0-OpenSSH_9.6\r\n",
        b"\x00\xff" * 50,
        b"HTTP/1.1 200 OK\r\nBad Header\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 50_000 + b"\r\n",
        answer(gzip.compress(PAGE.encode())[:-20], "Content-Encoding: gzip"),
        answer(b"no gzip at all", "Content-Encoding: gzip"),
        answer(PAGE, "Content-Encoding: br"),
    ],
)
def test_a_broken_answer_is_asked_for_again_and_then_refused(server, sent):
    server.pages["/a"] = sent
    moment = Time()
    assert "try again later" in refusal(server.at("/a"), moment, delay=0)
    assert server.asked == ["/a"] * 3
    assert moment.sleeps == [1, 2]


def test_more_than_was_announced_is_cut(server):
    server.pages["/a"] = HEAD + b"Content-Length: 5\r\n\r\nGuten Tag."
    assert fetcher().get(server.at("/a")).body == b"Guten"


@pytest.mark.parametrize(
    "kind", ["image/png", "video/mp4", "text/css", "text/javascript", "font/woff2"]
)
def test_what_is_no_text_is_not_downloaded(server, kind):
    server.pages["/a"] = stalling(
        server, f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n\r\n".encode()
    )
    assert f"is {kind} and no article" in refusal(server.at("/a"))


@pytest.mark.parametrize(
    ("status", "says"),
    [
        ("403 Forbidden", "not shown to programs (403)"),
        ("404 Not Found", "nothing at"),
        ("410 Gone", "nothing at"),
        ("204 No Content", "answers with no page (204)"),
        ("304 Not Modified", "answers with no page (304)"),
        ("302 Found", "answers with no page (302)"),
    ],
)
def test_a_status_is_said(server, status, says):
    server.pages["/a"] = f"HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n".encode()
    assert says in refusal(server.at("/a"))
    assert server.asked == ["/a"]


# patience


def after(server: Server, *replies: bytes) -> Callable[[Send], None]:
    waiting = list(replies)
    return lambda send: send(waiting.pop(0) if len(waiting) > 1 else waiting[0])


def busy(*headers: str, status: str = "503 Busy") -> bytes:
    return answer("", *headers, status=status)


def test_a_server_that_stumbles_is_asked_again(server):
    server.pages["/a"] = after(server, b"", busy(), answer())
    moment = Time()
    assert fetcher(moment, delay=0).get(server.at("/a")).body == PAGE.encode()
    assert moment.sleeps == [1, 2]


@pytest.mark.parametrize("status", ["429 Slow", "500 E", "502 E", "503 E", "504 E"])
def test_tries_come_to_an_end(server, status):
    server.pages["/a"] = busy(status=status)
    assert f"({status[:3]}); try again later" in refusal(server.at("/a"), tries=2)
    assert server.asked == ["/a"] * 2


@pytest.mark.parametrize(
    "after_that", ["7", format_datetime(datetime.fromtimestamp(START + 7, UTC), usegmt=True)]
)
def test_a_server_may_say_when_to_come_back(server, after_that):
    server.pages["/a"] = after(server, busy(f"Retry-After: {after_that}"), answer())
    moment = Time()
    fetcher(moment).get(server.at("/a"))
    assert moment.sleeps == [7]


def test_nobody_waits_for_ever(server):
    server.pages["/a"] = busy("Retry-After: 86400")
    moment = Time()
    assert "try again later" in refusal(server.at("/a"), moment)
    assert (moment.sleeps, server.asked) == ([], ["/a"])


@settings(deadline=None)
@given(st.text(max_size=40))
def test_no_text_breaks_retry_after(text):
    reply = answers.Reply("http://a.example/", 503, {"retry-after": text}, b"", 0.0)
    wait = answers.retry_after(reply, today=START)
    assert wait is None or wait >= 0


def test_a_host_has_a_pause_between_requests(server):
    server.pages |= {f"/{n}": answer() for n in range(3)}
    moment = Time()
    patient = fetcher(moment, delay=2.5)
    for n in range(3):
        patient.get(server.at(f"/{n}"))
    assert moment.sleeps == [2.5, 2.5]
    patient.get(server.at("/0", "localhost"))
    assert moment.sleeps == [2.5, 2.5]


def narrow(server) -> tuple[Callable[[Send], None], list[bool]]:
    """A page with room for one at a time, and a list that is longer for each who found it taken."""
    place, crowded = threading.Lock(), list[bool]()

    def slow(send: Send) -> None:
        alone = place.acquire(blocking=False)
        if not alone:
            crowded.append(True)
        server.closing.wait(0.02)
        if alone:
            place.release()  # before the answer: whoever has it may ask the next at once
        send(answer())

    return slow, crowded


def test_a_host_is_asked_one_thing_at_a_time(server):
    slow, crowded = narrow(server)
    server.pages |= {f"/{n}": slow for n in range(6)}
    shared = fetcher(delay=0)
    threads = [threading.Thread(target=shared.get, args=(server.at(f"/{n}"),)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(server.asked) == [f"/{n}" for n in range(6)]
    assert not crowded


def test_a_pause_is_kept_between_programs_that_share_a_cache(server, tmp_path):
    server.pages |= {f"/{n}": answer() for n in range(2)}
    moment = Time()
    fetcher(moment, delay=2.5, cache=tmp_path).get(server.at("/0"))
    moment.passed += 1
    fetcher(moment, delay=2.5, cache=tmp_path).get(server.at("/1"))
    assert [round(pause, 3) for pause in moment.sleeps] == [1.5]
    fetcher(Time(), delay=2.5, cache=tmp_path).get(server.at("/1"))  # a clock set back: no wait


def test_processes_ask_a_host_one_thing_at_a_time(server, tmp_path):
    slow, crowded = narrow(server)
    server.pages |= {f"/{who}/{n}": slow for who in "ab" for n in range(5)}
    fetching = (
        "import sys; from workbook.fetch import Fetcher; from workbook.settings import Fetching; "
        "own = Fetcher(Fetching(private=True, robots=False, delay=0, cache=sys.argv[1])); "
        "print(flush=True); input(); [own.get(url) for url in sys.argv[2:]]"
    )
    both = [
        subprocess.Popen(
            [sys.executable, "-c", fetching, str(tmp_path), *(server.at(f"/{who}/{n}") for n in range(5))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        for who in "ab"
    ]  # fmt: skip
    assert [process.stdout.readline() for process in both] == [b"\n", b"\n"]
    for process in both:
        process.stdin.write(b"\n")
        process.stdin.flush()
    assert [process.wait(60) for process in both] == [0, 0]
    assert len(server.asked) == 10
    assert not crowded


# robots.txt


def robots(text: str) -> bytes:
    return answer(text, kind="text/plain")


RULES_TXT = """User-agent: *
Disallow: /intern
Allow: /intern/offen$
Disallow: /*.pdf$
Crawl-delay: 4

User-agent: analyst-workbook
Disallow: /nicht-fuer-uns
Crawl-delay: 3
"""


def test_robots_txt_is_obeyed(server):
    server.pages |= {"/robots.txt": robots(RULES_TXT), "/a": answer(), "/b": answer()}
    moment = Time()
    polite = fetcher(moment, robots=True)
    polite.get(server.at("/a"))
    polite.get(server.at("/b"))
    with pytest.raises(SourceRefused, match=r"asks programs not to fetch .* \(robots\.txt\)"):
        polite.get(server.at("/nicht-fuer-uns"))
    assert server.asked == ["/robots.txt", "/a", "/b"]
    assert moment.sleeps == [3, 3]


@pytest.mark.parametrize(
    ("path", "allowed"),
    [("/intern/a", False), ("/intern/offen", True), ("/a.pdf", False), ("/a.pdf?x", True)],
)
def test_robots_txt_is_read_as_search_engines_do(server, path, allowed):
    server.pages |= {"/robots.txt": robots(RULES_TXT), path: answer()}
    polite = fetcher(robots=True, agent="kurier/1")
    if allowed:
        assert polite.get(server.at(path)).body
    else:
        with pytest.raises(SourceRefused, match=r"robots\.txt"):
            polite.get(server.at(path))


def test_a_redirect_does_not_lead_around_robots_txt(server):
    server.pages |= {"/robots.txt": robots(RULES_TXT), "/a": leading("/nicht-fuer-uns")}
    server.pages["/nicht-fuer-uns"] = answer()
    assert "robots.txt" in refusal(server.at("/a"), robots=True)
    assert server.articles() == ["/a"]


@pytest.mark.parametrize(
    ("reply", "allowed"),
    [
        (answer("", status="404 Not Found"), True),
        (answer("", status="403 Forbidden"), True),
        (answer("<html>", status="200 OK"), True),
        (robots("\ufeffUser-agent: *\nDisallow: /"), False),
        (robots("User-agent: *\nDisallow: /" + "\n#" * 300_000), False),
        (answer("", status="500 E"), False),
        (answer("", status="503 E"), False),
        (b"", False),
        (leading("/other.txt"), False),
    ],
)
def test_no_robots_txt_allows_and_a_broken_one_forbids(server, reply, allowed):
    server.pages |= {"/robots.txt": reply, "/a": answer()}
    server.pages["/other.txt"] = robots("User-agent: *\nDisallow: /")
    if allowed:
        assert fetcher(robots=True).get(server.at("/a")).body
    else:
        refusal(server.at("/a"), robots=True)
        assert "/a" not in server.asked


# the cache


def confirming(server: Server, header: str) -> Callable[[Send], None]:
    def page(send: Send) -> None:
        unchanged = header in server.heads[-1]
        stamps = ['ETag: "7"', "Last-Modified: Tue, 18 Feb 2025 08:00:00 GMT"]
        send(b"HTTP/1.1 304 Not Modified\r\n\r\n" if unchanged else answer(PAGE, *stamps))

    return page


@pytest.mark.parametrize(
    "header", ['If-None-Match: "7"', "If-Modified-Since: Tue, 18 Feb 2025 08:00:00 GMT"]
)
def test_an_answer_is_kept_and_confirmed(server, tmp_path, header):
    server.pages["/a"] = confirming(server, header)
    moment = Time()
    options = {"cache": tmp_path / "kept", "fresh": 60.0}
    first = fetcher(moment, **options).get(server.at("/a"))
    moment.passed += 59
    assert fetcher(moment, **options).get(server.at("/a")) == first
    assert len(server.asked) == 1
    moment.passed += 2
    assert fetcher(moment, **options).get(server.at("/a")) == first
    assert len(server.asked) == 2
    moment.passed += 59
    assert fetcher(moment, **options).get(server.at("/a")) == first
    assert len(server.asked) == 2


def test_a_changed_page_is_fetched_anew(server, tmp_path):
    server.pages["/a"] = after(server, answer("alt", 'ETag: "1"'), answer("neu", 'ETag: "2"'))
    options = {"cache": tmp_path, "fresh": 0.0}
    assert [fetcher(**options).get(server.at("/a")).body for _ in range(2)] == [b"alt", b"neu"]


def test_what_must_not_be_kept_is_not(server, tmp_path):
    server.pages["/a"] = answer(PAGE, "Cache-Control: private, No-Store")
    server.pages["/b"] = busy()
    fetcher(cache=tmp_path).get(server.at("/a"))
    refusal(server.at("/b"), cache=tmp_path)
    assert list(tmp_path.glob("*.answer")) == []


@pytest.mark.parametrize("damage", [b"", b"{}", b"{\n", b"\xff\n"])
def test_a_damaged_cache_costs_a_request_and_no_article(server, tmp_path, damage):
    server.pages["/a"] = answer()
    fetcher(cache=tmp_path).get(server.at("/a"))
    [kept] = tmp_path.glob("*.answer")
    kept.write_bytes(damage or kept.read_bytes()[:-1])
    assert fetcher(cache=tmp_path).get(server.at("/a")).body == PAGE.encode()
    assert len(server.asked) == 2


def test_a_cache_that_cannot_be_written_costs_nothing(server, tmp_path):
    server.pages["/a"] = answer()
    (tmp_path / "file").write_text("in the way")
    assert fetcher(cache=tmp_path / "file" / "kept").get(server.at("/a")).body == PAGE.encode()


def test_the_cache_stays_within_its_size(server, tmp_path):
    server.pages |= {f"/{n}": answer("x" * 1000) for n in range(5)}
    for n in range(5):  # each sweeps once, on its first answer
        fetcher(cache=tmp_path, cache_size=3000).get(server.at(f"/{n}"))
    assert sum(path.stat().st_size for path in tmp_path.glob("*.answer")) <= 3000 + 1500
    assert list(tmp_path.glob("*.answer"))


# articles from addresses


def read(url, **options):
    problems: list[str] = []
    found = inputs.read(
        url,
        fetching=RULES.model_copy(update={"delay": 0.0, **options}),
        on_problem=lambda problem: problems.append(problem.message),
    )
    return list(found), problems


def test_an_article_is_read_from_its_address(server):
    page = PAGE.replace('<link rel="canonical"', "<link ").replace("mainEntityOfPage", "x")
    server.pages |= {"/a": leading("/b"), "/b": answer(page)}
    [article], problems = read(server.at("/a"))
    assert article.text.startswith(FIRST)
    assert (article.url, article.origin) == (server.at("/b"), server.at("/b"))
    assert problems == []


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("text/html; charset=windows-1252", PAGE.encode("cp1252")),
        ("", PAGE.encode()),
        ("application/octet-stream", PAGE.encode()),
        ("text/plain", FIRST.encode()),
        ("text/csv", f'text\n"{FIRST}"\n'.encode()),
        ("application/gzip", gzip.compress(f'{{"text": "{FIRST}"}}'.encode(), mtime=0)),
        ("text/html", f'<?xml version="1.0"?><rss><channel><item><description>{FIRST}'
                      "</description></item></channel></rss>".encode()),
    ],
)  # fmt: skip
def test_the_format_is_told_by_type_and_content(server, kind, body):
    server.pages["/a"] = answer(body, kind=kind)
    [article], problems = read(server.at("/a"))
    assert article.text.startswith(FIRST)
    assert problems == []


def feed(server: Server, *paths: str) -> bytes:
    items = "".join(
        f"<item><title>Aus dem Feed</title><link>{server.at(path)}</link><description>Kurz."
        f"</description></item>"
        for path in paths
    )
    return answer(
        f"<rss><channel><title>Feed</title>{items}</channel></rss>", kind="application/rss+xml"
    )


def test_links_of_a_feed_are_followed(server):
    bare = f"<html><body><article><p>{FIRST} {FIRST}</p></article></body></html>"
    server.pages |= {"/feed": feed(server, "/1", "/2", "/3"), "/1": answer(), "/2": answer(bare)}
    (first, second), problems = read(server.at("/feed"))
    assert first.outlet == "Musterstädter Anzeiger"
    assert first.title == "Musterstadt baut neue Wehrbrücke"
    assert (second.title, second.outlet, second.url) == ("Aus dem Feed", "Feed", server.at("/2"))
    assert len(problems) == 1
    assert "There is nothing at" in problems[0]


def test_links_come_to_an_end(server):
    server.pages |= {"/feed": feed(server, *(f"/{n}" for n in range(9)))}
    server.pages |= {f"/{n}": answer() for n in range(9)}
    found, problems = read(server.at("/feed"), links=2)
    assert (len(found), len(problems)) == (2, 7)
    assert "as 2 links were followed before it" in problems[0]
    assert len(server.asked) == 3


def sitemap(server: Server, *paths: str, kind: str = "url") -> bytes:
    outer = {"url": "urlset", "sitemap": "sitemapindex"}[kind]
    entries = "".join(f"<{kind}><loc>{server.at(path)}</loc></{kind}>" for path in paths)
    return answer(
        f'<?xml version="1.0"?><{outer} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        f"{entries}</{outer}>",
        kind="application/xml",
    )


def test_sitemaps_are_followed_and_their_circles_end(server):
    server.pages |= {
        "/index.xml": sitemap(server, "/news.xml", "/index.xml", kind="sitemap"),
        "/news.xml": sitemap(server, "/1"),
        "/1": answer(),
    }
    found, problems = read(server.at("/index.xml"), cache=False)
    assert found
    assert all(article.text.startswith(FIRST) for article in found)
    assert "lies too deep" in problems[-1]


def test_a_local_feed_does_not_lead_inside(server, tmp_path):
    path = tmp_path / "a.rss"
    path.write_bytes(feed(server, "/1").split(b"\r\n\r\n", 1)[1])
    server.pages["/1"] = answer()
    with pytest.raises(SourceRefused, match="within your own network"):
        read(path, private=False)
    assert server.asked == []
    assert len(read(path)[0]) == 1


def test_several_addresses_are_read_in_turn(server):
    server.pages |= {"/1": answer(), "/2": answer("<p>Kurz.</p>"), "/3": answer()}
    found, problems = read([server.at(f"/{n}") for n in (1, 2, 3)])
    assert len(found) == 2
    assert "No article was found in" in problems[0]


def test_an_address_becomes_a_workbook(server):
    import workbook
    from workbook.settings import Settings

    server.pages["/a"] = answer()
    book = workbook.load(server.at("/a"), settings=Settings(fetch=RULES))
    assert book.articles["title"].tolist() == ["Musterstadt baut neue Wehrbrücke"]
    assert len(book.claims) > 0
