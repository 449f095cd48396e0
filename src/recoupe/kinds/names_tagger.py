"""The names that the CRF of a language reads off one article: each word sequence once per place, with how likely each kind is,
found again where the same words stand elsewhere."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from recoupe.kinds.names_features import Forms, Hint
from recoupe.kinds.names_lexicon import key, lexicon
from recoupe.records import NameKind
from recoupe.tagging import Words
from recoupe.tagging.crf import Crf, Lattice
from recoupe.tagging.models import crf

KINDS: tuple[tuple[str, NameKind], ...] = (("PER", "person"), ("LOC", "place"), ("ORG", "organisation"))
"""What the labels B-... and I-... of the models mean."""

_PLAIN = 3  # points of evidence that make a name of the rules plain
_DOUBT = 0.05  # the probability of any name from which a plain one of the rules is kept where the best path has none
_CERTAIN = 6  # points that make one of several words certain
_FAINT = 0.3  # the same for the others
_TRUST = 0.1  # of a CRF's certainty, for each point of the rules' evidence
_FOUND = 0.3  # the weight of a place where the rules alone find a name
_KIND = dict(KINDS)
_INDEX = {kind: i for i, (_, kind) in enumerate(KINDS)}


@dataclass(frozen=True, slots=True)
class Tagged:
    """A name: the words `[first, last)`, their place in the text, the kind, and the probability of each kind of `KINDS`."""

    first: int
    last: int
    start: int
    end: int
    kind: NameKind
    shares: Sequence[float]


@dataclass(frozen=True, slots=True)
class Model:
    """The CRF of a language and what the forms are worth to it."""

    crf: Crf
    forms: Forms[int]


@cache
def model(code: str) -> Model | None:
    """The model for names, None where the language ships none."""
    trained, words = crf(code, "names"), lexicon(code)
    if trained is None or words is None:
        return None
    return Model(trained, Forms(words, code, trained.worth))


def read(trained: Crf, words: Words, rows: Iterable[Sequence[int]], hints: Sequence[Hint]) -> list[Tagged]:
    """The names in order, by the best path through each sentence; and those of the rules that lie on no other, where the CRF
    does not rule them out."""
    out: list[Tagged] = []
    at = 0
    for (first, last), row in zip(words.bounds, rows, strict=True):
        if not row:
            continue
        lattice = trained.lattice(row)
        labels = lattice.tag()
        begin, kind = -1, ""
        for i, label in enumerate((*labels, "O")):
            if begin >= 0 and label != "I-" + kind:
                out.append(_tagged(words, (first + begin, first + i), _KIND[kind], _shares(lattice, begin)))
                begin = -1
            if label != "O" and begin < 0:
                begin, kind = i, label[2:]
        while at < len(hints) and hints[at].start < words.ends[last - 1]:
            hint = hints[at]
            at += 1
            i, end = bisect_left(words.starts, hint.start, first, last), bisect_left(words.starts, hint.end, first, last)
            if i < end and hint.kind != "other" and all(label == "O" for label in labels[i - first : end - first]):
                likely = max(1 - lattice.marginal("O", k - first) for k in range(i, end))
                if likely >= _least(hint, end - i):
                    shares = _shares(lattice, i - first)
                    shares[_INDEX[hint.kind]] += _FOUND
                    out.append(_tagged(words, (i, end), hint.kind, shares))
    return sorted(out, key=lambda t: t.first)


def _least(hint: Hint, size: int) -> float:
    """How likely a name of the rules must be where the best path has none: the plainer, the less."""
    if (hint.margin > _PLAIN and size > 1) or (hint.margin >= _CERTAIN and hint.kind == "person"):
        return 0.0
    return _DOUBT if hint.margin >= _PLAIN or hint.kind != "organisation" else _FAINT


def _tagged(words: Words, where: tuple[int, int], kind: NameKind, shares: Sequence[float]) -> Tagged:
    return Tagged(*where, words.starts[where[0]], words.ends[where[1] - 1], kind, shares)


def _shares(lattice: Lattice, at: int) -> list[float]:
    """How likely the word at `at` belongs to a name of each kind."""
    return [lattice.marginal("B-" + name, at) + lattice.marginal("I-" + name, at) for name, _ in KINDS]


def bounded(found: Sequence[Tagged], hints: Sequence[Hint], words: Words, text: str) -> list[Tagged]:
    """The names with the bounds of the rules' name where these know better: a common noun before the name ("association X") or
    a title stands outside, what goes on in lower case after its head noun belongs to it, and a place at the end of the name
    of a body is no name of its own ("Compagnie des Alpes")."""
    out: list[Tagged] = []
    at = 0
    for tagged in found:
        while at < len(hints) and hints[at].end <= tagged.start:
            at += 1
        new = _fitted(tagged, hints[at], words, text) if at < len(hints) else tagged
        if not out or out[-1].last <= new.first:
            out.append(new)
    return out


def _fitted(tagged: Tagged, hint: Hint, words: Words, text: str) -> Tagged:
    start, end = tagged.start, tagged.end
    if hint.start <= start and end <= hint.end and hint.kind == "organisation" and hint.margin >= _CERTAIN and text[hint.start].isupper():
        if (start, end) == (hint.start, hint.end):
            return tagged
        shares = (0.0, 0.0, 1.0)
        first, last = bisect_left(words.starts, hint.start), bisect_left(words.starts, hint.end)
        return _tagged(words, (first, last), hint.kind, shares)
    if hint.kind != tagged.kind:
        return tagged
    titled = hint.kind == "person" and hint.margin >= _CERTAIN
    if start < hint.start and hint.end == end and (titled or text[start].islower()):
        start = hint.start
    elif start == hint.start and end < hint.end and hint.kind == "organisation" and hint.margin >= _PLAIN:
        end = hint.end
    first, last = bisect_left(words.starts, start), bisect_left(words.starts, end)
    return _tagged(words, (first, last), tagged.kind, tagged.shares)


def settle(found: Sequence[Tagged], hints: Sequence[Hint], text: str) -> list[Tagged]:
    """One kind per name and article: the one that is likeliest over all places where the same words stand. A single word that
    ends the name of a person told in full is that person's."""
    total: dict[str, list[float]] = {}
    named = [key(text[t.start : t.end]) for t in found]
    for name, tagged in zip(named, found, strict=True):
        mine = total.setdefault(name, [0.0, 0.0, 0.0])
        for i, share in enumerate(tagged.shares):
            mine[i] += share
    told = {(hint.start, hint.end): hint for hint in hints}
    for name, tagged in zip(named, found, strict=True):
        hint = told.get((tagged.start, tagged.end))
        if hint is not None and hint.kind in _INDEX:
            total[name][_INDEX[hint.kind]] += _TRUST * min(hint.margin, _CERTAIN)
    people = {name.split()[-1] for name, shares in total.items() if " " in name and shares[0] == max(shares)}
    out = []
    for name, tagged in zip(named, found, strict=True):
        shares = total[name]
        best = shares.index(max(shares))
        if name in people and shares[0] > 0.2 * sum(shares):
            best = 0
        kind = KINDS[best][1]
        out.append(tagged if tagged.kind == kind else replace(tagged, kind=kind))
    return out


