"""Where the numbers of a text are: only what stands around digits and words of number is read."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple

from recoupe.languages import Language
from recoupe.numerals.reading import DASHED, WORD_BEFORE, Numeral, Scan
from recoupe.numerals.tokens import DIGITS, FIRST, LETTERS, Form
from recoupe.numerals.words import Words, words
from recoupe.records import Span


def find(
    text: str,
    language: Language,
    within: Span | None = None,
    outside: Sequence[Span] = (),
    ones: Callable[[int], bool] | None = None,
) -> tuple[Numeral, ...]:
    """Every number in the text, longest reading first, none overlapping; years and clock times are not told apart.

    Digits stuck to a letter before them are part of a name ("A320"); digits with letters after them are found without
    those letters ("7h42" gives 7), unless they are a magnitude ("1.2bn") or an ordinal ending ("25th"). A chain of
    points (an address, "2.0.1") is no number. A language without `numerals.toml` has none.

    `within`: the only part of the text that is read. `outside`: stretches in order whose numbers nobody wants, such as
    dates; they are not read, but a number may be told that stands in one and near another number. `ones`: says of an
    article that ends there whether anybody wants it as a number, where no other word of number is near."""
    if within is not None and not outside and ones is None:
        return _known(text, language.code, within.start, within.end)
    return _read(text, language.code, Span(0, len(text)) if within is None else within, outside, ones)


@lru_cache(maxsize=2048)
def _known(text: str, code: str, start: int, end: int) -> tuple[Numeral, ...]:
    """The numbers of a sentence, which several ask for."""
    return _read(text, code, Span(start, end), (), None)


@lru_cache(maxsize=2)
def _lowered(text: str) -> str:
    """Lower case with every character where it was; kept, for many short stretches of one text are asked for in turn."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _read(text: str, code: str, within: Span, outside: Sequence[Span], ones: Callable[[int], bool] | None) -> tuple[Numeral, ...]:
    table = words(code)
    if table is None:
        return ()
    low = _lowered(text)
    out: list[Numeral] = []
    taken: list[Span] = []
    for window in _windows(low, table, within, outside):
        plain = _all_plain(text, low, table, window)
        if plain is not None:
            out += plain
            taken += [number.span for number in plain]
        else:
            out += Scan(text, table, window.first, window.last).run()
            taken.append(Span(window.first, window.last))
    if table.lone is not None:
        lone = _lone(low, table, taken, within, ones)
        out = sorted([*out, *lone], key=lambda n: n.span.start) if lone else out
    return tuple(out)


_BEHIND, _AHEAD = 16, 16
"""How far before and after a word of number its neighbours are read: articles before, "sur trois" after."""
_AHEAD_OF_DIGITS = 8


class Window(NamedTuple):
    """A stretch of text that numbers may stand in; `spots`: where the digits and the words of number in it are."""

    first: int
    last: int
    spots: tuple[tuple[int, int], ...]


def _windows(low: str, table: Words, within: Span, outside: Sequence[Span]) -> list[Window]:
    """The stretches of a text that numbers may stand in, cut between words."""
    out: list[Window] = []
    floor, ceiling = within.start, within.end
    skipped = 0
    reach, opened = -1, floor  # what the last window spans before it is cut between words
    spots: list[tuple[int, int]] = []
    for m in table.spots.finditer(low, floor, ceiling):
        start, end = m.span()
        while skipped < len(outside) and outside[skipped].end <= start:
            skipped += 1
        if skipped < len(outside) and outside[skipped].start <= start and end <= outside[skipped].end:
            continue
        last = end + (_AHEAD_OF_DIGITS if low[start] in FIRST else _AHEAD)
        if start - 2 <= reach:
            reach = last
            spots.append((start, end))
            continue
        if reach >= 0:
            _add(out, low, Window(opened, reach, tuple(spots)), within)
        led = _led(low, table, start)
        opened, reach, spots = start - (_BEHIND if led else 1), last, [(start, end)]
    if reach >= 0:
        _add(out, low, Window(opened, reach, tuple(spots)), within)
    return out


def _led(low: str, table: Words, start: int) -> bool:
    """The word before a spot may begin the number there: an article, "un sur"."""
    end = start
    while end and (low[end - 1].isspace() or low[end - 1] == "-"):
        end -= 1
    first, floor = end, max(0, start - _BEHIND)
    while first > floor and low[first - 1].isalpha():
        first -= 1
    return first < end < start and low[first:end] in table.leads and not (first and low[first - 1].isalpha())


