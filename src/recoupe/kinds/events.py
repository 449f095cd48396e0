"""What is reported to happen: the clauses of a report with the class of act, who, where and when.

An event is also the unit by which two reports are aligned when neither quotes the other: a clause is a bag of slots
(acts, names, day, figures) and content words, and two clauses tell the same thing when enough of their *weight* is
shared, rare things counting more than common ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from recoupe import text as texts
from recoupe import timex
from recoupe.languages import Language, load
from recoupe.records import DateMention, EventMention, NameMention, Span, Stance
from recoupe.sockets import Agreement, Item, Kind, Reading

REASONS = {
    "event.aligned": "the sentences share most of what they say: acts, names, day, figures and rare words",
    "event.below": "the sentences share too little to be about the same thing",
    "event.negated": "one sentence negates what the other asserts; that is not taken for agreement",
    "event.other-people": "each sentence has a person that the other has not",
    "event.other-figures": "both sentences give figures, and none is the same",
    "event.day": "the sentences date the same act differently",
}

_MIN_WORDS = 4
_MIN_CLAUSE = 40  # code points


@dataclass(frozen=True, slots=True)
class _Grammar:
    acts: Mapping[str, tuple[str, ...]]  # stem -> classes
    phrases: tuple[tuple[str, str], ...]  # folded phrase, class
    breaks: re.Pattern[str] | None
    planned: frozenset[str]
    planned_forms: tuple[re.Pattern[str], ...]
    negations: frozenset[str]
    hedges: frozenset[str]
    once: frozenset[str]


@cache
def _grammar(code: str) -> _Grammar | None:
    table = load(code).table("events")
    if not table:
        return None
    acts: dict[str, tuple[str, ...]] = {}
    phrases: list[tuple[str, str]] = []
    for act, words in table["acts"].items():
        for word in words:
            if " " in word:
                phrases.append((texts.folded(word), act))
                continue
            stem = texts.stem(texts.folded(word), code) if "-" in word else texts.stem(word, code)
            acts[stem] = tuple(dict.fromkeys((*acts.get(stem, ()), act)))
    phrases += [(texts.folded(p), act) for act, some in table.get("phrases", {}).items() for p in some]
    breaks = table.get("clause_breaks", ())
    return _Grammar(
        MappingProxyType(acts),
        tuple(phrases),
        re.compile("|".join(re.escape(b) for b in breaks)) if breaks else None,
        frozenset(texts.folded(w) for w in table.get("planned", ())),
        tuple(re.compile(p) for p in table.get("planned_patterns", ())),
        frozenset(texts.folded(w) for w in table.get("negations", ())),
        frozenset(texts.folded(w) for w in table.get("hedges", ())),
        frozenset(table.get("once", ())),
    )


def once(code: str) -> frozenset[str]:
    """Acts that happen once to a thing, so that two dates for it are a contradiction ("closure", "derailment")."""
    grammar = _grammar(code)
    return grammar.once if grammar else frozenset()


def find(reading: Reading) -> tuple[EventMention, ...]:
    """One mention for every clause of every report that says something: an act, or names with enough words."""
    grammar = _grammar(reading.language.code)
    if grammar is None:
        return ()
    out: list[EventMention] = []
    names, dates = texts.SpanIndex(reading.names), texts.SpanIndex(reading.dates)
    for sentence in reading.sentences:
        if not any(r.span.overlap(sentence) for r in reading.reports):
            continue
        for clause in _clauses(reading.text, sentence, grammar):
            mention = _event(reading, clause, grammar, names.touching(clause), dates.touching(clause))
            if mention is not None:
                out.append(mention)
    return tuple(out)


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
    grammar = _grammar(language.code)
    return _acts(piece, language.code, grammar) if grammar else ()


def _acts(piece: str, code: str, grammar: _Grammar) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for token in texts.tokens(piece):
        word = token.of(piece)
        for act in grammar.acts.get(texts.stem(word, code), ()):
            found.setdefault(act)
    plain = texts.folded(piece)
    for phrase, act in grammar.phrases:
        if phrase in plain:
            found.setdefault(act)
    return tuple(found)


def _event(
    reading: Reading, clause: Span, grammar: _Grammar, names: Sequence[NameMention], dates: Sequence[DateMention]
) -> EventMention | None:
    piece = clause.of(reading.text)
    words = [texts.folded(t.of(piece)) for t in texts.tokens(piece)]
    if len(words) < _MIN_WORDS:
        return None
    acts = _acts(piece, reading.language.code, grammar)
    if not acts and (not names or len(words) < 6):
        return None
    when = _when(dates)
    vocabulary = set(words)
    negated = bool(vocabulary & grammar.negations) or "n't" in piece or "n’t" in piece
    hedged = bool(vocabulary & grammar.hedges)
    planned = bool(vocabulary & grammar.planned) or any(p.search(piece) for p in grammar.planned_forms)
    stance: Stance = "hedges" if hedged else "asserts"
    return EventMention(
        clause,
        piece,
        acts[0] if acts else "",
        tuple(dict.fromkeys(n.name for n in names if n.kind in ("person", "organisation"))),
        tuple(dict.fromkeys(n.name for n in names if n.kind == "place")),
        timex.day(when.value) if when and when.value else None,
        when.span if when else None,
        stance,
        negated,
        None,
        planned,
        acts,
        tuple(dict.fromkeys(n.name for n in names if n.kind == "person")),
    )


def _when(dates: Sequence[DateMention]) -> DateMention | None:
    """A clause's own date: the first that is a day, else the first that is a month or a year."""
    inside = [d for d in dates if d.type in ("DATE", "TIME") and d.value]
    days = [d for d in inside if d.value and re.match(r"\d{4}-\d\d-\d\d", d.value)]
    dated = [d for d in inside if d.value and re.match(r"\d{4}", d.value)]
    return days[0] if days else dated[0] if dated else None


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
    return frozenset(out)


