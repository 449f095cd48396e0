"""Statements that an article itself sets against each other without a verb of denial: a retort ("hit back", "rétorque"), a
quarrel that it announces ("les versions divergent"), a party that it says contradicts another one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from recoupe import text as texts
from recoupe.crosscheck import meanings
from recoupe.crosscheck.modality import wished
from recoupe.crosscheck.negated import opposite_verbs
from recoupe.crosscheck.parties import prefixes, same_party, same_voice
from recoupe.languages import load
from recoupe.records import Quote, Span, Voice
from recoupe.sockets import Item
from recoupe.tagging.lemmas import lemma

REASONS = {
    "reply.contradicts": "the article says that the one party contradicts the other",
    "reply.retort": "the one party answers what the other was just reported to say, about the same thing",
    "reply.quarrel": "the article announces two accounts of one thing, and the two parties give one each",
    "reply.negated": "the one party answers what the other was just reported to say with a flat negation",
    "reply.opposite": "the one party answers what the other was just reported to say with the opposite of it",
    "reply.rebuts": "the one party rejects the blame, right after the other was reported to accuse",
    "reply.flat": "one party answers with a flat negation of what another one holds in another report",
}

_BACK = 40  # words that may stand between a reply and what it answers, where the article says that it contradicts it
_NEAR = 12  # the same, where only a verb of replying says so
_KNOWN = 1.0  # weight of a word by which two statements are about the same thing
_STOP = re.compile(r"[.!?…:]")
_WHOM = 4  # words after "contradicts" in which the other party is named
_ON = 8  # words by which a sentence goes on after it says that it contradicts
_PASSAGE = 30  # words before a flat negation in which what it answers is looked for
_MATTER = 2.0  # weight of the words in common by which two statements near each other are of one matter
_FAR, _FARTHER = 3.0, 5.5  # the same of two reports: where the claim is told as part of a quarrel, and where only the answer is
_FLAT = 6  # words of an answer in which it says that it is a negation: later ones negate something else


@dataclass(frozen=True, slots=True)
class Reply:
    """A statement, the claims of another party that it stands against, and why."""

    statement: Item
    claims: tuple[Item, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class _Words:
    contradicts: tuple[re.Pattern[str], ...]
    whom: tuple[re.Pattern[str], ...]
    quarrels: tuple[re.Pattern[str], ...]
    retorts: tuple[re.Pattern[str], ...]
    denies: tuple[re.Pattern[str], ...]
    answers: tuple[re.Pattern[str], ...]
    contends: tuple[re.Pattern[str], ...]
    holds: tuple[re.Pattern[str], ...]
    accuses: tuple[re.Pattern[str], ...]
    alleged: tuple[re.Pattern[str], ...]
    flat: tuple[re.Pattern[str], ...]
    nots: tuple[re.Pattern[str], ...]
    silent: tuple[re.Pattern[str], ...]
    rebuts: tuple[re.Pattern[str], ...]
    wishes: tuple[re.Pattern[str], ...]


@cache
def _words(code: str) -> _Words:
    table = load(code).table("disputes")

    def patterns(name: str) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(str(p), re.I) for p in table.get(name, ()))

    return _Words(
        patterns("contradicts"),
        patterns("contradicts_whom"),
        patterns("quarrels"),
        patterns("retorts"),
        patterns("denies"),
        patterns("answers"),
        patterns("contends"),
        patterns("holds"),
        patterns("accuses"),
        patterns("alleged"),
        patterns("flat"),
        patterns("nots"),
        patterns("silent"),
        patterns("rebuts"),
        patterns("wishes"),
    )


@cache
def until_now(code: str) -> tuple[str, ...]:
    """Folded words that limit a negation to the moment: what it denies may be true tomorrow."""
    return tuple(" ".join(texts.folded(str(w)).replace("'", " ").split()) for w in load(code).table("disputes").get("until_now", ()))


def find(items: Sequence[Item]) -> Iterator[Reply]:
    """The replies among the statements of one story, in order."""
    by_report: dict[tuple[str, int], list[Item]] = defaultdict(list)
    for item in items:
        by_report[item.report.key].append(item)
    opposed = {key: _sets_against(told[0].article.text, told[0].language) for key, told in by_report.items()}
    for item in items:
        if not opposed[item.report.key] or item.speaker is None or "?" in item.mention.exact or item.headline:
            continue
        here = by_report[item.report.key]
        reply = _against_whom(item, items) or _against_last(item, here) or _against_passage(item, here) or _against_accusation(item, here)
        if reply is not None:
            yield reply
    yield from _denied_elsewhere(items)


@lru_cache(maxsize=1024)
def _sets_against(text: str, code: str) -> bool:
    """Whether an article has any of the words at all: most have none, and need no look at every pair of statements."""
    table = _words(code)
    return any(
        p.search(text)
        for listed in (table.contradicts, table.whom, table.quarrels, table.retorts, table.denies, table.answers, table.holds, table.rebuts)
        for p in listed
    )


def _others(reply: Item, items: Sequence[Item]) -> list[Item]:
    return [i for i in items if i.speaker is not None and "?" not in i.mention.exact and not same_party(i.speaker, reply.speaker)]


def _against_last(reply: Item, items: Sequence[Item]) -> Reply | None:
    """A reply to what another party was reported to say just before."""
    table, text = _words(reply.language), reply.article.text
    claims = just_before(reply, _others(reply, items), _BACK)
    if not claims:
        return None
    between = Span(max(c.sentence.end for c in claims), reply.sentence.start)
    lead = text[between.start : max(reply.mention.span.start, between.start)]  # "His lawyer disputes this: ..." leads up to it too
    if between.start <= between.end and (_contradicts(lead, table) or _denies(lead, table)) and not wished(reply):
        if not any(wished(i) and between.contains(i.mention.span) for i in items):  # it was of that that they see it otherwise
            more = [i for i in passage(reply, _others(reply, items), _BACK) if i not in claims and _asserts(i) and of_like(i, reply)]
            return Reply(reply, (*claims, *more), "reply.contradicts")
    apart = texts.count(text, between)
    if apart > _NEAR and not _of_one_matter(claims, reply):
        return None
    if "\n\n" in between.of(text).strip("\n ") and not _of_one_matter(claims, reply):
        return None
    last = max(claims, key=lambda c: c.sentence.start)
    announced = _sentence_before(text, last.sentence) if "\n" not in between.of(text) else ""
    if any(p.search(announced) for p in table.quarrels):
        return Reply(reply, tuple(c for c in claims if c.sentence == last.sentence), "reply.quarrel")
    said = frame(reply)
    if last.sentence == reply.sentence:  # "A", hits back X, and he adds "B": the verb is that of A
        said = text[min(reply.mention.span.end, reply.sentence.end) : reply.sentence.end]
    touching = [c for c in claims if _shared(c, reply, _KNOWN) or c.acts & reply.acts or _of_one_matter([c], reply)]
    if touching and any(p.search(said) for p in table.retorts):
        return Reply(reply, tuple(touching), "reply.retort")
    plain = [c for c in claims if _asserts(c) and (c in touching or _face_to_face(c, reply) or _contends(c))]
    if plain and apart <= _NEAR and any(p.search(said) for p in (*table.answers, *table.holds)) and _is_flat(reply):
        return Reply(reply, tuple(plain), "reply.negated")
    return None


def _against_passage(reply: Item, items: Sequence[Item]) -> Reply | None:
    """An answer that flatly negates, or tells the opposite of, what another party was reported to say in the passage before it,
    whoever spoke in between."""
    if not (_answers(reply) or _holds(reply)) or wished(reply):
        return None
    claims = [
        c for c in passage(reply, _others(reply, items), _PASSAGE) if _asserts(c) and (of_like(c, reply) or _of_one_matter([c], reply))
    ]
    if not _answers(reply):
        claims = [c for c in claims if _contends(c) or accuses(c)]
    if claims and _is_flat(reply):
        return Reply(reply, tuple(claims), "reply.negated")
    opposite = [c for c in claims if _opposite_verb(c, reply)]
    return Reply(reply, tuple(opposite), "reply.opposite") if opposite else None


def _against_accusation(reply: Item, items: Sequence[Item]) -> Reply | None:
    """Somebody who is not to blame, or contests what he is said to have done, right after another party's accusation."""
    if wished(reply) or not any(p.search(reply.mention.exact) for p in _words(reply.language).rebuts):
        return None
    claims = [c for c in passage(reply, _others(reply, items), _PASSAGE) if c.stance != "denies" and not c.headline and accuses(c)]
    return Reply(reply, tuple(claims), "reply.rebuts") if claims else None


