"""The calendar grammar: temporal expressions found over language data and resolved to TIMEX3 values."""

from __future__ import annotations

from dataclasses import dataclass

from recoupe.languages import Language
from recoupe.records import DateMention, Span


@dataclass(frozen=True, slots=True)
class Reference:
    """What relative expressions are resolved against: the day of publication (as far as it is known), and the year
    to use when only that is known."""

    published: str | None = None
    year: int | None = None


def find(text: str, language: Language, reference: Reference, within: Span | None = None) -> tuple[DateMention, ...]:
    """Every temporal expression with its value, in order, none overlapping."""
    return ()
