"""What two reports tell in common, where the one has another word for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from recoupe import text as texts
from recoupe.records import Span
from recoupe.sockets import Item
from recoupe.tagging import concepts

_AKIN = 0.5  # how surely two words mean one thing, at least


def common(a: Item, b: Item, *, said: bool = False) -> float:
    """The weight of the names and words that the sentences of two items both have, or have a word of like meaning for; of what
    the items themselves say, with `said`."""
    mine, yours = _words(a, said), _words(b, said)
    here, there = (i.own if said else i.terms for i in (a, b))
    shared = {key: min(here[key], there[key]) for key in here.keys() & there.keys() if key in mine or key.startswith("name:")}
    meant: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for key, means in yours.items():
        for concept, sure in means.items():
            meant[concept].append((key, sure))
    for key, means in mine.items():
        for concept, sure in means.items():
            for other, as_sure in meant.get(concept, ()):
                if sure * as_sure >= _AKIN:
                    shared[key] = max(shared.get(key, 0.0), min(here[key], there[other]))
    return sum(shared.values())


def _words(item: Item, said: bool) -> dict[str, Mapping[str, float]]:
    """What the words mean, by their stems; of those that are weighed."""
    text, weighed = item.article.text, item.own if said else item.terms
    span: Span = item.mention.span if said else item.sentence
    out: dict[str, Mapping[str, float]] = {}
    for token in texts.tokens(text, span):
        for stem in texts.stems(token.of(text), item.language):
            if stem in weighed:
                out[stem] = concepts.of(texts.folded(token.of(text)), item.language)
    return out
