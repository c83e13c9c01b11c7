"""What a server answers: whether it is good, leads on, or is worth another try."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC
from email.utils import parsedate_to_datetime

from workbook.errors import SourceRefused

_PASSING = frozenset({429, 500, 502, 503, 504})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_READ = re.compile(
    r"text/(?!css|javascript)|application/(?:[\w.-]+\+)?(?:xml|json)\b|message/rfc822|"
    r"multipart/related|(?:application|binary)/(?:octet-stream|x-binary)|"
    r"application/(?:pdf|zip|gzip|jsonl|rtf|warc|"
    r"x-(?:ndjson|jsonlines|gzip|zip-compressed|parquet|mimearchive)|"
    r"vnd\.(?:apache\.parquet|openxmlformats-officedocument\.wordprocessingml\.document))"
)


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer of a server; names in ``headers`` are in lower case.

    ``at`` is the time it came, in seconds since 1970.
    """

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    at: float

    def confirmed(self, by: Reply, *, at: float) -> Reply:
        """This answer after the server said that it still holds."""
        return replace(self, headers={**self.headers, **by.headers}, at=at)


def conditions(kept: Reply | None) -> dict[str, str]:
    """Headers that ask only for what changed since ``kept`` came.

    Examples
    --------
    >>> conditions(Reply("http://a.example/", 200, {"etag": '"7"'}, b"", 0.0))
    {'If-None-Match': '"7"'}
    """
    if kept is None or kept.status != 200:
        return {}
    pairs = (("If-None-Match", "etag"), ("If-Modified-Since", "last-modified"))
    return {ask: kept.headers[told] for ask, told in pairs if told in kept.headers}


def redirect_of(reply: Reply) -> str | None:
    """Where the answer leads on to, if it does."""
    return reply.headers.get("location") if reply.status in _REDIRECTS else None


def is_passing(reply: Reply) -> bool:
    """Whether the trouble may have passed in a moment."""
    return reply.status in _PASSING


def trouble_of(reply: Reply) -> str:
    """What is wrong, as the end of a sentence that begins with the address."""
    if reply.status == 429:
        return "was asked too often (429)"
    return f"cannot answer at the moment ({reply.status})"


def retry_after(reply: Reply, *, today: float) -> float | None:
    """Seconds the server asks to wait, if it does.

    Examples
    --------
    >>> retry_after(Reply("http://a.example/", 503, {"retry-after": "7"}, b"", 0.0), today=0.0)
    7.0
    """
    value = reply.headers.get("retry-after", "").strip()
    if re.fullmatch(r"\d{1,9}", value):
        return float(value)
    try:
        moment = parsedate_to_datetime(value)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return max(moment.timestamp() - today, 0.0)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def kind_of(reply: Reply) -> str:
    """The media type in lower case, empty where the server states none."""
    return reply.headers.get("content-type", "").split(";")[0].strip().lower()


def charset_of(reply: Reply) -> str | None:
    """The encoding the server states."""
    found = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", reply.headers.get("content-type", ""))
    return found.group(1).lower() if found else None


def is_read(kind: str) -> bool:
    """Whether articles come in this media type.

    Examples
    --------
    >>> [is_read(kind) for kind in ("text/html", "application/rss+xml", "", "image/png")]
    [True, True, True, False]
    """
    return not kind or _READ.match(kind) is not None


def refuse_unless_good(reply: Reply) -> None:
    """Refuse what is no article's answer.

    Raises
    ------
    SourceRefused
        By status, media type, or because there is nothing.
    """
    if reply.status in (401, 402, 403, 451):
        raise SourceRefused(
            f"{reply.url} is not shown to programs ({reply.status}); "
            "open it in your browser, save the page and pass that file."
        )
    if reply.status in (404, 410):
        raise SourceRefused(f"There is nothing at {reply.url} ({reply.status}); check the address.")
    if reply.status not in (200, 203):
        raise SourceRefused(
            f"{reply.url} answers with no page ({reply.status}); save the page and pass that file."
        )
    if not is_read(kind_of(reply)):
        raise SourceRefused(
            f"{reply.url} is {kind_of(reply)} and no article; give the address of an article."
        )
