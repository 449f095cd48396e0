"""What the figure rooms know of a language: `figures.toml` and `any/units.toml`, compiled once per language, and the
page they read: tokens with offsets, lower-cased without changing any offset."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from typing import Any, NamedTuple

from recoupe.languages import load, shared
from recoupe.numerals import Numeral
from recoupe.records import DateMention, NameMention, Span
from recoupe.sockets import Reading
from recoupe.text import folded

_REPLACED = (("’", "'"), ("ʼ", "'"), ("\u00a0", " "), ("\u202f", " "), ("\u2009", " "), ("‑", "-"), ("‐", "-"))
_STRAIGHT = str.maketrans(dict(_REPLACED))
_TOKEN = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|\d+")
_PIECES = re.compile(f"({_TOKEN.pattern})")


def lowered(text: str) -> str:
    """Lower case, straight apostrophes and plain spaces, every character where it was."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    for odd, plain in _REPLACED:  # seven searches are sooner done than one translation of every character
        low = low.replace(odd, plain)
    return low


def any_of(phrases: Iterable[str]) -> str:
    """An alternation of literal phrases, the longest first."""
    return "|".join(re.escape(p.translate(_STRAIGHT)) for p in sorted(set(phrases), key=lambda p: (-len(p), p)))


def _phrases(phrases: Iterable[str]) -> re.Pattern[str] | None:
    listed = list(phrases)
    return re.compile(rf"(?<![\w'])(?:{any_of(listed)})(?!\w)") if listed else None


class UnitWord(NamedTuple):
    """A unit's words where they stand: `word` is their key in the table; `part`: an article stands before them."""

    end: int
    word: str
    part: bool


@dataclass(frozen=True, slots=True)
class UnitWords:
    """Finds the words of a unit after a number, the longest first: by the first word, for there are hundreds."""

    lead: re.Pattern[str]
    by_first: Mapping[str, tuple[str, ...]]

    def match(self, low: str, at: int) -> UnitWord | None:
        lead = self.lead.match(low, at)
        first = _FIRST_WORD.match(low, lead.end()) if lead is not None else None
        if lead is None or first is None:
            return None
        start = lead.end()
        for word in self.by_first.get(first[0], ()):
            end = start + len(word)
            after = low[end : end + 2]
            said = low[start:end]  # "a 1,500-square-kilometer island"
            if (said == word or said.replace("-", " ") == word) and not (
                after[:1].isalnum() or after[:1] == "_" or (after[:1] == "'" and after[1:].isalnum())
            ):
                return UnitWord(end, word, lead["part"] is not None)
        return None


_FIRST_WORD = re.compile(r"[^\W\d_]+")


def _by_first_word(phrases: Iterable[str]) -> dict[str, tuple[str, ...]]:
    out: dict[str, list[str]] = {}
    for phrase in sorted(phrases, key=lambda p: (-len(p), p)):
        first = _FIRST_WORD.match(phrase)
        if first is not None:
            out.setdefault(first[0], []).append(phrase)
    return {first: tuple(listed) for first, listed in out.items()}


