"""Trains the CRF for names, `languages/<code>/models/names.crfsuite`, on the labelled sets of `names_corpora`.

    python -m models.names fr en --data ../shared/data/training --data ../shared/data

What the model sees are the features of `recoupe.kinds.names_features`, the names that the rules find among them. So that it
does not lean on what only the training set has, every document of the main sets is told again with other names
(`names_augment`), some of them cut into lone sentences or with the line-up of a match at the end, and for a share of the
sentences what the rules say, or what the words in capitals are, is left out. Sets of another kind of text stand apart: their
sentences have every feature twice, once for all sets and once for theirs alone, so that what is special to them teaches nothing
about news (Daumé III 2007, "Frustratingly easy domain adaptation").
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pycrfsuite

from bench.quality.language.names import gate
from models import common, names_corpora
from models.names_augment import Pool, alone, lined_up, renamed, shouted
from models.names_corpora import Labelled, Name
from recoupe import text as texts
from recoupe.kinds.names_features import Forms, one_capital
from recoupe.kinds.names_finder import Finder
from recoupe.kinds.names_lexicon import lexicon
from recoupe.kinds.names_tagger import KINDS, model
from recoupe.languages import load
from recoupe.records import Article, Report
from recoupe.sockets import Reading
from recoupe.tagging import Words, tokenise
from recoupe.tagging.models import crf, path

SEED = 20261121
FILE = "names.crfsuite"
MAIN = {
    "fr": (("winer", "train"), ("winer", "dev"), ("fenec", "train"), ("trees", "train")),
    "en": (("ewt", "train"), ("ewt", "dev"), ("meantime", "train"), ("wikigold", "train")),
}
APART: dict[str, tuple[tuple[str, str], ...]] = {
    "fr": (("newseye", "train"),),
    "en": (("crossner", "train"), ("btc", "train"), ("wnut17", "train")),
}
USES = {
    "fr": ("WiNER-fr", "FENEC-WikiNER", "FENEC-LGPLLR", "UD_French-Sequoia", "UD_French-GSD", "NewsEye-fr"),
    "en": ("UNER_English-EWT", "UD_English-EWT", "MEANTIME", "WikiGold", "CrossNER", "BTC", "WNUT17"),
}
HELD_OUT = ("test.iob2", "test.conllu", "test.conllu.gz", "test.tsv.gz", ".test.txt", "btc/f.conll", "sequoia-ud-dev.conllu")
"""Endings of files that the sources have for tests or for other models."""
COPIES = {"fr": 1, "en": 1}
PARAMETERS: dict[str, object] = {
    "c2": 0.05,
    "max_iterations": 80,
    "feature.minfreq": 2,
    "feature.possible_transitions": True,
}
LASSO = {"fr": 0.1, "en": 0.25}  # c1: the more, the smaller the model
NO_RULES, NO_WORDS, SHOUTED = 0.3, 0.3, 0.05  # shares of the sentences (of the lines) that are changed so
LINED_UP, ALONE = {"fr": 0.04, "en": 0.0}, {"fr": 0.3, "en": 0.0}  # shares of the documents told again that are changed so
_OF_RULES = (b"r=", b"-r=", b"+r=", b"rC", b"rs", b"rm", b"r-C", b"d:k")
_OF_WORDS = (b"w=", b"p3", b"p4", b"e4", b"e3", b"h1", b"h2")
_LABEL = {kind: label for label, kind in KINDS}

Rows = list[list[bytes]]
"""The features of the words of a sentence."""
Example = tuple[Rows, list[str]]


def reading(text: str, code: str) -> Reading:
    """A bare text as the kinds get it."""
    language = load(code)
    return Reading(Article("a", "a", text, language=code), language, (Report("a", 0, 0, len(text)),), texts.sentences(text, language))


@cache
def forms(code: str) -> Forms[tuple[bytes, ...]]:
    """The forms of a language with all their features."""
    words = lexicon(code)
    if words is None:
        raise ValueError(f"languages/{code} has no names.toml")
    return Forms(words, code, tuple)


def examples(document: Labelled) -> Iterator[Example]:
    """Features and labels of every sentence that may hold a name and about which nothing is in doubt."""
    known = forms(document.lang)
    given = reading(document.text, document.lang)
    finder = Finder(given, known.lexicon)
    finder.gather()
    tokens = tokenise(document.text, given.sentences, given.language)
    hints = finder.hints()
    rows = finder.features(tokens, hints, known)
    tags = labels(tokens, document.names)
    for (first, last), row in zip(tokens.bounds, rows, strict=True):
        if not row or any(a < tokens.ends[last - 1] and tokens.starts[first] < b for a, b in document.ignore):
            continue
        hinted = any(hint.start <= start < hint.end for hint in hints for start in tokens.starts[first:last])
        if hinted or not one_capital(tokens.forms[first:last]):  # the others teach to find no name where one may stand
            yield [list(one) for one in row], tags[first:last]


def labels(words: Words, names: Sequence[Name]) -> list[str]:
    """B-, I- and O for every token; a token that a name covers in part belongs to it."""
    out = ["O"] * len(words)
    i = 0
    for start, end, kind in names:
        while i < len(out) and words.ends[i] <= start:
            i += 1
        mark = "B-"
        while i < len(out) and words.starts[i] < end:
            out[i] = mark + _LABEL[kind]  # type: ignore[index]
            mark = "I-"
            i += 1
    return out


def thinned(rows: Rows, chance: random.Random) -> Rows:
    """The features of a sentence, for a share of them without what the rules say, or without what words in capitals are."""
    if chance.random() < NO_RULES:
        rows = [[f for f in row if not f.startswith(_OF_RULES)] for row in rows]
    if chance.random() < NO_WORDS:
        rows = [[f for f in row if not f.startswith(_OF_WORDS)] if row[1].startswith(b"s=X") else row for row in rows]
    return rows


def apart(rows: Rows, name: str) -> Rows:
    """The features once more under the name of their set."""
    return [[*row, *(name.encode() + b"|" + f for f in row)] for row in rows]


def again(document: Labelled, pool: Pool, chance: random.Random) -> list[Labelled]:
    """The document told with other names; for a share of them with a line-up, or sentence by sentence."""
    new = shouted(renamed(document, pool, chance), chance, SHOUTED)
    if chance.random() < LINED_UP[new.lang]:
        new = lined_up(new, pool, chance)
    if chance.random() < ALONE[new.lang]:
        return alone(new, [(s.start, s.end) for s in reading(new.text, new.lang).sentences])
    return [new]


@dataclass(frozen=True, slots=True)
class Material:
    """What a model is trained on, in order."""

    main: tuple[Labelled, ...]
    apart: tuple[Labelled, ...]
    copies: int

    def examples(self, code: str, seed: int) -> Iterator[Example]:
        chance = random.Random(seed)
        pool = Pool.of(self.main, code)
        told = [*self.main]
        for _ in range(self.copies):
            for document in self.main:
                told += again(document, pool, chance)
        for document in told:
            for rows, tags in examples(document):
                yield thinned(rows, chance), tags
        for document in self.apart:
            for rows, tags in examples(document):
                yield apart(thinned(rows, chance), document.set), tags


def material(code: str, sources: common.Sources) -> Material:
    """The sets of a language. Raises SourceError where data is missing."""
    main = [d for name, split in MAIN[code] for d in names_corpora.corpus(name, sources, split)]
    others = [d for name, split in APART[code] for d in names_corpora.corpus(name, sources, split)]
    return Material(tuple(main), tuple(others), COPIES[code])


def train(given: Iterable[Example], target: Path, **parameters: Any) -> None:
    """Train on the examples in the order given; the same input gives the same file."""
    trainer = pycrfsuite.Trainer("lbfgs", {**PARAMETERS, **parameters}, verbose=False)
    for rows, tags in given:
        trainer.append(rows, tags)
    target.parent.mkdir(parents=True, exist_ok=True)
    trainer.train(str(target))


def _used(source: common.Source) -> list[str]:
    """The files of a source that a model is trained on."""
    return [path for path in source.files if not path.endswith(HELD_OUT)]


def build(code: str, data: tuple[Path, ...]) -> dict[str, float]:
    """Train, score and write down the names of a language; the scores, which are the gate's marks (`bench.quality.language`)."""
    sources = common.sources(code, data)
    folder = common.LANGUAGES / code / "models"
    train(material(code, sources).examples(code, SEED), folder / FILE, c1=LASSO[code])
    for cached in (model, crf, path):
        cached.cache_clear()
    marks = gate(code, sources)
    entry = {
        "file": FILE,
        "trained_on": [sources[name].provenance(*_used(sources[name])) for name in USES[code]],
        "recipe": "models/names.py",
        "seed": SEED,
        "scores": {mark: round(value, 3) for mark, value in marks.items() if mark.endswith("f1")},
    }
    common.record(folder, "names", entry)
    return marks


if __name__ == "__main__":
    common.run(build, __doc__)
