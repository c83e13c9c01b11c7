"""A text as words that may tell a time: each with a kind (*month*, *unit*, *clock*) and a value.

The words are cut here and not taken from the ``Doc``, because a date is written in ways no
tokeniser agrees on (*2.Oktober*, *10-18 Uhr*, *13.45.2025*). What a word means stands in
``data/knowledge/date_words.csv``; months and weekdays come from Babel.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from workbook.dates import feasts
from workbook.knowledge import OURS, DateWord, Files
from workbook.resources import REMEMBERED

_ENDINGS = ("e", "en", "er", "es", "em")
_LOCALES = ("de", "de_AT", "de_CH")

_UNIT_STEMS = MappingProxyType(
    {
        "jahrhundert": "C",
        "jahrzehnt": "E",
        "jähr": "Y",
        "monat": "M",
        "wöch": "W",
        "täg": "D",
        "stünd": "TH",
        "minüt": "TM",
        "sekünd": "TS",
    }
)
_LASTING = re.compile(rf"({'|'.join(_UNIT_STEMS)})ige?[nrsm]?")

_COMPOUND_KINDS = frozenset(
    {"adjective", "feast", "lasting", "noun", "number", "weekday_part", "weekday_part_set"}
)

_SHAPES = (
    ("quarter_code", r"[QH][1-4](?!\w)"),
    ("word", r"[^\W\d_][^\W\d_\u0300]*(?:[\u0300-\u036f]+[^\W\d_]*)*"),
    ("paragraph", r"\n\s*\n"),
    ("iso_date", r"\d{4}-\d{2}-\d{2}(?!\d)"),
    ("full_date", r"\d{1,2}\.[ \xa0]?\d{1,2}\.[ \xa0]?(?:\d{4}|\d{2})(?!\d|[.,:]\d)"),
    ("year_pair", r"\d{4}/\d{2}(?![\d/])"),
    ("day_month", r"\d{1,2}\.\d{1,2}\.(?!\d)"),
    ("clock", r"\d{1,2}[.:]\d{2}(?![\d:]|[.,]\d)"),
    ("amount", r"\d{1,3}(?:\.\d{3})+(?:,\d+)?(?!\d)|\d+,\d+"),
    ("lasting_digits", r"\d{1,4}-?(?:jährig|monatig|wöchig|tägig|stündig|minütig|sekündig)\w{0,2}"),
    ("decade", r"\d{2}(?:\d{2})?-?ern?(?!\w)"),
    ("ordinal", r"\d{1,2}\.(?!\d)"),
    ("year", r"(?!0000)\d{4}(?!\w)"),
    ("small", r"\d{1,2}(?!\w)"),
    ("digits", r"\d+\w*"),
    ("dash", r"[-–—‑/]"),
    ("comma", r","),
    ("stop", r"[.!?:;…]"),
    ("quote", r"[\"„“”»«‚‘’']"),
    ("other", r"\S"),
)
_SCANNER = re.compile("|".join(f"(?P<{kind}>{shape})" for kind, shape in _SHAPES))


class Word(NamedTuple):
    """A word or sign of the text with what it can mean in a date."""

    start: int
    end: int
    text: str
    kind: str
    value: str

    @property
    def number(self) -> float:
        """The value as a number: *zwei* 2, *1,5* 1.5.

        Raises
        ------
        ValueError
            If the word is no number.
        """
        return float(self.value)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What words can mean in a date: kind and value by form, and the names of feasts.

    ``read`` is `meaning` of a word as it is written, and whether it opens a sentence.
    """

    meanings: Mapping[str, tuple[str, str]]
    feasts: re.Pattern[str]
    read: Callable[[str, bool], tuple[str, str]]


@lru_cache(maxsize=4)
def vocabulary(files: Files = OURS) -> Vocabulary:
    """What these files know; made once, and best before the first article."""
    meanings = lexicon(files)

    @lru_cache(maxsize=REMEMBERED)
    def read(form: str, opens: bool) -> tuple[str, str]:
        return meaning(unicodedata.normalize("NFC", form), meanings, opens=opens)

    return Vocabulary(meanings, feasts.pattern(files), read)


def cut(text: str, files: Files = OURS) -> list[Word]:
    """All words of a text, in order.

    >>> [(word.text, word.kind) for word in cut("Am 15. Februar, 14.30 Uhr")]
    [('Am', 'on_the'), ('15.', 'ordinal'), ('Februar', 'month'), (',', 'comma'), ('14.30', 'clock'), ('Uhr', 'clock_word')]
    """
    known = vocabulary(files)
    words: list[Word] = []
    opens = True  # whether the next word begins a sentence
    scanned = _SCANNER.finditer(text)
    while found := next(scanned, None):
        word = _word(found, text, known, opens=opens)
        if word.end != found.end():
            scanned = _SCANNER.finditer(text, word.end)
        opens = word.kind in ("stop", "quote", "paragraph") or (word.kind == "ordinal" and opens)
        words.append(word)
    return words


def _word(found: re.Match[str], text: str, known: Vocabulary, *, opens: bool) -> Word:
    kind, form = found.lastgroup or "other", found.group()
    start, end = found.span()
    if kind == "word":
        feast = known.feasts.match(text, start)
        if feast:
            return Word(start, feast.end(), feast.group(), "feast", feast.group())
        if text.startswith(".", end) and form + "." in known.meanings:
            form, end = form + ".", end + 1
        return Word(start, end, form, *known.read(form, opens))
    return Word(start, end, form, kind, _plain(kind, form))


