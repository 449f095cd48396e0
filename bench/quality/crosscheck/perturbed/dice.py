"""Choices that look random and are the same on every machine: they follow from a key."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")


class Dice:
    """A stream of choices fixed by its key."""

    def __init__(self, *key: object) -> None:
        self._key = "|".join(str(k) for k in key)
        self._turn = 0

    def _next(self) -> float:
        self._turn += 1
        return int.from_bytes(hashlib.sha256(f"{self._key}|{self._turn}".encode()).digest()[:6], "big") / 2**48

    def chance(self, share: float) -> bool:
        """True in `share` of the cases."""
        return self._next() < share

    def pick(self, options: Sequence[T]) -> T:
        """One of the options, each as likely as the others."""
        return options[int(self._next() * len(options))]

    def shuffled(self, options: Sequence[T]) -> list[T]:
        """All the options, in another order."""
        return [o for _, _, o in sorted((self._next(), n, o) for n, o in enumerate(options))]


@cache
def table(code: str) -> Mapping[str, Any]:
    """What the benchmark knows of a language."""
    with Path(__file__).with_name(f"{code}.toml").open("rb") as file:
        return tomllib.load(file)
