"""Two figures of two real reports of one event: are they told to conflict where they do, and only there?

Pairs of figures from ECB+, labelled by hand as the same, in conflict, an update or a bound, a coarser wording, or of different
things; only a conflict may be called one. The two articles of a pair, as if of one day, make a dossier; a pair is called a
conflict when one finding of a discrepancy or a dispute has evidence on both figures, and an update when one of an update has.

Marks: "<seen | held | all>.precision", ".recall" of conflicts, ".updates" (the share of updates and bounds that are not called a
conflict)."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.quality.crosscheck.perturbation import remembering
from bench.quality.crosscheck.perturbed.bases import detokenised
from bench.quality.parts import held
from recoupe import desk
from recoupe.records import Article, Published, Span
from recoupe.sockets import Engine

DAY = "2006-06-01"
"""The day that is given for both articles: the set has none, and reports without a day are hardly compared."""


@dataclass(frozen=True, slots=True)
class Side:
    """One figure of a pair: the article, and the text of the sentence and of the figure as it is usually written."""

    doc: str
    sentence: str
    figure: str


@dataclass(frozen=True, slots=True)
class Pair:
    id: str
    label: str
    sides: tuple[Side, Side]


def pairs(shared: Path) -> list[Pair]:
    rows = (shared / "data" / "figure-pairs-ecb" / "figure_pairs.jsonl").read_text(encoding="utf-8").splitlines()
    return [
        Pair(row["id"], row["label"], (_side(row["a"]), _side(row["b"]))) for row in (json.loads(line) for line in rows) if row["label"]
    ]


def _side(row: Mapping[str, Any]) -> Side:
    return Side(row["doc"], detokenised(row["text"]), detokenised(row["span"]))


def documents(shared: Path) -> dict[str, str]:
    """The articles by name."""
    with gzip.open(shared / "data" / "ecbplus" / "docs.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return {row["doc"]: detokenised("\n".join(s for s in row["sentences"].values() if "http" not in s)) for row in rows}


def verdict(pair: Pair, texts: Mapping[str, str], engine: Engine) -> str:
    """What the dossier of the two articles tells of the two figures: "conflict", "update", "same" or "" (nothing)."""
    articles = [
        Article(
            "",
            f"{n}.txt",
            texts.get(side.doc, side.sentence),
            outlet=f"Outlet {side.doc}",
            language="en",
            published=Published(DAY, "given"),
        )
        for n, side in enumerate(pair.sides)
    ]
    made = desk.check(articles, engine=engine, today="2026-12-31")
    spots = {a.id: _spot(a.text, pair.sides[int(a.source[0])]) for a in made.articles}
    told = ""
    for finding in made.findings:
        on = {e.article for e in finding.evidence if (spot := spots[e.article]) is not None and e.span.overlap(spot)}
        if len(on) == 2:
            now = {"discrepancy": "conflict", "disputed": "conflict", "updated": "update"}.get(finding.status, "same")
            told = min(told or "z", now)  # "conflict" before "same" before "update": what is told first counts
    return told


def _spot(text: str, side: Side) -> Span | None:
    start = text.find(side.sentence)
    at = text.find(side.figure, max(start, 0))
    return Span(at, at + len(side.figure)) if at >= 0 else None


def measure(shared: Path, verbose: bool = False) -> dict[str, float]:
    texts, engine = documents(shared), remembering()
    told = [(pair, verdict(pair, texts, engine)) for pair in pairs(shared)]
    marks: dict[str, float] = {}
    for part in ("seen", "held", "all"):
        some = [(p, v) for p, v in told if part == "all" or held(f"figure-pairs {p.id}") == (part == "held")]
        called = [p.label == "conflict" for p, v in some if v == "conflict"]
        meant = [v == "conflict" for p, v in some if p.label == "conflict"]
        later = [v != "conflict" for p, v in some if p.label == "update_or_bound"]
        marks[f"{part}.precision"] = sum(called) / len(called) if called else 1.0
        marks[f"{part}.recall"] = sum(meant) / len(meant) if meant else 1.0
        marks[f"{part}.updates"] = sum(later) / len(later) if later else 1.0
    for pair, found in told if verbose else ():
        if not held(f"figure-pairs {pair.id}") and (found == "conflict") != (pair.label == "conflict"):
            one, other = pair.sides
            print(f"  {pair.id} {pair.label}, told {found or 'nothing'}: {one.figure!r} {one.sentence[:110]!r}")
            print(f"      {other.figure!r} {other.sentence[:110]!r}")
    return marks
