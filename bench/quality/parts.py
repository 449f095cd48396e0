"""The one runner of measures on public, labelled data: a package of parts, each with `measure(shared, verbose)` that returns
named marks, and a `floors.toml` beside them that the marks are held against."""

from __future__ import annotations

import argparse
import hashlib
import importlib
import os
import time
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
TOLERANCE = 0.0005  # marks are printed with three decimals


def shared_folder() -> Path | None:
    """Where the labelled data lie, None on a machine that has only this repository."""
    folder = Path(os.environ.get("RECOUPE_SHARED", ROOT.parent / "shared"))
    return folder if (folder / "data" / "training").is_dir() else None


def held(key: str, share: float = 0.3) -> bool:
    """Whether a case (an id, or the text where ids are not stable) is of the part that is only scored, never read."""
    return int.from_bytes(hashlib.sha256(key.encode()).digest()[:4], "big") < share * 2**32


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


def run(package: str, parts: Sequence[str], anywhere: Sequence[str], about: str | None) -> int:
    """The command line of a package of parts: measures those asked for (default: all), prints each mark, and returns 1 when
    a floor is missed. `anywhere`: the parts that measure something without the shared data too."""
    parser = argparse.ArgumentParser(prog=f"python -m {package}", description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", choices=[*parts, []], help="which parts (default: all)")
    parser.add_argument("-v", "--verbose", action="store_true", help="also print the commonest misses")
    given = parser.parse_args()
    shared = shared_folder()
    if shared is None:
        print("SKIPPED: all that needs the labelled data of ../shared/data (there is none)")
    floors = tomllib.loads((ROOT / package.replace(".", "/") / "floors.toml").read_text(encoding="utf-8"))
    trouble: list[str] = []
    for part in given.parts or parts:
        if shared is None and part not in anywhere:
            continue
        module = importlib.import_module(f"{package}.{part}")
        began = time.process_time()
        marks: dict[str, float] = module.measure(shared, verbose=given.verbose)
        print(f"{part} ({time.process_time() - began:.0f} CPU s)" if marks else f"{part}: SKIPPED (what it needs is not installed)")
        for name, value in marks.items():
            print(f"  {name:44} {value:.3f}")
        trouble += missed({f"{part}.{name}": value for name, value in marks.items()}, floors)
    for line in trouble:
        print("MISSED", line)
    return 1 if trouble else 0
