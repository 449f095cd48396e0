"""What a relative expression rests on: the day of publication, the days the text has named, the tense of the sentence."""

from __future__ import annotations

import re
from bisect import bisect_left
from datetime import date, datetime
from functools import cached_property
from itertools import chain
from typing import Literal, NamedTuple

from recoupe.records import DateType
from recoupe.timex import values
from recoupe.timex.grammar import PLAIN, Grammar

Order = Literal["dmy", "mdy"] | None
_NUMERIC = re.compile(r"(?<![\d/.-])(\d{1,2})(?:/|-|(\.))(\d{1,2})[/.-](?:\d{4}|\d\d)(?![\d/-])")
_SENTENCE_END = re.compile(r"[.!?;…][\"'»”)]* |\n")
_BREAK = re.compile(r"[,:;«»\"“”()–]| (?:que|qu'|qui|dont|mais|that|which|who|but|and|et) ")
_FORMER = 40  # how many days named before are looked at for one near the publication
_SHORT_WORD = re.compile(r"(?:^|\W)[^\W\d]\w{0,2}$", PLAIN)  # an abbreviation, whose point ends no sentence
_TITLE = re.compile(r"(?:^|[^\w'’])[A-Z][a-z]{0,2}$")  # "M", "Mr", "Dr"
_REACH = 40  # how far beside an expression its words are looked at
_QUOTES = (("«", "»"), ("“", "”"))
_LESS = {1: 0.0, 0: 0.25, -1: 0.5}  # what decides between cues in one place
AHEAD = 1.5  # how much farther a day to come seems, of two that may be meant
_MORNING, _EVENING = 8, "18:00"  # hours before the one belong to the morning after the other
_NEAR = 120  # most sentences begin within so many characters
_FAR = 400  # how far a sentence is looked for its verb


class Value(NamedTuple):
    """A TIMEX3 value; `day` is the calendar day when it is that precise, `sure` false when the direction (past or
    future) had to be assumed."""

    value: str | None
    type: DateType
    anchor: str | None = None
    day: date | None = None
    sure: bool = True