def _denied_elsewhere(items: Sequence[Item]) -> Iterator[Reply]:
    """Flat negations, told as answers, of what another party holds in another report."""
    flat = [i for i in items if i.speaker is not None and _negates(i) and _answers(i)]
    if not flat:
        return
    having: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        if item.speaker is not None and not item.headline and item.stance != "denies" and _asserts(item):
            for mark in meanings.own_marks(item):
                having[mark].append(item)
    for reply in flat:
        near = {id(c): c for mark in meanings.own_marks(reply) for c in having.get(mark, ())}
        claims = [c for c in near.values() if c.report.key != reply.report.key and _negated_by(c, reply)]
        if claims:
            yield Reply(reply, tuple(sorted(claims, key=lambda c: (c.article.id, c.mention.span.start))), "reply.flat")


def _negates(item: Item) -> bool:
    """A statement that opens with a flat negation, which is not limited to the moment."""
    words = f" {' '.join(texts.folded(t.of(item.article.text)) for t in texts.tokens(item.article.text, item.sentence))} "
    so_far = any(f" {w} " in words for w in until_now(item.language))
    return not item.headline and "?" not in item.mention.exact and not wished(item) and not so_far and _is_flat(item)


def _negated_by(claim: Item, reply: Item) -> bool:
    if same_party(claim.speaker, reply.speaker) or claim.language != reply.language or "?" in claim.mention.exact:
        return False
    told_apart = bool(_called(claim.speaker) & prefixes(frame(reply))) or _contends(claim) or accuses(claim)
    if not told_apart and (claim.published or "")[:10] > (reply.published or "9")[:10]:
        return False  # what was not so one day may be so the next
    met = {k: w for k, w in meanings.shared(claim, reply, said=True).items() if not k.startswith("name:")}
    weight = sum(met.values())
    if told_apart:
        return weight >= _FAR
    return weight >= _FARTHER and len(met) >= 2 and _negated_word(reply) in claim.own


