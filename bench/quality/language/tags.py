"""Parts of speech on the test splits of treebanks: on the treebank's own tokens (accuracy), and as a user meets them: raw
text in, sentences and tokens found by recoupe, then F1 over tokens whose span and tag are both right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from models import common
from recoupe import tagging, text
from recoupe.languages import load

SHORT = {"UD_French-Sequoia": "sequoia", "UD_French-GSD": "gsd", "UD_French-PUD": "pud", "UD_English-EWT": "ewt"}


def treebanks(shared: Path) -> Iterator[tuple[str, str, list[common.Sentence]]]:
    """(language, title, sentences) of every test split. Raises SourceError where the data are missing."""
    for code, tests in common.TREEBANK_TESTS.items():
        found = common.sources(code, (shared / "data" / "training", shared / "data"))
        for name, ending in tests:
            yield code, f"{code}.{SHORT[name]}", common.conllu(found.file(name, ending))


def as_words(sentences: Sequence[common.Sentence]) -> tuple[str, tagging.Words]:
    """The treebank's tokens as recoupe's, on a text in which every sentence is a paragraph."""
    starts: list[int] = []
    ends: list[int] = []
    bounds = []
    at = 0
    for sentence in sentences:
        first = len(starts)
        starts += [at + token.start for token in sentence.tokens]
        ends += [at + token.end for token in sentence.tokens]
        bounds.append((first, len(starts)))
        at += len(sentence.text) + 2
    whole = "\n\n".join(sentence.text for sentence in sentences)
    forms = tuple(token.form for sentence in sentences for token in sentence.tokens)
    return whole, tagging.Words(tuple(starts), tuple(ends), forms, tuple(bounds))


def f1(gold: set[tuple[int, int, str]], found: set[tuple[int, int, str]]) -> float:
    """F1 of labelled spans."""
    return 2 * len(gold & found) / (len(gold) + len(found))


def share(gold: Sequence[str], found: Sequence[str]) -> float:
    """How many labels are the same."""
    return sum(a == b for a, b in zip(gold, found, strict=True)) / len(gold)


def measure(shared: Path, verbose: bool = False) -> dict[str, float]:
    """Marks from 0 to 1, by set. Raises SourceError where the data are missing."""
    marks: dict[str, float] = {}
    for code, title, sentences in treebanks(shared):
        language = load(code)
        whole, words = as_words(sentences)
        gold = [token.upos for sentence in sentences for token in sentence.tokens]
        found = tagging.tag(words, language)
        marks[f"{title}.gold_tokens"] = share(gold, found)
        own = tagging.tokenise(whole, text.sentences(whole, language), language)
        marks[f"{title}.raw_f1"] = f1(set(zip(words.starts, words.ends, gold)), set(zip(own.starts, own.ends, tagging.tag(own, language))))
        if verbose:
            show(title, words.forms, gold, found)
    return marks


def show(title: str, forms: Sequence[str], gold: Sequence[str], found: Sequence[str], key: Callable[[str], str] = str) -> None:
    """Print the commonest misses: what it is, what was said, of which forms."""
    kinds: Counter[tuple[str, str]] = Counter()
    which: dict[tuple[str, str], Counter[str]] = {}
    for form, right, said in zip(forms, gold, found):
        if right != said:
            kinds[key(right), key(said)] += 1
            which.setdefault((key(right), key(said)), Counter())[form] += 1
    for pair, number in kinds.most_common(15):
        print(f"    {title} {pair[0]:>6} told as {pair[1]:<6} {number:4}  {' '.join(form for form, _ in which[pair].most_common(8))}")
