"""What people read: the text with its marks, tables, the head and the sections of a report."""

from __future__ import annotations

from workbook.view.html import Html
from workbook.view.lists import actors, claims, dates, keyphrases, sources, topics
from workbook.view.masthead import brief, masthead, summary
from workbook.view.page import SECTIONS, Page, Section, method, page, problems
from workbook.view.table import table
from workbook.view.text import text

__all__ = [
    "SECTIONS",
    "Html",
    "Page",
    "Section",
    "actors",
    "brief",
    "claims",
    "dates",
    "keyphrases",
    "masthead",
    "method",
    "page",
    "problems",
    "sources",
    "summary",
    "table",
    "text",
    "topics",
]
