"""Span-returning text tools. Nothing here rewrites a text: every answer is a span of the text it was given, or a
folded copy with a map back to it."""

from __future__ import annotations

import bisect
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Generic, Protocol, TypeVar

from recoupe.languages import Language, load
from recoupe.records import Span

APOSTROPHES = "'’ʼ‘´`"
OPENING = '«“„"‹‘([{'
CLOSING = '»”"›’)]}'
DASHES = "-‐‑–—−"
SPACES = " \t\u00a0\u202f\u2009\u2007\u200a\u2002\u2003"

_ZERO_WIDTH = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad")
_STRAIGHT = {**dict.fromkeys("’ʼ‘´`", "'"), **dict.fromkeys("“”„«»‹›", '"'), **dict.fromkeys("‐‑–—−", "-")}


@dataclass(frozen=True, slots=True)
class Folded:
    """A text made comparable (case, accents, apostrophes, dashes and white space folded) with a map back."""

    text: str
    back: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        """The span of the original text that `[start, end)` of the folded text stands for."""
        if start >= end:
            at = self.back[start] if start < len(self.back) else (self.back[-1] + 1 if self.back else 0)
            return Span(at, at)
        return Span(self.back[start], self.back[end - 1] + 1)


_UNEVEN = re.compile(r"\s{2,}|[^\S ]")  # white space that does not stay as it is
_NO_WIDTH = re.compile(f"[{''.join(sorted(_ZERO_WIDTH))}]")


def fold(text: str) -> Folded:
    """Lower case, no accents, straight quotes and dashes, runs of white space as one space; offsets mapped back."""
    out: list[str] = []
    back: list[int] = []
    start = 0
    for gap in _UNEVEN.finditer(text):
        if gap.start() > start:
            _fold_stretch(text, start, gap.start(), out, back)
        _fold_stretch(text, gap.start(), gap.start() + 1, out, back)
        start = gap.end()
    if start < len(text):
        _fold_stretch(text, start, len(text), out, back)
    return Folded("".join(out), tuple(back))


def _fold_stretch(text: str, start: int, end: int, out: list[str], back: list[int]) -> None:
    """Fold `[start, end)`, which holds no white space but single spaces (or is a white space itself)."""
    piece = text[start:end].translate(_PLAIN)
    if len(piece) != end - start or _NO_WIDTH.search(text, start, end):  # a character dropped or become two
        _fold_slowly(text, start, end, out, back)
        return
    if piece[0] == " " and (not out or out[-1][-1] == " "):
        start, piece = start + 1, piece[1:]
    if piece:
        out.append(piece)
        back.extend(range(start, end))


def _fold_slowly(text: str, start: int, end: int, out: list[str], back: list[int]) -> None:
    for i in range(start, end):
        plain = _PLAIN[ord(text[i])]
        if not plain or (plain == " " and (not out or out[-1][-1] == " ")):
            continue
        out.append(plain)
        back.extend([i] * len(plain))


class _Plain(dict[int, str]):
    """What each code point is folded to ("" for one of no width), filled as they turn up: a table for `str.translate`."""

    def __missing__(self, point: int) -> str:
        char = chr(point)
        if char in _ZERO_WIDTH:
            plain = ""
        elif char.isspace():
            plain = " "
        else:
            plain = char.lower() if char.isascii() else _STRAIGHT.get(char) or fold_char(char)
        self[point] = plain
        return plain


_PLAIN = _Plain()


@lru_cache(maxsize=4096)
def fold_char(char: str) -> str:
    """One character, lower-cased and without its accents ("É" -> "e", "œ" -> "oe")."""
    char = {"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss"}.get(char, char)
    parts = unicodedata.normalize("NFD", char.lower())
    return "".join(p for p in parts if not unicodedata.combining(p)) or char


_SHORT = 40  # code points: a word or a name, which comes again


def folded(text: str) -> str:
    """`fold(text).text`, stripped: for look-ups where no offsets are needed."""
    return _folded_short(text) if len(text) <= _SHORT else _folded(text)


def _folded(text: str) -> str:
    return " ".join(text.translate(_PLAIN).split())


_folded_short = lru_cache(maxsize=100_000)(_folded)


def trim(text: str, start: int, end: int, extra: str = "") -> Span:
    """`[start, end)` without white space (and the characters of `extra`) at either end."""
    while start < end and (text[start].isspace() or text[start] in extra or text[start] in _ZERO_WIDTH):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in extra or text[end - 1] in _ZERO_WIDTH):
        end -= 1
    return Span(start, end)


_LINE = re.compile(r"[^\n\r\u2028\u2029]+")


