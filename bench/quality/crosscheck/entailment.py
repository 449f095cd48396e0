"""Whether one French sentence contradicts another, by what can be seen without a neural model: accuracy and F1.

- `daccord`: DACCORD, pairs of sentences of fact-checks, half of them contradictions. Ten folds by page, every pair scored by a
  model that has seen no pair of its page: instead of a part held back, for the set is small.
- `rte3`, `gqnli`: F1 of contradiction against entailment and neutral, on the test set by a model of the development set, and on
  GQNLI by a model of DACCORD and RTE3.

A logistic regression over some twenty features: negation on one side, figures and years that differ, words that are each other's
opposite, what both share. It is no part of recoupe: right in seven pairs of ten is not enough to tell anybody of a
contradiction. What recoupe tells needs the same bearer, the same time and two states that exclude each other
(`crosscheck/opposites.py`), and is silent on nearly all of these pairs."""

from __future__ import annotations

import json
import math
import tomllib
from collections.abc import Callable, Mapping, Sequence
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path

from recoupe import numerals
from recoupe import text as texts
from recoupe.languages import load

_FOLDS, _STEPS, _RATE, _RIDGE = 10, 120, 0.5, 0.06
_CODE = "fr"
_YEARS = (1900, 2100)

Pair = tuple[str, str, bool, str]
"""premise, hypothesis, whether they contradict, group"""


@cache
def _lists() -> Mapping[str, frozenset[str]]:
    table = tomllib.loads((Path(__file__).parent / "entailment.toml").read_text(encoding="utf-8"))
    return {name: frozenset(words.split()) for name, words in table.items() if isinstance(words, str)}


@cache
def _opposites() -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    table = tomllib.loads((Path(__file__).parent / "entailment.toml").read_text(encoding="utf-8"))
    sides = [str(line).split("/") for line in table["opposites"]]
    return tuple((frozenset(a.split()), frozenset(b.split())) for a, b in sides)


