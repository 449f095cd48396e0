"""Which texts are worth comparing: those that share fingerprints. What many texts share costs no more than what few do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from recoupe.grouping import fingerprints

POSTINGS = 24  # texts: a fingerprint in more of them links only neighbours
_TOGETHER = 2_000  # texts whose partners are counted at once
_MANY = 400  # texts from which numpy is worth its while

Pair = tuple[int, int]


def pairs(prints: Sequence[Sequence[int]], least: int = 2) -> dict[Pair, int]:
    """The pairs of texts (by their places, the smaller first) that share at least `least` fingerprints, and how many, in order.

    A fingerprint in more than POSTINGS texts links each of them to the first and to the one before it: a thousand near-copies cost
    a thousand comparisons and not a million, and the small print of an outlet as many as it has articles."""
    np = fingerprints.numpy() if len(prints) >= _MANY else None
    if np is None:
        return _pairs_slowly(prints, least)
    found: dict[Pair, int] = {}
    for first, second, hits in partners(prints, least):
        found.update(zip(zip(first.tolist(), second.tolist()), hits.tolist()))
    return dict(sorted(found.items()))


def _pairs_slowly(prints: Sequence[Sequence[int]], least: int) -> dict[Pair, int]:
    postings: dict[int, list[int]] = {}
    for at, marks in enumerate(prints):
        for mark in set(marks):
            postings.setdefault(mark, []).append(at)
    found: dict[Pair, int] = {}
    for rows in postings.values():
        for pair in _linked(rows):
            found[pair] = found.get(pair, 0) + 1
    return {pair: hits for pair, hits in sorted(found.items()) if hits >= least}


def _linked(rows: Sequence[int]) -> Iterator[Pair]:
    if len(rows) <= POSTINGS:
        yield from ((a, b) for at, a in enumerate(rows) for b in rows[at + 1 :])
    else:
        yield from ((rows[0], b) for b in rows[1:])
        yield from pairwise(rows[1:])


# ---------------------------------------------------------------- with numpy


def partners(prints: Iterable[Sequence[int]], least: int = 2) -> Iterator[tuple[Any, Any, Any]]:
    """As `pairs`, for more texts than a dictionary holds: arrays of first texts, second texts and shared fingerprints, for some
    thousand second texts at a time. Memory: about 40 bytes for each fingerprint.

    Raises MissingExtra where numpy is not installed."""
    np = fingerprints.needed()
    each = [np.asarray(marks, dtype=np.uint64) for marks in prints]
    bounds = np.cumsum([0, *map(len, each)])
    if not bounds[-1]:
        return
    owner = np.repeat(np.arange(len(each), dtype=np.int32), np.diff(bounds))
    marks = np.concatenate(each)
    del each
    order = np.argsort(marks, kind="stable").astype(np.int32)  # equal ones in the order of their texts
    marks, owner = marks[order], owner[order]
    new = np.concatenate(([True], marks[1:] != marks[:-1]))
    once = new | np.concatenate(([True], owner[1:] != owner[:-1]))  # what a text repeats counts once
    place = np.full(len(order), -1, dtype=np.int32)
    place[order[once]] = np.arange(int(once.sum()), dtype=np.int32)
    del marks, order
    owner, new = owner[once], new[once]
    start = np.maximum.accumulate(np.where(new, np.arange(len(new), dtype=np.int32), np.int32(0)))
    sizes = np.diff(np.flatnonzero(new), append=len(new)).astype(np.int32)
    size = np.repeat(sizes, sizes)
    for low in range(0, len(bounds) - 1, _TOGETHER):
        mine = place[bounds[low] : bounds[min(low + _TOGETHER, len(bounds) - 1)]]
        mine = mine[mine >= 0]
        yield from _counted(np, _steps(np, mine[size[mine] > 1], owner, start, size), least)


def _steps(np: Any, mine: Any, owner: Any, start: Any, size: Any) -> Iterator[Any]:
    """The pairs (as one number each) of the fingerprints at the places `mine` with the equal ones before them."""
    few = size[mine] <= POSTINGS
    rest, many = mine[few], mine[~few]
    step = 0
    while len(rest):
        step += 1
        rest = rest[rest - step >= start[rest]]
        yield _joined(np, owner[rest - step], owner[rest])
    first = start[many]
    later = many > first
    yield _joined(np, owner[first[later]], owner[many[later]])
    last = many[many - 1 > start[many]]
    yield _joined(np, owner[last - 1], owner[last])


def _joined(np: Any, first: Any, second: Any) -> Any:
    return second.astype(np.int64) << 32 | first


def _counted(np: Any, keys: Iterator[Any], least: int) -> Iterator[tuple[Any, Any, Any]]:
    found, hits = np.unique(np.concatenate(list(keys)), return_counts=True)
    enough = hits >= least
    if enough.any():
        found, hits = found[enough], hits[enough]
        yield (found & 0xFFFFFFFF).astype(np.int32), (found >> 32).astype(np.int32), hits
