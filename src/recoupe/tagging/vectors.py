"""Where a word lies among words: those that stand in the same company lie close together, whatever their language.

    vectors.of("blaze", "en")     # `SIZE` numbers, each a signed byte; close to those of vectors.of("incendie", "fr")
    vectors.middle({"incendie": 2.0, "hangar": 1.0}, "fr")     # the weighted middle of some words, of length 1

From a table made of word vectors that were learnt from English news and encyclopedias; words of another language lie where
their translations do (`languages/<code>/models/vectors.gz`, recipe `models/alignment/vectors.py`). Words that lie close are about
the same thing; whether they say the same of it ("rise", "fall") is not told by that."""

from __future__ import annotations

import gzip
import math
from array import array
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from operator import mul

from recoupe.tagging import lexicon, models

FILE = "vectors.gz"
SIZE = 48
_ENDS = b"\n\n"  # of the words, one a line; then `SIZE` bytes for each


@cache
def _table(code: str) -> tuple[Mapping[str, int], bytes]:
    """Which row a word has, and the rows; nothing of a language without a table."""
    path = models.path(code, FILE)
    if path is None:
        return {}, b""
    words, _, rows = gzip.decompress(path.read_bytes()).partition(_ENDS)
    return {word: n for n, word in enumerate(words.decode("utf-8").split("\n"))}, rows


@lru_cache(maxsize=50_000)
def of(form: str, code: str) -> Sequence[int] | None:
    """Where a word lies as it stands in a text: by its form, else by all that it may be a form of; None for one not listed."""
    index, rows = _table(code)
    plain = lexicon.plain(form)
    if plain not in index:
        words = lexicon.load(code)
        lemmas = sorted({lemma for _, lemma in words.readings(plain) if lemma in index}) if words is not None else []
        found = [_row(rows, index[lemma]) for lemma in lemmas]
        return tuple(sum(some) // len(found) for some in zip(*found, strict=True)) if found else None
    return _row(rows, index[plain])


def _row(rows: bytes, n: int) -> Sequence[int]:
    return tuple(array("b", rows[n * SIZE : (n + 1) * SIZE]))


def middle(weights: Mapping[str, float], code: str) -> Sequence[float] | None:
    """The middle of some words, by weight, as a vector of length 1; None where none of them is listed."""
    total = [0.0] * SIZE
    for form, weight in weights.items():
        vector = of(form, code)
        if vector is not None:
            total = [t + weight * v for t, v in zip(total, vector, strict=True)]
    length = math.sqrt(sum(map(mul, total, total)))
    return tuple(t / length for t in total) if length else None
