"""What two clauses claim, compared around their predicates: the words that tell what happens, and who, what and where stand near.

    match(a, b)      # the pair of predicates around which most agrees; None where the clauses share none

A sentence tells several things; two reports that tell one of them share a predicate (the same word, an act, or a meaning) and what
stands about it. What stands beyond a break counts for less, and everything for as much as it is rare in the story: what the
whole story is about tells nothing of one of its facts."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from recoupe import text as texts
from recoupe.kinds.events_words import acts_of, read, told
from recoupe.languages import Language, load
from recoupe.records import Span
from recoupe.remember import remembered
from recoupe.sockets import Item
from recoupe.tagging import concepts
from recoupe.tagging.lemmas import lemma
from recoupe.tagging.tags import tag
from recoupe.tagging.tokens import Words, tokenise

_REACH = 16  # words to either side of a predicate that may belong to it
_NEAR = 10  # words about a predicate in which a number belongs to it
_BEYOND = 0.55  # what a break between a predicate and a word leaves of the word
_AKIN = 0.5  # how alike two words must be to be taken for one
_STEMMED, _ACT = 0.8, 0.9  # how alike a noun and a verb of one stem are, and two words that tell one act
_LISTED = 0.95  # how surely a word has a meaning that the list by hand gives it: those are broad
_STEM = 5  # letters of such a stem
_SAID = 0.7  # how near the speaker stands to what he says
_LONGEST = 80  # words of a sentence that is read; of a longer one the clause alone
_BACK, _FORWARD = 4, 2  # words about a predicate in which a negation is its own
_REFUSED = 8  # words after a verb of refusing or preventing that are what is not done
_WORTH, _TWO = 0.75, 2  # what must agree around two predicates: the share of the weight of the rarest word, and how many words
_UNKNOWN = 3.0  # the weight of a word that no sentence was counted with
_CONTENT: Mapping[str, float] = {"NOUN": 1.0, "PROPN": 1.0, "VERB": 0.6, "ADJ": 0.6, "X": 0.6}
"""The parts of speech that are compared, and how much of its weight a word has beside a predicate."""
_BREAKS = frozenset(',;:()[]–—"«»“”')


@dataclass(frozen=True, slots=True)
class Word:
    """One content word of a sentence. `key` is the name it is part of, or its stem; `place` counts words, `part` the breaks
    before it; `inside` the clause itself, not only its sentence."""

    key: str
    lemma: str
    tag: str
    weight: float
    place: int
    part: int
    inside: bool
    negated: bool
    acts: frozenset[str]
    predicate: bool
    """It may be what a clause tells: a verb or a word for an act, and no verb of saying or without a meaning of its own."""


@dataclass(frozen=True, slots=True)
class Told:
    """The words of an item's sentence, and the places in `words` of those with a lemma, a stem, an act, a concept."""

    code: str
    words: tuple[Word, ...]
    by_mark: Mapping[str, Sequence[tuple[int, float]]]
    """"name:x", "=lemma", "~stem", "act:x", "@concept" -> (place in `words`, how surely it has that)."""
    numbers: tuple[tuple[str, int], ...]
    """Numerals as they are written, with the words before each."""
    speaker: str | None
    said: float
    """The weight of the speaker."""
    rarest: float
    """The weight of its rarest word: a few reports know no word as rare as many do."""


@dataclass(frozen=True, slots=True)
class Match:
    """Two predicates and what agrees around them, by weight; `left` and `right` are all that stands around each."""

    predicates: tuple[Word, Word]
    predicate: float
    around: float
    left: float
    right: float
    common: tuple[str, ...]
    """The words around that agree, as the first item has them."""
    other_numbers: bool
    """Each has numbers about its predicate, and none is the same."""
    same_number: bool
    """Each has the same number about its predicate."""
    rarest: float
    """The weight of the rarest word of the two sentences."""

    @property
    def worth(self) -> bool:
        """Enough agrees around the predicates: two words as rare as words come, or a name where the predicates are one word."""
        enough = self.around >= _WORTH * self.rarest
        one = self.predicates[0].lemma == self.predicates[1].lemma and any(c.startswith("name:") for c in self.common)
        return enough and len(self.common) >= (1 if one else _TWO)

    @property
    def contained(self) -> float:
        """The share of the lighter side that the other has too."""
        return min(1.0, (self.predicate + self.around) / max(1e-9, min(self.left, self.right)))

    @property
    def jaccard(self) -> float:
        """The share of both sides that is common."""
        both = self.predicate + self.around
        return min(1.0, both / max(1e-9, self.left + self.right - both))

    @property
    def score(self) -> float:
        """The geometric mean of the two."""
        return math.sqrt(self.contained * self.jaccard)

    @property
    def verbal(self) -> bool:
        """One of the predicates is a verb: two nouns may name a thing that is told of differently."""
        return any(p.tag == "VERB" for p in self.predicates)

    @property
    def negated_once(self) -> bool:
        return self.predicates[0].negated != self.predicates[1].negated


