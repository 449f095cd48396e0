"""What a candidate means: its TIMEX3 value against the day of publication and the text around it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from recoupe.records import DateType
from recoupe.timex import values
from recoupe.timex.grammar import Candidate, Grammar

_SENTENCE_END = re.compile(r"[.!?;…][\"'»”)]* |\n")
_BREAK = re.compile(r"[,:;«»\"“”()–]| (?:que|qu'|qui|dont|mais|that|which|who|but|and|et) ")
_FAR = 400  # how far a sentence is looked for its verb


@dataclass(frozen=True, slots=True)
class Value:
    """A TIMEX3 value; `day` is the calendar day when it is that precise, `sure` false when the direction (past or
    future) had to be assumed."""

    value: str | None
    type: DateType
    anchor: str | None = None
    day: date | None = None
    sure: bool = True


class Context:
    """The text, the day it was published, and the days resolved so far: what relative expressions rest on."""

    def __init__(self, flat: str, rules: Grammar, published: str | None, year: int | None) -> None:
        self.flat, self.rules = flat, rules
        self.today = values.parse_day(published)
        self.published = published
        self.year = self.today.year if self.today else year
        self.anchor = f"published {self.today.isoformat()}" if self.today else None
        self.days: list[tuple[int, int, date]] = []
        self.years: list[tuple[int, str]] = []

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """The sentence around a span, roughly: for choosing a verb, not for evidence."""
        low, high = max(0, start - _FAR), min(len(self.flat), end + _FAR)
        for match in _SENTENCE_END.finditer(self.flat, low, start):
            if not re.search(r"(?:^|\W)\w{1,3}$", self.flat[max(low, match.start() - 4) : match.start()]) or match.group() == "\n":
                low = match.end()
        after = _SENTENCE_END.search(self.flat, end, high)
        return low, after.start() if after else high

    def direction(self, start: int, end: int) -> int:
        """+1 when the nearest verb of the sentence looks ahead, -1 when it looks back, 0 when nothing says."""
        low, high = self.sentence(start, end)
        best: tuple[float, int] | None = None
        for sign, cues in ((1, self.rules.future), (-1, self.rules.past)):
            for match in cues.finditer(self.flat, low, high):
                if match.end() <= start:
                    gap = self.flat[match.end() : start]
                    distance = float(len(gap))
                elif match.start() >= end:
                    gap = self.flat[end : match.start()]
                    distance = len(gap) + 8.0  # the verb before it governs, where both are as near
                else:
                    continue
                distance += 25 * len(_BREAK.findall(gap)) + (0 if sign == 1 else 0.5)
                if best is None or distance < best[0]:
                    best = (distance, sign)
        return best[1] if best else 0

    def near_day(self, start: int, end: int) -> date | None:
        """The day that the sentence speaks of, else the last one named (if it is not far from the publication), else
        the day of publication."""
        low, high = self.sentence(start, end)
        here = [(min(abs(at - end), abs(start - stop)), day) for at, stop, day in self.days if low <= at < high]
        if here:
            return min(here, key=lambda item: item[0])[1]
        former = [day for at, _, day in self.days if at < start]
        for day in reversed(former):
            if self.today is None or abs((day - self.today).days) <= 7:
                return day
        return self.today

    def text_day(self, start: int) -> date | None:
        """The last day named before, else the day of publication."""
        former = [(at, day) for at, _, day in self.days if at < start]
        return max(former)[1] if former else self.today

    def text_year(self, start: int) -> date | None:
        """A day in the last year named shortly before, as far as the text names one there."""
        former = [(at, date(int(year), 7, 1)) for at, year in self.years if start - _FAR < at < start]
        former += [(at, day) for at, _, day in self.days if start - _FAR < at < start]
        return max(former)[1] if former else self.today


Reader = Callable[[Candidate, Context], Value | None]
_NONE = Value(None, "DATE")


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _whole(number: float) -> str:
    return str(int(number)) if number == int(number) else f"{number:g}"


# ---------------------------------------------------------------- days, months, years


def _integer(word: str | None) -> int:
    digits = re.match(r"\d+", word or "")
    return int(digits.group()) if digits else 0


def _month_number(candidate: Candidate, context: Context, suffix: str = "") -> int:
    word = candidate.groups.get("month" + suffix)
    if word:
        return int(context.rules.lookup("month", word))
    short = candidate.groups.get("month_short" + suffix)
    return int(context.rules.lookup("month_short", short)) if short else 0


def _closest(options: list[date], today: date, direction: int) -> date | None:
    """The option that is near and on the side the verb looks to. A verb is a weak sign ("a June 3 hearing has been set"):
    a day against it wins when it is three times as near. With no verb the past is a little nearer: news tells more of it."""

    def cost(option: date) -> tuple[float, date]:
        away = (option - today).days
        if direction == 0:
            return (away * 1.5 if away > 0 else -away), option
        return abs(away) * (3.0 if away * direction < 0 else 1.0), option

    return min(options, key=cost, default=None)


def calendar_day(day: int, month: int, weekday: int | None, context: Context, direction: int) -> date | None:
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
    return _closest(near, context.today, direction)


def _weekday_number(candidate: Candidate, context: Context, suffix: str = "") -> int | None:
    word = candidate.groups.get("weekday" + suffix)
    return int(context.rules.lookup("weekday", word)) if word else None


def _sign(candidate: Candidate, context: Context) -> int | None:
    word = candidate.get("which", "which2", "word", "after")
    if word is None:
        return None
    found = context.rules.lookup("which", word.split(" ")[-1] if word not in context.rules.tables.get("which", {}) else word)
    return int(found) if found is not None else None


def _dated(day: int, month: int, year: int | None, candidate: Candidate, context: Context) -> Value | None:
    if year is not None:
        found = values.safe_date(year, month, day)
        return Value(_iso(found), "DATE", None, found) if found else None
    sign = _sign(candidate, context)
    direction = sign if sign in (-1, 1) else context.direction(candidate.start, candidate.end)
    found = calendar_day(day, month, _weekday_number(candidate, context), context, direction)
    if found is None:
        return Value(f"XXXX-{month:02d}-{day:02d}", "DATE") if values.safe_date(2024, month, day) else None
    return Value(_iso(found), "DATE", context.anchor or (f"year {context.year}" if context.year else None), found)


def _date(candidate: Candidate, context: Context) -> Value | None:
    year = candidate.get("year", "year2")
    return _dated(_integer(candidate.groups["day"]), _month_number(candidate, context), int(year) if year else None, candidate, context)


def _iso_date(candidate: Candidate, context: Context) -> Value | None:
    found = values.safe_date(int(candidate.groups["year"]), int(candidate.groups["mm"]), int(candidate.groups["dd"]))
    return Value(_iso(found), "DATE", None, found) if found else None


def _numeric(candidate: Candidate, context: Context) -> Value | None:
    a, b, c = (int(candidate.groups[name]) for name in "abc")
    if len(candidate.groups["c"]) == 2:
        c += 2000 if c <= ((context.year or 2030) + 10) % 100 else 1900
    if not 1000 < c < 2200:
        return None
    dmy, mdy = values.safe_date(c, b, a), values.safe_date(c, a, b)
    found = dmy or mdy
    anchor = None
    if dmy and mdy and dmy != mdy and context.today and context.rules.tables.get("numeric_order") != "dmy_only":
        found = min((dmy, mdy), key=lambda o: (abs((o - context.today).days) > 40 if context.today else 0, o is mdy))
        anchor = context.anchor
    return Value(_iso(found), "DATE", anchor, found) if found else None


def _range(candidate: Candidate, context: Context) -> Value | None:
    year2 = candidate.get("year2")
    month2 = _month_number(candidate, context, "2") or _month_number(candidate, context)
    last = _dated(_integer(candidate.groups["day2"]), month2, int(year2) if year2 else None, candidate, context)
    if last is None or last.value is None:
        return None
    month = _month_number(candidate, context) or month2
    day = _integer(candidate.groups["day"])
    if last.day is None:
        return Value(f"XXXX-{month:02d}-{day:02d}/{last.value}", "DATE")
    year = candidate.get("year")
    first = values.safe_date(int(year) if year else last.day.year - (month > last.day.month), month, day)
    if first is None or first >= last.day:
        return None
    return Value(f"{first.isoformat()}/{last.value}", "DATE", last.anchor, None)


def _month(candidate: Candidate, context: Context) -> Value | None:
    month = _month_number(candidate, context)
    year = candidate.get("year", "year2")
    if year:
        return Value(f"{year}-{month:02d}", "DATE")
    text = context.flat[candidate.start : candidate.end]
    today = context.today
    if today is None:
        return Value(f"{context.year:04d}-{month:02d}" if context.year else f"XXXX-{month:02d}", "DATE")
    for word, sign in context.rules.tables.get("year_words", {}).items():
        if text.endswith(word):
            return Value(f"{today.year + sign}-{month:02d}", "DATE", context.anchor)
    given = _sign(candidate, context)
    direction = given if given in (-1, 1) else 0 if given is not None else context.direction(candidate.start, candidate.end)
    options = [date(today.year + step, month, 15) for step in (-1, 0, 1)]
    middle = date(today.year, today.month, 15)
    if given in (-1, 1):
        options = [o for o in options if o != middle]
    found = _closest(options, middle, direction)
    return Value(f"{found.year}-{month:02d}", "DATE", context.anchor) if found else None


def _months(candidate: Candidate, context: Context) -> Value | None:
    last, first = _month_number(candidate, context, "2"), _month_number(candidate, context)
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
    found = _closest(options, context.today.replace(day=15), context.direction(candidate.start, candidate.end))
    return found.year if found else None


def _year(candidate: Candidate, context: Context) -> Value | None:
    return Value(candidate.groups["year"], "DATE")


def _years(candidate: Candidate, context: Context) -> Value | None:
    first = candidate.groups["year"]
    last = candidate.get("year2") or first[:2] + (candidate.get("yy") or "")
    return Value(f"{first}/{last}", "DATE")


def _decade(candidate: Candidate, context: Context) -> Value | None:
    year = candidate.get("year")
    if year:
        return Value(year[:3], "DATE")
    digits = int(candidate.get("yy", "yy2") or 1)
    return Value(("19" if digits > ((context.year or 2030) + 1) % 100 else "20") + str(digits // 10), "DATE") if digits % 10 == 0 else None


_ROMAN = {"i": 1, "v": 5, "x": 10}


def _century(candidate: Candidate, context: Context) -> Value | None:
    roman = candidate.groups.get("roman")
    if roman:
        digits = [_ROMAN[c] for c in roman]
        number = sum(-d if any(e > d for e in digits[i + 1 :]) else d for i, d in enumerate(digits))
    else:
        number = _integer(candidate.groups.get("nth"))
    return Value(f"{number - 1:02d}", "DATE") if 1 <= number <= 22 else None


# ---------------------------------------------------------------- weekdays and deictics


def _weekday(candidate: Candidate, context: Context) -> Value | None:
    number = _weekday_number(candidate, context) or 1
    if context.today is None:
        return Value(f"XXXX-WXX-{number}", "DATE")
    sign = _sign(candidate, context)
    this = candidate.get("this") is not None or sign == 0
    back = (context.today.isoweekday() - number) % 7
    ahead = (7 - back) % 7
    sure = True
    if candidate.get("eight"):
        step = ahead + 7
    elif sign == -1 and candidate.get("after") != "week":
        step = -(back or 7)
    elif sign == 1 and candidate.get("after") != "week":
        step = ahead or 7
    elif back == 0:
        step = 0
    else:
        direction = context.direction(candidate.start, candidate.end)
        if this and direction == 0:
            step = ahead if ahead <= back else -back
        else:
            step = ahead if direction > 0 else -back
            sure = direction != 0
    found = values.shift(context.today, step)
    return Value(_iso(found), "DATE", context.anchor, found, sure)


def _weekday_day(candidate: Candidate, context: Context) -> Value | None:
    day, weekday = _integer(candidate.groups["day"]), _weekday_number(candidate, context)
    if context.today is None:
        return Value(f"XXXX-XX-{day:02d}", "DATE")
    options = []
    for step in (-2, -1, 0, 1, 2):
        year, month = values.add_months(context.today.year, context.today.month, step)
        found = values.safe_date(year, month, day)
        if found and found.isoweekday() == weekday:
            options.append(found)
    best = _closest(options, context.today, context.direction(candidate.start, candidate.end))
    return Value(_iso(best), "DATE", context.anchor, best) if best else None


def _weekly(candidate: Candidate, context: Context) -> Value | None:
    return Value(f"XXXX-WXX-{_weekday_number(candidate, context)}", "SET")


def _deictic(candidate: Candidate, context: Context) -> Value | None:
    offset = int(context.rules.lookup("deictic", candidate.groups["deictic"]))
    if context.today is None:
        return Value("PRESENT_REF" if offset == 0 else None, "DATE")
    found = values.shift(context.today, offset)
    return Value(_iso(found), "DATE", context.anchor, found)


def _anaphor(candidate: Candidate, context: Context) -> Value | None:
    offset = int(context.rules.lookup("anaphor", candidate.groups["anaphor"]))
    base = context.text_day(candidate.start)
    found = values.shift(base, offset) if base else None
    return Value(_iso(found), "DATE", f"text {base.isoformat()}" if base else None, found)


def _holiday(candidate: Candidate, context: Context) -> Value | None:
    rule = str(context.rules.lookup("holiday", candidate.groups["holiday"]))

    def on(year: int) -> date | None:
        if rule.startswith("easter"):
            return values.shift(values.easter(year), int(rule[6:] or 0))
        return values.safe_date(year, int(rule[:2]), int(rule[3:]))

    year = candidate.get("year")
    if year:
        found = on(int(year))
        return Value(_iso(found), "DATE", None, found)
    if context.today is None:
        found = on(context.year) if context.year else None
        return Value(_iso(found) or (f"XXXX-{rule}" if not rule.startswith("easter") else None), "DATE", None, found)
    sign = _sign(candidate, context)
    direction = sign if sign in (-1, 1) else context.direction(candidate.start, candidate.end)
    options = [day for step in (-1, 0, 1) if (day := on(context.today.year + step))]
    found = _closest(options, context.today, direction)
    return Value(_iso(found), "DATE", context.anchor, found)


# ---------------------------------------------------------------- clock times and parts of the day


def _time(day: date | None, time: str, context: Context) -> Value:
    if day is None:
        return Value(f"XXXX-XX-XXT{time}", "TIME")
    anchor = context.anchor if day == context.today else f"text {day.isoformat()}"
    return Value(f"{day.isoformat()}T{time}", "TIME", anchor)


def clock(candidate: Candidate, context: Context) -> str | None:
    """The time of day of a clock candidate ("07:42"), None when it is no such time."""
    if candidate.means == "noon":
        return str(candidate.rule.options["value"])
    hour = _integer(candidate.groups.get("hour")) if "hour" in candidate.groups else int(candidate.numbers.get("n", 99))
    minute = _integer(candidate.groups.get("min"))
    if "n2" in candidate.numbers:
        minute = int(candidate.numbers["n2"])
    past = candidate.get("past")
    if past:
        minute = int(context.rules.tables.get("clock_past", {}).get(past, 30))
    half = candidate.get("half")
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
    return _time(context.near_day(candidate.start, candidate.end), "T".join([""] + [time])[1:] if time else "", context) if time else None


def part(candidate: Candidate, context: Context) -> str | None:
    """The part of the day of a candidate ("MO")."""
    word = candidate.groups.get("part")
    return str(context.rules.lookup("part", word)) if word else None


def _part(candidate: Candidate, context: Context) -> Value | None:
    code = part(candidate, context) or "MO"
    day = context.near_day(candidate.start, candidate.end)
    if code == "NI" and day is not None and day == context.today and not _spoken(candidate, context):
        day = values.shift(day, -1)  # "dans la nuit" in the morning's news is the night before
    return _time(day, code, context)


def _spoken(candidate: Candidate, context: Context) -> bool:
    low, high = context.sentence(candidate.start, candidate.end)
    return any(low <= at < high for at, _, _ in context.days)


def _this_part(candidate: Candidate, context: Context) -> Value | None:
    code = part(candidate, context) or "MO"
    day = context.today
    if code == "NI" and day is not None and context.direction(candidate.start, candidate.end) <= 0:
        day = values.shift(day, -1)
    return _time(day, code, context)


def _night(candidate: Candidate, context: Context) -> Value | None:
    second = _weekday_number(candidate, context, "2")
    number = _integer(candidate.groups.get("day2"))
    month = _month_number(candidate, context, "2") or _month_number(candidate, context)
    first_day = _integer(candidate.groups.get("day"))
    direction = context.direction(candidate.start, candidate.end)
    step = -1 if second or number else 0
    day: date | None = None
    if month and (number or first_day):
        year = candidate.get("year")
        wanted = number or first_day
        day = values.safe_date(int(year), month, wanted) if year else calendar_day(wanted, month, None, context, direction)
    elif context.today is not None and (second or _weekday_number(candidate, context)):
        wanted_weekday = second or _weekday_number(candidate, context) or 1
        back = (context.today.isoweekday() - wanted_weekday) % 7
        day = values.shift(context.today, -back if direction <= 0 or back == 0 else 7 - back)
    elif context.today is None and (weekday := _weekday_number(candidate, context)):
        return Value(f"XXXX-WXX-{weekday}TNI", "TIME")
    else:
        return None
    night = values.shift(day, step) if day else None
    return Value(f"{night.isoformat()}TNI" if night else None, "TIME", context.anchor, None)


def _last_night(candidate: Candidate, context: Context) -> Value | None:
    return _time(values.shift(context.today, -1) if context.today else None, "NI", context)


def _tonight(candidate: Candidate, context: Context) -> Value | None:
    return _time(context.today, "NI", context)


# ---------------------------------------------------------------- spans of time


def iso_duration(number: float, unit: str) -> str:
    """ISO 8601 for a number of units ("H", "2W", "10Y", "MO"): 48 hours are P2D, an hour and a half PT90M."""
    match = re.match(r"(\d*)([A-Z]+)", unit)
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


def _amount(candidate: Candidate, context: Context) -> tuple[float | None, str]:
    """(number, unit); the number is None for "several"."""
    unit = str(context.rules.lookup("unit", candidate.get("unit", "unit2") or ""))
    number: float | None = candidate.numbers.get("n", candidate.numbers.get("n2"))
    if number is None:
        vague = candidate.get("vague", "vague2")
        known = context.rules.lookup("vague", vague) if vague else "1"
        number = None if known == "X" else float(known)
    if candidate.rule.options.get("plural"):
        number = None
    elif candidate.get("half") is not None:
        number = 0.5
    elif candidate.get("past") is not None or " and a half " in context.flat[candidate.start : candidate.end]:
        number = (number or 0) + 0.5
    return number, unit


def _period_of(number: float | None, unit: str) -> str:
    if number is not None:
        return iso_duration(number, unit)
    code = re.sub(r"^\d+", "", unit)
    return f"PTX{code}" if code in ("H", "M", "S") else f"PX{'M' if code == 'MO' else code}"


def _duration(candidate: Candidate, context: Context) -> Value | None:
    number, unit = _amount(candidate, context)
    return Value(_period_of(number, unit), "DURATION")


def _moved(base: date, number: float, unit: str, precise: bool) -> str | None:
    """The day, week, month or year `number` units from `base`, at the precision of the unit."""
    match = re.match(r"(\d*)([A-Z]+)", unit)
    factor, code = (float(match.group(1) or 1), match.group(2)) if match else (1.0, unit)
    count = number * factor
    if code in ("D", "W"):
        moved = values.shift(base, round(count * (7 if code == "W" else 1)))
        if moved is None:
            return None
        return moved.isoformat() if code == "D" or precise else values.week(moved)
    if code in ("MO", "Q", "Y"):
        year, month = values.add_months(base.year, base.month, round(count * {"MO": 1, "Q": 3, "Y": 12}[code]))
        if not 1 <= year <= 9999:
            return None
        if precise:
            return f"{year:04d}-{month:02d}-{min(base.day, 28):02d}" if base.day > 28 else f"{year:04d}-{month:02d}-{base.day:02d}"
        return f"{year:04d}" if code == "Y" else f"{year:04d}-{month:02d}"
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
    number, unit = _amount(candidate, context)
    if number is None:
        return Value("PAST_REF" if sign < 0 else "FUTURE_REF", "DATE")
    if context.today is None:
        return Value(iso_duration(number, unit), "DURATION")
    moved = _moved(context.today, sign * number, unit, precise)
    if moved is None:
        return Value(iso_duration(number, unit), "DURATION")
    return Value(moved, "DATE", context.anchor, values.parse_day(moved))


def _later(candidate: Candidate, context: Context) -> Value | None:
    number, unit = _amount(candidate, context)
    low, _ = context.sentence(candidate.start, candidate.end)
    sign = int(candidate.rule.options.get("sign", 1))
    if number is not None and unit.endswith("Y"):
        known = [year for at, year in context.years if low <= at < candidate.start]
        if known:
            return Value(f"{int(known[-1]) + sign * round(number):04d}", "DATE", f"text {known[-1]}")
    known_days = [day for at, _, day in context.days if low <= at < candidate.start]
    if number is not None and known_days:
        moved = _moved(known_days[-1], sign * number, unit, False)
        if moved:
            return Value(moved, "DATE", f"text {known_days[-1].isoformat()}", values.parse_day(moved))
    return Value(_period_of(number, unit), "DURATION")


def _every(candidate: Candidate, context: Context) -> Value | None:
    if "value" in candidate.rule.options:
        return Value(str(candidate.rule.options["value"]), "SET")
    if "every" in candidate.groups:
        return Value(str(context.rules.lookup("every", candidate.groups["every"])), "SET")
    number, unit = _amount(candidate, context)
    return Value(_period_of(number or 1, unit), "SET")


def _last_units(candidate: Candidate, context: Context) -> Value | None:
    return _duration(candidate, context)


def _period(candidate: Candidate, context: Context) -> Value | None:
    unit = str(context.rules.lookup("unit", (candidate.get("unit", "unit2") or "")))
    sign = _sign(candidate, context) or 0
    base = context.today
    if abs(sign) == 9:
        base = context.text_year(candidate.start) if unit.endswith("Y") else context.text_day(candidate.start)
        sign = sign // 9
    elif sign == -7:  # "the past year" is a length, "last year" a year
        return Value(_period_of(1, unit), "DURATION")
    if unit == "D":
        code = context.rules.tables.get("edge_part", {}).get(candidate.get("edge") or "")
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
    if unit == "Q" or unit == "6MO":
        size = 3 if unit == "Q" else 6
        year, month = values.add_months(base.year, base.month, size * sign)
        return f"{year:04d}-{'Q' if size == 3 else 'H'}{(month - 1) // size + 1}"
    if unit == "10Y":
        return str(base.year // 10 + sign)
    if unit == "100Y":
        return str(base.year // 100 + sign)
    return f"P1{unit}" if sign else None


def _weekend(candidate: Candidate, context: Context) -> Value | None:
    sign = _sign(candidate, context)
    if context.today is None:
        return Value("XXXX-WXX-WE", "DATE")
    if sign is None:
        direction = context.direction(candidate.start, candidate.end)
        sign = -1 if direction < 0 and context.today.isoweekday() <= 3 else 0
    elif sign == 1 and context.today.isoweekday() < 6 and candidate.get("this") is None:
        sign = 0 if context.today.isoweekday() <= 4 and context.rules.tables.get("month_case") == "lower" else 1
    moved = values.shift(context.today, 7 * sign)
    return Value(f"{values.week(moved)}-WE" if moved else None, "DATE", context.anchor)


def _quarter(candidate: Candidate, context: Context) -> Value | None:
    letter = context.rules.tables.get("quarter_size", {}).get(candidate.groups.get("size", ""), "Q")
    number = _integer(candidate.groups.get("quarter")) or int(context.rules.lookup("ordinal", candidate.groups.get("ordinal", "")) or 0)
    count = 4 if letter == "Q" else 2
    if not 1 <= number <= count:
        return None
    year = candidate.get("year")
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
    sign = _sign(candidate, context)
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


def _fixed(candidate: Candidate, context: Context) -> Value | None:
    return Value(str(candidate.rule.options["value"]), "DATE")


READERS: Mapping[str, Reader] = {
    "date": _date,
    "range": _range,
    "numeric": _numeric,
    "iso": _iso_date,
    "month": _month,
    "months": _months,
    "year": _year,
    "years": _years,
    "decade": _decade,
    "century": _century,
    "weekday": _weekday,
    "weekday_day": _weekday_day,
    "weekly": _weekly,
    "deictic": _deictic,
    "anaphor": _anaphor,
    "holiday": _holiday,
    "clock": _clock,
    "noon": _clock,
    "part": _part,
    "bare_part": _part,
    "this_part": _this_part,
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
    "fixed": _fixed,
}
"""The readings that `means` may name in dates.toml (a list of days is read one day at a time by `timex.find`)."""

NAMES_DAY = frozenset({"date", "numeric", "iso", "weekday", "weekday_day", "deictic", "anaphor", "holiday"})
"""Readings that name one day, which a clock time or part of the day beside them completes."""
WITHIN_DAY = frozenset({"clock", "noon", "part", "bare_part"})
"""Readings of a time within a day."""
