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
from bisect import bisect_left
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
LONGEST_WORD = 60  # code points; nothing longer is looked up
AS_WRITTEN = frozenset({"PROPN", "PUNCT", "SYM", "X"})  # their lemma is the form, but where a treebank says otherwise
_STRAIGHT = str.maketrans({"’": "'", "ʼ": "'", "‘": "'", "´": "'", "`": "'", "‐": "-", "‑": "-"})


def plain(form: str) -> str:
    """A form as it is looked up: in lower case, with straight apostrophes and hyphens."""
    return form.lower().translate(_STRAIGHT)


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """A word list in memory."""

    paradigms: tuple[str, ...]  # as written in the file: a run uses few of them
    stems: list[str]  # as written, sorted: searching them costs a microsecond, a dictionary of them 40 ms to make
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
    """The stems that begin the form, from the longest. A stem that does sorts before the form, and all between the two begin
    with it: so the entry before the place searched says how long the next one can be at most."""
    found: list[tuple[str, str]] = []
    stems, at = lexicon.stems, len(lexicon.stems)
    length = len(form) if len(form) <= LONGEST_WORD else -1
    while length >= 0:
        start = form[:length] + " "
        at = bisect_left(stems, start, 0, at)
        if at < len(stems) and stems[at].startswith(start):
            ending = form[length:]
            for number in stems[at].split(" ")[1:]:
                of_ending = _table(lexicon.paradigms[int(number)]).get(ending, ())
                found += [(sort, form[:length] + base) for sort, base in of_ending]
        if at == 0:
            break
        before = stems[at - 1]
        length -= 1
        while length > 0 and not before.startswith(form[:length]):
            length -= 1
    return tuple(dict.fromkeys(found))


@cache
def load(code: str) -> Lexicon | None:
    """The word list of a language, None where it ships none."""
    file = models.path(code, "lemmas.txt.gz")
    return parse(gzip.decompress(file.read_bytes()).decode("utf-8")) if file is not None else None


@cache
def _table(endings: str) -> dict[str, tuple[tuple[str, str], ...]]:
    """The forms of a paradigm: ending -> (sort, ending of the lemma)."""
    table: dict[str, tuple[tuple[str, str], ...]] = {}
    for cell in endings.split(" "):
        ending, sort, base = cell.split("/")
        table[ending] = (*table.get(ending, ()), (sort, base))
    return table


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
    return Lexicon(tuple(paradigms.split("\n")), stems.split("\n"), exceptions, rules, max((len(ending) for _, ending in rules), default=0))


@lru_cache(maxsize=200_000)
def sorts(form: str, code: str) -> str:
    """The letters of the sorts a plain form can be, in order; "" where it is not listed."""
    lexicon = load(code)
    return "".join(sorted({sort for sort, _ in lexicon.readings(form)})) if lexicon is not None else ""
