"""Measures dates, figures, attribution and events on public, labelled data and compares the marks with `floors.toml`.

    python -m bench.quality.kinds                   # all parts; exit 1 when a floor is missed
    python -m bench.quality.kinds dates -v          # some parts, with the misses

Parts: `dates`, `figures`, `attribution`, `reports` (attribution in French news), `events`,
`bearers` (who is who; data of our own). The data are in the folder that
RECOUPE_SHARED names, else in `../shared`. Every set is split by a hash of its ids: rules are written with the larger part in
view (`.seen`); the other (`.held`) is only ever scored, never read.
"""

from __future__ import annotations

import sys

from bench.quality.parts import run

if __name__ == "__main__":
    sys.exit(run("bench.quality.kinds", ("dates", "figures", "attribution", "reports", "events", "bearers"), ("bearers",), __doc__))
