"""A ledger laid over tables: the tables as corrected, what held where, and what did not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from workbook import tables
from workbook.models import Applied, Reading
from workbook.review import edits, records
from workbook.review.anchors import Where
from workbook.review.corrections import Accept, Alias, Change, Merge
from workbook.review.edits import Missed

if TYPE_CHECKING:
    import pandas as pd

    from workbook.review.ledger import Entry

NOT_HERE = "no article here is the one it is about"
NOBODY = "no article here has this actor or these words"


@dataclass(frozen=True, slots=True)
class Laid:
    """Tables with corrections laid over them.

    ``applied`` is what held, by entry and article; ``missed`` why an entry held nowhere;
    ``changed`` the readings of the articles that are not as they were.
    """

    frames: Mapping[str, pd.DataFrame]
    applied: tuple[Applied, ...] = ()
    missed: tuple[tuple[Entry, str], ...] = ()
    changed: tuple[Reading, ...] = ()


def lay(
    frames: Mapping[str, pd.DataFrame],
    entries: Sequence[Entry],
    *,
    known: Mapping[str, Reading] = MappingProxyType({}),
) -> Laid:
    """Apply entries, in their order, to each article they are about.

    An article in which nothing changes keeps its rows as they are; where nothing changes at
    all in a table, the very frame comes back. What is ``known`` of the articles, by id, need not
    be read out of the frames.
    """
    if not entries:
        return Laid(frames)
    anchored = _anchored(frames, entries)
    changed, held, reasons = _edited(_read(frames, entries, anchored, known), entries, anchored)
    holding = {one.entry_id for one in held}
    missed = tuple(
        (entry, reasons.get(entry.id) or _absent(entry))
        for entry in entries
        if entry.id not in holding
    )
    new = tuple(after for _, after in changed)
    return Laid(_spliced(frames, changed), tuple(held), missed, new)


def corrected(
    frames: records.Frames, entries: Sequence[Entry], names: Collection[str]
) -> dict[str, pd.DataFrame]:
    """Some tables with the rows of those articles alone that entries change.

    Parameters
    ----------
    frames : at least the columns of `records.COLUMNS`.
    """
    every = records.readings(frames, frames["articles"]["article_id"])
    changed, _, _ = _edited(every, entries, _anchored(frames, entries))
    return tables.frames([after for _, after in changed], names=names)


def applied(frames: records.Frames, entries: Sequence[Entry]) -> Sequence[Applied]:
    """Which entries hold in which articles; ``frames`` as for `corrected`."""
    anchored = _anchored(frames, entries)
    return _edited(_read(frames, entries, anchored, {}), entries, anchored)[1]


Changed = list[tuple[Reading, Reading]]
"""Readings that entries change, as they were and as they are."""
Anchored = Mapping[str, frozenset[str]]
"""The articles that could be meant by each entry that is about one, by its id."""


def _edited(
    readings: Iterable[Reading], entries: Sequence[Entry], anchored: Anchored
) -> tuple[Changed, list[Applied], dict[str, str]]:
    """What entries make of readings: those that change, what held where, and why not."""
    changed: Changed = []
    held: list[Applied] = []
    reasons: dict[str, str] = {}
    for reading in readings:
        article_id = reading.article.article_id
        after = reading
        for entry in entries:
            if entry.id in anchored and article_id not in anchored[entry.id]:
                continue
            outcome = edits.apply(entry.correction, after)
            if isinstance(outcome, Missed):
                reasons.setdefault(entry.id, outcome.reason)
            elif outcome is not None:
                after = outcome
                accepts = isinstance(entry.correction, Accept)
                held.append(Applied(entry.id, article_id, accepts))
        if after is not reading:
            changed.append((reading, after))
    return changed, held, reasons


def _anchored(frames: records.Frames, entries: Iterable[Entry]) -> Anchored:
    shelf = _Shelf.of(frames["articles"])
    return {entry.id: shelf.named(where) for entry in entries if (where := _where(entry))}


def _read(
    frames: records.Frames,
    entries: Sequence[Entry],
    anchored: Anchored,
    known: Mapping[str, Reading],
) -> Iterator[Reading]:
    """The readings that entries are about, in their order, as far as they look at them."""
    article_ids = _concerned(frames, entries).union(*anchored.values())
    claims = not all(isinstance(entry.correction, Change) for entry in entries)
    unknown = records.readings(frames, article_ids - known.keys(), claims=claims)
    found = {**known, **{reading.article.article_id: reading for reading in unknown}}
    yield from (found[one] for one in frames["articles"]["article_id"] if one in article_ids)


def _absent(entry: Entry) -> str:
    return NOBODY if _where(entry) is None else NOT_HERE


def _where(entry: Entry) -> Where | None:
    """The article an entry is anchored in; None if it holds in every one."""
    where: Where | None = getattr(entry.correction, "article", None)
    return where


@dataclass(frozen=True, slots=True)
class _Shelf:
    """Articles by what anchors know them by: their ids, and without an address the headline."""

    ids: frozenset[str]
    heads: Mapping[tuple[str | None, str | None], frozenset[str]]

    @classmethod
    def of(cls, articles: pd.DataFrame) -> _Shelf:
        rows = articles[["article_id", "url", "title", "outlet"]].astype(object)
        heads: dict[tuple[str | None, str | None], set[str]] = defaultdict(set)
        for article_id, url, title, outlet in rows.where(rows.notna(), None).itertuples(
            index=False
        ):
            if not url:
                heads[title or None, outlet or None].add(article_id)
        named = {head: frozenset(ids) for head, ids in heads.items()}
        return cls(frozenset(articles["article_id"]), named)

    def named(self, where: Where) -> frozenset[str]:
        """The articles that could be meant; their words decide."""
        found = self.ids & {where.id}
        if where.url is None:
            found |= self.heads.get((where.title, where.outlet), frozenset())
        return found


def _concerned(frames: Mapping[str, pd.DataFrame], entries: Iterable[Entry]) -> set[str]:
    """Ids of the articles that entries for all articles could change."""
    found: set[str] = set()
    ids: set[str] = set()
    names: set[str] = set()
    for entry in entries:
        one = entry.correction
        if isinstance(one, Alias):
            having = frames["articles"]["text"].str.contains(one.text, regex=False)
            found |= set(frames["articles"].loc[having, "article_id"])
            names.add(one.text)
        elif isinstance(one, Merge | Change | Accept) and one.actor:
            ids.add(one.actor)
    actors = frames["actors"]
    chosen = actors["actor_id"].isin(ids) | actors["name"].isin(names)
    return found | set(actors.loc[chosen, "article_id"])


def _spliced(frames: records.Frames, changed: Sequence[tuple[Reading, Reading]]) -> records.Frames:
    """The tables with the rows of articles in which they differ in place of those they had."""
    spliced = dict(frames)
    for name, part in records.MADE_OF.items():
        differing = [after for before, after in changed if part(before) != part(after)]
        if differing:
            new = tables.frames(differing, names=[name])[name]
            ids = [reading.article.article_id for reading in differing]
            spliced[name] = _exchanged(frames[name], ids, new, frames["articles"]["article_id"])
    return spliced


def _exchanged(
    old: pd.DataFrame, ids: Sequence[str], new: pd.DataFrame, articles: pd.Series
) -> pd.DataFrame:
    """A table with the new rows of some articles, in the order of all articles."""
    import numpy as np
    import pandas as pd

    rank = pd.Index(articles)
    ranks = rank.get_indexer(pd.Index(pd.concat([old["article_id"], new["article_id"]])))
    stays = ~np.isin(ranks, rank.get_indexer(pd.Index(ids, dtype=rank.dtype)))
    stays[len(old) :] = True
    places = np.flatnonzero(stays)
    order = places[np.argsort(ranks[places], kind="stable")]
    return pd.concat([old, new], ignore_index=True).take(order).reset_index(drop=True)
