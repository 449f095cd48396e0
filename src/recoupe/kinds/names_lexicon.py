"""What a language (and the world) knows of names, ready for look-up: `languages/<code>/names.toml`, the word lists beside
it, and the gazetteers of `languages/any/`. Loaded once per language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from recoupe.languages import known, load, shared, shared_lines
from recoupe.records import NameKind
from recoupe.text import folded, stopwords

_SPLIT = re.compile(r"[^\w]+")

Phrases = Mapping[str, tuple[int, Mapping[tuple[str, ...], NameKind]]]
"""First word -> (the most words, the names of several words that begin with it and their kinds)."""


@lru_cache(maxsize=100_000)
def key(form: str) -> str:
    """The form under which names are looked up and compared: folded, hyphens and apostrophes as spaces."""
    low = folded(form)
    return low if low.isalnum() else " ".join(_SPLIT.sub(" ", low).split())


@lru_cache(maxsize=100_000)
def plain(word: str) -> str:
    """One word folded, its hyphens kept: how the word lists of `names.toml` are written. "à" keeps its accent: it is not "a"."""
    return "à" if word in ("à", "À") else folded(word)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Word classes of one language; every word folded."""

    elisions: frozenset[str]
    articles: frozenset[str]
    calendar: frozenset[str]
    titles: frozenset[str]
    ages: frozenset[str]
    roles: frozenset[str]
    role_before: frozenset[str]
    role_pairs: tuple[tuple[str, ...], ...]
    speech: frozenset[str]
    auxiliaries: frozenset[str]
    organisation_cues: frozenset[str]
    place_cues: frozenset[str]
    product_cues: frozenset[str]
    place_prepositions: frozenset[str]
    place_heads: frozenset[str]
    organisation_heads_lower: frozenset[str]
    organisation_heads: frozenset[str]
    organisation_words: frozenset[str]
    organisation_adjectives: frozenset[str]
    adjective_endings: tuple[str, ...]
    connectors: frozenset[str]
    genitives: frozenset[str]
    definite: frozenset[str]
    conjunctions: frozenset[str]
    topic_heads: frozenset[str]
    other_tails: frozenset[str]
    bare_genitives: frozenset[str]
    place_governors: frozenset[str]
    particles: frozenset[str]
    place_words: frozenset[str]
    portfolios: frozenset[str]
    never: frozenset[str]
    demonyms: frozenset[str]
    stops: frozenset[str]
    common: frozenset[str]
    saints: frozenset[str]
    aged: frozenset[str]
    weak_prepositions: frozenset[str]
    faint_prepositions: frozenset[str]
    inner_prepositions: frozenset[str]
    role_links: frozenset[str]
    no_links: frozenset[str]
    topic_links: frozenset[str]
    small_words: frozenset[str]
    no_place_bodies: frozenset[str]
    campaign_links: frozenset[str]
    joint_tails: frozenset[str]
    place_of: frozenset[str]
    party_letters: frozenset[str]
    eponym_cues: frozenset[str]
    body_governors: frozenset[str]
    body_words: frozenset[str]
    """Head nouns and other words of organisations."""
    foreign_articles: frozenset[str]
    dotted_places: frozenset[str]
    roman: str
    body_tails: frozenset[str]
    naming: frozenset[str]
    person_pronouns: frozenset[str]
    thing_pronouns: frozenset[str]
    number_words: frozenset[str]
    camel_prefixes: tuple[str, ...]
    prefixes: frozenset[str]
    lower_tail: bool
    trust_unknown: bool
    ordinary_endings: tuple[str, ...]
    nationality_endings: tuple[str, ...]
    people_endings: tuple[str, ...]
    plural_endings: tuple[str, ...]
    verb_endings: tuple[str, ...]
    no_adjectives: frozenset[str]
    other_heads: frozenset[str]
    place_followers: frozenset[str]
    place_infixes: frozenset[str]
    first_names: frozenset[str]
    places: frozenset[str]
    territories: frozenset[str]
    organisations: frozenset[str]
    acronyms: frozenset[str]
    no_acronyms: frozenset[str]
    place_acronyms: frozenset[str]
    phrases: Phrases


_WORD_LISTS = """
    elisions articles titles ages roles role_before speech auxiliaries organisation_cues place_cues product_cues
    place_prepositions place_heads organisation_heads_lower organisation_heads organisation_words organisation_adjectives
    connectors genitives definite conjunctions topic_heads other_tails bare_genitives place_governors place_words
    portfolios never demonyms aged weak_prepositions faint_prepositions inner_prepositions role_links no_links
    topic_links small_words no_place_bodies campaign_links joint_tails place_of party_letters eponym_cues
    body_governors body_tails naming
    person_pronouns thing_pronouns
    number_words no_adjectives other_heads place_followers place_infixes
"""  # lists of words of `names.toml` that become a field of the same name
_ENDINGS = ("adjective_endings", "ordinary_endings", "nationality_endings", "people_endings", "plural_endings")


