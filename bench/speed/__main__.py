"""Times the main job from files to dossier on synthetic articles.

python -m bench.speed --articles 1000 --jobs 2
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import tempfile
import time
from pathlib import Path

import recoupe
from bench.speed.corpus import articles
from recoupe import Article

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


class Clock:
    """Seconds by stage: each stage lasts until the next one reports."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self.stage: str | None = None
        self.since = time.perf_counter()

    def start(self, stage: str | None) -> None:
        now = time.perf_counter()
        if self.stage is not None:
            self.seconds[self.stage] = self.seconds.get(self.stage, 0.0) + now - self.since
        self.stage, self.since = stage, now

    def progress(self, stage: str, done: int, total: int) -> None:
        if stage != self.stage:
            self.start(stage)


def megabytes(who: int) -> float:
    """Peak resident memory of this process, or of the largest of its children."""
    peak = resource.getrusage(who).ru_maxrss
    return peak / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def cpu_seconds() -> float:
    """Processor time of this process and its children: what a busy machine does not change."""
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(r.ru_utime + r.ru_stime for r in both)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.speed", description="Seconds and memory of the main job.")
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--jobs", type=int, default=None, help="processes (default: as recoupe decides)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="write the articles to this folder and leave them there")
    parser.add_argument("--json", action="store_true", help="print the result as JSON")
    options = parser.parse_args()
    clock = Clock()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or Path(scratch) / "articles"
        folder.mkdir(parents=True, exist_ok=True)
        size = 0
        for name, text in articles(EXAMPLES, options.articles, options.seed):
            size += len(text)
            (folder / name).write_text(text, encoding="utf-8")
        clock.start("read")
        began, cpu = clock.since, cpu_seconds()
        material = list(recoupe.read([folder]))
        clock.start("examine")
        dossier = recoupe.check(material, jobs=options.jobs, progress=clock.progress)
        for suffix in ("json", "html", "md"):
            clock.start(f"write {suffix}")
            recoupe.write(dossier, Path(scratch) / f"dossier.{suffix}")
        clock.start(None)
        written = {p.suffix: p.stat().st_size for p in Path(scratch).glob("dossier.*")}
    result = {
        "articles": sum(isinstance(a, Article) for a in material),
        "characters": size,
        "stories": len(dossier.stories),
        "copies": len(dossier.copies),
        "findings": len(dossier.findings),
        "problems": len(dossier.problems),
        "seconds": round(time.perf_counter() - began, 2),
        "cpu_seconds": round(cpu_seconds() - cpu, 2),
        "stages": {stage: round(seconds, 2) for stage, seconds in clock.seconds.items()},
        "peak_mb": round(megabytes(resource.RUSAGE_SELF)),
        "peak_mb_largest_worker": round(megabytes(resource.RUSAGE_CHILDREN)),
        "written_bytes": written,
    }
    if options.json:
        print(json.dumps(result))
        return 0
    stages = result.pop("stages")
    for key, value in result.items():
        print(f"{key:<24} {value}")
    assert isinstance(stages, dict)
    for stage, seconds in stages.items():
        print(f"  {stage:<22} {seconds:8.2f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
