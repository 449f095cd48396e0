"""The calendar grammar: temporal expressions found over language data and resolved to TIMEX3 values.

    find        every temporal expression of a text with its value
    compatible  how two values stand to each other (same, finer, coarser, differs, unrelated)
    day         the ISO day (or coarser) of a value
    extent      a value as an interval of minutes
    outlet_order   whether an outlet writes the day or the month first
    epochs      days counted from a known first day ("Jour 1231")

`grammar` compiles `languages/<code>/dates.toml` and finds candidates, `accept` throws out what only looks like a time,
`context`, `days`, `counted` and `resolve` give the values, `combine` joins what several expressions say together;
another language is another dates.toml.
"""

from __future__ import annotations

import re
from bisect import bisect_right, insort
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal
from urllib.parse import urlsplit

from recoupe.languages import Language
from recoupe.records import DateMention, Span
from recoupe.timex import epochs
from recoupe.timex.accept import Around, accepts
from recoupe.timex.combine import Found, chained, combined
from recoupe.timex.context import Context, Order, Value
from recoupe.timex.counted import edged
from recoupe.timex.days import UNKNOWN_ORDER
from recoupe.timex.grammar import Candidate, grammar, plain
from recoupe.timex.matching import Match, Mode, candidate, matches
from recoupe.timex.resolve import NAMES_DAY, READERS, WITHIN_DAY, clock, part
from recoupe.timex.values import Compatibility, compatible, day, extent, parse_day, safe_date, shift

__all__ = [
    "UNKNOWN_ORDER",
    "Compatibility",
    "Reference",
    "compatible",
    "day",
    "extent",
    "find",
    "names_weekday_and_month",
    "outlet_order",
    "points_ahead",
    "safe_date",
    "weekday",
    "weekday_count",
]

_DIGITS = re.compile(r"\d{1,2}")
_LETTERS = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class Reference:
    """What relative expressions are resolved against: the day of publication (as far as it is known), and the year
    to use when only that is known. `order`: whether the outlet's country writes the day or the month first.

    `convention` says who speaks. In the "news" a bare weekday or day without a year that no verb places is the nearest, the
    past before what is to come, and "in three weeks" is the week, not a day. To an "assistant" it is to come, counts are exact
    to the day, and terse or loose ways to write are read too (the rules marked `terse` of dates.toml)."""

    published: str | None = None
    year: int | None = None
    order: Order = None
    convention: Literal["news", "assistant"] = "news"


def find(text: str, language: Language, reference: Reference, within: Span | None = None, *, full: bool = False) -> tuple[DateMention, ...]:
    """Every temporal expression with its value, in order, none overlapping.

    `within` limits where expressions are looked for; what stands before it is not taken as context. With `full`, what
    TimeML marks beyond that is told too: after an interval ("du 3 au 5 mai") the two dates it runs between, mentions that
    lie within its span, and references without a date ("recently")."""
    rules = grammar(language.code)
    if rules is None or not text:
        return ()
    scope = within or Span(0, len(text))
    flat = plain(text)
    year = _reference_year(reference)
    context = Context(text, flat, rules, reference.published, year, assistant=reference.convention == "assistant", order=reference.order)
    around = Around(text, flat, rules, year, assistant=context.assistant)
    kept = _longest(matches(text, flat, language, scope, Mode(language.code, context.assistant, full)), around)
    found = _joined([item for candidate in kept for item in _singles(candidate, flat)], context)
    resolved = _resolved(chained(found, context), context)
    mentions = [
        DateMention(count.span, count.span.of(text), count.day, "DATE", count.epoch) for count in epochs.find(text, language, flat, scope)
    ]
    counted = tuple(mention.span for mention in mentions)
    for item, value in combined(_coherent(resolved, context), context):
        start, end = item.start, item.end
        end = _trimmed(flat, start, end)
        if not any(start < span.end and span.start < end for span in counted):
            mentions.append(DateMention(Span(start, end), text[start:end], value.value, value.type, value.anchor))
            if full:
                mentions += _ends(item, value, text)
    return tuple(sorted(mentions, key=lambda mention: (mention.span.start, -mention.span.end)))


def _ends(item: Found, value: Value, text: str) -> list[DateMention]:
    """The two dates between which an interval runs, or the two days that a night joins, where both are written."""
    candidate = item.candidate
    if item.joins:
        return [DateMention(Span(start, end), text[start:end], side, "DATE", value.anchor) for start, end, side in item.joins]
    if value.value is None or not all(candidate.spots):
        return []
    sides = value.value.split("/")
    if candidate.means == "night" and (night := parse_day(value.value)) is not None:
        sides = [day_.isoformat() for day_ in (night, shift(night, 1)) if day_]
    if len(sides) != 2:
        return []
    spans = [Span(min(start for start, _ in spots), max(end for _, end in spots)) for spots in candidate.spots]
    return [DateMention(span, span.of(text), side, "DATE", value.anchor) for span, side in zip(spans, sides) if "XX" not in side]


