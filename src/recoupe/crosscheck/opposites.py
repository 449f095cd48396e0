"""Opposite facts without a denial: reports of one story that tell two states of one thing which exclude each other ("the
alarm rang" / "no siren was heard").

Only states that are listed with the words that tell them (`languages/<code>/opposites.toml`), said of the same bearer, for
the same time, in clauses that say so without an if or a perhaps. A report that tells both explains itself, and is left out."""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from recoupe import text as texts
from recoupe import timex
from recoupe.crosscheck.conclude import finding, shorten
from recoupe.crosscheck.items import Material
from recoupe.crosscheck.opposites_words import Cue, Pole, State, Words, words
from recoupe.crosscheck.parties import same_party
from recoupe.languages import load
from recoupe.records import DateMention, Evidence, Examined, Finding, Quote, Report, Span, Voice
from recoupe.tagging.tags import tag
from recoupe.tagging.tokens import tokenise

REASONS = {
    "opposite.state": "the reports tell two states of one thing that exclude each other, for the same time",
    "opposite.parties": "each of the two states is in the mouth of another party",
}

_HARD = re.compile(r"[;:.!?()\[\]\"«»“”\n]| [–—-] ")
_NEAR = 4  # words before a cue in which a negation turns it
_OLD = 40  # days: a dated state older than that is no part of the story
_NOUNS = ("NOUN", "PROPN")
_OBJECTS = 2  # nouns after a cue by which what is agreed to or refused is known
_LAG = 1  # days between two tellings of one happening: the day it is told of may be the day it is said
_LONG = 60  # words of a sentence that is read


@dataclass(frozen=True, slots=True)
class Fact:
    """One pole of a state, told of a bearer in one clause of a report."""

    state: State
    pole: Pole
    examined: Examined
    report: Report
    sentence: Span
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
    quote: Quote | None
    speaker: Voice | None


def find(material: Material) -> list[Finding]:
    """One finding for each state of each bearer that reports of different origins tell differently."""
    by_story: dict[str, list[Report]] = defaultdict(list)
    for e in material.examined.values():
        for report in e.reports:
            if report.key in material.story_of and not _is_echo(material, e.article.id):
                by_story[material.story_of[report.key]].append(report)
    out: list[Finding] = []
    for story in sorted(by_story):
        reports = sorted(by_story[story], key=lambda r: r.key)
        if len({material.origin_of[r.key] for r in reports}) < 2:
            continue
        facts = [f for r in reports for f in read(material.examined[r.article], r, material)]
        out += [_finding(yes, no, material) for yes, no in _opposed(facts, material)]
    return out


def _is_echo(material: Material, article: str) -> bool:
    return any(article in others for others in material.twins.values())


# ---------------------------------------------------------------- reading


def read(e: Examined, report: Report, material: Material) -> Iterator[Fact]:
    """The facts of one report, in order."""
    table = words(e.article.language)
    if table is None:
        return
    for sentence in e.sentences:
        if not report.span.contains(sentence) or (report.heading is not None and report.heading.overlap(sentence)):
            continue
        exact = sentence.of(e.article.text)
        if exact.rstrip(" »\"”'’)").endswith("?"):
            continue
        plain = texts.fold(exact)
        cues = table.told(plain.text)
        if cues and len(plain.text.split()) <= _LONG:
            yield from _Sentence(e, report, sentence, plain, table, material).facts(cues)


