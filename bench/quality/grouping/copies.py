"""How well copies are found: a set of damaged French copies, whole articles in digests made of them, natural reuse.

Among damaged copies and digests only what calls itself a copy counts as found ("passage", "retold" and "excerpt" links do not); for
natural reuse every link does."""

from __future__ import annotations

import gzip
import hashlib
import json
import random
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

from bench.quality.parts import held
from recoupe import text as texts
from recoupe.grouping import copies
from recoupe.grouping.sheets import lay_out
from recoupe.languages import load
from recoupe.records import Article, Copy, Examined, Report

SYNTHETIC = Path("data", "neardup_fr_synth")
RPM2 = Path("data", "rpm2_fr")
REUSE = Path(__file__).parents[1] / "corpora" / "reuse_fr.json"
REWRITTEN = REUSE.with_name("rewritten.toml")
COPIED = ("copy", "partial")
Pair = frozenset[str]


def measure(shared: Path, verbose: bool = False) -> dict[str, float]:
    return {
        **_synthetic(shared / SYNTHETIC, shared / RPM2, verbose),
        **_digests(shared / RPM2, verbose),
        **_reuse(shared / RPM2, verbose),
        **_rewritten(shared / RPM2, verbose),
    }


def whole(name: str, text: str, day: str | None = None, language: str = "fr") -> Examined:
    """A text as one report, without any of the mentions that are found in it (copies need none)."""
    article = Article(name, name, text, language=language)
    return Examined(article, (Report(name, 0, 0, len(text)),), texts.sentences(text, load(language)))


