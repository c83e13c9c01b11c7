"""The story: load articles, read each, tabulate."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, NamedTuple

from workbook import garbage, review, tongue, workers
from workbook import settings as settings_module
from workbook.book import Workbook, open_store
from workbook.errors import SourceRefused
from workbook.models import Article, Problem, Reading

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd
    from spacy.tokens import Doc

    from workbook import tables
    from workbook.knowledge import Knowledge
    from workbook.settings import Settings
    from workbook.store.selection import Selection

LANGUAGE = "de"
"""What we read, as a primary BCP 47 subtag: Austrian and Swiss German are German."""
CHUNK = 8
"""Articles a process reads at a time."""
PAYS = 200_000
"""Characters from which on starting processes takes less time than it saves."""


def load(
    source: Any,
    *,
    title: str | None = None,
    outlet: str | None = None,
    published: str | date | None = None,
    language: str | None = None,
    settings: Settings | None = None,
) -> Workbook:
    """Read the articles at ``source`` into a workbook.

    Parameters
    ----------
    source : a path, folder, glob, address, open file, ``-`` for standard input, a DataFrame with
        a row an article, or `Article` records; the folder of a store gives what it holds, without reading it again.
    title, outlet, published, language : win over what the source itself says.
    settings : default: ``workbook.toml`` and ``WORKBOOK_*`` as found here.

    Raises
    ------
    SourceRefused
        If nothing could be read, or nothing of it is in a language we read.
    LedgerRefused
        If the project's corrections cannot be read.
    """

    if is_store(source):
        return open_store(source).book()
    settings = settings or settings_module.load()
    ledger = review.Ledger.open(settings.corrections)
    left_out: list[Problem] = []
    articles = articles_of(
        source,
        settings,
        title=title,
        outlet=outlet,
        published=published,
        language=language,
        on_problem=left_out.append,
    )
    book = Workbook.framed(frames(articles, problems=left_out, settings=settings))
    _refuse_if_nothing_was_read(book)
    return book.corrected(ledger)


def archive(source: Any, *, settings: Settings | None = None) -> Workbook | Selection:
    """Very many articles to be measured: a store is asked where it lies, all else is read.

    Both have the tables that measures over an archive take, ``filter`` for some of the articles
    and ``book()`` for those as a `Workbook`.

    Raises
    ------
    SourceRefused, LedgerRefused
        As `load`.
    """
    if is_store(source):
        return open_store(source).filter()
    return load(source, settings=settings)


def articles_of(source: Any, settings: Settings, **given: Any) -> Iterator[Article]:
    """The articles at ``source``, read as the settings say; ``given`` as for `inputs.read`."""
    from workbook import inputs

    return inputs.read(
        source,
        columns=settings.columns.given,
        max_characters=settings.max_characters,
        fetching=settings.fetch,
        **given,
    )


def refuse_unless_one(source: Any, *, settings: Settings | None = None) -> Article:
    """The one article in ``source``; refuses what is not exactly one we can read.

    Raises
    ------
    SourceRefused
        With the reason, before a kernel is started for nothing.
    """
    settings = settings or settings_module.load()
    articles = articles_of(source, settings)
    where = "standard input" if source == "-" else source
    first = next(articles, None)
    if first is None:
        raise SourceRefused(f"{where} holds no article; give a file with a news article.")
    if next(articles, None) is not None:
        raise SourceRefused(
            f"{where} holds several articles and a brief is about one; name one of them, "
            "or use 'workbook read' for tables of all."
        )
    refusal = unread(first)
    if refusal:
        raise SourceRefused(refusal)
    return first


def refuse_unfit(settings: Settings) -> None:
    """Refuse an engine, knowledge or corrections of the analyst's own that cannot be used.

    Raises
    ------
    EngineRefused, KnowledgeRefused, LedgerRefused
        Before a kernel is started for nothing.
    """
    from workbook import knowledge, language

    review.Ledger.open(settings.corrections)
    if settings.knowledge is not None:
        knowledge.load(settings.knowledge)
    if settings.engine != "workbook":
        language.load(settings.engine)


def analyze(articles: Iterable[Article], *, settings: Settings | None = None) -> Workbook:
    """Read articles into a workbook; of several with one id the last one stands.

    Examples
    --------
    >>> book = analyze([Article(text="Merkel sprach in Berlin.", language="de")])
    >>> book.articles["n_tokens"].tolist()
    [5]
    """
    settings = settings or settings_module.load()
    ledger = review.Ledger.open(settings.corrections)
    return Workbook.framed(frames(articles, settings=settings)).corrected(ledger)


@garbage.producing()
def frames(
    articles: Iterable[Article],
    *,
    problems: Iterable[Problem] = (),
    settings: Settings | None = None,
    processes: int | None = None,
) -> dict[str, pd.DataFrame]:
    """All tables of all articles, in the order in which their ids first came.

    ``problems`` are those of sources from which no article could be made; they are asked for
    when all articles have been taken. ``processes`` share the work, with the same outcome; by
    default as many as the settings say, where there is enough to read that starting them pays.
    """
    from workbook import tables

    found: dict[str, _Read] = {}
    for read in _spread(iter(articles), settings or settings_module.load(), processes):
        key = read.article.article_id
        if key in found and found[key].article != read.article:
            twice = Problem("inputs", "Two articles have this id; the later one was kept.")
            tables.note(read.rows, key, twice)
        found[key] = read
    return tables.framed((read.rows for read in found.values()), problems)


def _spread(
    articles: Iterator[Article], settings: Settings, processes: int | None
) -> Iterator[_Read]:
    """Articles read here or, where they are many, in several processes."""
    taken: list[Article] = []
    if processes is None:
        size = 0
        while size < PAYS and (article := next(articles, None)) is not None:
            taken.append(article)
            size += len(article.text)
        processes = settings.processes if size >= PAYS else 1
    work = partial(_read_all, settings=settings.luggage)
    for part in workers.ordered(work, _chunks(chain(taken, articles)), processes=processes):
        yield from part


def _chunks(articles: Iterator[Article]) -> Iterator[tuple[Article, ...]]:
    while chunk := tuple(islice(articles, CHUNK)):
        yield chunk


def _read_all(articles: tuple[Article, ...], *, settings: Settings) -> list[_Read]:
    from workbook import knowledge, tables

    reader = _reader(settings, knowledge.load(settings.knowledge))
    return [_Read(one.article, tables.rows(one)) for one in reader.read(articles)]


def unread(article: Article) -> str | None:
    """Why we cannot read the article's language, as a sentence; None if we can."""
    tag = article.language or tongue.of(article.text)
    if tag is None or tag.lower().replace("_", "-").split("-")[0] == LANGUAGE:
        return None
    return (
        f"The text is in {tongue.name(tag)}; workbook reads German (pass language='de' if it is)."
    )


