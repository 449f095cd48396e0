"""The words of one text, their tags and lemmas: each worked out once, however many kinds ask for them, and not before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from recoupe.languages import Language
from recoupe.records import Span
from recoupe.tagging.lemmas import lemmas
from recoupe.tagging.tags import tag
from recoupe.tagging.tokens import Words, tokenise


@dataclass(frozen=True)
class Analysis:
    """The tokens of a text; in parallel to them, when asked for, what they are."""

    words: Words
    language: Language

    @cached_property
    def tags(self) -> tuple[str, ...]:
        """The part of speech (UPOS) of each token; empty where the language has no model."""
        return tag(self.words, self.language)

    @cached_property
    def lemmas(self) -> tuple[str, ...]:
        """The lemma of each token; empty where the language has no model."""
        return lemmas(self.words, self.tags, self.language)


@lru_cache(maxsize=4)
def _analysed(text: str, sentences: tuple[Span, ...], language: Language) -> Analysis:
    return Analysis(tokenise(text, sentences, language), language)


def analyse(text: str, sentences: Sequence[Span], language: Language) -> Analysis:
    """The analysis of a text cut into these sentences. The last few texts are kept: the kinds ask one after the other."""
    return _analysed(text, tuple(sentences), language)
