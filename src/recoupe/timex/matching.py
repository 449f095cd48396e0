"""Where the rules of a grammar match. A text is read once for the words and numbers of the calendar; only around them, and
only where a match of a rule may begin, is the rule tried."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from typing import Any, NamedTuple

from recoupe import numerals
from recoupe.languages import Language, load
from recoupe.numerals.words import words
from recoupe.records import Span
from recoupe.timex.grammar import BUILT_IN, PLAIN, Candidate, Rule, day_of_month, grammar, plain
from recoupe.timex.openings import NUMBER, REACH, Openings, any_of, of_pattern, of_words, openings, shape

_LONGEST = 2000  # a window is cut there, whatever the text: no rule ever works on more
_WINDOW = 64  # how far around a calendar word an expression may reach
_FIRST = 3  # characters of an opening by which the places are found where it may stand
_KEPT = 20_000  # openings met in texts whose rules are remembered
_BEHIND = 20  # how far behind its first character a rule may look for a calendar word
_NUMERIC = re.compile(r"\d{1,4}[/.-]\d{1,2}[/.-]\d")
_SHORT = re.compile(r"\d{1,2}/\d{1,2}(?!\d)")
_COLON = re.compile(r"\d{1,2}:\d\d")
_DASHED = re.compile(r"\d{1,2}-\d{1,2}(?!\d)")
_SPACED = re.compile(r"\d{1,2} \d{1,2}(?!\d)")
_DECADE = re.compile(r"(?:\d\d)?\d0'?s\b")
_RUNS = re.compile("  +")
_COUNTING = frozenset({"unit", "clock", "hour_word"})
_BETWEEN = frozenset({"range", "months", "years", "night"})
_DATING = ("weekday", "day", "month", "year", "deictic")


class Mode(NamedTuple):
    """Which rules of a language are tried: also those for the loose way in which assistants are spoken to, also those
    for references without a date."""

    code: str
    terse: bool = False
    full: bool = False


Match = tuple[int, int, int, Rule, re.Match[str], Mapping[int, float]]
"""A match of a rule, so that those sort first that are preferred: less its length, the order of its rule, where it starts,
the rule, the match, and the values of numbers in words by place."""


class _Window(NamedTuple):
    """A stretch of text around calendar words: the classes of the words, and where the last of them begins."""

    start: int
    end: int
    classes: set[str]
    last: int


def matches(text: str, flat: str, language: Language, within: Span, mode: Mode) -> list[Match]:
    """Everything any rule matches, overlaps included. `flat` is `plain(text)`."""
    out: list[Match] = []
    rules = _rules(mode)
    starts, opened, matchers = rules.starts, rules.opened, rules.matchers
    windows, counted = _windows(flat, mode, within)
    hidden, numbers = _with_numbers(text, flat, language, _beside(flat, within, counted, mode))
    ends: dict[int, int] = {}  # where the last match of a rule ends: those of one rule do not overlap
    for start, end, classes, last in windows:
        for place in starts.finditer(hidden, start, end):
            at = place.start()
            if at > last:
                break  # no word of the calendar is left for a match to hold
            for on, group in opened[place[1]]:
                if on not in classes:
                    continue
                for rule in group:
                    order = rule.order
                    if ends.get(order, 0) > at:
                        continue
                    match = matchers[order](hidden, at, end)
                    if match is not None:
                        ends[order] = stop = match.end()
                        out.append((at - stop, order, at, rule, match, numbers))
    return out


# ---------------------------------------------------------------- which rules to try where


class _Rules:
    """The rules of a mode by what a match of them may begin with."""

    def __init__(self, mode: Mode) -> None:
        known = grammar(mode.code)
        tables = load(mode.code).table("dates")
        slots = _Slots(tables)
        self.index: dict[str, dict[str, list[Rule]]] = {}
        self.classes: set[str] = set()
        self.behind: set[str] = set()
        """Classes with a rule that looks behind its first character for a calendar word, or may do without."""
        for on, group in known.rules.items() if known else ():
            for rule in group:
                if (rule.terse and not mode.terse) or (rule.full and not mode.full):
                    continue
                self.classes.add(on)
                if mode.terse or str(rule.options["form"]).startswith("(?<="):
                    self.behind.add(on)
                for opening in openings(str(rule.options["form"]), slots):
                    self.index.setdefault(opening, {}).setdefault(on, []).append(rule)
        first = any_of({opening[:_FIRST] for opening in self.index}, loosely=mode.terse)
        said = rf"(?: +|{NUMBER}+|.){{1,{REACH}}}" if mode.terse else rf"{NUMBER}*.{{1,{REACH}}}"
        self.starts = re.compile(rf"(?<![\w-])(?={first})(?=({said}))", PLAIN)
        self.opened = _Opened(self.index)
        self.matchers = _Matchers({rule.order: rule for group in (known.rules.values() if known else ()) for rule in group}, mode.terse)


class _Opened(dict[str, tuple[tuple[str, tuple[Rule, ...]], ...]]):
    """The rules that a match of may begin with some characters, by their class; worked out when first asked for."""

    def __init__(self, index: Mapping[str, Mapping[str, list[Rule]]]) -> None:
        self.index = index

    def __missing__(self, opening: str) -> tuple[tuple[str, tuple[Rule, ...]], ...]:
        shaped = shape(_RUNS.sub(" ", opening))
        found: dict[str, list[Rule]] = {}
        for size in range(len(shaped) + 1):
            for on, rules in self.index.get(shaped[:size], {}).items():
                found.setdefault(on, []).extend(rules)
        if len(shaped) < REACH:  # a number in words may hide what comes after it, or the text ends
            for longer, classes in self.index.items():
                if len(longer) > len(shaped) and longer.startswith(shaped):
                    for on, rules in classes.items():
                        known = found.setdefault(on, [])
                        known += [rule for rule in rules if rule not in known]
        out = tuple((on, tuple(rules)) for on, rules in found.items())
        if len(self) > _KEPT:
            self.clear()
        self[opening] = out
        return out


class _Matchers(dict[int, Callable[[str, int, int], "re.Match[str] | None"]]):
    """What matches a rule at a place, by the order of the rule; compiled when first asked for."""

    def __init__(self, rules: Mapping[int, Rule], loosely: bool) -> None:
        self.rules, self.loosely = rules, loosely

    def __missing__(self, order: int) -> Callable[[str, int, int], re.Match[str] | None]:
        rule = self.rules[order]
        self[order] = (rule.loosely if self.loosely else rule.pattern).match
        return self[order]


class _Slots(dict[str, Openings]):
    """What the slots of a language's forms may begin with, worked out when first asked for."""

    def __init__(self, tables: Mapping[str, Any]) -> None:
        self.tables = tables

    def __missing__(self, name: str) -> Openings:
        pattern = day_of_month(self.tables) if name == "day" else BUILT_IN.get(name)
        self[name] = of_words(self.tables.get(name, ())) if pattern is None else of_pattern(pattern)
        return self[name]


