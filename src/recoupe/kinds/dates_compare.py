"""When a thing that happens once is dated differently, two reports disagree; any other two dates say nothing together.

A date is compared only as the date of an act: of an act that happens once to a thing (`once` in events.toml: a closure, a
derailment), that the headlines of the story are about, told in a clause with no other day in it. Then days are compared,
never clock times (a clause may well hold a departure and an arrival); a clock time that both give is agreement."""

from __future__ import annotations

from recoupe import timex
from recoupe.kinds.events import once
from recoupe.records import DateMention
from recoupe.sockets import Agreement, Item

REASONS = {
    "date.same": "both date the same act alike",
    "date.finer": "one date is more exact, and lies within the other",
    "date.other-day": "the sources date an act that happens once on different days",
    "date.other-act": "the dates are not shown to be those of one act",
    "date.not-comparable": "one of the dates cannot be placed on the calendar",
}

_OTHER = Agreement("unrelated", "date.other-act")


def keys(item: Item) -> frozenset[str]:
    """The acts that happen once, that the story's headlines are about and that the mention's clause tells."""
    mention = item.mention
    if not isinstance(mention, DateMention) or mention.type not in ("DATE", "TIME") or timex.day(mention.value) is None:
        return frozenset()
    if len({f for f in item.terms if f.startswith("day:")}) > 1:
        return frozenset()
    return frozenset(f"once:{act}" for act in item.acts & item.main_acts & once(item.language))


def agree(a: Item, b: Item) -> Agreement:
    """The calendar's verdict on two dates of one act; "unrelated" wherever the act may be another."""
    one, two = a.mention, b.mention
    if not isinstance(one, DateMention) or not isinstance(two, DateMention) or not keys(a) & keys(b):
        return _OTHER
    if _elsewhere(a, b) or _future(a) != _future(b):
        return _OTHER
    exact = timex.compatible(one.value, two.value)
    if exact in ("same", "finer", "coarser"):
        return Agreement(exact, "date.same" if exact == "same" else "date.finer")
    verdict = timex.compatible(timex.day(one.value), timex.day(two.value))
    if verdict != "differs":
        return Agreement("unrelated", "date.not-comparable")
    if not (_is_day(one) and _is_day(two)) or not _told_together(a, b):
        return _OTHER
    return Agreement("differs", "date.other-day", 0.8)


def _elsewhere(a: Item, b: Item) -> bool:
    """True when both clauses name something and share no name: the acts are perhaps those of two things."""
    return bool(a.names and b.names and not a.names & b.names)


def _future(item: Item) -> bool:
    assert isinstance(item.mention, DateMention)
    when = timex.day(item.mention.value) or ""
    return item.published is not None and when[:10] > item.published[: len(when)]


def _is_day(mention: DateMention) -> bool:
    return len(timex.day(mention.value) or "") == 10


def _told_together(a: Item, b: Item) -> bool:
    """True when neither report can simply know more than the other: published on one day (else: perhaps a change)."""
    return a.published is not None and b.published is not None and a.published[:10] == b.published[:10]
