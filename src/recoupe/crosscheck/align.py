"""From mentions to points: blocks by shared keys, pairs compared once, groups that agree, and what stands between them.

No all-pairs: a block larger than `CROWD` says that its key is common. Of clauses of two stories common keys compare nothing; what
such a mention shares with another shows in a rarer block too. Within one story, and of quotations, what is common is what many
reports tell: all are compared with the mentions of the first of them."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from recoupe.sockets import Agreement, Item, Kind

CROWD = 80
"""Mentions with one key that are all compared with each other."""
_FIRST = 20  # reports whose mentions are compared with all others of a larger block of one story
_AGREEING = frozenset({"same", "finer", "coarser", "variant"})


@dataclass(frozen=True, slots=True)
class Link:
    """Two items of a list, by index, and how they stand to each other."""

    a: int
    b: int
    agreement: Agreement


def pairs(
    items: Sequence[Item], keys: Callable[[Item], frozenset[str]], apart: Callable[[Item, Item], bool], *, common: bool = False
) -> Iterator[tuple[int, int]]:
    """Index pairs that share a key and are `apart` (not to be compared otherwise), each once, in order. `common`: the items of
    a key that many share are compared with those of its first reports; else not at all."""
    blocks: dict[str, list[int]] = defaultdict(list)
    for index, item in enumerate(items):
        for key in keys(item):
            blocks[key].append(index)
    seen: set[tuple[int, int]] = set()
    for key in sorted(blocks):
        block = blocks[key]
        leading = len(block) if len(block) <= CROWD else _leading(items, block) if common else 0
        for i, a in enumerate(block[:leading]):
            for b in block[i + 1 :]:
                if (a, b) not in seen and apart(items[a], items[b]):
                    seen.add((a, b))
    yield from sorted(seen)


def _leading(items: Sequence[Item], block: Sequence[int]) -> int:
    """How many of a block are those of its first reports."""
    reports = dict.fromkeys(items[index].report.key for index in block)
    first = frozenset(itertools.islice(reports, _FIRST))
    return sum(1 for index in block if items[index].report.key in first)


def compare(
    kind: Kind, items: Sequence[Item], keys: Callable[[Item], frozenset[str]], apart: Callable[[Item, Item], bool], *, common: bool = False
) -> tuple[Link, ...]:
    """Every pair that shares one of `keys` and is `apart`, with its agreement; not the unrelated ones."""
    links = []
    for a, b in pairs(items, keys, apart, common=common):
        agreement = kind.agree(items[a], items[b])
        if agreement.verdict != "unrelated":
            links.append(Link(a, b, agreement))
    return tuple(links)


def stars(items: Sequence[Item], links: Sequence[Link]) -> tuple[tuple[int, ...], ...]:
    """Groups around a centre: every member agrees with the centre itself and with most of the origins before it, so that
    agreement does not drift, and no report has two (an article that tells a thing in headline, deck and body tells it
    once); of a large group, with most of those of its first reports, which all are compared with. The centre
    with the best sum of scores goes first; an item belongs to one group."""
    near: dict[int, dict[int, float]] = defaultdict(dict)
    for link in links:
        if link.agreement.verdict in _AGREEING:
            near[link.a][link.b] = near[link.b][link.a] = max(link.agreement.score, near[link.a].get(link.b, 0.0))
    taken: set[int] = set()
    groups = []
    order = sorted(near, key=lambda i: (-len({items[j].origin for j in near[i]}), -sum(near[i].values()), i))
    for centre in order:
        if centre in taken:
            continue
        group, judges, told = [centre], [centre], {items[centre].report.key}
        for other in sorted((j for j in near[centre] if j not in taken), key=lambda j: (-near[centre][j], j)):
            if items[other].report.key in told:
                continue
            agreeing = len({items[j].origin for j in judges if other in near[j]})
            if 2 * agreeing > len({items[j].origin for j in judges}):
                group.append(other)
                told.add(items[other].report.key)
                judges = group if len(group) < 2 * _FIRST else judges if len(group) > 2 * _FIRST else sorted(group)[:_FIRST]
        if len(group) < 2:
            continue
        taken.update(group)
        groups.append(tuple(group))
    return tuple(groups)


def unions(count: int, links: Sequence[Link], verdicts: frozenset[str] = _AGREEING) -> Mapping[int, int]:
    """Union-find over `count` items by the links of these verdicts: index -> smallest index of its group."""
    parent = list(range(count))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for link in links:
        if link.agreement.verdict in verdicts:
            a, b = root(link.a), root(link.b)
            parent[max(a, b)] = min(a, b)
    return {i: root(i) for i in range(count)}