@cache
def _rules(mode: Mode) -> _Rules:
    return _Rules(mode)


# ---------------------------------------------------------------- where to look


class _Triggers:
    """The words and phrases without which no rule matches, by the classes of those rules, and a pattern for them."""

    def __init__(self, mode: Mode) -> None:
        table, loosely = load(mode.code).table("dates"), mode.terse or mode.full
        groups = [table.get("words", {}), table.get("words_more", {}) if loosely else {}]
        own: dict[str, set[str]] = {}
        for on in sorted(_rules(mode).classes):
            for word in (*table.get(on, ()), *(member for group in groups for member in group.get(on, ()))):
                own.setdefault(word, set()).add(on)
        self.classes = {word: frozenset(_held(word, own)) for word in own}
        self.active = _rules(mode).classes
        self._any = any_of(own, loosely=mode.terse)
        self.first = re.compile(rf"\b(?:(?:{self._any})(?![a-z])|\d+)", PLAIN)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """For those that are written right after a number ("7h42")."""
        return re.compile(rf"(?:{self._any})(?![a-z])", PLAIN)


def _held(phrase: str, own: Mapping[str, set[str]]) -> set[str]:
    """The classes of a phrase, with those of the phrases that are part of it."""
    whole = f" {phrase} "
    found: set[str] = set()
    for word in own:
        at = whole.find(word) if word in phrase else -1
        if at > 0 and not whole[at - 1].isalpha() and not whole[at + len(word)].isalpha():
            found |= own[word]
    return found