def lines(text: str, within: Span | None = None) -> tuple[Span, ...]:
    """The non-empty lines, trimmed."""
    start, end = (within.start, within.end) if within is not None else (0, len(text))
    spans = (trim(text, m.start(), m.end()) for m in _LINE.finditer(text, start, end))
    return tuple(s for s in spans if len(s))


def paragraphs(text: str, within: Span | None = None) -> tuple[Span, ...]:
    """Lines, except that a hard-wrapped block (a line without final punctuation, at least 60 code points long, followed
    without a blank line by one that starts in lower case) is one paragraph."""
    out: list[Span] = []
    for line in lines(text, within):
        if out:
            last = out[-1]
            between = text[last.end : line.start]
            soft = between.count("\n") <= 1 and "\u2029" not in between
            if soft and len(last) >= 60 and text[last.end - 1] not in '.!?…:»”"' and text[line.start].islower():
                out[-1] = Span(last.start, line.end)
                continue
        out.append(line)
    return tuple(out)


# ---------------------------------------------------------------- sentences


@dataclass(frozen=True, slots=True)
class _Splitting:
    titles: frozenset[str]  # abbreviations that never end a sentence ("M.", "Dr.")
    other: frozenset[str]  # abbreviations that end one only before a capital that is no name ("etc.", "av.")


@cache
def _splitting(code: str) -> _Splitting:
    table = load(code).table("sentences")
    return _Splitting(
        frozenset(folded(str(a)) for a in table.get("titles", ())), frozenset(folded(str(a)) for a in table.get("abbreviations", ()))
    )


_END = re.compile(r"(?:\.{3}|[.!?…]+)(?:[\u00a0\u202f ]?[»”]|[\"’)\]])*(?=\s|$|[«“])")
_NEXT = re.compile(r"\s*[«“„\"‘'(\[–—-]*\s*(.)", re.S)
_WORD_BEFORE = re.compile(r"([^\s«»“”\"()\[\]]+)$")


def sentences(text: str, language: Language, within: Span | None = None) -> tuple[Span, ...]:
    """The sentences of each paragraph, trimmed; a line without a full stop (headline, caption) is one sentence.

    Abbreviations and titles come from `sentences.toml`; initials ("J. Doe"), decimals, ellipses followed by a lower
    case letter and marks closed after the full stop (« A. » B) are handled for any language."""
    rules = _splitting(language.code)
    out: list[Span] = []
    for block in paragraphs(text, within):
        start = block.start
        for match in _END.finditer(text, block.start, block.end):
            end = match.end()
            if end >= block.end:
                break
            if not _ends_sentence(text, match, block, rules):
                continue
            span = trim(text, start, end)
            if len(span):
                out.append(span)
            start = end
        span = trim(text, start, block.end)
        if len(span):
            out.append(span)
    return tuple(out)


def _ends_sentence(text: str, match: re.Match[str], block: Span, rules: _Splitting) -> bool:
    following = _NEXT.match(text, match.end(), block.end)
    if following is None:
        return True
    first = following.group(1)
    if first.islower():
        return False  # "« Où allez-vous ? » a-t-il demandé", "etc. mais"
    marks = match.group()
    if marks.rstrip('»”"’)]\u00a0\u202f ') != ".":
        quoted = any(c in marks for c in '»”"')
        return not (quoted and first in ",;:–—")
    before = _WORD_BEFORE.search(text, max(block.start, match.start() - 40), match.start())
    word = folded(before.group(1)) if before else ""
    if not word:
        return True
    if word in rules.titles or folded(word.split("-")[-1]) in rules.titles:
        return False
    if len(word) == 1 and word.isalpha() and before is not None and before.group(1).isupper():
        return False  # an initial
    if "." in word and len(word) <= 6 and first.isupper():
        return False  # "U.S. Senate", "p.m. Friday" is the price
    if word in rules.other:
        return not (first.isdigit() or (first.isupper() and word in {"no", "n", "p", "art", "vol"}))
    return not (
        word.isdigit()
        and len(word) <= 2
        and match.start() - (before.start() if before else 0) == len(word)
        and before is not None
        and before.start() == block.start
    )


# ---------------------------------------------------------------- words


_TOKEN = re.compile(r"\d+(?:[.,\u00a0\u202f ]\d{3})*(?:[.,]\d+)?|[^\W_]+(?:-[^\W_]+)*", re.U)


def tokens(text: str, within: Span | None = None) -> list[Span]:
    """Words (hyphenated ones whole, elided articles apart) and numbers, in order."""
    start, end = (within.start, within.end) if within is not None else (0, len(text))
    return [Span(m.start(), m.end()) for m in _TOKEN.finditer(text, start, end)]


