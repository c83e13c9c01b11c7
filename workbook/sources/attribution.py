"""Who is behind a claim: the words that name a speaker, resolved to a source."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from workbook.knowledge import Knowledge
from workbook.models import AUTHOR, Actor, Article, Mention, SourceKind
from workbook.sources.words import NAMES, Words

_BY_ACTOR_KIND: Mapping[str, SourceKind] = {
    "person": "person",
    "organisation": "organisation",
    "outlet": "outlet",
    "country": "government",
    "place": "government",
    "group": "organisation",
}
_RANK = {"name": 0, "short": 0, "pronoun": 0, "role": 1, "metonym": 2, "part": 3, "adjective": 4}
_DOCUMENTS = re.compile(
    r"(bericht|mitteilung|studie|erklärung|umfrage|brief|schreiben|urteil|gutachten|papier|meldung|"
    r"gesetz|verfassung|resolution|statistik|analyse|untersuchung|dokument|entwurf|buch|artikel|"
    r"protokoll|vertrag|abkommen|beschluss|begründung|kommuniqué|plan|verordnung|bilanz|webseite|"
    r"website|seite|blog|nachruf|akte|akten|tagebuch|rede)(s|es|e|en|n|er)?$",
    re.IGNORECASE,
)
_GOVERNING = re.compile(
    r"(ministeri\w+|regierung\w*|kanzleramt\w*|auswärtige\w* amt\w*|weiße\w* haus\w*|kreml\w*)$",
    re.IGNORECASE,
)
_UNKNOWN = "ungenannt"


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody a claim goes back to, before claims are counted."""

    source_id: str
    name: str
    kind: SourceKind
    actor_id: str | None = None


class Attribution:
    """Resolves stretches of one article to parties; the same words give the same party."""

    def __init__(
        self,
        words: Words,
        text: str,
        knowledge: Knowledge,
        mentions: Sequence[Mention],
        actors: Sequence[Actor],
    ) -> None:
        self._words, self._text, self._knowledge = words, text, knowledge
        self._mentions = sorted(mentions, key=lambda m: (m.start, m.end))
        self._starts = [m.start for m in self._mentions]
        self._actors = {actor.actor_id: actor for actor in actors}

    def party(self, speaker: Sequence[int]) -> Party:
        """Who the words at these numbers name."""
        if not speaker:
            return Party(f"unnamed:{_UNKNOWN}", _UNKNOWN, "unnamed")
        mention = self.mention(speaker)
        if mention is not None:
            return self._of_actor(self._actors[mention.actor_id])
        wording = self._wording(speaker)
        head = self._head(speaker)
        kind: SourceKind = "document" if _DOCUMENTS.search(head) else "unnamed"
        return Party(f"{kind}:{slug(wording)}", wording, kind)

    def mention(self, chosen: Sequence[int]) -> Mention | None:
        """The mention among these words that can speak: a person before a body before a country."""
        inside = [m for m in self._overlapping(chosen) if m.actor_id in self._actors]
        able = [m for m in inside if m.form != "adjective" or not self._is_somebody(chosen)]
        return min(able, key=self._fitness, default=None)

    def _fitness(self, mention: Mention) -> tuple[int, int, int]:
        person = mention.kind != "person" or mention.form == "adjective"
        return (int(person), _RANK.get(mention.form, 5), mention.start)

    def _overlapping(self, chosen: Sequence[int]) -> Iterator[Mention]:
        start, end = self._words.start[chosen[0]], self._words.end[chosen[-1]]
        for mention in self._mentions[bisect_left(self._starts, start) :]:
            if mention.start >= end:
                return
            yield mention

    def _is_somebody(self, chosen: Sequence[int]) -> bool:
        """*ein russischer Diplomat*: a person nobody names, not his country."""
        return any(self._words.lemma[i] in self._knowledge.roles for i in chosen)

    def _of_actor(self, actor: Actor) -> Party:
        known = self._knowledge.actors.get(actor.actor_id)
        kind = known.source_kind if known is not None else _BY_ACTOR_KIND[actor.kind]
        if kind == "organisation" and _GOVERNING.search(actor.name):
            kind = "government"
        return Party(actor.actor_id, actor.name, kind, actor.actor_id)

    def _head(self, chosen: Sequence[int]) -> str:
        nouns = [i for i in chosen if self._words.tag[i] in NAMES]
        return self._words.text[nouns[0]] if nouns else self._words.text[chosen[0]]

    def _wording(self, chosen: Sequence[int]) -> str:
        kept = list(chosen)
        while len(kept) > 1 and self._words.tag[kept[0]] in {"ART", "PDAT", "APPRART"}:
            kept.pop(0)
        raw = self._text[self._words.start[kept[0]] : self._words.end[kept[-1]]]
        return re.sub(r"\s+", " ", raw)


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
    folded = wording.lower()
    for letter, plainer in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")):
        folded = folded.replace(letter, plainer)
    plain = unicodedata.normalize("NFKD", folded)
    ascii_only = "".join(c for c in plain if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-") or _UNKNOWN
