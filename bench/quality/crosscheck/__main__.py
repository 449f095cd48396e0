"""Measures the cross-check and compares the marks with `floors.toml`.

    python -m bench.quality.crosscheck              # all parts; exit 1 when a floor is missed
    python -m bench.quality.crosscheck pairs -v     # some parts, with the misses

Parts: `pairs` (which sentences of two reports tell the same thing), `figures_pairs` (which figures of real reports
conflict), `perturbation` (one fact of a copy altered, or none; articles of this repository, and public texts where they are
there), `entailment` (whether one French sentence contradicts another; folds instead of a part held back). The data are in the
folder that RECOUPE_SHARED names, else in `../shared`. Every set is split by a hash of its ids: models are trained and rules
written with the larger part in view
(`.seen`); the other (`.held`) is only ever scored, never read.
"""

from __future__ import annotations

import sys

from bench.quality.parts import run

PARTS = ("pairs", "figures_pairs", "perturbation", "entailment")
ANYWHERE: tuple[str, ...] = ("pairs", "perturbation")
"""The parts that measure something without the shared data too."""

if __name__ == "__main__":
    sys.exit(run("bench.quality.crosscheck", PARTS, ANYWHERE, __doc__))
