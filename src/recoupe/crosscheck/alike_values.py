"""Dates, figures, units and negations of two versions of one sentence: do they stand in the same place, and differ?"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from recoupe import text as texts
from recoupe import timex
from recoupe.crosscheck.items import Material
from recoupe.crosscheck.sides import Fact, Facts, Places, Side, Slot, at_one_end, followed, numbers_of, other_words, residue, touched
from recoupe.crosscheck.versions import Word
from recoupe.languages import load
from recoupe.records import DateMention, Figure, Span

_UNIT = 2  # words of a unit ("mètres cubes")


# ---------------------------------------------------------------- dates


def dates(one: Side, other: Side, slot: Slot, material: Material, pairs: Mapping[int, int]) -> Facts | None:
    if not (len(slot.left) and len(slot.right)):
        return None
    mine, yours = ([d for d in s.examined.dates if d.span.overlap(touched(s, r))] for s, r in ((one, slot.left), (other, slot.right)))
    if len(mine) != 1 or len(yours) != 1 or not at_one_end(one, other, slot, (mine[0].span, yours[0].span)):
        return None
    if not _other_date(mine[0], yours[0], one, other, slot):
        return None
    return _date_fact(one, mine[0], slot.left), _date_fact(other, yours[0], slot.right)


def _other_date(a: DateMention, b: DateMention, one: Side, other: Side, slot: Slot) -> bool:
    lengths = [d.type in ("DURATION", "SET") for d in (a, b)]
    if lengths[0] != lengths[1]:
        return False
    if all(lengths):  # "deux semaines" and "quinze jours" are one length: one word differs, or nothing is told
        return (
            slot.tight and len(slot.left) == len(slot.right) == 1 and a.value != b.value and timex.compatible(a.value, b.value) == "differs"
        )
    if a.value and b.value and timex.compatible(a.value, b.value) in ("same", "finer", "coarser"):
        return False
    named = [_on_calendar(d, s) for d, s in ((a, one), (b, other))]
    if named[0] != named[1]:
        return False  # "yesterday" and a weekday: which day that is hangs on when the text was written
    if any(_of_today(d, s) for d, s in ((a, one), (b, other))):
        return False
    days = [timex.weekday(d.exact, load(s.examined.article.language)) for d, s in ((a, one), (b, other))]
    bare = [not any(c.isdigit() for c in d.exact) for d in (a, b)]
    if days[0] is not None and days[0] == days[1] and bare[0] != bare[1]:
        return False  # "dimanche" and "dimanche 5 octobre"
    dated = all(_placed(d, s) for d, s in ((a, one), (b, other)))
    if a.value and b.value and dated and timex.compatible(a.value, b.value) == "differs":
        return True
    return slot.tight and all(named) and _other_part(one, other, slot)


def _placed(date: DateMention, side: Side) -> bool:
    """The date stands by itself, or its article's day is known and not inferred."""
    published = side.examined.article.published
    return published.date is not None and (published.how in ("stated", "given") or any(c.isdigit() for c in date.exact))


_BESIDE = 3  # code points between "today" and the date that says which day that is


def _of_today(date: DateMention, side: Side) -> bool:
    """ "today (14 October)": the date says which day the text is of, not when anything happened."""
    return any(
        d.value in (date.value, "PRESENT_REF") and 0 <= date.span.start - d.span.end <= _BESIDE and not _on_calendar(d, side)
        for d in side.examined.dates
    )


def _on_calendar(date: DateMention, side: Side) -> bool:
    """It names a weekday, a month, a year or an hour."""
    language = load(side.examined.article.language)
    return (
        timex.weekday(date.exact, language) is not None or any(c.isdigit() for c in date.exact) or bool(_months(date.exact, language.code))
    )


def _months(words: str, code: str) -> list[object]:
    known = load(code).table("dates").get("month", {})
    return [known[w] for w in texts.folded(words).split() if w in known]


def _other_part(one: Side, other: Side, slot: Slot) -> bool:
    """Both passages have a weekday, or both a number, or both a month, and not the same."""
    for part in (_weekdays, _counts, _of_year):
        mine, yours = part(one, slot.left), part(other, slot.right)
        if mine and yours:
            return mine != yours
    return False


def _of_year(side: Side, run: range) -> list[object]:
    return [m for n in run for m in _months(side.told(n), side.examined.article.language)]


def _weekdays(side: Side, run: range) -> list[object]:
    language = load(side.examined.article.language)
    return [d for n in run if (d := timex.weekday(side.told(n), language)) is not None]


