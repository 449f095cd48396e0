"""Pairs of sentences of two reports, each with whether they tell the same thing: what the scorer learns from and is measured on.

- `ecb`: ECB+ (English): sentences of one topic (two look-alike events), the same where they share an event. Annotation CC BY 3.0.
- `stories`: `stories.toml`, invented for recoupe (CC0): facts of one story as four reports tell them, in two languages.

Sentences are read by recoupe itself: items with names, figures, days and acts, weighed over the topic or the story."""

from __future__ import annotations

import gzip
import json
import random
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from recoupe import desk
from recoupe.crosscheck.items import gather
from recoupe.kinds import names as naming
from recoupe.records import Article, EventMention, Examined, Published, Report, Span, Story
from recoupe.sockets import Item

STORIES = Path(__file__).parent / "stories.toml"
ECB = "ecbplus"


@dataclass(frozen=True, slots=True)
class Group:
    """The sentences of one story (or topic) as items, and index pairs with whether they tell the same thing. `name` is what a set
    is split by; `kind` the set, and the languages where it has several ("fr", "en", "fr-en")."""

    name: str
    kind: str
    items: Sequence[Item]
    pairs: Sequence[tuple[int, int, bool]]


def whole_sentences(examined: Examined) -> Examined:
    """The same with one event for each sentence, made of those of its clauses."""
    events = []
    for sentence in examined.sentences:
        inside = [e for e in examined.events if sentence.contains(e.span)]
        acts = tuple(dict.fromkeys(act for e in inside for act in e.acts))
        events.append(EventMention(sentence, sentence.of(examined.article.text), acts[0] if acts else "", acts=acts))
    return replace(examined, events=tuple(events))


def laid_out(examined: Sequence[Examined]) -> Sequence[Item]:
    """The sentences of some articles of one story as items."""
    story = Story("S", "", tuple(r for e in examined for r in e.reports))
    return gather([whole_sentences(e) for e in examined], [story], naming.gather(examined, {})).items["events"]


def _article(name: str, code: str, sentences: Sequence[str], day: str | None) -> Examined:
    spans, at = [], 0
    for sentence in sentences:
        spans.append(Span(at, at + len(sentence)))
        at += len(sentence) + 1
    text = "\n".join(sentences)
    found = desk.find(Article(name, name, text, language=code, published=Published(day, "given" if day else "unknown")))
    return replace(found, sentences=tuple(spans), reports=(Report(name, 0, 0, len(text)),))


# ---------------------------------------------------------------- our own stories


def stories() -> Iterator[Group]:
    """The invented stories: pairs of one language, and pairs across the two."""
    for story in tomllib.loads(STORIES.read_text(encoding="utf-8"))["story"]:
        reports = [_told(story["name"], story["facts"], n) for n in range(4)]
        for kind, chosen in (("fr", reports[:2]), ("en", reports[2:]), ("fr-en", reports)):
            items = laid_out([examined for examined, _ in chosen])
            fact = {(e.article.id, s.start): n for e, order in chosen for s, n in zip(e.sentences, order, strict=True)}
            facts = [fact[i.article.id, i.mention.span.start] for i in items]
            across = kind == "fr-en"
            pairs = [
                (i, j, facts[i] == facts[j])
                for j, b in enumerate(items)
                for i, a in enumerate(items[:j])
                if a.article.id != b.article.id and (a.language != b.language) == across
            ]
            yield Group(story["name"], kind, items, pairs)


def _told(name: str, facts: Sequence[Sequence[str]], version: int) -> tuple[Examined, list[int]]:
    """One report of a story, its facts in an order of its own, and which fact each sentence tells."""
    order = list(range(len(facts)))
    random.Random(f"{name}{version}").shuffle(order)
    sentences = [facts[n][version] for n in order]
    return _article(f"{name}-{version}", "fr" if version < 2 else "en", sentences, "2026-06-10"), order


# ---------------------------------------------------------------- ECB+

_JOINED = (
    (re.compile(r"\s+([.,;:!?%)\]])"), r"\1"),
    (re.compile(r"([(\[$£€])\s+"), r"\1"),
    (re.compile(r"\s+(n't|'(?:s|re|ve|ll|d|m)?)(?=\s|$|[.,])"), r"\1"),
    (re.compile(r"``\s*"), '"'),
    (re.compile(r"\s*''"), '"'),
    (re.compile(r"(\w) - (\w)"), r"\1-\2"),
)


def written(tokens: str) -> str:
    """A tokenised sentence as it would be written."""
    for pattern, instead in _JOINED:
        tokens = pattern.sub(instead, tokens)
    return tokens


def ecb(shared: Path) -> Iterator[Group]:
    """The topics of ECB+, in order."""
    folder = shared / "data" / ECB
    documents: dict[str, list[tuple[str, dict[str, str]]]] = defaultdict(list)
    with gzip.open(folder / "docs.jsonl.gz", "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            documents[row["topic"]].append((row["doc"], row["sentences"]))
    labelled: dict[str, list[tuple[str, int, str, int, bool]]] = defaultdict(list)
    with gzip.open(folder / "sentence_pairs.jsonl.gz", "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            a, b = row["a"], row["b"]
            labelled[row["topic"]].append((a["doc"], a["sent"], b["doc"], b["sent"], row["n_shared_events"] > 0))
    for topic in sorted(documents, key=int):
        place: dict[tuple[str, int], int] = {}
        examined = []
        for name, sentences in sorted(documents[topic]):
            numbers = sorted(sentences, key=int)
            found = _article(name, "en", [written(sentences[n]) for n in numbers], None)
            place |= {(name, int(n)): span.start for n, span in zip(numbers, found.sentences, strict=True)}
            examined.append(found)
        items = laid_out(examined)
        index = {(i.article.id, i.mention.span.start): n for n, i in enumerate(items)}
        pairs = [(index[d, place[d, s]], index[e, place[e, t]], same) for d, s, e, t, same in labelled[topic]]
        yield Group(topic, "ecb", items, pairs)
