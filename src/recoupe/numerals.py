"""Numbers as a language writes them, digits and words: the one place that knows "2,5", "1 200", "quatre-vingt-dix".

The words, separators and abbreviations of a language are in `languages/<code>/numerals.toml`; what is code here is
only how they add up. Nothing is told apart by meaning: a year, a clock time or a road number is a number too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from recoupe.languages import Language, load
from recoupe.records import Span
from recoupe.text import folded

Form = Literal["digits", "words", "mixed", "collective", "ordinal", "fraction"]


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number where it stands, magnitude words included ("65 milliards" is 6.5e10). `form` says how it is written;
    a collective ("une quarantaine") is approximate; an ordinal ("troisième") has form "ordinal"; a fraction is the
    share itself ("deux tiers" 0.667, "one in eight" 0.125). The articles un, une, one, a alone are numerals of
    value 1 only where the language counts with them (never English "a")."""

    span: Span
    value: float
    form: Form
    vague: bool = False
    """A plural without a number before it ("des centaines", "dozens"): the value is the unit itself."""

    @property
    def signed(self) -> float:
        return self.value


@dataclass(frozen=True, slots=True)
class _Words:
    """`numerals.toml`, ready to use: every key is a lower-case word or two joined by a hyphen."""

    number: re.Pattern[str]
    grouped: re.Pattern[str]
    marks: str
    units: Mapping[str, float]
    tens: Mapping[str, tuple[float, float]]
    hundreds: Mapping[str, float]
    scales: Mapping[str, float]
    magnitudes: Mapping[str, float]
    collectives: Mapping[str, float]
    fractions: Mapping[str, float]
    halves: Mapping[str, float]
    ordinals: Mapping[str, float]
    articles: frozenset[str]
    and_: frozenset[str]
    half: frozenset[str]
    half_after: frozenset[str]
    of: frozenset[str]
    in_: tuple[tuple[str, ...], ...]
    suffixes: frozenset[str]
    beside_currency: bool
    collective_of: frozenset[str]
    collective_needs: frozenset[str]
    collective_then: frozenset[str]
    fraction_articles: frozenset[str]
    fraction_then: frozenset[str]
    half_articles: frozenset[str]
    half_scales: tuple[tuple[str, ...], ...]
    large: Mapping[str, float]
    plural_hundreds: frozenset[str]
    hundred_room: float
    starts: frozenset[str]


def _keyed(table: Mapping[str, Any]) -> dict[str, Any]:
    """The table with the spellings without accents added."""
    return {**{folded(k): v for k, v in table.items()}, **table}


def _set(values: Any) -> frozenset[str]:
    return frozenset(str(v) for v in values)


@cache
def _words(code: str) -> _Words | None:
    table = load(code).table("numerals")
    if not table:
        return None
    reading = table.get("reading", {})
    group = "".join(re.escape(c) for c in table.get("thousands", ()))
    point = "".join(re.escape(c) for c in (*table.get("decimal", ()), *table.get("also_decimal", ())))
    mark = "".join(re.escape(c) for c in table.get("decimal", ()))
    # one digit group separator throughout, then the decimal mark; otherwise plain digits with one mark
    grouped = rf"[0-9]{{1,3}}(?:([{group}])[0-9]{{3}}(?:\1[0-9]{{3}}){{0,4}})(?![0-9])(?:[{mark}][0-9]+(?![0-9]))?"
    number = rf"(?<![\w.,])(?:{grouped}|[0-9]+(?:[{point}][0-9]+)?)|(?<=[^\W\d_][.,])[0-9]+|[^\W\d_]+"
    tables = {
        name: _keyed(table.get(name, {}))
        for name in ("units", "tens", "hundreds", "scales", "collectives", "fractions", "halves", "ordinals")
    }
    articles = _set(table.get("articles", ()))
    half_scales = tuple(tuple(str(p).split()) for p in reading.get("half_scales", ()))
    starts = {w.split("-")[0] for t in tables.values() for w in t} | articles | _set(reading.get("half_articles", ()))
    return _Words(
        number=re.compile(number),
        grouped=re.compile(grouped),
        marks="".join(table.get("decimal", ())),
        tens={k: (float(v[0]), float(v[1])) for k, v in tables.pop("tens").items()},
        **{k: {w: float(v) for w, v in t.items()} for k, t in tables.items()},
        magnitudes={k: float(v) for k, v in table.get("magnitudes", {}).items()},
        articles=articles,
        and_=_set(table.get("and", ())),
        half=_set(table.get("half", ())),
        half_after=_set(table.get("half_after", ())),
        of=_set(table.get("of", ())),
        in_=tuple(tuple(str(p).split()) for p in table.get("in", ())),
        suffixes=_set(table.get("suffixes", ())),
        beside_currency=bool(reading.get("magnitudes_beside_currency", False)),
        collective_of=_set(reading.get("collective_of", ())),
        collective_needs=_set(reading.get("collective_needs", ())),
        collective_then=_set(reading.get("collective_then", ())),
        fraction_articles=_set(reading.get("fraction_articles", ())),
        fraction_then=_set(reading.get("fraction_then", ())),
        half_articles=_set(reading.get("half_articles", ())),
        half_scales=half_scales,
        plural_hundreds=_set(reading.get("plural_hundreds", ())),
        hundred_room=float(reading.get("hundred_room", 99)),
        large={k: float(v) for k, v in (tables["collectives"] | tables["scales"]).items() if v >= 1000},
        starts=frozenset(starts | {p[0] for p in half_scales}),
    )


