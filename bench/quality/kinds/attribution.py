"""Who says what, on public attributions: PolNeAR (English political news, annotated by hand) and clauses drawn from French
treebanks by rule (silver). Only the hand-written rules are measured: the optional parser is switched off.

PolNeAR counts every attribution: also beliefs, hopes and intentions ("wants", "plans to"), and statements without content.
Marks, by part of the set: `content_f` characters of what is attributed, against ours with a source given; `found` attributions
whose content one of ours shares by half (of the shorter); `right` ours that share so much with an attribution; `source` found ones
whose source is ours. By `direct`, `mixed` and `indirect`: `found` and `right` alone."""

from __future__ import annotations

import gzip
import json
import os
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from bench.quality.parts import held
from recoupe import desk
from recoupe.kinds.statements.parsed import SWITCH
from recoupe.records import Article, Quote

KINDS = ("direct", "mixed", "indirect")


def _quotes(text: str, language: str, day: str | None = None) -> tuple[Quote, ...]:
    os.environ[SWITCH] = "off"
    return tuple(desk.find(Article("a", "a", text, language=language)).quotes)


def _share(one: tuple[int, int], other: tuple[int, int]) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def _overlaps(quote: Quote, pieces: Sequence[tuple[int, int]]) -> bool:
    """Whether a statement shares half of the shorter of itself and one piece of an attribution."""
    span = (quote.span.start, quote.span.end)
    return any(2 * _share(span, p) > min(p[1] - p[0], span[1] - span[0]) for p in pieces)


def _same_source(quote: Quote, source: str) -> bool:
    """Whether a speaker, as the text puts it or by name, and a source are written with the same words."""
    if source == "":
        return False
    said, low = (quote.speaker.exact or "").lower(), source.lower()
    via = [(v.exact or "").lower() for v in quote.via]
    name = (quote.speaker.name or "").lower()
    return bool((said and (said in low or low in said)) or (name and name in low) or any(v and (v in low or low in v) for v in via))


def _sourced(quote: Quote) -> bool:
    return quote.speaker.name is not None or quote.speaker.role is not None or quote.speaker.exact is not None


class _Tally:
    """What is counted over the documents of one part of a set."""

    def __init__(self) -> None:
        self.n: Counter[str] = Counter()

    def characters(self, gold: Iterable[tuple[int, int]], ours: Iterable[tuple[int, int]]) -> None:
        wanted = {i for start, end in gold for i in range(start, end)}
        given = {i for start, end in ours for i in range(start, end)}
        self.n["wanted"] += len(wanted)
        self.n["given"] += len(given)
        self.n["shared"] += len(wanted & given)

    def rate(self, part: str, whole: str) -> float:
        return self.n[part] / self.n[whole] if self.n[whole] else 0.0

    def marks(self) -> dict[str, float]:
        p, r = self.rate("shared", "given"), self.rate("shared", "wanted")
        out = {"content_p": p, "content_r": r, "content_f": 2 * p * r / (p + r) if p + r else 0.0}
        out |= {"found": self.rate("found", "gold"), "right": self.rate("right", "ours"), "source": self.rate("source", "found_sourced")}
        for kind in KINDS:
            out[f"{kind}.found"] = self.rate(f"{kind}.found", f"{kind}.gold")
            out[f"{kind}.right"] = self.rate(f"{kind}.right", f"{kind}.ours")
        return out


