"""What is reported to happen: the clauses of a report with the class of act, who, where and when.

An event is also the unit by which two reports are aligned when neither quotes the other: a clause is a bag of slots
(acts, names, day, figures) and content words, and two clauses tell the same thing when enough of their *weight* is
shared, rare things counting more than common ones.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from recoupe import text as texts
from recoupe import timex
from recoupe.kinds import alignment, claims, facts
from recoupe.kinds.events_day import Clause, own_day
from recoupe.kinds.events_words import Acts, Word, acts_of, read, told
from recoupe.languages import Language, load
from recoupe.records import DateMention, EventMention, NameMention, Quote, Span
from recoupe.remember import remembered
from recoupe.sockets import Agreement, Item, Kind, Reading
from recoupe.tagging.analysis import analyse
from recoupe.tagging.tags import tag
from recoupe.tagging.tokens import Words

REASONS = {
    "event.aligned": "the sentences share most of what they say: acts, names, day, figures and rare words",
    "event.likely": "other words, yet what they share of acts, names, figures, days and meanings makes it one thing (a trained scorer)",
    "event.told": "other words around one act: the clauses share what is done and most of what stands near it",
    "event.fact": "both tell one fact, each in words of its own (a lexicon of what news reports tell)",
    "event.below": "the sentences share too little to be about the same thing",
    "event.negated": "one sentence negates what the other asserts; that is not taken for agreement",
    "event.other-people": "each sentence has a person that the other has not",
    "event.other-figures": "both sentences give figures, and none is the same",
    "event.opposite": "one sentence tells the opposite act (suspended, resumed)",
    "event.day": "the sentences date the same act differently",
}

SAID = "statement"  # the act of a clause that tells none but that something is said; it aligns nothing, so it is not among `acts`
_DATED = ("DATE", "TIME")  # no lengths: "two years in jail" tells of a sentence
_MIN_WORDS = 3  # words of a clause
_SHORT = 120  # code points: a longer clause has that many words
_BACK, _FORWARD = 2, 7  # words that a negation reaches over
_MIN_CLAUSE = 40  # code points


@dataclass(frozen=True, slots=True)
class _Grammar:
    acts: Acts
    breaks: re.Pattern[str] | None
    planned: frozenset[str]
    planned_forms: tuple[re.Pattern[str], ...]
    negations: frozenset[str]
    denials: frozenset[str]
    hedges: frozenset[str]
    once: frozenset[str]
    leaning: tuple[str, ...]
    connectors: tuple[str, ...]
    aims: tuple[str, ...]
    opposites: Mapping[str, frozenset[str]]


@cache
def _grammar(code: str) -> _Grammar | None:
    acts = acts_of(code)
    if acts is None:
        return None
    table = load(code).table("events")
    breaks = table.get("clause_breaks", ())

    def words(name: str) -> frozenset[str]:
        return frozenset(texts.folded(w) for w in table.get(name, ()))

    return _Grammar(
        acts,
        re.compile("|".join(re.escape(b) for b in breaks)) if breaks else None,
        words("planned"),
        tuple(re.compile(p) for p in table.get("planned_patterns", ())),
        words("negations"),
        words("denials"),
        words("hedges"),
        frozenset(table.get("once", ())),
        tuple(texts.folded(w) + ("" if w.endswith("'") else " ") for w in table.get("leaning", ())),
        tuple(texts.folded(w) + " " for w in table.get("connectors", ())),
        tuple(texts.folded(a) + ("" if a.endswith("'") else " ") for a in table.get("aims", ())),
        MappingProxyType(_both_ways(table.get("opposites", ()))),
    )


def _both_ways(couples: Sequence[Sequence[str]]) -> dict[str, frozenset[str]]:
    out: dict[str, frozenset[str]] = {}
    for one, two in couples:
        out[one] = out.get(one, frozenset()) | {two}
        out[two] = out.get(two, frozenset()) | {one}
    return out


def once(code: str) -> frozenset[str]:
    """Acts that happen once to a thing, so that two dates for it are a contradiction ("closure", "derailment")."""
    grammar = _grammar(code)
    return grammar.once if grammar else frozenset()


class _Tags:
    """The parts of speech of one text's words, by where they begin: worked out for a sentence when one of its words is asked
    for, as few are."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._known: dict[int, dict[int, str]] = {}

    def at(self, offset: int) -> str:
        reading = self._reading
        analysis = analyse(reading.text, reading.sentences, reading.language)
        n = max(0, bisect.bisect_right(reading.sentences, offset, key=lambda s: s.start) - 1)
        if n not in self._known:
            words, (first, last) = analysis.words, analysis.words.bounds[n]
            sentence = Words(words.starts[first:last], words.ends[first:last], words.forms[first:last], ((0, last - first),))
            self._known[n] = dict(zip(sentence.starts, tag(sentence, reading.language), strict=False))
        return self._known[n].get(offset, "")


