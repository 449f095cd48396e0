"""How much a term says, and which reports are alike.

A term weighs by how rare it is: in the collection, and in news at large. The second is a prior (`grouping.toml`: classes of
common news words), so that five articles are weighted as sensibly as a thousand."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache

from recoupe import text as texts
from recoupe.grouping.sheets import Sheet
from recoupe.languages import load

Vector = Mapping[str, float]

PRIOR = 150.0
_RARE = 0.004  # the share of reports that hold a word which is not listed
_CAP = 250  # reports: a term in more of them finds no candidates


@cache
def _common(code: str) -> Mapping[str, float]:
    """Stem -> the share of news reports that hold it."""
    table: dict[str, float] = {}
    for percent, words in load(code).table("grouping").get("common", {}).items():
        for word in str(words).split():
            stem = texts.stem(texts.folded(word), code)
            for key in {stem, texts.stem(word.lower(), code)}:
                table[key] = max(table.get(key, 0.0), int(percent) / 100)
    return table


def _prior(term: str, code: str) -> float:
    if term[0].isdigit():
        return 0.12 if len(term) == 1 else 0.05 if len(term) == 2 or (len(term) == 4 and term[:2] in ("19", "20")) else _RARE
    return _common(code).get(term, _RARE)


def rarity(sheets: Sequence[Sheet], prior: float = PRIOR) -> dict[str, dict[str, float]]:
    """Per language, what each term weighs (natural logarithm of how rare it is).

    Give every distinct text once, or copies make their own words look common. `prior` is how many reports the prior
    counts for. The language "" holds the keys that belong to no language."""
    seen: dict[str, Counter[str]] = {"": Counter()}
    for one in sheets:
        seen.setdefault(one.language, Counter()).update(one.weights.keys())
        seen[""].update(one.shared.keys())
    size = Counter(one.language for one in sheets)
    size[""] = len(sheets)
    return {
        code: {
            term: math.log((size[code] + prior) / (n + prior * (_prior(term, code) if code else 2 * _RARE)))
            for term, n in sorted(counts.items())
        }
        for code, counts in seen.items()
    }


def vector(weights: Mapping[str, float], rare: Mapping[str, float]) -> Vector:
    """Term -> weight, of length one."""
    raw = {term: weight * rare[term] for term, weight in weights.items() if rare.get(term, 0.0) > 0}
    length = math.sqrt(math.fsum(x * x for x in raw.values()))
    return {term: x / length for term, x in raw.items()} if length else {}


def cosine(a: Vector, b: Vector) -> float:
    """How alike two vectors of length one are (0 to 1)."""
    return math.fsum(weight * b[term] for term, weight in a.items() if term in b)


def alike(vectors: Sequence[Vector], cap: int = _CAP, sides: Sequence[str] | None = None) -> list[dict[int, float]]:
    """For each vector, the cosine with every later one that shares a term with it (and is of another side, where sides
    are given). A term in more than `cap` vectors counts for nothing: it says little and would cost the square of its
    frequency."""
    postings: dict[str, list[tuple[int, float]]] = {}
    for i, one in enumerate(vectors):
        for term, weight in one.items():
            postings.setdefault(term, []).append((i, weight))
    out: list[dict[int, float]] = [{} for _ in vectors]
    for rows in postings.values():
        if not 1 < len(rows) <= cap:
            continue
        if sides is not None:
            _cross(rows, sides, out)
            continue
        for at, (i, x) in enumerate(rows):
            into = out[i]
            for j, y in rows[at + 1 :]:
                into[j] = into.get(j, 0.0) + x * y
    return out


def _cross(rows: Sequence[tuple[int, float]], sides: Sequence[str], out: list[dict[int, float]]) -> None:
    by_side: dict[str, list[tuple[int, float]]] = {}
    for i, x in rows:
        for side, others in by_side.items():
            if side != sides[i]:
                for j, y in others:
                    into = out[j]
                    into[i] = into.get(i, 0.0) + x * y
        by_side.setdefault(sides[i], []).append((i, x))
