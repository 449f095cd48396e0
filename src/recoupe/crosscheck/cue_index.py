"""Which patterns of a table a sentence may have: those of which it has a telling word. Most sentences have none of most."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CueIndex:
    """The numbers of patterns by their telling words, and by the beginnings of words ("ferm*") by the first letters of these."""

    by_word: Mapping[str, tuple[int, ...]]
    by_prefix: Mapping[str, tuple[tuple[str, int], ...]]
    prefix: int
    """How many letters the beginnings of words are kept under; a shorter beginning is found only as a word by itself."""

    @classmethod
    def of(cls, telling: Iterable[Iterable[str]], prefix: int) -> CueIndex:
        """The index of patterns, each given by the words of which a sentence must have one to have it."""
        by_word, by_prefix = defaultdict[str, list[int]](list), defaultdict[str, list[tuple[str, int]]](list)
        for number, words in enumerate(telling):
            for word in words:
                if word.endswith("*"):
                    by_prefix[word[:-1][:prefix]].append((word[:-1], number))
                else:
                    by_word[word].append(number)
        return cls({w: tuple(n) for w, n in by_word.items()}, {w: tuple(n) for w, n in by_prefix.items()}, prefix)

    def found(self, sentence: Iterable[str]) -> list[int]:
        """The numbers of the patterns that a sentence of these folded words may have, in order."""
        numbers: set[int] = set()
        for word in sentence:
            numbers.update(self.by_word.get(word, ()))
            numbers.update(n for start, n in self.by_prefix.get(word[: self.prefix], ()) if word.startswith(start))
        return sorted(numbers)