def find(reading: Reading) -> tuple[EventMention, ...]:
    """One mention for every clause of every report, but the shortest."""
    grammar = _grammar(reading.language.code)
    if grammar is None:
        return ()
    out: list[EventMention] = []
    around = _Around(
        reading, grammar, _Tags(reading), texts.SpanIndex(reading.names), texts.SpanIndex(reading.dates), texts.SpanIndex(reading.quotes)
    )
    for sentence in reading.sentences:
        if not any(r.span.overlap(sentence) for r in reading.reports):
            continue
        for clause in _clauses(reading.text, sentence, grammar):
            mention = _event(around, clause)
            if mention is not None:
                out.append(mention)
    return tuple(out)


@dataclass(frozen=True, slots=True)
class _Around:
    """What a clause is read with."""

    reading: Reading
    grammar: _Grammar
    tags: _Tags
    names: texts.SpanIndex[NameMention]
    dates: texts.SpanIndex[DateMention]
    quotes: texts.SpanIndex[Quote]


def _clauses(text: str, sentence: Span, grammar: _Grammar) -> Iterator[Span]:
    """The sentence cut at strong breaks outside quotation marks, when every piece is long enough to say something."""
    if grammar.breaks is None:
        yield sentence
        return
    start = sentence.start
    for match in grammar.breaks.finditer(text, sentence.start, sentence.end):
        before = text[start : match.start()]
        after = text[match.end() : sentence.end]
        if len(before) < _MIN_CLAUSE or len(after) < _MIN_CLAUSE or _open_marks(before):
            continue
        yield texts.trim(text, start, match.start(), ",;")
        start = match.start()
    yield texts.trim(text, start, sentence.end, ",;")


def _open_marks(piece: str) -> bool:
    return piece.count("«") > piece.count("»") or piece.count("“") > piece.count("”") or piece.count('"') % 2 == 1


def acts_in(piece: str, language: Language) -> tuple[str, ...]:
    """The classes of act a piece of text speaks of, in order of appearance."""
    acts = acts_of(language.code)
    return tuple(dict.fromkeys(act for act, _ in told(read(piece, language.code), acts, lambda _: ""))) if acts else ()


def triggers(reading: Reading, clause: Span) -> tuple[tuple[str, Span], ...]:
    """The words of a clause that tell an act, each with the act: what `find` reads."""
    acts = acts_of(reading.language.code)
    return _told(reading, clause, acts, _Tags(reading)) if acts else ()


def _told(reading: Reading, clause: Span, acts: Acts, tags: _Tags) -> tuple[tuple[str, Span], ...]:
    hidden = [s for s in (*(n.span for n in reading.names), *(d.span for d in reading.dates if d.type in _DATED)) if s.overlap(clause)]
    piece = _without(clause.of(reading.text), clause, hidden)
    found = told(read(piece, acts.code), acts, lambda at: tags.at(clause.start + at))
    return tuple((act, Span(clause.start + span.start, clause.start + span.end)) for act, span in found)