# ---------------------------------------------------------------- reading


@cache
def _negations(code: str) -> tuple[frozenset[str], frozenset[str]]:
    """Words that negate what stands next to them, and those that deny all that follows."""
    table = load(code).table("events")
    return frozenset({"n't", *map(texts.folded, table.get("negations", ()))}), frozenset(map(texts.folded, table.get("denials", ())))


@cache
def _refusals(code: str) -> frozenset[str]:
    """Lemmas of verbs that tell of what follows them that it is not done, or not so."""
    return frozenset(str(load(code).table("events").get("refusals", "")).split())


@cache
def _light(code: str) -> frozenset[str]:
    return frozenset(str(load(code).table("events").get("light", "")).split())


@cache
def _openers(code: str) -> frozenset[str]:
    return frozenset(str(load(code).table("events").get("day", {}).get("relatives", "")).split())


@remembered
def told_in(item: Item) -> Told:
    """The words of an item's sentence as they are compared."""
    text, code, language = item.article.text, item.language, load(item.language)
    found = tokenise(text, (item.sentence,), language)
    if len(found) > _LONGEST:
        found = tokenise(text, (item.mention.span,), language)
    tags = _tags(found, language)
    words = tuple(_words(item, found, tags)) if tags else ()
    marks: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for n, word in enumerate(words):
        for mark, sure in _marks(word, code):
            marks[mark].append((n, sure))
    numbers = tuple((form.strip("."), n) for n, (form, kind) in enumerate(zip(found.forms, tags)) if kind == "NUM" or form[:1].isdigit())
    who = f"name:{texts.folded(item.speaker.name)}" if item.speaker is not None and item.speaker.name else None
    said = item.own.get(who, item.terms.get(who, _UNKNOWN)) if who else 0.0
    rarest = max((w.weight for w in words if not w.key.startswith("name:")), default=_UNKNOWN)
    return Told(code, words, marks, numbers, who, said, rarest)


@lru_cache(maxsize=8192)
def _tags(found: Words, language: Language) -> tuple[str, ...]:
    """The parts of speech: the clauses of a sentence ask for them one by one."""
    return tag(found, language)


def _words(item: Item, found: Words, tags: Sequence[str]) -> Iterator[Word]:
    text, code, span = item.article.text, item.language, item.mention.span
    whole = Span(found.starts[0], found.ends[-1])
    acts = _acts(text, whole, code, dict(zip(found.starts, tags, strict=True)))
    names = {word: f"name:{name}" for name in sorted(item.names) for word in name.split() if len(word) > 2}
    hidden = tuple(texts.spelt_out(text, whole))
    (negations, denials), light, openers = _negations(code), _light(code), _openers(code)
    folded = [texts.folded(form) for form in found.forms]
    refusals, refused = _refusals(code), -_REACH
    part, last, denied = 0, "", False
    for n, (start, end, form, kind) in enumerate(zip(found.starts, found.ends, found.forms, tags, strict=True)):
        if form in _BREAKS or kind == "SCONJ" or (kind == "PRON" and folded[n] in openers):
            part, last = part + 1, ""
            refused = refused if form not in _BREAKS else -_REACH
            continue
        denied = denied or folded[n] in denials
        if any(h.start <= start < h.end for h in hidden) or form[:1].isdigit():
            continue
        name = names.get(folded[n]) if form[:1].isupper() else None
        if name is None and kind not in _CONTENT:
            continue
        key = name or next(iter(texts.stems(form, code)), None)
        if key is None or (name is not None and name == last):
            continue
        last = key
        base = name or lemma(form, kind, code)
        yield Word(
            key,
            base,
            "PROPN" if name else kind,
            item.own.get(key, item.terms.get(key, _UNKNOWN)),
            n,
            part,
            span.start <= start and end <= span.end,
            n - refused <= _REFUSED
            or (denied and folded[n] not in denials)
            or not negations.isdisjoint(folded[max(0, n - _BACK) : n + _FORWARD + 1]),
            acts.get(start, frozenset()),
            name is None and base not in light and (kind == "VERB" or start in acts),
        )
        if base in refusals:
            refused = n


