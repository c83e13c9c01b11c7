"""What different spellings of one name share: case, marks, endings, transliteration."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from workbook.resources import REMEMBERED

_SOUNDS = (
    ("tsch", "c"),
    ("tch", "c"),
    ("sch", "s"),
    ("sh", "s"),
    ("zh", "s"),
    ("kh", "h"),
    ("ch", "h"),
    ("ph", "f"),
    ("ou", "u"),
    ("tz", "s"),
    ("ts", "s"),
    ("ck", "k"),
    ("w", "v"),
    ("z", "s"),
    ("q", "k"),
    ("y", "i"),
    ("j", "i"),
)


_PLAIN = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ı": "i"}
    | {"ð": "d", "þ": "th"}
)


_ARABIC_ARTICLE = re.compile(r"^(?:[ae]l|[ae](?:s|sch|sh|d|t|th|n|r|z))-(?=\w)", re.IGNORECASE)


@lru_cache(maxsize=REMEMBERED)
def folded(text: str) -> str:
    """Lower case, without marks, ß as ss: what two spellings of a word share."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold().replace("’", "'"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def slug(text: str) -> str:
    """A name as the stable part of an id.

    >>> slug("Erika Müller-Straß")
    'erika-mueller-strass'
    """
    text = text.casefold()
    text = text.translate(_PLAIN)
    return re.sub(r"[\W_]+", "-", folded(text)).strip("-") or "unnamed"


@lru_cache(maxsize=REMEMBERED)
def sound_key(word: str) -> str:
    """A word as it sounds, so that transliterations meet.

    >>> sound_key("Selenskyj") == sound_key("Zelensky"), sound_key("Lawrow") == sound_key("Lavrov")
    (True, True)
    """
    sound = folded(word)
    for letters, one in _SOUNDS:
        sound = sound.replace(letters, one)
    return re.sub(r"[^\w]|(?<=i)e|(\w)(?=\1)", "", sound)


def family(word: str) -> str:
    """The last word of a name without the Arabic article.

    >>> family("al-Gaddafi"), family("Müller-Lüdenscheidt")
    ('Gaddafi', 'Müller-Lüdenscheidt')
    """
    return _ARABIC_ARTICLE.sub("", word)


def name_words(name: str) -> list[str]:
    """A name cut the way tokens are: at blanks and slashes."""
    return re.findall(r"/|[^\s/]+", name)


def name_key(words: Sequence[str]) -> str:
    """What all inflections of a name share; a single word keeps its ending."""
    if len(words) == 1:
        return folded(words[0])
    return " ".join([*map(stem, words[:-1]), noun_stem(words[-1])])


@lru_cache(maxsize=REMEMBERED)
def stem(word: str) -> str:
    """A word before the last of a name without its ending, the same for all cases."""
    bare = folded(word)
    ending = next((e for e in ("es", "en", "em", "er", "e") if bare.endswith(e)), "")
    if len(bare) - len(ending) >= 3:
        bare = bare.removesuffix(ending)
    return _without_s(bare)


def noun_stem(word: str) -> str:
    """The last word of a name without the ending of the genitive."""
    bare = folded(word)
    return _without_s(bare.removesuffix("es") if len(bare) > 4 else bare)


def _without_s(bare: str) -> str:
    return bare.removesuffix("s") if len(bare) > 3 else bare
