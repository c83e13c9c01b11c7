"""A ledger laid over tables: the tables as corrected, what held where, and what did not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbook import tables
from workbook.models import Applied, Reading
from workbook.review import edits, records
from workbook.review.anchors import Where
from workbook.review.corrections import Accept, Alias, Attribute, Change, Merge, Split
from workbook.review.edits import Missed

if TYPE_CHECKING:
    import pandas as pd

    from workbook.review.corrections import Correction
    from workbook.review.ledger import Entry

NOT_HERE = "no article here is the one it is about"
NOBODY = "no article here has this actor or these words"


@dataclass(frozen=True, slots=True)
class Laid:
    """Tables with corrections laid over them.

    ``applied`` is what held, by entry and article; ``missed`` why an entry held nowhere.
    """

    frames: Mapping[str, pd.DataFrame]
    applied: tuple[Applied, ...] = ()
    missed: tuple[tuple[Entry, str], ...] = ()


def lay(frames: Mapping[str, pd.DataFrame], entries: Sequence[Entry]) -> Laid:
    """Apply entries, in their order, to each article they are about.

    An article in which nothing changes keeps its rows as they are; where nothing changes at
    all, the very frames come back.
    """
    if not entries:
        return Laid(frames)
    changed: list[Reading] = []
    applied: list[Applied] = []
    reasons: dict[str, str] = {}
    for reading in records.readings(frames, _concerned(frames, entries)):
        corrected = reading
        for entry in entries:
            outcome = edits.apply(entry.correction, corrected)
            if isinstance(outcome, Missed):
                reasons.setdefault(entry.id, outcome.reason)
            elif outcome is not None:
                corrected = outcome
                accepts = isinstance(entry.correction, Accept)
                applied.append(Applied(entry.id, reading.article.article_id, accepts))
        if corrected != reading:
            changed.append(corrected)
    held = {one.entry_id for one in applied}
    missed = tuple(
        (entry, reasons.get(entry.id) or _absent(entry.correction))
        for entry in entries
        if entry.id not in held
    )
    return Laid(_spliced(frames, changed) if changed else frames, tuple(applied), missed)


def _absent(correction: Correction) -> str:
    return NOT_HERE if getattr(correction, "article", None) is not None else NOBODY


def _concerned(frames: Mapping[str, pd.DataFrame], entries: Iterable[Entry]) -> set[str]:
    """Ids of the articles any of the entries could change: all others need no look."""
    ids: set[str] = set()
    actors: set[str] = set()
    articles = frames["articles"]
    for entry in entries:
        one = entry.correction
        where = getattr(one, "article", None)
        if where is not None:
            ids |= _candidates(articles, where)
        elif isinstance(one, Merge | Change | Accept):
            actors |= {one.actor} if one.actor else set()
        if isinstance(one, Alias):
            having = articles["text"].str.contains(one.text, regex=False)
            named = frames["actors"]["name"] == one.text
            ids |= {*articles.loc[having, "article_id"], *_ids(frames["actors"], named)}
        if isinstance(one, Alias | Merge | Split):
            actors.add(one.new.actor_id)
        if isinstance(one, Attribute) and one.new.actor_id:
            actors.add(one.new.actor_id)
    return ids | _ids(frames["actors"], frames["actors"]["actor_id"].isin(actors))


def _candidates(articles: pd.DataFrame, where: Where) -> set[str]:
    """Articles that could be meant: the id, or else the same headline."""
    found = articles["article_id"] == where.id
    if where.url is None:
        same = articles["url"].isna()
        for name, value in (("title", where.title), ("outlet", where.outlet)):
            column = articles[name]
            same &= column.isna() if value is None else (column == value).fillna(False)
        found |= same
    return _ids(articles, found)


def _ids(frame: pd.DataFrame, chosen: pd.Series) -> set[str]:
    return set(frame.loc[chosen.fillna(False), "article_id"])


def _spliced(
    frames: Mapping[str, pd.DataFrame], changed: Sequence[Reading]
) -> dict[str, pd.DataFrame]:
    """The tables with the rows of some articles in place of those they had."""
    import pandas as pd

    new = tables.frames(changed, names=records.CHANGED)
    ids = {reading.article.article_id for reading in changed}
    rank = {key: number for number, key in enumerate(frames["articles"]["article_id"])}
    spliced = dict(frames)
    for name in records.CHANGED:
        kept = frames[name][~frames[name]["article_id"].isin(ids)]
        joined = pd.concat([kept, new[name]], ignore_index=True)
        order = joined["article_id"].map(rank).argsort(kind="stable")
        spliced[name] = joined.iloc[order.to_numpy()].reset_index(drop=True)
    return spliced
