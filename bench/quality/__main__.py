"""Runs the main job on every annotated cluster and compares the scores with `floors.toml`.

    python -m bench.quality                    # all sets; exit 1 when a floor is missed
    python -m bench.quality examples -v        # one set, with a line for every miss and every false item

Sets: `examples` (this repository), `later`, `later3`, `later4`, `later5`, `later6` and `later7` (clusters written when the rules
stood: the README of `later` has the first, unseen scores), `calm` (articles that contradict each other nowhere) and `gold` (the folder that
RECOUPE_SHARED names, else `../shared`; skipped, and said to be, where it is absent). The clusters of a set are read in
one run, so look-alike stories may not run together. Where the shared folder brings its own `score.py`, that is what the
floors of `gold` are held against, and our scorer must agree with it on the examples.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import sys
import tempfile
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import recoupe
from bench.quality import scorer

ROOT = Path(__file__).resolve().parents[2]
CALM = Path(__file__).with_name("calm")
LATER = {name: Path(__file__).with_name(name) for name in ("later", "later3", "later4", "later5", "later6", "later7")}
FLOORS = Path(__file__).with_name("floors.toml")
TOLERANCE = 0.02
Marks = dict[str, float | None]


def shared_folder() -> Path | None:
    """Where the shared gold lies, None on a machine that has only this repository."""
    folder = Path(os.environ.get("RECOUPE_SHARED", ROOT.parent / "shared")) / "gold"
    return folder if folder.is_dir() else None


def clusters(root: Path) -> list[Path]:
    return sorted(folder for folder in root.iterdir() if (folder / "gold.json").is_file())


def dossier_of(folders: Sequence[Path]) -> dict[str, Any]:
    """The dossier of all articles of some folders, as the JSON writer puts it."""
    places = [str(p) for folder in folders for p in sorted(folder.iterdir()) if p.suffix in (".txt", ".html")]
    with tempfile.TemporaryDirectory() as scratch:
        target = Path(scratch) / "dossier.json"
        recoupe.write(recoupe.check(recoupe.read(places)), target)
        result: dict[str, Any] = json.loads(target.read_text(encoding="utf-8"))
    return result


def official(shared: Path, dossier: Mapping[str, Any], folders: Sequence[Path]) -> dict[str, Marks]:
    """The marks that the shared folder's own `score.py` gives, under our names."""
    spec = importlib.util.spec_from_file_location("shared_score", shared / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    result = module.Score(dossier, [str(f) for f in folders]).run()
    parts = {"all": result["all"], **result["clusters"]}
    out = {name: _flat(part) for name, part in parts.items()}
    out["all"]["invalid_spans"] = result["invalid_spans"]["count"]
    return out


def _flat(part: Mapping[str, Any]) -> Marks:
    text, stories, quotes, names, found = (part[k] for k in ("text", "stories", "quotes", "names", "findings"))
    contested = found["contested"]
    return {
        "chrome_removed": text["chrome_removed"],
        "kept": text["kept"],
        "language": part["language"],
        "published": part["published"],
        "digest_parts": stories["digest_parts_found"] / stories["digest_parts"] if stories["digest_parts"] else None,
        "copies_f1": part["copies"]["f1"],
        "stories_p": stories["bcubed_p"],
        "stories_r": stories["bcubed_r"],
        "quotes_f1": quotes["f1"],
        "speaker": quotes["speaker"],
        "via": quotes["via"],
        "figures_f1": part["figures"]["f1"],
        "dates_f1": part["dates"]["f1"],
        "names_recall": names["recall"],
        "suspects_recall": names["suspect_recall"],
        "suspects_false": names["suspect_false"],
        "findings_recall": found["recall"],
        "contested": contested,
        "contested_false": contested - round(contested * (found["contested_precision"] or 0)),
        "traps_violated": found["trap_violations"],
        "one_origin_corroborated": found["false_corroborated"],
    }


def ours(dossier: Mapping[str, Any], folders: Sequence[Path]) -> tuple[dict[str, Marks], list[str]]:
    counts, log = scorer.score(dossier, folders)
    total: Counter[str] = Counter()
    for count in counts.values():
        total.update(count)
    return {"all": scorer.marks(total), **{name: scorer.marks(count) for name, count in counts.items()}}, log


def calm() -> tuple[dict[str, Marks], list[str]]:
    """What is called contested among articles that contradict each other nowhere: all of it is false."""
    marks: dict[str, Marks] = {}
    log = []
    for folder in sorted(p for p in CALM.iterdir() if p.is_dir()):
        found = [f for f in dossier_of([folder])["findings"] if f["status"] in ("discrepancy", "disputed", "updated")]
        log += [f"CALM {folder.name}: {f['status']} {f['aspect']} {f['summary']!r}" for f in found]
        marks[folder.name] = {"contested_false": len(found)}
    return {"all": {"contested_false": sum(int(m["contested_false"] or 0) for m in marks.values())}, **marks}, log


def table(title: str, marks: Mapping[str, Marks]) -> str:
    """The marks of a set, one row each, one column a cluster."""
    columns = sorted(marks, key=lambda c: (c != "all", c))
    rows = [f"{title:<25}" + "".join(f"{c[:10]:>11}" for c in columns)]
    for name in marks["all"]:
        cells = (marks[c].get(name) for c in columns)
        rows.append(f"  {name:<23}" + "".join(f"{'-' if v is None else v if isinstance(v, int) else format(v, '.3f'):>11}" for v in cells))
    return "\n".join(rows)


def missed(name: str, marks: Mapping[str, Marks], floors: Mapping[str, Any]) -> list[str]:
    """What falls short of the floors of a set."""
    out = []
    for cluster, limits in floors.items():
        have = marks.get(cluster)
        if have is None:
            out.append(f"{name}/{cluster}: there is no such cluster")
            continue
        for mark, floor in limits.get("at_least", {}).items():
            value = have.get(mark)
            if value is not None and value < floor - 1e-9:
                out.append(f"{name}/{cluster}: {mark} is {value:.3f}, at least {floor} is wanted")
        for mark, ceiling in limits.get("at_most", {}).items():
            value = have.get(mark)
            if value is not None and value > ceiling:
                out.append(f"{name}/{cluster}: {mark} is {value:g}, at most {ceiling} is wanted")
    return out


def disagreements(a: Mapping[str, Marks], b: Mapping[str, Marks]) -> list[str]:
    """Where our scorer and the shared one give different marks to the same dossier."""
    out = []
    for cluster in a:
        for mark, value in a[cluster].items():
            other = b.get(cluster, {}).get(mark, value)
            if abs((value or 0) - (other or 0)) > TOLERANCE:
                out.append(f"{cluster}: {mark} {value} by our scorer, {other} by score.py")
    return out


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.quality", description="Scores with floors; exit 1 when one is missed.")
    parser.add_argument("sets", nargs="*", help="examples, later, later3, later4, later5, later6, later7, calm, gold (default: all)")
    parser.add_argument("-v", "--verbose", action="store_true", help="a line for every miss and every false item")
    options = parser.parse_args(argv)
    floors = tomllib.loads(FLOORS.read_text(encoding="utf-8"))
    shared = shared_folder()
    failures: list[str] = []
    for name in options.sets or ["examples", *LATER, "calm", "gold"]:
        if name == "calm":
            marks, log = calm()
            print("\n".join([*log, table(name, marks)]) + "\n")
            failures += missed(name, marks, floors.get(name, {}))
            continue
        root = {"examples": ROOT / "examples", **LATER}.get(name, shared)
        if root is None:
            print(f"{name}: SKIPPED, there is no folder ../shared/gold (RECOUPE_SHARED may name another place)\n")
            continue
        folders = clusters(root)
        dossier = dossier_of(folders)
        marks, log = ours(dossier, folders)
        if options.verbose:
            print("\n".join(log), end="\n\n")
        if shared is not None and (shared / "score.py").is_file():
            theirs = official(shared, dossier, folders)
            differ = disagreements(marks, theirs)
            print("\n".join(f"scorers differ: {line}" for line in differ) or f"{name}: both scorers agree")
            if name != "gold":
                failures += differ
            else:
                marks = theirs
        print(table(name, marks) + "\n")
        failures += missed(name, marks, floors.get(name, {}))
    print("\n".join(f"BELOW THE FLOOR  {line}" for line in failures) or "every floor is held")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
