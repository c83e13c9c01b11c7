"""Reads what an article is about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbook.models import Problem, Topic, TopicTerm
from workbook.topics.evidence import Evidence, Place, Tree, weigh
from workbook.topics.vocabulary import Vocabulary

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from workbook.knowledge import Knowledge
    from workbook.models import Article
    from workbook.topics.vocabulary import Hit

LEAD_SHARE, LEAD_WORDS = 0.2, 50
"""The lead: this share of the words, but at least so many."""

LEAST_EVIDENCE, LEAST_WORDS = 1.6, 2
"""Below this an article is about nothing we know: one word alone tells of no topic."""

LEAST_FINER, FINER_OF_BEST, N_FINER = 1.1, 0.3, 6
"""A finer topic has this much evidence of its own, and this share of the best finer one."""

BESIDE = 0.25
"""A further subject has this share of the best one's evidence."""

HALF, HALF_PER_WORD = 3.0, 0.02
"""Evidence that scores one half: so much, and more in a long text."""


@dataclass(frozen=True, slots=True)
class TopicsFound:
    """The best top-level topic first, then the others by score; parents always included."""

    topics: tuple[Topic, ...]
    problems: tuple[Problem, ...] = ()


class TopicReader:
    """Media Topics of an article, by the words of our vocabulary that stand in it.

    Evidence is weighed as `workbook.topics.evidence` says. The top-level topic with the most
    evidence is what the article is about; finer topics follow where they have evidence enough.
    A score is ``e / (e + h)`` for evidence ``e`` and ``h`` = `HALF` + `HALF_PER_WORD` for each
    word of the text, so that it grows from 0 towards 1 and a long text needs more for the same.
    A parent scores at least as high as its children.

    Examples
    --------
    >>> from workbook import knowledge, language
    >>> from workbook.models import Article
    >>> article = Article(text="Die Zentralbank senkt den Leitzins. Die Inflation geht zurück.")
    >>> doc = language.load()(article.text)
    >>> TopicReader(knowledge.load()).read(doc, article, language="en").topics[0].label
    'Economy, business and finance'
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self._topics = knowledge.topics
        self._tree = Tree(knowledge.topics, knowledge.topic_words)
        self._vocabulary = Vocabulary(knowledge.topic_words)

    def read(self, doc: Doc, article: Article, language: str = "de") -> TopicsFound:
        """Topics with their terms' offsets in the text; labels in ``de`` or ``en``."""
        places = tuple(self._places(doc))
        text = article.text
        same = {text[place.start : place.end].lower(): place.key for place in places}
        evidence = weigh(places, title=self._title(article, same), tree=self._tree)
        chosen = self._chosen(evidence)
        if not chosen:
            return TopicsFound(())
        half = HALF + HALF_PER_WORD * int(doc.to_array("IS_ALPHA").sum())
        scores = self._scores(chosen, evidence, half=half)
        best, *others = chosen
        ordered = (best, *sorted(others, key=lambda found: (-scores[found], found)))
        return TopicsFound(
            tuple(self._topic(found, evidence, scores[found], language) for found in ordered)
        )

    def _places(self, doc: Doc) -> Iterator[Place]:
        """Words and phrases of the vocabulary in the text; names of people are none."""
        tokens = [token for token in doc if not token.is_space and token.ent_type_ != "PER"]
        lead = max(LEAD_WORDS, int(LEAD_SHARE * len(tokens)))
        words = [token.text for token in tokens]
        lemmas = [token.lemma_ for token in tokens]
        named = [token.ent_type != 0 for token in tokens]
        for first, after, key, hits in self._known(words, lemmas, named):
            start, end = tokens[first].idx, tokens[after - 1].idx + len(words[after - 1])
            yield Place(start, end, key, hits, in_lead=first < lead)

    def _title(self, article: Article, same: Mapping[str, str]) -> dict[str, tuple[Hit, ...]]:
        """The title's words by key; ``same`` gives the keys of words that the text has too."""
        words = _split(article.title or "")
        known = self._known(words, [""] * len(words), [False] * len(words))
        return {same.get(key, key): hits for _, _, key, hits in known}

    def _known(
        self, words: Sequence[str], lemmas: Sequence[str], named: Sequence[bool]
    ) -> Iterator[tuple[int, int, str, tuple[Hit, ...]]]:
        """(first, after, key, hits) of each phrase, and of each word outside phrases."""
        end, taken = len(words), 0
        for first, after, hits in (*self._vocabulary.phrases(words, lemmas), (end, end, ())):
            for at in range(taken, first):
                told = self._vocabulary.word(words[at], lemmas[at], named[at])
                if told:
                    yield at, at + 1, (lemmas[at] or words[at]).lower(), told
            if first < end:
                yield first, after, " ".join(words[first:after]).lower(), hits
            taken = after

    def _chosen(self, evidence: Evidence) -> tuple[str, ...]:
        """Topics to show, the best top-level one first, parents included."""
        tops = {t: e for t, e in evidence.with_below.items() if self._tree.top(t) == t}
        if not tops or evidence.n_words < LEAST_WORDS:
            return ()
        best = min(tops, key=lambda topic: (-tops[topic], topic))
        if tops[best] < LEAST_EVIDENCE:
            return ()
        finer = sorted(
            (t for t in evidence.alone if t not in tops and evidence.places.get(t)),
            key=lambda topic: (-evidence.alone[topic], topic),
        )[:N_FINER]
        enough = max(LEAST_FINER, FINER_OF_BEST * evidence.alone[finer[0]]) if finer else 0.0
        also = {t for t in tops if t == best or self._stands_beside(t, best, evidence)}
        shown = (t for t in finer if evidence.alone[t] >= enough and self._tree.top(t) in also)
        return tuple(dict.fromkeys((best, *(above for t in shown for above in self._tree.line(t)))))

    def _stands_beside(self, subject: str, best: str, evidence: Evidence) -> bool:
        """Whether a text is about another subject too: a word alone tells so in a title only."""
        if evidence.in_title(subject):
            return True
        found = evidence.with_below
        return evidence.n_words_of(subject) > 1 and found[subject] >= BESIDE * found[best]

    def _scores(
        self, chosen: Iterable[str], evidence: Evidence, *, half: float
    ) -> Mapping[str, float]:
        found = evidence.with_below
        return {topic: found[topic] / (found[topic] + half) for topic in chosen}

    def _topic(self, topic_id: str, evidence: Evidence, score: float, language: str) -> Topic:
        entry = self._topics[topic_id]
        terms = {
            (place.start, place.end): TopicTerm(place.start, place.end, round(weight, 4))
            for place, weight in evidence.places.get(topic_id, ())
        }
        return Topic(
            topic_id=topic_id,
            label=entry.label_en if language == "en" else entry.label_de,
            level=entry.level,
            score=round(score, 4),
            terms=tuple(terms[span] for span in sorted(terms)),
            parent_id=entry.parent_id,
        )


def _split(title: str) -> list[str]:
    """The words of a title, without marks around them.

    Examples
    --------
    >>> _split("Zoll: „Krieg“ um Stahl?")
    ['Zoll', 'Krieg', 'um', 'Stahl']
    """
    words = (word.strip("„“”\"'‚‘’»«›‹().,:;!?–—…[]") for word in title.split())
    return [word for word in words if word]
