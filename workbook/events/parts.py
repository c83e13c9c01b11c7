"""Who takes part, and in which part: by type, relation and voice."""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from workbook.events.clauses import FINITE
from workbook.events.mentions import Near
from workbook.events.triggers import Trigger
from workbook.events.words import SubjectPart
from workbook.knowledge import EventTrigger
from workbook.models import EventActor, EventPart

if TYPE_CHECKING:
    from spacy.tokens import Doc

_STRAIGHT_BEFORE = frozenset({"APPR", "APPRART", "ART", "ADJA"})
_MUTUAL = frozenset({"CONSULT", "AGREE", "COOPERATE"})
_DIRECTED_MODES = frozenset({"visit", "third-party"})
_BY = frozenset({"genitive", "von", "durch", "seitens", "adjective", "compound", "subject"})
_AT = frozenset({"auf", "gegen", "an", "object", "für", "bei", "gegenüber", "über"})
_VERB_WITHIN = 40  # tokens
_COURT = frozenset({"bei", "an"})
_LOOSE = frozenset({"an", "für", "bei", "gegenüber", "über"})
"""Prepositions that rather hang on the nearest noun: *Proteste gegen das Gesetz für Beispielland*."""
_ALSO_AT = MappingProxyType(
    {"visit": ("mit", "zu"), "discontinue": ("mit", "zu"), "withdraw": ("aus",), "censor": ("zu",)}
)
"""By mode: *Besuch mit*, *Beziehungen zu*, *Austritt aus*, *den Zugang zu … sperren*."""
_WITH = frozenset(
    {"zwischen", "mit", "von", "genitive", "subject", "object", "compound", "adjective"}
)
_WHERE = frozenset({"in", "nach", "bei", "nahe", "unweit"})
_TAKES_OBJECT = ("ung", "nahme", "beschuss", "mord", "folter")
_DONE_TO = frozenset({"ACCUSE", "COERCE", "SANCTION"})  # *Minister verurteilt*
_LEAVES_STATE = frozenset({"ACCUSE", "COERCE"})  # none of their verbs has a perfect with *sein*
_GIVEN = frozenset({"AID", "THREATEN", "REJECT", "REQUEST"})  # *die Hilfe*, *die Drohung der USA*


def parts(trigger: Trigger, around: Sequence[Near], *, subject: SubjectPart) -> list[EventActor]:
    """The parts of an event's actors, each actor once.

    ``subject``: what the clause's subject has to do with what a noun names.
    """
    found: dict[str, EventPart] = {}
    for item in around:
        part = _part(trigger, item, subject=subject)
        if part is not None:
            found.setdefault(item.mention.actor_id, part)
    return [EventActor(actor_id, part) for actor_id, part in found.items()]


def _part(trigger: Trigger, item: Near, *, subject: SubjectPart) -> EventPart | None:
    relation, entry = item.relation, trigger.entry
    if trigger.is_noun and not _reaches(item, shares_subject=bool(subject)):
        return None
    if is_mutual(entry):
        return _mutual_part(trigger, relation)
    if relation == "von" and item.mention.kind == "place":
        return None  # *die Anschläge von Kiew*
    if relation == "subject" and subject == "receives":
        return "recipient"
    if trigger.is_noun and relation == "genitive" and _takes_object(trigger):
        return "recipient"
    if entry.type == "PROTEST" and relation == "auf":
        return None  # *auf den Straßen Bangkoks*
    if not trigger.is_noun and is_passive(trigger):
        if relation == "von" and _opens_sentence(trigger, item):
            return None  # *im Norden von Somalia, nahe der Küste, wurde …*
        return {"subject": "recipient", "von": "initiator", "durch": "initiator"}.get(relation)  # type: ignore[return-value]
    if relation in _BY and (trigger.is_noun or relation in ("subject", "durch")):
        return "initiator"
    if relation == "object" and entry.type == "MOBILIZE":
        return None  # *Soldaten schicken*: they are sent, it is not done to them
    if entry.type == "ACCUSE" and relation in _COURT:
        return None  # *Klage beim Landgericht*
    if relation in _AT or relation in _ALSO_AT.get(entry.mode or "", ()):
        return "recipient"
    return None


