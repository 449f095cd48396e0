"""Groups of reports that tell one event, from nothing but their words, names, numbers and days.

Average linkage over a sparse matrix of cosines, with words weighed against how ordinary they are; then groups that hold two
events of one sort are parted. Both the grouping of a whole collection and the streaming index rest on this."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from recoupe.grouping import terms
from recoupe.grouping.cuts import cut
from recoupe.grouping.sheets import Sheet

Matrix = Mapping[tuple[int, int], float]

SAME_EVENT = 0.13  # mean cosine between two groups of reports of one event
_PAIR = 0.17  # the same for two reports alone, where it rests on one comparison
PRIOR = 3000.0  # reports: what is known of words in general counts for so many
_LOCAL_PRIOR = 100.0  # the same when the words of one group are weighed against each other
_WHO_AND_WHEN = 1.5  # what names and numbers then count beside other words: they tell two events of one sort apart
_TWO_EVENTS = 0.85  # a group whose best cut is under this is two events
_UNDATED = 0.93  # the same where time has not parted the reports already
_SMALLEST = 2  # reports on each side of a cut
_LARGEST = 600  # reports of a group that is looked at so (its cost is the square of that)
ACROSS = SAME_EVENT / 0.15  # a cosine of names, figures, days and beginnings of long words, between languages, beside one of words
NEAR = 3  # days within which time says nothing against one event
FADE = 7  # days after which (beyond those) two reports must be twice as alike
_NOTHING = 0.02  # cosine that any two reports of one country and week have; left out, as nine pairs in ten


@dataclass(frozen=True, slots=True)
class Face:
    """What of a report is compared: `weights` what each term counts by where it stands, `special` the terms that are names
    or numbers, `shared` the keys that mean the same in any language, `days` the first and last day of publication."""

    language: str
    weights: Mapping[str, float]
    special: frozenset[str]
    shared: Mapping[str, float]
    days: tuple[int, int] | None


def face(one: Sheet, days: tuple[int, int] | None) -> Face:
    """The face of a report."""
    weights = terms.emphasis(one)
    special = frozenset(term for term in weights if term[0].isdigit() or term in one.proper)
    return Face(one.language, weights, special, one.shared, days)


def similarities(faces: Sequence[Face], prior: float = PRIOR, special: float = 1.0, fading: bool = True) -> dict[tuple[int, int], float]:
    """Pair (i < j) -> how alike two reports are, less the further apart they appeared (where `fading`). `special` is what names
    and numbers count beside other words."""
    rare = terms.rarity(faces, prior, terms.ordinary)
    rare[""] = terms.rarity(faces, min(prior, terms.PRIOR))[""]
    out: dict[tuple[int, int], float] = {}
    codes = sorted(set(rare) - {""})
    for code in codes:
        mine = [i for i, one in enumerate(faces) if one.language == code]
        for a, row in enumerate(terms.alike([terms.vector(_weights(faces[i], special), rare[code]) for i in mine])):
            for b, cosine in row.items():
                out[mine[a], mine[b]] = cosine
    if len(codes) > 1:
        keys = [terms.vector(one.shared, rare[""]) for one in faces]
        for i, row in enumerate(terms.alike(keys, sides=[one.language for one in faces])):
            for j, cosine in row.items():
                out[i, j] = cosine * ACROSS
    out = {pair: cosine for pair, cosine in sorted(out.items()) if cosine >= _NOTHING}
    if not fading:
        return out
    return {(i, j): cosine * nearness(faces[i].days, faces[j].days) for (i, j), cosine in out.items()}


def _weights(one: Face, special: float) -> Mapping[str, float]:
    if special == 1.0:
        return one.weights
    return {term: worth * special if term in one.special else worth for term, worth in one.weights.items()}


def nearness(a: tuple[int, int] | None, b: tuple[int, int] | None) -> float:
    """1 for reports of one week, less the further apart they appeared; 1 where a day is not known."""
    if a is None or b is None:
        return 1.0
    gap = max(0, a[0] - b[1], b[0] - a[1])
    return 1.0 if gap <= NEAR else 1.0 / (1.0 + (gap - NEAR) / FADE)


def groups(
    faces: Sequence[Face], matrix: Matrix, chosen: Sequence[int], same: float, owners: Sequence[frozenset[str]] | None = None
) -> list[list[int]]:
    """The chosen reports by the event they tell (`owners` as in `average_linkage`)."""
    out = []
    for group in average_linkage(chosen, matrix, same, owners):
        if len(group) == 2 and matrix.get((group[0], group[1]), 0.0) < same / SAME_EVENT * _PAIR:
            out += [[i] for i in group]
        else:
            out += look_alikes(faces, group)
    return out


def look_alikes(faces: Sequence[Face], group: list[int]) -> list[list[int]]:
    """Part a group that holds two events of one sort (two floods, two trials), and each part again.

    What all of the group have in common is what hides the difference, so the words are weighed anew against this group
    alone; names and numbers say more there than other words."""
    if not 2 * _SMALLEST <= len(group) <= _LARGEST:
        return [group]
    mine = [faces[i] for i in group]
    found = cut(_of_one_measure(mine, similarities(mine, _LOCAL_PRIOR, _WHO_AND_WHEN)), len(mine), _SMALLEST)
    if found is None:
        return [group]
    *sides, value = found
    dated = all(one.days is not None for one in mine)
    if value >= (_TWO_EVENTS if dated else _UNDATED):
        return [group]
    return [part for side in sides for part in look_alikes(faces, [group[i] for i in side])]


def silences(days: Sequence[tuple[int, int] | None]) -> list[list[int]]:
    """Reports (by their places) of one event as far as their words go, parted where more than NEAR days lie between those
    before and those after, at least _SMALLEST on each side. One group where a day is not known."""
    if any(row is None for row in days):
        return [list(range(len(days)))]
    firsts = [row[0] for row in days if row is not None]
    order = sorted(range(len(firsts)), key=lambda i: (firsts[i], i))
    parts = [order[:1]]
    for i in order[1:]:
        if firsts[i] - firsts[parts[-1][-1]] > NEAR:
            parts.append([])
        parts[-1].append(i)
    out = [parts[0]]
    for part in parts[1:]:
        if min(len(out[-1]), len(part)) < _SMALLEST:
            out[-1] = out[-1] + part
        else:
            out.append(part)
    return out


def _of_one_measure(faces: Sequence[Face], matrix: Mapping[tuple[int, int], float]) -> Mapping[tuple[int, int], float]:
    """The same matrix with reports of two languages as alike on the whole as those of one: they are compared by other
    means, and that alone must not part them."""
    spoken = [one.language for one in faces]
    if len(set(spoken)) < 2:
        return matrix
    sums: dict[tuple[str, str], float] = {}
    for (i, j), score in matrix.items():
        pair = (min(spoken[i], spoken[j]), max(spoken[i], spoken[j]))
        sums[pair] = sums.get(pair, 0.0) + score
    count = Counter(spoken)
    means = {(a, b): total / (count[a] * count[b] if a != b else max(1, count[a] * (count[a] - 1) / 2)) for (a, b), total in sums.items()}
    within = [means[a, a] for a in sorted(count) if means.get((a, a))]
    usual = sum(within) / len(within) if within else 0.0
    scale = {pair: usual / mean if pair[0] != pair[1] and usual and mean else 1.0 for pair, mean in means.items()}
    return {(i, j): score * scale[min(spoken[i], spoken[j]), max(spoken[i], spoken[j])] for (i, j), score in matrix.items()}


def average_linkage(
    chosen: Sequence[int], matrix: Mapping[tuple[int, int], float], threshold: float, owners: Sequence[frozenset[str]] | None = None
) -> list[list[int]]:
    """Merge the two groups (of those chosen) whose members are most alike on average until none reach the threshold. Pairs
    that are not in the matrix count 0. Equal scores are decided by position, so the result depends on nothing else. Groups
    that share one of their `owners` never meet."""
    at = {unit: n for n, unit in enumerate(chosen)}
    sums: list[dict[int, float]] = [{} for _ in chosen]
    heap = []
    for (a, b), score in matrix.items():
        if a in at and b in at:
            i, j = at[a], at[b]
            sums[i][j] = sums[j][i] = score
            if score >= threshold:
                heap.append((-score, i, j, 0, 0))
    held = [owners[unit] if owners is not None else frozenset[str]() for unit in chosen]
    members: list[list[int]] = [[unit] for unit in chosen]
    version = [0] * len(chosen)
    heapq.heapify(heap)
    while heap:
        _, i, j, seen_i, seen_j = heapq.heappop(heap)
        if version[i] != seen_i or version[j] != seen_j or not held[i].isdisjoint(held[j]):
            continue
        held[i] |= held[j]
        members[i] += members[j]
        version[i] += 1
        version[j] = -1
        mine, gone = sums[i], sums[j]
        for k, score in gone.items():
            sums[k].pop(j, None)
            if k != i:
                mine[k] = mine.get(k, 0.0) + score
        members[j], sums[j] = [], {}
        for k, score in mine.items():
            sums[k][i] = score
            mean = score / (len(members[i]) * len(members[k]))
            if mean >= threshold:
                a, b = (i, k) if i < k else (k, i)
                heapq.heappush(heap, (-mean, a, b, version[a], version[b]))
    return [sorted(group) for group in members if group]
