"""When an article appeared: read from its byline or dateline, inferred from what it says of time, or from the other
reports of its story. Never guessed: each answer names what it rests on, and there is none where nothing supports it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from recoupe import text as texts
from recoupe import timex
from recoupe.languages import Language
from recoupe.records import Article, DateMention, Examined, Published, Span
from recoupe.timex import epochs

_DAY = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d)?$")
_YEARLESS = re.compile(r"XXXX-(\d\d)-(\d\d)")
_WEEKDAY = re.compile(r"XXXX-WXX-([1-7])(T\w+)?$")
_SEPARATOR = re.compile(r"(?:^|[|–—·•,:;/(\[-]|\s)\s*$")
_STRONG_SEPARATOR = re.compile(r"[|–—·•-]\s*$")
_AGENCY = re.compile(r"\s{0,2}[(\[]\s?[A-Z][\w. /-]{1,24}[)\]]\s{0,2}[–—:-]|\s{0,2}[(\[]\s?[A-Z][A-Z/ .-]{1,20}[)\]]")
_TOP, _LINE = 45, 160  # lines of a page in which a dateline without a cue is looked for; its greatest length
_NEAR = 5  # days between a day that peers speak of and the day one of them appeared
_COPIED, _AHEAD = 0.22, 1.5  # share of word triples in a peer, and how far ahead of the next peer, to call it the source
_REWRITTEN, _FAR_AHEAD = 0.08, 2.0  # the same for a rewrite, which must also name a day shortly before
_SHORTLY = 7


@dataclass(frozen=True, slots=True)
class _Reading:
    """A date that a line states: the higher the `rank`, the more it is the day of publication."""

    rank: float
    line: int
    value: str
    span: Span


# ---------------------------------------------------------------- stated


def stated(text: str, language: Language, title: str | None = None) -> tuple[Published, Span] | None:
    """The day (and time) of publication that the visible text states, with the span it was read from.

    Takes "Publié le 14/10/2025 à 13h05", a date alone on its line or beside a byline, an agency's dateline ("Grenoble,
    14 oct. 2025 (AFP) –") and the headline of a day's digest; "published" wins over "updated". A date without its year,
    an age ("5 days ago") and the dates of captions and of the story itself are none."""
    table = language.table("dates").get("publication", {})
    if not table:
        return None
    readings: list[_Reading] = []
    for number, line in enumerate(texts.lines(text)):
        if len(line) <= _LINE or number < _TOP:
            readings += _line_readings(text, line, number, language)
    if not readings:
        return None
    headline = _headline_line(text, title)
    best = max(readings, key=lambda r: (r.rank - (0.4 if headline is not None and r.line < headline - 3 else 0), -r.line))
    return Published(best.value, "stated", best.span.of(text)), best.span


def _headline_line(text: str, title: str | None) -> int | None:
    wanted = texts.folded(title or "")
    if len(wanted) < 12:
        return None
    for number, line in enumerate(texts.lines(text)[: 4 * _TOP]):
        if texts.folded(line.of(text)) == wanted:
            return number
    return None


def _line_readings(text: str, line: Span, number: int, language: Language) -> Iterable[_Reading]:
    start = Span(line.start, min(line.end, line.start + _LINE))
    if not any(char.isdigit() for char in text[start.start : start.end]):
        return
    mentions = timex.find(text, language, timex.Reference(), start)
    last, row = line.start, _Line(text, line, number, mentions)
    for mention in mentions:
        if not _DAY.match(mention.value or "") or mention.anchor is not None:
            continue
        rank = _rank(row, texts.folded(text[last : mention.span.start]), mention.span, language)
        last = mention.span.end
        if rank:
            value, span = _with_clock(text, mention, mentions)
            yield _Reading(rank, number, value, span)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the page with the times found in it."""

    text: str
    span: Span
    number: int
    mentions: tuple[DateMention, ...]


def _rank(row: _Line, lead: str, span: Span, language: Language) -> float:
    """How surely a full date of a line is the day of publication; 0 where it is not. `lead` is what stands before it."""
    table = language.table("dates")["publication"]
    text, line, number = row.text, row.span, row.number
    if len(line) <= _LINE:
        if any(cue in lead for cue in table.get("updated", ())):
            return 1.0
        if any(re.search(rf"(?<!\w){re.escape(cue)}(?!\w)", lead[-40:]) for cue in table.get("published", ())):
            return 4.0 if number < _TOP else 2.5
    if number >= _TOP:
        return 0.0
    if span.start - line.start <= 60 and _AGENCY.match(text, span.end):
        return 3.5
    if len(line) <= _LINE and _is_dateline(text, line, row.mentions, language):
        return 3.0 - number / 100
    pattern = table.get("headline")
    if pattern and number < 6 and re.search(pattern, texts.fold(text[line.start : span.start]).text):
        return 2.0
    return 0.0


