"""What one speaker said, as one report quotes him and another renders it: two origins then carry one utterance.

Quotations in marks are compared word by word elsewhere; here at least one of the two is in the reporter's words, so that only what
they mean can tell. That the same person is named on both sides is what makes so little enough."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterator, Set

from recoupe import text as texts
from recoupe.crosscheck import meanings, replies
from recoupe.crosscheck.conclude import shorten, support
from recoupe.crosscheck.items import Material, Place, evidence, place_of
from recoupe.records import Finding, Quote
from recoupe.sockets import Item

_MOST = 60  # statements of one speaker with one word: what more have tells nothing
_LEAST = 4  # words of a statement that can be known again
_WORDS, _WEIGHT, _SHARE = 2, 8.0, 0.6  # what two must have in common: how many words, how telling, how much of the shorter one
_CLOSE = 0.25  # the same share of the longer one


def find(material: Material, apart: Set[tuple[Place, Place]], told: list[Finding]) -> list[Finding]:
    """One finding for each utterance of a named speaker that reports of two origins give, at least one of them in words of its own;
    not of sentences that stand `apart`, nor where one of the findings already `told` corroborates it."""
    known = [{(e.article, e.sentence.start) for e in f.evidence} for f in told if f.status == "corroborated"]
    out: list[Finding] = []
    for group in _groups(material, apart):
        places = {place_of(i) for i in group}
        if not any(len(places & k) > 1 for k in known):
            best = max(group, key=lambda i: (len(i.mention.exact), i.article.id))
            assert best.speaker is not None
            line = shorten(texts.said(best.speaker.name or "", best.mention.exact, best.language))
            proofs = [evidence(i) for i in group]
            made = support(proofs, material, aspect="statement", summary=line, reasons=["quote.rendered"], confidence=0.7)
            out += [made] if made.status == "corroborated" else []
    return out


def _groups(material: Material, apart: Set[tuple[Place, Place]]) -> Iterator[list[Item]]:
    """Statements of one speaker that are one utterance: each renders the first one, or is rendered by it."""
    by_speaker: dict[tuple[str, str], list[Item]] = defaultdict(list)
    for item in material.items.get("statements", ()):
        if item.speaker is not None and item.speaker.name and not item.headline and len(item.mention.exact.split()) >= _LEAST:
            by_speaker[material.story_of[item.report.key], texts.folded(item.speaker.name)].append(item)
    for key in sorted(by_speaker):
        items = by_speaker[key]
        if len({i.origin for i in items}) < 2:
            continue
        leader: dict[int, int] = {}
        for a, b in _candidates(items):
            first = leader.get(a, a)
            if b in leader or (place_of(items[first]), place_of(items[b])) in apart or not _one_utterance(items[first], items[b]):
                continue
            leader[first], leader[b] = first, first
        for first in sorted(set(leader.values())):
            yield [items[n] for n in sorted(leader) if leader[n] == first]


def _candidates(items: list[Item]) -> list[tuple[int, int]]:
    """Pairs that share a word or two, or words of like meaning."""
    having: dict[str, list[int]] = defaultdict(list)
    for n, item in enumerate(items):
        for mark in sorted(meanings.own_marks(item)):
            having[mark].append(n)
    shared: Counter[tuple[int, int]] = Counter()
    for numbers in having.values():
        if len(numbers) <= _MOST:
            shared.update(itertools.combinations(numbers, 2))
    return sorted(pair for pair, count in shared.items() if count >= _WORDS)


def _one_utterance(a: Item, b: Item) -> bool:
    """Whether two statements of one person say one thing, and neither a number or a negation more."""
    if a.origin == b.origin or a.article.id == b.article.id or a.language != b.language or not _reworded(a, b):
        return False
    if ("?" in a.mention.exact) != ("?" in b.mention.exact) or replies.negates(a) != replies.negates(b) or _other_facts(a, b):
        return False
    common = [{k: w for k, w in meanings.shared(x, y, said=True).items() if ":" not in k} for x, y in ((a, b), (b, a))]
    if min(map(len, common)) < _WORDS:
        return False
    weight = min(sum(c.values()) for c in common)
    whole = sorted(sum(w for k, w in i.own.items() if ":" not in k) for i in (a, b))
    return weight >= _WEIGHT and weight >= _SHARE * whole[0] and weight >= _CLOSE * whole[1]


def _reworded(a: Item, b: Item) -> bool:
    return any(isinstance(i.mention, Quote) and i.mention.kind != "direct" for i in (a, b))


def _other_facts(a: Item, b: Item) -> bool:
    """Each has figures, or days, and none is the same."""
    for sort in ("num:", "day:"):
        one, two = ({f for f in i.own if f.startswith(sort)} for i in (a, b))
        if one and two and not one & two:
            return True
    return False
