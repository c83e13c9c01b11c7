"""One actor's articles, out of whatever there is: files or an archive."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from workbook import measures, pipeline, review
from workbook.book import Workbook, open_store
from workbook.review import Ledger
from workbook.settings import Settings
from workbook.settings import load as load_settings

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd

    from workbook.store import Store


@dataclass(frozen=True, slots=True)
class Dossier:
    """An actor and all articles that name it."""

    actor_id: str
    book: Workbook

    @property
    def circle(self) -> Workbook:
        """The book narrowed to the actor: the sentences that name it, what is said by and about
        it, and the events it takes part in."""
        return around(self.book, self.actor_id)


def read(
    source: Any,
    actor: str = "",
    *,
    since: str | date | None = None,
    until: str | date | None = None,
    settings: Settings | None = None,
) -> Dossier:
    """The dossier of an actor; of an archive only its articles are read.

    Parameters
    ----------
    source : as for `workbook.load`.
    actor : an id, a name or words of a name; without one the person named most often.
    since, until : days of publication on the newsroom's calendar, ``until`` exclusive.

    Raises
    ------
    ParameterRefused
        If nobody is meant, or several are; the message has the nearest names.

    Examples
    --------
    >>> from workbook import Article
    >>> text = "Peter Muster sprach in Bonn."
    >>> read(Article(text=text, language="de"), "Muster").actor_id
    'person:peter-muster'
    """
    settings = settings or load_settings()
    if not pipeline.is_store(source):
        book = pipeline.load(source, settings=settings).filter(since=since, until=until)
        found = measures.find_actor(book.actors, actor)
        return Dossier(found, book.filter(actor=found))
    store, ledger = open_store(source), Ledger.open(settings.corrections)
    found = measures.find_actor(_known(store, ledger), actor)
    found = review.becomes(ledger.in_force(), found)
    return Dossier(found, store.book(actor=found, since=since, until=until))


def around(book: Workbook, actor_id: str) -> Workbook:
    """A book narrowed to one actor; articles, topics, actors and sources stay.

    Examples
    --------
    >>> from workbook import Article, analyze
    >>> book = analyze([Article(text="Peter Muster schwieg. Eva Probe sprach.", language="de")])
    >>> around(book, "person:peter-muster").mentions["text"].tolist()
    ['Peter Muster']
    """
    sentence, event = ["article_id", "sentence_id"], ["article_id", "event_id"]
    said = measures.concerning(book.claims, book.mentions, book.sources, actor_id)
    parts = book.event_actors[book.event_actors["actor_id"] == actor_id]
    named = book.mentions.loc[book.mentions["actor_id"] == actor_id, sentence]
    events = _among(book.events, parts, event)
    return replace(
        book,
        mentions=_among(book.mentions, named, sentence),
        claims=_among(book.claims, said, ["article_id", "claim_id"]),
        dates=_among(book.dates, named, sentence),
        events=events,
        event_actors=_among(book.event_actors, events, event),
        as_read=None,
        laid=(),
        at_hand={},
    )


def _among(rows: pd.DataFrame, chosen: pd.DataFrame, keys: Sequence[str]) -> pd.DataFrame:
    """The rows whose key stands in another table."""
    import numpy as np

    wanted = set(chosen[list(keys)].itertuples(index=False, name=None))
    there = [key in wanted for key in rows[list(keys)].itertuples(index=False, name=None)]
    return rows.loc[np.array(there, dtype=bool)].reset_index(drop=True)


def _known(store: Store, ledger: Ledger) -> pd.DataFrame:
    """Everybody an archive knows, a row each, and whoever corrections add."""
    import pandas as pd

    stored = store.sql(
        "select actor_id, any_value(name) as name, any_value(kind) as kind, "
        "sum(n_mentions)::bigint as n_mentions, avg(salience) as salience, actor_id as article_id "
        "from actors group by actor_id"
    )
    added = [
        {"actor_id": new.actor_id, "name": new.name, "kind": new.kind, "n_mentions": 0}
        for entry in ledger.in_force()
        if (new := review.profile(entry.correction)) is not None
    ]
    rows = pd.DataFrame(added, columns=stored.columns).astype(stored.dtypes.to_dict())
    return pd.concat([stored, rows], ignore_index=True) if added else stored
