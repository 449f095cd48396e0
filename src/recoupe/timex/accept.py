"""Which candidates are times at all: "539 drones", "a été", "May said" and ages are not. Looks at the words around a
candidate, never at the calendar."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from recoupe.timex.grammar import Candidate, Grammar

_REACH = 40  # how many characters before a candidate are looked at
_MORE_AFTER = re.compile(r"[.,:/-]\d|-\w| \d{3}\b")
_MORE_BEFORE = re.compile(r"(?<![a-z])\d[ .,:/-]$|[€$£#]$")
_SHORT_YEAR = re.compile(r" [4-9]\d(?![\d:/-]|[.,]\d| ?h)")
_WORD_BEFORE = re.compile(r"\w\w $")
_OF = re.compile(r" d(?:(?:e|u)\b|')")


class Around:
    """A text and its plain form, with the few questions the checks ask of what stands beside a candidate."""

    def __init__(self, text: str, flat: str, rules: Grammar, this_year: int | None, *, assistant: bool = False) -> None:
        self.text, self.flat, self.rules = text, flat, rules
        self.case = "any" if assistant else rules.tables.get("month_case", "lower")
        self.this_year, self.latest_year = this_year or 0, (this_year or 2090) + 15

    def before(self, name: str, at: int) -> bool:
        """True when the text right before `at` (on the same line) ends in the named pattern."""
        pattern = self.rules.patterns.get(name)
        if pattern is None:
            return False
        low = max(0, at - _REACH, self.flat.rfind("\n", max(0, at - _REACH), at) + 1)
        return pattern.search(self.flat[low:at]) is not None

    def after(self, name: str, at: int) -> bool:
        """True when the text right after `at` begins with the named pattern."""
        pattern = self.rules.patterns.get(name)
        return pattern is not None and pattern.match(self.flat[at : at + _REACH]) is not None

    def upper(self, at: int) -> bool:
        return self.text[at : at + 1].isupper()


def accepts(candidate: Candidate, around: Around) -> bool:
    """False for what only looks like a time."""
    if candidate.rule.options.get("guard") == "rate" and candidate.get("n") is None:
        word = around.flat[candidate.start : candidate.end].split(" ")[0]
        if word in around.rules.tables.get("articles", ()) and not around.before("rate_before", candidate.start):
            return False
    if candidate.means in ("duration", "every") and _titled(candidate, around):
        return False
    check = _CHECKS.get(candidate.means)
    return check is None or check(candidate, around)


def _titled(candidate: Candidate, around: Around) -> bool:
    """Written like a name inside a line ("HealthTech Weekly", "la lettre de Sept Minutes")."""
    word = candidate.get("unit", "every") or ""
    at = around.flat.find(word, candidate.start, candidate.end)
    inside = at > 0 and around.flat[at - 1] == " "
    return inside and around.upper(at) and around.text[at + 1 : at + 2].islower()


def _year(candidate: Candidate, around: Around) -> bool:
    start, end = candidate.start, candidate.end
    flat = around.flat
    year = int(candidate.groups["year"])
    if around.before("not_year_before", start) or flat[end : end + 1] in ("h", "€", "$", "%"):
        return False
    if _MORE_AFTER.match(flat, end) or _MORE_BEFORE.search(flat[max(0, start - 3) : start]):
        return False
    if end - start > 4:  # "since 2022", "fin 2019"
        return not around.after("counted", end)
    if around.before("year_before", start):
        return not around.after("counted", end)
    if not 1800 <= year <= around.latest_year or around.after("counted", end):
        return False
    if flat[max(0, start - 1) : start] == "(" and flat[end : end + 1] in "),-;":
        return True
    if abs(year - around.this_year) <= 3 and _WORD_BEFORE.search(flat, max(0, start - 3), start):
        return True  # "Rio 2016", "E3 2018"
    return around.before("year_maybe", start) and (year >= 1900 or flat[end : end + 1] in ".,;:)\n")


def _years(candidate: Candidate, around: Around) -> bool:
    first = int(candidate.groups["year"])
    last = candidate.get("year2") or str(first)[:2] + (candidate.get("yy") or "")
    return (
        first < int(last) <= first + 200
        and not around.after("counted", candidate.end)
        and around.flat[candidate.end : candidate.end + 1] != "-"
    )


def _month(candidate: Candidate, around: Around) -> bool:
    case = around.case
    word = candidate.groups.get("month") or candidate.groups.get("month_short") or ""
    at = around.flat.find(word, candidate.start, candidate.end)
    upper = around.upper(at)
    if case == "title" and not upper:
        return False
    if candidate.get("year", "year2", "which", "word", "day", "day2"):
        return True
    named = _SHORT_YEAR.match(around.flat, candidate.end)
    if named is not None and not around.after("counted", named.end()):
        return False  # "mai 68" is no month of these years
    ambiguous = around.rules.patterns.get("month_ambiguous")
    if ambiguous is not None and ambiguous.fullmatch(word):
        return candidate.start < at or around.before("month_strong", candidate.start)
    if case == "title":
        return True
    if around.flat[candidate.end : candidate.end + 1] == "-":
        return False
    return not upper or candidate.start < at


def _dated(candidate: Candidate, around: Around) -> bool:
    """A day beside a month: only what the language writes in another case, or counts, is not one."""
    flat, start, end = around.flat, candidate.start, candidate.end
    word = candidate.get("month", "month2") or ""
    at = flat.find(word, candidate.start, end)
    if flat[start - 1 : start] in (":", ".") and flat[start - 2 : start - 1].isdigit():
        return False  # the seconds of an hour
    if flat[end - 1 : end].isdigit() and around.after("hour_after", end):
        return False  # "14 octobre, 8:00" has one day
    if flat[at - 1 : at] == "-" and (around.upper(at) or flat[end : end + 1] == "-"):
        return False  # "rue du 4-Septembre", "place du 8-Mai-1945"
    if candidate.get("year", "year2") is None and around.after("counted", end) and flat[end - 1 : end].isdigit():
        return False
    ambiguous = around.rules.patterns.get("month_ambiguous")
    return not (ambiguous is not None and ambiguous.fullmatch(word) and not around.upper(at) and around.case != "any")


def _weekday(candidate: Candidate, around: Around) -> bool:
    at = around.flat.find(candidate.get("weekday", "weekday_short") or "", candidate.start, candidate.end)
    if around.case == "title" and not around.upper(at):
        return False
    if around.before("weekday_named", at) and around.upper(candidate.end + 1):
        return False  # "The Friday Brief"
    return not around.before("weekday_not_before", at) and not around.after("weekday_not_after", candidate.end)


def _weekday_day(candidate: Candidate, around: Around) -> bool:
    following = around.flat[candidate.end : candidate.end + 12]
    if around.after("counted", candidate.end) or around.after("hour_after", candidate.end):
        return False
    return not re.match(r" ?(?:h\b|h\d|heures|ans\b|%|€|:\d)", following)


def _spoken(candidate: Candidate, around: Around) -> bool:
    """An hour in words ("opened at seven"), where nothing that could be counted follows."""
    if not 1 <= candidate.numbers.get("n", 0) <= 12:
        return False
    if candidate.get("half") or around.after("spoken_always", candidate.end):
        return True
    opening = around.flat[candidate.start : candidate.end].split(" ", 1)[0]
    told = around.before("spoken_before", candidate.start) or opening not in around.rules.tables.get("spoken_weak", ())
    return told and around.after("spoken_after", candidate.end)


def _clock(candidate: Candidate, around: Around) -> bool:
    start, flat = candidate.start, around.flat
    if candidate.rule.options.get("spoken"):
        return _spoken(candidate, around)
    if flat[start - 1 : start] in ("/", ".", ",", ":") or re.match(r"[:.,]\d|/\d", flat[candidate.end : candidate.end + 2]):
        return False
    if candidate.rule.on == "colon" or candidate.get("half", "half2", "sharp"):
        return True
    if "n" in candidate.groups and not 0 <= candidate.numbers.get("n", 99) <= 24:
        return False
    length = around.before("clock_length_before", start)
    if (length and int(candidate.groups.get("hour") or 9) < 6) or re.match(r" ?min", flat[candidate.end : candidate.end + 4]):
        return False
    if candidate.get("min", "n2", "n3", "past", "to"):
        return candidate.get("past", "minutes") is None or around.before("clock_strong", start)
    if around.before("clock_between", start) or around.before("clock_of_day", start):
        return True
    if _afternoon(candidate) and around.before("clock_since", start):
        return True
    of = _OF.match(flat, candidate.end) is not None
    if of or around.before("clock_before", start):
        return not of
    onward = re.match(r" (?:a|et) \d+(?!\d| ?m(?:in|n))", flat[candidate.end : candidate.end + 10])  # "de 8 heures à 10 heures"
    return onward is not None and around.before("clock_weak", start)


def _afternoon(candidate: Candidate) -> bool:
    """True for 13 to 23 hours: "depuis 16 heures" is told of the clock."""
    return 12 < float(candidate.groups.get("hour") or candidate.numbers.get("n", 0)) < 24


def _duration(candidate: Candidate, around: Around) -> bool:
    start, end = candidate.start, candidate.end
    if candidate.lead and _afternoon(candidate) and around.before("clock_since", start + candidate.lead):
        return str(around.rules.lookup("unit", candidate.get("unit", "unit2") or "")) != "H"
    unit = around.rules.lookup("unit", candidate.get("unit", "unit2") or "")
    if candidate.rule.options.get("plural") and candidate.get("unit") not in around.rules.tables.get("plural_units", ()):
        return False
    if unit == "H" and not candidate.lead and around.before("not_length_before", start):
        return False
    if unit in ("Y", "MO") and not candidate.lead and around.before("age_always_before", start):
        a_term = _OF.match(around.flat, end) is not None or around.after("term_after", end)
        if not around.before("age_never_before", start) and not a_term:
            return False
    if around.after("age_follows", end) or (candidate.rule.options.get("one") and unit in ("S", "Q") and not candidate.get("half")):
        return False  # "for a second day", "about a quarter of"
    if unit == "Y" and "n" in candidate.groups and _aged(candidate, around):
        return False
    return not (unit == "S" and candidate.numbers.get("n") == 1)  # "une seconde fois", "one second man"


def _aged(candidate: Candidate, around: Around) -> bool:
    if not 0 < candidate.numbers.get("n", 0) < 120 or candidate.get("past"):
        return False
    if candidate.lead:
        grouped = around.rules.patterns.get("age_groups")
        lead = around.flat[candidate.start : candidate.start + candidate.lead]
        return grouped is not None and grouped.search(lead) is not None and around.before("age_group_before", candidate.start)
    return around.before("age_before", candidate.start) and around.after("age_after", candidate.end)


def _every(candidate: Candidate, around: Around) -> bool:
    """In the news nothing comes back every second: "par seconde" is a rate, "every second" one of two."""
    if around.case == "any":
        return True
    return "n" in candidate.groups or around.rules.lookup("unit", candidate.get("unit", "unit2") or "") != "S"


def _later(candidate: Candidate, around: Around) -> bool:
    return True


def _period(candidate: Candidate, around: Around) -> bool:
    unit = around.rules.lookup("unit", (candidate.get("unit", "unit2") or ""))
    if unit in ("H", "M", "S") or around.flat[candidate.end : candidate.end + 3] == "-la":
        return False
    if around.after("period_not_after", candidate.end):
        return False
    if unit == "D":
        return candidate.get("edge") is not None
    plural = (candidate.get("unit", "unit2") or "") in around.rules.tables.get("plurals", ())
    return not plural


def _season(candidate: Candidate, around: Around) -> bool:
    word = candidate.groups["season"]
    if word in around.rules.tables.get("accented", ()) and around.before("season_not_before", candidate.start):
        return False
    if candidate.rule.options.get("loose"):
        return True
    if word == candidate.rule.options.get("not_for"):
        return False
    at = around.flat.find(word, candidate.start, candidate.end)
    slice_ = around.text[at : at + len(word)]
    if word in around.rules.tables.get("accented", ()) and slice_.isascii() and not slice_.isupper():
        return False
    if candidate.get("year", "which", "word"):
        return True
    opening = around.flat[candidate.start : at].strip()
    bare = around.rules.tables.get("season_bare", ())
    return not bare or opening in bare or around.before("season_strong", candidate.start)  # "avant l'automne"


def _holiday(candidate: Candidate, around: Around) -> bool:
    following = around.text[candidate.end : candidate.end + 2]
    word_at = candidate.end - 1
    word = candidate.get("holiday", "holiday_terse", "day_of_rest") or ""
    single = " " not in word and "-" not in word
    if single and around.case == "lower" and len(following) == 2 and following[0] == " " and following[1].isupper():
        return False
    return not around.after("holiday_not_after", word_at + 1)


def _deictic(candidate: Candidate, around: Around) -> bool:
    """Not in names ("USA Today")."""
    at = candidate.start
    if not around.upper(at) or at == 0:
        return True
    word = re.search(r"(\w+)[ \u00a0]$", around.text[max(0, at - 30) : at])
    return word is None or not word.group(1)[:1].isupper()


def _anaphor(candidate: Candidate, around: Around) -> bool:
    """Not "la veille du scrutin": that is counted from the vote, which no calendar knows."""
    return _OF.match(around.flat, candidate.end) is None


def _quarter(candidate: Candidate, around: Around) -> bool:
    sized = candidate.groups.get("size", "")
    if sized in around.rules.tables.get("sporting", ()):
        return candidate.get("year") is not None or around.flat[candidate.start : candidate.end].endswith("year")
    return True


def _numeric(candidate: Candidate, around: Around) -> bool:
    groups = candidate.groups
    if groups["sep"] != "/" and len(groups["c"]) == 2 and not candidate.rule.options.get("loose"):
        return False
    return not re.match(r"[./-]\d", around.flat[candidate.end : candidate.end + 2])


def _decade(candidate: Candidate, around: Around) -> bool:
    return not around.after("counted", candidate.end)


_CHECKS: Mapping[str, Callable[[Candidate, Around], bool]] = {
    "date": _dated,
    "list": _dated,
    "month_list": _dated,
    "range": _dated,
    "month": _month,
    "months": _month,
    "year": _year,
    "years": _years,
    "decade": _decade,
    "weekday": _weekday,
    "weekly": _weekday,
    "weekday_day": _weekday_day,
    "clock": _clock,
    "duration": _duration,
    "ahead": _duration,
    "every": _every,
    "later": _later,
    "period": _period,
    "season": _season,
    "holiday": _holiday,
    "deictic": _deictic,
    "anaphor": _anaphor,
    "quarter": _quarter,
    "numeric": _numeric,
}
