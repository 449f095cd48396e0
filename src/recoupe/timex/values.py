"""TIMEX3 values: calendar arithmetic, and how two values stand to each other."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Literal

Compatibility = Literal["same", "finer", "coarser", "differs", "unrelated"]

_MINUTES = 24 * 60
_WEEKDAYS = 7
_PARTS = {
    # Wide on purpose: two outlets that call 11:50 "late morning" and "midday" do not contradict each other.
    "MO": (0, 13 * 60),
    "MI": (11 * 60, 15 * 60),
    "AF": (12 * 60, 20 * 60),
    "EV": (17 * 60, 24 * 60),
    "NI": (18 * 60, 30 * 60 + 60),
    "DT": (6 * 60, 20 * 60),
}
_SEASONS = {"SP": ((3, 1), (6, 22)), "SU": ((6, 1), (9, 24)), "FA": ((9, 1), (12, 23)), "WI": ((12, 1), (3, 22))}

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)$")
_ISO_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?!\d)")
_MONTH = re.compile(r"(\d{4})-(\d\d)(?:-(?:START|MID|END))?$")
_YEAR = re.compile(r"(\d{2,4})$")
_WEEK = re.compile(r"(\d{4})-W(\d\d)(?:-([1-7]|WE|START|MID|END))?$")
_QUARTER = re.compile(r"(\d{4})-([QH])([1-4])$")
_SEASON = re.compile(r"(\d{4})-(SP|SU|FA|WI)$")
_CLOCK = re.compile(r"(\d\d):(\d\d)(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?$")
_HOUR = re.compile(r"(\d\d)$")
_DURATION = re.compile(
    r"P(?:(\d+(?:\.\d+)?)Y)?(?:(\d+(?:\.\d+)?)Q)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)W)?(?:(\d+(?:\.\d+)?)D)?"
    r"(?:T(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?)?$"
)


def safe_date(year: int, month: int, day_: int) -> date | None:
    """The day, or None where the calendar has no such day."""
    try:
        return date(year, month, day_)
    except ValueError:
        return None


def shift(day_: date, days: int) -> date | None:
    """`days` later, or None outside the calendar."""
    try:
        return day_ + timedelta(days=days)
    except OverflowError:
        return None


def add_months(year: int, month: int, count: int) -> tuple[int, int]:
    """(year, month) `count` months later."""
    total = year * 12 + month - 1 + count
    return total // 12, total % 12 + 1


def in_month(year: int, month: int, day_: int) -> date | None:
    """The day of a month, its last one where it has fewer days."""
    days = (day_, *(shorter for shorter in (30, 29, 28) if shorter < day_))
    return next((found for day in days if (found := safe_date(year, month, day))), None)


def week(day_: date) -> str:
    """The ISO week of a day ("2025-W27")."""
    iso = day_.isocalendar()
    return f"{iso.year:04d}-W{iso.week:02d}"


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Meeus, Jones, Butcher)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day_ = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day_ + 1)


def nth_weekday(year: int, month: int, weekday: int, count: int) -> date | None:
    """The nth weekday of a month, counted from its end when negative (-1 the last)."""
    if count > 0:
        first = date(year, month, 1)
        found = shift(first, (weekday - first.isoweekday()) % 7 + 7 * (count - 1))
    else:
        after = safe_date(*add_months(year, month, 1), 1)
        last = shift(after, -1) if after else None
        found = shift(last, -((last.isoweekday() - weekday) % 7) + 7 * (count + 1)) if last else None
    return found if found and found.month == month else None


def parse_day(value: str | None) -> date | None:
    """The calendar day that an ISO string starts with, None when it is coarser than a day or no date."""
    match = _ISO_DAY.match(value) if value else None
    return safe_date(int(match[1]), int(match[2]), int(match[3])) if match else None


def parse_moment(value: str | None, midnight: bool = False) -> datetime | None:
    """The day and time that an ISO string gives, None when it gives no time (`midnight`: then 00:00 of its day)."""
    match = re.match(r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d))?", value or "")
    if match is None or not (match[2] or midnight) or parse_day(match[1]) is None:
        return None
    return datetime.fromisoformat(f"{match[1]}T{match[2] or '00:00'}")


def _minutes(day_: date) -> int:
    return day_.toordinal() * _MINUTES


def _between(first: date | None, last: date | None) -> tuple[int, int] | None:
    """From the start of `first` to the start of `last`."""
    return (_minutes(first), _minutes(last)) if first and last else None


@lru_cache(maxsize=4096)
def extent(value: str) -> tuple[int, int] | None:
    """`[start, end)` of a calendar value in minutes of the proleptic calendar; None for durations, sets, values with
    an unknown year and vague references."""
    if "/" in value:
        ends = [extent(part) for part in value.split("/")]
        if len(ends) != 2 or ends[0] is None or ends[1] is None:
            return None
        return (ends[0][0], ends[1][1]) if ends[0][0] <= ends[1][1] else None
    if "T" in value and (within := _DAY.match(value.split("T", maxsplit=1)[0])):
        return _time_extent(within, value.split("T", 1)[1])
    return _date_extent(value)


def _time_extent(day_: re.Match[str], time: str) -> tuple[int, int] | None:
    first = safe_date(int(day_[1]), int(day_[2]), int(day_[3]))
    if first is None:
        return None
    start = _minutes(first)
    if time in _PARTS:
        low, high = _PARTS[time]
        return start + low, start + high
    if clock := _CLOCK.match(time):
        at = start + int(clock[1]) * 60 + int(clock[2])
        return at, at + 1
    if hour := _HOUR.match(time):
        return start + int(hour[1]) * 60, start + int(hour[1]) * 60 + 60
    return None


def _date_extent(value: str) -> tuple[int, int] | None:
    if match := _DAY.match(value):
        first = safe_date(int(match[1]), int(match[2]), int(match[3]))
        return _between(first, shift(first, 1) if first else None)
    if match := _MONTH.match(value):
        year, month = add_months(int(match[1]), int(match[2]), 1)
        return _between(safe_date(int(match[1]), int(match[2]), 1), safe_date(year, month, 1))
    if match := _YEAR.match(value):
        size = 10 ** (4 - len(match[1]))
        first_year = int(match[1]) * size
        return _between(safe_date(first_year, 1, 1), safe_date(first_year + size, 1, 1)) if first_year else None
    if match := _WEEK.match(value):
        return _week_extent(match)
    if match := _QUARTER.match(value):
        months = 3 if match[2] == "Q" else 6
        year, month = add_months(int(match[1]), 1, months * (int(match[3]) - 1))
        end_year, end_month = add_months(year, month, months)
        return _between(safe_date(year, month, 1), safe_date(end_year, end_month, 1))
    if match := _SEASON.match(value):
        (low_month, low_day), (high_month, high_day) = _SEASONS[match[2]]
        year = int(match[1])
        return _between(safe_date(year, low_month, low_day), safe_date(year + (high_month < low_month), high_month, high_day))
    return None


def _week_extent(match: re.Match[str]) -> tuple[int, int] | None:
    try:
        monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
    except ValueError:
        return None
    if match[3] == "WE":
        return _between(shift(monday, 5), shift(monday, 7))
    if match[3] and match[3].isdigit():
        first = shift(monday, int(match[3]) - 1)
        return _between(first, shift(first, 1) if first else None)
    return _between(monday, shift(monday, _WEEKDAYS))


def length(value: str) -> tuple[float, float] | None:
    """(months, seconds) of an ISO 8601 duration, so that PT48H is P2D; None when the number is open ("PXM")."""
    match = _DURATION.match(value)
    if not match or not any(match.groups()):
        return None
    years, quarters, months, weeks, days, hours, minutes, seconds = (float(part or 0) for part in match.groups())
    return 12 * years + 3 * quarters + months, ((weeks * 7 + days) * 24 + hours) * 3600 + minutes * 60 + seconds


def day(value: str | None) -> str | None:
    """The ISO day of a TIMEX3 value, or what is coarser: "2025-10-14TMO" gives "2025-10-14", "2025-11" stays, a week or
    quarter gives the month or year it lies in. None for durations, sets and values of an unknown year."""
    if not value:
        return None
    if _MONTH.match(value):
        return value[:7]
    if re.fullmatch(r"\d{4}", value):
        return value
    if "T" in value and "/" not in value:
        return value.split("T")[0] if parse_day(value) else None
    reach = extent(value)
    if reach is None:
        return None
    first = date.fromordinal(reach[0] // _MINUTES)
    last = date.fromordinal((reach[1] - 1) // _MINUTES)
    if first == last:
        return first.isoformat()
    if (first.year, first.month) == (last.year, last.month):
        return first.isoformat()[:7]
    return f"{first.year:04d}" if first.year == last.year else None


def compatible(a: str | None, b: str | None) -> Compatibility:
    """How the TIMEX3 value `a` stands to `b`.

    "same"; "finer" when `a` lies within `b` (Monday in its week, 07:42 in that morning, 30 June in "next summer");
    "coarser" the other way round; "differs" when both cannot be meant; "unrelated" when they cannot be compared (a
    duration and a day, values that overlap in part, vague references). A clock time on the hour or half hour is taken
    as rounded: 07:42 is finer than 08:00, never a contradiction. A night counts to both the days it joins."""
    if not a or not b or "REF" in a or "REF" in b:
        return "unrelated"
    if a == b:
        return "same"
    one, two = length(a), length(b)
    if one is not None or two is not None:
        return ("same" if one == two else "differs") if one is not None and two is not None else _vague(a, b)
    if "X" in a or "X" in b:
        return _open(a, b)
    left, right = extent(a), extent(b)
    if left is None or right is None:
        return "unrelated"
    return _rounded(a, b, left, right) or _compare(left, right, _is_night(a) and _is_day(b), _is_night(b) and _is_day(a))


def _compare(left: tuple[int, int], right: tuple[int, int], finer: bool, coarser: bool) -> Compatibility:
    if left == right:
        return "same"
    if left[1] <= right[0] or right[1] <= left[0]:
        return "differs"
    if finer or (right[0] <= left[0] and left[1] <= right[1]):
        return "finer"
    if coarser or (left[0] <= right[0] and right[1] <= left[1]):
        return "coarser"
    return "unrelated"


def _is_night(value: str) -> bool:
    return value.endswith("TNI")


def _is_day(value: str) -> bool:
    return bool(_DAY.match(value))


def _rounded(a: str, b: str, left: tuple[int, int], right: tuple[int, int]) -> Compatibility | None:
    if "T" not in a or "T" not in b or left[1] - left[0] != 1 or right[1] - right[0] != 1:
        return None
    if abs(left[0] - right[0]) <= 30:
        if right[0] % 30 == 0 and left[0] % 30:
            return "finer"
        if left[0] % 30 == 0 and right[0] % 30:
            return "coarser"
    return None


def _vague(a: str, b: str) -> Compatibility:
    """One is a full duration and the other is not: "PXM" is a coarser way to say "P3M"."""
    for first, second, verdict in ((a, b, "coarser"), (b, a, "finer")):
        if (
            re.fullmatch(r"PT?X[A-Z]", first)
            and second.startswith("P")
            and second.endswith(first[-1])
            and ("T" in first) == ("T" in second)
        ):
            return verdict  # type: ignore[return-value]
    return "unrelated"


def _open(a: str, b: str) -> Compatibility:
    """Values with unknown parts ("XXXX-07-04"): coarser than what fits them, different from what cannot."""
    if a.startswith("P") or b.startswith("P") or "W" in a or "W" in b:
        return "unrelated"
    one, two = a.split("T", maxsplit=1)[0].split("-"), b.split("T", maxsplit=1)[0].split("-")
    if len(one) != len(two) or len(one) < 2:
        return "unrelated"
    for left, right in zip(one, two):
        if "X" not in left and "X" not in right and left != right:
            return "differs"
    return "coarser" if "X" in one[0] and "X" not in two[0] else "finer" if "X" in two[0] and "X" not in one[0] else "unrelated"
