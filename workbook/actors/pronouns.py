"""*Er* and *sie* for one person, only where a single candidate is clear.

The candidate is the one person of that gender named before the pronoun in its sentence where
subjects stand (*Rubio sagte, er …*), else the only one of the sentence before. *Sie* is read
only with a singular verb, and pronouns within quotation marks are left alone.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from workbook.actors.name import texts
from workbook.knowledge import Gender
from workbook.models import Mention

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

_PRONOUNS = frozenset({"er", "sie"})
_SPEAKING = frozenset({"wie", "so", "laut", "nach", "von", "durch", "gemäß", "zufolge", "bei"})
_OPENING, _CLOSING = frozenset("„»‚«"), frozenset("“”«‘»")
_ENDING = frozenset({"“", "”", "‘", "\n\n"})


def pronouns(
    doc: Doc, mentions: Sequence[Mention], genders: Mapping[str, Gender]
) -> Iterator[Mention]:
    """Pronoun mentions. ``genders`` are those known of the persons, by actor id."""
    if not genders:
        return
    starts = [sentence.start_char for sentence in doc.sents]
    persons: list[list[Mention]] = [[] for _ in starts]
    for mention in mentions:
        if mention.kind == "person":
            persons[max(bisect_right(starts, mention.start) - 1, 0)].append(mention)
    words, quoted = texts(doc), _quoted(doc)
    for number, sentence in enumerate(doc.sents):
        before = persons[number - 1] if number else []
        for i in range(sentence.start, sentence.end):
            if quoted[i] or words[i].lower() not in _PRONOUNS:
                continue
            token = doc[i]
            gender = _pronoun(token, sentence)
            if gender is None:
                continue
            here = [m for m in persons[number] if m.start < token.idx]
            who = _candidate(doc, here, before, gender, genders)
            if who is not None:
                end = token.idx + len(token.text)
                found = Mention(token.idx, end, "person", "pronoun", who)
                persons[number].append(found)
                yield found


def _candidate(
    doc: Doc,
    here: Sequence[Mention],
    before: Sequence[Mention],
    gender: Gender,
    genders: Mapping[str, Gender],
) -> str | None:
    """The person a pronoun means: the subject before it, else who the last sentence leaves."""
    subjects = [m for m in here if not _governed(doc, m)]
    if subjects:
        return _only(subjects, gender, genders)
    if any(_speaks(doc, m) for m in here):
        return None
    upright = [m for m in before if not _oblique(doc, m)]
    return _only(before, gender, genders) or _only(upright, gender, genders)


def _only(mentions: Sequence[Mention], gender: Gender, genders: Mapping[str, Gender]) -> str | None:
    """The one person these mentions leave for a pronoun, none if there are more."""
    ids = {m.actor_id for m in mentions if genders.get(m.actor_id, gender) == gender}
    sure = {i for i in ids if i in genders}
    return next(iter(sure)) if len(ids) == 1 and sure else None


def _governor(doc: Doc, mention: Mention) -> str:
    """The preposition or *wie* before a mention, its article, adjectives and role."""
    span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
    i = span.start if span is not None else 0
    for j in range(i - 1, max(i - 5, -1), -1):
        word = doc[j].lower_
        if doc[j].tag_ in ("APPR", "APPRART") or word in _SPEAKING:
            return word
        if doc[j].tag_ not in ("ART", "ADJA", "NN", "PPOSAT"):
            return ""
    return ""


def _governed(doc: Doc, mention: Mention) -> bool:
    return _governor(doc, mention) != ""


def _speaks(doc: Doc, mention: Mention) -> bool:
    """Whether a mention may be the speaker without being the subject: then the pronoun may
    be anybody (*wie sein Anwalt sagt, hat er …*, *laut Muster sei er …*)."""
    return _governor(doc, mention) in _SPEAKING


def _oblique(doc: Doc, mention: Mention) -> bool:
    """Whether a mention is no subject by its preposition or article: *des Präsidenten*."""
    span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
    before = doc[span.start - 1].lower_ if span is not None and span.start else ""
    return before in ("des", "dem", "den") or _governed(doc, mention)


def _pronoun(token: Token, sentence: Span) -> Gender | None:
    """The gender a personal pronoun of one person stands for."""
    low = token.lower_
    if low == "er":
        return "m"
    if low != "sie" or token.tag_ not in ("PPER", "PRF"):
        return None
    return "f" if _is_singular(_verb_near(token, sentence)) else None


def _verb_near(token: Token, sentence: Span) -> Token | None:
    """The finite verb right beside a pronoun, else the next one of the sentence."""
    doc, end = token.doc, sentence.end
    if token.i > sentence.start and doc[token.i - 1].tag_.endswith("FIN"):
        return doc[token.i - 1]
    return next(
        (t for t in doc[token.i + 1 : min(token.i + 20, end)] if t.tag_.endswith("FIN")), None
    )


def _is_singular(verb: Token | None) -> bool:
    if verb is None:
        return False
    low = verb.lower_
    return low in ("ist", "sei") or not low.endswith(("n", "sind"))


def _quoted(doc: Doc) -> list[bool]:
    """For each token whether it stands within quotation marks of its sentence."""
    inside, found, before = False, [], ""
    for i, text in enumerate(texts(doc)):
        if inside and text not in _CLOSING and doc[i].is_sent_start:
            inside = before not in _CLOSING
        if text in _OPENING:
            inside = True
        found.append(inside)
        if text in _ENDING:
            inside = False
        before = text
    return found