def _is_dateline(text: str, line: Span, mentions: Sequence[DateMention], language: Language) -> bool:
    """True when nothing but names, separators and byline words stands beside the times of the line."""
    table = language.table("dates")["publication"]
    if text[line.end - 1] in '!?»”"' or (text[line.end - 1] == "." and len(line) > 60):
        return False
    rest, last = [], line.start
    for mention in mentions:
        rest.append(text[last : mention.span.start])
        last = mention.span.end
    rest.append(text[last : line.end])
    if set(table.get("not_byline", ())) & set(re.findall(r"\w+|©", texts.folded(line.of(text)))):
        return False
    known = set(table.get("byline", ()))
    words = [word for piece in rest for word in re.findall(r"[^\W_]+", piece)]
    strange = [w for w in words if not w[0].isupper() and not w.isdigit() and texts.folded(w) not in known]
    numbers = [w for w in words if w.isdigit()]
    full = next(m for m in mentions if _DAY.match(m.value or ""))
    lead = text[line.start : full.span.start]
    timed = any("T" in (m.value or "") for m in mentions)
    allowed = 1 if not lead or timed or _STRONG_SEPARATOR.search(lead) else 0  # one odd word, where the date stands clear
    return len(words) <= 12 and len(strange) <= allowed and len(numbers) <= 2 and bool(_SEPARATOR.search(lead))


def _with_clock(text: str, mention: DateMention, mentions: Sequence[DateMention]) -> tuple[str, Span]:
    """The day with the clock time that stands right beside it ("19:05, 6 Nov 2025")."""
    value, span = mention.value or "", mention.span
    if "T" in value:
        return value, span
    for other in mentions:
        clock = re.search(r"T(\d\d:\d\d)$", other.value or "")
        if clock is None or other is mention:
            continue
        between = text[min(span.end, other.span.end) : max(span.start, other.span.start)]
        if len(between) <= 5 and not any(char.isalnum() for char in between):
            return f"{value}T{clock.group(1)}", Span(min(span.start, other.span.start), max(span.end, other.span.end))
    return value, span


# ---------------------------------------------------------------- inferred from the article


def infer(article: Article, language: Language, today: str) -> Published | None:
    """The day of publication from the article alone: a counted day ("Jour 1231 de résistance"), an agency's dateline
    without a year, "ce vendredi 4 juillet". `today` is the last day it can be (ISO); the most recent year that fits is
    taken. Where weekday, day and month fix no more than the year, the date is the year alone ("2025")."""
    limit = _parse(today)
    if limit is None or not language.table("dates"):
        return None
    head = (article.title + "\n" if article.title else "") + article.text
    titled = stated(article.title or "", language)
    if titled and (day := _parse(titled[0].date)) and day <= limit:
        return titled[0]
    for counted in epochs.find(head, language):
        if counted.span.start < 600 and counted.day <= limit.isoformat():
            return Published(counted.day, "inferred", counted.span.of(head))
    return _from_weekday_dates(article, language, limit)


def _from_weekday_dates(article: Article, language: Language, limit: date) -> Published | None:
    """The most recent year in which every "vendredi 4 juillet" of the text falls on its weekday."""
    this = tuple(language.table("dates").get("publication", {}).get("this", ()))
    dated: list[tuple[DateMention, int, int, int]] = []
    for mention in timex.find(article.text, language, timex.Reference()):
        match = _YEARLESS.match(mention.value or "")
        weekday = timex.weekday(mention.exact, language)
        if match and weekday:
            dated.append((mention, int(match[1]), int(match[2]), weekday))
    if not dated:
        return None
    for year in range(limit.year, limit.year - 7, -1):
        days = [timex.safe_date(year, month, day) for _, month, day, _ in dated]
        fits = [d is not None and d.isoweekday() == item[3] and d <= limit + timedelta(days=1) for d, item in zip(days, dated)]
        if not all(fits):
            continue
        for (mention, *_), day in zip(dated, days):
            if day is not None and (texts.folded(mention.exact).startswith(this) or _is_today(article.text, mention, language)):
                return Published(day.isoformat(), "inferred", mention.exact)
        return Published(f"{year:04d}", "inferred", dated[0][0].exact)
    return None


def _is_today(text: str, mention: DateMention, language: Language) -> bool:
    """True for "It's Friday 24 April"."""
    pattern = language.table("dates").get("publication", {}).get("today_is")
    before = texts.fold(text[max(0, mention.span.start - 24) : mention.span.start]).text
    lead = before if before.endswith(" ") else before + " "
    return bool(pattern) and re.search(rf"(?<!\w){pattern}", lead) is not None


def _parse(value: str | None) -> date | None:
    match = re.match(r"(\d{4})-(\d\d)-(\d\d)", value or "")
    return timex.safe_date(int(match[1]), int(match[2]), int(match[3])) if match else None


# ---------------------------------------------------------------- inferred from peers


