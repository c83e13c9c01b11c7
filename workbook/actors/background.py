"""What is known before an article is opened, in the form in which actors are read."""

from __future__ import annotations

from dataclasses import dataclass

from workbook.actors.lexicon import Lexicon, lexicon
from workbook.actors.offices import Offices, offices
from workbook.actors.roles import Roles, roles
from workbook.knowledge import Knowledge
from workbook.models import Article

HOME = "DEU"
"""The country of an article whose outlet we do not know."""


@dataclass(frozen=True, slots=True)
class Background:
    """Names, role nouns and office-holders."""

    lexicon: Lexicon
    roles: Roles
    offices: Offices

    def home(self, article: Article) -> str:
        """The country (alpha-3) of an article's outlet."""
        ids = self.lexicon.find(article.outlet) if article.outlet else ()
        country = self.lexicon.entries[ids[0]].country if ids else None
        return country or HOME


def background(knowledge: Knowledge) -> Background:
    """The knowledge files as lookups.

    >>> from workbook import knowledge
    >>> background(knowledge.load()).home(Article(text="", outlet="Der Standard"))
    'AUT'
    """
    names, nouns = lexicon(knowledge), roles(knowledge)
    return Background(names, nouns, offices(knowledge, names, nouns))