@cache
def _triggers(mode: Mode) -> _Triggers:
    return _Triggers(mode)


def _calendar_words(flat: str, mode: Mode, within: Span) -> Iterator[tuple[int, int, frozenset[str]]]:
    """Where the words and numbers without which no rule matches stand, and the classes of those rules, in order of place."""
    triggers = _triggers(mode)
    classes = triggers.classes
    high = within.end
    for match in triggers.first.finditer(flat, within.start, high):
        word = match[0]
        at, end = match.span()
        if word[0] not in _FIGURES:
            if end - at > 1 or _beside_digit(flat, at, end):
                yield at, end, classes[_RUNS.sub(" ", word) if mode.terse else word]
            continue
        if end - at <= 4 and (found := _number_classes(flat, word, at, end, high) & triggers.active):
            yield at, end, found
        if end < high and flat[end].isalpha() and (glued := triggers.pattern.match(flat, end, high)) is not None:
            yield *glued.span(), classes[_RUNS.sub(" ", glued[0]) if mode.terse else glued[0]]


_FIGURES = frozenset("0123456789")


def _beside_digit(flat: str, at: int, end: int) -> bool:
    """A letter alone is read with a number right after or before it ("7 h", "t3")."""
    return flat[end : end + 1].isdigit() or flat[max(0, at - 2) : at].strip()[-1:].isdigit()


_NO_CLASS: frozenset[str] = frozenset()
_YEAR = frozenset({"year"})


def _number_classes(flat: str, word: str, at: int, end: int, high: int) -> frozenset[str]:
    """The classes of rules that a number of up to four digits may begin."""
    year = _YEAR if len(word) == 4 and "1000" <= word < "2200" else _NO_CLASS
    following = flat[end] if end < high else ""
    if following == " ":
        return _SPACED_CLASS if len(word) < 3 and _SPACED.match(flat, at) else year
    if not following or following not in ":/.-s'":
        return year
    found = set(year)
    if following == ":" and _COLON.match(flat, at):
        found.add("colon")
    elif following in "/.-" and _NUMERIC.match(flat, at):
        found.add("numeric")
    elif following == "/" and _SHORT.match(flat, at):
        found.add("short")
    elif following in "s'" and _DECADE.match(flat, at):
        found.add("decade_year")
    if following == "-" and len(word) < 3 and _DASHED.match(flat, at):
        found.add("dashed")
    return frozenset(found)


_SPACED_CLASS = frozenset({"spaced"})


def _windows(flat: str, mode: Mode, within: Span) -> tuple[list[_Window], list[tuple[int, int]]]:
    """The stretches around calendar words, never across a line, and where those words stand that may be counted."""
    windows: list[_Window] = []
    counted: list[tuple[int, int]] = []
    start = end = last = -1
    classes: set[str] = set()
    behind = _rules(mode).behind
    for at, stop, found in _calendar_words(flat, mode, within):
        if start >= 0 and at - _WINDOW <= end and end - start < _LONGEST and "\n" not in flat[end:at]:
            classes |= found
        else:
            if start >= 0:
                windows.append(_Window(*_stretch(flat, start, end, within), classes, last))
            start, classes = at, set(found)
        last, end = at if found.isdisjoint(behind) else stop + _BEHIND, stop
        if not found.isdisjoint(_COUNTING):
            counted.append((at, stop))
    if start >= 0:
        windows.append(_Window(*_stretch(flat, start, end, within), classes, last))
    return windows, counted


def _stretch(flat: str, start: int, end: int, within: Span) -> tuple[int, int]:
    """From a little before the first calendar word to a little after the last, where a word ends."""
    low = max(within.start, start - _WINDOW)
    high = end + _WINDOW
    if high < within.end:
        space = flat.find(" ", high, high + _WINDOW)
        high = space if space >= 0 else high
    return max(low, flat.rfind("\n", low, start) + 1), min(high, within.end)


