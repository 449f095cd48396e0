"""The example clusters: their gold is sound, and the scorer gives a perfect dossier full marks and an empty one none."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.quality import scorer  # noqa: E402

CLUSTERS = sorted(p.parent for p in (ROOT / "examples").glob("*/gold.json"))
SHARED = Path(os.environ.get("RECOUPE_SHARED", ROOT.parent / "shared")) / "gold"


def gold_of(cluster: Path) -> dict[str, Any]:
    result: dict[str, Any] = json.loads((cluster / "gold.json").read_text(encoding="utf-8"))
    return result


def text_of(cluster: Path, file: str) -> str:
    page = (cluster / file).read_text(encoding="utf-8")
    return scorer.visible(page) if file.endswith(".html") else page


def without_furniture(text: str, lines: list[str]) -> str:
    for line in sorted(lines, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(line)}(?!\w)" if line[-1].isalnum() else re.escape(line), "\n", text, count=1)
    return text


def perfect(cluster: Path) -> dict[str, Any]:
    """The dossier that the gold of a cluster describes."""
    gold = gold_of(cluster)
    texts = {f: without_furniture(text_of(cluster, f), a["chrome"]) for f, a in gold["articles"].items()}

    def span(item: dict[str, Any]) -> dict[str, Any]:
        text = texts[item["file"]]
        for width in (300, 12, 6, 0):
            before, after = (item["prefix"][-width:], item["suffix"][:width]) if width else ("", "")
            if text.count(before + item["exact"] + after) == 1:
                start = text.index(before + item["exact"] + after) + len(before)
                return {"article": item["file"], "start": start, "end": start + len(item["exact"]), "exact": item["exact"]}
        raise AssertionError(f"{cluster.name}: cannot place {item['exact']!r}")

    def report(entry: Any) -> dict[str, Any]:
        if isinstance(entry, str):
            return {"article": entry, "start": 0, "end": len(texts[entry])}
        text = texts[entry["file"]]
        start = text.index(entry["starts_with"])
        return {"article": entry["file"], "start": start, "end": text.index(entry["ends_with"]) + len(entry["ends_with"])}

    return {
        "articles": [
            {
                "id": file,
                "source": f"somewhere/{cluster.name}/{file}",
                "text": texts[file],
                "language": a["language"],
                "published": {"date": a["published"], "how": "stated"},
            }
            for file, a in gold["articles"].items()
        ],
        "copies": [{"articles": [a, b], "kind": kind} for a, b, kind in gold["copies"]],
        "stories": [{"id": s["name"], "reports": [report(e) for e in s["files"]]} for s in gold["stories"]],
        "quotes": [
            {**span(q), "kind": q["kind"], "speaker": {"name": q["speaker"]}, "via": [{"name": v} for v in q["via"]]}
            for q in gold["quotes"]
        ],
        "figures": [{**span(f), **{k: f[k] for k in ("value", "low", "high", "unit")}} for f in gold["figures"]],
        "dates": [{**span(d), "value": d["value"], "type": d["type"]} for d in gold["dates"]],
        "names": [
            {
                "name": n["name"],
                "forms": [{"form": n["name"], "articles": list(texts)}]
                + [{"form": f, "articles": list(texts), "suspect": True} for f in n["suspect"]],
            }
            for n in gold["names"]
        ],
        "events": [],
        "findings": [
            {
                **{k: f[k] for k in ("status", "aspect")},
                "independent": f.get("independent", 1),
                "evidence": [span(e) for e in f["evidence"]],
            }
            for f in gold["findings"]
        ],
    }


@pytest.mark.parametrize("cluster", CLUSTERS, ids=lambda c: c.name)
def test_every_span_of_the_gold_stands_exactly_once_in_its_article(cluster: Path) -> None:
    gold = gold_of(cluster)
    assert set(gold["articles"]) == {p.name for p in cluster.iterdir() if p.suffix in (".txt", ".html")}
    items = [*gold["quotes"], *gold["figures"], *gold["dates"]]
    items += [e for f in gold["findings"] + gold["traps"] for e in f["evidence"]]
    for item in items:
        window = item["prefix"] + item["exact"] + item["suffix"]
        assert text_of(cluster, item["file"]).count(window) == 1, window


@pytest.mark.parametrize("cluster", CLUSTERS, ids=lambda c: c.name)
def test_a_perfect_dossier_gets_full_marks(cluster: Path) -> None:
    counts, log = scorer.score(perfect(cluster), [cluster])
    marks = scorer.marks(counts[cluster.name])
    bad = ("suspects_false", "contested_false", "traps_violated", "one_origin_corroborated", "invalid_spans")
    assert {name: marks[name] for name in bad} == dict.fromkeys(bad, 0), log
    shares = {name: value for name, value in marks.items() if value is not None and name not in (*bad, "contested")}
    assert len(shares) >= 14
    assert shares == {name: pytest.approx(1.0) for name in shares}, log


@pytest.mark.parametrize("cluster", CLUSTERS, ids=lambda c: c.name)
def test_an_empty_dossier_gets_none(cluster: Path) -> None:
    empty: dict[str, Any] = {k: [] for k in ("articles", "copies", "stories", "quotes", "figures", "dates", "names", "events", "findings")}
    marks = scorer.marks(scorer.score(empty, [cluster])[0][cluster.name])
    for name in ("kept", "published", "copies_f1", "quotes_f1", "figures_f1", "dates_f1", "names_recall", "findings_recall"):
        assert not marks[name], name


def test_what_must_not_happen_is_counted() -> None:
    """A trap sprung, a span that is not verbatim, a copy that is none, a name suspected without reason."""
    cluster = ROOT / "examples" / "river"
    dossier = perfect(cluster)
    trap = gold_of(cluster)["traps"][0]["evidence"]
    places = [next(f for f in dossier["figures"] if f["article"] == e["file"] and e["exact"] in f["exact"]) for e in trap]
    dossier["findings"].append({"status": "discrepancy", "aspect": "figure", "summary": "litres and euros", "evidence": places})
    dossier["quotes"][0]["exact"] = "Words that nobody wrote"
    dossier["copies"].append({"articles": ["01.txt", "06.txt"], "kind": "near"})
    dossier["names"][1]["forms"].append({"form": "Sandrine Pelterot", "articles": ["03.txt"], "suspect": True})
    marks = scorer.marks(scorer.score(dossier, [cluster])[0]["river"])
    assert (marks["traps_violated"], marks["contested_false"], marks["invalid_spans"], marks["suspects_false"]) == (1, 1, 1, 1)
    assert marks["copies_f1"] == pytest.approx(2 / 3)


@pytest.mark.skipif(not (SHARED / "score.py").is_file(), reason="no ../shared/gold/score.py on this machine")
@pytest.mark.parametrize("cluster", CLUSTERS, ids=lambda c: c.name)
def test_the_shared_scorer_gives_the_same_full_marks(cluster: Path, tmp_path: Path) -> None:
    dossier = perfect(cluster)
    for quote in dossier["quotes"]:
        quote["id"] = ""
    (tmp_path / "dossier.json").write_text(json.dumps(dossier), encoding="utf-8")
    command = [sys.executable, str(SHARED / "score.py"), str(tmp_path / "dossier.json"), str(cluster)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    marks = json.loads(done.stdout.split("SCORE ", 1)[1])["all"]
    for kind in ("quotes", "figures", "dates"):
        assert marks[kind]["f1"] == pytest.approx(1.0), done.stdout
    assert marks["findings"]["recall"] == pytest.approx(1.0)
    assert marks["findings"]["trap_violations"] == 0
