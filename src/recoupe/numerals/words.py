"""`numerals.toml` of a language, ready to use: its number words, and the pattern of its digits."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from recoupe.languages import load, shared
from recoupe.text import folded

LISTED = r"[0-9]{1,3}(?:,[0-9]{1,3}){2,30}(?![0-9])"
"""Commas that are no decimal marks: "22,24,26", and "1,234,567" where the comma groups no thousands."""
VULGAR = {c: unicodedata.numeric(c) for c in "¼½¾⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"}


@dataclass(frozen=True, slots=True)
class Words:
    """`numerals.toml`, ready to use: every key is a lower-case word or two joined by a hyphen."""

    number: re.Pattern[str]
    spots: re.Pattern[str]  # digits, and words that no number is written without, but for a lone article
    leads: frozenset[str]  # words that may begin the number before a spot: an article, "un sur"
    lone: re.Pattern[str] | None  # the articles that count as one
    grouped: re.Pattern[str]
    marks: str
    codes: frozenset[str]  # of currencies, which may stand right before digits
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
    lone_magnitudes: frozenset[str]
    collective_of: frozenset[str]
    collective_needs: frozenset[str]
    collective_then: frozenset[str]
    fraction_articles: frozenset[str]
    fraction_then: frozenset[str]
    half_articles: frozenset[str]
    half_only: frozenset[str]  # those that begin nothing else
    scaled_parts: tuple[tuple[tuple[str, ...], float], ...]
    large: Mapping[str, float]
    plural_hundreds: frozenset[str]
    hundred_room: float
    digit_hundreds: bool
    ordinal_parts: float
    decimal_words: frozenset[str]
    minus: frozenset[str]
    minus_not_after: frozenset[str]
    pronoun_after: frozenset[str]
    no_part: frozenset[str]
    starts: frozenset[str]
    plain: Mapping[str, float]  # words that are a number alone and no article
    goes_on: frozenset[str]  # words that may belong to the number before them
    follows: frozenset[str]  # these and the abbreviations of magnitudes, in small letters
    part_starts: frozenset[str]
    per_hundred: frozenset[str]  # before a hundred that is no number: "pour cent"
    ends: Mapping[str, str]  # ordinals that a cardinal may end in, as that cardinal: "deuxième" -> "deux"


def _keyed(table: Mapping[str, Any]) -> dict[str, Any]:
    """The table with the spellings without accents added."""
    return {**{folded(k): v for k, v in table.items()}, **table}


def _set(values: Any) -> frozenset[str]:
    return frozenset(str(v) for v in values)


def _any_of(listed: Iterable[str]) -> str:
    """A pattern of the words in which each letter is tried once: there are hundreds, and all texts are searched for them."""
    tree: dict[str, Any] = {}
    for word in sorted(listed):
        node = tree
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}

    def spelled(node: dict[str, Any]) -> str:
        branches = [re.escape(letter) + spelled(below) for letter, below in node.items() if letter]
        if not branches:
            return ""
        joined = branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
        return f"(?:{joined})?" if "" in node else joined

    return spelled(tree)


def _ends(tables: Mapping[str, Mapping[str, Any]], lone: frozenset[str]) -> dict[str, str]:
    """Ordinals as the cardinal words that stand for them at the end of a number, in the singular and the plural."""
    cardinals: dict[float, str] = {}
    for table in (tables["units"], tables["tens"], tables["hundreds"], tables["scales"]):
        for word, value in table.items():
            if "-" not in word:
                cardinals.setdefault(float(value[0] if isinstance(value, list) else value), word)
    out = {w: cardinals[float(v)] for w, v in tables["ordinals"].items() if float(v) in cardinals and float(v)}
    return {w: c for w, c in (out | {f"{w}s": c for w, c in out.items()}).items() if w not in lone}


@cache
def words(code: str) -> Words | None:
    table = load(code).table("numerals")
    if not table:
        return None
    reading = table.get("reading", {})
    group = "".join(re.escape(c) for c in table.get("thousands", ()))
    point = "".join(re.escape(c) for c in (*table.get("decimal", ()), *table.get("also_decimal", ())))
    # one digit group separator throughout, then the decimal mark; otherwise plain digits with one mark
    grouped = rf"[0-9]{{1,3}}(?:([{group}])[0-9]{{3}}(?:\1[0-9]{{3}}){{0,4}})(?![0-9])(?:(?!\1)[{point}][0-9]+(?![0-9.]))?"
    spaced = r"[0-9]{1,3}(?: [0-9]{3}){2,4}(?![0-9])|[0-9]{1,3} 000(?![0-9])|" if reading.get("spaced_groups") else ""
    number = (
        rf"[^\W\d_]+|(?=[0-9])(?:(?<![\w.,])|(?<=(?<!\w)[A-Z][A-Z][A-Z]))(?:{spaced}{grouped}|{LISTED}|[0-9]+(?:[{point}][0-9]+)?)"
        rf"|[.,](?<![\w.,/][.,])[0-9]+(?![\w.,]*[0-9])|(?=[0-9])(?<=[^\W\d_][.,])[0-9]+|[{''.join(VULGAR)}]"
    )
    tables = {
        name: _keyed(table.get(name, {}))
        for name in ("units", "tens", "hundreds", "scales", "collectives", "fractions", "halves", "ordinals")
    }
    articles = _set(table.get("articles", ()))
    scaled_parts = tuple((tuple(str(p).split()), float(v)) for p, v in table.get("scaled_parts", {}).items())
    leading = {w for phrase in table.get("in", ()) for w in str(phrase).split()[-1:]} | {p for phrase, _ in scaled_parts for p in phrase}
    leading |= (
        _set(reading.get("per_hundred", ())) | _set(table.get("and", ())) | _set(table.get("of", ())) | _set(table.get("decimal_words", ()))
    )
    leading |= (
        _set(reading.get("half_articles", ())) | _set(reading.get("collective_needs", ())) | _set(reading.get("fraction_articles", ()))
    )
    count_as_one = sorted(articles & tables["units"].keys())
    written = {part for t in (*tables.values(), _set(table.get("half", ()))) for w in t for part in w.split("-")} | {
        p for phrase, _ in scaled_parts for p in phrase
    }
    spots = _any_of(written - articles - _set(table.get("and", ())) - _set(table.get("of", ())))  # "of" is in every sentence
    starts = {w.split("-")[0] for t in tables.values() for w in t} | articles | _set(reading.get("half_articles", ()))
    goes_on = frozenset(
        written
        | {w + "s" for w in written}
        | articles
        | {w for key in ("and", "half", "half_after", "of", "decimal_words") for w in map(str, table.get(key, ()))}
        | {str(p).split()[0] for p in table.get("in", ())}
    )
    ends = _ends(tables, _set(reading.get("lone_ordinals", ())))
    return Words(
        number=re.compile(number),
        spots=re.compile(rf"[0-9]+|[{''.join(VULGAR)}]|\b(?:{spots})s?\b"),
        leads=frozenset(articles | leading),
        # the first letter stands first, for the search runs from one to the next
        lone=re.compile("|".join(rf"{w[0]}(?<!\w{w[0]}){w[1:]}\b" for w in count_as_one)) if count_as_one else None,
        grouped=re.compile(grouped),
        marks="".join(table.get("decimal", ())),
        codes=_set(shared("units").get("codes", {}).get("codes", ())),
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
        lone_magnitudes=_set(reading.get("lone_magnitudes", ())),
        collective_of=_set(reading.get("collective_of", ())),
        collective_needs=_set(reading.get("collective_needs", ())),
        collective_then=_set(reading.get("collective_then", ())),
        fraction_articles=_set(reading.get("fraction_articles", ())),
        fraction_then=_set(reading.get("fraction_then", ())),
        half_articles=_set(reading.get("half_articles", ())),
        half_only=_set(reading.get("half_articles", ())) - articles - goes_on,
        scaled_parts=scaled_parts,
        plural_hundreds=_set(reading.get("plural_hundreds", ())),
        hundred_room=float(reading.get("hundred_room", 99)),
        digit_hundreds=bool(reading.get("digit_hundreds", False)),
        ordinal_parts=float(reading.get("ordinal_parts", 4)),
        decimal_words=_set(table.get("decimal_words", ())),
        minus=_set(table.get("minus", ())),
        minus_not_after=_set(table.get("minus_not_after", ())),
        pronoun_after=_set(reading.get("pronoun_after", ())),
        no_part=_set(reading.get("no_part", ())),
        large={k: float(v) for k, v in (tables["collectives"] | tables["scales"]).items() if v >= 1000},
        plain={w: float(v) for w, v in tables["units"].items() if w not in articles and w not in tables["ordinals"] and "-" not in w},
        goes_on=goes_on,
        per_hundred=_set(reading.get("per_hundred", ())),
        ends=ends,
        follows=goes_on | {str(m).lower() for m in table.get("magnitudes", {})},
        part_starts=frozenset(p[0] for p, _ in scaled_parts),
        starts=frozenset(starts | {p[0] for p, _ in scaled_parts}),
    )