_ACRONYM = re.compile(r"\(([A-Z]{2,8})\)")


def spelt_out(text: str, within: Span | None = None) -> Iterator[Span]:
    """The words before an acronym in brackets whose letters they give in order ("right to die society (RDS)"): a name,
    whatever its words say."""
    start, end = (within.start, within.end) if within is not None else (0, len(text))
    for match in _ACRONYM.finditer(text, start, end):
        letters = list(folded(match[1]))
        words = tokens(text, Span(max(start, match.start() - 200), match.start()))[-3 * len(match[1]) :]
        while words and letters:
            word = words.pop()
            if folded(word.of(text)).startswith(letters[-1]):
                letters.pop()
            if not letters:
                yield Span(word.start, match.start())


@cache
def stopwords(code: str) -> frozenset[str]:
    """Folded function words of a language, for comparison (never for display)."""
    return frozenset(folded(w) for w in load(code).lines("stopwords"))


@cache
def _stemmer(code: str) -> Any:
    import Stemmer

    name = str(load(code).table("sentences").get("stemmer", ""))
    return Stemmer.Stemmer(name) if name in Stemmer.algorithms() else None


@lru_cache(maxsize=200_000)
def stem(word: str, code: str) -> str:
    """The Snowball stem of a folded word (the word itself where the language has no stemmer)."""
    stemmer = _stemmer(code)
    return folded(str(stemmer.stemWord(word.lower()))) if stemmer is not None else folded(word)


def stems(text: str, code: str) -> tuple[str, ...]:
    """The content stems of a text in order: no function words, nothing of one letter; numbers stay as they are."""
    found = [_content_stem(word, code) for word in _TOKEN.findall(text)]
    return tuple([stem_ for stem_ in found if stem_])


@lru_cache(maxsize=200_000)
def _content_stem(word: str, code: str) -> str:
    """The stem of a word as written, "" where it carries no content."""
    plain = folded(word)
    if plain in stopwords(code) or (len(plain) < 2 and not plain.isdigit()):
        return ""
    return plain if plain[0].isdigit() else stem(word, code)


def shingles(words: Sequence[str], size: int) -> set[tuple[str, ...]]:
    """The runs of `size` words (the whole sequence when it is shorter)."""
    if len(words) < size:
        return {tuple(words)} if words else set()
    return set(zip(*(words[i:] for i in range(size))))


class _Spanned(Protocol):
    @property
    def span(self) -> Span: ...


M = TypeVar("M", bound=_Spanned)


class SpanIndex(Generic[M]):
    """Mentions of one text, found by where they stand without looking at all of them."""

    def __init__(self, mentions: Iterable[M]) -> None:
        self._mentions = sorted(mentions, key=lambda m: m.span)
        self._starts = [m.span.start for m in self._mentions]
        self._longest = max((len(m.span) for m in self._mentions), default=0)

    def within(self, span: Span) -> list[M]:
        """The mentions that lie wholly inside, in order."""
        low, high = bisect.bisect_left(self._starts, span.start), bisect.bisect_right(self._starts, span.end)
        return [m for m in self._mentions[low:high] if m.span.end <= span.end]

    def touching(self, span: Span) -> list[M]:
        """The mentions that share a character with the span, in order."""
        low, high = bisect.bisect_left(self._starts, span.start - self._longest), bisect.bisect_left(self._starts, span.end)
        return [m for m in self._mentions[low:high] if m.span.end > span.start]


def sentence_at(sentences_: Sequence[Span], span: Span) -> Span:
    """The sentence that holds `span` (from the first to the last touched when it crosses several); the span itself when
    no sentence touches it. `sentences_` are in order and do not overlap."""
    i = bisect.bisect_right(sentences_, span.start, key=lambda s: s.start) - 1
    touched = []
    for sentence in sentences_[max(0, i) : max(0, i) + 40]:
        if sentence.start >= span.end:
            break
        if sentence.overlap(span):
            touched.append(sentence)
    return Span(touched[0].start, touched[-1].end) if touched else span


def context(text: str, span: Span, width: int = 32) -> tuple[str, str]:
    """What stands before and after a span (W3C TextQuoteSelector prefix and suffix)."""
    return text[max(0, span.start - width) : span.start], text[span.end : span.end + width]


def said(who: str | None, words: str, code: str) -> str:
    """Somebody's words in one line, with the colon as the language sets it ("X: words", « X : mots »)."""
    return f"{who}{load(code).table('sentences').get('colon', ': ')}{words}" if who else words
