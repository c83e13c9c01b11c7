"""Topics: the vocabulary, what German news tells by its words, and any text at all."""

from __future__ import annotations

import csv
from collections import Counter
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from workbook import knowledge, language
from workbook.knowledge import TopicEntry, TopicWord
from workbook.models import Article, Topic
from workbook.topics import TopicReader
from workbook.topics.evidence import Tree
from workbook.topics.vocabulary import Vocabulary, stem

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Doc

CASES = Path(__file__).parent / "cases"
KNOWN = knowledge.load()
RETIRED = ("20000580", "20000594", "20000647", "20000030", "20000402", "20000450", "20000796")


def _cases(name: str) -> list[dict[str, str]]:
    with (CASES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def _engine() -> Callable[[str], Doc]:
    return language.load()


@cache
def _reader() -> TopicReader:
    return TopicReader(KNOWN)


def _topics(text: str, title: str | None = None, tag: str = "de") -> tuple[Topic, ...]:
    article = Article(text=text, title=title)
    return _reader().read(_engine()(text), article, language=tag).topics


def _labels(text: str, title: str | None = None) -> list[str]:
    return [topic.label for topic in _topics(text, title)]


class TestKnowledge:
    def test_has_all_subjects(self) -> None:
        tops = {topic_id for topic_id, topic in KNOWN.topics.items() if topic.level == 1}
        assert tops == {f"medtop:{subject:02}000000" for subject in range(1, 18)}

    def test_parents_are_known_and_one_level_above(self) -> None:
        for topic in KNOWN.topics.values():
            if topic.level == 1:
                assert topic.parent_id is None
            else:
                assert KNOWN.topics[topic.parent_id or ""].level == topic.level - 1, topic

    def test_has_three_levels(self) -> None:
        assert {topic.level for topic in KNOWN.topics.values()} == {1, 2, 3}

    def test_every_topic_has_labels_of_its_own_and_words(self) -> None:
        told = {word.topic_id for word in KNOWN.topic_words if word.weight}
        assert told == set(KNOWN.topics)
        assert len(told) >= 300
        for label in ("label_de", "label_en"):
            labels = Counter(getattr(topic, label) for topic in KNOWN.topics.values())
            assert all(labels)
            beside = [name for name, n in labels.items() if n > 1]
            assert not beside

    def test_weights_are_between_0_and_1(self) -> None:
        assert all(0 <= word.weight <= 1 for word in KNOWN.topic_words)

    def test_words_are_trimmed_and_not_there_twice(self) -> None:
        pairs = Counter((word.topic_id, word.term) for word in KNOWN.topic_words)
        assert max(pairs.values()) == 1
        assert all(word.term == " ".join(word.term.split()) for word in KNOWN.topic_words)

    def test_retired_topics_are_not_used(self) -> None:
        assert not {f"medtop:{topic_id}" for topic_id in RETIRED} & set(KNOWN.topics)


class TestWords:
    @pytest.mark.parametrize("case", _cases("topics_compounds.csv"), ids=lambda case: case["word"])
    def test_compounds(self, case: dict[str, str]) -> None:
        (*_, token) = _engine()(f"Es geht um {case['word']}")
        hits = Vocabulary(KNOWN.topic_words).word(token.text, token.lemma_)
        tops = {Tree(KNOWN.topics).top(hit.topic_id).removeprefix("medtop:") for hit in hits}
        assert case["top"] in tops if case["top"] else not tops

    def test_heads_tell_more_than_other_parts(self) -> None:
        words = Vocabulary([TopicWord("war", "Krieg", 1.0, "part")])
        (alone,), (head,), (part,) = map(words.word, ("Krieg", "Luftkrieg", "Kriegsrat"))
        assert alone.weight > head.weight > part.weight > 0

    def test_matching_goes_as_far_as_the_row_allows(self) -> None:
        for match, told in (("word", [1, 0, 0]), ("head", [1, 1, 0]), ("part", [1, 1, 1])):
            words = Vocabulary([TopicWord("war", "Krieg", 1.0, match)])  # type: ignore[arg-type]
            found = [len(words.word(word)) for word in ("Krieg", "Luftkrieg", "Kriegsrat")]
            assert found == told

    def test_a_word_of_weight_0_tells_nothing_and_hides_what_it_holds(self) -> None:
        words = Vocabulary([TopicWord("a", "Wahl", 1.0, "part"), TopicWord("a", "Auswahl", 0.0)])
        assert words.word("Neuwahl")
        assert not words.word("Auswahl")
        assert not words.word("Auswahlen")
        assert not words.word("Mannschaftsauswahl")

    def test_abbreviations_count_as_written_only(self) -> None:
        words = Vocabulary([TopicWord("who", "WHO", 1.0)])
        assert words.word("WHO")
        assert words.word("WHO-Chefin")
        assert not words.word("Who")

    def test_nouns_are_not_verbs(self) -> None:
        words = Vocabulary([TopicWord("a", "Steuer", 1.0)])
        assert words.word("Steuern", "Steuer")
        assert not words.word("steuern", "steuern")

    def test_names_are_not_taken_apart(self) -> None:
        words = Vocabulary([TopicWord("a", "Burg", 1.0)])
        assert words.word("Felsenburg")
        assert not words.word("Felsenburg", "Felsenburg", True)

    def test_phrases_in_any_case(self) -> None:
        words = Vocabulary([TopicWord("a", "künstliche Intelligenz", 1.0)])
        row = ["mit", "künstlicher", "Intelligenz", "rechnen"]
        assert [(first, after) for first, after, _ in words.phrases(row, row)] == [(1, 3)]

    @settings(deadline=None)  # the first example builds the reader
    @given(st.text(max_size=200), st.text(max_size=40))
    @example("-", "-")
    @example("krieg" * 40, "")
    def test_any_word(self, word: str, lemma: str) -> None:
        hits = _reader()._vocabulary.word(word, lemma)
        assert all(0 < hit.weight <= 1 for hit in hits)
        assert stem(word) in word.lower()


class TestReading:
    @pytest.mark.parametrize("case", _cases("topics.csv"), ids=lambda case: case["text"][:40])
    def test_subject(self, case: dict[str, str]) -> None:
        topics = _topics(case["text"], case["title"] or None)
        assert topics[0].topic_id == f"medtop:{case['topic']}"

    def test_finer_topics_and_their_parents(self) -> None:
        found = _labels(
            "Die Gewerkschaft ruft zum Warnstreik auf. Der Streik soll Montag beginnen."
        )
        assert found[0] == "Arbeit und Soziales"
        assert {"Arbeitsbeziehungen", "Streiks", "Gewerkschaften"} <= set(found)

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "Ja.",
            "Er kam, sah sich um und ging wieder.",
            "Gestern war es dort schöner als heute, meinten die beiden.",
            "Das ist Berlin.",
        ],
    )
    def test_nothing(self, text: str) -> None:
        assert _topics(text) == ()

    def test_one_word_alone_is_no_topic(self) -> None:
        assert _topics("Streik, Streik, Streik.") == ()

    def test_a_word_in_passing_is_no_further_subject_unless_the_title_has_it(self) -> None:
        text = (
            "Das Gericht verurteilte den Einbrecher. Der Richter sprach von Diebstahl, "
            "der Staatsanwalt von Raub. Ein Landwirt hatte die Polizei gerufen."
        )
        farming = "medtop:04000000"
        assert farming not in {topic.topic_id for topic in _topics(text)}
        assert farming in {topic.topic_id for topic in _topics(text, "Landwirt ruft Polizei")}

    def test_terms_are_where_the_words_stand(self) -> None:
        text = "Der Streik der Lokführer dauert an, sagte die Gewerkschaft."
        terms = {text[term.start : term.end] for term in _topics(text)[0].terms}
        assert {"Streik", "Gewerkschaft"} <= terms

    def test_a_title_lifts_what_it_names(self) -> None:
        text = "Das Stadion soll umgebaut werden, wie der Gemeinderat und die Mannschaft wünschen."
        plain, titled = _topics(text), _topics(text, "Gemeinderat und Bürgermeister für Umbau")
        score = {topic.topic_id: topic.score for topic in plain}
        assert titled[0].label == "Politik"
        assert titled[0].score > score.get(titled[0].topic_id, 0)

    def test_a_title_gives_no_spans(self) -> None:
        text = "Der Vorstand äußert sich nicht zu den Zahlen."
        for topic in _topics(text, "Aktie und Dividende steigen, Umsatz und Gewinn ebenso"):
            assert all(term.end <= len(text) for term in topic.terms)

    def test_labels_in_english(self) -> None:
        text = "Das Gericht verurteilte den Angeklagten zu einer Haftstrafe."
        german, english = _topics(text), _topics(text, tag="en")
        assert german[0].label == "Kriminalität und Justiz"
        assert english[0].label == "Crime, law and justice"
        assert [topic.topic_id for topic in german] == [topic.topic_id for topic in english]

    def test_people_are_not_what_their_names_say(self) -> None:
        from spacy.tokens import Span

        article = Article(text="Petra Richter und Jonas Schüler trafen gestern Anna Lehrer.")
        doc = _engine()(article.text)
        assert {"Bildung"} <= {t.label for t in _reader().read(_unnamed(doc), article).topics}
        doc.ents = [Span(doc, first, first + 2, "PER") for first in (0, 3, 7)]
        assert not _reader().read(doc, article).topics

    def test_a_word_of_many_subjects_tells_less_of_each(self) -> None:
        topics = {"a": TopicEntry("a", "A", "A", 1), "b": TopicEntry("b", "B", "B", 1)}
        alone = [TopicWord("a", "Netz"), TopicWord("a", "Kabel")]
        shared = [*alone, TopicWord("b", "Netz"), TopicWord("b", "Fisch")]
        article = Article(text="Das Netz und das Kabel.")
        doc = _engine()(article.text)
        scores = [
            TopicReader(_knowledge(topics, words)).read(doc, article).topics[0].score
            for words in (alone, shared)
        ]
        assert scores[0] > scores[1]

    def test_repeating_a_word_counts_less_each_time(self) -> None:
        base = "Der Trainer lobt die Mannschaft. "
        once, twice, often = (_topics(base + "Tor! " * n)[0] for n in (1, 2, 40))
        assert once.score < twice.score
        assert often.score < 1

    def test_an_analysts_own_topic(self) -> None:
        topics = {"x": TopicEntry("x", "Seilbahnen", "Cable cars", 1)}
        words = [TopicWord("x", "Seilbahn", 1.0, "part"), TopicWord("x", "Gondel")]
        article = Article(text="Die Gondeln der Seilbahnfirma fahren wieder.")
        read = TopicReader(_knowledge(topics, words)).read
        assert [t.label for t in read(_engine()(article.text), article).topics] == ["Seilbahnen"]


