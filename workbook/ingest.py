"""Articles into a store: read in batches, over processes, each batch under its own version.

Three steps that know nothing of each other: `chunks` takes articles from the inputs, `tabulated`
makes tables of a chunk in any process, and the store's writer commits them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any

from workbook import pipeline, workers
from workbook import settings as settings_module
from workbook.errors import SourceRefused
from workbook.models import Article, Problem

if TYPE_CHECKING:
    from pathlib import Path

    from workbook.cluster import Luggage
    from workbook.settings import Settings
    from workbook.store import Batch, Entry, Writer

CHUNK = 32
"""Articles a process reads at a time."""
VERSION, MOST = 512, 4_096
"""Articles stored under one version, at least and at most."""
_SHARE = 500
"""The part of a large archive that one version brings: each looks through all of it for copies."""


@dataclass(frozen=True, slots=True)
class Ingested:
    """What an ingest has done so far; all it counts is safely stored."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    problems: tuple[Problem, ...] = ()
    version: int = 0

    @property
    def articles(self) -> int:
        """All articles that have been dealt with."""
        return self.added + self.updated + self.unchanged


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some articles that are to be read, and what was found on the way to them."""

    articles: tuple[Article, ...]
    settings: Settings
    unchanged: int = 0
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A chunk that has been read."""

    batch: Batch
    unchanged: int
    problems: tuple[Problem, ...]


def ingest(
    source: Any,
    where: Any,
    *,
    settings: Settings | None = None,
    processes: int | None = None,
    cluster: str | None = None,
    again: bool = False,
    patience: float = 0,
    report: Callable[[Ingested], None] | None = None,
) -> Ingested:
    """Read the articles at ``source`` into the store at ``where``, which is made if need be.

    Articles stored with the same words are left alone. Of several with one id the first stands
    and the others are a problem, so that a second run finds nothing to do.

    Parameters
    ----------
    source : as for `pipeline.load`; several in a list.
    where : a folder or an object store's address.
    processes : default: as the settings say, one for each processor.
    cluster : ``local`` or the address of a Dask scheduler, whose workers read instead.
    again : read and replace what has not changed, too.
    patience : seconds for which another ingest into the same folder is waited for.
    report : is told after each version; what it is told is safe whatever happens then.

    Raises
    ------
    SourceRefused
        If nothing in ``source`` can be read.
    ClusterRefused
        If the cluster cannot be used.
    StoreRefused
        If the store cannot be used, or another ingest writes to it.
    StoreFailed
        If a disk or network failed; run it again, it continues where it stopped.
    """
    from workbook.store import Place, upkeep, writing

    settings = settings or settings_module.load()
    told: list[Problem] = []
    articles = pipeline.articles_of(source, settings, on_problem=told.append)
    first = next(articles, None)  # refused, if at all, before a store is made
    if first is None:
        raise SourceRefused("The source holds no article; give files with news articles.")
    place = Place.at(where)
    processes, alone = processes or settings.processes, writing(place, patience=patience)
    with _spreading(cluster, settings, processes) as spread, alone as writer:
        sieve = _Sieve(writer, again=again)
        found = chunks(chain((first,), articles), told, settings=settings.luggage, sieve=sieve)
        done = _stored(spread(found), writer, report or _quietly)
        return replace(done, version=upkeep.tidy(writer).version)


def chunks(
    articles: Iterable[Article], told: list[Problem], *, settings: Settings, sieve: _Sieve
) -> Iterator[Chunk]:
    """Articles that need reading, some at a time; ``told`` fills while articles are taken."""
    waiting: list[Article] = []
    for article in articles:
        waiting.append(article)
        if len(waiting) == CHUNK:
            yield sieve.sifted(waiting, told, settings)
            waiting = []
    yield sieve.sifted(waiting, told, settings)


def tabulated(chunk: Chunk) -> Part:
    """Read a chunk and tabulate it: nothing but its articles decides what comes out."""
    from workbook import store

    batch = store.batch(pipeline.frames(chunk.articles, settings=chunk.settings, processes=1))
    return Part(batch, chunk.unchanged, chunk.problems)