@dataclass(frozen=True, slots=True)
class Words:
    """The tables of one language. Every string is in lower case with straight apostrophes."""

    before: re.Pattern[str]  # a modifier that ends where the number begins; its kind is the name of the group
    before_ends: frozenset[str]  # the last words of those modifiers
    after: re.Pattern[str]
    code: str
    of_one: frozenset[str]  # words that may follow "one" where it is a quantity: first words of units, of what counts alone
    unit_words: UnitWords
    units: Mapping[str, str]
    hundredth_words: re.Pattern[str]
    hundredths: Mapping[str, str]
    durations: re.Pattern[str]
    months: frozenset[str]
    times: frozenset[str]
    labels: frozenset[str]
    labels_keep: frozenset[str]
    label_letters: frozenset[str]
    addresses: frozenset[str]
    hotlines: frozenset[str]  # numbers that one calls: "911"
    both: frozenset[str]
    sports: frozenset[str]
    idioms: re.Pattern[str]
    counted_with_link: frozenset[str]  # "millions": a noun that they count stands after "de"
    of: frozenset[str]
    ranges: Mapping[str, frozenset[str]]
    half_after: re.Pattern[str]  # "et demi", "and a half" after a unit
    shares: tuple[tuple[str, ...], ...]  # what stands between the two numbers of a share: "sur", "out of"
    year_before: frozenset[str]
    sources: re.Pattern[str]  # "selon", "according to"
    sides: frozenset[str]  # the words that give a count to a party
    denials: re.Pattern[str]
    parties: Mapping[str, str]  # a noun -> the party that it names: police, organisers, a company, a union
    one: frozenset[str]
    at: frozenset[str]  # prepositions of place
    since: frozenset[str]
    inside: frozenset[str]  # what starts a phrase within the noun phrase: "in four counties"
    through: frozenset[str]  # nouns that pass on to the next: "membres d'équipage"
    genitive: frozenset[str]
    age_explicit: bool
    age_not_after: tuple[str, ...]
    of_number: tuple[str, ...]  # between a number and its unit: "d'"
    age_years: re.Pattern[str]
    age_before: re.Pattern[str]
    persons_before: frozenset[str]
    bare_age: bool
    head: str
    adjectives: frozenset[str]
    generic: frozenset[str]
    irregular: frozenset[str]
    number_nouns: frozenset[str]
    clause_ends: frozenset[str]
    without_object: frozenset[str]
    topics: Mapping[str, str]
    acts: Mapping[str, str]
    act_phrases: tuple[tuple[re.Pattern[str], str], ...]
    any_act_phrase: re.Pattern[str]
    person_acts: Mapping[str, str]
    job_acts: Mapping[str, str]
    stops: frozenset[str]
    scope: Mapping[str, re.Pattern[str] | None]
    metre_cues: frozenset[str]
    directions: frozenset[str]
    person_endings: tuple[str, ...]
    number_words: frozenset[str]
    minus: frozenset[str]
    links: frozenset[str]
    conversions: frozenset[str]  # between a quantity and the same in another unit
    relatives: frozenset[str]
    time_nouns: frozenset[str]
    money_acts: Mapping[str, str]
    area_acts: Mapping[str, str]
    number_topics: Mapping[str, str]
    origins: frozenset[str]  # participles that tell where something comes from: "ouverte", "found"
    they_are: re.Pattern[str]  # a pronoun and a verb that make a count of what was told before: "ils sont"
    age_aside: re.Pattern[str]  # what is counted, then their ages between commas: " enfants, âgés de 4 à 10 ans,"
    amounts_to: re.Pattern[str]  # a verb between a noun and the sum it has: "s'élève à"
    households: frozenset[str]  # counted among people, and no persons: "familles"
    to_do: frozenset[str]  # after that count, begins what they do: "trois à répondre"
    of_numbers: re.Pattern[str]
    below_zero: re.Pattern[str]
    shaky: frozenset[str]  # unit words that are mostly something else: "livres"
    cued: Mapping[str, tuple[str, re.Pattern[str], re.Pattern[str]]]  # unit word -> another unit, and what stands before or after it
    person_years: Mapping[str, str]
    age_said: frozenset[str]
    age_has: re.Pattern[str]
    age_bare: re.Pattern[str]  # after these a pair of bare numbers are ages: "âgés de 18 à 24"
    age_has_not: frozenset[str]
    clock_units: frozenset[str]  # after which a bare number is the rest: "3 minutes 30"
    plural_endings: tuple[str, ...]
    scaled_by: re.Pattern[str]  # "divisé par"
    points: frozenset[str]
    indices: re.Pattern[str]  # what moves by points that are no percentage
    age_ranges: re.Pattern[str]
    age_at: re.Pattern[str]
    age_at_not: re.Pattern[str]
    age_late: re.Pattern[str]


_CODE = {"about": "about", "at_least": "at_least", "more": "more", "at_most": "at_most", "less": "less", "plain": "plain"}


def _modifiers(table: Mapping[str, Any], shape: str) -> re.Pattern[str]:
    groups = "|".join(f"(?P<{kind}>{any_of(table[kind])})" for kind in _CODE if table.get(kind))
    return re.compile(shape.format(groups or r"(?!)"))


_OPTIONAL = re.compile(r"\((\w+)\)")


def _spelled(table: Mapping[str, Any]) -> dict[str, str]:
    """The table with "franc(s) suisse(s)" written out in the singular and in the plural."""
    out: dict[str, str] = {}
    for key, code in table.items():
        straight = str(key).translate(_STRAIGHT)
        for word in {_OPTIONAL.sub("", straight), _OPTIONAL.sub(r"\1", straight)}:
            out[word] = str(code)
            out.setdefault(folded(word), str(code))
    return out


