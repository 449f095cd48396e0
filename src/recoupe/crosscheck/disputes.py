"""Who contradicts whom: denials matched with the claims they deny, between parties, never between wordings.

A dispute needs a denial that a source really utters (or that an article reports) and a claim by another party: what
the denial itself says it denies, what the same article reports just before when the denial points back ("such an
offer", "ces accusations"), or a statement of the story by somebody else that shares its rare content."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from recoupe import text as texts
from recoupe.crosscheck import replies
from recoupe.crosscheck.conclude import finding, independence, shorten, support
from recoupe.crosscheck.items import Material, evidence
from recoupe.crosscheck.parties import prefixes, same_party, same_voice
from recoupe.languages import load
from recoupe.records import Evidence, Finding, Quote, Span, Voice
from recoupe.remember import remembered
from recoupe.sockets import Item

REASONS = {
    **replies.REASONS,
    "denial.explicit": "the denial itself names the claim, or whose claim it is",
    "denial.back": "the denial points back to what the same article reports just before",
    "denial.content": "the denial shares its rare words with another party's claim",
    "denial.carried": "independent sources carry the denial; nothing is said about who is right",
    "denial.own-words": "the denying party's next words in the same article",
}

_BACK = 40  # words that may stand between a denial and the statement it points back to
_NEAR = 12  # the same, for a denial that says nothing but that it denies
_CLAUSE = 6  # words of a clause that claims something by itself
_FIRST = 8  # words of a denial in which it says that it is not the first
_SHORT = 14  # words of a sentence that does nothing but deny
_TOPIC = 0.45  # share of what a denial says is denied (by weight) that a claim elsewhere must have
_ALIKE = 0.4  # share of a claim (by weight) that another statement must have to be the same claim
_SHARED = 5.5  # weight it must have in any case


@dataclass(frozen=True, slots=True)
class _Pointers:
    always: tuple[re.Pattern[str], ...]
    objects: tuple[re.Pattern[str], ...]
    such: tuple[re.Pattern[str], ...]
    short: frozenset[str]
    requests: frozenset[str]
    negations: frozenset[str]
    contrasts: tuple[str, ...]
    likewise: frozenset[str]
    possessives: frozenset[str]
    unnamed: tuple[re.Pattern[str], ...]
    rejects: tuple[re.Pattern[str], ...]
    faults: tuple[re.Pattern[str], ...]


@cache
def _pointers(code: str) -> _Pointers:
    table = load(code).table("disputes")
    return _Pointers(
        tuple(re.compile(str(p), re.I) for p in table.get("pointers", ())),
        tuple(re.compile(str(p), re.I) for p in table.get("objects", ())),
        tuple(re.compile(str(p), re.I) for p in table.get("such", ())),
        frozenset(texts.folded(str(w)) for w in table.get("short_pointers", ())),
        frozenset(texts.stem(str(w), code) for w in table.get("requests", ())),
        frozenset(texts.folded(str(w)) for w in load(code).table("events").get("negations", ())),
        tuple(texts.folded(str(w)) + " " for w in table.get("contrasts", ())),
        frozenset(texts.folded(str(w)) for w in table.get("likewise", ())),
        frozenset(texts.folded(str(w)) for w in table.get("possessives", ())),
        tuple(re.compile(str(p), re.I) for p in table.get("unnamed", ())),
        tuple(re.compile(str(p), re.I) for p in table.get("rejects", ())),
        tuple(re.compile(str(p), re.I) for p in table.get("faults", ())),
    )


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


def of_story(items: Sequence[Item], material: Material) -> list[Finding]:
    """One finding for each claim (or group of claims) among the statements of a story that another party denies, and one for
    the denial itself where independent sources carry it."""
    sides = [side for d in items if d.stance == "denies" and (side := _side(_attributed(d), items)) is not None]
    sides += [_Side(reply.statement, reply.claims, (), (reply.reason,)) for reply in replies.find(items)]
    return [f for group in _merged(sides) for f in _findings(group, items, material)]


def _side(denial: Item, items: Sequence[Item]) -> _Side | None:
    quote = denial.mention
    assert isinstance(quote, Quote)
    if _refuses(denial):
        return None
    others = [i for i in items if i.stance != "denies" and i.speaker is not None and not same_party(i.speaker, denial.speaker)]
    likewise = _says_likewise(denial)
    claims: list[Item] = []
    named: list[Evidence] = []
    reasons: list[str] = []
    if quote.against is not None:
        named.append(replace(evidence(denial, span=quote.topic or quote.span), speaker=quote.against, stance="asserts"))
        topic = prefixes(" ".join(texts.stems((quote.topic or quote.span).of(denial.article.text), denial.language)))
        claims += [i for i in others if same_party(i.speaker, quote.against) and topic & prefixes(" ".join(_content(i)))]
        reasons.append("denial.explicit")
    if not named and not likewise and (_points_back(denial) or _is_bare(denial)):
        claims += replies.just_before(denial, others, _NEAR if _is_bare(denial) else _BACK)
        if not claims:  # a claim that negates something too
            mixed = [i for i in items if i.stance == "denies" and i.speaker is not None and _opens_plainly(i)]
            claims += replies.just_before(denial, [i for i in mixed if not same_party(i.speaker, denial.speaker)], _NEAR)
        if all(_asks_or_denies(i) for i in claims):  # what is denied was said before what nobody could deny
            claims += replies.just_before(denial, [i for i in others if not _asks_or_denies(i)], _BACK)
        reasons.append("denial.back")
    elif not named and _points_to_such(denial):
        claims += [i for i in replies.just_before(denial, others, _BACK) if _touches(i, denial)]
        claims = claims or replies.just_before(denial, others, _NEAR)
        reasons.append("denial.back")
    if not claims and not named and quote.topic is not None:
        claims += [i for i in replies.just_before(denial, others, _BACK) if _concerns(i, denial)]
        claims += [i for i in _answered(denial, others) if i not in claims]
        claims = claims or _accused_of(denial, others, items)
        reasons.append("denial.back")
    if quote.topic is not None and not _is_bare(denial):
        alike = [i for i in others if i not in claims and _meets(denial, i) and not _asks_or_denies(i)]
        claims += alike
        reasons += ["denial.content"] * bool(alike)
    claims = [i for i in claims if not _asks_or_denies(i) and not (_is_bare(denial) and _is_opinion(i)) and not _denied(i, denial)]
    if claims:
        alike = [i for i in others if i not in claims and any(_same_claim(i, c) for c in claims) and not _asks_or_denies(i)]
        claims += alike
        reasons += ["denial.content"] * bool(alike)
    return _Side(denial, tuple(claims), tuple(named), tuple(reasons)) if claims or named else None


def _says_likewise(denial: Item) -> bool:
    """ "Son entourage a également réfuté": those who belong to whoever spoke last deny what that one denied before them."""
    table, text = _pointers(denial.language), denial.article.text
    words = [texts.folded(t.of(text)) for t in texts.tokens(text, denial.sentence)[:_FIRST]]
    return bool(words) and words[0] in table.possessives and bool(set(words) & table.likewise)


def _attributed(denial: Item) -> Item:
    """A bare denial in the mouth of the subject of its sentence, where the name it was resolved to is not in it."""
    quote, voice = denial.mention, denial.speaker
    assert isinstance(quote, Quote)
    if not _is_bare(denial) or voice is None or voice.name is None or quote.cue is None:
        return denial
    subject = quote.exact.split(quote.cue)[0].strip()
    if len(subject.split()) < 2 or prefixes(voice.name) & prefixes(subject):
        return denial
    return replace(denial, speaker=Voice(None, None, False, subject))


@remembered
def _asks_or_denies(item: Item) -> bool:
    """True for what is no claim that could be denied: a question, a negation, the content of somebody else's denial."""
    table, told = _pointers(item.language), item.sentence.of(item.article.text)
    for pattern in table.unnamed:  # "who asked not to be named" negates nothing of what is claimed
        told = pattern.sub(" ", told)
    words = {texts.folded(t.of(told)) for t in texts.tokens(told)}
    return "?" in item.mention.exact or (bool(words & table.negations) and not _opens_plainly(item))


