"""A book as numbers: which actors, sources and topics stand in which sentence.

Sentences are numbered through all articles. Every table becomes two columns of whole numbers, the
sentence of a row and the code of whom it is about, so that a filter is a comparison and a chart is
one `numpy.bincount`, whatever the number of articles.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

from workbook import measures
from workbook.explorer.choice import Choice

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from workbook.book import Workbook

    Codes = NDArray[np.int64]
    Mask = NDArray[np.bool_]

Subject = Literal["actor", "source", "topic"]
SUBJECTS: tuple[Subject, ...] = ("actor", "source", "topic")


@dataclass(frozen=True, slots=True, eq=False)
class Names:
    """Who a code means: ids, names and kinds by code, and the code of an id."""

    ids: tuple[str, ...]
    names: tuple[str, ...]
    kinds: tuple[str, ...]
    codes: Mapping[str, int]

    @classmethod
    def of(cls, frame: pd.DataFrame, id_column: str) -> Names:
        """From a frame ``id_column, name, kind`` with a row for each."""
        ids = tuple(frame[id_column])
        codes = {each: code for code, each in enumerate(ids)}
        return cls(ids, tuple(frame["name"]), tuple(frame["kind"]), codes)

    def name(self, each: str) -> str:
        """The name of an id; the id itself where it is nobody's."""
        code = self.codes.get(each)
        return each if code is None else self.names[code]


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """One table: of every row the sentence in which it begins, and whom it is about."""

    sentence: Codes
    whom: Codes


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """Everything a filter needs; see the module.

    ``first`` is the number of each article's first sentence (and one more), ``claim_of`` and
    ``sentence_of`` pair statements with every sentence they run through.
    """

    articles: tuple[str, ...]
    days: tuple[str, ...]
    places: Places
    first: Codes
    article_of: Codes
    mentions: Rows
    claims: Rows
    terms: Rows
    claim_of: Codes
    sentence_of: Codes
    speaker: Codes
    names: Mapping[Subject, Names]
    texts: pd.Series

    @classmethod
    def of(cls, book: Workbook, *, language: str) -> Index:
        """The index of a book, with names in ``language``."""
        import numpy as np

        place = Places.of(book)
        names: dict[Subject, Names] = {"topic": _topics(book, language)}
        return cls(
            articles=tuple(book.articles["article_id"]),
            places=place,
            days=_days(book.articles),
            first=place.first,
            article_of=np.repeat(np.arange(len(book.articles)), np.diff(place.first)),
            terms=Rows(place.of_rows(book.topic_terms), _codes(book.topic_terms["topic_id"], names["topic"])),
            texts=book.sentences["text"].str.casefold(),
            **_voices(book, place, names, language),
        )  # fmt: skip

    def corrected(self, book: Workbook, *, language: str) -> Index:
        """The index of the same articles after a correction: their words and topics stay."""
        return replace(self, **_voices(book, self.places, self.names, language))

    def sentences(self, choice: Choice, *, without: str = "") -> Mask:
        """The sentences for which everything chosen holds, but the field ``without``."""
        import numpy as np

        mask = np.ones(len(self.article_of), dtype=bool)
        for field, value in choice.given.items():
            if field != without:
                mask = mask & _holding(self, field, value)
        return mask

    def statements(self, choice: Choice, shown: Mask, *, without: str = "") -> Mask:
        """The statements that touch a sentence shown, of the source chosen if there is one."""
        import numpy as np

        touched = np.zeros(len(self.claims.whom), dtype=bool)
        touched[self.claim_of[shown[self.sentence_of]]] = True
        if choice.source is not None and without != "source":
            touched &= self.claims.whom == self.code("source", choice.source)
        return touched

    def named(self, choice: Choice, shown: Mask, *, without: str = "") -> Mask:
        """The mentions in sentences shown, of the actor chosen if there is one."""
        named: Mask = shown[self.mentions.sentence]
        if choice.actor is not None and without != "actor":
            named = named & (self.mentions.whom == self.code("actor", choice.actor))
        return named

    def counts(self, subject: Subject, choice: Choice) -> Codes:
        """How often each of them occurs in what is chosen, whichever of them is chosen itself.

        Of actors the mentions count, of sources the statements, of topics the sentences.
        """
        import numpy as np

        shown = self.sentences(choice, without=subject)
        size = len(self.names[subject].ids)
        if subject == "actor":
            found = self.mentions.whom[self.named(choice, shown, without=subject)]
        elif subject == "source":
            found = self.claims.whom[self.statements(choice, shown, without=subject)]
        else:
            pairs = self.terms.sentence[shown[self.terms.sentence]] * size
            found = np.unique(pairs + self.terms.whom[shown[self.terms.sentence]]) % max(1, size)
        return np.bincount(found, minlength=size)

    def article(self, article_id: str) -> int | None:
        """An article's place in the book."""
        return self.articles.index(article_id) if article_id in self.articles else None

    def code(self, subject: Subject, value: str) -> int:
        """The code of an id; -1 where it is nobody's."""
        return self.names[subject].codes.get(value, -1)

    def said(self, claims: Mask) -> Mask:
        """The sentences through which some statements run."""
        import numpy as np

        mask = np.zeros(len(self.article_of), dtype=bool)
        mask[self.sentence_of[claims[self.claim_of]]] = True
        return mask


