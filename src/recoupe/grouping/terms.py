"""How much a term says, and which reports are alike.

A term weighs by how rare it is: in the collection, and in news at large. The second is a prior, so that five articles are
weighted as sensibly as a thousand: classes of common news words (`grouping.toml`), or all words by how often they are
written (`models/background.txt.gz`)."""

from __future__ import annotations

import gzip
import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Protocol

from recoupe import text as texts
from recoupe.grouping.sheets import Sheet, damped
from recoupe.languages import load

Vector = Mapping[str, float]


class Bag(Protocol):
    """What is weighed: the terms of a report and its keys in any language."""

    @property
    def language(self) -> str: ...
    @property
    def weights(self) -> Mapping[str, float]: ...
    @property
    def shared(self) -> Mapping[str, float]: ...


PRIOR = 150.0
_RARE = 0.004  # the share of reports that hold a word which is not listed
_CAP = 250  # reports: a term in more of them finds no candidates
_SELDOM = 0.0005  # the share of reports that hold a word which no list of ordinary words has
_HEAD, _LEAD, _BODY = 2.0, 1.6, 0.5  # what a word counts in the first sentence (the headline), in the next two, at the end
_LEAD_UNTIL = 3  # sentences
_FALL = 0.05  # a sentence further down counts so much less than the one before it (natural logarithm)


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


@cache
def _background(code: str) -> Mapping[str, float]:
    """Stem -> the share of reports that hold it, from how often it is written anywhere."""
    table = dict(_common(code))
    file = resources.files("recoupe.languages").joinpath(code, "models", "background.txt.gz")
    if file.is_file():
        for line in gzip.decompress(file.read_bytes()).decode("utf-8").splitlines():
            share, *stems = line.split(" ")
            value = int(share) / 10_000
            for key in stems:
                table[key] = max(table.get(key, 0.0), value)
    return table


def _number(term: str) -> float:
    return 0.12 if len(term) == 1 else 0.05 if len(term) == 2 or (len(term) == 4 and term[:2] in ("19", "20")) else _RARE


def _prior(term: str, code: str) -> float:
    return _number(term) if term[0].isdigit() else _common(code).get(term, _RARE)


def ordinary(term: str, code: str) -> float:
    """The share of all news reports that hold a term, as far as is known of any word of the language."""
    return _number(term) if term[0].isdigit() else _background(code).get(term, _SELDOM)


@cache
def _beginnings(code: str) -> Mapping[str, float]:
    """The first five letters of words -> the share of reports that hold one which begins so (at most 1)."""
    table: dict[str, float] = {}
    for stem, share in _background(code).items():
        table[stem[:5]] = min(1.0, table.get(stem[:5], 0.0) + share)
    return table


def ordinary_key(key: str, code: str) -> float:
    """The share of all news reports of a language that hold a key which means the same in any (`Sheet.shared`)."""
    sort, word = key[0], key[1:]
    if sort == "#":
        return _number(word)
    return 0.01 if sort == "!" else max(2 * _SELDOM, _beginnings(code).get(word[:5], 0.0))


def rarity(sheets: Sequence[Bag], prior: float = PRIOR, share: Callable[[str, str], float] = _prior) -> dict[str, dict[str, float]]:
    """Per language, what each term weighs (natural logarithm of how rare it is).

    Give every distinct text once, or copies make their own words look common. `prior` is how many reports the prior
    counts for, `share` what it says of a term of a language. The language "" holds the keys that belong to no language."""
    seen: dict[str, Counter[str]] = {"": Counter()}
    for one in sheets:
        seen.setdefault(one.language, Counter()).update(one.weights.keys())
        seen[""].update(one.shared.keys())
    size = Counter(one.language for one in sheets)
    size[""] = len(sheets)
    return {
        code: {
            term: math.log((size[code] + prior) / (n + prior * (share(term, code) if code else 2 * _RARE)))
            for term, n in sorted(counts.items())
        }
        for code, counts in seen.items()
    }


def emphasis(one: Sheet) -> dict[str, float]:
    """What each term counts by where it stands: the headline and the lead say what a report is about, the end of a long
    report is background. A term said again counts more, but not twice."""
    most: dict[str, float] = {}
    said: Counter[str] = Counter()
    for i, sentence in enumerate(one.sentences):
        worth = _HEAD if i == 0 else _LEAD if i < _LEAD_UNTIL else max(_BODY, math.exp(_FALL * (_LEAD_UNTIL - i)))
        for term in sentence:
            said[term] += 1
            if worth > most.get(term, 0.0):
                most[term] = worth
    for term in one.weights:
        most.setdefault(term, _HEAD)  # stands in the headline alone
    return {term: worth * damped(said[term]) for term, worth in most.items()}


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
