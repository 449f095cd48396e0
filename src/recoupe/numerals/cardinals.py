"""How words and digits add up to a whole number, and to the ordinal that ends like one, in any language that has
`numerals.toml`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from recoupe.numerals.tokens import SOFT, Form, Token
from recoupe.numerals.words import Words

_HYPHENS = "-‐‑"
_WIDEST = 4
"""Characters that a gap inside a number may have: justified lines and typists leave several spaces."""
_LONGEST = 28
"""Words that an ordinal may have."""


class Cardinals:
    """The tokens of a stretch of text, and the whole number that starts at each of them."""

    def __init__(self, text: str, words: Words, tokens: Sequence[Token]) -> None:
        self.text, self.w, self.tokens = text, words, tokens
        self._wholes: dict[int, tuple[float, int, Form] | None] = {}

    # ------------------------------------------------------------ tokens side by side

    def gap(self, i: int) -> str | None:
        """What stands between tokens i-1 and i."""
        return self.text[self.tokens[i - 1].end : self.tokens[i].start] if 0 < i < len(self.tokens) else None

    def joined(self, i: int) -> bool:
        """Token i follows token i-1 with nothing but spaces or a hyphen between."""
        gap = self.gap(i)
        if gap is None or not 0 < len(gap) <= _WIDEST:
            return False
        return (len(gap) == 1 and gap in _HYPHENS) or gap == "- " or gap.strip(SOFT) == ""

    def hyphened(self, i: int) -> bool:
        """Token i follows token i-1 with a hyphen that may stand between spaces ("fifty - two")."""
        return self.joined(i) or self.gap(i) in {" - ", " -"}

    def hyphen(self, i: int) -> bool:
        """A hyphen alone joins token i to the one before."""
        gap = self.gap(i)
        return gap is not None and len(gap) == 1 and gap in _HYPHENS

    def word(self, i: int) -> str:
        return self.tokens[i].word if 0 <= i < len(self.tokens) else ""

    def lookup(self, i: int, table: Mapping[str, Any]) -> tuple[Any, int] | None:
        """The entry that starts at token i, two words tried before one."""
        if self.joined(i + 1):
            pair = f"{self.word(i)}-{self.word(i + 1)}"
            if pair in table:
                return table[pair], i + 2
        word = self.word(i)
        return (table[word], i + 1) if word in table else None

    def scale(self, i: int) -> float | None:
        return self.w.scales.get(self.word(i))

    def linked(self, i: int) -> bool:
        """Token i is an "and" between two parts of a number."""
        return self.word(i) in self.w.and_ and self.joined(i)

    # ------------------------------------------------------------ below a thousand

    def below_hundred(self, i: int) -> tuple[float, int] | None:
        ten = self.lookup(i, self.w.tens)
        if ten is None:
            return self.lookup(i, self.w.units)
        (value, room), j = ten
        k = j + 1 if self.linked(j) else j
        unit = self.lookup(k, self.w.units) if self.hyphened(k) else None
        if unit is None or not 0 < unit[0] <= room:
            return value, j
        if k > j and unit[0] not in (1, 11) and not (room == 19 and value == 60 and unit[0] > 9) and not self._odd_units(k, unit):
            return value, j
        if k > j and unit[0] == 1 and self.lookup(unit[1], self.w.fractions) is not None and not self.ranks(unit[1]):
            return value, j  # "cent quarante et un quart"
        return value + unit[0], unit[1]

    def _odd_units(self, k: int, unit: tuple[float, int]) -> bool:
        """ "vingt et trois et trois cinquièmes": units after "et" where a share still follows."""
        return unit[0] < 10 and self.linked(unit[1]) and self.joined(k)

    def ranks(self, i: int) -> bool:
        return self.word(i).removesuffix("s") in self.w.ordinals

    def below_thousand(self, i: int) -> tuple[float, int] | None:
        first = self.below_hundred(i)
        digits = self.digit_hundreds(i)
        first = first if digits is None else (digits, i + 1)
        j = first[1] if first else i
        hundred = self.w.hundreds.get(self.word(j)) if j == i or self.joined(j) else None
        if hundred is None:
            return first
        english = "a" in self.w.articles
        if first is None and english and self.word(i - 1) not in self.w.articles:
            return None  # English wants "a hundred"
        plural = self.word(j) in self.w.plural_hundreds
        if digits is None and first is not None and ((plural and first[0] > self.w.hundred_room) or (first[0] == 1 and not english)):
            return first  # "quarante-cinq cents", "un cent" are coins
        if plural and first is None:
            return None
        value, k = (first[0] if first else 1) * hundred, j + 1
        rest = self._after_hundred(k, digits is not None, hundred)
        return (value, k) if rest is None else (value + rest[0], rest[1])

    def _after_hundred(self, k: int, digits: bool, hundred: float) -> tuple[float, int] | None:
        """What follows "cent", "three hundred" and is less than it."""
        english = "a" in self.w.articles
        one_more = self.word(k + 1) in self.w.articles and self.alone(k + 1)  # "cent et un"
        tens = self.below_hundred(k + 1) if not english and self.word(k) in self.w.and_ else None
        one_more = one_more or (tens is not None and tens[0] >= 20 and self._odd_units(k + 1, (1.0, tens[1])))
        linked = self.linked(k) and (english or digits or one_more)
        follow = k + 1 if linked else k
        rest = self.below_hundred(follow) if self.joined(follow) else None
        if rest is None and digits and self.joined(follow) and self.tokens[follow].form == "digits":
            rest = (self.tokens[follow].value or 0.0, follow + 1)
        if rest is None or not 0 < rest[0] < hundred or self.word(rest[1]) in self.w.hundreds:
            return None
        if follow > k and self.word(follow) in self.w.articles and not digits:
            if self.word(follow) not in self.w.units or (self.word(follow + 1) in self.w.of and self.joined(follow + 1)):
                return None  # "a hundred and a half", "a hundred and one of them"
        return rest

    def digit_hundreds(self, i: int) -> float | None:
        """The digits of "3 hundred", "322 cents"; where a sum of money is told those are coins (see `coins`)."""
        if i >= len(self.tokens) or self.tokens[i].form != "digits" or not (self.joined(i + 1) and self.word(i + 1) in self.w.hundreds):
            return None
        value = self.tokens[i].value or 0.0
        sure = self.w.digit_hundreds or self.word(i + 1) in self.w.plural_hundreds
        return value if 0 < value < 1000 and sure else None

    def coins(self, i: int, j: int) -> bool:
        """The number from token i to token j may be coins: "3 cents" is 300 or three hundredths of a dollar."""
        return not self.w.digit_hundreds and j == i + 2 and self.tokens[i].form == "digits" and self.word(i + 1) in self.w.hundreds

    def alone(self, i: int) -> bool:
        """The article at token i is the last word of the number ("deux mille un"), not that of what follows."""
        if self.word(i) not in self.w.units:
            return False
        after = self.word(i + 1)
        return not self.joined(i + 1) or after in self.w.decimal_words or after in self.w.half_after

    # ------------------------------------------------------------ wholes

    def whole(self, i: int) -> tuple[float, int, Form] | None:
        """The number that starts at token i, without what may follow it ("and a half")."""
        if i not in self._wholes:
            self._wholes[i] = self._read_whole(i) if i < len(self.tokens) else None
        return self._wholes[i]

    def _read_whole(self, i: int) -> tuple[float, int, Form] | None:
        token = self.tokens[i]
        form: Form = "words"
        hundred = self.below_thousand(i) if self.digit_hundreds(i) is not None else None
        if hundred is not None:
            value, j, form = hundred[0], hundred[1], "mixed"
        elif token.value is not None:
            value, j, form = token.value, i + 1, token.form
        else:
            head = self.scaled_part(i) or self.below_thousand(i) or self._bare_scale(i)
            if head is None:
                return None
            value, j = head
        return self.scaled(i, value, j, form)

    def scaled_part(self, i: int) -> tuple[float, int] | None:
        """ "un demi-million", "half a million", "a quarter of a million": the part; the scale is read next."""
        if self.word(i) not in self.w.part_starts and self.word(i) not in self.w.articles:
            return None
        for phrase, part in self.w.scaled_parts:
            for at in (i, i + 1):
                if at > i and self.word(i) not in self.w.articles:
                    continue
                j = at + len(phrase)
                if tuple(self.word(k) for k in range(at, j)) == phrase and (
                    self.word(j) in self.w.scales or self.word(j) in self.w.collectives
                ):
                    return part, j
        return None

    def _bare_scale(self, i: int) -> tuple[float, int] | None:
        """ "mille", "a thousand", "a hundred": 1, with the scale still to come."""
        word, english = self.word(i), "a" in self.w.articles
        if word in self.w.articles and self.joined(i + 1):
            if (self.scale(i + 1) or 0) > (0 if english else 1e3) or (english and self.word(i + 1) in self.w.hundreds):
                return self.below_thousand(i + 1) if self.word(i + 1) in self.w.hundreds else (1, i + 1)
            return None
        if self.scale(i) == 1e3 and not english:
            return 1, i
        return None

    def scaled(self, i: int, value: float, j: int, form: Form) -> tuple[float, int, Form]:
        """Adds "mille", "millions", ... and what follows them: "deux millions trois cent mille"."""
        total, part = 0.0, value
        while form != "ordinal":
            scale = self.scale(j)
            glued = form == "digits" and j == i + 1 and self.gap(j) == ""
            if scale is None or not (self.joined(j) or j == i or glued):
                break
            total, part, j = total + part * scale, 0.0, j + 1
            form = "mixed" if form in ("digits", "mixed") else form
            # "mille milliards", "crore lakh"; but "deux millions mille" adds up
            while self.scale(j) is not None and self.joined(j) and total < 1e15 and not (self.scale(j) == 1e3 < scale):
                total, j = total * (self.scale(j) or 1.0), j + 1
            rest = self._after_scale(j, scale, form)
            if rest is None:
                break
            part, j = rest
        return total + part, j, form

    def _after_scale(self, j: int, scale: float, form: Form) -> tuple[float, int] | None:
        """The next part of a number, at token j after a scale: "trois cent" of "deux millions trois cent mille"."""
        english = "a" in self.w.articles
        wide = max(scale, self.scale(j - 1) or 1.0)
        one_more = self.word(j + 1) in self.w.articles and self.alone(j + 1)  # "mille et un"
        hundreds = self.below_thousand(j + 1) if self.linked(j) and not english and wide < 1e5 and form == "words" else None
        linked = self.linked(j) and (english or wide >= 1e5 or one_more or (hundreds is not None and hundreds[0] >= 100))
        follow = j + 1 if linked else j
        if not self.joined(follow):
            return None
        rest = self._digits_after(follow, scale) or (self.below_thousand(follow) if form == "words" or scale >= 1e3 else None)
        if rest is not None and form == "mixed" and self.tokens[follow].form != "digits" and not linked:
            rest = rest if (self.scale(rest[1]) or 1.0) >= 1e3 else None  # "12 million five hundred thousand"
        if rest is not None and linked and self.shared(follow):
            return None  # "six million and two thirds"
        if rest is None:
            return (1.0, j) if form == "words" and (self.scale(j - 1) or 0) > 1e3 == self.scale(j) else None
        after = self.scale(rest[1]) or 1.0
        if rest[0] * after >= wide or (self.word(follow) in self.w.articles and after == 1 and not self.alone(follow)):
            return None
        return rest

    def shared(self, i: int) -> bool:
        """A share starts at token i, which is no part of the whole number before it: for the reader of shares to say."""
        return False

    def _digits_after(self, i: int, scale: float) -> tuple[float, int] | None:
        """Digits in the middle of a number: "4 mille 300", "2 millions 300 mille"."""
        token = self.tokens[i]
        if token.form != "digits" or token.value is None or not token.value.is_integer() or self.digit_hundreds(i) is not None:
            return None
        below = self.scale(i + 1) if self.joined(i + 1) else None
        if below is None:
            full = scale == 1e3 and token.end - token.start == 3
            return (token.value, i + 1) if full else None
        return (token.value, i + 1) if token.value < 1000 and below < scale else None

    # ------------------------------------------------------------ ordinals

    def rank(self, i: int) -> tuple[float, int] | None:
        """The ordinal word at token i, singular or plural ("cinquièmes")."""
        found = self.lookup(i, self.w.ordinals)
        if found is not None or not self.word(i).endswith("s"):
            return found
        one = self.w.ordinals.get(self.word(i)[:-1])
        return None if one is None else (one, i + 1)

    def ordinal(self, i: int) -> tuple[float, int] | None:
        """The ordinal of several words that starts at token i: a cardinal whose last word is an ordinal ("trois cent
        vingt et unième")."""
        for k in range(i, min(i + _LONGEST, len(self.tokens))):
            if k > i and not self.hyphened(k):
                return None
            cardinal = self.w.ends.get(self.word(k))
            if cardinal is not None:
                if k == i:
                    continue
                last = self.tokens[k]._replace(word=cardinal)
                read = Cardinals(self.text, self.w, [*self.tokens[:k], last]).whole(i)
                if read is not None and read[1] == k + 1 and read[2] == "words":
                    return read[0], k + 1
                base, more = self.whole(i), self.w.ordinals.get(self.word(k), 0.0)
                counted = base is not None and base[1] == k and base[0] % 100 in (70, 90) and 0 < more < 10
                return (base[0] + more, k + 1) if base is not None and counted else None  # "quatre-vingt-dix second"
            if self.tokens[k].value is not None or (self.word(k) not in self.w.goes_on and self.word(k) not in self.w.starts):
                return None
        return None
