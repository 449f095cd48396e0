"""When an article appeared: read from its byline or dateline, inferred from what it says of time, or from the other
reports of its story. Never guessed: each answer names what it rests on, and there is none where nothing supports it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
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
_FULL = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|\d[/.-]\d{1,2}[/.-]\d\d")  # without one of these no line states a day
_SEPARATOR = re.compile(r"(?:^|[|–—·•,:;/(\[-]|\s)\s*$")
_STRONG_SEPARATOR = re.compile(r"[|–—·•-]\s*$")
_CUT = re.compile(r"[|–—·•,:;/()\[\]-]\s*$")
_BAR = re.compile(r" [|•·] ")
_PARTED = re.compile(r"\w \s*[|–—·•-] \w")
_MOTTO = 5  # odd words of a line that bars part, before the date at its end
_CREDIT = re.compile(r" ?[|–—·•-] ?[^\W\d_]+(?: [\w'’.-]+){0,7}$")  # who brings it, after the date
_HOST = re.compile(r"\b[\w-]{2,60}(?:\.[a-z]{2,12})+\b")
_AGENCY = re.compile(r"\s{0,2}[(\[]\s?[A-Z][\w. /-]{1,24}[)\]]\s{0,2}[–—:-]|\s{0,2}[(\[]\s?[A-Z][A-Z/ .-]{1,20}[)\]]")
_COPYRIGHT = re.compile(r"(?:©|\(c\)|copyright)[^\n]{0,40}?((?:19|20)\d\d)(?!\d)", re.I)
_TOP, _LINE = 45, 160  # lines of a page in which a dateline without a cue is looked for; its greatest length
_PROSE = 100  # code points: a longer line that ends in a full stop is a paragraph
_SET_ASIDE = 600  # code points of the text that a byline taken for furniture stood before, at most
_OPENING, _BEARING = 600, 3000  # how far in a counted day is looked for, and how far around it for what it counts from
_RECENT = 305  # days before the day of reading: a year read from a weekday alone is believed that far back
_NEAR = 5  # days between a day that peers speak of and the day one of them appeared
_SOON = 3  # days: a weekday told as past so shortly after the day found speaks against it
_COPIED, _AHEAD = 0.22, 1.5  # share of word triples in a peer, and how far ahead of the next peer, to call it the source
_SHORTLY = 7  # days from the latest day an article names to the day of the text it is a copy of
_WEEKS = 60  # days between a day without a year and the day a peer appeared, to share its year


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
    an age ("5 days ago"), the dates of captions and any date of running text are none."""
    best = _best(text, language, title)
    return (Published(best.value, "stated", best.span.of(text)), best.span) if best else None


