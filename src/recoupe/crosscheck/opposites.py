"""Opposite facts without a denial: reports of one story that tell two states of one thing which exclude each other ("the
alarm rang" / "no siren was heard"), or one act with and without a negation.

Only for the same bearer and the same time, in clauses that say so without an if or a perhaps. A report that tells both
explains itself, and is left out."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from recoupe import text as texts
from recoupe import timex
from recoupe.crosscheck import negated
from recoupe.crosscheck.clauses import Sentence, days_apart
from recoupe.crosscheck.conclude import finding, shorten
from recoupe.crosscheck.items import Material
from recoupe.crosscheck.opposites_words import Cue, Pole, State
from recoupe.crosscheck.parties import same_party
from recoupe.records import Evidence, Finding, Relation, Span

REASONS = {
    "opposite.state": "the reports tell two states of one thing that exclude each other, for the same time",
    "opposite.act": "one report tells an act that the other negates, or its opposite, of the same things",
    "opposite.later": "a later report tells a state of the same thing that excludes the one an earlier report tells",
    "opposite.parties": "each of the two is in the mouth of another party",
}

_NEAR = 4  # words before a cue in which a negation turns it
_LAG = 1  # days between two tellings of one happening: the day it is told of may be the day it is said
_OBJECTS = 3  # nouns of a cue and after it by which what is agreed to or refused is known


@dataclass(frozen=True, slots=True)
class Fact:
    """One pole of a state, told of a bearer in one clause of a report."""

    state: State
    pole: Pole
    sentence: Sentence
    span: Span
    nouns: frozenset[str]
    names: frozenset[str]
    numbers: frozenset[float]
    objects: frozenset[str]
    verbs: frozenset[str]
    first: str | None
    """The first day for which it is told; None where nothing but the past tense dates it."""
    last: str | None
    now: bool
    """It is told in the present: it holds for the day of the report."""

    @property
    def report(self) -> tuple[str, int]:
        return self.sentence.report.key


def find(material: Material, told: Mapping[str, Sequence[Sentence]]) -> list[Finding]:
    """One finding for each state of each bearer, and each act, that reports of different origins tell differently."""
    out: list[Finding] = []
    for told_in in told.values():
        facts = [f for s in told_in for f in read(s)]
        states = [([_evidence(f) for f in yes], [_evidence(f) for f in no]) for yes, no in _opposed(facts)]
        out += [contested(yes, no, "opposite.state", material) for yes, no in states]
        changes = [([_evidence(f, "same") for f in old], [_evidence(f, "update") for f in new]) for old, new in _changed(facts)]
        out += [_updated(old, new, material) for old, new in changes]
        known = {(e.article, e.sentence) for sides in (*states, *changes) for side in sides for e in side}
        for yes, no in _acts(told_in):
            if not any((e.article, e.sentence) in known for e in (*yes, *no)):
                out.append(contested(yes, no, "opposite.act", material))
    return out


# ---------------------------------------------------------------- reading


def read(sentence: Sentence) -> Iterator[Fact]:
    """The states that one sentence tells; of two cues in one place the one with its own negation counts, else the longer."""
    cues = sentence.table.told(sentence.words)
    if not cues:
        return
    bare, back = _without_negations(sentence)
    found: list[tuple[Cue, int, int]] = []
    for cue in cues:
        for match in cue.pattern.finditer(sentence.plain.text if cue.negative else bare):
            start, end = match.span() if cue.negative else (back[match.start()], back[match.end() - 1] + 1)
            found.append((cue, start, end))
    taken: dict[bool, list[tuple[int, int]]] = {True: [], False: []}  # what changes is told beside what is
    for cue, start, end in sorted(found, key=lambda f: (not f[0].negative, f[1] - f[2], f[1])):
        told = taken[cue.state.later is not None]
        if not any(start < b and a < end for a, b in told):
            fact = _fact(sentence, cue, start, end)
            if fact is not None:
                told.append((start, end))
                yield fact


def _without_negations(sentence: Sentence) -> tuple[str, list[int]]:
    """A sentence without its words of negation, so that "n'est pas ouvert" has "est ouvert"; and where each character stood."""
    text, kept, at = sentence.plain.text, list[int](), 0
    if not sentence.table.negations.search(text):
        return text, [*range(len(text))]
    for match in sentence.table.negations.finditer(text):
        kept += range(at, match.start())
        at = match.end() + (text[match.end() : match.end() + 1] == " ")
    kept += range(at, len(text))
    return "".join(text[i] for i in kept), kept


def _fact(sentence: Sentence, cue: Cue, start: int, end: int) -> Fact | None:
    table, text = sentence.table, sentence.plain.text
    clause = sentence.clause(start, end)
    if table.unsure.search(text, clause.start, start if cue.negative else clause.end):
        return None
    pole = _pole(sentence, cue, clause.start, start, end)
    if pole is None:
        return None
    subject = (end, clause.end) if cue.after else (_subject(text, clause.start, start), start)
    nouns, names = sentence.things(*subject)
    if not nouns and not cue.after:  # before an apposition, or in the words of the cue themselves
        subject = (_before_apposition(text, clause.start, start), start)
        nouns, names = sentence.things(*subject)
        if not nouns:
            nouns, names = sentence.things(start, end)
    if cue.state.bearer == "person":
        names &= sentence.bodies()
        nouns = (nouns & table.roles) | names or _speaker(sentence, subject, start, end)
        names = names or nouns & sentence.bodies()
    if (cue.state.of and not nouns & cue.state.of) or (cue.state.bearer != "kind" and not nouns):
        return None
    objects, verbs = _objects(sentence, start, end, clause.end) if cue.state.objective else (frozenset[str](), frozenset[str]())
    if (cue.state.objective and not objects) or table.partial & set(text[subject[0] : subject[1]].split()):
        return None
    days = [] if cue.state.planned else sentence.days(clause.start, clause.end)
    if days is None:
        return None
    now = cue.state.planned or (bool(table.present.match(text, start)) and not table.past.match(text, start))
    first, last = _time(sentence, cue, now, clause.text, days)
    span = sentence.span(*((start, clause.end) if cue.after else (subject[0], end)))
    if not _plainly_said(sentence, span, turned=cue.negative or pole != cue.pole):
        return None
    return Fact(cue.state, pole, sentence, span, nouns - names, names, sentence.numbers(*subject), objects, verbs, first, last, now)


def _speaker(sentence: Sentence, subject: tuple[int, int], start: int, end: int) -> frozenset[str]:
    """Who says of himself what a cue tells, by name: "I am not leaving", "he had no plans to leave, he added"."""
    words = sentence.plain.text[slice(*subject)].replace("'", " ").split()
    quote = sentence.quote(sentence.span(start, end))
    if quote is None or quote.speaker.name is None or not sentence.table.pronouns & set(words):
        return frozenset()
    return frozenset((texts.folded(quote.speaker.name),))


def _pole(sentence: Sentence, cue: Cue, left: int, start: int, end: int) -> Pole | None:
    """Which pole a cue tells where it stands: a negation close before it turns it, where that is the other pole."""
    if cue.negative:
        return cue.pole
    text, near = sentence.plain.text, start
    for _ in range(_NEAR):
        near = text.rfind(" ", 0, max(near, 0))
    if not sentence.table.negations.search(text, max(left, near, 0), end):
        return cue.pole
    return ("no" if cue.pole == "yes" else "yes") if cue.state.turns else None


def _plainly_said(sentence: Sentence, span: Span, *, turned: bool) -> bool:
    """False for what stands in a statement that hedges or denies it (a statement that only has the negation is no denial)."""
    quote = sentence.quote(span)
    if quote is None or quote.stance == "asserts":
        return True
    return quote.stance == "denies" and turned and not quote.pattern.startswith("denial")


def _subject(text: str, left: int, start: int) -> int:
    """Where the subject of a cue begins: after the last comma before it; before the last but one where a comma stands
    right before the cue and so closes an apposition."""
    piece = text[left:start].rstrip()
    if piece.endswith(","):
        return left + piece.rfind(",", 0, max(piece.rfind(",", 0, len(piece) - 1), 0)) + 1
    return left + piece.rfind(",") + 1


def _before_apposition(text: str, left: int, start: int) -> int:
    """Where a subject begins that an apposition parts from its verb ("The plant, 160 jobs, was shut")."""
    last = text.rfind(",", left, start)
    opening = text.rfind(",", left, last) if last >= 0 else -1
    return max(text.rfind(",", left, opening) + 1, left) if opening >= 0 else left


def _objects(sentence: Sentence, start: int, after: int, end: int) -> tuple[frozenset[str], frozenset[str]]:
    """The first nouns of a cue and after it, and the verb that stands at once after it ("refuses to sign the transfer")."""
    nouns: list[str] = []
    verbs: list[str] = []
    first = min((t.start for t in sentence.tokens if t.start >= after), default=end)
    for token in (t for t in sentence.tokens if start <= t.start < end):
        if token.tag in ("NOUN", "PROPN") and len(nouns) < _OBJECTS:
            nouns.append(sentence.noun(token))
        elif token.tag in ("VERB", "AUX") and token.start == first and token.form.endswith(sentence.table.infinitives):
            verbs.append(sentence.noun(token))
    return frozenset(nouns), frozenset(verbs)


def _time(sentence: Sentence, cue: Cue, now: bool, clause: str, days: Sequence[str]) -> tuple[str | None, str | None]:
    """The first and the last day for which a fact is told."""
    published = sentence.published
    if not cue.state.changes:
        return (days[0], days[0]) if days else (None, None)
    if cue.state.planned:
        return published, published
    if published is not None and sentence.table.already.search(clause):
        return _day_before(published), published
    turning = bool(sentence.table.turning.search(clause))
    if days:
        return days[0], published if turning and published is not None and published >= days[0] else days[0]
    return (published, published) if now or turning else (None, None)


def _day_before(day: str) -> str:
    known = timex.values.parse_day(day)
    return (known - datetime.timedelta(days=1)).isoformat() if known is not None else day


# ---------------------------------------------------------------- comparing


def _opposed(facts: Sequence[Fact]) -> Iterator[tuple[list[Fact], list[Fact]]]:
    """The two sides of each contradiction: facts of one state and bearer, merged where they share one."""
    for told, both in _by_state(f for f in facts if not f.state.later):
        yes, no = ([f for f in told if f.pole == pole and f.report not in both] for pole in ("yes", "no"))
        pairs = [(a, b) for a in yes for b in no if a.sentence.origin != b.sentence.origin and _one(a, b) and _together(a, b)]
        yield from _merged(pairs)


def _changed(facts: Sequence[Fact]) -> Iterator[tuple[list[Fact], list[Fact]]]:
    """What was so and is not so any more: the facts of earlier reports, and those of later ones that tell the opposite state."""
    for told, both in _by_state(f for f in facts if f.state.changes and f.sentence.published is not None):
        pairs = [(a, b) for a in told for b in told if a.report not in both and _follows(a, b) and _one(a, b)]
        yield from _merged([(a, b) for a, b in pairs if a.state.later or not _together(a, b)])


def _by_state(facts: Iterable[Fact]) -> Iterator[tuple[list[Fact], set[tuple[str, int]]]]:
    """The facts of each state by its name, and the reports that tell both poles of one bearer: these explain themselves."""
    by_state: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        by_state[fact.state.name].append(fact)
    for name in sorted(by_state):
        told = by_state[name]
        yield told, {f.report for f in told if any(f.report == g.report and f.pole != g.pole and _one(f, g) for g in told)}


def _follows(a: Fact, b: Fact) -> bool:
    """Whether `b` is the opposite of `a`, told by a later report of another origin, and not of an earlier time."""
    first, later = a.sentence.published, b.sentence.published
    if a.pole == b.pole or a.state.later not in (None, b.pole) or a.sentence.origin == b.sentence.origin:
        return False
    if first is None or later is None or later <= first:
        return False
    return a.first is None or b.first is None or b.first >= a.first


def _merged(pairs: Sequence[tuple[Fact, Fact]]) -> list[tuple[list[Fact], list[Fact]]]:
    groups: list[tuple[list[Fact], list[Fact]]] = []
    for a, b in pairs:
        touching = [g for g in groups if a in g[0] or b in g[1]]
        groups = [g for g in groups if g not in touching]
        yes = [*dict.fromkeys([*(f for g in touching for f in g[0]), a])]
        no = [*dict.fromkeys([*(f for g in touching for f in g[1]), b])]
        groups.append((yes, no))
    return groups


def _one(a: Fact, b: Fact) -> bool:
    """Whether two facts are told of one bearer: the same noun, and no other name or number."""
    if a.sentence.code != b.sentence.code:
        return False
    if a.state.objective and (not a.objects & b.objects or (a.verbs and b.verbs and not a.verbs & b.verbs)):
        return False
    if a.state.bearer == "kind":
        return True
    if a.names and b.names and not _named_alike(a.names, b.names):
        return False
    if a.numbers and b.numbers and not a.numbers & b.numbers:
        return False
    return bool(a.nouns & b.nouns) or (a.state.bearer == "person" and bool(a.names and b.names))


def _named_alike(one: frozenset[str], two: frozenset[str]) -> bool:
    left, right = ({w for n in names for w in n.split() if len(w) > 2} for names in (one, two))
    return bool(left & right)


def _together(a: Fact, b: Fact) -> bool:
    """Whether two facts are told for the same time."""
    if not a.state.changes:
        return a.first is None or b.first is None or days_apart(a.first, b.first) <= _LAG
    if a.first is None or a.last is None or b.first is None or b.last is None:
        return not a.now and not b.now
    return a.first <= b.last and b.first <= a.last


def _acts(told_in: Sequence[Sentence]) -> Iterator[tuple[list[Evidence], list[Evidence]]]:
    """The pairs of opposite acts of a story as evidence, each sentence told of once."""
    seen: set[tuple[str, Span]] = set()
    for told, denied in negated.find(told_in):
        places = {(a.clause.sentence.examined.article.id, a.clause.sentence.where) for a in (told, denied)}
        if seen & places or not all(_plainly_said(a.clause.sentence, a.span, turned=a.negated) for a in (told, denied)):
            continue
        seen |= places
        yield [told.clause.sentence.evidence(told.span, "same")], [denied.clause.sentence.evidence(denied.span, "differs")]


# ---------------------------------------------------------------- telling


def _evidence(fact: Fact, relation: Relation | None = None) -> Evidence:
    return fact.sentence.evidence(fact.span, relation or ("same" if fact.pole == "yes" else "differs"))


def _updated(old: Sequence[Evidence], new: Sequence[Evidence], material: Material) -> Finding:
    summary = " → ".join(shorten(side[0].exact, 110) for side in (old, new))
    return finding([*old, *new], material, status="updated", aspect="event", summary=summary, reasons=["opposite.later"], confidence=0.6)


def contested(yes: Sequence[Evidence], no: Sequence[Evidence], reason: str, material: Material) -> Finding:
    """What two sides tell that cannot both be so: a dispute where each is in the mouth of another party."""
    parties = all(e.speaker is not None for e in (*yes, *no)) and not any(same_party(a.speaker, b.speaker) for a in yes for b in no)
    return finding(
        [*yes, *no],
        material,
        status="disputed" if parties else "discrepancy",
        aspect="event",
        summary=" ≠ ".join(shorten(side[0].exact, 110) for side in (yes, no)),
        reasons=[reason, "opposite.parties"] if parties else [reason],
        confidence=0.6,
    )
