"""Dependency trees: attachment on treebanks that no parser was trained on, and who speaks in inverted quote tags.

The treebanks come with their own tokens and sentences, contractions merged as in running text. `las` and `uas` leave
punctuation out, as spaCy's own figures do; `las_all` counts it. The hand-written sentences of `incises.toml` are cut by
recoupe's own tokens: `incises.head` is the share whose verb has the right subject in the tree (any word of a name will do,
or of a noun phrase that is wholly right), `incises.speaker` the share whose noun phrase is right to the last character.
Needs spaCy and a shipped parser; else nothing is measured."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

from models.common import Sentence, conllu, sources
from recoupe.languages import load
from recoupe.records import Span
from recoupe.tagging.parse import available, parse, trees
from recoupe.tagging.tokens import tokenise

TESTS = {
    "fr": {
        "sequoia": ("UD_French-Sequoia", "test.conllu"),
        "gsd": ("UD_French-GSD", "fr_gsd-ud-test.conllu"),
        "pud": ("UD_French-PUD", "test.conllu"),
    },
    "en": {"ewt": ("UD_English-EWT", "test.conllu.gz")},
}
INCISES = Path(__file__).with_name("incises.toml")


def measure(shared: Path, verbose: bool = False) -> dict[str, float]:
    """Marks from 0 to 1, by language; empty where spaCy is not installed or no parser is shipped."""
    marks: dict[str, float] = {}
    for code in TESTS:
        if available(code):
            marks.update(attachment(code, shared / "data" / "training", verbose))
            marks.update(incises(code, verbose))
    return marks


def attachment(code: str, data: Path, verbose: bool = False) -> dict[str, float]:
    """Attachment scores of the shipped parser on the test treebanks of a language."""
    pinned = sources(code, (data,))
    marks = {}
    for name, pair in TESTS[code].items():
        marks.update({f"{code}.{name}.{mark}": value for mark, value in _attached(code, conllu(pinned.file(*pair)), verbose).items()})
    return marks


def _attached(code: str, sentences: list[Sentence], verbose: bool) -> dict[str, float]:
    count: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for sentence, (heads, deprels) in zip(sentences, trees(code, [s.forms for s in sentences])):
        for token, head, deprel in zip(sentence.tokens, heads, deprels):
            kind = "punct" if token.deprel.startswith("punct") else "word"
            hung = token.head == head
            labelled = hung and token.deprel == deprel
            count[kind] += 1
            count[f"{kind}.uas"] += hung
            count[f"{kind}.las"] += labelled
            wrong[f"{token.deprel} -> {deprel if hung else deprel + ' elsewhere'}"] += not labelled
    if verbose:
        for line, times in wrong.most_common(12):
            print(f"   {times:4} {line}")
    return {
        "las": count["word.las"] / count["word"],
        "uas": count["word.uas"] / count["word"],
        "las_all": (count["word.las"] + count["punct.las"]) / (count["word"] + count["punct"]),
    }


@cache
def _cases() -> dict[str, list[dict[str, str]]]:
    table: dict[str, Any] = tomllib.loads(INCISES.read_text(encoding="utf-8"))
    return table


def incises(code: str, verbose: bool = False) -> dict[str, float]:
    """How often the shipped parser finds who speaks in the hand-written sentences: those that stood while the grafted templates
    were written, and those that were written afterwards (`unseen`)."""
    marks = {}
    for name, cases in (("incises", _cases()[code]), ("incises.unseen", _cases()[f"{code}_unseen"])):
        heads = phrases = 0
        for case in cases:
            found, phrase = speaker(code, case["text"], case["verb"])
            known = found in _bearers(case["head"], case["speaker"]) or phrase == case["speaker"]
            heads += known
            phrases += phrase == case["speaker"]
            if verbose and not (known and phrase == case["speaker"]):
                print(f"   {'edge' if known else 'HEAD'} {case['text']}\n        {found!r}: {phrase!r}")
        marks[f"{code}.{name}.head"] = heads / len(cases)
        marks[f"{code}.{name}.speaker"] = phrases / len(cases)
    return marks


def _bearers(head: str, phrase: str) -> set[str]:
    """The words that may be called the head: any of a name's, for treebanks differ in which they choose."""
    if "|" in head:
        return {word for one in head.split("|") for word in _bearers(one, phrase)}
    words = re.findall(r"[\w-]+|\S", phrase)
    first = last = words.index(head)
    while head[0].isupper() and first and words[first - 1][0].isupper():
        first -= 1
    while head[0].isupper() and last + 1 < len(words) and words[last + 1][0].isupper():
        last += 1
    return set(words[first : last + 1])


def speaker(code: str, text: str, verb: str) -> tuple[str, str]:
    """(head, noun phrase) of the subject of a verb in a sentence, both "" where the tree has none."""
    words = tokenise(text, [Span(0, len(text))], load(code))
    tree = parse(words, load(code))
    at = max((i for i, form in enumerate(words.forms) if form == verb), default=-1)
    if tree is None or at < 0:
        return "", ""
    head = tree.subject(at, 0, len(words))
    if head < 0:
        return "", ""
    first, last = tree.phrase(head, 0, len(words))
    return words.forms[head], text[words.starts[first] : words.ends[last - 1]]
