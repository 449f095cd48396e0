"""What a word may mean, in concepts that all languages share: `of("cambriolage", "fr")` and `of("burglary", "en")` have some in
common. Each comes with how surely the word has it, 0 to 1.

From a word list made of wordnets (`languages/<code>/models/concepts.txt.gz`, recipe `models/alignment/concepts.py`) and a short
one by hand (`languages/<code>/meanings.toml`), which counts in full. Made to bring sentences together, not to tell what one says."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from functools import cache, lru_cache
from types import MappingProxyType

from recoupe.languages import load
from recoupe.tagging import lexicon, models

FILE = "concepts.txt.gz"
KINDS = {"N": "n", "A": "a", "V": "v", "T": "v", "K": "v", "W": "v", "G": "v"}
"""The part of speech in the word list by the sort of a form (`lexicon.SORTS`)."""

_NONE: Mapping[str, float] = MappingProxyType({})


@cache
def _rows(code: str) -> Mapping[str, str]:
    """The rows of a language's word list by lemma and part of speech ("voler v")."""
    path = models.path(code, FILE)
    if path is None:
        return {}
    rows = gzip.decompress(path.read_bytes()).decode("utf-8").splitlines()
    return dict(row.split("\t") for row in rows)


def listed(code: str) -> frozenset[str]:
    """The lemmas of a language's word list of concepts."""
    return frozenset(row.rpartition(" ")[0] for row in _rows(code))


@cache
def _by_hand(code: str) -> Mapping[str, tuple[str, ...]]:
    """Lemma -> meanings of the list by hand."""
    out: dict[str, tuple[str, ...]] = {}
    for meaning, words in load(code).table("meanings").items():
        for word in words.split():
            lemma = lexicon.plain(word)
            out[lemma] = (*out.get(lemma, ()), f"={meaning}")
    return out


@lru_cache(maxsize=50_000)
def of(form: str, code: str) -> Mapping[str, float]:
    """The concepts of a word as it stands in a text, by all that it may be a form of; none for a word that is not listed."""
    words = lexicon.load(code)
    if words is None:
        return _NONE
    plain = lexicon.plain(form)
    out: dict[str, float] = {}
    rows, hand = _rows(code), _by_hand(code)
    for sort, lemma in words.readings(plain):
        kind = KINDS.get(sort)
        row = rows.get(f"{lemma} {kind}", "") if kind else ""
        for cell in row.split():
            out[cell[:-1]] = max(int(cell[-1]) / 9, out.get(cell[:-1], 0.0))
        out.update(dict.fromkeys(hand.get(lemma, ()), 1.0))
    out.update(dict.fromkeys(hand.get(plain, ()), 1.0))
    return MappingProxyType(out) if out else _NONE
