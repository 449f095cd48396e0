"""Readings that count within a period: the first Tuesday of November, the last week of September, the week of 7 October,
the 15th of next month; and, for an assistant, the days that "early in the month" or "the next three weeks" stand for."""

from __future__ import annotations

import re
from datetime import date

from recoupe.timex import days, values
from recoupe.timex.context import Context, Value
from recoupe.timex.days import integer, month_number, sign_of, weekday_number
from recoupe.timex.grammar import Candidate

_THURSDAY, _SATURDAY = 4, 6
_MONTH_ENDS = {"START": (1, 10), "MID": (10, 19), "END": (21, 31)}
_YEAR_ENDS = {"START": (1, 2), "MID": (5, 8), "END": (11, 12)}
_WEEK_ENDS = {"START": (0, 2), "MID": (2, 3), "END": (3, 6)}


def rank(candidate: Candidate, context: Context) -> int:
    """Which one is meant: 1 the first, -1 the last, 0 when none is told."""
    word = candidate.get("rank") or ""
    return int(context.rules.lookup("rank", word) or 0)


def _period(candidate: Candidate, context: Context) -> tuple[date, date] | None:
    """The first and the last day of the month or year that the candidate counts in."""
    month = month_number(candidate, context)
    if month:
        value = days.month(candidate, context)
        known = re.match(r"(\d{4})-(\d\d)", (value.value if value else None) or "")
        if not known:
            return None
        return _month(int(known[1]), int(known[2]))
    year = candidate.get("year", "year2")
    if year:
        return date(int(year), 1, 1), date(int(year), 12, 31)
    if context.today is None:
        return None
    sign = sign_of(candidate, context) or 0
    unit = str(context.rules.lookup("unit", candidate.get("unit") or "") or "MO")
    if unit == "Y":
        moved = context.today.year + (sign // 9 if abs(sign) == 9 else sign)
        return date(moved, 1, 1), date(moved, 12, 31)
    return _month(*values.add_months(context.today.year, context.today.month, sign // 9 if abs(sign) == 9 else sign))


def _month(year: int, month: int) -> tuple[date, date] | None:
    first = values.safe_date(year, month, 1)
    after = values.safe_date(*values.add_months(year, month, 1), 1)
    last = values.shift(after, -1) if after else None
    return (first, last) if first and last else None


def _anchor(candidate: Candidate, context: Context) -> str | None:
    return None if candidate.get("year", "year2") else context.anchor


def _nth(first: date, last: date, weekday: int, count: int) -> date | None:
    """The nth of a weekday between two days, counted from the end when negative."""
    if count > 0:
        found = values.shift(first, (weekday - first.isoweekday()) % 7 + 7 * (count - 1))
    else:
        found = values.shift(last, -((last.isoweekday() - weekday) % 7) + 7 * (count + 1))
    return found if found and first <= found <= last else None


def nth_weekday(candidate: Candidate, context: Context) -> Value | None:
    """The nth weekday of a month or year ("le premier mardi de novembre")."""
    period = _period(candidate, context)
    count, weekday = rank(candidate, context), weekday_number(candidate, context)
    if period is None or not count or not weekday:
        return None
    found = _nth(*period, weekday, count)
    return Value(found.isoformat(), "DATE", _anchor(candidate, context), found) if found else None


def nth_saturday(candidate: Candidate, context: Context) -> Value | None:
    """The Saturday of the nth weekend of a month."""
    period, count = _period(candidate, context), rank(candidate, context)
    found = _nth(*period, _SATURDAY, count) if period and count else None
    return Value(found.isoformat(), "DATE", _anchor(candidate, context), found) if found else None


def nth_week(candidate: Candidate, context: Context) -> Value | None:
    """The nth week of a month or year: the one with its nth Thursday, as ISO 8601 counts the weeks of a year."""
    period = _period(candidate, context)
    count = rank(candidate, context)
    found = _nth(*period, _THURSDAY, count) if period and count else None
    return Value(values.week(found), "DATE", _anchor(candidate, context)) if found else None


def nth_day(candidate: Candidate, context: Context) -> Value | None:
    """The nth day of a month ("le dernier jour d'octobre", "le 15 du mois prochain")."""
    period = _period(candidate, context)
    count = rank(candidate, context) or integer(candidate.get("day"))
    if period is None or not count:
        return None
    found = values.shift(period[0], count - 1) if count > 0 else values.shift(period[1], count + 1)
    if found is None or not period[0] <= found <= period[1]:
        return None
    return Value(found.isoformat(), "DATE", _anchor(candidate, context), found)


def week_of(candidate: Candidate, context: Context) -> Value | None:
    """The week that a day lies in ("la semaine du 7 octobre", "semaine 31")."""
    number = integer(candidate.get("week"))
    if number and context.today is not None:
        year = candidate.get("year")
        return Value(f"{year or context.today.year}-W{number:02d}", "DATE", None if year else context.anchor) if number <= 53 else None
    value = days.read_date(candidate, context) if month_number(candidate, context) else month_day(candidate, context)
    if value is None or value.day is None:
        return None
    return Value(values.week(value.day), "DATE", value.anchor)


def month_day(candidate: Candidate, context: Context) -> Value | None:
    """A day of the month alone ("le 15"): the nearest on the side that the sentence looks to."""
    number = integer(candidate.get("day")) or int(context.rules.lookup("day_word", candidate.get("day_word") or "") or 0)
    if context.today is None:
        return Value(f"XXXX-XX-{number:02d}", "DATE")
    months = [values.add_months(context.today.year, context.today.month, step) for step in (-1, 0, 1)]
    options = [found for year, month in months if (found := values.safe_date(year, month, number))]
    found = days.closest(options, context.today, days.looked_to(candidate, context))
    return Value(found.isoformat(), "DATE", context.anchor, found) if found else None


def day_range(candidate: Candidate, context: Context) -> Value | None:
    """Two days of one month that is not named ("du 4 au 22 de ce mois", "entre le 13 et le 18")."""
    first, last = integer(candidate.get("day")), integer(candidate.get("day2"))
    period = _period(candidate, context)
    if period is None or not 0 < first < last:
        return None
    begin, end = (values.safe_date(period[0].year, period[0].month, day) for day in (first, last))
    return Value(f"{begin.isoformat()}/{end.isoformat()}", "DATE", context.anchor) if begin and end else None


# ---------------------------------------------------------------- what an assistant counts out


def edged(value: Value, edge: str | None, context: Context) -> Value:
    """To an assistant "early in March" or "at the end of the week" is a stretch of days."""
    side = str(context.rules.tables.get("edge", {}).get(edge or "", ""))
    if not context.assistant or not side or value.value is None:
        return value
    if match := re.fullmatch(r"(\d{4})-(\d\d)", value.value):
        whole = _month(int(match[1]), int(match[2]))
        low, high = _MONTH_ENDS[side]
        begin = values.safe_date(int(match[1]), int(match[2]), low)
        end = min(whole[1], values.shift(whole[0], high - 1) or whole[1]) if whole else None
    elif match := re.fullmatch(r"(\d{4})", value.value):
        low, high = _YEAR_ENDS[side]
        begin, stretch = values.safe_date(int(match[1]), low, 1), _month(int(match[1]), high)
        end = stretch[1] if stretch else None
    elif match := re.fullmatch(r"(\d{4})-W(\d\d)", value.value):
        monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
        begin, end = (values.shift(monday, step) for step in _WEEK_ENDS[side])
    else:
        return value
    return Value(f"{begin.isoformat()}/{end.isoformat()}", "DATE", context.anchor) if begin and end else value


def rolling(number: float, unit: str, ahead: bool, calendar: bool, context: Context) -> Value | None:
    """The next or last units as the days they cover: from tomorrow or up to yesterday, or whole weeks, months and years."""
    today = context.today
    match = re.match(r"(\d*)([A-Z]+)", unit)
    if today is None or match is None or match[2] not in ("D", "W", "MO", "Y"):
        return None
    count, code = round(number * int(match[1] or 1)), match[2]
    begin: date | None = today
    if calendar and code == "W":
        begin = values.shift(today, 1 - today.isoweekday() + (7 if ahead else 0))
    elif calendar and code in ("MO", "Y"):
        begin = date(today.year, today.month if code == "MO" else 1, 1)
        if code == "Y":
            size = int(match[1] or 1)
            begin = date(today.year // size * size, 1, 1)
        if ahead:
            begin = _months_on(begin, {"MO": 1, "Y": 12 * int(match[1] or 1)}[code])
    elif ahead:
        begin = values.shift(today, 1)
    if begin is None:
        return None
    end = _moved(begin, count if ahead else -count, code)
    first, after = (begin, end) if ahead else (end, begin)
    last = values.shift(after, -1) if after else None
    return Value(f"{first.isoformat()}/{last.isoformat()}", "DATE", context.anchor) if first and last else None


def _moved(day: date, count: int, code: str) -> date | None:
    if code in ("D", "W"):
        return values.shift(day, count * (7 if code == "W" else 1))
    return _months_on(day, count * (12 if code == "Y" else 1))


def _months_on(day: date, count: int) -> date | None:
    year, month = values.add_months(day.year, day.month, count)
    return values.in_month(year, month, day.day) if 0 < year < 10000 else None


def rest(candidate: Candidate, context: Context) -> Value | None:
    """What is left of a period ("le reste de la semaine"), or what is over of it."""
    unit = str(context.rules.lookup("unit", candidate.get("unit", "unit2") or "") or "")
    today = context.today
    if today is None:
        return None
    if candidate.rule.options.get("sign") == -1:
        steps = {"W": today.isoweekday() - 1, "MO": today.day - 1, "Y": today.timetuple().tm_yday - 1}
        begin = values.shift(today, -steps[unit]) if unit in steps else None
        return Value(f"{begin.isoformat()}/{today.isoformat()}", "DATE", context.anchor) if begin else None
    if unit == "W":
        end = values.shift(today, 7 - today.isoweekday())
    elif unit == "MO":
        whole = _month(today.year, today.month)
        end = whole[1] if whole else None
    else:
        end = date(today.year, 12, 31) if unit == "Y" else None
    return Value(f"{today.isoformat()}/{end.isoformat()}", "DATE", context.anchor) if end else None