def _unnamed(doc: Doc) -> Doc:
    """A copy in which nothing is a name."""
    copy = doc.copy()
    copy.ents = []
    return copy


def _knowledge(topics: dict[str, TopicEntry], words: list[TopicWord]) -> knowledge.Knowledge:
    return knowledge.Knowledge({}, {}, (), {}, (), topics, tuple(words), ())


WORDS = [
    "Streik",
    "Gericht",
    "Wahl",
    "Tor",
    "Erdbeben",
    "Börse",
    "Die",
    "der",
    "in",
    "EU-Gipfel",
    "Kriegsende",
]
PIECES = st.sampled_from([*WORDS, "„", "“", ".", "\n", "-", "😀", "ß", "\u0301"])


class TestAnything:
    @settings(deadline=None)  # the first example builds the reader
    @given(
        st.one_of(st.text(max_size=120), st.lists(PIECES, max_size=40).map(" ".join)),
        st.one_of(st.none(), st.text(max_size=40), st.lists(PIECES, max_size=6).map(" ".join)),
    )
    @example("Streik\u2028 Streik Gewerkschaft", "\x00")
    @example("Der Fluss. 00I\x00 kommt.", "00I\x00")
    def test_topics_hold_together(self, text: str, title: str | None) -> None:
        topics = _topics(text, title)
        assert topics == _topics(text, title)
        ids = [topic.topic_id for topic in topics]
        assert len(ids) == len(set(ids))
        for topic in topics:
            assert 0 <= topic.score <= 1
            assert topic.parent_id is None or topic.parent_id in ids
            _check_terms(topic, text)
        if topics:
            best = topics[0]
            assert best.level == 1
            assert best.score == max(topic.score for topic in topics)
            assert [t.score for t in topics[1:]] == sorted(
                (t.score for t in topics[1:]), reverse=True
            )

    @settings(deadline=None)  # the first example builds the reader
    @given(st.lists(PIECES, max_size=40).map(" ".join))
    def test_parents_score_as_high_as_children(self, text: str) -> None:
        score = {topic.topic_id: topic.score for topic in _topics(text)}
        for topic in _topics(text):
            assert topic.parent_id is None or score[topic.parent_id] >= topic.score


def _check_terms(topic: Topic, text: str) -> None:
    for term in topic.terms:
        word = text[term.start : term.end]
        assert 0 <= term.start < term.end <= len(text)
        assert word == word.strip()
        assert term.weight > 0
    assert len({(term.start, term.end) for term in topic.terms}) == len(topic.terms)