def _negated_word(reply: Item) -> str:
    """The stem of the first content word after a flat negation: what there is none of, or what nobody did."""
    told = reply.mention.exact
    at = min((m.end() for p in _words(reply.language).flat if (m := p.search(told)) is not None), default=0)
    return next(iter(texts.stems(" ".join(told[at:].split()[:_FLAT]), reply.language)), "")


def _answers(reply: Item) -> bool:
    """It is told as an answer."""
    said = frame(reply)
    return any(p.search(said) for p in _words(reply.language).answers)


def accuses(claim: Item) -> bool:
    """The claim is told as an accusation or a complaint, or as what somebody is alleged to have done."""
    table = _words(claim.language)
    told = claim.sentence.of(claim.article.text)
    return any(p.search(frame(claim)) for p in table.accuses) or any(p.search(told) for p in table.alleged)


def of_like(claim: Item, reply: Item) -> bool:
    """Two statements have words in common, or words of like meaning, that are not the names of those who speak."""
    return sum(w for k, w in meanings.shared(claim, reply, said=True).items() if not k.startswith("name:")) >= _MATTER


def _opposite_verb(claim: Item, reply: Item) -> bool:
    """A verb of the one means the opposite of a verb of the other."""
    opposite = opposite_verbs(claim.language)
    mine, yours = (
        {lemma(t.of(i.article.text), "VERB", i.language) for t in texts.tokens(i.article.text, i.mention.span)} for i in (claim, reply)
    )
    return any(opposite[v] & yours for v in mine if v in opposite)


def _face_to_face(claim: Item, reply: Item) -> bool:
    """Both speak in their own words, or of like things: what is reported of two voices may be of two matters."""
    quoted = all(isinstance(i.mention, Quote) and i.mention.kind == "direct" for i in (claim, reply))
    return quoted or meanings.common(claim, reply, said=True) >= _KNOWN


def _contends(claim: Item) -> bool:
    """The claim is told as one that may be contested ("soutient", "alleges")."""
    told = frame(claim)
    return any(p.search(told) for p in _words(claim.language).contends) or _holds(claim)


def _holds(claim: Item) -> bool:
    """Somebody keeps to it against another one ("persiste", "insists")."""
    told = frame(claim)
    return any(p.search(told) for p in _words(claim.language).holds)


def _of_one_matter(claims: Sequence[Item], reply: Item) -> bool:
    """A claim names something that the reply names too, other than the parties, or measures in the same unit."""
    units = _units(reply)
    for claim in claims:
        parties = _called(claim.speaker) | _called(reply.speaker)
        named = {f for f in claim.own if f.startswith("name:") and f in reply.own and not prefixes(f[5:]) & parties}
        if named or units & _units(claim):
            return True
    return False


def _units(item: Item) -> frozenset[str]:
    """The units of the figures of a statement."""
    return frozenset(f.split(":", 1)[1].lstrip("0123456789.e+-") for f in item.own if f.startswith("num:")) - {""}


def _contradicts(lead: str, table: _Words) -> bool:
    """What leads up to a reply says that it contradicts, and hardly goes on from there."""
    return any(len(lead[m.end() :].split()) <= _ON for p in table.contradicts for m in p.finditer(lead))


