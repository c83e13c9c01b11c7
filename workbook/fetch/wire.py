"""One request over one connection, bounded in time, size and place.

The connection is made to the very number that was checked, so a name that is answered
differently the next time changes nothing (DNS rebinding); TLS still checks the name.
"""

from __future__ import annotations

import queue
import threading
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import httpcore

from workbook.errors import SourceRefused
from workbook.fetch import addresses, answers
from workbook.fetch.answers import Reply

if TYPE_CHECKING:
    import ssl

    from httpx import URL

    from workbook.settings import Fetching

_ACCEPTED = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
_ROBOTS = "/robots.txt"


class Stumbled(Exception):
    """A request that failed in a way that may pass; says how, to follow the address."""


class Wire:
    """Makes requests by ``rules``; ``resolve`` is the name service."""

    def __init__(self, rules: Fetching, resolve: addresses.Resolve) -> None:
        self._rules = rules
        self._resolve = resolve
        self._tls: ssl.SSLContext | None = None

    def get(self, place: URL, headers: Mapping[str, str], *, today: Callable[[], float]) -> Reply:
        """The answer of a server; its body is left unread where nobody wants it.

        Raises
        ------
        Stumbled
            If another try may go better.
        SourceRefused
            If it would not.
        """
        backend = _Backend(self._rules, self._resolve, until=time.monotonic() + self._rules.timeout)
        try:
            with (
                httpcore.ConnectionPool(
                    ssl_context=self._context(place), network_backend=backend
                ) as pool,
                pool.stream("GET", _target(place), headers=self._headers(headers)) as response,
            ):
                told = _told(response.headers)
                reply = Reply(str(place), response.status, told, b"", today())
                body = self._body(reply, response.iter_stream()) if _is_wanted(reply) else b""
        except httpcore.TimeoutException:
            seconds = f"{self._rules.timeout:g}"
            raise Stumbled(f"did not answer within {seconds} seconds") from None
        except (httpcore.NetworkError, httpcore.ProtocolError, OSError, ValueError) as error:
            raise Stumbled(_broken(error)) from None
        return Reply(reply.url, reply.status, reply.headers, body, reply.at)

    def _context(self, place: URL) -> ssl.SSLContext | None:
        if place.scheme == "https" and self._tls is None:
            import httpx

            self._tls = httpx.create_ssl_context()
        return self._tls

    def _headers(self, more: Mapping[str, str]) -> list[tuple[str, str]]:
        own = {"User-Agent": self._rules.agent, "Accept": _ACCEPTED, "Accept-Encoding": "gzip"}
        return [*{**own, **more, "Connection": "close"}.items()]

    def _body(self, reply: Reply, pieces: Iterator[bytes]) -> bytes:
        """The body, unpacked and never more than the largest that is allowed."""
        largest = self._rules.largest
        too_large = SourceRefused(
            f"{reply.url} is larger than {largest / 1e6:,.0f} MB and no article; "
            "download it yourself and pass the file, or raise fetch.largest."
        )
        stated = reply.headers.get("content-length", "")
        if stated.isdigit() and int(stated) > largest:
            raise too_large
        body = bytearray()
        for piece in _unpacked(pieces, reply.headers.get("content-encoding", ""), largest):
            body += piece
            if len(body) > largest:
                raise too_large
        return bytes(body)


def _target(place: URL) -> httpcore.URL:
    return httpcore.URL(
        scheme=place.raw_scheme, host=place.raw_host, port=place.port, target=place.raw_path
    )


def _told(headers: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """The headers by name; of several with one name the first counts."""
    told: dict[str, str] = {}
    for name, value in headers:
        told.setdefault(name.decode("latin-1").lower(), value.decode("latin-1"))
    return told


def _is_wanted(reply: Reply) -> bool:
    is_robots = reply.url.endswith(_ROBOTS)
    return reply.status in (200, 203) and (is_robots or answers.is_read(answers.kind_of(reply)))


def _unpacked(pieces: Iterator[bytes], encoding: str, largest: int) -> Iterator[bytes]:
    """The body as it was before it was packed, in pieces of at most ``largest`` and one bytes."""
    name = encoding.strip().lower()
    if name in ("", "identity"):
        yield from pieces
        return
    if name not in ("gzip", "x-gzip", "deflate"):
        raise ValueError(f"sends {name[:40]}, which was not asked for")
    unpack = zlib.decompressobj(wbits=15 + 32)  # knows gzip and zlib by their first bytes
    try:
        for piece in pieces:
            waiting = piece
            while waiting and not unpack.eof:
                yield unpack.decompress(waiting, largest + 1)
                waiting = unpack.unconsumed_tail
    except zlib.error:
        raise ValueError("sends damaged data") from None
    if not unpack.eof:
        raise ValueError("broke off in the middle")


def _broken(error: Exception) -> str:
    if isinstance(error, httpcore.ConnectError | OSError):
        return "cannot be reached"
    if isinstance(error, ValueError):
        return str(error)
    return "broke off its answer or does not speak HTTP"


class _Backend(httpcore.NetworkBackend):
    """Connects to checked numbers only, and lets nothing outlast ``until``."""

    def __init__(self, rules: Fetching, resolve: addresses.Resolve, *, until: float) -> None:
        self._rules = rules
        self._resolve = resolve
        self._until = until
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        trouble: Exception = httpcore.ConnectError("no address")
        for number in self._allowed(host, port):
            try:
                stream = self._plain.connect_tcp(
                    number, port, _left(self._until), local_address, socket_options
                )
                return _Bounded(stream, self._until)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                trouble = error
        raise trouble

    def _allowed(self, host: str, port: int) -> list[str]:
        try:
            numbers = _in_time(lambda: self._resolve(host, port), _left(self._until))
        except (OSError, UnicodeError):
            raise SourceRefused(
                f"There is no {host} on the web, or no way to it; check address and connection "
                "(a proxy is not used: where there is no other way, save the page and pass it)."
            ) from None
        allowed = [n for n in numbers if self._rules.private or addresses.is_public(n)]
        if numbers and not allowed:
            raise SourceRefused(
                f"{host} lies within your own network, where nothing is fetched; "
                "allow it with private = true under [fetch] in workbook.toml."
            )
        return allowed


class _Bounded(httpcore.NetworkStream):
    """A connection on which every step must end by ``until``."""

    def __init__(self, stream: httpcore.NetworkStream, until: float) -> None:
        self._stream = stream
        self._until = until

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _left(self._until))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(self._until))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        inner = self._stream.start_tls(ssl_context, server_hostname, _left(self._until))
        return _Bounded(inner, self._until)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout
    return left


def _in_time(work: Callable[[], list[str]], seconds: float) -> list[str]:
    """What ``work`` gives; a name service knows no time limit of its own."""
    done: queue.SimpleQueue[list[str] | Exception] = queue.SimpleQueue()

    def run() -> None:
        try:
            done.put(work())
        except Exception as error:  # handed over to the thread that waits
            done.put(error)

    threading.Thread(target=run, daemon=True).start()
    try:
        found = done.get(timeout=seconds)
    except queue.Empty:
        raise httpcore.ConnectTimeout from None
    if isinstance(found, Exception):
        raise found
    return found
