"""What people read: the text with its marks, tables, the head and the sections of a report."""

from __future__ import annotations

from workbook.view.archive import (
    articles,
    newcomers,
    rises,
    single_outlet,
    single_source,
    wordings,
)
from workbook.view.changes import changes, no_changes
from workbook.view.dossier import concerning, dossier, partners, printed, profile
from workbook.view.html import Html
from workbook.view.lists import actors, dates, keyphrases, sources, topics
from workbook.view.masthead import brief, masthead, summary
from workbook.view.page import ACTOR, COMPARE, GALLERY, MONITOR, SECTIONS, Page, Section, page
from workbook.view.provenance import method, problems
from workbook.view.statements import citations, claims
from workbook.view.table import table
from workbook.view.text import text

__all__ = [
    "ACTOR",
    "COMPARE",
    "GALLERY",
    "MONITOR",
    "SECTIONS",
    "Html",
    "Page",
    "Section",
    "actors",
    "articles",
    "brief",
    "changes",
    "citations",
    "claims",
    "concerning",
    "dates",
    "dossier",
    "keyphrases",
    "masthead",
    "method",
    "newcomers",
    "no_changes",
    "page",
    "partners",
    "printed",
    "problems",
    "profile",
    "rises",
    "single_outlet",
    "single_source",
    "sources",
    "summary",
    "table",
    "text",
    "topics",
    "wordings",
]