def _counts(side: Side, run: range) -> list[object]:
    return [side.words[n].key for n in run if side.words[n].key.startswith("#")]


def _date_fact(side: Side, mention: DateMention, run: range) -> Fact:
    words = numbers_of(side, mention.span, run)
    told = mention.value or texts.folded(mention.exact)
    return Fact("date", "date", told, mention.value or mention.exact, words, mention.span, side.examined.article.id)


# ---------------------------------------------------------------- figures


def figures(one: Side, other: Side, slot: Slot, material: Material, pairs: Mapping[int, int]) -> Facts | None:
    if not (len(slot.left) and len(slot.right)):
        return None
    sides = ((one, slot.left), (other, slot.right))
    figures = [_figure(s, r) for s, r in sides]
    numbers = [[n for n in r if s.words[n].key.startswith("#")] for s, r in sides]
    if len(numbers[0]) != len(numbers[1]) or len(numbers[0]) > 1:
        return None
    if not numbers[0]:  # the number is the same, the unit may not be
        return _units(one, other, slot, pairs)
    words = [s.words[n[0]] for (s, _), n in zip(sides, numbers, strict=True)]
    if words[0].key == words[1].key or any(_in_date(s, w.span) for (s, _), w in zip(sides, words, strict=True)):
        return None
    if words[0].key.startswith("#o") != words[1].key.startswith("#o"):
        return None
    spans = tuple([w.span, *([f.span] if f is not None else [])] for w, f in zip(words, figures, strict=True))
    if other_words(one, other, slot, (spans[0], spans[1])) and not _one_topic(one, other, slot, figures, (spans[0], spans[1])):
        return None
    if any(_stuck(s, words[n], p) for n, (s, p) in enumerate(((other, set(pairs.values())), (one, set(pairs))))):
        return None
    if (not slot.tight and not followed(one, other, slot)) or _other_noun(one, other, slot, pairs):
        return None
    reason = "figure"
    if figures[0] is not None and figures[1] is not None:
        if figures[0].unit != figures[1].unit or _joined(figures[0]) != _joined(figures[1]):
            return None  # converted, perhaps
        if _both_right(figures[0], figures[1]):
            return None
    values = [float(w.key.lstrip("#o")) for w in words]
    if min(values) > 0 and (ratio := math.log10(max(values) / min(values))) >= 1 and abs(ratio - round(ratio)) < 1e-9:
        reason = "magnitude"
    facts = [
        _figure_fact(s, f, r, reason) if f is not None else _number_fact(s, n[0], reason)
        for (s, r), f, n in zip(sides, figures, numbers, strict=True)
    ]
    return facts[0], facts[1]


def _units(one: Side, other: Side, slot: Slot, pairs: Mapping[int, int]) -> Facts | None:
    """One number in two units: a word right after it that a figure or a length of time takes in."""
    if not slot.tight or max(len(slot.left), len(slot.right)) > _UNIT or not slot.left.start:
        return None
    facts = []
    for side, run in ((one, slot.left), (other, slot.right)):
        number, word = side.words[run.start - 1], side.words[run.stop - 1]
        if not number.key.startswith("#"):
            return None
        both = Span(number.span.start, word.span.end)
        figure = next((f for f in side.examined.figures if f.unit and f.span.contains(both)), None)
        length = next((d for d in side.examined.dates if d.span.contains(both)), None)
        if figure is None and length is None:
            return None
        unit = (figure.unit if figure is not None else None) or texts.folded(word.span.of(side.text))
        words = frozenset({run.start - 1, *run})
        facts.append(Fact("figure", "unit", f"{number.key} {unit}", both.of(side.text), words, both, side.examined.article.id))
    return (facts[0], facts[1]) if facts[0].told != facts[1].told else None


def _other_noun(one: Side, other: Side, slot: Slot, pairs: Mapping[int, int]) -> bool:
    """Within three words of the number the two have other content words each: another unit, another thing counted."""
    back = {b: a for a, b in pairs.items()}
    ahead = [
        [s.words[n].key for n in range(r.stop, min(r.stop + 3, len(s.words))) if s.words[n].content and n not in met]
        for s, r, met in ((one, slot.left, pairs), (other, slot.right, back))
    ]
    return bool(ahead[0] and ahead[1])


def _one_topic(one: Side, other: Side, slot: Slot, figures: Sequence[Figure | None], facts: Places) -> bool:
    """Two nouns for one thing that is counted ("habitants", "residents"), and nothing else beside."""
    topics = {f.topic for f in figures if f is not None}
    if None in figures or len(topics) != 1 or None in topics:
        return False
    for side, run, figure, spans in ((one, slot.left, figures[0], facts[0]), (other, slot.right, figures[1], facts[1])):
        counted = set(texts.stems((figure.what if figure else None) or "", side.examined.article.language))
        if not residue(side, run, spans) <= counted:
            return False
    return True