def _denied(claim: Item, denial: Item) -> bool:
    """The sentence of a claim tells that somebody else denies it: of two people each denies what is said of him."""
    if claim.sentence == denial.sentence or not any(p.search(replies.frame(claim)) for p in _pointers(claim.language).rejects):
        return False
    voice = denial.speaker
    called = prefixes(" ".join(w for w in (voice.name, voice.exact) if w)) if voice is not None else frozenset[str]()
    return not called & prefixes(claim.sentence.of(claim.article.text))


@remembered
def _opens_plainly(item: Item) -> bool:
    """A claim whose negation comes after a whole clause without one ("I wrote to him twice, I never had an answer")."""
    first = re.split(r"[,;.:!]", item.mention.exact)[0]
    words = {texts.folded(t.of(first)) for t in texts.tokens(first)}
    return len(first.split()) >= _CLAUSE and not words & _pointers(item.language).negations and first != item.mention.exact


def _is_opinion(item: Item) -> bool:
    """True for words with neither a name nor an act in them: a judgement that a bare denial does not answer."""
    return not any(f.startswith(("name:", "act:")) for f in item.own)


def _refuses(denial: Item) -> bool:
    """True when what is "rejected" is a request, not a claim: a court that denies a motion contradicts nobody."""
    quote = denial.mention
    assert isinstance(quote, Quote)
    if quote.topic is None or quote.pattern != "denial":
        return False
    words = texts.stems(quote.topic.of(denial.article.text), denial.language)
    return bool(set(words[:2]) & _pointers(denial.language).requests)


