"""The shortest answer: who, about what, according to whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbook.labels import words
from workbook.measures.names import actor_names, source_names, spoken, topic_names
from workbook.measures.voices import source_dependence, subject

if TYPE_CHECKING:
    import pandas as pd

NEARLY_AS_MUCH = 0.5
"""An actor is a main one with at least this part of the first one's weight."""


@dataclass(frozen=True, slots=True)
class Brief:
    """Main actors, subject and main sources, named in ``language``.

    Examples
    --------
    >>> Brief(("Marco Rubio",), "Diplomatie", ("SWP",), "de").sentence
    'Im Mittelpunkt steht Marco Rubio; das Thema ist Diplomatie; zu Wort kommt SWP.'
    >>> Brief(("USA",), "Krieg", (), "de", field="Politik").sentence
    'Im Mittelpunkt stehen die USA; das Thema ist Politik, vor allem Krieg; niemand kommt zu Wort.'
    >>> Brief(("USA",), "Krieg", (), "de", unnamed=True).sentence
    'Im Mittelpunkt stehen die USA; das Thema ist Krieg; zu Wort kommen nur ungenannte Quellen.'
    >>> Brief((), None, (), "en").sentence
    'No actor was found; no subject could be told; no source is named.'
    """

    actors: tuple[str, ...]
    topic: str | None
    sources: tuple[str, ...]
    language: str = "en"
    field: str | None = None
    """The broad topic that ``topic`` is part of."""
    unnamed: bool = False
    """Whether somebody speaks whom the text does not name."""

    @property
    def sentence(self) -> str:
        """One sentence that answers who, about what, according to whom."""
        say = words(self.language)
        topic = say["brief.what.none"]
        if self.topic and self.field:
            topic = say.say("brief.what.finer", topic=self.field, finer=self.topic)
        elif self.topic:
            topic = say.say("brief.what", topic=self.topic)
        whom = self._names("whom", self.sources)
        if self.unnamed and not self.sources:
            whom = say["brief.whom.unnamed"]
        sentence = "; ".join((self._names("who", self.actors), topic, whom)) + "."
        return sentence[0].upper() + sentence[1:]

    def _names(self, part: str, names: tuple[str, ...]) -> str:
        say = words(self.language)
        if not names:
            return say[f"brief.{part}.none"]
        told = spoken(names, language=self.language)
        number = "other" if told.plural else "one"
        return say.say(f"brief.{part}.{number}", names=told.joined)


def brief(
    actors: pd.DataFrame,
    topics: pd.DataFrame,
    sources: pd.DataFrame,
    *,
    language: str = "en",
    most: int = 3,
) -> Brief:
    """The main actors, the subject and the main sources of one or many articles.

    Actors: by mean salience over all articles, at most ``most``, none with less than half the
    weight of the first; outlets and places only where nobody else acts. Subject: the finest topic
    on the strongest branch (`subject`). Sources: by the share that rests on them; the author
    and unnamed sources are not named.

    Examples
    --------
    >>> from workbook.schemas import TABLES
    >>> empty = {name: table.empty() for name, table in TABLES.items()}
    >>> brief(empty["actors"], empty["topics"], empty["sources"])
    Brief(actors=(), topic=None, sources=(), language='en', field=None, unnamed=False)
    """
    way = _subject(topic_names(topics, language=language))
    return Brief(
        actors=_main_actors(actor_names(actors, language=language), most),
        topic=way[-1] if way else None,
        field=way[0] if len(way) > 1 else None,
        sources=_main_sources(source_names(sources, actors, language=language), most),
        language=language,
        unnamed=bool((sources["kind"] == "unnamed").any()),
    )


def _main_actors(actors: pd.DataFrame, most: int) -> tuple[str, ...]:
    acting = actors[~actors["kind"].isin(["outlet", "place"])]
    acting = acting if len(acting) else actors
    weight = (
        acting.groupby("actor_id")
        .agg(name=("name", "first"), weight=("salience", "sum"), mentions=("n_mentions", "sum"))
        .reset_index()
        .sort_values(["weight", "mentions", "actor_id"], ascending=[False, False, True])
    )
    if not len(weight):
        return ()
    enough = weight["weight"] >= NEARLY_AS_MUCH * weight["weight"].iloc[0]
    return tuple(weight.loc[enough, "name"].head(most))


def _subject(topics: pd.DataFrame) -> list[str]:
    """The strongest branch's labels, the broadest first."""
    labels = dict(zip(topics["topic_id"], topics["label"], strict=True))
    return [str(labels[topic]) for topic in subject(topics)]


def _main_sources(sources: pd.DataFrame, most: int) -> tuple[str, ...]:
    ranked = source_dependence(sources)
    named = ranked[~ranked["kind"].isin(["author", "unnamed"])]
    return tuple(named["name"].head(most))
