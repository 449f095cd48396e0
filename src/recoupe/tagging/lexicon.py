"""The word list of a language: which parts of speech a form can be, and of which lemma it is a form.

One file, `languages/<code>/models/lemmas.txt.gz`, made by the recipe `models/lemmas.py`, in four parts parted by an empty
line. Legible on purpose (the licences of its sources ask for that):

    é/K/er e/V/er er/W/er ...    how words inflect: ending / sort / ending of the lemma (paradigms, counted from 0)
    chant 17 203                 a stem and the paradigms it goes by, in the order of code points
    les D le                     what a treebank says of a form where the list says otherwise (parted by tabs)
    é/K/1/er                     for forms not listed: an ending, a sort, how much to cut off, what to put on


A sort is one letter: `SORTS` says which part of speech it stands for."""

from __future__ import annotations

import gzip
import sys
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from recoupe.tagging import models

SORTS = {
    "N": "NOUN",
    "A": "ADJ",
    "V": "VERB",  # finite
    "T": "VERB",  # past
    "K": "VERB",  # past participle
    "W": "VERB",  # infinitive
    "G": "VERB",  # present participle
    "X": "AUX",
    "R": "ADV",
    "P": "ADP",
    "D": "DET",
    "O": "PRON",
    "S": "SCONJ",
    "C": "CCONJ",
    "I": "INTJ",
    "M": "NUM",
    "E": "PROPN",
    "Y": "PART",
    "Z": "PUNCT",
    "B": "SYM",
    "J": "X",
}
_LAST = chr(sys.maxunicode)
LONGEST_WORD = 60  # code points; nothing longer is looked up
AS_WRITTEN = frozenset({"PROPN", "PUNCT", "SYM", "X"})  # their lemma is the form, but where a treebank says otherwise
_STRAIGHT = str.maketrans({"’": "'", "ʼ": "'", "‘": "'", "´": "'", "`": "'", "‐": "-", "‑": "-"})


def plain(form: str) -> str:
    """A form as it is looked up: in lower case, with straight apostrophes and hyphens."""
    low = form.lower()
    return low if low.isascii() and low.isalpha() else low.translate(_STRAIGHT)


Endings = dict[str, tuple[tuple[str, str], ...]]
"""The forms of a paradigm: ending -> (sort, ending of the lemma)."""


class _Paradigms(dict[str, Endings]):
    """The paradigms by their numbers, as digits. Each is read from its row when first asked for: a text needs few of them."""

    def __init__(self, rows: Sequence[str]) -> None:
        super().__init__()
        self.rows = rows

    def __missing__(self, number: str) -> Endings:
        table: Endings = {}
        for cell in self.rows[int(number)].split(" "):
            ending, sort, base = cell.split("/")
            table[ending] = (*table.get(ending, ()), (sort, base))
        self[number] = table
        return table


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """A word list in memory."""

    paradigms: _Paradigms
    stems: list[str]  # as written, sorted
    exceptions: dict[tuple[str, str], str]  # (form, part of speech) -> lemma
    endings: dict[tuple[str, str], tuple[int, str]]  # (part of speech, ending) -> how much to cut off, what to put on
    deepest: int  # the longest of `endings`

    def readings(self, form: str) -> tuple[tuple[str, str], ...]:
        """(sort, lemma) of every word that the plain form is listed under; () where it is not."""
        return _readings(self, form)

    def lemma(self, form: str, tag: str) -> str:
        """The lemma of a form as it stands in a text, given its part of speech."""
        if len(form) > LONGEST_WORD:
            return form
        key = plain(form)
        said = self.exceptions.get((key, tag))
        if said is not None:
            return said
        if tag in AS_WRITTEN:
            return form
        listed = self.listed(key, tag)
        if listed is not None:
            return listed
        for length in range(min(self.deepest, len(key) - 1), 0, -1):
            rule = self.endings.get((tag, key[-length:]))
            if rule is not None:
                cut, add = rule
                return key[: len(key) - cut] + add
        return key

    def listed(self, key: str, tag: str) -> str | None:
        """The first lemma that a plain form has under a part of speech, None where it is not listed so."""
        return next((base for sort, base in self.readings(key) if SORTS[sort] == tag), None)


@lru_cache(maxsize=100_000)
def _readings(lexicon: Lexicon, form: str) -> tuple[tuple[str, str], ...]:
    """By the stems that begin the form, from the longest."""
    if len(form) > LONGEST_WORD:
        return ()
    found: list[tuple[str, str]] = []
    stems, tables = _beginning(lexicon, form[:2]), lexicon.paradigms
    for length in range(len(form), -1, -1):
        numbers = stems.get(form[:length])
        if numbers is not None:
            ending = form[length:]
            for number in numbers.split(" "):
                for sort, base in tables[number].get(ending, ()):
                    found.append((sort, form[:length] + base))
    return tuple(dict.fromkeys(found)) if len(found) > 1 else tuple(found)


@lru_cache(maxsize=20_000)
def _beginning(lexicon: Lexicon, start: str) -> Mapping[str, str]:
    """The stems that a form with these first two code points can have, and their paradigms. A dictionary of all takes 40 ms to
    make, and one text needs a part of them."""
    rows = lexicon.stems
    out: dict[str, str] = {}
    for opening in (f"{start:<2}", f"{start[:1]} ", " "):  # a space ends the stem
        parts = [row.partition(" ") for row in rows[bisect_left(rows, opening) : bisect_left(rows, opening + _LAST)]]
        out |= {stem: paradigms for stem, _, paradigms in parts}
    return out


@cache
def load(code: str) -> Lexicon | None:
    """The word list of a language, None where it ships none."""
    file = models.path(code, "lemmas.txt.gz")
    return parse(gzip.decompress(file.read_bytes()).decode("utf-8")) if file is not None else None


def parse(text: str) -> Lexicon:
    """The lexicon that a file's text describes."""
    paradigms, stems, said, guessed = text.split("\n\n")
    exceptions = {}
    for row in said.split("\n"):
        if row:
            form, sort, base = row.split("\t")
            exceptions[form, SORTS[sort]] = base
    rules = {}
    for row in guessed.split("\n"):
        if row:
            ending, sort, cut, add = row.split("/")
            rules[SORTS[sort], ending] = (int(cut), add)
    return Lexicon(
        _Paradigms(paradigms.split("\n")), stems.split("\n"), exceptions, rules, max((len(ending) for _, ending in rules), default=0)
    )


@lru_cache(maxsize=200_000)
def sorts(form: str, code: str) -> str:
    """The letters of the sorts a plain form can be, in order; "" where it is not listed."""
    lexicon = load(code)
    return "".join(sorted({sort for sort, _ in lexicon.readings(form)})) if lexicon is not None else ""