class _Sentence:
    """One sentence in which words of some state stand."""

    def __init__(self, e: Examined, report: Report, sentence: Span, plain: texts.Folded, table: Words, material: Material) -> None:
        self.e, self.report, self.sentence, self.plain, self.table, self.material = e, report, sentence, plain, table, material
        self._tags: dict[int, tuple[str, str]] | None = None

    def facts(self, cues: Sequence[Cue]) -> Iterator[Fact]:
        taken: list[tuple[int, int]] = []
        bare, back = _without(self.plain.text, self.table.negations)
        found: list[tuple[Cue, int, int]] = []
        for cue in cues:
            for match in cue.pattern.finditer(self.plain.text if cue.negative else bare):
                start, end = match.span() if cue.negative else (back[match.start()], back[match.end() - 1] + 1)
                found.append((cue, start, end))
        for cue, start, end in sorted(found, key=lambda f: (not f[0].negative, f[1] - f[2], f[1])):
            if any(start < b and a < end for a, b in taken):
                continue
            fact = self._fact(cue, start, end)
            if fact is not None:
                taken.append((start, end))
                yield fact

    def _fact(self, cue: Cue, start: int, end: int) -> Fact | None:
        text, table = self.plain.text, self.table
        left, right = _clause(text, start, end, table)
        if table.unsure.search(text, left, right) and not cue.negative:
            return None
        pole, turned = cue.pole, cue.negative
        if not turned:
            near = text.rfind(" ", 0, start)
            for _ in range(_NEAR - 1):
                near = text.rfind(" ", 0, max(near, 0))
            if table.negations.search(text, max(left, near, 0), end):
                if not cue.state.turns:
                    return None
                pole, turned = "no" if pole == "yes" else "yes", True
        if table.unsure.search(text, left, start):
            return None
        subject = (end, right) if cue.after else _subject(text, left, start)
        nouns, names, numbers = self._bearer(*subject)
        if not (nouns or names) and not cue.after:  # before an apposition, or in the words of the cue themselves
            nouns, names, numbers = self._bearer(_before_apposition(text, left, start), start)
            if not (nouns or names):
                nouns, names, numbers = self._bearer(start, end)
        if cue.state.of and not nouns & cue.state.of:
            return None
        if cue.state.bearer == "person":
            nouns, names = nouns & table.roles, names & self._people
        if cue.state.bearer != "kind" and not (nouns or names):
            return None
        objects, verbs = self._objects(end, right) if cue.state.objective else (frozenset(), frozenset())
        if cue.state.objective and not objects:
            return None
        if table.partial & set(texts.folded(text[subject[0] : subject[1]]).split()):
            return None
        dated = [] if cue.state.planned else self._days(left, right)
        if dated is None:
            return None
        now = cue.state.planned or self._is_present(start)
        first, last = self._time(cue, now, text[left:right], dated)
        span = self._span(subject[0] if not cue.after else start, end if not cue.after else right)
        quote = _said_in(self.e.quotes, span)
        if quote is not None and (quote.stance == "hedges" or quote.pattern.startswith("denial") or (quote.stance == "denies" and not turned)):
            return None
        voice = quote.speaker if quote is not None else None
        return Fact(cue.state, pole, self.e, self.report, self.sentence, span, nouns, names, numbers, objects, verbs, first, last, now, quote, voice)

    def _span(self, start: int, end: int) -> Span:
        local = self.plain.span(start, end)
        return texts.trim(self.e.article.text, self.sentence.start + local.start, self.sentence.start + local.end, ",")

    def _days(self, left: int, right: int) -> list[str] | None:
        """The days a clause names; None where it names a longer or an unknown time, or one long before the report."""
        where = self._span(left, right)
        out: list[str] = []
        published = (self.e.article.published.date or "")[:10]
        for date in self.e.dates:
            if not where.contains(date.span) or date.type not in ("DATE", "TIME"):
                continue
            day = _day(date)
            if day is None:
                if date.value and date.value[:1].isdigit():
                    return None  # a month, a year
                continue
            if len(published) == 10 and abs(timex.values.parse_day(day).toordinal() - timex.values.parse_day(published).toordinal()) > _OLD:  # type: ignore[union-attr]
                return None
            out.append(day)
        return out

    def _is_present(self, start: int) -> bool:
        text, table = self.plain.text, self.table
        return bool(table.present.match(text, start)) and not table.past.match(text, start)

    def _time(self, cue: Cue, now: bool, clause: str, days: Sequence[str]) -> tuple[str | None, str | None]:
        published = (self.e.article.published.date or "")[:10] or None
        if not cue.state.changes:
            return (days[0], days[0]) if days else (None, None)
        turning = bool(self.table.turning.search(clause))
        if cue.state.planned:
            return published, published
        if published and self.table.already.search(clause):
            return _before(published), published
        if days:
            return (days[0], published if turning and published and published >= days[0] else days[0])
        if now or turning:
            return published, published
        return None, None

    def _bearer(self, start: int, end: int) -> tuple[frozenset[str], frozenset[str], frozenset[float]]:
        if start >= end:
            return frozenset(), frozenset(), frozenset()
        span = self._span(start, end)
        mentions = [n for n in self.e.names if span.contains(n.span)]
        names = {texts.folded(self.material.name(self.e.article.id, n)) for n in mentions}
        covered = [n.span for n in mentions] + [d.span for d in self.e.dates if span.overlap(d.span)]
        nouns = set()
        for at, (form, kind) in self._tagged().items():
            if span.start <= at < span.end and kind in _NOUNS and not any(s.start <= at < s.end for s in covered):
                plain = texts.folded(form)
                group = self.table.kind_of(plain)
                nouns.add(group if group[0] == "=" else texts.stem(form, self.e.article.language))
        numbers = {f.value for f in self.e.figures if f.value is not None and span.contains(f.span)}
        return frozenset(n for n in nouns if len(n) > 1), frozenset(names), frozenset(numbers)

    @cached_property
    def _people(self) -> frozenset[str]:
        """Who may be said to do or to be something: persons and bodies of the article, by the names the dossier gives them."""
        return frozenset(texts.folded(self.material.name(self.e.article.id, n)) for n in self.e.names if n.kind != "place")

    def _objects(self, start: int, end: int) -> tuple[frozenset[str], frozenset[str]]:
        """The first nouns after a cue, and the verb that stands at once after it ("refuses to sign the transfer")."""
        where = self._span(start, end) if start < end else Span(0, 0)
        nouns: list[str] = []
        verbs: list[str] = []
        for n, (form, kind) in enumerate((f, k) for at, (f, k) in self._tagged().items() if where.start <= at < where.end):
            if kind in _NOUNS and len(nouns) < _OBJECTS:
                nouns.append(texts.stem(form, self.e.article.language))
            elif kind in ("VERB", "AUX") and n == 0 and form.endswith(self.table.infinitives):
                verbs.append(texts.stem(form, self.e.article.language))
        return frozenset(nouns), frozenset(verbs)

    def _tagged(self) -> dict[int, tuple[str, str]]:
        if self._tags is None:
            language = load(self.e.article.language)
            tokens = tokenise(self.e.article.text, (self.sentence,), language)
            self._tags = {s: (f, t) for s, f, t in zip(tokens.starts, tokens.forms, tag(tokens, language), strict=False)}
        return self._tags


