"""Days counted from a known first day: "Jour 1231 de résistance" in a report on Ukraine is 8 July 2025.

The first days are in `languages/any/epochs.toml`, the counting words in each language's `dates.toml`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Any

from recoupe.languages import Language, load, shared
from recoupe.records import Span
from recoupe.timex.grammar import plain
from recoupe.timex.values import parse_day, shift

_DIGIT = re.compile(r"\d")
_BESIDE = 6  # at most so many characters stand between the counting word and its number
_LAST_YEAR = 2199
_MOST = 20  # counted days that one text can hold; more is not a text


@dataclass(frozen=True, slots=True)
class Counted:
    """A counted day where it stands, the ISO day it means, and what it is counted from."""

    span: Span
    day: str
    epoch: str


@cache
def _form(code: str) -> re.Pattern[str] | None:
    table: Mapping[str, Any] = load(code).table("dates").get("epoch", {})
    return re.compile(rf"(?<![\w-])(?:{table['form']})(?!\w)") if table else None


@cache
def _epochs() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    return tuple(
        (str(e["name"]), str(e["first"]), re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, e['names']))})(?!\w)"))
        for e in shared("epochs").get("epoch", ())
    )


def _counts(flat: str, word: str, start: int, end: int) -> bool:
    """True when somewhere a number stands beside the counting word: a look that costs little."""
    at = flat.find(word, start, end)
    while at >= 0:
        after = at + len(word)
        if not flat[after : after + 1].isalpha() and (
            _DIGIT.search(flat, max(start, at - _BESIDE), at) or _DIGIT.search(flat, after, after + _BESIDE)
        ):
            return True
        at = flat.find(word, after, end)
    return False


def find(text: str, language: Language, flat: str | None = None, within: Span | None = None) -> tuple[Counted, ...]:
    """The counted days of a text. A count that two epochs could claim (a text that names both wars) is left alone."""
    form = _form(language.code)
    if form is None:
        return ()
    flat = plain(text) if flat is None else flat
    start, end = (within.start, within.end) if within else (0, len(flat))
    word = str(load(language.code).table("dates")["epoch"].get("word", ""))
    if not _counts(flat, word, start, end):
        return ()
    out = []
    for match in islice(form.finditer(flat, start, end), _MOST):
        number = int(re.sub(r"\D", "", match.group("n") or match.group("n2")))
        around = flat[max(0, match.start() - 3000) : match.end() + 3000]
        known = [(len(names.findall(around)), name, first) for name, first, names in _epochs()]
        known = sorted((item for item in known if item[0]), reverse=True)
        if not known or (len(known) > 1 and known[1][0] * 3 > known[0][0]):
            continue
        first = parse_day(known[0][2])
        day = shift(first, number - 1) if first else None
        if day is not None and day.year <= _LAST_YEAR:
            out.append(Counted(Span(match.start(), match.end()), day.isoformat(), known[0][1]))
    return tuple(out)