def from_peers(examined: Examined, peers: Sequence[Examined], language: Language) -> Published | None:
    """The day of publication from other reports of the same story whose days are known; None when nothing in the
    article itself points to one of their days.

    In this order: its latest day without a year, given the peers' year, when the text also names that weekday; "ce
    vendredi", "dans la nuit de lundi à mardi" or a bare weekday, when peers appeared on or speak of such a day; the day
    of a dated peer that the article visibly rewrites."""
    published = sorted(day for peer in peers if (day := _parse(peer.article.published.date)))
    if not published or not language.table("dates"):
        return None
    middle = published[len(published) // 2]
    mentions = timex.find(examined.article.text, language, timex.Reference())
    days = [(m, day) for m in mentions if (day := _with_year(m.value, middle))]
    latest = max((day for _, day in days if day <= published[-1] + timedelta(days=3)), default=None)
    ahead = _looking_ahead(examined.article.text, middle, language)
    reported = [m for m in mentions if m.span not in ahead or _is_this(m, language)]
    weekdays = [(m, wd) for m in reported if (wd := _reporting_weekday(m, language))]
    for mention, weekday in weekdays:
        if latest is not None and latest.isoweekday() == weekday and _close(latest, published):
            return Published(latest.isoformat(), "inferred", mention.exact)
    named = [(m, found) for m, weekday in weekdays if (found := _named_by_peers(weekday, latest, peers, published))]
    pointed = [item for item in named if _is_this(item[0], language)]
    if pointed or named:  # "ce vendredi", else the last of the days told as past
        mention, day = pointed[0] if pointed else max(named, key=lambda item: (item[1], -item[0].span.start))
        return Published(day.isoformat(), "inferred", mention.exact)
    return _from_source(examined, peers, latest, language)


def _looking_ahead(text: str, middle: date, language: Language) -> set[Span]:
    """The mentions that come out after the day they are read on, whichever of two days that is: told as future."""
    out: set[Span] = set()
    for today in (middle, middle + timedelta(days=1)):
        for mention in timex.find(text, language, timex.Reference(today.isoformat())):
            day = _parse(mention.value)
            if day is not None and day > today:
                out.add(mention.span)
    return out


def _close(day: date, published: Sequence[date]) -> bool:
    return any(abs((day - other).days) <= _NEAR for other in published)


def _with_year(value: str | None, middle: date) -> date | None:
    """A day of the text, its year taken from the peers where it states none."""
    match = _YEARLESS.match(value or "")
    if match is None:
        return _parse(value)
    options = [d for step in (-1, 0, 1) if (d := timex.safe_date(middle.year + step, int(match[1]), int(match[2])))]
    return min(options, key=lambda d: abs((d - middle).days), default=None)


def _reporting_weekday(mention: DateMention, language: Language) -> int | None:
    """The weekday on which the article seems to speak: the morning after, for a night."""
    match = _WEEKDAY.match(mention.value or "")
    if match is None or mention.type == "SET" or timex.points_ahead(mention.exact, language):
        return None
    weekday = int(match[1])
    return weekday % 7 + 1 if match[2] == "TNI" and timex.weekday_count(mention.exact, language) > 1 else weekday


def _is_this(mention: DateMention, language: Language) -> bool:
    return texts.folded(mention.exact).startswith(tuple(language.table("dates").get("publication", {}).get("this", ())))


def _named_by_peers(weekday: int, latest: date | None, peers: Sequence[Examined], published: Sequence[date]) -> date | None:
    """The day of that weekday that peers appeared on (three voices each) or speak of (one each)."""
    voices: Counter[date] = Counter()
    middle = published[len(published) // 2]
    for peer in peers:
        appeared = _parse(peer.article.published.date)
        named = {day for m in peer.dates if (day := _with_year((m.value or "")[:10], middle))}
        for day in named:
            voices[day] += 1
        if appeared is not None:
            voices[appeared] += 3
    scored = []
    for day, voice in voices.items():
        distance = min(abs((day - other).days) for other in published)
        if day.isoweekday() == weekday and distance <= _NEAR and (latest is None or day >= latest):
            scored.append((voice - 0.5 * distance, day))
    return max(scored)[1] if scored else None


def _from_source(examined: Examined, peers: Sequence[Examined], latest: date | None, language: Language) -> Published | None:
    own = texts.shingles(texts.stems(examined.article.text, language.code), 3)
    shares = []
    for peer in peers:
        other = texts.shingles(texts.stems(peer.article.text, language.code), 3)
        shares.append((len(own & other) / len(own) if own else 0.0, peer))
    shares.sort(key=lambda item: (-item[0], item[1].article.id))
    if not shares:
        return None
    (best, source), following = shares[0], shares[1][0] if len(shares) > 1 else 0.0
    day = _parse(source.article.published.date)
    if day is None or (latest is not None and day < latest):
        return None
    shortly = latest is not None and (day - latest).days <= _SHORTLY
    copied = best >= _COPIED and best >= _AHEAD * following
    rewritten = best >= _REWRITTEN and best >= _FAR_AHEAD * following and shortly and len(shares) > 1
    return Published(day.isoformat(), "inferred", source.article.source) if copied or rewritten else None