def _plain(kind: str, form: str) -> str:
    if kind in ("ordinal", "small", "year", "decade"):
        return form.rstrip("-ern.")
    if kind == "amount":
        return form.replace(".", "").replace(",", ".")
    if kind == "clock":
        return form.replace(".", ":")
    if kind == "lasting_digits":
        number, stem = re.match(r"(\d+)-?(\D+)", form).groups()  # type: ignore[union-attr]
        return f"{number} {_lasting_unit(stem)}"
    return form


def meaning(
    form: str, words: Mapping[str, tuple[str, str]], *, opens: bool = False
) -> tuple[str, str]:
    """Kind and value of a word as written; ``opens`` if it may be a capital by position alone.

    >>> [meaning(form, lexicon()) for form in ("Mittwochabend", "dreitägige", "Haus")]
    [('weekday_part', '3 EV'), ('lasting', '3 D'), ('noun', 'Haus')]
    """
    if opens and form.lower() in words:
        return words[form.lower()]
    known = words.get(form) or (words.get(form.capitalize()) if form.isupper() else None)
    return known or _compound(form, words) or _unknown(form)


def _unknown(form: str) -> tuple[str, str]:
    if form[0].isupper():
        return "noun", form
    return ("adjective" if form.endswith(_ENDINGS) else "other"), form


def _compound(form: str, words: Mapping[str, tuple[str, str]]) -> tuple[str, str] | None:
    """What can be read from the parts of a word: *Mittwochabend*, *dreitägige*, *einundzwanzig*."""
    for length in range(6, min(len(form) - 3, 10) + 1):
        day = words.get(form[:length])
        part = words.get(form[length:].capitalize()) or words.get(form[length:])
        if day and part and day[0] == "weekday" and part[0] in ("part", "part_adverb"):
            return "weekday_part", f"{day[1]} {part[1]}"
        if day and day[0] == "weekday" and form[length:] in ("abends", "nachts"):
            return "weekday_part_set", f"{day[1]} {words[form[length:]][1]}"
    lasting = _LASTING.search(form)
    if lasting and lasting.end() == len(form):
        count = form[: lasting.start()].lower()
        number = "1" if count == "ein" else spelled(count, words)
        return ("lasting", f"{number} {_lasting_unit(lasting[0])}") if number else None
    number = (
        spelled(form.lower(), words)
        if form[-4:] in ("ßig", "ssig") or form.endswith("zig")
        else None
    )
    return ("number", number) if number else None


def _lasting_unit(form: str) -> str:
    return next(unit for stem, unit in _UNIT_STEMS.items() if stem in form)


def spelled(form: str, words: Mapping[str, tuple[str, str]]) -> str | None:
    """The value of a number written as a word.

    >>> [spelled(form, lexicon()) for form in ("vier", "einundzwanzig", "Haus")]
    ['4', '21', None]
    """
    kind, value = words.get(form, ("", ""))
    if kind == "number":
        return value
    ones, joined, tens = form.partition("und")
    if not joined or not tens:
        return None
    parts = (1 if ones == "ein" else spelled(ones, words)), spelled(tens, words)
    return str(int(parts[0]) + int(parts[1])) if all(_whole(part) for part in parts) else None  # type: ignore[arg-type]


def _whole(value: object) -> bool:
    return value is not None and str(value).isdigit()


def kinds() -> frozenset[str]:
    """Every kind a word can have."""
    shapes = {kind for kind, _ in _SHAPES} | {"paragraph"}
    return frozenset(shapes | _COMPOUND_KINDS | {kind for kind, _ in lexicon().values()})


@lru_cache(maxsize=4)
def lexicon(files: Files = OURS) -> Mapping[str, tuple[str, str]]:
    """Kind and value of every word we know, by its form."""
    entries = dict(_from_babel())
    for row in files.read("date_words.csv", DateWord):
        for form in _forms(row.form):
            entries[form] = (row.kind, row.value or "")
    return MappingProxyType(entries)


def _forms(form: str) -> Iterator[str]:
    stem, mark, _ = form.partition("~")
    if not mark or form.endswith("?"):
        yield stem
    if mark:
        yield from (stem + ending for ending in _ENDINGS)


def _from_babel() -> Iterator[tuple[str, tuple[str, str]]]:
    from babel.dates import get_day_names, get_month_names

    for locale in _LOCALES:
        for number, name in get_month_names("wide", locale=locale).items():
            yield name, ("month", str(number))
            yield name + "s", ("month", str(number))
        for number, name in get_month_names("abbreviated", locale=locale).items():
            yield name, ("month", str(number))
        for number, name in get_day_names("wide", locale=locale).items():
            yield name, ("weekday", str(number + 1))
            yield name + "s", ("weekday", str(number + 1))
            yield name.lower() + "s", ("weekdays", str(number + 1))
        for number, name in get_day_names("abbreviated", locale=locale).items():
            yield name.rstrip("."), ("weekday_short", str(number + 1))
            yield name.rstrip(".") + ".", ("weekday_short", str(number + 1))
