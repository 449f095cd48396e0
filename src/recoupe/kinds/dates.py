"""Dates: found here, compared in `dates_compare`."""

from __future__ import annotations

from collections.abc import Sequence

from recoupe import timex
from recoupe.kinds.dates_compare import agree, keys
from recoupe.records import DateMention, Span
from recoupe.sockets import Item, Kind, Reading


def find(reading: Reading) -> tuple[DateMention, ...]:
    """Every temporal expression of the article, resolved against its day of publication.

    Each report is read for itself: an item of a digest is no context for the next."""
    article = reading.article
    order = timex.outlet_order(reading.language, article.outlet, article.url)
    reference = timex.Reference(article.published.date, order=order)
    found: list[DateMention] = []
    for span in _stretches(reading):
        found += timex.find(reading.text, reading.language, reference, span)
    return tuple(sorted(found, key=lambda mention: mention.span))


def _stretches(reading: Reading) -> list[Span]:
    """The reports, and what stands between them (the headline of a digest)."""
    out: list[Span] = []
    at = 0
    for report in sorted(reading.reports, key=lambda r: (r.start, r.end)):
        if report.start > at:
            out.append(Span(at, report.start))
        if report.end > at:
            out.append(Span(max(at, report.start), report.end))
            at = report.end
    if at < len(reading.text):
        out.append(Span(at, len(reading.text)))
    return out


def say(items: Sequence[Item]) -> str:
    """The finest date of the group in its source's own words."""
    dated = [item.mention for item in items if isinstance(item.mention, DateMention)]
    best = max(dated, key=lambda m: (len(m.value or ""), m.exact), default=None)
    return f"{best.exact} ({best.value})" if best and best.value else best.exact if best else ""


def value(item: Item) -> str | float | None:
    """The TIMEX3 value."""
    return item.mention.value if isinstance(item.mention, DateMention) else None


KIND = Kind("dates", "date", find, keys, agree, say, value)
