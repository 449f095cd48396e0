"""Days and hours that fill one slot of their story (`slots`): when the break-in was, until when the strike lasts.

Both must be told of the same class of act, each in one clause with it; the hours of one day differ from half an hour on, a
full hour where one of them is said to be about right."""

from __future__ import annotations

import re
from datetime import date

from recoupe import text as texts
from recoupe import timex
from recoupe.kinds import figures_frame, figures_scope, slots
from recoupe.kinds.figures_scope import remembered
from recoupe.kinds.slots import Slot
from recoupe.languages import load
from recoupe.records import DateMention
from recoupe.sockets import Agreement, Item

_CLOCK = re.compile(r"T(\d\d):(\d\d)")
_APART = 200
"""Days between two dates of one act; more is another round of it, but for years of long ago."""
_TOLD = 3
"""Days between two reports that both tell of what is still to come; later the plan may have changed."""
_MINUTES, _ROUGHLY, _HALF_DAY = 30, 60, 720
_BESIDE = 3
"""How many words next to a date show that it is the day of saying, not of what is said."""
_OTHER = Agreement("unrelated", "date.other-act")


def _date_of(item: Item) -> DateMention:
    if not isinstance(item.mention, DateMention):
        raise TypeError(f"not a date: {item.mention!r}")
    return item.mention


@remembered
def filled(item: Item) -> frozenset[str]:
    """The slots that a date fills."""
    mention = item.mention
    if not isinstance(mention, DateMention) or mention.type not in ("DATE", "TIME") or timex.day(mention.value) is None:
        return frozenset()
    if item.headline and mention.value == item.published:
        return frozenset()
    before, after = slots.clause(item)
    found = slots.fits(item, "date")
    if not found or _said(before.split()[-_BESIDE:] + after.split()[:_BESIDE], item.language):
        return frozenset()
    known = slots.slots()
    near = any(_ends_with(before, item.language, listed) for listed in ("about", "earliest"))
    bounded = _ends_with(before, item.language, "not_at") and not near
    year = re.fullmatch(r"\d{4}", mention.value or "") is not None
    return frozenset(n for n in found if (known[n].bounds or not bounded) and (known[n].time == "year") == year)


def _said(words: list[str], code: str) -> bool:
    """A verb of speech stands beside the date: it is the day of saying."""
    speech = {s for w in load(code).table("moments").get("speech", ()) for s in (*texts.stems(str(w), code), texts.stem(str(w), code))}
    return any(texts.stem(w.strip(",'’"), code) in speech for w in words)


def _ends_with(before: str, code: str, name: str) -> bool:
    listed = [texts.folded(str(w)) for w in load(code).table("moments").get(name, ())]
    return any(before.rstrip().endswith((" " + w, "'" + w)) or before.strip() == w for w in listed)


def agree(a: Item, b: Item) -> Agreement:
    """Two dates of two reports that fill one slot of their story."""
    for name in sorted(filled(a) & filled(b)):
        found = _in_slot(a, b, slots.slots()[name])
        if found.verdict != "unrelated":
            return found
    return _OTHER


def _in_slot(a: Item, b: Item, slot: Slot) -> Agreement:
    near = max(figures_frame.of_sentences(a, b), figures_frame.of_passages(a, b))
    if near < slot.near and not (slots.about(a, slot.name) or slots.about(b, slot.name)):
        return _OTHER
    if (slots.qualifiers(a) ^ slots.qualifiers(b)) - slot.alike or _moved(a) or _moved(b):
        return _OTHER
    one, two = _date_of(a).value or "", _date_of(b).value or ""
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
    return _days(a, b, slot, one, two)


def _hours(a: Item, b: Item, one: str, two: str) -> Agreement:
    """Two hours of one day."""
    apart = abs(_minute(one) - _minute(two))
    rough = any(_ends_with(slots.clause(i)[0], i.language, "about") or _roughly(i) for i in (a, b))
    if apart == _HALF_DAY or apart < (_ROUGHLY if rough else _MINUTES):
        return _OTHER
    return Agreement("differs", "date.other-hour", 0.8)


def _minute(value: str) -> int:
    found = _CLOCK.search(value)
    return int(found[1]) * 60 + int(found[2]) if found else 0


def _roughly(item: Item) -> bool:
    said = texts.folded(item.mention.exact)
    return any(said.startswith(texts.folded(str(w)) + " ") for w in load(item.language).table("moments").get("about", ()))


def _days(a: Item, b: Item, slot: Slot, one: str, two: str) -> Agreement:
    """Two days, months or years of one act."""
    first, second = timex.day(one) or "", timex.day(two) or ""
    if timex.compatible(first, second) != "differs" or not (figures_scope.days_known(a, b) or slot.time == "year"):
        return Agreement("unrelated", "date.not-comparable")
    if len(first) == len(second) == 10:
        gap = abs((date.fromisoformat(first) - date.fromisoformat(second)).days)
        if gap > _APART or (gap == 1 and any(v[10:] and not _daylight(v) for v in (_date_of(a).value or "", _date_of(b).value or ""))):
            return _OTHER
    elif slot.time != "year" and abs(int(first[:4]) - int(second[:4])) > 1:
        return _OTHER
    if any(_ends_with(slots.clause(i)[0], i.language, "about") for i in (a, b)):
        return _OTHER
    open_ = [_ends_with(slots.clause(i)[0], i.language, "earliest") for i in (a, b)]  # "not before the summer"
    if all(open_) or (open_[0] and first < second) or (open_[1] and second < first):
        return _OTHER
    ahead = _future(a), _future(b)
    if ahead[0] != ahead[1] or (all(ahead) and figures_scope.days_between_reports(a, b) > _TOLD):
        return _OTHER
    return Agreement("differs", "date.slot", 0.8)


def _daylight(value: str) -> bool:
    """The hour belongs to that day alone: neither a night, an evening, nor the small hours."""
    clock = _CLOCK.search(value)
    return 6 <= int(clock[1]) < 20 if clock else value.endswith(("TMO", "TMI", "TAF"))


def _of_text(item: Item) -> bool:
    return (_date_of(item).anchor or "").startswith("text")


def _future(item: Item) -> bool:
    when = timex.day(_date_of(item).value) or ""
    return item.published is not None and len(item.published) >= 10 and when > item.published[: len(when)]


def _moved(item: Item) -> bool:
    """The sentence says that the day was put off or brought forward."""
    said = " " + texts.folded(item.sentence.of(item.article.text)) + " "
    return any(" " + texts.folded(str(w)) in said for w in load(item.language).table("moments").get("moved", ()))
