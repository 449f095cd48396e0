"""How well dates are found and valued on public, labelled data: French news (WiNER-fr), assistant sentences (the specs of
Recognizers-Text, the corpora of duckling) and English news with TIMEX3 values (MEANTIME).

Every finder, ours or a peer's, is a function from a `Case` to `Answer`s, so that one scorer serves all. The rules of scoring:

- WiNER-fr marks absolute dates without a value. A date with its year is worth what it says; a day and month the year nearest
  to the day of the document. `bare`: mentions that are a number alone and touch no marked date or hour, per 1,000 words.
- Specs: values of a day or coarser and durations; clock times, parts of the day and sets are neither asked for nor counted
  against a finder. A sentence is right when every value is found and nothing else is. Any of the readings of the gold (past or
  future) is right; the end of an interval may be a day off. Sentences without a known reference day are left out.
- MEANTIME: overlap with a TIMEX3 of the gold (relaxed), and overlap with the very same value.
"""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from bench.quality.parts import held
from recoupe import timex
from recoupe.languages import load
from recoupe.timex.values import extent, length

Extent = tuple[int, int]
"""The first day and the day after the last, as ordinals of the calendar."""

_DAY_MINUTES = 24 * 60
_SPECS = ("DateTimeModel", "DateParser", "DatePeriodParser", "DateTimeParser", "DurationParser", "HolidayParser", "MergedParser")
_MORE_SPECS = ("DateTimeModelComplexCalendar", "DateTimeModelCalendarMode", "DateTimeModelExperimentalMode")
_ANNOTATED = 6  # lines of a document of MEANTIME in which every time is annotated; further down hardly any is
_KEPT = {"date", "daterange", "datetime", "duration"}
_GRAINS = {"day": 1, "week": 7, "month": 31, "quarter": 92, "year": 366}