def _conjugated(verbs: Iterable[str], endings: Mapping[str, Sequence[str]]) -> list[str]:
    out: list[str] = []
    for verb in verbs:
        stem, plus, kind = verb.partition("+")
        out += [stem + e for e in endings.get(kind, ("",))] if plus else [stem]
    return out


def _codes() -> tuple[str, ...]:
    """The codes of currencies."""
    return tuple(map(str, shared("units").get("codes", {}).get("codes", ())))


def _firsts(phrases: Iterable[str]) -> frozenset[str]:
    """The first run of letters of each phrase, in small letters."""
    found = (_FIRST_WORD.search(str(p).translate(_STRAIGHT).lower()) for p in phrases)
    return frozenset(m[0] for m in found if m is not None)


@cache
def words(code: str) -> Words | None:
    """The tables of a language, None where it has no `figures.toml`."""
    table = load(code).table("figures")
    if not table:
        return None
    skip, ages, nouns, ranges = (table.get(k, {}) for k in ("skip", "ages", "nouns", "ranges"))
    endings = table.get("conjugation", {})
    hundredths = {str(k): str(v) for k, v in table.get("hundredths", {}).items()}
    letters = [k for k in hundredths if len(k) == 1]
    long = [k for k in hundredths if len(k) > 1]
    of_number = tuple(str(w).translate(_STRAIGHT) for w in skip.get("of_number", ()))
    of = any_of(of_number) or "(?!)"
    units = _spelled(table.get("units", {}))
    part = "|".join(re.escape(str(p)) for p in skip.get("part_articles", ())) or "(?!)"
    stops = frozenset(folded(w) for w in load(code).lines("stopwords")) | frozenset(load(code).lines("stopwords"))
    act_topics = table.get("act_topics", {})
    symbols = [*shared("units").get("symbols", {}), *shared("units").get("spaced_symbols", {}), *_codes()]

    def some(group: Mapping[str, Any], key: str) -> frozenset[str]:
        return frozenset(str(w).translate(_STRAIGHT) for w in group.get(key, ()))

    return Words(
        before=_modifiers(table.get("modifiers", {}), r"(?<![\w])(?:{0})(?<=[\w'])\s?$"),
        before_ends=frozenset(
            _TOKEN.findall(str(p).translate(_STRAIGHT).lower())[-1] for kind in _CODE for p in table.get("modifiers", {}).get(kind, ())
        ),
        after=_modifiers(table.get("modifiers_after", {}), r"[ -]?(?:{0})(?!\w)"),
        code=code,
        of_one=_firsts(
            (*units, *hundredths, *of_number, *skip.get("part_articles", ()), *ages.get("years", ()), *nouns.get("lone", ()), *symbols)
        ),
        unit_words=UnitWords(re.compile(rf"[ -]?(?:{of})?(?P<part>{part})?(?=[^\W\d_])"), _by_first_word(units)),
        of_numbers=re.compile(rf" (?:{of})"),
        below_zero=re.compile(rf" (?:{any_of(table.get('modifiers', {}).get('below_zero', ())) or '(?!)'})(?!\w)"),
        shaky=some(skip, "shaky_units"),
        cued={
            str(k): (
                str(v["unit"]),
                re.compile(rf"(?<!\w)(?:{any_of(v.get('before', ())) or '(?!)'})"),
                re.compile(rf" ?(?:{any_of(v.get('after', ())) or '(?!)'})(?!\w)"),
            )
            for k, v in table.get("cued_units", {}).items()
        },
        person_years={str(k): str(v) for k, v in ages.get("years", {}).items()},
        age_said=some(ages, "said"),
        age_bare=re.compile(rf"(?<!\w)(?:{any_of(ages.get('bare_pairs', ())) or '(?!)'})\s?$"),
        age_has=re.compile(rf"(?<!\w)(?<!y )(?<!y')(?:{any_of(ages.get('has', ())) or '(?!)'})\s?$"),
        age_has_not=some(ages, "has_not"),
        clock_units=some(skip, "clock_units"),
        plural_endings=tuple(str(e) for e in nouns.get("plural_endings", ("s",))),
        scaled_by=re.compile(
            rf"(?<!\w)(?:{any_of(skip.get('scaled', ())) or '(?!)'})\w{{0,5}} (?:\w+ ){{0,3}}"
            rf"(?:{any_of(skip.get('scaled_by', ())) or '(?!)'})\s?$"
        ),
        points=some(skip, "points"),
        indices=re.compile(rf"(?<!\w)(?:{any_of(skip.get('indices', ())) or '(?!)'})(?!\w)"),
        age_ranges=re.compile(rf"(?<!\w)(?:{any_of(ages.get('range_before', ())) or '(?!)'})\s?$"),
        age_at=re.compile(rf"(?<!\w)(?:{any_of(ages.get('at', ())) or '(?!)'})\s?$"),
        age_at_not=re.compile(rf"(?<!\w)(?:{any_of(ages.get('at_not', ())) or '(?!)'})"),
        age_late=re.compile(rf"(?<!\w)(?:{any_of(ages.get('late', ())) or '(?!)'})\s?$"),
        units=units,
        hundredth_words=re.compile(rf"(?: ?(?P<long>{any_of(long) or '(?!)'})|(?P<one>{any_of(letters) or '(?!)'}))(?!\w)"),
        hundredths=hundredths,
        durations=re.compile(rf"[ -]?(?:{of})?(?:{any_of(skip.get('durations', ())) or '(?!)'})(?![\w'])"),
        months=some(skip, "months"),
        times=some(skip, "times"),
        labels=some(skip, "labels"),
        labels_keep=some(skip, "labels_keep"),
        label_letters=some(skip, "label_letters"),
        addresses=some(skip, "addresses"),
        hotlines=some(skip, "hotlines"),
        both=some(skip, "both"),
        sports=some(skip, "sports"),
        idioms=_phrases(skip.get("idioms", ())) or re.compile(r"(?!)"),
        counted_with_link=some(skip, "counted_with_link"),
        of=some(skip, "of"),
        ranges={str(k): frozenset(v) for k, v in ranges.items()},
        half_after=re.compile(rf" (?:{any_of(skip.get('half_after', ())) or '(?!)'})(?!\w)"),
        shares=tuple(tuple(str(p).split()) for p in load(code).table("numerals").get("in", ())),
        year_before=some(skip, "year_before"),
        sources=_phrases(table.get("parties", {}).get("sources", ())) or re.compile(r"(?!)"),
        sides=frozenset(w for p in _conjugated(table.get("parties", {}).get("sides", ()), endings) for w in p.split()[:1]),
        denials=_phrases(_conjugated(table.get("parties", {}).get("denials", ()), endings)) or re.compile(r"(?!)"),
        parties={str(n): str(p) for p, listed in table.get("parties", {}).get("nouns", {}).items() for n in listed},
        one=some(nouns, "one"),
        at=some(nouns, "at"),
        since=some(nouns, "since"),
        inside=some(nouns, "inside"),
        through=some(nouns, "through"),
        genitive=some(nouns, "genitive"),
        age_explicit=bool(ages.get("explicit", False)),
        age_not_after=tuple(ages.get("not_after", ())),
        of_number=of_number,
        age_years=re.compile(rf"[ -]?(?P<years>{any_of(ages.get('years', ())) or '(?!)'})(?!\w)"),
        age_before=re.compile(rf"(?<!\w)(?:{any_of(ages.get('before', ())) or '(?!)'})\s?$"),
        persons_before=some(ages, "persons_before"),
        bare_age=bool(ages.get("bare_after_name", False)),
        head=str(nouns.get("head", "first")),
        adjectives=some(nouns, "adjectives"),
        generic=some(nouns, "generic"),
        irregular=some(nouns, "irregular"),
        number_nouns=some(nouns, "number_nouns"),
        clause_ends=some(nouns, "clause_ends"),
        without_object=some(nouns, "without_object"),
        topics={str(n): str(t) for t, listed in table.get("topics", {}).items() for n in listed},
        acts={f: str(a) for a, listed in table.get("acts", {}).items() for f in _conjugated(listed, endings)},
        act_phrases=tuple((p, str(a)) for a, listed in table.get("act_phrases", {}).items() if (p := _phrases(listed))),
        any_act_phrase=_phrases(p for listed in table.get("act_phrases", {}).values() for p in listed) or re.compile(r"(?!)"),
        person_acts=dict(act_topics.get("persons", {})),
        job_acts=dict(act_topics.get("jobs", {})),
        stops=stops,
        scope={str(k): _phrases(v) for k, v in table.get("scope", {}).items()},
        metre_cues=some(nouns, "metre_cues"),
        directions=some(nouns, "directions"),
        links=some(nouns, "links"),
        conversions=some(nouns, "conversions"),
        person_endings=tuple(str(e) for e in ages.get("persons_suffixes", ())),
        number_words=frozenset(w for part in ("units", "tens", "hundreds") for w in load(code).table("numerals").get(part, {})),
        minus=some(table.get("modifiers", {}), "minus"),
        relatives=some(nouns, "relatives"),
        time_nouns=some(skip, "durations"),
        money_acts=dict(act_topics.get("money", {})),
        area_acts=dict(act_topics.get("area", {})),
        number_topics=dict(nouns.get("number_topics", {})),
        origins=some(nouns, "origins"),
        they_are=re.compile(rf"(?<!\w)(?:{nouns.get('they_are', '(?!)')})\s?$"),
        to_do=some(nouns, "to_do"),
        households=some(nouns, "households"),
        amounts_to=re.compile(rf"(?<!\w)(?:{any_of(nouns.get('amounts_to', ())) or '(?!)'})(?: \w+)?\s?$"),
        age_aside=re.compile(
            rf"[^,;:.()\n]{{1,40}}(?:,|\() ?(?:{any_of((*ages.get('before', ()), *ages.get('bare_pairs', ()))) or '(?!)'}) "
            r"[^,;:.()\n]{1,28}(?:,|\))"
        ),
    )


