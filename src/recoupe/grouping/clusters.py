"""Which reports tell the same event.

Average linkage over a sparse matrix of cosines. Texts that are copies of each other enter as one unit, so that an
exact copy of an article changes no story, and no weight of any word. A text that holds passages of several unlike
texts (a digest nobody split) is set aside and placed at the end: it joins one story and never merges two."""

from __future__ import annotations

import heapq
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from recoupe.grouping import terms
from recoupe.grouping.copies import Link
from recoupe.grouping.copies import links as find_links
from recoupe.grouping.sheets import Key, Sheet, lay_out
from recoupe.records import Examined

SAME_EVENT = 0.12  # mean cosine between two groups of reports of one event
_LOCAL_PRIOR = 8  # reports: the prior when the words of one group are weighed against each other
_CORE = 0.1  # mean cosine, so weighed, within which some of a group belong together
_TWICE = 2.0  # how much more alike than each other two such cores are, each in itself, when they are two events
_ACROSS = 0.15  # the same between two languages, on names, figures, days and the beginnings of long words
_NEAR = 3  # days within which time says nothing against one event
_FADE = 7  # days after which (beyond those) two reports must be twice as alike
_TEXT = ("near", "contained", "rewritten", "passage")  # links that say one text stands in another
_NOTHING = 0.02  # cosine that any two reports of one country and week have; left out, as nine pairs in ten
_UNLIKE = 0.1  # cosine under which two texts that stand in one third text are two subjects


@dataclass(frozen=True, slots=True)
class Unit:
    """Reports with one text; `sheet` stands for all of them, `days` are the first and last day of publication."""

    sheet: Sheet
    members: tuple[Sheet, ...]
    days: tuple[int, int] | None


def cluster(examined: Sequence[Examined], links: Sequence[Link] | None = None) -> list[tuple[Key, ...]]:
    """The reports (keys) of each story: a partition of all reports, in canonical order."""
    sheets = lay_out(examined)
    return group_sheets(sheets, find_links(sheets) if links is None else links)


def group_sheets(sheets: Sequence[Sheet], links: Sequence[Link]) -> list[tuple[Key, ...]]:
    """As `cluster`, for reports that are laid out already."""
    mixed = _mixed(sheets, links)
    units = _units(sheets, [link for link in links if link.kind == "identical" or not mixed & {link.a, link.b}])
    matrix = similarities(units)
    hubs = {i for i, u in enumerate(units) if any(m.key in mixed for m in u.members)}
    groups = _average_linkage(len(units), {p: s for p, s in matrix.items() if not hubs & set(p)}, SAME_EVENT)
    groups = [part for g in groups if not hubs & set(g) for part in _look_alikes(units, g)]
    groups = _place(sorted(hubs), groups, matrix)
    order = {one.key: one.order for one in sheets}
    stories = [tuple(sorted((m.key for u in group for m in units[u].members), key=order.__getitem__)) for group in groups]
    return sorted(stories, key=lambda story: order[story[0]])


def _units(sheets: Sequence[Sheet], links: Sequence[Link]) -> list[Unit]:
    root: dict[Key, Key] = {one.key: one.key for one in sheets}

    def top(key: Key) -> Key:
        while root[key] != key:
            root[key] = root[root[key]]
            key = root[key]
        return key

    day = {one.key: one.day for one in sheets}
    for link in links:
        if link.kind not in ("identical", "near", "rewritten") or not {link.a, link.b} <= root.keys():
            continue
        first, last = day[link.a], day[link.b]
        if first is not None and last is not None and abs(first - last) > _NEAR + _FADE:
            continue  # a form that is filled in anew every month
        a, b = top(link.a), top(link.b)
        root[max(a, b)] = min(a, b)
    groups: dict[Key, list[Sheet]] = {}
    for one in sheets:
        groups.setdefault(top(one.key), []).append(one)
    units = []
    for group in groups.values():
        known = [one.day for one in group if one.day is not None]
        # the longest text stands for the group: a choice no copy of any of them can change
        chosen = max(group, key=lambda one: (one.words, one.fingerprint))
        units.append(Unit(chosen, tuple(group), (min(known), max(known)) if known else None))
    return sorted(units, key=lambda u: (u.sheet.fingerprint, u.sheet.key))


def similarities(units: Sequence[Unit], prior: float = terms.PRIOR) -> dict[tuple[int, int], float]:
    """Pair (i < j) -> how alike two units are, less the further apart they appeared."""
    rare = terms.rarity([u.sheet for u in units], prior)
    out: dict[tuple[int, int], float] = {}
    codes = sorted(set(rare) - {""})
    for code in codes:
        mine = [i for i, u in enumerate(units) if u.sheet.language == code]
        for a, row in enumerate(terms.alike([terms.vector(units[i].sheet.weights, rare[code]) for i in mine])):
            for b, cosine in row.items():
                out[mine[a], mine[b]] = cosine
    if len(codes) > 1:
        keys = [terms.vector(u.sheet.shared, rare[""]) for u in units]
        for i, row in enumerate(terms.alike(keys, sides=[u.sheet.language for u in units])):
            for j, cosine in row.items():
                out[i, j] = cosine * SAME_EVENT / _ACROSS
    return {pair: cosine * _in_time(units[pair[0]], units[pair[1]]) for pair, cosine in sorted(out.items()) if cosine >= _NOTHING}