def _stuck(side: Side, number: Word, met: set[int]) -> bool:
    """The digits of a number stand in the other sentence in a word of another kind ("US1")."""
    digits = number.key.lstrip("#o")
    return any(digits in re.findall(r"\d+", side.told(n)) and not w.key.startswith("#") for n, w in enumerate(side.words) if n not in met)


def _figure(side: Side, run: range) -> Figure | None:
    passage = touched(side, run)
    found = [f for f in side.examined.figures if f.span.overlap(passage)]
    return found[0] if len(found) == 1 else None


def _joined(figure: Figure) -> str:
    """The word of several that stands after a number, with its measure ("square-foot")."""
    first = texts.folded(figure.what or "").split(" ", 1)[0]
    return first if "-" in first else ""


def _in_date(side: Side, span: Span) -> bool:
    return any(d.span.overlap(span) for d in side.examined.dates)


def _both_right(a: Figure, b: Figure) -> bool:
    (low, high), (bottom, top) = _room(a), _room(b)
    bounds = [f.low is not None or f.high is not None for f in (a, b)]
    if a.value is not None and b.value is not None and all(bounds) and (a.low is None) == (b.low is None):
        return False  # "more than 12" beside "more than 18": one of them was altered
    return low <= top and bottom <= high


def _room(figure: Figure) -> tuple[float, float]:
    """Between which values a figure lies if it is right, by what its own sentence says."""
    value = figure.value
    if value is None:
        return figure.low if figure.low is not None else -math.inf, figure.high if figure.high is not None else math.inf
    slack = 0.1 * abs(value) if figure.approximate else 0.0
    return (-math.inf if figure.high is not None else value - slack), (math.inf if figure.low is not None else value + slack)


def _figure_fact(side: Side, figure: Figure, run: range, reason: str) -> Fact:
    value = figure.value if figure.value is not None else figure.exact
    told = f"{value} {figure.unit or ''} {figure.low is not None} {figure.high is not None}"
    return Fact("figure", reason, told, value, numbers_of(side, figure.span, run), figure.span, side.examined.article.id)


def _number_fact(side: Side, number: int, reason: str) -> Fact:
    word = side.words[number]
    return Fact("figure", reason, word.key, float(word.key.lstrip("#o")), frozenset({number}), word.span, side.examined.article.id)


# ---------------------------------------------------------------- negations


@dataclass(frozen=True, slots=True)
class _Words:
    negators: frozenset[str]
    beside: frozenset[str]
    tempers: frozenset[str]


@cache
def _negative(code: str) -> _Words:
    table = load(code).table("differences")
    return _Words(*(frozenset(texts.folded(str(w)) for w in table.get(name, ())) for name in ("negators", "beside", "tempers")))


def negations(one: Side, other: Side, slot: Slot, material: Material, pairs: Mapping[int, int]) -> Facts | None:
    """One version negates; beside the negation, both passages are the same."""
    if not slot.tight:
        return None
    known = _negative(one.examined.article.language)
    sides = ((one, slot.left), (other, slot.right))
    plain = [[texts.folded(s.told(n)) if s.words[n].content else s.words[n].key for n in r] for s, r in sides]
    negated = [any(w in known.negators for w in words) for words in plain]
    if negated[0] == negated[1]:
        return None
    rest = [
        {s.words[n].key for n, w in zip(r, words, strict=True) if w not in known.negators | known.beside}
        for (s, r), words in zip(sides, plain, strict=True)
    ]
    side, run = sides[0] if negated[0] else sides[1]
    near = {texts.folded(side.told(n)) for n in range(max(0, run.start - 1), min(len(side.words), run.stop + 1))}
    counts = [sum(w.key in known.negators or texts.folded(w.span.of(s.text)) in known.negators for w in s.words) for s in (one, other)]
    if rest[0] != rest[1] or near & known.tempers or abs(counts[0] - counts[1]) != 1:
        return None
    facts = []
    for (s, r), no in zip(sides, negated, strict=True):
        words = frozenset(range(max(0, r.start - 1), min(len(s.words), r.stop + 1)))
        span = s.span(words)
        told = "negated" if no else "asserted"
        facts.append(Fact("negation", "negation", told, span.of(s.text), words, span, s.examined.article.id))
    return facts[0], facts[1]
