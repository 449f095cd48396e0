"""What differs between two versions of one sentence: a figure, a date, a name, a speaker, a negation.

Texts that go back to one dispatch are compared word by word: where nearly all of a sentence is the same in two reports and one
fact in it is not, one of them was altered on the way, and that is what an editor wants to see. Only facts of one sort that stand
in the same place of the sentence are set against each other; other words that differ tell nothing. Two sentences that differ
in several facts are two sentences of one mould, and nothing is told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from recoupe import text as texts
from recoupe.crosscheck import alike, versions
from recoupe.crosscheck.conclude import finding, shorten
from recoupe.crosscheck.items import Material
from recoupe.crosscheck.sides import Closeness, Fact, Facts, Side
from recoupe.crosscheck.versions import Aligned, Place, Version, Versions
from recoupe.records import Aspect, Evidence, Finding, Relation, Span, Status

REASONS = {
    "difference.figure": "two versions of one sentence give another figure in the same place",
    "difference.magnitude": "two versions of one sentence give the same digits at another order of magnitude",
    "difference.unit": "two versions of one sentence give the same number in another unit",
    "difference.date": "two versions of one sentence give another date in the same place",
    "difference.name": "two versions of one sentence have another name in the same place",
    "difference.speaker": "two versions of one sentence put the same words in the mouth of somebody else",
    "difference.negation": "one of two versions of a sentence negates what the other asserts",
}

_ASPECTS: Mapping[str, Aspect] = {"date": "date", "name": "name", "speaker": "statement", "negation": "statement"}
_MOST = 2  # facts in which versions of one sentence differ; more, and they are two sentences of one mould
_PLAIN = 0.8  # share of words in common, but for the facts themselves, from which two facts of one sentence are told
_COMMON = 8  # content words in common from which one sentence is compared whatever else the reports share
_COPIES, _SHARE = 3, 0.3
"""How many other sentences copies share, and the share of the shorter one's sentences."""
_LETTER = 0.8
"""The share of those that are the same to the letter in copies that nobody has rewritten."""
_LATER = 0.6
"""The same share for reports of different days: anything less is a mould that comes back with every day's news."""
_MOULD, _ODD = 2, 0.2
"""In how many facts copies differ, or in what share of their common sentences; more, and they are of one mould."""
_VALUES = 3  # values that one point has; more, and it is a place in a mould


@dataclass(frozen=True, slots=True)
class _Difference:
    """A fact of one version against a fact of another."""

    one: int
    other: int
    facts: Facts


def stories(material: Material) -> list[tuple[str, list[tuple[str, int]]]]:
    """The reports of each story that has several, but for those with the very text of another."""
    echoes = {other for others in material.twins.values() for other in others}
    out: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for key, story in sorted(material.story_of.items()):
        if key[0] not in echoes:
            out[story].append(key)
    return [(story, out[story]) for story in sorted(out) if len(out[story]) > 1]


def of_story(reports: Sequence[tuple[str, int]], material: Material) -> list[Finding]:
    """One finding for each fact that versions of a sentence tell differently in some reports."""
    read = versions.read(reports, material)
    made = (_finding(group, read, material) for group in _grouped(list(_differences(read, material))))
    return [f for f in made if f is not None]


def untold(made: Sequence[Finding], known: Sequence[Finding]) -> list[Finding]:
    """Those of the differences that none of the `known` findings sets against each other already."""
    contrasts = [f for f in known if f.status in ("updated", "discrepancy", "disputed")]
    return [m for m in made if not any(_tells(f, m) for f in contrasts)]


def _tells(found: Finding, made: Finding) -> bool:
    """A finding sets the same two passages against each other."""
    hit = {e.article for e in made.evidence for o in found.evidence if o.article == e.article and o.span.overlap(e.span)}
    return len(hit) >= 2


# ---------------------------------------------------------------- differences


