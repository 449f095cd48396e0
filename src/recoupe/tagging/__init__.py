"""What a text is made of, word by word: tokens, parts of speech, lemmas. Compact linear models trained by the recipes in
`models/`, shipped in `languages/<code>/models/`; a language without them yields words with no tags, never a crash."""

from __future__ import annotations

from recoupe.tagging.analysis import Analysis, analyse
from recoupe.tagging.lemmas import lemma, lemmas
from recoupe.tagging.tags import tag
from recoupe.tagging.tokens import Words, tokenise

__all__ = ["Analysis", "Words", "analyse", "lemma", "lemmas", "tag", "tokenise"]
