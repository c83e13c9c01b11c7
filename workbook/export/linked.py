"""Linked data: articles in the words of schema.org, and spans as W3C Web Annotations."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

if TYPE_CHECKING:
    import pandas as pd

Node = dict[str, Any]
_NOT_IN_IRI = re.compile(r'[\x00-\x20\x7f-\x9f<>"{}|\\^`]')
AROUND = 32
"""Characters before and after a span by which it is found where offsets have moved."""


def jsonld(tables: Mapping[str, pd.DataFrame], file: Path) -> None:
    """Each article as a ``NewsArticle`` of schema.org, with what it is about, whom it mentions,
    and its statements as ``Quotation`` (word for word) or ``Claim``."""
    by_article = {
        name: _by_article(tables[name]) for name in ("topics", "actors", "claims", "sources")
    }
    graph = [_article(row, by_article) for row in _records(tables["articles"])]
    _write(file, {"@context": "https://schema.org", "@graph": graph})


def web_annotations(tables: Mapping[str, pd.DataFrame], file: Path) -> None:
    """Every mention, claim, date and event as an annotation of its article (W3C, 2017).

    A target is selected by position (in Unicode code points) and by quotation, so that it is
    found even if the page has changed around it.
    """
    articles = {row["article_id"]: row for row in _records(tables["articles"])}
    items = [
        _annotation(name, row, articles[row["article_id"]])
        for name in _BODIES
        for row in _records(tables[name])
    ]
    told = hashlib.sha256("\n".join(sorted(articles)).encode()).hexdigest()[:16]
    name = f"urn:workbook:annotations:{told}"
    page = {"id": f"{name}:1", "type": "AnnotationPage", "partOf": name, "startIndex": 0}
    collection = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": name,
        "type": "AnnotationCollection",
        "total": len(items),
        "first": page | {"items": items},
    }
    _write(file, collection)


def _article(row: Node, by_article: Mapping[str, Mapping[str, list[Node]]]) -> Node:
    article_id = row["article_id"]
    topics, actors, claims, sources = (
        by_article[name].get(article_id, []) for name in ("topics", "actors", "claims", "sources")
    )
    names = {source["source_id"]: source for source in sources}
    node = {
        "@type": "NewsArticle",
        "@id": _iri(row),
        "identifier": article_id,
        "headline": row.get("title"),
        "url": row.get("url"),
        "datePublished": row["published"].isoformat() if "published" in row else None,
        "inLanguage": row.get("language"),
        "author": _people(row.get("author")),
        "publisher": _named("NewsMediaOrganization", row.get("outlet")),
        "articleBody": row["text"],
        "about": [_topic(topic) for topic in topics],
        "mentions": [_actor(actor) for actor in actors],
        "hasPart": [_claim(claim, names[claim["source_id"]], _iri(row)) for claim in claims],
    }
    return {name: value for name, value in node.items() if value not in (None, [])}


def _topic(topic: Node) -> Node:
    scheme, _, code = topic["topic_id"].partition(":")
    known = scheme == "medtop"
    address = f"http://cv.iptc.org/newscodes/mediatopic/{code}" if known else topic["topic_id"]
    return {"@type": "DefinedTerm", "@id": address, "name": topic["label"]}


def _actor(actor: Node) -> Node:
    node = {
        "@type": _TYPES[actor["kind"]],
        "@id": f"urn:workbook:actor:{actor['actor_id']}",
        "name": actor["name"],
    }
    if "wikidata" in actor:
        node["sameAs"] = f"http://www.wikidata.org/entity/{actor['wikidata']}"
    if "role" in actor and actor["kind"] == "person":
        node["jobTitle"] = actor["role"]
    return node


def _claim(claim: Node, source: Node, article: str) -> Node:
    said_by = source.get("actor_id")
    speaker = {"@id": f"urn:workbook:actor:{said_by}"} if said_by else {"@type": "Thing"}
    direct = claim["kind"] == "direct"
    return {
        "@type": "Quotation" if direct else "Claim",
        "@id": f"{article}{'/' if '#' in article else '#'}claim-{claim['claim_id']}",
        "text": claim["text"],
        "spokenByCharacter" if direct else "author": speaker | {"name": source["name"]},
    }


def _annotation(name: str, row: Node, article: Node) -> Node:
    key, motivation, fields = _BODIES[name]
    text, start, end = article["text"], row["start"], row["end"]
    body = {field: str(row[field]) for field in fields if field in row}
    value = json.dumps(body, ensure_ascii=False)
    return {
        "id": f"urn:workbook:{row['article_id']}:{name}:{row[key]}",
        "type": "Annotation",
        "motivation": motivation,
        "body": {"type": "TextualBody", "purpose": motivation, "format": "application/json", "value": value},
        "target": {
            "source": _iri(article),
            "selector": [
                {"type": "TextPositionSelector", "start": start, "end": end},
                {
                    "type": "TextQuoteSelector",
                    "exact": text[start:end],
                    "prefix": text[max(0, start - AROUND) : start],
                    "suffix": text[end : end + AROUND],
                },
            ],
        },
    }  # fmt: skip


def _iri(article: Node) -> str:
    """An article's address, with what no IRI may hold (RFC 3987) percent-encoded."""
    address = article.get("url") or f"urn:workbook:article:{article['article_id']}"
    return _NOT_IN_IRI.sub(lambda found: quote(found.group()), address)


def _people(names: str | None) -> list[Node]:
    people = dict.fromkeys(name.strip() for name in (names or "").split(","))
    return [{"@type": "Person", "name": name} for name in people if name]


def _named(kind: str, name: str | None) -> Node | None:
    return {"@type": kind, "name": name} if name else None


def _records(frame: pd.DataFrame) -> Iterator[Node]:
    """Rows without what is unknown."""
    for row in frame.to_dict("records"):
        yield {
            str(name): value for name, value in row.items() if value == value and value is not None
        }


def _by_article(frame: pd.DataFrame) -> dict[str, list[Node]]:
    found: dict[str, list[Node]] = {}
    for row in _records(frame):
        found.setdefault(row["article_id"], []).append(row)
    return found


def _write(file: Path, document: Node) -> None:
    file.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


_TYPES: Mapping[str, str] = {
    "person": "Person",
    "organisation": "Organization",
    "outlet": "NewsMediaOrganization",
    "country": "Country",
    "place": "Place",
    "group": "Organization",
}
_BODIES: Mapping[str, tuple[str, str, tuple[str, ...]]] = {
    # table -> its row's number, why it is annotated, what is said of it
    "mentions": ("mention_id", "identifying", ("actor_id", "kind", "form", "role")),
    "claims": (
        "claim_id",
        "describing",
        ("source_id", "via_source_id", "kind", "certainty", "cue"),
    ),
    "dates": ("date_id", "describing", ("type", "value", "begin", "until")),
    "events": ("event_id", "classifying", ("type", "mode", "status", "begin", "until", "place")),
}
