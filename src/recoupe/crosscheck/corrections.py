"""Figures that a sentence itself sets against each other: "not 611 but 811", « 52 pièces, et non les 47 annoncées par le ministère ».

Whoever rejects a figure in so many words disputes it: with the party that gave it where the sentence or another report of the
story says who that is, else nothing is told."""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from recoupe.crosscheck.conclude import finding, shorten
from recoupe.crosscheck.items import Material, evidence, number_of
from recoupe.crosscheck.parties import same_party
from recoupe.languages import load
from recoupe.records import Figure, Finding, Relation, Status
from recoupe.sockets import Item

REASONS = {"figure.rejected": "one sentence gives a figure and rejects the other in so many words"}

_GAP = 110  # code points that may stand between the two figures
_BEFORE = 24  # the same, in which the first one is negated
_TAIL = 60  # the same after the rejected one, in which it is said whose it is
_RATIO = 5.0  # how many times the one may be the other: more is rhetoric ("not one but a hundred")
_TRIES = 20  # sentences that reject one figure for one other, of which each is held against the whole story
_DIGITS = 3  # digits by which a number is known again in another sentence, whatever it counts


@dataclass(frozen=True, slots=True)
class _Phrases:
    negated: re.Pattern[str]  # right before the rejected figure that is told first
    but: re.Pattern[str]  # between it and the other
    and_not: re.Pattern[str]  # between a figure and the rejected one that follows it
    whose: re.Pattern[str]  # after the rejected one: whose it is
    earlier: re.Pattern[str]  # in the sentence: the rejected one was given before and is corrected


@cache
def _phrases(code: str) -> _Phrases:
    table = load(code).table("disputes").get("rejected", {})
    return _Phrases(*(re.compile(str(table.get(name, r"(?!)")), re.I) for name in ("negated", "but", "and_not", "whose", "earlier")))


@dataclass(frozen=True, slots=True)
class _Correction:
    stated: Item
    rejected: Item


def find(material: Material, known: Sequence[Finding]) -> list[Finding]:
    """One finding for each figure that somebody rejects for another one, with the reports that give either; not where one of
    the `known` findings sets the two against each other already (as an update, for one)."""
    contrasts = [{(e.article, e.span.start) for e in f.evidence} for f in known if f.status in ("updated", "discrepancy", "disputed")]
    by_story: dict[str, list[Item]] = defaultdict(list)
    for item in material.items.get("figures", ()):
        if isinstance(item.mention, Figure) and item.mention.value is not None and not item.headline:
            by_story[material.story_of[item.report.key]].append(item)
    out = []
    for story in sorted(by_story):
        told: set[tuple[float, float]] = set()
        tried: Counter[tuple[float, float]] = Counter()
        for correction in _corrections(by_story[story]):
            pair = (number_of(correction.stated), number_of(correction.rejected))
            places = {(i.article.id, i.mention.span.start) for i in (correction.stated, correction.rejected)}
            tried[pair] += 1
            if pair in told or tried[pair] > _TRIES or any(places <= contrast for contrast in contrasts):
                continue
            made = _finding(correction, by_story[story], material)
            if made is not None:
                told.add(pair)
                out.append(made)
    return out


def _units_clash(a: Item, b: Item) -> bool:
    """Both figures name their unit, and not the same."""
    assert isinstance(a.mention, Figure)
    assert isinstance(b.mention, Figure)
    return None not in (a.mention.unit, b.mention.unit) and a.mention.unit != b.mention.unit


def _corrections(items: Sequence[Item]) -> Iterator[_Correction]:
    """Pairs of neighbouring figures of one sentence of which one is rejected; `items` in reading order."""
    for first, second in itertools.pairwise(items):
        if first.article.id != second.article.id or first.sentence != second.sentence or not 0 < number_of(first) != number_of(second) > 0:
            continue
        if _units_clash(first, second):
            continue
        if max(number_of(first), number_of(second)) > _RATIO * min(number_of(first), number_of(second)):
            continue
        text, phrases = first.article.text, _phrases(first.language)
        between = text[first.mention.span.end : second.mention.span.start]
        if len(between) > _GAP or re.search(r"[.;:!?\n]", between):
            continue
        ahead = text[max(first.sentence.start, first.mention.span.start - _BEFORE) : first.mention.span.start]
        if phrases.negated.search(ahead) and phrases.but.search(between):
            yield _Correction(second, first)
        elif phrases.and_not.search(between):
            yield _Correction(first, second)


def _finding(correction: _Correction, items: Sequence[Item], material: Material) -> Finding | None:
    stated, rejected = correction.stated, correction.rejected
    text = rejected.article.text
    tail = text[rejected.mention.span.end : min(rejected.mention.span.end + _TAIL, rejected.sentence.end)]
    holds = [i for i in items if _same(i, rejected, stated)]
    others = [i for i in holds if not same_party(i.speaker, stated.speaker) or (i.speaker is None) != (stated.speaker is None)]
    named = _phrases(rejected.language).whose.search(tail) is not None
    if not named and not others:
        return None
    backed = [i for i in items if _same(i, stated, rejected) and (i.report.key == stated.report.key or i.speaker is not None)]
    sides = ([*holds, rejected], [stated, *backed])
    denied = stated.speaker is not None and any(not same_party(i.speaker, stated.speaker) for i in holds)
    status: Status = "disputed" if stated.speaker is not None else "discrepancy"
    if not denied and _phrases(rejected.language).earlier.search(rejected.sentence.of(text)):
        status = "updated"
    relation: Relation = "update" if status == "updated" else "differs"
    proofs = [evidence(i, "same" if n == 0 else relation, number_of(i)) for n, side in enumerate(sides) for i in side]
    line = shorten(f"{rejected.mention.exact} {'→' if status == 'updated' else '≠'} {shorten(stated.sentence.of(text))}", 240)
    return finding(
        proofs,
        material,
        status=status,
        aspect="figure",
        summary=line,
        reasons=["figure.rejected"],
        confidence=0.8,
    )


def _same(item: Item, figure: Item, other: Item) -> bool:
    """Whether an item of another sentence gives the same figure of what is evidently the same thing."""
    if item.sentence == figure.sentence and item.article.id == figure.article.id:
        return False
    if number_of(item) != number_of(figure) or _units_clash(item, figure):
        return False
    one, two, three = (i.mention for i in (item, figure, other))
    assert isinstance(one, Figure)
    assert isinstance(two, Figure)
    assert isinstance(three, Figure)
    if len(f"{number_of(item):.10g}".replace(".", "").strip("0")) >= _DIGITS:
        return True
    return one.topic is not None and one.topic in (two.topic, three.topic)
