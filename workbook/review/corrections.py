"""What an analyst can say: each kind of correction as a frozen record.

Actors are named by their id and corrected in every article, unless an article is given;
mentions and claims are anchored in the words of one article. ``old`` is what the analyst saw
and is kept for readers of the ledger, ``new`` is what holds from now on.
"""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import Field, model_validator

from workbook.models import Actor, MentionKind, Source, SourceKind
from workbook.review.anchors import Quote, Record, Where

Text = Annotated[str, Field(min_length=1, pattern=r"\S")]


class Profile(Record):
    """Who an actor is, in whatever article he appears."""

    actor_id: Text
    name: Text
    kind: MentionKind
    country: str | None = None
    wikidata: str | None = None

    @classmethod
    def of(cls, actor: Actor) -> Profile:
        """The profile of an actor of some article."""
        return cls(
            actor_id=actor.actor_id,
            name=actor.name,
            kind=actor.kind,
            country=actor.country,
            wikidata=actor.wikidata,
        )


class Party(Record):
    """Who a source is, in whatever article it speaks."""

    source_id: Text
    name: Text
    kind: SourceKind
    actor_id: str | None = None

    @classmethod
    def of(cls, source: Source) -> Party:
        """The party behind a source of some article."""
        return cls(
            source_id=source.source_id,
            name=source.name,
            kind=source.kind,
            actor_id=source.actor_id,
        )


class Merge(Record):
    """Two actors are one: whoever is read as ``actor`` is ``new``."""

    what: Literal["merge"] = "merge"
    actor: Text
    new: Profile
    old: str | None = None

    @model_validator(mode="after")
    def _of_two(self) -> Merge:
        if self.actor == self.new.actor_id:
            raise ValueError("an actor cannot be merged with itself")
        return self


class Split(Record):
    """Some mentions of an actor mean another one."""

    what: Literal["split"] = "split"
    actor: Text
    article: Where
    quotes: Annotated[tuple[Quote, ...], Field(min_length=1)]
    new: Profile


class Change(Record):
    """An actor has another name, kind or role."""

    what: Literal["change"] = "change"
    actor: Text
    field: Literal["name", "kind", "role"]
    old: str | None = None
    new: str | None
    article: Where | None = None

    @model_validator(mode="after")
    def _of_use(self) -> Change:
        if self.field == "kind" and self.new not in get_args(MentionKind):
            raise ValueError(f"an actor's kind is one of {', '.join(get_args(MentionKind))}")
        if self.field == "name" and not (self.new or "").strip():
            raise ValueError("a name has at least one letter")
        return self


class Alias(Record):
    """Wherever these words stand they mean an actor."""

    what: Literal["alias"] = "alias"
    text: Text
    new: Profile


class Reject(Record):
    """There is no mention, or no claim, in these words."""

    what: Literal["reject"] = "reject"
    of: Literal["mention", "claim"]
    article: Where
    quote: Quote
    old: str | None = None


class Attribute(Record):
    """A claim goes back to another source."""

    what: Literal["source"] = "source"
    article: Where
    quote: Quote
    old: str | None = None
    new: Party


class Accept(Record):
    """An actor, or a mention or claim, was looked at and is right; no table changes."""

    what: Literal["accept"] = "accept"
    of: Literal["actor", "mention", "claim"]
    actor: str | None = None
    article: Where | None = None
    quote: Quote | None = None
    old: str | None = None

    @model_validator(mode="after")
    def _of_something(self) -> Accept:
        anchored = self.article is not None and self.quote is not None
        if not (self.actor if self.of == "actor" else anchored):
            raise ValueError(f"it does not say which {self.of} is accepted")
        return self


class Undo(Record):
    """An earlier entry does not hold any more; undone itself, it holds again."""

    what: Literal["undo"] = "undo"
    entry: Text


Correction = Merge | Split | Change | Alias | Reject | Attribute | Accept | Undo
Line = Annotated[Correction, Field(discriminator="what")]
KINDS = ("merge", "split", "change", "alias", "reject", "source", "accept", "undo")


def told(correction: Correction) -> str:
    """A correction in a few words.

    Examples
    --------
    >>> told(Change(actor="org:nato", field="name", old="NATO", new="Nato"))
    'org:nato has the name Nato instead of NATO'
    """
    match correction:
        case Merge():
            return f"{correction.actor} is {correction.new.actor_id}"
        case Split():
            number = len(correction.quotes)
            mentions = "a mention" if number == 1 else f"{number} mentions"
            return f"{mentions} of {correction.actor} mean {correction.new.actor_id}"
        case Change():
            instead = f" instead of {correction.old}" if correction.old else ""
            return f"{correction.actor} has the {correction.field} {correction.new}{instead}"
        case Alias():
            return f"„{correction.text}“ means {correction.new.actor_id}"
        case Reject():
            return f"there is no {correction.of} in „{_short(correction.quote)}“"
        case Attribute():
            return f"„{_short(correction.quote)}“ goes back to {correction.new.source_id}"
        case Accept():
            what = correction.actor if correction.quote is None else _short(correction.quote)
            return f"{correction.of} „{what}“ is right"
        case Undo():
            return f"undo {correction.entry}"


def _short(quote: Quote) -> str:
    return quote.exact if len(quote.exact) <= 60 else f"{quote.exact[:59]}…"
