"""Readings that name days, months and years."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import partial

from recoupe.timex import values
from recoupe.timex.context import AHEAD, Context, Value
from recoupe.timex.grammar import Candidate

UNKNOWN_ORDER = "day or month first: unknown"
"""The anchor of a numeric date whose order neither its language, its outlet nor the rest of the text tells."""
_AGAINST = 6.0  # how much farther a day seems that lies on the side the verb does not look to
_DIGITS = re.compile(r"\d+")
_AT_HAND = 10  # days from the publication within which one of two readings is taken, when the other is far


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def integer(word: str | None) -> int:
    digits = _DIGITS.match(word) if word else None
    return int(digits.group()) if digits else 0


def month_number(candidate: Candidate, context: Context, suffix: str = "") -> int:
    for table in ("month", "month_short", "month_terse"):
        word = candidate.groups.get(table + suffix)
        if word:
            return int(context.rules.lookup(table, word))
    return integer(candidate.groups.get("mm" + suffix))


def looked_to(candidate: Candidate, context: Context) -> Callable[[], int]:
    """What finds the side that the sentence of a candidate looks to."""
    return partial(context.direction, candidate.start, candidate.end)


def closest(options: list[date], today: date, direction: int | Callable[[], int]) -> date | None:
    """The option that is near and on the side the verb looks to. A verb is a weak sign ("a June 3 hearing has been set"):
    a day against it wins when it is much nearer. With no verb the past is a little nearer: news tells more of it.

    `direction` may be what finds it, which is only asked where it decides."""
    if isinstance(direction, int):
        return _closest(options, today, direction)
    if len(options) > 1:
        near, next_ = sorted(abs((option - today).days) for option in options)[:2]
        if near * _AGAINST >= next_:
            return _closest(options, today, direction())
    return _closest(options, today, 0)


def _closest(options: list[date], today: date, direction: int) -> date | None:
    def cost(option: date) -> tuple[float, date]:
        away = (option - today).days
        if direction == 0:
            return (away * AHEAD if away > 0 else -away), option
        return abs(away) * (_AGAINST if away * direction < 0 else 1.0), option

    return min(options, key=cost, default=None)


def calendar_day(day: int, month: int, weekday: int | None, context: Context, direction: int | Callable[[], int]) -> date | None:
    """The day without a year: where the weekday fits, else the nearest to the publication that the verb allows."""
    if context.today is None and context.year is None:
        return None
    centre = context.year or 0
    years = range(centre - 6, centre + 7) if weekday else range(centre - 1, centre + 2)
    options = [found for year in years if (found := values.safe_date(year, month, day))]
    fitting = [o for o in options if o.isoweekday() == weekday] if weekday else options
    if context.today is None:
        same = [o for o in options if o.year == centre]
        return same[0] if same else None
    near = [o for o in fitting if abs((o - context.today).days) < 550]
    if weekday and not near:  # a weekday that does not fit is an error of the text, not a date years away
        near = [o for o in options if abs(o.year - centre) <= 1]
    return closest(near, context.today, direction)


def weekday_number(candidate: Candidate, context: Context, suffix: str = "") -> int | None:
    word = candidate.groups.get("weekday" + suffix)
    if word:
        return int(context.rules.lookup("weekday", word))
    short = candidate.groups.get("weekday_short" + suffix)
    return int(context.rules.lookup("weekday_short", short)) if short else None


def sign_of(candidate: Candidate, context: Context) -> int | None:
    word = candidate.get("which", "which2", "which3", "word", "after")
    if word is None:
        return None
    found = context.rules.lookup("which", word.split(" ")[-1] if word not in context.rules.tables.get("which", {}) else word)
    return int(found) if found is not None else None


def _dated(day: int, month: int, year: int | None, candidate: Candidate, context: Context) -> Value | None:
    if year is not None:
        found = values.safe_date(year, month, day)
        return Value(_iso(found), "DATE", None, found) if found else None
    told = _year_told(candidate, context)
    if told is not None:
        found = values.safe_date(told, month, day)
        return Value(_iso(found), "DATE", context.anchor, found) if found else None
    sign = sign_of(candidate, context)
    direction = sign if sign in (-1, 1) else looked_to(candidate, context)
    found = calendar_day(day, month, weekday_number(candidate, context), context, direction)
    if found is None:
        return Value(f"XXXX-{month:02d}-{day:02d}", "DATE") if values.safe_date(2024, month, day) else None
    return Value(_iso(found), "DATE", context.anchor or (f"year {context.year}" if context.year else None), found)


def _year_told(candidate: Candidate, context: Context) -> int | None:
    """The year that words beside a day or month point to ("de cette année", "last year")."""
    if context.today is None:
        return None
    words = context.flat[candidate.start : candidate.end]
    signs = context.rules.tables.get("year_words", {})
    return next((context.today.year + sign for word, sign in signs.items() if words.endswith(word)), None)


_COPIES = {name: tuple(f"{name}{copy}" for copy in range(2, 7)) for name in ("day", "year")}  # one for each order


def read_date(candidate: Candidate, context: Context) -> Value | None:
    year = candidate.get("year", *_COPIES["year"])
    word = candidate.get("day", *_COPIES["day"], "day_word", "day_word2", "ordinal", "ordinal2", "rank", "rank2") or ""
    tables = ("ordinal", "day_word", "rank")
    day = integer(word) or next((int(known) for table in tables if (known := context.rules.lookup(table, word))), 0)
    said = round(candidate.numbers.get("n", candidate.numbers.get("n2", 0)))
    year = year or (str(said) if 1900 <= said < 2200 else None)
    day = day or (round(candidate.numbers.get("n2", 0)) if year == str(said) else said)
    month = next((found for suffix in ("", *"23456") if (found := month_number(candidate, context, suffix))), 0)
    return _dated(day, month, int(year) if year else None, candidate, context)


def iso_date(candidate: Candidate, context: Context) -> Value | None:
    found = values.safe_date(int(candidate.groups["year"]), int(candidate.groups["mm"]), int(candidate.groups["dd"]))
    return Value(_iso(found), "DATE", None, found) if found else None


def numeric(candidate: Candidate, context: Context) -> Value | None:
    a, b, c = (int(candidate.groups[name]) for name in "abc")
    if len(candidate.groups["c"]) == 2:
        c += 2000 if c <= ((context.year or 2030) + (30 if context.assistant else 10)) % 100 else 1900
    if not 1000 < c < 2200:
        return None
    dmy, mdy = values.safe_date(c, b, a), values.safe_date(c, a, b)
    if context.rules.tables.get("numeric_order") == "dmy_only" or dmy == mdy or not (dmy and mdy):
        found = dmy or mdy
        return Value(_iso(found), "DATE", None, found) if found else None
    weekday = weekday_number(candidate, context)
    fitting = [option for option in (dmy, mdy) if weekday and option.isoweekday() == weekday]
    if len(fitting) == 1:
        return Value(fitting[0].isoformat(), "DATE", None, fitting[0])
    if context.order is not None:
        found = dmy if context.order == "dmy" else mdy
        return Value(found.isoformat(), "DATE", f"order {context.order}", found)
    if context.assistant:
        found = mdy
        return Value(found.isoformat(), "DATE", None, found)
    today = context.today
    near, far = sorted((dmy, mdy), key=lambda option: abs((option - today).days)) if today else (dmy, mdy)
    if today is None or abs((near - today).days) > _AT_HAND or abs((far - today).days) < 2 * _AT_HAND:
        return Value(None, "DATE", UNKNOWN_ORDER)  # 06/11/2025: nothing says which is the month
    return Value(near.isoformat(), "DATE", context.anchor, near)


def short(candidate: Candidate, context: Context) -> Value | None:
    """A day and month in digits ("le 22/04")."""
    return _dated(int(candidate.get("a", "a2") or 0), int(candidate.get("b", "b2") or 0), None, candidate, context)


def year_word(candidate: Candidate, context: Context) -> Value | None:
    """A year in words ("deux mille vingt")."""
    said = round(candidate.numbers.get("n", 0))
    return Value(str(said), "DATE") if 1900 <= said < 2200 else None


def read_range(candidate: Candidate, context: Context) -> Value | None:
    said = round(candidate.numbers.get("n", 0))
    year2 = candidate.get("year2") or (str(said) if 1900 <= said < 2200 else None)
    month2 = month_number(candidate, context, "2") or month_number(candidate, context)
    last = _dated(integer(candidate.groups["day2"]), month2, int(year2) if year2 else None, candidate, context)
    if last is None or last.value is None:
        return None
    month = month_number(candidate, context) or month2
    day = integer(candidate.groups["day"])
    if last.day is None:
        return Value(f"XXXX-{month:02d}-{day:02d}/{last.value}", "DATE")
    year = candidate.get("year")
    first = values.safe_date(int(year) if year else last.day.year - (month > last.day.month), month, day)
    if first is None or first >= last.day:
        return None
    return Value(f"{first.isoformat()}/{last.value}", "DATE", last.anchor, None)


def month(candidate: Candidate, context: Context) -> Value | None:
    month = month_number(candidate, context) or month_number(candidate, context, "2")
    year = candidate.get("year", "year2")
    if year:
        return Value(f"{year}-{month:02d}", "DATE")
    if candidate.rule.options.get("this_year") and context.today is not None:
        return Value(f"{context.today.year}-{month:02d}", "DATE", context.anchor)
    today = context.today
    if today is None:
        return Value(f"{context.year:04d}-{month:02d}" if context.year else f"XXXX-{month:02d}", "DATE")
    told = _year_told(candidate, context)
    if told is not None:
        return Value(f"{told}-{month:02d}", "DATE", context.anchor)
    given = sign_of(candidate, context)
    direction = given if given in (-1, 1) else 0 if given is not None else looked_to(candidate, context)
    options = [date(today.year + step, month, 15) for step in (-1, 0, 1)]
    middle = date(today.year, today.month, 15)
    if given in (-1, 1):
        options = [o for o in options if o != middle]
    found = closest(options, middle, direction)
    return Value(f"{found.year}-{month:02d}", "DATE", context.anchor) if found else None


def months(candidate: Candidate, context: Context) -> Value | None:
    last, first = month_number(candidate, context, "2"), month_number(candidate, context)
    year, year2 = candidate.get("year"), candidate.get("year2") or candidate.get("year")
    if year2 is None:
        single = _month_of(last, candidate, context)
        if single is None:
            return Value(f"XXXX-{first:02d}/XXXX-{last:02d}", "DATE")
        year2 = str(single)
    begin = int(year) if year else int(year2) - (first > last)
    return Value(f"{begin}-{first:02d}/{year2}-{last:02d}", "DATE", None if year else context.anchor)


def _month_of(month: int, candidate: Candidate, context: Context) -> int | None:
    if context.today is None:
        return context.year
    options = [date(context.today.year + step, month, 15) for step in (-1, 0, 1)]
    sign = sign_of(candidate, context)
    found = closest(options, context.today.replace(day=15), sign if sign in (-1, 1) else looked_to(candidate, context))
    return found.year if found else None


def year(candidate: Candidate, context: Context) -> Value | None:
    return Value(candidate.groups["year"], "DATE")


def years(candidate: Candidate, context: Context) -> Value | None:
    first = candidate.groups["year"]
    last = candidate.get("year2") or first[:2] + (candidate.get("yy") or "")
    return Value(f"{first}/{last}", "DATE")


def decade(candidate: Candidate, context: Context) -> Value | None:
    year = candidate.get("year", "year2")
    if year:
        return Value(year[:3], "DATE")
    spelled = round(candidate.numbers.get("n", 0))  # "les années soixante-dix"
    if spelled:
        year = str(spelled if spelled > 1000 else 1900 + spelled)
        return Value(year[:3], "DATE") if 10 <= spelled < 2100 and spelled % 10 == 0 else None
    digits = int(candidate.get("yy", "yy2") or 1)
    return Value(("19" if digits > ((context.year or 2030) + 1) % 100 else "20") + str(digits // 10), "DATE") if digits % 10 == 0 else None


_ROMAN = {"i": 1, "v": 5, "x": 10}


def century(candidate: Candidate, context: Context) -> Value | None:
    roman = candidate.groups.get("roman")
    if roman:
        digits = [_ROMAN[c] for c in roman]
        number = sum(-d if any(e > d for e in digits[i + 1 :]) else d for i, d in enumerate(digits))
    else:
        number = integer(candidate.groups.get("nth"))
    return Value(f"{number - 1:02d}", "DATE") if 1 <= number <= 22 else None


# ---------------------------------------------------------------- weekdays and deictics


def weekday(candidate: Candidate, context: Context) -> Value | None:
    number = weekday_number(candidate, context) or 1
    if context.today is None:
        return Value(f"XXXX-WXX-{number}", "DATE")
    sign = sign_of(candidate, context)
    this = candidate.get("this") is not None or sign == 0
    back = (context.today.isoweekday() - number) % 7
    ahead = (7 - back) % 7
    sure = True
    if context.assistant and sign in (1, 9) and candidate.get("after") != "week":  # to an assistant "next" is of next week
        found = values.shift(context.today, number - context.today.isoweekday() + 7)
        return Value(_iso(found), "DATE", context.anchor, found)
    if sign is not None and abs(sign) == 9:  # "le mardi suivant" is counted from what the text tells of
        base = context.text_day(candidate.start) or context.today
        moved = (number - base.isoweekday()) % 7 or 7 if sign > 0 else -((base.isoweekday() - number) % 7 or 7)
        found = values.shift(base, moved)
        return Value(_iso(found), "DATE", f"text {base.isoformat()}", found)
    if candidate.get("fifteen"):
        step = ahead + 14  # "mardi en quinze"
    elif candidate.get("eight") or (candidate.get("after") == "week" and sign is None):
        step = ahead + 7  # "mardi en huit", "Tuesday week"
    elif sign == -1 and candidate.get("after") != "week":
        step = -(back or 7)
    elif sign == 1 and candidate.get("after") != "week":
        step = ahead or 7
    elif back == 0:
        step = 0
    else:
        direction = context.direction(candidate.start, candidate.end, of_noun=True)
        sure = direction != 0
        if not sure:
            step = context.nearest(ahead, back) if not this else ahead if ahead <= back else -back
        else:
            step = ahead if direction > 0 else -back
    found = values.shift(context.today, step)
    return Value(_iso(found), "DATE", context.anchor, found, sure)


def weekday_day(candidate: Candidate, context: Context) -> Value | None:
    day, weekday = integer(candidate.groups["day"]), weekday_number(candidate, context)
    if context.today is None:
        return Value(f"XXXX-XX-{day:02d}", "DATE")
    options = []
    for step in range(-2, 9 if context.assistant else 3):
        year, month = values.add_months(context.today.year, context.today.month, step)
        found = values.safe_date(year, month, day)
        if found and found.isoweekday() == weekday:
            options.append(found)
    best = closest(options, context.today, looked_to(candidate, context))
    return Value(_iso(best), "DATE", context.anchor, best) if best else None


def weekday_of(candidate: Candidate, context: Context) -> Value | None:
    """The weekday of a week that is named ("lundi de la semaine prochaine")."""
    if context.today is None:
        return Value(f"XXXX-WXX-{weekday_number(candidate, context)}", "DATE")
    sign = sign_of(candidate, context) or 0
    wanted = weekday_number(candidate, context) or weekday_number(candidate, context, "2") or 1
    step = 7 * (sign // 9 if abs(sign) == 9 else sign) + wanted - context.today.isoweekday()
    found = values.shift(context.today, step)
    return Value(_iso(found), "DATE", context.anchor, found)


def weekly_range(candidate: Candidate, context: Context) -> Value | None:
    first, last = weekday_number(candidate, context), weekday_number(candidate, context, "2")
    return Value(f"XXXX-WXX-{first}/XXXX-WXX-{last}", "SET")


def weekly(candidate: Candidate, context: Context) -> Value | None:
    return Value(f"XXXX-WXX-{weekday_number(candidate, context)}", "SET")


def deictic(candidate: Candidate, context: Context) -> Value | None:
    word = candidate.get("deictic", "deictic_terse") or ""
    known = context.rules.lookup("deictic", word)
    offset = int(context.rules.lookup("deictic_terse", word) if known is None else known)
    if context.today is None:
        return Value("PRESENT_REF" if offset == 0 else None, "DATE")
    found = values.shift(context.today, offset)
    return Value(_iso(found), "DATE", context.anchor, found)


def anaphor(candidate: Candidate, context: Context) -> Value | None:
    word = candidate.get("anaphor", "anaphor_terse") or ""
    known = context.rules.lookup("anaphor", word)
    offset = int(context.rules.lookup("anaphor_terse", word) if known is None else known)
    beside = context.day_beside(candidate.end)
    if beside is not None:  # "le lendemain, samedi 8 avril" says itself which day it was
        return Value(beside.isoformat(), "DATE", f"text {beside.isoformat()}", beside)
    base = context.text_day(candidate.start)
    found = values.shift(base, offset) if base else None
    return Value(_iso(found), "DATE", f"text {base.isoformat()}" if base else None, found)


def anaphor_of(candidate: Candidate, context: Context) -> Value | None:
    """The day before or after one that is named ("le lendemain du 4 juillet")."""
    base = (holiday if "holiday" in candidate.groups else read_date)(candidate, context)
    if base is None or base.day is None:
        return None
    terse = candidate.get("anaphor_terse")
    step = context.rules.lookup("anaphor_terse", terse) if terse else context.rules.lookup("anaphor", candidate.groups["anaphor"])
    found = values.shift(base.day, int(step))
    return Value(_iso(found), "DATE", f"text {base.day.isoformat()}", found)


def holiday(candidate: Candidate, context: Context) -> Value | None:
    rest = candidate.get("day_of_rest")
    terse = candidate.get("holiday_terse")
    if rest:
        rule = str(context.rules.lookup("day_of_rest", rest))
    elif terse:
        rule = str(context.rules.lookup("holiday_terse", terse))
    else:
        rule = str(context.rules.lookup("holiday", candidate.groups["holiday"]))

    def on(year: int) -> date | None:
        if rule.startswith("easter"):
            return values.shift(values.easter(year), int(rule[6:] or 0))
        if "/" in rule:  # month / weekday / which of them: the last Sunday of May
            counted_, _, after = rule.partition("+")
            month, weekday, count = map(int, counted_.split("/"))
            found = values.nth_weekday(year, month, weekday, count)
            return values.shift(found, int(after or 0)) if found else None
        return values.safe_date(year, int(rule[:2]), int(rule[3:]))

    year = candidate.get("year")
    if year:
        found = on(int(year))
        return Value(_iso(found), "DATE", None, found)
    if context.today is None:
        found = on(context.year) if context.year else None
        return Value(_iso(found) or (f"XXXX-{rule}" if re.fullmatch(r"\d\d-\d\d", rule) else None), "DATE", None, found)
    sign = sign_of(candidate, context)
    direction = sign if sign in (-1, 1) else looked_to(candidate, context)
    options = [day for step in (-1, 0, 1) if (day := on(context.today.year + step))]
    found = closest(options, context.today, direction)
    return Value(_iso(found), "DATE", context.anchor, found)
