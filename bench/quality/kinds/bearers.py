"""Who is who over a dossier: pairs of names written for this (`bench/quality/corpora/names_pairs*.toml`) that must be joined, kept
apart, or joined with one form marked as suspect; and whom a description or a pronoun stands for (`bearers*.toml`).

Marks are shares of the pairs judged right: `join`, `apart`, `suspect`; `found` are the pairs both of whose names were found at
all (the others count as wrong, but for `apart`, where they are left out). `resolved`: descriptions led to whom they
should be, or to nobody where the text does not say; `wrong`: of those led to somebody, the share led to the wrong one."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bench.quality.parts import ROOT
from recoupe import desk
from recoupe.kinds.coreference import bearers
from recoupe.kinds.names import gather
from recoupe.languages import load
from recoupe.records import Article, Name, Published, Span
from recoupe.sockets import Reading
from recoupe.text import folded

CORPORA = ROOT / "bench" / "quality" / "corpora"
SETS = {"first": "names_pairs.toml", "later": "names_pairs_later.toml"}
"""The pairs that the rules were written with, and those written when they stood (the first score: join .82, apart .97, suspect
.50; what was missed was then looked at, too)."""


def judged(pair: Mapping[str, Any]) -> str:
    """What the gathering makes of a pair: "join", "apart", "suspect", or "missing" where a name is not found."""
    examined = [
        desk.find(Article(f"a{n}", f"{n}.txt", text, outlet=f"Journal {n}", language=language, published=Published("2031-03-04", "given")))
        for n, (language, text) in enumerate(pair["articles"])
    ]
    names = gather(examined)
    one, two = (_bearer(names, name) for name in pair["names"])
    if one is None or two is None:
        return "missing"
    if one is not two:
        return "apart"
    return "suspect" if any(f.suspect and folded(f.form) == folded(pair["names"][0]) for f in one.forms) else "join"


def _bearer(names: tuple[Name, ...], wanted: str) -> Name | None:
    return next((name for name in names if any(folded(f.form) == folded(wanted) for f in name.forms)), None)


def measure(shared: Path | None, verbose: bool = False) -> dict[str, float]:
    """The marks of both sets; `shared` is not needed."""
    marks: dict[str, float] = {}
    for group, file in SETS.items():
        n: Counter[str] = Counter()
        for pair in tomllib.loads((CORPORA / file).read_text(encoding="utf-8"))["pair"]:
            verdict, wanted = judged(pair), pair["expect"]
            n["found of"] += 1
            n["found"] += verdict != "missing"
            if verdict == "missing" and wanted == "apart":
                continue
            n[f"{wanted} of"] += 1
            n[wanted] += verdict == wanted
            if verbose and verdict != wanted:
                print(f"    {group:6} {wanted:8} got {verdict:8} {' | '.join(pair['names'])}")
        marks |= {f"{group}.{mark}": n[mark] / n[f"{mark} of"] for mark in ("join", "apart", "suspect", "found")}
    return marks | _resolved("first", "bearers.toml", verbose) | _resolved("later", "bearers_later.toml", verbose)


def _resolved(group: str, file: str, verbose: bool) -> dict[str, float]:
    right = given = wrong = 0
    cases = tomllib.loads((CORPORA / file).read_text(encoding="utf-8"))["case"]
    for case in cases:
        start, end = case["text"].index("["), case["text"].index("]") - 1
        text = case["text"].replace("[", "").replace("]", "")
        found = desk.find(Article("a", "a", text, language=case["language"], published=Published("2031-03-04", "given")))
        language = load(found.article.language)
        reading = Reading(found.article, language, found.reports, found.sentences, found.names, found.dates, found.figures, found.quotes)
        name = bearers(reading).resolve(Span(start, end)) or ""
        right += name == case["bearer"]
        given += bool(name)
        wrong += bool(name) and name != case["bearer"]
        if verbose and name != case["bearer"]:
            print(f"    {group} resolved got {name or 'nobody'}, not {case['bearer'] or 'nobody'}: {case['text']}")
    return {f"{group}.resolved": right / len(cases), f"{group}.wrong": wrong / max(1, given)}