def lines(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def pairs_of(found: Iterable[Copy]) -> dict[Pair, Copy]:
    """Every two articles that one record names, with the first such record."""
    out: dict[Pair, Copy] = {}
    for copy in found:
        for pair in combinations(copy.articles, 2):
            out.setdefault(frozenset(pair), copy)
    return out


# ---------------------------------------------------------------- damaged copies


def _synthetic(folder: Path, rpm2: Path, verbose: bool) -> dict[str, float]:
    """Precision and recall over the pairs (copy, parent), by kind of damage. Copies of one parent are copies of each other
    too and count for nothing, nor do the pairs that are alike in nature (and what is made of them)."""
    docs = lines(folder / "docs.jsonl.gz")
    gold = {frozenset((row["a"], row["b"])): row["kind"] for row in lines(folder / "gold_pairs.jsonl")}
    parents: Mapping[str, set[str]] = {doc["id"]: set(doc["parents"] or (doc["id"],)) for doc in docs}
    natural = {frozenset((row["a"], row["b"])) for row in lines(rpm2 / "natural_reuse_pairs_silver.jsonl")}

    def aside(pair: Pair) -> bool:
        a, b = sorted(pair)
        return bool(parents[a] & parents[b]) or any(frozenset((x, y)) in natural for x in parents[a] for y in parents[b])

    found = pairs_of(copies.find([whole(doc["id"], doc["text"]) for doc in docs]))
    marks: dict[str, float] = {}
    for part, inside in (("seen", False), ("held", True)):
        wanted = {pair for pair in gold if held(min(parents[max(pair)] | parents[min(pair)])) == inside}
        false = [pair for pair in found if pair not in gold and not aside(pair) and held(min(pair)) == inside]
        right = wanted & found.keys()
        marks[f"synthetic.{part}.precision"] = len(right) / max(1, len(right) + len(false))
        marks[f"synthetic.{part}.recall"] = len(right) / len(wanted)
        for kind in sorted(set(gold.values())):
            mine = {pair for pair in wanted if gold[pair] == kind}
            marks[f"synthetic.{part}.{kind}"] = len(mine & right) / max(1, len(mine))
        if verbose and not inside:
            for pair in sorted(map(sorted, wanted - right)):
                print("  missed", gold[frozenset(pair)], *pair)
            for pair in sorted(map(sorted, false)):
                print("  false", found[frozenset(pair)].kind, *pair)
    return marks


# ---------------------------------------------------------------- digests


def _digests(rpm2: Path, verbose: bool, count: int = 60) -> dict[str, float]:
    """Whole articles inside digests of four, each of another topic: found, and said to be in the digest and not the other
    way round."""
    rng = random.Random(5)
    docs = lines(rpm2 / "docs.jsonl.gz")
    topics = sorted({doc["topic"] for doc in docs})
    examined: list[Examined] = [whole(doc["id"], doc["text"]) for doc in docs]
    gold: list[tuple[str, str]] = []
    for n in range(count):
        items: Sequence[Any] = [rng.choice([doc for doc in docs if doc["topic"] == topic]) for topic in rng.sample(topics, 4)]
        name = f"digest{n:03}"
        examined.append(whole(name, "\n\n".join(item["text"] for item in items)))
        gold += [(item["id"], name) for item in items]
    found = pairs_of(copies.find(examined))
    missing = []
    for item, digest in gold:
        copy = found.get(frozenset((item, digest)))
        if copy is None or copy.kind != "contained" or copy.original != item:
            missing.append((item, digest, copy.kind if copy else "none"))
    if verbose:
        for row in missing:
            print("  missed", *row)
    return {"digest.all.recall": 1 - len(missing) / len(gold)}


# ---------------------------------------------------------------- reuse as it is found


def _reuse(rpm2: Path, verbose: bool) -> dict[str, float]:
    """Copied prose between press articles (labels "copy" and "partial") against quotation alone and nothing ("quotation",
    "none"); pairs that may be called either way count for nothing. A link between any other two articles is false."""
    docs = lines(rpm2 / "docs.jsonl.gz")
    data = json.loads(REUSE.read_text(encoding="utf-8"))
    text = {doc["id"]: doc["text"] for doc in docs}
    for name, digest in data["sha256"].items():
        if hashlib.sha256(text[name].encode()).hexdigest() != digest:
            raise ValueError(f"{name} is not the text that was labelled")
    sheets = lay_out([whole(name, body) for name, body in text.items()])
    found = {frozenset((link.a[0], link.b[0])): link.kind for link in copies.links(sheets)}
    counts: dict[str, Counter[str]] = {"seen": Counter(), "held": Counter()}
    labelled = {frozenset((row["a"], row["b"])) for row in data["pairs"]}
    for pair in found.keys() - labelled:
        counts["held" if held(" ".join(sorted(pair))) else "seen"]["false"] += 1
    for row in data["pairs"]:
        pair = frozenset((row["a"], row["b"]))
        part = "held" if held(f"{row['a']} {row['b']}") else "seen"
        copied = row["label"] in COPIED
        if any((other in COPIED) != copied for other in row["also"]):
            continue
        outcome = {(True, True): "right", (True, False): "missed", (False, True): "false"}.get((copied, pair in found), "")
        counts[part][outcome] += 1
        if verbose and part == "seen" and outcome in ("missed", "false"):
            print(" ", outcome, row["label"], found.get(pair, ""), *sorted(pair))
    marks = {}
    for part, count in counts.items():
        marks[f"reuse.{part}.precision"] = count["right"] / max(1, count["right"] + count["false"])
        marks[f"reuse.{part}.recall"] = count["right"] / max(1, count["right"] + count["missed"])
        marks[f"reuse.{part}.f"] = 2 * count["right"] / max(1, 2 * count["right"] + count["false"] + count["missed"])
    return marks


# ---------------------------------------------------------------- rewritten


def _rewritten(rpm2: Path, verbose: bool) -> dict[str, float]:
    """Paraphrases among real news: those told to be rewritten, those at least counted once, and reports of the same event by
    others that are taken for either."""
    events = tomllib.loads(REWRITTEN.read_text(encoding="utf-8"))["event"]
    examined = [whole(doc["id"], doc["text"]) for doc in lines(rpm2 / "docs.jsonl.gz")]
    for event in events:
        examined += [whole(f"{event['id']}.{part}", event[part], event["language"]) for part in ("dispatch", "paraphrase", "other")]
    kinds = {frozenset((link.a[0], link.b[0])): link for link in copies.links(lay_out(examined))}
    called = once = false = 0
    for event in events:
        dispatch, paraphrase, other = (f"{event['id']}.{part}" for part in ("dispatch", "paraphrase", "other"))
        link = kinds.get(frozenset((dispatch, paraphrase)))
        called += link is not None and link.kind in ("rewritten", "near", "contained")
        once += link is not None and link.kind in copies.DEPENDENT
        false += sum(frozenset((one, other)) in kinds for one in (dispatch, paraphrase))
        if verbose:
            print(" ", event["id"], (link.kind, round(link.overlap, 2)) if link else "no link")
    return {"rewritten.all.called": called / len(events), "rewritten.all.once": once / len(events), "rewritten.all.false": float(false)}
