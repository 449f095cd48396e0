"""The day of what a clause tells: its own, not the day it was said, not that of another event in the same clause.

A date is judged by the words around it, which are data (`[day]` of `languages/<code>/events.toml`): a limit ("depuis lundi",
"until Sunday") is no day; the day of a thing named ("les attentats du 13 novembre", "Monday's vote"), of what went before
("after 340 posts went in 2022") or of an inserted clause (", élu en 2020,") is the day of what is told only when it is just
past: then an article rarely means two days."""

from __future__ import annotations

import bisect
import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from recoupe import text as texts
from recoupe import timex
from recoupe.languages import load
from recoupe.records import DateMention, Quote, Span

_RECENT = 3  # days before the report within which one day is meant throughout
_REACH = 12  # words that a marker reaches over
_NEAR = 4  # words between a noun and the date bound to it
_CLOCK = re.compile(r"\d{1,2} ?(?:h|:|\.\d\d|heures?|a\.?m|p\.?m)", re.I)
_NIGHT = "TNI"  # of TIMEX3: a night may end the day after
_WINDOW = 400  # code points around a date that are looked at, so that a table taken for a sentence takes no longer
_DATES = 60  # dates looked back
_STOP = re.compile(r"[,;:](?!\d)|[()–—]| - ")

_PLAIN, _SAID, _BEHIND = 3, 2, 1


@dataclass(frozen=True, slots=True)
class _Marks:
    limits: frozenset[str]
    behind: frozenset[str]
    against: frozenset[str]
    verbs: frozenset[str]
    bound: frozenset[str]
    unbound: frozenset[str]
    during: frozenset[str]
    owners: frozenset[str]
    relatives: frozenset[str]
    than: frozenset[str]
    more: frozenset[str]
    years: frozenset[str]
    possessive: tuple[str, ...]


@cache
def _marks(code: str) -> _Marks:
    table: Mapping[str, str] = load(code).table("events").get("day", {})

    def words(name: str) -> frozenset[str]:
        return frozenset(texts.folded(w) for w in table.get(name, "").split())

    return _Marks(
        words("limits"),
        words("behind"),
        words("against"),
        words("verbs"),
        words("bound"),
        words("unbound"),
        words("during"),
        words("owners"),
        words("relatives"),
        words("than"),
        words("more"),
        words("years"),
        tuple(table.get("possessive", "").split()),
    )


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause with what its day is read from: the dates in it, the words that tell its acts, the statements that it touches.
    `others`: the dates of the article in order; `published`: the day of the report."""

    text: str
    span: Span
    code: str
    dates: Sequence[DateMention]
    told: Sequence[Span]
    said: Sequence[Quote] = ()
    others: Sequence[DateMention] = ()
    published: str | None = None


def own_day(clause: Clause) -> DateMention | None:
    """The date that is the day (else the month or year) of what a clause tells; None where it gives none of its own."""
    best: tuple[int, int, bool, int] | None = None
    found: DateMention | None = None
    for date in clause.dates:
        if date.type not in ("DATE", "TIME") or not date.value or not date.value[:4].isdigit():
            continue
        rank = _rank(clause, date)
        day = timex.day(date.value) or ""
        order = (rank, len(day[:10]), rank < _PLAIN and _recent(day, clause.published), -date.span.start)
        if rank and (best is None or order > best):
            best, found = order, date
    return found


def _rank(clause: Clause, date: DateMention) -> int:
    """How surely a date is the clause's own: 0 when it is not."""
    marks = _marks(clause.code)
    before = Span(max(clause.span.start, date.span.start - _WINDOW), date.span.start)
    words = [texts.folded(t.of(clause.text)) for t in texts.tokens(clause.text, before)]
    day = timex.day(date.value) or ""
    inside = {texts.folded(t.of(date.exact)) for t in texts.tokens(date.exact)}
    if (
        {*words[-3:], *inside} & marks.limits
        or _compared(words, marks)
        or _no_day(clause, date, words, marks)
        or _clock_of_another_day(clause, date)
    ):
        return 0
    where = _placed(clause, date)
    if not where:
        return 0
    elsewhere = _behind(clause, date, marks) or _inserted(clause, date, marks)
    if elsewhere or _bound(clause, date, words, marks):
        kept = _recent(day, clause.published) or (not elsewhere and _of_the_first(clause, date))
        return min(where, _BEHIND) if kept else 0
    return where


def _compared(words: Sequence[str], marks: _Marks) -> bool:
    """ "moins qu'en 2015", "more than last year": the day of what is compared with."""
    at = next((i for i in range(len(words) - 1, max(-1, len(words) - 3), -1) if words[i] in marks.than), -1)
    return at >= 0 and bool(set(words[max(0, at - _REACH) : at]) & marks.more)


def _no_day(clause: Clause, date: DateMention, words: Sequence[str], marks: _Marks) -> bool:
    """ "cette année", "this season" (the present), and a year that is the label of a thing ("l'édition 2014", "the 2014
    Games"): no day of anything."""
    if len(date.value or "") != 4:
        return False
    if not any(c.isdigit() for c in date.exact):
        return date.value == (clause.published or "")[:4]
    glued = clause.text[max(clause.span.start, date.span.start - 2) : date.span.start]
    return date.exact.isdigit() and bool(words) and glued[:1].isalpha() and glued[1:] == " " and words[-1] not in marks.years


