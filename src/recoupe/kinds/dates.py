"""dates: found and compared."""

from __future__ import annotations

from collections.abc import Sequence

from recoupe.records import DateMention
from recoupe.sockets import Agreement, Item, Kind, Reading


def find(reading: Reading) -> tuple[DateMention, ...]:
    """Stub."""
    return ()


def keys(item: Item) -> frozenset[str]:
    """Stub."""
    return frozenset()


def agree(a: Item, b: Item) -> Agreement:
    """Stub."""
    return Agreement("unrelated", "dates.stub")


def say(items: Sequence[Item]) -> str:
    """Stub."""
    return ""


def value(item: Item) -> str | float | None:
    """Stub."""
    return None


KIND = Kind("dates", "date", find, keys, agree, say, value)
