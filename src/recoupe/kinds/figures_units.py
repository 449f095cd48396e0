"""A number with the unit beside it: symbols and codes of `any/units.toml`, unit words of `languages/<code>/figures.toml`,
signs, halves and hundredths."""

from __future__ import annotations

import re
from typing import NamedTuple

from recoupe.kinds.figures_words import Page, unit_class, units
from recoupe.numerals import Numeral


class Draft(NamedTuple):
    """A quantity while it is read: `[start, end)` with modifier and unit, `[core, stop)` the number alone; `minus` is
    where a minus before it starts."""

    start: int
    end: int
    core: int
    stop: int
    value: float | None
    form: str
    unit: str | None = None
    low: float | None = None
    high: float | None = None
    approximate: bool = False
    minus: int | None = None


_SHORT = 12
"""How far before a number the sign of a currency may begin."""
_CUED = (40, 24)
"""How far before and after a unit the words may stand that give it another meaning."""
_POWER = re.compile(r"[a-z]{1,2}[²³]")
_MANY = 1_000_000
_SURE_SUM = 1000
"""From here on a word that is seldom a currency ("livres") is one."""


def with_unit(page: Page, number: Numeral) -> Draft:
    """The unit before ("£45m", "EUR 12") or after ("12 per cent", "une trentaine de kilomètres et demi")."""
    text, low, w = page.text, page.low, page.words
    start, end = number.span.start, number.span.end
    draft = Draft(start, end, start, end, number.value, number.form, minus=number.minus)
    ahead = text[max(0, start - _SHORT) : start]
    before = units().before.search(ahead) if ahead.rstrip()[-1:] in units().before_ends else None
    if before is not None:
        at = max(0, start - _SHORT) + before.start()
        if not (
            text[at].isalpha() and text[max(0, at - 2) : at].rstrip()[-1:].isdigit()
        ):  # "1 USD 23 cents": the code of the number before
            return draft._replace(start=at, unit=units().symbols[" ".join(before.group().split())])
    found = _after(page, number, draft)
    if found is not None:
        return found
    if number.form == "mixed" and text[end - 1] == "m" and page.word(page.next(end)) in w.metre_cues:
        return draft._replace(value=number.value / 1e6, unit="m")
    k = page.next(end)
    if page.word(k) in w.points and page.gap(end, page.starts[k]) == " " and number.form == "digits" and _fine(page, number):
        return draft._replace(end=page.tokens[k][1], unit="%")  # "0,5 point": of a share
    if w.below_zero.match(low, end):
        return signed(page, draft._replace(unit="Cel", end=end), below=w.below_zero.match(low, end))
    return draft


def _fine(page: Page, number: Numeral) -> bool:
    """A small number with decimals, and no index of shares in sight: points of a percentage."""
    small = number.value < 15 and not number.span.of(page.text).isdigit()
    return small and not page.words.indices.search(page.low[max(0, number.span.start - 90) : number.span.end + 40])


def _after(page: Page, number: Numeral, draft: Draft) -> Draft | None:
    text, low, w = page.text, page.low, page.words
    end = at = number.span.end
    of = w.of_numbers.match(low, end)
    if of is not None and units().currency.match(text, of.end()):
        at = of.end()  # "48 milliards de $"
    elif of is not None and number.value >= _MANY and _POWER.match(text, of.end()):
        at = of.end()  # "1,5 million de m³"
    after = units().after.match(text, at)
    if after is not None and not (after.group("unit") == "m" and number.form == "words"):
        unit = _cued(page, after.group("unit"), units().symbols[after.group("unit")], draft.start, after.end())
        return _halved(page, draft._replace(end=after.end(), unit=unit))
    hundredth = w.hundredth_words.match(low, end)
    if hundredth is not None and number.value >= 1:
        unit = w.hundredths[hundredth.group("long") or hundredth.group("one")]
        return draft._replace(end=hundredth.end(), value=number.value / 100, unit=unit)
    found = w.unit_words.match(low, end)
    if found is None or (found.part and number.form != "fraction"):
        return None  # "half a litre", never "three a litre"
    word = found.word
    unit = _cued(page, word, w.units[word], draft.start, found.end)
    if word in w.shaky and unit == w.units[word] and not _sum_of_money(page, number, found.end):
        return None
    return _halved(page, draft._replace(end=found.end, unit=unit))