def _day(date: DateMention) -> str | None:
    day = timex.day(date.value) if date.value else None
    return day if day is not None and len(day) == 10 and day[0].isdigit() else None


def _before(day: str) -> str:
    """The day before one."""
    known = timex.values.parse_day(day)
    return (known - datetime.timedelta(days=1)).isoformat() if known is not None else day


def _without(text: str, negations: re.Pattern[str]) -> tuple[str, list[int]]:
    """A sentence without its words of negation, so that "n'est pas ouvert" has "est ouvert"; and where each character stood."""
    kept: list[int] = []
    at = 0
    for match in negations.finditer(text):
        kept += range(at, match.start())
        at = match.end() + (text[match.end() : match.end() + 1] == " ")
    kept += range(at, len(text))
    return "".join(text[i] for i in kept), kept


def _clause(text: str, start: int, end: int, table: Words) -> tuple[int, int]:
    """The clause that a cue stands in, between strong stops and words that open another."""
    left = max([m.end() for p in (_HARD, table.cuts) for m in p.finditer(text, 0, start)], default=0)
    right = min([m.start() for p in (_HARD, table.cuts) for m in p.finditer(text, end)], default=len(text))
    return left, right


def _subject(text: str, left: int, start: int) -> tuple[int, int]:
    """Where the subject of a cue stands: since the last comma; the two pieces before one that closes an apposition."""
    piece = text[left:start].rstrip()
    if piece.endswith(","):
        comma = piece.rfind(",", 0, piece.rfind(",", 0, len(piece) - 1))
    else:
        comma = piece.rfind(",")
    return left + comma + 1, start


def _before_apposition(text: str, left: int, start: int) -> int:
    """Where a subject begins that an apposition parts from its verb ("The plant, 160 jobs, was shut")."""
    last = text.rfind(",", left, start)
    opening = text.rfind(",", left, last) if last >= 0 else -1
    return max(text.rfind(",", left, opening) + 1, left) if opening >= 0 else left


