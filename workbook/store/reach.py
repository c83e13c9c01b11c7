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
    Read: TypeAlias = Callable[["Reach", Mapping[str, Collection[str]]], Iterator[Frames]]

_TABLES: Mapping[str, tuple[str, str]] = {
    "actor": ("actors", "actor_id in (select unnest($actor_ids))"),
    "source": (
        "sources",
        "source_id in (select unnest($source_ids)) or actor_id in (select unnest($source_ids))",
    ),
}


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


class Corrections(Protocol):
    """What a project has set right, as it is at each call; a store itself knows no ledger."""

    def book(self, snapshot: Snapshot, frames: Frames) -> Workbook:
        """A book of some articles, corrected."""

    def reach(self, identity: str) -> Reach:
        """Where an actor or source may stand before it is corrected."""

    def changed(self, read: Read, names: Collection[str]) -> Iterator[Frames]:
        """Some tables' rows of the articles that are changed, and ``articles`` for their months.

        ``read`` gives the articles in a reach, with the columns asked for.
        """