def _sum_of_money(page: Page, number: Numeral, end: int) -> bool:
    """ "12 livres" are books, "5,2 millions de livres (6,4 millions d'euros)" are money."""
    if number.value >= _SURE_SUM and (number.form != "digits" or number.value >= 10 * _SURE_SUM):
        return True
    return any(c in page.text[max(0, number.span.start - 60) : end + 30] for c in "€$£")


def _cued(page: Page, word: str, unit: str, start: int, end: int) -> str:
    """The unit that a word has beside certain others: degrees of an angle, pounds of weight."""
    cue = page.words.cued.get(word)
    if cue is None:
        return unit
    other, before, after = cue
    behind = page.low[max(0, start - _CUED[0]) : start]
    return other if before.search(behind) or after.match(page.low[end : end + _CUED[1]]) else unit


def _halved(page: Page, draft: Draft) -> Draft:
    """ "six kilomètres et demi": half a unit more; "6 feet 2 inches" is one length."""
    if draft.value is None:
        return draft
    half = page.words.half_after.match(page.low, draft.end)
    if half is not None:
        return draft._replace(end=half.end(), value=draft.value + 0.5)
    inches = _INCHES.match(page.low, draft.end) if draft.unit == "[ft_i]" else None
    if inches is not None and draft.value.is_integer():
        return draft._replace(end=inches.end(), value=draft.value + float(inches.group(1)) / 12)
    return draft


_INCHES = re.compile(r"(?:,| and)? ?(\d{1,2}(?:\.\d)?) ?-?(?:inches|inch|in\b|\"|″)(?![\w'])")


def signed(page: Page, draft: Draft, below: re.Match[str] | None = None) -> Draft:
    """ "-10 °C", "moins 10 degrés", "-3 %", "dix degrés sous zéro"."""
    kind = unit_class(draft.unit)
    if draft.value is None or kind not in ("temperature", "percent"):
        return draft
    below = below or (page.words.below_zero.match(page.low, draft.end) if kind == "temperature" else None)
    if below is not None:
        return draft._replace(end=below.end(), value=-abs(draft.value))
    if draft.minus is None or draft.start != draft.core:
        return draft
    glued = draft.minus == draft.start - 1
    if kind == "percent" and not glued and not page.low[draft.minus].isalpha():
        return draft  # "Soldes - 50 %"
    return draft._replace(start=draft.minus, value=-draft.value)


_CENTS_LINKS = frozenset({" ", ", "})


def joined_hundredths(page: Page, drafts: list[Draft]) -> list[Draft]:
    """ "treize euros et quarante-cinq cents", "2 euros 50", "15 dollars and 15": one sum."""
    out: list[Draft] = []
    for draft in drafts:
        if out and _hundredths_of(page, out[-1], draft):
            first = out[-1]
            value = draft.value or 0.0
            more = value if draft.unit is not None else value / 100 if value >= 10 or draft.form == "words" else value / 10
            total = (first.value or 0.0) + more
            low = total if first.low is not None else None
            high = total if first.high is not None else None
            out[-1] = first._replace(end=draft.end, stop=draft.stop, value=total, low=low, high=high)
            continue
        out.append(draft)
    return out


def _hundredths_of(page: Page, first: Draft, draft: Draft) -> bool:
    if unit_class(first.unit) != "money" or first.value is None or draft.value is None or not float(first.value).is_integer():
        return False
    if first.end <= first.stop or draft.form not in ("digits", "words") or not 0 < draft.value < 100 or draft.start != draft.core:
        return False
    link = page.gap(first.end, draft.start)
    linked = link.strip() in page.words.ranges.get("and", ())
    if not linked and link not in _CENTS_LINKS:
        return False
    if draft.unit is not None:
        return draft.value < 1 and draft.unit in (first.unit, *page.words.hundredths.values())
    bare = draft.value.is_integer() and link != ", " and first.value < _SURE_SUM
    closed = page.low[draft.end : draft.end + 1] in {"", ".", ",", ";", ")", "\n", "!", "?"}
    return bare and closed and (draft.form == "words" or draft.end - draft.core == 2)
