"""Trains the tagger of parts of speech, `languages/<code>/models/tags.crfsuite`. The word list (`models.lemmas`) comes first:
what it says of a form is among the features.

    python -m models.tags fr en --data ../shared/data/training
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from pathlib import Path

import pycrfsuite

from models import common
from recoupe.tagging import tags
from recoupe.tagging.crf import Crf

SEED = 20261121
FILE = "tags.crfsuite"
PARAMETERS: dict[str, object] = {"c1": 0.2, "c2": 0.05, "max_iterations": 120, "feature.possible_transitions": True}
SHOUTED, LOWERED = 0.03, 0.04  # shares of the sentences learnt once more in capitals, with a small first letter

Example = tuple[tuple[str, ...], tuple[str, ...]]  # forms, tags


def examples(sentences: Iterable[common.Sentence]) -> list[Example]:
    """Forms and tags; a token that its treebank leaves untagged is a word of no known kind."""
    return [(s.forms, tuple("X" if t.upos == "_" else t.upos for t in s.tokens)) for s in sentences]


def varied(given: Sequence[Example], seed: int) -> list[Example]:
    """Some sentences once more as raw feeds have them: a headline in capitals, a sentence that starts with a small letter."""
    draw = random.Random(seed)
    more: list[Example] = []
    for forms, labels in given:
        chance = draw.random()
        if chance < SHOUTED and len(forms) > 3:
            more.append((tuple(form.upper() for form in forms), labels))
        elif chance < SHOUTED + LOWERED and labels[0] != "PROPN":
            more.append(((forms[0][:1].lower() + forms[0][1:], *forms[1:]), labels))
    return [*given, *more]


def train(code: str, given: Sequence[Example], target: Path, algorithm: str = "lbfgs", **parameters: object) -> None:
    """Train on the examples in the order given; the same input gives the same file."""
    trainer = pycrfsuite.Trainer(algorithm, {**PARAMETERS, **parameters}, verbose=False)
    sight = tags.Sight(code, tuple)
    for forms, labels in given:
        trainer.append(sight(forms), labels)
    trainer.train(str(target))


def accuracy(code: str, model: Path, tests: Sequence[Example]) -> float:
    """The share of tokens with the right tag, on the treebank's own tokens."""
    trained = Crf(model.read_bytes())
    sight = tags.Sight(code, trained.worth)
    right = total = 0
    for forms, labels in tests:
        found = trained.best(sight(forms))
        right += sum(a == b for a, b in zip(found, labels))
        total += len(labels)
    return right / total


def build(code: str, data: tuple[Path, ...]) -> dict[str, float]:
    """Train, score and write down the tagger of a language; the scores."""
    found = common.sources(code, data)
    given = [one for name, ending in common.TREEBANKS[code] for one in examples(common.conllu(found.file(name, ending)))]
    folder = common.LANGUAGES / code / "models"
    target = folder / FILE
    train(code, varied(given, SEED), target)
    scores = {
        f"{name}.gold_tokens": round(accuracy(code, target, examples(common.conllu(found.file(name, ending)))), 4)
        for name, ending in common.TREEBANK_TESTS[code]
    }
    entry = {"file": FILE, "trained_on": found.provenance(common.TREEBANKS[code]), "recipe": "models/tags.py", "seed": SEED}
    common.record(folder, "tags", {**entry, "scores": scores})
    return scores


if __name__ == "__main__":
    common.run(build, __doc__)
