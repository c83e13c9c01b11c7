"""A small book made by hand: what a reading of one short article of our own should give.

Figures, measures and views are tested on it, so that they do not depend on how well we read.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from types import SimpleNamespace
from typing import Any

from workbook.models import Article
from workbook.schemas import TABLES

TEXT = """Außenminister sprechen über Gipfel

US-Außenminister Marco Rubio hat am 15. Februar 2025 mit seinem russischen Kollegen Sergej Lawrow telefoniert. Das Gespräch bereitet laut dem „Nordblatt“ einen Gipfel vor. Das Ministerium in Moskau bestätigte, beide Seiten hätten regelmäßige Kontakte vereinbart.

„Die USA bleiben zentral, und Europa muss selbst mehr leisten“, schreibt die Stiftung Wissenschaft und Politik (SWP). In der kommenden Woche sind Gespräche in Saudi-Arabien geplant. Washington könnte Sanktionen gegen Russland lockern, heißt es aus Regierungskreisen.

Seit dem russischen Angriff im Februar 2022 ruhten solche Kontakte. Wer für Russland verhandelt, ist offen.
"""

SENTENCES = (
    "Außenminister sprechen über Gipfel",
    "US-Außenminister Marco Rubio hat am 15. Februar 2025 mit seinem russischen Kollegen Sergej Lawrow telefoniert.",
    "Das Gespräch bereitet laut dem „Nordblatt“ einen Gipfel vor.",
    "Das Ministerium in Moskau bestätigte, beide Seiten hätten regelmäßige Kontakte vereinbart.",
    "„Die USA bleiben zentral, und Europa muss selbst mehr leisten“, schreibt die Stiftung Wissenschaft und Politik (SWP).",
    "In der kommenden Woche sind Gespräche in Saudi-Arabien geplant.",
    "Washington könnte Sanktionen gegen Russland lockern, heißt es aus Regierungskreisen.",
    "Seit dem russischen Angriff im Februar 2022 ruhten solche Kontakte.",
    "Wer für Russland verhandelt, ist offen.",
)

ACTORS = (
    # id, name, kind, role, country, salience
    ("person:marco-rubio", "Marco Rubio", "person", "US-Außenminister", "USA", 0.9),
    ("person:sergej-lawrow", "Sergej Lawrow", "person", "Außenminister", "RUS", 0.7),
    ("RUS", "Russland", "country", None, "RUS", 0.6),
    ("USA", "USA", "country", None, "USA", 0.5),
    ("org:swp", "Stiftung Wissenschaft und Politik", "organisation", None, "DEU", 0.3),
    ("org:ru-mfa", "Außenministerium in Moskau", "organisation", None, "RUS", 0.2),
    ("outlet:nordblatt", "Nordblatt", "outlet", None, "DEU", 0.1),
    ("place:saudi", "Saudi-Arabien", "place", None, "SAU", 0.1),
)

MENTIONS = (
    # sentence, words, actor, form, role
    (2, "Marco Rubio", "person:marco-rubio", "name", "US-Außenminister"),
    (2, "russischen", "RUS", "adjective", None),
    (2, "Sergej Lawrow", "person:sergej-lawrow", "name", "Kollegen"),
    (3, "Nordblatt", "outlet:nordblatt", "name", None),
    (4, "Ministerium in Moskau", "org:ru-mfa", "role", None),
    (5, "USA", "USA", "name", None),
    (5, "Stiftung Wissenschaft und Politik", "org:swp", "name", None),
    (5, "SWP", "org:swp", "short", None),
    (6, "Saudi-Arabien", "place:saudi", "name", None),
    (7, "Washington", "USA", "metonym", None),
    (7, "Russland", "RUS", "name", None),
    (8, "russischen", "RUS", "adjective", None),
    (9, "Russland", "RUS", "name", None),
)

CLAIMS = (
    # sentence, words, source, kind, certainty, speaker, cue, via
    (3, "Das Gespräch bereitet", "outlet:nordblatt", "indirect", "planned", "dem „Nordblatt“", "laut", None),
    (4, "beide Seiten hätten regelmäßige Kontakte vereinbart", "org:ru-mfa", "indirect", "asserted", "Das Ministerium in Moskau", "bestätigte", None),
    (5, "Die USA bleiben zentral, und Europa muss selbst mehr leisten", "org:swp", "direct", "asserted", "die Stiftung Wissenschaft und Politik (SWP)", "schreibt", "outlet:nordblatt"),
    (7, "Washington könnte Sanktionen gegen Russland lockern", "unnamed", "indirect", "possible", "Regierungskreisen", "heißt es", None),
)  # fmt: skip

SOURCES = (
    # id, name, kind, actor, claims, share
    ("author", "author", "author", None, 0, 0.5),
    ("org:swp", "Stiftung Wissenschaft und Politik", "think_tank", "org:swp", 1, 0.125),
    ("org:ru-mfa", "Außenministerium in Moskau", "government", "org:ru-mfa", 1, 0.125),
    ("outlet:nordblatt", "Nordblatt", "outlet", "outlet:nordblatt", 1, 0.125),
    ("unnamed", "Regierungskreise", "unnamed", None, 1, 0.125),
)

TOPICS = (
    ("medtop:11000000", "Politik", None, 1, 0.8),
    ("medtop:20000639", "Diplomatie", "medtop:11000000", 2, 0.7),
    ("medtop:16000000", "Krieg und Konflikt", None, 1, 0.4),
    ("medtop:20000642", "Wirtschaftliche Sanktion", "medtop:11000000", 2, 0.3),
)

TERMS = (
    (1, "Gipfel", "medtop:20000639", 1.0),
    (3, "Gespräch", "medtop:20000639", 0.8),
    (3, "Gipfel", "medtop:20000639", 1.0),
    (4, "Kontakte", "medtop:20000639", 0.5),
    (7, "Sanktionen", "medtop:20000642", 1.0),
    (8, "Angriff", "medtop:16000000", 1.0),
)

DATES = (
    (2, "15. Februar 2025", "2025-02-15", datetime(2025, 2, 15), datetime(2025, 2, 16)),
    (6, "In der kommenden Woche", "2025-W08", datetime(2025, 2, 17), datetime(2025, 2, 24)),
    (8, "Februar 2022", "2022-02", datetime(2022, 2, 1), datetime(2022, 3, 1)),
    (8, "Seit", "XXXX", None, None),
)

EVENTS = (
    # sentence, words, type, mode, status, begin, until, place, actors
    (2, "telefoniert", "CONSULT", "phone", "happened", datetime(2025, 2, 15), datetime(2025, 2, 16), None, ("person:marco-rubio", "person:sergej-lawrow")),
    (6, "Gespräche", "CONSULT", None, "planned", datetime(2025, 2, 17), datetime(2025, 2, 24), "Saudi-Arabien", ()),
    (7, "Sanktionen", "SANCTION", None, "possible", None, None, None, ("USA", "RUS")),
    (8, "Angriff", "ASSAULT", None, "happened", datetime(2022, 2, 24), datetime(2022, 2, 25), None, ("RUS",)),
)  # fmt: skip


@dataclass(frozen=True)
class _Found:
    """Where words stand: offsets in the text, and the sentence."""

    sentence_id: int
    start: int
    end: int
    text: str

    @property
    def row(self) -> dict[str, Any]:
        return {
            "sentence_id": self.sentence_id,
            "start": self.start,
            "end": self.end,
            "text": self.text,
        }


def empty() -> Any:
    """A book in which nothing was read."""
    return SimpleNamespace(**{name: table.empty() for name, table in TABLES.items()})


def small() -> Any:
    """The book of `TEXT`."""
    article = Article(
        text=TEXT,
        title="Außenminister sprechen über Gipfel",
        outlet="Hafenkurier",
        author="Eva Beispiel",
        published="2025-02-16",
        language="de",
    )
    rows = _rows(article)
    return SimpleNamespace(
        **{
            name: table.frame(
                {"article_id": article.article_id, **row} for row in rows.get(name, ())
            )
            for name, table in TABLES.items()
        }
    )


def _rows(article: Article) -> dict[str, list[dict[str, Any]]]:
    mentions = [(_find(s, words), actor, form, role) for s, words, actor, form, role in MENTIONS]
    kinds = {identity: kind for identity, _, kind, *_ in ACTORS}
    claims = [(_find(s, words), *rest) for s, words, *rest in CLAIMS]
    return {
        "articles": [
            {
                name: getattr(article, name)
                for name in ("title", "outlet", "author", "published", "language", "text")
            }
            | {"n_tokens": len(TEXT.split())}
        ],
        "sentences": [_find(n, s).row | {"is_heading": n == 1} for n, s in enumerate(SENTENCES, 1)],
        "mentions": [
            spot.row
            | {"mention_id": n, "kind": kinds[actor], "form": form, "role": role, "actor_id": actor}
            for n, (spot, actor, form, role) in enumerate(mentions, 1)
        ],
        "actors": [
            {
                "actor_id": identity,
                "name": name,
                "kind": kind,
                "role": role,
                "country": country,
                "salience": salience,
                "n_mentions": sum(actor == identity for _, actor, *_ in mentions),
                "first_start": min(spot.start for spot, actor, *_ in mentions if actor == identity),
            }
            for identity, name, kind, role, country, salience in ACTORS
        ],
        "topics": [
            {"topic_id": t, "label": label, "parent_id": parent, "level": level, "score": score}
            | {"n_terms": sum(term[2] == t for term in TERMS)}
            for t, label, parent, level, score in TOPICS
        ],
        "topic_terms": [
            _find(s, words).row | {"topic_id": topic, "weight": weight}
            for s, words, topic, weight in TERMS
        ],
        "sources": [
            {"source_id": i, "name": n, "kind": k, "actor_id": a, "n_claims": c, "share": share}
            for i, n, k, a, c, share in SOURCES
        ],
        "claims": [
            spot.row
            | {"claim_id": n, "source_id": source, "via_source_id": via, "kind": kind}
            | {"certainty": certainty, "speaker": speaker, "cue": cue}
            for n, (spot, source, kind, certainty, speaker, cue, via) in enumerate(claims, 1)
        ],
        "claim_spans": [
            {"claim_id": n, "part": "quote", "start": spot.start, "end": spot.end}
            for n, (spot, *_) in enumerate(claims, 1)
        ]
        + [{"claim_id": 1, "part": "quote", **_span(3, "einen Gipfel vor")}],
        "dates": [
            _find(s, words).row
            | {"date_id": n, "type": "DATE", "value": value, "begin": begin, "until": until}
            for n, (s, words, value, begin, until) in enumerate(DATES, 1)
        ],
        "events": [
            _find(s, words).row
            | {"event_id": n, "type": kind, "mode": mode, "status": status}
            | {"begin": begin, "until": until, "place": place}
            for n, (s, words, kind, mode, status, begin, until, place, _) in enumerate(EVENTS, 1)
        ],
        "event_actors": [
            {"event_id": n, "actor_id": actor, "part": "participant"}
            for n, event in enumerate(EVENTS, 1)
            for actor in event[-1]
        ],
    }


def _find(sentence: int, words: str) -> _Found:
    offset = 0
    for earlier in SENTENCES[: sentence - 1]:
        offset = TEXT.index(earlier, offset) + len(earlier)
    start = TEXT.index(words, TEXT.index(SENTENCES[sentence - 1], offset))
    return _Found(sentence, start, start + len(words), words)


def _span(sentence: int, words: str) -> dict[str, int]:
    found = _find(sentence, words)
    return {"start": found.start, "end": found.end}