@dataclass(frozen=True, slots=True)
class Case:
    """A text to find dates in, the day it is from, whether an assistant is spoken to (a bare weekday is the coming one), and
    whether all that TimeML marks is asked for (also the two dates of an interval)."""

    id: str
    text: str
    language: str
    today: str
    assistant: bool = False
    full: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What a finder says: the span, its days or its length in seconds, whether it is finer than a day or a set (then it
    counts neither for nor against), and the TIMEX3 value where the finder gives one. `moment`: the finder knows only days,
    also where a month or a year is written."""

    start: int
    end: int
    days: Extent | None = None
    seconds: float | None = None
    timed: bool = False
    value: str = ""
    type: str = ""
    moment: bool = False


Finder = Callable[[Case], Sequence[Answer]]


def ours(case: Case) -> list[Answer]:
    """The finder of this package."""
    reference = timex.Reference(case.today, convention="assistant" if case.assistant else "news")
    out = []
    mentions = timex.find(case.text, load(case.language), reference, full=case.full)
    whole = {m.span for m, inner in pairwise(mentions) if "/" in (m.value or "") and inner.span.end <= m.span.end}
    for mention in mentions:
        if mention.span in whole:
            continue
        start, end, value = mention.span.start, mention.span.end, mention.value or ""
        days, seconds = measured(value, case.today)
        out.append(Answer(start, end, days, seconds, mention.type == "SET", value, mention.type))
    return out


def measured(value: str, today: str) -> tuple[Extent | None, float | None]:
    """A TIMEX3 value as days or as a length in seconds (a month of 30 days, a year of 365, as the specs count)."""
    if value == "PRESENT_REF":
        now = date.fromisoformat(today[:10]).toordinal()
        return (now, now + 1), None
    long = length(value)
    if long is not None:
        years, months = divmod(long[0], 12)
        return None, (years * 365 + months * 30) * 86400 + long[1]
    reach = extent(value)
    return (_days(reach[0], reach[1]) if reach else None), None


def _days(start: int, stop: int) -> Extent:
    return start // _DAY_MINUTES, (stop - 1) // _DAY_MINUTES + 1


def _touch(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return a[0] < b[1] and b[0] < a[1]


# ---------------------------------------------------------------- French news: WiNER-fr


@dataclass(frozen=True, slots=True)
class Marked:
    """A document with its marked dates (start, end, kind of date, value where one can be told) and hours."""

    case: Case
    dates: tuple[tuple[int, int, str, str | None], ...]
    hours: tuple[tuple[int, int], ...]
    words: int


_MONTHS = ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"]
_WEEKDAY = r"(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) )?"
_FULL = re.compile(rf"{_WEEKDAY}(\d\d?) ?(?:er)? ({'|'.join(_MONTHS)}) (\d{{4}})", re.I)
_PARTIAL = re.compile(rf"{_WEEKDAY}(\d\d?) ?(?:er)? ({'|'.join(_MONTHS)})", re.I)
_MONTH = re.compile(rf"(?:de |d')?({'|'.join(_MONTHS)}) (\d{{4}})", re.I)
_BARE = re.compile(r"(?:[a-zàéû']+ )?\d[\d ]*|\d+\W*", re.I)


def winer(shared: Path) -> list[Marked]:
    """The visible half of WiNER-fr."""
    out = []
    with gzip.open(shared / "data" / "winer_fr" / "docs.jsonl.gz", "rt", encoding="utf-8") as lines:
        for raw in map(json.loads, lines):
            dates = [(s["start"], s["end"], *_kind(s["text"], raw["dct"])) for s in raw["spans"] if s["type"] == "Date"]
            hours = [(s["start"], s["end"]) for s in raw["spans"] if s["type"] == "Hour"]
            case = Case(raw["id"], raw["text"], "fr", raw["dct"], full=True)
            out.append(Marked(case, tuple(dates), tuple(hours), len(raw["text"].split())))
    return out


def _kind(text: str, dct: str) -> tuple[str, str | None]:
    """What kind of date a marked span is, and its value."""
    if match := _FULL.fullmatch(text):
        return "full", _iso(int(match[3]), _MONTHS.index(match[2].lower()) + 1, int(match[1]))
    if match := _PARTIAL.fullmatch(text):
        today, month, day = date.fromisoformat(dct), _MONTHS.index(match[2].lower()) + 1, int(match[1])
        options = [v for y in (today.year - 1, today.year, today.year + 1) if (v := _iso(y, month, day))]
        return "day_month", min(options, key=lambda v: abs((date.fromisoformat(v) - today).days), default=None)
    if match := _MONTH.fullmatch(text):
        return "month_year", f"{match[2]}-{_MONTHS.index(match[1].lower()) + 1:02d}"
    if re.fullmatch(r"\d{4}", text):
        return "year", text
    return "other", None


def _iso(year: int, month: int, day: int) -> str | None:
    found = timex.safe_date(year, month, day)
    return found.isoformat() if found else None


def score_winer(documents: Iterable[Marked], finder: Finder, misses: Counter[str] | None = None) -> dict[str, float]:
    """Marks over documents: shares of the marked dates, and wrong bare numbers per 1,000 words."""
    found: Counter[str] = Counter()
    words = bare = 0
    for marked in documents:
        answers = [a for a in finder(marked.case) if a.seconds is None and a.type not in ("SET", "DURATION")]
        words += marked.words
        spans = [(a.start, a.end) for a in answers]
        for start, end, kind, value in marked.dates:
            found["dates"] += 1
            found[kind] += 1
            near = [a for a in answers if _touch((start, end), (a.start, a.end))]
            found["overlap"] += bool(near)
            found["exact"] += (start, end) in spans
            target = _days_of(value)
            right = target is not None and any(_is(a, target) for a in near)
            found[f"{kind} value"] += right
            if misses is not None and (not near or (target and not right) or (start, end) not in spans):
                told = "; ".join(f"{marked.case.text[a.start : a.end]} = {a.value}" for a in near)
                beside = marked.case.text[max(0, start - 40) : end + 25].replace("\n", "/")
                what = "miss" if not near else "value" if not right and target else "span"
                misses[f"winer {what} {marked.case.id}: {marked.case.text[start:end]!r} {value} <{told}> ...{beside}"] += 1
        gold = [(s, e) for s, e, *_ in marked.dates] + list(marked.hours)
        for answer in answers:
            text = marked.case.text[answer.start : answer.end]
            if _BARE.fullmatch(text) and not any(_touch((answer.start, answer.end), span) for span in gold):
                bare += 1
                if misses is not None:
                    beside = marked.case.text[max(0, answer.start - 40) : answer.end + 25].replace("\n", "/")
                    misses[f"winer bare {marked.case.id}: {text!r} = {answer.value} ...{beside}"] += 1
    marks = {name: found[name] / max(1, found["dates"]) for name in ("overlap", "exact")}
    marks |= {kind: found[f"{kind} value"] / max(1, found[kind]) for kind in ("full", "day_month", "month_year", "year")}
    return marks | {"bare": 1000 * bare / max(1, words)}


def _is(answer: Answer, days: Extent) -> bool:
    return answer.days == days or (answer.moment and answer.days is not None and days[0] <= answer.days[0] < days[1])


def _days_of(value: str | None) -> Extent | None:
    reach = extent(value) if value else None
    return _days(*reach) if reach else None


# ---------------------------------------------------------------- assistant sentences: specs


@dataclass(frozen=True, slots=True)
class Reading:
    """One value that is right: days (0 where an interval is open) or seconds; the end of an interval may be a day off."""

    days: Extent | None = None
    seconds: float | None = None
    interval: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """A value that a sentence holds: where (None: the whole text), and the readings that are right."""

    span: tuple[int, int] | None
    kept: bool
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    case: Case
    wanted: tuple[Wanted, ...]
    group: str


def recognizers(shared: Path, language: str) -> list[Sentence]:
    """The date specs of Recognizers-Text that have a reference day (or want nothing)."""
    out = []
    for spec in (*_SPECS, *_MORE_SPECS):
        path = shared / "data" / "ms_recognizers" / f"{language}_{spec}.jsonl"
        for raw in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            if raw["ref"] is None and raw["ref_how"] != "none_needed":
                continue
            wanted = [item for gold in raw["gold"] if (item := _wanted(gold, raw["text"]))]
            if wanted and not any(item.kept for item in wanted):
                continue
            today = (raw["ref"] or "2016-11-07T00:00:00")[:19]
            group = "supported" if raw["py_supported"] else "unsupported"
            out.append(Sentence(Case(raw["id"], raw["text"], language, today, assistant=True), tuple(wanted), group))
    return out


def _wanted(gold: Mapping[str, Any], text: str) -> Wanted | None:
    start, end = gold["start"], gold["end"]
    span = None if start is None or end is None else (start, end)
    value = gold["value"] or {}
    rows: list[Mapping[str, str]] = (gold["resolution"] or {}).get("values") or value.get("values") or []
    rows = [*rows, *(value[side] for side in ("PastResolution", "FutureResolution") if value.get(side))]
    readings = tuple(r for row in rows for r in _readings(row))
    return Wanted(span, gold["type"] in _KEPT and bool(readings), readings)


def _readings(row: Mapping[str, str]) -> Iterator[Reading]:
    seconds = row.get("duration") or (row.get("value") if row.get("type") == "duration" else None)
    if seconds and re.fullmatch(r"[\d.]+", seconds):
        yield Reading(seconds=float(seconds))
        return
    single = _ordinal(row.get("date") or row.get("dateTime") or row.get("value"))
    first = _ordinal(row.get("startDate") or row.get("startDateTime") or row.get("start"))
    last = _ordinal(row.get("endDate") or row.get("endDateTime") or row.get("end"))
    if single:
        yield Reading((single, single + 1))
    elif first and last:
        yield Reading((first, last), interval=True)
        if (row.get("timex") or row.get("Timex") or "").startswith("("):
            yield from _inclusive(first, last)
    elif first:
        yield Reading((first, 0), interval=True)
    elif last:
        yield Reading((0, last), interval=True)


def _inclusive(first: int, last: int) -> Iterator[Reading]:
    """ "From March to June" ends for these specs where June begins; the whole of June is as good a reading."""
    begin, end = date.fromordinal(first), date.fromordinal(last)
    if (begin.month, begin.day, end.month, end.day) == (1, 1, 1, 1):
        yield Reading((first, _after(last, "year")), interval=True)
    if begin.day == end.day == 1:
        yield Reading((first, _after(last, "month")), interval=True)


def _ordinal(text: str | None) -> int | None:
    match = re.match(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", text or "")
    found = timex.safe_date(int(match[1]), int(match[2] or 0) or 1, int(match[3] or 0) or 1) if match else None
    return found.toordinal() if found else None


def duckling(shared: Path, language: str) -> list[Sentence]:
    """Time expressions of duckling's corpus whose grain is a day or coarser; bare weekdays look ahead."""
    out = []
    path = shared / "data" / "duckling" / f"{language}_Time.jsonl"
    for raw in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        expected = raw["expected"]
        if not expected or expected.get("grain") not in _GRAINS:
            continue
        readings = tuple(_expected(expected))
        case = Case(raw["id"], raw["text"], language, raw["ref"], assistant=True)
        out.append(Sentence(case, (Wanted(None, True, readings),), "all"))
    return out