class _Read(NamedTuple):
    article: Article
    rows: tables.Rows


@dataclass(frozen=True, slots=True)
class Reader:
    """An engine and the five readers, built once and used for many articles."""

    parse: Callable[[Iterable[str]], Iterator[Doc]]
    actors: Any
    dates: Any
    topics: Any
    sources: Any
    events: Any
    label_language: str

    def read(self, articles: Sequence[Article]) -> list[Reading]:
        """All of each article; what cannot be read is a problem, never an exception."""
        refused = [unread(article) for article in articles]
        texts = [
            article.text for article, refusal in zip(articles, refused, strict=True) if not refusal
        ]
        docs = self.parse(texts)
        return [
            Reading(article, problems=(Problem("language", refusal),))
            if refusal
            else self._read(article, next(docs))
            for article, refusal in zip(articles, refused, strict=True)
        ]

    def _read(self, article: Article, doc: Doc) -> Reading:
        from workbook import language

        problems: list[Problem] = []
        article = article if article.language else replace(article, language=LANGUAGE)
        actors = self.actors.read(doc, article)
        dates = self.dates.read(doc, article)
        topics = self.topics.read(doc, article, language=self.label_language)
        sources = self.sources.read(doc, article, actors.mentions, actors.actors)
        events = self.events.read(doc, article, actors.mentions, actors.actors, dates.dates)
        for found in (actors, dates, topics, sources, events):
            problems += found.problems
        return Reading(
            article,
            n_tokens=sum(not token.is_space for token in doc),
            sentences=language.sentences(doc),
            mentions=actors.mentions,
            actors=actors.actors,
            topics=topics.topics,
            sources=sources.sources,
            claims=sources.claims,
            dates=dates.dates,
            events=events.events,
            problems=tuple(problems),
        )


@lru_cache(maxsize=4)
@garbage.keeping()
def _reader(settings: Settings, known: Knowledge) -> Reader:
    from workbook import actors, dates, events, language, sources, topics

    return Reader(
        parse=language.load(settings.engine).pipe,
        actors=actors.ActorReader(known),
        dates=dates.DateReader(known.files),
        topics=topics.TopicReader(known),
        sources=sources.SourceReader(known),
        events=events.EventReader(known),
        label_language=settings.language,
    )


def is_store(source: Any) -> bool:
    """Whether an ingest made what lies there: a folder, or below an object store's address."""
    from workbook.store import Place

    return Place.may_be(source) and Place.at(source).is_store


def _refuse_if_nothing_was_read(book: Workbook) -> None:
    if (book.articles["n_tokens"] > 0).any():
        return
    reasons: Iterator[str] = iter(book.problems["message"])
    raise SourceRefused(next(reasons, "The source holds no words to read; give a news article."))
