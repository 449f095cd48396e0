"""One act told of the same things by two reports, by one of them with a negation ("the man was not wearing crampons" / "he was
wearing crampons") or by the opposite verb ("the council adopted the plan" / "the council rejected the plan").

No act is listed: who does it and to what must be the same, and the time, and both clauses must say so plainly. What is not
so "yet", and what a later report tells, is an update and left out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from recoupe import text as texts
from recoupe.crosscheck.clauses import Clause, Sentence, days_apart
from recoupe.languages import load
from recoupe.records import Span
from recoupe.tagging.lemmas import lemma

_ROOT = 5  # letters of a word by which a sentence is looked at again
_BACK, _AHEAD = 5, 2  # words before and after a verb in which a negation turns it
_EXTRA = 1  # things of the one clause that the other may lack


@dataclass(frozen=True, slots=True)
class Act:
    """One verb (or adjective) of one clause, with what stands in its roles."""

    lemma: str
    negated: bool
    clause: Clause
    span: Span
    doer: frozenset[str]
    object: frozenset[str]
    names: frozenset[str]
    passive: bool
    days: tuple[str, ...]

    @property
    def things(self) -> frozenset[str]:
        return self.doer | self.object


@dataclass(frozen=True, slots=True)
class _Words:
    light: frozenset[str]
    yet: re.Pattern[str]
    passive: frozenset[str]
    speakers: frozenset[str]
    after: bool
    """A negation may stand after its verb ("ne roule pas")."""
    opposites: Mapping[str, frozenset[str]]


@cache
def _words(code: str) -> _Words | None:
    table = load(code).table("opposites").get("acts")
    if not table:
        return None
    opposites: dict[str, frozenset[str]] = {}
    for line in table.get("opposites", ()):
        left, right = (frozenset(str(side).split()) for side in str(line).split("/"))
        for one, other in ((left, right), (right, left)):
            for word in one:
                opposites[word] = opposites.get(word, frozenset()) | other
    forms = sorted((re.escape(texts.folded(str(w))) for w in table.get("yet", ())), key=len, reverse=True)
    return _Words(
        frozenset(str(w) for w in table.get("light", ())),
        re.compile(rf"\b(?:{'|'.join(forms)})\b"),
        frozenset(str(w) for w in table.get("passive", ())),
        frozenset(texts.folded(str(w)) for w in table.get("speakers", ())),
        bool(table.get("negation_after", False)),
        opposites,
    )


def find(told: Sequence[Sentence]) -> Iterator[tuple[Act, Act]]:
    """Pairs of acts among the sentences of one story, of reports of different origins: the first asserted, the second negated or
    its opposite."""
    firm = [s for s in told if s.table.negations.search(s.plain.text)]
    denied = [a for s in firm for a in _acts(s) if a.negated]
    looked: dict[int, list[Act]] = {}
    for act in denied:
        roots = [w[:_ROOT] for w in (texts.folded(act.lemma), *sorted(act.things))]
        for n, sentence in enumerate(told):
            if not _apart(act, sentence) or roots[0] not in sentence.plain.text or not any(r in sentence.plain.text for r in roots[1:]):
                continue
            if n not in looked:
                looked[n] = list(_acts(sentence))
            for other in looked[n]:
                if other.lemma == act.lemma and not other.negated and _alike(other, act) and _together(other, act):
                    yield other, act
    yield from _by_opposite(told, looked)


def _by_opposite(told: Sequence[Sentence], looked: dict[int, list[Act]]) -> Iterator[tuple[Act, Act]]:
    """Pairs of acts whose verbs are each other's opposite."""
    roots: dict[str, list[int]] = defaultdict(list)
    for n, sentence in enumerate(told):
        table = _words(sentence.code)
        if table is not None:
            known = _opposite_roots(sentence.code)
            for root in sorted({w[:_ROOT] for w in sentence.words} & known.keys()):
                roots[root].append(n)
    for root in sorted(roots):
        against = {told[m].origin for n in roots[root][:1] for other in _opposite_roots(told[n].code)[root] for m in roots.get(other, ())}
        for n in roots[root]:
            if not against - {told[n].origin}:
                continue
            if n not in looked:
                looked[n] = list(_acts(told[n]))
    acts = [
        a for n in sorted(looked) for a in looked[n] if not a.negated and (table := _words(a.clause.code)) and a.lemma in table.opposites
    ]
    for i, one in enumerate(acts):
        for two in acts[i + 1 :]:
            table = _words(one.clause.code)
            if table is None or two.lemma not in table.opposites[one.lemma] or not _apart(one, two.clause.sentence):
                continue
            if _alike(one, two) and _together(one, two) and _together(two, one):
                yield one, two


