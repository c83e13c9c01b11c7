"""Corrections that change cells and count nothing anew: SQL over the rows of an archive.

A merge is one of them wherever only one of the two stands in an article: he has another id there,
another name and kind, and everything counted stays as it is. So is another name, kind or role. Of
the articles in which only that happens none has to be read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, cast

from workbook.review.cast import speaker, speaks_as
from workbook.review.corrections import Change, Merge
from workbook.review.ledger import Entry
from workbook.review.reach import touched
from workbook.store.reach import Plain

if TYPE_CHECKING:
    from workbook.models import MentionKind
    from workbook.store.reach import Statement


def plain(entries: Sequence[Entry]) -> Plain:
    """What of corrections is plain, and where the others hold.

    Examples
    --------
    >>> plain([]).ids, plain([]).statements
    ((), ())
    """
    corrections = [one.correction for one in entries if _is_plain(one)]
    kin: dict[str, str] = {}
    statements: list[Statement] = []
    for one in corrections:
        if isinstance(one, Merge):
            mine, theirs = (kin.setdefault(key, key) for key in (one.actor, one.new.actor_id))
            kin = {key: mine if its == theirs else its for key, its in kin.items()}
            statements += _merged(one)
        elif isinstance(one, Change):
            kin.setdefault(one.actor, one.actor)
            statements += _changed(one)
    ids = dict.fromkeys(one.actor for one in corrections if isinstance(one, Merge | Change))
    others = touched([one for one in entries if not _is_plain(one)])
    return Plain(tuple(ids), kin, others, tuple(statements))


def _is_plain(entry: Entry) -> bool:
    one = entry.correction
    return isinstance(one, Merge) or (isinstance(one, Change) and one.article is None)


def _merged(one: Merge) -> Iterator[Statement]:
    new = one.new
    ids = {"old": one.actor, "new": new.actor_id}
    speaks = speaker(new).kind
    yield (
        "update changed_sources as s set source_id = $new, actor_id = $new, name = $name, "
        "kind = case when a.kind = $kind then s.kind else $speaks end from changed_actors as a "
        "where a.article_id = s.article_id and a.actor_id = $old and s.source_id = $old",
        {**ids, "name": new.name, "kind": new.kind, "speaks": speaks},
    )
    yield (
        "update changed_actors set actor_id = $new, name = $name, kind = $kind, "
        "country = coalesce($country, country), wikidata = $wikidata where actor_id = $old",
        {
            **ids,
            "name": new.name,
            "kind": new.kind,
            "country": new.country or None,
            "wikidata": new.wikidata or None,
        },
    )
    for column in ("source_id", "via_source_id"):
        yield f"update changed_claims set {column} = $new where {column} = $old", ids


def _changed(one: Change) -> Iterator[Statement]:
    given = {"actor": one.actor, "value": one.new}
    here = "a.article_id = s.article_id and a.actor_id = $actor and s.actor_id = $actor"
    name = "$value" if one.field == "name" else "a.name"
    yield (
        f"update changed_sources as s set name = {name} from changed_actors as a where {here}",
        given if one.field == "name" else {"actor": one.actor},
    )
    if one.field == "kind":
        speaks, as_well = speaks_as(cast("MentionKind", one.new))
        yield (
            "update changed_sources as s set kind = $speaks from changed_actors as a "
            f"where {here} and a.kind <> $value and s.kind not in (select unnest($as_well))",
            {**given, "speaks": speaks, "as_well": sorted(as_well)},
        )
    yield f"update changed_actors set {one.field} = $value where actor_id = $actor", given
