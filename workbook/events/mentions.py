"""The mentions around a trigger and how they stand to it: preposition, case, place in the clause."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from workbook.events.clauses import Clause
from workbook.events.phrases import PREPOSITIONS
from workbook.events.triggers import Trigger
from workbook.models import Mention

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_INSIDE_PHRASE = frozenset(
    {"ART", "ADJA", "NN", "NE", "PPOSAT", "PIAT", "PDAT", "CARD", "TRUNC", "$(", "FM", "XY", "ADJD"}
)
_NEIGHBOURS = 12  # mentions: more do not hang on one noun
_LEADING = frozenset({"ADJA", "NN", "NE", "TRUNC", "CARD"})
_DETERMINES = frozenset({"ART", "PPOSAT", "PIAT", "PDAT"})
_NOMINATIVE = frozenset({"ART", "PIAT", "PDAT", "PPOSAT", "CARD"})
_SIDES = ("nördlich", "südlich", "östlich", "westlich")
_GENITIVE = frozenset({"des", "der", "von", "vom"})
_CONTRACTED = MappingProxyType(
    {"im": "in", "vom": "von", "beim": "bei", "zum": "zu", "zur": "zu", "am": "an"}
)
_BETWEEN = _INSIDE_PHRASE | {"APPR", "APPRART", "KON", "$,", "APZR", "ADV"}


@dataclass(frozen=True, slots=True)
class Near:
    """A mention and how it stands to a trigger: a preposition, *genitive*, *subject*, …

    ``behind``: it comes after the trigger. ``attached``: nothing but phrases lies between a noun
    and it. ``farther``: another noun is nearer to it (*Treffen nach der Rede von …*).
    """

    mention: Mention
    first: int
    last: int
    relation: str
    behind: bool = True
    attached: bool = True
    farther: bool = False


class Mentions:
    """An article's mentions by the tokens they cover."""

    def __init__(self, doc: Doc, mentions: Sequence[Mention]) -> None:
        self._doc = doc
        starts = [token.idx for token in doc]
        ordered = sorted(mentions, key=lambda mention: (mention.start, mention.end))
        self._placed = [
            (_token_at(starts, m.start), _token_at(starts, m.end - 1) + 1, m) for m in ordered
        ]
        self._firsts = [first for first, _, _ in self._placed]

    def within(self, first: int, last: int) -> Iterator[tuple[int, int, Mention]]:
        """The mentions that begin between two tokens."""
        place = bisect_left(self._firsts, first)
        while place < len(self._placed) and self._firsts[place] < last:
            yield self._placed[place]
            place += 1


def _token_at(starts: Sequence[int], offset: int) -> int:
    place = bisect_left(starts, offset)
    return place if place < len(starts) and starts[place] == offset else max(place - 1, 0)


def near(trigger: Trigger, mentions: Mentions, scope: Sequence[Clause]) -> list[Near]:
    """The mentions in the trigger's clauses with their relation to it."""
    found: list[Near] = []
    for clause in scope:
        placed = list(mentions.within(clause.first, clause.last))
        placed = [one for k, one in enumerate(placed) if not _has_country(clause.doc, placed, k)]
        names = {first for first, _, m in placed if m.form not in ("adjective", "part")}
        for first, last, mention in placed:
            if mention.kind == "outlet" or _describes(mention, first, last, names, clause):
                continue
            joined = _joined_to(clause.doc, first, found)
            if joined is not None:
                found.append(replace(joined, mention=mention, first=first, last=last))
                continue
            floor = _floor(clause, placed, first)
            relation = _relation(trigger, clause, first, last, mention, found, floor)
            if relation:
                found.append(_placed(trigger, clause, first, last, mention, relation, found))
    return found


def _has_country(doc: Doc, placed: Sequence[tuple[int, int, Mention]], k: int) -> bool:
    """Whether a group acts for the country right before it: *die türkische Polizei*."""
    if not k or not placed[k][2].actor_id.startswith("group:"):
        return False
    _, last, before = placed[k - 1]
    between = doc[last : placed[k][0]]
    return before.form == "adjective" and all(token.tag_ == "ADJA" for token in between)


def _placed(
    trigger: Trigger,
    clause: Clause,
    first: int,
    last: int,
    mention: Mention,
    relation: str,
    before: Sequence[Near],
) -> Near:
    behind = trigger.token.i < first
    attached = not trigger.is_noun or _attached(trigger, clause, first, last)
    farther = behind and trigger.is_noun and _noun_between(trigger, clause, first, before, mention)
    return Near(mention, first, last, relation, behind, attached, farther)


