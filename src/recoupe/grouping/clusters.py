"""Which reports tell the same event.

Average linkage over a sparse matrix of cosines. Texts that are copies of each other enter as one unit, so that an
exact copy of an article changes no story, and no weight of any word. A text that holds passages of several unlike
texts (a digest nobody split) is set aside and placed at the end: it joins one story and never merges two."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from recoupe.grouping import terms
from recoupe.grouping.copies import Link
from recoupe.grouping.copies import links as find_links
from recoupe.grouping.cuts import cut
from recoupe.grouping.sheets import Key, Sheet, lay_out
from recoupe.records import Examined

SAME_EVENT = 0.13  # mean cosine between two groups of reports of one event
PRIOR = 3000.0  # reports: what is known of words in general counts for so many
_LOCAL_PRIOR = 100.0  # the same when the words of one group are weighed against each other
_WHO_AND_WHEN = 1.5  # what names and numbers then count beside other words: they tell two events of one sort apart
_TWO_EVENTS = 0.85  # a group whose best cut is under this is two events
_UNDATED = 0.9  # the same where time has not parted the reports already
_SMALLEST = 2  # reports on each side of a cut
_LARGEST = 600  # reports of a group that is looked at so (its cost is the square of that)
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
    items = {i for i, u in enumerate(units) if i not in hubs and not any(m.only for m in u.members)}
    owners = [frozenset(m.article.id for m in u.members) for u in units]
    whole = sorted(set(range(len(units))) - hubs - items)
    groups = [part for g in _average_linkage(whole, matrix, SAME_EVENT) for part in _look_alikes(units, g)]
    groups += _average_linkage(_join(sorted(items), groups, matrix, owners), matrix, SAME_EVENT, owners)
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


def similarities(units: Sequence[Unit], prior: float = PRIOR, special: float = 1.0) -> dict[tuple[int, int], float]:
    """Pair (i < j) -> how alike two units are, less the further apart they appeared. `special` is what names and numbers
    count beside other words."""
    rare = terms.rarity([u.sheet for u in units], prior, terms.ordinary)
    rare[""] = terms.rarity([u.sheet for u in units], min(prior, terms.PRIOR))[""]
    out: dict[tuple[int, int], float] = {}
    codes = sorted(set(rare) - {""})
    for code in codes:
        mine = [i for i, u in enumerate(units) if u.sheet.language == code]
        for a, row in enumerate(terms.alike([terms.vector(_weights(units[i].sheet, special), rare[code]) for i in mine])):
            for b, cosine in row.items():
                out[mine[a], mine[b]] = cosine
    if len(codes) > 1:
        keys = [terms.vector(u.sheet.shared, rare[""]) for u in units]
        for i, row in enumerate(terms.alike(keys, sides=[u.sheet.language for u in units])):
            for j, cosine in row.items():
                out[i, j] = cosine * SAME_EVENT / _ACROSS
    return {pair: cosine * _in_time(units[pair[0]], units[pair[1]]) for pair, cosine in sorted(out.items()) if cosine >= _NOTHING}


def _weights(one: Sheet, special: float) -> dict[str, float]:
    found = terms.emphasis(one)
    if special == 1.0:
        return found
    return {term: worth * special if term[0].isdigit() or term in one.proper else worth for term, worth in found.items()}


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
    """Part a group that holds two events of one sort (two floods, two trials), and each part again.

    What all of the group have in common is what hides the difference, so the words are weighed anew against this group
    alone; names and numbers say more there than other words."""
    if not 2 * _SMALLEST <= len(group) <= _LARGEST:
        return [group]
    mine = [units[i] for i in group]
    found = cut(_of_one_measure(mine, similarities(mine, _LOCAL_PRIOR, _WHO_AND_WHEN)), len(mine), _SMALLEST)
    if found is None:
        return [group]
    *sides, value = found
    dated = all(u.days is not None for u in mine)
    if value >= (_TWO_EVENTS if dated else _UNDATED):
        return [group]
    return [part for side in sides for part in _look_alikes(units, [group[i] for i in side])]


def _of_one_measure(units: Sequence[Unit], matrix: Mapping[tuple[int, int], float]) -> Mapping[tuple[int, int], float]:
    """The same matrix with reports of two languages as alike on the whole as those of one: they are compared by other
    means, and that alone must not part them."""
    spoken = [u.sheet.language for u in units]
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


def _join(
    items: Sequence[int], groups: list[list[int]], matrix: Mapping[tuple[int, int], float], owners: Sequence[frozenset[str]]
) -> list[int]:
    """Puts the items of digests, those most alike first, into the groups whose event they tell, and returns the rest. A group
    takes one item of a digest: who writes it keeps its items apart."""
    held = [frozenset[str]().union(*(owners[u] for u in group)) for group in groups]
    where = {u: g for g, group in enumerate(groups) for u in group}
    loose, sums = set(items), dict[tuple[int, int], float]()
    for pair, score in matrix.items():
        for item, other in (pair, pair[::-1]):
            if item in loose and other in where:
                sums[item, where[other]] = sums.get((item, where[other]), 0.0) + score
    scores = sorted((-total / len(groups[g]), item, g) for (item, g), total in sums.items())
    placed = set[int]()
    for score, item, g in scores:
        if -score < SAME_EVENT:
            break
        if item not in placed and held[g].isdisjoint(owners[item]):
            placed.add(item)
            groups[g].append(item)
            held[g] |= owners[item]
    return [item for item in items if item not in placed]


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


def _average_linkage(
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
