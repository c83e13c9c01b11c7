"""Where somebody stands once corrections are laid over what was stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

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
    heads : title and outlet of these (empty where unknown), as an edited article has another id.

    Examples
    --------
    >>> Reach(("person:a",)).condition("actor")[:44]
    'a.article_id in (select article_id from acto'
    """

    ids: tuple[str, ...]
    words: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    heads: tuple[tuple[str, str], ...] = ()

    def condition(self, what: str) -> str:
        """SQL over the articles ``a`` for an ``actor`` or ``source``."""
        table, having = _TABLES[what]
        ways = [f"a.article_id in (select article_id from {table} where {having})"]
        if self.words:
            named = f"select article_id from {table} where name in (select unnest(${what}_words))"
            ways.append(f"a.article_id in ({named})")
            ways.append(f"len([w for w in ${what}_words if contains(a.text, w)]) > 0")
        if self.articles:
            ways.append(f"a.article_id in (select unnest(${what}_articles))")
            ways.append(
                f"(coalesce(a.title, ''), coalesce(a.outlet, '')) in "
                f"(select unnest(${what}_titles), unnest(${what}_outlets))"
            )
        return f"({' or '.join(ways)})" if len(ways) > 1 else ways[0]

    def values(self, what: str) -> dict[str, Any]:
        """What the condition's ``$names`` stand for."""
        named: dict[str, Any] = {"ids": list(self.ids)}
        if self.words:
            named |= {"words": list(self.words)}
        if self.articles:
            named |= {"articles": list(self.articles)}
            named |= {"titles": [title for title, _ in self.heads]}
            named |= {"outlets": [outlet for _, outlet in self.heads]}
        return {f"{what}_{name}": value for name, value in named.items()}