@dataclass(frozen=True, slots=True)
class Units:
    """`any/units.toml`: symbols and codes, which units may be compared, and the factor that makes them one."""

    before: re.Pattern[str]
    before_ends: frozenset[str]  # the last letters of what `before` finds
    after: re.Pattern[str]
    currency: re.Pattern[str]
    symbols: Mapping[str, str]
    classes: Mapping[str, str]
    scale: Mapping[str, float]
    offset: Mapping[str, float]

    def converted(self, value: float, unit: str | None) -> float:
        """The value in the first unit of its class, so that values of one class compare."""
        return (value - self.offset.get(unit or "", 0.0)) * self.scale.get(unit or "", 1.0)


@cache
def units() -> Units:
    table = shared("units")
    before = {str(k): str(v) for k, v in table.get("currency_before", {}).items()}
    symbols = {str(k): str(v) for k, v in table.get("symbols", {}).items()}
    codes = {str(c): str(c) for c in _codes()}
    spaced = {str(k): str(v) for k, v in table.get("spaced_symbols", {}).items()}
    return Units(
        before=re.compile(rf"(?:(?<![\w])(?:{any_of({**before, **codes})})|(?:{any_of(k for k in before if len(k) == 1)}))\s?$"),
        before_ends=frozenset(k[-1] for k in {**before, **codes}),
        after=re.compile(
            rf"(?:[^\S\n](?={any_of(spaced)})|(?!(?:{any_of(spaced)})(?!\w))[\s-]?)"
            rf"(?P<unit>{any_of({**symbols, **spaced, **codes})})(?![\w²³/]|['’]\w|$(?<!.))"
        ),
        currency=re.compile(any_of({**{k: v for k, v in before.items() if not k[-1].isalpha() and k[-1] != "."}, **codes})),
        symbols={**before, **symbols, **spaced, **codes},
        classes={str(u): str(c) for c, listed in table.get("classes", {}).items() for u in listed},
        scale={str(k): float(v) for k, v in table.get("scale", {}).items()},
        offset={str(k): float(v) for k, v in table.get("offset", {}).items()},
    )


