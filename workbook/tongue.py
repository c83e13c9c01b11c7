"""Which language a text is written in."""

from __future__ import annotations

from functools import cache
from typing import Any

ENOUGH_LETTERS = 40
"""Below this a guess is worth nothing: *CDU FDP* could be any language."""

SURE = 0.9


def of(text: str) -> str | None:
    """The BCP 47 tag of the language ``text`` is written in; None where nobody could say.

    Naive Bayes over byte n-grams (Lui and Baldwin, "langid.py", 2012) on the beginning of
    the text, where an article has its own words rather than a list of figures.

    Examples
    --------
    >>> of("Der Minister sagte am Montag, die Verhandlungen gingen weiter.")
    'de'
    >>> of("Le ministre a déclaré lundi que les négociations se poursuivaient.")
    'fr'
    >>> of("CDU 24,5") is None
    True
    """
    beginning = text[:4000]
    if sum(map(str.isalpha, beginning)) < ENOUGH_LETTERS:
        return None
    tag, probability = _identifier().classify(beginning)
    return str(tag) if probability >= SURE and tag != "zxx" else None


def name(tag: str, *, language: str = "en") -> str:
    """The language's name for people.

    Examples
    --------
    >>> name("fr")
    'French'
    """
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(tag.replace("-", "_")).get_display_name(language) or tag
    except (UnknownLocaleError, ValueError):
        return tag


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
