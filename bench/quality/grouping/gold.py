"""Who is joined on the annotated clusters: reports of two events in one story (false merges), and copies whose reports are
counted as independent (false independence). Both are counted one pair at a time, and weigh more than what is missed.

Sets: `gold` (the shared folder), `examples`, and `later` (clusters written when the rules stood, scored only)."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path
from typing import Any

import recoupe
from bench.quality.parts import ROOT
from recoupe import text as texts
from recoupe.records import Dossier, Report


def measure(shared: Path | None, verbose: bool = False) -> dict[str, float]:
    sets = {"examples": [ROOT / "examples"], "later": sorted((ROOT / "bench" / "quality").glob("later*"))}
    if shared is not None and (shared / "gold").is_dir():
        sets["gold"] = [shared / "gold"]
    marks: dict[str, float] = {}
    for name, roots in sets.items():
        folders = [p.parent for root in roots for p in sorted(root.glob("*/gold.json"))]
        marks |= {f"{name}.all.{mark}": value for mark, value in _joined(folders, verbose).items()}
    return marks


def _joined(folders: list[Path], verbose: bool) -> dict[str, float]:
    places = [str(p) for folder in folders for p in sorted(folder.iterdir()) if p.suffix in (".txt", ".html")]
    dossier = recoupe.check(recoupe.read(places))
    story_of = {report.key: story.id for story in dossier.stories for report in story.reports}
    origin_of = {key: (story.id, n) for story in dossier.stories for n, origin in enumerate(story.origins) for key in origin.reports}
    gold = [(folder, json.loads((folder / "gold.json").read_text(encoding="utf-8"))) for folder in folders]
    labels = {key: label for folder, data in gold for key, label in _labels(dossier, folder, data).items()}
    merged = [(a, b) for a, b in combinations(sorted(labels), 2) if labels[a] != labels[b] and story_of[a] == story_of[b]]
    pairs = alone = 0
    for folder, data in gold:
        for first, second, kind in data["copies"]:
            mine, other = ([key for key in labels if labels[key][0] == folder.name and _file(dossier, key) == f] for f in (first, second))
            together = [(a, b) for a in mine for b in other if labels[a] == labels[b]]
            pairs += len(together)
            parted = [(a, b) for a, b in together if origin_of[a] != origin_of[b]]
            alone += len(parted)
            if verbose and parted:
                print("  independent", folder.name, first, second, kind)
    if verbose:
        for a, b in merged:
            print("  merged", labels[a], labels[b])
    return {"false_merges": len(merged), "false_independent": alone, "copies": pairs}


def _file(dossier: Dossier, key: tuple[str, int]) -> str:
    return Path(next(a.source for a in dossier.articles if a.id == key[0])).name


def _labels(dossier: Dossier, folder: Path, data: Any) -> dict[tuple[str, int], tuple[str, str]]:
    """Report -> (cluster, story), for those that the gold places."""
    out = {}
    bodies = {a.id: a.text for a in dossier.articles}
    held: dict[str, list[Report]] = {}
    for story in dossier.stories:
        for report in story.reports:
            source = Path(next(a.source for a in dossier.articles if a.id == report.article))
            if source.parent.name == folder.name:
                held.setdefault(source.name, []).append(report)
    for story in data["stories"]:
        for item in story["files"]:
            name, start = (item, "") if isinstance(item, str) else (item["file"], item["starts_with"])
            for report in held.get(name, ()):
                body = texts.folded(bodies[report.article][report.start : report.end])
                if texts.folded(start)[:50] in body and (start or len(held[name]) == 1):
                    out[report.key] = (folder.name, story["name"])
    return out
