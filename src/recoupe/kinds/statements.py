"""statements: found and compared."""

from __future__ import annotations

from collections.abc import Sequence

from recoupe.records import Quote
from recoupe.sockets import Agreement, Item, Kind, Reading


def find(reading: Reading) -> tuple[Quote, ...]:
    """Stub."""
    return ()


def keys(item: Item) -> frozenset[str]:
    """Stub."""
    return frozenset()


def agree(a: Item, b: Item) -> Agreement:
    """Stub."""
    return Agreement("unrelated", "statements.stub")


def say(items: Sequence[Item]) -> str:
    """Stub."""
    return ""


def value(item: Item) -> str | float | None:
    """Stub."""
    return None


KIND = Kind("statements", "quote", find, keys, agree, say, value)
