"""By which words a language tells one or the other of two states that exclude each other (`<code>/opposites.toml`)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from recoupe import text as texts
from recoupe.crosscheck.cue_index import CueIndex
from recoupe.languages import load, shared

Bearer = Literal["thing", "person", "kind"]
Pole = Literal["yes", "no"]

_PREFIX = 3  # letters under which the beginnings of words are kept
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class State:
    """A state and its opposite: what they are said of, and when they exclude each other (`any/opposites.toml`)."""

    name: str
    bearer: Bearer
    changes: bool
    """It may be so one day and not so the next; otherwise it was so or not when the thing of the story happened."""
    turns: bool
    """Whether the negation of the one is the other."""
    planned: bool
    """It is said of what is to come: it holds for the day of the report, whatever day it names."""
    of: frozenset[str]
    """The groups of nouns that alone can be so; any, where there is none."""
    later: Pole | None
    """Told only where a later report tells this pole and an earlier one the other: on one day both may be true of two of the kind."""
    objective: bool
    """What follows the words must be the same too ("refuses to sign the transfer")."""


@dataclass(frozen=True, slots=True)
class Cue:
    """One pattern that tells one pole of a state; `after` where what it is said of follows."""

    state: State
    pole: Pole
    after: bool
    pattern: re.Pattern[str]
    negative: bool
    """The pattern has a negation of its own and is looked for in the sentence as it stands."""


@dataclass(frozen=True, slots=True)
class Words:
    """The table of one language."""

    cues: tuple[Cue, ...]
    index: CueIndex
    unsure: re.Pattern[str]
    negations: re.Pattern[str]
    cuts: re.Pattern[str]
    partial: frozenset[str]
    roles: frozenset[str]
    pronouns: frozenset[str]
    """By which somebody speaks of himself, or is spoken of in his own words as they are reported."""
    infinitives: tuple[str, ...]
    """Endings of the verb that says what is agreed to or refused."""
    infinitive_endings: tuple[str, ...]
    infinitive_marks: frozenset[str]
    participles: tuple[str, ...]
    already: re.Pattern[str]
    alike: Mapping[str, str]
    present: re.Pattern[str]
    past: re.Pattern[str]
    """Forms that begin like a present and are none ("est sortie")."""
    turning: re.Pattern[str]

    def told(self, sentence: Iterable[str]) -> list[Cue]:
        """The cues that may stand in a sentence of these folded words: those of which it has a word's beginning."""
        return [self.cues[n] for n in self.index.found(sentence)]

    def kind_of(self, noun: str) -> str:
        """The name under which a folded noun is compared: that of its group ("rame" and "tramway"), or itself."""
        return self.alike.get(noun, noun)


@cache
def states() -> Mapping[str, State]:
    """Every state by its name."""
    return {
        str(n): State(
            str(n),
            t["bearer"],
            t["time"] != "happening",
            bool(t.get("turns", False)),
            t["time"] == "plan",
            frozenset(f"={g}" for g in t.get("of", ())),
            t.get("later"),
            bool(t.get("object", False)),
        )
        for n, t in shared("opposites").items()
    }


@cache
def words(code: str) -> Words | None:
    """The table of a language; None where it has none."""
    table = load(code).table("opposites")
    if not table:
        return None
    negations = _any(table.get("negations", ()))
    known, cues = states(), list[Cue]()
    telling: list[set[str]] = []
    for name, poles in table.get("states", {}).items():
        for key, listed in poles.items():
            pole, _, after = str(key).partition("_")
            for form in listed:
                telling.append(_telling_words(str(form), code))
                pattern = _compiled(str(form))
                cues.append(
                    Cue(known[name], "yes" if pole == "yes" else "no", bool(after), pattern, bool(negations.search(_plain(str(form)))))
                )
    return Words(
        tuple(cues),
        CueIndex.of(telling, _PREFIX),
        _any(table.get("unsure", ())),
        negations,
        _any(table.get("cuts", ())),
        frozenset(texts.folded(str(w)) for w in table.get("partial", ())),
        frozenset(texts.stem(str(w), code) for w in table.get("roles", ())) | {f"={g}" for g in table.get("people", ())},
        frozenset(texts.folded(str(w)) for w in table.get("pronouns", ())),
        tuple(table.get("infinitives", ())),
        tuple(table.get("infinitive_endings", ())),
        frozenset(texts.folded(str(w)) for w in table.get("infinitive_marks", ())),
        tuple(table.get("participles", ())),
        _any(table.get("already", ())),
        dict(_alike(table.get("alike", {}), code)),
        _any(table.get("present", ())),
        _any(table.get("past", ())),
        _any(table.get("turning", ())),
    )


def _plain(form: str) -> str:
    return re.sub(r"[^\w']+", " ", texts.folded(form))


def _any(listed: Iterable[object]) -> re.Pattern[str]:
    """Any of these words or phrases, whole; "*" ends the beginning of a word."""
    forms = sorted((_spelt(str(w)) for w in listed), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(forms)})(?![\w-])") if forms else re.compile(r"(?!)")


def _spelt(form: str) -> str:
    return re.escape(texts.folded(form)).replace(r"\*", r"\w*").replace(r"\ ", " ")


_OPTIONAL = re.compile(r"\([^()]*\)[?*]")
_PART = re.compile(r"\((?:[^()]|\([^()]*\))*\)|[^\s()]+")
_COMMON = frozenset({"was", "were", "with", "avec"})
_FORM = re.compile(r"[^\W\d_]+\*?")
_STAR = re.compile(r"(?<=\w)\*")


def _compiled(form: str) -> re.Pattern[str]:
    """A pattern of the table: words as they are, folded; "x*" is the beginning of a word, "_" up to three words."""
    plain = texts.folded(form)
    plain = _STAR.sub(r"\\w*", plain).replace(" _ _ ", r" (?:[\w'-]+ ){0,6}").replace(" _ ", r" (?:[\w'-]+ ){0,3}")
    return re.compile(rf"(?<![\w-])(?:{plain})(?![\w-])")


def _telling_words(form: str, code: str) -> set[str]:
    """The words of which a sentence must have one to have this pattern: those of its most telling part."""
    plain = texts.folded(form)
    while (shorter := _OPTIONAL.sub(" ", plain)) != plain:
        plain = shorter
    best: tuple[int, set[str]] = (-1, set())
    for part in _PART.findall(plain):
        told = [
            max(_FORM.findall(option.replace("\\w", " ")), key=lambda w: _telling(w, code), default="")
            for option in part.strip("()").split("|")
        ]
        score = min(_telling(word, code) for word in told)
        if score > best[0]:
            best = (score, set(told))
    return best[1]


def _telling(word: str, code: str) -> int:
    return 0 if word.rstrip("*") in texts.stopwords(code) or word in _COMMON or len(word) < 2 else len(word)


def _alike(groups: Mapping[str, Iterable[str]], code: str) -> Iterator[tuple[str, str]]:
    for name, listed in groups.items():
        for word in listed:
            plain = texts.folded(str(word).rstrip("*"))
            yield plain, f"={name}"
            if str(word).endswith("*"):
                yield from ((plain + ending, f"={name}") for ending in ("s", "e", "es", "x"))
