"""Aligned mentions -> findings. Knows no kind by name: it is given them, with their own ways to compare.

A false contradiction is the worst error of this product and an invented independence the second: whatever is unsure is
not compared, and of two counts of origins the lower one is told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence, Set
from dataclasses import dataclass

from recoupe import text as texts
from recoupe.crosscheck import (
    ages,
    apiece,
    attributes,
    conclude,
    corrections,
    counters,
    differences,
    disputes,
    modality,
    occasions,
    opposites,
    points,
    rank,
    rendered,
    spelling,
    superseded,
    votes,
)
from recoupe.crosscheck.align import Link, compare, stars
from recoupe.crosscheck.conclude import shorten, support
from recoupe.crosscheck.items import Material, Place, evidence, gather, place_of
from recoupe.records import Aspect, Copied, EventMention, Examined, Figure, Finding, Name, Quote, Span, Story
from recoupe.sockets import Item, Kind, Spread, in_turn

__all__ = ["REASONS", "Material", "check", "gather", "votes"]

_PLAIN = 0.5  # score from which clauses of two stories are plainly one fact

REASONS = {
    **ages.REASONS,
    **attributes.REASONS,
    **corrections.REASONS,
    **conclude.REASONS,
    **differences.REASONS,
    **disputes.REASONS,
    **modality.REASONS,
    **occasions.REASONS,
    **opposites.REASONS,
    **points.REASONS,
    **spelling.REASONS,
    **superseded.REASONS,
    **votes.REASONS,
}


def check(
    examined: Sequence[Examined],
    stories: Sequence[Story],
    names: Sequence[Name],
    kinds: Sequence[Kind],
    excerpts: Sequence[Copied] = (),
    *,
    spread: Spread = in_turn,
) -> tuple[Finding, ...]:
    """The findings of a dossier, numbered F1.. in the order an editor would look at them. `excerpts` are sentences that two
    otherwise independent reports share: what these tell has one source. `spread` does what can be done side by side."""
    material = gather(examined, stories, names, excerpts)
    pieces = apiece.find(material, names, kinds, spread)
    found = pieces.findings
    rejected = corrections.find(material, [f for f in found if not points.by_slot(f)])
    found = [f for f in found if not (points.by_slot(f) and any(_shares(f, r) for r in rejected))] + rejected
    found += counters.find(material, found)
    found += differences.untold(pieces.versions, found)
    opposed = _opposed(found)
    found += rendered.find(material, opposed, found)
    aligned = [a for kind in kinds if kind.aspect == "event" for a in _aligned(kind, pieces, material, opposed)]
    found += occasions.find(material, [*found, *(a.finding for a in aligned)])
    shown = _uncrowded(aligned)
    told = _told(found, shown, material)
    found = _without_repeats(found, [a.finding for a in shown])
    found += _alone(told, aligned, material, kinds)
    return rank.ranked([conclude.echoed(f, material) for f in found], material, stories)


@dataclass(frozen=True, slots=True)
class _Aligned:
    """A finding made of aligned clauses; `whole` are those of which it tells most of what they say."""

    finding: Finding
    whole: tuple[tuple[str, Span], ...]
    worth: bool


def _opposed(found: Sequence[Finding]) -> frozenset[tuple[Place, Place]]:
    """Sentences that stand against each other in what is contested as a whole: nothing that they share is corroborated."""
    out: set[tuple[Place, Place]] = set()
    for f in found:
        if f.status in ("discrepancy", "disputed") and f.aspect in ("event", "statement", "quote"):
            sides: tuple[list[Place], list[Place]] = [], []
            for e in f.evidence:
                sides[e.relation == "same"].append((e.article, e.sentence.start))
            out |= {pair for a in sides[0] for b in sides[1] for pair in ((a, b), (b, a))}
    return frozenset(out)


def _aligned(kind: Kind, found: apiece.Found, material: Material, opposed: Set[tuple[Place, Place]]) -> list[_Aligned]:
    """What several reports tell in words of their own: groups of clauses around the one that most others share; never clauses of
    sentences that are `opposed`."""
    items = found.clauses[kind.name]
    within = sorted(found.links[kind.name], key=lambda k: (k.a, k.b))
    links = [k for k in (*within, *_across(kind, items, material)) if (place_of(items[k.a]), place_of(items[k.b])) not in opposed]
    agreements = {frozenset((k.a, k.b)): k.agreement for k in links}
    out = []
    for group in stars(items, links):
        members = [items[i] for i in group]
        to_centre = [agreements[frozenset((group[0], i))] for i in group[1:]]
        aspect: Aspect = "statement" if sum(m.speaker is not None for m in members) * 2 > len(members) else kind.aspect
        made = support(
            [evidence(m, value=kind.value(m)) for m in members],
            material,
            aspect=aspect,
            summary=shorten(kind.say(members)),
            reasons=sorted({k.reason for k in to_centre}),
            confidence=sum(k.score for k in to_centre) / len(to_centre),
        )
        whole = tuple((m.article.id, m.mention.span) for m in members if _covered(m, members) >= 0.5)
        out.append(_Aligned(made, whole, any(_worth_telling(m) for m in members)))
    return out


def _across(kind: Kind, items: Sequence[Item], material: Material) -> tuple[Link, ...]:
    """Clauses of two stories are compared only when they share two names and the day (or a name, an act, the day and nearly all
    of what they say), since anything less joins the common phrases of unrelated articles."""

    def story(item: Item) -> str:
        return material.story_of[item.report.key]

    def dated(item: Item) -> frozenset[str]:
        names = sorted(f for f in item.own if f.startswith("name:"))
        return frozenset(f"{item.day}|{a}|{b}" for i, a in enumerate(names) for b in names[i + 1 :]) if item.day else frozenset()

    def acted(item: Item) -> frozenset[str]:
        names = [f for f in item.own if f.startswith("name:")]
        return frozenset(f"{item.day}|{n}|{a}" for n in names for a in item.acts) if item.day else frozenset()

    across = compare(kind, items, dated, lambda a, b: story(a) != story(b) and a.language == b.language)
    told = compare(kind, items, acted, lambda a, b: story(a) != story(b) and a.language == b.language)
    return tuple({frozenset((k.a, k.b)): k for k in (*across, *(t for t in told if t.agreement.score >= _PLAIN))}.values())


def _covered(item: Item, members: Sequence[Item]) -> float:
    """The share of a clause's weight that another member has too."""
    others = {f for m in members if m is not item for f in m.own}
    return sum(w for f, w in item.own.items() if f in others) / max(sum(item.own.values()), 1e-9)