@dataclass(frozen=True, slots=True)
class _Abroad:
    """`tabulated` for a worker elsewhere: the analyst's own knowledge travels with it."""

    luggage: Luggage

    def __call__(self, chunk: Chunk) -> Part:
        from workbook.cluster import own_folder

        folder = self.luggage.unpacked(own_folder())
        return tabulated(_knowing(chunk, folder))


def _knowing(chunk: Chunk, folder: Path | None) -> Chunk:
    return replace(chunk, settings=chunk.settings.model_copy(update={"knowledge": folder}))


@contextmanager
def _spreading(
    address: str | None, settings: Settings, processes: int | None
) -> Iterator[Callable[[Iterable[Chunk]], Iterator[Part]]]:
    """How chunks become parts: over processes here, or over a cluster."""
    if address is None:
        yield partial(workers.ordered, tabulated, processes=processes)
        return
    from workbook import cluster

    luggage = cluster.Luggage.packed(settings.knowledge)
    with cluster.joined(address, settings=settings, processes=processes) as team:
        yield partial(team.ordered, _Abroad(luggage))


@dataclass(slots=True)
class _Sieve:
    """Lets through what is new or changed, and of two articles with one id the first."""

    writer: Writer
    again: bool
    seen: dict[str, str] = field(default_factory=dict)

    def sifted(self, articles: list[Article], told: list[Problem], settings: Settings) -> Chunk:
        once, doubles = self._once(articles)
        known = set() if self.again else self._known(once)
        fresh = tuple(article for article in once if article.article_id not in known)
        problems = (*told, *doubles)
        told.clear()
        return Chunk(fresh, settings, len(articles) - len(fresh) - len(doubles), problems)

    def _once(self, articles: list[Article]) -> tuple[list[Article], list[Problem]]:
        from workbook.store import fingerprint

        once, doubles = [], []
        for article in articles:
            identity, wording = article.article_id, fingerprint(article)
            before = self.seen.setdefault(identity, wording)
            if before is wording:
                once.append(article)
            elif before != wording:
                doubles.append(_double(article))
        return once, doubles

    def _known(self, articles: list[Article]) -> set[str]:
        """Those stored as they stand, or as they stand once their language has been found."""
        from workbook.store import fingerprint

        return self.writer.archive.unchanged(
            {
                article.article_id: {
                    self.seen[article.article_id],
                    fingerprint(replace(article, language=article.language or pipeline.LANGUAGE)),
                }
                for article in articles
            }
        )


def _stored(parts: Iterable[Part], writer: Writer, report: Callable[[Ingested], None]) -> Ingested:
    done = Ingested(version=writer.entry.version)
    waiting: list[Part] = []
    for part in parts:
        waiting.append(part)
        if sum(one.batch.n_articles for one in waiting) >= at_once(writer.archive.size):
            done = _committed(waiting, writer, done)
            waiting = []
            report(done)
    if waiting:
        done = _committed(waiting, writer, done)
        report(done)
    return done


def at_once(stored: int) -> int:
    """How many articles one version brings to an archive that holds so many.

    Examples
    --------
    >>> [at_once(stored) for stored in (0, 1_000_000, 10_000_000)]
    [512, 2000, 4096]
    """
    return min(max(VERSION, stored // _SHARE), MOST)


def _committed(parts: list[Part], writer: Writer, done: Ingested) -> Ingested:
    from workbook.store import joined

    problems = tuple(problem for part in parts for problem in part.problems)
    complaints = writer.complaints(problems)
    batches = [part.batch for part in parts] + ([complaints] if complaints else [])
    before = writer.entry.version
    entry: Entry = writer.commit(joined(batches))
    changed = entry.version > before
    return Ingested(
        added=done.added + (entry.added if changed else 0),
        updated=done.updated + (entry.updated if changed else 0),
        unchanged=done.unchanged + sum(part.unchanged for part in parts),
        problems=done.problems + problems,
        version=entry.version,
    )


def _double(article: Article) -> Problem:
    return Problem(
        "inputs",
        f"Two articles of one ingest have the id {article.article_id} and different words; the "
        f"first was kept, that from {article.origin or 'the second place'} left out: "
        "ingest it by itself to replace the first.",
    )


def _quietly(done: Ingested) -> None:
    """Nobody wants to be told."""
