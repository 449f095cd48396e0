"""Makes every shipped model again, in the order in which they need each other, and says what it measured.

    python -m models.build fr en                       # all of them; needs the data of models/*/sources.toml
    python -m models.build fr --only tags lemmas       # some
    python -m models.build fr --data DIR --data DIR2   # where the sources lie (default ../shared/data/training)

The word list comes first (the tagger looks words up in it), then tags, then names, which use both. `parse` is made where spaCy
is installed (`pip install .[parse]`), else skipped, and said to be. Every recipe has a fixed seed and checks the sha256 of what
it reads.
"""

from __future__ import annotations

import importlib.util
import subprocess
import sys

from models.common import arguments

RECIPES = ("lemmas", "tags", "names", "parse", "background", "attribution")


def main() -> int:
    parser = arguments("Make the shipped models again.")
    parser.add_argument("--only", nargs="+", choices=RECIPES, default=list(RECIPES))
    given = parser.parse_args()
    for recipe in RECIPES:
        if recipe not in given.only:
            continue
        if recipe == "parse" and importlib.util.find_spec("spacy") is None:
            print("== parse: SKIPPED (spaCy is not installed)", flush=True)
            continue
        print(f"== {recipe}", flush=True)
        data = [part for folder in given.data or () for part in ("--data", str(folder))] if recipe != "attribution" else []
        subprocess.run([sys.executable, "-m", f"models.{recipe}", *given.languages, *data], check=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
