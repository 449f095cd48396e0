"""Where the numbers of a text are: only what stands around digits and words of number is read."""

from __future__ import annotations

from functools import lru_cache

from recoupe.languages import Language
from recoupe.numerals.reading import WORD_BEFORE, Numeral, Scan
from recoupe.numerals.tokens import FIRST
from recoupe.numerals.words import Words, words
from recoupe.records import Span


def find(text: str, language: Language, within: Span | None = None) -> tuple[Numeral, ...]:
    """Every number in the text, longest reading first, none overlapping; years and clock times are not told apart.

    Digits stuck to a letter before them are part of a name ("A320"); digits with letters after them are found without
    those letters ("7h42" gives 7), unless they are a magnitude ("1.2bn") or an ordinal ending ("25th"). A chain of
    points (an address, "2.0.1") is no number. A language without `numerals.toml` has none."""
    return _everywhere(text, language.code) if within is None else _read(text, language.code, within.start, within.end)


@lru_cache(maxsize=4)
def _everywhere(text: str, code: str) -> tuple[Numeral, ...]:
    """The numbers of a whole text, which dates and figures both ask for."""
    return _read(text, code, 0, len(text))


def _read(text: str, code: str, start: int, end: int) -> tuple[Numeral, ...]:
    table = words(code)
    if table is None:
        return ()
    low = text.lower()
    if len(low) != len(text):
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    out: list[Numeral] = []
    windows = _windows(low, table, Span(start, end))
    for first, last in windows:
        out += Scan(text, table, first, last).run()
    if table.lone is not None:
        lone = _lone(low, table, windows, Span(start, end))
        out = sorted([*out, *lone], key=lambda n: n.span) if lone else out
    return tuple(out)


_BEHIND, _AHEAD = 16, 16
"""How far before and after a word of number its neighbours are read: articles before, "sur trois" after."""
_AHEAD_OF_DIGITS = 8


def _windows(low: str, table: Words, within: Span) -> list[tuple[int, int]]:
    """The stretches of a text that numbers may stand in, cut between words."""
    out: list[tuple[int, int]] = []
    for m in table.spots.finditer(low, within.start, within.end):
        start, end = m.span()
        last = end + (_AHEAD_OF_DIGITS if low[start] in FIRST else _AHEAD)
        if out and start - 2 <= out[-1][1]:
            out[-1] = out[-1][0], last
        else:
            behind = _BEHIND if table.leads.search(low, max(0, start - _BEHIND), start) else 1
            out.append((start - behind, last))
    return _between_words(low, out, within.start, within.end)


def _between_words(low: str, spans: list[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for first, last in spans:
        first, last = max(first, start), min(last, end)
        while first > start and not low[first - 1].isspace():
            first -= 1
        while last < end and not low[last].isspace():
            last += 1
        if out and first <= out[-1][1]:
            out[-1] = out[-1][0], last
        else:
            out.append((first, last))
    return out


def _lone(low: str, table: Words, windows: list[tuple[int, int]], within: Span) -> list[Numeral]:
    """The articles with no other word of number near: one of something."""
    out: list[Numeral] = []
    at = 0
    for m in table.lone.finditer(low, within.start, within.end) if table.lone is not None else ():
        while at < len(windows) and windows[at][1] <= m.start():
            at += 1
        if at < len(windows) and windows[at][0] <= m.start():
            continue
        before = WORD_BEFORE.search(low, max(within.start, m.start() - 24), m.start())
        if before is None or before.group(1) not in table.pronoun_after:
            out.append(Numeral(Span(m.start(), m.end()), table.units[m.group()], "words"))
    return out
