"""The order in which an editor would look: what is contested on a key figure before a spelling, what many independent
origins say before a detail, what carries the story before what stands beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from recoupe.crosscheck.items import Material
from recoupe.records import Finding, Story

_STATUS = {"disputed": 5.0, "discrepancy": 5.0, "updated": 4.0, "corroborated": 2.0, "single-source": 0.0}
_ASPECT = {"figure": 1.0, "quote": 0.6, "statement": 0.5, "date": 0.8, "event": 0.4, "name": 0.0}


def ranked(found: Sequence[Finding], material: Material, stories: Sequence[Story]) -> tuple[Finding, ...]:
    """The findings by weight, numbered F1.. ; ties fall back on where the evidence stands, so the order is stable. What a
    weight is made of is kept as the finding's `ranking`."""
    sizes = {s.id: len(s.reports) for s in stories}
    weighed = [_weighed(f, material, sizes) for f in found]
    order = sorted(weighed, key=lambda f: (-f.weight, f.story, f.evidence[0].article, f.evidence[0].span.start, f.aspect, f.summary))
    return tuple(replace(f, id=f"F{n}") for n, f in enumerate(order, 1))


def _weighed(f: Finding, material: Material, sizes: dict[str, int]) -> Finding:
    minor = 0.3 if f.aspect == "name" else 1.0  # that many write a name rightly makes a slip no graver
    first = f.evidence[0]
    length = max(1, len(material.examined[first.article].article.text))
    parts = {
        "status": _STATUS[f.status],
        "aspect": _ASPECT[f.aspect],
        "origins": minor * 0.6 * min(f.independent, 5),
        "articles": minor * 0.25 * min(len({e.article for e in f.evidence}), 8),
        "circular": -0.5 if f.circular else 0.0,  # copies of one text say nothing more than the text
        "story": 0.3 * min(sizes.get(f.story, 1), 6),
        "named": 0.3 if any(e.speaker and e.speaker.name for e in f.evidence) else 0.0,
        "early": 0.8 * (1 - first.span.start / length),  # what an article tells first matters more to it
    }
    ranking = tuple((name, round(worth, 3)) for name, worth in parts.items() if worth)
    return replace(f, weight=round(sum(parts.values()), 3), ranking=ranking)