def _without(piece: str, clause: Span, hidden: Sequence[Span]) -> str:
    """The clause with its names and dates blanked out: no fire is told by a "Fire Department", no protest by the month of March,
    no death by an association for the right to die, whose name stands before its acronym."""
    cuts = [(s.start - clause.start, s.end - clause.start) for s in hidden]
    cuts += [(s.start, s.end) for s in texts.spelt_out(piece)]
    for start, end in cuts:
        start, end = max(0, start), min(len(piece), end)
        piece = piece[:start] + " " * (end - start) + piece[end:]
    return piece


def _event(around: _Around, clause: Span) -> EventMention | None:
    reading, grammar = around.reading, around.grammar
    names, dates = around.names.touching(clause), around.dates.touching(clause)
    exact = clause.of(reading.text)
    count = len(texts.tokens(exact)) if len(exact) < _SHORT else _MIN_WORDS
    if count < _MIN_WORDS:
        return None
    plain = _without(exact, clause, [*(n.span for n in names), *(d.span for d in dates if d.type in _DATED)])
    words = read(plain, reading.language.code)
    found = [
        (act, Span(clause.start + span.start, clause.start + span.end))
        for act, span in told(words, grammar.acts, lambda at: around.tags.at(clause.start + at))
    ]
    acts = tuple(dict.fromkeys(act for act, _ in found))
    day = _day(around, clause, dates, [span for _, span in found])
    date = timex.day(day.value) if day else None
    published = reading.article.published.date or ""
    return EventMention(
        clause,
        exact,
        acts[0] if acts else SAID if around.quotes.touching(clause) else "",
        tuple(dict.fromkeys(n.name for n in names if n.kind in ("person", "organisation"))),
        tuple(dict.fromkeys(n.name for n in names if n.kind == "place")),
        date,
        day.span if day and date else None,
        "hedges" if any(word.folded in grammar.hedges for word, _ in words) else "asserts",
        _negated(words, [span.start - clause.start for _, span in found], grammar) or "n't" in exact or "n’t" in exact,
        None,
        _planned(exact, words, grammar) or bool(date and len(date) == 10 and published and date > published[:10]),
        acts,
        tuple(dict.fromkeys(n.name for n in names if n.kind == "person")),
    )


def _day(around: _Around, clause: Span, dates: Sequence[DateMention], told: Sequence[Span]) -> DateMention | None:
    if not dates:
        return None
    reading = around.reading
    quotes = around.quotes.touching(clause)
    return own_day(Clause(reading.text, clause, reading.language.code, dates, told, quotes, reading.dates, reading.article.published.date))


def _planned(exact: str, words: Sequence[tuple[Word, Span]], grammar: _Grammar) -> bool:
    """Whether what a clause tells is still to come, or only an aim."""
    if any(word.folded in grammar.planned or word.future for word, _ in words):
        return True
    return any(p.search(exact) for p in grammar.planned_forms) or texts.folded(exact).startswith(grammar.aims)


def _negated(words: Sequence[tuple[Word, Span]], found: Sequence[int], grammar: _Grammar) -> bool:
    """Whether a negation stands close before what a clause tells, or right after ("ne ferme pas"); one that denies holds for
    all. A clause that tells no act is negated by any."""
    for i, (word, _) in enumerate(words):
        if word.folded in grammar.denials:
            return True
        if word.folded in grammar.negations:
            low = words[max(0, i - _BACK)][1].start
            high = words[min(len(words) - 1, i + _FORWARD)][1].start
            if not found or any(low <= start <= high for start in found):
                return True
    return False


# ---------------------------------------------------------------- comparison


def keys(item: Item) -> frozenset[str]:
    """Pairs of slots: a name with an act, two names, or a name (or act) with the day: one alone blocks too much."""
    mention = item.mention
    assert isinstance(mention, EventMention)
    slots = sorted(f for f in item.own if ":" in f)
    names = [s for s in slots if s.startswith("name:")]
    acts = [s for s in slots if s.startswith("act:")]
    marks = [s for s in slots if s.startswith(("day:", "num:", "time:"))]
    out = {f"{n}|{a}" for n in names for a in acts}
    out |= {f"{a}|{b}" for i, a in enumerate(names) for b in names[i + 1 :]}
    out |= {f"{m}|{s}" for m in marks for s in names + acts}
    rare = sorted((f for f in item.own if ":" not in f), key=lambda f: (-item.own[f], f))[:6]
    out |= {f"{a}|{r}" for a in acts for r in rare}
    out |= {f"{a}|{b}" for i, a in enumerate(rare) for b in rare[i + 1 :]}
    out |= {f"fact:{fact}" for fact in _facts(item)}
    return frozenset(out)