def _is_bare(denial: Item) -> bool:
    """True for a denial that says nothing of what it denies ("La direction dément.", "called the claim untrue")."""
    quote = denial.mention
    assert isinstance(quote, Quote)
    if quote.pattern not in ("denial.bare", "denial.untrue"):
        return False
    return texts.count(denial.article.text, denial.sentence) <= _SHORT


@remembered
def _topic_weights(denial: Item) -> dict[str, float]:
    """The weighed content words of what is denied."""
    quote = denial.mention
    assert isinstance(quote, Quote)
    span = quote.topic or quote.span
    stems = texts.stems(span.of(denial.article.text), denial.language)
    return {s: denial.terms.get(s, 1.0) for s in stems if not s.isdigit()}


def _meets(denial: Item, claim: Item) -> bool:
    """True when a claim has most of what a denial says it denies, two words at least."""
    topic = _topic_weights(denial)
    common = [s for s in topic if s in claim.own]
    return len(common) >= 2 and sum(topic[s] for s in common) >= max(_TOPIC * sum(topic.values()), 0.7 * _SHARED)


def _same_claim(other: Item, claim: Item) -> bool:
    """True when two statements share much of their content, neither the parties nor the times counted."""
    one, two = ({f: w for f, w in i.own.items() if not f.startswith(("name:", "day:", "act:"))} for i in (other, claim))
    common = [f for f in one if f in two]
    shared = sum(min(one[f], two[f]) for f in common)
    own = same_voice(other.speaker, claim.speaker)
    needed = _ALIKE if own else _ALIKE + 0.15
    return len(common) >= (3 if own else 4) and shared >= max(_SHARED, needed * min(sum(one.values()), sum(two.values())))


def _answered(denial: Item, others: Sequence[Item]) -> list[Item]:
    """What another party says right after the denial, set against it by a connector and about the same act."""
    table = _pointers(denial.language)
    text = denial.article.text
    after = [i for i in others if i.report.key == denial.report.key and i.sentence.start >= denial.sentence.end and denial.acts & i.acts]
    near = [i for i in after if texts.count(text, Span(denial.sentence.end, i.sentence.start)) <= _BACK]
    return [i for i in near if texts.folded(i.sentence.of(text)[:40]).startswith(table.contrasts)][:1]


def _accused_of(denial: Item, others: Sequence[Item], items: Sequence[Item]) -> list[Item]:
    """What another party says in the passage before the denial of a fault as such ("any delay", "les faits"): where it is told as an
    accusation, else where it speaks of what the denying party says next."""
    quote = denial.mention
    assert isinstance(quote, Quote)
    topic = (quote.topic or quote.span).of(denial.article.text)
    if not any(p.search(topic) for p in _pointers(denial.language).faults):
        return []
    before = [i for i in replies.passage(denial, others, _BACK) if not i.headline]
    accusing = [i for i in before if replies.accuses(i)]
    own = _own_words(denial, (), items) if not accusing else None
    return accusing or [i for i in before if own is not None and replies.of_like(i, own)]