def opposite_verbs(code: str) -> Mapping[str, frozenset[str]]:
    """The lemmas of verbs of a language, each with those that mean its opposite."""
    table = _words(code)
    return table.opposites if table else {}


@cache
def _opposite_roots(code: str) -> Mapping[str, frozenset[str]]:
    out: dict[str, frozenset[str]] = {}
    for word, others in opposite_verbs(code).items():
        root = texts.folded(word)[:_ROOT]
        out[root] = out.get(root, frozenset()) | {texts.folded(o)[:_ROOT] for o in others}
    return out


# ---------------------------------------------------------------- reading


def _acts(sentence: Sentence) -> Iterator[Act]:
    """The acts of a sentence, each in its clause."""
    table = _words(sentence.code)
    if table is None:
        return
    tokens = sentence.tokens
    for i, token in enumerate(tokens):
        if token.tag != "VERB" or (token.form[:1].isupper() and i > 0):
            continue
        word = lemma(token.form, token.tag, sentence.code)
        if word in table.light or sentence.is_infinitive(i):
            continue
        clause = sentence.clause(token.start, token.end)
        if clause is None or clause.unsure:
            continue
        before = " ".join(clause.text[: token.start - clause.start].split()[-_BACK:])
        after = " ".join(clause.text[token.end - clause.start :].split()[:_AHEAD])
        negated = bool(sentence.table.negations.search(before)) or (table.after and bool(sentence.table.negations.match(after)))
        if not negated and sentence.table.negations.search(clause.text):
            continue  # what is negated may be this, or not
        if negated and table.yet.search(clause.text):
            continue
        act = _act(clause, i, word, negated, table)
        if act is not None:
            yield act


def _act(clause: Clause, i: int, word: str, negated: bool, table: _Words) -> Act | None:
    sentence = clause.sentence
    token = sentence.tokens[i]
    passive = any(t.tag == "AUX" and lemma(t.form, "AUX", sentence.code) in table.passive for t in sentence.tokens[max(0, i - 4) : i])
    passive = passive and sentence.is_participle(i)
    left, left_names = sentence.things(clause.start, token.start)
    right, right_names = sentence.things(token.end, clause.end)
    days = sentence.days(clause.start, clause.end)
    opening = clause.text.split()[:1]
    if days is None or not (left or right) or (not left and opening and opening[0] in table.speakers):
        return None
    doer, done_to = (right, left) if passive else (left, right)
    return Act(
        word, negated, clause, sentence.span(clause.start, clause.end), doer, done_to, left_names | right_names, passive, tuple(days)
    )


# ---------------------------------------------------------------- comparing


def _apart(act: Act, sentence: Sentence) -> bool:
    mine = act.clause.sentence
    return mine.code == sentence.code and mine.origin != sentence.origin


def _alike(one: Act, two: Act) -> bool:
    """Whether two acts have the same in each role that both fill, and little else."""
    for a, b in ((one.doer, two.doer), (one.object, two.object)):
        if a and b and not a & b:
            return False
    common = one.things & two.things
    if not common or (one.names ^ two.names and one.names and two.names and not one.names & two.names):
        return False
    if one.things == two.things and (len(common) >= 2 or one.passive == two.passive):
        return True
    return len(common) >= 2 and all(len(a.things - common) <= _EXTRA for a in (one, two))


def _together(told: Act, denied: Act) -> bool:
    """Whether two acts may be told of one time: no later report lifts what an earlier one denies."""
    first, second = denied.clause.sentence.published, told.clause.sentence.published
    if first and second and second > first:
        return False
    days = [a.days or tuple(a.clause.sentence.days(0, len(a.clause.sentence.plain.text)) or ()) for a in (told, denied)]
    return not days[0] or not days[1] or any(days_apart(a, b) == 0 for a in days[0] for b in days[1])
