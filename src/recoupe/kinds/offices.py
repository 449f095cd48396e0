"""What a description calls somebody: "le chef de la Maison-Blanche", "the Turkish leader", "le patron de Renault" read as an
office, its country and its house, so that two descriptions of one office can be told to be the same.

Which office leads which country and whose seat a building is are data (`languages/any/offices.toml`); who holds an office is
never known here: an article says it, or nobody does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any

from recoupe.languages import load, shared
from recoupe.text import folded

_WORD = re.compile(r"[^\W_]+")
_DOTTED = re.compile(r"\b(?:[a-z]\.){2,4}")

Phrase = tuple[str, ...]

# Kinds of `any/offices.toml`: those that a ministry has, and those of a state, whose former bearer is never the present one.
_HOUSED = frozenset({"minister", "spokesperson", "secretary-of-state"})
_STATE = frozenset({"president", "prime-minister", "chancellor", "monarch", "pope", "minister", "head-of-state", "head-of-government"})


@dataclass(frozen=True, slots=True)
class Office:
    """An office as a text describes it. `kind` is its class ("president", "minister"; the bare noun where no class is known),
    `country` an ISO code or empty, `fields` the fields of government ("foreign"), `words` what else it is of ("lyon");
    `when` is "former", "future" or empty; `deputy` somebody who stands in for its bearer."""

    kind: str
    country: str = ""
    fields: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    when: str = ""
    deputy: bool = False


@dataclass(frozen=True, slots=True)
class _Terms:
    """The offices of one language, compiled: phrases without small words, by their first word, the longest first."""

    head_first: bool
    owner: re.Pattern[str] | None
    small: frozenset[str]
    breaks: frozenset[str]
    before: frozenset[str]
    after: frozenset[str]
    former: frozenset[str]
    future: frozenset[str]
    deputy: frozenset[str]
    houses: frozenset[str]
    occupants: Mapping[str, Sequence[tuple[Phrase, str]]]
    offices: Mapping[str, Sequence[tuple[Phrase, str]]]
    fields: Mapping[str, Sequence[tuple[Phrase, str]]]
    seats: Mapping[str, Sequence[tuple[Phrase, str]]]
    countries: Mapping[str, str]
    stems: Sequence[tuple[str, str]]
    states: Mapping[str, Sequence[tuple[Phrase, str]]]
    kinds: frozenset[str]


def _words(text: str) -> list[str]:
    flat = folded(text).replace("’", "'")
    if "." in flat:
        flat = _DOTTED.sub(lambda m: m.group().replace(".", ""), flat)
    return _WORD.findall(flat)


def _by_first(rows: Iterator[tuple[Phrase, str]]) -> dict[str, list[tuple[Phrase, str]]]:
    out: dict[str, list[tuple[Phrase, str]]] = {}
    for phrase, value in rows:
        if phrase and (phrase, value) not in out.setdefault(phrase[0], []):
            out[phrase[0]].append((phrase, value))
    for found in out.values():
        found.sort(key=lambda row: (-len(row[0]), row))
    return out


@cache
def _terms(code: str) -> _Terms | None:
    table = load(code).table("offices")
    if not table:
        return None
    small = frozenset(w for word in table.get("small", ()) for w in _words(str(word)))

    def bare(text: object) -> Phrase:
        return tuple(w for w in _words(str(text)) if w not in small)

    def rows(section: Mapping[str, Any]) -> Iterator[tuple[Phrase, str]]:
        for value, phrases in section.items():
            for phrase in phrases:
                yield bare(phrase), str(value)

    def word_set(name: str) -> frozenset[str]:
        return frozenset(w for word in table.get(name, ()) for w in _words(str(word)))

    owners = [str(ending) for ending in table.get("owner", ())]
    countries: dict[str, str] = {}
    stems: list[tuple[str, str]] = []
    states: list[tuple[Phrase, str]] = []
    for country, names in table.get("countries", {}).items():
        for name in str(names).split():
            phrase = bare(name.rstrip("*"))
            if len(phrase) > 1:
                states.append((phrase, country))
            elif phrase and name.endswith("*"):
                stems.append((phrase[0], country))
            elif phrase:
                countries[phrase[0]] = country
    return _Terms(
        head_first=bool(table.get("head_first", True)),
        owner=re.compile(rf"(?:{'|'.join(map(re.escape, owners))})(?=\s)") if owners else None,
        small=small,
        breaks=word_set("breaks"),
        before=word_set("before"),
        after=word_set("after"),
        former=word_set("former"),
        future=word_set("future"),
        deputy=word_set("deputy"),
        houses=word_set("houses"),
        occupants=_by_first((bare(p), "") for p in table.get("occupants", ())),
        offices=_by_first(rows(table.get("offices", {}))),
        fields=_by_first(rows(table.get("fields", {}))),
        seats=_by_first(rows(table.get("seats", {}))),
        countries=countries,
        stems=tuple(sorted(stems, key=lambda s: (-len(s[0]), s))),
        states=_by_first(iter(states)),
        kinds=frozenset(str(kind).split()[0] for kind in table.get("offices", {})),
    )


def _at(table: Mapping[str, Sequence[tuple[Phrase, str]]], words: Sequence[str], i: int) -> tuple[int, str] | None:
    """The longest phrase of a table that begins at word `i`: (its length, its value)."""
    for phrase, value in table.get(words[i], ()):
        if tuple(words[i : i + len(phrase)]) == phrase:
            return len(phrase), value
    return None


def _country(terms: _Terms, words: Sequence[str], i: int) -> tuple[int, str] | None:
    """The country that the words at `i` name or belong to: (how many words, its code). An adjective adds at most five letters
    to its stem."""
    state = _at(terms.states, words, i)
    if state is not None:
        return state
    if words[i] in terms.countries:
        return 1, terms.countries[words[i]]
    for stem, country in terms.stems:
        if words[i].startswith(stem) and len(words[i]) - len(stem) <= 5:
            return 1, country
    if i + 1 < len(words):  # "nord coreen", "sud africaine"
        for phrase, country in terms.states.get(words[i], ()):
            if len(phrase) == 2 and words[i + 1].startswith(phrase[1]) and len(words[i + 1]) - len(phrase[1]) <= 5:
                return 2, country
    return None


def _split(terms: _Terms, text: str) -> tuple[list[str], list[str], int]:
    """(words that own the office, words of the office, how many of these stand before its complement)."""
    flat = text.replace("’", "'")
    owner: list[str] = []
    owners = [match.end() for match in terms.owner.finditer(flat)] if terms.owner is not None else []
    if owners:
        owner = [w for w in _words(flat[: owners[-1]]) if w not in terms.small]
        flat = flat[owners[-1] :]
    kept: list[str] = []
    cut = -1
    for word in _words(flat):
        if cut < 0 and kept and word in terms.breaks:
            cut = len(kept)
        if word not in terms.small:
            kept.append(word)
    return owner, kept, len(kept) if cut < 0 else cut


@lru_cache(maxsize=4096)
def read(code: str, text: str) -> Office | None:
    """The office that a description names, or None: `read("fr", "chef de la diplomatie américaine")`."""
    terms = _terms(code)
    if terms is None or not text or len(text) > 300:
        return None
    owner, kept, cut = _split(terms, text)
    if not kept:
        return None
    return _head_first(terms, kept) if terms.head_first else _head_last(terms, owner, kept, cut)


def _head_first(terms: _Terms, kept: list[str]) -> Office | None:
    when, deputy, i = "", False, 0
    while i < len(kept) - 1 and _at(terms.offices, kept, i) is None:
        word = kept[i]
        if word in terms.former:
            when = "former"
        elif word in terms.future:
            when = "future"
        elif word in terms.deputy:
            deputy = True
        elif word not in terms.before:
            break
        i += 1
    seated = _seated(terms, kept, i)
    if seated is not None:
        return replace(seated, when=when, deputy=deputy)
    found = _at(terms.offices, kept, i)
    size, kind = found if found is not None else (1, kept[i])
    return _complete(terms, kind, kept[i + size :], when, deputy)


def _head_last(terms: _Terms, owner: list[str], kept: list[str], cut: int) -> Office | None:
    while cut > 1 and kept[cut - 1] in terms.after:
        del kept[cut - 1]
        cut -= 1
    best: tuple[int, int, str] | None = None
    for start in range(max(0, cut - 4), cut):
        found = next(
            (
                (len(p), v)
                for p, v in terms.offices.get(kept[start], ())
                if tuple(kept[start : start + len(p)]) == p and start + len(p) >= cut
            ),
            None,
        )
        if found is not None and (best is None or found[0] > best[1]):
            best = (start, found[0], found[1])
    seated = _seated(terms, kept, cut - 1) or _seat_leader(terms, kept, cut, best)
    start, size, kind = best if best is not None else (cut - 1, 1, kept[cut - 1])
    when = "former" if any(w in terms.former for w in kept[:start]) else "future" if any(w in terms.future for w in kept[:start]) else ""
    deputy = any(w in terms.deputy for w in kept[:start])
    if seated is not None:
        return replace(seated, when=when, deputy=deputy)
    skip = terms.before | terms.former | terms.future | terms.deputy
    rest = owner + [w for w in kept[:start] if w not in skip] + kept[start + size :]
    return _complete(terms, kind, rest, when, deputy)


def _seated(terms: _Terms, kept: list[str], i: int) -> Office | None:
    """ "locataire de l'Elysée", "occupant of the White House": the office whose seat it is."""
    found = _at(terms.occupants, kept, i)
    if found is None or i + found[0] >= len(kept):
        return None
    seat = _at(terms.seats, kept, i + found[0])
    if seat is None:
        return None
    office = str(shared("offices").get("seats", {}).get(seat[1], ""))
    return _complete(terms, office, kept[i + found[0] + seat[0] :], "", False) if office else None


def _seat_leader(terms: _Terms, kept: list[str], cut: int, best: tuple[int, int, str] | None) -> Office | None:
    """ "the Kremlin leader", "the Pentagon boss"."""
    if _at(terms.occupants, kept, cut - 1) is None or (best is not None and best[1] > 1) or cut < len(kept):
        return None
    for start in range(max(0, cut - 4), cut - 1):
        seat = _at(terms.seats, kept, start)
        if seat is not None and start + seat[0] == cut - 1:
            office = str(shared("offices").get("seats", {}).get(seat[1], ""))
            return _complete(terms, office, (), "", False) if office else None
    return None


def _complete(terms: _Terms, kind: str, rest: Sequence[str], when: str, deputy: bool) -> Office:
    """An office from its kind ("minister @foreign us") and the words of its complement."""
    parts = kind.split()
    fields = {p[1:] for p in parts if p.startswith("@")}
    country = next((p for p in parts[1:] if not p.startswith("@")), "")
    words: set[str] = set()
    i = 0
    while i < len(rest):
        word = rest[i]
        state = _country(terms, rest, i) if not country else None
        field = _at(terms.fields, rest, i) if parts[0] in _HOUSED else None
        seat = _at(terms.seats, rest, i)
        if field is not None:
            fields.add(field[1])
            i += field[0]
        elif seat is not None:
            ministry = str(shared("offices").get("seats", {}).get(seat[1], "")).split()
            if ministry[:1] == ["minister"] and parts[0] in _HOUSED:  # "porte-parole du Quai d'Orsay"
                fields.add(ministry[1][1:])
                country = country or ministry[-1]
            else:
                words.add(f"@{seat[1]}")
            i += seat[0]
        elif state is not None:
            country = state[1]
            i += state[0]
        else:
            if word in terms.deputy:
                deputy = True
            elif word in terms.former:
                pass
            elif word not in terms.after and word not in terms.before and not (word in terms.houses and parts[0] in _HOUSED):
                words.add(word)
            i += 1
    kind = parts[0]
    same_as = str(shared("offices").get("same", {}).get(f"{kind} {country}", "")).split()
    if same_as:
        kind = same_as[0]
        fields.update(p[1:] for p in same_as[1:] if p.startswith("@"))
    return Office(kind, country, frozenset(fields), frozenset(words), when, deputy)


def may_call(asked: Office, borne: Office) -> bool:
    """Whether a noun without a complement ("le dirigeant") may call the bearer of an office to whom the context points already."""
    if asked.words or asked.country or asked.fields or asked.when != borne.when or asked.deputy != borne.deputy:
        return False
    return borne.kind in str(shared("offices").get("may_call", {}).get(asked.kind, "")).split()


def known_office(code: str, kind: str) -> bool:
    """Whether a kind is a class of offices, and no bare noun ("homme", "suspect")."""
    terms = _terms(code)
    return terms is not None and kind in terms.kinds


@lru_cache(maxsize=4096)
def _kinds(office: Office, country: str) -> frozenset[str]:
    """The exact offices that a description may mean: a head of state is a president, a monarch or a pope."""
    state, _, government = str(shared("offices").get("leads", {}).get(country, "")).partition(" ")
    if office.kind == "head-of-state":
        return frozenset({"head-of-state", *([state] if state else ["president", "monarch"])})
    if office.kind == "head-of-government":
        return frozenset({"head-of-government", *([government] if government else ["prime-minister", "chancellor"])})
    if office.kind == "leader" and (country or not office.words):
        return frozenset({"leader", *([state, government] if state else [])} - ({"monarch"} if state != government else set()))
    return frozenset({office.kind})


@lru_cache(maxsize=4096)
def same(asked: Office, borne: Office) -> int:
    """Whether the bearer of one office may be called by another description: 0 no, 1 perhaps (the one says less than the other
    needs), 2 yes."""
    since = asked.when == "former" and not borne.when and asked.kind not in _STATE  # "le maire X", and later "l'ancien maire"
    if (asked.when != borne.when and not since) or asked.deputy != borne.deputy:
        return 0
    if asked.country and borne.country and asked.country != borne.country:
        return 0
    if asked.fields and borne.fields and not asked.fields & borne.fields:
        return 0
    country = asked.country or borne.country
    kinds, own = _kinds(asked, country), _kinds(borne, country)
    general = set(str(shared("offices").get("stands_for", {}).get(asked.kind, "")).split()) if asked.words else set()
    if not (kinds & own or general & own):
        return 0
    strength = 1 if since else 2
    if asked.fields and not borne.fields:
        return 0
    if asked.country and not borne.country:
        if borne.words:
            return 0
        strength = 1
    if asked.words:
        if not borne.words:
            strength = 1 if not borne.country else 0
        elif not (asked.words <= borne.words or borne.words <= asked.words or len(asked.words & borne.words) > 1):
            return 0
    return strength
