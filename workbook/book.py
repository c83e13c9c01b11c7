"""The `Workbook`: all tables of one or many articles, frozen; verbs return a new one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd

    from workbook.models import Applied, Problem, Reading, Snapshot
    from workbook.review import Ledger
    from workbook.store import Store
    from workbook.store.reach import Frames, Plain, Reach, Read


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Workbook:
    """Tidy tables of who acts, what it is about and who says so.

    Each attribute is a pandas DataFrame that keeps the schema of its name in
    `workbook.schemas.TABLES`. In a notebook, a workbook shows a summary; `show` gives the
    text with everything that was read marked in it.
    """

    articles: pd.DataFrame
    sentences: pd.DataFrame
    mentions: pd.DataFrame
    actors: pd.DataFrame
    topics: pd.DataFrame
    topic_terms: pd.DataFrame
    sources: pd.DataFrame
    claims: pd.DataFrame
    claim_spans: pd.DataFrame
    dates: pd.DataFrame
    events: pd.DataFrame
    event_actors: pd.DataFrame
    problems: pd.DataFrame
    corrections: tuple[Applied, ...] = ()
    as_read: Workbook | None = None
    laid: tuple[str, ...] = ()
    snapshot: Snapshot | None = None
    at_hand: Mapping[str, Reading] = field(default_factory=lambda: MappingProxyType({}))

    @classmethod
    def of(cls, readings: Iterable[Reading], *, problems: Iterable[Problem] = ()) -> Workbook:
        """The workbook of some readings, and the problems of what never became an article.

        Examples
        --------
        >>> Workbook.of([])
        <Workbook: 0 articles, 0 actors, 0 claims>
        """
        from workbook import tables

        return cls.framed(tables.frames(readings, problems=problems))

    @classmethod
    def framed(cls, frames: Mapping[str, pd.DataFrame], **others: Any) -> Workbook:
        """The workbook of all its tables, made already."""
        values: dict[str, Any] = {**frames, **others}
        return cls(**values)

    def tables(self) -> dict[str, pd.DataFrame]:
        """All tables by name, in the order of the schemas."""
        from workbook.schemas import TABLES

        return {name: getattr(self, name) for name in TABLES}

    def corrected(self, ledger: Ledger) -> Workbook:
        """The book as it is with the corrections of a ledger, whatever held in it before.

        What no longer applies changes nothing; ``workbook review`` lists it.

        Examples
        --------
        >>> from workbook.review import Ledger
        >>> Workbook.of([]).corrected(Ledger.open("corrections-that-are-not-there.jsonl"))
        <Workbook: 0 articles, 0 actors, 0 claims>
        """
        from workbook import review

        entries = ledger.in_force()
        ids = tuple(entry.id for entry in entries)
        before = self if self.laid and ids[: len(self.laid)] == self.laid else None
        before = before or self.as_read or self
        at_hand = before.at_hand
        done = review.lay(before.tables(), entries[len(before.laid) :], known=at_hand)
        applied = before.corrections + done.applied
        if not applied:
            return self.as_read or self
        if at_hand:
            at_hand = {**at_hand, **{one.article.article_id: one for one in done.changed}}
        return Workbook.framed(
            done.frames,
            corrections=applied,
            as_read=self.as_read or self,
            laid=ids,
            snapshot=self.snapshot,
            at_hand=at_hand,
        )

    def to_correct(self) -> Workbook:
        """The same book with its articles as records beside the tables, for whoever corrects it
        again and again: a correction is then a third faster, for 20 kB an article.

        Examples
        --------
        >>> Workbook.of([]).to_correct()
        <Workbook: 0 articles, 0 actors, 0 claims>
        """
        from workbook.review import readings

        if len(self.at_hand) == len(self.articles):
            return self
        found = readings(self.tables(), self.articles["article_id"])
        return replace(self, at_hand={one.article.article_id: one for one in found})

    def filter(
        self,
        *,
        article: str | None = None,
        outlet: str | None = None,
        actor: str | None = None,
        topic: str | None = None,
        source: str | None = None,
        since: str | date | None = None,
        until: str | date | None = None,
    ) -> Workbook:
        """The articles for which everything given holds, with all their rows; by nothing, itself.

        Parameters
        ----------
        article, actor, topic, source : ids; an article counts if the id is in its table.
        outlet : the outlet's name as in ``articles.outlet``.
        since, until : days of publication on the newsroom's calendar, ``until`` exclusive.

        Raises
        ------
        QueryRefused
            If ``since`` or ``until`` is no day.

        Examples
        --------
        >>> Workbook.of([]).filter(actor="person:marco-rubio")
        <Workbook: 0 articles, 0 actors, 0 claims>
        """
        import pandas as pd

        from workbook.store import day

        given = (article, outlet, actor, topic, source, since, until)
        if all(one is None for one in given):
            return self
        articles = self.articles
        keep = pd.Series(True, index=articles.index)
        if article is not None:
            keep &= articles["article_id"] == article
        if outlet is not None:
            keep &= (articles["outlet"] == outlet).fillna(False)
        if since is not None:
            keep &= articles["published"] >= day(since)
        if until is not None:
            keep &= articles["published"] < day(until)
        for table, column, wanted in (
            (self.actors, "actor_id", actor),
            (self.topics, "topic_id", topic),
            (self.sources, "source_id", source),
        ):
            if wanted is not None:
                having = table.loc[table[column] == wanted, "article_id"]
                keep &= articles["article_id"].isin(having)
        return self._only(set(articles.loc[keep, "article_id"]))

    def book(self) -> Workbook:
        """Itself: what has been chosen from a store is read by this."""
        return self

    def _only(self, article_ids: set[str]) -> Workbook:
        frames = {
            name: frame[frame["article_id"].isin(article_ids)].reset_index(drop=True)
            for name, frame in self.tables().items()
        }
        return Workbook.framed(
            frames,
            corrections=tuple(one for one in self.corrections if one.article_id in article_ids),
            as_read=self.as_read._only(article_ids) if self.as_read else None,
            laid=self.laid,
            snapshot=self.snapshot,
        )

    def save(self, store: Store | str | Path, *, again: bool = False) -> Store:
        """Add the articles to a store, all under one new version, and return it as it is then.

        A store keeps what was read: corrections are laid over it when a book is taken out.
        Articles stored with the same words are left as they are, unless ``again``; others of the
        same id are replaced in all tables together. A store that is not there is made.

        Raises
        ------
        StoreRefused
            If another process writes to the store, or a newer workbook wrote it.
        """
        from workbook import store as archive

        place = store.place if isinstance(store, archive.Store) else archive.Place.at(store)
        with archive.writing(place) as writer:
            writer.save(archive.batch((self.as_read or self).tables()), again=again)
        return open_store(place.address)

    def export(self, path: str | Path) -> Path | str:
        """Write all tables: ``.xlsx`` and ``.json`` are one file, anything else a folder.

        ``path`` may be an address of a storage that fsspec knows, such as ``s3://bucket/tables``.

        See `workbook.export.write` for the formats.
        """
        from workbook import export

        return export.write(self, export.at(path))

    def show(self, article_id: str | None = None, *, language: str | None = None) -> Any:
        """One article (the first, unless named): its text with what was read marked in it, and
        below it every statement, each leading to the other."""
        from workbook import view

        text = view.text(self, article_id, language=language or "en")
        if text.empty:
            return text
        shown = self.filter(article=article_id or self.articles["article_id"].iloc[0])
        rows = view.claims(shown, language=language or "en")
        return view.Html(f"{text.body}\n{rows.body}", text.plain)

    def __repr__(self) -> str:
        counts = (("articles", "articles"), ("actors", "actors"), ("claims", "claims"))
        return "<Workbook: " + ", ".join(f"{len(getattr(self, t))} {w}" for t, w in counts) + ">"

    def _repr_html_(self) -> str:
        from workbook import view

        return str(view.summary(self))


def open_store(path: str | Path) -> Store:
    """The archive at a folder or an object store's address (``s3://…``), as it is now.

    Books taken out of it are chosen and corrected by the project's ledger; ``sql`` asks what was
    read.

    Raises
    ------
    StoreRefused
        If there is none, or a newer workbook wrote it.
    """
    from workbook.store import Place, Store

    return Store.open(Place.at(path), corrections=_Corrections())


@dataclass(frozen=True, slots=True)
class _Corrections:
    """The ledger of the project, laid over what an archive keeps."""

    def book(self, snapshot: Snapshot, frames: Frames) -> Workbook:
        return Workbook.framed(frames, snapshot=snapshot).corrected(_ledger())

    def reach(self, identity: str) -> Reach:
        from workbook import review

        return review.reach(_ledger().in_force(), identity)

    def plain(self) -> Plain:
        from workbook import review

        return review.plain(_ledger().in_force())

    def changed(self, read: Read, names: Collection[str]) -> Iterator[Frames]:
        from workbook import review

        entries = _ledger().in_force()
        for frames in read(review.touched(entries), review.COLUMNS):
            yield review.corrected(frames, entries, names)


def _ledger() -> Ledger:
    from workbook import settings
    from workbook.review import Ledger

    return Ledger.open(settings.load().corrections)
