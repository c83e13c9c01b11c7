"""Corrections as they are made while looking at a book: its rows become anchors.

Every verb looks up what it names in the book and refuses what is not there; nothing is
written before `Ledger.add`.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from itertools import count
from typing import TYPE_CHECKING, Any, Literal

from pydantic import ValidationError

from workbook.actors.spelling import slug
from workbook.errors import ParameterRefused
from workbook.models import Article
from workbook.review.anchors import Quote, Where
from workbook.review.cast import speaker
from workbook.review.corrections import (
    Accept,
    Alias,
    Attribute,
    Change,
    Merge,
    Party,
    Profile,
    Reject,
    Split,
)

if TYPE_CHECKING:
    import pandas as pd

    from workbook.book import Workbook

Kind = Literal["mention", "claim"]


def merge(book: Workbook, actor: str, into: str) -> Merge:
    """``actor`` is ``into``, here and in every article: two ids of ``book.actors``."""
    old, new = _actor(book, actor), _actor(book, into)
    if actor == into:
        raise ParameterRefused(f"{actor} is one actor already; name the one it is the same as.")
    return Merge(actor=actor, new=_profile(new), old=old["name"])


def split(book: Workbook, article_id: str, mention_ids: Iterable[int], new: str | Profile) -> Split:
    """Some mentions of one actor in an article mean ``new``: an id or name of ``book.actors``, or
    the name of somebody new, who is of the same kind."""
    rows = [_row(book, "mention", article_id, one) for one in mention_ids]
    whose = {row["actor_id"] for row in rows}
    if len(whose) != 1:
        raise ParameterRefused(
            "Only mentions of one actor can be split from it, and into another; choose those."
        )
    actor = whose.pop()
    other = new if isinstance(new, Profile) else _somebody(book, new, beside=actor)
    if other.actor_id == actor:
        raise ParameterRefused(f"They mean {actor} already; name the other one.")
    where, text = _where(book, article_id)
    quotes = tuple(Quote.of(text, row["start"], row["end"]) for row in rows)
    return Split(actor=actor, article=where, quotes=quotes, new=other)


def rename(book: Workbook, actor: str, name: str, *, article_id: str | None = None) -> Change:
    """An actor's name, in every article or in one."""
    return _change(book, actor, "name", name, article_id)


def set_kind(book: Workbook, actor: str, kind: str, *, article_id: str | None = None) -> Change:
    """An actor's kind, in every article or in one."""
    return _change(book, actor, "kind", kind, article_id)


def set_role(
    book: Workbook, actor: str, role: str | None, *, article_id: str | None = None
) -> Change:
    """An actor's role, in every article or in one; None for no role."""
    return _change(book, actor, "role", role, article_id)


def alias(book: Workbook, text: str, actor: str) -> Alias:
    """Wherever ``text`` stands, also in articles yet to be read, it means this actor."""
    if not text.strip():
        raise ParameterRefused("An alias has at least one letter; give the words as written.")
    return Alias(text=text.strip(), new=_profile(_actor(book, actor)))


def reject_mention(book: Workbook, article_id: str, mention_id: int) -> Reject:
    """Nobody is mentioned there."""
    return _reject(book, "mention", article_id, mention_id)


def reject_claim(book: Workbook, article_id: str, claim_id: int) -> Reject:
    """Nobody says that there."""
    return _reject(book, "claim", article_id, claim_id)


def set_source(book: Workbook, article_id: str, claim_id: int, source: str | Party) -> Attribute:
    """A claim goes back to another source: an id of ``book.sources`` or ``book.actors``, or
    somebody new."""
    row = _row(book, "claim", article_id, claim_id)
    party = source if isinstance(source, Party) else _party(book, source)
    where, text = _where(book, article_id)
    quote = Quote.of(text, row["start"], row["end"])
    return Attribute(article=where, quote=quote, old=row["source_id"], new=party)


def accept_actor(book: Workbook, actor: str, *, article_id: str | None = None) -> Accept:
    """An actor was looked at and is right."""
    where = _where(book, article_id)[0] if article_id else None
    return Accept(of="actor", actor=_actor(book, actor)["actor_id"], article=where)


def accept_mention(book: Workbook, article_id: str, mention_id: int) -> Accept:
    """A mention was looked at and is right."""
    return Accept(of="mention", **_anchored(book, "mention", article_id, mention_id))