def _document(tallies: Sequence[_Tally], doc: dict[str, Any]) -> list[str]:
    """Count one document of PolNeAR; the lines that tell what was missed and what is too much."""
    text, says = doc["text"], []
    quotes = _quotes(text, "en")
    gold = [(a, [(c["start"], c["end"]) for c in a["content"]]) for a in doc["attributions"]]
    given = [q for q in quotes if _sourced(q)]
    for tally in tallies:
        tally.characters((p for _, pieces in gold for p in pieces), ((q.span.start, q.span.end) for q in given))
    for a, pieces in gold:
        hits = [q for q in quotes if _overlaps(q, pieces)]
        source = " ".join(s["text"] for s in a["source"])
        right = any(_same_source(q, source) for q in hits)
        counts = ["gold", f"{a['type']}.gold"] + (["found", f"{a['type']}.found"] if hits else [])
        counts += (["found_sourced"] if hits and source else []) + (["source"] if hits and right else [])
        for tally in tallies:
            tally.n.update(counts)
        cue, where = " ".join(c["text"] for c in a["cue"]), [pieces[0][0], pieces[-1][1], *(s["start"] for s in a["source"])]
        around = text[min(where) : max(where)].replace("\n", " / ")[:220]
        if not hits:
            says.append(f"MISSED {a['type']:8} <{cue}> {source[:50]} | {around}")
        elif source and not right:
            says.append(f"SOURCE {hits[0].pattern} ours {hits[0].speaker.exact} gold {source[:60]} <{cue}> | {around}")
    for q in quotes:
        right = any(_overlaps(q, pieces) for _, pieces in gold)
        for tally in tallies:
            tally.n.update(["ours", f"{q.kind}.ours"] + (["right", f"{q.kind}.right"] if right else []))
        if not right:
            says.append(f"EXTRA {q.pattern} <{q.cue}> {q.speaker.exact} | {q.exact[:160]!r}")
    return says


def _polnear(folder: Path, verbose: bool) -> dict[str, float]:
    every, seen, kept = _Tally(), _Tally(), _Tally()
    with gzip.open(folder / "docs.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            doc = json.loads(line)
            hidden = held(doc["id"])
            says = _document((every, kept if hidden else seen), doc)
            if verbose and not hidden:
                print(f"-- {doc['id']}")
                print("\n".join(says))
    parts = (("seen", seen), ("held", kept), ("all", every))
    return {f"polnear.{part}.{name}": value for part, tally in parts for name, value in tally.marks().items()}


def _triples(path: Path, verbose: bool) -> dict[str, float]:
    """Clauses of French treebanks with their speaker and cue: the share whose content, and whose speaker, is found."""
    every, seen, kept = _Tally(), _Tally(), _Tally()
    for line in path.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        hidden = held(case["id"])
        quotes = _quotes(case["text"], "fr")
        hits = [q for q in quotes if _overlaps(q, [tuple(case["content_span"])])]
        right = [q for q in hits if _same_source(q, case["speaker"])]
        counts = ["gold", f"{case['kind']}.gold"]
        counts += ["found", f"{case['kind']}.found"] if hits else []
        counts += ["speaker"] if right else []
        for tally in (every, kept if hidden else seen):
            tally.n.update(counts)
        if verbose and not hidden and not right:
            ours = [(q.pattern, q.exact, q.speaker.exact) for q in quotes]
            said = "SPEAKER" if hits else "MISSED"
            print(f"{said} {case['kind']} <{case['cue']}> {case['speaker']} | {case['content']}\n    {case['text']}\n    {ours}")
    out: dict[str, float] = {}
    for part, tally in (("seen", seen), ("held", kept), ("all", every)):
        out |= {
            f"triples.{part}.content": tally.rate("found", "gold"),
            f"triples.{part}.speaker": tally.rate("speaker", "gold"),
            f"triples.{part}.speaker_of_found": tally.rate("speaker", "found"),
        }
        kinds = sorted(k.partition(".")[0] for k in tally.n if k.endswith(".gold"))
        out |= {f"triples.{part}.{kind}": tally.rate(f"{kind}.found", f"{kind}.gold") for kind in kinds}
    return out


def measure(shared: Path, verbose: bool = False) -> dict[str, float]:
    """The marks of both sets, each over the part that rules are written with, the part that is only scored, and all of it."""
    data = shared / "data"
    return _polnear(data / "polnear", verbose) | _triples(data / "ud_fr_attribution" / "ud_fr_attribution.jsonl", verbose)