def _differences(read: Versions, material: Material) -> Iterator[_Difference]:
    best = _best(read)
    near: dict[int, set[int]] = defaultdict(set)
    for link in read.aligned:
        near[link.one].add(link.other)
        near[link.other].add(link.one)
    found: list[tuple[_Difference, frozenset[tuple[str, int]], int]] = []
    odd: dict[frozenset[tuple[str, int]], set[tuple[str, str, str]]] = defaultdict(set)
    for link in read.aligned:
        places = _apart(link, read, best)
        if places is None:
            continue
        sides = (_at(read.found[link.one], places[0], material), _at(read.found[link.other], places[1], material))
        facts = list(alike.contrasts(sides[0], sides[1], link.pairs, material))
        reports = frozenset(p.report for p in places)
        odd[reports].update((pair[0].kind, min(told), max(told)) for pair in facts if (told := [f.told for f in pair]))
        if not 0 < len(facts) <= _MOST or (len(facts) > 1 and any(f.kind == "date" for f, _ in facts)):
            continue
        copied, share, verbatim = _shared_elsewhere(places, link, read, near)
        close = Closeness(*_without(link, read, facts, material), copies=copied >= _COPIES and share >= _SHARE, verbatim=verbatim)
        if len(facts) > 1 and close.like < _PLAIN:
            continue
        days = {d[:10] for s in sides if (d := s.examined.article.published.date)}
        if len(days) > 1 and (share < _LATER or not close.copies):
            continue
        if not close.copies and not _one_sentence(sides, facts, close):
            continue
        for pair in facts:
            if alike.holds(sides, pair, close):
                found.append((_Difference(link.one, link.other, pair), reports, 0 if len(days) > 1 else copied))
    for difference, reports, copied in found:
        if len(odd[reports]) <= max(_MOULD if copied else 1, _ODD * copied):
            yield difference


def _one_sentence(sides: tuple[Side, Side], facts: Sequence[Facts], close: Closeness) -> bool:
    """Two reports of one day that share little else have one sentence about somebody to the letter, but for one figure, date
    or negation."""
    if len(facts) > 1 or facts[0][0].kind not in ("figure", "date", "negation") or close.left_over or close.common < _COMMON:
        return False
    days = [s.examined.article.published.date for s in sides]
    return days[0] is not None and days[1] is not None and all(s.closed and s.names for s in sides)


def _at(version: Version, place: Place, material: Material) -> Side:
    """A version as it stands in one of its places."""
    examined = material.examined[place.report[0]]
    words = version.words
    if place != version.places[0]:
        words = versions.words(examined.article.text, place.sentence, version.language)
    return Side(examined, place.sentence, words)


def _best(read: Versions) -> Mapping[int, list[tuple[float, int]]]:
    """The versions most like each version, the best first."""
    out: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for link in read.aligned:
        out[link.one].append((-link.like, link.other))
        out[link.other].append((-link.like, link.one))
    return {n: sorted(found) for n, found in out.items()}


def _apart(link: Aligned, read: Versions, best: Mapping[int, list[tuple[float, int]]]) -> tuple[Place, Place] | None:
    """A place of either version such that neither report has a sentence that is more like the other one's."""
    mine, yours = read.found[link.one], read.found[link.other]
    for a in mine.places:
        for b in yours.places:
            if (
                a.report[0] != b.report[0]
                and _closest(link.one, link.other, b, read, best)
                and _closest(link.other, link.one, a, read, best)
            ):
                return a, b
    return None


def _closest(version: int, other: int, place: Place, read: Versions, best: Mapping[int, list[tuple[float, int]]]) -> bool:
    """The report of `place` has no sentence that is more like `version` than `other` is."""
    if version in read.of_report[place.report]:
        return False
    for _, candidate in best.get(version, ()):
        if candidate == other:
            return True
        if candidate in read.of_report[place.report]:
            return False
    return True


def _without(link: Aligned, read: Versions, facts: Sequence[Facts], material: Material) -> tuple[float, int, int]:
    """How much two versions have in common when the facts that differ are left out; how many content words that is, and how
    many either has beside."""
    mine, yours = read.found[link.one], read.found[link.other]
    apart: list[set[int]] = [set(), set()]
    for pair in facts:
        for fact, numbers in zip(pair, apart, strict=True):
            numbers |= fact.words
    total = 0.0
    for version, numbers in zip((mine, yours), apart, strict=True):
        total += version.weight - sum(versions.weight(version.words[n], material) for n in numbers)
    met = [(a, b) for a, b in link.pairs.items() if a not in apart[0] and b not in apart[1]]
    shared = sum(versions.weight(mine.words[a], material) + versions.weight(yours.words[b], material) for a, b in met)
    left = sum(w.content for n, w in enumerate(mine.words) if n not in apart[0] and n not in link.pairs)
    right = sum(w.content for n, w in enumerate(yours.words) if n not in apart[1] and n not in link.pairs.values())
    return shared / max(total, 1e-9), sum(mine.words[a].content for a, _ in met), left + right


