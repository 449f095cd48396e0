"""Quantities: found in an article, with their bounds, their unit and what they count; compared between reports.

Numbers come from `numerals`, everything a language says around them from `languages/<code>/figures.toml`. This module
finds; `figures_context` says what is counted and what happens to it; `figures_compare` compares.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from recoupe import numerals
from recoupe.kinds import figures_compare, figures_context, figures_say
from recoupe.kinds.figures_ages import age, age_range, shares_time
from recoupe.kinds.figures_skip import bare_veto, counts, idiom, lone, named, stuck, timed
from recoupe.kinds.figures_units import Draft, joined_hundredths, signed, with_unit
from recoupe.kinds.figures_words import Page, Words, lowered, model, unit_class, units, words
from recoupe.numerals import Numeral
from recoupe.records import Figure, Span
from recoupe.sockets import Kind, Reading
from recoupe.text import trim


def find(reading: Reading) -> tuple[Figure, ...]:
    """Every quantity of an article in order, none overlapping. Years, dates, durations, clock times, ordinals, scores,
    numbers of roads, articles and phones, and numbers inside names are none (see the gold's rules of annotation)."""
    table = words(reading.language.code)
    if table is None:
        return ()
    known = [d.span for d in sorted(reading.dates, key=lambda d: (d.span.start, d.span.end)) if d.type != "DURATION"]
    low = lowered(reading.text)
    said = numerals.find(reading.text, reading.language, outside=known, ones=lambda end: _one_counts(reading.text, low, table, end))
    numbers = tuple(n.in_coins for n in said)
    models = frozenset(n.span.of(reading.text) for n in numbers if n.form == "digits" and model(reading.text, n.span.start, n.span.end))
    numbers = tuple(
        n
        for n in _outside(numbers, known)
        if n.value != 1 or n.form != "words" or len(n.span) > 3 or _one_counts(reading.text, low, table, n.span.end)
    )
    page = Page(reading, table, low, models, [n for n in numbers if n.form != "ordinal"])
    drafts = _one_currency(page, _carry_units(page, _both_bounds(page, joined_hundredths(page, _drafts(page, numbers)))))
    kept = [d for d in drafts if d.unit is not None or not bare_veto(page, d)]
    figures = figures_context.complete(page, [_figure(page, d) for d in kept])
    return tuple(f for f in figures if f.value != 1 or f.unit is not None or f.exact.isdigit() or f.topic in figures_context.STRONG)


def _outside(numbers: tuple[Numeral, ...], known: list[Span]) -> Iterator[Numeral]:
    """The numbers that do not lie in a date."""
    at = 0
    for number in numbers:
        while at < len(known) and known[at].end <= number.span.start:
            at += 1
        if at == len(known) or not (known[at].start <= number.span.start and number.span.end <= known[at].end):
            yield number


_THEN = re.compile(r"[ -]?([^\W\d_]+)")


def _one_counts(text: str, low: str, table: Words, end: int) -> bool:
    """ "un kilomètre", "one dollar", "un mort": one of anything else is no quantity."""
    following = _THEN.match(low, end)
    if following is not None and following[1] not in table.of_one:
        return False  # most words
    if table.unit_words.match(low, end) or table.hundredth_words.match(low, end) or table.age_years.match(low, end) is not None:
        return True
    return units().after.match(text, end) is not None or lone(low, end, table.code)


def _figure(page: Page, draft: Draft) -> Figure:
    span = trim(page.text, draft.start, draft.end)
    return Figure(span, span.of(page.text), draft.value, draft.low, draft.high, draft.approximate, draft.unit)


def _drafts(page: Page, numbers: tuple[Numeral, ...]) -> list[Draft]:
    out: list[Draft] = []
    alone = [_draft(page, number) for number in numbers]
    i = 0
    while i < len(numbers):
        number = numbers[i]
        following = numbers[i + 1] if i + 1 < len(numbers) else None
        draft = alone[i]
        step = 1
        if draft is not None and draft.unit is None and following is not None and shares_time(page, number, following):
            ages = age_range(page, number, following)
            draft, step = (ages, 2) if ages is not None else (None, 1)
        elif draft is not None and following is not None:
            joined = _range(page, draft, following, alone[i + 1]) or _share(page, draft, following)
            if joined is not None:
                draft, step = joined, 2
        if draft is not None and (not out or draft.core >= out[-1].end):
            if out and draft.start < out[-1].end:  # "0£ 0": the sign belongs to the first
                draft = draft._replace(start=draft.core, unit=None)
            out.append(_modified(page, draft, out[-1].end if out else 0))
        i += step
    return out


# ---------------------------------------------------------------- one number


def _draft(page: Page, number: Numeral) -> Draft | None:
    """The number with its unit, None when it is no quantity."""
    start, end = number.span.start, number.span.end
    if number.form == "ordinal" or stuck(page, start, end):
        return None
    one_in = _one_in(page, number)
    if one_in is not None:
        return one_in
    old = age(page, number)
    if old is not None:
        return Draft(start, old[0], start, end, number.value, number.form, old[1], approximate=number.form == "collective")
    if timed(page, start, end):
        return None
    draft = signed(page, with_unit(page, number))
    if number.form == "words" and draft.unit is not None and idiom(page, start, end):
        return None  # "pas un centime"
    if draft.unit is None and named(page, number):
        return None
    if number.form == "fraction":
        return _fraction(page, draft)
    if number.vague:
        return draft._replace(value=None, low=2 * number.value, approximate=True)
    if number.value in (0, 1) and number.form == "words" and draft.unit is None:
        return draft if number.value == 1 and lone(page.low, end, page.code) else None
    return draft._replace(approximate=number.form == "collective")


def _fraction(page: Page, draft: Draft) -> Draft | None:
    """A share: "one in eight" as a percentage, "un tiers" as it is; "half" only where it is a share of something."""
    following = page.word(page.next(draft.end))
    said = page.low[draft.core : draft.stop]
    if idiom(page, draft.core, draft.stop) or (following in page.words.of and page.word(page.next(draft.end) + 1) in page.words.time_nouns):
        return None
    if draft.unit is not None:
        return draft  # "1/4 mile"
    if draft.value is not None and _within(page, page.next(draft.core) + 1, draft.stop) is not None:
        return draft._replace(value=round(draft.value * 100, 6), unit="%")
    if " " not in said.strip() and "-" not in said and (following not in page.words.of and following not in page.words.both):
        return None
    if draft.stop < len(page.text) and page.text[draft.stop] == "-":
        return None
    return draft._replace(approximate=False)


_MANY = 20
"""Nobody tells a share as one in more than so many by naming what it is of in between."""


def _one_in(page: Page, number: Numeral) -> Draft | None:
    """ "un enseignant sur trois", "one teacher in three": a share, with what it is a share of inside."""
    if number.form not in ("digits", "words") or not 2 <= number.value <= _MANY or number.vague or counts(page, number.span.end):
        return None
    i = page.last(number.span.start)
    length = next((len(p) for p in page.words.shares if tuple(page.word(n) for n in range(i - len(p) + 1, i + 1)) == p), 0)
    noun, one = i - length, i - length - 1
    if not length or one < 0 or page.word(one) not in page.words.one or page.word(noun) in page.words.stops | page.words.number_words:
        return None
    start, end = page.tokens[one][0], number.span.end
    if any(c in page.gap(start, end) for c in ",;:.()\n-") or timed(page, number.span.start, end) or _measured(page, end):
        return None
    return Draft(start, end, start, end, round(100 / number.value, 6), "fraction", "%")


def _measured(page: Page, end: int) -> bool:
    return units().after.match(page.text, end) is not None or page.words.unit_words.match(page.low, end) is not None


def _within(page: Page, k: int, stop: int) -> int | None:
    """Where "sur" or "out of" starts among the tokens from `k` that end before `stop`, None when it does not stand there."""
    for phrase in page.words.shares:
        for at in range(k, k + 4):
            last = at + len(phrase)
            if last < len(page.tokens) and page.tokens[last][0] < stop and tuple(page.word(n) for n in range(at, last)) == phrase:
                return at
    return None


def _share(page: Page, first: Draft, number: Numeral) -> Draft | None:
    """ "quatre truites sur cinq", "three of those patients in ten": a share with what it is a share of inside."""
    whole, part = number.value, first.value
    if part is None or first.unit is not None or first.form not in ("digits", "words") or number.form not in ("digits", "words"):
        return None
    if not 0 < part < whole <= 100 or number.vague or number.span.start - first.end > 40 or first.low is not None or first.high is not None:
        return None
    gap = page.gap(first.end, number.span.start)
    k, after = page.next(first.end), page.next(number.span.start)
    at = _within(page, k + 1, number.span.end)
    if at is None or at > k + 2 or any(c in gap for c in ",;:.()\n") or counts(page, number.span.end):
        return None
    if (
        next((len(p) for p in page.words.shares if tuple(page.word(n) for n in range(at, at + len(p))) == p and at + len(p) == after), 0)
        == 0
    ):
        return None
    if (
        page.word(k) in page.words.stops
        or timed(page, number.span.start, number.span.end)
        or units().after.match(page.text, number.span.end)
    ):
        return None
    if page.words.unit_words.match(page.low, number.span.end) or (page.text[first.core].isupper() and page.text[page.starts[k]].isupper()):
        return None
    return Draft(first.start, number.span.end, first.core, number.span.end, round(part / whole * 100, 6), "fraction", "%")


# ---------------------------------------------------------------- ranges, modifiers, units carried over


def _range(page: Page, first: Draft, number: Numeral, second: Draft | None) -> Draft | None:
    """ "entre 22 et 26 millions", "10 à 15 personnes", "two or three", "£22m to £26m": one quantity with two ends."""
    if number.form in ("ordinal", "fraction") or number.vague or first.value is None or first.form == "fraction":
        return None
    if second is not None and _is_age(first.unit) and second.unit is None and not counts(page, second.end):
        second = second._replace(unit="a")  # "ages 16 to 24"
    if second is None or second.value is None or second.start < first.end or _is_age(first.unit) != _is_age(second.unit):
        return None
    w = page.words
    modifier = page.modifier(first.end, second.start) if second.start == second.core else None
    link = page.gap(first.end, second.start if modifier is None else first.end + modifier.start()).strip()  # "2 to about 7"
    head = page.word(page.last(first.start))
    if (
        first.unit is not None
        and first.end > first.stop
        and second.unit is None
        and not _is_age(first.unit)
        and link not in w.ranges.get("or", ())
    ):
        return None  # "fell by 3.16 % to 2,138"
    kinds = [k for k in ("and", "to", "or") if link in w.ranges.get(k, ())] + (["dash"] if link in {"-", "–", "—"} else [])
    if not kinds or (first.unit and second.unit and first.unit != second.unit):
        return None
    between = head in w.ranges.get("between", ())
    if _is_age(first.unit) and any(
        word in page.low[max(0, first.start - 24) : first.start].split() for word in w.ranges.get("between", ())
    ):
        return Draft(first.start, second.end, first.core, second.stop, None, second.form, "a", first.value, second.value)
    if kinds == ["and"] and not between:
        return None
    if "to" in kinds and not between:
        moves = head in w.ranges.get("from", ()) and ((second.unit is None and not counts(page, second.end)) or _changes(page, first.start))
        if moves or (head in w.ranges.get("from", ()) and head in w.ranges.get("change", ())):
            return None
    about = first.approximate or "or" in kinds or (modifier is not None and modifier.lastgroup == "about")
    low, high = first.value, second.value
    if low < 1000 <= high and number.form == "mixed" and first.form != "mixed":
        low *= high / float(_leading(page.text[second.core : second.stop]) or high)
    if number.form == "digits" and between and _GROUP.search(page.text[second.core : second.stop]) and 20 * 1000 * low >= high > 1000 * low:
        low *= 1000  # "entre 60 et 80 000"
    if low >= high:
        return None
    start = page.tokens[page.last(first.start)][0] if between else first.start
    unit = second.unit or first.unit
    return Draft(start, second.end, first.core, second.stop, None, second.form, unit, low, high, about)


_GROUP = re.compile(r"\d[ .,'\u00a0\u202f\u2009’]000$")


def _is_age(unit: str | None) -> bool:
    return unit_class(unit) == "age"


def _leading(said: str) -> float:
    digits = re.match(r"[\d.,]+", said.strip())
    return (
        float(digits.group().replace(",", ".").strip(".")) if digits and digits.group().count(".") + digits.group().count(",") <= 1 else 0.0
    )


def _noun_follows(page: Page, draft: Draft) -> bool:
    """What the number counts follows at once; after "millions" some languages need a link for that ("millions de ...")."""
    last = page.word(page.last(draft.stop))
    return counts(page, draft.end) and last not in page.words.counted_with_link


def _changes(page: Page, at: int) -> bool:
    i = page.last(at)
    return any(page.word(k) in page.words.ranges.get("change", ()) for k in range(max(0, i - 6), i))


def _modified(page: Page, draft: Draft, floor: int) -> Draft:
    """Applies "environ", "at least", "moins de" before and "or more" after."""
    w = page.words
    left = max(floor, draft.start - 28)
    if page.text[draft.start - 1 : draft.start] == "~":
        return draft._replace(start=draft.start - 1, approximate=True)
    found = page.modifier(left, draft.start)
    kind = found.lastgroup if found else None
    if found is not None:
        draft = draft._replace(start=left + found.start())
    else:
        after = w.after.match(page.low, draft.end)
        if after is not None:
            kind, draft = after.lastgroup, draft._replace(end=after.end())
    if kind == "about":
        draft = draft._replace(approximate=True)
        after = w.after.match(page.low, draft.end)  # "environ 500 ou plus"
        if after is not None:
            kind, draft = after.lastgroup, draft._replace(end=after.end())
    if draft.value is None:
        return draft
    if kind in ("at_least", "more"):
        return draft._replace(low=draft.value)
    if kind in ("at_most", "less"):
        return draft._replace(high=draft.value)
    return draft


def _both_bounds(page: Page, drafts: list[Draft]) -> list[Draft]:
    """ "plus de 100 et moins de 300", "at least 20 and at most 100": one quantity between two bounds."""
    out: list[Draft] = []
    for draft in drafts:
        first = out[-1] if out else None
        if first is not None and None not in (first.value, draft.value) and first.unit == draft.unit:
            low, high = sorted((first, draft), key=lambda d: d.value or 0)
            bounded = low.low is not None and low.high is None and high.high is not None and high.low is None and low.value != high.value
            link = page.gap(first.end, draft.start).strip()
            if bounded and (link in page.words.ranges.get("both", ()) or link in page.words.ranges.get("and", ())):
                out[-1] = first._replace(end=draft.end, stop=draft.stop, value=None, low=low.value, high=high.value)
                continue
        out.append(draft)
    return out


def _carry_units(page: Page, drafts: list[Draft]) -> list[Draft]:
    """A number without a noun takes the unit of its neighbour: "108 km/h là où la limite est fixée à 80", "de 2,1 à
    3,4 %"."""
    out = list(drafts)
    for i, draft in enumerate(out):
        following = out[i + 1] if i + 1 < len(out) else None
        shared = following is not None and following.unit == "%" and draft.form == following.form == "words"
        if (
            draft.unit is not None
            or (draft.form not in ("digits", "mixed") and not _sum(draft) and not shared)
            or _noun_follows(page, draft)
        ):
            continue
        if following is not None and following.unit not in (None, "a", "mo", "wk", "d"):
            link = page.gap(draft.end, following.start).strip()
            if (
                link in page.words.ranges.get("to", ())
                or link in page.words.ranges.get("and", ())
                or link in page.words.ranges.get("or", ())
            ):
                out[i] = signed(page, draft._replace(unit=following.unit))
                continue
        previous = out[i - 1] if i else None
        if previous is None or previous.unit in (None, "a", "mo", "wk", "d") or draft.start - previous.end > 80:
            continue
        if page.sentence(previous.core).end < draft.end or _sum(draft) != _sum(previous):
            continue
        if previous.unit == "%" and (draft.value or 0) > 100 >= (previous.value or 0):
            continue  # "lost 3.5 % to a level of 743.33"
        i_before = page.last(draft.start)
        if page.word(i_before) in page.words.ranges.get("carry", ()) and page.gap(page.tokens[i_before][1], draft.start).strip() == "":
            out[i] = draft._replace(unit=previous.unit)
    return out


def _one_currency(page: Page, drafts: list[Draft]) -> list[Draft]:
    """A large sum without a noun is in the article's currency, where it uses one only ("le trou de cinq milliards")."""
    used = {d.unit for d in drafts if unit_class(d.unit) == "money"}
    if len(used) != 1:
        return drafts
    unit = used.pop()
    return [
        d._replace(unit=unit)
        if d.unit is None
        and (d.value or d.high or 0) >= 1e6
        and d.form != "fraction"
        and not _noun_follows(page, d)
        and not _linked(page, d.end)
        and not _number_of_things(page, d.start)
        else d
        for d in drafts
    ]


def _linked(page: Page, at: int) -> bool:
    """ "cinq milliards de personnes": what is counted follows."""
    return page.word(page.next(at)) in page.words.links and page.low[at : at + 1] == " "


def _number_of_things(page: Page, at: int) -> bool:
    """ "the number of passengers will jump to 70m": no sum."""
    i = page.last(at)
    floor = page.sentence(at).start
    return any(page.word(k) in page.words.number_nouns and page.tokens[k][0] >= floor for k in range(max(0, i - 9), i + 1))


def _sum(draft: Draft) -> bool:
    """A large sum and a small number never share an elided unit."""
    return (draft.value or draft.high or 0) >= 1000


KIND = Kind("figures", "figure", find, figures_compare.keys, figures_compare.agree, figures_say.say, figures_compare.value)
