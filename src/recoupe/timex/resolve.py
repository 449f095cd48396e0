"""What a candidate means: its TIMEX3 value against the day of publication and the text around it. Days, months and years
are read in `days`; here are times of the day, spans of time, and the table of all readings."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta

from recoupe.timex import counted, days, values
from recoupe.timex.context import Context, Value
from recoupe.timex.days import calendar_day, integer, month_number, sign_of, weekday_number
from recoupe.timex.grammar import Candidate

_UNIT = re.compile(r"(\d*)([A-Z]+)")
Reader = Callable[[Candidate, Context], Value | None]


def _whole(number: float) -> str:
    return str(int(number)) if number == int(number) else f"{number:g}"


# ---------------------------------------------------------------- clock times and parts of the day


def _time(day: date | None, time: str, context: Context) -> Value:
    if day is None:
        return Value(f"XXXX-XX-XXT{time}", "TIME")
    anchor = context.anchor if day == context.today else f"text {day.isoformat()}"
    return Value(f"{day.isoformat()}T{time}", "TIME", anchor)


def clock(candidate: Candidate, context: Context) -> str | None:
    """The time of day of a clock candidate ("07:42"), None when it is no such time."""
    if candidate.means == "noon":
        value = str(candidate.rule.options["value"])
        return "00:00" if value == "24:00" and context.assistant else value
    hour = integer(candidate.groups.get("hour")) if "hour" in candidate.groups else int(candidate.numbers.get("n", 99))
    minute = integer(candidate.groups.get("min"))
    if "n2" in candidate.numbers:
        minute = int(candidate.numbers["n2"])
    if "n3" in candidate.numbers:
        hour, minute = (hour - 1) % 24, 60 - int(candidate.numbers["n3"])
    past = candidate.get("past")
    if past:
        minute = int(context.rules.tables.get("clock_past", {}).get(past, 30))
    to = candidate.get("to")
    if to:
        hour, minute = (hour - 1) % 24, 60 - int(context.rules.tables.get("clock_past", {}).get(to, 15))
    half = candidate.get("half", "half2")
    if not half and candidate.rule.options.get("of_twelve") and context.after_noon(candidate.start, candidate.end, hour):
        hour += 12
    if half:
        turn = context.rules.tables.get("clock_half", {}).get(half, 0)
        if hour > 12 and turn == 0 and half:
            turn = 12
        hour = (hour % 12) + int(turn) if hour <= 12 else hour
    if not (0 <= hour <= 24 and 0 <= minute < 60):
        return None
    return f"{hour:02d}:{minute:02d}"


def _clock(candidate: Candidate, context: Context) -> Value | None:
    time = clock(candidate, context)
    if time is None:
        return None
    here = context.told_elsewhere(candidate.start)
    if here is not None:
        return _time(values.shift(here[0], _days_off(here[1], time)), time, context)
    if not time[:2].isdigit():
        return _time(context.day_of_hour(candidate.start, candidate.end, 12), time, context)
    day = context.day_of_hour(candidate.start, candidate.end, int(time[:2]))
    if context.not_yet(day, time, candidate.start, candidate.end):
        day = values.shift(day, -1) if day else None
    return _time(day, time, context)


def _days_off(here: str, there: str) -> int:
    """By how many days a clock time elsewhere is off the same moment here: zones lie at most half a day or so apart."""
    first, second = (60 * int(time[:2]) + int(time[3:]) for time in (here, there))
    return 1 if second - first < -12 * 60 else -1 if second - first > 12 * 60 else 0


def part(candidate: Candidate, context: Context) -> str | None:
    """The part of the day of a candidate ("MO")."""
    word = candidate.groups.get("part")
    return str(context.rules.lookup("part", word)) if word else None


def _part(candidate: Candidate, context: Context) -> Value | None:
    code = part(candidate, context) or "MO"
    day = context.near_day(candidate.start, candidate.end)
    if code == "NI" and day is not None and day == context.today and not context.speaks_of_a_day(candidate.start, candidate.end):
        day = values.shift(day, -1)  # "dans la nuit" in the morning's news is the night before
    return _time(day, code, context)


def _this_part(candidate: Candidate, context: Context) -> Value | None:
    code = part(candidate, context) or "MO"
    spoken = context.day_of_speech(candidate.start) if code in ("EV", "NI") else None
    if spoken is not None:
        return _time(spoken, code, context)
    day = context.today
    if code == "NI" and day is not None and context.direction(candidate.start, candidate.end) <= 0:
        day = values.shift(day, -1)
    return _time(day, code, context)


def _that_part(candidate: Candidate, context: Context) -> Value | None:
    """ "Cette nuit-là" is of the day that the text speaks of; in quoted speech it is of a day that only the speaker knows."""
    if context.quoted(candidate.start):
        return None
    code = part(candidate, context) or "MO"
    night = context.night_told(candidate.start, candidate.end) if code == "NI" else None
    return _time(night or context.near_day(candidate.start, candidate.end), code, context)


def _night(candidate: Candidate, context: Context) -> Value | None:
    second = weekday_number(candidate, context, "2")
    number = integer(candidate.groups.get("day2"))
    month = month_number(candidate, context, "2") or month_number(candidate, context)
    first_day = integer(candidate.groups.get("day"))
    looked_to = days.looked_to(candidate, context)
    step = -1 if second or number else 0
    day: date | None = None
    if month and (number or first_day):
        year = candidate.get("year")
        wanted = number or first_day
        day = values.safe_date(int(year), month, wanted) if year else calendar_day(wanted, month, None, context, looked_to)
    elif context.today is not None and (second or weekday_number(candidate, context)):
        wanted_weekday = second or weekday_number(candidate, context) or 1
        back = (context.today.isoweekday() - wanted_weekday) % 7
        day = values.shift(context.today, -back if back == 0 or looked_to() <= 0 else 7 - back)
    elif context.today is None and (weekday := weekday_number(candidate, context)):
        return Value(f"XXXX-WXX-{weekday}TNI", "TIME")
    else:
        return None
    night = values.shift(day, step) if day else None
    return Value(f"{night.isoformat()}TNI" if night else None, "TIME", context.anchor, None)


def _last_night(candidate: Candidate, context: Context) -> Value | None:
    return _time(values.shift(context.today, -1) if context.today else None, "NI", context)


def _tonight(candidate: Candidate, context: Context) -> Value | None:
    return _time(context.day_of_speech(candidate.start) or context.today, "NI", context)


# ---------------------------------------------------------------- spans of time


def iso_duration(number: float, unit: str) -> str:
    """ISO 8601 for a number of units ("H", "2W", "10Y", "MO"): 48 hours are P2D, an hour and a half PT90M."""
    match = _UNIT.match(unit)
    factor, code = (float(match.group(1) or 1), match.group(2)) if match else (1.0, unit)
    number *= factor
    if code == "H":
        if number >= 24 and number % 24 == 0:
            return f"P{_whole(number / 24)}D"
        return f"PT{_whole(number)}H" if number == int(number) else f"PT{_whole(round(number * 60))}M"
    if code in ("M", "S"):
        return f"PT{_whole(number)}{code}"
    if code == "Y" and number != int(number) and number < 20:
        return f"P{_whole(round(number * 12))}M"
    if code == "D" and number != int(number):
        return f"PT{_whole(number * 24)}H"
    return f"P{_whole(number)}{'M' if code == 'MO' else code}"


def amount(candidate: Candidate, context: Context) -> tuple[float | None, str]:
    """(number, unit) of a length, without what `Candidate.more` adds; the number is None for "several"."""
    unit = str(context.rules.lookup("unit", candidate.get("unit", "unit2", "unit3") or ""))
    told = context.rules.lookup("day_word", candidate.get("day_word") or "")
    if told is not None:
        return float(told), unit
    number: float | None = next((candidate.numbers[name] for name in ("n", "n2", "n3") if name in candidate.numbers), None)
    if number is None:
        vague = candidate.get("vague", "vague2")
        known = context.rules.lookup("vague", vague) if vague else "1"
        few = context.rules.tables.get("few") if context.assistant else None
        number = few if known == "X" else float(known)
    if candidate.rule.options.get("plural"):
        number = None
    elif candidate.rule.options.get("one") and candidate.get("past"):
        number = 1.5
    elif candidate.get("half") is not None:
        number = 0.5
    elif candidate.get("past") is not None or " and a half " in context.flat[candidate.start : candidate.end]:
        number = (number or 0) + float(context.rules.tables.get("parts", {}).get(candidate.get("past") or "", 0.5))
    return number, unit


def _period_of(number: float | None, unit: str) -> str:
    if number is not None:
        return iso_duration(number, unit)
    code = re.sub(r"^\d+", "", unit)
    return f"PTX{code}" if code in ("H", "M", "S") else f"PX{'M' if code == 'MO' else code}"


def _duration(candidate: Candidate, context: Context) -> Value | None:
    number, unit = amount(candidate, context)
    if candidate.more and number is not None:
        return Value(iso_sum([(number, unit), *candidate.more]), "DURATION")
    return Value(_period_of(number, unit), "DURATION")


def iso_sum(parts: Sequence[tuple[float, str]]) -> str:
    """ISO 8601 for a length told in several units, as it is told: three years and six months are P3Y6M."""
    sums: dict[str, float] = {}
    for number, unit in parts:
        code, size = ("D", 7) if unit == "W" else ("MO", 3) if unit == "Q" else (unit, 1)
        sums[code] = sums.get(code, 0) + number * size
    date_part = "".join(f"{_whole(sums[code])}{code[0]}" for code in ("Y", "MO", "D") if code in sums)
    time_part = "".join(f"{_whole(sums[code])}{code}" for code in ("H", "M", "S") if code in sums)
    return f"P{date_part}" + (f"T{time_part}" if time_part else "")


def moved(base: date, number: float, unit: str, precise: bool) -> str | None:
    """The day, week, month or year `number` units from `base`, at the precision of the unit."""
    match = _UNIT.match(unit)
    factor, code = (float(match.group(1) or 1), match.group(2)) if match else (1.0, unit)
    count = number * factor
    if code in ("D", "W"):
        found = values.shift(base, round(count * (7 if code == "W" else 1)))
        if found is None:
            return None
        return found.isoformat() if code == "D" or precise else values.week(found)
    if code in ("MO", "Q", "Y"):
        year, month = values.add_months(base.year, base.month, round(count * {"MO": 1, "Q": 3, "Y": 12}[code]))
        if not 1 <= year <= 9999:
            return None
        if precise:
            day = values.in_month(year, month, base.day)
            return day.isoformat() if day else None
        return f"{year:04d}" if code == "Y" else f"{year:04d}-{month:02d}"
    return None


_SECONDS = {"H": 3600, "M": 60, "S": 1}


def _moment(now: datetime, number: float, unit: str) -> datetime | None:
    """The time that many hours, minutes or seconds from now, None for longer units."""
    size = _SECONDS.get(unit)
    try:
        return now + timedelta(seconds=number * size) if size else None
    except OverflowError:
        return None


def _ago(candidate: Candidate, context: Context) -> Value | None:
    return _relative(candidate, context, -1, False)


def _ahead(candidate: Candidate, context: Context) -> Value | None:
    words = context.flat[candidate.start : candidate.end]
    deadline = any(words.startswith(word) for word in context.rules.tables.get("deadline", ()))
    if any(f" {word} " in words for word in context.rules.tables.get("within", ())):
        return _duration(candidate, context)
    return _relative(candidate, context, 1, deadline)


def _relative(candidate: Candidate, context: Context, sign: int, precise: bool) -> Value | None:
    number, unit = amount(candidate, context)
    if number is None:
        return Value("PAST_REF" if sign < 0 else "FUTURE_REF", "DATE")
    if context.today is None:
        return Value(iso_duration(number, unit), "DURATION")
    if context.now is not None and (moment := _moment(context.now, sign * number, unit)) is not None:
        return Value(moment.isoformat(timespec="minutes"), "TIME", f"published {context.now.isoformat(timespec='minutes')}", moment.date())
    found = moved(context.today, sign * number, unit, precise or context.assistant)
    if candidate.more:
        day: date | None = context.today
        for count, part_unit in ((number, unit), *candidate.more):
            day = values.parse_day(moved(day, sign * count, part_unit, True)) if day and part_unit not in _SECONDS else day
        found = day.isoformat() if day else None
    if found is None:
        return Value(iso_duration(number, unit), "DURATION")
    return Value(found, "DATE", context.anchor, values.parse_day(found))


def _later(candidate: Candidate, context: Context) -> Value | None:
    number, unit = amount(candidate, context)
    sign = int(candidate.rule.options.get("sign", 1))
    governed = context.rules.patterns.get("later_than_after")
    if governed is not None and governed.match(context.flat, candidate.end):
        return _duration(candidate, context)
    if number is not None and unit.endswith("Y"):
        known = context.years_before(candidate.start, candidate.end)
        if known:
            return Value(f"{int(known[-1]) + sign * round(number):04d}", "DATE", f"text {known[-1]}")
    known_days = context.days_before(candidate.start, candidate.end)
    beside = context.day_beside(candidate.end)
    if beside is not None:  # "trois jours plus tôt, le 11 octobre" says itself which day it was
        return Value(beside.isoformat(), "DATE", f"text {beside.isoformat()}", beside)
    base = known_days[-1] if known_days else context.day_told_last(candidate.start)
    if number is not None and base is not None:
        found = moved(base, sign * number, unit, False)
        if found:
            return Value(found, "DATE", f"text {base.isoformat()}", values.parse_day(found))
    if context.assistant and number is not None and context.today is not None:
        return _relative(candidate, context, sign, True)
    return _duration(candidate, context)


def _every(candidate: Candidate, context: Context) -> Value | None:
    if "value" in candidate.rule.options:
        return Value(str(candidate.rule.options["value"]), "SET")
    if "every" in candidate.groups:
        return Value(str(context.rules.lookup("every", candidate.groups["every"])), "SET")
    number, unit = amount(candidate, context)
    return Value(_period_of(number or 1, unit), "SET")


def _last_units(candidate: Candidate, context: Context) -> Value | None:
    """The last or next units: a length of time in the news, the days themselves to an assistant."""
    number, unit = amount(candidate, context)
    sign = sign_of(candidate, context)
    if context.assistant and number is not None and sign:
        opening = context.flat[candidate.start : candidate.start + candidate.lead].strip()
        whole = opening not in context.rules.tables.get("rolling", ())
        found = counted.rolling(number, unit, sign > 0, whole, context)
        if found is not None:
            return found
    return _duration(candidate, context)


def _period(candidate: Candidate, context: Context) -> Value | None:
    unit = str(context.rules.lookup("unit", (candidate.get("unit", "unit2") or "")))
    sign = sign_of(candidate, context) or 0
    base = context.today
    if abs(sign) == 9:
        base = context.text_year(candidate.start) if unit.endswith("Y") else context.text_day(candidate.start)
        sign = sign // 9
    elif sign == -7:  # "the past year" is a length, "last year" a year
        return Value(_period_of(1, unit), "DURATION")
    if unit == "D":
        code = context.rules.tables.get("edge_part", {}).get(candidate.get("edge", "edge2") or "")
        return _time(context.near_day(candidate.start, candidate.end), str(code), context) if code else None
    if base is None:
        return Value(None, "DATE") if context.year is None or unit != "Y" else Value(str(context.year + sign), "DATE")
    return Value(_unit_value(base, unit, sign), "DATE", context.anchor if base == context.today else f"text {base.isoformat()}")


def _unit_value(base: date, unit: str, sign: int) -> str | None:
    if unit == "Y":
        return f"{base.year + sign:04d}"
    if unit == "MO":
        year, month = values.add_months(base.year, base.month, sign)
        return f"{year:04d}-{month:02d}"
    if unit == "W":
        moved = values.shift(base, 7 * sign)
        return values.week(moved) if moved else None
    if unit in ("Q", "6MO"):
        size = 3 if unit == "Q" else 6
        year, month = values.add_months(base.year, base.month, size * sign)
        return f"{year:04d}-{'Q' if size == 3 else 'H'}{(month - 1) // size + 1}"
    if unit == "10Y":
        return str(base.year // 10 + sign)
    if unit == "100Y":
        return str(base.year // 100 + sign)
    return f"P1{unit}" if sign else None


def _weekend(candidate: Candidate, context: Context) -> Value | None:
    sign = sign_of(candidate, context)
    if month_number(candidate, context):
        named = (counted.nth_saturday if candidate.get("rank") else days.read_date)(candidate, context)
        return Value(f"{values.week(named.day)}-WE", "DATE", named.anchor) if named and named.day else None
    if context.today is None:
        return Value("XXXX-WXX-WE", "DATE")
    if sign is not None and abs(sign) == 9:  # "le week-end précédent" is counted from what the text tells of
        base = context.text_day(candidate.start) or context.today
        near = values.shift(base, -7 if sign < 0 else 7 if base.isoweekday() > 5 else 0)
        return Value(f"{values.week(near)}-WE" if near else None, "DATE", f"text {base.isoformat()}")
    if sign is None:
        direction = context.direction(candidate.start, candidate.end)
        sign = -1 if direction < 0 and context.today.isoweekday() <= (3 if candidate.get("this") else 5) else 0
    elif sign == 1 and context.today.isoweekday() < 6 and candidate.get("this") is None:
        sign = 0 if context.today.isoweekday() <= 4 and context.rules.tables.get("month_case") == "lower" and not context.assistant else 1
    moved = values.shift(context.today, 7 * sign)
    return Value(f"{values.week(moved)}-WE" if moved else None, "DATE", context.anchor)


def _quarter(candidate: Candidate, context: Context) -> Value | None:
    letter = context.rules.tables.get("quarter_size", {}).get(candidate.get("size", "size2") or "", "Q")
    number = integer(candidate.get("quarter", "quarter2", "quarter3", "quarter4", "quarter5")) or int(
        context.rules.lookup("ordinal", candidate.groups.get("ordinal", "")) or 0
    )
    count = 4 if letter == "Q" else 2
    if candidate.get("final"):
        number = count
    if not 1 <= number <= count:
        return None
    year = candidate.get("year", "year2")
    if year:
        return Value(f"{year}-{letter}{number}", "DATE")
    if context.today is None:
        return Value(f"XXXX-{letter}{number}", "DATE")
    words = context.flat[candidate.start : candidate.end]
    for word, sign in context.rules.tables.get("year_words", {}).items():
        if words.endswith(word):
            return Value(f"{context.today.year + sign}-{letter}{number}", "DATE", context.anchor)
    current = (context.today.month - 1) // (12 // count) + 1
    direction = context.direction(candidate.start, candidate.end)
    shifted = 1 if direction > 0 and number < current else -1 if direction <= 0 and number > current else 0
    return Value(f"{context.today.year + shifted}-{letter}{number}", "DATE", context.anchor)


_SEASON_MONTH = {"SP": 4, "SU": 7, "FA": 10, "WI": 13}


def _season(candidate: Candidate, context: Context) -> Value | None:
    code = str(context.rules.lookup("season", candidate.groups["season"]))
    year = candidate.get("year")
    if year:
        return Value(f"{year}-{code}", "DATE")
    if context.today is None:
        return Value(f"XXXX-{code}", "DATE")
    sign = sign_of(candidate, context)
    middle = _SEASON_MONTH[code]
    now = context.today.year * 12 + context.today.month
    options = [(abs((y * 12 + middle) - now), (y * 12 + middle) - now, y) for y in range(context.today.year - 2, context.today.year + 3)]
    if sign in (1, 9):
        options = [o for o in options if o[1] > 1]
    elif sign in (-1, -9):
        options = [o for o in options if o[1] < -1]
    elif sign is None:
        direction = context.direction(candidate.start, candidate.end)
        options = [o for o in options if (o[1] >= -1 if direction > 0 else o[1] <= 1 if direction < 0 else True)]
    return Value(f"{min(options)[2]}-{code}", "DATE", context.anchor)


def _within_day(candidate: Candidate, context: Context) -> Value | None:
    """ "Dans la journée", of the day that the text speaks of."""
    day = context.near_day(candidate.start, candidate.end)
    anchor = context.anchor if day == context.today else f"text {day.isoformat()}" if day else None
    return Value(day.isoformat(), "DATE", anchor) if day else None


def _fixed(candidate: Candidate, context: Context) -> Value | None:
    return Value(str(candidate.rule.options["value"]), "DATE")


READERS: Mapping[str, Reader] = {
    "date": days.read_date,
    "range": days.read_range,
    "numeric": days.numeric,
    "iso": days.iso_date,
    "short": days.short,
    "weekday_of": days.weekday_of,
    "month": days.month,
    "months": days.months,
    "year": days.year,
    "years": days.years,
    "year_word": days.year_word,
    "nth_weekday": counted.nth_weekday,
    "nth_week": counted.nth_week,
    "nth_day": counted.nth_day,
    "week_of": counted.week_of,
    "month_day": counted.month_day,
    "day_range": counted.day_range,
    "rest": counted.rest,
    "decade": days.decade,
    "century": days.century,
    "weekday": days.weekday,
    "weekday_day": days.weekday_day,
    "weekly": days.weekly,
    "weekly_range": days.weekly_range,
    "deictic": days.deictic,
    "anaphor": days.anaphor,
    "anaphor_of": days.anaphor_of,
    "holiday": days.holiday,
    "clock": _clock,
    "noon": _clock,
    "part": _part,
    "bare_part": _part,
    "this_part": _this_part,
    "that_part": _that_part,
    "night": _night,
    "last_night": _last_night,
    "tonight": _tonight,
    "duration": _duration,
    "ago": _ago,
    "ahead": _ahead,
    "later": _later,
    "every": _every,
    "last_units": _last_units,
    "period": _period,
    "weekend": _weekend,
    "quarter": _quarter,
    "season": _season,
    "within_day": _within_day,
    "fixed": _fixed,
}
"""The readings that `means` may name in dates.toml (a list of days is read one day at a time by `timex.find`)."""

NAMES_DAY = frozenset(
    {
        "anaphor_of",
        "nth_weekday",
        "nth_day",
        "month_day",
        "date",
        "numeric",
        "iso",
        "short",
        "weekday",
        "weekday_of",
        "weekday_day",
        "deictic",
        "anaphor",
        "holiday",
    }
)
"""Readings that name one day, which a clock time or part of the day beside them completes."""
WITHIN_DAY = frozenset({"clock", "noon", "part", "bare_part"})
"""Readings of a time within a day."""
