"""More pairs of sentences, English, with in-story pairs that tell different things:

- `superpal`: SuperPAL on MultiNews (Apache-2.0): sentences of a summary against those of the articles behind it that are aligned
  with any of its sentences.
- `nanco`: NAnCo (BSD-3-Clause): answers of several outlets to one question, the same where annotators put them in one group."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from models.alignment.pairs import Group, laid_out
from recoupe import desk
from recoupe.records import Article, Examined, Published, Report, Span

SUPERPAL, NANCO = "superpal-multinews", "nanco"


def _passage(name: str, text: str) -> Examined:
    """An article of one sentence."""
    found = desk.find(Article(name, name, text, language="en", published=Published(None, "unknown")))
    return replace(found, sentences=(Span(0, len(text)),), reports=(Report(name, 0, 0, len(text)),))


def nanco(shared: Path) -> Iterator[Group]:
    """Answers to a question, each as an article of one passage."""
    questions = json.loads((shared / "data" / NANCO / "nanco_dataset.json").read_text(encoding="utf-8"))
    for n, question in enumerate(questions):
        answers = question["answers"]
        items = laid_out([_passage(f"{n}-{k}", " ".join(a["Answer"].split())) for k, a in enumerate(answers)])
        label = {f"{n}-{k}": a["cluster_global"] for k, a in enumerate(answers)}
        pairs = [
            (i, j, label[a.article.id] == label[b.article.id])
            for j, b in enumerate(items)
            for i, a in enumerate(items[:j])
            if a.article.id != b.article.id
        ]
        yield Group(str(n), "nanco", items, pairs)


def superpal(shared: Path) -> Iterator[Group]:
    """Sentences of a summary against those of the articles that are aligned with any of its sentences."""
    rows: dict[str, set[tuple[str, str]]] = {}
    for part in ("dev", "test"):
        for line in (shared / "data" / SUPERPAL / f"{part}_MN_only.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            rows.setdefault(row["topic"], set()).add((" ".join(row["scuSentence"].split()), " ".join(row["docSentText"].split())))
    for topic, aligned in sorted(rows.items()):
        left, right = (sorted({pair[n] for pair in aligned}) for n in (0, 1))
        items = laid_out([_passage(f"{topic}-{side}-{k}", s) for side, some in enumerate((left, right)) for k, s in enumerate(some)])
        pairs = [
            (i, j, (a.article.text, b.article.text) in aligned)
            for i, a in enumerate(items)
            for j, b in enumerate(items)
            if "-0-" in a.article.id and "-1-" in b.article.id
        ]
        yield Group(topic, "superpal", items, pairs)