def find(text: str, language: Language, within: Span | None = None) -> tuple[Numeral, ...]:
    """Every number in the text, longest reading first, none overlapping; years and clock times are not told apart.

    Digits stuck to a letter before them are part of a name ("A320"); digits with letters after them are found without
    those letters ("7h42" gives 7), unless they are a magnitude ("1.2bn") or an ordinal ending ("25th"). A chain of
    points (an address, "2.0.1") is no number. A language without `numerals.toml` has none."""
    words = _words(language.code)
    if words is None:
        return ()
    start, end = (within.start, within.end) if within else (0, len(text))
    scan = _Scan(text, words, start, end)
    return scan.run()


_CURRENCY = "€$£¥₣₽₴₹₩₺"
_SOFT = " \u00a0\u202f\u2009"
_JOINS = frozenset([*_SOFT, *"-‐‑", "  ", "- "])
_LONGEST = 40
_ENDS = frozenset(["", *",.;:)!?\n"])
_LETTERS = re.compile(r"[^\W\d_]{1,4}")


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    word: str
    value: float | None  # of digits
    form: Form = "words"


class _Scan:
    """One pass over a text: tokens, then the longest number from each token on."""

    def __init__(self, text: str, words: _Words, start: int, end: int) -> None:
        self.text, self.w, self.start, self.end = text, words, start, end
        self.tokens = self._tokenise()

    def _tokenise(self) -> list[_Token]:
        text, out = self.text, []
        for m in self.w.number.finditer(text, self.start, self.end):
            start, end = m.span()
            if not text[start].isdecimal():  # a superscript is no decimal digit
                out.append(_Token(start, end, m.group().lower(), None))
            elif end - start <= _LONGEST and not self._chained(end):
                out.append(self._digits(start, end))
        return out

    def _chained(self, end: int) -> bool:
        """More points and digits follow: an address, a version, a date."""
        return self.text[end : end + 1] == "." and self.text[end + 1 : end + 2].isdigit()

    def _digits(self, start: int, end: int) -> _Token:
        raw = self.text[start:end]
        if self.w.grouped.fullmatch(raw) and not raw.startswith("0"):
            whole, decimals = raw, ""
            for mark in self.w.marks:
                if mark in raw:
                    whole, decimals = raw.split(mark, 1)
            value = float("".join(c for c in whole if c.isdigit()) + "." + (decimals or "0"))
        else:
            value = float(re.sub(r"\D", ".", raw))
        glued = _LETTERS.match(self.text, end, self.end)
        if glued and glued.group() in self.w.suffixes and not self.text[glued.end() : glued.end() + 1].isalnum():
            return _Token(start, glued.end(), "", value, "ordinal")
        scale, stop = self._magnitude(start, end)
        return _Token(start, stop, "", value * scale, "mixed" if scale != 1 else "digits")

    def _magnitude(self, start: int, end: int) -> tuple[float, int]:
        """The factor of an abbreviation after the digits ("45m", "1,2 Md€") and where it ends."""
        text = self.text
        at = end + (text[end : end + 1] in _SOFT and end < self.end)
        letters = _LETTERS.match(text, at, self.end)
        if letters is None or letters.group() not in self.w.magnitudes:
            return 1, end
        after = text[letters.end() : letters.end() + 2]
        if after[:1].isalnum() or (at > end and not self._beside_currency(start, after)):
            return 1, end
        if self.w.beside_currency and not self._beside_currency(start, after):
            return 1, end
        return self.w.magnitudes[letters.group()], letters.end()

    def _beside_currency(self, start: int, after: str) -> bool:
        before = self.text[max(0, start - 2) : start]
        return after.lstrip(_SOFT)[:1] in set(_CURRENCY) or before.rstrip(_SOFT)[-1:] in set(_CURRENCY)

    # ------------------------------------------------------------ reading

    def run(self) -> tuple[Numeral, ...]:
        out: list[Numeral] = []
        i = 0
        while i < len(self.tokens):
            token = self.tokens[i]
            if token.value is None and token.word not in self.w.starts:
                i += 1
                continue
            found = self._number(i)
            if found is None:
                i += 1
            else:
                out.append(found[0])
                i = max(found[1], i + 1)
        return tuple(out)

    def _joined(self, i: int) -> bool:
        """Token i follows token i-1 with nothing but a space or a hyphen between."""
        return 0 < i < len(self.tokens) and self.text[self.tokens[i - 1].end : self.tokens[i].start] in _JOINS

    def _elided(self, i: int) -> bool:
        return 0 < i < len(self.tokens) and self.text[self.tokens[i - 1].end : self.tokens[i].start] in {"'", "’"}

    def _word(self, i: int) -> str:
        return self.tokens[i].word if 0 <= i < len(self.tokens) else ""

    def _lookup(self, i: int, table: Mapping[str, Any]) -> tuple[Any, int] | None:
        """The entry that starts at token i, two words tried before one."""
        if self._joined(i + 1):
            pair = f"{self._word(i)}-{self._word(i + 1)}"
            if pair in table:
                return table[pair], i + 2
        word = self._word(i)
        return (table[word], i + 1) if word in table else None

    def _number(self, i: int) -> tuple[Numeral, int] | None:
        for read in (self._ordinal, self._fraction, self._collective, self._cardinal):
            found = read(i)
            if found is not None:
                return found
        return None

    def _give(self, i: int, j: int, value: float, form: Form, vague: bool = False) -> tuple[Numeral, int]:
        return Numeral(Span(self.tokens[i].start, self.tokens[j - 1].end), value, form, vague), j

    def _below_hundred(self, i: int) -> tuple[float, int] | None:
        ten = self._lookup(i, self.w.tens)
        if ten is None:
            return self._lookup(i, self.w.units)
        (value, room), j = ten
        k = j + 1 if self._word(j) in self.w.and_ and self._joined(j) else j
        unit = self._lookup(k, self.w.units) if self._joined(k) else None
        if unit is None or not 0 < unit[0] <= room or (k > j and unit[0] not in (1, 11)):
            return value, j
        return value + unit[0], unit[1]

    def _below_thousand(self, i: int) -> tuple[float, int] | None:
        first = self._below_hundred(i)
        j = first[1] if first else i
        hundred = self.w.hundreds.get(self._word(j)) if j == i or self._joined(j) else None
        if hundred is None:
            return first
        if first is None and "a" in self.w.articles and self._word(i - 1) not in self.w.articles:
            return None  # English wants "a hundred"
        if (first is None and self._word(j) in self.w.plural_hundreds) or (first is not None and first[0] > self.w.hundred_room):
            return first  # "quarante-cinq cents" are coins
        value, k = (first[0] if first else 1) * hundred, j + 1
        follow = k + 1 if self._word(k) in self.w.and_ and "a" in self.w.articles and self._joined(k) else k
        rest = self._below_hundred(follow) if self._joined(follow) else None
        if rest is None or not 0 < rest[0] < hundred or (follow > k and self._word(follow) in self.w.articles):
            return value, k
        return value + rest[0], rest[1]

    def _cardinal(self, i: int) -> tuple[Numeral, int] | None:
        token = self.tokens[i]
        if token.value is not None:
            value, j, form = token.value, i + 1, token.form
        else:
            head = self._scaled_half(i) or self._below_thousand(i) or self._bare_scale(i)
            if head is None:
                return None
            value, j, form = head[0], head[1], "words"
        value, j, form = self._and_half(*self._scale_up(i, value, j, form))
        return self._give(i, j, value, form)

    def _scaled_half(self, i: int) -> tuple[float, int] | None:
        """ "un demi-million", "half a million": the half; the scale is read next."""
        for phrase in self.w.half_scales:
            for at in (i, i + 1):
                if at > i and self._word(i) not in self.w.articles:
                    continue
                j = at + len(phrase)
                if tuple(self._word(k) for k in range(at, j)) == phrase and (
                    self._word(j) in self.w.scales or self._word(j) in self.w.collectives
                ):
                    return 0.5, j
        return None

    def _bare_scale(self, i: int) -> tuple[float, int] | None:
        """ "mille", "a thousand", "a hundred": 1, with the scale still to come."""
        word = self._word(i)
        if word in self.w.articles and self._joined(i + 1):
            if self._word(i + 1) in self.w.scales or self._word(i + 1) in self.w.hundreds:
                return self._below_thousand(i + 1) if self._word(i + 1) in self.w.hundreds else (1, i + 1)
            return None
        if self.w.scales.get(word) == 1e3 and "a" not in self.w.articles:
            return 1, i
        return None

    def _scale_up(self, i: int, value: float, j: int, form: Form) -> tuple[float, int, Form]:
        """Adds "mille", "millions", ... and what follows them: "deux millions trois cent mille"."""
        total, part = 0.0, value
        while form != "ordinal":
            scale = self.w.scales.get(self._word(j))
            if scale is None or not (self._joined(j) or j == i):
                break
            total, part, j = total + part * scale, 0.0, j + 1
            form = "mixed" if form in ("digits", "mixed") else form
            while self._word(j) in self.w.scales and self._joined(j) and total < 1e15:  # "mille milliards"
                total, j = total * self.w.scales[self._word(j)], j + 1
            follow = j + 1 if self._word(j) in self.w.and_ and "a" in self.w.articles and self._joined(j) else j
            rest = self._below_thousand(follow) if form == "words" and self._joined(follow) else None
            if rest is None:
                if form == "words" and self.w.scales.get(self._word(j - 1), 0) > 1e3 and self.w.scales.get(self._word(j)) == 1e3:
                    rest = (1.0, j)
                else:
                    break
            after = self.w.scales.get(self._word(rest[1]), 1.0)
            if rest[0] * after >= scale or (follow > j and rest[0] >= 100):
                break
            if self._word(follow) in self.w.articles and after == 1:
                break
            part, j = rest[0], rest[1]
        return total + part, j, form

    def _and_half(self, value: float, j: int, form: Form) -> tuple[float, int, Form]:
        """ "deux millions et demi", "two and a half million"."""
        k = j
        while self._word(k) in self.w.half_after and self._joined(k) and k - j < 2:
            k += 1
        if k == j or self._word(k) not in self.w.half or not self._joined(k) or (k - j == 1 and "a" in self.w.articles):
            return value, j, form
        scale = self.w.scales.get(self._word(k + 1)) if self._joined(k + 1) else None
        if scale is not None:
            return (value + 0.5) * scale, k + 2, form
        before = self.w.scales.get(self._word(j - 1), 1.0)
        return value + before / 2, k + 1, form

    def _ordinal(self, i: int) -> tuple[Numeral, int] | None:
        token = self.tokens[i]
        if token.form == "ordinal" and token.value is not None:
            return self._give(i, i + 1, token.value, "ordinal")
        if token.value is not None:
            return None
        head = self._lookup(i, self.w.ordinals)
        if head is not None:
            word, before = self._word(i), self._word(i - 1)
            if word in self.w.fractions and before in self.w.fraction_articles:
                return None
            return self._give(i, head[1], head[0], "ordinal")
        base = self._below_thousand(i)
        if base is None or base[1] <= i:
            return None
        j = base[1] + (self._word(base[1]) in self.w.and_)
        last = self._lookup(j, self.w.ordinals)
        if last is None or (self._word(j) in self.w.fractions and self.text[self.tokens[j].start - 1] not in "-‐‑"):
            return None
        if not self._joined(j) or ((base[0] < 20 or last[0] > 19) and last[0] != 100):
            return None
        return self._give(i, last[1], base[0] + last[0] if last[0] != 100 else base[0] * 100, "ordinal")

    def _fraction(self, i: int) -> tuple[Numeral, int] | None:
        token, word = self.tokens[i], self._word(i)
        if word in self.w.half_articles and self._joined(i + 1) and self._word(i + 1) in self.w.halves:
            return self._give(i, i + 2, self.w.halves[self._word(i + 1)], "fraction")
        if word in self.w.halves and not (self.w.half_articles or self._scaled_half(i)):
            return self._give(i, i + 1, self.w.halves[word], "fraction")
        if token.form == "ordinal":
            return None
        top: tuple[float, int] | None
        if token.value is not None:
            top = token.value, i + 1
        elif word in self.w.fraction_articles:
            top = self.w.units.get(word, 1.0), i + 1
        else:
            top = self._below_hundred(i)
        if top is None:
            return None
        parts = self._one_in(i, top)
        if parts is not None:
            return parts
        part = self.w.fractions.get(self._word(top[1])) if self._joined(top[1]) else None
        if part is None or top[0] >= part * 4 or (token.value is not None and top[0] > 9):
            return None
        then = self._word(top[1] + 1)
        if top[0] == 1 and then not in self.w.fraction_then and self._word(top[1]) in self.w.ordinals:
            return None  # "a third man", "un cinquième homme"
        return self._give(i, top[1] + 1, top[0] / part, "fraction")

    def _one_in(self, i: int, top: tuple[float, int]) -> tuple[Numeral, int] | None:
        """ "un sur trois", "one in eight", "9 out of 10"."""
        for phrase in self.w.in_:
            k = top[1] + len(phrase)
            if tuple(self._word(n) for n in range(top[1], k)) != phrase or not all(self._joined(n) for n in range(top[1], k + 1)):
                continue
            if k >= len(self.tokens):
                continue
            token = self.tokens[k]
            bottom = (token.value, k + 1) if token.form == "digits" and token.value is not None else self._below_thousand(k)
            year = bottom is not None and bottom[0] > 1000
            if bottom is None or bottom[0] is None or bottom[0] <= top[0] or year or (len(phrase) == 1 and top[0] > 10):
                continue
            if self._word(bottom[1]) in self.w.ordinals or self.tokens[k].form == "ordinal":
                continue
            return self._give(i, bottom[1], top[0] / bottom[0], "fraction")
        return None

    def _collective(self, i: int) -> tuple[Numeral, int] | None:
        token, word = self.tokens[i], self._word(i)
        if token.value is not None:
            top: tuple[float, int] | None = (token.value, i + 1) if token.form == "digits" else None
        elif word in self.w.collectives:
            return self._vague(i)
        elif word in self.w.collective_needs and not (self._scaled_half(i)):
            top = 1.0, i + 1
        else:
            top = self._scaled_half(i) or self._below_hundred(i)
        if top is None or not self._joined(top[1]):
            return None
        unit = self._lookup(top[1], self.w.collectives)
        if unit is None:
            return None
        if top[0] == 1 and self.w.collective_then and self._word(unit[1]) not in self.w.collective_then:
            end = self.tokens[unit[1] - 1].end
            if self.text[end : end + 1] not in _ENDS:
                return None
        value, j = self._of_scale(top[0] * unit[0], unit[1])
        return self._give(i, j, value, "collective")

    def _vague(self, i: int) -> tuple[Numeral, int] | None:
        """ "centaines", "dozens": a plural with no number before it."""
        word = self._word(i)
        if not word.endswith("s"):
            return None
        if word in self.w.collective_of and self._word(i + 1) not in self.w.of:
            return None
        value, j = self._of_scale(self.w.collectives[word], i + 1)
        return self._give(i, j, value, "collective", True)

    def _of_scale(self, value: float, j: int) -> tuple[float, int]:
        """ "dizaines de milliers", "hundreds of millions"."""
        for _ in range(2):
            unit = self._lookup(j + 1, self.w.large) if self._word(j) in self.w.of else None
            if unit is None:
                break
            value, j = value * unit[0], unit[1]
        return value, j