class _Side:
    """One sentence."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.folded = texts.folded(text)
        spans = texts.tokens(text)
        self.words = [texts.folded(s.of(text)) for s in spans]
        self.set = frozenset(self.words)
        self.stems = texts.stems(text, _CODE)
        self.names = {self.words[i] for i, s in enumerate(spans) if i and text[s.start].isupper()}
        found = numerals.find(text, load(_CODE))
        self.values = {n.value for n in found}
        self.units = {(n.value, next(iter(texts.stems(text[n.span.end : n.span.end + 30], _CODE)), "")) for n in found}
        self.years = {v for v in self.values if _YEARS[0] <= v <= _YEARS[1] and v == int(v)}
        self.grams = {self.folded[i : i + 4] for i in range(len(self.folded) - 3)}
        self.count = {name: sum(w in listed for w in self.words) for name, listed in _lists().items()}
        self.negated = self._negated()

    def _negated(self) -> set[str]:
        """The stems close to a negation."""
        near = [i for i, w in enumerate(self.words) if w in _lists()["negation"]]
        return {texts.stem(w, _CODE) for i in near for w in self.words[max(0, i - 4) : i + 6] if len(w) > 3}


def _between(one: frozenset[str], other: frozenset[str], left: frozenset[str], right: frozenset[str]) -> bool:
    """Whether the one sentence has only the left of two opposites and the other only the right."""
    return bool(one & left and other & right) and not (one & right or other & left)


def features(premise: str, hypothesis: str) -> list[float]:
    """What is seen of a pair; the order of the two does not matter."""
    a, b = _Side(premise), _Side(hypothesis)
    shared = set(a.stems) & set(b.stems)
    cover = sorted(len(a.grams & b.grams) / max(1, len(s.grams)) for s in (a, b))
    words = sorted(len(shared) / max(1, len(set(s.stems))) for s in (a, b))

    def one(name: str) -> float:
        return float((a.count[name] > 0) != (b.count[name] > 0))

    def most(name: str) -> float:
        return max(a.count[name], b.count[name])

    denied = [s.count["negation"] + s.count["implicit"] for s in (a, b)]
    turned = float((denied[0] > 0) != (denied[1] > 0))
    flipped = len({s for s in shared if (s in a.negated) != (s in b.negated)})
    opposed = sum(_between(a.set, b.set, x, y) or _between(b.set, a.set, x, y) for x, y in _opposites())
    opposed_any = float(bool(opposed))
    units = {(v, w) for v, u in a.units for w, x in b.units if u == x and u}
    direction = [s.count["up"] - s.count["down"] for s in (a, b)]
    affirmed_denied = float(any(x.count["affirmed"] and y.count["negation"] for x, y in ((a, b), (b, a))))
    matcher = SequenceMatcher(None, a.words, b.words, autojunk=False)
    run = matcher.find_longest_match(0, len(a.words), 0, len(b.words)).size
    told_checked = [(s.count["claim"] > 0, s.count["checked"] > 0) for s in (a, b)]
    return [
        one("negation"), one("negation") * cover[0], one("negation") * cover[1], turned, turned * words[1],
        float(denied[0] > 0 and denied[1] > 0), float(denied[0] % 2 != denied[1] % 2), float(abs(denied[0] - denied[1])),
        float(flipped), flipped / max(1, len(shared)), float(len(shared & a.negated & b.negated)),
        float(opposed), opposed_any * words[1], float(direction[0] * direction[1] < 0),
        float(any(v != w for v, w in units) and not any(v == w for v, w in units)), float(any(v == w for v, w in units)),
        float(bool(a.values - b.values) and bool(b.values - a.values)), float(len(a.values & b.values)),
        float(bool(a.years) and bool(b.years) and not a.years & b.years),
        float(min(len(a.names - b.names), len(b.names - a.names))), float(len(a.names & b.names)),
        one("contrast"), one("affirmed"), affirmed_denied, most("modal"), most("most"), one("evidence"),
        float(sorted(told_checked) == [(False, True), (True, False)]),
        float(max(premise.count('"'), hypothesis.count('"'))), float(run), matcher.ratio(), cover[0], cover[1], words[0], words[1],
        float(len(shared)), float(min(len(a.stems), len(b.stems))),
    ]  # fmt: skip


Model = Callable[[Sequence[float]], float]


def trained(rows: Sequence[Sequence[float]], right: Sequence[bool], weigh: bool = False) -> Model:
    """A logistic regression by gradient descent with momentum, ridged; `weigh`: both labels count alike."""
    width, count = len(rows[0]), len(rows)
    mean = [sum(r[i] for r in rows) / count for i in range(width)]
    deviation = [math.sqrt(sum((r[i] - mean[i]) ** 2 for r in rows) / count) or 1.0 for i in range(width)]

    def scaled(row: Sequence[float]) -> list[float]:
        return [(v - m) / d for v, m, d in zip(row, mean, deviation, strict=True)]

    ready = [scaled(r) for r in rows]
    share = sum(right) / count
    worth = [(0.5 / share if y else 0.5 / (1 - share)) if weigh else 1.0 for y in right]
    weights, speed, base, base_speed = [0.0] * width, [0.0] * width, 0.0, 0.0
    for _ in range(_STEPS):
        slope, base_slope = [0.0] * width, 0.0
        for row, y, w in zip(ready, right, worth, strict=True):
            error = w * (1 / (1 + math.exp(-base - sum(a * b for a, b in zip(weights, row, strict=True)))) - y)
            base_slope += error
            for i, v in enumerate(row):
                slope[i] += error * v
        speed = [0.8 * s - _RATE * 0.2 * (g / count + _RIDGE * w) for s, g, w in zip(speed, slope, weights, strict=True)]
        weights = [w + s for w, s in zip(weights, speed, strict=True)]
        base_speed = 0.8 * base_speed - _RATE * 0.2 * base_slope / count
        base += base_speed
    return lambda row: 1 / (1 + math.exp(-base - sum(a * b for a, b in zip(weights, scaled(row), strict=True))))


def _read(path: Path, contradiction: int, group: str) -> list[Pair]:
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    return [(_clean(r["premise"]), _clean(r["hypothesis"]), r["label"] == contradiction, str(r[group])) for r in rows]


def _clean(text: str) -> str:
    """The sentence without the quoting of the table it stood in."""
    text = text.strip()
    return (text[1:-1] if text.startswith('"') and text.endswith('"') else text).replace('""', '"').strip()


def _f1(told: Sequence[bool], right: Sequence[bool]) -> float:
    hits = sum(a and b for a, b in zip(told, right, strict=True))
    return 2 * hits / max(1, sum(told) + sum(right))


def measure(shared: Path, verbose: bool = False) -> dict[str, float]:
    """The marks; nothing but the folds is random, and those go by the order of the pages."""
    del verbose
    data = shared / "data"
    sets = {
        "daccord": _read(data / "daccord-fr" / "daccord.jsonl", 1, "url"),
        "dev": _read(data / "rte3-fr" / "RTE3-FR-dev-set-3class.jsonl", 2, "id"),
        "test": _read(data / "rte3-fr" / "RTE3-FR-test-gold-3class.jsonl", 2, "id"),
        "gqnli": _read(data / "gqnli-fr" / "gqnli.test.fr.jsonl", 2, "uid"),
    }
    rows = {name: [features(p, h) for p, h, _, _ in pairs] for name, pairs in sets.items()}
    right = {name: [y for _, _, y, _ in pairs] for name, pairs in sets.items()}
    fold = {page: n % _FOLDS for n, page in enumerate(sorted({g for *_, g in sets["daccord"]}))}
    told: dict[int, bool] = {}
    for k in range(_FOLDS):
        inside = [i for i, (*_, g) in enumerate(sets["daccord"]) if fold[g] != k]
        model = trained([rows["daccord"][i] for i in inside], [right["daccord"][i] for i in inside])
        told |= {i: model(rows["daccord"][i]) > 0.5 for i, (*_, g) in enumerate(sets["daccord"]) if fold[g] == k}
    marks = {"daccord.folds.accuracy": sum(told[i] == y for i, y in enumerate(right["daccord"])) / len(told)}
    of_dev = trained(rows["dev"], right["dev"], weigh=True)
    of_all = trained([*rows["daccord"], *rows["dev"]], [*right["daccord"], *right["dev"]], weigh=True)
    marks["rte3.test.f1"] = _f1([of_dev(r) > 0.5 for r in rows["test"]], right["test"])
    marks["gqnli.f1"] = _f1([of_all(r) > 0.5 for r in rows["gqnli"]], right["gqnli"])
    return marks
