"""How likely it is that two sentences (or clauses) of two reports tell the same thing, whatever value each gives for it.

    probability(a, b)     # 0 to 1, of two items of one story, in one language or in two

A logistic model over what the two share: words (the very same, others of one meaning, others of one look), names, acts, figures
and days, each by how rare it is, beside the rarest word of the two, for rarity grows with the dossier; over what agrees around one
predicate (`kinds/claims.py`); and over what their words are about on the whole. Its weights are data
(`languages/any/alignment.toml`, recipe in `models/alignment/`), and so are the meanings of words and where they lie
(`concepts.txt.gz` and `vectors.gz` in `languages/<code>/models/`).

That two sentences tell the same thing is no agreement yet: one may deny what the other says, or give another figure."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from operator import mul

from recoupe import text as texts
from recoupe.kinds import claims
from recoupe.languages import shared
from recoupe.records import EventMention
from recoupe.remember import remembered
from recoupe.sockets import Item
from recoupe.tagging import concepts, vectors

_ALIKE = 0.5  # share of three-letter pieces from which two words look alike
_START = 2  # letters that words which look alike begin with
_MOST = 30.0  # weight beyond which more shared weight says nothing
_MOST_RARE = 6.0  # the same, in rarest words
_LEAST_RARE = 0.5  # what the rarest word of two clauses weighs at least


@dataclass(frozen=True, slots=True)
class Telling:
    """What a sentence tells, laid out for comparison; weights are those of its features."""

    language: str
    own: Mapping[str, float]
    words: Mapping[str, str]  # stem -> the word as written
    looks: Mapping[str, str]  # stem -> the word, folded
    slots: Mapping[str, frozenset[str]]  # "name", "act", "num", "day", "time" -> features
    units: frozenset[str]
    named: frozenset[str]  # the words of the names
    meanings: Mapping[str, tuple[float, float]]  # concept -> how surely a word has it, and the weight of that word
    starts: Mapping[str, Sequence[str]]  # the words by how they begin
    about: Sequence[float] | None  # where its words lie on the whole (`tagging/vectors.py`), None where none is listed
    speaker: str | None  # "" for one without a name
    total: float
    worded: float  # the weight of the words alone
    rarest: float  # the weight of the rarest of its words
    claim: claims.Told


_NOTHING = (0.0, 0.0)
_SLOTS = ("name", "act", "num", "day", "time")
TOPS = ("top.0", "top.1", "top.2", "soft.top.0", "soft.top.1", "soft.top.2")
"""The features of the rarest words that are shared, which weigh the more the larger the dossier is."""
_CLAIMS = (
    "claim.score",
    "claim.contained",
    "claim.jaccard",
    "claim.around",
    "claim.predicate",
    "claim.common",
    "claim.verbal",
    "claim.negated",
    "claim.other_numbers",
    "claim.same_number",
    "claim.name",
)


@remembered
def telling(item: Item) -> Telling:
    """An item as it is compared: the clause of an event, the sentence of anything else."""
    event = isinstance(item.mention, EventMention)
    own = item.own if event else item.terms
    span = item.mention.span if event else item.sentence
    text, code = item.article.text, item.language
    words: dict[str, str] = {}
    for token in texts.tokens(text, span):
        form = token.of(text)
        for stem in texts.stems(form, code):
            if stem in own:
                words.setdefault(stem, form)
    meanings: dict[str, tuple[float, float]] = {}
    starts: dict[str, list[str]] = {}
    for stem, form in words.items():
        for concept, sure in concepts.of(form, code).items():
            meanings[concept] = max((sure, own[stem]), meanings.get(concept, _NOTHING), key=math.prod)
        starts.setdefault(texts.folded(form)[:_START], []).append(stem)
    slots: dict[str, set[str]] = {slot: set() for slot in _SLOTS}
    for feature in own:
        slot, colon, _ = feature.partition(":")
        if colon and slot in slots:
            slots[slot].add(feature)
    voice = item.speaker
    return Telling(
        code,
        own,
        words,
        {stem: texts.folded(form) for stem, form in words.items()},
        {slot: frozenset(some) for slot, some in slots.items()},
        frozenset(unit for f in slots["num"] if (unit := f[4:].lstrip("-+.0123456789e"))),
        frozenset(word for name in slots["name"] for word in name[5:].split()),
        meanings,
        starts,
        vectors.middle({form: own[stem] for stem, form in words.items()}, code),
        None if voice is None else texts.folded(voice.name or ""),
        sum(own.values()),
        sum(own[stem] for stem in words),
        rarest(own),
        claims.told_in(item),
    )


def rarest(own: Mapping[str, float]) -> float:
    """The weight of the rarest word of a clause."""
    return max((weight for feature, weight in own.items() if ":" not in feature), default=0.0)


@dataclass(frozen=True, slots=True)
class _Found:
    """How much of one sentence's words stands in another: by weight, in the same word, in one of the same meaning, in one that
    looks alike, and in the best of these; and the weights so found, the largest first."""

    meant: float
    alike: float
    best: float
    largest: tuple[float, ...]


def _find(one: Telling, other: Telling) -> _Found:
    meant = alike = best = 0.0
    largest = []
    for stem, form in one.words.items():
        weight = one.own[stem]
        if stem in other.words:
            same = like = min(weight, other.own[stem])
        else:
            same = max(
                (_meant(sure, weight, other.meanings.get(c, _NOTHING)) for c, sure in concepts.of(form, one.language).items()), default=0.0
            )
            look = one.looks[stem]
            like = max((_look(look, other.looks[s]) * min(weight, other.own[s]) for s in other.starts.get(look[:_START], ())), default=0.0)
        meant += same
        alike += like
        best += max(same, like)
        largest.append(max(same, like))
    return _Found(meant, alike, best, tuple(sorted(largest, reverse=True)[:3]))


def _meant(sure: float, weight: float, there: tuple[float, float]) -> float:
    """The weight that a word shares with one of the same meaning: no more than that of the commoner of the two."""
    return sure * there[0] * min(weight, there[1])


@lru_cache(maxsize=100_000)
def _look(a: str, b: str) -> float:
    """The share of three-letter pieces that two words have in common, 0 where that is little."""
    one, two = _pieces(a), _pieces(b)
    share = 2 * len(one & two) / (len(one) + len(two))
    return share if share >= _ALIKE else 0.0


@lru_cache(maxsize=50_000)
def _pieces(word: str) -> frozenset[str]:
    marked = f"^{word}$"
    return frozenset(marked[i : i + 3] for i in range(len(marked) - 2))


def features(a: Telling, b: Telling) -> dict[str, float]:
    """What two sentences share, by name; the same whichever comes first."""
    return _features(a, b, claims.compare(a.claim, b.claim))


def _features(a: Telling, b: Telling, claim: claims.Match | None) -> dict[str, float]:
    common = sorted(a.own.keys() & b.own.keys())
    weights = {f: min(a.own[f], b.own[f]) for f in common}
    alike = sum(weights.values())
    slotted = sum(w for f, w in weights.items() if ":" in f)
    worded = sum(w for f, w in weights.items() if f in a.words and f in b.words)
    there, back = _find(a, b), _find(b, a)
    soft = min(there.best, back.best)
    small = max(min(a.total, b.total), 1e-9)
    norm = math.sqrt(sum(w * w for w in a.own.values()) * sum(w * w for w in b.own.values())) or 1.0
    left, right = max(a.worded, 1e-9), max(b.worded, 1e-9)
    top = [*sorted(weights.values(), reverse=True)[:3], 0.0, 0.0, 0.0]
    soft_top = [*there.largest, 0.0, 0.0, 0.0]
    soft_back = [*back.largest, 0.0, 0.0, 0.0]
    out = {
        "contained": alike / small,
        "jaccard": alike / max(a.total + b.total - alike, 1e-9),
        "shared": min(alike, _MOST),
        "cosine": sum(a.own[f] * b.own[f] for f in common) / norm,
        "words.contained": worded / max(min(a.worded, b.worded), 1e-9),
        "words.jaccard": worded / max(a.worded + b.worded - worded, 1e-9),
        "soft.contained": (soft + slotted) / small,
        "soft.jaccard": (soft + slotted) / max(a.total + b.total - soft - slotted, 1e-9),
        "soft.shared": min(soft, _MOST),
        "soft.gain": min(soft - worded, _MOST),
        "meaning.more": max(there.meant / left, back.meant / right),
        "meaning.less": min(there.meant / left, back.meant / right),
        "about": sum(map(mul, a.about, b.about)) if a.about and b.about else 0.0,
        "about.none": float(a.about is None or b.about is None),
        "look.more": max(there.alike / left, back.alike / right),
        "look.less": min(there.alike / left, back.alike / right),
        "length.less": float(min(len(a.own), len(b.own), 20)),
        "length.ratio": min(len(a.own), len(b.own)) / max(len(a.own), len(b.own), 1),
    }
    out |= {f"top.{n}": w for n, w in enumerate(top[:3])}
    out |= {f"soft.top.{n}": (soft_top[n] + soft_back[n]) / 2 for n in range(3)}
    rare = max(a.rarest, b.rarest, _LEAST_RARE)
    out |= {f"rel.{name}": out[name] / rare for name in TOPS}
    out |= {
        "rel.shared": min(out["shared"] / rare, _MOST_RARE),
        "rel.soft": min(out["soft.shared"] / rare, _MOST_RARE),
        "rel.gain": min(out["soft.gain"] / rare, _MOST_RARE),
    }
    return out | _slot_features(a, b, weights) | _claim_features(claim)


def _claim_features(found: claims.Match | None) -> dict[str, float]:
    """What agrees around the predicates that the two share."""
    if found is None:
        return {"claim.none": 1.0} | dict.fromkeys(_CLAIMS, 0.0)
    return {
        "claim.none": 0.0,
        "claim.score": found.score,
        "claim.contained": found.contained,
        "claim.jaccard": found.jaccard,
        "claim.around": found.around / max(found.rarest, _LEAST_RARE),
        "claim.predicate": found.predicate / max(found.rarest, _LEAST_RARE),
        "claim.common": float(len(found.common)),
        "claim.verbal": float(found.verbal),
        "claim.negated": float(found.negated_once),
        "claim.other_numbers": float(found.other_numbers),
        "claim.same_number": float(found.same_number),
        "claim.name": float(any(key.startswith("name:") for key in found.common)),
    }


def _slot_features(a: Telling, b: Telling, weights: Mapping[str, float]) -> dict[str, float]:
    """Who, the act, how many, when, and who says so."""
    out: dict[str, float] = {}
    for slot in ("name", "act"):
        one, two = a.slots[slot], b.slots[slot]
        both = one & two
        out[f"{slot}.shared"] = float(len(both))
        out[f"{slot}.jaccard"] = len(both) / max(1, len(one | two))
        out[f"{slot}.apart"] = float(min(len(one - two), len(two - one)))
        out[f"{slot}.none"] = float((not one) + (not two))
        out[f"{slot}.weight"] = sum(weights[f] for f in sorted(both))
    out["name.words"] = len(a.named & b.named) / max(1, min(len(a.named), len(b.named)))
    for slot in ("num", "day"):
        one, two = a.slots[slot], b.slots[slot]
        out[f"{slot}.shared"] = float(len(one & two))
        out[f"{slot}.differ"] = float(bool(one) and bool(two) and not one & two)
        out[f"{slot}.one"] = float(bool(one) != bool(two))
    out["unit.shared"] = float(len(a.units & b.units))
    out["said.both"] = float(a.speaker is not None and b.speaker is not None)
    out["said.one"] = float((a.speaker is None) != (b.speaker is None))
    out["said.same"] = float(bool(a.speaker) and a.speaker == b.speaker)
    return out


@dataclass(frozen=True, slots=True)
class Model:
    """A logistic model: the names of its features, a weight for each (scale and mean worked in), and the bias."""

    weights: Mapping[str, float]
    bias: float
    threshold: float
    """The probability from which two sentences are taken to tell the same thing."""

    def probability(self, found: Mapping[str, float]) -> float:
        z = self.bias + sum(weight * found[name] for name, weight in self.weights.items())
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, z))))


@cache
def model() -> Model:
    """The shipped model."""
    raw = shared("alignment")
    return Model(raw["weights"], raw["bias"], raw["threshold"])


@dataclass(frozen=True, slots=True)
class Weighed:
    """How two items of one story stand to each other."""

    likely: float
    """How likely it is that they tell the same thing, 0 to 1."""
    common: float
    """The share of what the two say together that both say, in the same words or in others of their meaning."""
    claim: claims.Match | None
    """What agrees around the predicates that they share."""


def weighed(a: Item, b: Item) -> Weighed:
    """Two items of one story, compared."""
    one, two = telling(a), telling(b)
    claim = claims.compare(one.claim, two.claim)
    found = _features(one, two, claim)
    return Weighed(model().probability(found), found["soft.jaccard"], claim)


def probability(a: Item, b: Item) -> float:
    """How likely it is that two items of one story tell the same thing, 0 to 1."""
    return weighed(a, b).likely
