"""The words of one text with their tags, worked out once however many kinds ask for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from recoupe.languages import Language
from recoupe.records import Span
from recoupe.tagging.lemmas import lemmas
from recoupe.tagging.tags import tag
from recoupe.tagging.tokens import Words, tokenise


@dataclass(frozen=True, slots=True)
class Analysis:
    """The tokens of a text and, in parallel, their parts of speech (UPOS; empty where the language has no model)."""

    words: Words
    tags: tuple[str, ...]
    language: Language

    def lemmas(self) -> tuple[str, ...]:
        """The lemma of each token (empty where the language has no model)."""
        return lemmas(self.words, self.tags, self.language)


@lru_cache(maxsize=4)
def _analysed(text: str, sentences: tuple[Span, ...], language: Language) -> Analysis:
    words = tokenise(text, sentences, language)
    return Analysis(words, tag(words, language), language)


def analyse(text: str, sentences: Sequence[Span], language: Language) -> Analysis:
    """The analysis of a text cut into these sentences. The last few texts are kept: the kinds ask one after the other."""
    return _analysed(text, tuple(sentences), language)
