"""Whether an event happened, goes on, is planned, is possible or is denied.

The words that decide stand in ``data/knowledge/event_words.csv``. What a noun names is decided
by its own phrase first (*geplant*, *kein*, *Forderung nach*); the clause's modal, negation or
doubt reaches it only if it is what the clause tells of, not behind *nach* or *wegen*. A date
after the day of publication makes a plan of anything that is not denied or doubted.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

from workbook.events import phrases
from workbook.events.clauses import Clause
from workbook.events.phrases import Phrase
from workbook.events.triggers import Trigger
from workbook.events.words import EventWords, SubjectPart
from workbook.models import EventStatus

if TYPE_CHECKING:
    from spacy.tokens import Token

_LONG_AGO = 90  # days: what began then is told as over (*der Krieg begann mit dem Angriff*)
_SHARING = frozenset({"", "zu", "zum", "zur", "auf", "mit", "an", "am"})
"""Prepositions through which a verb still reaches its noun: *bricht zu einem Besuch auf*."""
_NO = frozenset({"kein", "keine", "keinen", "keinem", "keiner", "keines"})
_ONLY = frozenset(
    {"nur", "zuletzt", "allein", "zum", "weit", "bloß"}
)  # *nicht nur*, *nicht zuletzt*
_TRIED = frozenset({"CONSULT", "ASSAULT", "ACCUSE", "REQUEST"})
_UNREAL = frozenset({"beinahe", "fast", "sonst", "ohne", "wenn"})


def subject_part(trigger: Trigger, words: EventWords) -> SubjectPart:
    """What the clause's subject has to do with what a noun names.

    ``does`` it by the verb's meaning (*verhängte Sanktionen*), ``weakly`` (*hat Streit*),
    ``receives`` it (*erhielt Hilfe*) or nothing (``""``).
    """
    phrase = phrases.phrase(trigger)
    if not trigger.is_noun or phrase.preposition not in _SHARING or phrase.heads:
        return ""
    rows = words.verbs(trigger.clause)
    if trigger.entry.type == "ASSAULT":  # who denies or fears it has no part in it
        rows = (r for r in rows if r.status not in ("denied", "possible"))
        rows = (r for r in rows if r.shares_subject != "weakly")
    said = {row.shares_subject for row in rows}
    parts: tuple[SubjectPart, ...] = ("receives", "does", "weakly")
    return next((part for part in parts if part in said), "")


def status(
    trigger: Trigger,
    words: EventWords,
    *,
    above: Clause | None,
    begin: datetime | None,
    day: date | None,
) -> EventStatus:
    """``above`` is the clause a verbless, infinitive, relative or *dass* clause hangs on."""
    said = _of_noun(trigger, words) if trigger.is_noun else _of_verb_trigger(trigger, words)
    if said is None and above is not None:
        said = _of_above(trigger, above, words)
    if said in ("denied", "possible"):
        return said
    if begin is not None and day is not None:
        ahead = begin.date() > day or (begin.date() == day and _takes_place(trigger, words))
        if ahead:
            return "planned"
        if said == "ongoing":
            return "happened" if (day - begin.date()).days > _LONG_AGO else said
    return said if said is not None else _by_tense(trigger)


def _of_noun(trigger: Trigger, words: EventWords) -> EventStatus | None:
    phrase = phrases.phrase(trigger)
    own = _of_phrase(trigger, phrase, words)
    if own is not None:
        return own
    clause = trigger.clause
    if in_background(trigger, words):
        return "happened"
    return (
        words.status("opener", clause.tokens[0].text)
        or _of_negation(trigger, phrase, words)
        or _of_modal(trigger, words)
        or _of_adverbs(trigger, phrase, words)
        or _of_start(trigger, phrase, words)
        or (_of_verb(clause, words) if _reached(trigger, phrase) else None)
    )


def _reached(trigger: Trigger, phrase: Phrase) -> bool:
    """Whether the verb speaks of it, and not of one that was planned and has been held since
    (*zu der Demonstration hatten sie aufgerufen*)."""
    clause = trigger.clause
    over = clause.past_perfect and phrases.definite(trigger)
    return phrase.outer in _SHARING and not over


def in_background(trigger: Trigger, words: EventWords) -> bool:
    """Whether the clause only mentions it in passing: *nach dem Angriff*, *wegen der Proteste*.

    So is what another noun is about (*die Hintergründe der Verhaftung*). With *ein* it need not
    have been: *sprachen über ein Treffen*."""
    if not trigger.is_noun:
        return False
    phrase = phrases.phrase(trigger)
    of_another = any(not _light(head, words) for head in phrase.heads)
    if not of_another and not words.has("settled", phrase.outer):
        return False
    article = phrases.article(trigger)
    return article is None or article.lemma_.lower() != "ein"


def _light(head: Token, words: EventWords) -> bool:
    """*Beginn*, *Reihe*, *Plan*: a noun that is about nothing but what hangs on it."""
    lemma = head.lemma_
    return words.has("light", lemma) or words.status("head", lemma) is not None


def _of_verb_trigger(trigger: Trigger, words: EventWords) -> EventStatus | None:
    clause = trigger.clause
    if _negated(clause):
        return "denied"
    return (
        words.status("opener", clause.tokens[0].text)
        or _of_modal(trigger, words)
        or _first(words.status("adverb", token.text) for token in clause.tokens)
    )


def _of_phrase(trigger: Trigger, phrase: Phrase, words: EventWords) -> EventStatus | None:
    """What its article, its adjectives, its preposition and the nouns it hangs on say."""
    before = phrases.before(trigger)
    if any(token.text.lower() in _NO for token in before):
        return "denied"
    if words.has("absence", phrase.outer) or _behind_neither(trigger, phrase, words):
        return "denied"
    adjective = _first(words.status("adjective", t.lemma_) for t in before if t.tag_ == "ADJA")
    head = _first(words.status("head", head.lemma_) for head in phrase.heads)
    said = _of_failure(trigger, phrase, words)
    if head == "denied" or adjective == "ongoing":  # *die Absage des geplanten Treffens*
        said = head or adjective
    else:
        said = adjective or head or said
    known = phrase.preposition == "für" and phrases.definite(trigger)
    if said is not None or trigger.clause.past or known:
        return said  # *das Motiv für den Mord* tells of no plan
    return words.status("preposition", phrase.preposition)


def _of_failure(trigger: Trigger, phrase: Phrase, words: EventWords) -> EventStatus | None:
    """*das Scheitern*: what was tried and failed was, a deal that failed was not."""
    heads = any(words.has("failure", head.lemma_) for head in phrase.heads)
    verbs = phrase.outer in _SHARING and any(
        words.has("failure", particle + lemma) for lemma, particle in trigger.clause.verb_lemmas()
    )
    if not heads and not verbs:
        return None
    entry = trigger.entry
    tried = entry.type in _TRIED or entry.mode == "coup"
    return "happened" if tried else "denied"


def _behind_neither(trigger: Trigger, phrase: Phrase, words: EventWords) -> bool:
    place = phrase.first - 1
    return place >= trigger.clause.first and words.has(
        "absence", trigger.token.doc[place].text.lower()
    )


def _of_negation(trigger: Trigger, phrase: Phrase, words: EventWords) -> EventStatus | None:
    """*fand nicht statt*, *verhängte nicht*: the verb says that it was done, and is negated."""
    if phrase.outer not in _SHARING or not _negated(trigger.clause):
        return None
    done = any(
        row.shares_subject in ("does", "receives") or row.status == "happened"
        for row in words.verbs(trigger.clause)
    )
    return "denied" if done else None


def _negated(clause: Clause) -> bool:
    """Whether it is denied as a whole, not only in part (*nicht nur*)."""
    if not clause.negated:
        return False
    tokens = clause.tokens
    partly = [
        token.i + 1 < clause.last and token.nbor(1).text.lower() in _ONLY
        for token in tokens
        if token.text.lower() == "nicht"
    ]
    return not partly or not all(partly)


def _of_adverbs(trigger: Trigger, phrase: Phrase, words: EventWords) -> EventStatus | None:
    """*vermutlich ein Anschlag*: doubt about what the text speaks of as known is about something
    else (*Der Anschlag war vermutlich …*)."""
    if phrases.definite(trigger) or phrase.outer not in _SHARING:
        return None
    finite = trigger.clause.finite
    if finite is not None and finite.lemma_ == "sein":
        return None
    return _first(words.status("adverb", token.text) for token in trigger.clause.tokens)


def _of_modal(trigger: Trigger, words: EventWords) -> EventStatus | None:
    clause, finite = trigger.clause, trigger.clause.finite
    if finite is None:
        return None
    lemma = finite.lemma_.lower()
    said = words.status("modal", lemma)
    if said is None or (lemma == "werden" and not _has_infinitive(clause)):
        return None
    if clause.has_participle and not clause.passive:
        return "possible"  # *soll sich getroffen haben*
    if clause.past and lemma == "wollen":
        return "possible"  # *wollte ihn treffen*
    if clause.past and lemma != "sollen":
        return None
    unreal = clause.subjunctive and finite.morph.get("Tense", []) == ["Past"]
    return "possible" if unreal and lemma != "sollen" else said


def _of_start(trigger: Trigger, phrase: Phrase, words: EventWords) -> EventStatus | None:
    """*beginnt* is still to come, *begann* goes on."""
    if phrase.preposition not in _SHARING or not words.starts(trigger.clause):
        return None
    return "ongoing" if trigger.clause.past else "planned"


def _of_verb(clause: Clause, words: EventWords) -> EventStatus | None:
    return _first(
        row.status
        for row in words.verbs(clause)
        if row.status != "ongoing" or not (clause.past or clause.infinitive)
    )


def _of_above(trigger: Trigger, above: Clause, words: EventWords) -> EventStatus | None:
    """*wollen Teams benennen, die verhandeln*: what hangs on a plan is planned too."""
    if trigger.clause.finite is None or trigger.clause.tokens[0].text.lower() == "dass":
        nouns = (t.lemma_ for t in reversed(above.tokens) if t.tag_ == "NN")
        by_noun = _first(words.status("head", noun) for noun in nouns)
        return by_noun or _of_verb(above, words)
    if above.finite is None or trigger.clause.past:
        return None
    lemma = above.finite.lemma_.lower()
    future = lemma != "werden" or _has_infinitive(above)
    return words.status("modal", lemma) if future else None


def _has_infinitive(clause: Clause) -> bool:
    return any(token.tag_ in ("VVINF", "VAINF", "VVIZU") for token in clause.tokens)


def in_present(trigger: Trigger) -> bool:
    """Whether the clause tells in the plain present: *treffen sich am Sonntag*."""
    finite = trigger.clause.finite
    return finite is not None and not trigger.clause.past and finite.tag_ == "VVFIN"


def _takes_place(trigger: Trigger, words: EventWords) -> bool:
    """*treffen sich am Sonntag*, *findet am Sonntag statt*, told on that Sunday."""
    held = any(row.status == "happened" for row in words.verbs(trigger.clause))
    return in_present(trigger) and (held or not trigger.is_noun)


def _by_tense(trigger: Trigger) -> EventStatus:
    clause, finite = trigger.clause, trigger.clause.finite
    if trigger.is_noun or clause.past:
        return "possible" if _unreal(clause) and not trigger.is_noun else "happened"
    if finite is None:
        return "possible" if trigger.token.tag_ in ("VVINF", "VVIZU") else "happened"
    if clause.passive and finite.lemma_ == "werden":  # *wird geräumt*, *werde geräumt*
        if not clause.subjunctive:
            return "ongoing"
        return "possible" if finite.morph.get("Tense", []) == ["Past"] else "planned"
    if clause.subjunctive or trigger.token.i != finite.i:
        return "happened"
    return "ongoing"


def _unreal(clause: Clause) -> bool:
    """*hätte sonst angegriffen*: a Konjunktiv II that no report explains."""
    finite = clause.finite
    if finite is None or finite.morph.get("Tense", []) != ["Past"] or not clause.subjunctive:
        return False
    return any(token.text.lower() in _UNREAL for token in clause.tokens)


def _first(said: Iterable[EventStatus | None]) -> EventStatus | None:
    return next((status for status in said if status is not None), None)
