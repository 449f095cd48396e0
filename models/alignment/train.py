"""Makes `languages/any/alignment.toml`: the scorer that tells whether two sentences tell the same thing (`kinds/alignment.py`).

    python -m models.alignment.train            # needs numpy, which recoupe itself does not

Two logistic regressions with a ridge, by Newton's method, whose weights are averaged (which averages their log odds): one learnt from
pairs of sentences that annotators labelled (stories, ECB+, SuperPAL, NAnCo), one from clauses of whole reports, invented and real
(`clusters.py`), with some of the former. The first ranks, the second knows how seldom two clauses of two long reports tell one thing;
together they do both better than either. Learnt from the part of the pairs of sentences that is not held out
(`bench.quality.parts.held` of the story or topic). The threshold for "tells the same" is the one best on the stories in one language,
each judged by a model that has not seen it. `--data` is the folder above `data/`."""

from __future__ import annotations

import argparse
import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bench.quality.parts import held
from models import common
from models.alignment import clusters, pairs, pairs_more
from recoupe.kinds import alignment
from recoupe.sockets import Item

FILE = common.LANGUAGES / "any" / "alignment.toml"
SHARED = common.ROOT.parent / "shared"
SENTENCES = {"fr": 1.0, "en": 1.0, "fr-en": 1.0, "superpal": 2.0, "nanco": 1.0, "ecb": 0.5}
"""How much each set counts in the first model, however large it is; its groups count alike."""
SHARES = {"fr": 450.0, "en": 450.0, "fr-en": 450.0, "ecb": 225.0}
"""How much the pairs of a set count together in the second; those of `clusters.py` say it themselves."""
KEPT = 0.25
"""The share of the pairs of ECB+ that differ which the second learns from."""
FILES = {
    "ecbplus": ("docs.jsonl.gz", "sentence_pairs.jsonl.gz"),
    pairs_more.SUPERPAL: ("dev_MN_only.jsonl", "test_MN_only.jsonl"),
    pairs_more.NANCO: ("nanco_dataset.json",),
    clusters.RPM2: ("docs.jsonl.gz",),
}
RIDGE = 50.0
GROWING = frozenset({"shared", "soft.shared", "soft.gain", "name.weight", "act.weight", "length.less"})
"""Features that grow with the size of the dossier: they do not carry over from one to another."""
FOLDS = 4


@dataclass(frozen=True, slots=True)
class Sample:
    """The features and labels of a group, and how much each pair counts."""

    name: str
    kind: str
    rows: Sequence[Sequence[float]]
    same: Sequence[bool]
    counts: Sequence[float]


def samples(shared: Path) -> tuple[list[str], list[Sample], list[Sample]]:
    """The names of the features, and the groups that each model learns from."""
    names: list[str] = []
    sentences: list[Sample] = []
    clauses: list[Sample] = []

    def sample(name: str, kind: str, items: Sequence[Item], chosen: Sequence[tuple[int, int, bool, float]]) -> Sample:
        tellings = {n: alignment.telling(items[n]) for i, j, *_ in chosen for n in (i, j)}
        rows = [alignment.features(tellings[i], tellings[j]) for i, j, *_ in chosen]
        names[:] = names or [feature for feature in rows[0] if feature not in GROWING]
        values = [[row[feature] for feature in names] for row in rows]
        return Sample(name, kind, values, [same for *_, same, _ in chosen], [count for *_, count in chosen])

    for group in (*pairs.stories(), *pairs_more.superpal(shared), *pairs_more.nanco(shared), *pairs.ecb(shared)):
        if held(group.name) or not group.pairs:
            continue
        made = sample(group.name, group.kind, group.items, [(i, j, same, 1.0) for i, j, same in group.pairs])
        sentences.append(made)
        if group.kind in SHARES:
            kept = [n for n, same in enumerate(made.same) if same or group.kind != "ecb" or held(f"{group.name}.{n}", KEPT)]
            rows, labels = [made.rows[n] for n in kept], [made.same[n] for n in kept]
            clauses.append(Sample(group.name, group.kind, rows, labels, [1.0] * len(kept)))
    whole = [sample(w.name, w.kind, w.items, w.pairs) for w in (*clusters.clusters(), *clusters.press(shared)) if w.pairs]
    groups = Counter(s.kind for s in sentences)
    sizes = Counter[str]()
    for some in clauses:
        sizes[some.kind] += len(some.same)
    total = sum(len(s.same) for s in sentences) / sum(SENTENCES.values())  # so that a pair counts 1 in the middle
    return (
        names,
        [replace(s, counts=[total * SENTENCES[s.kind] / groups[s.kind] / len(s.same)] * len(s.same)) for s in sentences],
        [replace(s, counts=[SHARES[s.kind] / sizes[s.kind]] * len(s.same)) for s in clauses] + whole,
    )