def again(found: Sequence[Tagged], words: Words, text: str, sound: Callable[[str], bool]) -> list[Tagged]:
    """The same words elsewhere in the article, where nothing was found (`sound`: may a single word of this key be a name there?)."""
    by_first: dict[str, list[tuple[tuple[str, ...], Tagged]]] = {}
    for tagged in found:
        sequence = words.forms[tagged.first : tagged.last]
        row = by_first.setdefault(sequence[0], [])
        if all(known != sequence for known, _ in row):
            row.append((sequence, tagged))
    taken = bytearray(len(words))
    for tagged in found:
        for i in range(tagged.first, tagged.last):
            taken[i] = 1
    out = []
    for i, form in enumerate(words.forms):
        if taken[i] or form not in by_first:
            continue
        for sequence, tagged in sorted(by_first[form], key=lambda row: -len(row[0])):
            end = i + len(sequence)
            if words.forms[i:end] == sequence and not any(taken[i:end]) and _within(words, i, end):
                if len(sequence) > 1 or sound(key(form)):
                    out.append(replace(tagged, first=i, last=end, start=words.starts[i], end=words.ends[end - 1]))
                    break
    return out


def _within(words: Words, first: int, last: int) -> bool:
    """Whether words stand in one sentence."""
    return last - first == 1 or any(a <= first and last <= b for a, b in words.bounds)