@cache
def _weekday_and_month(code: str) -> re.Pattern[str] | None:
    rules = grammar(code)
    if rules is None:
        return None
    weekdays, months = ("|".join(map(re.escape, rules.tables.get(name, {}))) or "(?!)" for name in ("weekday", "month"))
    return re.compile(rf"(?<![a-z])(?:{weekdays}),?(?: [a-z]{{1,4}})? ?(?:\d{{1,2}}[ \w-]{{1,8}}|premier )?(?:{months})(?![a-z])")


def names_weekday_and_month(text: str, language: Language) -> bool:
    """True when a text may name a day with its weekday and month ("vendredi 4 juillet"): a look that costs little."""
    pattern = _weekday_and_month(language.code)
    return pattern is not None and pattern.search(plain(text)) is not None


def weekday(phrase: str, language: Language) -> int | None:
    """The weekday (1 Monday to 7 Sunday) that a phrase names, None when it names none."""
    rules = grammar(language.code)
    names = rules.tables.get("weekday", {}) if rules else {}
    return next((int(names[word]) for word in _LETTERS.findall(plain(phrase)) if word in names), None)


def weekday_count(phrase: str, language: Language) -> int:
    """How many weekdays a phrase names ("nuit de lundi à mardi" names two)."""
    rules = grammar(language.code)
    names = rules.tables.get("weekday", {}) if rules else {}
    return sum(word in names for word in _LETTERS.findall(plain(phrase)))


def outlet_order(language: Language, outlet: str | None, url: str | None) -> Order:
    """Whether an outlet writes the day or the month first, by its name or the country of its address; None when the
    language leaves it open and neither is known."""
    rules = grammar(language.code)
    table = rules.tables.get("order", {}) if rules else {}
    host = (urlsplit(url).hostname or "") if url else ""
    for order in ("dmy", "mdy"):
        entry = table.get(order, {})
        if (outlet and plain(outlet) in entry.get("outlets", ())) or (host and host.endswith(tuple(entry.get("hosts", ())))):
            return order
    return None


def points_ahead(phrase: str, language: Language) -> bool:
    """True when a phrase says itself that it looks ahead or far back ("lundi prochain", "last Thursday")."""
    rules = grammar(language.code)
    signs = rules.tables.get("which", {}) if rules else {}
    return any(signs.get(word) for word in _LETTERS.findall(plain(phrase)))


def _trimmed(flat: str, start: int, end: int) -> int:
    """The end without trailing punctuation and without half a pair of brackets."""
    if flat.count("(", start, end) > flat.count(")", start, end):
        end = flat.rfind("(", start, end)
    elif flat.count(")", start, end) > flat.count("(", start, end):
        end = flat.find(")", start, end)
    while end > start and flat[end - 1] in " ,-–\n":
        end -= 1
    return end


def _reference_year(reference: Reference) -> int | None:
    if reference.published and re.match(r"\d{4}", reference.published):
        return int(reference.published[:4])
    return reference.year


def _longest(options: list[Match], around: Around) -> list[Candidate]:
    """The candidates that do not overlap, longer ones first, then in the order of the rules."""
    kept: list[Candidate] = []
    starts: list[int] = []
    ends: list[int] = []
    for option in sorted(options):
        less, _, start, *_ = option
        end = start - less
        at = bisect_right(starts, start)
        if (at and ends[at - 1] > start) or (at < len(starts) and starts[at] < end):
            continue
        found = candidate(option)
        if not accepts(found, around):
            continue
        kept.insert(at, found)
        starts.insert(at, start)
        ends.insert(at, end)
    return kept


def _singles(candidate: Candidate, flat: str) -> list[Found]:
    """One item a day for a list of days ("9 and 21 October"); the day beside the month takes the month with it."""
    if candidate.means not in ("list", "month_list"):
        return [Found(candidate.start, candidate.end, candidate)]
    days = candidate.groups["days"]
    at = flat.find(days, candidate.start, candidate.end)
    spots = [(at + m.start(), at + m.end(), m.group()) for m in _DIGITS.finditer(days)]
    last = candidate.groups["day2"]
    if candidate.means == "month_list":
        spots[0] = (candidate.start, spots[0][1], spots[0][2])
    spots.append((flat.find(last, at + len(days), candidate.end), candidate.end, last))
    return [Found(start, end, candidate, None, number) for start, end, number in spots]


