"""Who contradicts whom: denials matched with the claims they deny, between parties, never between wordings.

A dispute needs a denial that a source really utters (or that an article reports) and a claim by another party: what
the denial itself says it denies, what the same article reports just before when the denial points back ("such an
offer", "ces accusations"), or a statement of the story by somebody else that shares its rare content."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from recoupe import text as texts
from recoupe.crosscheck.conclude import finding, independence, shorten, support
from recoupe.crosscheck.items import Material, evidence
from recoupe.languages import load
from recoupe.records import Evidence, Finding, Quote, Span, Voice
from recoupe.sockets import Item

REASONS = {
    "denial.explicit": "the denial itself names the claim, or whose claim it is",
    "denial.back": "the denial points back to what the same article reports just before",
    "denial.content": "the denial shares its rare words with another party's claim",
    "denial.carried": "independent sources carry the denial; nothing is said about who is right",
    "denial.own-words": "the denying party's next words in the same article",
}

_BACK = 40  # words that may stand between a denial and the statement it points back to
_SHARED = 5.5  # weight of shared content for a denial without a pointer


@dataclass(frozen=True, slots=True)
class _Pointers:
    always: frozenset[str]
    short: frozenset[str]


@cache
def _pointers(code: str) -> _Pointers:
    table = load(code).table("disputes")
    always, short = (frozenset(texts.folded(str(w)) for w in table.get(k, ())) for k in ("pointers", "short_pointers"))
    return _Pointers(always, short)


@dataclass(frozen=True, slots=True)
class _Side:
    """One denial with the claims it is held against; `named` is the claim as the denial itself puts it."""

    denial: Item
    claims: tuple[Item, ...]
    named: tuple[Evidence, ...]
    reasons: tuple[str, ...]

    @property
    def marks(self) -> set[tuple[str, int]]:
        places = {(i.article.id, i.sentence.start) for i in (*self.claims, self.denial)}
        return places | {(e.article, e.sentence.start) for e in self.named}


def find(material: Material) -> tuple[Finding, ...]:
    """One finding for each claim (or group of claims) of a story that another party denies, and one for the denial
    itself where independent sources carry it."""
    by_story: dict[str, list[Item]] = defaultdict(list)
    for item in material.items.get("statements", ()):
        by_story[material.story_of[item.report.key]].append(item)
    out: list[Finding] = []
    for story in sorted(by_story):
        items = by_story[story]
        sides = [side for d in items if d.stance == "denies" and (side := _side(d, items)) is not None]
        for group in _merged(sides):
            out += _findings(group, items, material)
    return tuple(out)


def _side(denial: Item, items: Sequence[Item]) -> _Side | None:
    quote = denial.mention
    assert isinstance(quote, Quote)
    others = [i for i in items if i.stance != "denies" and i.speaker is not None and not _same_party(i.speaker, denial.speaker)]
    claims: list[Item] = []
    named: list[Evidence] = []
    reasons: list[str] = []
    if quote.against is not None:
        named.append(replace(evidence(denial, span=quote.topic or quote.span), speaker=quote.against, stance="asserts"))
        topic = _prefixes(" ".join(texts.stems((quote.topic or quote.span).of(denial.article.text), denial.language)))
        claims += [i for i in others if _same_party(i.speaker, quote.against) and topic & _prefixes(" ".join(_content(i)))]
        reasons.append("denial.explicit")
    if not named:
        before = _just_before(denial, others)
        if before and (_points_back(denial) or any(_concerns(i, denial) for i in before)):
            claims += before
            reasons.append("denial.back")
    if claims or named:
        alike = [i for i in others if i not in claims and _shared(i, (denial, *claims)) >= _SHARED]
        if alike:
            claims += alike
            reasons.append("denial.content")
        return _Side(denial, tuple(claims), tuple(named), tuple(reasons))
    return None


def _content(item: Item) -> list[str]:
    """The content stems of a statement (names and days tell parties and times, not what is claimed)."""
    return [f for f in item.own if ":" not in f]


def _prefixes(words: str) -> frozenset[str]:
    """Words of five letters and more, cut to five: joins an office with its holder ("préfète", "préfecture") and an
    adjective with its noun ("excès", "excessive")."""
    return frozenset(w[:5] for w in texts.folded(words).replace("'", " ").replace("-", " ").split() if len(w) >= 5)


def _shared(other: Item, anchors: Sequence[Item]) -> float:
    """The greatest weight of content (not names) shared with one of the anchors, two features at least."""
    best = 0.0
    for anchor in anchors:
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
    return _prefixes(" ".join(w for w in (voice.name, voice.role, voice.exact if voice.name is None else None) if w))


def _points_back(denial: Item) -> bool:
    """True when the denial's sentence has a word for what was said before ("such", "ces accusations"), or is so short
    that a pronoun does ("The company disputes that.")."""
    words = [texts.folded(t.of(denial.article.text)) for t in texts.tokens(denial.article.text, denial.sentence)]
    table = _pointers(denial.language)
    return bool(table.always & set(words)) or (len(words) <= 8 and bool(table.short & set(words)))


def _concerns(claim: Item, denial: Item) -> bool:
    """True when a claim just before an outright denial names the denying party, or shares content with the denial."""
    quote = denial.mention
    assert isinstance(quote, Quote)
    if quote.topic is None or denial.speaker is None:
        return False
    named = _prefixes(claim.sentence.of(claim.article.text)) & _prefixes(
        " ".join(filter(None, (denial.speaker.name, denial.speaker.exact)))
    )
    return bool(named) or _shared(claim, (denial,)) >= _SHARED


def _just_before(denial: Item, others: Sequence[Item]) -> list[Item]:
    """What the party that spoke last before the denial says in the passage that leads up to it."""
    text = denial.article.text
    before = [i for i in others if i.report.key == denial.report.key and i.sentence.end <= denial.sentence.start]
    if not before:
        return []
    last = max(before, key=lambda i: i.sentence.start)
    if len(texts.tokens(text, Span(last.sentence.end, denial.sentence.start))) > _BACK:
        return []
    passage = [i for i in before if len(texts.tokens(text, Span(i.sentence.end, last.sentence.end))) <= 3 * _BACK]
    return [i for i in passage if _same_party(i.speaker, last.speaker)]


def _merged(sides: Sequence[_Side]) -> list[list[_Side]]:
    """Denials of the same claim are one dispute, told once."""
    groups: list[list[_Side]] = []
    for side in sides:
        touching = [g for g in groups if any(s.marks & side.marks for s in g)]
        groups = [g for g in groups if g not in touching] + [[*(s for g in touching for s in g), side]]
    return groups


def _findings(group: Sequence[_Side], items: Sequence[Item], material: Material) -> list[Finding]:
    claims = [e for side in group for e in (*side.named, *(evidence(c) for c in side.claims))]
    answers: list[Evidence] = []
    reasons = [r for side in group for r in side.reasons]
    for side in group:
        uttered = _uttered(side.denial)
        answers.append(replace(evidence(side.denial, "denies", span=uttered), exact=uttered.of(side.denial.article.text)))
        own = _own_words(side.denial, items)
        if own is not None:
            answers.append(evidence(own, "denies"))
            reasons.append("denial.own-words")
    claim, answer = max(claims, key=lambda e: min(len(e.exact), 120)), answers[0]
    summary = f"{_who(claim.speaker)} : {shorten(claim.exact, 110)} ≠ {_who(answer.speaker)} : {shorten(answer.exact, 110)}"
    out = [finding([*claims, *answers], material, status="disputed", aspect="statement", summary=summary, reasons=reasons, confidence=0.8)]
    if independence(answers, material)[0] >= 2:
        line = shorten(f"{_who(answer.speaker)} : {answer.exact}")
        same = [replace(a, relation="same") for a in answers]
        out.append(support(same, material, aspect="statement", summary=line, reasons=["denial.carried"], confidence=0.7))
    return out


def _uttered(denial: Item) -> Span:
    """The denial as the article puts it: its whole sentence when what is denied is only its object."""
    quote = denial.mention
    assert isinstance(quote, Quote)
    return denial.sentence if quote.topic is not None else quote.span


def _own_words(denial: Item, items: Sequence[Item]) -> Item | None:
    """What the denying party says next in the same article, within two sentences or so."""
    after = [
        i
        for i in items
        if i.report.key == denial.report.key
        and 0 <= i.mention.span.start - denial.sentence.end < 200
        and i.speaker is not None
        and denial.speaker is not None
        and _same_party(i.speaker, denial.speaker)
    ]
    return min(after, key=lambda i: i.mention.span.start, default=None)


def _who(voice: Voice | None) -> str:
    if voice is None:
        return "?"
    return voice.name or voice.exact or voice.role or "?"
