"""Questions that are answered once for each thing asked about: what is compared is compared with many others."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

M = TypeVar("M")
T = TypeVar("T")

_KEPT = 20_000  # answers remembered for each question


def remembered(question: Callable[[M], T]) -> Callable[[M], T]:
    """The same question, asked once of each thing. Things are known by identity (items hold mappings, and what is weighed in
    them depends on their dossier), and kept as long as their answer."""
    known: dict[int, tuple[M, T]] = {}

    @wraps(question)
    def ask(thing: M) -> T:
        entry = known.get(id(thing))
        if entry is None or entry[0] is not thing:
            if len(known) >= _KEPT:
                known.clear()
            entry = known[id(thing)] = (thing, question(thing))
        return entry[1]

    return ask
