"""Charts: one function per question, a book in, a plotly figure out.

Every figure has a sentence as its title, its alternative text and its numbers as a table in
``layout.meta``, names written where they belong, and a sentence in its place when there is
nothing to draw.
"""

from __future__ import annotations

from workbook.figures.dossier import presence, roles
from workbook.figures.frame import Book, Table
from workbook.figures.network import network
from workbook.figures.outlets import coverage, quotes
from workbook.figures.people import actors
from workbook.figures.sources import certainty, dependence
from workbook.figures.theme import Theme, standard
from workbook.figures.time import event_name, timeline
from workbook.figures.topics import topics, voices
from workbook.figures.trends import actor_trend, topic_trend, volume

__all__ = [
    "Book",
    "Table",
    "Theme",
    "actor_trend",
    "actors",
    "certainty",
    "coverage",
    "dependence",
    "event_name",
    "network",
    "presence",
    "quotes",
    "roles",
    "standard",
    "timeline",
    "topic_trend",
    "topics",
    "voices",
    "volume",
]
