"""The card of a picked row: what was read there, and what an analyst can say about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

from workbook.explorer import wording
from workbook.explorer.desk import Desk
from workbook.labels import Labels, words
from workbook.models import MentionKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

CANDIDATES = 6
"""Names that are offered at once."""


def card(desk: Desk) -> dict[str, Any] | None:
    """The card of what is picked; None where nothing is.

    Returns
    -------
    dict or None
        ``kind``, ``head``, ``lines`` (label and value), ``before, text, after`` of the sentence,
        ``only`` (what the card can choose) and ``verbs``: each with its label and what it asks
        for, ``none``, ``text`` (with what stands there now), ``kind`` (of a few), ``name``, or
        ``mentions`` (some of this actor's, and a name).
    """
    if desk.picked is None or desk.sentence is None:
        return None
    row = desk.row(desk.picked.kind, desk.picked.article_id, desk.picked.number)
    labels = words(desk.language)
    about = {"mention": _mention, "claim": _claim, "date": _date, "event": _event}
    return {
        "kind": desk.picked.kind,
        "label": labels.noun({"mention": "mentions", "claim": "claims", "date": "dates", "event": "events"}[desk.picked.kind], 1),
        **_sentence(desk, row),
        **about[desk.picked.kind](desk, row, labels),
    }  # fmt: skip


def candidates(desk: Desk, typed: str, *, among: str = "actor") -> list[dict[str, str]]:
    """Actors (or sources) a correction could mean: those with the letters typed, most named first.

    Without letters, those that share a word with the actor of the card come first.
    """
    import numpy as np

    subject: Any = "source" if among == "source" else "actor"
    names = desk.index.names[subject]
    weights = np.bincount(
        (desk.index.claims if subject == "source" else desk.index.mentions).whom,
        minlength=len(names.ids),
    )
    own = _own(desk, subject)
    parts = set(names.name(own).casefold().split()) if own and not typed.strip() else set()
    wanted = typed.strip().casefold()
    found = [
        (not parts & set(name.casefold().split()), -int(weights[code]), code)
        for code, name in enumerate(names.names)
        if names.ids[code] != own and wanted in name.casefold()
    ]
    labels = words(desk.language)
    group = "source_kind" if subject == "source" else "kind"
    return [
        {"id": names.ids[code], "name": names.names[code], "kind": labels[f"{group}.{names.kinds[code]}"]}
        for _, _, code in sorted(found)[:CANDIDATES]
    ]  # fmt: skip


def _own(desk: Desk, subject: str) -> str | None:
    if desk.picked is None or desk.picked.kind not in ("mention", "claim"):
        return None
    row = desk.row(desk.picked.kind, desk.picked.article_id, desk.picked.number)
    own: str | None = row.get(f"{subject}_id")
    return own


def _sentence(desk: Desk, row: Mapping[str, Any]) -> dict[str, str]:
    """The sentence with the words of the row in it; of a long statement, the words alone."""
    assert desk.sentence is not None
    sentence = desk.book.sentences.iloc[desk.sentence]
    start = row["start"] - int(sentence["start"])
    end = row["end"] - int(sentence["start"])
    text = str(sentence["text"])
    if end > len(text):
        return {"before": text[:start], "text": str(row["text"]), "after": ""}
    return {"before": text[:start], "text": text[start:end], "after": text[end:]}


def _mention(desk: Desk, row: Mapping[str, Any], labels: Labels) -> dict[str, Any]:
    actor = _first(desk.book.actors, "actor_id", row["actor_id"], desk.open)
    code = desk.index.names["actor"].codes[row["actor_id"]]
    times = int((desk.index.mentions.whom == code).sum())
    name = desk.index.names["actor"].names[code]
    role = row["role"] or actor["role"] or ""
    return {
        "head": name,
        "css": row["kind"],
        "lines": _lines(labels, kind=labels[f"kind.{actor['kind']}"], role=role,
                        form=labels[f"form.{row['form']}"], affiliation=actor["affiliation"] or "",
                        n_mentions=labels.number(times)),
        "only": {"field": "actor", "value": row["actor_id"], "on": desk.choice.actor == row["actor_id"]},
        "verbs": [
            _verb(labels, "merge", "name"),
            _verb(labels, "split", "mentions", choices=_others(desk, row)),
            _verb(labels, "rename", "text", now=str(actor["name"])),
            _verb(labels, "kind", "kind", now=str(actor["kind"]),
                  choices=[[kind, labels[f"kind.{kind}"]] for kind in get_args(MentionKind)]),
            _verb(labels, "role", "text", now=str(actor["role"] or "")),
            _verb(labels, "alias", "text", now=str(row["text"])),
            _verb(labels, "reject.mention", "none"),
            _verb(labels, "accept", "none"),
        ],
    }  # fmt: skip


def _others(desk: Desk, row: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Every mention of the actor in the open article, with its line; the one picked is ticked."""
    index = desk.index
    here = index.article_of[index.mentions.sentence] == index.article(row["article_id"])
    places = (here & (index.mentions.whom == index.code("actor", row["actor_id"]))).nonzero()[0]
    rows = desk.book.mentions.iloc[places]
    sentences = desk.book.sentences.iloc[index.mentions.sentence[places]]
    return [
        {"number": number, "on": number == row["mention_id"],
         **wording.keyword(text, start - begin, end - begin)}
        for number, start, end, begin, text in zip(
            rows["mention_id"].tolist(), rows["start"].tolist(), rows["end"].tolist(),
            sentences["start"].tolist(), sentences["text"].tolist(), strict=True,
        )
    ]  # fmt: skip


def _claim(desk: Desk, row: Mapping[str, Any], labels: Labels) -> dict[str, Any]:
    names = desk.index.names["source"]
    via = row["via_source_id"]
    return {
        "head": names.name(row["source_id"]),
        "css": row["certainty"],
        "lines": _lines(labels, certainty=labels[f"certainty.{row['certainty']}"],
                        claim_kind=labels[f"claim_kind.{row['kind']}"],
                        via=names.name(via) if via else "", cue=row["cue"] or ""),
        "only": {"field": "source", "value": row["source_id"], "on": desk.choice.source == row["source_id"]},
        "verbs": [
            _verb(labels, "source", "name"),
            _verb(labels, "reject.claim", "none"),
            _verb(labels, "accept", "none"),
        ],
    }  # fmt: skip


def _date(desk: Desk, row: Mapping[str, Any], labels: Labels) -> dict[str, Any]:
    exact = row["begin"] is not None and row["until"] is not None
    when = labels.period(row["begin"], row["until"]) if exact else row["value"]
    lines = _lines(labels, kind=labels[f"date_type.{row['type']}"], value=row["value"])
    return {"head": when, "css": "date", "lines": lines, "only": None, "verbs": []}


def _event(desk: Desk, row: Mapping[str, Any], labels: Labels) -> dict[str, Any]:
    from workbook.figures import event_name

    lines = _lines(labels, status=labels[f"status.{row['status']}"], place=row["place"] or "")
    head = event_name(row["type"], row["mode"], (), labels)
    return {"head": head, "css": "event", "lines": lines, "only": None, "verbs": []}


def _lines(labels: Labels, **values: str) -> list[list[str]]:
    """What is known, each with its label; what is not is left out."""
    return [
        [labels[f"explorer.fact.{name}"], value] for name, value in values.items() if value
    ]  # fmt: skip


def _verb(labels: Labels, name: str, asks: str, **more: Any) -> dict[str, Any]:
    verb = name.partition(".")[0]
    return {
        "verb": verb,
        "label": labels[f"explorer.verb.{name}"],
        "asks": asks,
        "means": labels[f"explorer.means.{name}"],
        **more,
    }


def _first(table: pd.DataFrame, column: str, value: str, article_id: str | None) -> dict[str, Any]:
    """The row of an id in the open article."""
    found = table[(table[column] == value) & (table["article_id"] == article_id)].astype(object)
    cells = found.iloc[0]
    return {str(name): cell for name, cell in cells.where(cells.notna(), None).items()}
