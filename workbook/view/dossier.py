"""What a report on one actor tells in words and tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workbook import measures
from workbook.figures import Book
from workbook.figures.frame import records
from workbook.labels import Labels, words
from workbook.view.html import Html, fill, shape, style
from workbook.view.lists import country, framed, shape_of_kind
from workbook.view.masthead import Figure
from workbook.view.statements import citations, cite, source_names, worded
from workbook.view.table import table

if TYPE_CHECKING:
    import pandas as pd

MOST, PARTNERS = 50, 12
"""Rows of a table of statements, and of one that is a ranking."""


def dossier(book: Book, actor_id: str, *, language: str = "en") -> Html:
    """The head of a report on one actor: the name, in how much it is named, five figures.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> from workbook.schemas import TABLES
    >>> book = SimpleNamespace(**{name: table.empty() for name, table in TABLES.items()})
    >>> dossier(book, "person:muster")
    person:muster
    Here would be who this is; the articles do not name the actor.
    """
    labels = words(language)
    row = _actor(book, actor_id, language)
    name = actor_id if row is None else str(row["name"])
    said = measures.concerning(book.claims, book.mentions, book.sources, actor_id)
    by = said["relation"].value_counts()
    counts = [
        ("articles", len(book.articles)),
        ("outlets", int(book.articles["outlet"].nunique())),
        ("mentions", int((book.mentions["actor_id"] == actor_id).sum())),
        ("own", int(by.get("by", 0))),
        ("others", int(by.get("about", 0))),
    ]
    sentence = labels["dossier.nobody"] if row is None else _named(dict(counts), labels)
    body = fill(
        "masthead.html.j2",
        css=style("page.css", "charts.css"),
        kicker=[] if row is None else _kicker(row, language),
        title=name,
        language="",
        sentence=sentence,
        strip=[Figure(labels.number(n), labels.noun(noun, n)) for noun, n in counts],
    )
    return Html(body, f"{name}\n{sentence}")


def profile(book: Book, actor_id: str, *, language: str = "en") -> Html:
    """Who it is, a line each: roles, side, first and last day, what about, beside whom."""
    labels = words(language)
    row = _actor(book, actor_id, language)
    if row is None:
        sentence = labels["dossier.nobody"]
        return Html(f'<p class="wb mathjax_ignore wb-quiet quiet">{sentence}</p>', sentence, True)
    called = measures.roles(book.mentions, book.articles, actor_id)
    roles = called.groupby("role")["n_mentions"].sum().sort_values(ascending=False, kind="stable")
    days = measures.newsroom_days(book.articles).dropna()
    told = [
        ("dossier.role", ", ".join(roles.index[:3])),
        ("dossier.belongs", row["affiliation"]),
        ("dossier.country", country(row["country"], language)),
        ("dossier.when", _from_to(days, labels)),
        ("dossier.about", ", ".join(_subjects(book, actor_id, language))),
        ("dossier.beside", ", ".join(r["name"] for r in _partners(book, actor_id, language)[:5])),
    ]
    lines = [(labels[key], text) for key, text in told if isinstance(text, str) and text]
    plain = "\n".join(f"{name}: {text}" for name, text in lines)
    return Html(fill("lines.html.j2", css=style("page.css"), lines=lines, small=False), plain)


def concerning(
    book: Book, actor_id: str, *, by: str = "own", language: str = "en", most: int = MOST
) -> Html:
    """What an actor says (``own``), or what others say about them (``others``), newest first."""
    labels = words(language)
    said = measures.concerning(book.claims, book.mentions, book.sources, actor_id)
    said = said[said["relation"] == {"own": "by", "others": "about"}[by]]
    known = book.articles[["article_id", "outlet"]]
    known = known.assign(day=measures.newsroom_days(book.articles))
    rows = said.merge(known, on="article_id").sort_values(
        ["day", "article_id", "start"], ascending=[False, True, True], kind="stable"
    )
    names, cited = source_names(book, language), citations(book, language=language)
    shown = framed(
        {
            "source": "" if by == "own" else names.get((r.article_id, r.source_id), ""),
            "statement": worded(r.text, cite(cited[r.article_id, r.claim_id], labels)),
            "certainty": shape("certainty", r.certainty, labels[f"certainty.{r.certainty}"]),
            "outlet": r.outlet,
            "day": r.day,
        }
        for r in records(rows.head(most))
    )
    caption = labels.count(by, len(rows))
    return table(shown, language=language, caption=caption, empty=labels[f"table.{by}.empty"])


def partners(book: Book, actor_id: str, *, language: str = "en") -> Html:
    """Who stands in a sentence with an actor, or takes part in an event with them."""
    labels = words(language)
    found = _partners(book, actor_id, language)
    rows = framed(
        {
            "actor": row["name"],
            "kind": shape_of_kind(row["kind"], language),
            "n_sentences": row["n_sentences"],
            "n_events": row["n_events"],
        }
        for row in found[:PARTNERS]
    )
    caption = labels.count("actors", len(rows))
    return table(rows, language=language, caption=caption, empty=labels["table.partners.empty"])


def printed(book: Book, actor_id: str, *, language: str = "en") -> Html:
    """The articles that name an actor, the newest first."""
    labels = words(language)
    said = measures.concerning(book.claims, book.mentions, book.sources, actor_id)
    found = measures.printed(book.articles, book.actors, said, actor_id)
    columns = ["title", "outlet", "day", "n_mentions", "n_by", "n_about"]
    shown = found.sort_values("day", ascending=False, kind="stable")[columns]
    caption = labels.count("articles", len(shown))
    return table(shown, language=language, caption=caption, empty=labels["table.printed.empty"])


def _actor(book: Book, actor_id: str, language: str) -> Any:
    """The actor's weightiest row; None where nobody has the id."""
    named = measures.actor_names(book.actors, language=language)
    rows = named[named["actor_id"] == actor_id]
    return rows.sort_values("salience", ascending=False).iloc[0] if len(rows) else None