def _add(out: list[Window], low: str, window: Window, within: Span) -> None:
    """Adds a window cut between words, or joins it to the one before."""
    first, last = max(window.first, within.start), min(window.last, within.end)
    while first > within.start and not low[first - 1].isspace():
        first -= 1
    while last < within.end and not low[last].isspace():
        last += 1
    if out and first <= out[-1].last:
        out[-1] = Window(out[-1].first, last, out[-1].spots + window.spots)
    else:
        out.append(Window(first, last, window.spots))


_WORD = re.compile(r"[^\W\d_]+")
_ENDS = frozenset(["", *",.;:)!?\n"])
_OPENS = frozenset(' \u00a0\u202f\u2009\n\t(["«“')
_DASHES = frozenset(DASHED)
_SHORT = 15
_MARK = re.compile(r"[^0-9]")


def _all_plain(text: str, low: str, table: Words, window: Window) -> list[Numeral] | None:
    """The numbers of a window that holds nothing but plain digits and single words of number, with other words between
    them, as most do: what `Scan` finds there, sooner. None where anything else stands there."""
    spots = _with_decimals(low, table, window.spots)
    out: list[Numeral] = []
    first = window.first
    for n, (start, end) in enumerate(spots):
        last = n + 1 == len(spots)
        number = _plain(text, low, table, (first, start, end, window.last if last else spots[n + 1][0]))
        if number is None or (not last and _WORD.search(low, number.span.end, spots[n + 1][0]) is None):
            return None
        out.append(number)
        first = number.span.end
    return out


def _with_decimals(low: str, table: Words, spots: tuple[tuple[int, int], ...]) -> list[tuple[int, int]]:
    """The spots with "3" and "6" of "3,6" as one."""
    out: list[tuple[int, int]] = []
    for start, end in spots:
        if (
            out
            and start == out[-1][1] + 1
            and low[start - 1] in table.marks
            and low[slice(*out[-1])].isdecimal()
            and low[start].isdecimal()
        ):
            out[-1] = out[-1][0], end
        else:
            out.append((start, end))
    return out


def _plain(text: str, low: str, table: Words, around: tuple[int, int, int, int]) -> Numeral | None:
    """The number of digits or of one word, given where the words before it begin, where it starts and ends, and where the
    words after it end; None where one of them could belong to it."""
    first, start, end, last = around
    if start > 0 and (low[start - 1] not in _OPENS or low[max(0, start - 3) : start].rstrip()[-1:] in _DASHES):
        return None
    said = low[start:end]
    form: Form = "words"
    if said[0] in DIGITS:
        if end - start > _SHORT or low[end : end + 1] == "_":
            return None
        value, form = float(said if said.isdecimal() else _MARK.sub(".", said)), "digits"
        if low[end : end + 1].isalnum():
            glued = LETTERS.match(text, end)
            if glued is None or glued[0] not in table.suffixes or low[glued.end() : glued.end() + 1].isalnum():
                return None
            end, form = glued.end(), "ordinal"
    elif said in table.plain:
        value = table.plain[said]
    elif said in table.ordinals and said not in table.fractions:
        value, form = table.ordinals[said], "ordinal"
    else:
        return None
    after = _WORD.search(low, end, last)
    if after is not None and (after[0] in table.follows or after[0][:-1] in table.ordinals) and low[end : end + 2].strip() != "%":
        return None
    for word in reversed(_WORD.findall(low, first, start)):
        if word in table.minus or (word in table.starts and (word not in table.half_only or said in table.halves)):
            return None
        if word not in table.goes_on:
            break  # what stands before it is no part of the number
    return Numeral(Span(start, end), value, form)


def _lone(low: str, table: Words, taken: list[Span], within: Span, ones: Callable[[int], bool] | None) -> list[Numeral]:
    """The articles with no other word of number near: one of something."""
    out: list[Numeral] = []
    at = 0
    for m in table.lone.finditer(low, within.start, within.end) if table.lone is not None else ():
        while at < len(taken) and taken[at].end <= m.start():
            at += 1
        if at < len(taken) and taken[at].start <= m.start():
            continue
        if ones is not None and not ones(m.end()):
            continue
        before = WORD_BEFORE.search(low, max(within.start, m.start() - 24), m.start())
        if before is None or before.group(1) not in table.pronoun_after:
            minus = before is not None and before.group(1) in table.minus and low[m.end() : m.end() + 1] in _ENDS
            out.append(
                Numeral(Span(m.start(), m.end()), table.units[m.group()], "words", minus=before.start() if minus and before else None)
            )
    return out