def _in_time(a: Unit, b: Unit) -> float:
    if a.days is None or b.days is None:
        return 1.0
    gap = max(0, a.days[0] - b.days[1], b.days[0] - a.days[1])
    return 1.0 if gap <= _NEAR else 1.0 / (1.0 + (gap - _NEAR) / _FADE)


def _mixed(sheets: Sequence[Sheet], links: Sequence[Link]) -> set[Key]:
    """Reports that hold the text of two reports which have nothing to do with each other: digests nobody split."""
    by_key = {one.key: one for one in sheets}
    partners: dict[Key, list[Link]] = {}
    for link in links:
        if link.kind in _TEXT and {link.a, link.b} <= by_key.keys():
            partners.setdefault(link.a, []).append(link)
            partners.setdefault(link.b, []).append(link)
    several = {key: rows for key, rows in partners.items() if len(rows) > 1}
    if not several:
        return set()
    rare = terms.rarity(list({one.fingerprint: one for one in sheets}.values()))
    known: dict[Key, terms.Vector] = {}

    def vector(key: Key) -> terms.Vector:
        if key not in known:
            known[key] = terms.vector(by_key[key].weights, rare[by_key[key].language])
        return known[key]

    mixed = set()
    for key, rows in several.items():
        others = sorted({link.b if link.a == key else link.a for link in rows})
        inside = [other for other in others if by_key[other].words <= by_key[key].words]
        if any(terms.cosine(vector(inside[0]), vector(other)) < _UNLIKE for other in inside[1:]):
            mixed.add(key)
    return mixed


def _look_alikes(units: Sequence[Unit], group: list[int]) -> list[list[int]]:
    """Split a group that holds two events of one sort (two floods, two trials).

    What all of the group have in common is what hides the difference, so the words are weighed anew against this group
    alone. Cores of at least two reports that are twice as alike in themselves as to each other are two events; single
    reports go to the core they are nearest to."""
    if len(group) < 4:
        return [group]
    matrix = similarities([units[i] for i in group], _LOCAL_PRIOR)
    cores = [core for core in _average_linkage(len(group), matrix, _CORE) if len(core) > 1]
    while len(cores) > 1:
        tightness = [_mean(matrix, core, core) for core in cores]
        closest, i, j = max(
            (_mean(matrix, a, b) / max(1e-9, min(tightness[i], tightness[j])), -i, -j)
            for i, a in enumerate(cores)
            for j, b in enumerate(cores[:i])
        )
        if closest * _TWICE <= 1.0:
            break
        cores[-j] = sorted(cores[-j] + cores.pop(-i))
    if len(cores) < 2:
        return [group]
    held = {i for core in cores for i in core}
    parts = [list(core) for core in cores]
    for i in range(len(group)):
        if i not in held:
            nearest = max(range(len(cores)), key=lambda c: (_mean(matrix, [i], cores[c]), -c))
            parts[nearest].append(i)
    return [sorted(group[i] for i in part) for part in parts]


def _mean(matrix: Mapping[tuple[int, int], float], a: Sequence[int], b: Sequence[int]) -> float:
    """The mean cosine of the pairs between two groups, or within one."""
    pairs = [(min(i, j), max(i, j)) for i in a for j in b if i != j]
    return math.fsum(matrix.get(pair, 0.0) for pair in pairs) / len(pairs) if pairs else 0.0


def _place(hubs: Sequence[int], groups: list[list[int]], matrix: Mapping[tuple[int, int], float]) -> list[list[int]]:
    grown = [list(group) for group in groups]
    for hub in hubs:
        scores = [sum(matrix.get((min(hub, u), max(hub, u)), 0.0) for u in group) / len(group) for group in groups]
        best = max(range(len(groups)), key=scores.__getitem__, default=None)
        if best is not None and scores[best] >= SAME_EVENT:
            grown[best].append(hub)
        else:
            grown.append([hub])
    return grown


def _average_linkage(size: int, matrix: Mapping[tuple[int, int], float], threshold: float) -> list[list[int]]:
    """Merge the two groups whose members are most alike on average until none reach the threshold. Pairs that are not
    in the matrix count 0. Equal scores are decided by position, so the result depends on nothing else."""
    sums: list[dict[int, float]] = [{} for _ in range(size)]
    for (i, j), score in matrix.items():
        sums[i][j] = sums[j][i] = score
    members: list[list[int]] = [[i] for i in range(size)]
    version = [0] * size
    heap = [(-s, i, j, 0, 0) for (i, j), s in matrix.items() if s >= threshold]
    heapq.heapify(heap)
    while heap:
        _, i, j, seen_i, seen_j = heapq.heappop(heap)
        if version[i] != seen_i or version[j] != seen_j:
            continue
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
