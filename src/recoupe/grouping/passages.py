"""What two reports have in common word for word: the passages themselves, and how much of either they are.

A word that stands inside quotation marks on either side is nobody's prose: two reporters who heard the same sentence have copied
nothing from each other. It may link two stretches of prose, but it counts for none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from recoupe.grouping.fingerprints import SHINGLE, WORD
from recoupe.grouping.sheets import Sheet
from recoupe.records import Copied, Span

_PLACES = 4  # of a run that a text repeats, how many are tried
_GAP = 30  # words between two passages that still belong to one block, on both sides
_TELLING = 8  # words of prose (names left out) under which a passage may be a title or a figure of speech
_SHOWN = 12  # passages that are given as evidence


@dataclass(frozen=True, slots=True)
class Passage:
    """The same words on both sides: `size` words from word `a` of one report and word `b` of the other; `own` of them stand
    outside quotation marks on both sides, and `plain` of these are in no name."""

    a: int
    b: int
    size: int
    own: int
    plain: int


@dataclass(frozen=True, slots=True)
class Common:
    """What two reports share. `share_a` and `share_b`: the share of the prose of either (0 to 1); `words`: how many words of prose
    that is; `told`: the same without passages too short to tell anything; `longest`: the words of prose of the longest passage;
    `block`: those of the longest stretch of passages that follow each other on both sides."""

    passages: tuple[Passage, ...]
    share_a: float
    share_b: float
    words: int
    told: int
    longest: int
    block: int


def common(a: Sheet, b: Sheet, places: Mapping[int, Sequence[int]] | None = None) -> Common:
    """The passages of two reports, in the order of the first; `places` are those of `b`, where they are known."""
    found = tuple(_passages(a, b, places_of(b) if places is None else places))
    both = 0
    prose_a = prose_b = 0  # words of prose that are quoted on the other side
    seen_b = bytearray(len(b.numbers))
    for one in found:
        both += one.own
        left, right = a.free[one.a : one.a + one.size], b.free[one.b : one.b + one.size]
        prose_a += len(left) - left.count(0) - one.own
        for at, (x, y) in enumerate(zip(left, right), one.b):
            if y:
                seen_b[at] |= 1 if x else 2
    both_b = sum(mark & 1 for mark in seen_b)
    prose_b = sum(mark == 2 for mark in seen_b)
    return Common(
        passages=found,
        share_a=both / max(1, len(a.free) - a.free.count(0) - prose_a),
        share_b=both_b / max(1, len(b.free) - b.free.count(0) - prose_b),
        words=min(both, both_b),
        told=sum(one.plain for one in found if one.plain >= _TELLING),
        longest=max((one.plain for one in found), default=0),
        block=_block(found),
    )


def places_of(one: Sheet) -> dict[int, list[int]]:
    """Where each run of words stands (the first few places)."""
    out: dict[int, list[int]] = {}
    for at, run in enumerate(one.runs):
        rows = out.setdefault(run, [])
        if len(rows) < _PLACES:
            rows.append(at)
    return out


def _passages(a: Sheet, b: Sheet, places: Mapping[int, Sequence[int]]) -> Iterator[Passage]:
    """Along the first report, the longest passage from each word that is in none yet (of equal ones the one that goes on from
    the last)."""
    at = expected = 0
    while at < len(a.runs):
        choice = ((_length(a, b, at, there), -abs(there - expected), there) for there in places.get(a.runs[at], ()))
        size, _, start = max(choice, default=(0, 0, 0))
        if size < SHINGLE:
            at += 1
            continue
        least = [min(x, y) for x, y in zip(a.free[at : at + size], b.free[start : start + size])]
        yield Passage(at, start, size, size - least.count(0), least.count(1))
        at, expected = at + size, start + size


def _length(a: Sheet, b: Sheet, i: int, j: int) -> int:
    start = i
    while i < len(a.numbers) and j < len(b.numbers) and a.numbers[i] == b.numbers[j]:
        i, j = i + 1, j + 1
    return i - start


def _block(found: Sequence[Passage]) -> int:
    best = held = 0
    last: Passage | None = None
    for one in found:
        near = last is not None and one.a - last.a - last.size <= _GAP and 0 <= one.b - last.b - last.size <= _GAP
        held = held + one.plain if near else one.plain
        best, last = max(best, held), one
    return best


# ---------------------------------------------------------------- evidence


def evidence(a: Sheet, b: Sheet, common: Common) -> tuple[Copied, ...]:
    """The passages that tell something, the longest _SHOWN of them in the order of the first report: the characters of both
    sides from the first word to the last."""
    chosen = sorted((one for one in common.passages if one.plain >= _TELLING), key=lambda one: (-one.own, one.a))[:_SHOWN]
    if not chosen:
        return ()
    left, right = _spans(a), _spans(b)
    out = []
    for one in sorted(chosen, key=lambda one: one.a):
        mine = Span(left[one.a].start, left[one.a + one.size - 1].end)
        other = Span(right[one.b].start, right[one.b + one.size - 1].end)
        out.append(Copied(a.article.id, mine, mine.of(a.article.text), b.article.id, other, other.of(b.article.text)))
    return tuple(out)


def _spans(one: Sheet) -> list[Span]:
    """Where each word of `numbers` stands in the article's text."""
    body = one.article.text
    return [Span(m.start(), m.end()) for span in one.spans for m in WORD.finditer(body, span.start, span.end)]