@remembered
def _facts(item: Item) -> frozenset[str]:
    """The facts that a clause tells, by the lexicon: looked for only where there is something to compare it with."""
    return frozenset(facts.told(item.mention.exact, item.language))


def similarity(a: Mapping[str, float], b: Mapping[str, float]) -> tuple[float, float, float]:
    """Weighted (containment in the lighter, Jaccard, weight shared) of two bags of features."""
    shared = sum(min(w, b[f]) for f, w in a.items() if f in b)
    if not shared:
        return 0.0, 0.0, 0.0
    left, right = sum(a.values()), sum(b.values())
    return shared / max(min(left, right), 1e-9), shared / (left + right - shared), shared


SCORE = 0.36  # geometric mean of containment and Jaccard that is enough by itself
SCORE_SUPPORTED = 0.33  # the same, where an act and a name (or a moment, or a number) are shared
SCORE_WORDED = 0.29  # the same, where several rare words are shared besides
SCORE_SLOTS = 0.24  # the same, where two names, an act and a moment are shared
SHARED = 6.5  # weight that must be shared in any case
SHARED_RAREST = 1.8  # the same beside the weight of the rarest word, which is less where there are few reports
_SURE = 0.75  # probability from which the scorer is sure, of two reports no longer than `_BRIEF`
_COMMON = 0.17  # the share of both that is common: below it one number (or one name) makes most of it, which is told as such
_FORETOLD = 0.08  # what one of them must be surer where one tells as planned what the other tells as done
_BRIEF = 2000  # code points; a longer report has more sentences that may seem to tell the same
_SURE_ACROSS = 0.93  # the same of two languages, which share fewer words by chance
_FEW = 4  # features of a clause that says too little for the scorer
_TOLD, _NAMED = 0.5, 0.6  # how much must agree around one predicate: a verb (or a day, an hour, a count besides), or two nouns
_DOUBTED = 0.4  # probability under which shared words are not taken for one thing told
_FACT = 0.5  # what a fact of the lexicon that both tell is worth
_FACT_ONCE, _FACT_OTHER = 0.04, 0.4  # how likely the scorer finds it besides, where a story has one such thing, and where it may have more
_FACT_LONG = 4  # the power of a report's length by which that grows: a long one tells of several such things
_LEAST_ALIKE = 0.05  # score under which nothing is looked at around predicates
_LEAST_SHARED = 0.9  # the same of the weight shared, beside that of the rarest word
_RARE = 1.8


def agree(a: Item, b: Item) -> Agreement:
    """SAME when the clauses share enough weight, the less of it the more of who, what and when. Never a conflict."""
    one, two = a.mention, b.mention
    assert isinstance(one, EventMention)
    assert isinstance(two, EventMention)
    contained, jaccard, shared = similarity(a.own, b.own)
    score = (contained * jaccard) ** 0.5
    common = _sorted_out(a.own.keys() & b.own.keys(), a.own)
    found = _same(a, b, common, score, shared)
    if found is None:
        return Agreement("unrelated", "event.below", score)
    reason, score, claim = found
    if _other_people(one.people, two.people):
        return Agreement("unrelated", "event.other-people", score)
    if _other_figures(a.own, b.own):
        return Agreement("unrelated", "event.other-figures", score)
    if _opposite(one, two, a.language) or facts.opposed(_facts(a), _facts(b)):
        return Agreement("unrelated", "event.opposite", score)
    denied = (a.stance == "denies") != (b.stance == "denies")
    negated = reason != "event.fact" and one.negated != two.negated and {one.stance, two.stance} != {"hedges"} and jaccard < 0.5
    if denied or (negated and reason != "event.told" and not _alike_in_act(claim)):
        return Agreement("unrelated", "event.negated", score)
    days = [m.date for m, i in ((one, a), (two, b)) if m.date and f"day:{m.date}" in i.own]  # not the day it was said
    if len(days) == 2 and timex.compatible(days[0], days[1]) == "differs" and one.planned == two.planned:
        return Agreement("unrelated", "event.day", score)
    return Agreement("same", reason, score)