def accept_claim(book: Workbook, article_id: str, claim_id: int) -> Accept:
    """A claim was looked at and is right."""
    return Accept(of="claim", **_anchored(book, "claim", article_id, claim_id))


def _reject(book: Workbook, kind: Kind, article_id: str, number: int) -> Reject:
    return Reject(of=kind, **_anchored(book, kind, article_id, number))


def _anchored(book: Workbook, kind: Kind, article_id: str, number: int) -> dict[str, Any]:
    row = _row(book, kind, article_id, number)
    where, text = _where(book, article_id)
    old = row["actor_id"] if kind == "mention" else row["source_id"]
    return {"article": where, "quote": Quote.of(text, row["start"], row["end"]), "old": old}


def _change(
    book: Workbook,
    actor: str,
    field: Literal["name", "kind", "role"],
    new: str | None,
    article_id: str | None,
) -> Change:
    row = _actor(book, actor)
    where = _where(book, article_id)[0] if article_id else None
    try:
        return Change(actor=actor, field=field, old=row[field], new=new, article=where)
    except ValidationError as error:
        why = error.errors()[0]["msg"].removeprefix("Value error, ")
        raise ParameterRefused(f"{new!r} cannot be the {field} of {actor}: {why}.") from None


def _actor(book: Workbook, actor: str) -> dict[str, Any]:
    found = _found(book.actors, "actor_id", actor)
    if found is None:
        raise ParameterRefused(_unknown("actor", actor, book.actors["actor_id"]))
    return found


def _party(book: Workbook, source: str) -> Party:
    row = _found(book.sources, "source_id", source)
    if row is not None:
        fields = ("source_id", "name", "kind", "actor_id")
        return Party(**{name: row[name] for name in fields})
    actor = _found(book.actors, "actor_id", source)
    if actor is None:
        ids = [*book.sources["source_id"], *book.actors["actor_id"]]
        raise ParameterRefused(_unknown("source", source, ids))
    return Party.of(speaker(_profile(actor)))


def _somebody(book: Workbook, said: str, *, beside: str) -> Profile:
    """Who is meant beside an actor of perhaps the same name: somebody known, or somebody new."""
    if not said.strip():
        raise ParameterRefused("The other actor needs a name; write it as it should be read.")
    others = book.actors[book.actors["actor_id"] != beside]
    known = _found(others, "actor_id", said) or _found(others, "name", said)
    if known is not None:
        return _profile(known)
    kind = _actor(book, beside)["kind"]
    prefix = beside.partition(":")[0] if kind != "country" else "place"
    taken = set(book.actors["actor_id"])
    plain = f"{prefix}:{slug(said)}"
    numbered = (f"{plain}-{n}" if n > 1 else plain for n in count(1))
    free = next(one for one in numbered if one not in taken)
    return Profile(actor_id=free, name=said.strip(), kind="place" if kind == "country" else kind)


def _profile(row: dict[str, Any]) -> Profile:
    return Profile(**{name: row[name] for name in Profile.model_fields})


def _row(book: Workbook, kind: Kind, article_id: str, number: int) -> dict[str, Any]:
    table: pd.DataFrame = getattr(book, f"{kind}s")
    found = _found(table[table["article_id"] == article_id], f"{kind}_id", number)
    if found is None:
        raise ParameterRefused(
            f"The article {article_id} has no {kind} {number}; book.{kind}s lists them."
        )
    return found


def _where(book: Workbook, article_id: str) -> tuple[Where, str]:
    row = _found(book.articles, "article_id", article_id)
    if row is None:
        raise ParameterRefused(_unknown("article", article_id, book.articles["article_id"]))
    fields = ("text", "title", "outlet", "url", "published")
    article = Article(**{name: row[name] for name in fields})
    return Where.of(article), article.text


def _found(table: pd.DataFrame, column: str, value: object) -> dict[str, Any] | None:
    places = (table[column] == value).to_numpy().nonzero()[0][:1]
    rows = table.iloc[places].astype(object)
    records = rows.where(rows.notna(), None).to_dict("records")
    return {str(name): cell for name, cell in records[0].items()} if records else None


def _unknown(what: str, given: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(given, list(dict.fromkeys(known)), 1)
    hint = f"did you mean {near[0]!r}?" if near else f"book.{what}s lists them."
    return f"There is no {what} {given!r}; {hint}"
