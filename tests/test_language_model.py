"""The conditional random field: the best labels of all, one file for one model."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.language.model import Model

LABELS = ("O", "B-PER", "I-PER")
_weights = st.integers(-3_000_000, 3_000_000).map(lambda n: n / 1_000_000)
models = st.builds(
    Model.of,
    st.just(LABELS),
    st.dictionaries(st.tuples(st.sampled_from("abcß"), st.sampled_from(LABELS)), _weights, min_size=1),
    st.dictionaries(st.tuples(st.sampled_from(LABELS), st.sampled_from(LABELS)), _weights),
)  # fmt: skip
sequences = st.lists(st.lists(st.text("abcßx", max_size=3).map(list), min_size=1, max_size=4))


@given(models, sequences)
def test_no_other_labels_score_higher(model: Model, items: list[list[list[str]]]) -> None:
    scores = [model.scores(sequence) for sequence in items]
    flat = np.concatenate(scores) if scores else np.zeros((0, 3))
    best = model.best(flat, [len(sequence) for sequence in items])
    assert [len(labels) for labels in best] == [len(sequence) for sequence in items]
    for labels, each in zip(best, scores, strict=True):
        reached = total(model, each, [LABELS.index(label) for label in labels])
        others = itertools.product(range(3), repeat=len(each))
        assert reached == pytest.approx(max(total(model, each, path) for path in others))


def total(model: Model, scores: np.ndarray, path: list[int] | tuple[int, ...]) -> float:
    steps = sum(model.steps[pair] for pair in itertools.pairwise(path))
    return float(scores[range(len(path)), list(path)].sum() + steps)


@given(model=models)
def test_a_file_keeps_the_model(model: Model, tmp_path_factory: pytest.TempPathFactory) -> None:
    path: Path = tmp_path_factory.mktemp("model") / "a.npz"
    model.write(path)
    first = path.read_bytes()
    again = Model.read(path)
    assert (again.labels, dict(again.places)) == (model.labels, dict(model.places))
    assert np.allclose(again.weights, model.weights)
    assert np.allclose(again.steps, model.steps)
    again.write(path)
    assert path.read_bytes() == first


@given(models, st.lists(st.text("abcßx", max_size=4).map(list), min_size=1))
def test_chances_add_up_to_one_and_are_ordered_like_scores(
    model: Model, items: list[list[str]]
) -> None:
    places = [[model.places.get(clue, 0) for clue in clues] for clues in items]
    for chances, scores in zip(model.chances(places), model.scores(items), strict=True):
        assert sum(chances) == pytest.approx(1)
        order = np.argsort(scores)
        assert (np.diff(chances[order]) >= 0).all()


def test_labels_are_those_of_the_library_that_trains(tmp_path: Path) -> None:
    import pycrfsuite

    rows = [("abab", "XYXY"), ("bcb", "YZY"), ("cca", "ZZX"), ("acb", "XZY")]
    trainer = pycrfsuite.Trainer(verbose=False)
    for clues, labels in rows:
        trainer.append([[clue] for clue in clues], list(labels))
    trainer.train(str(tmp_path / "model"))
    tagger = pycrfsuite.Tagger()
    tagger.open(str(tmp_path / "model"))
    learnt = tagger.info()
    model = Model.of(tagger.labels(), learnt.state_features, learnt.transitions)
    for clues in ("abc", "cabba", "b"):
        items = [[clue] for clue in clues]
        assert model.best(model.scores(items), [len(items)]) == [tagger.tag(items)]
