"""Mentions with a value (figures, quotes): points that agree, and what stands between two points: an update, a
discrepancy between sources, a dispute between parties."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace

from recoupe import text as texts
from recoupe import timex
from recoupe.crosscheck.align import Link, compare, unions
from recoupe.crosscheck.conclude import finding, shorten, support
from recoupe.crosscheck.items import Material, evidence
from recoupe.records import DateMention, Evidence, Figure, Finding, Voice
from recoupe.sockets import Agreement, Item, Kind

REASONS = {"parties.opposed": "one article itself sets the values against each other, each in the mouth of another party"}

_CONTRASTS = ("differs", "update")
_OPPOSED = "figure.opposed"
_EARLIER = "figure.stated-earlier"
_TOO_FAR = "figure.slot-apart"
_DAY = 10  # characters of a day as it is written in a value
_SLOT = frozenset({"figure.slot", "figure.slot-later", "date.other-hour", "date.other-once"})


@dataclass(frozen=True, slots=True)
class _Table:
    """The items of one kind, who agrees with whom, and to which point (by its smallest index) each item belongs."""

    kind: Kind
    items: Sequence[Item]
    links: Sequence[Link]
    point_of: Mapping[int, int]
    points: Mapping[int, Sequence[int]]
    inner: Mapping[int, Sequence[Link]]  # the links between the items of one point
    material: Material

    def members(self, point: int) -> list[Item]:
        return [self.items[i] for i in self.points[point]]

    def say(self, point: int) -> str:
        return self.kind.say(self.members(point))


def find(kind: Kind, items: Sequence[Item], material: Material) -> list[Finding]:
    """The findings of one kind: each point that several reports give, and each contrast between points. Figures and dates are
    those of one story."""
    apart = _any if kind.aspect in ("figure", "date") else _other_report
    links = _single_valued(kind, items, compare(kind, items, kind.keys, apart, common=True))
    point_of = _points(items, links)
    points: dict[int, list[int]] = defaultdict(list)
    for index in range(len(items)):
        points[point_of[index]].append(index)
    inner: dict[int, list[Link]] = defaultdict(list)
    for link in links:
        if point_of[link.a] == point_of[link.b]:
            inner[point_of[link.a]].append(link)
    table = _Table(kind, items, links, point_of, points, inner, material)
    out = [
        _agreed(table, point) for point, members in points.items() if len(members) > 1 and (kind.aspect != "date" or _dated(table, point))
    ]
    told: set[frozenset[int]] = set()
    for verdict in _CONTRASTS:
        out += _contrasts(table, verdict, told)
    return out


def by_slot(found: Finding) -> bool:
    """True for a contrast of which only what the figures are given for tells that they are of one thing."""
    return found.status in ("discrepancy", "updated") and set(found.reasons) <= _SLOT


def _single_valued(kind: Kind, items: Sequence[Item], links: Sequence[Link]) -> list[Link]:
    """Without the contrasts of what is known only by what it is given for (_SLOT), where one report gives several values
    that would each be the one: then they are of several things, and which is meant nothing tells."""
    if not any(k.agreement.reason in _SLOT for k in links):
        return list(links)
    told: dict[tuple[int, tuple[str, int]], set[int]] = defaultdict(set)
    for k in links:
        for mine, other in ((k.a, k.b), (k.b, k.a)):
            told[(other, items[mine].report.key)].add(mine)
    of_report: dict[tuple[str, int], list[Item]] = defaultdict(list)
    for item in items:
        of_report[item.report.key].append(item)

    def sure(one: int, other: int) -> bool:
        """The report of `other` gives one value that `one` could be set against."""
        mine = items[one]
        others = (i for i in of_report[items[other].report.key] if kind.keys(i) & kind.keys(items[other]))
        given = {_told(items[i]) for i in told[(one, items[other].report.key)] if not _answered(items[i], mine, items[other])}
        return _one(given) and not any(kind.agree(mine, i).reason == _TOO_FAR for i in others)

    return [k for k in links if k.agreement.reason not in _SLOT or (sure(k.a, k.b) and sure(k.b, k.a))]


def _answered(repeated: Item, mine: Item, other: Item) -> bool:
    """The report that gives another value repeats `mine` in the mouth of another party: it sets the two against each other."""
    parties = _party(repeated.speaker), _party(other.speaker)
    return _told(repeated) == _told(mine) and all(parties) and parties[0] != parties[1]


def _told(item: Item) -> tuple[float, float]:
    """Between which values a figure lies, or when a date is."""
    mention = item.mention
    return (timex.extent(mention.value) or (-math.inf, math.inf)) if isinstance(mention, DateMention) else _range(item)


def _one(ranges: Set[tuple[float, float]]) -> bool:
    """All ranges have a value in common."""
    return max(r[0] for r in ranges) <= min(r[1] for r in ranges)


def _points(items: Sequence[Item], links: Sequence[Link]) -> Mapping[int, int]:
    """Index -> smallest index of its point: the closest pairs join first, and two groups only where each value of the one
    can be right together with each of the other ("une quarantaine" joins 38 or 48, never both)."""
    agreeing = [k for k in links if k.agreement.verdict in ("same", "finer", "coarser", "variant")]
    against = {(k.a, k.b) for k in links if k.agreement.verdict in _CONTRASTS}
    members: dict[int, list[int]] = {i: [i] for i in range(len(items))}
    point_of = list(range(len(items)))
    for link in sorted(agreeing, key=lambda k: (k.agreement.verdict != "same", -k.agreement.score, k.a, k.b)):
        one, other = sorted((point_of[link.a], point_of[link.b]))
        if one == other or not _together(items, members[one], members[other], against):
            continue
        members[one] += members.pop(other)
        for i in members[one]:
            point_of[i] = one
    smallest = {point: min(group) for point, group in members.items()}
    return {i: smallest[point_of[i]] for i in range(len(items))}


def _together(items: Sequence[Item], left: Sequence[int], right: Sequence[int], against: Set[tuple[int, int]]) -> bool:
    mine, yours = ({_range(items[i]): i for i in side} for side in (left, right))
    if any(not (r[0] <= s[1] and s[0] <= r[1]) for r in mine for s in yours):
        return False
    return not any((min(i, j), max(i, j)) in against for i in left for j in right)


def _range(item: Item) -> tuple[float, float]:
    """Between which values a figure may lie; anything for what is no figure."""
    figure = item.mention
    if not isinstance(figure, Figure):
        return -math.inf, math.inf
    value, low, high = figure.value, figure.low, figure.high
    if value is None:
        return (low if low is not None else -math.inf), (high if high is not None else math.inf)
    digits = len(f"{abs(value):.12g}".replace(".", "").strip("0"))
    slack = 0.15 if figure.approximate else 0.06 if digits <= 2 and (value >= 100 or figure.unit is not None) else 0.006
    below, above = value * (1 - slack), value * (1 + slack)
    return (min(below, value * 0.85) if high is not None else below), (max(above, value * 1.15) if low is not None else above)


def _other_report(a: Item, b: Item) -> bool:
    return a.report.key != b.report.key


def _any(a: Item, b: Item) -> bool:
    return True


def _agreed(table: _Table, point: int) -> Finding:
    reasons = [link.agreement.reason for link in table.inner.get(point, ())]
    members = table.members(point)
    proofs = [evidence(i, value=table.kind.value(i)) for i in members]
    line = table.say(point)
    if table.kind.aspect == "date":  # a day alone does not say of what
        best = min(members, key=lambda i: (any(f.startswith("num:") for f in i.terms), len(i.sentence), i.article.id))
        line = f"{best.mention.exact} · {best.sentence.of(best.article.text)}"
    return support(proofs, table.material, aspect=table.kind.aspect, summary=shorten(line), reasons=reasons, confidence=0.9)


def _dated(table: _Table, point: int) -> bool:
    """Dates agree where reports of several origins give one day to one act: a month or a year that holds it says little."""
    members = table.members(point)
    days = {(i.mention.value or "")[:10] for i in members if isinstance(i.mention, DateMention)}
    return len(days) == 1 and len(next(iter(days))) == _DAY and len({i.origin for i in members}) > 1


def _contrasts(table: _Table, verdict: str, told: set[frozenset[int]]) -> list[Finding]:
    """The contrasts of one verdict; two points that were `told` apart by another verdict are not told again."""
    between = [k for k in table.links if k.agreement.verdict == verdict and table.point_of[k.a] != table.point_of[k.b]]
    if verdict == "update":  # what one report alone corrects is no news of the dossier
        between = [k for k in between if len({i.report.key for p in (k.a, k.b) for i in table.members(table.point_of[p])}) > 1]
    between = [k for k in between if not _both_tell_both(table, k)]
    between = [k for k in between if frozenset((table.point_of[k.a], table.point_of[k.b])) not in told]
    told.update(frozenset((table.point_of[k.a], table.point_of[k.b])) for k in between)
    same = Agreement("same", "")
    joined = [Link(members[0], other, same) for members in table.points.values() for other in members[1:]]
    group_of = unions(len(table.items), [*between, *joined], frozenset({verdict, "same"}))
    groups: dict[int, list[Link]] = defaultdict(list)
    for link in between:
        groups[group_of[link.a]].append(link)
    return [_contrast(table, links) for links in groups.values()]


def _both_tell_both(table: _Table, link: Link) -> bool:
    """Two reports that each give both values do not differ from one another."""
    first, second = (table.items[i].report.key for i in (link.a, link.b))
    here, there = ({i.report.key for i in table.members(table.point_of[i_])} for i_ in (link.a, link.b))
    return first != second and second in here and first in there


def _contrast(table: _Table, links: Sequence[Link]) -> Finding:
    verdict = links[0].agreement.verdict
    touched = {table.point_of[i] for link in links for i in (link.a, link.b)}
    older = {table.point_of[max(k.a, k.b)] for k in links if k.agreement.reason == _EARLIER}  # told after the new value
    newer = {table.point_of[min(k.a, k.b)] for k in links if k.agreement.reason == _EARLIER}
    sides = sorted(touched, key=lambda p: (_turn(p, older, newer), *_told_first(table, p, verdict == "update")))
    proofs: list[Evidence] = []
    for number, side in enumerate(sides):
        relation = "same" if number == 0 else "update" if verdict == "update" else "differs"
        proofs += [evidence(i, relation, table.kind.value(i)) for i in table.members(side)]  # type: ignore[arg-type]
    reasons = [link.agreement.reason for link in links]
    says = [table.say(side) for side in sides]
    if verdict == "update":
        summary = shorten(" → ".join(says), 240)
        return finding(
            proofs, table.material, status="updated", aspect=table.kind.aspect, summary=summary, reasons=reasons, confidence=0.85
        )
    if _OPPOSED in reasons:
        proofs = _without_one_voice(proofs)
    opposed = _OPPOSED in reasons or (table.kind.aspect in ("figure", "date") and _opposed(table, sides))
    return finding(
        proofs,
        table.material,
        status="disputed" if opposed else "discrepancy",
        aspect=table.kind.aspect,
        summary=shorten(" ≠ ".join(says), 240),
        reasons=[*reasons, *(["parties.opposed"] if opposed else [])],
        confidence=0.8,
    )


def _without_one_voice(proofs: Sequence[Evidence]) -> list[Evidence]:
    """Of two values that one sentence gives each as the count of another party, neither is known to be the one voice's that its
    statement was found to have ("7 500 selon la police, 13 000 selon les organisateurs")."""
    values: dict[tuple[str, int, Voice], set[str | float | None]] = defaultdict(set)
    for e in proofs:
        if e.speaker is not None:
            values[(e.article, e.sentence.start, e.speaker)].add(e.value)
    return [replace(e, speaker=None) if e.speaker and len(values[(e.article, e.sentence.start, e.speaker)]) > 1 else e for e in proofs]


def _told_first(table: _Table, point: int, update: bool) -> tuple[str, float, int]:
    """What orders the sides of a contrast: the day of the first report; of one day, the lower value of what is brought up to
    date (nothing tells the hours, and most such counts grow); then the order of reading."""
    members = table.points[point]
    exact = [i for i in members if not isinstance(m := table.items[i].mention, Figure) or (m.value is not None and not m.approximate)]
    first = min(((table.items[i].published or "9")[:10], i) for i in exact or members)  # "hundreds" holds many a count
    lowest = min(_range(table.items[i])[0] for i in table.points[point]) if update else 0.0
    return first[0], lowest, first[1]


def _turn(point: int, older: Set[int], newer: Set[int]) -> int:
    """Whether an article tells that a point is the earlier value (-1) or the newer one (1)."""
    return (point in newer) - (point in older)


def _opposed(table: _Table, sides: Sequence[int]) -> bool:
    """True when one article itself sets two of the values against each other, each in the mouth of another party, and
    no party gives both."""
    for n, a in enumerate(sides):
        for b in sides[n + 1 :]:
            left, right = table.members(a), table.members(b)
            if not {i.article.id for i in left} & {i.article.id for i in right}:
                continue
            said, answered = _parties(left), _parties(right)
            if said and answered and not said & answered:
                return True
    return False


def _parties(items: Sequence[Item]) -> set[str]:
    return {p for i in items if (p := _party(i.speaker))}


def _party(voice: Voice | None) -> str:
    return texts.folded(voice.name or voice.role or voice.exact or "") if voice else ""
