"""Figures on two public sets: the specs of Microsoft's Recognizers-Text and the corpora of duckling, French and English.

A case of a spec is right ("strict") when everything the spec's model is about was found with its value and unit, and
nothing else of that sort; a case of duckling when the whole expression was read as one figure of that value. `supported`
and `unsupported` are the halves that the spec marks as such for recognizers' Python; marks without either are of both.

What is compared:
- Number, Ordinal: `recoupe.numerals`, the layer below the rooms. The room of figures leaves out on purpose what no report
  is checked by (years, labels, "one"), which the spec counts. Digits with letters stuck to them ("29km") are no number to
  the spec. A lone "un", "une" or "one" before a word is an article; the spec has it both ways. A sign belongs to the
  number that it stands before.
- Percent, Currency, Dimension, Age, Temperature, NumberRange: what the room of figures finds in the sentence, of that
  class of unit alone (Dimension: length, area, volume, speed, mass, data, angle, energy, power).
- A unit that stands without a number ("Fahrenheit en Celsius") is no figure: such answers of the spec are left out.
- Money is in ISO 4217: hundredths count in their currency ("34 cents" is 0.34), "Dollar" is USD, "Livre" and "Pound" are
  GBP; where the spec names a hundredth or a currency without a country (Franc, Rupee) any currency is right. Measures are
  in UCUM; the spec's "Degree" of a temperature is right as either scale, its "Ton" as tonne or short ton. A unit that the
  table here does not list is read from its name by recoupe itself, so one it does not know is missed. Values are compared
  after conversion of units.
- Of a range ("huit à 10 pieds") the specs of units give the last number alone: the range that ends with it is right.
- NumberRange: both bounds; recoupe does not say whether a bound belongs to the range, so that is not compared.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bench.quality.parts import held
from recoupe import desk, numerals
from recoupe.kinds.figures_words import unit_class, units
from recoupe.languages import load
from recoupe.records import Article, Figure, Published

LANGUAGES = ("fr", "en")
SPECS = ("Number", "Ordinal", "Percent", "Currency", "Dimension", "Age", "Temperature", "NumberRange")
DIMENSIONS = ("AmountOfMoney", "Distance", "Quantity", "Temperature", "Volume", "Numeral", "Ordinal")
CLASSES: Mapping[str, frozenset[str]] = {
    "Percent": frozenset({"percent"}),
    "Currency": frozenset({"money"}),
    "Dimension": frozenset({"length", "area", "volume", "speed", "mass", "data", "angle", "energy", "power"}),
    "Age": frozenset({"age"}),
    "Temperature": frozenset({"temperature"}),
    "AmountOfMoney": frozenset({"money"}),
    "Distance": frozenset({"length"}),
    "Quantity": frozenset({"mass", "volume"}),
    "Volume": frozenset({"volume"}),
}
ANY_MONEY = frozenset(
    {"franc", "roupie", "rupee", "livre", "dinar", "rial", "unnamed", "peso", "couronne", "krone", "krona", "lira", "shilling"}
)
HUNDREDTHS = frozenset({"cent", "pence", "penny", "centime", "centimes", "pesewa", "mao", "jiao"})
CODES: Mapping[str, frozenset[str]] = {
    name: frozenset(codes.split())
    for name, codes in {
        "dollar": "USD",
        "pound": "GBP [lb_av]",
        "yen japonais": "JPY",
        "japanese yen": "JPY",
        "c": "Cel",
        "f": "[degF]",
        "k": "K",
        "r": "[degR]",
        "degré": "Cel [degF]",
        "degree": "Cel [degF] deg",
        "celsius": "Cel",
        "fahrenheit": "[degF]",
        "ton": "t [ston_av]",
        "tonne": "t",
        "mile": "[mi_i]",
        "pied": "[ft_i]",
        "gallon": "[gal_us]",
        "dram": "[dr_av]",
        "ounce": "[oz_av]",
        "m": "m [mi_i]",
        "cup": "[cup_us]",
        "an": "a",
        "ans": "a",
        "year": "a",
        "mois": "mo",
        "month": "mo",
        "semaine": "wk",
        "week": "wk",
        "jour": "d",
        "day": "d",
    }.items()
}


@dataclass(frozen=True, slots=True)
class Amount:
    """A value in a unit; `units` are the codes that are right for it (empty: none at all, None: any currency). `low` and
    `high` are bounds, for ranges."""

    value: float | None
    units: frozenset[str] | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Case:
    id: str
    text: str
    supported: bool
    gold: tuple[Amount, ...]


def cases(shared: Path, language: str, spec: str) -> Iterator[Case]:
    """The cases of a spec of recognizers."""
    path = shared / "data" / "ms_recognizers" / f"{language}_{spec}Model.jsonl"
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        amounts = (amount(spec, language, g["resolution"] or {}) for g in row["gold"])
        yield Case(row["id"], row["text"], bool(row["py_supported"]), tuple(a for a in amounts if a is not None))


def amount(spec: str, language: str, resolution: Mapping[str, Any]) -> Amount | None:
    value, unit = resolution.get("value"), str(resolution.get("unit") or "")
    if value is None:
        return None
    if spec == "NumberRange":
        low, _, high = str(value).strip("([])").partition(",")
        return Amount(None, frozenset(), _number(low), _number(high))
    if spec == "Percent":
        return Amount(_number(str(value).rstrip("%")), frozenset({"%"}))
    if spec == "Currency":
        return _money(_number(value), unit, str(resolution.get("isoCurrency") or ""), language)
    number = _number(value)
    return None if number is None else Amount(number, codes(unit, language) if unit else frozenset())


def _number(said: object) -> float | None:
    try:
        return float(str(said).strip().replace(",", "."))
    except ValueError:
        return None


def _money(value: float | None, unit: str, code: str, language: str) -> Amount | None:
    name = unit.casefold()
    if value is None:
        return None
    if name in HUNDREDTHS:
        return Amount(value / 100, None)
    if code:
        return Amount(value, frozenset({code}))
    return Amount(value, None if name in ANY_MONEY else codes(unit, language))


@cache
def codes(name: str, language: str) -> frozenset[str]:
    """The codes that are right for a unit that the gold names in words."""
    if name.casefold() in CODES:
        return CODES[name.casefold()]
    if name.isupper() and len(name) == 3:
        return frozenset({name})
    return frozenset(f.unit for f in _figures(f"Il y en a 2 {name.lower()}.", language) if f.unit)


# ---------------------------------------------------------------- what recoupe answers


@cache
def _figures(text: str, language: str) -> tuple[Figure, ...]:
    article = Article(id=text[:80], source="case", text=text, title=None, language=language, published=Published(None, "unknown", None))
    return desk.find(article).figures


def answer(spec: str, text: str, language: str) -> list[Amount]:
    """What recoupe finds of the sort that a spec (or a dimension of duckling) is about."""
    if spec in ("Number", "Numeral", "Ordinal"):
        numbers = (n for n in numerals.find(text, load(language)) if (n.form == "ordinal") == (spec == "Ordinal"))
        return [Amount(n.signed, frozenset()) for n in numbers if spec == "Ordinal" or not _stuck_or_article(n, text)]
    found = _figures(text, language)
    if spec == "NumberRange":
        bounded = (f for f in found if f.low is not None or f.high is not None)
        return [Amount(None, frozenset(), f.low, f.high) for f in bounded]
    wanted = CLASSES[spec]
    return [Amount(f.value, frozenset({f.unit or ""}), f.low, f.high) for f in found if unit_class(f.unit) in wanted]


def _stuck_or_article(number: numerals.Numeral, text: str) -> bool:
    follows = text[number.span.end :]
    lone = number.value == 1 and number.form == "words" and " " not in number.span.of(text)
    return follows[:1].isalpha() or (lone and follows[:1] == " " and follows[1:2].isalpha())


def same(gold: Amount, found: Amount) -> bool:
    """Value and unit are right, after conversion of units."""
    if gold.value is None:
        return _close(gold.low, found.low) and _close(gold.high, found.high) and _unit_fits(gold, found)
    if found.value is None:
        return _unit_fits(gold, found) and _close(gold.value, found.high)
    if _unit_fits(gold, found):
        return _close(gold.value, found.value)
    scale, code = units().scale, next(iter(found.units or {""}))
    return any(
        unit_class(code) == unit_class(unit) and _close(gold.value * scale.get(unit, 1.0), found.value * scale.get(code, 1.0))
        for unit in gold.units or ()
        if code in scale or unit in scale
    )


def _unit_fits(gold: Amount, found: Amount) -> bool:
    if gold.units is None or found.units is None:
        return True
    return gold.units == found.units or bool(gold.units & found.units)


def _close(a: float | None, b: float | None) -> bool:
    if a is None or b is None:
        return a is b
    return math.isclose(a, b, rel_tol=1e-6, abs_tol=1e-15)


def right(gold: Sequence[Amount], found: Sequence[Amount]) -> bool:
    """Every answer is right and none is missing."""
    left = list(found)
    for amount in gold:
        hit = next((f for f in left if same(amount, f)), None)
        if hit is None:
            return False
        left.remove(hit)
    return not left


# ---------------------------------------------------------------- duckling


def expressions(shared: Path, language: str, dimension: str) -> Iterator[Case]:
    """The expressions of a dimension of duckling, each with the one amount that it is."""
    path = shared / "data" / "duckling" / f"{language}_{dimension}.jsonl"  # not every dimension in every language
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
        row = json.loads(line)
        expected = row["expected"]
        unit = str(expected.get("unit") or "")
        low, high, value = expected.get("from"), expected.get("to"), expected.get("value")
        if expected["kind"] == "above":
            low = value
        elif expected["kind"] == "under":
            high = value
        name = unit.casefold()
        any_unit = dimension == "AmountOfMoney" and name in ANY_MONEY
        if dimension == "AmountOfMoney" and name in HUNDREDTHS and value is not None:
            any_unit, value = True, value / 100
        allowed = None if any_unit else codes(unit, language) if unit else frozenset()
        yield Case(row["id"], row["text"], True, (Amount(value, allowed, low, high),))


def whole(gold: Amount, found: Sequence[Amount]) -> bool:
    """One figure was read, of this value and these bounds."""
    if len(found) != 1 or not same(gold, found[0]):
        return False
    bounds = (gold.low is None) == (found[0].low is None) and (gold.high is None) == (found[0].high is None)
    return gold.value is None or bounds


# ---------------------------------------------------------------- marks


class Tally:
    """Shares of right cases by mark."""

    def __init__(self) -> None:
        self._counts: dict[str, list[int]] = {}

    def add(self, name: str, good: bool) -> None:
        hit = self._counts.setdefault(name, [0, 0])
        hit[0] += good
        hit[1] += 1

    def marks(self) -> dict[str, float]:
        return {name: good / count for name, (good, count) in self._counts.items()}


def score(
    rows: Sequence[Case], name: str, find: Callable[[Case], Sequence[Amount]], judge: Callable[[Case, Sequence[Amount]], bool], tally: Tally
) -> list[tuple[Case, Sequence[Amount]]]:
    """Adds the marks of a set to the tally; returns the wrong answers among the cases that may be read."""
    wrong = []
    for case in rows:
        found = find(case)
        good = judge(case, found)
        side = "held" if held(case.id) else "seen"
        for mark in (f"{name}.{side}", f"{name}.all", f"{name}.{'supported' if case.supported else 'unsupported'}"):
            tally.add(mark, good)
        if not good and side == "seen":
            wrong.append((case, found))
    return wrong


def measure(shared: Path, verbose: bool = False) -> dict[str, float]:
    """Marks "<language>.<spec>.<seen | held | all | supported | unsupported>" (strict), "duckling.<language>.<dimension>.…"."""
    tally = Tally()
    for language in LANGUAGES:
        for spec in SPECS:
            rows = list(cases(shared, language, spec))

            def find(case: Case, spec: str = spec, language: str = language) -> list[Amount]:
                return answer(spec, case.text, language)

            _tell(score(rows, f"{language}.{spec}", find, lambda case, found: right(case.gold, found), tally), spec, verbose)
    for language in LANGUAGES:
        for dimension in DIMENSIONS:
            rows = list(expressions(shared, language, dimension))

            def read(case: Case, spec: str = dimension, language: str = language) -> list[Amount]:
                return answer(spec, case.text, language)

            _tell(
                score(rows, f"duckling.{language}.{dimension}", read, lambda case, found: whole(case.gold[0], found), tally),
                dimension,
                verbose,
            )
    return {name: value for name, value in tally.marks().items() if not (name.startswith("duckling") and name.endswith("ported"))}


def _tell(wrong: Sequence[tuple[Case, Sequence[Amount]]], name: str, verbose: bool) -> None:
    for case, found in wrong if verbose else ():
        print(f"  {name} {case.id} {'+' if case.supported else '-'} {case.text[:150]!r}")
        print(f"      gold  {_brief(case.gold)}\n      found {_brief(found)}")


def _brief(amounts: Sequence[Amount]) -> list[tuple[Any, ...]]:
    return [(a.value, a.low, a.high, *sorted(a.units or ())) for a in amounts]