def _noun_between(
    trigger: Trigger, clause: Clause, first: int, before: Sequence[Near], mention: Mention
) -> bool:
    """Whether a phrase of its own, not naming anybody, stands between a noun and a mention.

    Titles lead up to a person (*des Vorsitzenden der Partei Muster*)."""
    named = {i for item in before[-_NEIGHBOURS:] for i in range(item.first, item.last)}
    phrase = first
    while phrase - 1 > trigger.token.i and clause.doc[phrase - 1].tag_ in _INSIDE_PHRASE:
        phrase -= 1
        if clause.doc[phrase].tag_ in _DETERMINES and mention.kind != "person":
            break
    if phrase - 1 > trigger.token.i and clause.doc[phrase - 1].tag_ in PREPOSITIONS:
        phrase -= 1
    between = range(trigger.token.i + 1, phrase)
    return any(clause.doc[i].tag_ in ("NN", "NE") and i not in named for i in between)


def _describes(mention: Mention, first: int, last: int, names: set[int], clause: Clause) -> bool:
    """Whether a mention only describes a named one: *der russische Präsident Putin*,
    *Trumps Beauftragter Kellogg*."""
    genitive = _in_genitive(clause.doc, last, mention) and mention.form in ("name", "short")
    if mention.form not in ("adjective", "part") and not genitive:
        return False
    for place in range(max(last, first + 1), min(first + 7, clause.last)):
        if place in names:
            return True
        if clause.doc[place].tag_ not in _INSIDE_PHRASE - {"ART"}:
            return False
    return False


def _in_genitive(doc: Doc, last: int, mention: Mention) -> bool:
    """*Putins*, *Frankreichs*, but not *Siemens*: its own name does not end so."""
    return doc[last - 1].text.endswith("s") and not mention.actor_id.endswith("s")


def _attached(trigger: Trigger, clause: Clause, first: int, last: int) -> bool:
    """Whether only phrases lie between a noun and a mention behind it: *Angriff auf die Stadt*.

    In front of it only what describes the noun is: *der russische Angriff*."""
    place = trigger.token.i
    if last <= place or first <= place:
        return True
    return all(clause.doc[i].tag_ in _BETWEEN for i in range(place + 1, first))


def _relation(
    trigger: Trigger,
    clause: Clause,
    first: int,
    last: int,
    mention: Mention,
    before: Sequence[Near],
    floor: int,
) -> str:
    doc, place = clause.doc, trigger.token.i
    if first <= place < last:
        return "compound" if trigger.is_noun and mention.form == "part" else ""
    if trigger.is_noun and last <= place and _phrase_between(doc, last, place):
        if mention.form == "adjective":
            return "adjective"
        if _in_genitive(doc, last, mention) and not governor(doc, first, clause.first):
            return "genitive"
    preposition = governor(doc, first, max(floor, place + 1 if place < first else 0))
    if preposition == "in" and mention.form == "metonym" and doc[first - 2].tag_ == "NN":
        return "subject"  # *das Regime in Pjöngjang* acts
    if preposition == "von" and mention.kind == "place" and not trigger.is_noun:
        return ""  # *das Rathaus von Kiew* does nothing
    if preposition:
        return preposition
    if (
        not trigger.is_noun
        and mention.form == "adjective"
        and (before or (first > clause.first and doc[first - 1].tag_ in ("NN", "NE")))
    ):
        return ""  # *einen Mann türkischer Herkunft*
    if trigger.is_noun and place < first and _phrase_between(doc, place + 1, first):
        return "genitive"
    if not trigger.is_noun and _owns_noun(doc, first, last, mention):
        return ""  # *Anhänger Putins* are not he
    return _subject_or_object(clause, first, before)


def _floor(clause: Clause, placed: Sequence[tuple[int, int, Mention]], first: int) -> int:
    """Where what leads up to a mention begins at the earliest: behind a place that is named
    right before it (*unweit von Berlin Demonstranten*)."""
    ends = (last for _, last, m in placed if last == first and m.kind in ("place", "country"))
    return next(ends, clause.first)


def _owns_noun(doc: Doc, first: int, last: int, mention: Mention) -> bool:
    behind_noun = first > 0 and doc[first - 1].tag_ == "NN"
    return mention.kind == "person" and behind_noun and _in_genitive(doc, last, mention)


def _subject_or_object(clause: Clause, first: int, before: Sequence[Near]) -> str:
    """The first bare name of a clause is its subject, the next its object."""
    doc = clause.doc
    article = _article(doc, first)
    if article in ("des", "dem"):
        return "" if article == "des" else "object"
    if article == "der" and _of_object(doc, first):
        return ""
    if article == "den":
        return "object"
    taken = any(item.relation == "subject" for item in before) or _unnamed_subject(clause, first)
    taken = taken or clause.infinitive  # its subject stands in the clause above
    return "object" if taken else "subject"


