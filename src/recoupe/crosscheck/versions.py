"""Which sentences of two reports are versions of one sentence: most of their words are the same, for the most part in order.

Texts that go back to one dispatch share sentences to the letter, or nearly: what was altered on the way shows word by word.
Sentences are found by pairs of neighbouring content words, and a sentence that stands in many reports is read once."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache

from recoupe import numerals
from recoupe import text as texts
from recoupe.crosscheck.items import Material
from recoupe.languages import load
from recoupe.records import Span

_CROWD = 60  # versions that share a pair of words; above that the pair is a formula
_SHORTEST, _LONGEST = 5, 120  # words of a sentence that is compared
_CONTENT = 2  # content words it has at least
_SHORT = 4  # content words of a sentence for which one pair in common will do
_LIKE = 0.42  # share of the words' weight in common from which two sentences are laid side by side
_BLOCK = 2  # words that a passage which changed its place has at least


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a sentence. `key` is what it is known again by: the stem, a number's value, a folded function word."""

    span: Span
    key: str
    content: bool


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sentence stands."""

    report: tuple[str, int]
    sentence: Span


@dataclass(frozen=True, slots=True)
class Version:
    """A sentence as several reports may have it to the letter (but for signs); `words` are those of the first place."""

    language: str
    words: tuple[Word, ...]
    places: tuple[Place, ...]
    weight: float

    @property
    def article(self) -> str:
        return self.places[0].report[0]

    @property
    def keys(self) -> list[str]:
        return [w.key for w in self.words]


@dataclass(frozen=True, slots=True)
class Aligned:
    """Two versions word by word: `pairs` maps indices of words of the one to those of the other; `like` is the share of
    their weight that they have in common (0 to 1)."""

    one: int
    other: int
    pairs: Mapping[int, int]
    like: float


@dataclass(frozen=True, slots=True)
class Versions:
    """The sentences of a story, and which of them are versions of one another."""

    found: Sequence[Version]
    aligned: Sequence[Aligned]
    of_report: Mapping[tuple[str, int], frozenset[int]]


@cache
def _pieces(code: str) -> Mapping[str, tuple[str, ...]]:
    table = load(code).table("differences").get("pieces", {})
    return {str(k): tuple(str(v).split()) for k, v in table.items()}


def read(reports: Sequence[tuple[str, int]], material: Material) -> Versions:
    """The versions of the sentences of some reports of a story."""
    places: dict[tuple[str, ...], list[Place]] = defaultdict(list)
    first: dict[tuple[str, ...], tuple[Word, ...]] = {}
    for key in reports:
        examined = material.examined[key[0]]
        report = next(r for r in examined.reports if r.key == key)
        for sentence in examined.sentences:
            if not report.span.contains(sentence):
                continue
            found = words(examined.article.text, sentence, examined.article.language)
            if _SHORTEST <= len(found) <= _LONGEST and sum(w.content for w in found) >= _CONTENT:
                letters = (examined.article.language, *(texts.folded(w.span.of(examined.article.text)) for w in found))
                places[letters].append(Place(key, sentence))
                first.setdefault(letters, found)
    versions = [
        Version(letters[0], first[letters], tuple(at), sum(weight(w, material) for w in first[letters])) for letters, at in places.items()
    ]
    of_report: dict[tuple[str, int], set[int]] = defaultdict(set)
    for number, version in enumerate(versions):
        for place in version.places:
            of_report[place.report].add(number)
    aligned = [a for i, j in _candidates(versions, material) if (a := align(versions, i, j, material)).like >= _LIKE]
    return Versions(versions, aligned, {k: frozenset(v) for k, v in of_report.items()})


def words(text: str, sentence: Span, code: str) -> tuple[Word, ...]:
    """The words of a sentence, a number as one word whatever it is written with."""
    language = load(code)
    numbers = [n for n in numerals.find(text, language, sentence) if not (n.value == 1 and n.form == "words")]
    spans = texts.SpanIndex(numbers)
    out: list[Word] = []
    stop, pieces = texts.stopwords(code), _pieces(code)
    last = None
    for token in texts.tokens(text, sentence):
        number = next(iter(spans.touching(token)), None)
        if number is not None:
            if number is not last:
                out.append(Word(number.span, f"#{'o' if number.form == 'ordinal' else ''}{number.value:.10g}", True))
                last = number
            continue
        said = token.of(text)
        plain = texts.folded(said)
        if plain in pieces:
            out += [Word(token, p, False) for p in pieces[plain]]
        elif plain in stop or (len(plain) < 2 and not plain.isdigit()):
            out.append(Word(token, plain, False))
        else:
            out.append(Word(token, texts.stem(plain, code), True))
    return tuple(out)


def weight(word: Word, material: Material) -> float:
    return material.weights.get(word.key, 2.0) if word.content else 0.15


def _candidates(versions: Sequence[Version], material: Material) -> Iterator[tuple[int, int]]:
    """Pairs of versions that share enough neighbouring content words, of different reports."""
    blocks: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, version in enumerate(versions):
        content = [w.key for w in version.words if w.content]
        near = {*itertools.pairwise(content), *zip(content, content[2:], strict=False)}
        for pair in sorted({(min(p), max(p)) for p in near}):
            blocks[pair].append(number)
        for three in sorted(set(zip(version.keys, version.keys[1:], version.keys[2:], strict=False))):
            blocks[three].append(number)
    shared: Counter[tuple[int, int]] = Counter()
    for block in blocks.values():
        if 2 <= len(block) <= _CROWD:
            shared.update(itertools.combinations(sorted(set(block)), 2))
    for (i, j), count in sorted(shared.items()):
        one, other = versions[i], versions[j]
        least = 1 if min(_content(one), _content(other)) <= _SHORT else 2
        if count < least or one.language != other.language:
            continue
        if len({p.report for p in (*one.places, *other.places)}) > 1 and _bag(one, other, material) >= _LIKE:
            yield i, j


def _content(version: Version) -> int:
    return sum(w.content for w in version.words)


def _bag(one: Version, other: Version, material: Material) -> float:
    mine = Counter(w.key for w in one.words)
    common = mine & Counter(w.key for w in other.words)
    told = {w.key: w for w in one.words}
    shared = sum(weight(told[k], material) * n for k, n in common.items())
    return 2 * shared / max(one.weight + other.weight, 1e-9)


def align(versions: Sequence[Version], i: int, j: int, material: Material) -> Aligned:
    """Lays two versions side by side: the same words in order, then passages that changed their place."""
    left, right = versions[i].keys, versions[j].keys
    pairs: dict[int, int] = {}
    for block in SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks():
        pairs.update(zip(range(block.a, block.a + block.size), range(block.b, block.b + block.size), strict=True))
    for _ in range(3):
        mine = [n for n in range(len(left)) if n not in pairs]
        taken = set(pairs.values())
        yours = [n for n in range(len(right)) if n not in taken]
        moved = _moved(versions[i], versions[j], mine, yours)
        if not moved:
            break
        pairs.update(moved)
    one, other = versions[i], versions[j]
    shared = sum(weight(one.words[a], material) + weight(other.words[b], material) for a, b in pairs.items())
    return Aligned(i, j, pairs, shared / max(versions[i].weight + versions[j].weight, 1e-9))


def _moved(one: Version, other: Version, mine: Sequence[int], yours: Sequence[int]) -> dict[int, int]:
    """The longest passage that both have among the words left over, if it tells something."""
    keys, others = [one.words[n].key for n in mine], [other.words[n].key for n in yours]
    if not keys or not others:
        return {}
    block = SequenceMatcher(None, keys, others, autojunk=False).find_longest_match()
    spots = list(range(block.size))
    run = [(mine[block.a + n], yours[block.b + n]) for n in spots]
    whole = all(b[0] - a[0] == 1 == b[1] - a[1] for a, b in itertools.pairwise(run))
    if whole and (block.size >= _BLOCK or (block.size == 1 and one.words[run[0][0]].content)) and any(one.words[a].content for a, _ in run):
        return dict(run)
    return {}
