"""What several reports date alike: one hour of one day, or one day or year that each tells by its date.

That two reports of a story name the day of their story says nothing of one of its facts: most sentences could. An hour, or a
day far from the reports, hardly comes twice; that it is told of one thing is shown by a word that both have of it, or by the
minutes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from recoupe import timex
from recoupe.crosscheck import meanings
from recoupe.crosscheck.align import Link, pairs, unions
from recoupe.crosscheck.clauses import days_apart
from recoupe.crosscheck.conclude import independence, shorten, support
from recoupe.crosscheck.items import Material, evidence
from recoupe.records import DateMention, Finding, Span
from recoupe.sockets import Agreement, Item

REASONS = {"date.occasion": "the sources give the same hour, or the same date, for what they tell in like words"}

_CLOCK = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d)$")
_TELLING = 2.0  # the weight of the words of one thing that both tell, at least
_FAR = 2  # days from both reports from which a date hardly comes twice
_YEARS = 2  # years back in which a year is one that everything is told of
_HEAD = 300  # characters of an article in which its dateline stands
_SAME = Agreement("same", "date.occasion", 0.8)


def find(material: Material, found: Sequence[Finding]) -> list[Finding]:
    """One finding for each hour or date that two origins or more tell of one thing, and that none of those `found` tells."""
    told = [frozenset((e.article, e.sentence.start) for e in f.evidence) for f in found if f.status != "single-source"]
    groups: dict[tuple[str, str], list[Item]] = defaultdict(list)
    for item in material.items.get("dates", ()):
        if (key := _key(item)) is not None:
            groups[material.story_of[item.report.key], key].append(item)
    out = []

    def agreeing(a: Item, b: Item) -> bool:
        if a.origin == b.origin or a.report.key == b.report.key or not _of_one_thing(a, b):
            return False
        return independence([evidence(a), evidence(b)], material)[0] > 1

    for items in groups.values():
        links = tuple(Link(i, j, _SAME) for i, j in pairs(items, _keys, agreeing, common=True))
        group_of = unions(len(items), links, frozenset({"same"}))
        members: dict[int, list[Item]] = defaultdict(list)
        for i in sorted({n for link in links for n in (link.a, link.b)}):
            members[group_of[i]].append(items[i])
        for some in members.values():
            sentences = {(i.article.id, i.sentence.start) for i in some}
            if not any(sentences <= known for known in told):
                out.append(_finding(some, material))
    return [f for f in out if f.status == "corroborated"]


def _key(item: Item) -> str | None:
    """What a date is looked for by: its hour, or the day, month or year; None where it cannot tell one thing from another."""
    mention = item.mention
    if not isinstance(mention, DateMention) or mention.type not in ("DATE", "TIME") or item.headline or _dateline(item):
        return None
    value = mention.value or ""
    clock = _CLOCK.match(value)
    if clock:
        return f"T{clock[2]}"
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return value if _far(item, value) and timex.day(value) else None
    if re.fullmatch(r"\d{4}", value) and item.published and int(value) < int(item.published[:4]) - _YEARS:
        return value
    return None


def _keys(item: Item) -> frozenset[str]:
    """What those of one hour or date must share to be compared: nothing where they are few, else a word."""
    return meanings.marks(item) | {""}


def _dateline(item: Item) -> bool:
    stated = item.article.published.evidence
    return item.mention.span.start < _HEAD and stated is not None and item.mention.exact in stated


def _far(item: Item, value: str) -> bool:
    return item.published is not None and days_apart(value, item.published[:10]) > _FAR


def _of_one_thing(a: Item, b: Item) -> bool:
    one, two = a.mention, b.mention
    if not isinstance(one, DateMention) or not isinstance(two, DateMention):
        return False
    if not _same_figures(a, b):
        return False
    clock = _CLOCK.match(one.value or "")
    exact = clock is not None and clock[2][3:] not in ("00", "30")
    if one.value != two.value and not (exact and not (_own_day(one) and _own_day(two))):
        return False
    if clock is None and not any(any(c.isdigit() for c in m.exact) for m in (one, two)):
        return False
    return exact or meanings.common(a, b) >= (_TELLING if clock is None else 0.1)


def _same_figures(a: Item, b: Item) -> bool:
    """False where each sentence has figures and none is the other's: what is told of that hour is perhaps what they differ on."""
    mine, yours = ({f for f in i.terms if f.startswith("num:")} for i in (a, b))
    return not mine or not yours or bool(mine & yours)


def _own_day(mention: DateMention) -> bool:
    """The expression says itself of which day its hour is."""
    return not (mention.anchor or "").startswith(("text", "published")) or bool(re.search(r"[^\W\d_]{4,}.*\d", mention.exact))


def _finding(items: Sequence[Item], material: Material) -> Finding:
    """The evidence is the date alone: what else the sentences tell is each report's own."""
    proofs = [evidence(i, value=i.mention.value if isinstance(i.mention, DateMention) else None) for i in items]
    best = max(items, key=lambda i: (len(_clause(i, material)), -i.mention.span.start))
    told = f"{best.mention.exact} · {_clause(best, material).of(best.article.text)}"
    return support(proofs, material, aspect="date", summary=shorten(told), reasons=["date.occasion"], confidence=0.8)


def _clause(item: Item, material: Material) -> Span:
    """The clause that the date stands in, or its sentence."""
    events = material.examined[item.article.id].events
    around = [e.span for e in events if e.span.contains(item.mention.span) and item.sentence.contains(e.span)]
    return min(around, key=len) if around else item.sentence