def _joined(items: list[Found], context: Context) -> list[Found]:
    """A day and the clock time or part of the day beside it are one expression ("mardi à 7 h 42", "Thursday afternoon").

    A deictic and a clock time stay two ("hier à 7 h 42"): each can be read alone."""
    rules, flat = context.rules, context.flat
    forward, back = rules.patterns.get("join"), rules.patterns.get("join_back")
    out: list[Found] = []
    for item in items:
        last = out[-1] if out else None
        if last is not None and forward is not None and back is not None:
            gap = flat[last.end : item.start]
            if _completes(last, item) and forward.fullmatch(gap) and _time(item, context):
                out[-1] = last._replace(end=item.end, time=_time(item, context))
                continue
            if _completes(item, last) and last.candidate.means in WITHIN_DAY and back.fullmatch(gap) and _time(last, context):
                out[-1] = item._replace(start=last.start, time=_time(last, context))
                if len(out) > 1 and _hour_of(out[-2], out[-1], context):  # "at two on the morning of 6 June"
                    whole = out.pop()
                    out[-1] = whole._replace(start=out[-1].start, time=_within_part(_time(out[-1], context), whole.time))
                continue
        out.append(item)
    alone = rules.tables.get("part_alone", ())
    return [i for i in out if i.candidate.means != "bare_part" or i.candidate.groups.get("part") in alone]


def _completes(first: Found, second: Found) -> bool:
    if first.candidate.means not in NAMES_DAY or second.candidate.means not in WITHIN_DAY or first.single:
        return False
    if first.time is not None and ":" in first.time:
        return False
    return not (first.candidate.means == "deictic" and second.candidate.means in ("clock", "noon"))


def _hour_of(first: Found, second: Found, context: Context) -> bool:
    """A clock time before a day that already has its part of the day."""
    back = context.rules.patterns.get("join_back")
    if back is None or first.candidate.means != "clock" or second.time is None or ":" in second.time:
        return False
    return bool(back.fullmatch(context.flat[first.end : second.start])) and clock(first.candidate, context) is not None


_LATER_HALF = frozenset({"AF", "EV"})


def _within_part(time: str | None, part_: str | None) -> str | None:
    """An hour told with the part of the day: two in the afternoon is 14:00."""
    if time is not None and part_ in _LATER_HALF and time[:2].isdigit() and int(time[:2]) < 12:
        return f"{int(time[:2]) + 12:02d}{time[2:]}"
    return time


def _time(item: Found, context: Context) -> str | None:
    return part(item.candidate, context) or clock(item.candidate, context)


_RANKS = (NAMES_DAY - {"anaphor"} | {"list", "month_list", "year", "month"}, frozenset({"anaphor", "night"}), None)


def _resolved(items: list[Found], context: Context) -> list[tuple[Found, Value]]:
    """Days first, then what is counted from them, then times of the day, so that each sees what it rests on."""
    values_: dict[int, Value] = {}
    for rank in _RANKS:
        for index, item in enumerate(items):
            if index in values_ or (rank is not None and item.candidate.means not in rank):
                continue
            value = _value(item, context)
            if value is None:
                continue
            values_[index] = value
            if value.value and value.value.endswith("TNI") and (night := parse_day(value.value)) is not None:
                insort(context.nights, (item.start, night))
            if value.day is not None:
                insort(context.days, (item.start, item.end, value.day))
                if item.time is not None and ":" in item.time:
                    insort(context.clocks, (item.end, value.day, item.time))
            elif item.candidate.means == "year" and value.value:
                insort(context.years, (item.start, value.value))
    return [(item, values_[index]) for index, item in enumerate(items) if index in values_]


def _value(item: Found, context: Context) -> Value | None:
    candidate = item.candidate
    if item.single:
        candidate = candidate._replace(groups={**candidate.groups, "day": item.single})
        value = READERS["date"](candidate, context)
    else:
        value = READERS[candidate.means](candidate, context) if candidate.means in READERS else None
        edge = candidate.get("edge", "edge2")
        if value is not None and edge is not None and context.assistant:
            value = edged(value, edge, context)
    if value is None or item.time is None:
        return value
    day_ = value.day.isoformat() if value.day else value.value
    return value._replace(value=f"{day_}T{item.time}" if day_ else None, type="TIME")


def _coherent(resolved: list[tuple[Found, Value]], context: Context) -> list[tuple[Found, Value]]:
    """A bare weekday that no verb places is the one a week off when the same text names that very day otherwise ("vols
    annulés samedi ... le 18 octobre")."""
    sure: set[date] = {value.day for _, value in resolved if value.day is not None and value.sure}
    out = []
    for item, value in resolved:
        if not value.sure and value.day is not None and context.today is not None and value.day not in sure:
            other = shift(value.day, 7 if value.day < context.today else -7)
            if other in sure and other is not None:
                moved = other.isoformat() + (f"T{item.time}" if item.time else "")
                value = value._replace(value=moved, day=other)
        out.append((item, value))
    return out