def _clock_of_another_day(clause: Clause, date: DateMention) -> bool:
    """A bare hour read as of the day of the report, in a text that has spoken of another day: which is meant is not known."""
    published = (clause.published or "")[:10]
    if not _CLOCK.match(date.exact) or (date.value or "")[:10] != published:
        return False
    if any(d is not date and (timex.day(d.value) or "") == published for d in clause.dates):
        return False
    here = bisect.bisect_left(clause.others, clause.span.start, key=lambda d: d.span.start)
    before = [d for d in clause.others[max(0, here - _DATES) : here] if d.type in ("DATE", "TIME") and not _CLOCK.match(d.exact)]
    days = [(timex.day(d.value) or "", d.value or "") for d in before]
    day, value = next((d for d in reversed(days) if len(d[0]) == 10), (published, ""))
    return day != published and not (value.endswith(_NIGHT) and _recent(day, published))


def _recent(day: str, published: str | None) -> bool:
    if len(day) != 10 or not published:
        return False
    ago = datetime.date.fromisoformat(published[:10]) - datetime.date.fromisoformat(day) if len(published) >= 10 else None
    return ago is not None and 0 <= ago.days <= _RECENT


def _placed(clause: Clause, date: DateMention) -> int:
    """Whether a date stands on the same side of a statement as what is told: `_SAID` when it tells when that was said, 0 when
    it stands in the words of somebody and what is told does not."""
    rank = _PLAIN
    for quote in clause.said:
        inside = [quote.span.overlap(t) > 0 for t in clause.told]
        if quote.span.contains(date.span):
            if inside and not any(inside) and not quote.span.contains(clause.span):
                rank = _BEHIND if (timex.day(date.value) or "") > (clause.published or "9")[:10] else 0  # what is threatened, promised
        elif inside and all(inside):
            rank = min(rank, _SAID)
    return rank


def _bound(clause: Clause, date: DateMention, words: Sequence[str], marks: _Marks) -> bool:
    """Whether a date belongs to a noun ("l'accord du 3 mars", "Friday's vote") and not to what the clause tells."""
    after = clause.text[date.span.end : min(clause.span.end, date.span.end + _WINDOW)]
    owned = after.startswith(marks.possessive) if marks.possessive else False
    if not owned and words and words[-1] in marks.owners:
        following = re.match(r" ([a-z][\w-]+)", after)
        owned = following is not None and following[1] not in marks.during and following[1] not in marks.unbound
    if not owned and not (words and words[-1] in marks.bound and (len(words) < 2 or words[-2] not in marks.unbound)):
        return False
    return not set(words[-6:]) & marks.during


def _of_the_first(clause: Clause, date: DateMention) -> bool:
    """Whether the noun that a date is bound to is the first thing told, at the head of its clause ("L'accident du 3 mars a ...")."""
    if not clause.told:
        return False
    first = clause.told[0]
    if max(first.start - clause.span.start, len(_between(first, date.span))) > _WINDOW:
        return False
    if len(texts.tokens(clause.text, Span(clause.span.start, first.start))) > _NEAR:
        return False
    beside = [t for t in clause.told if (t < date.span) == (first < date.span)]
    nearest = min(beside, key=lambda t: (len(_between(t, date.span)), t.start))
    return nearest == first and len(texts.tokens(clause.text, _between(first, date.span))) <= _NEAR


def _between(one: Span, two: Span) -> Span:
    low, high = sorted((one, two))
    return Span(min(low.end, high.start), high.start)


def _segment(clause: Clause, date: DateMention) -> tuple[int, int, bool]:
    """The stretch around a date without commas or brackets; and whether both its ends are such marks inside the clause."""
    start, closed = max(clause.span.start, date.span.start - _WINDOW), False
    for stop in _STOP.finditer(clause.text, start, date.span.start):
        start, closed = stop.end(), True
    limit = min(clause.span.end, date.span.end + _WINDOW)
    stop_after = _STOP.search(clause.text, date.span.end, limit)
    end = stop_after.start() if stop_after else limit
    return start, end, closed and stop_after is not None and stop_after.group() != "("


def _behind(clause: Clause, date: DateMention, marks: _Marks) -> bool:
    """Whether a date stands after a word that leads to what went before or is only compared ("après", "against")."""
    start, end, _ = _segment(clause, date)
    words = [texts.folded(t.of(clause.text)) for t in texts.tokens(clause.text, Span(start, date.span.start))][-_REACH:]
    compared = (w in marks.against and words[i + 1 : i + 2] and words[i + 1][0].isdigit() for i, w in enumerate(words))
    at = max((i for i, (w, number) in enumerate(zip(words, compared, strict=True)) if w in marks.behind or number), default=-1)
    if at < 0:
        return False
    tokens = texts.tokens(clause.text, Span(start, date.span.start))
    begin = tokens[len(tokens) - len(words) + at].start
    return not clause.told or not all(begin < t.start < end for t in clause.told)


def _inserted(clause: Clause, date: DateMention, marks: _Marks) -> bool:
    """Whether a date stands in a stretch between commas or brackets, or in a relative clause, while something is told outside
    of it."""
    start, end, closed = _segment(clause, date)
    stretch = Span(start, end)
    words = [(texts.folded(t.of(clause.text)), t) for t in texts.tokens(clause.text, Span(start, date.span.start))]
    relative = next((t for w, t in reversed(words) if w in marks.relatives), None)
    if not closed and relative is None:
        return False
    if closed and relative is None and (len(words) <= 1 or words[0][0] in marks.verbs):
        return False  # nothing but the date (", mardi soir,"), or the verb of a subject before (", a fermé mardi,")
    if relative is not None and not closed:
        stretch = Span(relative.start, end)
    return not all(stretch.contains(t) for t in clause.told)


__all__ = ["Clause", "own_day"]