@lru_cache(maxsize=32)
def _holding(index: Index, field: str, value: str) -> Mask:
    """The sentences for which one choice holds; every part of the desk asks for the same ones."""
    import numpy as np

    mask = np.zeros(len(index.article_of), dtype=bool)
    if field == "words":
        mask = np.asarray(index.texts.str.contains(value.casefold(), regex=False), dtype=bool)
    elif field == "article":
        mask = index.article_of == index.article(value)
    elif field == "day":
        mask = np.array([day.startswith(value) for day in index.days], dtype=bool)[index.article_of]
    elif field == "topic":
        mask[index.terms.sentence[index.terms.whom == index.code("topic", value)]] = True
    elif field == "source":
        mask = index.said(index.claims.whom == index.code("source", value))
    else:
        code = index.code("actor", value)
        mask[index.mentions.sentence[index.mentions.whom == code]] = True
        if code >= 0:
            mask |= index.said((index.speaker == code)[index.claims.whom])
    return mask


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """Where articles and sentences lie when all texts stand one behind the other."""

    articles: pd.Index
    first: Codes
    begin: Codes
    starts: Codes

    @classmethod
    def of(cls, book: Workbook) -> Places:
        import numpy as np
        import pandas as pd

        articles = pd.Index(book.articles["article_id"])
        whose = articles.get_indexer(pd.Index(book.sentences["article_id"]))
        sizes = np.bincount(whose, minlength=len(articles))
        lengths = book.articles["text"].str.len().to_numpy(dtype=np.int64) + 1
        begin = np.concatenate(([0], np.cumsum(lengths)))
        starts = begin[whose] + book.sentences["start"].to_numpy(dtype=np.int64)
        return cls(articles, np.concatenate(([0], np.cumsum(sizes))), begin, starts)

    def whose(self, frame: pd.DataFrame) -> Codes:
        """The article of every row of a table."""
        import pandas as pd

        return self.articles.get_indexer(pd.Index(frame["article_id"]))

    def of_rows(self, frame: pd.DataFrame) -> Codes:
        """The sentence of every row of a table that has ``sentence_id``."""
        import numpy as np

        whose = self.whose(frame)
        found: Codes = self.first[whose] + frame["sentence_id"].to_numpy(dtype=np.int64) - 1
        return found

    def covered(self, claims: pd.DataFrame) -> tuple[Codes, Codes]:
        """Pairs of a statement's place and the number of a sentence it runs through."""
        import numpy as np

        begin = self.of_rows(claims)
        ends = self.begin[self.whose(claims)] + claims["end"].to_numpy(dtype=np.int64)
        last = np.maximum(np.searchsorted(self.starts, ends, side="left") - 1, begin)
        sizes = last - begin + 1
        claim_of = np.repeat(np.arange(len(claims)), sizes)
        within = np.arange(len(claim_of)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        return claim_of, begin[claim_of] + within


def _codes(ids: pd.Series, names: Names) -> Codes:
    import pandas as pd

    return pd.Index(names.ids, dtype="object").get_indexer(pd.Index(ids, dtype="object"))


def _days(articles: pd.DataFrame) -> tuple[str, ...]:
    """The day of publication on the newsroom's calendar; empty where nobody knows."""
    days = measures.newsroom_days(articles)
    return tuple(days.dt.strftime("%Y-%m-%d").fillna(""))


def _voices(
    book: Workbook, place: Places, names: Mapping[Subject, Names], language: str
) -> dict[str, Any]:
    """What a correction can change in an index: who is who, who is named, who says what."""
    import numpy as np

    actors = _foremost(book.actors[["actor_id", "name", "kind", "country", "n_mentions"]])
    sources = _foremost(book.sources[["source_id", "name", "kind", "actor_id", "n_claims"]])
    actor = Names.of(measures.actor_names(actors, language=language), "actor_id")
    source = Names.of(measures.source_names(sources, actors, language=language), "source_id")
    speaks = dict(zip(book.sources["source_id"], book.sources["actor_id"], strict=True))
    claim_of, sentence_of = place.covered(book.claims)
    return {
        "names": {**names, "actor": actor, "source": source},
        "mentions": Rows(place.of_rows(book.mentions), _codes(book.mentions["actor_id"], actor)),
        "claims": Rows(place.of_rows(book.claims), _codes(book.claims["source_id"], source)),
        "claim_of": claim_of,
        "sentence_of": sentence_of,
        "speaker": np.array(
            [actor.codes.get(speaks[one], -1) for one in source.ids], dtype=np.int64
        ),
    }


def _topics(book: Workbook, language: str) -> Names:
    topics = _foremost(book.topics[["topic_id", "label", "score"]])
    labelled = measures.topic_names(topics, language=language).assign(kind="topic")
    return Names.of(labelled.rename(columns={"label": "name"}), "topic_id")


def _foremost(frame: pd.DataFrame) -> pd.DataFrame:
    """Of every id (the first column) the row in which it counts most (the last one)."""
    ordered = frame.sort_values(frame.columns[-1], ascending=False, kind="stable")
    return ordered.drop_duplicates(frame.columns[0])
