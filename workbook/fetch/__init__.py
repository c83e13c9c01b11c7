"""The only code that asks the network, and asks politely.

A `Fetcher` obeys robots.txt, asks a host one thing at a time with a pause between, asks again
with growing patience where a server stumbles, keeps answers and has them confirmed instead of
sent twice. It connects only to public addresses unless settings allow others, and stops what
is too slow, too large or no text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbook.errors import SourceRefused
from workbook.fetch import addresses, answers, wire
from workbook.fetch.addresses import Resolve
from workbook.fetch.answers import Reply
from workbook.fetch.cache import Cache
from workbook.fetch.hosts import Clock, Hosts
from workbook.fetch.robots import Robots
from workbook.settings import Fetching

if TYPE_CHECKING:
    from httpx import URL

__all__ = ["Answer", "Clock", "Fetcher"]

_SHORTEST_WAIT = 1.0  # seconds before a second try


@dataclass(frozen=True, slots=True)
class Answer:
    """What lies at an address: ``url`` where it lay in the end, ``kind`` its media type."""

    url: str
    kind: str
    charset: str | None
    body: bytes


class Fetcher:
    """Fetches addresses one after another, mindful of each host.

    One fetcher may serve several threads; the pause between requests is kept over all of them,
    and over all processes of this machine that keep answers in the same folder.

    Parameters
    ----------
    rules : delays, limits and permissions.
    clock, resolve : the time and the name service, for tests.
    """

    def __init__(
        self,
        rules: Fetching | None = None,
        *,
        clock: Clock | None = None,
        resolve: Resolve = addresses.resolved,
    ) -> None:
        self._rules = rules or Fetching()
        self._clock = clock or Clock()
        self._cache = Cache.of(self._rules, self._clock)
        kept = self._cache.folder
        self._hosts = Hosts(self._clock, kept and kept / "hosts")
        self._wire = wire.Wire(self._rules, resolve)
        self._robots = Robots(self._rules.agent, self._robots_reply)

    def get(self, url: str) -> Answer:
        """What lies at ``url``, after all redirects.

        Raises
        ------
        SourceRefused
            In one sentence, with what to do instead.
        """
        reply = self._followed(addresses.checked(url), asked=url)
        answers.refuse_unless_good(reply)
        return Answer(reply.url, answers.kind_of(reply), answers.charset_of(reply), reply.body)

    def _followed(self, place: URL, *, asked: str) -> Reply:
        seen = [place]
        while True:
            delay = self._rules.delay
            if self._rules.robots:
                delay = max(delay, self._robots.delay_unless_forbidden(place))
            reply = self._reply(place, delay=delay)
            target = answers.redirect_of(reply)
            if target is None:
                return reply
            place = addresses.checked(str(place.join(target)))
            if place in seen or len(seen) > self._rules.redirects:
                raise SourceRefused(
                    f"{asked} leads from one address to the next without end; "
                    "open it in your browser and save the page."
                )
            seen.append(place)

    def _reply(self, place: URL, *, delay: float) -> Reply:
        """The answer of one address: a fresh one we have, one confirmed, or a new one."""
        kept = self._cache.get(str(place))
        if kept is not None and self._cache.is_fresh(kept):
            return kept
        reply = self._tried(place, answers.conditions(kept), delay=delay)
        if reply.status == 304 and kept is not None:
            reply = kept.confirmed(reply, at=self._clock.today())
        self._cache.put(str(place), reply)
        return reply

    def _tried(self, place: URL, conditions: Mapping[str, str], *, delay: float) -> Reply:
        """The answer of a server, which may need several tries."""
        longest = self._rules.patience
        for attempt in range(1, self._rules.tries + 1):
            try:
                with self._hosts.turn(place.host, pause=min(delay, longest)):
                    reply = self._wire.get(place, conditions, today=self._clock.today)
                if not answers.is_passing(reply):
                    return reply
                trouble: str = answers.trouble_of(reply)
                asked = answers.retry_after(reply, today=self._clock.today())
            except wire.Stumbled as error:
                trouble, asked = str(error), None
            wait = _SHORTEST_WAIT * 2 ** (attempt - 1) if asked is None else asked
            if attempt < self._rules.tries and wait <= longest:
                self._clock.sleep(wait)
            else:
                break
        raise SourceRefused(f"{place} {trouble}; try again later, or save the page and pass it.")

    def _robots_reply(self, place: URL) -> Reply:
        """The answer for a robots.txt, which asks no robots.txt itself."""
        for _ in range(5):  # as many redirects as RFC 9309 asks for
            reply = self._reply(place, delay=0)
            target = answers.redirect_of(reply)
            if target is None:
                break
            place = addresses.checked(str(place.join(target)))
        return reply