def fit(chosen: Sequence[Sample], used: Sequence[bool]) -> tuple[Any, float]:
    """The weights (0 for a feature that is not `used`) and the bias, scale and mean worked in."""
    import numpy as np

    rows = np.vstack([np.array(s.rows) for s in chosen]) * np.array(used, float)
    same = np.concatenate([np.array(s.same, float) for s in chosen])
    counts = np.concatenate([np.array(s.counts) for s in chosen])
    mean, scale = rows.mean(0), rows.std(0) + 1e-9
    whole = np.c_[(rows - mean) / scale, np.ones(len(rows))]
    ridge = np.eye(whole.shape[1]) * RIDGE
    ridge[-1, -1] = 0.0
    found = np.zeros(whole.shape[1])
    for _ in range(30):
        likely = 1 / (1 + np.exp(-whole @ found))
        slope = whole.T @ (counts * (likely - same)) + ridge @ found
        curve = (whole * (counts * likely * (1 - likely))[:, None]).T @ whole + ridge
        step = np.linalg.solve(curve, slope)
        found -= step
        if abs(step).max() < 1e-8:
            break
    weights = found[:-1] / scale
    return weights, float(found[-1] - weights @ mean)


def both(names: Sequence[str], sentences: Sequence[Sample], clauses: Sequence[Sample]) -> tuple[Any, float]:
    """The average of the two models: the first without what agrees around predicates and what is told beside the rarest word, the
    second without the weights of the rarest words themselves, which depend on the dossier."""
    first, bias = fit(sentences, [not name.startswith(("claim.", "rel.")) for name in names])
    second, other = fit(clauses, [name not in alignment.TOPS for name in names])
    return (first + second) / 2, (bias + other) / 2


def threshold(names: Sequence[str], sentences: Sequence[Sample], clauses: Sequence[Sample]) -> tuple[float, float]:
    """(best F1 of the stories in one language, the probability that reaches it), each story judged by a model of the others."""
    import numpy as np

    told = sorted({s.name for s in sentences if s.kind in ("fr", "en")})
    scored: list[tuple[float, bool]] = []
    for fold in range(FOLDS):
        out = set(told[fold::FOLDS])
        weights, bias = both(names, [s for s in sentences if s.name not in out], [s for s in clauses if s.name not in out])
        for s in sentences:
            if s.name in out and s.kind in ("fr", "en"):
                scored += zip((1 / (1 + np.exp(-(np.array(s.rows) @ weights + bias)))).tolist(), s.same, strict=True)
    scored.sort(reverse=True)
    of, right, top = sum(same for _, same in scored), 0, (0.0, 1.0)
    for n, (likely, same) in enumerate(scored, 1):
        right += same
        top = max(top, (2 * right / (n + of), likely))
    return top


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=SHARED)
    shared = parser.parse_args().data
    names, sentences, clauses = samples(shared)
    weights, bias = both(names, sentences, clauses)
    score, least = threshold(names, sentences, clauses)
    sums = {f"{name}/{path}": common.sha256(shared / "data" / name / path) for name, paths in FILES.items() for path in paths}
    lines = [
        "# Weights of the scorer of `kinds/alignment.py`: made by `python -m models.alignment.train`, not by hand.",
        "# Learnt from invented stories and clusters of reports (models/alignment/stories.toml and clusters/, bench/quality/later*, CC0),",
        "# from pairs of clauses of French press reports read by us (models/alignment/press.tsv, labels CC0; texts of RPM2, GPL-3.0 or",
        "# later: de Loupy and others, LREC 2010; github.com/melki/cours at e2163f9385d3), and from what annotators say of pairs of",
        "# sentences in ECB+ (CC BY 3.0: Agata Cybulska and Piek Vossen, VU University of Amsterdam; github.com/tommasoc80/",
        "# EventStoryLine at 46edefee5e82), SuperPAL on MultiNews (Apache-2.0: Ori Ernst and others; github.com/oriern/SuperPAL at",
        "# cb91393edb5a) and NAnCo (BSD-3-Clause: Salesforce; github.com/salesforce/discord_questions at d7cbd514895b). None of the texts",
        "# of others is here.",
        f'stories = "{hashlib.sha256(pairs.STORIES.read_bytes()).hexdigest()}"',
        f'press = "{hashlib.sha256(clusters.PRESS.read_bytes()).hexdigest()}"',
        *(f'"{path}" = "{digest}"' for path, digest in sums.items()),
        f"f1 = {score:.3f} # on the stories in one language, each judged by a model of the others",
        f"threshold = {least:.3f}",
        f"bias = {bias:.4f}",
        "",
        "[weights]",
        *(f'"{name}" = {weight:.4f}' for name, weight in zip(names, weights, strict=True)),
    ]
    FILE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    common.shown({"f1": score, "threshold": least})


if __name__ == "__main__":
    main()