def unit_class(unit: str | None) -> str:
    """What a unit measures ("money", "length", "percent", "count" for None, else the unit itself)."""
    return "count" if unit is None else units().classes.get(unit, unit)


_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_MODEL_BEFORE = re.compile(r"[a-z,] [A-Z][a-z]+ $")
_MODEL_AFTER = re.compile(r"-\d{1,3}[A-Z]{1,3}\b")


def model(text: str, start: int, end: int) -> bool:
    """Digits that name a model of something: "Boeing 787 Dreamliner", "777-200LR", "737s"."""
    if end - start != 3 or not text[start:end].isdigit():
        return False
    if text[start - 1 : start] in {"-", ".", ","}:
        return False
    plural = text[end : end + 1] == "s" and not text[end + 1 : end + 2].isalnum() and text[end - 1] != "0"
    if plural or _MODEL_AFTER.match(text, end):
        return True
    named = text[end : end + 1] == "-" or (text[end : end + 1] == " " and text[end + 1 : end + 2].isupper())
    return named and text[end - 1] != "0" and _MODEL_BEFORE.search(text, max(0, start - 24), start) is not None


def _place(mention: DateMention | NameMention) -> tuple[int, int]:
    """What mentions are sorted by: comparing two `Span`s takes ten times as long."""
    return mention.span.start, mention.span.end