def _shared_elsewhere(places: tuple[Place, Place], link: Aligned, read: Versions, near: Mapping[int, set[int]]) -> tuple[int, float, bool]:
    """How many other sentences the two reports share, to the letter or nearly; the share of the shorter one's that is; and
    whether nearly all are the same to the letter."""
    mine, yours = (read.of_report[p.report] - {link.one, link.other} for p in places)
    same = len(mine & yours)
    count = same + sum(1 for n in mine - yours if near[n] & yours)
    return count, count / max(1, min(len(mine), len(yours))), same >= max(_COPIES, _LETTER * count)


# ---------------------------------------------------------------- findings


def _grouped(found: Sequence[_Difference]) -> list[list[_Difference]]:
    """Differences of one sort at one place of a version are one point."""
    group_of: dict[tuple[str, int, frozenset[int]], int] = {}
    groups: list[list[_Difference]] = []
    for difference in found:
        ends = [(f.kind, n, f.words) for f, n in zip(difference.facts, (difference.one, difference.other), strict=True)]
        known = sorted({group_of[e] for e in ends if e in group_of})
        if not known:
            groups.append([])
            known = [len(groups) - 1]
        for other in known[1:]:
            groups[known[0]] += groups[other]
            group_of |= {e: known[0] for e, n in group_of.items() if n == other}
            groups[other] = []
        groups[known[0]].append(difference)
        group_of |= dict.fromkeys(ends, known[0])
    return [g for g in groups if g]


def _finding(group: Sequence[_Difference], read: Versions, material: Material) -> Finding | None:
    """The finding of one point: each value with every place that has it."""
    sides: dict[str, list[Evidence]] = defaultdict(list)
    seen: set[tuple[int, frozenset[int]]] = set()
    for difference in group:
        for fact, number in zip(difference.facts, (difference.one, difference.other), strict=True):
            if (number, fact.words) in seen:
                continue
            seen.add((number, fact.words))
            for place in read.found[number].places:
                sides[fact.told].append(_evidence(fact, _at(read.found[number], place, material), place, material))
    if not 2 <= len(sides) <= _VALUES:
        return None
    fact = group[0].facts[0]
    order = sorted(sides, key=lambda told: (min(e.reported or "9" for e in sides[told]), -len(sides[told]), told))
    times = [{e.reported for e in sides[told]} for told in order]
    later = fact.kind == "figure" and all(None not in t for t in times) and not set.intersection(*times)
    relation: Relation = "update" if later else "denies" if fact.kind == "negation" else "differs"
    status: Status = "updated" if later else "discrepancy"
    proofs = [replace(e, relation="same" if n == 0 else relation) for n, told in enumerate(order) for e in sides[told]]
    says = (" → " if later else " ≠ ").join(shorten(_around(sides[told][0], material), 110) for told in order)
    reasons = list(dict.fromkeys(f"difference.{d.facts[0].reason}" for d in group))
    aspect = _ASPECTS.get(fact.kind, "figure")
    return finding(proofs, material, status=status, aspect=aspect, summary=shorten(says, 240), reasons=reasons, confidence=0.85)


def _evidence(fact: Fact, side: Side, place: Place, material: Material) -> Evidence:
    """The words of a fact, where they stand in one place of its version."""
    span = fact.span if place.sentence.contains(fact.span) and side.examined.article.id == fact.article else side.span(fact.words)
    text = side.examined.article.text
    said = next((q for q in side.examined.quotes if q.span.contains(span)), None)
    value: str | float | None = fact.value
    return Evidence(
        article=side.examined.article.id,
        span=span,
        exact=span.of(text),
        sentence=place.sentence,
        report=place.report,
        value=value,
        speaker=said.speaker if said else None,
        via=said.via if said else (),
        stance=said.stance if said else "asserts",
        reported=side.examined.article.published.date,
        origin=material.origin_of[place.report],
    )


def _around(evidence: Evidence, material: Material) -> str:
    """The differing words with a few words on either side, in the source's own words."""
    text = material.examined[evidence.article].article.text
    words = texts.tokens(text, evidence.sentence)
    before = [w for w in words if w.end <= evidence.span.start][-3:]
    after = [w for w in words if w.start >= evidence.span.end][:3]
    start, end = (before[0].start if before else evidence.span.start), (after[-1].end if after else evidence.span.end)
    return Span(start, end).of(text)