# ---------------------------------------------------------------- what was matched


def candidate(found: Match) -> Candidate:
    """What a match holds."""
    _, _, start, rule, match, numbers = found
    groups = {name: word for name, word in zip(match.re.groupindex, match.groups()) if word is not None}
    values: dict[str, float] = {}
    lead = 0
    if "n" in groups or "n2" in groups or "n3" in groups:
        for name in ("n", "n2", "n3"):
            if name in groups:
                at = match.start(name)
                values[name] = numbers[at] if at in numbers else _number(groups[name])
        lead = match.start("n") - start if "n" in groups else 0
    spots = tuple(_spots(match, second) for second in (False, True)) if rule.means in _BETWEEN else ((),)
    return Candidate(start, match.end(), rule, rule.means, groups, values, lead, (), spots)


def _spots(match: re.Match[str], second: bool) -> tuple[tuple[int, int], ...]:
    """Where the words of the first or second date of an interval stand."""
    names = [f"{name}2" for name in _DATING] + ["yy"] if second else _DATING
    known = match.re.groupindex
    return tuple(match.span(name) for name in names if name in known and match[name] is not None)


def _number(word: str) -> float:
    digits = re.sub(r"[ .,](?=\d{3}(?:\D|$))", "", word).replace(",", ".").replace(" ", "")
    try:
        return float(digits)
    except ValueError:
        return 0.0


def _with_numbers(text: str, flat: str, language: Language, spans: Sequence[Span]) -> tuple[str, dict[int, float]]:
    """The plain text with the numbers written in words hidden behind a mark of the same length, and the values by offset;
    only numbers in some spans are read."""
    values: dict[int, float] = {}
    pieces: list[str] = []
    done = 0
    for span in spans:
        for numeral in numerals.find(text, language, span):
            if numeral.form in ("ordinal", "fraction"):
                continue
            start, end = numeral.span.start, numeral.span.end
            values[start] = numeral.value
            if numeral.form != "digits":
                pieces += flat[done:start], NUMBER * (end - start)
                done = end
    return "".join((*pieces, flat[done:])) if pieces else flat, values


_NUMBER_BEFORE, _NUMBER_AFTER = 48, 32  # how far before and after what is counted its number may reach
_WORDS_BEFORE, _WORDS_AFTER = 3, 2  # how many words before or after it the number ends or begins
_LETTERS = re.compile("[a-z]+")


def _beside(flat: str, within: Span, counted: Sequence[tuple[int, int]], mode: Mode) -> list[Span]:
    """The stretches around what may be counted by a word of number, cut between words and at the ends of lines; all around
    it where people type, who also spell out years."""
    out: list[Span] = []
    spelled = _number_words(mode.code)
    before, after = (_WINDOW, _WINDOW) if mode.terse else (_NUMBER_BEFORE, _NUMBER_AFTER)
    for at, stop in counted:
        low = max(within.start, at - before)
        low = max(low, flat.rfind("\n", low, at) + 1)
        high = min(within.end, stop + after)
        said = _LETTERS.findall(flat, low, at)[-_WORDS_BEFORE:] + _LETTERS.findall(flat, at, high)[: _WORDS_AFTER + 1]
        if not mode.terse and spelled.isdisjoint(said):
            continue
        line = flat.find("\n", stop, high)
        cut = line if line >= 0 else flat.find(" ", high, within.end)
        high = cut if cut >= 0 else within.end
        if out and low <= out[-1].end:
            low = out.pop().start
        elif low > within.start and flat[low - 1] != "\n":
            low = flat.find(" ", low) + 1
        out.append(Span(low, high))
    return out


@cache
def _number_words(code: str) -> frozenset[str]:
    """The words that numbers are written with, as plain text has them."""
    known = words(code)
    if known is None:
        return frozenset()
    tables = (known.units, known.tens, known.hundreds, known.scales, known.collectives, known.fractions, known.halves, known.magnitudes)
    return frozenset(plain(part) + ending for table in tables for word in table for part in word.split("-") for ending in ("", "s"))
