"""What two reports tell in common, where the one has another word for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from recoupe import text as texts
from recoupe.records import Span
from recoupe.remember import remembered
from recoupe.sockets import Item
from recoupe.tagging import concepts

_AKIN = 0.5  # how surely two words mean one thing, at least


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a passage that are weighed."""

    means: Mapping[str, Mapping[str, float]]
    """What each means, by its stem."""
    meant: Mapping[str, Sequence[tuple[str, float]]]
    """The stems by what they mean, and how surely."""


def common(a: Item, b: Item, *, said: bool = False) -> float:
    """The weight of the names and words that the sentences of two items both have, or have a word of like meaning for; of what
    the items themselves say, with `said`."""
    return sum(shared(a, b, said=said).values())


def shared(a: Item, b: Item, *, said: bool = False) -> dict[str, float]:
    """Those names and words as the first item has them, each with its weight."""
    mine, yours = (_own(a), _own(b)) if said else (_sentence(a), _sentence(b))
    here, there = (i.own if said else i.terms for i in (a, b))
    out = {key: min(here[key], there[key]) for key in here if key in there and (key in mine.means or key.startswith("name:"))}
    for key, means in mine.means.items():
        for concept, sure in means.items():
            for other, as_sure in yours.meant.get(concept, ()):
                if sure * as_sure >= _AKIN:
                    out[key] = max(out.get(key, 0.0), min(here[key], there[other]))
    return out


def marks(item: Item) -> frozenset[str]:
    """By what another item may share something with the sentence of this one: its names, words and what these mean."""
    return _marks(_sentence(item)) | frozenset(f for f in item.terms if f.startswith("name:"))


def own_marks(item: Item) -> frozenset[str]:
    """By what another item may share something with what this one itself says: its words and what these mean."""
    return _marks(_own(item))


def _marks(words: _Words) -> frozenset[str]:
    return frozenset(words.means) | frozenset(f"@{c}" for c in words.meant)


@remembered
def _sentence(item: Item) -> _Words:
    return _words(item, item.sentence, item.terms)


@remembered
def _own(item: Item) -> _Words:
    return _words(item, item.mention.span, item.own)


def _words(item: Item, span: Span, weighed: Mapping[str, float]) -> _Words:
    text = item.article.text
    means: dict[str, Mapping[str, float]] = {}
    for token in texts.tokens(text, span):
        for stem in texts.stems(token.of(text), item.language):
            if stem in weighed:
                means[stem] = concepts.of(texts.folded(token.of(text)), item.language)
    meant: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for stem, concepts_ in means.items():
        for concept, sure in concepts_.items():
            meant[concept].append((stem, sure))
    return _Words(means, dict(meant))