def similarity(a: Mapping[str, float], b: Mapping[str, float]) -> tuple[float, float, float]:
    """Weighted (containment in the lighter, Jaccard, weight shared) of two bags of features."""
    shared = sum(min(w, b[f]) for f, w in a.items() if f in b)
    if not shared:
        return 0.0, 0.0, 0.0
    left, right = sum(a.values()), sum(b.values())
    return shared / max(min(left, right), 1e-9), shared / (left + right - shared), shared


SCORE = 0.33  # geometric mean of containment and Jaccard that is enough by itself
SCORE_SUPPORTED = 0.275  # the same, where an act and a name (or a moment, or a number) are shared
SCORE_SLOTS = 0.22  # the same, where two names, an act and a moment are shared
SHARED = 8.0  # weight that must be shared in any case


def agree(a: Item, b: Item) -> Agreement:
    """SAME when the clauses share enough weight, the less of it the more of who, what and when. Never a conflict."""
    one, two = a.mention, b.mention
    assert isinstance(one, EventMention)
    assert isinstance(two, EventMention)
    contained, jaccard, shared = similarity(a.own, b.own)
    score = (contained * jaccard) ** 0.5
    names, acts, marks, rare = _sorted_out(a.own.keys() & b.own.keys(), a.own)
    needed = SCORE
    if len(names) >= 2 and acts and marks:
        needed = SCORE_SLOTS
    elif (acts and (names or marks)) or (names and marks):
        needed = SCORE_SUPPORTED
    if shared < SHARED or score < needed or not (names or acts or marks) or len(names) + len(acts) + len(marks) + len(rare) < 3:
        return Agreement("unrelated", "event.below", score)
    if _other_people(one.people, two.people):
        return Agreement("unrelated", "event.other-people", score)
    if _other_figures(a.own, b.own):
        return Agreement("unrelated", "event.other-figures", score)
    if one.negated != two.negated and {one.stance, two.stance} != {"hedges"} and jaccard < 0.5:
        return Agreement("unrelated", "event.negated", score)
    if one.date and two.date and timex.compatible(one.date, two.date) == "differs" and one.planned == two.planned:
        return Agreement("unrelated", "event.day", score)
    return Agreement("same", "event.aligned", score)


def _other_people(one: Sequence[str], two: Sequence[str]) -> bool:
    """True when each clause has a person the other has not: another call, another meeting, another speaker."""
    left, right = ({texts.folded(n).split(" ")[-1] for n in people} for people in (one, two))
    return bool(left - right) and bool(right - left)


def _other_figures(one: Mapping[str, float], two: Mapping[str, float]) -> bool:
    """True when both clauses give figures and not one is the same: whether those agree is for the figures to say."""
    left, right = ({f for f in own if f.startswith("num:")} for own in (one, two))
    return bool(left) and bool(right) and not left & right


def _sorted_out(common: Set[str], weights: Mapping[str, float]) -> tuple[list[str], list[str], list[str], list[str]]:
    """Shared features as (names, acts, marks of time and number, rare words)."""
    names = [f for f in common if f.startswith("name:")]
    acts = [f for f in common if f.startswith("act:")]
    marks = [f for f in common if f.startswith(("day:", "num:", "time:"))]
    rare = [f for f in common if ":" not in f and weights[f] >= 2.0]
    return names, acts, marks, rare


def say(items: Sequence[Item]) -> str:
    """The shortest clause that still has most of the slots, in its own words."""
    best = max(items, key=lambda i: (sum(1 for f in i.own if ":" in f) * 20 - abs(len(i.mention.exact) - 120), i.article.id))
    return " ".join(best.mention.exact.split())


def value(item: Item) -> str | float | None:
    """The day of the act, where the clause gives one."""
    mention = item.mention
    assert isinstance(mention, EventMention)
    return mention.date


KIND = Kind("events", "event", find, keys, agree, say, value)
