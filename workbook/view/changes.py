"""What is new since an earlier report, as the section of the next one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from workbook import measures
from workbook.labels import Labels, words
from workbook.models import AUTHOR
from workbook.view.archive import new_statements, unsaid
from workbook.view.html import Html, fill, style
from workbook.view.page import Section

if TYPE_CHECKING:
    import pandas as pd

    from workbook.changes import Changes
    from workbook.review import Entry

MOST = 6
"""Names of a kind that are said; the others are counted."""
_ACTING = ["person", "organisation", "country", "group"]


def changes(found: Changes, *, since: date, language: str = "en") -> Section:
    """The section on what is new since the report of a day; its first part says it in a sentence.

    Actors, sources and topics are new where no article of the archive had them before,
    statements where none had their words.
    """
    labels = words(language)
    names = _names(found, language)
    statements = unsaid(found.book, found.before)
    sentence = _sentence(
        found,
        {"claims": len(statements), **{kind: len(new) for kind, new in names.items()}},
        since,
        labels,
    )
    parts = (
        _lines(found, names, labels),
        new_statements(found.book, statements, language=language),
    )
    return _section(labels, sentence, *(part for part in parts if not part.empty))


def no_changes(reason: str, *, language: str = "en", **values: object) -> Section:
    """The section where nothing can be compared: ``first``, ``alone`` or ``gone``."""
    labels = words(language)
    return _section(labels, labels.say(f"changes.{reason}", **values))


def _section(labels: Labels, sentence: str, *parts: Html) -> Section:
    body = fill("sentence.html.j2", css=style("page.css"), sentence=sentence)
    return Section("changes", (Html(body, sentence), *parts), labels.language, True)


def _lines(found: Changes, names: Mapping[str, Sequence[str]], labels: Labels) -> Html:
    """What is new by name, one kind a line, and what was corrected."""
    corrected = (_told(entry, found, labels) for entry in found.corrections)
    told = {
        "articles": _listed(_titles(found.book.articles), labels),
        **{kind: _listed(new, labels) for kind, new in names.items()},
        "corrections": " ".join(corrected),
    }
    shown = [(labels[f"changes.{kind}"], text) for kind, text in told.items() if text]
    if not shown:
        return Html("", empty=True)
    body = fill("lines.html.j2", css=style("page.css"), lines=shown, small=False)
    return Html(body, "\n".join(f"{name}: {text}" for name, text in shown))


def _sentence(found: Changes, counts: Mapping[str, int], since: date, labels: Labels) -> str:
    reworded, corrected = found.reworded, len(found.corrections)
    counted = {"articles": len(found.book.articles) - reworded, **counts}
    news = [labels.count(noun, number) for noun, number in counted.items() if number]
    key, day = "changes.new" if news else "changes.nothing", labels.day(since)
    told = [labels.say(key, since=day, news=labels.join(news))]
    if reworded:
        told.append(labels.say("changes.reworded", articles=labels.count("articles", reworded)))
    if corrected:
        made = labels.count("corrections", corrected)
        told.append(labels.say("changes.count", corrections=made))
    return " ".join(told)


def _names(found: Changes, language: str) -> Mapping[str, Sequence[str]]:
    """What is new of each kind, by name, what is in most articles first."""
    book, before = found.book, found.before
    actors = measures.actor_names(book.actors, language=language)
    actors = actors[actors["kind"].isin(_ACTING)]
    sources = measures.source_names(book.sources, book.actors, language=language)
    newcomers = measures.unseen(book.actors, before.actors, by="actor_id")["actor_id"]
    sources = sources[~sources["actor_id"].isin(newcomers) & (sources["source_id"] != AUTHOR)]
    topics = measures.topic_names(book.topics, language=language)
    return {
        "actors": _new(actors, before.actors, by="actor_id", weight="salience"),
        "sources": _new(sources, before.sources, by="source_id", weight="share"),
        "topics": _new(topics, before.topics, by="topic_id", weight="score"),
    }


def _new(rows: pd.DataFrame, known: measures.Table, *, by: str, weight: str) -> Sequence[str]:
    new = measures.unseen(rows, known, by=by)
    new = new.assign(weight=new[by].map(rows.groupby(by)[weight].sum()))
    order = new.sort_values(["n_articles", "weight", by], ascending=[False, False, True])
    return list(map(str, order["label" if by == "topic_id" else "name"]))


def _titles(articles: pd.DataFrame) -> Sequence[str]:
    newest = articles.sort_values(["published", "article_id"], ascending=False, kind="stable")
    rows = newest[["title", "outlet"]].astype(object)
    told = rows.where(rows.notna(), "").itertuples(index=False, name=None)
    return [f"{title} ({outlet})" if outlet else title for title, outlet in told if title]


def _listed(names: Sequence[str], labels: Labels) -> str:
    """The first names, and how many more there are."""
    if len(names) <= MOST + 1:
        return "; ".join(names)
    more = labels.say("changes.more", n=labels.number(len(names) - MOST))
    return f"{'; '.join(names[:MOST])} {more}"


def _told(entry: Entry, found: Changes, labels: Labels) -> str:
    """A correction as a reader of reports understands it."""
    from workbook.review import corrections as kinds

    def say(key: str, **values: object) -> str:
        return labels.say(f"changes.corrected.{key}", **values)

    match entry.correction:
        case kinds.Merge() as one:
            return say("merge", old=one.old or _called(one.actor, found), new=one.new.name)
        case kinds.Split() as one:
            return say("split", old=_called(one.actor, found), new=one.new.name)
        case kinds.Change() as one:
            new = labels[f"kind.{one.new}"] if one.field == "kind" else one.new or "–"
            return say(one.field, old=one.old or _called(one.actor, found), new=new)
        case kinds.Alias() as one:
            return say("alias", words=one.text, new=one.new.name)
        case kinds.Reject() as one:
            return say(one.of, words=" ".join(one.quote.exact.split()))
        case kinds.Attribute() as one:
            return say("source", words=" ".join(one.quote.exact.split()), new=one.new.name)
        case _:
            return say("undo")


def _called(actor_id: str, found: Changes) -> str:
    """An actor's name, as far as the archive knows it."""
    before = found.before
    known = measures.firsts(before.articles, before.actors, by="actor_id", ids=[actor_id])
    return str(next(iter(known["name"]), actor_id.partition(":")[2].replace("-", " ").title()))
