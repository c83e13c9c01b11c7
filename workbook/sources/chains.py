"""From drafts to claims and sources: who is behind a claim, who passed it on, what rests on whom.

A chain has two links here, and the article's own outlet is always the last, unwritten one.
Whoever is relied on is the source, whoever relies on him is ``via``: *Wie Interfax unter
Berufung auf das Ministerium meldet* is the ministry's, via Interfax. A message within a
message is a claim of its own: in *Die Regierung habe zugesagt zu zahlen, berichtet das Blatt*
the paper asserts that there was a promise (source: the paper), and the promise itself, *zu
zahlen*, is the government's, via the paper. So nobody is made to vouch for what others only
say that he said, and both rows stay to be counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbook.models import AUTHOR, Claim, ClaimPart, ClaimSpan, Source
from workbook.sources import certainty, reliance
from workbook.sources.attribution import Attribution
from workbook.sources.cues import CueBook
from workbook.sources.drafts import Draft, stretches
from workbook.sources.lines import Line
from workbook.sources.parties import UNNAMED, Party, unnamed
from workbook.sources.words import Words

_PARTS: tuple[ClaimPart, ...] = ("quote", "speaker", "cue", "frame", "addressee")
_NEAR = 80
"""Words after which *er* no longer means the one who spoke before."""
_PASSING_ON = frozenset({"outlet", "agency"})


@dataclass(frozen=True, slots=True)
class Traced:
    """A draft with the party behind it and the one that passed it on."""

    draft: Draft
    party: Party
    via: Party | None = None


def trace(words: Words, drafts: Sequence[Draft], attribution: Attribution) -> list[Traced]:
    """Every draft with its parties; a claim inside another one comes via that one's party."""
    traced: list[Traced] = []
    around: list[Traced] = []
    last: Party | None = None
    known: dict[tuple[int, ...], Party] = {}
    for draft in drafts:
        while around and around[-1].draft.quote[-1] < draft.quote[-1]:
            around.pop()
        told = traced[-1].draft.line if traced else draft.floor_line
        recent = draft.line - max(draft.floor_line, told) <= 1
        party = known.get(draft.speaker) or _party(words, draft, attribution, last, recent)
        if draft.speaker:
            known[draft.speaker] = party
        entry = _with_via(words, draft, party, around[-1] if around else None, attribution)
        last = party
        traced.append(entry)
        if draft.kind != "direct":
            around.append(entry)
    return traced


def _party(
    words: Words, draft: Draft, attribution: Attribution, last: Party | None, recent: bool
) -> Party:
    if not draft.speaker:
        return _nobody(words, draft)
    if attribution.is_own(draft.speaker):
        return attribution.subject_of(draft.quote) or last or UNNAMED
    near = draft.floor and draft.speaker and draft.speaker[0] - draft.floor[-1] < _NEAR
    floor = attribution.named(draft.floor) if near else None
    return attribution.party(draft.speaker, floor or last, recent=recent)


def _nobody(words: Words, draft: Draft) -> Party:
    """*es heißt*, *die Sorge*: where nobody is named, the cue is the wording of the source."""
    if draft.entry is None or not draft.cue:
        return UNNAMED
    if draft.entry.lemma == "heißen":
        return unnamed("Es heißt")
    told = [words.text[i] for i in draft.cue if words.tag[i] != "ART"]
    return unnamed(" ".join(told)) if draft.entry.form == "noun" and told else UNNAMED


def _with_via(
    words: Words, draft: Draft, party: Party, around: Traced | None, attribution: Attribution
) -> Traced:
    if draft.via:
        teller = attribution.party(draft.via, around.party if around else None)
        return Traced(draft, party, teller if teller != party else None)
    relied_on = reliance.relied_on(words, draft)
    if relied_on and attribution.can_vouch(relied_on):
        return Traced(draft, attribution.party(relied_on), party)
    if around is not None:
        same = around.party.source_id == party.source_id
        return Traced(draft, party, around.via if same else around.party)
    return Traced(draft, party, _medium(draft, attribution, party))


def _medium(draft: Draft, attribution: Attribution, party: Party) -> Party | None:
    """*sagte er der Zeitung*: the paper passed it on."""
    if not draft.addressee:
        return None
    told = attribution.party(draft.addressee)
    return told if told.kind in _PASSING_ON and told != party else None


def claims(words: Words, book: CueBook, traced: Sequence[Traced]) -> tuple[Claim, ...]:
    return tuple(
        Claim(
            t.party.source_id,
            t.draft.kind,
            certainty.of(words, book, t.draft.quote, t.draft.cue, t.draft.entry),
            _spans(words, t.draft),
            t.via.source_id if t.via else None,
        )
        for t in traced
    )


def _spans(words: Words, draft: Draft) -> tuple[ClaimSpan, ...]:
    """Word numbers as stretches of text, part by part."""
    return tuple(
        ClaimSpan(part, words.start[first], words.end[last])
        for part in _PARTS
        for first, last in stretches(getattr(draft, part))
    )


def sources(
    words: Words, sentences: Sequence[Line], traced: Sequence[Traced], author: Party
) -> tuple[Source, ...]:
    """One row a party, in the order of the text, and the article's own voice last.

    ``share`` counts a sentence (headings apart) once for every party that is the innermost
    one behind some of its words; the author's share is what rests on no claim at all.
    """
    parties: dict[str, Party] = {}
    counts: dict[str, int] = {}
    first: dict[str, int] = {}
    for t in traced:
        for party, counted in ((t.party, 1), (t.via, 0)):
            if party is not None:
                parties.setdefault(party.source_id, party)
                counts[party.source_id] = counts.get(party.source_id, 0) + counted
                at = words.start[min((*t.draft.quote[:1], *t.draft.speaker[:1]))]
                first[party.source_id] = min(first.get(party.source_id, at), at)
    shares = _shares(sentences, traced)
    rows = [
        Source(key, p.name, p.kind, counts[key], shares.get(key, 0.0), first[key], p.actor_id)
        for key, p in sorted(parties.items(), key=lambda item: (first[item[0]], item[0]))
    ]
    own = Source(AUTHOR, author.name, "author", 0, shares.get(AUTHOR, 0.0))
    return (*rows, own)


def _shares(sentences: Sequence[Line], traced: Sequence[Traced]) -> dict[str, float]:
    owner: dict[int, str] = {}
    for t in sorted(traced, key=lambda t: -len(t.draft.quote)):
        for i in t.draft.quote:
            owner[i] = t.party.source_id
        for i in t.draft.frame:
            if i in owner:
                owner[i] = t.party.source_id
    resting: dict[str, int] = {}
    told = [sentence for sentence in sentences if not sentence.is_heading]
    for sentence in told:
        inside = range(sentence.start, sentence.end)
        for source_id in {owner[i] for i in inside if i in owner} or {AUTHOR}:
            resting[source_id] = resting.get(source_id, 0) + 1
    return {source_id: n / len(told) for source_id, n in resting.items()}
