"""Where the numbers of a text are: only what stands around digits and words of number is read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from recoupe.languages import Language
from recoupe.numerals.reading import DASHED, WORD_BEFORE, Numeral, Scan
from recoupe.numerals.tokens import FIRST, LETTERS, Form
from recoupe.numerals.words import Words, words
from recoupe.records import Span


def find(text: str, language: Language, within: Span | None = None, outside: Sequence[Span] = ()) -> tuple[Numeral, ...]:
    """Every number in the text, longest reading first, none overlapping; years and clock times are not told apart.

    Digits stuck to a letter before them are part of a name ("A320"); digits with letters after them are found without
    those letters ("7h42" gives 7), unless they are a magnitude ("1.2bn") or an ordinal ending ("25th"). A chain of
    points (an address, "2.0.1") is no number. A language without `numerals.toml` has none.

    `within`: the only part of the text that is read. `outside`: stretches in order whose numbers nobody wants, such as
    dates; they are not read, but a number may be told that stands in one and near another number."""
    return _read(text, language.code, Span(0, len(text)) if within is None else within, outside)


@lru_cache(maxsize=2)
def _lowered(text: str) -> str:
    """Lower case with every character where it was; kept, for many short stretches of one text are asked for in turn."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _read(text: str, code: str, within: Span, outside: Sequence[Span]) -> tuple[Numeral, ...]:
    table = words(code)
    if table is None:
        return ()
    low = _lowered(text)
    out: list[Numeral] = []
    windows = _windows(low, table, within, outside)
    for n, window in enumerate(windows):
        number = _plain(text, low, table, window) if window.spot is not None else None
        if number is not None:
            out.append(number)
            windows[n] = Window(number.span.start, number.span.end, None)
        else:
            out += Scan(text, table, window.first, window.last).run()
    if table.lone is not None:
        lone = _lone(low, table, windows, within)
        out = sorted([*out, *lone], key=lambda n: n.span) if lone else out
    return tuple(out)


_BEHIND, _AHEAD = 16, 16
"""How far before and after a word of number its neighbours are read: articles before, "sur trois" after."""
_AHEAD_OF_DIGITS = 8


class Window(NamedTuple):
    """A stretch of text that a number may stand in; `spot`: where the digits or the word of number in it are, None where
    there are several."""

    first: int
    last: int
    spot: tuple[int, int] | None


def _windows(low: str, table: Words, within: Span, outside: Sequence[Span]) -> list[Window]:
    """The stretches of a text that numbers may stand in, cut between words."""
    out: list[Window] = []
    floor, ceiling = within.start, within.end
    skipped = 0
    reach, opened = -1, floor  # what the last window spans before it is cut between words
    spot: tuple[int, int] | None = None
    for m in table.spots.finditer(low, floor, ceiling):
        start, end = m.span()
        while skipped < len(outside) and outside[skipped].end <= start:
            skipped += 1
        if skipped < len(outside) and outside[skipped].start <= start and end <= outside[skipped].end:
            continue
        last = end + (_AHEAD_OF_DIGITS if low[start] in FIRST else _AHEAD)
        if start - 2 <= reach:
            reach, spot = last, None
            continue
        if reach >= 0:
            _add(out, low, Window(opened, reach, spot), within)
        led = table.leads.search(low, max(0, start - _BEHIND), start) is not None
        opened, reach, spot = start - (_BEHIND if led else 1), last, (start, end)
    if reach >= 0:
        _add(out, low, Window(opened, reach, spot), within)
    return out


def _add(out: list[Window], low: str, window: Window, within: Span) -> None:
    """Adds a window cut between words, or joins it to the one before."""
    first, last = max(window.first, within.start), min(window.last, within.end)
    while first > within.start and not low[first - 1].isspace():
        first -= 1
    while last < within.end and not low[last].isspace():
        last += 1
    if out and first <= out[-1].last:
        out[-1] = Window(out[-1].first, last, None)
    else:
        out.append(Window(first, last, window.spot))


_WORD = re.compile(r"[^\W\d_]+")
_OPENS = frozenset(' \u00a0\u202f\u2009\n\t(["«“')
_DASHES = frozenset(DASHED)
_SHORT = 15


def _plain(text: str, low: str, table: Words, window: Window) -> Numeral | None:
    """The number of a window that holds nothing but plain digits or one word of number, as most do: what `Scan` finds
    there, sooner. None where anything stands around it that could belong to it."""
    if window.spot is None:
        return None
    start, end = window.spot
    if start > 0 and (low[start - 1] not in _OPENS or low[max(0, start - 3) : start].rstrip()[-1:] in _DASHES):
        return None
    said = low[start:end]
    form: Form = "words"
    if said.isdecimal():
        if end - start > _SHORT or low[end : end + 1] == "_":
            return None
        value, form = float(said), "digits"
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
    after = _WORD.search(low, end, window.last)
    if after is not None and (after[0] in table.follows or after[0][:-1] in table.ordinals):
        return None
    for word in reversed(_WORD.findall(low, window.first, start)):
        if word in table.starts or word in table.minus:
            return None
        if word not in table.goes_on:
            break  # what stands before it is no part of the number
    return Numeral(Span(start, end), value, form)


def _lone(low: str, table: Words, windows: list[Window], within: Span) -> list[Numeral]:
    """The articles with no other word of number near: one of something."""
    out: list[Numeral] = []
    at = 0
    for m in table.lone.finditer(low, within.start, within.end) if table.lone is not None else ():
        while at < len(windows) and windows[at].last <= m.start():
            at += 1
        if at < len(windows) and windows[at].first <= m.start():
            continue
        before = WORD_BEFORE.search(low, max(within.start, m.start() - 24), m.start())
        if before is None or before.group(1) not in table.pronoun_after:
            out.append(Numeral(Span(m.start(), m.end()), table.units[m.group()], "words"))
    return out