def _said_in(quotes: Sequence[Quote], span: Span) -> Quote | None:
    best = max((q for q in quotes if q.span.overlap(span)), key=lambda q: (q.span.overlap(span), -len(q.span)), default=None)
    return best if best is not None and best.span.overlap(span) * 2 > len(span) else None


# ---------------------------------------------------------------- comparing


def _opposed(facts: Sequence[Fact], material: Material) -> Iterator[tuple[list[Fact], list[Fact]]]:
    """The two sides of each contradiction: facts of one state and bearer, merged where they share one."""
    by_state: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        by_state[fact.state.name].append(fact)
    for name in sorted(by_state):
        told = by_state[name]
        pairs = [
            (a, b)
            for a in told
            if a.pole == "yes"
            for b in told
            if b.pole == "no" and material.origin_of[a.report.key] != material.origin_of[b.report.key] and _one(a, b) and _together(a, b)
        ]
        both = {f.report.key for f in told if any(f.report.key == g.report.key and f.pole != g.pole and _one(f, g) for g in told)}
        pairs = [(a, b) for a, b in pairs if a.report.key not in both and b.report.key not in both]
        groups: list[tuple[list[Fact], list[Fact]]] = []
        for a, b in pairs:
            touching = [g for g in groups if a in g[0] or b in g[1]]
            groups = [g for g in groups if g not in touching]
            yes = [*dict.fromkeys([*(f for g in touching for f in g[0]), a])]
            no = [*dict.fromkeys([*(f for g in touching for f in g[1]), b])]
            groups.append((yes, no))
        yield from groups


def _one(a: Fact, b: Fact) -> bool:
    """Whether two facts are told of one bearer: the same noun, and no other name or number."""
    if a.examined.article.language != b.examined.article.language:
        return False
    if a.state.objective and (not a.objects & b.objects or (a.verbs and b.verbs and not a.verbs & b.verbs)):
        return False
    if a.state.bearer == "kind":
        return True
    if a.names and b.names and not _named_alike(a.names, b.names):
        return False
    if a.numbers and b.numbers and not a.numbers & b.numbers:
        return False
    if a.state.bearer == "person" and a.names and b.names:
        return True
    return bool(a.nouns & b.nouns)


def _named_alike(one: frozenset[str], two: frozenset[str]) -> bool:
    left, right = ({w for n in names for w in n.split() if len(w) > 2} for names in (one, two))
    return bool(left & right)


def _together(a: Fact, b: Fact) -> bool:
    """Whether two facts are told for the same time."""
    if not a.state.changes:
        return a.first is None or b.first is None or _days_apart(a.first, b.first) <= _LAG
    if a.first is None or a.last is None or b.first is None or b.last is None:
        return not a.now and not b.now
    return a.first <= b.last and b.first <= a.last


def _days_apart(one: str, two: str) -> int:
    first, second = timex.values.parse_day(one), timex.values.parse_day(two)
    return abs(first.toordinal() - second.toordinal()) if first is not None and second is not None else 0


def _finding(yes: Sequence[Fact], no: Sequence[Fact], material: Material) -> Finding:
    sides = [[_evidence(f, material) for f in side] for side in (yes, no)]
    parties = all(f.speaker is not None for f in (*yes, *no)) and not any(same_party(a.speaker, b.speaker) for a in yes for b in no)
    reasons = ["opposite.state", "opposite.parties"] if parties else ["opposite.state"]
    summary = " ≠ ".join(shorten(side[0].exact, 110) for side in sides)
    return finding(
        [*sides[0], *sides[1]],
        material,
        status="disputed" if parties else "discrepancy",
        aspect="event",
        summary=summary,
        reasons=reasons,
        confidence=0.6,
    )


def _evidence(fact: Fact, material: Material) -> Evidence:
    article = fact.examined.article
    return Evidence(
        article=article.id,
        span=fact.span,
        exact=fact.span.of(article.text),
        sentence=fact.sentence,
        report=fact.report.key,
        value=None,
        speaker=fact.speaker,
        via=fact.quote.via if fact.quote is not None else (),
        stance="asserts",
        reported=article.published.date,
        relation="same" if fact.pole == "yes" else "differs",
        origin=material.origin_of[fact.report.key],
    )
