"""Answers kept on disk, a file each, so that a page is not sent twice."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from workbook.fetch.answers import Reply

if TYPE_CHECKING:
    from workbook.fetch.hosts import Clock
    from workbook.settings import Fetching

_KEPT = frozenset({200, 203, 301, 308, 404, 410})
_SWEEP = 200  # answers after which the oldest are removed


@dataclass(slots=True)
class Cache:
    """Answers by address; without a folder it keeps nothing.

    A folder that cannot be written or read costs requests, never an article.
    """

    folder: Path | None
    fresh: float
    size: int
    clock: Clock
    _new: int = 0

    @classmethod
    def of(cls, rules: Fetching, clock: Clock) -> Cache:
        """The cache ``rules`` ask for."""
        if rules.cache is False:
            return cls(None, rules.fresh, rules.cache_size, clock)
        if rules.cache is not None:
            return cls(rules.cache, rules.fresh, rules.cache_size, clock)
        import platformdirs

        folder = platformdirs.user_cache_path("analyst-workbook", appauthor=False) / "fetched"
        return cls(folder, rules.fresh, rules.cache_size, clock)

    def get(self, url: str) -> Reply | None:
        """The answer kept for ``url``, fresh or not."""
        try:
            data = self._file(url).read_bytes() if self.folder else b""
            head, _, body = data.partition(b"\n")
            said = json.loads(head)
            reply = Reply(said["url"], said["status"], said["headers"], body, float(said["at"]))
            return reply if said["url"] == url and said["length"] == len(body) else None
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def is_fresh(self, reply: Reply) -> bool:
        """Whether it may be used without asking again."""
        return 0 <= self.clock.today() - reply.at < self.fresh

    def put(self, url: str, reply: Reply) -> None:
        """Keep an answer, unless the server asks not to; whole or not at all."""
        if not self.folder or reply.status not in _KEPT:
            return
        if "no-store" in reply.headers.get("cache-control", "").lower():
            return
        said = {"url": url, "status": reply.status, "headers": dict(reply.headers)}
        head = json.dumps({**said, "at": reply.at, "length": len(reply.body)})
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self.folder, prefix=".new-")
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(head.encode() + b"\n" + reply.body)
                Path(name).replace(self._file(url))
            except OSError:
                Path(name).unlink(missing_ok=True)
                raise
        self._new += 1
        if self._new % _SWEEP == 1:
            self._swept()

    def _file(self, url: str) -> Path:
        assert self.folder is not None
        return self.folder / f"{hashlib.sha256(url.encode()).hexdigest()}.answer"

    def _swept(self) -> None:
        """Remove the oldest answers until the rest fit."""
        assert self.folder is not None
        with suppress(OSError):
            files = [(path, path.stat()) for path in self.folder.glob("*.answer")]
            total = sum(stat.st_size for _, stat in files)
            for path, stat in sorted(files, key=lambda file: file[1].st_mtime):
                if total <= self.size:
                    break
                path.unlink(missing_ok=True)
                total -= stat.st_size
