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
    """What a language's `sentences.toml` says of points that end nothing; all words as they are written."""

    titles: frozenset[str]  # never end a sentence ("M.", "Dr.")
    numbered: frozenset[str]  # end one unless a number follows ("p. 3", "art. L. 121")
    abbreviations: frozenset[str]  # a name may follow: end one only before a starter ("Inc.", "av.")
    starters: frozenset[str]  # words that begin sentences and no names ("The", "Il")
    lettered: frozenset[str]  # words that a lone capital belongs to ("plan B")
    said: re.Pattern[str]  # a speaker and a verb of saying ("Smith said")


_NEVER = re.compile(r"(?!)")


@cache
def _splitting(code: str) -> _Splitting:
    table = load(code).table("sentences")
    said = "|".join(re.escape(str(w)) for w in table.get("said", ()))
    return _Splitting(
        titles=written(table.get("titles", ())),
        numbered=written(table.get("numbered", ())),
        abbreviations=written(table.get("abbreviations", ())),
        starters=frozenset(str(w) for line in table.get("starters", ()) for w in line.split()),
        lettered=frozenset(table.get("lettered", ())),
        said=re.compile(rf"(?:[A-Z][\w.'’-]{{0,40}}\s){{1,4}}(?:{said})\b") if said else _NEVER,
    )


def written(words: Iterable[str]) -> frozenset[str]:
    """The ways words are written: one in lower case also with capitals, save where it is a single letter."""
    return frozenset(form for w in words for form in ((w,) if w[:1].isupper() or len(w) == 1 else (w, w.capitalize(), w.upper())))


# A mark or several, what closes after it, a footnote; then white space, or an opening with none.
_END = re.compile(
    r"[.!?…]+(?:[\u00a0\u202f ]?(?:[»”]|[.!?…]+)|[\"’')\]])*+(?:\[\d{1,3}\]|[¹²³⁰-⁹]{1,3})*+"
    r"(?=\s|$|[«“]|[A-ZÀ-Þ][a-zß-ÿ'’])"
)
_NEXT = re.compile(r"(\s*)[«“„\"‘'’(\[–—-]*\s*([^\W\d_]+['’]?|\S)\s*(\S?)")
_BETWEEN = re.compile(r"[\s«»“”\"()\[\]]+")
_PIECES = re.compile(r"[-'’]")
_ALNUM = re.compile(r"[^\W_]")
_SHORTENED = re.compile(r"(?:[^\W\d_]\.-?)+[^\W\d_]")  # "U.S", "J.-C", "p.m"
_ROMAN = re.compile(r"[IVXLC]{1,6}")
_LABEL = re.compile(r"[*#]?\d{1,2}|[IVXLC]{1,5}|[A-Z]")
_CLOSED = "»”\"’')]"
_SEEN = 2000  # code points looked back for the quotation mark that one set off by spaces may close


def sentences(text: str, language: Language, within: Span | None = None) -> tuple[Span, ...]:
    """The sentences of each paragraph, trimmed; a line without a full stop (headline, caption) is one sentence.

    Abbreviations, titles and the words that begin sentences come from `sentences.toml`; initials ("J. Doe"), decimals,
    labels ("1. ..."), ellipses followed by a lower case letter and marks closed after the full stop (« A. » B) are handled
    for any language."""
    rules = _splitting(language.code)
    out: list[Span] = []
    for block in paragraphs(text, within):
        start = seen = block.start
        empty = True  # no letter or digit since `start`
        for match in _END.finditer(text, block.start, block.end):
            if match.start() < start:
                continue
            if empty:
                empty = _ALNUM.search(text, seen, match.start()) is None
                seen = match.end()
            end = _closed(text, block.start, match.end())
            if end >= block.end:
                break
            if empty or not _ends_sentence(text, match, end, Span(start, block.end), rules):
                continue
            span = trim(text, start, end)
            if len(span):
                out.append(span)
            start, seen, empty = end, end, True
        span = trim(text, start, block.end)
        if start > block.start and _ALNUM.search(text, start, block.end) is None:  # a stray mark
            out[-1] = trim(text, out[-1].start, block.end)
        elif len(span):
            out.append(span)
    return tuple(out) if all(len(s) <= _NO_SENTENCE for s in out) else tuple(piece for s in out for piece in _pieces(text, s))


_NO_SENTENCE = 2000
"""What runs on so long, in code points, is a table or a list on one line: cut, for all that is found in a sentence is held
against all of that sentence."""


