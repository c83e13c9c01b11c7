"""How certain a claim is, as its source puts it: by cue, mood, modal verb, hedge and negation.

``question``: it is asked or left open. ``denied``: the source says that it is not so.
``possible``: it may be so (*könnte*, *dürfte*, *vermutlich*, hearsay *soll … haben*, or a
source that supposes, hopes or fears). ``planned``: it is to come (*werde* with an infinitive,
*wolle*, a promise, a decision). Everything else is ``asserted``. The first that holds is taken,
and only the head of the message counts, not its subordinate clauses.
"""

from __future__ import annotations

from collections.abc import Sequence

from workbook.knowledge import Cue
from workbook.models import Certainty
from workbook.sources.cues import CueBook
from workbook.sources.words import Words

_SUBORDINATORS = frozenset({"KOUS", "KOUI", "PRELS", "PRELAT", "PWAV", "PWS"})
_NEGATIONS = frozenset(
    ["nicht", "nie", "niemals", "niemand", "niemanden", "niemandem", "keineswegs", "nirgends"]
)
_DUTIES = frozenset({"müssen", "sollen", "dürfen"})
_STATES = frozenset({"befinden", "besitzen", "existieren", "handeln", "herrschen", "stammen"})
"""Verbs of what is rather than happens; *handeln* as in *es handelt sich um*."""
_FUTURE = frozenset({"künftig", "zukünftig", "bald", "ab", "bis"})
_PARTICIPLES = ("t", "en", "end")
_MARKS = frozenset("„“”\"»«‚‘'’›‹.!")
_QUESTIONING = frozenset({"ob", "wer", "wann", "warum", "weshalb", "wieso", "wohin", "woher"})


def of(
    words: Words, book: CueBook, quote: Sequence[int], cue: Sequence[int], entry: Cue | None
) -> Certainty:
    """The certainty of a message, read from its own words and from the cue that frames it."""
    head = _head(words, quote)
    by_cue = entry.certainty if entry is not None else "asserted"
    if by_cue == "denied" and _stands_alone(words, quote):
        by_cue = "asserted"
    negated_cue = any(words.lower[i] in _NEGATIONS for i in _around(words, cue, quote))
    if _is_question(words, book, quote, head, by_cue):
        return "question"
    if by_cue == "denied" and not negated_cue:
        return "denied"
    negated = _is_negated(words, head) and not (entry is not None and entry.group == "directive")
    if by_cue in {"denied", "possible"} or _is_hedged(words, book, quote, head):
        return "possible"
    if _may_be(words, head):
        return "denied" if negated else "possible"
    if negated:
        return "denied"
    planned = by_cue == "planned" or "planned" in _verbs(
        words, book, [i for i in head if words.mood[i]]
    )
    if planned or _is_to_come(words, head):
        return "planned"
    return "asserted"


def _stands_alone(words: Words, quote: Sequence[int]) -> bool:
    """*Er dementierte: Es bleibe dabei*: what follows the colon is what he holds against it."""
    return bool(quote) and quote[0] > 0 and words.text[quote[0] - 1] == ":"


def _head(words: Words, quote: Sequence[int]) -> list[int]:
    """The message up to its first subordinate clause; its own *dass* is no such clause.

    A clause inside the first part (*der Mann, der floh, kam zurück*) is passed over.
    """
    head: list[int] = []
    inside = said = False
    for i in quote:
        comma = i - 2 if words.lower[i - 1] in {"und", "aber", "doch"} else i - 1
        begins = head and words.text[comma] == "," and _subordinates(words, i, quote)
        if begins and any(words.is_finite(j) for j in head):
            break
        if words.text[i] in ".!" and len(head) > 2:
            break
        if begins:
            inside, said = True, False
        if not inside:
            head.append(i)
        said = said or words.is_finite(i)
        inside = inside and not (said and words.text[i] == ",")
    return head


def _subordinates(words: Words, i: int, quote: Sequence[int]) -> bool:
    """A conjunction or a relative pronoun; *als* is one where a verb ends what it begins."""
    led = words.tag[i] == "APPR" and words.tag[i + 1 : i + 2]  # *, an dem er hängt,*
    if words.tag[i] in _SUBORDINATORS or led in {("PRELS",), ("PRELAT",)}:
        return True
    if words.lower[i] != "als" or words.lower[i + 1 : i + 2] == ("ob",):
        return False
    end = next((j for j in quote if j > i and words.tag[j][0] == "$"), quote[-1] + 1)
    return words.is_finite(end - 1)


def _around(words: Words, cue: Sequence[int], quote: Sequence[int]) -> range:
    """From the first to the last word of a cue, where *nicht* would turn it round."""
    if not cue or cue[-1] - cue[0] > 30:
        return range(0)
    return range(cue[0], cue[-1] + 1)