def _named(counts: dict[str, int], labels: Labels) -> str:
    """In how much the actor is named, and how much they and others say."""
    articles = labels.out_of("articles", counts["articles"])
    outlets = labels.count("outlets", counts["outlets"])
    key = "dossier.named" if counts["outlets"] else "dossier.named.nowhere"
    blanks = {"outlets": outlets} if counts["outlets"] else {}
    told = [labels.say(key, articles=articles, **blanks)]
    told += [labels.count(noun, counts[noun]) for noun in ("own", "others")]
    return f"{', '.join(told)}."


def _kicker(row: Any, language: str) -> list[str]:
    land = country(row["country"], language) if row["kind"] != "country" else ""
    known = (words(language)[f"kind.{row['kind']}"], land, row["wikidata"])
    return [part for part in known if isinstance(part, str) and part]


def _from_to(days: pd.Series, labels: Labels) -> str:
    import pandas as pd

    if not len(days):
        return ""
    return labels.period(days.min(), days.max() + pd.Timedelta(days=1))


def _subjects(book: Book, actor_id: str, language: str, most: int = 3) -> list[str]:
    """The topics of most of an actor's statements, without finer ones beside them."""
    topics = measures.topic_names(book.topics, language=language)
    finest = measures.finest(topics)
    voices = set(book.sources.loc[book.sources["actor_id"] == actor_id, "source_id"])
    own = book.claims[book.claims["source_id"].isin(voices)]
    found = measures.source_topics(own, book.topic_terms, among=finest)
    labels = dict(zip(topics["topic_id"], topics["label"], strict=True))
    ids = dict.fromkeys(found["topic_id"])
    return [labels[one] for one in ids][:most]


def _partners(book: Book, actor_id: str, language: str) -> list[dict[str, Any]]:
    """Everybody beside an actor, those of most sentences and events first."""
    pairs = (
        ("n_sentences", measures.co_mentions(book.mentions)),
        ("n_events", measures.event_pairs(book.event_actors)),
    )
    counts: dict[str, dict[str, int]] = {}
    for column, found in pairs:
        for r in records(found[["actor_id", "other_id", column]]):
            if actor_id in (r.actor_id, r.other_id):
                other = r.other_id if r.actor_id == actor_id else r.actor_id
                counts.setdefault(other, {})[column] = int(getattr(r, column))
    people = measures.share_of_voice(measures.actor_names(book.actors, language=language))
    rows = [
        {"name": r.name, "kind": r.kind, "n_sentences": 0, "n_events": 0} | counts[r.actor_id]
        for r in records(people[people["actor_id"].isin(counts)])
    ]
    return sorted(rows, key=lambda row: (-row["n_sentences"], -row["n_events"], row["name"]))