def _pieces(text: str, span: Span) -> Iterator[Span]:
    """A sentence, in pieces at commas or spaces where it is too long to be one."""
    start = span.start
    while span.end - start > _NO_SENTENCE:
        last = start + _NO_SENTENCE
        cuts = (text.rfind(mark, start + _NO_SENTENCE // 2, last) for mark in ("; ", ", ", " "))
        end = next((cut + 1 for cut in cuts if cut >= 0), last)
        piece = trim(text, start, end)
        if len(piece):
            yield piece
        start = end
    rest = trim(text, start, span.end)
    if len(rest):
        yield rest


def _closed(text: str, start: int, end: int) -> int:
    """`end` (of a paragraph that begins at `start`), or the end of the straight quotation mark that closes there after a
    space ("fin. \" Puis")."""
    if text[end : end + 2] != ' "' or text[end + 2 : end + 3] not in (" ", ""):
        return end
    return end + 2 if text.count('"', max(start, end - _SEEN), end) % 2 else end


def _ends_sentence(text: str, match: re.Match[str], end: int, rest: Span, rules: _Splitting) -> bool:
    """Whether the sentence that begins at `rest.start` ends at `end`, after the marks of `match`."""
    following = _NEXT.match(text, end, rest.end)
    if following is None:
        return True
    gap, word, _ = following.groups()
    first = word[0]
    marks = match.group()
    if first in ",;:" or (not gap and first.isalpha() and word not in rules.starters):
        return False
    if marks.rstrip(_CLOSED + "\u00a0\u202f ") != ".":
        return not (first.islower() or (marks[-1] in _CLOSED and rules.said.match(text, following.start(2))))
    before = _BETWEEN.split(text[max(rest.start, match.start() - 60) : match.start()])
    last = before[-1]
    if first.islower():  # "approx. cent", but "fin. il part" in hurried writing
        known = last in rules.titles or last in rules.numbered or last in rules.abbreviations
        return len(marks) == 1 and len(last) > 4 and last.isalpha() and last.islower() and not known and word.capitalize() in rules.starters
    if not last:
        return True
    if _LABEL.fullmatch(last) and _ALNUM.search(text, rest.start, match.start() - len(last.lstrip("*#"))) is None:
        return False
    return _point_ends(last, before[-2] if len(before) > 1 else "", following, rules)


def _point_ends(last: str, earlier: str, following: re.Match[str], rules: _Splitting) -> bool:
    """Whether a point after `last` (which follows `earlier`) ends the sentence before what follows, which is no lower case
    word."""
    _, word, after = following.groups()
    starts = word in rules.starters
    tail = _PIECES.split(last)[-1]
    if last in rules.titles or tail in rules.titles:
        return False
    if last in rules.numbered or tail in rules.numbered:
        return not (word.isdigit() or _ROMAN.fullmatch(word) or (len(word) == 1 and word.isupper()))
    if last in rules.abbreviations or tail in rules.abbreviations or _SHORTENED.fullmatch(_elided(last)):
        return starts
    if len(tail) == 1 and tail.isalpha() and tail.isupper():  # an initial
        return (starts and not after.isupper()) or earlier in rules.lettered
    return True


def _elided(word: str) -> str:
    return word[2:] if word[1:2] in ("'", "’") else word


# ---------------------------------------------------------------- words


_TOKEN = re.compile(r"\d+(?:[.,\u00a0\u202f ]\d{3})*(?:[.,]\d+)?|[^\W_]+(?:-[^\W_]+)*", re.U)


def tokens(text: str, within: Span | None = None) -> list[Span]:
    """Words (hyphenated ones whole, elided articles apart) and numbers, in order."""
    start, end = (within.start, within.end) if within is not None else (0, len(text))
    return [Span(*m.span()) for m in _TOKEN.finditer(text, start, end)]


def count(text: str, within: Span) -> int:
    """How many words and numbers a passage has."""
    return len(_TOKEN.findall(text, within.start, within.end))


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
    found = [content_stem(word, code) for word in _TOKEN.findall(text)]
    return tuple([stem_ for stem_ in found if stem_])


@lru_cache(maxsize=200_000)
def content_stem(word: str, code: str) -> str:
    """The stem of one word as written, "" where it carries no content."""
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


_STOPS = frozenset(".!?…:;")
AFTER_STOP = " \u00a0\u202f\"'»”’)]"
"""What may stand between the stop of a sentence and the end of its line."""
_CAPTION = 14  # words of a line without a full stop that is still taken for a caption, a byline or a subheading


def is_prose(text: str, span: Span) -> bool:
    """False where the line that holds the span is a headline, a caption, a byline or another short line that is no sentence."""
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    line = text[start : len(text) if end < 0 else end].rstrip()
    return line.rstrip(AFTER_STOP)[-1:] in _STOPS or len(line.split()) > _CAPTION


def context(text: str, span: Span, width: int = 32) -> tuple[str, str]:
    """What stands before and after a span (W3C TextQuoteSelector prefix and suffix)."""
    return text[max(0, span.start - width) : span.start], text[span.end : span.end + width]


def said(who: str | None, words: str, code: str) -> str:
    """Somebody's words in one line, with the colon as the language sets it ("X: words", « X : mots »)."""
    return f"{who}{load(code).table('sentences').get('colon', ': ')}{words}" if who else words
