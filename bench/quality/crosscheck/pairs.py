"""Which sentences of two reports tell the same thing: pairs of sentences, F1.

- `ecb`: ECB+ (English), pairs of sentences of one topic (two look-alike events each), right where they share an event. Split by
  topic.
- `words`: the same pairs by what their words alone say (TF-IDF), at the threshold that is best on the `seen` pairs: the floor.
"""

from __future__ import annotations

import gzip
import json
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.quality.parts import held
from recoupe import text as texts


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sentences, and whether they tell the same thing; `group` is what the set is split by."""

    group: str
    one: str
    other: str
    same: bool


def ecb(shared: Path) -> list[Pair]:
    """The pairs of ECB+."""
    with gzip.open(shared / "data" / "ecbplus" / "sentence_pairs.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [Pair(r["topic"], r["a"]["text"], r["b"]["text"], r["n_shared_events"] > 0) for r in map(json.loads, lines)]


def best(scored: Sequence[tuple[float, bool]]) -> tuple[float, float]:
    """(the best F1 that a threshold reaches, that threshold)."""
    ordered = sorted(scored, key=lambda s: -s[0])
    of = sum(same for _, same in ordered)
    right, top = 0, (0.0, math.inf)
    for n, (score, same) in enumerate(ordered, 1):
        right += same
        if n < len(ordered) and ordered[n][0] == score:
            continue
        top = max(top, (2 * right / (n + of), score))
    return top


def f1(scored: Sequence[tuple[float, bool]], threshold: float) -> float:
    """F1 of the pairs that reach a threshold."""
    taken = [same for score, same in scored if score >= threshold]
    return 2 * sum(taken) / max(1, len(taken) + sum(same for _, same in scored))


def by_words(pairs: Sequence[Pair], code: str) -> list[tuple[float, bool]]:
    """The cosine of the pairs' words, weighed by how few sentences of the group have them."""
    sentences: dict[str, set[str]] = {}
    for pair in pairs:
        sentences.setdefault(pair.group, set()).update((pair.one, pair.other))
    vectors = {key: _vectors(sorted(some), code) for key, some in sentences.items()}
    return [(_cosine(vectors[p.group][p.one], vectors[p.group][p.other]), p.same) for p in pairs]


def _vectors(sentences: Sequence[str], code: str) -> dict[str, Mapping[str, float]]:
    counts = {s: Counter(texts.stems(s, code)) for s in sentences}
    frequency = Counter(stem for c in counts.values() for stem in c)
    total = len(sentences)
    out: dict[str, Mapping[str, float]] = {}
    for sentence, count in counts.items():
        raw = {stem: (1 + math.log(n)) * math.log((1 + total) / frequency[stem]) for stem, n in count.items()}
        norm = math.sqrt(sum(w * w for w in raw.values())) or 1.0
        out[sentence] = {stem: w / norm for stem, w in raw.items()}
    return out


def _cosine(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    return sum(w * b[stem] for stem, w in a.items() if stem in b)


def measure(shared: Path, verbose: bool = False) -> dict[str, float]:
    """The marks of every set."""
    pairs = ecb(shared)
    scored = by_words(pairs, "en")
    seen = [s for p, s in zip(pairs, scored, strict=True) if not held(p.group)]
    unseen = [s for p, s in zip(pairs, scored, strict=True) if held(p.group)]
    score, threshold = best(seen)
    return {"ecb.seen.words": score, "ecb.held.words": f1(unseen, threshold)}
