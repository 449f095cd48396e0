"""From groups of evidence to findings: how many independent origins, which status, one line in the sources' words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from recoupe import text as texts
from recoupe.crosscheck import modality
from recoupe.crosscheck.items import Material, outlet_key
from recoupe.records import Aspect, Evidence, Finding, Status

REASONS = {
    "origins.same-outlet": "evidence from one outlet counts once, whatever it rests on",
    "origins.copies": "several reports go back to one text or one upstream source and count once",
    "single.voice": "every source reports the same speaker: what is corroborated is that it was said, not that it is so",
    "single.anonymous": "the only voice behind it is not named",
    "commentary": "the sentence itself names no source",
}


def independence(evidence: Sequence[Evidence], material: Material) -> tuple[int, int]:
    """(lower, upper) number of independent origins. Lower: evidence counts once when it shares an origin, an article or
    an outlet. Upper: only what stands in the same article or is evidently one text is counted together."""
    return _components(evidence, material, True), _components(evidence, material, False)


def _components(evidence: Sequence[Evidence], material: Material, strict: bool) -> int:
    groups: list[set[str]] = []
    own = {e.origin for e in evidence}
    for e in evidence:
        outlet = material.examined[e.article].article.outlet
        marks = {f"article:{e.article}", f"origin:{e.origin}"}
        if outlet:
            marks.add(f"outlet:{outlet_key(outlet)}")
        if strict:
            marks |= {f"excerpt:{n}" for span, n in material.excerpts.get(e.article, ()) if 2 * span.overlap(e.span) >= len(e.span)}
            told_by = [v.name for v in (*e.via, e.speaker) if v is not None and v.name]
            marks |= {f"origin:upstream:{texts.folded(n)}" for n in told_by[: len(e.via)]}
            # "selon l'AFP": an agency that speaks is upstream of whoever quotes it, as it is where it is credited
            said_by = {f"upstream:{texts.folded(n)}" for n in told_by}
            marks |= {f"origin:{label}" for label in said_by if label in own or label in material.origins}
            marks |= {f"outlet:{key}" for key in _outlets(e, material)}
        elif e.origin.startswith("upstream:"):
            marks.discard(f"origin:{e.origin}")
        touching = [g for g in groups if g & marks]
        groups = [g for g in groups if not g & marks] + [set().union(marks, *touching)]
    return max(1, len(groups))


def _outlets(e: Evidence, material: Material) -> Iterator[str]:
    """The outlets at hand that have part in a piece of evidence: what one told, and what rests on it, is one ("selon La Voix du
    Gers"), and so is what a sentence names it in, whoever speaks ("a-t-il confié à La Voix du Gers")."""
    if not material.outlets:
        return
    forms = [n for v in (*e.via, e.speaker) if v is not None for n in (v.name, v.exact) if n]
    forms += [form for n in material.examined[e.article].names if e.sentence.contains(n.span) for form in (n.name, n.exact)]
    yield from (key for form in forms if (key := outlet_key(form)) in material.outlets)


def support(
    evidence: Sequence[Evidence], material: Material, *, aspect: Aspect, summary: str, reasons: Sequence[str], confidence: float
) -> Finding:
    """A finding on which the evidence agrees: corroborated by two or more independent origins, else single-source
    (circular when several articles carry it)."""
    low, _ = independence(evidence, material)
    articles = {e.article for e in evidence}
    why = list(reasons)
    if len(articles) > low:
        why.append("origins.copies")
    voices = {texts.folded(e.speaker.name) for e in evidence if e.speaker and e.speaker.name}
    if low >= 2 and len(voices) == 1 and all(e.speaker and e.speaker.name for e in evidence):
        why.append("single.voice")
    if low < 2 and all(e.speaker is not None and e.speaker.name is None for e in evidence):
        why.append("single.anonymous")
    if low < 2 and all(e.speaker is None for e in evidence):
        why.append("commentary")
    why += modality.reasons(evidence)
    status: Status = "corroborated" if low >= 2 else "single-source"
    circular = low < 2 and len(articles) > 1
    return finding(evidence, material, status=status, aspect=aspect, summary=summary, reasons=why, confidence=confidence, circular=circular)


def finding(
    evidence: Sequence[Evidence],
    material: Material,
    *,
    status: Status,
    aspect: Aspect,
    summary: str,
    reasons: Sequence[str],
    confidence: float = 1.0,
    circular: bool = False,
) -> Finding:
    """A finding with its evidence in reading order, told about the story that most of it belongs to."""
    ordered = _ordered(evidence)
    low, high = independence(ordered, material)
    stories = [material.story_of[e.report] for e in ordered]
    return Finding(
        id="",
        story=max(sorted(set(stories)), key=stories.count),
        status=status,
        aspect=aspect,
        summary=summary,
        evidence=ordered,
        independent=low,
        high=max(low, high),
        circular=circular,
        confidence=round(confidence, 3),
        reasons=tuple(dict.fromkeys(r for r in reasons if r)),
    )


def echoed(f: Finding, material: Material) -> Finding:
    """The finding with the evidence of every article that has the very same text as one behind it."""
    added = [
        replace(e, article=twin, report=(twin, e.report[1]), reported=material.examined[twin].article.published.date, origin=origin)
        for e in f.evidence
        for twin in material.twins.get(e.article, ())
        if (origin := material.origin_of.get((twin, e.report[1]))) is not None
    ]
    if not added:
        return f
    circular = f.circular or f.status == "single-source"
    reasons = (*f.reasons, "origins.copies")
    more = finding(
        [*f.evidence, *added],
        material,
        status=f.status,
        aspect=f.aspect,
        summary=f.summary,
        reasons=reasons,
        confidence=f.confidence,
        circular=circular,
    )
    return replace(more, weight=f.weight)


def _ordered(evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    unique: dict[tuple[str, int, int], Evidence] = {}
    for e in evidence:
        unique.setdefault((e.article, e.span.start, e.span.end), e)
    first = next(iter(unique.values()))
    rest = sorted((e for e in unique.values() if e is not first), key=lambda e: (e.reported or "9", e.article, e.span.start))
    return (replace(first, relation="same"), *rest)


def shorten(line: str, limit: int = 180) -> str:
    """One line, cut at a word."""
    line = " ".join(line.split())
    if len(line) <= limit:
        return line
    return line[:limit].rsplit(" ", 1)[0].rstrip(",;:") + "…"
