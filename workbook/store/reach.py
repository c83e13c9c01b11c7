"""Where somebody stands once corrections are laid over what was stored."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

if TYPE_CHECKING:
    import pandas as pd

    from workbook.book import Workbook
    from workbook.models import Snapshot

    Frames: TypeAlias = Mapping[str, pd.DataFrame]
    Statement: TypeAlias = tuple[str, Mapping[str, Any]]
    Read: TypeAlias = Callable[["Reach", Mapping[str, Collection[str]]], Iterator[Frames]]

_TABLES: Mapping[str, tuple[str, str]] = {
    "actor": ("actors", "actor_id in (select unnest($actor_ids))"),
    "source": (
        "sources",
        "source_id in (select unnest($source_ids)) or actor_id in (select unnest($source_ids))",
    ),
}

_PLAIN = """
with kin as (select unnest($kin) as id, unnest($families) as family),
    stand as (select article_id, id, family, false as odd from actors join kin on actor_id = id
        union all
        select article_id, id, family, actor_id is distinct from source_id or first_start is null
        from sources join kin on source_id = id
        union all
        select article_id, id, family, actor_id is distinct from source_id
        from sources join kin on actor_id = id),
    odd as (select article_id from stand group by article_id, family
        having count(distinct id) > 1 or bool_or(odd))
select article_id from actors where actor_id in (select unnest($ids))
except select article_id from odd
except select a.article_id from articles as a where {others}
"""
"""Articles in which nothing but plain corrections holds."""


@dataclass(frozen=True, slots=True)
class Reach:
    """All articles in which an actor or source may be found, and perhaps more.

    Parameters
    ----------
    ids : its own id first, then those that corrections make it.
    words : what was made to mean it, wherever it stands.
    articles : ids of articles in which something was made to mean it.
    heads : title and outlet of those without an address (empty where unknown), as an edited
        article has another id then.

    Examples
    --------
    >>> Reach(("person:a",)).condition("actor")[:45]
    '(a.article_id in (select article_id from acto'
    """

    ids: tuple[str, ...]
    words: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    heads: tuple[tuple[str, str], ...] = ()

    def __bool__(self) -> bool:
        """Whether there is such an article at all, for all that is known."""
        return any((self.ids, self.words, self.articles))

    def condition(self, what: str) -> str:
        """SQL over the articles ``a`` for an ``actor`` or ``source``."""
        table, having = _TABLES[what]
        ways = []
        if self.ids:
            ways.append(f"a.article_id in (select article_id from {table} where {having})")
        if self.words:
            named = f"select article_id from {table} where name in (select unnest(${what}_words))"
            ways.append(f"a.article_id in ({named})")
            ways.append(f"len([w for w in ${what}_words if contains(a.text, w)]) > 0")
        if self.articles:
            ways.append(f"a.article_id in (select unnest(${what}_articles))")
        if self.heads:
            ways.append(
                f"coalesce(a.url, '') = '' and (coalesce(a.title, ''), coalesce(a.outlet, '')) in "
                f"(select unnest(${what}_titles), unnest(${what}_outlets))"
            )
        return f"({' or '.join(ways)})" if ways else "false"

    def values(self, what: str) -> dict[str, Any]:
        """What the condition's ``$names`` stand for."""
        named: dict[str, Any] = {}
        if self.ids:
            named |= {"ids": list(self.ids)}
        if self.words:
            named |= {"words": list(self.words)}
        if self.articles:
            named |= {"articles": list(self.articles)}
        if self.heads:
            named |= {"titles": [title for title, _ in self.heads]}
            named |= {"outlets": [outlet for _, outlet in self.heads]}
        return {f"{what}_{name}": value for name, value in named.items()}


@dataclass(frozen=True, slots=True)
class Plain:
    """Corrections that change cells of some articles' rows and count nothing anew.

    Parameters
    ----------
    ids : of the actors whose rows they change.
    kin : every id they speak of, and the family of those that become one another. Where two of
        a family stand in one article its rows are counted anew, which is not plain.
    others : where further corrections hold.
    statements : SQL and its values, in their order, over the tables ``changed_actors``,
        ``changed_sources`` and ``changed_claims``.
    """

    ids: tuple[str, ...]
    kin: Mapping[str, str]
    others: Reach
    statements: tuple[Statement, ...]

    def articles(self) -> Statement:
        """SQL for the articles in which these alone hold."""
        values = {
            "ids": list(self.ids),
            "kin": list(self.kin),
            "families": list(self.kin.values()),
            **self.others.values("actor"),
        }
        return _PLAIN.format(others=self.others.condition("actor")), values


class Corrections(Protocol):
    """What a project has set right, as it is at each call; a store itself knows no ledger."""

    def book(self, snapshot: Snapshot, frames: Frames) -> Workbook:
        """A book of some articles, corrected."""

    def reach(self, identity: str) -> Reach:
        """Where an actor or source may stand before it is corrected."""

    def plain(self) -> Plain:
        """Those for which no article has to be read."""

    def changed(self, read: Read, names: Collection[str]) -> Iterator[Frames]:
        """Some tables' rows of the articles that are changed, and ``articles`` for their months.

        ``read`` gives the articles in a reach, with the columns asked for.
        """