def _content(item: Item) -> list[str]:
    """The content stems of a statement (names and days tell parties and times, not what is claimed)."""
    return [f for f in item.own if ":" not in f]


def _points_back(denial: Item) -> bool:
    """True when the denial has a phrase for what was said before ("no such", "ces accusations"), or is so short that a
    pronoun does ("The company disputes that.")."""
    sentence = denial.sentence.of(denial.article.text)
    words = [texts.folded(t.of(sentence)) for t in texts.tokens(sentence)]
    table = _pointers(denial.language)
    quote = denial.mention
    assert isinstance(quote, Quote)
    if quote.topic is not None and any(p.search(quote.topic.of(denial.article.text)) for p in table.objects):
        return True
    return any(p.search(sentence) for p in table.always) or (len(words) <= 8 and bool(table.short & set(words)))


def _points_to_such(denial: Item) -> bool:
    sentence = denial.sentence.of(denial.article.text)
    return any(p.search(sentence) for p in _pointers(denial.language).such)


def _touches(claim: Item, denial: Item) -> bool:
    """True when a claim shares an act, or a content word, with the sentence of a denial."""
    common = [f for f in denial.terms if f in claim.own and ":" not in f and denial.terms[f] >= 1.0]
    return bool(common or denial.acts & claim.acts)


def _concerns(claim: Item, denial: Item) -> bool:
    """True when a claim just before an outright denial names the denying party and shares a rare word with what is
    denied, or has much of it."""
    quote = denial.mention
    assert isinstance(quote, Quote)
    if denial.speaker is None:
        return False
    named = prefixes(claim.sentence.of(claim.article.text)) & prefixes(denial.speaker.name or denial.speaker.exact or "")
    topic = _topic_weights(denial)
    return (bool(named) and any(s in claim.own and topic[s] >= 2.0 for s in topic)) or _meets(denial, claim)


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
        own = _own_words(side.denial, side.claims, items)
        if own is not None:
            answers.append(evidence(own, "denies"))
            reasons.append("denial.own-words")
    claim, answer = max(claims, key=lambda e: min(len(e.exact), 120)), answers[0]
    code = group[0].denial.language
    told = [texts.said(_who(e.speaker), shorten(e.exact, 110), code) for e in (claim, answer)]
    summary = " ≠ ".join(told)
    out = [finding([*claims, *answers], material, status="disputed", aspect="statement", summary=summary, reasons=reasons, confidence=0.8)]
    if independence(answers, material)[0] >= 2:
        line = shorten(texts.said(_who(answer.speaker), answer.exact, code))
        same = [replace(a, relation="same") for a in answers]
        out.append(support(same, material, aspect="statement", summary=line, reasons=["denial.carried"], confidence=0.7))
    return out


def _uttered(denial: Item) -> Span:
    """The denial as the article puts it: its whole sentence when what is denied is only its object."""
    quote = denial.mention
    assert isinstance(quote, Quote)
    return denial.sentence if quote.topic is not None else quote.span


def _own_words(denial: Item, claims: Sequence[Item], items: Sequence[Item]) -> Item | None:
    """What the denying party says next in the same article, within two sentences or so; a quotation right after a denial,
    in the same paragraph, is theirs too unless it is a claimant's."""
    after = [i for i in items if i.report.key == denial.report.key and 0 <= i.mention.span.start - denial.sentence.end < 200]
    nearest = min(after, key=lambda i: i.mention.span.start, default=None)
    if nearest is None:
        return None
    gap = denial.article.text[denial.sentence.end : nearest.mention.span.start]
    theirs = isinstance(nearest.mention, Quote) and nearest.mention.kind == "direct" and len(gap) <= 4 and "\n" not in gap
    foreign = any(same_voice(nearest.speaker, c.speaker) for c in claims)
    if same_voice(nearest.speaker, denial.speaker) or (theirs and nearest.speaker is not None and not foreign):
        return nearest
    return None


def _who(voice: Voice | None) -> str:
    if voice is None:
        return "?"
    return voice.name or voice.exact or voice.role or "?"