def stated_in(article: Article, language: Language) -> Published | None:
    """The day of publication that the article states: in its text, else in a byline that was set aside as furniture
    near its head (where those that stand there name one day only)."""
    best = _best(article.text, language, article.title)
    rank = best.rank if best else 0.0
    aside: dict[str, tuple[float, Published]] = {}
    for removed in article.removed:
        if removed.at > _SET_ASIDE or len(removed.exact) > _LINE or not _FULL.search(removed.exact):
            continue
        for reading in _line_readings(removed.exact, Span(0, len(removed.exact)), _TOP // 3, language):
            if reading.rank > rank:
                found = Published(reading.value, "stated", reading.span.of(removed.exact))
                aside[reading.value[:10]] = max(aside.get(found.date or "", (0.0, found)), (reading.rank, found), key=lambda x: x[0])
    if aside:
        highest = max(rank_ for rank_, _ in aside.values())
        clear = [found for rank_, found in aside.values() if rank_ == highest]
        if len(clear) == 1:
            return clear[0]
    return Published(best.value, "stated", best.span.of(article.text)) if best else None


def _best(text: str, language: Language, title: str | None) -> _Reading | None:
    if not language.table("dates").get("publication"):
        return None
    readings: list[_Reading] = []
    rows = texts.lines(text)
    told = 0  # paragraphs of prose so far
    for number, line in enumerate(rows):
        if (len(line) <= _LINE or number < _TOP) and _FULL.search(text, line.start, min(line.end, line.start + _LINE)):
            at_rest = told <= 1 or number == len(rows) - 1
            readings += _line_readings(text, line, number, language, at_rest)
        told += len(line) > _PROSE and text[line.end - 1] in '.»”"'
    if len(readings) < 2:
        return readings[0] if readings else None
    headline = _headline_line(text, rows, title)
    return max(readings, key=lambda r: (r.rank - (0.4 if headline is not None and r.line < headline - 3 else 0), -r.line))


def _headline_line(text: str, rows: Sequence[Span], title: str | None) -> int | None:
    wanted = texts.folded(title or "")
    if len(wanted) < 12:
        return None
    return next((number for number, line in enumerate(rows[: 4 * _TOP]) if texts.folded(line.of(text)) == wanted), None)


def _line_readings(text: str, line: Span, number: int, language: Language, at_rest: bool = True) -> Iterable[_Reading]:
    """The dates of a line that may be the day of publication; `at_rest` is false among the paragraphs of the story, where
    a line without a cue is a caption."""
    start = Span(line.start, min(line.end, line.start + _LINE))
    mentions = timex.find(text, language, timex.Reference(), start)
    last, row = line.start, _Line(text, line, number, mentions, at_rest)
    for mention in mentions:
        if not _DAY.match(mention.value or "") or mention.anchor is not None:
            continue
        rank = _rank(row, Span(last, mention.span.start), mention, language)
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
    at_rest: bool


def _rank(row: _Line, lead: Span, mention: DateMention, language: Language) -> float:
    """How surely a full date of a line is the day of publication; 0 where it is not. `lead` is what stands before it."""
    table = language.table("dates")["publication"]
    text, line, number, span = row.text, row.span, row.number, mention.span
    if len(line) <= _LINE:
        if _cued(text, lead, table.get("updated", ()), language) and _is_byline(row, mention, language):
            return 1.0
        if _cued(text, lead, table.get("published", ()), language) and _is_byline(row, mention, language):
            return 4.0 if number < _TOP else 2.5
    if number >= _TOP:
        return 0.0
    before = text[line.start : span.start]
    if len(before) <= 60 and _AGENCY.match(text, span.end) and not _strange(before, language):
        return 3.5
    clear = row.at_rest or any("T" in (m.value or "") for m in row.mentions)
    if clear and len(line) <= _LINE and _is_dateline(text, line, row.mentions, language):
        return 3.0 - number / 100
    pattern = table.get("headline")
    if pattern and number < 6 and len(line) <= _LINE and text[line.end - 1] != ".":
        if re.match(rf"(?:\W{{0,4}}\w{{1,5}}\W{{1,4}}){{0,2}}{pattern}", texts.fold(before).text):
            return 2.0
    return 0.0


def _cued(text: str, lead: Span, cues: Iterable[str], language: Language) -> bool:
    """True when a byline's word ("publié", "updated") leads to the date: nothing before it but names and byline words or
    a separator, nothing after it but them ("un décret publié au Journal officiel du" and "rédigé le" in prose fail)."""
    words = texts.folded(lead.of(text))
    for cue in cues:
        for match in re.finditer(rf"(?<!\w){re.escape(cue)}(?!\w)", words[-80:]):
            at = max(0, len(words) - 80)
            before, after = words[: at + match.start()], words[at + match.end() :]
            original = lead.of(text)[: len(before)] if len(words) == len(lead.of(text)) else before
            if len(after) <= 50 and not _strange(after, language) and (_CUT.search(before) or not _strange(original, language)):
                return True
    return False


def _strange(piece: str, language: Language) -> list[str]:
    """The words in lower case that no byline is made of."""
    known = set(language.table("dates")["publication"].get("byline", ()))
    words = re.findall(r"[^\W_]+", _HOST.sub("", piece))
    return [w for w in words if not w[0].isupper() and not w.isdigit() and texts.folded(w) not in known]


def _is_byline(row: _Line, mention: DateMention, language: Language) -> bool:
    """True when the line of a cued date is no sentence: nothing much is said beside the date, or it has a clock time
    or is in figures ("Publié le 14/10/2025 Le train a quitté la voie", two lines run into one)."""
    text, line, last = row.text, row.span, row.span.start
    rest = []
    for other in row.mentions:
        rest.append(text[last : other.span.start])
        last = max(last, other.span.end)
    rest.append(text[last : line.end])
    if len(_strange(" ".join(rest), language)) <= 2:
        return True
    figures = not any(char.isalpha() for char in text[mention.span.end - 8 : mention.span.end])
    return (figures or "T" in (mention.value or "")) and text[mention.span.end : mention.span.end + 1] != ","


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
    words = [word for piece in rest for word in re.findall(r"[^\W_]+", piece)]
    strange = [word for piece in rest for word in _strange(piece, language)]
    numbers = [w for w in words if w.isdigit()]
    full = next(m for m in mentions if _DAY.match(m.value or ""))
    lead = text[line.start : full.span.start]
    timed = any("T" in (m.value or "") for m in mentions)
    allowed = 1 if not lead or timed or _STRONG_SEPARATOR.search(lead) else 0  # one odd word, where the date stands clear
    credit = _CREDIT.match(text, full.span.end, line.end)
    if full.span.end == line.end and len(_BAR.findall(lead)) > 1:
        allowed = _MOTTO  # "Ward & Theatre | The weekly for surgical managers | 24 March 2027"
    elif full.span.end == line.end and not text[: line.start].strip() and _PARTED.search(lead):
        allowed = 2  # "Le Réveil - votre lettre du mardi 19 janvier 2027", at the very top
    if credit and not _strange(lead, language):
        allowed = 3  # "Par Yasmine Kerdoncuff, vendredi 13 mars 2026 – journal de l'union syndicale"
    if not allowed and len(line) <= 60 and lead[:1].isupper() and lead.rstrip().endswith(",") and full.span.end == line.end:
        allowed = 2  # "Les Nouvelles économiques, 27 juillet 2026"
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
    """The day of publication from the article alone: a counted day ("Jour 1231 de résistance") or "ce vendredi
    4 juillet". `today` is the last day it can be (ISO).

    Weekday, day and month leave a year out of seven; it is taken only with another support: it is the last year that the
    article names (or its copyright line does), or the day lies within ten months of `today`. Two that fit are none.
    Where the days fix no more than the year, the date is the year alone ("2025")."""
    limit = _parse(today)
    if limit is None or not language.table("dates"):
        return None
    titled = stated(article.title or "", language)
    if titled and (day := _parse(titled[0].date)) and day <= limit:
        return titled[0]
    head = (article.title + "\n" if article.title else "") + article.text[: _OPENING + _BEARING]
    for counted in epochs.find(head, language):
        if counted.span.start < _OPENING and counted.day <= limit.isoformat():
            return Published(counted.day, "inferred", counted.span.of(head))
    return _from_weekday_dates(article, language, limit)


def _from_weekday_dates(article: Article, language: Language, limit: date) -> Published | None:
    """The supported year in which every "vendredi 4 juillet" of the text falls on its weekday."""
    if not timex.names_weekday_and_month(article.text, language):
        return None
    mentions = timex.find(article.text, language, timex.Reference())
    dated: list[tuple[DateMention, int, int, int]] = []
    for mention in mentions:
        match = _YEARLESS.match(mention.value or "")
        weekday = timex.weekday(mention.exact, language) if match else None
        if match and weekday:
            dated.append((mention, int(match[1]), int(match[2]), weekday))
    if not dated:
        return None
    named = {
        int(m.value[:4]) for m in mentions if m.type in ("DATE", "TIME") and re.match(r"(?:19|20)\d\d(?!\d)", m.value or "") and m.value
    }
    named |= {int(year) for piece in (article.text[-500:], *(r.exact for r in article.removed)) for year in _COPYRIGHT.findall(piece)}
    last = max((year for year in named if year <= limit.year), default=limit.year)
    fitting = {year: days for year in {last, limit.year, limit.year - 1} if (days := _fitting(dated, year, limit))}
    supported = [year for year, days in fitting.items() if (year in named and year == last) or (limit - max(days)).days <= _RECENT]
    if len(supported) != 1:
        return None
    for (mention, *_), day in zip(dated, fitting[supported[0]]):
        if _is_this(mention, language) or _is_today(article.text, mention, language):
            return Published(day.isoformat(), "inferred", mention.exact)
    return Published(f"{supported[0]:04d}", "inferred", dated[0][0].exact)


def _fitting(dated: Sequence[tuple[DateMention, int, int, int]], year: int, limit: date) -> list[date]:
    """The days of that year, where each falls on its weekday and none after the limit; else none."""
    days = [timex.safe_date(year, month, day) for _, month, day, _ in dated]
    fit = [d for d, item in zip(days, dated) if d is not None and d.isoweekday() == item[3] and d <= limit + timedelta(days=1)]
    return fit if len(fit) == len(dated) else []


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


def from_peers(
    examined: Examined, peers: Sequence[Examined], language: Language, copies: Collection[str] | None = None
) -> Published | None:
    """The day of publication from other reports of the same story whose days are known, else its year; None when
    nothing in the article itself points to one of their days. `copies` are the articles that this one is a copy of
    (or they of it), as grouping found; None where nobody looked.

    In this order: the day of its dateline ("Nantes, 14 oct. (AFP)"), or its latest day without a year when the text also
    names that weekday, in the peers' year; "ce vendredi", "dans la nuit de lundi à mardi" or a bare weekday, when peers
    appeared on or speak of such a day; the day of a dated peer that it is a copy of. A day that is not the weekday
    the article calls "ce vendredi", or that a weekday told as past outruns, is none. A day without a year that lies
    near the peers' days gives the year."""
    published = sorted(day for peer in peers if (day := _parse(peer.article.published.date)))
    if not published or not language.table("dates"):
        return None
    text = examined.article.text
    middle = published[len(published) // 2]
    mentions = examined.dates
    days = [(m, day) for m in mentions if (day := _with_year(m.value, middle))]
    latest = max((day for _, day in days if day <= published[-1] + timedelta(days=3)), default=None)
    weekdays = [(m, wd) for m in mentions if (wd := _reporting_weekday(m, language))]
    ahead = _looking_ahead(text, [m for m, _ in weekdays], middle, language)
    weekdays = [(m, wd) for m, wd in weekdays if m.span not in ahead or _is_this(m, language)]
    this = {wd for m, wd in weekdays if _is_this(m, language)}
    found = (
        _from_dateline(text, days, published, language)
        or _from_weekdays(weekdays, latest, peers, published, language)
        or _from_source(examined, peers, latest, language, copies)
    )
    day = _parse(found.date) if found else None
    if day is not None and (not this or day.isoweekday() in this) and not _outrun(day, weekdays, peers):
        return found
    return _year_of_peers(examined, days, published)


def _from_dateline(text: str, days: Sequence[tuple[DateMention, date]], published: Sequence[date], language: Language) -> Published | None:
    """The yearless day of an agency's dateline at the head of the text."""
    for mention, day in days[:3]:
        before = text[text.rfind("\n", 0, mention.span.start) + 1 : mention.span.start]
        head = mention.span.start < _SET_ASIDE and len(before) <= 60
        if head and _AGENCY.match(text, mention.span.end) and not _strange(before, language) and _close(day, published):
            return Published(day.isoformat(), "inferred", mention.exact)
    return None


def _from_weekdays(
    weekdays: Sequence[tuple[DateMention, int]],
    latest: date | None,
    peers: Sequence[Examined],
    published: Sequence[date],
    language: Language,
) -> Published | None:
    for mention, weekday in weekdays:
        if latest is not None and latest.isoweekday() == weekday and _close(latest, published):
            return Published(latest.isoformat(), "inferred", mention.exact)
    named = [(m, found) for m, weekday in weekdays if (found := _named_by_peers(weekday, latest, peers, published))]
    pointed = [item for item in named if _is_this(item[0], language)]
    if not named:
        return None
    # "ce vendredi", else the last of the days told as past
    mention, day = pointed[0] if pointed else max(named, key=lambda item: (item[1], -item[0].span.start))
    return Published(day.isoformat(), "inferred", mention.exact)


def _outrun(day: date, weekdays: Sequence[tuple[DateMention, int]], peers: Sequence[Examined]) -> bool:
    """True when the text tells as past a weekday that came shortly after the day found, unless peers speak of the one
    before it."""
    later = {(day + timedelta(days=n)).isoweekday() for n in range(1, _SOON + 1)}
    if not any(weekday in later for _, weekday in weekdays):
        return False
    known = {named for peer in peers for m in peer.dates if (named := _with_year((m.value or "")[:10], day))}
    known |= {appeared for peer in peers if (appeared := _parse(peer.article.published.date))}
    earlier = {other.isoweekday() for other in known if -7 < (other - day).days < 0}
    return any(weekday in later - earlier for _, weekday in weekdays)


def _year_of_peers(examined: Examined, days: Sequence[tuple[DateMention, date]], published: Sequence[date]) -> Published | None:
    """The year alone, read beside a day that states none and that lies near the peers' days."""
    years = {day.year for day in published}
    if examined.article.published.date is not None or len(years) != 1:
        return None
    near = [(m, day) for m, day in days if _YEARLESS.match(m.value or "") and day.year in years and _within(day, published, _WEEKS)]
    return Published(f"{min(years):04d}", "inferred", near[0][0].exact) if near else None


def _looking_ahead(text: str, mentions: Sequence[DateMention], middle: date, language: Language) -> set[Span]:
    """The mentions that come out after the day they are read on, whichever of two days that is: told as future."""
    lines: dict[Span, None] = {}
    for mention in mentions:
        end = text.find("\n", mention.span.end)
        lines[Span(text.rfind("\n", 0, mention.span.start) + 1, end if end >= 0 else len(text))] = None
    out: set[Span] = set()
    for today in (middle, middle + timedelta(days=1)):
        for line in lines:
            for mention in timex.find(text, language, timex.Reference(today.isoformat()), line):
                day = _parse(mention.value)
                if day is not None and day > today:
                    out.add(mention.span)
    return out


def _close(day: date, published: Sequence[date]) -> bool:
    return _within(day, published, _NEAR)


def _within(day: date, published: Sequence[date], days: int) -> bool:
    return any(abs((day - other).days) <= days for other in published)


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


def _from_source(
    examined: Examined, peers: Sequence[Examined], latest: date | None, language: Language, copies: Collection[str] | None
) -> Published | None:
    """The day of the peer that the article is a copy of: among the copies that grouping found, where they appeared on
    one day; else, where nobody looked, a peer that holds a good share of its words and far more than the next one."""
    if copies is not None:
        sources = sorted((p for p in peers if p.article.id in copies), key=lambda p: (p.article.published.date or "", p.article.source))
        if len({_parse(p.article.published.date) for p in sources}) != 1:
            return None
        source = sources[0]
    else:
        own = texts.shingles(texts.stems(examined.article.text, language.code), 3)
        others = [(texts.shingles(texts.stems(peer.article.text, language.code), 3), peer) for peer in peers]
        shares = sorted(((len(own & o) / len(own) if own else 0.0, p) for o, p in others), key=lambda x: (-x[0], x[1].article.id))
        following = shares[1][0] if len(shares) > 1 else 0.0
        if shares[0][0] < max(_COPIED, _AHEAD * following):
            return None
        source = shares[0][1]
    day = _parse(source.article.published.date)
    if day is None or (latest is not None and not 0 <= (day - latest).days <= _SHORTLY):
        return None
    return Published(day.isoformat(), "inferred", source.article.source)
