"""The CRFs as they are read: what CRFsuite says of the features one by one, ours says of their sums."""

from __future__ import annotations

import itertools
import random
from pathlib import Path

import pycrfsuite
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recoupe.languages import known
from recoupe.tagging import models
from recoupe.tagging.crf import Crf

SHIPPED = tuple((code, name) for code in known() for name in ("names", "tags") if models.path(code, f"{name}.crfsuite"))


def pair(code: str, name: str) -> tuple[Crf, pycrfsuite.Tagger]:
    file, ours = models.path(code, f"{name}.crfsuite"), models.crf(code, name)
    assert file is not None
    assert ours is not None
    theirs = pycrfsuite.Tagger()
    theirs.open(str(file))
    return ours, theirs


def drawn(ours: Crf, seed: int, words: int) -> list[list[bytes]]:
    """The features of a sentence, some of them unknown to the model."""
    draw = random.Random(seed)
    features = sorted(ours._numbers)
    return [[*draw.sample(features, draw.randint(0, 12)), b"no such feature"] for _ in range(words)]


@pytest.mark.parametrize(("code", "name"), SHIPPED)
def test_the_best_path_is_that_of_crfsuite(code: str, name: str) -> None:
    ours, theirs = pair(code, name)
    for seed in range(60):
        rows = drawn(ours, seed, seed % 30)
        worths = [ours.worth(row) for row in rows]
        expected = theirs.tag(rows)
        assert ours.best(worths) == expected
        assert ours.lattice(worths).tag() == expected


@pytest.mark.parametrize(("code", "name"), SHIPPED)
def test_chances_are_those_of_crfsuite(code: str, name: str) -> None:
    ours, theirs = pair(code, name)
    for seed in range(8):
        rows = drawn(ours, seed, 12)
        theirs.set(rows)
        lattice = ours.lattice([ours.worth(row) for row in rows])
        for label, at in itertools.product(ours.labels, range(len(rows))):
            assert lattice.marginal(label, at) == pytest.approx(theirs.marginal(label, at), abs=1e-4)


@pytest.mark.parametrize(("code", "name"), SHIPPED)
def test_no_sum_leaves_its_lane(code: str, name: str) -> None:
    """A word has fewer than 45 features; were all of them the heaviest, and the same for the words before it, lanes would do."""
    ours = models.crf(code, name)
    assert ours is not None
    weights = [abs(weight) for number in ours._numbers.values() for _, weight in ours._weights(ours._states_at, number)]
    assert 45 * max(weights) + 2 * 20 * (1 << 20) < 1 << 30


@pytest.mark.parametrize(("code", "name"), SHIPPED)
def test_every_feature_of_the_file_is_read(code: str, name: str) -> None:
    """What an attribute or a label weighs is read as one row of the file: the rows must make up the whole."""
    ours, theirs = pair(code, name)
    found = {
        (feature, ours.labels[label]): weight / 2**20
        for feature, number in ours._numbers.items()
        for label, weight in ours._weights(ours._states_at, number)
    }
    info = theirs.info()
    assert found == pytest.approx({(a.encode(), label): weight for (a, label), weight in info.state_features.items()}, abs=2e-6)
    steps = {(a, ours.labels[b]): w / 2**20 for i, a in enumerate(ours.labels) for b, w in ours._weights(ours._steps_at, i)}
    assert steps == pytest.approx(info.transitions, abs=2e-6)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model of three labels, small enough to try every path."""
    trainer = pycrfsuite.Trainer("lbfgs", {"feature.possible_transitions": True, "max_iterations": 20}, verbose=False)
    draw = random.Random(1)
    for _ in range(40):
        labels = [draw.choice("ABC") for _ in range(6)]
        trainer.append([[label.lower() if draw.random() < 0.6 else "x", draw.choice("pqr")] for label in labels], labels)
    file = tmp_path_factory.mktemp("crf") / "small.crfsuite"
    trainer.train(str(file))
    return file


@settings(max_examples=60, deadline=None)
@given(rows=st.lists(st.lists(st.sampled_from([b"a", b"b", b"c", b"x", b"p", b"q", b"r", b"?"]), max_size=4), max_size=5))
def test_no_path_is_better_than_the_best(small: Path, rows: list[list[bytes]]) -> None:
    ours = Crf(small.read_bytes())
    worths = [ours.worth(row) for row in rows]
    steps = [dict(ours._weights(ours._steps_at, label)) for label in range(len(ours.labels))]
    states = [[_lane(worth, label) for label in range(len(ours.labels))] for worth in worths]

    def total(path: tuple[int, ...]) -> int:
        return sum(states[i][label] for i, label in enumerate(path)) + sum(steps[a].get(b, 0) for a, b in itertools.pairwise(path))

    found = tuple(ours.labels.index(label) for label in ours.best(worths))
    assert len(found) == len(rows)
    assert total(found) == max(map(total, itertools.product(range(len(ours.labels)), repeat=len(rows))))


def _lane(worth: int, label: int) -> int:
    """The signed value of a lane."""
    biased = worth + sum(1 << 32 * lane + 31 for lane in range(16))
    return (biased >> 32 * label & 0xFFFFFFFF) - (1 << 31)


@pytest.mark.parametrize("data", [b"", b"lCRF", b"lCRF" * 40, b"no model at all, whatever its length may be" * 9])
def test_what_is_no_model_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="CRFsuite"):
        Crf(data)
