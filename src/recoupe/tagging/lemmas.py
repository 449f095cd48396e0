"""Lemmas: the word list's where it has the form under that part of speech, else a guess by its ending."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from recoupe.languages import Language
from recoupe.tagging import lexicon
from recoupe.tagging.tokens import Words


@lru_cache(maxsize=200_000)
def lemma(form: str, tag: str, code: str) -> str:
    """The lemma of a form with that part of speech (UPOS): the infinitive of a verb, the singular of a noun, a name as it
    stands. The form itself in a language without a word list."""
    words = lexicon.load(code)
    return words.lemma(form, tag) if words is not None else form


def lemmas(words: Words, tags: Sequence[str], language: Language) -> tuple[str, ...]:
    """The lemma of each token, given its part of speech; () in a language without a word list, or without tags."""
    code = language.code
    if len(tags) != len(words) or lexicon.load(code) is None:
        return ()
    return tuple([lemma(form, tag, code) for form, tag in zip(words.forms, tags)])
