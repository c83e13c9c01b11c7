"""Pages that stand before an article: the question for consent and the offer to subscribe."""

from __future__ import annotations

import csv
import re
from functools import cache
from typing import Literal

from workbook.pages.facts import Facts
from workbook.resources import data_folder

Wall = Literal["cookies", "paid"]

_TEASER = 1200  # characters; what is shown of a paid article is rarely longer
_STUB = 600
_BANNER = 4000
_PARTNERS = re.compile(r"\b(?:bis zu )?[\d.]+ (?=partner|drittanbieter)")  # how many changes daily


def before(text: str, *, page: str, facts: Facts) -> Wall | None:
    """The wall that hides the article, if one does.

    Parameters
    ----------
    text : the article's text as far as one was found.
    page : all that can be read on the page.

    Examples
    --------
    >>> before("", page="Wir und unsere Partner. Alle akzeptieren", facts=Facts())
    'cookies'
    """
    body = text.lower()
    whole = page.lower()
    is_article = facts.published is not None or facts.is_free is not None
    if len(body) < _BANNER and not is_article:
        consent = _phrases("cookies")
        shown = _PARTNERS.sub("", body if len(body) > _TEASER else whole)
        if sum(phrase in shown for phrase in consent) >= 2:
            return "cookies"
    if len(body) < _TEASER and facts.is_free is not True:
        offers = sum(phrase in whole for phrase in _phrases("paid"))
        is_closed = facts.is_free is False and (offers or len(body) < _STUB)
        if offers >= 2 or is_closed:
            return "paid"
    return None


@cache
def _phrases(kind: Wall) -> tuple[str, ...]:
    """Phrases in lower case; German and English, as banners mix them."""
    path = data_folder() / "pages" / "walls.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(row["phrase"] for row in csv.DictReader(file) if row["kind"] == kind)
