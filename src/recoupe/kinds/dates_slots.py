"""Days and hours that fill one slot of their story (`slots`): when the break-in was, until when the strike lasts. Days may agree
there; only the hours of one day are set against each other.

Both must be told of the same class of act, each in one clause with it; the hours of one day differ from half an hour on, a
full hour where one of them is said to be about right."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from recoupe import text as texts
from recoupe import timex
from recoupe.kinds import figures_frame, slots
from recoupe.kinds.slots import Slot
from recoupe.languages import load
from recoupe.records import DateMention
from recoupe.remember import remembered
from recoupe.sockets import Agreement, Item

_CLOCK = re.compile(r"T(\d\d):(\d\d)")
_AGO = 60
"""Days before the report from which something is perhaps no part of its story."""
_MONTHS = 2
"""The same in months, where no day is told."""
_MINUTES, _ROUGHLY, _HALF_DAY = 30, 60, 720
_BESIDE = 3
"""How many words next to a date show that it is the day of saying, not of what is said."""
_KNOWN = 1
"""Days between two reports in which what is to come was hardly put off without a word."""
_NEAR = 0.25
"""How much of the sentences must be shared at least."""
_OTHERS = frozenset({"former", "record", "foreign", "further"})
"""Qualifiers (`slots`) of another act."""
_OTHER = Agreement("unrelated", "date.other-act")


def _date_of(item: Item) -> DateMention:
    if not isinstance(item.mention, DateMention):
        raise TypeError(f"not a date: {item.mention!r}")
    return item.mention


@remembered
def filled(item: Item) -> frozenset[str]:
    """The slots that a date fills."""
    mention = item.mention
    if not isinstance(mention, DateMention):
        return frozenset()
    if mention.type not in ("DATE", "TIME") or timex.day(mention.value) is None:
        return frozenset()
    if item.headline and mention.value == item.published:
        return frozenset()
    before, after = slots.clause(item)
    found = slots.fits(item, "date")
    if (
        not found
        or _said(before.split()[-_BESIDE:] + after.split(",", 1)[0].split()[:_BESIDE], item.language)
        or _words(item) & _listed(item.language, "other")
    ):
        return frozenset()
    known = slots.slots()
    near = any(_ends_with(before, item.language, listed) for listed in ("about", "earliest"))
    bounded = _ends_with(before, item.language, "not_at") and not near
    year = _is_year(mention.value)
    return frozenset(n for n in found if (known[n].bounds or not bounded) and (year or known[n].time != "year"))


def _is_year(value: str | None) -> bool:
    return re.fullmatch(r"\d{4}", value or "") is not None


def _words(item: Item) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", " ".join(slots.clause(item))))


@cache
def _listed(code: str, name: str) -> frozenset[str]:
    return frozenset(texts.folded(str(w)) for w in load(code).table("moments").get(name, ()))


def _said(words: list[str], code: str) -> bool:
    """A verb of speech stands beside the date: it is the day of saying."""
    speech = {s for w in load(code).table("moments").get("speech", ()) for s in (*texts.stems(str(w), code), texts.stem(str(w), code))}
    turned = {str(w) for w in load(code).table("moments").get("reflexive", ())}
    return any(texts.stem(w.strip(",'’"), code) in speech and (n == 0 or words[n - 1] not in turned) for n, w in enumerate(words))


def _ends_with(before: str, code: str, name: str) -> bool:
    listed = [texts.folded(str(w)) for w in load(code).table("moments").get(name, ())]
    said = before.strip()
    articles = load(code).table("moments").get("articles", ())
    said = next((said[: -len(a)].strip() for a in map(str, articles) if said.endswith(" " + a)), said)
    return any(said.endswith((" " + w, "'" + w)) or said == w for w in listed)


def agree(a: Item, b: Item) -> Agreement:
    """Two dates of two reports that fill one slot of their story."""
    for name in sorted(filled(a) & filled(b)):
        found = _in_slot(a, b, slots.slots()[name])
        if found.verdict != "unrelated":
            return found
    return _OTHER


def _in_slot(a: Item, b: Item, slot: Slot) -> Agreement:
    near = max(figures_frame.of_sentences(a, b), figures_frame.of_passages(a, b))
    both = all(slots.about(i, slot.name) for i in (a, b))  # what both reports are about need not be told in the same words
    if (near < _NEAR and not both) or not slots.met(a, b, slot, near):
        return _OTHER
    for first, last in ((a, b), (b, a)):
        if _words(first) & _listed(first.language, "first") and _words(last) & _listed(last.language, "last"):
            return _OTHER  # the first check and the last
    if (slots.qualifiers(a) ^ slots.qualifiers(b)) & _OTHERS or _moved(a) or _moved(b):
        return _OTHER
    if _stages(a) and _stages(b) and not _stages(a) & _stages(b):
        return _OTHER
    one, two = _date_of(a).value or "", _date_of(b).value or ""
    if not slot.ago and any(_long_ago(i) for i in (a, b)):
        return _OTHER
    hours = _CLOCK.search(one), _CLOCK.search(two)
    if slot.time == "clock" and None not in hours and (_of_text(a) or _of_text(b)):
        two = one[:10] + two[10:]  # a day that the text alone tells is not known: the hours are compared
    elif _of_text(a) or _of_text(b):
        return _OTHER
    if slot.time != "clock":
        one, two = timex.day(one) or "", timex.day(two) or ""
    exact = timex.compatible(one, two)
    if exact in ("same", "finer", "coarser"):
        return Agreement(exact, "date.same" if exact == "same" else "date.finer")
    if slot.time == "clock" and None not in hours and one[:10] == two[:10]:
        return _hours(a, b, one, two)
    return _days(a, b, one, two) if slot.once else _OTHER  # of what has stages, as a trial has, five contrasts on real press were none


def _days(a: Item, b: Item, one: str, two: str) -> Agreement:
    """Two days (months, years) of what happens once, each told by the calendar, both past or both to come."""
    if exact_days(one, two) or not (_by_calendar(a) and _by_calendar(b)) or _future(a) != _future(b):
        return _OTHER
    if _future(a) and _published_apart(a, b) > _KNOWN:
        return _OTHER  # it was perhaps put off in between
    return Agreement("differs", "date.other-once", 0.8)


def exact_days(one: str, two: str) -> bool:
    """Whether two values do not exclude each other."""
    return timex.compatible(one, two) != "differs"


def _by_calendar(item: Item) -> bool:
    """A date that names a day of the month, a month or a year: what is counted from another day ("on Friday", "next month") may
    be counted from another one."""
    said = item.mention.exact
    return any(c.isdigit() for c in said) or any(w in _months_of(item.language) for w in texts.folded(said).split())


@cache
def _months_of(code: str) -> frozenset[str]:
    return frozenset(texts.folded(str(name)) for name in load(code).table("dates").get("month", {}))


def _published_apart(a: Item, b: Item) -> int:
    days = [date.fromisoformat(i.published[:10]) for i in (a, b) if i.published is not None and len(i.published) >= 10]
    return abs((days[0] - days[1]).days) if len(days) == 2 else _AGO


def _hours(a: Item, b: Item, one: str, two: str) -> Agreement:
    """Two hours of one day."""
    apart = abs(_minute(one) - _minute(two))
    if a.language != b.language or _zone(a) != _zone(b):  # 4.12 in France is 3.12 in Britain
        return _OTHER
    rough = any(_ends_with(slots.clause(i)[0], i.language, "about") or _roughly(i) for i in (a, b))
    if apart == _HALF_DAY or apart < (_ROUGHLY if rough else _MINUTES):
        return _OTHER
    return Agreement("differs", "date.other-hour", 0.8)


def _zone(item: Item) -> frozenset[str]:
    """The words beside an hour that say whose hour it is."""
    zones = {texts.folded(str(w)) for w in load(item.language).table("moments").get("zones", ())}
    words = texts.folded(item.mention.exact).split() + slots.clause(item)[1].split()[:_BESIDE]
    return frozenset(w for w in words if w.strip("(),") in zones)


def _minute(value: str) -> int:
    found = _CLOCK.search(value)
    return int(found[1]) * 60 + int(found[2]) if found else 0


def _roughly(item: Item) -> bool:
    said = texts.folded(item.mention.exact)
    return any(said.startswith(w + " ") for w in _listed(item.language, "about"))


def _months(first: str, second: str) -> int:
    """How many months lie between two days or months; of a year alone, its nearest month counts."""
    spans = [
        range(12 * int(v[:4]) + (int(v[5:7]) if v[5:7] else 1), 12 * int(v[:4]) + (int(v[5:7]) if v[5:7] else 12) + 1)
        for v in (first, second)
    ]
    early, late = sorted(spans, key=lambda r: r.start)
    return max(0, late.start - early[-1])


def _long_ago(item: Item) -> bool:
    """What was long before the report."""
    day = timex.day(_date_of(item).value) or ""
    if _future(item):
        return False
    if item.published is None:
        return True
    if _is_year(day):
        return item.published[:4] != day
    if len(day) < 10:
        return _months(day, item.published) > _MONTHS
    try:
        return (date.fromisoformat((item.published or "")[:10]) - date.fromisoformat(day)).days > _AGO
    except ValueError:
        return False


def _of_text(item: Item) -> bool:
    return (_date_of(item).anchor or "").startswith("text")


def _future(item: Item) -> bool:
    when = timex.day(_date_of(item).value) or ""
    return item.published is not None and len(item.published) >= 10 and when > item.published[: len(when)]


@remembered
def _stages(item: Item) -> frozenset[int]:
    """The stages of an affair, a vote or a contest that stand next to a date in its clause, on either side: a bail hearing, the
    assizes, the first round."""
    before, after = slots.clause(item)
    found = [(m.start(), n) for n, forms in enumerate(_known_stages(item.language)) for m in forms.finditer(before)]
    follow = [(m.start(), n) for n, forms in enumerate(_known_stages(item.language)) for m in forms.finditer(after)]
    return frozenset(n for _, n in ([max(found)] if found else []) + ([min(follow)] if follow else []))


@cache
def _known_stages(code: str) -> tuple[re.Pattern[str], ...]:
    listed = (str(line).split(" / ") for line in load(code).table("moments").get("stages", ()))
    return tuple(re.compile("|".join(rf"\b{re.escape(texts.folded(form))}" for form in forms)) for forms in listed)


def _moved(item: Item) -> bool:
    """The sentence says that the day was put off or brought forward."""
    said = " " + texts.folded(item.sentence.of(item.article.text)) + " "
    return any(" " + texts.folded(str(w)) in said for w in load(item.language).table("moments").get("moved", ()))
