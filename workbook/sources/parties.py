"""Who may stand behind a claim, and how their words become an id."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from types import MappingProxyType

from workbook.models import AUTHOR, Article, SourceKind

UNKNOWN = "ungenannt"
_PLAIN = MappingProxyType(
    {
        ord(letter): plainer
        for letters, plainer in (
            ("äæ", "ae"),
            ("öøœ", "oe"),
            ("ü", "ue"),
            ("ß", "ss"),
            ("ı", "i"),
            ("ł", "l"),
            ("đ", "d"),
        )
        for letter in letters
    }
)


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody a claim goes back to, before claims are counted."""

    source_id: str
    name: str
    kind: SourceKind
    actor_id: str | None = None


UNNAMED = Party(f"unnamed:{UNKNOWN}", UNKNOWN, "unnamed")


def unnamed(wording: str) -> Party:
    """Somebody the text does not name, under the words it has for him.

    Examples
    --------
    >>> unnamed("Sprecher der Bank").source_id
    'unnamed:sprecher-der-bank'
    """
    plain = re.sub(r"\s+", " ", wording)
    return Party(f"unnamed:{slug(plain)}", plain, "unnamed")


def author(article: Article) -> Party:
    """The article's own voice."""
    return Party(AUTHOR, article.author or article.outlet or AUTHOR, "author")


def slug(wording: str) -> str:
    """Words as an id.

    Examples
    --------
    >>> slug("Kreise der Südstaaten-Regierung")
    'kreise-der-suedstaaten-regierung'
    """
    plain = unicodedata.normalize("NFKD", wording.lower().translate(_PLAIN))
    ascii_only = "".join(c for c in plain if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-") or UNKNOWN
