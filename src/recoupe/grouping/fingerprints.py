"""Numbers that stand for runs of words, and the few of them that stand for a text.

A text's fingerprints are chosen by winnowing (Schleimer, Wilkerson and Aiken, SIGMOD 2003): of every WINDOW runs of SHINGLE
words in a row the smallest number. Two texts with SHINGLE + WINDOW - 1 = 8 words in a row in common share a fingerprint, however
long they are, so a text that stands in another is found where a sketch of whole texts (MinHash) finds nothing.

numpy (`pip install recoupe[scale]`) makes it faster and changes no number. There is one definition of a run's number; both ways
of computing it are held against each other by the tests."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import Any

from recoupe import text as texts
from recoupe.errors import MissingExtra

SHINGLE = 5  # words in a run: long enough that two reporters rarely share one by chance
WINDOW = 4  # runs of which one is kept
WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")

_BITS = (1 << 64) - 1
_DIGIT = 0xA0761D6478BD642F  # odd, so that it can be undone
_BASE = 0x9E3779B97F4A7C15  # odd, so that no word is lost from a run's number
_LEAVING = pow(_BASE, SHINGLE, 1 << 64)
_STIR = 0xD6E8FEB86659FD93  # spreads a sum over all bits, the low ones too
_FEW = 48  # runs below which calling numpy costs more than it saves
_BATCH = 120_000  # characters that are worked on at once: what fits into a processor's cache


@cache
def numpy() -> Any:
    """The module, None where it is not installed."""
    try:
        import numpy as found
    except ImportError:
        return None
    return found


def needed() -> Any:
    """As `numpy`, for what cannot do without it.

    Raises MissingExtra where it is not installed."""
    found = numpy()
    if found is None:
        raise MissingExtra("this needs numpy: pip install 'recoupe[scale]'")
    return found


def word_number(word: str) -> int:
    """The number of a word (64 bits), whatever its case and accents: its folded code points as the digits of a number, the
    first one the lowest."""
    number = 0
    for char in reversed(texts.folded(word)):
        number = (number * _DIGIT + ord(char)) & _BITS
    return number


_number = lru_cache(maxsize=300_000)(word_number)


def words_of(text: str) -> list[int]:
    """The numbers of all words of a text, in order."""
    return list(map(_number, WORD.findall(text)))


# ---------------------------------------------------------------- runs


def runs(words: Sequence[int]) -> list[int]:
    """One number (64 bits) for each run of SHINGLE words, in order; none when there are fewer."""
    np = numpy() if len(words) > _FEW else None
    if np is None:
        return _runs_slowly(words)
    found: list[int] = _runs_at_once(np, np.array(words, dtype=np.uint64)).tolist()
    return found


def _runs_slowly(words: Sequence[int]) -> list[int]:
    sum_ = 0
    for word in words[: SHINGLE - 1]:
        sum_ = (sum_ * _BASE + word) & _BITS
    out = []
    leaving = 0
    for at in range(SHINGLE - 1, len(words)):
        sum_ = (sum_ * _BASE + words[at] - leaving * _LEAVING) & _BITS
        leaving = words[at - SHINGLE + 1]
        stirred = ((sum_ ^ (sum_ >> 32)) * _STIR) & _BITS
        out.append(stirred ^ (stirred >> 29))
    return out


def _runs_at_once(np: Any, words: Any) -> Any:
    """As `_runs_slowly`, over an array of 64 bits (which overflows as the sums above are cut)."""
    size = max(0, len(words) - SHINGLE + 1)
    sum_ = np.zeros(size, dtype=np.uint64)
    for at in range(SHINGLE):
        sum_ *= np.uint64(_BASE)
        sum_ += words[at : at + size]
    sum_ ^= sum_ >> np.uint64(32)
    sum_ *= np.uint64(_STIR)
    sum_ ^= sum_ >> np.uint64(29)
    return sum_


# ---------------------------------------------------------------- winnowing


def winnow(numbers: Sequence[int], window: int = WINDOW) -> list[int]:
    """The smallest of every `window` numbers in a row (of equal ones the last), each place once, in order; the smallest of all
    when there are fewer."""
    np = numpy() if len(numbers) > _FEW else None
    if np is None:
        return _winnow_slowly(numbers, window)
    array = np.array(numbers, dtype=np.uint64)
    found: list[int] = array[_winnow_at_once(np, array, window)].tolist()
    return found


def _winnow_slowly(numbers: Sequence[int], window: int) -> list[int]:
    waiting: deque[int] = deque()  # places whose numbers rise
    out: list[int] = []
    last = -1
    for at, number in enumerate(numbers):
        while waiting and numbers[waiting[-1]] >= number:
            waiting.pop()
        waiting.append(at)
        if waiting[0] <= at - window:
            waiting.popleft()
        if at >= window - 1 and waiting[0] != last:
            last = waiting[0]
            out.append(numbers[last])
    return out if out or not numbers else [min(numbers)]


def _winnow_at_once(np: Any, numbers: Any, window: int) -> Any:
    """The places that winnowing keeps, rising."""
    if len(numbers) < window:
        return np.array([int(numbers.argmin())]) if len(numbers) else np.zeros(0, dtype=np.int64)
    return _places(np, numbers, np.arange(len(numbers) - window + 1), window)


def _places(np: Any, numbers: Any, windows: Any, window: int) -> Any:
    """The places of the smallest numbers of the windows that start at the places given, each once, rising."""
    least, place = numbers[windows], windows
    for step in range(1, window):
        here = numbers[windows + step]
        later = here <= least
        least = np.where(later, here, least)
        place = np.where(later, windows + step, place)
    return place[np.concatenate(([True], place[1:] != place[:-1]))] if len(place) else place


# ---------------------------------------------------------------- texts


def prints(text: str, window: int = WINDOW) -> list[int]:
    """The fingerprints of one text, in order."""
    return winnow(runs(words_of(text)), window)


def all_prints(given: Iterable[str], window: int = WINDOW) -> Iterator[Sequence[int]]:
    """The fingerprints of each of many texts, in order: arrays of 64 bits with numpy, which works on many texts at once, lists
    without."""
    np = numpy()
    if np is None:
        yield from (prints(text, window) for text in given)
        return
    queue = iter(given)
    while batch := _batch(queue):
        words, lengths = _words_at_once(np, batch)
        yield from _batch_prints(np, words, lengths, window)


def _batch(queue: Iterator[str]) -> list[str]:
    """The next texts, _BATCH characters or a little more."""
    out, total = [], 0
    while total < _BATCH and (text := next(queue, None)) is not None:
        for two, one in _LIGATURES:
            if two in text:
                text = text.replace(two, one)
        out.append(text)
        total += len(text) + 1
    return out


def _batch_prints(np: Any, words: Any, lengths: Any, window: int) -> Iterator[Any]:
    numbers = _runs_at_once(np, words)  # those that cross from one text to the next are passed over
    ends = np.cumsum(lengths)
    sizes = np.maximum(lengths - SHINGLE + 1, 0)
    many = np.maximum(sizes - window + 1, 0)  # windows of each text
    before = np.cumsum(many) - many
    windows = np.repeat(ends - lengths - before, many) + np.arange(int(many.sum()))
    kept = _places(np, numbers, windows, window)
    bounds = np.searchsorted(kept, ends - lengths).tolist()
    chosen = numbers[kept]
    for at, (start, size, low) in enumerate(zip((ends - lengths).tolist(), sizes.tolist(), bounds)):
        if size >= window:
            yield chosen[low : bounds[at + 1] if at + 1 < len(bounds) else None]
        else:
            yield np.array([numbers[start : start + size].min()] if size else [], dtype=np.uint64)


# ---------------------------------------------------------------- words with numpy

_LETTER, _FIGURE, _POINT = 1, 2, 3
_RARE = 7  # what one code point cannot stand for: such texts are read the other way
_LIGATURES = tuple((char, texts.fold_char(char)) for char in "œŒæÆß")


@cache
def _alphabet() -> Any:
    """What each code point of the first plane is (in the upper half) and what it is folded to (in the lower)."""
    np = needed()
    table = np.zeros(0x10000, dtype=np.uint32)
    for point in range(0x10000):
        char = chr(point)
        if char.isdecimal():
            sort = _FIGURE
        elif char.isalnum():
            sort = _LETTER
        else:
            table[point] = (_POINT if char in ".," else 0) << 16
            continue
        plain = texts.folded(char)
        table[point] = sort << 16 | ord(plain) if len(plain) == 1 and ord(plain) < 0x10000 else _RARE << 16
    return table


@cache
def _powers(size: int) -> tuple[Any, Any]:
    """The powers of _DIGIT up to `size`, and what undoes them."""
    np = needed()
    up, down = (np.full(size, base, dtype=np.uint64) for base in (_DIGIT, pow(_DIGIT, -1, 1 << 64)))
    up[0] = down[0] = 1
    return np.cumprod(up), np.cumprod(down)


def _words_at_once(np: Any, batch: Sequence[str]) -> tuple[Any, Any]:
    """The numbers of the words of several texts in one array, and how many each text has."""
    joined = "\n".join([*batch, ""])
    points = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    if int(points.max(initial=0)) > 0xFFFF:
        return _words_one_by_one(np, batch)
    found = _alphabet()[points]
    sort = (found >> np.uint32(16)).astype(np.uint8)
    if (sort == _RARE).any():
        return _words_one_by_one(np, batch)
    points_at = np.flatnonzero(sort == _POINT)
    inside = (sort[points_at - 1] == _FIGURE) & (sort[points_at + 1 - len(sort)] == _FIGURE)
    sort[points_at] = np.where(inside & (points_at > 0), _FIGURE, 0)
    found &= np.uint32(0xFFFF)
    found[points_at] = points[points_at]  # "3.5" is one word, its point a character of it
    edges = np.flatnonzero(sort[1:] != sort[:-1]) + 1
    starts = np.concatenate(([0], edges))
    ends = np.concatenate((edges, [len(sort)]))
    words = sort[starts] > 0
    starts, ends = starts[words], ends[words]
    up, down = _powers(1 << max(20, len(points).bit_length()))
    sums = np.zeros(len(points) + 1, dtype=np.uint64)
    np.cumsum(found * up[: len(points)], out=sums[1:])
    numbers = (sums[ends] - sums[starts]) * down[starts]
    breaks = np.cumsum([len(text) + 1 for text in batch])
    counts = np.searchsorted(starts, breaks)
    return numbers, np.diff(counts, prepend=0)


def _words_one_by_one(np: Any, batch: Sequence[str]) -> tuple[Any, Any]:
    read = [words_of(text) for text in batch]
    lengths = np.array([len(words) for words in read])
    return np.fromiter((word for words in read for word in words), dtype=np.uint64, count=int(lengths.sum())), lengths
