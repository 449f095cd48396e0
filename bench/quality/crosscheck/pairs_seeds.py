"""The seeds as pairs of sentences: which of five real French articles their gold brings together."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from models.alignment import pairs as corpora
from recoupe import desk, readers
from recoupe.records import Span
from recoupe.sockets import Item


def seeds(shared: Path) -> corpora.Group:
    """Sentences of five real articles, all of two articles paired; right where the gold has both in what is corroborated or carried
    by two files. A pair that is only in another finding (a discrepancy, a dispute) is left out."""
    folder = shared / "gold" / "seeds"
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    examined = desk.check(list(readers.read([str(f) for f in sorted(folder.glob("*.txt"))])), jobs=1)
    found = [desk.find(a) for a in examined.articles]
    items = corpora.laid_out(found)
    right: set[tuple[int, int]] = set()
    unsure: set[tuple[int, int]] = set()
    for finding in gold["findings"]:
        members = sorted({n for e in finding["evidence"] for n in _holding(e, items)})
        together = {(i, j) for j in members for i in members if i < j}
        (right if finding["status"] in ("corroborated", "single-source") else unsure).update(together)
    pairs = [
        (i, j, (i, j) in right)
        for j, b in enumerate(items)
        for i, a in enumerate(items[:j])
        if a.article.id != b.article.id and ((i, j) in right or (i, j) not in unsure)
    ]
    return corpora.Group("seeds", "seeds", items, pairs)


def told(shared: Path) -> tuple[float, float]:
    """(precision, recall) of the pairs of sentences that the dossier itself brings together, in one finding in which its evidence
    agrees: what a reader is shown, against the same pairs of the gold. A precision of 1 where it brings none together."""
    group = seeds(shared)
    folder = shared / "gold" / "seeds"
    dossier = desk.check(list(readers.read([str(f) for f in sorted(folder.glob("*.txt"))])), jobs=1)
    place = {(i.article.id, i.sentence.start): n for n, i in enumerate(group.items)}
    shown: set[frozenset[int]] = set()
    for finding in dossier.findings:
        if finding.status in ("corroborated", "single-source"):
            members = {place[e.article, e.sentence.start] for e in finding.evidence if (e.article, e.sentence.start) in place}
            shown |= {frozenset((i, j)) for i in members for j in members if i < j}
    judged = {frozenset((i, j)): same for i, j, same in group.pairs}
    taken = [judged[pair] for pair in sorted(shown, key=sorted) if pair in judged]
    return sum(taken) / len(taken) if taken else 1.0, sum(taken) / max(1, sum(judged.values()))


def _holding(evidence: Mapping[str, Any], items: Sequence[Item]) -> list[int]:
    """The sentences that a piece of the gold's evidence stands in."""
    out = []
    for n, item in enumerate(items):
        if not item.article.source.endswith(evidence["file"]):
            continue
        text = _plain(item.article.text)
        before = _plain(evidence.get("prefix", ""))
        at = text.find(before + _plain(evidence["exact"]))
        at = at + len(before) if at >= 0 else text.find(_plain(evidence["exact"]))
        if at >= 0 and item.sentence.overlap(Span(at, at + len(evidence["exact"]))):
            out.append(n)
    return out


def _plain(text: str) -> str:
    """The text with its white space and apostrophes alike, as long as it was."""
    return re.sub(r"\s", " ", text.replace("’", "'"))