def _is_question(
    words: Words, book: CueBook, quote: Sequence[int], head: Sequence[int], by_cue: str
) -> bool:
    if by_cue == "question":
        return True
    closing = [i for i in quote if words.text[i] not in _MARKS]
    if closing and words.text[closing[-1]] == "?":
        return True
    asks = any(words.lower[i] in _QUESTIONING for i in quote)
    open_word = any(_certainty(book, words, i) == "question" for i in head)
    unknown = any(words.lemma[i] == "wissen" for i in head) and _is_negated(words, head)
    return asks and (open_word or unknown)


def _certainty(book: CueBook, words: Words, i: int) -> str | None:
    hedge = book.others.get(words.lower[i])
    return hedge.certainty if hedge is not None and hedge.group == "hedge" else None


def _is_hedged(words: Words, book: CueBook, quote: Sequence[int], head: Sequence[int]) -> bool:
    """A hedge, a noun of supposing, a verb of supposing, or a denial that is itself denied."""
    if any(_certainty(book, words, i) == "possible" for i in head):
        return True
    nouns = (book.nouns.get(words.lemma[i], {}).get("") for i in head if words.tag[i] == "NN")
    if any(noun is not None and noun.certainty == "possible" for noun in nouns):
        return True
    supposes = any(words.lower[i] in {"dass", "daß", "davon"} for i in quote)
    if supposes and "possible" in _verbs(words, book, head):
        return True
    return "denied" in _verbs(words, book, head) and _is_negated(words, head)


def _verbs(words: Words, book: CueBook, head: Sequence[int]) -> set[str]:
    """What the verbs of saying inside the message make of what they govern."""
    present = {words.lower[i] for i in head}
    return {
        cue.certainty
        for i in head
        if words.tag[i].startswith("VV")
        for cue in (*book.verbs.get(words.lemma[i], ()), book.joined.get(words.lemma[i]))
        if cue is not None
        and (
            cue.lemma != words.lemma[i] or present.issuperset((cue.particle or "").lower().split())
        )
    }


def _is_negated(words: Words, head: Sequence[int]) -> bool:
    if any(words.lemma[i] in _DUTIES and words.tag[i].startswith("VM") for i in head):
        return False
    if any(words.lower[i] == "sondern" for i in head):
        return False
    return any(
        words.lower[i].startswith("kein")
        or (
            words.lower[i] in _NEGATIONS
            and words.lower[i - 1] not in {"noch", "ob"}
            and not _describes(words, i)
        )
        for i in head
    )


def _describes(words: Words, negation: int) -> bool:
    """*die nicht zugelassene Sorte*: a participle that only describes a noun is negated."""
    behind = negation + 1
    while behind < len(words) and words.tag[behind] in {"ADV", "ADJD"}:
        behind += 1
    return (
        behind < len(words)
        and words.tag[behind] == "ADJA"
        and words.lemma[behind].endswith(_PARTICIPLES)
    )


def _may_be(words: Words, head: Sequence[int]) -> bool:
    for i in head:
        lemma, mood = words.lemma[i], words.mood[i]
        if not mood:
            continue
        if lemma == "können" or (lemma == "dürfen" and mood == "II"):
            return True
        if lemma == "sollen" and (_looks_back(words, head) or _is_state(words, head)):
            return True
        if mood == "II" and words.lower[i] in {"würde", "wäre", "hätte"}:
            return True
    return False


def _looks_back(words: Words, head: Sequence[int]) -> bool:
    """*soll … gestohlen haben*: hearsay about what has been."""
    infinitives = [i for i in head if words.lower[i] in {"haben", "sein"}]
    return any(i > 0 and words.tag[i - 1] in {"VVPP", "VAPP"} for i in infinitives)


def _is_state(words: Words, head: Sequence[int]) -> bool:
    """*soll aus Rom stammen*, *soll es sich um Diebe handeln*: hearsay about what is, for nobody
    plans a state, unless it lies ahead (*sich künftig in Rom befinden*)."""
    lower = {words.lower[i] for i in head}
    verbs = {words.lemma[i] for i in head if words.tag[i][:2] == "VV"} & _STATES
    if "handeln" in verbs and not {"es", "sich", "um"} <= lower:
        verbs -= {"handeln"}
    return bool(verbs) and not lower & _FUTURE


def _is_to_come(words: Words, head: Sequence[int]) -> bool:
    finite = {words.lemma[i] for i in head if words.mood[i]}
    if finite & {"wollen", "sollen"}:
        return True
    if "werden" in finite:
        last = [
            i
            for i in head
            if words.tag[i] in {"VVPP", "VVINF", "VAINF"} and words.tag[i - 1] != "PTKZU"
        ]
        return bool(last) and words.tag[last[-1]] in {"VVINF", "VAINF"}
    return False
