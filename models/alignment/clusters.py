"""Pairs of clauses of whole reports, as a dossier compares them:

- `small`, `later`: annotated clusters of invented reports, ours (`models/alignment/clusters`, `bench/quality/later*`): two clauses
  tell one thing where both stand in the evidence of one finding, whatever value each gives. What their gold does not list counts as
  different, though some of it is not: the larger ones count less.
- `press`: clauses of real French reports (RPM2), read by one of us; stand-off labels in `press.tsv`."""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import recoupe
from recoupe import crosscheck, desk, grouping
from recoupe.kinds import KINDS
from recoupe.kinds import names as naming
from recoupe.records import Article, Published, Span
from recoupe.sockets import Item

HERE = Path(__file__).parent
SMALL = HERE / "clusters"
LATER = HERE.parent.parent / "bench" / "quality"
PRESS = HERE / "press.tsv"
RPM2 = "rpm2_fr"


@dataclass(frozen=True, slots=True)
class Weighed:
    """The clauses of a dossier as items, and index pairs: whether they tell one thing, and how much the pair counts."""

    name: str
    kind: str
    items: Sequence[Item]
    pairs: Sequence[tuple[int, int, bool, float]]


def _items(articles: Sequence[Article]) -> tuple[Sequence[Item], Mapping[str, str]]:
    """The clauses of a dossier as the cross-check gets them; and the source of each article."""
    material, _ = desk._identified(articles)
    examined = [desk.examine(a) for a in material]
    grouped = grouping.group(examined)
    dated = desk._dated(examined, grouped, KINDS)
    grouped = grouping.group(dated)
    names = naming.gather(dated, {})
    gathered = crosscheck.gather(dated, grouped.scopes, names, grouped.excerpts)
    return gathered.items.get("events", ()), {a.id: a.source for a in material}


def clusters() -> Iterator[Weighed]:
    """The annotated clusters, in order."""
    folders = [("small", f.parent, 1.0) for f in SMALL.glob("*/gold.json")] + [
        ("later", f.parent, 0.3) for f in LATER.glob("later*/*/gold.json")
    ]
    for kind, folder, weight in sorted(folders, key=lambda f: (f[0], f[1].name)):
        gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
        files = sorted(f for f in folder.iterdir() if f.suffix in (".txt", ".html"))
        items, source = _items([a for a in recoupe.read(files) if isinstance(a, Article)])
        told = [_told(item, Path(source[item.article.id]).name, gold["findings"]) for item in items]
        pairs = [
            (i, j, bool(told[i] & told[j]), weight)
            for i, j in combinations(range(len(items)), 2)
            if items[i].report.key != items[j].report.key and items[i].language == items[j].language
        ]
        yield Weighed(folder.name, kind, items, pairs)


def _told(item: Item, file: str, findings: Sequence[Mapping[str, Any]]) -> frozenset[int]:
    """The findings in whose evidence a clause stands, by number."""
    text = item.article.text
    out = set()
    for number, finding in enumerate(findings):
        for proof in finding["evidence"] if finding["status"] != "single-source" else ():
            if proof["file"] == file:
                where = _located(text, proof)
                if where is not None and where.overlap(item.mention.span):
                    out.add(number)
    return frozenset(out)


def _located(text: str, proof: Mapping[str, str]) -> Span | None:
    """Where a passage stands: the first place after its prefix and before its suffix, white space and apostrophes as they come."""

    def plain(words: str) -> str:
        return words.replace("’", "'").replace("\xa0", " ").replace("\u202f", " ").replace("\n", " ")

    whole, exact = plain(text), plain(proof["exact"])
    start = whole.find(plain(proof.get("prefix", "")) + exact + plain(proof.get("suffix", "")))
    if start < 0:
        start = whole.find(exact)
        return Span(start, start + len(exact)) if start >= 0 else None
    start += len(plain(proof.get("prefix", "")))
    return Span(start, start + len(exact))


def press(shared: Path) -> Iterator[Weighed]:
    """The labelled pairs of real reports: all reports are one dossier, in which everything is weighed."""
    with gzip.open(shared / "data" / RPM2 / "docs.jsonl.gz", "rt", encoding="utf-8") as lines:
        documents = [json.loads(line) for line in lines]
    items, source = _items(
        [Article(d["id"], d["id"], d["text"], d["title"], language="fr", published=Published(None, "unknown")) for d in documents]
    )
    at = {(source[i.article.id], i.mention.span.start, i.mention.span.end): n for n, i in enumerate(items)}
    pairs: dict[str, list[tuple[int, int, bool, float]]] = defaultdict(list)
    for line in PRESS.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            one, s, e, other, t, f, same, weight = line.split("\t")
            left, right = at.get((one, int(s), int(e))), at.get((other, int(t), int(f)))
            if left is not None and right is not None:
                pairs[one[:3]].append((left, right, same == "1", float(weight)))
    for topic, found in sorted(pairs.items()):
        yield Weighed(topic, "press", items, found)