def _expected(expected: Mapping[str, str]) -> Iterator[Reading]:
    if expected["kind"] == "interval":
        first, last = _ordinal(expected["from"]), _ordinal(expected["to"])
        if first and last:
            yield Reading((first, last), interval=True)
        return
    first = _ordinal(expected["value"])
    if first is None:
        return
    if expected["kind"] == "open_interval":
        yield Reading((0, first) if expected.get("direction") == "before" else (first, 0), interval=True)
        return
    yield Reading((first, _after(first, expected["grain"])))


def _after(first: int, grain: str) -> int:
    """The day after a period of that grain that begins on a day."""
    day = date.fromordinal(first)
    if grain in ("day", "week"):
        return first + _GRAINS[grain]
    months = {"month": 1, "quarter": 3, "year": 12}[grain]
    total = day.year * 12 + day.month - 1 + months
    return date(total // 12, total % 12 + 1, 1).toordinal()


def _fits(answer: Answer, wanted: Wanted) -> bool:
    for reading in wanted.readings:
        if reading.seconds is not None:
            if answer.seconds is not None and abs(answer.seconds - reading.seconds) <= 0.005 * reading.seconds:
                return True
        elif reading.days is not None and answer.days is not None and _same_days(answer.days, reading):
            return True
    return False


def _same_days(found: Extent, reading: Reading) -> bool:
    first, last = reading.days or (0, 0)
    if not last:  # "since 4 June": the day it rests on is what is asked for
        return first in found
    if not first:
        return last in found or last == found[1] - 1
    return found[0] == first and abs(found[1] - last) <= reading.interval


def score_sentences(sentences: Iterable[Sentence], finder: Finder, misses: Counter[str] | None = None) -> dict[str, float]:
    """Strict: the share of sentences with every value and nothing else. Recall: the share of the values."""
    right = total = values = hit = 0
    for sentence in sentences:
        answers = finder(sentence.case)
        kept = [w for w in sentence.wanted if w.kept]
        dropped = [w.span for w in sentence.wanted if not w.kept and w.span]
        counted = [a for a in answers if not a.timed and not any(_touch((a.start, a.end), span) for span in dropped)]
        open_ = list(counted)
        matched = 0
        for wanted in kept:
            fitting = [a for a in open_ if _fits(a, wanted) and (wanted.span is None or _touch(wanted.span, (a.start, a.end)))]
            if fitting:
                matched += 1
                open_ = [a for a in open_ if a not in fitting]  # two answers that are both right are no error
        total, values, hit = total + 1, values + len(kept), hit + matched
        good = matched == len(kept) and not open_
        right += good
        if misses is not None and not good:
            told = "; ".join(f"{sentence.case.text[a.start : a.end]!r} = {a.value}" for a in answers)
            want = "; ".join(_told(w, sentence.case.text) for w in kept)
            misses[f"{sentence.case.id} {sentence.group} [{sentence.case.today}] {sentence.case.text!r} WANT {want} GOT {told}"] += 1
    return {"strict": right / max(1, total), "recall": hit / max(1, values)}


def _told(wanted: Wanted, text: str) -> str:
    def side(ordinal: int) -> str:
        return date.fromordinal(ordinal).isoformat() if ordinal else ".."

    spelled = sorted({f"{side(r.days[0])}:{side(r.days[1])}" if r.days else f"{r.seconds:.0f}s" for r in wanted.readings})
    return f"{text[wanted.span[0] : wanted.span[1]]!r} {'|'.join(spelled)}" if wanted.span else "|".join(spelled)


# ---------------------------------------------------------------- English news: MEANTIME


@dataclass(frozen=True, slots=True)
class Valued:
    """A document with its TIMEX3 (start, end, type, value)."""

    case: Case
    times: tuple[tuple[int, int, str, str], ...]


def meantime(shared: Path) -> list[Valued]:
    """The visible half of MEANTIME, as far as times are annotated; the day of the document is its dateline, the second line."""
    out = []
    with gzip.open(shared / "data" / "meantime_en" / "docs.jsonl.gz", "rt", encoding="utf-8") as lines:
        for raw in map(json.loads, lines):
            times = [(m["start"], m["end"], m["type"], m["value"]) for m in raw["mentions"] if m["kind"] == "TIMEX3" and m["text"]]
            dateline = raw["text"].split("\n", 2)[1]
            start = len(raw["text"].split("\n", 1)[0]) + 1
            stated = [value for s, _, _, value in times if start <= s < start + len(dateline)]
            today = next((v for v in stated if re.fullmatch(r"\d{4}-\d\d-\d\d", v)), None)
            if today:
                text = "\n".join(raw["text"].split("\n")[:_ANNOTATED])
                out.append(Valued(Case(raw["id"], text, "en", today, full=True), tuple(times)))
    return out


def score_meantime(documents: Iterable[Valued], finder: Finder, misses: Counter[str] | None = None) -> dict[str, float]:
    """F1 of spans that overlap, and of those whose value is the same too (every value of the gold counts, also vague ones)."""
    gold = found = overlap = same = 0
    for document in documents:
        answers = list(finder(document.case))
        gold, found = gold + len(document.times), found + len(answers)
        left = list(answers)
        for start, end, kind, value in document.times:
            near = [a for a in left if _touch((start, end), (a.start, a.end))]
            right = [a for a in near if _normal(a.value) == _normal(value)]
            if near:
                overlap += 1
                left.remove((right or near)[0])
            same += bool(right)
            if misses is not None and not right:
                told = "; ".join(f"{document.case.text[a.start : a.end]} = {a.value}" for a in near)
                beside = document.case.text[max(0, start - 40) : end + 25].replace("\n", "/")
                what = "value" if near else "miss"
                misses[f"meantime {what} {document.case.id}: {document.case.text[start:end]!r} {kind} {value} <{told}> ...{beside}"] += 1
        for answer in left:
            if misses is None:
                break
            beside = document.case.text[max(0, answer.start - 40) : answer.end + 25].replace("\n", "/")
            text = document.case.text[answer.start : answer.end]
            misses[f"meantime extra {document.case.id}: {text!r} = {answer.value} ...{beside}"] += 1
    return {"relaxed": _f1(overlap, found, gold), "value": _f1(same, found, gold)}


def _f1(right: int, found: int, gold: int) -> float:
    return 2 * right / max(1, found + gold)


def _normal(value: str) -> str:
    return re.sub(r"(?<=T\d\d:\d\d)(?::00)?Z?$", "", value)


# ---------------------------------------------------------------- all together


@cache
def sets(shared: Path) -> Mapping[str, tuple[Callable[..., dict[str, float]], tuple[Any, ...]]]:
    """The scorer and the cases of every set, by its name."""
    specs = {language: recognizers(shared, language) for language in ("fr", "en")}
    out: dict[str, tuple[Callable[..., dict[str, float]], tuple[Any, ...]]] = {"winer": (score_winer, tuple(winer(shared)))}
    for group in ("supported", "unsupported"):
        out[f"recognizers_fr_{group}"] = (score_sentences, tuple(s for s in specs["fr"] if s.group == group))
    out["recognizers_en_supported"] = (score_sentences, tuple(s for s in specs["en"] if s.group == "supported"))
    out["duckling_fr"] = (score_sentences, tuple(duckling(shared, "fr")))
    out["duckling_en"] = (score_sentences, tuple(duckling(shared, "en")))
    out["meantime"] = (score_meantime, tuple(meantime(shared)))
    return out


def split(cases: Iterable[Any]) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """All cases, those that may be read, and those that are only scored."""
    every = tuple(cases)
    yield "seen", tuple(c for c in every if not held(c.case.id))
    yield "held", tuple(c for c in every if held(c.case.id))
    yield "all", every


def measure_finder(shared: Path, finder: Finder, misses: Counter[str] | None = None) -> dict[str, float]:
    """All marks of a finder; only misses of the cases that may be read are told."""
    marks: dict[str, float] = {}
    for name, (score, cases) in sets(shared).items():
        for part, chosen in split(cases):
            scored = score(chosen, finder, misses if part == "seen" else None)
            marks |= {f"{name}.{part}.{what}": value for what, value in scored.items()}
    return marks


def measure(shared: Path, verbose: bool = False) -> dict[str, float]:
    """The marks of this package's dates. `verbose` prints the misses of the part that may be read."""
    misses: Counter[str] = Counter()

    def remembered(case: Case) -> list[Answer]:
        return known.setdefault((case.id, case.language), ours(case))

    known: dict[tuple[str, str], list[Answer]] = {}
    marks = measure_finder(shared, remembered, misses if verbose else None)
    for line, count in sorted(misses.items()):
        print(f"    {line}" + (f" ({count})" if count > 1 else ""))
    return marks