def _uncrowded(aligned: Sequence[_Aligned]) -> list[_Aligned]:
    """Without the flood of what two copies of one text share sentence by sentence: of what rests on one origin, only what
    somebody says, or an act with a name in it, is kept."""
    return [a for a in aligned if a.worth or a.finding.aspect == "statement" or not a.finding.circular]


def _told(found: Sequence[Finding], aligned: Sequence[_Aligned], material: Material) -> dict[str, bytearray]:
    """The characters of each article that need no finding of their own any more, as a mask."""
    told = {key: bytearray(len(e.article.text)) for key, e in material.examined.items()}
    for f in found:
        for e in f.evidence:
            _mark(told[e.article], e.span)
    for a in aligned:
        for article, span in a.whole:
            _mark(told[article], span)
    return told


def _mark(mask: bytearray, span: Span) -> None:
    mask[span.start : span.end] = b"\x01" * len(span)


def _without_repeats(found: Sequence[Finding], aligned: Sequence[Finding]) -> list[Finding]:
    """An aligned event that only repeats, sentence by sentence, a finding of the same status adds nothing."""
    told: dict[tuple[str, int], list[int]] = defaultdict(list)
    for n, f in enumerate(found):
        for e in f.evidence:
            told[(e.article, e.sentence.start)].append(n)
    out = list(found)
    for f in aligned:
        common = set.intersection(*(set(told[(e.article, e.sentence.start)]) for e in f.evidence))
        if not any(found[n].status == f.status for n in common):
            out.append(f)
    return out


def _shares(one: Finding, other: Finding) -> bool:
    """Two pieces of evidence stand in both."""
    first, second = ({(e.article, e.span.start) for e in f.evidence} for f in (one, other))
    return len(first & second) >= 2


def _alone(told: dict[str, bytearray], aligned: Sequence[_Aligned], material: Material, kinds: Sequence[Kind]) -> list[Finding]:
    """What one origin alone says: each quote, each figure, each act with a name in it, that no finding tells yet. A clause
    that several reports were found to tell is not told again as one report's act, only for a quote or a figure in it."""
    out: list[Finding] = []
    for aspect in ("quote", "figure", "event"):
        if aspect == "event":
            for a in aligned:
                for article, span in (*a.whole, *((e.article, e.span) for e in a.finding.evidence)):
                    _mark(told[article], span)
        for kind in (k for k in kinds if k.aspect == aspect):
            alone: dict[tuple[str, Span, str | None], list[Item]] = defaultdict(list)
            for number, item in enumerate(material.items.get(kind.name, ())):
                span = item.mention.span if aspect == "quote" else item.sentence
                if item.headline or not _worth_telling(item) or _is_told(told[item.article.id], item.mention.span):
                    continue
                _mark(told[item.article.id], span)
                who = item.speaker.name or item.speaker.exact if item.speaker else None
                alone[(item.article.id, item.sentence, who or str(number))].append(item)
            out += [_single(items, kind, material) for items in alone.values()]
    return out


def _single(items: Sequence[Item], kind: Kind, material: Material) -> Finding:
    """What one origin says in one sentence: one finding for all that somebody says in it, told by the longest piece."""
    proofs = [evidence(i, value=kind.value(i)) for i in items]
    best = max(items, key=lambda i: (len(i.mention.exact), -i.mention.span.start))
    quoted = kind.aspect == "quote"
    told = (isinstance(best.mention, Quote) and best.mention.clause) or best.mention.span
    line = shorten((told if quoted else best.sentence).of(best.article.text))
    if quoted and best.speaker is not None:
        line = _with_speaker(best, line)
    return support(proofs, material, aspect="statement" if quoted else kind.aspect, summary=line, reasons=(), confidence=0.7)


def _with_speaker(item: Item, line: str) -> str:
    """What somebody says with his name before it: "X: words", but "X has promised to ..." where the line begins with what X does."""
    assert item.speaker is not None
    who, quote = item.speaker.name or item.speaker.exact, item.mention
    assert isinstance(quote, Quote)
    does = quote.clause is not None and quote.clause.start > item.sentence.start and quote.pattern.startswith(("object.", "fragment"))
    if not does or not who:
        return texts.said(who, line, item.language)
    told = quote.speaker.exact or ""
    who = told if who in told and "," not in told else who  # "L'Ukraine", not "Ukraine"
    return f"{who[:1].upper()}{who[1:]} {line}"


def _is_told(mask: bytearray, span: Span) -> bool:
    return mask.find(1, span.start, span.end) >= 0


def _worth_telling(item: Item) -> bool:
    mention = item.mention
    if isinstance(mention, Quote):
        return len(mention.exact.split()) >= 4
    if isinstance(mention, Figure):
        return True
    return isinstance(mention, EventMention) and bool(item.acts) and bool(item.names) and len(mention.exact.split()) >= 6
