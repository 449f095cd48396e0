"""Measures the language layer on public, labelled data and compares the marks with `floors.toml`.

    python -m bench.quality.language                  # all parts; exit 1 when a floor is missed
    python -m bench.quality.language names tags -v    # some parts, with the commonest misses

Parts: `sentences`, `tags`, `lemmas`, `names`, `parse`. The data are in the folder that RECOUPE_SHARED names, else in
`../shared`; without it only names are measured, on articles of our own (the models' hashes are checked by the tests
anywhere).
Names are measured the way a user meets them: raw text in, exact characters and kind out.
"""

from __future__ import annotations

import sys

from bench.quality.parts import run

if __name__ == "__main__":
    sys.exit(run("bench.quality.language", ("sentences", "tags", "lemmas", "names", "parse"), ("names",), __doc__))
