"""One value told in two ways: "412,000 marchers" and "the 412,000 who turned out", 540 farms and 540 « exploitations ».

A value of two significant digits or more is seldom given of two things in the reports of one story, whatever the words; a small
round one is, so that nouns and sentences must show that one thing is counted."""

from __future__ import annotations

import re
from functools import lru_cache

from recoupe import numerals
from recoupe import text as texts
from recoupe.kinds import figures_frame, figures_scope, slots
from recoupe.kinds import figures_values as values
from recoupe.kinds.figures_scope import figure_of, past, scope
from recoupe.kinds.figures_words import lowered, unit_class, words
from recoupe.languages import load
from recoupe.records import Figure
from recoupe.remember import remembered
from recoupe.sockets import Agreement, Item
from recoupe.tagging import concepts

_KINDRED = 0.85
"""How surely two nouns have one meaning where a small number says little."""
_AKIN = 0.55
"""The same for a number of two digits."""
_TWO = 2  # significant digits
_FRAME = 0.35
"""What share of the words of the one sentence must mean what words of the other mean, where the nouns do not."""
_LARGE = 1000
"""From here on two digits that are not noughts are told of one thing."""
_MAY_BE_BARE = frozenset({"money", "count"})
"""Classes of units of which one may be left out."""
_UNRELATED = Agreement("unrelated", "figure.topic")


def keys(figure: Figure, code: str) -> frozenset[str]:
    """What two figures share that may tell one value: value and unit; for a small number, its noun's meaning as well."""
    if figure.value is None or figure.value <= 1:
        return frozenset()
    kind, told = unit_class(figure.unit), f"={figure.value:.10g}|{figure.unit or ''}"
    if kind == "percent":
        return frozenset({f"={figure.value:.0f}|%"})  # one in three is 33 %
    if values.digits(figure.value) >= _TWO or kind != "count":
        return frozenset({told, f"={figure.value:.10g}|?"} if kind in _MAY_BE_BARE else {told})
    return frozenset(f"{told}|{meaning}" for meaning, sure in _meanings(_head(figure.what, code), code).items() if sure >= _KINDRED)


def agree(a: Item, b: Item) -> Agreement:
    """ "same" (or finer, coarser) where two figures of one value and unit are of one thing, else unrelated."""
    x, y = figure_of(a), figure_of(b)
    if x.value is None or x.value <= 1 or not _one_value(x, y) or not (x.unit == y.unit or _unit_left_out(a, b)):
        return _UNRELATED
    if _of_a_stamp(a) or _of_a_stamp(b):
        return _UNRELATED
    limits = (scope(a) ^ scope(b)) - (frozenset() if x.unit is None else {"threshold"})
    if limits & {"each", "threshold", "history"} or (past(a) != past(b) and None not in (past(a), past(b))):
        return Agreement("unrelated", "figure.scope")
    sides = figures_scope.groups(a), figures_scope.groups(b)
    if all(sides) and not sides[0] & sides[1]:
        return Agreement("unrelated", "figure.scope")
    fit = ("figure.rounding", 0) if x.value != y.value else values.fit(x, y) if x.unit == y.unit else ("figure.equal", 0)
    if fit is None or not _of_one_thing(a, b, bool(limits & {"part"})):
        return Agreement("unrelated", "figure.context")
    return Agreement("same" if fit[1] == 0 else "finer" if fit[1] > 0 else "coarser", fit[0], 0.6)


def _one_value(x: Figure, y: Figure) -> bool:
    """The values are equal, or those of two shares but for what rounding leaves."""
    if x.value is None or y.value is None or x.value == y.value:
        return x.value == y.value
    shares = unit_class(x.unit) == unit_class(y.unit) == "percent"
    return shares and f"{x.value:.0f}" == f"{y.value:.0f}" and abs(x.value - y.value) < 0.5


_AFTER_STAMP = re.compile(r"\s?[/:,]\s?\d")
_BEFORE_STAMP = re.compile(r"\d\s?[/:,]\s?$")


@remembered
def _of_a_stamp(item: Item) -> bool:
    """A number that counts nothing named, beside another one: a day or an hour of a line that says when ("March 13,2013 02: 15")."""
    figure, text = figure_of(item), item.article.text
    if figure.what is not None or figure.unit is not None:
        return False
    before = text[max(0, figure.span.start - 4) : figure.span.start]
    return _AFTER_STAMP.match(text, figure.span.end) is not None or _BEFORE_STAMP.search(before) is not None