def _of_object(doc: Doc, first: int) -> bool:
    """Whether a mention describes what is done something to: *den Regeln der Partei*."""
    place = first - 1
    while place > 0 and doc[place].tag_ in _LEADING:
        place -= 1
    return doc[place - 1].tag_ == "NN" and _article(doc, place) in ("den", "dem", "des")


def _unnamed_subject(clause: Clause, first: int) -> bool:
    """Whether somebody unnamed opens the clause before its verb: *Die Polizei nahm X fest*."""
    finite = clause.finite
    if finite is None or finite.i >= first or clause.passive:
        return False
    opening = [token for token in clause.doc[clause.first : finite.i] if token.tag_ != "ADJA"]
    return len(opening) == 2 and opening[0].tag_ in _NOMINATIVE and _names_nobody(*opening)


def _names_nobody(article: Token, noun: Token) -> bool:
    return article.text.lower() not in ("den", "dem", "des") and noun.tag_ == "NN"


def _article(doc: Doc, first: int) -> str:
    place = first - 1
    while place >= 0 and doc[place].tag_ in _LEADING:
        place -= 1
    return doc[place].text.lower() if place >= 0 and doc[place].tag_ in ("ART", "PPOSAT") else ""


def governor(doc: Doc, first: int, floor: int) -> str:
    """The preposition in whose phrase a mention stands: *mit* of *mit dem Präsidenten Putin*."""
    place = _before_phrase(doc, first, floor)
    if place >= floor and doc[place].text == "und":  # *zwischen den Beschäftigten und dem Konzern*
        further = _before_phrase(doc, place, floor)
        place = further if further >= floor and doc[further].text == "zwischen" else place
    if place < floor:
        return ""
    text = doc[place].text.lower()
    if text.endswith(_SIDES):
        return text  # *nördlich der Hauptstadt*
    if doc[place].tag_ not in PREPOSITIONS:
        return ""
    return _CONTRACTED.get(text, text)


def _before_phrase(doc: Doc, first: int, floor: int) -> int:
    """The token in front of the phrase that leads up to a mention."""
    place = _before_nouns(doc, first, floor)
    if place >= floor and doc[place].tag_ == "NN" and doc[place + 1].text == "der":
        above = _before_phrase(doc, place, floor)  # *nach dem Willen der Partei*
        if above >= floor and doc[above].tag_ in PREPOSITIONS and doc[above].text.lower() != "am":
            return above
    opening = _attribute(doc, place, first, floor)
    return place if opening is None else opening - 1


def _attribute(doc: Doc, place: int, first: int, floor: int) -> int | None:
    """The article in front of what describes a mention: *die in der Stadt ansässige Firma*."""
    opening = place - 1
    if opening > floor and doc[opening].tag_ == "ADV":
        opening -= 1
    if opening < floor or doc[place].tag_ not in PREPOSITIONS:
        return None
    described = any(
        doc[i].tag_ == "ADJA" and doc[i - 1].tag_ in ("NN", "NE", "CARD", "ADV")
        for i in range(place + 2, first)
    )
    return opening if described and doc[opening].tag_ in _DETERMINES else None


def _before_nouns(doc: Doc, first: int, floor: int) -> int:
    place = first - 1
    while place >= floor and (doc[place].tag_ in _INSIDE_PHRASE or _of_two(doc, place, floor)):
        if doc[place].tag_ in _DETERMINES:
            return place - 1
        place -= 1
    over = place > floor and doc[place].tag_ == "ADV" and doc[place - 1].tag_ in PREPOSITIONS
    return place - 1 if over else place  # *in ganz China*


def _of_two(doc: Doc, place: int, floor: int) -> bool:
    """Whether an *und* stands within a word: *beim Arbeits- und Sozialgericht*."""
    return place > floor and doc[place].tag_ == "KON" and doc[place - 1].tag_ == "TRUNC"


def _phrase_between(doc: Doc, first: int, last: int) -> bool:
    return last - first <= 5 and all(doc[i].tag_ in _INSIDE_PHRASE for i in range(first, last))


def _joined_to(doc: Doc, first: int, before: Sequence[Near]) -> Near | None:
    """The mention this one is joined to by *und* or a comma: both stand the same way."""
    if not before:
        return None
    last = before[-1]
    place = first - 1
    while place >= last.last and doc[place].tag_ in _INSIDE_PHRASE:
        place -= 1
    joins = place >= last.last and doc[place].text in ("und", "sowie", ",", "oder")
    if doc[place].text == "," and any(t.text.lower() in _GENITIVE for t in doc[place + 2 : first]):
        return None  # *Mustermann, der Bürgermeister der Stadt Beispiel*
    middle = all(doc[i].tag_ in _INSIDE_PHRASE for i in range(last.last, max(place, last.last)))
    return last if joins and middle and last.relation else None
