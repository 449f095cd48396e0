"""dates: found and compared."""

from __future__ import annotations

from collections.abc import Sequence

from recoupe import timex
from recoupe.records import DateMention
from recoupe.sockets import Agreement, Item, Kind, Reading


def find(reading: Reading) -> tuple[DateMention, ...]:
    """Every temporal expression of the article, resolved against its day of publication.

    Each report is read for itself: an item of a digest is no context for the next."""
    published = reading.article.published.date
    reference = timex.Reference(published)
    found: list[DateMention] = []
    for report in reading.reports:
        found += timex.find(reading.text, reading.language, reference, report.span)
    return tuple(sorted(found, key=lambda mention: mention.span))


def keys(item: Item) -> frozenset[str]:
    """Two dates are compared only where their sentences tell the same act of the same name: a date alone says nothing."""
    mention = item.mention
    if not isinstance(mention, DateMention) or mention.type not in ("DATE", "TIME") or timex.day(mention.value) is None:
        return frozenset()
    return frozenset(f"{act}|{name}" for act in item.acts for name in item.names)


def agree(a: Item, b: Item) -> Agreement:
    """The calendar's verdict where the two sentences share an act and a name, "unrelated" everywhere else.

    "differs" is left to the kinds that know what happened (events): two sentences about one person and one act often
    speak of two days without contradicting each other."""
    if not (keys(a) & keys(b)) or not isinstance(a.mention, DateMention) or not isinstance(b.mention, DateMention):
        return Agreement("unrelated", "dates.other-fact")
    verdict = timex.compatible(a.mention.value, b.mention.value)
    if verdict == "differs":
        return Agreement("unrelated", "dates.other-day")
    if verdict == "unrelated":
        return Agreement("unrelated", "dates.not-comparable")
    return Agreement(verdict, f"dates.{verdict}")


def say(items: Sequence[Item]) -> str:
    """The finest date of the group in its source's own words."""
    dated = [item.mention for item in items if isinstance(item.mention, DateMention)]
    best = max(dated, key=lambda m: (len(m.value or ""), m.exact), default=None)
    return f"{best.exact} ({best.value})" if best and best.value else best.exact if best else ""


def value(item: Item) -> str | float | None:
    """The TIMEX3 value."""
    return item.mention.value if isinstance(item.mention, DateMention) else None


KIND = Kind("dates", "date", find, keys, agree, say, value)