def _same(a: Item, b: Item, common: _Common, score: float, shared: float) -> tuple[str, float, claims.Match | None] | None:
    """Why two clauses are taken to tell one thing, how surely, and what agrees around their predicates; None where they are not."""
    one, two = a.mention, b.mention
    assert isinstance(one, EventMention)
    assert isinstance(two, EventMention)
    rarest = max(_rarest(a), _rarest(b))
    enough = score >= _needed(common) and shared >= min(SHARED, SHARED_RAREST * rarest)
    worded = a.language == b.language and enough and _says_something(common)
    facts_too = not _facts(a).isdisjoint(_facts(b))
    one_voice = a.speaker is not None and b.speaker is not None and bool(a.speaker.name) and a.speaker.name == b.speaker.name
    near = one_voice or (score >= _LEAST_ALIKE and shared >= _LEAST_SHARED * rarest)
    if not (worded or near or facts_too or (a.language != b.language and (common.names or common.marks))):
        return None
    found = alignment.weighed(a, b)
    if worded and found.likely >= _DOUBTED:
        return "event.aligned", score, found.claim
    sure = _needed_of(a, b, _SURE if a.language == b.language else _SURE_ACROSS) + _FORETOLD * (one.planned != two.planned)
    if found.common >= _COMMON and min(len(a.own), len(b.own)) > _FEW and found.likely >= sure:
        return "event.likely", max(score, found.likely / 2), found.claim
    if near and found.likely >= _DOUBTED and one.planned == two.planned and _told_around(found.claim, common):
        assert found.claim is not None
        return "event.told", found.claim.score, found.claim
    if facts_too and _one_fact(a, b, found.likely):
        return "event.fact", max(score, _FACT), found.claim
    return None


def _needed_of(a: Item, b: Item, sure: float, power: int = 2) -> float:
    """How likely the scorer must find it: the odds grow with the length of the longer report."""
    odds = sure / (1 - sure) * max(1.0, _longest(a, b) / _BRIEF) ** power
    return odds / (1 + odds)


def _longest(a: Item, b: Item) -> int:
    return max(len(a.report.span), len(b.report.span))


def _told_around(found: claims.Match | None, common: _Common) -> bool:
    """Whether enough agrees around a predicate that two clauses share, none of it negated or counted differently."""
    if found is None or not found.worth or found.negated_once or found.other_numbers:
        return False
    plain = found.verbal or found.same_number or any(not m.startswith("num:") for m in common.marks)
    return found.score >= (_TOLD if plain else _NAMED)


def _one_fact(a: Item, b: Item, likely: float) -> bool:
    """Both clauses tell one fact of the lexicon, of one place; the scorer must find it the likelier where a story may have several such
    things, and where the reports are long."""
    one, two = a.mention, b.mention
    assert isinstance(one, EventMention)
    assert isinstance(two, EventMention)
    shared = _facts(a) & _facts(b)
    if one.planned != two.planned or (one.places and two.places and not set(one.places) & set(two.places)):
        return False
    least = _FACT_ONCE if _longest(a, b) <= _BRIEF and any(facts.once(fact) for fact in shared) else _FACT_OTHER
    return bool(shared) and likely >= _needed_of(a, b, least, _FACT_LONG)


def _alike_in_act(found: claims.Match | None) -> bool:
    """What the clauses share is not what one of them negates: most agrees around a predicate that both tell, or both negate."""
    return found is not None and found.score >= _TOLD and not found.negated_once


@remembered
def _rarest(item: Item) -> float:
    return alignment.rarest(item.own)