class Context:
    """The text, the day it was published, and the days resolved so far: what relative expressions rest on."""

    def __init__(
        self, text: str, flat: str, rules: Grammar, published: str | None, year: int | None, *, assistant: bool = False, order: Order = None
    ) -> None:
        self.text, self.flat, self.rules, self.assistant, self._order = text, flat, rules, assistant, order
        today = values.parse_day(published)
        self.today = today if today and 1000 <= today.year < 3000 else None  # far from the ends of the calendar
        self.published = published
        self.now: datetime | None = values.parse_moment(published, midnight=assistant)
        self.year = self.today.year if self.today else year
        self.anchor = f"published {self.today.isoformat()}" if self.today else None
        self.days: list[tuple[int, int, date]] = []
        self.nights: list[tuple[int, date]] = []  # where a night is told of, and the day on which it begins
        self.clocks: list[tuple[int, date, str]] = []  # where a day with its clock time ends
        self.years: list[tuple[int, str]] = []

    @cached_property
    def order(self) -> Order:
        """Whether the text writes the day or the month first, by its own dates that can only be read one way, else by
        what is known of its outlet."""
        seen = {
            "dmy" if dots or int(a) > 12 else "mdy" for a, dots, b in _NUMERIC.findall(self.flat) if dots or (int(a) > 12) != (int(b) > 12)
        }
        return "dmy" if seen == {"dmy"} else "mdy" if seen == {"mdy"} else self._order

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """The sentence around a span, roughly: for choosing a verb, not for evidence."""
        flat, far = self.flat, max(0, start - _FAR)
        for low in (max(far, start - _NEAR), far):
            stops = list(_SENTENCE_END.finditer(flat, low, start))
            stop = next(
                (m for m in reversed(stops) if m.group() == "\n" or not _SHORT_WORD.search(flat[max(far, m.start() - 4) : m.start()])), None
            )
            if stop is not None or low == far:
                break
        after = next((m for m in _SENTENCE_END.finditer(flat, end, end + _FAR) if not self._abbreviates(m)), None)
        return stop.end() if stop else far, after.start() if after else min(len(flat), end + _FAR)

    def _abbreviates(self, stop: re.Match[str]) -> bool:
        """True for the point of a short word before a name ("M. Zelensky")."""
        at = stop.start()
        if stop.group() != ". " or not self.text[stop.end() : stop.end() + 1].isupper():
            return False
        return _TITLE.search(self.text[max(0, at - 4) : at]) is not None

    def direction(self, start: int, end: int, *, of_noun: bool = False) -> int:
        """+1 when the nearest verb of the sentence looks ahead, -1 when it looks back, 0 when nothing says or what says it
        may look either way (an assistant looks ahead then). `of_noun`: a day that belongs to a noun asks no verb after it."""
        while end > start and self.flat[end - 1] in ", ":
            end -= 1
        low, high = self.sentence(start, end)
        best: tuple[float, int, str] | None = None
        looks_back = False
        for sign, cues in ((1, self.rules.future), (-1, self.rules.past), (0, self.rules.either)):
            after = () if of_noun and self._of_a_noun(start, end) else cues.finditer(self.flat, end, high)
            for match in chain(cues.finditer(self.flat, low, start), after):
                if self._accented(match.start()):
                    continue
                looks_back |= sign < 0
                if match.start() < start:
                    gap = self.flat[match.end() : start]
                    distance = float(len(gap))
                else:
                    gap = self.flat[end : match.start()]
                    distance = len(gap) + 8.0  # the verb before it governs, where both are as near
                distance += 25 * len(_BREAK.findall(gap)) + _LESS[sign]
                if best is None or distance < best[0]:
                    best = (distance, sign, match.group())
        if best is None:
            return 1 if self.assistant else 0
        if best[1] > 0 and self._done_before(low, start):
            return -1
        # "une réunion prévue lundi a été annulée": when it was to be is not when it was told
        return 0 if looks_back and not self.assistant and self.rules.announced.fullmatch(best[2]) else best[1]

    def _of_a_noun(self, start: int, end: int) -> bool:
        """True where a day belongs to a noun ("les billets du samedi", "Friday's price"): the verb after it says when
        something else happens."""
        before, after = self.rules.patterns.get("of_noun_before"), self.rules.patterns.get("of_noun_after")
        if self.assistant:
            return False
        if after is not None and after.match(self.flat, end):
            return True
        return before is not None and before.search(self.flat, max(0, start - _REACH), start) is not None

    def nearest(self, ahead: int, back: int) -> int:
        """The days to a day that nothing places: of the one to come and the one gone by, the past a little nearer, of which
        news tells more."""
        return ahead if ahead * AHEAD <= back else -back

    def _done_before(self, low: int, start: int) -> bool:
        """True where a past participle that no verb governs stands right before ("un rapport remis en avril")."""
        done = self.rules.done
        match = done.form.search(self.text[low:start].lower()) if done is not None and not self.assistant else None
        if done is None or match is None or match.start("done") == 0:
            return False
        at = low + match.start("done")
        yet_to_come = done.not_done.fullmatch(self.flat, at, low + match.end("done"))
        return yet_to_come is None and done.not_before.search(self.flat, max(low, at - _REACH), at) is None

    def after_noon(self, start: int, end: int, hour: int) -> bool:
        """True for an hour that is one of the afternoon where it is told out of twelve and nothing more is said."""
        if self.assistant or hour not in self.rules.tables.get("afternoon_hours", ()):
            return False
        before_noon = self.rules.patterns.get("before_noon")
        return before_noon is None or before_noon.search(self.flat, *self.sentence(start, end)) is None

    def told_elsewhere(self, start: int) -> tuple[date, str] | None:
        """The day and clock time that a clock time in brackets right after them tells again, for another zone."""
        zoned = self.rules.patterns.get("zoned")
        at = bisect_left(self.clocks, (start,))
        if zoned is None or not at:
            return None
        end, day, time = self.clocks[at - 1]
        return (day, time) if start - end <= _REACH and zoned.fullmatch(self.flat, end, start) else None

    def quoted(self, start: int) -> bool:
        """True inside quotation marks that were opened in the same paragraph."""
        said = self.text[self.flat.rfind("\n", 0, start) + 1 : start]
        return said.count('"') % 2 == 1 or any(said.count(left) > said.count(right) for left, right in _QUOTES)

    def day_of_speech(self, start: int) -> date | None:
        """The eve of the publication, where quoted speech says "ce soir" and the text spoke of the eve last and never of
        the day itself: the morning's paper tells what was said the evening before."""
        if self.today is None or self.assistant or self.now is not None:
            return None
        before = bisect_left(self.days, (start,))
        spoken_of = any(day == self.today and not self.flat[:stop].endswith(str(day.year), at) for at, stop, day in self.days)
        if not before or spoken_of or not self.quoted(start):
            return None
        eve = self.days[before - 1][2]
        return eve if (self.today - eve).days == 1 else None

    def _accented(self, at: int) -> bool:
        """True where a word of one letter has an accent, which tells it from a verb ("à huit heures", "a huit enfants")."""
        flat = self.flat
        return not flat[at + 1 : at + 2].isalpha() and self.text[at].lower() != flat[at]

    def day_of_hour(self, start: int, end: int, hour: int) -> date | None:
        """The day of an hour: where a night was told of last, an hour before noon is of the morning after it."""
        at = bisect_left(self.nights, (start,))
        if at and not self.speaks_of_a_day(start, end) and (hour < 12 or hour >= 20):
            where, night = self.nights[at - 1]
            before = bisect_left(self.days, (start,))
            if not before or self.days[before - 1][0] <= where:
                return values.shift(night, 1) if hour < 12 else night
        day = self.near_day(start, end)
        return self._morning_after(day, start, end) if hour < _MORNING and day is not None else day

    def _morning_after(self, day: date, start: int, end: int) -> date:
        """The day after, for an early hour told after an hour of that evening ("lundi à 22 h 15 ... vers 4 heures")."""
        at = bisect_left(self.clocks, (start,))
        if not at or self.speaks_of_a_day(start, end) or self.clocks[at - 1][1] != day or self.clocks[at - 1][2] < _EVENING:
            return day
        after = values.shift(day, 1)
        return after if after is not None and (self.today is None or after <= self.today) else day

    def not_yet(self, day: date | None, time: str, start: int, end: int) -> bool:
        """True for a time of the day of publication that was still to come, where the sentence looks back."""
        if self.now is None or self.assistant or day != self.today or time <= self.now.strftime("%H:%M"):
            return False
        return self.direction(start, end) < 0

    def night_told(self, start: int, end: int) -> date | None:
        """The night told of last, where the sentence names no day."""
        at = bisect_left(self.nights, (start,))
        return self.nights[at - 1][1] if at and not self.speaks_of_a_day(start, end) else None

    def near_day(self, start: int, end: int) -> date | None:
        """The day that the sentence speaks of, else the last one named (if it is not far from the publication), else
        the day of publication."""
        low, high = self.sentence(start, end)
        here = [(min(abs(at - end), abs(start - stop)), day) for at, stop, day in self._days(low, high)]
        if here:
            return min(here, key=lambda item: item[0])[1]
        before = bisect_left(self.days, (start,))
        for _, _, day in reversed(self.days[max(0, before - _FORMER) : before]):
            if self.today is None or abs((day - self.today).days) <= 7:
                return day
        return self.today

    def _days(self, low: int, high: int) -> list[tuple[int, int, date]]:
        return self.days[bisect_left(self.days, (low,)) : bisect_left(self.days, (high,))]

    def day_beside(self, end: int) -> date | None:
        """The day named right after a comma, in apposition."""
        following = self._days(end, end + 7)
        little = self.rules.patterns.get("little")
        gap = self.flat[end : following[0][0]].lstrip(", ") if following else "-"
        return following[0][2] if not gap or (little is not None and little.fullmatch(gap)) else None

    def day_told_last(self, start: int) -> date | None:
        """The last day that the sentence before names, in the same paragraph."""
        low, _ = self.sentence(start, start)
        if low < 2 or "\n" in self.flat[low - 2 : low]:
            return None
        before, _ = self.sentence(low - 2, low - 2)
        named = self._days(before, low)
        return named[-1][2] if named else None

    def speaks_of_a_day(self, start: int, end: int) -> bool:
        """True when the sentence around a span names a day."""
        return bool(self._days(*self.sentence(start, end)))

    def days_before(self, start: int, end: int) -> list[date]:
        """The days that the sentence names before a span."""
        low, _ = self.sentence(start, end)
        return [day for _, _, day in self._days(low, start)]

    def years_before(self, start: int, end: int) -> list[str]:
        """The bare years that the sentence names before a span."""
        low, _ = self.sentence(start, end)
        return [year for _, year in self.years[bisect_left(self.years, (low,)) : bisect_left(self.years, (start,))]]

    def text_day(self, start: int) -> date | None:
        """The last day named before, else the day of publication."""
        before = bisect_left(self.days, (start,))
        return self.days[before - 1][2] if before else self.today

    def text_year(self, start: int) -> date | None:
        """A day in the last year named shortly before, as far as the text names one there."""
        low = start - _FAR
        years = self.years[bisect_left(self.years, (low,)) : bisect_left(self.years, (start,))]
        former = [(at, date(int(year), 7, 1)) for at, year in years] + [(at, day) for at, _, day in self._days(low, start)]
        return max(former)[1] if former else self.today
