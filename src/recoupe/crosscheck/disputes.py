"""Who contradicts whom: denials matched with the claims they deny, between parties, never between wordings.

A dispute needs a denial that a source really utters (or that an article reports) and a claim by another party: what
the denial itself says it denies, what the same article reports just before when the denial points back ("such an
offer", "ces accusations"), or a statement of the story by somebody else that shares its rare content."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from recoupe import text as texts
from recoupe.crosscheck.conclude import finding, shorten
from recoupe.crosscheck.items import Material, evidence
from recoupe.languages import load
from recoupe.records import Evidence, Finding, Quote, Relation, Span, Voice
from recoupe.sockets import Item

REASONS = {
    "denial.explicit": "the denial itself names the claim, or whose claim it is",
    "denial.back": "the denial points back to what the same article reports just before",
    "denial.content": "the denial shares its rare words with another party's claim",
    "denial.own-words": "the denying party's next words in the same article",
}

_BACK = 3  # sentences that an anaphoric denial may point back over
_SHARED = 5.5  # weight of shared content for a denial without a pointer


@cache
def _pointers(code: str) -> frozenset[str]:
    return frozenset(texts.folded(str(w)) for w in load(code).table("disputes").get("pointers", ()))


def find(material: Material) -> tuple[Finding, ...]:
    """One finding for each claim (or group of claims) of a story that another party denies."""
    by_story: dict[str, list[Item]] = defaultdict(list)
    for item in material.items.get("statements", ()):
        by_story[material.story_of[item.report.key]].append(item)
    out: list[Finding] = []
    for story in sorted(by_story):
        out += _in_story(by_story[story], material)
    return tuple(out)


def _in_story(items: Sequence[Item], material: Material) -> list[Finding]:
    denials = [i for i in items if i.stance == "denies"]
    sides: list[tuple[list[Item], list[Evidence], list[str], Item]] = []
    for denial in denials:
        claims, named, reasons = _claims(denial, items)
        if claims or named:
            sides.append((claims, named, reasons, denial))
    return [_finding(group, items, material) for group in _merged(sides)]


Side = tuple[list[Item], list[Evidence], list[str], Item]


def _claims(denial: Item, items: Sequence[Item]) -> tuple[list[Item], list[Evidence], list[str]]:
    quote = denial.mention
    assert isinstance(quote, Quote)
    claims: list[Item] = []
    named: list[Evidence] = []
    reasons: list[str] = []
    others = [i for i in items if i.stance != "denies" and not _same_party(i.speaker, denial.speaker)]
    if quote.against is not None:
        named.append(_denied(denial, quote))
        topic = _content(denial, quote.topic)
        claims += [i for i in others if _same_party(i.speaker, quote.against) and _content(i) & topic]
        reasons.append("denial.explicit")
    if not claims and not named and _points_back(denial):
        before = _just_before(denial, others)
        if before is not None:
            claims.append(before)
            reasons.append("denial.back")
    alike = [i for i in others if i not in claims and _shared(denial, i, claims) >= _SHARED and i.speaker is not None]
    if alike and (claims or named):
        claims += alike
        reasons.append("denial.content")
    return claims, named, reasons


def _denied(denial: Item, quote: Quote) -> Evidence:
    span = quote.topic or quote.span
    return replace(evidence(denial, "same", span=span), speaker=quote.against, stance="asserts")


def _content(item: Item, span: Span | None = None) -> frozenset[str]:
    """The content stems of a statement (names and days identify parties, not what is claimed)."""
    if span is None:
        return frozenset(f for f in item.own if ":" not in f)
    return frozenset(texts.stems(span.of(item.article.text), item.language))


def _shared(denial: Item, other: Item, already: Sequence[Item]) -> float:
    """Weight of content shared with the denial, or with a claim already found to be denied."""
    best = 0.0
    for anchor in (denial, *already):
        common = [f for f in anchor.own if f in other.own and not f.startswith("name:")]
        if len(common) >= 2:
            best = max(best, sum(min(anchor.own[f], other.own[f]) for f in common))
    return best


def _same_party(a: Voice | None, b: Voice | None) -> bool:
    """True unless both are known and evidently different: in doubt two voices are one party, and nothing is disputed."""
    if a is None or b is None:
        return True
    left, right = _identity(a), _identity(b)
    return not left or not right or bool(left & right)


def _identity(voice: Voice) -> frozenset[str]:
    words = " ".join(w for w in (voice.name, voice.role if voice.name is None else None, voice.exact if voice.name is None else None) if w)
    return frozenset(t for t in texts.folded(words).replace("'", " ").replace("-", " ").split() if len(t) > 3)


def _points_back(denial: Item) -> bool:
    words = {texts.folded(t.of(denial.article.text)) for t in texts.tokens(denial.article.text, denial.sentence)}
    return bool(words & _pointers(denial.language))


def _just_before(denial: Item, others: Sequence[Item]) -> Item | None:
    before = [i for i in others if i.report.key == denial.report.key and i.sentence.end <= denial.sentence.start and i.speaker is not None]
    if not before:
        return None
    nearest = max(before, key=lambda i: i.sentence.start)
    between = texts.tokens(denial.article.text, Span(nearest.sentence.end, denial.sentence.start))
    return nearest if len(between) <= 25 * _BACK else None


def _merged(sides: Sequence[Side]) -> list[list[Side]]:
    """Denials of the same claim are one dispute, told once."""
    groups: list[list[Side]] = []
    for side in sides:
        marks = _marks(side)
        home = next((g for g in groups if any(_marks(s) & marks for s in g)), None)
        if home is None:
            groups.append([side])
        else:
            home.append(side)
    return groups


def _marks(side: Side) -> set[tuple[str, int, int]]:
    claims, named, _, denial = side
    return (
        {(i.article.id, i.mention.span.start, i.mention.span.end) for i in claims}
        | {(e.article, e.sentence.start, e.sentence.end) for e in named}
        | {(denial.article.id, denial.sentence.start, denial.sentence.end)}
    )


def _finding(group: Sequence[Side], items: Sequence[Item], material: Material) -> Finding:
    proofs: list[Evidence] = []
    reasons: list[str] = []
    for claims, named, why, _ in group:
        proofs += named + [evidence(c) for c in claims]
        reasons += why
    against: Relation = "denies"
    for _, _, _, denial in group:
        proofs.append(replace(evidence(denial, against), span=_uttered(denial), exact=_uttered(denial).of(denial.article.text)))
        own = _own_words(denial, items)
        if own is not None:
            proofs.append(evidence(own, against))
            reasons.append("denial.own-words")
    claim, denial = proofs[0], group[0][3]
    answer = _uttered(denial).of(denial.article.text)
    summary = f"{_who(claim.speaker)}: {shorten(claim.exact, 90)} ≠ {_who(denial.speaker)}: {shorten(answer, 90)}"
    return finding(proofs, material, status="disputed", aspect="statement", summary=summary, reasons=reasons, confidence=0.8)


def _uttered(denial: Item) -> Span:
    """The denial as the article puts it: its whole sentence when what is denied is only its object."""
    quote = denial.mention
    assert isinstance(quote, Quote)
    return denial.sentence if quote.topic is not None else quote.span


def _own_words(denial: Item, items: Sequence[Item]) -> Item | None:
    """What the same party says next, within two sentences."""
    after: Mapping[int, Item] = {
        i.mention.span.start: i
        for i in items
        if i.report.key == denial.report.key
        and i.mention.span.start >= denial.sentence.end
        and i.mention.span.start - denial.sentence.end < 200
        and i.speaker is not None
        and denial.speaker is not None
        and _same_party(i.speaker, denial.speaker)
    }
    return after[min(after)] if after else None


def _who(voice: Voice | None) -> str:
    if voice is None:
        return "?"
    return voice.name or voice.exact or voice.role or "?"