@dataclass(frozen=True, slots=True)
class _Common:
    """What two clauses share, sorted out."""

    names: tuple[str, ...]
    acts: tuple[str, ...]
    marks: tuple[str, ...]  # of time and number
    rare: tuple[str, ...]  # words that few sentences have

    @property
    def content(self) -> int:
        """How much of what is told, beyond who and on which day."""
        return len(self.acts) + len(self.rare) + sum(1 for m in self.marks if not m.startswith("day:"))


def _needed(common: _Common) -> float:
    if len(common.names) >= 2 and common.acts and common.marks:
        return SCORE_SLOTS
    if (common.acts and (common.names or common.marks)) or (common.names and common.marks):
        return SCORE_WORDED if common.content >= 4 else SCORE_SUPPORTED
    return SCORE


def _says_something(common: _Common) -> bool:
    """True when something beyond names is shared: who is spoken of is no fact yet."""
    if len(common.names) >= 2 and common.acts and common.marks:
        return True
    return common.content >= (2 if common.names or common.marks else 4)


def _opposite(one: EventMention, two: EventMention, code: str) -> bool:
    """True when one clause has an act whose opposite the other has, and neither has both."""
    grammar = _grammar(code)
    if grammar is None:
        return False
    left, right = set(one.acts), set(two.acts)
    only, other = left - right, right - left
    return any(grammar.opposites.get(act, frozenset()) & other for act in only)


def _other_people(one: Sequence[str], two: Sequence[str]) -> bool:
    """True when each clause has a person the other has not: another call, another meeting, another speaker."""
    left, right = ({texts.folded(n).split(" ")[-1] for n in people} for people in (one, two))
    return bool(left - right) and bool(right - left)


def _other_figures(one: Mapping[str, float], two: Mapping[str, float]) -> bool:
    """True when both clauses give figures and not one is the same: whether those agree is for the figures to say."""
    left, right = ({f for f in own if f.startswith("num:")} for own in (one, two))
    return bool(left) and bool(right) and not left & right


def _sorted_out(common: Set[str], weights: Mapping[str, float]) -> _Common:
    ordered = sorted(common)
    return _Common(
        tuple(f for f in ordered if f.startswith("name:")),
        tuple(f for f in ordered if f.startswith("act:")),
        tuple(f for f in ordered if f.startswith(("day:", "num:", "time:"))),
        tuple(f for f in ordered if ":" not in f and weights[f] >= _RARE),
    )


def say(items: Sequence[Item]) -> str:
    """The clause that tells what the others tell too, and little else, in its own words; a whole sentence rather than
    the piece of one."""
    best = max(items, key=lambda i: (_clear(i, items), i.article.id))
    grammar = _grammar(best.language)
    line = " ".join(best.mention.exact.split())
    for connector in grammar.connectors if grammar else ():
        if texts.folded(line[: len(connector)]) == connector.strip() and line[len(connector) - 1 : len(connector)] == " ":
            return line[len(connector) :]
    return line


def _clear(item: Item, items: Sequence[Item]) -> float:
    others = [i for i in items if i is not item]
    shared = sum(similarity(item.own, o.own)[1] for o in others) / max(1, len(others))
    slots = sum(1 for f in item.own if ":" in f and any(f in o.own for o in others))
    words = item.mention.exact
    piece = not (words[:1].isupper() or words[:1].isdigit() or words[:1] in "«“\"'")
    dangling = bool(_leans(words, item.language))
    return shared + 0.1 * min(slots, 5) - 0.5 * piece - 0.2 * dangling - abs(len(words) - 120) / 400


def _leans(words: str, code: str) -> bool:
    """True when a clause opens with a word that leans on what stands before it ("But", "He", "Cette réunion")."""
    grammar = _grammar(code)
    plain = texts.folded(words).lstrip("«“\"' ")
    return grammar is not None and plain.startswith(grammar.leaning)


def value(item: Item) -> str | float | None:
    """The day of the act, where the clause gives one."""
    mention = item.mention
    assert isinstance(mention, EventMention)
    return mention.date


KIND = Kind("events", "event", find, keys, agree, say, value)
