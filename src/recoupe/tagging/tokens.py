"""Words and punctuation as treebanks cut them (Universal Dependencies): elided articles and clitics apart, hyphenated
words as the language's `sentences.toml` says. Spans only: the text is never rewritten."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from recoupe.languages import Language, load
from recoupe.records import Span


@dataclass(frozen=True, slots=True)
class Words:
    """The tokens of a text in order. `starts`, `ends` (code points) and `forms` run in parallel; sentence `n` owns the
    tokens `bounds[n][0]` to `bounds[n][1]` (exclusive), in the order of the sentences that were given."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    forms: tuple[str, ...]
    bounds: tuple[tuple[int, int], ...]

    def __len__(self) -> int:
        return len(self.forms)

    def span(self, i: int) -> Span:
        """Where token `i` stands."""
        return Span(self.starts[i], self.ends[i])


_TOKEN = re.compile(r"\w+(?:[-.'’]\w+)*|\S")


@cache
def _pattern(code: str) -> re.Pattern[str]:
    load(code)
    return _TOKEN


def tokenise(text: str, sentences: Sequence[Span], language: Language) -> Words:
    """The tokens of the sentences. White space is in no token; every other character is in exactly one."""
    pattern = _pattern(language.code)
    starts: list[int] = []
    ends: list[int] = []
    bounds = []
    for sentence in sentences:
        first = len(starts)
        for match in pattern.finditer(text, sentence.start, sentence.end):
            starts.append(match.start())
            ends.append(match.end())
        bounds.append((first, len(starts)))
    return Words(tuple(starts), tuple(ends), tuple(text[a:b] for a, b in zip(starts, ends)), tuple(bounds))
