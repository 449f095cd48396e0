"""Expressions made of several: lengths ("trois ans et six mois"), intervals between two days that are told each in its own
way ("entre le 22 janvier et hier"), and days counted from another ("deux jours avant Noël")."""

from __future__ import annotations

from typing import NamedTuple

from recoupe.timex import values
from recoupe.timex.context import Context, Value
from recoupe.timex.grammar import Candidate
from recoupe.timex.resolve import amount, moved

_SIZES = ("S", "M", "H", "D", "W", "MO", "Q", "Y")
_LENGTHS = frozenset({"duration", "ago", "ahead", "later"})
_STEP = 2  # how much smaller the next unit may be after a comma
_BEFORE = 24  # how far before an expression the word that opens an interval may stand


class Found(NamedTuple):
    """A candidate that was kept, with what completes it: a time within its day, the dates that an interval joins."""

    start: int
    end: int
    candidate: Candidate
    time: str | None = None
    single: str | None = None  # the day, where the candidate lists several
    joins: tuple[tuple[int, int, str], ...] = ()


Resolved = list[tuple[Found, Value]]


def chained(items: list[Found], context: Context) -> list[Found]:
    """A length told in several units is one, largest unit first; "il y a" and "plus tard" hold for all of it."""
    link = context.rules.patterns.get("chain")
    if link is None:
        return items
    out: list[Found] = []
    for item in items:
        last = out[-1] if out else None
        gap = context.flat[last.end : item.start] if last else ""
        if last is None or not link.fullmatch(gap) or not _chains(last.candidate, item.candidate, gap, context):
            out.append(item)
            continue
        number, unit = amount(item.candidate, context)
        if item.candidate.means != "duration":  # what follows says how all of it is meant
            first = amount(last.candidate, context)
            candidate = item.candidate._replace(more=((first[0] or 0.0, first[1]), *last.candidate.more))
        else:
            candidate = last.candidate._replace(more=(*last.candidate.more, (number or 0.0, unit)))
        out[-1] = last._replace(end=item.end, candidate=candidate)
    return out


def _chains(first: Candidate, second: Candidate, gap: str, context: Context) -> bool:
    if first.means not in _LENGTHS or second.means not in _LENGTHS or second.lead or not (first.numbers and second.numbers):
        return False
    opens = first.means in ("ago", "ahead") and first.lead > 0  # "il y a deux ans": what is said before holds for all
    if not (first.means == "duration" or (opens and second.means == "duration")):
        return False
    units = [first.more[-1][1] if first.more else amount(first, context)[1], amount(second, context)[1]]
    if not all(unit in _SIZES for unit in units):
        return False
    smaller = _SIZES.index(units[0]) - _SIZES.index(units[1])
    return smaller > 0 and ("," not in gap or smaller <= _STEP)


def combined(resolved: Resolved, context: Context) -> Resolved:
    """Days counted from another, then the intervals between two days."""
    return _between(_counted_from(resolved, context), context)


def _counted_from(resolved: Resolved, context: Context) -> Resolved:
    out: Resolved = []
    for item, value in resolved:
        last = out[-1] if out else None
        if last is not None and value.day is not None and not item.time:
            sign = _side(last[0], item, context)
            number, unit = amount(last[0].candidate, context) if sign else (None, "")
            shifted = moved(value.day, sign * number, unit, precise=True) if number is not None else None
            day = values.parse_day(shifted)
            if day is not None:
                anchor = f"text {value.day.isoformat()}"
                out[-1] = (last[0]._replace(end=item.end, time=None), Value(day.isoformat(), "DATE", anchor, day))
                continue
        out.append((item, value))
    return out


def _side(length: Found, day: Found, context: Context) -> int:
    """+1 when a day is counted forward from the other, -1 when back, 0 when the two stand for themselves."""
    candidate = length.candidate
    if candidate.means not in ("duration", "ahead", "later") or candidate.more or candidate.get("past", "half"):
        return 0
    if candidate.lead and candidate.means != "ahead":
        return 0
    gap = context.flat[length.end : day.start]
    for name, sign in (("counted_after", 1), ("counted_before", -1)):
        pattern = context.rules.patterns.get(name)
        if pattern is not None and pattern.fullmatch(gap):
            return sign
    written = context.rules.patterns.get("counted_later")
    return 1 if candidate.means == "later" and written is not None and written.fullmatch(gap) else 0


def _between(resolved: Resolved, context: Context) -> Resolved:
    link, opening = context.rules.patterns.get("between"), context.rules.patterns.get("between_opening")
    if link is None or opening is None:
        return resolved
    out: Resolved = []
    for item, value in resolved:
        last = out[-1] if out else None
        if last is not None and last[0].joins == () and _is_day(last[1]) and _is_day(value):
            (first, start), gap = last, context.flat[last[0].end : item.start] + _opening_of(item, context)
            strong = context.rules.patterns.get("between_strong")
            low = max(0, first.start - _BEFORE)
            opened = opening.search(context.flat[low : first.start] + _opening_of(first, context))
            told = (opened and link.fullmatch(gap)) or (context.assistant and strong is not None and strong.fullmatch(gap))
            start = _week_before(first, start, value)
            stop = _week_after(item, start, value)
            if told and str(start.value) < str(stop.value):
                joins = ((first.start, first.end, str(start.value)), (item.start, item.end, str(stop.value)))
                whole = Value(f"{start.value}/{stop.value}", "DATE", stop.anchor or start.anchor)
                start_at = low + opened.start() if opened else first.start
                out[-1] = (first._replace(start=min(first.start, start_at), end=item.end, joins=joins), whole)
                continue
        out.append((item, value))
    return out


def _week_before(first: Found, start: Value, end: Value) -> Value:
    """The first day of an interval, a week earlier where a bare weekday was taken for the one after its end."""
    if first.candidate.means != "weekday" or first.candidate.get("which", "word", "after") or not (start.day and end.day):
        return start
    earlier = values.shift(start.day, -7) if end.day < start.day else None
    return start._replace(value=earlier.isoformat(), day=earlier) if earlier and earlier < end.day else start


def _week_after(last: Found, start: Value, end: Value) -> Value:
    """The last day of an interval, a week later where a bare weekday was taken for the one before its beginning."""
    if last.candidate.means != "weekday" or last.candidate.get("which", "word", "after") or not (start.day and end.day):
        return end
    later = values.shift(end.day, 7) if end.day < start.day else None
    return end._replace(value=later.isoformat(), day=later) if later and later > start.day else end


def _is_day(value: Value) -> bool:
    return value.day is not None and value.value == value.day.isoformat()


def _opening_of(item: Found, context: Context) -> str:
    """The little words that a rule took into the expression before its weekday or number."""
    opening = context.rules.patterns.get("little")
    match = opening.match(context.flat, item.start, item.end) if opening else None
    return match.group() if match else ""