def _of_one_thing(a: Item, b: Item, part: bool) -> bool:
    x = figure_of(a)
    kind, digits, akin = unit_class(x.unit), values.digits(x.value or 0), kindred(a, b)
    near = figures_frame.of_sentences(a, b)
    if kind == "age":
        return _of_one_person(a, b, akin, near)
    if x.unit != figure_of(b).unit:
        return digits >= _TWO
    if kind == "money":
        return (digits >= _TWO and (x.value or 0) >= 1000) or akin >= _KINDRED or near >= 0.2
    if kind == "percent":
        return digits >= _TWO and (akin >= _KINDRED or near >= 0.15)
    if kind != "count":
        return digits >= _TWO and (akin >= _KINDRED or near >= 0.05)
    if digits > _TWO:
        return True
    if _of_two_kinds(a, b):
        return False
    if part and akin < _KINDRED:
        return False
    if digits == _TWO:
        plain = (x.value or 0) >= _LARGE and (near >= 0.1 or figures_frame.of_meanings(a, b) >= _FRAME)
        return akin >= _AKIN or plain or (_may_be_one(a, b) and _once(a) and _once(b))
    if akin < _KINDRED or figures_scope.elsewhere(a, b) or not _once(a) or not _once(b):
        return False
    return near >= 0.1 or figures_frame.of_meanings(a, b) >= _FRAME


def _unit_left_out(a: Item, b: Item) -> bool:
    """A sum in one report, the same number with nothing counted in the other: "£2.5 million", "worth two and a half million"."""
    for one, other in ((a, b), (b, a)):
        bare, sum_ = figure_of(one), figure_of(other)
        if bare.unit is None and unit_class(sum_.unit) == "money" and figures_scope.left_out(one):
            return (bare.value or 0) >= _LARGE or bare.act in _OF_MONEY
    return False


_OF_MONEY = frozenset({"paid", "offered", "sold", "bought", "cost", "valued"})


def _of_one_person(a: Item, b: Item, akin: float, near: float) -> bool:
    """Two people of one age are rare in a story: where both sentences name somebody it must be the same, and else they must say
    something of the same kind."""
    x = figure_of(a)
    if (x.value or 0) <= _CHILD or x.approximate or figure_of(b).approximate or not (_once(a) and _once(b)):
        return False
    if a.names and b.names:
        return bool(a.names & b.names)
    return akin >= _KINDRED or near >= 0.08


_CHILD = 10  # years


def _of_two_kinds(a: Item, b: Item) -> bool:
    """What is counted is named in both, by nouns that the language's tables tell apart, and they are not both persons."""
    topics = [figure_of(i).topic for i in (a, b)]
    tables = [words(i.language) for i in (a, b)]
    known = all(t is not None and topic in t.topics.values() for t, topic in zip(tables, topics, strict=True))
    persons = all(_person(_head(figure_of(i).what, i.language), i.language) for i in (a, b))
    return known and topics[0] != topics[1] and not persons


def _may_be_one(a: Item, b: Item) -> bool:
    """Persons under two names, or a count of which one of the two does not say the noun, in sentences that share words."""
    heads = [_head(figure_of(i).what, i.language) for i in (a, b)]
    if not all(heads):
        return max(figures_frame.of_sentences(a, b), figures_frame.of_passages(a, b)) >= 0.15
    return all(_person(h, i.language) for h, i in zip(heads, (a, b), strict=True))


def _person(noun: str, code: str) -> bool:
    table, known = words(code), slots.table(code)
    return table is not None and known is not None and texts.folded(noun) in known.people and noun not in table.households


@remembered
def _once(item: Item) -> bool:
    """The article has this value once or of one noun: where it tells two things by one value, which is meant nothing tells."""
    value, text = figure_of(item).value, item.article.text
    told = [n.span for n in numerals.find(text, load(item.language)) if n.value == value and n.form != "ordinal"]
    nouns = {m.group().strip() for s in told if (m := _NEXT.match(lowered(text[s.end : s.end + _AHEAD]))) is not None}
    return len(nouns) <= 1 or len(told) <= 1


_NEXT = re.compile(r"\s+[^\W\d_]{3,}")
_AHEAD = 30


# ---------------------------------------------------------------- nouns


def kindred(a: Item, b: Item) -> float:
    """0 to 1: how surely the nouns of two figures have one meaning."""
    one, other = (_head(figure_of(i).what, i.language) for i in (a, b))
    if not one or not other:
        return 0.0
    if a.language == b.language and texts.stem(one, a.language) == texts.stem(other, b.language):
        return 1.0
    if any(table is not None and noun in table.generic for noun, table in ((one, words(a.language)), (other, words(b.language)))):
        return 0.0  # "people" are no nation here
    mine, yours = _meanings(one, a.language), _meanings(other, b.language)
    return max((min(mine[m], yours[m]) for m in mine if m in yours), default=0.0)


@lru_cache(maxsize=4096)
def _meanings(noun: str, code: str) -> dict[str, float]:
    return dict(concepts.of(noun, code)) if noun else {}


@lru_cache(maxsize=20_000)
def _head(what: str | None, code: str) -> str:
    """The noun that bears what is counted: the first one or, as the language has it, the last."""
    table = words(code)
    said = re.findall(r"[^\W\d_](?:[^\W\d_]|[-'’])*", lowered(what or ""))
    if table is None or not said:
        return ""
    named = next((w for w in said if w in table.topics), None)
    return str(named or said[-1 if table.head == "plural" else 0])
