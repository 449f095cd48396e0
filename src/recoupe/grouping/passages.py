"""What two reports have in common word for word: the passages themselves, and how much of either they are.

A word that stands inside quotation marks on either side is nobody's prose: two reporters who heard the same sentence have copied
nothing from each other. It may link two stretches of prose, but it counts for none."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from recoupe.grouping.fingerprints import SHINGLE, WORD
from recoupe.grouping.sheets import PLAIN, Key, Sheet
from recoupe.records import Copied, Span

Marks = bytes | bytearray
Places = tuple[Sequence[int], Sequence[int]]  # where words start and end
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
    own_a, own_b = bytearray(len(a.free)), bytearray(len(b.free))  # what is prose on both sides
    lost_a, lost_b = bytearray(len(a.free)), bytearray(len(b.free))  # and what is prose here and quotation there
    for one in found:
        here, there = slice(one.a, one.a + one.size), slice(one.b, one.b + one.size)
        both = _and(a.free[here], b.free[there])
        own_a[here] = both
        own_b[there] = _or(own_b[there], both)
        lost_a[here] = _without(a.free[here], both)
        lost_b[there] = _or(lost_b[there], _without(b.free[there], both))
    words_a, words_b = _count(own_a), _count(own_b)
    return Common(
        passages=found,
        share_a=words_a / max(1, _count(a.free) - _count(lost_a)),
        share_b=words_b / max(1, _count(b.free) - _count(_without(lost_b, own_b))),
        words=min(words_a, words_b),
        told=sum(one.plain for one in found if one.plain >= _TELLING),
        longest=max((one.plain for one in found), default=0),
        block=_block(found),
    )


_ANY = bytes([0, *[1] * 255])  # every mark but QUOTED as 1
_NONE = bytes([1, *[0] * 255])


def _and(one: Marks, other: Marks) -> bytes:
    return (int.from_bytes(one) & int.from_bytes(other)).to_bytes(len(one))


def _or(one: Marks, other: Marks) -> bytes:
    return (int.from_bytes(one) | int.from_bytes(other)).to_bytes(len(one))


def _without(one: Marks, other: Marks) -> bytes:
    """1 where only the first is not QUOTED."""
    return _and(one.translate(_ANY), other.translate(_NONE))


def _count(marks: Marks) -> int:
    return len(marks) - marks.count(0)


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
    reached = expected = 0
    for at in [at for at, run in enumerate(a.runs) if run in places]:
        if at < reached:
            continue
        size, _, start = max((_length(a, b, at, there), -abs(there - expected), there) for there in places[a.runs[at]])
        if size < SHINGLE:  # two runs of one number
            continue
        both = _and(a.free[at : at + size], b.free[start : start + size])
        yield Passage(at, start, size, _count(both), both.count(PLAIN))
        reached, expected = at + size, start + size


def _length(a: Sheet, b: Sheet, i: int, j: int) -> int:
    """How many words from `i` and `j` on are the same."""
    size, step = 0, SHINGLE
    while a.numbers[i + size : i + size + step] == b.numbers[j + size : j + size + step]:
        size += step
        if i + size >= len(a.numbers) or j + size >= len(b.numbers):
            return min(size, len(a.numbers) - i, len(b.numbers) - j)
        step *= 2
    for x, y in zip(a.numbers[i + size : i + size + step], b.numbers[j + size : j + size + step]):
        if x != y:
            break
        size += 1
    return size


def _block(found: Sequence[Passage]) -> int:
    best = held = 0
    last: Passage | None = None
    for one in found:
        near = last is not None and one.a - last.a - last.size <= _GAP and 0 <= one.b - last.b - last.size <= _GAP
        held = held + one.plain if near else one.plain
        best, last = max(best, held), one
    return best


# ---------------------------------------------------------------- evidence


def evidence(a: Sheet, b: Sheet, common: Common, known: dict[Key, Places] | None = None) -> tuple[Copied, ...]:
    """The passages that tell something, the longest _SHOWN of them in the order of the first report: the characters of both
    sides from the first word to the last. `known`: where the words of reports stand, kept from call to call."""
    chosen = sorted((one for one in common.passages if one.plain >= _TELLING), key=lambda one: (-one.own, one.a))[:_SHOWN]
    if not chosen:
        return ()
    known = {} if known is None else known
    for sheet in (a, b):
        if sheet.key not in known:
            known[sheet.key] = _words(sheet)
    (starts, ends), (starts_b, ends_b) = known[a.key], known[b.key]
    out = []
    for one in sorted(chosen, key=lambda one: one.a):
        mine = Span(starts[one.a], ends[one.a + one.size - 1])
        other = Span(starts_b[one.b], ends_b[one.b + one.size - 1])
        out.append(Copied(a.article.id, mine, mine.of(a.article.text), b.article.id, other, other.of(b.article.text)))
    return tuple(out)


def _words(one: Sheet) -> Places:
    """Where each word of `numbers` starts and ends in the article's text."""
    found = [m.span() for span in one.spans for m in WORD.finditer(one.article.text, span.start, span.end)]
    return array("L", [start for start, _ in found]), array("L", [end for _, end in found])
