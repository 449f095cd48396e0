"""The word list of a language: which parts of speech a form can be, and of which lemma it is a form.

One file, `languages/<code>/models/lemmas.txt.gz`, made by the recipe `models/lemmas.py`, in three parts parted by an empty
line. Legible on purpose (the licences of its sources ask for that):

    é/K/er e/V/er ...<TAB>aim chant parl     forms of a word as stem + ending / sort / ending of the lemma; the stems that go so
    les/D/le                                 what a treebank says of a form where the list says otherwise
    é/K/1/er                                 for forms not listed: an ending, a sort, how much to cut off, what to put on

A sort is one letter: `SORTS` says which part of speech it stands for."""

from __future__ import annotations

import gzip
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
LONGEST_ENDING = 14  # code points; no paradigm has a longer one but those whose stem is empty


@dataclass(frozen=True, slots=True)
class _Lexicon:
    stems: dict[str, tuple[int, ...]]
    paradigms: tuple[dict[str, tuple[tuple[str, str], ...]], ...]  # ending -> (sort, ending of the lemma)
    exceptions: dict[tuple[str, str], str]  # (form, part of speech) -> lemma
    endings: dict[tuple[str, str], tuple[int, str]]  # (part of speech, ending) -> cut, add
    deepest: int


@cache
def _lexicon(code: str) -> _Lexicon | None:
    file = models.path(code, "lemmas.txt.gz")
    if file is None:
        return None
    return parse(gzip.decompress(file.read_bytes()).decode("utf-8"))


def parse(text: str) -> _Lexicon:
    """The lexicon that a file's text describes."""
    listed, said, guessed = text.split("\n\n")
    stems: dict[str, tuple[int, ...]] = {}
    paradigms: list[dict[str, tuple[tuple[str, str], ...]]] = []
    for number, row in enumerate(listed.split("\n")):
        endings, _, of = row.partition("\t")
        table: dict[str, tuple[tuple[str, str], ...]] = {}
        for cell in endings.split(" "):
            ending, sort, base = cell.split("/")
            table[ending] = (*table.get(ending, ()), (sort, base))
        paradigms.append(table)
        own = (number,)
        for stem in of.split(" "):
            stems[stem] = stems[stem] + own if stem in stems else own
    exceptions = {}
    for row in filter(None, said.split("\n")):
        form, sort, base = row.split("\t")
        exceptions[form, SORTS[sort]] = base
    rules = {}
    for row in filter(None, guessed.strip().split("\n")):
        ending, sort, cut, add = row.split("/")
        rules[SORTS[sort], ending] = (int(cut), add)
    return _Lexicon(stems, tuple(paradigms), exceptions, rules, max((len(e) for _, e in rules), default=0))


def readings(form: str, code: str) -> tuple[tuple[str, str], ...]:
    """(sort, lemma) of every word the form (in lower case, straight apostrophes) is listed under; () where it is not."""
    lexicon = _lexicon(code)
    return _readings(form, lexicon) if lexicon is not None else ()


def _readings(form: str, lexicon: _Lexicon) -> tuple[tuple[str, str], ...]:
    stems, paradigms = lexicon.stems, lexicon.paradigms
    found: list[tuple[str, str]] = []
    for at in range(max(0, len(form) - LONGEST_ENDING), len(form) + 1):
        stem = form[:at]
        for number in stems.get(stem, ()):
            for sort, base in paradigms[number].get(form[at:], ()):
                found.append((sort, stem + base))
    if len(form) > LONGEST_ENDING and "" in stems:
        for number in stems[""]:
            found.extend(paradigms[number].get(form, ()))
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=200_000)
def sorts(form: str, code: str) -> str:
    """The letters of the sorts a form (in lower case) can be, sorted; "" where it is not listed."""
    return "".join(sorted({sort for sort, _ in readings(form, code)}))
