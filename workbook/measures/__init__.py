"""Frames in, frames out: what can be counted in one article or in a whole store.

Each function takes the tables it needs, as they stand in a book or as a query returns them, and
gives a tidy frame in a fixed order. The formula is in the docstring. What counts over very many
articles takes a `Table` that lies in a store, too (`Store.filter`), and counts it there.
"""

from __future__ import annotations

from workbook.measures.dossier import concerning, find_actor, printed, roles
from workbook.measures.names import actor_names, source_names, topic_names
from workbook.measures.outlets import coverage, quoted_by
from workbook.measures.pairs import co_mentions, event_pairs, quotation_pairs
from workbook.measures.phrases import keyphrases
from workbook.measures.relations import Table, Tables, firsts
from workbook.measures.resemblance import copies
from workbook.measures.spreading import agreement, spread
from workbook.measures.statements import same_claims
from workbook.measures.summary import Brief, brief
from workbook.measures.time import (
    Extent,
    Period,
    begin,
    extent,
    newsroom_days,
    period,
    timeline,
    volume,
)
from workbook.measures.trends import bursts, headlines, rises, trend, unseen
from workbook.measures.voices import (
    certainty,
    finest,
    share_of_voice,
    source_dependence,
    source_topics,
    subject,
    topic_strength,
)

__all__ = [
    "Brief",
    "Extent",
    "Period",
    "Table",
    "Tables",
    "actor_names",
    "agreement",
    "begin",
    "brief",
    "bursts",
    "certainty",
    "co_mentions",
    "concerning",
    "copies",
    "coverage",
    "event_pairs",
    "extent",
    "find_actor",
    "finest",
    "firsts",
    "headlines",
    "keyphrases",
    "newsroom_days",
    "period",
    "printed",
    "quotation_pairs",
    "quoted_by",
    "rises",
    "roles",
    "same_claims",
    "share_of_voice",
    "source_dependence",
    "source_names",
    "source_topics",
    "spread",
    "subject",
    "timeline",
    "topic_names",
    "topic_strength",
    "trend",
    "unseen",
    "volume",
]