def _words(value: Any) -> frozenset[str]:
    rows: Iterable[str] = value.split() if isinstance(value, str) else map(str, value or ())
    return frozenset(plain(row) for row in rows)


@cache
def synonyms() -> Mapping[str, str]:
    """Key of a form -> key of the form that stands for all of its equivalents (exonyms, acronyms with their names)."""
    groups: list[list[str]] = []
    for row in (*shared("exonyms").get("same", ()), *shared_lines("territories")):
        groups.append([key(form) for form in str(row).split("|")])
    for table, field in (("acronyms", "same"), ("agencies", "agencies"), ("outlets", "outlets")):
        groups += [[key(form) for form in str(row).split("|")] for row in shared(table).get(field, ())]
    first: dict[str, str] = {}
    for group in groups:
        known = next((first[form] for form in group if form in first), group[0])
        for form in group:
            first.setdefault(form, known)
    return first


@cache
def places() -> tuple[frozenset[str], frozenset[str]]:
    """Keys of all known places, and of the countries, regions and great cities among them."""
    great = {key(form) for row in (*shared("exonyms").get("same", ()), *shared_lines("territories")) for form in str(row).split("|")}
    great |= {key(row) for line in str(shared("exonyms").get("more", "")).splitlines() for row in line.split(";") if row.strip()}
    return frozenset(great | set(shared_lines("cities"))), frozenset(great)


@cache
def first_names() -> frozenset[str]:
    """Keys of first names."""
    return frozenset(shared_lines("first_names")) | frozenset(shared_lines("first_names_more"))


@cache
def ordinary_words() -> frozenset[str]:
    """Words that newspapers of any known language write in lower case."""
    return frozenset(folded(word) for code in known() for word in (*load(code).lines("names_common"), *load(code).lines("stopwords")))


@cache
def _world_organisations() -> frozenset[str]:
    rows = [*shared("agencies").get("agencies", ()), *shared("outlets").get("outlets", ()), *shared("acronyms").get("same", ())]
    return frozenset(key(form) for row in rows for form in str(row).split("|"))


def _phrases(organisations: frozenset[str], all_places: frozenset[str]) -> Phrases:
    rows: dict[str, dict[tuple[str, ...], NameKind]] = {}
    named: list[tuple[frozenset[str], NameKind]] = [(all_places, "place"), (organisations, "organisation")]
    for names, kind in named:
        for words in (tuple(name.split()) for name in names if " " in name):
            rows.setdefault(words[0], {})[words] = kind
    return {first: (max(map(len, found)), found) for first, found in rows.items()}


@cache
def lexicon(code: str) -> Lexicon | None:
    """The lexicon of a language, None where it has no `names.toml`."""
    language = load(code)
    table = language.table("names")
    if not table:
        return None
    all_places, great = places()
    named = _world_organisations() | frozenset(
        key(n) for n in str(table.get("organisations", "")).replace("\n", " ").split(";") if n.strip()
    )
    acronyms = shared("acronyms")
    stops = stopwords(code)
    fields: dict[str, Any] = {name: _words(table.get(name)) for name in _WORD_LISTS.split()}
    fields.update({name: tuple(table.get(name, ())) for name in _ENDINGS})
    world = shared("names")
    return Lexicon(
        **fields,
        calendar=_words(table.get("months")) | _words(table.get("weekdays")),
        role_pairs=tuple(tuple(str(pair).split()) for pair in table.get("role_pairs", ())),
        particles=_words(table.get("name_particles")),
        stops=stops | fields["articles"] | _words(table.get("openers")),
        common=frozenset(folded(w) for w in language.lines("names_common")),
        body_words=fields["organisation_heads"] | fields["organisation_words"],
        saints=_words(world.get("saints")),
        camel_prefixes=tuple(world.get("camel_prefixes", ())),
        prefixes=_words(world.get("prefixes")),
        roman=str(world.get("roman", "")) or r"(?!)",
        foreign_articles=_words(world.get("foreign_articles")),
        dotted_places=_words(acronyms.get("dotted")),
        lower_tail=bool(table.get("lower_tail", False)),
        trust_unknown=bool(table.get("trust_unknown", False)),
        verb_endings=tuple(table.get("verb_endings", ())) or ("\0",),
        first_names=first_names(),
        places=all_places,
        territories=great,
        organisations=named,
        acronyms=frozenset(n for n in named if " " not in n),
        no_acronyms=_words(acronyms.get("common")),
        place_acronyms=_words(acronyms.get("places")),
        phrases=_phrases(named, all_places),
    )
