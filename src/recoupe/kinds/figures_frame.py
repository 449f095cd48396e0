"""How much the words around two figures have in common, those that are no numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from recoupe import text as texts
from recoupe.records import Span
from recoupe.remember import remembered
from recoupe.sockets import Item
from recoupe.tagging import concepts


def of_sentences(a: Item, b: Item) -> float:
    """0 to 1: how much the two sentences speak of one thing: shared rare terms, shared names, the same acts."""
    mine, others = _words(a), _words(b)
    weight = sum(min(mine[t], others[t]) for t in sorted(t for t in mine if t in others))
    total = min(sum(words.values()) for words in (mine, others))
    score = weight / total if total else 0.0
    if a.names & b.names:
        score += 0.15
    if a.acts & b.acts:
        score += 0.1
    return min(1.0, score)


def words_around(item: Item) -> int:
    return sum(":" not in t for t in _words(item))


_AROUND = 160
"""How far before the sentence its passage starts, in code points."""


def of_passages(a: Item, b: Item) -> float:
    """As `of_sentences`, each sentence held against the other with what stands just before it."""
    best = 0.0
    for one, other in ((a, b), (b, a)):
        passage = Span(max(other.report.start, other.sentence.start - _AROUND), other.sentence.end)
        said = _stems(passage.of(other.article.text), other.language)
        words_ = {t: w for t, w in _words(one).items() if ":" not in t}
        total = sum(words_.values())
        best = max(best, sum(w for t, w in words_.items() if t in said) / total if total else 0.0)
    return best


def of_meanings(a: Item, b: Item) -> float:
    """0 to 1: the share of the words of the poorer sentence that mean what some word of the other one means."""
    mine, yours = _meant(a), _meant(b)
    least = min(len(mine), len(yours))
    if not least:
        return 0.0
    of_mine, of_yours = (frozenset(m for word in side for m in word) for side in (mine, yours))
    return min(sum(not w.isdisjoint(of_yours) for w in mine), sum(not w.isdisjoint(of_mine) for w in yours)) / least


_SURE = 0.5
_WORD = re.compile(r"[^\W\d_]{3,}")


@remembered
def _meant(item: Item) -> tuple[frozenset[str], ...]:
    """What each word of the sentence means that says something; the word itself where it is not in the list."""
    stops = texts.stopwords(item.language)
    said = sorted({texts.folded(w) for w in _WORD.findall(item.sentence.of(item.article.text))} - stops)
    known = (frozenset(m for m, sure in concepts.of(w, item.language).items() if sure >= _SURE) for w in said)
    return tuple(meant or frozenset({w}) for w, meant in zip(said, known, strict=True))


@lru_cache(maxsize=4096)
def _stems(passage: str, code: str) -> frozenset[str]:
    return frozenset(texts.stems(passage, code))


@remembered
def _words(item: Item) -> Mapping[str, float]:
    return {t: w for t, w in item.terms.items() if _wordy(t)}


def _wordy(term: str) -> bool:
    """A term that is no number: figures are compared by what stands around them."""
    return not term[:1].isdigit() and not term.startswith("num:")