_NEAR = 60
"""How far beyond the sentence of a number its words are read."""


class Page:
    """An article laid out for the figure finder: tokens, and the spans that other kinds hold already."""

    __slots__ = (
        "_addresses",
        "_ends",
        "code",
        "dates",
        "low",
        "model_numbers",
        "names",
        "sentence_starts",
        "sentences",
        "starts",
        "text",
        "tokens",
        "words",
    )

    def __init__(self, reading: Reading, table: Words, low: str, models: frozenset[str], numbers: Sequence[Numeral]) -> None:
        self.text = reading.text
        self.code = reading.language.code
        self.words = table
        self.low = low
        self.sentences = reading.sentences
        self.sentence_starts = [s.start for s in reading.sentences]
        self.starts: list[int] = []
        self._ends: list[int] = []
        said: list[str] = []
        for first, last in self._around(numbers):
            pieces = _PIECES.split(low[first:last])  # a gap, a token, a gap, ...
            edges = list(accumulate(map(len, pieces), initial=first))
            self.starts += edges[1:-1:2]
            self._ends += edges[2::2]
            said += pieces[1::2]
        self.tokens = list(zip(self.starts, self._ends, said, strict=True))
        self.dates: list[DateMention] = sorted(reading.dates, key=_place)
        self.names: list[NameMention] = sorted(reading.names, key=_place)
        self._addresses = [m.span() for m in _ADDRESS.finditer(self.text)] if "://" in self.text or "www." in self.text else []
        self.model_numbers = models
        """Numbers that are a model's name somewhere in the article."""

    def _around(self, numbers: Sequence[Numeral]) -> list[tuple[int, int]]:
        """The sentences that hold a number, with some words before and after: nothing else is read."""
        out: list[tuple[int, int]] = []
        for number in numbers:
            if out and number.span.end + _NEAR <= out[-1][1]:
                continue
            sentence = self.sentence(number.span.start)
            first = min(sentence.start, number.span.start) - _NEAR
            last = max(sentence.end, number.span.end) + _NEAR
            first, last = max(first, out[-1][1] if out else 0), min(last, len(self.low))
            while first > (out[-1][1] if out else 0) and not self.low[first - 1].isspace():
                first -= 1
            while last < len(self.low) and not self.low[last].isspace():
                last += 1
            out.append((first, last))
        return out

    def in_address(self, at: int) -> bool:
        return any(start <= at < end for start, end in self._addresses)

    def next(self, at: int) -> int:
        """The index of the first token that starts at `at` or later."""
        return bisect_left(self.starts, at)

    def last(self, at: int) -> int:
        """The index of the last token that ends at `at` or before, -1 when there is none."""
        return bisect_right(self._ends, at) - 1

    def modifier(self, left: int, at: int) -> re.Match[str] | None:
        """The modifier between `left` and a number that starts at `at`; its positions count from `left`."""
        if self.word(self.last(at)) not in self.words.before_ends:
            return None
        return self.words.before.search(self.low[left:at])

    def word(self, index: int) -> str:
        return self.tokens[index][2] if 0 <= index < len(self.tokens) else ""

    def gap(self, start: int, end: int) -> str:
        return self.low[start:end]

    def sentence(self, at: int) -> Span:
        """The sentence that holds a position."""
        i = bisect_right(self.sentence_starts, at) - 1
        if i >= 0 and self.sentences[i].end >= at:
            return self.sentences[i]
        return Span(at, at)


def _starts_at(mention: DateMention | NameMention) -> int:
    return mention.span.start


def overlapping(spans: Sequence[DateMention] | Sequence[NameMention], start: int, end: int) -> list[Any]:
    """The mentions of a sorted sequence that share a character with `[start, end)`."""
    if not spans:
        return []
    i = bisect_left(spans, end, key=_starts_at)
    return [m for m in spans[max(0, i - 3) : i] if m.span.end > start]