def _acts(text: str, sentence: Span, code: str, tags: Mapping[int, str]) -> Mapping[int, frozenset[str]]:
    """The acts that words tell, by where these begin."""
    acts = acts_of(code)
    out: dict[int, frozenset[str]] = {}
    if acts is not None:
        for act, where in told(read(sentence.of(text), code), acts, lambda at: tags.get(sentence.start + at, "")):
            for token in texts.tokens(text, Span(sentence.start + where.start, sentence.start + where.end)):
                out[token.start] = out.get(token.start, frozenset()) | {act}
    return out


def _marks(word: Word, code: str) -> Iterator[tuple[str, float]]:
    """By what a word is known in another sentence, and how surely."""
    if word.key.startswith("name:"):
        yield word.key, 1.0
        return
    yield f"={code}:{word.lemma}", 1.0
    if len(word.key) >= _STEM:
        yield f"~{code}:{word.key}", _STEMMED**0.5
    for act in sorted(word.acts):
        yield f"act:{act}", _ACT**0.5
    for concept, sure in concepts.of(word.lemma, code).items():
        yield f"@{concept}", min(sure, _LISTED) if concept.startswith("=") else sure


# ---------------------------------------------------------------- comparing


def match(a: Item, b: Item) -> Match | None:
    """The pair of predicates around which most agrees, in weight and share."""
    return compare(told_in(a), told_in(b))


def compare(one: Told, two: Told) -> Match | None:
    """The same as `match`, of what two items tell."""
    alike = _alike(one, two)
    best: Match | None = None
    for (i, j), sure in alike.items():
        p, q = one.words[i], two.words[j]
        if p.inside and q.inside and (p.predicate or q.predicate) and _may(p, one.code) and _may(q, two.code):
            found = _matched(one, two, (i, j), sure, alike)
            if best is None or found.score > best.score:
                best = found
    return best


def _may(word: Word, code: str) -> bool:
    """Whether a word can stand for a predicate: one itself, or a noun that means what it means."""
    return word.predicate or (word.tag == "NOUN" and word.lemma not in _light(code))


def _alike(one: Told, two: Told) -> Mapping[tuple[int, int], float]:
    """The words of two sentences that may be one, and how alike they are."""
    out: dict[tuple[int, int], float] = {}
    for mark, mine in one.by_mark.items():
        yours = two.by_mark.get(mark)
        if yours is not None:
            for i, sure in mine:
                for j, other in yours:
                    if sure * other > out.get((i, j), 0.0):
                        out[i, j] = sure * other
    return {pair: sure for pair, sure in sorted(out.items()) if sure >= _AKIN}


def _near(word: Word, centre: Word) -> float:
    """How much of its weight a word has beside a predicate."""
    if abs(word.place - centre.place) > _REACH:
        return 0.0
    near: float = _CONTENT.get(word.tag, 0.0) * _BEYOND ** abs(word.part - centre.part)
    return near


def _matched(one: Told, two: Told, at: tuple[int, int], sure: float, alike: Mapping[tuple[int, int], float]) -> Match:
    p, q = one.words[at[0]], two.words[at[1]]
    left = [0.0 if n == at[0] else _near(w, p) for n, w in enumerate(one.words)]
    right = [0.0 if n == at[1] else _near(w, q) for n, w in enumerate(two.words)]
    options = [
        (like * min(one.words[i].weight, two.words[j].weight) * math.sqrt(left[i] * right[j]), i, j)
        for (i, j), like in alike.items()
        if left[i] and right[j]
    ]
    around, used, taken, common = 0.0, {at[0]}, {at[1]}, []
    for value, i, j in sorted(options, key=lambda o: (-o[0], o[1], o[2])):
        if i not in used and j not in taken:
            used.add(i)
            taken.add(j)
            around += value
            common.append(one.words[i].key)
    mine, yours = (sum(w.weight * near for w, near in zip(told.words, side)) for told, side in ((one, left), (two, right)))
    if one.speaker is not None and one.speaker == two.speaker and one.speaker not in common:
        around += _SAID * min(one.said, two.said)
        common.append(one.speaker)
        mine += _SAID * one.said
        yours += _SAID * two.said
    numbers = tuple({number for number, n in told.numbers if abs(n - c.place) <= _NEAR} for told, c in ((one, p), (two, q)))
    return Match(
        (p, q),
        sure * min(p.weight, q.weight),
        around,
        p.weight + mine,
        q.weight + yours,
        tuple(common),
        bool(numbers[0]) and bool(numbers[1]) and not numbers[0] & numbers[1],
        bool(numbers[0] & numbers[1]),
        max(one.rarest, two.rarest),
    )
