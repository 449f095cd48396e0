"""What a number may be made of: words, and digits with their group marks, decimals, endings and magnitudes."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from recoupe.numerals.words import VULGAR, Words

Form = Literal["digits", "words", "mixed", "collective", "ordinal", "fraction"]

SOFT = " \u00a0\u202f\u2009"
_CURRENCY = "€$£¥₣₽₴₹₩₺"
_POWER = re.compile(r"\^([+-]?[0-9]{1,3})(?![0-9])|[eE]([+-]?[0-9]{1,2})(?![0-9])")
_FOREIGN = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+")
_PLAIN = re.compile(r"[0-9]+")
_LINKED = re.compile(r" d(?:e |['’])")
DIGITS = frozenset("0123456789")
FIRST = DIGITS | {".", ",", *VULGAR}
_LONGEST = 40
LETTERS = re.compile(r"[^\W\d_]{1,4}")


class Token(NamedTuple):
    start: int
    end: int
    word: str
    value: float | None  # of digits
    form: Form = "words"


class Tokens:
    """The tokens of a stretch of text, in order."""

    def __init__(self, text: str, words: Words, start: int, end: int) -> None:
        self.text, self.w, self.start, self.end = text, words, start, end

    def all(self) -> list[Token]:
        text = self.text
        out: list[Token] = []
        for m in self.w.number.finditer(text, self.start, self.end):
            said = m.group()
            if said[0] not in FIRST:  # a superscript is no decimal digit
                if not out or m.start() >= out[-1].end:
                    out.append(Token(m.start(), m.end(), said.lower(), None))
                continue
            start, end = m.span()
            if out and start < out[-1].end:
                continue  # an exponent
            part = VULGAR.get(said[0])
            if part is not None:
                out.append(Token(start, end, "", part, "fraction"))
            elif end - start <= _LONGEST and not self._chained(end) and self._may_start(start):
                out += self._listed(start, end) if said.count(",") > 1 else (self._digits(start, end),)
        return out

    def _may_start(self, start: int) -> bool:
        """Letters right before digits are the code of a currency: "USD3.14", not "RFC822"."""
        return start == 0 or not self.text[start - 1].isalpha() or self.text[start - 3 : start] in self.w.codes

    def _chained(self, end: int) -> bool:
        """More points and digits follow: an address, a version, a date."""
        return self.text[end : end + 1] == "." and self.text[end + 1 : end + 2].isdigit()

    def _listed(self, start: int, end: int) -> list[Token]:
        """The numbers of a list without spaces ("22,24,26"); thousands in the manner of another language are one."""
        raw = self.text[start:end]
        if self.w.grouped.fullmatch(raw):
            return [self._digits(start, end)]
        if _FOREIGN.fullmatch(raw):
            return [Token(start, end, "", float(raw.replace(",", "")), "digits")]
        return [Token(start + m.start(), start + m.end(), "", float(m[0]), "digits") for m in _PLAIN.finditer(raw)]

    def _digits(self, start: int, end: int) -> Token:
        raw = self.text[start:end]
        if self.w.grouped.fullmatch(raw) and not raw.startswith("0"):
            whole, decimals = raw, ""
            last = next((c for c in reversed(raw) if not c.isdigit()), "")
            if last in self.w.marks or raw.count(last) < sum(not c.isdigit() for c in raw):
                whole, _, decimals = raw.rpartition(last)  # "1 234,5", "1 234.5"; in "1.234" the point groups
            value = float("".join(c for c in whole if c.isdigit()) + "." + (decimals or "0"))
        else:
            value = float(re.sub(r"\D", ".", raw if raw.count(" ") == 0 else raw.replace(" ", "")))
            power = _POWER.match(self.text, end, self.end)
            if power is not None and not self.text[power.end() : power.end() + 1].isalpha():
                return self._power(start, value, power)
        glued = LETTERS.match(self.text, end, self.end)
        if glued and glued.group() in self.w.suffixes and not self.text[glued.end() : glued.end() + 1].isalnum():
            return Token(start, glued.end(), "", value, "ordinal")
        scale, stop = self._magnitude(start, end)
        return Token(start, stop, "", value * scale, "mixed" if scale != 1 else "digits")

    def _power(self, start: int, value: float, power: re.Match[str]) -> Token:
        """ "1.1^23", "12.32e+14"."""
        try:
            value = value ** int(power.group(1)) if power.group(1) else value * 10.0 ** int(power.group(2))
        except (OverflowError, ZeroDivisionError):
            value = 0.0
        return Token(start, power.end(), "", value, "digits")

    def _magnitude(self, start: int, end: int) -> tuple[float, int]:
        """The factor of an abbreviation after the digits ("45m", "1,2 Md€") and where it ends."""
        text = self.text
        at = end
        while at < self.end and text[at] in SOFT and at < end + 2:
            at += 1
        letters = LETTERS.match(text, at, self.end)
        if letters is None or letters.group() not in self.w.magnitudes:
            return 1, end
        after = text[letters.end() : letters.end() + 2]
        decimal = at == end and end - start > 1 and letters.group() not in self.w.suffixes  # "10M", but "3M" is a name
        linked = _LINKED.match(text, letters.end()) is not None and self.w.beside_currency  # "1,2 Md d'euros"
        decimal = decimal or (at == end + 1 and len(re.findall(r"[^0-9]", text[start:end])) > 1)  # "1.674.200,5 M"
        lone = (letters.group() in self.w.lone_magnitudes or decimal or linked) and after[:1] not in {"'", "’"}
        if after[:1].isalnum() or (at > end and not lone and not self._beside_currency(start, after)):
            return 1, end
        if self.w.beside_currency and not (lone and at <= end + 2) and not self._beside_currency(start, after):
            return 1, end
        return self.w.magnitudes[letters.group()], letters.end()

    def _beside_currency(self, start: int, after: str) -> bool:
        before = self.text[max(0, start - 2) : start]
        return after.lstrip(SOFT)[:1] in set(_CURRENCY) or before.rstrip(SOFT)[-1:] in set(_CURRENCY)
