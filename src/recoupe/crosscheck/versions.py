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
_MOST = 1200  # code points of a sentence; a longer one is a table
_NEAR = 0.15  # share of a sentence's pairs of neighbouring words that another report has too
_SHORT = 4  # content words of a sentence for which one pair in common will do
_SPARSE = 5  # content words for each pair in common that two longer sentences must have
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


def _shared(reports: Sequence[tuple[str, int]], material: Material) -> Iterator[Place]:
    """The sentences that have enough neighbouring content words in common with another report: the others need no reading."""
    told: list[tuple[Place, frozenset[tuple[str, str]]]] = []
    seen: dict[tuple[str, str], tuple[str, int] | None] = {}  # the report that has a pair, None for several
    for key in reports:
        examined = material.examined[key[0]]
        report = next(r for r in examined.reports if r.key == key)
        for sentence in examined.sentences:
            if not report.span.contains(sentence) or len(sentence) > _MOST:
                continue
            content = texts.stems(sentence.of(examined.article.text), examined.article.language)
            near = frozenset((*itertools.pairwise(content), *zip(content, content[2:], strict=False)))
            told.append((Place(key, sentence), near))
            for pair in near:
                if seen.setdefault(pair, key) != key:
                    seen[pair] = None
    for place, near in told:
        common = sum(seen[pair] is None for pair in near)
        if common and common >= _NEAR * len(near):
            yield place


@cache
def _pieces(code: str) -> Mapping[str, tuple[str, ...]]:
    table = load(code).table("differences").get("pieces", {})
    return {str(k): tuple(str(v).split()) for k, v in table.items()}


def read(reports: Sequence[tuple[str, int]], material: Material) -> Versions:
    """The versions of the sentences of some reports of a story."""
    places: dict[tuple[str, ...], list[Place]] = defaultdict(list)
    first: dict[tuple[str, ...], tuple[Word, ...]] = {}
    for place in _shared(reports, material):
        examined = material.examined[place.report[0]]
        code = examined.article.language
        found = words(examined.article.text, place.sentence, code)
        if _SHORTEST <= len(found) <= _LONGEST and sum(w.content for w in found) >= _CONTENT:
            letters = (code, *(texts.folded(w.span.of(examined.article.text)) for w in found))
            places[letters].append(place)
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
    out: list[Word] = []
    stop, pieces = texts.stopwords(code), _pieces(code)
    turn, told = 0, -1  # the number that is next, and the last that was told
    for token in texts.tokens(text, sentence):
        while turn < len(numbers) and numbers[turn].span.end <= token.start:
            turn += 1
        if turn < len(numbers) and numbers[turn].span.start < token.end:
            if turn != told:
                number, told = numbers[turn], turn
                out.append(Word(number.span, f"#{'o' if number.form == 'ordinal' else ''}{number.value:.10g}", True))
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
        content, keys = [w.key for w in version.words if w.content], version.keys
        near = {(min(p), max(p)) for p in (*itertools.pairwise(content), *zip(content, content[2:], strict=False))}
        for pair in near:
            blocks[pair].append(number)
        for three in set(zip(keys, keys[1:], keys[2:], strict=False)):
            blocks[three].append(number)
    shared: Counter[tuple[int, int]] = Counter()
    for block in blocks.values():
        if 2 <= len(block) <= _CROWD:
            shared.update(itertools.combinations(block, 2))
    bags = [Counter(v.keys) for v in versions]
    sizes = [_content(v) for v in versions]
    reports = [{p.report for p in v.places} for v in versions]
    for (i, j), count in sorted(shared.items()):
        few = min(sizes[i], sizes[j])
        if count < (1 if few <= _SHORT else max(2, few // _SPARSE)) or versions[i].language != versions[j].language:
            continue
        if len(reports[i] | reports[j]) > 1 and _alike(versions[i], versions[j], bags[i] & bags[j], material) >= _LIKE:
            yield i, j


def _content(version: Version) -> int:
    return sum(w.content for w in version.words)


def _alike(one: Version, other: Version, common: Counter[str], material: Material) -> float:
    """The share of their weight that two versions have in common, in whatever order."""
    shared, left = 0.0, dict(common)
    for word in one.words:
        if left.get(word.key):
            left[word.key] -= 1
            shared += weight(word, material)
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
