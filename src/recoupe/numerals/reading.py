"""How the parts of a number add up, in any language that has `numerals.toml`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from recoupe.numerals.tokens import SOFT, Form, Tokens
from recoupe.numerals.words import Words
from recoupe.records import Span


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
    minus: int | None = None
    """Where a minus that may belong to the number starts ("-10", "moins 10"): a dash before a count is seldom one."""

    @property
    def signed(self) -> float:
        """The value below zero where a minus stands before it."""
        return self.value if self.minus is None else -self.value


def _ranked(base: float, last: float) -> float | None:
    """The ordinal that a number makes with an ordinal word: 120 and "cinquième" 125, 3 and "millième" 3000."""
    if last >= 100 and last in (100, 1e3, 1e6, 1e9, 1e12):
        return base * last if base < last else None
    if last > 19 or base < 20:
        return None if last > 99 or base < 100 or base % 100 else base + last
    ten = base % 100
    if ten == 0 or (ten >= 20 and ten % 10 == 0 and (last < 10 or ten in (60, 80))):
        return base + last
    return None


WORD_BEFORE = re.compile(r"([^\W\d_]+)[^\w]*$")
DASHED = "-−–"
_BEFORE_MINUS = frozenset(["", *' \n\t([«:;\u00a0\u202f"“'])
_NAMED_PARTS = frozenset({2, 3, 4, 5, 6, 8, 10, 15, 16, 20, 32, 64, 100})
"""Denominators that people write with a stroke; other pairs are dates, scores and references."""
_JOINS = frozenset([*SOFT, *"-‐‑", "  ", "- "])
_LOOSE = frozenset([" - ", " -"])
_ENDS = frozenset(["", *",.;:)!?\n"])


class Scan:
    """One pass over a text: tokens, then the longest number from each token on."""

    def __init__(self, text: str, words: Words, start: int, end: int) -> None:
        self.text, self.w, self.start, self.end = text, words, start, end
        self.tokens = Tokens(text, words, start, end).all()
        self._wholes: dict[int, tuple[float, int, Form] | None] = {}

    # ------------------------------------------------------------ reading

    def run(self) -> tuple[Numeral, ...]:
        out: list[Numeral] = []
        i = 0
        while i < len(self.tokens):
            token = self.tokens[i]
            if token.value is None and token.word not in self.w.starts:
                i += 1
                continue
            found = self._simple(i) or self._number(i)
            if found is None:
                i += 1
            else:
                number = found[0]
                minus = self._minus(i, number.span.start)
                out.append(number if minus is None else replace(number, minus=minus))
                i = max(found[1], i + 1)
        return tuple(out)

    def _simple(self, i: int) -> tuple[Numeral, int] | None:
        """Digits, or one word that is a number, where nothing follows that could belong to it: most numbers are such."""
        token = self.tokens[i]
        if i + 1 < len(self.tokens):
            after = self.tokens[i + 1]
            if after.value is not None or after.word in self.w.goes_on or after.word[:-1] in self.w.ordinals or after.start == token.end:
                return None
        value = token.value if token.value is not None else self.w.plain.get(token.word)
        return None if value is None else self._give(i, i + 1, value, token.form)

    def _minus(self, i: int, start: int) -> int | None:
        """Where the minus before a number starts."""
        text, at = self.text, start - 1
        if at < 0:
            return None
        if text[at] in DASHED:
            return at if at == 0 or text[at - 1] in _BEFORE_MINUS else None
        if text[at] not in SOFT:
            return None
        while at > 0 and text[at] in SOFT and start - at < 3:
            at -= 1
        if text[at] in DASHED:
            number_before = i > 0 and self.tokens[i - 1].value is not None and self.tokens[i - 1].end >= at - 1
            return at if at == 0 or (text[at - 1] in _BEFORE_MINUS and not number_before) else None
        word = self._word(i - 1)
        if word not in self.w.minus or not self._joined(i):
            return None
        first = self.tokens[i - 1].start
        before = WORD_BEFORE.search(text, max(0, first - 16), first)
        return None if before is not None and before.group(1).lower() in self.w.minus_not_after else first

    def _joined(self, i: int) -> bool:
        """Token i follows token i-1 with nothing but a space or a hyphen between."""
        return 0 < i < len(self.tokens) and self.text[self.tokens[i - 1].end : self.tokens[i].start] in _JOINS

    def _hyphened(self, i: int) -> bool:
        """Token i follows token i-1 with a hyphen that may stand between spaces ("fifty - two")."""
        return self._joined(i) or (0 < i < len(self.tokens) and self.text[self.tokens[i - 1].end : self.tokens[i].start] in _LOOSE)

    def _elided(self, i: int) -> bool:
        return 0 < i < len(self.tokens) and self.text[self.tokens[i - 1].end : self.tokens[i].start] in {"'", "’"}

    def _word(self, i: int) -> str:
        return self.tokens[i].word if 0 <= i < len(self.tokens) else ""

    def _said_before(self, i: int) -> str:
        """The word before token i, in the text where no token was made of it."""
        if i > 0:
            return self.tokens[i - 1].word
        start = self.tokens[i].start
        found = WORD_BEFORE.search(self.text, max(0, start - 24), start)
        return found.group(1).lower() if found else ""

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
        unit = self._lookup(k, self.w.units) if self._hyphened(k) else None
        if unit is None or not 0 < unit[0] <= room:
            return value, j
        if k > j and unit[0] not in (1, 11) and not (room == 19 and value == 60 and unit[0] > 9) and not self._odd_units(k, unit):
            return value, j
        return value + unit[0], unit[1]

    def _odd_units(self, k: int, unit: tuple[float, int]) -> bool:
        """ "vingt et trois et trois cinquièmes": units after "et" where a share still follows."""
        return unit[0] < 10 and self._word(unit[1]) in self.w.and_ and self._joined(unit[1]) and self._joined(k)

    def _below_thousand(self, i: int) -> tuple[float, int] | None:
        first = self._below_hundred(i)
        digits = self._digit_hundreds(i)
        first = first if digits is None else (digits, i + 1)
        j = first[1] if first else i
        hundred = self.w.hundreds.get(self._word(j)) if j == i or self._joined(j) else None
        if hundred is None:
            return first
        if first is None and "a" in self.w.articles and self._word(i - 1) not in self.w.articles:
            return None  # English wants "a hundred"
        plural = self._word(j) in self.w.plural_hundreds
        if plural and (first is None or (first[0] > self.w.hundred_room and digits is None)):
            return first  # "quarante-cinq cents" are coins
        value, k = (first[0] if first else 1) * hundred, j + 1
        one_more = self._word(k + 1) in self.w.articles and self._alone(k + 1)  # "cent et un"
        tens = self._below_hundred(k + 1) if "a" not in self.w.articles and self._word(k) in self.w.and_ else None
        one_more = one_more or (tens is not None and tens[0] >= 20 and self._odd_units(k + 1, (1.0, tens[1])))
        linked = self._word(k) in self.w.and_ and ("a" in self.w.articles or digits is not None or one_more) and self._joined(k)
        follow = k + 1 if linked else k
        rest = self._below_hundred(follow) if self._joined(follow) else None
        if rest is None and digits is not None and self._joined(follow) and self.tokens[follow].form == "digits":
            rest = (self.tokens[follow].value or 0.0, follow + 1)
        if rest is None or not 0 < rest[0] < hundred or self._word(rest[1]) in self.w.hundreds:
            return value, k
        if follow > k and self._word(follow) in self.w.articles and digits is None:
            if self._word(follow) not in self.w.units or (self._word(follow + 1) in self.w.of and self._joined(follow + 1)):
                return value, k  # "a hundred and a half", "a hundred and one of them"
        return value + rest[0], rest[1]

    def _digit_hundreds(self, i: int) -> float | None:
        """The digits of "3 hundred", and of "3 cents et 21": otherwise French cents after digits are coins."""
        if i >= len(self.tokens) or self.tokens[i].form != "digits" or not (self._joined(i + 1) and self._word(i + 1) in self.w.hundreds):
            return None
        value = self.tokens[i].value or 0.0
        more = self._word(i + 2) in self.w.and_ and self._joined(i + 3) and self.tokens[i + 3].form == "digits"
        counted = self.w.digit_hundreds or (more and self._word(i + 4) not in self.w.hundreds)
        return value if 0 < value < 100 and counted else None

    def _cardinal(self, i: int) -> tuple[Numeral, int] | None:
        whole = self._whole(i)
        if whole is None:
            return None
        pointed = self._pointed(*whole)
        if pointed[1] > whole[1]:
            pointed = self._scale_up(i, *pointed)  # "quatre virgule cinq millions"
        value, j, form = self._and_part(*self._and_half(*pointed))
        if j == i + 1 and self._word(i) in self.w.articles and self._said_before(i) in self.w.pronoun_after:
            return None  # "this one", "l'un"
        return self._give(i, j, value, form)

    def _whole(self, i: int) -> tuple[float, int, Form] | None:
        """The number that starts at token i, without what may follow it ("and a half")."""
        if i not in self._wholes:
            self._wholes[i] = self._read_whole(i)
        return self._wholes[i]

    def _read_whole(self, i: int) -> tuple[float, int, Form] | None:
        token = self.tokens[i]
        form: Form = "words"
        hundred = self._below_thousand(i) if self._digit_hundreds(i) is not None else None
        if hundred is not None:
            value, j, form = hundred[0], hundred[1], "mixed"
        elif token.value is not None:
            value, j, form = token.value, i + 1, token.form
        else:
            head = self._scaled_half(i) or self._below_thousand(i) or self._bare_scale(i)
            if head is None:
                return None
            value, j = head
        return self._scale_up(i, value, j, form)

    def _pointed(self, value: float, j: int, form: Form) -> tuple[float, int, Form]:
        """ "deux cent virgule zéro trois", "one point 25": the decimals."""
        if self._word(j) not in self.w.decimal_words or not (self._joined(j) and self._joined(j + 1)) or not value.is_integer():
            return value, j, form
        k, digits = j + 1, ""
        if self.tokens[k].form == "digits":
            said = self.text[self.tokens[k].start : self.tokens[k].end]
            digits, k = (said, k + 1) if said.isdigit() else ("", k)
        else:
            while (one := self._lookup(k, self.w.units)) is not None and one[0] < 10 and (not digits or self._joined(k)):
                digits, k = digits + str(int(one[0])), one[1]
            rest = self._below_thousand(k) if not digits else None
            if rest is not None:
                digits, k = str(int(rest[0])), rest[1]
        if not digits or len(digits) > 12:
            return value, j, form
        return float(f"{int(value)}.{digits}"), k, form

    def _and_part(self, value: float, j: int, form: Form) -> tuple[float, int, Form]:
        """ "five and a quarter", "10 1/2", "six million and two thirds", "one billion and three quarters million"."""
        if not value.is_integer() or j >= len(self.tokens) or form in ("ordinal", "fraction", "collective"):
            return value, j, form
        follow = j + 1 if self._word(j) in self.w.and_ and self._joined(j) else j
        if follow == j and (self.tokens[j].value is None or self.text[self.tokens[j - 1].end : self.tokens[j].start] not in ("", *SOFT)):
            return value, j, form
        part = self._fraction(follow, whole=True) if follow == j or self._joined(follow) else None
        if part is None or not 0 < part[0].value < 1:
            return value, j, form
        share, k = part[0].value, part[1]
        scale = self.w.scales.get(self._word(k)) if self._joined(k) else None
        before = self.w.scales.get(self._word(j - 1), 1.0)
        if scale is not None:
            return (value + share * scale if before > scale else (value + share) * scale), k + 1, form
        return value + share * before, k, form

    def _scaled_half(self, i: int) -> tuple[float, int] | None:
        """ "un demi-million", "half a million", "a quarter of a million": the part; the scale is read next."""
        if self._word(i) not in self.w.part_starts and self._word(i) not in self.w.articles:
            return None
        for phrase, part in self.w.scaled_parts:
            for at in (i, i + 1):
                if at > i and self._word(i) not in self.w.articles:
                    continue
                j = at + len(phrase)
                if tuple(self._word(k) for k in range(at, j)) == phrase and (
                    self._word(j) in self.w.scales or self._word(j) in self.w.collectives
                ):
                    return part, j
        return None

    def _bare_scale(self, i: int) -> tuple[float, int] | None:
        """ "mille", "a thousand", "a hundred": 1, with the scale still to come."""
        word, english = self._word(i), "a" in self.w.articles
        if word in self.w.articles and self._joined(i + 1):
            if self.w.scales.get(self._word(i + 1), 0) > (0 if english else 1e3) or (english and self._word(i + 1) in self.w.hundreds):
                return self._below_thousand(i + 1) if self._word(i + 1) in self.w.hundreds else (1, i + 1)
            return None
        if self.w.scales.get(word) == 1e3 and not english:
            return 1, i
        return None

    def _scale_up(self, i: int, value: float, j: int, form: Form) -> tuple[float, int, Form]:
        """Adds "mille", "millions", ... and what follows them: "deux millions trois cent mille"."""
        total, part = 0.0, value
        while form != "ordinal":
            scale = self.w.scales.get(self._word(j))
            glued = form == "digits" and j == i + 1 and j < len(self.tokens) and self.tokens[j].start == self.tokens[i].end
            if scale is None or not (self._joined(j) or j == i or glued):
                break
            total, part, j = total + part * scale, 0.0, j + 1
            form = "mixed" if form in ("digits", "mixed") else form
            while self._word(j) in self.w.scales and self._joined(j) and total < 1e15:  # "mille milliards"
                total, j = total * self.w.scales[self._word(j)], j + 1
            wide = max(scale, self.w.scales.get(self._word(j - 1), 1.0))
            one_more = self._word(j + 1) in self.w.articles and self._alone(j + 1)  # "mille et un"
            linked = self._word(j) in self.w.and_ and ("a" in self.w.articles or wide >= 1e5 or one_more) and self._joined(j)
            follow = j + 1 if linked else j
            rest = self._below_thousand(follow) if (form == "words" or scale >= 1e3) and self._joined(follow) else None
            if rest is not None and form == "mixed" and self.tokens[follow].form != "digits" and not linked:
                rest = rest if self.w.scales.get(self._word(rest[1]), 1.0) >= 1e3 else None  # "12 million five hundred thousand"
            if rest is not None and linked and self._fraction(follow, whole=True) is not None:
                break  # "six million and two thirds"
            if rest is None:
                if form == "words" and self.w.scales.get(self._word(j - 1), 0) > 1e3 and self.w.scales.get(self._word(j)) == 1e3:
                    rest = (1.0, j)
                else:
                    break
            after = self.w.scales.get(self._word(rest[1]), 1.0)
            if rest[0] * after >= wide or (follow > j and rest[0] >= 100 and wide < 1e5):
                break
            if self._word(follow) in self.w.articles and after == 1 and not self._alone(follow):
                break
            part, j = rest[0], rest[1]
        return total + part, j, form

    def _alone(self, i: int) -> bool:
        """The article at token i is the last word of the number ("deux mille un"), not that of what follows."""
        return self._word(i) in self.w.units and not (self._joined(i + 1) and self._word(i + 1) not in self.w.decimal_words)

    def _and_half(self, value: float, j: int, form: Form) -> tuple[float, int, Form]:
        """ "deux millions et demi", "two and a half million"."""
        k = j
        while self._word(k) in self.w.half_after and self._joined(k) and k - j < 2:
            k += 1
        if k == j or self._word(k) not in self.w.half or not self._joined(k) or (k - j == 1 and "a" in self.w.articles):
            return value, j, form
        scale = self.w.scales.get(self._word(k + 1)) if self._joined(k + 1) else None
        before = self.w.scales.get(self._word(j - 1), 1.0)
        if scale is not None:
            return value + 0.5 * scale if before > scale else (value + 0.5) * scale, k + 2, form
        return value + before / 2, k + 1, form

    def _ordinal(self, i: int) -> tuple[Numeral, int] | None:
        token = self.tokens[i]
        if token.form == "ordinal" and token.value is not None:
            return self._give(i, i + 1, token.value, "ordinal")
        if token.value is not None:
            return None
        head = self._rank(i)
        if head is not None:
            if self._word(i) in self.w.fractions and self._word(i - 1) in self.w.fraction_articles:
                return None
            return self._give(i, head[1], head[0], "ordinal")
        base = self._whole(i)
        if base is None or base[1] <= i:
            return None
        j = base[1] + (self._word(base[1]) in self.w.and_)
        last = self._rank(j) if self._joined(j) else None
        if last is None or (self._word(j) in self.w.fractions and self._word(j) not in self.w.ordinals):
            return None
        value = _ranked(base[0], last[0])
        plural = last[0] > 3 and self._word(last[1] - 1).endswith("s")
        if value is None or last[0] >= 1e9 or (plural and (base[0] >= 100 or self.text[self.tokens[j].start - 1] not in "-‐‑")):
            return None
        if self._word(i) in self.w.articles and value > 99:
            return None  # "un centième": a part
        return self._give(i, last[1], value, "ordinal")

    def _rank(self, i: int) -> tuple[float, int] | None:
        """The ordinal word at token i, singular or plural ("cinquièmes")."""
        found = self._lookup(i, self.w.ordinals)
        if found is not None or not self._word(i).endswith("s"):
            return found
        one = self.w.ordinals.get(self._word(i)[:-1])
        return None if one is None else (one, i + 1)

    def _fraction(self, i: int, whole: bool = False) -> tuple[Numeral, int] | None:
        """A share; `whole` when it stands after a whole number and "and"."""
        token, word = self.tokens[i], self._word(i)
        if token.form == "fraction" and token.value is not None:
            return self._give(i, i + 1, token.value, "fraction")
        if word in self.w.half_articles and self._joined(i + 1) and self._word(i + 1) in self.w.halves:
            return self._give(i, i + 2, self.w.halves[self._word(i + 1)], "fraction")
        half = word in self.w.fraction_articles and self._joined(i + 1) and self._word(i + 1) in self.w.half
        if half and (whole or self._apart(i, i + 2, 2)):
            return self._give(i, i + 2, 0.5, "fraction")
        if word in self.w.halves and not (self.w.half_articles or self._scaled_half(i)):
            return self._give(i, i + 1, self.w.halves[word], "fraction")
        if token.form == "ordinal":
            return None
        stroke = self._stroke(i)
        if stroke is not None:
            return stroke
        top: tuple[float, int] | None
        if token.value is not None:
            top = token.value, i + 1
        elif word in self.w.fraction_articles:
            top = self.w.units.get(word, 1.0), i + 1
        else:
            top = self._below_hundred(i)
        if top is None:
            return self._many_parts(i)
        return self._one_in(i, top) or self._parts(i, top, whole) or self._many_parts(i)

    def _parts(self, i: int, top: tuple[float, int], whole: bool) -> tuple[Numeral, int] | None:
        """ "deux tiers", "three fifths", "un vingt-cinquième"."""
        found = self._part(top[1]) if self._hyphened(top[1]) else None
        if found is None or (self.tokens[i].value is not None and top[0] > 9) or self._scaled_half(i) is not None:
            return None
        part, end = found
        ordinal = self._word(end - 1).removesuffix("s") in self.w.ordinals
        plural = self._word(end - 1).endswith("s")
        if top[0] >= part * 4 or (ordinal and (top[0] > 9 or (top[0] > 1 and part >= 100 and not plural))):
            return None  # "sixty seconds", "trois millième"; many parts are read with the whole number
        then = self._word(end) if self._joined(end) else ""
        if then in self.w.no_part or self._word(end + 1) in self.w.no_part:
            return None  # "deux huitièmes de finale"
        if top[0] == 1 and not whole and then not in self.w.fraction_then and ordinal and not self._apart(i, end, part):
            return None  # "a third man", "un cinquième homme"
        return self._give(i, end, top[0] / part, "fraction")

    def _apart(self, i: int, end: int, part: float) -> bool:
        """Nothing follows that could be counted: the share makes up the line, or nobody comes so late in a row."""
        start, stop = self.tokens[i].start, self.tokens[end - 1].end
        closed = self.text[stop : stop + 1] in _ENDS
        alone = self.text[:start].rpartition("\n")[2].strip() == "" and self.text[stop:].partition("\n")[0].strip(" .!?") == ""
        return closed and (alone or part > 20)

    def _part(self, i: int) -> tuple[float, int] | None:
        """What a whole is divided by: "tiers", "cinquièmes", "twenty-firsts"."""
        found = self._lookup(i, self.w.fractions)
        if found is not None:
            return found
        rank = self._rank(i)
        if rank is None and (base := self._whole(i)) is not None and base[1] > i:
            j = base[1] + (self._word(base[1]) in self.w.and_)
            last = self._rank(j) if self._joined(j) else None
            hyphened = last is not None and self.text[self.tokens[j].start - 1] in "-‐‑"
            value = _ranked(base[0], last[0]) if last is not None and (base[0] >= 20 or hyphened) else None
            rank = (value, last[1]) if value is not None and last is not None else None
        return rank if rank is not None and rank[0] >= self.w.ordinal_parts else None

    def _many_parts(self, i: int) -> tuple[Numeral, int] | None:
        """ "cent trente cinquièmes" is 26: the whole number before a plural, or before what makes no ordinal with it."""
        if self.tokens[i].value is not None or self._word(i) in self.w.fractions:
            return None
        top = self._whole(i)
        if top is None or top[0] < 10 or not self._hyphened(top[1]):
            return None
        rank = self._rank(top[1])
        if rank is None or rank[0] < self.w.ordinal_parts:
            return None
        if not self._word(rank[1] - 1).endswith("s") and _ranked(top[0], rank[0]) is not None and rank[0] < 1e9:
            return None
        return self._give(i, rank[1], top[0] / rank[0], "fraction")

    def _stroke(self, i: int) -> tuple[Numeral, int] | None:
        """ "1/2", "3/4"."""
        if i + 1 >= len(self.tokens) or self.tokens[i].form != "digits" or self.tokens[i + 1].form != "digits":
            return None
        a, b, text = self.tokens[i], self.tokens[i + 1], self.text
        if text[a.end : b.start] != "/" or a.end - a.start > 2 or b.end - b.start > 3 or text[a.start - 1 : a.start] == "/":
            return None
        top, part = a.value or 0.0, b.value or 1.0
        if not 0 < top < part or part not in _NAMED_PARTS or text[b.end : b.end + 1] in {"/", "h"} or text[a.start] == "0":
            return None
        return self._give(i, i + 2, top / part, "fraction")

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
