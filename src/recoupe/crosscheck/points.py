"""Mentions with a value (figures, quotes): points that agree, and what stands between two points: an update, a
discrepancy between sources, a dispute between parties."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from recoupe import text as texts
from recoupe.crosscheck.align import Link, compare, unions
from recoupe.crosscheck.conclude import finding, shorten, support
from recoupe.crosscheck.items import Material, evidence
from recoupe.records import Evidence, Finding, Voice
from recoupe.sockets import Agreement, Item, Kind

REASONS = {"parties.opposed": "one article itself sets the values against each other, each in the mouth of another party"}

_CONTRASTS = ("differs", "update")


@dataclass(frozen=True, slots=True)
class _Table:
    """The items of one kind, who agrees with whom, and to which point (by its smallest index) each item belongs."""

    kind: Kind
    items: Sequence[Item]
    links: Sequence[Link]
    point_of: Mapping[int, int]
    points: Mapping[int, Sequence[int]]
    material: Material

    def members(self, point: int) -> list[Item]:
        return [self.items[i] for i in self.points[point]]

    def say(self, point: int) -> str:
        return self.kind.say(self.members(point))


def find(kind: Kind, items: Sequence[Item], material: Material) -> list[Finding]:
    """The findings of one kind: each point that several reports give, and each contrast between points."""
    apart = _in_one_story(material) if kind.aspect == "figure" else _other_report
    links = compare(kind, items, kind.keys, apart)
    point_of = unions(len(items), links)
    points: dict[int, list[int]] = defaultdict(list)
    for index in range(len(items)):
        points[point_of[index]].append(index)
    table = _Table(kind, items, links, point_of, points, material)
    out = [_agreed(table, point) for point, members in points.items() if len(members) > 1]
    for verdict in _CONTRASTS:
        out += _contrasts(table, verdict)
    return out


def _other_report(a: Item, b: Item) -> bool:
    return a.report.key != b.report.key


class _in_one_story:
    def __init__(self, material: Material) -> None:
        self._story_of = material.story_of

    def __call__(self, a: Item, b: Item) -> bool:
        return a.report.key != b.report.key and self._story_of[a.report.key] == self._story_of[b.report.key]


def _agreed(table: _Table, point: int) -> Finding:
    inside = set(table.points[point])
    reasons = [link.agreement.reason for link in table.links if link.a in inside and link.b in inside]
    proofs = [evidence(i, value=table.kind.value(i)) for i in table.members(point)]
    return support(proofs, table.material, aspect=table.kind.aspect, summary=shorten(table.say(point)), reasons=reasons, confidence=0.9)


def _contrasts(table: _Table, verdict: str) -> list[Finding]:
    between = [k for k in table.links if k.agreement.verdict == verdict and table.point_of[k.a] != table.point_of[k.b]]
    same = Agreement("same", "")
    joined = [Link(members[0], other, same) for members in table.points.values() for other in members[1:]]
    group_of = unions(len(table.items), [*between, *joined], frozenset({verdict, "same"}))
    groups: dict[int, list[Link]] = defaultdict(list)
    for link in between:
        groups[group_of[link.a]].append(link)
    return [_contrast(table, links) for links in groups.values()]


def _contrast(table: _Table, links: Sequence[Link]) -> Finding:
    verdict = links[0].agreement.verdict
    touched = {table.point_of[i] for link in links for i in (link.a, link.b)}
    sides = sorted(touched, key=lambda p: min((table.items[i].published or "9", i) for i in table.points[p]))
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
    opposed = table.kind.aspect == "figure" and _opposed(table, sides)
    return finding(
        proofs,
        table.material,
        status="disputed" if opposed else "discrepancy",
        aspect=table.kind.aspect,
        summary=shorten(" ≠ ".join(says), 240),
        reasons=[*reasons, *(["parties.opposed"] if opposed else [])],
        confidence=0.8,
    )


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
