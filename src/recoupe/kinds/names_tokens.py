"""A text as the tokens that names are made of: which words have a capital, which capitals say nothing, what is near what.

A capital at the start of a sentence, after an opening mark or in a headline in Title Case is *weak*: it says nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from recoupe.kinds.names_lexicon import Lexicon, key, plain
from recoupe.records import NameKind, Span

_TOKEN = re.compile(r"([^\W_]+(?:[-‐‑][^\W_]+){0,8})")
_GLUE = frozenset(" \u00a0\u202f")
_APOSTROPHE = frozenset("'’ʼ")
_OPENS = re.compile(r"[«“„\"‘‹:•|]|[–—-]\s")


@dataclass(slots=True)
class Token:
    """One word of the text. `gap` is what stands between it and the word before it in the sentence."""

    start: int
    end: int
    word: str
    low: str
    cap: bool
    upper: bool
    weak: bool
    sentence: int
    gap: str


@dataclass(slots=True)
class Run:
    """Tokens `[first, last)` that may be a name; `kind` where the pattern itself tells it."""

    first: int
    last: int
    kind: NameKind | None = None
    weak: bool = False
    phrase: bool = False
    role: tuple[int, int] | None = None
    """Tokens of a role written in capitals before the name ("Energy Secretary")."""
    titled: bool = False
    exact: Span | None = None
    """Where a name stands that the CRF read; None for a run of whole tokens."""


class _Looks(dict[str, tuple[str, bool, bool]]):
    """Of each word met: what it is folded, whether it has a capital, whether it is in capitals."""

    _MOST = 60_000

    def __init__(self, prefixes: frozenset[str]) -> None:
        super().__init__()
        self.prefixes = prefixes

    def __missing__(self, word: str) -> tuple[str, bool, bool]:
        if len(self) >= self._MOST:
            self.clear()
        cap = word[0].isupper() or ("-" in word and _prefixed(word, self.prefixes))
        found = self[word] = plain(word), cap, word.isupper() and len(word) > 1
        return found


_looks = cache(_Looks)


def tokenize(text: str, sentences: Sequence[Span], common: frozenset[str], prefixes: frozenset[str] = frozenset()) -> list[Token]:
    """The words of every sentence. Tokens of a line in Title Case or ALL CAPS are all weak."""
    out: list[Token] = []
    looks = _looks(prefixes)
    for number, sentence in enumerate(sentences):
        begin, loud, at = len(out), 0, sentence.start
        parts = _TOKEN.split(text[at : sentence.end])  # gap, word, gap, word, ..., gap
        weak = True
        for gap, word in zip(parts[::2], parts[1::2]):
            low, cap, upper = looks[word]
            start = at + len(gap)
            at = start + len(word)
            out.append(Token(start, at, word, low, cap, upper, weak or (gap not in _GLUE and _OPENS.search(gap) is not None), number, gap))
            loud += cap or upper
            weak = False
        headline = number == 0 and len(sentences) > 1 and text[sentence.end : sentence.end + 1] == "\n"
        if loud > 1 and _shouts(out[begin:], text, sentence, common, headline):
            for token in out[begin:]:
                token.weak = True
    return out


def _prefixed(word: str, prefixes: frozenset[str]) -> bool:
    """ "al-Assad": a small prefix before a capital."""
    before, _, after = word.partition("-")
    return before in prefixes and after[:1].isupper() and len(after) > 1


def _shouts(tokens: Sequence[Token], text: str, sentence: Span, common: frozenset[str], headline: bool) -> bool:
    """Whether a line is in Title Case or ALL CAPS, so that its capitals say nothing: ordinary words have them too."""
    long = [t for t in tokens if len(t.word) > 3 and not t.word[0].isdigit()]
    if len(long) < 4:
        return len(long) > 1 and all(t.upper for t in long)
    if sum(t.upper for t in long) >= 0.7 * len(long):
        return True
    share = sum(t.cap for t in long) / len(long)
    ordinary = sum(t.cap and t.low in common and not t.weak for t in long)
    if headline and share >= 0.75 and ordinary >= 2:
        return True
    return text[sentence.end - 1] not in '.!»”"' and ((share >= 0.75 and ordinary >= 1) or (share >= 0.6 and ordinary >= 2))


class Words:
    """The tokens of one text and their neighbourhood. Holds no state beyond it."""

    def __init__(self, tokens: list[Token], lexicon: Lexicon) -> None:
        self.tokens = tokens
        self.lexicon = lexicon
        self._phrases: dict[int, tuple[int, NameKind] | None] = {}
        self.pairs = {(a.low, b.low) for a, b in pairwise(tokens) if a.cap and b.cap and not a.weak and b.gap in _GLUE}
        """Two capitals in a row inside a sentence: evidence that the first belongs to the name elsewhere."""

    def near(self, i: int, step: int = 1) -> Token | None:
        """The neighbour of token `i` in the same sentence, if only a space or an apostrophe lies between."""
        k, tokens = i + step, self.tokens
        if not 0 <= k < len(tokens):
            return None
        token, here = tokens[k], tokens[i]
        if token.sentence != here.sentence:
            return None
        gap = token.gap if step > 0 else here.gap
        return token if gap in _GLUE or gap in _APOSTROPHE or not gap.strip(" \u00a0\u202f") else None

    def _joins(self, k: int) -> bool:
        """Whether token `k` goes on with the one before it as one name."""
        if k >= len(self.tokens) or self.tokens[k].sentence != self.tokens[k - 1].sentence:
            return False
        gap, last = self.tokens[k].gap, self.tokens[k - 1]
        if gap in _GLUE or not gap.strip(" \u00a0\u202f"):
            return True
        if gap in _APOSTROPHE:
            return (len(last.word) == 1 and last.cap) or last.low.endswith(("-d", "-l"))
        if gap.rstrip(" \u00a0\u202f") == ".":
            return (len(last.word) == 1 and last.cap) or last.low in self.lexicon.titles
        return gap.strip(" \u00a0\u202f") == "&"

    def _capital(self, k: int) -> bool:
        token = self.tokens[k]
        if not token.cap or token.gap.endswith(("#", "@", "/")):
            return False  # a hashtag, a handle, an address
        if token.low in self.lexicon.calendar:
            return k > 0 and self.tokens[k - 1].cap and self.tokens[k - 1].low in self.lexicon.first_names and self._joins(k)
        return True

    def phrase(self, i: int) -> tuple[int, NameKind] | None:
        """The longest known name of several words that starts at token `i`: (end, kind)."""
        if i not in self._phrases:
            self._phrases[i] = self._find_phrase(i)
        return self._phrases[i]

    def _find_phrase(self, i: int) -> tuple[int, NameKind] | None:
        tokens, lexicon = self.tokens, self.lexicon
        words = key(tokens[i].word).split()
        if not words or words[0] not in lexicon.phrases:
            return None
        most, known = lexicon.phrases[words[0]]
        k, found = i + 1, None
        while True:
            kind = known.get(tuple(words))
            small = k > i + 1 and tokens[i].low in lexicon.articles and not tokens[i + 1].cap  # "La presse" opens a sentence
            if kind is not None and not small and (kind == "organisation" or lexicon.lower_tail or any(t.cap for t in tokens[i + 1 : k])):
                found = k, kind
            if len(words) >= most or k >= len(tokens) or self.near(k - 1) is None:
                return found
            words += key(tokens[k].word).split()
            k += 1
