"""robots.txt, as RFC 9309 reads it (by Protego)."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from workbook.errors import SourceRefused

if TYPE_CHECKING:
    from httpx import URL

    from workbook.fetch.answers import Reply

_LONGEST = 512_000  # bytes; RFC 9309 asks for 500 KiB at least


class Robots:
    """What each host allows to whom, asked for once.

    ``agent`` is how we introduce ourselves, ``fetch`` gives the answer for a robots.txt.
    """

    def __init__(self, agent: str, fetch: Callable[[URL], Reply]) -> None:
        self._name = agent.split("/")[0].split()[0]
        self._fetch = fetch
        self._lock = threading.Lock()
        self._known: dict[tuple[str, str, int | None], Any] = {}

    def delay_unless_forbidden(self, place: URL) -> float:
        """Seconds the host asks for between two requests.

        Raises
        ------
        SourceRefused
            If the host wants ``place`` left alone, or cannot say.
        """
        host = (place.scheme, place.host, place.port)
        with self._lock:
            if host not in self._known:
                self._known[host] = self._rules(place)
            rules = self._known[host]
        if isinstance(rules, SourceRefused):
            raise SourceRefused(str(rules))
        if not rules.can_fetch(str(place), self._name):
            raise SourceRefused(
                f"{place.host} asks programs not to fetch {place} (robots.txt); "
                "open it in your browser, save the page and pass that file."
            )
        return float(rules.crawl_delay(self._name) or 0)

    def _rules(self, place: URL) -> Any:
        from protego import Protego

        try:
            reply = self._fetch(place.copy_with(raw_path=b"/robots.txt"))
        except SourceRefused as refusal:
            return refusal
        if reply.status != 200:  # there is none, so nothing is forbidden
            return Protego.parse("")
        return Protego.parse(
            reply.body[:_LONGEST].decode("utf-8", "replace").removeprefix("\ufeff")
        )
