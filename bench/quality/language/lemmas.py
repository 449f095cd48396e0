"""Lemmas on the test splits of treebanks: given the right parts of speech, given those that recoupe finds on the treebank's
tokens, and from raw text (F1 over tokens whose span and lemma are both right)."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from bench.quality.language.tags import as_words, f1, share, treebanks
from recoupe import tagging, text
from recoupe.languages import load


def measure(shared: Path, verbose: bool = False) -> dict[str, float]:
    """Marks from 0 to 1, by set. Raises SourceError where the data are missing."""
    marks: dict[str, float] = {}
    for code, title, sentences in treebanks(shared):
        language = load(code)
        whole, words = as_words(sentences)
        tokens = [token for sentence in sentences for token in sentence.tokens]
        gold = [token.lemma for token in tokens]
        found = tagging.lemmas(words, tagging.tag(words, language), language)
        marks[f"{title}.gold_tags"] = share(gold, tagging.lemmas(words, [token.upos for token in tokens], language))
        marks[f"{title}.found_tags"] = share(gold, found)
        own = tagging.tokenise(whole, text.sentences(whole, language), language)
        said = tagging.lemmas(own, tagging.tag(own, language), language)
        marks[f"{title}.raw_f1"] = f1(set(zip(words.starts, words.ends, gold)), set(zip(own.starts, own.ends, said)))
        if verbose:
            misses = Counter((t.form, t.upos, t.lemma, lemma) for t, lemma in zip(tokens, found) if t.lemma != lemma)
            for (form, tag, right, lemma), number in misses.most_common(25):
                print(f"    {title} {form} ({tag}) is of {right}, told as {lemma}: {number}")
    return marks
