"""Measures the language layer on public, labelled data and compares the marks with `floors.toml`.

    python -m bench.quality.language                  # all parts; exit 1 when a floor is missed
    python -m bench.quality.language names tags -v    # some parts, with the commonest misses

Parts: `sentences`, `tags`, `lemmas`, `names`, `parse`. The data are in the folder that RECOUPE_SHARED names, else in
`../shared`; without it only names are measured, on articles of our own (the models' hashes are checked by the tests
anywhere).
Names are measured the way a user meets them: raw text in, exact characters and kind out.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
import time
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[3]
FLOORS = Path(__file__).with_name("floors.toml")
PARTS = ("sentences", "tags", "lemmas", "names", "parse")
ANYWHERE = ("names",)
"""Parts that measure our own articles too, without the shared data."""
TOLERANCE = 0.0005  # marks are printed with three decimals


def shared_folder() -> Path | None:
    """Where the labelled data lie, None on a machine that has only this repository."""
    folder = Path(os.environ.get("RECOUPE_SHARED", ROOT.parent / "shared"))
    return folder if (folder / "data" / "training").is_dir() else None


def missed(marks: Mapping[str, float], floors: Mapping[str, Any]) -> list[str]:
    """A line for every floor that is not reached and every ceiling that is passed, among the marks that were measured."""
    out = []
    for name, value in marks.items():
        part, _, rest = name.partition(".")
        least = floors.get(part, {}).get("at_least", {}).get(rest)
        most = floors.get(part, {}).get("at_most", {}).get(rest)
        if least is not None and value < least - TOLERANCE:
            out.append(f"{name} is {value:.3f}, the floor {least:.3f}")
        if most is not None and value > most + TOLERANCE:
            out.append(f"{name} is {value:.3f}, the ceiling {most:.3f}")
    return out


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], help="which parts (default: all)")
    parser.add_argument("-v", "--verbose", action="store_true", help="also print the commonest misses")
    given = parser.parse_args()
    shared = shared_folder()
    if shared is None:
        print("SKIPPED: all that needs the labelled data of ../shared/data/training (there is none)")
    floors = tomllib.loads(FLOORS.read_text(encoding="utf-8"))
    trouble: list[str] = []
    for part in given.parts or PARTS:
        if shared is None and part not in ANYWHERE:
            continue
        module = importlib.import_module(f"bench.quality.language.{part}")
        began = time.process_time()
        marks: dict[str, float] = module.measure(shared, verbose=given.verbose)
        print(f"{part} ({time.process_time() - began:.0f} CPU s)" if marks else f"{part}: SKIPPED (what it needs is not installed)")
        for name, value in marks.items():
            print(f"  {name:44} {value:.3f}")
        trouble += missed({f"{part}.{name}": value for name, value in marks.items()}, floors)
    for line in trouble:
        print("MISSED", line)
    return 1 if trouble else 0


if __name__ == "__main__":
    sys.exit(main())
