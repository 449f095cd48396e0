"""Which reports tell the same event.

Texts that are copies of each other enter as one unit, so that an
exact copy of an article changes no story, and no weight of any word. A text that holds passages of several unlike
texts (a digest nobody split) is set aside and placed at the end: it joins one story and never merges two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from recoupe.grouping import events, terms
from recoupe.grouping.copies import Link
from recoupe.grouping.copies import links as find_links
from recoupe.grouping.sheets import Key, Sheet, lay_out
from recoupe.records import Examined

_TEXT = ("near", "contained", "rewritten", "passage")  # links that say one text stands in another
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


def group_sheets(sheets: Sequence[Sheet], links: Sequence[Link], same: float = events.SAME_EVENT) -> list[tuple[Key, ...]]:
    """As `cluster`, for reports that are laid out already. `same` is the mean cosine between two groups of one event."""
    mixed = _mixed(sheets, links)
    units = _units(sheets, [link for link in links if link.kind == "identical" or not mixed & {link.a, link.b}])
    faces = [events.face(u.sheet, u.days) for u in units]
    matrix = events.similarities(faces)
    hubs = {i for i, u in enumerate(units) if any(m.key in mixed for m in u.members)}
    items = {i for i, u in enumerate(units) if i not in hubs and not any(m.only for m in u.members)}
    owners = [frozenset(m.article.id for m in u.members) for u in units]
    whole = sorted(set(range(len(units))) - hubs - items)
    groups = events.groups(faces, matrix, whole, same)
    groups += events.average_linkage(_join(sorted(items), groups, matrix, owners, same), matrix, same, owners)
    groups = _place(sorted(hubs), groups, matrix, same)
    return _in_order(sheets, units, groups)


def tellings(story: Sequence[Sheet], links: Sequence[Link]) -> list[tuple[Key, ...]]:
    """The reports (keys) of a story by the time they tell of it: where nobody told of it for some days (`events.NEAR`) and
    then two texts and more do again, something else has happened. Copies of one text are one text, of the day of the first."""
    units = _units(story, links)
    parts = events.silences([u.days for u in units])
    order = {one.key: n for n, one in enumerate(story)}
    told = [tuple(sorted((m.key for i in part for m in units[i].members), key=order.__getitem__)) for part in parts]
    return sorted(told, key=lambda part: order[part[0]])


def threads(sheets: Sequence[Sheet], links: Sequence[Link], same: float = events.SAME_EVENT) -> list[tuple[Key, ...]]:
    """The reports (keys) of each affair, whatever happens in it and however long it lasts: what stories are told of. A
    story of `group_sheets` hardly ever lies in two of them. Digests that nobody split stand alone."""
    mixed = _mixed(sheets, links)
    units = _units(sheets, [link for link in links if link.kind == "identical" or not mixed & {link.a, link.b}])
    matrix = events.similarities([events.face(u.sheet, u.days) for u in units], fading=False)
    hubs = {i for i, u in enumerate(units) if any(m.key in mixed for m in u.members)}
    groups = events.average_linkage([i for i in range(len(units)) if i not in hubs], matrix, same)
    return _in_order(sheets, units, [*groups, *([i] for i in sorted(hubs))])


def _in_order(sheets: Sequence[Sheet], units: Sequence[Unit], groups: Sequence[Sequence[int]]) -> list[tuple[Key, ...]]:
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
        if first is not None and last is not None and abs(first - last) > events.NEAR + events.FADE:
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


def _join(
    items: Sequence[int], groups: list[list[int]], matrix: Mapping[tuple[int, int], float], owners: Sequence[frozenset[str]], same: float
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
        if -score < same:
            break
        if item not in placed and held[g].isdisjoint(owners[item]):
            placed.add(item)
            groups[g].append(item)
            held[g] |= owners[item]
    return [item for item in items if item not in placed]


def _place(hubs: Sequence[int], groups: list[list[int]], matrix: Mapping[tuple[int, int], float], same: float) -> list[list[int]]:
    grown = [list(group) for group in groups]
    for hub in hubs:
        scores = [sum(matrix.get((min(hub, u), max(hub, u)), 0.0) for u in group) / len(group) for group in groups]
        best = max(range(len(groups)), key=scores.__getitem__, default=None)
        if best is not None and scores[best] >= same:
            grown[best].append(hub)
        else:
            grown.append([hub])
    return grown
