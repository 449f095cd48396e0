"""Makes `languages/any/alignment.toml`: the scorer that tells whether two sentences tell the same thing (`kinds/alignment.py`).

    python -m models.alignment.train            # needs numpy, which recoupe itself does not

Logistic regression with a ridge, by Newton's method; `SHARES` tells how much each set counts. Learnt from the part of the pairs
that is not held out (`bench.quality.parts.held` of the story or topic). The threshold for "tells the same" is the one best on the
stories in one language, each judged by a model that has not seen it. `--data` is the folder above `data/`."""

from __future__ import annotations

import argparse
import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.quality.parts import held
from models import common
from models.alignment import pairs, pairs_more
from recoupe.kinds import alignment

FILE = common.LANGUAGES / "any" / "alignment.toml"
SHARED = common.ROOT.parent / "shared"
SHARES = {"fr": 1.0, "en": 1.0, "fr-en": 1.0, "superpal": 2.0, "nanco": 1.0, "ecb": 0.5}
"""How much each set counts, however large it is; its groups count alike."""
FILES = {
    "ecbplus": ("docs.jsonl.gz", "sentence_pairs.jsonl.gz"),
    pairs_more.SUPERPAL: ("dev_MN_only.jsonl", "test_MN_only.jsonl"),
    pairs_more.NANCO: ("nanco_dataset.json",),
}
RIDGE = 50.0
LEFT_OUT = frozenset({"shared", "soft.shared", "soft.gain", "name.weight", "act.weight", "length.less"})
"""Features that grow with the size of the dossier: they do not carry over from the short stories."""
FOLDS = 4


@dataclass(frozen=True, slots=True)
class Sample:
    """The features and labels of a group."""

    name: str
    kind: str
    rows: Sequence[Sequence[float]]
    same: Sequence[bool]


def samples(shared: Path) -> tuple[list[str], list[Sample]]:
    """The names of the features, and all groups that are learnt from."""
    names: list[str] = []
    out = []
    for group in (*pairs.stories(), *pairs_more.superpal(shared), *pairs_more.nanco(shared), *pairs.ecb(shared)):
        if held(group.name) or not group.pairs:
            continue
        tellings = [alignment.telling(i) for i in group.items]
        found = [alignment.features(tellings[i], tellings[j]) for i, j, _ in group.pairs]
        names = names or [name for name in found[0] if name not in LEFT_OUT]
        out.append(Sample(group.name, group.kind, [[f[name] for name in names] for f in found], [same for *_, same in group.pairs]))
    return names, out


def fit(chosen: Sequence[Sample]) -> tuple[Any, float]:
    """The weights and the bias, scale and mean worked in."""
    import numpy as np

    rows = np.vstack([np.array(s.rows) for s in chosen])
    same = np.concatenate([np.array(s.same, float) for s in chosen])
    groups = Counter(s.kind for s in chosen)
    counts = np.concatenate([np.full(len(s.same), SHARES[s.kind] / groups[s.kind] / len(s.same)) for s in chosen])
    counts /= counts.mean()
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


def threshold(given: Sequence[Sample]) -> tuple[float, float]:
    """(best F1 of the stories in one language, the probability that reaches it), each story judged by a model of the others."""
    import numpy as np

    names = sorted({s.name for s in given if s.kind in ("fr", "en")})
    scored: list[tuple[float, bool]] = []
    for fold in range(FOLDS):
        out = set(names[fold::FOLDS])
        weights, bias = fit([s for s in given if s.name not in out])
        for s in given:
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
    names, given = samples(shared)
    weights, bias = fit(given)
    score, least = threshold(given)
    sums = {f"{name}/{path}": common.sha256(shared / "data" / name / path) for name, paths in FILES.items() for path in paths}
    lines = [
        "# Weights of the scorer of `kinds/alignment.py`: made by `python -m models.alignment.train`, not by hand.",
        "# Learnt from invented stories (models/alignment/stories.toml, CC0) and from what annotators say of pairs of sentences in",
        "# ECB+ (CC BY 3.0: Agata Cybulska and Piek Vossen, VU University of Amsterdam; github.com/tommasoc80/EventStoryLine at",
        "# 46edefee5e82), SuperPAL on MultiNews (Apache-2.0: Ori Ernst and others; github.com/oriern/SuperPAL at cb91393edb5a) and",
        "# NAnCo (BSD-3-Clause: Salesforce; github.com/salesforce/discord_questions at d7cbd514895b). None of these texts is here.",
        f'stories = "{hashlib.sha256(pairs.STORIES.read_bytes()).hexdigest()}"',
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