def _opens_sentence(trigger: Trigger, item: Near) -> bool:
    """Whether a mention stands in front of a comma and of any finite verb."""
    if item.last > trigger.clause.first:
        return False
    before = trigger.token.doc[trigger.token.sent.start : item.first]
    return not any(token.tag_ in FINITE for token in before[-_VERB_WITHIN:])


def _reaches(item: Near, *, shares_subject: bool) -> bool:
    """Whether a mention can take part in what a noun names."""
    if item.relation == "object":
        return False
    if item.relation == "subject":
        return shares_subject
    if item.relation in ("adjective", "compound"):
        return True
    if item.relation == "von":
        given = item.attached and not item.farther
        return (item.behind and given) or (shares_subject and not item.behind)
    if item.relation in _LOOSE and not shares_subject:
        return item.behind and item.attached and not item.farther
    if item.relation == "genitive":
        return item.attached and not item.farther
    return (item.attached and item.behind) or shares_subject


def _mutual_part(trigger: Trigger, relation: str) -> EventPart | None:
    if not trigger.is_noun and relation in ("von", "genitive"):
        return None
    return "participant" if relation in _WITH or relation == "aus" else None


def is_passive(trigger: Trigger) -> bool:
    """Whether it is done to the subject of its clause: *wurde verhaftet*, also *ist verhaftet*."""
    clause = trigger.clause
    if clause.finite is None:
        return clause.passive or _passive_before(trigger)
    if clause.passive or trigger.entry.type not in _LEAVES_STATE:
        return clause.passive
    finite = clause.finite
    return finite is not None and finite.lemma_ == "sein" and clause.has_participle


def _passive_before(trigger: Trigger) -> bool:
    """*wurde der Anführer, Peter Muster, verhaftet*: the finite verb stands before the commas."""
    if trigger.token.tag_ != "VVPP":
        return False
    first = max(trigger.token.sent.start, trigger.clause.first - _VERB_WITHIN)
    for token in reversed(trigger.token.doc[first : trigger.clause.first]):
        if token.tag_ in FINITE:
            return token.lemma_ == "werden"
    return trigger.entry.type in _DONE_TO


def is_mutual(entry: EventTrigger) -> bool:
    """Whether all sides do the same: talks and agreements, but not a visit or calling someone."""
    calls = entry.form == "verb" and entry.particle == "an"
    return entry.type in _MUTUAL and entry.mode not in _DIRECTED_MODES and not calls


def _takes_object(trigger: Trigger) -> bool:
    """Whether the noun's genitive is whom it is done to: *die Festnahme des Mannes*."""
    takes = trigger.token.lemma_.lower().endswith(_TAKES_OBJECT)
    return takes and trigger.entry.type not in _GIVEN


def place_of(trigger: Trigger, around: Sequence[Near], *, in_background: bool) -> Near | None:
    """Where it happened: the place behind *in*, *nach*, *bei* that is nearest to the trigger.

    What the clause only mentions ``in_background`` was where its own phrase says."""
    places = [
        item
        for item in around
        if item.relation in _WHERE
        and item.mention.kind in ("place", "country")
        and item.mention.form in ("name", "short")
        and _straight(trigger.token.doc, item)
        and not (in_background and not (item.behind and item.attached))
    ]
    towards = [item for item in places if item.relation == "nach" and trigger.entry.mode == "visit"]
    return min(towards or places, key=lambda item: abs(item.first - trigger.token.i), default=None)


def _straight(doc: Doc, item: Near) -> bool:
    """Whether the preposition governs the place itself: *in Kiew*, *nahe der Stadt Calais*."""
    before = doc[item.first - 1].tag_
    return before in _STRAIGHT_BEFORE or (before == "NN" and item.mention.kind == "place")
