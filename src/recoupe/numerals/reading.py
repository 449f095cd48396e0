"""How the parts of a number add up, in any language that has `numerals.toml`."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from recoupe.numerals.cardinals import Cardinals
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

    coins: int | None = None
    """Where the digits end, if the hundreds after them may be coins ("3 cents")."""

    @property
    def in_coins(self) -> Numeral:
        """The digits alone, where the hundreds may be coins."""
        return (
            self
            if self.coins is None
            else replace(self, span=Span(self.span.start, self.coins), value=self.value / 100, form="digits", coins=None)
        )

    @property
    def signed(self) -> float:
        """The value below zero where a minus stands before it."""
        return self.value if self.minus is None else -self.value


WORD_BEFORE = re.compile(r"([^\W\d_]+)[^\w]*$")
DASHED = "-−–"
_BEFORE_MINUS = frozenset(["", *' \n\t([«:;\u00a0\u202f"“'])
_NAMED_PARTS = frozenset({2, 3, 4, 5, 6, 8, 10, 15, 16, 20, 32, 64, 100})
"""Denominators that people write with a stroke; other pairs are dates, scores and references."""
_ENDS = frozenset(["", *",.;:)!?\n"])


class Scan(Cardinals):
    """One pass over a text: tokens, then the longest number from each token on."""

    def __init__(self, text: str, words: Words, start: int, end: int) -> None:
        super().__init__(text, words, Tokens(text, words, start, end).all())

    # ------------------------------------------------------------ reading

    def run(self) -> tuple[Numeral, ...]:
        out: list[Numeral] = []
        i = 0
        while i < len(self.tokens):
            token = self.tokens[i]
            if (token.value is None and token.word not in self.w.starts) or self._percent(i, out):
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

    def _percent(self, i: int, out: list[Numeral]) -> bool:
        """The hundred of "dix pour cent" is no number."""
        if self.word(i) not in self.w.hundreds or self.word(i - 1) not in self.w.per_hundred:
            return False
        one = self.word(i - 2) in self.w.articles
        return i > 1 and self.joined(i) and (one or (bool(out) and out[-1].span.end == self.tokens[i - 2].end))

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
        word = self.word(i - 1)
        if word not in self.w.minus or not self.joined(i):
            return None
        first = self.tokens[i - 1].start
        before = WORD_BEFORE.search(text, max(0, first - 16), first)
        return None if before is not None and before.group(1).lower() in self.w.minus_not_after else first

    def _said_before(self, i: int) -> str:
        """The word before token i, in the text where no token was made of it."""
        if i > 0:
            return self.tokens[i - 1].word
        start = self.tokens[i].start
        found = WORD_BEFORE.search(self.text, max(0, start - 24), start)
        return found.group(1).lower() if found else ""

    def _number(self, i: int) -> tuple[Numeral, int] | None:
        for read in (self._ordinal, self._fraction, self._collective, self._cardinal):
            found = read(i)
            if found is not None:
                return found
        return None

    def _give(self, i: int, j: int, value: float, form: Form, vague: bool = False) -> tuple[Numeral, int]:
        return Numeral(Span(self.tokens[i].start, self.tokens[j - 1].end), value, form, vague), j

    def _cardinal(self, i: int) -> tuple[Numeral, int] | None:
        whole = self.whole(i)
        if whole is None:
            return None
        pointed = self._pointed(*whole)
        if pointed[1] > whole[1]:
            pointed = self.scaled(i, *pointed)  # "quatre virgule cinq millions"
        value, j, form = self._and_part(*self._and_half(*pointed))
        if j == i + 1 and self.word(i) in self.w.articles and self._said_before(i) in self.w.pronoun_after:
            return None  # "this one", "l'un"
        number, end = self._give(i, j, value, form)
        return (replace(number, coins=self.tokens[i].end) if self.coins(i, j) else number), end

    def _pointed(self, value: float, j: int, form: Form) -> tuple[float, int, Form]:
        """ "deux cent virgule zéro trois", "one point 25", "trois virgule cent quarante-deux": the decimals."""
        if self.word(j) not in self.w.decimal_words or not (self.joined(j) and self.joined(j + 1)) or not value.is_integer():
            return value, j, form
        k, digits = j + 1, ""
        if self.tokens[k].form == "digits":
            said = self.text[self.tokens[k].start : self.tokens[k].end]
            digits, k = (said, k + 1) if said.isdigit() else ("", k)
        else:
            while (one := self.lookup(k, self.w.units)) is not None and (not digits or self.joined(k)):
                more = self.below_thousand(k)
                if one[0] >= 10 or (more is not None and more[0] >= 10):
                    break
                digits, k = digits + str(int(one[0])), one[1]
            rest = self.below_thousand(k) if k == j + 1 or (digits.strip("0") == "" and self.joined(k)) else None
            if rest is not None:
                digits, k = digits + str(int(rest[0])), rest[1]
        if not digits or len(digits) > 12:
            return value, j, form
        return float(f"{int(value)}.{digits}"), k, form

    def _and_part(self, value: float, j: int, form: Form) -> tuple[float, int, Form]:
        """ "five and a quarter", "10 1/2", "six million and two thirds", "one billion and three quarters million"."""
        if not value.is_integer() or j >= len(self.tokens) or form in ("ordinal", "fraction", "collective"):
            return value, j, form
        follow = j + 1 if self.word(j) in self.w.and_ and self.joined(j) else j
        if follow == j and (self.tokens[j].value is None or self.text[self.tokens[j - 1].end : self.tokens[j].start] not in ("", *SOFT)):
            return value, j, form
        part = self._fraction(follow, whole=True) if follow == j or self.joined(follow) else None
        if part is None or not 0 < part[0].value < 1:
            return value, j, form
        share, k = part[0].value, part[1]
        k += self.word(k) in self.w.of and self.joined(k) and self.joined(k + 1) and self.scale(k + 1) is not None
        scale = self.w.scales.get(self.word(k)) if self.joined(k) else None
        before = self.w.scales.get(self.word(j - 1), 1.0)
        if scale is not None:
            return (value + share * scale if before > scale else (value + share) * scale), k + 1, form
        return value + share * before, k, form

    def _and_half(self, value: float, j: int, form: Form) -> tuple[float, int, Form]:
        """ "deux millions et demi", "two and a half million"."""
        k = j
        while self.word(k) in self.w.half_after and self.joined(k) and k - j < 2:
            k += 1
        if k == j or self.word(k) not in self.w.half or not self.joined(k) or (k - j == 1 and "a" in self.w.articles):
            return value, j, form
        scale = self.w.scales.get(self.word(k + 1)) if self.joined(k + 1) else None
        before = self.w.scales.get(self.word(j - 1), 1.0)
        if scale is not None:
            return value + 0.5 * scale if before > scale else (value + 0.5) * scale, k + 2, form
        return value + before / 2, k + 1, form

    def _ordinal(self, i: int) -> tuple[Numeral, int] | None:
        token = self.tokens[i]
        if token.form == "ordinal" and token.value is not None:
            return self._give(i, i + 1, token.value, "ordinal")
        if token.value is not None:
            return None
        head = self.rank(i)
        if head is not None:
            if self.word(i) in self.w.fractions and self.word(i - 1) in self.w.fraction_articles:
                return None
            return self._give(i, head[1], head[0], "ordinal")
        many = self.ordinal(i)
        if many is None:
            return None
        value, j = many
        last = self.rank(j - 1) or (0.0, j)
        plural = last[0] > 3 and self.word(j - 1).endswith("s")
        if last[0] >= 1e9 or (plural and (value >= 100 or not self.hyphen(j - 1))):
            return None
        if self.word(i) in self.w.articles and value > 99 and j == i + 2:
            return None  # "un centième": a part
        return self._give(i, j, value, "ordinal")

    def _fraction(self, i: int, whole: bool = False) -> tuple[Numeral, int] | None:
        """A share; `whole` when it stands after a whole number and "and"."""
        token, word = self.tokens[i], self.word(i)
        if token.form == "fraction" and token.value is not None:
            return self._give(i, i + 1, token.value, "fraction")
        if word in self.w.half_articles and self.joined(i + 1) and self.word(i + 1) in self.w.halves:
            return self._give(i, i + 2, self.w.halves[self.word(i + 1)], "fraction")
        half = word in self.w.fraction_articles and self.joined(i + 1) and self.word(i + 1) in self.w.half
        if half and (whole or self._apart(i, i + 2, 2)):
            return self._give(i, i + 2, 0.5, "fraction")
        if word in self.w.halves and not (self.w.half_articles or self.scaled_part(i)):
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
            top = self.below_hundred(i)
        if top is None:
            return self._many_parts(i)
        return self._one_in(i, top) or self._many_parts(i) or self._parts(i, top, whole)

    def shared(self, i: int) -> bool:
        return self._fraction(i, whole=True) is not None

    def _parts(self, i: int, top: tuple[float, int], whole: bool) -> tuple[Numeral, int] | None:
        """ "deux tiers", "three fifths", "un vingt-cinquième"."""
        found = self._part(top[1]) if self.hyphened(top[1]) else None
        if found is None or (self.tokens[i].value is not None and top[0] > 9) or self.scaled_part(i) is not None:
            return None
        part, end = found
        ordinal = self.word(end - 1).removesuffix("s") in self.w.ordinals
        plural = self.word(end - 1).endswith("s")
        if top[0] >= part * 4 or (ordinal and (top[0] > 9 or (top[0] > 1 and part >= 100 and not plural))):
            return None  # "sixty seconds", "trois millième"; many parts are read with the whole number
        then = self.word(end) if self.joined(end) else ""
        if then in self.w.no_part or self.word(end + 1) in self.w.no_part:
            return None  # "deux huitièmes de finale"
        if top[0] == 1 and not whole and then not in self.w.fraction_then and ordinal and not self._apart(i, end, part):
            return None  # "a third man", "un cinquième homme"
        return self._give(i, end, top[0] / part, "fraction")

    def _apart(self, i: int, end: int, part: float) -> bool:
        """Nothing follows that could be counted: the share makes up the line, or nobody comes so late in a row."""
        start, stop = self.tokens[i].start, self.tokens[end - 1].end
        closed = self.text[stop : stop + 1] in _ENDS
        before = self.text[:start].rpartition("\n")[2].strip().lower()
        alone = (before == "" or before in self.w.minus or before in DASHED) and self.text[stop:].partition("\n")[0].strip(" .!?") == ""
        return closed and (alone or part > 20)

    def _part(self, i: int) -> tuple[float, int] | None:
        """What a whole is divided by: "tiers", "cinquièmes", "twenty-firsts"."""
        found = self.lookup(i, self.w.fractions)
        if found is not None:
            return found
        rank = self.rank(i)
        if rank is None:
            many = self.ordinal(i)
            rank = many if many is not None and (many[0] > 20 or self.hyphen(many[1] - 1)) else None
        return rank if rank is not None and rank[0] >= self.w.ordinal_parts else None

    def _many_parts(self, i: int) -> tuple[Numeral, int] | None:
        """ "cent trente cinquièmes" is 26: the whole number before a plural, or before what makes no ordinal with it."""
        if self.tokens[i].value is not None or self.word(i) in self.w.fractions:
            return None
        top = self.whole(i)
        if top is None or top[0] < 10 or not self.hyphened(top[1]):
            return None
        split = self._hyphened_parts(i, top[1])
        if split is not None:
            return split
        rank = self._part(top[1])
        if rank is None or (self.word(top[1]) in self.w.fractions and not self.ranks(top[1])):
            return None
        if not self.word(rank[1] - 1).endswith("s") and self.ordinal(i) is not None and rank[0] < 1e9:
            return None
        return self._give(i, rank[1], top[0] / rank[0], "fraction")

    def _hyphened_parts(self, i: int, j: int) -> tuple[Numeral, int] | None:
        """ "cent dix-septièmes" is 100 / 17: what a hyphen holds together is one part."""
        if not self.word(j).endswith("s") or self.rank(j) is None:
            return None
        k = j
        while k > i and self.hyphen(k):
            k -= 1
        part = self.ordinal(k) if i < k < j else None
        top = Cardinals(self.text, self.w, self.tokens[:k]).whole(i) if part is not None and 20 > part[0] % 100 == part[0] else None
        if part is None or top is None or top[1] != k:
            return None
        return self._give(i, part[1], top[0] / part[0], "fraction")

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
            if tuple(self.word(n) for n in range(top[1], k)) != phrase or not all(self.joined(n) for n in range(top[1], k + 1)):
                continue
            if k >= len(self.tokens):
                continue
            token = self.tokens[k]
            bottom = (token.value, k + 1) if token.form == "digits" and token.value is not None else self.below_thousand(k)
            year = bottom is not None and bottom[0] > 1000
            if bottom is None or bottom[0] is None or bottom[0] <= top[0] or year or (len(phrase) == 1 and top[0] > 10):
                continue
            if self.word(bottom[1]) in self.w.ordinals or self.tokens[k].form == "ordinal":
                continue
            return self._give(i, bottom[1], top[0] / bottom[0], "fraction")
        return None

    def _collective(self, i: int) -> tuple[Numeral, int] | None:
        token, word = self.tokens[i], self.word(i)
        if token.value is not None:
            top: tuple[float, int] | None = (token.value, i + 1) if token.form == "digits" else None
        elif word in self.w.collectives:
            return self._vague(i)
        elif word in self.w.collective_needs and not (self.scaled_part(i)):
            top = 1.0, i + 1
        else:
            read = self.scaled_part(i) or self.whole(i)
            top = None if read is None else read[:2]
        if top is None or not self.joined(top[1]):
            return None
        unit = self.lookup(top[1], self.w.collectives)
        if unit is None:
            return None
        if self.word(unit[1] - 1) in self.w.collective_of and self.word(unit[1]) not in self.w.of:
            return None  # "two touchdowns and four scores" is no eighty
        if top[0] == 1 and self.w.collective_then and self.word(unit[1]) not in self.w.collective_then:
            end = self.tokens[unit[1] - 1].end
            if self.text[end : end + 1] not in _ENDS:
                return None
        value, j = self._of_scale(top[0] * unit[0], unit[1])
        return self._give(i, j, value, "collective")

    def _vague(self, i: int) -> tuple[Numeral, int] | None:
        """ "centaines", "dozens": a plural with no number before it."""
        word = self.word(i)
        if not word.endswith("s"):
            return None
        if word in self.w.collective_of and self.word(i + 1) not in self.w.of:
            return None
        value, j = self._of_scale(self.w.collectives[word], i + 1)
        return self._give(i, j, value, "collective", True)

    def _of_scale(self, value: float, j: int) -> tuple[float, int]:
        """ "dizaines de milliers", "hundreds of millions"."""
        for _ in range(2):
            unit = self.lookup(j + 1, self.w.large) if self.word(j) in self.w.of else None
            if unit is None:
                break
            value, j = value * unit[0], unit[1]
        return value, j
