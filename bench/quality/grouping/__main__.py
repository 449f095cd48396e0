"""Measures copies, stories and origins on public, labelled data and compares the marks with `floors.toml`.

    python -m bench.quality.grouping                # all parts; exit 1 when a floor is missed
    python -m bench.quality.grouping copies -v      # some parts, with the misses

Parts: `copies` (near, contained and reworded texts, natural reuse), `gold` (who is joined on the annotated clusters: false merges
and false independence), `stories` (which reports tell one event). The data are in the folder that
RECOUPE_SHARED names, else in `../shared`. Every set is split by a hash of its ids: rules are written with the larger part in
view (`.seen`); the other (`.held`) is only ever scored, never read.
"""

from __future__ import annotations

import sys

from bench.quality.parts import run

PARTS = ("copies", "gold", "stories")
ANYWHERE = ("gold",)
"""The parts that measure something without the shared data too."""

if __name__ == "__main__":
    sys.exit(run("bench.quality.grouping", PARTS, ANYWHERE, __doc__))