def _denies(lead: str, table: _Words) -> bool:
    """What leads up to a reply ends with a bare denial: "The supplier denies it.", "Son avocate dément :"."""
    last = max((m.end() for p in table.denies for m in p.finditer(lead)), default=None)
    return last is not None and _STOP.search(lead, last) is None


def _is_flat(reply: Item) -> bool:
    """The reply opens with a negation that leaves nothing over ("No box was ...", "Pas un centime ..."), and is no refusal to
    comment."""
    table, told = _words(reply.language), reply.mention.exact
    first = " ".join(told.split()[:_FLAT])
    return any(p.search(first) for p in table.flat) and not any(p.search(told) for p in table.silent)


def _asserts(claim: Item) -> bool:
    """The claim says what is or was: it asks for nothing, fears nothing, and negates nothing itself."""
    table, told = _words(claim.language), claim.mention.exact
    if claim.stance == "denies" or not isinstance(claim.mention, Quote) or wished(claim):
        return False
    return not any(p.search(told) for p in (*table.flat, *table.nots, *table.wishes))


def negates(item: Item) -> bool:
    """What is said negates something."""
    table = _words(item.language)
    return any(p.search(item.mention.exact) for p in (*table.flat, *table.nots))


def _against_whom(reply: Item, items: Sequence[Item]) -> Reply | None:
    """What follows "She also contradicts the minister": set against what that party says of the same thing, anywhere in the story."""
    table, text = _words(reply.language), reply.article.text
    for piece in (_sentence_before(text, reply.sentence), frame(reply)):
        match = next((m for p in table.whom if (m := p.search(piece)) is not None), None)
        if match is None:
            continue
        whom = prefixes(" ".join(piece[match.end() :].split()[:_WHOM]))
        if not whom:
            continue
        claims = [c for c in _others(reply, items) if whom & _called(c.speaker) and _shared(c, reply, _KNOWN) and c.stance != "denies"]
        if claims:
            return Reply(reply, tuple(claims), "reply.contradicts")
    return None


def _called(voice: Voice | None) -> frozenset[str]:
    return prefixes(" ".join(w for w in (voice.name, voice.role, voice.exact) if w)) if voice is not None else frozenset()


def frame(item: Item) -> str:
    """The sentence of a statement without the statement: who says it, and how."""
    text, sentence, said = item.article.text, item.sentence, item.mention.span
    before = text[sentence.start : max(said.start, sentence.start)]
    return f"{before} {text[min(said.end, sentence.end) : sentence.end]}"


def _sentence_before(text: str, sentence: Span) -> str:
    """What stands before a sentence in its paragraph, from the last full stop on."""
    start = text.rfind("\n", 0, sentence.start) + 1
    before = text[start : sentence.start].rstrip()
    if not before:  # the sentence opens a paragraph: the line before it
        before = text[: max(start - 1, 0)].rstrip()
        before = before[before.rfind("\n") + 1 :]
    cut = max(before.rfind(mark, 0, len(before) - 1) for mark in (". ", "! ", "? "))
    return before[cut + 1 :]


def _shared(claim: Item, reply: Item, least: float) -> bool:
    """Whether two statements have a content word in common that tells at least so much."""
    return any(f in claim.own and w >= least for f, w in reply.own.items() if ":" not in f)


def passage(reply: Item, others: Sequence[Item], reach: int) -> list[Item]:
    """What others say in the same report, before a reply and at most `reach` words before its sentence."""
    text, start = reply.article.text, reply.sentence.start
    here = [i for i in others if i.report.key == reply.report.key]
    inside = [i for i in here if i.sentence == reply.sentence and i.mention.span.end <= reply.mention.span.start]
    before = [i for i in here if i.sentence.end <= start]
    return [*inside, *(i for i in before if texts.count(text, Span(i.sentence.end, start)) <= reach)]


def just_before(denial: Item, others: Sequence[Item], reach: int) -> list[Item]:
    """What the party that spoke last before the denial, at most `reach` words before it, says in the passage that leads
    up to it."""
    text = denial.article.text
    here = [i for i in others if i.sentence == denial.sentence and i.report.key == denial.report.key]
    inside = [i for i in here if i.mention.span.end <= denial.mention.span.start]
    if inside:
        return inside
    before = [i for i in others if i.report.key == denial.report.key and i.sentence.end <= denial.sentence.start]
    if not before:
        return []
    last = max(before, key=lambda i: i.sentence.start)
    if texts.count(text, Span(last.sentence.end, denial.sentence.start)) > reach:
        return []
    passage = [i for i in before if texts.count(text, Span(i.sentence.end, last.sentence.end)) <= 3 * reach]
    return [i for i in passage if i is last or same_voice(i.speaker, last.speaker)]
